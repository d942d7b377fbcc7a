#!/usr/bin/env pcaplua
-- handshake.lua - how long TCP handshakes take, and which ones fail (RFC 9293)
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file handshake.lua [-n lines] [-t seconds]
       pcaplua -i device ...              (until Ctrl-C)
Prints two tables at the end. The first lists the servers with the most
handshakes: their number, the SYNs sent again, and the time from the first SYN
to the ACK in milliseconds (least, median, 95th percentile, most). It also has
the medians of the two halves: last SYN to SYN/ACK, SYN/ACK to ACK. The second
lists the servers with failed handshakes: SYNs without an answer (silent), SYNs
answered by a RST (refused), SYN/ACKs without an ACK (halfopen).
  -n lines    rows of each table (50)
  -t seconds  time after which a handshake counts as failed (130)
]]
local OPEN <const> = 65536    -- handshakes under way, kept in memory
local SERVERS <const> = 4096  -- rows of each table, likewise
local SAMPLES <const> = 256   -- times of each server; of more a random choice

local function quit(...)
  io.stderr:write("handshake: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local options <const> = {["-n"] = 50, ["-t"] = 130}
for i = 1, #arg, 2 do
  local name, value = arg[i], tonumber(arg[i + 1])
  if not options[name] then quit(("'%s': no such option\n"):format(name)) end
  if not value or value < 1 or value > 1e6 or value ~= value // 1 then
    quit(name, ": integer from 1 to 1000000 expected\n")
  end
  options[name] = math.tointeger(value)
end
local lines <const>, patience <const> = options["-n"], options["-t"]

math.randomseed(1) -- the same choice of the same packets
local capture <close> = pycap()
local done, failed = {}, {}          -- servers by address and port
local sizes <const> = {[done] = 0, [failed] = 0}
local omitted = 0                    -- handshakes of more servers than SERVERS
local open, queue, first, last = {}, {}, 1, 0 -- by conversation, and in order

-- The row of a handshake's server in a table; nil when there are too many.
local function server(list, try)
  local row = list[try.server]
  if row then return row end
  if sizes[list] == SERVERS then omitted = omitted + 1 return end
  sizes[list] = sizes[list] + 1
  row = {name = try.server, count = 0, resent = 0, silent = 0, refused = 0,
    halfopen = 0, samples = {}}
  list[try.server] = row
  return row
end

-- The handshake is over: "done", "silent", "refused" or "halfopen".
local function close(try, fate, time)
  open[try.conversation], try.closed = nil, true
  local row = server(fate == "done" and done or failed, try)
  if not row then return end
  row.count, row.resent = row.count + 1, row.resent + try.resent
  if fate ~= "done" then row[fate] = row[fate] + 1 return end
  local sample = {time - try.first, try.answered - try.time,
    time - try.answered}
  row.least = math.min(row.least or sample[1], sample[1])
  row.most = math.max(row.most or sample[1], sample[1])
  local place = row.count <= SAMPLES and row.count or math.random(row.count)
  if place <= SAMPLES then row.samples[place] = sample end
end

local function fail(try)
  if not try.closed then close(try, try.answered and "halfopen" or "silent") end
end

-- Closes what is older than `time`; at least so many if `n` is given.
local function expire(time, n)
  while first <= last and (queue[first].first < time or n) do
    fail(queue[first])
    queue[first], first, n = nil, first + 1, nil
  end
end

local SYN <const>, RST <const>, PSH <const>, ACK <const> = 2, 4, 8, 16
local ECN <const> = {0x00, 0x40, 0x80, 0xc0} -- ECE, CWR (RFC 3168)
local function flags(...)
  local list = {}
  for _, bits in ipairs{...} do
    for _, ecn in ipairs(ECN) do list[#list + 1] = bits | ecn end
  end
  return list
end

capture:on("tcp", {"packet.conversation", "packet.time", "sequence",
  "ip.destination", "ip6.destination", "destinationport",
  flags = flags(SYN)},
function(conversation, time, sequence, host, host6, port)
  expire(time - patience)
  local try = open[conversation]
  if try and try.sequence == sequence then
    try.resent = try.resent + 1
    if not try.answered then try.time = time end
    return
  elseif try then
    fail(try)
  end
  if last - first + 1 == OPEN then expire(-math.huge, true) end
  try = {conversation = conversation, sequence = sequence, first = time,
    time = time, resent = 0,
    server = (host and "%s:%d" or "[%s]:%d"):format(host or host6, port)}
  last = last + 1
  open[conversation], queue[last] = try, try
end)

capture:on("tcp", {"packet.conversation", "packet.time", "sequence",
  "acknowledge", flags = flags(SYN | ACK)},
function(conversation, time, sequence, acknowledge)
  local try = open[conversation]
  if not try or acknowledge ~= try.sequence + 1 & 0xffffffff then return end
  try.answered = try.answered or time
  try.expected = sequence + 1 & 0xffffffff
end)

capture:on("tcp", {"packet.conversation", "packet.time", "acknowledge",
  flags = flags(ACK, ACK | PSH)},
function(conversation, time, acknowledge)
  local try = open[conversation]
  if try and acknowledge == try.expected then close(try, "done", time) end
end)

capture:on("tcp", {"packet.conversation", "acknowledge",
  flags = flags(RST | ACK)},
function(conversation, acknowledge)
  local try = open[conversation]
  if try and not try.answered
    and acknowledge == try.sequence + 1 & 0xffffffff then
    close(try, "refused")
  end
end)

local ok, fault = pcall(capture.loop, capture)
expire(math.huge)

-- The rows of a list, the largest first, at most `lines`.
local function rows(list)
  local sorted = {}
  for _, row in pairs(list) do sorted[#sorted + 1] = row end
  table.sort(sorted, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.name < b.name
  end)
  return table.move(sorted, 1, math.min(lines, #sorted), 1, {})
end

-- The sample of that rank, from 0 to 1, of the n-th times, in milliseconds.
local function rank(row, n, share)
  table.sort(row.samples, function(a, b) return a[n] < b[n] end)
  return row.samples[math.ceil(share * #row.samples)][n] * 1000
end

local function milliseconds(n) return ("%8.3f"):format(n) end

local head <const> = "%-22s %6s %6s" .. (" %8s"):rep(6) .. "\n"
io.write(head:format("SERVER", "COUNT", "RESENT", "MIN", "MEDIAN", "P95",
  "MAX", "SYN/ACK", "ACK"))
for _, row in ipairs(rows(done)) do
  io.write(head:format(row.name, row.count, row.resent,
    milliseconds(row.least * 1000), milliseconds(rank(row, 1, 0.5)),
    milliseconds(rank(row, 1, 0.95)), milliseconds(row.most * 1000),
    milliseconds(rank(row, 2, 0.5)), milliseconds(rank(row, 3, 0.5))))
end
if next(failed) then
  local line <const> = "%-22s %6s %6s" .. (" %8s"):rep(3) .. "\n"
  io.write("\n", line:format("FAILED", "COUNT", "RESENT", "SILENT",
    "REFUSED", "HALFOPEN"))
  for _, row in ipairs(rows(failed)) do
    io.write(line:format(row.name, row.count, row.resent, row.silent,
      row.refused, row.halfopen))
  end
end
if omitted > 0 then
  io.stderr:write("handshake: table full: ", omitted,
    " handshakes not counted\n")
end
if not ok then error(fault, 0) end
