--
-- sandbox_spec.lua - pcaplua --sandbox: scripts that try to get out or to hang,
-- and what is left to those that do not
--
local escapes = require "spec.support.escapes"
local netns = require "spec.support.netns"
local support = require "spec.support"

local quote = support.quote
local frame = ("\xff"):rep(12) .. "\x08\x06" ..
  "\0\1\8\0\6\4\0\1\2\0\0\0\0\1\192\0\2\1\0\0\0\0\0\0\192\0\2\2"
local folder, source, secret, link, out

-- What the sandbox leaks at the end of a run, the sanitizer cannot look for.
local clean = "ASAN_OPTIONS=detect_leaks=0 "

setup(function()
  folder = support.name()
  os.execute(("mkdir %s && chmod 777 %s && chmod 755 %s"):format(quote(folder),
    quote(folder), quote(support.temporary())))
  source, secret = folder .. "/source.pcap", folder .. "/secret.pcap"
  link, out = folder .. "/link", folder .. "/out"
  local file = support.capture{frame, frame, frame}
  os.execute(("cp %s %s && cp %s %s && ln -s %s %s && chmod 644 %s %s"):format(
    quote(file), quote(source), quote(file), quote(secret), quote(secret),
    quote(link), quote(source), quote(secret)))
end)

local function run(words, script)
  local command = clean .. quote(support.program()) ..
    " --sandbox " .. words
  if script then command = command .. " --eval " .. quote(script) end
  return support.shell(command .. " 9<" .. quote(secret), { timeout = 30 })
end

local function fill(script)
  return ("local IN, OUT, SOURCE, LINK = %q, %q, %q, %q\n"):format(secret, out,
    source, link) .. script
end

-- What tells from the message which limit it was.
local limits = { "instructions reached", "not enough memory", "limit of",
  "resulting string too large", "more than 255" }

local function is_limit(err)
  for _, text in ipairs(limits) do
    if err:find(text, 1, true) then return true end
  end
  return false
end

local function check_escape(escape)
  local script = ([[
    local got = (function() %s
    end)()
    print(got and "got out: " .. tostring(got) or "stopped")
    pycap.on("arp", {"targetprotocol"}, print)
  ]]):format(fill(escape.script))
  local printed, err, status = run("-r " .. quote(source), script)
  assert.equal("", err)
  local rest = escape.reads and "" or ("192.0.2.2\n"):rep(3)
  assert.equal("stopped\n" .. rest, printed)
  assert.equal(0, status)
  assert.is_nil(io.open(out), "the file is there")
end

-- A bomb ends the run with a message, or its function, and the script goes on.
local function check_bomb(bomb)
  local began = os.time()
  local script = fill(bomb.script)
  if bomb.by == "lua" then
    script = "print(pcall(function() " .. script .. "\nend))"
  end
  local printed, err, status = run("-r " .. quote(source), script)
  if bomb.by == "lua" then
    assert.equal(0, status, err)
    assert.matches("^false\t", printed)
  else
    assert.is_true(is_limit(err), err)
    assert.equal(1, status)
  end
  assert.is_true(os.time() - began < 10)
end

describe("a script in the sandbox cannot", function()
  for _, escape in ipairs(escapes) do
    if not escape.bomb then
      it(escape.name .. " (" .. escape.by .. ")", function()
        check_escape(escape)
      end)
    end
  end
end)

describe("a script in the sandbox is stopped", function()
  for _, bomb in ipairs(escapes) do
    if bomb.bomb then
      it(bomb.name .. " (" .. bomb.by .. ")", function() check_bomb(bomb) end)
    end
  end

  it("in a handler, at the end, and in workers", function()
    for words, script in pairs {
      ["-r %s"] = "pycap.on('arp', function() while true do end end)",
      ["-r %s -c 1"] = "pycap.atend(function() while true do end end)",
      ["--workers 2 -r %s"] =
        "pycap.on('arp', function() while true do end end)",
    } do
      local _, err, status = run(words:format(quote(source)), script)
      assert.matches("instructions reached", err, 1, true)
      assert.equal(1, status)
    end
  end)
end)

-- How many threads a process has, if all are confined in each way.
local function confined(pid)
  local pipe = io.popen(("cat /proc/%d/task/*/status"):format(pid))
  local text = pipe:read "a"
  pipe:close()
  local function count(pattern) return select(2, text:gsub(pattern, "")) end
  local threads = count "\nPid:\t"
  local all = count "\nSeccomp:\t2\n" == threads and
    count "\nUid:\t65534\t65534\t65534\t65534\n" == threads and
    count "\nNoNewPrivs:\t1\n" == threads and
    count "\nCap%a%a%a:\t0+%f[\n]" == 5 * threads
  return all and threads
end

describe("a script in the sandbox", function()
  local arp = "-r %s"
  before_each(function() arp = "-r " .. quote(source) end)

  it("reads and writes the files that are named", function()
    support.needs "root"
    local results = folder .. "/results"
    os.execute(("mkdir -p %s && chmod 777 %s"):format(quote(results),
      quote(results)))
    local printed, err, status = run(arp .. " --allow-read " .. quote(secret) ..
      " --allow-write " .. quote(results), fill(([[
        local n = 0
        local capture <close> = pycap{filename = IN}
        for _ in capture:packets() do n = n + 1 end
        local dump <close> = pycap.dump(%q, capture)
        dump:write(pycap.packet(pycap.ethernet{}))
        local file = assert(io.open(%q, "w"))
        file:write "\27[31m"
        file:close()
        for line in io.lines(%q) do print(n, #line) end
        print(io.open(IN, "w"))
      ]]):format(results .. "/a.pcap", results .. "/b", results .. "/b")))
    assert.equal("", err)
    assert.equal("3\t5\nnil\t" .. secret .. ": not in the sandbox: " ..
      "--allow-write names the files that the script may write\t13\n", printed)
    assert.equal(0, status)
    assert.equal("\27[31m", support.read(results .. "/b"))
    assert.equal(40 + 14, #support.read(results .. "/a.pcap"))
  end)

  it("cannot do so as a user who cannot", function()
    support.needs "root"
    local _, err, status = run(arp .. " --allow-write " ..
      quote(support.name ".root"), "print(1)")
    assert.matches("%-%-allow%-write [^\n]*: Permission denied", err)
    assert.equal(3, status)
  end)

  it("has the limits of the line", function()
    local _, err, status = run(arp .. " --memory 4m",
      "local t = {} while true do t[#t + 1] = {} end")
    assert.matches("not enough memory", err)
    assert.equal(1, status)
    _, err, status = run(arp .. " --instructions 1000",
      "pycap.on('arp', function() for _ = 1, 2000 do end end)")
    assert.matches("limit of 1000 instructions reached", err, 1, true)
    assert.equal(1, status)
  end)

  it("may take its time, if it takes many turns", function()
    local script = [[
      local n = 0
      pycap.spawn(function()
        for _ = 1, 40 do
          for _ = 1, 2e6 do n = n + 1 end
          pycap.sleep(0)
        end
        print(n)
      end)]]
    local printed, err = support.shell(clean .. quote(support.program()) ..
      " --sandbox --eval " .. quote(script))
    assert.equal("", err)
    assert.equal("80000000\n", printed)
  end)

  it("prints to a terminal without control characters", function()
    support.needs "terminal"
    local script = [[
      print "\27[31mred\194\155\0"
      io.write("\27]0;x\7", 1, "\n")
      io.stdout:write("\27c"):write "\t\n"
      io.stderr:write "\27(0\n"
      warn "@on" warn "\27!"
      error "\27#"]]
    local printed = support.shell(("script -qec %s /dev/null"):format(quote(
      clean .. quote(support.program()) .. " --sandbox " .. arp .. " --eval " ..
      quote(script))))
    assert.is_nil(printed:find "[\27\7\0]")
    for _, text in ipairs { "\\x1b[31mred\\xc2\\x9b\\x00", "\\x1b]0;x\\x071",
      "\\x1bc\t", "\\x1b(0", "\\x1b!", "\\x1b#" } do
      assert.matches(text, printed, 1, true)
    end
  end)

  it("prints to files what it says", function()
    local printed = run(arp, [[print "\27[31m" io.write "\0\n"]])
    assert.equal("\27[31m\n\0\n", printed)
  end)

  it("has its handlers in workers, and no more", function()
    local printed, err, status = run("--workers 2 " .. arp, fill [[
      print(io.popen, debug, io.open(OUT, "w"), (pcall(pycap.dump, OUT)))
      local n = 0
      pycap.on("arp", function() n = n + 1 end)
      function result() return n end
      function merge(a, b) return a + b end
      function report(all) print(all) end
    ]])
    assert.equal("", err)
    local line = "nil\tnil\tnil\tfalse\n"
    assert.equal(line .. line .. "3\n", printed)
    assert.equal(0, status)
  end)

  it("knows the protocols of --protocol, confined", function()
    local file = folder .. "/beacon.lua"
    local written = assert(io.open(file, "w"))
    written:write [[
      pycap.protocol{name = "beacon", title = "Beacon", meaning = "x",
        reference = "x", fields = {{"state", 8, "x"}}}
      print(io.popen)]]
    written:close()
    os.execute("chmod 644 " .. quote(file))
    local printed, err = run("--protocol " .. quote(file),
      "print(pycap.beacon())")
    assert.equal("", err)
    assert.equal("nil\nBeacon(state=0)\n", printed)
  end)

  it("ignores LUA_INIT", function()
    local printed, err = support.shell("LUA_INIT='print(1)' " .. clean ..
      quote(support.program()) .. " --sandbox --eval 'print(2)'")
    assert.equal("", err)
    assert.equal("2\n", printed)
  end)

  it("sends on the devices of --inject, and is confined in every thread",
    function()
    support.needs("netns", "landlock", "seccomp")
    local pair = netns.pair()
    local peer = pair:spawn(2, "exec " .. quote(support.program()) ..
      " -l -i wire2 -e ether proto 0x88b5")
    assert(peer:await "listening on")
    local script = [[
      local injector = pycap.inject "wire1"
      local frame = ("\255"):rep(6) .. "\2\0\0\0\0\1\x88\xb5" .. ("x"):rep(46)
      pycap.every(0.1, function() injector:inject(frame) end)
      print(pcall(pycap.inject, "lo"))
      io.stdout:flush()]]
    for _, workers in ipairs { "", "--workers 2 " } do
      local process = pair:spawn(1, "exec env " .. clean ..
        quote(support.program()) .. " --sandbox --inject wire1 -i wire1 " ..
        workers .. "--eval " .. quote(script))
      assert(process:await "false\t", select(2, process:output()))
      assert(peer:await "0x88b5", select(2, peer:output()))
      local expected = workers == "" and 1 or 3
      local deadline = os.time() + 10
      while confined(process.pid) ~= expected and os.time() < deadline do
        os.execute "sleep 0.05"
      end
      assert.equal(expected, confined(process.pid))
      process:kill "INT"
      assert.equal(130, process:wait(10))
    end
    pair:close()
  end)

  it("starts little later than without", function()
    local now = require "system".monotime
    local function least(words)
      local best = math.huge
      for _ = 1, 5 do
        local began = now()
        support.shell(clean .. quote(support.program()) .. words ..
          " --eval 'print(1)'")
        best = math.min(best, now() - began)
      end
      return best
    end
    local more = least " --sandbox" - least ""
    assert.is_true(more < 0.2, ("%.3f s, and 0.02 is the aim"):format(more))
  end)

  it("needs a script, and --sandbox its parts", function()
    for words, text in pairs {
      ["--sandbox -r x"] = "--sandbox needs a script",
      ["--inject lo --eval x"] = "--inject need --sandbox",
      ["--allow-read x --eval x"] = "need --sandbox",
      ["--sandbox --reconnect -r tcp://x:1 --eval x"] =
        "--sandbox and --reconnect exclude each other",
    } do
      local _, err, status = support.pcaplua(words)
      assert.matches(text, err, 1, true)
      assert.equal(2, status)
    end
  end)
end)
