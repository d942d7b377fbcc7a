local link = require "spec.support.link"
local support = require "spec.support"

describe("arp.scan", function()
  local wire = link.fixture(_ENV)

  -- Answers requests for addresses from 192.0.2.10 on, as often as the list
  -- says, each time from other hardware, and for 203.0.113.1; prints who asks.
  local ANSWERS <const> = [[
    local i = pycap.inject "wire2"
    local times = {["192.0.2.10"] = 1, ["192.0.2.11"] = 3, ["192.0.2.12"] = 2,
      ["192.0.2.1"] = 1, ["203.0.113.1"] = 1, ["192.0.2.13"] = 1}
    local c = pycap{device = "wire2", direction = "in", immediate = true,
      filter = "arp[6:2] = 1"}
    c:on("arp", function(arp)
      print(arp.targetprotocol, arp.sourceprotocol)
      for n = 1, times[arp.targetprotocol] or 0 do
        local hardware = ("02:00:00:00:01:%02x"):format(n)
        for _ = 1, 2 do -- and each says it twice
          i:inject(pycap.packet(pycap.ethernet{source = hardware,
            destination = arp.sourcehardware}, pycap.arp{operation = "reply",
            sourcehardware = hardware, sourceprotocol = arp.targetprotocol,
            targethardware = arp.sourcehardware,
            targetprotocol = arp.sourceprotocol}))
          sleep(0.01)
        end
      end
    end)
    print "ready"
    c:loop()]]

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("gives all that answer for an address: " .. host, function()
      wire.pair:exec(2, "ip address flush dev wire2", true)
      local answers = wire:start("pcaplua", 2, ANSWERS)
      local out = wire:run(host, 1, [[
        local arp = require "pycap.arp"
        local came = {}
        local found = arp.scan("wire1", "192.0.2.0/28",
          {timeout = 300, retry = 1}, function(entry)
            assert(entry.address and entry.hardware)
            came[#came + 1] = entry
          end)
        assert(#came == #found and not found.interrupted)
        for _, entry in ipairs(found) do
          print(entry.address, entry.hardware, entry.duplicate)
        end]])
      assert.equal([[
192.0.2.1	02:00:00:00:01:01	true
192.0.2.10	02:00:00:00:01:01	nil
192.0.2.11	02:00:00:00:01:01	true
192.0.2.11	02:00:00:00:01:02	true
192.0.2.11	02:00:00:00:01:03	true
192.0.2.12	02:00:00:00:01:01	true
192.0.2.12	02:00:00:00:01:02	true
192.0.2.13	02:00:00:00:01:01	nil
]], out)
      answers:kill()
      answers:wait(5)
    end)
  end

  it("marks them in its script", function()
    local answers = wire:start("pcaplua", 2, ANSWERS)
    local out, err, status = wire.pair:exec(1, support.program() ..
      " scripts/arpscan.lua -w 300 -t 0 wire1 192.0.2.10/31")
    assert.equal(0, status)
    assert.equal("arpscan: 2 addresses answer\n", err)
    assert.equal([[
192.0.2.10      02:00:00:00:01:01
192.0.2.11      02:00:00:00:01:01 duplicate
192.0.2.11      02:00:00:00:01:02 duplicate
192.0.2.11      02:00:00:00:01:03 duplicate
]], out)
    answers:kill()
    answers:wait(5)
  end)

  it("asks from the address of each target's network", function()
    wire.pair:exec(1, [[
      ip address add 203.0.113.9/28 dev wire1
      ip address add 192.0.2.200/30 dev wire1]], true)
    local answers = wire:start("pcaplua", 2, ANSWERS)
    local out = wire:run("pcaplua", 1, [[
      local arp = require "pycap.arp"
      local options = {timeout = 50, retry = 0}
      for _, network in ipairs{"203.0.113.0/30", "192.0.2.2/32",
          "192.0.2.201/32", "198.51.100.1/32"} do
        for _, entry in ipairs(arp.scan("wire1", network, options)) do
          print(entry.address)
        end
      end
      options.source = "198.51.100.77"
      arp.scan("wire1", "192.0.2.3", options)]])
    assert.equal("203.0.113.1\n", out)
    answers:kill()
    answers:wait(5)
    assert.equal([[
ready
203.0.113.1	203.0.113.9
203.0.113.2	203.0.113.9
192.0.2.2	192.0.2.1
192.0.2.201	192.0.2.200
198.51.100.1	192.0.2.1
192.0.2.3	198.51.100.77
]], (answers:output()))
    wire.pair:exec(1, [[
      ip address del 203.0.113.9/28 dev wire1
      ip address del 192.0.2.200/30 dev wire1]], true)
  end)

  it("gives what it has at Ctrl-C", function()
    local answers = wire:start("pcaplua", 2, ANSWERS)
    local process = wire.pair:spawn(1, link.command("pcaplua", [[
      local arp = require "pycap.arp"
      local found = arp.scan("wire1", "192.0.2.0/24", {rate = 50},
        function(entry) print(entry.address) end)
      print(found.interrupted, found[1].address, #found >= 1)
      found = arp.scan("wire1", "192.0.2.10/32", {timeout = 100})
      print(#found, found.interrupted)]]))
    assert.truthy(process:await "192.0.2.10")
    process:kill "INT"
    assert(process:wait(5), "hangs")
    local out, err = process:output()
    assert.matches("true\t192%.0%.2%.1\ttrue\n1\tnil\n", out, err)
    process = wire.pair:spawn(1, support.program() ..
      " scripts/arpscan.lua -r 20 wire1 192.0.2.0/28")
    -- the third time: two scans have asked for it before
    assert.truthy(answers:await(("192%.0%.2%.10\t.-"):rep(3)))
    process:kill "INT"
    assert.equal(130, process:wait(5))
    out, err = process:output()
    assert.matches("^192%.0%.2%.1 ", out)
    assert.matches("^arpscan: %d addresses answer %(interrupted%)\n$", err)
    answers:kill()
    answers:wait(5)
  end)
end)

describe("icmp.ping", function()
  local wire = link.fixture(_ENV, { needs = { "python3" } }, function(self)
    for side = 1, 2 do
      self.pair:exec(side, [[
        echo 0 >/proc/sys/net/ipv6/conf/lo/disable_ipv6]], true)
    end
  end)

  local GOOD <const> = [[
    local icmp = require "pycap.icmp"
    local function good(device, address, options)
      options = options or {}
      options.count, options.interval = 3, 5
      local results = icmp.ping(device, address, options)
      local name = tostring(device) .. ", " .. address
      assert(results.received == 3, name)
      for n, r in ipairs(results) do
        assert(r.sequence == n and r.seconds > 0 and r.source == address, name)
      end
    end
  ]]

  it("reaches this host itself", function()
    for _, host in ipairs { "pcaplua", "lua5.4" } do
      wire:run(host, 1, GOOD .. [[
        for _, address in ipairs{"127.0.0.1", "127.1.2.3", "192.0.2.1",
            "::1"} do
          good(nil, address)
          good("lo", address)
        end
        good("wire1", "192.0.2.1")
        good(nil, "127.0.0.1", {size = 0})
        good(nil, "127.0.0.1", {source = "192.0.2.1"})]])
    end
    local out, err, status = wire.pair:exec(1, support.program() ..
      " scripts/ping.lua -c 1 127.0.0.1")
    assert.equal(0, status, err)
    assert.matches("^127%.0%.0%.1: 1: reply, ttl 64, ", out)
  end)

  -- Opens a tun device, and answers what comes out of it with an echo reply.
  local TUN <const> = [[python3 -c '
import fcntl, os, struct, subprocess, sys
fd = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(fd, 0x400454ca, struct.pack("16sH22x", b"tun0", 0x1001))
subprocess.check_call("ip address add 198.51.100.1/24 dev tun0 &&"
    "ip link set tun0 up", shell=True)
print("ready", flush=True)
while True:
    p = bytearray(os.read(fd, 2000))
    if p[0] >> 4 != 4 or p[9] != 1 or p[20] != 8:
        continue
    p[12:16], p[16:20] = p[16:20], p[12:16]
    p[20] = 0
    p[22:24] = b"\0\0"
    s = sum(struct.unpack(">%dH" % ((len(p) - 20) // 2), p[20:]))
    s = (s & 0xffff) + (s >> 16)
    s = (s & 0xffff) + (s >> 16)
    p[22:24] = struct.pack(">H", s ^ 0xffff)
    os.write(fd, p)']]

  it("reaches what is behind a tun device", function()
    if not io.open "/dev/net/tun" then pending "no /dev/net/tun here" return end
    local process = wire.pair:spawn(1, TUN)
    assert.truthy(process:await "ready", select(2, process:output()))
    wire:run("pcaplua", 1, GOOD .. [[
      good(nil, "198.51.100.7")
      good("tun0", "198.51.100.8", {size = 100})
      local what, text = code(require "pycap.arp".resolve, "tun0",
        "198.51.100.7")
      assert(what == "unsupported" and text:find "no hardware address", text)]])
    process:close()
  end)

  it("says which way is missing", function()
    wire:run("pcaplua", 1, [[
      local icmp = require "pycap.icmp"
      local what, text = code(icmp.ping, nil, "203.0.113.5")
      assert(what == "device" and text == "203.0.113.5: no route: name the " ..
        "device and a gateway", text)
      what, text = code(icmp.ping, "wire1", "203.0.113.5")
      assert(what == "device" and text == "203.0.113.5: no route by wire1: " ..
        "name the device and a gateway", text)
      os.execute "ip link set lo down"
      what, text = code(icmp.ping, nil, "127.0.0.1")
      assert(what == "down" and text:find "^lo: ", text)
      os.execute "ip link set lo up"]])
  end)
end)
