--
-- profile.lua - calls and time of a script's callbacks, by where they are
--
local pycap = require "pycap"
local base = require "pycap.internal.base"

local entries = {} -- in the order in which they were made

-- Counts what a call of an entry has taken; gives its results on.
local function count(entry, began, ...)
  entry.calls = entry.calls + 1
  entry.time = entry.time + base.now() - began
  return ...
end

-- The callback f, counted under a title.
local function counted(f, title)
  local info = debug.getinfo(f, "S")
  local place = ("%s:%d"):format(info.short_src, math.max(info.linedefined, 0))
  local entry = { title = title, place = place, calls = 0, time = 0 }
  entries[#entries + 1] = entry
  return function(...) return count(entry, base.now(), f(...)) end
end

-- The function `call`, whose arguments that are functions are counted; `first`
-- is the argument that the title has.
local function wrapped(call, name, first)
  return function(...)
    local arguments = table.pack(...)
    local what = arguments[first]
    local title = type(what) == "string" and ("%s(%q)"):format(name, what)
      or type(what) == "number" and ("%s(%s)"):format(name, what) or name
    for i = 1, arguments.n do
      if type(arguments[i]) == "function" then
        arguments[i] = counted(arguments[i], title)
      end
    end
    return call(table.unpack(arguments, 1, arguments.n))
  end
end

-- The table of methods of a class, which no metatable shows.
local function methods(class)
  return select(2, debug.getupvalue(debug.getregistry()[class].__index, 2))
end

for _, name in ipairs { "on", "every", "after", "atend", "spawn" } do
  pycap[name] = wrapped(pycap[name], name, 1)
end
for _, name in ipairs { "on", "loop" } do
  local class = methods "pycap.capture"
  class[name] = wrapped(class[name], "capture:" .. name, 2)
end

local began <const> = base.now()

--- Prints what was counted on standard error, the dearest first.
return function()
  local all = math.max(base.now() - began, 1)
  table.sort(entries, function(a, b) return a.time > b.time end)
  local row <const> = "%10d %10.3f %5.1f%% %10.3f  %s %s\n"
  io.stderr:write(("%10s %10s %6s %10s  %s\n"):format("CALLS", "MS", "OF ALL",
    "US A CALL", "CALLBACK"))
  for _, entry in ipairs(entries) do
    io.stderr:write(row:format(entry.calls, entry.time / 1e6,
      100 * entry.time / all, entry.time / 1e3 / math.max(entry.calls, 1),
      entry.title, entry.place))
  end
  io.stderr:write(("%10s %10.3f\n"):format("whole run", all / 1e6))
end
