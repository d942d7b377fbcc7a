--
-- bench.lua - lua5.4 bench.lua folder [short]: what a packet costs, compared
-- with libpcap reading the same file and doing nothing
--
-- Time is CPU time, the median of runs that take turns; the first and the last
-- packet and all that is set up before are left out.  Instructions are counted
-- by callgrind on two files, so that the difference is packets alone.
--
local build, short = ...

local RUNS = short and 3 or 7
local FRAMES = short and 200000 or 1000000
local FEW, MANY = 20000, 60000

local IDIOMS = {
  {"floor", "libpcap alone"},
  {"no match", 'on("vlan", f): nothing matches', 1.2},
  {"on", 'on("arp", f): three fields read', 12},
  {"loop", "loop(f)"},
  {"packets", "packets()"},
  {"next", "next()"},
  {"table", 'on("arp", f): pycap.table(arp)'},
}

-- ARP requests of 60 bytes, in turn from the 254 hosts of a network.
local function generate(name, count)
  local file = assert(io.open(name, "wb"))
  file:setvbuf("full", 1 << 16)
  assert(file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0,
    65535, 1)))
  local zeros = ("\0"):rep(18)
  for i = 0, count - 1 do
    local host = i % 254 + 1
    assert(file:write(string.pack("<I4I4I4I4", 1700000000 + i // 1000,
      i % 1000 * 1000, 60, 60), string.pack(">I6I2I4I2", 0xffffffffffff,
      0x0200, host, 0x0806), string.pack(">I2I2BBI2I2I4I4I6I4", 1, 0x0800, 6,
      4, 1, 0x0200, host, 0xc0000200 + host, 0, 0xc0000201), zeros))
  end
  assert(file:close())
  return name
end

local function output(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read("a")
  assert(pipe:close(), "failed: " .. command)
  return text
end

local function command(idiom, file)
  if idiom == "floor" then return ("%s/bench/floor %s"):format(build, file) end
  return ("%s/pcaplua --script spec/bench/idioms.lua '%s' %s"):format(build,
    idiom, file)
end

local function instructions(idiom, file)
  local text = output("LUA_INIT= valgrind --tool=callgrind " ..
    "--callgrind-out-file=/dev/null " .. command(idiom, file) .. " 2>&1")
  return assert(tonumber(text:match("Collected : (%d+)")), text)
end

local function median(list)
  table.sort(list)
  return list[(#list + 1) // 2]
end

local long = generate(build .. "/bench/long.pcap", FRAMES)
local few = generate(build .. "/bench/few.pcap", FEW)
local many = generate(build .. "/bench/many.pcap", MANY)

local times = {}
for _ = 1, RUNS do
  for _, idiom in ipairs(IDIOMS) do
    local list = times[idiom[1]] or {}
    times[idiom[1]] = list
    list[#list + 1] = tonumber(output(command(idiom[1], long)))
  end
end
os.remove(long)

print(("%d frames of 60 bytes, median of %d runs; instructions by callgrind")
  :format(FRAMES, RUNS))
print(("%-32s %9s %6s %14s %6s %5s"):format("", "ns/packet", "ratio",
  "instr./packet", "ratio", "aim"))
local floor_time, floor_count
for _, idiom in ipairs(IDIOMS) do
  local name, text, aim = table.unpack(idiom)
  local time = median(times[name]) / FRAMES * 1e9
  local count = (instructions(name, many) - instructions(name, few)) /
    (MANY - FEW)
  floor_time, floor_count = floor_time or time, floor_count or count
  local ratio = count / floor_count
  print(("%-32s %9.0f %6.2f %14.0f %6.2f %5s%s"):format(text, time,
    time / floor_time, count, ratio, aim or "",
    aim and ratio > aim and "  missed" or ""))
end
os.remove(few)
os.remove(many)
