--
-- bridge.lua - three network namespaces in a row, for what passes frames on
--
--     local bridge = bridge.new()
--     bridge:middle("tcpdump -i wire2")
--
-- The first has wire1 (192.0.2.1), the last wire2 (192.0.2.2); the one between
-- has their other ends, as wire2 and wire3, without addresses. All offloads are
-- off.
--
local netns = require "spec.support.netns"
local support = require "spec.support"

local bridge = {}

local Bridge = {}
Bridge.__index = Bridge

local OFF <const> = "ethtool -K %s rx off tx off sg off tso off gso off " ..
  "gro off lro off"

function bridge.new()
  local self = setmetatable({ left = netns.pair(), right = netns.pair() },
    Bridge)
  local left, right = self.left, self.right
  right:exec(1, "ip link set wire1 down && ip link set wire1 name wire3 && " ..
    "ip link set wire3 netns " .. left[2].namespace, true)
  left:exec(2, "ip address flush dev wire2 && ip link set wire3 up && " ..
    OFF:format "wire2" .. " && " .. OFF:format "wire3", true)
  left:exec(1, OFF:format "wire1", true)
  right:exec(2, OFF:format "wire2", true)
  left:exec(2, [[
    for try in $(seq 500); do
      grep -q up /sys/class/net/wire3/operstate && exit 0
      sleep 0.01
    done
    exit 1]], true)
  return self
end

function Bridge:close()
  self.left:close()
  self.right:close()
end

-- Runs a shell command at one end: output, errors, exit status.
function Bridge:first(command) return self.left:exec(1, command) end
function Bridge:last(command) return self.right:exec(2, command) end

-- Runs forward.lua between them until `f` returns: what it prints.
function Bridge:forward(arguments, f)
  local process = self.left:spawn(2, support.program() ..
    " scripts/forward.lua " .. arguments .. " wire2 wire3")
  assert(process:await "between wire2 and wire3",
    table.concat { process:output() })
  local ok, fault = pcall(f)
  process:kill "INT"
  assert(process:wait(10) == 130, table.concat { process:output() })
  if not ok then error(fault, 0) end
  return (process:output())
end

-- Pings through it: packets received of `count`.
function Bridge:flood(count)
  local out = self:first(("ping -q -f -c %d -w 60 192.0.2.2"):format(count))
  return tonumber(out:match "(%d+) received"), out
end

local RECEIVE <const> = [[
import socket, hashlib
s = socket.socket()
s.bind(("192.0.2.2", 5000))
s.listen(1)
print("ready", flush=True)
c, _ = s.accept()
sum, size = hashlib.sha256(), 0
while True:
    data = c.recv(65536)
    if not data: break
    sum.update(data)
    size += len(data)
print(size, sum.hexdigest())]]

local SEND <const> = [[
import socket, hashlib, os
c = socket.create_connection(("192.0.2.2", 5000), 10)
sum, left = hashlib.sha256(), %d
while left > 0:
    data = os.urandom(min(left, 65536))
    sum.update(data)
    c.sendall(data)
    left -= len(data)
c.close()
print(sum.hexdigest())]]

-- Sends so many bytes through it over TCP: the size and the sum of what came,
-- and the sum of what was sent.
function Bridge:transfer(size)
  local receiver = self.right:spawn(2, "exec python3 " ..
    support.write(RECEIVE, ".py"))
  assert(receiver:await "ready", table.concat { receiver:output() })
  local sent, err = self:first("python3 " ..
    support.write(SEND:format(size), ".py"))
  local status = receiver:wait(20)
  local came, sum = receiver:output():match "ready\n(%d+) (%x+)\n"
  receiver:close()
  assert(status == 0 and came, err)
  return tonumber(came), sum, sent:match "%x+"
end

-- The edit that makes it a hop on the way.
bridge.HOP = "-e 'if packet.ip then " ..
  "packet.ip.timetolive = packet.ip.timetolive - 1 end'"

return bridge
