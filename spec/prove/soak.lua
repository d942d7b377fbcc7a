--
-- soak.lua - pcaplua --script soak.lua idiom file rounds: reads the file so
-- often; says by how many KiB the memory of the process has grown since the
-- first time
--
local pycap = require "pycap"

local sums = {}
local tally

-- What is left of one reading is what is measured: sums of a few keys.
local idioms = {}

function idioms.object(capture)
  capture:on("tcp", function(tcp, packet)
    local key = packet.ip.source .. tcp.sourceport
    sums[key] = (sums[key] or 0) + packet.length
  end)
  return capture:loop()
end

function idioms.next(capture)
  local count = 0
  while true do
    local ethernet, header = capture:next()
    if not ethernet then return count end
    count = count + 1
    sums[header.packet:sub(1, 2)] = ethernet.type
  end
end

function idioms.iterator(capture)
  local count = 0
  for packet in capture:packets() do
    count = count + 1
    sums[packet.length] = packet.time
  end
  return count
end

idioms["fields()"] = function(capture)
  local count = 0
  for source, time in capture:fields("ethernet",
    { "ip.source", "packet.time" }) do
    count = count + 1
    sums[source] = time
  end
  return count
end

function idioms.fields(capture)
  capture:on("tcp", { "ip.source", "sourceport", "packet.length" },
    function(source, port, length)
      local key = source .. port
      sums[key] = (sums[key] or 0) + length
    end)
  return capture:loop()
end

function idioms.key(capture)
  capture:on("tcp", { { "ip.source", "sourceport" }, "packet.length" },
    function(key, length) sums[key] = (sums[key] or 0) + length end)
  return capture:loop()
end

function idioms.tally(capture)
  tally = tally or pycap.tally{ by = { "ip.source", "sourceport" },
    sum = "packet.length" }
  capture:on("tcp", tally)
  return capture:loop()
end

idioms["no match"] = function(capture)
  capture:on("vlan", error)
  return capture:loop()
end

local function resident()
  collectgarbage()
  collectgarbage()
  local file <close> = assert(io.open "/proc/self/statm")
  return select(2, file:read("n", "n")) * 4
end

local idiom, file, rounds = ...
local first, read = nil, 0
for _ = 1, rounds do
  local capture <close> = pycap{ filename = file }
  read = read + idioms[idiom](capture)
  first = first or resident()
end
print(read, resident() - first)
