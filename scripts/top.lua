#!/usr/bin/env pcaplua
-- top.lua - who sends most: bytes and packets by source, conversation or port
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file top.lua [-n lines] [-t seconds] [key]
       pcaplua -i device ...             (until Ctrl-C)
Adds up bytes and packets of IPv4 and IPv6 by one of these keys:
  source        the sender (the default)
  conversation  the two ends, with their ports, both directions together
  ports         the lower of the two ports of TCP, UDP and SCTP
At the end it prints the largest sums. On a terminal it also draws the table
while packets come from a device or standard input. A packet in a tunnel counts
for both the inner and the outer source.
  -n lines      rows of the table (20)
  -t seconds    time between two drawings (2)
]]
local function quit(...)
  io.stderr:write("top: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

local function join(address, port)
  if not port then return address end
  return (address:find(":", 1, true) and "[%s]:%d" or "%s:%d"):format(address,
    port)
end

local protocols <const> = {[1] = "icmp", [2] = "igmp", [6] = "tcp",
  [17] = "udp", [47] = "gre", [58] = "icmp6", [132] = "sctp"}

-- What can be counted by: the protocols, the fields, and what a key reads as;
-- `folded`: several keys read the same.
local ways <const> = {
  source = {
    on = {"ip", "ip6"}, by = {"source"},
    text = function(entry) return entry[1] end,
  },
  conversation = {
    on = {"ip", "ip6"}, by = {"packet.conversation"},
    text = function(entry)
      local a, b, kind, from, to = table.unpack(entry)
      return ("%s - %s %s"):format(join(a, from), join(b, to),
        protocols[kind] or kind)
    end,
  },
  ports = {
    on = {"tcp", "udp", "sctp"}, by = {"sourceport", "destinationport"},
    folded = true,
    text = function(entry, protocol)
      return ("%s %d"):format(protocol, math.min(entry[1], entry[2]))
    end,
  },
}

local lines, seconds, what = 20, 2, "source"
local i = 1
while arg[i] do
  local word, value = arg[i], tonumber(arg[i + 1])
  if word == "-h" or word == "--help" then
    io.write(usage)
    return
  elseif word == "-n" then
    lines = math.tointeger(value) or 0
    if lines < 1 then quit("-n: number of lines expected\n") end
  elseif word == "-t" then
    seconds = value or 0
    if not (seconds >= 0.1 and seconds <= 86400) then
      quit("-t: seconds expected, from 0.1 to 86400\n")
    end
  elseif ways[word] then
    what = word
  else
    quit(("'%s': source, conversation or ports expected\n"):format(word))
  end
  i = i + (word:find "^-" and 2 or 1)
end

local capture <close> = pycap()
local way <const> = ways[what]
local tallies = {}
for k, protocol in ipairs(way.on) do
  tallies[k] = pycap.tally{by = way.by, sum = "packet.length"}
  capture:on(protocol, tallies[k])
end

local function larger(a, b)
  if a.sum ~= b.sum then return a.sum > b.sum end
  if a.count ~= b.count then return a.count > b.count end
  return a.text < b.text
end

-- The rows of the table, the largest first.
local function collect()
  local rows, known = {}, {}
  for k, tally in ipairs(tallies) do
    for _, entry in ipairs(tally:top(way.folded and #tally or lines)) do
      local text = way.text(entry, way.on[k])
      local row = known[text]
      if row and row.tally == tally then
        row.count, row.sum = row.count + entry.count, row.sum + entry.sum
      elseif row then -- one of the two has only what was in tunnels
        row.count = math.max(row.count, entry.count)
        row.sum = math.max(row.sum, entry.sum)
      else
        row = {text = text, tally = tally, count = entry.count,
          sum = entry.sum}
        known[text], rows[#rows + 1] = row, row
      end
    end
  end
  table.sort(rows, larger)
  return rows
end

local function draw()
  local rows = collect()
  local out = {("%14s %11s  %s\n"):format("BYTES", "PACKETS", what:upper())}
  for k = 1, math.min(lines, #rows) do
    local row = rows[k]
    out[#out + 1] = ("%14d %11d  %s\n"):format(row.sum, row.count, row.text)
  end
  return io.write(table.concat(out))
end

local watched = (capture.device or capture.filename == "-")
  and os.execute("test -t 1")
if watched then
  pycap.every(seconds, function()
    io.write("\27[H\27[J") -- to the corner, and clear
    if not (draw() and io.flush()) then capture:stop() end
  end)
end
local ok, fault = pcall(capture.loop, capture)

if watched then io.write("\27[H\27[J") end
draw()
local refused = 0
for _, tally in ipairs(tallies) do refused = refused + tally.refused end
if refused > 0 then
  io.stderr:write("top: table full: ", refused, " packets not counted\n")
end
if not ok then error(fault, 0) end
