--
-- tally_spec.lua - packets counted in C
--
local pycap = require "pycap"
local support = require "spec.support"

local function udp(source, port, payload)
  return pycap.packet(pycap.ethernet(), pycap.ip { source = source,
    destination = "198.51.100.1" }, pycap.udp { sourceport = port,
    destinationport = 54 }, payload or "").bytes
end

local function open(frames)
  return pycap { filename = support.capture(frames) }
end

local arp <const> = pycap.packet(pycap.ethernet(), pycap.arp()).bytes

local some = {
  udp("192.0.2.1", 1, "a"), udp("192.0.2.2", 2, ("b"):rep(100)), arp,
  udp("192.0.2.1", 3), udp("192.0.2.3", 1), udp("192.0.2.1", 1),
}

-- What a tally has of frames, as text.
local function text(tally)
  local list = {}
  for entry, count, sum in pairs(tally) do
    local words = {}
    for i = 1, #entry do words[i] = tostring(entry[i]) end
    assert.equal(entry.count, count)
    assert.equal(entry.sum, sum)
    list[#list + 1] = table.concat(words, ",") .. "=" .. count ..
      (sum and "/" .. sum or "")
  end
  return table.concat(list, " ")
end

local function tallied(options, protocol, conditions)
  local capture <close> = open(some)
  local tally = pycap.tally(options)
  if conditions then capture:on(protocol or "udp", conditions, tally)
  else capture:on(protocol or "udp", tally) end
  assert.equal(#some, capture:loop())
  return tally
end

describe("a tally", function()
  it("counts packets by a key", function()
    local tally = tallied { by = { "ip.source" } }
    assert.equal("192.0.2.1=3 192.0.2.2=1 192.0.2.3=1", text(tally))
    assert.equal(3, #tally)
    assert.equal(0, tally.refused)
    assert.equal("tally (3 keys)", tostring(tally))
  end)

  it("counts by several fields, and adds up one", function()
    assert.equal(
      "192.0.2.1,1=2/85 192.0.2.2,2=1/142 192.0.2.1,3=1/42 192.0.2.3,1=1/42",
      text(tallied { by = { "ip.source", "sourceport" },
        sum = "packet.length" }))
    assert.equal("54=5/141", text(tallied { by = { "destinationport" },
      sum = "length" }))
  end)

  it("counts what meets conditions alone", function()
    assert.equal("192.0.2.1=2 192.0.2.3=1", text(tallied({
      by = { "ip.source" } }, "udp", { sourceport = 1 })))
  end)

  it("counts what is absent under nil, and adds nothing for it", function()
    local tally = tallied({ by = { "ip.source" }, sum = "udp.length" },
      "ethernet")
    local missing
    for entry in pairs(tally) do
      if entry[1] == nil then missing = entry end
    end
    assert.same({ count = 1, sum = 0 }, missing)
    assert.equal(4, #tally)
  end)

  it("takes flows apart", function()
    local tally = tallied { by = { "packet.flow" } }
    assert.same({ "192.0.2.1", "198.51.100.1", 17, 1, 54, count = 2 },
      tally:top(1)[1])
  end)

  it("has its top: by sum, or else by packets", function()
    local tally = tallied { by = { "ip.source" }, sum = "packet.length" }
    local names = {}
    for i, entry in ipairs(tally:top(2)) do names[i] = entry[1] end
    assert.same({ "192.0.2.2", "192.0.2.1" }, names)
    tally = tallied { by = { "ip.source" } }
    names = {}
    for i, entry in ipairs(tally:top()) do names[i] = entry[1] end
    assert.same({ "192.0.2.1", "192.0.2.2", "192.0.2.3" }, names)
    assert.same({}, tally:top(0))
    assert.equal(3, #tally:top(1000))
    assert.has_error(function() tally:top(-1) end)
  end)

  it("has the right top among many", function()
    local frames, counts = {}, {}
    for i = 1, support.rounds(300) do
      local port = i * i % 97
      counts[port] = (counts[port] or 0) + 1
      frames[i] = udp("192.0.2.1", port)
    end
    local capture <close> = open(frames)
    local tally = pycap.tally { by = { "sourceport" } }
    capture:on("udp", tally)
    capture:loop()
    local all = {}
    for port, count in pairs(counts) do
      all[#all + 1] = { port, count = count }
    end
    assert.equal(#all, #tally)
    for n = 1, #all + 1 do
      local top = tally:top(n)
      assert.equal(math.min(n, #all), #top)
      for i, entry in ipairs(top) do
        assert.equal(counts[entry[1]], entry.count)
        assert.is_true(i == 1 or top[i - 1].count >= entry.count)
      end
      -- nothing that was left out is larger than the last one
      local least, inside = top[#top].count, 0
      for _, entry in ipairs(all) do
        if entry.count > least then inside = inside + 1 end
      end
      assert.is_true(inside <= n)
    end
  end)

  it("keeps to its limit, and says what it refused", function()
    local tally = tallied { by = { "ip.source" }, limit = 2 }
    assert.equal("192.0.2.1=3 192.0.2.2=1", text(tally))
    assert.equal(1, tally.refused)
    tally:reset()
    assert.equal(0, #tally)
    assert.equal(0, tally.refused)
    assert.equal("", text(tally))
    assert.same({}, tally:top())
  end)

  it("refuses keys that are too long", function()
    local capture <close> = open { udp("192.0.2.1", 1, ("x"):rep(1000)),
      udp("192.0.2.1", 1, ("x"):rep(400)), udp("192.0.2.1", 1) }
    local tally = pycap.tally { by = { "packet.payload" } }
    capture:on("udp", tally)
    capture:loop()
    assert.equal(2, #tally)
    assert.equal(1, tally.refused)
  end)

  it("holds as many keys as come, each of them right", function()
    local frames = {}
    local keys <const> = support.rounds(9000)
    for i = 1, 2 * keys + keys // 4 do
      frames[i] = arp:sub(1, 28) .. string.pack(">I4", i % keys) ..
        arp:sub(33)
    end
    local capture <close> = open(frames)
    local tally = pycap.tally { by = { "sourceprotocol" } }
    capture:on("arp", tally)
    capture:loop()
    assert.equal(keys, #tally)
    local sum, seen = 0, {}
    for entry, count in pairs(tally) do
      local a, b, c, d = entry[1]:match "(%d+)%.(%d+)%.(%d+)%.(%d+)"
      local n = ((a * 256 + b) * 256 + c) * 256 + d
      assert.is_nil(seen[n])
      seen[n] = true
      assert.equal(n >= 1 and n <= keys // 4 and 3 or 2, count)
      sum = sum + count
    end
    assert.equal(#frames, sum)
  end)

  it("refuses what there is no memory for, and goes on", function()
    support.needs("prlimit")
    -- the sanitizer's memory does not end so
    if os.getenv "ASAN_OPTIONS" then return end
    local frames = {}
    support.calm(function()
      for i = 1, 20000 do
        frames[i] = udp("192.0.2.1", 30000 + i, ("x"):rep(400) .. i)
      end
    end)
    local file = support.capture(frames)
    local out, err, status = support.shell(("%s --eval '%s'"):format(
      support.program(), ([[
        local capture = pycap{filename = "%s"}
        local tally = pycap.tally{by = {"packet.payload"}, sum = "length"}
        capture:on("udp", tally)
        capture:loop(nil, 1)
        local file <close> = io.open "/proc/self/statm"
        local room = file:read "n" * 4096 + (4 << 20)
        local limit = "prlimit --pid $PPID --as="
        assert(os.execute(limit .. room .. ":unlimited"))
        assert(capture:loop() == 19999)
        assert(os.execute(limit .. "unlimited"))
        local packets, bytes = 0, 0
        for _, count, sum in pairs(tally) do
          packets, bytes = packets + count, bytes + sum
        end
        assert(packets == #tally and packets + tally.refused == 20000)
        assert(#tally > 100 and tally.refused > 100)
        assert(bytes > 400 * packets and #tally:top(3) == 3)
        tally:reset()
        capture = pycap{filename = "%s"}
        capture:on("udp", tally)
        capture:loop()
        assert(#tally == 20000 and tally.refused == 0)
        print "done"]]):format(file, file)))
    assert.equal("", err)
    assert.equal("done\n", out)
    assert.equal(0, status)
  end)

  it("may be read and reset while it counts", function()
    local capture <close> = open(some)
    local tally = pycap.tally { by = { "ip.source" } }
    capture:on("udp", tally)
    local seen = {}
    capture:on("udp", function() seen[#seen + 1] = #tally end)
    capture:on("udp", { sourceport = 3 }, function()
      for _ in pairs(tally) do tally:reset() end
    end)
    capture:loop()
    assert.same({ 1, 2, 2, 1, 2 }, seen)
  end)

  it("stops with its handler, and serves several captures", function()
    local tally = pycap.tally { by = { "ip.source" } }
    local a <close> = open(some)
    local b <close> = open(some)
    local handler = a:on("udp", tally)
    b:on("udp", { sourceport = 1 }, tally)
    a:loop(nil, 2)
    handler:cancel()
    a:loop()
    b:loop()
    assert.equal("192.0.2.1=3 192.0.2.2=1 192.0.2.3=1", text(tally))
  end)

  it("leaves callbacks their turn", function()
    local capture <close> = open(some)
    local tally = pycap.tally { by = { "ip.source" } }
    local called = 0
    capture:on("udp", tally)
    capture:on("udp", { "sourceport" }, function() called = called + 1 end)
    capture:loop(function() end)
    assert.equal(5, called)
    assert.equal("192.0.2.1=3 192.0.2.2=1 192.0.2.3=1", text(tally))
  end)

  it("is collected with what uses it", function()
    local weak = setmetatable({}, { __mode = "v" })
    do
      local capture <close> = open(some)
      weak[1] = pycap.tally { by = { "ip.source" } }
      capture:on("udp", weak[1])
      collectgarbage()
      assert.is_not_nil(weak[1])
      capture:loop()
      assert.equal(3, #weak[1])
    end
    collectgarbage()
    collectgarbage()
    assert.is_nil(weak[1])
  end)
end)

describe("a tally that makes no sense", function()
  local function refused(message, options)
    assert.error_matches(function() pycap.tally(options) end, message, 1, true)
  end

  it("is refused when it is made", function()
    refused("pycap.tally: unknown option \"buy\"; did you mean by?",
      { buy = {} })
    refused("pycap.tally: unknown option \"kye\"; there are by, sum, limit",
      { kye = {} })
    refused("pycap.tally: option names expected, got [1]", { "ip.source" })
    refused("pycap.tally: by: list of fields expected, got nil", {})
    refused("pycap.tally: by: list of fields expected, got \"ip.source\"",
      { by = "ip.source" })
    refused("pycap.tally: by: list of 1 to 63 fields expected", { by = {} })
    refused("pycap.tally: by: list of 1 to 63 fields expected",
      { by = { "length", sourceport = 5 } })
    refused("pycap.tally: by: name of a field expected, got number",
      { by = { 5 } })
    refused("pycap.tally: sum: name of a field expected, got number",
      { by = { "ip.source" }, sum = 5 })
    for _, limit in ipairs { 0, -1, 1.5, "x", 1 << 31 } do
      refused("pycap.tally: limit: integer from 1 to 1073741824 expected",
        { by = { "ip.source" }, limit = limit })
    end
    assert.has_error(function() pycap.tally() end)
    assert.error_matches(function()
      return pycap.tally { by = { "x" } }.nosuch
    end, "tally.nosuch: no such member", 1, true)
  end)

  it("is refused when it is attached", function()
    local capture <close> = open(some)
    local function attach(message, options, protocol)
      assert.error_matches(function()
        capture:on(protocol or "udp", pycap.tally(options))
      end, message, 1, true)
    end
    attach("udp.nosuch: no such field", { by = { "nosuch" } })
    attach("ip.sauce: no such field", { by = { "ip.sauce" } })
    attach("udp.nosuch: no such field", { by = { "length" }, sum = "nosuch" })
    attach("tally: sum: integer field expected, got ip.source",
      { by = { "length" }, sum = "ip.source" })
    attach("tally: sum: integer field expected, got packet.time",
      { by = { "length" }, sum = "packet.time" })
    local tally = pycap.tally { by = { "length" } }
    assert.error_matches(function()
      capture:on("udp", { "length" }, tally)
    end, "conditions and no fields expected: a tally's fields are", 1, true)
    capture:on("udp", tally)
    assert.error_matches(function() capture:on("ip", tally) end,
      "tally: it already counts packets of udp", 1, true)
    capture:loop()
    assert.equal(3, #tally)
  end)
end)
