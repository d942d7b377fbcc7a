local support = require "spec.support"

local SCRIPT <const> = "scripts/arpwatch.lua"
local HEAD <const> = "ADDRESS         HARDWARE          "
  .. "FIRST SEEN          LAST SEEN            COUNT\n"
local A <const> = "02:00:00:00:00:0a"
local B <const> = "02:00:00:00:00:0b"
local C <const> = "02:00:00:00:00:0c"
local ONE <const>, TWO <const> = "192.0.2.1", "192.0.2.2"
local START <const> = 1767600000 -- 2026-01-05 08:00:00 UTC

local function ip(text)
  return string.char(text:match "(%d+)%.(%d+)%.(%d+)%.(%d+)")
end

-- An ARP frame: `who` has `address`, after so many seconds. Options: reply,
-- target, ethernet (who sends it if not `who`), vlan, kind (the type).
local function arp(seconds, who, address, options)
  options = options or {}
  local tag = options.vlan and (">I2 I2"):pack(0x8100, options.vlan) or ""
  return {
    time = START * 1000000000 + math.floor(seconds * 1000) * 1000000,
    bytes = support.wire "ff:ff:ff:ff:ff:ff"
      .. support.wire(options.ethernet or who) .. tag
      .. (">I2 I2 I2 B B I2"):pack(options.kind or 0x0806, 1,
        options.protocol or 0x0800, 6, 4, options.reply and 2 or 1)
      .. support.wire(who) .. ip(address) .. ("\0"):rep(6)
      .. ip(options.target or "192.0.2.254"),
  }
end

local REPLY <const> = {reply = true}

-- Text in which a line that ends in a backslash goes on in the next one.
local function joined(text)
  return (text:gsub("\\\n", ""))
end

-- The line of an event at 08:00:00 and so many seconds.
local function event(seconds, kind, address, detail)
  return ("2026-01-05 08:%02d:%02d %-10s %-15s %s\n"):format(seconds // 60,
    seconds % 60, kind, address, detail)
end

local function run(file)
  return support.pcaplua{"-r", file, SCRIPT}
end

-- What arpwatch says of these frames: the events, the table, the errors.
local function watch(frames)
  local out, err, status = run(support.capture(frames))
  assert.equal(0, status, err)
  local from, to = out:find(HEAD, 1, true)
  assert(from, out)
  return out:sub(1, from - 1), out:sub(to + 1), err
end

describe("arpwatch", function()
  it("finds in the sample what is in it", function()
    local file = support.name ".pcap"
    local _, complaint, made =
      support.shell("lua5.4 spec/support/sample.lua " .. file)
    assert.equal(0, made, complaint)
    local out, err, status = run(file)
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal(joined [[
2026-01-05 08:00:40 probe      192.0.2.77      by 02:00:00:00:00:77
2026-01-05 08:00:44 gratuitous 192.0.2.77      by 02:00:00:00:00:77
2026-01-05 08:02:10 moved      192.0.2.1       \
02:00:00:00:00:01 -> 02:00:00:00:00:66
2026-01-05 08:02:10 moved      192.0.2.10      \
02:00:00:00:00:10 -> 02:00:00:00:00:66
2026-01-05 08:02:14 conflict   192.0.2.1       \
02:00:00:00:00:01 and 02:00:00:00:00:66 (flip flop)
2026-01-05 08:02:55 gratuitous 192.0.2.20      by 02:00:00:00:00:21
2026-01-05 08:02:55 moved      192.0.2.20      \
02:00:00:00:00:20 -> 02:00:00:00:00:21
2026-01-05 08:03:01 conflict   192.0.2.10      \
02:00:00:00:00:10 and 02:00:00:00:00:66 (flip flop)
2026-01-05 08:03:01 conflict   192.0.2.1       \
02:00:00:00:00:01 and 02:00:00:00:00:66 (flip flop)
2026-01-05 08:03:55 mismatch   192.0.2.1       \
02:00:00:00:00:01 sent by 02:00:00:00:00:66
2026-01-05 08:03:55 mismatch   192.0.2.10      \
02:00:00:00:00:10 sent by 02:00:00:00:00:66

ADDRESS         HARDWARE          FIRST SEEN          LAST SEEN            COUNT
192.0.2.1       02:00:00:00:00:01 2026-01-05 08:00:01 2026-01-05 08:05:14     15
192.0.2.1       02:00:00:00:00:66 2026-01-05 08:02:10 2026-01-05 08:03:50     11
192.0.2.10      02:00:00:00:00:10 2026-01-05 08:00:01 2026-01-05 08:05:01     10
192.0.2.10      02:00:00:00:00:66 2026-01-05 08:02:10 2026-01-05 08:03:50     11
192.0.2.11      02:00:00:00:00:11 2026-01-05 08:00:14 2026-01-05 08:05:31     13
192.0.2.20      02:00:00:00:00:20 2026-01-05 08:00:10 2026-01-05 08:01:10      2
192.0.2.20      02:00:00:00:00:21 2026-01-05 08:02:55 2026-01-05 08:03:10      2
192.0.2.30      02:00:00:00:00:30 2026-01-05 08:00:31 2026-01-05 08:05:31      6
192.0.2.66      02:00:00:00:00:66 2026-01-05 08:01:40 2026-01-05 08:01:42      2
192.0.2.77      02:00:00:00:00:77 2026-01-05 08:00:44 2026-01-05 08:00:47      3
192.0.2.129     02:00:00:00:00:01 \
2026-01-05 08:00:03 2026-01-05 08:04:03      3 vlan 20
192.0.2.130     02:00:00:00:00:82 \
2026-01-05 08:00:03 2026-01-05 08:04:03      3 vlan 20
]], out)
  end)

  it("says the same under lua5.4, with the file as argument", function()
    local file = support.capture{arp(0, A, ONE), arp(5, B, ONE)}
    local build = os.getenv "PYCAP_BUILD" or "build"
    local out, err, status = support.shell(("LUA_CPATH=%s lua5.4 %s %s"):format(
      support.quote(build .. "/?.so"), SCRIPT, file))
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal((run(file)), out)
  end)

  it("prints only the head of a table for an empty capture", function()
    local out, err, status = run(support.capture{})
    assert.equal(HEAD, out)
    assert.equal("", err)
    assert.equal(0, status)
  end)

  it("sorts addresses by their numbers, and counts", function()
    local _, rows = watch{arp(0, A, "192.0.2.100"), arp(1, B, "192.0.2.20"),
      arp(2, C, "9.0.0.1"), arp(3.9, B, "192.0.2.20")}
    assert.equal([[
9.0.0.1         02:00:00:00:00:0c 2026-01-05 08:00:02 2026-01-05 08:00:02      1
192.0.2.20      02:00:00:00:00:0b 2026-01-05 08:00:01 2026-01-05 08:00:03      2
192.0.2.100     02:00:00:00:00:0a 2026-01-05 08:00:00 2026-01-05 08:00:00      1
]], rows)
  end)

  it("says that an address moved, to new or long unheard hardware", function()
    local events = watch{arp(0, A, ONE), arp(5, B, ONE), arp(66, A, ONE)}
    assert.equal(event(5, "moved", ONE, A .. " -> " .. B)
      .. event(66, "moved", ONE, B .. " -> " .. A) .. "\n", events)
  end)

  it("calls it a conflict when the former is back within a minute", function()
    local events = watch{arp(0, B, ONE), arp(30, A, ONE), arp(60, B, ONE)}
    assert.equal(event(30, "moved", ONE, B .. " -> " .. A)
      .. event(60, "conflict", ONE, A .. " and " .. B .. " (flip flop)")
      .. "\n", events)
  end)

  it("calls it a conflict when two answer at once", function()
    local events = watch{arp(0, C, TWO, {target = ONE}),
      arp(0.001, A, ONE, REPLY), arp(0.002, B, ONE, REPLY)}
    assert.equal(event(0, "conflict", ONE, A .. " and " .. B
      .. " (both answer)") .. "\n", events)
  end)

  it("has nothing against hardware with many addresses", function()
    assert.equal("", (watch{arp(0, A, ONE), arp(1, A, TWO), arp(2, A, ONE)}))
  end)

  it("repeats a line once a minute at most", function()
    local frames = {}
    for i = 0, 119 do
      frames[#frames + 1] = arp(i, i % 2 == 0 and A or B, ONE)
    end
    local events = watch(frames)
    local _, conflicts = events:gsub(" conflict ", "")
    assert.equal(2, conflicts)
  end)

  it("names probes, which claim nothing", function()
    local events, rows = watch{arp(0, A, ONE),
      arp(1, B, "0.0.0.0", {target = ONE})}
    assert.equal(event(1, "probe", ONE, "by " .. B) .. "\n", events)
    assert.matches("^192%.0%.2%.1 +" .. A .. " [^\n]+ 1\n$", rows)
  end)

  it("names gratuitous ARP, asking and answering", function()
    local events, rows = watch{arp(0, A, ONE, {target = ONE}),
      arp(1, B, TWO, {target = TWO, reply = true})}
    assert.equal(event(0, "gratuitous", ONE, "by " .. A)
      .. event(1, "gratuitous", TWO, "by " .. B) .. "\n", events)
    assert.matches("^192%.0%.2%.1 .*\n192%.0%.2%.2 .*\n$", rows)
  end)

  it("says when another host sent the frame than ARP names", function()
    local events, rows = watch{arp(0, A, ONE, {ethernet = B})}
    assert.equal(event(0, "mismatch", ONE, A .. " sent by " .. B) .. "\n",
      events)
    assert.matches("^192%.0%.2%.1 +" .. A, rows)
  end)

  it("says so of a probe, too", function()
    local events, rows = watch{
      arp(0, A, "0.0.0.0", {target = ONE, ethernet = B})}
    assert.equal(event(0, "probe", ONE, "by " .. A)
      .. event(0, "mismatch", ONE, A .. " sent by " .. B) .. "\n", events)
    assert.equal("", rows)
  end)

  it("keeps the addresses of VLANs apart", function()
    local events, rows = watch{arp(0, A, ONE), arp(1, B, ONE, {vlan = 7}),
      arp(2, A, ONE), arp(3, C, ONE, {vlan = 7})}
    assert.equal(event(3, "moved", ONE, B .. " -> " .. C .. " vlan 7") .. "\n",
      events)
    assert.matches(A .. "[^\n]+ 2\n.*" .. B .. "[^\n]+ 1 vlan 7\n.*"
      .. C .. "[^\n]+ 1 vlan 7\n$", rows)
  end)

  it("skips and counts other kinds of ARP, odd sizes too", function()
    local head = support.wire "ffffffffffff 02000000000a 0806"
    local events, rows, err = watch{
      head .. (">I2 I2 B B I2"):pack(1, 0x0800, 8, 4, 1) .. ("x"):rep(24),
      head .. (">I2 I2 B B I2"):pack(1, 0x0800, 6, 16, 1) .. ("x"):rep(44),
      head .. (">I2 I2 B B I2"):pack(1, 0x0800, 0, 0, 2),
      arp(1, A, ONE, {protocol = 0x86dd}),
      head .. (">I2 I2 B B I2"):pack(1, 0x0800, 6, 4, 8) .. ("x"):rep(20),
      head .. "\0\1", -- ends too early to be ARP at all
    }
    assert.equal("", events)
    assert.equal("", rows)
    assert.equal("arpwatch: 5 ARP packets of other kinds skipped\n", err)
  end)

  it("keeps 65,536 claims and says so, but still sees known ones move",
  function()
    local frames = {}
    support.calm(function()
      for i = 0, 65536 do
        frames[#frames + 1] = arp(0, A, ("10.%d.%d.%d"):format(i >> 16,
          i >> 8 & 255, i & 255))
      end
    end)
    frames[#frames + 1] = arp(1, B, "10.0.0.0")
    local events, rows, err = watch(frames)
    local _, count = rows:gsub("\n", "")
    assert.equal(65536, count)
    assert.equal(event(1, "moved", "10.0.0.0", A .. " -> " .. B) .. "\n",
      events)
    assert.equal("arpwatch: table full, at 65536 rows\n", err)
  end)

  it("prints its table of a file that breaks off, then fails", function()
    local bytes = support.pcap_bytes{arp(0, A, ONE), arp(1, B, TWO)}
    local out, err, status = run(support.write(bytes:sub(1, -5), ".pcap"))
    assert.matches("\n192%.0%.2%.1 +" .. A .. " [^\n]+ 1\n$", out)
    assert.matches("^pcaplua: [^\n]*: truncated: [^\n]*\n$", err)
    assert.equal(1, status)
  end)

  it("prints its table when it is interrupted", function()
    local fifo = support.name ".fifo"
    assert(os.execute("mkfifo " .. fifo))
    local file <close> = assert(io.open(fifo, "r+b")) -- waits for no reader
    local watcher = support.spawn(("%s -r %s %s"):format(support.program(),
      fifo, SCRIPT))
    file:write(support.pcap_bytes{arp(0, A, ONE), arp(1, B, ONE)})
    file:flush()
    assert(watcher:await "moved", "what happens is not seen as it happens")
    watcher:kill "INT"
    assert.equal(130, watcher:wait(10))
    assert.matches("\n192%.0%.2%.1 +" .. B, (watcher:output()))
  end)

  it("is quiet when nobody reads on", function()
    local frames = {}
    for i = 1, support.rounds(5000) do
      frames[i] = arp(i, A, ("10.1.%d.%d"):format(i >> 8, i & 255),
        {ethernet = B})
    end
    local out, err = support.shell(("%s -r %s %s | head -n 1"):format(
      support.program(), support.capture(frames), SCRIPT))
    assert.matches("^2026%-01%-05 08:00:01 mismatch [^\n]+\n$", out)
    assert.equal("", err)
  end)

  it("explains itself", function()
    local out, err, status = support.pcaplua{SCRIPT, "-h"}
    assert.matches("^usage: pcaplua %-r file arpwatch.lua", out)
    assert.equal("", err)
    assert.equal(0, status)
  end)
end)
