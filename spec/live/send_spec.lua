--
-- send_spec.lua - injector:batch, and raw IP (level = "ip")
--
local link = require "spec.support.link"
local pycap = require "pycap"
local support = require "spec.support"

-- Counts numbered frames that arrive in order; prints how many did.
local RECEIVER <const> = [[
  local c = pycap{device = "wire2", filter = "ether proto 0x88b5",
    direction = "in", buffer = 64 << 20, snaplen = 128}
  print "ready"
  local expected = 1
  local n = c:loop(function(packet)
    assert(number(packet.bytes) == expected, expected)
    expected = expected + 1
  end, tonumber((...)))
  print("arrived", n)]]

describe("batch", function()
  local wire = link.fixture(_ENV)

  local function arrived(receiver)
    local count = receiver:await("arrived\t(%d+)", 20)
    assert.truthy(count, table.concat { receiver:output() })
    return tonumber(count)
  end

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("sends 10,000 frames, complete and in order: " .. host, function()
      local receiver = wire:start(host, 2, RECEIVER, 10000)
      wire:run(host, 1, [[
        local i = pycap.inject "wire1"
        local list = {}
        for n = 1, 5000 do list[n] = frame(n) end
        assert(i:batch(list) == 5000)
        local n = 5000
        assert(i:batch(function()
          n = n + 1
          return n <= 10000 and frame(n) or nil
        end) == 5000)
        local sent, bytes, errors = i:stats()
        assert(sent == 10000 and bytes == 600000 and errors == 0)]])
      assert.equal(10000, arrived(receiver))
    end)
  end

  it("takes what inject takes, each as one element", function()
    local receiver = wire:start("pcaplua", 2, [[
      local c = pycap{device = "wire2", direction = "in", immediate = true,
        filter = "ether proto 0x88b5 or arp"}
      print "ready"
      for _ = 1, 8 do
        local packet = c:packets()(c)
        print(packet.length, (packet.bytes:gsub(".", function(byte)
          return ("%02x"):format(byte:byte())
        end)))
      end
      print "done"]])
    local sent = wire:run("pcaplua", 1, [[
      local i = pycap.inject{device = "wire1", truncated = "send"}
      local file = pycap{filename = ...}
      local step = file:packets()
      local whole, cut, edited = step(file), step(file), step(file)
      edited.ethernet.source = "02:00:00:00:00:09"
      local ethernet = pycap.ethernet{source = "02:00:00:00:00:01"}
      local arp = pycap.arp{operation = "reply"}
      local list = {whole, cut, edited, {ethernet, arp, "end"},
        frame(5), {whole:unpack()}, {frame(6)}}
      assert(i:batch(list) == 7)
      assert(i:batch(file:packets()) == 1)
      local made = pycap.packet(ethernet, arp, "end").bytes
      local function hex(bytes)
        print(#bytes, (bytes:gsub(".", function(byte)
          return ("%02x"):format(byte:byte())
        end)))
      end
      hex(whole.bytes)
      hex(cut.bytes)
      hex(edited.bytes)
      hex(made)
      hex(frame(5))
      hex(whole.bytes)
      hex(frame(6))
      hex(frame(4))]], support.capture {
        "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5" .. ("\1"):rep(46),
        { bytes = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5" .. ("\2"):rep(46),
          length = 200 },
        "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5" .. ("\3"):rep(46),
        "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5\0\0\0\4" .. ("\xa5"):rep(42),
      })
    assert(receiver:await "done", select(2, receiver:output()))
    assert.equal("ready\n" .. sent .. "done\n", (receiver:output()))
  end)

  it("names the frame that is none, after those before it went out",
  function()
    wire:run("lua5.4", 1, [[
      local i = pycap.inject "wire1"
      local function refuses(pattern, sent, ...)
        local before = i:stats()
        local ok, text = pcall(i.batch, i, ...)
        assert(not ok and tostring(text):find(pattern), text)
        assert(i:stats() - before == sent, i:stats() - before)
      end
      local arp = pycap.arp{}
      refuses("list of frames or iterator expected", 0)
      refuses("list of frames or iterator expected", 0, arp)
      refuses("list of frames or iterator expected", 0, frame(1))
      refuses("frame 3: packet, string or list of headers expected, got " ..
        "number", 2, {frame(1), frame(2), 5})
      refuses("frame 1: .* got a header", 0, {arp})
      refuses("frame 2: list of headers expected, got an empty one", 1,
        {frame(1), {}})
      refuses("^here$", 300, coroutine.wrap(function()
        for n = 1, 300 do coroutine.yield(frame(n)) end
        error("here", 0)
      end))
      assert(i:batch{} == 0)
      local cut = pycap{filename = ...}
      refuses("1 of 60 bytes", 1, {frame(1), (cut:packets()(cut))})
      refuses("wire1: a frame of 3000 bytes is too long: .*; 261 frames " ..
        "went out before", 261, coroutine.wrap(function()
        for n = 1, 261 do coroutine.yield(frame(n)) end
        while true do coroutine.yield(frame(0, 3000)) end
      end))
      refuses("; 1 frame went out before", 1, {frame(1), "short"})
      local what = code(i.batch, i, {frame(1, 3000)})
      assert(what == "toolong")
      i:close()
      local ok, text = pcall(i.batch, i, {frame(1)})
      assert(not ok and text:find "injector is closed")
      i = pycap.inject "wire1"
      ok, text = pcall(i.batch, i, function() i:close() return frame(1) end)
      assert(not ok and text:find "injector is closed", text)]],
      support.capture { { bytes = "\2", length = 60 } })
  end)

  it("ends at Ctrl-C, and says how many went out", function()
    for host, expected in pairs { pcaplua = "stopped\t%d+\n",
        ["lua5.4"] = "interrupted!" } do
      local process = wire:start(host, 1, [[
        local i = pycap.inject "wire1"
        local one, first = frame(1), true
        local endless = setmetatable({}, {__index = function()
          if first then print "ready" first = false end
          return one
        end})
        local sent = i:batch(endless)
        assert(sent > 0 and sent == i:stats())
        print("stopped", sent)]])
      process:kill "INT"
      assert.equal(host == "pcaplua" and 130 or 1, process:wait(10))
      assert.matches(expected, table.concat { process:output() })
    end
  end)

  it("waits while the queue is full", function()
    -- 40 packets a second leave a queue of three
    wire.pair:exec(1, "tc qdisc add dev wire1 root handle 1: tbf rate " ..
      "20kbit burst 1540 limit 4000", true)
    local out = wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local list = {}
      for n = 1, 24 do list[n] = frame(n, 200) end
      local from = now()
      assert(i:batch(list) == 24)
      print(select(3, i:stats()), now() > from)]])
    wire.pair:exec(1, "tc qdisc del dev wire1 root", true)
    assert.equal("0\ttrue\n", out)
  end)

  it("is stopped while it waits", function()
    wire.pair:exec(1, "tc qdisc add dev wire1 root handle 1: tbf rate " ..
      "8kbit burst 1540 limit 2000", true)
    local process = wire:start("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local one = frame(1, 500)
      local n = 0
      print("sent", i:batch(function()
        n = n + 1
        if n == 100 then print "ready" end
        return one
      end), n)]])
    assert(process:sleeps())
    process:kill "INT"
    assert.equal(130, process:wait(10))
    wire.pair:exec(1, "tc qdisc del dev wire1 root", true)
    local sent, taken = process:output():match "sent\t(%d+)\t(%d+)"
    assert.is_true(tonumber(sent) < tonumber(taken))
  end)

  it("goes on after down and up, and says when the device is down", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      os.execute "ip link set wire1 down"
      local what, text = code(i.batch, i, {frame(1)})
      assert(what == "down" and text:find "0 frames went out before", text)
      os.execute "ip link set wire1 up"
      assert(i:batch{frame(1), frame(2)} == 2)]])
    for side = 1, 2 do wire:carrier(side) end
  end)
end)

describe("raw IP", function()
  local wire = link.fixture(_ENV, { needs = { "tcpdump" } }, function(self)
    for side = 1, 2 do
      self.pair:exec(side, ([[
        for which in all default wire%d; do
          echo 0 >/proc/sys/net/ipv6/conf/$which/disable_ipv6 || exit 1
        done
        ip address add 2001:db8::%d/64 dev wire%d nodad]]):format(side, side,
        side), true)
    end
  end)

  it("names what is wrong with its arguments", function()
    for text, given in pairs {
      ["pycap.inject: level: \"link\" or \"ip\" expected, got \"raw\""] =
        { device = "lo", level = "raw" },
      ["pycap.inject: level: \"link\" or \"ip\" expected, got number"] =
        { device = "lo", level = 3 },
      ["pycap.inject: pad: only at level \"link\""] =
        { device = "lo", level = "ip", pad = true },
    } do
      local ok, message = pcall(pycap.inject, given)
      assert.is_false(ok)
      assert.equal(text, (tostring(message):gsub("^%S+:%d+: ", "")))
    end
  end)

  it("sends IPv4 and IPv6 that the other end takes as made", function()
    local file = support.name ".pcap"
    local tcpdump = wire.pair:spawn(2, "tcpdump -i wire2 -Q in -U -c 5 " ..
      "--immediate-mode -w " .. file .. " udp")
    assert(tcpdump:await "listening on")
    local expected = wire:run("lua5.4", 1, [[
      local i = pycap.inject{device = "wire1", level = "ip"}
      assert(i.hardware == "02:00:00:00:00:01" and i.protocol == "192.0.2.1")
      local function ip(n)
        return pycap.ip{source = "198.51.100.7", destination = "192.0.2.2",
          id = n}, pycap.udp{sourceport = n, destinationport = 9}, "four"
      end
      local function ip6(n)
        return pycap.ip6{source = "2001:db8::1", destination = "2001:db8::2"},
          pycap.udp{sourceport = n, destinationport = 9}, "six"
      end
      local list = {pycap.packet(ip(1)).bytes, pycap.packet(ip6(2)).bytes,
        pycap.packet(ip(3)).bytes, pycap.packet(ip6(4)).bytes,
        pycap.packet(ip6(5)).bytes}
      assert(i:inject(ip(1)) == 32 and i:inject(ip6(2)) == 51)
      assert(i:batch{list[3], {ip6(4)}, pycap.packet(ip6(5))} == 3)
      assert(i:stats() == 5)
      for _, bytes in ipairs(list) do
        print((bytes:gsub(".", function(b)
          return ("%02x"):format(b:byte())
        end)))
      end]])
    assert.equal(0, tcpdump:wait(10))
    local got = {}
    for packet in pycap{ filename = file }:packets() do
      got[#got + 1] = packet.bytes:sub(15):gsub(".", function(b)
        return ("%02x"):format(b:byte())
      end) .. "\n"
    end
    assert.equal(expected, table.concat(got))
  end)

  it("is answered: an echo request of each family", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject{device = "wire1", level = "ip"}
      local c = pycap{device = "wire1", direction = "in", immediate = true,
        timeout = 5000, filter = "icmp[0] = 0 or icmp6[0] = 129"}
      i:inject(pycap.ip{source = "192.0.2.1", destination = "192.0.2.2"},
        pycap.icmp{type = 8, id = 7, sequence = 1}, "hello")
      local ethernet, ip, icmp, rest = c:next()
      assert(ip.source == "192.0.2.2" and icmp.id == 7 and rest == "hello")
      i:inject(pycap.ip6{source = "2001:db8::1", destination = "2001:db8::2"},
        pycap.icmp6{type = 128, id = 8, sequence = 1}, "hello")
      ethernet, ip, icmp, rest = c:next()
      assert(ethernet and ip.source == "2001:db8::2" and icmp.id == 8 and
        rest == "hello")]])
  end)

  it("leaves the system what is the system's, and no more", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject{device = "wire1", level = "ip"}
      local c = pycap{device = "wire1", immediate = true, timeout = 5000,
        filter = "udp"}
      local udp = pycap.udp{destinationport = 9, checksum = 0x1234}
      local to = "192.0.2.2"
      i:inject(pycap.ip{destination = to, source = "0.0.0.0", id = 0,
        checksum = 0xbad, length = 99, timetolive = 3}, udp, "text")
      local _, ip, sent, rest = c:next()
      assert(ip.source == "192.0.2.1" and ip.id ~= 0xbad, ip.source)
      assert(ip.length == 32 and ip.checksum ~= 0xbad and ip.timetolive == 3)
      assert(sent.checksum == 0x1234 and rest == "text")
      i:inject(pycap.ip6{source = "2001:db8::bad", destination = "2001:db8::2",
        length = 99, hoplimit = 3}, udp, "text")
      _, ip, sent = c:next()
      assert(ip.source == "2001:db8::bad" and ip.length == 99)
      assert(ip.hoplimit == 3 and sent.checksum == 0x1234)]])
  end)

  it("refuses what it cannot send", function()
    wire:run("lua5.4", 1, [[
      local i = pycap.inject{device = "wire1", level = "ip"}
      local function refuses(pattern, ...)
        local ok, text = pcall(i.inject, i, ...)
        assert(not ok and tostring(text):find(pattern), text)
      end
      local ip = pycap.ip{source = "192.0.2.1", destination = "192.0.2.2"}
      refuses('at level "ip" the first header is ip or ip6, got ethernet',
        pycap.ethernet{}, ip)
      refuses("got ethernet", pycap.packet(pycap.ethernet{}, ip))
      refuses("got arp", pycap.arp{})
      refuses("bytes begin with no IPv4 or IPv6 header", ("\0"):rep(60))
      refuses("bytes begin with no IPv4 or IPv6 header", "\x45\0\0\4")
      refuses("bytes begin with no IPv4 or IPv6 header", "")
      refuses("a packet of 1520 bytes is too long: the MTU is 1500", ip,
        ("x"):rep(1500))
      -- of IPv4 the system takes that to be on the link
      assert(i:inject(pycap.ip{source = "192.0.2.1",
        destination = "203.0.113.1"}, "x") == 21)
      refuses("no route to the packet's destination", pycap.ip6{
        source = "2001:db8::1", destination = "2001:db8:1::1"}, "x")
      assert(i:inject(ip) == 20)
      os.execute "ip link set wire1 down"
      assert(code(i.inject, i, ip) == "down")
      assert(code(pycap.inject, {device = "wire1", level = "ip"}) == "down")
      os.execute "ip link set wire1 up"
      assert(code(pycap.inject, {device = "none", level = "ip"}) == "device")
      local before = descriptors()
      for _ = 1, 20 do
        local other <close> = pycap.inject{device = "wire1", level = "ip"}
      end
      assert(descriptors() == before)
      os.execute "ip link delete wire1"
      assert(code(i.inject, i, ip) == "device")]])
    wire:close()
    wire = nil
  end)
end)
