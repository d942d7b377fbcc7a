local pycap = require "pycap"
local support = require "spec.support"

local function decode(bytes)
  return support.decode(bytes, { datalink = 0 })
end

describe("null", function()
  local ip, ip6 = pycap.ip().packet, pycap.ip6().packet

  it("reads a family in either order of bytes", function()
    for _, order in ipairs { "<", ">" } do
      local packet = decode((order .. "I4"):pack(2) .. ip)
      assert.equal(2, packet.null.family)
      assert.equal(ip, packet.ip.packet)
      for _, family in ipairs { 24, 28, 30 } do
        packet = decode((order .. "I4"):pack(family) .. ip6)
        assert.equal(family, packet.null.family)
        assert.equal(ip6, packet.ip6.packet)
      end
    end
  end)

  it("knows no other family", function()
    local packet = decode(("<I4"):pack(7) .. ip)
    assert.equal(1, #packet)
    assert.equal(ip, packet.payload)
  end)

  it("takes an EtherType in its last bytes", function()
    for _, first in ipairs { "\0\0", "\x0f\0" } do
      assert.equal(ip, decode(first .. "\x08\0" .. ip).ip.packet)
      assert.equal(ip6, decode(first .. "\x86\xdd" .. ip6).ip6.packet)
      assert.equal(1, #decode(first .. "\x86\xde" .. ip6))
    end
  end)

  it("becomes code that makes it again, in either order", function()
    for _, word in ipairs { "\0\0\0\2", "\2\0\0\0" } do
      local packet = decode(word .. ip)
      local code = pycap.code(packet)
      assert.matches("pycap.null", code, 1, true)
      assert.matches("pycap.ip", code, 1, true)
      local make = load('local pycap = require "pycap" return ' .. code)
      assert.equal(packet.bytes, make().bytes)
    end
  end)

  it("is made little-endian, and keeps the order that it had", function()
    assert.equal("\2\0\0\0" .. ip,
      pycap.packet(pycap.null(), pycap.ip()).bytes)
    assert.equal("\x1e\0\0\0" .. ip6,
      pycap.packet(pycap.null(), pycap.ip6()).bytes)
    local packet = decode("\0\0\0\2" .. ip)
    packet.null.family = 24
    assert.equal("\0\0\0\x18", packet.bytes:sub(1, 4))
    local copy = pycap.null(pycap.null(decode("\0\0\0\2" .. ip).null))
    assert.equal("\0\0\0\2" .. ip, pycap.packet(copy, pycap.ip()).bytes)
    copy.family = 24
    assert.equal("\0\0\0\x18", copy.packet)
    packet = decode("\2\0\0\0" .. ip)
    packet.null.family = 24
    assert.equal("\x18\0\0\0", packet.bytes:sub(1, 4))
  end)
end)

require "spec.support.every" (_ENV, "null", {
  source = [[Scapy 2.5: Loopback(type=2) / IP(src="192.0.2.1",
    dst="198.51.100.2", proto=253) / Raw(b"abcde")]],
  datalink = 0,
  bytes = [[
    02000000450000190001000040fd8db0c0000201c63364026162636465
  ]],
  fields = {
    family = { 2, "null.family" },
  },
})
