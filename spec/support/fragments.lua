--
-- fragments.lua - datagrams in fragments, as frames
--
local pycap = require "pycap"

local fragments = { source = "192.0.2.1", destination = "198.51.100.2" }

-- What follows IP in a datagram of UDP with so many bytes of payload.
function fragments.datagram(size, port)
  local udp = pycap.udp{ sourceport = 40000, destinationport = port or 9 }
  local ip = pycap.ip{ source = fragments.source,
    destination = fragments.destination }
  local packet = pycap.packet(ip, udp,
    ("0123456789abcdef"):rep(size // 16 + 1):sub(1, size))
  return packet.bytes:sub(21)
end

-- A frame with a fragment: what is in it, where that begins in the datagram,
-- whether others follow, and the fields of IP that are unusual.
function fragments.frame(data, offset, more, unusual)
  local ip = pycap.ip{ source = fragments.source,
    destination = fragments.destination, protocol = 17, id = 1,
    offset = offset, flags = more and 1 or 0 }
  for name, value in pairs(unusual or {}) do ip[name] = value end
  return pycap.packet(pycap.ethernet{ source = "02:00:00:00:00:01" }, ip,
    data).bytes
end

-- The frames of a datagram with `each` bytes of it in one.
function fragments.frames(data, each, unusual)
  local frames = {}
  for at = 0, #data - 1, each do
    frames[#frames + 1] = fragments.frame(data:sub(at + 1, at + each), at,
      at + each < #data, unusual)
  end
  return frames
end

return fragments
