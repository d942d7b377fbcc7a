--
-- judgeddhcp.lua - fields of DHCP and DHCPv6 by the names that tshark has
--
local parts = require "spec.support.judgedparts"
local pycap = require "pycap"

local field, items, groups = parts.field, parts.items, parts.groups

-- Text of DHCP's: what ends with zeros ends before them.
local function option_text(...)
  local each = items("options", "text", ...)
  return function(header, add)
    each(header, function(text) add(text and text:match("^[^%z]*")) end)
  end
end

local function before_zero(name)
  return function(header, add)
    local text = header[name]:match("^[^%z]*")
    if text ~= "" then add(text) end
  end
end

-- The messages of DHCPv6, from the outermost one on, and their options: a key
-- of each that has it; of those of these names alone.
local function deep(key, ...)
  local chosen = {}
  for _, name in ipairs { ... } do chosen[name] = true end
  local function walk(entry, add)
    if not next(chosen) or chosen[entry.name] then
      add(entry[key])
    end
    for _, option in ipairs(entry.options or {}) do walk(option, add) end
  end
  return function(header, add)
    local copy = pycap.table(header)
    copy.name = "message"
    walk(copy, add)
  end
end

-- The same of rows that repeat in options.
local function deep_rows(name, inner, key, behind)
  local each = deep(inner, name)
  return function(header, add)
    each(header, function(list)
      for _, row in ipairs(list or {}) do add(row[key] .. (behind or "")) end
    end)
  end
end

-- The text of a name in labels; the root is a dot at the end.
local function labels_text(labels)
  local list = {}
  for i, label in ipairs(labels) do list[i] = label.text end
  return table.concat(list, ".")
end

-- The length of an option of names, which follows from these.
local function domains_length(option)
  local size = option.encoding and 1 or 0
  for _, row in ipairs(option.domains or {}) do
    size = size + (row.data and #row.data or #row.domain + 2)
  end
  return option.domains and size
end

local judged = {}

judged.dhcp = {
  ["dhcp.type"] = field "operation",
  ["dhcp.hw.len"] = field "hardwarelength",
  ["dhcp.hops"] = field "hops",
  ["dhcp.id"] = field "transaction",
  -- tshark takes what looks like the other order of bytes for that
  ["dhcp.secs"] = function(header, add)
    local n = header.seconds
    add(n > 255 and n & 255 == 0 and n >> 8 or n)
  end,
  ["dhcp.flags.bc"] = field "broadcast",
  ["dhcp.flags.reserved"] = field "reserved",
  ["dhcp.ip.client"] = field "clientaddress",
  ["dhcp.ip.your"] = field "youraddress",
  ["dhcp.ip.server"] = field "serveraddress",
  ["dhcp.ip.relay"] = field "relayaddress",
  ["dhcp.server"] = before_zero "servername",
  ["dhcp.file"] = before_zero "file",
  ["dhcp.option.type"] = function(header, add)
    for _, item in ipairs(header.options or {}) do
      -- pads have no kind in tshark, and its end has 0
      if item.kind ~= 0 then add(item.kind == 255 and 0 or item.kind) end
    end
  end,
  ["dhcp.option.length"] = function(header, add)
    for _, item in ipairs(header.options or {}) do
      add(item.length or domains_length(item))
    end
  end,
  ["dhcp.option.dhcp"] = items("options", "type", "messagetype"),
  ["dhcp.option.subnet_mask"] = items("options", "mask", "subnetmask"),
  ["dhcp.option.requested_ip_address"] =
    items("options", "address", "requestedaddress"),
  ["dhcp.option.dhcp_server_id"] = items("options", "address", "serverid"),
  ["dhcp.option.broadcast_address"] =
    items("options", "address", "broadcast"),
  ["dhcp.option.ip_address_lease_time"] =
    items("options", "seconds", "leasetime"),
  ["dhcp.option.renewal_time_value"] =
    items("options", "seconds", "renewaltime"),
  ["dhcp.option.rebinding_time_value"] =
    items("options", "seconds", "rebindingtime"),
  ["dhcp.option.dhcp_max_message_size"] =
    items("options", "bytes", "maximumsize"),
  ["dhcp.option.interface_mtu"] = items("options", "bytes", "mtu"),
  ["dhcp.option.time_offset"] = function(header, add)
    items("options", "seconds", "timeoffset")(header, function(n)
      add(n and (">i4"):unpack((">I4"):pack(n)))
    end)
  end,
  ["dhcp.option.router"] = groups("options", "routers", "addresses", "address"),
  ["dhcp.option.domain_name_server"] =
    groups("options", "dnsservers", "addresses", "address"),
  ["dhcp.option.ntp_server"] =
    groups("options", "ntpservers", "addresses", "address"),
  ["dhcp.option.netbios_over_tcpip_name_server"] =
    groups("options", "wins", "addresses", "address"),
  ["dhcp.option.netbios_over_tcpip_node_type"] =
    items("options", "type", "nodetype"),
  ["dhcp.option.dhcp_dns_domain_search_list_fqdn"] =
    groups("options", "domainsearch", "domains", "domain"),
  ["dhcp.option.sip_server.encoding"] =
    items("options", "encoding", "sipservers"),
  ["dhcp.option.sip_server.address"] =
    groups("options", "sipservers", "addresses", "address"),
  ["dhcp.option.vi_class.enterprise"] =
    groups("options", "vendorclasses", "classes", "enterprise"),
  ["dhcp.option.vi.enterprise"] =
    groups("options", "vendors", "vendors", "enterprise"),
  ["dhcp.option.request_list_item"] =
    groups("options", "parameters", "codes", "code"),
  ["dhcp.option.client_system_architecture"] =
    groups("options", "architecture", "types", "type"),
  ["dhcp.client_network_id_major"] = items("options", "major", "interface"),
  ["dhcp.client_network_id_minor"] = items("options", "minor", "interface"),
  ["dhcp.fqdn.flags"] = items("options", "flags", "fqdn"),
  ["dhcp.fqdn.rcode1"] = items("options", "rcode", "fqdn"),
  ["dhcp.fqdn.rcode2"] = items("options", "rcode2", "fqdn"),
  ["dhcp.fqdn.name"] = function(header, add)
    for _, item in ipairs(header.options or {}) do
      if item.name == "fqdn" then
        add(item.labels and labels_text(item.labels) or item.text)
      end
    end
  end,
  ["dhcp.option.hostname"] = option_text "hostname",
  ["dhcp.option.domain_name"] = option_text "domainname",
  ["dhcp.option.vendor_class_id"] = option_text "vendorclass",
  ["dhcp.option.tftp_server_name"] = option_text "tftpserver",
  ["dhcp.option.bootfile_name"] = option_text "bootfile",
  ["dhcp.option.message"] = option_text "message",
}

judged.dhcp6 = {
  ["dhcpv6.msgtype"] = deep("type", "message", "relaymessage"),
  ["dhcpv6.xid"] = deep "transaction",
  ["dhcpv6.hopcount"] = deep "hops",
  ["dhcpv6.linkaddr"] = deep "linkaddress",
  ["dhcpv6.peeraddr"] = deep "peeraddress",
  ["dhcpv6.option.type"] = deep "kind",
  ["dhcpv6.duid.type"] = deep("type", "clientid", "serverid"),
  ["dhcpv6.iaid.t1"] = deep "renew", ["dhcpv6.iaid.t2"] = deep "rebind",
  ["dhcpv6.iaaddr.ip"] = deep("address", "iaaddr"),
  ["dhcpv6.iaaddr.pref_lifetime"] = deep("preferred", "iaaddr"),
  ["dhcpv6.iaaddr.valid_lifetime"] = deep("valid", "iaaddr"),
  ["dhcpv6.iaprefix.pref_lifetime"] = deep("preferred", "iaprefix"),
  ["dhcpv6.iaprefix.valid_lifetime"] = deep("valid", "iaprefix"),
  ["dhcpv6.iaprefix.pref_len"] = deep("prefixlength", "iaprefix"),
  ["dhcpv6.iaprefix.pref_addr"] = deep("prefix", "iaprefix"),
  ["dhcpv6.requested_option_code"] = deep_rows("request", "codes", "code"),
  ["dhcpv6.elapsed_time"] = function(header, add)
    deep("hundredths", "elapsed")(header, function(n) add(n and n * 10) end)
  end,
  ["dhcpv6.option_preference"] = deep("preference", "preference"),
  ["dhcpv6.status_code"] = deep("code", "status"),
  ["dhcpv6.status_msg"] = deep("text", "status"),
  ["dhcpv6.dns_server"] = deep_rows("dnsservers", "addresses", "address"),
  ["dhcpv6.search_list_entry"] =
    deep_rows("domainsearch", "domains", "domain", "."),
  ["dhcpv6.client_domain"] = function(header, add)
    deep("labels", "fqdn")(header, function(labels)
      add(labels and labels_text(labels))
    end)
  end,
  ["dhcpv6.vendorclass.enterprise"] = deep("enterprise", "vendorclass"),
}

return judged
