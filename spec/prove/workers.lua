--
-- workers.lua - two workers against one, and under ThreadSanitizer
--
-- `make prove` runs it. Exit status 1 when a sum is wrong or a race was found;
-- the throughput is only printed.
--
local link = require "spec.support.link"
local support = require "spec.support"
local system = require "system"

local quote <const> = support.quote
local failed = false
local ROW <const> = "%-52s %-17s %s\n"

local function say(...)
  io.write(ROW:format(...))
  io.flush()
end

local function check(ok, message)
  if ok then return end
  failed = true
  io.stderr:write(message, "\n")
end

-- What a packet costs is what a script of some ambition makes of it.
local SCRIPT <const> = support.write([[
  local flows = pycap.tally{by = {"packet.flow"}, sum = "packet.length"}
  local count, seen = 0, {}
  pycap.on("udp", flows)
  pycap.on("udp", function(udp, packet)
    count = count + 1
    seen[udp.sourceport] = packet.ip.source .. ":" .. udp.sourceport
    if arg[1] then for _ = 1, 8 do seen[count % 64] = packet:table() end end
  end)
  pycap.after(0, function() print "ready" end)
  function result() return {flows = flows, count = count} end
  function merge(a, b)
    a.flows:add(b.flows)
    a.count = a.count + b.count
    return a
  end
  function report(all, last)
    if last then print("counted", all.count, #all.flows) end
  end
]], ".lua")

-- A capture file of so many packets in 256 flows.
local function capture(count)
  local frames = {}
  for n = 1, 256 do
    frames[n] = support.wire "02:00:00:00:00:01 02:00:00:00:00:02 0800" ..
      (">BBI2I2I2BBI2"):pack(0x45, 0, 46, 0, 0, 64, 17, 0) .. "\192\0\2\1" ..
      "\198\51\100\1" .. (">I2I2I2I2"):pack(1000 + n, 53, 26, 0) ..
      ("x"):rep(18)
  end
  local bytes = support.pcap_bytes(frames)
  return support.write(bytes .. bytes:sub(25):rep(count // 256 - 1), ".pcap")
end

local function files(program, options, list, status)
  local from = system.monotime()
  local out, err, got = support.shell(("%s %s -r %s %s"):format(program,
    options, table.concat(list, " -r "), SCRIPT), { timeout = 600 })
  check(got == (status or 0), err)
  local count, flows = out:match "counted\t(%d+)\t(%d+)"
  return tonumber(count), tonumber(flows), system.monotime() - from
end

-- Files --------------------------------------------------------------------

local EACH <const> = 256 * 4000
local list = {}
for i = 1, 4 do list[i] = capture(EACH) end

local rates = {}
for n = 1, 2 do
  local count, flows, seconds = files(quote(support.program()),
    "--workers " .. n, list)
  check(count == 4 * EACH and flows == 256, "files: the sum is wrong")
  rates[n] = 4 * EACH / seconds
end
say("4 files, packets/s with one worker and with two", "",
  ("%.0f, %.0f: x %.2f"):format(rates[1], rates[2], rates[2] / rates[1]))

-- A device: dearer handlers, for the sender takes a part of a core -----------

-- Sends frames of 64 flows for so many seconds, 160,000 a second: how many.
local SENDING <const> = [[
  local injector, list = pycap.inject "wire2", {}
  for n = 1, 256 do
    list[n] = pycap.packet(pycap.ethernet{destination = "02:00:00:00:00:01"},
      pycap.ip{source = "192.0.2." .. n % 64, destination = "198.51.100.1"},
      pycap.udp{sourceport = 1000 + n % 64, destinationport = 53}, "x").bytes
  end
  local over, sent = now() + tonumber((...)), 0
  while now() < over do
    sent = sent + injector:batch(list)
    sleep(0.001)
  end
  print(sent)]]

local wire = link.new()
for n = 1, 2 do
  local process = wire.pair:spawn(1, ("%s -i wire1 -f udp -B 32768 " ..
    "--workers %d %s dear"):format(quote(support.program()), n, SCRIPT))
  check(process:await(n == 1 and "ready" or "ready.*ready"), "not ready")
  local sent = tonumber((wire:run("pcaplua", 2, SENDING, 5)))
  process:kill "INT"
  check(process:wait(20) == 130, "Ctrl-C does not end it")
  local out, err = process:output()
  local count = tonumber(out:match "counted\t(%d+)")
  check(count and count > 0 and count <= sent, out .. err)
  rates[n] = (count or 0) / 5
  say(("veth, sender beside it: %d worker%s"):format(n, n > 1 and "s" or ""),
    "", ("%.0f of %.0f packets/s"):format(rates[n], sent / 5))
end
say("veth, two workers against one", "", ("x %.2f"):format(rates[2] /
  rates[1]))
wire:close()

-- ThreadSanitizer ------------------------------------------------------------

local small = {}
for i = 1, 6 do small[i] = capture(256 * 100) end
local count, flows = files("TSAN_OPTIONS=exitcode=66 build/tsan/pcaplua",
  "--workers 2 --merge-every 0.05", small)
check(count == 6 * 25600 and flows == 256, "tsan: the sum is wrong")
say("2 workers, 6 files, ThreadSanitizer", "clean", failed and "FAILS" or
  "clean")

support.cleanup()
os.exit(not failed, true)
