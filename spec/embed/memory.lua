-- What memory.c loads and feeds: objects, fields, edits, texts, a timer.
local seen = {}
local function note(key) seen[key] = (seen[key] or 0) + 1 end
print(host(...))
pycap.on("arp", function(arp, packet)
  note(arp.sourceprotocol)
  note(#pycap.tree(packet) + #packet:json())
  if arp.operation == 2 then return "drop" end
  arp.operation = 9
  return packet
end)
pycap.on("ethernet", {"source", "destination"}, note)
pycap.on("udp", function(_, packet) note(tostring(packet)) end)
pycap.every(10, function() note("timer") end)
