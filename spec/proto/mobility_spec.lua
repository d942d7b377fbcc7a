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
