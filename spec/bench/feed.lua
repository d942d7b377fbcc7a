--
-- feed.lua - lua5.4 feed.lua folder: what it costs to feed handlers, compared
-- with capture:loop on the same packets
--
-- CPU time; medians of runs that take turns. What is fed is in memory already,
-- what is looped over comes through libpcap from a file.
--
local build = ...

local RUNS, FRAMES, AIM = 9, 400000, 1.1

local HANDLERS = {
  { "objects", 'pycap.on("arp", function(arp) ' ..
    "local _ = arp.operation, arp.sourceprotocol end)" },
  { "fields", 'pycap.on("arp", {"operation", "sourceprotocol"}, ' ..
    "function(operation, source) local _ = operation, source end)" },
  { "nothing matches", 'pycap.on("vlan", function() end)' },
}

local function write(name, text)
  local file = assert(io.open(name, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local function seconds(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read("a")
  assert(pipe:close(), "failed: " .. command)
  return assert(tonumber(text), text)
end

local function median(list)
  table.sort(list)
  return list[(#list + 1) // 2]
end

local name = build .. "/bench/feed.pcap"
local script = build .. "/bench/feed.lua"
local parts = { string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0, 65535,
  1) }
for i = 1, FRAMES do
  local host = i % 254 + 1
  parts[#parts + 1] = string.pack("<I4I4I4I4", 1700000000 + i // 1000,
    i % 1000 * 1000, 60, 60) .. string.pack(">I6I2I4I2I2I2BBI2I2I4I4I6I4I8I8I2",
    0xffffffffffff, 0x0200, host, 0x0806, 1, 0x0800, 6, 4, 1, 0x0200, host,
    0xc0000200 + host, 0, 0xc0000201, 0, 0, 0)
end
write(name, table.concat(parts))

print(("\nFeeding, %d ARP frames; median of %d runs, ratio to capture:loop")
  :format(FRAMES, RUNS))
print(("%-24s %9s %9s %6s %5s %12s"):format("", "loop ns", "feed ns", "ratio",
  "aim", "with limit"))
for _, row in ipairs(HANDLERS) do
  write(script, row[2])
  local loop = ("%s/pcaplua -r %s --eval '%s local from = os.clock() " ..
    "pycap.loop() print(os.clock() - from)'"):format(build, name, row[2])
  local feed = ("%s/bench/feed %s %s"):format(build, script, name)
  local loops, feeds, limited = {}, {}, {}
  for i = 1, RUNS do
    loops[i] = seconds(loop)
    feeds[i] = seconds(feed)
    limited[i] = seconds(feed .. " 1000000")
  end
  local base = median(loops)
  local ratio = median(feeds) / base
  print(("%-24s %9.0f %9.0f %6.2f %5.1f %12.2f%s"):format(row[1],
    base / FRAMES * 1e9, median(feeds) / FRAMES * 1e9, ratio, AIM,
    median(limited) / base, ratio > AIM and "  missed" or ""))
end
os.remove(name)
os.remove(script)
