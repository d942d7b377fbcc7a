--
-- pcaplua: options, scripts, exit statuses, signals
--
local support = require "spec.support"

local quote = support.quote
local program = support.program()

local function arp(id)
  return support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806" ..
    support.wire "0001 0800 06 04 0001 02:00:00:00:00:01 c00002" ..
    string.char(id) .. support.wire "00:00:00:00:00:00 c0000263"
end

local frames = {}
for i = 1, 5 do frames[i] = arp(i) end
local file = support.capture(frames)

local function script(text, suffix)
  return support.write(text, suffix or ".lua")
end

-- What pcaplua prints, when all goes well.
local function output(...)
  local out, err, status = support.pcaplua(...)
  assert.equal("", err)
  assert.equal(0, status)
  return out
end

-- Status and errors of a command line that is refused.
local function refused(...)
  local out, err, status = support.pcaplua(...)
  assert.equal("", out)
  return status, err
end

local function fifo()
  local name = support.name ".fifo"
  assert(os.execute("mkfifo " .. quote(name)))
  return name
end

local counting <const> = [[
  local n = 0
  pycap.on("arp", function(arp) n = n + 1 print(n, arp.sourceprotocol) end)
]]

describe("pcaplua -r", function()
  it("feeds the handlers when the script's text has ended", function()
    assert.equal("text\n1\t192.0.2.1\n2\t192.0.2.2\n3\t192.0.2.3\n" ..
      "4\t192.0.2.4\n5\t192.0.2.5\n",
      output { "-r", file, script(counting .. "print 'text'") })
  end)

  it("is what a bare pycap() opens", function()
    assert.equal(file .. "\tnil\t5\n", output { "-r", file, "--eval", [[
      local capture = pycap()
      print(capture.filename, capture.device, capture:loop())
    ]] })
    assert.equal("true\ttrue\n", output { "-r", file, "--eval",
      "print(pycap() == pycap(), pycap() == pycap.capture())" })
  end)

  it("lets pycap{filter} choose", function()
    assert.equal("2\n", output { "-r", file, "--eval",
      "print(pycap{filter = 'src host 192.0.2.2 or 192.0.2.4'}:loop())" })
  end)

  it("runs a handler once where the script reads itself", function()
    assert.equal("1\t192.0.2.1\n2\t192.0.2.2\n", output { "-r", file,
      "--eval", counting .. "pycap():loop(nil, 2)" })
  end)

  it("leaves other files alone", function()
    local two = support.capture { arp(8), arp(9) }
    assert.equal("2\t5\n", output { "-r", file, "--eval", ([[
      print(pycap{filename = %q}:loop(), pycap():loop())
    ]]):format(two) })
  end)

  it("reads standard input", function()
    local out = output({ "-r", "-", "--eval", counting },
      support.read(file))
    assert.equal(5, select(2, out:gsub("\n", "")))
  end)

  it("is not needed", function()
    assert.equal("3\n", output { "--eval", "print(1 + 2)" })
    assert.equal("5\n", output { "--eval",
      ("print(pycap{filename = %q}:loop())"):format(file) })
  end)
end)

describe("pcaplua -f", function()
  it("filters", function()
    assert.equal("1\t192.0.2.3\n", output { "-r", file, "-f",
      "src host 192.0.2.3", "--eval", counting })
  end)

  it("says what is wrong with an expression", function()
    local status, err = refused { "-r", file, "-f", "arp and", "--eval", "" }
    assert.equal(3, status)
    assert.matches("^pcaplua: .*syntax error", err)
  end)
end)

describe("pcaplua -c", function()
  it("ends after so many", function()
    assert.equal("1\t192.0.2.1\n2\t192.0.2.2\n",
      output { "-r", file, "-c", "2", "--eval", counting })
  end)

  it("does so when the script runs the loop, or reads", function()
    assert.equal("2\t0\n", output { "-r", file, "-c2", "--eval",
      "print(pycap():loop(), pycap():loop())" })
    assert.equal("1\t2\n", output { "-r", file, "-c", "3", "--eval",
      "print(pycap():loop(nil, 1), pycap():dispatch())" })
    assert.equal("3\n", output { "-r", file, "-c", "3", "--eval",
      "local n = 0 while pycap():next() do n = n + 1 end print(n)" })
    assert.equal("3\n", output { "-r", file, "-c", "3", "--eval",
      "local n = 0 for _ in pycap():packets() do n = n + 1 end print(n)" })
  end)

  it("counts what passed the filter", function()
    assert.equal("1\t192.0.2.3\n", output { "-r", file, "-c", "1", "-f",
      "src host 192.0.2.3 or 192.0.2.4", "--eval", counting })
  end)

  it("takes a positive number", function()
    for _, bad in ipairs { "0", "-1", "x", "", "1x" } do
      local status, err = refused { "-r", file, "-c", bad, "--eval", "" }
      assert.equal(2, status, bad)
      assert.matches("-c takes a number of packets", err, 1, true)
    end
  end)
end)

describe("pcaplua's usage", function()
  it("is printed by -h and --help", function()
    local usage = output "-h"
    assert.matches("^usage: pcaplua ", usage)
    assert.equal(usage, output "--help")
    for line in usage:gmatch "[^\n]+" do
      assert.is_true(#line <= 80, line)
    end
  end)

  it("says its version", function()
    assert.matches("^pcaplua %d+%.%d+%.%d+ %(Lua 5%.4", output "--version")
  end)

  it("refuses with 2 what it does not know", function()
    for text, words in pairs {
      ["-z: no such option"] = { "-zp" },
      ["-Y: no such option"] = { "-pY" },
      ["--nosuch: no such option"] = { "--nosuch" },
      ["--help=5: no such option"] = { "--help=5" },
      ["-r: it takes an argument"] = { "-r" },
      ["-c: it takes an argument"] = { "-pc" },
      ["--eval: it takes an argument"] = { "--eval" },
      ["--script: it takes an argument"] = { "--script" },
      ["-i and -r exclude each other"] = { "-i", "lo", "-r", file,
        "--eval", "" },
      ["--eval and --script exclude each other"] = { "--eval", "",
        "--script", "x" },
    } do
      local status, err = refused(words)
      assert.equal(2, status, text)
      assert.equal("pcaplua: " .. text, err:sub(1, 9 + #text))
      assert.matches("Try 'pcaplua %-h'", err)
    end
  end)
end)

describe("pcaplua's scripts", function()
  local text <const> = "print('script', ...)"

  it("end in .lua, hold a slash or follow --script", function()
    local directory = support.name()
    assert(os.execute("mkdir " .. quote(directory)))
    for _, name in ipairs { "plain", "named.lua", "lua", ".lua" } do
      local handle = io.open(directory .. "/" .. name, "w")
      handle:write(text)
      handle:close()
    end
    local path = io.popen("realpath " .. quote(program)):read "l"
    local function run(words)
      local out, _, status = support.shell(("cd %s && %s %s"):format(
        quote(directory), quote(path), words))
      return out, status
    end
    for words, result in pairs {
      ["named.lua a"] = "script\ta\n",
      ["./plain a"] = "script\ta\n",
      ["./lua"] = "script\n",
      ["--script plain a"] = "script\ta\n",
      ["--script=plain -r x"] = "script\t-r\tx\n",
      ["--script lua"] = "script\n",
      ["-p -- named.lua -c"] = "script\t-c\n",
    } do
      local out, status = run(words)
      assert.equal(result, out, words)
      assert.equal(0, status)
    end
    for _, words in ipairs { "plain", "lua", ".lua", "plain named.lua" } do
      local out, status = run("-r " .. quote(file) .. " " .. words)
      assert.equal("", out, words)
      assert.equal(3, status, words)  -- a filter that is none
    end
  end)

  it("have arg and ... as lua5.4 has them", function()
    local name = script [[
      print(select("#", ...), ...)
      local first, last = 0, 0
      while arg[first - 1] do first = first - 1 end
      print(#arg)
      for i = 0, #arg do print(i, arg[i]) end
      print(arg[first]:match "[^/]+$", arg[-1]:match "[^/]+$")
    ]]
    for _, words in ipairs { "", " a b", " -r '' '  ' -- -c" } do
      local mine = output(quote(name) .. words)
      local theirs = support.shell("lua5.4 " .. quote(name) .. words)
      assert.equal((theirs:gsub("lua5.4", "pcaplua")), mine)
    end
    assert.equal("-r\t" .. file .. "\n", output { "-r", file,
      script "print(arg[-2], arg[-1])" })
  end)

  it("may be standard input, or text", function()
    assert.equal("script\ta\n", output({ "--script", "-", "a" }, text))
    assert.equal("script\ta\t-b\n", output { "--eval", text, "a", "-b" })
    assert.equal("a\n", output { "--eval", "print(arg[1])", "a" })
  end)

  it("run by their first line", function()
    local name = script("#!/usr/bin/env pcaplua\n" .. text)
    assert(os.execute("chmod +x " .. quote(name)))
    local directory = io.popen("realpath " .. quote(program)):read("l")
      :match "(.*)/"
    local out, err, status = support.shell(("PATH=%s:$PATH; %s a b")
      :format(quote(directory), quote(name)))
    assert.equal("script\ta\tb\n", out, err)
    assert.equal(0, status)
  end)

  it("may begin with a byte order mark, and are never bytecode", function()
    for _, options in ipairs { {}, { "--workers", "1" } } do
      local words = { "-r", file, table.unpack(options) }
      local n = #words + 1
      words[n] = script("\xef\xbb\xbf#!pcaplua\nprint 'ran'")
      assert.equal("ran\n", output(words))
      words[n] = script(string.dump(load "print 'ran'"))
      local out, err, status = support.pcaplua(words)
      assert.equal("", out)
      assert.matches("binary chunk", err)
      assert.equal(1, status)
    end
  end)

  it("have pycap as a global and as a module", function()
    assert.equal("true\n", output { "--eval",
      "print(pycap == require 'pycap')" })
    assert.equal("1\t192.0.2.1\n", output { "-r", file, "-c1", "--eval",
      counting .. "pycap = nil package.loaded.pycap = nil" })
  end)

  it("run under the generational collector, handlers too", function()
    local name = script [[
      local function mode()
        local old = collectgarbage "incremental"
        collectgarbage(old)
        print(old)
      end
      mode()
      pycap.on("arp", mode)
    ]]
    local out, err = support.shell(
      ("unset LUA_INIT LUA_INIT_5_4; %s -r %s -c 1 %s"):format(
        quote(program), quote(file), quote(name)))
    assert.equal("generational\ngenerational\n", out, err)
  end)
end)

describe("pcaplua's exit status", function()
  local function status(words, stdin)
    local out, err, code = support.pcaplua(words, stdin)
    return code, err, out
  end

  it("is the script's own", function()
    assert.equal(7, (status { "--eval", "os.exit(7)" }))
    assert.equal(7, (status { "--eval", "os.exit(7, true)" }))
    assert.equal(1, (status { "--eval", "os.exit(false)" }))
    assert.equal(0, (status { "--eval", "os.exit(true, true)" }))
    assert.equal(7, (status { "-r", file, "--eval",
      "pycap.on('arp', function() os.exit(7) end)" }))
    assert.equal(7, (status { "-r", file, "--eval",
      "pycap.on('arp', function() os.exit(7, true) end)" }))
  end)

  it("is 1 with a traceback when the script fails", function()
    local name = script "local function f() error 'this' end\nf()"
    local code, err = status { name }
    assert.equal(1, code)
    assert.matches("^pcaplua: [^\n]*%.lua:1: this\nstack traceback:", err)
    assert.matches(".lua:2: in main chunk", err)
  end)

  it("is 1 when a handler fails", function()
    local code, err = status { "-r", file, "--eval",
      "pycap.on('arp', function() local x = nil; x() end)" }
    assert.equal(1, code)
    assert.matches("^pcaplua: %-%-eval:1: attempt to call a nil value", err)
    assert.matches("stack traceback:", err)
  end)

  it("is 1 for errors that are no strings, and for bad syntax", function()
    for text, chunk in pairs {
      ["shown"] = "error(setmetatable({}, {__tostring = " ..
        "function() return 'shown' end}))",
      ["table: 0x"] = "error {}",
      ["nil"] = "error(nil)",
      ["--eval:1: syntax error"] = "one two",
    } do
      local code, err = status { "--eval", chunk }
      assert.equal(1, code)
      assert.equal("pcaplua: " .. text, err:sub(1, 9 + #text))
    end
  end)

  it("is 1 when the file breaks off, after what it has", function()
    local cut = support.write(support.read(file):sub(1, -2))
    local code, err, out = status { "-r", cut, "--eval", counting }
    assert.equal(1, code)
    assert.matches("^pcaplua: .*truncated", err)
    assert.equal(4, select(2, out:gsub("\n", "")))
  end)

  it("is 3, in one line, when the file cannot be opened", function()
    for _, name in ipairs { "/nonexistent", support.temporary(),
      support.write "", support.write(("no capture "):rep(9)) } do
      local code, err = status { "-r", name, "--eval", "print 'ran'" }
      assert.equal(3, code)
      assert.matches("^pcaplua: " .. name .. ": [^\n]+\n$", err)
    end
    for _, stdin in ipairs { "", ("no capture "):rep(9) } do
      local code, err = status({ "-r", "-", "--eval", counting }, stdin)
      assert.equal(3, code)
      assert.matches("^pcaplua: standard input: [^\n]+\n$", err)
    end
    local filtered, why = status { "-r", file, "-F", "/nonexistent" }
    assert.equal(3, filtered)
    assert.equal("pcaplua: cannot open /nonexistent: No such file or " ..
      "directory\n", why)
    for _, name in ipairs { "/nonexistent.lua", "/tmp/nonexistent/x.lua" } do
      for _, words in ipairs { { name }, { "--workers", "1", "-r", file,
        name } } do
        local code, err = status(words)
        assert.equal(3, code)
        assert.matches("^pcaplua: cannot open " .. name .. ": [^\n]+\n$", err)
      end
    end
  end)

  it("is 1 when the script opens something else in vain", function()
    local code, err = status { "-r", file, "--eval",
      "pycap { filename = '/nonexistent' }" }
    assert.equal(1, code)
    assert.matches("^pcaplua: %-%-eval:1: /nonexistent: No such file", err)
  end)

  it("forgets an opening that the script has caught", function()
    assert.equal(1, (status { "-i", "nosuch0", "--eval",
      "print(pcall(pycap)) error 'x'" }))
    assert.equal(3, (status { "-i", "nosuch0", "--eval",
      "pcall(pycap) pycap()" }))
    assert.equal(3, (status { "-i", "nosuch0", "--eval", counting }))
  end)

  it("is 1, and says why, when the output cannot be written", function()
    for _, words in ipairs { "--eval 'print(1)'", "-h", "--version",
      "--eval 'io.stdout:setvbuf(\"no\") print(1)'" } do
      local out, err, code = support.shell(("%s %s >/dev/full"):format(
        quote(program), words))
      assert.equal("", out)
      assert.matches("^pcaplua: standard output: [^\n]+\n$", err)
      assert.equal(1, code, words)
    end
  end)

  it("of a pipe that was closed is quiet", function()
    local out, err = support.shell(("%s --eval %s | head -n 1"):format(
      quote(program), quote "for i = 1, 1e6 do print(i) end"))
    assert.equal("1\n", out)
    assert.equal("", err)
  end)
end)

describe("Ctrl-C in pcaplua", function()
  -- Runs a chunk on a FIFO in which nothing comes, and interrupts it each
  -- time it has printed "ready" and then waits, or computes, if it is `busy`:
  -- status, output, errors.
  local function interrupt(chunk, times, busy)
    local process = support.spawn(("exec %s -r %s %s"):format(quote(program),
      quote(fifo()), quote(script("io.stdout:setvbuf 'no'\n" .. chunk))))
    for i = 1, times or 1 do
      assert.is_string(process:await("ready" .. i), (process:output()))
      if not busy then assert.is_true(process:sleeps()) end
      process:kill "INT"
    end
    local status = process:wait(20)
    local out, err = process:output()
    process:close()
    return status, out, err
  end

  it("ends the loop, and the script goes on", function()
    local status, out, err = interrupt [[
      print "ready1"
      print(pycap():loop(), "after")
    ]]
    assert.equal("ready1\n0\tafter\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("ends the handlers' loop", function()
    local status, out, err = interrupt [[
      pycap.on("arp", print)
      print "ready1"
    ]]
    assert.equal("ready1\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("ends packets", function()
    local status, out, err = interrupt [[
      print "ready1"
      for _ in pycap():packets() do end
      print "after"
    ]]
    assert.equal("ready1\nafter\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("raises interrupted from next", function()
    local status, out, err = interrupt [[
      print "ready1"
      pycap():next()
      print "after"
    ]]
    assert.equal("ready1\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("raises in the script the second time", function()
    local status, out, err = interrupt([[
      print "ready1"
      pycap():loop()
      print "ready2"
      pycap():loop()
      print "after"
    ]], 2)
    assert.equal("ready1\nready2\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("ends at once a script that only computes", function()
    local status, out = interrupt([[
      print "ready1"
      while true do end
    ]], 1, true)
    assert.equal("ready1\n", out)
    assert.equal(130, status)
  end)

  it("ends an endless callback the second time", function()
    local capture = ("pycap { filename = %q }"):format(file)
    local status, out = interrupt(([[
      %s:loop(function()
        print "ready1"
        local from = os.clock()
        while os.clock() < from + 0.3 do end
        print "ready2"
        while true do end
      end)
      print "after"
    ]]):format(capture), 2, true)
    assert.equal("ready1\nready2\n", out)
    assert.equal(130, status)
  end)

  it("ends loops within loops", function()
    local status, out, err = interrupt(([[
      local outer = pycap { filename = %q }
      print("outer", outer:loop(function()
        print "ready1"
        print("inner", pycap():loop())
      end))
    ]]):format(file))
    assert.equal("ready1\ninner\t0\nouter\t1\n", out, err)
    assert.equal(130, status)
  end)

  it("does not hide what goes wrong after it", function()
    local status, out, err = interrupt [[
      print "ready1"
      pycap():loop()
      error "a mistake"
    ]]
    assert.equal("ready1\n", out)
    assert.matches("a mistake\nstack traceback:", err)
    assert.equal(1, status)
  end)

  it("leaves the script's own status", function()
    assert.equal(7, (interrupt [[
      print "ready1"
      pycap():loop()
      os.exit(7)
    ]]))
  end)
end)

describe("pcaplua's environment", function()
  local init <const> =
    "unset LUA_INIT_5_4; export LUA_INIT='print \"init\"'; "

  it("honours LUA_INIT, LUA_PATH and LUA_CPATH", function()
    local run = quote(program) .. " --eval 'print(package.path)'"
    assert.matches("^init\n", (support.shell(init .. run)))
    assert.matches("^one\n", (support.shell(
      init .. "LUA_INIT_5_4='print \"one\"' " .. run)))
    assert.equal("/x/?.lua\n", (support.shell("LUA_PATH='/x/?.lua' " .. run)))
    assert.equal("/x/?.so\n", (support.shell("LUA_CPATH='/x/?.so' " ..
      run:gsub("package.path", "package.cpath"))))
    local name = script "print('file')"
    assert.matches("^file\n", (support.shell(init .. "LUA_INIT=@" .. name ..
      " " .. run)))
  end)

  it("says so when LUA_INIT fails", function()
    local out, err, status = support.shell(init .. "LUA_INIT='error \"x\"' " ..
      quote(program) .. " --eval 'print(1)'")
    assert.equal("", out)
    assert.matches("^pcaplua: LUA_INIT:1: x\n", err)
    assert.equal(1, status)
  end)

  it("is ignored with file capabilities", function()
    support.needs("root", "setcap", "setpriv")
    local directory = support.name()
    local copy = directory .. "/pcaplua"
    local run = ("%s && chmod 755 %s %s && setcap cap_net_raw+ep %s"):format(
      ("mkdir %s && cp %s %s"):format(quote(directory), quote(program),
        quote(copy)),
      quote(support.temporary()), quote(directory), quote(copy))
    local _, err, status = support.shell(run)
    assert.equal(0, status, err)
    local out
    out, err, status = support.shell(init .. "LUA_PATH=/x/?.lua " ..
      "LUA_CPATH='/x/?.so' setpriv --reuid=65534 --regid=65534 " ..
      "--clear-groups " .. quote(copy) .. " --eval " ..
      quote "print(package.path) print(package.cpath)")
    assert.equal(0, status, err)
    assert.is_nil(out:find "^init\n")
    assert.is_nil(out:find "/x/", 1, true)
    assert.matches("/usr/", out)
  end)
end)
