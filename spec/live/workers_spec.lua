--
-- pcaplua --workers on a device: flows, sums, Ctrl-C, a worker that fails
--
local link = require "spec.support.link"
local support = require "spec.support"

local FLOWS <const>, EACH <const> = 50, 40

-- Counts packets by conversation. Prints "ready", and with --merge-every the
-- sum so far.
local COUNTING <const> = [[
  local flows, count = {}, 0
  pycap.on("udp", {"packet.conversation", "sourceport"}, function(flow, port)
    if port == 9 then error "port 9" end
    flows[flow] = (flows[flow] or 0) + 1
    count = count + 1
  end)
  pycap.after(0, function() print "ready" end)
  function result()
    return {flows = flows, counts = {count}, split = 0, total = count}
  end
  function merge(a, b)
    for flow, n in pairs(b.flows) do
      if a.flows[flow] then a.split = a.split + 1 end
      a.flows[flow] = (a.flows[flow] or 0) + n
    end
    table.move(b.counts, 1, #b.counts, #a.counts + 1, a.counts)
    a.total = a.total + b.total
    return a
  end
  function report(all, last)
    local n = 0
    for _ in pairs(all.flows) do n = n + 1 end
    table.sort(all.counts)
    print(("total %d flows %d split %d least %d%s"):format(all.total, n,
      all.split, all.counts[1], last and " last" or ""))
  end
]]

-- Sends so many flows, both ways, so many packets each; or to port 9 one.
local SENDING <const> = [[
  local flows, each, port = ...
  local injector = pycap.inject "wire2"
  local function send(a, b, from, to)
    injector:inject(pycap.ethernet{}, pycap.ip{source = a, destination = b},
      pycap.udp{sourceport = from, destinationport = to}, "x")
  end
  for k = 1, tonumber(each) // 2 do
    for n = 1, tonumber(flows) do
      local a, b = "192.0.2." .. n, "198.51.100.7"
      send(a, b, tonumber(port) or 1000 + n, 53)
      send(b, a, 53, 1000 + n)
    end
  end
]]

describe("--workers on a device", function()
  local wire = link.fixture(_ENV)

  local function start(options)
    local process = wire.pair:spawn(1, ("%s -i wire1 -f udp %s --script %s"):
      format(support.quote(support.program()), options,
        support.write(COUNTING, ".lua")))
    if not process:await "ready.*ready" then
      error("not ready: " .. table.concat { process:output() })
    end
    return process
  end

  it("gives each flow to one, all packets to one of them", function()
    local process = start "--workers 2 --merge-every 0.05"
    wire:run("pcaplua", 2, SENDING, FLOWS .. " " .. EACH)
    assert.truthy(process:await("total " .. FLOWS * EACH .. " "))
    process:kill "INT"
    assert.equal(130, process:wait(10))
    local out, err = process:output()
    assert.matches("^pcaplua: listening on wire1, [^\n]+\n" ..
      "pcaplua: %d+ packets captured, %d+ received, 0 dropped by the " ..
      "kernel, %d+ by the device\n$", err)
    local total, flows, split, least =
      out:match "total (%d+) flows (%d+) split (%d+) least (%d+) last\n$"
    assert.equal(FLOWS * EACH, tonumber(total), out)
    assert.equal(FLOWS, tonumber(flows))
    assert.equal(0, tonumber(split))
    assert.is_true(tonumber(least) > 0, "one worker got nothing")
  end)

  it("gives whole datagrams to the one that has their flow", function()
    local process = start "--workers 2 --merge-every 0.05"
    wire:run("pcaplua", 2, [[
      local injector = pycap.inject "wire2"
      for n = 1, tonumber((...)) do
        local udp = pycap.udp{sourceport = 1000 + n, destinationport = 53}
        local ip = pycap.ip{source = "192.0.2." .. n,
          destination = "198.51.100.7"}
        injector:inject(pycap.ethernet{}, ip, udp, "x")
        local data = pycap.packet(ip, udp, ("x"):rep(1000)).bytes:sub(21)
        for at = 0, 1000, 512 do
          injector:inject(pycap.ethernet{}, pycap.ip{source = ip.source,
            destination = ip.destination, protocol = "udp", id = n,
            offset = at, flags = at < 512 and 1 or 0},
            data:sub(at + 1, at + 512))
        end
      end]], FLOWS)
    assert.truthy(process:await("total " .. FLOWS * 2 .. " "),
      table.concat { process:output() })
    process:kill "INT"
    assert.equal(130, process:wait(10))
    assert.matches(("total %d flows %d split 0 least %%d+ last\n$"):format(
      FLOWS * 2, FLOWS), (process:output()))
  end)

  it("merges at Ctrl-C, though nothing came", function()
    local process = start "--workers 2"
    process:kill "INT"
    assert.equal(130, process:wait(10))
    assert.matches("total 0 flows 0 split 0 least 0 last\n$",
      (process:output()))
  end)

  it("ends at once at a second Ctrl-C", function()
    local process = wire.pair:spawn(1, support.quote(support.program()) ..
      " -i wire1 --workers 2 --eval " .. support.quote [[
        pycap.after(0, function() print "ready" while true do end end)]])
    assert.truthy(process:await "ready.*ready")
    process:kill "INT"
    assert.is_nil(process:wait(0.3))
    process:kill "INT"
    assert.equal(130, process:wait(10))
  end)

  it("gives a failed worker's flows to the others", function()
    local process = start(
      "--workers 2 --merge-every 0.05 --on-worker-error go-on")
    wire:run("pcaplua", 2, SENDING, "1 2 9")
    assert.truthy(process:await "worker %d: .*port 9")
    wire:run("pcaplua", 2, SENDING, FLOWS .. " " .. EACH)
    -- of the two before, one raised; the other is counted, or was behind it
    assert.truthy(process:await("total " .. FLOWS * EACH // 10 .. "[01] "),
      table.concat { process:output() })
    process:kill "INT"
    assert.equal(1, process:wait(10))
  end)

  it("stops all when one fails, and reports nothing", function()
    local process = start "--workers 2"
    wire:run("pcaplua", 2, SENDING, "1 2 9")
    assert.equal(1, process:wait(10))
    local out, err = process:output()
    assert.matches("worker %d: .*port 9.*stack traceback", err)
    assert.is_nil(out:find "total")
  end)

  it("stops all when a script stops", function()
    local process = wire.pair:spawn(1, support.quote(support.program()) ..
      " -i wire1 --workers 2 --eval " .. support.quote [[
        function result() return 1 end
        function merge(a, b) return a + b end
        report = print
        pycap.after(0, function() pycap.stop() end)]])
    assert.equal(0, process:wait(10))
    assert.equal("2\ttrue\n", (process:output()))
  end)

  it("says that a device is not there", function()
    local _, err, status = wire.pair:exec(1, support.quote(support.program())
      .. " -i nonesuch0 --workers 2 --eval 'pycap.on(\"udp\", print)'")
    assert.matches("worker 1: nonesuch0", err)
    assert.equal(3, status)
  end)
end)
