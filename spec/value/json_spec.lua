-- pycap.json and packet:json(): what another's parser reads of it
local dkjson = require "dkjson"
local pycap = require "pycap"
local support = require "spec.support"

local function parsed(text)
  local value, stop, problem = support.calm(dkjson.decode, text, 1,
    dkjson.null)
  assert(not problem, problem)
  assert.equal(#text + 1, stop)
  return value
end

describe("pycap.json", function()
  local function gives(expected, value)
    assert.equal(expected, pycap.json(value))
  end

  it("writes values in one line, keys in order", function()
    gives("null", nil)
    gives("true", true)
    gives("-9223372036854775808", math.mininteger)
    gives("0.1", 0.1)
    gives("0.30000000000000004", 0.1 + 0.2)
    gives('"a\\"\\\\"', 'a"\\')
    gives("[]", {})
    gives("[1,[2]]", { 1, { 2 } })
    gives('{"a":[1],"b":false}', { b = false, a = { 1 } })
  end)

  it("escapes what a terminal must not get, and what is no UTF-8", function()
    gives('"\\u001b[31m\\u0000\\u007f"', "\27[31m\0\127")
    gives('"\u{e9}\u{20ac}\u{1f600}"', "\u{e9}\u{20ac}\u{1f600}")
    gives('"\\u00ff\\u00c3"', "\xff\xc3")
    gives('"\\u00c0\\u0080"', "\xc0\x80")          -- overlong
    gives('"\\u00ed\\u00a0\\u0080"', "\xed\xa0\x80")  -- half a surrogate pair
    gives('"\\u00f4\\u0090\\u0080\\u0080"', "\xf4\x90\x80\x80")
  end)

  it("takes headers and packets", function()
    local arp = pycap.arp{ operation = "reply", sourceprotocol = "192.0.2.1" }
    local value = parsed(pycap.json{ arp })
    assert.equal(2, value[1].operation)
    assert.equal("192.0.2.1", value[1].sourceprotocol)
    assert.same(pycap.table(arp), value[1])
    local packet = pycap.packet(arp)
    assert.equal(packet:json(), pycap.json(packet))
  end)

  it("refuses what JSON does not have", function()
    local loop = {}
    loop[1] = loop
    for text, value in pairs {
      ["json: JSON has no number nan"] = 0 / 0,
      ["json: JSON has no number inf"] = math.huge,
      ["header or packet expected, got function"] = print,
      ["json: string expected as a key, got number"] = { [1.5] = 1 },
      ["json: string expected as a key, got boolean"] = { [true] = 1 },
      ["or a table that contains itself"] = loop,
    } do
      local _, problem = pcall(pycap.json, value)
      assert.truthy(problem:find(text, 1, true), problem)
    end
    assert.error_matches(function() pycap.json() end, "value expected")
  end)
end)

describe("packet:json()", function()
  local function hexed(text)
    return (text:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
  end

  -- True when JSON has a value as packet:table() does: bytes, which the table
  -- has raw, are hexadecimal there, and a text that is no UTF-8 is escaped.
  local function same(value, json)
    if type(value) == "table" then
      if type(json) ~= "table" then return false end
      for key, part in pairs(value) do
        if not same(part, json[key]) then return false end
      end
      for key in pairs(json) do
        if value[key] == nil then return false end
      end
      return true
    end
    return value == json or type(value) == "string" and
      (hexed(value) == json or parsed(pycap.json(value)) == json)
  end

  local function check(packet)
    local json, copy = parsed(packet:json()), packet:table()
    assert.equal(copy.timestamp, math.tointeger(json["packet.timestamp"]))
    assert.equal(("%d.%09d"):format(copy.timestamp // 1000000000,
      copy.timestamp % 1000000000),
      packet:json():match('"packet%.time":([%d.]+)'))
    assert.equal(copy.length, json["packet.length"])
    assert.equal(copy.caplen, json["packet.caplen"])
    assert.equal(copy.malformed, json["packet.malformed"])
    assert.equal(hexed(copy.payload), json["packet.payload"] or "")
    assert.equal(hexed(copy.trailer), json["packet.trailer"] or "")
    assert.same(copy.protocols, json["packet.protocols"])
    local seen, fields = {}, 0
    for i, header in ipairs(copy.headers) do
      local name = copy.protocols[i]
      seen[name] = (seen[name] or 0) + 1
      local prefix = seen[name] == 1 and name or
        ("%s[%d]"):format(name, seen[name])
      for field, value in pairs(header) do
        local key = prefix .. "." .. field
        -- a time is an integer there, and text here
        local time = math.type(value) == "integer" and
          type(json[key]) == "string"
        if time then value = pycap.name(packet[i], field) or "0" end
        if not same(value, json[key]) then
          error(("%s: %s: %s"):format(packet, key, packet:json()))
        end
        fields = fields + 1
      end
    end
    for key in pairs(json) do
      if not key:match("^packet%.") then fields = fields - 1 end
    end
    assert.equal(0, fields)
  end

  -- The first packets of a file say most; the rest by a number that is prime.
  it("has every field of packets of every file of the corpus, and no other",
    function()
    support.needs "corpus"
    local files, packets = support.corpus(), 0
    local most <const> = support.stressed and 4 or 20
    for _, file in ipairs(files) do
      local ok, capture = pcall(pycap.capture, nil, file.path)
      if ok then
        local first = packets
        local step, state = capture:packets()
        while true do
          local whole, packet = pcall(step, state)
          if not whole or not packet then break end
          packets = packets + 1
          if packets - first <= most or packets % 17 == 0 then check(packet) end
        end
        capture:close()
      end
    end
    assert.truthy(packets > files.packets * 3 // 4)
  end)

  it("has what stands behind the data of an item", function()
    local packet = pycap.packet(pycap.ip(), pycap.igmp{ type = "report3",
      groups = { { kind = "include", group = "233.252.0.1",
        auxiliarydata = "aux.", sources = { { address = "192.0.2.1" } } },
      { kind = "exclude" } } })
    check(packet)
    assert.equal(hexed "aux.",
      parsed(packet:json())["igmp.groups"][1].auxiliarydata)
    assert.matches('\n      auxiliarydata: "aux%."\n    %- name: exclude\n',
      pycap.tree(packet))
  end)

  it("has what was assigned", function()
    local packet = pycap.packet(pycap.ip{ source = "192.0.2.1" },
      pycap.ip{ source = "192.0.2.2" }, pycap.udp{ sourceport = 5 }, "ab")
    packet.ip.timetolive = 7
    local json = parsed(packet:json())
    assert.equal(7, json["ip.timetolive"])
    assert.equal("192.0.2.2", json["ip[2].source"])
    assert.equal("6162", json["packet.payload"])
    check(packet)
  end)
end)
