--
-- capture:loop, dispatch and stop; coroutines; memory
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"

local arp, frames, id = requests.frame, requests.frames, requests.id
local other <const> = requests.other

local five = support.capture(frames(5))

local function open(options)
  if type(options) ~= "table" then options = { filename = options or five } end
  return pycap(options)
end

-- A callback that keeps the ids of packets, and the list of them.
local function keeper()
  local list = {}
  return function(packet) list[#list + 1] = id(packet) end, list
end

describe("loop", function()
  it("calls back for each packet, and says how many passed", function()
    local keep, list = keeper()
    assert.equal(5, open():loop(keep))
    assert.same({ 1, 2, 3, 4, 5 }, list)
  end)

  it("ends after a count, and goes on there", function()
    local capture = open()
    local keep, list = keeper()
    assert.equal(2, capture:loop(keep, 2))
    assert.equal(0, capture:loop(keep, 0))
    assert.equal(1, capture:loop(nil, 1))
    assert.equal(2, capture:loop(keep))
    assert.equal(0, capture:loop(keep))
    assert.same({ 1, 2, 4, 5 }, list)
  end)

  it("counts what passes the filter", function()
    local mixed = support.capture { other, arp(1), other, arp(2), arp(3) }
    local capture = open { filename = mixed, filter = "arp" }
    local keep, list = keeper()
    assert.equal(2, capture:loop(keep, 2))
    assert.equal(1, capture:loop())
    assert.same({ 1, 2 }, list)
  end)

  it("needs no callback", function()
    assert.equal(5, open():loop())
    assert.equal(5, open():dispatch())
  end)

  it("refuses what is no callback, and no count", function()
    local capture = open()
    for _, name in ipairs { "loop", "dispatch" } do
      assert.error_matches(function() capture[name](capture, 5) end,
        "function expected, got number")
      assert.error_matches(function() capture[name](capture, nil, "x") end,
        "number expected, got string")
      assert.error_matches(function() capture[name](capture, nil, 1.5) end,
        "number has no integer representation")
      assert.error_matches(function() capture[name](capture, nil, -1) end,
        "count must not be negative, got %-1")
    end
    assert.equal(5, capture:loop())
  end)

  it("hands over one packet, and nothing else", function()
    local results
    open():loop(function(...) results = table.pack(...) end, 1)
    assert.equal(1, results.n)
    assert.equal("userdata", type(results[1]))
    assert.equal(arp(1), results[1].bytes)
  end)

  it("goes over more than one batch", function()
    local keep, list = keeper()
    local capture = open(support.capture(frames(3000, arp(1))))
    assert.equal(2500, capture:loop(keep, 2500))
    assert.equal(2500, #list)
    assert.equal(500, capture:loop())
  end)
end)

describe("dispatch", function()
  it("takes at most so many", function()
    local capture = open()
    local keep, list = keeper()
    assert.equal(0, capture:dispatch(keep, 0))
    assert.equal(2, capture:dispatch(keep, 2))
    assert.equal(3, capture:dispatch(keep, 9))
    assert.equal(0, capture:dispatch(keep))
    assert.same({ 1, 2, 3, 4, 5 }, list)
  end)

  it("runs handlers", function()
    local capture = open()
    local called = 0
    capture:on("arp", function() called = called + 1 end)
    assert.equal(5, capture:dispatch())
    assert.equal(5, called)
  end)
end)

describe("stop", function()
  it("ends the loop after the callback; what is left stays", function()
    local capture = open()
    local keep, list = keeper()
    assert.equal(2, capture:loop(function(packet)
      if id(packet) == 2 then capture:stop() end
    end))
    assert.equal(3, capture:loop(keep))
    assert.same({ 3, 4, 5 }, list)
  end)

  it("of pycap ends the innermost loop", function()
    local outer, inner = open(), open()
    assert.equal(5, outer:loop(function()
      inner:loop(pycap.stop)
    end))
    assert.equal(0, inner:loop())
    assert.is_nil(pycap.stop())
  end)

  it("before a loop is stale", function()
    local capture = open()
    capture:stop()
    assert.equal(5, capture:loop())
    capture:stop()
    assert.equal(0, capture:dispatch())
    assert.is_nil(capture:next())
  end)

  it("from a finished loop does not end the next", function()
    local capture = open()
    assert.equal(1, capture:loop(function() capture:stop() end, 1))
    assert.equal(4, capture:loop())
  end)
end)

describe("coroutines", function()
  it("may run a loop", function()
    local capture = open()
    local thread = coroutine.wrap(function()
      local keep, list = keeper()
      coroutine.yield(capture:loop(keep, 2))
      capture:loop(keep)
      return list
    end)
    assert.equal(2, thread())
    assert.same({ 1, 2, 3, 4, 5 }, thread())
  end)

  it("may share a capture, one after the other", function()
    local capture = open()
    local seen = {}
    for i = 1, 5 do
      coroutine.wrap(function()
        capture:loop(function(packet)
          seen[i] = { id(packet), coroutine.isyieldable() }
        end, 1)
      end)()
      collectgarbage()
    end
    for i = 1, 5 do assert.equal(i, seen[i][1]) end
  end)

  it("that callbacks yield in only give the others a turn", function()
    local capture = open()
    local order = {}
    assert.equal(5, capture:loop(function(packet)
      order[#order + 1] = id(packet)
      assert.equal(0, select("#", coroutine.yield(1, 2, 3)))
      order[#order + 1] = -id(packet)
    end))
    assert.same({ 1, -1, 2, -2, 3, -3, 4, -4, 5, -5 }, order)
  end)

  it("of a callback's own are its own affair", function()
    local capture = open()
    local sum = 0
    capture:loop(function(packet)
      for n in coroutine.wrap(function()
        for i = 1, id(packet) do coroutine.yield(i) end
      end) do sum = sum + n end
    end)
    assert.equal(1 + 3 + 6 + 10 + 15, sum)
  end)
end)

describe("memory", function()
  it("may be collected in callbacks", function()
    local kept = {}
    do
      local capture = open()
      capture:on("arp", function(header)
        collectgarbage()
        kept[#kept + 1] = header
      end)
      capture:loop(function()
        collectgarbage()
        open()
      end)
    end
    collectgarbage()
    for i, header in ipairs(kept) do
      assert.equal("192.0.2." .. i, header.sourceprotocol)
    end
    assert.equal(5, #kept)
  end)

  it("of callback and handlers outlives the script's own", function()
    local count = 0
    local capture = open()
    capture:on("arp", function() count = count + 1 end)
    local function run()
      return capture:loop((function()
        return function() collectgarbage() end
      end)())
    end
    assert.equal(5, run())
    assert.equal(5, count)
  end)

  it("of a callback is free after the loop", function()
    local capture = open()
    local weak = setmetatable({}, { __mode = "v" })
    for i, body in ipairs { function() end, error } do
      weak[i] = function() body {} end
      pcall(capture.loop, capture, weak[i], 1)
    end
    collectgarbage()
    collectgarbage()
    assert.is_nil(weak[1])
    assert.is_nil(weak[2])
  end)

  it("does not grow with the packets read", function()
    local count = support.rounds(10000)
    local file = support.capture(frames(count, arp(1)))
    local function round()
      local capture <close> = open(file)
      local sum = 0
      capture:on("arp", function(header) sum = sum + header.operation end)
      assert.equal(count, capture:loop(function() end))
      assert.equal(count, sum)
      for _ = 1, 10 do collectgarbage() end
    end
    round()
    local before = collectgarbage "count"
    for _ = 1, 20 do round() end
    assert.is_true(collectgarbage "count" - before < 16)
  end)
end)
