--
-- idioms.lua - pcaplua --script idioms.lua name file: one way to read a file,
-- and the seconds of CPU time that it took
--
local pycap = require "pycap"

local idioms = {}

idioms["no match"] = function(capture)
  capture:on("vlan", error)
  capture:loop()
end

idioms["on"] = function(capture)
  capture:on("arp", function(arp)
    local _, _, _ = arp.operation, arp.sourcehardware, arp.sourceprotocol
  end)
  capture:loop()
end

idioms["loop"] = function(capture)
  capture:loop(function() end)
end

idioms["packets"] = function(capture)
  for packet in capture:packets() do
    local _ = packet
  end
end

idioms["next"] = function(capture)
  while capture:next() do end
end

idioms["table"] = function(capture)
  capture:on("arp", function(arp) pycap.table(arp) end)
  capture:loop()
end

local name, file = ...
local capture <close> = pycap{filename = file}
local start = os.clock()
idioms[name](capture)
print(("%.6f"):format(os.clock() - start))
