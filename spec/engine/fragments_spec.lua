--
-- fragments_spec.lua - fragments of IP in an engine that is fed
--
local fed = require "spec.support.fed"
local split = require "spec.support.fragments"
local support = require "spec.support"

local frames = split.frames(split.datagram(100), 40)

-- What the host prints for each of these frames.
local function feed(script, list, options)
  return fed.feed(script, support.capture(list or frames), options or "-f")
end

describe("fragments in an engine", function()
  local print_udp = [[
    pycap.on("udp", function(udp, packet)
      print(udp.length, packet.reassembled, packet.malformed)
    end)]]

  it("are frames, unless the host asks for whole datagrams", function()
    local out = feed(print_udp, nil, " ")
    assert.same({ "log 108\tnil\tnil", "1 accept", "2 accept", "3 accept",
      "packets 3 entered 1 dropped 0 replaced 0 failed 0 limited 0 loaded 1"
    }, out)
  end)

  it("reach handlers as one datagram, with the last of them", function()
    for _, options in ipairs{ "-f", "-f -b", "-f -i 20000 -m 4000000" } do
      local out = feed(print_udp, nil, options)
      table.sort(out)
      assert.same({ "1 accept", "2 accept", "3 accept", "log 108\t3\tnil",
        "packets 3 entered 1 dropped 0 replaced 0 failed 0 limited 0 loaded 1"
      }, out)
    end
  end)

  it("are dropped where the datagram is: the last of them", function()
    local out = feed([[
      pycap.on("udp", function() return "drop" end)
      pycap.on("ip", function() return "accept" end)]])
    assert.same({ "1 accept", "2 accept", "3 drop" },
      table.move(out, 1, 3, 1, {}))
  end)

  it("are replaced by what their own handler returns", function()
    local out = feed([[
      pycap.on("ip", function(ip, packet)
        ip.timetolive = 1
        return packet
      end)
      pycap.on("udp", function() end)]])
    for i = 1, 3 do assert.matches("^" .. i .. " replace ", out[i]) end
  end)

  it("are not replaced by the datagram", function()
    local out = feed([[
      local kept
      pycap.on("ip", function() return kept end)
      pycap.on("udp", function(_, packet)
        kept = packet
        return packet
      end)]], { frames[1], frames[2], frames[3], frames[1] })
    for i = 3, 4 do
      assert.matches("^" .. i .. " error %-1 %S+:" .. 6 - i .. ": a handler " ..
        "returns .* or a packet, not one put together of 3 frames$", out[i])
    end
  end)

  it("that never get whole decide on no other frame", function()
    local late = { bytes = fed.request(1), time = 100 * 10 ^ 9 // 1 }
    local other = { bytes = split.frame(("x"):rep(8), 0, true, { id = 2 }),
      time = 100 * 10 ^ 9 // 1 }
    local out = feed([[
      pycap.on("udp", function(udp, packet)
        print(packet.malformed)
        return "drop"
      end)]], { { bytes = frames[1], time = 0 }, late, other })
    assert.same({ "1 accept", "2 accept",
      "log ip: its fragments did not all come in time, at byte 14",
      "3 accept" }, table.move(out, 1, 4, 1, {}))
    assert.matches("^packets 3 entered 1 ", out[5])
    assert.matches("^log ip: its fragments did not all come, at", out[6])
  end)

  it("are handed over with the next frame after an error", function()
    local out = feed([[
      local failed = false
      pycap.on("ip", function(ip)
        if ip.flags == 0 and not failed then
          failed = true
          error("no", 0)
        end
      end)
      pycap.on("udp", function(_, packet) print(packet.reassembled) end)]],
      { frames[1], frames[2], frames[3], frames[2] })
    assert.same({ "1 accept", "2 accept", "3 error -1 no", "log 3",
      "4 accept" }, table.move(out, 1, 5, 1, {}))
  end)

  it("reach all handlers, even if one of them waits", function()
    local out = feed([[
      pycap.on("ip", function() pycap.sleep(1000) end)
      pycap.on("udp", function(_, packet)
        print(packet.reassembled)
        pycap.sleep(1000)
      end)
      pycap.on("udp", function() return "drop" end)]])
    assert.same({ "1 accept", "2 accept", "log 3", "3 accept" },
      table.move(out, 1, 4, 1, {}))
  end)

  it("have instructions of their own, as a packet has", function()
    local out = feed([[
      local function work(n) for i = 1, n do end end
      pycap.on("ip", function() work(6000) end)
      pycap.on("udp", function(_, packet)
        work(6000)
        print(packet.reassembled)
        work(20000)
      end)]], nil, "-f -i 10000")
    assert.same({ "1 accept", "2 accept", "log 3" },
      table.move(out, 1, 3, 1, {}))
    assert.matches("^3 error %-5 .*limit of 10000 instructions", out[4])
  end)

  it("take no more of a limited memory than a quarter", function()
    local list = {}
    for id = 1, 4000 do
      list[id] = split.frame(("x"):rep(1000), 0, true, { id = id })
    end
    local out = feed([[
      local kept = ("x"):rep(1 << 20)
      local n = 0
      pycap.on("udp", function(_, packet)
        n = n + 1
        assert(#kept == 1 << 20)
        if packet.malformed:find "gave way" then return end
        error(packet.malformed)
      end)
      pycap.atend(function() print(n) end)]], list, "-f -m 4000000")
    assert.equal("packets 4000 entered", out[4001]:match "^%a+ %d+ %a+")
    assert.matches(" failed 0 limited 0 ", out[4001])
  end)
end)
