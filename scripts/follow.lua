#!/usr/bin/env pcaplua
-- follow.lua - what the two sides of connections say, as tshark's follow
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file follow.lua [raw|hex|ascii] [udp] [port or address]...
Prints, of each connection that has ended, its two ends and all that they said,
in the order in which it came. Without ports and addresses: of all connections.
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
for _, word in ipairs(arg) do
  if forms[word] then form = word
  elseif word == "udp" or word == "tcp" then protocol = word
  elseif tonumber(word) or word:find "[.:]" then wanted[word] = true
  else quit(("'%s': port or address expected\n"):format(word)) end
end

local function is_wanted(flow)
  return not next(wanted) or wanted[flow.source] or
    wanted[flow.destination] or wanted[tostring(flow.sourceport)] or
    wanted[tostring(flow.destinationport)]
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
  print(("%s:%d -> %s:%d"):format(flow.source, flow.sourceport,
    flow.destination, flow.destinationport))
  print(table.concat(said, "\n"))
end)
