--
-- the module: what require "pycap" gives, and what it leaves alone
--
local pycap = require "pycap"
local support = require "spec.support"

local build = os.getenv "PYCAP_BUILD" or "build"
local quote = support.quote
local module = build .. "/pycap.so"

-- What a chunk prints under lua5.4 that knows the module alone.
local function lua(chunk, folder)
  local out, err, status = support.shell(
    ("LUA_PATH=/nowhere/?.lua LUA_CPATH=%s lua5.4 %s"):format(
      quote((folder or build) .. "/?.so"),
      quote(support.write(chunk, ".lua"))))
  assert.equal("", err)
  assert.equal(0, status)
  return out
end

describe("require 'pycap'", function()
  it("leaves _G and its libraries as they are", function()
    assert.equal("Lua 5.4\n0\n", lua [[
      print(_VERSION)
      local function snapshot()
        local all = {}
        for name, value in pairs(_G) do
          all[name] = value
          if type(value) == "table" and value ~= _G and
            name ~= "package" then
            for key, inner in pairs(value) do
              all[name .. "." .. key] = inner
            end
          end
        end
        all.metatable = getmetatable(_G)
        all.path, all.cpath = package.path, package.cpath
        all.strings = getmetatable ""
        return all
      end
      local before = snapshot()
      require "pycap"
      local after, differences = snapshot(), 0
      for name, value in pairs(before) do
        if after[name] ~= value then differences = differences + 1 end
      end
      for name in pairs(after) do
        if before[name] == nil then differences = differences + 1 end
      end
      print(differences)
    ]])
  end)

  it("leaves the collector as it is", function()
    assert.equal("incremental\n", lua [[
      collectgarbage "incremental"
      require "pycap"
      print(collectgarbage "generational")
    ]])
  end)

  it("gives the same wherever it is asked for", function()
    assert.equal("true\ttrue\ttrue\n", lua [[
      local first = require "pycap"
      local second = coroutine.wrap(function() return require "pycap" end)()
      package.loaded.pycap = nil
      local third = require "pycap"
      print(first == second, first == third,
        first.error == third.error)
    ]])
  end)

  it("finds what is written in Lua without files", function()
    local folder = support.name()
    assert(os.execute(("mkdir %s && cp %s %s"):format(quote(folder),
      quote(module), quote(folder))))
    assert.equal("function\nfunction\n", lua([[
      local pycap = require "pycap"
      print(type(pycap.hexdump))
      print(type(require "pycap.hexdump"))
    ]], folder))
  end)

  it("compiles what is written in Lua when it is asked for", function()
    for _, name in ipairs { "arp", "icmp", "internal.main" } do
      local loader = package.preload["pycap." .. name]
      assert.equal("C", debug.getinfo(loader, "S").what)
    end
  end)

  it("shares its state with coroutines", function()
    local file = support.capture { ("\0"):rep(60) }
    assert.equal("60\n", lua(([[
      local pycap = require "pycap"
      local capture = coroutine.wrap(function()
        return pycap { filename = %q }
      end)()
      collectgarbage()
      for packet in coroutine.wrap(function()
        for packet in capture:packets() do coroutine.yield(packet) end
      end) do print(#packet.bytes) end
    ]]):format(file)))
  end)

  it("has a version, and a call", function()
    assert.matches("^pycap %d+%.%d+%.%d+$", pycap._VERSION)
    assert.is_function(getmetatable(pycap).__call)
  end)

  it("outlives the coroutines that asked for it", function()
    assert.equal("ok\n", lua [[
      local threads = {}
      for i = 1, 100 do
        threads[i] = coroutine.create(function()
          local pycap = require "pycap"
          coroutine.yield(pycap.arp { operation = 2 }.operation)
        end)
      end
      for i, thread in ipairs(threads) do
        assert(select(2, coroutine.resume(thread)) == 2)
        threads[i] = nil
        collectgarbage()
      end
      print "ok"
    ]])
  end)
end)

describe("the module's file", function()
  it("does not link liblua", function()
    support.needs "readelf"
    local out, _, status = support.shell("readelf -d " .. quote(module))
    assert.equal(0, status)
    assert.matches("NEEDED.-libpcap", out)
    assert.is_nil(out:find "liblua")
  end)

  it("exports luaopen_pycap, also for its parts, and nothing else", function()
    support.needs "nm"
    local expected = { "luaopen_pycap" }
    for part in support.shell "ls lua/pycap/*.lua":gmatch "(%w+)%.lua" do
      expected[#expected + 1] = "luaopen_pycap_" .. part
    end
    local out = support.shell("nm -D --defined-only " .. quote(module))
    local names = {}
    for name in out:gmatch "%x+ %a ([%w_@.]+)" do
      if not name:find "^__asan" and not name:find "^__odr" then
        names[#names + 1] = name
      end
    end
    assert.same(expected, names)
  end)
end)

describe("pycap.constants", function()
  it("has what C calls them", function()
    local constants = pycap.constants
    assert.equal(0x0806, constants.ethernet.ETHERTYPE_ARP)
    assert.equal(0x0800, constants.ethernet.ETHERTYPE_IP)
    assert.equal(1, constants.arp.ARPOP_REQUEST)
    assert.equal(2, constants.arp.ARPOP_REPLY)
    assert.equal(1, constants.dlt.EN10MB)
    assert.equal(0, constants.dlt.NULL)
    assert.equal(113, constants.dlt.LINUX_SLL)
  end)

  it("are integers under names in capitals, one table a protocol",
    function()
      for group, names in pairs(pycap.constants) do
        for name, value in pairs(names) do
          assert.matches("^[%u%d][%u%d_+-]*$", name, 1, false, group)
          assert.equal("integer", math.type(value), name)
        end
      end
      for _, protocol in ipairs(pycap.protocols()) do
        assert.is_table(pycap.constants[protocol.name])
      end
    end)
end)

describe("pycap.protocols", function()
  local kinds <const> = {
    integer = true, mac = true, ip4 = true, ip6 = true, bytes = true,
    items = true, rows = true, text = true, time = true, name = true
  }

  it("gives every row as data", function()
    local list = pycap.protocols()
    assert.is_true(#list >= 3)
    for _, protocol in ipairs(list) do
      assert.is_function(pycap[protocol.name], protocol.name)
      for _, key in ipairs { "name", "title", "meaning", "reference" } do
        assert.is_string(protocol[key])
      end
      assert.is_true(#protocol.fields > 0)
      for _, field in ipairs(protocol.fields) do
        assert.matches("^%l%w*$", field.name)
        assert.is_string(field.meaning)
        assert.is_true(kinds[field.kind], field.name)
        assert.equal("integer", math.type(field.width))
        if field.kind == "integer" then
          assert.equal("integer", math.type(field.default))
          assert.is_true(field.scale >= 1)
        end
      end
      for _, carrier in ipairs(protocol.carriers) do
        assert.is_function(pycap[carrier.parent])
        assert.equal("integer", math.type(carrier.number))
      end
    end
  end)

  it("gives a new list each time", function()
    local list = pycap.protocols()
    list[1].name = "changed"
    list[1].fields[1] = nil
    assert.not_equal("changed", pycap.protocols()[1].name)
    assert.is_table(pycap.protocols()[1].fields[1])
  end)
end)

describe("pycap.hexdump", function()
  it("shows offset, bytes and characters", function()
    assert.equal("00000000  61 62 63 00 ff " .. (" "):rep(9) ..
      (" "):rep(26) .. "|abc..|\n", pycap.hexdump "abc\0\xff")
    assert.equal("", pycap.hexdump "")
  end)

  it("has sixteen bytes a line", function()
    for size = 1, 50 do
      local text = pycap.hexdump(("x"):rep(size))
      assert.equal((size + 15) // 16, select(2, text:gsub("\n", "")))
      assert.equal(size, select(2, text:gsub("%f[%x]78%f[%X]", "")))
    end
    assert.matches("\n00000010  ", pycap.hexdump(("x"):rep(17)))
  end)

  it("leaves alone what a pattern would take for its own", function()
    assert.matches("|%%1%%0%%%%|", pycap.hexdump "%1%0%%")
  end)

  it("refuses what is no string, at the caller's place", function()
    for _, bad in ipairs { 5, {}, true, print } do
      local ok, text = pcall(function() return pycap.hexdump(bad) .. "" end)
      assert.is_false(ok)
      assert.matches("module_spec.lua:%d+: hexdump: packet or string " ..
        "expected, got " .. type(bad), text)
    end
    assert.error_matches(function() return pycap.hexdump() .. "" end,
      "hexdump: packet or string expected, got nil")
  end)
end)
