local pycap = require "pycap"
local segments = require "spec.support.segments"
local support = require "spec.support"

local SCRIPT <const> = "scripts/top.lua"
local A <const>, B <const>, C <const> =
  "192.0.2.1", "192.0.2.20", "198.51.100.7"
local A6 <const>, B6 <const> = "2001:db8::1", "2001:db8::2"

local frame, ip = segments.frame, segments.ip

-- 54 bytes of headers of TCP over IPv4, 42 of UDP; 20 more over IPv6.
local function traffic()
  return {
    segments.tcp(0, { A, 40000, C, 443, "ack", 1, 1, ("x"):rep(46) }),
    segments.tcp(1, { C, 443, A, 40000, "ack", 1, 1, ("x"):rep(946) }),
    segments.udp(2, B, 5353, C, 53, ("x"):rep(58)),
    segments.udp(3, A, 40001, C, 53, ("x"):rep(8)),
    segments.udp(3, A6, 40000, B6, 53, ("x"):rep(38)),
    segments.tcp(4, { B6, 443, A6, 50000, "ack", 1, 1, ("x"):rep(126) }),
    frame(5, ip(A, B), pycap.icmp {}),
    frame(6, pycap.arp {}),
  }
end

local function top(words, frames)
  return support.pcaplua("-r " .. support.capture(frames or traffic()) .. " " ..
    SCRIPT .. " " .. words)
end

-- The table, where nothing else is to be said.
local function lines(words, frames)
  local out, err, status = top(words, frames)
  assert.equal("", err)
  assert.equal(0, status)
  return out
end

describe("top", function()
  it("counts by source, of IPv4 and IPv6", function()
    local expected = [[
         BYTES     PACKETS  SOURCE
          1000           1  198.51.100.7
           200           1  2001:db8::2
           192           3  192.0.2.1
           100           1  192.0.2.20
           100           1  2001:db8::1
]]
    assert.equal(expected, lines "")
    assert.equal(expected, lines "source")
  end)

  it("counts by conversation, both directions together", function()
    assert.equal([[
         BYTES     PACKETS  CONVERSATION
          1100           2  192.0.2.1:40000 - 198.51.100.7:443 tcp
           200           1  [2001:db8::1]:50000 - [2001:db8::2]:443 tcp
           100           1  192.0.2.20:5353 - 198.51.100.7:53 udp
           100           1  [2001:db8::1]:40000 - [2001:db8::2]:53 udp
            50           1  192.0.2.1:40001 - 198.51.100.7:53 udp
            42           1  192.0.2.1 - 192.0.2.20 icmp
]], lines "conversation")
  end)

  it("counts by the lower port", function()
    assert.equal([[
         BYTES     PACKETS  PORTS
          1300           3  tcp 443
           250           3  udp 53
]], lines "ports")
  end)

  it("prints as many lines as -n says, 20 at most else", function()
    assert.equal([[
         BYTES     PACKETS  PORTS
          1300           3  tcp 443
]], lines "ports -n 1")
    local frames = {}
    for i = 1, 30 do frames[i] = segments.udp(i, "192.0.2." .. i, 1, C, 2) end
    local _, count = lines("", frames):gsub("\n", "")
    assert.equal(21, count)
    _, count = lines("-n 40", frames):gsub("\n", "")
    assert.equal(31, count)
  end)

  it("has a conversation in a tunnel once", function()
    local inside = frame(0, ip(A, C), ip(A6, B6), pycap.udp {})
    local outside = frame(1, ip(A6, B6), ip(A, C), pycap.udp {})
    local out = lines("conversation", { inside, inside, outside })
    assert.equal([[
         BYTES     PACKETS  CONVERSATION
           164           2  192.0.2.1 - 198.51.100.7 41
            82           1  2001:db8::1 - 2001:db8::2 4
]], out)
  end)

  it("says what did not fit", function()
    local frames = {}
    local bytes = segments.udp(0, A, 1, C, 2).bytes
    for i = 0, 100001 do
      frames[i + 1] = bytes:sub(1, 26) .. (">I4"):pack(0x0a000000 + i) ..
        bytes:sub(31)
    end
    local out, err, status = top("-n 1", frames)
    assert.matches("\n +42 +1  10.0.0.0\n$", out)
    assert.equal("top: table full: 2 packets not counted\n", err)
    assert.equal(0, status)
  end)

  it("draws the table anew on a terminal, of standard input", function()
    support.needs "terminal"
    local file = support.capture(traffic())
    local command = ("%s -r - %s -t 2.5 -n 1 <%s"):format(support.program(),
      SCRIPT, file)
    local out = support.shell(("script -qec %s /dev/null"):format(
      support.quote(command)))
    local clear = "\27[H\27[J"
    local head = "         BYTES     PACKETS  SOURCE\n"
    local row = "          1000           1  198.51.100.7\n"
    assert.equal((clear .. head .. row):rep(3), (out:gsub("\r", "")))
  end)

  it("draws it once of a file", function()
    support.needs "terminal"
    local command = ("%s -r %s %s -t 1"):format(support.program(),
      support.capture(traffic()), SCRIPT)
    local out = support.shell(("script -qec %s /dev/null"):format(
      support.quote(command)))
    assert.equal(lines "", (out:gsub("\r", "")))
  end)

  it("prints its table of a file that breaks off, then fails", function()
    local bytes = support.pcap_bytes(traffic())
    local out, err, status = support.pcaplua { "-r",
      support.write(bytes:sub(1, -5), ".pcap"), SCRIPT }
    assert.matches("1000 +1  198%.51%.100%.7\n", out)
    assert.matches("truncated", err)
    assert.equal(1, status)
  end)

  it("refuses what it does not know", function()
    local function refused(message, words)
      assert.equal(message, support.refusal(SCRIPT, words))
    end
    refused("'talkers': source, conversation or ports expected", "talkers")
    refused("'-x': source, conversation or ports expected", "-x")
    refused("-n: number of lines expected", "-n")
    refused("-n: number of lines expected", "-n 0")
    refused("-n: number of lines expected", "-n 1.5")
    refused("-t: seconds expected, from 0.1 to 86400", "-t x")
    refused("-t: seconds expected, from 0.1 to 86400", "-t nan")
  end)

  it("explains itself", function()
    local out, err, status = support.pcaplua { SCRIPT, "-h" }
    assert.matches("^usage: pcaplua %-r file top.lua", out)
    assert.equal("", err)
    assert.equal(0, status)
  end)
end)
