#!/usr/bin/env pcaplua
-- flows.lua - a line for each flow, both directions as one
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file flows.lua [option value]...
       pcaplua -i device ...        (until Ctrl-C)
Prints a line for each flow when it has ended: when it began, for how many
seconds it went on, protocol, ends, what it speaks, packets and bytes from the
first end and from the second, and why it ended. Times are UTC.
  -T form    text, fields (with tabs between), csv or json (a line a flow)
  -e fields  what is printed, in another form than text: names with commas
             between (protocol,source,sourceport,destination,destinationport,
             application,packets,bytes,backpackets,backbytes,first,seconds,
             state,reason).
             Without -T the form is then fields
]]
local FIELDS <const> = "protocol,source,sourceport,destination," ..
  "destinationport,application,packets,bytes,backpackets,backbytes,first," ..
  "seconds,state,reason"

local function quit(...)
  io.stderr:write("flows: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local options = {}
for i = 1, #arg, 2 do
  if arg[i] ~= "-T" and arg[i] ~= "-e" then
    quit(("'%s': no such option\n"):format(arg[i]))
  end
  options[arg[i]] = arg[i + 1] or quit(arg[i], ": value expected\n")
end
local formname <const> = options["-T"] or options["-e"] and "fields" or "text"

local capture <close> = pycap()
local names = {}
for name in (options["-e"] or FIELDS):gmatch "[^,]+" do
  names[#names + 1] = name
end

local NUMBERS <const> = { [1] = "icmp", [2] = "igmp", [6] = "tcp",
  [17] = "udp", [58] = "icmp6", [132] = "sctp" }

local function place(address, port)
  if not port then return address end
  return (address:find(":", 1, true) and "[%s]:%d" or "%s:%d"):format(address,
    port)
end

-- As a word of CSV (RFC 4180).
local function quoted(word)
  if not word:find '[,"\r\n]' then return word end
  return '"' .. word:gsub('"', '""') .. '"'
end

local function word(value)
  if value == nil then return "" end
  return (math.type(value) == "float" and "%.6f" or "%s"):format(value)
end

local forms = {}

function forms.text(flow)
  local microseconds = math.floor(flow.first * 1000000 + 0.5)
  return ("%s.%06d %.6f %s %s -> %s %s %d %d %d %d %s"):format(
    os.date("!%Y-%m-%d %H:%M:%S", microseconds // 1000000),
    microseconds % 1000000, flow.seconds,
    flow.protocol, place(flow.source, flow.sourceport),
    place(flow.destination, flow.destinationport), flow.application or "-",
    flow.packets, flow.bytes, flow.backpackets, flow.backbytes, flow.reason)
end

local function joined(separator, convert)
  return function(flow)
    local words = {}
    for i, name in ipairs(names) do words[i] = convert(word(flow[name])) end
    return table.concat(words, separator)
  end
end

forms.fields = joined("\t", function(text) return text end)
forms.csv = joined(",", quoted)
forms.json = pycap.json

local form = forms[formname] or quit("-T: text, fields, csv or json expected\n")
if formname == "text" then
  names = { "first", "seconds", "protocol", "source", "sourceport",
    "destination", "destinationport", "application", "packets", "bytes",
    "backpackets", "backbytes", "reason" }
end
for _, name in ipairs(names) do
  if name == "key" then quit("-e: key: it is no text\n") end
end

local ok, fault = pcall(capture.on, capture, "flow", names, function(...)
  local flow = {}
  for i, name in ipairs(names) do flow[name] = select(i, ...) end
  flow.protocol = NUMBERS[flow.protocol] or flow.protocol
  if not io.write(form(flow), "\n") then capture:stop() end
end)
if not ok then quit("-e: ", fault:match "flow%..*" or fault, "\n") end

io.stdout:setvbuf "line" -- what ends is seen when it ends, piped too
if formname == "csv" then io.write(table.concat(names, ","), "\n") end
ok, fault = pcall(capture.loop, capture)
capture:close()  -- the flows that are open end, too
if not ok then error(fault, 0) end
