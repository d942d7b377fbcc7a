local pycap = require "pycap"
local support = require "spec.support"

describe("bfd", function()
  it("counts its authentication", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp(),
      pycap.bfd{ state = "up", flags = "authentication",
        authenticationtype = "password", authenticationlength = 9, keyid = 1,
        authentication = "secret" })
    assert.equal(3784, packet.udp.destinationport)
    assert.equal(33, packet.bfd.length)
    assert.equal("up", pycap.name(packet.bfd, "state"))
    assert.equal("secret", packet.bfd.authentication)
  end)

  it("is read over several hops, and on one link of several", function()
    for _, port in ipairs{ 4784, 6784 } do
      local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
        pycap.udp{ destinationport = port }, pycap.bfd())
      local capture <close> = pycap{
        filename = support.capture{ packet.bytes } }
      local _, _, _, bfd = capture:next()
      assert.equal(1, bfd.mydiscriminator)
    end
  end)
end)

require "spec.support.every" (_ENV, "bfd", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="192.0.2.1", dst="192.0.2.2", ttl=255) /
    UDP(sport=49152, dport=3784) / BFD(diag=1, sta=3, flags=0x28,
    detect_mult=5, my_discriminator=0x01020304, your_discriminator=0x05060708,
    min_tx_interval=300000, min_rx_interval=400000, echo_rx_interval=50000)]],
  bytes = [[
    02000000000202000000000108004500003400010000ff1137b4c0000201c0000202c000
    0ec80020041221e805180102030405060708000493e000061a800000c350
  ]],
  fields = {
    version = { 1, "bfd.version" }, diagnostic = { 1, "bfd.diag" },
    state = { 3, "bfd.sta" }, flags = { 0x28, ["bfd.flags"] = 0xe8 },
    multiplier = { 5, "bfd.detect_time_multiplier" },
    length = { 24, "bfd.message_length" },
    mydiscriminator = { 0x01020304, "bfd.my_discriminator" },
    yourdiscriminator = { 0x05060708, "bfd.your_discriminator" },
    desiredminimum = { 300000, "bfd.desired_min_tx_interval" },
    requiredminimum = { 400000, "bfd.required_min_rx_interval" },
    requiredminimumecho = { 50000, "bfd.required_min_echo_interval" },
    authentication = { "" },
  },
  document = "RFC 5880, 4.1: nothing follows without the bit A",
}, {
  source = "RFC 5880, 4.2: a password of six bytes",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 0800
    4500 003d 0001 0000 ff11 37ab c0000201 c0000202
    c000 0ec8 0029 0000
    20 44 05 21 00000001 00000002 000f4240 000f4240 00000000
    01 09 07 736563726574
  ]],
  fields = {
    version = { 1 }, diagnostic = { 0 }, state = { 1, "bfd.sta" },
    flags = { 4, ["bfd.flags.a"] = 1 }, multiplier = { 5 }, length = { 33 },
    mydiscriminator = { 1 }, yourdiscriminator = { 2 },
    desiredminimum = { 1000000 }, requiredminimum = { 1000000 },
    requiredminimumecho = { 0 },
    authenticationtype = { 1, "bfd.auth.type" },
    authenticationlength = { 9, "bfd.auth.len" },
    keyid = { 7, "bfd.auth.key" },
    authentication = { "secret", "bfd.auth.password" },
  },
  document = "RFC 5880",
})
