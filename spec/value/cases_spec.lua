--
-- cases_spec.lua - small inputs that went wrong once, and what is right
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packets of a file of the shared cases.
local function read(name)
  local path = support.shared("cases/" .. name)
  local packets = {}
  local capture <close> = pycap { filename = assert(path, name) }
  for packet in capture:packets() do packets[#packets + 1] = packet end
  return packets
end

-- A frame of a link type, from hex; so many bytes on the wire.
local function decode(datalink, hex, length)
  local bytes = wire(hex)
  return support.decode({ bytes = bytes, length = length or #bytes },
    { datalink = datalink })
end

local function names(packet)
  return table.concat(packet:table().protocols, ":")
end

-- The keys of each item of a list, but for names and lengths.
local function records(list)
  local out = {}
  for i, item in ipairs(list) do
    local sources = {}
    for n, source in ipairs(item.sources or {}) do
      sources[n] = source.address
    end
    out[i] = { item.name or item.kind, item.group, table.concat(sources, " "),
      item.auxiliarydata }
  end
  return out
end

describe("the shared cases:", function()
  setup(function() support.needs("cases") end)

  it("cut-transport", function()
    local one, two = table.unpack(read "cut-transport.pcap")
    local quoted = one.quoted
    assert.equal(40000, quoted.tcp.sourceport)
    assert.equal(80, quoted.tcp.destinationport)
    assert.equal(0x11223344, quoted.tcp.sequence)
    assert.is_nil(quoted.tcp.acknowledge)
    assert.equal(13, #quoted.flow)
    assert.equal(40000, two.tcp.sourceport)
    assert.equal(443, two.tcp.destinationport)
    for _, name in ipairs { "sequence", "acknowledge", "headerlength", "flags",
        "window", "checksum", "urgent" } do
      assert.is_number(two.tcp[name], name)
    end
    assert.equal(13, #two.flow)
    assert.matches("^tcp: cut off", two.malformed)
  end)

  it("lldp-end", function()
    local packets = read "lldp-end.pcap"
    assert.equal(4, #packets)
    for i, packet in ipairs(packets) do
      local elements = packet.lldp.elements
      assert.equal(wire "02:00:00:00:00:01", elements[1].id)
      assert.equal("a1", elements[2].id)
      assert.equal(120, elements[3].seconds)
      assert.equal(i > 2, packet.malformed ~= nil)
      assert.equal("", packet.payload)
      local last = elements[#elements]
      if i == 2 then
        assert.equal("switch-in-rack-1", elements[4].text)
        assert.equal(0x14, elements[5].capabilities)
        assert.equal(0x04, elements[5].enabled)
      elseif i > 2 then
        assert.is_nil(last.kind)
        assert.is_string(last.data)
      end
    end
    assert.matches("^lldp: cut short", packets[3].malformed)
    assert.matches("^lldp: cut off by the snap", packets[4].malformed)
  end)

  it("sll-gre", function()
    for _, packet in ipairs(read "sll-gre.pcap") do
      assert.equal("sll:ip:udp", names(packet))
      assert.equal("192.0.2.1", packet.ip.source)
      assert.equal("198.51.100.1", packet.ip.destination)
      assert.equal(7, packet.udp.sourceport)
      assert.equal(9, packet.udp.destinationport)
      assert.equal("hello", packet.payload)
      assert.is_nil(packet.malformed)
    end
  end)

  it("len-below-caplen", function()
    local packets = read "len-below-caplen.pcap"
    assert.equal(2, #packets)
    for _, packet in ipairs(packets) do
      assert.equal(42, packet.caplen)
      assert.equal(42, packet.length)
    end
    local path = support.shared("cases/len-below-caplen.pcap")
    local capture <close> = pycap { filename = path }
    local lengths = {}
    capture:on("ethernet", { "packet.length" }, function(length)
      lengths[#lengths + 1] = length
    end)
    capture:loop()
    assert.same({ 42, 42 }, lengths)
  end)

  it("arp-layouts", function()
    for _, packet in ipairs(read "arp-layouts.pcap") do
      assert.is_nil(packet.arp)
      assert.matches("^arp: its addresses lie as RFC", packet.malformed)
    end
  end)

  it("report-aux", function()
    local one, two, three = table.unpack(read "report-aux.pcap")
    local none = { "toexclude", "224.0.0.251", "" }
    assert.same({ { "include", "232.1.1.1", "192.0.2.1", "\xde\xad\xbe\xef" },
      none }, records(one.igmp.groups))
    assert.same({ { "include", "232.1.1.1", "192.0.2.1", "\3\0\0\0" }, none },
      records(two.igmp.groups))
    assert.same({ { "include", "ff02::fc", "2001:db8::7", "\xde\xad\xbe\xef" },
      { "toexclude", "ff02::fb", "" } }, records(three.icmp6.groups))
    for _, packet in ipairs { one, two, three } do
      local header = packet.igmp or packet.icmp6
      assert.is_nil(packet.malformed)
      header.groups = header.groups
      assert.equal(packet.bytes, pycap.packet(packet:unpack()).bytes)
    end
  end)
end)

describe("the frames of the shared cases:", function()
  it("TCP whose options are cut off", function()
    local packet = decode(101, [[4500002c00010000400600 00c0000201c6336402
      04d2005000000001000000006002ffff00000000]], 44)
    local tcp = packet.tcp
    assert.same({ sourceport = 1234, destinationport = 80, sequence = 1,
      acknowledge = 0, headerlength = 24, reserved = 0, flags = 2,
      window = 65535, checksum = 0, urgent = 0, options = {} },
      pycap.table(tcp))
    assert.matches("^tcp: cut off", packet.malformed)
  end)

  it("the eight bytes that an error quotes", function()
    local quoted = decode(101, [[
      45000038000000004001000001020304050607080303000000000000
      4500002800010000400600000506070801020304 04d2005011223344
    ]]).quoted
    assert.same({ sourceport = 1234, destinationport = 80,
      sequence = 0x11223344 }, pycap.table(quoted.tcp))
    assert.equal(13, #quoted.flow)
  end)

  it("Cisco HDLC", function()
    for _, datalink in ipairs { 50, 9, 104 } do
      local packet = decode(datalink,
        "0f0008004500001400000000400100000102030405060708")
      assert.equal("chdlc:ip", names(packet))
      assert.equal("1.2.3.4", packet.ip.source)
    end
  end)

  it("null, of a big-endian writer", function()
    local packet = decode(0, "000000024500001400000000400100000102030405060708")
    assert.equal("null:ip", names(packet))
    assert.equal(2, packet.null.family)
    local code = pycap.code(packet)
    assert.matches("pycap.null", code, 1, true)
    assert.matches("pycap.ip", code, 1, true)
    local make = load('local pycap = require "pycap" return ' .. code)
    assert.equal(packet.bytes, make().bytes)
  end)

  it("GARP, ISL, 802.11, VXLAN", function()
    assert.equal("ethernet:llc", names(decode(1, [[
      0180c2000021020000000001000b4242030001010401000a0400]])))
    local packet = decode(105, [[
      08020000ffffffffffff02000000000102000000000200
      00aaaa0300000008004500001400000000400100000102030405060708]])
    assert.equal("wlan:llc:snap:ip", names(packet))
    packet = decode(105, "0a000000ffffffffffff0200000000010200000000020000")
    assert.equal("", names(packet))
    assert.equal("wlan: its version is not 0, at byte 0", packet.malformed)
    packet = decode(1, [[
      01000c0000070002fd2cb8970000aaaa0300000000030000000001
      80c20000000002fd2cb8980026424203000000000000]])
    assert.equal("", names(packet))
    assert.matches("ISL", packet.malformed)
    packet = decode(101,
      "4500001c00000000401100000102030405060708003512b500080000")
    assert.equal("ip:udp", names(packet))
    assert.is_nil(packet.malformed)
  end)
end)
