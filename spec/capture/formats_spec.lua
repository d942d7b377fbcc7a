--
-- formats_spec.lua - every capture of the corpus, judged by capinfos and tshark
--
-- Of all: how many packets, their lengths in all, the link type, the time of
-- the first and of the last. Of those in formats/, each packet.
-- (spec/core/corpus_spec.lua compares times, lengths and headers of each packet
-- of all.)
--
local pycap = require "pycap"
local support = require "spec.support"

-- What capinfos calls a link type (DLT), and tshark's number of it.
local encapsulations = {
  [0] = "null", "ether", [6] = "tr", [9] = "ppp", [10] = "fddi-swapped",
  [12] = "rawip", [104] = "chdlc", [105] = "ieee-802-11", [107] = "frelay",
  [113] = "linux-sll", [127] = "ieee-802-11-radiotap", [228] = "rawip4",
  [229] = "rawip6", [253] = "netlink", [276] = "linux-sll2",
}
local numbers = { [0] = 15, [1] = 1, [12] = 7, [253] = 158 }

-- Files of which tshark is not the judge, and the right answer.
local own = {
  ["formats/pcpp-solaris.snoop"] = { count = 0,
    problem = "unknown file format" },
  ["formats/pypcapng-test007.ntar"] = { count = 0,
    problem = "damaged: block 3, at byte 96: a length of 139" },
  ["formats/libpcap-linktype-reserved-field-not-zero.pcap"] = { count = 0 },
}

-- Those that are cut short: the packets before, and what is said then.
local cut = {
  ["malformed/pcpp-fuzz-575753.pcap"] = true,
  ["malformed/pcpp-fuzz-620768.pcap"] = true,
  ["udp/dpkt-truncated_dns_2.pcap"] = true,
}

-- Times whose fraction is over a second: tshark takes it for negative.
local odd = {
  ["malformed/pcpp-fuzz-498160.pcap"] = true,
  ["malformed/pcpp-fuzz-519622.pcap"] = true,
  ["linktypes/pcpp-fuzz-622361.pcap"] = true,
  ["tcp/suricata-transform-base64-7296.pcap"] = true,
}

-- Where a length on the wire is below that of what is here, it is that.
local longer = { ["ipv6/moontastik-quic_google.pcapng"] = 1294 - 62 }

-- Packets as tables of what a file says of each, and the error at its end.
local function read(path)
  local list, links = {}, {}
  local ok, problem = pcall(function()
    local capture <close> = pycap { filename = path }
    links[capture:datalink()] = true
    for packet in capture:packets() do
      local interface = packet.interface and
        capture.interfaces[packet.interface]
      list[#list + 1] = { time = packet.timestamp, length = packet.length,
        caplen = packet.caplen, comment = packet.comment,
        interface = packet.interface, name = interface and interface.name,
        link = interface and interface.datalink or capture:datalink() }
    end
    for _, interface in ipairs(capture.interfaces) do
      links[interface.datalink] = true
    end
  end)
  return list, links, not ok and problem or nil
end

-- A time as tshark prints it, in nanoseconds, and how many a last digit is.
local function nanoseconds(text)
  local seconds, fraction = text:match("^(%d+)%.?(%d*)$")
  if not seconds then return nil end
  return tonumber(seconds) * 1000000000 +
    tonumber((fraction .. "000000000"):sub(1, 9)),
    math.tointeger(10 ^ (9 - #fraction))
end

local function shell(command)
  local out = support.shell(command, { timeout = 300 })
  return out
end

describe("the corpus' formats", function()
  support.needs "corpus"
  local captures, told = support.corpus(), {}

  lazy_setup(function()
    local words = {}
    for i, capture in ipairs(captures) do
      words[i] = support.quote(capture.path)
    end
    local out = shell("capinfos -T -r -c -E -d -a -e -S " ..
      table.concat(words, " "))
    for line in out:gmatch "[^\n]+" do
      local path, kind, count, bytes, from, to = line:match(
        "^([^\t]+)\t([^\t]+)\t(%d+)\t(%d+)\t([^\t]+)\t([^\t]+)$")
      assert(path, line)
      told[path] = { kind = kind, count = tonumber(count),
        bytes = tonumber(bytes), from = from, to = to }
    end
  end)

  for _, capture in ipairs(captures) do
    local right = own[capture.file]
    it("are those of " .. capture.file, function()
      local list, links, problem = read(capture.path)
      if right then
        assert.equal(right.count, #list)
        if not right.problem then return assert.is_nil(problem) end
        assert.matches(right.problem, problem.message, 1, true)
        return
      end
      if cut[capture.file] then
        assert.matches("truncated: packet 2, at byte %d+, is cut short",
          problem.message)
      else
        assert.is_nil(problem)
      end
      local theirs = assert(told[capture.path])
      local bytes, from, to = 0, math.maxinteger, 0
      for _, packet in ipairs(list) do
        bytes = bytes + packet.length
        from, to = math.min(from, packet.time), math.max(to, packet.time)
      end
      assert.equal(theirs.count, #list)
      assert.equal(theirs.bytes + (longer[capture.file] or 0), bytes)
      local link = next(links)
      assert.equal(theirs.kind, next(links, link) and "per-packet" or
        encapsulations[link])
      if theirs.from ~= "n/a" and not odd[capture.file] then
        local first, unit = nanoseconds(theirs.from)
        assert.equal(first, from // unit * unit)
        assert.equal(nanoseconds(theirs.to), to // unit * unit)
      end
    end)
  end

  for _, capture in ipairs(captures) do
    if capture.file:match "^formats/" and not own[capture.file] then
      it("have the packets that tshark sees in " .. capture.file, function()
        local list = read(capture.path)
        local count = 0
        local out = shell("tshark -r " .. support.quote(capture.path) ..
          " -T fields -e frame.time_epoch -e frame.len -e frame.cap_len " ..
          "-e frame.encap_type -e frame.section_number " ..
          "-e frame.interface_name -e frame.comment" ..
          " 2>/dev/null")
        for line in out:gmatch "[^\n]+" do
          local time, length, caplen, kind, section, name, comment =
            line:match(
              "^(.-)\t(%d+)\t(%d+)\t(%d*)\t(%d*)\t(.-)\t(.*)$")
          assert(time, line)
          if kind ~= "" then  -- a record that is no packet has none
            count = count + 1
            local our = list[count]
            assert.same({
              time = time == "" and 0 or nanoseconds(time),
              length = tonumber(length), caplen = tonumber(caplen),
              kind = tonumber(kind),
              -- in later sections, tshark names those of the first
              name = name ~= "" and section == "1" and name or our.name,
              comment = comment ~= "" and comment or nil,
            }, {
              time = our.time, length = our.length, caplen = our.caplen,
              kind = numbers[our.link], name = our.name,
              comment = our.comment and our.comment:gsub("\n", ",") or nil,
            }, ("packet %d"):format(count))
          end
        end
        assert.equal(count, #list)
      end)
    end
  end
end)
