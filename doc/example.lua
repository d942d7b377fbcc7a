--
-- example.lua - a header of a protocol made by hand, as a Lua chunk
--
local pycap = require "pycap"
local rows = require "doc.rows"

local samples = {
  mac = '"02:00:00:00:00:01"', ip4 = '"192.0.2.1"', ip6 = '"2001:db8::1"',
  name = '"www.example.org"', text = '"text"',
}

-- Fields that fill themselves in, or that say what else is there.
local function computed(protocol)
  local set = { [protocol.next or 1] = true, [protocol.length or 1] = true,
    version = true }
  for _, what in ipairs { "extent", "checksum" } do
    if protocol[what] then set[protocol[what].field] = true end
  end
  for _, field in ipairs(protocol.fields) do
    set[field.sized or field.counted or 1] = true
    for _, condition in ipairs { field.when, field.form } do
      set[condition.field] = true
    end
  end
  return set
end

-- A row that repeats, or an item of the first kind that has rows of its own.
local function item(items)
  local first = items.head[1]
  if items.plain and samples[first.kind] then
    return ("{{%s = %s}}"):format(first.name, samples[first.kind])
  end
  for _, kind in ipairs(items.kinds) do
    local row = kind.fields and kind.fields[1]
    if row and row.kind == "integer" then
      return ("{{kind = %q, %s = %d}}"):format(kind.name, row.name,
        math.max(row.default, math.min(1, row.largest)))
    end
  end
end

local function sample(field)
  if field.items then return item(field.items) end
  if field.time then return '"2026-11-28T07:25:37Z"' end
  if field.kind ~= "integer" then return samples[field.kind] end
  local value = math.max(field.default, field.plus)
  if value == 0 and field.largest >= field.scale then value = field.scale end
  local word = not field.bits and field.names and field.names[value]
  return word and ("%q"):format(word) or tostring(value)
end

-- Settings of a few fields: addresses and lists first, then numbers.
local function settings(protocol)
  local list, known = {}, computed(protocol)
  for pass = 1, 2 do
    for _, field in ipairs(protocol.fields) do
      local value = #list < 3 and not known[field.name] and not field.when and
        (field.kind ~= "integer") == (pass == 1) and sample(field)
      if value then list[#list + 1] = field.name .. " = " .. value end
    end
  end
  return list
end

-- Words joined with ", ", broken before 78 columns.
local function wrap(prefix, words, suffix, indent)
  local lines, line = {}, prefix
  for i, word in ipairs(words) do
    local text = word .. (i < #words and "," or suffix)
    if #line + #text + 1 > 78 and line:find("%S") then
      lines[#lines + 1], line = line, indent .. text
    elseif i == 1 or line:find("^%s*$") then
      line = line .. text
    else
      line = line .. " " .. text
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

local function chunk(lineage, protocol, set)
  local parts = {}
  for i, name in ipairs(lineage) do parts[i] = ("pycap.%s()"):format(name) end
  if #set == 0 then
    parts[#parts + 1] = ("pycap.%s()"):format(protocol.name)
  else
    parts[#parts + 1] = "pycap." .. protocol.name .. "{" .. set[1] ..
      (#set == 1 and "}" or "")
    for i = 2, #set do
      parts[#parts + 1] = set[i] .. (i == #set and "}" or "")
    end
  end
  return wrap("local packet = pycap.packet(", parts, ")", "  ") ..
    ("\nprint(packet.%s)\n"):format(protocol.name)
end

-- What a chunk prints, if it makes a packet that is well-formed.
local function try(text, name)
  local printed
  local environment = setmetatable({ pycap = pycap, print = function(header)
    printed = header and tostring(header)
  end }, { __index = _G })
  local f = assert(load(text .. "return packet", "=example", "t", environment))
  local ok, packet = pcall(f)
  if ok and printed and not packet.malformed and packet[name] then
    return printed
  end
end

-- The chunk, which ends with what it prints. The last settings are dropped
-- until the header is well-formed; with none it is, or this raises.
return function(protocols, protocol)
  local lineage, set = rows.lineage(protocols, protocol), settings(protocol)
  while true do
    local text = chunk(lineage, protocol, set)
    local printed = try(text, protocol.name)
    if printed then return text .. "--> " .. printed .. "\n" end
    assert(#set > 0, protocol.name .. ": no example")
    set[#set] = nil
  end
end
