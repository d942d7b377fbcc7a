--
-- docs_spec.lua - doc/protocols.md and lua/pycap/meta.lua: as the rows have it
--
local pycap = require "pycap"
local support = require "spec.support"

local protocols = pycap.protocols()
local reference = support.read("doc/protocols.md")
local stubs = support.read("lua/pycap/meta.lua")

local function has(text, part, what)
  assert(text:find(part, 1, true), what .. ": not there: " .. part)
end

describe("doc/protocols.md", function()
  it("is what make docs writes", function()
    assert.equal(require "doc.reference"(protocols), reference)
  end)

  local sections = {}
  for part in (reference:gsub("\n## ", "\n\0") .. "\0"):gmatch("([^\0]+)") do
    sections[part:match("^[^\n]*")] = part
  end

  local function cell(text) return (text:gsub("|", "\\|")) end

  -- The row of a table that begins with these cells and holds the text.
  local function row(section, start, text)
    local line = section:match("\n(| " .. start:gsub("%p", "%%%0") ..
      " |[^\n]*)")
    assert(line, "no row " .. start)
    has(line, cell(text), start)
  end

  local function list(section, rows)
    for _, field in ipairs(rows or {}) do
      has(section, "`" .. field.name .. "`", field.name)
      has(section, cell(field.meaning), field.name)
      if field.items then
        list(section, field.items.head)
        for _, kind in ipairs(field.items.kinds) do
          row(section, ("%d | `%s`"):format(kind.kind, kind.name),
            kind.meaning)
          list(section, kind.fields)
          list(section, kind.each)
        end
      end
    end
  end

  for _, protocol in ipairs(protocols) do
    it("says what there is of " .. protocol.name, function()
      local section = sections[protocol.name]
      assert(section, "no section")
      has(section, protocol.meaning, "meaning")
      has(section, protocol.reference, "reference")
      for _, field in ipairs(protocol.fields) do
        row(section, "`" .. field.name .. "`", field.meaning)
      end
      list(section, protocol.fields)
    end)

    it("makes an example of " .. protocol.name, function()
      local chunk = sections[protocol.name]:match("\n```lua\n(.-)```")
      local printed
      assert(load(chunk, "=example", "t", { pycap = pycap,
        print = function(header) printed = tostring(header) end }))()
      assert.equal(chunk:match("\n%-%-> ([^\n]*)\n$"), printed)
    end)
  end
end)

describe("lua/pycap/meta.lua", function()
  it("is what make docs writes", function()
    assert.equal(require "doc.stubs"(protocols), stubs)
  end)

  it("parses, and is not for require", function()
    local f = assert(loadfile("lua/pycap/meta.lua"))
    assert.error_matches(function() f("pycap.meta") end, "for editors")
    assert.falsy(package.preload["pycap.meta"])
  end)

  it("has every member of pycap", function()
    for name, value in pairs(pycap) do
      has(stubs, type(value) == "function" and
        "\nfunction pycap." .. name .. "(" or "\n---@field " .. name .. " ",
        name)
    end
  end)

  it("has no function that there is not", function()
    local capture <close> = pycap { filename = support.capture { "" } }
    local objects = {
      pycap = pycap, Capture = capture, Handler = capture:on("arp", print),
      Packet = pycap.packet(pycap.arp()), Filter = pycap.filter("arp"),
      Tally = pycap.tally { by = { "operation" } },
    }
    for object, name in stubs:gmatch("\nfunction (%a+)[.:](%w+)%(") do
      if objects[object] then
        assert.equal("function", type(objects[object][name]),
          object .. "." .. name)
      end
    end
  end)

  it("has every field of every header, and every constant", function()
    for _, protocol in ipairs(protocols) do
      local name = protocol.name
      local class = stubs:match("\n%-%-%-@class pycap%.header%." .. name ..
        ": pycap%.header\n(.-\n)\n")
      assert(class, name)
      for _, field in ipairs(protocol.fields) do
        has(class, "---@field " .. field.name .. " ", name)
        has(class, " # " .. field.meaning .. "\n", name)
      end
      for constant, value in pairs(pycap.constants[name]) do
        has(stubs, ("---@field %s integer # %d\n"):format(constant, value),
          name)
      end
    end
  end)
end)
