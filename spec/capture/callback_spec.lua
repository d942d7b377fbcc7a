--
-- callback_spec.lua - what callbacks may do: raise, loop, close
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"

local arp, frames, id = requests.frame, requests.frames, requests.id

local five = support.capture(frames(5))

local function open(options)
  if type(options) ~= "table" then options = { filename = options or five } end
  return pycap(options)
end

local fault = support.fault

-- A callback that keeps the ids of packets, and the list of them.
local function keeper()
  local list = {}
  return function(packet) list[#list + 1] = id(packet) end, list
end

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
    assert.matches("^[^\n]-callback_spec.lua:%d+: this\nstack traceback:\n",
      text)
    assert.matches("in function <[^\n]-callback_spec.lua:%d+>", text)
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
