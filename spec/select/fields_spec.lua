--
-- fields_spec.lua - fields instead of objects: on with names, and fields()
--
local pycap = require "pycap"
local support = require "spec.support"

local ethernet <const> = { source = "02:00:00:00:00:01",
  destination = "02:00:00:00:00:02" }

local function arp(fields) return pycap.packet(pycap.ethernet(ethernet),
  pycap.arp(fields)).bytes end

local function tcp(from, to, payload)
  return pycap.packet(pycap.ethernet(ethernet),
    pycap.ip { source = "192.0.2.1", destination = "198.51.100.2" },
    pycap.tcp { sourceport = from, destinationport = to, sequence = 7 },
    payload or "").bytes
end

local function open(...)
  return pycap { filename = support.capture { ... } }
end

-- What a handler with these names is called with, packet by packet.
local function collect(capture, protocol, names)
  local list = {}
  capture:on(protocol, names, function(...)
    list[#list + 1] = table.pack(...)
  end)
  capture:loop()
  return list
end

describe("fields", function()
  it("are handed over in the order of their names", function()
    local list = collect(open(arp { operation = 2,
      sourceprotocol = "192.0.2.9" }), "arp",
      { "operation", "sourceprotocol", "sourcehardware", "ethernet.source",
        "protocol" })
    assert.same({ { n = 5, 2, "192.0.2.9", "00:00:00:00:00:00",
      "02:00:00:00:00:01", 0x0800 } }, list)
  end)

  it("may be members of the packet", function()
    local bytes = tcp(1024, 80, "hello")
    local capture = pycap { filename = support.capture { {
      bytes = bytes .. "xx", time = 1000000001500000000, length = 99 } } }
    local list = collect(capture, "tcp", { "packet.time", "packet.timestamp",
      "packet.length", "packet.caplen", "packet.bytes", "packet.payload",
      "packet.trailer", "packet", "ip.packet" })
    assert.same({ { n = 9, 1000000001.5, 1000000001500000000, 99, #bytes + 2,
      bytes .. "xx", "hello", "xx", bytes:sub(35, 54), bytes:sub(15, 34) } },
      list)
    assert.equal("float", math.type(list[1][1]))
  end)

  it("are nil where there is no such header or field", function()
    local list = collect(open(tcp(1, 2)), "tcp",
      { "arp.operation", "ip6.source", "sourceport", "vlan.packet" })
    assert.same({ { n = 4, nil, nil, 1, nil } }, list)
  end)

  it("are those of the outermost header", function()
    local bytes = pycap.packet(pycap.ethernet(), pycap.vlan { id = 5 },
      pycap.vlan { id = 6 }, pycap.arp()).bytes
    assert.same({ { n = 2, 5, 5 } },
      collect(open(bytes), "vlan", { "id", "vlan.id" }))
    assert.same({ { n = 1, 5 } }, collect(open(bytes), "arp", { "vlan.id" }))
  end)

  it("come for packets that have the protocol alone", function()
    local list = collect(open(arp(), tcp(1, 2), arp(), "short"), "arp",
      { "operation" })
    assert.equal(2, #list)
  end)

  it("keep addresses of unusual sizes as bytes", function()
    local list = collect(open(arp { hardwarelength = 2,
      sourcehardware = "\1\2", protocol = 0x1234, sourceprotocol = "\1\2\3\4",
      targethardware = "\3\4" }), "arp",
      { "sourcehardware", "sourceprotocol" })
    assert.same({ { n = 2, "\1\2", "\1\2\3\4" } }, list)
  end)

  it("do not follow what a callback assigned: they are the wire's", function()
    local capture = open(arp { operation = 1 })
    local seen
    capture:on("arp", { "operation" }, function(n) seen = n end)
    capture:loop(function(packet) packet.arp.operation = 2 end)
    assert.equal(1, seen)
  end)

  it("of several handlers come in the order of these", function()
    local capture = open(arp { operation = 1 }, arp { operation = 2 })
    local order = {}
    local function add(name)
      return function(...)
        local value = (...)
        if type(value) == "table" then value = value.operation end
        order[#order + 1] = name .. value
      end
    end
    capture:on("arp", { "operation" }, add "a")
    capture:on("arp", add "b")
    local c
    capture:on("arp", { "operation" }, function(n)
      add "x"(n)
      c:cancel()
    end)
    c = capture:on("arp", { "operation" }, add "c")
    capture:on("arp", { "operation" }, add "d")
    capture:loop()
    assert.equal("a1 b1 x1 d1 a2 b2 x2 d2", table.concat(order, " "))
  end)

  it("make no object: nothing to collect stays behind", function()
    local frames = {}
    for i = 1, 5000 do frames[i] = arp { operation = i % 2 + 1 } end
    local capture = pycap { filename = support.capture(frames) }
    local count = 0
    capture:on("arp", { "operation", "sourceprotocol", "packet.length" },
      function() count = count + 1 end)
    capture:loop(nil, 100)
    collectgarbage()
    collectgarbage("stop")
    local before = collectgarbage("count")
    capture:loop(nil, 4000)
    local after = collectgarbage("count")
    collectgarbage("restart")
    assert.equal(4100, count)
    assert.is_true((after - before) * 1024 < 4000)
  end)

  it("are refused by name when on is called", function()
    local capture = open(arp())
    local function refused(message, names, f)
      assert.error_matches(function()
        capture:on("arp", names, f or print)
      end, message, 1, true)
    end
    refused("arp.sorceprotocol: no such field", { "sorceprotocol" })
    refused("ethernet.sauce: no such field", { "ethernet.sauce" })
    refused("nosuch.field: no such protocol", { "nosuch.field" })
    refused("packet.nosuch: no such member", { "packet.nosuch" })
    refused("name of a field expected, got number", { 5 })
    refused("names expected at 1, 2, ...", { [2] = "operation" })
    refused("names expected at 1, 2, ...", { [true] = "operation" })
    local key = "key: list of names without other keys than text expected"
    refused(key, { {} })
    refused(key, { { "operation", protocol = 1 } })
    refused("name of a field expected, got table", { { {} } })
    refused("tally or function expected", { "operation" }, 5)
    refused("table of fields, tally or function expected, got string",
      "operation")
    assert.equal(1, capture:loop())
  end)

  it("may be many, up to a limit", function()
    local names = {}
    for i = 1, 64 do names[i] = "operation" end
    assert.equal(64, collect(open(arp()), "arp", names)[1].n)
    names[65] = "operation"
    assert.has_error(function() open(arp()):on("arp", names, print) end)
  end)
end)

describe("an iterator over fields", function()
  it("gives what is listed of the packets that have the protocol", function()
    local list = {}
    for from, length in open(tcp(1, 2), arp(), tcp(3, 4, "x"))
      :fields("tcp", { "sourceport", "packet.length" }) do
      list[#list + 1] = from .. " " .. length
    end
    assert.same({ "1 54", "3 55" }, list)
  end)

  it("takes conditions", function()
    local list = {}
    for from in open(tcp(1, 2), tcp(3, 80), tcp(5, 443))
      :fields("tcp", { "sourceport", destinationport = { 80, 443 } }) do
      list[#list + 1] = from
    end
    assert.same({ 3, 5 }, list)
  end)

  it("gives false where the first is absent, so that it goes on", function()
    local list = {}
    for vlan, from in open(tcp(1, 2), tcp(3, 4))
      :fields("tcp", { "vlan.id", "sourceport" }) do
      list[#list + 1] = { vlan, from }
    end
    assert.same({ { false, 1 }, { false, 3 } }, list)
  end)

  it("refuses what on refuses, and an empty list", function()
    local capture = open(arp())
    assert.error_matches(function() capture:fields("arp", { "x" }) end,
      "arp.x: no such field", 1, true)
    assert.error_matches(function() capture:fields("arp", {}) end,
      "no fields are listed", 1, true)
    assert.error_matches(function() capture:fields("nosuch", { "x" }) end,
      "unknown protocol", 1, true)
  end)
end)

-- What fields give equals what objects give -------------------------------

local protocols = pycap.protocols()

-- Values as they can be compared: lists of items are tables.
local function plain(value)
  if type(value) ~= "table" then return value end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for i, key in ipairs(keys) do
    keys[i] = tostring(key) .. "=" .. tostring(plain(value[key]))
  end
  return "{" .. table.concat(keys, " ") .. "}"
end

-- Compares all fields of all protocols in a file; returns how many.
local function compare(name)
  local capture <close> = pycap { filename = name }
  local compared = 0
  for _, protocol in ipairs(protocols) do
    local names = {}
    for i, row in ipairs(protocol.fields) do names[i] = row.name end
    local own = #names
    for _, member in ipairs { "time", "length", "payload", "trailer",
        "malformed", "flow", "conversation" } do
      names[#names + 1] = "packet." .. member
    end
    names[#names + 1] = "packet"
    local seen
    capture:on(protocol.name, names, function(...) seen = table.pack(...) end)
    capture:on(protocol.name, function(header, packet)
      local values = {}
      for i = 1, own do values[i] = header[names[i]] end
      for i = own + 1, #names - 1 do values[i] = packet[names[i]:sub(8)] end
      values[#names] = header.packet
      for i = 1, #names do
        compared = compared + 1
        if plain(values[i]) ~= plain(seen[i]) then
          error(("%s: %s.%s is %s, as a field %s"):format(name, protocol.name,
            names[i], plain(values[i]), plain(seen[i])))
        end
      end
      seen = nil
    end)
  end
  local ok, problem = pcall(capture.loop, capture)
  if not ok and getmetatable(problem) ~= pycap.error then error(problem) end
  return compared
end

describe("fields equal what objects give", function()
  it("on generated packets, cut off everywhere", function()
    local whole = tcp(1024, 80, "hello")
    local frames = {}
    for i = 1, #whole do
      frames[#frames + 1] = { bytes = whole:sub(1, i), length = #whole }
    end
    local seed = 1
    local function random(n)
      seed = seed * 6364136223846793005 + 1442695040888963407
      return (seed >> 33) % n
    end
    for _, base in ipairs { whole, arp(), pycap.packet(pycap.ethernet(),
        pycap.ip6(), pycap.udp(), "x").bytes } do
      for _ = 1, 200 do
        local at = random(#base) + 1
        frames[#frames + 1] = base:sub(1, at - 1) .. string.char(random(256)) ..
          base:sub(at + 1)
      end
    end
    assert.is_true(compare(support.capture(frames)) > 10000)
  end)

  it("on captures of real traffic", function()
    support.needs "corpus"
    local compared, packets = 0, 0
    for i, file in ipairs(support.corpus()) do
      if i % 9 == 1 and file.packets <= 3000 and file.path then
        compared = compared + compare(file.path)
        packets = packets + file.packets
      end
    end
    assert.is_true(compared > 4 * packets)
  end)
end)
