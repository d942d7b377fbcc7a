--
-- pycap.spawn: coroutines in which next() and sleep() let the loop run
--
local pycap = require "pycap"
local timed = require "spec.support.timed"

local function open(letter, ...)
  return pycap { filename = timed.file(letter, { ... }) }
end

local list, handles

local function note(word) list[#list + 1] = word end

local function noted(packet) note(timed.name(packet)) end

local function check(expected)
  assert.equal(expected, table.concat(list, " "))
  list = {}
end

local function spawn(...)
  handles[#handles + 1] = pycap.spawn(...)
  return handles[#handles]
end

before_each(function() list, handles = {}, {} end)

after_each(function()
  for _, handle in ipairs(handles) do handle:cancel() end
end)

describe("spawn", function()
  it("begins when a loop runs, with its arguments", function()
    local handle = spawn(function(...)
      note(table.concat({ ... }, ","))
      note(coroutine.isyieldable() and "yieldable")
    end, 1, "x")
    check ""
    assert.equal("coroutine (waiting)", tostring(handle))
    assert.equal(0, pycap.loop())
    assert.equal("coroutine (done)", tostring(handle))
    check "1,x yieldable"
    assert.equal(0, pycap.loop())
    check ""
  end)

  it("may be called in callbacks, and in coroutines", function()
    open("a", 0, 1, 2):loop(function(packet)
      noted(packet)
      spawn(function()
        note "s"
        spawn(function() note "t" end)
      end)
    end)
    check "a1 s a2 t s a3 t s t"
  end)

  it("gives each its turn at a yield", function()
    for i = 1, 3 do
      spawn(function()
        for _ = 1, 2 do
          note(i)
          coroutine.yield(i)
        end
      end)
    end
    pycap.loop()
    check "1 2 3 1 2 3"
  end)

  it("sleeps on the packets' clock", function()
    spawn(function()
      pycap.sleep(0.5)
      note "s"
      pycap.sleep(1)
      note "t"
      pycap.sleep(10)
      note "u"
    end)
    open("a", 0, 1, 2):loop(noted)
    check "a1 s a2 t a3"
  end)

  it("lets an error out of the loop", function()
    local capture = open("a", 0, 1)
    spawn(function() pycap.sleep(0.5) error "this" end)
    local ok, text = pcall(capture.loop, capture, noted)
    assert.is_false(ok)
    assert.matches("^[^\n]-spawn_spec.lua:%d+: this\nstack traceback:\n", text)
    assert.equal(1, capture:loop(noted))
    check "a1 a2"
  end)

  it("may run a loop, and stop one", function()
    spawn(function()
      note(open("a", 0, 1, 2):loop())
      pycap.sleep(0.01)
      pycap.stop()
      pycap.sleep(0.01)
      note "not reached"
    end)
    pycap.loop()
    check "3"
  end)

  it("takes errors of its own under pcall", function()
    spawn(function()
      local ok, problem = pcall(function()
        pycap.sleep(0.001)
        error { 7 }
      end)
      note(tostring(ok))
      note(problem[1])
    end)
    pycap.loop()
    check "false 7"
  end)
end)

describe("next in a coroutine", function()
  it("takes its turn by time: file by file, and with the loop", function()
    local a, b, c = open("a", 0, 2, 4), open("b", 1, 2, 3), open("c", 1, 5)
    spawn(function()
      for packet in b:packets() do noted(packet) end
      note "end"
    end)
    spawn(function()
      for _ = 1, 3 do
        local header = c:next()
        note(header and "c" or tostring(header))
      end
    end)
    assert.equal(3, a:loop(noted))
    check "a1 b1 c a2 b2 b3 end a3"
    pycap.loop()
    check "c nil"
  end)

  it("needs no other capture: the clock is still the packets'", function()
    local a, b = open("a", 0, 1, 2), open("b", 0.25, 100)
    spawn(function()
      for packet in a:packets() do
        noted(packet)
        pycap.sleep(0.5)
        note "s"
      end
    end)
    spawn(function() for packet in b:packets() do noted(packet) end end)
    pycap.loop()
    check "a1 b1 s a2 s a3 s b2"
  end)

  it("blocks in a coroutine of its own, and breaks none", function()
    local a = open("a", 0, 1, 2)
    spawn(function()
      local step = coroutine.wrap(function()
        for packet in a:packets() do
          pycap.sleep(0)
          coroutine.yield(timed.name(packet))
        end
      end)
      for name in step do note(name) end
      table.sort({ 1, 2, 3 }, function(x, y)
        pycap.sleep(0)
        return x < y
      end)
    end)
    pycap.loop()
    check "a1 a2 a3"
  end)

  it("keeps the capture for itself", function()
    local a = open("a", 0, 1)
    spawn(function() noted(a:packets()(a)) end)
    open("b", -2, -1):loop(function(packet)
      noted(packet)
      for _, name in ipairs { "next", "loop", "dispatch", "packets" } do
        local ok, problem = pcall(a[name], a)
        note(not ok and problem.code)
      end
    end, 1)
    check "b1 busy busy busy busy"
    local ok, problem = pcall(pycap.loop, a)
    assert.is_false(ok)
    assert.equal("busy", problem.code)
    pycap.loop()
    check "a1"
    assert.equal(1, a:loop(noted))
    check "a2"
  end)

  it("fails when the capture is closed", function()
    local a, b = open("a", 5), open("a", 5)
    spawn(function()
      local ok, problem = pcall(a.next, a)
      note(tostring(ok))
      note(problem:match "capture is closed")
    end)
    spawn(function()
      for _ in b:packets() do note "packet" end
      note "end"
    end)
    open("b", 0, 1):loop(function(packet)
      noted(packet)
      if timed.name(packet) == "b1" then
        a:close()
        b:close()
      end
    end)
    check "b1 false capture is closed end b2"
  end)

  it("is interrupted when the capture is stopped", function()
    local a, b = open("a", 5), open("a", 5)
    spawn(function()
      local _, problem = pcall(a.next, a)
      note(problem.code)
      note(#{ a:next() })
    end)
    spawn(function()
      for _ in b:packets() do note "packet" end
      note "end"
    end)
    open("b", 0, 1, 9):loop(function(packet)
      noted(packet)
      if timed.name(packet) == "b1" then
        a:stop()
        b:stop()
      end
    end)
    check "b1 interrupted end b2 4 b3"
  end)
end)

describe("cancel", function()
  it("ends a coroutine before it begins, and while it waits", function()
    local a = open("a", 0, 1, 2)
    local function run(f)
      return spawn(function()
        local _ <close> = setmetatable({}, {
          __close = function() note "closed" end,
        })
        f()
        note "not reached"
      end)
    end
    local unbegun = run(function() note "not reached" end)
    local sleeper = run(function() pycap.sleep(100) end)
    local reader = run(function()
      for _ = 1, 4 do a:next() end
      pycap.sleep(100)
    end)
    local turning = run(function() while true do coroutine.yield() end end)
    unbegun:cancel()
    open("b", 0, 1):loop(function(packet)
      noted(packet)
      if timed.name(packet) == "b1" then return end
      sleeper:cancel()
      reader:cancel()
      turning:cancel()
    end)
    check "b1 b2 closed closed closed"
    assert.equal("coroutine (cancelled)", tostring(sleeper))
    reader:cancel()
    assert.equal(2, a:loop(noted))
    check "a2 a3"
    assert.equal(0, pycap.loop())
  end)

  it("of oneself takes effect when it would wait", function()
    local handle
    handle = spawn(function()
      local _ <close> = setmetatable({}, {
        __close = function() note "closed" end,
      })
      handle:cancel()
      note "on"
      pycap.sleep(0.001)
      note "not reached"
    end)
    pycap.loop()
    check "on closed"
  end)

  it("raises what closing a variable raises", function()
    local handle = spawn(function()
      local _ <close> = setmetatable({}, {
        __close = function() error { "closing" } end,
      })
      pycap.sleep(100)
    end)
    spawn(pycap.stop)
    pycap.loop()
    local ok, problem = pcall(handle.cancel, handle)
    assert.is_false(ok)
    assert.equal("closing", problem[1])
    handle:cancel()
    assert.equal(0, pycap.loop())
  end)
end)

describe("a callback that waits", function()
  it("for another capture holds up nothing", function()
    local a, b = open("a", 0, 1, 2), open("b", 0.5, 1.5)
    assert.equal(3, a:loop(function(packet)
      local name = timed.name(packet)
      note(name)
      if name == "a1" then
        note(name .. timed.name(b:packets()(b)))
      elseif name == "a2" then
        note(name .. timed.name(b:packets()(b)))
      end
    end))
    check "a1 a1b1 a2 a2b2 a3"
  end)

  it("may raise later: out of the loop that runs then", function()
    local a = open("a", 0, 1, 2, 3)
    local ok, problem = pcall(a.loop, a, function(packet)
      noted(packet)
      pycap.sleep(1.5)
      error { "late" }
    end)
    assert.is_false(ok)
    assert.equal("late", problem[1])
    check "a1 a2"
    ok, problem = pcall(a.loop, a, noted) -- what the second one raises
    assert.is_false(ok)
    assert.equal("late", problem[1])
    check "a3"
  end)

  it("goes on in a later loop, and keeps what it holds alive", function()
    do
      local a = open("a", 0, 1)
      a:loop(function(packet)
        pycap.sleep(0.5)
        collectgarbage()
        noted(packet)
      end)
    end
    collectgarbage()
    check "a1"
    pycap.loop()
    check "a2"
  end)

  it("may do so a thousand times at once", function()
    local seconds = {}
    for i = 1, 255 do seconds[i] = i / 1000 end
    local sum = 0
    for _ = 1, 4 do
      open("a", table.unpack(seconds)):loop(function()
        pycap.sleep(2)
        sum = sum + 1
      end)
    end
    assert.equal(0, sum)
    open("a", 0, 3):loop()
    assert.equal(1020, sum)
  end)
end)

describe("a handler that waits", function()
  it("has those after it wait, of its own packet alone", function()
    local a = open("a", 0, 1, 2, 3)
    a:on("arp", function(arp, packet)
      noted(packet)
      pycap.sleep(1.5)
      note(arp.sourceprotocol:sub(-1))
    end)
    a:on("arp", function(_, packet) note("then-" .. timed.name(packet)) end)
    assert.equal(4, a:loop())
    check "a1 a2 1 then-a1 a3 2 then-a2 a4"
    pycap.loop()
    check "3 then-a3 4 then-a4"
  end)

  it("does so after a callback that waits, and with plain fields", function()
    local a = open("a", 0, 1, 2)
    a:on("arp", { "sourceprotocol", "packet.time" }, function(source, time)
      note(source:sub(-1))
      pycap.sleep(0.25)
      collectgarbage()
      note(("%s@%g"):format(source:sub(-1), timed.seconds(time)))
    end)
    a:on("arp", { "ethernet.source" }, function(source)
      note(source:sub(-2))
    end)
    a:loop(function(packet)
      noted(packet)
      pycap.sleep(0.25)
    end)
    check "a1 1 1@0 01 a2 2 2@1 01 a3"
    pycap.loop()
    check "3 3@2 01"
  end)

  it("may wait for another capture", function()
    local a, b = open("a", 0, 1, 2), open("b", 0.5, 1.5)
    a:on("arp", function(_, packet)
      noted(packet)
      if #list > 3 then return end
      note(timed.name(packet) .. "-" .. timed.name(b:packets()(b)))
    end)
    pycap.loop(a)
    check "a1 a1-b1 a2 a2-b2 a3"
  end)

  it("may be cancelled meanwhile, with those after it", function()
    local a = open("a", 0, 1, 2)
    local second
    a:on("arp", function(_, packet)
      noted(packet)
      pycap.sleep(0.5)
      second:cancel()
    end)
    second = a:on("arp", error)
    assert.equal(3, a:loop())
    check "a1 a2 a3"
  end)
end)

describe("fields in a coroutine", function()
  it("take their turn by time", function()
    local a, b = open("a", 0, 2, 4), open("b", 1, 2, 3)
    spawn(function()
      for source in b:fields("arp", { "sourceprotocol",
        ["sourceprotocol"] = { "192.0.2.2", "192.0.2.3" } }) do
        note(source:sub(-1))
      end
      note "end"
    end)
    a:loop(noted)
    check "a1 a2 2 3 end a3"
  end)
end)
