--
-- classes.lua - the classes of doc/api as an editor reads them (LuaCATS)
--
local api = require "doc.api"

local out, protocols

local function put(format, ...)
  out[#out + 1] = select("#", ...) > 0 and format:format(...) or format
end

-- Text as comment lines, broken before 78 columns.
local function put_text(text)
  local line = "---"
  for word in text:gmatch "%S+" do
    if #line + #word + 1 > 78 and line ~= "---" then
      put("%s", line)
      line = "---"
    end
    line = line .. (line == "---" and "" or " ") .. word
  end
  put("%s", line)
end

-- A line once for each protocol, its name and meaning in their places.
local function put_each(line)
  for _, protocol in ipairs(protocols) do
    put("%s", (line:gsub("%u%u%u%u+", { NAME = protocol.name,
      MEANING = protocol.meaning })))
  end
end

local function codes()
  return '"' .. table.concat(api.codes, '"|"') .. '"'
end

-- What is said of a field or an argument, with its unit and default.
local function note(entry)
  local said = { entry[3] }
  if entry.unit then said[#said + 1] = "in " .. entry.unit end
  local text = table.concat(said, ", ")
  if entry.default ~= nil then
    text = ("%s%s(%s)"):format(text, text == "" and "" or " ",
      tostring(entry.default))
  end
  return text == "" and "" or " # " .. text
end

-- "string?" -> "string", "?"
local function optional(kind)
  local bare = kind:match "^(.*)%?$"
  return bare or kind, bare and "?" or ""
end

local function put_class(class)
  put_text(class.meaning)
  put("---@class %s", class.class)
  if class.index then put("---@field [integer] %s", class.index) end
  if class.len then put("---@operator len: %s", class.len) end
  for _, field in ipairs(class.fields or {}) do
    local kind, open = field[2]:gsub("^CODES$", codes()), ""
    if class.options then kind, open = optional(kind) end
    local line = ("---@field %s%s %s%s"):format(field[1], open, kind,
      note(field))
    if field.each then put_each(line) else put("%s", line) end
  end
  for _, overload in ipairs(class.overloads or {}) do
    put("---@overload %s", overload)
  end
end

local function put_forms(call)
  for _, form in ipairs(call.forms or {}) do
    if form[3] then put_text(form[3]) end
    if form.each then put_each("---@overload " .. form.each)
    else put("---@overload %s", form[2])
    end
  end
end

local function put_call(target, separator, call)
  put_text(call.meaning)
  if call.raises then
    put_text("Raises code \"" .. table.concat(call.raises, "\", \"") ..
      "\".")
  end
  if call.source then put_text("See " .. call.source .. ".") end
  put_forms(call)
  local names = {}
  for i, argument in ipairs(call.takes or {}) do
    local kind, open = optional(argument[2])
    names[i] = argument[1]
    put("---@param %s%s %s%s", argument[1], open, kind, note(argument))
  end
  for _, result in ipairs(call.gives or {}) do
    put("---@return %s%s%s", result[1],
      result.name and " " .. result.name or "",
      result[2] and " # " .. result[2] or "")
  end
  put("function %s%s%s(%s) end\n", target, separator, call.name,
    table.concat(names, ", "))
end

-- The classes of a module, as lines: those of `pycap` itself, or of a part.
return function(list, module)
  out, protocols = {}, list
  for _, alias in ipairs(module == "pycap" and api.aliases or {}) do
    put_text(alias[3])
    put("---@alias %s %s\n", alias[1], alias[2])
  end
  for _, class in ipairs(api) do
    if (class.part or class.module or "pycap") == module then
      put_class(class)
      local target = class.class:match "%w+$"
      if class.module or class.calls then put("local %s = {}", target) end
      put ""
      for _, call in ipairs(class.calls or {}) do
        put_call(target, class.module and "." or ":", call)
      end
    end
  end
  return out
end
