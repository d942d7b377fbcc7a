--
-- attacks.lua - scripts that want more time or memory than their limits, each
-- in an engine with limits: spec/embed/hostile.c
--
local host = require "spec.support.host"
local support = require "spec.support"

local attacks = {}
local program

-- A handler of Ethernet that does so for the first frame, then drops.
local function once(text)
  return ([[
    local n = 0
    pycap.on("ethernet", function(_, packet)
      n = n + 1
      if n > 1 then return "drop" end
      %s
    end)]]):format(text)
end

-- What there is to an attack: a script, the limits, the frames' size and
-- count, when a stop comes (ms), and what the first and the last frame give.
local function attack(name, first, script, more)
  local new = { name = name, first = first, script = script,
    memory = 16 << 20, instructions = 1000000, size = 60, count = 2, stop = 0 }
  for key, value in pairs(more or {}) do new[key] = value end
  attacks.list[#attacks.list + 1] = new
end

attacks.list = {}
attack("a tally of long keys", 1, [[
  pycap.on("ethernet",
    pycap.tally{by = {"packet.payload"}, limit = 1 << 30})
  pycap.on("ethernet", function() return "drop" end)]],
  { size = 500, count = 100000 })
attack("a tally of many keys", 1, [[
  pycap.on("ethernet", pycap.tally{by = {"source"}, limit = 1 << 30})
  pycap.on("ethernet", function() return "drop" end)]], { count = 500000 })
attack("timers without end", -4, once [[
  while true do pycap.after(1e9, print) end]],
  { instructions = 1000000000 })
for _, how in ipairs {
  { "coroutines made before", "coroutine.create", "coroutine.resume(t[i])" },
  { "wrapped coroutines made before", "coroutine.wrap", "t[i]()" },
} do
  attack(how[1], -5, ([[
    local t = {}
    for i = 1, 10000 do
      t[i] = %s(function()
        while true do
          for _ = 1, 990 do end
          coroutine.yield()
        end
      end)
    end]]):format(how[2]) .. once(("for i = 1, #t do %s end"):format(how[3])))
end
attack("a list of equal strings as a condition", 1, [[
  local list, s = {}, ("\0"):rep(1000000 - 14)
  for i = 1, 100000 do list[i] = s end
  list[#list + 1] = s:sub(2) .. "x"
  pycap.on("ethernet", { ["packet.payload"] = list }, print)
  pycap.on("ethernet", function() return "drop" end)]], { size = 1000000 })

-- Runs one: the codes of loading and of frames, worst and late in ms, more in
-- KiB.
function attacks.run(a)
  program = program or host "hostile"
  local out, err = support.shell(table.concat({ program, a.memory,
    a.instructions, a.size, a.count, a.stop,
    support.write(a.script, ".lua") }, " "))
  local loaded, first, last, worst, late, more = out:match(
    "codes (%S+) (%S+) (%S+) worst (%S+) late (%S+) more (%S+)")
  assert(loaded, out .. err)
  return { loaded = tonumber(loaded), first = tonumber(first),
    last = tonumber(last), worst = tonumber(worst), late = tonumber(late),
    more = tonumber(more), text = out }
end

return attacks
