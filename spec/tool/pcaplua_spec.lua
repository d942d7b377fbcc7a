--
-- pcaplua: files, filters, counts, usage, scripts, environment
--
local requests = require "spec.support.requests"
local support = require "spec.support"

local quote = support.quote
local program = support.program()

local file = support.capture(requests.frames(5))

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

local counting <const> = [[
  local n = 0
  pycap.on("arp", function(arp) n = n + 1 print(n, arp.sourceprotocol) end)
]]

describe("a script of pcaplua", function()
  it("may be a pipe, which is read once", function()
    local pipe = "/dev/stdin"
    for _, words in ipairs { { pipe }, { pipe, "a" }, { "--script", pipe },
      { "--workers", "1", "-r", file, pipe } } do
      local out, err, status = support.pcaplua(words, "#!pcaplua\nprint 'ran'")
      assert.equal("", err)
      assert.equal("ran\n", out)
      assert.equal(0, status)
    end
    assert.equal("ran\n", (support.shell(("bash -c '%s <(echo \"%s\")'"):format(
      program, "print [[ran]]"))))
  end)

  it("that nobody writes is waited for until a signal comes", function()
    for _, before in ipairs { "", "--workers 2 -r " .. file .. " " } do
      for _, signal in ipairs { "TERM", "HUP", "INT" } do
        local pipe = support.fifo()
        local _, _, status = support.shell(("timeout -s %s -k 10 0.3 %s %s%s")
          :format(signal, program, before, pipe))
        assert.equal(124, status)
      end
    end
  end)
end)

describe("pcaplua -w", function()
  it("waits for who reads a pipe until one signal comes", function()
    for _, signal in ipairs { "TERM", "INT" } do
      local _, _, status = support.shell(("timeout -s %s -k 10 0.3 %s -r %s " ..
        "-w %s"):format(signal, program, file, support.fifo()))
      assert.equal(124, status)
    end
  end)
end)

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
    local two = support.capture { requests.frame(8),
      requests.frame(9) }
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
      ["-r: it needs an argument"] = { "-r" },
      ["-c: it needs an argument"] = { "-pc" },
      ["--eval: it needs an argument"] = { "--eval" },
      ["--script: it needs an argument"] = { "--script" },
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
