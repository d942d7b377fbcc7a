-- tshark -q -X lua_script:tshark.lua -X lua_script1:arp|flows -r file: a tap
-- luacheck: read_globals Field Listener
local job = ...
local sums, start = {}, nil -- from the first packet on: all is set up then

local function add(key, n)
  start = start or os.clock()
  sums[key] = (sums[key] or 0) + n
end

local tap
if job == "arp" then
  local hardware = Field.new "arp.src.hw_mac"
  local protocol = Field.new "arp.src.proto_ipv4"
  tap = Listener.new("frame", "arp.opcode == 1")
  function tap.packet()
    add(tostring(hardware().value) .. tostring(protocol().value), 1)
  end
else
  local from, to = Field.new "ip.src", Field.new "ip.dst"
  local source, destination = Field.new "tcp.srcport", Field.new "tcp.dstport"
  tap = Listener.new("frame", "ip && tcp")
  function tap.packet(pinfo)
    add(tostring(from().value) .. " " .. tostring(to().value) .. " " ..
      source().value .. " " .. destination().value, pinfo.len)
  end
end

function tap.draw()
  local seconds, keys, total = os.clock() - (start or os.clock()), 0, 0
  for _, sum in pairs(sums) do keys, total = keys + 1, total + sum end
  print(("%.6f %d %d"):format(seconds, keys, total))
end
