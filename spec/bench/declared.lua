--
-- declared.lua - lua5.4 spec/bench/declared.lua build: what a packet costs
-- where its protocol was declared in Lua, compared with the same rows in C
--
-- Instructions by callgrind on two files, so that the difference is packets
-- alone.  Aim: at most 1.3 times as many.
--
local support = require "spec.support"

local build = ...
local FEW <const>, MANY <const> = 3000, 13000
local AIM <const> = 1.3

-- Declares NAME as NAMEx, which takes its numbers.
local DECLARE <const> = [[
  for _, p in ipairs(pycap.protocols()) do
    if p.name == %q then
      p.name, p.replace, p.native = p.name .. "x", true
      pycap.protocol(p)
    end
  end
]]

local jobs = {
  { "arp", [[pycap.on("%s", {"sourceprotocol", "targethardware",
    operation = 1}, function() end)]] },
  { "arp", [[pycap.on("%s", function(arp) return nil, arp.operation end)]] },
  { "dns", [[pycap.on("%s", {"id", "response"}, function() end)]] },
  { "dns", [[pycap.on("%s", function(dns) return nil, dns.questions end)]] },
  { "tcp", [[pycap.on("%s", {"sourceport", "flags"}, function() end)]] },
  { "tcp", [[pycap.on("%s", pycap.tally{by = {"ip.source",
    "destinationport"}})]] },
}

local lead = "02:00:00:00:00:02 02:00:00:00:00:01 "
local frames = {
  arp = support.wire(lead .. [[0806 0001 0800 06 04 0001
    02:00:00:00:00:01 c0000201 00:00:00:00:00:00 c0000202]]),
  dns = support.wire(lead .. [[0800 4500 003d 0001 0000 40 11 0000
    c0000201 c6336402 9c40 0035 0029 0000
    1234 0100 0001 0000 0000 0000
    03 777777 07 6578616d706c65 03 636f6d 00 0001 0001]]),
  tcp = support.wire(lead .. [[0800 4500 0034 0001 0000 40 06 0000
    c0000201 c6336402 9c40 01bb 11223344 00000000 80 10 ffff 0000 0000
    0101 080a 00000001 00000002]]),
}

local function file(frame, count)
  local list = {}
  for i = 1, count do list[i] = frame end
  return support.capture(list)
end

local function count(script, name)
  local _, err, status = support.shell(("LUA_INIT= valgrind " ..
    "--tool=callgrind --callgrind-out-file=/dev/null %s/pcaplua -r %s " ..
    "--eval %s"):format(build, name, support.quote(script)))
  assert(status == 0, err)
  return tonumber(err:match "Collected : (%d+)")
end

local function packet(script, frame)
  local few, many = file(frame, FEW), file(frame, MANY)
  return (count(script, many) - count(script, few)) / (MANY - FEW)
end

local failed = false
print "declared in Lua, compared with C: instructions a packet"
for _, job in ipairs(jobs) do
  local name, script = job[1], job[2]
  local c = packet(script:format(name), frames[name])
  local declared = packet(DECLARE:format(name) .. script:format(name .. "x"),
    frames[name])
  local ratio = declared / c
  failed = failed or ratio > AIM
  print(("  %-4s %6.0f %6.0f  %.2f x  (aim: %.1f)  %s"):format(name, c,
    declared, ratio, AIM, script:gsub("%s+", " "):match "%((.*)%)"))
end
support.cleanup()
os.exit(not failed)
