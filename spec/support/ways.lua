--
-- ways.lua - how frames lead to each protocol, read off the carriers
--
local pycap = require "pycap"

local ways = {}

local protocols = pycap.protocols()
local by_name = {}
for _, protocol in ipairs(protocols) do by_name[protocol.name] = protocol end

-- The type of links whose frames may begin with a protocol, or nil.
local function begins(protocol)
  local number = protocol.datalinks and protocol.datalinks[1]
  for _, other in ipairs(protocols) do
    if number then break end
    if other.otherwise == protocol.name then number = begins(other) end
  end
  return number
end

-- What stands behind no number is carried by UDP, as scripts have it.
local told, port = {}, 60000
local function tell(protocol)
  if not told[protocol.name] then
    port = port + 1
    pycap.carry("udp", port, protocol.name)
    told[protocol.name] = { parent = "udp", number = port }
  end
  return told[protocol.name]
end

-- Who carries a protocol: what stands in another's place, as that one is.
local function carriers(protocol)
  local list = table.move(protocol.carriers, 1, #protocol.carriers, 1, {})
  for _, other in ipairs(protocols) do
    if other.otherwise == protocol.name and #list == 0 then
      table.move(other.carriers, 1, #other.carriers, 1, list)
    end
  end
  if #list == 0 and not protocol.datalinks then list[1] = tell(protocol) end
  return list
end

-- The shortest way to a protocol from one that frames begin with, as a list
-- that ends with it.
local function way_to(protocol)
  if begins(protocol) then return { protocol } end
  local list, seen = { { protocol } }, { [protocol] = true }
  for _, way in ipairs(list) do  -- which grows meanwhile
    if way[1].datalinks then return way end
    for _, carrier in ipairs(carriers(way[1])) do
      local parent = by_name[carrier.parent]
      if not seen[parent] then
        seen[parent] = true
        list[#list + 1] = { parent, table.unpack(way) }
      end
    end
  end
  error("frames cannot lead to " .. protocol.name)
end

-- The headers of a made packet that carry a protocol, outermost first, with
-- their links set, and the link type of the frame.
local function parents(protocol)
  local way, headers = way_to(protocol), {}
  for i, step in ipairs(way) do headers[i] = pycap[step.name]() end
  local packet = pycap.packet(table.unpack(headers))
  for i = 1, #packet do headers[i] = i < #packet and packet[i] or nil end
  return headers, begins(way[1])
end

-- The bytes of a frame of these headers and, behind them, bytes.
local function compose(headers, bytes)
  local parts = table.move(headers, 1, #headers, 1, {})
  parts[#parts + 1] = bytes
  local packet = pycap.packet(table.unpack(parts))
  local ethernet = packet.ethernet
  if ethernet and ethernet.type <= 1500 then
    ethernet.type = #packet.bytes - #ethernet.packet
  end
  return packet.bytes
end

-- A frame in which these bytes stand where a header of the protocol begins;
-- how many headers precede it, and the link type.
local function frame(protocol, bytes)
  local headers, datalink = parents(protocol)
  if #headers == 0 then return bytes, 0, datalink end
  return compose(headers, bytes), #headers, datalink
end

ways.begins, ways.way_to, ways.parents = begins, way_to, parents
ways.compose, ways.frame = compose, frame

return ways
