local link = require "spec.support.link"
local support = require "spec.support"

local SCRIPT <const> = " scripts/arpreply.lua "
local USAGE <const> = "\nusage: pcaplua %-i device "

describe("arpreply", function()
  local wire = link.fixture(_ENV, { needs = { "arping" } })

  local replying
  after_each(function() if replying then replying:close() end end)

  local function reply(arguments)
    local process = wire.pair:spawn(2, support.program() ..
      " -i wire2 --immediate-mode" .. SCRIPT .. arguments)
    wire.pair:exec(2, [[
      for try in $(seq 200); do
        test "$(wc -l </proc/net/packet)" -ge 3 && exit 0
        sleep 0.02
      done
      exit 1]], true)
    replying = process
    return process
  end

  -- With 0.1 s for each answer: others may use the machine, too.
  local function arping(options)
    return (wire.pair:exec(1, "arping -i wire1 -W 0.1 " .. options))
  end

  local function stop(process)
    process:kill("INT")
    assert.equal(130, process:wait(5))
    return (process:output())
  end

  it("answers for its addresses, and for no other", function()
    local process = reply "192.0.2.77 192.0.2.78"
    assert.matches("100 packets received", arping "-W 0.01 -c 100 192.0.2.77")
    assert.matches("\n2 packets transmitted, 2 packets received",
      arping "-c 2 192.0.2.78")
    assert.matches(" 0 packets received", arping "-c 2 192.0.2.79")
    local line = "192%.0%.2%.78 is%-at 02:00:00:00:00:02, " ..
      "to 192%.0%.2%.1 %(02:00:00:00:00:01%)\n"
    local out = stop(process)
    assert.matches(line .. line .. "$", out)
    assert.equal(102, select(2, out:gsub("\n", "")))
  end)

  it("answers probes, and with another hardware address", function()
    local process = reply "-m 02:00:00:00:00:99 192.0.2.77"
    local out = arping "-S 0.0.0.0 -c 2 192.0.2.77"
    assert.matches("from 02:00:00:00:00:99 %(192%.0%.2%.77%)", out)
    assert.matches("2 packets received", out)
    assert.matches("^192%.0%.2%.77 is%-at 02:00:00:00:00:99, to 0%.0%.0%.0 ",
      stop(process))
  end)

  it("leaves alone what is not for it", function()
    local process = reply "192.0.2.77"
    wire:run("pcaplua", 1, [[
      local c = pycap{device = "wire1", direction = "in", timeout = 200,
        immediate = true, filter = "arp"}
      local i = pycap.inject "wire1"
      local function ask(values, to)
        local arp = pycap.arp{sourcehardware = "02:00:00:00:00:01",
          sourceprotocol = "192.0.2.1", targetprotocol = "192.0.2.77"}
        for key, value in pairs(values) do arp[key] = value end
        i:inject(pycap.ethernet{source = "02:00:00:00:00:01",
          destination = to or "ff:ff:ff:ff:ff:ff"}, arp)
      end
      ask{operation = "reply"}
      ask{operation = 8}
      ask{sourceprotocol = "192.0.2.77"} -- an announcement, and a conflict
      ask{sourcehardware = "ff:ff:ff:ff:ff:ff"}
      ask{sourcehardware = "02:00:00:00:00:02"} -- its own
      ask{hardwareformat = 6}
      ask{protocol = 0x86dd}
      ask({}, "02:00:00:00:00:03") -- of a third host
      i:inject("\xff\xff\xff\xff\xff\xff\2\0\0\0\0\1\8\6\0\1\8\0\6\4\0\1")
      i:inject("\xff\xff\xff\xff\xff\xff\2\0\0\0\0\1\x81\0\0\5\8\6" ..
        pycap.packet(pycap.arp{targetprotocol = "192.0.2.77"}).bytes)
      assert(code(c.next, c) == "timeout")
      ask({}, "02:00:00:00:00:02")
      local ethernet, arp, rest = c:next()
      assert(ethernet.source == "02:00:00:00:00:02")
      assert(ethernet.destination == "02:00:00:00:00:01")
      assert(arp.operation == 2 and rest == ("\0"):rep(18))
      assert(arp.sourcehardware == "02:00:00:00:00:02")
      assert(arp.sourceprotocol == "192.0.2.77")
      assert(arp.targethardware == "02:00:00:00:00:01")
      assert(arp.targetprotocol == "192.0.2.1")]])
    assert.equal("192.0.2.77 conflict: claimed by 02:00:00:00:00:01\n" ..
      "192.0.2.77 is-at 02:00:00:00:00:02, to 192.0.2.1 " ..
      "(02:00:00:00:00:01)\n", stop(process))
  end)

  it("goes on when the link went down and up", function()
    local process = reply "192.0.2.77"
    wire.pair:exec(2, "ip link set wire2 down && ip link set wire2 up", true)
    for side = 1, 2 do wire:carrier(side) end
    assert.matches("[1-9]%d* packets received", arping "-c 20 192.0.2.77")
    stop(process)
  end)

  it("says how it is used", function()
    for arguments, text in pairs {
      [""] = "no address given",
      ["192.0.2"] = "'192.0.2': not an IPv4 address",
      ["192.0.2.256"] = "'192.0.2.256': not an IPv4 address",
      ["abcd"] = "'abcd': not an IPv4 address",
      ["''"] = "'': not an IPv4 address",
      ["-m"] = "'': not a hardware address",
      ["-m 192.0.2.1"] = "'192.0.2.1': not a hardware address",
      ["-m 02:00:00:00:00:01"] = "no address given",
    } do
      local out, err, status =
        wire.pair:exec(1, support.program() .. " -i wire1" .. SCRIPT ..
          arguments)
      assert.equal(2, status)
      assert.equal("", out)
      assert.matches("^arpreply: " .. text:gsub("[-.]", "%%%0") .. USAGE, err)
    end
    local out, err, status = support.pcaplua(SCRIPT .. "-h")
    assert.equal(0, status, err)
    assert.matches("^usage: pcaplua %-i device ", out)
    local _, complaint, failed = wire.pair:exec(1, support.program() ..
      " -i none" .. SCRIPT .. "192.0.2.77")
    assert.equal(3, failed)
    assert.matches("none: no such device", complaint)
  end)
end)
