--
-- attacks.lua - scripts that want more time or memory than their limits, each
-- in an engine with limits: spec/embed/hostile.c
--
local host = require "spec.support.host"
local support = require "spec.support"

local attacks = {}
local program

-- A handler of Ethernet that does so for the first frame, then drops.
local function once(text)
  return ([[
    local n = 0
    pycap.on("ethernet", function(_, packet)
      n = n + 1
      if n > 1 then return "drop" end
      %s
    end)]]):format(text)
end

-- What there is to an attack: a script, the limits, the frames' size and
-- count, when a stop comes (ms), and what the first and the last frame give.
local function attack(name, first, script, more)
  local new = { name = name, first = first, script = script,
    memory = 16 << 20, instructions = 1000000, size = 60, count = 2, stop = 0 }
  for key, value in pairs(more or {}) do new[key] = value end
  attacks.list[#attacks.list + 1] = new
end

attacks.list = {}
attack("a tally of long keys", 1, [[
  pycap.on("ethernet",
    pycap.tally{by = {"packet.payload"}, limit = 1 << 30})
  pycap.on("ethernet", function() return "drop" end)]],
  { size = 500, count = 100000 })
attack("a tally of many keys", 1, [[
  pycap.on("ethernet", pycap.tally{by = {"source"}, limit = 1 << 30})
  pycap.on("ethernet", function() return "drop" end)]], { count = 500000 })
attack("timers without end", -4, once [[
  while true do pycap.after(1e9, print) end]],
  { instructions = 1000000000 })
for _, how in ipairs {
  { "coroutines made before", "coroutine.create", "coroutine.resume(t[i])" },
  { "wrapped coroutines made before", "coroutine.wrap", "t[i]()" },
} do
  attack(how[1], -5, ([[
    local t = {}
    for i = 1, 10000 do
      t[i] = %s(function()
        while true do
          for _ = 1, 990 do end
          coroutine.yield()
        end
      end)
    end]]):format(how[2]) .. once(("for i = 1, #t do %s end"):format(how[3])))
end
attack("a list of equal strings as a condition", 1, [[
  local list, s = {}, ("\0"):rep(1000000 - 14)
  for i = 1, 100000 do list[i] = s end
  list[#list + 1] = s:sub(2) .. "x"
  pycap.on("ethernet", { ["packet.payload"] = list }, print)
  pycap.on("ethernet", function() return "drop" end)]], { size = 1000000 })

-- A protocol of 1,000,000 entries in a frame.
local entries = [[
  pycap.protocol { name = "many", fields = { { "first", 8 },
    { "entries", items = {
    { "value", 8 } } } } }
  pycap.carry("ethernet", 0x0800, "many")
]]
attack("conditions on long lists", -5, entries .. [[
  for i = 1, 500 do
    pycap.on("many", { ["entries[].value"] = 7 }, print)
  end
  local n = 0
  pycap.on("ethernet", function()
    n = n + 1
    if n > 1 then return "drop" end
  end)]], { size = 1000000, last = -5 })
attack("conditions on long bytes", -5, [[
  local s = ("\0"):rep(1000000 - 15) .. "x"
  for i = 1, 250 do pycap.on("ethernet", { ["packet.payload"] = s }, print) end
  local n = 0
  pycap.on("ethernet", function()
    n = n + 1
    if n > 1 then return "drop" end
  end)]], { size = 1000000, last = -5, instructions = 200000 })
attack("large packets composed", -5, entries .. once [[
  while true do
    packet.many.first = 1
    local _ = packet.bytes
  end]], { size = 60000 })
attack("a text of a long list", -5, entries .. once [[
  while true do tostring(packet.many) end]], { size = 30000 })
attack("a long list as tables", -5, entries .. once [[
  while true do local _ = packet.many.entries end]], { size = 30000 })
attack("a long filter", -5, once [[
  while true do pcall(pycap.filter, ("host 192.0.2.1 or "):rep(20000)) end]])
attack("a long filter at once", -5, once [[
  pycap.filter(("host 192.0.2.1 or "):rep(200000))]])

attack("strings of many sizes", -4, once [[
  local t = {}
  while true do
    t[math.random(24)] = ("x"):rep(math.random(5000, 1000000))
    for _ = 1, 100 do
      t[100 + math.random(5000)] = ("z"):rep(math.random(1000))
    end
  end]], { instructions = 1000000000 })

-- Instructions that take long each, and C that no hook sees: at their limit.
for _, slow in ipairs {
  { "a chain of __index", [[
    local t = { x = 1 }
    for _ = 1, 1900 do t = setmetatable({}, { __index = t }) end
    while true do local _ = t.x end]] },
  { "names of flags without end", [[
    local names = ("syn, "):rep(90000)
    while true do pcall(pycap.tcp, { flags = names }) end]] },
  { "long strings as arguments that are numbers", [[
    local a = (" "):rep(4000000) .. "1"
    while true do pcall(string.rep, "x", a) pcall(math.floor, a) end]] },
  { "continuation bytes without end", [[
    local a = "x" .. ("\x80"):rep(4000000)
    local next, from = utf8.codes(a)
    while true do pcall(next, from, 1) end]] },
  { "a precision of a long string", [[
    local a = ("x"):rep(4000000)
    while true do pcall(string.format, "%.5s", a) end]] },
  { "a chunk's long name", [[
    local a = ("x"):rep(4000000)
    while true do load("error()", a) end]] },
  { "tables that share their parts as JSON", [[
    local t = { 1 }
    for _ = 1, 60 do t = { t, t } end
    while true do pcall(pycap.json, t) end]] },
  { "a text of conditions that is refused", [[
    local text = "if x then " .. ("elseif y then "):rep(20000) .. "end"
    while true do load(text) end]] },
  { "a text of labels that is refused", [[
    local t = {}
    for i = 1, 20000 do t[i] = "::l" .. i .. "::" end
    local text = table.concat(t, " ")
    while true do load(text) end]] },
  { "xpcall that is its own handler", [[
    local function f() return xpcall(f, f) end
    while true do f() end]] },
  { "pcall in what follows its error", [[
    local function f() pcall(f) f() end
    f()]] },
  { "deep variables to close", [[
    local c = setmetatable({}, { __close = function() end })
    local function f() local _ <close> = c f() end
    while true do pcall(f) end]], -4 },
  { "deep variables whose closing raises", [[
    local c = setmetatable({}, { __close = function() error "x" end })
    local function f() local _ <close> = c f() end
    while true do pcall(f) end]], -4 },
} do
  attack(slow[1], slow[3] or -5, once(slow[2]))
end
attack("captures and dumps without end", -4, once(([[
  local all = {}
  while true do
    local dump = pycap.dump(%q .. #all)
    for _ = 1, 60 do dump:write(("x"):rep(1000)) end
    all[#all + 1], all[#all + 2] = dump, pycap{filename = %q}
  end]]):format(support.name ".pcap", support.capture { ("x"):rep(60) })),
  { instructions = 1000000000 })

-- Texts in files, by whatever loads them.
do
  local folder = support.name()
  os.execute("mkdir " .. folder)
  local function write(name, text)
    local file <close> = assert(io.open(folder .. "/" .. name .. ".lua", "wb"))
    file:write(text)
  end
  write("long", ("x = 1 "):rep(600000))
  write("nested", "x = " .. ("{"):rep(190) .. ("}"):rep(190))
  write("chained", "x = " .. ("a or "):rep(150000) .. "1")
  for _, text in ipairs { "long", "nested", "chained" } do
    for how, call in pairs {
      loadfile = "loadfile(%q)", dofile = "pcall(dofile, %q)",
      require = "package.loaded[%q] = nil pcall(require, %q)",
    } do
      local name = how == "require" and text or
        ("%s/%s.lua"):format(folder, text)
      attack(("%s of a %s text"):format(how, text), -5, once(([[
        package.path = %q
        while true do %s end]]):format(folder .. "/?.lua",
        call:format(name, name))))
    end
  end
end

-- What is stopped after 100 ms.
for _, late in ipairs {
  { "comparing long strings", [[
    local zeros = ("\0"):rep(4000000)
    local a, b = zeros .. "a", zeros .. "b"
    while true do local _ = a < b end]] },
  { "comparing strings that were short", [[
    local a, b = ("\0"):rep(4000) .. "a", ("\0"):rep(4000) .. "b"
    for _ = 1, 8 do a, b = a:sub(1, -2) .. a, b:sub(1, -2) .. b end
    while true do local _ = a < b end]] },
  { "equality of long strings", [[
    local a, b = ("x"):rep(4000000) .. "a", ("x"):rep(4000000) .. "b"
    while true do local _ = a == b end]] },
  { "long strings as numbers", [[
    local a = (" "):rep(4000000) .. "1"
    while true do local _ = a + 1 end]] },
  { "a long text to find", [[
    local a, find = ("x"):rep(4000000), string.find
    while true do find("a", a) end]] },
  { "upper of a long string", [[
    local a, upper = ("x"):rep(4000000), string.upper
    while true do upper(a) end]] },
  { "quoting a long string", [[
    local a, format = ("\0"):rep(1000000), string.format
    while true do format("%q", a) end]] },
  { "sorting long strings", [[
    local t = {}
    for i = 1, 100 do t[i] = ("\0"):rep(100000) .. i end
    while true do table.sort(t) table.sort(t, function(a, b)
      return a > b
    end) end]] },
  { "sorting by a function of C", [[
    local t, less = {}, math.ult
    for i = 1, 200000 do t[i] = i * 7919 % 200003 end
    while true do pcall(table.sort, t, less) end]] },
  { "all protocols", "while true do pycap.protocols() end" },
  { "next over an emptied table", [[
    local t = {}
    for i = 1, 130000 do t[i + 0.5] = i end
    for key in pairs(t) do t[key] = nil end
    while true do next(t) end]] },
  { "argument errors among many globals", [[
    for i = 1, 50000 do _G["k" .. i] = i end
    while true do pcall(string.rep) end]] },
  { "argument errors among much that is loaded", [[
    local large = {}
    for i = 1, 10000 do large["k" .. i] = i end
    for i = 1, 1000 do package.loaded["a" .. i] = large end
    while true do pcall(string.rep) end]] },
  { "a list of one empty element", [[
    local empty, list = {}, {}
    for i = 1, 400000 do list[i] = empty end
    while true do pcall(pycap.ip, { options = list }) end]] },
} do
  attack(late[1], -6, once(late[2]), { instructions = 1000000000, stop = 100 })
end
attack("a traceback among much that is loaded", -1, once [[
  local large = {}
  for i = 1, 10000 do large["k" .. i] = i end
  for i = 1, 1000 do package.loaded["a" .. i] = large end
  local function f(n)
    if n == 0 then error "deep" end
    return (f(n - 1))
  end
  f(50)]])
attack("a string that one instruction would read for long", -4, once [[
  local _ = ("x"):rep(5 << 20)]])

-- Runs one: the codes of loading and of frames, worst and late in ms, more in
-- KiB.
function attacks.run(a)
  program = program or host "hostile"
  local out, err = support.shell(table.concat({ program, a.memory,
    a.instructions, a.size, a.count, a.stop,
    support.write(a.script, ".lua") }, " "))
  local loaded, first, last, worst, late, more = out:match(
    "codes (%S+) (%S+) (%S+) worst (%S+) late (%S+) more (%S+)")
  assert(loaded, out .. err)
  return { loaded = tonumber(loaded), first = tonumber(first),
    last = tonumber(last), worst = tonumber(worst), late = tonumber(late),
    more = tonumber(more), text = out }
end

return attacks
