--
-- Captures in an event loop of someone else's: fd, dispatch, selecttimeout
--
local host = require "spec.support.host"
local link = require "spec.support.link"
local support = require "spec.support"

describe("a C host's epoll", function()
  local wire = link.fixture(_ENV, { needs = { "gcc", "pkg-config" } })

  it("reads what comes, and learns of a device that goes", function()
    local program = host "epoll"
    local script = support.write([[
      local pycap = require "pycap"
      os.execute "ip link add name gone1 type veth peer name gone2"
      os.execute "ip link set gone1 up; ip link set gone2 up"
      local a, b = pycap "wire1", pycap "gone1"
      local seen = 0
      local injector = pycap.inject "wire1"
      local bytes = ("\2\0\0\0\0\1"):rep(2) .. "\x88\xb5" ..
        (" "):rep(46)
      a:filter "ether proto 0x88b5"
      a:on("ethernet", function()
        seen = seen + 1
        if seen < 5 then return injector:inject(bytes) end
        io.write("seen ", seen, "\n")
        os.execute "ip link delete gone1"
      end)
      injector:inject(bytes)
      return a, b]], ".lua")
    local out, err, status = wire.pair:exec(1,
      "timeout 20 " .. program .. " " .. script)
    assert.equal("seen 5\n", out, err)
    assert.matches("^epoll: gone1: The interface disappeared", err)
    assert.equal(1, status)
  end)
end)

describe("luv's loop", function()
  local wire = link.fixture(_ENV, { needs = { "luv" } })

  local function run(text)
    wire:run("lua5.4", 1, [[
      local uv = require "luv"
      local i = pycap.inject "wire1"
      local function open()
        return pycap{device = "wire1", filter = "ether proto 0x88b5"}
      end
      local function watch(capture, f)
        local poll = uv.new_poll(capture:fd())
        poll:start("r", f)
        return poll
      end
      local late = uv.new_timer()
      late:start(5000, 0, function() error "too late" end)
    ]] .. text)
  end

  it("reads what comes, beside timers of its own", function()
    run [[
      local a, b, seen, n = open(), open(), {a = 0, b = 0}, 0
      assert(a:selecttimeout() == nil)
      local function check()
        if seen.a == 5 and seen.b == 5 then uv.stop() end
      end
      a:on("ethernet", function() seen.a = seen.a + 1 end)
      watch(a, function() a:dispatch() check() end)
      watch(b, function()
        seen.b = seen.b + b:dispatch()
        check()
      end)
      local timer = uv.new_timer()
      timer:start(1, 1, function()
        n = n + 1
        if n <= 5 then i:inject(frame(n)) end
      end)
      uv.run()]]
  end)

  it("runs pycap's timers and coroutines by dispatch", function()
    run [[
      local c, ticks, slept = open(), 0, 0
      pycap.every(0.005, function() ticks = ticks + 1 end)
      pycap.spawn(function()
        for n = 1, 3 do
          pycap.sleep(0.01)
          slept = n
          i:inject(frame(n))
        end
      end)
      local seen = 0
      c:on("ethernet", function() seen = seen + 1 end)
      local timer = uv.new_timer()
      timer:start(1, 1, function()
        c:dispatch()
        if slept == 3 and ticks >= 5 and seen == 3 then uv.stop() end
      end)
      uv.run()]]
  end)

  it("lets out an error in a callback, and goes on", function()
    run [[
      local c, errors = open(), 0
      watch(c, function()
        local ok, text = pcall(c.dispatch, c, function() error "this" end)
        if ok then return end
        assert(text:find "this\n")
        errors = errors + 1
        if errors == 3 then uv.stop() else i:inject(frame(1)) end
      end)
      i:inject(frame(1))
      uv.run()]]
  end)

  it("learns when to look though nothing is readable", function()
    run [[
      os.execute "ip link add name gone1 type veth peer name gone2"
      os.execute "ip link set gone1 up; ip link set gone2 up"
      local c = pycap "gone1"
      assert(c:selecttimeout() == nil)
      os.execute "ip link set gone1 down"
      c:dispatch()
      local seconds = c:selecttimeout()
      assert(seconds > 0 and seconds <= 1)
      local timer, what = uv.new_timer(), nil
      timer:start(0, math.ceil(seconds * 1000), function()
        local ok, fault = pcall(c.dispatch, c)
        if ok then return end
        what = fault.code
        uv.stop()
      end)
      os.execute "ip link delete gone1"
      uv.run()
      assert(what == "device", what)]]
  end)
end)
