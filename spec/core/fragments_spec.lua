--
-- fragments_spec.lua - what is put together of fragments, by src/flow alone:
-- that of the corpus, judged by tshark, and drawn ones
--
local pycap = require "pycap"
local support = require "spec.support"

local BUILD <const> = os.getenv "PYCAP_BUILD" or "build"
local FLAGS <const> = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror " ..
  "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"

-- The files of the corpus in which tshark puts something together.
local FILES <const> = {
  "ipv4/pcpp-frag_with_padding.pcap", "ipv4/pcpp-ip4_fragments.pcap",
  "ipv4/suricata-defrag-af-confusion-spray-h8.pcap",
  "ipv4/suricata-eth-ip-gre-ppp-max-ip-packet.pcap",
  "ipv6/sanders-ipv6_fragments.pcapng", "ipv6/zeek-ipv6-fragmented-dns.pcap",
  "ipv6/zeek-ipv6-reassembly-state-leak.pcap",
  "linktypes/suricata-frag-ppp-ip-tcp-syn.pcap",
  "udp/zeek-gtp1_gn_normal_incl_fragmentation.pcap",
  "vlan/libtrace-traces-vlan.pcap",
  "vlan/suricata-frag-eth-vlan-ip-tcp-syn.pcap",
}
local ALL <const> = 8261
local HANDED <const> = 4165  -- those in which handlers are found a header

describe("fragments", function()
  local program

  setup(function()
    program = support.name()
    local _, complaint, status = support.shell(("cc %s -o %s " ..
      "spec/core/fragments.c src/flow/*.c %s/core/*.o %s/proto/*.o -lpcap")
      :format(FLAGS, support.quote(program), BUILD, BUILD))
    assert.equal("", complaint)
    assert.equal(0, status)
  end)

  -- What the program prints of files: a list of lines.
  local function run(options, paths)
    local command = support.quote(program) .. " " .. options
    for _, path in ipairs(paths) do
      command = command .. " " .. support.quote(path)
    end
    local out, complaint, status = support.shell(command)
    assert.equal("", complaint)
    assert.equal(0, status)
    local lines = {}
    for line in out:gmatch("[^\n]+") do lines[#lines + 1] = line end
    return lines
  end

  -- What it prints of packets, which come a second apart or at these times.
  local function run_packets(packets, options, times)
    local name = support.name(".pcap")
    local dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW })
    for i, packet in ipairs(packets) do
      dump:write(packet, { time = times and times[i] or i })
    end
    dump:close()
    return run(options or "30 4096 16777216 first", { name })
  end

  local function hex(bytes)
    return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
  end

  -- What handlers get of a file: for each datagram the number of the frame that
  -- completed it, of how many fragments, and its bytes from that header on.
  local function handed(path)
    local capture = pycap.capture{ filename = path,
      fragments = { timeout = 1000000 } }
    local list, seen, number = {}, {}, 0
    capture:on("packet", {}, function() number = number + 1 end)
    for _, name in ipairs{ "udp", "tcp", "icmp", "icmp6" } do
      capture:on(name, function(_, packet)
        if seen[packet] or not packet.reassembled then return end
        local parts, from = {}, 1
        while pycap.protocolof(packet[from]) ~= name do from = from + 1 end
        for i = from, #packet do parts[#parts + 1] = packet[i].packet end
        seen[packet] = true
        list[#list + 1] = { number, packet.reassembled,
          hex(table.concat(parts) .. packet.payload) }
      end)
    end
    capture:loop()
    return list
  end

  it("are put together as tshark does", function()
    support.needs("corpus", "oracle")
    local paths, theirs = {}, {}
    for i, file in ipairs(FILES) do
      paths[i] = assert(support.shared("corpus/" .. file))
      local out = support.shell(("tshark -n -r %s -Y %s -T fields " ..
        "-e frame.number -e ip.fragment.count -e ipv6.fragment.count " ..
        "-e ip.reassembled.data -e ipv6.reassembled.data"):format(
        support.quote(paths[i]),
        "'ip.reassembled.length or ipv6.reassembled.length'"))
      for number, parts, bytes in out:gmatch("(%d+)\t+(%d+)\t+(%x+)[^\n]*\n") do
        theirs[#theirs + 1] = ("whole %d %s %s %s"):format(i, number, parts,
          bytes)
      end
    end
    local ours = {}
    for _, line in ipairs(run("1000000 4096 16777216 first", paths)) do
      if line:find "^whole" then ours[#ours + 1] = line end
    end
    assert.equal(ALL, #theirs)
    assert.equal(ALL, #ours)
    for i = 1, ALL do assert.equal(theirs[i], ours[i]) end
    local ends, count = {}, 0
    for _, line in ipairs(theirs) do
      local frame, data = line:match "^whole (%d+ %d+ %d+) (%x+)$"
      ends[frame] = (ends[frame] or "") .. data .. "\n"
    end
    for i, path in ipairs(paths) do
      for _, got in ipairs(handed(path)) do
        local data = ends[("%d %d %d"):format(i, got[1], got[2])]
        assert.truthy(data:find(got[3] .. "\n", 1, true), path)
        count = count + 1
      end
    end
    assert.equal(HANDED, count)
    support.note("datagrams put together as tshark does: %d", #ours)
  end)

  local SEED <const> = 20261128

  -- A fragment of that datagram, of IPv4 or IPv6: the bytes from `at` on up
  -- to `to`, or `bytes` there.
  local function fragment(six, id, whole, at, to, bytes)
    local part, more = bytes or whole:sub(at + 1, to), to < #whole and 1 or 0
    if six then
      return pycap.packet(
        pycap.ip6 { source = "2001:db8::1", destination = "2001:db8::2",
          nextheader = 44 },
        pycap.fragment { nextheader = 253, id = id, offset = at,
          flags = more }, part)
    end
    return pycap.packet(
      pycap.ip { source = "192.0.2.1", destination = "192.0.2.2", id = id,
        protocol = 253, offset = at, flags = more }, part)
  end

  -- Bytes of which no two neighbours are alike.
  local function bytes_of(size, first)
    local list = {}
    for i = 1, size do
      list[i] = string.char(((first or 0) + i * 7 + i // 256) % 256)
    end
    return table.concat(list)
  end

  local function shuffle(list)
    for i = #list, 2, -1 do
      local k = math.random(i)
      list[i], list[k] = list[k], list[i]
    end
  end

  it("are put together in any order", function()
    math.randomseed(SEED)
    local packets, expected = {}, {}
    for id = 1, 60 do
      local six, size = id % 2 == 0, math.random(9, id % 20 == 0 and 65000
        or 3000)
      local whole, at, list = bytes_of(size, id), 0, {}
      while at < size do
        local to = math.min(size, at + 8 * math.random(1, size // 64 + 1))
        if at == 0 and to == size then to = 8 end
        list[#list + 1] = fragment(six, id, whole, at, to)
        at = to
      end
      expected[("%d %s"):format(#list, hex(whole))] = true
      shuffle(list)
      for _, packet in ipairs(list) do packets[#packets + 1] = packet end
    end
    shuffle(packets)
    for _, line in ipairs(run_packets(packets,
      "1000000 4096 16777216 first")) do
      local got = line:match("^whole 1 %d+ (.*)")
      if got then
        assert.is_true(expected[got], "seed " .. SEED)
        expected[got] = nil
      else
        assert.equal("counts 1 60 0 0", line)
      end
    end
    assert.is_nil(next(expected))
  end)

  it("that overlap are put together as asked, in IPv4", function()
    local whole = bytes_of(48)
    local other = bytes_of(16, 100)
    local packets = {
      fragment(false, 1, whole, 0, 24), fragment(false, 1, whole, 16, 32,
        other), fragment(false, 1, whole, 32, 48),
    }
    assert.same({ "whole 1 3 3 " .. hex(whole:sub(1, 24) .. other:sub(9) ..
      whole:sub(33)), "counts 1 1 0 0" }, run_packets(packets))
    assert.same({ "whole 1 3 3 " .. hex(whole:sub(1, 16) .. other ..
      whole:sub(33)), "counts 1 1 0 0" },
      run_packets(packets, "30 4096 16777216 last"))
  end)

  it("that overlap end the datagram, in IPv6 (RFC 5722)", function()
    local whole = bytes_of(48)
    local lines = run_packets {
      fragment(true, 1, whole, 16, 32),
      fragment(true, 1, whole, 24, 40, bytes_of(16, 100)),
      fragment(true, 1, whole, 0, 16), fragment(true, 1, whole, 32, 48),
      fragment(true, 1, whole, 0, 16),
    }
    assert.same({ "lost 1 3000000000 its fragments overlap", "counts 1 0 1 0" },
      lines)
  end)

  it("that repeat the same bytes are no harm in IPv6", function()
    local whole = bytes_of(40)
    assert.same({ "whole 1 4 2 " .. hex(whole), "counts 1 1 0 0" },
      run_packets {
        fragment(true, 1, whole, 0, 16), fragment(true, 1, whole, 0, 16),
        fragment(true, 1, whole, 8, 16), fragment(true, 1, whole, 16, 40),
      })
  end)

  it("are given up when 30 s have passed", function()
    local whole = bytes_of(48)
    local first, last = fragment(false, 1, whole, 0, 24),
      fragment(false, 1, whole, 24, 48)
    local function times(...)
      return run_packets({ first, last }, nil, { ... })
    end
    assert.same({ "whole 1 2 2 " .. hex(whole), "counts 1 1 0 0" },
      times(100, 130))
    assert.same({ "lost 1 100000000000 its fragments did not all come in time",
      "counts 1 0 1 1" }, times(100, 131))
  end)

  it("give way to newer ones at the bounds", function()
    local whole, packets = bytes_of(48), {}
    for id = 1, 20 do packets[id] = fragment(false, id, whole, 0, 24) end
    local gave, ended = 0, 0
    for _, line in ipairs(run_packets(packets, "30 8 16777216 first")) do
      if line:find "gave way" then gave = gave + 1 end
      if line:find "did not all come$" then ended = ended + 1 end
    end
    assert.same({ 12, 8 }, { gave, ended })
    for id = 1, 20 do packets[id] = fragment(true, id, whole, 0, 24) end
    gave = 0
    for _, line in ipairs(run_packets(packets, "30 4096 20000 first")) do
      if line:find "gave way" then gave = gave + 1 end
    end
    assert.is_true(gave > 10, gave)
  end)

  it("that contradict each other end the datagram", function()
    local whole = bytes_of(48)
    for _, case in ipairs {
      { "its fragments disagree on its end", whole:sub(1, 40), 24, 40 },
      { "its fragments disagree on its end", whole:sub(1, 47), 40, 47 },
    } do
      local lines = run_packets {
        fragment(false, 1, whole, 0, 24), fragment(false, 1, whole, 40, 48),
        fragment(false, 1, case[2], case[3], case[4]),
      }
      assert.equal("lost 1 1000000000 " .. case[1], lines[1])
    end
    assert.equal("lost 1 1000000000 the size of a fragment is no multiple of 8",
      run_packets({ fragment(false, 1, whole, 0, 23) })[1])
    assert.equal("lost 1 1000000000 its fragments reach beyond 65535 bytes",
      run_packets({ fragment(false, 1, whole, 0, 24),
        fragment(false, 1, whole, 65528, 65544, whole:sub(1, 16)) })[1])
  end)
end)
