--
-- dump_time_spec.lua - the time that dump:write is given
--
local dumps = require "spec.support.dumps"
local pycap = require "pycap"
local support = require "spec.support"

local frames <const> = dumps.frames
local packets <const> = dumps.packets
local fails <const> = dumps.fails

describe("the time that dump:write is given", function()
  local function written(...)
    local name = support.name ".pcap"
    local dump <close> = pycap.dump(name)
    dump:write(...)
    dump:close()
    return packets(name)[1].timestamp
  end

  it("is exact as a timestamp, seconds as a number", function()
    local exact = 1700000000999999999
    assert.equal(exact, written(frames[1], { timestamp = exact }))
    assert.equal(1500000000, written(frames[1], { time = 1.5 }))
    assert.equal(1500000000, written(frames[1], 1.5))
    local source = support.capture({ frames[1] }, { nano = true,
      times = { exact } })
    local packet = packets(source)[1]
    assert.equal(exact, written(packet))
    assert.equal(exact, written(packet, {}))
    assert.equal(exact, written(pycap.packet(packet.ethernet),
      { timestamp = packet.timestamp }))
    assert.equal(4294967295999999999,
      written(frames[1], { timestamp = 4294967295999999999 }))
  end)

  it("is refused where it is none", function()
    local dump <close> = pycap.dump(support.name ".pcap")
    local function refused(message, time)
      fails(message:gsub("%p", "%%%0"), dump.write, dump, frames[1], time)
    end
    local seconds = "dump:write: time: seconds since the epoch expected, " ..
      "1970 to 2106, got "
    local hint = "; nanoseconds are given as {timestamp = ns}"
    refused(seconds .. "1700000000999999999" .. hint, 1700000000999999999)
    refused(seconds .. "-1" .. hint, -1)
    refused(seconds .. "\"1\"" .. hint, "1")
    refused(seconds .. "boolean" .. hint, { time = true })
    refused("dump:write: timestamp: integer from 0 to 4294967295999999999 " ..
      "expected, got 0.5", { timestamp = 0.5 })
    refused("dump:write: time and timestamp exclude each other",
      { time = 1, timestamp = 1 })
    refused('dump:write: unknown option "timstamp"; did you mean timestamp?',
      { timstamp = 1 })
  end)

  it("is that of the packet, in the shared case", function()
    support.needs("cases")
    local lines = {}
    local env = setmetatable({ pycap = pycap, print = function(...)
      lines[#lines + 1] = table.concat({ tostring((...)),
        tostring((select(2, ...))) }, " ")
    end }, { __index = _G })
    assert(loadfile(support.shared("cases/dump-time.lua"), "t", env))()
    assert.equal("nano 1700000000999999999", lines[2])
    assert.equal("micro 1700000000999999000", lines[5])
  end)
end)
