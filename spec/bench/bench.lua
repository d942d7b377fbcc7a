--
-- bench.lua - lua5.4 bench.lua folder [short]: what a packet costs in each
-- idiom, compared with the same job written by hand in C on libpcap, and with
-- libpcap reading the same file and doing nothing
--
-- Time is CPU time, and ratios are medians of runs that take turns; all that is
-- set up before is left out.  Instructions are counted by callgrind on two
-- files, so that the difference is packets alone.
--
local build, short = ...
local peers = dofile "spec/bench/peers.lua"

local RUNS = short and 3 or 9
local FRAMES = short and 100000 or 400000
local FEW, MANY = 20000, 40000  -- frames; all flows are in both

-- Rows: idiom, what it is, aims for *arp* and *flows* as multiples of hand.c.
local IDIOMS = {
  { "floor", "libpcap alone" },
  { "hand", "C by hand on libpcap" },
  { "object", "on(...): objects, joined in Lua", 4.5, 5.5 },
  { "flow", "on(...): objects, packet.flow", nil, 2.0 },
  { "next", "next()" },
  { "packets", "packets()" },
  { "iterator", "fields(...)" },
  { "fields", "on(...): fields", 2.7, 2.5 },
  { "joined", "on(...): fields, joined in C", nil, 2.0 },
  { "key", "on(...): a key", 2.0, 1.5 },
  { "tally", "on(...): a tally", 1.0, 1.0 },
  { "no match", "on(\"vlan\"): nothing matches" },
}

local NO_MATCH = 1.2  -- of the instructions of libpcap alone
local NAMES = 2.0     -- of those of two fields of UDP
local TABLES = 1.3    -- of the time of a tally by conversation

-- What a frame of 60 bytes at least is padded with, and how they are written.
local function writer(name)
  local file = assert(io.open(name, "wb"))
  file:setvbuf("full", 1 << 16)
  assert(file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0,
    65535, 1)))
  local i = 0
  return function(bytes, size)
    i = i + 1
    if not bytes then return assert(file:close()) end
    assert(file:write(string.pack("<I4I4I4I4", 1700000000 + i // 1000,
      i % 1000 * 1000, size, size), bytes, ("\0"):rep(size - #bytes)))
  end
end

-- An ARP request from one of the 254 hosts of a network, in turn.
local function request(i)
  local host = i % 254 + 1
  return string.pack(">I6I2I4I2I2I2BBI2I2I4I4I6I4", 0xffffffffffff,
    0x0200, host, 0x0806, 1, 0x0800, 6, 4, 1, 0x0200, host,
    0xc0000200 + host, 0, 0xc0000201)
end

-- A TCP segment of one of so many flows in a frame of some size.
local function segment(i, size, flows)
  local flow = i * 7919 % flows
  return string.pack(">I6I6I2BBI2I2I2BBI2I4I4I2I2I4I4BBI2I2I2",
    0x020000000002, 0x020000000001, 0x0800, 0x45, 0, size - 14, i % 65536,
    0x4000, 64, 6, 0, 0xc0000200 + flow % 250, 0xc6336400 + flow % 20,
    1024 + flow, 443, i, 0, 0x50, 0x18, 1024, 0, 0)
end

local files = {}

function files.arp(name, count)
  local write = writer(name)
  for i = 1, count do write(request(i), 60) end
  write()
end

files["tcp"] = function(name, count)
  local write = writer(name)
  for i = 1, count do write(segment(i, 64, 1000), 64) end
  write()
end

-- Segments with options: every tenth with the size of segments.
function files.options(name, count)
  local write = writer(name)
  local usual = "\1\1\8\10" .. ("\0"):rep(8)
  local syn = "\2\4\5\180\1\3\3\7\4\2\0\0"
  for i = 1, count do
    local bytes = segment(i, 78, 1000)
    write(bytes:sub(1, 46) .. "\x80" .. bytes:sub(48) ..
      (i % 10 == 0 and syn or usual), 78)
  end
  write()
end

-- DNS over UDP: a query for www.example.com, or a response with so many
-- addresses.
local function message(records)
  local answers = ("\xc0\12\0\1\0\1\0\0\1\0\0\4\192\0\2\1"):rep(records)
  local dns = string.pack(">I2I2I2I2I2I2", 7, records > 0 and 0x8180 or 0x0100,
    1, records, 0, 0) .. "\3www\7example\3com\0\0\1\0\1" .. answers
  return string.pack(">I6I6I2BBI2I2I2BBI2I4I4I2I2I2I2", 0x020000000002,
    0x020000000001, 0x0800, 0x45, 0, #dns + 28, 1, 0, 64, 17, 0, 0xc0000201,
    0xc0000202, 49152, 53, #dns + 8, 0) .. dns
end

function files.query(name, count)
  local write, bytes = writer(name), message(0)
  for _ = 1, count do write(bytes, #bytes) end
  write()
end

function files.response(name, count)
  local write, bytes = writer(name), message(4)
  for _ = 1, count do write(bytes, #bytes) end
  write()
end

-- Sizes as links see them: many small ones, many full ones.
local SIZES = { 64, 1514, 64, 590, 1514, 66, 1514, 128, 64, 1514 }

function files.mixed(name, count)
  local write = writer(name)
  for i = 1, count do
    local size = SIZES[i % #SIZES + 1]
    write(segment(i, size, 20000), size)
  end
  write()
end

local function output(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read("a")
  assert(pipe:close(), "failed: " .. command)
  return text
end

local function command(job, idiom, file)
  if idiom == "floor" then return ("%s/bench/floor %s"):format(build, file) end
  if idiom == "hand" then
    return ("%s/bench/hand %s %s"):format(build, job, file)
  end
  return ("%s/pcaplua --script spec/bench/idioms.lua %s '%s' %s"):format(build,
    job, idiom, file)
end

local function instructions(job, idiom, few, many)
  local counts = {}
  for i, file in ipairs { few, many } do
    local text = output("LUA_INIT= valgrind --tool=callgrind " ..
      "--callgrind-out-file=/dev/null " .. command(job, idiom, file) ..
      " 2>&1")
    counts[i] = assert(tonumber(text:match("Collected : (%d+)")), text)
  end
  return (counts[2] - counts[1]) / (MANY - FEW)
end

local function median(list)
  table.sort(list)
  return list[(#list + 1) // 2]
end

-- Seconds by idiom, and their ratios to hand.c's, one for each round.
local function measure(job, idioms, file)
  local times, ratios, found = {}, {}, nil
  for _, idiom in ipairs(idioms) do
    times[idiom[1]], ratios[idiom[1]] = {}, {}
  end
  for round = 1, RUNS do
    for _, idiom in ipairs(idioms) do
      local name = idiom[1]
      local seconds, rest = output(command(job, name, file))
        :match("(%S+)%s*(.-)%s*$")
      times[name][round] = tonumber(seconds)
      if name == "hand" then found = rest end
      assert(name == "floor" or name == "no match" or rest == found,
        name .. " finds " .. rest .. ", by hand " .. tostring(found))
    end
    for name, list in pairs(times) do
      ratios[name][round] = list[round] / times.hand[round]
    end
  end
  return times, ratios
end

local function bench(job, kind, aims)
  local long = build .. "/bench/" .. kind .. ".pcap"
  local few, many = long .. ".few", long .. ".many"
  files[kind](long, FRAMES)
  files[kind](few, FEW)
  files[kind](many, MANY)
  local idioms = {}
  for _, idiom in ipairs(IDIOMS) do
    if idiom[1] ~= "flow" or job == "flows" then idioms[#idioms + 1] = idiom end
  end
  local times, ratios = measure(job, idioms, long)
  print(("\n*%s*, %d frames, %s; median of %d runs, ratio to C by hand")
    :format(job, FRAMES, kind, RUNS))
  print(("%-32s %9s %6s %5s %14s %6s"):format("", "ns/packet", "ratio", "aim",
    "instr./packet", "ratio"))
  local counts = {}
  for _, idiom in ipairs(idioms) do
    local name, text = idiom[1], idiom[2]
    local aim = aims and idiom[aims]
    counts[name] = instructions(job, name, few, many)
    local ratio = median(ratios[name])
    local per = counts[name] / (counts.hand or counts[name])
    if name == "floor" then per = 0 end
    local note = aim and ratio > aim and "  missed" or ""
    if name == "no match" then
      note = ("  %.2f of libpcap alone (aim %.1f)"):format(
        counts[name] / counts.floor, NO_MATCH)
    end
    print(("%-32s %9.0f %6.2f %5s %14.0f %6.2f%s"):format(text,
      median(times[name]) / FRAMES * 1e9, ratio, aim or "", counts[name], per,
      note))
  end
  for _, file in ipairs { long, few, many } do os.remove(file) end
  peers(job, kind, { build = build, runs = RUNS, frames = FRAMES,
    generate = files[kind], run = output, median = median })
end

-- What names inside lists take, as multiples of two plain fields.
local function bench_lists()
  local few, many = build .. "/bench/few.pcap", build .. "/bench/many.pcap"
  files.options(few, FEW)
  files.options(many, MANY)
  print("\n*lists*, TCP with options; ratio to two plain fields")
  local plain
  for _, idiom in ipairs { "plain", "entry", "nested", "address" } do
    local count = instructions("lists", idiom, few, many)
    plain = plain or count
    print(("%-32s %31.0f %6.2f"):format(idiom, count, count / plain))
  end
  os.remove(few)
  os.remove(many)
end

-- What the first name of a DNS message takes, as a multiple of two ports.
local function bench_names()
  local few, many = build .. "/bench/few.pcap", build .. "/bench/many.pcap"
  print(("\n*names*, on(\"dns\", {\"id\", \"questions[1].name\"}, f); ratio " ..
    "to two fields of UDP"))
  for _, kind in ipairs { "query", "response" } do
    files[kind](few, FEW)
    files[kind](many, MANY)
    local ports = instructions("names", "ports", few, many)
    local first = instructions("names", "first", few, many)
    local ratio = first / ports
    print(("%-32s %31.0f %6.2f  (aim: %.1f)%s"):format(kind, first, ratio,
      NAMES, ratio > NAMES and "  missed" or ""))
  end
  os.remove(few)
  os.remove(many)
end

-- What a flow table takes, as a multiple of a tally by conversation.
local function bench_tables()
  local frames <const> = 400000  -- so that what ends is a small part
  local long = build .. "/bench/mixed.pcap"
  local few, many = long .. ".few", long .. ".many"
  files.mixed(long, frames)
  files.mixed(few, FEW)
  files.mixed(many, MANY)
  local times, counts = {}, {}
  for _, idiom in ipairs { "tally", "flows" } do times[idiom] = {} end
  for round = 1, RUNS do
    local found
    for idiom, list in pairs(times) do
      local seconds, rest = output(command("tables", idiom, long))
        :match("(%S+)%s*(.-)%s*$")
      list[round] = tonumber(seconds)
      assert(rest == (found or rest), "flows and tally differ: " .. rest)
      found = rest
    end
  end
  print("\n*tables*, mixed; ratio to a tally by conversation")
  for _, idiom in ipairs { "tally", "flows" } do
    counts[idiom] = instructions("tables", idiom, few, many)
    local ratio = median(times[idiom]) / median(times.tally)
    print(("%-32s %9.0f %6.2f %20.0f %6.2f  (aim: %.1f)%s"):format(idiom,
      median(times[idiom]) / frames * 1e9, ratio, counts[idiom],
      counts[idiom] / counts.tally, TABLES, ratio > TABLES and "  missed" or
      ""))
  end
  for _, file in ipairs { long, few, many } do os.remove(file) end
end

bench("arp", "arp", 3)
bench("flows", "tcp")
bench("flows", "mixed", 4)
bench_lists()
bench_names()
bench_tables()
