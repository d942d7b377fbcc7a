--
-- talk.lua - the segments of connections, for the specs of streams
--
local pycap = require "pycap"
local segments = require "spec.support.segments"
local support = require "spec.support"

local CLIENT <const>, SERVER <const> = "192.0.2.1", "192.0.2.2"
local SYN <const>, FIN <const>, RST <const>, ACK <const> = 2, 1, 4, 16

-- A conversation of segments: says who sends what, in the order of calls.
local function talk(options)
  options = options or {}
  local list, at = {}, 0
  local port = options.port or 80
  local from = options.from or 40000
  local next_of = { [true] = options.isn or 1000, [false] = 9000 }
  local t = {}

  -- A segment of a side, `offset` bytes behind what it sent in order.
  function t.segment(client, flags, bytes, offset)
    at = at + (options.step or 0.001)
    local a, b = CLIENT, SERVER
    local p, q = from, port
    if not client then a, b, p, q = b, a, q, p end
    list[#list + 1] = segments.tcp(at, { a, p, b, q, flags,
      (next_of[client] + (offset or 0)) & 0xffffffff,
      next_of[not client] & 0xffffffff, bytes })
    return t
  end

  local function send(client, flags, bytes)
    t.segment(client, flags, bytes)
    next_of[client] = next_of[client] + #(bytes or "") +
      ((flags & (SYN | FIN)) ~= 0 and 1 or 0)
    return t
  end

  function t.open()
    send(true, SYN)
    send(false, SYN | ACK)
    return send(true, ACK)
  end

  function t.client(bytes, flags) return send(true, flags or ACK, bytes) end
  function t.server(bytes, flags) return send(false, flags or ACK, bytes) end
  function t.lose(client, size)
    next_of[client] = next_of[client] + size
    return t
  end
  function t.close()
    send(true, FIN | ACK)
    send(false, FIN | ACK)
    return send(true, ACK)
  end
  function t.frames() return list end
  function t.add(other)
    for _, frame in ipairs(other.frames()) do list[#list + 1] = frame end
    return t
  end
  return t
end

-- Runs a function on the streams of such a conversation.
local function run(conversation, f, options, protocol, conditions)
  local capture <close> = pycap {
    filename = support.capture(conversation.frames()) }
  capture:stream(protocol or "tcp", conditions or {}, f, options)
  capture:loop()
  local counts = capture:streams()
  capture:close()
  return counts
end

return { run = run, talk = talk, CLIENT = CLIENT, SERVER = SERVER, SYN = SYN,
  FIN = FIN, RST = RST, ACK = ACK }
