--
-- support - what the specs share: bytes, capture files, programs,
-- the corpus, and what has to be there for a spec to run
--
-- busted loads it as its helper (see .busted), so that all spec files get
-- the same one from `require "spec.support"`, and the one temporary
-- directory of the run goes when the run ends, however it ends.
--
assert(_VERSION == "Lua 5.4",
  "the specs run under Lua 5.4: busted --lua=lua5.4")

local support = {}
package.loaded["spec.support"] = support -- for the parts below

-- Under stress ------------------------------------------------------------

-- With PYCAP_GCSTRESS=1 a collection begins as soon as the last one ends, and
-- all that allocates takes a hundred times as long (make gcstress).
support.stressed = os.getenv("PYCAP_GCSTRESS") == "1"

if support.stressed then
  collectgarbage("incremental")
  collectgarbage("setpause", 0)
end

-- How many of n rounds a spec does: all; under stress a twentieth, and 200 at
-- least.
function support.rounds(n)
  return support.stressed and math.min(n, math.max(n // 20, 200)) or n
end

-- What f gives, for these arguments: under stress the collector rests
-- meanwhile. It is for what a spec prepares, or has others judge.
function support.calm(f, ...)
  if not support.stressed then return f(...) end
  collectgarbage "stop"
  local results = table.pack(pcall(f, ...))
  collectgarbage "restart"
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

-- The end of the run ------------------------------------------------------

local endings = {}

-- Calls f when the run ends, the last one added first.
function support.atexit(f)
  endings[#endings + 1] = f
end

-- What the run's end does; to do it earlier is harmless.
function support.cleanup()
  while #endings > 0 do
    local ok, message = pcall(table.remove(endings))
    if not ok then io.stderr:write(tostring(message), "\n") end
  end
end

-- Run by lua_close, which os.exit(code, true) and an uncaught error reach.
support.sentinel = setmetatable({}, { __gc = support.cleanup })

-- Text, numbers, files ----------------------------------------------------

-- A line for the report that is printed before the closing line.
function support.note(format, ...)
  require("busted").publish({ "note" }, format:format(...))
end

-- One word for a shell, whatever is in it.
function support.quote(text)
  return "'" .. tostring(text):gsub("'", "'\\''") .. "'"
end

local quote = support.quote

-- The bytes that an annotated hexadecimal text names: white space and the
-- ':' of addresses say nothing, `--` begins a remark that ends the line.
function support.wire(text)
  local digits = text:gsub("%-%-[^\n]*", ""):gsub("[%s:]+", "")
  local bad = digits:match("%X")
  if bad then error("wire: no hexadecimal digit: " .. bad, 2) end
  if #digits % 2 == 1 then error("wire: half a byte too many", 2) end
  return (digits:gsub("%x%x", function(byte)
    return string.char(tonumber(byte, 16))
  end))
end

function support.read(name)
  local file = assert(io.open(name, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

-- The value of an environment variable, or the default where it is empty.
function support.setting(name, default)
  local value = os.getenv(name)
  return value and value ~= "" and value or default
end

local directory
local files = 0

-- The temporary directory of this run, or a name in it.
function support.temporary(name)
  if not directory then
    local pipe = assert(io.popen("mktemp -d", "r"))
    directory = assert(pipe:read("l"), "mktemp -d gives no directory")
    pipe:close()
    support.atexit(function()
      os.execute("rm -rf " .. quote(directory))
      directory = nil
    end)
  end
  return name and directory .. "/" .. name or directory
end

-- A new name in the temporary directory; nothing is there yet.
function support.name(suffix)
  files = files + 1
  return support.temporary(files .. (suffix or ""))
end

-- A temporary file that holds these bytes: its name.
function support.write(bytes, suffix)
  local name = support.name(suffix)
  local file = assert(io.open(name, "wb"))
  assert(file:write(bytes))
  assert(file:close())
  return name
end

-- A named pipe: its name.
function support.fifo()
  local name = support.name ".fifo"
  assert(os.execute("mkfifo " .. quote(name)))
  return name
end

-- The pycap.error that f raises.
function support.fault(f, ...)
  local ok, problem = pcall(f, ...)
  assert(not ok, "an error was expected")
  assert(getmetatable(problem) == require "pycap".error, tostring(problem))
  return problem
end

-- The parts ---------------------------------------------------------------

require "spec.support.captures"
require "spec.support.programs"
require "spec.support.needs"

-- Under stress the corpus is every fourth file, and no long one.
local function is_walked(number, packets)
  return not support.stressed or number % 4 == 0 and packets <= 100
end

-- The capture files of the corpus that have this link type, or all of them:
-- a list of tables of `file` (with its folder), `path`, `linktype`, as the
-- tables of its README name it, and `packets`, the number of them. The list's
-- `packets` are those of all its files: totals are asserted against it.
function support.corpus(linktype)
  local index = support.shared("corpus/README.md")
  local list, folder, number = { packets = 0 }, nil, 0
  if not index then return list end
  for line in io.lines(index) do
    folder = line:match("^## (%S+)") or folder
    local cells = {}
    for cell in line:gmatch("|([^|]*)%f[|]") do
      cells[#cells + 1] = cell:match("^%s*(.-)%s*$")
    end
    local name = #cells == 6 and cells[1]:match("^`(.*)`$")
    local kind, packets = cells[4], tonumber(cells[5])
    if name and packets then number = number + 1 end
    if name and packets and is_walked(number, packets) and
        (kind == linktype or not linktype) then
      local file = folder .. "/" .. name
      list.packets = list.packets + packets
      list[#list + 1] = {
        file = file,
        path = support.shared("corpus/" .. file),
        linktype = kind,
        packets = packets,
      }
    end
  end
  return list
end

return support
