--
-- sample.lua - lua5.4 sample.lua file [file]: writes the capture file of `make
-- demo`, and a small one of pcapng
--
-- Six minutes of a small network. From the third minute on a host, 192.0.2.66,
-- poses as the gateway, 192.0.2.1; nothing here depends on the time or on luck.
--

local START <const> = 1767600000 -- 2026-01-05 08:00:00 UTC
local ALL <const> = "ff:ff:ff:ff:ff:ff"
local NONE <const> = "00:00:00:00:00:00"
local REQUEST <const>, REPLY <const> = 1, 2

local gateway = {mac = "02:00:00:00:00:01", ip = "192.0.2.1"}
local alice = {mac = "02:00:00:00:00:10", ip = "192.0.2.10"}
local bob = {mac = "02:00:00:00:00:11", ip = "192.0.2.11"}
local server = {mac = "02:00:00:00:00:20", ip = "192.0.2.20"}
local spare = {mac = "02:00:00:00:00:21", ip = "192.0.2.20"} -- its new card
local printer = {mac = "02:00:00:00:00:30", ip = "192.0.2.30"}
local spoofer = {mac = "02:00:00:00:00:66", ip = "192.0.2.66"}
local guest = {mac = "02:00:00:00:00:77", ip = "192.0.2.77"}
local router = {mac = "02:00:00:00:00:01", ip = "192.0.2.129", vlan = 20}
local phone = {mac = "02:00:00:00:00:82", ip = "192.0.2.130", vlan = 20}

local function mac(text)
  return (text:gsub("(%x%x):?", function(byte)
    return string.char(tonumber(byte, 16))
  end))
end

local function ip(text)
  return string.char(text:match "(%d+)%.(%d+)%.(%d+)%.(%d+)")
end

local frames = {}

local function frame(seconds, destination, source, kind, payload, vlan)
  local tag = vlan and (">I2 I2"):pack(0x8100, vlan) or ""
  local bytes = mac(destination) .. mac(source) .. tag
    .. (">I2"):pack(kind) .. payload
  bytes = bytes .. ("\0"):rep(60 - #bytes) -- the least that Ethernet carries
  local time = math.floor(seconds * 1000000 + 0.5)
  frames[#frames + 1] = {time = time, order = #frames, bytes = bytes}
end

-- from: who sends the frame; as: whom ARP names as the sender
local function arp(seconds, to, from, operation, as, target, address)
  frame(seconds, to, from.mac, 0x0806, (">I2 I2 B B I2"):pack(1, 0x0800, 6, 4,
    operation) .. mac(as.mac) .. ip(as.ip) .. mac(target) .. ip(address),
    from.vlan)
end

local function answer(seconds, from, to)
  arp(seconds, to.mac, from, REPLY, from, to.mac, to.ip)
end

local function ask(seconds, from, to)
  arp(seconds, ALL, from, REQUEST, from, NONE, to.ip)
  answer(seconds + 0.0004, to, from)
end

-- "to" is told that the hardware of "from" has the address of "as"
local function pose(seconds, from, as, to)
  arp(seconds, to.mac, from, REPLY, {mac = from.mac, ip = as.ip}, to.mac, to.ip)
end

local function checksum(bytes)
  local sum = 0
  for i = 1, #bytes, 2 do sum = sum + (">I2"):unpack(bytes, i) end
  while sum > 0xffff do sum = (sum & 0xffff) + (sum >> 16) end
  return (">I2"):pack(~sum & 0xffff)
end

local function ping(seconds, from, to, kind, count)
  local echo = (">B B I2 I2 I2"):pack(kind, 0, 0, 7, count) .. ("ping"):rep(8)
  echo = echo:sub(1, 2) .. checksum(echo) .. echo:sub(5)
  local head = (">B B I2 I2 I2 B B I2"):pack(0x45, 0, 20 + #echo, count, 0x4000,
    64, 1, 0) .. ip(from.ip) .. ip(to.ip)
  head = head:sub(1, 10) .. checksum(head) .. head:sub(13)
  frame(seconds, to.mac, from.mac, 0x0800, head .. echo)
end

-- what goes on all the time
for minute = 0, 5 do
  local now = minute * 60
  ask(now + 1.25, alice, gateway)
  ask(now + 14.5, bob, gateway)
  ask(now + 31.75, printer, bob)
end
for _, at in ipairs{3, 123, 243} do
  ask(at, phone, router)
end
for count = 1, 3 do
  ping(1.5 + count, alice, gateway, 8, count)
  ping(1.501 + count, gateway, alice, 0, count)
end
-- spanning tree, in an 802.3 frame: no ARP, and no type
frame(20, "01:80:c2:00:00:00", gateway.mac, 38, "\x42\x42\3" .. ("\0"):rep(35))

-- a guest comes: is the address free? then it is mine (RFC 5227)
for _, at in ipairs{40.2, 41.4, 42.9} do
  local nameless = {mac = guest.mac, ip = "0.0.0.0"}
  arp(at, ALL, guest, REQUEST, nameless, NONE, guest.ip)
end
for _, at in ipairs{44.9, 46.9} do
  arp(at, ALL, guest, REQUEST, guest, NONE, guest.ip)
end
ask(47.5, guest, gateway)

-- the server gets another network card
ask(10, alice, server)
ask(70, bob, server)
arp(175, ALL, spare, REQUEST, spare, NONE, spare.ip)
ask(190, alice, spare)

-- the spoofer: first a look around, then a lie every ten seconds to both sides,
-- at last the truth again, which the gateway did not send itself
ask(100, spoofer, gateway)
ask(102, spoofer, alice)
for at = 130, 230, 10 do
  pose(at, spoofer, gateway, alice)
  pose(at + 0.01, spoofer, alice, gateway)
end
arp(235, alice.mac, spoofer, REPLY, gateway, alice.mac, alice.ip)
arp(235.01, gateway.mac, spoofer, REPLY, alice, gateway.mac, gateway.ip)

table.sort(frames, function(a, b)
  if a.time ~= b.time then return a.time < b.time end
  return a.order < b.order
end)

local file = assert(io.open(assert(arg[1], "usage: sample.lua file"), "wb"))
file:write(("<I4 I2 I2 i4 I4 I4 I4"):pack(0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
for _, f in ipairs(frames) do
  file:write(("<I4 I4 I4 s4"):pack(START + f.time // 1000000,
    f.time % 1000000, #f.bytes, f.bytes))
end
assert(file:close())

-- The first of them once more, in pcapng, with what that can say of them.
if arg[2] then
  local section = dofile "spec/support/blocks.lua".section("<",
    { { 1, "two questions" } })
  section:interface(1, 0, { { 2, "eth0" } })
    :interface(1, 0, { { 2, "wlan0" } })
    :names { { "\192\0\2\1", "gateway" } }
  local options = {
    { { 1, "the question" }, { 2, "\1\0\0\0" } }, { { 2, "\2\0\0\0" } },
  }
  for i = 1, 3 do
    section:packet(i // 3, START * 1000000 + frames[i].time, frames[i].bytes,
      options[i])
  end
  file = assert(io.open(arg[2], "wb"))
  file:write(section:bytes())
  assert(file:close())
end
