--
-- hexdump.lua - pycap.hexdump: bytes as tcpdump -XX and hexdump -C show them
--

local function hex(bytes)
  return (bytes:gsub(".", function(c) return ("%02x "):format(c:byte()) end))
end

--- Bytes, sixteen a line: offset, hexadecimal, characters.
---@param bytes string|pycap.Packet  # of a packet: its bytes
---@return string  # "" for an empty string; every line ends in a newline
return function(bytes)
  if type(bytes) == "userdata" then
    local is_packet, wire = pcall(function() return bytes.bytes end)
    if is_packet then bytes = wire end
  end
  if type(bytes) ~= "string" then
    error("hexdump: packet or string expected, got " .. type(bytes), 2)
  end
  local lines = {}
  for at = 1, #bytes, 16 do
    local row = bytes:sub(at, at + 15)
    lines[#lines + 1] = ("%08x  %-24s %-24s |%s|\n"):format(at - 1,
      hex(row:sub(1, 8)), hex(row:sub(9)), row:gsub("[^\x20-\x7e]", "."))
  end
  return table.concat(lines)
end
