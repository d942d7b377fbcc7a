--
-- every option of pcaplua: it is in -h, the man page, the completions and the
-- list below, and the other way round; and it does what it says
--
local line = require "spec.support.line"
local support = require "spec.support"

local quote = support.quote
local files_of, program, run = line.files_of, line.program, line.run

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

  where = { [[-r FILE --where 'udp.sourceport == 5000']],
    "^%S+ IP 192.0.2.1.5000 [^\n]*\n$" },
  each = { "-r FILE --each 'print(udp.sourceport)' udp", "^5000\n$" },
  begin = { "-r FILE --begin 'print(7)' --each 'x = 1'", "^7\n$" },
  ["end"] = { "-r FILE --each 'x = packet.length' --end 'print(x)'",
    "^46\n$" },

  write = { "-r FILE -w out.pcap arp && " .. quote(program) ..
    " -r out.pcap --count", "^3 packets\n$" },
  ["file-size"] = { "-r FILE -C 1 -Z root -w out", function(_, _, folder)
    return files_of(folder) == "out"
  end },
  ["rotate-seconds"] = { "-r FILE -G 1 -Z root -w 'out%S'", function(_, _,
    folder)
    return files_of(folder):match "^out%d%d"
  end },
  ["file-count"] = { "-r FILE -C 1 -W 12 -Z root -w out", function(_, _, folder)
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
  check = { "--check SCRIPT a", "^$" },
  test = { "--test .", function(_, err)
    return err:match "%-%-test: .: no NAME.lua with a NAME.pcap"
  end },
  update = { "--update", function(_, err)
    return err:match "%-%-update needs %-%-test"
  end },
  profile = { "--profile -r FILE SCRIPT a", function(out, err)
    return out == "a\n" and err:match "\n whole run"
  end },
  watch = { "--watch -r FILE SCRIPT a", "^a\n$" },
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
  ["no-fragments"] = {
    "-r FILE --no-fragments --eval 'print(pycap():fragments())'", "^nil\n$" },
  protocol = { "--protocol " .. support.write([[
    pycap.protocol{ name = "beacon", title = "Beacon", meaning = "x",
      reference = "x", fields = { { "state", 8, "x" } } }]], ".lua") ..
    " --eval 'print(pycap.beacon())'", "^Beacon%(state=0%)\n$" },
  by = { "--workers 2 --by file -r FILE SCRIPT a", "^a\n$" },
  ["on-worker-error"] = { "--workers 1 --on-worker-error go-on -r FILE " ..
    "SCRIPT a", "^a\n$" },

  interactive = { "--interactive -r FILE <<'E'\ncapture:loop()\nE\n",
    "^4\n$" },
  sandbox = { "--sandbox --eval 'print(io.popen, io.open [[/etc/passwd]])'",
    "^nil\tnil\t/etc/passwd: not in the sandbox" },
  ["allow-read"] = { "--sandbox --allow-read /etc/passwd --eval " ..
    "'print(io.open [[/etc/passwd]])'", "^file" },
  ["allow-write"] = { "--sandbox --allow-write /dev/null --eval " ..
    "'print(io.open([[/dev/null]], [[w]]))'", "^file" },
  inject = { "--sandbox --inject nosuch0 --eval 'print(1)'", function(_, err)
    return err:match "nosuch0: no such device"
  end },
  ["relinquish-privileges"] = { "-Z nosuch -r FILE", function(_, err)
    return err:match "%-Z nosuch: no such user"
  end },
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
    ["-n -r FILE SCRIPT"] = "-n: only without a script",
    ["-w out -r FILE SCRIPT"] = "-w: only without a script",
    ["--workers 2 -r FILE"] = "--workers needs a script",
    ["-r FILE -r FILE"] = "several -r need --workers",
    ["-T csv -r FILE"] = "-T fields and -T csv take --fields",
    ["-T json --fields ip.source -r FILE"] = "--fields needs -T fields",
    ["-T xml"] = "xml: -T takes json, fields or csv",
    ["--header -r FILE"] = "--separator and --header need",
    ["-v -T json -r FILE"] = "-T does not take -v, -x and -X",
    ["-x -X -r FILE"] = "-x and -X exclude each other",
    ["--nano --micro -r FILE"] = "--nano and --micro exclude each other",
    ["--top ip.source --count -r FILE"] = "--top and --count exclude",
    ["-C 1 -r FILE"] = "-C and -G need -w",
    ["-W 3 -w out -r FILE"] = "-W needs -C or -G",
    ["-w - -C 1 -r FILE"] = "-C and -G need a file",
    ["-w tcp://127.0.0.1:1 -G 1 -r FILE"] = "-C and -G need a file",
    ["--begin 'x = 1' -r FILE"] = "--begin and --end need --each",
    ["--end 'x = 1' -r FILE"] = "--begin and --end need --each",
    ["--each 'x = 1' --count -r FILE"] = "--each prints by itself",
    ["--each 'x = 1' -v -r FILE"] = "--each prints by itself",
    ["--where arp -r FILE SCRIPT"] = "--where: only without a script",
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
