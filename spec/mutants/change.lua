--
-- change.lua - the mutants of a line of C or Lua: copies in which one operator
-- or constant is another
--
local swaps <const> = {
  { " == ", " != " }, { " != ", " == " }, { " ~= ", " == " },
  { " < ", " <= " }, { " <= ", " < " }, { " > ", " >= " }, { " >= ", " > " },
  { " && ", " || " }, { " || ", " && " }, { " and ", " or " },
  { " or ", " and " }, { " + ", " - " }, { " - ", " + " }, { " * ", " / " },
  { " << ", " >> " }, { " >> ", " << " }, { " & ", " | " }, { " | ", " & " },
  { "++", "--" }, { "(!", "(" }, { "not ", "" },
  { "true", "false" }, { "false", "true" },
}

-- Where the code of a line ends: a comment or a string changes nothing.
local function is_code(line, at)
  local before = line:sub(1, at)
  local quotes = select(2, before:gsub('\\"', ""):gsub('"', ""))
  return quotes % 2 == 0 and not before:find("/*", 1, true) and
    not before:find("//", 1, true)
end

--- A list of {line =, what =}; empty for what is no code.
return function(line)
  local list = {}
  local function add(from, to, text)
    if not is_code(line, from) then return end
    list[#list + 1] = {
      line = line:sub(1, from - 1) .. text .. line:sub(to + 1),
      what = line:sub(from, to):gsub("^%s+", ""):gsub("%s+$", "") .. " -> " ..
        text:gsub("^%s+", ""):gsub("%s+$", ""),
    }
  end
  if line:find "^%s*/%*" or line:find "^%s*%*%*" or line:find "^%s*%-%-" or
      line:find "^%s*#" then return list end
  for _, swap in ipairs(swaps) do
    local from, to = line:find(swap[1], 1, true)
    while from do
      add(from, to, swap[2])
      from, to = line:find(swap[1], to + 1, true)
    end
  end
  for from, number, to in line:gmatch "%f[%w_]()(%d+)%f[^%w_.]()" do
    add(from, to - 1, tostring(math.tointeger(number) + 1))
  end
  return list
end
