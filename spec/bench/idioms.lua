--
-- idioms.lua - pcaplua --script idioms.lua job idiom file: one way to do one
-- job, the seconds of CPU time that it took, and as a check how many keys and
-- what sum it found
--
local pycap = require "pycap"

-- What a job counts, for all idioms: sums by key.
local sums = {}

local function add(key, n) sums[key] = (sums[key] or 0) + n end

local arp, flows = {}, {}

-- *arp*: requests by the sender's two addresses -----------------------------

local function of_arp(header)
  if header and header.operation == 1 then
    add(header.sourcehardware .. header.sourceprotocol, 1)
  end
end

arp["object"] = function(capture)
  capture:on("arp", of_arp)
  capture:loop()
end

arp["next"] = function(capture)
  while true do
    local ethernet, header = capture:next()
    if not ethernet then return end
    of_arp(header)
  end
end

arp["packets"] = function(capture)
  for packet in capture:packets() do of_arp(packet.arp) end
end

arp["iterator"] = function(capture)
  for hardware, protocol in capture:fields("arp",
    { "sourcehardware", "sourceprotocol", operation = 1 }) do
    add(hardware .. protocol, 1)
  end
end

arp["fields"] = function(capture)
  capture:on("arp", { "sourcehardware", "sourceprotocol", operation = 1 },
    function(hardware, protocol) add(hardware .. protocol, 1) end)
  capture:loop()
end

arp["joined"] = function(capture)
  capture:on("arp", { { "sourcehardware", "sourceprotocol", text = "%s%s" },
    operation = 1 }, function(key) sums[key] = (sums[key] or 0) + 1 end)
  capture:loop()
end

arp["key"] = function(capture)
  capture:on("arp", { { "sourcehardware", "sourceprotocol" }, operation = 1 },
    function(key) sums[key] = (sums[key] or 0) + 1 end)
  capture:loop()
end

arp["tally"] = function(capture)
  local tally = pycap.tally{ by = { "sourcehardware", "sourceprotocol" } }
  capture:on("arp", { operation = "request" }, tally)
  capture:loop()
  return tally, "count"
end

arp["no match"] = function(capture)
  capture:on("vlan", error)
  capture:loop()
end

-- *flows*: bytes by the four-tuple -------------------------------------------

local function of_tcp(tcp, ip, length)
  if tcp and ip then
    add(ip.source .. " " .. ip.destination .. " " .. tcp.sourceport .. " " ..
      tcp.destinationport, length)
  end
end

flows["object"] = function(capture)
  capture:on("tcp", function(tcp, packet)
    of_tcp(tcp, packet.ip, packet.length)
  end)
  capture:loop()
end

flows["flow"] = function(capture)
  capture:on("tcp", function(_, packet)
    local key = packet.flow
    sums[key] = (sums[key] or 0) + packet.length
  end)
  capture:loop()
end

flows["next"] = function(capture)
  while true do
    local ethernet, ip, tcp, payload = capture:next()
    if not ethernet then return end
    -- the length on the wire is no result: headers and data are all there
    if type(payload) == "string" then
      of_tcp(tcp, ip, 14 + ip.length)
    end
  end
end

flows["packets"] = function(capture)
  for packet in capture:packets() do
    of_tcp(packet.tcp, packet.ip, packet.length)
  end
end

local LISTED <const> = { "ip.source", "ip.destination", "sourceport",
  "destinationport", "packet.length" }

flows["iterator"] = function(capture)
  for from, to, source, destination, length in
    capture:fields("tcp", LISTED) do
    add(from .. " " .. to .. " " .. source .. " " .. destination, length)
  end
end

flows["fields"] = function(capture)
  capture:on("tcp", LISTED, function(from, to, source, destination, length)
    add(from .. " " .. to .. " " .. source .. " " .. destination, length)
  end)
  capture:loop()
end

flows["joined"] = function(capture)
  capture:on("tcp", { { "ip.source", "ip.destination", "sourceport",
    "destinationport", text = "%s %s %d %d" }, "packet.length" },
    function(key, length) sums[key] = (sums[key] or 0) + length end)
  capture:loop()
end

flows["key"] = function(capture)
  capture:on("tcp", { { "ip.source", "ip.destination", "sourceport",
    "destinationport" }, "packet.length" }, function(key, length)
    sums[key] = (sums[key] or 0) + length
  end)
  capture:loop()
end

flows["tally"] = function(capture)
  local tally = pycap.tally{ by = { "ip.source", "ip.destination",
    "sourceport", "destinationport" }, sum = "packet.length" }
  capture:on("tcp", tally)
  capture:loop()
  return tally, "sum"
end

flows["no match"] = arp["no match"]

-- *tables*: both directions of a conversation as one -----------------------

local tables = {}

tables["tally"] = function(capture)
  local tally = pycap.tally{ by = { "packet.conversation" },
    sum = "packet.length" }
  capture:on("packet", tally)
  capture:loop()
  return tally, "sum"
end

tables["flows"] = function(capture)
  capture:on("flow", { "bytes", "backbytes" }, function(bytes, back)
    add(#sums + 1, bytes + back)
  end)
  capture:loop()
end

-- *lists*: a field inside a list, compared with one that is not ------------

local lists = {}

local function listed(names)
  return function(capture)
    capture:on("tcp", names, function(a, b) sums[1] = (a or 0) + b end)
    capture:loop()
  end
end

lists["plain"] = listed { "window", "sourceport" }
lists["entry"] = listed { "options[mss].size", "sourceport" }
lists["nested"] = listed { "options[sack].blocks[1].left", "sourceport" }
lists["address"] = listed { "acknowledge", "sourceport",
  ["packet.source"] = "192.0.2.0/24" }

-- *names*: the first name of a DNS message, compared with two ports --------

local names = {}

names["ports"] = function(capture)
  capture:on("udp", { "sourceport", "destinationport" }, function(a, b)
    sums[1] = a + b
  end)
  capture:loop()
end

names["first"] = function(capture)
  capture:on("dns", { "id", "questions[1].name" }, function(a, b)
    sums[1] = a + #b
  end)
  capture:loop()
end

local job, idiom, file = ...
local capture <close> = pycap{ filename = file }
local jobs = { arp = arp, flows = flows, lists = lists, names = names,
  tables = tables }
local run = jobs[job][idiom]
local start = os.clock()
local tally, counted = run(capture)
local seconds = os.clock() - start
local keys, total = 0, 0
if tally then
  for entry in pairs(tally) do
    keys, total = keys + 1, total + entry[counted]
  end
end
for _, sum in pairs(sums) do keys, total = keys + 1, total + sum end
print(("%.6f %d %d"):format(seconds, keys, total))
