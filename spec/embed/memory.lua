-- What memory.c loads and feeds: objects, fields, edits, a timer.
local seen = {}
local function note(key) seen[key] = (seen[key] or 0) + 1 end
print(host(...))
pycap.on("arp", function(arp, packet)
  note(arp.sourceprotocol)
  if arp.operation == 2 then return "drop" end
  arp.operation = 9
  return packet
end)
pycap.on("ethernet", {"source", "destination"}, note)
pycap.every(10, function() note("timer") end)
