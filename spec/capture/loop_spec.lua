--
-- capture:loop, dispatch and on: packets into callbacks
--
local pycap = require "pycap"
local support = require "spec.support"

local function arp(id)
  return support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806" ..
    support.wire "0001 0800 06 04 0001 02:00:00:00:00:01 c00002" ..
    string.char(id) .. support.wire "00:00:00:00:00:00 c0000263"
end

local other <const> = support.wire
  "02:00:00:00:00:02 02:00:00:00:00:01 88b5 0102030405"

local function frames(count, frame)
  local list = {}
  for i = 1, count do list[i] = frame or arp(i) end
  return list
end

local five = support.capture(frames(5))

local function open(options)
  if type(options) ~= "table" then options = { filename = options or five } end
  return pycap(options)
end

local function id(packet)
  return tonumber(packet.arp.sourceprotocol:match "%d+$")
end

local function fault(f, ...)
  local ok, problem = pcall(f, ...)
  assert.is_false(ok)
  assert.equal(pycap.error, getmetatable(problem), tostring(problem))
  return problem
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

describe("an error in a callback", function()
  local function fail(value, level)
    return function(packet)
      if id(packet) == 2 then error(value, level) end
    end
  end

  it("comes out with a traceback if it is a string", function()
    local capture = open()
    local ok, text = pcall(capture.loop, capture, fail "this")
    assert.is_false(ok)
    assert.matches("^[^\n]-loop_spec.lua:%d+: this\nstack traceback:\n", text)
    assert.matches("in function <[^\n]-loop_spec.lua:%d+>", text)
  end)

  it("passes untouched if it is anything else", function()
    for _, value in ipairs { {}, 5, true, print,
      setmetatable({}, { __tostring = function() return "text" end }) } do
      local capture = open()
      local ok, problem = pcall(capture.loop, capture, fail(value))
      assert.is_false(ok)
      assert.is_true(rawequal(value, problem))
    end
    local ok, problem = pcall(function() open():loop(fail(nil)) end)
    assert.is_false(ok)
    assert.is_nil(problem)
  end)

  it("comes out of handlers, too", function()
    local capture = open()
    capture:on("arp", function(_, packet) fail "that"(packet) end)
    local ok, text = pcall(capture.loop, capture)
    assert.is_false(ok)
    assert.matches("that\nstack traceback:\n", text)
  end)

  it("loses no packet", function()
    local capture = open()
    local keep, list = keeper()
    for _ = 1, 5 do
      assert.is_false(pcall(capture.loop, capture, function(packet)
        keep(packet)
        error "again"
      end))
    end
    assert.equal(0, capture:loop(keep))
    assert.same({ 1, 2, 3, 4, 5 }, list)
  end)

  it("keeps later handlers from that packet alone", function()
    local capture = open()
    local keep, list = keeper()
    capture:on("arp", function(_, packet) fail "x"(packet) end)
    capture:on("arp", function(_, packet) keep(packet) end)
    assert.is_false(pcall(capture.loop, capture))
    capture:loop()
    assert.same({ 1, 3, 4, 5 }, list)
  end)

  it("closes the callback's variables before it comes out", function()
    local capture = open()
    local order = {}
    pcall(capture.loop, capture, function()
      local _ <close> = setmetatable({}, {
        __close = function() order[#order + 1] = "closed" end
      })
      error "x"
    end)
    order[#order + 1] = "out"
    assert.same({ "closed", "out" }, order)
  end)

  it("may be a stack that overflows", function()
    local capture = open()
    local function deep() return 1 + deep() end
    local ok, text = pcall(capture.loop, capture, deep)
    assert.is_false(ok)
    assert.matches("stack overflow", text)
    assert.equal(4, capture:loop(function() end))
  end)

  it("from the outside leaves the callback's thread fit", function()
    local capture = open()
    for _ = 1, 3 do
      pcall(capture.loop, capture, function() error {} end)
    end
    local keep, list = keeper()
    assert.equal(2, capture:loop(keep))
    assert.same({ 4, 5 }, list)
  end)
end)

describe("re-entry", function()
  it("of its own loop is refused with busy", function()
    local capture = open()
    local codes = {}
    local function try(name)
      codes[#codes + 1] = name .. " " .. fault(capture[name], capture).code
    end
    capture:on("arp", function() try "dispatch" end)
    assert.equal(1, capture:loop(function()
      try "next"
      try "loop"
      try "dispatch"
      try "packets"
    end, 1))
    assert.same({ "next busy", "loop busy", "dispatch busy", "packets busy",
      "dispatch busy" }, codes)
    assert.equal(4, capture:dispatch())
  end)

  it("of an iterator made before is refused, too", function()
    local capture = open()
    local step = capture:packets()
    capture:loop(function()
      assert.equal("busy", fault(step, capture).code)
    end, 1)
    assert.equal(arp(2), step(capture).bytes)
  end)

  it("that was refused leaves the handlers their turn", function()
    local capture = open()
    local order = {}
    for i = 1, 3 do
      capture:on("arp", function()
        order[#order + 1] = i
        pcall(error, "x")
      end)
    end
    assert.equal(2, capture:loop(function()
      order[#order + 1] = fault(capture.next, capture).code
    end, 2))
    assert.same({ "busy", 1, 2, 3, "busy", 1, 2, 3 }, order)
  end)

  it("is free on other captures", function()
    local outer, inner, order = open(), open(), {}
    outer:loop(function(packet)
      inner:loop(function(other_packet)
        order[#order + 1] = id(packet) .. id(other_packet)
      end, 2)
    end, 2)
    assert.same({ "11", "12", "23", "24" }, order)
  end)

  it("is refused through another capture's loop, too", function()
    local outer, inner = open(), open()
    local code
    outer:loop(function()
      inner:loop(function() code = fault(outer.next, outer).code end, 1)
    end, 1)
    assert.equal("busy", code)
  end)

  it("may read, filter, stop and ask what the capture is", function()
    local capture = open()
    assert.equal(1, capture:loop(function()
      assert.equal(1, capture:datalink())
      assert.equal(five, capture.filename)
      assert.matches("capture", tostring(capture))
      capture:filter "arp"
      capture:stop()
    end))
  end)
end)

describe("close in a callback", function()
  it("takes effect when the callback returns", function()
    local capture = open()
    local seen = 0
    assert.equal(2, capture:loop(function(packet)
      seen = seen + 1
      if id(packet) == 2 then
        capture:close()
        capture:close()
        assert.error_matches(function() capture:next() end,
          "capture is closed")
        assert.equal(arp(2), packet.bytes)
      end
    end))
    assert.equal(2, seen)
    assert.error_matches(function() capture:loop() end, "capture is closed")
  end)

  it("does so after an error, too", function()
    local capture = open()
    pcall(capture.loop, capture, function()
      capture:close()
      error "x"
    end)
    assert.error_matches(function() capture:loop() end, "capture is closed")
  end)

  it("of another capture's loop ends that one", function()
    local outer, inner = open(), open()
    assert.equal(1, outer:loop(function()
      assert.equal(5, inner:loop(function() outer:close() end))
    end))
    assert.error_matches(function() outer:next() end, "capture is closed")
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
    local file = support.capture(frames(10000, arp(1)))
    local function round()
      local capture <close> = open(file)
      local sum = 0
      capture:on("arp", function(header) sum = sum + header.operation end)
      assert.equal(10000, capture:loop(function() end))
      assert.equal(10000, sum)
      for _ = 1, 10 do collectgarbage() end
    end
    round()
    local before = collectgarbage "count"
    for _ = 1, 20 do round() end
    assert.is_true(collectgarbage "count" - before < 16)
  end)
end)
