--
-- reading.lua - lua5.4 reading.lua folder [short]: what it takes to read a
-- capture file, compared with libpcap, dnsjit, tshark, and zstdcat
--
-- CPU time of what reads, without what is set up before; of compressed files
-- the time that passes, of whole programs. Ratios are medians of runs that take
-- turns.
--
local build, short = ...
local RUNS <const> = short and 5 or 9
local SMALL <const> = short and 500000 or 2000000
local FEW <const> = 100000  -- for what is slow
local MIXED <const> = short and 400000 or 800000

local function output(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read("a")
  assert(pipe:close(), "failed: " .. command)
  return text
end

local function has(program)
  return os.execute("command -v " .. program .. " >/dev/null")
end

local function median(list)
  local copy = table.move(list, 1, #list, 1, {})
  table.sort(copy)
  return copy[(#copy + 1) // 2]
end

-- --- the files -----------------------------------------------------------

local function write(name, count, frame)
  local file = assert(io.open(name, "wb"))
  file:setvbuf("full", 1 << 18)
  file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
  for i = 1, count do
    local bytes = frame(i)
    file:write(string.pack("<I4I4I4I4", 1700000000 + i // 1000,
      i % 1000 * 1000, #bytes, #bytes), bytes)
  end
  assert(file:close())
  -- copied, it lies in the kernel's cache in large pieces, as what comes from a
  -- disk or a network does; written in small ones, any read of it takes longer
  output(("cp %s %s.copy && mv %s.copy %s"):format(name, name, name, name))
end

-- ARP requests of 60 bytes.
local function request(i)
  return string.pack(">I6I6I2I2I2BBI2I6I4I6I4", 0xffffffffffff,
    0x020000000000 + i % 254, 0x0806, 1, 0x0800, 6, 4, 1,
    0x020000000000 + i % 254, 0xc0000201 + i % 254, 0, 0xc0000201) ..
    ("\0"):rep(18)
end

-- TCP of 20,000 flows in the sizes that links see, with data that compresses
-- as text does.
local sizes = { 64, 1514, 64, 590, 1514, 66, 1514, 128, 64, 1514 }
local text = {}
for i = 1, 4000 do text[i] = ("%d:%x,"):format(i * i % 9973, i * 2654435761) end
text = table.concat(text)

local function segment(i)
  local size, flow = sizes[i % #sizes + 1], i * 7919 % 20000
  local at = i * 104729 % (#text - 1600) + 1
  return string.pack(">I6I6I2BBI2I2I2BBI2I4I4I2I2I4I4BBI2I2I2",
    0x020000000002, 0x020000000001, 0x0800, 0x45, 0, size - 14, i % 65536,
    0x4000, 64, 6, 0, 0xc0000200 + flow % 250, 0xc6336400 + flow % 20,
    1024 + flow, 443, i, 0, 0x50, 0x18, 1024, 0, 0) ..
    text:sub(at, at + size - 55)
end

-- --- measuring -----------------------------------------------------------

local unwanted = [[pycap.on("vlan", function() end)]]
local ports = [[
  pycap.on("tcp", {destinationport = 7}, print)
  pycap.on("udp", {destinationport = 7}, print)]]

local function ours(script, file)
  return ("%s/pcaplua -r %s --eval '%s local start = os.clock() " ..
    "pycap.loop() io.write(os.clock() - start)'"):format(build, file, script)
end

local function dnsjit(job, file)
  return ("dnsjit spec/bench/peers/dnsjit.lua %s %s"):format(file, job)
end

-- The seconds that a command takes as a whole.
local function timed(command)
  return ("bash -c 'TIMEFORMAT=%%R; time %s >/dev/null' 2>&1"):format(
    command:gsub("'", "'\\''"))
end

-- Rows: text, command, aim as a multiple of the first. Those of programs that
-- are missing are left out, and said to be.
local function compare(title, rows, count)
  print(("\n%s"):format(title))
  local list = {}
  for _, row in ipairs(rows) do
    if has(row.program or "sh") then
      list[#list + 1] = { text = row[1], command = row[2], aim = row[3],
        once = row.once, count = row.count or count, times = {}, ratios = {} }
    else
      print(("%-46s not installed"):format(row[1]))
    end
  end
  for round = 1, RUNS do
    for _, row in ipairs(list) do
      if not row.once or round == 1 then
        local out = output(row.command)
        local seconds = tonumber(out:match "^%s*(%d%S+)")
        row.times[round] = assert(seconds, row.command .. ": " .. out)
        row.ratios[round] = seconds / list[1].times[round] *
          (count and count / row.count or 1)
      end
    end
  end
  for _, row in ipairs(list) do
    local ratio = median(row.ratios)
    print(("%-46s %9.1f %s %6.2f%s"):format(row.text, count
      and median(row.times) / row.count * 1e9 or median(row.times) * 1e3,
      count and "ns/packet" or "ms", ratio, row.aim and
      ("  (aim at most %.2f%s)"):format(row.aim, ratio > row.aim and
        ": missed" or "") or ""))
  end
end

--- What is compared ----------------------------------------------------

local small = build .. "/bench/small.pcap"
local mixed = build .. "/bench/mixed.pcap"
local few = build .. "/bench/few.pcap"
write(small, SMALL, request)
write(few, FEW, request)
write(mixed, MIXED, segment)

compare("Reading, frames of 60 bytes that nobody wants", {
  { "libpcap alone", build .. "/bench/floor " .. small },
  { "pcaplua", ours(unwanted, small), 0.6 },
  { "dnsjit, mmap, reading alone", dnsjit("read", small),
    program = "dnsjit" },
  { "dnsjit, mmap, all layers", dnsjit("layers", small), program = "dnsjit" },
  { "tshark, once",
    timed(("tshark -n -r %s -Y frame.number==0 2>&-"):format(few)),
    count = FEW, once = true, program = "tshark" },
}, SMALL)

if has "dnsjit" then
  compare("Reading, TCP and UDP by a port that no packet has, mixed sizes", {
    { "dnsjit, mmap, all layers", dnsjit("layers", mixed) },
    { "pcaplua, handlers of tcp and udp", ours(ports, mixed), 1.0 },
    { "dnsjit, mmap, all layers, the port looked at", dnsjit("port", mixed) },
    { "libpcap alone", build .. "/bench/floor " .. mixed },
  }, MIXED)
end

local formats = output(("%s/pcaplua --version"):format(build))
for _, kind in ipairs { { "zstd", "zst", "zstdcat" }, { "gzip", "gz", "zcat" },
  { "lz4", "lz4", "lz4cat" } } do
  local name = mixed .. "." .. kind[2]
  if formats:find(kind[1], 1, true) and has(kind[1]) then
    output(("%s -qf -c %s >%s"):format(kind[1], mixed, name))
    compare(("Reading, compressed by %s, mixed sizes"):format(kind[1]), {
      { kind[3], timed(("%s %s"):format(kind[3], name)) },
      { "pcaplua, nobody wants a packet",
        timed(("%s/pcaplua -r %s --eval '%s'"):format(build, name, unwanted)),
        kind[1] == "zstd" and 1 / 0.9 or nil },
    })
    os.remove(name)
  end
end
os.remove(small)
os.remove(few)
os.remove(mixed)
