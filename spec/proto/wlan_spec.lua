local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  return support.decode(bytes, { datalink = 105 })
end

describe("wlan", function()
  local first, second = wire "02:00:00:00:00:01", wire "02:00:00:00:00:02"
  local third, fourth = wire "02:00:00:00:00:03", wire "02:00:00:00:00:04"

  it("reads and writes every field of data", function()
    local bytes = wire "88 03 2c01" .. first .. second .. third ..
      wire "21 43" .. fourth .. wire "07 80"
    local fields = {
      type = 34, version = 0, flags = 3, duration = 300,
      address1 = "02:00:00:00:00:01", address2 = "02:00:00:00:00:02",
      address3 = "02:00:00:00:00:03", sequencecontrol = 0x4321,
      address4 = "02:00:00:00:00:04", qoscontrol = 0x8007,
    }
    local packet = decode(bytes .. "data")
    assert.same(fields, pycap.table(packet.wlan))
    assert.equal("data", packet.payload)
    assert.equal(bytes, pycap.wlan(fields).packet)
  end)

  it("has as many addresses as the type has", function()
    -- the first byte of frame control, the bytes of the header
    for control, size in pairs { [0x80] = 24, [0x40] = 24, [0x08] = 24,
        [0x48] = 24, [0x88] = 26, [0xc8] = 26, [0xd4] = 10, [0xc4] = 10,
        [0xb4] = 16, [0xa4] = 16, [0xe4] = 16, [0xf4] = 16, [0x84] = 16,
        [0x94] = 16, [0x54] = 16, [0x24] = 16, [0x0c] = 4 } do
      local packet = decode(string.char(control) .. ("\0"):rep(40))
      assert.equal(size, #packet.wlan.packet, ("0x%02x"):format(control))
      assert.equal(control, packet.wlan.type << 2)
      local llc = packet.llc and #packet.llc.packet or 0
      assert.equal(({ [0x08] = 4, [0x88] = 4 })[control] or 0, llc)
      assert.equal(41 - size - llc, #packet.payload)
    end
  end)

  it("names its types", function()
    assert.equal("\x80\0", pycap.wlan { type = "beacon" }.packet:sub(1, 2))
    assert.equal(wire "d4 00 0000" .. first,
      pycap.wlan { type = "ack", address1 = pycap.raw(first) }.packet)
    assert.equal(0x88, pycap.wlan { type = "qos-data" }.packet:byte())
  end)

  it("refuses an address that the type does not have", function()
    assert.error_matches(function()
      return pycap.wlan { type = "cts", address2 = pycap.raw(second) }.packet
    end, "wlan.address2")
  end)

  local head = " 0000" .. ("020000000001"):rep(3)
  local snap = wire "aaaa03 000000 0806" .. pycap.arp().packet

  local function names(bytes)
    local packet = decode(bytes)
    return table.concat(packet:table().protocols, ":"), packet
  end

  it("goes on with what data carries", function()
    local data = "wlan:llc:snap:arp"
    assert.equal(data, (names(wire("08 02" .. head .. "1000") .. snap)))
    assert.equal(data, (names(wire("88 02" .. head .. "1000 0000") .. snap)))
    -- four addresses; with high throughput control; without, by its subtype
    assert.equal(data, (names(wire("08 03" .. head .. "1000 020000000004") ..
      snap)))
    local list, packet = names(wire("88 82" .. head .. "1000 0000 11223344") ..
      snap)
    assert.equal(data, list)
    assert.equal(0x44332211, packet.wlan.htcontrol)
    list, packet = names(wire("08 82" .. head .. "1000") .. snap)
    assert.equal(data, list)
    assert.is_nil(packet.wlan.htcontrol)
    packet.wlan.duration = 0
    assert.equal(#packet.bytes, 24 + #snap)
    -- its first fragment
    assert.equal(data, (names(wire("08 06" .. head .. "1000") .. snap)))
    local ip = wire [[ aaaa03 000000 0800  45000064 00000000 40fd0000
      c0000201 c0000202 6162 ]]
    list, packet = names(wire("08 06" .. head .. "1000") .. ip)
    assert.equal("wlan:llc:snap:ip", list)
    assert.is_nil(packet.malformed)
    assert.equal("ip: its length exceeds the bytes available, at byte 32",
      decode(wire("08 02" .. head .. "1000") .. ip).malformed)
  end)

  it("ends where it cannot be told what follows", function()
    for what, bytes in pairs {
      ["no data"] = "48 02" .. head .. "1000",
      protected = "08 42" .. head .. "1000",
      fragment = "08 02" .. head .. "1100",
      aggregate = "88 02" .. head .. "1000 8000",
      management = "d0 00" .. head .. "1000",
    } do
      local list, packet = names(wire(bytes) .. snap)
      assert.equal("wlan", list, what)
      assert.equal(snap, packet.payload)
      assert.is_nil(packet.malformed)
    end
    assert.equal("wlan", (names(wire("08 02" .. head .. "1000"))))
    local padded = wire("00 00 0900 02000000 20  88 02" .. head ..
      "1000 0000") .. "\0\0" .. snap
    assert.equal(2, #support.decode(padded, { datalink = 127 }))
  end)

  it("has no fields where its version is not 0", function()
    for version = 1, 3 do
      local packet = decode(string.char(8 | version) .. ("\0"):rep(40))
      assert.equal("wlan: its version is not 0, at byte 0", packet.malformed)
      assert.equal(0, #packet)
    end
  end)

  it("has no fourth address in what is no data", function()
    local packet = decode("\x80\3" .. ("\0"):rep(40))
    assert.equal("wlan: its flags say it is data, at byte 0", packet.malformed)
    assert.equal(42, #packet.payload)
  end)
end)

require "spec.support.every" (_ENV, "wlan", {
  source = [[Scapy 2.5: Dot11(type=2, subtype=8, FCfield="to-DS+from-DS+retry",
    ID=0x1234, addr1="02:00:00:00:00:03", addr2="02:00:00:00:00:04",
    addr3="02:00:00:00:00:05", SC=0x1235, addr4="02:00:00:00:00:06") /
    Dot11QoS(TID=5) / LLC() / SNAP() / IP(src="192.0.2.1", dst="198.51.100.2",
    proto=253) / Raw(b"abcde")]],
  datalink = 105,
  bytes = [[
    880b123402000000000302000000000402000000000535120200000000060500
    aaaa030000000800450000190001000040fd8db0c0000201c633640261626364
    65
  ]],
  fields = {
    type = { 34, ["wlan.fc.type_subtype"] = "0x0028" },
    version = { 0, "wlan.fc.version" },
    flags = { 11, "wlan.flags" },
    duration = { 13330, "wlan.duration" },
    address1 = { "02:00:00:00:00:03", "wlan.ra" },
    address2 = { "02:00:00:00:00:04", "wlan.ta" },
    address3 = { "02:00:00:00:00:05", "wlan.da" },
    sequencecontrol = { 4661, ["wlan.seq"] = 291, ["wlan.frag"] = 5 },
    address4 = { "02:00:00:00:00:06", "wlan.sa" },
    qoscontrol = { 5, "wlan.qos" },
  },
})
