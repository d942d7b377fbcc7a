--
-- replay_spec.lua - injector:replay and scripts/replay.lua
--
local blocks = require "spec.support.blocks"
local link = require "spec.support.link"
local pycap = require "pycap"
local support = require "spec.support"

local HEAD <const> = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5"
local START <const> = 1700000000 * 1000000000

-- Numbered frames of 60 bytes, `gap` ns apart; `change` may edit the list.
local function file_of(count, gap, options)
  local frames = {}
  for n = 1, count do
    frames[n] = { bytes = HEAD .. (">I4"):pack(n) .. ("\0"):rep(42),
      time = START + (n - 1) * gap }
  end
  if options and options.change then options.change(frames) end
  return support.capture(frames, options)
end

-- Prints the numbers of the frames that arrive, "done" after so many.
local RECEIVER <const> = [[
  local c = pycap{device = "wire2", filter = "ether proto 0x88b5",
    direction = "in", buffer = 16 << 20}
  print "ready"
  local list = {}
  c:loop(function(packet) list[#list + 1] = number(packet.bytes) end,
    tonumber((...)))
  print(table.concat(list, " "), "done")]]

describe("replay", function()
  local wire = link.fixture(_ENV)

  local function numbers(receiver)
    return receiver:await("ready\n(.*)\tdone", 10) or
      error(table.concat { receiver:output() })
  end

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("sends a file in its time, and says what it sent: " .. host, function()
      local receiver = wire:start(host, 2, RECEIVER, 11)
      wire:run(host, 1, [[
        local i = pycap.inject "wire1"
        local c = pycap{filename = ...}
        local from = now()
        local done = i:replay(c, {speed = 2})
        local took = now() - from
        assert(done.packets == 11 and done.bytes == 660, done.packets)
        assert(done.failed == 0 and done.skipped == 0)
        assert(math.type(done.packets) == "integer")
        -- 10 gaps of 20 ms at twice the speed: never earlier than that
        assert(took >= 0.1 and done.seconds >= 0.1, took)
        assert(took < 1 and done.seconds <= took, took)
        assert(c:next() == nil)
        assert(select(1, i:stats()) == 11)]], file_of(11, 20000000))
      assert.equal("1 2 3 4 5 6 7 8 9 10 11", numbers(receiver))
    end)
  end

  it("paces by frames and by bits a second, or not at all", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      for _, case in ipairs{
        {{pps = 200}, 0.1}, -- 20 gaps
        {{bps = 96000}, 0.1},
        {{pps = 100000}, 0.0002},
        {{top = true}, 0},
        {{top = false, speed = 1000}, 0},
      } do
        local c <close> = pycap{filename = ...}
        local done = i:replay(c, case[1])
        assert(done.packets == 21)
        assert(done.seconds >= case[2] and done.seconds < case[2] * 10 + 0.5,
          done.seconds)
      end]], file_of(21, 5000000))
  end)

  it("reads the file again: loop", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 9)
    wire:run("pcaplua", 1, [[
      local before = descriptors()
      local i = pycap.inject "wire1"
      local c = pycap{filename = ...}
      c:filter "ether[17] < 4" -- the filter stays
      local done = i:replay(c, {loop = 3, speed = 4})
      assert(done.packets == 9)
      assert(done.seconds >= 3 * 2 * 0.020 / 4) -- each pass takes its time
      c:close()
      i:close()
      assert(descriptors() == before)]], file_of(5, 20000000))
    assert.equal("1 2 3 1 2 3 1 2 3", numbers(receiver))
  end)

  it("goes on where the capture stands, and leaves it there", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 3)
    local file = file_of(5, 1000000)
    wire.pair:exec(1, ("%s -r %s -c 4 --eval %s"):format(support.program(),
      file, support.quote [[
        local c = pycap()
        c:next()
        assert(pycap.inject "wire1":replay(c).packets == 3)
        assert(c:next() == nil)]]), true)
    assert.equal("2 3 4", numbers(receiver))
  end)

  it("skips what the snapshot length cut, unless it may send that", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 5)
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local done = i:replay(pycap{filename = ...})
      assert(done.packets == 2 and done.skipped == 1 and done.failed == 0)
      i = pycap.inject{device = "wire1", truncated = "send"}
      done = i:replay(pycap{filename = ...})
      assert(done.packets == 3 and done.skipped == 0)]],
      file_of(3, 1000000, { change = function(frames)
        frames[2].length = 100
      end }))
    assert.equal("1 3 1 2 3", numbers(receiver))
  end)

  it("leaves out frames of interfaces of another link type", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 2)
    local section = blocks.section():interface(1):interface(101)
    for n = 1, 3 do
      section:packet(n == 2 and 1 or 0, n, HEAD .. (">I4"):pack(n) ..
        ("\0"):rep(42))
    end
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local done = i:replay(pycap{filename = ...}, {top = true})
      assert(done.packets == 2 and done.failed == 1, done.failed)]],
      support.write(section:bytes(), ".pcapng"))
    assert.equal("1 3", numbers(receiver))
  end)

  it("leaves out frames that the device refuses", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 3)
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      local done = i:replay(pycap{filename = ...}, {top = true})
      assert(done.packets == 3 and done.failed == 2, done.failed)
      assert(select(3, i:stats()) == 2)]],
      file_of(5, 1000000, { change = function(frames)
        frames[2].bytes = HEAD .. ("x"):rep(3000)
        frames[4].bytes = "short"
      end }))
    assert.equal("1 3 5", numbers(receiver))
  end)

  it("survives times that go back, leap or overflow", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 3)
    local process = wire:start("pcaplua", 1, [[
      local i = pycap.inject "wire1"
      print "ready"
      local done = i:replay(pycap{filename = ...})
      print("sent", done.packets)]], file_of(4, 0, {
        change = function(frames)
          frames[2].time = START - 3600 * 1000000000
          frames[4].time = 0xffffffff * 1000000000
        end }))
    assert.equal("1 2 3", numbers(receiver))
    process:kill "INT"
    assert.equal(130, process:wait(10))
    assert.matches("sent\t3", (process:output()))
  end)

  it("reads a pipe as it fills, once", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 3)
    local file = file_of(3, 1000000)
    local _, err, status = wire.pair:exec(1, ([[
      { head -c 70 %s; sleep 0.1; tail -c +71 %s; } |
        %s -r - --eval %s]]):format(file, file, support.program(),
      support.quote [[
        local i, c = pycap.inject "wire1", pycap()
        local ok, text = pcall(i.replay, i, c, {loop = 2})
        assert(not ok and text:find "loop: %- cannot be read more than once")
        assert(i:replay(c).packets == 3)]]))
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("1 2 3", numbers(receiver))
  end)

  it("names what is wrong with its arguments", function()
    wire:run("lua5.4", 1, [[
      local i = pycap.inject "wire1"
      local c = pycap{filename = ...}
      local function refuses(pattern, ...)
        local ok, text = pcall(i.replay, i, ...)
        assert(not ok and tostring(text):find(pattern), text)
      end
      refuses("pycap.capture expected, got no value")
      refuses("table expected, got number", c, 5)
      for text, options in pairs{
        ["speed: number over 0 expected, got 0"] = {speed = 0},
        ['speed: number over 0 expected, got "fast"'] = {speed = "fast"},
        ["pps: number over 0 expected, got %-5"] = {pps = -5},
        ["bps: number over 0 expected, got .*nan"] = {bps = 0 / 0},
        ["bps: number over 0 expected, got inf"] = {bps = 1 / 0},
        ["top: boolean expected, got number"] = {top = 1},
        ["loop: integer from 1 on expected, got 0"] = {loop = 0},
        ["loop: integer from 1 on expected, got 1.5"] = {loop = 1.5},
        ['unknown option "mbps"'] = {mbps = 1},
        ["speed, pps, bps and top exclude"] = {speed = 1, top = true},
      } do
        refuses("replay: " .. text, c, options)
      end
      refuses("capture file expected, got device wire1", pycap "wire1")
      i:close()
      refuses("injector is closed", c)
      i = pycap.inject "wire1"
      c:close()
      refuses("capture is closed", c)]], file_of(1, 0))
  end)

  it("refuses link types that the device does not have", function()
    local raw = support.capture({ pycap.packet(pycap.ip{
      source = "192.0.2.1", destination = "192.0.2.2", protocol = 253,
    }, "data").bytes }, { datalink = 101 })
    wire:run("pcaplua", 1, [[
      local ethernet, raw = ...
      local i = pycap.inject "wire1"
      local what, text = code(i.replay, i, pycap{filename = raw})
      assert(what == "unsupported", what)
      assert(text == "wire1: the capture's link type is RAW, and the device " ..
        "takes EN10MB", text)
      i = pycap.inject{device = "wire1", level = "ip"}
      what, text = code(i.replay, i, pycap{filename = ethernet})
      assert(what == "unsupported", what)
      assert(text:find 'link type is EN10MB, and level "ip" takes RAW', text)
      assert(i:replay(pycap{filename = raw}, {loop = 2}).packets == 2)]],
      file_of(1, 0) .. " " .. raw)
  end)

  it("raises when the file breaks off or the device goes", function()
    local bytes = support.read(file_of(3, 1000000))
    local torn = support.write(bytes:sub(1, -10), ".pcap")
    wire:run("pcaplua", 1, [[
      local torn, whole = ...
      local i = pycap.inject "wire1"
      local what, text = code(i.replay, i, pycap{filename = torn})
      assert(what == "file", what)
      assert(text:find "; 2 frames went out before$", text)
      os.execute "ip link set wire1 down"
      what, text = code(i.replay, i, pycap{filename = whole})
      assert(what == "down", what)
      assert(text:find "; 0 frames went out before$", text)
      os.execute "ip link set wire1 up"]], torn .. " " .. file_of(1, 0))
    for side = 1, 2 do wire:carrier(side) end
  end)

  it("is ended by Ctrl-C, which leaves the figures so far", function()
    local file = file_of(3, 3600 * 1000000000)
    for host, expected in pairs { pcaplua = "sent\t1\n",
        ["lua5.4"] = "interrupted!" } do
      local receiver = wire:start("pcaplua", 2, RECEIVER, 1)
      local process = wire:start(host, 1, [[
        local i = pycap.inject "wire1"
        local c = pycap{filename = ...}
        print "ready"
        print("sent", i:replay(c).packets)]], file)
      assert.equal("1", numbers(receiver))
      process:kill "INT"
      assert.equal(host == "pcaplua" and 130 or 1, process:wait(10))
      assert.matches(expected, table.concat { process:output() })
    end
  end)

  it("shows its progress on a terminal, and only there", function()
    support.needs("python3")
    local file = file_of(3, 300000000)
    local command = link.command("pcaplua", [[
      pycap.inject "wire1":replay(pycap{filename = ...})]], file)
    local _, err = wire.pair:exec(1, command, true)
    assert.equal("", err or "")
    local out = wire.pair:exec(1, "python3 -c 'import pty, sys; " ..
      "sys.exit(pty.spawn([\"sh\", \"-c\", sys.argv[1]]))' " ..
      support.quote(command), true)
    assert.matches("\r2 packets, 0%.0 MB, 0%.%d s\27%[K", out)
    assert.matches("\r\27%[K$", out)
  end)
end)

describe("replay.lua", function()
  local wire = link.fixture(_ENV)

  local function script(options, arguments)
    return wire.pair:exec(1, ("%s %s scripts/replay.lua %s"):format(
      support.program(), options, arguments))
  end

  it("replays what pcaplua reads", function()
    local receiver = wire:start("pcaplua", 2, RECEIVER, 8)
    local file = file_of(5, 10000000)
    local out, err, status = script("-f 'ether[17] < 5' -r " .. file,
      "-x 2 -l 2 wire1")
    assert.equal("", err)
    assert.equal(0, status)
    assert.matches("^8 packets, 480 bytes in 0%.%d+ s: %d+ packets/s, " ..
      "%d+%.%d+ Mbit/s\n$", out)
    assert.equal("1 2 3 4 1 2 3 4",
      receiver:await("ready\n(.*)\tdone", 10))
  end)

  it("says what it left out", function()
    local file = file_of(4, 1000, { change = function(frames)
      frames[2].length = 100
      frames[3].bytes = "short"
    end })
    local out, _, status = script("-r " .. file, "-t wire1")
    assert.equal(1, status)
    assert.matches("^2 packets, .*\n1 refused by the system\n" ..
      "1 cut off by the snapshot length %(%-c sends those%)\n$", out)
    out, _, status = script("-r " .. file, "-c -p 1000 wire1")
    assert.equal(1, status)
    assert.matches("^3 packets, .*\n1 refused by the system\n$", out)
  end)

  it("says how it is used", function()
    local file = file_of(1, 0)
    for arguments, text in pairs {
      [""] = "no device given",
      ["-x"] = "-x takes a number over 0",
      ["-x no wire1"] = "-x takes a number over 0",
      ["-p 0 wire1"] = "-p takes a number over 0",
      ["-l 1.5 wire1"] = "-l takes a number of times",
      ["-t -x 2 wire1"] = "-x, -p, -b and -t exclude each other",
      ["-z wire1"] = "-z: no such option",
      ["wire1 wire2"] = "wire2: one device only",
    } do
      local out, err, status = script("-r " .. file, arguments)
      assert.equal(2, status, arguments)
      assert.equal("", out)
      assert.equal("replay: " .. text .. "\nusage: ", err:match(
        "^replay: .-\nusage: "))
    end
    local out, _, status = script("", "-h")
    assert.equal(0, status)
    assert.matches("^usage: pcaplua %-r file ", out)
    local _, err, failed = script("-r " .. file, "none")
    assert.equal(1, failed)
    assert.equal("replay: none: no such device\n", err)
    _, err, failed = script("-r - <" .. file, "-l 2 wire1")
    assert.equal(2, failed)
    assert.equal("replay: loop: - cannot be read more than once\n", err)
    _, err, failed = script("-i wire1", "wire1")
    assert.equal(2, failed)
    assert.matches("a capture file is needed", err)
  end)
end)
