--
-- rows.lua - what the rows of pycap.protocols() say, in words
--
local rows = {}

local function keys(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = key end
  table.sort(list)
  return list
end

rows.keys = keys

function rows.hex(number)
  return ("0x%x"):format(number)
end

-- A number as the field's own text has it.
function rows.number(field, number)
  return field.hex and number ~= 0 and ("0x%02x"):format(number) or
    tostring(number)
end

-- Another field of the same protocol.
local function find(protocol, name)
  for _, field in ipairs(protocol.fields) do
    if field.name == name then return field end
  end
  return {}
end

-- When a condition holds, in the words that follow "when" or "where".
function rows.condition(protocol, condition)
  local field = find(protocol, condition.field)
  local name = "`" .. condition.field .. "`"
  local function shown(number)
    local word = not field.bits and not condition.mask and field.names and
      field.names[number]
    return rows.number(field, number) .. (word and " (" .. word .. ")" or "")
  end
  if field.kind == "text" then
    return name .. (condition.to == 0 and " is not there" or " is there")
  end
  if condition.mask then
    name = name .. " & " .. rows.hex(condition.mask)
    if condition.from == 1 and condition.to >= condition.mask then
      return name .. " is not 0"
    end
  end
  if condition.among then
    local list = {}
    for i, number in ipairs(condition.among) do list[i] = shown(number) end
    return name .. " is " .. table.concat(list, ", ", 1, #list - 1) ..
      (#list > 1 and " or " or "") .. list[#list]
  elseif condition.from == condition.to then
    return name .. " is " .. shown(condition.from)
  elseif condition.to >= (field.largest or math.huge) then
    if condition.from == 0 then return name .. " is there" end
    return name .. " is at least " .. shown(condition.from)
  end
  return name .. " is " .. shown(condition.from) ..
    (condition.to == condition.from + 1 and " or " or " to ") ..
    shown(condition.to)
end

-- Bytes as Lua writes them.
local function escaped(bytes)
  return (("%q"):format(bytes):sub(2, -2):gsub("\13", "r"):gsub("\\\n", "\\n"))
end

-- How much room a field takes.
function rows.width(field)
  if field.sized then return "`" .. field.sized .. "` bytes" end
  if field.kind == "name" then return "up to its end" end
  if field.orended then
    return ("up to `%s` or `%s`"):format(escaped(field.ended),
      escaped(field.orended))
  end
  if field.ended then return ("up to `%s`"):format(escaped(field.ended)) end
  if field.span then return ("bytes of `%s`"):format(escaped(field.span)) end
  if field.counted then
    return ("%s`%s`"):format(field.more and "1 + " or "", field.counted) ..
      (field.items and " items" or (" times %d bytes"):format(field.unit))
  end
  if field.leaves then
    return ("up to the last %d bytes"):format(field.leaves)
  end
  if field.width == 0 then return "the rest" end
  if field.width % 8 ~= 0 or field.width < 8 then
    return field.width .. (field.width == 1 and " bit" or " bits")
  end
  return field.width // 8 .. (field.width == 8 and " byte" or " bytes")
end

rows.kinds = {
  integer = "integer", mac = "hardware address", ip4 = "IPv4 address",
  ip6 = "IPv6 address", bytes = "bytes", text = "text", name = "domain name",
  items = "list",
}

-- The lists that a protocol's fields, or the items in them, hold: each with
-- its `path` and `items`.
function rows.lists(protocol)
  local found = {}
  local function look(path, list)
    for _, field in ipairs(list or {}) do
      if field.items then
        local here = path .. "." .. field.name
        found[#found + 1] = { path = here, items = field.items, field = field }
        look(here, field.items.head)
        for _, item in ipairs(field.items.kinds) do
          look(here .. "." .. item.name, item.fields)
          look(here .. "." .. item.name, item.each)
        end
      end
    end
  end
  look(protocol.name, protocol.fields)
  return found
end

-- Who stands in front of a protocol's header, outermost first.
function rows.lineage(protocols, protocol)
  local carrier = protocol.carriers[1]
  if not carrier or #(protocol.datalinks or {}) > 0 and
      not protocol.name:find("^ip") then
    return {}
  end
  local names
  for _, parent in ipairs(protocols) do
    if parent.name == carrier.parent then
      names = rows.lineage(protocols, parent)
    end
  end
  names[#names + 1] = carrier.parent
  return names
end

return rows
