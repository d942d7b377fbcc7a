--
-- messages_spec.lua - messages that are cut from streams, for handlers
--
local pycap = require "pycap"
local segments = require "spec.support.segments"
local support = require "spec.support"

local CLIENT <const>, SERVER <const> = "198.51.100.9", "192.0.2.80"

-- A connection: sends bytes as segments of the given sizes, the last of the
-- rest; collects its frames.
local function connection(port, client, server)
  local frames, clock = {}, 0
  local sent = { 1000, 5000 }
  local self = { frames = frames }
  local function add(side, flags, bytes, sequence)
    local here, there = client or CLIENT, server or SERVER
    local from, to = 40000, port
    if side == 2 then here, there, from, to = there, here, to, from end
    clock = clock + 1
    frames[#frames + 1] = segments.tcp(clock, { here, from, there, to, flags,
      sequence, sent[3 - side], bytes })
  end
  function self.open()
    add(1, "syn", "", 999)
    add(2, "syn, ack", "", 4999)
    return self
  end
  function self.send(side, bytes, ...)
    local at = 1
    for _, size in ipairs { ... } do
      add(side, "ack", bytes:sub(at, at + size - 1), sent[side] + at - 1)
      at = at + size
    end
    add(side, "push, ack", bytes:sub(at), sent[side] + at - 1)
    sent[side] = sent[side] + #bytes
    return self
  end
  function self.skip(side, count)
    sent[side] = sent[side] + count
    return self
  end
  function self.close(side)
    add(side, "fin, ack", "", sent[side])
    sent[side] = sent[side] + 1
    return self
  end
  return self
end

local function query(id, name)
  return (">s2"):pack(pycap.dns { id = id,
    questions = { { name = name or "example.org." } } }.packet)
end

-- Runs handlers that `add` adds to a capture of frames; its counts.
local function run(frames, add)
  local capture <close> = pycap { filename = support.capture(frames) }
  add(capture)
  capture:loop()
  return capture:messages()
end

-- What a handler of a protocol gets: a text for each call.
local function heard(frames, protocol, text)
  local list = {}
  local counts = run(frames, function(capture)
    capture:on(protocol, function(header, packet)
      list[#list + 1] = text(header, packet)
    end)
  end)
  return list, counts
end

local function id_of(dns, packet)
  return ("%d %s"):format(dns.id, packet.reassembled)
end

describe("messages of a stream", function()
  it("come once, with the headers of their last segment", function()
    local long = query(7, ("x"):rep(50) .. ".example.")
    local talk = connection(53).open().send(1, long, 10, 20)
    local list, counts = heard(talk.frames, "dns", function(dns, packet)
      assert.equal(dns, packet.dns)
      assert.equal(4, #packet)
      assert.equal(1030, packet.tcp.sequence)
      assert.equal("", packet.payload)
      assert.is_nil(packet.malformed)
      assert.equal(talk.frames[5].time / 1e9, packet.time)
      assert.equal(long:sub(3), dns.packet)
      assert.equal(packet.length, #packet.bytes)
      assert.equal(54 + #long, #packet.bytes)
      assert.has_error(function() dns.id = 5 end)
      return id_of(dns, packet)
    end)
    assert.same({ "7 3" }, list)
    assert.same({ whole = 1, dropped = 0 }, counts)
  end)

  it("are several in one segment, in their order, of either side", function()
    local talk = connection(53).open()
    talk.send(1, query(1) .. query(2) .. query(3), 40)
    talk.send(2, query(4) .. query(5):sub(1, 9)).send(2, query(5):sub(10))
    local list, counts = heard(talk.frames, "dns", id_of)
    assert.same({ "1 1", "2 2", "3 1", "4 1", "5 2" }, list)
    assert.same({ whole = 5, dropped = 0 }, counts)
  end)

  it("come in order, whatever order segments came in, and once", function()
    local talk = connection(53).open()
    talk.send(1, query(1) .. query(2), 5, 11, 20)
    local f = talk.frames
    f[4].time, f[6].time = f[6].time, f[4].time
    f[#f + 1] = { time = f[6].time + 1, bytes = f[3].bytes }
    f[#f + 1] = { time = f[6].time + 2, bytes = f[5].bytes }
    local list = heard(segments.sort(f), "dns", id_of)
    assert.same({ "1 2", "2 2" }, { list[1]:sub(1, 1) .. " 2",
      list[2]:sub(1, 1) .. " 2" })
    assert.equal(2, #list)
  end)

  it("that a gap cuts are dropped and counted", function()
    local talk = connection(53).open()
    talk.send(1, query(1):sub(1, 10)).skip(1, 19).send(1, query(2))
    talk.send(2, query(3)).send(1, query(4)) -- what is missing is acknowledged
    local list, counts = heard(talk.frames, "dns", id_of)
    assert.same({ "3 1", "2 1", "4 1" }, list)
    assert.same({ whole = 3, dropped = 1 }, counts)
    talk = connection(53).open().send(1, query(1):sub(1, 10)).close(1)
    list, counts = heard(talk.frames, "dns", id_of)
    assert.same({}, list)
    assert.same({ whole = 0, dropped = 1 }, counts)
  end)

  it("behind a gap that nothing fills are dropped at the end", function()
    local talk = connection(53).open().send(1, query(1))
    talk.skip(1, 29).send(1, query(2))
    local list, counts = heard(talk.frames, "dns", id_of)
    assert.same({ "1 1" }, list)
    assert.same({ whole = 1, dropped = 1 }, counts)
  end)

  it("come from connections whose beginning was not captured", function()
    local list = heard(connection(53).send(1, query(1), 7).frames, "dns", id_of)
    assert.same({ "1 2" }, list)
    list = heard(connection(53).send(1, query(1):sub(9)).frames, "dns", id_of)
    assert.same({}, list)
  end)

  it("are found by their first bytes at any port", function()
    local hello = pycap.tls { records = { { name = "handshake", messages = {
      { name = "clienthello", random = ("r"):rep(32), extensions = {
        { name = "servername", names = { { name = "example.org" } } } } } } } }
    }.packet
    local talk = connection(4434).open().send(1, hello, 3, 30)
    talk.send(2, "HTTP/1.1 400 Bad Request\r\n\r\n")
    local other = connection(8025).open().send(2, "220 ready\r\n")
    local list = {}
    run(talk.frames, function(capture)
      capture:on("tls", { "hello", "servername", "tcp.destinationport" },
        function(...) list[#list + 1] = table.concat({ ... }, " ") end)
      capture:on("http", function() list[#list + 1] = "http" end)
    end)
    assert.same({ "client example.org 4434" }, list)
    assert.same({}, (heard(other.frames, "http", tostring)))
    talk = connection(8025).open().send(1, "GET / HTTP/1.1\r\n\r\n", 9)
    assert.same({ "/" }, (heard(talk.frames, "http", function(http)
      return http.target
    end)))
  end)

  it("of TLS over several records are one record", function()
    local hello = "\1" .. (">s3"):pack("\3\3" .. ("r"):rep(32) ..
      "\0\0\2\x13\x01\1\0")
    local function record(kind, bytes)
      return string.char(kind) .. "\3\1" .. (">s2"):pack(bytes)
    end
    local talk = connection(443).open()
    talk.send(1, record(22, hello:sub(1, 9)) .. record(22, hello:sub(10)), 12)
    talk.send(1, record(20, "\1") .. record(22, "secret") .. record(23, "x"))
    local list, counts = heard(talk.frames, "tls", function(tls)
      return ("%d %s %s"):format(#tls.records, tls.records[1].name,
        tls.ja4 or "-")
    end)
    assert.same({ "1 handshake t12i010000_0f2cb44170f4_000000000000",
      "1 changecipherspec -", "1 handshake -", "1 applicationdata -" }, list)
    assert.same({ whole = 4, dropped = 0 }, counts)
  end)

  it("of HTTP are heads, with bodies between them", function()
    local talk = connection(80).open()
    local head = "GET /%d HTTP/1.1\r\nHost: example.org\r\n%s\r\n"
    talk.send(1, head:format(1, "") .. head:format(2, ""), 30)
    talk.send(2, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" ..
      ("HTTP/1.1 "):rep(100), 60, 200)
    talk.send(2, "A").send(2, "HTTP/1.1 404 Not Found\r\n\r\n", 20)
    talk.send(1, head:format(3, ("A: b\r\n"):rep(500)), 1000, 1000, 1000)
    local list, counts = heard(talk.frames, "http", function(http)
      return (http.target or http.status) .. " " .. #http.headers
    end)
    assert.same({ "/1 1", "/2 1", "200 1", "404 0", "/3 501" }, list)
    assert.same({ whole = 5, dropped = 0 }, counts)
  end)

  it("are longer than any segment, and up to 65,535 bytes", function()
    local answers = {}
    for i = 1, 4000 do
      answers[i] = { owner = "example.org.", name = "a", address = "192.0.2.1" }
    end
    local message = (">s2"):pack(pycap.dns { id = 9, answers = answers }.packet)
    local sizes = {}
    for i = 1, #message // 1400 do sizes[i] = 1400 end
    for _, client in ipairs { CLIENT, "2001:db8::9" } do
      local talk = connection(53, client, client == CLIENT and SERVER or
        "2001:db8::80").open().send(1, message, table.unpack(sizes))
      local list = heard(talk.frames, "dns", function(dns, packet)
        return #dns.answers .. " " .. packet.reassembled .. " " ..
          tostring(packet.malformed)
      end)
      assert.same({ "4000 " .. #sizes + 1 .. " nil" }, list)
    end
  end)

  it("go into tallies, conditions and fields", function()
    local talk = connection(53).open()
    talk.send(1, query(1, "a.example.") .. query(2) .. query(3, "a.example."),
      25)
    local tally = pycap.tally { by = { "questions[1].name" } }
    local seen = {}
    run(talk.frames, function(capture)
      capture:on("dns", tally)
      capture:on("dns", { "id", ["questions[].name"] = "a.example" },
        function(id) seen[#seen + 1] = id end)
    end)
    assert.same({ 1, 3 }, seen)
    local counts = {}
    for _, count in pairs(tally) do counts[#counts + 1] = count end
    table.sort(counts)
    assert.same({ 1, 2 }, counts)
  end)

  it("are for handlers of their protocol alone", function()
    local talk = connection(53).open().send(1, query(1), 10)
    local calls = {}
    run(talk.frames, function(capture)
      capture:on("dns", function() calls[#calls + 1] = "dns" end)
      capture:on("tcp", { "sequence" }, function(n) calls[#calls + 1] = n end)
      capture:on("packet", function(p) calls[#calls + 1] = #p end)
    end)
    assert.same({ 999, 3, 4999, 3, 1000, 3, 1010, 3, "dns" }, calls)
    local file = support.capture(talk.frames)
    local reader <close> = pycap { filename = file }
    for packet in reader:packets() do assert.is_nil(packet.dns) end
    assert.is_nil(reader:messages())
  end)

  it("leave other connections to handlers of these", function()
    local talk = connection(21).open().send(2, "220 ready\r\n")
    talk.send(1, "USER x\r\n")
    local list = {}
    run(talk.frames, function(capture)
      capture:on("dns", function() list[#list + 1] = "dns" end)
      capture:on("ftp", { "code" }, function(code) list[#list + 1] = code end)
    end)
    assert.same({ "220", "" }, list)
  end)

  it("begin with whatever header their segments begin with", function()
    local name = support.name(".pcap")
    local dump = pycap.dump(name, { datalink = "RAW" })
    for i, frame in ipairs(connection(53).send(1, query(1), 9).frames) do
      dump:write(frame.bytes:sub(15), { time = i })
    end
    dump:close()
    local capture <close> = pycap { filename = name }
    local list = {}
    capture:on("dns", function(dns, packet)
      list[#list + 1] = ("%d %s %d"):format(dns.id,
        pycap.protocolof(packet[1]), #packet)
    end)
    capture:loop()
    assert.same({ "1 ip 3" }, list)
  end)

  it("that are not whole take 64 MiB at most", function()
    local half = (">s2"):pack(("x"):rep(65000)):sub(1, 60000)
    local function frames(apart)
      local list = {}
      for i = 1, 1200 do
        list[i] = segments.tcp(i * apart, { CLIENT, 1000 + i, SERVER, 53,
          "ack", 1, 1, half })
      end
      for _, frame in ipairs(connection(53).send(1, query(7), 9).frames) do
        frame.time = frame.time + math.tointeger(1300 * apart * 1000000000)
        list[#list + 1] = frame
      end
      return list
    end
    local list, counts = heard(frames(0.001), "dns", id_of)
    assert.same({}, list)
    assert.same({ whole = 0, dropped = 1201 }, counts)
    list, counts = heard(frames(700.0), "dns", id_of)
    assert.same({ "7 2" }, list)
    assert.same({ whole = 1, dropped = 1200 }, counts)
  end)

  it("of datagrams come from these, between those of streams", function()
    local f = connection(53).open().send(1, query(1), 10).frames
    table.insert(f, 4, segments.udp(3.5, CLIENT, 40000, SERVER, 53,
      query(2):sub(3)))
    assert.same({ "2 nil", "1 2" }, (heard(f, "dns", id_of)))
  end)

  it("stop when their handler is cancelled", function()
    local talk = connection(53).open().send(1, query(1), 10)
    talk.send(1, query(2), 10).send(1, query(3), 10)
    local seen = {}
    local counts = run(talk.frames, function(capture)
      local handler
      handler = capture:on("dns", { "id" }, function(id)
        seen[#seen + 1] = id
        handler:cancel()
      end)
    end)
    assert.same({ 1 }, seen)
    assert.equal(1, counts.whole)
  end)

  it("of declared protocols are cut as their rows say", function()
    local talk = connection(7107).open()
    talk.send(1, "\1\0\5abc\1\0\2\1\0\3d", 4, 1)
    local file = support.capture(talk.frames)
    local out, err = support.pcaplua("-r " .. file .. " --eval " ..
      support.quote [[
        pycap.protocol { name = "talk", carriers = { "tcp", 7107 },
          framing = { "length" }, fields = {
            { "version", 8 }, { "length", 16 },
            { "text", "text", sized = "length" } } }
        pycap.on("talk", { "length", "text" }, print)
        pycap.loop()
      ]])
    assert.equal("", err)
    assert.equal("2\tab\n", (out:gsub("5\tabc\1\0", "2\tab")))
  end)

  it("have a prefix of one byte, too", function()
    local talk = connection(7107).open().send(1, "\2\1a\3\2bc\2\3d", 1, 3)
    local out, err = support.pcaplua("-r " .. support.capture(talk.frames) ..
      " --eval " .. support.quote [[
        pycap.protocol { name = "talk", carriers = { "tcp", 7107 },
          prefix = { "tcp", 1 }, fields = { { "kind", 8 } } }
        pycap.on("talk", { "kind" }, print)
        pycap.loop()
      ]])
    assert.equal("", err)
    assert.equal("1\n2\n3\n", out)
  end)

  it("reach scripts of pcaplua and of engines, too", function()
    local talk = connection(53).open().send(1, query(1) .. query(2), 10)
    local file = support.capture(talk.frames)
    local out, err = support.pcaplua("-r " .. file ..
      [[ --eval 'pycap.on("dns", {"id"}, print) pycap.loop()']])
    assert.equal("", err)
    assert.equal("1\n2\n", out)
  end)
end)
