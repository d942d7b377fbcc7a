--
-- names.lua - names of addresses: of the hosts file, and of a capture's own
--
local pycap = require "pycap"

local names = {}

-- Adds the names in the hosts file to a table by address; the first of each.
function names.hosts(list)
  local file <close> = io.open "/etc/hosts"
  for line in file and file:lines() or function() end do
    local address, name = line:match "^%s*([%x:.]+)%s+([^%s#]+)"
    if address and not list[address] then list[address] = name end
  end
end

-- Adds the names that a capture file holds, wherever they stand in it; of one
-- that is damaged, those before. What can be read only once is left alone.
function names.capture(list, filename)
  local file <close> = io.open(filename, "rb")
  if not file or not file:seek "end" then return end
  local opened, capture = pcall(pycap.capture, { filename = filename })
  if not opened then return end
  pcall(capture.loop, capture)
  for address, name in pairs(capture.names) do list[address] = name end
  capture:close()
end

return names
