local link = require "spec.support.link"
local pycap = require "pycap"
local support = require "spec.support"

-- The frames in a capture file, in order.
local function frames_of(file)
  local list = {}
  for packet in pycap{ filename = file }:packets() do
    list[#list + 1] = packet.bytes
  end
  return list
end

describe("inject", function()
  local wire = link.fixture(_ENV, { needs = { "tcpdump" } })

  it("names what is wrong with its arguments", function()
    for text, given in pairs {
      ["pycap.inject: device: name of a device expected, got nil"] = {},
      ["pycap.inject: device: name of a device expected, got number"] = 5,
      ["pycap.inject: device: name of a device expected, got a " ..
        "string of 4 bytes"] = "lo\0x",
      ["pycap.inject: device: name of a device expected, got boolean"] =
        { device = true },
      ["pycap.inject: pad: boolean expected, got number"] =
        { device = "lo", pad = 1 },
      ["pycap.inject: checksum: boolean expected, got number"] =
        { device = "lo", checksum = 1 },
      ["pycap.inject: truncated: \"send\" expected, got boolean"] =
        { device = "lo", truncated = true },
      ["pycap.inject: truncated: \"send\" expected, got \"cut\""] =
        { device = "lo", truncated = "cut" },
      ["pycap.inject: unknown option \"padding\"; there are device, " ..
        "level, pad, truncated, checksum"] =
        { device = "lo", padding = true },
    } do
      local ok, message = pcall(pycap.inject, given)
      assert.is_false(ok)
      assert.equal(text, (tostring(message):gsub("^%S+:%d+: ", "")))
    end
  end)

  it("sends no datagram that was put together of fragments", function()
    local split = require "spec.support.fragments"
    local file = support.capture(split.frames(split.datagram(100), 40))
    wire:run("lua5.4", 1, ([[
      local capture = pycap.capture{filename = "%s", fragments = true}
      local i <close> = pycap.inject "wire1"
      local why = "inject: the packet is one put together of 3 frames, and " ..
        "read%%-only"
      capture:on("udp", function(_, packet)
        for _, send in ipairs{
          function() i:inject(packet) end,
          function() i:inject(packet:unpack()) end,
          function() i:batch{packet} end,
          function() i:batch{{packet:unpack()}} end,
        } do
          local ok, text = pcall(send)
          assert(not ok and text:find(why), text)
        end
        assert(i:inject(pycap.packet(packet:unpack())) == 142)
      end)
      assert(capture:loop() == 3 and capture:fragments().whole == 1)
      assert(i:stats() == 1)]]):format(file))
  end)

  it("knows its device", function()
    wire:run("lua5.4", 1, [[
      local i <close> = pycap.inject "wire1"
      assert(i.device == "wire1" and i.hardware == "02:00:00:00:00:01")
      assert(i.protocol == "192.0.2.1")
      assert(tostring(i) == "injector (wire1)")
      assert(not pcall(function() return i.address end))
      os.execute "ip address flush dev wire1"
      assert(pycap.inject "wire1".protocol == nil)
      os.execute "ip address add 192.0.2.1/24 dev wire1"
      assert(i:inject(frame(1)) == 60 and i:inject(frame(2), 12.5) == 60)
      assert(code(i.inject, i, "short") == "send")
      assert(table.concat({i:stats()}, " ") == "2 120 1")
      i:close()
      i:close()
      for _, f in ipairs{i.inject, i.stats} do
        local ok, text = pcall(f, i, frame(1))
        assert(not ok and text:find "injector is closed", text)
      end]])
  end)

  it("refuses what it cannot send", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local function refuses(pattern, ...)
        local ok, text = pcall(i.inject, i, ...)
        assert(not ok and tostring(text):find(pattern), text)
      end
      refuses "headers, a packet or a string expected"
      refuses("headers, a packet or a string expected", nil)
      refuses("header or payload string expected, got number", 5)
      refuses("header or payload string expected, got table", {})
      refuses("header expected, got string", "a", "b")
      refuses("nothing can follow a packet", pycap.packet(pycap.arp{}), "x")
      local what, text = code(i.inject, i, frame(1, 1515))
      assert(what == "toolong" and text:find "MTU is 1500" , text)
      what, text = code(pycap.inject, "none")
      assert(what == "device" and text == "none: no such device", text)
      os.execute "ip link set wire1 down"
      what, text = code(i.inject, i, frame(1))
      assert(what == "down" and text:find "ip link set wire1 up", text)
      assert(code(pycap.inject, "wire1") == "down")
      os.execute "ip link set wire1 up"
      i:inject(frame(2)) -- the first send after it is no error]])
  end)

  it("refuses frames that do not begin as the device's do", function()
    local raw = support.capture({ pycap.packet(pycap.ip(),
      pycap.udp()).bytes }, { datalink = 101 })
    wire:run("lua5.4", 1, [[
      local i <close> = pycap.inject "wire1"
      local function refuses(first, ...)
        for _, method in ipairs { "inject", "batch" } do
          local ok, text = pcall(i[method], i, ...)
          if method == "batch" then
            ok, text = pcall(i.batch, i, { #{ ... } > 1 and { ... } or
              type((...)) == "table" and { ... } or ... })
          end
          assert(not ok)
          assert(text:find("inject: the packet begins with " .. first ..
            ", frames of wire1 with ethernet: put such a header before it",
            1, true), text)
        end
      end
      refuses("arp", pycap.arp())
      refuses("arp", pycap.packet(pycap.arp()))
      refuses("ip", pycap.ip(), pycap.udp(), "x")
      refuses("ip6", pycap.packet(pycap.ip6(), "x"))
      local captured = pycap { filename = ... }:packets()
      local packet = captured(pycap { filename = ... })
      refuses("ip", packet)
      assert(i:stats() == 0)
      assert(i:inject(pycap.ethernet(), packet.ip, packet.udp) == 42)
      assert(i:inject(pycap.packet(pycap.ethernet(), pycap.arp())) == 42)
      assert(i:inject(frame(1)) == 60)
      assert(i:inject(pycap.packet(frame(1))) == 60)]], raw)
  end)

  it("sends headers, packets and strings: tcpdump has them byte for byte",
  function()
    local file, sent = support.name ".pcap", support.name ".sent"
    local tcpdump = wire.pair:spawn(2,
      "tcpdump -i wire2 -Q in --immediate-mode -s 2000 -U -c 112 -w " .. file)
    assert(tcpdump:await "listening on")
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local padded = pycap.inject{device = "wire1", pad = true}
      local bare = pycap.inject{device = "wire1", truncated = "send"}
      local log = assert(io.open(..., "wb"))
      local function send(injector, expected, ...)
        assert(injector:inject(...) == #expected)
        log:write((">s4"):pack(expected))
      end
      math.randomseed(7)
      for _ = 1, 100 do
        local bytes = {}
        for k = 1, math.random(1, 1490) do bytes[k] = math.random(0, 255) end
        local text = head .. string.char(table.unpack(bytes))
        send(i, text, text)
      end
      local c = pycap{device = "wire1", immediate = true,
        filter = "ether proto 0x88b5"}
      local short = pycap{device = "wire1", immediate = true, snaplen = 100,
        filter = "ether proto 0x88b5"}
      send(i, frame(1, 700), frame(1, 700))
      local packet, cut = c:packets()(c), short:packets()(short)
      send(i, frame(1, 700), packet)
      send(i, frame(1, 700), packet:unpack())
      packet.ethernet.type = 0x88b6
      send(i, head:sub(1, 13) .. "\xb6" .. frame(1, 700):sub(15), packet)
      assert(cut.caplen == 100 and cut.length == 700)
      local ok, text = pcall(i.inject, i, cut)
      assert(not ok and text:find "100 of 700 bytes", text)
      ok, text = pcall(i.inject, i, cut:unpack())
      assert(not ok and text:find "100 of 700 bytes", text)
      send(bare, frame(1, 100), cut)
      send(bare, frame(1, 100), cut:unpack())
      local arp = pycap.arp{operation = "reply", sourceprotocol = "192.0.2.1"}
      local ethernet = pycap.ethernet{destination = "02:00:00:00:00:02"}
      local made = pycap.packet(ethernet, arp, "more").bytes
      assert(made:sub(13, 14) == "\8\6")
      send(i, made, ethernet, arp, "more")
      send(padded, made .. ("\0"):rep(60 - #made), ethernet, arp, "more")
      local whole = pycap.inject{device = "wire1", checksum = true}
      local right = pycap.packet(ethernet, pycap.ip(),
        pycap.udp{destinationport = 9}, "x").bytes
      local function with(sum)
        return right:sub(1, 40) .. sum .. right:sub(43)
      end
      local u = pycap{device = "wire1", immediate = true,
        filter = "udp port 9"}
      send(i, with "\1\2", with "\1\2")
      local partial = u:packets()(u)
      send(i, with "\1\2", partial)
      send(whole, right, partial)
      partial.udp.checksum = 5
      send(whole, with "\0\5", partial)
      log:close()]], sent)
    assert.equal(0, tcpdump:wait(10))
    local expected, rest = {}, support.read(sent)
    local at = 1
    while at <= #rest do
      expected[#expected + 1], at = (">s4"):unpack(rest, at)
    end
    local got = frames_of(file)
    assert.equal(112, #expected)
    assert.equal(#expected, #got)
    for i = 1, #got do assert(expected[i] == got[i], "frame " .. i) end
  end)

  it("sends 100,000 frames one by one, and they arrive in order", function()
    local receiver = wire:start("pcaplua", 2, [[
      local c = pycap{device = "wire2", filter = "ether proto 0x88b5",
        direction = "in", buffer = 64 << 20}
      print "ready"
      local expected = 1
      local n = c:loop(function(packet)
        assert(number(packet.bytes) == expected, expected)
        expected = expected + 1
      end, 100000)
      print("arrived", n)]])
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      for n = 1, 100000 do
        local bytes = frame(n)
        while not pcall(i.inject, i, bytes) do sleep(0.001) end
      end]])
    assert(receiver:await("arrived\t100000", 20), table.concat{
      receiver:output() })
  end)
end)
