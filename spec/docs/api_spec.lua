--
-- api_spec.lua - doc/api: what it describes is there, and all that is there is
-- described
--
local pycap = require "pycap"
local api = require "doc.api"
local support = require "spec.support"

local classes = {}
for _, class in ipairs(api) do classes[class.class] = class end

local headers = {}
for _, protocol in ipairs(pycap.protocols()) do
  headers[protocol.name] = true
end

-- The calls, or the fields, of a class: name -> true.
local function described(class, what)
  local names = {}
  for _, entry in ipairs(class[what] or {}) do
    local name = entry.name or entry[1]
    assert(not names[name], class.class .. "." .. name .. ": twice")
    if not entry.each then names[name] = true end
  end
  return names
end

-- What an object answers to: __index itself, or the table behind it.
local function members(object)
  local index = debug.getmetatable(object).__index
  for i = 1, 9 do
    if type(index) == "table" then break end
    local _, value = debug.getupvalue(index, i)
    if type(value) == "table" then index = value end
  end
  local names = {}
  for name in pairs(index) do
    if not headers[name] then names[name] = true end
  end
  return names
end

describe("doc/api", function()
  local capture, dump
  setup(function()
    capture = pycap { filename = support.capture { "" } }
    dump = pycap.dump(support.name ".pcap")
  end)
  teardown(function()
    capture:close()
    dump:close()
  end)

  it("has the functions and values of pycap, and no others", function()
    local functions, values = {}, {}
    for name, value in pairs(pycap) do
      if type(value) ~= "function" then values[name] = true
      elseif not headers[name] then functions[name] = true
      end
    end
    assert.same(functions, described(classes.pycap, "calls"))
    assert.same(values, described(classes.pycap, "fields"))
  end)

  it("has the methods of each object, and no others", function()
    local objects = {
      Capture = capture, Handler = capture:on("arp", print), Dump = dump,
      Filter = pycap.filter "arp", Tally = pycap.tally { by = { "operation" } },
      job = pycap.after(1, print), Carry = pycap.carry("ethernet", 1501, "arp"),
    }
    objects.job:cancel()
    objects.Carry:cancel()
    for name, object in pairs(objects) do
      assert.same(members(object), described(classes["pycap." .. name],
        "calls"), name)
    end
  end)

  it("has the methods of an injector, and no others", function()
    support.needs "root"
    local injector <close> = pycap.inject "lo"
    assert.same(members(injector), described(classes["pycap.Injector"],
      "calls"))
    for name in pairs(described(classes["pycap.Injector"], "fields")) do
      assert.has_no_error(function() return injector[name] end)
    end
  end)

  it("has the methods and members of a packet, and no others", function()
    local class = classes["pycap.Packet"]
    local names = described(class, "calls")
    for name in pairs(described(class, "fields")) do names[name] = true end
    assert.same(members(pycap.packet(pycap.arp())), names)
  end)

  it("has fields that captures and tallies answer to", function()
    for name, object in pairs { Capture = capture,
      Tally = pycap.tally { by = { "operation" } } } do
      for field in pairs(described(classes["pycap." .. name], "fields")) do
        assert.has_no_error(function() return object[field] end)
      end
    end
  end)

  it("has the functions of each part, and no others", function()
    for _, class in ipairs(api) do
      if class.module and class.module ~= "pycap" then
        local functions = {}
        for name in pairs(require(class.module)) do functions[name] = true end
        assert.same(functions, described(class, "calls"), class.module)
      end
    end
  end)

  -- What the options of a call are given as, so that nothing else is wrong.
  local callers = {
    ["pycap.options"] = pycap.capture,
    ["pycap.tally.options"] = pycap.tally,
    ["pycap.inject.options"] = pycap.inject,
    ["pycap.dump.options"] = function(options)
      return pycap.dump(support.name ".pcap", options)
    end,
    ["pycap.arp.resolve.options"] = function(options)
      return require "pycap.arp".resolve("nonesuch0", "192.0.2.1", options)
    end,
    ["pycap.arp.scan.options"] = function(options)
      return require "pycap.arp".scan("nonesuch0", "192.0.2.1/32", options)
    end,
    ["pycap.icmp.options"] = function(options)
      return require "pycap.icmp".ping("nonesuch0", "192.0.2.1", options)
    end,
  }

  it("has options that the calls know", function()
    for name, call in pairs(callers) do
      local _, unknown = pcall(call, { nonesuch = 1 })
      local form = tostring(unknown):match "unknown %a+"
      assert(form, name .. ": " .. tostring(unknown))
      for option in pairs(described(classes[name], "fields")) do
        local _, message = pcall(call, { [option] = function() end })
        assert.falsy(tostring(message):find(form, 1, true), name .. "." ..
          option)
      end
    end
  end)

  it("has the codes that the sources raise, and no others", function()
    local raised = {}
    local sources = support.shell "cat src/*/*.[ch] src/*/*/*.[ch] lua/*/*.lua"
    for _, pattern in ipairs { 'fault_set%(%s*[%w_>&%-]+,%s*"(%l+)"',
      'fault_throw%(%s*L,%s*"(%l+)"', 'inner%.raise%(%s*"(%l+)"' } do
      for code in sources:gmatch(pattern) do raised[code] = true end
    end
    local known = {}
    for _, code in ipairs(api.codes) do known[code] = true end
    for code in pairs(raised) do assert.truthy(known[code], code) end
    for _, code in ipairs(api.codes) do
      assert.truthy(sources:find('"' .. code .. '"', 1, true), code)
    end
    for _, class in ipairs(api) do
      for _, call in ipairs(class.calls or {}) do
        for _, code in ipairs(call.raises or {}) do
          assert.truthy(known[code], call.name .. ": " .. code)
        end
      end
    end
  end)

  it("says of everything what it means", function()
    for _, class in ipairs(api) do
      assert.truthy(class.title and class.meaning, class.class)
      for _, call in ipairs(class.calls or {}) do
        assert.truthy(call.meaning, class.class .. "." .. call.name)
      end
      for _, field in ipairs(class.fields or {}) do
        assert.truthy(field[2] and field[3], class.class .. "." .. field[1])
      end
    end
  end)
end)
