--
-- kinds.lua - text, times, names and rows that repeat, in protocols that
-- are declared for it
--
local pycap = require "pycap"
local support = require "spec.support"

-- A request as HTTP has it: words, and lines up to an empty one.
local function request()
  return pycap.protocol {
    name = "request", fields = {
      { "method", "text", "what is asked", ended = " ", default = "GET" },
      { "target", "text", "of what", ended = " ", default = "/" },
      { "version", "text", "in which form", ended = "\r\n" },
      { "headers", "items", "lines", ended = "\r\n", items = { head = {
        { "name", "text", "before the colon", ended = ": " },
        { "value", "text", "behind it", ended = "\r\n" } } } },
    },
  }
end

local clock = {
  name = "clock", fields = {
    { "stratum", 8, "how far from the source" },
    { "sent", "integer", "when it was sent", time = true },
  },
}

-- Runs in a state of its own, which knows only what it declares.
local function alone(f)
  local file = support.write(("%s\n"):format(f), ".lua")
  return support.shell(("%s --script %s"):format(support.program(),
    support.quote(file)))
end

describe("text", function()
  local text <const> = "PUT /a b\r\nHost: example.org\r\nX: \r\n\r\nbody"

  it("goes up to its end; so do lines that repeat", function()
    request()
    local packet = pycap.decode(text, "request")
    local header = packet.request
    assert.is_nil(packet.malformed)
    assert.same({ "PUT", "/a", "b" },
      { header.method, header.target, header.version })
    assert.same({ { name = "Host", value = "example.org" },
      { name = "X", value = "" } }, header.headers)
    assert.equal("body", packet.payload)
    local copy = pycap.request(pycap.table(header))
    assert.equal(text, copy.packet .. "body")
    assert.equal("GET /  \r\n\r\n",
      pycap.request { version = " " }.packet)
    header.headers = { { name = "A", value = "b" } }
    assert.equal("PUT /a b\r\nA: b\r\n\r\nbody", packet.bytes)
    assert.error_matches(function() header.method = "a b" end,
      "request.method: string without the bytes that end it expected", 1, true)
  end)

  it("is cut where its end is not there", function()
    for n = 1, #text - 5 do
      local packet = pycap.decode(text:sub(1, n), "request")
      assert.matches("^request: cut short", packet.malformed)
      assert.equal(text:sub(1, n), packet.bytes)
    end
  end)

  it("of fixed width is filled up with zeros", function()
    pycap.protocol { name = "label", fields = {
      { "text", "text", "a label", width = 64 } } }
    local label = pycap.label { text = "abc" }
    assert.equal("abc\0\0\0\0\0", label.packet)
    assert.equal("abc", label.text)
    label = pycap.decode("\0b\0c\0\0\0\0", "label").label
    assert.equal("\0b\0c", label.text)
    label.text = label.text
    assert.equal("\0b\0c\0\0\0\0", label.packet)
    assert.error_matches(function() label.text = "123456789" end,
      "label.text: string of at most 8 bytes expected, got \"123456789\"", 1,
      true)
  end)
end)

describe("a time of NTP's", function()
  local out

  setup(function() pycap.protocol(clock) end)

  it("is the integer on the wire, text, or seconds", function()
    local header = pycap.decode(support.wire "02 ec2d06b1 80000000",
      "clock").clock
    assert.equal(0xec2d06b180000000, header.sent)
    assert.equal("2025-07-24T19:23:29.500000000Z", pycap.name(header, "sent"))
    header.sent = "2036-02-07T06:28:15.75Z"
    assert.equal(0xffffffffc0000000, header.sent)
    header.sent = "2036-02-07T06:28:17Z"  -- era 1 (RFC 5905, section 6)
    assert.equal(1 << 32, header.sent)
    assert.equal("2036-02-07T06:28:17.000000000Z", pycap.name(header, "sent"))
    header.sent = 0.0
    assert.equal("1970-01-01T00:00:00.000000000Z", pycap.name(header, "sent"))
    header.sent = 0
    assert.is_nil(pycap.name(header, "sent"))
    assert.error_matches(function() header.sent = "yesterday" end,
      "clock.sent: integer as on the wire, seconds or text " ..
      "\"2026-11-28T07:25:37Z\" expected, got \"yesterday\"", 1, true)
  end)

  it("is text where it is shown", function()
    local packet = pycap.packet(pycap.clock { sent = "2026-11-28T07:25:37Z" })
    assert.matches("sent: 2026%-11%-28T07:25:37%.000000000Z",
      pycap.tree(packet))
    assert.matches('"clock.sent":"2026%-11%-28T07:25:37%.000000000Z"',
      packet:json())
  end)

  it("is compared as an unsigned number", function()
    out = alone [[
      pycap.protocol { name = "clock", fields = {
        { "stratum", 8, "how far" },
        { "sent", "integer", "when", time = true } },
        carriers = { { "ethernet", 0x88b5 } } }
      local seen = {}
      local frames = {}
      for i, sent in ipairs { 1 << 32, math.mininteger, -1 } do
        frames[i] = pycap.packet(pycap.ethernet(), pycap.clock {
          stratum = i, sent = sent })
      end
      local function count(condition)
        local dump <close> = pycap.dump("clock.pcap", { datalink = 1 })
        for _, frame in ipairs(frames) do dump:write(frame) end
        dump:close()
        local found = {}
        local capture <close> = pycap { filename = "clock.pcap" }
        capture:on("clock", { "stratum", sent = condition },
          function(stratum) found[#found + 1] = stratum end)
        capture:loop()
        return table.concat(found, ",")
      end
      local folder = os.tmpname() os.remove(folder)
      print(count { from = "2026-11-28T00:00:00Z" })
      print(count { to = math.mininteger })
      print(count(-1))
      print(count { 1 << 32, -1 })
      os.remove "clock.pcap"
    ]]
    assert.equal("3\n1,2\n3\n1,3\n", out)
  end)
end)

describe("bytes that are counted in bits", function()
  local prefix = { { "bits", 8, "bits of the prefix" }, { "prefix", "bytes",
    "the prefix", counted = "bits", unit = 1, inbits = true } }

  it("are as many as hold the bits", function()
    pycap.protocol { name = "prefixes", fields = {
      { "first", 8, "something" },
      { "list", "items", "prefixes", items = { head = prefix } } } }
    local bytes = support.wire "00 14 0a0110 00 08 0a 09 0a80"
    local list = pycap.decode(bytes, "prefixes").prefixes.list
    assert.same({ { bits = 20, prefix = "\10\1\16" },
      { bits = 0, prefix = "" }, { bits = 8, prefix = "\10" },
      { bits = 9, prefix = "\10\x80" } }, list)
    assert.equal(bytes, pycap.prefixes { list = list }.packet)
    assert.equal(support.wire "00 10 0a01", pycap.prefixes { list = {
      { prefix = "\10\1" } } }.packet)
  end)

  it("follow the count of a header, and set it", function()
    pycap.protocol { name = "onlyprefix", fields = prefix }
    local packet = pycap.decode(support.wire "0b 0a20 ff", "onlyprefix")
    assert.equal("\10\32", packet.onlyprefix.prefix)
    assert.equal("\xff", packet.payload)
    packet.onlyprefix.prefix = "\10"
    assert.equal(support.wire "08 0a ff", packet.bytes)
  end)
end)

describe("a list in a list", function()
  it("is counted and measured by what stands before it", function()
    pycap.protocol { name = "nested", fields = {
      { "count", 8, "groups" },
      { "groups", "items", "groups", counted = "count", items = { head = {
        { "size", 8, "bytes" },
        { "names", "items", "names", sized = "size", items = { head = {
          { "name", "name", "a name" } } } },
        { "kind2", 8, "what follows" },
        { "address", "ip4", "an address", when = { "kind2", 4 } },
      } } },
    } }
    local groups = { { names = { { name = "a.b" }, { name = "b" } } },
      { kind2 = 4, address = "192.0.2.1" } }
    local header = pycap.nested { groups = groups }
    assert.equal(support.wire [[02 07 01610162 00 c004 00 00 04 c0000201]],
      header.packet)
    local read = pycap.decode(header.packet, "nested").nested
    assert.equal(2, read.count)
    assert.equal("b", read.groups[1].names[2].name)
    assert.equal("192.0.2.1", read.groups[2].address)
    assert.is_nil(read.groups[1].address)
    assert.is_true(pycap.nested(pycap.table(read)) == read)
    assert.error_matches(function()
      pycap.nested { groups = { { address = "192.0.2.1" } } }
    end, "nested.groups[1].address: cannot be given: its presence depends " ..
      "on kind2", 1, true)
  end)
end)
