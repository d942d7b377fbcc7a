local pycap = require "pycap"

local function to_port(bytes)
  local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp{ destinationport = 123 }, bytes)
  return pycap.decode(packet.bytes, "ethernet")
end

describe("ntp", function()
  it("is a client's question with nothing set", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp(),
      pycap.ntp())
    assert.equal(123, packet.udp.destinationport)
    assert.equal("\x23" .. ("\0"):rep(47), packet.ntp.packet)
  end)

  it("reads a server's number as an address, a clock as letters", function()
    local ntp = pycap.ntp{ stratum = 2, referenceid = "192.0.2.9" }
    assert.equal("192.0.2.9", ntp.referenceid)
    ntp = pycap.ntp{ stratum = 1, referenceid = "PPS\0" }
    assert.equal("PPS\0", to_port(ntp.packet).ntp.referenceid)
  end)

  it("tells extension fields from the digest behind them", function()
    local ntp = pycap.ntp{ mode = "server", extensions = {
      { name = "uniqueid", data = ("u"):rep(32) },
      { kind = 0x1234, data = ("x"):rep(12) } },
      keyid = 7, digest = ("d"):rep(20) }
    local back = to_port(ntp.packet).ntp
    assert.equal(2, #back.extensions)
    assert.equal("uniqueid", back.extensions[1].name)
    assert.equal(36, back.extensions[1].length)
    assert.equal(7, back.keyid)
    assert.equal(("d"):rep(20), back.digest)
    assert.is_true(back == ntp)
  end)

  it("has an extension field alone when it is longer than a digest", function()
    local ntp = pycap.ntp{ extensions = {
      { name = "uniqueid", data = ("u"):rep(24) } } }
    local back = to_port(ntp.packet).ntp
    assert.equal(1, #back.extensions)
    assert.is_nil(back.keyid)
  end)

  it("has no digest where a key number stands alone", function()
    local ntp = to_port(pycap.ntp{ keyid = 0 }.packet).ntp
    assert.equal(0, ntp.keyid)
    assert.equal("", ntp.digest)
  end)

  it("counts the data of a control message", function()
    local ntp = pycap.ntp{ mode = "control", data = "leap,stratum" }
    assert.equal(12, ntp.count)
    assert.equal(24, #ntp.packet)
    assert.is_nil(ntp.transmit)
  end)

  it("carries what is behind the head of a private message", function()
    local head = pycap.ntp{ mode = "private", request = 42, items = 1,
      itemsize = 3 }
    local packet = to_port(head.packet .. "abc")
    assert.equal(42, packet.ntp.request)
    assert.equal("abc", packet.payload)
  end)

  it("leaves what has no version of it as payload", function()
    for _, bytes in ipairs{ "\x03" .. ("\0"):rep(47), "\xff abc", "GET / " } do
      local packet = to_port(bytes)
      assert.is_nil(packet.ntp)
      assert.equal(bytes, packet.payload)
    end
  end)

  it("says why a message that is too short is payload", function()
    local bytes = "\x23" .. ("\0"):rep(46)
    local packet = to_port(bytes)
    assert.is_nil(packet.ntp)
    assert.matches("^ntp: cut short", packet.malformed)
    assert.equal(bytes, packet.payload)
  end)
end)

local none, now = "NULL", "Aug  2, 2023 21:20:0"

-- A time so many seconds after 2023-08-02 21:20:00.
local function time(seconds)
  return 3900000000 << 32 | math.tointeger(seconds * 2 ^ 32)
end

require "spec.support.every" (_ENV, "ntp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="192.0.2.1", dst="192.0.2.2") /
    UDP(sport=123, dport=123) / NTPHeader(version=4, mode=4, stratum=2, poll=6,
    precision=0xe9, delay=0.015625, dispersion=0.03125, id="198.51.100.7",
    ref=3900000000.5, orig=3900000001.25, recv=3900000002.125,
    sent=3900000003.0625)]],
  bytes = [[
    0200000000020200000000010800
    4500004c000100004011f69cc0000201c0000202 007b007b00386b7e
    240206e9 00000400 00000800 c6336407 e875470080000000 e875470140000000
    e875470220000000 e875470310000000
  ]],
  fields = {
    leap = { 0, "ntp.flags.li" }, version = { 4, "ntp.flags.vn" },
    mode = { 4, "ntp.flags.mode" }, stratum = { 2, "ntp.stratum" },
    poll = { 6, "ntp.ppoll" }, precision = { 233, "ntp.precision" },
    rootdelay = { 1024, "ntp.rootdelay" },
    rootdispersion = { 2048, "ntp.rootdispersion" },
    referenceid = { "198.51.100.7", ["ntp.refid"] = "c6336407" },
    reference = { time(0.5), ["ntp.reftime"] = now .. "0.500000000 UTC" },
    origin = { time(1.25), ["ntp.org"] = now .. "1.250000000 UTC" },
    receive = { time(2.125), ["ntp.rec"] = now .. "2.125000000 UTC" },
    transmit = { time(3.0625), ["ntp.xmt"] = now .. "3.062500000 UTC" },
    extensions = { {} },
  },
}, {
  source = [[Scapy 2.5: the same / NTPHeader(leap=1, version=3, mode=4,
    stratum=1, poll=6, precision=0xec, ref_id="GPS\0", ref=3900000000.5,
    orig=0, recv=0, sent=0)]],
  bytes = [[
    0200000000020200000000010800
    4500004c000100004011f69cc0000201c0000202 007b007b0038cdcf
    5c0106ec 00000000 00000000 47505300 e875470080000000 0000000000000000
    0000000000000000 0000000000000000
  ]],
  fields = {
    leap = { 1, "ntp.flags.li" }, version = { 3, "ntp.flags.vn" },
    mode = { 4, "ntp.flags.mode" }, stratum = { 1, "ntp.stratum" },
    poll = { 6, "ntp.ppoll" }, precision = { 236, "ntp.precision" },
    rootdelay = { 0 }, rootdispersion = { 0 },
    referenceid = { "GPS\0", ["ntp.refid"] = "47505300" },
    reference = { time(0.5), ["ntp.reftime"] = now .. "0.500000000 UTC" },
    origin = { 0, ["ntp.org"] = none }, receive = { 0, ["ntp.rec"] = none },
    transmit = { 0, ["ntp.xmt"] = none }, extensions = { {} },
  },
}, {
  source = "RFC 5905, 7.3 and 7.5: two extension fields, a key and a digest",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 0800
    4500 0094 0001 0000 4011 f654 c0000201 c0000202
    007b 007b 0080 0000
    230306ea 00000123 00000456 c0000209 e875470080000000 e875470140000000
    e875470220000000 e875470310000000
    0104 0024 00112233 44556677 8899aabb ccddeeff
    00112233 44556677 8899aabb ccddeeff
    0204 0010 01020304 05060708 090a0b0c
    00000005 aaaaaaaa bbbbbbbb cccccccc dddddddd
  ]],
  fields = {
    leap = { 0 }, version = { 4 }, mode = { 3, "ntp.flags.mode" },
    stratum = { 3, "ntp.stratum" }, poll = { 6 }, precision = { 234 },
    rootdelay = { 0x123, "ntp.rootdelay" },
    rootdispersion = { 0x456, "ntp.rootdispersion" },
    referenceid = { "192.0.2.9" }, reference = { time(0.5) },
    origin = { time(1.25) }, receive = { time(2.125) },
    transmit = { time(3.0625) },
    extensions = { { { name = "uniqueid", kind = 0x0104, length = 36 },
      { name = "cookie", kind = 0x0204, length = 16,
        data = "\1\2\3\4\5\6\7\8\9\10\11\12" } },
      ["ntp.ext.type"] = "0x0104;0x0204", ["ntp.ext.length"] = "36;16" },
    keyid = { 5, ["ntp.keyid"] = "00000005" },
    digest = { "\xaa\xaa\xaa\xaa\xbb\xbb\xbb\xbb\xcc\xcc\xcc\xcc\xdd\xdd\xdd" ..
      "\xdd", ["ntp.mac"] = "aaaaaaaabbbbbbbbccccccccdddddddd" },
  },
}, {
  source = "RFC 9327, 2: variables are asked for",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 0800
    4500 0034 0001 0000 4011 f6b4 c0000201 c0000202
    007b 007b 0020 0000
    16 a2 0009 0615 0003 0000 000c 6c6561702c7374726174756d
  ]],
  fields = {
    leap = { 0 }, version = { 2, "ntp.flags.vn" },
    mode = { 6, "ntp.flags.mode" }, response = { 1, "ntp.ctrl.flags2.r" },
    failed = { 0, "ntp.ctrl.flags2.error" },
    more = { 1, "ntp.ctrl.flags2.more" },
    operation = { 2, "ntp.ctrl.flags2.opcode" },
    sequence = { 9, "ntp.ctrl.sequence" },
    status = { 0x0615, "ntp.ctrl.status" },
    association = { 3, "ntp.ctrl.associd" }, offset = { 0, "ntp.ctrl.offset" },
    count = { 12, "ntp.ctrl.count" }, data = { "leap,stratum" },
  },
}, {
  source = [[Scapy 2.5: the same / NTPPrivate(response=1, version=2, seq=3,
    implementation=3, request_code=42, nb_items=2, data_item_size=72)]],
  bytes = [[
    0200000000020200000000010800
    45000024000100004011f6c4c0000201c0000202 007b007b0010e05c
    9703032a 00020048
  ]],
  fields = {
    leap = { 2, ["ntp.priv.flags.r"] = 1 }, version = { 2, "ntp.flags.vn" },
    mode = { 7, "ntp.flags.mode" }, signed = { 0, "ntp.priv.auth" },
    number = { 3, "ntp.priv.seq" }, implementation = { 3, "ntp.priv.impl" },
    request = { 42, "ntp.priv.reqcode" }, error = { 0, "ntp.priv.err" },
    items = { 2, "ntp.priv.numitems" }, reserved = { 0 },
    itemsize = { 72, "ntp.priv.itemsize" },
  },
})
