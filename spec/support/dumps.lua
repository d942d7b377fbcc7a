--
-- dumps.lua - what the specs of pycap.dump share
--
local pycap = require "pycap"
local support = require "spec.support"

local dumps = { frames = {} }

-- Frames of 19 to 23 bytes, all different.
for n = 1, 5 do
  dumps.frames[n] = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5" .. (">I4"):pack(n) ..
    ("\xa5"):rep(n)
end

-- All packets of a file.
function dumps.packets(name)
  local list = {}
  for packet in pycap { filename = name }:packets() do
    list[#list + 1] = packet
  end
  return list
end

-- Fails unless a call raises a text that matches; returns what was raised.
function dumps.fails(pattern, f, ...)
  local ok, message = pcall(f, ...)
  assert(not ok, "an error was expected")
  assert(tostring(message):find(pattern), tostring(message))
  return message
end

-- Fails unless a call raises a pycap.error of that code; returns its text.
function dumps.fault(code, f, ...)
  local raised = support.fault(f, ...)
  assert(raised.code == code, tostring(raised))
  return raised.message
end

return dumps
