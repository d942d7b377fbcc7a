--
-- fragments_spec.lua - fragments of IP in pcaplua: whole for scripts, frames
-- for what is printed and written
--
local pycap = require "pycap"
local split = require "spec.support.fragments"
local support = require "spec.support"

local quote = support.quote
local UDP <const> = [[
  pycap.on("udp", function(udp, packet)
    print(udp.length, packet.reassembled)
  end)]]

describe("fragments in pcaplua", function()
  local file

  setup(function()
    file = support.capture(split.frames(split.datagram(100), 40))
  end)

  -- What it prints, for this command line behind the file.
  local function run(words)
    local out, err, status = support.pcaplua("-r " .. file .. " " .. words)
    assert.equal("", err)
    assert.equal(0, status)
    return out
  end

  local function eval(script, options)
    return run((options or "") .. " --eval " .. quote(script))
  end

  it("reach handlers of pycap.on as whole datagrams", function()
    assert.equal("108\t3\n", eval(UDP))
    assert.equal("108\t3\n", eval("pycap()" .. UDP))
    assert.equal("108\t3\n", eval("capture = pycap()\n" .. UDP ..
      "capture:loop()"))
  end)

  it("are handed over as they come with --no-fragments", function()
    assert.equal("108\tnil\n", eval(UDP, "--no-fragments"))
    assert.equal("nil\n", eval("print(pycap():fragments())", "--no-fragments"))
  end)

  it("do what the script says, if it says something", function()
    assert.equal("108\tnil\n", eval("pycap{fragments = false}" .. UDP))
    assert.equal("108\t3\n", eval("pycap{fragments = true}" .. UDP,
      "--no-fragments"))
    assert.equal("108\tnil\n", eval("pycap()" .. UDP ..
      " pycap{fragments = false}"))
    local limited = "pycap{fragments = {datagrams = 1}} "
    assert.equal("108\t3\n1\t0\t0\n", eval(limited .. UDP .. [[
      pycap.atend(function()
        local n = pycap():fragments()
        print(n.whole, n.dropped, n.timedout)
      end)]]))
  end)

  it("stay frames in a capture of the script's own", function()
    assert.equal("108\tnil\n", eval(([[
      local capture = pycap{filename = "%s"}
      capture:on("udp", function(udp, packet)
        print(udp.length, packet.reassembled)
      end)
      capture:loop()]]):format(file)))
  end)

  it("are handed over at the end, before pycap.atend", function()
    for count, expected in pairs{ [2] = "108\tnil\nend\n",
      [3] = "108\t3\nend\n" } do
      assert.equal(expected, eval(UDP .. [[
        pycap.atend(function() print "end" end)]], "-c " .. count))
    end
    assert.equal("108\tnil\nend\n", eval(UDP .. [[
      pycap.on("ip", function(ip) if ip.offset == 40 then pycap.stop() end end)
      pycap.atend(function() print "end" end)]]))
  end)

  it("fail the run at its end as a handler does", function()
    local _, err, status = support.pcaplua("-r " .. file .. " -c 1 --eval " ..
      quote 'pycap.on("udp", function() error("no", 0) end)')
    assert.matches("^pcaplua: no\nstack traceback:", err)
    assert.equal(1, status)
  end)

  it("are printed, counted and written as frames", function()
    local _, lines = run("-t"):gsub("\n", "\n")
    assert.equal(3, lines)
    assert.equal(run("-t", "--no-fragments"), run "-t")
    assert.equal("3 packets\n", run "--count")
    assert.equal("9\n\n\n", run "--fields udp.destinationport")
    assert.matches("\n +2 +%-\n", "\n" .. run "--top udp.destinationport"
      :gsub("nil", "-"))
    local copy = support.name ".pcap"
    run("-w " .. copy)
    local frames = {}
    for packet in pycap.capture{ filename = copy }:packets() do
      frames[#frames + 1] = packet.bytes
    end
    assert.same(split.frames(split.datagram(100), 40), frames)
  end)

  it("are put together by workers", function()
    local script = [[
      local seen = {}
      pycap.on("udp", function(udp, packet)
        seen[#seen + 1] = udp.length .. " " .. (packet.reassembled or "-")
      end)
      function result() return seen end
      function merge(a, b) return table.move(b, 1, #b, #a + 1, a) end
      function report(all) print(table.concat(all, ";")) end]]
    for options, expected in pairs{ ["--by flow"] = "108 3\n",
      ["--by file"] = "108 3\n", ["--no-fragments"] = "108 -\n" } do
      assert.equal(expected, eval(script, "--workers 2 " .. options))
    end
  end)

  it("are bound by the memory of the script", function()
    local list = {}
    for id = 1, 3000 do
      list[id] = split.frame(("x"):rep(1000), 0, true, { id = id })
    end
    local out, err, status = support.pcaplua("-r " .. support.capture(list) ..
      " --memory 4m --eval " .. quote [[
        local n = 0
        local kept = ("x"):rep(1 << 20)
        pycap.on("udp", function() n = n + 1 end)
        pycap.atend(function() print(n, #kept) end)]])
    assert.equal("", err)
    assert.equal("3000\t1048576\n", out)
    assert.equal(0, status)
  end)

  it("decode as what pycap.carry says of the whole", function()
    assert.equal("104\n", (eval([[
      pycap.protocol{name = "probe", fields = {{"a", 32}}}
      pycap.carry("udp", 9, "probe")
      pycap.on("probe", function(_, packet) print(#packet.payload + 8) end)
    ]])))
  end)
end)
