--
-- address_spec.lua - the IP header's addresses, of either family
--
local lists = require "spec.support.lists"
local pycap = require "pycap"
local support = require "spec.support"

local link, ends, syn, open = lists.link, lists.ends, lists.syn, lists.open
local read, count = lists.read, lists.count

describe("the IP header's addresses", function()
  local v6 <const> = pycap.packet(pycap.ethernet(link),
    pycap.ip6 { source = "2001:db8::1", destination = "2001:db8::2" },
    pycap.udp {}).bytes
  local arp <const> = pycap.packet(pycap.ethernet(link), pycap.arp {}).bytes

  it("are of whichever family, the outermost", function()
    local names <const> = { "packet.source", "packet.destination" }
    assert.same({ n = 2, "192.0.2.1", "198.51.100.2" },
      read(syn, "ethernet", names))
    assert.same({ n = 2, "2001:db8::1", "2001:db8::2" },
      read(v6, "packet", { "source", "destination" }))
    assert.same({ n = 2, nil, nil }, read(arp, "ethernet", names))
    local tunnel = pycap.packet(pycap.ethernet(link),
      pycap.ip6 { source = "2001:db8::5", destination = "2001:db8::6" },
      pycap.ip(ends), pycap.udp {}).bytes
    assert.same({ n = 2, "2001:db8::5", "2001:db8::6" },
      read(tunnel, "packet", names))
  end)

  it("are found behind other headers", function()
    local frame = pycap.packet(pycap.ethernet(link), pycap.vlan {},
      pycap.vlan {}, pycap.ip(ends), pycap.udp {}).bytes
    assert.same({ n = 1, "192.0.2.1" }, read(frame, "ethernet",
      { "packet.source" }))
    assert.same({ n = 1, "198.51.100.2" }, read(frame, "vlan",
      { "packet.destination" }))
  end)

  it("are found where nothing else is asked for below the link", function()
    local file = support.name()
    local dump <close> = pycap.dump(file, { datalink = 113 })
    dump:write(pycap.packet(pycap.sll {}, pycap.ip(ends), pycap.udp {}))
    dump:close()
    local capture <close> = pycap { filename = file }
    local source
    capture:on("sll", { "packet.source" }, function(text) source = text end)
    capture:loop()
    assert.equal("192.0.2.1", source)
  end)

  it("of one family are not taken for those of the other", function()
    local v4 = pycap.packet(pycap.ethernet(link),
      pycap.ip { source = "32.1.13.184" }, pycap.udp {}).bytes
    local many = { "32.1.13.0/24", "2001:db8::/32" }
    for i = 1, 12 do many[i + 2] = ("10.0.%d.0/24"):format(i) end
    assert.equal(0, count("packet", { source = "2001:db8::/32" }, v4))
    assert.equal(0, count("packet", { source = "32.1.13.0/24" }, v6))
    assert.equal(2, count("packet", { source = many }, v4, v6))
    many[1] = "10.0.0.0/24"
    assert.equal(1, count("packet", { source = many }, v4, v6))
  end)

  it("are conditions, addresses and prefixes of both together", function()
    local name <const> = "packet.source"
    assert.equal(1, count("packet", { [name] = "192.0.2.1" }, syn, v6, arp))
    assert.equal(2, count("packet", { [name] = { "192.0.2.0/24",
      "2001:db8::/32" } }, syn, v6, arp))
    assert.equal(0, count("packet", { ["packet.destination"] = "192.0.2.1" },
      syn, v6, arp))
  end)

  it("are counted apart", function()
    local capture <close> = open(syn, v6, arp, v6)
    local tally = pycap.tally { by = { "source" } }
    capture:on("packet", tally)
    capture:loop()
    assert.same({ { "2001:db8::1", count = 2 }, { "192.0.2.1", count = 1 },
      { count = 1 } }, tally:top())
  end)

  it("are members of packets", function()
    local function first(frame)
      local capture <close> = open(frame)
      return capture:packets()(capture)
    end
    local packet = first(syn)
    assert.equal("192.0.2.1", packet.source)
    assert.equal("198.51.100.2", packet.destination)
    packet.ip.source = "192.0.2.9"
    assert.equal("192.0.2.9", packet.source)
    assert.is_nil(first(arp).source)
    assert.equal("2001:db8::2", first(v6).destination)
    assert.error_matches(function() packet.source = "192.0.2.1" end,
      "packet.source: cannot be assigned", 1, true)
    assert.equal("0.0.0.0", pycap.packet(pycap.ip {}).source)
  end)
end)
