--
-- judged.lua - our fields by the names that tshark has for them
--
-- A protocol's fields are compared where tshark has as many headers of it in
-- the packet as we have: not those inside of what we do not decode, nor
-- those that an ICMP error quotes.
--
local judged = {}
local apps = require "spec.support.judgedapps"
local dhcp = require "spec.support.judgeddhcp"
local dns = require "spec.support.judgeddns"
local parts = require "spec.support.judgedparts"
local pycap = require "pycap"

local field, items, groups = parts.field, parts.items, parts.groups

local MONTHS <const> = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
  "Aug", "Sep", "Oct", "Nov", "Dec" }

-- A time of NTP's, in tshark's words.
local function moment(name)
  return function(header, add)
    local time = header[name]
    if time == 0 then return add "NULL" end
    if not time then return end
    local year, month, day, clock = pycap.name(header, name):match(
      "^(%d+)-(%d+)-(%d+)T(.*)Z$")
    add(("%s %2d, %s %s UTC"):format(MONTHS[tonumber(month)], tonumber(day),
      year, clock))
  end
end

-- The addresses that CDP names.
local function addresses(header, add)
  for _, item in ipairs(header.elements) do
    for _, row in ipairs(item.addresses or {}) do add(row.address) end
  end
end

-- By tshark's protocol: our protocol, and its fields by tshark's names.
local protocols = {
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
  { "ipv6.fraghdr", "fragment", {
    ["ipv6.fraghdr.nxt"] = field "nextheader",
    ["ipv6.fraghdr.offset"] = function(header, add) add(header.offset // 8) end,
    ["ipv6.fraghdr.more"] = function(header, add) add(header.flags & 1) end,
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
  { "eapol", "eapol", {
    ["eapol.version"] = field "version", ["eapol.type"] = field "type",
    ["eapol.len"] = field "length",
  } },
  { "bfd", "bfd", {
    ["bfd.version"] = field "version", ["bfd.sta"] = field "state",
    ["bfd.diag"] = field "diagnostic",
    ["bfd.my_discriminator"] = field "mydiscriminator",
  } },
  { "lacp", "lacp", {
    ["lacp.version"] = field "version",
    ["lacp.actor.sysid"] = field "actorsystem",
    ["lacp.actor.key"] = field "actorkey",
    ["lacp.partner.sysid"] = field "partnersystem",
    ["lacp.partner.port"] = field "partnerport",
  } },
  { "tftp", "tftp", {
    ["tftp.opcode"] = field "operation", ["tftp.type"] = field "mode",
    ["tftp.block"] = field "block", ["tftp.error.code"] = field "error",
    ["tftp.option.name"] = items("options", "name"),
    ["tftp.option.value"] = items("options", "value"),
  } },
  { "ntp", "ntp", {
    ["ntp.flags.li"] = function(header, add)
      if header.mode ~= 7 then add(header.leap) end
    end,
    ["ntp.flags.vn"] = field "version", ["ntp.flags.mode"] = field "mode",
    ["ntp.stratum"] = field "stratum", ["ntp.ppoll"] = field "poll",
    ["ntp.precision"] = field "precision",
    ["ntp.rootdelay"] = field "rootdelay",
    ["ntp.rootdispersion"] = field "rootdispersion",
    ["ntp.reftime"] = moment "reference", ["ntp.org"] = moment "origin",
    ["ntp.rec"] = moment "receive", ["ntp.xmt"] = moment "transmit",
    ["ntp.ctrl.sequence"] = field "sequence",
    ["ntp.priv.reqcode"] = field "request",
  } },
  { "vrrp", "vrrp", {
    ["vrrp.version"] = field "version", ["vrrp.prio"] = field "priority",
    ["vrrp.virt_rtr_id"] = field "id", ["vrrp.addr_count"] = field "count",
    ["vrrp.adver_int"] = field "seconds",
    ["vrrp.checksum"] = field "checksum",
    ["vrrp.ip_addr"] = items("addresses", "address"),
  } },
  { "cdp", "cdp", {
    ["cdp.version"] = field "version", ["cdp.ttl"] = field "timetolive",
    ["cdp.checksum"] = field "checksum",
    ["cdp.tlv.type"] = items("elements", "kind"),
    ["cdp.tlv.len"] = items("elements", "length"),
    ["cdp.deviceid"] = items("elements", "text", "device"),
    ["cdp.portid"] = items("elements", "text", "port"),
    ["cdp.platform"] = items("elements", "text", "platform"),
    ["cdp.vtp_management_domain"] = items("elements", "text", "vtpdomain"),
    ["cdp.capabilities"] = items("elements", "capabilities"),
    ["cdp.native_vlan"] = items("elements", "vlan", "nativevlan"),
    ["cdp.duplex"] = items("elements", "duplex"),
    ["cdp.number_of_addresses"] = items("elements", "count"),
    ["cdp.nrgyz.ip_address"] = addresses,
    ["cdp.trust_bitmap"] = items("elements", "trust"),
    ["cdp.untrusted_port_cos"] = items("elements", "class"),
    ["cdp.request_id"] = items("elements", "request"),
    ["cdp.management_id"] = items("elements", "management"),
  } },
  { "dhcp", "dhcp", dhcp.dhcp },
  { "dhcpv6", "dhcp6", dhcp.dhcp6 },
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

table.move(dns, 1, #dns, #protocols + 1, protocols)
table.move(apps, 1, #apps, #protocols + 1, protocols)

-- Lists that zeros pad to a multiple of 4: to tshark each is an option.
local padded = { ["ip.opt.type"] = true, ["tcp.option_kind"] = true,
  ["dccp.option_type"] = true }

local MALFORMED <const> = "_ws.malformed"

-- tshark's names.
judged.names = { MALFORMED }

do
  local seen = {}
  for _, entry in ipairs(protocols) do
    for name in pairs(entry[3]) do
      if not seen[name] then judged.names[#judged.names + 1] = name end
      seen[name] = true
    end
  end
  table.sort(judged.names)
end

-- What was compared: packets, values, and names[tshark's name] = true.
judged.done = { packets = 0, values = 0, names = {} }

local done = judged.done

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

-- True for a packet to which tshark has a header of a protocol that a port
-- leads to, and we have none, though it is not malformed. What an ICMP error
-- quotes is no header of the packet; nor is what others carry that we lack.
local function lacks(packet, values, name)
  local _, udp = headers_of(packet, "udp")
  return #values[MALFORMED] == 0 and not packet[name] and udp > 0 and
    udp == count_theirs(values, "udp")
end

-- Calls differ(name, our values, tshark's) for each field that differs, except
-- for those that are in the set `except`.
function judged.compare(packet, values, except, differ)
  for _, entry in ipairs(protocols) do
    local their_count = count_theirs(values, entry[1])
    local headers, count = headers_of(packet, entry[2])
    if entry.guessed and their_count > 0 then
      if lacks(packet, values, entry[2]) then
        differ(entry[2], packet.malformed or "none", values.protocols[1])
      end
      -- lists that are read for each of many fields
      for i, header in ipairs(headers) do headers[i] = pycap.table(header) end
    end
    -- of one that is cut, tshark shows other parts of lists
    local cut = (packet.malformed or ""):find(entry[2] .. ": cut ", 1, true)
    local there = not entry.where or #values[entry.where] > 0
    if count > 0 and count == their_count and cut ~= 1 and there then
      for name, extract in pairs(entry[3]) do
        local ours = {}
        for _, header in ipairs(headers) do
          extract(header, function(value) ours[#ours + 1] = value end)
        end
        local theirs = values[name]
        if apps.firsts[name] then
          theirs = table.move(theirs, 1, #ours, 1, {})
        end
        local our, their = joined(ours), joined(theirs)
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

return judged
