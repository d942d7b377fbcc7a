local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  return support.decode(bytes, { datalink = 113 })
end

describe("sll", function()
  local bytes = wire [[
    0004 0001 0006 02:00:00:00:00:01 abcd  -- outgoing, Ethernet, address
  ]]

  it("reads and writes every field", function()
    local packet = decode(bytes .. "\x08\x06" .. pycap.arp().packet)
    assert.same({ packettype = 4, hardwareformat = 1, addresslength = 6,
      address = "02:00:00:00:00:01", addressrest = "\xab\xcd",
      protocol = 0x0806 }, pycap.table(packet.sll))
    assert.equal(1, packet.arp.operation)
    assert.equal(bytes .. "\x90\0", pycap.sll { packettype = "outgoing",
      address = "02:00:00:00:00:01", addressrest = "\xab\xcd" }.packet)
  end)

  it("has addresses of other lengths, longer than there is room", function()
    for _, length in ipairs { 0, 4, 8, 20, 65535 } do
      local packet = decode(wire "0000 0001" .. (">I2"):pack(length) ..
        wire "c0000201 0000 0000 0806" .. pycap.arp().packet)
      assert.equal(length, packet.sll.addresslength)
      assert.equal("\xc0\0\2\1\0\0", packet.sll.address)
      assert.equal(1, packet.arp.operation)
    end
  end)

  it("carries LLC under 4, and nothing under Linux's other numbers",
    function()
      local llc = wire "42 42 03" .. pycap.stp().packet
      assert.equal(3, #decode(bytes .. "\0\4" .. llc))
      for _, number in ipairs { 0, 1, 2, 3, 5, 12, 1500 } do
        local packet = decode(bytes .. (">I2"):pack(number) .. llc)
        assert.equal(1, #packet)
        assert.equal(llc, packet.payload)
      end
      assert.equal("\0\4",
        pycap.packet(pycap.sll(), pycap.llc()).bytes:sub(15, 16))
    end)

  local function of(format, protocol, rest)
    return decode(wire "0000" .. (">I2"):pack(format) ..
      wire "0000 0000000000000000" .. (">I2"):pack(protocol) .. rest)
  end

  it("leads on by GRE's numbers where the interface is a GRE tunnel",
    function()
      for _, format in ipairs { 778, 823 } do
        assert.equal(1, of(format, 0x0806, pycap.arp().packet).arp.operation)
        for _, number in ipairs { 0, 4, 1500 } do
          assert.equal(1, #of(format, number, wire "42 42 03"))
        end
      end
    end)

  it("leads to radiotap where the interface has that, whatever it says",
    function()
      local rest = wire "00 00 0800 00000000  d4 00 0000 02:00:00:00:00:01"
      for _, number in ipairs { 0, 4, 0x0019, 0x0800, 0x0806 } do
        local packet = of(803, number, rest)
        assert.same({ "sll", "radiotap", "wlan" }, packet:table().protocols)
        assert.equal("02:00:00:00:00:01", packet.wlan.address1)
      end
      local made = pycap.packet(pycap.sll(), pycap.radiotap())
      assert.equal(4, made[1].protocol)
      assert.equal("\3\x23", made.bytes:sub(3, 4))
      made = pycap.packet(pycap.sll { hardwareformat = 801 },
        pycap.radiotap())
      assert.equal("\3\x21", made.bytes:sub(3, 4))
    end)

  it("leads nowhere from netlink and frame relay, whatever it says",
    function()
      for _, format in ipairs { 770, 824 } do
        for _, number in ipairs { 4, 0x0800, 0x0806 } do
          local packet = of(format, number, pycap.arp().packet)
          assert.equal(1, #packet)
          assert.equal(pycap.arp().packet, packet.payload)
          assert.is_nil(packet.malformed)
        end
      end
    end)
end)

require "spec.support.every" (_ENV, "sll", {
  source = [[Scapy 2.5: CookedLinux(pkttype=4, lladdrtype=1, lladdrlen=6,
    src=b"\2\0\0\0\0\5\0\0", proto=0x88b5) / Raw(b"abcde")]],
  datalink = 113,
  bytes = [[
    000400010006020000000005000088b56162636465
  ]],
  fields = {
    packettype = { 4, "sll.pkttype" },
    hardwareformat = { 1, "sll.hatype" },
    addresslength = { 6, "sll.halen" },
    address = { "02:00:00:00:00:05", "sll.src.eth" },
    addressrest = { "\x00\x00", ["sll.unused"] = 0000 },
    protocol = { 34997, "sll.etype" },
  },
})
