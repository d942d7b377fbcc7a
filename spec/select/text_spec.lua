--
-- Several fields joined to one text: {"ip.source", "sourceport", text = ...}
--
local pycap = require "pycap"
local support = require "spec.support"

local function packet(payload)
  return pycap.packet(pycap.ethernet { source = "02:00:00:00:00:01",
    destination = "02:00:00:00:00:02" },
    pycap.ip { source = "192.0.2.1", destination = "198.51.100.2",
      id = 0xbeef },
    pycap.tcp { sourceport = 443, destinationport = 40000,
      sequence = 0xffffffff, options = { { kind = "mss", size = 1460 } } },
    payload or "").bytes
end

local file = support.capture {
  { bytes = packet "50% off", time = 1767600000123456000 }
}

-- The first value that a handler gets of the packet.
local function text(names, format, protocol)
  local capture <close> = pycap { filename = file }
  local list, got = { table.unpack(names) }, nil
  list.text = format
  capture:on(protocol or "tcp", { list, "packet.length" }, function(value, n)
    assert.equal(65, n)
    got = value
  end)
  assert.equal(1, capture:loop())
  return got
end

describe("a text of several fields", function()
  it("is what a script would join", function()
    assert.equal("192.0.2.1:443 > 198.51.100.2:40000", text({ "ip.source",
      "sourceport", "ip.destination", "destinationport" }, "%s:%d > %s:%s"))
    assert.equal("443", text({ "sourceport" }, "%d"))
    assert.equal("02:00:00:00:00:01, beef", text({ "ethernet.source", "ip.id" },
      "%s, %x"))
    assert.equal("%00beef%02:00:00:00:00:02%%", text({ "ip.id",
      "ethernet.destination" }, "%%%06x%%%s%%%%"))
    assert.equal("00000000000000000443,4294967295", text({ "sourceport",
      "sequence" }, "%020d,%d"))
    assert.equal("1767600000123456000 50% off 1460", text({ "packet.timestamp",
      "packet.payload", "options[mss].size" }, "%d %s %d"))
    assert.equal("192.0.2.1", text({ "packet.source" }, "%s"))
  end)

  it("has the addresses of IPv6, names, and what is computed", function()
    local frames = {
      pycap.packet(pycap.ethernet {}, pycap.ip6 { source = "2001:db8::1",
        destination = "2001:db8::2" }, pycap.udp { sourceport = 5000,
        destinationport = 53 }, pycap.dns { questions = {
          { name = "www.example.com", type = "a" } } }).bytes
    }
    local capture <close> = pycap { filename = support.capture(frames) }
    local got
    capture:on("dns", { { "ip6.source", "questions[1].name",
      text = "%s asks %s" } }, function(value) got = value end)
    capture:loop()
    assert.equal("2001:db8::1 asks www.example.com", got)
  end)

  it("is nil where one of them is absent", function()
    assert.is_nil(text({ "sourceport", "vlan.id" }, "%d %d"))
    assert.is_nil(text({ "options[sack].kind", "sourceport" }, "%d %d"))
    local capture <close> = pycap { filename = file }
    for value, port in capture:fields("tcp", { { "vlan.id", text = "%d" },
      "sourceport" }) do
      assert.is_false(value)
      assert.equal(443, port)
    end
  end)

  it("may be long", function()
    local capture <close> = pycap { filename = support.capture {
      packet(("x"):rep(3000)) } }
    local got
    capture:on("tcp", { { "packet.payload", "packet.payload",
      text = "%s-%s" } }, function(value) got = value end)
    capture:loop()
    assert.equal(("x"):rep(3000) .. "-" .. ("x"):rep(3000), got)
  end)

  it("is of a flow, too, and beside a key", function()
    local capture <close> = pycap { filename = file }
    local flow, key, joined
    capture:on("flow", { { "source", "sourceport", text = "%s.%d" } },
      function(value) flow = value end)
    local handler = capture:on("tcp", { { "sourceport", text = "%d" },
      { "sourceport" } }, function(...) joined, key = ... end)
    capture:loop()
    assert.equal("443", joined)
    assert.equal(443, handler:values(key))
    capture:close()
    assert.equal("192.0.2.1.443", flow)
  end)

  it("outlives the table it was made of", function()
    local capture <close> = pycap { filename = file }
    local got
    capture:on("tcp", { { "sourceport", text = ("<%s%s>"):format("%d", "!") } },
      function(value) got = value end)
    collectgarbage()
    collectgarbage()
    for i = 1, 100 do assert.equal(6, #("<%dabc" .. i):sub(1, 6)) end
    capture:loop()
    assert.equal("<443!>", got)
  end)

  it("refuses formats, and says what was expected", function()
    local capture <close> = pycap { filename = file }
    local function refused(expected, names, format)
      names.text = format
      assert.error_matches(function()
        capture:on("tcp", { names }, print)
      end, (expected:gsub("%p", "%%%0")))
    end
    refused("text: 2 of %s, %d or %x expected, one for each name, got 1",
      { "sourceport", "window" }, "%s")
    refused("text: %s, %d, %x, %04x or %% expected, one for each name, " ..
      "got %s", { "sourceport" }, "%s%s")
    refused("text: %s, %d, %x, %04x or %% expected, one for each name, " ..
      "got %5d", { "sourceport" }, "%5d")
    refused("got %i", { "sourceport" }, "%i")
    refused("got %021d", { "sourceport" }, "%021d")
    refused("got %08s", { "ip.source" }, "%08s")
    refused("name, got %", { "sourceport" }, "port %")
    refused("name, got %?", { "sourceport" }, "%\n")
    refused("text: ip.source: %s expected, got %d, which is for integers",
      { "ip.source" }, "%d")
    refused("text: packet.payload: %s expected, got %x, which is for integers",
      { "packet.payload" }, "%x")
    refused("text: tcp.options: a field of one entry expected: a list is no " ..
      "text", { "options" }, "%s")
    refused("text: packet.time: packet.timestamp expected, an integer",
      { "packet.time" }, "%s")
    refused("text: packet.flow: a field expected: the bytes of a flow are " ..
      "no text", { "packet.flow" }, "%s")
    refused("text: a format as \"%s:%d\" expected, got number",
      { "sourceport" }, 5)
    refused("text: a format of up to 1024 bytes, none of them zero, expected",
      { "sourceport" }, "%d\0")
    refused("text: a format of up to 1024 bytes, none of them zero, expected",
      { "sourceport" }, "%d" .. (" "):rep(1023))
    refused("key: list of names without other keys than text expected",
      { "sourceport", format = "%d" }, "%d")
    refused("key: list of names without other keys than text expected", {},
      "%d")
    refused("tcp.sourceprot: no such field; did you mean sourceport?",
      { "sourceprot" }, "%d")
    assert.error_matches(function()
      pycap.tally { by = { { "sourceport", text = "%d" } } }
    end, "by")
  end)
end)
