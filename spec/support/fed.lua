--
-- fed.lua - frames fed to a script in an engine, by examples/embed/feed.c
--
local host = require "spec.support.host"
local support = require "spec.support"

local fed = {}

-- The lines of a text.
function fed.lines(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

-- An ARP request for 192.0.2.i, and a file of so many and one frame more.
function fed.request(i)
  return support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806" ..
    support.wire "0001 0800 06 04 0001 02:00:00:00:00:01 c0000201" ..
    support.wire "00:00:00:00:00:00 c00002" .. string.char(i)
end

function fed.requests(count, last)
  local frames = {}
  for i = 1, count do frames[i] = fed.request(i) end
  frames[count + 1] = last
  return support.capture(frames)
end

-- Feeds `count` requests, or the frames of a file of that name, to a script:
-- what the host prints, by line, and the script's name.
function fed.feed(script, count, options)
  support.needs "gcc"
  fed.program = fed.program or host "feed"
  local name = support.write(script, ".lua")
  local out, err, status = support.shell(table.concat({ fed.program,
    options or "", name, math.type(count) and fed.requests(count) or count,
    "first second" }, " "))
  assert(err == "" and status == 0, err .. status)
  return fed.lines(out), name
end

return fed
