local pycap = require "pycap"
local support = require "spec.support"

describe("eapolkey", function()
  it("of another descriptor is its type and bytes", function()
    local capture <close> = pycap{ filename = support.capture{ support.wire [[
      02:00:00:00:00:02 02:00:00:00:00:01 888e
      01 03 0004 01 0005 0a
    ]] } }
    local packet
    for each in capture:packets() do packet = each end
    assert.equal("rc4", pycap.name(packet.eapolkey, "descriptor"))
    assert.is_nil(packet.eapolkey.information)
    assert.equal("\0\5\10", packet.payload)
  end)

  it("tells the four messages of a handshake apart", function()
    local said = {}
    for i, information in ipairs{ 0x008a, 0x010a, 0x13ca, 0x030a } do
      said[i] = pycap.name(pycap.eapolkey{ information = information },
        "information")
    end
    assert.same({ "pairwise, ack", "pairwise, mic",
      "pairwise, install, ack, mic, secure, encrypted",
      "pairwise, mic, secure" }, said)
  end)
end)

local function counted(first, count)
  local bytes = {}
  for i = 0, count - 1 do bytes[i + 1] = string.char(first + i) end
  return table.concat(bytes)
end

local function digits(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

-- A value of bytes, which tshark shows in hexadecimal.
local function shown(first, count, name)
  local bytes = counted(first, count)
  return { bytes, [name] = digits(bytes) }
end

require "spec.support.every" (_ENV, "eapolkey", {
  source = "IEEE 802.11-2016, 12.7.2: the second message of a handshake",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 888e 01 03 0065
    02 010a 0010 0102030405060708
    101112131415161718191a1b1c1d1e1f 202122232425262728292a2b2c2d2e2f
    303132333435363738393a3b3c3d3e3f 4041424344454647 5051525354555657
    606162636465666768696a6b6c6d6e6f 0006 300401000000
  ]],
  fields = {
    descriptor = { 2, "eapol.keydes.type" },
    information = { 0x010a, "wlan_rsna_eapol.keydes.key_info" },
    keylength = { 16, "eapol.keydes.key_len" },
    replaycounter = { "\1\2\3\4\5\6\7\8",
      ["eapol.keydes.replay_counter"] = "72623859790382856" },
    nonce = shown(0x10, 32, "wlan_rsna_eapol.keydes.nonce"),
    iv = shown(0x30, 16, "eapol.keydes.key_iv"),
    rsc = shown(0x40, 8, "wlan_rsna_eapol.keydes.rsc"),
    reserved = shown(0x50, 8, "wlan_rsna_eapol.keydes.id"),
    mic = shown(0x60, 16, "wlan_rsna_eapol.keydes.mic"),
    datalength = { 6, "wlan_rsna_eapol.keydes.data_len" },
    data = { "\x30\4\1\0\0\0",
      ["wlan_rsna_eapol.keydes.data"] = "300401000000" },
  },
})
