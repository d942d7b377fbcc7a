--
-- scopes.lua - what the variables of a script stand for: a header, the packet
-- or a field, as far as its text tells
--
local tokens = require "pycap.internal.tokens"

local headers = tokens.headers

local scopes = {}

local opening <const> = { ["function"] = true, ["if"] = true, ["do"] = true,
  ["repeat"] = true }
local closing <const> = { ["end"] = true, ["until"] = true }

-- The end of the block in which token i stands.
local function block_end(list, i)
  local depth = 0
  for k = i, #list do
    local token = list[k]
    if token.kind == "keyword" then
      if opening[token.text] then depth = depth + 1 end
      if closing[token.text] then depth = depth - 1 end
      if depth < 0 then return k end
    end
  end
  return #list
end

-- The end of the brackets that open at token i.
local function brackets_end(list, i)
  local depth = 0
  for k = i, #list do
    local text = list[k].kind == "op" and list[k].text
    if text == "(" or text == "{" or text == "[" then depth = depth + 1 end
    if text == ")" or text == "}" or text == "]" then depth = depth - 1 end
    if depth == 0 then return k end
  end
  return #list
end

--- The text of a field that a handler of a protocol names: with the protocol.
local function whole(protocol, name)
  local first = name:match "^(%w+)%."
  return first and headers[first] and name or protocol .. "." .. name
end

-- What the listed names of the table at token i stand for, false for those that
-- the text does not tell; how many there are; the token behind it.
local function listed(list, i, protocol)
  local last, meanings, count = brackets_end(list, i), {}, 0
  local k = i + 1
  while k < last do
    local to = k
    while to < last and list[to].text ~= "," and list[to].text ~= ";" do
      to = brackets_end(list, to) + 1
    end
    local positional = list[k + 1].text ~= "=" and list[k].text ~= "["
    if positional then
      count = count + 1
      local name = to == k + 1 and tokens.value(list[k])
      meanings[count] = type(name) == "string" and whole(protocol, name)
    end
    k = to + 1
  end
  return meanings, count, last + 1
end

-- The meanings of the parameters of the callback of on(...) at token i, and the
-- token of that callback; nil: it is no function in the text.
local function callback(list, i)
  local protocol = list[i + 1].text == "(" and tokens.value(list[i + 2])
  if type(protocol) ~= "string" or not headers[protocol] then return nil end
  local meanings, count, k = {}, 0, i + 4
  if list[i + 3].text ~= "," then return nil end
  if list[k].text == "{" then
    meanings, count, k = listed(list, k, protocol)
    k = k + 1 -- the comma
  end
  if count == 0 then
    meanings = protocol == "packet" and { "packet" } or { protocol, "packet" }
  end
  return meanings, k
end

-- The names in the parentheses at token k, or until a word that is no name.
local function names_at(list, k)
  local names = {}
  while list[k].kind == "name" or list[k].text == "," do
    if list[k].kind == "name" then names[#names + 1] = list[k].text end
    k = k + 1
  end
  return names, k
end

--- The scopes of a text: each has `from`, `to` (tokens) and `names`, which maps
--- variables to the header, "packet" or field that they stand for, or to false.
function scopes.read(list)
  local found, meanings_at = {}, {}
  local function add(from, to, names, meanings)
    local map = {}
    for n, name in ipairs(names) do map[name] = meanings[n] or false end
    found[#found + 1] = { from = from, to = to, names = map }
  end
  for i, token in ipairs(list) do
    local before = list[i - 1] and list[i - 1].text
    if token.text == "on" and (before == "." or before == ":") then
      local meanings, k = callback(list, i)
      if meanings and list[k] then meanings_at[k] = meanings end
    elseif token.text == "function" then
      local k = i + 1
      while list[k].text ~= "(" and list[k].kind ~= "end" do k = k + 1 end
      if list[k].text == "(" then
        local names = names_at(list, k + 1)
        local meanings = meanings_at[i] or {}
        for n, name in ipairs(names) do
          if not meanings_at[i] and headers[name] then meanings[n] = name end
        end
        add(k, block_end(list, i + 1), names, meanings)
      end
    elseif token.text == "for" then
      local names, k = names_at(list, i + 1)
      local packets = false
      while list[k].text ~= "do" and list[k].kind ~= "end" do
        packets = packets or list[k].text == "packets" and
          list[k - 1].text == ":"
        k = k + 1
      end
      add(k, block_end(list, k + 1), names, { packets and "packet" })
    elseif token.text == "local" and list[i + 2].text == "=" and
      scopes.is_packet(found, list, i + 3) and list[i + 4].text == "." and
      headers[list[i + 5].text] and not (".[:("):find(list[i + 6].text, 1, true)
    then
      add(i + 2, block_end(list, i), { list[i + 1].text },
        { list[i + 5].text })
    end
  end
  return found
end

--- What the variable at token i stands for: a header, "packet", a field; false:
--- something else; nil: the text does not tell.
function scopes.find(found, list, i)
  for n = #found, 1, -1 do
    local scope = found[n]
    local meaning = scope.names[list[i].text]
    if meaning ~= nil and scope.from <= i and i < scope.to then
      return meaning
    end
  end
end

--- True if the variable at token i is a packet, by its name or by the handler
--- that it is a parameter of.
function scopes.is_packet(found, list, i)
  local meaning = scopes.find(found, list, i)
  return meaning == "packet" or meaning == nil and list[i].text == "packet"
end

return scopes
