--
-- every option of pcaplua: it is in -h, the man page, the completions and the
-- list below, and the other way round; and it does what it says
--
local requests = require "spec.support.requests"
local support = require "spec.support"

local quote = support.quote
local program = io.popen("realpath " .. quote(support.program())):read "l"

local arp = requests.frame

local udp = support.wire [[
  02:00:00:00:00:02 02:00:00:00:00:01 0800
  4500 0020 0000 0000 40 11 0000 c0000201 c0000202
  1388 1389 000c 0000 41424344
]]

local file = support.capture { arp(1), arp(2), arp(3), udp }
local script = support.write("print(...)", ".lua")
local filter = support.write("arp # and no more\nand src host 192.0.2.2")

-- Output, errors and status of a line for the shell, in a folder of its own.
local function run(words)
  local folder = support.name()
  assert(os.execute("mkdir " .. quote(folder)))
  local out, err, status = support.shell(("cd %s && %s %s"):format(
    quote(folder), quote(program), words:gsub("FILE", quote(file))
      :gsub("SCRIPT", quote(script)):gsub("FILTER", quote(filter))))
  return out, err, status, folder
end

local function files_of(folder)
  local list = {}
  for name in io.popen("ls " .. quote(folder)):lines() do
    list[#list + 1] = name
  end
  return table.concat(list, " ")
end

local function lines(n)
  return function(out) return select(2, out:gsub("\n", "")) == n end
end

-- Words for a shell and what comes of them: a pattern of the output, or a
-- function of output, errors and the folder that says whether it is right.
local does <const> = {
  read = { "-r FILE", lines(4) },
  interface = { "-i nosuch0", function(_, err)
    return err:match "^pcaplua: nosuch0: no such device\n"
  end },
  filter = { "-r FILE -f arp", lines(3) },
  ["filter-file"] = { "-r FILE -F FILTER", "^%S+ ARP [^\n]* 192.0.2.2\n$" },
  packets = { "-r FILE -c 2", lines(2) },
  ["snapshot-length"] = { "-s 70000000 -r FILE", function(_, err)
    return err:match "%-s takes a number of bytes"
  end },
  ["no-promiscuous-mode"] = { "-p -r FILE", lines(4) },
  ["monitor-mode"] = { "-I -i lo -c 1", function(_, err)
    return err:match "monitor" or err:match "permi"
  end },
  ["buffer-size"] = { "-B 0 -r FILE", function(_, err)
    return err:match "%-B takes a number of KiB"
  end },
  direction = { "-Q in -r FILE", function(_, err)
    return err:match "a file has no direction to choose"
  end },
  linktype = { "-y EN10MB -d arp", "ldh +%[12%]" },
  ["time-stamp-type"] = { "-j nosuch -i lo -c 1", function(_, err)
    return err:match "no time stamps of type 'nosuch'" or err:match "permi"
  end },
  ["immediate-mode"] = { "--immediate-mode -r FILE", lines(4) },

  verbose = { "-r FILE -v -c 1", "\n  sourceprotocol: 192.0.2.1\n" },
  quick = { "-r FILE -q udp", "192.0.2.1.5000 > 192.0.2.2.5001" },
  link = { "-r FILE -e -c 1", "02:00:00:00:00:01 %-> ff:ff:ff:ff:ff:ff" },
  time = { "-r FILE -t -c 1", "^ARP " },
  nano = { "-r FILE --nano -tt -c 1", "^%d+%.%d%d%d%d%d%d%d%d%d ARP" },
  micro = { "-r FILE --micro -tt -c 1", "^%d+%.%d%d%d%d%d%d ARP" },
  numeric = { "-r FILE -n -c 1", "192.0.2.99" },
  names = { "-r FILE -N -c 1", "192.0.2.99" },
  hex = { "-r FILE -x udp", "0x0000:  4500 0020 0000" },
  ["hex-text"] = { "-r FILE -X udp", "0x0000:  4500 0020 [^\n]*E" },
  format = { "-r FILE -T json udp", '^{.*"udp.sourceport":5000.*}\n$' },
  fields = { "-r FILE --fields ip.source,udp.destinationport udp",
    "^192.0.2.1\t5001\n$" },
  separator = { "-r FILE --separator ';' --fields ip.source,ip.destination udp",
    "^192.0.2.1;192.0.2.2\n$" },
  header = { "-r FILE --header -T csv --fields ip.source,packet.length udp",
    "^ip.source,packet.length\r\n192.0.2.1,46\r\n$" },
  top = { "-r FILE --top ip.source,packet.length udp",
    "^ +BYTES +PACKETS  ip.source\n +46 +1  192.0.2.1\n$" },
  count = { "-r FILE --count arp", "^3 packets\n$" },

  write = { "-r FILE -w out.pcap arp && " .. quote(program) ..
    " -r out.pcap --count", "^3 packets\n$" },
  ["file-size"] = { "-r FILE -C 1 -w out", function(_, _, folder)
    return files_of(folder) == "out"
  end },
  ["rotate-seconds"] = { "-r FILE -G 1 -w 'out%S'", function(_, _, folder)
    return files_of(folder):match "^out%d%d"
  end },
  ["file-count"] = { "-r FILE -C 1 -W 12 -w out", function(_, _, folder)
    return files_of(folder) == "out00"
  end },
  ["packet-buffered"] = { "-r FILE -U -w -", function(out)
    return #out == 24 + 4 * 16 + 3 * 42 + 46
  end },

  ["list-interfaces"] = { "-D", "%d%.lo " },
  ["list-data-link-types"] = { "-L -i lo", function(out, err)
    return out:match "EN10MB %(Ethernet%)" or err:match "permi"
  end },
  ["list-time-stamp-types"] = { "-J -i lo", "host" },
  program = { "-ddd arp", "^4\n40 0 0 12\n21 0 1 2054\n" },
  ["list-scripts"] = { "--list-scripts", "\ntop\n" },

  script = { "--script SCRIPT -r a", "^%-r\ta\n$" },
  eval = { "--eval 'print(7)'", "^7\n$" },
  workers = { "--workers 1 -r FILE SCRIPT a", "^a\n$" },
  memory = { "--memory 2m --eval '(\"x\"):rep(1e7)'", function(_, err)
    return err:match "limit of 2097152 bytes" or
      err:match "^pcaplua: not enough memory"
  end },
  instructions = { "--instructions 10000 --eval 'while true do end'",
    function(_, err) return err:match "instructions" end },
  ["merge-every"] = { "--workers 1 --merge-every 1 -r FILE SCRIPT a",
    "^a\n$" },
  reconnect = { "--reconnect -r FILE", function(_, err)
    return err:find "filename that begins with tcp://"
  end },
  follow = { "--follow -c 4 -r FILE", lines(4) },
  protocol = { "--protocol " .. support.write([[
    pycap.protocol{ name = "beacon", title = "Beacon", meaning = "x",
      reference = "x", fields = { { "state", 8, "x" } } }]], ".lua") ..
    " --eval 'print(pycap.beacon())'", "^Beacon%(state=0%)\n$" },
  by = { "--workers 2 --by file -r FILE SCRIPT a", "^a\n$" },
  ["on-worker-error"] = { "--workers 1 --on-worker-error go-on -r FILE " ..
    "SCRIPT a", "^a\n$" },

  ["line-buffered"] = { "-l -r FILE", lines(4) },
  help = { "-h", "^usage: pcaplua" },
  version = { "--version", "^pcaplua %d" },
}

local rows = require "doc.options"(program)

describe("the options of pcaplua", function()
  local help = run "-h"
  local pages <const> = {
    "doc/man/pcaplua.1", "share/completions/pcaplua.bash",
    "share/completions/_pcaplua", "share/completions/pcaplua.fish",
  }

  -- The long names in a text, by a pattern of how it has them.
  local function names(text, pattern)
    local set = {}
    for name in text:gsub("\\%-", "-"):gmatch(pattern) do set[name] = true end
    return set
  end

  local expected = {}
  for _, row in ipairs(rows) do expected[row.name] = true end

  it("are those of the list of this file", function()
    local mine = {}
    for name in pairs(does) do mine[name] = true end
    assert.same(expected, mine)
  end)

  it("are those of -h", function()
    assert.same(expected, names(help, "\n  [- ][%w ][, ] %-%-([%w-]+)"))
    for _, row in ipairs(rows) do
      local at = help:find(("\n  %s--%s%s"):format(row.letter and "-" ..
        row.letter .. ", " or "    ", row.name, row.argument and " " ..
        row.argument or ""), 1, true)
      assert.is_number(at, row.name)
    end
  end)

  it("are those of the man page and the completions", function()
    local man, bash, zsh, fish = support.read(pages[1]),
      support.read(pages[2]), support.read(pages[3]), support.read(pages[4])
    assert.same(expected, names(man, "\n%.TP\n[^\n]-fB%-%-([%w-]+)\\fR"))
    assert.same(expected, names(bash:match 'compgen %-W "(%-[^"]*)"',
      "%-%-([%w-]+)"))
    assert.same(expected, names(zsh, "'%*%-%-([%w-]+)%["))
    assert.same(expected,
      names(fish, "complete %-c pcaplua[^\n]- %-l ([%w-]+)"))
    for _, row in ipairs(rows) do
      if row.letter then
        assert.is_number(zsh:find("'*-" .. row.letter .. "[", 1, true))
        assert.is_number(fish:find((" -s %s -l %s"):format(row.letter,
          row.name), 1, true))
        assert.is_number(bash:find((" -%s"):format(row.letter), 1, true))
      end
    end
  end)

  it("have no letter and no name twice", function()
    local seen = {}
    for _, row in ipairs(rows) do
      assert.is_nil(seen[row.name])
      seen[row.name] = true
      if row.letter then
        assert.is_nil(seen[row.letter], row.letter)
        seen[row.letter] = true
      end
    end
  end)

  for _, row in ipairs(rows) do
    local words, expectation = table.unpack(does[row.name] or {})
    it("--" .. row.name .. " does what it says", function()
      assert.is_string(words)
      local out, err, _, folder = run(words)
      local right = type(expectation) == "string" and out:match(expectation)
        or type(expectation) == "function" and expectation(out, err, folder)
      assert(right, words .. "\n" .. out .. err)
    end)
    if row.letter and words and words:match("%-" .. row.letter .. "%f[%W]") then
      it("--" .. row.name .. " is -" .. row.letter, function()
        local long = words:gsub("%-" .. row.letter .. "%f[%W]",
          "--" .. row.name, 1)
        local out, err, _, folder = run(long)
        local right = type(expectation) == "string" and out:match(expectation)
          or type(expectation) == "function" and expectation(out, err, folder)
        assert(right, long .. "\n" .. out .. err)
      end)
    end
  end
end)

describe("options that do not go together", function()
  for words, text in pairs {
    ["-n -r FILE SCRIPT"] = "-n: it goes without a script",
    ["-w out -r FILE SCRIPT"] = "-w: it goes without a script",
    ["--workers 2 -r FILE"] = "--workers goes with a script alone",
    ["-r FILE -r FILE"] = "several -r go with --workers alone",
    ["-T csv -r FILE"] = "-T fields and -T csv take --fields",
    ["-T json --fields ip.source -r FILE"] = "--fields goes with -T fields",
    ["-T xml"] = "xml: -T takes json, fields or csv",
    ["--header -r FILE"] = "--separator and --header go with",
    ["-v -T json -r FILE"] = "-v, -x and -X do not go with -T",
    ["-x -X -r FILE"] = "-x and -X exclude each other",
    ["--nano --micro -r FILE"] = "--nano and --micro exclude each other",
    ["--top ip.source --count -r FILE"] = "--top and --count exclude",
    ["-C 1 -r FILE"] = "-C and -G go with -w alone",
    ["-W 3 -w out -r FILE"] = "-W goes with -C or -G",
    ["-w - -C 1 -r FILE"] = "-C and -G take a file",
    ["-w tcp://127.0.0.1:1 -G 1 -r FILE"] = "-C and -G take a file",
    ["-w out --count -r FILE"] = "-w writes instead of printing",
    ["--fields ip.sorce -r FILE"] = "--fields: ip.sorce: no such field; did " ..
      "you mean source?",
    ["--top , -r FILE"] = "--top: names of fields expected",
  } do
    it("are refused: " .. words, function()
      local out, err, status = run(words)
      assert.equal("", out)
      assert.equal(2, status, err)
      assert.equal("pcaplua: " .. text, err:sub(1, 9 + #text))
    end)
  end
end)

describe("the first word", function()
  it("is named where what it asks for cannot be written", function()
    local _, err, status = run("--micro -r FILE -w " ..
      support.name ".pcapng.gz")
    assert.equal("pcaplua: --micro: pcapng is written in nanoseconds\n", err)
    assert.equal(1, status)
  end)

  it("is a script's, or a filter's", function()
    assert.is_true(lines(1)(run "-r FILE net 192.0.2.0/24 and udp"))
    assert.is_true(lines(1)(run "-r FILE udp -t"))
    assert.is_true(lines(1)(run "-r FILE -f ip -- port 5000"))
    assert.equal("-r\n", (run "SCRIPT -r"))
    local out, err = support.pcaplua({ "-", "a" }, "print(...)")
    assert.equal("a\n", out, err)
  end)

  it("may name an installed script", function()
    local out, err = run "-r FILE top -n 1"
    assert.matches("^ +BYTES +PACKETS  SOURCE\n +46 +1  192.0.2.1\n$", out,
      1, false)
    assert.equal("", err)
    assert.equal(out, (run "top -r FILE -n 1"))
    assert.matches("\ntop\n", (run "--list-scripts"))
  end)

  it("has pcaplua's options behind it where it runs by its first line",
    function()
    local bare = support.write("#!/usr/bin/env pcaplua\n" ..
      "print(...) pycap.on('arp', function() print 'arp' end)", ".lua")
    local own = support.write("#!/usr/bin/env -S pcaplua --script\n" ..
      "print(...)", ".lua")
    bare, own = quote(bare), quote(own)
    assert.equal("-n\t-r\narp\narp\n", (run(bare .. " -r FILE -c2 -n -r")))
    assert.equal("-r\tx\narp\n", (run(bare .. " -r FILE -c 1 -- -r x")))
    assert.equal("-c\t2\narp\n", (run("-r FILE -f 'src host 192.0.2.1' " ..
      bare .. " -c 2")), "options before it")
    assert.equal("-r\tx\n", (run(own .. " -r x")))
    assert.equal("-r\tx\n", (run("--script " .. own .. " -r x")))
  end)
end)

describe("pcaplua -w", function()
  it("begins a new file by size, in a ring with -W", function()
    local frames = {}
    for i = 1, 2200 do frames[i] = udp .. ("x"):rep(1400) end
    local big = quote(support.capture(frames))
    local _, _, _, folder = run("-r " .. big .. " -C 1 -w out")
    assert.equal("out out1 out2 out3", files_of(folder))
    local total = 0
    for _, name in ipairs { "out", "out1", "out2", "out3" } do
      local size = #support.read(folder .. "/" .. name)
      assert.is_true(size <= 1000000, name)
      total = total + size - 24
    end
    assert.equal(2200 * (16 + 1446), total)
    _, _, _, folder = run("-r " .. big .. " -C 1 -W 2 -w out")
    assert.equal("out0 out1", files_of(folder))
    _, _, _, folder = run("-r " .. big .. " -C 1 -w out.pcapng")
    assert.equal("out.pcapng out.pcapng1 out.pcapng2 out.pcapng3",
      files_of(folder))
    for name in files_of(folder):gmatch "%S+" do
      local bytes = support.read(folder .. "/" .. name)
      assert.equal("\10\13\13\10", bytes:sub(1, 4), name)
    end
  end)

  it("begins a new file by time, and ends with -W", function()
    local frames = {}
    for i = 1, 6 do frames[i] = { bytes = arp(i), time = i * 10 } end
    local slow = support.name ".pcap"
    local dump <close> = require "pycap".dump(slow)
    for _, f in ipairs(frames) do dump:write(f.bytes, f.time) end
    dump:flush()
    local words = ("-r %s -G 20 -w 'out%%M%%S'"):format(quote(slow))
    local _, err, status, folder = run(words)
    assert.equal("out0010 out0030 out0050", files_of(folder), err)
    assert.equal(0, status)
    assert.equal("2 packets\n", (run("-r " .. quote(folder .. "/out0030") ..
      " --count")))
    _, err, status, folder = run(words .. " -W 2")
    assert.equal("out0010 out0030", files_of(folder), err)
    assert.equal(0, status)
  end)

  it("gives back the same bytes and times", function()
    local _, _, _, folder = run "-r FILE -w out"
    local words = " -T json"
    assert.equal((run("-r FILE" .. words)),
      (run("-r " .. quote(folder .. "/out") .. words)))
  end)

  it("opens its file anew at SIGHUP", function()
    local fifo, out = support.name ".fifo", support.name ".pcap"
    assert(os.execute("mkfifo " .. quote(fifo)))
    local feeder = support.spawn(("{ cat %s; sleep 60; } >%s"):format(
      quote(file), quote(fifo)))
    local process = support.spawn(("exec %s -r %s -w %s"):format(
      quote(program), quote(fifo), quote(out)))
    local function there()
      for _ = 1, 500 do
        if io.open(out) then return true end
        require "system".sleep(0.01)
      end
    end
    assert.is_true(there())
    for _ = 1, 20 do
      process:kill "USR1"
      if process:await("pcaplua: 4 packets captured", 0.3) then break end
    end
    assert(os.rename(out, out .. ".old"))
    process:kill "HUP"
    assert.is_true(there())
    process:kill "INT"
    assert.equal(130, process:wait(10))
    feeder:close()
    assert.equal(24 + 4 * 16 + 3 * 42 + 46, #support.read(out .. ".old"))
    assert.equal(24, #support.read(out))
  end)

  it("says that the disk is full, and is quiet where a pipe was closed",
    function()
    local out, err, status = run "-r FILE -w /dev/full"
    assert.equal("", out)
    assert.matches("^pcaplua: /dev/full: No space left on device", err)
    assert.equal(1, status)
    local many = {}
    for i = 1, 20000 do many[i] = udp end
    err = select(2, run("-r " .. quote(support.capture(many)) ..
      " -w - | head -c 1"))
    assert.equal("", err)
    out, err, status = run "-r FILE >/dev/full"
    assert.equal("", out)
    assert.matches("^pcaplua: standard output: No space left[^\n]*\n$", err)
    assert.equal(1, status)
  end)
end)

describe("-N", function()
  local function block(order, kind, body)
    body = body .. ("\0"):rep(-#body % 4)
    return string.pack(order .. "I4I4", kind, #body + 12) .. body ..
      string.pack(order .. "I4", #body + 12)
  end

  -- A pcapng file of one frame, with names of its addresses.
  local function named(order)
    local frame = support.wire [[
      ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0800
      45 00 001c 0000 0000 40 fd 0000 c0000201 c6336402
    ]] .. ("\0"):rep(8)
    local function record(kind, value)
      return string.pack(order .. "I2I2", kind, #value) .. value ..
        ("\0"):rep(-#value % 4)
    end
    return support.write(
      block(order, 0x0a0d0d0a, string.pack(order .. "I4I2I2i8", 0x1a2b3c4d, 1,
        0, -1)) ..
      block(order, 1, string.pack(order .. "I2I2I4", 1, 0, 0)) ..
      block(order, 4, record(1, "\xc0\0\2\1gateway\27[2J\0other\0") ..
        record(9, "?") .. record(1, "\xc6\x33\x64\2server\0") ..
        record(0, "")) ..
      block(order, 6, string.pack(order .. "I4I4I4I4I4", 0, 0, 0, #frame,
        #frame) .. frame), ".pcapng")
  end

  it("gives the names that a pcapng file holds, escaped", function()
    for _, order in ipairs { "<", ">" } do
      local name = named(order)
      assert.matches([[IP gateway\x1b[2J > server: ]],
        (support.pcaplua("-t -N -r " .. name)), 1, true)
      assert.matches("IP 192.0.2.1 > 198.51.100.2: ",
        (support.pcaplua("-t -r " .. name)), 1, true)
    end
  end)

  it("reads a damaged file as far as it is whole", function()
    local bytes = support.read(named "<")
    for size = 0, #bytes do
      local _, err, status = support.pcaplua("-t -N -r " ..
        support.write(bytes:sub(1, size), ".pcapng"))
      assert.is_nil(err:find "stack traceback")
      assert.is_true(status == 0 or status == 1 or status == 3)
    end
  end)
end)
