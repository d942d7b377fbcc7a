--
-- beacon.lua - a protocol that a script declares is one like any
--
local pycap = require "pycap"
local support = require "spec.support"

local frame = support.wire [[
  ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 88b5
  12 03 01f4            -- version, state; namelength, interval
  c0000201 616263       -- sender, name
  01 04 0003  02 04 6869  09 03 ff
]]

-- What was there before.
local before = pycap.decode(frame, 1)
local earlier = pycap.protocols()

local made = pycap.protocol {
  name = "beacon", title = "Beacon", meaning = "Beacon protocol",
  reference = "IEEE 802",
  fields = {
    { "version", 4, "version of the format", default = 1 },
    { "state", 4, "what the sender does", names = { "idle", "busy" },
      constants = { [2] = "BEACON_BUSY" }, default = "idle" },
    { "namelength", 8, "bytes in the name", default = 4 },
    { "interval", 16, "milliseconds to the next beacon", default = 1000 },
    { "sender", "ip4", "protocol address of the sender" },
    { "name", "bytes", "name of the sender", width = 32,
      sized = "namelength" },
    { "options", "items", "what else it says", items = {
      head = { { "kind", 8, "kind" }, { "length", 8, "bytes of it all" } },
      whole = true,
      kinds = {
        { 1, "rate", "beacons a minute",
          fields = { { "perminute", 16, "how many" } } },
        { 2, "note", "a remark",
          fields = { { "text", "bytes", "what it says" } } },
      },
    } },
  },
  carriers = { "ethernet", 0x88b5 },
  text = "{sender}, interval={interval}",
}

local options = {
  { name = "rate", kind = 1, length = 4, perminute = 3 },
  { name = "note", kind = 2, length = 4, text = "hi" },
  { kind = 9, length = 3, data = "\255" },
}

local values = { version = 1, state = 2, namelength = 3, interval = 500,
  sender = "192.0.2.1", name = "abc", options = options }

local function open(...)
  return pycap { filename = support.capture { ... } }
end

describe("a declared protocol", function()
  it("is decoded", function()
    local beacon = pycap.decode(frame, 1).beacon
    for name, value in pairs(values) do
      if name ~= "options" then assert.equal(value, beacon[name], name) end
    end
    assert.same(options, pycap.table(beacon).options)
    assert.equal("beacon", pycap.protocolof(beacon))
    assert.equal("busy", pycap.name(beacon, "state"))
    assert.equal(2, pycap.constants.beacon.BEACON_BUSY)
    assert.equal(frame:sub(15), beacon.packet)
  end)

  it("is made by what declaring it returned, and by pycap", function()
    assert.equal(made, pycap.beacon)
    local packet = pycap.packet(
      pycap.ethernet { source = "02:00:00:00:00:01" },
      made { state = "busy", interval = 500, sender = "192.0.2.1",
        name = "abc", options = { { name = "rate", perminute = 3 },
          { name = "note", text = "hi" }, { kind = 9, data = "\255" } } })
    assert.equal(frame, packet.bytes)
    assert.equal(pycap.decode(frame, 1).beacon, packet.beacon)
    assert.error_matches(function() made { interval = 65536 } end,
      "beacon.interval: integer from 0 to 65535 expected, got 65536")
    assert.error_matches(function() made { nosuch = 1 } end,
      "beacon.nosuch: no such field")
    assert.error_matches(function() return made().sate end,
      "did you mean state")
  end)

  it("is edited", function()
    local packet = pycap.decode(frame, 1)
    packet.beacon.name = "abcdef"
    packet.beacon.state = "idle"
    assert.equal(6, pycap.decode(packet.bytes, 1).beacon.namelength)
    assert.equal(#frame + 3, #packet.bytes)
  end)

  it("is text, tree, JSON and source", function()
    local packet = pycap.decode(frame, 1)
    assert.equal("Beacon 192.0.2.1, interval=500", tostring(packet))
    assert.equal("Beacon(192.0.2.1, interval=500)", tostring(packet.beacon))
    assert.matches("\nbeacon: Beacon protocol, 22 bytes\n  version: 1\n" ..
      "  state: 2 %(busy%)\n", pycap.tree(packet))
    assert.matches('"beacon.sender":"192.0.2.1"', packet:json(), 1, true)
    local code = pycap.code(packet)
    local copy = assert(load("return " .. code, "=code", "t",
      { pycap = pycap }))()
    assert.equal(frame, copy.bytes)
  end)

  it("is cut and malformed as others are", function()
    local cut = pycap.decode(frame:sub(1, 24), 1, { length = #frame })
    assert.equal("beacon: cut off by the snapshot length, at byte 14",
      cut.malformed)
    assert.equal(500, cut.beacon.interval)
    assert.is_nil(cut.beacon.name)
    assert.equal("beacon: cut short, at byte 14",
      pycap.decode(frame:sub(1, 20), 1).malformed)
  end)

  it("is what handlers, conditions, fields and keys are of", function()
    local seen = {}
    local capture <close> = open(frame, frame:gsub("\x12\3", "\x11\3", 1),
      support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806")
    local tally = pycap.tally { by = { "state" }, sum = "packet.length" }
    capture:on("beacon", function(header, packet)
      seen[#seen + 1] = header.state
      assert.equal(header, packet.beacon)
    end)
    capture:on("beacon", { "sender", "ethernet.source", { "state", "name" },
      state = "busy" }, function(sender, source, key)
      seen[#seen + 1] = sender .. " " .. source .. " " .. #key
    end)
    capture:on("ethernet", { "beacon.interval", beacon = true },
      function(interval) seen[#seen + 1] = interval end)
    capture:on("packet", { beacon = false, "packet.length" },
      function(length) seen[#seen + 1] = -length end)
    capture:on("beacon", tally)
    capture:loop()
    assert.same({ 2, "192.0.2.1 02:00:00:00:00:01 5", 500, 1, 500, -14 },
      seen)
    assert.same({ 2, count = 1, sum = #frame }, tally:top(2)[1])
    assert.equal(2, #tally)
  end)

  it("is what iterators give", function()
    local capture <close> = open(frame)
    for sender, interval in capture:fields("beacon", { "sender", "interval" })
    do
      assert.equal("192.0.2.1", sender)
      assert.equal(500, interval)
    end
    local other <close> = open(frame)
    local ethernet, beacon = other:next()
    assert.equal(0x88b5, ethernet.type)
    assert.equal(2, beacon.state)
  end)

  it("is among the protocols, in the shape that it was declared in", function()
    local list = pycap.protocols()
    assert.equal(#earlier + 1, #list)
    local declared = list[#list]
    assert.equal("beacon", declared.name)
    assert.same({ { parent = "ethernet", number = 0x88b5 } },
      declared.carriers)
    assert.same({ "idle", "busy" }, declared.fields[2].names)
    assert.equal(2, #declared.fields[7].items.kinds)
    assert.is_nil(declared.native)
    for i, protocol in ipairs(earlier) do assert.same(protocol, list[i]) end
  end)

  it("does not change packets that were made before", function()
    assert.equal(1, #before)
    assert.is_nil(before.beacon)
    assert.equal(frame:sub(15), before.payload)
    assert.matches("^Ethernet type=0x88b5", tostring(before))
    assert.matches('"packet.protocols":["ethernet"]', before:json(), 1, true)
    assert.equal(frame, before.bytes)
    assert.equal(2, #pycap.decode(before.bytes, 1))
  end)

  it("is text with all of its fields where no text is declared", function()
    pycap.protocol { name = "bare", fields = {
      { "state", 8, names = { "idle", "busy" } },
      { "more", 8, when = { "state", 2 } },
      { "list", items = { { "a", 8 } } },
    }, carriers = { "ethernet", 0x88b7 } }
    local packet = pycap.packet(pycap.ethernet(), pycap.bare { state = "busy",
      list = { { a = 5 }, { a = 6 } } })
    assert.equal("bare state=busy, more=0, list=[5, 6]", tostring(packet))
    assert.equal("bare(state=2, more=0, list=(5, 6))", tostring(packet.bare))
    packet = pycap.packet(pycap.ethernet(), pycap.bare { state = "idle" })
    assert.equal("bare state=idle", tostring(packet))
  end)
end)

-- What holds for every protocol holds for one that a script declares.
require "spec.support.every" (_ENV, "beacon", {
  source = "by hand, from the rows above", document = "IEEE 802",
  bytes = [[
    ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 88b5
    12 03 01f4 c0000201 616263 01 04 0003 02 04 6869 09 03 ff
  ]],
  fields = {
    version = { 1 }, state = { 2 }, namelength = { 3 }, interval = { 500 },
    sender = { "192.0.2.1" }, name = { "abc" }, options = { options },
  },
})
