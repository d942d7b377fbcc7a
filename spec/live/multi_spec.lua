--
-- pycap.loop over several live captures, with timers and coroutines
--
local link = require "spec.support.link"

local LATE <const> = 0.2 -- seconds: ten times the aim

describe("several captures", function()
  local wire = link.fixture(_ENV)

  -- What side 2 sends: twenty frames of another protocol, with their time.
  local QUIET <const> = [[
    local injector = pycap.inject "wire2"
    for n = 1, 20 do
      injector:inject("\2\0\0\0\0\1\2\0\0\0\0\2\x88\xb6" ..
        (">I4n"):pack(n, now()) .. (" "):rep(40))
      sleep(0.01)
    end]]

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("are served in turn, flooded or quiet: " .. host, function()
      local flood = wire:flood(2, 20)
      local process = wire:start(host, 1, ([[
        local flooded = pycap{device = "wire1", filter = "ether proto 0x88b5"}
        local quiet = pycap{device = "wire1", filter = "ether proto 0x88b6"}
        local count, last, ticks, late = 0, 0, 0, 0
        flooded:on("ethernet", function() count = count + 1 end)
        quiet:on("ethernet", function(_, packet)
          local n, sent = (">I4n"):unpack(packet.bytes, 15)
          assert(n == last + 1, "lost, or out of order")
          last, late = n, math.max(late, now() - sent)
          if n == 20 then pycap.stop() end
        end)
        local before = now()
        pycap.every(0.02, function()
          ticks = ticks + 1
          late = math.max(late, now() - before - 0.02)
          before = now()
        end)
        print "ready"
        pycap.loop(flooded, quiet)
        assert(count > 1000 and ticks > 2, count .. " " .. ticks)
        assert(late < %g, late .. " s late")]]):format(LATE))
      wire:run("pcaplua", 2, QUIET)
      local status = process:wait(10)
      flood:kill()
      flood:wait(5)
      assert.equal(0, status, select(2, process:output()))
    end)

    it("leave coroutines their turn in a flood: " .. host, function()
      local flood = wire:flood(2, 20)
      local process = wire:start(host, 1, ([[
        local flooded = pycap{device = "wire1", filter = "ether proto 0x88b5"}
        local quiet = pycap{device = "wire1", filter = "ether proto 0x88b6",
          timeout = 5000}
        local late, count = 0, 0
        pycap.spawn(function()
          while true do
            flooded:next()
            count = count + 1
          end
        end)
        local reader = pycap.spawn(function()
          for n = 1, 20 do
            local _, rest = quiet:next()
            local number, sent = (">I4n"):unpack(rest)
            assert(number == n, "lost, or out of order")
            late = math.max(late, now() - sent)
          end
          pycap.stop()
        end)
        print "ready"
        assert(pycap.loop() == 0)
        assert(tostring(reader) == "coroutine (done)")
        assert(count > 1000 and late < %g, count .. " " .. late)]]):format(
        LATE))
      wire:run("pcaplua", 2, QUIET)
      local status = process:wait(10)
      flood:kill()
      flood:wait(5)
      assert.equal(0, status, select(2, process:output()))
    end)

    it("are stopped by timers, silent or flooded: " .. host, function()
      local script = ([[
        local before = descriptors()
        local a, b = pycap "wire1", pycap "wire1"
        local function check(stop, f, ...)
          local due = now() + 0.02
          pycap.after(0.02, stop)
          f(...)
          local late = now() - due
          assert(late >= 0 and late < %g, late)
        end
        local function both() a:stop() b:stop() end
        a:on("ethernet", function() end)
        for _ = 1, 5 do
          check(pycap.stop, pycap.loop, a, b)
          check(both, pycap.loop, a, b)
          check(pycap.stop, pycap.loop)
          check(function() a:stop() end, a.loop, a)
          check(function() a:stop() end, a.loop, a, function() end)
        end
        local ok, text = pcall(check, function() error "this" end,
          pycap.loop, a, b)
        assert(not ok and text:find "this\n")
        check(function() a:close() b:close() end, pycap.loop, a, b)
        assert(descriptors() == before)]]):format(LATE)
      wire:run(host, 1, script)
      local flood = wire:flood(2, 20)
      wire:run(host, 1, script)
      flood:kill()
      flood:wait(5)
    end)
  end

  it("wait for next() no longer than its timeout", function()
    wire:run("lua5.4", 1, ([[
      local a, b = pycap{device = "wire1", timeout = 30,
        filter = "ether proto 0x9999"}, pycap{device = "wire1", timeout = 60,
        filter = "ether proto 0x9999"}
      local from, order = now(), {}
      for name, c in pairs{a = a, b = b} do
        pycap.spawn(function()
          for n = 1, 2 do
            assert(code(c.next, c) == "timeout")
            order[#order + 1] = name
            local late = now() - from - n * (name == "a" and 0.03 or 0.06)
            assert(late >= 0 and late < %g)
          end
        end)
      end
      pycap.loop()
      table.sort(order)
      assert(table.concat(order) == "aabb")]]):format(LATE))
  end)

  it("are read with files: these at once, on the machine's clock", function()
    wire:run("pcaplua", 1, [[
      local name = os.tmpname()
      local file = assert(io.open(name, "wb"))
      file:write(("<I4I2I2i4I4I4I4"):pack(0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
      for n = 1, 100 do
        file:write(("<I4I4I4I4"):pack(n * 1000, 0, 60, 60), frame(n))
      end
      file:close()
      local c = pycap{device = "wire1", filter = "ether proto 0x9999"}
      local f = pycap{filename = name}
      os.remove(name)
      local ticks = 0
      pycap.every(1, function() ticks = ticks + 1 end)
      pycap.after(0.05, pycap.stop)
      assert(pycap.loop(c, f) == 100 and ticks == 0)]])
  end)

  it("let out the error of a device that goes", function()
    wire:run("lua5.4", 1, [[
      os.execute "ip link add name gone1 type veth peer name gone2"
      os.execute "ip link set gone1 up; ip link set gone2 up"
      local a, b = pycap "wire1", pycap "gone1"
      pycap.after(0.05, function() os.execute "ip link delete gone1" end)
      assert(code(pycap.loop, a, b) == "device")
      pycap.after(0.01, pycap.stop)
      pycap.loop(a)
      assert(code(b.loop, b) == "device")]])
  end)

  it("hold nothing up when a callback waits", function()
    local process = wire:start("pcaplua", 1, ([[
      local a = pycap{device = "wire1", filter = "ether proto 0x88b6"}
      local b = pycap{device = "wire1", filter = "ether proto 0x9999"}
      local ended, late = 0, 0
      print "ready"
      a:loop(function(packet)
        local _, sent = (">I4n"):unpack(packet.bytes, 15)
        late = math.max(late, now() - sent)
        if ended == 0 then pcall(b.next, b) end
        pycap.sleep(0.05)
        ended = ended + 1
        if ended == 10 then a:stop() end
      end)
      assert(ended >= 10 and late < %g, late)]]):format(LATE))
    wire:run("pcaplua", 2, QUIET)
    assert.equal(0, process:wait(10), select(2, process:output()))
  end)
end)
