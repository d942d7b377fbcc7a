local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- The packet of an IPv4 datagram that carries these bytes.
local function decode(bytes)
  local ip = ("\x45\0" .. (">I2"):pack(20 + #bytes)) ..
    wire "0001 0000 40 84 0000 c0000201 c0000202"
  return support.decode(ip .. bytes, { datalink = 101 })
end

local lead = wire "2328 0b59 11223344 aabbccdd"

describe("sctp", function()
  it("reads its chunks, which begin at whole words", function()
    local sctp = decode(lead .. wire [[
      03 00 0010 00000009 00010000 0000 0000
      00 03 0013 0000000a 0001 0002 00000033 616263 00
      0b 00 0004
    ]]).sctp
    assert.equal(9000, sctp.sourceport)
    assert.equal(0x11223344, sctp.tag)
    assert.equal(0xaabbccdd, sctp.checksum)
    local chunks = sctp.chunks
    assert.equal(3, #chunks)
    assert.equal("sack", chunks[1].name)
    assert.equal(65536, chunks[1].window)
    assert.equal("data", chunks[2].name)
    assert.equal(3, chunks[2].flags)
    assert.equal(10, chunks[2].tsn)
    assert.equal(2, chunks[2].sequence)
    assert.equal(51, chunks[2].protocol)
    assert.equal("abc", chunks[2].data)
    assert.equal("cookieack", chunks[3].name)
  end)

  it("writes an INIT", function()
    local sctp = pycap.sctp {
      sourceport = 9000, destinationport = 2905, checksum = 0xaabbccdd,
      tag = 0x11223344, chunks = {
        { name = "init", tag = 1, window = 2, outbound = 3, inbound = 4,
          tsn = 5 },
      },
    }
    assert.equal(lead .. wire [[
      01 00 0014 00000001 00000002 0003 0004 00000005
    ]], sctp.packet)
    assert.equal("SCTP(9000 -> 2905, tag=0x11223344)", tostring(sctp))
  end)

  it("keeps the bytes of a chunk that is cut", function()
    local packet = decode(lead .. wire "07 00 0008 0000")
    assert.is_nil(packet.malformed)
    assert.equal(lead .. wire "07 00 0008 0000", packet.sctp.packet)
    assert.equal(1, #packet.sctp.chunks)
  end)
end)

require "spec.support.every" (_ENV, "sctp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
    / IP(src="192.0.2.1", dst="198.51.100.2") / SCTP(sport=40001, dport=40002,
    tag=0x12345678) / SCTPChunkInit(init_tag=0x9abcdef0, a_rwnd=0x1000,
    n_out_streams=3, n_in_streams=4, init_tsn=5)]],
  bytes = [[
    0200000000020200000000010800450000340001000040848e0ec0000201c633
    64029c419c4212345678894d6382010000149abcdef000001000000300040000
    0005
  ]],
  fields = {
    sourceport = { 40001, "sctp.srcport" },
    destinationport = { 40002, "sctp.dstport" },
    tag = { 305419896, "sctp.verification_tag" },
    checksum = { 2303550338, "sctp.checksum" },
    chunks = { { { name = "init", length = 20, flags = 0, inbound = 4, outbound
      = 3, parameters = "", tag = 2596069104, tsn = 5, window = 4096 } },
      ["sctp.chunk_type"] = 1, ["sctp.chunk_length"] = 20,
      ["sctp.init_initiate_tag"] = "0x9abcdef0", ["sctp.init_credit"] = 4096,
      ["sctp.init_initial_tsn"] = 5 },
  },
})
