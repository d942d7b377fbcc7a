local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

describe("ethernet", function()
  local addresses = wire "02:00:00:00:00:02 02:00:00:00:00:01"

  it("reads addresses and type", function()
    local ethernet = decode(addresses .. "\x88\xccrest").ethernet
    assert.equal("02:00:00:00:00:02", ethernet.destination)
    assert.equal("02:00:00:00:00:01", ethernet.source)
    assert.equal(0x88cc, ethernet.type)
    assert.equal(addresses .. "\x88\xcc", ethernet.packet)
  end)

  it("prints as the old library did", function()
    assert.equal("Ethernet(type=0x800, 02:00:00:00:00:01 -> " ..
      "02:00:00:00:00:02)", tostring(pycap.ethernet { type = "ip",
        source = "02:00:00:00:00:01", destination = "02:00:00:00:00:02" }))
  end)

  it("goes to everyone from nobody when nothing is set", function()
    local ethernet = pycap.ethernet()
    assert.equal("ff:ff:ff:ff:ff:ff", ethernet.destination)
    assert.equal("00:00:00:00:00:00", ethernet.source)
  end)

  it("shows a length as it stands, and ends the payload there", function()
    for _, number in ipairs { 3, 4, 46, 1499, 1500 } do
      local data = ("\1"):rep(number - 3)
      local bytes = addresses .. (">I2"):pack(number) .. "\x04\x04\3" .. data
      local packet = decode(bytes .. "beyond")
      assert.equal(number, packet.ethernet.type)
      assert.equal(0x04, packet.llc.dsap)
      assert.equal(data, packet.payload)
      assert.equal("beyond", packet.trailer)
      assert.is_nil(packet.malformed)
      packet = decode(bytes)
      assert.equal(data, packet.payload)
      assert.equal("", packet.trailer)
    end
  end)

  it("says so when there is less than its length", function()
    local packet = decode(addresses .. "\5\xdc\x04\x04\3data")
    assert.equal(1500, packet.ethernet.type)
    assert.equal("data", packet.payload)
    assert.equal("ethernet: its length exceeds the bytes available, at byte 0",
      packet.malformed)
  end)

  it("takes 1501 for no length", function()
    for _, number in ipairs { 1501, 1535, 1536 } do
      local packet = decode(addresses .. (">I2"):pack(number) .. "\x42\x42\3")
      assert.equal(number, packet.ethernet.type)
      assert.equal(1, #packet)
      assert.equal("\x42\x42\3", packet.payload)
      assert.is_nil(packet.malformed)
    end
  end)

  it("is not Cisco's ISL", function()
    local isl = wire "01000c0000 07 0002fd2cb897 0000 aaaa03"
    for _, first in ipairs { "\x01", "\x0c" } do
      local packet = decode(first .. isl:sub(2) .. ("\0"):rep(45))
      assert.equal(0, #packet)
      assert.equal(62, #packet.payload)
      assert.equal("ethernet: it is Cisco ISL, which is not decoded, at byte 0",
        packet.malformed)
    end
    local packet = decode(isl:sub(1, 12) .. "\8\6" .. pycap.arp().packet)
    assert.equal(2, #packet)
  end)

  it("takes the names of types", function()
    local ethernet = pycap.ethernet { type = "arp" }
    assert.equal(pycap.constants.ethernet.ETHERTYPE_ARP, ethernet.type)
    assert.equal("\x08\x06", ethernet.packet:sub(13))
  end)

  it("keeps the type that was set, whatever follows", function()
    local packet = pycap.packet(pycap.ethernet { type = 0x1234 }, pycap.arp())
    assert.equal("\x12\x34", packet.bytes:sub(13, 14))
  end)

  it("takes six raw bytes, and no five or seven", function()
    local ethernet = pycap.ethernet { source = pycap.raw "\2\0\0\0\0\1" }
    assert.equal("02:00:00:00:00:01", ethernet.source)
    for _, size in ipairs { 0, 5, 7, 17 } do
      assert.error_matches(function() ethernet.source = ("\2"):rep(size) end,
        "ethernet.source: hardware address expected, got ")
      assert.error_matches(function()
        ethernet.source = pycap.raw(("\2"):rep(size))
      end, "ethernet.source: raw bytes: 6 expected, got " .. size)
    end
  end)
end)

require "spec.support.every" (_ENV, "ethernet", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02",
    type=0x88b5) / Raw(b"x")]],
  bytes = [[
    02000000000202000000000188b578
  ]],
  fields = {
    destination = { "02:00:00:00:00:02", "eth.dst" },
    source = { "02:00:00:00:00:01", "eth.src" },
    type = { 34997, "eth.type" },
  },
})
