--
-- writing.lua - captures of which the writer is killed: aim and figure
--
-- A writer is killed at random moments while it writes, goes on in new files
-- and compresses. It says which file is whole, and up to which packet it has
-- flushed; what it has said has to be true. PYCAP_SEED repeats a run.
--
local pycap = require "pycap"
local report = require "spec.prove.report"
local support = require "spec.support"
local system = require "system"

local KILLS <const> = 100
local FLUSH <const> = 20 -- packets between two flushes
local seed <const> = tonumber(os.getenv "PYCAP_SEED") or os.time()

local endings = { ".pcap", ".pcapng" }
for compression, ending in pairs { gzip = ".gz", zstd = ".zst", lz4 = ".lz4",
  xz = ".xz" } do
  if pycap.formats()[compression] then
    endings[#endings + 1] = ".pcap" .. ending
    endings[#endings + 1] = ".pcapng" .. ending
  end
end
table.sort(endings)

local WRITER <const> = [[
  local pycap = require "pycap"
  local dump = pycap.dump(%q, { rotate = { packets = %d },
    done = function(name) io.write("whole ", name, "\n"):flush() end })
  local i = 0
  while true do
    i = i + 1
    dump:write(pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp(),
      ("%%08d"):format(i):rep(i %% 90 + 1)), { timestamp = i })
    if i %% %d == 0 then
      dump:flush()
      io.write("flushed ", i, "\n"):flush()
    end
  end
]]

-- The times of the packets of a file, which are their numbers; and the error
-- that ended it.
local function read(name)
  local list = {}
  local ok, fault = pcall(function()
    local capture <close> = pycap{ filename = name }
    for packet in capture:packets() do list[#list + 1] = packet.timestamp end
  end)
  return list, not ok and tostring(fault) or nil
end

-- Fails unless the list goes on from `last`; returns its last number.
local function follow(list, last, name)
  for i, number in ipairs(list) do
    assert(number == last + i, ("%s: packet %d after %d"):format(name, number,
      last + i - 1))
  end
  return last + #list
end

-- Kills a writer: how many files were whole, and packets flushed.
local function kill(ending)
  local folder = support.name ".killed"
  os.execute("mkdir " .. support.quote(folder))
  local writer = support.spawn(support.quote(support.program()) .. " --eval " ..
    support.quote(WRITER:format(folder .. "/x" .. ending,
      math.random(10, 300), FLUSH)))
  assert(writer:await("flushed"), (select(2, writer:output())))
  system.sleep(math.random() * 0.1)
  writer:kill "KILL"
  assert(writer:wait(10))
  -- the last line may be cut
  local said = writer:output():match "^(.*\n)" or ""
  local whole, last, parts = 0, 0, 0
  for name in said:gmatch "whole ([^\n]+)\n" do
    local list, fault = read(name)
    assert(not fault, fault)
    last = follow(list, last, name)
    whole, parts = whole + 1, parts + 1
  end
  local flushed = 0
  for number in said:gmatch "flushed (%d+)\n" do flushed = tonumber(number) end
  -- what was open; one more if it was closed and that not yet said
  for _ = 1, 2 do
    parts = parts + 1
    local name = ("%s/x-%05d%s"):format(folder, parts, ending)
    if not io.open(name) then break end
    last = follow(read(name), last, name)
  end
  assert(last >= flushed, ("%s: %d packets flushed, %d read"):format(ending,
    flushed, last))
  os.execute("rm -r " .. support.quote(folder))
  return whole, flushed
end

report.say("", "aim", "figure", "")
math.randomseed(seed)
report.claim(("writers killed, PYCAP_SEED=%d"):format(seed),
  "nothing lost", function()
    local whole, flushed = 0, 0
    for i = 1, KILLS do
      local files, packets = kill(endings[i % #endings + 1])
      whole, flushed = whole + files, flushed + packets
    end
    assert(whole > KILLS, "too few files were closed: " .. whole)
    return ("%d: %d files, %d packets"):format(KILLS, whole, flushed)
  end)

os.exit(not report.failed)
