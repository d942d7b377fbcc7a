--
-- tokens.lua - the words of a text in Lua, and the names of fields in it
--
local base = require "pycap.internal.base"
local hints = require "pycap.internal.hints"

local tokens = {}

local keywords = {}
for word in ([[and break do else elseif end false for function goto if in local
  nil not or repeat return then true until while]]):gmatch "%a+" do
  keywords[word] = true
end

local pairs_of_characters <const> = { ["=="] = true, ["~="] = true,
  ["<="] = true, [">="] = true, ["//"] = true, ["::"] = true, ["<<"] = true,
  [">>"] = true, [".."] = true }

-- The end of a quoted string that begins at `at`, or nil.
local function quoted(text, at)
  local quote, i = text:sub(at, at), at + 1
  while i <= #text do
    local c = text:sub(i, i)
    if c == quote then return i end
    i = i + (c == "\\" and 2 or 1)
  end
end

-- The end of a long bracket that begins at `at`, or nil.
local function long(text, at)
  local level = text:match("^%[(=*)%[", at)
  if not level then return nil end
  return select(2, text:find("]" .. level .. "]", at, true)) or #text
end

-- The kind and the end of the token at `at`.
local function token_at(text, at)
  local c = text:sub(at, at)
  if c:find "[%a_]" then
    local last = select(2, text:find("^[%w_]+", at))
    return keywords[text:sub(at, last)] and "keyword" or "name", last
  elseif c:find "%d" or text:find("^%.%d", at) then
    local exponent = text:find("^0[xX]", at) and "[pP][+-]" or "[eE][+-]"
    local last = at
    while text:find("^[%w.]", last + 1) or
      text:sub(last, last + 1):find(exponent) do
      last = last + 1
    end
    return "number", last
  elseif c == '"' or c == "'" then
    return "string", quoted(text, at) or #text
  elseif long(text, at) then
    return "string", long(text, at)
  elseif text:sub(at, at + 2) == "..." then
    return "op", at + 2
  end
  local two = pairs_of_characters[text:sub(at, at + 1)]
  return "op", two and at + 1 or at
end

--- The tokens of a text that Lua could load: each has `kind` (name, keyword,
--- number, string or op), `text`, `from`, `to` and `line`. The last, of the
--- kind "end", stands behind the text.
function tokens.read(text)
  local list, at, line = {}, 1, 1
  local function skip(to)
    line = line + select(2, text:sub(at, to):gsub("\n", ""))
    at = to + 1
  end
  while true do
    local blank = select(2, text:find("^%s+", at))
    local remark = text:find("^%-%-", at) and
      (long(text, at + 2) or (text:find("\n", at, true) or #text + 1) - 1)
    if blank or remark then
      skip(blank or remark)
    elseif at > #text then
      break
    else
      local kind, to = token_at(text, at)
      list[#list + 1] = { kind = kind, text = text:sub(at, to), from = at,
        to = to, line = line }
      skip(to)
    end
  end
  list[#list + 1] = { kind = "end", text = "<end>", from = #text + 1,
    to = #text, line = line }
  return list
end

--- The value of a literal: a string, a number, true or false; otherwise nil.
function tokens.value(token)
  if token.kind == "string" or token.kind == "number" or
    token.text == "true" or token.text == "false" then
    local chunk = load("return " .. token.text)
    return chunk and chunk()
  end
end

--- The name of a field that begins at the i-th token, as lists of fields have
--- it, and the index behind it: `tcp.options[mss].size`. The first token is a
--- name.
function tokens.path(text, list, i)
  local first = list[i]
  i = i + 1
  while true do
    if list[i].text == "." and list[i + 1].kind == "name" then
      i = i + 2
    elseif list[i].text == "[" and list[i + 1].text == "]" then
      i = i + 2
    elseif list[i].text == "[" and list[i + 2] and list[i + 2].text == "]" and
      (list[i + 1].kind == "name" or list[i + 1].kind == "number") then
      i = i + 3
    else
      break
    end
  end
  local path = text:sub(first.from, list[i - 1].to):gsub("%s", "")
  return path, i
end

--- arp.operation of packet.arp.operation, arp of packet.arp; otherwise nil.
function tokens.inner(path)
  local inner = path:match "^packet%.(%w+.*)"
  return inner and tokens.headers[inner:match "^%w+"] and inner
end

-- Variables ---------------------------------------------------------------

--- Operators that bind more closely than a comparison.
tokens.binding = { [".."] = true, ["+"] = true, ["-"] = true, ["*"] = true,
  ["/"] = true, ["//"] = true, ["%"] = true, ["^"] = true, ["&"] = true,
  ["|"] = true, ["~"] = true, ["<<"] = true, [">>"] = true, ["#"] = true,
  ["not"] = true }

--- Whether a name is that of a header, or packet.
tokens.headers = setmetatable({ packet = true }, { __index = function(t, name)
  t[name] = pcall(base.constant, name)
  return t[name]
end })

--- True for a name that stands for a variable.
function tokens.is_variable(list, i)
  local before = list[i - 1] and list[i - 1].text
  local text = list[i].text
  local attribute = before == "<" and list[i + 1].text == ">" and
    (text == "const" or text == "close")
  return list[i].kind == "name" and not attribute and before ~= "." and
    before ~= ":" and before ~= "goto" and before ~= "::"
end

-- Adds the names from token k on, apart by commas, to a set.
local function note_names(list, k, set)
  while list[k].kind == "name" do
    set[list[k].text] = true
    if list[k + 1].text == "<" then k = k + 3 end -- an attribute
    if list[k + 1].text ~= "," then return end
    k = k + 2
  end
end

-- Adds the variables that end before the = at token k.
local function note_assigned(list, k, set)
  repeat
    k = k - 1
    if not list[k] or not tokens.is_variable(list, k) then return end
    set[list[k].text] = true
    k = k - 1
  until not list[k] or list[k].text ~= ","
end

--- The variables that a text declares or assigns are added to two sets.
function tokens.note_variables(list, declared, assigned)
  for i, token in ipairs(list) do
    local k = i + 1
    if token.text == "=" and token.kind == "op" then
      note_assigned(list, i, assigned)
    elseif token.text == "function" then
      if list[k].kind == "name" then assigned[list[k].text] = true end
      while list[k].text ~= "(" and list[k].kind ~= "end" do k = k + 1 end
      if list[k].text == "(" then note_names(list, k + 1, declared) end
    elseif token.text == "local" or token.text == "for" then
      note_names(list, k, declared)
    end
  end
end

--- True for the key of `{key = value}`.
function tokens.is_key(list, i)
  local before = list[i - 1] and list[i - 1].text
  if list[i + 1].text ~= "=" or list[i + 1].kind ~= "op" then return false end
  if before == "{" then return true end
  if before ~= "," and before ~= ";" then return false end
  local depth = 0
  for k = i - 1, 1, -1 do
    local text = list[k].text
    if text == ")" or text == "}" or text == "]" then depth = depth + 1 end
    if text == "(" or text == "{" or text == "[" then
      if depth == 0 then return text == "{" end
      depth = depth - 1
    end
  end
  return false
end

--- Raises for a variable that is nowhere assigned, so that it is misspelt.
function tokens.check_variable(name, known)
  if _G[name] ~= nil or known[name] or name == "_ENV" or name == "self" then
    return
  end
  error(name .. ": nothing assigns this variable, and it is no protocol" ..
    hints.name(name, _G, known), 0)
end

return tokens
