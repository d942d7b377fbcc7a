--
-- flows_spec.lua - flows of a device: the clock ends them, too
--
local link = require "spec.support.link"

describe("flows of a device", function()
  local wire = link.fixture(_ENV)

  it("end on a link that has become silent", function()
    local out = wire:run("lua5.4", 1, [[
      local c <close> = pycap{device = "wire1", filter = "udp port 9",
        flows = {idle = 0.3}}
      local i <close> = pycap.inject "wire1"
      local begun
      c:on("flow", {"destinationport", "packets", "reason"}, function(...)
        print(...)
        print(now() - begun > 0.3 and now() - begun < 3)
        c:stop()
      end)
      pycap.after(0, function()
        begun = now()
        i:inject(pycap.ethernet{}, pycap.ip{source = "192.0.2.1",
          destination = "192.0.2.2"}, pycap.udp{sourceport = 5,
          destinationport = 9})
      end)
      c:loop()]])
    assert.equal("9\t1\tidle\ntrue\n", out)
  end)
end)
