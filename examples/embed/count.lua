-- What the threads of threads.c run: counts, and drops replies.
local n = 0

function count()
  return n
end

pycap.on("arp", {"operation", "ethernet.source"}, function(operation)
  n = n + 1
  return operation == 2 and "drop" or nil
end)

pycap.on("arp", { operation = 1 }, function(arp, packet)
  assert(packet.ethernet.source:match "^02:00:00:00:00:0%x$")
  assert(arp.sourceprotocol:find "^192%.0%.2%.%d+$")
end)
