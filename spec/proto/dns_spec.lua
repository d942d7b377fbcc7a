local pycap = require "pycap"
local support = require "spec.support"

-- A response: one question; cname, a and txt; an opt.
local response = support.wire [[
  0007 8180 0001 0003 0000 0001
  03777777 076578616d706c65 036f7267 00 0001 0001
  c00c 0005 0001 00000e10 0006 03637075 c010
  c02d 0001 0001 00000e10 0004 c0000201
  c02d 0010 0001 00000e10 000a 0468c3a96c 04776f6c64
  00 0029 0fa0 00000000 0000
]]

local function decode(bytes) return pycap.decode(bytes, "dns") end

describe("dns", function()
  it("reads names through their pointers", function()
    local packet = decode(response)
    local dns = packet.dns
    assert.is_nil(packet.malformed)
    assert.equal("www.example.org", dns.questions[1].name)
    local cname, a, txt = table.unpack(dns.answers)
    assert.equal("www.example.org", cname.owner)
    assert.equal("cpu.example.org", cname.target)
    assert.equal("cpu.example.org", a.owner)
    assert.equal("192.0.2.1", a.address)
    assert.same({ { size = 4, text = "h\xc3\xa9l" },
      { size = 4, text = "wold" } }, txt.strings)
    assert.equal(".", dns.additionals[1].owner)
  end)

  it("writes tables as they were, names as pointers", function()
    local dns = decode(response).dns
    local copy = pycap.dns(pycap.table(dns))
    assert.equal(response, copy.packet)
    assert.is_true(copy == dns)
  end)

  it("writes names anew when what they point at moves", function()
    local packet = decode(response)
    local before = pycap.table(packet.dns)
    packet.dns.questions = { { name = "a.longer.name.example.net" } }
    local dns = decode(packet.bytes).dns
    assert.equal("a.longer.name.example.net", dns.questions[1].name)
    assert.same(before.answers, dns.answers)
    assert.same(before.additionals, dns.additionals)
    packet.dns.questions = nil
    assert.equal(response, packet.bytes)
  end)

  it("leaves bytes as they came where nothing moves", function()
    local packet = decode(response)
    packet.dns.id = 8
    assert.equal("\0\8" .. response:sub(3), packet.bytes)
  end)

  it("does not write names of servers as pointers (RFC 2782)", function()
    local srv = { name = "srv", owner = "example.org", port = 53,
      target = "ns.example.org" }
    local header = pycap.dns { response = 1, answers = { srv } }
    assert.is_truthy(header.packet:find("\2ns\7example\3org\0", 1, true))
  end)

  it("writes pointers to names up to 16 KiB into a message alone", function()
    local function message(last)
      local strings = {}
      for i = 1, 63 do strings[i] = { text = ("x"):rep(255) } end
      strings[64] = { text = ("x"):rep(last) }
      return pycap.dns { response = 1, answers = {
        { name = "txt", owner = ".", strings = strings },
        { name = "a", owner = "b.org", address = "192.0.2.1" },
        { name = "a", owner = "b.org", address = "192.0.2.2" },
      } }.packet
    end
    for last, owner in pairs { [231] = "\xff\xff", [232] = "\1b\3org\0" } do
      local bytes = message(last)
      local at = 12 + 11 + 63 * 256 + last + 1
      assert.equal("\1b\3org\0", bytes:sub(at + 1, at + 7))
      assert.equal(owner, bytes:sub(at + 22, at + 21 + #owner))
      assert.equal("b.org", decode(bytes).dns.answers[3].owner)
    end
  end)
end)

describe("a domain name that is none", function()
  local function query(name, more)
    return support.wire "0007 0100 0001 0000 0000 0000" .. name ..
      "\0\1\0\1" .. (more or "")
  end

  local function refused(name, more)
    local packet = decode(query(name, more))
    assert.matches("^dns: ", packet.malformed)
    if packet.dns then assert.is_nil(packet.dns.questions[1].name) end
  end

  it("points at itself, forward, or in a circle", function()
    refused "\xc0\x0c"
    refused "\xc0\x20"
    refused "\1a\xc0\x0c"
    refused "\xff\xff"
    refused "\xc0\x0e\xc0\x0c"
  end)

  it("points into the middle of a name, behind one that does not", function()
    local packet = decode(support.wire [[
      0007 0100 0004 0000 0000 0000  03777777 00 0001 0001
      0161 00 0001 0001  c00c 0001 0001  c00d 0001 0001 ]])
    assert.matches("^dns: ", packet.malformed)
  end)

  it("points below 16 KiB, where one behind 16 KiB is a name", function()
    local text = ("x"):rep(255)
    local size = 0x4064 - 23
    local message = support.wire "0007 8180 0000 0003 0000 0000" ..
      "\0\0\16\0\1\0\0\0\0" .. string.pack(">s2", string.pack("s1", text)
        :rep(size // 256) .. string.pack("s1", text:sub(1, size % 256 - 1))) ..
      "\1a\0\0\1\0\1\0\0\0\0\0\4\1\2\3\4"
    local record = "\0\1\0\1\0\0\0\0\0\4\1\2\3\4"
    assert.is_nil(decode(message .. "\0" .. record).malformed)
    assert.matches("^dns: ", decode(message .. "\xc0\x64" .. record).malformed)
  end)

  it("has labels of a kind that there is not, or too many", function()
    refused("\x40" .. ("a"):rep(64) .. "\0")
    refused("\x80a\0")
    refused(("\1a"):rep(128) .. "\0")
    refused("\2aa" .. ("\1a"):rep(126) .. "\0")
    assert.is_nil(decode(query(("\1a"):rep(127) .. "\0")).malformed)
  end)

  it("is long, in a message of 64 KiB: read in linear time", function()
    local ones = ("\1a"):rep(32000)
    refused(ones)
    -- each name a pointer to the one before: a chain
    local rows = { query("\1a\0"):sub(1, 4), "\xff\xff\0\0\0\0\0\0",
      "\1a\0\0\1\0\1" }
    local at = 12
    for i = 1, 8000 do
      rows[#rows + 1] = string.pack(">I2", 0xc000 | math.min(at, 0x3fff))
        .. "\0\1\0\1"
      at = i == 1 and 19 or at + 6
    end
    local packet = decode(table.concat(rows))
    assert.matches("^dns: ", packet.malformed)
    assert.is_true(#packet.dns.questions < 200)
  end)
end)

describe("a count that lies", function()
  local question = "\1a\0\0\1\0\1"

  local function message(counts, rest)
    return "\0\7\x81\x80" .. string.pack(">I2I2I2I2", table.unpack(counts))
      .. rest
  end

  local function on_port(bytes)
    return pycap.decode(pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp {
      sourceport = 53, destinationport = 40000 }, bytes).bytes, 1)
  end

  it("is 65535, of each section, in linear time", function()
    local root = "\0\0\1\0\1"
    local record = "\0\0\1\0\1\0\0\0\0\0\0"
    local some = { root:rep(13000), root .. record:rep(5900),
      ("\xc0\12\0\1\0\1"):rep(10000), root }
    for _, counts in ipairs { { 65535, 65535, 65535, 65535 },
        { 1, 65535, 0, 65535 }, { 1, 0, 0, 65535 } } do
      for _, rest in ipairs(some) do
        local begin = os.clock()
        local packet = decode(message(counts, rest))
        assert.matches("^dns: its count does not match", packet.malformed)
        assert.equal(counts[1], packet.dns.questioncount)
        local _ = { packet:table(), pycap.tree(packet), packet:json() }
        assert.is_true(os.clock() - begin < 10)
        assert.is_nil(on_port(message(counts, rest)).dns)
      end
    end
  end)

  it("leaves what is more as payload", function()
    local zeros = ("\0"):rep(20)
    local packet = on_port(message({ 1, 0, 0, 0 }, question .. zeros))
    assert.equal("a", packet.dns.questions[1].name)
    assert.equal(zeros, packet.payload)
    assert.matches("^dns: its count does not match the items that follow",
      packet.malformed)
    assert.is_nil(on_port(message({ 1, 0, 0, 0 }, question)).malformed)
  end)
end)

require "spec.support.every" (_ENV, "dns", {
  source = [[Scapy 2.5: dns_compress(Ether(src="02:00:00:00:00:01",
    dst="02:00:00:00:00:02") / IP(src="192.0.2.53", dst="192.0.2.1") /
    UDP(sport=53, dport=40000) / DNS(id=7, qr=1, ra=1,
    qd=DNSQR(qname="www.example.org"),
    an=DNSRR(rrname="www.example.org", type="CNAME", ttl=3600,
        rdata="cpu.example.org") /
      DNSRR(rrname="cpu.example.org", ttl=3600, rdata="192.0.2.1") /
      DNSRR(rrname="cpu.example.org", type="TXT", ttl=3600,
        rdata=["h\xe9l".encode(), b"wold"]),
    ar=DNSRROPT(rclass=4000, z=0)))]],
  bytes = [[
    0200000000020200000000010800
    45000080000100004011f635c0000235c0000201
    00359c40006c663a
    000781800001000300000001
    03777777076578616d706c65036f72670000010001
    c00c0005000100000e10000603637075c010
    c02d0001000100000e100004c0000201
    c02d0010000100000e10000a0468c3a96c04776f6c64
    0000290fa0000000000000
  ]],
  fields = {
    id = { 7, "dns.id" }, response = { 1, "dns.flags.response" },
    opcode = { 0, "dns.flags.opcode" },
    authoritative = { 0, "dns.flags.authoritative" },
    truncated = { 0, "dns.flags.truncated" },
    recursiondesired = { 1, "dns.flags.recdesired" },
    recursionavailable = { 1, "dns.flags.recavail" },
    reserved = { 0, "dns.flags.z" },
    authenticated = { 0, "dns.flags.authenticated" },
    checkingdisabled = { 0, "dns.flags.checkdisable" },
    rcode = { 0, "dns.flags.rcode" },
    questioncount = { 1, "dns.count.queries" },
    answercount = { 3, "dns.count.answers" },
    authoritycount = { 0, "dns.count.auth_rr" },
    additionalcount = { 1, "dns.count.add_rr" },
    questions = { { { name = "www.example.org", type = 1, unicast = 0,
      class = 1 } }, ["dns.qry.name"] = "www.example.org",
      ["dns.qry.type"] = 1 },
    answers = { { { kind = 5, name = "cname", owner = "www.example.org",
        flush = 0, class = 1, ttl = 3600, target = "cpu.example.org" },
      { kind = 1, name = "a", owner = "cpu.example.org", flush = 0, class = 1,
        ttl = 3600, length = 4, address = "192.0.2.1" },
      { kind = 16, name = "txt", owner = "cpu.example.org", flush = 0,
        class = 1, ttl = 3600, length = 10, strings = {
          { size = 4, text = "h\xc3\xa9l" }, { size = 4, text = "wold" } } } },
      ["dns.cname"] = "cpu.example.org", ["dns.a"] = "192.0.2.1" },
    authorities = { {} },
    additionals = { { { kind = 41, name = "opt", owner = ".", flush = 0,
      class = 4000, ttl = 0, length = 0, options = {} } },
      ["dns.rr.udp_payload_size"] = 4000 },
  },
})
