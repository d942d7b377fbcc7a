--
-- timer_spec.lua - timers, and loops without captures
--
local pycap = require "pycap"
local support = require "spec.support"
local timed = require "spec.support.timed"

local function open(...)
  return pycap { filename = timed.file("a", { ... }) }
end

-- A list, and a function that makes functions which add a word to it: the
-- time of a timer, the name of a packet.
local function log()
  local list = {}
  return list, function(name)
    return function(what)
      list[#list + 1] = type(what) == "number"
        and ("%s@%g"):format(name, timed.seconds(what)) or timed.name(what)
    end
  end
end

local function check(expected, list)
  assert.equal(expected, table.concat(list, " "))
end

local timers = {}

local function every(...)
  timers[#timers + 1] = pycap.every(...)
  return timers[#timers]
end

local function after(...)
  timers[#timers + 1] = pycap.after(...)
  return timers[#timers]
end

after_each(function()
  for _, timer in ipairs(timers) do timer:cancel() end
  timers = {}
end)

describe("every", function()
  it("goes by the packets' time, before a packet of that time", function()
    local capture = open(0, 0.5, 1, 3.25)
    local list, note = log()
    every(1, note "t")
    assert.equal(4, capture:loop(note()))
    check("a1 a2 t@1 a3 t@2 t@3 a4", list)
  end)

  it("ends with the last packet, and goes on with the next", function()
    local capture = open(0, 1, 1.5, 2)
    local list, note = log()
    every(0.5, note "t")
    capture:loop(note(), 2)
    list[#list + 1] = "-"
    capture:loop(note(), 1)
    list[#list + 1] = "-"
    capture:loop(note())
    check("a1 t@0.5 t@1 a2 - t@1.5 a3 - t@2 a4", list)
  end)

  it("keeps what is left of its time for another file", function()
    local list, note = log()
    every(1, note "t")
    open(0, 0.75):loop(note())
    open(10, 10.125, 10.25, 10.5):loop(note())
    check("a1 a2 a1 a2 t@10.25 a3 a4", list)
  end)

  it("may be cancelled in itself, and in a callback", function()
    local list, note = log()
    local count, first = 0, nil
    first = every(1, function(time)
      note "f"(time)
      count = count + 1
      if count == 2 then first:cancel() end
    end)
    local second = every(1, note "s")
    open(0, 3, 10):loop(function(packet)
      note()(packet)
      if timed.name(packet) == "a2" then second:cancel() end
    end)
    check("a1 f@1 s@1 f@2 s@2 s@3 a2 a3", list)
  end)

  it("does not wait for the one before", function()
    local list, note = log()
    every(1, function(time)
      note "t"(time)
      pycap.sleep(1.5)
      list[#list + 1] = "slept"
    end)
    open(0, 4):loop(note())
    check("a1 t@1 t@2 slept t@3 slept t@4 a2", list)
  end)

  it("begins with the first packet, whenever it was made", function()
    local list, note = log()
    every(1, note "t")
    local capture = open(100, 102)
    capture:loop(note())
    check("a1 t@101 t@102 a2", list)
  end)

  it("goes on with the packets after a while on the machine's clock",
    function()
      local list, note = log()
      local capture = open(0, 0.5, 0.625, 1)
      capture:loop(nil, 1)
      after(0.01, function() end)
      pycap.loop()
      every(0.25, note "t")
      capture:loop(note())
      check("a2 a3 t@0.75 t@1 a4", list)
    end)

  it("is run by dispatch, too", function()
    local list, note = log()
    every(1, note "t")
    local capture = open(0, 1, 2)
    capture:dispatch(note(), 2)
    list[#list + 1] = "-"
    capture:dispatch(note())
    check("a1 t@1 a2 - t@2 a3", list)
  end)

  it("is called a bounded number of times, whatever the times", function()
    local capture = open(0, 1, 3200000000, 3200000000.5)
    local count, last, between = 0, nil, 0
    every(0.001, function(time) count, last = count + 1, time end)
    capture:loop(function(packet)
      if timed.name(packet) == "a3" then
        between = count
        assert.equal(packet.time, last)
      end
    end)
    assert.is_true(between > 1000 and between < 102000)
    assert.equal(between + 500, count)
  end)

  it("does not hang where the clock can go no further", function()
    local damaged = support.pcapng({ "a", "b", "c", "d" }, { nano = true,
      times = { math.mininteger + 5, math.maxinteger - 5, 0,
        math.maxinteger } })
    local out, err, status = support.shell(("%s --eval '%s'"):format(
      support.program(), ([[
        local count = 0
        local function every(seconds)
          pycap.every(seconds, function() count = count + 1 end)
        end
        every(3600)
        local a = pycap{filename = "%s"}
        assert(a:loop() == 4 and count < 200000)
        every(1)
        pycap.after(1, print)
        local b, c = pycap{filename = "%s"}, pycap{filename = "%s"}
        assert(pycap.loop(b, c) == 5)
        pycap.spawn(pycap.stop)
        pycap.loop()
        print "done"]]):format(damaged, timed.file("b", { 0, 10, 20 }),
        timed.file("c", { 0, 5 }))), { timeout = 20 })
    assert.equal("", err)
    assert.equal("done\n", out)
    assert.equal(0, status)
  end)

  it("stands still while a packet's time is before the last", function()
    local list, note = log()
    every(1, note "t")
    open(0, 1.5, 0.25, 2, 2.5):loop(note())
    check("a1 t@1 a2 a3 t@2 a4 a5", list)
  end)

  it("that is due at once is so though packets' times go back", function()
    local list, note = log()
    open(0, 5, 1, 2):loop(function(packet)
      note()(packet)
      after(0, note "t")
    end)
    check("a1 t@0 a2 t@5 a3 t@5 a4", list)
  end)

  it("takes none of a plain loop's packets", function()
    local called = 0
    every(0.001, function() called = called + 1 end)
    local capture = open(0, 1, 2)
    assert.equal(3, capture:loop())
    assert.equal(2000, called)
  end)
end)

describe("after", function()
  it("calls once", function()
    local list, note = log()
    after(0.5, note "t")
    after(0, note "z")
    open(0, 1, 2):loop(note())
    check("z@0 a1 t@0.5 a2 a3", list)
  end)

  it("calls those of one time in the order made", function()
    local list, note = log()
    for i = 1, 9 do after(i % 3, note(i)) end
    open(0, 5):loop(note())
    check("3@0 6@0 9@0 a1 1@1 4@1 7@1 2@2 5@2 8@2 a2", list)
  end)

  it("does not call once the packets are over, but in the next loop",
    function()
      local list, note = log()
      after(2, note "t")
      open(0, 1.5):loop(note())
      check("a1 a2", list)
      open(50, 51):loop(note())
      check("a1 a2 a1 t@50.5 a2", list)
    end)

  it("counts from the packet whose callback makes it", function()
    local list, note = log()
    open(0, 1, 1.25, 4):loop(function(packet)
      note()(packet)
      after(0.25, note "t")
    end)
    check("a1 t@0.25 a2 t@1.25 a3 t@1.5 a4", list)
  end)

  it("may stop a loop, which loses no packet", function()
    local list, note = log()
    local capture = open(0, 1, 2)
    after(1, function() capture:stop() end)
    assert.equal(1, capture:loop(note()))
    after(0.5, pycap.stop)
    assert.equal(1, capture:loop(note()))
    assert.equal("a3", timed.name(capture:packets()(capture)))
    check("a1 a2", list)
  end)

  it("may close the capture", function()
    local capture = open(0, 1, 2)
    after(1.5, function() capture:close() end)
    assert.equal(2, capture:loop())
    assert.error_matches(function() capture:loop() end, "capture is closed")
  end)

  it("may filter: what comes next is what passes", function()
    local capture = open(0, 1, 2)
    after(0.5, function() capture:filter "udp" end)
    after(1.5, function() capture:filter "arp" end)
    -- the filter refuses the packets at 1 and 2 before the next timer
    assert.equal(1, capture:loop())
  end)

  it("may be cancelled, more than once", function()
    local timer = after(0.5, error)
    assert.equal("timer (waiting)", tostring(timer))
    timer:cancel()
    timer:cancel()
    assert.equal("timer (cancelled)", tostring(timer))
    assert.equal(2, open(0, 1):loop())
    local done = after(0.5, function() end)
    open(0, 1):loop()
    assert.equal("timer (done)", tostring(done))
    done:cancel()
  end)

  it("lets its error out of the loop, which can go on", function()
    local list, note = log()
    local capture = open(0, 1, 2)
    after(0.5, function() error "this" end)
    local ok, text = pcall(capture.loop, capture, note())
    assert.is_false(ok)
    assert.matches("^[^\n]-timer_spec.lua:%d+: this\nstack traceback:\n", text)
    local value = {}
    after(0.5, function() error(value) end)
    ok, text = pcall(capture.loop, capture, note())
    assert.is_false(ok)
    assert.is_true(rawequal(value, text))
    assert.equal(2, capture:loop(note()))
    check("a1 a2 a3", list)
  end)

  it("may run another loop, on the clock of which timers go on", function()
    local list, note = log()
    local inner = pycap { filename = timed.file("b", { 50, 51 }) }
    after(0.5, function() inner:loop(note()) end)
    after(1.25, note "t")
    open(0, 1, 2):loop(note())
    check("a1 b1 t@50.75 b2 a2 a3", list)
  end)

  it("leaves nothing behind", function()
    local weak = setmetatable({}, { __mode = "v" })
    do
      local one, two = function() end, function() end
      weak[1], weak[2] = one, two
      after(0.5, one)
      after(5, two):cancel()
      timers = {}
    end
    open(0, 1):loop()
    collectgarbage()
    collectgarbage()
    assert.is_nil(weak[1])
    assert.is_nil(weak[2])
  end)

  it("may be thousands", function()
    local last, count, kept = -1, 0, {}
    for i = 1, 5000 do
      local delay = (i * 7919 % 5000) / 1000
      kept[i] = after(delay, function()
        assert.is_true(delay >= last)
        last, count = delay, count + 1
      end)
    end
    for i = 1, 5000, 3 do kept[i]:cancel() end
    open(0, 6):loop()
    assert.equal(5000 - 1667, count)
  end)
end)

describe("timers refuse", function()
  it("what is no time, and what is no function", function()
    local list = { { "every", 0 }, { "every", -1 }, { "after", -0.5 },
      { "after", 0 / 0 }, { "every", "x" }, { "sleep", -1 }, { "sleep" } }
    for _, case in ipairs(list) do
      assert.error_matches(function() pycap[case[1]](case[2], print) end,
        "bad argument #1")
    end
    for _, name in ipairs { "every", "after" } do
      assert.error_matches(function() pycap[name](1) end, "function expected")
    end
    assert.error_matches(pycap.spawn, "function expected")
  end)

  it("handles that are none", function()
    local timer = after(1, print)
    assert.error_matches(function() timer.cancel(io.stdout) end,
      "pycap.job expected")
    assert.error_matches(function() timer.cancel {} end, "pycap.job expected")
  end)
end)

describe("a loop without captures", function()
  it("has nothing to do", function()
    assert.equal(0, pycap.loop())
  end)

  it("runs until its timers are done", function()
    local order = {}
    after(0.02, function() order[#order + 1] = "b" end)
    after(0.01, function() order[#order + 1] = "a" end)
    local count = 0
    local timer
    timer = every(0.005, function()
      count = count + 1
      if count == 3 then timer:cancel() end
    end)
    assert.equal(0, pycap.loop())
    assert.same({ "a", "b" }, order)
    assert.equal(3, count)
  end)

  it("is ended by stop, and by an error", function()
    local stop = every(0.001, pycap.stop)
    after(100, print)
    assert.equal(0, pycap.loop())
    stop:cancel()
    every(0.001, function() error "x" end)
    assert.error_matches(pycap.loop, "x\nstack traceback:")
  end)

  it("tells timers the time of the day", function()
    local time
    after(0, function(...) time = ... end)
    local before = os.time()
    pycap.loop()
    assert.is_true(time >= before and time <= os.time() + 1)
  end)
end)

describe("sleep", function()
  it("blocks where no loop runs", function()
    local system = require "system"
    local from = system.monotime()
    pycap.sleep(0.02)
    assert.is_true(system.monotime() - from >= 0.02)
    pycap.sleep(0)
  end)

  it("in a callback lets the loop go on", function()
    local list, note = log()
    open(0, 1, 2, 3):loop(function(packet)
      note()(packet)
      pycap.sleep(1.5)
      list[#list + 1] = "slept" .. timed.name(packet)
    end)
    check("a1 a2 slepta1 a3 slepta2 a4", list)
  end)
end)
