-- What stands behind the ports of TCP and UDP, and the length before it.
local pycap = require "pycap"
local support = require "spec.support"

local function hosts() return
  pycap.ethernet { source = "02:00:00:00:00:01" },
  pycap.ip { source = "192.0.2.1", destination = "192.0.2.2" }
end

local function query(name, id)
  return pycap.dns { id = id or 7, questions = { { name = name } } }
end

local function decode(packet) return pycap.decode(packet, "ethernet") end

-- A packet with that payload behind TCP.
local function segment(payload, ports)
  local ethernet, ip = hosts()
  return pycap.packet(ethernet, ip, pycap.tcp(ports or
    { sourceport = 4000, destinationport = 53 }), payload)
end

local function message(name, id)
  return (">s2"):pack(query(name, id).packet)
end

describe("ports", function()
  it("say of either side what follows", function()
    for _, ports in ipairs { { 53, 4000 }, { 4000, 53 } } do
      local packet = decode(segment(message "a.example",
        { sourceport = ports[1], destinationport = ports[2] }).bytes)
      assert.equal("a.example", packet.dns.questions[1].name)
      local ethernet, ip = hosts()
      local datagram = decode(pycap.packet(ethernet, ip, pycap.udp {
        sourceport = ports[1], destinationport = ports[2] },
        query "b.example".packet).bytes)
      assert.equal("b.example", datagram.dns.questions[1].name)
    end
  end)

  it("say it of the receiver alone where the protocol does so", function()
    local ethernet, ip = hosts()
    local function vxlan(ports)
      return decode(pycap.packet(ethernet, ip, pycap.udp(ports),
        pycap.vxlan { id = 5 }.packet).bytes).vxlan
    end
    assert.equal(5, vxlan { destinationport = 4789 }.id)
    assert.is_nil(vxlan { sourceport = 4789 })
  end)

  it("of tunnels and BFD are the receiver's, the sender's are any", function()
    local ethernet, ip = hosts()
    for port, name in pairs { [4789] = "vxlan", [6081] = "geneve",
      [3784] = "bfd", [4784] = "bfd", [6784] = "bfd" } do
      local header = pycap[name]()
      local packet = decode(pycap.packet(ethernet, ip,
        pycap.udp { sourceport = 53, destinationport = port }, header).bytes)
      assert.is_table(packet[name])
      packet = decode(pycap.packet(ethernet, ip, pycap.udp {
        sourceport = port, destinationport = 40000 }, header.packet).bytes)
      assert.equal(3, #packet)
      assert.equal(header.packet, packet.payload)
      assert.is_nil(packet.malformed)
      -- Where both are known ones, the receiver's says it.
      packet = decode(pycap.packet(ethernet, ip, pycap.udp {
        sourceport = port, destinationport = 53 }, query "a.example").bytes)
      assert.equal("a.example", packet.dns.questions[1].name)
    end
  end)

  it("are of either side where both may have them", function()
    local ethernet, ip = hosts()
    for port, header in pairs { [53] = query "a.example", [123] = pycap.ntp(),
      [5353] = query "a.local", [69] = pycap.tftp { filename = "a" },
      [67] = pycap.dhcp(), [68] = pycap.dhcp(),
      [546] = pycap.dhcp6 { type = 1 }, [547] = pycap.dhcp6 { type = 1 } } do
      for _, ports in ipairs { { port, 40000 }, { 40000, port } } do
        local packet = decode(pycap.packet(ethernet, ip, pycap.udp {
          sourceport = ports[1], destinationport = ports[2] },
          header.packet).bytes)
        assert.equal(pycap.protocolof(header), pycap.protocolof(packet[4]))
      end
    end
  end)

  it("say nothing of a segment or datagram that carries nothing", function()
    local packet = decode(segment("").bytes)
    assert.equal(3, #packet)
    assert.is_nil(packet.malformed)
    local ethernet, ip = hosts()
    packet = decode(pycap.packet(ethernet, ip,
      pycap.udp { destinationport = 53 }).bytes)
    assert.equal(3, #packet)
    assert.is_nil(packet.malformed)
  end)
end)

describe("a length before a message", function()
  it("is written and read", function()
    local ethernet, ip = hosts()
    local packet = pycap.packet(ethernet, ip, pycap.tcp { sourceport = 4000 },
      query "www.example.org")
    assert.equal(53, packet.tcp.destinationport)
    assert.equal(message "www.example.org", packet.bytes:sub(55))
    local back = decode(packet.bytes)
    assert.equal(packet.bytes, back.bytes)
    assert.equal("www.example.org", back.dns.questions[1].name)
    assert.is_nil(back.malformed)
    local made = assert(load("local pycap = ... return " .. pycap.code(back)))
    assert.equal(packet.bytes, made(pycap).bytes)
    assert.matches("pycap.dns {", pycap.code(back), 1, true)
  end)

  it("follows what it counts", function()
    local packet = decode(segment(message "a.example").bytes)
    packet.dns.questions = { { name = "a.longer.example" } }
    assert.equal(message "a.longer.example", packet.bytes:sub(55))
    local again = decode(packet.bytes)
    assert.is_nil(again.malformed)
    assert.equal("a.longer.example", again.dns.questions[1].name)
    assert.equal(#packet.bytes - 14, again.ip.length)
  end)

  it("stands before each of several messages", function()
    local both = message("a.example", 1) .. message("b.example", 2)
    local packet = decode(segment(both).bytes)
    assert.equal(5, #packet)
    assert.same({ 1, 2 }, { packet[4].id, packet[5].id })
    packet[4].questions = { { name = "a.longer.example" } }
    assert.equal(message("a.longer.example", 1) .. message("b.example", 2),
      packet.bytes:sub(55))
    local ethernet, ip = hosts()
    assert.equal(both, pycap.packet(ethernet, ip, pycap.tcp(),
      query("a.example", 1), query("b.example", 2)).bytes:sub(55))
  end)

  it("leaves what is no whole message as it is", function()
    local whole = message "a.example"
    for n = 1, #whole - 1 do
      local packet = decode(segment(whole:sub(1, n)).bytes)
      assert.equal(3, #packet)
      assert.is_nil(packet.malformed)
      assert.equal(whole:sub(1, n), packet.payload)
      -- behind a whole one it is beyond what that counts
      local bytes = segment(whole .. whole:sub(1, n)).bytes
      packet = decode(bytes)
      assert.equal(4, #packet)
      assert.is_nil(packet.malformed)
      assert.equal(bytes, packet.bytes)
      packet.dns.id = 9
      assert.equal(whole:sub(1, n), packet.bytes:sub(-n))
    end
  end)

  it("counts what is no such message: payload, with a reason", function()
    local packet = decode(segment("\0\5GET /").bytes)
    assert.equal(3, #packet)
    assert.equal("\0\5GET /", packet.payload)
    assert.matches("^dns: ", packet.malformed)
  end)

  it("is kept where a capture cut the message off", function()
    local whole = segment(message "www.example.org").bytes
    local packet = support.decode { bytes = whole:sub(1, 80),
      length = #whole }
    assert.equal(7, packet.dns.id)
    assert.equal(whole:sub(1, 80), packet.bytes)
    packet.dns.id = 8
    assert.equal(whole:sub(55, 56), packet.bytes:sub(55, 56))
  end)

  it("is as long as its bytes can count", function()
    local ethernet, ip = hosts()
    local long = {}
    for i = 1, 5000 do
      long[i] = { owner = ("h%d.example"):format(i), name = "a",
        address = "192.0.2.1" }
    end
    assert.error_matches(function()
      return pycap.packet(ethernet, ip, pycap.tcp(),
        pycap.dns { answers = long }).bytes
    end, "dns: too long: %d+ bytes, which the 2 bytes before it cannot count")
  end)

  local DECLARED <const> = [[
    pycap.protocol { name = "portnote", fields = { { "kind", 8 },
      { "words", "text" } }, carriers = { "tcp", 7007 },
      prefix = { "tcp", 3 } }
    local packet = pycap.decode(pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.tcp(), pycap.portnote { kind = 2, words = "hi" }).bytes, "ethernet")
    assert(packet.bytes:sub(55) == "\0\0\3\2hi")
    print(packet.portnote.words)
  ]]

  it("is declared in Lua, and goes by a carry, too", function()
    local out, err = support.pcaplua("--eval " .. support.quote(DECLARED))
    assert.equal("", err)
    assert.equal("hi\n", out)
    local carry = pycap.carry("tcp", 5300, "dns")
    local packet = decode(segment(message "a.example",
      { destinationport = 5300 }).bytes)
    assert.equal("a.example", packet.dns.questions[1].name)
    carry:cancel()
  end)

  it("is refused where it is none", function()
    local function refused(text, prefix)
      assert.error_matches(function()
        pycap.protocol { name = "portbad", fields = { { "kind", 8 } },
          carriers = { "tcp", 7008 }, prefix = prefix }
      end, text, 1, true)
    end
    refused("portbad: a prefix of 5 bytes: 1 to 4 expected", { "tcp", 5 })
    refused("portbad: a prefix of 0 bytes: 1 to 4 expected", { "tcp" })
    refused('portbad: a prefix in "tpc", which is no protocol; did you mean ' ..
      "tcp?", { "tpc", 2 })
  end)

  it("begin a message that may go on in the next segment", function()
    local bytes = support.wire "0007 0000 0064 01 03 04" .. ("x"):rep(20)
    local ports = { sourceport = 4000, destinationport = 502 }
    local packet = decode(segment(bytes, ports).bytes)
    assert.equal(106, packet.modbus.length)
    assert.is_nil(packet.malformed)
    assert.equal("\4" .. ("x"):rep(20), packet.payload)
    -- of a datagram nothing goes on
    local carry <close> = setmetatable({}, { __close = function(self)
      self[1]:cancel()
    end })
    carry[1] = pycap.carry("udp", 4502, "modbus")
    local ethernet, ip = hosts()
    packet = decode(pycap.packet(ethernet, ip,
      pycap.udp { destinationport = 4502 }, bytes).bytes)
    assert.matches("modbus: its length exceeds the bytes available",
      packet.malformed)
  end)

  it("leave all as payload where a header is cut after its length", function()
    -- an SMB message of 40 bytes, of which the head takes 32, and one more
    local bytes = support.wire "00000014 ff534d42" .. ("x"):rep(16) .. "others"
    local packet = decode(segment(bytes,
      { sourceport = 4000, destinationport = 139 }).bytes)
    assert.is_table(packet.nbss)
    assert.is_nil(packet.smb)
    assert.matches("^smb: cut short", packet.malformed)
    -- IPv4 addresses of a negative answer are cut
    bytes = support.wire "84000006 c00002"
    packet = decode(segment(bytes,
      { sourceport = 139, destinationport = 4000 }).bytes)
    assert.is_nil(packet.nbss)
    assert.equal(bytes, packet.payload)
    assert.equal("", packet.trailer)
    -- the head of a message is there, not its rows, and more behind it
    bytes = support.wire "ffffffffffffffffffffffffffffffff 0014 01 04" ..
      "more"
    packet = decode(segment(bytes,
      { sourceport = 179, destinationport = 4000 }).bytes)
    assert.is_nil(packet.bgp)
    assert.equal(bytes, packet.payload)
    assert.equal("", packet.trailer)
  end)
end)
