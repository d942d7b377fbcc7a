--
-- link.lua - Lua scripts that run on one side of a wire, under either host
--
--     local wire = link.new()
--     local out = wire:run("pcaplua", 1, [[print(pycap"wire1":datalink())]])
--
-- A script starts with `pycap`, `now()` (seconds of a clock that all
-- processes share), `sleep(seconds)`, `frame(n, size)` and `number(bytes)`
-- (frames of a protocol that nobody speaks, numbered), `descriptors()` (how
-- many it has open), `code(f, ...)` (of the error that f raises, and its
-- text). Its arguments are in `...`.
--
local netns = require "spec.netns"
local support = require "spec.support"

local link = {}

local PREAMBLE <const> = [==[
local pycap = require "pycap"
local system = require "system"
local now, sleep = system.monotime, system.sleep
local head = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5"
local function frame(n, size)
  return head .. (">I4"):pack(n) .. ("\xa5"):rep((size or 60) - 18)
end
local function number(bytes) return (">I4"):unpack(bytes, 15) end
local function descriptors()
  local count = 0
  for n = 0, 1023 do
    local file, _, errno = io.open("/proc/self/fd/" .. n)
    if file then file:close() end
    if errno ~= 2 then count = count + 1 end
  end
  return count
end
local function code(f, ...)
  local ok, fault = pcall(f, ...)
  assert(not ok, "no error was raised")
  assert(getmetatable(fault) == pycap.error, fault)
  return fault.code, fault.message
end
io.stdout:setvbuf "line"
local _ = now, sleep, frame, number, descriptors, code
]==]

local Wire = {}
Wire.__index = Wire

-- The two ends are `wire1` and `wire2`: see netns.lua.
function link.new()
  return setmetatable({ pair = netns.pair() }, Wire)
end

function Wire:close()
  self.pair:close()
end

-- The command that runs a script under "pcaplua" or "lua5.4".
function Wire:command(host, text, arguments)
  local file = support.write(PREAMBLE:gsub("\n", " ") .. text, ".lua")
  local path = (os.getenv "PYCAP_BUILD" or "build") .. "/?.so;;"
  local command = host == "pcaplua"
    and support.quote(support.program()) .. " --script " .. file
    or ("env LUA_CPATH=%s lua5.4 %s"):format(support.quote(path), file)
  return command .. " " .. (arguments or "")
end

-- Runs a script to its end, which has to be a good one: what it printed.
function Wire:run(host, side, text, arguments)
  local out, err, status =
    self.pair:exec(side, self:command(host, text, arguments))
  if status ~= 0 then
    error(("exit status %d: %s%s"):format(status, out, err), 2)
  end
  return out
end

-- Starts a script and waits until it prints "ready".
function Wire:start(host, side, text, arguments)
  local process = self.pair:spawn(side, self:command(host, text, arguments))
  if not process:await "ready" then
    error("not ready: " .. table.concat({ process:output() }), 2)
  end
  return process
end

-- Sends frames on a side for so many seconds, as fast as it can.
function Wire:flood(side, seconds)
  return self:start("pcaplua", side, ([[
    local injector = pycap.inject "wire%d"
    local bytes, over = frame(0), now() + %g
    print "ready"
    repeat
      for _ = 1, 200 do pcall(injector.inject, injector, bytes) end
    until now() > over
    print(injector:stats())]]):format(side, seconds))
end

return link
