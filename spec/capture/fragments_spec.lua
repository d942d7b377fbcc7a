--
-- fragments_spec.lua - fragments of IP in handlers: whole datagrams, once
--
local pycap = require "pycap"
local split = require "spec.support.fragments"
local support = require "spec.support"

local datagram, frame = split.datagram, split.frame

local function fragments(data, each, id)
  return split.frames(data, each, { id = id })
end

local function arp()
  return pycap.packet(pycap.ethernet{}, pycap.arp{}).bytes
end

-- A capture of frames that come a second apart, or at these times.
local function open(frames, options, times)
  local dated = {}
  for i, bytes in ipairs(frames) do
    dated[i] = { bytes = bytes,
      time = math.floor((times and times[i] or i) * 1e9) }
  end
  options = options or {}
  options.filename = support.capture(dated)
  if options.fragments == nil then options.fragments = true end
  return pycap.capture(options)
end

-- Notes in a list what handlers of these protocols get.
local function note(capture, names)
  local seen = {}
  for _, name in ipairs(names) do
    capture:on(name, function(_, packet)
      packet = packet or _
      seen[#seen + 1] = ("%s %d%s"):format(name, packet.time // 1,
        packet.reassembled and " " .. packet.reassembled or "")
    end)
  end
  return seen
end

-- Checks that a function fails as a handler does, on purpose.
local function fails(f, ...)
  local ok, text = pcall(f, ...)
  assert.is_false(ok)
  assert.matches("^on purpose\nstack traceback:\n", text)
end

describe("fragments", function()
  it("reach handlers as whole datagrams, once, with the last one", function()
    local data = datagram(100)
    local capture = open(fragments(data, 40))
    local got = {}
    capture:on("udp", function(udp, packet)
      got[#got + 1] = { packet.reassembled, packet.time, udp.length,
        packet.udp.packet .. packet.payload, #packet, packet.malformed,
        packet.ip.flags, packet.length, packet.caplen }
    end)
    assert.equal(3, capture:loop())
    assert.same({ { 3, 3.0, 108, data, 3, nil, 0, 142, 142 } }, got)
    assert.same({ whole = 1, dropped = 0, timedout = 0 }, capture:fragments())
  end)

  it("stay frames for the handlers of every packet and up to IP", function()
    local frames = fragments(datagram(100), 40)
    table.insert(frames, 2, arp())
    local capture = open(frames)
    local seen = note(capture, { "packet", "ethernet", "ip", "udp", "arp" })
    local called = 0
    assert.equal(4, capture:loop(function(packet)
      called = called + 1
      assert.is_nil(packet.reassembled)
    end))
    assert.equal(4, called)
    assert.same({
      "packet 1", "ethernet 1", "ip 1", "packet 2", "ethernet 2", "arp 2",
      "packet 3", "ethernet 3", "ip 3", "packet 4", "ethernet 4", "ip 4",
      "udp 4 3"
    }, seen)
  end)

  it("are handed over once each where they are not put together", function()
    local capture = open(fragments(datagram(100), 40), { fragments = false })
    local seen = note(capture, { "udp" })
    capture:loop()
    assert.same({ "udp 1" }, seen)
    assert.is_nil(capture:fragments())
  end)

  it("stay frames for next, packets and fields", function()
    local frames = fragments(datagram(100), 40)
    local capture, sizes = open(frames), {}
    for packet in capture:packets() do sizes[#sizes + 1] = #packet.bytes end
    assert.same({ #frames[1], #frames[2], #frames[3] }, sizes)
    assert.equal(3, select("#", open(frames):next()) - 2)
    local n = 0
    for _ in open(frames):fields("udp", { "length" }) do n = n + 1 end
    assert.equal(1, n)
    assert.same({ whole = 0, dropped = 0, timedout = 0 }, capture:fragments())
  end)

  it("cost nothing where no handler asks for what is above IP", function()
    local capture = open(fragments(datagram(100), 40))
    local seen = note(capture, { "ip", "packet", "ip6", "fragment" })
    capture:loop()
    assert.equal(6, #seen)
    assert.same({ whole = 0, dropped = 0, timedout = 0 }, capture:fragments())
  end)

  it("are counted, listed and tested by conditions as a whole", function()
    local frames = fragments(datagram(100), 40)
    for _, other in ipairs(fragments(datagram(30, 53), 24, 2)) do
      frames[#frames + 1] = other
    end
    local capture = open(frames)
    local tally = pycap.tally{ by = { "destinationport" }, sum = "length" }
    local every = pycap.tally{ by = { "source" } }
    local got = {}
    capture:on("udp", tally)
    capture:on("ip", every)
    capture:on("udp", { "length", "packet.length", destinationport = 53 },
      function(...) got[#got + 1] = { ... } end)
    capture:loop()
    assert.same({ { 38, 72 } }, got)
    assert.same({ { 9, count = 1, sum = 108 }, { 53, count = 1, sum = 38 } },
      tally:top())
    assert.same({ { split.source, count = #frames } }, every:top())
  end)

  it("come in any order, with others between them", function()
    local one, two = fragments(datagram(100), 40, 1), fragments(datagram(80),
      40, 2)
    local capture = open{ one[3], two[2], one[1], two[1], two[3], one[2] }
    local seen = note(capture, { "udp" })
    capture:loop()
    assert.same({ "udp 5 3", "udp 6 3" }, seen)
  end)

  it("of IPv6 are put together, too", function()
    local udp = datagram(64)
    local frames = {}
    for at = 0, #udp - 1, 40 do
      frames[#frames + 1] = pycap.packet(pycap.ethernet{},
        pycap.ip6{ source = "2001:db8::1", destination = "2001:db8::2" },
        pycap.fragment{ nextheader = 17, id = 7, offset = at,
          flags = at + 40 < #udp and 1 or 0 }, udp:sub(at + 1, at + 40)).bytes
    end
    local capture = open(frames)
    local seen = note(capture, { "fragment", "ip6", "udp" })
    local names = {}
    capture:on("udp", function(_, packet)
      for i = 1, #packet do names[i] = pycap.protocolof(packet[i]) end
    end)
    capture:loop()
    assert.same({ "fragment 1", "ip6 1", "fragment 2", "ip6 2", "udp 2 2" },
      seen)
    assert.same({ "ethernet", "ip6", "udp" }, names)
  end)

  it("in fragments are put together four deep", function()
    local function wrap(frames, n)
      local all = {}
      for i, inner in ipairs(frames) do
        for _, outer in ipairs(split.frames(inner:sub(15), 48,
          { protocol = 4, id = n + i })) do all[#all + 1] = outer end
      end
      return all
    end
    local frames = fragments(datagram(100), 64)
    for depth = 1, 4 do
      local capture = open(frames)
      local got = {}
      capture:on("udp", function(udp, packet)
        got[#got + 1] = { udp.length, packet.reassembled }
      end)
      capture:loop()
      assert.same({ { 108, 2 } }, got, depth)
      frames = wrap(frames, depth * 100)
    end
    local capture, lengths = open(frames), {}
    capture:on("udp", function(_, packet) lengths[#lengths + 1] = packet.length
    end)
    capture:loop()
    assert.equal(1, #lengths)  -- the first fragment that is left
    assert.is_true(lengths[1] < 250)
  end)

  describe("that do not all come", function()
    it("give the first one, once, and why", function()
      local frames = fragments(datagram(100), 40)
      local capture = open{ frames[1], frames[3], arp() }
      local got = {}
      capture:on("udp", function(udp, packet)
        got[#got + 1] = { packet.time, packet.reassembled or false,
          packet.malformed, udp.length, packet.bytes == frames[1] }
      end)
      capture:loop()
      assert.same({ { 1.0, false, "ip: its fragments did not all come, at " ..
        "byte 14", 108, true } }, got)
      assert.same({ whole = 0, dropped = 1, timedout = 0 },
        capture:fragments())
      capture:loop()
      assert.equal(1, #got)
    end)

    it("are given up after 30 seconds, or what `timeout` says", function()
      local frames = fragments(datagram(100), 40)
      local late = fragments(datagram(80), 64, 9)
      for _, case in ipairs{ { true, 30, 1, 0 }, { true, 31.5, 0, 1 },
        { { timeout = 0.5 }, 1.4, 1, 0 }, { { timeout = 0.5 }, 1.6, 0, 1 },
      } do
        local capture = open({ frames[1], frames[2], late[1], frames[3] },
          { fragments = case[1] }, { 1, 1, case[2], case[2] })
        local seen, why = {}, nil
        capture:on("udp", { "packet.malformed", "length" },
          function(malformed, length)
            seen[#seen + 1] = length
            why = why or malformed
          end)
        capture:loop()
        local counts = capture:fragments()
        assert.same({ case[3], case[4] }, { counts.whole, counts.timedout })
        assert.equal(2, #seen)
        if case[4] == 1 then
          assert.matches("its fragments did not all come in time", why)
        end
      end
    end)

    it("give way to others beyond `datagrams` and `bytes`", function()
      local frames = {}
      for id = 1, 20 do frames[id] = fragments(datagram(1000), 512, id)[1] end
      for least, limit in pairs{ [16] = { datagrams = 4 },
        [10] = { bytes = 20000 } } do
        local capture, times = open(frames, { fragments = limit }), {}
        capture:on("udp", { "packet.time", "packet.malformed" },
          function(time, malformed)
            times[#times + 1] = time
            if #times > least then return end
            assert.matches("its fragments gave way to those of others",
              malformed)
          end)
        capture:loop()
        assert.equal(20, #times)
        assert.equal(20, capture:fragments().dropped)
        for i = 1, 20 do assert.equal(i, times[i]) end
      end
    end)

    it("are handed over when the capture is closed", function()
      local frames = fragments(datagram(100), 40)
      for _, how in ipairs{ "close", "inside", "scope" } do
        local capture = open{ frames[1], arp(), arp() }
        local seen = note(capture, { "udp" })
        capture:on("arp", function()
          if how == "inside" then capture:close() end
        end)
        capture:loop(nil, 2)
        if how == "close" then
          assert.same({}, seen)
          capture:close()
        elseif how == "scope" then
          do local _ <close> = capture end
        end
        assert.same({ "udp 1" }, seen)
        assert.equal("capture (closed)", tostring(capture))
        capture:close()
        assert.equal(1, #seen)
      end
    end)

    it("that make a handler fail leave the capture closed", function()
      local capture = open{ fragments(datagram(100), 40)[1], arp() }
      local again
      capture:on("udp", function()
        again = select(2, pcall(capture.loop, capture))
        error("on purpose", 0)
      end)
      capture:loop(nil, 1)
      fails(capture.close, capture)
      assert.equal("busy", again.code)
      assert.equal("capture (closed)", tostring(capture))
    end)

    it("are not handed over by the collector", function()
      local called = false
      do
        local capture = open{ fragments(datagram(100), 40)[1], arp() }
        capture:on("udp", function() called = true end)
        capture:loop(nil, 1)
      end
      collectgarbage()
      collectgarbage()
      assert.is_false(called)
    end)
  end)

  describe("and loops:", function()
    it("a limit on packets ends with what the last one completes", function()
      local frames = fragments(datagram(100), 40)
      frames[4] = arp()
      local capture = open(frames)
      local seen = note(capture, { "udp" })
      assert.equal(3, capture:loop(nil, 3))
      assert.same({ "udp 3 3" }, seen)
      assert.equal(1, capture:loop())
    end)

    it("a handler that waits leaves the rest to the loop", function()
      local frames = fragments(datagram(100), 40)
      table.move({ arp(), arp() }, 1, 2, 4, frames)
      for _, count in ipairs{ -1, 3 } do
        local capture = open(frames)
        local order = {}
        local function add(what) order[#order + 1] = what end
        capture:on("ip", function(ip)
          if ip.flags ~= 0 then return end
          pycap.sleep(0)
          add "last fragment"
        end)
        capture:on("udp", function() pycap.sleep(0); add "first" end)
        capture:on("udp", function(_, packet) add(packet.reassembled) end)
        capture:loop(nil, count > 0 and count or nil)
        capture:loop()
        table.sort(order, function(a, b) return tostring(a) < tostring(b) end)
        assert.same({ 3, "first", "last fragment" }, order)
      end
    end)

    it("an error leaves what was not handed over for the next", function()
      local frames = fragments(datagram(100), 40)
      frames[4] = arp()
      local capture = open(frames)
      local seen = note(capture, { "udp" })
      local failed = false
      capture:on("ip", function(ip)
        if ip.flags == 0 and not failed then
          failed = true
          error("on purpose", 0)
        end
      end)
      fails(capture.loop, capture)
      assert.same({}, seen)
      assert.equal(1, capture:loop())
      assert.same({ "udp 3 3" }, seen)
    end)

    it("pycap.stop leaves it, too", function()
      local frames = fragments(datagram(100), 40)
      local capture = open(frames)
      local seen = note(capture, { "udp" })
      capture:on("ip", function(ip)
        if ip.flags == 0 then
          pycap.stop()
          pycap.sleep(0)
        end
      end)
      capture:loop()
      capture:loop()
      assert.same({ "udp 3 3" }, seen)
    end)

    it("timers run at the times of the frames", function()
      local capture = open(fragments(datagram(100), 40))
      local order = {}
      local timer = pycap.every(1, function(time) order[#order + 1] = time end)
      capture:on("udp", function(_, packet)
        order[#order + 1] = "udp " .. packet.time
      end)
      capture:loop()
      timer:cancel()
      assert.equal("udp 3.0", order[#order])
    end)

    it("handlers that are cancelled or added meanwhile count", function()
      local frames = fragments(datagram(100), 40)
      local capture = open(frames)
      local seen = {}
      local udp = capture:on("udp", function()
        seen[#seen + 1] = "cancelled"
      end)
      capture:on("ip", function(ip)
        if ip.flags ~= 0 then return end
        udp:cancel()
        capture:on("udp", function() seen[#seen + 1] = "added" end)
      end)
      capture:loop()
      assert.same({ "added" }, seen)
    end)
  end)

  describe("as one packet", function()
    local whole

    setup(function()
      local capture = open(fragments(datagram(100), 40))
      capture:on("udp", function(_, packet) whole = packet end)
      capture:loop()
    end)

    it("are read as any packet is", function()
      assert.equal(3, #whole)
      assert.equal(100, #whole.payload)
      assert.equal(100, #pycap.table(whole).payload)
      assert.equal(3, whole:table().reassembled)
      assert.equal(whole.bytes, pycap.decode(whole.bytes, "ethernet").bytes)
    end)

    it("can be neither changed nor sent", function()
      local why = "the packet is one put together of 3 frames, and read%-only"
      local dump = pycap.dump(support.name(".pcap"), {})
      local cases = {
        ["packet.payload"] = function() whole.payload = "x" end,
        ["udp.length"] = function() whole.udp.length = 1 end,
        ["ip.source"] = function() whole.ip.source = nil end,
        ["insert"] = function() whole:insert(2, pycap.vlan{}) end,
        ["remove"] = function() whole:remove(1) end,
        ["dump:write"] = function() dump:write(whole) end,
      }
      for name, f in pairs(cases) do
        assert.error_matches(f, name .. ": " .. why)
      end
      assert.equal(108, whole.udp.length)
      dump:write(pycap.packet(whole:unpack()))  -- a packet of the script's
      dump:close()
    end)
  end)

  it("take limits that are right, and nothing else", function()
    for _, case in ipairs{
      { 1, "fragments: boolean or table expected, got number" },
      { { timeout = 0 }, "fragments: timeout: number over 0" },
      { { datagrams = 0 }, "fragments: datagrams: integer from 1 to" },
      { { bytes = -1 }, "fragments: bytes: integer from 1 on" },
      { { overlap = "both" }, 'overlap: "first" or "last" expected' },
      { { overlaps = "first" }, 'unknown option "overlaps"; did you mean' },
    } do
      assert.error_matches(function()
        open({ arp() }, { fragments = case[1] })
      end, case[2])
    end
  end)

  it("that overlap count as `overlap` says", function()
    local data = datagram(32)
    local frames = fragments(data, 24)
    local other = frame(("\255"):rep(8), 16, true)
    for overlap, expected in pairs{ first = data:sub(17, 24),
      last = ("\255"):rep(8) } do
      local capture = open({ frames[1], other, frames[2] },
        { fragments = { overlap = overlap } })
      local got
      capture:on("udp", function(_, packet) got = packet.payload end)
      capture:loop()
      assert.equal(expected, got:sub(9, 16))
    end
  end)
end)
