--
-- start.lua - how long pcaplua takes to start, beside tcpdump: both print a
-- capture file that has no packets (make bench)
--
local build = assert(..., "usage: lua5.4 spec/bench/start.lua build")
local RUNS <const> = 100
local AIM <const> = 1.2

local file = os.tmpname()
do
  local handle = assert(io.open(file, "wb"))
  handle:write(("<I4I2I2i4I4I4I4"):pack(0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))
  handle:close()
end

-- Seconds of one start, the least of a few rounds.
local function time(command)
  local least = math.huge
  for _ = 1, 5 do
    local pipe = assert(io.popen(([[
      start=$(date +%%s%%N)
      i=0; while [ $i -lt %d ]; do %s >/dev/null 2>&1; i=$((i + 1)); done
      echo $(($(date +%%s%%N) - start))]]):format(RUNS // 5, command)))
    least = math.min(least, pipe:read "n" / (RUNS // 5) / 1e9)
    pipe:close()
  end
  return least
end

local theirs = time("tcpdump -nr " .. file)
local ours = time(build .. "/pcaplua -r " .. file)
os.remove(file)
print(("\nstart: pcaplua %.2f ms, tcpdump %.2f ms: %.2f (aim: at most %.1f)")
  :format(ours * 1e3, theirs * 1e3, ours / theirs, AIM))
