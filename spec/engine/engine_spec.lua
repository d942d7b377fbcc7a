--
-- engine_spec.lua - an engine that a host feeds with packets
--
local fed = require "spec.support.fed"
local support = require "spec.support"

local feed, request, requests = fed.feed, fed.request, fed.requests

describe("an engine that is fed", function()
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
    local out = support.shell(fed.program .. " /nonesuch.lua " .. requests(1))
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
      "protocolof protocols raw sleep spawn stop stream table tally tree",
      out[2])
    assert.equal("log clock date difftime time", out[3])
  end)
end)
