--
-- What pycap.dump writes: pcapng, compressed, in parts; judged by Wireshark's
-- tools and by reading it back
--
local pycap = require "pycap"
local support = require "spec.support"

local quote <const> = support.quote

local function packet(i)
  return pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp{ sourceport = i }, ("x"):rep(i % 200))
end

-- Writes so many packets to a file of that ending: its name.
local function written(ending, count, options, each)
  local name = support.name(ending)
  local dump <close> = pycap.dump(name, options)
  for i = 1, count do
    local more = each and each(i, dump) or {}
    more.timestamp = more.timestamp or i * 1000000007
    dump:write(packet(i), more)
  end
  return name
end

local function packets(name, show)
  local list = {}
  local capture <close> = pycap{ filename = name }
  for each in capture:packets() do list[#list + 1] = show(each) end
  return list
end

local function number(each) return each.udp.sourceport end

local function range(first, last)
  local list = {}
  for i = first, last do list[#list + 1] = i end
  return list
end

-- Fails if one of Wireshark's tools says a word.
local function silent(command, ...)
  local out, err, status = support.shell(command:format(...))
  -- of bytes that are nonsense to a dissector the file is not to blame
  err = err:gsub("Running as user [^\n]*\n", "")
    :gsub("[^\n]*Dissector bug[^\n]*\n", "")
  assert.equal(0, status, err)
  assert.equal("", err)
  if command:find "capinfos" then
    assert.is_nil(out:lower():find "warning", out)
  end
end

-- Has them judge files: tshark, which takes long to start, reads all at once.
local function judged(...)
  local words, merged = {}, support.name ".pcapng"
  for i, name in ipairs { ... } do
    words[i] = quote(name)
    silent("editcap %s %s", words[i], support.name ".pcapng")
  end
  local all = table.concat(words, " ")
  silent("capinfos -M %s", all)
  silent("mergecap -a -w %s %s", merged, all)
  silent("tshark -n -r %s", merged)
end

local COUNT <const> = support.rounds(2000)
local ENDINGS <const> = { gzip = ".gz", zstd = ".zst", lz4 = ".lz4",
  xz = ".xz" }

describe("a file that pycap.dump writes", function()
  for _, format in ipairs { "pcap", "pcapng" } do
    it("is " .. format .. " by its ending, and by `format`", function()
      support.needs "tshark"
      local names = { written("." .. format, 300),
        written(".cap", 300, { format = format }) }
      for _, name in ipairs(names) do
        assert.same(range(1, 300), packets(name, number))
        local magic = support.read(name):sub(1, 4)
        assert.equal(format == "pcapng" and "\10\13\13\10" or "\77\60\178\161",
          magic)
      end
      judged(table.unpack(names))
    end)

    for compression, ending in pairs(ENDINGS) do
      it("is " .. format .. ", compressed by " .. compression, function()
        if not pycap.formats()[compression] then
          assert.error_matches(function() pycap.dump(support.name(ending)) end,
            "this was built without")
          return
        end
        local name = written("." .. format .. ending, COUNT)
        assert.same(range(1, COUNT), packets(name, number))
        local plain = written("." .. format, COUNT)
        assert.is_true(#support.read(name) * 2 < #support.read(plain))
        local other = written(".cap", 20,
          { format = format, compression = compression })
        assert.same(range(1, 20), packets(other, number))
        if compression ~= "xz" then
          local out = support.shell("capinfos -M -c " .. quote(name))
          assert.matches("Number of packets:%s+" .. COUNT, out)
        end
      end)

      it("is whole after each flush: " .. format .. ", " .. compression,
        function()
          if not pycap.formats()[compression] then return end
          local name = support.name("." .. format .. ending)
          local dump <close> = pycap.dump(name)
          for part = 1, 3 do
            for i = 1, 100 do dump:write(packet(part * 100 + i), 1) end
            dump:flush()
            local list = {}
            local capture <close> = pycap{ filename = name }
            pcall(function()
              for each in capture:packets() do
                list[#list + 1] = number(each)
              end
            end)
            assert.same(range(101, part * 100 + 100), list)
          end
        end)
    end
  end

  it("has times to the nanosecond, and comments, in pcapng", function()
    support.needs "tshark"
    local name = written(".pcapng", 40, nil, function(i)
      return { comment = i % 3 == 0 and ("note %d \u{e9}"):format(i) or nil,
        timestamp = 1700000000123456000 + i }
    end)
    local list = packets(name, function(each)
      return { each.timestamp, each.comment }
    end)
    local out = support.shell("tshark -n -r " .. quote(name) ..
      " -T fields -e frame.time_epoch -e frame.comment 2>/dev/null")
    local i = 0
    for line in out:gmatch "[^\n]+" do
      i = i + 1
      local note = i % 3 == 0 and ("note %d \u{e9}"):format(i) or nil
      assert.same({ 1700000000123456000 + i, note }, list[i])
      assert.equal(("1700000000.123456%03d\t%s"):format(i, note or ""), line)
    end
    assert.equal(40, i)
  end)

  it("keeps the comment of a packet that is written on", function()
    local first = written(".pcapng", 3, nil, function(i)
      return { comment = "c" .. i }
    end)
    local second = support.name ".pcapng"
    local capture <close> = pycap{ filename = first }
    local dump = pycap.dump(second, capture)
    for each in capture:packets() do
      dump:write(each, { comment = number(each) == 2 and "new" or nil })
    end
    dump:close()
    assert.same({ "c1", "new", "c3" }, packets(second, function(each)
      return each.comment
    end))
  end)

  it("has an interface for each link type that comes", function()
    support.needs "tshark"
    local name = support.name ".pcapng"
    local dump = pycap.dump(name)
    dump:write(packet(1), 1)
    dump:write(pycap.packet(pycap.ip{}, pycap.udp{ sourceport = 2 }), 2)
    dump:write(packet(3), 3)
    assert.error_matches(function() dump:write(pycap.packet(pycap.arp())) end,
      "the packet begins with arp, which no link type does")
    dump:close()
    local capture <close> = pycap{ filename = name }
    local list = {}
    for each in capture:packets() do
      list[#list + 1] = each.interface .. pycap.protocolof(each[1])
    end
    assert.same({ "1ethernet", "2ip", "1ethernet" }, list)
    assert.equal(2, #capture.interfaces)
    judged(name)
  end)

  it("has an interface without packets, too", function()
    support.needs "tshark"
    local name = support.name ".pcapng"
    pycap.dump(name):close()
    assert.same({}, packets(name, number))
    judged(name)
  end)

  it("ends with what each interface gave", function()
    support.needs "tshark"
    local out = support.shell("capinfos -M " .. quote(written(".pcapng", 7)))
    assert.matches("Number of stat entries = 1", out)
    assert.matches("Number of packets = 7", out)
  end)

  it("says what is wrong with its options", function()
    local name = support.name ".pcap"
    for options, text in pairs {
      [{ format = "pcapn" }] = "format",
      [{ compression = "zip" }] = "compression",
      [{ rotate = 7 }] = "rotate: table of bytes, seconds, packets and keep",
      [{ rotate = {} }] = "rotate: bytes, seconds or packets expected",
      [{ rotate = { keep = 2 } }] = "rotate: bytes, seconds or packets",
      [{ rotate = { packet = 2 } }] = "did you mean packets?",
      [{ rotate = { bytes = 0 } }] = "bytes",
      [{ done = 7 }] = "done: function expected",
      [{ reconnect = true }] = "filename that begins with tcp://",
      [{ format = "pcapng", precision = "micro" }] = "in nanoseconds",
    } do
      assert.error_matches(function() pycap.dump(name, options) end, text, 1,
        true)
    end
    assert.error_matches(function()
      pycap.dump("-", { rotate = { packets = 1 } })
    end, "standard output has no parts")
    local dump <close> = pycap.dump(name)
    assert.error_matches(function()
      dump:write(packet(1), { comment = "x" })
    end, "a pcap file has none: write pcapng")
    local other <close> = pycap.dump(support.name ".pcapng")
    assert.error_matches(function()
      other:write(packet(1), { comment = ("x"):rep(70000) })
    end, "up to 65535 bytes expected, got 70000")
    assert.error_matches(function() other:write(packet(1), { comment = 7 }) end,
      "comment: text expected")
  end)
end)

describe("a file in parts", function()
  -- Writes packets in parts: their names as `done` gets them.
  local function parts(ending, count, rotate, each)
    local names = {}
    local base = written(ending, count, { rotate = rotate,
      done = function(name) names[#names + 1] = name end }, each)
    return names, base
  end

  it("goes on by packets, each whole when `done` gets it", function()
    local next_number, base = 1, support.name ".pcapng.zst"
    local dump = pycap.dump(base, { rotate = { packets = 40 },
      done = function(name)
        local list = packets(name, number)
        assert.equal(next_number, list[1])
        next_number = next_number + #list
      end })
    for i = 1, 100 do dump:write(packet(i), i) end
    dump:close()
    assert.equal(101, next_number)
  end)

  it("goes on by bytes", function()
    local names = parts(".pcap", 100, { bytes = 5000 })
    local list = {}
    assert.is_true(#names > 2)
    for _, name in ipairs(names) do
      assert.is_true(#support.read(name) <= 5000)
      for _, n in ipairs(packets(name, number)) do list[#list + 1] = n end
    end
    assert.same(range(1, 100), list)
    assert.matches("%-00001%.pcap$", names[1])
    assert.matches("%-00002%.pcap$", names[2])
  end)

  it("goes on by time, named by strftime", function()
    local folder = support.name ".parts"
    os.execute("mkdir " .. quote(folder))
    local names = {}
    local dump = pycap.dump(folder .. "/%Y-%m-%d-%H%M%S.pcap", {
      rotate = { seconds = 60 },
      done = function(name) names[#names + 1] = name end })
    for i = 0, 9 do dump:write(packet(i), 1700000000 + i * 25) end
    dump:close()
    local expected = {}
    for _, i in ipairs { 0, 3, 6, 9 } do
      expected[#expected + 1] = os.date(folder .. "/%Y-%m-%d-%H%M%S.pcap",
        1700000000 + i * 25)
    end
    assert.same(expected, names)
    assert.same({ 0, 1, 2 }, packets(names[1], number))
  end)

  it("has names of its own where a time gives the same twice", function()
    local names = parts("%Y.pcap", 9, { packets = 3 }, function(i)
      return { timestamp = i }
    end)
    assert.matches("%d%d%d%d%.pcap$", names[1])
    assert.matches("%-00002%.pcap$", names[2])
    assert.matches("%-00003%.pcap$", names[3])
    assert.same({ 7, 8, 9 }, packets(names[3], number))
  end)

  it("is a ring of so many files", function()
    local names = parts(".pcap", 50, { packets = 10, keep = 2 })
    assert.equal(5, #names)
    for i, name in ipairs(names) do
      assert.equal(i > 3, io.open(name) ~= nil, name)
    end
  end)

  it("is written by handlers, too", function()
    local source, names = written(".pcapng", 30, nil, function(i)
      return { comment = "c" .. i }
    end), {}
    local capture <close> = pycap{ filename = source }
    local dump = pycap.dump(support.name ".pcapng", capture, {
      rotate = { packets = 12 },
      done = function(name) names[#names + 1] = name end })
    local seen = 0
    capture:on("udp", dump)
    capture:on("udp", function()
      seen = seen + 1
      assert.equal((seen - 1) // 12, #names)
    end)
    capture:loop()
    dump:close()
    assert.equal(30, seen)
    assert.equal(3, #names)
    assert.same({ "c13", "c24" }, { packets(names[2], function(each)
      return each.comment
    end)[1], packets(names[2], function(each) return each.comment end)[12] })
  end)

  it("loses no packet to a disk that was full for a while", function()
    support.needs "mounts"
    local place = support.name()
    local out, err = support.shell(([[
      mkdir %s && exec unshare -m sh -c '
      mount -t tmpfs -o size=100k none %s && cd %s && exec %s --script %s']])
      :format(place, place, place, require "lfs".currentdir() .. "/" ..
        support.program(), support.write([[
      for _, ending in ipairs{".pcap", ".pcapng", ".pcap.gz"} do
        io.open("ballast", "wb"):write(("x"):rep(57000)):close()
        local names, n, fault = {}, 0, nil
        local dump = pycap.dump("x" .. ending, {rotate = {packets = 20},
          done = function(name) names[#names + 1] = name end})
        local random = io.open("/dev/urandom", "rb")
        while n < 75 do
          local ok, e = pcall(dump.write, dump, random:read(1000), n)
          if ok then n = n + 1
          else fault = e os.remove "ballast" end
        end
        dump:close()
        assert(fault.code == "write" and
          fault.message:find "more are kept in memory: make room", fault)
        local count = 0
        for _, name in ipairs(names) do
          for packet in pycap{filename = name}:packets() do
            assert(packet.timestamp == count * 1000000000)
            count = count + 1
          end
          os.remove(name)
        end
        print(#names, count)
        collectgarbage()
      end]], ".lua")))
    assert.equal(("4\t75\n"):rep(3), out, err)
  end)

  it("passes on what `done` raises", function()
    local dump = pycap.dump(support.name ".pcap", { rotate = { packets = 1 },
      done = function() error "stumbled" end })
    dump:write(packet(1), 1)
    assert.error_matches(function() dump:write(packet(2), 2) end, "stumbled")
    assert.error_matches(function() dump:close() end, "stumbled")
  end)
end)

describe("pcapng that is read and written", function()
  local captures = {}
  for _, capture in ipairs(support.corpus()) do
    if capture.path:match "%.pcapng$" then
      captures[#captures + 1] = capture.path
    end
  end

  it("keeps what was not touched", function()
    support.needs("corpus", "tshark")
    local members <const> = { "timestamp", "length", "caplen", "bytes",
      "comment", "direction", "interface" }
    local texts <const> = { "name", "description", "datalink", "snaplen",
      "filter", "system", "hardware", "comment" }
    local names = {}
    for _, path in ipairs(captures) do
      local name = support.name ".pcapng"
      names[#names + 1] = name
      local source <close> = pycap{ filename = path }
      local dump = pycap.dump(name, source)
      local before, after = {}, {}
      local function note(list, each)
        local one = {}
        for _, member in ipairs(members) do one[member] = each[member] end
        list[#list + 1] = one
      end
      for each in source:packets() do
        note(before, each)
        dump:write(each)
      end
      dump:close()
      local copy <close> = pycap{ filename = name }
      for each in copy:packets() do note(after, each) end
      assert.same(before, after, path)
      assert.same(source.names, copy.names, path)
      assert.equal(source.comments[1], copy.comments[1], path)
      for i, interface in ipairs(source.interfaces) do
        for _, text in ipairs(texts) do
          assert.equal(interface[text], copy.interfaces[i][text], path)
        end
      end
    end
    judged(table.unpack(names))
  end)
end)
