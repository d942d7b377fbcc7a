local link = require "spec.support.link"

-- What a device that is down, or gone, is to a capture of it, whoever asks it
-- first: the socket tells of it once.
describe("a device that goes down", function()
  local wire = link.fixture(_ENV)

  -- A pair of devices that the script may remove.
  local PAIR <const> = [[
    local function run(command) assert(os.execute(command)) end
    local function make()
      os.execute "ip link del a0 2>/dev/null"
      os.execute "ip link del a1 2>/dev/null"
      run "ip link add a0 type veth peer name b0"
      run "ip link set a0 up && ip link set b0 up"
    end
    make()
  ]]

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("keeps the filter that is set meanwhile: " .. host, function()
      wire:run(host, 1, PAIR .. [[
        local c = pycap{device = "b0", filter = "arp", immediate = true}
        local function only(wanted, filter)
          run "ip link set b0 down"
          if filter then c:filter(filter) end
          run "ip link set b0 up"
          local i = pycap.inject "a0"
          for n = 1, 20 do i:inject(frame(n)) sleep(0.001) end
          sleep(0.05)
          local got = {}
          c:dispatch(function(p) got[#got + 1] = number(p.bytes) end)
          assert(table.concat(got, " ") == wanted, table.concat(got, " "))
        end
        only("7", "ether proto 0x88b5 and ether[14:4] = 7")
        only("7")
        -- one that is refused leaves the one in force
        run "ip link set b0 down"
        assert(code(c.filter, c, "nonsense (") == "filter")
        only "7"
        only("3 4", "ether proto 0x88b5 and (ether[17] - 3) < 2")]])
    end)
  end

  for name, steps in pairs {
    ["down, filter, removed"] = "run 'ip link set a0 down' c:filter 'udp' " ..
      "run 'ip link del a0'",
    ["down, two filters, removed"] = "run 'ip link set a0 down' " ..
      "c:filter 'udp' c:filter 'tcp' run 'ip link del a0'",
    ["down, refused filter, removed"] = "run 'ip link set a0 down' " ..
      "pcall(c.filter, c, 'nonsense (') run 'ip link del a0'",
    ["removed, filter"] = "run 'ip link del a0' c:filter 'udp'",
    ["filter, removed"] = "c:filter 'udp' run 'ip link del a0'",
    ["down, filter, up, removed"] = "run 'ip link set a0 down' " ..
      "c:filter 'udp' run 'ip link set a0 up' c:dispatch() " ..
      "run 'ip link del a0'",
    ["down, filter, renamed, removed"] = "run 'ip link set a0 down' " ..
      "c:filter 'udp' run 'ip link set a0 name a1' c:dispatch() " ..
      "run 'ip link del a1'",
    ["removed, figures"] = "run 'ip link del a0' pcall(c.stats, c)",
  } do
    it("is noticed when it is gone: " .. name, function()
      local process = wire:start("lua5.4", 1, PAIR .. ([[
        print "ready"
        for _, read in ipairs{
          function(c) c:loop(function() end) end,
          function(c) c:next() end,
          function(c) for _ in c:packets() do error "?" end end,
          function(c) coroutine.wrap(function() c:loop() end)() end,
          function(c) pycap.spawn(c.next, c) pycap.loop() end,
          function(c)
            for _ = 1, 100 do
              c:dispatch()
              sleep(math.min(c:selecttimeout() or 10, 0.05))
            end
          end,
        } do
          local c = pycap{device = "a0", filter = "arp", timeout = 0}
          %s
          for _ = 1, 2 do
            local what, text = code(read, c)
            assert(what == "device" and text:find "a0: .*disappeared", text)
          end
          make()
        end
        run "ip link del a0"
        print "good"]]):format(steps))
      local status = process:wait(20)
      local out, err = process:output()
      assert.equal(0, status, "hangs, or " .. out .. err)
      assert.matches("good", out)
    end)
  end

  it("is noticed in a loop whose timer sets the filter", function()
    local process = wire:start("pcaplua", 1, PAIR .. [[
      local c = pycap{device = "a0", timeout = 0}
      print "ready"
      pycap.after(0.05, function()
        run "ip link set a0 down"
        c:filter "udp"
      end)
      pycap.after(0.1, function() run "ip link del a0" end)
      local what, text = code(c.loop, c)
      assert(what == "device" and text:find "disappeared", text)]])
    assert.equal(0, process:wait(10), "hangs")
  end)
end)
