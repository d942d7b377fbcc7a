--
-- checktext.lua - mistakes that are found in a script's text
--
local pycap = require "pycap"
local base = require "pycap.internal.base"
local hints = require "pycap.internal.hints"
local scopes = require "pycap.internal.scopes"
local tokens = require "pycap.internal.tokens"

local headers = tokens.headers

local Checker = {}
Checker.__index = Checker

-- Adds what f raises.
function Checker:try(line, f, ...)
  local ok, result = pcall(f, ...)
  if not ok then self.add(line, result) end
  return ok, result
end

-- The table of constants that begins at token i, or nil.
function Checker:constants(i)
  local list, depth, k = self.list, 0, i
  if list[i].text ~= "{" then return nil end
  repeat
    local token = list[k]
    if token.text == "{" then depth = depth + 1 end
    if token.text == "}" then depth = depth - 1 end
    local key = token.kind == "name" and list[k + 1].text == "="
    if token.kind == "end" or token.text == "(" or token.text == ".." or
      token.kind == "keyword" and tokens.value(token) == nil or
      token.kind == "name" and not key then
      return nil
    end
    k = k + 1
  until depth == 0
  local chunk = load("return " .. self.text:sub(list[i].from, list[k - 1].to),
    "=constants", "t", {})
  if not chunk then return nil end
  local ok, constants = pcall(chunk) -- { -"x" } cannot be calculated
  return ok and constants or nil
end

-- Calls ---------------------------------------------------------------------

-- A name behind a dot at token i + 2, of a table that has the names.
function Checker:member(i, owner, title, kind)
  local name = self.list[i + 2]
  if self.list[i + 1].text ~= "." or name.kind ~= "name" or
    owner[name.text] ~= nil then
    return
  end
  self.add(name.line, ("%s.%s: no such %s%s"):format(title, name.text,
    kind, hints.near(name.text, owner)))
end

-- pycap.constants.GROUP.NAME at token i.
function Checker:constant(i)
  local list = self.list
  local group, name = list[i + 4], list[i + 6]
  if list[i + 2].text ~= "constants" or list[i + 3].text ~= "." then return end
  self:try(group.line, function()
    local constants = pycap.constants[group.text]
    return name and list[i + 5].text == "." and constants[name.text]
  end)
end

-- on("arp", {...}) or fields("arp", {...}) with the name at token i.
function Checker:handler(i)
  local list = self.list
  if list[i + 1].text ~= "(" then return end
  local name = tokens.value(list[i + 2])
  if type(name) ~= "string" then return end
  local fields = list[i + 3].text == "," and self:constants(i + 4)
  local ok, handler = self:try(list[i + 2].line, pycap.on, name, fields or {},
    function() end)
  if ok then handler:cancel() end
end

-- pycap.arp{...} with the protocol at token i.
function Checker:header_made(i)
  local list = self.list
  local name, fields = list[i].text, self:constants(i + 1)
  if fields then self:try(list[i].line, pycap[name], fields) end
  if fields or list[i + 1].text ~= "{" then return end
  local depth = 0
  for k = i + 1, #list do
    local text = list[k].text
    if text == "{" or text == "(" then depth = depth + 1 end
    if text == "}" or text == ")" then depth = depth - 1 end
    if depth == 0 then return end
    if depth == 1 and list[k].kind == "name" and tokens.is_key(list, k) then
      self:try(list[k].line, function() return pycap[name]()[text] end)
    end
  end
end

-- pycap.name(arp, "operation") at token i, which is pycap.
function Checker:name_asked(i)
  local list = self.list
  local path, behind = tokens.path(self.text, list, i + 4)
  local field = list[behind].text == "," and tokens.value(list[behind + 1])
  local meaning = scopes.find(self.scopes, list, i + 4)
  local header = path:match "^packet%.(%w+)$" or path == list[i + 4].text and
    meaning
  if type(field) == "string" and header and header ~= "packet" and
    headers[header] then
    self:try(list[i].line, function() return pycap[header]()[field] end)
  end
end

-- What stands behind pycap at token i.
function Checker:module(i)
  local list = self.list
  if list[i + 1].text ~= "." then return end
  local name = list[i + 2].text
  self:member(i, pycap, "pycap", "function")
  if name == "constants" then self:constant(i) end
  if name == "name" and list[i + 3].text == "(" then self:name_asked(i) end
end

-- Comparisons ---------------------------------------------------------------

-- A field with a constant that a comparison has; `header` is how the script
-- writes its header, or nil.
function Checker:compared(path, header, operator, token)
  local value = tokens.value(token)
  if value == nil or type(value) == "boolean" and path:find "^packet%." then
    return
  end
  local order = operator ~= "==" and operator ~= "~="
  local ok, constant = self:try(token.line, base.constant, path, value, order)
  if not ok or constant == value then return end
  local field = path:match "^%w+%.(%w+)$"
  local name = type(constant) == "number" and header and field and
    ("; pycap.name(%s, %q) is its name"):format(header, field) or ""
  self.add(token.line, ("%s %s %s %s holds: in a script it is %s%s"):format(
    path, operator, token.text, operator == "~=" and "always" or "never",
    type(constant) == "string" and ("%q"):format(constant) or constant, name))
end

local comparisons <const> = { ["=="] = true, ["~="] = true, ["<"] = true,
  ["<="] = true, [">"] = true, [">="] = true }

local arithmetic <const> = { ["&"] = true, ["|"] = true, ["+"] = true,
  ["-"] = true, ["*"] = true, ["/"] = true, ["//"] = true, ["%"] = true,
  ["<<"] = true, [">>"] = true }

-- Looks for a comparison, or a calculation, around a field between the tokens
-- `first` and `behind`.
function Checker:comparison(path, header, first, behind)
  local list = self.list
  local before, after = list[first - 1] or list[first], list[behind]
  local other = list[behind + 1]
  local function binds(token) return token and tokens.binding[token.text] end
  if arithmetic[after.text] and other.kind == "string" and
    not tonumber(tokens.value(other)) then
    self.add(other.line, ("%s %s %s: a number expected"):format(path,
      after.text, other.text))
  elseif before.text == "not" and comparisons[after.text] and
    type(tokens.value(other)) ~= "boolean" and tokens.value(other) ~= nil then
    self.add(before.line, ("not applies to %s alone here; write not (%s %s %s)")
      :format(path, path, after.text, other.text))
  elseif comparisons[after.text] and not binds(before) and
    not binds(list[behind + 2]) then
    self:compared(path, header, after.text, other)
  elseif comparisons[before.text] and not binds(after) and
    not binds(list[first - 3]) then
    self:compared(path, header, before.text, list[first - 2])
  end
end

-- header.field = constant.
function Checker:assigned(header, member, behind)
  local list = self.list
  local value = list[behind].text == "=" and tokens.value(list[behind + 1])
  if value and not tokens.binding[list[behind + 2].text] and
    headers[header] and header ~= "packet" then
    self:try(list[behind].line, function() pycap[header]()[member] = value end)
  end
end

-- Headers and fields --------------------------------------------------------

-- The name of a header, packet or field at token i, which stands for `meaning`;
-- nil: the text does not tell, but the name is that of a header.
function Checker:header(i, meaning)
  local list, line = self.list, self.list[i].line
  local written, behind = tokens.path(self.text, list, i)
  local path = written:gsub("^[%w_]+", meaning or "%0")
  path = path:match "^packet%.(.+)$" or path
  local inner = headers[path:match "^%w+"] and path ~= "packet"
  if not inner or not path:find "[.[]" and path ~= meaning then
    path = written:gsub("^[%w_]+", meaning or "%0")
  end
  local method = list[behind].text == ":" and list[behind + 1].text
  local first, member = path:match "^(%w+)%.([%w_]+)"
  -- headers have no methods: a parameter of that name is something else
  if meaning and method and not path:find "[.[]" and
    (path == "packet" or written ~= path) then
    first, member = path, method
  end
  if not first then return end
  if meaning then
    local ok = self:try(line, function()
      return (first == "packet" and self.packet or pycap[first]())[member]
    end)
    if not ok then return end
    self:assigned(first, member, behind)
  end
  path = path:gsub("%[%a%w*%]", "[1]")
  local ok, wrong = pcall(base.constant, path)
  if ok then
    local header = meaning ~= path and written:match "^(.*)%.%w+$"
    self:comparison(path, header, i, behind)
  elseif meaning and path:find "%]%." and tostring(wrong):find "no such field"
  then
    self.add(line, wrong)
  end
end

local libraries <const> = { string = string, table = table, math = math,
  os = os, io = io, utf8 = utf8, coroutine = coroutine }

-- A variable at token i.
function Checker:variable(i)
  local name = self.list[i].text
  local meaning = scopes.find(self.scopes, self.list, i)
  if self.others[name] then meaning = nil end
  if meaning then
    self:header(i, meaning)
  elseif headers[name] and meaning == nil then
    if not self.others[name] then self:header(i) end
  elseif name == "pycap" then
    self:module(i)
  elseif libraries[name] and not self.known[name] then
    local behind = self.list[i + 3]
    if behind and behind.text ~= "=" then
      self:member(i, libraries[name], name, "function")
    end
  else
    self:try(self.list[i].line, tokens.check_variable, name, self.known)
  end
end

-- True if the value that begins at token i may be a header: packet.arp, or
-- pycap.arp{...}.
local function is_header(list, i, found)
  local text = list[i].text
  return text == "packet" or headers[text] or
    scopes.is_packet(found, list, i) or
    text == "pycap" and list[i + 3] and list[i + 3].kind ~= "name" and
    headers[list[i + 2].text]
end

-- The variables that are no headers, although they may have the name of one.
local function note_others(list, found)
  local others = {}
  for i, token in ipairs(list) do
    if token.kind == "name" and tokens.is_variable(list, i) and
      not tokens.is_key(list, i) then
      local k = list[i + 1].text == "<" and i + 4 or i + 1
      if list[k] and list[k].text == "=" and
        not is_header(list, k + 1, found) then
        others[token.text] = true
      end
    end
  end
  return others
end

--- Calls add(line, error) for each mistake in the text of a script.
return function(text, add)
  local list = tokens.read(text)
  local declared, known = {}, { self = true }
  tokens.note_variables(list, declared, known)
  for name in pairs(declared) do known[name] = true end
  local found = scopes.read(list)
  local self = setmetatable({ text = text, add = add, list = list,
    known = known, others = note_others(list, found), scopes = found,
    packet = pycap.packet "" }, Checker)
  for i, token in ipairs(list) do
    local before = list[i - 1] and list[i - 1].text
    if (token.text == "on" or token.text == "fields") and
      (before == "." or before == ":") then
      self:handler(i)
    elseif before == "." and list[i - 2] and list[i - 2].text == "pycap" and
      headers[token.text] then
      self:header_made(i)
    elseif tokens.is_variable(list, i) and not tokens.is_key(list, i) then
      self:variable(i)
    end
  end
end
