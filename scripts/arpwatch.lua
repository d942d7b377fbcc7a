#!/usr/bin/env pcaplua
-- arpwatch.lua - who has which address, and who else claims it (ARP, RFC 826)
local pycap = require "pycap"

local usage = [[
usage: pcaplua -r file arpwatch.lua      (-i device: live, until Ctrl-C)
       lua5.4 arpwatch.lua file
Prints events as they happen, the same line at most once a minute:
  probe       a host asks whether an address is free (RFC 5227)
  gratuitous  a host announces its own address
  moved       the address has another hardware address now
  conflict    two hosts claim the address: it moves back within a minute
              (flip flop), or both answer
  mismatch    the Ethernet source is not the sender that ARP names
At the end it prints a table of the addresses, by VLAN. Times are UTC.
]]
if arg[1] == "-h" then io.write(usage) return end

local BACK <const>, BOTH <const> = 60, 1 -- seconds between two claims
local LIMIT <const> = 65536              -- claims, and lines, kept in memory

local capture <close> = arg[1] and pycap{filename = arg[1]} or pycap()
local claims, kept, skipped = {}, 0, 0 -- by VLAN, address and hardware
local holder = {}                      -- by VLAN and address: the last claim
local told, lines, minute = {}, 0, nil -- what was said in this minute

local function utc(time)
  return os.date("!%Y-%m-%d %H:%M:%S", math.floor(time))
end

local function tag(vlan)
  return vlan > 0 and " vlan " .. vlan or ""
end

local function say(time, event, address, vlan, detail)
  local line = ("%-10s %-15s %s%s"):format(event, address, detail, tag(vlan))
  if time // 60 ~= minute or lines == LIMIT then
    told, lines, minute = {}, 0, time // 60
  end
  if told[line] then return end
  told[line], lines = true, lines + 1
  if not io.write(utc(time), " ", line, "\n") then capture:stop() end
end

local function claim(time, address, vlan, hardware, reply)
  local place = vlan .. " " .. address
  local key = place .. " " .. hardware
  local this, last = claims[key], holder[place]
  if not this then
    if kept == LIMIT and not last then return end
    this = {address = address, vlan = vlan, hardware = hardware, first = time,
      count = 0}
    if kept < LIMIT then claims[key], kept = this, kept + 1 end
  end
  if last and last ~= this then
    local a, b = last.hardware, hardware
    local both = a < b and a .. " and " .. b or b .. " and " .. a
    if reply and last.replied and time - last.replied <= BOTH then
      say(time, "conflict", address, vlan, both .. " (both answer)")
    elseif this.last and time - this.last <= BACK then
      say(time, "conflict", address, vlan, both .. " (flip flop)")
    else
      say(time, "moved", address, vlan, a .. " -> " .. b)
    end
  end
  holder[place], this.last, this.count = this, time, this.count + 1
  if reply then this.replied = time end
end

capture:on("arp", function(arp, packet)
  local operation, time = arp.operation, packet.time
  if packet.malformed or operation ~= 1 and operation ~= 2
    or arp.protocol ~= 0x0800 -- IPv4
    or arp.hardwarelength ~= 6 or arp.protocollength ~= 4 then
    skipped = skipped + 1
    return
  end
  local hardware, address = arp.sourcehardware, arp.sourceprotocol
  local vlan = packet.vlan and packet.vlan.id or 0
  local sender = packet.ethernet and packet.ethernet.source or hardware
  local probe = address == "0.0.0.0"
  if probe then
    address = arp.targetprotocol
    say(time, "probe", address, vlan, "by " .. hardware)
  elseif address == arp.targetprotocol then
    say(time, "gratuitous", address, vlan, "by " .. hardware)
  end
  if sender ~= hardware then
    say(time, "mismatch", address, vlan, hardware .. " sent by " .. sender)
  end
  if probe then return end
  claim(time, address, vlan, hardware, operation == 2)
end)

io.stdout:setvbuf "line" -- what happens is seen when it happens, piped too
local ok, fault = pcall(capture.loop, capture)

local rows = {}
for _, c in pairs(claims) do
  c.order = c.address:gsub("%d+", function(n) return ("%03d"):format(n) end)
    .. ("%04d %s"):format(c.vlan, c.hardware)
  rows[#rows + 1] = c
end
table.sort(rows, function(a, b) return a.order < b.order end)
local row <const> = "%-15s %-17s %-19s %-19s %6s%s\n"
io.write(minute and "\n" or "", row:format("ADDRESS", "HARDWARE", "FIRST SEEN",
  "LAST SEEN", "COUNT", ""))
for _, c in ipairs(rows) do
  io.write(row:format(c.address, c.hardware, utc(c.first), utc(c.last),
    c.count, tag(c.vlan)))
end
local function note(...) io.stderr:write("arpwatch: ", ...) end
if skipped > 0 then note(skipped, " ARP packets of other kinds skipped\n") end
if kept == LIMIT then note("table full, at ", LIMIT, " rows\n") end
if not ok then error(fault, 0) end
