--
-- watch.lua - a script that is loaded anew when its file changes, while the
-- capture goes on
--
local pycap = require "pycap"

local SECONDS <const> = 0.25 -- between two looks at the file

-- What the script has added, so that it can be taken back; and whether that
-- was done.
local current

-- Has what a function of pycap returns noted, and its callbacks called for as
-- long as their script is the current one. It raises what the function raises,
-- at the script's line.
local function noted(name, call)
  return function(...)
    local mine, arguments = current, table.pack(...)
    for i = 1, arguments.n do
      local f = arguments[i]
      if type(f) == "function" then
        arguments[i] = function(...)
          if not mine.gone then return f(...) end
        end
      end
    end
    local ok, made = pcall(call, table.unpack(arguments, 1, arguments.n))
    if not ok then
      error(type(made) == "string" and made:gsub("^(bad argument #%d+ to )" ..
        "'[^']*'", "%1'" .. name .. "'") or made, 2)
    end
    if type(made) == "userdata" then mine[#mine + 1] = made end
    return made
  end
end

local every <const>, after <const> = pycap.every, pycap.after

for _, name in ipairs { "on", "every", "after", "atend", "spawn" } do
  pycap[name] = noted(name, pycap[name])
end

local function cancel(script)
  script.gone = true
  for _, made in ipairs(script) do pcall(made.cancel, made) end
end

local function read(name)
  local file = io.open(name, "rb")
  local text = file and file:read "a"
  if file then file:close() end
  return text
end

-- An error of the script with its traceback.
local function trace(wrong)
  if type(wrong) ~= "string" then return wrong end
  return (debug.traceback(wrong, 2):gsub("\n[^\n]*'xpcall'.*", "")
    :gsub("%[C%]: in function 'error'\n\tpycap%.internal%.watch:%d+", "[C]"))
end

-- Runs a text with globals of its own, in place of the current script. Raises,
-- and leaves that, if it fails.
local function start(text, name, arguments)
  local globals = setmetatable({}, { __index = _G })
  globals._G = globals
  local chunk, wrong = load(text:gsub("^#[^\n]*", ""), "@" .. name, "t",
    globals)
  if not chunk then error(wrong, 0) end
  local old = current
  current = {}
  local ok
  ok, wrong = xpcall(chunk, trace, table.unpack(arguments))
  if ok then
    if old then cancel(old) end
  else
    cancel(current)
    current = old
    error(wrong, 0)
  end
end

-- Runs the script, and again when it has changed.
local function watch(name, arguments, serve)
  local text, seen = read(name) or "", nil
  start(text, name, arguments)
  local function run()
    local ok, wrong = pcall(start, text, name, arguments)
    io.stderr:write("pcaplua: ", ok and name .. ": loaded anew" or
      "the old script goes on: " .. tostring(wrong):match "^[^\n]*", "\n")
  end
  -- Has f called if there is a new text.
  local function look(f)
    local now = read(name)
    -- half a file is there for one look at most
    local changed = now == seen and now and now ~= text
    if changed then text = now end
    seen = now
    if changed then f() end
  end
  every(SECONDS, function() look(run) end)
  -- in a file the packets' time may stand still; the next packet runs it then
  serve("look", function() look(function() after(0, run) end) end)
end

--- The function that runs a script, with its arguments, and watches its file.
--- `serve("look", f)` has f called between two instructions, now and then.
return function(name, serve)
  return function(...) watch(name, { ... }, serve) end
end
