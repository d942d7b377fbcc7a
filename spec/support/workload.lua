--
-- workload.lua - files for workers to read, and scripts that count in them
--
local pycap = require "pycap"
local support = require "spec.support"

local workload = {}

-- A frame of UDP from 192.0.2.n, with n bytes in it.
function workload.udp(n, port)
  return pycap.packet(pycap.ethernet(), pycap.ip { source = "192.0.2." .. n,
    destination = "198.51.100.1" }, pycap.udp { sourceport = port or 1,
    destinationport = 53 }, ("x"):rep(n)).bytes
end

-- Five files: file i has i * 10 packets, of the senders i and i + 1.
local files, total = {}, 0
for i = 1, 5 do
  local frames = {}
  for k = 1, i * 10 do frames[k] = workload.udp(i + k % 2) end
  files[i] = support.capture(frames)
  total = total + i * 10
end

workload.files, workload.total = files, total

local function reading(list)
  local words = {}
  for i, name in ipairs(list) do words[2 * i - 1], words[2 * i] = "-r", name end
  return words
end

-- Runs pcaplua on these, or on other files: with options, and a text for a
-- script.
function workload.pcaplua(options, text, list)
  local words = reading(list or files)
  for _, word in ipairs(options) do words[#words + 1] = word end
  words[#words + 1], words[#words + 2] = "--eval", text
  return support.pcaplua(words)
end

-- Counts packets and bytes by sender.
workload.COUNTING = [[
  local count, senders = 0, {}
  local bytes = pycap.tally{by = {"source"}, sum = "packet.length"}
  pycap.on("ip", function(ip)
    count = count + 1
    senders[ip.source] = (senders[ip.source] or 0) + 1
  end)
  pycap.on("ip", bytes)
  function result()
    return {count = count, senders = senders, bytes = bytes}
  end
  function merge(a, b)
    a.count = a.count + b.count
    for sender, n in pairs(b.senders) do
      a.senders[sender] = (a.senders[sender] or 0) + n
    end
    a.bytes:add(b.bytes)
    return a
  end
  function report(all, last)
    local lines = {}
    for sender, n in pairs(all.senders) do lines[#lines + 1] = sender .. n end
    for entry, n, sum in pairs(all.bytes) do
      lines[#lines + 1] = "t" .. entry[1] .. " " .. n .. " " .. sum
    end
    table.sort(lines)
    print(all.count, last, table.concat(lines, ","))
  end
]]

return workload
