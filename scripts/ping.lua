#!/usr/bin/env -S pcaplua --script
-- ping.lua - does a host answer, and how fast (RFC 792, RFC 4443)
local icmp = require "pycap.icmp"

local usage <const> = [[
usage: pcaplua ping.lua [options] address
Sends echo requests to an IPv4 or IPv6 address and prints the replies. It makes
the frames itself; ARP or IPv6's Neighbor Discovery finds the next hop.
  -c count    number of requests (4)
  -g gateway  the gateway (default: from the host's routing table)
  -i ms       time from one request to the next (1000)
  -I device   the device (default: from the host's routing table)
  -s bytes    size of the payload (56)
  -S address  the sender's address (default: the device's)
  -t hops     time to live, or hop limit (64)
  -w ms       how long to wait for a reply (1000)
Exit status: 0 if there was a reply, 1 if there was none, 2 for wrong usage.
]]
local function quit(...)
  io.stderr:write("ping: ", ...)
  os.exit(2, true)
end

local numbers <const> = { ["-c"] = "count", ["-i"] = "interval",
  ["-s"] = "size", ["-t"] = "timetolive", ["-w"] = "timeout" }
local texts <const> = { ["-g"] = "gateway", ["-S"] = "source",
  ["-I"] = "device" }
local options, address = {}, nil
local i = 1
while arg[i] do
  local word, value = arg[i], arg[i + 1]
  if word == "-h" or word == "--help" then io.write(usage) return end
  if numbers[word] then
    options[numbers[word]] = math.tointeger(tonumber(value)) or
      quit(("%s '%s': not a number\n"):format(word, value or ""), usage)
    i = i + 1
  elseif texts[word] then
    options[texts[word]] = value or
      quit(("%s: argument expected\n"):format(word), usage)
    i = i + 1
  elseif word:find "^%-" or address then
    quit(("%s: no such option, or too many addresses\n"):format(word), usage)
  else
    address = word
  end
  i = i + 1
end
if not address then quit("no address given\n", usage) end
local device = options.device
options.device = nil

local sent, received, least, most, sum = 0, 0, math.huge, 0, 0
local function say(result)
  local number, text = result.sequence, "no reply"
  sent = number
  if result.seconds then
    local ms = result.seconds * 1000
    received, sum = received + 1, sum + ms
    least, most = math.min(least, ms), math.max(most, ms)
    text = ("reply, ttl %d, %.3f ms"):format(result.timetolive, ms)
  elseif result.problem then
    text = "ICMP error: " .. result.problem
  end
  print(("%s: %d: %s"):format(result.source or address, number, text))
end

io.stdout:setvbuf "line"
local ok, fault = pcall(icmp.ping, device, address, options, say)
local code = type(fault) == "table" and fault.code
if not ok and code ~= "interrupted" then
  io.stderr:write("ping: ", code and fault.message or fault, "\n")
  os.exit(code and 1 or 2, true)
end
print(("%d sent, %d received%s"):format(sent, received, received > 0 and
  (", %.3f/%.3f/%.3f ms (least/mean/most)"):format(least, sum / received,
    most) or ""))
if ok then os.exit(received > 0, true) end
