#!/usr/bin/env -S pcaplua --script
-- arpscan.lua - which IPv4 addresses of a network answer ARP (RFC 826)
local arp = require "pycap.arp"

local usage <const> = [[
usage: pcaplua arpscan.lua [-r rate] [-t retries] [-w ms] device [network]
Sends an ARP request for every address of a network, such as 192.0.2.0/24, and
prints the addresses that answer, in order, with their hardware addresses. The
network is at most a /16; without one, the device's own network is scanned. An
address that belongs to several hosts, or to this host too, is marked
"duplicate". Ctrl-C prints the hosts found so far.
  -r rate     requests a second (1000)
  -t retries  how many more requests for a silent address (2)
  -w ms       how long to wait for an answer (500)
]]
local function quit(...)
  io.stderr:write("arpscan: ", ...)
  os.exit(2, true)
end

local names <const> = { ["-r"] = "rate", ["-t"] = "retry", ["-w"] = "timeout" }
local options, words = {}, {}
local i = 1
while arg[i] do
  if arg[i] == "-h" or arg[i] == "--help" then io.write(usage) return end
  local name = names[arg[i]]
  if name then
    options[name] = math.tointeger(tonumber(arg[i + 1]))
    if not options[name] or options[name] < (name == "retry" and 0 or 1) then
      quit(("%s '%s': not a positive integer\n"):format(arg[i],
        arg[i + 1] or ""), usage)
    end
    i = i + 1
  elseif arg[i]:find "^%-" then
    quit(("%s: no such option\n"):format(arg[i]), usage)
  else
    words[#words + 1] = arg[i]
  end
  i = i + 1
end
if #words < 1 or #words > 2 then
  quit(#words < 1 and "no device given\n" or "too many arguments\n", usage)
end

local ok, found = pcall(arp.scan, words[1], words[2], options)
if not ok then
  local code = type(found) == "table" and found.code
  io.stderr:write("arpscan: ", code and found.message or found, "\n")
  os.exit(code and 1 or 2, true)
end
local addresses, last = 0, nil
for _, host in ipairs(found) do
  print(("%-15s %s%s"):format(host.address, host.hardware,
    host.duplicate and " duplicate" or ""))
  if host.address ~= last then addresses, last = addresses + 1, host.address end
end
io.stderr:write(("arpscan: %d addresses answer%s\n"):format(addresses,
  found.interrupted and " (interrupted)" or ""))
if found.interrupted then os.exit(130, true) end
