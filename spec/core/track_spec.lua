--
-- track_spec.lua - what packets make of a conversation, by src/flow alone
--
local pycap = require "pycap"
local support = require "spec.support"
local conversations = require "spec.support.conversations"

local ALWAYS <const> = conversations.ALWAYS
local OPEN <const> = conversations.OPEN
local run <const> = conversations.run
local flows_of <const> = conversations.flows_of
local opened <const> = conversations.opened
local tcp <const> = conversations.tcp
local udp <const> = conversations.udp
local check <const> = conversations.check

describe("flows", function()
  setup(conversations.build)

  it("are told from their beginning to their end", function()
    local flows, counts = flows_of(opened(tcp(1, "ack", 101, "GET / HTTP/1.1"),
      tcp(2, "ack", 501, "abc"), tcp(1, "fin, ack", 115),
      tcp(2, "fin, ack", 504), tcp(1, "ack", 116)), nil,
      { 1, 1.5, 1.75, 2, 3, 4, 5, 6 })
    assert.equal(1, #flows)
    check({ source = "192.0.2.1", sourceport = 1000, destination = "192.0.2.2",
      destinationport = 80, protocol = 6, packets = 5, bytes = 214,
      backpackets = 3, backbytes = 123, first = 1000000000, last = 6000000000,
      handshake = 750000000, retransmissions = 0, disorder = 0, gaps = 0,
      state = "closed", reason = "fin", application = "http" }, flows[1])
    check({ begun = 1, fin = 1, refused = 0, size = 0 }, counts)
  end)

  it("go on after one side has closed", function()
    local packets = opened(tcp(1, "fin, ack", 101), tcp(2, "ack", 501, "abc"))
    check({ state = "closing", reason = "end", gaps = 0 },
      flows_of(packets)[1])
  end)

  it("have the sender of the first SYN as source", function()
    check({ source = "192.0.2.1", sourceport = 1000, state = "established",
      handshake = "-" }, flows_of({ OPEN[2], OPEN[3] })[1])
    check({ source = "192.0.2.2", sourceport = 80, state = "midstream" },
      flows_of({ tcp(2, "ack", 5), tcp(1, "ack", 7) })[1])
    check({ source = "192.0.2.2", sourceport = 53, state = "answered" },
      flows_of({ udp(2), udp(1) })[1])
  end)

  it("are half open, one-sided or reset", function()
    check({ state = "opening", reason = "end", backpackets = 0 },
      flows_of({ OPEN[1] })[1])
    check({ state = "opening", handshake = "-" },
      flows_of({ OPEN[1], OPEN[2] })[1])
    check({ state = "established", handshake = "-", packets = 2 },
      flows_of({ OPEN[1], OPEN[3] })[1])
    check({ state = "reset", reason = "rst" },
      flows_of({ OPEN[1], tcp(2, "rst, ack", 0) })[1])
    check({ state = "reset", reason = "rst", packets = 3 },
      flows_of(opened(tcp(2, "rst", 501), tcp(1, "ack", 101)))[1])
    check({ state = "unanswered", packets = 2 },
      flows_of({ udp(1), udp(1) })[1])
  end)

  it("begin anew where a SYN begins another connection", function()
    local flows, counts = flows_of(opened(tcp(1, "syn", 9000)))
    assert.equal(2, #flows)
    check({ reason = "new", state = "established", packets = 2 }, flows[1])
    check({ reason = "end", state = "opening", packets = 1 }, flows[2])
    check({ new = 1, ["end"] = 1, begun = 2 }, counts)
    -- the same one again, and one from both sides
    flows = flows_of({ OPEN[1], OPEN[1], OPEN[2], OPEN[3] })
    assert.equal(1, #flows)
    check({ retransmissions = 1, handshake = 3000000000 }, flows[1])
    flows = flows_of({ OPEN[1], tcp(2, "syn", 500), tcp(1, "ack", 101) })
    assert.equal(1, #flows)
    check({ state = "established", handshake = 2000000000 }, flows[1])
    flows = flows_of({ OPEN[1], tcp(2, "rst, ack", 0), OPEN[1], OPEN[2] })
    assert.equal(1, #flows)
    check({ state = "opening", reason = "end" }, flows[1])
    flows = flows_of({ tcp(1, "ack", 7), OPEN[1] })
    assert.equal(2, #flows)
    flows = flows_of({ OPEN[1], tcp(2, "syn, ack", 500), OPEN[3],
      tcp(2, "syn, ack", 500) })
    assert.equal(1, #flows)
  end)

  it("count what came again, late, and not at all", function()
    local function counted(retransmissions, disorder, gaps, ...)
      check({ retransmissions = retransmissions, disorder = disorder,
        gaps = gaps }, flows_of(opened(...))[1])
    end
    local a, b, c = tcp(1, "ack", 101, "aaaa"), tcp(1, "ack", 105, "bbbb"),
      tcp(1, "ack", 109, "cccc")
    counted(0, 0, 0, a, b, c)
    counted(1, 0, 0, a, b, a)
    counted(0, 0, 1, a, c)
    counted(0, 1, 0, a, c, b)
    counted(1, 1, 0, a, c, b, b)
    counted(0, 2, 0, c, b, a)
    counted(0, 2, 0, c, a, b)
    counted(0, 2, 0, tcp(1, "ack", 113, "dddd"), b, tcp(1, "ack", 101,
      "aaaabbbbcccc"))
    -- a part of a hole, its middle, then its ends
    counted(0, 1, 2, tcp(1, "ack", 113, "dddd"), b)
    counted(0, 3, 0, tcp(1, "ack", 113, "dddd"), b, a, c)
    -- more of it than before
    counted(1, 0, 0, a, tcp(1, "ack", 101, "aaaabbbb"), c)
    -- keep-alives and acknowledgements
    counted(0, 0, 0, a, tcp(1, "ack", 104, "a"), tcp(1, "ack", 104), b)
    counted(1, 0, 0, a, b, tcp(1, "ack", 107, "b"))
    -- three holes are remembered
    local late = {}
    for i = 1, 5 do late[i] = tcp(1, "ack", 101 + 10 * i, "x") end
    counted(0, 0, 5, table.unpack(late))
    late[6] = tcp(1, "ack", 101, "x")
    counted(1, 0, 5, table.unpack(late))
    late[4], late[5], late[6] = tcp(1, "ack", 101, ("x"):rep(10)), nil, nil
    counted(0, 1, 2, table.unpack(late))
    -- whatever other holes were filled meanwhile
    counted(0, 3, 1, tcp(1, "ack", 111, "x"),
      tcp(1, "ack", 113, "x"), tcp(1, "ack", 112, "x"),
      tcp(1, "ack", 115, "x"), tcp(1, "ack", 114, "x"),
      tcp(1, "ack", 126, "x"), tcp(1, "ack", 101, "aaaaaaaaaa"))
    counted(0, 2, 2, tcp(1, "ack", 111, "x"), tcp(1, "ack", 113, "x"),
      tcp(1, "ack", 115, "x"), tcp(1, "ack", 114, "x"),
      tcp(1, "ack", 126, "x"), tcp(1, "ack", 101, "aaaaaaaaaa"))
    -- a FIN counts as a byte
    counted(1, 0, 0, tcp(1, "fin, ack", 101, "aa"), tcp(1, "fin, ack", 101,
      "aa"))
  end)

  it("keep their end, whatever comes behind it", function()
    local fin = opened(tcp(1, "fin, ack", 101), tcp(2, "fin, ack", 501))
    fin[6] = tcp(1, "rst", 102)
    check({ state = "closed", reason = "fin" }, flows_of(fin)[1])
    check({ state = "reset", reason = "rst" },
      flows_of(opened(tcp(2, "rst", 501), tcp(1, "fin, ack", 101)))[1])
    check({ application = "-" }, flows_of(opened(tcp(1, "ack", 101, "abc"),
      tcp(1, "ack", 104, "SSH-2.0-x")))[1])
  end)

  it("count the bytes of IPv6", function()
    local function six(sequence, payload)
      return pycap.packet(pycap.ip6 { source = "2001:db8::1",
        destination = "2001:db8::2" }, pycap.tcp { sourceport = 1,
        destinationport = 2, flags = "ack", sequence = sequence }, payload)
    end
    check({ gaps = 0, retransmissions = 0, packets = 3 }, flows_of {
      six(1, "abcdef"), six(7, "abcdef"), six(13, "a") }[1])
  end)

  it("do not count what pads a frame", function()
    local name = support.name(".pcap")
    local dump = pycap.dump(name)
    for _, ip in ipairs { pycap.ip { source = "192.0.2.1", id = 9,
      destination = "192.0.2.2" }, pycap.ip6 { source = "2001:db8::1",
      destination = "2001:db8::2", flowlabel = 9 } } do
      for i = 0, 2 do
        local frame = pycap.packet(pycap.ethernet {}, ip, pycap.tcp {
          sourceport = 1, destinationport = 2, flags = "ack",
          sequence = 1 + 2 * i }, "ab")
        dump:write(pycap.packet(frame.bytes .. "padding"), { time = i })
      end
    end
    dump:close()
    local flows = run(ALWAYS, { name })[1]
    assert.equal(2, #flows)
    for _, flow in ipairs(flows) do
      check({ gaps = 0, retransmissions = 0, packets = 3 }, flow)
    end
  end)

  it("go on where sequence numbers wrap", function()
    local flow = flows_of({ tcp(1, "syn", 0xfffffffe), OPEN[2],
      tcp(1, "ack", 0xffffffff), tcp(1, "ack", 0xffffffff, "aaaa"),
      tcp(1, "ack", 7, "cccc"), tcp(1, "ack", 3, "bbbb"),
      tcp(1, "ack", 0xffffffff, "aaaa") })[1]
    check({ retransmissions = 1, disorder = 1, gaps = 0 }, flow)
  end)

  it("count bytes that were not captured, and those of offloading", function()
    local name = support.name(".pcap")
    local dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW,
      snaplen = 60 })
    local bytes = ("x"):rep(1000)
    for i, packet in ipairs(opened(tcp(1, "ack", 101, bytes),
      tcp(1, "ack", 1101, bytes))) do dump:write(packet, { time = i }) end
    dump:close()
    check({ gaps = 0, retransmissions = 0, bytes = 40 + 40 + 2 * 1040 },
      run(ALWAYS, { name })[1][1])
    local function offloaded(sequence)
      return pycap.packet(pycap.ip { source = "192.0.2.1",
        destination = "192.0.2.2", length = 0 }, pycap.tcp { sourceport = 1000,
        destinationport = 80, flags = "ack", sequence = sequence }, bytes)
    end
    check({ gaps = 0, retransmissions = 0 }, flows_of(opened(offloaded(101),
      offloaded(1101), tcp(1, "ack", 2101, "x")))[1])
  end)

  it("know how much a segment carries whose header is cut", function()
    local name = support.name(".pcap")
    local options = { { kind = "nop" }, { kind = "nop" },
      { kind = "timestamps", value = 7, echo = 9 } }
    local function segment(sequence)
      return tcp(1, "ack", sequence, ("x"):rep(100), { options = options })
    end
    for snaplen = 40, 52, 4 do
      local dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW,
        snaplen = snaplen })
      for i, packet in ipairs(opened(segment(101), segment(201), segment(201),
        segment(401))) do dump:write(packet, { time = i }) end
      dump:close()
      check({ gaps = 1, retransmissions = 1, disorder = 0, packets = 6 },
        run(ALWAYS, { name })[1][1])
    end
  end)

  it("learn nothing of a header of which the flags are cut", function()
    local function cut(from)
      return pycap.packet(pycap.ip { source = "192.0.2." .. from,
        destination = "192.0.2." .. 3 - from, protocol = "tcp" },
        tcp(from, "ack", 1).bytes:sub(21, 30))
    end
    check({ state = "opening", packets = 2, application = "-" },
      flows_of({ OPEN[1], cut(1) })[1])
    check({ state = "midstream", gaps = 0, retransmissions = 0, packets = 4 },
      flows_of({ cut(1), tcp(1, "ack", 101, "abc"), tcp(1, "ack", 104, "d"),
        cut(1) })[1])
  end)

  it("are told what they speak", function()
    local function spoken(packet)
      return flows_of({ packet })[1].application
    end
    assert.equal("ssh", spoken(tcp(2, "ack", 1, "SSH-2.0-x")))
    assert.equal("tls", spoken(tcp(1, "ack", 1, "\x16\x03\x01\x00\x05")))
    assert.equal("-", spoken(tcp(1, "ack", 1, "\x16\x13\x01\x00\x05")))
    assert.equal("-", spoken(tcp(1, "ack", 1, "GET")))
    assert.equal("dns", spoken(udp(1, pycap.packet(pycap.dns { questions =
      { { name = "example.org" } } }).bytes, 9953)))
    assert.equal("ntp", spoken(udp(1, pycap.packet(pycap.ntp {}).bytes)))
    assert.equal("-", spoken(udp(1, pycap.packet(pycap.ntp {}).bytes .. "x")))
    assert.equal("-", spoken(udp(1, "SSH-2.0-x")))
    -- the size of a datagram is that on the wire
    local name = support.name(".pcap")
    local dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW,
      snaplen = 28 + 48 })
    dump:write(udp(1, pycap.packet(pycap.ntp {}).bytes .. "x"))
    dump:close()
    assert.equal("-", run(ALWAYS, { name })[1][1].application)
  end)
end)
