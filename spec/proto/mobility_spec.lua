local pycap = require "pycap"

describe("mobility", function()
  it("is eight bytes when nothing is set", function()
    assert.equal("\59\0\0\0\0\0\0\0", pycap.mobility().packet)
  end)

  it("counts in eights, less one", function()
    local mobility = pycap.mobility { type = "update", data = 0x0102,
      more = "\3\4\0\0\5\6" }
    assert.equal("\59\1\5\0\0\0\1\2\3\4\0\0\5\6\0\0", mobility.packet)
    assert.equal(16, pycap.packet(mobility)[1].headerlength)
  end)

  it("carries on, as real ones do", function()
    local packet = pycap.packet(pycap.ip6(), pycap.mobility(), pycap.ip6())
    assert.equal(135, packet[1].nextheader)
    assert.equal(41, packet[2].nextheader)
  end)
end)

require "spec.support.every" (_ENV, "mobility", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IPv6(src="2001:db8::1", dst="2001:db8::2") / MIP6MH_BU(seq=0x1234,
    flags="AHL", mhtime=0x5678, options=[])]],
  bytes = [[
    02000000000202000000000186dd600000000010874020010db8000000000000
    00000000000120010db80000000000000000000000023b0105001a431234e000
    567801020000
  ]],
  fields = {
    nextheader = { 59, "mip6.proto" },
    headerlength = { 16, ["mip6.hlen"] = 1 },
    type = { 5, "mip6.mhtype" },
    reserved = { 0, "mip6.reserved" },
    checksum = { 6723, "mip6.csum" },
    data = { 4660, "mip6.bu.seqnr" },
    more = { "\xe0\x00\x56\x78\x01\x02\x00\x00", ["mip6.bu.lifetime"] = 22136,
      ["mip6.bu.a_flag"] = 1, ["mip6.bu.k_flag"] = 0 },
  },
})
