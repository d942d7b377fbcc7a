--
-- hostile.lua - attacks on an engine with limits: aim and figure
--
local attacks = require "spec.support.attacks"
local report = require "spec.prove.report"

report.say("", "aim", "figure", "")
for _, attack in ipairs(attacks.list) do
  report.claim(attack.name, "< 1 s, 1.2 x limit", function()
    local got = attacks.run(attack)
    local share = got.more * 1024 / attack.memory
    local figure = ("%.1f ms, %.2f x"):format(got.worst, share)
    if attack.stop > 0 then
      figure = ("stop %.1f ms, %.2f x"):format(got.late, share)
    end
    local late = attack.stop > 0 and 100 or math.huge
    assert(got.worst - attack.stop < 1000 and share < 1.2 and got.late < late,
      figure)
    assert(got.last == (attack.last or 1), got.text)
    return figure
  end)
end

os.exit(not report.failed)
