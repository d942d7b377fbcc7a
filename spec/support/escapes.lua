--
-- escapes.lua - scripts that try to get out of the sandbox, or to hang in it,
-- each with what stops it: "absent" (Lua has no such thing there), "sandbox"
-- (pcaplua refuses the name), "kernel", "limit" (of instructions, time or
-- memory), "lua" (the language or the module refuses it)
--
-- A script ends with `return`: what it got, which is nil or false where it was
-- stopped. OUT is a file that it may not write, IN one that it may not read.
--
local escapes = {}

local function add(name, by, script, more)
  local new = { name = name, by = by, script = script }
  for key, value in pairs(more or {}) do new[key] = value end
  escapes[#escapes + 1] = new
end

-- Running programs --------------------------------------------------------

add("os.execute", "absent", "return os.execute")
add("io.popen", "absent", "return io.popen")
add("os.exit", "absent", "return os.exit")
add("os.getenv", "absent", "return os.getenv")
add("package.loadlib", "absent", "return package.loadlib")
add("C modules by require", "lua",
  [[package.cpath = "/usr/lib/x86_64-linux-gnu/lua/5.4/?.so"
  return pcall(require, "lfs")]])
add("searchers of files", "absent",
  [[return package.searchers[2] or package.searchers[3]
    or package.searchpath]])
add("a searcher of its own", "lua",
  [[package.searchers[2] = function() return io.open, IN end
  local ok, got = pcall(require, IN)
  return ok and io.type(got)]])

-- Files -------------------------------------------------------------------

add("io.open, reading", "sandbox", "return io.open(IN)")
add("io.open, writing", "sandbox", 'return io.open(OUT, "w")')
add("io.open, appending", "sandbox", 'return io.open(OUT, "a+b")')
add("io.open, updating what is readable", "sandbox",
  'return io.open(SOURCE, "r+")')
add("io.open through ..", "sandbox",
  'return io.open(SOURCE .. "/../../../../../../etc/passwd")')
add("io.open through a link", "sandbox", "return io.open(LINK)")
add("io.open of a name with a zero", "sandbox",
  'return io.open(SOURCE .. "\\0/../x", "w")')
add("io.open of /proc/self/mem", "sandbox",
  'return io.open("/proc/self/mem", "r+")')
add("inherited descriptors", "sandbox",
  [[for i = 0, 20 do
    if io.open("/dev/fd/" .. i, "w") then return true end
  end
  return io.open "/dev/fd/9" or io.open "/proc/self/fd/9"]])
add("io.lines", "sandbox", "return pcall(io.lines, IN)")
add("io.input and io.read", "absent", "return io.input or io.read or io.stdin")
add("io.output", "absent", "return io.output")
add("io.tmpfile", "absent", "return io.tmpfile or os.tmpname")
add("the handle behind io.stdout", "lua",
  "return getmetatable(io.stdout) or io.type(io.stdout)")
add("os.remove", "absent", "return os.remove")
add("os.rename", "absent", "return os.rename")
add("loadfile", "absent", "return loadfile")
add("dofile", "absent", "return dofile")
add("require of a file", "lua",
  [[package.path = "/etc/?" return pcall(require, "passwd")]])
add("pycap.dump", "sandbox", "return pcall(pycap.dump, OUT)")
add("pycap.dump by an object", "lua",
  [[return pcall(pycap.dump, setmetatable({}, {__tostring = function()
    return OUT end}))]])
add("pycap.dump to standard output", "sandbox",
  'return pcall(pycap.dump, "-")')
add("pycap.dump to a connection", "sandbox",
  'return pcall(pycap.dump, "tcp://127.0.0.1:9")')
add("pycap{filename}", "sandbox", "return pcall(pycap, {filename = IN})")
add("pycap(nil, filename)", "sandbox", "return pcall(pycap, nil, IN)")
add("pycap.capture{filename}", "sandbox",
  "return pcall(pycap.capture, {filename = IN})")
add("options that change when they are read again", "sandbox",
  [[local n = 0
  return pcall(pycap, setmetatable({}, {__index = function(_, key)
    n = n + 1
    if key == "filename" and n > 2 then return IN end
  end, __pairs = function() return function() end end}) and
    {filename = IN})]])
add("a filename behind __index", "lua",
  [[local capture = pycap(setmetatable({}, {__index = {filename = IN}}))
  return capture.filename ~= SOURCE]])
add("a stream over TCP", "sandbox",
  [[return pcall(pycap, {filename = "tcp://127.0.0.1:9"})]])

-- Devices -----------------------------------------------------------------

add("pycap(device)", "sandbox", 'return pcall(pycap, "lo")')
add("pycap{device}", "sandbox", 'return pcall(pycap, {device = "lo"})')
add("pycap.inject", "sandbox", 'return pcall(pycap.inject, "lo")')
add("pycap.devices", "absent", "return pycap.devices")
add("pycap.ask", "absent", "return pycap.ask")
add("the parts that open devices", "lua",
  [[return pcall(require, "pycap.arp") or pcall(require, "pycap.icmp") or
    pcall(require, "pycap.ask")]])
add("the parts that nobody is to use", "lua",
  [[for _, name in ipairs{"base", "host", "asker", "files", "main"} do
    if pcall(require, "pycap.internal." .. name) then return true end
  end]])
add("what is preloaded", "absent",
  [[for name in pairs(package.preload) do
    if name:find "internal" then return name end
  end]])

-- Lua itself --------------------------------------------------------------

add("debug", "absent", "return debug or package.loaded.debug")
add("require of debug", "lua", 'return pcall(require, "debug")')
add("bytecode", "lua",
  [[return load(string.dump(function() return 1 end))]])
add("bytecode where the mode allows it", "lua",
  [[return load(string.dump(function() return 1 end), "x", "b")]])
add("bytecode in pieces", "lua",
  [[local text, i = string.dump(function() end), 0
  return load(function() i = i + 1 return text:sub(i, i) end, "x", "bt")]])
add("__gc", "lua",
  "return pcall(setmetatable, {}, {__gc = function() end})")
add("__gc behind __index", "lua",
  [[local ran
  setmetatable({}, setmetatable({}, {__index = {__gc = function()
    ran = true end}}))
  for _ = 1, 100 do collectgarbage() end
  return ran]])
add("the metatable of strings", "lua",
  [[getmetatable("").__index = function() return "x" end
  return (pcall(io.open, IN) and io.open(IN))]])
add("a forged header", "lua",
  [[local forged = {}
  for packet in pycap():packets() do
    for key, value in next, packet.ethernet do forged[key] = value end
    break
  end
  return pcall(function()
    return setmetatable(forged, getmetatable(pycap.arp{})).operation
  end)]], { reads = true })
add("metatables of the module's objects", "lua",
  [[local packet = pycap.packet("x")
  return type(getmetatable(packet)) == "table" or
    type(getmetatable(pycap())) == "table"]])
add("the error class", "lua",
  [[local before = pycap.error
  pcall(function() before.__index = io end)
  return io.popen]])

-- Bombs -------------------------------------------------------------------

local function bomb(name, script, more)
  more = more or {}
  more.bomb = true
  add(name, "limit", script, more)
end

bomb("a loop", "while true do end")
bomb("a loop behind pcall",
  "while true do pcall(function() while true do end end) end")
bomb("a loop in a coroutine",
  "coroutine.wrap(function() while true do end end)()")
bomb("coroutines that take turns", [[
  local f = {}
  for i = 1, 10 do
    f[i] = coroutine.wrap(function()
      while true do coroutine.yield() end
    end)
  end
  while true do for i = 1, 10 do f[i]() end end]])
bomb("a loop in __close", [[
  local x <close> = setmetatable({}, {__close = function()
    while true do end
  end})]])
bomb("a loop in __close of an error", [[
  pcall(function()
    local x <close> = setmetatable({}, {__close = function()
      while true do end
    end})
    error "x"
  end)
  while true do end]])
bomb("a loop in a message handler", [[
  xpcall(error, function() while true do end end)]])
bomb("a loop in a metamethod of sorting", [[
  local t = {}
  for i = 1, 1e5 do t[i] = i end
  table.sort(t, function() while true do end end)]])
bomb("memory in tables", "local t = {} while true do t[#t + 1] = {} end")
bomb("memory in strings",
  "local s = 'x' while true do s = s .. s end")
bomb("memory by string.rep", "return ('x'):rep(1 << 40)")
bomb("memory by table.concat", [[
  local s = ("x"):rep(1 << 20)
  local t = {}
  for i = 1, 1 << 16 do t[i] = s end
  return table.concat(t)]])
bomb("memory by unpacking", "return table.unpack({}, 1, 1e8)",
  { by = "lua" })
bomb("memory in tallies", [[
  local t = {}
  while true do t[#t + 1] = pycap.tally{by = {"ip.source"}} end]])
bomb("a pattern", "return ('a'):rep(1e6):find((('.-'):rep(20)) .. 'b')")
bomb("string.format", "while true do ('%99.99f'):format(1e300) end")
bomb("compiling without end",
  "return load(function() return ' x = 1 + 1' end)")
bomb("deep recursion", "local function f() return 1 + f() end return f()",
  { by = "lua" })
bomb("recursion in pcall",
  "local function f() pcall(f) end while true do f() end")
bomb("many coroutines",
  "local t = {} while true do t[#t + 1] = coroutine.create(print) end")
bomb("printing without end", "while true do print 'x' end")
bomb("timers without end",
  "while true do pycap.after(1, print) end")
bomb("protocols without end", [[
  local n = 0
  while true do
    n = n + 1
    pycap.protocol{name = "x" .. n, title = "x", meaning = "x",
      reference = "x", fields = {{"state", 8, "x"}}}
  end]])
bomb("packets without end", [[
  local t = {}
  while true do t[#t + 1] = pycap.packet(("x"):rep(60000)) end]])
bomb("reading the same file without end", [[
  while true do
    local c <close> = pycap{filename = SOURCE}
    for _ in c:packets() do end
  end]])

return escapes
