--
-- send.lua - lua5.4 send.lua folder [short]: frames a second onto a wire
--
-- Frames of 60 bytes leave one end of a veth pair, with nobody at the other.
-- Each way is a process of its own; they take turns. Time is CPU time, of which
-- the system's part is nearly all, of sending alone; what is printed is the
-- median. Needs root, for the namespaces, and tcpreplay.
--
local folder, short = ...
local link = require "spec.support.link"
local support = require "spec.support"

local RUNS <const> = short and 3 or 9
local FRAMES <const> = short and 100000 or 400000
local LIST <const> = 10000

-- A loop around what sends `size` frames: prints the CPU seconds.
local function timed(setup, size, body)
  return ([[
    local file = ...
    local i = pycap.inject "wire1"
    %s
    local from = os.clock()
    for _ = 1, %d do %s end
    print(os.clock() - from)]]):format(setup, FRAMES // size, body)
end

local LISTED <const> = [[
  local list = {}
  for n = 1, ]] .. LIST .. [[ do list[n] = frame(n) end]]

local WAYS <const> = {
  { "inject", timed("local bytes = frame(1)", 1, "i:inject(bytes)") },
  { "batch of strings", timed(LISTED, LIST, "i:batch(list)") },
  { "batch of packets", timed([[
      local c, list = pycap{filename = file}, {}
      for packet in c:packets() do list[#list + 1] = packet end]], LIST,
      "i:batch(list)") },
  { "batch of capture:packets()", timed("", LIST, [[
      local c <close> = pycap{filename = file}
      i:batch(c:packets())]]) },
  { "replay, top", timed("local c = pycap{filename = file}", FRAMES,
    ("i:replay(c, {top = true, loop = %d})"):format(FRAMES // LIST)) },
  { "tcpreplay --topspeed" },
  { "C loop over pcap_inject" },
}

-- CPU seconds of tcpreplay, which reads the file into memory first.
local function tcpreplay(wire, file, times)
  local _, err = wire.pair:exec(1, ("TIMEFORMAT='cpu %%U %%S'; " ..
    "time tcpreplay --topspeed --preload-pcap --loop=%d -i wire1 %s"):format(
    times, file))
  local user, system = err:match "cpu ([%d.]+) ([%d.]+)"
  return tonumber(user) + tonumber(system)
end

local function rate(wire, way, file)
  local name, script = table.unpack(way)
  if name:find "^tcpreplay" then
    return (FRAMES - LIST) / (tcpreplay(wire, file, FRAMES // LIST) -
      tcpreplay(wire, file, 1))
  end
  local out = script and wire:run("pcaplua", 1, script, file) or
    wire.pair:exec(1, ("%s/bench/sendloop wire1 %d"):format(folder, FRAMES),
      true)
  return FRAMES / assert(tonumber(out), out)
end

local frames = {}
for n = 1, LIST do
  frames[n] = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5" .. (">I4"):pack(n) ..
    ("\xa5"):rep(42)
end
local file = support.capture(frames)
local wire = link.new()

local rates = {}
for _ = 1, RUNS do
  for n, way in ipairs(WAYS) do
    rates[n] = rates[n] or {}
    rates[n][#rates[n] + 1] = rate(wire, way, file)
  end
end

print(("%d frames of 60 bytes onto a veth, median of %d runs"):format(FRAMES,
  RUNS))
local best = 0
local middle = {}
for n, way in ipairs(WAYS) do
  table.sort(rates[n])
  middle[n] = rates[n][(RUNS + 1) // 2]
  if not way[1]:find "^batch" and not way[1]:find "^replay" then
    best = math.max(best, middle[n])
  end
end
for n, way in ipairs(WAYS) do
  local aim = way[1] == "batch of strings" and (middle[n] > best and
    "  ahead of inject, tcpreplay and the loop" or "  aim missed") or ""
  print(("%-28s %9.0f frames/s%s"):format(way[1], middle[n], aim))
end

wire:close()
support.cleanup()
os.exit(true, true)
