--
-- replay_spec.lua - scripts/replay.lua without a device
--
local requests = require "spec.support.requests"
local scripttest = require "spec.support.scripttest"
local segments = require "spec.support.segments"

describe("replay", function()
  it("sends what it reads, and says how much", function()
    local frames = segments.sort {
      segments.udp(0, "192.0.2.1", 1, "192.0.2.2", 2, "one"),
      segments.udp(0.5, "192.0.2.1", 1, "192.0.2.2", 2, "two"),
    }
    local one, two = frames[1].bytes, frames[2].bytes
    scripttest("replay", {
      once = { frames = frames, words = { "eth0" }, sent = { one, two } },
      twice = { frames = frames, words = { "-l", "2", "eth0" },
        sent = { one, two, one, two } },
      nothing = { requests.frame(1), words = { "-x", "0", "eth0" } } })
  end)
end)
