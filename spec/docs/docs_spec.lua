--
-- docs_spec.lua - doc/protocols.md, doc/reference.md and share/library: as the
-- rows and doc/api have it
--
local json = require "dkjson"
local pycap = require "pycap"
local support = require "spec.support"

local protocols = pycap.protocols()
local reference = support.read("doc/protocols.md")
local stubs = support.read("share/library/pycap.lua")

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
    has(line, text, start)
  end

  local function list(section, rows)
    for _, field in ipairs(rows or {}) do
      has(section, "`" .. field.name .. "`", field.name)
      has(section, cell(field.meaning), field.name)
      if field.items then
        list(section, field.items.head)
        for _, kind in ipairs(field.items.kinds) do
          row(section, ("%d | `%s`"):format(kind.kind, kind.name),
            cell(kind.meaning))
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
        row(section, "`" .. field.name .. "`", cell(field.meaning))
        if field.kind == "text" and field.default then
          local text = field.default:gsub("%c", function(c)
            return ("\\%d"):format(c:byte())
          end)
          row(section, "`" .. field.name .. "`", "| `" .. text .. "` |")
        end
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

describe("doc/reference.md", function()
  it("is what make docs writes", function()
    assert.equal(require "doc.interface"(), support.read "doc/reference.md")
  end)
end)

describe("README.md, the guide and the other pages", function()
  -- The places of a page that can be linked to, as GitHub names them.
  local function places(page)
    local list = {}
    for title in ("\n" .. support.read(page)):gmatch "\n#+ ([^\n]+)" do
      list[title:lower():gsub("[^%w%s_-]", ""):gsub("%s", "-")] = true
    end
    return list
  end

  it("have no link to a place that is not there", function()
    local count = 0
    for page in support.shell("ls *.md doc/*.md doc/guide/*.md")
      :gmatch "[^\n]+" do
      for path, place in support.read(page):gmatch "%]%(([^)#:]*)#([^)]+)%)" do
        local target = path == "" and page
          or page:gsub("[^/]*$", "") .. path
        assert.truthy(places(target)[place], page .. ": " .. path .. "#" ..
          place)
        count = count + 1
      end
    end
    assert.truthy(count > 100)
  end)
end)

describe("share/library", function()
  for _, module in ipairs { "pycap", "pycap.arp", "pycap.icmp" } do
    local name = "share/library/" .. module .. ".lua"

    it("has for " .. module .. " what make docs writes", function()
      assert.equal(require "doc.stubs"(protocols, module), support.read(name))
    end)

    it("parses for " .. module .. ", and is not for require", function()
      local f = assert(loadfile(name))
      assert.equal("table", type(f()))
      assert.error_matches(function() f(module) end, "for editors")
    end)
  end

  for name, module in pairs { ["share/library/pcaplua.lua"] = "pcaplua",
    ["share/each/pcaplua-each.lua"] = "pcaplua-each" } do
    it("has what make docs writes in " .. name .. ", which parses", function()
      assert.equal(require "doc.stubs"(protocols, module), support.read(name))
      assert(loadfile(name))
    end)
  end

  it("declares the names of one-liners, and no others", function()
    local found = {}
    setmetatable(found, { __newindex = function(_, name, value)
      rawset(found, name, value or true)
    end, __index = { assert = assert } })
    assert(loadfile("share/each/pcaplua-each.lua", "t", found))()
    local count = 0
    for _ in pairs(found) do count = count + 1 end
    assert.equal(#protocols + 1, count)
    assert.truthy(found.packet and found.arp and found.ptp)
  end)

  it("takes the names of values for fields, read or new", function()
    has(stubs, '---@field operation integer|"request"|"reply"|', "arp")
    has(stubs, '---@field operation? integer|"request"|"reply"|', "arp{}")
    has(stubs, "---@field flags integer|string # ", "tcp")
    has(stubs, "---@field sourceprotocol? string|pycap.Raw\n", "arp{}")
    has(stubs, "---@field sourceprotocol string # ", "arp")
  end)

  it("makes headers of protocols that are modules, too", function()
    for _, name in ipairs { "arp", "icmp" } do
      has(stubs, ("---@param fields? pycap.fields.%s|pycap.header.%s\n" ..
        "---@return pycap.header.%s\nfunction pycap.%s(fields) end\n"):format(
        name, name, name, name), name)
    end
  end)

  it("is proposed by the language server where pycap is used", function()
    local words = json.decode(support.read "share/config.json").words
    local function proposed(text)
      for _, word in ipairs(words) do
        local from, to = text:match("()" .. word .. "()")
        if from and not text:sub(from - 1, from - 1):find "[%w_]" and
          not text:sub(to, to):find "[%w_]" then return true end
      end
      return false
    end
    for name in support.shell "ls scripts/*.lua":gmatch "%S+" do
      assert.truthy(proposed(support.read(name)), name)
    end
    for _, text in ipairs { "pycap.on('arp', print)",
      'require("pycap.arp")', "local p = require 'pycap'" } do
      assert.truthy(proposed(text), text)
    end
    assert.falsy(proposed "local x = require 'pycapture' mypycap.on()")
    json.decode(support.read "share/each/config.json")
  end)

  it("defines each class that it names", function()
    local text = stubs .. support.read "share/library/pycap.arp.lua" ..
      support.read "share/library/pycap.icmp.lua"
    local defined = {}
    for name in text:gmatch "\n%-%-%-@%l+ (pycap[%w._]*)" do
      defined[name] = true
    end
    for line in text:gmatch "[^\n]+" do
      local kind = line:match "^%-%-%-@field [%w_]+%?? (.*)" or
        line:match "^%-%-%-@param [%w_.]+%?? (.*)" or
        line:match "^%-%-%-@return (.*)" or line:match "^%-%-%-@overload (.*)"
      for name in (kind or ""):gsub(" # .*", ""):gmatch "pycap%.[%w._]+" do
        assert.truthy(defined[name], line)
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
        assert.matches("%-%-%-@field " .. field.name .. "%?? ", class)
        has(class, " # " .. field.meaning .. "\n", name)
      end
      for constant, value in pairs(pycap.constants[name]) do
        has(stubs, ("---@field %s integer # %d\n"):format(constant, value),
          name)
      end
    end
  end)
end)
