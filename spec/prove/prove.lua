--
-- prove.lua - what takes long or measures a timed aim: aim and figure
--
-- `make prove` runs it, and handlers.lua. Exit status 1 when a claim about
-- loss, order or leftovers does not hold; an aim that was missed is only said
-- to be.
--
local bridge = require "spec.support.bridge"
local link = require "spec.support.link"
local report = require "spec.prove.report"
local support = require "spec.support"
local system = require "system"

local say, timed, claim = report.say, report.timed, report.claim

local function numbers(text)
  local list = {}
  for n in text:gmatch "%S+" do list[#list + 1] = assert(tonumber(n), text) end
  return list
end

local wire = link.new()

-- Waiting -----------------------------------------------------------------

local function deadlines(host)
  timed("deadline of next(), late: " .. host, 5, numbers(wire:run(host, 1, [[
    local c = pycap{device = "wire1", filter = "ether proto 0x9999"}
    for _ = 1, 40 do
      local from = now()
      assert(code(c.next, c) == "timeout")
      local late = (now() - from) * 1000 - 255
      assert(late >= 0, "early")
      print(late)
    end]])))
end

local function stops(host, link_is)
  local list = {}
  for n = 1, 15 do
    local process = wire:start(host, 1, [[
      local c = pycap{device = "wire1", timeout = 0}
      local mark <close> = setmetatable({}, {__close = function()
        print(("ended %.6f"):format(now()))
      end})
      c:on("vlan", print)
      print "ready"
      c:loop()]])
    system.sleep(0.05)
    local from = system.monotime() -- the shell that sends it costs 1 ms
    os.execute("kill -INT " .. process.pid)
    if not process:wait(10) then error "Ctrl-C does not end it" end
    local at = tonumber(process:output():match "ended (%S+)")
    list[n] = (at - from) * 1000
  end
  timed(("Ctrl-C to the end of loop(), %s: %s"):format(link_is, host), 20, list)
end

local function callbacks(host)
  timed("stop() in a callback to the end of loop(): " .. host, 20,
    numbers(wire:run(host, 1, [[
      local c = pycap "wire1"
      for _ = 1, 40 do
        local from
        c:loop(function() c:stop() from = now() end)
        print((now() - from) * 1000)
      end]])))
end

say("", "aim", "figure (median)", "")
for _, host in ipairs { "pcaplua", "lua5.4" } do
  deadlines(host)
  stops(host, "silent")
  local flood = wire:flood(2, 60)
  stops(host, "flooded")
  callbacks(host)
  flood:kill()
  flood:wait(5)
end

-- arpreply ----------------------------------------------------------------

local function start_arpreply()
  local process = wire.pair:spawn(2, support.program() .. " -i wire2 " ..
    "--immediate-mode scripts/arpreply.lua 192.0.2.77")
  wire.pair:exec(1, [[
    for try in $(seq 100); do
      arping -i wire1 -W 0.1 -c 1 192.0.2.77 >/dev/null && exit 0
    done
    exit 1]], true)
  return process
end

local arpreply = start_arpreply()
claim("arpreply answers arping -W 0.002 -c 1000", "1000 replies", function()
  local out = wire.pair:exec(1,
    "arping -i wire1 -W 0.002 -c 1000 192.0.2.77")
  local got = out:match "(%d+) packets received" or out
  assert(got == "1000", got .. " replies")
  return got
end)
timed("question to answer through arpreply", 0.3, numbers(
  wire:run("lua5.4", 1, [[
    local c = pycap{device = "wire1", immediate = true, filter = "arp",
      timeout = 1000}
    local i = pycap.inject "wire1"
    local question = pycap.packet(pycap.ethernet{source = i.hardware,
      destination = "ff:ff:ff:ff:ff:ff"}, pycap.arp{
      sourcehardware = i.hardware, sourceprotocol = "192.0.2.1",
      targetprotocol = "192.0.2.77"}).bytes
    local step = c:packets()
    for _ = 1, 1000 do
      i:inject(question)
      local asked, answered = step(c), step(c)
      assert(asked.arp.operation == 1 and answered.arp.operation == 2)
      print((answered.timestamp - asked.timestamp) / 1e6)
      sleep(0.001)
    end]])), true)
arpreply:kill "INT"
arpreply:wait(5)

-- Loss, order, leftovers --------------------------------------------------

local function arrival(count)
  return function()
    local receiver = wire:start("pcaplua", 2, ([[
      local c = pycap{device = "wire2", filter = "ether proto 0x88b5",
        direction = "in", buffer = 64 << 20}
      print "ready"
      local expected = 1
      local n = c:loop(function(packet)
        assert(number(packet.bytes) == expected, expected)
        expected = expected + 1
      end, %d)
      print("arrived", n)]]):format(count))
    wire:run("pcaplua", 1, ([[
      local i = pycap.inject "wire1"
      for n = 1, %d do
        local bytes = frame(n)
        while not pcall(i.inject, i, bytes) do sleep(0.001) end
        if n %% 1000 == 0 then sleep(0.005) end
      end]]):format(count))
    return assert(receiver:await("arrived\t(%d+)", 20),
      table.concat { receiver:output() })
  end
end

claim("frames sent one by one, arriving in order", "1000000",
  arrival(1000000))
claim("flood into 256 KiB: delivered + dropped = sent", "2000000", function()
  local out = wire:run("pcaplua", 1, [[
    local i = pycap.inject "wire1"
    local c = pycap{device = "wire1", buffer = 256 * 1024,
      filter = "ether proto 0x88b5"}
    local delivered, last = 0, 0
    local function take(p)
      local n = number(p.bytes)
      assert(n > last, "twice, or out of order")
      delivered, last = delivered + 1, n
    end
    for n = 1, 2000000 do
      i:inject(frame(n))
      if n % 3000 == 0 then c:dispatch(take, 2000) end
    end
    sleep(0.1)
    while c:dispatch(take) > 0 do end
    local received, dropped = c:stats()
    assert(received == 2000000 and delivered + dropped == received)
    print(delivered .. " + " .. dropped)]])
  return out:match "[^\n]+"
end)
claim("bursts of 500 into immediate, default buffer: kept", "20 of 20",
  function()
    for _ = 1, 20 do
      wire:run("pcaplua", 1, [[
        local c = pycap{device = "wire1", immediate = true,
          filter = "ether proto 0x88b5"}
        local i, expected = pycap.inject "wire1", 0
        for n = 1, 500 do i:inject(frame(n)) end
        c:loop(function(p)
          expected = expected + 1
          assert(number(p.bytes) == expected)
        end, 500)
        assert(select(2, c:stats()) == 0)]])
    end
    return "20"
  end)
claim("captures and injectors nobody closed, given back", "200", function()
  wire:run("pcaplua", 1, link.DROPPED, 200)
  return "200"
end)
claim("device down and up: nothing lost, twice or left", "1000 cycles",
  function()
    wire:run("pcaplua", 1, link.CYCLES, 1000)
    return "1000"
  end)

-- Batches, replay ---------------------------------------------------------

claim("frames sent in batches, arriving in order", "100000", function()
  local receiver = wire:start("pcaplua", 2, [[
    local c = pycap{device = "wire2", filter = "ether proto 0x88b5",
      direction = "in", buffer = 64 << 20, snaplen = 128}
    print "ready"
    local expected = 1
    local n = c:loop(function(packet)
      assert(number(packet.bytes) == expected, expected)
      expected = expected + 1
    end, 100000)
    print("arrived", n)]])
  wire:run("pcaplua", 1, [[
    local list = {}
    for n = 1, 100000 do list[n] = frame(n) end
    assert(pycap.inject "wire1":batch(list) == 100000)]])
  return assert(receiver:await("arrived\t(%d+)", 20),
    table.concat { receiver:output() })
end)

-- A minute of frames at random times, the last at its end.
local function minute()
  local frames, at = {}, { 0, 60000000000 }
  math.randomseed(7)
  for n = 3, 3000 do at[n] = math.random(0, 60000000000) end
  table.sort(at)
  for n, time in ipairs(at) do
    frames[n] = { time = 1700000000000000000 + time,
      bytes = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5" .. (">I4"):pack(n) ..
        ("\0"):rep(42) }
  end
  return support.capture(frames, { nano = true }), at
end

local function replayed()
  local file, at = minute()
  local receiver = wire:start("pcaplua", 2, [[
    local c = pycap{device = "wire2", filter = "ether proto 0x88b5",
      direction = "in"}
    print "ready"
    local times = {}
    c:loop(function(packet)
      times[number(packet.bytes)] = packet.timestamp
    end, 3000)
    for n = 1, 3000 do print(times[n] - times[1]) end
    print "done"]])
  local seconds = tonumber((wire:run("pcaplua", 1, [[
    print(pycap.inject "wire1":replay(pycap{filename = ...},
      {speed = 10}).seconds)]], file)))
  assert(receiver:await("done", 20), "frames are missing")
  local errors = numbers(receiver:output():match "ready\n(.*)done")
  for n, time in ipairs(errors) do
    errors[n] = math.abs(time - at[n] / 10) / 1e6
  end
  return seconds, errors
end

local seconds, errors = replayed()
say("replay of 60 s at speed 10: duration", "6 s, 1 %",
  ("%.4f s"):format(seconds), math.abs(seconds - 6) < 0.06 and "met" or
  "missed")
timed("replay of 60 s at speed 10: a frame's time", 2, errors, true)

wire:close()

-- forward.lua -------------------------------------------------------------

local between = bridge.new()
for what, edit in pairs { [""] = "", [", timetolive edited"] = bridge.HOP } do
  claim("forward.lua carries ping -f -c 10000" .. what, "10000", function()
    local received
    between:forward(edit, function() received = between:flood(10000) end)
    assert(received == 10000, received)
    return received
  end)
  claim("forward.lua carries 50 MB of TCP" .. what, "52428800", function()
    local size, came, sent
    between:forward(edit, function()
      size, came, sent = between:transfer(50 << 20)
    end)
    assert(size == 50 << 20 and came == sent, size)
    return size
  end)
end
between:close()

-- Mutated packets, with the sanitizers -------------------------------------

local MUTATIONS <const> = 1000000

-- Runs `command count seed [scratch] file...`: the first line it prints.
local function mutations(command, scratch)
  return function()
    local words = { command, MUTATIONS, 1, scratch }
    for _, capture in ipairs(support.corpus()) do
      words[#words + 1] = support.quote(capture.path)
    end
    assert(#words > 4, "PYCAP_SHARED (../shared) has no corpus")
    local out, err, status = support.shell(table.concat(words, " "),
      { timeout = 1200 })
    assert(status == 0, err)
    return out:match "[^\n]+"
  end
end

claim("mutated frames through the core, no finding", "1000000",
  mutations("build/fuzz/mutate", ""))
claim("mutated packets, all that Lua reads, no finding", "1000000",
  mutations("build/asan/pcaplua --script spec/fuzz/mutate.lua",
    support.name()))

-- Texts that are made to compile slowly ---------------------------------------

do
  local out, err, status = support.shell(
    require "spec.support.host" "compile", { timeout = 600 })
  assert(status == 0, err)
  local times = {}
  for figure in out:gmatch "([%d.]+) s\n" do
    times[#times + 1] = tonumber(figure) * 1000
  end
  timed("compiling what is made to take long", 1000, times)
end

-- Engines in threads, with ThreadSanitizer ----------------------------------

claim("8 engines in 8 threads, 1000000 packets each", "8000000", function()
  local out, err, status = support.shell(
    "build/tsan/embed/threads 8 1000000 examples/embed/count.lua",
    { timeout = 1200 })
  assert(status == 0, err)
  return out:match "%d+"
end)

-- Packets made by hand, read by tshark and made by Scapy ----------------------

local CRAFTED <const> = 10000

local function crafted(spec, pattern)
  return function()
    local out, err, status = support.shell(("PYCAP_CRAFTED=%d CI=true " ..
      "busted --lua=lua5.4 spec/core/%s_spec.lua"):format(CRAFTED, spec),
      { timeout = 600 })
    assert(status == 0, out .. err)
    return assert(out:match(pattern), out)
  end
end

claim("crafted packets, as tshark reads them, as meant", tostring(CRAFTED),
  crafted("crafted", "crafted: (%d+) packets"))
claim("the same made by Scapy, where it makes them: equal", "all",
  crafted("scapy", "Scapy: (%d+) packets are the same"))

support.cleanup()
os.exit(not report.failed, true)
