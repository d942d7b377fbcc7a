--
-- shares.lua - two workers on one file of 1 GB, against a run without workers
--
-- `make prove` runs it; [megabytes] of another size may be given. The file is
-- made in a temporary folder, where there has to be room for it twice. Ratios
-- are medians of runs that take turns, of the time that whole programs take on
-- two cores that are idle. Of CPU time, half of which each worker has, they say
-- what that would be where other programs run, too. A run of each that is not
-- timed prints a sorted line for each flow: exit status 1 when a byte differs.
-- An aim that is missed is said.
--
local support = require "spec.support"
local system = require "system"

local quote <const> = support.quote
local SIZE <const> = (tonumber((...)) or 1000) * 1000000
local RUNS <const> = 5

-- Rows: what it is, how often as fast as without workers, and the script.
local JOBS <const> = {
  { "objects, with text joined", 1.7, [[
    pycap.on("tcp", function(tcp, packet)
      local ip = packet.ip
      local key = ip.source .. " " .. ip.destination .. " " ..
        tcp.sourceport .. " " .. tcp.destinationport
      sums[key] = (sums[key] or 0) + packet.length
    end)]] },
  { "keys", 1.2, [[
    pycap.on("tcp", {{"ip.source", "ip.destination", "sourceport",
      "destinationport"}, "packet.length"}, function(key, length)
      sums[key] = (sums[key] or 0) + length
    end)]] },
}

local RESULT <const> = [[
  local sums = {}
  %s
  function result() return sums end
  function merge(a, b)
    for key, length in pairs(b) do a[key] = (a[key] or 0) + length end
    return a
  end
  function report(all)
    local count, bytes = 0, 0
    for _, length in pairs(all) do count, bytes = count + 1, bytes + length end
    print(count, bytes)
    %s
  end
  if arg[1] then pycap.atend(function() report(sums) end) end
]]

-- What a run of each that is not timed prints besides.
local LINES <const> = [[
    local lines = {}
    for key, sum in pairs(all) do lines[#lines + 1] = key .. " " .. sum end
    table.sort(lines)
    print(table.concat(lines, "\n"))]]

-- TCP of 20,000 flows in the sizes that links see.
local FLOWS <const> = 20000
local SIZES <const> = { 64, 1514, 64, 590, 1514, 66, 1514, 128, 64, 1514 }

local function record(i)
  local size, flow = SIZES[i % #SIZES + 1], i * 7919 % FLOWS
  return string.pack("<I4I4I4I4", 1700000000 + i // 1000, i % 1000 * 1000,
    size, size) .. string.pack(">I6I6I2BBI2I2I2BBI2I4I4I2I2I4I4BBI2I2I2",
    0x020000000002, 0x020000000001, 0x0800, 0x45, 0, size - 14, i % 65536,
    0x4000, 64, 6, 0, 0xc0000200 + flow % 250, 0xc6336400 + flow % 20,
    1024 + flow, 443, i, 0, 0x50, 0x18, 1024, 0, 0) .. ("\0"):rep(size - 54)
end

local function free(folder)
  local out = support.shell("df -PB1 " .. quote(folder))
  return tonumber(out:match "\n%S+%s+%d+%s+%d+%s+(%d+)")
end

local function make(name)
  local file = assert(io.open(name, "wb"))
  file:setvbuf("full", 1 << 20)
  file:write(support.pcap_bytes {})
  local left, i = SIZE, 0
  while left > 0 do
    local bytes = record(i)
    assert(file:write(bytes))
    left, i = left - #bytes, i + 1
  end
  assert(file:close())
  return i
end

-- The seconds of a run, those of CPU, and what it printed.
local function run(script, file, workers)
  local command = ("%s %s -r %s %s %s"):format(quote(support.program()),
    workers and "--workers " .. workers .. " --by flow" or "", quote(file),
    script, workers and "" or "alone")
  local from = system.monotime()
  local out, err, status = support.shell(("bash -c %s"):format(
    quote("TIMEFORMAT='%U %S'; time " .. command)), { timeout = 600 })
  assert(status == 0, err)
  local user, kernel = err:match "([%d.]+) ([%d.]+)%s*$"
  return system.monotime() - from, user + kernel, out
end

-- What is wrong with two results, whose first line says how many follow; nil:
-- nothing. Keys are bytes of any kind.
local function differs(alone, shared)
  local count = alone:match "^%d*"
  if count ~= tostring(FLOWS) then
    return ("%s flows, not %d"):format(count, FLOWS)
  end
  if alone == shared then return nil end
  local at = 1
  while alone:byte(at) == shared:byte(at) do at = at + 1 end
  return ("byte %d: alone %q, shared %q"):format(at, alone:sub(at, at + 40),
    shared:sub(at, at + 40))
end

local function median(list)
  table.sort(list)
  return list[(#list + 1) // 2]
end

local name = support.name ".pcap"
local room = free(name:match "^(.*)/")
if room < 2 * SIZE then
  print(("two workers on one file: %d MB of room needed, %d there")
    :format(2 * SIZE // 1000000, room // 1000000))
  os.exit(1, true)
end
local count = make(name)
local failed = false
for _, job in ipairs(JOBS) do
  local script = support.write(RESULT:format(job[3], ""), ".lua")
  local whole = support.write(RESULT:format(job[3], LINES), ".lua")
  local ratios, halves, alone, shared = {}, {}, {}, {}
  local function check(first, second)
    local difference = differs(first, second)
    if not difference then return end
    failed = true
    io.stderr:write(job[1], ": ", difference, "\n")
  end
  check((select(3, run(whole, name))), (select(3, run(whole, name, 2))))
  for i = 1, RUNS do
    local one, one_cpu, first = run(script, name)
    local two, two_cpu, second = run(script, name, 2)
    alone[i], shared[i], ratios[i] = one, two, one / two
    halves[i] = one_cpu / (two_cpu / 2)
    check(first, second)
  end
  local ratio = median(ratios)
  print(("two workers on one file: %-26s %4.0f %4.0f ns/packet %5.2f x,"
    .. " CPU %5.2f x  (aim at least %.1f%s)"):format(job[1],
    median(alone) / count * 1e9, median(shared) / count * 1e9, ratio,
    median(halves), job[2], ratio < job[2] and ": missed" or ""))
end
os.exit(failed and 1 or 0, true)
