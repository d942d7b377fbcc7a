local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packet of an IPv4 datagram that carries these bytes.
local function decode(bytes)
  local ip = ("\x45\0" .. (">I2"):pack(20 + #bytes)) ..
    wire "0001 0000 01 02 0000 c0000201 e0000001"
  return support.decode(ip .. bytes, { datalink = 101 })
end

describe("igmp", function()
  it("reads a query of version 2", function()
    local packet = decode(wire "11 64 1234 e9fc0001")
    assert.same({ type = 0x11, delay = 100, checksum = 0x1234,
      group = "233.252.0.1" }, pycap.table(packet.igmp))
    assert.is_nil(packet.malformed)
  end)

  it("reads and writes a query of version 3", function()
    local bytes = wire "11 64 1234 00000000 0a 7d 0002 c0000201 c0000202"
    local fields = { type = 0x11, delay = 100, checksum = 0x1234,
      group = "0.0.0.0", suppress = 1, robustness = 2, interval = 125,
      count = 2, sources = { { address = "192.0.2.1" },
        { address = "192.0.2.2" } } }
    assert.same(fields, pycap.table(decode(bytes).igmp))
    assert.equal(bytes, pycap.igmp(fields).packet)
  end)

  it("writes as much of a query as was set, and what stands before", function()
    assert.equal(8, #pycap.igmp().packet)
    assert.equal(10, #pycap.igmp { interval = 60 }.packet)
    assert.equal("\2\x7d\0\1abcd", pycap.igmp {
      sources = { { address = "97.98.99.100" } } }.packet:sub(9))
    local packet = decode(wire "11 64 1234 e9fc0001")
    packet.igmp.count = 0
    assert.equal(wire "11 64 1234 e9fc0001 02 7d 0000",
      packet.igmp.packet:sub(1, 2) .. "\x12\x34" .. packet.igmp.packet:sub(5))
  end)

  it("counts sources and records where their number is unset", function()
    assert.equal(2, pycap.igmp { sources = { {}, {} } }.count)
    assert.equal(7, pycap.igmp { sources = { {}, {} }, count = 7 }.count)
    local igmp = pycap.igmp { type = "report3" }
    assert.equal(0, igmp.records)
    igmp.groups = { { kind = "include", group = "233.252.0.1" },
      { kind = "exclude", group = "233.252.0.2" } }
    assert.equal(2, igmp.records)
    assert.equal(wire "0000 0002", igmp.packet:sub(5, 8))
    igmp.records = 9
    assert.equal(9, igmp.records)
    igmp.groups = "\1\0\0\0abcd" .. "odd"
    igmp.records = nil
    assert.equal(1, igmp.records)
  end)

  it("keeps a captured number, until there are more or less", function()
    local igmp = decode(wire "22 00 1234 0000 0005").igmp
    igmp.reserved = 1
    assert.equal(5, igmp.records)
    igmp.groups = {}
    assert.equal(5, igmp.records)
    igmp.groups = { { kind = "include", group = "233.252.0.1" } }
    assert.equal(1, igmp.records)
  end)

  it("reads the records of a report of version 3", function()
    local igmp = decode(wire [[
      22 00 1234 0000 0002
      04 00 0000 e9fc0001
      01 00 0002 e9fc0002 c0000201 c0000202
    ]]).igmp
    assert.is_nil(igmp.group)
    assert.equal(2, igmp.records)
    assert.equal(2, #igmp.groups)
    assert.equal("toexclude", igmp.groups[1].name)
    assert.equal("233.252.0.1", igmp.groups[1].group)
    assert.equal("include", igmp.groups[2].name)
    assert.same({ { address = "192.0.2.1" }, { address = "192.0.2.2" } },
      igmp.groups[2].sources)
  end)

  it("has the auxiliary data of a record, behind its sources", function()
    local bytes = wire [[
      22 00 1234 0000 0002
      01 01 0001 e9fc0001 c0000201 deadbeef
      04 00 0000 e9fc0002
    ]]
    local packet = decode(bytes)
    local groups = packet.igmp.groups
    assert.is_nil(packet.malformed)
    assert.equal(2, #groups)
    assert.same({ kind = 1, name = "include", auxiliary = 4, length = 4,
      group = "233.252.0.1", sources = { { address = "192.0.2.1" } },
      auxiliarydata = "\xde\xad\xbe\xef" }, groups[1])
    groups[1].auxiliary, groups[1].length = nil, nil
    packet.igmp.groups = groups
    assert.equal(bytes, packet.bytes:sub(-#bytes))
    groups[1].auxiliarydata = "five."
    packet.igmp.groups = groups
    assert.equal(8, packet.igmp.groups[1].auxiliary)
    assert.equal("five.\0\0\0", packet.igmp.groups[1].auxiliarydata)
    groups[2].auxiliary, groups[2].auxiliarydata = nil, ("x"):rep(1021)
    assert.error_matches(function() packet.igmp.groups = groups end,
      "igmp.groups[2]: too long", 1, true)
  end)

  it("says when a number of records or sources lies", function()
    local lie = "igmp: its count does not match the items that follow, at " ..
      "byte 20"
    local record = "04 00 0000 e9fc0001"
    for n, case in pairs { [0] = { "0000", 0 }, { "0001", 1 }, { "0002", 1 },
        { "ffff", 1 } } do
      local packet = decode(wire("22 00 1234 0000" .. case[1] .. record))
      assert.equal(n ~= 1 and lie or nil, packet.malformed)
      assert.equal(case[2], #packet.igmp.groups)
      assert.equal(8 * (1 - case[2]), #packet.payload)
    end
    for n, count in ipairs { "0001", "0002", "0100" } do
      local packet = decode(wire("11 64 1234 00000000 0a 7d" .. count ..
        "c0000201"))
      assert.equal(n > 1 and lie or nil, packet.malformed)
      assert.equal(1, #packet.igmp.sources)
    end
    -- fewer bytes than an address behind them: nothing more
    assert.is_nil(decode(wire "11 64 1234 00000000 0a 7d 0000 0000").malformed)
  end)

  it("leaves what it does not know as payload", function()
    local packet = decode(wire "13 00 1234 aabbccdd")
    assert.equal("\xaa\xbb\xcc\xdd", packet.payload)
    assert.is_nil(packet.igmp.group)
  end)
end)

require "spec.support.every" (_ENV, "igmp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="224.0.0.251", ttl=1,
    options=[IPOption_Router_Alert()]) / IGMP(type=0x16, gaddr="224.0.0.251")]],
  bytes = [[
    02000000000202000000000108004600002000010000010281dac0000201e000
    00fb94040000161408f0e00000fb
  ]],
  fields = {
    type = { 22, "igmp.type" },
    delay = { 20, "igmp.max_resp" },
    checksum = { 2288, "igmp.checksum" },
    group = { "224.0.0.251", "igmp.maddr" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="224.0.0.22", ttl=1) / IGMPv3(type=0x22) /
    IGMPv3mr(records=[IGMPv3gr(rtype=4, maddr="224.0.0.251",
    srcaddrs=["192.0.2.7"])])]],
  bytes = [[
    020000000002020000000001080045c0002800010000010216fcc0000201e000
    0016220036fa0000000104000001e00000fbc0000207
  ]],
  fields = {
    type = { 34, "igmp.type" },
    delay = { 0 },
    checksum = { 14074, "igmp.checksum" },
    reserved = { 0, "igmp.reserved" },
    records = { 1, "igmp.num_grp_recs" },
    groups = { { { name = "toexclude", length = 4, auxiliary = 0, group =
      "224.0.0.251", sources = { { address = "192.0.2.7" } } } },
      ["igmp.record_type"] = 4, ["igmp.maddr"] = "224.0.0.251", ["igmp.saddr"] =
      "192.0.2.7" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="224.0.0.1", ttl=1) / IGMPv3(type=0x11,
    mrcode=100) / IGMPv3mq(gaddr="224.0.0.251", s=1, qrv=5, qqic=60,
    srcaddrs=["192.0.2.7"])]],
  bytes = [[
    020000000002020000000001080045c000240001000001021715c0000201e000
    000111643e5be00000fb0d3c0001c0000207
  ]],
  fields = {
    type = { 17, "igmp.type" },
    delay = { 100, "igmp.max_resp" },
    checksum = { 15963, "igmp.checksum" },
    group = { "224.0.0.251", "igmp.maddr" },
    suppress = { 1, "igmp.s" },
    robustness = { 5, "igmp.qrv" },
    interval = { 60, "igmp.qqic" },
    count = { 1, "igmp.num_src" },
    sources = { { { address = "192.0.2.7" } }, ["igmp.saddr"] = "192.0.2.7" },
  },
})
