--
-- describe.lua - lua5.4 doc/describe.lua [--stubs] file...: the reference page
-- of the protocols that these modules declare, as doc/protocols.md has those of
-- C; or what an editor is told of them
--
local pycap = require "pycap"

local words, stubs = { ... }, false
if words[1] == "--stubs" then stubs = table.remove(words, 1) end
assert(#words > 0, "usage: lua5.4 doc/describe.lua [--stubs] file...")

local there, only = {}, {}
for _, protocol in ipairs(pycap.protocols()) do there[protocol.name] = true end
for _, file in ipairs(words) do
  -- as require would have it, for those that require each other
  local name = file:match "([^/]*)%.lua$" or file
  package.loaded[name] = package.loaded[name] or assert(loadfile(file))(name)
    or true
end
local protocols = pycap.protocols()
for _, protocol in ipairs(protocols) do
  if not there[protocol.name] then only[protocol.name] = true end
end
assert(next(only), "no protocol was declared")
if stubs then
  io.write(require "doc.stubs"(protocols, "pycap", only))
else
  io.write((require "doc.reference"(protocols, only):gsub("^%s+", "")))
end
