--
-- judgedparts.lua - what is taken from headers to be compared: functions of a
-- header and of `add`, which is called with each value
--
local parts = {}

-- A field of each header.
function parts.field(name)
  return function(header, add) add(header[name]) end
end

-- A key of each item of a list; of those of these names alone.
function parts.items(list, key, ...)
  local chosen = {}
  for _, name in ipairs { ... } do chosen[name] = true end
  return function(header, add)
    for _, item in ipairs(header[list] or {}) do
      if not next(chosen) or chosen[item.name] then add(item[key]) end
    end
  end
end

-- The same of the rows that an item repeats.
function parts.groups(list, name, group, key)
  return function(header, add)
    for _, item in ipairs(header[list] or {}) do
      for _, row in ipairs(item.name == name and item[group] or {}) do
        add(row[key])
      end
    end
  end
end

return parts
