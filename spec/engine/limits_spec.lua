--
-- limits_spec.lua - engines with limits on memory, instructions and patterns
--
local fed = require "spec.support.fed"
local support = require "spec.support"

local feed, requests = fed.feed, fed.requests
local lines = fed.lines

describe("an engine with limits", function()
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
    ["a field far in a list"] = { [[local bytes = "\0\7\0\0\39\16" ..
      ("\0"):rep(6) .. ("\0\0\1\0\1"):rep(10000)
      local dns = pycap.decode(bytes, "dns").dns
      for _ = 1, 10000 do local _ = dns["questions[9999].name"] end]],
      stopped },
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
      fed.program, support.write("while true do end", ".lua"), requests(1)))
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
