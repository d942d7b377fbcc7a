--
-- fragments_spec.lua - fragments of IP on a device
--
local link = require "spec.support.link"
local support = require "spec.support"

local SCRIPT <const> = [[
  local capture = pycap.capture{device = "wire1", filter = "ip",
    fragments = {timeout = 0.2}}
  capture:on("udp", function(udp, packet)
    print(udp.length, packet.reassembled, packet.malformed)
  end)
  capture:on("ip", function(ip) print("ip", ip.offset) end)
  capture:on("udp", {"sourceport", sourceport = 7}, function() pycap.stop() end)
  print "ready"
  capture:loop()]]

-- Sends the fragments of a datagram of UDP, up to so many of them.
local SENDING <const> = [[
  local port, count = ...
  local injector = pycap.inject "wire2"
  local ip = pycap.ip{source = "192.0.2.2", destination = "192.0.2.1"}
  local data = pycap.packet(ip, pycap.udp{sourceport = tonumber(port),
    destinationport = 9}, ("x"):rep(200)).bytes:sub(21)
  for n = 0, tonumber(count) - 1 do
    injector:inject(pycap.ethernet{}, pycap.ip{source = "192.0.2.2",
      destination = "192.0.2.1", protocol = "udp", id = tonumber(port),
      offset = n * 80, flags = n < 2 and 1 or 0},
      data:sub(n * 80 + 1, n * 80 + 80))
  end]]

describe("fragments on a device", function()
  local wire = link.fixture(_ENV)

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("come whole; given up where nothing more comes: " .. host, function()
      local process = wire:start(host, 1, SCRIPT)
      wire:run("pcaplua", 2, SENDING, "5 3")
      assert.truthy(process:await "208\t3\tnil\n")
      wire:run("pcaplua", 2, SENDING, "6 2")
      assert.truthy(process:await "208\tnil\tip: its fragments did not all " ..
        "come in time, at byte 14\n")
      wire:run("pcaplua", 2, SENDING, "7 3")
      assert.equal(0, process:wait(10), select(2, process:output()))
      assert.equal("ready\nip\t0\nip\t80\nip\t160\n208\t3\tnil\n" ..
        "ip\t0\nip\t80\n208\tnil\tip: its fragments did not all come in " ..
        "time, at byte 14\nip\t0\nip\t80\nip\t160\n208\t3\tnil\n",
        (process:output()))
    end)
  end

  it("wait as long as the script says that opens pcaplua's device", function()
    local process = wire.pair:spawn(1, support.quote(support.program()) ..
      " -i wire1 ip --eval " .. support.quote [[
        pycap{fragments = {timeout = 0.2}}
        pycap.on("udp", function(_, packet)
          print(packet.malformed)
          pycap.stop()
        end)
        print "ready"]])
    assert.truthy(process:await "ready")
    wire:run("pcaplua", 2, SENDING, "6 2")
    assert.equal(0, process:wait(10))
    assert.matches("did not all come in time", (process:output()))
  end)
end)
