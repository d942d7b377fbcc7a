--
-- engine_spec.lua - libpycap: the engine, as the hosts of examples/embed and of
-- spec/embed have it
--
local host = require "spec.support.host"
local link = require "spec.support.link"
local netns = require "spec.support.netns"
local pycap = require "pycap"
local support = require "spec.support"

local build = os.getenv "PYCAP_BUILD" or "build"
local sanitized = os.getenv "ASAN_OPTIONS"
local quote = support.quote

local function lines(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

local function request(i)
  return support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806" ..
    support.wire "0001 0800 06 04 0001 02:00:00:00:00:01 c0000201" ..
    support.wire "00:00:00:00:00:00 c00002" .. string.char(i)
end

local function requests(count, last)
  local frames = {}
  for i = 1, count do frames[i] = request(i) end
  frames[count + 1] = last
  return support.capture(frames)
end

describe("an engine that is fed", function()
  local program
  setup(function()
    support.needs "gcc"
    program = host "feed"
  end)

  -- Feeds `count` requests to a script: what the host prints, by line.
  local function feed(script, count, options)
    local name = support.write(script, ".lua")
    local out, err, status = support.shell(table.concat({ program,
      options or "", name, requests(count), "first second" }, " "))
    assert.equal("", err)
    assert.equal(0, status)
    return lines(out), name
  end

  it("says what the script wants of each packet", function()
    local edited = request(4):gsub("^......", "\2\0\0\0\0\9")
    local out = feed([[
      local n = 0
      local verdicts = {
        function() end,
        function() return "drop" end,
        function(_, packet) return packet end,
        function(ethernet, packet)
          ethernet.destination = "02:00:00:00:00:09"
          return packet
        end,
        function(ethernet) ethernet.destination = "02:00:00:00:00:09" end,
        function() error "no" end,
        function() return 5 end,
        function() return "accept" end,
      }
      pycap.on("ethernet", function(...) n = n + 1 return verdicts[n](...) end)
    ]], 8)
    local replaced = edited:gsub(".", function(c)
      return ("%02x"):format(c:byte())
    end)
    assert.equal("1 accept", out[1])
    assert.equal("2 drop", out[2])
    assert.equal("3 accept", out[3])
    assert.equal("4 replace " .. replaced, out[4])
    assert.equal("5 accept", out[5])
    assert.matches("^6 error %-1 .*: no$", out[6])
    assert.matches("^7 error %-1 %S+:15: a handler returns .*, not number$",
      out[7])
    assert.equal("8 accept", out[8])
    assert.equal("packets 8 entered 8 dropped 1 replaced 1 failed 2 " ..
      "limited 0 loaded 1", out[9])
  end)

  it("takes one drop for a drop, and the last packet that is returned",
    function()
      local script = [[
        local function edit(to)
          return function(arp, packet)
            arp.targethardware = "02:00:00:00:00:0" .. to
            return packet
          end
        end
        pycap.on("arp", edit(1))
        pycap.on("arp", function(arp)
          return arp.targetprotocol == "192.0.2.2" and "drop" or nil
        end)
        pycap.on("arp", edit(2))]]
      for _, options in ipairs { "", "-b" } do
        local out = feed(script, 3, options)
        assert.matches("^1 replace %x+020000000002c0000201$", out[1])
        assert.equal("2 drop", out[2])
        assert.matches("^3 replace %x+020000000002c0000203$", out[3])
      end
    end)

  it("takes what a handler returns that has caught an error", function()
    local out = feed([[
      pycap.on("arp", function(arp, packet)
        pcall(error)
        arp.targetprotocol = "192.0.2.9"
        xpcall(error, tostring)
        return packet
      end)
      local n = 0
      pycap.on("arp", function()
        n = n + 1
        pcall(error)
        return n == 2 and "drop" or nil
      end)
      pycap.on("arp", {"operation"}, function() pcall(error) return n < 3 end)
    ]], 3)
    assert.matches("^1 replace .*c0000209$", out[1])
    assert.equal("2 drop", out[2])
    assert.matches("^3 replace .*c0000209$", out[3])
  end)

  it("keeps what others wanted where a handler waits", function()
    local out = feed([[
      pycap.on("arp", function() return "drop" end)
      pycap.on("arp", function() pycap.sleep(1) end)]], 1)
    assert.equal("1 drop", out[1])
  end)

  it("knows the arguments and the host's function, and logs", function()
    local out = feed([[
      print(arg[0]:match "%.lua$", ...)
      print(host(1, "x"), host(true), host(2.5), host(nil, {}), pcall(host))
      local pycap = require "pycap"
      warn("a", "b")]], 1)
    assert.equal("log .lua\tfirst\tsecond", out[1])
    assert.equal("log x\ttrue\t2.5\tnil\tfalse\tnothing given",
      (out[2]:gsub("\t[^\t]*:%d+: ", "\t")))
    assert.equal("1 accept", out[#out - 1])
  end)

  it("logs a warning in one piece", function()
    local out = feed("warn('@on') warn('one ', '@two ', 'three') " ..
      "warn(('x'):rep(2000))", 1)
    assert.equal("log one @two three", out[1])
    assert.equal("log " .. ("x"):rep(1000), out[2])
  end)

  it("has no parts that open something, unless that is allowed", function()
    local out = feed("print(pcall(require, 'pycap.arp')) " ..
      "print(#require('pycap.hexdump')('x') > 0)", 1)
    assert.matches("^log false\tmodule 'pycap.arp' not found", out[1])
    assert.matches("log true", table.concat(out, " "))
    out = feed("print((require 'pycap.arp').scan ~= nil)", 1, "-l 1")
    assert.equal("log true", out[1])
  end)

  it("runs timers and coroutines on the packets' time", function()
    local out = feed([[
      pycap.every(0.002, function(time) print(("%.3f"):format(time)) end)
      pycap.on("arp", function(arp)
        local which = arp.targetprotocol
        if which ~= "192.0.2.2" then return end
        pycap.sleep(0.0025)
        print("slept", which)
        return "drop"
      end)]], 6)
    assert.same({ "1 accept", "2 accept", "log 1000000000.002", "3 accept",
      "4 accept", "log 1000000000.004", "log slept\t192.0.2.2",
    }, table.move(out, 1, 7, 1, {}))
  end)

  it("reloads, and a script that fails leaves the old one", function()
    local good = support.write([[pycap.on("arp", function()
      return "drop" end)]], ".lua")
    local bad = support.write("pycap.on('arp', print) error 'bad'", ".lua")
    local out = feed("kept = 1", 4, "-r " .. good)
    assert.same({ "1 accept", "2 accept", "reload 0 ", "3 drop", "4 drop" },
      table.move(out, 1, 5, 1, {}))
    out = feed([[pycap.on("arp", function() return "drop" end)]], 4,
      "-r " .. bad)
    assert.equal("2 drop", out[2])
    assert.matches("^reload %-1 .*: bad$", out[3])
    assert.equal("4 drop", out[5])
  end)

  it("declares protocols, and begins with those built in when it reloads",
    function()
      local declaring = [[
        pycap.protocol { name = "beacon", fields = { { "first", 16 } },
          carriers = { "ethernet", 0x0806 }, replace = true }
        local n = 0
        pycap.on("beacon", function(beacon)
          n = n + 1
          if n == 2 then
            pycap.protocol { name = "inner", fields = { { "all", 32 } },
              carriers = { "beacon", 0 } }
            pycap.on("inner", function(_, packet)
              return #packet == 3 and packet.arp == nil and "drop" or nil
            end)
          end
        end)]]
      local other = support.write([[
        assert(not pcall(pycap.on, "beacon", print))
        pycap.on("arp", function(_, packet)
          return #packet == 2 and "drop" or nil
        end)]], ".lua")
      local out = feed(declaring, 8, "-r " .. other)
      assert.same({ "1 accept", "2 accept", "3 drop", "4 drop", "reload 0 ",
        "5 drop", "6 drop", "7 drop", "8 drop" }, table.move(out, 1, 9, 1, {}))
    end)

  it("says what is wrong with a script", function()
    assert.matches("^load %-2 .*unexpected symbol", feed("x = = 1", 1)[1])
    assert.matches("^load %-2 .*binary", feed(string.dump(load "x = 1"), 1)[1])
    assert.matches("^load %-1 .*:1: oops", feed("error 'oops'", 1)[1])
    local out = support.shell(program .. " /nonesuch.lua " .. requests(1))
    assert.matches("^load %-3 /nonesuch.lua: No such file", out)
  end)

  it("gives scripts what is safe, and no more", function()
    local out = feed([[
      local names = {}
      for name in pairs(_G) do names[#names + 1] = name end
      table.sort(names)
      print(table.concat(names, " "))
      local functions, known = {}, {}
      for _, p in ipairs(pycap.protocols()) do known[p.name] = true end
      for name in pairs(pycap) do
        if not known[name] then functions[#functions + 1] = name end
      end
      table.sort(functions)
      print(table.concat(functions, " "))
      names = {}
      for name in pairs(os) do names[#names + 1] = name end
      table.sort(names)
      print(table.concat(names, " "))
      print(pcall(pycap), pcall(require, "x"), load(string.dump(print or
        function() end)))
      print(package.loadlib, #package.searchers, package.loaded.os.exit,
        pcall(setmetatable, {}, {__gc = print}))]], 1)
    assert.equal("log _G _VERSION arg assert collectgarbage coroutine error " ..
      "getmetatable host ipairs load math next os package pairs pcall " ..
      "print pycap rawequal rawget rawlen rawset require select " ..
      "setmetatable string table tonumber tostring type utf8 warn " ..
      "xpcall", out[1])
    assert.equal("log _VERSION after atend carry checksum code constants " ..
      "decode error every formats hexdump json name on packet protocol " ..
      "protocolof protocols raw sleep spawn stop table tally tree", out[2])
    assert.equal("log clock date difftime time", out[3])
  end)

  describe("with limits", function()
    local LIMITS <const> = "-m 4000000 -i 1000000 "
    local stopped, memory = "error %-5 .*instructions", "error %-4 "

    -- A handler that does so at the first packet, then drops.
    local function bomb(text, options)
      return feed(([[
        local n = 0
        pycap.on("arp", function()
          n = n + 1
          if n > 1 then return "drop" end
          %s
        end)]]):format(text), 2, options or LIMITS)
    end

    for what, text in pairs {
      ["an endless loop"] = { "while true do end", stopped },
      ["an endless pattern"] = {
        "string.find(('a'):rep(3000), 'a*a*a*b')", stopped },
      ["an endless gsub"] = { "(('a'):rep(3000)):gsub('a*a*a*b', '')",
        stopped },
      ["an endless gmatch"] = {
        "for _ in (('a'):rep(3000)):gmatch('a*a*a*b') do end", stopped },
      ["a balance in a balance"] = {
        "while true do (('('):rep(30000)):find '%b()' end", stopped },
      ["string.rep"] = { "local s = ('x'):rep(1 << 23)", memory },
      ["string.rep of nothing"] = {
        "while true do local s = (''):rep(1 << 60) end", stopped },
      ["a table that grows"] = {
        "local t = {} for i = 1, math.huge do t[i] = i end", memory },
      ["a string that grows"] = {
        "local s = 'x' while true do s = s .. s end", memory },
      ["concat"] = { "local t = {} for i = 1, 1000 do t[i] = " ..
        "('x'):rep(10000) end local s = table.concat(t)", memory },
      ["coroutines"] = { "local t = {} for i = 1, math.huge do " ..
        "t[i] = coroutine.create(print) end", "error %-[45]" },
      ["coroutines in coroutines"] = { "local function f() " ..
        "coroutine.wrap(f)() end while true do pcall(f) end", stopped },
      ["pcall in a loop"] = { "while true do pcall(function() " ..
        "while true do end end) end", stopped },
      ["pcall of no memory"] = { "while true do pcall(string.rep, 'x', " ..
        "1 << 23) end", memory },
      ["xpcall's handler"] = { "local function f() while true do end end " ..
        "xpcall(f, f)", stopped },
      ["deep recursion"] = { "local function f() return 1 + f() end f()",
        "error %-[145]" },
      ["a variable's closing"] = { "local function f() while true do end " ..
        "end local x <close> = setmetatable({}, {__close = f}) f()", stopped },
      ["a coroutine's closing"] = { "local function f() while true do end " ..
        "end local c = coroutine.create(function() local x <close> = " ..
        "setmetatable({}, {__close = f}) f() end) coroutine.resume(c) " ..
        "coroutine.close(c)", stopped },
      ["table.move"] = { "table.move({}, 1, 1 << 60, 2)", stopped },
      ["sorting in a loop"] = { "local t = {} for i = 1, 10000 do t[i] = -i " ..
        "end while true do table.sort(t) end", stopped },
      ["a false length"] = { "table.insert(setmetatable({}, {__len = " ..
        "function() return 1 << 60 end}), 1, 1)", "error %-1 .*__len" },
      ["collecting"] = { "while true do collectgarbage() end", stopped },
      ["__gc"] = { "setmetatable({}, {__gc = print})", "error %-1 .*__gc" },
      ["tallies without end"] = { "local t = {} for i = 1, math.huge do " ..
        "t[i] = pycap.tally{by = {'ip.source'}, limit = 1 << 30} end",
        "error %-[45]" },
      ["a text of no hook's"] = { "load(math.random)", "error %-[45]" },
      ["a text of pieces"] = { "while true do load((' '):rep(100000)" ..
        ":gmatch '%s+') end", stopped },
      ["the length of UTF-8"] = { "local s = ('x'):rep(1000000) " ..
        "while true do utf8.len(s) end", stopped },
      ["a format in a loop"] = { "local s = ('b'):rep(1000000) " ..
        "while true do string.packsize(s) end", stopped },
      ["a number in a loop"] = { "local s = (' '):rep(1000000) " ..
        "while true do tonumber(s) end", stopped },
      ["an error's text"] = { "error(setmetatable({}, {__tostring = " ..
        "function() while true do end end}))", stopped },
      ["a text without end"] = { "load(function() return ' ' end)", stopped },
    } do
      it("ends " .. what .. " at that packet", function()
        local out = bomb(text[1])
        assert.matches("^1 " .. text[2], out[1])
        assert.equal("2 drop", out[2])
      end)
    end

    it("ends what a timer and a coroutine close", function()
      local out = feed([[
        local function endless() while true do end end
        local function close()
          local x <close> = setmetatable({}, {__close = endless})
          endless()
        end
        pycap.after(0.001, close)
        pycap.on("arp", function(arp)
          if arp.targetprotocol == "192.0.2.2" then pycap.spawn(close) end
          return "drop"
        end)]], 5, LIMITS)
      assert.equal("1 drop", out[1])
      assert.matches("^2 " .. stopped, out[2])
      assert.equal("5 drop", out[5])
    end)

    it("has room for what is large beside garbage", function()
      local out = feed([[
        local ring, i = {}, 0
        pycap.on("arp", function()
          for _ = 1, 40 do
            i = i % 150 + 1
            ring[i] = ("y"):rep(10000) .. i
          end
          local large = ("x"):rep(700000)
          return #large == 700000 and "drop" or nil
        end)]], 40, "-m 4000000")
      assert.truthy(out[41]:find("dropped 40 ", 1, true), out[41])
    end)

    it("takes what a tally had back when it is gone", function()
      local out = feed([[pycap.on("arp", function()
        pycap.tally{by = {"ip.source"}, limit = 20000}
        return "drop"
      end)]], 20, LIMITS)
      assert.equal("20 drop", out[20])
    end)

    it("repeats no more than the instructions allow", function()
      assert.matches("^1 " .. stopped, bomb(
        "pcall(string.rep, ('x'):rep(1 << 20), 1 << 20)", "-i 1000000")[1])
    end)

    it("has the library's own messages", function()
      local out = feed([[
        local function try(f, ...) print(select(2, pcall(f, ...))) end
        try(function() string.rep("x", {}) end)
        try(function() table.concat({ {} }) end)
        try(function() setmetatable(1, {}) end)
        try(function() load(1.5)(nil, {}) end)
        try(function() pycap.after(-1, print) end)
        try(function() coroutine.resume(1) end)]], 1, LIMITS)
      assert.matches(":2: bad argument #2 to 'rep' %(number exp", out[1])
      assert.matches(":3: invalid value %(table%) at index 1 in", out[2])
      assert.matches(":4: bad argument #1 to 'setmetatable'", out[3])
      assert.matches(":6: bad argument #1 to 'after' %(seconds", out[5])
      assert.matches(":7: bad argument #1 to 'resume' %(thread", out[6])
    end)

    it("lets no script finish errors", function()
      local out = feed([[
        pycap.error.__gc = function() while true do end end
        pycap.on("arp", function()
          print(pcall(pycap.filter, "no filter"))
          for i = 1, 10000 do local _ = {} end
          return "drop"
        end)]], 3, LIMITS .. "-l 1")
      assert.matches("^log false", out[1])
      assert.equal("3 drop", out[6])
    end)

    it("says whose limit was reached: loading has one of its own", function()
      local out, err, status = support.shell(("%s -i 2000 %s %s"):format(
        program, support.write("while true do end", ".lua"), requests(1)))
      assert.matches("^load %-5 .*: startup limit of 200000 instructions " ..
        "reached$", lines(out)[1], err .. status)
      out = feed("pycap.on('arp', function() while true do end end)", 1,
        "-i 2000")
      assert.matches(": limit of 2000 instructions reached$", out[1])
    end)

    it("gives each packet all instructions", function()
      local out = feed([[pycap.on("arp", function()
        for _ = 1, 100000 do end
        return "drop"
      end)]], 40, "-i 300000")
      assert.equal("40 drop", out[40])
    end)

    it("matches as Lua's own patterns do", function()
      local out = feed(support.read "spec/embed/patterns.lua", 1,
        "-i 100000000")
      local own = feed(support.read "spec/embed/patterns.lua", 1)
      assert.is_true(#own > 50)
      assert.same(own, out)
    end)
  end)
end)

describe("libpycap", function()
  setup(function() support.needs("gcc", "pkg-config") end)

  it("takes C++ hosts", function()
    support.needs "g++"
    local out, err = support.shell(host "header.cc")
    assert.matches("^%d+%.%d+%.%d+\n$", out, err)
  end)

  it("allocates nothing for handlers of fields", function()
    local out, err, status = support.shell(host "allocate")
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("fields 0 objects 3000\n", out)
  end)

  if not sanitized then
    it("survives every allocation that fails", function()
      local cut = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp())
      local out, err, status = support.shell(host "memory" ..
        " spec/embed/memory.lua " ..
        requests(4, { bytes = cut.bytes:sub(1, 40), length = 42 }))
      assert.equal("", err)
      assert.equal(0, status)
      local walks = lines(out)
      assert.equal(3, #walks)
      -- Where the last blocks are refused, collecting may give enough.
      assert.matches("went well [0-3] times", walks[2])
    end)
  end

  it("has engines in threads", function()
    local out, err, status = support.shell(host "threads" ..
      " 8 20000 examples/embed/count.lua")
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("160000\n", out)
  end)

  it("runs captures of its own, and stops", function()
    local program = host "run"
    local script = support.write([[
      local n = 0
      pycap.on("arp", function() n = n + 1 end)
      function done() return n end]], ".lua")
    local endless = support.write([[
      function done() return 7 end
      pycap.on("arp", function() while true do end end)]], ".lua")
    local function run(...)
      return (support.shell(table.concat({ program, ... }, " ")))
    end
    assert.equal("run 0 \ndone 1 9\n", run(script, requests(9), "whole"))
    assert.matches("^run %-5 .*\ndone 1 7\n$", run(endless, requests(9),
      "whole"))
    assert.matches("^run %-9 .*nonesuch.*\n", run(script, "nonesuch0",
      "whole"))
  end)

  it("is stopped once by a stop, and takes what is not known", function()
    assert.equal("batch 1 -6\nbatch 1 1\nlog timer\nfeed -6 run 0 asleep\n" ..
      "batch 0 then 1\nunknown 0\nnothing -7\nunknown 0\n" ..
      "call -1 no global function 'none'\nfinish -6 then 0\n" ..
      "log raw (6c:61:74:65)\nload 0 ''\n", (support.shell(host "stop")))
  end)

  it("says what it expected of a host, and what came", function()
    assert.equal([[
-7
-7
-7 no script is loaded
-7 register: a name expected, got NULL
-7 register: a function expected, got NULL
-7 arguments: 0 or more strings expected, got -1
-7 arguments: a list of 1 strings expected, got NULL
-7 arguments: a string expected at 1, got NULL
-7 source: a device or a file expected, got both, eth0 and x.pcap
-7 load: a name expected, got NULL
-7 load: a text expected, got NULL
-7 load_file: a file's name expected, got NULL
-7 call: a name expected, got NULL
-7 call: a list of 1 arguments expected, got NULL
-7 call: 0 or more results expected, got -1
-7 feed: 1 bytes expected, got NULL
-7 feed: a length of 2 or more expected, which is the caplen, got 1
-7 feed: a caplen up to 134217728 expected, got 134217729
-7 feed: a length up to 4294967295 expected, got 4294967296
-7 feed_batch: a list of 3 frames expected, got NULL
-7 source: a snaplen of 0 or more bytes expected, got -1
-7 source: a buffer of 0 or more bytes expected, got -2
-7 call: a string of 3 bytes expected as argument 0, got NULL
-7 stats: a pycap_stats expected, got NULL
-8 the engine is running: it cannot be called by what it calls
0]].." "..[[

-8 the engine is running: it cannot be called by what it calls
0]].." "..[[

-1 host: its result is a string of 3 bytes at NULL
stack traceback:
	[C]: in function 'host'
	[C]: in ?
	[C]: in ?
]], (support.shell(host "mistakes")))
  end)

  it("finishes a script once", function()
    assert.equal([[
no script -7 'no script is loaded'
nothing to do 0 ''
log 1
log 2
log ]].."\n"..[[
each once 0 ''
then what they added 0 ''
then none 0 ''
log ]].."\n"..[[
fails -1 'no more'
which is the last 0 ''
again -8 'the engine is running: it cannot be called by what it calls'
from within 0 ''
memory -4 'not enough memory'
time -5 's:1: startup limit of 5000000 instructions reached'
log replaced
log freed
st
log freed
]], (support.shell(host "finish")))
  end)

  it("says of every lack of memory that it is one", function()
    local out, err, status = support.shell(host "exhaust")
    assert.equal("", err)
    assert.equal("", out)
    assert.equal(0, status)
  end)

  if not sanitized then
    it("takes no thread whose stack a script can overflow", function()
      local out, err, status = support.shell(host "stack" ..
        " 128 192 256 384 512 1024 8192")
      assert.equal("", err)
      assert.equal(0, status)
      for _, line in ipairs(lines(out)) do
        local size, what = line:match "^(%d+) %a+: (.*)$"
        if line:find "ends:" then
          local refused = what:find("a thread with 448 KiB", 1, true)
          assert.equal(tonumber(size) < 512, refused ~= nil, line)
          assert.equal(tonumber(size) >= 512, what:find "ended" ~= nil, line)
          assert.matches("freed$", what)
        elseif tonumber(size) >= 512 then assert.equal("well", what)
        else
          assert.matches("a thread with 448 KiB of stack left expected, got",
            what, 1, true)
        end
      end
      assert.equal(21, #lines(out))
    end)
  end

  it("stops a loop that waits", function()
    support.needs "netns"
    local wire = link.new()
    finally(function() wire:close() end)
    local program = host "run"
    local script = support.write([[
      pycap.spawn(function() while true do pycap.sleep(100) end end)
      function done() return 7 end]], ".lua")
    for _, how in ipairs { "signal", "thread" } do
      local out, err, status = wire.pair:exec(1, ("timeout 20 %s %s wire1 %s")
        :format(program, script, how))
      assert.equal("run 0 \ndone 1 7\n", out, err)
      assert.equal(0, status)
    end
  end)

  -- make check-abi over an interface as src/pycap.abi would then describe it.
  local function check_abi(pattern, replacement)
    support.needs("abidw", "gcc")
    local tree = support.name ".abi"
    os.execute(([[mkdir %s; for name in *; do ln -s "$PWD/$name" %s; done
      rm %s/src; mkdir %s/src; for name in src/*; do
      ln -s "$PWD/$name" %s/src; done; rm %s/src/pycap.abi]])
      :gsub("%%s", quote(tree)))
    local file = assert(io.open(tree .. "/src/pycap.abi", "w"))
    local text, count = support.read "src/pycap.abi":gsub(pattern, replacement)
    assert.truthy(count > 0)
    file:write(text)
    file:close()
    local out, err, status = support.shell(
      "cd " .. quote(tree) .. " && env -u MAKEFLAGS -u MFLAGS " ..
      "make -s check-abi B=" .. build)
    return status, out .. err
  end

  if not sanitized then
    it("has the symbols and types of src/pycap.abi", function()
      local status, printed = check_abi("", "")
      assert.equal(0, status, printed)
    end)

    it("is refused with a type that is not there", function()
      local status, printed = check_abi("name='snaplen'", "name='snap'")
      assert.equal(2, status)
      assert.matches("pycap_source", printed, 1, true)
    end)

    it("is refused with a symbol that is not there", function()
      local status, printed = check_abi(
        "<elf%-symbol name='pycap_version'[^\n]*", "")
      assert.equal(2, status)
      assert.matches("pycap_version", printed, 1, true)
    end)
  end

  it("takes structs of older hosts, and of newer that want nothing new",
    function()
      assert.equal("", (support.shell(host "sized")))
    end)
end)

if not sanitized then
  describe("what is installed", function()
    local tree = support.name ".installed"
    local plain = "env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u DESTDIR "

    setup(function()
      support.needs("gcc", "pkg-config")
      local _, err, status = support.shell(("%smake -s install B=%s PREFIX=%s")
        :format(plain, build, quote(tree)))
      assert.equal(0, status, err)
      os.execute(("mkdir %s/empty && cp examples/embed/hello.c %s/empty")
        :format(tree, tree))
    end)

    local function run(command)
      local out, err, status = support.shell(("cd %s/empty && export " ..
        "PKG_CONFIG_PATH=%s/lib/pkgconfig && %s && " ..
        "LD_LIBRARY_PATH=%s/lib ./a.out"):format(tree, tree, command, tree))
      assert.equal(0, status, err)
      assert.equal("replaced: 42 bytes, ends in 9\ndropped\n", out)
    end

    it("builds a host, and runs it", function()
      run "cc -Wall -Werror hello.c $(pkg-config --cflags --libs pycap)"
    end)

    it("builds it with the static libraries, the rest shared", function()
      run(("cc hello.c $(pkg-config --cflags pycap) -Wl,-Bstatic " ..
        "$(pkg-config --libs pycap) -Wl,-Bdynamic " ..
          "$(pkg-config --variable=needs pycap) && " ..
        "! ldd a.out | grep -E 'pycap|liblua'"):format())
    end)

    it("builds all of examples/embed by pkg-config alone", function()
      local _, err, status = support.shell(("cp -r examples/embed %s/hosts " ..
        "&& cd %s/hosts && PKG_CONFIG_PATH=%s/lib/pkgconfig " ..
        "%smake -s && LD_LIBRARY_PATH=%s/lib ./hello"):format(tree, tree, tree,
        plain, tree))
      assert.equal(0, status, err)
      assert.equal("", err)
    end)

    it("goes as it came", function()
      local _, err, status = support.shell(("%smake -s uninstall PREFIX=%s")
        :format(plain, quote(tree)))
      assert.equal(0, status, err)
      assert.equal("", (support.shell("find " .. tree ..
        " -name '*pycap*' ! -type d")))
    end)
  end)
end

describe("doc/guide/embedding.md", function()
  it("shows examples/embed/hello.c, and what it prints", function()
    local page = support.read "doc/guide/embedding.md"
    assert.truthy(page:find("\n```c\n" ..
      support.read("examples/embed/hello.c") .. "```\n", 1, true))
    local out = support.shell(host "hello")
    for line in out:gmatch "[^\n]+" do
      assert.truthy(page:find("`" .. line .. "`", 1, true), line)
    end
  end)

  it("shows code that compiles", function()
    support.needs("gcc", "pkg-config")
    local blocks = {}
    for block in support.read "doc/guide/embedding.md":gmatch
      "\n```c\n(.-)```\n" do
      blocks[#blocks + 1] = block
    end
    assert.equal(3, #blocks)
    local source = support.write("#include <lauxlib.h>\n#include <pycap.h>\n" ..
      "static void open(lua_State *L) {\n" .. blocks[2] .. "}\n" ..
      blocks[3] .. "int main(int n, char **words) {\n" ..
      "if (n < 3) open(NULL);\nreturn run(words[1], words[2]);\n}\n", ".c")
    local _, complaint, status = support.shell(("gcc -std=c11 -Wall " ..
      "-Wextra -Werror -fsyntax-only %s " ..
      "$(PKG_CONFIG_PATH=%s pkg-config --cflags pycap)"):format(source, build))
    assert.equal(0, status, complaint)
  end)
end)

describe("the bridge", function()

  it("asks the script about each frame", function()
    support.needs("netns", "gcc")
    local pair = netns.pair()
    finally(function() pair:close() end)
    local program = host "bridge"
    local script = support.write([[
      pycap.on("ethernet", function(ethernet, packet)
        if packet.payload:sub(1, 4) == "drop" then return "drop" end
        if packet.payload:sub(1, 4) ~= "edit" then return end
        ethernet.source = "02:00:00:00:00:99"
        return packet
      end)]], ".lua")
    pair:exec(2, "ip link add far1 type veth peer name far2 && " ..
      "ip link set far2 netns " .. pair[1].namespace .. " && " ..
      "ip link set far1 up && sysctl -qw net.ipv6.conf.all.disable_ipv6=1",
      true)
    pair:exec(1, "ip link set far2 up", true)
    local bridge = pair:spawn(2, ("exec %s wire2 far1 %s"):format(program,
      script))
    assert.truthy(bridge:await "ready")
    local sender = support.write([[
      local pycap = require "pycap"
      local capture = pycap{device = "far2", immediate = true,
        direction = "in", filter = "ether proto 0x88b5", timeout = 5000}
      local injector = pycap.inject "wire1"
      local head = pycap.ethernet{source = "02:00:00:00:00:01",
        destination = "02:00:00:00:00:02", type = 0x88b5}
      for _, text in ipairs{"pass", "drop", "edit", "last"} do
        injector:inject(head, text)
      end
      for _ = 1, 3 do
        local ethernet, rest = capture:next()
        print(ethernet.source, rest:sub(1, 4))
      end]], ".lua")
    local out, err = pair:exec(1, support.program() .. " " .. sender)
    assert.equal("02:00:00:00:00:01\tpass\n02:00:00:00:00:99\tedit\n" ..
      "02:00:00:00:00:01\tlast\n", out, err)
    bridge:kill "INT"
    assert.equal(0, bridge:wait(10))
    assert.matches("%d+ frames, 1 dropped, 1 replaced\n$",
      (bridge:output()))
  end)
end)
