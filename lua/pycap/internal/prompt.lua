--
-- prompt.lua - what the prompt of pcaplua shows, and how it completes names
--
local pycap = require "pycap"
local show = require "pycap.internal.show"

local metatable, upvalue, info <const> =
  debug.getmetatable, debug.getupvalue, debug.getinfo
local protocols, protocol_of <const> = pycap.protocols, pycap.protocolof
local globals <const> = _G

-- Statements may assign to globals.
local ipairs, next, pairs, pcall, rawget, select, table, type = ipairs, next,
  pairs, pcall, rawget, select, table, type

local keywords <const> = { "and", "break", "do", "else", "elseif", "end",
  "false", "for", "function", "goto", "if", "in", "local", "nil", "not", "or",
  "repeat", "return", "then", "true", "until", "while" }

local write, out <const> = io.stdout.write, io.stdout

-- Names -------------------------------------------------------------------

-- Adds the keys that are names to a set; `calls`: those of functions alone.
local function note_keys(names, t, calls)
  for key, value in next, t do
    if type(key) == "string" and key:find "^[%a_][%w_]*$" and
      (not calls or type(value) == "function") then
      names[key] = true
    end
  end
end

-- The tables in which a value of a class, or a table, is looked up.
local function lookups(value)
  local list, meta = {}, metatable(value)
  if type(value) == "table" then list[1] = value end
  local index = type(meta) == "table" and rawget(meta, "__index")
  if type(index) == "table" then
    list[#list + 1] = index
  elseif type(index) == "function" and
    info(index, "S").what == "C" then
    for i = 1, 4 do -- as classes of the module keep their methods
      local _, t = upvalue(index, i)
      if type(t) == "table" then list[#list + 1] = t end
    end
  end
  return list
end

local function class(value)
  local meta = metatable(value)
  return type(meta) == "table" and rawget(meta, "__metatable")
end

-- The member of a value, without calling a function of the script's.
local function member(value, name)
  if class(value) == "pycap.packet" or pcall(protocol_of, value) then
    local ok, found = pcall(function() return value[name] end)
    return ok and found or nil
  end
  for _, t in ipairs(lookups(value)) do
    local found = rawget(t, name)
    if found ~= nil then return found end
  end
end

-- The value that a path names, or nil.
local function value_of(path)
  local value = globals
  for name in path:gmatch "[^.:]+" do
    value = member(value, name)
    if value == nil then return nil end
  end
  return value
end

-- The fields of a protocol, added to a set. False: there is none of that name.
local function note_fields(names, protocol)
  for _, known in ipairs(protocols()) do
    if known.name == protocol then
      for _, field in ipairs(known.fields) do names[field.name] = true end
      for _, field in ipairs(known.computed or {}) do
        names[field.name] = true
      end
      names.packet = true
      return true
    end
  end
  return false
end

local some_packet <const> = pycap.packet ""

local function note_packet(names)
  for _, t in ipairs(lookups(some_packet)) do note_keys(names, t) end
end

-- What may stand behind a path that names no value, but perhaps a header or a
-- packet that a handler will get.
local function note_expected(names, path)
  local last = path:match "[^.:]*$"
  if last == "packet" then note_packet(names)
  else note_fields(names, last) end
end

-- What a capture has besides its methods.
local capture <const> = { device = true, filename = true, warning = true,
  interfaces = true, comments = true }

-- What may stand behind a value; `calls`: methods alone.
local function note_members(names, value, calls)
  for _, t in ipairs(lookups(value)) do note_keys(names, t, calls) end
  if calls then return end
  if class(value) == "pycap.capture" then note_keys(names, capture) end
  if class(value) ~= "pycap.packet" then return end
  for _, known in ipairs(protocols()) do names[known.name] = nil end
  for i = 1, #value do names[protocol_of(value[i])] = true end
end

-- Of a set the names that begin with a prefix, in order.
local function beginning(names, prefix)
  local words = {}
  for name in pairs(names) do
    if name:sub(1, #prefix) == prefix then words[#words + 1] = name end
  end
  table.sort(words)
  return words
end

local function note_globals(names)
  for _, word in ipairs(keywords) do names[word] = true end
  note_keys(names, globals)
end

-- Texts -------------------------------------------------------------------

-- What follows the quotation mark of a string that has no end yet; or nil, and
-- whether a remark has begun.
local function open_string(text)
  local at = 1
  while at <= #text do
    local c = text:sub(at, at)
    if text:find("^%-%-", at) then return nil, true end
    if c == '"' or c == "'" then
      local from = at
      repeat
        at = at + (text:sub(at, at) == "\\" and 2 or 1)
      until at > #text or text:sub(at, at) == c
      if at > #text then return text:sub(from + 1) end
    end
    at = at + 1
  end
end

-- In a string are names of fields: those of the protocol of `on` alone, too.
local function note_strings(names, text, path)
  if path then return note_expected(names, path) end
  local protocol = text:match "on%s*%(%s*[\"'](%w+)[\"']%s*,"
  if protocol then note_fields(names, protocol) end
  for _, known in ipairs(protocols()) do names[known.name] = true end
  names.packet = true
end

-- What all words of a list begin with.
local function common(words)
  local first, last, n = words[1], words[#words], 0 -- they are in order
  while n < #first and first:byte(n + 1) == last:byte(n + 1) do n = n + 1 end
  return first:sub(1, n)
end

local prompt = {}

--- Completes the text before the cursor: what may follow, and the words that
--- it may become, each with a newline, if there are several. Nil: nothing.
function prompt.complete(text)
  local string, remark = open_string(text)
  local tail = (string or text):match "[%w_.:]*$"
  local path, mark, prefix = tail:match "^(.*)([.:])([%w_]*)$"
  prefix = prefix or tail
  if remark or path == "" or prefix:find "^%d" then return nil end
  local names = {}
  local value = path and not string and value_of(path)
  if string then note_strings(names, text, path)
  elseif not path then note_globals(names)
  elseif value ~= nil then note_members(names, value, mark == ":")
  else note_expected(names, path) end
  local words = beginning(names, prefix)
  if #words == 0 and class(value) == "pycap.packet" and mark == "." then
    note_packet(names) -- of a header that this one has not
    words = beginning(names, prefix)
  end
  if #words == 0 then return nil end
  return common(words):sub(#prefix + 1),
    #words > 1 and table.concat(words, "\n") .. "\n" or nil
end

--- Prints the values of a statement.
function prompt.show(...)
  for i = 1, select("#", ...) do
    write(out, show((select(i, ...))), "\n")
  end
end

return prompt
