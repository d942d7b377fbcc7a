local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local lead = wire "01:80:c2:00:00:0e 02:00:00:00:00:01 88cc"

describe("lldp", function()
  local least = wire [[
    0207 04 02:00:00:00:00:01  -- chassis, a hardware address
    0407 03 02:00:00:00:00:01  -- port, likewise
    0602 0078                  -- time to live, 120 s
  ]]

  it("gives its elements by name", function()
    local packet = decode(lead .. least .. wire [[
      0a03 616263         -- name of the system
      0e04 0014 0004      -- capabilities
      100c 05 01 c0000201 02 00000001 00  -- management address
      fe05 0080c2 01 ff   -- of an organisation
      c602 abcd           -- reserved
      0000
    ]])
    local elements = packet.lldp.elements
    assert.same({ kind = 1, name = "chassis", length = 7, subtype = 4,
      id = "\2\0\0\0\0\1" }, elements[1])
    assert.same({ kind = 2, name = "port", length = 7, subtype = 3,
      id = "\2\0\0\0\0\1" }, elements[2])
    assert.same({ kind = 3, name = "timetolive", length = 2, seconds = 120 },
      elements[3])
    assert.same({ kind = 5, name = "systemname", length = 3, text = "abc" },
      elements[4])
    assert.same({ kind = 7, name = "capabilities", length = 4,
      capabilities = 0x14, enabled = 4 }, elements[5])
    assert.equal("management", elements[6].name)
    assert.same({ kind = 127, name = "organisation", length = 5,
      organisation = 0x0080c2, subtype = 1, data = "\xff" }, elements[7])
    assert.same({ kind = 99, length = 2, data = "\xab\xcd" }, elements[8])
    assert.same({ kind = 0, name = "end", length = 0 }, elements[9])
    assert.equal(9, #elements)
  end)

  it("takes elements by name, their lengths counted", function()
    assert.equal(least .. wire "0a03 616263 0000", pycap.lldp { elements = {
      { name = "chassis", subtype = "mac", id = "\2\0\0\0\0\1" },
      { name = "port", subtype = "mac", id = "\2\0\0\0\0\1" },
      { name = "timetolive", seconds = 120 },
      { name = "systemname", text = "abc" }, { name = "end" },
    } }.packet)
  end)

  it("ends with its end element, and the rest pads the frame", function()
    local packet = decode(lead .. least .. "\0\0" .. ("\0"):rep(22))
    assert.equal(least .. "\0\0", packet.lldp.packet)
    assert.equal(("\0"):rep(22), packet.payload)
    assert.is_nil(packet.malformed)
  end)

  it("needs no end element", function()
    local packet = decode(lead .. least)
    assert.is_nil(packet.malformed)
    assert.equal(least, packet.lldp.packet)
    assert.equal(3, #packet.lldp.elements)
    assert.equal("", packet.payload)
  end)

  it("is cut within an element, and has those before it", function()
    local ends = { [9] = 1, [18] = 2, [22] = 3 }
    local whole = 0
    for n = 1, #least + 1 do
      local packet = decode(lead .. (least .. "\0\0"):sub(1, n))
      whole = ends[n] or whole
      if ends[n] then
        assert.is_nil(packet.malformed)
      else
        assert.equal("lldp: cut short, at byte 14", packet.malformed)
      end
      assert.equal(whole == 0 and 1 or 2, #packet)
      local elements = packet.lldp and packet.lldp.elements or {}
      assert.equal(whole, #elements - (not ends[n] and whole > 0 and 1 or 0))
      if whole > 0 and not ends[n] then
        assert.same({ data = least:sub(1, n):sub(({ 10, 19, 23 })[whole]) ..
          (n > #least and "\0" or "") }, elements[#elements])
      end
    end
  end)

  it("is cut off where an element ends, too", function()
    local packet = decode { bytes = lead .. least, length = 60 }
    assert.equal("lldp: cut off by the snapshot length, at byte 14",
      packet.malformed)
    assert.equal(3, #packet.lldp.elements)
  end)

  it("has what must be there when nothing is set", function()
    local bytes = pycap.lldp().packet
    assert.equal(24, #bytes)
    assert.equal(wire "0207 04 000000000000 0407 03 000000000000" ..
      wire "0602 0078 0000", bytes)
  end)
end)

require "spec.support.every" (_ENV, "lldp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="01:80:c2:00:00:0e")
    / LLDPDUChassisID(subtype=4, id="02:00:00:00:00:05") /
    LLDPDUPortID(subtype=5, id=b"eth7") / LLDPDUTimeToLive(ttl=0x1234) /
    LLDPDUSystemName(system_name=b"switch") / LLDPDUEndOfLLDPDU()]],
  bytes = [[
    0180c200000e02000000000188cc020704020000000005040505657468370602
    12340a067377697463680000
  ]],
  fields = {
    elements = { { { name = "chassis", length = 7, id =
      "\x02\x00\x00\x00\x00\x05", subtype = 4 }, { name = "port", length = 5, id
      = "eth7", subtype = 5 }, { name = "timetolive", length = 2, seconds = 4660
      }, { name = "systemname", length = 6, text = "switch" }, { name = "end",
      length = 0 } }, ["lldp.tlv.type"] = "1;2;3;5;0", ["lldp.tlv.len"] =
      "7;5;2;6;0", ["lldp.chassis.id.mac"] = "02:00:00:00:00:05",
      ["lldp.port.id"] = "eth7", ["lldp.time_to_live"] = 4660,
      ["lldp.tlv.system.name"] = "switch" },
  },
})
