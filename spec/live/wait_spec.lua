local link = require "spec.support.link"
local system = require "system"

local STOP <const> = 0.2  -- seconds: ten times the aim
local LATE <const> = 0.05 -- the same of a deadline

-- Scripts that wait for ever: what is run, where `c` is the capture.
local WAITS <const> = {
  loop = "c:loop()",
  handler = "c:on('vlan', print) c:loop()",
  callback = "c:loop(function() end)",
  next = "c:filter 'arp' c:next()",
  packets = "c:filter 'arp' for p in c:packets() do print(p) end",
  coroutine = "coroutine.wrap(function() c:loop() end)()",
  several = "local d <close> = pycap 'wire1' pycap.loop(c, d)",
  timers = "pycap.every(0.001, function() end) c:loop()",
  alone = "pycap.after(100, print) pycap.loop()",
  spawned = "c:filter 'arp' pycap.spawn(c.next, c) pycap.loop()",
  sleep = "pycap.sleep(100)",
}

describe("waiting", function()
  local wire = link.fixture(_ENV)

  it("times out 20 times of 20, never early", function()
    local processes = {}
    for i = 1, 4 do
      processes[i] = wire:start("lua5.4", 1, [[
        local c <close> = pycap{device = "wire1", filter = "ether proto 0x9999"}
        print "ready"
        for _ = 1, 5 do
          local from = now()
          assert(code(c.next, c) == "timeout")
          print((now() - from) * 1000 - 255)
        end]])
    end
    local late = 0
    for _, process in ipairs(processes) do
      assert.equal(0, process:wait(20))
      local count = 0
      for value in process:output():gmatch "[-%d.e]+\n" do
        count, late = count + 1, math.max(late, tonumber(value))
        assert(tonumber(value) >= 0, value)
      end
      assert.equal(5, count)
    end
    assert(late < LATE * 1000, late .. " ms late")
  end)

  it("returns a frame that comes 50 ms before the deadline, 40 of 40",
  function()
    local echo = [[
      local id = tonumber((...))
      local c = pycap{device = "wire2", filter = "ether proto 0x88b5",
        immediate = true, direction = "in"}
      local injector = pycap.inject "wire2"
      print "ready"
      c:loop(function(packet)
        if number(packet.bytes) ~= id then return end
        sleep(0.205)
        injector:inject(packet.bytes:sub(1, 18) .. ("n"):pack(now()))
      end)]]
    -- Where the machine was busy and the frame was late, it is asked again.
    local ask = [[
      local c = pycap{device = "wire1", direction = "in",
        filter = "ether[14:4] = " .. ...}
      local late = pycap{device = "wire1", direction = "in", timeout = 5000,
        filter = "ether[14:4] = " .. ...}
      local injector = pycap.inject "wire1"
      print "ready"
      local returned = 0
      for _ = 1, 100 do
        local deadline = now() + 0.255
        injector:inject(frame(tonumber(...)))
        local ok = pcall(c.next, c)
        local packet = late:packets()(late)
        if ok then returned = returned + 1 end
        if not ok then c:dispatch() end
        assert(ok or ("n"):unpack(packet.bytes, 19) > deadline - 0.05, "missed")
        if returned == 10 then return end
      end
      error "this machine is too busy"]]
    local processes = {}
    for i = 1, 4 do
      wire:start("pcaplua", 2, echo, i)
      processes[i] = wire:start("pcaplua", 1, ask, i)
    end
    for _, process in ipairs(processes) do
      local status = process:wait(20)
      assert.equal(0, status, select(2, process:output()))
    end
  end)

  local function interrupted(host, what)
    local process = wire:start(host, 1, ([[
      local before = descriptors()
      local c = pycap{device = "wire1", timeout = 0}
      local mark <close> = setmetatable({}, {__close = function()
        local at = now()
        c:close()
        print(("ended %%.6f, %%d left"):format(at, descriptors() - before))
      end})
      print "ready"
      %s]]):format(WAITS[what]))
    assert(process:sleeps(), table.concat({ process:output() }, "; "))
    process:kill("INT")
    local from = system.monotime() -- the signal has been sent just now
    local status = process:wait(5)
    process:kill("KILL")
    local name = host .. ", " .. what
    assert(status, name .. ": hangs")
    local out, err = process:output()
    local at, left = out:match "ended (%S+), (%S+) left"
    assert(at, name .. ": " .. out .. err)
    assert(at - from < STOP, name .. ": took " .. at - from)
    assert.equal("0", left, name)
    assert.equal(host == "pcaplua" and 130 or 1, status, name .. err)
    if host == "lua5.4" then assert.matches("interrupted!", err) end
  end

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("is ended by Ctrl-C on a silent link: " .. host, function()
      for what in pairs(WAITS) do interrupted(host, what) end
    end)

    it("is ended by Ctrl-C in a flood: " .. host, function()
      local flood = wire:flood(2, 20)
      for what in pairs(WAITS) do interrupted(host, what) end
      flood:kill()
      flood:wait(5)
    end)

    it("is ended by stop: " .. host, function()
      local flood = wire:flood(2, 20)
      wire:run(host, 1, ([[
        local from
        local function check(f, ...)
          from = nil
          f(...)
          assert(from and now() - from < %g)
        end
        local function stop(c) from = now() c:stop() end
        local one, two = pycap "wire1", pycap "wire1"
        check(one.loop, one, function() stop(one) end)
        check(one.loop, one, function() from = now() pycap.stop() end)
        -- from the callback of another, and that one's own loop goes on
        check(one.loop, one, function()
          local more = two:loop(function() stop(one) end, 3)
          assert(more == 3)
        end)
        check(coroutine.wrap(function()
          one:loop(function() stop(one) end)
        end))
        check(function()
          for _ in one:packets() do stop(one) end
        end)
        local handler = one:on("ethernet", function() stop(one) end)
        check(one.loop, one)
        handler:cancel()
        assert(one:loop(nil, 2) == 2)
        ]]):format(STOP))
      flood:kill()
      flood:wait(5)
    end)

    it("can go on after Ctrl-C: " .. host, function()
      local process = wire:start(host, 1, [[
        local c = pycap "wire1"
        c:on("ethernet", function() end)
        print "ready"
        pcall(c.loop, c, function() end)
        print "second"
        print("passed", c:loop(function() end, 1))]])
      assert(process:sleeps(), table.concat({ process:output() }, "; "))
      process:kill("INT")
      assert(process:await "second", "hangs")
      wire:run("pcaplua", 2, [[
        local injector = pycap.inject "wire2"
        for i = 1, 10 do injector:inject(frame(i)) sleep(0.02) end]])
      assert(process:wait(5), "hangs")
      assert.matches("passed\t1\n", (process:output()))
    end)
  end
end)
