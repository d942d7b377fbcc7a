#!/usr/bin/env pcaplua
-- arpreply.lua - answers ARP requests for the addresses it is given (RFC 826)
local pycap = require "pycap"
local usage <const> = [[
usage: pcaplua -i device [--immediate-mode] arpreply.lua [-m hardware] address..
Answers ARP requests for the given IPv4 addresses, with the device's hardware
address or that of -m, and prints a line for each reply, until Ctrl-C. Probes
(RFC 5227) are answered. Announcements of these addresses by other hosts are
not answered; they are printed as conflicts. -f limits the requests answered.
]]
local function quit(...)
  io.stderr:write("arpreply: ", ...)
  os.exit(2)
end
-- An address as the library writes it; any other text ends the script.
local function parse(field, text, pattern, kind)
  local ok, header = pcall(pycap.arp, {[field] = text})
  if not (ok and text:find(pattern)) then
    quit(("'%s': not %s address\n"):format(text, kind), usage)
  end
  return header[field]
end
if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local first, hardware = 1, nil
if arg[1] == "-m" then
  hardware = parse("sourcehardware", arg[2] or "", "^%x%x[:-]", "a hardware")
  first = 3
end
local mine = {} -- the addresses to answer for
for i = first, #arg do
  mine[parse("targetprotocol", arg[i], "^%d+%.[%d.]+$", "an IPv4")] = true
end
if not next(mine) then quit("no address given\n", usage) end

-- "in": what this host sends is not to be answered.
local device = pycap{filter = "arp", direction = "in"}.device
if not device then quit("device expected, got a file: -i device\n", usage) end
local injector = pycap.inject{device = device, pad = true}
hardware = hardware or injector.hardware
if not hardware then
  quit(device, " has no hardware address: give one with -m\n")
end
local group <const> = "^%x[13579bdf]" -- broadcast, multicast

pycap.on("arp", function(arp, packet)
  if packet.malformed or packet.vlan -- of another link
    or arp.hardwareformat ~= 1 or arp.protocol ~= 0x0800
    or arp.hardwarelength ~= 6 or arp.protocollength ~= 4 then return end
  local asker, address = arp.sourcehardware, arp.targetprotocol
  local to = packet.ethernet.destination
  if asker ~= hardware and mine[arp.sourceprotocol] then
    print(("%s conflict: claimed by %s"):format(arp.sourceprotocol, asker))
  elseif arp.operation == 1 and mine[address] and asker ~= hardware
    and not asker:find(group) and (to == hardware or to:find(group)) then
    local ok, fault = pcall(injector.inject, injector,
      pycap.ethernet{source = hardware, destination = asker},
      pycap.arp{operation = "reply", sourcehardware = hardware,
        sourceprotocol = address, targethardware = asker,
        targetprotocol = arp.sourceprotocol})
    if ok then
      print(("%s is-at %s, to %s (%s)"):format(address, hardware,
        arp.sourceprotocol, asker))
    elseif fault.code ~= "busy" and fault.code ~= "down" then -- these pass
      error(fault, 0)
    end
  end
end)
io.stdout:setvbuf "line"
