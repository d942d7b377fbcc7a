--
-- dump_spec.lua - pycap.dump writes capture files
--
local dumps = require "spec.support.dumps"
local pycap = require "pycap"
local support = require "spec.support"

local frames <const> = dumps.frames
local packets <const> = dumps.packets
local fails <const> = dumps.fails
local fault <const> = dumps.fault

-- Starts Lua text under pcaplua, with `dump` and `frame` there.
local function script(text, ...)
  return support.quote(support.program()) .. " --eval " ..
    support.quote("local frame = ('\\2\\0\\0\\0\\0\\2\\2\\0\\0\\0\\0\\1" ..
      "\\x88\\xb5'):rep(1) .. ('x'):rep(500) " .. text) .. " " ..
    table.concat({ ... }, " ")
end

describe("pycap.dump", function()
  it("writes what a capture gives, byte for byte", function()
    local options = { nano = true, snaplen = 1234,
      times = { 1, 999999999, 2 ^ 31 * 1000000000 // 1 | 0,
        4294967295 * 1000000000 + 999999999, 5 } }
    local from = support.capture(frames, options)
    local to = support.name ".pcap"
    local capture = pycap { filename = from }
    local dump = pycap.dump(to, capture)
    for packet in capture:packets() do dump:write(packet) end
    dump:close()
    assert.equal(support.read(from), support.read(to))
  end)

  it("keeps the link type and precision it is told", function()
    local name = support.name ".pcap"
    for datalink, number in pairs { RAW = 101, [113] = 113, EN10MB = 1 } do
      local dump <close> = pycap.dump(name, { datalink = datalink,
        snaplen = 80, precision = "micro" })
      dump:write("\x45raw", 12.3456789)
      dump:close()
      assert.equal(support.pcap_bytes({ { bytes = "\x45raw",
        time = 12345678000 } }, { datalink = number, snaplen = 80 }),
        support.read(name))
    end
    pycap.dump(name):close()
    assert.equal(support.pcap_bytes({}, { nano = true }), support.read(name))
  end)

  it("writes what a packet is now, and its length on the wire", function()
    local from = support.capture({ { bytes = frames[5], length = 100,
      time = 7000000001 } })
    local to = support.name ".pcap"
    local packet = packets(from)[1]
    local dump <close> = pycap.dump(to)
    dump:write(packet)
    packet.ethernet.type = 0x88b6
    dump:write(packet)
    packet.payload = packet.payload .. "more"
    dump:write(packet)
    dump:write(packet, 12.5)
    dump:write(packet, 12)
    dump:close()
    local list = packets(to)
    assert.equal(frames[5], list[1].bytes)
    assert.equal(packet.bytes, list[3].bytes)
    assert.equal(0x88b6, list[2].ethernet.type)
    for i, length in ipairs { 100, 100, 104, 104, 104 } do
      assert.equal(length, list[i].length)
      assert.equal(({ 7000000000, 7000000000, 7000000000, 12500000000,
        12000000000 })[i], list[i].timestamp)
    end
  end)

  it("says no less than is there where a record does", function()
    local from = support.capture { { bytes = frames[5], length = 10 } }
    local to = support.name ".pcap"
    local packet = packets(from)[1]
    local dump <close> = pycap.dump(to)
    dump:write(packet)
    packet.payload = ""
    dump:write(packet)
    dump:close()
    for _, written in ipairs(packets(to)) do
      assert.equal(written.caplen, written.length)
    end
  end)

  it("gives what is made by hand the time of writing", function()
    local name = support.name ".pcap"
    local dump <close> = pycap.dump(name)
    local before = os.time()
    dump:write(pycap.packet(pycap.ethernet {}, pycap.arp {}))
    dump:write(frames[1])
    dump:close()
    for i, packet in ipairs(packets(name)) do
      assert.is_true(packet.time >= before and packet.time <= os.time() + 1)
      assert.equal(({ 42, #frames[1] })[i], packet.caplen)
    end
  end)

  it("cuts off at the snapshot length", function()
    local name = support.name ".pcap"
    local dump <close> = pycap.dump(name, { snaplen = 20 })
    dump:write(frames[5], 1)
    dump:close()
    local packet = packets(name)[1]
    assert.equal(frames[5]:sub(1, 20), packet.bytes)
    assert.equal(#frames[5], packet.length)
  end)

  it("refuses packets of another link type", function()
    local ethernet = packets(support.capture(frames))[1]
    local unknown = packets(support.capture({ "abcd" },
      { datalink = 249 }))[1]
    local made = pycap.packet(pycap.ip {})
    local raw <close> = pycap.dump(support.name ".pcap", { datalink = "RAW" })
    local ether <close> = pycap.dump(support.name ".pcap")
    local usb <close> = pycap.dump(support.name ".pcap", { datalink = 249 })
    fails("begins with ethernet, those of this file %(RAW%) begin with ip",
      raw.write, raw, ethernet)
    fails("begins with ip, those of this file %(EN10MB%) begin with ethernet",
      ether.write, ether, made)
    fails("begins with something else", ether.write, ether, unknown)
    raw:write(made)
    raw:write(pycap.packet(pycap.ip6 {}))
    ether:write(pycap.packet "bytes alone")
    usb:write(unknown)
    usb:write(ethernet)
  end)

  it("names what is wrong with its arguments", function()
    local name = support.name ".pcap"
    for text, options in pairs {
      ["unknown option \"nano\""] = { nano = true },
      ["datalink: link type expected, got \"ETHER\""] =
        { datalink = "ETHER" },
      ["datalink: link type expected, got boolean"] = { datalink = true },
      ["snaplen: integer from 1 to 2147483647 expected, got 0"] =
        { snaplen = 0 },
      ["datalink: link type expected, got -1"] = { datalink = -1 },
      ["precision: \"micro\" or \"nano\" expected, got \"milli\""] =
        { precision = "milli" },
      ["capture or table of options expected, got number"] = 5,
    } do
      fails("^[^ ]*dump: " .. text:gsub("%p", "%%%0"), pycap.dump, name,
        options)
    end
    assert.is_nil(io.open(name))
    fails("string expected, got no value", pycap.dump)
    fails("name of a file expected", pycap.dump, "")
    fails("string contains zeros", pycap.dump, "a\0b")
    local dump <close> = pycap.dump(name)
    fails("pycap.dump expected, got string", dump.write, frames[1])
    fails("packet or string expected, got nil", dump.write, dump)
    fails("packet or string expected, got pycap.arp", dump.write,
      dump, pycap.arp {})
    for _, time in ipairs { -1, 2 ^ 32, 0 / 0, math.huge } do
      fails("1970 to 2106", dump.write, dump, frames[1], time)
    end
    assert.equal("dump (" .. name .. ")", tostring(dump))
    dump:close()
    dump:close()
    assert.equal("dump (closed)", tostring(dump))
    fails("dump is closed", dump.write, dump, frames[1])
    fails("dump is closed", dump.flush, dump)
  end)

  it("says why a file cannot be made", function()
    fault("file", pycap.dump, "/nonesuch/file.pcap")
    fault("file", pycap.dump, support.temporary())
    local name = support.write "kept"
    fault("unsupported", pycap.dump, name, { datalink = 99999 })
    assert.equal("kept", support.read(name))
    assert.matches("No space left", fault("write", pycap.dump, "/dev/full"))
  end)

  it("closes with its variable, and when it is collected", function()
    local name, other = support.name ".pcap", support.name ".pcap"
    do
      local dump <close> = pycap.dump(name)
      dump:write(frames[1])
    end
    assert.equal(1, #packets(name))
    pycap.dump(other):write(frames[1])
    collectgarbage()
    collectgarbage()
    assert.equal(1, #packets(other))
  end)

  it("flushes whole packets", function()
    local name = support.name ".pcap"
    local dump <close> = pycap.dump(name)
    for n = 1, 3 do
      dump:write(frames[n])
      assert.equal(n - 1, #packets(name))
      dump:flush()
      assert.equal(n, #packets(name))
    end
    for _ = 1, 20000 do dump:write(frames[5]) end
    local there = #packets(name)
    assert.is_true(there > 18000 and there < 20003)
  end)

  it("writes to standard output", function()
    local out, err, status = support.shell(script(
      "local d <close> = pycap.dump '-' d:write(frame, 1)"))
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal(24 + 16 + 514, #out)
  end)

  it("raises when the reader has gone, and no signal kills", function()
    local out, err, status = support.shell("exec 3>&1; " .. script [[
      local d = pycap.dump '-'
      local ok, e
      repeat
        ok, e = pcall(function() d:write(frame) d:flush() end)
      until not ok
      io.stderr:write(e.code, " ", e.message, "\n")
      io.stderr:write(tostring(pcall(d.close, d)), "\n")
      d:close()
      local ok, e = pcall(function()
        local d <close> = d
        error "mine"
      end)
      io.stderr:write(tostring(e):match "mine", "\n")]] ..
      " | head -c 1000 >/dev/null")
    assert.equal("write -: Broken pipe\nfalse\nmine\n", err)
    assert.equal("", out)
    assert.equal(0, status)
  end)

  it("raises when the reader goes while a write waits for it", function()
    local out, err, status = support.shell("exec 3>&1; " .. script [[
      local d = pycap.dump '-'
      local ok, e
      repeat
        ok, e = pcall(d.write, d, frame:rep(100), 1)
      until not ok
      io.stderr:write(e.code, " ", e.message, "\n")]] ..
      " | { dd bs=24 count=1 2>/dev/null; sleep 0.3; } | wc -c")
    assert.equal("write -: Broken pipe\n", err)
    assert.equal("24\n", out)
    assert.equal(0, status)
  end)

  it("waits for a slow reader, and the second signal ends that", function()
    local fifo = support.name()
    os.execute("mkfifo " .. fifo)
    local reader = support.spawn("exec sleep 60 <" .. fifo)
    local process = support.spawn(script([[
      local d = pycap.dump(arg[1])
      io.stderr:write "open\n"
      for n = 1, 1000 do d:write(frame) end]], fifo))
    assert.truthy(process:await "open")
    assert(process:sleeps())
    process:kill "INT"
    assert.is_nil(process:wait(0.3))
    process:kill "INT"
    assert.equal(130, process:wait(10))
    process:close()
    reader:close()
  end)

  it("survives a full disk", function()
    support.needs("mounts", "tcpdump")
    local place = support.name()
    local out, err, status = support.shell(([[
      mkdir %s && exec unshare -m sh -c '
      mount -t tmpfs -o size=160k none %s && cd %s && exec %s --script %s']])
      :format(place, place, place, require "lfs".currentdir() .. "/" ..
        support.program(), support.write([[
      local frame = ("\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5"):rep(1) ..
        ("x"):rep(500)
      local function count()
        local n = 0
        for packet in pycap{filename = "a.pcap"}:packets() do
          assert(packet.timestamp == n * 1000000000 and packet.caplen == 514)
          n = n + 1
        end
        return n
      end
      local ballast = io.open("ballast", "wb")
      ballast:write(("x"):rep(90000)):close()
      local d, n = pycap.dump "a.pcap", 0
      local ok, e
      repeat
        ok, e = pcall(d.write, d, frame, n)
        if ok then n = n + 1 end
      until not ok
      assert(e.code == "write" and e.message:find "No space left", e)
      local there = count()
      local written, kept = e.message:match(
        "device: (%d+) bytes are written, (%d+) more are kept in memory: " ..
        "make room, then flush or write again$")
      assert(written + kept == d:size(), e)
      assert(tonumber(written) == 24 + there * 530, e)
      assert(there > 50 and there < n, there)
      os.execute "tcpdump -r a.pcap 2>&1 >/dev/null | grep -v reading"
      assert(not pcall(d.flush, d) and count() == there)
      os.remove "ballast"
      d:flush()
      assert(count() == n)
      ok = true
      while ok do ok, n = pcall(d.write, d, frame, n), n + 1 end
      there = count()
      ok, e = pcall(d.close, d)
      assert(not ok and e.code == "write" and e.message:find(
        ("No space left on device: closed with %d bytes, which can be read " ..
        "up to the last packet; %%d+ bytes behind them are lost$"):format(
        24 + there * 530)), e)
      assert(count() == there)
      collectgarbage() -- closes what read it
      os.remove "a.pcap"
      d = pycap.dump "b.pcap.gz"
      local random = io.open("/dev/urandom", "rb")
      repeat
        ok, e = pcall(d.write, d, random:read(500), 1)
      until not ok
      assert(e.message:find "bytes are written, %d+ more are kept", e)
      ok, e = pcall(d.close, d)
      assert(not ok and e.message:find "up to what was flushed last; ", e)
      print "done"]], ".lua")))
    assert.equal("done\n", out, err)
    assert.equal("", err)
    assert.equal(0, status)
  end)

  it("leaves a file that tcpdump reads when it is killed", function()
    support.needs "tcpdump"
    for try = 1, 5 do
      local name = support.name ".pcap"
      local process = support.spawn(script([[
        local d, n = pycap.dump(arg[1]), 0
        io.stdout:setvbuf "no"
        while true do
          for _ = 1, 10 do d:write(frame, n) n = n + 1 end
          d:flush()
          print(n)
        end]], support.quote(name)))
      assert.truthy(process:await "0")
      require "system".sleep(try / 100)
      process:kill "KILL"
      process:wait(10)
      local out = process:output()
      local flushed = tonumber(out:match "(%d+)\n%d*$")
      local lines, err = support.shell("tcpdump -n -tt -r " .. name)
      local _, read = lines:gsub("\n", "")
      assert.is_true(read >= flushed, err)
      process:close()
    end
  end)
end)
