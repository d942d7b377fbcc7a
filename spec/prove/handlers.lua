--
-- handlers.lua - handlers, fields, keys and tallies: stopped, flooded, and for
-- long
--
-- `make prove` runs it: some 12 minutes, half of them the soak. PYCAP_SOAK
-- says how often the file of a million packets is read (50); a word after it
-- (stop, flood, soak) has this part alone run.
--
local link = require "spec.support.link"
local report = require "spec.prove.report"
local stops = require "spec.support.stops"
local support = require "spec.support"

local claim = report.claim
local ROUNDS <const> = 100
local SOAK <const> = math.tointeger(os.getenv "PYCAP_SOAK" or 50)

local parts = {}

function parts.stop(wire)
  for _, host in ipairs { "pcaplua", "lua5.4" } do
    claim("Ctrl-C, silent: no hang, leak, lost error: " .. host, ROUNDS,
      function() return stops.interrupted(wire, host, ROUNDS) end)
    local flood = wire:flood(2, 600)
    claim("Ctrl-C, flooded: " .. host, ROUNDS,
      function() return stops.interrupted(wire, host, ROUNDS) end)
    flood:kill()
    flood:wait(5)
    claim("device removed, silent and flooded: " .. host, ROUNDS,
      function() return stops.removed(wire, host, ROUNDS) end)
    claim("every other way, silent and flooded: " .. host, ROUNDS,
      function() return stops.ways(wire, host, ROUNDS) end)
  end
end

function parts.flood(wire)
  local file = stops.segments(1000)
  for _, receiver in ipairs { "fields", "key", "tally", "object" } do
    local lossless = receiver ~= "object"
    claim("tcpreplay, 64 bytes, top speed, 5 s: " .. receiver,
      lossless and "0 dropped" or "sum = sent", function()
        local sent, came, dropped = stops.flood(wire, receiver,
          "--loop=0 --duration=5 --preload-pcap " .. file)
        local figure = ("%d of %d dropped"):format(dropped, sent)
        assert(came + dropped == sent, figure .. ", came " .. came)
        assert(dropped == 0 or not lossless, figure)
        return figure
      end)
  end
end

function parts.soak()
  local file = stops.segments(1000000)
  for _, idiom in ipairs { "object", "next", "iterator", "fields()", "fields",
    "key", "tally", "no match" } do
    claim(("%d million packets, memory: %s"):format(SOAK, idiom), "< 1024 KiB",
      function()
        local out, err, status = support.shell(
          ("%s --script spec/prove/soak.lua '%s' %s %d"):format(
          support.program(), idiom, file, SOAK), { timeout = 3600 })
        assert(status == 0, err)
        local read, grown = out:match "^(%d+)%s+(-?%d+)"
        assert(tonumber(read) == SOAK * 1000000, out)
        assert(tonumber(grown) < 1024, grown .. " KiB")
        return grown .. " KiB"
      end)
  end
end

local wire = link.new()
for _, part in ipairs { "stop", "flood", "soak" } do
  if not arg[1] or arg[1] == part then parts[part](wire) end
end
wire:close()
support.cleanup()
os.exit(not report.failed, true)
