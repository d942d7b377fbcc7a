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

-- What a connection of HTTP begins with: the registered methods (IANA), and
-- those of UPnP and of RPC over HTTP. Later requests may have any.
local METHODS <const> = {}
for method in ([[GET POST HEAD PUT DELETE OPTIONS PATCH CONNECT TRACE ACL
  BASELINE-CONTROL BIND CHECKIN CHECKOUT COPY LABEL LINK LOCK MERGE MKACTIVITY
  MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE ORDERPATCH PROPFIND PROPPATCH
  QUERY REBIND REPORT SEARCH UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE
  UPDATEREDIRECTREF VERSION-CONTROL NOTIFY SUBSCRIBE UNSUBSCRIBE M-SEARCH
  RPC_IN_DATA RPC_OUT_DATA]]):gmatch "%S+" do
  METHODS[#METHODS + 1] = method .. " "
end
local REQUEST <const> = "^([%w!#$%%&'*+.^_`|~-]+) (%S+) HTTP/1"

-- The headers that come next.
local function headers_of(side)
  local headers = {}
  for line in side:lines() do
    local name, value = line:match "^([^:%s]+)%s*:%s*(.-)%s*$"
    if not name then break end
    headers[name:lower()] = value
  end
  return headers
end

-- The method and the path of the next request, and whether other bytes stood
-- before it; nil where there is no more.
local function next_request(client)
  local other = false
  while true do
    local line, why = client:line()
    if not line and why ~= "gap" then return end
    local method, path = (line or ""):match(REQUEST)
    if method then return method, path, other end
    other = other or line ~= ""
  end
end

-- Passes over a body in chunks.
local function skip_chunks(side)
  for line in side:lines() do
    local size = tonumber(line:match "^%x+" or "", 16)
    if not size or size < 0 then return end
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
  local size = math.tointeger(tonumber((headers["content-length"] or "")
    :match "^%d+$"))
  if (headers["transfer-encoding"] or ""):lower():find "chunked" then
    skip_chunks(side)
  elseif size then
    if size > 0 then side:skip(size) end
  elseif answer then
    side:skip(math.maxinteger)
  end
end

-- A text of a packet, safe for a terminal.
local function plain(text)
  return (text:gsub("[^ -~]", function(c)
    return ("\\x%02x"):format(c:byte())
  end))
end

-- True for an answer that has no body, whatever its head says.
local function is_bare(method, status)
  return method == "HEAD" or status:find "^1" or status == "204" or
    status == "304"
end

-- The status and the headers of the next answer; no status where it cannot be
-- read.
local function next_answer(server)
  local line, status, said
  repeat
    repeat line = server:line() until line ~= ""
    if not line then return nil, {} end
    status, said = line:match "^HTTP/1%S* (%d+)", headers_of(server)
  until not status or status == "101" or not status:find "^1%d%d$"
  return status, said
end

local function log(client, server, flow)
  local lost = false -- which answer belongs to which request
  for method, path, other in next_request, client do
    local asked, status, said = headers_of(client), nil, {}
    skip_body(client, asked, false)
    lost = lost or other
    if not lost then status, said = next_answer(server) end
    local shown = status and said or {}
    print(flow.source, flow.destination, method,
      plain((asked.host or "") .. path), status or "-",
      plain(shown["content-length"] or "-"),
      plain(shown["content-type"] or "-"))
    if status == "101" or method == "CONNECT" and (status or ""):find "^2" then
      return -- no more HTTP
    elseif not status then
      lost = lost or not said["content-length"]
      skip_body(server, said, false)
    elseif not is_bare(method, status) then
      skip_body(server, said, true)
    end
  end
end

for i = 1, #METHODS, 16 do -- as many as a stream takes
  pycap.stream("tcp", log, { match = table.move(METHODS, i,
    math.min(i + 15, #METHODS), 1, {}) })
end
