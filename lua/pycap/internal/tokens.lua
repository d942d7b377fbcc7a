--
-- tokens.lua - the words of a text in Lua, and the names of fields in it
--
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

return tokens
