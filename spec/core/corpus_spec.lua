--
-- corpus_spec.lua - real captures, judged by tshark packet by packet
--
-- All files: how many packets, their times and lengths, the list of headers,
-- and every field that the oracle prints (judge.lua). Nothing is left out
-- because it differs: what is not compared follows from the protocols that
-- tshark names, and a key that nobody compared is a difference too.
--
local judge = require "spec.support.judge"
local oracle = require "spec.support.oracle"
local pycap = require "pycap"
local support = require "spec.support"

-- Where a packet differs and tshark is not the judge, and why.
local routed = "a source route: tshark shows where it ends, not what stands " ..
  "in the header"
local options = "tshark decodes nothing behind options that it finds broken"

local few = "fewer bytes than the header's fixed part: tshark has its name"
local small = "a header shorter than its fixed part says that it is none"
local other = "a version that is not the protocol's: nobody can tell what it is"

local longer = "SNMP whose length goes beyond the datagram"

local datagrams = "DNP3 over UDP: tshark looks for it over TCP alone"

-- Packets in whose lists of protocols tshark has one more, and why.
local function lists(reason, ...)
  local list = {}
  for _, number in ipairs { ... } do list[number] = { protocols = reason } end
  return list
end

local exceptions = {
  ["ethernet/libtrace-8021x.pcap"] = lists(few, 1, 35),
  ["formats/rustpcap-packet_snaplen_20.pcap"] = lists(few, 1),
  ["ipv4/pcpp-ipv4-malformed.pcap"] = lists(small, 1, 2),
  ["ipv6/suricata-wrong-version-ipv4-ipv6.pcap"] = lists(other, 1),
  ["ipv6/zeek-ipv6_zero_len_ah.pcap"] = lists(small, 5),
  ["malformed/maltrail-truncated.pcap"] = { { protocols = few },
    { protocols = few }, { protocols = few }, { protocols = few },
    { protocols = few }, { protocols = small }, { protocols = small },
    { protocols = other } },
  ["malformed/pcpp-fuzz-620768.pcap"] = lists(few, 1),
  ["malformed/suricata-decode-too-many-layers.pcap"] = lists(few, 1),
  ["malformed/suricata-decode-too-small-test.pcap"] = lists(few, 4, 5, 6, 8),
  ["malformed/zeek-ip6-ext-trunc.pcap"] = lists(few, 1),
  ["malformed/zeek-ip6-trunc.pcap"] = lists(few, 1),
  ["malformed/zeek-mpls-6in6-broken.pcap"] = lists(other, 11, 170, 209, 345,
    399, 525, 644, 787, 1006, 1106, 1332, 1487, 1529, 1546, 1562, 1582, 1647,
    1663, 1667, 1699, 1720, 1721),
  ["tcp/suricata-drop-protocol-change.pcap"] = lists(small, 7),
  ["udp/suricata-udp-len-invalid.pcap"] = lists(small, 1),
  ["udp/tcpreplay-test.rewrite_l7fuzzing.pcap"] = lists(few, 35, 79, 81, 111,
    153, 154, 165),
  ["ipv4/pcpp-ipv4-options.pcap"] = {
    [6] = { ["ip.dst"] = routed }, [7] = { ["ip.dst"] = routed },
  },
  ["ipv4/suricata-detect-ipopts.pcap"] = {
    [2] = { ["ip.dst"] = routed }, [7] = { ["ip.dst"] = routed },
  },
  ["ipv4/suricata-ip_secopt.pcap"] = { [3] = {
    protocols = options, ["udp.srcport"] = options, ["udp.dstport"] = options,
    ["udp.length"] = options, ["udp.checksum"] = options,
  } },
  ["ipv6/zeek-ipv6-mobility-dst-opts.pcap"] = { {
    protocols = options, ["udp.srcport"] = options, ["udp.dstport"] = options,
    ["udp.length"] = options, ["udp.checksum"] = options,
  } },
  ["ipv6/moontastik-quic_google.pcapng"] = { [13] = {
    len = "a length on the wire below what was captured: it is that",
  } },
  ["linktypes/pcpp-NullLoopback.pcap"] = { [3] = {
    ["null.type"] = "four bytes that are below 65536 in neither order: " ..
      "tshark takes two of them",
  } },
  ["mixed/arkime-arkime_synthetic.pcap"] = {
    [247] = { protocols = longer }, [403] = { protocols = longer },
    [474] = { protocols = longer }, [475] = { protocols = longer },
    [544] = { protocols = datagrams }, [545] = { protocols = datagrams },
    [623] = { protocols = "Geneve by the sender's port, which may be any" },
    [818] = {
      ["udp.checksum"] = "UDP length 0: all that is there, as RFC 2675 has it",
    },
  },
  ["linktypes/pcpp-fuzz-622361.pcap"] = { {
    time = "538976288 microseconds: tshark makes nanoseconds of them in 32 bits"
  } },
  ["malformed/pcpp-fuzz-498160.pcap"] = { {
    time = "seconds and microseconds over 2^31: neither reads them as written"
  } },
  ["malformed/pcpp-fuzz-575753.pcap"] = { {
    protocols = small,
    ["ipv6.ext"] = "an AH whose length is below that of its own fields: " ..
      "tshark goes on inside of it",
  } },
  ["malformed/pcpp-fuzz-519622.pcap"] = { {
    time = "microseconds over 2^31: libpcap reads a negative number",
    len = "4279566462: tshark shows no length over 2^31 - 1",
  } },
}

exceptions["malformed/zeek-mpls-6in6-broken.pcap"][1088] = {
  protocols = "behind MPLS a version of 4 is IP, however long its header: " ..
    "tshark looks at more of it",
}

-- The inner frames of this file end where tshark finds a check sequence.
do
  local list = {}
  local reason = "tshark takes the last four bytes of a FabricPath frame " ..
    "for its check sequence"
  for number = 2, 130, 2 do
    list[number] = { ["udp.checksum"] = reason, ["udp.length"] = reason,
      ["tcp.checksum"] = reason, ["tcp.urgent_pointer"] = reason,
      ["tcp.len"] = reason, ["ipv6.dst"] = reason }
  end
  exceptions["ethernet/zeek-cisco-fabric-path.pcap"] = list
end

-- The files that can be read no further than this many packets.
local broken = {
  ["malformed/pcpp-fuzz-575753.pcap"] = 1,
  ["malformed/pcpp-fuzz-620768.pcap"] = 1,
  ["udp/dpkt-truncated_dns_2.pcap"] = 1,
  ["formats/pcpp-solaris.snoop"] = 0,
  ["formats/pypcapng-test007.ntar"] = 0,
}

local enough = 8    -- differences that are shown of one file
local needed = {}   -- the exceptions that were one
local files = 0
local wrong = 0     -- packets that differ, all of them listed above

local function shown(value)
  if type(value) ~= "string" then return tostring(value) end
  local text = ("%q"):format(value)
  return #text > 60 and text:sub(1, 60) .. "..." or text
end

-- Compares a file from its beginning until it ends, ours or tshark's, or an
-- error is raised: how many packets, the error, and the list of differences.
local function compare_file(capture)
  local differences, count = {}, 0
  local theirs = oracle.packets(capture.path)
  local ok, fault = pcall(function()
    local reader <close> = pycap { filename = capture.path }
    for packet in reader:packets() do
      count = count + 1
      local number, expected = theirs()
      if not number then
        differences[#differences + 1] = ("packet %d: tshark has none"):format(
          count)
        break
      end
      local except = (exceptions[capture.file] or {})[number] or {}
      if next(except) then wrong = wrong + 1 end
      judge.packet(packet, expected, except, needed,
        function(key, our, their)
          differences[#differences + 1] = ("packet %d: %s: %s, tshark %s")
            :format(number, key, shown(our), shown(their))
        end)
    end
  end)
  for number, keys in pairs(exceptions[capture.file] or {}) do
    for key, reason in pairs(keys) do
      if not needed[reason] then
        differences[#differences + 1] = ("packet %d: %s: no exception: %s")
          :format(number, key, reason)
      end
    end
  end
  files = files + 1
  return count, not ok and fault or nil, differences
end

local function agree(differences)
  local list = table.concat(differences, "\n", 1,
    math.min(#differences, enough))
  assert(#differences == 0, ("%d differences\n%s"):format(#differences, list))
end

describe("the corpus", function()
  setup(function()
    support.needs("corpus", "oracle")
  end)

  local captures = support.corpus()
  local paths = {}
  for i, capture in ipairs(captures) do paths[i] = capture.path end

  lazy_setup(function() oracle.start(paths) end)

  teardown(function()
    if files == 0 then return end
    local done = judge.done
    local protocols, headers = 0, 0
    for _, count in pairs(done.headers) do
      protocols, headers = protocols + 1, headers + count
    end
    support.note("compared with tshark: %d files, %d packets, %d fields, " ..
      "%d headers of %d protocols; %d packets differ and are listed; not " ..
      "ours: %d keys of inner headers", files, done.packets, done.fields,
      headers, protocols, wrong, done.inner)
  end)

  for _, capture in ipairs(captures) do
    local first = broken[capture.file]
    if first then
      it("reads " .. capture.file .. " until it breaks off", function()
        local count, fault, differences = compare_file(capture)
        agree(differences)
        assert.equal(first, count, tostring(fault))
        assert(fault, "no error")
        assert.equal(pycap.error, getmetatable(fault), tostring(fault))
        assert.equal("file", fault.code)
      end)
    else
      it("reads " .. capture.file .. " as tshark does", function()
        local count, fault, differences = compare_file(capture)
        if fault then error(fault, 0) end
        agree(differences)
        assert.equal(capture.packets, count)
      end)
    end
  end

  it("has all the files that break off", function()
    local here = {}
    for _, capture in ipairs(captures) do here[capture.file] = true end
    for file in pairs(broken) do
      assert(here[file] or support.stressed, file)
    end
  end)
end)
