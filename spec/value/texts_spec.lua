--
-- texts_spec.lua - texts of addresses are cached: of as many as come back
--
local support = require "spec.support"

-- A capture file of ARP packets of so many senders, each about `rounds` times.
local function senders(count, rounds)
  local frames = {}
  for i = 1, count * rounds do
    local n = (i * 2654435761 >> 7) % count
    frames[i] = ("\xff"):rep(6) .. "\2\0\0\0\0\0\x08\x06" ..
      string.pack(">I2I2BBI2I2I4I4", 1, 0x800, 6, 4, 1, 0x0200, n, n * 13) ..
      ("\0"):rep(10)
  end
  return support.capture(frames)
end

-- What a script keeps of memory, in KiB, behind a loop over such a file; it
-- looks at each text.
local function kept(count, rounds)
  local script = support.write([[
    local i, count = 0, tonumber(arg[1])
    pycap.on("arp", { "sourcehardware", "sourceprotocol" },
      function(hardware, protocol)
        i = i + 1
        local n = (i * 2654435761 >> 7) % count
        local address = n * 13
        if hardware ~= ("02:00:%02x:%02x:%02x:%02x"):format(n >> 24,
          n >> 16 & 255, n >> 8 & 255, n & 255) or
          protocol ~= ("%d.%d.%d.%d"):format(address >> 24,
            address >> 16 & 255, address >> 8 & 255, address & 255) then
          error(("%s %s of %d"):format(hardware, protocol, n))
        end
      end)
    collectgarbage()
    local before = collectgarbage "count"
    pycap.loop()
    collectgarbage()
    print(i, collectgarbage "count" - before)]], ".lua")
  local out = support.pcaplua { "-r", senders(count, rounds), script,
    tostring(count) }
  local packets, more = out:match "^(%d+)\t(%S+)\n$"
  assert.equal(count * rounds, tonumber(packets))
  return tonumber(more)
end

describe("the texts of addresses", function()
  it("are those of the addresses, however many there are", function()
    for _, count in ipairs { 10, 1000, 3000 } do kept(count, 4) end
  end)

  it("are not kept where none comes twice", function()
    local more = kept(30000, 1)
    assert.is_true(more < 600, more)
  end)

  it("are kept where many come back, up to a bound", function()
    local more = kept(4000, 20)
    assert.is_true(more > 400, more)
    more = kept(40000, 4)
    assert.is_true(more < 600, more)
  end)
end)
