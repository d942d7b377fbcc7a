--
-- reader_spec.lua - capture files of every form: what pcapng says, what is odd
-- in either format, and where damaged files break off
--
local blocks = require "spec.support.blocks"
local pycap = require "pycap"
local support = require "spec.support"
local system = require "system"

-- A UDP datagram to a port, behind Ethernet or behind nothing.
local function datagram(port, link)
  local headers = { pycap.ip { source = "192.0.2.1",
    destination = "192.0.2.2" }, pycap.udp { destinationport = port }, "data" }
  if link ~= "raw" then table.insert(headers, 1, pycap.ethernet()) end
  return pycap.packet(table.unpack(headers)).bytes
end

local function open(bytes, options)
  options = options or {}
  options.filename = support.write(bytes, ".cap")
  return pycap(options)
end

-- The packets of a capture, and the message of the error that ended it.
local function read(capture)
  local list = {}
  local ok, problem = pcall(function()
    for packet in capture:packets() do list[#list + 1] = packet end
  end)
  if ok then return list end
  assert.equal(pycap.error, getmetatable(problem), tostring(problem))
  return list, problem.message:match "%.cap: (.*)"
end

local function ports(list)
  local numbers = {}
  for i, packet in ipairs(list) do
    numbers[i] = packet.udp and packet.udp.destinationport or "?"
  end
  return table.concat(numbers, " ")
end

describe("pcapng", function()
  for _, order in ipairs { "<", ">" } do
    it("has interfaces of any link type and snapshot length: " .. order,
      function()
        local capture = open(blocks.section(order):interface(1, 96)
          :packet(0, 1, datagram(1)):interface(101)
          :packet(1, 2, datagram(2, "raw")):packet(0, 3, datagram(3)):bytes())
        local list = read(capture)
        assert.equal("1 2 3", ports(list))
        assert.equal("ethernet", pycap.protocolof(list[1][1]))
        assert.equal("ip", pycap.protocolof(list[2][1]))
        assert.equal(1, capture:datalink())
        assert.same({ 1, 2, 1 }, { list[1].interface, list[2].interface,
          list[3].interface })
        assert.equal(12, capture.interfaces[2].datalink)
        assert.equal(96, capture.interfaces[1].snaplen)
        assert.equal(0, capture.interfaces[2].snaplen)
      end)
  end

  it("gives handlers, loops and fields the packets of each link type",
    function()
      local bytes = blocks.section():interface(101)
        :packet(0, 1, datagram(1, "raw")):interface(1):packet(1, 2, datagram(2))
        :packet(0, 3, datagram(3, "raw")):bytes()
      local seen = {}
      local capture = open(bytes)
      capture:on("udp", { "destinationport" }, function(port)
        seen[#seen + 1] = port
      end)
      assert.equal(3, capture:loop(function(packet)
        seen[#seen + 1] = #packet
      end))
      assert.same({ 2, 1, 3, 2, 2, 3 }, seen)
      seen = {}
      for port in open(bytes):fields("udp", { "destinationport" }) do
        seen[#seen + 1] = port
      end
      assert.same({ 1, 2, 3 }, seen)
      assert.equal(3, select("#", open(bytes):next()) - 1)
    end)

  it("is filtered by each link type, and by nothing that one has not",
    function()
      local bytes = blocks.section():interface(1):interface(101)
        :packet(0, 1, datagram(1)):packet(1, 2, datagram(2, "raw"))
        :packet(1, 3, datagram(1, "raw")):packet(0, 4, datagram(2)):bytes()
      assert.equal("2 2", ports(read(open(bytes,
        { filter = "udp dst port 2" }))))
      assert.equal("1 2", ports(read(open(bytes,
        { filter = "ether proto 0x800 and ether[12] = 8" }))))
      local capture = open(bytes)
      assert.equal("1", ports { (capture:packets()(capture)) })
      capture:filter "udp dst port 1"
      assert.equal("1", ports(read(capture)))
    end)

  it("has sections of either byte order, each with its own interfaces",
    function()
      local capture = open(blocks.section("<"):interface(1)
        :packet(0, 1, datagram(1)):bytes() .. blocks.section(">")
        :interface(101, 0, { { 2, "second" } })
        :packet(0, 2, datagram(2, "raw")):bytes())
      local list, problem = read(capture)
      assert.is_nil(problem)
      assert.equal("1 2", ports(list))
      assert.equal(2, list[2].interface)
      assert.equal("second", capture.interfaces[2].name)
    end)

  it("has obsolete packets, and simple ones, as the first interface cuts them",
    function()
      local list = read(open(blocks.section():interface(1, 44)
        :interface(101):obsolete(1, 7, datagram(1, "raw"))
        :simple(datagram(2):sub(1, 44), 46):bytes()))
      assert.equal("1 2", ports(list))
      assert.equal(7000, list[1].timestamp)
      assert.same({ 44, 46, 0, 1 }, { list[2].caplen, list[2].length,
        list[2].timestamp, list[2].interface })
    end)

  it("has times of any unit, and an offset", function()
    local function time(ticks, ...)
      local list = read(open(blocks.section():interface(1, 0, { ... })
        :packet(0, ticks, datagram(1)):bytes()))
      return list[1].timestamp
    end
    local function unit(code) return { 9, string.char(code) } end
    assert.equal(1000, time(1))
    assert.equal(5, time(5, unit(9)))
    assert.equal(1000000000, time(1, unit(0)))
    assert.equal(1500000000, time(0x180, unit(0x88)))
    assert.equal(1234, time(1234567, unit(12)))
    assert.equal(250000000, time(1 << 61, unit(0xbf)))
    assert.equal(1700000000 * 1000000000 + 7000, time(7,
      { 14, string.pack("<i8", 1700000000) }))
    assert.equal(-1 * 1000000000 + 7, time(7, unit(9),
      { 14, string.pack("<i8", -1) }))
  end)

  it("says what its interfaces, sections and packets are", function()
    local capture = open(blocks.section("<", { { 1, "first" }, { 1, "more" } })
      :interface(1, 65535, { { 2, "eth0" }, { 3, "a wire" }, { 9, "\9" },
        { 11, "\0udp port 53" }, { 12, "Linux" }, { 15, "a card" },
        { 1, "mine" } })
      :packet(0, 1, datagram(1), { { 1, "retransmitted" },
        { 2, string.pack("<I4", 1) } })
      :packet(0, 2, datagram(2), { { 1, "one" }, { 1, "two" }, { 1, "" },
        { 2, string.pack("<I4", 2) } })
      :packet(0, 3, datagram(3)):bytes())
    local list = read(capture)
    assert.same({ { datalink = 1, snaplen = 65535, resolution = 1e-9,
      name = "eth0", description = "a wire", filter = "udp port 53",
      system = "Linux", hardware = "a card", comment = "mine" } },
      capture.interfaces)
    assert.same({ "first", "more" }, capture.comments)
    assert.equal("retransmitted", list[1].comment)
    assert.equal("in", list[1].direction)
    assert.equal("one\ntwo\n", list[2].comment)
    assert.equal("out", list[2].direction)
    assert.is_nil(list[3].comment)
    assert.is_nil(list[3].direction)
    assert.equal("retransmitted", list[1]:table().comment)
    local plain = open(support.pcap_bytes { datagram(1) })
    assert.is_nil(read(plain)[1].interface)
    assert.same({ {}, {}, {} }, { plain.interfaces, plain.comments,
      plain.names })
  end)

  it("keeps a comment while a packet is edited", function()
    local list = read(open(blocks.section():interface(1)
      :packet(0, 1, datagram(1), { { 1, "kept" } }):bytes()))
    list[1].udp.destinationport = 9
    list[1].payload = "other"
    assert.equal("kept", list[1].comment)
    assert.equal("other", list[1].bytes:sub(-5))
  end)

  it("has names, the first of each address", function()
    local capture = open(blocks.section(">"):interface(1)
      :names { { "\192\0\2\1", "one", "alias" }, { "\192\0\2\1", "later" },
        { support.wire "20010db8000000000000000000000001", "six" } }
      :packet(0, 1, datagram(1)):bytes())
    assert.same({}, capture.names)
    read(capture)
    assert.same({ ["192.0.2.1"] = "one", ["2001:db8::1"] = "six" },
      capture.names)
  end)

  it("passes over what it does not know", function()
    local list, problem = read(open(blocks.section():block(0xbad, "custom")
      :interface(1):secrets(0x544c534b, "CLIENT_RANDOM")
      :block(5, ("\0"):rep(12)):block(0x0a0d0d0b, ""):packet(0, 1, datagram(1))
      :block(0x80000001, ("x"):rep(300000)):packet(0, 2, datagram(2)):bytes()))
    assert.is_nil(problem)
    assert.equal("1 2", ports(list))
  end)
end)

describe("a checksum of the frame", function()
  local fcs <const> = "\1\2\3\4"

  it("is the trailer, where a file says that there is one", function()
    local list = read(open(support.pcap_bytes({ datagram(1) .. fcs },
      { datalink = 1 | 0x24000000 })))
    assert.equal(fcs, list[1].trailer)
    assert.equal("data", list[1].payload)
    local other = support.wire "020000000002 020000000001 88b5 0506"
    list = read(open(blocks.section():interface(1, 0, { { 13, "\32" } })
      :packet(0, 1, other .. fcs)
      :packet(0, 1, other .. fcs .. "\5\6",
        { { 2, string.pack("<I4", 6 << 5) } })
      :packet(0, 1, other .. fcs:sub(1, 2), nil, #other + 4):bytes()))
    for i, trailer in ipairs { fcs, fcs .. "\5\6", "\1\2" } do
      assert.equal(trailer, list[i].trailer)
      assert.equal("\5\6", list[i].payload)
    end
    list = read(open(support.pcap_bytes { other .. fcs }))
    assert.equal("", list[1].trailer)
  end)

  it("is no data of a header of another size", function()
    local list = read(open(support.pcap_bytes({ datagram(1) },
      { datalink = 1 | 0xf4000000 })))
    assert.equal(#datagram(1) - 30, list[1].trailer and
      #list[1].bytes - #list[1].trailer)
  end)
end)

describe("pcap", function()
  local frame = datagram(1)

  local function header(order, version, magic, snaplen)
    return string.pack(order .. "I4I2I2i4I4I4I4", magic or 0xa1b2c3d4,
      version[1], version[2], 0, 0, snaplen or 262144, 1)
  end

  it("has the lengths in the order that its version has", function()
    for _, order in ipairs { "<", ">" } do
      for text, case in pairs {
        ["2.4"] = { { 2, 4 }, #frame, 100 },
        ["2.2"] = { { 2, 2 }, 100, #frame },
        ["2.3"] = { { 2, 3 }, #frame, 100 },
        ["2.3, wrongly"] = { { 2, 3 }, 100, #frame },
        ["543.0"] = { { 543, 0 }, 100, #frame },
      } do
        local list, problem = read(open(header(order, case[1]) ..
          string.pack(order .. "I4I4I4I4", 1, 2, case[2], case[3]) .. frame))
        assert.is_nil(problem, text)
        assert.same({ #frame, 100, 1000002000 }, { list[1].caplen,
          list[1].length, list[1].timestamp }, text)
      end
    end
  end)

  it("has longer records where it was modified", function()
    local record = string.pack("<I4I4I4I4I4I2I1I1", 1, 2, #frame, #frame, 3,
      0x800, 0, 0)
    assert.equal("1 1", ports(read(open(header("<", { 2, 4 }, 0xa1b2cd34) ..
      (record .. frame):rep(2)))))
  end)

  it("has no limit where its snapshot length is 0, or less than a packet",
    function()
      for _, snaplen in ipairs { 0, 10, 0xffffffff } do
        local list = read(open(header("<", { 2, 4 }, nil, snaplen) ..
          string.pack("<I4I4I4I4", 1, 2, #frame, #frame) .. frame))
        assert.equal(frame, list[1].bytes)
      end
    end)

  it("has unsigned seconds", function()
    local list = read(open(header("<", { 2, 4 }) ..
      string.pack("<I4I4I4I4", 0xffffffff, 5, #frame, #frame) .. frame))
    assert.equal(4294967295 * 1000000000 + 5000, list[1].timestamp)
  end)
end)

describe("records over the end of a block", function()
  it("are read whole, of either format", function()
    local frames, section = {}, blocks.section():interface(1)
    for i = 1, 1200 do
      local size = i * 7919 % 1500 + 60
      if i == 600 then size = 200000 end
      frames[i] = string.pack("<I4", i) .. ("\xa5"):rep(size)
      section:packet(0, i, frames[i])
    end
    for _, bytes in ipairs { support.pcap_bytes(frames), section:bytes() } do
      local capture, n = open(bytes), 0
      for packet in capture:packets() do
        n = n + 1
        assert(packet.bytes == frames[n], n)
      end
      assert.equal(1200, n)
    end
  end)
end)

describe("a damaged file", function()
  local frame = datagram(1)

  -- What is said of bytes, with two packets before.
  local function said(bytes, ...)
    local list, problem = read(open(bytes))
    assert.equal(2, #list)
    for _, text in ipairs { ... } do assert.matches(text, problem, 1, true) end
  end

  it("of pcap gives the packets before, and says where it is", function()
    local two = support.pcap_bytes { frame, frame }
    said(two .. "\0", "truncated: packet 3, at byte 148, is cut short: " ..
      "16 bytes expected, 1 there")
    said(two .. string.pack("<I4I4I4I4", 1, 2, 60, 60) .. frame, "truncated",
      "packet 3, at byte 148, is cut short: 76 bytes expected, 62 there")
    said(two .. string.pack("<I4I4I4I4", 1, 2, 262145, 60) .. frame,
      "damaged: packet 3, at byte 148: a captured length of 262145: " ..
      "at most 262144 expected")
  end)

  it("of pcapng says which block it is, and where", function()
    local function section()
      return blocks.section():interface(1):packet(0, 1, frame)
        :packet(0, 2, frame)
    end
    local size = #section():bytes()
    local function block(make, text)
      local damaged = section()
      make(damaged)
      said(damaged:bytes(), ("damaged: block 5, at byte %d: %s"):format(size,
        text))
    end
    said(section():bytes() .. "\6\0", ("truncated: block 5, at byte %d, is " ..
      "cut short: 12 bytes expected, 2 there"):format(size))
    said(section():packet(0, 3, frame):bytes():sub(1, -3),
      "truncated: block 5", "80 bytes expected, 78 there")
    block(function(s) s:packet(1, 3, frame) end,
      "a packet of an unknown interface")
    block(function(s) s:block(6, ("\0"):rep(8)) end, "a packet that is too " ..
      "short")
    block(function(s)
      s:block(6, s:pack("I4I4I4I4I4", 0, 0, 0, 99, 99) .. frame)
    end, "a packet longer than its block")
    block(function(s) s:block(3, s:pack("I4", 99) .. frame) end,
      "a packet longer than its block")
    block(function(s) s:block(1, "abcd") end, "an interface that is too short")
    block(function(s) s:interface(1, 0, { { 9, "\20" } }) end,
      "a time resolution that is too fine")
    block(function(s) s.parts[#s.parts + 1] = s:pack("I4I4I4", 9, 13, 13) end,
      "a length of 13")
    block(function(s)
      s.parts[#s.parts + 1] = s:pack("I4I4I4", 9, 1 << 28, 0)
    end, "a length of 268435456")
    block(function(s) s.parts[#s.parts + 1] = s:pack("I4I4I4", 9, 12, 16) end,
      "its two lengths differ")
    block(function(s) s:block(0x0a0d0d0a, "wrongABCDEFGHIJK") end,
      "unknown byte order")
    block(function(s)
      s:block(0x0a0d0d0a, s:pack("I4I2I2i8", 0x1a2b3c4d, 2, 0, -1))
    end, "a version of pcapng other than 1")
    block(function(s) s:block(10, s:pack("I4I4", 1, 99)) end,
      "secrets longer than their block")
  end)

  it("is refused when it is opened, if it has no packet", function()
    local function refused(bytes, text)
      local ok, problem = pcall(open, bytes)
      assert.is_false(ok)
      assert.equal("file", problem.code)
      assert.matches(text, problem.message, 1, true)
    end
    refused(support.pcap_bytes({}):sub(1, 23), "truncated: the file's header")
    refused(string.pack("<I4I2I2", 0xa1b2c3d4, 1, 2) .. ("\0"):rep(16),
      "version 1.2: 2.0 to 2.4 expected")
    refused(blocks.section():bytes(), "a pcapng file without an interface")
    refused(blocks.section():simple(frame):bytes(),
      "block 2, at byte 28: a packet before any interface")
    refused("snoop\0\0\0" .. ("\0"):rep(40), "unknown file format")
  end)
end)

describe("follow", function()
  local frames = { datagram(1), datagram(2), datagram(3) }
  local whole = support.pcap_bytes(frames)

  it("is for files", function()
    assert.error_matches(function() pycap { device = "lo", follow = true } end,
      "follow: filename expected, got a device")
    support.shell(support.quote(support.program()) .. " --follow")
  end)

  it("waits for more where a file ends, from its first byte on", function()
    local name = support.write("", ".pcap")
    local commands = {}
    for at = 1, #whole, 37 do
      commands[#commands + 1] = ("sleep 0.02; cat %s >>%s"):format(
        support.quote(support.write(whole:sub(at, at + 36))),
        support.quote(name))
    end
    local writer = support.spawn(table.concat(commands, "; "))
    local capture <close> = pycap { filename = name, follow = true }
    local seen = {}
    capture:on("udp", { "destinationport" }, function(port)
      seen[#seen + 1] = port
    end)
    capture:loop(nil, 3)
    writer:close()
    assert.same({ 1, 2, 3 }, seen)
  end)

  it("ends with stop, with Ctrl-C, and when the file is cut", function()
    local name = support.write(whole, ".pcap")
    local capture = pycap { filename = name, follow = true }
    assert.equal(3, capture:dispatch())
    assert.equal(0, capture:dispatch())
    local file = assert(io.open(name, "wb"))
    file:write "x"
    file:close()
    local deadline = system.monotime() + 20
    local ok, problem
    repeat
      ok, problem = pcall(capture.dispatch, capture)
    until not ok or system.monotime() > deadline
    assert.matches("the file was truncated while it was " ..
      "followed", problem.message)

    local process = support.spawn(("exec %s -r %s --follow --eval %s"):format(
      support.quote(support.program()),
      support.quote(support.write(whole, ".pcap")), support.quote [[
        io.stdout:setvbuf "no"
        pycap.on("packet", function(packet) print(packet.length) end)
        pycap.atend(function() print "done" end)]]))
    assert(process:await "46\n46\n46\n")
    assert(process:sleeps())
    process:kill "INT"
    process:wait(20)
    assert.equal("46\n46\n46\ndone\n", (process:output()))
    process:close()
  end)
end)
