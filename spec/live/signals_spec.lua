local link = require "spec.support.link"
local support = require "spec.support"
local system = require "system"

-- SIGTERM and SIGHUP end pcaplua as the first Ctrl-C does, and it says what it
-- listened on and what came of it.
describe("pcaplua on a device", function()
  local wire = link.fixture(_ENV)

  local LISTENS <const> = "^pcaplua: listening on wire1, link%-type EN10MB " ..
    "%(Ethernet%), snapshot length 262144 bytes\n"
  local TOLD <const> = "pcaplua: %d+ packets? captured, %d+ received, " ..
    "%d+ dropped by the kernel, %d+ by the device\n$"

  local function start(before, options, script, arguments)
    local file = support.write(script, ".lua")
    return wire.pair:spawn(1, ("%s %s %s --script %s %s"):format(before,
      support.quote(support.program()), options, file, arguments or ""))
  end

  local function send(count)
    wire:run("pcaplua", 2, ([[
      local i = pycap.inject "wire2"
      for n = 1, %d do i:inject(frame(n)) end]]):format(count))
  end

  local REPORTS <const> = [[
    io.stdout:setvbuf "line"
    local name = ...
    local dump = pycap.dump(name, {})
    local count = 0
    pycap.on("ethernet", function(_, packet)
      dump:write(packet)
      count = count + 1
      if count == 20 then print "twenty" end
    end)
    pycap.after(0, function() print "ready" end)
    pycap.loop()
    dump:close()
    print("report", count)]]

  for _, signal in ipairs { "INT", "TERM", "HUP" } do
    it("prints its report at SIG" .. signal, function()
      local dumped = support.name ".pcap"
      local process = start("exec",
        "-i wire1 -f 'ether proto 0x88b5'", REPORTS, dumped)
      assert.truthy(process:await "ready", select(2, process:output()))
      send(20)
      assert.truthy(process:await "twenty")
      process:kill(signal)
      assert.equal(130, process:wait(15))
      local out, err = process:output()
      assert.equal("ready\ntwenty\nreport\t20\n", out)
      assert.matches(LISTENS, err)
      assert.matches("\npcaplua: 20 packets captured, 20 received, "
        .. "0 dropped by the kernel, 0 by the device\n$", err)
      local kept = 0
      for _ in require "pycap" { filename = dumped }:packets() do
        kept = kept + 1
      end
      assert.equal(20, kept)
    end)
  end

  it("takes signals that come twice for one", function()
    local process = start("exec", "-i wire1", [[
      io.stdout:setvbuf "line"
      print "ready"
      local c = pycap()
      c:loop()
      local from = os.clock()
      repeat until os.clock() - from > 0.2
      print "report"]])
    assert.truthy(process:await "ready")
    assert(process:sleeps())
    for _, signal in ipairs { "TERM", "HUP", "TERM" } do
      process:kill(signal)
      system.sleep(0.02)
    end
    assert.equal(130, process:wait(5))
    assert.matches("report\n", (process:output()))
  end)

  it("ends as process 1 of a container", function()
    for _, options in ipairs { "-i wire1", "-i wire1 --workers 2" } do
      local process = start("exec unshare --pid --fork --kill-child", options,
        [[
        io.stdout:setvbuf "line"
        pycap.on("ethernet", function() end)
        print "ready"
        function result() return 1 end
        function merge(a, b) return a + b end
        function report() print "report" end
        if not pycap.capture or not pcall(pycap.loop) then return end
        print "report"]])
      assert.truthy(process:await "ready", select(2, process:output()))
      assert.truthy(process:await "listening")
      local child = support.read(("/proc/%d/task/%d/children"):format(
        process.pid, process.pid)):match "%d+"
      assert.equal(0, select(3, support.shell("kill -TERM " .. child)))
      assert.equal(130, process:wait(5), "hangs: " .. options)
      local out, err = process:output()
      assert.matches("report\n$", out, options .. err)
      assert.matches(LISTENS, err)
      assert.matches(TOLD, err)
    end
  end)

  it("says so of workers together, and once", function()
    local process = start("exec", "-i wire1 -f 'ether proto 0x88b5' " ..
      "--workers 2", [[
      local count = 0
      pycap.on("ethernet", function() count = count + 1 end)
      print "ready"
      function result() return count end
      function merge(a, b) return a + b end
      function report(n) print("report", n) end]])
    assert.truthy(process:await "ready", select(2, process:output()))
    system.sleep(0.3)
    send(10)
    system.sleep(0.3)
    process:kill "TERM"
    assert.equal(130, process:wait(5))
    local out, err = process:output()
    assert.matches("report\t10\n$", out)
    assert.matches(LISTENS, err)
    assert.equal(1, select(2, err:gsub("listening on", "")))
    assert.matches("\npcaplua: 10 packets captured, 10 received, "
      .. "0 dropped by the kernel, 0 by the device\n$", err)
  end)

  it("says so whatever way the script ends", function()
    for text, status in pairs {
      ["pycap() os.exit(7)"] = 7,
      ["pycap() os.exit(7, true)"] = 7,
      ["local c = pycap() c:close()"] = 0,
      ["pycap() error 'no'"] = 1,
      ["local c <close> = pycap()"] = 0,
    } do
      local _, err, ended = wire.pair:exec(1, support.program() ..
        " -i wire1 --eval " .. support.quote(text))
      assert.equal(status, ended, text)
      assert.matches(LISTENS, err)
      assert.matches(TOLD, err)
      assert.equal(1, select(2, err:gsub("received", "")), text)
    end
    -- nothing of files, nor of what the script opens for itself
    local _, err = wire.pair:exec(1, support.program() .. " -r " ..
      support.capture {} .. " --eval 'pycap():loop()'")
    assert.equal("", err)
    _, err = wire.pair:exec(1, support.program() .. " --eval " ..
      support.quote "pycap 'wire1'")
    assert.equal("", err)
  end)

  it("heeds nohup", function()
    local process = start("trap '' HUP; exec", "-i wire1", [[
      io.stdout:setvbuf "line"
      pycap.after(0, function() print "ready" end)
      pycap.after(0.5, function() print "on" pycap.stop() end)
      pycap():loop()]])
    assert.truthy(process:await "ready")
    process:kill "HUP"
    assert.equal(0, process:wait(5))
    assert.equal("ready\non\n", (process:output()))
  end)

  it("takes the numbers of -D", function()
    local list = wire.pair:exec(1, support.program() .. " -D", true)
    local number = list:match "(%d+)%.wire1 "
    for _, option in ipairs { "", "--workers 1 " } do
      local process = start("exec", "-i " .. number .. " " .. option,
        "pycap.on('ethernet', function() end)")
      assert.truthy(process:await "listening")
      process:kill "TERM"
      assert.equal(130, process:wait(5))
      assert.matches(LISTENS, select(2, process:output()))
    end
    local count = select(2, list:gsub("\n", ""))
    for _, wrong in ipairs { "0", "999" } do
      local _, err, status = wire.pair:exec(1, support.program() .. " -i " ..
        wrong .. " --eval 'pycap()'")
      assert.equal(3, status)
      assert.equal(("pcaplua: -i %s: no such device: there are %d (-D lists " ..
        "them)\n"):format(wrong, count), err)
    end
    -- a name comes first
    wire.pair:exec(1, "ip link add 999 type veth peer name x999 && " ..
      "ip link set 999 up", true)
    local out = wire.pair:exec(1, support.program() ..
      " -i 999 --eval 'print(pycap().device)'")
    assert.equal("999\n", out)
  end)

  it("says what options behind the script are", function()
    local script = support.write("print(pycap().device, ...)", ".lua")
    local out, err = wire.pair:exec(1, support.program() .. " " .. script ..
      " -r x.pcap")
    assert.equal("wire1\t-r\tx.pcap\n", out)
    assert.truthy(err:find("pcaplua: -r stands behind the script, and so is " ..
      "the script's; what pcaplua is to read is said before it: pcaplua -r " ..
      "x.pcap " .. script .. "\n", 1, true), err)
    for _, options in ipairs { "-i wire1", "-r " .. support.capture {} } do
      _, err = wire.pair:exec(1, ("%s %s %s -r 5"):format(support.program(),
        options, script))
      assert.is_nil(err:find "behind the script")
    end
  end)
end)
