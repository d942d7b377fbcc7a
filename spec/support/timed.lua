--
-- timed.lua - capture files of ARP packets at given times
--
--     local file = timed.file("a", { 0, 0.5, 2 })
--     timed.name(packet)   --> "a1", "a2", "a3"
--     timed.seconds(packet.time)   --> 0.0, 0.5, 2.0
--
local support = require "spec.support"

local timed = {}

local START <const> = 1000000000 -- seconds since the epoch

-- A file of packets that are numbered from 1 on, so many seconds after the
-- start; the letter says whose they are.
function timed.file(letter, seconds)
  local frames = {}
  for i, second in ipairs(seconds) do
    frames[i] = {
      bytes = support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806" ..
        support.wire "0001 0800 06 04 0001 02:00:00:00:00:01 c00002" ..
        string.char(i) .. support.wire "00:00:00:00:00:00 c00002" ..
        letter,
      time = math.floor((START + second) * 1000) * 1000000,
    }
  end
  return support.capture(frames)
end

-- The letter and the number of a packet.
function timed.name(packet)
  return packet.bytes:sub(42, 42) .. packet.bytes:byte(32)
end

-- Seconds after the start.
function timed.seconds(time)
  return time - START
end

return timed
