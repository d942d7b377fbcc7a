--
-- interface.lua - doc/reference.md: the calls and members, of doc/api
--
local api = require "doc.api"

local HEAD <const> = [[
# Calls and members

This page is generated from `doc/api` (`make docs`). The fields of headers are
in [protocols](protocols.md), tasks and examples in the
[guide](guide/README.md).

Types are those of Lua, or the classes of this page, with names such as
`pycap.Capture`. A type that ends in `?` may be nil; an argument of such a type
may be left out. A default is in parentheses. The codes after "Raises" are the
likely ones; [errors](guide/errors.md) says what each means.

]]

local out

local function put(format, ...)
  out[#out + 1] = select("#", ...) > 0 and format:format(...) or format
end

local function cell(text) return (text:gsub("|", "\\|")) end

local function code(text) return "`" .. text .. "`" end

local function join(list, format)
  local words = {}
  for i, word in ipairs(list) do words[i] = format:format(word) end
  return table.concat(words, ", ")
end

-- "meaning, in unit (default)"
local function note(entry)
  local text = entry[3] or ""
  if entry.unit then
    text = text .. (text == "" and "in " or ", in ") .. entry.unit
  end
  if entry.default ~= nil then
    text = ("%s%s(%s)"):format(text, text == "" and "" or " ",
      code(tostring(entry.default)))
  end
  return text
end

-- "callback [, count]": what need not be given is in brackets.
local function arguments(call)
  local text, depth = "", 0
  for i, argument in ipairs(call.takes or {}) do
    local comma = i > 1 and ", " or ""
    if argument[2]:find "%?$" and depth == 0 or depth > 0 then
      text = text .. (i > 1 and " [" or "[") .. comma .. argument[1]
      depth = depth + 1
    else
      text = text .. comma .. argument[1]
    end
  end
  return text .. ("]"):rep(depth)
end

local function put_fields(class)
  if not class.fields then return end
  put "| member | type | meaning |\n|---|---|---|"
  for _, field in ipairs(class.fields) do
    local text = note(field)
    if field.source then text = text .. "; " .. field.source end
    if field.each then
      put "| `ethernet`, `arp`, ... | header or nil | the outermost of each |"
    elseif field[2] == "CODES" then
      put("| `%s` | string | %s: %s |", field[1], text,
        join(api.codes, "`%s`"))
    else
      put("| `%s` | %s | %s |", field[1], cell(code(field[2])), cell(text))
    end
  end
  put ""
end

local function returned(call)
  if not call.gives then return end
  local words = {}
  for i, result in ipairs(call.gives) do
    words[i] = result.name and result.name ~= "..." and
      ("%s (%s)"):format(code(result.name), result[1]) or code(result[1])
    if result.name == "..." then words[i] = words[i] .. " ..." end
    if result[2] then words[i] = words[i] .. ": " .. result[2] end
  end
  put("- Returns %s.", table.concat(words, "; "))
end

local function put_call(class, call)
  local callee = class.name .. (class.module and "." or ":") .. call.name
  put("### %s(%s)\n", callee, arguments(call))
  put("%s\n", call.meaning)
  for _, argument in ipairs(call.takes or {}) do
    local text = note(argument)
    put("- `%s`: %s%s", argument[1], code(argument[2]),
      text == "" and "" or ", " .. text)
  end
  returned(call)
  for _, form in ipairs(call.forms or {}) do
    if form[1] then
      put("- `%s(%s)`%s", callee, form[1],
        form[3] and ": " .. form[3] or "")
    end
  end
  if call.raises then put("- Raises %s.", join(call.raises, "`%s`")) end
  if call.source then put("- See %s.", call.source) end
  put ""
end

-- The text of the page.
return function()
  out = { HEAD }
  local words = {}
  for i, class in ipairs(api) do
    local anchor = class.title:lower():gsub("[^%w%s_-]", ""):gsub("%s", "-")
    words[i] = ("[%s](#%s)"):format(class.title, anchor)
  end
  put("%s\n", table.concat(words, " · "))
  for _, class in ipairs(api) do
    put("## %s\n", class.title)
    put("%s%s%s\n", class.module and "" or "`" .. class.class .. "`: ",
      class.meaning, class.source and " See " .. class.source .. "." or "")
    put_fields(class)
    for _, call in ipairs(class.calls or {}) do put_call(class, call) end
  end
  put "## Lists of fields\n"
  for _, alias in ipairs(api.aliases) do
    put("`%s`: %s\n", alias[1], alias[3])
  end
  local text = table.concat(out, "\n"):gsub("\n\n\n+", "\n\n")
  return (text:gsub("%s+$", "\n"))
end
