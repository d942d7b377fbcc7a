--
-- where.lua - an expression over fields: conditions that are tested in C, and a
-- test in Lua for what is left of it
--
local base = require "pycap.internal.base"
local hints = require "pycap.internal.hints"
local tokens = require "pycap.internal.tokens"

local CONDITIONS <const> = 14 -- so many are tested in C, the others in Lua

local priorities <const> = {
  ["or"] = { 1, 1 }, ["and"] = { 2, 2 },
  ["<"] = { 3, 3 }, [">"] = { 3, 3 }, ["<="] = { 3, 3 }, [">="] = { 3, 3 },
  ["~="] = { 3, 3 }, ["=="] = { 3, 3 },
  ["|"] = { 4, 4 }, ["~"] = { 5, 5 }, ["&"] = { 6, 6 },
  ["<<"] = { 7, 7 }, [">>"] = { 7, 7 }, [".."] = { 9, 8 },
  ["+"] = { 10, 10 }, ["-"] = { 10, 10 },
  ["*"] = { 11, 11 }, ["/"] = { 11, 11 }, ["//"] = { 11, 11 },
  ["%"] = { 11, 11 }, ["^"] = { 14, 13 },
}
local UNARY <const> = 12
local comparing <const> = { ["<"] = ">", [">"] = "<", ["<="] = ">=",
  [">="] = "<=", ["=="] = "==", ["~="] = "~=" }

--- Compares values of which one may be absent.
local compare <const> = {
  ["<"] = function(a, b) return a ~= nil and b ~= nil and a < b end,
  [">"] = function(a, b) return a ~= nil and b ~= nil and a > b end,
  ["<="] = function(a, b) return a ~= nil and b ~= nil and a <= b end,
  [">="] = function(a, b) return a ~= nil and b ~= nil and a >= b end,
  ["=="] = function(a, b) return a ~= nil and b ~= nil and a == b end,
  ["~="] = function(a, b) return a ~= nil and b ~= nil and a ~= b end,
}

-- Reading -----------------------------------------------------------------
-- A node is a literal, a field, a header, or has an `op` with `a` and `b`. An
-- op is one of Lua, or "(", "call" (`a` with the `parts` behind it).

local function fail(...) error(table.concat { ... }, 0) end

local Reader = {}
Reader.__index = Reader


function Reader:take(text)
  local token = self.list[self.at]
  if text and token.text ~= text then
    fail("'", text, "' expected near ", token.text)
  end
  self.at = self.at + 1
  return token
end

function Reader:name()
  local path
  local before = self.list[self.at - 1]
  path, self.at = tokens.path(self.text, self.list, self.at)
  path = tokens.inner(path) or path
  if path:find "[.[]" then
    local ok, wrong = pcall(base.constant, path)
    if not ok then fail(wrong, hints.path(path)) end
    return { field = path }
  elseif path == "packet" then
    fail("packet: every packet is one; packet.length, packet.time ...")
  end
  if not tokens.headers[path] then
    local compared = before and (before.text == "==" or before.text == "~=")
    fail("unknown protocol ", ("%q"):format(path), compared and
      "; the name of a value is written in quotes" or hints.name(path))
  end
  return { header = path }
end

function Reader:primary()
  local token = self.list[self.at]
  local value = tokens.value(token)
  if value ~= nil or token.text == "nil" then
    self:take()
    return { literal = true, value = value, text = token.text }
  elseif token.kind == "name" then
    return self:name()
  elseif token.text == "(" then
    self:take()
    local inner = self:expression(0)
    self:take ")"
    return { op = "(", a = inner }
  end
  return fail(token.text, ": the name of a header or field, a constant ",
    "or an expression of them expected")
end

-- What stands behind a value: calls of its methods, and indices.
function Reader:suffixed()
  local node = self:primary()
  while true do
    local text = self.list[self.at].text
    local parts
    if text == ":" then
      self:take()
      parts = { ":" .. self:take().text }
      if self.list[self.at].kind == "string" then
        parts[2] = "(" .. self:take().text .. ")"
      else
        parts[2] = self:take("(").text
        while self.list[self.at].text ~= ")" do
          parts[#parts + 1] = self:expression(0)
          if self.list[self.at].text ~= ")" then
            parts[#parts + 1] = self:take(",").text
          end
        end
        parts[#parts + 1] = self:take().text
      end
    else
      return node
    end
    node = { op = "call", a = node, parts = parts }
  end
end

local function bare(node)
  return node.op == "(" and bare(node.a) or node
end

-- Translates the constant that a field is compared with.
local function compared(node)
  local field, constant = bare(node.a), bare(node.b)
  if constant.field then field, constant = constant, field end
  if not field.field or not constant.literal then return end
  if constant.value == nil or type(constant.value) == "boolean" then
    fail(field.field, " ", node.op, " ", constant.text,
      " never holds; it is there: ", field.field, "; it is absent: not ",
      field.field)
  end
  local order = node.op ~= "==" and node.op ~= "~="
  constant.given = constant.value
  local ok
  ok, constant.value, node.integer = pcall(base.constant, field.field,
    constant.value, order)
  if not ok then
    fail(constant.value, hints.prefix(field.field, constant.given))
  end
  constant.text = type(constant.value) == "number" and
    ("%s"):format(constant.value) or ("%q"):format(constant.value)
  node.field, node.constant = field.field, constant
  node.how = field == bare(node.a) and node.op or comparing[node.op]
end

function Reader:expression(limit)
  local token, left = self.list[self.at]
  if token.text == "not" or token.text == "-" or token.text == "#" or
    token.text == "~" then
    self:take()
    left = { op = token.text, a = self:expression(UNARY) }
    if token.text == "-" and type(left.a.value) == "number" then
      left = { literal = true, value = -left.a.value, text = "-" ..
        left.a.text }
    end
  else
    left = self:suffixed()
  end
  while true do
    local op = self.list[self.at].text
    local priority = self.list[self.at].kind ~= "string" and priorities[op]
    if not priority or priority[1] <= limit then return left end
    self:take()
    left = { op = op, a = left, b = self:expression(priority[2]) }
    if comparing[op] then compared(left) end
  end
end

-- What an expression needs -------------------------------------------------

-- Calls f with each field without which a node has no value.
local function each_needed(node, f)
  if node.field and not node.op then
    f(node.field)
  elseif node.op and node.op ~= "and" and node.op ~= "or" and
    node.op ~= "not" and not comparing[node.op] then
    each_needed(node.a, f)
    if node.b then each_needed(node.b, f) end
    for _, part in ipairs(node.parts or {}) do
      if type(part) == "table" then each_needed(part, f) end
    end
  end
end

-- The set of protocols without which a node does not hold.
local function protocols_of(node)
  local set = {}
  local function add(name) set[name:match "^[^.[]+"] = true end
  if node.header then
    set[node.header] = true
  elseif node.op == "(" then
    return protocols_of(node.a)
  elseif node.op == "and" or node.op == "or" then
    local a, b = protocols_of(node.a), protocols_of(node.b)
    for name in pairs(a) do
      if node.op == "and" or b[name] then set[name] = true end
    end
    for name in pairs(node.op == "and" and b or {}) do set[name] = true end
  elseif comparing[node.op] then
    each_needed(node.a, add)
    each_needed(node.b, add)
  else
    each_needed(node, add)
  end
  set.packet = nil
  return set
end

-- Conditions in C ---------------------------------------------------------

-- What a comparison with a constant is as a condition; nil: it is none.
local function choice(node)
  local how, value = node.how, node.constant.value
  if how == "==" then return node.constant.given end
  if not node.integer then
    local seconds = node.field == "packet.time"
    return seconds and (how == ">=" and { from = value } or
      how == "<=" and { to = value }) or nil
  end
  if how == ">=" then return { from = value } end
  if how == "<=" then return { to = value } end
  if how == ">" then return { from = value + 1 } end
  if how == "<" then return value > 0 and { to = value - 1 } or nil end
  return value > 0 and { { to = value - 1 }, { from = value + 1 } } or
    { from = value + 1 }
end

-- The name and the value of a condition that a node is; nil: it is none.
local function condition(node)
  if node.op == "(" then return condition(node.a) end
  if node.header then return node.header, true end
  if node.op == "not" and node.a.header then return node.a.header, false end
  if not node.constant then return nil end
  local value = choice(node)
  if value == nil then return nil end
  -- a bound may be one that the field cannot have
  local ok = pcall(function()
    if type(value) ~= "table" then return end
    for _, range in ipairs(value[1] and value or { value }) do
      for _, bound in pairs(range) do base.constant(node.field, bound, true) end
    end
  end)
  if ok then return node.field, value end
end

-- Splits what `and` joins into conditions and the nodes that are left.
local function split(node, conditions, left)
  if node.op == "(" then
    return split(node.a, conditions, left)
  elseif node.op == "and" then
    split(node.a, conditions, left)
    return split(node.b, conditions, left)
  end
  local name, value = condition(node)
  if name and conditions.map[name] == nil and
    conditions.count < CONDITIONS then
    conditions.map[name] = value
    conditions.count = conditions.count + 1
  else
    left[#left + 1] = node
  end
end

-- The test in Lua ---------------------------------------------------------

local Writer = {}
Writer.__index = Writer

-- The parameter that has a field's value.
function Writer:parameter(name)
  if name:find("[]", 1, true) then
    error(name .. ": [] is for comparisons with constants, joined by and", 0)
  end
  return self.fields:parameter(name)
end

-- Adds the parameters without which a node has no value to a set.
function Writer:needed(node, set)
  each_needed(node, function(name) set[self:parameter(name)] = true end)
  return set
end

-- The text of an expression that is false where what it needs is absent.
local function guarded(set, text)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name .. " ~= nil and " end
  table.sort(list)
  return "(" .. table.concat(list) .. text .. ")"
end

-- True for a value that may be nil although all it needs is there.
local function is_loose(node)
  if node.op == "(" then return is_loose(node.a) end
  return node.op == "and" or node.op == "or" or node.op == "call" or
    node.literal and node.value == nil
end

function Writer:comparison(node)
  local a, b = self:value(node.a), self:value(node.b)
  if node.constant and node.op == "==" then
    return "(" .. a .. " == " .. b .. ")"
  end
  local set = self:needed(node.b, self:needed(node.a, {}))
  if is_loose(node.a) or is_loose(node.b) then
    return guarded(set, ("compare[%q](%s, %s)"):format(node.op, a, b))
  end
  return guarded(set, a .. " " .. node.op .. " " .. b)
end

-- The text of a node whose value is asked for.
function Writer:value(node)
  if node.literal then return node.text end
  if node.header then
    return "(" .. self:parameter(node.header .. ".packet") .. " ~= nil)"
  end
  if not node.op then return self:parameter(node.field) end
  if comparing[node.op] then return self:comparison(node) end
  if node.op == "(" then return "(" .. self:value(node.a) .. ")" end
  if node.op == "and" or node.op == "or" then
    return "(" .. self:truth(node.a) .. " " .. node.op .. " " ..
      self:truth(node.b) .. ")"
  end
  if node.op == "not" then return "(not " .. self:truth(node.a) .. ")" end
  if node.op == "call" then
    local list = { "(", self:value(node.a), ")" }
    for _, part in ipairs(node.parts) do
      list[#list + 1] = type(part) == "table" and self:value(part) or part
    end
    return table.concat(list)
  end
  if not node.b then
    return "(" .. node.op .. " " .. self:value(node.a) .. ")"
  end
  return "(" .. self:value(node.a) .. " " .. node.op .. " " ..
    self:value(node.b) .. ")"
end

-- The same where it decides: false if something that it needs is absent.
function Writer:truth(node)
  if node.op == "(" then return self:truth(node.a) end
  if not node.op or comparing[node.op] or node.op == "and" or
    node.op == "or" or node.op == "not" then
    return self:value(node)
  end
  return guarded(self:needed(node, {}), self:value(node))
end

-- Both --------------------------------------------------------------------

local where = { compare = compare }

local FieldNames = {}
FieldNames.__index = FieldNames

--- The parameter that has the value of the field of that name.
function FieldNames:parameter(name)
  for i, known in ipairs(self.names) do
    if known == name then return self.parameters[i] end
  end
  local parameter = name:gsub("%W", "_")
  while self.texts:find(parameter, 1, true) or
    (" " .. table.concat(self.parameters, " ") .. " ")
      :find(" " .. parameter .. " ", 1, true) do
    parameter = parameter .. "_"
  end
  self.names[#self.names + 1] = name
  self.parameters[#self.parameters + 1] = parameter
  return parameter
end

--- Names of fields, each with a parameter, which is no name in these texts.
function where.fields(...)
  return setmetatable({ names = {}, parameters = {},
    texts = table.concat({ ... }, "\n") }, FieldNames)
end

--- Compiles an expression. Returns the conditions in C (a map), the protocol
--- that they need (or "packet"), and the text of the test that is left, or nil,
--- whose parameters are added to `fields`. Raises a text.
function where.compile(text, fields)
  local chunk, wrong = load("return " .. text:gsub("%[%]", "[1]") .. "\n",
    "=(where)", "t")
  if not chunk then
    fail(wrong:gsub("^%(where%):%d+: ", ""), hints.syntax(text, wrong))
  end
  local reader = setmetatable({ text = text, list = tokens.read(text), at = 1 },
    Reader)
  if #reader.list == 1 then fail "an expression expected" end
  local node = reader:expression(0)
  local rest = reader.list[reader.at]
  if rest.kind ~= "end" then
    fail("an expression expected, got more from ", rest.text, " on")
  end
  local conditions, left = { map = {}, count = 0 }, {}
  split(node, conditions, left)
  local map, needed = conditions.map, {}
  for name in pairs(protocols_of(node)) do needed[#needed + 1] = name end
  table.sort(needed)
  local protocol = needed[1]
  if protocol and map[protocol] == false then protocol = nil end
  if protocol then map[protocol] = nil end -- the handler's own
  if #left == 0 then return map, protocol or "packet", nil end
  local writer = setmetatable({ fields = fields }, Writer)
  local list = {}
  for i, each in ipairs(left) do list[i] = writer:truth(each) end
  return map, protocol or "packet", table.concat(list, " and ")
end

return where
