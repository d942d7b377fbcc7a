local pycap = require "pycap"
local support = require "spec.support"

local CORPUS <const> = { "arp/joy-firefox58.pcap",
  "ethernet/libtrace-8021x.pcap", "ethernet/suricata-ethernet-eve-test.pcap",
  "ipv4/pcpp-IgmpPackets.pcap", "mixed/arkime-arkime_synthetic.pcap",
  "mixed/mercury-emix.pcap", "tcp/suricata-tlpw-tcp-tfo-data-on-syn-nack.pcap",
  "vlan/zeek-pppoe-over-qinq.pcap" }

-- tshark's fields, each with how it is read from a hello of ours.
local fields = {}

local function each(list, name)
  local values = {}
  for i, entry in ipairs(list or {}) do values[i] = entry[name] end
  return values
end

local function extension(hello, name)
  for _, entry in ipairs(hello.extensions or {}) do
    if entry.name == name then return entry end
  end
  return {}
end

local function hex(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

fields["tls.handshake.type"] = function(hello) return { hello.kind } end
fields["tls.handshake.version"] = function(hello)
  return { ("0x%04x"):format(hello.version) }
end
fields["tls.handshake.random"] = function(hello)
  return { hex(hello.random) }
end
fields["tls.handshake.session_id"] = function(hello)
  return { hello.session ~= "" and hex(hello.session) or nil }
end
fields["tls.handshake.ciphersuite"] = function(hello)
  local list = hello.ciphers and each(hello.ciphers, "cipher") or
    { hello.cipher }
  for i, cipher in ipairs(list) do list[i] = ("0x%04x"):format(cipher) end
  return list
end
fields["tls.handshake.extension.type"] = function(hello)
  return each(hello.extensions, "kind")
end
fields["tls.handshake.extensions_server_name"] = function(hello)
  return each(extension(hello, "servername").names, "name")
end
fields["tls.handshake.extensions_alpn_str"] = function(hello)
  return each(extension(hello, "alpn").protocols, "id")
end
fields["tls.handshake.extensions.supported_version"] = function(hello)
  local entry = extension(hello, "versions")
  if entry.data then return nil end -- no versions: tshark reads on all the same
  local list = entry.versions and each(entry.versions, "version") or
    { entry.version }
  for i, version in ipairs(list) do list[i] = ("0x%04x"):format(version) end
  return list
end

fields["tls.handshake.ja3"] = function(hello) return { hello.ja3 } end

local names = {}
for name in pairs(fields) do names[#names + 1] = name end
table.sort(names)

local COMMAND <const> = "tshark -n -r %s -o tcp.desegment_tcp_streams:FALSE " ..
  "-Y 'tcp && (tls.handshake.type == 1 || tls.handshake.type == 2)' " ..
  "-T fields -E separator=/t -E occurrence=a -E 'aggregator=|' " ..
  "-e frame.number -e tcp.srcport -e %s"

-- Has `what` called with the number, port and texts of tshark's hellos.
local function theirs(path, what)
  local out, err, status = support.shell(COMMAND:format(support.quote(path),
    table.concat(names, " -e ")))
  assert(status == 0, err)
  for line in out:gmatch("([^\n]*)\n") do
    local values = {}
    for value in (line .. "\t"):gmatch("([^\t]*)\t") do
      values[#values + 1] = value
    end
    what(tonumber(values[1]), tonumber(values[2]:match "%d+"),
      table.move(values, 3, #values, 1, {}))
  end
end

-- The texts of our hellos in a packet; `judged` where we have only bytes.
local function ours(packet, judged)
  local texts = {}
  for i, name in ipairs(names) do
    local list, unfit = {}, false
    for _, record in ipairs(packet.tls and packet.tls.records or {}) do
      for _, message in ipairs(record.messages or {}) do
        local hello = message.name == "clienthello" or
          message.name == "serverhello"
        if hello and message.random then
          message.ja3 = message.name == "clienthello" and packet.tls.ja3 or nil
          local values = fields[name](message)
          table.move(values or {}, 1, values and #values or 0, #list + 1, list)
          unfit = unfit or not values
        elseif name == "tls.handshake.type" and message.name then
          list[#list + 1] = message.kind
        end
      end
    end
    texts[i] = unfit and judged[i] or table.concat(list, "|")
  end
  return texts
end

describe("tls", function()
  it("has tshark's values of the hellos in the corpus", function()
    support.needs("corpus")
    support.needs("tshark")
    local count = 0
    for _, name in ipairs(CORPUS) do
      local path = support.shared("corpus/" .. name)
      local packets, carried = {}, {}
      theirs(path, function(number, port, texts)
        packets[number] = texts
        carried[#carried + 1] = pycap.carry("tcp", port, "tls")
      end)
      local reader <close> = pycap { filename = path }
      local number = 0
      for packet in reader:packets() do
        number = number + 1
        if packets[number] then
          local where = name .. " " .. number
          assert.same(packets[number], ours(packet, packets[number]), where)
          local copy = pycap.tls(pycap.table(packet.tls))
          assert.equal(packet.tls.packet, copy.packet, where)
          count = count + 1
        end
      end
      for _, carry in ipairs(carried) do carry:cancel() end
    end
    assert.is_true(count > 50)
  end)
end)

local hello = support.wire [[
  16 0301 0041 01 00003d 0303
  000102030405060708090a0b0c0d0e0f 101112131415161718191a1b1c1d1e1f
  00 0002 1301 01 00
  0012 0000 000e 000c 00 0009 6c6f63616c686f7374
]]

local function decode(bytes) return pycap.decode(bytes, "tls") end

-- A ClientHello with these numbers, in hexadecimal, and some made up ones.
local function offers(version, ciphers, extensions, bodies)
  local function two(list, between)
    return (list:gsub("%x%x%x%x,?", function(word)
      local number = ">I2"
      return between(number:pack(tonumber(word:sub(1, 4), 16)))
    end))
  end
  local suites = "\x1a\x1a" .. two(ciphers, function(n) return n end)
  local list = "\xaa\xaa\0\0" .. two(extensions, function(n)
    local kind = (">I2"):unpack(n)
    return n .. (">s2"):pack(bodies[kind] or "")
  end)
  local body = (">I2"):pack(version) .. ("r"):rep(32) .. "\0" ..
    (">s2"):pack(suites) .. "\1\0" .. (">s2"):pack(list)
  return "\x16\3\1" .. (">s2"):pack("\1\0" .. (">s2"):pack(body))
end

-- The example of "JA4: TLS Client Fingerprinting", in its original order.
local CIPHERS <const> = "1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013," ..
  "c014,009c,009d,002f,0035"
local EXTENSIONS <const> = "001b,0000,0033,0010,4469,0017,002d,000d,0005," ..
  "0023,0012,002b,ff01,000b,000a,0015"
local SIGNATURES <const> = support.wire [[0010 0403 0804 0401 0503 0805 0501
  0806 0601]]
local BODIES <const> = {
  [0] = "\0\18\0\0\15www.example.org",
  [10] = support.wire "0008 4a4a 001d 0017 0018", [11] = "\1\0",
  [13] = SIGNATURES, [16] = "\0\12\2h2\8http/1.1",
  [43] = support.wire "06 9a9a 0304 0303",
}

local function with(changes)
  local bodies = {}
  for kind, body in pairs(BODIES) do bodies[kind] = body end
  for kind, body in pairs(changes) do bodies[kind] = body or nil end
  return bodies
end

local function example(changes, extensions, version, ciphers)
  return decode(offers(version or 0x0303, ciphers or CIPHERS,
    extensions or EXTENSIONS, with(changes or {}))).tls
end

describe("a hello of TLS", function()
  it("has the published JA4", function()
    assert.equal("t13d1516h2_8daaf6152771_e5627efa2ab1", example().ja4)
    local plain = "0005,000a,000b,0012,0015,0017,001b,0023,002b,002d,0033," ..
      "4469,ff01"
    assert.equal("t13i151300", example({}, plain).ja4:sub(1, 10))
  end)

  it("has JA4's hash of extensions without signatures", function()
    assert.equal("6d807ffa2a79", example({ [13] = "" }).ja4:sub(-12))
    assert.equal("6d807ffa2a79",
      example({ [13] = "\0\2\x0a\x0a" }).ja4:sub(-12))
    local none = example({}, "").ja4
    assert.equal("t12i150000_8daaf6152771_000000000000", none)
    assert.equal("t13d0016h2_000000000000_e5627efa2ab1",
      example({}, nil, nil, "").ja4)
    assert.equal("000000000000", example({}, "0000,0010").ja4:sub(-12))
  end)

  it("has JA4's version", function()
    for version, text in pairs { [0x0304] = "13", [0x0303] = "12",
      [0x0302] = "11", [0x0301] = "10", [0x0300] = "s3", [2] = "s2",
      [0x0305] = "00", [0x02ff] = "00", [0x7f12] = "00" } do
      local body = "\4\x3a\x3a" .. (">I2"):pack(version)
      assert.equal(text, example({ [43] = body }).ja4:sub(2, 3))
      assert.equal(text, example({}, "0000", version).ja4:sub(2, 3))
    end
    assert.equal("12", example({ [43] = "\2\x3a\x3a" }).ja4:sub(2, 3))
  end)

  it("has JA4's ends of the first protocol on top", function()
    for name, ends in pairs { ["http/1.1"] = "h1", h2 = "h2", a = "aa",
      ["\xab"] = "ab", ["\xab\xcd"] = "ad", ["0\xab"] = "3b",
      ["01\xab\xcd"] = "3d", ["0\xab\xcd1"] = "01", ["Z0"] = "Z0",
      [""] = "00", ["a{"] = "6b", ["@9"] = "49", ["[9"] = "59", ["`z"] = "6a",
      ["a:"] = "6a", ["/a"] = "21" } do
      local body = (">s2"):pack(("s1"):pack(name))
      assert.equal(ends, example({ [16] = body }).ja4:sub(9, 10))
    end
    for _, body in ipairs { "", "\0", "\0\0", "\0\2\5h" } do
      assert.equal("00", example({ [16] = body }).ja4:sub(9, 10))
    end
  end)

  it("has at most 99 of a kind in JA4", function()
    local many = ("0001,"):rep(100)
    assert.equal("t13d9916h2_", example({}, nil, nil, many).ja4:sub(1, 11))
    assert.equal("t12i1599", example({}, many).ja4:sub(1, 8))
    assert.equal("t12i1599", example({}, many:sub(6)).ja4:sub(1, 8))
    assert.equal("t12i1598", example({}, many:sub(11)).ja4:sub(1, 8))
  end)

  it("has JA3: numbers in their order, without those made up", function()
    local words = "771,4865-4866-4867-49195-49199-49196-49200-52393-52392-" ..
      "49171-49172-156-157-47-53,27-0-51-16-17513-23-45-13-5-35-18-43-65281-" ..
      "11-10-21,29-23-24,0"
    local out = support.shell("printf %s " .. words .. " | md5sum")
    assert.equal(out:sub(1, 32), example().ja3)
    out = support.shell "printf %s 769,10,,, | md5sum"
    assert.equal(out:sub(1, 32), example({}, "", 0x0301, "000a").ja3)
    out = support.shell "printf %s 771,10-2586,11,,0-1-2 | md5sum"
    local formats = { [11] = "\3\0\1\2" }
    assert.equal(out:sub(1, 32),
      example(formats, "000b", nil, "0a0a,000a,0a1a").ja3)
  end)

  it("has digests of texts of any length", function()
    local lines, wanted = {}, {}
    for n = 1, 40 do
      local list = ("000a,"):rep(n):sub(1, -2)
      lines[n] = "771," .. ("10-"):rep(n):sub(1, -2) .. ",,,"
      local tls = example({}, "", nil, list)
      wanted[n] = tls.ja3 .. " " .. tls.ja4:sub(12, 23)
      lines[n] = ("printf %%s %s | md5sum; printf %%s %s | sha256sum\n"):format(
        lines[n], list)
    end
    local out = support.shell(table.concat(lines))
    local n = 0
    for md5, sha in out:gmatch "(%x+)  %-\n(%x+)  %-\n" do
      n = n + 1
      assert.equal(md5 .. " " .. sha:sub(1, 12), wanted[n])
    end
    assert.equal(40, n)
  end)

  it("has the server's name, the protocols on top, the version", function()
    local tls = example()
    assert.same({ "client", "www.example.org", "h2,http/1.1", "tls-1-3" },
      { tls.hello, tls.servername, tls.alpn, tls.version })
    tls = example({ [43] = "\2\x7f\x1c" }, "0000,002b")
    assert.equal("0x7f1c", tls.version)
    assert.is_nil(tls.alpn)
    tls = example({}, "000a", 0x0302)
    assert.equal("tls-1-1", tls.version)
    assert.is_nil(tls.servername)
  end)

  it("of a server has what it chose", function()
    local server = pycap.tls { records = { { name = "handshake", messages = {
      { name = "serverhello", random = ("r"):rep(32), session = "ab",
        cipher = 0x1301, extensions = {
          { name = "versions", version = 0x0304 },
          { name = "alpn", protocols = { { id = "h2" } } } } } } } } }.packet
    local tls = decode(server).tls
    assert.same({ "server", "h2", "tls-1-3" },
      { tls.hello, tls.alpn, tls.version })
    assert.is_nil(tls.ja3)
    assert.is_nil(tls.ja4)
    assert.is_nil(tls.servername)
  end)

  it("is computed from what is assigned, and is not assigned", function()
    local tls = example()
    tls.records = { { name = "handshake", messages = { { name = "clienthello",
      random = ("r"):rep(32), ciphers = { { cipher = 0x1301 } } } } } }
    assert.equal("t12i010000", tls.ja4:sub(1, 10))
    for _, name in ipairs { "ja3", "ja4", "servername" } do
      local message = "tls." .. name .. ": cannot be assigned: it is computed"
      assert.error_matches(function() tls[name] = "x" end, message, 1, true)
      assert.error_matches(function() pycap.tls { [name] = "x" } end, message,
        1, true)
      assert.is_nil(pycap.name(tls, name))
    end
    assert.error_matches(function() return tls.ja5 end,
      "tls.ja5: no such field; did you mean ja3?", 1, true)
    for key in pairs(tls) do assert.equal("records", key) end
  end)

  it("is none where there is none, or a part", function()
    local whole = offers(0x0303, CIPHERS, EXTENSIONS, BODIES)
    for size = 1, #whole - 1 do
      local tls = decode(whole:sub(1, size)).tls
      assert.is_nil(tls and tls.ja4)
      assert.is_nil(tls and tls.hello)
    end
    assert.is_nil(pycap.tls().ja3)
    local done = "\x16\3\1\0\4\14\0\0\0"
    assert.is_nil(decode(done).tls.hello)
    assert.equal("client", decode(done .. whole).tls.hello)
    assert.is_nil(decode("\x17" .. whole:sub(2)).tls.hello)
  end)

  it("is listed, a condition, a key", function()
    local head = pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.tcp { destinationport = 443 }, "").bytes
    local function frame(bytes)
      return pycap.packet(pycap.ethernet(), pycap.ip(),
        pycap.tcp { destinationport = 443 }, bytes).bytes
    end
    assert.equal(54, #head)
    local file = support.capture { frame(offers(0x0303, CIPHERS, EXTENSIONS,
      BODIES)), frame(pycap.tls().packet), frame(offers(0x0301, "000a", "",
      {})) }
    local function found(...)
      local list = {}
      local reader <close> = pycap { filename = file }
      for a, b in reader:fields("tls", ...) do
        list[#list + 1] = tostring(a) .. " " .. tostring(b)
      end
      return list
    end
    assert.same({ "client www.example.org", "false nil", "client nil" },
      found { "hello", "tls.servername" })
    assert.same({ "t13d1516h2_8daaf6152771_e5627efa2ab1 tls-1-3" },
      found { "ja4", "version", servername = "www.example.org" })
    assert.same({ "tls-1-3 nil", "tls-1-0 nil" },
      found { "version", "packet.malformed", ja3 = true })
    assert.same({ "false nil" }, found { "version", "alpn", ja3 = false })
    local out = support.pcaplua("-r " .. file ..
      " -T csv --fields tls.hello,tls.ja4")
    assert.matches("client,t13d1516h2_8daaf6152771_e5627efa2ab1", out, 1,
      true)
    assert.has_error(function() found { "ja4", ja4 = 5 } end,
      "tls.ja4: string, true or false expected, got 5")
    assert.error_matches(function() found { "ja5" } end, "did you mean ja3?",
      1, true)
    local packet = pycap.decode(frame(hello), "ethernet")
    assert.equal("localhost", packet["tls.servername"])
    assert.is_nil(pycap.decode(head, "ethernet")["tls.servername"])
  end)
end)

describe("a record of TLS", function()
  it("gives the name of the server", function()
    local message = decode(hello).tls.records[1].messages[1]
    assert.equal("clienthello", message.name)
    assert.equal("localhost", message.extensions[1].names[1].name)
    local wanted = { "records[handshake].messages[clienthello]." ..
      "extensions[servername].names[1].name" }
    local frame = pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.tcp { destinationport = 443 }, hello).bytes
    local reader <close> = pycap { filename = support.capture { frame } }
    local count = 0
    for name in reader:fields("tls", wanted) do
      assert.equal("localhost", name)
      count = count + 1
    end
    assert.equal(1, count)
  end)

  it("is made of tables", function()
    local made = pycap.tls { records = { { name = "handshake", version = 0x0301,
      messages = { { name = "clienthello", random = hello:sub(12, 43),
        ciphers = { { cipher = 0x1301 } }, compressions = "\0",
        extensions = { { name = "servername",
          names = { { name = "localhost" } } } } } } } } }
    assert.equal(hello, made.packet)
  end)

  it("is bytes where it, or what is in it, is not whole", function()
    for n = 5, #hello - 1 do
      local tls = decode(hello:sub(1, n)).tls
      assert.same({ { data = hello:sub(1, n) } }, pycap.table(tls).records)
      assert.equal(hello:sub(1, n), tls.packet)
    end
    local secret = "\x16\3\3\0\8" .. "\xff\xee\xdd\xcc\xbb\xaa\x99\x88"
    local record = decode(secret).tls.records[1]
    assert.equal("handshake", record.name)
    assert.equal(secret:sub(6), record.messages[1].data)
  end)

  it("is bytes where a length in it lies, or is no list at all", function()
    for at = 6, #hello do
      for _, byte in ipairs { 0, 1, 127, 255 } do
        local bytes = hello:sub(1, at - 1) .. string.char(byte) ..
          hello:sub(at + 1)
        local packet = decode(bytes)
        assert.equal(bytes, packet.bytes)
        assert.equal(packet.tls.packet,
          pycap.tls(pycap.table(packet.tls)).packet)
      end
    end
  end)

  it("is one of many in linear time", function()
    local many = ("\x16\3\3\0\4\0\0\0\0"):rep(7000)
    local packet = decode(many)
    assert.equal(7000, #packet.tls.records)
    local exts = ("\0\x17\0\0"):rep(4000)
    local body = "\3\3" .. ("r"):rep(32) .. "\0" .. "\0\2\x13\1" .. "\1\0" ..
      (">s2"):pack(exts)
    packet = decode("\x16\3\3" .. (">s2"):pack("\1" ..
      (">s3"):pack(body)))
    assert.equal(4000, #packet.tls.records[1].messages[1].extensions)
  end)

  it("is not looked for in a segment that does not begin with one", function()
    for _, bytes in ipairs { "GET / HTTP/1.1", "\x16\3\3\0", "\x16\3\3\xff\xff",
      "\x19\3\3\0\1x", "\x17\2\3\0\1x", "\x17\3\3\0\0" } do
      local packet = pycap.decode(pycap.packet(pycap.ethernet(), pycap.ip(),
        pycap.tcp { destinationport = 443 }, bytes).bytes, "ethernet")
      assert.equal(3, #packet)
      assert.equal(bytes, packet.payload)
      assert.is_nil(packet.malformed)
    end
  end)
end)

require "spec.support.every" (_ENV, "tls", {
  source = "RFC 8446, section 4.1.2, by hand",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 0800
    4500 006e 0000 0000 4006 0000 c0000201 c0000202
    9c40 01bb 00000001 00000001 5018 ffff 0000 0000
    16 0301 0041 01 00003d 0303
    000102030405060708090a0b0c0d0e0f 101112131415161718191a1b1c1d1e1f
    00 0002 1301 01 00
    0012 0000 000e 000c 00 0009 6c6f63616c686f7374
  ]],
  fields = {
    records = { { { kind = 22, name = "handshake", version = 0x0301,
      length = 65, messages = { { kind = 1, name = "clienthello", length = 61,
        version = 0x0303, sessionsize = 0, session = "", ciphersize = 2,
        ciphers = { { cipher = 0x1301 } }, compressionsize = 1,
        compressions = "\0", extensionsize = 18, extensions = { { kind = 0,
          name = "servername", length = 14, size = 12, names = { { type = 0,
            size = 9, name = "localhost" } } } } } } } },
      ["tls.record.content_type"] = 22, ["tls.record.length"] = 65,
      ["tls.record.version"] = 0x0301, ["tls.handshake.type"] = 1,
      ["tls.handshake.length"] = 61, ["tls.handshake.version"] = 0x0303,
      ["tls.handshake.extensions_server_name"] = "localhost" },
  },
})
