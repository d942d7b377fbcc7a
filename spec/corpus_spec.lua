--
-- corpus_spec.lua - real captures, judged by tshark packet by packet
--
-- All files: how many packets, their times and lengths. Ethernet files:
-- every field of ethernet, vlan and arp besides. Nothing is left out because
-- it differs: what tshark reads in another way follows from the protocols
-- that it names, and a key of its that nobody compared is a difference too.
--
local oracle = require "spec.oracle"
local pycap = require "pycap"
local support = require "spec.support"

-- Where a packet differs and tshark is not the judge, and why. Times of
-- damaged packets only: none of them is Ethernet.
local exceptions = {
  ["linktypes/pcpp-fuzz-622361.pcap"] = { {
    time = "538976288 microseconds: tshark makes nanoseconds of them in 32 bits"
  } },
  ["malformed/pcpp-fuzz-498160.pcap"] = { {
    time = "seconds and microseconds over 2^31: neither reads them as written"
  } },
  ["malformed/pcpp-fuzz-519622.pcap"] = { {
    time = "microseconds over 2^31: libpcap reads a negative number",
    len = "4279566462: tshark shows no length over 2^31 - 1",
  } },
}

-- The files that libpcap reads no further than this many packets.
local broken = {
  ["formats/gopacket-be-test008.pcapng"] = 1,
  ["formats/gopacket-le-test008.pcapng"] = 1,
  ["formats/gopacket-le-test006.pcapng"] = 0,
  ["formats/gopacket-le-test200.pcapng"] = 0,
  ["formats/gopacket-be-test202.pcapng"] = 0,
  ["formats/gopacket-le-test202.pcapng"] = 0,
  ["formats/pcpp-many_interfaces-1.pcapng"] = 0,
  ["malformed/pcpp-fuzz-575753.pcap"] = 1,
  ["malformed/pcpp-fuzz-620768.pcap"] = 1,
  ["udp/dpkt-truncated_dns_2.pcap"] = 1,
  ["formats/pcpp-solaris.snoop"] = 0,
  ["formats/pypcapng-test007.ntar"] = 0,
}

local enough = 8    -- differences that are shown of one file
local needed = {}   -- the exceptions that were one
local done = { files = 0, packets = 0, fields = 0, arp = 0, inner = 0 }

-- What tshark's list of protocols says of the outermost headers: how many
-- tags follow the Ethernet header at once, whether ARP comes next, and
-- whether "eth" is the frame itself (FabricPath, 0x8903: one inside of it).
local function outline(expected)
  local names = {}
  for name in expected.protocols:gmatch("[^:]+") do
    names[#names + 1] = name
  end
  local seen = { ethernet = names[1] == "eth" and names[2] ~= "cfp",
                 fabricpath = names[2] == "cfp", tags = 0 }
  local i, pairs_of_tags = 2, false
  while names[i] == "ethertype" and
        (names[i + 1] == "vlan" or names[i + 1] == "ieee8021ad") do
    pairs_of_tags = pairs_of_tags or names[i + 1] == "ieee8021ad"
    seen.tags = seen.tags + 1
    i = i + 2
  end
  -- Two 802.1ad tags are one protocol to tshark.
  if pairs_of_tags then seen.tags = #expected["vlan.id"] end
  seen.arp = names[i] == "ethertype" and names[i + 1] == "arp"
  return seen
end

-- The comparison of one packet: `differ` is called with each key that
-- differs, what we have, and what tshark has.
local function comparison(expected, except, differ)
  local compared = {}

  local function compare(key, ours, theirs)
    done.fields = done.fields + 1
    if ours == theirs then return end
    if except[key] then
      needed[except[key]] = true
    else
      differ(key, ours, theirs)
    end
  end

  -- Each field against the key of the same meaning.
  local function same(key, ours)
    compared[key] = true
    compare(key, ours, expected[key])
  end

  -- A key that was compared in another way.
  local function mark(key)
    compared[key] = true
  end

  -- The keys that begin so are of a header inside of another one, which is
  -- not decoded.
  local function inner(prefix)
    for key in pairs(expected) do
      if key:find(prefix, 1, true) == 1 then
        compared[key] = true
        done.inner = done.inner + 1
      end
    end
  end

  local function nothing_left()
    for key, value in pairs(expected) do
      if not compared[key] and (key:find("^eth%.") or key:find("^vlan%.") or
                                key:find("^arp%.")) then
        differ(key, "(not compared)", value)
      end
    end
  end

  return { compare = compare, same = same, mark = mark, inner = inner,
           nothing_left = nothing_left }
end

-- A type or a length: what tshark calls it depends on its size.
local function compare_type(c, expected, value)
  local key = value >= 1536 and "eth.type" or value <= 1500 and "eth.len" or
    "eth.invalid_lentype"
  c.same(key, value)
  if expected["eth.type"] and expected["eth.len"] then
    c.compare("eth.type and eth.len", "one", "both")
  end
end

local function hexadecimal(bytes, first, last)
  return (bytes:sub(first, last):gsub(".", function(byte)
    return (":%02x"):format(byte:byte())
  end):sub(2))
end

local function compare_ethernet(c, expected, seen, packet)
  local ethernet = packet.ethernet
  if packet.caplen < 14 then
    c.compare("ethernet", ethernet, nil)
    c.compare("malformed", packet.malformed ~= nil, true)
  elseif not ethernet then
    c.compare("ethernet", nil, "a header")
    c.inner("eth.")
  elseif seen.fabricpath then
    c.compare("eth.type", ethernet.type, 0x8903)
    c.compare("eth.dst", ethernet.destination,
      hexadecimal(packet.bytes, 1, 6))
    c.compare("eth.src", ethernet.source, hexadecimal(packet.bytes, 7, 12))
    c.inner("eth.")
  else
    c.compare("protocols", seen.ethernet, true)
    c.same("eth.dst", ethernet.destination)
    c.same("eth.src", ethernet.source)
    compare_type(c, expected, ethernet.type)
  end
end

-- Our tags: the headers from the second one on, as long as they are tags.
local function tags_of(packet)
  local tags = {}
  for i = 2, #packet do
    local fields = pycap.table(packet[i])
    if fields.dropeligible == nil then break end
    tags[#tags + 1] = fields
  end
  return tags
end

local function compare_vlan(c, expected, seen, packet)
  if seen.tags == 0 then
    c.compare("vlan", packet.vlan, nil)
    c.inner("vlan.")
    return
  end
  local tags = tags_of(packet)
  c.compare("vlan", packet.vlan and packet.vlan.id, tags[1] and tags[1].id)
  local id, pcp, dei = expected["vlan.id"], expected["vlan.pcp"],
    expected["vlan.dei"]
  local types, lengths = expected["vlan.type"], expected["vlan.len"] or {}
  c.compare("tags by protocols", #tags, seen.tags)
  c.compare("tags by vlan.id", #tags, #id)
  for i, tag in ipairs(tags) do
    c.compare("vlan.id", tag.id, id[i])
    c.compare("vlan.pcp", tag.priority, pcp[i])
    c.compare("vlan.dei", tag.dropeligible, dei[i])
    if tag.type <= 1500 then
      c.compare("vlan.len", tag.type, lengths[i])
      c.compare("vlan.type", oracle.none, types[i])
    else
      c.compare("vlan.type", tag.type, types[i])
    end
  end
  for _, part in ipairs { "id", "pcp", "dei", "type", "len" } do
    c.mark("vlan." .. part)
  end
end

-- An address that is no text on our side, from tshark's aa:bb:..
local function raw(text, length)
  if not text then return length == 0 and "" or nil end
  return support.wire(text)
end

local function compare_arp(c, expected, seen, packet)
  local arp = packet.arp
  if not seen.arp then
    c.compare("arp", arp, nil)
    c.inner("arp.")
    return
  end
  local hlen, plen = expected["arp.hlen"], expected["arp.plen"]
  local room = packet.caplen - 14 - 4 * seen.tags
  if not plen or 8 + 2 * hlen + 2 * plen > room then
    -- Of a header that is cut off tshark shows the beginning; we none.
    c.compare("arp", arp, nil)
    c.compare("malformed", packet.malformed ~= nil, true)
    c.inner("arp.")
    return
  end
  done.arp = done.arp + 1
  if not arp then
    c.compare("arp", nil, "a header")
    c.inner("arp.")
    return
  end
  c.compare("malformed", packet.malformed, nil)
  c.same("arp.hw_type", arp.hardwareformat)
  c.same("arp.proto_type", arp.protocol)
  c.same("arp.hlen", arp.hardwarelength)
  c.same("arp.plen", arp.protocollength)
  c.same("arp.opcode", arp.operation)
  for ours, theirs in pairs { source = "arp.src_", target = "arp.dst_" } do
    local hardware = expected[theirs .. "hw"]
    if hlen ~= 6 then hardware = raw(hardware, hlen) end
    c.compare(theirs .. "hw", arp[ours .. "hardware"], hardware)
    c.mark(theirs .. "hw")
    if arp.protocol == 0x0800 and plen == 4 then
      c.same(theirs .. "ip", arp[ours .. "protocol"])
    else
      local protocol = raw(expected[theirs .. "proto"], plen)
      c.compare(theirs .. "proto", arp[ours .. "protocol"], protocol)
      c.mark(theirs .. "proto")
    end
  end
end

-- tshark's time is a text of seconds and nanoseconds; of a fraction that is
-- a second or more, in damaged files, it shows all the digits.
local function compare_frame(c, expected, packet)
  c.same("caplen", packet.caplen)
  c.same("len", packet.length)
  c.compare("bytes", #packet.bytes, expected.caplen)
  local time = packet.timestamp
  if not expected.time then return c.compare("time", time, 0) end
  local seconds, fraction = expected.time:match("^(-?%d+)%.(%d+)$")
  c.compare("time", time,
    math.tointeger(seconds) * 1000000000 + math.tointeger(fraction))
  c.compare("packet.time", math.abs(packet.time - time / 1e9) < 1e-6, true)
end

local function compare_packet(capture, expected, packet, differ)
  local except = exceptions[capture.file] or {}
  local c = comparison(expected, except[expected.number] or {}, differ)
  compare_frame(c, expected, packet)
  if capture.linktype == "EN10MB" then
    local seen = outline(expected)
    compare_ethernet(c, expected, seen, packet)
    compare_vlan(c, expected, seen, packet)
    compare_arp(c, expected, seen, packet)
    c.nothing_left()
  end
  done.packets = done.packets + 1
end

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
      compare_packet(capture, expected, packet, function(key, our, their)
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
  done.files = done.files + 1
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
    if done.files == 0 then return end
    support.note("compared with tshark: %d files, %d packets, %d fields " ..
      "(%d whole ARP headers); %d keys of inner or cut headers not ours",
      done.files, done.packets, done.fields, done.arp, done.inner)
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
    for file in pairs(broken) do assert(here[file], file) end
  end)
end)
