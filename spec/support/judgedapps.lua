--
-- judgedapps.lua - fields of messages and applications by tshark's names
--
-- `app`: of an application, which apps_spec.lua makes; `where`: a field without
-- which tshark means other bytes.
--
local parts = require "spec.support.judgedparts"

local field, items = parts.field, parts.items

local function hex(bytes)
  return (bytes:gsub(".", function(byte)
    return ("%02x"):format(byte:byte())
  end))
end

-- A field as tshark shows bytes.
local function bytes(name)
  return function(header, add)
    local value = header[name]
    if value and #value > 0 then add(hex(value)) end
  end
end

-- Eight bytes that are an integer in little-endian order.
local function little(name)
  return function(header, add)
    local value = header[name]
    add(value and #value == 8 and ("<I8"):unpack(value) or nil)
  end
end

-- A text that is not empty.
local function text(name)
  return function(header, add)
    if header[name] and header[name] ~= "" then add(header[name]) end
  end
end

-- What a function makes of a value that is there.
local function made(name, make)
  return function(header, add)
    local value = header[name]
    if value ~= nil then add(make(value, header)) end
  end
end

-- NetBIOS -------------------------------------------------------------------

local function records(key, ...)
  local chosen = {}
  for _, name in ipairs { ... } do chosen[name] = true end
  return function(header, add)
    for _, list in ipairs { "answers", "authorities", "additionals" } do
      for _, item in ipairs(header[list]) do
        if not next(chosen) or chosen[item.name] then
          if key == "addresses" then
            for _, row in ipairs(item.addresses or {}) do add(row.address) end
          else
            add(item[key])
          end
        end
      end
    end
  end
end

local nbns = {
  ["nbns.id"] = field "id", ["nbns.flags.response"] = field "response",
  ["nbns.flags.opcode"] = field "opcode",
  ["nbns.flags.truncated"] = field "truncated",
  ["nbns.flags.recdesired"] = field "recursiondesired",
  ["nbns.flags.broadcast"] = field "broadcast",
  ["nbns.count.queries"] = field "questioncount",
  ["nbns.count.answers"] = field "answercount",
  ["nbns.count.auth_rr"] = field "authoritycount",
  ["nbns.count.add_rr"] = field "additionalcount",
  ["nbns.type"] = function(header, add)
    for _, item in ipairs(header.questions) do add(item.type) end
    records("kind")(header, add)
  end,
  ["nbns.ttl"] = records "ttl",
  ["nbns.addr"] = records("addresses", "nb"),
  ["nbns.number_of_names"] = records("count", "nbstat"),
  ["nbns.unit_id"] = records("unit", "nbstat"),
}

local nbdgm = {
  ["nbdgm.type"] = field "type", ["nbdgm.first"] = field "first",
  ["nbdgm.next"] = field "more", ["nbdgm.node_type"] = field "node",
  ["nbdgm.dgram_id"] = field "id", ["nbdgm.src.ip"] = field "source",
  ["nbdgm.src.port"] = field "sourceport",
  ["nbdgm.dgram_len"] = field "length", ["nbdgm.pkt_offset"] = field "offset",
  ["nbdgm.error_code"] = field "error",
}

local nbss = {
  ["nbss.type"] = field "type", ["nbss.length"] = field "length",
  ["nbss.error_code"] = field "error",
  ["nbss.retarget_ip_address"] = field "address",
  ["nbss.retarget_port"] = field "port",
}

local smb = {
  ["smb.cmd"] = field "command", ["smb.nt_status"] = function(header, add)
    -- of others it is class and code of an error
    if header.flags2 & 0x4000 > 0 then add(header.status) end
  end,
  ["smb.flags.response"] = field "response",
  ["smb.flags2"] = field "flags2", ["smb.pid.high"] = field "processhigh",
  ["smb.signature"] = bytes "signature", ["smb.pid"] = field "process",
}

local smb2 = {
  ["smb2.header_len"] = field "headsize",
  ["smb2.credit.charge"] = field "creditcharge",
  ["smb2.cmd"] = field "command", ["smb2.flags"] = field "flags",
  ["smb2.chain_offset"] = field "nextcommand",
  ["smb2.msg_id"] = function(header, add)
    add(header.messagehigh << 48 | header.message)
  end,
  ["smb2.sesid"] = little "session",
  ["smb2.pid"] = field "process",
}

-- Lines ---------------------------------------------------------------------

local function lines_of(header)
  return { header, table.unpack(header.lines) }
end

-- A key of each line where it is not empty.
local function of_lines(key)
  return function(header, add)
    for _, line in ipairs(lines_of(header)) do
      if line[key] and line[key] ~= "" then add(line[key]) end
    end
  end
end

local ftp = {
  ["ftp.request.command"] = of_lines "command",
  ["ftp.request.arg"] = function(header, add)
    if header.command ~= "" and header.text ~= "" then add(header.text) end
  end,
  ["ftp.response.code"] = text "code",
}

local smtp = {
  ["smtp.req.command"] = of_lines "command",
  ["smtp.response.code"] = text "code",
}

local function first_line(name)
  return {
    [name .. ".request.method"] = text "method",
    [name .. ".request.uri"] = text "target",
  }
end

local ssdp = first_line "http"
ssdp["http.response.code"] = text "status"

-- The value of the header of that name.
local function value_of(name)
  return function(header, add)
    for _, line in ipairs(header.headers) do
      if line.name == name then add(line.value) end
    end
  end
end

local sip = {
  ["sip.Method"] = text "method", ["sip.r-uri"] = text "target",
  ["sip.Status-Code"] = text "status",
  ["sip.Call-ID"] = value_of "Call-ID", ["sip.CSeq"] = value_of "CSeq",
}

local ssh = {
  ["ssh.protocol"] = text "banner",
}

do
  local names = {
    kex = "kex_algorithms", hostkey = "server_host_key_algorithms",
    clientcipher = "encryption_algorithms_client_to_server",
    servercipher = "encryption_algorithms_server_to_client",
    clientmac = "mac_algorithms_client_to_server",
    servermac = "mac_algorithms_server_to_client",
    clientcompression = "compression_algorithms_client_to_server",
    servercompression = "compression_algorithms_server_to_client",
  }
  for ours, theirs in pairs(names) do
    ssh["ssh." .. theirs] = items("packets", ours, "kexinit")
    ssh["ssh." .. theirs .. "_length"] =
      items("packets", ours .. "size", "kexinit")
  end
  ssh["ssh.cookie"] = function(header, add)
    for _, item in ipairs(header.packets) do
      if item.cookie then add(hex(item.cookie)) end
    end
  end
end

-- Others --------------------------------------------------------------------

local stun = {
  ["stun.type"] = field "type", ["stun.length"] = field "length",
  ["stun.cookie"] = made("cookie", function(value)
    return ("%08x"):format(value)
  end),
  ["stun.id"] = bytes "transaction",
  ["stun.att.type"] = items("attributes", "kind"),
  ["stun.att.length"] = items("attributes", "length"),
}

local modbus = {
  ["mbtcp.trans_id"] = field "transaction",
  ["mbtcp.prot_id"] = field "protocol",
  ["mbtcp.len"] = made("length", function(value) return value - 6 end),
  ["mbtcp.unit_id"] = field "unit", ["modbus.func_code"] = field "code",
  ["modbus.exception_code"] = field "exception",
}

local dnp3 = {
  ["dnp3.start"] = field "start", ["dnp3.len"] = field "length",
  ["dnp3.ctl.dir"] = field "direction", ["dnp3.ctl.prm"] = field "primary",
  ["dnp3.dst"] = field "destination", ["dnp3.src"] = field "source",
  ["dnp3.hdr.CRC"] = field "check",
}

local ike = {
  ["isakmp.ispi"] = bytes "initiator", ["isakmp.rspi"] = bytes "responder",
  ["isakmp.mjver"] = field "version", ["isakmp.mnver"] = field "minor",
  ["isakmp.exchangetype"] = field "exchange",
  ["isakmp.flags"] = field "flags", ["isakmp.messageid"] = field "id",
  ["isakmp.length"] = field "length",
}

local function marker(_, add) add(1) end  -- (tshark says that it is there)

local wireguard = {
  ["wg.type"] = field "type", ["wg.sender"] = field "sender",
  ["wg.receiver"] = field "receiver", ["wg.mac1"] = bytes "mac1",
  ["wg.mac2"] = bytes "mac2", ["wg.nonce"] = bytes "nonce",
  ["wg.encrypted_cookie"] = bytes "cookie", ["wg.counter"] = field "counter",
}

local rip = {
  ["rip.command"] = field "command", ["rip.version"] = field "version",
  ["rip.family"] = function(header, add)
    for _, item in ipairs(header.entries) do
      if item.family ~= 0xffff then add(item.family) end
    end
  end,
  ["rip.ip"] = items("entries", "address"),
  ["rip.metric"] = items("entries", "metric"),
}

local ripng = {
  ["ripng.cmd"] = field "command", ["ripng.version"] = field "version",
  ["ripng.rte.ipv6_prefix"] = items("entries", "prefix"),
  ["ripng.rte.route_tag"] = items("entries", "tag"),
  ["ripng.rte.prefix_length"] = items("entries", "prefixlength"),
  ["ripng.rte.metric"] = items("entries", "metric"),
}

local radius = {
  ["radius.code"] = field "code", ["radius.id"] = field "id",
  ["radius.length"] = field "length",
  ["radius.authenticator"] = bytes "authenticator",
  ["radius.avp.type"] = items("attributes", "kind"),
  ["radius.avp.length"] = items("attributes", "length"),
  ["radius.User_Name"] = items("attributes", "text", "username"),
  ["radius.NAS_IP_Address"] = items("attributes", "address", "nasaddress"),
  ["radius.NAS_Port"] = items("attributes", "number", "nasport"),
  ["radius.Called_Station_Id"] = items("attributes", "text", "calledstation"),
  ["radius.Calling_Station_Id"] =
    items("attributes", "text", "callingstation"),
  ["radius.Acct_Status_Type"] =
    items("attributes", "number", "accountingstatus"),
}

local syslog = {
  ["syslog.facility"] = made("priority", function(value)
    return tonumber(value) >> 3
  end),
  ["syslog.level"] = made("priority", function(value)
    return tonumber(value) & 7
  end),
}

local bgp = {
  ["bgp.length"] = field "length", ["bgp.type"] = field "type",
  ["bgp.marker"] = bytes "marker",
  ["bgp.open.version"] = field "version", ["bgp.open.myas"] = field "as",
  ["bgp.open.holdtime"] = field "holdtime",
  ["bgp.open.identifier"] = field "id",
  ["bgp.open.opt.len"] = field "parametersize",
  ["bgp.update.withdrawn_routes.length"] = field "withdrawnsize",
  ["bgp.update.path_attributes.length"] = field "attributesize",
  ["bgp.update.path_attribute.type_code"] = items("attributes", "type"),
  ["bgp.update.path_attribute.flags"] = items("attributes", "flags"),
  ["bgp.update.path_attribute.length"] = function(header, add)
    for _, item in ipairs(header.attributes or {}) do
      add(item.size or item.longsize)
    end
  end,
  ["bgp.prefix_length"] = function(header, add)
    for _, list in ipairs { "withdrawn", "routes" } do
      for _, item in ipairs(header[list] or {}) do add(item.bits) end
    end
  end,
  ["bgp.notify.major_error"] = field "error",
}

local quic = {
  ["quic.header_form"] = field "longheader",
  ["quic.version"] = field "version", ["quic.dcil"] = field "destinationsize",
  ["quic.scil"] = field "sourcesize", ["quic.dcid"] = bytes "destination",
  ["quic.scid"] = bytes "source",
  ["quic.long.packet_type"] = function(header, add)
    if header.version > 0 then add(header.type) end
  end,
}

local mqtt = {
  ["mqtt.msgtype"] = field "type", ["mqtt.len"] = function(header, add)
    add(header.size + (header.size2 or 0) * 128 +
      (header.size3 or 0) * 16384 + (header.size4 or 0) * 2097152)
  end,
  ["mqtt.proto_len"] = field "namesize", ["mqtt.protoname"] = field "name",
  ["mqtt.ver"] = field "level", ["mqtt.conflags"] = field "connectflags",
  ["mqtt.kalive"] = field "keepalive", ["mqtt.msgid"] = function(header, add)
    add(header.id or header.answered)
  end,
}

local snmp = {
  ["snmp.version"] = field "version", ["snmp.community"] = field "community",
  ["snmp.data"] = field "operation",
  ["snmp.request_id"] = function(header, add)
    add(header.id or header.id3 or header.id2 or header.id1)
  end,
  ["snmp.error_status"] = function(header, add)
    if header.operation ~= 5 then add(header.error) end
  end,
  ["snmp.error_index"] = function(header, add)
    if header.operation ~= 5 then add(header.index) end
  end,
}

local dccp = {
  ["dccp.type"] = made("type", function(value) return value >> 1 end),
  ["dccp.x"] = made("type", function(value) return value & 1 end),
  ["dccp.data_offset"] = made("headerlength", function(value)
    return value // 4
  end),
  ["dccp.ccval"] = field "ccval", ["dccp.checksum"] = field "checksum",
  ["dccp.seq_raw"] = field "sequence", ["dccp.ack_raw"] = function(header, add)
    add(header.acknowledge or header.shortacknowledge)
  end,
  ["dccp.service_code"] = field "service",
  ["dccp.reset_code"] = field "reset",
  ["dccp.option_type"] = items("options", "kind"),
}

local pgm = {
  ["pgm.hdr.type"] = field "type", ["pgm.hdr.opts"] = field "options",
  ["pgm.hdr.gsi"] = bytes "source",
  ["pgm.hdr.tsdulen"] = field "length", ["pgm.spm.sqn"] = function(header, add)
    add(header.sequence or header.datasequence)
  end,
  ["pgm.spm.trail"] = function(header, add)
    add(header.trailing or header.datatrailing)
  end,
  ["pgm.spm.lead"] = field "leading",
  ["pgm.spm.pathafi"] = field "pathfamily", ["pgm.spm.path.ipv4"] =
    field "path", ["pgm.spm.path.ipv6"] = field "path6",
  ["pgm.nak.sqn"] = field "requested",
  ["pgm.nak.src.ipv4"] = field "sourceaddress",
  ["pgm.nak.grp.ipv4"] = field "group",
}

local sctp = {
  ["sctp.data_mid"] = items("chunks", "message", "idata"),
  ["sctp.data_tsn_raw"] = items("chunks", "tsn", "data", "idata"),
}

local udplite = { ["udp.checksum_coverage"] = field "coverage" }

-- Of these tshark shows what it finds behind the header, too: further
-- messages, commands in their own chain.
local firsts = {}
for _, list in ipairs { nbss, smb, smb2, bgp, quic } do
  for name in pairs(list) do firsts[name] = true end
end

local list = {
  { "nbns", "nbns", nbns, guessed = true },
  { "nbdgm", "nbdgm", nbdgm, guessed = true },
  -- (it follows the stream, in which any bytes may look like a head)
  { "nbss", "nbss", nbss, where = "nbss.type" },
  { "smb", "smb", smb }, { "smb2", "smb2", smb2 },
  { "ssdp", "ssdp", ssdp, guessed = true }, { "sip", "sip", sip },
  { "ssh", "ssh", ssh }, { "ftp", "ftp", ftp }, { "smtp", "smtp", smtp },
  { "stun", "stun", stun }, { "mbtcp", "modbus", modbus },
  { "dnp3", "dnp3", dnp3 }, { "isakmp", "ike", ike },
  { "wg", "wireguard", wireguard }, { "rip", "rip", rip, guessed = true },
  { "ripng", "ripng", ripng, guessed = true },
  { "radius", "radius", radius, guessed = true },
  { "syslog", "syslog", syslog, guessed = true },
  { "bgp", "bgp", bgp }, { "quic", "quic", quic }, { "mqtt", "mqtt", mqtt },
  { "snmp", "snmp", snmp, guessed = true },
  { "udpencap", "udpencap", { ["udpencap.non_esp_marker"] = marker } },
  { "icmpextension", "icmpextension", {} }, { "ntske", "ntske", {} },
  { "rtp", "rtp", {} },
  firsts = firsts,
}

for _, entry in ipairs(list) do entry.app = true end

table.move({ { "udplite", "udplite", udplite }, { "dccp", "dccp", dccp },
  { "pgm", "pgm", pgm }, { "sctp", "sctp", sctp } }, 1, 4, #list + 1, list)

return list
