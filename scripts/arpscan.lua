#!/usr/bin/env pcaplua
-- arpscan.lua - which IPv4 addresses of a network answer ARP (RFC 826)
local arp = require "pycap.arp"
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua arpscan.lua [-r rate] [-t retries] [-w ms] device [network]
Sends an ARP request for every address of a network, such as 192.0.2.0/24, and
prints the addresses that answer, in order, with their hardware addresses. The
network is at most a /16; without one, the device's own network is scanned.
  -r rate     requests a second (1000)
  -t retries  how many more times a silent address is asked (2)
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

-- The network of the device's first IPv4 address.
local function network_of(device)
  for _, each in ipairs(pycap.devices()) do
    for _, has in ipairs(each.name == device and each.addresses or {}) do
      if has.netmask and has.netmask:find "^%d+%." then
        local ones = 0
        for byte in has.netmask:gmatch "%d+" do
          for bit = 0, 7 do ones = ones + (tonumber(byte) >> bit & 1) end
        end
        return has.address .. "/" .. ones
      end
    end
  end
  quit(device, ": no such device, or it has no IPv4 address: name the ",
    "network\n")
end

local device <const> = words[1]
local ok, found = pcall(arp.scan, device, words[2] or network_of(device),
  options)
if not ok then
  local code = type(found) == "table" and found.code
  io.stderr:write("arpscan: ", code and found.message or found, "\n")
  os.exit(code == "interrupted" and 130 or code and 1 or 2, true)
end
for _, host in ipairs(found) do
  print(("%-15s %s"):format(host.address, host.hardware))
end
io.stderr:write(("arpscan: %d addresses answer\n"):format(#found))
