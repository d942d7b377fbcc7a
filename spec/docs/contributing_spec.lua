--
-- contributing_spec.lua - CONTRIBUTING.md: the protocol in it is added
--
local support = require "spec.support"

local quote = support.quote
local text = support.read("CONTRIBUTING.md")

-- What `make test` and `make asan` say to their own is not for these.
local clean = "env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES " ..
  "-u B -u SANITIZE -u CFLAGS -u LD_PRELOAD -u ASAN_OPTIONS " ..
  "-u LUA_INIT -u LUA_PATH -u LUA_CPATH -u PYCAP_BUILD "

local function must(command)
  local out, err, status = support.shell(clean .. "bash -e -c " ..
    quote(command), { timeout = 300 })
  assert.equal(0, status, out .. err)
  return out
end

local function block(info)
  return assert(text:match("\n```" .. info .. "\n(.-)```\n"), info)
end

local function write(name, bytes)
  local file = assert(io.open(name, "w"))
  assert(file:write(bytes))
  assert(file:close())
end

describe("CONTRIBUTING.md", function()
  -- What is built already is not built again.
  it("adds a protocol that works", function()
    local tree = support.name(".tree")
    local name = quote(tree)
    must("make -s all B=build")
    must(("mkdir %s; cp -a * .busted %s"):format(name, name))
    write(tree .. "/src/proto/beacon.c", block("c"))
    local list = support.read("src/proto/list.h")
    local longer, count = list:gsub("(\n#define PROTOCOL_LIST[^\n]*\n)",
      function(line) return line .. block("c list") end)
    assert.equal(1, count)
    write(tree .. "/src/proto/list.h", longer)
    write(tree .. "/spec/proto/beacon_spec.lua", block("lua"))
    local load = block("sh"):gsub("%s+$", "")
    must(("cd %s && make -s -j2 all && %s && make -s docs && " ..
      "grep -q '^## beacon' doc/protocols.md"):format(name, load))
    local out = must(("cd %s && busted " ..
      "spec/proto/beacon_spec.lua spec/proto/every_spec.lua " ..
      "spec/docs/docs_spec.lua"):format(name))
    assert.truthy(tonumber(out:match("(%d+) passed, 0 failed")) > 10, out)

    -- a wrong row, of which the page says that it is named
    local wrong = block("c"):gsub('U%("interval", 16', 'U("interval", 99')
    write(tree .. "/src/proto/beacon.c", wrong)
    out = must(("cd %s && make -s -j2 all && ! %s 2>&1"):format(name, load))
    assert.truthy(out:find("beacon.interval: ", 1, true), out)
  end)

  it("names targets that the Makefile has", function()
    local makefile = support.read("Makefile")
    for target in text:gmatch("`make (%l[%l-]*)[^`]*`") do
      assert.truthy(makefile:find("\n" .. target .. ":", 1, true), target)
    end
  end)
end)
