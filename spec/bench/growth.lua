--
-- growth.lua - lua5.4 growth.lua folder [short]: what must not grow with the
-- number of captures, coroutines, handlers and keys
--
-- Each row is a ratio of CPU times of the same run; the two take turns, and the
-- least of some runs counts.  As a script of pcaplua: growth.lua job count
-- folder, which prints seconds and how many things that was.
--
local build, short = ...

local FRAMES <const> = 256000  -- in all files together

local function files(folder, count)
  local captures = {}
  local pycap = require "pycap"
  for i = 1, count do
    captures[i] = pycap { filename = ("%s/%d-%d.pcap"):format(folder, count,
      i) }
  end
  return pycap, captures
end

local jobs = {}

function jobs.merge(count, folder)
  local pycap, captures = files(folder, count)
  local n = 0
  for _, capture in ipairs(captures) do
    capture:on("arp", { "operation" }, function() n = n + 1 end)
  end
  local start = os.clock()
  pycap.loop(table.unpack(captures))
  return os.clock() - start, n
end

function jobs.coroutines(count, folder)
  local pycap, captures = files(folder, count)
  local n = 0
  for _, capture in ipairs(captures) do
    pycap.spawn(function()
      for _ in capture:fields("arp", { "operation" }) do n = n + 1 end
    end)
  end
  local start = os.clock()
  pycap.loop()
  return os.clock() - start, n
end

-- Protocols that no frame has.
local function others()
  local pycap = require "pycap"
  local names = {}
  for _, protocol in ipairs(pycap.protocols()) do
    local name = protocol.name
    if name ~= "arp" and name ~= "ethernet" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

function jobs.others(count, folder)
  local _, captures = files(folder, 1)
  local n = 0
  local names = count > 1 and others() or {}
  for i = 1, count - 1 do
    captures[1]:on(names[i % #names + 1], error)
  end
  captures[1]:on("arp", { "operation" }, function() n = n + 1 end)
  local start = os.clock()
  captures[1]:loop()
  return os.clock() - start, n
end

-- Each of so many handlers wants the requests of one host.
function jobs.hosts(count, folder)
  local _, captures = files(folder, 1)
  local n = 0
  for i = 1, count do
    captures[1]:on("arp", { "operation", sourceprotocol =
      ("10.0.%d.%d"):format(i // 256, i % 256) }, function()
        n = n + 1
      end)
  end
  captures[1]:on("arp", { "operation" }, function() n = n + 1 end)
  local start = os.clock()
  captures[1]:loop()
  return os.clock() - start, n
end

-- So many handlers are there; one more is added and cancelled, again and again.
function jobs.on(count, folder)
  local _, captures = files(folder, 1)
  local rounds <const> = 4000
  local function nothing() end
  for _ = 1, count do captures[1]:on("arp", nothing) end
  collectgarbage()
  collectgarbage("stop")
  local start = os.clock()
  for _ = 1, rounds do captures[1]:on("arp", nothing):cancel() end
  return os.clock() - start, rounds
end

-- So many are added, and cancelled in that order.
function jobs.all(count, folder)
  local _, captures = files(folder, 1)
  local rounds <const> = math.max(1, 8000 // count)
  local function nothing() end
  local handlers = {}
  collectgarbage("stop")
  local start = os.clock()
  for _ = 1, rounds do
    for i = 1, count do handlers[i] = captures[1]:on("arp", nothing) end
    for i = 1, count do handlers[i]:cancel() end
  end
  return os.clock() - start, rounds * count
end

-- So many keys of a handler are counted in a table of Lua.
function jobs.keys(count, folder)
  local pycap = require "pycap"
  local capture <close> = pycap { filename = ("%s/keys-%d.pcap"):format(folder,
    count) }
  local sums = {}
  capture:on("arp", { { "sourcehardware", "sourceprotocol" } }, function(key)
    sums[key] = (sums[key] or 0) + 1
  end)
  local start = os.clock()
  local n = capture:loop()
  return os.clock() - start, n
end

if jobs[build] then
  local job, count, folder = ...
  print(("%.6f %d"):format(jobs[job](tonumber(count), folder)))
  return
end

local folder = build .. "/bench/growth"
assert(os.execute("mkdir -p " .. folder))

-- A file of frames that are written to it.
local function begin(name)
  local file = assert(io.open(("%s/%s.pcap"):format(folder, name), "wb"))
  file:setvbuf("full", 1 << 16)
  file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
  return file
end

-- Writes the ARP request of a host, in 60 bytes.
local function request(file, i, host)
  file:write(string.pack("<I4I4I4I4", 1000 + i // 1000000, i % 1000000, 60, 60),
    string.pack(">I6I6I2 I2I2BBI2 I6I4I6I4 I8I8I2", 0xffffffffffff,
      0x020000000000 + host, 0x0806, 1, 0x0800, 6, 4, 1, 0x020000000000 + host,
      0x0a000000 + host, 0, 0x0a000001, 0, 0, 0))
end

-- All frames, of 254 hosts, in so many files in turn.
local function split(count)
  local list = {}
  for i = 1, count do list[i] = begin(count .. "-" .. i) end
  for i = 0, FRAMES - 1 do request(list[i % count + 1], i, i % 254 + 1) end
  for i = 1, count do assert(list[i]:close()) end
end

-- A frame of each of so many hosts, over and over.
local function repeated(hosts)
  local file = begin("keys-" .. hosts)
  for i = 0, 2000000 - 1 do request(file, i, i % hosts) end
  assert(file:close())
end

-- Nanoseconds a thing, of several runs of two numbers in turn.
local function measure(job, few, many)
  local least = {}
  for _ = 1, short and 3 or 7 do
    for _, count in ipairs { few, many } do
      local pipe = assert(io.popen(("%s/pcaplua --script " ..
        "spec/bench/growth.lua %s %d %s"):format(build, job, count, folder)))
      local seconds, things = pipe:read("n", "n")
      assert(pipe:close() and things, job)
      local ns = seconds / things * 1e9
      least[count] = math.min(least[count] or ns, ns)
    end
  end
  return least[few], least[many]
end

for _, count in ipairs { 1, 16, 128, 256 } do split(count) end
for _, hosts in ipairs { 1000, 1000000 } do repeated(hosts) end

local rows = {
  { "merge", "files merged", 1, 128, 1.5 },
  { "coroutines", "coroutines, a file each", 16, 256, 2 },
  { "others", "handlers, all but one of other protocols", 1, 1000, 1.2 },
  { "hosts", "handlers, each of one address", 1, 1000 },
  { "on", "handlers there: on and cancel", 100, 8000, 2 },
  { "all", "handlers added, then cancelled", 100, 8000, 2 },
  { "keys", "keys counted in a table", 1000, 1000000, 3 },
}

print(("\n%-44s %6s %7s %6s %6s %6s %5s"):format("growth: ns a packet or call",
  "few", "many", "few", "many", "ratio", "aim"))
for _, row in ipairs(rows) do
  local job, what, few, many, aim = table.unpack(row)
  local one, other = measure(job, few, many)
  local ratio = other / one
  print(("%-44s %6d %7d %6.0f %6.0f %6.2f %5s%s"):format(what, few, many, one,
    other, ratio, aim or "", aim and ratio > aim and "  missed" or ""))
end
os.execute("rm -r " .. folder)
