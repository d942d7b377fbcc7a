--
-- lists.lua - packets with lists in them, and what handlers get of those
--
local pycap = require "pycap"
local support = require "spec.support"

local lists = {}

lists.link = { source = "02:00:00:00:00:01",
  destination = "02:00:00:00:00:02" }
lists.ends = { source = "192.0.2.1", destination = "198.51.100.2" }

function lists.tcp(options, more)
  local fields = { sourceport = 1, destinationport = 2, options = options }
  for name, value in pairs(more or {}) do fields[name] = value end
  return pycap.packet(pycap.ethernet(lists.link), pycap.ip(lists.ends),
    pycap.tcp(fields)).bytes
end

function lists.dns(fields)
  return pycap.packet(pycap.ethernet(lists.link), pycap.ip(lists.ends),
    pycap.udp { sourceport = 53, destinationport = 4000 },
    pycap.dns(fields)).bytes
end

lists.syn = lists.tcp { { kind = "mss", size = 1460 }, { kind = "nop" },
  { kind = "windowscale", shift = 7 }, { kind = "sackpermitted" },
  { kind = "timestamps", value = 11, echo = 22 } }
lists.sack = lists.tcp { { kind = "nop" }, { kind = "nop" },
  { kind = "sack", blocks = { { left = 1, right = 2 },
    { left = 30, right = 40 } } } }
lists.answer = lists.dns { id = 7, response = 1,
  questions = { { name = "www.example.org", type = "a" } },
  answers = {
    { name = "cname", owner = "www.example.org", target = "web.example.org" },
    { name = "a", owner = "web.example.org", address = "192.0.2.80" },
    { name = "a", owner = "web.example.org", address = "192.0.2.81" },
    { name = "aaaa", owner = "web.example.org", address = "2001:db8::80" },
    { name = "txt", owner = "example.org",
      strings = { { text = "one" }, { text = "two" } } },
    { name = "https", owner = "example.org", target = ".", parameters = {
      { name = "port", port = 8443 },
      { name = "ip4hint", addresses = { { address = "192.0.2.90" },
        { address = "192.0.2.91" } } } } },
  } }

function lists.open(...)
  return pycap { filename = support.capture { ... } }
end

-- What a handler with these names is called with, for one frame.
function lists.read(frame, protocol, names)
  local capture <close> = lists.open(frame)
  local result
  capture:on(protocol, names, function(...) result = table.pack(...) end)
  capture:loop()
  return result
end

-- How many of the frames have what the conditions say.
function lists.count(protocol, conditions, ...)
  local capture <close> = lists.open(...)
  local n = 0
  capture:on(protocol, conditions, function() n = n + 1 end)
  capture:loop()
  return n
end

return lists
