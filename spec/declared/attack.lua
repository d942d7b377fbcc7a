--
-- attack.lua - bytes against names and lists that a script declares: loops,
-- forward pointers, chains, endless labels, counts that lie; all in linear time
--
local pycap = require "pycap"
local support = require "spec.support"

pycap.protocol { name = "zone", title = "Zone", meaning = "names in lists",
  reference = "RFC 1035", fields = {
    { "count", 16, "how many names there are" },
    { "names", "items", "the names", counted = "count",
      items = { { "name", "name", "a name" } } },
  }, carriers = { "ethernet", 0x88b5 } }

pycap.protocol { name = "nest", fields = {
  { "count", 16 },
  { "groups", counted = "count", items = {
    { "size", 16 },
    { "members", counted = "size", items = {
      { "size", 16 },
      { "ids", counted = "size", items = { { "id", 8 } } },
    } },
  } },
} }

pycap.protocol { name = "words", fields = {
  { "count", 16 },
  { "words", counted = "count", items = { { "text", "text", ended = "\0" } } },
} }

pycap.protocol { name = "pairs", fields = {
  { "version", 8 },
  { "options", "items", items = {
    head = { { "kind", 8 }, { "length", 8 } },
    kinds = { { 1, "hosts", fields = { { "host", "name" } } } },
  } },
} }

-- What is seen of bytes in all the ways that there are. 64 KiB take a tenth of
-- a second at most; what is not linear in them would take minutes.
local function look(bytes, name)
  local begin = os.clock()
  local packet = pycap.decode(bytes, name)
  assert.equal(bytes, packet.bytes)
  local plain = packet:table()
  local _ = #tostring(packet) + #pycap.tree(packet) + #packet:json()
  if packet[name] then
    local ok, made = pcall(pycap[name], plain.headers[1])
    if ok then _ = made.packet end
  end
  local seconds = os.clock() - begin
  assert(seconds < 10, ("%s: %.1f s"):format(name, seconds))
  return packet
end

local function zone(count, rest) return (">I2"):pack(count) .. rest end

describe("names that a script declares", function()
  it("are none that loop, point forward, or at what is no label", function()
    for _, name in ipairs { "\xc0\x02", "\xc0\x04\xc0\x02", "\1a\xc0\x02",
        "\xff\xff", "\xc0\x20" .. ("\0"):rep(40), "\x40", "\x80a\0" } do
      local packet = look(zone(1, name), "zone")
      assert.matches("^zone: ", packet.malformed)
      for _, row in ipairs(packet.zone.names) do assert.is_nil(row.name) end
    end
  end)

  it("end after 255 bytes, of 64 KiB of labels, too", function()
    local packet = look(zone(1, ("\1a"):rep(32000)), "zone")
    assert.matches("^zone: ", packet.malformed)
    assert.is_nil(look(zone(1, ("\1a"):rep(126) .. "\0"), "zone").malformed)
    packet = look(zone(65535, ("\1a"):rep(126) .. "\0" ..
      ("\1a"):rep(32000)), "zone")
    assert.equal(2, #packet.zone.names)
  end)

  it("are chains of 127 pointers at most", function()
    local rows, at = { "\1a\0" }, 2
    for i = 1, 16000 do
      rows[#rows + 1] = (">I2"):pack(0xc000 | math.min(at, 0x3fff))
      at = i == 1 and 5 or at + 2
    end
    local packet = look(zone(65535, table.concat(rows)), "zone")
    assert.matches("^zone: its count", packet.malformed)
    assert.is_true(#packet.zone.names < 200)
  end)

  it("may all point at the longest one", function()
    local long = ("\1a"):rep(126) .. "\0"
    local packet = look(zone(32001, long .. ("\xc0\2"):rep(32000)), "zone")
    assert.is_nil(packet.malformed)
    assert.equal(32001, #packet.zone.names)
    assert.equal(packet.zone.names[1].name, packet.zone.names[32001].name)
  end)

  it("are in the data of options", function()
    local packet = look("\0" .. ("\1\2\xc0\1"):rep(16000), "pairs")
    assert.equal("\xc0\1", packet.pairs.options[1].data)
  end)
end)

describe("lists that a script declares", function()
  it("have as many entries as there are, whatever is counted", function()
    local packet = look("\xff\xff" .. ("\1a\0"):rep(3), "zone")
    assert.matches("^zone: its count does not match the items that follow",
      packet.malformed)
    assert.equal(3, #packet.zone.names)
    packet = look("\xff\xff" .. ("\xff\xff"):rep(30000), "nest")
    assert.matches("^nest: ", packet.malformed)
    assert.is_true(#packet.nest.groups <= 2)
  end)

  it("may be 64 KiB of empty lists, or of empty texts", function()
    local packet = look("\x7d\0" .. ("\0\0"):rep(32000), "nest")
    assert.is_nil(packet.malformed)
    assert.equal(32000, #packet.nest.groups)
    packet = look("\xff\xff" .. ("\0"):rep(65000), "words")
    assert.matches("^words: ", packet.malformed)
    assert.equal(65000, #packet.words.words)
  end)

  it("may be a text without an end", function()
    local packet = look("\xff\xff" .. ("a"):rep(65000), "words")
    assert.matches("^words: ", packet.malformed)
  end)

  it("are looked at once by conditions and names of entries", function()
    local bytes = zone(13000, ("\1a\1b\0"):rep(13000))
    local frame = pycap.packet(pycap.ethernet { type = 0x88b5 }, bytes).bytes
    local frames = {}
    for i = 1, 20 do frames[i] = frame end
    local capture <close> = pycap { filename = support.capture(frames) }
    local seen, begin = 0, os.clock()
    capture:on("zone", { "names[13000].name", ["names[].name"] = "c" }, error)
    capture:on("zone", { "names[13000].name" }, function(name)
      assert.equal("a.b", name)
      seen = seen + 1
    end)
    capture:loop()
    assert.equal(20, seen)
    assert.is_true(os.clock() - begin < 10)
  end)
end)

-- What holds for every protocol holds for one that a script declares.
require "spec.support.every" (_ENV, "zone", {
  source = "by hand, its names by RFC 1035, section 4.1.4",
  document = "RFC 1035",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 88b5
    0003 03777777076578616d706c6500 c002 0161c006
  ]],
  fields = {
    count = { 3 },
    names = { { { name = "www.example" }, { name = "www.example" },
      { name = "a.example" } } },
  },
})
