--
-- check.lua - mistakes in a script, found without packets
--
-- The text runs on an empty capture file. While it runs, nothing is opened for
-- writing, sent or written. Then the text is looked at.
--
local pycap = require "pycap"
local base = require "pycap.internal.base"
local tokens = require "pycap.internal.tokens"

local STEPS <const> = 50000000 -- instructions of a script that goes on
local EMPTY <const> = string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0,
  65535, 1)

local headers = tokens.headers

-- An error's text without its position.
local function plain(wrong, file)
  local text = tostring(wrong)
  local position = file .. ":"
  if text:sub(1, #position) == position then
    text = text:sub(#position + 1):gsub("^%d+: ", "")
  end
  text = text:gsub("^pycap%.internal[%w.]*:%d+: ", ""):gsub("^on: ", "")
  return text:match "^bad argument #%d to 'p?y?c?a?p?%.?on' %((.*)%)$" or text
end

-- The text ----------------------------------------------------------------

local Checker = {}
Checker.__index = Checker

-- Only the first mistake of a line is told.
function Checker:add(line, text)
  if not self.found[line] then self.found[line] = plain(text, self.file) end
end

-- Adds what f raises.
function Checker:try(line, f, ...)
  local ok, result = pcall(f, ...)
  if not ok then self:add(line, result) end
  return ok, result
end

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

-- pycap.NAME at token i.
function Checker:member(i)
  local list = self.list
  local name = list[i + 2].text
  if list[i + 1].text ~= "." or list[i + 2].kind ~= "name" or
    pycap[name] ~= nil then
    return
  end
  local near, least = "", 3
  for other in pairs(pycap) do
    local n = type(other) == "string" and distance(name, other) or least
    if n < least then near, least = "; did you mean " .. other .. "?", n end
  end
  self:add(list[i].line, ("pycap.%s: no such function%s"):format(name, near))
end

-- A field with a constant that a comparison has.
function Checker:compared(path, operator, token)
  local value = tokens.value(token)
  if value == nil or type(value) == "boolean" and path:find "^packet%." then
    return
  end
  local order = operator ~= "==" and operator ~= "~="
  local ok, constant = self:try(token.line, base.constant, path, value, order)
  if not ok or constant == value then return end
  local header, field = path:match "^(%w+)%.(%w+)$"
  local name = type(constant) == "number" and header and
    ("; pycap.name(%s, %q) is its name"):format(header, field) or ""
  self:add(token.line, ("%s %s %s %s holds: in a script it is %s%s"):format(
    path, operator, token.text, operator == "~=" and "always" or "never",
    type(constant) == "string" and ("%q"):format(constant) or constant, name))
end

local comparisons <const> = { ["=="] = true, ["~="] = true, ["<"] = true,
  ["<="] = true, [">"] = true, [">="] = true }

-- Looks for a comparison around a field between the tokens `first` and
-- `behind`.
function Checker:comparison(path, first, behind)
  local list = self.list
  local before, after = list[first - 1] or list[first], list[behind]
  local function binds(token) return token and tokens.binding[token.text] end
  if comparisons[after.text] and not binds(before) and
    not binds(list[behind + 2]) then
    self:compared(path, after.text, list[behind + 1])
  elseif comparisons[before.text] and not binds(after) and
    not binds(list[first - 3]) then
    self:compared(path, before.text, list[first - 2])
  end
end

-- The name of a header, or packet, at token i.
function Checker:header(i)
  local list = self.list
  local path, behind = tokens.path(self.text, list, i)
  local inner = path:match "^packet%.(.+)$"
  if inner and inner:find "[.[]" and headers[inner:match "^%w+"] then
    path = inner
  end
  local first, member = path:match "^(%w+)%.(%w+)"
  if not first then return end
  if self.parameters[list[i].text] then
    self:try(list[i].line, function()
      return (first == "packet" and self.packet or pycap[first]())[member]
    end)
  end
  path = path:gsub("%[%a%w*%]", "[1]")
  if pcall(base.constant, path) then self:comparison(path, i, behind) end
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
  return chunk and chunk()
end

-- on("arp", {...}) or fields("arp", {...}) with the name at token i.
function Checker:handler(i)
  local list = self.list
  local name = tokens.value(list[i + 2])
  if list[i + 1].text ~= "(" or type(name) ~= "string" then return end
  local fields = list[i + 3].text == "," and self:constants(i + 4)
  local ok, handler = self:try(list[i + 2].line, pycap.on, name, fields or {},
    function() end)
  if ok then handler:cancel() end
end

function Checker:look()
  local declared, known, list = {}, { self = true }, self.list
  tokens.note_variables(list, declared, known)
  for name in pairs(declared) do known[name] = true end
  for i, token in ipairs(list) do
    local before = list[i - 1] and list[i - 1].text
    if (token.text == "on" or token.text == "fields") and
      (before == "." or before == ":") then
      self:handler(i)
    elseif before == "." and list[i - 2] and list[i - 2].text == "pycap" and
      headers[token.text] then
      local fields = self:constants(i + 1)
      if fields then self:try(token.line, pycap[token.text], fields) end
    elseif tokens.is_variable(list, i) and not tokens.is_key(list, i) then
      if headers[token.text] and not self.others[token.text] then
        self:header(i)
      elseif token.text == "pycap" then
        self:member(i)
      else
        self:try(token.line, tokens.check_variable, token.text, known)
      end
    end
  end
end

-- True if the value that begins at token i may be a header: packet.arp, or
-- pycap.arp{...}.
local function is_header(list, i)
  local text = list[i].text
  return text == "packet" or headers[text] or
    text == "pycap" and list[i + 3] and list[i + 3].kind ~= "name" and
    headers[list[i + 2].text]
end

-- Notes which variables are parameters, and which are no headers, although
-- they have the name of one.
function Checker:note()
  local list = self.list
  for i, token in ipairs(list) do
    if token.text == "function" then
      local k = i + 1
      while list[k].text ~= "(" and list[k].kind ~= "end" do k = k + 1 end
      while list[k].text ~= ")" and list[k].kind ~= "end" do
        self.parameters[list[k].text] = true
        k = k + 1
      end
    elseif token.kind == "name" and not tokens.is_key(list, i) then
      local k = list[i + 1].text == "<" and i + 4 or i + 1
      if list[k] and list[k].text == "=" and not is_header(list, k + 1) then
        self.others[token.text] = true
      end
    end
  end
end

-- Running -----------------------------------------------------------------

-- What ends the run without a mistake: it has the members of a pycap.error.
local refused <const> = setmetatable({ code = "permission",
  message = "--check: refused" }, { __tostring = function(self)
  return self.message
end })

local function refuse() error(refused, 0) end

local function nothing() end

-- An object whose methods do nothing.
local function silent_file()
  return setmetatable({ read = nothing, lines = function() return nothing end },
    { __index = function() return function(self) return self end end })
end

local of_devices <const> = { "device", "direction", "promiscuous", "monitor",
  "immediate", "buffer", "latency", "timestamps", "linktype", "datalink",
  "follow", "reconnect" }

-- A pycap that opens an empty file, whatever is to be opened.
local function harmless(empty)
  local function open(_, options)
    local own = {}
    if type(options) == "table" then
      for key, value in pairs(options) do own[key] = value end
      for _, key in ipairs(of_devices) do own[key] = nil end
    end
    own.filename = empty
    return pycap(own)
  end
  return setmetatable({ inject = refuse, dump = refuse, publish = refuse,
    ask = refuse, loop = function() return 0 end, stop = nothing,
    sleep = nothing }, { __index = pycap, __call = open })
end

local function replace(t, functions)
  for name, f in pairs(functions) do t[name] = f end
end

-- Takes from the script what has effects.
local function disarm(empty)
  local mine, open, out = harmless(empty), io.open, silent_file()
  replace(_G, { pycap = mine, print = nothing })
  replace(package.loaded, { pycap = mine })
  replace(os, { execute = refuse, remove = refuse, rename = refuse,
    tmpname = refuse, exit = refuse })
  replace(io, { popen = refuse, tmpfile = refuse, output = refuse,
    stdout = out, stderr = silent_file(), stdin = silent_file(),
    read = nothing, write = function() return out end,
    open = function(name, mode)
      if mode and mode:find "[wa+]" then refuse() end
      return open(name, mode)
    end })
end

-- Runs the script; adds what it raises, at its own line.
function Checker:run(chunk, arguments)
  local function trace(wrong)
    local line = 1
    for level = 2, 100 do
      local info = debug.getinfo(level, "Sl")
      if not info then break end
      if info.source == "@" .. self.file then
        line = info.currentline
        break
      end
    end
    return { wrong = wrong, line = line }
  end
  debug.sethook(refuse, "", STEPS)
  local ok, result = xpcall(chunk, trace, table.unpack(arguments))
  debug.sethook()
  if not ok and result.wrong ~= refused then
    self:add(result.line, result.wrong)
  end
end

-- Both --------------------------------------------------------------------

--- Checks a script. Returns a list of its mistakes, each a line and a text; nil
--- and why: it cannot be read.
return function(file, arguments)
  local handle, wrong = io.open(file, "rb")
  local text = handle and handle:read "a"
  if not text then return nil, wrong or file .. ": not a file" end
  handle:close()
  text = text:gsub("^#[^\n]*", "")
  local chunk
  chunk, wrong = load(text, "@" .. file, "t")
  if not chunk then
    local line, said = wrong:match ":(%d+): (.*)$"
    return { { tonumber(line) or 1, said or wrong } }
  end
  local self = setmetatable({ file = file, text = text,
    list = tokens.read(text), found = {}, parameters = {}, others = {},
    packet = pycap.packet "" }, Checker)
  local empty = os.tmpname()
  local remove = os.remove
  handle = assert(io.open(empty, "wb"))
  handle:write(EMPTY)
  handle:close()
  disarm(empty)
  self:run(chunk, arguments)
  remove(empty)
  self:note()
  self:look() -- now that the script has declared its protocols
  local list = {}
  for line, said in pairs(self.found) do list[#list + 1] = { line, said } end
  table.sort(list, function(a, b) return a[1] < b[1] end)
  return list
end
