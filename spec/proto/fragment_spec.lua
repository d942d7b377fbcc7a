local pycap = require "pycap"
local support = require "spec.support"

-- A fragment header over an empty Destination Options header.
local function decode(fields)
  fields.nextheader = 60
  local packet = pycap.packet(pycap.ethernet(), pycap.ip6(),
    pycap.fragment(fields), pycap.destinationoptions())
  return support.decode(packet.bytes)
end

describe("fragment", function()
  it("writes each of its bits in its place", function()
    assert.equal("\59\0\xff\xf8\0\0\0\0",
      pycap.fragment { offset = 65528 }.packet)
    assert.equal("\59\0\0\7\0\0\0\0", pycap.fragment { flags = 7 }.packet)
    assert.equal("\59\0\0\0\1\2\3\4",
      pycap.fragment { id = 0x01020304 }.packet)
  end)

  it("has nothing below a later fragment", function()
    local packet = decode { offset = 8 }
    assert.equal(3, #packet)
    assert.equal(60, packet.fragment.nextheader)
    assert.equal(8, #packet.payload)
    assert.is_nil(packet.malformed)
  end)

  it("lets what is in a first fragment count the whole", function()
    for flags, what in pairs { [0] = "string", "nil" } do
      local packet = pycap.packet(pycap.ip6(), pycap.fragment {
        flags = flags }, pycap.udp { length = 4096 })
      packet = support.decode(packet.bytes, { datalink = 229 })
      assert.equal(4096, packet.udp.length)
      assert.equal(what, type(packet.malformed))
    end
  end)

  it("goes on in the first, and where it is the only one", function()
    assert.equal(4, #decode { flags = 1 })
    assert.equal(4, #decode {})
  end)
end)

require "spec.support.every" (_ENV, "fragment", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / IPv6ExtHdrFragment(nh=253,
    offset=345, m=1, id=0x12345678) / Raw(b"abcdefgh")]],
  bytes = [[
    02000000000202000000000186dd6000000000102c4020010db8000000000000
    00000000000120010db8000000000000000000000002fd000ac9123456786162
    636465666768
  ]],
  fields = {
    nextheader = { 253, "ipv6.fraghdr.nxt" },
    reserved = { 0, "ipv6.fraghdr.reserved_octet" },
    offset = { 2760, ["ipv6.fraghdr.offset"] = 345 },
    flags = { 1, "ipv6.fraghdr.more" },
    id = { 305419896, "ipv6.fraghdr.ident" },
  },
})
