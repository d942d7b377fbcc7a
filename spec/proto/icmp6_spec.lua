local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packet of an IPv6 packet that carries these bytes.
local function decode(bytes)
  local ip6 = ("\x60\0\0\0" .. (">I2"):pack(#bytes)) .. wire [[
    3a ff 20010db8000000000000000000000001 20010db8000000000000000000000002
  ]]
  return support.decode(ip6 .. bytes, { datalink = 101 })
end

local target = "2001:db8::1"
local address = "20010db8000000000000000000000001"

describe("icmp6", function()
  it("reads and writes an echo, and what it carries", function()
    local packet = decode(wire "80 00 1234 0007 0009" .. "data")
    assert.same({ type = 128, code = 0, checksum = 0x1234, id = 7,
      sequence = 9 }, pycap.table(packet.icmp6))
    assert.equal("data", packet.payload)
    packet = decode(wire "a1 00 1234 0007 09 6c")
    assert.same({ type = 161, code = 0, checksum = 0x1234, id = 7,
      number = 9, state = 0x6c }, pycap.table(packet.icmp6))
  end)

  it("reads the fields of errors", function()
    assert.equal(16, decode(wire "01 04 1234 02 000000").icmp6.length)
    assert.equal(1280, decode(wire "02 00 1234 00000500").icmp6.mtu)
    assert.equal(40, decode(wire "04 00 1234 00000028").icmp6.pointer)
  end)

  it("reads a router's advertisement and its options", function()
    local packet = decode(wire([[
      86 00 1234  40 c8 0708 00000001 00000002
      01 01 02:00:00:00:00:01
      05 01 0000 000005dc
      03 04 40 c0 00000e10 00000708 00000000 ]] .. address .. [[
      19 03 0000 00000e10 ]] .. address))
    local icmp6 = packet.icmp6
    assert.equal(64, icmp6.hoplimit)
    assert.equal(1, icmp6.managed)
    assert.equal(1, icmp6.other)
    assert.equal(1, icmp6.preference)
    assert.equal(1800, icmp6.lifetime)
    assert.equal(2, icmp6.retransmit)
    local options = icmp6.options
    assert.equal(4, #options)
    assert.equal("sourcelinkaddress", options[1].name)
    assert.equal("02:00:00:00:00:01", options[1].address)
    assert.equal(1500, options[2].mtu)
    assert.equal(64, options[3].prefixlength)
    assert.equal(1, options[3].autonomous)
    assert.equal(3600, options[3].valid)
    assert.equal(target, options[3].prefix)
    assert.equal(3600, options[4].lifetime)
    assert.same({ { address = target } }, options[4].addresses)
    assert.equal("", packet.payload)
    assert.is_nil(packet.malformed)
  end)

  it("writes a neighbor's solicitation", function()
    local icmp6 = pycap.icmp6 {
      type = "neighbor-solicitation", checksum = 0x1234, target = target,
      options = {
        { name = "sourcelinkaddress", address = "02:00:00:00:00:01" },
      },
    }
    assert.equal(wire("87 00 1234 00000000" .. address ..
      "01 01 02:00:00:00:00:01"), icmp6.packet)
  end)

  it("reads what a neighbor and a redirect say", function()
    local icmp6 = decode(wire("88 00 1234 60000000" .. address)).icmp6
    assert.equal(0, icmp6.router)
    assert.equal(1, icmp6.solicited)
    assert.equal(1, icmp6.override)
    assert.equal(target, icmp6.target)
    icmp6 = decode(wire("89 00 1234 00000000" .. address .. address ..
      "04 02 000000000000 0102030405060708")).icmp6
    assert.equal(target, icmp6.destination)
    assert.equal("\1\2\3\4\5\6\7\8", icmp6.options[1].packet)
  end)

  it("tells a query of version 2 from one of version 1", function()
    local query = "82 00 1234 03e8 0000" .. address
    local icmp6 = decode(wire(query)).icmp6
    assert.equal(1000, icmp6.delay)
    assert.equal(target, icmp6.group)
    assert.is_nil(icmp6.robustness)
    assert.is_nil(icmp6.sources)
    icmp6 = decode(wire(query .. "0a 7d 0001" .. address)).icmp6
    assert.equal(1, icmp6.suppress)
    assert.equal(2, icmp6.robustness)
    assert.equal(125, icmp6.interval)
    assert.equal(1, icmp6.count)
    assert.same({ { address = target } }, icmp6.sources)
  end)

  it("reads the records of a report", function()
    local icmp6 = decode(wire("8f 00 1234 0000 0002 04 00 0000" .. address ..
      "01 00 0001" .. address .. address)).icmp6
    assert.equal(2, icmp6.records)
    assert.equal("toexclude", icmp6.groups[1].name)
    assert.equal(target, icmp6.groups[1].group)
    assert.same({}, icmp6.groups[1].sources)
    assert.same({ { address = target } }, icmp6.groups[2].sources)
  end)

  it("counts sources and records where their number is unset", function()
    local sources = { { address = target }, { address = target } }
    local icmp6 = pycap.icmp6 { type = "listener-query", sources = sources }
    assert.equal(2, icmp6.count)
    assert.equal(wire("02 7d 0002" .. address .. address), icmp6.packet:sub(25))
    icmp6.count = 1
    assert.equal(1, icmp6.count)
    icmp6 = pycap.icmp6 { type = "listener-report2",
      groups = { { kind = "include", group = "ff02::db8" } } }
    assert.equal(1, icmp6.records)
    assert.equal(wire "0000 0001 01", icmp6.packet:sub(5, 9))
    icmp6.records = 0
    assert.equal(0, icmp6.records)
  end)
end)

require "spec.support.every" (_ENV, "icmp6", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / ICMPv6ND_NA(R=1, S=0, O=1,
    tgt="2001:db8::7") / ICMPv6NDOptDstLLAddr(lladdr="02:00:00:00:00:07")]],
  bytes = [[
    02000000000202000000000186dd6000000000203aff20010db8000000000000
    00000000000120010db800000000000000000000000288004a67a00000002001
    0db80000000000000000000000070201020000000007
  ]],
  fields = {
    type = { 136, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 19047, "icmpv6.checksum" },
    router = { 1, "icmpv6.nd.na.flag.r" },
    solicited = { 0, "icmpv6.nd.na.flag.s" },
    override = { 1, "icmpv6.nd.na.flag.o" },
    rest = { 0, "icmpv6.nd.na.flag.rsv" },
    target = { "2001:db8::7", "icmpv6.nd.na.target_address" },
    options = { { { name = "targetlinkaddress", length = 8, address =
      "02:00:00:00:00:07" } }, ["icmpv6.opt.type"] = 2, ["icmpv6.opt.linkaddr"]
      = "02:00:00:00:00:07" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / ICMPv6ND_RA(chlim=64, M=0,
    O=1, H=1, prf=1, routerlifetime=0x1234, reachabletime=0x12345678,
    retranstimer=0x23456789) / ICMPv6NDOptMTU(mtu=1400)]],
  bytes = [[
    02000000000202000000000186dd6000000000183aff20010db8000000000000
    00000000000120010db80000000000000000000000028600cda7406812341234
    5678234567890501000000000578
  ]],
  fields = {
    type = { 134, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 52647, "icmpv6.checksum" },
    hoplimit = { 64, "icmpv6.nd.ra.cur_hop_limit" },
    managed = { 0, "icmpv6.nd.ra.flag.m" },
    other = { 1, "icmpv6.nd.ra.flag.o" },
    homeagent = { 1, "icmpv6.nd.ra.flag.h" },
    preference = { 1, "icmpv6.nd.ra.flag.prf" },
    flags = { 0, "icmpv6.nd.ra.flag.rsv" },
    lifetime = { 4660, "icmpv6.nd.ra.router_lifetime" },
    reachable = { 305419896, "icmpv6.nd.ra.reachable_time" },
    retransmit = { 591751049, "icmpv6.nd.ra.retrans_timer" },
    options = { { { name = "mtu", length = 8, mtu = 1400, reserved = 0 } },
      ["icmpv6.opt.type"] = 5 },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / ICMPv6EchoRequest(id=0x1234,
    seq=0x5678, data=b"abcde")]],
  bytes = [[
    02000000000202000000000186dd60000000000d3a4020010db8000000000000
    00000000000120010db8000000000000000000000002800091cf123456786162
    636465
  ]],
  fields = {
    type = { 128, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 37327, "icmpv6.checksum" },
    id = { 4660, "icmpv6.echo.identifier" },
    sequence = { 22136, "icmpv6.echo.sequence_number" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / ICMPv6PacketTooBig(mtu=1400)
    / IPv6(src="2001:db8::2", dst="2001:db8::1", nh=253) / Raw(b"abcde")]],
  bytes = [[
    02000000000202000000000186dd6000000000353a4020010db8000000000000
    00000000000120010db80000000000000000000000020200ba20000005786000
    00000005fd4020010db800000000000000000000000220010db8000000000000
    0000000000016162636465
  ]],
  fields = {
    type = { 2, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 47648, "icmpv6.checksum" },
    mtu = { 1400, "icmpv6.mtu" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") /
    ICMPv6ND_NS(tgt="2001:db8::7") /
    ICMPv6NDOptSrcLLAddr(lladdr="02:00:00:00:00:01")]],
  bytes = [[
    02000000000202000000000186dd6000000000203aff20010db8000000000000
    00000000000120010db80000000000000000000000028700ec6d000000002001
    0db80000000000000000000000070101020000000001
  ]],
  fields = {
    type = { 135, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 60525, "icmpv6.checksum" },
    reserved = { 0, "icmpv6.reserved" },
    target = { "2001:db8::7" },
    options = { { { name = "sourcelinkaddress", length = 8, address =
      "02:00:00:00:00:01" } }, ["icmpv6.opt.type"] = 1, ["icmpv6.opt.linkaddr"]
      = "02:00:00:00:00:01" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / ICMPv6ParamProblem(code=1,
    ptr=6) / IPv6(src="2001:db8::2", dst="2001:db8::1", nh=253) /
    Raw(b"abcde")]],
  bytes = [[
    02000000000202000000000186dd6000000000353a4020010db8000000000000
    00000000000120010db80000000000000000000000020401bd91000000066000
    00000005fd4020010db800000000000000000000000220010db8000000000000
    0000000000016162636465
  ]],
  fields = {
    type = { 4, "icmpv6.type" },
    code = { 1, "icmpv6.code" },
    checksum = { 48529, "icmpv6.checksum" },
    pointer = { 6, "icmpv6.pointer" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="fe80::1", dst="ff02::1", hlim=1) / IPv6ExtHdrHopByHop(nh=58,
    options=[RouterAlert(value=0)]) / ICMPv6MLQuery(mrd=1000,
    mladdr="ff02::fb")]],
  bytes = [[
    02000000000202000000000186dd6000000000200001fe800000000000000000
    000000000001ff0200000000000000000000000000013a000502000001008200
    7c4103e80000ff0200000000000000000000000000fb
  ]],
  fields = {
    type = { 130, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 31809, "icmpv6.checksum" },
    delay = { 1000, "icmpv6.mld.maximum_response_delay" },
    spare = { 0, "icmpv6.reserved" },
    group = { "ff02::fb", "icmpv6.mld.multicast_address" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") /
    ICMPv6ND_Redirect(tgt="2001:db8::7", dst="2001:db8::8")]],
  bytes = [[
    02000000000202000000000186dd6000000000283aff20010db8000000000000
    00000000000120010db80000000000000000000000028900bfa6000000002001
    0db800000000000000000000000720010db8000000000000000000000008
  ]],
  fields = {
    type = { 137, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 49062, "icmpv6.checksum" },
    reserved = { 0, "icmpv6.reserved" },
    target = { "2001:db8::7" },
    destination = { "2001:db8::8", "icmpv6.rd.na.destination_address" },
    options = { { } },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="fe80::1", dst="ff02::16", hlim=1) / IPv6ExtHdrHopByHop(nh=58,
    options=[RouterAlert(value=0)]) /
    ICMPv6MLReport2(records=[ICMPv6MLDMultAddrRec(rtype=4, dst="ff02::fb",
    sources=["2001:db8::7"])])]],
  bytes = [[
    02000000000202000000000186dd6000000000340001fe800000000000000000
    000000000001ff0200000000000000000000000000163a000502000001008f00
    413e0000000104000001ff0200000000000000000000000000fb20010db80000
    00000000000000000007
  ]],
  fields = {
    type = { 143, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 16702, "icmpv6.checksum" },
    zero = { 0 },
    records = { 1, "icmpv6.mldr.nb_mcast_records" },
    groups = { { { name = "toexclude", length = 16, auxiliary = 0, group =
      "ff02::fb", sources = { { address = "2001:db8::7" } } } },
      ["icmpv6.mldr.mar.record_type"] = 4, ["icmpv6.mldr.mar.multicast_address"]
      = "ff02::fb", ["icmpv6.mldr.mar.source_address"] = "2001:db8::7" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="fe80::1", dst="ff02::1", hlim=1) / IPv6ExtHdrHopByHop(nh=58,
    options=[RouterAlert(value=0)]) / ICMPv6MLQuery2(mrd=1000,
    mladdr="ff02::fb", S=1, QRV=5, QQIC=60, sources=["2001:db8::7"])]],
  bytes = [[
    02000000000202000000000186dd6000000000340001fe800000000000000000
    000000000001ff0200000000000000000000000000013a000502000001008200
    413003e80000ff0200000000000000000000000000fb0d3c000120010db80000
    00000000000000000007
  ]],
  fields = {
    type = { 130, "icmpv6.type" },
    code = { 0, "icmpv6.code" },
    checksum = { 16688, "icmpv6.checksum" },
    delay = { 1000 },
    spare = { 0, "icmpv6.reserved" },
    group = { "ff02::fb", "icmpv6.mld.multicast_address" },
    suppress = { 1, "icmpv6.mld.flag.s" },
    robustness = { 5, "icmpv6.mld.flag.qrv" },
    interval = { 60, "icmpv6.mld.qqi" },
    count = { 1, "icmpv6.mld.nb_sources" },
    sources = { { { address = "2001:db8::7" } },
      ["icmpv6.mld.source_address"] = "2001:db8::7" },
  },
})
