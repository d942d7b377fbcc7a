#!/usr/bin/env -S pcaplua --script
-- replay.lua - sends the frames of a capture file on a device, in their time
local pycap = require "pycap"
local usage <const> = [[
usage: pcaplua -r file [-f filter] [-c count] replay.lua [options] device
Sends the frames of a capture file on a device, with the pauses between them,
and prints how many went out. Ctrl-C ends it.
  -x factor   faster by this factor
  -p number   frames a second, instead of the file's times
  -b number   bits a second, instead of the file's times
  -t          as fast as possible
  -l times    how many times the file is sent
  -c          also send frames that the snapshot length cut off
Exit status: 1 if a frame was refused or left out, or nothing can be sent; 2
for wrong usage.
]]
local function quit(...)
  io.stderr:write("replay: ", ...)
  io.stderr:write("\n", usage)
  os.exit(2)
end

local names <const> = {x = "speed", p = "pps", b = "bps"}
local options, cut, device = {}, nil, nil
local function pace(name, value)
  if options.speed or options.pps or options.bps or options.top then
    quit "-x, -p, -b and -t exclude each other"
  end
  options[name] = value
end

local i = 1
while arg[i] do
  local letter = arg[i]:match "^%-(.+)$"
  if letter == "h" or letter == "-help" then io.write(usage) return end
  if letter == "t" then
    pace("top", true)
  elseif letter == "c" then
    cut = "send"
  elseif names[letter] or letter == "l" then
    i = i + 1
    local number = tonumber(arg[i])
    if letter == "l" then
      options.loop = math.tointeger(number)
      if not options.loop or options.loop < 1 then
        quit "-l takes a number of times"
      end
    elseif number and number > 0 and number < math.huge then
      pace(names[letter], number)
    else
      quit("-", letter, " takes a number over 0")
    end
  elseif letter then
    quit(arg[i], ": no such option")
  elseif device then
    quit(arg[i], ": one device only")
  else
    device = arg[i]
  end
  i = i + 1
end
if not device then quit "no device given" end

local capture = pycap()
if not capture.filename then quit "a capture file is needed: -r file" end
local ok, done = pcall(function()
  local injector <close> = pycap.inject{device = device, truncated = cut}
  return injector:replay(capture, options)
end)
if not ok then
  local fault = type(done) == "table"
  io.stderr:write("replay: ", fault and done.message or
    done:match "replay: (.*)" or done, "\n")
  os.exit(fault and 1 or 2, true)
end

local seconds = math.max(done.seconds, 1e-9)
print(("%d packets, %d bytes in %.3f s: %.0f packets/s, %.2f Mbit/s"):format(
  done.packets, done.bytes, done.seconds, done.packets / seconds,
  done.bytes * 8 / seconds / 1e6))
if done.failed > 0 then print(done.failed .. " refused by the system") end
if done.skipped > 0 then
  print(done.skipped .. " cut off by the snapshot length (-c sends those)")
end
if done.failed + done.skipped > 0 then os.exit(1, true) end
