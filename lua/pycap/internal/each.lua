--
-- each.lua - what pcaplua's one-liners run: --begin, --where, --each, --end
--
local pycap = require "pycap"
local base = require "pycap.internal.base"
local hints = require "pycap.internal.hints"
local tokens = require "pycap.internal.tokens"
local where = require "pycap.internal.where"

local headers = tokens.headers

local function fail(...) error(table.concat { ... }, 0) end

-- --each ------------------------------------------------------------------

local Rewriter = {}
Rewriter.__index = Rewriter

function Rewriter:replace(from, to, text)
  self.changes[#self.changes + 1] = { from = from, to = to, text = text }
end

-- Translates the string at token k, with which a field is compared that is
-- between the tokens `first` and `behind`.
function Rewriter:compare(path, k, first, behind)
  local list = self.list
  if list[k].kind ~= "string" then return end
  local before = list[math.min(k, first) - 1]
  local after = list[math.max(k + 1, behind)]
  if before and tokens.binding[before.text] or tokens.binding[after.text] then
    return
  end
  local value = base.constant(path, tokens.value(list[k]))
  self:replace(list[k].from, list[k].to, ("%q"):format(value))
end

local equal <const> = { ["=="] = true, ["~="] = true }

function Rewriter:field(path, i, behind)
  local list = self.list
  if list[behind].text == "=" and list[behind].kind == "op" then
    fail(path, ": --each reads fields, and assigns none")
  end
  self:replace(list[i].from, list[behind - 1].to, self.fields:parameter(path))
  if equal[list[behind].text] then
    self:compare(path, behind + 1, i, behind)
  elseif i > 2 and equal[list[i - 1].text] then
    self:compare(path, i - 2, i, behind)
  end
end

-- A header's or a packet's name at token i: the index behind what was read.
function Rewriter:header(i)
  local list = self.list
  local path, behind = tokens.path(self.text, list, i)
  if not path:find "[.[]" then
    if list[behind].text == "=" and list[behind].kind == "op" then
      fail(path, ": the name of a header; another one expected for a variable")
    end
    self.packet = true
    if path == "packet" and list[behind].text == ":" then
      local _ = self.probe[list[behind + 1].text]
    end
    if path ~= "packet" then
      self:replace(list[i].from, list[i].to, "packet." .. path)
    end
    return behind
  end
  local inner = not self.edits and tokens.inner(path)
  if inner and inner:find "[.[]" and (pcall(base.constant, inner) or
    not inner:find("[", 1, true)) then
    path = inner
  end
  local ok, wrong = pcall(base.constant, path)
  local member = path:match "^packet%.(%w+)"
  if ok then
    self:field(path, i, behind)
  elseif member and pcall(function() return self.probe[member] end) then
    self.packet = true -- what only the packet itself has
  else
    fail(wrong, hints.path(path))
  end
  return behind
end

-- The text with parameters instead of fields; whether it needs the packet.
local function rewrite(text, fields, known)
  local self = setmetatable({ text = text, list = tokens.read(text),
    changes = {}, fields = fields, probe = pycap.packet "",
    edits = text:find "packet%.[%w.]+%s*=[^=]" }, Rewriter)
  local i = 1
  while self.list[i].kind ~= "end" do
    local behind = i + 1
    if tokens.is_variable(self.list, i) and not tokens.is_key(self.list, i) then
      local name = self.list[i].text
      if headers[name] then behind = self:header(i)
      else tokens.check_variable(name, known) end
    end
    i = behind
  end
  table.sort(self.changes, function(a, b) return a.from < b.from end)
  local pieces, at = {}, 1
  for _, change in ipairs(self.changes) do
    pieces[#pieces + 1] = text:sub(at, change.from - 1) .. change.text
    at = change.to + 1
  end
  return table.concat(pieces) .. text:sub(at), self.packet
end

-- --begin and --end -------------------------------------------------------

local function check_text(option, text, known)
  local list = tokens.read(text)
  for i = 1, #list do
    if tokens.is_variable(list, i) and not tokens.is_key(list, i) then
      local name = list[i].text
      if headers[name] and _G[name] == nil and not known[name] then
        fail(name, ": there is no packet in ", option)
      end
      tokens.check_variable(name, known)
    end
  end
end

-- All ---------------------------------------------------------------------

-- The text of a chunk that returns what handles a packet: a function that gets
-- the fields, or, if a packet is needed, one that tests them and one that gets
-- the packet.
local function handler_text(fields, test, text, packet)
  local parameters = table.concat(fields.parameters, ", ")
  if not packet then
    return ("local compare = ... return function(%s) %s%s\nend"):format(
      parameters, test and "if not (" .. test .. ") then return end " or "",
      text)
  end
  local given = parameters:gsub("[%w_]+", "%0__")
  local keep = #parameters > 0 and parameters .. " = " .. given .. " " or ""
  return ("local compare = ... %s return function(%s) %sreturn %s end, " ..
    "function(packet) %s\nend"):format(#parameters > 0 and
    "local " .. parameters or "", given, keep, test or "true", text)
end

local each = {}

--- The names and conditions of a handler, as pycap.on takes them.
function each.list(names, conditions)
  local list = table.move(names, 1, #names, 1, {})
  for name, value in pairs(conditions) do list[name] = value end
  return list
end

--- Adds a handler that gives the packets to `target` for which the expression
--- holds. `names` are the fields that a printer gets; a tally has its own.
--- `bare`: there are names without a protocol, which are the packet's.
function each.filter(text, target, names, bare)
  local fields = where.fields(text)
  local conditions, protocol, test = where.compile(text, fields)
  if test then
    local chunk = assert(load(("local compare = ... return function(%s) " ..
      "return %s end"):format(table.concat(fields.parameters, ", "), test),
      "=--where", "t", {}))
    return pycap.on(protocol, each.list(fields.names, conditions),
      base.guard(chunk(where.compare), target, names))
  end
  if type(target) == "function" then bare = true end -- it gets the packet
  if bare and protocol ~= "packet" then
    conditions[protocol], protocol = true, "packet"
  end
  return pycap.on(protocol, each.list(names or {}, conditions), target)
end

-- The function that an option's text is.
local function load_text(text, option)
  local chunk, wrong = load(text, "=" .. option, "t")
  return chunk or fail(wrong, hints.syntax(text, wrong))
end

-- The functions that texts are; their variables are checked before they run.
local function compile(options, known)
  local functions = {}
  for _, option in ipairs { "begin", "end" } do
    local text = options[option]
    functions[option] = text and load_text(text, "--" .. option)
    if text then check_text("--" .. option, text, known) end
  end
  return functions
end

-- Adds the handler of --each. Returns the fields that it gets.
local function attach(options, known)
  local text, condition = options.each, options.where
  load_text(text, "--each")
  local fields = where.fields(text, condition)
  local conditions, protocol, test = {}, "packet", nil
  if condition then
    conditions, protocol, test = where.compile(condition, fields)
  end
  local packet
  text, packet = rewrite(text, fields, known)
  if #fields.names == 0 then fields:parameter "packet.caplen" end
  local chunk = assert(load(handler_text(fields, test, text, packet),
    "=--each", "t"))
  local handler, target = chunk(where.compare)
  pycap.on(protocol, each.list(fields.names, conditions),
    target and base.guard(handler, target) or handler)
  return fields
end

-- An error of --each, with what to do about a variable or a field that has no
-- value.
local function advised(wrong, fields)
  if type(wrong) ~= "string" then return wrong end
  return (wrong:gsub(
    "^(%-%-each:%d+: [^\n]* a nil value %((%a+) '([%w_]+)'%))",
    function(text, kind, name)
      if kind == "global" then
        return ("%s; --begin '%s = 0' gives it a value"):format(text, name)
      end
      for i, parameter in ipairs(fields.parameters) do
        if parameter == name then
          return ("%s; this packet has no %s; --where chooses those that do")
            :format(text, fields.names[i])
        end
      end
    end, 1))
end

--- Prepares what the options say; `try` reports what is wrong with one of them.
--- Returns a function that runs it.
function each.prepare(options, try)
  local declared, known = {}, {}
  for _, option in ipairs { "begin", "each", "end" } do
    tokens.note_variables(tokens.read(options[option] or ""), declared, known)
  end
  for name in pairs(declared) do
    if headers[name] then
      try("--each", fail, name, ": the name of a header; another one expected ",
        "for a variable")
    end
    known[name] = true
  end
  local condition = options.where
  if condition then -- so that what is wrong with it is not said of --each
    try("--where", where.compile, condition, where.fields(condition))
  end
  local functions = try("--each", compile, options, known)
  local fields = try("--each", attach, options, known)
  return function()
    if functions.begin then functions.begin() end
    local ok, wrong = pcall(pycap.loop)
    if not ok then error(advised(wrong, fields), 0) end
    if functions["end"] then functions["end"]() end
  end
end

return each
