local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local lead = wire "02:00:00:00:00:02 02:00:00:00:00:01"

describe("pppoe", function()
  local ip = pycap.ip().packet

  it("carries PPP in a session, up to its length", function()
    local packet = decode(lead .. wire "8864 11 00 1234 0016 0021" .. ip ..
      "padding")
    assert.same({ version = 1, type = 1, code = 0, session = 0x1234,
      length = 22 }, pycap.table(packet.pppoe))
    assert.equal(0x0021, packet.ppp.protocol)
    assert.equal(ip, packet.ip.packet)
    assert.equal("", packet.payload)
    assert.equal("padding", packet.trailer)
  end)

  it("has tags before it, and nothing behind them", function()
    local packet = decode(lead .. wire [[
      8863 11 09 0000 000c  -- discovery, initiation
      0101 0000             -- service name
      0103 0004 c0210000    -- the host's mark
    ]] .. ("\0"):rep(28))
    assert.equal(9, packet.pppoe.code)
    assert.equal(18, #packet.pppoe.packet)
    assert.same({
      { kind = 0x0101, name = "servicename", length = 0, text = "" },
      { kind = 0x0103, name = "hostuniq", length = 4,
        data = "\xc0\x21\0\0" },
    }, packet.pppoe.tags)
    assert.is_nil(packet.ppp)
    assert.equal("", packet.payload)
    assert.equal(("\0"):rep(28), packet.trailer)
    assert.is_nil(packet.malformed)
  end)

  it("goes by 0x8863, and by 0x8864 in a session", function()
    assert.equal(wire "8863 11 a7 0000 0000",
      pycap.packet(pycap.ethernet(), pycap.pppoe()).bytes:sub(13))
    assert.equal(wire "8864 11 00 0007 0016 0021" .. ip,
      pycap.packet(pycap.ethernet(), pycap.pppoe { session = 7 }, pycap.ppp(),
        pycap.ip()).bytes:sub(13))
  end)

  it("counts its tags", function()
    local tags = wire "0101 0003" .. "abc"
    assert.equal(wire "11 09 0000 0007" .. tags,
      pycap.pppoe { code = "initiation", tags = tags }.packet)
    assert.equal(wire "11 09 0000 0007" .. tags, pycap.pppoe {
      code = "initiation", tags = { { name = "servicename", text = "abc" } },
    }.packet)
  end)

  it("says so when its length lies", function()
    local packet = decode(lead .. wire "8864 11 00 0001 0100 0021" .. ip)
    assert.matches("^pppoe: its length exceeds", packet.malformed)
    assert.equal(ip, packet.ip.packet)
  end)
end)

require "spec.support.every" (_ENV, "pppoe", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / PPPoE(version=1, type=1, code=0, sessionid=0x1234) / PPP(proto=0x0021) /
    IP(src="192.0.2.1", dst="198.51.100.2", proto=253) / Raw(b"abcde")]],
  bytes = [[
    020000000002020000000001886411001234001a21450000190001000040fd8d
    b0c0000201c63364026162636465
  ]],
  fields = {
    version = { 1, "pppoe.version" },
    type = { 1, "pppoe.type" },
    code = { 0, "pppoe.code" },
    session = { 4660, "pppoe.session_id" },
    length = { 26, "pppoe.payload_length" },
  },
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="ff:ff:ff:ff:ff:ff")
    / PPPoED(code=9, sessionid=0) / PPPoETag(tag_type=0x0101, tag_value=b"isp")
    / PPPoETag(tag_type=0x0103, tag_value=b"ab")]],
  bytes = [[
    ffffffffffff020000000001886311090000000d010100036973700103000261
    62
  ]],
  fields = {
    version = { 1, "pppoe.version" },
    type = { 1, "pppoe.type" },
    code = { 9, "pppoe.code" },
    session = { 0, "pppoe.session_id" },
    length = { 13, "pppoe.payload_length" },
    tags = { { { name = "servicename", length = 3, text = "isp" }, { name =
      "hostuniq", length = 2, data = "ab" } }, ["pppoed.tags"] = 1,
      ["pppoed.tags.service_name"] = "isp", ["pppoed.tags.host_uniq"] = 6162 },
  },
})
