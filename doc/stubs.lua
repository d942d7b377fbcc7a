--
-- stubs.lua - what editors know of pycap (share/library): the interface of
-- doc/api, and classes for each protocol
--
local pycap = require "pycap"
local put_classes = require "doc.classes"
local rows = require "doc.rows"

local out

local function put(format, ...)
  out[#out + 1] = select("#", ...) > 0 and format:format(...) or format
end

local types = {
  integer = "integer", mac = "string", ip4 = "string", ip6 = "string",
  bytes = "string", text = "string", name = "string",
}

-- What is read of a row; `path` is what its list's items would be called.
local function read_type(row, path)
  if row.items then return ("pycap.item.%s.%s[]"):format(path, row.name) end
  return types[row.kind]
end

-- The same of a header's field, which takes the names of its values, too.
local function field_type(row, path)
  local kind = read_type(row, path)
  if row.items or not row.names then return kind end
  if row.bits then return kind .. "|string" end
  local words = {}
  for i, value in ipairs(rows.keys(row.names)) do
    words[i] = ("%q"):format(row.names[value])
  end
  return kind .. "|" .. table.concat(words, "|")
end

-- What a new header takes.
local function set_type(row, path)
  local kind = field_type(row, path)
  if row.items then return kind .. "|string" end
  if row.kind == "mac" or row.kind == "ip4" or row.kind == "ip6" then
    return kind .. "|pycap.Raw"
  end
  return kind
end

-- The fields of an item: those of the head, and of all kinds.
local function put_item(path, items)
  local known, order, names, classes = {}, {}, {}, {}
  local function add(name, kind, meaning)
    if not known[name] then
      known[name], order[#order + 1] = { meaning = meaning }, name
    end
    local list = known[name]
    if not list[kind] then list[#list + 1], list[kind] = kind, true end
  end
  for i, item in ipairs(items.kinds) do
    names[i] = ("%q"):format(item.name)
    for _, row in ipairs(item.fields or {}) do
      add(row.name, read_type(row, path .. "." .. item.name), row.meaning)
    end
    if item.each then
      local class = ("pycap.item.%s.%s"):format(path, item.group)
      add(item.group, class .. "[]", item.meaning)
      classes[#classes + 1] = { class = class, item = item }
    end
  end
  if #names == 0 then names[1] = "string" end
  if not items.plain then
    put("---@alias pycap.kind.%s %s\n", path, table.concat(names, "|"))
  end
  put("---@class pycap.item.%s", path)
  for _, row in ipairs(items.head) do
    put("---@field %s? %s%s # %s", row.name, read_type(row, path),
      not items.plain and row.name == "kind" and "|pycap.kind." .. path or "",
      row.meaning)
    known[row.name] = known[row.name] or {}
  end
  if items.plain then
    put "---@field data? string # bytes at the end that make none\n"
    return
  end
  put("---@field name? pycap.kind.%s # of a known kind", path)
  for _, name in ipairs(order) do
    if name ~= "data" and #known[name] > 0 then
      put("---@field %s? %s # %s", name, table.concat(known[name], "|"),
        known[name].meaning)
    end
  end
  put "---@field data? string # the bytes of an unknown kind"
  put "---@field padding? string # behind it, if not the usual zeros\n"
  local done = {}
  for _, each in ipairs(classes) do
    if not done[each.class] then
      put("---@class %s", each.class)
      for _, row in ipairs(each.item.each) do
        put("---@field %s %s # %s", row.name, read_type(row, path ..
          "." .. each.item.name), row.meaning)
      end
      put ""
      done[each.class] = true
    end
  end
end

local function put_constants(protocol)
  local constants = pycap.constants[protocol.name]
  put("---@class pycap.constants.%s", protocol.name)
  for _, name in ipairs(rows.keys(constants)) do
    put("---@field %s integer # %d", name, constants[name])
  end
  put ""
end

local function put_protocol(protocol)
  local name = protocol.name
  for _, list in ipairs(rows.lists(protocol)) do
    put_item(list.path, list.items)
  end
  put("---@class pycap.header.%s: pycap.header", name)
  for _, field in ipairs(protocol.fields) do
    put("---@field %s%s %s # %s", field.name,
      (field.when or field.optional) and "?" or "", field_type(field, name),
      field.meaning)
  end
  for _, member in ipairs(protocol.computed or {}) do
    put("---@field %s string? # %s", member.name, member.meaning)
  end
  put("\n---@class pycap.fields.%s", name)
  for _, field in ipairs(protocol.fields) do
    put("---@field %s? %s", field.name, set_type(field, name))
  end
  put ""
  put_constants(protocol)
  put("---%s (%s)", protocol.meaning, protocol.reference)
  put("---@param fields? pycap.fields.%s|pycap.header.%s", name, name)
  put("---@return pycap.header.%s", name)
  put("function pycap.%s(fields) end\n", name)
end

local function put_all_constants(protocols)
  put "---@class pycap.constants"
  put "---@field dlt table<string, integer> # link types"
  for _, protocol in ipairs(protocols) do
    put("---@field %s pycap.constants.%s", protocol.name, protocol.name)
  end
  put ""
end

local function put_head(name, what)
  put("--\n-- %s.lua - what editors know of %s; generated from doc/api", name,
    what)
  put("--\nassert(not ..., \"for editors: the module is another file\")\n")
end

-- What scripts of pcaplua have without `require`.
local function put_global()
  put "---@meta\n"
  put_head("pcaplua", "pcaplua's global variable")
  put "---The module, which scripts of pcaplua have without `require`."
  put "---@type pycap\npycap = {}\n"
end

-- The names in texts of --each.
local function put_each(protocols)
  put "---@meta\n"
  put_head("pcaplua-each", "the names in pcaplua's --each and --where")
  put "---The packet."
  put "---@type pycap.Packet\npacket = {}\n"
  for _, protocol in ipairs(protocols) do
    put("---%s: the outermost of the packet, or nil.", protocol.meaning)
    put("---@type pycap.header.%s?\n%s = nil\n", protocol.name, protocol.name)
  end
end

local globals <const> = { pcaplua = put_global, ["pcaplua-each"] = put_each }

-- The text of the file for a module: `pycap`, a part of it, or for pcaplua's
-- global variables; with `only`, of what is added to pycap for the protocols of
-- these names.
return function(protocols, module, only)
  out = {}
  if only then
    put "---@meta\n"
    for _, protocol in ipairs(protocols) do
      if only[protocol.name] then put_protocol(protocol) end
    end
    for name in pairs(only) do
      put("---@class pycap.Packet\n---@field %s? pycap.header.%s\n", name, name)
    end
    return table.concat(out, "\n")
  end
  if globals[module] then
    globals[module](protocols)
    return table.concat(out, "\n")
  end
  put("---@meta %s", module)
  put_head(module, module)
  for _, line in ipairs(put_classes(protocols, module)) do put("%s", line) end
  if module == "pycap" then
    put_all_constants(protocols)
    for _, protocol in ipairs(protocols) do put_protocol(protocol) end
  end
  put("return %s", module:match "%w+$")
  return table.concat(out, "\n") .. "\n"
end
