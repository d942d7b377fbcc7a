--
-- follow_spec.lua - scripts/follow.lua: what connections say, as tshark has it
--
local segments = require "spec.support.segments"
local support = require "spec.support"

local function run(path, words)
  local out, err, status = support.pcaplua(("-r %s scripts/follow.lua %s")
    :format(support.quote(path), words or ""))
  assert.equal("", err)
  assert.equal(0, status)
  return out
end

-- Lines of one side behind each other made one: a list.
local function joined(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do
    local last = list[#list]
    local tab, bytes = line:match "^(\t?)(.*)"
    if last and (last:sub(1, 1) == "\t") == (tab == "\t") then
      list[#list] = last .. bytes
    else
      list[#list + 1] = line
    end
  end
  return list
end

describe("follow", function()
  it("prints connections as tshark's follow does", function()
    support.needs("corpus", "oracle")
    local path = assert(support.shared "corpus/mixed/sanders-http_espn.pcapng")
    local theirs, count = {}, 0
    local words = {}
    for i = 0, 24 do words[#words + 1] = "-z follow,tcp,raw," .. i end
    for one, other, lines in support.shell("tshark -n -q -r " ..
      support.quote(path) .. " " .. table.concat(words, " "))
      :gmatch "Node 0: (%S+)\nNode 1: (%S+)\n(.-)=====" do
      theirs[one .. " -> " .. other] = joined(lines)
    end
    for ends, lines in (run(path, "raw") .. "====="):gmatch
      "connection %d+\n([^\n]+)\n(.-)%f[=\0]====" do
      if not lines:find "missing" then
        assert.same(theirs[ends], joined(lines), ends)
        count = count + 1
      end
    end
    assert.equal(24, count)
  end)

  local frames = {
    segments.tcp(1, { "192.0.2.1", 4000, "192.0.2.2", 25, 16, 1, 1,
      "EHLO\r\n\0" }),
    segments.tcp(2, { "192.0.2.2", 25, "192.0.2.1", 4000, 16, 1, 8, "250 OK" }),
    segments.tcp(3, { "192.0.2.2", 25, "192.0.2.1", 4000, 17, 17, 8, "bye" }),
    segments.udp(4, "192.0.2.1", 5000, "192.0.2.2", 514, "log"),
  }

  it("has text, bytes with offsets, and gaps", function()
    local path = support.capture(frames)
    assert.equal([[
===================================================================
follow tcp, ascii: connection 1
192.0.2.1:4000 -> 192.0.2.2:25
EHLO]] .. "\r\n.\n\t250 OK\n\t[10 bytes missing]\n\tbye\n", run(path))
    assert.matches("00000000  45 48 4c 4f 0d 0a 00 +EHLO...\n" ..
      "\t00000000  32 35 30 20 4f 4b +250 OK\n\t%[10 bytes missing%]\n" ..
      "\t00000010  62 79 65 +bye\n", run(path, "hex"))
  end)

  it("takes some connections, or those of UDP", function()
    local path = support.capture(frames)
    local out, told = support.pcaplua("-r " .. path .. " scripts/follow.lua 80")
    assert.equal("", out)
    assert.equal("follow: no connection matched\n", told)
    assert.matches("-> 192.0.2.2:25", run(path, "192.0.2.2"), 1, true)
    assert.matches("udp, ascii: connection 1\n192.0.2.1:5000 " ..
      "%-> 192.0.2.2:514\nlog\n$", run(path, "udp 514"))
    for _, word in ipairs { "octal", "99999", "10.0.0.300", "1.2.3.4:x" } do
      local _, err, status = support.pcaplua("-r " .. path ..
        " scripts/follow.lua " .. word)
      assert.equal(2, status)
      assert.matches("'" .. word .. "': port or address expected", err, 1, true)
    end
  end)

  it("takes the ends that it prints, all of which must belong", function()
    local path = support.capture(frames)
    assert.matches("connection 1", run(path, "192.0.2.1:4000 25"))
    local out = support.pcaplua("-r " .. path ..
      " scripts/follow.lua 192.0.2.1:25")
    assert.equal("", out)
    path = support.capture { segments.tcp(1, { "2001:db8::1", 4000,
      "2001:db8::2", 25, 16, 1, 1, "EHLO" }) }
    for _, word in ipairs { "2001:DB8::1", "'[2001:db8:0::2]:25'" } do
      assert.matches("[2001:db8::1]:4000 -> [2001:db8::2]:25\nEHLO\n",
        run(path, word), 1, true)
    end
  end)
end)
