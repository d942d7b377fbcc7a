--
-- report.lua - how aims, figures and claims are printed
--
local system = require "system"

local report = { failed = false }
local ROW <const> = "%-52s %-17s %-24s %s\n"

function report.say(what, aim, figure, verdict)
  io.write(ROW:format(what, aim, figure, verdict))
  io.flush()
end

-- A timed aim, in milliseconds: the median and the worst of a list.
function report.timed(what, aim, list, median)
  table.sort(list)
  local middle, worst = list[(#list + 1) // 2], list[#list]
  local met = (median and middle or worst) < aim
  report.say(what, (median and "median " or "") .. "< " .. aim .. " ms",
    ("%.3f, worst %.3f"):format(middle, worst), met and "met" or "missed")
end

-- A hard claim: f returns the figure, or raises.
function report.claim(what, aim, f)
  local from = system.monotime()
  local ok, figure = pcall(f)
  if not ok then
    report.failed = true
    io.stderr:write(tostring(figure), "\n")
  end
  report.say(what, aim, ok and figure or "-", ok and ("holds (%.1f s)"):format(
    system.monotime() - from) or "FAILS")
end

return report
