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
