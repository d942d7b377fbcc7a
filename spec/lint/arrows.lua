--
-- arrows.lua - which files of src use which, and whether they may (make lint)
--
--     lua5.4 spec/lint/arrows.lua SRC OBJECTS "COMPILER AND FLAGS"
--
-- What a file includes is what the compiler says (-M); what it calls is what
-- the linker would resolve (nm of OBJECTS, one for each source). Prints what
-- is wrong, a line each, and ends with status 1; else with 0.
--
local src, objects, compiler = ...

-- A folder, and those of which it may use names. What is not a folder is a
-- file: all that others see of src/lua is host.h.
local below = {
  ["core"] = "",
  ["proto"] = "core",
  ["io"] = "core",
  ["flow"] = "core",
  ["print"] = "core",
  ["bus"] = "core io",
  ["lua/base"] = "core print io flow lua/host.h",
  ["lua/value"] = "core print io flow lua/host.h lua/base",
  ["lua/select"] = "core print io flow lua/host.h lua/base lua/value",
  ["lua/capture"] = "core print io flow lua/host.h lua/base lua/value " ..
    "lua/select",
  ["lua/send"] = "core print io flow bus lua/host.h lua/base lua/value " ..
    "lua/select lua/capture",
  ["lua"] = "core print io proto lua/host.h lua/base lua/value lua/select " ..
    "lua/capture lua/send",
  ["limits"] = "lua/host.h",
  ["script"] = "lua/host.h limits",
  ["confine"] = "",
  ["engine"] = "pycap.h lua/host.h limits script confine io",
  ["tool"] = "pycap.h engine script limits confine bus",
}

-- The names of one folder that another may use besides, with the reason.
local granted = {}

-- Headers of libraries, and the folders that may reach them.
local libraries = {
  { "/lua%.h$", "lua", "limits", "script", "engine", "tool" },
  { "/lauxlib%.h$", "lua", "limits", "script", "engine", "tool" },
  { "/lualib%.h$", "lua", "limits", "script", "engine", "tool" },
  { "/pcap%.h$", "io" },
  { "/libnet%.h$", "io" },
}

local LINES = 400    -- of a file, but for
local REFERENCE = { ["pycap.h"] = 500 }  -- what is a reference besides
local SHARE = 1 / 3  -- of all sources that a header outside core/ may reach

local findings = {}

local function find(...)
  findings[#findings + 1] = string.format(...)
end

local function read(name)
  local file = assert(io.open(name))
  local text = file:read("a")
  file:close()
  return text
end

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local list = {}
  for line in pipe:lines() do list[#list + 1] = line end
  assert(pipe:close(), command)
  return list
end

-- "src/lua/value/../base/state.h" -> "lua/base/state.h"; nil: not below src.
local function place(path)
  repeat
    local before = path
    path = path:gsub("[^/]+/%.%./", "", 1):gsub("/%./", "/")
  until path == before
  if path:sub(1, #src + 1) == src .. "/" then return path:sub(#src + 2) end
end

local function folder(file)
  if file == "lua/host.h" or file == "pycap.h" then return file end
  return file:match("^(.*)/") or file
end

local function words(text)
  local set = {}
  for word in text:gmatch("%S+") do set[word] = true end
  return set
end

-- All that a folder may reach, by way of what it may use.
local function closure(name, set)
  set = set or {}
  for word in pairs(words(below[name] or "")) do
    if not set[word] then
      set[word] = true
      closure(word, set)
    end
  end
  return set
end

local function sorted(set)
  local list = {}
  for key in pairs(set) do list[#list + 1] = key end
  table.sort(list)
  return list
end

-- The circles of a graph, {from = {to = true}}: lists of names (Tarjan).
local function circles(graph)
  local index, low, on, stack, found, n = {}, {}, {}, {}, {}, 0
  local function visit(v)
    n = n + 1
    index[v], low[v] = n, n
    stack[#stack + 1] = v
    on[v] = true
    for _, w in ipairs(sorted(graph[v] or {})) do
      if not index[w] then
        visit(w)
        low[v] = math.min(low[v], low[w])
      elseif on[w] then
        low[v] = math.min(low[v], index[w])
      end
    end
    if low[v] ~= index[v] then return end
    local group = {}
    repeat
      local w = table.remove(stack)
      on[w] = nil
      group[#group + 1] = w
    until w == v
    if #group > 1 then
      table.sort(group)
      found[#found + 1] = group
    end
  end
  for _, v in ipairs(sorted(graph)) do
    if not index[v] then visit(v) end
  end
  return found
end

-- What there is ------------------------------------------------------------

local sources, headers = {}, {}
local all = ("find %s -name '*.[ch]' | sort"):format(src)
for _, path in ipairs(lines_of(all)) do
  local file = place(path)
  local list = file:match("%.c$") and sources or headers
  list[#list + 1] = file
  local _, count = read(path):gsub("\n", "")
  local most = REFERENCE[file] or LINES
  if count > most then
    find("%s: %d lines, more than %d", file, count, most)
  end
  if not below[folder(file)] and not file:match("^[^/]+%.h$") and
      file ~= "lua/host.h" then
    find("%s: the folder has no place in the order (%s)", file, arg[0])
  end
end

-- Includes -----------------------------------------------------------------

local folders = {}  -- folder -> folder, of both kinds
local reach = {}    -- header -> how many sources

local function arrow(graph, from, to)
  if from == to then return end
  graph[from] = graph[from] or {}
  graph[from][to] = true
end

local function may_reach(from, to)
  return from == to or closure(from)[to]
end

local function check_library(file, path)
  for _, rule in ipairs(libraries) do
    if path:match(rule[1]) then
      local top, may = file:match("^[^/]+"), false
      for i = 2, #rule do may = may or rule[i] == top end
      if not may then find("%s must not reach <%s>", file, path) end
    end
  end
end

local function check_include(file, path, seen)
  local target = place(path)
  if not target then return check_library(file, path) end
  if target == file or seen[target] then return end
  seen[target] = true  -- the compiler may know it by several paths
  reach[target] = (reach[target] or 0) + 1
  local from, to = folder(file), folder(target)
  arrow(folders, from, to)
  if not may_reach(from, to) then
    find("%s must not include %s", file, target)
  end
end

local paths = {}
for _, file in ipairs(sources) do paths[#paths + 1] = src .. "/" .. file end
local rules = table.concat(lines_of(compiler .. " -M " ..
  table.concat(paths, " ")), "\n"):gsub("\\\n", " ")
for rule in rules:gmatch("[^\n]+") do
  local list = rule:match("^%S+:%s*(.*)$")
  local file
  local seen = {}
  for path in (list or ""):gmatch("%S+") do
    if file then check_include(file, path, seen) else file = place(path) end
  end
end

for header, count in pairs(reach) do
  if header:match("%.h$") and folder(header) ~= "core" and
      count > #sources * SHARE then
    find("%s reaches %d of %d sources", header, count, #sources)
  end
  if header == "proto/list.h" and count > 1 then
    find("%s reaches %d sources instead of one", header, count)
  end
end

-- Names --------------------------------------------------------------------

local host = {}  -- the words of host.h: what those above may use
do
  local file = io.open(src .. "/lua/host.h")
  if file then
    for word in file:read("a"):gmatch("[%a_][%w_]*") do host[word] = true end
    file:close()
  end
end

local defined, wanted = {}, {}
for _, file in ipairs(sources) do
  local object = objects .. "/" .. file:gsub("%.c$", ".o")
  wanted[file] = {}
  for _, line in ipairs(lines_of("nm -g " .. object)) do
    local kind, name = line:match("(%u) (%S+)$")
    if kind == "U" then
      wanted[file][name] = true
    elseif kind then
      defined[name] = file
    end
  end
end

local files = {}  -- source -> source

for _, file in ipairs(sources) do
  for _, name in ipairs(sorted(wanted[file])) do
    local target = defined[name]
    if target then
      local from, to = folder(file), folder(target)
      local hosted = to:match("^lua") and not from:match("^lua") and host[name]
      arrow(files, file, target)
      arrow(folders, from, to)
      if from ~= to and not words(below[from] or "")[to] and not hosted and
          not (granted[from] or {})[name] then
        find("%s must not use %s of %s", file, name, target)
      end
    end
  end
end

-- Circles ------------------------------------------------------------------

for _, group in ipairs(circles(folders)) do
  find("a circle of folders: %s", table.concat(group, ", "))
end

-- In a header of the folder: "Circle: a.c, b.c - why".
local told = {}
for _, file in ipairs(headers) do
  local text = read(src .. "/" .. file)
  for list in text:gmatch("%*%* Circle: ([%w_%.,\n%* ]-) %- ") do
    local names = {}
    for name in list:gmatch("[%w_]+%.c") do
      names[#names + 1] = folder(file) .. "/" .. name
    end
    table.sort(names)
    told[table.concat(names, ", ")] = file
  end
end
for _, group in ipairs(circles(files)) do
  local list = table.concat(group, ", ")
  local same = true
  for _, file in ipairs(group) do
    same = same and folder(file) == folder(group[1])
  end
  if not same then
    find("a circle of files in several folders: %s", list)
  elseif not told[list] then
    find("a circle of files: %s (no header of the folder has a line " ..
      "'Circle: ... - why' of them)", list)
  end
  told[list] = nil
end
for list, file in pairs(told) do
  find("%s tells of a circle that is none: %s", file, list)
end

table.sort(findings)
for _, finding in ipairs(findings) do print(finding) end
os.exit(#findings == 0 and 0 or 1)
