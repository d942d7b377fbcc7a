--
-- fifo_spec.lua - captures of standard input and FIFOs: waiting, signals
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"
local system = require "system"

local build = os.getenv "PYCAP_BUILD" or "build"
local lua, quote = support.lua, support.quote

local frames, senders = requests.frames, requests.senders

local fifo = support.fifo

-- Starts a shell command that writes parts of bytes, each after a pause, to a
-- file; `between` is a command that runs before each pause.
local function feed(name, parts, between)
  local commands = {}
  for i, part in ipairs(parts) do
    commands[i] = "cat " .. quote(support.write(part))
  end
  local pause = ("\n%s\nsleep 0.05\n"):format(between or "")
  return support.spawn(("{ sleep 0.05\n%s\n} >%s"):format(
    table.concat(commands, pause), quote(name)))
end

describe("standard input and FIFOs", function()
  local whole = support.pcap_bytes(frames(3))
  local reader = [[
    local pycap = require "pycap"
    local capture = pycap { filename = "-" }
    print(capture.filename, capture:datalink())
    local n = 0
    for packet in capture:packets() do n = n + 1 end
    print(n)
  ]]

  it("read standard input whole", function()
    local out, err, status = support.shell(lua(reader), { stdin = whole })
    assert.equal("-\t1\n3\n", out, err)
    assert.equal(0, status)
  end)

  it("read it from a pipe, byte by byte", function()
    local out, err = support.shell(("dd bs=1 status=none <%s | (%s)"):format(
      quote(support.write(whole)), lua(reader)))
    assert.equal("-\t1\n3\n", out, err)
  end)

  it("refuse what is no capture when it has come", function()
    for _, bytes in ipairs { "", "x", ("garbage "):rep(9) } do
      local out, err, status = support.shell("cat | (" .. lua [[
        local pycap = require "pycap"
        local capture = pycap { filename = "-" }
        local ok, problem = pcall(capture.next, capture)
        print(ok, getmetatable(problem) == pycap.error, problem.code)
        print(select(2, pcall(capture.loop, capture)).code)
      ]] .. ")", { stdin = bytes })
      assert.equal("false\ttrue\tfile\nfile\n", out, err)
      assert.equal(0, status)
    end
  end)

  it("wait for the header and for the rest of a record", function()
    for _, kind in ipairs { "pcap_bytes", "pcapng_bytes" } do
      local bytes = support[kind](frames(3))
      local name = fifo()
      feed(name, { bytes:sub(1, 10), bytes:sub(11, -70), bytes:sub(-69, -20),
        bytes:sub(-19) })
      local capture = pycap { filename = name }
      assert.same({ 1, 2, 3 }, senders(capture), kind)
      assert.is_nil(capture:next())
    end
  end)

  it("wait for the interface of pcapng", function()
    local bytes, name = support.pcapng_bytes(frames(3)), fifo()
    feed(name, { bytes:sub(1, 28), bytes:sub(29, 40), bytes:sub(41) })
    assert.same({ 1, 2, 3 }, senders(pycap { filename = name }))
  end)

  it("wait for the header with filter and datalink, too", function()
    local name = fifo()
    local capture = pycap { filename = name }
    feed(name, { whole:sub(1, 10), whole:sub(11) })
    capture:filter "src host 192.0.2.3"
    assert.equal(1, capture:datalink())
    assert.same({ 3 }, senders(capture))
  end)

  it("take a filter that was given before the header came", function()
    local name = fifo()
    local capture = pycap { filename = name, filter = "src host 192.0.2.2" }
    feed(name, { whole })
    assert.same({ 2 }, senders(capture))
    name = fifo()
    capture = pycap { filename = name, filter = "and and" }
    feed(name, { whole })
    assert.same({ "filter" }, senders(capture))
  end)

  it("end with an error when they are cut", function()
    local name = fifo()
    local capture = pycap { filename = name }
    feed(name, { whole:sub(1, -2) })
    assert.same({ 1, 2, "file" }, senders(capture))
  end)

  it("give with dispatch what is there, without waiting", function()
    local name = fifo()
    local capture = pycap { filename = name }
    assert.equal(0, capture:dispatch())
    local cut = #whole - 58
    feed(name, { whole:sub(1, cut - 3), whole:sub(cut - 2) })
    local seen, deadline = 0, system.monotime() + 30
    repeat
      seen = seen + capture:dispatch()
      system.sleep(0.002)
    until seen == 3 or system.monotime() > deadline
    assert.equal(3, seen)
  end)

  -- A program that reads a FIFO, and one that writes there while signals
  -- come: SIGCHLD wakes it, and is no end of the file.
  it("are not ended by a signal", function()
    local name, told = fifo(), support.name ".pid"
    local process = support.spawn(("echo $$ >%s; "):format(quote(told)) ..
      lua([[
        local pycap = require "pycap"
        io.popen("sleep 0.1"):read "a"
        local pipe = io.popen "sleep 0.2"
        local n = 0
        for packet in pycap { filename = "]] .. name .. [["}:packets() do
          n = n + 1
        end
        print(n)
      ]]))
    local signals = ("kill -CHLD $(cat %s); kill -CONT $(cat %s)"):format(
      quote(told), quote(told))
    feed(name, { whole:sub(1, 10), whole:sub(11, 60), whole:sub(61, -10),
      whole:sub(-9) }, signals)
    assert.equal(0, process:wait())
    assert.equal("3\n", (process:output()))
  end)

  it("wait with a hook set, too", function()
    local name = fifo()
    local capture = pycap { filename = name }
    local hook, mask, count = debug.gethook()
    debug.sethook(function() end, "c")
    local got = capture:dispatch()
    debug.sethook(hook, mask, count)
    assert.equal(0, got)
  end)

  -- What a silent FIFO does at Ctrl-C: `body` waits on `capture`. The
  -- exit status, the output and the errors.
  local function interrupted(program, body)
    local name = fifo()
    local chunk = support.write(([[
      local pycap = require "pycap"
      local capture = pycap { filename = %q }
      io.stdout:setvbuf "no"
      print "ready"
      %s
    ]]):format(name, body), ".lua")
    local process = support.spawn(("LUA_CPATH=%s exec %s %s"):format(
      quote(build .. "/?.so"), program, quote(chunk)))
    assert.equal("ready", process:await "ready")
    assert(process:sleeps())
    process:kill "INT"
    local status = process:wait(20)
    local out, err = process:output()
    process:close()
    return status, out, err
  end

  for _, how in ipairs { "loop()", "next()", "datalink()",
    "filter 'arp'", "packets()(capture)" } do
    it("see Ctrl-C under lua5.4: capture:" .. how, function()
      local status, out, err = interrupted("lua5.4",
        "capture:" .. how .. " print 'after'")
      assert.equal(1, status)
      assert.equal("ready\n", out)
      assert.matches("interrupted!", err)
    end)
  end

  it("see Ctrl-C in a coroutine under lua5.4", function()
    local status, out, err = interrupted("lua5.4", [[
      local ok, text = coroutine.resume(coroutine.create(function()
        capture:loop()
      end))
      print "after"
    ]])
    assert.equal(1, status)
    assert.equal("ready\n", out)
    assert.matches("interrupted!", err)
  end)

  it("go on after a Ctrl-C that was caught under lua5.4", function()
    local status, out, err = interrupted("lua5.4", ([[
      local ok, text = pcall(capture.loop, capture)
      print(ok, text:match "interrupted!")
      local other = pycap { filename = %q }
      print(other:loop(function() end))
      print(pcall(capture.dispatch, capture, function() end))
    ]]):format(support.capture(frames(3))))
    assert.equal("ready\nfalse\tinterrupted!\n3\ntrue\t0\n", out, err)
    assert.equal(0, status)
  end)

  it("end the loop at the first Ctrl-C under pcaplua", function()
    local status, out, err = interrupted(quote(support.program()), [[
      print("loop", capture:loop())
      print(pcall(capture.dispatch, capture))
    ]])
    assert.equal("ready\nloop\t0\ntrue\t0\n", out, err)
    assert.equal(130, status)
  end)

  it("raise interrupted from next under pcaplua", function()
    local status, out, err = interrupted(quote(support.program()), [[
      local ok, problem = pcall(capture.next, capture)
      print(ok, problem.code)
    ]])
    assert.equal("ready\nfalse\tinterrupted\n", out, err)
    assert.equal(130, status)
  end)
end)
