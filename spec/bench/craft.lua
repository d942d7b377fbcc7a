--
-- craft.lua - lua5.4 craft.lua folder: what it costs to make packets by hand
--
-- Instructions by callgrind of two numbers of packets, so that the difference
-- is packets alone.  As a script of pcaplua: craft.lua what count.
--
local build, count = ...

local FEW, MANY = 2000, 6000

local jobs = {
  { "Ethernet/ARP from tables", 15000 },
  { "the same, and its bytes", 15000 },
  { "Ethernet/IP/UDP from tables" },
  { "an edit: timetolive - 1, and the bytes" },
}

local function made(pycap)
  return pycap.packet(
    pycap.ethernet { source = "02:00:00:00:00:01",
      destination = "ff:ff:ff:ff:ff:ff" },
    pycap.arp { sourcehardware = "02:00:00:00:00:01",
      sourceprotocol = "192.0.2.1", targetprotocol = "192.0.2.2" })
end

local function datagram(pycap)
  return pycap.packet(
    pycap.ethernet { source = "02:00:00:00:00:01",
      destination = "02:00:00:00:00:02" },
    pycap.ip { source = "192.0.2.1", destination = "198.51.100.1" },
    pycap.udp { sourceport = 40000, destinationport = 53 }, "hello")
end

local run = {
  made,
  function(pycap) return made(pycap).bytes end,
  datagram,
  function(_, packet)
    packet.ip.timetolive = packet.ip.timetolive % 255 + 1
    return packet.bytes
  end,
}

if count then
  local pycap = require "pycap"
  local job = run[tonumber(build)]
  local packet = datagram(pycap)
  for _ = 1, tonumber(count) do job(pycap, packet) end
  return
end

local function instructions(job, n)
  local pipe = assert(io.popen(("LUA_INIT= valgrind --tool=callgrind " ..
    "--callgrind-out-file=/dev/null %s/pcaplua --script " ..
    "spec/bench/craft.lua %d %d 2>&1"):format(build, job, n)))
  local text = pipe:read("a")
  assert(pipe:close(), text)
  return assert(tonumber(text:match("Collected : (%d+)")), text)
end

print(("\n%-40s %9s %6s"):format("instructions per packet", "", "aim"))
for i, job in ipairs(jobs) do
  local per = (instructions(i, MANY) - instructions(i, FEW)) / (MANY - FEW)
  print(("%-40s %9.0f %6s%s"):format(job[1], per, job[2] or "",
    job[2] and per > job[2] and "  missed" or ""))
end
