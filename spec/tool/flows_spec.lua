--
-- flows_spec.lua - flows in pcaplua: of its source, and of workers
--
local pycap = require "pycap"
local support = require "spec.support"
local workload = require "spec.support.workload"

-- A file of so many conversations, of two packets each way.
local function conversations(count)
  local frames = {}
  local function add(from, to, port, answer)
    frames[#frames + 1] = pycap.packet(pycap.ethernet(), pycap.ip {
      source = "192.0.2." .. from, destination = "192.0.2." .. to },
      pycap.udp { sourceport = answer and 53 or port,
        destinationport = answer and port or 53 }, "x").bytes
  end
  for _ = 1, 2 do
    for port = 1, count do
      add(1, 2, port)
      add(2, 1, port, true)
    end
  end
  return support.capture(frames)
end

local TABLE <const> = [[
  local list = {}
  pycap.on("flow", {"sourceport", "packets", "backpackets", "reason"},
    function(...) list[#list + 1] = table.concat({...}, " ") end)
  function result() return list end
  function merge(a, b) return table.move(b, 1, #b, #a + 1, a) end
  function report(all) table.sort(all) print(table.concat(all, "\n")) end
]]

describe("pcaplua, flows", function()
  it("are handed over when the run ends, before pycap.atend", function()
    local out, err = workload.pcaplua({}, [[
      pycap.on("flow", {"source", "packets", "reason"}, print)
      pycap.atend(function() print "end" end)]], { conversations(1) })
    assert.equal("", err)
    assert.equal("192.0.2.1\t2\tend\nend\n", out)
  end)

  it("come when a script runs the loop itself, and with options", function()
    local out, err = workload.pcaplua({}, [[
      local capture <close> = pycap{flows = {limit = 2}}
      capture:on("flow", {"sourceport", "reason"}, print)
      capture:loop()
      print(capture:flows().full)]], { conversations(3) })
    assert.equal("", err)
    local full = tonumber(out:match "(%d+)\n$")
    assert.is_true(full >= 1)
    assert.equal(full, select(2, out:gsub("\tfull\n", "")))
    assert.equal(2, select(2, out:gsub("\tend\n", "")))
  end)

  it("of workers by flow are those of one", function()
    local file, lines = conversations(40), {}
    for port = 1, 40 do lines[port] = port .. " 2 2 end" end
    table.sort(lines)
    for _, count in ipairs { "1", "3" } do
      local out, err = workload.pcaplua({ "--workers", count, "--by", "flow" },
        TABLE, { file })
      assert.equal("", err)
      assert.equal(table.concat(lines, "\n") .. "\n", out)
    end
  end)

  it("in a tally of workers are added up", function()
    local out, err = workload.pcaplua({ "--workers", "2", "--by", "flow" }, [[
      local tally = pycap.tally{by = {"state"}, sum = "packets"}
      pycap.on("flow", {}, tally)
      function result() return tally end
      function merge(a, b) a:add(b) return a end
      function report(all)
        for row in pairs(all) do print(row[1], row.count, row.sum) end
      end]], { conversations(40) })
    assert.equal("", err)
    assert.equal("answered\t40\t80\n", out)
  end)
end)
