--
-- packet_spec.lua - packets of a capture: members, headers, text
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local request = wire [[
  ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806
  0001 0800 06 04 0001
  02:00:00:00:00:01 c0000201
  00:00:00:00:00:00 c0000202
]]
local padding = ("\0"):rep(18)

-- The first packet of a capture file of this frame.
local function decode(frame, options)
  return support.decode(frame or request .. padding, options)
end

describe("a captured packet", function()
  it("has its headers, by name and by number", function()
    local packet = decode()
    assert.equal("userdata", type(packet))
    assert.equal(2, #packet)
    assert.equal(0x0806, packet.ethernet.type)
    assert.equal("192.0.2.1", packet.arp.sourceprotocol)
    assert.is_true(rawequal(packet.ethernet, packet[1]))
    assert.is_true(rawequal(packet.arp, packet[2]))
    assert.is_true(rawequal(packet.arp, packet[2.0]))
    assert.is_nil(packet.vlan)
  end)

  it("has nil where no header is", function()
    local packet = decode()
    for _, i in ipairs { 0, 3, -1, 256, 1.5, math.maxinteger, 0 / 0, 1 / 0 } do
      assert.is_nil(packet[i])
    end
    assert.is_nil(packet[true])
    assert.is_nil(packet[{}])
    local seen = 0
    for i, header in ipairs(packet) do
      assert.is_true(rawequal(packet[i], header))
      seen = i
    end
    assert.equal(2, seen)
  end)

  it("gives the outermost of several", function()
    local packet = decode(request:sub(1, 12) ..
      wire "8100 0001 8100 0002 0800")
    assert.equal(1, packet.vlan.id)
    assert.equal(2, packet[3].id)
  end)

  it("refuses a name that is neither protocol nor member", function()
    local packet = decode()
    for _, name in ipairs { "nosuch", "", "Arp", "__index" } do
      assert.error_matches(function() return packet[name] end,
        "packet." .. name .. ": no such protocol or member")
    end
  end)

  it("has its payload, trailer and bytes", function()
    local packet = decode()
    assert.equal("", packet.payload)
    assert.equal(padding, packet.trailer) -- ARP says how long it is
    assert.equal(request .. padding, packet.bytes)
    assert.equal(60, packet.length)
    assert.equal(60, packet.caplen)
    assert.is_nil(packet.malformed)
    assert.is_nil(packet.quoted)
  end)

  it("says how long it was on the wire", function()
    local packet = decode { bytes = request:sub(1, 30), length = 1514 }
    assert.equal(1514, packet.length)
    assert.equal(30, packet.caplen)
    assert.equal("arp: cut off by the snapshot length, at byte 14",
      packet.malformed)
  end)

  it("has its time in seconds and, exactly, in nanoseconds", function()
    local time = 1700000000123456789
    local packet = decode({ bytes = request, time = time }, { nano = true })
    assert.equal(time, packet.timestamp)
    assert.equal("integer", math.type(packet.timestamp))
    assert.equal(1700000000 + 0.123456789, packet.time)
    packet = decode({ bytes = request, time = 999999999 }, { nano = true })
    assert.equal(999999999, packet.timestamp)
    packet = decode { bytes = request, time = 1000001000 }
    assert.equal(1000001000, packet.timestamp)
  end)

  it("unpacks to headers, the rest, the time", function()
    local packet = decode()
    local results = table.pack(packet:unpack())
    assert.equal(4, results.n)
    assert.is_true(rawequal(packet[1], results[1]))
    assert.is_true(rawequal(packet[2], results[2]))
    assert.equal(padding, results[3])
    assert.equal(packet.time, results[4])
    assert.equal("", (select(3, decode(request):unpack())))
  end)

  it("becomes a plain table", function()
    local packet = decode()
    local copy = packet:table()
    assert.is_nil(getmetatable(copy))
    assert.same({ "ethernet", "arp" }, copy.protocols)
    assert.same(pycap.table(packet.arp), copy.arp)
    assert.same(pycap.table(packet.ethernet), copy.headers[1])
    assert.is_true(rawequal(copy.arp, copy.headers[2]))
    for _, name in ipairs { "payload", "trailer", "time", "timestamp",
        "length", "caplen", "malformed" } do
      assert.equal(packet[name], copy[name])
    end
    assert.same(copy, pycap.table(packet))
    copy.arp.operation = 7
    assert.equal(1, packet.arp.operation)
  end)

  it("prints one line", function()
    assert.equal("ARP who-has 192.0.2.2 tell 192.0.2.1", tostring(decode()))
    assert.equal("Ethernet type=0x806, 02:00:00:00:00:01 -> " ..
      "ff:ff:ff:ff:ff:ff, length 3 [arp: cut short, at byte 14]",
      tostring(decode(request:sub(1, 17))))
  end)

  it("of no header has its bytes for a payload", function()
    local packet = decode("\1\2\3")
    assert.equal(0, #packet)
    assert.equal("ethernet: cut short, at byte 0", packet.malformed)
    assert.equal("\1\2\3", packet.payload)
    assert.equal("\1\2\3", packet:unpack())
    assert.equal("Ethernet, length 3 [ethernet: cut short, at byte 0]",
      tostring(packet))
    assert.equal("", decode("").bytes)
  end)

  it("of another link type is all payload", function()
    local packet = decode(request, { datalink = 147 })
    assert.equal(0, #packet)
    assert.is_nil(packet.malformed)
    assert.equal(request, packet.payload)
  end)

  it("outlives its capture", function()
    local packet = decode()
    collectgarbage()
    collectgarbage()
    assert.equal(request .. padding, packet.bytes)
    assert.equal("192.0.2.1", packet.arp.sourceprotocol)
  end)

  it("keeps every byte that nobody touched", function()
    local frame = wire [[
      02:00:00:00:00:02 02:00:00:00:00:01 88a8
      b00c 0806
      0006 0800 06 04 8001
      02:00:00:00:00:01 c0000201
      02:00:00:00:00:09 c0000202
    ]] .. "padding"
    local packet = decode(frame)
    packet.arp.operation = 2
    assert.equal(frame:sub(1, 24) .. "\0\2" .. frame:sub(27), packet.bytes)
    packet.payload = "other"
    assert.equal(frame:sub(1, 24) .. "\0\2" .. frame:sub(27, 46) ..
      "otherpadding", packet.bytes)
    packet.arp.operation = nil
    packet.payload = nil
    assert.equal(frame, packet.bytes)
  end)

  it("keeps the length it had on the wire when it is edited", function()
    local packet = decode()
    packet.payload = "more"
    assert.equal(60, packet.length)
    assert.equal(64, #packet.bytes)
  end)

  it("locks its metatable", function()
    local packet = decode()
    assert.equal("pycap.packet", getmetatable(packet))
    assert.error(function() setmetatable(packet, {}) end)
    local meta = debug.getmetatable(packet)
    for _, name in ipairs { "__index", "__newindex", "__len",
        "__tostring" } do
      for _, value in ipairs { 5, "x", {}, io.stdout, print,
          pycap.arp() } do
        assert.error_matches(function() meta[name](value, "arp", 1) end,
          "packet expected, got ")
      end
      assert.error_matches(function() meta[name]() end, "packet expected, got")
    end
    assert.error_matches(function() packet.unpack(5) end, "packet expected")
    assert.error_matches(function() packet.table {} end, "packet expected")
  end)
end)

describe("assigning to a packet", function()
  it("takes a payload, and nothing else", function()
    local packet = decode()
    for _, name in ipairs { "bytes", "time", "length", "arp", "nosuch" } do
      assert.error_matches(function() packet[name] = "" end,
        "packet." .. name .. ": cannot be assigned")
    end
    assert.error_matches(function() packet[1] = pycap.arp() end,
      "packet.1: cannot be assigned")
    packet.payload = "new"
    assert.equal("new", packet.payload)
    assert.equal(request .. "new" .. padding, packet.bytes)
    assert.equal("new" .. padding, (select(3, packet:unpack())))
    packet.payload = nil
    assert.equal("", packet.payload)
  end)

  it("refuses a payload that is no string, the second time too", function()
    local packet = decode()
    for _, value in ipairs { 5, true, {}, print, pycap.arp() } do
      for _ = 1, 2 do
        assert.error_matches(function() packet.payload = value end,
          "packet.payload: string expected, got " .. type(value))
      end
    end
    assert.equal("", packet.payload)
  end)
end)

describe("a deep stack of tags", function()
  -- Ethernet and so many tags, then ARP.
  local function stack(depth)
    return request:sub(1, 12) .. ("\x81\0\0\1"):rep(depth) .. "\x08\6" ..
      request:sub(15)
  end

  it("is decoded to the 256th header, the rest is payload", function()
    local packet = decode(stack(1000))
    assert.equal(256, #packet)
    assert.equal("vlan: too many headers, at byte 1034", packet.malformed)
    assert.equal(stack(1000):sub(1035), packet.payload)
    assert.is_nil(packet.arp)
    assert.equal(packet.bytes, pycap.packet(packet:unpack()).bytes)
    assert.matches("%[vlan: too many headers, at byte 1034%]$",
      tostring(packet))
  end)

  it("is whole up to 256 headers", function()
    local packet = decode(stack(254))
    assert.equal(256, #packet)
    assert.is_nil(packet.malformed)
    assert.equal("192.0.2.1", packet.arp.sourceprotocol)
    packet.arp.operation = 2
    assert.equal(#stack(254), #packet.bytes)
    assert.matches("^arp: too many headers", decode(stack(255)).malformed)
  end)

  it("has a payload behind 256 headers, where it is no header", function()
    local function web(payload)
      return decode(("\0"):rep(12) .. "\x81\0" ..
        ("\0\1\x81\0"):rep(252) .. "\0\1\8\0" ..
        pycap.packet(pycap.ip(), pycap.tcp { destinationport = 80 },
          payload).bytes)
    end
    local packet = web "no request"
    assert.equal(256, #packet)
    assert.is_nil(packet.malformed)
    assert.equal("no request", packet.payload)
    assert.matches("^http: too many headers",
      web("GET / HTTP/1.1\r\n\r\n").malformed)
  end)
end)

describe("pycap.hexdump", function()
  it("shows sixteen bytes a line", function()
    assert.equal("", pycap.hexdump(""))
    assert.equal("00000000  41 00 7f 20 7e" .. (" "):rep(35) .. " |A.. ~|\n",
      pycap.hexdump("A\0\x7f ~"))
    assert.equal([[
00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|
00000010  ff                                                |.|
]], pycap.hexdump("0123456789abcdef\xff"))
  end)

  it("refuses what is no string", function()
    for _, value in ipairs { 5, {}, true, pycap.arp() } do
      assert.error_matches(function() pycap.hexdump(value) end,
        "string expected, got " .. type(value))
    end
    assert.error_matches(function() pycap.hexdump() end, "string expected")
  end)
end)

describe("pycap.constants", function()
  it("has the values under the names of C headers", function()
    local constants = pycap.constants
    assert.equal(0x0806, constants.ethernet.ETHERTYPE_ARP)
    assert.equal(0x8100, constants.ethernet.ETHERTYPE_VLAN)
    assert.equal(1, constants.arp.ARPOP_REQUEST)
    assert.equal(2, constants.arp.ARPOP_REPLY)
    assert.equal(3, constants.arp.ARPOP_REVREQUEST)
    assert.equal(9, constants.arp.ARPOP_INVREPLY)
    assert.equal(1, constants.arp.ARPHRD_ETHER)
    assert.equal(1, constants.dlt.EN10MB)
    assert.equal(113, constants.dlt.LINUX_SLL)
  end)
end)
