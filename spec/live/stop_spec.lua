--
-- Every way to stop, on a silent and on a flooded link; floods. `make prove`
-- does the same more often, and for longer.
--
local link = require "spec.support.link"
local stops = require "spec.support.stops"
local support = require "spec.support"

local ROUNDS <const> = 5

describe("stopping", function()
  local wire = link.fixture(_ENV)

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("hangs, leaks and loses nothing, whatever the way: " .. host, function()
      stops.ways(wire, host, ROUNDS)
    end)

    it("is an error when the device is removed: " .. host, function()
      stops.removed(wire, host, ROUNDS)
    end)

    it("by Ctrl-C leaves nothing: " .. host, function()
      stops.interrupted(wire, host, ROUNDS)
      local flood = wire:flood(2, 60)
      stops.interrupted(wire, host, ROUNDS)
      flood:kill()
      flood:wait(5)
    end)
  end

  -- So many frames fit into the buffer: what is slow elsewhere drops nothing.
  for receiver in pairs(stops.RECEIVERS) do
    it("comes after all that tcpreplay sent: " .. receiver, function()
      support.needs("tcpreplay")
      local file = stops.segments(1000)
      local sent, came, dropped = stops.flood(wire, receiver,
        "--loop=100 --preload-pcap " .. file)
      assert.equal(100000, sent)
      assert.equal(sent, came + dropped)
      assert.is_true(dropped == 0 or receiver == "object")
    end)
  end
end)
