--
-- oracle.lua - what tshark sees in a capture file, packet by packet
--
-- tshark is slow, so each file is given to it once a run, in the background
-- and two files at a time; its answers are kept in the run's temporary
-- directory. A spec that uses this says support.needs("oracle") first.
--
local json = require "dkjson"
local support = require "spec.support"
local system = require "system"

local oracle = {}

-- Stands in lists where tshark has no value.
oracle.none = json.null

-- Started once a run: busted loads this file anew for each spec file.
support.oracle = support.oracle or {}
local answers = support.oracle
local seconds = 300

local worker = [[
  number=${1%% *} file=${1#* }
  "$0" "$file" >"$number.json" 2>"$number.err"
  echo $? >"$number.part"
  mv "$number.part" "$number.status"
]]

-- Has tshark begin on those of these files (paths) that it has not seen, in
-- this order. packets() does it when it must; to name all files beforehand
-- is what makes it two at a time.
function oracle.start(paths)
  local list = {}
  for _, path in ipairs(paths) do
    if not answers[path] then
      answers[path] = support.name(".oracle")
      list[#list + 1] = answers[path] .. " " .. path .. "\n"
    end
  end
  if #list > 0 then
    support.spawn(("exec xargs -d '\\n' -n 1 -P 2 sh -c %s %s"):format(
      support.quote(worker),
      support.quote(assert(support.shared("oracle/tshark-fields")))),
      { stdin = table.concat(list) })
  end
end

local function wait(name, path)
  local deadline = system.monotime() + seconds
  while system.monotime() < deadline do
    local file = io.open(name .. ".status")
    if file then
      local status = file:read("n")
      file:close()
      return status
    end
    system.sleep(0.01)
  end
  error(("the oracle took more than %d s for %s"):format(seconds, path), 0)
end

-- for number, expected in oracle.packets(path): the objects that are
-- described at the head of tshark-fields, in file order. Of a file that
-- breaks off, those before the damage.
function oracle.packets(path)
  oracle.start { path }
  local name = answers[path]
  local status = wait(name, path)
  if status ~= 0 and status ~= 2 then
    error(("the oracle on %s: exit status %d: %s"):format(path, status,
      support.read(name .. ".err")), 0)
  end
  local lines = io.lines(name .. ".json")
  return function()
    local line = lines()
    if not line then return nil end
    local expected, _, message = json.decode(line, 1, oracle.none)
    if not expected then error(message, 0) end
    return expected.number, expected
  end
end

-- Some of tshark's own fields, all that a packet has of each, in order, as
-- texts ------------------------------------------------------------------

local preferences = [[
  -o tcp.desegment_tcp_streams:FALSE -o tcp.analyze_sequence_numbers:FALSE
  -o tcp.relative_sequence_numbers:FALSE -o tcp.calculate_timestamps:FALSE
  -o ip.defragment:FALSE -o ipv6.defragment:FALSE -o ip.tso_support:TRUE
]]

-- for number, values in oracle.fields(path, names): values[name] is a list.
function oracle.fields(path, names)
  local out = support.name(".fields")
  local words = {}
  for _, name in ipairs(names) do words[#words + 1] = "-e " .. name end
  os.execute(("tshark -n -r %s %s -T fields -E occurrence=a " ..
    "-E separator=/t -E 'aggregator=;' -e frame.protocols %s " ..
    ">%s 2>/dev/null"):format(support.quote(path),
    preferences:gsub("%s+", " "), table.concat(words, " "), out))
  local lines, number = io.lines(out), 0
  return function()
    local line = lines()
    if not line then return nil end
    number = number + 1
    local values, i = {}, 0
    for cell in (line .. "\t"):gmatch("([^\t]*)\t") do
      local list = {}
      for value in cell:gmatch("[^;]+") do list[#list + 1] = value end
      values[i == 0 and "protocols" or names[i]] = list
      i = i + 1
    end
    return number, values
  end
end

return oracle
