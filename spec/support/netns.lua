--
-- netns.lua - two network namespaces of their own, joined by a wire
--
--     local pair = netns.pair()
--     pair:exec(1, "ping -c 1 " .. pair[2].address)
--
-- Each side, pair[1] and pair[2], has `namespace` and `device`, the names,
-- `address`, 192.0.2.1 and 192.0.2.2 (/24), and `hardware`, 02:00:00:00:00:01
-- and :02. Nothing speaks on the wire by itself: IPv6 is off on both sides.
-- A spec that uses this says support.needs("netns") first.
--
local support = require "spec.support"

local netns = {}

local Pair = {}
Pair.__index = Pair

local function run(command)
  local out, err, status = support.shell(command)
  if status ~= 0 then
    error(("%s: exit status %d: %s"):format(command, status, err), 0)
  end
  return out
end

-- Names are of this process and of no other. What processes have left that
-- were killed before they could remove it, is removed here.
local function sweep()
  for name in run("ip netns list"):gmatch("pycap%-%d+%-%d+%-%d") do
    local owner = name:match("%d+")
    local file = io.open("/proc/" .. owner .. "/stat")
    if file then
      file:close()
    else
      support.shell("ip netns delete " .. name)
    end
  end
end

local function own_number()
  local file = assert(io.open("/proc/self/stat"))
  local number = file:read("n")
  file:close()
  return number
end

-- This process's pairs. What counts them stays with `support`, as busted
-- loads this file anew for each spec file.
local function next_number()
  support.pairs = (support.pairs or 0) + 1
  return support.pairs
end

-- The two namespaces and the wire between them, up.
function netns.pair()
  local number = next_number()
  if number == 1 then sweep() end
  local pair = setmetatable({ processes = {} }, Pair)
  for side = 1, 2 do
    pair[side] = {
      namespace = ("pycap-%d-%d-%d"):format(own_number(), number, side),
      device = "wire" .. side,
      address = "192.0.2." .. side,
      hardware = "02:00:00:00:00:0" .. side,
    }
  end
  support.atexit(function() pair:close() end)
  for side = 1, 2 do
    run("ip netns add " .. pair[side].namespace)
    pair:exec(side, [[
      for which in all default; do
        file=/proc/sys/net/ipv6/conf/$which/disable_ipv6
        if test -e $file; then echo 1 >$file || exit 1; fi
      done]], true)
  end
  run(("ip -n %s link add %s address %s type veth peer name %s address %s " ..
    "netns %s"):format(pair[1].namespace, pair[1].device, pair[1].hardware,
    pair[2].device, pair[2].hardware, pair[2].namespace))
  for side = 1, 2 do
    local at = pair[side]
    run(("ip -n %s address add %s/24 dev %s"):format(at.namespace, at.address,
      at.device))
    run(("ip -n %s link set lo up"):format(at.namespace))
    run(("ip -n %s link set %s up"):format(at.namespace, at.device))
  end
  -- A link is there only once both ends are up, and then not at once.
  for side = 1, 2 do
    pair:exec(side, ([[
      for try in $(seq 100); do
        test "$(cat /sys/class/net/%s/operstate)" = up && exit 0
        sleep 0.02
      done
      exit 1]]):format(pair[side].device), true)
  end
  return pair
end

local function inside(pair, side, command)
  local at = assert(pair[side], "side: 1 or 2")
  return ("exec ip netns exec %s bash -c %s"):format(at.namespace,
    support.quote(command))
end

-- Runs a shell command on one side: output, errors, exit status, as
-- support.shell has them. With `must` a status other than 0 is an error.
function Pair:exec(side, command, must)
  local text = inside(self, side, command)
  if must then return run(text) end
  return support.shell(text)
end

-- Starts a shell command on one side in the background: a process as
-- support.spawn has them, which does not outlive the pair.
function Pair:spawn(side, command, options)
  local process = support.spawn(inside(self, side, command), options)
  table.insert(self.processes, process)
  return process
end

-- Removes everything. To do it twice is harmless.
function Pair:close()
  if self.closed then return end
  self.closed = true
  for _, process in ipairs(self.processes) do process:close() end
  for side = 1, 2 do
    support.shell("ip netns delete " .. self[side].namespace)
  end
end

return netns
