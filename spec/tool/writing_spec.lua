--
-- pcaplua -w: files one after the other, SIGHUP, and where nothing can be
-- written
--
local line = require "spec.support.line"
local requests = require "spec.support.requests"
local support = require "spec.support"

local quote = support.quote
local arp, udp = requests.frame, line.udp
local file, program = line.file, line.program
local files_of, run = line.files_of, line.run

describe("pcaplua -w", function()
  it("begins a new file by size, in a ring with -W", function()
    local frames = {}
    for i = 1, 2200 do frames[i] = udp .. ("x"):rep(1400) end
    local big = quote(support.capture(frames))
    local _, _, _, folder = run("-r " .. big .. " -Z root -C 1 -w out")
    assert.equal("out out1 out2 out3", files_of(folder))
    local total = 0
    for _, name in ipairs { "out", "out1", "out2", "out3" } do
      local size = #support.read(folder .. "/" .. name)
      assert.is_true(size <= 1000000, name)
      total = total + size - 24
    end
    assert.equal(2200 * (16 + 1446), total)
    _, _, _, folder = run("-r " .. big .. " -Z root -C 1 -W 2 -w out")
    assert.equal("out0 out1", files_of(folder))
    _, _, _, folder = run("-r " .. big .. " -Z root -C 1 -w out.pcapng")
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
    local words = ("-Z root -r %s -G 20 -w 'out%%M%%S'"):format(quote(slow))
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
    local process = support.spawn(("exec %s -Z root -r %s -w %s"):format(
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
