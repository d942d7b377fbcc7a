local link = require "spec.support.link"
local support = require "spec.support"

-- What asking scripts start with: side 1 asks side 2.
local OPEN <const> = [[
local c = pycap{device = "wire1", latency = 1}
local i = pycap.inject{device = "wire1", pad = true}
local to2 = pycap.ethernet{source = "02:00:00:00:00:01",
  destination = "02:00:00:00:00:02"}
local function ip(to) return pycap.ip{source = "192.0.2.1", destination = to,
  timetolive = 64} end
local function echo(n, to, payload)
  return pycap.packet(to2, ip(to or "192.0.2.2"),
    pycap.icmp{type = "echo-request", id = 77, sequence = n},
    payload or "payload")
end
local function who_has(n)
  return pycap.packet(pycap.ethernet{source = "02:00:00:00:00:01"},
    pycap.arp{operation = 1, sourcehardware = "02:00:00:00:00:01",
      sourceprotocol = "192.0.2.1", targetprotocol = "192.0.2." .. n})
end
local _ = echo, who_has
]]

describe("asking", function()
  local needs = { "tcpdump", "python3" }
  local wire = link.fixture(_ENV, { needs = needs }, function(self)
    self.pair:exec(2, [[
      for n in $(seq 10 209); do
        echo address add 192.0.2.$n/32 dev lo
      done | ip -batch - && ip address add 198.51.100.7/32 dev lo &&
      ip route add blackhole 192.0.2.250/32 &&
      ip route add blackhole 198.51.100.200/32 &&
      ip route add 203.0.113.0/24 via 192.0.2.1 &&
      echo 0 >/proc/sys/net/ipv4/icmp_ratelimit &&
      echo 1 >/proc/sys/net/ipv4/ip_forward]], true)
    self.pair:exec(1, "ip route add default via 192.0.2.2", true)
    for side = 1, 2 do
      self.pair:exec(side, ([[
        echo 0 >/proc/sys/net/ipv6/conf/wire%d/disable_ipv6 &&
        ip address add 2001:db8::%d/64 dev wire%d nodad]]):format(side, side,
        side), true)
    end
  end)

  local function run(text, host)
    return wire:run(host or "pcaplua", 1, OPEN:gsub("\n", " ") .. text)
  end

  it("finds the answer of each protocol", function()
    local server = wire.pair:spawn(2, [[python3 -c '
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("192.0.2.2", 7))
print("ready", flush=True)
while True:
    data, peer = s.recvfrom(2000)
    s.sendto(data + b"!", peer)']])
    assert.truthy(server:await "ready")
    for _, host in ipairs { "pcaplua", "lua5.4" } do
      run([[
        local a, seconds = pycap.ask(i, c, who_has(2))
        assert(a.arp.operation == 2 and seconds > 0)
        assert(a.arp.sourcehardware == "02:00:00:00:00:02")
        a = pycap.ask(i, c, echo(9))
        assert(a.icmp.type == 0 and a.icmp.sequence == 9)
        assert(a.payload == "payload")
        a = pycap.ask(i, c, pycap.packet(to2, ip "192.0.2.2",
          pycap.udp{sourceport = 4000, destinationport = 7}, "hello"))
        assert(a.payload:sub(1, 6) == "hello!")
        a = pycap.ask(i, c, pycap.packet(to2, ip "192.0.2.2",
          pycap.udp{sourceport = 4000, destinationport = 9}, "hello"))
        assert(a.icmp.type == 3 and a.icmp.code == 3)
        assert(a.quoted.udp.destinationport == 9)
        a = pycap.ask(i, c, pycap.packet(to2, ip "192.0.2.2",
          pycap.tcp{sourceport = 4000, destinationport = 9, flags = 2,
            sequence = 5}))
        assert(a.tcp.flags & 4 == 4 and a.tcp.acknowledge == 6)
        a = pycap.ask(i, c, pycap.packet(to2, pycap.ip{
          source = "192.0.2.1", destination = "203.0.113.1", timetolive = 1},
          pycap.icmp{type = 8, id = 3, sequence = 4}))
        assert(a.icmp.type == 11 and a.quoted.icmp.sequence == 4)
        a = pycap.ask(i, c, pycap.packet(to2, ip "192.0.2.2", "unknown"),
          {timeout = 300})
        assert(a == nil or a.icmp)]], host)
    end
    server:close()
  end)

  it("gives nil when nothing answers, after the tries it was told", function()
    run [[
      local watch = pycap{device = "wire1", immediate = true,
        filter = "icmp"}
      local from = now()
      local a, seconds = pycap.ask(i, c, echo(1, "192.0.2.250"),
        {timeout = 60, retry = 2})
      assert(a == nil and seconds == nil)
      local took = now() - from
      assert(took >= 0.18 and took < 5, took)
      local sent = 0
      while watch:dispatch(function(p)
        assert(p.icmp.type == 8 and p.icmp.sequence == 1)
        sent = sent + 1
      end) > 0 do end
      assert(sent == 3, sent)]]
  end)

  it("asks the caller what matches, and not of what was sent", function()
    run [[
      local seen = 0
      local a = pycap.ask(i, c, echo(1), {match = function(p, question)
        seen = seen + 1
        assert(question.icmp.sequence == 1)
        return p.icmp
      end})
      assert(seen >= 2 and a.icmp.type == 0)
      a = pycap.ask(i, c, echo(2).bytes,
        {match = function(p) return p.icmp and p.icmp.sequence == 2 end})
      assert(a.icmp.type == 0)
      assert(not pycap.ask(i, c, echo(3), {timeout = 50, match = function()
        return false
      end}))
      local ok, text = pcall(pycap.ask, i, c, echo(3),
        {match = function() error("mine", 0) end})
      assert(not ok and text == "mine")]]
  end)

  it("does not take an older answer for one", function()
    run [[
      i:inject(echo(5))
      sleep(0.05)
      local from = system.gettime()
      local a, seconds = pycap.ask(i, c, echo(5))
      assert(a.time >= from and seconds > 0)]]
  end)

  it("is not upset by frames that are cut short or wrong", function()
    run [[
      local to6 = pycap.ip6{source = "2001:db8::1",
        destination = "2001:db8::2"}
      local quoted = echo(6, "192.0.2.2").bytes:sub(15)
      for _, p in ipairs{echo(7), who_has(2),
        pycap.packet(to2, ip "192.0.2.2", pycap.udp{}, "x"),
        pycap.packet(to2, ip "192.0.2.2", pycap.icmp{type = 3}, quoted),
        pycap.packet(to2, to6, pycap.icmp6{type = 135}),
        pycap.packet(to2, to6, pycap.icmp6{type = 129}),
        pycap.packet(to2, to6, pycap.icmp6{type = 1},
          pycap.packet(to6, pycap.udp{}).bytes)} do
        local bytes = p.bytes
        for size = 14, #bytes do
          i:inject(bytes:sub(1, size))
          i:inject(bytes:sub(1, size - 1) .. "\xff" .. bytes:sub(size + 1))
        end
      end
      assert(pycap.ask(i, c, echo(8), {retry = 3}).icmp.sequence == 8)]]
  end)

  it("asks many, at no more than the rate", function()
    run [[
      local watch = pycap{device = "wire1", immediate = true,
        filter = "icmp[0] = 8"}
      local from = now()
      local list = {}
      for n = 1, 100 do
        list[n] = echo(n, "192.0.2." .. (n % 10 == 0 and 250 or 2))
      end
      local answers, seconds, count = pycap.ask(i, c, list,
        {rate = 500, timeout = 1000, retry = 1})
      assert(count == 100)
      for n = 1, 100 do
        if n % 10 == 0 then
          assert(not answers[n] and not seconds[n])
        else
          assert(answers[n].icmp.sequence == n and seconds[n] > 0)
        end
      end
      assert(now() - from >= 0.2)
      local last, sent = nil, 0
      while watch:dispatch(function(p)
        assert(not last or p.timestamp - last >= 2000000)
        last, sent = p.timestamp, sent + 1
      end) > 0 do end
      assert(sent == 110, sent)]]
  end)

  it("takes an iterator, and holds no more than it must", function()
    run [[
      local n = 0
      local answers, _, count = pycap.ask(i, c, function()
        n = n + 1
        if n <= 2000 then return echo(n) end
      end, {rate = 20000, timeout = 2000, retry = 3})
      assert(count == 2000)
      for k = 1, 2000 do assert(answers[k].icmp.sequence == k) end
      answers, _, count = pycap.ask(i, c, {})
      assert(not next(answers) and count == 0)]]
  end)

  it("gives up no question whose answer waits behind other packets",
    function()
      run [[
        local inner = require "pycap.internal.base"
        local receive = inner.receive
        function inner.receive(...)
          sleep(0.005)
          return receive(...)
        end
        local list = {}
        for n = 1, 100 do list[n] = echo(n) end
        local answers = pycap.ask(i, c, list, {rate = 20000, timeout = 100})
        inner.receive = receive
        for n = 1, 100 do assert(answers[n].icmp.sequence == n) end
        assert(not pycap.ask(i, c, echo(1, "192.0.2.250"), {timeout = 50}))]]
    end)

  it("names what is wrong with its arguments", function()
    run [[
      local function fails(text, ...)
        local ok, message = pcall(pycap.ask, ...)
        assert(not ok and message == "ask: " .. text, message)
      end
      fails("capture expected, got nil", i, nil, echo(1))
      fails("injector expected, got userdata", c, i, echo(1))
      fails("packet, or list or iterator of packets, expected, got table",
        i, c, echo(1).icmp)
      fails("packet expected, got number", i, c, {5})
      fails("unknown option \"tires\"; there are timeout, retry, rate, match",
        i, c, echo(1), {tires = 2})
      fails("timeout: number over 0, up to 1000000000, expected, got 0", i, c,
        echo(1), {timeout = 0})
      fails("retry: integer from 0 to 1000000000 expected, got 1.5", i, c,
        echo(1), {retry = 1.5})
      fails("match: function expected, got boolean", i, c, echo(1),
        {match = true})
      fails("what answers this packet is not known: give a match function",
        i, c, "bytes")
      fails("table of options expected, got number", i, c, echo(1), 5)
      c:close()
      local ok, message = pcall(pycap.ask, i, c, echo(1))
      assert(not ok and message:find "capture is closed", message)]]
  end)

  it("lets a loop go on when it is asked in a coroutine", function()
    run [[
      local ticks, answer = 0, nil
      pycap.every(0.01, function() ticks = ticks + 1 end)
      pycap.spawn(function()
        assert(not pycap.ask(i, c, echo(1, "192.0.2.250"), {timeout = 200}))
        answer = pycap.ask(i, c, echo(2))
        pycap.stop()
      end)
      pycap.loop()
      assert(answer.icmp.sequence == 2 and ticks > 3, ticks)]]
  end)

  it("resolves addresses", function()
    for _, host in ipairs { "pcaplua", "lua5.4" } do
      run([[
        local arp = require "pycap.arp"
        assert(arp.resolve("wire1", "192.0.2.2") == "02:00:00:00:00:02")
        assert(arp.resolve("wire1", "192.0.2.1") == "02:00:00:00:00:01")
        local name, text = code(arp.resolve, "wire1", "192.0.2.250",
          {timeout = 20, retry = 1})
        assert(name == "timeout")
        assert(text == "192.0.2.250: nobody on wire1 says that it has this "
          .. "address (asked 2 times)", text)
        assert(code(arp.resolve, "nonesuch", "192.0.2.1") == "device")
        assert(code(arp.resolve, "lo", "192.0.2.1") == "unsupported")
        os.execute "ip -4 address flush dev wire1"
        assert(arp.resolve("wire1", "192.0.2.2") == "02:00:00:00:00:02")
        os.execute("ip address add 192.0.2.1/24 dev wire1 && " ..
          "ip route add default via 192.0.2.2")]], host)
    end
  end)

  it("scans a network: all that answer, and no other", function()
    local out = run [[
      local arp = require "pycap.arp"
      local found = arp.scan("wire1", "192.0.2.0/24", {timeout = 300})
      assert(#found == 201, #found)
      for n, host in ipairs(found) do
        assert(host.address == "192.0.2." .. (n == 1 and 2 or n + 8))
        assert(host.hardware == "02:00:00:00:00:02")
      end
      assert(#arp.scan("wire1", "192.0.2.2", {timeout = 50}) == 1)
      assert(#arp.scan("wire1", "192.0.2.10/31", {timeout = 50}) == 2)
      assert(#arp.scan("wire1", "192.0.2.252/30",
        {timeout = 20, retry = 0}) == 0)
      print "done"]]
    assert.equal("done\n", out)
  end)

  it("pings neighbours, by a gateway, over IPv6", function()
    run [[
      local icmp = require "pycap.icmp"
      local function good(device, address, options)
        local shown = 0
        options = options or {}
        options.count, options.interval = 3, 5
        local results = icmp.ping(device, address, options, function(r)
          shown = shown + 1
          assert(r.sequence == shown)
        end)
        assert(shown == 3 and results.sent == 3 and results.received == 3)
        for _, r in ipairs(results) do
          assert(r.seconds > 0 and r.source == address and r.answer)
          assert(r.timetolive == 64 and not r.problem)
        end
      end
      good(nil, "192.0.2.2")
      good("wire1", "192.0.2.2", {size = 0})
      good("wire1", "192.0.2.2", {size = 1472})
      good(nil, "198.51.100.7")
      good("wire1", "198.51.100.7", {gateway = "192.0.2.2"})
      good(nil, "2001:db8::2")
      local results = icmp.ping(nil, "203.0.113.9", {count = 2,
        interval = 5, timeout = 500, timetolive = 1})
      assert(results.received == 0 and #results == 2)
      assert(results[1].problem == "type 11, code 0")
      assert(results[1].source == "192.0.2.2")
      assert(not results[1].seconds)
      assert(code(icmp.ping, nil, "2001:db8:1::1") == "device")
      assert(code(icmp.ping, "nonesuch", "192.0.2.2") == "device")]]
  end)

  local function script(arguments)
    return wire.pair:exec(1, support.program() .. " scripts/" .. arguments)
  end

  it("has a script that scans", function()
    wire.pair:exec(1, "ip link add bare0 type veth peer name bare1", true)
    local out, err, status = script "arpscan.lua -w 300 -r 2000 wire1"
    assert.equal("arpscan: 201 addresses answer\n", err)
    assert.equal(0, status)
    assert.matches("^192%.0%.2%.2       02:00:00:00:00:02\n", out)
    assert.equal(201, select(2, out:gsub("\n", "")))
    for arguments, text in pairs {
      [""] = "no device given\nusage: ",
      ["-x"] = "-x: no such option\nusage: ",
      ["-r 0 wire1"] = "-r '0': not a positive integer\nusage: ",
      ["wire1 192.0.2.0/24 more"] = "too many arguments\nusage: ",
      ["wire1 10.0.0.0/8"] = "arp.scan: 10.0.0.0/8: too large",
    } do
      local _, complaint, failed = script("arpscan.lua " .. arguments)
      assert.truthy(complaint:find(text, 1, true), complaint)
      assert.equal(2, failed)
    end
    for arguments, text in pairs {
      ["nonesuch 192.0.2.0/24"] = "nonesuch: no such device\n",
      ["nonesuch"] = "nonesuch: no such device\n",
      ["bare0"] = "bare0: the device has no IPv4 address: name the network\n",
    } do
      local _, complaint, failed = script("arpscan.lua " .. arguments)
      assert.equal("arpscan: " .. text, complaint)
      assert.equal(1, failed)
    end
    assert.matches("^usage: ", (script "arpscan.lua -h"))
  end)

  it("has a script that pings", function()
    local out, err, status = script "ping.lua -c 3 -i 5 192.0.2.2"
    assert.equal("", err)
    assert.equal(0, status)
    assert.matches("^192%.0%.2%.2: 1: reply, ttl 64, [%d.]+ ms\n", out)
    assert.matches("\n3 sent, 3 received, [%d.]+/[%d.]+/[%d.]+ ms ", out)
    out, err, status = script "ping.lua -c 1 -w 20 198.51.100.200"
    assert.equal("198.51.100.200: 1: no reply\n1 sent, 0 received\n", out,
      err)
    assert.equal(1, status)
    out = script "ping.lua -c 1 -t 1 203.0.113.9"
    assert.matches("^192%.0%.2%.2: 1: ICMP error: type 11, code 0\n", out)
    for arguments, text in pairs {
      [""] = "no address given\nusage: ",
      ["-c x 192.0.2.2"] = "-c 'x': not a number\nusage: ",
      ["-c"] = "-c '': not a number\nusage: ",
      ["-g"] = "-g: argument expected\nusage: ",
      ["192.0.2.2 192.0.2.3"] = "192.0.2.3: no such option, or too many",
      ["192.0.2"] = 'address expected, got "192.0.2"',
      ["-c 0 192.0.2.2"] =
        "count: integer from 1 to 2147483648 expected, got 0",
    } do
      local _, complaint, failed = script("ping.lua " .. arguments)
      assert.truthy(complaint:find(text, 1, true), complaint)
      assert.equal(2, failed)
    end
    local _, complaint, failed = script "ping.lua -I wire1 192.0.2.250"
    assert.equal("ping: 192.0.2.250: nobody on wire1 says that it has this " ..
      "address (asked 3 times)\n", complaint)
    assert.equal(1, failed)
    local process = wire.pair:spawn(1, support.program() ..
      " scripts/ping.lua -c 1000 -i 50 192.0.2.2")
    assert.truthy(process:await "2: reply")
    process:kill "INT"
    assert.equal(130, process:wait(5))
    assert.matches("\n%d+ sent, %d+ received, ", (process:output()))
  end)
end)
