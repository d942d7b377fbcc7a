local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  return support.decode(bytes, { datalink = 276 })
end

describe("sll2", function()
  it("reads and writes every field", function()
    local bytes = wire [[
      0806 0000 0000001a 0001 03 06  -- ARP, interface, Ethernet, other host
      02:00:00:00:00:01 0000         -- address
    ]]
    local packet = decode(bytes .. pycap.arp().packet)
    assert.same({ protocol = 0x0806, reserved = 0, interface = 26,
      hardwareformat = 1, packettype = 3, addresslength = 6,
      address = "02:00:00:00:00:01", addressrest = "\0\0" },
      pycap.table(packet.sll2))
    assert.equal(1, packet.arp.operation)
    assert.equal(bytes, pycap.sll2 { protocol = "arp", interface = 26,
      packettype = "otherhost", address = "02:00:00:00:00:01" }.packet)
  end)

  it("leads on as the kind of interface has it", function()
    local function of(format, protocol, bytes)
      return decode(wire(("%s 0000 00000001 %s 00 00 0000000000000000 %s")
        :format(protocol, format, bytes))):table().protocols
    end
    local frame = "00 00 0800 00000000  d4 00 0000 02:00:00:00:00:01"
    assert.same({ "sll2", "radiotap", "wlan" }, of("0323", "0800", frame))
    assert.same({ "sll2", "mpls" }, of("030a", "8847", "000011ff"))
    assert.same({ "sll2" }, of("030a", "0004", "424203"))
    assert.same({ "sll2" }, of("0302", "0800", "4500"))
  end)

  it("carries LLC under 4, and nothing of netlink", function()
    local rest = wire "0000 00000001 0001 00 06 02:00:00:00:00:01 0000"
    assert.equal(2, #decode("\0\4" .. rest .. wire "f0f003"))
    assert.equal(1, #decode("\0\1" .. rest .. wire "ffff0022"))
    local netlink = wire "0000 0000 00000001 0338 04 00 0000000000000000"
    assert.equal(1, #decode(netlink .. wire "424203"))
  end)
end)

require "spec.support.every" (_ENV, "sll2", {
  source = [[Scapy 2.5: CookedLinuxV2(proto=0x88b5, reserved=0, ifindex=0x12345,
    lladdrtype=1, pkttype=4, lladdrlen=6, src=b"\2\0\0\0\0\5\0\0") /
    Raw(b"abcde")]],
  datalink = 276,
  bytes = [[
    88b50000000123450001040602000000000500006162636465
  ]],
  fields = {
    protocol = { 34997, "sll.etype" },
    reserved = { 0 },
    interface = { 74565, "sll.ifindex" },
    hardwareformat = { 1, "sll.hatype" },
    packettype = { 4, "sll.pkttype" },
    addresslength = { 6, "sll.halen" },
    address = { "02:00:00:00:00:05", "sll.src.eth" },
    addressrest = { "\x00\x00", ["sll.unused"] = 0000 },
  },
})
