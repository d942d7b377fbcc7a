--
-- code.lua - pycap.code: the Lua source that makes a packet again
--

-- A string as Lua source, in ASCII on one line.
local function quote(text)
  local escapes = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t",
    ['"'] = '\\"', ["\\"] = "\\\\" }
  return '"' .. text:gsub('[%c"\\\128-\255]', function(c)
    return escapes[c] or ("\\x%02x"):format(c:byte())
  end) .. '"'
end

-- The keys of a table in the order in which they are tried and written: those
-- of `rows`, else what says the kind of an item first.
local function keys_of(values, rows)
  local keys = {}
  for _, row in ipairs(rows or {}) do
    if values[row.name] ~= nil then keys[#keys + 1] = row.name end
  end
  if rows then return keys end
  local first = { kind = "0", length = "1", name = "2" }
  for key in pairs(values) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    return (first[a] or "3" .. a) < (first[b] or "3" .. b)
  end)
  return keys
end

-- Takes away what composing gives unsaid: each field without which `same()`
-- holds, in lists in lists as well.
local function thin(values, rows, same)
  for _, key in ipairs(keys_of(values, rows)) do
    local value = values[key]
    values[key] = nil
    if not same() then
      values[key] = value
      if type(value) == "table" then
        for _, item in ipairs(value) do thin(item, nil, same) end
      end
    end
  end
end

local function number(value, row)
  local name = row and row.names and row.names[value]
  if name then return quote(name) end
  return (row and row.hex and "0x%x" or "%d"):format(value)
end

local function source(value, row)
  if type(value) == "string" then return quote(value) end
  if type(value) == "number" then return number(value, row) end
  local list = {}
  for i, item in ipairs(value) do
    local fields = {}
    for _, key in ipairs(keys_of(item)) do
      fields[#fields + 1] = key .. " = " .. source(item[key])
    end
    list[i] = "{ " .. table.concat(fields, ", ") .. " }"
  end
  return "{ " .. table.concat(list, ", ") .. " }"
end

-- The plain tables of the first `count` headers of a packet, how many bytes
-- those have, and the rows of each.
local function take_apart(pycap, packet, count)
  local rows, headers, size = {}, {}, 0
  local protocols = packet:table().protocols
  for _, protocol in ipairs(pycap.protocols()) do
    rows[protocol.name] = protocol.fields
  end
  for i = 1, count do
    headers[i] = { name = protocols[i], values = pycap.table(packet[i]),
      rows = rows[protocols[i]] }
    size = size + #packet[i].packet
  end
  return headers, size
end

-- The bytes that headers and payload compose to, nil where they do not.
local function compose(pycap, headers, payload)
  local ok, made = pcall(function()
    local parts = {}
    for i, header in ipairs(headers) do
      parts[i] = pycap[header.name](header.values)
    end
    parts[#parts + 1] = payload
    return pycap.packet(table.unpack(parts)).bytes
  end)
  return ok and made or nil
end

local function write(headers, payload)
  local lines = {}
  for i, header in ipairs(headers) do
    local fields = {}
    for _, row in ipairs(header.rows) do
      local value = header.values[row.name]
      if value ~= nil then
        fields[#fields + 1] = row.name .. " = " .. source(value, row)
      end
    end
    lines[i] = "  pycap." .. header.name .. (#fields == 0 and "()" or
      " { " .. table.concat(fields, ", ") .. " }")
  end
  if payload ~= "" or #lines == 0 then
    lines[#lines + 1] = "  " .. quote(payload)
  end
  return "pycap.packet(\n" .. table.concat(lines, ",\n") .. ")"
end

--- The Lua source of an expression that makes the packet again, byte for byte:
--- its headers, with the fields that composing does not give by itself, and
--- payload and trailer as a string. A header that its fields do not tell whole
--- is in that string, and so is what follows it. To run it:
--- `load('local pycap = require "pycap" return ' .. source)()`.
---@param packet userdata
---@return string
return function(packet)
  local pycap = require "pycap"
  if getmetatable(packet) ~= "pycap.packet" then
    error("code: packet expected, got " .. type(packet), 2)
  end
  local bytes = packet.bytes
  -- what the script set, and what has followed from that
  if #packet > 0 then packet = pycap.packet(packet:unpack()) end
  for count = #packet, 0, -1 do
    local headers, size = take_apart(pycap, packet, count)
    local payload = bytes:sub(size + 1)
    local function same()
      return compose(pycap, headers, payload) == bytes
    end
    if same() then
      for i = count, 1, -1 do thin(headers[i].values, headers[i].rows, same) end
      return write(headers, payload)
    end
  end
end
