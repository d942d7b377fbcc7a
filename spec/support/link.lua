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
local netns = require "spec.support.netns"
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

-- Takes wire1 down and up so many times, under a capture and an injector, and
-- sends ten numbered frames each time: each comes once, and in order.
link.CYCLES = [==[
  local before, expected, sent = descriptors(), 0, 0
  local c = pycap{device = "wire1", filter = "ether proto 0x88b5"}
  local i = pycap.inject "wire1"
  local function take(packet)
    expected = expected + 1
    assert(number(packet.bytes) == expected, "lost, or twice")
  end
  for cycle = 1, tonumber((...)) do
    os.execute "ip link set wire1 down"
    assert(code(i.inject, i, frame(0)) == "down")
    os.execute "ip link set wire1 up"
    local over = now() + 5
    for _ = 1, 10 do -- right after it, there may be no carrier yet
      while not pcall(i.inject, i, frame(sent + 1)) do
        assert(now() < over, "still down")
        sleep(0.001)
      end
      sent = sent + 1
    end
    c:loop(take, 10)
    if cycle % 100 == 0 then print(cycle) end
  end
  assert(c:dispatch(take) == 0 and expected == sent)
  c:close()
  i:close()
  assert(descriptors() == before)
]==]

-- Opens so many captures and injectors, and closes none.
link.DROPPED = [==[
  local before = descriptors()
  for n = 1, tonumber((...)) do
    local c, i = pycap{device = "wire1", immediate = n % 2 == 0,
      filter = "ether proto 0x88b5", buffer = 1 << 20}, pycap.inject "wire1"
    i:inject(frame(n))
    assert(number(c:packets()(c).bytes) == n)
    if n % 3 == 0 then c:loop(nil, 0) end
  end
  collectgarbage()
  collectgarbage()
  assert(descriptors() == before)
]==]

local Wire = {}
Wire.__index = Wire

-- The two ends are `wire1` and `wire2`: see netns.lua.
function link.new()
  return setmetatable({ pair = netns.pair() }, Wire)
end

function Wire:close()
  if self.pair then self.pair:close() end
end

-- A wire for the specs of a describe, up before the first of them and gone
-- after the last. Of a spec file, `busted` is its _ENV. Options: `needs`, what
-- else than netns has to be there; `each`: a new wire for each spec. `prepare`
-- is called with each wire when it is up.
function link.fixture(busted, options, prepare)
  options = options or {}
  local wire = setmetatable({}, Wire)
  local before = options.each and busted.before_each or busted.setup
  local after = options.each and busted.after_each or busted.teardown
  before(function()
    support.needs("netns", table.unpack(options.needs or {}))
    wire.pair = netns.pair()
    if prepare then prepare(wire) end
  end)
  after(function() wire:close() end)
  return wire
end

-- Waits until a side's device has a carrier: after "up" that takes a moment.
function Wire:carrier(side)
  self.pair:exec(side, ([[
    for try in $(seq 500); do
      grep -q up /sys/class/net/wire%d/operstate && exit 0
      sleep 0.01
    done
    exit 1]]):format(side), true)
end

-- The command that runs a script under "pcaplua" or "lua5.4".
function link.command(host, text, arguments)
  local file = support.write(PREAMBLE:gsub("\n", " ") .. text, ".lua")
  local path = (os.getenv "PYCAP_BUILD" or "build") .. "/?.so;;"
  local command = host == "pcaplua"
    and support.quote(support.program()) .. " --script " .. file
    or ("env LUA_CPATH=%s lua5.4 %s"):format(support.quote(path), file)
  return command .. " " .. (arguments or "")
end

-- Runs a script to its end, which has to be a good one: what it printed.
-- `before` is what the shell does first.
function Wire:run(host, side, text, arguments, before)
  local out, err, status = self.pair:exec(side,
    (before or "") .. link.command(host, text, arguments))
  if status ~= 0 then
    error(("exit status %d: %s%s"):format(status, out, err), 2)
  end
  return out
end

-- Starts a script and waits until it prints "ready".
function Wire:start(host, side, text, arguments)
  local process = self.pair:spawn(side, link.command(host, text, arguments))
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
      for _ = 1, 200 do
        local ok, fault = pcall(injector.inject, injector, bytes)
        if not ok and getmetatable(fault) ~= pycap.error then
          error(fault, 0)
        end
      end
    until now() > over
    print(injector:stats())]]):format(side, seconds))
end

return link
