--
-- every_spec.lua - handlers for every packet; headers that are there or not
--
local pycap = require "pycap"
local support = require "spec.support"

local function made(...) return pycap.packet(pycap.ethernet(), ...).bytes end

local ip = pycap.ip { source = "192.0.2.1" }
local times = {}
for n = 1, 8 do times[n] = n * 1000000000 end

local file = support.capture({
  made(pycap.arp()),
  made(pycap.vlan { id = 5 }, pycap.arp()),
  made(ip, pycap.tcp { flags = "syn" }),
  made(pycap.vlan { id = 6 }, ip, pycap.udp { sourceport = 53 }, "x"),
  made(ip, pycap.icmp()),
  ("\xff"):rep(20), "", "\0",
}, { times = times })

-- The times of the packets that a handler gets.
local function pass(protocol, conditions)
  local capture <close> = pycap { filename = file }
  local list = {}
  conditions[1] = "packet.time"
  capture:on(protocol, conditions, function(time) list[#list + 1] = time end)
  capture:loop()
  return (table.concat(list, " "):gsub("%.0", ""))
end

describe("a handler of every packet", function()
  it("gets each, also what begins with no header", function()
    local capture <close>, list = pycap { filename = file }, {}
    local handler = capture:on("packet", function(...)
      assert.equal(1, select("#", ...))
      list[#list + 1] = (...).caplen .. " " .. #...
    end)
    assert.equal("handler (packet)", tostring(handler))
    assert.equal(8, capture:loop())
    assert.same({ "42 2", "46 3", "54 3", "47 4", "42 3", "20 1", "0 0",
      "1 0" }, list)
  end)

  it("gets what a link type without headers has, and what is fed", function()
    local other = support.capture({ "abc" }, { datalink = 147 })
    local capture <close>, payload = pycap { filename = other }
    capture:on("packet", function(packet) payload = packet.payload end)
    capture:loop()
    assert.equal("abc", payload)
  end)

  it("names members of the packet bare, and fields of any protocol", function()
    local capture <close>, list = pycap { filename = file }, {}
    capture:on("packet", { "time", "length", "tcp.flags", "packet.caplen",
      "ip.source" }, function(...) list[#list + 1] = { ... } end)
    capture:loop()
    assert.equal(8, #list)
    assert.same({ 3.0, 54, 2, 54, "192.0.2.1" }, list[3])
    assert.same({ 8.0, 1, nil, 1 }, list[8])
  end)

  it("has conditions on them", function()
    assert.equal("4 6", pass("packet", { length = { 47, 20 } }))
    assert.equal("7 8", pass("packet", { caplen = { to = 1 } }))
    assert.equal("3 4 5", pass("packet", { ["ip.source"] = "192.0.2.0/24" }))
    assert.equal("7", pass("packet", { bytes = "" }))
    assert.equal("1 2 3 4 5 6 7 8", pass("packet", {}))
  end)

  it("makes keys, and counts in tallies", function()
    local capture <close> = pycap { filename = file }
    local tally = pycap.tally { by = { "length", "ip.source" },
      sum = "caplen" }
    local keys, handler = {}
    handler = capture:on("packet", { { "flow", "length" } }, function(key)
      keys[#keys + 1] = { handler:values(key) }
    end)
    capture:on("packet", { vlan = false }, tally)
    capture:loop()
    assert.equal(8, #keys)
    assert.same({ "192.0.2.1", "0.0.0.0", 1, nil, nil, 42 }, keys[5])
    assert.equal(6, #tally)
    local top = tally:top(1)[1]
    assert.same({ 54, "192.0.2.1", count = 1, sum = 54 }, top)
    assert.error_matches(function() capture:on("ip", tally) end,
      "it already counts packets of packet", 1, true)
  end)

  it("names why a packet is malformed", function()
    local bad = support.capture({ made(pycap.arp()), made(pycap.vlan(), "\0"),
      made(pycap.arp()):sub(1, 17), ("\1"):rep(6) })
    local capture <close>, all, lists = pycap { filename = bad }, {}, {}
    local tally = pycap.tally { by = { "packet.malformed" } }
    local function note(name)
      lists[name] = {}
      return function(text) table.insert(lists[name], text or "nil") end
    end
    capture:on("packet", function(packet)
      all[#all + 1] = packet.malformed or "nil"
    end)
    capture:on("packet", { "malformed" }, note "every")
    capture:on("ethernet", { "packet.malformed" }, note "ethernet")
    capture:on("packet", { "malformed", malformed = true }, note "bad")
    capture:on("ethernet", { "packet.malformed",
      ["packet.malformed"] = false }, note "good")
    capture:on("packet", { "malformed", malformed = {
      "arp: cut short, at byte 14", "x" } }, note "one")
    capture:on("packet", tally)
    capture:loop()
    assert.same({ "nil", "nil", "arp: cut short, at byte 14",
      "ethernet: cut short, at byte 0" }, all)
    assert.same({ every = all, ethernet = { all[1], all[2], all[3] },
      bad = { all[3], all[4] }, good = { "nil", "nil" }, one = { all[3] } },
      lists)
    assert.equal(3, #tally)
    local csv = ""
    for _, text in ipairs(all) do
      csv = csv .. (text == "nil" and "" or '"' .. text .. '"') .. "\r\n"
    end
    assert.equal(csv, (support.pcaplua { "-T", "csv", "-r", bad, "--fields",
      "packet.malformed" }))
    assert.error_matches(function()
      capture:on("packet", { malformed = 5 }, print)
    end, "packet.malformed: string, true or false expected, got 5", 1, true)
  end)

  it("names that where nothing else is asked for", function()
    local cut = support.capture({ made(pycap.vlan(), pycap.arp()):sub(1, 21) })
    for _, fields in ipairs { { "packet.malformed" },
      { "packet.malformed", ["packet.malformed"] = true } } do
      local capture <close> = pycap { filename = cut }
      local seen
      capture:on("ethernet", fields, function(text) seen = text end)
      capture:loop()
      assert.equal("arp: cut short, at byte 18", seen)
    end
  end)

  it("stands beside handlers of protocols, in their order", function()
    local capture <close>, list = pycap { filename = file }, {}
    local first = capture:on("packet", function(packet)
      list[#list + 1] = "packet " .. packet.time // 1
    end)
    capture:on("arp", function(arp, packet)
      assert.equal(arp, packet.arp)
      list[#list + 1] = "arp " .. packet.time // 1
      if packet.vlan then first:cancel() end
    end)
    capture:loop()
    assert.equal("packet 1.0, arp 1.0, packet 2.0, arp 2.0",
      table.concat(list, ", "))
  end)

  it("is asked for by capture:fields, too", function()
    local capture <close>, list = pycap { filename = file }, {}
    for length, id in capture:fields("packet", { "length", "vlan.id" }) do
      list[#list + 1] = length .. (id and "/" .. id or "")
    end
    assert.equal("42 46/5 54 47/6 42 20 0 1", table.concat(list, " "))
  end)

  it("refuses names that packets do not have", function()
    local capture <close> = pycap { filename = file }
    local function refused(message, fields)
      assert.error_matches(function() capture:on("packet", fields, print) end,
        message, 1, true)
    end
    refused("packet.lenght: no such member; did you mean length?", { "lenght" })
    refused("packet.sender: no such member", { sender = "192.0.2.1" })
    assert.error_matches(function() capture:on("packets", print) end,
      'unknown protocol "packets"; did you mean packet?', 1, true)
  end)
end)

describe("a condition that a header is there, or not", function()
  it("decides on every packet", function()
    assert.equal("2 4", pass("packet", { vlan = true }))
    assert.equal("1 3 5 6 7 8", pass("packet", { vlan = false }))
    assert.equal("7 8", pass("packet", { ethernet = false }))
  end)

  it("decides on the packets of a protocol, above and below it", function()
    assert.equal("2", pass("arp", { vlan = true }))
    assert.equal("1", pass("arp", { vlan = false }))
    assert.equal("3", pass("ip", { tcp = true }))
    assert.equal("4 5", pass("ip", { tcp = false }))
    assert.equal("5", pass("ip", { tcp = false, udp = false }))
    assert.equal("4", pass("ip", { vlan = true, ["vlan.id"] = 6 }))
    assert.equal("1 2", pass("arp", { arp = true }))
  end)

  it("is refused where it names no protocol, or nothing could pass", function()
    local capture <close> = pycap { filename = file }
    local function refused(message, conditions)
      assert.error_matches(function() capture:on("arp", conditions, print) end,
        message, 1, true)
    end
    refused('unknown protocol "vlann"; did you mean vlan?', { vlann = true })
    refused("arp = false: a handler of arp gets only packets with it",
      { arp = false })
    refused("arp.operation: value, list of values or range expected",
      { operation = {} })
    refused("arp.operation: integer from 0 to 65535 or a name expected, " ..
      "got boolean", { operation = true })
    refused("ip.source: IPv4 address or prefix expected, got boolean",
      { ["ip.source"] = true })
  end)
end)
