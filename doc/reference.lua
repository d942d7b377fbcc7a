--
-- reference.lua - doc/protocols.md: the protocols and their fields
--
local pycap = require "pycap"
local example = require "doc.example"
local rows = require "doc.rows"

local HEAD <const> = [[
# Protocols and fields

This page is generated from `pycap.protocols()` (`make docs`). Besides the
fields below, each header has the member `packet`, the header's bytes as a
string. An absent field is nil.

Addresses are text, or strings of raw bytes where they have another size or are
of another kind. Integers are read as numbers. Where values have names, a name
can be assigned, and names of bits with commas between: `"syn, ack"`.
`pycap.constants` has the values that C headers have names for.

Fields that count, link or sum up fill themselves in where a script leaves them
unset. A protocol "with the numbers of" another also carries what the other
carries.

A list is a Lua list of tables, one for each item:

- `kind`, a number; a name can be assigned;
- `name`, of a known kind, and the fields in the table of kinds;
- `length`, where the wire has one; it is counted if unset;
- `data`, the bytes of an unknown kind, or of a known one with an odd size;
- `padding`, where it is not the usual zeros.

Bytes that are no item (after the end, or behind a wrong length) come last, as
`data` without a `kind`. A string of bytes is taken for a whole list. The list
that is read is a copy: change it and assign it again.

]]

local out

local function put(format, ...)
  out[#out + 1] = select("#", ...) > 0 and format:format(...) or format
end

local function code(text) return "`" .. text .. "`" end

local function datalinks(protocol)
  local words, names = {}, {}
  for name, number in pairs(pycap.constants.dlt) do names[number] = name end
  for i, number in ipairs(protocol.datalinks or {}) do
    words[i] = names[number] and ("%s (%d)"):format(names[number], number) or
      tostring(number)
  end
  return table.concat(words, ", ")
end

-- Who carries the protocol, and under which numbers.
local function carriers(protocol, by_name)
  local order, numbers = {}, {}
  for _, carrier in ipairs(protocol.carriers) do
    local name = carrier.parent
    local parent = by_name[name]
    if parent then
      if not numbers[name] then
        numbers[name], order[#order + 1] = {}, name
      end
      local field
      for _, row in ipairs(parent.fields) do
        if row.name == parent.next then field = row end
      end
      local text = field and rows.number(field, carrier.number) or
        tostring(carrier.number)
      if carrier.when then
        text = text .. " where " .. rows.condition(protocol, carrier.when)
      end
      local list = numbers[name]
      if parent.next or carrier.number > 0 then list[#list + 1] = text end
    end
  end
  local words = {}
  for i, name in ipairs(order) do
    local list = table.concat(numbers[name], ", ")
    words[i] = code(name) .. (list ~= "" and " " .. list or "")
  end
  return table.concat(words, "; ")
end

local covers = {
  header = "the header",
  rest = "the header and what follows it",
  pseudo = "the pseudo header of IP or IPv6, the header and what follows it",
}

local sums = { internet = "Internet checksum", crc32c = "CRC-32C",
  cisco = "Internet checksum, an odd last byte in Cisco's way," }

local function relations(protocol, by_name)
  if protocol.next then
    put("- `%s` says what follows%s%s.", protocol.next,
      protocol.space and ", with the numbers of `" .. protocol.space .. "`" or
      "", protocol.lengths and "; up to 1500 it is the length of that" or "")
  end
  if protocol.twin then
    put("- `%s`, where unset, is made the same.", protocol.twin)
  end
  if protocol.length then
    put("- `%s` is the length of the header.", protocol.length)
  end
  local counted = {}
  for _, field in ipairs(protocol.fields) do
    local list = field.sized and counted[field.sized]
    if list then list[#list + 1] = code(field.name)
    elseif field.sized then counted[field.sized] = { code(field.name) }
    end
  end
  for _, name in ipairs(rows.keys(counted)) do
    put("- `%s` counts the bytes of %s.", name,
      table.concat(counted[name], #counted[name] > 2 and ", " or " or "))
  end
  for _, field in ipairs(protocol.fields) do
    if field.counted then
      put("- `%s` counts the %s of `%s`.", field.counted, field.items and
        "items" or field.inbits and "bits" or
        ("units of %d bytes"):format(field.unit), field.name)
    end
  end
  local extent, checksum = protocol.extent, protocol.checksum
  if extent then
    put("- `%s` counts %swhat follows%s.", extent.field,
      extent.header and "the header and " or "",
      extent.open and "; 0: all that is there" or "")
  end
  local before
  while checksum do
    put("- %s`%s` is the %s of %s%s.", checksum.when and "Where " ..
      rows.condition(protocol, checksum.when) .. ", " or before and "Else " or
      "", checksum.field, sums[checksum.kind], covers[checksum.covers],
      checksum.optional and "; 0: there is none" or "")
    before, checksum = checksum, checksum.other
  end
  if protocol.otherwise and by_name[protocol.otherwise] then
    put("- What stands here may be `%s` instead.", protocol.otherwise)
  end
end

local function default(field)
  if field.kind == "integer" then
    return rows.number(field, field.default)
  elseif not field.default then
    return ""
  elseif field.kind ~= "items" and field.kind ~= "bytes" then
    return code((field.default:gsub("%c", function(c)
      return ("\\%d"):format(c:byte())
    end)))
  end
  local bytes = field.default:gsub(".", function(c)
    return ("%02x "):format(c:byte())
  end)
  return #field.default > 8 and ("%d bytes"):format(#field.default) or
    code(bytes:sub(1, -2))
end

-- What a row's meaning leaves out.
local function meaning(protocol, field)
  local text = field.meaning
  if (field.scale or 1) > 1 then
    text = ("%s; in steps of %d"):format(text, field.scale)
  end
  if field.order == "little" then text = text .. "; lowest byte first" end
  if field.order == "writer" then
    text = text .. "; in the byte order of the writer"
  end
  if field.names then
    text = text .. (field.bits and "; bits with names" or
      "; values with names")
  end
  if field.when then
    text = ("%s; only when %s"):format(text,
      rows.condition(protocol, field.when))
  end
  if field.least then
    text = ("%s; only where %d bytes are left for each"):format(text,
      field.least)
  end
  if field.instead then text = text .. "; else the list behind it" end
  if field.optional then
    text = text .. "; only where the header goes on so far"
  end
  if field.form then
    text = ("%s; %s %s"):format(text, field.orended
      and "the second end unless" or "bytes unless",
      rows.condition(protocol, field.form))
  end
  return text
end

local function cell(text) return (text:gsub("|", "\\|")) end

local function put_fields(protocol)
  local made = pycap.table(pycap[protocol.name]())
  put "| field | size | kind | default | meaning |"
  put "|---|---|---|---|---|"
  for _, field in ipairs(protocol.fields) do
    local preset = default(field)
    local value = made[field.name]
    if field.kind ~= "integer" and field.kind ~= "items" and
        type(value) == "string" and value:find("^[%x:.]+$") then
      preset = code(value)
    end
    put("| `%s` | %s | %s | %s | %s |", field.name, rows.width(field),
      rows.kinds[field.kind], preset, cell(meaning(protocol, field)))
  end
  put ""
end

-- The names of a field's values.
local function put_names(path, field)
  if not field.names then return end
  local words = {}
  for i, value in ipairs(rows.keys(field.names)) do
    words[i] = ("%s `%s`"):format(rows.number(field, value),
      field.names[value])
  end
  put("`%s`: %s.\n", path, table.concat(words, ", "))
end

local function describe(row)
  local text = ("`%s` (%s"):format(row.name, rows.width(row))
  if row.kind ~= "integer" and row.kind ~= "items" and
      row.kind ~= "bytes" then
    text = text .. ", " .. rows.kinds[row.kind]
  end
  return text .. "): " .. row.meaning
end

-- The rows of an item, in one cell.
local function content(item)
  local list = {}
  for _, row in ipairs(item.fields or {}) do
    list[#list + 1] = describe(row)
  end
  if item.each then
    local each = {}
    for i, row in ipairs(item.each) do each[i] = describe(row) end
    list[#list + 1] = ("`%s`, a list, each with %s"):format(item.group,
      table.concat(each, "; "))
  end
  if not item.fields and not item.each then return "" end
  return table.concat(list, "; ")
end

local function put_list(list)
  local items = list.items
  put("### %s\n", list.path)
  local head = {}
  for i, row in ipairs(items.head) do head[i] = describe(row) end
  put(items.plain and "Each has %s." or "Each item begins with %s.",
    table.concat(head, "; "))
  if items.whole then put "The length counts the whole item." end
  if items.ends then
    put("An item of kind %d ends the list.", items.last or 0)
  end
  if items.joins then
    put("Items of one kind are parts of one value, the `joined` of the first.")
  end
  if items.inward then
    put "Compressed names in an item's data point into these."
  end
  if items.align > 1 then
    put("Items begin at multiples of %d bytes.", items.align)
  end
  if items.pad > 1 then
    put("Zeros make the list a multiple of %d bytes.", items.pad)
  end
  if items.plain then put ""
  else put(items.kinds[1] and
    "\n| kind | name | meaning | content |\n|---|---|---|---|" or
    "No kinds are known: all have `data`.") end
  for _, item in ipairs(items.kinds) do
    put("| %d | `%s` | %s | %s |", item.kind, item.name, cell(item.meaning),
      cell(content(item)))
  end
  put ""
  for _, row in ipairs(items.head) do
    put_names(list.path .. "[i]." .. row.name, row)
  end
  for _, item in ipairs(items.kinds) do
    for _, row in ipairs(item.fields or {}) do
      put_names(("%s %s.%s"):format(list.path, item.name, row.name), row)
    end
    for _, row in ipairs(item.each or {}) do
      put_names(("%s %s.%s[i].%s"):format(list.path, item.name, item.group,
        row.name), row)
    end
  end
end

local function put_constants(protocol)
  local constants, words = pycap.constants[protocol.name], {}
  for i, name in ipairs(rows.keys(constants)) do
    words[i] = ("`%s` %d"):format(name, constants[name])
  end
  if #words == 0 then return end
  put("Constants, in `pycap.constants.%s`: %s.\n", protocol.name,
    table.concat(words, ", "))
end

local function put_protocol(protocols, protocol, by_name)
  put("## %s\n", protocol.name)
  put("%s (%s).\n", protocol.meaning, protocol.reference)
  local parents = carriers(protocol, by_name)
  local links = datalinks(protocol)
  local prefix = protocol.prefix
  if parents ~= "" then
    put("- Carried by %s%s.", parents, protocol.aimed
      and " of the receiver" or "")
  end
  if prefix then
    put("- In %s its length stands before it, in %d bytes.",
      code(prefix.parent), prefix.size)
  end
  if links ~= "" then put("- Begins frames of the link types %s.", links) end
  relations(protocol, by_name)
  put ""
  put_fields(protocol)
  for _, field in ipairs(protocol.fields) do put_names(field.name, field) end
  for _, list in ipairs(rows.lists(protocol)) do put_list(list) end
  put_constants(protocol)
  put("```lua\n%s```\n", example(protocols, protocol))
end

-- The text of the page; with `only`, of the sections of these names alone.
return function(protocols, only)
  local by_name, words = {}, {}
  out = { HEAD }
  for i, protocol in ipairs(protocols) do
    by_name[protocol.name] = protocol
    words[i] = ("[%s](#%s)"):format(protocol.name, protocol.name)
  end
  if only then out = {} else put("%s\n", table.concat(words, " · ")) end
  for _, protocol in ipairs(protocols) do
    if not only or only[protocol.name] then
      put_protocol(protocols, protocol, by_name)
    end
  end
  local text = table.concat(out, "\n"):gsub("\n\n\n+", "\n\n")
  return (text:gsub("%s+$", "\n"))
end
