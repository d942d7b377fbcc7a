local link = require "spec.support.link"
local support = require "spec.support"

describe("live capture", function()
  local wire = link.fixture(_ENV, { needs = { "setpriv", "setcap" } })

  it("takes its options", function()
    wire:run("lua5.4", 1, [[
      local i = pycap.inject "wire1"
      local function open(options)
        options.device, options.filter = "wire1", "ether proto 0x88b5"
        return pycap(options)
      end
      local function promiscuity()
        local pipe = io.popen "ip -d link show wire1"
        local n = pipe:read "a":match "promiscuity (%d+)"
        pipe:close()
        return tonumber(n)
      end
      local c = open{}
      assert(c.device == "wire1" and c.filename == nil and c.warning == nil)
      assert(c:datalink() == 1 and promiscuity() == 0)
      local all = open{promisc = true}
      assert(promiscuity() == 1 and all.device)
      i:inject(frame(1, 700))
      assert(c:packets()(c).caplen == 700)
      local short = open{snaplen = 40, immediate = true}
      i:inject(frame(2, 700))
      local packet = short:packets()(short)
      assert(packet.caplen == 40 and packet.length == 700)
      assert(math.abs(packet.time - system.gettime()) < 1)
      assert(packet.timestamp // 1000000000 == packet.time // 1)
      assert(open{datalink = "EN10MB"}:datalink() == 1)
      local what, text = code(open, {buffer = 1024, immediate = true,
        snaplen = 100})
      assert(what == "unsupported" and text:find(
        "^wire1: buffer: 1024 bytes do not hold one packet of 100"), text)
      for _, wrong in ipairs{{datalink = 101}, {timestamps = "sundial"},
          {direction = "up"}, {monitor = true}} do
        local what, text = code(open, wrong)
        assert(what == "unsupported" and text:find "wire1: ", text)
      end
      assert(open{timestamps = "host"}.warning == nil)
      assert(open{timestamps = "adapter"}.warning:find "wire1: .*time stamps")
      c = open{timeout = 60}
      assert(code(c.filter, c, "nonsense (") == "filter")
      i:inject(frame(3)) -- and the filter in force has stayed
      assert(select(2, c:next()))
      c:filter "arp"
      i:inject(frame(4))
      assert(code(c.next, c) == "timeout")]])
  end)

  it("tells in from out", function()
    wire:run("pcaplua", 1, [[
      local captures, got = {}, {}
      for _, name in ipairs{"in", "out", "inout"} do
        captures[name] = pycap{device = "wire1", direction = name,
          filter = "ether proto 0x88b5"}
      end
      pycap.inject "wire1":inject(frame(1))
      os.execute(("ip netns exec %s %s --eval '%s'"):format(...))
      sleep(0.05)
      for name, c in pairs(captures) do
        got[name] = ""
        c:dispatch(function(p)
          got[name] = got[name] .. number(p.bytes) .. " "
        end)
      end
      assert(got["in"] == "2 " and got.out == "1 " and got.inout == "1 2 ",
        got["in"] .. "/" .. got.out .. "/" .. got.inout)]],
      ("%s %s %s"):format(wire.pair[2].namespace, support.program(),
        support.quote [[
          pycap.inject "wire2":inject("\2\0\0\0\0\1\2\0\0\0\0\2\x88\xb5" ..
            "\0\0\0\2" .. (" "):rep(42))]]))
  end)

  it("lists the devices, with addresses", function()
    wire:run("lua5.4", 1, [[
      local by = {}
      for _, d in ipairs(pycap.devices()) do by[d.name] = d end
      assert(by.lo.loopback and by.lo.up and by.lo.running)
      assert(by.lo.addresses[1].address == "127.0.0.1")
      local d = by.wire1
      assert(d.up and d.running and not d.loopback and not d.wireless)
      local a = d.addresses[1]
      assert(#d.addresses == 1 and a.address == "192.0.2.1" and
        a.netmask == "255.255.255.0")
      assert(d.hardware == "02:00:00:00:00:01" and d.mtu == 1500)
      assert(by.lo.index == 1 and d.index > 1 and by.lo.mtu > 1500)
      local file = io.open "/sys/class/net/wire1/ifindex"
      if file then assert(d.index == file:read "n") end
      if by.any then assert(not (by.any.index or by.any.mtu)) end
      assert(pycap().device == "wire1") -- the default one]])
    local out = wire.pair:exec(1, support.program() .. " -D", true)
    assert.matches("%d%.wire1 %[up, running, 192%.0%.2%.1%]", out)
  end)

  it("hands a descriptor to other loops", function()
    wire:run("lua5.4", 1, [[
      local c = pycap{device = "wire1", filter = "ether proto 0x88b5"}
      local fd = c:fd()
      local pipe = io.popen("readlink /proc/" ..
        io.open "/proc/self/stat":read "n" .. "/fd/" .. fd)
      assert(pipe:read "l":find "^socket:")
      local other = io.popen "ls -l /proc/self/fd" -- has none of it
      assert(not other:read "a":find "socket:")]])
  end)

  it("keeps a burst of 500 frames in immediate mode", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local c = pycap{device = "wire1", immediate = true,
        filter = "ether proto 0x88b5"}
      for n = 1, 500 do i:inject(frame(n)) end
      local expected = 0
      c:loop(function(p)
        expected = expected + 1
        assert(number(p.bytes) == expected)
      end, 500)
      local received, dropped, lost = c:stats()
      assert(received == 500 and dropped == 0 and lost == 0)]])
  end)

  it("counts every frame of a flood, delivered or dropped", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local c = pycap{device = "wire1", buffer = 256 * 1024,
        filter = "ether proto 0x88b5"}
      local delivered, last = 0, 0
      local function take(p)
        delivered = delivered + 1
        assert(number(p.bytes) > last, "twice, or out of order")
        last = number(p.bytes)
      end
      for n = 1, 60000 do
        i:inject(frame(n))
        if n % 3000 == 0 then c:dispatch(take, 2000) end
      end
      sleep(0.05)
      while c:dispatch(take) > 0 do end
      local received, dropped = c:stats()
      assert(received == 60000 and dropped > 0, received)
      assert(delivered + dropped == received, delivered)]])
  end)

  it("collects what was dropped when descriptors run out", function()
    collectgarbage() -- files of other specs would be open in the program, too
    wire:run("lua5.4", 1, [[
      local before = descriptors()
      for _ = 1, 60 do pycap "wire1" pycap.inject "wire1" end
      collectgarbage()
      assert(descriptors() == before)
      local kept = {}
      local what, text = code(function()
        for n = 1, 50 do kept[n] = pycap "wire1" end
      end)
      assert(what == "memory" and text:find "open files", what .. text)
      kept = nil
      assert(pycap "wire1" and pycap.inject "wire1")]], "", "ulimit -n 40;")
  end)

  describe("without privileges", function()
    local folder, copy
    local nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups "
    setup(function()
      folder = support.shell "mktemp -d":match "%S+"
      copy = folder .. "/pcaplua"
      support.shell(("chmod 755 %s; cp %s %s; chmod 755 %s"):format(folder,
        support.program(), copy, copy))
    end)
    teardown(function() os.execute("rm -rf " .. folder) end)

    local function run(options)
      return wire.pair:exec(1, nobody .. options)
    end

    it("names the capability, and a device that is missing", function()
      local chunk = support.quote "print(pcall(%s, '%s'))"
      local setcap = "sudo setcap cap_net_raw+ep $(command -v pcaplua)"
      for _, call in ipairs { "pycap", "pycap.inject" } do
        local out = run(copy .. " --eval " .. chunk:format(call, "wire1"))
        assert.matches("wire1: not permitted: %a+ needs cap_net_raw; ", out)
        assert(out:find(setcap, 1, true), out)
        out = run(copy .. " --eval " .. chunk:format(call, "none"))
        assert.matches("none: no such device", out)
      end
      local out = run(copy .. " --eval " .. support.quote [[
        print(pcall(pycap, {device = "wire1", monitor = true}))]])
      assert.matches("wire1: ", out)
    end)

    it("does not send root to setcap where root lacks the capability",
    function()
      local root = "exec setpriv --bounding-set -net_raw,-net_admin " ..
        "--inh-caps -net_raw,-net_admin "
      local chunk = support.quote "print(pcall(%s, '%s'))"
      for _, call in ipairs { "pycap", "pycap.inject" } do
        local out = wire.pair:exec(1, root .. support.program() .. " --eval "
          .. chunk:format(call, "wire1"))
        assert.matches("wire1: not permitted: %a+ needs cap_net_raw, which " ..
          "root does not have here; .*%-%-cap%-add NET_RAW`", out)
        assert.is_nil(out:find("setcap", 1, true))
        out = wire.pair:exec(1, root .. support.program() .. " --eval "
          .. chunk:format(call, "none"))
        assert.matches("none: no such device", out)
      end
    end)

    it("captures with file capabilities, and LUA_INIT is not run", function()
      local _, err, status =
        support.shell("setcap cap_net_raw+ep " .. copy)
      assert.equal(0, status, err)
      local out = wire.pair:exec(1, ("LUA_INIT='print(1)' %s %s --eval %s")
        :format(nobody, copy, support.quote [[
          local c = pycap{device = "wire1", filter = "ether proto 0x88b5",
            immediate = true}
          pycap.inject "wire1":inject(("\2"):rep(12) .. "\x88\xb5")
          print(c:loop(nil, 1), LUA_INIT)]]))
      assert.equal("1\tnil\n", out)
      out = wire.pair:exec(1, "LUA_INIT_5_4='print(1)' " ..
        support.program() .. " --eval ''")
      assert.equal("1\n", out)
    end)
  end)
end)
