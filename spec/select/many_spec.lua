--
-- Many handlers of one capture: which are called, and in what order
--
local pycap = require "pycap"
local support = require "spec.support"

local MANY <const> = 60
local SECOND <const> = 1000000000

-- A frame of one of some hosts, with one of some ports.
local function frame(i)
  local source, port = "192.0.2." .. i % 5, 1000 + i % 7
  local ethernet = { source = "02:00:00:00:00:0" .. i % 3 }
  local kind = i % 4
  if kind == 0 then
    return pycap.packet(pycap.ethernet(ethernet), pycap.arp {
      operation = i % 2 + 1, sourceprotocol = source }).bytes
  end
  local ip = pycap.ip { source = source, destination = "198.51.100.1" }
  local over = kind == 1 and pycap.udp { sourceport = port }
    or pycap.tcp { sourceport = port, destinationport = 1000 + i % 3 }
  if kind == 3 then
    return pycap.packet(pycap.ethernet(ethernet), pycap.vlan { id = i % 3 }, ip,
      over, "data").bytes
  end
  return pycap.packet(pycap.ethernet(ethernet), ip, over, "data").bytes
end

local function open(count)
  local frames = {}
  for i = 1, count do frames[i] = { bytes = frame(i), time = i * SECOND } end
  return pycap { filename = support.capture(frames) }
end

-- Conditions of the kinds that are looked up, and of those that are not.
local function conditions(protocol)
  local function host() return "192.0.2." .. math.random(0, 5) end
  local function port() return 1000 + math.random(0, 8) end
  local all = {
    packet = {
      function() return { ["packet.source"] = host() } end,
      function() return { ["ip.source"] = { host(), host() }, vlan = true } end,
    },
    ethernet = {
      function() return { source = "02:00:00:00:00:01" } end,
      function() return { source = { "02:00:00:00:00:02", pycap.raw(
        "\2\0\0\0\0\0") } } end,
    },
    arp = {
      function() return { sourceprotocol = host(), operation = 2 } end,
      function() return { operation = "request" } end,
      function() return { sourceprotocol = "192.0.2.0/30" } end,
    },
    ip = {
      function() return { source = host() } end,
      function() return { source = { host(), "192.0.2.4/31" } } end,
      function() return { protocol = "tcp" } end,
    },
    udp = {
      function() return { sourceport = port() } end,
      function() return { sourceport = { from = port() } } end,
      function() return { ["ip.source"] = host(), sourceport = port() } end,
    },
    tcp = {
      function() return { sourceport = { port(), port(), port() } } end,
      function() return { destinationport = port(), vlan = false } end,
      function() return { ["packet.source"] = host(), ["vlan.id"] = 1 } end,
    },
  }
  local some = all[protocol]
  return some and some[math.random(#some)]() or {}
end

local PROTOCOLS <const> = { "packet", "ethernet", "arp", "ip", "udp", "tcp",
  "vlan", "dns", "icmp" }

local function random_handlers(count)
  local list = {}
  for i = 1, count do
    local protocol = PROTOCOLS[math.random(#PROTOCOLS)]
    list[i] = { protocol, math.random(4) == 1 and {} or conditions(protocol) }
    list[i][2][1] = "packet.timestamp"
  end
  return list
end

-- Which handlers a packet is for: calls[packet] are their numbers, in order.
local function calls_of(count, handlers, numbers, before)
  local calls = {}
  local capture <close> = open(count)
  for i = 1, count do calls[i] = {} end
  for k, handler in ipairs(handlers) do
    capture:on(handler[1], handler[2], function(time)
      table.insert(calls[time // SECOND], numbers[k])
    end)
    if before then before(capture, k) end
  end
  capture:loop()
  return calls
end

describe("many handlers", function()
  it("are called as each alone would be, in their order", function()
    math.randomseed(17)
    local frames <const> = 50
    for _ = 1, 6 do
      local handlers, numbers = random_handlers(MANY), {}
      local expected = {}
      for i = 1, frames do expected[i] = {} end
      for k, handler in ipairs(handlers) do
        numbers[k] = k
        for i, list in ipairs(calls_of(frames, { handler }, { k })) do
          table.move(list, 1, #list, #expected[i] + 1, expected[i])
        end
      end
      assert.same(expected, calls_of(frames, handlers, numbers))
      -- and when others were there that are cancelled
      local others = {}
      assert.same(expected, calls_of(frames, handlers, numbers,
        function(capture, k)
          others[k] = capture:on("ip", error)
          if k % 5 == 0 then
            for i = k - 4, k do others[i]:cancel() end
          end
        end))
    end
  end)

  it("are looked at again after the callback of loop", function()
    local capture <close> = open(8)
    local seen = {}
    for k = 1, MANY do
      capture:on("ip", { source = "192.0.2." .. k, "packet.timestamp" },
        function(time) table.insert(seen, k .. " in " .. time // SECOND) end)
    end
    local handler = capture:on("ip", error)
    capture:loop(function() handler:cancel() end)
    assert.same({ "1 in 1", "2 in 2", "3 in 3", "1 in 6", "2 in 7" }, seen)
  end)

  it("that are cancelled meanwhile are not called for the packet", function()
    local capture <close> = open(8)
    local handlers, seen = {}, {}
    for k = 1, MANY do
      handlers[k] = capture:on("arp", { "operation" }, function()
        seen[#seen + 1] = k
        if k ~= 5 then return end
        for i = 3, MANY - 1 do
          if i ~= 5 then handlers[i]:cancel() end
        end
      end)
    end
    capture:loop()
    assert.same({ 1, 2, 3, 4, 5, MANY, 1, 2, 5, MANY }, seen)
  end)

  it("that are added meanwhile begin with the next packet", function()
    local capture <close> = open(12)
    local seen = {}
    for k = 1, MANY do
      capture:on("arp", { "packet.timestamp" }, function(time)
        if k ~= 7 then return end
        time = time // SECOND
        seen[#seen + 1] = "at " .. time
        for _ = 1, MANY do
          capture:on("arp", { "packet.timestamp" }, function(later)
            seen[#seen + 1] = time .. " in " .. later // SECOND
          end)
        end
      end)
    end
    capture:loop()
    assert.equal(3 + 3 * MANY, #seen)
    assert.same({ "at 4", "at 8", "4 in 8" }, table.move(seen, 1, 3, 1, {}))
    assert.equal("at 12", seen[3 + MANY])
    assert.equal("8 in 12", seen[#seen])
  end)

  it("let go of the functions of those that are cancelled", function()
    local capture <close> = open(1)
    local weak = setmetatable({}, { __mode = "k" })
    local handlers = {}
    for k = 1, MANY do
      local callback = function() return k end
      weak[callback] = true
      handlers[k] = capture:on("arp", callback)
    end
    handlers[7]:cancel()
    handlers[9]:cancel()
    handlers[9]:cancel()
    handlers = nil
    collectgarbage()
    collectgarbage()
    local left = 0
    for _ in pairs(weak) do left = left + 1 end
    assert.equal(MANY - 2, left)
    assert.is_nil(handlers)
  end)

  it("are none again when all are cancelled", function()
    local capture <close> = open(8)
    local handlers, calls = {}, 0
    for k = 1, MANY do handlers[k] = capture:on("packet", error) end
    for k = 1, MANY do handlers[k]:cancel() end
    capture:on("arp", function() calls = calls + 1 end)
    assert.equal(8, capture:loop())
    assert.equal(2, calls)
  end)
end)
