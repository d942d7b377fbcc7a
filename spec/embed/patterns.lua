-- What string functions give for all of these patterns and subjects, as lines:
-- with limits they are the engine's own, and have to say the same.
local subjects = { "", "a", "hello world", "  x = 12, y=-7 ", "f(a(b)c)(d)",
  "THE (quick) fox", "aaa", "\0a\0b", "[]^$%", "key=value; k2=v2", "x^2",
  "192.0.2.1", "aXb", "abcabc", "\xff\xfe" }
local patterns = { "", "a", ".", ".-", ".*", "a*", "a+", "a?", "^a", "a$",
  "^a*$", "%a+", "%A", "%d+", "(%d+)%.(%d+)", "%s*(%S+)%s*=%s*(%S+)",
  "()a()", "%b()", "%f[%w]%w+", "%f[%z]", "[a-c]+", "[^a-c]+", "[]]", "[]^]+",
  "[%a_][%w_]*", "[a%-z]", "(.)%1", "((.)(.))", "(a*(.)%w(%s*))", "%%", "[%]]",
  "%", "[a", "(", ")", "(()", "%1", "%f", "%b", "a-b", "-", "[a-]", "[^%s]-$",
  "^", "$", "^$", "x^2", "%x%x", "%p", "%g+", "%u%u", "%l-o", "[%z\1]", "(a)?",
  "[^]", "[]", "%bxx", "((((((((((((((((((((((((((((((((((a", "a%", "[%" }

local function show(...)
  local list = table.pack(...)
  for i = 1, list.n do
    list[i] = ("%q"):format(list[i]):gsub("\n", "n"):gsub("[^ -~]", function(c)
      return ("\\x%02x"):format(c:byte())
    end)
  end
  return table.concat(list, " ")
end

local function call(f, ...)
  local list = table.pack(pcall(f, ...))
  if not list[1] then
    list[2] = tostring(list[2]):gsub("^.-:%d+: ", "")
    -- an end that is a zero byte in one is an end in the other
    return "error " .. list[2]
  end
  return show(table.unpack(list, 2, list.n))
end

local function all(s, p)
  local list = {}
  for a, b, c in s:gmatch(p) do list[#list + 1] = show(a, b, c) end
  return table.concat(list, "|")
end

for _, p in ipairs(patterns) do
  local list = {}
  for _, s in ipairs(subjects) do
    list[#list + 1] = call(string.find, s, p)
    list[#list + 1] = call(string.find, s, p, 2)
    list[#list + 1] = call(string.find, s, p, -1, true)
    list[#list + 1] = call(string.match, s, p, -3)
    list[#list + 1] = call(all, s, p)
    list[#list + 1] = call(string.gsub, s, p, "<%0>")
    list[#list + 1] = call(string.gsub, s, p, "<%1%%>", 2)
    list[#list + 1] = call(string.gsub, s, p, { a = "A", b = false })
    list[#list + 1] = call(string.gsub, s, p, function(c)
      return c == "a" and "[a]" or nil
    end)
  end
  print(p, table.concat(list, " ; "))
end
print(call(string.gsub, "a", "a", "%2"))
print(call(string.gsub, "a", "a", "%x"))
print(call(string.gsub, "a", "a", "%"))
print(call(string.gsub, "a", "a", true))
print(call(string.gsub, "a", "a", function() return {} end))
print(call(string.gsub, "abc", "%w", "%0%0", 0))
print(call(string.find, "a", "a", 10))
print(call(string.find, 123, 2))
print(call(string.rep, "ab", 3, ","))
