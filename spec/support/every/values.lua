--
-- values.lua - values for the fields of a protocol, read off its rows
--
local pycap = require "pycap"

local values = {}

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

-- The size that a field's raw bytes usually have.
local function usual(field)
  return field.width // 8
end

-- Lists that a field of items takes; nil: what is then read is to be seen.
local function lists(field)
  local list = { { {} } }
  if field.items.plain then
    local both = { { { {} } }, { { {}, {} } } }
    -- one that stands for another is empty where that is there
    if not field.least and not field.instead then both[3] = { {} } end
    return both
  end
  -- what a list leaves behind it is none of its items
  local data = field.leaves and ("\xa5"):rep(field.leaves)
  for _, kind in ipairs(field.items.kinds) do
    list[#list + 1] = { { { kind = kind.kind, data = data } } }
    list[#list + 1] = { { { name = kind.name, data = data } } }
  end
  return list
end

-- Values that a field takes: what to assign, and what is then read.
local function takes(field, protocol)
  if field.time then
    return { { 0, 0 }, { math.mininteger, math.mininteger }, { -1, -1 },
      { "2036-02-07T06:28:16Z", 0 }, { -2208988800.0 + 2 ^ 31, 1 << 63 },
      { "1968-01-20T03:14:08.5Z", 1 << 63 | 1 << 31 } }
  end
  if field.kind == "name" then
    return { { "." , "." }, { "www.example.org.", "www.example.org" },
      { "a\\.b\\\\.\\000\\255", "a\\.b\\\\.\\000\\255" } }
  end
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
    bytes = { ("\xfe"):rep(field.optional and 8
      or field.when and field.width == 0 and 4 or usual(field)) },
    text = { "", ("\xfe"):rep(usual(field)), field.width == 0 and "text"
      or nil },
  }
  -- nothing is there of it, or it stands first and its end is another's
  if field.unless or field.orended then
    texts.text = { field.default or "text" }
  end
  if field.span then texts.text = { "", field.span } end
  local list = {}
  for i, text in ipairs(texts[field.kind]) do
    list[i] = { text, field.kind == "text" and text
      or text:gsub("-", ":"):lower() }
  end
  if field.kind == "mac" then
    list[#list + 1] = { pycap.raw "\2\0\0\0\0\xff", "02:00:00:00:00:ff" }
  elseif field.kind == "ip4" then
    list[#list + 1] = { pycap.raw "\xc6\x33\x64\1", "198.51.100.1" }
  end
  if field.sized then
    local odd = "\0\1\2"
    for _, row in ipairs(protocol and protocol.fields or {}) do
      if row.name == field.sized then odd = odd:rep(row.scale or 1) end
    end
    list[#list + 1] = { (field.kind == "bytes" or field.kind == "text")
      and odd or pycap.raw(odd), odd }
  end
  return list
end

-- Values that it refuses.
local function refuses(field)
  if field.time then
    return { "", "2026-11-28", "2026-02-30T00:00:00Z", "1968-01-20T03:14:07Z",
      "2026-11-28T07:25:37", 0 / 0, 1 / 0, 1e10, true, {}, print }
  end
  if field.kind == "integer" then
    local list = { -1, (field.plus or 0) - 1, field.largest + 1, 0.5,
      0 / 0, 1 / 0, -1 / 0,
      math.mininteger, math.maxinteger, 2.0 ^ 63, field.bits and "," or "",
      "no such name", "1", true, {}, print, pycap.ethernet() }
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
  if field.kind == "name" then
    for _, text in ipairs { "", "..", "a..b", "\\", "\\25", "\\256",
        ("a"):rep(64), ("a."):rep(127) .. "a" } do
      list[#list + 1] = text
    end
    return list
  end
  if field.kind == "text" then
    if field.ended then list[#list + 1] = "a" .. field.ended .. "b" end
    if field.width > 0 and not field.sized then
      list[#list + 1] = ("\1"):rep(usual(field) + 1)
    end
    return list
  end
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
  text = "string .*expected, got ",
  name = "domain name expected, got ",
  items = "list of .*expected, got ",
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
  local rows, set = {}, {}
  for _, row in ipairs(protocol.fields) do rows[row.name] = row end
  local function meet(condition)
    local n = satisfy(condition)
    -- of text it is the size
    if rows[condition.field].kind ~= "text" then set[condition.field] = n
    elseif n > 0 then set[condition.field] = ("x"):rep(n) end
  end
  if field.form and not field.counted then meet(field.form) end
  while field.when do
    -- what counts the field itself follows it
    if field.when.field ~= field.counted then meet(field.when) end
    field = rows[field.when.field]
  end
  return set
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

-- True for a row that is a domain name, or a list with one: it is written by
-- what stands before it.
local function named(row)
  if row.kind == "name" then return true end
  local inner_rows = { row.items and row.items.head }
  for _, kind in ipairs(row.items and row.items.kinds or {}) do
    inner_rows[#inner_rows + 1] = kind.fields
  end
  for _, list in ipairs(inner_rows) do
    for _, inner in ipairs(list) do
      if named(inner) then return true end
    end
  end
  return false
end

-- True when bytes tell nothing of how a header like theirs is to be written.
local function written_anyhow(protocol)
  for _, row in ipairs(protocol.fields) do
    if row.order == "writer" or named(row) then return true end
  end
  return false
end

values.random, values.buffer = random, buffer
values.takes, values.refuses, values.expected = takes, refuses, expected
values.present, values.follows = present, follows
values.rows_of, values.contains, values.named = rows_of, contains, named
values.written_anyhow, values.item_words = written_anyhow, words

return values
