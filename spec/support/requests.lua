--
-- requests.lua - ARP requests that differ in their sender's address
--
--     local list = requests.frames(2)
--     requests.id(packet)   --> 1, 2
--
local support = require "spec.support"

local requests = {}

-- A frame that is no request.
requests.other = support.wire
  "02:00:00:00:00:02 02:00:00:00:00:01 88b5 0102030405"

-- A request; `id` is the last byte of its sender's address.
function requests.frame(id)
  return support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806" ..
    support.wire "0001 0800 06 04 0001 02:00:00:00:00:01 c00002" ..
    string.char(id) .. support.wire "00:00:00:00:00:00 c0000263"
end

-- So many requests, numbered from 1 on; or so many times one frame.
function requests.frames(count, frame)
  local list = {}
  for i = 1, count do list[i] = frame or requests.frame(i) end
  return list
end

-- The number of a packet.
function requests.id(packet)
  return tonumber(packet.arp.sourceprotocol:match "%d+$")
end

-- What is left of a capture: the last byte of each sender's address, then
-- the code of the error that ended it, if one did.
function requests.senders(capture)
  local list = {}
  local ok, problem = pcall(function()
    for packet in capture:packets() do
      list[#list + 1] = packet.arp and requests.id(packet) or "other"
    end
  end)
  if not ok then
    list[#list + 1] = type(problem) == "table" and problem.code or problem
  end
  return list
end

return requests
