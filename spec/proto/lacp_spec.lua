local pycap = require "pycap"

describe("lacp", function()
  it("links itself to Ethernet, and has the elements that must be", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.lacp{
      actorstate = "active, aggregatable", actorkey = 5 })
    assert.equal(0x8809, packet.ethernet.type)
    assert.equal(124, #packet.bytes)
    assert.equal(5, packet.lacp.actorstate)
    assert.equal("\1\1\1\20", packet.lacp.packet:sub(1, 4))
    assert.equal("\2\20", packet.lacp.packet:sub(23, 24))
    assert.equal("\3\16", packet.lacp.packet:sub(43, 44))
  end)

  it("leaves other slow protocols as payload", function()
    local marker = "\2" .. ("\0"):rep(109)
    local bytes = pycap.packet(pycap.ethernet{ type = 0x8809 }, marker).bytes
    local packet = pycap.decode(bytes, "ethernet")
    assert.is_nil(packet.lacp)
    assert.is_nil(packet.malformed)
    assert.equal(marker, packet.payload)
  end)
end)

require "spec.support.every" (_ENV, "lacp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="01:80:c2:00:00:02") / SlowProtocol() / LACP(
    actor_system_priority=32768, actor_system="02:00:00:00:00:0a",
    actor_key=13, actor_port_priority=32767, actor_port_number=22,
    actor_state=0x85, partner_system_priority=1,
    partner_system="02:00:00:00:00:0b", partner_key=14,
    partner_port_priority=255, partner_port_number=23, partner_state=0x3d,
    collector_max_delay=50)]],
  bytes = [[
    0180c20000020200000000018809 0101
    01148000 02000000000a 000d7fff001685000000
    02140001 02000000000b 000e00ff00173d000000
    03100032 000000000000000000000000
    0000 00000000000000000000000000000000000000000000000000
    00000000000000000000000000000000000000000000000000
  ]],
  fields = {
    subtype = { 1 }, version = { 1, "lacp.version" },
    actortype = { 1, "lacp.tlv_type" },
    actorlength = { 20, "lacp.tlv_length" },
    actorpriority = { 32768, "lacp.actor.sys_priority" },
    actorsystem = { "02:00:00:00:00:0a", "lacp.actor.sysid" },
    actorkey = { 13, "lacp.actor.key" },
    actorportpriority = { 32767, "lacp.actor.port_priority" },
    actorport = { 22, "lacp.actor.port" },
    actorstate = { 0x85, "lacp.actor.state" }, actorreserved = { 0 },
    partnertype = { 2 }, partnerlength = { 20 },
    partnerpriority = { 1, "lacp.partner.sys_priority" },
    partnersystem = { "02:00:00:00:00:0b", "lacp.partner.sysid" },
    partnerkey = { 14, "lacp.partner.key" },
    partnerportpriority = { 255, "lacp.partner.port_priority" },
    partnerport = { 23, "lacp.partner.port" },
    partnerstate = { 0x3d, "lacp.partner.state" }, partnerreserved = { 0 },
    collectortype = { 3 }, collectorlength = { 16 },
    maximumdelay = { 50, "lacp.collector.max_delay" },
    collectorreserved = { ("\0"):rep(12) }, elements = { ("\0"):rep(52) },
  },
  document = "IEEE 802.1AX, 6.4.2.3",
})
