#!/usr/bin/env pcaplua
-- tcpstat.lua - how well TCP goes, by server
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file tcpstat.lua [-n rows]   (-i device: live, until Ctrl-C)
Prints a table of the servers that TCP goes to, those with the most
retransmissions first:
  FLOWS      connections
  PACKETS    segments, of both sides
  RETRANS    segments whose bytes had come before, and how many percent
  DISORDER   segments that came after later ones
  GAPS       runs of bytes that did not come
  ZERO       segments that say that their sender takes no more bytes
  HANDSHAKE  time of the quickest handshake, in milliseconds
  -n rows    how many servers (20)
]]
local LIMIT <const> = 65536 -- servers, and flows with zero windows, kept
local RST <const> = 4

local function quit(...)
  io.stderr:write("tcpstat: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local most = 20
for i = 1, #arg, 2 do
  if arg[i] ~= "-n" then quit(("'%s': no such option\n"):format(arg[i])) end
  most = math.tointeger(tonumber(arg[i + 1])) or 0
  if most < 1 then quit("-n: number of rows expected\n") end
end

local capture <close> = pycap()
local rows, kept = {}, 0
local zero, zeros = {}, 0 -- by flow: segments with a zero window
local full = false

capture:on("tcp", { "flags", "packet.conversation", window = 0 },
  function(flags, key)
    if flags & RST ~= 0 then return end
    if not zero[key] then
      if zeros == LIMIT then full = true return end
      zeros = zeros + 1
    end
    zero[key] = (zero[key] or 0) + 1
  end)

local function row_of(address, port)
  local name = address -- alone where the header was cut
  if port then
    name = (address:find(":", 1, true) and "[%s]:%d" or "%s:%d"):format(
      address, port)
  end
  if rows[name] then return rows[name] end
  if kept == LIMIT then full = true return end
  kept = kept + 1
  rows[name] = { name = name, flows = 0, packets = 0, retransmissions = 0,
    disorder = 0, gaps = 0, zero = 0 }
  return rows[name]
end

capture:on("flow", { "destination", "destinationport", "packets",
  "backpackets", "retransmissions", "disorder", "gaps", "handshake", "key",
  protocol = "tcp" }, function(address, port, packets, back, retransmissions,
    disorder, gaps, handshake, key)
    local row, zeroed = row_of(address, port), zero[key]
    if zeroed then
      zero[key], zeros = nil, zeros - 1
    end
    if not row then return end
    row.flows = row.flows + 1
    row.packets = row.packets + packets + back
    row.retransmissions = row.retransmissions + retransmissions
    row.disorder = row.disorder + disorder
    row.gaps = row.gaps + gaps
    row.zero = row.zero + (zeroed or 0)
    if handshake then
      row.handshake = math.min(row.handshake or handshake, handshake)
    end
  end)

local ok, fault = pcall(capture.loop, capture)
capture:close()  -- the flows that are open end, too

local list = {}
for _, row in pairs(rows) do list[#list + 1] = row end
table.sort(list, function(a, b)
  if a.retransmissions ~= b.retransmissions then
    return a.retransmissions > b.retransmissions
  end
  if a.packets ~= b.packets then return a.packets > b.packets end
  return a.name < b.name
end)
local line <const> = "%-28s %6s %9s %8s %6s %8s %6s %6s %9s\n"
io.write(line:format("SERVER", "FLOWS", "PACKETS", "RETRANS", "%", "DISORDER",
  "GAPS", "ZERO", "HANDSHAKE"))
for i = 1, math.min(most, #list) do
  local row = list[i]
  io.write(line:format(row.name, row.flows, row.packets, row.retransmissions,
    ("%.1f"):format(100 * row.retransmissions / math.max(row.packets, 1)),
    row.disorder, row.gaps, row.zero, row.handshake and
    ("%.3f"):format(row.handshake * 1000) or "-"))
end
if full then
  io.stderr:write("tcpstat: tables full, at ", LIMIT, " rows\n")
end
if not ok then error(fault, 0) end
