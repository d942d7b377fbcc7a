--
-- every_spec.lua - the list of protocols, and that each one's spec holds it to
-- what holds for all (spec/support/every)
--
local pycap = require "pycap"

local protocols = pycap.protocols()
local by_name = {}
for _, protocol in ipairs(protocols) do by_name[protocol.name] = protocol end

-- Members of packets and functions of the module: no protocol takes these.
local reserved = {
  "payload", "trailer", "time", "timestamp", "length", "caplen", "bytes",
  "malformed", "quoted", "unpack", "table", "packet", "capture", "inject",
  "error", "constants", "dump", "devices", "filter", "protocols", "hexdump",
  "flow", "conversation", "tally", "on", "every", "after", "spawn", "loop",
  "stop",
}

describe("the list of protocols", function()
  it("has every name once, a lowercase word that nothing else has", function()
    local seen = {}
    for _, name in ipairs(reserved) do seen[name] = "reserved" end
    assert.is_true(#protocols >= 3)
    for _, protocol in ipairs(protocols) do
      assert.matches("^%l[%l%d]+$", protocol.name)
      assert.is_nil(seen[protocol.name])
      seen[protocol.name] = "a protocol"
    end
  end)

  it("names parents that are in it, each number once", function()
    local seen = {}
    for _, protocol in ipairs(protocols) do
      for _, carrier in ipairs(protocol.carriers) do
        local key = carrier.parent .. " " .. carrier.number
        assert.is_table(by_name[carrier.parent], protocol.name)
        assert.is_nil(seen[key], key)
        seen[key] = true
      end
    end
    assert.is_truthy(next(seen))
  end)

  it("has a spec for each that ends in what holds for all", function()
    for _, protocol in ipairs(protocols) do
      local name = protocol.name
      local file = io.open("spec/proto/" .. name .. "_spec.lua")
      assert(file, name .. ": there is no spec/proto/" .. name .. "_spec.lua")
      local text = file:read("a")
      file:close()
      assert(text:find(('\nrequire "spec.support.every" (_ENV, "%s", {')
        :format(name), 1, true), name .. ": its spec does not call " ..
        "spec.support.every with a frame from outside")
    end
  end)
end)
