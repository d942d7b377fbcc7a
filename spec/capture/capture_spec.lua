--
-- captures of files: opening, reading, filtering, closing, waiting
--
local pycap = require "pycap"
local support = require "spec.support"
local system = require "system"

local build = os.getenv "PYCAP_BUILD" or "build"
local quote = support.quote

-- An ARP request; `id` is the last byte of its sender's address.
local function arp(id)
  return support.wire [[
    ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806
    0001 0800 06 04 0001 02:00:00:00:00:01 c00002]] .. string.char(id) ..
    support.wire "00:00:00:00:00:00 c0000263"
end

local other <const> = support.wire
  "02:00:00:00:00:02 02:00:00:00:00:01 88b5 0102030405"

local function frames(count)
  local list = {}
  for i = 1, count do list[i] = arp(i) end
  return list
end

-- What is left of a capture: the last byte of each sender's address, then
-- the code of the error that ended it, if one did.
local function senders(capture)
  local list = {}
  local ok, problem = pcall(function()
    for packet in capture:packets() do
      list[#list + 1] = packet.arp and
        tonumber(packet.arp.sourceprotocol:match "%d+$") or "other"
    end
  end)
  if not ok then
    list[#list + 1] = type(problem) == "table" and problem.code or problem
  end
  return list
end

-- The pycap.error that f raises.
local function fault(f, ...)
  local ok, problem = pcall(f, ...)
  assert.is_false(ok)
  assert.equal(pycap.error, getmetatable(problem), tostring(problem))
  return problem
end

-- The command that runs a chunk under lua5.4.
local function lua(chunk)
  return ("LUA_CPATH=%s exec lua5.4 %s"):format(quote(build .. "/?.so"),
    quote(support.write(chunk, ".lua")))
end

local function fifo()
  local name = support.name ".fifo"
  assert(os.execute("mkfifo " .. quote(name)))
  return name
end

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

-- How many descriptors are open that the collector cannot close.
local function descriptors()
  collectgarbage()
  collectgarbage()
  local name = support.name()
  os.execute("ls /proc/$PPID/fd | wc -l >" .. quote(name))
  return tonumber(support.read(name))
end

describe("pycap()", function()
  local file = support.capture(frames(3))

  it("takes positional arguments", function()
    local capture = pycap(nil, file, 96, true, 100)
    assert.equal(file, capture.filename)
    assert.is_nil(capture.device)
    assert.is_nil(capture.warning)
    assert.same({ 1, 2, 3 }, senders(capture))
  end)

  it("takes one table, and leaves it as it is", function()
    local options = { filename = file, filter = "src host 192.0.2.2" }
    assert.same({ 2 }, senders(pycap(options)))
    assert.same({ filename = file, filter = "src host 192.0.2.2" }, options)
  end)

  it("is pycap.capture", function()
    assert.same({ 1, 2, 3 }, senders(pycap.capture { filename = file }))
    assert.same({ 1, 2, 3 }, senders(pycap.capture(nil, file)))
  end)

  it("says which argument is wrong", function()
    local most = " integer from 1 to 2147483647 expected, got "
    local positive = " integer from 0 to 2147483647 expected, got "
    for text, options in pairs {
      ["device: string expected, got number"] = { device = 5 },
      ["filename: string expected, got table"] = { filename = {} },
      ["filter: string expected, got boolean"] = { filter = true },
      ["snaplen:" .. most .. "0"] = { snaplen = 0 },
      ["snaplen:" .. most .. "-1"] = { snaplen = -1 },
      ["snaplen:" .. most .. "1.5"] = { snaplen = 1.5 },
      ["snaplen:" .. most .. "2147483648"] = { snaplen = 1 << 31 },
      ["snaplen:" .. most .. '"96"'] = { snaplen = "96" },
      ["promisc: boolean expected, got number"] = { promisc = 1 },
      ["timeout:" .. positive .. "-1"] = { timeout = -1 },
      ["timeout:" .. positive .. "boolean"] = { timeout = false },
      ['immediate: boolean expected, got "yes"'] = { immediate = "yes" },
      ["latency:" .. positive .. "-1"] = { latency = -1 },
      ["buffer:" .. positive .. "table"] = { buffer = {} },
      ["direction: string expected, got number"] = { direction = 1 },
      ["monitor: boolean expected, got number"] = { monitor = 0 },
      ["datalink: link type expected, got -1"] = { datalink = -1 },
      ["datalink: link type expected, got boolean"] = { datalink = true },
      ['datalink: link type expected, got "TOKEN"'] = { datalink = "TOKEN" },
      ["timestamps: string expected, got number"] = { timestamps = 1 },
      ['unknown option "file"; did you mean filename?'] = { file = file },
      ['option names expected, got [1]; did you mean filename = "' .. file ..
        '"?'] = { file },
      ['unknown option "snaplenn"; did you mean snaplen?'] = { snaplenn = 1 },
    } do
      if not options.filename then options.filename = file end
      if options.device then options.filename = nil end
      local ok, problem = pcall(pycap, options)
      assert.is_false(ok, text)
      assert.equal("pycap: " .. text, (problem:gsub("^.-: (pycap:)", "%1")))
    end
  end)

  it("says so of positional arguments too", function()
    assert.error_matches(function() pycap(5) end,
      "pycap: device: string expected, got number")
    assert.error_matches(function() pycap(nil, file, "x") end,
      'pycap: snaplen: integer from 1 to 2147483647 expected, got "x"')
    assert.error_matches(function() pycap(nil, file, 96, 1) end,
      "pycap: promisc: boolean expected, got number")
    assert.error_matches(function() pycap(nil, file, 96, true, -5) end,
      "pycap: timeout: integer from 0 to 2147483647 expected, got %-5")
  end)

  it("gives the position of the fault", function()
    local _, problem = pcall(function() pycap { bad = 1 } end)
    assert.matches("^.-capture_spec.lua:%d+: pycap: unknown option", problem)
  end)

  it("refuses a device and a file together", function()
    assert.error_matches(function() pycap("lo", file) end,
      "pycap: device and filename exclude each other")
    assert.error_matches(function()
      pycap { device = "lo", filename = file }
    end, "pycap: device and filename exclude each other")
  end)

  it("does not ask a table's metatable", function()
    local options = setmetatable({ filename = file }, {
      __index = function() error "asked" end,
    })
    assert.same({ 1, 2, 3 }, senders(pycap(options)))
  end)

  it("says what a file is not fit for", function()
    assert.equal("unsupported",
      fault(pycap, { filename = file, direction = "in" }).code)
    assert.equal("filter",
      fault(pycap, { filename = file, filter = "arp and and" }).code)
  end)
end)

describe("a capture's members", function()
  local file = support.capture(frames(1))

  it("are there by name alone", function()
    local capture = pycap { filename = file }
    assert.error_matches(function() return capture.name end,
      "capture.name: no such member")
    assert.error_matches(function() capture.filename = "x" end, "capture")
    assert.is_nil(capture[1])
    assert.equal("capture (" .. file .. ")", tostring(capture))
    assert.is_string(getmetatable(capture))
  end)

  it("datalink is the link type", function()
    assert.equal(1, pycap { filename = file }:datalink())
    local null = support.capture({ "\2\0\0\0" }, { datalink = 0 })
    assert.equal(0, pycap { filename = null }:datalink())
  end)

  it("stats and fd are unsupported on a file", function()
    local capture = pycap { filename = file }
    assert.equal("unsupported", fault(capture.stats, capture).code)
    assert.equal("unsupported", fault(capture.fd, capture).code)
  end)

  it("want a capture before them", function()
    local capture = pycap { filename = file }
    assert.error_matches(function() capture.next() end, "pycap.capture")
    assert.error_matches(function() capture.next({}) end, "pycap.capture")
    assert.error_matches(function() capture.close(io.stdout) end,
      "pycap.capture")
  end)
end)

describe("files", function()
  local second <const> = 1000000000
  local times = { 1 * second + 123456789, 1700000000 * second + 999999999 }
  local list = { arp(1), arp(2) }

  for _, kind in ipairs { "capture", "pcapng" } do
    for _, order in ipairs { "<", ">" } do
      for _, nano in ipairs { false, true } do
        it(("%s, order %s, %s"):format(kind, order, nano and "nano"
          or "micro"), function()
          local capture = pycap {
            filename = support[kind](list,
              { order = order, nano = nano, times = times })
          }
          local unit = nano and 1 or 1000
          local i = 0
          for packet in capture:packets() do
            i = i + 1
            assert.equal(list[i], packet.bytes)
            assert.equal(times[i] // unit * unit, packet.timestamp)
          end
          assert.equal(2, i)
        end)
      end
    end
  end

  it("pcapng's simple packets have no time", function()
    local capture = pycap { filename = support.pcapng(list,
      { simple = true }) }
    local ethernet, header, rest, time = capture:next()
    assert.equal(0x806, ethernet.type)
    assert.equal("192.0.2.1", header.sourceprotocol)
    assert.equal("", rest)
    assert.equal(0, time)
  end)
end)

describe("next", function()
  it("gives headers, the rest and the time", function()
    local capture = pycap {
      filename = support.capture { arp(1) .. "trailer", other }
    }
    local results = table.pack(capture:next())
    assert.equal(4, results.n)
    assert.equal("02:00:00:00:00:01", results[1].source)
    assert.equal(1, results[2].operation)
    assert.equal("trailer", results[3])
    assert.equal("float", math.type(results[4]))
    assert.equal(1e9, results[4])
    results = table.pack(capture:next())
    assert.equal(3, results.n)
    assert.equal(0x88b5, results[1].type)
    assert.equal("\1\2\3\4\5", results[2])
    assert.equal(1e9 + 0.001, results[3])
  end)

  it("gives nil at the end, again and again", function()
    local capture = pycap { filename = support.capture {} }
    for _ = 1, 3 do
      assert.same({ n = 1 }, table.pack(capture:next()))
    end
  end)

  it("goes on where packets and loop left off", function()
    local capture = pycap { filename = support.capture(frames(6)) }
    capture:next()
    assert.equal(arp(2), capture:packets()(capture).bytes)
    capture:loop(nil, 2)
    assert.equal(1, capture:dispatch(nil, 1))
    local _, header = capture:next()
    assert.equal("192.0.2.6", header.sourceprotocol)
    assert.is_nil(capture:next())
  end)

  it("runs no handlers", function()
    local capture = pycap { filename = support.capture(frames(2)) }
    local called = 0
    capture:on("arp", function() called = called + 1 end)
    capture:next()
    for _ in capture:packets() do assert.equal(0, called) end
    assert.equal(0, called)
  end)
end)

describe("packets", function()
  it("ends at a stop, and a new one goes on", function()
    local capture = pycap { filename = support.capture(frames(4)) }
    local seen = 0
    for _ in capture:packets() do
      seen = seen + 1
      if seen == 2 then capture:stop() end
    end
    assert.equal(2, seen)
    assert.same({ 3, 4 }, senders(capture))
  end)

  it("ends when the capture is closed in between", function()
    local capture = pycap { filename = support.capture(frames(4)) }
    local seen = 0
    for _ in capture:packets() do
      seen = seen + 1
      capture:close()
    end
    assert.equal(1, seen)
  end)
end)

describe("filter", function()
  local mixed = support.capture { arp(1), other, arp(2), other, arp(3) }

  it("can be set at any time", function()
    local capture = pycap { filename = mixed }
    capture:next()
    capture:filter "arp"
    local _, header = capture:next()
    assert.equal("192.0.2.2", header.sourceprotocol)
    capture:filter "not arp"
    assert.same({ "other" }, senders(capture))
  end)

  it("stays when the next one is bad", function()
    local capture = pycap { filename = mixed, filter = "arp" }
    local problem = fault(capture.filter, capture, "arp or or")
    assert.equal("filter", problem.code)
    assert.matches("syntax error", problem.message)
    assert.same({ 1, 2, 3 }, senders(capture))
  end)

  it("is emptied by the empty one", function()
    local capture = pycap { filename = mixed, filter = "tcp" }
    capture:filter ""
    assert.same({ 1, "other", 2, "other", 3 }, senders(capture))
    assert.error_matches(function() capture:filter() end, "string expected")
  end)

  it("applies within a callback to what comes after", function()
    local capture = pycap { filename = mixed }
    local passed = capture:loop(function() capture:filter "arp" end)
    assert.equal(3, passed)
  end)
end)

describe("pycap.filter", function()
  it("matches packets and strings", function()
    local filter = pycap.filter "arp and src host 192.0.2.1"
    assert.is_true(filter:match(arp(1)))
    assert.is_false(filter:match(arp(2)))
    assert.is_false(filter:match "")
    local seen = {}
    local capture = pycap { filename = support.capture(frames(2)) }
    for packet in capture:packets() do
      seen[#seen + 1] = filter:match(packet)
    end
    assert.same({ true, false }, seen)
  end)

  it("knows a packet's length on the wire", function()
    local capture = pycap { filename = support.capture {
      { bytes = arp(1), length = 1000 } } }
    local packet = capture:packets()(capture)
    assert.is_true(pycap.filter("greater 1000"):match(packet))
    assert.is_false(pycap.filter("greater 1000"):match(arp(1)))
  end)

  it("matches what was assigned and what was made", function()
    local capture = pycap { filename = support.capture(frames(1)) }
    local packet = capture:packets()(capture)
    packet.arp.operation = 2
    assert.is_true(pycap.filter("arp[7] == 2"):match(packet))
    assert.is_true(pycap.filter("arp[7] == 1"):match(pycap.packet(
      pycap.ethernet {}, pycap.arp {})))
  end)

  it("takes a link type, by number or name", function()
    local ip = "\x45" .. ("\0"):rep(19)
    assert.is_true(pycap.filter("ip", 12):match(ip))
    assert.is_true(pycap.filter("ip", "RAW"):match(ip))
    assert.is_false(pycap.filter("ip"):match(ip))
    for _, bad in ipairs { -1, "NOSUCH", 1 << 32 | 1 } do
      assert.error_matches(function() pycap.filter("ip", bad) end,
        "link type expected, got ")
    end
  end)

  it("refuses a bad expression, and what is no packet", function()
    assert.equal("filter", fault(pycap.filter, "arp and").code)
    local filter <close> = pycap.filter "arp"
    assert.has_error(function() filter:match(nil) end)
    assert.has_error(function() filter:match {} end)
    assert.has_error(function() pycap.filter() end)
  end)
end)

describe("errors", function()
  it("of opening have the code file and say which", function()
    for text, name in pairs {
      ["No such file or directory"] = support.name ".pcap",
      ["is a directory"] = support.temporary(),
      ["empty file"] = support.write "",
      ["unknown file format"] = support.write(("not a capture "):rep(9)),
    } do
      local problem = fault(pycap, { filename = name })
      assert.equal("file", problem.code)
      assert.matches(name .. ": .*" .. text, problem.message)
      assert.matches("^.-capture_spec.lua:%d+: $", problem.where)
    end
  end)

  it("are text where text is wanted", function()
    local problem = fault(pycap, { filename = "/nonexistent" })
    local text = problem.where .. problem.message
    assert.equal(text, tostring(problem))
    assert.equal("<" .. text, "<" .. problem)
    assert.equal(text .. ">", problem .. ">")
    assert.equal(text .. text, problem .. problem)
    assert.equal(text .. "1", problem .. 1)
  end)

  it("of a cut file come after what it has", function()
    local whole = support.pcap_bytes(frames(3))
    for cut = 1, 57 do
      local name = support.write(whole:sub(1, -cut - 1))
      local capture = pycap { filename = name }
      assert.same({ 1, 2, "file" }, senders(capture))
      assert.equal("file", fault(capture.next, capture).code)
      assert.equal("file", fault(capture.loop, capture).code)
      os.remove(name)
    end
  end)

  it("of a cut file come out of loop, too", function()
    local whole = support.pcap_bytes(frames(3))
    local capture = pycap { filename = support.write(whole:sub(1, -2)) }
    local seen = 0
    local problem = fault(capture.loop, capture, function()
      seen = seen + 1
    end)
    assert.equal(2, seen)
    assert.equal("file", problem.code)
  end)
end)

describe("close", function()
  local file = support.capture(frames(3))

  it("may be called again", function()
    local capture = pycap { filename = file }
    assert.is_nil(capture:close())
    assert.is_nil(capture:close())
    assert.equal("capture (closed)", tostring(capture))
  end)

  it("is what <close> does", function()
    local kept
    do
      local capture <close> = pycap { filename = file }
      kept = capture
    end
    assert.error_matches(function() kept:next() end, "capture is closed")
  end)

  it("shuts every method and member", function()
    local capture = pycap { filename = file }
    local step, state = capture:packets()
    capture:close()
    for name, arguments in pairs {
      next = {}, packets = {}, loop = {}, dispatch = {},
      on = { "arp", print }, stop = {}, filter = { "arp" }, datalink = {},
      stats = {}, fd = {},
    } do
      assert.error_matches(function()
        capture[name](capture, table.unpack(arguments))
      end, "capture is closed", nil, nil, name)
    end
    for _, name in ipairs { "device", "filename", "warning" } do
      assert.error_matches(function() return capture[name] end,
        "capture is closed", nil, nil, name)
    end
    assert.is_nil(step(state))
  end)

  it("leaves packets, headers and handlers as they are", function()
    local capture = pycap { filename = file }
    local handler = capture:on("arp", print)
    local packet = capture:packets()(capture)
    capture:close()
    handler:cancel()
    collectgarbage()
    assert.equal("192.0.2.1", packet.arp.sourceprotocol)
    assert.equal("handler (arp, cancelled)", tostring(handler))
  end)

  it("is not needed: 10,000 captures leave nothing behind", function()
    local out, err, status = support.shell("ulimit -n 1024; " .. lua([[
      local pycap = require "pycap"
      local function report() os.execute "ls /proc/$PPID/fd | wc -l" end
      report()
      for _ = 1, 10000 do pycap { filename = "]] .. file .. [[" } end
      collectgarbage()
      report()
    ]]))
    assert.equal("", err)
    local before, after = out:match "^(%d+)\n(%d+)\n$"
    assert.is_string(before, out)
    assert.equal(before, after)
    assert.equal(0, status)
  end)

  it("leaves no descriptor of a capture that could not be opened", function()
    local names = { support.name(), support.temporary(), support.write "",
      support.write "nothing" }
    pcall(pycap, { filename = names[1] })
    local before = descriptors()
    for _, name in ipairs(names) do pcall(pycap, { filename = name }) end
    pcall(pycap, { filename = file, filter = "and" })
    assert.equal(before, descriptors())
  end)
end)

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
