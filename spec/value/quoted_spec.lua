--
-- quoted_spec.lua - packet.quoted: the packet that an ICMP error quotes
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local inner = wire [[
  4500 0034 0001 0000 40 06 0000 c6336401 c0000201  -- 52 bytes, TCP
]]
local tcp = wire "c000 0050 00000001 00000002 50 10 0400 0000 0000"

-- An IPv4 datagram of ICMP that carries these bytes.
local function datagram(bytes)
  return "\x45\0" .. (">I2"):pack(20 + #bytes) ..
    wire "0001 0000 40 01 0000 c0000202 c6336401" .. bytes
end

local function open(...)
  return pycap { filename = support.capture({ ... }, { datalink = 101 }) }
end

local function decode(bytes)
  return support.decode(bytes, { datalink = 101 })
end

describe("packet.quoted", function()
  local unreachable = wire "03 03 1234 00000000"

  it("is a packet of its own", function()
    local packet = decode(datagram(unreachable .. inner .. tcp ..
      ("x"):rep(12)))
    local quoted = packet.quoted
    assert.equal(2, #quoted)
    assert.equal("198.51.100.1", quoted.ip.source)
    assert.equal(80, quoted.tcp.destinationport)
    assert.equal(("x"):rep(12), quoted.payload)
    assert.equal(packet.timestamp, quoted.timestamp)
    assert.equal(52, quoted.caplen)
    assert.equal(52, quoted.length)
    assert.is_nil(quoted.malformed)
    assert.is_nil(quoted.quoted)
  end)

  it("is not in the list of the packet around it", function()
    local packet = decode(datagram(unreachable .. inner .. tcp))
    assert.equal(2, #packet)
    assert.is_nil(packet.tcp)
    assert.equal("192.0.2.2", packet.ip.source)
    assert.equal(inner .. tcp, packet.payload)
    local seen = {}
    local capture <close> = open(packet.bytes)
    capture:on("tcp", function() seen[#seen + 1] = "tcp" end)
    capture:on("icmp", function() seen[#seen + 1] = "icmp" end)
    capture:loop()
    assert.same({ "icmp" }, seen)
  end)

  it("is the same each time, until the payload is another", function()
    local packet = decode(datagram(unreachable .. inner .. tcp))
    local quoted = packet.quoted
    assert.is_true(rawequal(quoted, packet.quoted))
    packet.payload = inner
    assert.is_false(rawequal(quoted, packet.quoted))
    assert.is_nil(packet.quoted.tcp)
    packet.payload = ""
    assert.is_nil(packet.quoted)
    packet.payload = nil
    assert.equal(80, packet.quoted.tcp.destinationport)
    assert.equal(80, quoted.tcp.destinationport)
  end)

  it("outlives the packet around it", function()
    local quoted = decode(datagram(unreachable .. inner .. tcp)).quoted
    collectgarbage()
    assert.equal(80, quoted.tcp.destinationport)
  end)

  it("says where the quotation cuts it off", function()
    local quoted = decode(datagram(unreachable .. inner .. tcp:sub(1, 8)))
      .quoted
    assert.equal("tcp: cut off in the message that quotes it, at byte 20",
      quoted.malformed)
    assert.equal(2, #quoted)
    assert.equal("", quoted.payload)
    assert.equal(28, quoted.caplen)
    assert.equal(52, quoted.length)
    quoted = decode(datagram(unreachable .. inner:sub(1, 10))).quoted
    assert.equal("ip: cut short, at byte 0", quoted.malformed)
  end)

  it("ends where the error says", function()
    local quoted = decode(datagram(wire "03 03 1234 00 0a 0000" .. inner ..
      tcp .. "extension")).quoted
    assert.equal(40, quoted.caplen)
    assert.equal("", quoted.payload)
    assert.equal(80, quoted.tcp.destinationport)
  end)

  it("is there for errors alone", function()
    for kind = 0, 255 do
      local packet = decode(datagram(string.char(kind) ..
        wire "00 1234 00000000 00000000 00000000 00000000" .. inner))
      local error = kind == 3 or kind == 4 or kind == 5 or kind == 11 or
        kind == 12
      assert.equal(error, packet.quoted ~= nil, kind)
    end
    assert.is_nil(decode(datagram(unreachable)).quoted)
    assert.is_nil(decode(inner .. tcp).quoted)
  end)

  it("may quote IPv6, and an error", function()
    local function ip6(bytes)
      return "\x60\0\0\0" .. (">I2"):pack(#bytes) .. wire [[
        3a 40
        20010db8000000000000000000000001 20010db8000000000000000000000002
      ]] .. bytes
    end
    local packet = decode(ip6(wire "01 04 1234 00000000" ..
      ip6(wire "02 00 1234 00000500" .. inner)))
    assert.equal(4, packet.icmp6.code)
    assert.equal("2001:db8::1", packet.quoted.ip6.source)
    assert.equal(1280, packet.quoted.icmp6.mtu)
    assert.equal("198.51.100.1", packet.quoted.quoted.ip.source)
  end)
end)
