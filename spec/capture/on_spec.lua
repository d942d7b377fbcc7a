--
-- on_spec.lua - capture:on: handlers of protocols
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

describe("on", function()
  it("hands over header and packet", function()
    local capture = open()
    local results
    capture:on("arp", function(...) results = table.pack(...) end)
    capture:loop(nil, 1)
    assert.equal(2, results.n)
    assert.equal("192.0.2.1", results[1].sourceprotocol)
    assert.equal(arp(1), results[2].bytes)
    assert.is_true(rawequal(results[1], results[2].arp))
  end)

  it("takes the outermost of several", function()
    local frame = support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01" ..
      support.wire "88a8 0007 8100 0009 88b5 01"
    local capture = open(support.capture { frame, other })
    local ids = {}
    capture:on("vlan", function(vlan, packet)
      ids[#ids + 1] = vlan.id
      assert.equal(3, #packet)
    end)
    assert.equal(2, capture:loop())
    assert.same({ 7 }, ids)
  end)

  it("runs after the callback, in the order added", function()
    local capture = open()
    local order = {}
    local function note(text)
      return function() order[#order + 1] = text end
    end
    capture:on("arp", note "a")
    capture:on("ethernet", note "b")
    capture:on("arp", note "c")
    capture:on("vlan", note "d")
    capture:loop(note "callback", 2)
    assert.equal("callback a b c callback a b c", table.concat(order, " "))
  end)

  it("refuses unknown protocols, and what is no callback", function()
    local capture = open()
    assert.error_matches(function() capture:on("arq", print) end,
      'unknown protocol "arq"')
    assert.error_matches(function() capture:on("arp") end,
      "table of fields, tally or function expected")
    assert.error_matches(function() capture:on() end,
      "name of a protocol expected")
    assert.error_matches(function() pycap.on("arp", print) end,
      "pycap.on: nothing feeds packets to it here: ", 1, true)
  end)

  it("may be called in callbacks: from the next packet on", function()
    local capture = open()
    local seen = {}
    capture:on("arp", function(_, packet)
      if id(packet) == 2 then
        capture:on("arp", function(_, later)
          seen[#seen + 1] = id(later)
        end)
      end
    end)
    capture:loop()
    assert.same({ 3, 4, 5 }, seen)
  end)

  it("works from the plain callback where there was no handler", function()
    local capture = open()
    local seen = {}
    capture:loop(function(packet)
      if id(packet) == 3 then
        capture:on("arp", function(_, later)
          seen[#seen + 1] = id(later)
        end)
      end
    end)
    assert.same({ 3, 4, 5 }, seen)
  end)
end)

describe("cancel", function()
  it("ends a handler, and may be called again", function()
    local capture = open()
    local called = 0
    local handler = capture:on("arp", function() called = called + 1 end)
    capture:loop(nil, 2)
    assert.equal("handler (arp)", tostring(handler))
    handler:cancel()
    handler:cancel()
    assert.equal("handler (arp, cancelled)", tostring(handler))
    capture:loop()
    assert.equal(2, called)
  end)

  it("works in the handler itself, and on those before and after",
    function()
      local capture = open()
      local order, handlers = {}, {}
      local function add(name, cancels)
        handlers[name] = capture:on("arp", function(_, packet)
          order[#order + 1] = name .. id(packet)
          for victim in (cancels[id(packet)] or ""):gmatch "%a" do
            handlers[victim]:cancel()
          end
        end)
      end
      add("a", {})
      add("b", { [2] = "ac", [4] = "b" })
      add("c", {})
      add("d", {})
      capture:loop()
      assert.equal("a1 b1 c1 d1 a2 b2 d2 b3 d3 b4 d4 d5",
        table.concat(order, " "))
    end)

  it("leaves nothing of it behind", function()
    local capture = open()
    local weak = setmetatable({}, { __mode = "v" })
    do
      weak[1] = function() end
      local handler = capture:on("arp", weak[1])
      capture:loop(nil, 1)
      handler:cancel()
    end
    collectgarbage()
    collectgarbage()
    assert.is_nil(weak[1])
  end)
end)

describe("what no handler wants", function()
  it("makes no object and no call", function()
    local capture = open(support.capture(frames(100000, other)))
    local called = 0
    capture:on("arp", function() called = called + 1 end)
    capture:on("vlan", function() called = called + 1 end)
    capture:loop(nil, 10)
    local hook, mask, every = debug.gethook()
    local calls = {}
    collectgarbage()
    collectgarbage "stop"
    -- Of what runs in the loop's own thread the hook sees nothing; but an
    -- object that such a call makes, a packet above all, is in the count.
    debug.sethook(function()
      calls[#calls + 1] = debug.getinfo(2, "n").name
    end, "c")
    local before = collectgarbage "count"
    local passed = capture:loop()
    local after = collectgarbage "count"
    debug.sethook(hook, mask, every)
    collectgarbage "restart"
    assert.equal(99990, passed)
    assert.equal(0, called)
    -- the hook's own entries are there before the first reading
    assert.is_true(#calls <= 100 + 4, table.concat(calls, " "))
    assert.is_true(after - before < 16)
  end)

  it("leaves the count of memory as it is, to the byte", function()
    local capture = open(support.capture(frames(100000, other)))
    capture:on("arp", error)
    capture:loop(nil, 10)
    local count = collectgarbage
    count()
    count "stop"
    local before = count "count"
    capture:loop()
    local after = count "count"
    count "restart"
    assert.equal(before, after)
  end)
end)
