local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packet of an IPv4 datagram that carries these bytes; `flags` are the
-- 16 bits with the fragment's offset.
local function decode(bytes, flags)
  local ip = ("\x45\0" .. (">I2I2I2"):pack(20 + #bytes, 1, flags or 0)) ..
    "\x40\x11\0\0\xc0\0\2\1\xc0\0\2\2"
  return support.decode(ip .. bytes, { datalink = 101 })
end

describe("udp", function()
  local bytes = wire "c000 0036 000c 1234" .. "data"

  it("reads every field and what it carries", function()
    local packet = decode(bytes)
    assert.same({ sourceport = 49152, destinationport = 54, length = 12,
      checksum = 0x1234 }, pycap.table(packet.udp))
    assert.equal("data", packet.payload)
    assert.equal("UDP(49152 -> 54)", tostring(packet.udp))
    assert.is_nil(packet.malformed)
  end)

  it("ends its payload where its length says", function()
    local packet = decode(bytes .. "more")
    assert.equal("data", packet.payload)
    assert.equal("more", packet.trailer)
    assert.is_nil(packet.malformed)
  end)

  it("takes all that is there when its length is 0", function()
    local packet = decode(wire "c000 0036 0000 0000" .. "data")
    assert.equal("data", packet.payload)
    assert.is_nil(packet.malformed)
  end)

  it("says when its length lies, and reads what it can", function()
    local packet = decode(wire "c000 0036 0064 0000" .. "data")
    assert.equal("udp: its length exceeds the bytes available, at byte 20",
      packet.malformed)
    assert.equal(100, packet.udp.length)
    assert.equal("data", packet.payload)
    for length = 1, 7 do
      packet = decode(wire "c000 0036" .. (">I2I2"):pack(length, 0) .. "data")
      assert.equal("udp: its length is too small, at byte 20",
        packet.malformed)
      assert.is_nil(packet.udp)
    end
  end)

  it("counts what other fragments have", function()
    local packet = decode(wire "c000 0036 0064 0000" .. "data", 0x2000)
    assert.is_nil(packet.malformed)
    assert.equal(100, packet.udp.length)
    packet = decode("data", 0x2001)
    assert.is_nil(packet.malformed)
    assert.is_nil(packet.udp)
    packet = decode(wire "c000 0036", 0x2000)
    assert.equal("udp: cut off by fragmentation, at byte 20",
      packet.malformed)
  end)

  it("fills its length in", function()
    local packet = pycap.packet(pycap.ip(), pycap.udp(), "data")
    assert.equal(12, packet.udp.length)
    assert.equal(32, packet.ip.length)
    assert.equal(17, packet.ip.protocol)
    packet = pycap.packet(pycap.ip(), pycap.udp { length = 9 }, "data")
    assert.equal(9, packet.udp.length)
  end)
end)

require "spec.support.every" (_ENV, "udp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / UDP(sport=40001, dport=40002) /
    Raw(b"abcde")]],
  bytes = [[
    0200000000020200000000010800450000210001000040118e94c0000201c633
    64029c419c42000db1516162636465
  ]],
  fields = {
    sourceport = { 40001, "udp.srcport" },
    destinationport = { 40002, "udp.dstport" },
    length = { 13, "udp.length" },
    checksum = { 45393, "udp.checksum" },
  },
})
