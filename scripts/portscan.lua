#!/usr/bin/env -S pcaplua --script
-- portscan.lua - finds hosts that probe TCP ports
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file portscan.lua [option value]..
       pcaplua -i device ...        (until Ctrl-C)
A probe is a SYN that gets no SYN/ACK. Prints each scan when it is found:
  ports   a source has probed many ports of one host
  hosts   a source has probed one port of many hosts
At the end it prints a table of the scans, with the largest number of probes
within the time of -w. Times are UTC.
  -p ports    how many ports make a scan (10)
  -n hosts    how many hosts make a scan (10)
  -w seconds  time within which probes are counted (60)
  -a seconds  how long to wait for an answer (1)
]]
local LIMIT <const> = 65536 -- probes, and rows, kept in memory

local function quit(...)
  io.stderr:write("portscan: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local options <const> = {["-p"] = 10, ["-n"] = 10, ["-w"] = 60, ["-a"] = 1}
for i = 1, #arg, 2 do
  local name, value = arg[i], tonumber(arg[i + 1])
  if not options[name] then quit(("'%s': no such option\n"):format(name)) end
  if not value or value < 1 or value > LIMIT or value ~= value // 1 then
    quit(("%s: integer from 1 to %d expected\n"):format(name, LIMIT))
  end
  options[name] = math.tointeger(value)
end
local enough <const> = {ports = options["-p"], hosts = options["-n"]}
local window <const>, patience <const> = options["-w"], options["-a"]

local asked = {first = 1, last = 0}  -- what may yet be answered, in order
local waiting = {}                   -- the same by conversation
local probes = {first = 1, last = 0} -- what was not answered in the window
local seen = {}            -- how many of these by source, host and port
local scans = {}           -- by source and what is probed, while there are any
local rows, full = {}, false

local capture <close> = pycap()

local function push(queue, value)
  queue.last = queue.last + 1
  queue[queue.last] = value
end

local function pop(queue)
  local value = queue[queue.first]
  queue[queue.first], queue.first = nil, queue.first + 1
  return value
end

local function filled(queue)
  return queue.last - queue.first + 1 == LIMIT
end

local function utc(time)
  return os.date("!%Y-%m-%d %H:%M:%S", math.floor(time))
end

local function count(probe, kind, target)
  local key = probe.source .. " " .. target
  local scan = scans[key]
  if not scan then
    scan = {source = probe.source, target = target, kind = kind,
      first = probe.time, count = 0, most = 0}
    scans[key] = scan
  end
  scan.count, scan.last = scan.count + 1, probe.time
  if scan.count <= scan.most then return end
  scan.most = scan.count
  if scan.most ~= enough[kind] then return end
  if #rows < LIMIT then rows[#rows + 1] = scan else full = true end
  if not io.write(("%s %s  %s probes %s: %d in %.1f s\n"):format(
    utc(probe.time), kind, probe.source, target, scan.count,
    probe.time - scan.first)) then
    capture:stop()
  end
end

local function forget(probe, target)
  local key = probe.source .. " " .. target
  local scan = scans[key]
  scan.count = scan.count - 1
  if scan.count == 0 then scans[key] = nil end
end

-- Removes the oldest probe.
local function drop()
  local probe = pop(probes)
  local left = seen[probe.place] - 1
  seen[probe.place] = left > 0 and left or nil
  if left > 0 then return end
  forget(probe, probe.host)
  forget(probe, "port " .. probe.port)
end

-- Makes the oldest of what was asked a probe, unless it was answered.
local function settle()
  local probe = pop(asked)
  if probe.answered then return end
  waiting[probe.conversation] = nil
  while probes[probes.first]
    and probes[probes.first].time <= probe.time - window do drop() end
  if filled(probes) then
    drop()
    full = true
  end
  probe.place = ("%s %s %d"):format(probe.source, probe.host, probe.port)
  push(probes, probe)
  seen[probe.place] = (seen[probe.place] or 0) + 1
  if seen[probe.place] > 1 then return end
  count(probe, "ports", probe.host)
  count(probe, "hosts", "port " .. probe.port)
end

local function advance(now)
  while asked[asked.first] and asked[asked.first].time <= now - patience do
    settle()
  end
end

local SYN <const>, ACK <const> = 0x02, 0x10
local ECN <const> = {0x00, 0x40, 0x80, 0xc0} -- ECE, CWR (RFC 3168)
local function flags(bits)
  local list = {}
  for i, ecn in ipairs(ECN) do list[i] = bits | ecn end
  return list
end

capture:on("tcp", {"packet.conversation", "packet.time", "ip.source",
  "ip6.source", "ip.destination", "ip6.destination", "destinationport",
  flags = flags(SYN)},
function(conversation, time, source, source6, host, host6, port)
  advance(time)
  if waiting[conversation] then return end -- sent again
  if filled(asked) then settle() end
  local probe = {conversation = conversation, time = time, port = port,
    source = source or source6, host = host or host6}
  push(asked, probe)
  waiting[conversation] = probe
end)

capture:on("tcp", {"packet.conversation", "packet.time", "ip.source",
  "ip6.source", flags = flags(SYN | ACK)},
function(conversation, time, source, source6)
  advance(time)
  local probe = waiting[conversation]
  if probe and probe.host == (source or source6) then
    probe.answered, waiting[conversation] = true, nil
  end
end)

if capture.device then pycap.every(1, advance) end
io.stdout:setvbuf "line"
local ok, fault = pcall(capture.loop, capture)
advance(math.huge)

local row <const> = "%-22s %-22s %-11s %-19s %s\n"
io.write(#rows > 0 and "\n" or "",
  row:format("SOURCE", "TARGET", "PROBED", "FIRST SEEN", "LAST SEEN"))
for _, scan in ipairs(rows) do
  io.write(row:format(scan.source, scan.target,
    ("%d %s"):format(scan.most, scan.kind), utc(scan.first), utc(scan.last)))
end
if full then
  io.stderr:write("portscan: table full: the oldest probes are not counted\n")
end
if not ok then error(fault, 0) end
