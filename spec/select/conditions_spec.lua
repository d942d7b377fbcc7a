--
-- conditions_spec.lua - conditions that are checked before a callback is called
--
local pycap = require "pycap"
local support = require "spec.support"

local function tcp(source, port, flags)
  return pycap.packet(pycap.ethernet { source = "02:00:00:00:00:0" .. port % 10,
    destination = "02:00:00:00:00:09" },
    pycap.ip { source = source, destination = "198.51.100.2" },
    pycap.tcp { sourceport = port, destinationport = 80, flags = flags or 2 })
    .bytes
end

local function udp6(source)
  return pycap.packet(pycap.ethernet(), pycap.ip6 { source = source,
    destination = "2001:db8::1" }, pycap.udp { sourceport = 53 }, "x").bytes
end

local function arp(fields)
  return pycap.packet(pycap.ethernet(), pycap.arp(fields)).bytes
end

local mixed = support.capture({
  tcp("192.0.2.1", 1), tcp("192.0.2.129", 22), tcp("198.51.100.7", 443),
  tcp("192.0.3.1", 1023), tcp("192.0.2.200", 1024),
  udp6 "2001:db8::5", udp6 "2001:db8:1::5", udp6 "2001:db9::5",
  arp { operation = "request", sourceprotocol = "192.0.2.1" },
  arp { operation = "reply", sourceprotocol = "192.0.2.2" },
}, { times = { 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000 } })

-- The numbers (packet.timestamp is 1000 a packet) of those that pass.
local function pass(protocol, conditions)
  local capture <close> = pycap { filename = mixed }
  local list = {}
  conditions[1] = "packet.timestamp"
  capture:on(protocol, conditions, function(time)
    list[#list + 1] = time // 1000
  end)
  capture:loop()
  return table.concat(list, " ")
end

describe("a condition", function()
  it("is that a field has a value", function()
    assert.equal("3", pass("tcp", { sourceport = 443 }))
    assert.equal("", pass("tcp", { sourceport = 444 }))
    assert.equal("1", pass("tcp", { ["ip.source"] = "192.0.2.1" }))
    assert.equal("3", pass("tcp", { sourceport = 443.0 }))
  end)

  it("may have a list of values", function()
    assert.equal("1 3", pass("tcp", { sourceport = { 443, 1, 7 } }))
    assert.equal("1 3", pass("ip",
      { source = { "198.51.100.7", "192.0.2.1" } }))
    local many = {}
    for i = 1, 5000 do many[i] = i + 1000 end
    assert.equal("4 5", pass("tcp", { sourceport = many }))
  end)

  it("may name bits, all that are set", function()
    local capture <close> = pycap { filename = support.capture {
      tcp("192.0.2.1", 1, "syn"), tcp("192.0.2.1", 2, "syn, ack") } }
    local ports = {}
    capture:on("tcp", { "sourceport", flags = { "syn, ack", "rst" } },
      function(port) ports[#ports + 1] = port end)
    capture:loop()
    assert.same({ 2 }, ports)
    assert.has_error(function()
      capture:on("tcp", { flags = "syn ack" }, print)
    end, "tcp.flags: no such name \"syn ack\"; names are written " ..
      "\"fin\", \"fin, syn\"")
  end)

  it("does not ask the metatables of its tables", function()
    local asked = 0
    local grows = setmetatable({ 443 }, { __index = function(t)
      asked = asked + 1
      for i = 1, 1000 do t[#t + 1] = i end
    end })
    assert.equal("3", pass("tcp", { sourceport = grows }))
    assert.equal(0, asked)
  end)

  it("may have ranges, open ones and in lists", function()
    assert.equal("1 2 3 4", pass("tcp",
      { sourceport = { from = 1, to = 1023 } }))
    assert.equal("4 5", pass("tcp", { sourceport = { from = 1023 } }))
    assert.equal("1 2", pass("tcp", { sourceport = { to = 22 } }))
    assert.equal("1 3 5", pass("tcp", { sourceport =
      { 1, { from = 400, to = 500 }, { from = 1024 } } }))
    assert.equal("", pass("tcp", { sourceport = { from = 9, to = 3 } }))
  end)

  it("may have prefixes of addresses", function()
    assert.equal("1 2 5", pass("ip", { source = "192.0.2.0/24" }))
    assert.equal("2 5", pass("ip", { source = "192.0.2.128/25" }))
    assert.equal("1 2 4 5", pass("ip", { source = "192.0.2.0/23" }))
    assert.equal("1 2 3 4 5", pass("ip", { source = "0.0.0.0/0" }))
    assert.equal("1", pass("ip", { source = "192.0.2.1/32" }))
    assert.equal("6 7", pass("ip6", { source = "2001:db8::/32" }))
    assert.equal("6", pass("ip6", { source = "2001:db8::/48" }))
    assert.equal("6 7 8", pass("ip6", { source = "2001:db8::/31" }))
    assert.equal("6", pass("ip6", { source = "2001:db8::5/128" }))
    assert.equal("3 6", pass("ethernet", { source =
      { "02:00:00:00:00:03", "00:00:00:00:00:00/48" },
      ["packet.timestamp"] = { 3000, 6000 } }))
  end)

  it("may have names and hardware addresses", function()
    assert.equal("10", pass("arp", { operation = "reply" }))
    assert.equal("9 10", pass("arp", { operation = { "request", 2 } }))
    assert.equal("9", pass("arp", { operation = { to = "request" } }))
    assert.equal("2", pass("ethernet", { source = "02:00:00:00:00:02" }))
    assert.equal("2", pass("ethernet", { source = "02-00-00-00-00-02" }))
  end)

  it("may be about the packet", function()
    assert.equal("3 4", pass("ip",
      { ["packet.timestamp"] = { from = 3000, to = 4000 } }))
    assert.equal("2", pass("ip", { ["packet.time"] = 2000 / 1e9 }))
    assert.equal("1 2 3 4 5", pass("ethernet",
      { ["packet.length"] = { 54, 1000 } }))
    assert.equal("6 7 8", pass("ethernet", { ["packet.payload"] = "x" }))
  end)

  it("of several must all hold", function()
    assert.equal("2", pass("tcp", { sourceport = { to = 1023 },
      ["ip.source"] = "192.0.2.128/25", destinationport = 80 }))
  end)

  it("does not hold for what is absent", function()
    assert.equal("", pass("tcp", { ["arp.operation"] = { from = 0 } }))
    assert.equal("1 2 3 4 5", pass("ip", { ["tcp.flags"] = { from = 0 } }))
    assert.equal("", pass("udp", { ["ip.source"] = "0.0.0.0/0" }))
  end)

  it("about an address holds for addresses alone", function()
    local odd = arp { protocol = 0x1234, sourceprotocol = "\192\0\2\1" }
    local capture <close> = pycap { filename = support.capture {
      odd, arp { sourceprotocol = "192.0.2.1" } } }
    local count = 0
    capture:on("arp", { sourceprotocol = "192.0.2.1" },
      function() count = count + 1 end)
    capture:loop()
    assert.equal(1, count)
  end)

  it("without listed names hands over header and packet", function()
    local capture <close> = pycap { filename = mixed }
    local list = {}
    capture:on("arp", { operation = "reply" }, function(header, packet)
      list[#list + 1] = header.sourceprotocol
      assert.equal(header, packet.arp)
    end)
    capture:loop()
    assert.same({ "192.0.2.2" }, list)
  end)

  it("says of packets kept by loop's callback what they were", function()
    local capture <close> = pycap { filename = mixed }
    local count = 0
    capture:on("arp", { operation = 1 }, function() count = count + 1 end)
    capture:loop(function(packet)
      if packet.arp then packet.arp.operation = 1 end
    end)
    assert.equal(1, count)
  end)
end)

describe("a condition that makes no sense", function()
  local capture = pycap { filename = mixed }

  local function refused(message, protocol, conditions)
    assert.error_matches(function()
      capture:on(protocol, conditions, print)
    end, message, 1, true)
  end

  it("is refused by name when on is called", function()
    refused("arp.operatoin: no such field", "arp", { operatoin = 1 })
    refused("ip.sauce: no such field", "arp", { ["ip.sauce"] = 1 })
    refused("nosuch.x: no such protocol", "arp", { ["nosuch.x"] = 1 })
    refused("packet.x: no such member", "arp", { ["packet.x"] = 1 })
  end)

  it("is refused for its type or range", function()
    local integer = "arp.operation: integer from 0 to 65535 or a name expected"
    for got, value in pairs { ["70000"] = 70000, ["-1"] = -1, ["1.5"] = 1.5,
        ["boolean"] = true } do
      refused(integer .. ", got " .. got, "arp", { operation = value })
      refused(integer .. ", got " .. got, "arp", { operation = { 1, value } })
      refused(integer .. ", got " .. got, "arp",
        { operation = { from = value } })
    end
    refused("arp.operation: no such name \"nosuch\"; a name is written " ..
      "\"request\"", "arp", { operation = "nosuch" })
    refused("arp.operation: no such name \"Reply\"; did you mean \"reply\"?",
      "arp", { operation = { 1, "Reply" } })
    refused("ip.headerlength: multiple of 4 from 0 to 60 expected, got 21",
      "ip", { headerlength = 21 })
    refused("packet.length: integer from 0 to 4294967295 expected, got -1",
      "ip", { ["packet.length"] = -1 })
    refused("packet.time: number expected, got \"now\"", "ip",
      { ["packet.time"] = "now" })
    refused("packet.payload: string expected, got 5", "ip",
      { ["packet.payload"] = 5 })
  end)

  it("is refused where it is no address or prefix", function()
    local expected = "ip.source: IPv4 address or prefix expected, got "
    for _, text in ipairs { "", "192.0.2", "192.0.2.1/", "192.0.2.1/33",
        "192.0.2.1/-1", "192.0.2.1/024x", "192.0.2.1/1000", "2001:db8::1",
        "/8", "192.0.2.1/8/8" } do
      refused(expected .. '"' .. text .. '"', "ip", { source = text })
    end
    refused(expected .. "5", "ip", { source = 5 })
    refused("ip6.source: IPv6 address or prefix expected", "ip6",
      { source = "2001:db8::/129" })
    refused("ethernet.source: hardware address or prefix expected", "ethernet",
      { source = "02:00" })
    refused("ip.source: IPv4 address or prefix expected, got table", "ip",
      { source = { from = "192.0.2.1" } })
  end)

  it("is refused where it is a table of something else", function()
    local expected = "arp.operation: value, list of values or range expected"
    refused(expected, "arp", { operation = {} })
    refused(expected, "arp", { operation = { x = 1 } })
    refused(expected, "arp", { operation = { 1, x = 1 } })
    refused("arp.operation: range with from and to only expected", "arp",
      { operation = { from = 1, 5 } })
    refused("arp.operation: range with from and to only expected", "arp",
      { operation = { { 1, 2 } } })
  end)

  it("may be an address as bytes, of any form", function()
    local frames = support.capture { arp(), arp { hardwarelength = 8,
      sourcehardware = "\1\2\3\4\5\6\7\8" },
      arp { sourcehardware = "02:00:00:00:00:01" } }
    local function count(conditions)
      local reader <close>, n = pycap { filename = frames }, 0
      reader:on("arp", conditions, function() n = n + 1 end)
      reader:loop()
      return n
    end
    assert.equal(1, count { sourcehardware = pycap.raw "\1\2\3\4\5\6\7\8" })
    assert.equal(2, count { sourcehardware = {
      pycap.raw "\1\2\3\4\5\6\7\8", pycap.raw "\2\0\0\0\0\1" } })
    assert.equal(0, count { sourcehardware = pycap.raw "\1" })
    refused("ip.source: raw bytes: 4 expected, got 1", "ip",
      { source = pycap.raw "\1" })
    refused('ip.source: IPv4 address or prefix expected, got "10.0"', "ip",
      { source = "10.0" })
    refused("ip.source: IPv4 address or prefix expected, got a string of 4 " ..
      "bytes; bytes are given as pycap.raw(bytes)", "ip",
      { source = { "192.0.2.1", "\xc0\0\2\2" } })
    for what, value in pairs { ["1"] = 1, ['"yes"'] = "yes", table = {} } do
      refused("vlan: true or false expected (a header that is there or not)" ..
        ", got " .. what, "ip", { vlan = value })
    end
    refused("packet.payload: string expected, got ", "ip",
      { ["packet.payload"] = pycap.raw "\1" })
  end)

  it("has of a long list what its parts have", function()
    local function port() return math.random(0, 1030) end
    local function address()
      return ("%d.%d.%d.%d/%d"):format(math.random(191, 199),
        math.random(0, 3), math.random(0, 255), math.random(0, 255),
        math.random(2, 32))
    end
    local makes = {
      ["tcp.sourceport"] = function()
        local from = port()
        return math.random(3) > 1 and from
          or { from = from, to = math.max(0, from + math.random(-9, 90)) }
      end,
      ["ip.source"] = address,
      ["packet.time"] = function()
        return { from = math.random(0, 12000) / 1e9,
          to = math.random(0, 12000) / 1e9 }
      end,
      ["packet.bytes"] = function()
        return math.random(4) > 1 and tcp("192.0.2." .. math.random(9), 1)
          or tcp("192.0.2.129", 22, math.random(1, 3))
      end,
    }
    for name, make in pairs(makes) do
      for _ = 1, 40 do
        local list, parts, seen = {}, {}, {}
        for i = 1, math.random(9, 40) do list[i] = make() end
        for i = 1, #list, 8 do
          local some = { table.unpack(list, i, math.min(i + 7, #list)) }
          for n in pass("tcp", { [name] = some }):gmatch "%d+" do
            if not seen[n] then parts[#parts + 1] = tonumber(n) end
            seen[n] = true
          end
        end
        table.sort(parts)
        assert.equal(table.concat(parts, " "), pass("tcp", { [name] = list }))
      end
    end
  end)

  -- Eight that nothing matches, and those that are given.
  local function among(fill, ...)
    local list = { ... }
    for i = 1, 8 do list[#list + 1] = fill(i) end
    return list
  end

  it("of a long list holds a prefix whatever stands behind its bits",
    function()
      local function other(i) return ("10.0.0.%d"):format(i) end
      local value = (">I4"):unpack "\xc0\0\2\1"
      for bits = 1, 32 do
        local dirty = value | (1 << (32 - bits)) - 1
        local text = ("%d.%d.%d.%d/%d"):format(dirty >> 24, dirty >> 16 & 255,
          dirty >> 8 & 255, dirty & 255, bits)
        local got = pass("tcp", { ["ip.source"] = among(other, text) })
        assert.equal(pass("tcp", { ["ip.source"] = text }), got)
        assert.equal("1", got:sub(1, 1))
      end
      assert.equal("1 3", pass("ip", { source = among(other, "192.0.2.1",
        "198.51.100.7") }))
      assert.equal("1 2 5", pass("tcp", { ["ip.source"] = among(other,
        "192.0.2.0/24", "192.0.2.1", "192.0.2.128/25") }))
    end)

  it("of a long list may be raw bytes, among texts or alone", function()
    local function text(i) return ("10.0.0.%d"):format(i) end
    local function raw(i) return pycap.raw("\10\0\0" .. string.char(i)) end
    for _, other in ipairs { text, raw } do
      assert.equal("1 4", pass("tcp", { ["ip.source"] = among(other,
        pycap.raw "\xc0\0\2\1", pycap.raw "\xc0\0\3\1") }))
    end
    assert.equal("9", pass("arp", { sourceprotocol = among(raw,
      "192.0.2.1") }))
  end)

  it("of a long list holds the ends of ranges, and no empty one", function()
    local function empty(i) return { from = 2 + i, to = 1 } end
    assert.equal("", pass("tcp", { sourceport = among(empty) }))
    assert.equal("2 3", pass("tcp", { sourceport = among(empty,
      { from = 22, to = 30 }, { from = 400, to = 443 }) }))
    assert.equal("1 2 3 4 5", pass("tcp", { sourceport = among(empty,
      { from = 1, to = 5 }, { from = 1, to = 1024 }, { from = 2, to = 3 }) }))
    assert.equal("2", pass("tcp", { ["packet.time"] = among(
      function(i) return { from = i + 1, to = i } end,
      { from = 2e-6, to = 2e-6 }, { from = 2e-6, to = 2.5e-6 }) }))
  end)

  it("of a range may end where no field does, but not below zero", function()
    refused("tcp.sourceport: integer from 0 to 65535 expected, got -1", "tcp",
      { sourceport = -1 })
    refused("tcp.sourceport: integer from 0 to 65535 expected, got -1", "tcp",
      { sourceport = { from = -1, to = 5 } })
    assert.equal("1 2 3 4 5", pass("tcp",
      { headerlength = { from = 19, to = 21 } }))
  end)

  it("is refused where there are too many", function()
    local conditions, all = {}, {}
    for _, protocol in ipairs(pycap.protocols()) do
      if protocol.name == "tcp" or protocol.name == "ip" then
        for _, row in ipairs(protocol.fields) do
          if row.kind == "integer" then
            all[#all + 1] = protocol.name .. "." .. row.name
          end
        end
      end
    end
    for i = 1, 17 do conditions[all[i]] = { from = 0 } end
    refused("too many conditions", "tcp", conditions)
  end)
end)
