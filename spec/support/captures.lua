--
-- captures.lua - the parts of spec.support that write capture files
--
local support = require "spec.support"

local first = 1000000000 * 1000000000
local millisecond = 1000000

-- Frames as the two writers below take them: strings, or tables of `bytes`,
-- `time` (integer nanoseconds since the epoch) and `length` (on the wire).
-- Where nothing is said the first is of 2001-09-09 01:46:40 UTC, each next
-- one a millisecond later, and length is that of the bytes.
local function each(frames, options)
  local times = options.times or {}
  local i = 0
  return function()
    i = i + 1
    local frame = frames[i]
    if not frame then return end
    if type(frame) == "string" then frame = { bytes = frame } end
    local time = frame.time or times[i] or first + (i - 1) * millisecond
    return frame.bytes, time, frame.length or #frame.bytes
  end
end

-- The bytes of a classic pcap file. Options: order "<" (default) or ">",
-- nano (true: nanoseconds), datalink (1), snaplen (262144), times (a list).
function support.pcap_bytes(frames, options)
  options = options or {}
  local order = options.order or "<"
  local unit = options.nano and 1 or 1000
  local parts = { string.pack(order .. "I4I2I2i4I4I4I4",
    options.nano and 0xa1b23c4d or 0xa1b2c3d4, 2, 4, 0, 0,
    options.snaplen or 262144, options.datalink or 1) }
  for bytes, time, length in each(frames, options) do
    parts[#parts + 1] = string.pack(order .. "I4I4I4I4",
      time // 1000000000, time % 1000000000 // unit, #bytes, length)
    parts[#parts + 1] = bytes
  end
  return table.concat(parts)
end

-- The same of a pcapng file of one interface; `simple = true` writes simple
-- packet blocks, which have no time (and `bytes` only as `snaplen` cuts them).
function support.pcapng_bytes(frames, options)
  options = options or {}
  local order = options.order or "<"
  local parts = {}

  local function block(kind, body)
    body = body .. ("\0"):rep(-#body % 4)
    local size = #body + 12
    parts[#parts + 1] = string.pack(order .. "I4I4", kind, size) .. body ..
      string.pack(order .. "I4", size)
  end

  block(0x0a0d0d0a, string.pack(order .. "I4I2I2i8", 0x1a2b3c4d, 1, 0, -1))
  local resolution = string.pack(order .. "I2I2I1xxx I2I2",
    9, 1, options.nano and 9 or 6, 0, 0)
  block(1, string.pack(order .. "I2I2I4", options.datalink or 1, 0,
    options.snaplen or 262144) .. resolution)
  for bytes, time, length in each(frames, options) do
    if options.simple then
      block(3, string.pack(order .. "I4", length) .. bytes)
    else
      if not options.nano then time = time // 1000 end
      block(6, string.pack(order .. "I4I4I4I4I4", 0, time >> 32,
        time & 0xffffffff, #bytes, length) .. bytes)
    end
  end
  return table.concat(parts)
end

-- A temporary file of such bytes: its name.
function support.capture(frames, options)
  return support.write(support.calm(support.pcap_bytes, frames, options),
    ".pcap")
end

function support.pcapng(frames, options)
  return support.write(support.calm(support.pcapng_bytes, frames, options),
    ".pcapng")
end

-- The packet of a frame, read from such a file.
function support.decode(frame, options)
  local capture <close> = require "pycap" {
    filename = support.capture({ frame }, options),
  }
  local step, state = capture:packets()
  return (step(state))
end
