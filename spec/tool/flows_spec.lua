--
-- flows_spec.lua - flows in pcaplua: of its source, and of workers; flows.lua
--
local pycap = require "pycap"
local scripttest = require "spec.support.scripttest"
local segments = require "spec.support.segments"
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

local CLIENT <const>, SERVER <const> = "198.51.100.9", "2001:db8::80"

describe("flows.lua", function()
  local file, frames

  setup(function()
    local function tcp(seconds, from, flags, sequence, payload)
      local client = from == 1
      return segments.tcp(seconds, { client and "192.0.2.1" or "192.0.2.2",
        client and 4000 or 80, client and "192.0.2.2" or "192.0.2.1",
        client and 80 or 4000, flags, sequence, 1, payload })
    end
    frames = {
      tcp(0, 1, "syn", 100), tcp(0.25, 2, "syn, ack", 500),
      tcp(0.5, 1, "ack", 101), tcp(1, 1, "push, ack", 101, "GET / HTTP/1.1"),
      tcp(2, 2, "rst, ack", 501),
      segments.udp(2.5, CLIENT, 5000, "192.0.2.9", 9, "x"),
      segments.udp(3, "2001:db8::1", 5000, SERVER, 53, "x"),
      segments.udp(4, SERVER, 53, "2001:db8::1", 5000, "xyz"),
    }
    file = support.capture(frames)
  end)

  local function run(words)
    return support.pcaplua("-r " .. file .. " scripts/flows.lua " ..
      (words or ""))
  end

  it("prints a line for each flow, or fields with tabs or as CSV", function()
    scripttest("flows", { text = frames,
      fields = { frames = frames, words = { "-e",
        "source,application,handshake" } },
      csv = { frames = frames, words = { "-T", "csv", "-e",
        "sourceport,state,vlans" } } })
  end)

  it("prints JSON", function()
    local out = run "-T json"
    local count = 0
    for line in out:gmatch "[^\n]+" do
      assert.matches('^{.*"protocol":"%a%a%a",.*"state":"%a+"}$', line)
      count = count + 1
    end
    assert.equal(3, count)
  end)

  it("refuses what it does not know", function()
    for words, text in pairs {
      ["-x 1"] = "'%-x': no such option", ["-T xml"] = "%-T: text, fields",
      ["-e bites"] = "flow.bites: no such field; did you mean bytes%?",
      ["-e key"] = "%-e: key: it is no text", ["-T"] = "%-T: value expected",
    } do
      local out, err, status = run(words)
      assert.equal("", out)
      assert.matches("^flows: " .. text, err:gsub("^flows: %-e: flow",
        "flows: flow"))
      assert.equal(2, status)
    end
    assert.matches("^usage: ", (run "-h"))
  end)
end)
