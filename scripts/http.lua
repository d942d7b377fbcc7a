#!/usr/bin/env pcaplua
-- http.lua - requests of HTTP with their answers, on any port
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file http.lua     (-i device: live, until Ctrl-C)
Prints a line for each request: client, server, method, host and path, and of
its answer the status, the size of its body and its type, as its head says. A
dash stands for what is not there.
]]

if arg[1] then
  (arg[1]:find "^%-%-?h" and io.stdout or io.stderr):write(usage)
  os.exit(arg[1]:find "^%-%-?h" and 0 or 2)
end

-- What a connection of HTTP begins with.
local METHODS <const> = { "GET ", "POST ", "HEAD ", "PUT ", "DELETE ",
  "OPTIONS ", "PATCH " }

-- A first line and the headers behind it; nil where there is no more.
local function head(side)
  local first, headers = side:line(), {}
  while first == "" do first = side:line() end
  for line in side:lines() do
    local name, value = line:match "^([^:%s]+)%s*:%s*(.-)%s*$"
    if not name then break end
    headers[name:lower()] = value
  end
  return first, headers
end

-- Passes over a body in chunks.
local function skip_chunks(side)
  for line in side:lines() do
    local size = tonumber(line:match "^%x+", 16)
    if not size then return end
    if size == 0 then
      for trailer in side:lines() do if trailer == "" then return end end
      return
    end
    side:skip(size + 2)
  end
end

-- Passes over the body of a message; `answer`: without a size it goes on to the
-- end of the connection.
local function skip_body(side, headers, answer)
  local size = tonumber(headers["content-length"])
  if (headers["transfer-encoding"] or ""):lower():find "chunked" then
    skip_chunks(side)
  elseif size then
    if size > 0 then side:skip(size) end
  elseif answer then
    side:skip(math.maxinteger)
  end
end

-- True for an answer that has no body, whatever its head says.
local function is_bare(method, status)
  return method == "HEAD" or status:find "^1" or status == "204" or
    status == "304"
end

local function log(client, server, flow)
  for request, asked in head, client do
    local method, path = request:match "^(%u+) (%S+) HTTP/1"
    if not method then return end
    skip_body(client, asked, false)
    local answer, said
    repeat
      answer, said = head(server)
    until not answer or not answer:find "^%S+ 1%d%d"
    local status = answer and answer:match "^HTTP/1%S* (%d+)"
    print(flow.source, flow.destination, method, (asked.host or "") .. path,
      status or "-", said["content-length"] or "-", said["content-type"] or "-")
    if not status then return end
    if not is_bare(method, status) then skip_body(server, said, true) end
  end
end

pycap.stream("tcp", log, { match = METHODS })
