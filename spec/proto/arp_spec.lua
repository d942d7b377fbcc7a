local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packets of a capture file of these frames.
local function decode(...)
  local packets = {}
  local capture <close> = pycap { filename = support.capture { ... } }
  for packet in capture:packets() do packets[#packets + 1] = packet end
  return table.unpack(packets)
end

local lead = wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806"

describe("arp", function()
  local bytes = wire [[
    0001 0800                   -- hardwareformat protocol
    06 04 0001                  -- hardwarelength protocollength operation
    02:00:00:00:00:01 c0000201  -- source: hardware, protocol
    00:00:00:00:00:00 c0000202  -- target: hardware, protocol
  ]]

  local fields = {
    hardwareformat = 1, protocol = 0x0800, hardwarelength = 6,
    protocollength = 4, operation = 1,
    sourcehardware = "02:00:00:00:00:01", sourceprotocol = "192.0.2.1",
    targethardware = "00:00:00:00:00:00", targetprotocol = "192.0.2.2",
  }

  it("reads every field of a request", function()
    assert.same(fields, pycap.table(decode(lead .. bytes).arp))
  end)

  it("writes every field of a request", function()
    assert.equal(bytes, pycap.arp(fields).packet)
    assert.equal(bytes, pycap.arp {
      sourcehardware = "02:00:00:00:00:01", sourceprotocol = "192.0.2.1",
      targetprotocol = "192.0.2.2",
    }.packet)
  end)

  it("prints as the old library did", function()
    assert.equal("ARP(op=0x0001, protocol=0x0800, 02:00:00:00:00:01 " ..
      "(192.0.2.1) -> 00:00:00:00:00:00 (192.0.2.2))",
      tostring(decode(lead .. bytes).arp))
  end)

  it("refuses a number for an address, the second time too", function()
    local arp = pycap.arp { targethardware = "02:00:00:00:00:02" }
    for _ = 1, 2 do
      assert.error_matches(function() arp.targethardware = 5 end,
        "arp.targethardware: hardware address expected, got number")
    end
    assert.equal("02:00:00:00:00:02", arp.targethardware)
  end)

  it("names what is no address, and only the size of what is long", function()
    local arp = pycap.arp()
    assert.error_matches(function() arp.sourceprotocol = "192.0.2" end,
      'arp.sourceprotocol: IPv4 address expected, got "192.0.2"', 1, true)
    assert.error_matches(function() arp.sourceprotocol = ("\0"):rep(256) end,
      "arp.sourceprotocol: IPv4 address expected, got a string of 256 bytes",
      1, true)
  end)

  it("lets a forged length stand", function()
    local forged = pycap.packet(pycap.arp { hardwarelength = 255 }).bytes
    assert.equal(28, #forged)
    assert.equal("\255", forged:sub(5, 5))
  end)

  it("lets a forged length stand beside an address", function()
    local arp = pycap.arp { hardwarelength = 0,
      sourcehardware = "02:00:00:00:00:01" }
    assert.equal(28, #arp.packet)
    assert.equal("\0", arp.packet:sub(5, 5))
    assert.equal("02:00:00:00:00:01", arp.sourcehardware)
  end)

  it("takes the name of an operation", function()
    local arp = pycap.arp { operation = "reply" }
    assert.equal(2, arp.operation)
    arp.operation = "inarp-request"
    assert.equal(8, arp.operation)
    assert.equal("\0\8", arp.packet:sub(7, 8))
    assert.equal(2, pycap.constants.arp.ARPOP_REPLY)
  end)

  it("goes by 0x0806, and by 0x8035 when it is RARP", function()
    local function kind(operation)
      return pycap.packet(pycap.ethernet(),
        pycap.arp { operation = operation }).bytes:sub(13, 14)
    end
    for _, operation in ipairs { 0, 1, 2, 5, 8, 9, 65535 } do
      assert.equal("\x08\x06", kind(operation))
    end
    assert.equal("\x80\x35", kind("rarp-request"))
    assert.equal("\x80\x35", kind("rarp-reply"))
  end)

  it("reads RARP under its own EtherType", function()
    local packet = decode(lead:sub(1, 12) .. "\x80\x35" .. bytes:sub(1, 7) ..
      "\3" .. bytes:sub(9))
    assert.equal(0x8035, packet.ethernet.type)
    assert.equal(3, packet.arp.operation)
    assert.equal("192.0.2.2", packet.arp.targetprotocol)
  end)

  it("leaves ATM's addresses alone, with subaddresses or without",
    function()
    -- RFC 2225: a byte behind `hardwarelength` is a subaddress's length
    for _, lengths in ipairs { "14 00", "14 04" } do
      local frame = lead .. wire("0013 0800" .. lengths .. "0001 04 14 00 04" ..
        ("47"):rep(20) .. "c0000201" .. ("48"):rep(20) .. "c0000202")
      local packet = decode(frame)
      assert.is_nil(packet.arp)
      assert.equal("arp: its addresses lie as RFC 2225 has it: not decoded, " ..
        "at byte 14", packet.malformed)
      assert.equal(frame:sub(15), packet.payload)
      assert.equal(frame, pycap.packet(packet:unpack()).bytes)
    end
  end)

  it("reads InARP over hardware of 20 bytes (InfiniBand)", function()
    local source, target = ("\x47"):rep(20), ("\x48"):rep(20)
    local packet = decode(lead .. wire "0020 0800 14 04 0009" .. source ..
      "\xc0\0\2\1" .. target .. "\xc0\0\2\2")
    assert.equal(32, packet.arp.hardwareformat)
    assert.equal(9, packet.arp.operation)
    assert.equal(source, packet.arp.sourcehardware)
    assert.equal("192.0.2.1", packet.arp.sourceprotocol)
    assert.equal(target, packet.arp.targethardware)
    assert.equal("192.0.2.2", packet.arp.targetprotocol)
    assert.equal("", packet.payload)
    assert.matches("47:47:47", tostring(packet.arp), 1, true)
  end)

  -- hardware, protocol: bytes of an address
  for _, sizes in ipairs { { 255, 255 }, { 0, 0 }, { 8, 4 }, { 6, 16 },
      { 1, 0 }, { 0, 255 } } do
    it(("has addresses of %d and %d bytes"):format(table.unpack(sizes)),
      function()
        local hardware, protocol = sizes[1], sizes[2]
        local body = ("\2"):rep(hardware) .. ("\3"):rep(protocol) ..
          ("\4"):rep(hardware) .. ("\5"):rep(protocol)
        local header = "\0\6\x80\x9b" .. string.char(hardware, protocol) ..
          "\0\2" .. body
        local arp = decode(lead .. header).arp
        assert.equal(hardware, arp.hardwarelength)
        assert.equal(protocol, arp.protocollength)
        assert.equal(header, arp.packet)
        assert.equal(("\5"):rep(protocol), arp.targetprotocol)
        if hardware ~= 6 then
          assert.equal(("\4"):rep(hardware), arp.targethardware)
        end
        assert.equal(header, pycap.arp(pycap.table(arp)).packet)
      end)
  end

  it("keeps addresses of another protocol as bytes", function()
    local packet = decode(lead .. "\0\1\x80\x9b" .. bytes:sub(5))
    assert.equal("\xc0\0\2\1", packet.arp.sourceprotocol)
    assert.equal("02:00:00:00:00:01", packet.arp.sourcehardware)
  end)

  it("lets the length follow an address, and the others that", function()
    local arp = pycap.arp { sourcehardware = pycap.raw "\1\2\3\4\5\6\7\8" }
    assert.equal(wire [[
      0001 0800 08 04 0001
      0102030405060708 00000000
      0000000000000000 00000000
    ]], arp.packet)
    assert.equal(8, pycap.packet(arp).arp.hardwarelength)
    arp.sourcehardware = nil
    assert.equal(28, #arp.packet)
  end)

  it("refuses addresses that contradict each other", function()
    local arp = pycap.arp { sourcehardware = pycap.raw "\1\2\3\4\5\6\7\8",
      targethardware = "02:00:00:00:00:02" }
    local message = "arp.targethardware: its size differs from that " ..
      "of another field, and arp.hardwarelength is the length of both"
    assert.error_matches(function() return arp.packet end, message)
    assert.error_matches(function() pycap.packet(arp) end, message)
    arp.hardwarelength = 8
    assert.equal(30, #arp.packet)
  end)

  it("takes printable bytes of an odd size when the length says so", function()
    local message = "arp.sourcehardware: hardware address expected, " ..
      'got "abcdefgh"'
    local arp = pycap.arp()
    assert.error_matches(function() arp.sourcehardware = "abcdefgh" end,
      message)
    arp.hardwarelength = 8
    arp.sourcehardware = "abcdefgh"
    assert.equal("abcdefgh", arp.sourcehardware)
    assert.equal("abcdefgh", pycap.arp { hardwarelength = 8,
      sourcehardware = "abcdefgh" }.packet:sub(9, 16))
  end)

  it("refuses an address longer than its length can say", function()
    local arp = pycap.arp { sourcehardware = pycap.raw(("\1"):rep(255)) }
    assert.equal(8 + 255 + 4 + 255 + 4, #arp.packet)
    assert.error_matches(function()
      arp.sourcehardware = ("\1"):rep(256)
    end, "arp.sourcehardware: hardware address expected, got a string of 256")
  end)

  it("is cut within its addresses without an error", function()
    local packet = decode(lead .. bytes:sub(1, 20))
    assert.equal("arp: cut short, at byte 14", packet.malformed)
    assert.same({ hardwareformat = 1, protocol = 0x0800, hardwarelength = 6,
      protocollength = 4, operation = packet.arp.operation,
      sourcehardware = packet.arp.sourcehardware },
      pycap.table(decode(lead .. bytes:sub(1, 17)).arp))
    assert.is_string(packet.arp.sourceprotocol)
    assert.is_nil(packet.arp.targethardware)
    assert.equal(bytes:sub(1, 20), packet.arp.packet)
    assert.equal("", packet.payload)
  end)

  it("is none where the hardware has a layout of its own", function()
    local reason = "arp: its addresses lie as RFC %d has it: not decoded, " ..
      "at byte 14"
    assert.equal(28, pycap.arp { hardwareformat = "hiparp" }.hardwareformat)
    for format, rfc in pairs { [19] = 2225, [24] = 2734, [28] = 2834 } do
      -- The two bytes may read as the lengths of addresses of Ethernet and IP.
      for _, lengths in ipairs { "\x14\0", "\x10\x14", "\xff\xff",
        "\6\4" } do
        local packet = decode(lead .. (">I2"):pack(format) .. "\8\0" ..
          lengths .. "\0\1" .. ("\0"):rep(60))
        assert.is_nil(packet.arp)
        assert.equal(68, #packet.payload)
        assert.equal(reason:format(rfc), packet.malformed)
      end
    end
  end)

  it("does not sum its lengths in 8 bits", function()
    local packet = decode(lead .. wire "0001 0800 ff ff 0001" ..
      ("\0"):rep(508))
    assert.matches("^arp: ", packet.malformed)
    assert.equal(("\0"):rep(255), packet.arp.sourcehardware)
    assert.is_nil(packet.arp.targethardware)
  end)
end)

require "spec.support.every" (_ENV, "arp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / ARP(op=4, hwsrc="02:00:00:00:00:03", psrc="192.0.2.1",
    hwdst="02:00:00:00:00:04", pdst="198.51.100.2")]],
  bytes = [[
    02000000000202000000000108060001080006040004020000000003c0000201
    020000000004c6336402
  ]],
  fields = {
    hardwareformat = { 1, "arp.hw.type" },
    protocol = { 2048, "arp.proto.type" },
    hardwarelength = { 6, "arp.hw.size" },
    protocollength = { 4, "arp.proto.size" },
    operation = { 4, "arp.opcode" },
    sourcehardware = { "02:00:00:00:00:03", "arp.src.hw_mac" },
    sourceprotocol = { "192.0.2.1", "arp.src.proto_ipv4" },
    targethardware = { "02:00:00:00:00:04", "arp.dst.hw_mac" },
    targetprotocol = { "198.51.100.2", "arp.dst.proto_ipv4" },
  },
})
