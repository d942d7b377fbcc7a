--
-- protocol_spec.lua - pcaplua --protocol: modules that declare protocols
--
local pycap = require "pycap"
local support = require "spec.support"

local beacon = support.write([[
  local pycap = require "pycap"
  return pycap.protocol {
    name = "beacon", title = "Beacon", fields = {
      { "state", 8, names = { "idle", "busy" }, default = 1 },
      { "sender", "ip4" },
    },
    carriers = { "ethernet", 0x88b5 }, text = "{sender}",
  }
]], ".lua")
local name = beacon:match "([^/]+)%.lua$"

local frames = {}
for i = 1, 4 do
  frames[i] = support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 88b5" ..
    string.char(i % 2 + 1) .. "\192\0\2" .. string.char(i)
end
frames[5] = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp()).bytes
local file = support.capture(frames)

local function pcaplua(...)
  local out, err, status = support.pcaplua { "--protocol", beacon, ... }
  assert.equal("", (err:gsub("^pcaplua: listening [^\n]*\n", "")
    :gsub("pcaplua: %d+ packets captured[^\n]*\n", "")))
  assert.equal(0, status)
  return out
end

local function fails(status, ...)
  local out, err, got = support.pcaplua { ... }
  assert.equal("", out)
  assert.equal(status, got)
  return err
end

describe("pcaplua --protocol", function()
  it("prints packets by it", function()
    local out = pcaplua("-r", file, "-t")
    assert.equal("Beacon 192.0.2.1\nBeacon 192.0.2.2\nBeacon 192.0.2.3\n" ..
      "Beacon 192.0.2.4\n", out:match "^(.*\n)IP ")
    assert.matches("\nbeacon: Beacon, 5 bytes\n  state: 2 %(busy%)\n",
      pcaplua("-r", file, "-v"))
    assert.matches('"beacon.sender":"192.0.2.4"',
      pcaplua("-r", file, "-T", "json"), 1, true)
  end)

  it("prints its fields, and counts by them", function()
    assert.equal("2,192.0.2.1\r\n1,192.0.2.2\r\n2,192.0.2.3\r\n" ..
      "1,192.0.2.4\r\n,\r\n", pcaplua("-r", file, "-T", "csv", "--fields",
      "beacon.state,beacon.sender"))
    local out = pcaplua("-r", file, "--top", "beacon.state")
    assert.matches("\n +2  [12]\n +2  [12]\n", out)
    assert.equal("5 packets\n", pcaplua("-r", file, "--count"))
  end)

  it("is there in a script, and what the script requires is the same",
    function()
      assert.equal("true\tpycap.beacon\n192.0.2.1\n192.0.2.3\n",
        pcaplua("-r", file, "--eval", ([[
          local beacon = require %q
          print(beacon == pycap.beacon, getmetatable(beacon {}))
          pycap.on("beacon", { "sender", state = "busy" }, print)
        ]]):format(name)))
    end)

  it("is there in every worker, and in what they find", function()
    for _, how in ipairs { "flow", "file" } do
      assert.equal("1 2\n2 2\n", pcaplua("-r", file, "--workers", "2", "--by",
        how, "--eval", [[
          local states = pycap.tally { by = { "state" } }
          pycap.on("beacon", states)
          function result() return { states = states } end
          function merge(a, b)
            a.states:add(b.states)
            return a
          end
          function report(all)
            local lines = {}
            for entry, n in pairs(all.states) do
              lines[#lines + 1] = entry[1] .. " " .. n
            end
            table.sort(lines)
            print(table.concat(lines, "\n"))
          end
        ]]))
    end
  end)

  it("leaves each packet to one worker, whoever declares what, and when",
    function()
      local list = {}
      for i = 1, 60 do
        list[i] = pycap.packet(pycap.ethernet { type = 0x88b6 }, pycap.ip {
          source = "192.0.2." .. i % 9, destination = "192.0.2.99" },
          pycap.udp { sourceport = i }).bytes
        list[60 + i] = list[i]:sub(1, 12) .. "\8\0" .. list[i]:sub(15)
      end
      for i = 1, 60 do list[120 + i] = list[i] end
      local out = pcaplua("-r", support.capture(list), "--workers", "3",
        "--by", "flow", "--eval", [[
          local n = 0
          pycap.on("packet", { "packet.length" }, function()
            n = n + 1
            if n == 3 then pycap.carry("ethernet", 0x88b6, "ip") end
          end)
          function result() return { n } end
          function merge(a, b)
            a[1] = a[1] + b[1]
            return a
          end
          function report(all) print(all[1]) end
        ]])
      assert.equal("180\n", out)
    end)

  it("may be said twice, and behind a file's folder", function()
    local other = support.write([[
      local beacon = require "]] .. name .. [["
      pycap = require "pycap"
      pycap.protocol { name = "inner", fields = { { "last", 8 } } }
      pycap.carry("beacon", 0, "inner")
    ]], ".lua")
    local out, _, status = support.pcaplua { "--protocol", beacon,
      "--protocol", other, "--eval", [[
        print(#pycap.decode("\1\192\0\2\1\9", "beacon"))
      ]] }
    assert.equal(0, status)
    assert.equal("2\n", out)
  end)

  it("says what is wrong with it", function()
    local wrong = support.write([[require "pycap".protocol { name = "x",
      fields = { { "a", 99 } } }]], ".lua")
    assert.matches("^pcaplua: [^\n]+:1: pycap.protocol: x.a: an integer of 99 "
      .. "bits: 1 to 56 expected\n", fails(1, "--protocol", wrong, "-r", file))
    local unfinished = support.write("return (", ".lua")
    assert.matches("unexpected symbol near <eof>",
      fails(1, "--protocol", unfinished, "-r", file))
    assert.matches("^pcaplua: %-%-protocol: cannot open /nonesuch.lua: No such",
      fails(1, "--protocol", "/nonesuch.lua", "-r", file))
    assert.matches("%-%-protocol: it needs an argument",
      fails(2, "--protocol"))
    assert.matches("an integer of 99 bits", fails(1, "--protocol", wrong, "-r",
      file, "--workers", "2", "--eval", "x = 1"))
  end)

  it("counts as the script's memory", function()
    local large = support.write([[
      local names = {}
      for i = 1, 4000 do names[i] = "name-" .. i end
      for i = 1, 60 do
        require "pycap".protocol { name = "x" .. i,
          fields = { { "a", 16, names = names } } }
      end
    ]], ".lua")
    local _, _, status = support.pcaplua { "--protocol", large, "--eval", "" }
    assert.equal(0, status)
    assert.matches("memory", fails(1, "--memory", "4m", "--protocol", large,
      "--eval", ""))
  end)
end)
