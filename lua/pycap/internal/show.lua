--
-- show.lua - values as the prompt of pcaplua prints them
--
local pycap = require "pycap"

local DEPTH <const> = 4     -- of tables in tables
local ENTRIES <const> = 50  -- of a table
local LINES <const> = 200   -- in all
local BYTES <const> = 256   -- of a string

local metatable, tree_of <const> = debug.getmetatable, pycap.tree

-- Statements may assign to globals.
local math, next, pairs, pcall, rawget, setmetatable, table, tonumber,
  tostring, type, utf8 = math, next, pairs, pcall, rawget, setmetatable, table,
  tonumber, tostring, type, utf8

local function escape(bytes)
  return (bytes:gsub(".", function(byte)
    return ("\\x%02x"):format(byte:byte())
  end))
end

local short <const> = { ["\n"] = "\\n", ["\t"] = "\\t", ['"'] = '\\"',
  ["\\"] = "\\\\" }

-- Escapes what no terminal is to get: these bytes, and what is no UTF-8.
local function safe(text, bytes)
  return (text:gsub(bytes, escape):gsub(utf8.len(text) and
    "\xc2[\x80-\x9f]" or "[\x80-\xff]", escape))
end

-- A string as Lua reads it.
local function quoted(text)
  local size = BYTES
  if #text > BYTES and utf8.len(text) then -- no character is cut
    size = utf8.offset(text, 0, BYTES + 1) - 1
  end
  local shown = text:sub(1, size):gsub('[\n\t"\\]', short)
  shown = safe(shown, "%c")
  return ('"%s"%s'):format(shown, #text > BYTES and
    ("... (%d bytes)"):format(#text) or "")
end

-- A value on a line of its own.
local function line(value)
  if type(value) == "string" then return quoted(value) end
  return safe(tostring(value), "[\0-\8\11-\31\127]")
end

-- Whether a key needs no quotes.
local function is_plain(key)
  return type(key) == "string" and key:find "^[%w_.:-]+$" and not tonumber(key)
end

local function before(a, b)
  local x, y = math.type(a) and "n" or type(a), math.type(b) and "n" or type(b)
  if x ~= y then return x < y end
  if x == "n" then return a < b end
  return tostring(a) < tostring(b)
end

-- The keys of a table, in order, and their values.
local function entries(value)
  local keys, values, meta = {}, {}, metatable(value)
  local walk = type(meta) == "table" and rawget(meta, "__pairs") and pairs or
    function(t) return next, t end
  for k, v in walk(value) do keys[#keys + 1], values[k] = k, v end
  table.sort(keys, before)
  return keys, values
end

-- Whether a value is shown as a tree.
local function has_entries(value)
  local meta = metatable(value)
  return type(value) == "table" and not (type(meta) == "table" and
    (rawget(meta, "__tostring") or rawget(meta, "__name")))
end

local Tree = {}
Tree.__index = Tree

function Tree:add(depth, text)
  if #self < LINES then
    self[#self + 1] = ("  "):rep(depth) .. text
  elseif #self == LINES then
    self[#self + 1] = "..."
  end
end

-- Adds the entries of a table.
function Tree:entries(value, depth)
  local keys, values = entries(value)
  self.within[value] = true
  for i = 1, math.min(#keys, ENTRIES) do
    local key, inner = keys[i], values[keys[i]]
    local head = (is_plain(key) and key or line(key)) .. ":"
    if not has_entries(inner) then
      self:add(depth, head .. " " .. line(inner))
    elseif next(inner) == nil then
      self:add(depth, head .. " {}")
    elseif self.within[inner] or depth >= DEPTH then
      self:add(depth, head .. " {...}")
    else
      self:add(depth, head)
      self:entries(inner, depth + 1)
    end
  end
  if #keys > ENTRIES then
    self:add(depth, ("... (%d more)"):format(#keys - ENTRIES))
  end
  self.within[value] = nil
end

--- A value as text, of one line or several.
return function(value)
  local ok, text = pcall(tree_of, value) -- a packet's, or a header's
  if ok then return (text:gsub("\n$", "")) end
  if not has_entries(value) then return line(value) end
  local tree = setmetatable({ within = {} }, Tree)
  tree:entries(value, 0)
  return #tree > 0 and table.concat(tree, "\n") or "{}"
end
