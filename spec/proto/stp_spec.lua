local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

local decode = support.decode

local lead = wire "01:80:c2:00:00:00 02:00:00:00:00:01"

local function frame(bpdu)
  return lead .. (">s2"):pack(wire "424203" .. bpdu)
end

describe("stp", function()
  it("is not GARP, whose protocol identifier is 1", function()
    local packet = decode(wire [[
      01:80:c2:00:00:21 02:00:00:00:00:01 000b 42 42 03
      0001 01 04 01 00 0a 00
    ]])
    assert.equal(2, #packet)
    assert.equal(wire "0001 01 04 01 00 0a 00", packet.payload)
    assert.is_nil(packet.malformed)
  end)

  local rest = wire [[
    3d                                -- flags
    8 001 02:00:00:00:00:01 00000004  -- root: priority, extension, address
    f fff 02:00:00:00:00:02           -- bridge
    8002 0100 1400 0200 0f00          -- port, times
  ]]

  local fields = {
    protocol = 0, version = 2, type = 2, flags = 0x3d, rootpriority = 32768,
    rootextension = 1, root = "02:00:00:00:00:01", rootpathcost = 4,
    bridgepriority = 61440, bridgeextension = 4095,
    bridge = "02:00:00:00:00:02", port = 0x8002, messageage = 256,
    maximumage = 5120, hellotime = 512, forwarddelay = 3840,
    versiononelength = 0,
  }

  it("reads and writes every field of a rapid one", function()
    local bytes = wire "0000 02 02" .. rest .. "\0"
    local packet = decode(frame(bytes))
    assert.same(fields, pycap.table(packet.stp))
    assert.equal("", packet.payload)
    assert.is_nil(packet.malformed)
    assert.equal(bytes, pycap.stp(fields).packet)
  end)

  it("ends with the times when it is no rapid one", function()
    local packet = decode(frame(wire "0000 00 00" .. rest))
    assert.equal(3840, packet.stp.forwarddelay)
    assert.is_nil(packet.stp.versiononelength)
    assert.is_nil(packet.malformed)
  end)

  it("is four bytes when the topology changes", function()
    local packet = decode(frame(wire "0000 00 80") .. ("\0"):rep(39))
    assert.same({ protocol = 0, version = 0, type = 0x80 },
      pycap.table(packet.stp))
    assert.equal("", packet.payload)
    assert.equal(39, #packet.trailer)
    assert.equal(wire "0000 00 80",
      pycap.stp { type = "topology-change" }.packet)
    assert.equal("STP(type=0x80)", tostring(packet.stp))
  end)

  it("keeps what is of multiple spanning trees as it is", function()
    local mst = wire "0002 4242"
    local packet = decode(frame(wire "0000 03 02" .. rest .. "\0" .. mst) ..
      "\0\0")
    assert.equal(mst, packet.stp.mst)
    assert.equal("", packet.payload)
    assert.equal("\0\0", packet.trailer)
  end)
end)

require "spec.support.every" (_ENV, "stp", {
  source = [[Scapy 2.5: Dot3(src="02:00:00:00:00:01", dst="01:80:c2:00:00:00") /
    LLC() / STP(proto=0, version=0, bpdutype=0, bpduflags=0x81, rootid=0x9005,
    rootmac="02:00:00:00:00:03", pathcost=0x12345678, bridgeid=0xa006,
    bridgemac="02:00:00:00:00:04", portid=0x8009, age=3, maxage=20, hellotime=2,
    fwddelay=15)]],
  bytes = [[
    0180c20000000200000000010026424203000000008190050200000000031234
    5678a00602000000000480090300140002000f00
  ]],
  fields = {
    protocol = { 0, "stp.protocol" },
    version = { 0, "stp.version" },
    type = { 0, "stp.type" },
    flags = { 129, "stp.flags" },
    rootpriority = { 36864, "stp.root.prio" },
    rootextension = { 5, "stp.root.ext" },
    root = { "02:00:00:00:00:03", "stp.root.hw" },
    rootpathcost = { 305419896, "stp.root.cost" },
    bridgepriority = { 40960, "stp.bridge.prio" },
    bridgeextension = { 6, "stp.bridge.ext" },
    bridge = { "02:00:00:00:00:04", "stp.bridge.hw" },
    port = { 32777, "stp.port" },
    messageage = { 768, ["stp.msg_age"] = 3 },
    maximumage = { 5120, ["stp.max_age"] = 20 },
    hellotime = { 512, ["stp.hello"] = 2 },
    forwarddelay = { 3840, ["stp.forward"] = 15 },
  },
}, {
  source = [[Scapy 2.5: Dot3(src="02:00:00:00:00:01", dst="01:80:c2:00:00:00") /
    LLC() / STP(version=2, bpdutype=2, bpduflags=0x3c, rootid=0x9005,
    rootmac="02:00:00:00:00:03", pathcost=20000, bridgeid=0xa006,
    bridgemac="02:00:00:00:00:04", portid=0x8009, age=3) / Raw(b"\0")]],
  bytes = [[
    0180c20000000200000000010027424203000002023c90050200000000030000
    4e20a00602000000000480090300140002000f0000
  ]],
  fields = {
    protocol = { 0, "stp.protocol" },
    version = { 2, "stp.version" },
    type = { 2, "stp.type" },
    flags = { 60, "stp.flags" },
    rootpriority = { 36864, "stp.root.prio" },
    rootextension = { 5, "stp.root.ext" },
    root = { "02:00:00:00:00:03", "stp.root.hw" },
    rootpathcost = { 20000, "stp.root.cost" },
    bridgepriority = { 40960, "stp.bridge.prio" },
    bridgeextension = { 6, "stp.bridge.ext" },
    bridge = { "02:00:00:00:00:04", "stp.bridge.hw" },
    port = { 32777, "stp.port" },
    messageage = { 768, ["stp.msg_age"] = 3 },
    maximumage = { 5120, ["stp.max_age"] = 20 },
    hellotime = { 512, ["stp.hello"] = 2 },
    forwarddelay = { 3840, ["stp.forward"] = 15 },
    versiononelength = { 0, "stp.version_1_length" },
  },
})
