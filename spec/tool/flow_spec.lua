--
-- flow_spec.lua - pcaplua --workers --by flow: packets shared by their flow
--
local pycap = require "pycap"
local support = require "spec.support"
local workload = require "spec.support.workload"

local files, pcaplua = workload.files, workload.pcaplua
local COUNTING <const> = workload.COUNTING

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
    assert.matches("^pcaplua: tcp%-listen:1: sharing by flow needs a " ..
      "file", err)
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
