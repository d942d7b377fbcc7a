--
-- pcaplua --workers: files, merging, errors; the options
--
local pycap = require "pycap"
local host = require "spec.support.host"
local support = require "spec.support"

local function udp(n, port)
  return pycap.packet(pycap.ethernet(), pycap.ip { source = "192.0.2." .. n,
    destination = "198.51.100.1" }, pycap.udp { sourceport = port or 1,
    destinationport = 53 }, ("x"):rep(n)).bytes
end

-- Five files: file i has i * 10 packets, of the senders i and i + 1.
local files, total = {}, 0
for i = 1, 5 do
  local frames = {}
  for k = 1, i * 10 do frames[k] = udp(i + k % 2) end
  files[i] = support.capture(frames)
  total = total + i * 10
end

local function reading(list)
  local words = {}
  for i, name in ipairs(list) do words[2 * i - 1], words[2 * i] = "-r", name end
  return words
end

local function pcaplua(options, text, list)
  local words = reading(list or files)
  for _, word in ipairs(options) do words[#words + 1] = word end
  words[#words + 1], words[#words + 2] = "--eval", text
  return support.pcaplua(words)
end

local COUNTING <const> = [[
  local count, senders = 0, {}
  local bytes = pycap.tally{by = {"source"}, sum = "packet.length"}
  pycap.on("ip", function(ip)
    count = count + 1
    senders[ip.source] = (senders[ip.source] or 0) + 1
  end)
  pycap.on("ip", bytes)
  function result()
    return {count = count, senders = senders, bytes = bytes}
  end
  function merge(a, b)
    a.count = a.count + b.count
    for sender, n in pairs(b.senders) do
      a.senders[sender] = (a.senders[sender] or 0) + n
    end
    a.bytes:add(b.bytes)
    return a
  end
  function report(all, last)
    local lines = {}
    for sender, n in pairs(all.senders) do lines[#lines + 1] = sender .. n end
    for entry, n, sum in pairs(all.bytes) do
      lines[#lines + 1] = "t" .. entry[1] .. " " .. n .. " " .. sum
    end
    table.sort(lines)
    print(all.count, last, table.concat(lines, ","))
  end
]]

-- Values that are carried: result() of one worker is what report() gets.
local function carried(value, show)
  return pcaplua({ "--workers", "1" }, ([[
    pycap.on("ip", function() end)
    function result() return %s end
    function report(r) print(%s) end]]):format(value, show), { files[1] })
end

-- What each worker saw, as lines that are sorted: its packets' times.
local DEALING <const> = [[
  local seen = {}
  pycap.on("packet", function(packet)
    seen[#seen + 1] = ("%02d"):format(packet.time // 1)
  end)
  function result() return { table.concat(seen, " ") } end
  function merge(a, b) return table.move(b, 1, #b, #a + 1, a) end
  function report(all) table.sort(all) print(table.concat(all, ";")) end
]]

-- Which of the frames came to the same worker, of so many workers.
local function dealt(frames, count)
  local file = support.name ".pcap"
  local dump = pycap.dump(file, { datalink = 1 })
  for i, bytes in ipairs(frames) do dump:write(bytes, { time = i }) end
  dump:close()
  local out, err = pcaplua({ "--workers", tostring(count), "--by", "flow" },
    DEALING, { file })
  assert.equal("", err)
  local worker, came, n = {}, 0, 0
  for part in (out:match "^[^\n]*" .. ";"):gmatch "([^;]*);" do
    n = n + 1
    for time in part:gmatch "%d+" do
      worker[tonumber(time)], came = n, came + 1
    end
  end
  assert.equal(#frames, came)
  return worker
end

describe("sharing by flow", function()
  local ip, udp4 = pycap.ip, pycap.udp
  local function frame(...)
    return pycap.packet(pycap.ethernet(), ...).bytes
  end

  it("gives a flow to one worker, both ways, and uses all", function()
    local frames = {}
    for port = 1, 32 do
      frames[#frames + 1] = frame(ip{ source = "192.0.2.1",
        destination = "198.51.100.1" },
        udp4{ sourceport = port, destinationport = 99 }, "x")
      frames[#frames + 1] = frame(ip{ source = "198.51.100.1",
        destination = "192.0.2.1" },
        udp4{ sourceport = 99, destinationport = port }, "x")
    end
    local worker, used = dealt(frames, 2), {}
    for i = 1, #frames, 2 do
      assert.equal(worker[i], worker[i + 1])
      used[worker[i]] = true
    end
    assert.same({ true, true }, used)
  end)

  it("keeps IPv6 flows whole, behind extension headers too", function()
    local frames = {}
    for n = 1, 16 do
      local to = "2001:db8::" .. n
      frames[#frames + 1] = frame(pycap.ip6{ source = "2001:db8::ff",
        destination = to }, pycap.tcp{ destinationport = 80 })
      frames[#frames + 1] = frame(pycap.ip6{ source = to,
        destination = "2001:db8::ff" }, pycap.hopbyhop(),
        pycap.tcp{ sourceport = 80 })
    end
    local worker, used = dealt(frames, 3), {}
    for i = 1, #frames, 2 do
      assert.equal(worker[i], worker[i + 1])
      used[worker[i]] = true
    end
    assert.equal(3, #used)
  end)

  it("gives fragments to the worker of their flow", function()
    local frames = {}
    for port = 1, 16 do
      local whole = pycap.packet(ip(),
        udp4{ sourceport = port, destinationport = 7 }, ("x"):rep(24)).bytes
        :sub(21)
      local function part(id, offset, more)
        return frame(ip{ id = id, protocol = 17, offset = offset,
          flags = more and 1 or 0 }, whole:sub(offset + 1, offset + 16))
      end
      frames[#frames + 1] = frame(ip(), udp4{ sourceport = port,
        destinationport = 7 }, "x")
      frames[#frames + 1] = part(port, 0, true)
      frames[#frames + 1] = part(port, 16)
    end
    local worker, used = dealt(frames, 2), {}
    for i = 1, #frames, 3 do
      assert.equal(worker[i], worker[i + 1])
      assert.equal(worker[i], worker[i + 2])
      used[worker[i]] = true
    end
    assert.same({ true, true }, used)
  end)

  it("gives what is in a tunnel to one worker, and what is not IP", function()
    local frames = {}
    for n = 1, 8 do
      frames[n] = frame(ip{ source = "192.0.2.1" }, pycap.gre(),
        ip{ source = "10.0.0." .. n }, udp4{ sourceport = n })
      frames[8 + n] = frame(pycap.arp{ sourceprotocol = "192.0.2." .. n })
    end
    local worker = dealt(frames, 2)
    for n = 2, 8 do
      assert.equal(worker[1], worker[n])
      assert.equal(worker[9], worker[8 + n])
    end
  end)

  it("makes of real traffic what one worker makes of it", function()
    support.needs "corpus"
    local list = { support.shared "corpus/mixed/mercury-emix.pcap" }
    local one = pcaplua({ "--workers", "1" }, COUNTING, list)
    assert.equal(one, (pcaplua({ "--workers", "3" }, COUNTING, list)))
    assert.equal(one, (pcaplua({ "--workers", "3", "--by", "file" }, COUNTING,
      list)))
  end)

  it("refuses a stream, and says once what is wrong with a file", function()
    local out, err, status = support.shell(("%s --workers 2 --by flow " ..
      "-r - --eval '' < %s"):format(support.quote(support.program()), files[1]))
    assert.equal("", out)
    assert.equal("pcaplua: -: sharing by flow needs a file that several " ..
      "workers can read, got a stream\n", err)
    assert.equal(1, status)
    out, err = support.shell(support.quote(support.program()) ..
      " --workers 2 --by flow -r tcp-listen:1 --eval ''")
    assert.equal("", out)
    assert.matches("^pcaplua: tcp%-listen:1: sharing by flow needs a file", err)
    out, err, status = support.shell(("cat %s | %s --workers 2 -r - --eval " ..
      "%s"):format(files[1], support.quote(support.program()),
      support.quote(COUNTING)))
    assert.matches("^10\ttrue", out)
    assert.equal("", err)
    assert.equal(0, status)
    local _, why = pcaplua({ "--workers", "3", "--on-worker-error", "go-on" },
      COUNTING, { "/nonexistent" })
    assert.equal(1, select(2, why:gsub("/nonexistent: No such file", "")))
  end)
end)

describe("--workers", function()
  it("sums up over files to what one worker has", function()
    local one, err, status = pcaplua({ "--workers", "1" }, COUNTING)
    assert.equal("", err)
    assert.equal(0, status)
    assert.matches("^" .. total .. "\ttrue\t192", one)
    for _, n in ipairs { "2", "5", "64" } do
      local out
      out, err, status = pcaplua({ "--workers", n }, COUNTING)
      assert.equal("", err)
      assert.equal(0, status)
      assert.equal(one, out)
    end
  end)

  it("runs no more workers than there are files", function()
    assert.equal("loaded\nloaded\n", (pcaplua({ "--workers", "9", "--by",
      "file" }, "print 'loaded'", { files[1], files[2] })))
  end)

  it("gives the script its arguments", function()
    assert.equal("--eval\tx\tx\n", (support.pcaplua { "--workers", "1", "-r",
      files[1], "--eval", "print(arg[0], arg[1], ...)", "x" }))
  end)

  it("filters", function()
    assert.matches("^5\ttrue\t192.0.2.15,", (pcaplua({ "--workers", "2",
      "-f", "src host 192.0.2.1" }, COUNTING)))
  end)

  it("carries plain values and tables", function()
    local out, err = carried([[{1, 2.5, "a\0b", true, {false,
      x = {y = 1 << 62}}, [2.25] = "z", [true] = math.huge}]],
      "math.type(r[1]), r[2], #r[3], r[4], r[5][1], r[5].x.y, r[2.25], r[true]")
    assert.equal("", err)
    assert.equal("integer\t2.5\t3\ttrue\tfalse\t4611686018427387904\tz\tinf\n",
      out)
    assert.equal("nil\n", (carried("nil", "r")))
    assert.equal("7\n", (carried("7", "r")))
  end)

  it("ends with the status of the script's own os.exit", function()
    for _, text in ipairs { "os.exit(7)",
      "pycap.on('ip', function() os.exit(7) end)" } do
      local _, err, status = pcaplua({ "--workers", "2" }, text)
      assert.equal("", err)
      assert.equal(7, status)
    end
  end)

  it("refuses what cannot be carried, and says where it is", function()
    for value, message in pairs {
      ["{a = {f = print}}"] = 'function at "f" cannot be passed',
      ["print"] = "result: function cannot be passed",
      ["{[{}] = 1}"] = "table as a key cannot be passed",
      ["setmetatable({}, {})"] = "a table with a metatable cannot be passed",
      ["(function() local t = {} t.t = t return t end)()"] =
        "more than 64 tables in each other",
    } do
      local out, err, status = carried(value, "1")
      assert.equal("", out)
      assert.matches("worker 1: .*" .. message, err)
      assert.equal(1, status)
    end
  end)

  it("prints whole lines", function()
    local out = pcaplua({ "--workers", "5" }, [[
      pycap.on("ip", function(ip) print(ip.source, ("y"):rep(3000), "end") end)
    ]])
    local count = 0
    for line in out:gmatch "([^\n]*)\n" do
      count = count + 1
      assert.matches("^192%.0%.2%.%d\ty+\tend$", line)
      assert.equal(3000 + #"192.0.2.1" + #"end" + 2, #line)
    end
    assert.equal(total, count)
  end)

  it("needs a merge for a result", function()
    local _, err, status = pcaplua({ "--workers", "2" },
      "function result() return 1 end")
    assert.matches("worker 1: the script has result%(%) but no merge", err)
    assert.equal(1, status)
    _, err = pcaplua({ "--workers", "2" }, "report = 1")
    assert.matches("report: function expected, got number", err)
  end)

  it("leaves packets to the handlers", function()
    local _, err, status = pcaplua({ "--workers", "2" }, "pycap():loop()")
    assert.matches("packets come to the handlers of pycap.on", err)
    assert.equal(1, status)
  end)
end)

describe("an error in one worker", function()
  local FAILING <const> = COUNTING .. [[
    local seen = 0
    pycap.on("ip", function(ip)
      if ip.source == "192.0.2.1" then error "that one" end
    end)
  ]]

  it("is told with its traceback, and stops all", function()
    local out, err, status = pcaplua({ "--workers", "2" }, FAILING)
    assert.equal("", out)
    assert.matches("pcaplua: worker %d: .*that one.*stack traceback", err)
    assert.equal(1, status)
  end)

  it("lets the others go on, if asked", function()
    local out, err, status = pcaplua({ "--workers", "2", "--on-worker-error",
      "go-on" }, FAILING)
    -- of the first file one or two packets were counted before the error
    local count = tonumber(out:match "^(%d+)\ttrue")
    assert.is_true(count == total - 10 + 1 or count == total - 10 + 2, out)
    assert.matches("pcaplua: worker %d: .*that one", err)
    assert.equal(1, status)
  end)

  it("that has no file to open ends with status 3", function()
    local list = { "/nonesuch.pcap", files[1], files[2] }
    local out, err, status = pcaplua({ "--workers", "2" }, COUNTING, list)
    assert.equal("", out)
    assert.matches("worker %d: /nonesuch.pcap: No such file", err)
    assert.equal(3, status)
    out, err, status = pcaplua({ "--workers", "2", "--on-worker-error",
      "go-on" }, COUNTING, list)
    assert.matches("/nonesuch.pcap: No such file", err)
    assert.matches("^30\ttrue", out)
    assert.equal(3, status)
  end)

  it("in result, merge or report is told, too", function()
    for _, name in ipairs { "result", "merge", "report" } do
      local _, err, status = pcaplua({ "--workers", "2" }, COUNTING ..
        "function " .. name .. "() error 'oh' end")
      assert.matches("worker %d: .*oh\nstack traceback", err)
      assert.equal(1, status)
    end
  end)

  it("of the script's text ends it before anything is read", function()
    local out, err, status = pcaplua({ "--workers", "2" }, "error 'no'")
    assert.equal("", out)
    assert.matches("no\nstack traceback", err)
    assert.equal(1, status)
  end)
end)

describe("the options of --workers", function()
  local function refused(...)
    local out, err, status = support.pcaplua(...)
    assert.equal("", out)
    assert.equal(2, status)
    return err
  end

  it("are in the usage", function()
    local out = support.pcaplua { "-h" }
    for _, option in ipairs { "--workers n", "--merge-every seconds",
      "--by file|flow", "--on-worker-error stop|go-on" } do
      assert.truthy(out:find(option, 1, true))
    end
  end)

  it("are checked", function()
    for _, n in ipairs { "0", "1025", "x", "" } do
      assert.matches("takes a number up to 1024",
        refused { "--workers", n, "--eval", "" })
    end
    assert.matches("takes seconds",
      refused { "--workers", "1", "--merge-every", "0", "--eval", "" })
    assert.matches("takes file or flow",
      refused { "--workers", "1", "--by", "x", "--eval", "" })
    assert.matches("takes stop or go%-on",
      refused { "--workers", "1", "--on-worker-error", "x", "--eval", "" })
  end)

  it("need it, as several files do", function()
    assert.matches("%-%-merge%-every goes with",
      refused { "--merge-every", "1", "--eval", "" })
    assert.matches("%-%-by goes with",
      refused { "--by", "file", "--eval", "" })
    assert.matches("%-%-on%-worker%-error goes with",
      refused { "--on-worker-error", "stop", "--eval", "" })
    assert.matches("several %-r",
      refused { "-r", files[1], "-r", files[2], "--eval", "" })
    assert.matches("%-c and %-%-workers",
      refused { "--workers", "1", "-c", "1", "--eval", "" })
  end)
end)

describe("tally:add", function()
  local function tallied(options, ...)
    local capture <close> = pycap { filename = support.capture { ... } }
    local tally = pycap.tally(options)
    capture:on("udp", tally)
    capture:loop()
    return tally
  end

  local by <const> = { by = { "ip.source" }, sum = "packet.length" }

  it("adds counts and sums by key", function()
    local a, b = tallied(by, udp(1), udp(2)), tallied(by, udp(2), udp(3))
    assert.equal(a, a:add(b))
    local list = {}
    for entry, count, sum in pairs(a) do
      list[#list + 1] = entry[1] .. " " .. count .. " " .. sum
    end
    assert.same({ "192.0.2.1 1 43", "192.0.2.2 2 88", "192.0.2.3 1 45" }, list)
    assert.equal(2, #b)
  end)

  it("fills one that has not counted yet, which counts on", function()
    local a = pycap.tally(by):add(tallied(by, udp(1)))
    local capture <close> = pycap { filename = support.capture { udp(1) } }
    capture:on("udp", a)
    capture:loop()
    assert.equal(2, a:top(1)[1].count)
  end)

  it("refuses beyond the limit, and adds what was refused", function()
    local a = pycap.tally { by = { "ip.source" }, limit = 1 }
    local b = tallied({ by = { "ip.source" }, limit = 2 }, udp(1), udp(2),
      udp(2), udp(3))
    assert.equal(1, b.refused)
    a:add(b)
    assert.equal(1, #a)
    assert.equal(3, a.refused)
  end)

  it("refuses what counts something else", function()
    local a = tallied(by, udp(1))
    for _, other in ipairs { pycap.tally { by = { "ip.source" } },
      pycap.tally { by = { "ip.source", "sourceport" }, sum = by.sum },
      pycap.tally { by = { "ip.destination" }, sum = by.sum } } do
      assert.error_matches(function() a:add(other) end,
        "the other tally counts other fields")
    end
    assert.error_matches(function() a:add(a) end, "the tally itself")
    assert.error_matches(function() a:add({}) end, "pycap.tally expected")
  end)
end)

describe("pycap_workers in a C program", function()
  local program
  setup(function()
    support.needs("gcc", "pkg-config")
    program = host "workers"
  end)

  local function run(count, script, how, ...)
    local out, err, status = support.shell(table.concat({ program, count,
      support.write(script, ".lua"), how, ... }, " "))
    assert.equal("", err)
    assert.equal(0, status)
    return out
  end

  local TELLING <const> = [[
    local count = 0
    pycap.on("ip", function(ip) count = count + 1 BEFORE end)
    function result() return count end
    function merge(a, b) return a + b end
    function report(all, last) told(all, last) end
  ]]

  local function telling(before)
    return (TELLING:gsub("BEFORE", before or ""))
  end

  it("sum up, and are to be told anew what to read", function()
    assert.equal("told " .. total .. " 1\nrun 0 \nagain -7\n",
      run(3, telling(), "stop", table.unpack(files)))
  end)

  it("that have nothing to do are merged, too", function()
    assert.equal("told 10 1\nrun 0 \nagain -7\n",
      run(4, telling(), "stop", files[1]))
  end)

  it("stop at a limit, which binds the functions that join, too", function()
    assert.equal("failed -5", run(2, telling "while true do end", "limits",
      table.unpack(files)):match "^failed %-5")
    for _, name in ipairs { "result", "merge", "report" } do
      local out = run(2, telling() .. "function " .. name ..
        "() while true do end end", "limits", table.unpack(files))
      assert.matches("^failed %-5 .*startup limit of 10000000 instr", out)
      assert.matches("run %-5 worker %d", out)
    end
    assert.matches("^failed %-4 ", run(2, telling() .. [[
      function result()
        local t = {}
        for i = 1, math.huge do t[i] = i .. "" end
      end]], "limits", files[1], files[2]))
  end)

  it("tell a file that cannot be opened from a script's error", function()
    assert.matches("^failed %-3 /nonesuch.pcap: .*\nrun %-3 worker %d: /none",
      run(2, telling(), "stop", "/nonesuch.pcap", files[1]))
    assert.matches("^failed %-3 [^\n]+\ntold 10 1\nrun %-3",
      run(1, telling(), "go-on", "/nonesuch.pcap", files[1]))
    assert.matches("^failed %-1 .*: oh\nrun %-1 worker %d: ",
      run(2, telling "error 'oh'", "stop", files[1]))
  end)

  it("are stopped from another thread while they wait", function()
    local fifos = {}
    for i = 1, 3 do
      fifos[i] = support.name ".fifo"
      assert(os.execute("mkfifo " .. support.quote(fifos[i])))
    end
    assert.equal("told 10 1\nrun 0 \nagain -7\n",
      run(2, telling(), "thread", files[1], table.unpack(fifos)))
  end)

  it("refuse counts and sources that make no sense", function()
    assert.equal("new -7 1\n", run(0, "", "stop"))
    assert.equal("new -7 1\n", run(2000, "", "stop"))
    assert.matches("^source %-7 source: files, or one device\n",
      run(2, telling(), "stop", files[1], "eth0"))
    assert.matches("^run %-7 run: there is no source", run(1, "", "stop"))
    assert.matches("^load %-2 ", run(1, "(", "stop"))
  end)
end)
