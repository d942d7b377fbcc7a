local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

describe("vlan", function()
  local addresses = wire "02:00:00:00:00:02 02:00:00:00:00:01"

  for _, number in ipairs { 0x8100, 0x88a8, 0x9100 } do
    it(("is read under 0x%04x"):format(number), function()
      local packet = decode(addresses .. (">I2"):pack(number) ..
        "\xbf\xff\x88\xcc" .. "rest")
      assert.equal(number, packet.ethernet.type)
      assert.same({ priority = 5, dropeligible = 1, id = 4095, type = 0x88cc },
        pycap.table(packet.vlan))
      assert.equal("rest", packet.payload)
    end)
  end

  it("is read in stacks, of all kinds", function()
    local packet = decode(addresses .. wire [[
      88a8 2001  -- priority 1, id 1
      9100 1002  -- drop eligible, id 2
      8100 e003  -- priority 7, id 3
      0806
    ]] .. pycap.arp().packet)
    assert.equal(5, #packet)
    assert.same({ priority = 1, dropeligible = 0, id = 1, type = 0x9100 },
      pycap.table(packet[2]))
    assert.same({ priority = 0, dropeligible = 1, id = 2, type = 0x8100 },
      pycap.table(packet[3]))
    assert.same({ priority = 7, dropeligible = 0, id = 3, type = 0x0806 },
      pycap.table(packet[4]))
    assert.is_true(packet.vlan == packet[2])
    assert.equal(1, packet.arp.operation)
  end)

  it("keeps what follows a length", function()
    local packet = decode(addresses .. wire "8100 0001 0005 f0f003" ..
      "okbeyond")
    assert.equal(5, packet.vlan.type)
    assert.equal(0xf0, packet.llc.dsap)
    assert.equal("ok", packet.payload)
    assert.equal("beyond", packet.trailer)
  end)

  it("writes each of its bits in its place", function()
    assert.equal("\xe0\0\x90\0", pycap.vlan { priority = 7 }.packet)
    assert.equal("\x10\0\x90\0", pycap.vlan { dropeligible = 1 }.packet)
    assert.equal("\x0f\xff\x90\0", pycap.vlan { id = 4095 }.packet)
    assert.equal("\0\0\xff\xff", pycap.vlan { type = 65535 }.packet)
  end)

  it("refuses what its bits do not hold", function()
    for field, largest in pairs { priority = 7, dropeligible = 1, id = 4095 } do
      assert.error_matches(function()
        pycap.vlan { [field] = largest + 1 }
      end, ("vlan.%s: integer from 0 to %d expected, got %d"):format(field,
        largest, largest + 1))
    end
  end)

  it("changes one field of a byte and leaves the others", function()
    local packet = decode(addresses .. wire "8100 bfff 0800")
    packet.vlan.dropeligible = 0
    assert.equal(addresses .. wire "8100 afff 0800", packet.bytes)
    packet.vlan.id = 1
    assert.equal(addresses .. wire "8100 a001 0800", packet.bytes)
  end)

  it("links itself to what is around it", function()
    assert.equal(addresses .. wire "8100 0001 8100 0002 0806" ..
      pycap.arp().packet, pycap.packet(
        pycap.ethernet { source = "02:00:00:00:00:01",
          destination = "02:00:00:00:00:02" },
        pycap.vlan { id = 1 }, pycap.vlan { id = 2 }, pycap.arp()).bytes)
  end)

  it("keeps the service provider's type when it is set", function()
    local packet = pycap.packet(pycap.ethernet { type = "vlan-service" },
      pycap.vlan { id = 1 }, pycap.vlan { id = 2 })
    assert.equal("\x88\xa8\0\1\x81\0\0\2", packet.bytes:sub(13, 20))
  end)

  it("prints its numbers", function()
    assert.equal("VLAN(id=7, priority=3, type=0x806)",
      tostring(pycap.vlan { id = 7, priority = 3, type = "arp" }))
  end)
end)

require "spec.support.every" (_ENV, "vlan", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / Dot1Q(prio=5, id=1, vlan=2748, type=0x88b5) / Raw(b"x")]],
  bytes = [[
    0200000000020200000000018100babc88b578
  ]],
  fields = {
    priority = { 5, "vlan.priority" },
    dropeligible = { 1, "vlan.dei" },
    id = { 2748, "vlan.id" },
    type = { 34997, "vlan.etype" },
  },
})
