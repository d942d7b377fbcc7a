--
-- items.lua - what holds for every field that is a list of items
--
local assert = require "luassert"
local pycap = require "pycap"
local scatter = require "spec.support.every.scatter"
local values = require "spec.support.every.values"

local words, contains = values.item_words, values.contains

-- What holds for a list of rows that repeat.
local function plain(it, protocol, field, with)
  local name, rows = field.name, field.items.head

  it("puts together the rows of " .. name .. " that it took apart", function()
    local chance = values.random(#name)
    local whole = 0
    for i = 1, scatter.rounds do
      local header = with { { data = values.buffer(chance, chance(36)) } }
      if i % 2 == 0 then header = with { {}, {}, { data = "\1" } } end
      local list = header[name]
      assert.is_true(with(list) == header)
      for n, entry in ipairs(list) do
        if entry.data then assert.equal(#list, n) else whole = whole + 1 end
      end
    end
    assert.is_true(whole > scatter.rounds // 4)
  end)

  it("refuses what is wrong in " .. name .. ", by name", function()
    local header = with {}
    local function refused(entry, where, message)
      local at = ("%s.%s[1]%s: "):format(protocol.name, name, where)
      assert.error_matches(function() header[name] = { entry } end,
        at:gsub("%p", "%%%0") .. ".*" .. message)
    end
    refused(5, "", "table expected, got number")
    refused({ colour = 1 }, ".colour", "no such field")
    refused({ data = 5 }, ".data", "string expected, got number")
    for _, row in ipairs(rows) do
      if not row.when then
        refused({ [row.name] = print }, "." .. row.name,
          "expected, got function")
      end
    end
  end)
end

return function(it, protocol, field)
  local make, name = pycap[protocol.name], field.name
  local items = field.items

  -- A header with that list, or string.
  local function with(value)
    local set = values.present(protocol, field)
    set[name] = value
    return make(set)
  end

  if items.plain then return plain(it, protocol, field, with) end

  it("describes the items of " .. name, function()
    local head, seen = {}, {}
    for _, row in ipairs(items.head) do head[row.name] = true end
    assert.is_true(head.kind)
    for _, kind in ipairs(items.kinds) do
      assert.matches("^%l[%l%d]*$", kind.name)
      assert.matches("%S", kind.meaning)
      assert.is_nil(seen[kind.name], kind.name)
      assert.is_nil(seen[kind.kind], kind.name)
      seen[kind.name], seen[kind.kind] = true, true
      assert.equal(kind.group == nil, kind.each == nil)
      local here = {}
      for _, row in ipairs(kind.fields or {}) do
        assert.matches("^%l+%d?$", row.name)
        assert.is_nil(words[row.name] or head[row.name] or here[row.name],
          row.name)
        here[row.name] = true
      end
      assert.is_nil(here[kind.group])
      assert.is_nil(words[kind.group] or head[kind.group])
      local width = 0
      for _, row in ipairs(kind.each or {}) do width = width + row.width end
      assert.is_true(kind.each == nil or width > 0)
    end
  end)

  it("gives the defaults of each kind in " .. name, function()
    for _, kind in ipairs(items.kinds) do
      local header = with { { name = kind.name } }
      local item = header[name][1]
      if item then
        assert.equal(kind.kind, item.kind)
        assert.equal(kind.name, item.name)
        local named = false
        for _, row in ipairs(kind.fields or {}) do
          named = named or values.named(row)
        end
        assert.equal(named or contains(items.bare, kind.kind),
          item.length == nil)
      else  -- zeros, of which padding is made, too
        assert.equal(0, kind.kind)
      end
      for _, row in ipairs(item and kind.fields or {}) do
        assert(item[row.name] or row.when, kind.name .. "." .. row.name)
      end
      assert.is_true(with(header[name]) == header)
      assert.equal(header.packet, with(header[name]).packet)
    end
  end)

  it("puts together what it took apart of " .. name, function()
    local chance = values.random(#name)
    local known, junk = 0, 0
    for i = 1, scatter.rounds do
      local value = values.buffer(chance, chance(36))
      local kind = items.kinds[chance(#items.kinds + 1) + 1]
      if i % 2 == 0 then
        value = { { data = value } }
        if kind and not contains(items.bare, kind.kind) then
          value[1].kind = kind.kind
          value[2] = { data = values.buffer(chance, chance(9)) }
        end
      end
      local header = with(value)
      local list = header[name]
      assert.is_true(with(list) == header)
      for n, item in ipairs(list) do
        if item.name then known = known + 1 end
        if not item.kind then junk = junk + 1 end
        assert.is_true(item.kind ~= nil or n == #list)
      end
    end
    assert.is_true(#items.kinds == 0 or known > scatter.rounds // 8)
    assert.is_true(junk > 0)
  end)

  it("refuses what is wrong in " .. name .. ", by name", function()
    local header = with {}
    local function refused(item, where, message)
      local at = ("%s.%s[1]%s: "):format(protocol.name, name, where)
      local ok, complaint = pcall(function() header[name] = { item } end)
      assert.is_false(ok, at)
      assert.is_truthy(complaint:find(at, 1, true), complaint)
      assert.matches(message, complaint)
    end
    refused(5, "", "table expected, got number")
    refused({}, "", "kind, name or data expected")
    refused({ kind = "no such" }, ".kind",
      "no such %l+:? \"?no such")
    refused({ kind = -1 }, ".kind", "expected, got %-1")
    refused({ kind = true }, ".kind", "expected, got boolean")
    refused({ name = "no such" }, ".name", "no such kind: no such")
    refused({ data = 5 }, ".data", "string expected, got number")
    refused({ data = "", padding = 5 }, ".padding", "string expected")
    for _, kind in ipairs(items.kinds) do
      refused({ kind = kind.name, colour = 1 }, ".colour", "no such field")
      refused({ kind = kind.kind, [1] = 1 }, ".number", "no such field")
      kind.bare = contains(items.bare, kind.kind)
      for _, row in ipairs(values.rows_of(items, kind)) do
        if row.name ~= "data" and not row.when then
          refused({ kind = kind.kind, [row.name] = print }, "." .. row.name,
            "expected, got function")
        end
      end
      if kind.group then
        refused({ kind = kind.kind, [kind.group] = 5 }, "." .. kind.group,
          "list of tables expected")
        refused({ kind = kind.kind, [kind.group] = { { colour = 1 } } },
          "." .. kind.group .. "[1].colour", "no such field")
      end
    end
    assert.same({}, header[name])
  end)
end
