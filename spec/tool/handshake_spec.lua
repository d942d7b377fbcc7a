local scripttest = require "spec.support.scripttest"
local segments = require "spec.support.segments"
local support = require "spec.support"

local SCRIPT <const> = "scripts/handshake.lua"
local CLIENT <const>, SERVER <const> = "198.51.100.9", "192.0.2.80"

-- A handshake that begins so many seconds after the start; `answer` and `ack`
-- are milliseconds, or false: it ends there. Options: client, server, port,
-- fromport, resent (how often the SYN was, once a second), sequence, flags,
-- back (flags of the answer), last (flags of the ACK).
local function shake(seconds, answer, ack, options)
  local o = options or {}
  local client, server = o.client or CLIENT, o.server or SERVER
  local from, port = o.fromport or 40000, o.port or 443
  local sequence = o.sequence or 0xffffffff
  local frames = {}
  local function add(...) frames[#frames + 1] = segments.tcp(...) end
  for i = 0, o.resent or 0 do
    add(seconds + i, { client, from, server, port, o.flags or "syn",
      sequence })
  end
  local now = seconds + (o.resent or 0) + (answer or 0) / 1000
  if answer then
    add(now, { server, port, client, from, o.back or "syn, ack",
      o.back and 0 or 700, sequence + 1 & 0xffffffff })
  end
  if ack then
    add(now + ack / 1000, { client, from, server, port, o.last or "ack",
      sequence + 1 & 0xffffffff, 701, "hello" })
  end
  return frames
end

local function all(...)
  local frames = {}
  for _, list in ipairs { ... } do
    table.move(list, 1, #list, #frames + 1, frames)
  end
  return segments.sort(frames)
end

local function run(frames, words)
  local out, err, status = support.pcaplua("-r " .. support.capture(frames) ..
    " " .. SCRIPT .. " " .. (words or ""))
  assert.equal(0, status, err)
  assert.equal("", err)
  return out
end

describe("handshake", function()
  it("prints a table", function()
    local lists = {}
    for i = 1, 100 do
      lists[i] = shake(101 - i, i, i / 10, { fromport = i })
    end
    local late = all(shake(0, 20000, 1), shake(15, 1, 1, { fromport = 5 }))
    local servers = all(shake(0, 1, 1), shake(1, 1, 1, { port = 80 }),
      shake(2, 1, 1, { port = 80, fromport = 5 }),
      shake(3, 1, 1, { client = "2001:db8::9", server = "2001:db8::80" }))
    scripttest("handshake", {
      servers = servers, -- those with most first
      ["one-row"] = { frames = servers, words = { "-n", "1" } },
      halves = shake(0, 10, 2.5),
      percentiles = all(table.unpack(lists)),
      resent = shake(0, 10, 2.5, { resent = 2 }),
      ["never-answered"] = all(shake(0, false, false, { resent = 3 }),
        shake(9, false, false, { fromport = 5 }),
        shake(10, 1, false, { port = 80 }),
        shake(11, 1, false, { port = 81, back = "rst, ack" })),
      ["same-ports"] = all(shake(0, false, false, { sequence = 1 }),
        shake(5, 1, 1)),
      late = late,
      ["given-up"] = { frames = late, words = { "-t", "10" } },
    })
  end)

  it("takes ECN for what it is, and an ACK with data", function()
    assert.matches("192.0.2.80:443 +1 +0 +2.000 ", run(shake(0, 1, 1,
      { flags = "syn, ece, cwr", last = "push, ack" })))
  end)

  it("takes no other segments for an answer or an ACK", function()
    local function swap(t, i, j) t[i], t[j] = t[j], t[i] return t end
    local function segment(seconds, back, flags, sequence, acknowledge)
      local list = { CLIENT, 40000, SERVER, 443, flags, sequence,
        acknowledge }
      if back then swap(swap(list, 1, 3), 2, 4) end
      return { segments.tcp(seconds, list) }
    end
    scripttest("handshake", { ["other-segments"] = all(
      shake(0, false, false, { sequence = 10 }),
      segment(0.1, true, "syn, ack", 700, 12), -- of another SYN
      segment(0.2, true, "rst, ack", 0, 12),
      segment(0.3, true, "syn, ack", 700, 11),
      segment(0.4, true, "ack", 701, 11), -- the server's own
      segment(0.5, false, "ack", 11, 702),
      segment(0.6, true, "rst, ack", 0, 11)) }) -- too late to refuse
  end)

  it("keeps a choice of the times of many handshakes, each time the same",
  function()
    local lists = {}
    for i = 1, 2000 do
      lists[i] = shake(i / 10, i % 100 + 1, 1, { fromport = i })
    end
    local file = support.capture(all(table.unpack(lists)))
    local out = support.pcaplua { "-r", file, SCRIPT }
    local least, median, most =
      out:match("\n%S+ +2000 +0 +(%S+) +(%S+) +%S+ +(%S+)")
    assert.same({ "2.000", "101.000" }, { least, most })
    assert.is_true(math.abs(median - 51) < 10)
    assert.equal(out, (support.pcaplua { "-r", file, SCRIPT }))
  end)

  it("keeps so many servers and says so", function()
    local bytes = segments.tcp(0, { CLIENT, 40000, SERVER, 1, "syn" }).bytes
    local frames = {}
    for i = 0, 4096 do
      frames[i + 1] = bytes:sub(1, 36) .. (">I2"):pack(i + 1) ..
        bytes:sub(39)
    end
    local out, err = support.pcaplua { "-r", support.capture(frames), SCRIPT,
      "-n", "5000" }
    local _, rows = out:gsub("\n192", "")
    assert.equal(4096, rows)
    assert.equal("handshake: table full: 1 handshakes not counted\n", err)
  end)

  it("prints its table of a file that breaks off, then fails", function()
    local bytes = support.pcap_bytes(all(shake(0, 10, 2.5), shake(1, 1, 1)))
    local out, err, status = support.pcaplua { "-r",
      support.write(bytes:sub(1, -5), ".pcap"), SCRIPT }
    assert.matches("192.0.2.80:443 +1 +0 +12.500", out)
    assert.matches("truncated", err)
    assert.equal(1, status)
  end)

  it("refuses what it does not know", function()
    local function refused(message, words)
      assert.equal(message, support.refusal(SCRIPT, words))
    end
    refused("'-x': no such option", "-x 1")
    refused("-n: integer from 1 to 1000000 expected", "-n")
    refused("-n: integer from 1 to 1000000 expected", "-n 0")
    refused("-t: integer from 1 to 1000000 expected", "-t nan")
  end)

  it("explains itself", function()
    local out, err, status = support.pcaplua { SCRIPT, "-h" }
    assert.matches("^usage: pcaplua %-r file handshake.lua", out)
    assert.equal("", err)
    assert.equal(0, status)
  end)
end)
