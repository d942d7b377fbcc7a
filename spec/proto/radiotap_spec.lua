local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local function decode(bytes)
  return support.decode(bytes, { datalink = 127 })
end

describe("radiotap", function()
  local ack = wire "d4 00 0000 02:00:00:00:00:02"

  it("is as long as it says, and little-endian", function()
    local packet = decode(wire "00 00 0c00 04800000 02 00 ab cd" .. ack)
    assert.same({ version = 0, pad = 0, length = 12, present = 0x8004,
      data = "\2\0\xab\xcd" }, pycap.table(packet.radiotap))
    assert.equal("02:00:00:00:00:02", packet.wlan.address1)
    assert.equal("", packet.payload)
  end)

  it("counts what is in it", function()
    assert.equal(wire "00 00 0900 02000000 10",
      pycap.radiotap { present = 2, data = "\x10" }.packet)
  end)

  it("knows a check sequence by its flags, wherever they are", function()
    for _, header in ipairs {
      "00 00 0900 02000000 10",
      "00 00 1100 03000000 0000000000000000 10",
      "00 00 0d00 02000080 00000000 10",
      "00 00 1900 03000080 00000000 00000000 0000000000000000 10",
    } do
      local bytes = wire(header) .. ack
      local packet = decode(bytes .. "\1\2\3\4")
      assert.equal(2, #packet, header)
      assert.equal("", packet.payload)
      assert.equal("\1\2\3\4", packet.trailer)
      local without = wire(header):sub(1, -2) .. "\0"
      packet = decode(without .. ack .. "\1\2\3\4")
      assert.equal("\1\2\3\4", packet.payload)
      assert.equal("", packet.trailer)
    end
  end)

  it("takes a cut check sequence for one", function()
    local bytes = wire "00 00 0900 02000000 10" .. ack
    for kept = 0, 3 do
      local packet = decode { bytes = bytes .. ("\1"):rep(kept),
        length = #bytes + 4 }
      assert.equal("", packet.payload)
      assert.equal(("\1"):rep(kept), packet.trailer)
    end
  end)

  it("does not look for flags beyond its end", function()
    for _, header in ipairs { "00 00 0800 02000000", "00 00 0c00 02000080" ..
        "ffffffff", "00 00 0900 03000000 10", "00 00 0800 ffffffff" } do
      local packet = decode(wire(header) .. ack .. ("\x10"):rep(20))
      assert.equal(("\x10"):rep(20), packet.payload, header)
    end
  end)

  it("says so when its length lies", function()
    assert.equal("radiotap: its header length is too small, at byte 0",
      decode(wire "00 00 0700 00000000" .. ack).malformed)
    assert.equal("radiotap: cut short, at byte 0",
      decode(wire "00 00 1300 00000000" .. ack).malformed)
  end)
end)

require "spec.support.every" (_ENV, "radiotap", {
  source = [[Scapy 2.5: RadioTap(present="Flags+Rate+Channel+dBm_AntSignal",
    Flags=0, Rate=2, ChannelFrequency=2437, ChannelFlags=0xa0,
    dBm_AntSignal=-40) / Dot11(type=0, subtype=4, addr1="ff:ff:ff:ff:ff:ff",
    addr2="02:00:00:00:00:03", addr3="02:00:00:00:00:04", SC=0x1234) /
    Dot11ProbeReq() / Dot11Elt(ID="SSID", info=b"a")]],
  datalink = 127,
  bytes = [[
    00000f002e00000000048509a000d840000000ffffffffffff02000000000302
    00000000043412000161
  ]],
  fields = {
    version = { 0, "radiotap.version" },
    pad = { 0, "radiotap.pad" },
    length = { 15, "radiotap.length" },
    present = { 46, "radiotap.present.word" },
    data = { "\x00\x04\x85\x09\xa0\x00\xd8", ["radiotap.datarate"] = 2,
      ["radiotap.channel.freq"] = 2437, ["radiotap.dbm_antsignal"] = -40 },
  },
})
