local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packet of an IPv4 datagram that carries these bytes.
local function decode(bytes)
  local ip = ("\x45\0" .. (">I2"):pack(20 + #bytes)) ..
    wire "0001 0000 40 01 0000 c0000201 c0000202"
  return support.decode(ip .. bytes, { datalink = 101 })
end

describe("icmp", function()
  -- What stands in a message, and the fields of it.
  local messages = {
    { "08 00 1234 0007 0009",
      { type = 8, code = 0, id = 7, sequence = 9 } },
    { "03 04 1234 00 05 05dc",
      { type = 3, code = 4, unused = 0, length = 20, mtu = 1500 } },
    { "04 00 1234 00000000", { type = 4, code = 0, rest = 0 } },
    { "05 01 1234 c0000201", { type = 5, code = 1, gateway = "192.0.2.1" } },
    { "0b 00 1234 00 00 0000",
      { type = 11, code = 0, unused = 0, length = 0, reserved = 0 } },
    { "0c 00 1234 14 00 0000",
      { type = 12, code = 0, pointer = 20, length = 0, reserved = 0 } },
    { "0e 00 1234 0001 0002 00000003 00000004 00000005",
      { type = 14, code = 0, id = 1, sequence = 2, originate = 3,
        receive = 4, transmit = 5 } },
    { "12 00 1234 0001 0002 ffffff00",
      { type = 18, code = 0, id = 1, sequence = 2, mask = "255.255.255.0" } },
    { "2b 00 1234 0001 02 6c",
      { type = 43, code = 0, id = 1, number = 2, state = 0x6c } },
    { "ff 00 1234", { type = 255, code = 0 } },
  }

  it("reads and writes the fields of each type", function()
    for _, message in ipairs(messages) do
      local bytes, fields = wire(message[1]), message[2]
      fields.checksum = 0x1234
      local packet = decode(bytes .. "data")
      assert.same(fields, pycap.table(packet.icmp))
      assert.equal("data", packet.payload)
      assert.equal(bytes, pycap.icmp(fields).packet)
    end
  end)

  it("counts the routers of an advertisement", function()
    local bytes = wire "09 00 1234 01 02 0708 c0000201 00000000"
    local fields = { type = 9, code = 0, checksum = 0x1234, addresses = 1,
      entrysize = 8, lifetime = 1800,
      routers = { { address = "192.0.2.1", preference = 0 } } }
    assert.same(fields, pycap.table(decode(bytes).icmp))
    fields.addresses = nil
    assert.equal(bytes, pycap.icmp(fields).packet)
    for i = 1, 256 do fields.routers[i] = fields.routers[1] end
    local icmp = pycap.icmp(fields)
    assert.error_matches(function() return icmp.packet end,
      "icmp.addresses: value too large: there are more than 255", 1, true)
    icmp.addresses = 255
    assert.equal(8 + 256 * 8, #icmp.packet)
  end)

  it("refuses a field that its type does not have", function()
    local icmp = pycap.icmp { type = "echo-request", gateway = "192.0.2.1" }
    assert.error_matches(function() return icmp.packet end,
      "icmp.gateway: absent in a header with this icmp.type; set both")
  end)

  it("is cut within the fields of its type", function()
    local packet = decode(wire "08 00 1234 0007")
    assert.equal("icmp: cut short, at byte 20", packet.malformed)
    assert.same({ type = 8, code = 0, checksum = 0x1234, id = 7 },
      pycap.table(packet.icmp))
    assert.equal("", packet.payload)
  end)
end)

require "spec.support.every" (_ENV, "icmp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / ICMP(type="echo-request",
    id=0x1234, seq=0x5678) / Raw(b"abcde")]],
  bytes = [[
    0200000000020200000000010800450000210001000040018ea4c0000201c633
    64020800658c123456786162636465
  ]],
  fields = {
    type = { 8, "icmp.type" },
    code = { 0, "icmp.code" },
    checksum = { 25996, "icmp.checksum" },
    id = { 4660, "icmp.ident" },
    sequence = { 22136, "icmp.seq" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / ICMP(type=3, code=4,
    nexthopmtu=1400) / IP(src="198.51.100.2", dst="192.0.2.1") /
    UDP(sport=40001, dport=40002)]],
  bytes = [[
    0200000000020200000000010800450000380001000040018e8dc0000201c633
    64020304e3d4000005784500001c0001000040118e99c6336402c00002019c41
    9c420008db22
  ]],
  fields = {
    type = { 3, "icmp.type" },
    code = { 4, "icmp.code" },
    checksum = { 58324, "icmp.checksum" },
    unused = { 0, "icmp.unused" },
    length = { 0 },
    mtu = { 1400, "icmp.mtu" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / ICMP(type=5, code=1,
    gw="192.0.2.254") / IP(src="198.51.100.2", dst="192.0.2.1") /
    UDP(sport=40001, dport=40002)]],
  bytes = [[
    0200000000020200000000010800450000380001000040018e8dc0000201c633
    640205012451c00002fe4500001c0001000040118e99c6336402c00002019c41
    9c420008db22
  ]],
  fields = {
    type = { 5, "icmp.type" },
    code = { 1, "icmp.code" },
    checksum = { 9297, "icmp.checksum" },
    gateway = { "192.0.2.254", "icmp.redir_gw" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / ICMP(type=13, id=0x1234,
    seq=0x5678, ts_ori=0x1234567, ts_rx=0x2345678, ts_tx=0x3456789)]],
  bytes = [[
    0200000000020200000000010800450000280001000040018e9dc0000201c633
    64020d00804e12345678012345670234567803456789
  ]],
  fields = {
    type = { 13, "icmp.type" },
    code = { 0, "icmp.code" },
    checksum = { 32846, "icmp.checksum" },
    id = { 4660, "icmp.ident" },
    sequence = { 22136, "icmp.seq" },
    originate = { 19088743, "icmp.originate_timestamp" },
    receive = { 36984440, "icmp.receive_timestamp" },
    transmit = { 54880137, "icmp.transmit_timestamp" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / ICMP(type=12, ptr=9) /
    IP(src="198.51.100.2", dst="192.0.2.1") / UDP(sport=40001, dport=40002)]],
  bytes = [[
    0200000000020200000000010800450000380001000040018e8dc0000201c633
    64020c00d750090000004500001c0001000040118e99c6336402c00002019c41
    9c420008db22
  ]],
  fields = {
    type = { 12, "icmp.type" },
    code = { 0, "icmp.code" },
    checksum = { 55120, "icmp.checksum" },
    pointer = { 9, "icmp.pointer" },
    length = { 0 },
    reserved = { 0 },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / ICMP(type=17, id=0x1234,
    seq=0x5678, addr_mask="255.255.255.128")]],
  bytes = [[
    0200000000020200000000010800450000200001000040018ea5c0000201c633
    6402110086d212345678ffffff80
  ]],
  fields = {
    type = { 17, "icmp.type" },
    code = { 0, "icmp.code" },
    checksum = { 34514, "icmp.checksum" },
    id = { 4660, "icmp.ident" },
    sequence = { 22136, "icmp.seq" },
    mask = { "255.255.255.128", "icmp.address_mask" },
  },
})
