local pycap = require "pycap"
local scripttest = require "spec.support.scripttest"
local segments = require "spec.support.segments"
local support = require "spec.support"

local CLIENT <const>, SERVER <const>, OTHER <const> = "198.51.100.9",
  "192.0.2.80", "2001:db8::80"
-- A segment of the client, or of the server.
local function asks(seconds, flags, sequence, payload, port)
  return segments.tcp(seconds, { CLIENT, port or 4000, SERVER, 80, flags,
    sequence, 1, payload })
end

local function answers(seconds, flags, sequence, payload, port)
  return segments.tcp(seconds, { SERVER, 80, CLIENT, port or 4000, flags,
    sequence, 1, payload })
end

describe("tcpstat.lua", function()
  local FRAMES <const> = {
    asks(0, "syn", 100), answers(0.0015, "syn, ack", 500),
    asks(0.002, "ack", 101), asks(1, "push, ack", 101, "abc"),
    asks(2, "push, ack", 101, "abc"),       -- again
    answers(3, "push, ack", 511, "k"),      -- a gap before it
    answers(3.1, "push, ack", 501, "abcde"),  -- late, a part of the gap
    segments.tcp(3.5, { "2001:db8::1", 9, OTHER, 443, "syn", 1, 0 }),
    asks(4, "syn", 100, nil, 4001),
    answers(4.004, "syn, ack", 500, nil, 4001), asks(4.008, "ack", 101, nil,
      4001), asks(5, "rst", 101, nil, 4001),
  }

  it("prints a table of servers", function()
    scripttest("tcpstat", {
      servers = FRAMES,
      ["one-row"] = { frames = FRAMES, words = { "-n", "1" } },
      ["cut-header"] = { pycap.packet(pycap.ethernet(), pycap.ip {
        source = CLIENT, destination = SERVER, protocol = 6 }, "ab").bytes },
    })
  end)

  it("refuses what it does not know", function()
    for words, text in pairs { ["-x 1"] = "'%-x': no such option",
      ["-n x"] = "%-n: number of rows", ["-n 0"] = "%-n: number of rows" } do
      local out, err, status = support.pcaplua("-r " ..
        support.capture(FRAMES) .. " scripts/tcpstat.lua " .. words)
      assert.equal("", out)
      assert.matches("^tcpstat: " .. text, err)
      assert.equal(2, status)
    end
  end)
end)
