local pycap = require "pycap"
local support = require "spec.support"

-- The messages of these bytes, of which both IPs say the number.
local function decode(bytes, ip)
  local packet = pycap.packet(pycap.ethernet(), ip or pycap.ip{ protocol = 112 },
    bytes)
  return pycap.decode(packet.bytes, "ethernet")
end

local six <const> = { source = "fe80::1", destination = "ff02::12" }

describe("vrrp", function()
  it("counts its addresses and links itself to IP", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.vrrp{
      addresses = { { address = "192.0.2.1" }, { address = "192.0.2.2" } } })
    assert.equal(112, packet.ip.protocol)
    assert.equal(2, packet.vrrp.count)
    assert.equal("good", pycap.checksum(packet.vrrp))
    assert.is_nil(packet.vrrp.addresses6)
  end)

  it("has IPv6 addresses where there is room for them", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip6(six), pycap.vrrp{
      addresses6 = { { address = "fe80::100" } } })
    assert.equal(112, packet.ip6.nextheader)
    local vrrp = pycap.decode(packet.bytes, "ethernet").vrrp
    assert.equal("fe80::100", vrrp.addresses6[1].address)
    assert.is_nil(vrrp.addresses)
    assert.equal("good", pycap.checksum(vrrp))
  end)

  it("changes its addresses for those of the other family", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip6(six), pycap.vrrp{
      addresses = { { address = "192.0.2.1" }, { address = "192.0.2.2" } } })
    packet = pycap.decode(packet.bytes, "ethernet")
    packet.vrrp.addresses6 = { { address = "fe80::100" } }
    local vrrp = pycap.decode(packet.bytes, "ethernet").vrrp
    assert.equal(1, vrrp.count)
    assert.equal("fe80::100", vrrp.addresses6[1].address)
    assert.equal("good", pycap.checksum(vrrp))
  end)

  it("refuses addresses of both families", function()
    assert.error_matches(function()
      pycap.packet(pycap.vrrp{ addresses = { { address = "192.0.2.1" } },
        addresses6 = { { address = "fe80::100" } } })
    end, "vrrp.addresses6?: ")
  end)

  it("sums the pseudo header from version 3 on", function()
    for version, other in pairs{ [2] = "198.51.100.1", [3] = "192.0.2.1" } do
      local packet = pycap.packet(pycap.ethernet(),
        pycap.ip{ source = "192.0.2.1", destination = "224.0.0.18" },
        pycap.vrrp{ version = version })
      assert.equal("good", pycap.checksum(packet.vrrp))
      local before = packet.vrrp.checksum
      packet.ip.source = other
      assert.equal("good", pycap.checksum(packet.vrrp))
      assert.equal(before, packet.vrrp.checksum)
      packet.ip.source = "203.0.113.1"
      assert.equal(version == 2, before == packet.vrrp.checksum)
      packet.vrrp.checksum = before ~ 1
      assert.equal("bad", pycap.checksum(packet.vrrp))
    end
  end)

  it("moves its checksum to the other rule with its version", function()
    local made = pycap.packet(pycap.ethernet(),
      pycap.ip{ source = "192.0.2.1", destination = "224.0.0.18" },
      pycap.vrrp{ version = 2 })
    local packet = pycap.decode(made.bytes, "ethernet")
    packet.vrrp.version = 3
    assert.equal("good", pycap.checksum(packet.vrrp))
  end)

  it("is malformed where the count is not that of the addresses", function()
    for _, bytes in ipairs{ "31 01 64 03 0064 0000 c0000201 c0000202",
        "21 01 64 09 0001 0000 c0000201 0000000000000000" } do
      assert.matches("^vrrp: ", decode(support.wire(bytes)).malformed)
    end
  end)

  it("carries what is behind the addresses of version 2", function()
    local packet = decode(support.wire[[
      21 01 64 01 0001 0000 c0000201 0102030405060708 aabb]])
    assert.equal("\1\2\3\4\5\6\7\8", packet.vrrp.authentication)
    assert.equal("\xaa\xbb", packet.payload)
  end)
end)

require "spec.support.every" (_ENV, "vrrp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IP(src="192.0.2.1", dst="224.0.0.18", ttl=255) / VRRP(version=2,
    vrid=7, priority=200, addrlist=["192.0.2.10", "192.0.2.11"],
    authtype=1, adv=1, auth1=0x73656372, auth2=0x65740000)]],
  bytes = [[
    02000000000202000000000108004500002c00010000ff70194dc0000201e00000122107
    c80201015592c000020ac000020b7365637265740000
  ]],
  fields = {
    version = { 2, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 7, "vrrp.virt_rtr_id" }, priority = { 200, "vrrp.prio" },
    count = { 2, "vrrp.addr_count" },
    checksum = { 0x5592, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    authenticationtype = { 1, "vrrp.auth_type" }, seconds = { 1, "vrrp.adver_int" },
    authentication = { "secret\0\0", ["vrrp.auth_string"] = "secret" },
    addresses = { { { address = "192.0.2.10" }, { address = "192.0.2.11" } },
      ["vrrp.ip_addr"] = "192.0.2.10;192.0.2.11" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IP(src="192.0.2.1", dst="224.0.0.18", ttl=255) / VRRP(version=2,
    vrid=1, priority=0, addrlist=["192.0.2.10"], adv=3)]],
  bytes = [[
    02000000000202000000000108004500002800010000ff701951c0000201e00000122101
    000100031cf0c000020a0000000000000000
  ]],
  fields = {
    version = { 2, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 1, "vrrp.virt_rtr_id" }, priority = { 0, "vrrp.prio" },
    count = { 1, "vrrp.addr_count" },
    checksum = { 0x1cf0, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    authenticationtype = { 0, "vrrp.auth_type" }, seconds = { 3, "vrrp.adver_int" },
    authentication = { ("\0"):rep(8) },
    addresses = { { { address = "192.0.2.10" } }, ["vrrp.ip_addr"] =
      "192.0.2.10" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IP(src="192.0.2.3", dst="224.0.0.18", ttl=255) / VRRP(version=2,
    vrid=255, priority=255, addrlist=["192.0.2.3"], authtype=2, adv=255)]],
  bytes = [[
    02000000000202000000000108004500002800010000ff70194fc0000203e000001221ff
    ff0102ff19fcc00002030000000000000000
  ]],
  fields = {
    version = { 2, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 255, "vrrp.virt_rtr_id" }, priority = { 255, "vrrp.prio" },
    count = { 1, "vrrp.addr_count" },
    checksum = { 0x19fc, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    authenticationtype = { 2, "vrrp.auth_type" }, seconds = { 255, "vrrp.adver_int" },
    authentication = { ("\0"):rep(8) },
    addresses = { { { address = "192.0.2.3" } }, ["vrrp.ip_addr"] =
      "192.0.2.3" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IP(src="192.0.2.1", dst="224.0.0.18", ttl=255) / VRRPv3(version=3,
    vrid=8, priority=150, addrlist=["192.0.2.10", "192.0.2.11"],
    adv=250)]],
  bytes = [[
    02000000000202000000000108004500002400010000ff701955c0000201e00000123108
    960200fa1150c000020ac000020b
  ]],
  fields = {
    version = { 3, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 8, "vrrp.virt_rtr_id" }, priority = { 150, "vrrp.prio" },
    count = { 2, "vrrp.addr_count" },
    checksum = { 0x1150, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    reserved = { 0, "vrrp.reserved_mbz" },
    interval = { 250, "vrrp.short_adver_int" },
    addresses = { { { address = "192.0.2.10" }, { address = "192.0.2.11" } },
      ["vrrp.ip_addr"] = "192.0.2.10;192.0.2.11" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IP(src="192.0.2.1", dst="224.0.0.18", ttl=255) / VRRPv3(version=3,
    vrid=2, priority=0, addrlist=["198.51.100.1"], adv=4095)]],
  bytes = [[
    02000000000202000000000108004500002000010000ff701959c0000201e00000123102
    00010ffff237c6336401
  ]],
  fields = {
    version = { 3, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 2, "vrrp.virt_rtr_id" }, priority = { 0, "vrrp.prio" },
    count = { 1, "vrrp.addr_count" },
    checksum = { 0xf237, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    reserved = { 0, "vrrp.reserved_mbz" },
    interval = { 4095, "vrrp.short_adver_int" },
    addresses = { { { address = "198.51.100.1" } }, ["vrrp.ip_addr"] =
      "198.51.100.1" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IP(src="192.0.2.1", dst="224.0.0.18", ttl=255) / VRRPv3(version=3,
    vrid=3, priority=100, res=5, addrlist=["198.51.100.1",
    "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5"],
    adv=1)]],
  bytes = [[
    02000000000202000000000108004500003000010000ff701949c0000201e00000123103
    64055001a541c6336401c6336402c6336403c6336404c6336405
  ]],
  fields = {
    version = { 3, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 3, "vrrp.virt_rtr_id" }, priority = { 100, "vrrp.prio" },
    count = { 5, "vrrp.addr_count" },
    checksum = { 0xa541, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    reserved = { 5, "vrrp.reserved_mbz" },
    interval = { 1, "vrrp.short_adver_int" },
    addresses = { { { address = "198.51.100.1" }, { address = "198.51.100.2"
      }, { address = "198.51.100.3" }, { address = "198.51.100.4" }, { address
      = "198.51.100.5" } }, ["vrrp.ip_addr"] =
      "198.51.100.1;198.51.100.2;198.51.100.3;198.51.100.4;198.51.100.5" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    Dot1Q(vlan=5) / IP(src="192.0.2.1", dst="224.0.0.18", ttl=255) /
    VRRPv3(version=3, vrid=4, priority=254, addrlist=["198.51.100.1"],
    adv=100)]],
  bytes = [[
    0200000000020200000000018100000508004500002000010000ff701959c0000201e000
    00123104fe01006403d0c6336401
  ]],
  fields = {
    version = { 3, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 4, "vrrp.virt_rtr_id" }, priority = { 254, "vrrp.prio" },
    count = { 1, "vrrp.addr_count" },
    checksum = { 0x03d0, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    reserved = { 0, "vrrp.reserved_mbz" },
    interval = { 100, "vrrp.short_adver_int" },
    addresses = { { { address = "198.51.100.1" } }, ["vrrp.ip_addr"] =
      "198.51.100.1" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IPv6(src="fe80::1", dst="ff02::12", hlim=255, nh=112) /
    VRRPv3(version=3, vrid=9, priority=255, ipcount=2,
    addrlist=["fe80::100", "2001:db8::1"], adv=100)]],
  bytes = [[
    02000000000202000000000186dd60000000002870fffe80000000000000000000000000
    0001ff0200000000000000000000000000123109ff020064a425fe800000000000000000
    00000000010020010db8000000000000000000000001
  ]],
  fields = {
    version = { 3, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 9, "vrrp.virt_rtr_id" }, priority = { 255, "vrrp.prio" },
    count = { 2, "vrrp.addr_count" },
    checksum = { 0xa425, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    reserved = { 0, "vrrp.reserved_mbz" },
    interval = { 100, "vrrp.short_adver_int" },
    addresses6 = { { { address = "fe80::100" }, { address = "2001:db8::1" } },
      ["vrrp.ipv6_addr"] = "fe80::100;2001:db8::1" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IPv6(src="fe80::2", dst="ff02::12", hlim=255, nh=112) /
    VRRPv3(version=3, vrid=10, priority=1, ipcount=1,
    addrlist=["fe80::100"], adv=50)]],
  bytes = [[
    02000000000202000000000186dd60000000001870fffe80000000000000000000000000
    0002ff020000000000000000000000000012310a01010032d021fe800000000000000000
    000000000100
  ]],
  fields = {
    version = { 3, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 10, "vrrp.virt_rtr_id" }, priority = { 1, "vrrp.prio" },
    count = { 1, "vrrp.addr_count" },
    checksum = { 0xd021, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    reserved = { 0, "vrrp.reserved_mbz" },
    interval = { 50, "vrrp.short_adver_int" },
    addresses6 = { { { address = "fe80::100" } }, ["vrrp.ipv6_addr"] =
      "fe80::100" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    IPv6(src="fe80::3", dst="ff02::12", hlim=255, nh=112) /
    VRRPv3(version=3, vrid=11, priority=7, ipcount=3,
    addrlist=["fe80::101", "2001:db8::2", "2001:db8::3"], adv=30)]],
  bytes = [[
    02000000000202000000000186dd60000000003870fffe80000000000000000000000000
    0003ff020000000000000000000000000012310b0703001e6e99fe800000000000000000
    00000000010120010db800000000000000000000000220010db800000000000000000000
    0003
  ]],
  fields = {
    version = { 3, "vrrp.version" }, type = { 1, "vrrp.type" },
    id = { 11, "vrrp.virt_rtr_id" }, priority = { 7, "vrrp.prio" },
    count = { 3, "vrrp.addr_count" },
    checksum = { 0x6e99, "vrrp.checksum", ["vrrp.checksum.status"] = 1 },
    reserved = { 0, "vrrp.reserved_mbz" },
    interval = { 30, "vrrp.short_adver_int" },
    addresses6 = { { { address = "fe80::101" }, { address = "2001:db8::2" }, {
      address = "2001:db8::3" } }, ["vrrp.ipv6_addr"] =
      "fe80::101;2001:db8::2;2001:db8::3" },
  },
})
