#!/usr/bin/env pcaplua
-- tlslog.lua - which client wants which server, by the hellos of TLS (RFC 8446)
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file tlslog.lua [-p port]...   (-i device: live, until Ctrl-C)
Prints a line for each hello: when, who, whom, and what is in it:
  wants    of a client: the server's name, the protocols on top (ALPN), the
           highest version that it speaks
  chose    of a server: the protocol and the version that it chose
A dash stands for what a hello does not say. At the end it prints a table of the
names that each client wanted. Times are UTC.
  -p port  another port of TLS
]]
local LIMIT <const> = 65536 -- rows of the table

local function quit(...)
  io.stderr:write("tlslog: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
for i = 1, #arg, 2 do
  local port = math.tointeger(tonumber(arg[i + 1]))
  if arg[i] ~= "-p" then quit(("'%s': no such option\n"):format(arg[i])) end
  if not port or port < 1 or port > 65535 then
    quit("-p: port from 1 to 65535 expected\n")
  end
  pycap.carry("tcp", port, "tls")
end

local capture <close> = pycap()
local rows, kept, cut = {}, 0, 0
local any = false

local VERSIONS <const> = { [0x0300] = "SSL3.0", [0x0301] = "TLS1.0",
  [0x0302] = "TLS1.1", [0x0303] = "TLS1.2", [0x0304] = "TLS1.3" }

-- A text of the wire as one word.
local function word(text)
  if not text or text == "" then return "-" end
  return (text:gsub("[^\33-\126]", "?"))
end

local function version_of(hello, versions)
  local best = hello.version
  if versions and versions.version then best = versions.version end
  for _, entry in ipairs(versions and versions.versions or {}) do
    local version = entry.version
    local greased = version & 0x0f0f == 0x0a0a -- RFC 8701
    if not greased and version > best then best = version end
  end
  if best >> 8 == 0x7f then return "TLS1.3-draft" .. (best & 255) end
  return VERSIONS[best] or ("0x%04x"):format(best)
end

local function place(address, port)
  return (address:find(":", 1, true) and "[%s]:%d" or "%s:%d"):format(address,
    port)
end

-- Name, protocols on top and version of a hello.
local function read(hello)
  local by = {}
  for _, entry in ipairs(hello.extensions or {}) do
    if entry.name then by[entry.name] = entry end
  end
  local names = by.servername and by.servername.names or {}
  local protocols = {}
  for i, entry in ipairs(by.alpn and by.alpn.protocols or {}) do
    protocols[i] = word(entry.id)
  end
  return word(names[1] and names[1].name), word(table.concat(protocols, ",")),
    version_of(hello, by.versions)
end

local function count(client, name)
  local key = client .. " " .. name
  if not rows[key] then
    if kept == LIMIT then return end
    rows[key], kept = { client = client, name = name, count = 0 }, kept + 1
  end
  rows[key].count = rows[key].count + 1
end

local function tell(packet, hello)
  local tcp = packet.tcp
  local from, to = packet.source, packet.destination
  local name, protocols, version = read(hello)
  local event = "chose"
  if hello.name == "clienthello" then
    event = "wants"
    count(from, name)
  end
  any = true
  if not io.write(os.date("!%Y-%m-%d %H:%M:%S", math.floor(packet.time)), " ",
    ("%s %s -> %s %s %s %s\n"):format(event, place(from, tcp.sourceport),
      place(to, tcp.destinationport), name, protocols, version)) then
    capture:stop()
  end
end

capture:on("tls", function(tls, packet)
  if not packet.tcp then return end
  for _, record in ipairs(tls.records) do
    local bytes = not record.kind and record.data
    if bytes and bytes:find "^\22\3...[\1\2]" then cut = cut + 1 end
    for _, message in ipairs(record.messages or {}) do
      if (message.name == "clienthello" or message.name == "serverhello") and
        message.random then tell(packet, message) end
    end
  end
end)

io.stdout:setvbuf "line" -- what happens is seen when it happens, piped too
local ok, fault = pcall(capture.loop, capture)

local list = {}
for _, row in pairs(rows) do list[#list + 1] = row end
table.sort(list, function(a, b)
  if a.client ~= b.client then return a.client < b.client end
  if a.count ~= b.count then return a.count > b.count end
  return a.name < b.name
end)
local line <const> = "%-39s %6s %s\n"
io.write(any and "\n" or "", line:format("CLIENT", "COUNT", "NAME"))
for _, row in ipairs(list) do
  io.write(line:format(row.client, row.count, row.name))
end
if cut > 0 then
  io.stderr:write("tlslog: ", cut, " hellos go on in another segment\n")
end
if kept == LIMIT then
  io.stderr:write("tlslog: table full, at ", LIMIT, " rows\n")
end
if not ok then error(fault, 0) end
