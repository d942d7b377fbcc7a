--
-- list.lua - lists, text, names and times in what a script declares
--
local pycap = require "pycap"

local function roundtrip(name, fields, bytes)
  local packet = pycap.packet(pycap[name](fields))
  assert.equal(bytes, packet.bytes)
  local again = pycap.decode(bytes, name)
  assert.is_nil(again.malformed)
  assert.equal(bytes, pycap.packet(pycap[name](pycap.table(again[1]))).bytes)
  return again[1]
end

describe("a declared list", function()
  it("is of rows that repeat, without a key", function()
    pycap.protocol { name = "servers", fields = {
      { "count", 8 },
      { "list", items = { { "address", "ip4" }, { "port", 16 } },
        counted = "count" },
    } }
    local header = roundtrip("servers", { list = {
      { address = "192.0.2.1", port = 53 },
      { address = "192.0.2.2", port = 5353 } } },
      "\2\192\0\2\1\0\53\192\0\2\2\20\233")
    assert.equal(2, header.count)
    assert.equal("192.0.2.2", header.list[2].address)
    local row = pycap.protocols()[#pycap.protocols()].fields[2]
    assert.equal("items", row.kind)
    assert.equal("address", row.items.head[1].name)
    assert.is_true(row.items.plain)
  end)

  it("may hold lists", function()
    pycap.protocol { name = "groups", fields = {
      { "count", 8 },
      { "groups", counted = "count", items = {
        { "size", 8 },
        { "members", counted = "size", items = { { "id", 16 } } },
      } },
    } }
    local header = roundtrip("groups", { groups = {
      { members = { { id = 1 }, { id = 2 } } },
      { members = { { id = 3 } } } } },
      "\2\2\0\1\0\2\1\0\3")
    assert.equal(2, header.groups[1].members[2].id)
    assert.error_matches(function()
      pycap.groups { groups = { { members = { { id = 1 }, { id = -1 } } } } }
    end, "groups.groups[1].members[2].id: integer from 0 to 65535 expected, " ..
      "got -1", 1, true)
  end)

  it("is beside text, names and times", function()
    pycap.protocol { name = "request", fields = {
      { "file", "text", ended = "\0" },
      { "mode", "text", width = 64 },
      { "host", "name", spelt = true },
      { "sent", time = true },
    } }
    local header = roundtrip("request", { file = "abc", mode = "octet",
      host = "www.example.com", sent = 1 << 32 },
      "abc\0octet\0\0\0\3www\7example\3com\0\0\0\0\1\0\0\0\0")
    assert.equal("octet", header.mode)
    assert.equal("www.example.com", header.host)
    assert.equal(1 << 32, header.sent)
  end)

  it("has data that point into themselves alone, if it says so",
    function()
      pycap.protocol { name = "inner", fields = {
        { "host", "name" },
        { "options", items = { head = { { "kind", 8 }, { "length", 8 } },
          inward = true, kinds = { { 1, "search", fields = {
            { "first", "name" }, { "second", "name" } } } } } },
      } }
      local header = roundtrip("inner", { host = "www.example", options = {
        { name = "search", first = "a.example", second = "b.example" } } },
        "\3www\7example\0\1\22\1a\7example\0\1b\7example\0")
      assert.equal("b.example", header.options[1].second)
      -- what points into the data still leads to the name when all moves
      local packet = pycap.decode("\0\1\15\1a\7example\0\1b\192\2", "inner")
      packet.inner.host = "www.example"
      assert.equal("b.example", pycap.decode(packet.bytes,
        "inner").inner.options[1].second)
    end)

  it("keeps entries that are damaged as bytes, as tcp does", function()
    pycap.protocol { name = "beacon", carriers = { "ethernet", 0x88b5 },
      text = "options {options}", fields = {
        { "state", 8 },
        { "options", items = {
          head = { { "kind", 8 }, { "length", 8 } }, whole = true,
          kinds = { { 2, "mss", fields = { { "size", 16 } } } },
        } },
      } }
    local damaged = "\2\3\5" .. "\2\4\5\180" .. "\8\10\0\0\9"
    local frame = ("\0"):rep(12) .. "\x88\xb5\1" .. damaged
    local segment = ("\0"):rep(12) .. "\x80" .. ("\0"):rep(7) .. damaged
    for _, packet in ipairs { pycap.decode(frame, "ethernet"),
      pycap.decode(segment, "tcp") } do
      assert.is_nil(packet.malformed)
      assert.same({ { kind = 2, name = "mss", length = 3, data = "\5" },
        { kind = 2, name = "mss", length = 4, size = 1460 },
        { data = "\8\10\0\0\9" } }, (packet.tcp or packet.beacon).options)
      assert.matches("%[mss, mss, %.%.%.%]", tostring(packet))
    end
  end)

  it("behind a port has all that it counts, or is payload", function()
    pycap.protocol { name = "counted", carriers = { "udp", 4000 },
      fields = { { "count", 8 }, { "list", items = { { "a", 16 } },
        counted = "count" } } }
    local function decode(message, length)
      local bytes = "\0\1\x0f\xa0\0" .. string.char(8 + #message) .. "\0\0" ..
        message
      return pycap.decode(bytes:sub(1, length), "udp", { length = #bytes })
    end
    local whole = decode "\2aabb"
    assert.same({ 2, 2 }, { whole.counted.count, #whole.counted.list })
    for _, message in ipairs { "\2aab", "\2" } do
      local packet = decode(message)
      assert.is_nil(packet.counted)
      assert.equal(message, packet.payload)
      assert.matches("^counted: its count does not match", packet.malformed)
    end
    local snapped = decode("\2aabb", 8 + 4)
    assert.same({ { a = 0x6161 }, { data = "b" } }, snapped.counted.list)
    assert.matches("^counted: cut off by the snapshot", snapped.malformed)
    assert.is_nil(decode "".malformed)
  end)

  it("ends a text as its form says, where that is no field, too", function()
    pycap.protocol { name = "twoends", fields = {
      { "a", 8 },
      { "b", 8, when = { "a", 1 } },
      { "line", "text", ended = "\r\n", orended = "\n", form = { "b", 0 } },
      { "last", 8 },
    } }
    roundtrip("twoends", { a = 0, line = "abc", last = 5 }, "\0abc\n\5")
    roundtrip("twoends", { a = 1, line = "abc", last = 5 }, "\1\0abc\r\n\5")
    roundtrip("twoends", { a = 1, b = 1, line = "abc", last = 5 },
      "\1\1abc\n\5")
  end)

  it("refuses what is no list", function()
    local function problem(items)
      local _, text = pcall(pycap.protocol, { name = "x",
        fields = { { "a", items = items } } })
      return (text:gsub("^.*pycap%.protocol: ", ""))
    end
    assert.equal("x.a: ends within a byte", problem { { "b", 7 } })
    assert.equal('x.fields.a.items.head: {"head", width} expected, got the ' ..
      'key "head"',
      problem { { "b", 8 }, head = {} })
    assert.equal("x.fields.a.items: [1] is no key of a list", problem { "b" })
    assert.equal("x.fields.a.items.head.b.ended: string expected, got 0",
      problem { { "b", "text", ended = 0 } })
  end)
end)
