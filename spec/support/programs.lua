--
-- programs.lua - the parts of spec.support that run programs
--
local support = require "spec.support"
local system = require "system"

local build = os.getenv "PYCAP_BUILD" or "build"
local quote = support.quote

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
  return support.setting("PCAPLUA", build .. "/pcaplua")
end

-- The command that runs a chunk under lua5.4.
function support.lua(chunk)
  return ("LUA_CPATH=%s exec lua5.4 %s"):format(quote(build .. "/?.so"),
    quote(support.write(chunk, ".lua")))
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
-- timer: true, or nil when the seconds (10) are over. Under stress one
-- in a flood never does: after two seconds it is deep in it.
function Process:sleeps(seconds)
  local deadline = system.monotime() +
    (support.stressed and 2 or seconds or 10)
  repeat
    local file = io.open(("/proc/%d/stat"):format(self.pid))
    if not file then return nil end
    local state = file:read("a"):match("%) (%u)")
    file:close()
    if state == "S" then return true end
    system.sleep(0.001)
  until system.monotime() > deadline
  return support.stressed or nil
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
