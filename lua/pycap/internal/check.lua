--
-- check.lua - mistakes in a script, found without packets
--
-- The text runs on an empty capture file. While it runs, nothing is opened for
-- writing, sent or written. Then the text is looked at.
--
local pycap = require "pycap"
local look = require "pycap.internal.checktext"

local STEPS <const> = 50000000 -- instructions of a script that goes on
local EMPTY <const> = string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0,
  65535, 1)

-- An error's text without its position.
local function plain(wrong, file)
  local text = tostring(wrong):match "^[^\n]*"
  local position = file .. ":"
  if text:sub(1, #position) == position then
    text = text:sub(#position + 1):gsub("^%d+: ", "")
  end
  text = text:gsub("^pycap%.internal[%w.]*:%d+: ", ""):gsub("^on: ", "")
  return text:match "^bad argument #%d to '[pycap.]*on' %((.*)%)$" or
    text:match "^bad argument #1 to '%?' %((unknown protocol .*)%)$" or text
end

-- Only the first mistake of a line is told.
local Checker = {}
Checker.__index = Checker

function Checker:add(line, wrong)
  if not self.found[line] then self.found[line] = plain(wrong, self.file) end
end

-- Running -----------------------------------------------------------------

-- What ends the run without a mistake: it has the members of a pycap.error.
local refused <const> = setmetatable({ code = "permission",
  message = "--check: refused" }, { __tostring = function(self)
  return self.message
end })

local function refuse() error(refused, 0) end

local function nothing() end

local main <const> = coroutine.running()
local gethook, getinfo, sethook <const> = debug.gethook, debug.getinfo,
  debug.sethook
local spent -- STEPS have been run

-- A hook: ends the run, even if the script catches that.
local function stop()
  spent = true
  sethook(stop, "", 1)
  if gethook(main) then sethook(main, stop, "", 1) end
  if getinfo(2, "f").func ~= Checker.run then refuse() end
end

-- A function that ends as the script does, in a coroutine.
local function limited(f)
  if type(f) ~= "function" then return f end
  return function(...)
    sethook(stop, "", spent and 1 or STEPS)
    return f(...)
  end
end

-- An object whose methods do nothing.
local function silent_file()
  return setmetatable({ read = nothing, lines = function() return nothing end },
    { __index = function() return function(self) return self end end })
end

local of_devices <const> = { "device", "direction", "promiscuous", "monitor",
  "immediate", "buffer", "latency", "timestamps", "linktype", "datalink",
  "follow", "reconnect" }

-- A pycap that opens an empty file, whatever is to be opened. What is to be
-- called at the end is added to a list.
local function harmless(empty, ended)
  local function open(_, options)
    local own = {}
    if type(options) == "table" then
      for key, value in pairs(options) do own[key] = value end
      if own.device and own.filename then return pycap(own) end
      for _, key in ipairs(of_devices) do own[key] = nil end
    end
    own.filename = empty
    return pycap(own)
  end
  -- Calls what opens something, of a name that is none; raises what is wrong
  -- with its arguments.
  local function try(f, ...)
    local ok, wrong = pcall(f, ...)
    if not ok and type(wrong) == "string" then error(wrong, 0) end
    refuse()
  end
  local function inject(options)
    if type(options) == "string" or options == nil then refuse() end
    if type(options) ~= "table" then pycap.inject(options) end
    local own = {}
    for key, value in pairs(options) do own[key] = value end
    own.device = "/"
    try(pycap.inject, own)
  end
  local function dump(name, options)
    if type(name) ~= "string" then pycap.dump(name, options) end
    if name:find "://" then refuse() end
    try(pycap.dump, "/dev/null/" .. name:match "[^/]*$", options)
  end
  local function atend(f)
    if type(f) ~= "function" then pycap.atend(f) end
    ended[#ended + 1] = f
  end
  local function spawn(f, ...) return pycap.spawn(limited(f), ...) end
  return setmetatable({ inject = inject, dump = dump, publish = refuse,
    atend = atend, spawn = spawn,
    ask = refuse, loop = function() return 0 end, stop = nothing,
    sleep = nothing }, { __index = pycap, __call = open })
end

local next <const> = next

local function replace(t, members)
  for name, value in next, members do t[name] = value end
end

-- Takes from the script what has effects.
local function disarm(empty, ended)
  local mine, open, out = harmless(empty, ended), io.open, silent_file()
  replace(_G, { pycap = mine, print = nothing })
  replace(package.loaded, { pycap = mine })
  local create <const>, wrap <const> = coroutine.create, coroutine.wrap
  replace(coroutine, { create = function(f) return create(limited(f)) end,
    wrap = function(f) return wrap(limited(f)) end })
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
      local info = getinfo(level, "Sl")
      if not info then break end
      if info.source == "@" .. self.file then
        line = info.currentline
        break
      end
    end
    return { wrong = wrong, line = line }
  end
  local before, globals <const> = {}, _G
  replace(before, globals)
  spent = false
  sethook(stop, "", STEPS)
  local ok, result = xpcall(chunk, trace, table.unpack(arguments))
  sethook()
  replace(globals, before) -- it may have assigned to type, or table
  if ok or result.wrong == refused then return end
  local wrong = result.wrong
  if getmetatable(wrong) == pycap.error and wrong.code == "unsupported" then
    return -- a device may have it
  end
  self:add(result.line, type(wrong) == "string" and wrong:gsub(
    "a nil value %(local '[^']*'%)$", "%0, with an empty capture file") or
    wrong)
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
  local self = setmetatable({ file = file, found = {} }, Checker)
  local empty = os.tmpname()
  local remove = os.remove
  handle = assert(io.open(empty, "wb"))
  handle:write(EMPTY)
  handle:close()
  local ended = {}
  disarm(empty, ended)
  self:run(chunk, arguments)
  for _, f in ipairs(ended) do self:run(f, {}) end
  remove(empty)
  -- now that the script has declared its protocols
  look(text, function(...) self:add(...) end)
  local list = {}
  for line, said in pairs(self.found) do list[#list + 1] = { line, said } end
  table.sort(list, function(a, b) return a[1] < b[1] end)
  return list
end
