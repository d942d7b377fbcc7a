--
-- hints.lua - what was probably meant
--
local pycap = require "pycap"
local base = require "pycap.internal.base"

local hints = {}

-- The number of letters that have to be changed; of long differences, many.
local function distance(a, b)
  local row = {}
  for k = 0, #b do row[k] = k end
  for i = 1, #a do
    local corner = row[0]
    row[0] = i
    for k = 1, #b do
      local above = row[k]
      row[k] = math.min(above + 1, row[k - 1] + 1,
        corner + (a:byte(i) == b:byte(k) and 0 or 1))
      corner = above
    end
  end
  return row[#b]
end

--- "; did you mean NAME?" with the key of one of the tables that is most like a
--- name, or "".
function hints.near(name, ...)
  local near, least = "", math.min(3, #name)
  for _, names in ipairs { ... } do
    for other in pairs(names) do
      local n = type(other) == "string" and distance(name, other) or least
      if n < least or n == least and near ~= "" and other < near then
        near, least = other, n
      end
    end
  end
  return near ~= "" and "; did you mean " .. near .. "?" or ""
end

--- A hint for a name that is no header: a member of the packet, a field whose
--- protocol is missing, or a name like it, also of variables in two tables.
function hints.name(name, ...)
  if pcall(base.constant, "packet." .. name) then
    return "; did you mean packet." .. name .. "?"
  end
  local protocols, having = {}, {}
  for _, protocol in ipairs(pycap.protocols()) do
    protocols[protocol.name] = true
    for _, field in ipairs(protocol.fields) do
      if field.name == name and #having < 3 then
        having[#having + 1] = protocol.name .. "." .. name
      end
    end
  end
  if having[1] then
    return "; did you mean " .. table.concat(having, " or ") .. "?"
  end
  return hints.near(name, protocols, ...)
end

--- A hint for the name of a field that is none: a list lacks its [1], or the
--- last name is that of a value.
function hints.path(path)
  local field, last = path:match "^(%w+%.%w+)%.(%w+)$"
  if not field then return "" end
  if pcall(base.constant, field .. "[1]." .. last) then
    return ("; did you mean %s[1].%s?"):format(field, last)
  end
  local named, value = pcall(base.constant, field, last)
  if not named or type(value) ~= "number" then return "" end
  local bits = pcall(base.constant, field, last .. ", " .. last)
  return ("; did you mean %s?"):format(bits and ("%s & %d ~= 0"):format(field,
    value) or ("%s == %q"):format(field, last))
end

--- A hint for a filter that libpcap refuses: it is an expression of --where.
function hints.filter(text)
  local where = require "pycap.internal.where"
  if not pcall(function() where.compile(text, where.fields(text)) end) then
    return ""
  end
  return "; did you mean --where '" .. text:gsub("'", "'\\''") .. "'?"
end

-- Other languages' words, as error texts of Lua have them, and Lua's.
local foreign <const> = {
  { "!=", "near '!'", "not equal is ~=" },
  { "!", "near '!'", "! is not" },
  { "&&", "near '&'", "&& is and" },
  { "||", "near '|'", "|| is or" },
  { "+=", "near '+'", "n += 1 is n = n + 1" },
  { "++", "near '+'", "n++ is n = n + 1" },
}

--- A hint for an error of Lua's compiler in a text.
function hints.syntax(text, wrong)
  local number = wrong:match "malformed number near '([^']*)'"
  if number and (number:find "^%d+%.%d+%." or number:find "^%x+$") or
    text:find "[^\"'%x:]%x%x:%x%x:" then
    return '; an address is written in quotes: "192.0.2.1"'
  end
  for _, word in ipairs(foreign) do
    if text:find(word[1], 1, true) and wrong:find(word[2], 1, true) then
      return "; " .. word[3]
    end
  end
  return wrong:find("expected near '='", 1, true) and "; == compares" or ""
end

return hints
