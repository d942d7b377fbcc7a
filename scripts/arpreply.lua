#!/usr/bin/env pcaplua
-- arpreply.lua - answers ARP requests for the addresses it is given (RFC 826)
local usage <const> = [[
usage: pcaplua -i device [--immediate-mode] arpreply.lua [-m hardware]
         address...
Answers ARP requests for these IPv4 addresses with the hardware address of the
device, or the one of -m, and prints a line for each reply, until Ctrl-C.
Probes (RFC 5227) are answered, announcements are not: what another host says
of these addresses is printed as a conflict. -f narrows what is answered.
]]

local function quit(...)
  io.stderr:write("arpreply: ", ...)
  os.exit(2, true)
end

-- What the library makes of an address; other texts end the script.
local function parse(field, text, pattern, kind)
  local ok, header = pcall(pycap.arp, {[field] = text})
  if not (ok and text:find(pattern)) then
    quit(text or "nothing", ": not ", kind, " address\n", usage)
  end
  return header[field]
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local first, hardware = 1, nil
if arg[1] == "-m" then
  hardware = parse("sourcehardware", arg[2], "^%x%x:", "a hardware")
  first = 3
end
local mine = {} -- the addresses to answer for
for i = first, #arg do
  mine[parse("targetprotocol", arg[i], "^%d+%.%d+%.%d+%.%d+$", "an IPv4")] = true
end
if not next(mine) then quit("no address given\n", usage) end

-- "in": what this host sends is not to be answered.
local capture = pycap{filter = "arp", direction = "in"}
local injector = pycap.inject{device = capture.device, pad = true}
hardware = hardware or injector.hardware
if not hardware then quit(capture.device, " has no hardware address\n") end

local function is_group(address) -- broadcast, multicast
  return tonumber(address:sub(1, 2), 16) & 1 == 1
end

pycap.on("arp", function(arp, packet)
  local ethernet = packet.ethernet
  if packet.malformed or packet.vlan or not ethernet -- another link's
    or arp.hardwareformat ~= 1 or arp.protocol ~= 0x0800
    or arp.hardwarelength ~= 6 or arp.protocollength ~= 4 then return end
  local asker, address = arp.sourcehardware, arp.targetprotocol
  if mine[arp.sourceprotocol] and asker ~= hardware then
    print(("%s conflict: claimed by %s"):format(arp.sourceprotocol, asker))
  elseif arp.operation == 1 and mine[address] and asker ~= hardware
    and not is_group(asker) -- a reply is for one
    and (ethernet.destination == hardware or is_group(ethernet.destination))
  then
    local ok, fault = pcall(injector.inject, injector,
      pycap.ethernet{source = hardware, destination = asker},
      pycap.arp{operation = "reply", sourcehardware = hardware,
        sourceprotocol = address, targethardware = asker,
        targetprotocol = arp.sourceprotocol})
    if ok then
      print(("%s is-at %s, to %s (%s)"):format(address, hardware,
        arp.sourceprotocol, asker))
    elseif fault.code == "busy" or fault.code == "down" then -- it may pass
      io.stderr:write("arpreply: ", fault.message, "\n")
    else
      error(fault, 0)
    end
  end
end)
io.stdout:setvbuf "line"
