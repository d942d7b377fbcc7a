-- A script for bridge.c: no ARP replies, and one host's frames go to another.
pycap.on("arp", {operation = 2}, function() return "drop" end)

pycap.on("ethernet", function(ethernet, packet)
  if ethernet.destination ~= "02:00:00:00:00:02" then return end
  ethernet.destination = "02:00:00:00:00:03"
  return packet
end)
