local pycap = require "pycap"

local function framed(cdp)
  return pycap.packet(pycap.ethernet(), pycap.llc(), pycap.snap(), cdp)
end

describe("cdp", function()
  it("links itself to Cisco's numbers", function()
    local packet = framed(pycap.cdp())
    assert.equal(0x2000, packet.snap.type)
    assert.equal("cisco", pycap.name(packet.snap, "organisation"))
    assert.equal(180, pycap.decode(packet.bytes, "ethernet").cdp.timetolive)
  end)

  it("stands behind Cisco HDLC and PPP, too", function()
    for _, parent in ipairs{ pycap.chdlc(), pycap.ppp() } do
      local packet = pycap.packet(parent, pycap.cdp())
      local back = pycap.decode(packet.bytes, pycap.protocolof(parent))
      assert.equal(2, back.cdp.version)
    end
  end)

  it("counts its addresses and their bytes", function()
    local element = framed(pycap.cdp{ elements = { { name = "addresses",
      addresses = { { address = "192.0.2.1" }, { address = "192.0.2.2" } } },
    } }).cdp.elements[1]
    assert.equal(26, element.length)
    assert.equal(2, element.count)
    assert.equal(4, element.addresses[2].addresssize)
    assert.equal("\xcc", element.addresses[2].protocol)
  end)

  it("sums odd sizes in Cisco's way", function()
    for _, last in ipairs{ "\0", "\x7f", "\x80", "\xff" } do
      local packet = framed(pycap.cdp{
        elements = { { name = "device", text = last } } })
      assert.equal("good", pycap.checksum(packet.cdp))
      local sum = 0x02b4 + 0x0001 + 0x0005 + last:byte()
      if last >= "\x80" then sum = sum + 0xfeff end
      sum = (sum & 0xffff) + (sum >> 16)
      assert.equal(~sum & 0xffff, packet.cdp.checksum)
      packet.cdp.timetolive = 10
      assert.equal("good", pycap.checksum(packet.cdp))
    end
  end)

  it("keeps what is no element, or none of its kind, as bytes", function()
    local cdp = pycap.decode("\2\xb4\0\0" ..
      "\0\2\0\7\0\0\9" .. "\0\1\0\1ab", "cdp").cdp
    assert.equal("\0\0\9", cdp.elements[1].data)
    assert.equal("\0\1\0\1ab", cdp.elements[2].data)
  end)

  it("has addresses of other sizes as bytes", function()
    local element = framed(pycap.cdp{ elements = { { name = "management",
      addresses = { { addresssize = 6, other = "abcdef" } } } },
    }).cdp.elements[1]
    assert.equal("abcdef", element.addresses[1].other)
    assert.is_nil(element.addresses[1].address)
  end)
end)

require "spec.support.every" (_ENV, "cdp", {
  source = [[Scapy 2.5: Dot3(src="02:00:00:00:00:01", dst="01:00:0c:cc:cc:cc") /
    LLC() / SNAP(OUI=0xc, code=0x2000) / CDPv2_HDR(vers=2, ttl=180, msg=[
    CDPMsgDeviceID(val="router"), CDPMsgAddr(naddr=1, addr=[
    CDPAddrRecordIPv4(addr="192.0.2.1")]), CDPMsgPortID(iface="Gi0/1"),
    CDPMsgCapabilities(cap=0x29), CDPMsgSoftwareVersion(val="Version 1"),
    CDPMsgPlatform(val="test"), CDPMsgNativeVLAN(vlan=7),
    CDPMsgDuplex(duplex=1), CDPMsgVoIPVLANReply(vlan=20),
    CDPMsgPower(power=6300)])]],
  bytes = [[
    01000ccccccc0200000000010065aaaa0300000c200002b42d080001000a726f75746572
    00020011000000010101cc0004c0000201000300094769302f3100040008000000290005
    000d56657273696f6e20310006000874657374000a00060007000b000501000e00070100
    1400100006189c
  ]],
  fields = {
    version = { 2, "cdp.version" }, timetolive = { 180, "cdp.ttl" },
    checksum = { 0x2d08, "cdp.checksum", ["cdp.checksum.status"] = 1 },
    elements = { { { name = "device", text = "router" },
      { name = "addresses", count = 1, addresses = { {
        protocol = "\xcc", address = "192.0.2.1" } } },
      { name = "port", text = "Gi0/1" },
      { name = "capabilities", capabilities = 0x29 },
      { name = "version", text = "Version 1" },
      { name = "platform", text = "test" }, { name = "nativevlan", vlan = 7 },
      { name = "duplex", duplex = 1 }, { name = "voicevlan", vlan = 20 },
      { name = "power", milliwatts = 6300 } },
      ["cdp.deviceid"] = "router", ["cdp.nrgyz.ip_address"] = "192.0.2.1",
      ["cdp.portid"] = "Gi0/1", ["cdp.capabilities"] = "0x00000029",
      ["cdp.software_version"] = "Version 1", ["cdp.platform"] = "test",
      ["cdp.native_vlan"] = 7, ["cdp.duplex"] = 1, ["cdp.voice_vlan"] = 20,
      ["cdp.power_consumption"] = 6300 },
  },
}, {
  source = "Cisco's document 12485, by hand: an odd size, its last byte above 127",
  bytes = [[
    01000ccccccc0200000000010075aaaa0300000c2000023c918d00010007737731001600
    2d000000020101cc0004c00002090208aaaa0300000086dd001020010db8000000000000
    00000000000900070009c6336400180008000c00000c99990102030017000b007261636b
    2034001a00100001000200003c28ffffffff12340005fe
  ]],
  fields = {
    version = { 2, "cdp.version" }, timetolive = { 60, "cdp.ttl" },
    checksum = { 0x918d, "cdp.checksum", ["cdp.checksum.status"] = 1 },
    elements = { { { name = "device", text = "sw1" },
      { name = "management", addresses = { { address = "192.0.2.9" },
        { protocoltype = 2, protocol = "\xaa\xaa\3\0\0\0\x86\xdd",
          addresssize = 16, address6 = "2001:db8::9" } } },
      { name = "prefixes", prefixes = { { prefix = "198.51.100.0",
        prefixlength = 24 } } },
      { name = "hello", organisation = 12, protocol = 0x9999,
        hello = "\1\2\3" },
      { name = "location", location = "rack 4" },
      { name = "poweravailable", request = 1, management = 2, levels = {
        { milliwatts = 15400 }, { milliwatts = 0xffffffff } } },
      { kind = 0x1234, length = 5, data = "\xfe" } },
      ["cdp.deviceid"] = "sw1", ["cdp.nrgyz.ip_address"] = "192.0.2.9",
      ["cdp.nrgyz.ipv6_address"] = "2001:db8::9", ["cdp.oui"] = 12,
      ["cdp.protocol_id"] = "0x9999", ["cdp.location"] = "rack 4",
      ["cdp.request_id"] = 1, ["cdp.management_id"] = 2,
      ["cdp.power_available"] = "15400;4294967295", ["cdp.data"] = "fe",
      ["cdp.tlv.type"] = "0x0001;0x0016;0x0007;0x0008;0x0017;0x001a;0x1234" },
  },
})
