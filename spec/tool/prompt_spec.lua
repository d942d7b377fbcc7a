--
-- prompt_spec.lua - pcaplua --interactive: statements that are typed
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"
local terminal = require "spec.support.terminal"

local quote = support.quote
local build = os.getenv "PYCAP_BUILD" or "build"
local program = io.popen("realpath " .. quote(support.program())):read "l"

local file = support.capture(requests.frames(5))

-- What lines from a pipe print: output, errors, status.
local function feed(text, words)
  local name = support.write(text, ".txt")
  return support.shell(("%s --interactive %s <%s"):format(quote(program),
    words or "", quote(name)))
end

local function prints(expected, text, words)
  local out, err, status = feed(text, words)
  assert.equal("", err)
  assert.equal(expected, out)
  assert.equal(0, status)
end

local function complains(expected, text, words)
  local out, err, status = feed(text, words)
  assert.equal(expected, err)
  assert.equal(0, status)
  return out
end

describe("the prompt, from a pipe,", function()
  it("prints the values of an expression, and none of a statement", function()
    prints('1\n"a\\n\\"b\\x1b\\xff"\nnil\ntrue\n',
      '1, "a\\n\\"b\\27\\xff", nil, true\nx = 5\nlocal y = 6\n')
    prints("5\nnil\n", "x = 5 local y = x\nx, y\n")
    prints("", "(function() end)()\n\n-- a remark\n;\n")
  end)

  it("joins the lines of a statement", function()
    prints("1\n2\n", "for i = 1, 2 do\n  print(i)\nend\n")
    prints('"a\\nb"\n', "[[a\nb]]\n")
    prints("3\n", "1 +\n2\n")
    prints("1\n", "f = function()\n return 1\nend\nf()")
  end)

  it("says what is wrong in a line, and goes on", function()
    local rows = {
      ["x.y"] = "prompt:1: attempt to index a nil value (global 'x')",
      ["x x"] = "prompt:1: syntax error near 'x'",
      ["#("] = "prompt:1: unexpected symbol near <eof>",
      ["error {}"] = "table: 0x",
      ["error 'a\27b'"] = "prompt:1: a\\x1bb",
      ["error()"] = "nil",
      ["pycap.on('arp', {'operatoin'}, print)"] = "prompt:1: ",
      ["(function() local function f() error 'deep' end f() end)()"] =
        "prompt:1: deep",
    }
    for text, expected in pairs(rows) do
      local out, err, status = feed(text .. (text == "#(" and "" or
        "\nprint 'on'\n"))
      assert.equal(1, select(2, err:gsub("\n", "")), err)
      assert.equal(expected, err:sub(1, #expected))
      assert.is_nil(err:find("[C]", 1, true))
      assert.equal(text == "#(" and "" or "on\n", out)
      assert.equal(0, status)
    end
  end)

  it("tells of an error in a handler without a traceback", function()
    local out = complains("prompt:1: no\n",
      "pycap.on('arp', function() error 'no' end)\npycap.loop()\nprint 'on'\n",
      "-r " .. quote(file))
    assert.matches("on\n$", out)
  end)

  it("tells of what the last statement lacks", function()
    complains("prompt:2: 'end' expected (to close 'for' at line 1) " ..
      "near <eof>\n", "for i = 1, 2 do\nprint(i)")
  end)

  it("shows packets and headers as trees", function()
    local made = [[
pycap.packet(pycap.ethernet{source = "02:00:00:00:00:01"},
  pycap.arp{operation = "reply"}, "payload")
]]
    local packet = load("local pycap = ... return " .. made)(pycap)
    local tree = pycap.tree(packet)
    prints(tree .. pycap.tree(packet.arp) .. tree, "p = " .. made ..
      "p, p.arp, p\n")
    prints("1: " .. tostring(packet) .. "\n2: " .. tostring(packet.arp) .. "\n",
      "p = " .. made .. "{p, p.arp}\n")
  end)

  it("shows tables as trees, in order and within bounds", function()
    prints('1: "x"\n2: {}\na: 1\nb:\n  c: {...}\n{}\n',
      "t = {'x', {}, a = 1, b = {}}\nt.b.c = t.b\nt\n{}\n")
    prints("1: 1\n2: 2\n", "{1, 2}\n")
    local out = feed("t = {}\nfor i = 1, 1000 do t[i] = i end\nt\n" ..
      "for i = 1, 1000 do t[i] = {i, {i, {i}}} end\nt\n('x'):rep(1e6)\n")
    assert.is_true(#out < 20000)
    assert.matches("\n... (950 more)\n", out, 1, true)
    assert.matches("\n...\n", out, 1, true)
    assert.matches('"... (1000000 bytes)\n', out, 1, true)
    prints("12\n", "setmetatable({}, {__tostring = function() " ..
      "return 12 .. '' end})\n")
  end)

  it("shows no byte that controls a terminal, and no half character", function()
    prints("\\x9b1m \\x1b\\xff\n", "setmetatable({}, " ..
      "{__tostring = function() return '\\x9b1m \\x1b\\xff' end})\n")
    prints(('"x%s"... (601 bytes)\n'):format(("\u{e9}"):rep(127)),
      "'x' .. ('\\u{e9}'):rep(300)\n")
  end)

  it("has the capture of -r", function()
    prints("capture (" .. file .. ")\n5\n", "capture\ncapture:loop()\n",
      "-r " .. quote(file))
    prints("nil\n", "capture\n")
    prints("0\n", "capture:loop()\n", "-r " .. quote(file) .. " udp")
    local _, err, status = feed("", "-r " .. quote(file .. ".not"))
    assert.matches("pcaplua: .*%.not: No such file", err)
    assert.equal(3, status)
  end)

  it("ends with a signal that asks for it", function()
    local out, err, status = feed("os.execute 'kill $PPID'\nprint 'on'\n")
    assert.equal("", out)
    assert.equal("interrupted\n", err)
    assert.equal(130, status)
  end)

  it("runs what atend was given, and obeys os.exit", function()
    prints("1\n2\n", "pycap.atend(function() print(2) end)\nprint(1)")
    local out, _, status = feed("os.exit(7)\nprint(1)\n")
    assert.equal("", out)
    assert.equal(7, status)
  end)

  it("is not upset by what a statement does to globals", function()
    prints("1\n2\n", "require, print, io, tostring, pairs, type = nil\n1\n2\n")
    prints("3\n", "debug.sethook()\nfor k in pairs(package.loaded) do " ..
      "package.loaded[k] = nil end\n3\n")
  end)

  it("has each statement within the limits", function()
    local out, err = feed("while true do end\nwhile true do end\n1\n",
      "--instructions 10k")
    assert.equal("1\n", out)
    assert.equal(2, select(2, err:gsub(
      "prompt:1: startup limit of 1024000 instructions reached\n", "")))
    out, err = feed("t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t " ..
      "end\nt = nil\n1\n", "--memory 4m")
    assert.equal("1\n", out)
    assert.matches("^[^\n]*memory[^\n]*\n$", err)
  end)

  it("refuses what does not go with it", function()
    for words, expected in pairs {
      ["--sandbox"] = "--sandbox is for a script that nobody has read",
      ["--eval 1"] = "--interactive and a script exclude each other",
      ["scripts/top.lua"] = "--interactive and a script exclude each other",
      ["-w x.pcap"] = "-w: not with --interactive",
      ["--each 1"] = "--each: not with --interactive",
      ["-r -"] = "-r - and --interactive both read standard input",
      ["--workers 2"] = "--workers needs a script",
      ["--watch"] = "--watch needs a script",
    } do
      local out, err, status = feed("print(1)\n", words)
      assert.equal("", out)
      assert.matches(expected, err, 1, true)
      assert.equal(2, status)
    end
  end)

  it("runs as root, or as the user of -Z once the capture is open", function()
    support.needs "root"
    local text = "io.popen('id -un'):read 'l'\n"
    prints('"root"\n', text)
    prints('"nobody"\n', text, "-Z nobody -r " .. quote(file))
  end)

  it("reads lines up to 8 MiB", function()
    local out, err = feed("-- " .. ("x"):rep(9 << 20) .. "\n")
    assert.equal("", out)
    assert.matches("a line of up to 8 MiB expected\n", err, 1, true)
  end)
end)

describe("the prompt, on a terminal,", function()
  local screen, state

  before_each(function()
    support.needs("tmux", "libedit")
    state = support.name ".state"
    assert(os.execute("mkdir " .. quote(state)))
    screen = terminal.open()
    screen:type(("export XDG_STATE_HOME=%s HOME=%s; cd %s"):format(
      quote(state), quote(state), quote(state)))
  end)

  after_each(function()
    if screen then screen:close() end
    screen = nil
  end)

  local function sees(pattern)
    assert.is_string(screen:await(pattern, 20),
      pattern .. "\n" .. screen:screen())
  end

  local function start(words, before)
    screen:type(("clear; %s %s %s; echo 'it ended:' $?"):format(before or "",
      quote(program), words or ""))
    sees "Ctrl%-D ends%.\n.*\n> *\n"
  end

  -- Types a statement, and waits for what it prints, and the prompt.
  local function enter(line, pattern)
    screen:type(line)
    sees("\n" .. pattern .. " *\n> *\n")
  end

  -- Types a statement that prints "go" and then does not end, and interrupts
  -- it so many times.
  local function interrupt(line, pattern, times)
    screen:press "C-l"
    screen:type("print 'go' " .. line)
    sees "\ngo *\n"
    for i = 1, times or 1 do
      screen:press "C-c"
      sees(("%^C"):rep(i))
    end
    sees("%^C *\n" .. (pattern and pattern .. " *\n" or "") .. "> *\n")
  end

  -- Types the beginning of a name, and Tab: the screen has the pattern then.
  local function completes(text, pattern)
    screen:press "C-l"
    screen:write(text)
    screen:press "Tab"
    sees(pattern)
    screen:press "C-c"
    sees "\n> *\n*$"
  end

  it("completes functions, globals, headers, fields and methods", function()
    start("--interactive -r " .. quote(file))
    completes("packet.arp.o", "> packet%.arp%.operation *\n")
    completes("pycap.protocolo", "> pycap%.protocolof *\n")
    completes("f(collectg", "> f%(collectgarbage *\n")
    completes("capture:disp", "> capture:dispatch *\n")
    completes('pycap.on("arp", {"sourceh', ', {"sourcehardware *\n')
    completes('pycap.on("arp", {"ethernet.des', '{"ethernet%.destination *\n')
    completes("packet.ar", "> packet%.arp *\n")
    completes("(packet.ethernet.ty", "> %(packet%.ethernet%.type *\n")
    completes("os.t", "time +tmpname *\n> os%.t *\n")
    screen:type "for p in capture:packets() do packet = p break end"
    enter("header = packet.arp return header.operation", "1")
    completes("header.targetp", "> header%.targetprotocol *\n")
    completes("header.target", "targethardware +targetprotocol *\n> header")
    completes("packet:tab", "> packet:table *\n")
    completes("packet.a", "> packet%.arp *\n") -- for want of an ah
    completes("packet.vx", "> packet%.vxlan *\n")
    completes("capture.dev", "> capture%.device *\n")
    completes("nothing.at.all.o", "> nothing%.at%.all%.o *\n")
  end)

  it("tells of an error, and goes on", function()
    start "--interactive"
    enter("nil + 1",
      "prompt:1: attempt to perform arithmetic on a nil value")
    enter("'x' .. 1", '"x1"')
  end)

  it("interrupts the statement, and not the program", function()
    start "--interactive"
    interrupt("while true do end", "interrupted")
    interrupt("coroutine.wrap(function() while true do end end)()",
      "interrupted")
    interrupt("function never() while true do end end " ..
      "coroutine.wrap(function() pcall(never) never() end)()", "interrupted", 2)
    interrupt(("pycap{filename = %q}:loop(function() while true do end end)")
      :format(file), "interrupted", 2)
    local fifo = support.fifo()
    local feeder = support.spawn(("{ cat %s; sleep 60; } >%s"):format(
      quote(file), quote(fifo)))
    interrupt(("return pycap{filename = %q}:loop()"):format(fifo), "5")
    feeder:close()
    enter("'still here'", '"still here"')
    screen:press "C-d"
    sees "it ended: 0"
  end)

  it("interrupts the wait for a device, again and again", function()
    support.needs "root"
    start "--interactive -i lo less 1"
    for _ = 1, 3 do
      interrupt("return capture:loop()", "0")
      interrupt("for _ in capture:packets() do end")
    end
    screen:press "C-d"
    sees "0 packets captured, .*it ended: 0"
  end)

  it("drops the lines of a statement that Ctrl-C interrupts", function()
    start "--interactive"
    screen:type "for i = 1, 2 do"
    sees "\n>> *\n"
    screen:write "print(i)"
    screen:press "C-c"
    sees "\n> *\n"
    enter("'next'", '"next"')
  end)

  it("keeps what was typed for the next start", function()
    start "--interactive"
    enter("'the first line'", '"the first line"')
    enter("'the second'", '"the second"')
    screen:press "C-d"
    sees "it ended: 0"
    start "--interactive"
    screen:press "Up"
    sees "> 'the second' *\n"
    screen:press "Up"
    sees "> 'the first line' *\n"
    screen:press "Enter"
    sees "\n\"the first line\" *\n> *\n"
    assert.equal("'the first line'\n'the second'\n'the first line'\n",
      support.read(state .. "/pycap/history"))
    assert.equal("600\n",
      (support.shell("stat -c %a " .. quote(state .. "/pycap/history"))))
  end)

  it("keeps the last thousand lines, in the home where no state is", function()
    local folder = state .. "/.local/state/pycap"
    assert(os.execute("mkdir -p " .. quote(folder)))
    local handle = assert(io.open(folder .. "/history", "wb"))
    for i = 1, 2500 do handle:write("x = ", i, "\n") end
    handle:close()
    start("--interactive", "env -u XDG_STATE_HOME")
    screen:press "Up"
    sees "> x = 2500 *\n"
    local text = support.read(folder .. "/history")
    assert.equal(1000, select(2, text:gsub("\n", "")))
    assert.equal("x = 1501\n", text:match "^[^\n]*\n")
  end)

  it("makes the folder of the state", function()
    local folder = state .. "/a/b"
    start("--interactive", "env XDG_STATE_HOME=" .. quote(folder))
    enter("'typed'", '"typed"')
    assert.equal("'typed'\n", support.read(folder .. "/pycap/history"))
    assert.equal("700\n700\n700\n", (support.shell(("stat -c %%a %s %s %s")
      :format(quote(state .. "/a"), quote(folder), quote(folder .. "/pycap")))))
  end)

  it("keeps nothing without a home, or in another's", function()
    for _, before in ipairs { "env -u XDG_STATE_HOME -u HOME",
      "env XDG_STATE_HOME=relative HOME=/nowhere" } do
      start("--interactive", before)
      enter("'typed'", '"typed"')
      screen:press "C-d"
      sees "it ended: 0"
    end
    local out = support.shell("find " .. quote(state) .. " -type f")
    assert.equal("", out)
  end)

  it("makes no folder in another's home", function()
    support.needs "root"
    local home = support.name ".home"
    support.shell(("mkdir %s && chown 1 %s"):format(quote(home), quote(home)))
    start("--interactive", "env -u XDG_STATE_HOME HOME=" .. quote(home))
    enter("'typed'", '"typed"')
    screen:press "C-d"
    sees "it ended: 0"
    assert.equal("", (support.shell("ls -A " .. quote(home))))
  end)

  it("comes back from the background", function()
    start "--interactive"
    screen:write "'half"
    sees "> 'half *\n"
    screen:press "C-z"
    sees "%$ *\n"
    screen:type "echo 'it' 'rests'; fg"
    sees "it rests"
    enter(" a line'", '"half a line"')
  end)

  it("begins where nothing is said, and ends with Ctrl-D", function()
    start()
    sees "No capture is open: try"
    screen:press "C-d"
    sees "it ended: 0"
  end)
end)

describe("the prompt, without libedit,", function()
  it("reads lines as the terminal gives them, and says so", function()
    support.needs("tmux", "make")
    if build:find "asan" then return end -- is linked in another way
    local copy = support.name ".build"
    local _, err, status = support.shell(("cp -a %s %s && cd %s && " ..
      "rm tool/edited.o pcaplua && cd %s && make -s B=%s WITHOUT=libedit " ..
      "LDFLAGS= %s/pcaplua"):format(quote(build), copy, copy,
      quote(os.getenv "PWD"), copy, copy))
    assert.equal(0, status, err)
    local out = support.shell(copy .. "/pcaplua --version")
    assert.matches("\nprompt: lines are not edited: built without libedit\n$",
      out)
    local screen = terminal.open()
    screen:type(copy .. "/pcaplua --interactive; echo 'it ended:' $?")
    assert.is_string(screen:await "\n> *\n")
    screen:type "print 'go' while true do end"
    assert.is_string(screen:await "\ngo *\n")
    screen:press "C-c"
    assert.is_string(screen:await "\ninterrupted *\n> *\n")
    screen:press "C-c"
    assert.is_string(screen:await "> %^C *\n> *\n")
    screen:type "1 +"
    assert.is_string(screen:await "\n>> *\n")
    screen:type "1"
    assert.is_string(screen:await "\n2 *\n> *\n")
    screen:press "C-d"
    assert.is_string(screen:await "it ended: 0")
    screen:close()
  end)
end)
