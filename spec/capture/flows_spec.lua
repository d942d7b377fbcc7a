--
-- flows_spec.lua - on("flow"): conversations as handlers, tallies and printers
-- get them
--
local pycap = require "pycap"
local support = require "spec.support"
local blocks = require "spec.support.blocks"

local RAW <const> = pycap.constants.dlt.RAW
local TCP <const>, UDP <const> = 6, 17

local function tcp(from, flags, sequence, payload)
  return pycap.packet(pycap.ip { source = "192.0.2." .. from,
    destination = "192.0.2." .. 3 - from },
    pycap.tcp { sourceport = from == 1 and 1000 or 80, flags = flags,
      destinationport = from == 1 and 80 or 1000, sequence = sequence },
    payload or "")
end

local function udp(port, payload, from)
  return pycap.packet(pycap.ip { source = "192.0.2." .. (from or 1),
    destination = "192.0.2.9" }, pycap.udp { sourceport = 1000,
    destinationport = port }, payload or "")
end

-- A file of packets, which come at these times, or a second apart.
local function file_of(packets, times)
  local name = support.name(".pcap")
  local dump = pycap.dump(name, { datalink = RAW })
  for i, packet in ipairs(packets) do
    dump:write(packet, { time = times and times[i] or i })
  end
  dump:close()
  return name
end

local function capture_of(packets, times, options)
  options = options or {}
  options.filename = file_of(packets, times)
  return pycap(options)
end

-- Has a capture collect what a handler of flows gets: a list of tables.
local function collect(capture, fields, options)
  local list = {}
  capture:on("flow", fields, function(...)
    list[#list + 1] = table.pack(...)
    list[#list].n = nil
  end, options)
  return list
end

local TALK <const> = {
  tcp(1, "syn", 100), tcp(2, "syn, ack", 500), tcp(1, "ack", 101),
  tcp(1, "ack", 101, "GET / HTTP/1.1"), tcp(2, "ack", 501, "abc"),
  tcp(1, "fin, ack", 115), tcp(2, "fin, ack", 504), tcp(1, "ack", 116),
}

describe("on(\"flow\")", function()
  it("gives all fields of a conversation", function()
    local capture <close> = capture_of(TALK, { 1, 1.5, 1.75, 2, 3, 4, 5, 6 })
    local list = collect(capture, { "source", "destination", "sourceport",
      "destinationport", "protocol", "packets", "bytes", "backpackets",
      "backbytes", "first", "last", "seconds", "state", "reason", "handshake",
      "retransmissions", "disorder", "gaps", "application", "communityid",
      "vlans" })
    capture:loop()
    assert.same({ { "192.0.2.1", "192.0.2.2", 1000, 80, TCP, 5, 214, 3, 123,
      1.0, 6.0, 5.0, "closed", "fin", 0.75, 0, 0, 0, "http",
      "1:zmad2/0QCKfhO8J8Pgw2si2qnnE=" } }, list)
  end)

  it("gives nil for what is not there", function()
    local capture <close> = capture_of { pycap.packet(pycap.ip { protocol = 1,
      source = "192.0.2.1" }) }
    local got
    capture:on("flow", { "sourceport", "handshake", "application", "vlans",
      "protocol" }, function(...) got = table.pack(...) end)
    capture:loop()
    assert.same({ n = 5, [5] = 1 }, got)
  end)

  it("has keys that are those of packets", function()
    local capture <close> = capture_of(TALK)
    local keys = {}
    local handler = capture:on("flow", { "key" }, function(key)
      keys[key] = true
    end)
    local other
    capture:on("tcp", function(_, packet) other = packet.conversation end)
    capture:loop()
    assert.same({ [other] = true }, keys)
    assert.same({ "192.0.2.1", "192.0.2.2", TCP, 1000, 80 },
      { handler:values(other) })
    local joined = collect(capture_of(TALK), { { "source", "protocol" } })
    assert.same({}, joined)
  end)

  it("joins fields to keys", function()
    local capture <close> = capture_of(TALK)
    local handler, key
    handler = capture:on("flow", { { "source", "protocol", "seconds",
      "state" } }, function(k) key = k end)
    capture:loop()
    assert.same({ "192.0.2.1", TCP, 7.0, "closed" }, { handler:values(key) })
  end)

  it("takes conditions", function()
    for _, case in ipairs {
      { { protocol = "tcp" }, 1 }, { { protocol = "udp" }, 2 },
      { { protocol = { "tcp", "udp" } }, 3 }, { { protocol = 1 }, 0 },
      { { source = "192.0.2.0/25", destinationport = { from = 50, to = 60 } },
        1 },
      { { destination = "192.0.2.9" }, 2 }, { { state = "closed" }, 1 },
      { { state = { "closed", "unanswered" } }, 3 }, { { reason = "fin" }, 1 },
      { { bytes = { from = 100 } }, 1 }, { { seconds = { from = 1 } }, 1 },
      { { handshake = { to = 10.0 } }, 1 }, { { application = "http" }, 1 },
      { { application = false }, 2 }, { { application = true }, 1 },
      { { vlans = false }, 3 }, { { gaps = 1 }, 0 },
      { { first = 1.0 }, 1 },
    } do
      local packets = { table.unpack(TALK) }
      packets[9], packets[10] = udp(53), udp(99)
      local capture <close> = capture_of(packets)
      local list = collect(capture, case[1])
      capture:loop()
      assert.equal(case[2], #list, next(case[1]))
    end
  end)

  it("calls at the start, from time to time, or at the end", function()
    local packets, times = {}, {}
    for i = 1, 10 do packets[i], times[i] = udp(53), 100 + i * 0.5 end
    packets[11], times[11] = udp(53), 120
    packets[12], times[12] = udp(53), 120.2
    local capture <close> = capture_of(packets, times)
    local starts = collect(capture, { "packets", "reason" }, { at = "start" })
    local often = collect(capture, { "packets", "last" },
      { at = "every", every = 2 })
    local seldom = collect(capture, { "packets" }, { at = "every", every = 10 })
    local minutely = collect(capture, { "packets" }, { at = "every" })
    local ends = collect(capture, { "packets", "reason" }, { at = "end" })
    capture:loop()
    assert.same({ { 1 } }, starts)
    assert.same({ { 5, 102.5 }, { 9, 104.5 }, { 11, 120.0 } }, often)
    assert.same({ { 11 } }, seldom)
    assert.same({}, minutely)
    assert.same({ { 12, "end" } }, ends)
  end)

  it("tells the end of one connection before the next begins", function()
    local capture <close> = capture_of { TALK[1], tcp(1, "syn", 9000) }
    local order = {}
    for _, at in ipairs { "start", "end" } do
      capture:on("flow", { "reason" }, function(reason)
        order[#order + 1] = at .. " " .. tostring(reason)
      end, { at = at })
    end
    capture:loop()
    assert.same({ "start nil", "end new", "start nil", "end end" }, order)
  end)

  it("comes between the packets", function()
    local capture <close> = capture_of({ udp(1), udp(2), udp(3) },
      { 1, 100, 101 })
    local order = {}
    capture:on("udp", { "destinationport" }, function(port)
      order[#order + 1] = port
    end)
    capture:on("flow", { "destinationport", "reason" }, function(port, reason)
      order[#order + 1] = port .. reason
    end)
    capture:loop()
    assert.same({ 1, 2, "1idle", 3, "2end", "3end" }, order)
  end)

  it("fills tallies", function()
    local packets = { table.unpack(TALK) }
    packets[9], packets[10] = udp(53, "abc"), udp(99)
    local capture <close> = capture_of(packets)
    local tally = pycap.tally { by = { "protocol", "state" }, sum = "bytes" }
    capture:on("flow", tally)
    capture:loop()
    local rows = {}
    for row in pairs(tally) do
      rows[#rows + 1] = ("%d %s %d %d"):format(row[1], row[2], row.count,
        row.sum)
    end
    table.sort(rows)
    assert.same({ "17 unanswered 2 59", "6 closed 1 214" }, rows)
    assert.error_matches(function() capture:on("udp", {}, tally) end,
      "it already counts flow")
  end)

  it("ends flows by its limits, and counts them", function()
    local packets = {}
    for i = 1, 20 do packets[i] = udp(i) end
    local function counts_of(limits)
      local capture <close> = capture_of(packets, nil, { flows = limits })
      local list = collect(capture, { "reason" })
      capture:loop()
      return capture:flows(), list
    end
    local counts, list = counts_of { limit = 8 }
    assert.equal(20, counts.begun)
    assert.equal(12, counts.full)
    assert.equal(8, counts["end"])
    assert.equal(0, counts.open)
    assert.equal(20, #list)
    assert.equal(19, counts_of({ limit = 1 }).full)
    counts = counts_of { limit = 8, full = "refuse" }
    assert.same({ 8, 0, 12 }, { counts.begun, counts.full, counts.refused })
    counts = counts_of { idle = 3.5 }
    assert.same({ 16, 4 }, { counts.idle, counts["end"] })
    counts = counts_of { idle = { unanswered = 3.5 } }
    assert.same({ 16, 4 }, { counts.idle, counts["end"] })
    counts = counts_of { idle = { udp = 3.5 } }
    assert.same({ 0, 20 }, { counts.idle, counts["end"] })
    counts = counts_of { bytes = 4096 }
    assert.is_true(counts.full > 0 and counts.bytes <= 4096)
  end)

  it("lets flows be silent for as long as the reference says", function()
    local default = {}
    for _, class in ipairs(require "doc.api.conversations") do
      for _, field in ipairs(class.class == "pycap.flows.idle" and class.fields
        or {}) do default[field[1]] = field.default end
    end
    local ping = pycap.packet(pycap.ip { source = "192.0.2.1",
      protocol = "icmp" }, pycap.icmp {})
    local reset = tcp(2, "rst, ack", 0)
    for kind, packets in pairs { opening = { TALK[1] }, closed = { TALK[1],
      reset }, tcp = { table.unpack(TALK, 1, 3) }, unanswered = { udp(1) },
      udp = { udp(1), pycap.packet(pycap.ip { source = "192.0.2.9",
        destination = "192.0.2.1" }, pycap.udp { sourceport = 1,
        destinationport = 1000 }) }, other = { ping } } do
      for more, count in pairs { [0] = 0, [0.001] = 1 } do
        local all = { table.unpack(packets) }
        local times = {}
        for i = 1, #all do times[i] = 1 end
        all[#all + 1] = pycap.packet(pycap.ip { source = "192.0.2.99" })
        times[#all] = 1 + default[kind] + more
        local capture <close> = capture_of(all, times)
        collect(capture, {})
        capture:loop(nil, #all)
        assert.equal(2 - count, capture:flows().open, kind)
      end
    end
  end)

  it("is told what its conversations were when a capture is closed",
    function()
    local capture = capture_of { udp(1), udp(2) }
    local list = collect(capture, { "destinationport", "reason" })
    capture:dispatch(nil, 1)
    assert.same({}, list)
    capture:close()
    assert.same({ { 1, "end" } }, list)
  end)

  it("keeps its table from one loop to the next", function()
    local capture <close> = capture_of(TALK)
    local list = collect(capture, { "packets", "backpackets" })
    capture:loop(nil, 3)
    assert.equal(1, capture:flows().open)
    capture:loop()
    assert.same({ { 5, 3 } }, list)
  end)

  it("lets handlers wait", function()
    local capture <close> = capture_of({ udp(1), udp(2), udp(3), udp(4) },
      { 1, 100, 200, 300 })
    local list = {}
    capture:on("flow", { "destinationport" }, function(port)
      pycap.sleep(0.5)
      list[#list + 1] = port
    end)
    capture:loop()
    assert.same({ 1, 2 }, list)
    pycap.loop()  -- what waited when the file had ended
    table.sort(list)
    assert.same({ 1, 2, 3, 4 }, list)
  end)

  it("raises what a handler raises, and goes on", function()
    local capture <close> = capture_of({ udp(1), udp(2), udp(3) },
      { 1, 100, 200 })
    local list = {}
    capture:on("flow", { "destinationport" }, function(port)
      if port == 1 then error("stop it", 0) end
      list[#list + 1] = port
    end)
    local ok, fault = pcall(capture.loop, capture)
    assert.is_false(ok)
    assert.matches("^stop it", fault)
    capture:loop()
    assert.same({ 2, 3 }, list)
  end)

  it("leaves the packets alone that come when it has failed", function()
    for _, at in ipairs { "start", "end" } do
      local capture <close> = capture_of({ udp(1), udp(2), udp(3) },
        { 1, 100, 200 })
      local handler
      handler = capture:on("flow", {}, function()
        handler:cancel()
        error "stop it"
      end, { at = at })
      assert.is_false(pcall(capture.loop, capture))
      local count = 0
      capture:loop(function(packet)
        packet.ip.timetolive = 1
        count = count + 1
      end)
      assert.is_true(count > 0)
    end
  end)

  it("has no time before its first packet, whatever the file says", function()
    local section = blocks.section():interface(101)
    for i, time in ipairs { 9 * 10^15, 10^16, 9 * 10^15 } do
      section:packet(0, math.tointeger(time), TALK[i].bytes)
    end
    local capture <close> = pycap { filename = support.write(section:bytes()) }
    local list = collect(capture, { "seconds", "handshake", "packets" })
    capture:loop()
    assert.equal(1, #list)
    assert.equal(2, list[1][3])
    assert.is_true(list[1][1] > 9e9)
    assert.is_nil(list[1][2])
  end)

  it("costs nothing any more once it is cancelled", function()
    local capture <close> = capture_of({ udp(1), udp(2), udp(3) },
      { 1, 100, 200 })
    local list, handler = {}, nil
    handler = capture:on("flow", { "destinationport" }, function(port)
      list[#list + 1] = port
      handler:cancel()
    end)
    capture:loop()
    assert.same({ 1 }, list)
    assert.equal(2, capture:flows().begun)
  end)

  it("sees datagrams whole where fragments are put together", function()
    local bytes = ("x"):rep(2000)
    local whole = pycap.packet(pycap.ip { source = "192.0.2.1",
      destination = "192.0.2.2", id = 7 }, pycap.udp { sourceport = 5,
      destinationport = 6 }, bytes).bytes:sub(21)
    local function part(at, to)
      return pycap.packet(pycap.ip { source = "192.0.2.1", id = 7,
        destination = "192.0.2.2", protocol = UDP, offset = at,
        flags = to < #whole and 1 or 0 }, whole:sub(at + 1, to))
    end
    local packets = { part(0, 1000), part(1000, #whole) }
    local fields = { "sourceport", "packets", "bytes" }
    local capture <close> = capture_of(packets, nil, { fragments = true })
    local list = collect(capture, fields)
    capture:loop()
    assert.same({ { 5, 1, 20 + #whole } }, list)
    local plain <close> = capture_of(packets)
    list = collect(plain, fields)
    plain:loop()
    assert.equal(2, #list)
  end)

  it("refuses what it does not know, by name", function()
    local capture <close> = capture_of { udp(1) }
    for _, case in ipairs {
      { "flow.sourc: no such field; did you mean source%?", { "sourc" } },
      { "tcp.flags: no such field", { "tcp.flags" } },
      { "flow.vlan: no such field; did you mean vlans%?", { vlan = true } },
      { "flow.bytes: integer .* expected, got \"x\"", { bytes = "x" } },
      { "flow.protocol: .*tpc", { protocol = "tpc" } },
      { "flow.source: address or prefix expected", { source = "x" } },
      { "flow.state: string", { state = 5 } },
      { "flow.seconds: number expected", { seconds = "x" } },
      { "at: .*start.*every.*end", {}, { at = "begin" } },
      { "every: it goes with at = \"every\"", {}, { every = 5 } },
      { "every: number", {}, { at = "every", every = -1 } },
      { "unknown option \"evry\"; did you mean every%?", {}, { evry = 5 } },
      { "table expected, got number", {}, 5 },
    } do
      assert.error_matches(function()
        capture:on("flow", case[2], print, case[3])
      end, case[1])
    end
    assert.error_matches(function() capture:on("flow", print) end,
      "on: flow: table of fields or tally expected, got function")
    assert.error_matches(function()
      capture:on("udp", {}, print, { at = "end" })
    end, "options are for \"flow\" alone, got table")
    for _, case in ipairs {
      { "flows: table expected", true }, { "limit", { limit = 0 } },
      { "full: .*oldest.*refuse", { full = "newest" } },
      { "idle: seconds, or a table", { idle = "x" } },
      { "idle: unknown option \"sctp\"", { idle = { sctp = 5 } } },
    } do
      assert.error_matches(function()
        pycap { filename = file_of {}, flows = case[2] }
      end, case[1])
    end
    assert.is_nil(capture:flows())
  end)
end)
