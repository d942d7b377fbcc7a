local pycap = require "pycap"
local support = require "spec.support"

describe("eapol", function()
  it("counts what it carries, and says that a key is one", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.eapol(),
      pycap.eapolkey{information = "pairwise, ack", keylength = 16})
    assert.equal("key", pycap.name(packet.eapol, "type"))
    assert.equal(95, packet.eapol.length)
    assert.equal("pairwise, ack", pycap.name(packet.eapolkey, "information"))
  end)

  it("ends where its length says", function()
    local capture <close> = pycap{ filename = support.capture{ support.wire [[
      01:80:c2:00:00:03 02:00:00:00:00:01 888e
      01 01 0000 00000000 00000000
    ]] } }
    local packet
    for each in capture:packets() do packet = each end
    assert.equal("start", pycap.name(packet.eapol, "type"))
    assert.equal("", packet.payload)
    assert.equal(8, #packet.trailer)
  end)
end)

require "spec.support.every" (_ENV, "eapol", {
  source = "IEEE 802.1X-2010, 11.3: a packet of type EAPOL-EAP",
  bytes = [[
    01:80:c2:00:00:03 02:00:00:00:00:01 888e
    02 00 000a 02 01 000a 01 7573657231
  ]],
  fields = {
    version = { 2, "eapol.version" }, type = { 0, "eapol.type" },
    length = { 10, "eapol.len" },
  },
})
