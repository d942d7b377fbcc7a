--
-- tunnels_spec.lua - which headers stand in tunnels, and under which numbers
--
local pycap = require "pycap"
local support = require "spec.support"

local function names_of(packet)
  local list = {}
  for i = 1, #packet do
    list[i] = getmetatable(packet[i]):match("^pycap%.(.*)")
  end
  return table.concat(list, " ") ..
    (packet.malformed and ": " .. packet.malformed or "")
end

-- The names of the headers that are composed, and decoded.
local function carried(headers, datalink)
  local bytes = pycap.packet(table.unpack(headers)).bytes
  return names_of(support.decode(bytes, { datalink = datalink }))
end

local ether = pycap.ethernet
local wire = support.wire

describe("a tunnel", function()
  it("is VXLAN on the port that Linux had before", function()
    assert.equal("ethernet ip udp vxlan ethernet arp", carried { ether(),
      pycap.ip(), pycap.udp { destinationport = 8472 }, pycap.vxlan(),
      ether(), pycap.arp() })
  end)

  it("goes through UDP: GRE, MPLS", function()
    assert.equal("ethernet ip udp gre ip6", carried { ether(), pycap.ip(),
      pycap.udp { destinationport = 4754 }, pycap.gre(), pycap.ip6() })
    assert.equal("ethernet ip6 udp mpls mpls ip", carried { ether(),
      pycap.ip6(), pycap.udp { destinationport = 6635 }, pycap.mpls(),
      pycap.mpls(), pycap.ip() })
  end)

  it("carries Ethernet in IPv6, as segment routing does", function()
    assert.equal("ethernet ip6 ethernet arp", carried { ether(),
      pycap.ip6 { nextheader = 143 }, ether(), pycap.arp() })
  end)

  it("carries IPv6 in IPv4 wherever that stands", function()
    assert.equal("ethernet ip ip6 udp", carried { ether(), pycap.ip(),
      pycap.ip6(), pycap.udp() })
    assert.equal("ethernet mpls ip ip6 udp", carried { ether(), pycap.mpls(),
      pycap.ip(), pycap.ip6(), pycap.udp() })
    assert.equal("ethernet vlan pppoe ppp ip ip6 udp", carried { ether(),
      pycap.vlan(), pycap.pppoe { code = 0 }, pycap.ppp(), pycap.ip(),
      pycap.ip6(), pycap.udp() })
  end)

  it("is PPP over Ethernet without Ethernet, a link type", function()
    assert.equal("pppoe ppp ip",
      carried({ pycap.pppoe { code = 0 }, pycap.ppp(), pycap.ip() }, 51))
  end)

  it("mirrors frames in GRE without a header, where it has no number",
    function()
      assert.equal("ethernet ip gre ethernet arp", carried { ether(),
        pycap.ip(), pycap.gre { protocol = 0x88be }, ether(), pycap.arp() })
      assert.equal("ethernet ip gre erspan ethernet arp", carried { ether(),
        pycap.ip(), pycap.gre { flags = "sequence" },
        pycap.erspan { version = 1 }, ether(), pycap.arp() })
      assert.equal("ethernet ip gre erspan ethernet arp", carried { ether(),
        pycap.ip(), pycap.gre(), pycap.erspan(), ether(), pycap.arp() })
    end)

  it("has a control word before a frame behind MPLS, or none", function()
    assert.equal("ethernet mpls pwethcw ethernet arp", carried { ether(),
      pycap.mpls(), pycap.pwethcw(), ether(), pycap.arp() })
    assert.equal("ethernet mpls ethernet arp", carried { ether(),
      pycap.mpls(), ether { destination = "02:00:00:00:00:01" },
      pycap.arp() })
  end)

  it("is Teredo with both its indicators, one or none", function()
    local ip6 = pycap.ip6().packet
    local origin = wire "0000 1234 aabbccdd"
    local signed = wire "0001 01 02 61 6263 0102030405060708 00"
    for before, expected in pairs {
      [""] = "ip6", [origin] = "teredo ip6", [signed] = "teredo ip6",
      [signed .. origin] = "teredo teredo ip6",
    } do
      assert.equal("ethernet ip udp " .. expected, carried { ether(),
        pycap.ip(), pycap.udp { destinationport = 3544 }, before .. ip6 })
    end
    assert.equal("ethernet ip udp", carried { ether(), pycap.ip(),
      pycap.udp { destinationport = 3544 }, "Hello" })
  end)

  it("ends GTP behind the last extension header", function()
    local bytes = wire "34 ff 0000 00000001 0000 00 85 01 000040 01 000000" ..
      pycap.ip().packet
    local packet = support.decode(pycap.packet(ether(), pycap.ip(),
      pycap.udp { destinationport = 2152 }, bytes).bytes)
    assert.equal("ethernet ip udp gtp ip", names_of(packet))
    assert.equal(wire "01 000040 01 000000", packet.gtp.extensions)
  end)
end)
