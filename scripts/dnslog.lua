#!/usr/bin/env pcaplua
-- dnslog.lua - a line for each question of DNS: who asked, what came back, when
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file dnslog.lua [-t seconds]
       pcaplua -i device ...      (until Ctrl-C)
Prints a line when a question of DNS or LLMNR is answered, or nobody answers:
  TIME of the question (UTC), CLIENT, SERVER, NAME, TYPE, RCODE, the MS
  (milliseconds) from question to answer, the ANSWERS
  -           not known: the question or the answer was not captured
  TIMEOUT     nobody answered
Messages of mDNS answer nobody in particular: a question's RCODE is ASKED.
A question that is sent again counts as one. Of several questions in a message
the first is meant.
  -t seconds  after which nobody has answered (5)
]]
local OPEN <const> = 65536 -- questions that wait for an answer, kept in memory
local MDNS <const>, LLMNR <const> = 5353, 5355

local function quit(...)
  io.stderr:write("dnslog: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
if arg[1] and arg[1] ~= "-t" then
  quit(("'%s': no such option\n"):format(arg[1]))
end
local patience <const> = arg[1] and tonumber(arg[2]) or not arg[1] and 5 or 0
if patience <= 0 or patience > 86400 or arg[3] then
  quit("-t: seconds expected, up to 86400\n")
end

local capture <close> = pycap()
local open, queue, first, last = {}, {}, 1, 0 -- questions by key, and in order

-- How numbers are written (RFC 6895) --------------------------------------

local rcodes <const> = {[0] = "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN",
  "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH", "NOTZONE",
  [16] = "BADVERS", [23] = "BADCOOKIE"}

local types = {}
for _, protocol in ipairs(pycap.protocols()) do
  for _, field in ipairs(protocol.name == "dns" and protocol.fields or {}) do
    for _, row in ipairs(field.items and field.items.head or {}) do
      for number, name in pairs(row.name == "type" and row.names or {}) do
        types[number] = name:upper()
      end
    end
  end
end

local function type_of(number)
  return types[number] or number and "TYPE" .. number or "-"
end

-- The code with the bits that EDNS has of it (RFC 6891).
local function rcode_of(dns)
  local code = dns.rcode
  for _, record in ipairs(dns.additionals or {}) do
    if record.name == "opt" then code = code | record.ttl >> 24 << 4 end
  end
  return rcodes[code] or "RCODE" .. code
end

-- Lines -------------------------------------------------------------------

local function quoted(text)
  return '"' .. text:gsub('[%c"\\\128-\255]', function(c)
    return ("\\%03d"):format(c:byte())
  end) .. '"'
end

-- The data of a record, its fields in this order.
local shown <const> = {
  a = {"address"}, aaaa = {"address"}, cname = {"target"}, ptr = {"target"},
  ns = {"host"}, dname = {"target"}, mx = {"preference", "exchange"},
  srv = {"priority", "weight", "port", "target"},
  soa = {"server", "mailbox", "serial"}, svcb = {"priority", "target"},
  https = {"priority", "target"},
}

local function data_of(record)
  local parts = {type_of(record.kind)}
  for _, name in ipairs(shown[record.name] or {}) do
    parts[#parts + 1] = tostring(record[name])
  end
  for _, string in ipairs(record.strings or {}) do
    parts[#parts + 1] = quoted(string.text)
  end
  return table.concat(parts, " ")
end

local function answers_of(dns)
  local list = {}
  for i, record in ipairs(dns.answers or {}) do list[i] = data_of(record) end
  if dns.truncated == 1 then list[#list + 1] = "(truncated)" end
  return table.concat(list, ", ")
end

local function say(asked, rcode, latency, answers)
  local time <const> = asked.time
  local line = ("%s.%06d %s %s %s %s %s %s %s"):format(
    os.date("!%Y-%m-%d %H:%M:%S", time // 1000000000),
    time // 1000 % 1000000, asked.client, asked.server, asked.name,
    type_of(asked.type), rcode,
    latency and ("%.3f"):format(latency / 1e6) or "-", answers or "-")
  if not io.write(line:gsub(" $", " -"), "\n") then capture:stop() end
end

-- Questions and answers ---------------------------------------------------

-- Says of questions before `time`, and of `more` besides, that nobody answered.
local function expire(time, more)
  while first <= last and (queue[first].time < time or more) do
    local asked = queue[first]
    if not asked.closed then
      open[asked.key] = nil
      say(asked, "TIMEOUT")
    end
    queue[first], first, more = nil, first + 1, nil
  end
end

local function ask(asked)
  if open[asked.key] then return end
  if last - first + 1 == OPEN then expire(math.mininteger, true) end
  last = last + 1
  open[asked.key], queue[last] = asked, asked
end

local function answer(asked, dns)
  local before = open[asked.key]
  local latency
  if before then
    open[asked.key], before.closed = nil, true
    latency, before.server = asked.time - before.time, asked.server
  end
  say(before or asked, rcode_of(dns), latency, answers_of(dns))
end

capture:on("dns", function(dns, packet)
  local time, carrier = packet.timestamp, packet.udp or packet.tcp
  if not carrier or not dns.additionalcount then return end -- cut short
  local from, to = carrier.sourceport, carrier.destinationport
  local response = dns.response == 1
  local question = (dns.questions or {})[1] or {}
  local asked = {time = time, name = question.name or "-",
    type = question.type, client = packet.source or "-",
    server = packet.destination or "-"}
  local port, other = from, to
  if response then
    asked.client, asked.server = asked.server, asked.client
    port, other = to, from
  end
  expire(time - math.floor(patience * 1000000000))
  if other == MDNS then
    local record = (dns.answers or {})[1]
    if response and record then
      asked.name, asked.type = record.owner or "-", record.kind
    end
    return say(asked, response and rcode_of(dns) or "ASKED", nil,
      answers_of(dns))
  end
  -- a question of LLMNR goes to a group, one of its members answers
  asked.key = ("%s %d %s %d %d %s %s"):format(asked.client, port,
    other == LLMNR and "-" or asked.server, other, dns.id,
    asked.name:lower(), asked.type)
  if response then answer(asked, dns) else ask(asked) end
end)

io.stdout:setvbuf "line" -- what happens is seen when it happens, piped too
io.write("TIME CLIENT SERVER NAME TYPE RCODE MS ANSWERS\n")
local ok, fault = pcall(capture.loop, capture)
expire(math.maxinteger)
if not ok then error(fault, 0) end
