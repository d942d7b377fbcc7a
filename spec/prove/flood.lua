--
-- flood.lua - the table of conversations in a flood of 10 million SYNs from
-- random addresses: memory stays at the bound, counts add up, and a packet
-- costs the same all the time
--
local report = require "spec.prove.report"
local support = require "spec.support"

local PACKETS <const>, FLOWS <const> = 10000000, 1000000
local BUILD <const> = os.getenv "PYCAP_BUILD" or "build"

local program = support.name()
local _, complaint, status = support.shell(("cc -std=c11 -D_DEFAULT_SOURCE " ..
  "-O2 -o %s spec/prove/flood.c src/flow/*.c %s/core/*.o %s/proto/*.o"):format(
  support.quote(program), BUILD, BUILD))
assert(status == 0, complaint)

-- A list of {bytes, resident, ns} for each tenth, and the counts.
local function run(policy)
  local out = support.shell(("%s %d %d %s"):format(support.quote(program),
    PACKETS, FLOWS, policy))
  local parts = {}
  for bytes, resident, ns in out:gmatch "part (%d+) (%d+) (%d+)" do
    parts[#parts + 1] = { bytes = tonumber(bytes), resident =
      tonumber(resident), ns = tonumber(ns) }
  end
  local counts = {}
  for n in out:match("counts ([%d ]+)"):gmatch "%d+" do
    counts[#counts + 1] = tonumber(n)
  end
  return parts, counts
end

report.say("", "aim", "figure", "")
for _, policy in ipairs { "oldest", "refuse" } do
  local parts, counts
  report.claim("flood, " .. policy .. ": counts add up", "", function()
    parts, counts = run(policy)
    local begun, ended, refused, size = table.unpack(counts)
    assert(begun + refused == PACKETS or begun + refused > PACKETS - 10000)
    assert(begun == ended + size and size == FLOWS)
    return ("%d ended, %d refused"):format(ended, refused)
  end)
  report.claim("flood, " .. policy .. ": a million flows", "< 256 MiB",
    function()
      local most = 0
      for _, part in ipairs(parts) do
        most = math.max(most, part.resident)
      end
      local figure = ("%.0f MiB"):format(most / 2 ^ 20)
      assert(most < 256 << 20, figure)
      assert(parts[10].resident < parts[2].resident * 1.02, "memory grows")
      return figure
    end)
  report.claim("flood, " .. policy .. ": cost of a packet", "< 1.5 x",
    function()
      local figure = ("%d ns, at last %d ns"):format(parts[3].ns, parts[10].ns)
      assert(parts[10].ns < 1.5 * parts[3].ns, figure)
      return figure
    end)
end

os.exit(not report.failed)
