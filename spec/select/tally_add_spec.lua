--
-- tally_add_spec.lua - tallies that are added up
--
local pycap = require "pycap"
local support = require "spec.support"
local workload = require "spec.support.workload"

local udp = workload.udp

describe("tally:add", function()
  local function tallied(options, ...)
    local capture <close> = pycap { filename = support.capture { ... } }
    local tally = pycap.tally(options)
    capture:on("udp", tally)
    capture:loop()
    return tally
  end

  local by <const> = { by = { "ip.source" }, sum = "packet.length" }

  it("adds counts and sums by key", function()
    local a, b = tallied(by, udp(1), udp(2)), tallied(by, udp(2), udp(3))
    assert.equal(a, a:add(b))
    local list = {}
    for entry, count, sum in pairs(a) do
      list[#list + 1] = entry[1] .. " " .. count .. " " .. sum
    end
    assert.same({ "192.0.2.1 1 43", "192.0.2.2 2 88", "192.0.2.3 1 45" }, list)
    assert.equal(2, #b)
  end)

  it("fills one that has not counted yet, which counts on", function()
    local a = pycap.tally(by):add(tallied(by, udp(1)))
    local capture <close> = pycap { filename = support.capture { udp(1) } }
    capture:on("udp", a)
    capture:loop()
    assert.equal(2, a:top(1)[1].count)
  end)

  it("refuses beyond the limit, and adds what was refused", function()
    local a = pycap.tally { by = { "ip.source" }, limit = 1 }
    local b = tallied({ by = { "ip.source" }, limit = 2 }, udp(1), udp(2),
      udp(2), udp(3))
    assert.equal(1, b.refused)
    a:add(b)
    assert.equal(1, #a)
    assert.equal(3, a.refused)
  end)

  it("refuses what counts something else", function()
    local a = tallied(by, udp(1))
    for _, other in ipairs { pycap.tally { by = { "ip.source" } },
      pycap.tally { by = { "ip.source", "sourceport" }, sum = by.sum },
      pycap.tally { by = { "ip.destination" }, sum = by.sum } } do
      assert.error_matches(function() a:add(other) end,
        "the other tally counts other fields")
    end
    assert.error_matches(function() a:add(a) end, "the tally itself")
    assert.error_matches(function() a:add({}) end, "pycap.tally expected")
  end)
end)
