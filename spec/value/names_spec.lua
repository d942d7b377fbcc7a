--
-- names_spec.lua - pycap.name, pycap.protocolof, pycap.constants
--
local pycap = require "pycap"

describe("pycap.name", function()
  it("gives the text of a number", function()
    assert.equal("reply", pycap.name(pycap.arp { operation = 2 }, "operation"))
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.tcp { flags = 0x12 })
    assert.equal("syn, ack", pycap.name(packet.tcp, "flags"))
    assert.equal("ip", pycap.name(packet.ethernet, "type"))
    packet.tcp.flags = ""
    assert.equal("", pycap.name(packet.tcp, "flags"))
  end)

  it("is nil where a number has no name", function()
    assert.is_nil(pycap.name(pycap.arp { operation = 99 }, "operation"))
    assert.is_nil(pycap.name(pycap.arp(), "sourceprotocol"))
    assert.is_nil(pycap.name(pycap.ip(), "timetolive"))
    assert.is_nil(pycap.name(pycap.ip(), "options"))
  end)

  it("takes back what it gave", function()
    for _, protocol in ipairs(pycap.protocols()) do
      local make = pycap[protocol.name]
      for _, row in ipairs(protocol.fields) do
        for number, name in pairs(row.names or {}) do
          local ok, header = pcall(make, { [row.name] = number })
          local text = ok and pycap.name(header, row.name)
          if text and not row.bits then
            assert.equal(name, text)
            assert.equal(number, make { [row.name] = text }[row.name])
          end
        end
      end
    end
  end)

  it("refuses what is no header, and fields that there are not", function()
    assert.error_matches(function() pycap.name({}, "type") end,
      "header expected, got table", 1, true)
    assert.error_matches(function() pycap.name(pycap.arp(), "operaton") end,
      "arp.operaton: no such field; did you mean operation?", 1, true)
    assert.error_matches(function() pycap.name(pycap.arp()) end,
      "arp.nil: no such field", 1, true)
  end)
end)

describe("pycap.protocolof", function()
  it("names the protocol of a header", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.arp())
    assert.equal("ethernet", pycap.protocolof(packet[1]))
    assert.equal("arp", pycap.protocolof(packet.arp))
    assert.equal("icmp6", pycap.protocolof(pycap.icmp6()))
  end)

  it("refuses what is no header", function()
    for _, value in ipairs { 5, "arp", {}, pycap.packet(pycap.arp()) } do
      assert.error_matches(function() pycap.protocolof(value) end,
        "header expected, got ", 1, true)
    end
  end)
end)

describe("pycap.constants", function()
  it("refuses names that there are not, and says which are near", function()
    local constants = pycap.constants
    for expected, f in pairs {
      ["pycap.constants.arp.ARPOP_REQEST: no such constant; did you mean " ..
        "ARPOP_REQUEST?"] = function() return constants.arp.ARPOP_REQEST end,
      ["pycap.constants.dlt.EN10M: no such constant; did you mean EN10MB?"] =
        function() return constants.dlt.EN10M end,
      ["pycap.constants.apr: no such constant; did you mean arp?"] =
        function() return constants.apr end,
      ["pycap.constants.tcp.NOTHING_LIKE_IT: no such constant"] =
        function() return constants.tcp.NOTHING_LIKE_IT end,
    } do
      assert.error_matches(f, expected, 1, true)
    end
    assert.equal(1, constants.arp.ARPOP_REQUEST)
    assert.is_nil(rawget(constants, "apr"))
  end)

  it("has a table for each protocol, which pairs walks", function()
    for _, protocol in ipairs(pycap.protocols()) do
      for name, value in pairs(pycap.constants[protocol.name]) do
        assert.equal("string", type(name))
        assert.equal("integer", math.type(value))
      end
    end
  end)
end)
