#!/usr/bin/env pcaplua
-- dhcplog.lua - who asks for addresses, and who gives them (RFC 2131, RFC 8415)
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file dhcplog.lua       (-i device: live, until Ctrl-C)
       lua5.4 dhcplog.lua file
Prints a line for each message of DHCP, BOOTP and DHCPv6: time (UTC), type,
hardware address of the client, address that is asked for or given (prefixes
as address/bits), host name, server. What is not there is a dash. The name is
the one that the client gave last.
]]
if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end

local LIMIT <const> = 65536 -- names kept in memory
local FORWARD <const>, REPLY <const> = 12, 13 -- what relays send (RFC 8415)

local capture <close> = arg[1] and pycap{filename = arg[1]} or pycap()
local names, kept = {}, 0 -- of hosts, by hardware address

local function find(list, name)
  for _, one in ipairs(list or {}) do
    if one.name == name then return one end
  end
end

local function fields(protocol)
  return find(pycap.protocols(), protocol).fields
end

local options <const> = find(fields "dhcp", "options").items.kinds
local types <const> = find(options, "messagetype").fields[1].names
local types6 <const> = find(fields "dhcp6", "type").names

-- Text from the wire: no byte of it moves the cursor, or parts a column.
local function plain(text)
  text = text and text:match("^[^%z]*"):gsub("[^%w%._:/-]", "?") or ""
  return text ~= "" and text or nil
end

-- The address, unless it is none.
local function given(address)
  return address ~= "0.0.0.0" and address or nil
end

-- A hardware address of another length than 6 is its bytes.
local function hardware_text(address)
  if not address or #address == 17 then return address end
  return (address:gsub(".", function(byte)
    return (":%02x"):format(byte:byte())
  end):sub(2))
end

-- The name of the host; what it is called now is remembered.
local function remember(hardware, name)
  if not hardware then return name end
  if name and not names[hardware] then
    if kept == LIMIT then names, kept = {}, 0 end
    kept = kept + 1
  end
  if name then names[hardware] = name end
  return names[hardware]
end

local function say(time, event, hardware, address, name, server)
  hardware = hardware_text(hardware)
  local line = ("%s %-11s %-17s %-15s %-20s %s\n"):format(
    os.date("!%Y-%m-%d %H:%M:%S", math.floor(time)), event, hardware or "-",
    address or "-", remember(hardware, plain(name)) or "-", server or "-")
  if not io.write(line) then capture:stop() end
end

-- The options that stand in these fields, by name; the option overload says in
-- which (RFC 2132, 9.3).
local function more(overload, file, servername)
  local found = {}
  for bit, text in ipairs { file or "", servername or "" } do
    local list = overload & bit > 0 and pycap.dhcp{options = text}.options or {}
    for _, option in ipairs(list) do
      if option.name then found[option.name] = found[option.name] or option end
    end
  end
  return found
end

capture:on("dhcp", {"packet.time", "operation", "hardware", "clientaddress",
  "youraddress", "options[messagetype].type",
  "options[requestedaddress].address", "options[hostname].text",
  "options[fqdn].text", "options[serverid].address", "serveraddress",
  "options[overload].fields", "file", "servername"},
function(time, operation, hardware, client, your, type, wanted, name, fqdn,
  server, next, overload, file, servername)
  if overload then
    local found = more(overload, file, servername)
    local function other(value, option, field)
      return value or found[option] and found[option][field]
    end
    type = other(type, "messagetype", "type")
    wanted = other(wanted, "requestedaddress", "address")
    name, fqdn = other(name, "hostname", "text"), other(fqdn, "fqdn", "text")
    server = other(server, "serverid", "address")
  end
  local event = type and (types[type] or "type " .. type)
    or operation == 2 and "bootp-reply" or "bootp"
  say(time, event, hardware, given(your) or given(client) or wanted,
    name or fqdn, server or given(next))
end)

-- The message that relays pass on; nil where there is none.
local function relayed(message)
  while message and (message.type == FORWARD or message.type == REPLY) do
    local option = find(message.options, "relaymessage")
    if option and option.data then
      option = pycap.decode(option.data, "dhcp6").dhcp6
    end
    message = option
  end
  return message
end

-- All addresses and prefixes in a message.
local function leases(list, found)
  for _, option in ipairs(list or {}) do
    if option.name == "iaaddr" then found[#found + 1] = option.address end
    if option.prefix then
      found[#found + 1] = option.prefix .. "/" .. option.prefixlength
    end
    leases(option.options, found)
  end
  return found
end

-- A name in labels; the root is an empty one at its end.
local function labels_text(labels)
  local list = {}
  for i, label in ipairs(labels or {}) do list[i] = label.text end
  return (table.concat(list, "."):gsub("%.$", ""))
end

capture:on("dhcp6", function(dhcp6, packet)
  local message = relayed(dhcp6)
  if not message or not message.type then return end
  local list = message.options or {}
  local client, server = find(list, "clientid"), find(list, "serverid")
  local fqdn = find(list, "fqdn")
  local found = leases(list, {})
  say(packet.time, types6[message.type] or "type " .. message.type,
    client and client.hardware, found[1] and table.concat(found, ","),
    fqdn and labels_text(fqdn.labels), server and server.hardware)
end)

io.stdout:setvbuf "line"
capture:loop()
