--
-- flows_spec.lua - the table of conversations, by src/flow alone: those of the
-- corpus, judged by tshark, and what is known of single ones
--
local pycap = require "pycap"
local support = require "spec.support"

local BUILD <const> = os.getenv "PYCAP_BUILD" or "build"
local FLAGS <const> = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror " ..
  "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"
local ALWAYS <const> = "1000000 268435456 oldest 1000000000"

-- What differs from tshark's conversations, and why.
local TUNNEL <const> = "tshark counts what a tunnel carries"
local DAMAGED <const> = "tshark does not count packets that are damaged"
local SHORT <const> = "libpcap does not read all of it"
local DIFFERENT <const> = {
  ["arp/tcpreplay-test.rewrite_efcs.pcap"] = DAMAGED,
  ["ethernet/zeek-pbb.pcap"] = TUNNEL,
  ["formats/gopacket-be-test008.pcapng"] = SHORT,
  ["formats/gopacket-be-test202.pcapng"] = SHORT,
  ["formats/gopacket-le-test006.pcapng"] = SHORT,
  ["formats/gopacket-le-test008.pcapng"] = SHORT,
  ["formats/gopacket-le-test202.pcapng"] = SHORT,
  ["formats/pcpp-many_interfaces-1.pcapng"] = SHORT,
  ["formats/pcpp-solaris.snoop"] = SHORT,
  ["ipv4/libpcap-AH-IPcomp-IPv4.pcap"] = TUNNEL,
  ["ipv4/pcpp-GrePackets.pcap"] = TUNNEL,
  ["ipv4/suricata-detect-ipopts.pcap"] = "a source route ends elsewhere",
  ["ipv4/suricata-eth-ip-gre-ppp-max-ip-packet.pcap"] = TUNNEL,
  ["ipv4/suricata-ip_secopt.pcap"] = DAMAGED,
  ["ipv4/zeek-4in4.pcap"] = TUNNEL,
  ["ipv4/zeek-6in4.pcap"] = TUNNEL,
  ["ipv4/zeek-gre-sample.pcap"] = TUNNEL,
  ["ipv6/libpcap-AH-IPcomp-IPv6.pcap"] = TUNNEL,
  ["ipv6/libpcap-ipv6_ah_modes.pcap"] = TUNNEL,
  ["ipv6/zeek-ipv6-hbh-routing0.pcap"] = "a source route ends elsewhere",
  ["ipv6/zeek-ipv6-mobility-dst-opts.pcap"] = "a home address stands in for it",
  ["linktypes/suricata-frag-ppp-ip-tcp-syn.pcap"] = DAMAGED,
  ["linktypes/wireshark-tftp.pcap"] = TUNNEL,
  ["linktypes/zeek-llc.pcap"] = TUNNEL,
  ["malformed/maltrail-truncated.pcap"] = DAMAGED,
  ["malformed/suricata-decode-too-small-test.pcap"] = DAMAGED,
  ["mixed/arkime-arkime_synthetic.pcap"] = TUNNEL,
  ["tcp/pcpp-tcp-malformed.pcap"] = DAMAGED,
  ["tcp/suricata-bug-76.pcap"] = DAMAGED,
  ["tcp/suricata-transform-base64-7296.pcap"] = DAMAGED,
  ["tcp/zeek-truncated-header.pcap"] = DAMAGED,
  ["udp/suricata-vxlan.pcap"] = TUNNEL,
  ["udp/zeek-geneve-many-options.pcap"] = TUNNEL,
  ["udp/zeek-gtp1_gn_normal_incl_fragmentation.pcap"] = TUNNEL,
  ["vlan/suricata-frag-eth-vlan-ip-tcp-syn.pcap"] = DAMAGED,
}

-- The fields of a line of the program, behind the file's number.
local NAMES <const> = {
  "source", "destination", "sourceport", "destinationport", "protocol",
  "packets", "bytes", "backpackets", "backbytes", "first", "last", "seconds",
  "state", "reason", "handshake", "retransmissions", "disorder", "gaps",
  "application", "communityid", "vlans",
}

describe("flows", function()
  local program

  setup(function()
    program = support.name()
    local _, complaint, status = support.shell(("cc %s -o %s " ..
      "spec/core/flows.c src/flow/*.c %s/core/*.o %s/proto/*.o -lpcap")
      :format(FLAGS, support.quote(program), BUILD, BUILD))
    assert.equal("", complaint)
    assert.equal(0, status)
  end)

  -- The conversations of files, a list for each, and the counts of the last.
  local function run(options, paths)
    local command = support.quote(program) .. " " .. options
    for _, path in ipairs(paths) do
      command = command .. " " .. support.quote(path)
    end
    local out, complaint, status = support.shell(command)
    assert.equal("", complaint)
    assert.equal(0, status)
    local files, counts = {}, {}
    for i = 1, #paths do files[i] = {} end
    for line in out:gmatch "[^\n]+" do
      local words = {}
      for word in line:gmatch "%S+" do words[#words + 1] = word end
      if words[1] == "flow" then
        local flow = {}
        for i, name in ipairs(NAMES) do
          flow[name] = math.tointeger(words[i + 2]) or words[i + 2]
        end
        table.insert(files[tonumber(words[2])], flow)
      else
        for i = 3, #words, 2 do counts[words[i]] = tonumber(words[i + 1]) end
      end
    end
    return files, counts
  end

  -- The conversations of packets that come at these times, or a second apart.
  local function flows_of(packets, options, times)
    local name = support.name(".pcap")
    local dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW })
    for i, packet in ipairs(packets) do
      dump:write(packet, { time = times and times[i] or i })
    end
    dump:close()
    local files, counts = run(options or ALWAYS, { name })
    return files[1], counts
  end

  -- As tshark shows a number of bytes.
  local function shown(bytes)
    if bytes < 10000 then return bytes .. " bytes" end
    if bytes < 10000000 then return bytes // 1000 .. " kB" end
    return bytes // 1000000 .. " MB"
  end

  local function line_of(protocol, one, other)
    if other < one then one, other = other, one end
    return protocol .. " " .. one .. " " .. other
  end

  -- What tshark prints of files, two at a time.
  local function tshark(paths)
    local commands, outs = {}, {}
    for i, path in ipairs(paths) do
      outs[i] = support.name()
      commands[i] = ("tshark -n -o ip.defragment:FALSE " ..
        "-o ipv6.defragment:FALSE --enable-protocol communityid -r %s " ..
        "-T fields -e communityid -z conv,tcp -z conv,udp " ..
        ">%s 2>/dev/null"):format(support.quote(path), support.quote(outs[i]))
    end
    local list = support.write(table.concat(commands, "\0"))
    support.shell(("xargs -0 -P 2 -I {} sh -c {} <%s"):format(
      support.quote(list)))
    for i, out in ipairs(outs) do outs[i] = support.read(out) end
    return outs
  end

  local function tshark_lines(out)
    local lines, protocol = {}, nil
    for line in out:gmatch "[^\n]+" do
      if line:find "^TCP" then protocol = 6 end
      if line:find "^UDP" then protocol = 17 end
      local a, b, packets, bytes, unit, packets2, bytes2, unit2 = line:match(
        "^(%S+:%d+)%s+<%->%s+(%S+:%d+)%s+(%d+) (%d+) (%a+)%s+(%d+) (%d+) (%a+)")
      if a then
        lines[#lines + 1] = line_of(protocol,
          ("%s %s %s %s"):format(a, packets2, bytes2, unit2),
          ("%s %s %s %s"):format(b, packets, bytes, unit))
      end
    end
    table.sort(lines)
    return lines
  end

  local function our_lines(flows)
    local lines = {}
    for _, f in ipairs(flows) do
      if f.sourceport ~= "-" and (f.protocol == 6 or f.protocol == 17) then
        lines[#lines + 1] = line_of(f.protocol,
          ("%s:%d %d %s"):format(f.source, f.sourceport, f.packets,
            shown(f.bytes)),
          ("%s:%d %d %s"):format(f.destination, f.destinationport,
            f.backpackets, shown(f.backbytes)))
      end
    end
    table.sort(lines)
    return lines
  end

  -- tshark has IDs of these alone; of Teredo those of what the tunnel carries,
  -- and of what later fragments are of, none.
  local function has_id(flow)
    if flow.sourceport == 3544 or flow.destinationport == 3544 then
      return false
    end
    return flow.sourceport ~= "-" or flow.protocol == 1 or flow.protocol == 58
  end

  it("of the corpus are tshark's conversations", function()
    support.needs("corpus", "oracle")
    local corpus, all, files, paths, ours = support.corpus(), {}, {}, {}, {}
    for i, file in ipairs(corpus) do all[i] = file.path end
    local flows = {}
    for i, found in ipairs((run(ALWAYS, all))) do
      local lines = our_lines(found)
      if #lines > 0 and not DIFFERENT[corpus[i].file] then
        files[#files + 1], paths[#paths + 1] = corpus[i].file, all[i]
        ours[#ours + 1], flows[#ours + 1] = lines, found
      end
    end
    local count, known = 0, 0
    for i, out in ipairs(tshark(paths)) do
      local theirs, ids = tshark_lines(out), {}
      assert.same(theirs, ours[i], files[i])
      count = count + #theirs
      for id in out:gmatch "1:[%w+/]+=" do ids[id] = true end
      for _, flow in ipairs(flows[i]) do
        if has_id(flow) then
          known = known + 1
          assert.is_true(ids[flow.communityid], flow.communityid)
        end
      end
    end
    support.note("Community IDs as tshark has them: %d", known)
    -- all that tshark has in all files but the different
    if not support.stressed then assert.equal(6962, count) end
    support.note("conversations as tshark has them: %d", count)
  end)

  -- Headers of a packet of TCP between 192.0.2.1:1000 and 192.0.2.2:80.
  local function tcp(from, flags, sequence, payload, fields)
    local t = { sourceport = from == 1 and 1000 or 80,
      destinationport = from == 1 and 80 or 1000, flags = flags,
      sequence = sequence, acknowledge = 1 }
    for k, v in pairs(fields or {}) do t[k] = v end
    return pycap.packet(pycap.ip { source = "192.0.2." .. from,
      destination = "192.0.2." .. 3 - from }, pycap.tcp(t), payload or "")
  end

  local function udp(from, payload, port)
    return pycap.packet(pycap.ip { source = "192.0.2." .. from,
      destination = "192.0.2." .. 3 - from }, pycap.udp { sourceport =
      from == 1 and 1000 or port or 53, destinationport =
      from == 1 and (port or 53) or 1000 }, payload or "")
  end

  -- Asserts what one conversation has.
  local function check(expected, flow)
    for name, value in pairs(expected) do
      assert.equal(value, flow[name], name)
    end
  end

  local OPEN <const> = {
    tcp(1, "syn", 100), tcp(2, "syn, ack", 500), tcp(1, "ack", 101),
  }

  local function opened(...)
    return table.move({ ... }, 1, select("#", ...), 4, { table.unpack(OPEN) })
  end

  it("have fields that the reference describes in the same words", function()
    local described = {}
    for _, class in ipairs(require "doc.api.conversations") do
      if class.class == "pycap.flow" then
        for i, field in ipairs(class.fields) do
          described[i] = field[1] .. " " .. field[3]
        end
      end
    end
    assert.equal(table.concat(described, "\n") .. "\n",
      (support.shell(support.quote(program))))
  end)

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
    -- a FIN counts as a byte
    counted(1, 0, 0, tcp(1, "fin, ack", 101, "aa"), tcp(1, "fin, ack", 101,
      "aa"))
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

  it("end when they were silent for too long", function()
    -- from 30 s on, a second more for each kind: IDLE_OPENING ...
    local options = "1000000 268435456 oldest 30"
    local function ended(packets, at, last)
      local later = table.move(packets, 1, #packets, 1, {})
      local times = {}
      for i = 1, #packets do times[i] = i / 100 end
      later[#later + 1] = pycap.packet(pycap.ip { protocol = 1 })
      times[#later] = #packets / 100 + at
      local flows = flows_of(later, options, times)
      assert.equal(last and 2 or 1, #flows)
      return flows[1]
    end
    local fin = opened(tcp(1, "fin, ack", 101), tcp(2, "fin, ack", 501))
    for i, case in ipairs {
      { { OPEN[1] }, "idle" }, { OPEN, "idle" }, { fin, "fin" },
      { { udp(1) }, "idle" }, { { udp(1), udp(2) }, "idle" },
      { { pycap.packet(pycap.ip { protocol = 1, source = "192.0.2.9" }) },
        "idle" },
    } do
      assert.equal(case[2] == "fin" and "fin" or "end",
        ended(case[1], 29 + i, true).reason == "idle" and "idle"
        or ended(case[1], 29 + i, true).reason, i)
      assert.equal(case[2], ended(case[1], 29.01 + i, true).reason, i)
    end
    -- a packet between the same ends begins another one
    local flows = flows_of({ udp(1), udp(1) }, options, { 1, 40 })
    check({ reason = "idle", packets = 1 }, flows[1])
    check({ reason = "end", packets = 1 }, flows[2])
  end)

  it("end by time no more than 64 a packet", function()
    local packets, times = {}, {}
    for i = 1, 200 do
      packets[i], times[i] = udp(1, "", i), 1
    end
    for i = 201, 204 do packets[i], times[i] = udp(1, "", 1000), 100 end
    local name = support.name(".pcap")
    local dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW })
    for i, packet in ipairs(packets) do
      dump:write(packet, { time = times[i] })
    end
    dump:close()
    local options = "1000000 268435456 oldest 30"
    check({ idle = 200, ["end"] = 1 }, select(2, run(options, { name })))
    dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW })
    for i = 1, 203 do dump:write(packets[i], { time = times[i] }) end
    dump:close()
    check({ idle = 3 * 64, ["end"] = 9 }, select(2, run(options, { name })))
  end)

  it("give way, or are refused, at the bounds", function()
    local packets = {}
    for i = 1, 20 do packets[i] = udp(1, "", i) end
    packets[21] = udp(1, "", 1)
    local flows, counts = flows_of(packets, "8 268435456 oldest 1000")
    check({ begun = 21, full = 13, ["end"] = 8, refused = 0 }, counts)
    for i = 1, 13 do assert.equal(i, flows[i].destinationport) end
    flows, counts = flows_of(packets, "8 268435456 refuse 1000")
    check({ begun = 8, full = 0, ["end"] = 8, refused = 12 }, counts)
    assert.equal(2, flows[8].packets)  -- the last that was heard
    counts = select(2, flows_of(packets, "1000 4096 oldest 1000"))
    assert.is_true(counts.bytes <= 4096)
    assert.equal(counts.begun, counts.full + counts["end"])
    assert.is_true(counts.full > 5)
  end)

  it("have the VLANs of the first packet", function()
    local name = support.name(".pcap")
    local dump = pycap.dump(name)
    dump:write(pycap.packet(pycap.ethernet {}, pycap.vlan { id = 7 },
      pycap.vlan { id = 0 }, pycap.ip {}, pycap.udp {}))
    dump:close()
    check({ vlans = "7,0" }, run(ALWAYS, { name })[1][1])
    check({ vlans = "-" }, flows_of({ udp(1) })[1])
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
  end)
end)
