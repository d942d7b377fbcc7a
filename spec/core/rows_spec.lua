local pycap = require "pycap"
local support = require "spec.support"

local FLAGS = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror -g -O1 " ..
  "-fsanitize=address,undefined -fno-sanitize-recover=all"

-- The texts that a file of C refuses rows with, as Lua patterns.
local function texts(source)
  local list = {}
  for at in source:gsub('\\"', "\1"):gmatch("refuse%(&?%l+,()") do
    local text, rest = "", source:gsub('\\"', "\1"):sub(at)
    for literal, after in rest:gmatch('%s*"([^"]*)"()') do
      text = text .. literal
      if not rest:find('^%s*"', after) then break end
    end
    text = text:gsub("%%%.%*s", "%%s")
      :gsub("[%^%$%(%)%.%[%]%*%+%-%?]", "%%%0")
    text = text:gsub("%%l?l?[sdu]", ".*"):gsub("\1", '"')
    list[#list + 1] = ": " .. text .. "$"
  end
  return list
end

describe("a table of rows that is wrong", function()
  local program, said

  setup(function()
    program = support.name()
    local _, complaint, status = support.shell(("cc %s -o %s " ..
      "spec/core/rows*.c src/core/*.c"):format(FLAGS, support.quote(program)))
    assert.equal("", complaint)
    assert.equal(0, status)
    local err
    said, err, status = support.shell(support.quote(program))
    assert.equal("", err)
    assert.equal(0, status)
  end)

  it("is refused with a text that says where and what", function()
    local count = 0
    for line in said:gmatch("[^\n]+") do
      assert.matches(line:find '^protocol "' and '^protocol "[^"]+": %C+$' or
        "^[%l%d.]+: %C+$", line)
      count = count + 1
    end
    assert.is_true(count > 190)
  end)

  it("has a case for each text that there is", function()
    local count = 0
    for name in support.shell("ls src/core/check*.c src/core/wrong.c")
      :gmatch("%S+") do
      for _, pattern in ipairs(texts(support.read(name))) do
        local found = false
        for line in said:gmatch("[^\n]+") do
          found = found or (": " .. line):find(pattern) ~= nil
        end
        assert.is_true(found, name .. pattern)
        count = count + 1
      end
    end
    assert.is_true(count > 130)
  end)

  it("cannot take a name that means something in pycap or a packet", function()
    local reserved, protocols = {}, {}
    for name in support.shell(support.quote(program) .. " names")
      :gmatch("%S+") do
      reserved[name] = true
    end
    for _, protocol in ipairs(pycap.protocols()) do
      protocols[protocol.name] = true
      assert.is_nil(reserved[protocol.name])
    end
    for name in pairs(pycap) do
      if not name:find("^_") and not protocols[name] then
        assert.is_true(reserved[name], name)
      end
    end
    -- a packet raises for a name that is neither member nor protocol
    local packet = pycap.packet("payload")
    for name in support.read("share/library/pycap.lua"):gmatch("[%a_]+") do
      if not protocols[name] and pcall(function() return packet[name] end) then
        assert.is_true(reserved[name], name)
      end
    end
  end)

  -- (the objects of a sanitized build do not link by themselves)
  if os.getenv "ASAN_OPTIONS" then return end

  it("keeps the module from loading, and says why", function()
    local folder = support.name()
    local source = support.write([[
#include "src/core/protocol.h"
static const Field fields[] = {
  U("count", 8, "how many"), B("name", 0, "name", COUNTED("count", 0)), {0}
};
static const Carrier carriers[] = { {0} };
static const Protocol beacon = {
  .name = "beacon", .title = "Beacon", .meaning = "a beacon",
  .reference = "RFC 1", .fields = fields, .carriers = carriers,
};
const Protocol *const protocol_list[] = { &beacon, NULL };
]], ".c")
    -- the module's objects but those of src/proto
    local objects = {}
    for name in support.shell("find src -name '*.c'"):gmatch("src/(%S+)%.c") do
      local part = name:match("^%l+")
      if part ~= "proto" and part ~= "engine" and part ~= "limits" and
        part ~= "script" and part ~= "tool" and part ~= "confine" then
        objects[#objects + 1] = ("%s/%s.o"):format(
          os.getenv("PYCAP_BUILD") or "build", name)
      end
    end
    local libraries = support.read((os.getenv("PYCAP_BUILD") or "build") ..
      "/pycap-uninstalled.pc"):match("\nneeds=([^\n]*)")
    local _, complaint, status = support.shell(("mkdir %s && cc -shared " ..
      "-fPIC -fvisibility=hidden -I. -o %s/pycap.so %s %s %s")
      :format(folder, folder, source, table.concat(objects, " "), libraries))
    assert.equal("", complaint)
    assert.equal(0, status)
    local answer = support.shell(("LUA_CPATH='%s/?.so' lua5.4 -e '%s'"):format(
      folder, "print(pcall(require, [[pycap]]))"))
    assert.equal('false\tpycap: beacon.name: counted by "count", but ' ..
      "there is no unit\n", answer)
  end)
end)
