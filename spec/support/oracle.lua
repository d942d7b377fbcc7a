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

-- Has a program begin on those of these files (paths) that it has not seen, in
-- this order. To name all files beforehand is what makes it two at a time.
local function start(program, paths)
  local list = {}
  for _, path in ipairs(paths) do
    local key = program .. " " .. path
    if not answers[key] then
      answers[key] = support.name(".oracle")
      list[#list + 1] = answers[key] .. " " .. path .. "\n"
    end
  end
  if #list > 0 then
    support.spawn(("exec xargs -d '\\n' -n 1 -P 2 sh -c %s %s"):format(
      support.quote(worker), support.quote(program)),
      { stdin = table.concat(list) })
  end
end

-- The lines that a program prints of a file. Of one that breaks off, those
-- before the damage.
local function lines(program, path)
  start(program, { path })
  local name = answers[program .. " " .. path]
  local deadline = system.monotime() + seconds
  while system.monotime() < deadline do
    local file = io.open(name .. ".status")
    local status = file and file:read("n")
    if file then file:close() end
    if status == 0 or status == 2 then return io.lines(name .. ".json") end
    if status then
      error(("the oracle on %s: exit status %d: %s"):format(path, status,
        support.read(name .. ".err")), 0)
    end
    system.sleep(0.01)
  end
  error(("the oracle took more than %d s for %s"):format(seconds, path), 0)
end

-- The oracle itself --------------------------------------------------------

function oracle.start(paths)
  start(assert(support.shared("oracle/tshark-fields")), paths)
end

-- for number, expected in oracle.packets(path): the objects that are
-- described at the head of tshark-fields, in file order.
function oracle.packets(path)
  local next_line = lines(assert(support.shared("oracle/tshark-fields")), path)
  return function()
    local line = next_line()
    if not line then return nil end
    local expected, _, message = support.calm(json.decode, line, 1,
      oracle.none)
    if not expected then error(message, 0) end
    return expected.number, expected
  end
end

-- tshark's own fields: all that a packet has of each, as texts, in order ---

local preferences = [[-o tcp.desegment_tcp_streams:FALSE \
  -o tcp.analyze_sequence_numbers:FALSE -o tcp.calculate_timestamps:FALSE \
  -o tcp.relative_sequence_numbers:FALSE -o ip.defragment:FALSE \
  -o ip.tso_support:TRUE -o ipv6.defragment:FALSE]]

-- Prepares to ask for fields by their names: an object with the functions
-- start(paths) and packets(path); of the latter, values[name] is a list.
-- `more` are options of tshark's.
function oracle.fields(names, more)
  local program = support.name(".sh")
  local file <close> = assert(io.open(program, "w"))
  file:write(("exec tshark -n -r \"$1\" %s -T fields -E occurrence=a " ..
    "-E separator=/t -E 'aggregator=\1' -e frame.protocols -e %s\n"):format(
    preferences .. (more or ""), table.concat(names, " -e ")))
  file:close()
  os.execute("chmod +x " .. support.quote(program))
  local fields = {}

  function fields.start(paths) start(program, paths) end

  -- The cells of a line, by their names.
  local function values_of(line)
    local values, i = {}, 0
    for cell in (line .. "\t"):gmatch("([^\t]*)\t") do
      local list = {}
      for value in cell:gmatch("[^\1]+") do list[#list + 1] = value end
      values[i == 0 and "protocols" or names[i]] = list
      i = i + 1
    end
    return values
  end

  function fields.packets(path)
    local next_line, number = lines(program, path), 0
    return function()
      local line = next_line()
      if not line then return nil end
      number = number + 1
      return number, support.calm(values_of, line)
    end
  end

  return fields
end

return oracle
