--
-- --test, --profile and --watch
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"

local read = support.read

local function write(name, text)
  local file = assert(io.open(name, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local SENDER <const> = [[
local injector = pycap.inject { device = "nosuch0" }
pycap.on("arp", { "sourceprotocol" }, function(source)
  print("asked by " .. source)
  local size = injector:inject(pycap.ethernet(), pycap.arp { operation = 2,
    targetprotocol = source })
  if size ~= 42 then error "size" end
end)
pycap.after(0.5, function() print "half a second of packets" end)
pycap.atend(function() print(injector:stats()) end)
]]

-- A folder with a script that sends, and one that fails.
local function folder()
  local name = support.name " it's"
  assert(os.execute("mkdir " .. support.quote(name)))
  local frames = {}
  for i = 1, 3 do frames[i] = requests.frame(i) end
  local bytes = read(support.capture(frames))
  write(name .. "/sender.lua", SENDER)
  write(name .. "/sender.pcap", bytes)
  write(name .. "/fails.lua", "print 'so far' os.exit(3)")
  write(name .. "/fails.pcap", bytes)
  write(name .. "/library.lua", "error 'it has no capture file'")
  return name
end

local function test(name, ...)
  return support.pcaplua { "--test", name, ... }
end

describe("--test", function()
  it("compares what comes of scripts with what --update has written",
    function()
      local name = folder()
      local out, err, status = test(name, "--update")
      assert.equal("written fails\nwritten sender\n", out)
      assert.equal("", err)
      assert.equal(0, status)
      assert.equal("so far\n(exit status 3)\n", read(name .. "/fails.out"))
      assert.matches("^asked by [%d.]+\n", read(name .. "/sender.out"))
      assert.matches("\n3\t126\t0\n$", read(name .. "/sender.out"))
      assert.is_nil(io.open(name .. "/fails.sent.pcap"))
      local sent = support.pcaplua { "-r", name .. "/sender.sent.pcap", "-tt" }
      assert.matches("^1.000000 ARP reply [^\n]*\n2.000000 ARP reply", sent)
      out, err, status = test(name)
      assert.equal("ok fails\nok sender\n2 passed, 0 failed\n", out)
      assert.equal("", err)
      assert.equal(0, status)
    end)

  it("shows how they differ", function()
    local name = folder()
    test(name, "--update")
    write(name .. "/sender.lua", (SENDER:gsub("asked", "wanted")
      :gsub("operation = 2", "operation = 1")))
    local out, _, status = test(name)
    assert.equal(1, status)
    assert.matches("^ok fails\nfailed sender\n%-%-%- sender.out\n", out)
    assert.matches("\n%-asked by [%d.]+\n", out)
    assert.matches("\n%+wanted by [%d.]+\n", out)
    assert.matches("\n%-%-%- sender.sent.pcap\n", out)
    assert.matches("\n%-1.000000 [^\n]* ARP reply", out)
    assert.matches("\n%+1.000000 [^\n]* ARP who%-has", out)
    assert.matches("\n1 passed, 1 failed\n$", out)
  end)

  it("says what is missing", function()
    local name = folder()
    local out, _, status = test(name)
    assert.matches("failed fails\nfails.out is missing: %-%-update writes it",
      out)
    assert.equal(1, status)
    local _, err
    local empty = support.name ".empty"
    assert(os.execute("mkdir " .. empty))
    for where, text in pairs { [support.name "none"] = "no folder that can " ..
      "be read", [name .. "/fails.lua"] = "no folder that can be read",
      [empty] = "no NAME.lua with a NAME.pcap beside it" } do
      _, err, status = test(where)
      assert.equal("pcaplua: --test: " .. where .. ": " .. text .. "\n", err)
      assert.equal(2, status)
    end
  end)

  it("records batches and replays, too", function()
    local name = folder()
    write(name .. "/fails.lua", [[
      local injector <close> = pycap.inject "nosuch0"
      local capture = pycap()
      print(injector:replay(capture, { loop = 2 }).packets)
      print(injector:batch { pycap.packet(pycap.ethernet()), ("x"):rep(60) })
      print(injector:inject(("y"):rep(60)), injector.hardware)]])
    test(name, "--update")
    assert.equal("6\n2\n60\t02:00:00:00:00:01\n", read(name .. "/fails.out"))
    assert.equal("9 packets\n", (support.pcaplua { "-r",
      name .. "/fails.sent.pcap", "--count" }))
  end)

  it("records what goes out above the link", function()
    local name = folder()
    write(name .. "/fails.lua", [[
      local injector <close> = pycap.inject { device = "x", level = "ip" }
      print(injector:inject(pycap.ip { source = "192.0.2.1" }, "abc"))]])
    test(name, "--update")
    assert.equal("23\n", read(name .. "/fails.out"))
    assert.matches("^1.000000 IP 192.0.2.1 > ", (support.pcaplua { "-tt", "-r",
      name .. "/fails.sent.pcap" }))
  end)

  it("is what --update is for", function()
    local _, err, status = support.pcaplua { "--update" }
    assert.matches("^pcaplua: %-%-update needs %-%-test\n", err)
    assert.equal(2, status)
  end)
end)

describe("--profile", function()
  local frames = {}
  for i = 1, 7 do frames[i] = requests.frame(i) end
  local file = support.capture(frames)

  it("counts the calls of callbacks by where they are", function()
    local script = support.write([[
pycap.on("arp", function(arp)
  return arp.operation == 9
end)
pycap.on("arp", { "operation", operation = "reply" }, function() end)
local capture = pycap { filename = arg[1] }
capture:on("ethernet", { "type" },
  function() for _ = 1, 1e5 do end end)
capture:loop()
pycap.atend(function() print "end" end)
]], ".lua")
    local out, err, status = support.pcaplua { "--profile", "-r", file,
      script, file }
    assert.equal("end\n", out)
    assert.equal(0, status)
    local lines = {}
    for calls, what, line in
      err:gmatch "\n +(%d+) +[%d.]+ +[%d.]+%% +[%d.]+  (%S+) [^\n]*:(%d+)" do
      lines[#lines + 1] = ("%s %s %s"):format(calls, what, line)
    end
    assert.equal('7 capture:on("ethernet") 7', lines[1])
    table.sort(lines)
    assert.same({ '0 on("arp") 4', "1 atend 9", '7 capture:on("ethernet") 7',
      '7 on("arp") 1' }, lines)
    assert.matches("^ +CALLS +MS +OF ALL +US A CALL  CALLBACK\n", err)
    assert.matches("\n whole run +[%d.]+\n$", err)
  end)

  it("tells it after an error, too", function()
    local _, err, status = support.pcaplua { "--profile", "-r", file, "--eval",
      "pycap.on('arp', function() error 'x' end)" }
    assert.matches("\n +0 [^\n]* on%(\"arp\"%) %-%-eval:1\n", err)
    assert.equal(1, status)
  end)

  it("needs a script", function()
    local _, err, status = support.pcaplua { "--profile", "-r", file }
    assert.matches("^pcaplua: %-%-profile needs a script", err)
    assert.equal(2, status)
  end)
end)

describe("--watch", function()
  -- A capture file with a packet each second.
  local file = support.name ".pcap"
  do
    local dump <close> = pycap.dump(file, { datalink = 1 })
    for i = 1, 12 do dump:write(requests.frame(1), { time = i }) end
  end

  -- A script that says a word for each packet, and writes another text into its
  -- own file at the second of them.
  local function text(word, following)
    return ([[
      said = (said or 0) + 1 -- a global: it starts anew
      local count = 0
      pycap.atend(function() print("end of %s") end)
      pycap.every(3, function() print("%s at " .. count) end)
      pycap.on("arp", function()
        count = count + 1
        print("%s", count, said)
        if count == 2 and %q ~= "" then
          local file <close> = io.open(arg[0], "wb")
          file:write(%q)
        end
      end)]]):format(word, word, word, following, following)
  end

  it("runs a changed script anew, and a broken one not", function()
    local broken = text("broken", "") .. "\nerror 'it breaks'"
    local second = text("b", broken)
    local script = support.write(text("a", second), ".lua")
    local out, err, status = support.pcaplua { "-r", file, "--watch", script }
    assert.equal(0, status, err)
    assert.matches("^a\t1\t1\na\t2\t1\nb\t1\t1\nb\t2\t1\nb\t3\t1\n", out)
    assert.matches("\nb\t10\t1\nend of b\n$", out)
    assert.is_nil(out:find "broken" or out:find "end of a" or
      out:find "a at [^1-2]")
    assert.matches("b at %d", out)
    assert.matches("^pcaplua: [^\n]*: loaded anew\n" ..
      "pcaplua: the old script goes on: [^\n]*: it breaks\n$", err)
  end)

  -- Packets of one time come until the script was loaded anew, then two more.
  it("looks at the script while packets come whose time stands still",
    function()
      local record, grown, log = support.name ".pcap", support.name ".pcap",
        support.name ".log"
      do
        local dump <close> = pycap.dump(record, { datalink = 1 })
        dump:write(requests.frame(1), { time = 1 })
      end
      local feed = ("n=0; until grep -q anew %s || " ..
        "test $n -eq 200; do tail -c +25 %s; sleep 0.05; n=$((n+1)); done; " ..
        "tail -c +25 %s; tail -c +25 %s"):format(log, record, record, record)
      local head = "head -c 24 " .. record
      for _, how in ipairs {
        "{ " .. head .. "; " .. feed .. "; } | %s -r - --watch %s 2>%s",
        head .. " >" .. grown .. "; { " .. feed .. "; } >>" .. grown ..
          " & timeout 30 %s -r " ..
          grown .. " --follow --watch %s 2>%s"
      } do
        local script = support.write(text("a", text("b", "") ..
          "\npycap.on('arp', function() if count == 2 then pycap.stop() end end)"),
          ".lua")
        assert(os.execute(": >" .. log))
        local out = support.shell(how:format(support.program(), script, log))
        assert.matches("^a\t1\t1\na\t2\t1\n.*b\t1\t1\nb\t2\t1\n", out)
        assert.equal("pcaplua: " .. script .. ": loaded anew\n", read(log))
      end
    end)

  it("says when the first text is wrong", function()
    local script = support.write("error 'it breaks'", ".lua")
    local _, err, status = support.pcaplua { "-r", file, "--watch", script }
    assert.matches(":1: it breaks\n", err)
    assert.equal(1, status)
    script = support.write("\npycap.on('arq', print)", ".lua")
    _, err, status = support.pcaplua { "-r", file, "--watch", script }
    assert.equal("pcaplua: " .. script .. ":2: bad argument #1 to 'on' " ..
      "(unknown protocol \"arq\"; did you mean arp?)\nstack traceback:\n" ..
      "\t[C]: in function 'pycap.on'\n\t" .. script .. ":2: in main chunk\n",
      err)
    assert.equal(1, status)
    script = support.write("if", ".lua")
    _, err, status = support.pcaplua { "-r", file, "--watch", script }
    assert.matches("^pcaplua: " .. script .. ":1: [^\n]*\n$", err)
    assert.equal(1, status)
    script = support.name "none.lua"
    _, err, status = support.pcaplua { "-r", file, "--watch", script }
    assert.equal("pcaplua: cannot open " .. script .. ": No such file or " ..
      "directory\n", err)
    assert.equal(3, status)
  end)

  it("needs a script in a file", function()
    for _, words in ipairs { { "--eval", "x = 1" }, { "-" },
      { "--workers", "2", "scripts/top.lua" } } do
      local _, err, status = support.pcaplua { "-r", file, "--watch",
        table.unpack(words) }
      assert.matches("^pcaplua: %-%-watch needs a script in a file", err)
      assert.equal(2, status)
    end
  end)
end)
