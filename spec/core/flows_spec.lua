--
-- flows_spec.lua - the table of conversations, by src/flow alone: those of the
-- corpus, judged by tshark, and what is known of single ones
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

-- What differs from tshark's conversations, and why.
local TUNNEL <const> = "tshark counts what a tunnel carries"
local DAMAGED <const> = "tshark does not count packets that are damaged"
local SHORT <const> = "libpcap does not read all of it"
local DIFFERENT <const> = {
  ["arp/tcpreplay-test.rewrite_efcs.pcap"] = DAMAGED,
  ["ethernet/zeek-cisco-fabric-path.pcap"] =
    "tshark does not count what is in FabricPath",
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

describe("flows", function()
  local program

  setup(function() program = conversations.build() end)

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
        "-T fields -e communityid -e tcp.analysis.retransmission " ..
        "-e tcp.analysis.lost_segment -z conv,tcp -z conv,udp " ..
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
    local count, known, again, lost = 0, 0, { 0, 0 }, { 0, 0 }
    for i, out in ipairs(tshark(paths)) do
      local theirs, ids = tshark_lines(out), {}
      assert.same(theirs, ours[i], files[i])
      count = count + #theirs
      for one, two in out:gmatch "\t(1?)\t(1?)\n" do
        again[1] = again[1] + (tonumber(one) or 0)
        lost[1] = lost[1] + (tonumber(two) or 0)
      end
      for id in out:gmatch "1:[%w+/]+=" do ids[id] = true end
      for _, flow in ipairs(flows[i]) do
        again[2] = again[2] + flow.retransmissions
        lost[2] = lost[2] + flow.gaps + flow.disorder
        if has_id(flow) then
          known = known + 1
          assert.is_true(ids[flow.communityid], flow.communityid)
        end
      end
    end
    -- tshark knows keep-alives and resets otherwise
    support.note("retransmissions: %d, of tshark %d; gaps: %d, of tshark %d",
      again[2], again[1], lost[2], lost[1])
    assert.is_true(math.abs(again[1] - again[2]) <= 10)
    assert.is_true(math.abs(lost[1] - lost[2]) <= 5)
    support.note("Community IDs as tshark has them: %d", known)
    -- all that tshark has in all files but the different
    if not support.stressed then assert.equal(6930, count) end
    support.note("conversations as tshark has them: %d", count)
  end)

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

  it("have the earliest time and the latest", function()
    check({ first = 4000000000, last = 9000000000, seconds = 5000000000 },
      flows_of({ udp(1), udp(1), udp(2) }, nil, { 5, 9, 4 })[1])
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

  it("end by their own times, not by those of other packets", function()
    local options = "1000000 268435456 oldest 30"
    local function of(port, packets, times)
      local list = {}
      for _, flow in ipairs(flows_of(packets, options, times)) do
        if flow.destinationport == port then list[#list + 1] = flow end
      end
      return list
    end
    -- one that is far ahead ends 64 of them; the others go on
    local packets, times = {}, {}
    for i = 1, 70 do packets[i], times[i] = udp(1, "", i), 100 end
    packets[71], times[71] = udp(1, "", 1000), 10000
    packets[72], times[72] = udp(1, "", 70), 101
    packets[73], times[73] = udp(1, "", 70), 99
    local flows = of(70, packets, times)
    assert.equal(1, #flows)
    check({ packets = 3, first = 99000000000, seconds = 2000000000 }, flows[1])
    -- and behind it time is what their packets say
    flows = of(1, { udp(1, "", 9), udp(1, "", 1), udp(1, "", 1),
      udp(1, "", 1) }, { 10000, 100, 130, 164 })
    assert.equal(2, #flows)
    check({ packets = 2, reason = "idle" }, flows[1])
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
    -- where there is room for more slots, but not for what is in them, too
    for i = 22, 100 do packets[i] = udp(1, "", i) end
    for bytes = 15000, 18000, 100 do
      local options = ("1000 %d oldest 1000"):format(bytes)
      counts = select(2, flows_of(packets, options))
      assert.is_true(counts.bytes <= bytes, bytes)
    end
  end)

  it("have the Community ID of pings to oneself", function()
    for type, id in pairs { [8] = "1:PRCVIRO2XedYcoD1kwnYlWfzz28=",
      [0] = "1:PRCVIRO2XedYcoD1kwnYlWfzz28=",
      [3] = "1:UIMvphmoKSunciUim5POD63sY5M=" } do
      local address = "127.0.0.1"
      check({ communityid = id }, flows_of({ pycap.packet(pycap.ip {
        source = address, destination = address }, pycap.icmp { type = type },
        "abcdefgh") })[1])
    end
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
end)
