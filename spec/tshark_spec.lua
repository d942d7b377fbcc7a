--
-- tshark_spec.lua - what the oracle does not print, judged by tshark's own
-- fields: options, neighbour discovery, tunnels, labels, 802.11
--
-- A protocol's fields are compared where tshark has as many headers of it in
-- the packet as we have: not those inside of what we do not decode, nor
-- those that an ICMP error quotes.
--
local oracle = require "spec.oracle"
local pycap = require "pycap"
local support = require "spec.support"

-- A field of each header.
local function field(name)
  return function(header, add) add(header[name]) end
end

-- A key of each item of a list; of those of these names alone.
local function items(list, key, ...)
  local chosen = {}
  for _, name in ipairs { ... } do chosen[name] = true end
  return function(header, add)
    for _, item in ipairs(header[list] or {}) do
      if not next(chosen) or chosen[item.name] then add(item[key]) end
    end
  end
end

-- The same of the rows that an item repeats.
local function groups(list, name, group, key)
  return function(header, add)
    for _, item in ipairs(header[list] or {}) do
      for _, row in ipairs(item.name == name and item[group] or {}) do
        add(row[key])
      end
    end
  end
end

-- By tshark's protocol: our protocol, and its fields by tshark's names.
local judged = {
  { "ip", "ip", {
    ["ip.opt.type"] = items("options", "kind"),
    ["ip.opt.len"] = items("options", "length"),
  } },
  { "tcp", "tcp", {
    ["tcp.option_kind"] = items("options", "kind"),
    ["tcp.option_len"] = items("options", "length"),
    ["tcp.options.mss_val"] = items("options", "size", "mss"),
    ["tcp.options.wscale.shift"] = items("options", "shift", "windowscale"),
    ["tcp.options.timestamp.tsval"] = items("options", "value", "timestamps"),
    ["tcp.options.timestamp.tsecr"] = items("options", "echo", "timestamps"),
    ["tcp.options.sack_le"] = groups("options", "sack", "blocks", "left"),
    ["tcp.options.sack_re"] = groups("options", "sack", "blocks", "right"),
  } },
  { "icmp", "icmp", {
    ["icmp.redir_gw"] = field "gateway",
    ["icmp.address_mask"] = field "mask",
  } },
  { "icmpv6", "icmp6", {
    ["icmpv6.opt.type"] = items("options", "kind"),
    ["icmpv6.opt.length"] = function(header, add)
      for _, item in ipairs(header.options or {}) do
        add(item.length and item.length // 8)
      end
    end,
    ["icmpv6.opt.linkaddr"] = items("options", "address",
      "sourcelinkaddress", "targetlinkaddress"),
    ["icmpv6.opt.prefix"] = items("options", "prefix", "prefix"),
    ["icmpv6.opt.prefix.length"] = items("options", "prefixlength", "prefix"),
    ["icmpv6.opt.prefix.valid_lifetime"] = items("options", "valid", "prefix"),
    ["icmpv6.nd.ns.target_address"] = function(header, add)
      if header.type == 135 then add(header.target) end
    end,
    ["icmpv6.nd.na.target_address"] = function(header, add)
      if header.type == 136 then add(header.target) end
    end,
    ["icmpv6.nd.ra.cur_hop_limit"] = field "hoplimit",
    ["icmpv6.nd.ra.router_lifetime"] = field "lifetime",
    ["icmpv6.nd.ra.reachable_time"] = field "reachable",
    ["icmpv6.nd.ra.retrans_timer"] = field "retransmit",
    ["icmpv6.mldr.nb_mcast_records"] = field "records",
  } },
  { "igmp", "igmp", {
    ["igmp.type"] = field "type", ["igmp.num_grp_recs"] = field "records",
    ["igmp.record_type"] = items("groups", "kind"),
  } },
  { "sctp", "sctp", {
    ["sctp.srcport"] = field "sourceport",
    ["sctp.dstport"] = field "destinationport",
    ["sctp.verification_tag"] = field "tag",
    ["sctp.checksum"] = field "checksum",
    ["sctp.chunk_type"] = items("chunks", "kind"),
    ["sctp.chunk_flags"] = items("chunks", "flags"),
    ["sctp.chunk_length"] = items("chunks", "length"),
  } },
  { "ah", "ah", {
    ["ah.spi"] = field "index", ["ah.sequence"] = field "sequence",
  } },
  { "ipv6.routing", "routing", {
    ["ipv6.routing.type"] = field "type",
    ["ipv6.routing.segleft"] = field "segmentsleft",
  } },
  { "ipv6.hopopts", "hopbyhop", {
    ["ipv6.hopopts.nxt"] = field "nextheader",
  } },
  { "ipv6.dstopts", "destinationoptions", {
    ["ipv6.dstopts.nxt"] = field "nextheader",
  } },
  { "gre", "gre", {
    ["gre.proto"] = field "protocol", ["gre.flags_and_version"] =
      function(header, add) add((">I2"):unpack(header.packet)) end,
    ["gre.sequence_number"] = field "sequence",
    ["gre.ack_number"] = field "acknowledge",
  } },
  { "vxlan", "vxlan", { ["vxlan.vni"] = field "id" } },
  { "geneve", "geneve", {
    ["geneve.vni"] = field "id", ["geneve.proto_type"] = field "protocol",
    ["geneve.option.class"] = items("options", "class"),
    ["geneve.option.type"] = items("options", "kind"),
  } },
  { "mpls", "mpls", {
    ["mpls.label"] = field "label", ["mpls.exp"] = field "trafficclass",
    ["mpls.bottom"] = field "bottom", ["mpls.ttl"] = field "timetolive",
  } },
  { "ppp", "ppp", { ["ppp.protocol"] = field "protocol" } },
  { "pppoes", "pppoe", {
    ["pppoe.code"] = field "code", ["pppoe.session_id"] = field "session",
    ["pppoe.payload_length"] = field "length",
  } },
  { "pppoed", "pppoe", {
    ["pppoe.code"] = field "code", ["pppoe.session_id"] = field "session",
    ["pppoe.payload_length"] = field "length",
  } },
  { "radiotap", "radiotap", {
    ["radiotap.version"] = field "version",
    ["radiotap.length"] = field "length",
  } },
  { "wlan", "wlan", {
    ["wlan.fc.type"] = function(header, add) add(header.type & 3) end,
    ["wlan.fc.subtype"] = function(header, add) add(header.type >> 2) end,
    ["wlan.fc.version"] = field "version",
    ["wlan.ra"] = field "address1", ["wlan.ta"] = field "address2",
    ["wlan.seq"] = function(header, add)
      local control = header.sequencecontrol
      add(control and control >> 4)
    end,
    ["wlan.frag"] = function(header, add)
      local control = header.sequencecontrol
      add(control and control & 15)
    end,
  } },
  { "lldp", "lldp", {
    ["lldp.tlv.type"] = items("elements", "kind"),
    ["lldp.tlv.len"] = items("elements", "length"),
  } },
  { "stp", "stp", {
    ["stp.version"] = field "version", ["stp.type"] = field "type",
    ["stp.flags"] = field "flags", ["stp.root.prio"] = field "rootpriority",
    ["stp.root.ext"] = field "rootextension", ["stp.root.hw"] = field "root",
    ["stp.root.cost"] = field "rootpathcost",
    ["stp.bridge.prio"] = field "bridgepriority",
    ["stp.bridge.ext"] = field "bridgeextension",
    ["stp.bridge.hw"] = field "bridge", ["stp.port"] = field "port",
  } },
}

-- Lists that zeros pad to a multiple of 4: to tshark each is an option.
local padded = { ["ip.opt.type"] = true, ["tcp.option_kind"] = true }

-- Where tshark is not the judge, and why: file -> packet -> field.
local beyond = "an option whose length reaches beyond the packet: tshark " ..
  "shows its beginning, to us it is bytes"

local route = "the prefix of a route option has the same name in tshark"

local exceptions = {
  ["mixed/mercury-emix.pcap"] = { [6862] = {
    ["icmpv6.opt.prefix"] = route, ["icmpv6.opt.prefix.length"] = route,
  } },
  ["icmp/pcapthread-icmpv6_fuzz.pcap"] = {
    [11] = { ["icmpv6.opt.type"] = beyond, ["icmpv6.opt.length"] = beyond },
    [23] = { ["icmpv6.opt.type"] = beyond, ["icmpv6.opt.length"] = beyond },
  },
}

local names, seen = {}, {}
for _, entry in ipairs(judged) do
  for name in pairs(entry[3]) do
    if not seen[name] then names[#names + 1] = name end
    seen[name] = true
  end
end
table.sort(names)

local done = { packets = 0, values = 0, names = {} }

local function same_text(value)
  if type(value) == "boolean" then return value and "1" or "0" end
  return tostring(math.tointeger(tonumber(value)) or value)
end

-- Both sides' values of a field, as one text each.
local function joined(list)
  local texts = {}
  for i, value in ipairs(list) do texts[i] = same_text(value) end
  return table.concat(texts, " ")
end

-- How many headers of a protocol tshark has; the labels of MPLS are one.
local function count_theirs(values, name)
  local count = 0
  for protocol in (values.protocols[1] or ""):gmatch("[^:]+") do
    if protocol == name then count = count + 1 end
  end
  return count
end

local function headers_of(packet, name)
  local list, previous, runs = {}, nil, 0
  for i = 1, #packet do
    local this = getmetatable(packet[i])
    if this == "pycap." .. name then
      list[#list + 1] = packet[i]
      if name ~= "mpls" or previous ~= this then runs = runs + 1 end
    end
    previous = this
  end
  return list, runs
end

local function compare_packet(packet, values, except, differ)
  for _, entry in ipairs(judged) do
    local their_count = count_theirs(values, entry[1])
    local headers, count = headers_of(packet, entry[2])
    if count > 0 and count == their_count then
      for name, extract in pairs(entry[3]) do
        local ours = {}
        for _, header in ipairs(headers) do
          extract(header, function(value) ours[#ours + 1] = value end)
        end
        local our, their = joined(ours), joined(values[name])
        done.values = done.values + #ours
        if #ours > 0 then done.names[name] = true end
        if padded[name] then
          our, their = our:gsub(" [ 0]+$", ""), their:gsub(" [ 0]+$", "")
        end
        if our ~= their and not except[name] then differ(name, our, their) end
      end
    end
  end
  done.packets = done.packets + 1
end

describe("tshark's own fields", function()
  local captures, paths, fields = support.corpus(), {}, nil
  for i, capture in ipairs(captures) do paths[i] = capture.path end

  setup(function()
    support.needs("corpus", "oracle")
    fields = oracle.fields(names)
    fields.start(paths)
  end)

  teardown(function()
    if done.packets == 0 then return end
    local count = 0
    for _ in pairs(done.names) do count = count + 1 end
    support.note("compared with tshark's own fields: %d packets, %d values " ..
      "of %d fields (of %d)", done.packets, done.values, count, #names)
  end)

  for _, capture in ipairs(captures) do
    it("are ours in " .. capture.file, function()
      local differences, number = {}, 0
      local theirs = fields.packets(capture.path)
      local ok, fault = pcall(function()
        local reader <close> = pycap { filename = capture.path }
        for packet in reader:packets() do
          local _, values = theirs()
          number = number + 1
          if not values then break end
          local except = (exceptions[capture.file] or {})[number] or {}
          compare_packet(packet, values, except, function(name, our, their)
            differences[#differences + 1] = ("packet %d: %s: %s, tshark %s")
              :format(number, name, our, their)
          end)
        end
      end)
      -- What breaks off is corpus_spec.lua's.
      if not ok and getmetatable(fault) ~= pycap.error then error(fault, 0) end
      assert(#differences == 0, ("%d differences\n%s"):format(#differences,
        table.concat(differences, "\n", 1, math.min(#differences, 8))))
    end)
  end
end)
