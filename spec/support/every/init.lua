--
-- every - what holds for every protocol, read off its rows
--
-- The spec of a protocol ends with it:
--
--   require "spec.support.every" (_ENV, "arp", { ... })
--
-- which adds these specs to the file's own. Behind the name stand frames from
-- outside, one at least: every/outside.lua says what is in them. Where a file
-- holds them, there stands what every/many.lua says.
--
local assert = require "luassert"
local pycap = require "pycap"

local parts = {}
for _, name in ipairs { "bytes", "fields", "items", "many", "outside" } do
  parts[name] = require("spec.support.every." .. name)
end

local function documented(protocol)
  local seen = { packet = true }
  assert.matches("%S", protocol.title)
  assert.matches("%S %S", protocol.meaning)
  assert.matches("%u+ ?%d", protocol.reference)
  for _, field in ipairs(protocol.fields) do
    assert.matches("^%l+%d?$", field.name)
    assert.is_nil(seen[field.name], field.name)
    assert.matches("%S", field.meaning)
    for number, name in pairs(field.names or {}) do
      assert.matches("^%l[%l%d-]*$", name)
      assert.is_true(number <= field.largest)
    end
    seen[field.name] = true
  end
  assert.is_true(#protocol.fields > 0)
end

local function refuses(it, protocol)
  local make = pycap[protocol.name]

  it("refuses an unknown field by name, the second time too", function()
    local message = protocol.name .. ".nosuch: no such field"
    local header = make()
    for _ = 1, 2 do
      assert.error_matches(function() make { nosuch = 1 } end, message)
      assert.error_matches(function() header.nosuch = 1 end, message)
      assert.error_matches(function() return header.nosuch end, message)
    end
  end)

  it("refuses to have its raw bytes assigned", function()
    local message = protocol.name .. ".packet: the raw bytes cannot be"
    local header = make()
    assert.error_matches(function() make { packet = "" } end, message)
    assert.error_matches(function() header.packet = "" end, message)
  end)
end

local function find(name)
  for _, protocol in ipairs(pycap.protocols()) do
    if protocol.name == name then return protocol end
  end
  error("no such protocol: " .. name, 3)
end

return function(busted, name, ...)
  local describe, it = busted.describe, busted.it
  local protocol, frames = find(name), { ... }

  describe(name, function()
    it("is documented, row by row", function() documented(protocol) end)
    if frames[1].names then parts.many(it, protocol, table.remove(frames, 1))
    else parts.outside(it, protocol, frames) end
    parts.bytes(it, protocol)
    refuses(it, protocol)
    for _, field in ipairs(protocol.fields) do
      parts.fields(it, protocol, field)
      if field.kind == "items" then parts.items(it, protocol, field) end
    end
  end)
end
