--
-- list_values_spec.lua - values inside lists, compared with what headers show
--
local lists = require "spec.support.lists"
local pycap = require "pycap"
local support = require "spec.support"

local link, ends, open = lists.link, lists.ends, lists.open
local syn, sack, answer = lists.syn, lists.sack, lists.answer

-- What scripts see at a name, by way of objects.
local function see(packet, protocol, path)
  local value = packet[protocol]
  for name, which in path:gmatch "([%w]+)%[?([%w]*)%]?" do
    if type(value) ~= "table" then return nil end
    value = value[name]
    if which ~= "" and type(value) == "table" then
      local list = value
      value = list[math.tointeger(which)]
      for _, entry in ipairs(tonumber(which) and {} or list) do
        if entry.name == which then
          value = entry
          break
        end
      end
    elseif which ~= "" then
      return nil
    end
  end
  if type(value) == "table" then return nil end
  return value
end

describe("values inside lists are those that headers show", function()
  local paths <const> = {
    tcp = { "options[1].kind", "options[1].name", "options[2].length",
      "options[1].data", "options[4].data", "options[6].kind",
      "options[mss].size", "options[sack].blocks[1].left",
      "options[3].blocks[2].right", "options[timestamps].echo",
      "options[md5].digest", "options[fastopen].cookie" },
    dns = { "questions[1].name", "questions[1].type", "questions[2].class",
      "answers[1].owner", "answers[1].kind", "answers[1].length",
      "answers[1].data", "answers[2].address", "answers[a].address",
      "answers[cname].target", "answers[txt].strings[2].text",
      "answers[txt].data", "answers[https].priority",
      "answers[https].parameters[port].port",
      "answers[6].parameters[2].addresses[1].address",
      "additionals[opt].options[subnet].sourceprefix" },
    ip = { "options[1].kind", "options[2].data", "options[1].length" },
    lldp = { "elements[1].kind", "elements[chassis].id", "elements[2].name",
      "elements[systemname].text", "elements[3].data", "elements[4].length",
      "elements[timetolive].seconds" },
    igmp = { "groups[1].kind", "groups[1].group", "groups[1].length",
      "groups[2].name", "groups[1].data", "groups[include].auxiliarydata",
      "groups[1].sources[2].address" },
    icmp6 = { "options[1].kind", "options[1].length", "options[2].name",
      "options[1].data", "options[mtu].mtu" },
  }
  local frames <const> = { syn, sack, answer }
  frames[#frames + 1] = pycap.packet(pycap.ethernet(link), pycap.lldp {
    elements = { { name = "chassis", subtype = 4, id = "abc" },
      { name = "port", subtype = 5, id = "eth0" },
      { name = "timetolive", seconds = 120 },
      { name = "systemname", text = "box" }, { name = "end" } } }).bytes
  frames[#frames + 1] = pycap.packet(pycap.ethernet(link), pycap.ip6 {},
    pycap.icmp6 { type = 134, options = { { name = "mtu", mtu = 1400 },
      { name = "prefix" } } }).bytes
  frames[#frames + 1] = pycap.packet(pycap.ethernet(link), pycap.ip(ends),
    pycap.igmp { type = "report3", groups = { { kind = 1,
      group = "233.252.0.1", sources = { { address = "192.0.2.7" },
        { address = "192.0.2.8" } }, auxiliarydata = "abcd" },
      { kind = 4, group = "233.252.0.2" } } }).bytes

  -- Compares all paths in frames; returns how many values were there.
  local function compare(list)
    local capture <close> = pycap { filename = support.capture(list) }
    local n, there, values = 0, 0, {}
    for protocol, names in pairs(paths) do
      capture:on(protocol, names, function(...)
        values[protocol] = table.pack(...)
      end)
    end
    capture:on("packet", function(packet)
      n = n + 1
      for protocol, found in pairs(values) do
        for i, path in ipairs(paths[protocol]) do
          local value = see(packet, protocol, path)
          if value ~= found[i] then
            assert.equal(value, found[i], path .. " of " ..
              pycap.hexdump(packet))
          end
          assert.equal(value, packet[protocol .. "." .. path])
          if value ~= nil then there = there + 1 end
        end
      end
      values = {}
    end)
    capture:loop()
    assert.equal(#list, n)
    return there
  end

  it("in whole packets", function()
    assert.equal(35, compare(frames))
  end)

  it("in packets cut anywhere", function()
    local cut = {}
    for _, frame in ipairs(frames) do
      for size = 1, #frame, support.stressed and 5 or 1 do
        cut[#cut + 1] = { bytes = frame:sub(1, size), length = #frame }
      end
    end
    assert.is_true(compare(cut) > #cut)
  end)

  it("in packets with wrong bytes", function()
    local wrong = {}
    math.randomseed(14)
    for i = 1, support.rounds(6000) do
      local frame = frames[i % #frames + 1]
      for _ = 1, math.random(3) do
        local at = math.random(15, #frame)
        frame = frame:sub(1, at - 1) .. string.char(math.random(0, 255)) ..
          frame:sub(at + 1)
      end
      wrong[i] = frame
    end
    assert.is_true(compare(wrong) > #wrong)
  end)
end)

describe("lists of 64 KiB", function()
  -- Records of one byte and less, names that lead back and back.
  local function flood(entry, n)
    local body = string.pack(">I2I2I2I2I2I2", 1, 0, n, 0, 0, 0) ..
      entry:rep((65000 - 12) // #entry)
    return pycap.packet(pycap.ethernet(link), pycap.ip(ends),
      pycap.udp { sourceport = 53, destinationport = 4000 }, body).bytes
  end

  it("are gone through once for each name", function()
    local start <const> = os.clock()
    local names, conditions = {}, {}
    for i = 1, 15 do
      names[i] = ("questions[%d].name"):format(65000 + i)
      conditions[("dns.questions[].%s"):format(i % 2 == 0 and "name" or
        "type")] = i % 2 == 0 and "x" or 77
    end
    local frames = { flood("\0\0\1\0\1", 12997), flood("\1a\0\0\1\0\1", 9000),
      flood("\xc0\x0c\0\1\0\1", 10831),
      flood(("\1a"):rep(120) .. "\0\0\1\0\1", 265) }
    local capture <close> = open(table.unpack(frames))
    local n = 0
    names[#names + 1] = "questions[9000].type"
    capture:on("dns", names, function(...) n = n + select("#", ...) end)
    capture:on("packet", conditions, error)
    capture:loop()
    assert.is_true(n > 0)
    assert.is_true(os.clock() - start < 5)
  end)

  it("are charged to a script with limits", function()
    local file = support.capture { flood("\0\0\1\0\1", 12997) }
    local function run(names)
      return support.pcaplua({ "--instructions", "100k", "--script", "-" },
        ([[local capture = pycap{filename = "%s"}
          local names = {}
          for i = 1, %d do names[i] = "questions[60000].name" end
          capture:on("dns", names, print)
          capture:on("dns", names, print)
          capture:loop() ]]):format(file, names))
    end
    local out, err, status = run(1)
    assert.same({ "nil\nnil\n", "", 0 }, { out, err, status })
    local _, charged = run(16)
    assert.matches("limit of 102400 instructions", charged)
  end)
end)
