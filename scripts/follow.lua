#!/usr/bin/env pcaplua
-- follow.lua - what the two sides of connections say, as tshark's follow
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file follow.lua [raw|hex|ascii] [udp] [end]...
Prints, of each connection that has ended, its two ends and all that they said,
in the order in which it came. An end is a port, an address or both, as they are
printed: 443, 10.0.1.1, 10.0.1.1:50001, 2001:db8::1, [2001:db8::1]:50002. With
several ends, connections to which all of them belong; without, all.
  ascii  as text (the default); dots stand for what cannot be printed
  hex    with offsets and text beside it
  raw    as hexadecimal digits, a line each time that a side speaks
  udp    conversations of UDP, not connections of TCP
What the server says is indented by a tab. [N bytes missing]: a gap.
]]

local function quit(...)
  io.stderr:write("follow: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end

local form, protocol, wanted = "ascii", "tcp", {}
local forms = { raw = true, hex = true, ascii = true }

-- An address as flows have it; nil if it is none.
local function address_of(text)
  local build = text:find(":", 1, true) and pycap.ip6 or pycap.ip
  local ok, header = pcall(build, { source = text })
  return ok and header.source or nil
end

-- The address and the port that a word says, either of which may be nil.
local function end_of(word)
  local address, port = word:match "^%[(.*)%]:(%d+)$"
  if not address then address, port = word:match "^([%d.]+):(%d+)$" end
  if not address then port = word:match "^%d+$" end
  if not port then address = word end
  local found, number = address and address_of(address), tonumber(port)
  if address and not found or number and number > 65535 then
    quit(("'%s': port or address expected\n"):format(word))
  end
  return { address = found, port = number }
end

for _, word in ipairs(arg) do
  if forms[word] then form = word
  elseif word == "udp" or word == "tcp" then protocol = word
  else wanted[#wanted + 1] = end_of(word) end
end

local function is_end(one, address, port)
  return (not one.address or one.address == address) and
    (not one.port or one.port == port)
end

local function is_wanted(flow)
  for _, one in ipairs(wanted) do
    if not is_end(one, flow.source, flow.sourceport) and
      not is_end(one, flow.destination, flow.destinationport) then
      return false
    end
  end
  return true
end

local function place(address, port)
  return (address:find(":", 1, true) and "[%s]:%d" or "%s:%d"):format(address,
    port)
end

-- How bytes are printed, those from `offset` on of a side.
local show = {}

function show.raw(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

function show.ascii(bytes)
  return (bytes:gsub("[^\t\r\n -~]", "."))
end

function show.hex(bytes, offset)
  local lines = {}
  for at = 1, #bytes, 16 do
    local part = bytes:sub(at, at + 15)
    lines[#lines + 1] = ("%08X  %-48s  %s"):format(offset + at - 1,
      part:gsub(".", function(c) return ("%02x "):format(c:byte()) end),
      (part:gsub("[^ -~]", ".")))
  end
  return table.concat(lines, "\n")
end

local line <const> = ("="):rep(67)
local number = 0

pycap.stream(protocol, function(_, _, flow)
  if not is_wanted(flow) then return end
  local said, offsets = {}, { client = 0, server = 0 }
  while true do
    local side, bytes, size, other = flow:read()
    if not side and bytes == "end" then break end
    local who = side or other
    local text = side and show[form](bytes, offsets[who]) or
      ("[%d bytes missing]"):format(size)
    if who == "server" then text = "\t" .. text:gsub("\n(.)", "\n\t%1") end
    said[#said + 1] = text
    offsets[who] = offsets[who] + (side and #bytes or size)
  end
  number = number + 1
  print(("%s\nfollow %s, %s: connection %d"):format(line, protocol, form,
    number))
  print(("%s -> %s"):format(place(flow.source, flow.sourceport),
    place(flow.destination, flow.destinationport)))
  print(table.concat(said, "\n"))
end)

pycap.atend(function()
  if number == 0 and #wanted > 0 then
    io.stderr:write("follow: no connection matched\n")
  end
end)
