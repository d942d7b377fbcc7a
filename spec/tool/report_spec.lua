--
-- report_spec.lua - scripts/report.lua: the numbers in its page, and that
-- nothing in a packet becomes a part of the page's text
--
local pycap = require "pycap"
local segments = require "spec.support.segments"
local support = require "spec.support"

local CLIENT <const>, SERVER <const> = "198.51.100.9", "192.0.2.80"
local ALL <const> = "ff:ff:ff:ff:ff:ff"

local function report(frames, words)
  local out, err, status = support.pcaplua("-r " .. support.capture(frames) ..
    " scripts/report.lua " .. (words or ""))
  assert.equal("", err)
  assert.equal(0, status)
  return out
end

-- Elements that are opened are closed, and no other.
local function check(page)
  local open, single = {}, { meta = true, link = true, line = true,
    rect = true }
  for slash, name, rest in page:gmatch "<(/?)(%a%w*)([^>]*)>" do
    if slash == "/" then
      assert.equal(table.remove(open), name)
    elseif not single[name] and not rest:find "/$" then
      open[#open + 1] = name
    end
  end
  assert.same({}, open)
  assert.is_nil(page:find("<script", 1, true))
  assert.is_nil(page:find "%a+://")
  return page
end

-- The part of the page under this heading.
local function section(page, id)
  return assert(page:match('<section id="' .. id .. '">(.-)</section>'), id)
end

-- The cells of the rows that begin with this name.
local function rows(part, name)
  local found = {}
  for row in part:gmatch '<tr role="row"><th role="rowheader"(.-)</tr>' do
    local cells = {}
    for cell in (row .. "<"):gmatch ">([^<]*)</t[dh]>" do
      cells[#cells + 1] = cell
    end
    if row:match "^[^>]*>([^<]*)" == name then
      found[#found + 1] = table.concat(cells, " ", 2):gsub("^ +", "")
    end
  end
  return found
end

local function tile(part, what)
  return part:match("<dt>" .. what .. "</dt><dd>([^<]*)</dd>")
end

local function arp(seconds, operation, hardware, from, to, sender)
  return { time = segments.udp(seconds, CLIENT, 1, SERVER, 1).time,
    bytes = pycap.packet(pycap.ethernet { source = sender or hardware,
      destination = ALL }, pycap.arp { operation = operation,
      sourcehardware = hardware, sourceprotocol = from,
      targetprotocol = to }).bytes }
end

local function asks(seconds, flags, sequence, payload, port)
  return segments.tcp(seconds, { CLIENT, port or 4000, SERVER, 80, flags,
    sequence, 1, payload })
end

local function answers(seconds, flags, sequence, payload, port)
  return segments.tcp(seconds, { SERVER, 80, CLIENT, port or 4000, flags,
    sequence, 1, payload })
end

local function zero(seconds)
  return segments.frame(seconds, segments.ip(SERVER, CLIENT), pycap.tcp {
    sourceport = 80, destinationport = 4000, flags = "ack", window = 0,
    sequence = 501, acknowledge = 104 })
end

local function question(seconds, name, response)
  return segments.udp(seconds, CLIENT, 5353, SERVER, 53, pycap.dns {
    response = response, questions = { { name = name } } }.packet)
end

describe("report.lua", function()
  describe("of a small network", function()
    local page
    setup(function()
      local one, two, three = "02:00:00:00:00:01", "02:00:00:00:00:02",
        "02:00:00:00:00:03"
      local frames = {
        arp(0, "reply", one, "192.0.2.1", "192.0.2.9"),
        arp(0.5, "reply", two, "192.0.2.1", "192.0.2.9"),     -- a conflict
        arp(1, "request", one, "192.0.2.1", "192.0.2.1"),     -- and announces
        arp(2, "request", three, "0.0.0.0", "192.0.2.7"),
        arp(3, "request", one, "192.0.2.7", "192.0.2.1"),
        arp(100, "request", two, "192.0.2.7", "192.0.2.1"),   -- changed
        asks(10, "syn", 100), answers(10.0015, "syn, ack", 500),
        asks(10.002, "ack", 101), asks(11, "push, ack", 101, "abc"),
        asks(12, "push, ack", 101, "abc"), zero(12.1), zero(12.2),
        asks(13, "rst", 104),
        asks(20, "syn", 100, nil, 4001), asks(21, "syn", 100, nil, 4001),
        asks(22, "syn", 100, nil, 4002),
        answers(22.1, "rst, ack", 0, nil, 4002),
        asks(23, "syn", 100, nil, 4003),
        answers(23.1, "syn, ack", 7, nil, 4003),
        question(30, "www.example.org."), question(31, "www.example.org."),
      }
      for i = 1, 20 do
        frames[#frames + 1] = arp(40 + i / 10, "request", three, "192.0.2.30",
          "192.0.2." .. 100 + i)
        frames[#frames + 1] = segments.tcp(24, { CLIENT, 1, "192.0.2.81", 9,
          "ack", i, 0, "y" })
      end
      page = check(report(segments.sort(frames)))
    end)

    it("counts packets, bytes and flows", function()
      assert.equal("62", tile(page, "packets"))
      assert.equal("6", tile(page, "flows"))
      assert.equal("1 min 40 s", tile(page, "from first to last"))
      assert.matches("2026%-01%-05 08:00:00 to 2026%-01%-05 08:01:40 UTC", page)
    end)

    it("counts protocols, hosts and conversations", function()
      assert.same({ "26 1,092 35.2 %" }, rows(section(page, "protocols"),
        "arp"))
      assert.same({ "2 150 4.8 %" }, rows(section(page, "protocols"), "dns"))
      local hosts = section(page, "hosts")
      assert.same({ "1,742 270 36" }, rows(hosts, CLIENT))
      assert.same({ "270 642 16" }, rows(hosts, SERVER))
      assert.same({ "tcp 8 438 3 s rst" }, rows(section(page,
        "conversations"), "198.51.100.9:4000 to 192.0.2.80:80"))
      assert.same({ "2" }, rows(section(page, "names"), "www.example.org"))
    end)

    it("finds what is suspicious in ARP", function()
      local part = section(page, "arp")
      for what, count in pairs { requests = "24", replies = "2",
        conflicts = "2", changed = "1", scans = "1", announcements = "1",
        probes = "1", ["wrong senders"] = "0" } do
        assert.equal(count, tile(part, what), what)
      end
      assert.same({ "02:00:00:00:00:01 and 02:00:00:00:00:02 2 " ..
        "2026-01-05 08:00:00 2026-01-05 08:00:01", "by 02:00:00:00:00:01 " ..
        "1 2026-01-05 08:00:01 2026-01-05 08:00:01" }, rows(part, "192.0.2.1"))
      assert.same({ "02:00:00:00:00:01 to 02:00:00:00:00:02 1 " ..
        "2026-01-05 08:01:40 2026-01-05 08:01:40", "by 02:00:00:00:00:03 " ..
        "1 2026-01-05 08:00:02 2026-01-05 08:00:02" }, rows(part, "192.0.2.7"))
      assert.same({ "02:00:00:00:00:03 asks for 20 addresses in a minute " ..
        "1 2026-01-05 08:00:41 2026-01-05 08:00:42" },
        rows(part, "02:00:00:00:00:03"))
      assert.matches('href="#arp">ARP: 2 conflicts: two hosts', page)
      assert.matches('href="#arp">ARP: 1 scan for addresses', page)
    end)

    it("finds trouble in TCP", function()
      local part = section(page, "tcp")
      for what, count in pairs { connections = "5", segments = "34",
        retransmissions = "2", resets = "2", ["zero windows"] = "2",
        ["failed handshakes"] = "3", gaps = "0" } do
        assert.equal(count, tile(part, what), what)
      end
      assert.same({ "4 14 2 0 2 2 1 1 1 2.000 ms" }, rows(part,
        "192.0.2.80:80"))
      assert.matches("192%.0%.2%.80:80<.*192%.0%.2%.81:9<", part)
    end)

    it("draws what screen readers can read", function()
      local count = 0
      for id, names in page:gmatch(
        'role="img" aria%-labelledby="t(%d+) (d%d+)"') do
        assert.matches('<title id="t' .. id .. '">[^<]+</title><desc id="' ..
          names .. '">[^<]+</desc>', page)
        count = count + 1
      end
      assert.equal(4, count)
    end)
  end)

  local one <const>, two <const> = "02:00:00:00:00:01", "02:00:00:00:00:02"

  it("finds packets of ARP with a wrong sender", function()
    local page = check(report { arp(0, "reply", one, "192.0.2.1", "192.0.2.9",
      two), arp(1, "reply", one, "192.0.2.1", "192.0.2.9") })
    assert.same({ one .. " sent by " .. two .. " 1 2026-01-05 08:00:00 " ..
      "2026-01-05 08:00:00" }, rows(section(page, "arp"), "192.0.2.1"))
    assert.matches('<div class="bad"><dt>wrong senders', page)
    assert.is_nil(page:find('<div class="bad"><dt>conflicts', 1, true))
    assert.matches("ARP: 1 packet with a wrong sender", page)
  end)

  it("takes for a scan what asks for many addresses in a minute", function()
    local frames = {}
    for i = 1, 40 do  -- answers, and ten questions a minute
      frames[i] = arp(i, "reply", two, "192.0.2.2", "192.0.2." .. i)
      frames[40 + i] = arp(i * 6, "request", one, "192.0.2.1", "192.0.2." .. i)
    end
    assert.equal("0", tile(report(segments.sort(frames)), "scans"))
  end)

  it("lists the names that are asked for, not those in answers", function()
    local function hello(port, message)
      return segments.tcp(0, { CLIENT, port, SERVER, 443, "ack", 1, 1,
        pycap.tls { records = { { name = "handshake",
          messages = { message } } } }.packet })
    end
    local random = ("r"):rep(32)
    local part = section(check(report { question(0, "a.example."),
      question(0, "b.example.", 1), hello(1, { name = "clienthello",
      random = random, ciphers = { { cipher = 0x1301 } }, extensions = {
        { name = "servername", names = { { name = "c.example" } } } } }),
      hello(2, { name = "serverhello", random = random }),
    }), "names")
    assert.same({ "1" }, rows(part, "a.example"))
    assert.same({ "1" }, rows(part, "c.example"))
    assert.is_nil(part:find("b.example", 1, true))
    assert.is_nil(part:find("(none)", 1, true))
  end)

  it("draws the bars of protocols on top of each other", function()
    local page = report { arp(0, "request", one, "192.0.2.1", "192.0.2.2"),
      question(0, "a.example.") }
    local top, bottom = page:match('<g class="c2"><rect x="%S+" width="%S+" ' ..
      'y="([%d.]+)" height="([%d.]+)"/></g><g class="c4">')
    local y, height = page:match('<g class="c4"><rect x="%S+" width="%S+" ' ..
      'y="([%d.]+)" height="([%d.]+)"/></g></svg>')
    assert.near(160, top + bottom, 0.2)
    assert.near(tonumber(top), y + height, 0.2)
  end)

  it("keeps no more rows than it has room for, and says so", function()
    local frames, frame = {}, asks(0, "syn", 1).bytes
    for i = 1, 70000 do
      frames[i] = frame:sub(1, 30) .. (">I4"):pack(0x0a000000 + i) ..
        frame:sub(35)
    end
    local page = report(frames)
    assert.matches("for want of room: TCP servers, 4,464 packets of further",
      page:match '.*class="fault">(.*)')
    assert.equal("70,000", tile(page, "flows"))
  end)

  it("puts nothing of a packet into the page unescaped", function()
    local page = check(report {
      question(0, "<script>alert(1)</script>\"'&.example."),
      question(1, "a\27[2J\226\128\174b.example."),  -- reorders what follows
      question(2, "caf\195\169.example."), question(3, "\255.example.") })
    assert.matches("&lt;script&gt;alert%(1%)&lt;/script&gt;", page)
    assert.is_nil(page:find "[\0-\9\11-\31\127]")
    assert.is_nil(page:find("\226\128\174", 1, true))
    assert.truthy(utf8.len(page))
  end)

  it("escapes the file's name", function()
    local name = support.name "<b>\27\"\216\156\195\169.pcap"
    os.rename(support.capture { question(0, "a.example.") }, name)
    local out, err, status = support.pcaplua { "-r", name,
      "scripts/report.lua" }
    os.remove(name)
    assert.equal(0, status, err)
    assert.matches("<title>[^<\27]*&lt;b&gt;\\x1b&quot;\\xd8\\x9c" ..
      "\195\169%.pcap: report</title>",
      check(out))
  end)

  it("says what a capture has not", function()
    local page = check(report {})
    assert.matches("The capture has no packets%.", page)
    page = check(report { arp(0, "request", "02:00:00:00:00:01", "192.0.2.1",
      "192.0.2.2") })
    assert.matches("Nothing in ARP, and nothing in TCP%.", page)
    assert.matches("no TCP", section(page, "tcp"))
    assert.matches("No packet has an IP header", section(page, "hosts"))
    assert.matches("Nobody asked", section(page, "names"))
    page = check(report { question(0, "a.example.") })
    assert.matches("no ARP", section(page, "arp"))
    assert.equal("1", tile(page, "packets"))
  end)

  it("says which VLAN it was", function()
    local frame = arp(0, "request", "02:00:00:00:00:01", "192.0.2.1",
      "192.0.2.1")
    frame.bytes = frame.bytes:sub(1, 12) .. "\x81\0\0\7" ..
      frame.bytes:sub(13)
    assert.equal(1, #rows(section(report { frame }, "arp"),
      "192.0.2.1 in VLAN 7"))
  end)

  it("has other rows in one, with their sums", function()
    local frames = {}
    for i = 1, 30 do
      frames[i] = segments.udp(i, "192.0.2." .. i, 9, SERVER, 9, ("x"):rep(i))
    end
    local page = check(report(frames, "-n 3"))
    assert.same({ "27 1,512  " }, rows(section(page, "conversations"),
      "others (27)"))
    assert.matches("192%.0%.2%.30:9 to", section(page, "conversations"))
  end)

  it("draws any times, in a bounded number of bars", function()
    for _, last in ipairs { 0, 1e-6, 1, 3e3, 1e5, 1e8, 4e9 } do
      local frames = {}
      for i = 0, 400 do
        frames[i + 1] = segments.udp(0, CLIENT, 9, SERVER, 9)
        frames[i + 1].time = math.floor(last * 1e9) // 400 *
          (i * 7 % 401)
      end
      local page = check(report(frames))
      local _, count = page:gsub("<rect", "")
      assert.equal("401", tile(page, "packets"))
      assert.truthy(count < 420, count)
      local sum = 0
      for row in section(page, "traffic"):gmatch "<tr .-</tr>" do
        sum = sum + (tonumber((row:match 'packets">([%d,]+)' or "0"):gsub(",",
          "") .. "") or 0)
      end
      assert.equal(401, sum)
    end
  end)

  it("reports what came before a file was cut", function()
    local file = support.capture { question(0, "a.example."),
      question(1, "b.example.") }
    local bytes = support.read(file)
    local handle <close> = assert(io.open(file, "wb"))
    handle:write(bytes:sub(1, -5))
    handle:close()
    local out, err, status = support.pcaplua("-r " .. file ..
      " scripts/report.lua")
    assert.equal(1, status)
    assert.matches("truncated", err)
    assert.matches("not read to its end", check(out))
    assert.equal("1", tile(out, "packets"))
  end)

  it("refuses what it does not know", function()
    for words, text in pairs { ["-x 1"] = "'%-x': no such option",
      ["-n x"] = "%-n: number of rows", ["-n 0"] = "%-n: number of rows" } do
      local out, err, status = support.pcaplua("-r " ..
        support.capture {} .. " scripts/report.lua " .. words)
      assert.equal("", out)
      assert.matches("^report: " .. text, err)
      assert.equal(2, status)
    end
  end)
end)
