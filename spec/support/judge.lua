--
-- judge.lua - a decoded packet against what tshark says of it
--
-- tshark's list of protocols says which headers there are, up to the first
-- one that is not ours: of those every key of the oracle is compared, and the
-- lists themselves. What is not compared follows from tshark's own words:
-- headers inside of something that we do not decode, and fields of a header
-- that is cut which are there, and tshark does not show.
--
local lists = require "spec.support.judgelists"
local oracle = require "spec.support.oracle"
local support = require "spec.support"

local judge = {
  done = { packets = 0, fields = 0, headers = {}, inner = 0 }
}
local done = judge.done
local name_of = lists.name_of

-- For each protocol: the oracle's key -> the field, or a function of the
-- header that gives what the key has.
local keys = {
  llc = {
    ["llc.dsap"] = "dsap", ["llc.ssap"] = "ssap",
    ["llc.control"] = function(llc)
      return llc.control | (llc.receive or 0) << 8
    end,
  },
  snap = { ["llc.oui"] = "organisation" },
  sll = {
    ["sll.pkttype"] = "packettype", ["sll.hatype"] = "hardwareformat",
    ["sll.halen"] = "addresslength", ["sll.etype"] = "protocol",
  },
  null = {
    ["null.family"] = function(null)
      return null.family < 1536 and null.family or nil
    end,
    ["null.type"] = function(null)
      return null.family >= 1536 and null.family or nil
    end,
  },
  ip = {
    ["ip.version"] = "version", ["ip.hdr_len"] = "headerlength",
    ["ip.tos"] = "typeofservice", ["ip.len"] = "length", ["ip.id"] = "id",
    ["ip.flags"] = "flags", ["ip.ttl"] = "timetolive",
    ["ip.proto"] = "protocol", ["ip.checksum"] = "checksum",
    ["ip.src"] = "source", ["ip.dst"] = "destination",
    ["ip.frag_offset"] = function(ip) return ip.offset // 8 end,
  },
  ip6 = {
    ["ipv6.version"] = "version", ["ipv6.tclass"] = "trafficclass",
    ["ipv6.flow"] = "flowlabel", ["ipv6.plen"] = "length",
    ["ipv6.nxt"] = "nextheader", ["ipv6.hlim"] = "hoplimit",
    ["ipv6.src"] = "source", ["ipv6.dst"] = "destination",
  },
  fragment = {
    ["ipv6.frag_nxt"] = "nextheader",
    ["ipv6.frag_more"] = function(fragment) return fragment.flags & 1 end,
    ["ipv6.frag_id"] = "id",
    ["ipv6.frag_offset"] = function(fragment)
      return fragment.offset // 8
    end,
  },
  tcp = {
    ["tcp.srcport"] = "sourceport", ["tcp.dstport"] = "destinationport",
    ["tcp.seq_raw"] = "sequence", ["tcp.ack_raw"] = "acknowledge",
    ["tcp.hdr_len"] = "headerlength", ["tcp.window_size_value"] = "window",
    ["tcp.checksum"] = "checksum", ["tcp.urgent_pointer"] = "urgent",
    ["tcp.flags"] = function(tcp) return tcp.reserved << 8 | tcp.flags end,
    ["tcp.options"] = function(tcp)
      local options = tcp.packet:sub(21)
      return options ~= "" and options:gsub(".", function(byte)
        return ("%02x"):format(byte:byte())
      end) or nil
    end,
  },
  udp = {
    ["udp.srcport"] = "sourceport", ["udp.dstport"] = "destinationport",
    ["udp.length"] = "length", ["udp.checksum"] = "checksum",
  },
  icmp = {
    ["icmp.type"] = "type", ["icmp.code"] = "code",
    ["icmp.checksum"] = "checksum", ["icmp.ident"] = "id",
    ["icmp.seq"] = "sequence",
  },
  icmp6 = {
    ["icmpv6.type"] = "type", ["icmpv6.code"] = "code",
    ["icmpv6.checksum"] = "checksum", ["icmpv6.ident"] = "id",
    ["icmpv6.seq"] = "sequence",
  },
}

-- What tshark calls the extension headers behind an IPv6 header, AH not
-- among them; nil when there are none.
local extensions = {
  hopbyhop = "ipv6.hopopts", routing = "ipv6.routing",
  fragment = "ipv6.fraghdr", destinationoptions = "ipv6.dstopts",
  mobility = "mipv6", ah = "",
}

-- The protocols whose keys begin with other letters than their tshark name.
local prefixes = {
  ethernet = "eth.", ip6 = "ipv6.", icmp6 = "icmpv6.", snap = "llc.",
  sll2 = "sll.", fragment = "ipv6.frag_",
}

local Comparison = {}
Comparison.__index = Comparison

function Comparison:compare(key, our, their)
  done.fields = done.fields + 1
  if our == their or their == nil and self.cut then return end
  local reason = self.except[key]
  if reason then
    self.needed[reason] = true
  else
    self.differ(key, our, their)
  end
end

-- Each field against the key of the same meaning.
function Comparison:same(key, our)
  self.compared[key] = true
  self:compare(key, our, self.expected[key])
end

-- A key that was compared in another way.
function Comparison:mark(key)
  self.compared[key] = true
end

-- The keys that begin so are of a header inside of another one.
function Comparison:inner(prefix)
  for key in pairs(self.expected) do
    if key:sub(1, #prefix) == prefix and not self.compared[key] then
      self.compared[key] = true
      done.inner = done.inner + 1
    end
  end
end

local members = { number = true, protocols = true, count = true,
                  embedded = true, malformed = true, short = true }

function Comparison:nothing_left()
  for key, value in pairs(self.expected) do
    if not self.compared[key] and not members[key] then
      self.differ(key, "(not compared)", value)
    end
  end
end

-- Ethernet, VLAN, ARP, and the address of Linux cooked: not field by key ---

-- A type or a length: what tshark calls it depends on its size.
local function compare_type(c, value)
  local key = value >= 1536 and "eth.type" or value <= 1500 and "eth.len" or
    "eth.invalid_lentype"
  c:same(key, value)
end

local function hexadecimal(bytes)
  return (bytes:gsub(".", function(byte)
    return (":%02x"):format(byte:byte())
  end):sub(2))
end

local special = {}

function special.ethernet(c, ethernet, packet)
  if c.fabricpath then
    c:compare("eth.type", ethernet.type, 0x8903)
    c:compare("eth.dst", ethernet.destination,
      hexadecimal(packet.bytes:sub(1, 6)))
    c:compare("eth.src", ethernet.source,
      hexadecimal(packet.bytes:sub(7, 12)))
    c:inner("eth.")
  else
    c:same("eth.dst", ethernet.destination)
    c:same("eth.src", ethernet.source)
    compare_type(c, ethernet.type)
  end
end

-- The oracle's lists are of the first run of tags.
function special.vlan(c, _, packet)
  local expected, tags = c.expected, {}
  for i = 1, #packet do
    local is_tag = name_of(packet[i]) == "vlan"
    if is_tag then tags[#tags + 1] = packet[i] end
    if #tags > 0 and not is_tag then break end
  end
  local lengths = expected["vlan.len"] or {}
  c:compare("tags by vlan.id", #tags, #expected["vlan.id"])
  for i, tag in ipairs(tags) do
    c:compare("vlan.id", tag.id, expected["vlan.id"][i])
    c:compare("vlan.pcp", tag.priority, expected["vlan.pcp"][i])
    c:compare("vlan.dei", tag.dropeligible, expected["vlan.dei"][i])
    if tag.type <= 1500 then
      c:compare("vlan.len", tag.type, lengths[i])
      c:compare("vlan.type", oracle.none, expected["vlan.type"][i])
    else
      c:compare("vlan.type", tag.type, expected["vlan.type"][i])
    end
  end
  for _, part in ipairs { "id", "pcp", "dei", "type", "len" } do
    c:mark("vlan." .. part)
  end
end

-- An address that is no text on our side, from tshark's aa:bb:..
local function raw(text, length)
  if not text then return length == 0 and "" or nil end
  return support.wire(text)
end

function special.arp(c, arp)
  local expected = c.expected
  local hlen, plen = expected["arp.hlen"], expected["arp.plen"]
  c:same("arp.hw_type", arp.hardwareformat)
  c:same("arp.proto_type", arp.protocol)
  c:same("arp.hlen", arp.hardwarelength)
  c:same("arp.plen", arp.protocollength)
  c:same("arp.opcode", arp.operation)
  for our, their in pairs { source = "arp.src_", target = "arp.dst_" } do
    local hardware = expected[their .. "hw"]
    if hlen ~= 6 then hardware = raw(hardware, hlen) end
    c:compare(their .. "hw", arp[our .. "hardware"], hardware)
    c:mark(their .. "hw")
    if arp.protocol == 0x0800 and plen == 4 then
      c:same(their .. "ip", arp[our .. "protocol"])
    else
      local protocol = raw(expected[their .. "proto"], plen)
      c:compare(their .. "proto", arp[our .. "protocol"], protocol)
      c:mark(their .. "proto")
    end
  end
end

-- tshark shows as many bytes of the address as there are and as fit.
function special.sll(c, sll)
  local size = math.min(sll.addresslength, 8)
  local address = sll.address
  if #address == 17 then address = support.wire(address) end
  c:same("sll.src", size > 0 and
    hexadecimal((address .. sll.addressrest):sub(1, size)) or nil)
end

function special.sll2(c, sll2)
  special.sll(c, sll2)
  c:same("sll.ifindex", sll2.interface)
end

-- tshark has other names for the numbers of some organisations.
function special.snap(c, snap)
  local theirs = c.expected["llc.type"]
  local ethertype = snap.organisation == 0 or snap.organisation == 0xf8
  if theirs or ethertype then c:same("llc.type", snap.type) end
end

keys.sll2, keys.loopback = keys.sll, keys.null

-- What tshark computes from the length of IP; of a frame that was cut off
-- we have less.
function special.tcp(c, _, packet)
  if c.cut or name_of(packet[#packet]) ~= "tcp" then
    return c:mark("tcp.len")
  end
  local size, length = #packet.payload, c.expected["tcp.len"]
  local cut = packet.caplen < packet.length and #packet.trailer == 0
  c:same("tcp.len", cut and length and size < length and length or size)
end

function special.ip6(c, _, packet)
  local list, i = {}, 1
  while name_of(packet[i]) ~= "ip6" do i = i + 1 end
  for j = i + 1, #packet do
    local name = extensions[name_of(packet[j])]
    if not name then break end
    list[#list + 1] = name ~= "" and name or nil
  end
  c:mark("ipv6.ext")
  c:compare("ipv6.ext", table.concat(list, " "),
    table.concat(c.expected["ipv6.ext"] or {}, " "))
end

-- A packet -----------------------------------------------------------------

local function compare_header(c, name, header, packet)
  -- The oracle has the keys of a fragment header behind IPv6 alone.
  if name == "fragment" and not packet.ip6 then return end
  done.headers[name] = (done.headers[name] or 0) + 1
  for key, field in pairs(keys[name] or {}) do
    if type(field) == "string" then
      c:same(key, header[field])
    else
      local ok, value = pcall(field, header, packet)
      if not ok and not c.cut then error(value, 0) end
      c:same(key, ok and value or nil)
    end
  end
  if special[name] then special[name](c, header, packet) end
end

-- tshark's time is a text of seconds and nanoseconds; of a fraction that is
-- a second or more, in damaged files, it shows all the digits.
local function compare_frame(c, packet)
  local expected = c.expected
  c:same("caplen", packet.caplen)
  c:same("len", packet.length)
  c:compare("bytes", #packet.bytes, expected.caplen)
  local time = packet.timestamp
  c:mark("time")
  if not expected.time then return c:compare("time", time, 0) end
  local seconds, fraction = expected.time:match("^(-?%d+)%.(%d+)$")
  c:compare("time", time,
    math.tointeger(seconds) * 1000000000 + math.tointeger(fraction))
  c:compare("packet.time", math.abs(packet.time - time / 1e9) < 1e-6, true)
end

local function compare_headers(c, packet)
  local theirs, fabricpath = lists.theirs(c.expected, packet)
  local names = lists.ours(packet)
  c.fabricpath = fabricpath
  c:compare("protocols", table.concat(names, ":"), table.concat(theirs, ":"))
  local seen = {}
  for i = 1, #packet do
    local name = name_of(packet[i])
    if not seen[name] then
      seen[name] = true
      c.cut = i == #packet and (packet.malformed or ""):find(
        name .. ": cut ", 1, true) == 1
      compare_header(c, name, packet[i], packet)
      c.cut = false
    end
  end
  for name in pairs(keys) do
    if not seen[name] then
      for key in pairs(keys[name]) do c:inner(key) end
    end
  end
  for name in pairs(special) do
    if not seen[name] then c:inner(prefixes[name] or name .. ".") end
  end
end

-- Compares a packet with the oracle's object. `except` are the keys in which
-- it may differ, each with its why; `differ` is called with each key that
-- differs, what we have, and what tshark has; `needed` gets the reasons.
function judge.packet(packet, expected, except, needed, differ)
  local c = setmetatable({ expected = expected, except = except,
    needed = needed, differ = differ, compared = {} }, Comparison)
  compare_frame(c, packet)
  compare_headers(c, packet)
  c:nothing_left()
  done.packets = done.packets + 1
end

return judge
