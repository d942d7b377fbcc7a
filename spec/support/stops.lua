--
-- stops.lua - every way to stop a loop, and floods: what stop_spec and `make
-- prove` run, the one a few times, the other often
--
local support = require "spec.support"
local system = require "system"

local stops = {}

-- Arguments: the rounds, whether wire1 is flooded. Each way runs so often in
-- one process, and has to leave its descriptors and memory as they were.
local WAYS <const> = [==[
  local rounds, flooded = tonumber((...)), select(2, ...) == "flooded"
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(("<I4I2I2i4I4I4I4"):pack(0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
  for n = 1, 3 do
    file:write(("<I4I4I4I4"):pack(n, 0, 60, 60), frame(n))
  end
  file:close()

  local injector = pycap.inject "wire1"
  local nothing = function() end
  local fault = {}

  -- f has to raise this very object.
  local function raises(f, ...)
    local ok, e = pcall(f, ...)
    assert(not ok and e == fault, e)
  end

  -- A frame, where none comes by itself.
  local function provoke()
    if not flooded then injector:inject(frame(0)) end
  end

  local ways = {}

  function ways.callback(c)
    provoke()
    c:loop(function() c:stop() end)
    c:on("ethernet", function() pycap.stop() end)
    provoke()
    pycap.loop(c)
  end

  function ways.fields(c)
    c:on("ethernet", {"source", {"packet.length"}}, function() c:stop() end)
    provoke()
    c:loop()
  end

  function ways.iterator(c)
    provoke()
    for _ in c:fields("ethernet", {"source"}) do c:stop() end
  end

  ways["another's callback"] = function(c)
    local other <close> = pycap "wire1"
    other:on("ethernet", function() c:stop() other:stop() end)
    provoke()
    pycap.loop(c, other)
  end

  function ways.timer(c)
    pycap.after(0.002, function() c:stop() end)
    c:loop()
    pycap.after(0.002, pycap.stop)
    c:on("ethernet", {"type"}, nothing)
    pycap.loop(c)
  end

  function ways.coroutine(c)
    pycap.spawn(function()
      pycap.sleep(0.001)
      c:close()
    end)
    pycap.loop(c)
  end

  ways["end of file"] = function(c)
    local file <close> = pycap{filename = name}
    local count = 0
    pycap.spawn(function()
      for _ in file:packets() do count = count + 1 end
      c:stop()
    end)
    pycap.loop(c)
    assert(count == 3)
    local again <close> = pycap{filename = name}
    assert(again:loop() == 3 and again:loop() == 0)
  end

  ways["error in a callback"] = function(c)
    provoke()
    raises(c.loop, c, function() error(fault) end)
    c:on("ethernet", {"type"}, function() error(fault) end)
    provoke()
    raises(pycap.loop, c)
  end

  ways["error in a timer"] = function(c)
    pycap.after(0.001, function() error(fault) end)
    raises(c.loop, c)
  end

  ways["error in a coroutine"] = function(c)
    pycap.spawn(function() pycap.sleep(0.001) error(fault) end)
    raises(pycap.loop, c)
  end

  ways["error while another waits"] = function(c)
    local other = pycap{device = "wire1", filter = "ether proto 0x9999"}
    local job = pycap.spawn(function() other:next() end)
    pycap.after(0.001, function() error(fault) end)
    raises(pycap.loop, c)
    job:cancel()
    other:close()
  end

  local function resident()
    collectgarbage()
    collectgarbage()
    local file <close> = assert(io.open "/proc/self/statm")
    return select(2, file:read("n", "n")) * 4
  end

  local names = {}
  for way in pairs(ways) do names[#names + 1] = way end
  table.sort(names)
  local function round(way)
    local c <close> = pycap "wire1"
    ways[way](c)
  end
  for _, way in ipairs(names) do
    for _ = 1, rounds // 10 + 1 do round(way) end
    local before, memory = descriptors(), resident()
    for _ = 1, rounds do round(way) end
    assert(descriptors() == before, way .. ": descriptors")
    local more = resident() - memory
    assert(more < 1024 or os.getenv "ASAN_OPTIONS", -- it keeps what is freed
      way .. ": " .. more .. " KiB more")
    print(way, rounds)
  end
  os.remove(name)
]==]

-- The device is removed while the loop waits, and, where that is asked for,
-- while frames come. Arguments as above.
local REMOVED <const> = [==[
  local rounds, flooded = tonumber((...)), select(2, ...) == "flooded"
  local function sh(command) assert(os.execute(command), command) end
  local waits = {
    function(c) c:loop() end,
    function(c) c:on("ethernet", {"type"}, function() end) pycap.loop(c) end,
    function(c) c:loop(function() end) end,
    function(c) for _ in c:packets() do end end,
    function(c)
      local fault
      pycap.spawn(function()
        local ok
        ok, fault = pcall(function() for _ in c:packets() do end end)
        assert(not ok)
        pycap.stop()
      end)
      pycap.loop()
      error(fault, 0)
    end,
  }
  local before
  for n = 1, rounds + 1 do
    if n == 2 then before = descriptors() end
    sh "ip link add gone1 type veth peer name gone2"
    sh "ip link set gone1 up && ip link set gone2 up"
    local c <close> = pycap{device = "gone1", timeout = 0}
    local flood
    if flooded then
      local injector = pycap.inject "gone2"
      flood = pycap.every(0.001, function()
        for i = 1, 50 do pcall(injector.inject, injector, frame(i)) end
      end)
    end
    os.execute "(sleep 0.02; exec ip link delete gone1) &"
    local from = now()
    assert(code(waits[n % #waits + 1], c) == "device", n)
    assert(now() - from < 5)
    if flood then flood:cancel() end
    flood = nil
    collectgarbage()
  end
  collectgarbage()
  assert(descriptors() == before, "descriptors")
]==]

-- Runs every way but Ctrl-C so many times, on wire1 of this wire.
function stops.ways(wire, host, rounds)
  wire:run(host, 1, WAYS, rounds .. " silent")
  local flood = wire:flood(2, 600)
  local ok, fault = pcall(wire.run, wire, host, 1, WAYS, rounds .. " flooded")
  flood:kill()
  flood:wait(5)
  if not ok then error(fault, 0) end
  return rounds
end

function stops.removed(wire, host, rounds)
  wire:run(host, 1, REMOVED, rounds .. " silent")
  wire:run(host, 1, REMOVED, rounds .. " flooded")
  return rounds
end

local INTERRUPTED <const> = [==[
  local before = descriptors()
  local c = pycap{device = "wire1", timeout = 0}
  local mark <close> = setmetatable({}, {__close = function()
    c:close()
    print(("ended, %d left"):format(descriptors() - before))
  end})
  local tally = pycap.tally{by = {"source"}}
  local waits = {
    function() c:loop() end,
    function() c:on("ethernet", tally) c:loop() end,
    function() c:on("ethernet", {"type"}, function() end) pycap.loop(c) end,
    function() for _ in c:fields("vlan", {"id"}) do end end,
    function() pycap.every(0.01, function() end) c:loop(function() end) end,
  }
  print "ready"
  waits[(...) % #waits + 1]()
]==]

-- Ctrl-C, so many times.
function stops.interrupted(wire, host, rounds)
  for n = 1, rounds do
    local process = wire:start(host, 1, INTERRUPTED, n)
    assert(process:sleeps(), table.concat({ process:output() }, "; "))
    process:kill "INT"
    local status = process:wait(10)
    local out, err = process:output()
    process:close()
    assert(status, "hangs")
    assert(out:find("ended, 0 left", 1, true), out .. err)
    assert(status == (host == "pcaplua" and 130 or 1), err)
    assert(host == "pcaplua" or err:find("interrupted!", 1, true), err)
  end
  return rounds
end

-- A file of TCP segments, 64 bytes each: its name.
function stops.segments(count)
  local parts = {}
  for n = 1, count do
    parts[n] = "\2\0\0\0\0\2\2\0\0\0\0\1\8\0\x45\0" ..
      (">I2I4BBI2"):pack(50, 0x4000, 64, 6, 0) .. "\xc0\0\2\1\xc6\x33\x64\2" ..
      (">I2I2I4I4BBI2I2I2"):pack(1024 + n % 1000, 80, n, 0, 0x50, 16, 512, 0,
        0) .. ("\xa5"):rep(10)
    assert(#parts[n] == 64)
  end
  return support.capture(parts)
end

-- Receivers of a flood: what is added to a capture of 64 MiB; that of objects
-- has 2 and is slow, so that some are dropped.
stops.RECEIVERS = {
  fields = [[
    c:on("tcp", {"ip.source", "sourceport"}, function() n = n + 1 end)]],
  key = [[
    c:on("tcp", {{"ip.source", "sourceport"}}, function() n = n + 1 end)]],
  tally = [[
    local tally = pycap.tally{by = {"ip.source", "sourceport"}}
    c:on("tcp", tally)
    function count() for _, k in pairs(tally) do n = n + k end end]],
  object = [[c:on("tcp", function(tcp, packet)
    n = n + (tcp.sourceport and packet:table() and 1)
  end)]],
}

-- tcpreplay sends a file on wire1 at top speed; a receiver is on wire2. What
-- was sent, what came, what was dropped.
function stops.flood(wire, receiver, options)
  local process = wire:start("pcaplua", 2, ([[
    local c = pycap{device = "wire2", buffer = %d << 20, filter = "tcp"}
    local n, count = 0
    %s
    print "ready"
    local passed = c:loop()
    repeat -- what is in the buffer
      local more = c:dispatch()
      passed = passed + more
    until more == 0
    if count then count() end
    assert(passed == n)
    print("figures", n, select(2, c:stats()))]]):format(
    receiver == "object" and 2 or 64, stops.RECEIVERS[receiver]))
  local out = wire.pair:exec(1, "tcpreplay -i wire1 --topspeed " .. options ..
    " 2>&1")
  local sent = tonumber(out:match "Successful packets:%s*(%d+)")
  assert(sent and sent > 0, out)
  system.sleep(0.3)
  process:kill "INT"
  process:wait(30)
  local printed, err = process:output()
  local came, dropped = printed:match "figures\t(%d+)\t(%d+)"
  assert(came, err)
  return sent, tonumber(came), tonumber(dropped)
end

return stops
