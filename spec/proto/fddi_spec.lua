-- tshark shows addresses of FDDI with the bits of each byte in the order of
-- Ethernet's, ours are as they are on the wire.
local function mirrored(address)
  return (address:gsub("%x%x", function(byte)
    local value, mirror = tonumber(byte, 16), 0
    for bit = 0, 7 do mirror = mirror | (value >> bit & 1) << 7 - bit end
    return ("%02x"):format(mirror)
  end))
end

require "spec.support.every" (_ENV, "fddi", {
  datalink = 10,
  names = {
    framecontrol = "fddi.fc",
    destination = { "fddi.dst", mirrored },
    source = { "fddi.src", mirrored },
  },
})
