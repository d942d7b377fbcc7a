#!/usr/bin/env pcaplua
-- forward.lua - a bridge between two devices, which may edit what passes
--
-- The offloads of both devices have to be off, and those of the hosts' own
-- devices where these are the other ends of a veth pair. Otherwise the kernel
-- hands over frames that it has joined, longer than any link takes, and whose
-- checksums are still to be filled in by hardware that is not there:
--
--     ethtool -K DEVICE rx off tx off sg off tso off gso off gro off lro off
--
-- The devices need no addresses; the kernel must not bridge or route between
-- them as well.
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua forward.lua [-e 'chunk'] device device
Sends each frame that arrives on one device out on the other, until Ctrl-C.
Then it prints how many. The chunk is Lua code that runs for each packet. It may
edit `packet` (checksums are updated); `from` is the device on which the packet
arrived; returning false drops the packet. This makes the bridge count as a hop:
  -e 'if packet.ip then packet.ip.timetolive = packet.ip.timetolive - 1 end'
Both devices need their offloads off, and so does the other end of a veth:
  ethtool -K DEVICE rx off tx off sg off tso off gso off gro off lro off
]]
local function quit(...)
  io.stderr:write("forward: ", ...)
  os.exit(2, true)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local edit
if arg[1] == "-e" then
  local chunk, problem = load("local packet, from = ... " .. (arg[2] or ""),
    "=-e", "t")
  if not arg[2] or not chunk then
    quit(problem or "-e: argument expected", "\n", usage)
  end
  edit = chunk
  table.move(arg, 3, #arg + 2, 1)
end
if #arg ~= 2 or arg[1] == arg[2] then
  quit("two different devices expected\n", usage)
end

-- "in": what is sent here is not to come back.
local function open(device)
  local ok, capture = pcall(pycap.capture, { device = device, promisc = true,
    direction = "in", immediate = true, snaplen = 262144 })
  local sent, injector = pcall(pycap.inject, device)
  if ok and sent then return capture, injector end
  local fault = ok and injector or capture
  io.stderr:write("forward: ", fault.message or fault, "\n")
  os.exit(3, true)
end

local passes <const> = { busy = true, down = true, toolong = true }

-- Has what arrives on a capture sent by an injector.
local function carry(capture, injector)
  local count = { from = capture.device, to = injector.device, passed = 0,
    dropped = 0, lost = 0 }
  capture:on("ethernet", function(_, packet)
    if edit and edit(packet, count.from) == false then
      count.dropped = count.dropped + 1
      return
    end
    local ok, fault = pcall(injector.inject, injector, packet)
    if ok then
      count.passed = count.passed + 1
      return
    elseif type(fault) ~= "table" or not passes[fault.code] then
      error(fault, 0)
    end
    count.lost = count.lost + 1
    if fault.code == "toolong" and not count.told then
      count.told = true
      io.stderr:write("forward: ", fault.message, ": are the offloads off? ",
        "ethtool -K ", count.from,
        " rx off tx off sg off tso off gso off gro off lro off\n")
    end
  end)
  return count
end

local a, to_a = open(arg[1])
local b, to_b = open(arg[2])
local counts = { carry(a, to_b), carry(b, to_a) }
io.stderr:write(("forward: between %s and %s\n"):format(arg[1], arg[2]))
local ok, fault = pcall(pycap.loop, a, b)
for n, capture in ipairs { a, b } do
  local count = counts[n]
  local _, missed = capture:stats()
  print(("%s -> %s: %d passed, %d dropped by the edit, %d lost"):format(
    count.from, count.to, count.passed, count.dropped, count.lost + missed))
end
if not ok then error(fault, 0) end
