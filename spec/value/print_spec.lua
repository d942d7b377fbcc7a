-- A packet for people: its line, its tree, its bytes
local pycap = require "pycap"
local support = require "spec.support"

local request = support.wire [[
  ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806
  0001 0800 06 04 0001
  02:00:00:00:00:01 c0000201 00:00:00:00:00:00 c0000202
]]

-- An LLDP frame whose system name would clear a terminal.
local hostile = support.wire [[
  01:80:c2:00:00:0e 02:00:00:00:00:01 88cc
  0207 04 02:00:00:00:00:01   -- chassis
  0402 0561                   -- port
  0602 0078                   -- time to live
]] .. "\x0a\x08\27[2J\27[H\7" .. "\0\0"

describe("the line of a packet", function()
  local function line(expected, ...)
    assert.equal(expected, tostring(pycap.packet(...)))
  end

  it("says who speaks to whom, and what matters of the last header",
    function()
      local ip = pycap.ip{ source = "192.0.2.1", destination = "192.0.2.2" }
      line("IP 192.0.2.1.40000 > 192.0.2.2.80: TCP flags [syn], seq 7, " ..
        "win 65535, options [mss, nop, nop, sackpermitted], length 0", ip,
        pycap.tcp{ sourceport = 40000, destinationport = 80, sequence = 7,
          flags = "syn", options = { { name = "mss", size = 1460 },
            { kind = 1 }, { kind = 1 }, { name = "sackpermitted" } } })
      line("IP 192.0.2.1.54 > 192.0.2.2.1024: UDP, length 3", ip,
        pycap.udp{ sourceport = 54, destinationport = 1024 }, "abc")
      line("IP 192.0.2.1 > 192.0.2.2: ICMP echo-request, id 3, seq 9, length 2",
        ip, pycap.icmp{ id = 3, sequence = 9 }, "ab")
      line("vlan 20, ARP reply 192.0.2.1 is-at 02:00:00:00:00:01",
        pycap.ethernet(), pycap.vlan{ id = 20 }, pycap.arp{
          operation = "reply", sourceprotocol = "192.0.2.1",
          sourcehardware = "02:00:00:00:00:01" })
      line("IP6 2001:db8::1.5 > 2001:db8::2.6: UDP, length 0",
        pycap.ip6{ source = "2001:db8::1", destination = "2001:db8::2" },
        pycap.destinationoptions(),
        pycap.udp{ sourceport = 5, destinationport = 6 })
      line("IP 192.0.2.1 > 192.0.2.2: gre, " ..
        "IP 192.0.2.1 > 192.0.2.2: ICMP echo-request, id 0, seq 0", ip,
        pycap.gre(), ip, pycap.icmp())
    end)

  it("shows a packet that cannot be composed by its headers", function()
    local packet = pycap.packet(pycap.ip(), pycap.udp(), ("x"):rep(65000))
    packet.payload = ("x"):rep(70000)
    assert.matches("^IP%(.*UDP%(0 %-> 0%)$", tostring(packet))
  end)
end)

describe("pycap.tree", function()
  it("has a line for each header and each field", function()
    assert.equal([[
ethernet: Ethernet frame, 14 bytes
  destination: ff:ff:ff:ff:ff:ff
  source: 02:00:00:00:00:01
  type: 0x0806 (arp)
arp: Address Resolution Protocol, 28 bytes
  hardwareformat: 1 (ethernet)
  protocol: 0x0800
  hardwarelength: 6
  protocollength: 4
  operation: 1 (request)
  sourcehardware: 02:00:00:00:00:01
  sourceprotocol: 192.0.2.1
  targethardware: 00:00:00:00:00:00
  targetprotocol: 192.0.2.2
trailer: 3 bytes, "a\x00\xff"
]], pycap.tree(support.decode(request .. "a\0\xff")))
  end)

  it("has lists, what was cut off, and what is wrong", function()
    local tcp = pycap.packet(pycap.ip(), pycap.tcp{ options = {
      { name = "mss", size = 1460 }, { name = "timestamps", value = 1 },
    } })
    assert.matches("  options:\n    %- name: mss\n      kind: 2\n" ..
      "      length: 4\n      size: 1460\n    %- name: timestamps\n",
      pycap.tree(tcp))
    local cut = support.decode({ bytes = request:sub(1, 20), length = 42 })
    assert.matches("not captured: 22 bytes\nmalformed: arp: cut off",
      pycap.tree(cut))
  end)

  it("shows one header, in its packet or alone", function()
    local packet = support.decode(request)
    local tree = pycap.tree(packet)
    assert.equal(tree, pycap.tree(packet.ethernet) .. pycap.tree(packet.arp))
    packet.arp.operation = "reply"
    assert.matches("^arp: [^\n]*, 28 bytes\n.*operation: 2 %(reply%)\n",
      pycap.tree(packet.arp))
    assert.matches("^udp: [^\n]*, 8 bytes\n  sourceport: 5\n",
      pycap.tree(pycap.udp{ sourceport = 5 }))
  end)

  it("shows no header that its packet would not have", function()
    local packet = pycap.packet(pycap.ip(), pycap.udp())
    packet.ip.protocol = 6
    assert.matches("protocol: 6 %(tcp%)\n", pycap.tree(packet.ip))
    assert.error_matches(function() pycap.tree(packet[2]) end,
      "the packet of this header does not have it")
  end)

  it("takes a packet or a header alone", function()
    assert.error_matches(function() pycap.tree("x") end, "packet expected")
    assert.error_matches(function() pycap.tree{} end, "packet expected")
  end)
end)

describe("packet:show()", function()
  it("prints the tree with the script's print", function()
    local packet, printed = support.decode(request), {}
    local before = print
    _G.print = function(...) printed[#printed + 1] = table.concat({...}) end
    packet:show()
    _G.print = before
    assert.equal(pycap.tree(packet), printed[1] .. "\n")
  end)
end)

describe("bytes of the wire", function()
  it("reach no terminal as they are", function()
    local packet = support.decode(hostile)
    for _, text in ipairs { pycap.tree(packet), tostring(packet),
        packet:json(), pycap.hexdump(packet) } do
      assert.is_nil(text:find "[^\n\32-\126]")
    end
    assert.truthy(pycap.tree(packet):find([[\x1b[2J\x1b[H\x07]], 1, true))
  end)
end)

describe("pycap.hexdump", function()
  it("takes a packet for its bytes", function()
    local packet = support.decode(request)
    assert.equal(pycap.hexdump(request), pycap.hexdump(packet))
    assert.error_matches(function() pycap.hexdump(5) end,
      "packet or string expected, got number")
  end)
end)
