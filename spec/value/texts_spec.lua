--
-- texts_spec.lua - texts of addresses are cached: of as many as come back
--
local pycap = require "pycap"
local support = require "spec.support"

local before = 0  -- senders of the specs before: none comes back

-- A capture file of ARP packets of so many senders, all of them `rounds` times.
local function senders(count, rounds)
  local frames = {}
  for i = 1, count * rounds do
    local n = before + i * 7919 % count
    frames[i] = ("\xff"):rep(6) .. "\2\0\0\0\0\0\x08\x06" ..
      string.pack(">I2I2BBI2I2I4I4", 1, 0x800, 6, 4, 1, 0x0200, n, n * 13) ..
      ("\0"):rep(10)
  end
  return support.capture(frames)
end

-- What a script keeps of memory behind a loop over such a file; each text is
-- looked at.
local function kept(count, rounds)
  local capture <close> = pycap { filename = senders(count, rounds) }
  local i = 0
  capture:on("arp", { "sourcehardware", "sourceprotocol" },
    function(hardware, protocol)
      i = i + 1
      local n = before + i * 7919 % count
      local address = n * 13
      if hardware ~= ("02:00:%02x:%02x:%02x:%02x"):format(
        n >> 24, n >> 16 & 255, n >> 8 & 255, n & 255) or
        protocol ~= ("%d.%d.%d.%d"):format(address >> 24,
          address >> 16 & 255, address >> 8 & 255, address & 255) then
        error(("%s %s of %d"):format(hardware, protocol, n))
      end
    end)
  collectgarbage()
  collectgarbage()
  local least = collectgarbage "count"
  assert.equal(count * rounds, capture:loop())
  collectgarbage()
  collectgarbage()
  before = before + count
  return (collectgarbage "count" - least) * 1024
end

describe("the texts of addresses", function()
  it("are those of the addresses, however many there are", function()
    for _, count in ipairs { 10, 1000, 3000 } do kept(count, 4) end
  end)

  it("are not kept where none comes twice", function()
    local more = kept(30000, 1)
    assert.is_true(more < 1500 * 1024, more)
  end)

  it("are kept where many come back, up to a bound", function()
    local more = kept(8000, 8)
    assert.is_true(more > 300 * 1024, more)
    more = kept(60000, 3)
    assert.is_true(more < 8 << 20, more)
  end)
end)
