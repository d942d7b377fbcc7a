local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local lead = wire "01:80:c2:00:00:00 02:00:00:00:00:01"

-- A frame of IEEE 802.3: addresses, length, and what is behind it.
local function frame(rest)
  return lead .. (">s2"):pack(rest)
end

describe("llc", function()
  it("is what stands behind a length, up to it", function()
    local packet = decode(frame(wire "04 05 03" .. "data") .. ("\0"):rep(39))
    assert.equal(2, #packet)
    assert.same({ dsap = 0x04, ssap = 0x05, control = 3 },
      pycap.table(packet.llc))
    assert.equal("data", packet.payload)
    assert.equal(("\0"):rep(39), packet.trailer)
    assert.is_nil(packet.malformed)
  end)

  it("has a second byte of control where frames are numbered", function()
    for _, case in ipairs { { 0x00, 0x03 }, { 0x02, 0x03 }, { 0x01, 0x10 } } do
      local control, receive = table.unpack(case)
      local packet = decode(frame(wire "04 04" ..
        string.char(control, receive) .. "data"))
      assert.equal(control, packet.llc.control)
      assert.equal(receive, packet.llc.receive)
      assert.equal("data", packet.payload)
    end
    for _, control in ipairs { 0x03, 0x13, 0x7f, 0xe3, 0xff } do
      local packet = decode(frame(wire "04 04" .. string.char(control)))
      assert.is_nil(packet.llc.receive)
      assert.equal("", packet.payload)
    end
  end)

  it("is not read into raw IPX", function()
    local packet = decode(frame(pycap.ipx { type = 17 }.packet))
    assert.equal(2, #packet)
    assert.equal(17, packet.ipx.type)
    assert.is_nil(packet.malformed)
  end)

  it("leads on from information, numbered or not, and nothing else", function()
    local bpdu = pycap.stp().packet
    for control, there in pairs { ["\3"] = true, ["\x13"] = true,
        ["\0\0"] = true, ["\1\0"] = false, ["\xe3"] = false } do
      local packet = decode(frame("BB" .. control .. bpdu))
      assert.equal(there, packet.stp ~= nil)
      assert.equal(there and "" or bpdu, packet.payload)
    end
  end)

  it("leads to SNAP only from a source of SNAP", function()
    local snap = pycap.snap().packet
    assert.is_table(decode(frame(wire "aaaa03" .. snap)).snap)
    assert.is_nil(decode(frame(wire "aa4203" .. snap)).snap)
  end)

  it("carries IP", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.llc(), pycap.ip())
    assert.equal(wire "0017 06 06 03 45", packet.bytes:sub(13, 18))
    assert.equal(20, #decode(packet.bytes).ip.packet)
  end)

  it("lets an unset source follow the destination that is linked", function()
    local function point(llc)
      return pycap.packet(pycap.ethernet(), llc, pycap.stp()).llc.ssap
    end
    assert.equal(0x42, point(pycap.llc()))
    assert.equal(0x43, point(pycap.llc { ssap = 0x43 }))
    assert.equal(0xaa, point(pycap.llc { dsap = "stp" }))
    local captured = decode(frame("\x42\x43\3" .. pycap.stp().packet)).llc
    assert.equal(0x43, point(captured))
  end)

  it("sets the length before it and the point behind it", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.llc(), pycap.snap(),
      pycap.arp(), "data")
    assert.equal(wire "0028 aa aa 03 000000 0806", packet.bytes:sub(13, 22))
    assert.equal(40, packet.ethernet.type)
  end)

  it("names its points", function()
    assert.equal(wire "42 42 03", pycap.llc { dsap = "stp", ssap = "stp" }
      .packet)
  end)

  it("says so when the length leaves no room for it", function()
    local packet = decode(lead .. wire "0002 4242 03")
    assert.equal("llc: cut short, at byte 14", packet.malformed)
    assert.equal(1, #packet)
    assert.equal("\x42\x42", packet.payload)
    assert.equal("\3", packet.trailer)
  end)
end)

require "spec.support.every" (_ENV, "llc", {
  source = [[Scapy 2.5: Dot3(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") /
    LLC(dsap=0x18, ssap=0x1a, ctrl=3) / Raw(b"abcde")]],
  bytes = [[
    0200000000020200000000010008181a036162636465
  ]],
  fields = {
    dsap = { 24, "llc.dsap" },
    ssap = { 26, "llc.ssap" },
    control = { 3, "llc.control" },
  },
})
