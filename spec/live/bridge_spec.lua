--
-- bridge_spec.lua - examples/embed/bridge between two devices
--
local host = require "spec.support.host"
local netns = require "spec.support.netns"
local support = require "spec.support"

describe("the bridge", function()

  it("asks the script about each frame", function()
    support.needs("netns", "gcc")
    local pair = netns.pair()
    finally(function() pair:close() end)
    local program = host "bridge"
    local script = support.write([[
      pycap.on("ethernet", function(ethernet, packet)
        if packet.payload:sub(1, 4) == "drop" then return "drop" end
        if packet.payload:sub(1, 4) ~= "edit" then return end
        ethernet.source = "02:00:00:00:00:99"
        return packet
      end)]], ".lua")
    pair:exec(2, "ip link add far1 type veth peer name far2 && " ..
      "ip link set far2 netns " .. pair[1].namespace .. " && " ..
      "ip link set far1 up && sysctl -qw net.ipv6.conf.all.disable_ipv6=1",
      true)
    pair:exec(1, "ip link set far2 up", true)
    local bridge = pair:spawn(2, ("exec %s wire2 far1 %s"):format(program,
      script))
    assert.truthy(bridge:await "ready")
    local sender = support.write([[
      local pycap = require "pycap"
      local capture = pycap{device = "far2", immediate = true,
        direction = "in", filter = "ether proto 0x88b5", timeout = 5000}
      local injector = pycap.inject "wire1"
      local head = pycap.ethernet{source = "02:00:00:00:00:01",
        destination = "02:00:00:00:00:02", type = 0x88b5}
      for _, text in ipairs{"pass", "drop", "edit", "last"} do
        injector:inject(head, text)
      end
      for _ = 1, 3 do
        local ethernet, rest = capture:next()
        print(ethernet.source, rest:sub(1, 4))
      end]], ".lua")
    local out, err = pair:exec(1, support.program() .. " " .. sender)
    assert.equal("02:00:00:00:00:01\tpass\n02:00:00:00:00:99\tedit\n" ..
      "02:00:00:00:00:01\tlast\n", out, err)
    bridge:kill "INT"
    assert.equal(0, bridge:wait(10))
    assert.matches("%d+ frames, 1 dropped, 1 replaced\n$",
      (bridge:output()))
  end)
end)
