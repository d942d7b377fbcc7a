--
-- blocks.lua - pcapng files, block by block
--
local blocks = {}

local Section = {}
Section.__index = Section

local function padded(bytes) return bytes .. ("\0"):rep(-#bytes % 4) end

-- A section of a byte order, "<" (default) or ">", that begins with its
-- header; `options` as below.
function blocks.section(order, options)
  local self = setmetatable({ order = order or "<", parts = {} }, Section)
  return self:block(0x0a0d0d0a, self:pack("I4I2I2i8", 0x1a2b3c4d, 1, 0, -1) ..
    self:options(options))
end

function Section:pack(form, ...)
  return string.pack(self.order .. form:gsub("%s", ""), ...)
end

-- Options as bytes: a list of {code, bytes}.
function Section:options(list)
  if not list then return "" end
  local parts = {}
  for i, option in ipairs(list) do
    parts[i] = self:pack("I2I2", option[1], #option[2]) .. padded(option[2])
  end
  return table.concat(parts) .. self:pack("I2I2", 0, 0)
end

-- Adds a block of any type.
function Section:block(kind, body)
  body = padded(body)
  local size = #body + 12
  self.parts[#self.parts + 1] = self:pack("I4I4", kind, size) .. body ..
    self:pack("I4", size)
  return self
end

function Section:interface(link, snaplen, options)
  return self:block(1, self:pack("I2I2I4", link, 0, snaplen or 0) ..
    self:options(options))
end

-- Enhanced: of an interface from 0, at a time in its units.
function Section:packet(interface, time, bytes, options, length)
  return self:block(6, self:pack("I4I4I4I4I4", interface, time >> 32,
    time & 0xffffffff, #bytes, length or #bytes) .. padded(bytes) ..
    self:options(options))
end

function Section:obsolete(interface, time, bytes, options)
  return self:block(2, self:pack("I2I2I4I4I4I4", interface, 0xffff, time >> 32,
    time & 0xffffffff, #bytes, #bytes) .. padded(bytes) ..
    self:options(options))
end

function Section:simple(bytes, length)
  return self:block(3, self:pack("I4", length or #bytes) .. bytes)
end

-- Names: a list of {address as bytes, name, ...}.
function Section:names(list)
  local parts = {}
  for i, record in ipairs(list) do
    local value = record[1] .. table.concat(record, "\0", 2) .. "\0"
    parts[i] = self:pack("I2I2", #record[1] == 4 and 1 or 2, #value) ..
      padded(value)
  end
  return self:block(4, table.concat(parts) .. self:pack("I2I2", 0, 0))
end

function Section:secrets(kind, bytes)
  return self:block(10, self:pack("I4I4", kind, #bytes) .. bytes)
end

function Section:bytes() return table.concat(self.parts) end

return blocks
