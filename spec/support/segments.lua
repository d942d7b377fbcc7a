--
-- segments.lua - frames at times, for the specs of scripts
--
local pycap = require "pycap"

local START <const> = 1767600000 -- 2026-01-05 08:00:00 UTC

-- A frame of these headers, so many seconds after the start.
local function frame(seconds, ...)
  return {
    time = (START * 1000000 + math.floor(seconds * 1000000 + 0.5)) * 1000,
    bytes = pycap.packet(pycap.ethernet {}, ...).bytes,
  }
end

-- An IP header from one address to another.
local function ip(from, to)
  return (from:find(":", 1, true) and pycap.ip6 or pycap.ip) {
    source = from, destination = to }
end

-- A TCP segment: { from, port, to, port, flags, sequence, acknowledge,
-- payload }.
local function tcp(seconds, list)
  local from, port, to, toport, flags, sequence, acknowledge, payload =
    table.unpack(list, 1, 8)
  return frame(seconds, ip(from, to), pycap.tcp { sourceport = port,
    destinationport = toport, flags = flags, sequence = sequence or 0,
    acknowledge = acknowledge or 0 }, payload or "")
end

local function udp(seconds, from, port, to, toport, payload)
  return frame(seconds, ip(from, to), pycap.udp { sourceport = port,
    destinationport = toport }, payload or "")
end

-- Sorts frames by their time.
local function sort(frames)
  for i, one in ipairs(frames) do one.order = i end
  table.sort(frames, function(a, b)
    if a.time ~= b.time then return a.time < b.time end
    return a.order < b.order
  end)
  return frames
end

return { frame = frame, ip = ip, tcp = tcp, udp = udp, sort = sort }
