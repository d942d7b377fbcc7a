--
-- files.lua - the capture files of pcaplua -w: one, or a new one by size or
-- time
--
local pycap = require "pycap"

local RECORD <const> = 16 -- bytes before each packet of a pcap file

local Writer = {}
Writer.__index = Writer

-- The name of the file that is to be written now: -G puts the time into it,
-- -C a number behind it, of as many digits as -W's last has.
function Writer:name()
  local name = self.options.write
  if self.began then name = os.date(name, self.began // 1000000000) end
  if not self.size then return name end
  local limit = self.limit
  if limit then
    local digits = #tostring(limit - 1)
    return name .. ("%0" .. digits .. "d"):format(self.number)
  end
  return self.number > 0 and name .. self.number or name
end

function Writer:begin()
  local made, dump = pcall(pycap.dump, self:name(), self.capture, self.settings)
  if not made then
    -- what the options of the call are called on the command line
    error(type(dump) == "string" and
      dump:gsub("^pycap%.dump: precision:", "--micro:") or dump, 0)
  end
  self.dump = dump
  self.packets = 0
end

-- Goes on to the next file by time: false, there are enough.
function Writer:turn(time)
  if not self.began then
    self.began = time
  else
    local past = (time - self.began) // self.every
    if past < 1 then return true end
    self.began = self.began + past * self.every
    self.count = self.count + 1
    self.number = 0
    if self.limit and not self.size and self.count >= self.limit then
      return false
    end
    self.dump:close()
    self.dump = nil
  end
  return true
end

-- Goes on to the next file by size.
function Writer:roll(caplen)
  local bytes = self.dump:size() + RECORD + caplen
  if bytes <= self.size or self.packets == 0 then return end
  self.dump:close()
  self.number = self.number + 1
  if self.limit then self.number = self.number % self.limit end
  self:begin()
end

function Writer:take(packet)
  if self.every and not self:turn(packet.timestamp) then return pycap.stop() end
  if not self.dump then self:begin() end
  if self.size then self:roll(packet.caplen) end
  self.dump:write(packet)
  self.packets = self.packets + 1
  if self.options["packet-buffered"] then self.dump:flush() end
end

-- Opens the file anew: it was moved away.
function Writer:reopen()
  if not self.dump then return end
  self.dump:close()
  self:begin()
  self:attach()
end

function Writer:close()
  if self.dump then self.dump:close() end
end

-- Has packets written: without Lua where nothing is to be looked at.
function Writer:attach()
  if self.handler then self.handler:cancel() end
  local plain = not self.every and not self.size
    and not self.options["packet-buffered"]
  self.handler = self.on(plain and self.dump or function(packet)
    self:take(packet)
  end)
end

local files = {}

--- A writer of what the capture gives, as the options say; `on` adds a handler.
function files.open(capture, options, on)
  local size, every = options["file-size"], options["rotate-seconds"]
  local limit = options["file-count"]
  local self = setmetatable({
    options = options, capture = capture, on = on, number = 0, count = 0,
    size = size > 0 and size * 1000000 or nil,
    every = every > 0 and every * 1000000000 or nil,
    limit = limit > 0 and limit or nil,
    settings = { precision = options.micro and "micro" or nil },
  }, Writer)
  if self.options["snapshot-length"] > 0 then
    self.settings.snaplen = options["snapshot-length"]
  end
  if not self.every then self:begin() end
  self:attach()
  return self
end

return files
