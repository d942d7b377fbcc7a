--
-- code.lua - pycap.code: the Lua source that makes a packet again
--

--- The Lua source of an expression that makes the packet again, byte for byte:
--- its headers, with the fields that composing does not give by itself, and
--- payload and trailer as a string. A header that its fields do not tell whole
--- is in that string, and so is what follows it. To run it:
--- `load('local pycap = require "pycap" return ' .. source)()`.
---@param packet userdata
---@return string
return function(packet)
  return require "pycap.internal.base".code(packet)
end
