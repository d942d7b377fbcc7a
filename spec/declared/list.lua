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

  it("refuses what is no list", function()
    local function problem(items)
      local _, text = pcall(pycap.protocol, { name = "x",
        fields = { { "a", items = items } } })
      return (text:gsub("^.*pycap%.protocol: ", ""))
    end
    assert.equal("x.a: ends within a byte", problem { { "b", 7 } })
    assert.equal('x.fields.a.items.head: ["head"] is no index of a list',
      problem { { "b", 8 }, head = {} })
    assert.equal("x.fields.a.items: [1] is no key of a list", problem { "b" })
    assert.equal("x.fields.a.items.head.b.ended: string expected, got 0",
      problem { { "b", "text", ended = 0 } })
  end)
end)
