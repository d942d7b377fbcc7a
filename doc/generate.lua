--
-- generate.lua - lua5.4 doc/generate.lua folder: the documents that follow
-- from the rows, from doc/api and from the options of pcaplua (PCAPLUA), in the
-- folder (make docs, make check-docs)
--
local pycap = require "pycap"

local folder = ...
assert(folder, "usage: lua5.4 doc/generate.lua folder")

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local protocols = pycap.protocols()
write("doc/protocols.md", require "doc.reference"(protocols))
write("doc/reference.md", require "doc.interface"(protocols))
local stubs = require "doc.stubs"
for _, module in ipairs { "pycap", "pycap.arp", "pycap.icmp", "pcaplua" } do
  write("share/library/" .. module .. ".lua", stubs(protocols, module))
end
write("share/each/pcaplua-each.lua", stubs(protocols, "pcaplua-each"))

local options = require "doc.options"(assert(os.getenv "PCAPLUA", "PCAPLUA"))
write("doc/man/pcaplua.1", require "doc.manual"(options))
for name, text in pairs(require "doc.completions"(options, protocols)) do
  write("share/completions/" .. name, text)
end
local pages = require "doc.pages"
write("doc/man/pycap.3lua", pages.lua_page())
write("doc/man/libpycap.3", pages.c_page())
