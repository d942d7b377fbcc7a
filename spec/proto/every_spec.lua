--
-- every_spec.lua - what holds for every protocol, read off its rows
--
local pycap = require "pycap"
local support = require "spec.support"
local ways = require "spec.ways"

local parents, compose, frame = ways.parents, ways.compose, ways.frame

-- Random buffers a protocol; fewer while the collector runs all the time.
local ROUNDS <const> = os.getenv("PYCAP_GCSTRESS") == "1" and 200 or 2000

local protocols = pycap.protocols()
local by_name = {}
for _, protocol in ipairs(protocols) do by_name[protocol.name] = protocol end

-- Members of packets and functions of the module: no protocol takes these.
local reserved = {
  "payload", "trailer", "time", "timestamp", "length", "caplen", "bytes",
  "malformed", "quoted", "unpack", "table", "packet", "capture", "inject",
  "error", "constants", "dump", "devices", "filter", "protocols", "hexdump",
  "flow", "conversation", "tally", "on", "every", "after", "spawn", "loop",
  "stop",
}

-- Numbers that look random and are the same in every run.
local function random(seed)
  return function(n)
    seed = seed * 6364136223846793005 + 1442695040888963407
    return (seed >> 33) % n
  end
end

-- Bytes, half of the time small ones, so that lengths among them fit.
local function buffer(chance, size)
  local bytes = {}
  local most = chance(2) == 0 and 12 or 256
  for i = 1, size do bytes[i] = string.char(chance(most)) end
  return table.concat(bytes)
end

local function decode(frames, datalink)
  local packets = {}
  local capture <close> = pycap {
    filename = support.capture(frames, { datalink = datalink })
  }
  for packet in capture:packets() do packets[#packets + 1] = packet end
  assert.equal(#frames, #packets)
  return packets
end

-- Random bytes; two times of three behind a header at its defaults, of which
-- some bytes are others.
local function forge(protocol, chance, size)
  local tail = buffer(chance, chance(size))
  if chance(3) == 0 then return tail end
  local bytes = { pycap[protocol.name]().packet:byte(1, -1) }
  for _ = 1, chance(4) do bytes[chance(#bytes) + 1] = chance(256) end
  return string.char(table.unpack(bytes)) .. tail
end

-- True when the packet's last header is cut.
local function is_cut(packet)
  return packet.malformed ~= nil and #packet > 0 and packet.malformed:find(
    getmetatable(packet[#packet]):sub(7) .. ": cut ", 1, true) == 1
end

-- The packets of many random buffers under a made parent.
local function scatter(protocol)
  local chance = random(#protocol.name)
  local frames = {}
  local headers, datalink = parents(protocol)
  local depth = #headers + 1
  for i = 1, ROUNDS do
    local bytes = forge(protocol, chance, i % 20 == 0 and 1200 or 80)
    frames[i] = depth == 1 and bytes or compose(headers, bytes)
  end
  return decode(frames, datalink), depth
end

-- Calls f with each header of the protocol that stands in such packets, its
-- packet and the packet's number; fails when they are few. One that is cut does
-- not count.
local function scattered_headers(protocol, f)
  local packets, depth = scatter(protocol)
  local done = 0
  for i, packet in ipairs(packets) do
    local header = packet[depth]
    if getmetatable(header) == "pycap." .. protocol.name
      and not (#packet == depth and is_cut(packet)) then
      f(header, packet, i)
      done = done + 1
    end
  end
  assert.is_true(done > ROUNDS // 5)
end

-- The size that a field's raw bytes usually have.
local function usual(field)
  return field.width // 8
end

-- Lists that a field of items takes; nil: what is then read is to be seen.
local function lists(field)
  local list = { { {} } }
  for _, kind in ipairs(field.items.kinds) do
    list[#list + 1] = { { { kind = kind.kind } } }
    list[#list + 1] = { { { name = kind.name } } }
  end
  return list
end

-- Values that a field takes: what to assign, and what is then read.
local function takes(field)
  if field.kind == "integer" then
    local steps = (field.largest - field.plus) // field.scale
    local middle = field.plus + steps // 2 * field.scale
    if field.order == "writer" then return { { 0, 0 }, { 2, 2 } } end
    local list = { { field.plus, field.plus }, { middle + 0.0, middle },
                   { field.largest, field.largest } }
    for number, name in pairs(field.names or {}) do
      list[#list + 1] = { name, number }
    end
    return list
  end
  if field.kind == "items" then return lists(field) end
  local texts = {
    mac = { "02:00:00:00:00:0a", "02-00-00-00-00-0B" },
    ip4 = { "192.0.2.1", "255.255.255.255" },
    ip6 = { "2001:db8::1", "::" },
    bytes = { ("\xfe"):rep(field.optional and 8 or usual(field)) },
  }
  local list = {}
  for i, text in ipairs(texts[field.kind]) do
    list[i] = { text, text:gsub("-", ":"):lower() }
  end
  if field.kind == "mac" then
    list[#list + 1] = { "\2\0\0\0\0\xff", "02:00:00:00:00:ff" }
  elseif field.kind == "ip4" then
    list[#list + 1] = { "\xc6\x33\x64\1", "198.51.100.1" }
  end
  if field.sized then list[#list + 1] = { "\0\1\2", "\0\1\2" } end
  return list
end

-- Values that it refuses.
local function refuses(field)
  if field.kind == "integer" then
    local list = { -1, (field.plus or 0) - 1, field.largest + 1, 0.5,
      0 / 0, 1 / 0, -1 / 0,
      math.mininteger, math.maxinteger, 2.0 ^ 63, "", "no such name", "1",
      true, {}, print, pycap.ethernet() }
    for _, name in pairs(field.names or {}) do
      list[#list + 1] = name .. "\0"
      list[#list + 1] = name:upper()
    end
    if field.plus > 0 then list[#list + 1] = field.plus - 1 end
    if field.scale > 1 then list[#list + 1] = field.plus + 1 end
    return list
  end
  local list = { 5, 0.5, true, false, print, pycap.ethernet() }
  list[#list + 1] = field.kind == "items" and { kind = 1 } or {}
  if field.kind == "items" then return list end
  if field.kind ~= "bytes" then
    for _, text in ipairs { "no address", "02:00:00:00:00", "192.0.2",
        "192.0.2.256", "02:00:00:00:00:0g", "02:00-00:00:00:00" } do
      list[#list + 1] = text
    end
  end
  if field.width > 0 and not field.sized then
    list[#list + 1] = ("\1"):rep(usual(field) - 1)
    list[#list + 1] = ("\1"):rep(usual(field) + 1)
  end
  return list
end

local expected = {
  integer = "expected, got ",
  mac = "hardware address expected, got ",
  ip4 = "IPv4 address expected, got ",
  ip6 = "IPv6 address expected, got ",
  bytes = "string .*expected, got ",
  items = "list of items or string expected, got ",
}

-- A number with which a condition holds.
local function satisfy(when)
  if when.among then return when.among[1] end
  for _, n in ipairs { when.from, when.mask or 0, when.to } do
    local counted = when.mask and n & when.mask or n
    if counted >= when.from and counted <= when.to then return n end
  end
  error("a condition on " .. when.field .. " that nothing meets")
end

-- Values of other fields of the header with which this one is there.
local function present(protocol, field)
  local rows, values = {}, {}
  for _, row in ipairs(protocol.fields) do rows[row.name] = row end
  while field.when do
    values[field.when.field] = satisfy(field.when)
    field = rows[field.when.field]
  end
  return values
end

-- True for a field that composing fills in where it is not set.
local function follows(protocol, field)
  local extent, checksum = protocol.extent or {}, protocol.checksum or {}
  local is = field.name == protocol.next or field.name == protocol.length or
    field.name == extent.field or field.name == checksum.field
  for _, row in ipairs(protocol.fields) do
    is = is or row.sized == field.name
  end
  return is
end

-- The bytes from which on a header that is cut is there: those of its fixed
-- part, or of its ports; of a list alone those of the first item.
local function least(protocol)
  local rows, bits = protocol.fields, 0
  if rows[1].name == "sourceport" then return 4 end
  if rows[1].kind == "items" then return 9 end -- lldp
  for _, row in ipairs(rows) do
    if row.sized or row.when or row.optional or row.width == 0 then break end
    bits = bits + row.width
  end
  return bits // 8
end

-- A header that is cut: what `bytes` have of the header `made`.
local function cut_header(protocol, made, packet, depth, bytes)
  if #bytes < least(protocol) then
    assert.equal(depth, #packet)
    assert.equal(bytes, packet.payload)
    return
  end
  local header = packet[depth + 1]
  assert.equal("pycap." .. protocol.name, getmetatable(header))
  assert.equal("", packet.payload)
  assert.equal(bytes, header.packet)
  local fields, whole = pycap.table(header), pycap.table(made)
  for _, row in ipairs(protocol.fields) do
    local value, name = fields[row.name], protocol.name .. "." .. row.name
    if value == nil then
      if whole[row.name] ~= nil then
        assert.error_matches(function() header[row.name] = whole[row.name] end,
          name .. ": cannot be assigned, the header is cut before it", 1, true)
      end
    elseif row.kind == "items" then
      local list = whole[row.name]
      for i, item in ipairs(value) do
        assert.is_true(item.kind == nil and i == #value
          or list[i] == nil or item.kind == list[i].kind, name)
      end
    elseif not follows(protocol, row) then
      assert.same(whole[row.name], value, name)
    end
  end
  assert.is_nil(pycap.checksum(header))
end

-- The words that say something else in an item than its rows do.
local words = { name = true, padding = true, kind = true, length = true }

-- Every row of an item: where it stands in the item, and which it is.
local function rows_of(items, kind)
  local rows = {}
  if not (items.bare and kind.bare) then
    for _, row in ipairs(items.head) do
      if not words[row.name] then rows[#rows + 1] = row end
    end
  end
  for _, row in ipairs(kind.fields or {}) do rows[#rows + 1] = row end
  return rows
end

local function contains(list, value)
  for _, other in ipairs(list or {}) do
    if other == value then return true end
  end
  return false
end

-- True when bytes tell nothing of how a header like theirs is to be written.
local function written_anyhow(protocol)
  for _, row in ipairs(protocol.fields) do
    if row.order == "writer" then return true end
  end
  return false
end

-- What holds for every field that is a list of items.
local function list_of_items(protocol, field)
  local make, name = pycap[protocol.name], field.name
  local items = field.items

  -- A header with that list, or string.
  local function with(value)
    local values = present(protocol, field)
    values[name] = value
    return make(values)
  end

  it("describes the items of " .. name, function()
    local head, seen = {}, {}
    for _, row in ipairs(items.head) do head[row.name] = true end
    assert.is_true(head.kind)
    for _, kind in ipairs(items.kinds) do
      assert.matches("^%l[%l%d]*$", kind.name)
      assert.matches("%S", kind.meaning)
      assert.is_nil(seen[kind.name], kind.name)
      assert.is_nil(seen[kind.kind], kind.name)
      seen[kind.name], seen[kind.kind] = true, true
      assert.equal(kind.group == nil, kind.each == nil)
      local here = {}
      for _, row in ipairs(kind.fields or {}) do
        assert.matches("^%l+%d?$", row.name)
        assert.is_nil(words[row.name] or head[row.name] or here[row.name],
          row.name)
        here[row.name] = true
      end
      assert.is_nil(here[kind.group])
      assert.is_nil(words[kind.group] or head[kind.group])
      local width = 0
      for _, row in ipairs(kind.each or {}) do width = width + row.width end
      assert.is_true(kind.each == nil or width > 0)
    end
  end)

  it("gives the defaults of each kind in " .. name, function()
    for _, kind in ipairs(items.kinds) do
      local header = with { { name = kind.name } }
      local item = header[name][1]
      if item then
        assert.equal(kind.kind, item.kind)
        assert.equal(kind.name, item.name)
        assert.equal(contains(items.bare, kind.kind), item.length == nil)
      else  -- zeros, of which padding is made, too
        assert.equal(0, kind.kind)
      end
      for _, row in ipairs(item and kind.fields or {}) do
        assert.is_truthy(item[row.name], kind.name .. "." .. row.name)
      end
      assert.is_true(with(header[name]) == header)
      assert.equal(header.packet, with(header[name]).packet)
    end
  end)

  it("puts together what it took apart of " .. name, function()
    local chance = random(#name)
    local known, junk = 0, 0
    for i = 1, ROUNDS do
      local value = buffer(chance, chance(36))
      local kind = items.kinds[chance(#items.kinds + 1) + 1]
      if i % 2 == 0 then
        value = { { data = value } }
        if kind and not contains(items.bare, kind.kind) then
          value[1].kind = kind.kind
          value[2] = { data = buffer(chance, chance(9)) }
        end
      end
      local header = with(value)
      local list = header[name]
      assert.is_true(with(list) == header)
      for n, item in ipairs(list) do
        if item.name then known = known + 1 end
        if not item.kind then junk = junk + 1 end
        assert.is_true(item.kind ~= nil or n == #list)
      end
    end
    assert.is_true(#items.kinds == 0 or known > ROUNDS // 8)
    assert.is_true(junk > 0)
  end)

  it("refuses what is wrong in " .. name .. ", by name", function()
    local header = with {}
    local function refused(item, where, message)
      local at = ("%s.%s[1]%s: "):format(protocol.name, name, where)
      local ok, complaint = pcall(function() header[name] = { item } end)
      assert.is_false(ok, at)
      assert.is_truthy(complaint:find(at, 1, true), complaint)
      assert.matches(message, complaint)
    end
    refused(5, "", "table expected, got number")
    refused({}, "", "kind, name or data expected")
    refused({ kind = "no such" }, ".kind", "no such kind: no such")
    refused({ kind = -1 }, ".kind", "expected, got %-1")
    refused({ kind = true }, ".kind", "expected, got boolean")
    refused({ name = "no such" }, ".name", "no such kind: no such")
    refused({ data = 5 }, ".data", "string expected, got number")
    refused({ data = "", padding = 5 }, ".padding", "string expected")
    for _, kind in ipairs(items.kinds) do
      refused({ kind = kind.name, colour = 1 }, ".colour", "no such field")
      refused({ kind = kind.kind, [1] = 1 }, ".number", "no such field")
      kind.bare = contains(items.bare, kind.kind)
      for _, row in ipairs(rows_of(items, kind)) do
        if row.name ~= "data" then
          refused({ kind = kind.kind, [row.name] = print }, "." .. row.name,
            "expected, got function")
        end
      end
      if kind.group then
        refused({ kind = kind.kind, [kind.group] = 5 }, "." .. kind.group,
          "list of tables expected")
        refused({ kind = kind.kind, [kind.group] = { { colour = 1 } } },
          "." .. kind.group .. "[1].colour", "no such field")
      end
    end
    assert.same({}, header[name])
  end)
end

describe("the list of protocols", function()
  it("has every name once, a lowercase word that nothing else has", function()
    local seen = {}
    for _, name in ipairs(reserved) do seen[name] = "reserved" end
    assert.is_true(#protocols >= 3)
    for _, protocol in ipairs(protocols) do
      assert.matches("^%l[%l%d]+$", protocol.name)
      assert.is_nil(seen[protocol.name])
      seen[protocol.name] = "a protocol"
    end
  end)

  it("names parents that are in it, each number once", function()
    local seen = {}
    for _, protocol in ipairs(protocols) do
      for _, carrier in ipairs(protocol.carriers) do
        local key = carrier.parent .. " " .. carrier.number
        assert.is_table(by_name[carrier.parent], protocol.name)
        assert.is_nil(seen[key], key)
        seen[key] = true
      end
    end
    assert.is_truthy(next(seen))
  end)
end)

describe("the core, without Lua or libpcap,", function()
  it("forgets no byte and stays inside the bytes it is given", function()
    local program = support.name()
    local flags = "-std=c11 -Wall -Wextra -Werror -g -O1"
    local sources = "spec/core/compose.c src/core/*.c src/proto/*.c"
    local _, complaint, status = support.shell(("cc %s -fsanitize=address," ..
      "undefined -fno-sanitize-recover=all -o %s %s"):format(flags,
      support.quote(program), sources))
    assert.equal("", complaint)
    assert.equal(0, status)
    local out, err
    out, err, status = support.shell(support.quote(program) .. " 20000")
    assert.equal("", err)
    assert.equal(0, status)
    local counts = {}
    for what, n in out:gmatch("(%l+) (%d+)") do counts[what] = tonumber(n) end
    assert.is_true(counts.composed > 5000)
    assert.is_true(counts.refused > 1000)
    assert.is_true(counts.decoded == 20000 and counts.layers > 5000)
  end)
end)

for _, protocol in ipairs(protocols) do
  local make = pycap[protocol.name]

  describe(protocol.name, function()
    it("is documented, row by row", function()
      local seen = { packet = true }
      assert.matches("%S", protocol.title)
      assert.matches("%S %S", protocol.meaning)
      assert.matches("%u+ ?%d", protocol.reference)
      for _, field in ipairs(protocol.fields) do
        assert.matches("^%l+%d?$", field.name)
        assert.is_nil(seen[field.name], field.name)
        assert.matches("%S", field.meaning)
        for number, name in pairs(field.names or {}) do
          assert.matches("^%l[%l%d-]*$", name)
          assert.is_true(number <= field.largest)
        end
        seen[field.name] = true
      end
      assert.is_true(#protocol.fields > 0)
    end)

    it("decodes what nothing set encodes to the defaults", function()
      local header = make()
      local whole, _, datalink = frame(protocol, header.packet)
      local packet = decode({ whole }, datalink)[1]
      local back = packet[protocol.name]
      assert.equal(header.packet, back.packet)
      assert.is_not.matches("^" .. protocol.name .. ":",
        packet.malformed or "")
      for _, field in ipairs(protocol.fields) do
        local sum = protocol.checksum and protocol.checksum.field == field.name
        if field.kind == "integer" and header[field.name] ~= nil and
            not sum then
          assert.equal(field.default, header[field.name], field.name)
        end
        -- in the packet it covers what is not there before
        if sum then header[field.name] = back[field.name] end
        assert.same(header[field.name], back[field.name], field.name)
      end
      assert.is_true(header == back)
    end)

    it("encodes what it decoded, byte for byte", function()
      scattered_headers(protocol, function(header)
        local copy = make(pycap.table(header))
        if not written_anyhow(protocol) then
          assert.equal(header.packet, copy.packet)
        end
        assert.is_true(copy == header)
      end)
    end)

    it("changes nothing by assigning what is there", function()
      scattered_headers(protocol, function(header, packet, i)
        local before = packet.bytes
        local field = protocol.fields[i % #protocol.fields + 1].name
        header[field] = header[field]
        assert.equal(before, packet.bytes)
      end)
    end)

    it("survives random bytes", function()
      local packets, depth = scatter(protocol)
      local fields = 0
      for _, packet in ipairs(packets) do
        assert.matches("bytes", tostring(packet))
        assert.is_true(#packet >= depth or packet.malformed ~= nil
          or protocol.guarded == true)
        for i = 1, #packet do
          local header, seen = packet[i], {}
          assert.matches("^%w+%(.*%)$", (tostring(header):gsub("[^%g ]", "?")))
          for name, value in pairs(header) do
            assert.same(value, header[name])
            seen[name] = value
            fields = fields + 1
          end
          assert.same(pycap.table(header), seen)
        end
        assert.is_table(packet:table())
      end
      assert.is_true(fields > ROUNDS // 5)
    end)

    it("is cut at every length without an error", function()
      local made = make()
      local whole, depth, datalink = frame(protocol, made.packet)
      local before = #whole - #made.packet
      local frames = {}
      for n = 0, #whole - 1 do
        frames[#frames + 1] = whole:sub(1, n)
        frames[#frames + 1] = { bytes = whole:sub(1, n), length = #whole }
      end
      for i, packet in ipairs(decode(frames, datalink)) do
        local n = (i - 1) // 2
        local there = packet.malformed ~= nil or not protocol.guarded
        -- an LLDP frame may end behind any element
        local ended = protocol.name == "lldp" and i % 2 == 1
          and contains({ 9, 18, 22 }, n - before)
        if n >= before and there and not ended then
          local cut = i % 2 == 1 and "cut short"
            or "cut off by the snapshot length"
          -- Of an empty frame nobody knows with which header it begins.
          local name = n > 0 and protocol.name
            or packet.malformed:match("^%w+")
          assert.equal(("%s: %s, at byte %d"):format(name, cut, before),
            packet.malformed)
          cut_header(protocol, made, packet, depth, whole:sub(before + 1, n))
        end
        if ended then assert.is_nil(packet.malformed)
        elseif there then assert.is_string(packet.malformed) end
        assert.equal(whole:sub(1, n), packet.bytes)
      end
    end)

    it("refuses an unknown field by name, the second time too", function()
      local message = protocol.name .. ".nosuch: no such field"
      local header = make()
      for _ = 1, 2 do
        assert.error_matches(function() make { nosuch = 1 } end, message)
        assert.error_matches(function() header.nosuch = 1 end, message)
        assert.error_matches(function() return header.nosuch end, message)
      end
    end)

    it("refuses to have its raw bytes assigned", function()
      local message = protocol.name .. ".packet: the raw bytes cannot be"
      local header = make()
      assert.error_matches(function() make { packet = "" } end, message)
      assert.error_matches(function() header.packet = "" end, message)
    end)

    for _, field in ipairs(protocol.fields) do
      local name = field.name

      it("takes and gives " .. name, function()
        for _, case in ipairs(takes(field)) do
          local values = present(protocol, field)
          local header = make(values)
          header[name] = case[1]
          local expects = case[2] or header[name]
          assert.same(expects, header[name])
          values[name] = case[1]
          local made = make(values)
          assert.same(expects, made[name])
          assert.equal(header.packet, made.packet)
          local back = pycap.packet(made)[1]
          assert.same(expects, back[name])
          back[name] = nil
          assert.same(pycap.packet(back)[1][name], back[name])
          if not follows(protocol, field) then
            assert.same(expects, back[name])
          end
          header[name] = nil
          assert.same(make(present(protocol, field))[name], header[name])
        end
      end)

      it("refuses another type or size for " .. name, function()
        local header = make(present(protocol, field))
        local before = header[name]
        local message = protocol.name .. "%." .. name .. ": .*" ..
          expected[field.kind]
        for _, value in pairs(refuses(field)) do
          for _ = 1, 2 do
            assert.error_matches(function() header[name] = value end, message)
            assert.error_matches(function() make { [name] = value } end,
              message)
          end
          assert.same(before, header[name])
        end
      end)

      if field.kind == "items" then list_of_items(protocol, field) end
    end
  end)
end
