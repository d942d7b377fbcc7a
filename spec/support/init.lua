--
-- support - what the specs share: bytes, capture files, programs,
-- the corpus, and what has to be there for a spec to run
--
-- busted loads it as its helper (see .busted), so that all spec files get
-- the same one from `require "spec.support"`, and the one temporary
-- directory of the run goes when the run ends, however it ends.
--
local system = require "system"

assert(_VERSION == "Lua 5.4",
  "the specs run under Lua 5.4: busted --lua=lua5.4")

-- With PYCAP_GCSTRESS=1 a collection begins as soon as the last one ends.
if os.getenv("PYCAP_GCSTRESS") == "1" then
  collectgarbage("incremental")
  collectgarbage("setpause", 0)
end

local support = {}
local strict = os.getenv("CI") == "true"
local build = os.getenv("PYCAP_BUILD") or "build"

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

-- Capture files -----------------------------------------------------------

local first = 1000000000 * 1000000000
local millisecond = 1000000

-- Frames as the two writers below take them: strings, or tables of `bytes`,
-- `time` (integer nanoseconds since the epoch) and `length` (on the wire).
-- Where nothing is said the first is of 2001-09-09 01:46:40 UTC, each next
-- one a millisecond later, and length is that of the bytes.
local function each(frames, options)
  local times = options.times or {}
  local i = 0
  return function()
    i = i + 1
    local frame = frames[i]
    if not frame then return end
    if type(frame) == "string" then frame = { bytes = frame } end
    local time = frame.time or times[i] or first + (i - 1) * millisecond
    return frame.bytes, time, frame.length or #frame.bytes
  end
end

-- The bytes of a classic pcap file. Options: order "<" (default) or ">",
-- nano (true: nanoseconds), datalink (1), snaplen (262144), times (a list).
function support.pcap_bytes(frames, options)
  options = options or {}
  local order = options.order or "<"
  local unit = options.nano and 1 or 1000
  local parts = { string.pack(order .. "I4I2I2i4I4I4I4",
    options.nano and 0xa1b23c4d or 0xa1b2c3d4, 2, 4, 0, 0,
    options.snaplen or 262144, options.datalink or 1) }
  for bytes, time, length in each(frames, options) do
    parts[#parts + 1] = string.pack(order .. "I4I4I4I4",
      time // 1000000000, time % 1000000000 // unit, #bytes, length)
    parts[#parts + 1] = bytes
  end
  return table.concat(parts)
end

-- The same of a pcapng file of one interface; `simple = true` writes simple
-- packet blocks, which have no time (and `bytes` only as `snaplen` cuts them).
function support.pcapng_bytes(frames, options)
  options = options or {}
  local order = options.order or "<"
  local parts = {}

  local function block(kind, body)
    body = body .. ("\0"):rep(-#body % 4)
    local size = #body + 12
    parts[#parts + 1] = string.pack(order .. "I4I4", kind, size) .. body ..
      string.pack(order .. "I4", size)
  end

  block(0x0a0d0d0a, string.pack(order .. "I4I2I2i8", 0x1a2b3c4d, 1, 0, -1))
  local resolution = string.pack(order .. "I2I2I1xxx I2I2",
    9, 1, options.nano and 9 or 6, 0, 0)
  block(1, string.pack(order .. "I2I2I4", options.datalink or 1, 0,
    options.snaplen or 262144) .. resolution)
  for bytes, time, length in each(frames, options) do
    if options.simple then
      block(3, string.pack(order .. "I4", length) .. bytes)
    else
      if not options.nano then time = time // 1000 end
      block(6, string.pack(order .. "I4I4I4I4I4", 0, time >> 32,
        time & 0xffffffff, #bytes, length) .. bytes)
    end
  end
  return table.concat(parts)
end

-- A temporary file of such bytes: its name.
function support.capture(frames, options)
  return support.write(support.pcap_bytes(frames, options), ".pcap")
end

function support.pcapng(frames, options)
  return support.write(support.pcapng_bytes(frames, options), ".pcapng")
end

-- The packet of a frame, read from such a file.
function support.decode(frame, options)
  local capture <close> = require "pycap" {
    filename = support.capture({ frame }, options),
  }
  local step, state = capture:packets()
  return (step(state))
end

-- Programs ----------------------------------------------------------------

local function lookup(name, default)
  local value = os.getenv(name)
  return value and value ~= "" and value or default
end

-- Runs a shell command: its standard output, its standard error, and its
-- exit status (128 and the signal's number when one ended it; 124 when it
-- took longer than `timeout`, 120 seconds unless the options say more).
-- Options: stdin, the text to read there (nothing if not given); timeout.
function support.shell(command, options)
  options = options or {}
  local out, err = support.name(".out"), support.name(".err")
  local from = "/dev/null"
  if options.stdin then from = support.write(options.stdin, ".in") end
  local ok, how, status = os.execute(
    ("timeout -k 5 %d sh -c %s <%s >%s 2>%s"):format(
      options.timeout or 120, quote(command), quote(from), quote(out),
      quote(err)))
  if how == "signal" then status = 128 + status end
  local printed, complained = support.read(out), support.read(err)
  os.remove(out)
  os.remove(err)
  if options.stdin then os.remove(from) end
  return printed, complained, ok and 0 or status
end

-- The host program that was built.
function support.program()
  return lookup("PCAPLUA", build .. "/pcaplua")
end

-- Runs pcaplua with arguments, a list of words or a text for the shell, and
-- with a text at its standard input: output, errors, exit status.
function support.pcaplua(arguments, stdin)
  local command = quote(support.program())
  if type(arguments) == "table" then
    for _, word in ipairs(arguments) do
      command = command .. " " .. quote(word)
    end
  elseif arguments then
    command = command .. " " .. arguments
  end
  return support.shell(command, { stdin = stdin })
end

-- What a script of scripts/ says of words that it refuses: one line without
-- the script's name, before its usage. Fails where it does not end so.
function support.refusal(script, words)
  local name = script:match("([^/]+)%.lua$")
  local out, err, status = support.pcaplua(script .. " " .. words)
  local line = err:match("^" .. name .. ": ([^\n]*)\nusage: pcaplua")
  assert(out == "" and status == 2 and line,
    ("%s %s: status %d\n%s%s"):format(script, words, status, out, err))
  return line
end

local Process = {}
Process.__index = Process

-- Starts a shell command in the background. What comes back has `pid`, that
-- of the command itself where it is a simple one (bash sees to that, other
-- shells stay between), and the methods below. What still runs at the end
-- of the run is killed.
function support.spawn(command, options)
  local base = support.name()
  local from = "/dev/null"
  if options and options.stdin then
    from = support.write(options.stdin, ".in")
  end
  -- What a shell runs behind its back ignores SIGINT: env undoes that, and
  -- the process number is told only when it is done.
  local keeper = [[
    echo $$
    exec 3>&1 >/dev/null 2>&1
    start='echo $$ >&3; exec 3>&-; exec bash -c "$1"'
    env --default-signal=INT,QUIT bash -c "$start" bash "$1" \
      <"$2" >"$3.out" 2>"$3.err" &
    exec 3>&-
    wait $!
    echo $? >"$3.part"
    mv "$3.part" "$3.status"
  ]]
  local pipe = assert(io.popen(("setsid sh -c %s sh %s %s %s &"):format(
    quote(keeper), quote(command), quote(from), quote(base)), "r"))
  local group, pid = pipe:read("n", "n")
  pipe:close()
  local self = setmetatable({ base = base, pid = pid, group = group }, Process)
  support.atexit(function() self:close() end)
  return self
end

-- What the process has printed so far: standard output, standard error.
function Process:output()
  return support.read(self.base .. ".out"), support.read(self.base .. ".err")
end

-- Waits until either output has the pattern: what matched, or nil when the
-- seconds (10) are over.
function Process:await(pattern, seconds)
  local deadline = system.monotime() + (seconds or 10)
  repeat
    local out, err = self:output()
    local found = out:match(pattern) or err:match(pattern)
    if found then return found end
    system.sleep(0.01)
  until system.monotime() > deadline
end

-- Waits until the process sleeps, as one does that waits for a packet or a
-- timer: true, or nil when the seconds (10) are over. With PYCAP_GCSTRESS=1 one
-- in a flood never does: after two seconds it is deep in it.
function Process:sleeps(seconds)
  local stressed = os.getenv("PYCAP_GCSTRESS") == "1"
  local deadline = system.monotime() + (stressed and 2 or seconds or 10)
  repeat
    local file = io.open(("/proc/%d/stat"):format(self.pid))
    if not file then return nil end
    local state = file:read("a"):match("%) (%u)")
    file:close()
    if state == "S" then return true end
    system.sleep(0.001)
  until system.monotime() > deadline
  return stressed or nil
end

-- Waits for the end of the process: its exit status as shell() gives it, or
-- nil when the seconds (60) are over and it still runs.
function Process:wait(seconds)
  local deadline = system.monotime() + (seconds or 60)
  while not self.status do
    local file = io.open(self.base .. ".status")
    if file then
      self.status = file:read("n")
      file:close()
    elseif system.monotime() > deadline then
      return nil
    else
      system.sleep(0.01)
    end
  end
  return self.status
end

-- Sends a signal ("TERM" if none is named); says nothing of a process that
-- has ended.
function Process:kill(signal)
  if not self:wait(0) then
    os.execute(("kill -%s %d 2>/dev/null"):format(signal or "TERM", self.pid))
  end
end

-- Kills the process and what it has started, if there is still something.
function Process:close()
  if not self.closed then
    self.closed = true
    os.execute(("kill -KILL -%d 2>/dev/null"):format(self.group))
  end
end

-- What has to be there ----------------------------------------------------

-- The path of something below PYCAP_SHARED (../shared), or nil when it is
-- not there.
function support.shared(path)
  local name = lookup("PYCAP_SHARED", "../shared") .. "/" .. path
  local file = io.open(name, "rb")
  if not file then return nil end
  file:close()
  return name
end

local function runs(command)
  return (os.execute("{ " .. command .. "\n} >/dev/null 2>&1 </dev/null"))
end

local function installed(program)
  if not runs("command -v " .. quote(program)) then
    return program .. " is not installed"
  end
end

local checks = {}

function checks.root()
  return not runs('test "$(id -u)" = 0') and "this needs root" or nil
end

function checks.netns()
  local name = "pycap-try-$$"
  return checks.root() or installed("ip") or
    not runs((
      "ip netns add %s && ip netns exec %s true; tried=$?; " ..
      "ip netns delete %s; exit $tried"):format(name, name, name)) and
    "ip netns cannot make network namespaces here" or nil
end

function checks.mounts()
  return checks.root() or installed("unshare") or
    not runs("unshare -m mount -t tmpfs none /mnt") and
    "unshare -m cannot mount here" or nil
end

function checks.terminal()
  return installed("script") or not runs("script -qec true /dev/null") and
    "script makes no terminal here" or nil
end

function checks.offline()
  return checks.root() or installed("unshare") or
    not runs("unshare -n true") and
    "unshare -n cannot make network namespaces here" or nil
end

function checks.corpus()
  return not support.shared("corpus/README.md") and
    "PYCAP_SHARED (../shared) has no corpus" or nil
end

function checks.cases()
  return not support.shared("cases/README.md") and
    "PYCAP_SHARED (../shared) has no cases" or nil
end

function checks.oracle()
  return installed("tshark") or installed("python3") or
    not support.shared("oracle/tshark-fields") and
    "PYCAP_SHARED (../shared) has no oracle" or nil
end

function checks.luv()
  return not pcall(require, "luv") and "lua-luv is not installed" or nil
end

local missing = {}

-- Says what a spec cannot do without: "root", "netns", "mounts" and "offline"
-- (of unshare), "terminal", "corpus", "cases", "oracle", "luv", or a program's
-- name. What is not there makes the spec pending (in an `it`: that one; in
-- `setup` or `describe`: all in there), and fails it with CI=true.
function support.needs(...)
  for _, what in ipairs { ... } do
    if missing[what] == nil then
      missing[what] = (checks[what] or installed)(what) or false
    end
    local reason = missing[what]
    if reason and strict then
      error(reason .. ", and CI=true", 2)
    elseif reason then
      -- busted has its pending() in the environment of an `it` alone.
      require("busted.core")().pending(reason)
    end
  end
end

-- The capture files of the corpus that have this link type, or all of them:
-- a list of tables of `file` (with its folder), `path`, `linktype`, as the
-- tables of its README name it, and `packets`, the number of them.
function support.corpus(linktype)
  local index = support.shared("corpus/README.md")
  if not index then return {} end
  local list, folder = {}, nil
  for line in io.lines(index) do
    folder = line:match("^## (%S+)") or folder
    local cells = {}
    for cell in line:gmatch("|([^|]*)%f[|]") do
      cells[#cells + 1] = cell:match("^%s*(.-)%s*$")
    end
    local name = #cells == 6 and cells[1]:match("^`(.*)`$")
    local kind, packets = cells[4], tonumber(cells[5])
    if name and packets and (kind == linktype or not linktype) then
      local file = folder .. "/" .. name
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
