local scripttest = require "spec.support.scripttest"
local segments = require "spec.support.segments"
local support = require "spec.support"

local SCRIPT <const> = "scripts/portscan.lua"
local HEAD <const> = "SOURCE                 TARGET                 "
  .. "PROBED      FIRST SEEN          LAST SEEN\n"
local ATTACKER <const>, HOST <const> = "198.51.100.66", "192.0.2.10"

-- A SYN, and what is sent back a millisecond later: "syn, ack", "rst, ack".
local function syn(seconds, from, to, port, options)
  options = options or {}
  local fromport = options.port or 40000
  local frames = { segments.tcp(seconds, { from, fromport, to, port,
    options.flags or "syn" }) }
  if options.back then
    frames[2] = segments.tcp(seconds + (options.after or 0.001),
      { to, port, from, fromport, options.back })
  end
  return frames
end

-- All these frames by their time.
local function all(...)
  local frames = {}
  for _, list in ipairs { ... } do table.move(list, 1, #list, #frames + 1,
    frames) end
  return segments.sort(frames)
end

-- Frames f(i), i from 1 to n.
local function each(n, f)
  local lists = {}
  for i = 1, n do lists[i] = f(i) end
  return all(table.unpack(lists))
end

local function scan(frames, words)
  local out, err, status = support.pcaplua("-r " .. support.capture(frames) ..
    " " .. SCRIPT .. " " .. (words or ""))
  assert.equal(0, status, err)
  return out, err
end

local function quiet(frames, words)
  assert.same({ HEAD, "" }, { scan(frames, words) })
end

describe("portscan", function()
  it("tells of many ports of one host, of one port of many hosts", function()
    scripttest("portscan", {
      ports = each(12, function(i) return syn(i / 10, ATTACKER, HOST, i) end),
      hosts = each(10, function(i)
        return syn(i, "2001:db8::66", ("2001:db8:1::%d"):format(i), 22)
      end),
    })
  end)

  it("takes a refusal for no answer", function()
    local out = scan(each(10, function(i)
      return syn(i / 10, ATTACKER, HOST, i, { back = "rst, ack" })
    end))
    assert.matches("ports  198.51.100.66 probes 192.0.2.10: 10 in", out, 1,
      true)
  end)

  it("has nothing against connections that are answered", function()
    quiet(each(50, function(i)
      return syn(i / 10, ATTACKER, HOST, i, { back = "syn, ack" })
    end))
    quiet(each(50, function(i)
      return syn(i / 100, ATTACKER, "192.0.2." .. i, 443,
        { back = "syn, ack", after = 0.9 })
    end))
  end)

  it("waits so long for an answer, and not longer", function()
    local function late(i)
      return syn(i / 100, ATTACKER, HOST, i, { back = "syn, ack", after = 1.5 })
    end
    assert.matches(" 10 ports ", (scan(each(10, late))))
    quiet(each(10, late), "-a 2")
  end)

  it("takes no answer from the one who asks", function()
    local function own(i)
      return { syn(i, ATTACKER, HOST, i)[1],
        syn(i + 0.1, ATTACKER, HOST, i, { flags = "syn, ack" })[1] }
    end
    assert.matches(" 10 ports ", (scan(each(10, own))))
  end)

  it("counts SYNs with the bits of ECN", function()
    assert.matches(" 10 ports ", (scan(each(10, function(i)
      return syn(i, ATTACKER, HOST, i, { flags = "syn, ece, cwr" })
    end))))
    quiet(each(10, function(i)
      return syn(i, ATTACKER, HOST, i, { back = "syn, ack, ece",
        flags = "syn, ece, cwr" })
    end))
  end)

  it("counts each place once, however often it is tried", function()
    quiet(each(40, function(i)
      return syn(i, ATTACKER, HOST, i % 9, { port = 40000 + i })
    end))
  end)

  it("counts within the window, which moves", function()
    local function slow(i) return syn(i * 7, ATTACKER, HOST, i) end
    quiet(each(40, slow))
    assert.matches(" 10 ports ", (scan(each(10, slow), "-w 64")))
    quiet(each(10, slow), "-w 63")
  end)

  it("tells of it again when all was over", function()
    local function twice(i)
      return all(syn(i, ATTACKER, HOST, i), syn(i + 100, ATTACKER, HOST, i))
    end
    local out = scan(each(10, twice))
    local _, told = out:gsub(" probes ", "")
    local _, rows = out:gsub("\n198", "")
    assert.same({ 2, 2 }, { told, rows })
  end)

  it("keeps sources apart", function()
    quiet(each(18, function(i)
      return syn(i, "198.51.100." .. i % 2, HOST, i)
    end))
  end)

  it("takes other thresholds", function()
    local frames = each(3, function(i)
      return all(syn(i, ATTACKER, HOST, i), syn(i, ATTACKER, "192.0.2." .. i,
        22))
    end)
    quiet(frames)
    assert.matches("ports  198.51.100.66 probes 192.0.2.10: 3 in 2.0 s",
      (scan(frames, "-p 3")), 1, true)
    assert.matches("hosts  198.51.100.66 probes port 22: 3 in 2.0 s",
      (scan(frames, "-n 3")), 1, true)
  end)

  it("keeps 65,536 probes and says so", function()
    local bytes = segments.tcp(0, { ATTACKER, 40000, HOST, 1, "syn" }).bytes
    local frames, times = {}, {}
    for i = 0, 65600 do
      frames[i + 1] = bytes:sub(1, 30) .. (">I4"):pack(0x0a000000 + i) ..
        bytes:sub(35)
      times[i + 1] = 1767600000000000000 + i * 100000
    end
    local out, err, status = support.pcaplua { "-r",
      support.capture(frames, { times = times }), SCRIPT }
    assert.equal(0, status)
    assert.matches("port 1 +65536 hosts ", out)
    assert.equal("portscan: table full: the oldest probes are not counted\n",
      err)
  end)

  it("prints its table of a file that breaks off, then fails", function()
    local bytes = support.pcap_bytes(each(10, function(i)
      return syn(i, ATTACKER, HOST, i)
    end))
    local out, err, status = support.pcaplua { "-r",
      support.write(bytes:sub(1, -5), ".pcap"), SCRIPT, "-p", "9" }
    assert.matches("198.51.100.66 +192.0.2.10 +9 ports ", out)
    assert.matches("truncated", err)
    assert.equal(1, status)
  end)

  it("refuses what it does not know", function()
    local function refused(message, words)
      assert.equal(message, support.refusal(SCRIPT, words))
    end
    refused("'-x': no such option", "-x 1")
    refused("'ports': no such option", "ports")
    refused("-p: integer from 1 to 65536 expected", "-p")
    refused("-p: integer from 1 to 65536 expected", "-p 0")
    refused("-n: integer from 1 to 65536 expected", "-n 1.5")
    refused("-w: integer from 1 to 65536 expected", "-w nan")
    refused("-a: integer from 1 to 65536 expected", "-a 1e9")
  end)

  it("explains itself", function()
    local out, err, status = support.pcaplua { SCRIPT, "-h" }
    assert.matches("^usage: pcaplua %-r file portscan.lua", out)
    assert.equal("", err)
    assert.equal(0, status)
  end)
end)
