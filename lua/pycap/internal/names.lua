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

-- pcapng (draft-ietf-opsawg-pcapng): blocks, and records of names.
local SECTION <const>, RESOLUTION <const> = 0x0a0d0d0a, 4
local MAGIC <const>, LONGEST <const> = 0x1a2b3c4d, 1 << 24
local sizes = { 4, 16 }
local headers = { pycap.ip, pycap.ip6 }

-- Adds the records of a block's body.
local function add_records(list, body, order)
  local at = 1
  while at + 3 <= #body do
    local kind, size
    kind, size, at = string.unpack(order .. "I2I2", body, at)
    local bytes, length = body:sub(at, at + size - 1), sizes[kind]
    if kind == 0 or #bytes < size then return end
    local name = length and bytes:match("^([^\0]+)", length + 1)
    if name then
      local address = headers[kind] { source = pycap.raw(
        bytes:sub(1, length)) }.source
      list[address] = list[address] or name
    end
    at = at + size + -size % 4
  end
end

-- Adds the names that a pcapng file holds. Of anything else, and of a file that
-- is damaged, nothing, or those before.
function names.capture(list, filename)
  local file <close> = io.open(filename, "rb")
  local size = file and file:seek "end"
  if not size then return end
  local order, at = nil, 0
  while at + 12 <= size do
    file:seek("set", at)
    local head = file:read(12)
    if not head or #head < 12 then return end
    if string.unpack("<I4", head) == SECTION then
      order = string.unpack("<I4", head, 9) == MAGIC and "<" or
        string.unpack(">I4", head, 9) == MAGIC and ">" or nil
    end
    if not order then return end
    local kind, length = string.unpack(order .. "I4I4", head)
    if length < 12 or length % 4 ~= 0 then return end
    if kind == RESOLUTION and length <= LONGEST then
      file:seek("set", at + 8)
      add_records(list, file:read(length - 12) or "", order)
    end
    at = at + length
  end
end

return names
