--
-- checksum_spec.lua - pycap.checksum: whether the checksum of a header is right
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local raw = { datalink = 101 }

-- By hand: 4500+0021+4011+c000+0201+c633+6401 = 27167, 7167+2 = 7169, inverted
-- 8e96; pseudo header c000+0201+c633+6401+0011+000d = 1ec53, with the header
-- 0001+0002+000d and the data 6865+6c6c+6f00 = 13034... inverted cfc8.
local header = wire "4500 0021 0000 0000 4011 8e96 c0000201 c6336401"
local datagram = wire "0001 0002 000d cfc8" .. "hello"

describe("a checksum", function()
  it("is good or bad", function()
    local packet = decode(header .. datagram, raw)
    assert.equal("good", pycap.checksum(packet.ip))
    assert.equal("good", pycap.checksum(packet.udp))
    -- each byte that is covered, and the bytes that are not
    for i = 1, #header + #datagram do
      local bytes = header .. datagram
      bytes = bytes:sub(1, i - 1) .. string.char(bytes:byte(i) ~ 1) ..
        bytes:sub(i + 1)
      packet = decode(bytes, raw)
      local covered = { ip = i <= 20, udp = i > 20 or i == 10 or i > 12 }
      if packet.ip then
        assert.equal(covered.ip and "bad" or "good",
          pycap.checksum(packet.ip), i)
      end
      local judged = packet.udp and pycap.checksum(packet.udp)
      if judged and i ~= 7 and i ~= 8 then
        assert.equal(covered.udp and "bad" or "good", judged, i)
      end
    end
  end)

  it("is unset where it is optional, and 0", function()
    local packet = decode(header .. wire "0001 0002 000d 0000" .. "hello", raw)
    assert.equal("unset", pycap.checksum(packet.udp))
    local zeros = decode(wire "4500 0014 0000 0000 40fd 0000 00000000 00000000",
      raw)
    assert.equal("bad", pycap.checksum(zeros.ip))
  end)

  it("is not where the protocol has none", function()
    assert.is_nil(pycap.checksum(pycap.ethernet()))
    assert.is_nil(pycap.checksum(pycap.arp()))
    assert.is_nil(pycap.checksum(pycap.ip6()))
    assert.is_nil(pycap.checksum(pycap.gre()))
  end)

  it("cannot be told of what was cut off", function()
    local whole = header .. datagram
    for size = 28, #whole - 1 do
      local packet = decode({ bytes = whole:sub(1, size), length = #whole },
        raw)
      assert.equal("good", pycap.checksum(packet.ip))
      assert.is_nil(pycap.checksum(packet.udp))
    end
    -- what was cut off is a trailer
    local packet = decode({ bytes = whole, length = #whole + 6 }, raw)
    assert.equal("good", pycap.checksum(packet.udp))
  end)

  it("cannot be told where a length reaches beyond the end", function()
    local packet = decode((header .. datagram):sub(1, -2), raw)
    assert.matches("exceeds", packet.malformed)
    assert.is_nil(pycap.checksum(packet.udp))
  end)

  it("cannot be told of a fragment", function()
    local function fragment(flags, offset)
      local packet = pycap.packet(pycap.ip { flags = flags, offset = offset },
        pycap.udp(), "x")
      return decode(packet.bytes, raw)
    end
    assert.equal("good", pycap.checksum(fragment(2, 0).udp))
    assert.is_nil(pycap.checksum(fragment(1, 0).udp))
    assert.equal("good", pycap.checksum(fragment(1, 0).ip))
    assert.is_nil(fragment(0, 8).udp)
    local six = pycap.packet(pycap.ip6(), pycap.fragment { flags = 1 },
      pycap.udp(), "x")
    assert.is_nil(pycap.checksum(six.udp))
    six.fragment.flags = 0  -- an atomic fragment (RFC 6946)
    assert.equal("good", pycap.checksum(six.udp))
  end)

  it("does not count the trailer", function()
    local packet = decode(header .. datagram .. "trailer", raw)
    assert.equal("good", pycap.checksum(packet.udp))
  end)

  it("counts to the end where the length is 0", function()
    local open = "\x45\0\0\0" .. header:sub(5, 10) .. "\x8e\xb7" ..
      header:sub(13)
    local packet = decode(open .. datagram, raw)
    assert.equal(0, packet.ip.length)
    assert.equal("good", pycap.checksum(packet.ip))
    assert.equal("good", pycap.checksum(packet.udp))
  end)

  it("knows the CRC32c of SCTP, lowest byte first", function()
    -- RFC 3720, B.4: of 32 zeros it is 8a9136aa; the checksum is among them
    local packet = decode(pycap.packet(pycap.ip(), pycap.sctp {
      sourceport = 0, destinationport = 0, tag = 0, checksum = 0 },
      ("\0"):rep(20)).bytes:sub(1, 28) .. wire "aa36918a" .. ("\0"):rep(20),
      raw)
    assert.equal(32, #packet.sctp.packet + #packet.payload)
    assert.equal("good", pycap.checksum(packet.sctp))
    packet.sctp.tag = 1
    assert.equal("good", pycap.checksum(packet.sctp))
  end)

  it("is that of the edited packet", function()
    local packet = decode(header .. datagram, raw)
    packet.udp.checksum = 1
    assert.equal("bad", pycap.checksum(packet.udp))
    packet.udp.checksum = nil
    packet.payload = "other"
    assert.equal("good", pycap.checksum(packet.udp))
  end)

  it("is known of a header made by hand, and kept where it was set", function()
    assert.equal("good", pycap.checksum(pycap.ip()))
    assert.equal("bad", pycap.checksum(pycap.ip { checksum = 1 }))
  end)

  it("refuses what is no header", function()
    for _, value in ipairs { 1, "x", {}, pycap.packet("x") } do
      assert.error_matches(function() pycap.checksum(value) end,
        "header expected")
    end
  end)
end)

describe("checksums of the corpus", function()
  -- Layers that tshark names as we do, outermost first.
  local names = { ip = "ip", tcp = "tcp", udp = "udp", icmp = "icmp",
    icmp6 = "icmpv6", igmp = "igmp", sctp = "sctp" }
  local words = { ["0"] = "bad", ["1"] = "good", ["3"] = "unset" }
  local files = {
    "ipv4/pcpp-ipv4-options.pcap", "udp/pcpp-UdpPacket4Checksum.pcap",
    "tcp/zeek-sctp.pcap", "icmp/pcpp-IcmpPackets.pcap",
    "icmp/zeek-communityid-icmp6.pcap", "udp/haka-connection.pcap",
    "mixed/iti-addroute1.pcapng", "mixed/sanders-http_espn.pcapng",
    "linktypes/pcpp-sll.pcap", "mixed/zeek-smb2.pcap",
    "udp/suricata-vxlan.pcap", "ipv4/suricata-detect-ipopts.pcap",
  }

  -- tshark's verdict of each packet's outermost checksums, by name.
  local function judged(path)
    local command = "tshark -r " .. support.quote(path) .. " -T fields" ..
      " -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE" ..
      " -o udp.check_checksum:TRUE -o sctp.checksum:CRC-32c -E occurrence=f"
    local order = {}
    for name, field in pairs(names) do
      order[#order + 1] = name
      command = command .. " -e " .. field .. ".checksum.status"
    end
    local out = support.shell(command)
    local packets = {}
    for line in out:gmatch("([^\n]*)\n") do
      local packet, column = {}, 0
      for cell in (line .. "\t"):gmatch("([^\t]*)\t") do
        column = column + 1
        packet[order[column]] = words[cell]
      end
      packets[#packets + 1] = packet
    end
    return packets
  end

  it("are what tshark says", function()
    support.needs("corpus", "tshark")
    local compared = { good = 0, bad = 0, unset = 0 }
    for _, file in ipairs(files) do
      local expected = support.calm(judged, support.shared("corpus/" .. file))
      local capture <close> = pycap { filename =
        support.shared("corpus/" .. file) }
      local number = 0
      for packet in capture:packets() do
        number = number + 1
        for name in pairs(names) do
          local word = packet[name] and pycap.checksum(packet[name])
          local said = expected[number][name]
          if word and said then
            assert.equal(said, word, file .. " " .. number .. " " .. name)
            compared[word] = compared[word] + 1
          end
        end
      end
      assert.equal(#expected, number)
    end
    support.note("checksums: %d good, %d bad, %d unset, as tshark says",
      compared.good, compared.bad, compared.unset)
    assert.is_true(compared.good > 1000 and compared.bad > 10 and
      compared.unset > 0)
  end)
end)
