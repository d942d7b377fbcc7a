--
-- refuse.lua - what is wrong with a declaration: a text that names protocol,
-- field and fault; tables that mean harm
--
local pycap = require "pycap"

local function problem(declaration)
  local ok, message = pcall(pycap.protocol, declaration)
  assert.is_false(ok)
  message = message:gsub("^[^:]+:%d+: ", "")
  return (message:gsub("^pycap%.protocol: ", ""))
end

-- What is wrong with a row, of a protocol x that has it alone.
local function row(field)
  return (problem { name = "x", fields = { field } })
end

local function count() return #pycap.protocols() end

describe("a declaration that is wrong", function()
  local cases = {
    { {}, 'declaration: a protocol without "name"' },
    { { name = 5 }, "declaration.name: string expected, got 5" },
    { { name = "x" }, "x: has no fields" },
    { { name = "x", fields = {} }, "x: has no fields" },
    { { name = "x", fields = 5 }, "x.fields: list expected, got 5" },
    { { name = "x", fields = { 5 } },
      "x.fields.[1]: row, a table, expected, got 5" },
    { { name = "x", 5 }, "x: [1] is no key of a protocol" },
    { { name = "x", fileds = {} },
      'x: unknown key "fileds" of a protocol; did you mean fields?' },
    { { name = "X", fields = { { "a", 8 } } },
      'protocol "X": a name is lowercase letters, then digits, without ' ..
      "anything between; did you mean x?" },
    { { name = "packet", fields = { { "a", 8 } } },
      "packet: the name is reserved in pycap or packets" },
    { { name = "end", fields = { { "a", 8 } } },
      'protocol "end": a keyword of Lua cannot be a name' },
    { { name = "arp", fields = { { "a", 8 } } },
      "arp: two protocols have the name" },
    { { name = "arp", fields = { { "a", 8 } }, replace = true },
      "arp: two protocols have the name" },
    { { name = "x", fields = { { "a", 8 } }, native = true },
      "x.native: the protocol has a function in C besides its rows; remove " ..
      "this key to declare the rows alone" },
    { { name = "x", fields = { { "a", 8 } }, carriers = { "ethernte", 5 } },
      'x: carried by "ethernte", which is no protocol; did you mean ' ..
      "ethernet?" },
    { { name = "x", fields = { { "a", 8 } }, carriers = { "ethernet", 0x800 } },
      'x: carried by "ethernet" under 2048, as "ip" is' },
    { { name = "x", fields = { { "a", 8 } }, carriers = { "ethernet", "5" } },
      'x.carriers.ethernet.number: integer from 0 to 9223372036854775807 ' ..
      'expected, got "5"' },
    { { name = "x", fields = { { "a", 8 } }, carriers = { udp = 9999 } },
      'x.carriers: {"udp", 9999} expected, got the key "udp"' },
    { { name = "x", fields = { { "a", 8 } }, carriers = { { udp = { 9 } } } },
      'x.carriers.[1]: {"udp", number} expected, got the key "udp"' },
    { { name = "x", fields = { a = 8 } },
      'x.fields: {"a", 8} expected, got the key "a"' },
    { { name = "x", { { "a", 8 } } },
      "x: a table at [1]: rows stand under a key, fields = {...}" },
    { { name = "x", fields = { { "a", 8 } }, carriers = { { number = 5 } } },
      'x.carriers.[1]: carrier without "parent"' },
    { { name = "x", fields = { { "a", 8 } }, datalinks = { 1 } },
      'x: link type 1 begins with "ethernet" already' },
    { { name = "x", fields = { { "a", 8 } }, text = "{b}" },
      'x: text: "b" is no field' },
    { { name = "x", fields = { { "a", 8 } }, title = "a\0b" },
      "x.title: the string contains zeros" },
    { { name = "x", fields = { { "a", 8 } }, checksum = { "b" } },
      'x: checksum "b" is no field' },
    { { name = "x", fields = { { "a", 8 } }, otherwise = "arp" },
      'x: otherwise "arp", but no rule says when' },
  }

  local rules = {
    { { "laste" }, 'x.rules.[1].effect: "otherwise", "refuse", "partial", ' },
    { { "last" }, 'x.rules.[1]: rule without "reason"' },
    { { "refuse", "wrong" },
      "x.rules.1: without a condition there is never such a header" },
    { { "last", "end", { "b", 1 } }, 'x.rules.1: "b" is no field' },
    { { "last", "end", { "a", 300 } }, 'x.rules.1: when "a" is 300 or more' },
    { { "last", "end", { "a", 1 }, number = 3 },
      'x.rules.1: a number of what follows, but only "own" looks one up' },
    { { "own", "own", number = 3, field = "a" },
      "x.rules.1: a number of what follows, and a field with it: one of the" },
    { { "last", "end", { "name", 1 } },
      'x.rules.1: "name" is no integer in a fixed place, in network' },
    { { "last", "end", { "word", 4, 7 } },
      'x.rules.1: "word" is 4 to 7, values that it cannot have' },
    { { "last", "end", { "word", mask = 8 } },
      'x.rules.1: "word" counts units: a range of them expected, no bits' },
    { { "last", "e\1", { "a", 1 } },
      "x.rules.1: its reason has a control character" },
  }

  local rows = {
    { { 8 }, "x.fields.[1].name: string expected, got 8" },
    { { "a" }, "x.a: an integer of 0 bits: 1 to 56 expected" },
    { { "a", 8, 5 }, "x.fields.a.meaning: string expected, got 5" },
    { { "a", 8, width = 8 },
      "x.fields.a.width: given twice, by position and by name" },
    { { "a", "byte" }, 'x.fields.a.kind: "integer", "mac", "ip4", "ip6", ' },
    { { "a", 8, "a", "b" }, "x.fields.a: [4] is no key of a row" },
    { { "a", 70000 },
      "x.fields.a.width: integer from 0 to 65535 expected, got 70000" },
    { { "a", 8.5 },
      "x.fields.a.width: integer from 0 to 65535 expected, got 8.5" },
    { { "a", 8, szied = "b" },
      'x.fields.a: unknown key "szied" of a row; did you mean sized?' },
    { { "a", 8, default = 256 }, "x.a: the default 256 does not fit" },
    { { "a", 8, default = "b" },
      "x.fields.a.default: integer from 0 to 9223372036854775807 expected, " ..
      'got "b"' },
    { { "a", 8, names = { "idle", "busy" }, default = "busi" },
      'x.fields.a.default: number or name of a value expected, got "busi"; ' ..
      "did you mean busy?" },
    { { "a", 8, names = { "b" }, default = "c" },
      'x.fields.a.default: number or name of a value expected, got "c"' },
    { { "a", 8, names = { b = 1 } },
      'x.fields.a.names: {[1] = "b"} expected, number before name, got the ' ..
      'key "b"' },
    { { "a", 8, names = { [-1] = "b" } },
      "x.fields.a.names: integer from 0 to 4294967295 expected, got -1" },
    { { "a", 8, names = { [300] = "b" } },
      'x.a: value 300, "b", does not fit' },
    { { "a", 8, names = { "B" } }, 'x.a: value "B": a name is at most 31 ' ..
      "lowercase letters, digits and hyphens; did you mean b?" },
    { { "a", 8, names = { "b" }, printed = { 2 } },
      "x.fields.a.printed.[1]: a value without a name" },
    { { "a", "mac", default = "b" },
      'x.fields.a.default: address or 6 bytes expected, got "b"' },
    { { "a", "bytes", width = 16, default = "b" },
      'x.fields.a.default: 2 bytes expected, got "b"' },
    { { "a", "bytes", sized = "b" }, 'x.a: sized by "b", which is no field' },
    { { "a", 8, when = { "b" } }, 'x.a: there when "b", which is no field' },
    { { "a", 8, when = {} }, "x.a: there when: a condition without a field" },
    { { "a", 8, hex = 1 }, "x.fields.a.hex: boolean expected, got 1" },
    { { "a", 8, order = "big" },
      'x.fields.a.order: "network", "little" or "writer" expected, got "big"' },
    { { "a", "items" }, "x.a: " },
    { { "a", items = { head = { { "kind", 8 } } } },
      'x.a: a head without "length"' },
    { { "a", items = { head = { { "kind", 8 }, { "length", 8 } },
      kinds = { { 1, "b", fields = { { "c", 7 } } } } } },
      "x.a.b: ends within a byte" },
    { { "a", items = { head = { { "kind", 8 }, { "length", 8 } },
      kinds = { { 1, "b", { { "c", 8 } } } } } },
      "x.fields.a.items.kinds.b: a table at [3]: rows stand under a key, " ..
      "fields = {...}" },
    { { "a", items = { head = { { "kind", 8 }, { "length", 8 } },
      kinds = { { 1, "b", "meaning", { "c", 8 } } } } },
      "x.fields.a.items.kinds.b: a table at [4]: rows stand under a key, " ..
      "fields = {...}" },
    { { "a", items = { head = { { "kind", 8 }, { "length", 8 } },
      kinds = { b = { 1 } } } },
      'x.fields.a.items.kinds: {kind, "b"} expected, got the key "b"' },
    { { "a", items = { head = { { "kind", 8 }, { "length", 8 } },
      bare = { 64 } } },
      "x.fields.a.items.bare.[1]: 0 to 63 or 192 to 255 expected, got 64" },
  }

  it("is refused with a text that says where and what", function()
    local before = count()
    for _, case in ipairs(cases) do
      assert.equal(case[2], problem(case[1]))
    end
    for _, case in ipairs(rows) do
      local text = row(case[1])
      assert.equal(case[2], text:sub(1, #case[2]))
    end
    for _, case in ipairs(rules) do
      local text = problem { name = "x", rules = { case[1] }, fields = {
        { "a", 8 }, { "word", 8, scale = 8, plus = 1 }, { "name", "mac" } } }
      assert.equal(case[2], text:sub(1, #case[2]))
    end
    assert.equal(before, count())
    assert.is_nil(rawget(pycap, "x"))
    assert.error_matches(function() pycap.protocol(5) end, "table expected")
    assert.error_matches(function() pycap.protocol() end, "table expected")
  end)

  it("has the place of the call", function()
    local _, message = pcall(function() pycap.protocol {} end)
    assert.matches("^spec/declared/refuse.lua:%d+: pycap.protocol: ", message)
  end)

  it("may hold itself", function()
    local list = { head = { { "kind", 8 }, { "length", 8 } }, kinds = {} }
    list.kinds[1] = { 1, "again", fields = { { "more", items = list } } }
    assert.matches("lists nested too deep$",
      row { "a", items = list })
    local fields = {}
    fields[1] = fields
    assert.matches("^x%.fields", problem { name = "x", fields = fields })
    local head = { { "kind", 8 }, { "length", 8 } }
    for i = 3, 40 do head[i] = { "b" .. i, items = { head = head } } end
    assert.matches("lists nested too deep$",
      row { "a", items = { head = head } })
  end)

  it("may be endless", function()
    local many = {}
    for i = 1, 100000 do many[i] = { "a" .. i, 8 } end
    assert.equal("x.fields: more than 48 elements",
      problem { name = "x", fields = many })
    local names = {}
    for i = 1, 100000 do names[i] = "a" .. i end
    assert.equal("x.fields.a.names: too many names",
      row { "a", 32, names = names })
    local long = ("a"):rep(1 << 22)
    assert.matches("too many bytes$", problem { name = "x", fields = {},
      title = long })
    assert.matches("too many bytes$", row { "a", "bytes", default = long })
    assert.matches("takes more than 1048576 bytes$", (function()
      local list = {}
      for i = 1, 48 do
        list[i] = { "a" .. i, "bytes", default = ("b"):rep(60000) }
      end
      return problem { name = "x", fields = list }
    end)())
    assert.matches("x.fields: more than 48 elements", problem { name = "x",
      fields = setmetatable(many, { __len = function() return 1 end }) })
  end)

  it("runs no metamethod", function()
    local ran = 0
    local function run() ran = ran + 1 end
    local meta = { __index = run, __len = run, __pairs = run, __call = run,
      __tostring = run, __name = 5 }
    local declaration = setmetatable({ name = "plain", fields =
      setmetatable({ setmetatable({ "a", 8 }, meta) }, meta) }, meta)
    pycap.protocol(declaration)
    problem { name = "x", [setmetatable({}, meta)] = 5 }
    problem(setmetatable({ name = "x", fields = setmetatable({}, meta) }, meta))
    assert.equal(0, ran)
    assert.equal(1, #pycap.protocols()[count()].fields)
  end)

  it("may change while it is read", function()
    for i = 1, 300 do
      local fields = {}
      for k = 1, 30 do
        fields[k] = { "a" .. k, 8, ("meaning %d %d"):format(i, k),
          names = { "b" .. k, "c" .. k } }
      end
      local declaration = { name = "y", fields = fields, text = "{nosuch}" }
      for _ = 1, 5 do
        setmetatable({}, { __gc = function()
          for k = 1, 30, i % 7 + 1 do
            fields[k].names[2], fields[k][3] = nil, nil
            fields[k].names[k] = {}
            fields[k] = i % 3 == 0 and 5 or nil
          end
          declaration.fields = nil
        end })
      end
      pcall(pycap.protocol, declaration)
      if i % 10 == 0 then collectgarbage() end
    end
    assert.is_nil(rawget(pycap, "y"))
  end)

  it("survives random tables", function()
    math.randomseed(os.getenv "SEED" and tonumber(os.getenv "SEED") or 11)
    local random = math.random
    local keys = { "name", "kind", "meaning", "width", "default", "names",
      "items", "sized", "counted", "unit", "leaves", "least",
      "inbits", "instead", "other", "with", "when", "form", "fields", "each",
      "head", "kinds", "carriers", "parent", "number", "text", "lines",
      "length", "next", "space", "twin", "extent", "checksum", "datalinks",
      "field", "covers", "from", "to", "mask", "among", "bare", "ends",
      "whole", "tail", "tailname", "align", "pad", "lead", "group", "optional",
      "scale", "plus", "order", "hex", "bits", "constants", "printed", 1, 2, 3 }
    local words = { "a", "b", "kind", "length", "integer", "mac", "ip4", "ip6",
      "bytes", "items", "ethernet", "internet", "{a}", "rest", "" }
    local tables = {}
    local function value(depth)
      local what = random(10)
      if what < 4 then return words[random(#words)] end
      if what < 6 then return random(0, 2) * 8 end
      if what == 6 then return random(2) == 1 end
      if what == 7 then return random(-1, 1 << random(62)) end
      if what == 8 and #tables > 0 then return tables[random(#tables)] end
      local t = {}
      tables[#tables + 1] = t
      if depth < 6 then
        for i = 1, random(0, 4) do t[i] = value(depth + 1) end
        for _ = 1, random(0, 4) do
          t[keys[random(#keys)]] = value(depth + 1)
        end
      end
      return t
    end
    for _ = 1, 3000 do
      tables = {}
      local fields = {}
      for i = 1, random(3) do
        fields[i] = { words[random(#words)], random(3) * 8 }
        fields[i][keys[random(#keys)]] = value(0)
      end
      local ok, message = pcall(pycap.protocol, { name = "random",
        fields = fields, [keys[random(50)]] = value(0) })
      if not ok then assert.is_string(message) end
      if ok then break end
    end
  end)
end)
