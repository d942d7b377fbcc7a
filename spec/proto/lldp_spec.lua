local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  local name = support.capture({ bytes })
  local capture <close> = pycap { filename = name }
  local step, state = capture:packets()
  return (step(state))
end

local lead = wire "01:80:c2:00:00:0e 02:00:00:00:00:01 88cc"

describe("lldp", function()
  local least = wire [[
    0207 04 02:00:00:00:00:01  -- chassis, a hardware address
    0407 03 02:00:00:00:00:01  -- port, likewise
    0602 0078                  -- time to live, 120 s
  ]]

  it("ends with its end element, and the rest pads the frame", function()
    local packet = decode(lead .. least .. "\0\0" .. ("\0"):rep(22))
    assert.equal(least .. "\0\0", packet.lldp.packet)
    assert.equal(("\0"):rep(22), packet.payload)
    assert.is_nil(packet.malformed)
  end)

  it("is cut where the end is not there, or an element is not", function()
    for n = 1, #least + 1 do
      local packet = decode(lead .. (least .. "\0\0"):sub(1, n))
      assert.equal("lldp: cut short, at byte 14", packet.malformed)
      assert.equal(1, #packet)
    end
  end)

  it("has what must be there when nothing is set", function()
    local bytes = pycap.lldp().packet
    assert.equal(24, #bytes)
    assert.equal(wire "0207 04 000000000000 0407 03 000000000000" ..
      wire "0602 0078 0000", bytes)
  end)
end)
