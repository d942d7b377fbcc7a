local pycap = require "pycap"

local function to_port(bytes)
  local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp{ destinationport = 69 }, bytes)
  return pycap.decode(packet.bytes, "ethernet")
end

describe("tftp", function()
  it("sets its port and writes its texts", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp(),
      pycap.tftp{ operation = "write", filename = "a.cfg",
        options = { { name = "blksize", value = "512" } } })
    assert.equal(69, packet.udp.destinationport)
    assert.equal("\0\2a.cfg\0octet\0blksize\000512\0", packet.tftp.packet)
  end)

  it("carries what is behind the number of a block", function()
    local packet = pycap.decode("\0\3\0\9abc", "tftp")
    assert.equal(9, packet.tftp.block)
    assert.is_nil(packet.tftp.filename)
    assert.equal("abc", packet.payload)
  end)

  it("lists the options that a server takes", function()
    local tftp = pycap.decode("\0\6tsize\00012\0blksize\0008\0", "tftp").tftp
    assert.equal("12", tftp.options[1].value)
    assert.equal("blksize", tftp.options[2].name)
  end)

  it("leaves other traffic at its port as payload", function()
    for _, bytes in ipairs{ "\0\7abcd", "GET / HTTP/1.1" } do
      local packet = to_port(bytes)
      assert.is_nil(packet.tftp)
      assert.is_nil(packet.malformed)
      assert.equal(bytes, packet.payload)
    end
  end)

  it("says why a name without an end is payload", function()
    local packet = to_port("\0\1boot.img")
    assert.is_nil(packet.tftp)
    assert.matches("tftp", packet.malformed)
    assert.equal("\0\1boot.img", packet.payload)
  end)
end)

require "spec.support.every" (_ENV, "tftp", {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="192.0.2.1", dst="192.0.2.2") /
    UDP(sport=49152, dport=69) / TFTP(op=1) / TFTP_RRQ(filename="boot.img",
    mode="octet") / TFTP_Options(options=[TFTP_Option(oname="blksize",
    value="1432"), TFTP_Option(oname="tsize", value="0")])]],
  bytes = [[
    0200000000020200000000010800
    45000042000100004011f6a6c0000201c0000202 c0000045002e504c
    0001 626f6f742e696d6700 6f6374657400
    626c6b73697a6500 3134333200 7473697a6500 3000
  ]],
  fields = {
    operation = { 1, "tftp.opcode" },
    filename = { "boot.img", "tftp.source_file" },
    mode = { "octet", "tftp.type" },
    options = { { { name = "blksize", value = "1432" },
      { name = "tsize", value = "0" } },
      ["tftp.option.name"] = "blksize" },
  },
  document = "RFC 1350, RFC 2347",
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="192.0.2.1", dst="192.0.2.2") /
    UDP(sport=69, dport=49152) / TFTP(op=5) / TFTP_ERROR(errorcode=1,
    errormsg="File not found")]],
  bytes = [[
    0200000000020200000000010800
    4500002f000100004011f6b9c0000201c0000202 0045c000001b7a77
    0005 0001 46696c65206e6f7420666f756e6400
  ]],
  fields = {
    operation = { 5, "tftp.opcode" }, error = { 1, "tftp.error.code" },
    message = { "File not found", "tftp.error.message" },
  },
  document = "RFC 1350",
}, {
  source = [[Scapy 2.5: Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="192.0.2.1", dst="192.0.2.2") /
    UDP(sport=49152, dport=69) / TFTP(op=4) / TFTP_ACK(block=7)]],
  bytes = [[
    0200000000020200000000010800
    45000020000100004011f6c8c0000201c0000202 c0000045000cbb81
    0004 0007
  ]],
  fields = {
    operation = { 4, "tftp.opcode" }, block = { 7, "tftp.block" },
  },
  document = "RFC 1350",
})
