#!/usr/bin/env pcaplua
-- tlslog.lua - which client wants which server, by the hellos of TLS (RFC 8446)
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file tlslog.lua [-p port]...   (-i device: live, until Ctrl-C)
Prints a line for each hello: when, who, whom, and what is in it:
  wants    of a client: the server's name, the protocols on top (ALPN), the
           highest version that it speaks, its fingerprints JA3 and JA4
  chose    of a server: the protocol and the version that it chose
A dash stands for what a hello does not say. At the end it prints a table of the
names that each client wanted. Times are UTC. Hellos over TCP alone are seen,
not those of QUIC or EAP.
  -p port  another port of TLS; hellos are found at other ports, too, if their
           connection begins with one
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
local rows, kept = {}, 0
local any = false

-- A text of the wire as one word.
local function word(text)
  if not text or text == "" then return "-" end
  return (text:gsub("[^\33-\126]", "?"))
end

local function place(address, port)
  return (address:find(":", 1, true) and "[%s]:%d" or "%s:%d"):format(address,
    port)
end

local function count(client, name)
  local key = client .. " " .. name
  if not rows[key] then
    if kept == LIMIT then return end
    rows[key], kept = { client = client, name = name, count = 0 }, kept + 1
  end
  rows[key].count = rows[key].count + 1
end

capture:on("tls", { "hello", "packet.time", "packet.source", "tcp.sourceport",
  "packet.destination", "tcp.destinationport", "servername", "alpn", "version",
  "ja3", "ja4", hello = true, tcp = true }, function(side, time, from,
    fromport, to, toport, name, ...)
  name, any = word(name), true
  if side == "client" then count(from, name) end
  local words = { name, ... }
  for i = 2, select("#", ...) + 1 do words[i] = word(words[i]) end
  local microseconds = math.floor(time * 1000000 + 0.5)
  if not io.write(os.date("!%Y-%m-%d %H:%M:%S", microseconds // 1000000),
    (".%06d "):format(microseconds % 1000000),
    ("%s %s -> %s %s\n"):format(side == "client" and "wants" or "chose",
      place(from, fromport), place(to, toport),
      table.concat(words, " "))) then
    capture:stop()
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
local messages = capture:messages()
if messages.dropped > 0 then
  io.stderr:write("tlslog: ", messages.dropped, " messages were not whole\n")
end
if kept == LIMIT then
  io.stderr:write("tlslog: table full, at ", LIMIT, " rows\n")
end
if not ok then error(fault, 0) end
