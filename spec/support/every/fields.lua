--
-- fields.lua - what holds for every field: what it takes, what it refuses
--
local assert = require "luassert"
local pycap = require "pycap"
local values = require "spec.support.every.values"

return function(it, protocol, field)
  local make, name = pycap[protocol.name], field.name

  it("takes and gives " .. name, function()
    for _, case in ipairs(values.takes(field, protocol)) do
      local set = values.present(protocol, field)
      local header = make(set)
      header[name] = case[1]
      local expects = case[2] or header[name]
      assert.same(expects, header[name])
      set[name] = case[1]
      local made = make(set)
      assert.same(expects, made[name])
      assert.equal(header.packet, made.packet)
      local back = pycap.packet(made)[1]
      assert.same(expects, back[name])
      back[name] = nil
      assert.same(pycap.packet(back)[1][name], back[name])
      if not values.follows(protocol, field) then
        assert.same(expects, back[name])
      end
      header[name] = nil
      assert.same(make(values.present(protocol, field))[name], header[name])
    end
  end)

  it("refuses another type or size for " .. name, function()
    local header = make(values.present(protocol, field))
    local before = header[name]
    local place = protocol.name .. "%." .. name .. ": "
    for _, value in pairs(values.refuses(field)) do
      local message = place .. ".*" .. values.expected[field.kind]
      if field.names and type(value) == "string" then
        message = place .. "no such name "
      end
      for _ = 1, 2 do
        assert.error_matches(function() header[name] = value end, message)
        assert.error_matches(function() make { [name] = value } end,
          message)
      end
      assert.same(before, header[name])
    end
  end)
end
