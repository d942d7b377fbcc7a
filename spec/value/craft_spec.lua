--
-- craft_spec.lua - packets made by hand: what is unset is right, what is set
-- stands, however wrong
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local source, target = "192.0.2.1", "198.51.100.1"
local source6, target6 = "2001:db8::1", "2001:db8::2"

local function ip(fields)
  fields = fields or {}
  fields.source = fields.source or source
  fields.destination = fields.destination or target
  return pycap.ip(fields)
end

local function ip6(fields)
  fields = fields or {}
  fields.source, fields.destination = source6, target6
  return pycap.ip6(fields)
end

describe("a packet made by hand", function()
  it("has its links, lengths and checksums", function()
    local packet = pycap.packet(
      pycap.ethernet { source = "02:00:00:00:00:01",
        destination = "02:00:00:00:00:02" },
      ip(), pycap.udp { sourceport = 1, destinationport = 2 }, "hello")
    assert.equal(wire [[
      02:00:00:00:00:02 02:00:00:00:00:01 0800
      4500 0021 0000 0000 40 11 8e96 c0000201 c6336401
      0001 0002 000d cfc8 68656c6c6f
    ]], packet.bytes)
  end)

  it("counts its own header", function()
    local packet = pycap.packet(ip { options = "\1\1\1\0" },
      pycap.tcp { options = "\2\4\5\xb4" }, "x")
    assert.equal(24, decode(packet.bytes, { datalink = 101 }).ip.headerlength)
    assert.equal(24, decode(packet.bytes, { datalink = 101 }).tcp.headerlength)
    assert.equal(49, #packet.bytes)
  end)

  it("keeps what was set, however wrong", function()
    local packet = pycap.packet(
      ip { length = 7, headerlength = 60, checksum = 1, protocol = 99 },
      pycap.udp { length = 3, checksum = 0 }, "hello")
    assert.equal(wire "4f 00 0007 0000 0000 40 63 0001",
      packet.bytes:sub(1, 12))
    assert.equal(wire "0003 0000", packet.bytes:sub(25, 28))
  end)

  it("says 0xffff where the sum of UDP is 0, which would say none", function()
    -- the payload makes the sum of all else 0xffff
    local empty = pycap.packet(ip(), pycap.udp(), "\0\0")
    local sum = empty.bytes:sub(27, 28)
    local packet = pycap.packet(ip(), pycap.udp(), sum)
    assert.equal("\xff\xff", packet.bytes:sub(27, 28))
    assert.equal("good", pycap.checksum(packet.udp))
    packet.udp.checksum = 0
    assert.equal("\0\0", packet.bytes:sub(27, 28))
  end)

  it("says 0 where the sum of TCP is 0", function()
    local empty = pycap.packet(ip(), pycap.tcp(), "\0\0")
    local packet = pycap.packet(ip(), pycap.tcp(), empty.bytes:sub(37, 38))
    assert.equal("\0\0", packet.bytes:sub(37, 38))
    assert.equal("good", pycap.checksum(packet.tcp))
  end)

  it("chains extension headers", function()
    local packet = pycap.packet(ip6(), pycap.hopbyhop(), pycap.fragment(),
      pycap.destinationoptions(), pycap.icmp6(), "x")
    local back = decode(packet.bytes, { datalink = 101 })
    assert.same({ "ip6", "hopbyhop", "fragment", "destinationoptions",
      "icmp6" }, back:table().protocols)
    assert.equal(0, back.ip6.nextheader)
    assert.equal(44, back.hopbyhop.nextheader)
    assert.equal(60, back.fragment.nextheader)
    assert.equal(58, back.destinationoptions.nextheader)
    assert.equal("good", pycap.checksum(back.icmp6))
  end)

  it("sums for the last receiver of a routing header", function()
    local last = "2001:db8::9"
    local function sum(left, receiver, routing)
      return pycap.packet(pycap.ip6 { source = source6,
        destination = receiver }, routing and pycap.routing { type = 0,
        segmentsleft = left, addresses = { { address = last } } }
          or pycap.hopbyhop(),
        pycap.udp { sourceport = 9 }, "x").udp.checksum
    end
    assert.equal(sum(1, last, false), sum(1, target6, true))
    assert.equal(sum(1, target6, false), sum(0, target6, true))
  end)

  it("has no checksum that nothing gives the addresses for", function()
    assert.equal("\0\0", pycap.udp().packet:sub(7, 8))
    assert.is_nil(pycap.checksum(pycap.udp()))
  end)

  it("refuses what its length fields cannot say", function()
    assert.error_matches(function()
      pycap.packet(ip(), ("x"):rep(65516))
    end, "ip.length: value too large: 65536 bytes do not fit in 16 bits " ..
      "%(at most 65535%)")
    assert.equal(65535, #pycap.packet(ip(), ("x"):rep(65515)).bytes)
    assert.error_matches(function()
      pycap.packet(pycap.ethernet(), pycap.llc(), ("x"):rep(1498))
    end, "ethernet.type: value too large: 1501 bytes follow, a length is at " ..
      "most 1500")
  end)

  it("takes for the trailer what it was as a captured packet", function()
    local frame = pycap.packet(pycap.ethernet(), ip(), pycap.udp(), "x").bytes
      .. ("\0"):rep(17)
    local packet = decode(frame)
    local again = pycap.packet(packet:unpack())
    assert.equal(frame, again.bytes)
    assert.equal("x", again.payload)
    assert.equal(("\0"):rep(17), again.trailer)
    assert.equal(29, pycap.packet(packet[1], packet[2], packet[3],
      "y" .. ("\0"):rep(17)).ip.length)
  end)
end)

describe("a header made by hand", function()
  it("gives back what was set, the default where that is taken back", function()
    local arp = pycap.arp { operation = "reply",
      sourcehardware = pycap.raw "\1\2\3",
      targethardware = "02:00:00:00:00:02" }
    assert.equal("\1\2\3", arp.sourcehardware)
    arp.sourcehardware = "02:00:00:00:00:01"
    assert.equal("02:00:00:00:00:01", arp.sourcehardware)
    arp.sourcehardware = pycap.raw "\1\2\3"
    assert.equal("\1\2\3", arp.sourcehardware)
    assert.error_matches(function() return arp.packet end,
      "arp.targethardware: its size differs")
    arp.sourcehardware, arp.targethardware, arp.operation = nil, nil, nil
    assert.is_true(pycap.arp() == arp)
    assert.equal(pycap.arp().packet, arp.packet)
  end)

  it("is set in the packet that it went into, and there alone", function()
    local udp = pycap.udp { length = 9, sourceport = 5 }
    local packet = pycap.packet(ip(), udp, "hello")
    assert.equal(9, packet.udp.length)
    packet.payload = "longer than hello"
    assert.equal(9, packet.udp.length)
    packet.udp.length = nil
    assert.equal(25, packet.udp.length)
    assert.equal(5, packet.udp.sourceport)
    assert.equal(9, udp.length)
    local again = pycap.packet(packet.ip, udp, "x")
    assert.equal(9, again.udp.length)
    local odd = pycap.packet(pycap.arp { hardwarelength = 255,
      targethardware = "02:00:00:00:00:02" })
    assert.is_nil(decode(odd.bytes, { datalink = 147 }).arp)
    odd.arp.operation = 2
    assert.equal(255, odd.arp.hardwarelength)
    assert.equal("02:00:00:00:00:02", odd.arp.targethardware)
  end)

  it("says of itself what composing gives", function()
    local header = pycap.tcp { options = { { name = "mss" } } }
    assert.equal(24, header.headerlength)
    assert.equal(24, #header.packet)
    assert.equal("\x60", header.packet:sub(13, 13))
    header.headerlength = 40
    assert.equal(40, header.headerlength)
  end)
end)

-- Random packets -----------------------------------------------------------

local COUNT <const> = support.rounds(10000)

local chance
do
  local seed = 20
  function chance(n)
    seed = seed * 6364136223846793005 + 1442695040888963407
    return (seed >> 33) % n
  end
end

local function bytes(size)
  local list = {}
  for i = 1, size do list[i] = string.char(chance(256)) end
  return table.concat(list)
end

local function pick(list) return list[chance(#list) + 1] end

local nets = {
  function() return { ip { id = chance(65536), typeofservice = chance(256),
    timetolive = chance(255) + 1, flags = pick { 0, 2 },
    source = "192.0.2." .. chance(256),
    options = pick { "", "\1\1\1\0", "\x94\4\0\0" } } } end,
  function() return { ip6 { flowlabel = chance(1 << 20),
    hoplimit = chance(255) + 1 } } end,
  function() return { ip6(), pycap.hopbyhop(), pycap.destinationoptions() } end,
  function() return { ip6(), pycap.routing { type = 0, segmentsleft = 1,
    addresses = { { address = "2001:db8::" .. chance(9999) } } } } end,
  function() return { ip6(), pycap.routing { type = 0, segmentsleft = 0,
    addresses = { { address = "2001:db8::" .. chance(9999) } } } } end,
  function() return { ip6(), pycap.destinationoptions { options = {
    { name = "homeaddress", address = "2001:db8::" .. chance(9999) } } } } end,
  function() return { ip { options = { { name = "loosesource", pointer = 4,
    route = { { address = "198.51.100." .. chance(256) } } } } } } end,
  function() return { ip(), ip6() } end,
  function() return { ip6(), ip() } end,
  function() return { ip(), ip { id = 7 } } end,
  function() return { ip(), pycap.gre { flags = 0x8000 }, ip() } end,
  function() return { ip(), pycap.gre { flags = 0x2000, key = 9 }, ip6() } end,
  function() return { ip(), pycap.udp { sourceport = 50000 }, pycap.vxlan(),
    pycap.ethernet { source = "02:00:00:00:00:03" }, ip() } end,
}

local transports = {
  function() return pycap.tcp { sourceport = 40000 + chance(9999),
    destinationport = 40000 + chance(9999), sequence = chance(1 << 31),
    flags = 16, options = pick { "", "\2\4\5\xb4", "\1\1\4\2" } } end,
  function() return pycap.udp { sourceport = 40000 + chance(7000),
    destinationport = 40000 + chance(7000) } end,
  function() return pycap.sctp { sourceport = 40000 + chance(9999),
    destinationport = 40000, tag = chance(1 << 31) } end,
  function(six)
    if six then return pycap.icmp6 { type = 128 } end
    return pycap.icmp { type = 8 }
  end,
  function(six)
    if six then return pycap.icmp6 { type = 129 } end
    return pycap.igmp { type = 0x16 }
  end,
}

local statuses = { "ip", "tcp", "udp", "icmp", "icmpv6", "igmp", "sctp" }

-- How many of each status tshark finds: [name] = {[status] = count}.
local function judge(file)
  local command = "tshark -r " .. support.quote(file) .. " -T fields" ..
    " -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE" ..
    " -o udp.check_checksum:TRUE -o sctp.checksum:CRC-32c -E occurrence=a"
  for _, name in ipairs(statuses) do
    command = command .. " -e " .. name .. ".checksum.status"
  end
  local out, err, status = support.shell(command)
  assert.equal(0, status, err)
  local found = {}
  for _, name in ipairs(statuses) do found[name] = {} end
  for line in out:gmatch("[^\n]*\n") do
    local column = 0
    for cell in line:gmatch("([^\t\n]*)[\t\n]") do
      column = column + 1
      local name = statuses[column]
      for value in cell:gmatch("[^,]+") do
        found[name][value] = (found[name][value] or 0) + 1
      end
    end
  end
  return found
end

describe("random packets made by hand", function()
  it("have no checksum that tshark finds wrong", function()
    support.needs("tshark")
    local frames, expected = {}, {}
    for i = 1, COUNT do
      local headers = { pycap.ethernet { source = "02:00:00:00:00:01" } }
      if chance(4) == 0 then
        headers[2] = pycap.vlan { id = chance(4096) }
      end
      for _, header in ipairs(pick(nets)()) do
        headers[#headers + 1] = header
      end
      local six = getmetatable(headers[#headers]) ~= "pycap.ip"
      headers[#headers + 1] = pick(transports)(six)
      -- tshark sums 8 bytes of IGMP, RFC 2236 (2.3) all that IP carries; it
      -- looks for checksums in chunks of SCTP: these are padding
      local last = getmetatable(headers[#headers])
      local data = bytes(last == "pycap.igmp" and 0 or chance(100))
      if last == "pycap.sctp" then data = (">Bxs2"):pack(0x84, data) end
      headers[#headers + 1] = data
      local packet = pycap.packet(table.unpack(headers))
      frames[i] = packet.bytes
      for k = 1, #packet do
        local name = getmetatable(packet[k]):match("%w+$")
        local verdict = pycap.checksum(packet[k])
        assert.is_true(verdict == "good" or verdict == nil)
        if verdict then
          name = name == "icmp6" and "icmpv6" or name
          expected[name] = (expected[name] or 0) + 1
        end
      end
    end
    local found = judge(support.capture(frames))
    for _, name in ipairs(statuses) do
      assert.same({ ["1"] = expected[name] }, found[name], name)
    end
  end)
end)
