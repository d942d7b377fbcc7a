local pycap = require "pycap"
local support = require "spec.support"

-- A message with these options, up to the end of the datagram.
local function message(options)
  return pycap.dhcp { options = "" }.packet .. support.wire(options)
end

local function decode(bytes) return pycap.decode(bytes, "dhcp") end

describe("dhcp", function()
  it("is made with options by name", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.udp { sourceport = 68 }, pycap.dhcp {
        hardware = "02:00:00:00:00:01", transaction = 7,
        options = {
          { name = "messagetype", type = "request" },
          { name = "hostname", text = "printer" },
          { name = "parameters", codes = { { code = 1 }, { code = 3 } } },
          { name = "end" },
        },
      })
    assert.equal(67, packet.udp.destinationport)
    assert.equal(support.wire
      "63825363 350103 0c07 7072696e746572 3702 0103 ff",
      packet.dhcp.packet:sub(237))
  end)

  it("is found by what is in its options", function()
    local seen = {}
    local file = support.capture { pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.udp { sourceport = 68 }, pycap.dhcp { options = {
        { name = "messagetype", type = "discover" },
        { name = "hostname", text = "printer" } } }).bytes,
      pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp(),
        pycap.dhcp { options = {
          { name = "messagetype", type = "release" } } }).bytes }
    local capture <close> = pycap { filename = file }
    capture:on("dhcp", { "options[hostname].text",
      ["options[messagetype].type"] = "discover" },
      function(text) seen[#seen + 1] = text end)
    local hosts = pycap.tally { by = { "options[hostname].text" } }
    capture:on("dhcp", hosts)
    capture:loop()
    assert.same({ "printer" }, seen)
    assert.equal(2, #hosts) -- one has no name
  end)

  it("lists what relay agents add", function()
    local dhcp = decode(message
      "350101 5211 0104 65746830 0203 616263 0504 c0000200 ff").dhcp
    local agent = dhcp.options[2]
    assert.equal("relayagent", agent.name)
    assert.equal("eth0", agent.suboptions[1].data)
    assert.equal("abc", agent.suboptions[2].data)
    assert.equal("192.0.2.0", agent.suboptions[3].address)
  end)

  it("keeps what is behind the end, and options without meaning", function()
    local bytes = message "00 350105 e0 02 0102 ff 0000"
    local dhcp = decode(bytes).dhcp
    assert.equal("pad", dhcp.options[1].name)
    assert.equal(5, dhcp.options[2].type)
    assert.equal("\1\2", dhcp.options[3].data)
    assert.equal("end", dhcp.options[4].name)
    assert.equal("\0\0", dhcp.options[5].data)
    assert.equal(bytes, pycap.dhcp(pycap.table(dhcp)).packet)
  end)

  it("has names of domains, whose pointers count within the option", function()
    local names = pycap.dhcp { options = { { name = "sipservers",
      encoding = "names", domains = { { domain = "sip.example" } } },
      { name = "domainsearch", domains = { { domain = "a.example" },
        { domain = "b.example" } } } } }
    local list = decode(names.packet).dhcp.options
    assert.equal("sip.example", list[1].domains[1].domain)
    assert.equal("b.example", list[2].domains[2].domain)
    assert.equal(support.wire [[ 780e 00 03736970 076578616d706c65 00
      7716 0161 076578616d706c65 00 0162 076578616d706c65 00 ]],
      names.packet:sub(241))
    -- as RFC 3397 has it: the pointers do not count from the message on
    local bytes = message
      "350101 7713 0161 076578616d706c65 00 036c6162 c002 c00b"
    local dhcp = decode(bytes).dhcp
    local domains = { { domain = "a.example" }, { domain = "lab.example" },
      { domain = "lab.example" } }
    assert.same(domains, dhcp.options[2].domains)
    assert.equal("lab.example", dhcp["options[domainsearch].domains[3].domain"])
    assert.matches('"domains":[{"domain":"a.example"},{"domain":"lab.example"}',
      decode(bytes):json(), 1, true)
    assert.same(domains, decode(pycap.dhcp(pycap.table(dhcp)).packet)
      .dhcp.options[2].domains)
  end)

  it("has names that go on in another option of the kind", function()
    local dhcp = decode(message
      "7706 0161 07657861 7709 6d706c65 00 0162 c002 ff").dhcp
    assert.equal("\1a\7exa", dhcp.options[1].domains[1].data)
    assert.same({ domains = { { domain = "a.example" },
      { domain = "b.example" } } }, dhcp.options[1].joined)
  end)

  it("has no names where pointers lead beyond the option", function()
    for _, pointer in ipairs { "c000", "c002", "c0f0", "c001" } do
      local option = decode(message("350101 7704 0161" .. pointer)).dhcp
        .options[2]
      assert.equal(support.wire("0161" .. pointer), option.data or
        option.domains[1].data)
    end
  end)

  it("has a vendor's area where it is BOOTP", function()
    local bytes = pycap.dhcp { options = "" }.packet:sub(1, 236) ..
      "CMU\0" .. ("\1"):rep(60)
    local dhcp = decode(bytes).dhcp
    assert.is_nil(dhcp.options)
    assert.equal(("\1"):rep(60), dhcp.vendor)
    dhcp = decode(bytes:sub(1, 236)).dhcp
    assert.is_nil(dhcp.cookie)
    assert.is_nil(dhcp.options)
  end)

  it("leaves other traffic at its port as payload", function()
    for _, bytes in ipairs { ("\0"):rep(300), ("GET / HTTP/1.1"):rep(30) } do
      local packet = pycap.decode(pycap.packet(pycap.ethernet(), pycap.ip(),
        pycap.udp { destinationport = 67 }, bytes).bytes, "ethernet")
      assert.is_nil(packet.dhcp)
      assert.is_nil(packet.malformed)
      assert.equal(bytes, packet.payload)
    end
  end)

  it("takes hardware addresses of other lengths as bytes", function()
    local dhcp = pycap.dhcp { hardwareformat = 32, hardwarelength = 0 }
    assert.equal(("\0"):rep(6), dhcp.hardware)
  end)
end)

describe("options of dhcp that were split (RFC 3396)", function()
  it("have all their data in the first", function()
    local long = ("a"):rep(255)
    local bytes = message "350101" .. "\12\255" .. long .. "\3\2\192\0" ..
      "\12\2bc" .. "\3\2\2\1" .. "\43\1x\0\43\1y\255"
    local dhcp = decode(bytes).dhcp
    local list = dhcp.options
    assert.is_nil(list[1].joined)
    assert.equal(long, list[2].text)
    assert.same({ text = long .. "bc" }, list[2].joined)
    assert.same({ addresses = { { address = "192.0.2.1" } } }, list[3].joined)
    assert.is_nil(list[4].joined)
    assert.same({ data = "xy" }, list[6].joined)
    assert.equal(bytes, pycap.dhcp(pycap.table(dhcp)).packet)
  end)

  it("are bytes where all of them are not what the rows say", function()
    local list = decode(message "350101 350102 ff").dhcp.options
    assert.equal(1, list[1].type)
    assert.same({ data = "\1\2" }, list[1].joined)
  end)

  it("are 20,000, of all kinds: read in linear time", function()
    local rows = {}
    for i = 1, 20000 do rows[i] = string.char(i % 254 + 1, 1, i & 255) end
    local list = decode(message "" .. table.concat(rows)).dhcp.options
    assert.equal(20000, #list)
    assert.equal(79, #list[1].joined.data)
  end)
end)

describe("options of dhcp in other fields (RFC 2132, 9.3)", function()
  it("are read as options are", function()
    local dhcp = decode(pycap.dhcp { file = "\12\3abc\255", options = {
      { name = "overload", fields = "file" }, { name = "end" } } }.packet).dhcp
    assert.equal(1, dhcp.options[1].fields)
    local more = pycap.dhcp { options = dhcp.file }.options
    assert.equal("abc", more[1].text)
  end)
end)

describe("options of dhcp that lie", function()
  it("are bytes up to the end", function()
    for _, lie in ipairs { "35ff01", "52", "0c05 6162" } do
      local bytes = message("350101" .. lie)
      local dhcp = decode(bytes).dhcp
      assert.equal(1, dhcp.options[1].type)
      assert.equal(support.wire(lie), dhcp.options[2].data)
      assert.equal(bytes, pycap.dhcp(pycap.table(dhcp)).packet)
    end
  end)

  it("are bytes where their own data are wrong", function()
    local dhcp = decode(message "3502 0101 0105 ffffff0000 5203 010461 ff").dhcp
    assert.equal("\1\1", dhcp.options[1].data)
    assert.equal("\xff\xff\xff\0\0", dhcp.options[2].data)
    assert.equal("\1\4a", dhcp.options[3].suboptions[1].data)
  end)

  it("are 60,000: read one by one", function()
    local dhcp = decode(message "" .. ("\12\0"):rep(30000)).dhcp
    assert.equal(30000, #dhcp.options)
    dhcp = decode(message "" .. ("\0"):rep(60000)).dhcp
    assert.is_true(#dhcp.options >= 1)
  end)
end)

local zeros = ("00 "):rep(10)

require "spec.support.every" (_ENV, "dhcp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="0.0.0.0", dst="255.255.255.255") /
    UDP(sport=68, dport=67) / BOOTP(chaddr=bytes.fromhex("020000000001"),
    xid=0x11223344, secs=3, flags=0x8000) / DHCP(options=[("message-type",
    "discover"), ("client_id", b"\1\2\0\0\0\0\1"), ("max_dhcp_size", 1500),
    ("hostname", "printer"), ("vendor_class_id", "acme"),
    ("param_req_list", [1, 3, 6, 15]), "end"])]],
  document = "RFC 2131, RFC 2132",
  bytes = [[
    020000000002 020000000001 0800
    4500 0132 0001 0000 4011 79bb 00000000 ffffffff 0044 0043 011e 4a26
    01 01 06 00 11223344 0003 8000 00000000 00000000 00000000 00000000
    020000000001 ]] .. zeros .. ("00 "):rep(192) .. [[ 63825363
    350101 3d07 01020000000001 3902 05dc 0c07 7072696e746572 3c04 61636d65
    3704 0103060f ff
  ]],
  fields = {
    operation = { 1, "dhcp.type" }, hardwareformat = { 1, "dhcp.hw.type" },
    hardwarelength = { 6, "dhcp.hw.len" }, hops = { 0, "dhcp.hops" },
    transaction = { 0x11223344, "dhcp.id" }, seconds = { 3, "dhcp.secs" },
    broadcast = { 1, "dhcp.flags.bc" },
    reserved = { 0, "dhcp.flags.reserved" },
    clientaddress = { "0.0.0.0", "dhcp.ip.client" },
    youraddress = { "0.0.0.0", "dhcp.ip.your" },
    serveraddress = { "0.0.0.0", "dhcp.ip.server" },
    relayaddress = { "0.0.0.0", "dhcp.ip.relay" },
    hardware = { "02:00:00:00:00:01", "dhcp.hw.mac_addr" },
    hardwarerest = { ("\0"):rep(10) }, servername = { "" }, file = { "" },
    cookie = { 0x63825363 },
    options = { { { name = "messagetype", type = 1 },
      { name = "clientid", type = 1, id = "\2\0\0\0\0\1" },
      { name = "maximumsize", bytes = 1500 },
      { name = "hostname", text = "printer" },
      { name = "vendorclass", text = "acme" },
      { name = "parameters",
        codes = { { code = 1 }, { code = 3 }, { code = 6 }, { code = 15 } } },
      { name = "end" } },
      ["dhcp.option.dhcp"] = 1, ["dhcp.option.dhcp_max_message_size"] = 1500,
      ["dhcp.option.hostname"] = "printer",
      ["dhcp.option.vendor_class_id"] = "acme",
      ["dhcp.option.request_list_item"] = 1 },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="192.0.2.254", dst="192.0.2.1") /
    UDP(sport=67, dport=67) / BOOTP(op=2, chaddr=..., xid=0x11223344, hops=1,
    yiaddr="192.0.2.77", siaddr="192.0.2.5", giaddr="192.0.2.254",
    sname="boot.example.org", file="pxe.0") / DHCP(options=[("message-type",
    "ack"), ("server_id", "192.0.2.1"), ("lease_time", 3600), ...])]],
  document = "RFC 2131, RFC 2132",
  bytes = [[
    020000000002 020000000001 0800
    4500 0159 0001 0000 4011 f493 c00002fe c0000201 0043 0043 0145 0000
    02 01 06 01 11223344 0000 0000 00000000 c000024d c0000205 c00002fe
    020000000001 ]] .. zeros .. [[
    626f6f742e6578616d706c652e6f7267 ]] .. ("00 "):rep(48) .. [[
    7078652e30 ]] .. ("00 "):rep(123) .. [[ 63825363
    350105 3604 c0000201 3304 00000e10 3a04 00000708 3b04 00000c4e
    0104 ffffff00 0308 c00002fe c00002fd 0608 c0000235 c0000236
    0f0b 6578616d706c652e6f7267 1c04 c00002ff 1a02 0578 ff
  ]],
  fields = {
    operation = { 2, "dhcp.type" }, hardwareformat = { 1, "dhcp.hw.type" },
    hardwarelength = { 6, "dhcp.hw.len" }, hops = { 1, "dhcp.hops" },
    transaction = { 0x11223344, "dhcp.id" }, seconds = { 0, "dhcp.secs" },
    broadcast = { 0, "dhcp.flags.bc" },
    reserved = { 0, "dhcp.flags.reserved" },
    clientaddress = { "0.0.0.0", "dhcp.ip.client" },
    youraddress = { "192.0.2.77", "dhcp.ip.your" },
    serveraddress = { "192.0.2.5", "dhcp.ip.server" },
    relayaddress = { "192.0.2.254", "dhcp.ip.relay" },
    hardware = { "02:00:00:00:00:01", "dhcp.hw.mac_addr" },
    hardwarerest = { ("\0"):rep(10) },
    servername = { "boot.example.org", "dhcp.server" },
    file = { "pxe.0", "dhcp.file" }, cookie = { 0x63825363 },
    options = { { { name = "messagetype", type = 5 },
      { name = "serverid", address = "192.0.2.1" },
      { name = "leasetime", seconds = 3600 },
      { name = "renewaltime", seconds = 1800 },
      { name = "rebindingtime", seconds = 3150 },
      { name = "subnetmask", mask = "255.255.255.0" },
      { name = "routers", addresses = {
        { address = "192.0.2.254" }, { address = "192.0.2.253" } } },
      { name = "dnsservers", addresses = {
        { address = "192.0.2.53" }, { address = "192.0.2.54" } } },
      { name = "domainname", text = "example.org" },
      { name = "broadcast", address = "192.0.2.255" },
      { name = "mtu", bytes = 1400 }, { name = "end" } },
      ["dhcp.option.dhcp"] = 5, ["dhcp.option.dhcp_server_id"] = "192.0.2.1",
      ["dhcp.option.ip_address_lease_time"] = 3600,
      ["dhcp.option.subnet_mask"] = "255.255.255.0",
      ["dhcp.option.router"] = "192.0.2.254",
      ["dhcp.option.domain_name"] = "example.org",
      ["dhcp.option.interface_mtu"] = 1400 },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:02",
    dst="02:00:00:00:00:01") / IP(src="192.0.2.1", dst="192.0.2.77") /
    UDP(sport=67, dport=68) / BOOTP(op=2, chaddr=..., xid=0x11223344,
    yiaddr="192.0.2.77") / DHCP(options=[("message-type", "ack"),
    ("server_id", "192.0.2.1"), (119, b"\1a\7example\0\3lab\7example\0"),
    (120, b"\1\xc0\0\2\5\xc0\0\2\6"), ("classless_static_routes",
    ["0.0.0.0/0:192.0.2.1", "10.1.0.0/16:192.0.2.2",
    "198.51.100.128/25:192.0.2.3", "192.0.2.200/32:192.0.2.4"]),
    (124, b"\0\0\0\t\3abc"), (125, b"\0\0\0\t\6\1\1x\2\1y"),
    (249, b"\x18\xc6\x33\x64\xc0\0\2\1"), "end"])]],
  document = "RFC 3397, RFC 3361, RFC 3442, RFC 3925",
  bytes = [[
    020000000001 020000000002 0800
    4500017c000100004011f521c0000201c000024d 0043004401685ab7
    02 01 06 00 11223344 0000 0000 00000000 c000024d 00000000 00000000
    020000000001 ]] .. zeros .. ("00 "):rep(192) .. [[ 63825363
    3501 05
    3604 c0000201
    7718 0161076578616d706c6500036c6162076578616d706c6500
    7809 01c0000205c0000206
    791e 00c0000201100a01c000020219c6336480c000020320c00002c8c0000204
    7c08 0000000903616263
    7d0b 0000000906010178020179
    f908 18c63364c0000201
    ff
  ]],
  fields = {
    operation = { 2, "dhcp.type" }, hardwareformat = { 1, "dhcp.hw.type" },
    hardwarelength = { 6, "dhcp.hw.len" }, hops = { 0, "dhcp.hops" },
    transaction = { 0x11223344, "dhcp.id" }, seconds = { 0, "dhcp.secs" },
    broadcast = { 0, "dhcp.flags.bc" },
    reserved = { 0, "dhcp.flags.reserved" },
    clientaddress = { "0.0.0.0", "dhcp.ip.client" },
    youraddress = { "192.0.2.77", "dhcp.ip.your" },
    serveraddress = { "0.0.0.0", "dhcp.ip.server" },
    relayaddress = { "0.0.0.0", "dhcp.ip.relay" },
    hardware = { "02:00:00:00:00:01", "dhcp.hw.mac_addr" },
    hardwarerest = { ("\0"):rep(10) }, servername = { "" }, file = { "" },
    cookie = { 0x63825363 },
    options = { { { name = "messagetype", type = 5 },
      { name = "serverid", address = "192.0.2.1" },
      { name = "domainsearch", domains = {
        { domain = "a.example" }, { domain = "lab.example" } } },
      { name = "sipservers", encoding = 1, addresses = {
        { address = "192.0.2.5" }, { address = "192.0.2.6" } } },
      { name = "classlessroutes", routes = {
        { octets = 0, bits = 0, destination = "", router = "192.0.2.1" },
        { octets = 2, bits = 0, destination = "\10\1", router = "192.0.2.2" },
        { octets = 3, bits = 1, destination = "\198\51\100", partial = 128,
          router = "192.0.2.3" },
        { octets = 4, bits = 0, destination = "\192\0\2\200",
          router = "192.0.2.4" } } },
      { name = "vendorclasses", classes = {
        { enterprise = 9, size = 3, class = "abc" } } },
      { name = "vendors", vendors = { { enterprise = 9, size = 6,
        suboptions = { { kind = 1, data = "x" },
          { kind = 2, data = "y" } } } } },
      { name = "microsoftroutes", routes = { { octets = 3, bits = 0,
        destination = "\198\51\100", router = "192.0.2.1" } } },
      { name = "end" } },
      ["dhcp.option.dhcp_dns_domain_search_list_fqdn"] = "a.example",
      ["dhcp.option.sip_server.encoding"] = 1,
      ["dhcp.option.sip_server.address"] = "192.0.2.5",
      ["dhcp.option.classless_static_route"] = "00c0000201",
      ["dhcp.option.vi_class.enterprise"] = 9,
      ["dhcp.option.vi_class.data"] = "abc",
      ["dhcp.option.vi.enterprise"] = 9 },
  },
})
