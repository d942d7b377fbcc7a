--
-- office.lua - pcaplua office.lua file: writes the capture file of the guide's
-- examples that need more than ARP
--
-- A printer leases an address. A host asks for names, is refused at one port,
-- and sends a segment twice at another.
--
local pycap = require "pycap"

local START <const> = 1767600000 -- 2026-01-05 08:00:00 UTC
local HOST <const>, GATEWAY <const> = "192.0.2.10", "192.0.2.1"
local SERVER <const> = "198.51.100.80"

local dump <close> = pycap.dump(arg[1], { datalink = 1 })
local time = START

-- Writes a packet half a second after the one before.
local function send(from, to, ...)
  local hardware = { [HOST] = "02:00:00:00:00:10",
    [GATEWAY] = "02:00:00:00:00:01", [SERVER] = "02:00:00:00:00:01" }
  dump:write(pycap.packet(
    pycap.ethernet { source = hardware[from] or "02:00:00:00:00:30",
      destination = hardware[to] or "ff:ff:ff:ff:ff:ff" },
    pycap.ip { source = from, destination = to }, ...), { time = time })
  time = time + 0.5
end

local function lease(type, from, to, more, ...)
  local reply = from == GATEWAY
  more.operation = reply and "reply" or "request"
  more.hardware = "02:00:00:00:00:30"
  more.options = { { kind = "messagetype", type = type }, ... }
  send(from, to, pycap.udp { sourceport = reply and 67 or 68,
    destinationport = reply and 68 or 67 }, pycap.dhcp(more))
end

local given <const> = { youraddress = "192.0.2.30" }
local NAME <const> = { kind = "hostname", text = "printer" }
local BY <const> = { kind = "serverid", address = GATEWAY }
local TIME <const> = { kind = "leasetime", seconds = 3600 }

lease("discover", "0.0.0.0", "255.255.255.255", {}, NAME)
lease("offer", GATEWAY, "255.255.255.255", given, BY, TIME)
lease("request", "0.0.0.0", "255.255.255.255", {}, NAME, BY,
  { kind = "requestedaddress", address = "192.0.2.30" })
lease("ack", GATEWAY, "255.255.255.255", given, BY, TIME)

for id, name in ipairs { "www.example.org", "www.example.org",
  "nosuch.example" } do
  local question = { { name = name, type = "a" } }
  local known = name ~= "nosuch.example"
  send(HOST, GATEWAY, pycap.udp { sourceport = 40000 + id },
    pycap.dns { id = id, recursiondesired = 1, questions = question })
  send(GATEWAY, HOST, pycap.udp { destinationport = 40000 + id,
    sourceport = 53 }, pycap.dns { id = id, response = 1,
    rcode = known and 0 or 3, questions = question, answers = known and {
      { name = "a", owner = name, address = SERVER } } or nil })
end

local function tcp(back, port, flags, sequence, acknowledge, data)
  send(back and SERVER or HOST, back and HOST or SERVER, pycap.tcp {
    sourceport = back and port or 50000 + port, flags = flags,
    destinationport = back and 50000 + port or port, sequence = sequence,
    acknowledge = acknowledge }, data or "")
end

tcp(false, 81, "syn", 100, 0)
tcp(true, 81, "rst, ack", 0, 101)
tcp(false, 80, "syn", 100, 0)
tcp(true, 80, "syn, ack", 500, 101)
tcp(false, 80, "ack", 101, 501)
for _ = 1, 2 do
  tcp(false, 80, "push, ack", 101, 501, "GET / HTTP/1.1\r\n\r\n")
end
tcp(true, 80, "push, ack", 501, 119, "HTTP/1.1 204 No Content\r\n\r\n")
tcp(false, 80, "fin, ack", 119, 528)
tcp(true, 80, "fin, ack", 528, 120)
