--
-- mutants.lua - which changes of the sources no spec notices (make mutants)
--
--     lua5.4 spec/mutants/mutants.lua [file ...]
--
-- Without files: the lines that differ from BASE (main). N mutants (10) are
-- drawn by SEED, each is built and tried with the specs nearest to its file, or
-- with SPECS. All of this is done on a copy of the tree. The exit status is the
-- number of survivors.
--
local change = require "spec.mutants.change"

local function setting(name, default) return os.getenv(name) or default end

local function lines_of(command)
  local pipe, list = assert(io.popen(command)), {}
  for line in pipe:lines() do list[#list + 1] = line end
  pipe:close()
  return list
end

local function read(name)
  local list = {}
  for line in io.lines(name) do list[#list + 1] = line end
  return list
end

local function write(name, list)
  local file = assert(io.open(name, "w"))
  file:write(table.concat(list, "\n"), "\n")
  file:close()
end

-- The lines that a change touched: {file =, number =}.
local function touched(base)
  local list, file, number = {}, nil, 0
  for _, line in ipairs(lines_of("git diff -U0 " .. base ..
    " -- 'src/*.c' 'lua/*.lua'")) do
    file = line:match "^%+%+%+ b/(.*)" or file
    number = tonumber(line:match "^@@ %-%S+ %+(%d+)") or number
    if line:find "^%+[^+]" then
      list[#list + 1] = { file = file, number = number }
      number = number + 1
    end
  end
  return list
end

local function whole(files)
  local list = {}
  for _, file in ipairs(files) do
    for number in ipairs(read(file)) do
      list[#list + 1] = { file = file, number = number }
    end
  end
  return list
end

local function mutants_of(places)
  local list, texts = {}, {}
  for _, place in ipairs(places) do
    texts[place.file] = texts[place.file] or read(place.file)
    for _, mutant in ipairs(change(texts[place.file][place.number])) do
      mutant.file, mutant.number = place.file, place.number
      list[#list + 1] = mutant
    end
  end
  return list
end

-- Folders of specs, where no spec has the name of the file.
local folders <const> = {
  confine = "spec/engine/confine_spec.lua", core = "spec/core spec/proto",
  flow = "spec/capture", io = "spec/capture spec/send", limits = "spec/engine",
  print = "spec/value spec/tool/pcaplua_spec.lua", script = "spec/tool",
  internal = "spec/tool", base = "spec/capture", pycap = "spec/send",
}

local function nearest(file)
  local folder, name = file:match "([^/]+)/([^/]+)%.%w+$"
  local named = lines_of(("ls spec/*/%s_spec.lua spec/*/%s_*_spec.lua 2>&-")
    :format(name, name))
  if #named > 0 then return table.concat(named, " ") end
  return folders[folder] or "spec/" .. folder
end

local function runs(tree, command)
  return os.execute(("cd %s && exec >>mutants.log 2>&1 </dev/null; %s")
    :format(tree, command))
end

local function try(tree, mutant)
  local name = tree .. "/" .. mutant.file
  local text = read(mutant.file)
  text[mutant.number] = mutant.line
  write(name, text)
  local specs = setting("SPECS", nearest(mutant.file))
  local fate = "killed"
  if not runs(tree, "make -s -j2 all") then fate = "not built"
  elseif runs(tree, "PYCAP_BUILD=build timeout -k 5 600 busted --lua=lua5.4 " ..
    specs) then fate = "SURVIVED" end
  write(name, read(mutant.file))
  print(("%-9s %s:%d: %s  [%s]"):format(fate, mutant.file, mutant.number,
    mutant.what, specs))
  return fate
end

local seed = math.tointeger(setting("SEED", os.time()))
math.randomseed(seed)
local mutants = mutants_of(#arg > 0 and whole(arg) or
  touched(setting("BASE", "main")))
local count = math.min(tonumber(setting("N", "10")), #mutants)
print(("%d of %d mutants, SEED=%d"):format(count, #mutants, seed))

local tree = os.tmpname()
os.remove(tree)
assert(os.execute(("mkdir %s && tar --exclude=.git -cf - . | tar -xf - -C %s")
  :format(tree, tree)))
local tally = {}
while count > 0 do
  local mutant = table.remove(mutants, math.random(#mutants))
  local fate = try(tree, mutant)
  tally[fate] = (tally[fate] or 0) + 1
  count = count - 1
end
os.execute("rm -rf " .. tree)
print(("%d killed, %d survived, %d not built"):format(tally.killed or 0,
  tally.SURVIVED or 0, tally["not built"] or 0))
os.exit(math.min(tally.SURVIVED or 0, 100))
