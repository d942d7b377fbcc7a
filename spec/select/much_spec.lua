--
-- Many handlers of packets that are much work to compare
--
local pycap = require "pycap"
local support = require "spec.support"

local MANY <const> = 60

local function open(...)
  return pycap { filename = support.capture { ... } }
end

-- A frame of a DNS message with thousands of answers.
local function answers()
  local one = string.pack(">BI2I2I4I2I4", 0, 1, 1, 60, 4, 0xc0000201)
  local message = string.pack(">I2I2I2I2I2I2", 7, 0x8180, 0, 3900, 0, 0) ..
    one:rep(3900)
  return pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp { sourceport = 53, destinationport = 5555 }, message).bytes
end

-- A frame of 256 KB, as segmentation by the device leaves them: its IP header
-- says no length.
local function records()
  local head = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.tcp {
    sourceport = 5555, destinationport = 443 }).bytes
  local record = string.pack(">BI2I2", 22, 0x0303, 16000) ..
    "\1" .. ("\0"):rep(15999)
  return head:sub(1, 16) .. "\0\0" .. head:sub(19) .. record:rep(16)
end

describe("handlers of what is much work", function()
  it("tallies get all, also where loop has a callback", function()
    for _, count in ipairs { 5, MANY } do
      local capture <close> = open(answers())
      local tally = pycap.tally { by = { "ip.source" } }
      local calls = 0
      for _ = 1, count do
        capture:on("dns", { ["answers[].ttl"] = 61 }, error)
      end
      capture:on("dns", tally)
      capture:on("dns", function() calls = calls + 1 end)
      capture:loop(function() calls = calls + 10 end)
      assert.equal(11, calls)
      assert.equal(1, #tally)
    end
  end)

  it("are compared where finding them alone is much work", function()
    local capture <close> = open(records())
    local calls = 0
    for _, protocol in ipairs { "packet", "ethernet", "ip", "tcp", "tls" } do
      for i = 1, 3 do
        capture:on(protocol, { ["tls.servername"] = "a" .. i }, error)
        capture:on(protocol, { ["tls.ja4"] = "b" .. i }, error)
        capture:on(protocol, { ["tls.version"] = "c" .. i }, error)
      end
    end
    capture:on("tls", function() calls = calls + 1 end)
    capture:loop()
    assert.equal(16, calls)
  end)
end)
