local pycap = require "pycap"
local support = require "spec.support"

-- A solicit with these options, up to the end of the datagram.
local function message(options)
  return support.wire("01 112233" .. options)
end

local function decode(bytes) return pycap.decode(bytes, "dhcp6") end

describe("dhcp6", function()
  it("is made with options in options", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip6(), pycap.udp(),
      pycap.dhcp6 { type = "reply", transaction = 7, options = {
        { name = "iapd", iaid = 1, options = {
          { name = "iaprefix", prefix = "2001:db8::", prefixlength = 48,
            options = { { name = "status", code = "no-prefixes",
              text = "no" } } } } },
        { name = "domainsearch", domains = { { domain = "example.org" } } },
      } })
    assert.equal(546, packet.udp.destinationport)
    assert.equal(support.wire [[
      07 000007
      0019 0031 00000001 00000000 00000000
      001a 0021 00000000 00000000 30 20010db8000000000000000000000000
      000d 0004 0006 6e6f
      0018 000d 076578616d706c65 036f7267 00
    ]], packet.dhcp6.packet)
  end)

  it("is found by what is deep in its options", function()
    local file = support.capture { pycap.packet(pycap.ethernet(), pycap.ip6(),
      pycap.udp(), pycap.dhcp6 { type = "relay-forward", options = {
        { name = "relaymessage", type = "reply", options = {
          { name = "iana", options = { { name = "iaaddr",
            address = "2001:db8::7" } } } } } } }).bytes }
    local capture <close> = pycap { filename = file }
    local seen
    capture:on("dhcp6", {
      "options[relaymessage].options[iana].options[iaaddr].address",
      ["options[relaymessage].type"] = "reply" },
      function(address) seen = address end)
    capture:loop()
    assert.equal("2001:db8::7", seen)
  end)

  it("has the message of a second relay as bytes", function()
    local inner = pycap.dhcp6 { type = "request", transaction = 9 }
    local function relay(bytes)
      return pycap.dhcp6 { type = "relay-forward", options = {
        { name = "relaymessage", data = bytes } } }
    end
    local dhcp = decode(relay(relay(inner.packet).packet).packet).dhcp6
    local first = dhcp.options[1]
    assert.equal(12, first.type)
    assert.equal(inner.packet, first.options[1].data)
    assert.equal(9, decode(first.options[1].data).dhcp6.transaction)
  end)

  it("reads names that are parts of one", function()
    local dhcp = decode(message "0027 0005 00 03 616263").dhcp6
    assert.same({ { size = 3, text = "abc" } }, dhcp.options[1].labels)
  end)

  it("leaves other traffic at its port as payload", function()
    for _, bytes in ipairs { "\0abcd", "GET / HTTP/1.1" } do
      local packet = pycap.decode(pycap.packet(pycap.ethernet(), pycap.ip6(),
        pycap.udp { destinationport = 547 }, bytes).bytes, "ethernet")
      assert.is_nil(packet.dhcp6)
      assert.is_nil(packet.malformed)
      assert.equal(bytes, packet.payload)
    end
  end)
end)

describe("options of dhcp6 that lie", function()
  it("are bytes up to the end of what they are in", function()
    local bytes = message [[
      0003 0014 00000007 00000000 00000000  0005 ffff 2001 0db8
      0008 0002 0001  0001 0009 00
    ]]
    local dhcp = decode(bytes).dhcp6
    local iana = dhcp.options[1]
    assert.equal(support.wire "0005 ffff 2001 0db8", iana.options[1].data)
    assert.equal(1, dhcp.options[2].hundredths)
    assert.equal(support.wire "0001 0009 00", dhcp.options[3].data)
    assert.equal(bytes, pycap.dhcp6(pycap.table(dhcp)).packet)
  end)

  it("are bytes where a name in them is none", function()
    for _, name in ipairs { "c000", "0161c004", "c0ff", "4061", "0361",
      "0161" } do
      local option = ("0018 %04x %s"):format(#name // 2, name)
      local bytes = message(option)
      local dhcp = decode(bytes).dhcp6
      local domains = dhcp.options[1].domains
      assert.equal(support.wire(name), domains[1].data)
      assert.equal(bytes, pycap.dhcp6(pycap.table(dhcp)).packet)
    end
  end)

  it("are relays in relays up to 64 KiB: read in linear time", function()
    local bytes = message ""
    while #bytes < 65000 do
      bytes = "\12\0" .. ("\0"):rep(32) .. "\0\9" .. (">s2"):pack(bytes)
    end
    local dhcp = decode(bytes).dhcp6
    assert.equal(12, dhcp.options[1].type)
    assert.is_true(#dhcp.options[1].options[1].data > 60000)
  end)
end)

local ethernet = "020000000002 020000000001 86dd"

require "spec.support.every" (_ENV, "dhcp6", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IPv6(src="fe80::1", dst="ff02::1:2") /
    UDP(sport=546, dport=547) / DHCP6_Solicit(trid=0x112233) /
    DHCP6OptClientId(duid=DUID_LL(lladdr="02:00:00:00:00:01")) /
    DHCP6OptElapsedTime(elapsedtime=5) / DHCP6OptOptReq(reqopts=[23, 24]) /
    DHCP6OptIA_NA(iaid=7, T1=0, T2=0) / DHCP6OptRapidCommit()]],
  document = "RFC 8415",
  bytes = ethernet .. [[
    60000000 003c 11 40 fe800000000000000000000000000001
    ff020000000000000000000000010002 0222 0223 003c d7e9
    01 112233 0001 000a 0003 0001 020000000001 0008 0002 0005
    0006 0004 0017 0018 0003 000c 00000007 00000000 00000000 000e 0000
  ]],
  fields = {
    type = { 1, "dhcpv6.msgtype" }, transaction = { 0x112233, "dhcpv6.xid" },
    options = { { { name = "clientid", type = 3, hardwareformat = 1,
        hardware = "02:00:00:00:00:01" },
      { name = "elapsed", hundredths = 5 },
      { name = "request", codes = { { code = 23 }, { code = 24 } } },
      { name = "iana", iaid = 7, renew = 0, rebind = 0, options = {} },
      { name = "rapidcommit" } },
      ["dhcpv6.duid.type"] = 3, ["dhcpv6.elapsed_time"] = 50,
      ["dhcpv6.requested_option_code"] = 23, ["dhcpv6.option.type"] = 1 },
  },
}, {
  source = [[Scapy 2.5: Ether(...) / IPv6(src="fe80::2", dst="fe80::1") /
    UDP(sport=547, dport=546) / DHCP6_Reply(trid=0x112233) / client and server
    identifiers / DHCP6OptIA_NA with an address / DHCP6OptIA_PD with a prefix /
    DHCP6OptDNSServers / DHCP6OptDNSDomains / DHCP6OptStatusCode]],
  document = "RFC 8415, RFC 3646",
  bytes = ethernet .. [[
    60000000 00d1 11 40 fe800000000000000000000000000002
    fe800000000000000000000000000001 0223 0222 00d1 ff38
    07 112233 0001 000a 0003 0001 020000000001
    0002 000e 0001 0001 000003e8 020000000002
    0003 0028 00000007 0000012c 000001e0
    0005 0018 20010db8000000000000000000000077 00000258 00000384
    0019 0029 00000008 0000012c 000001e0
    001a 0019 00000258 00000384 38 20010db8000100000000000000000000
    0017 0020 20010db8000000000000000000000053
    20010db8000000000000000000000054
    0018 001a 076578616d706c65036f726700 076578616d706c65036e657400
    000d 0006 0000 66696e65
  ]],
  fields = {
    type = { 7, "dhcpv6.msgtype" }, transaction = { 0x112233, "dhcpv6.xid" },
    options = { { { name = "clientid" },
      { name = "serverid", type = 1, time = 1000,
        hardware = "02:00:00:00:00:02" },
      { name = "iana", iaid = 7, renew = 300, rebind = 480, options = {
        { name = "iaaddr", address = "2001:db8::77", preferred = 600,
          valid = 900 } } },
      { name = "iapd", iaid = 8, renew = 300, rebind = 480, options = {
        { name = "iaprefix", prefix = "2001:db8:1::", prefixlength = 56,
          preferred = 600, valid = 900 } } },
      { name = "dnsservers", addresses = { { address = "2001:db8::53" },
        { address = "2001:db8::54" } } },
      { name = "domainsearch", domains = { { domain = "example.org" },
        { domain = "example.net" } } },
      { name = "status", code = 0, text = "fine" } },
      ["dhcpv6.iaaddr.ip"] = "2001:db8::77", ["dhcpv6.iaid.t1"] = 300,
      ["dhcpv6.iaprefix.pref_addr"] = "2001:db8:1::",
      ["dhcpv6.dns_server"] = "2001:db8::53",
      ["dhcpv6.search_list_entry"] = "example.org.",
      ["dhcpv6.status_msg"] = "fine" },
  },
}, {
  source = [[Scapy 2.5: Ether(...) / IPv6(src="2001:db8::1",
    dst="2001:db8::99") / UDP(sport=547, dport=547) /
    DHCP6_RelayForward(hopcount=1, linkaddr="2001:db8::1",
    peeraddr="fe80::1") / DHCP6OptIfaceId(ifaceid="eth0") /
    DHCP6OptRelayMsg(message=DHCP6_InfoRequest(trid=0x445566) / ...)]],
  document = "RFC 8415",
  bytes = ethernet .. [[
    60000000 004e 11 40 20010db8000000000000000000000001
    20010db8000000000000000000000099 0223 0223 004e 360e
    0c 01 20010db8000000000000000000000001 fe800000000000000000000000000001
    0012 0004 65746830
    0009 0018 0b 445566 0001 000a 0003 0001 020000000001 0006 0002 0017
  ]],
  fields = {
    type = { 12, "dhcpv6.msgtype" }, hops = { 1, "dhcpv6.hopcount" },
    linkaddress = { "2001:db8::1", "dhcpv6.linkaddr" },
    peeraddress = { "fe80::1", "dhcpv6.peeraddr" },
    options = { { { name = "interfaceid", data = "eth0" },
      { name = "relaymessage", type = 11, transaction = 0x445566, options = {
        { name = "clientid", type = 3 },
        { name = "request", codes = { { code = 23 } } } } } },
      ["dhcpv6.interface_id"] = "65746830", ["dhcpv6.xid"] = "0x445566" },
  },
})
