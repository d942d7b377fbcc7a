local bridge = require "spec.support.bridge"
local support = require "spec.support"

describe("forward", function()
  local between
  setup(function()
    support.needs("netns", "ethtool", "ping", "python3")
    between = bridge.new()
  end)
  teardown(function() if between then between:close() end end)

  for name, edit in pairs { ["as they are"] = "",
    ["with timetolive edited"] = bridge.HOP } do
    it("carries packets " .. name, function()
      local out = between:forward(edit, function()
        local received, printed = between:flood(500)
        assert.equal(500, received, printed)
        local size, came, sent = between:transfer(2000000)
        assert.equal(2000000, size)
        assert.equal(sent, came)
        printed = between:first "ping -c 1 192.0.2.2"
        assert.matches(edit == "" and "ttl=64" or "ttl=63", printed)
      end)
      for _, direction in ipairs { "wire2 %-> wire3", "wire3 %-> wire2" } do
        local passed, dropped, lost = out:match(direction ..
          ": (%d+) passed, (%d+) dropped by the edit, (%d+) lost\n")
        assert.is_true(tonumber(passed) > 500, out)
        assert.equal("0 0", dropped .. " " .. lost)
      end
    end)
  end

  it("drops what the edit does not want", function()
    local out = between:forward("-e 'return from ~= \"wire3\" or " ..
      "not packet.icmp'", function()
        local received = tonumber(between:first(
          "ping -c 3 -i 0.01 -W 0.2 192.0.2.2"):match "(%d+) received")
        assert.equal(0, received)
      end)
    assert.matches("wire3 %-> wire2: %d+ passed, 3 dropped by the edit", out)
  end)

  it("says what is wrong when frames are too long", function()
    between.left:exec(2, "ip link set wire3 mtu 1000", true)
    local process = between.left:spawn(2, support.program() ..
      " scripts/forward.lua wire2 wire3")
    assert.truthy(process:await "between")
    between:first "ping -c 2 -i 0.01 -W 0.1 -s 1400 192.0.2.2"
    process:kill "INT"
    assert.equal(130, process:wait(10))
    local out, err = process:output()
    assert.matches("wire2 %-> wire3: %d+ passed, 0 dropped by the edit, 2 lost",
      out)
    assert.equal(1, select(2, err:gsub(
      "are the offloads off%? ethtool %-K wire2 rx off ", "")))
    between.left:exec(2, "ip link set wire3 mtu 1500", true)
  end)

  it("says how it is used", function()
    for arguments, text in pairs {
      [""] = "two different devices expected\nusage: ",
      ["wire2"] = "two different devices expected\nusage: ",
      ["wire2 wire2"] = "two different devices expected\nusage: ",
      ["-e"] = "-e: argument expected\nusage: ",
      ["-e 'if' wire2 wire3"] = "-e:1: ",
    } do
      local out, err, status = support.pcaplua("scripts/forward.lua " ..
        arguments)
      assert.equal(2, status)
      assert.equal("", out)
      assert.equal("forward: " .. text, err:sub(1, 9 + #text))
    end
    local _, err, status = between.left:exec(2, support.program() ..
      " scripts/forward.lua wire2 nonesuch")
    assert.equal("forward: nonesuch: no such device\n", err)
    assert.equal(3, status)
    assert.matches("ethtool %-K DEVICE rx off",
      (support.pcaplua "scripts/forward.lua -h"))
  end)

  it("ends with the edit's error", function()
    local process = between.left:spawn(2, support.program() ..
      " scripts/forward.lua -e 'packet.ip.timetolive = 500' wire2 wire3")
    assert.truthy(process:await "between")
    between:first "ping -c 1 -W 0.2 192.0.2.2"
    assert.equal(1, process:wait(10))
    local out, err = process:output()
    assert.matches("%-e:1: ", err)
    assert.matches("wire2 %-> wire3: 0 passed", out)
  end)
end)
