--
-- stream_spec.lua - capture:stream: functions that read what connections carry
--
local pycap = require "pycap"
local support = require "spec.support"
local segments = require "spec.support.segments"
local talks = require "spec.support.talk"
local talk, CLIENT <const>, SERVER <const> = talks.talk, talks.CLIENT,
  talks.SERVER
local SYN <const>, FIN <const> = talks.SYN, talks.FIN
local RST <const>, ACK <const> = talks.RST, talks.ACK

local run = talks.run

describe("capture:stream", function()
  it("has a function read as from a socket", function()
    local got = {}
    local counts = run(talk().open().client "GET / HTTP/1.0\r\nHo"
      .client "st: a\r\n\r\n".server "HTTP/1.0 200 OK\r\n\r\nbo".server "dy"
      .close(), function(client, server, flow)
      got[1], got[2] = client:line(), client:line()
      got[3] = client:line()
      got[4], got[5], got[6] = client:line()
      got[7] = server:line()
      got[8] = server:line()
      got[9] = server:rest()
      got[10], got[11], got[12] = server:read()
      got[13] = ("%s:%d %s:%d %d"):format(flow.source, flow.sourceport,
        flow.destination, flow.destinationport, flow.protocol)
    end)
    assert.same({ "GET / HTTP/1.0", "Host: a", "", nil, "end", "fin",
      "HTTP/1.0 200 OK", "", "body", nil, "end", "fin",
      "192.0.2.1:40000 192.0.2.2:80 6" }, got)
    assert.equal(1, counts.connections)
    assert.equal(0, counts.errors)
    assert.equal(50, counts.bytes)
  end)

  it("waits in read, peek, skip and unpack for as many bytes", function()
    local got = {}
    run(talk().open().client "ab".client "cdef".client "\0\3x".client "yz\5"
      .client "hello!".close(), function(client)
      got[1] = client:peek(3)
      got[2] = client:read(4)
      got[3] = client:skip(2)
      got[4] = client:unpack ">s2"
      got[5] = client:unpack "s1"
      got[6], got[7] = client:read(5), client:read(5)
    end)
    assert.same({ "abc", "abcd", 2, "xyz", "hello", "!" }, got)
  end)

  it("gives what is there where none is asked for", function()
    local got = {}
    run(talk().open().client "one".client "two".close(), function(client)
      got[1], got[2], got[3] = client:read(), client:read(), client:read()
    end)
    assert.same({ "one", "two" }, got)
  end)

  it("iterates over lines with any end", function()
    local got = {}
    run(talk().open().client "a;;b;".client ";c".close(), function(client)
      for line in client:lines ";;" do got[#got + 1] = line end
    end)
    assert.same({ "a", "b", "c" }, got)
  end)

  it("tells who speaks next", function()
    local got = {}
    run(talk().open().client "q1".server "a1".server "a2".client "q2".close(),
      function(_, _, flow)
        for who, bytes in flow.read, flow do got[#got + 1] = who .. bytes end
      end)
    assert.same({ "clientq1", "servera1", "servera2", "clientq2" }, got)
  end)

  it("puts segments in order, whatever their numbers", function()
    local t = talk { isn = 0xfffffff0 }.open()
    t.segment(true, ACK, "second", 10)
    t.segment(true, ACK, "0123456789sec")
    t.lose(true, 16)
    t.client "!"
    local got
    local counts = run(t.close(), function(client) got = client:rest() end)
    assert.equal("0123456789second!", got)
    assert.equal(1, counts.early)
    assert.equal(3, counts.repeated)
  end)

  it("says which bytes of two count", function()
    local t = talk().open()
    t.segment(true, ACK, "BBBB", 2).segment(true, ACK, "cccc", 4)
    t.segment(true, ACK, "aa").lose(true, 8)
    local got
    local function read(client) got = client:rest() end
    assert.equal(1, run(t.close(), read).conflicts)
    assert.equal("aaBBBBcc", got)
    run(t, read, { overlap = "last" })
    assert.equal("aaBBcccc", got)
  end)

  it("tells gaps where they are", function()
    local got = {}
    local t = talk().open().client "abc".lose(true, 1000).client "def".close()
    local function read(client)
      got = { client:read(10) }
      got[2], got[3], got[4], got[5] = client:read(10)
      got[6] = client:read(10)
    end
    local counts = run(t, read)
    assert.same({ "abc", nil, "gap", 1000, "lost", "def" }, got)
    assert.same({ 1, 1000 }, { counts.gaps, counts.missing })
    run(t, read, { gap = "skip" })
    assert.same({ "abcdef", nil, "end", "fin" }, got)
    run(t, function(client)
      got = { client:peek(5), client:skip(1004), client:line() }
    end)
    assert.same({ "abc", 1004, "ef" }, got)
  end)

  it("has bytes and gaps wait together until they are read", function()
    local t = talk().open().client "abcdef".server "1"
    for _ = 1, 3 do t.lose(true, 10).client "xy" end
    t.server "2".lose(true, 5).client "z".server "3".close()
    local got = {}
    local function add(...)
      got[#got + 1] = table.concat({ tostring((...)),
        select(2, ...) }, " ")
    end
    run(t, function(client, server)
      add(client:read(2))
      add(server:read(2))
      for _ = 1, 5 do add(client:read(9)) end
      add(server:read(1))
      for _ = 1, 5 do add(client:read(9)) end
    end)
    assert.same({ "ab", "12", "cdef", "nil gap 10 lost", "xy",
      "nil gap 10 lost", "xy", "3", "nil gap 10 lost", "xy",
      "nil gap 5 lost", "z", "nil end fin" }, got)
  end)

  it("tells what the snapshot length has cut off", function()
    local frames = talk().open().client(("x"):rep(100)).client "y".close()
    for _, frame in ipairs(frames.frames()) do
      if #frame.bytes > 120 then
        frame.length = #frame.bytes
        frame.bytes = frame.bytes:sub(1, 64)
      end
    end
    local got = {}
    run(frames, function(client)
      got[1] = client:read(50)
      got[2], got[3], got[4] = client:read()
      got[5] = client:read()
    end)
    assert.same({ ("x"):rep(10), nil, "gap", 90, "y" }, got)
  end)

  it("tells an RST to both sides, and each of its own end", function()
    local got = {}
    run(talk().open().client "a".server "b".client("", RST),
      function(client, server)
        got[1], got[2], got[3] = client:read(9), client:read(9)
        got[2], got[3] = select(2, client:read())
        got[4] = server:read(9)
        got[5], got[6] = select(2, server:read())
      end)
    assert.same({ "a", "end", "rst", "b", "end", "rst" }, got)
  end)

  it("ends where a FIN stands that came first", function()
    local got = {}
    local t = talk().open().client "0"
    t.segment(true, ACK | FIN, "", 4).segment(true, ACK | FIN, "", 8)
    t.segment(true, ACK, "abcdefgh")
    local function read(client)
      got = { client:read(10) }
      got[2], got[3] = select(2, client:read())
    end
    run(t, read)
    assert.same({ "0abcd", "end", "fin" }, got)
    run(talk().open().client "0".segment(true, ACK, "gh", 6)
      .segment(true, ACK | FIN, "", 4).segment(true, ACK, "abcdef"), read)
    assert.same({ "0abcdefgh", "end", "fin" }, got)
    run(talk().open().client "0".segment(true, RST, "", 4)
      .segment(true, ACK, "abcdef"), read)
    assert.same({ "0abcd", "end", "rst" }, got)
  end)

  it("takes the number of a keep-alive for what it is", function()
    local t = talk().segment(false, ACK, "", -1).client "q".server "abc"
    local got, gaps
    gaps = run(t, function(first) got = first:read(3) end).gaps
    assert.same({ "abc", 0 }, { got, gaps })
    t = talk().segment(false, ACK, "", -2).client "q".server "abc"
    run(t, function(first) got = select(3, first:read(3)) end)
    assert.equal(2, got)
  end)

  it("takes bytes in the SYN, and connections whose beginning is missing",
    function()
      local got = {}
      run(talk().client("syn", SYN).client "more",
        function(client) got[1] = client:rest() end)
      run(talk().client "mid".client "stream",
        function(client) got[2] = client:rest() end)
      assert.same({ "synmore", "midstream" }, got)
    end)

  it("is for flows on which conditions hold", function()
    local got = {}
    local t = talk { port = 80 }.open().client "web".close()
    t.add(talk { port = 25 }.open().client "mail".close())
    local function read(client, _, flow)
      got[#got + 1] = flow.destinationport .. client:rest()
    end
    run(t, read, nil, "tcp", { destinationport = 25 })
    run(t, read, nil, "tcp", { destinationport = { 1, 80 },
      source = "192.0.2.0/24" })
    assert.same({ "25mail", "80web" }, got)
  end)

  it("is for flows that begin with `match`, on any port", function()
    local got = {}
    local t = talk { port = 81 }.open().client "GE".client "T /".close()
    t.add(talk { port = 82 }.open().client "PUT".close())
    t.add(talk { port = 83 }.open().server "GET".close())
    local function read(client, server, flow)
      got[#got + 1] = flow.destinationport .. (client:rest() or "") ..
        (server:rest() or "")
    end
    assert.equal(1, run(t, read, { match = "GET" }).unmatched)
    assert.same({ "81GET /", "83GET" }, got)
    got = {}
    run(t, read, { match = { "POST", "P", "GE" } })
    assert.same({ "81GET /", "82PUT", "83GET" }, got)
    got = {}
    run(t, function(flow, who, offset, bytes)
      got[#got + 1] = { flow.destinationport, who, offset, bytes }
    end, { match = "GET", pieces = true })
    assert.same({ { 81, "client", 0, "GET /" }, { 83, "server", 0, "GET" } },
      got)
  end)

  it("hands over pieces as they come into order", function()
    local got, flows = {}, {}
    local t = talk().open().client "ab"
    t.segment(true, ACK, "ef", 2).segment(true, ACK, "cd").lose(true, 4)
    t.server "xy".lose(false, 7).server "z".close()
    run(t, function(flow, who, offset, bytes)
      flows[flow] = (flows[flow] or 0) + #bytes
      got[#got + 1] = who .. offset .. bytes
    end, { pieces = true })
    assert.same({ "client0ab", "client2cd", "client4ef", "server0xy",
      "server9z" }, got)
    local flow, bytes = next(flows)
    assert.same({ 9, SERVER, 6 }, { bytes, flow.destination, flow.protocol })
    assert.is_nil(next(flows, flow))
  end)

  it("reads datagrams of UDP one by one", function()
    local frames = {
      segments.udp(1, CLIENT, 5000, SERVER, 53, "query"),
      segments.udp(2, SERVER, 53, CLIENT, 5000, "answer one"),
      segments.udp(3, CLIENT, 5000, SERVER, 53, ""),
      segments.udp(4, CLIENT, 5000, SERVER, 53, "last"),
    }
    local got = {}
    run({ frames = function() return frames end }, function(_, _, flow)
      for who, bytes in flow.read, flow do got[#got + 1] = who .. bytes end
    end, nil, "udp")
    assert.same({ "clientquery", "serveranswer one", "client", "clientlast" },
      got)
    got = {}
    run({ frames = function() return frames end }, function(client)
      got = { client:read(2), client:read(), client:read(), client:rest() }
      got[5], got[6], got[7] = client:read()
    end, nil, "udp")
    assert.same({ "qu", "ery", "", "last", nil, "end", "end" }, got)
  end)

  it("drops what a function does not read in time, and says so", function()
    local t = talk().open()
    for _ = 1, 10 do t.server(("s"):rep(100)) end
    t.client "now".close()
    local got = {}
    local counts = run(t, function(client, server)
      got[1] = client:read()
      got[2] = #server:rest()
      got[3], got[4], got[5], got[6] = server:rest()
    end, { buffer = 250 })
    assert.same({ "now", 250, nil, "gap", 750, "buffer" }, got)
    assert.equal(750, counts.full)
  end)

  it("ends a side at a depth", function()
    local t = talk().open().client "abcdef".client "ghi".server "x".close()
    local got = {}
    local counts = run(t, function(client)
      got = { client:rest() }
      got[2], got[3] = select(2, client:read())
    end, { depth = 4 })
    assert.same({ "abcd", "end", "depth" }, got)
    assert.equal(2, counts.deep)
  end)

  it("keeps early bytes only as far as allowed", function()
    local t = talk().open()
    t.segment(true, ACK, ("b"):rep(500), 500)
    t.segment(true, ACK, ("a"):rep(500)).lose(true, 1000)
    local got
    local function read(client)
      got = { #client:read(1000), select(2, client:read(1000)) }
    end
    run(t.close(), read)
    assert.same({ 1000, "end", "fin" }, got)
    run(t, function(client) got = { client:read(1000) } end,
      { early = 100 })
    assert.same({ nil, "gap", 500, "lost" }, got)
  end)

  it("keeps no more than a limit of memory", function()
    local t = talk().open()
    for i = 1, 20 do
      t.add(talk { from = 41000 + i }.open().client(("x"):rep(1000)))
    end
    local bytes, gaps = 0, 0
    local function read(client)
      local got, _, size = client:rest()
      bytes, gaps = bytes + #(got or ""), gaps + (got and 0 or size)
    end
    local counts = run(t, read, { memory = 5000 })
    assert.equal(20000, bytes + gaps)
    assert.is_true(bytes <= 5000 and bytes > 0, bytes)
    assert.equal(gaps, counts.full)
    assert.equal(20, run(t, read, { memory = 100 }).refused)
  end)

  it("ends its interest when the function returns", function()
    local t = talk().open().client "a".client "b".client "c".close()
    local calls = 0
    local counts = run(t, function(client)
      calls = calls + 1
      client:read()
    end)
    assert.equal(1, calls)
    assert.equal(1, counts.bytes)
  end)

  it("warns of an error, which ends that stream alone", function()
    local t = talk().open().client "bad".close()
    t.add(talk { from = 40001 }.open().client "good".close())
    local name = support.capture(t.frames())
    local script = support.write(([[
      local capture = pycap { filename = %q }
      capture:stream("tcp", {}, function(client)
        local word = client:rest()
        if word == "bad" then error "oh no" end
        print(word)
      end)
      capture:loop()
      print(capture:streams().errors)
    ]]):format(name), ".lua")
    local out, complaint, status = support.pcaplua(script)
    assert.equal("good\n1\n", out)
    assert.equal(0, status)
    assert.matches("^pcaplua: stream of tcp 192.0.2.1:40000 %-> " ..
      "192.0.2.2:80: .-oh no\nstack traceback", complaint)
  end)

  it("raises an error where that is asked for", function()
    local t = talk().open().client "bad".close()
    local ok, message = pcall(run, t, function() error "oh no" end,
      { errors = "raise" })
    assert.is_false(ok)
    assert.matches("stream of tcp .*oh no", message)
    assert.equal(1, select(2, message:gsub("stack traceback:", "")))
    local told = {}
    ok, message = pcall(run, t, function() error(told) end,
      { errors = "raise" })
    assert.is_false(ok)
    assert.equal(told, message)
    ok, message = pcall(run, t, function() error "in pieces" end,
      { errors = "raise", pieces = true })
    assert.is_false(ok)
    assert.matches("in pieces", message)
  end)

  it("names the arguments that are wrong", function()
    local line, read
    run(talk().open().client "a".close(), function(client)
      line, read = select(2, pcall(client.line, client, 5)),
        select(2, pcall(client.read, 4))
    end)
    assert.matches("string expected, got number", line)
    assert.matches("pycap.side expected, got number", read)
  end)

  it("is read by its own function alone", function()
    local t = talk().open().client "a".client "b".close()
    local messages, kept = {}, nil
    local function try(f, ...)
      messages[#messages + 1] = select(2, pcall(f, ...))
    end
    run(t, function(client)
      kept = client
      local other = coroutine.wrap(function() client:read() end)
      try(other)
      local sorted = { 2, 1 }
      client:read()
      try(table.sort, sorted, function() client:read(2) end)
      try(client.read, client, 0)
      try(client.line, client, "")
      try(client.peek, client)
      try(client.skip, client, -1)
    end, { errors = "raise" })
    try(kept.read, kept)
    assert.matches("not another coroutine", messages[1])
    assert.matches("a read cannot wait here", messages[2])
    assert.matches("from 1 to 262144 bytes expected", messages[3])
    assert.matches("end of a line expected", messages[4])
    assert.matches("number expected, got no value", messages[5])
    assert.matches("must not be negative", messages[6])
    assert.matches("has returned", messages[#messages])
  end)

  it("cannot wait but by reading", function()
    local ok, message = pcall(run, talk().open().client "a".close(),
      function() coroutine.yield() end, { errors = "raise" })
    assert.is_false(ok)
    assert.matches("can wait only by reading", message)
  end)

  it("is cancelled", function()
    local t = talk().open().client "a".client "b".close()
    local capture <close> = pycap { filename = support.capture(t.frames()) }
    local got, closed, handler = {}, false
    handler = capture:stream("tcp", function(client)
      local _ <close> = setmetatable({}, { __close = function()
        closed = true
      end })
      got[#got + 1] = client:read()
      got[#got + 1] = client:read()
    end)
    assert.equal("stream (tcp)", tostring(handler))
    capture:on("tcp", function(tcp)
      if #got == 1 and tcp then handler:cancel() end
    end)
    capture:loop()
    assert.same({ "a" }, got)
    assert.is_true(closed)
    assert.equal("stream (tcp, cancelled)", tostring(handler))
  end)

  it("goes beside handlers and a callback, which get all packets", function()
    local t = talk().open().client "a".server "b".close()
    local capture <close> = pycap { filename = support.capture(t.frames()) }
    local got, packets, called = {}, 0, 0
    capture:stream("tcp", {}, function(_, _, flow)
      for who, bytes in flow.read, flow do got[#got + 1] = who .. bytes end
    end)
    capture:stream("tcp", {}, function(flow, who, offset, bytes)
      got[#got + 1] = tostring(flow):match("^%a+") .. who .. offset .. bytes
    end, { pieces = true })
    capture:on("tcp", function() packets = packets + 1 end)
    capture:loop(function() called = called + 1 end)
    assert.same({ 8, 8 }, { packets, called })
    table.sort(got)
    assert.same({ "clienta", "flowclient0a", "flowserver0b", "serverb" }, got)
  end)

  it("closes the variables of a function that fails", function()
    local closed = 0
    local function close() closed = closed + 1 end
    for _, f in ipairs { error, coroutine.yield } do
      pcall(run, talk().open().client "a".close(), function()
        local _ <close> = setmetatable({}, { __close = close })
        f "x"
      end, { errors = "raise" })
    end
    assert.equal(2, closed)
  end)

  it("ends with its capture, however that ends", function()
    local t = talk().open().client "a".client "b"
    for _, close in ipairs { true, false } do
      local got = {}
      local capture <close> = pycap { filename = support.capture(t.frames()) }
      capture:stream("tcp", function(client, server)
        got[1] = client:read(5)
        got[2], got[3] = select(2, client:read())
        got[4] = select(2, server:read())
      end)
      if close then
        capture:loop(nil, 4)
        assert.same({}, got)
        capture:close()
      else
        capture:loop()
      end
      assert.same({ close and "a" or "ab", "end", "end", "end" }, got)
    end
  end)

  it("is of a connection anew, where its ends come again", function()
    local got = {}
    local t = talk().open().client "one"
    t.add(talk { isn = 77000 }.open().client "two".close())
    local counts = run(t, function(client)
      got[#got + 1] = client:rest() .. select(3, client:read())
    end)
    assert.same({ "onenew", "twofin" }, got)
    assert.equal(2, counts.connections)
  end)

  it("gets whole datagrams where fragments are put together", function()
    local split = require "spec.support.fragments"
    local capture <close> = pycap { fragments = true,
      filename = support.capture(split.frames(split.datagram(100), 40)) }
    local sizes = {}
    capture:stream("udp", function(client) sizes[1] = #client:read() end)
    capture:loop()
    assert.same({ 100 }, sizes)
  end)

  it("keeps what is known of a flow that has ended", function()
    local kept
    run(talk().open().client "a".close(), function(client, _, flow)
      kept = flow
      client:rest()
    end)
    assert.equal("192.0.2.1", kept.source)
    assert.equal(4, kept.packets)
    assert.equal("flow (ended)", tostring(kept))
    local ok, message = pcall(function() return kept.sourcport end)
    assert.is_false(ok)
    assert.matches("flow.sourcport: no such field; did you mean sourceport?",
      message, 1, true)
  end)

  it("refuses what it does not know", function()
    local capture <close> = pycap {
      filename = support.capture(talk().open().frames()) }
    local function refuses(text, ...)
      local ok, message = pcall(capture.stream, capture, ...)
      assert.is_false(ok)
      assert.matches(text, message, 1, true)
    end
    local function f() end
    refuses([["tcp" or "udp" expected, got "sctp"]], "sctp", f)
    refuses("match: string of the first bytes", "tcp", f, { match = {} })
    refuses("function expected", "tcp", {}, 5)
    refuses("flow.sport: no such field", "tcp", { sport = 5 }, f)
    refuses("conditions expected", "tcp", { "source" }, f)
    refuses([[capture:stream: unknown option "gaps"; did you mean gap?]], "tcp",
      f, { gaps = "skip" })
    refuses([[gap: "tell" or "skip" expected]], "tcp", f, { gap = "no" })
    refuses([[bytes ("64k") expected, got "much"]], "tcp", f,
      { buffer = "much" })
    refuses("match: string of the first bytes, or a list of them", "tcp", f,
      { match = 5 })
    refuses("match: string of the first bytes, or a list", "tcp", f,
      { match = { "" } })
    refuses("match: string of the first bytes", "tcp", f,
      { match = ("x"):rep(1025) })
    refuses("match: string of the first bytes", "tcp", f,
      { match = "four", buffer = 3 })
    refuses("match: up to 16 strings expected", "tcp", f,
      { match = { "1", "2", "3", "4", "5", "6", "7",
        "8", "9", "a", "b", "c", "d", "e", "f", "g", "h" } })
    assert.is_nil(capture:streams())
  end)

  it("costs under 1.5 KiB where a coroutine waits", function()
    -- ASan has memory of its own beside each block.
    local build = os.getenv "PYCAP_BUILD" or "build"
    if support.stressed or build:find "asan" then return end
    local COUNT <const> = 20000
    local frames = {}
    for i = 1, COUNT do
      frames[i] = segments.tcp(1, { ("10.0.%d.%d"):format(i >> 8, i & 255),
        1000, SERVER, 80, ACK, 1, 1, "x" })
    end
    local name = support.capture(frames)
    local function memory(asked)
      local out = support.pcaplua(support.write(([[
        local function size()
          for line in io.lines "/proc/self/status" do
            local kilobytes = line:match "^VmRSS:%%s*(%%d+)"
            if kilobytes then return tonumber(kilobytes) end
          end
        end
        local capture = pycap { filename = %q }
        %s
        local before = size()
        capture:loop(nil, %d)
        collectgarbage()
        collectgarbage()
        print((size() - before) * 1024)
        os.exit()
      ]]):format(name, asked, COUNT - 1), ".lua"))
      return tonumber(out)
    end
    local flows = memory [[capture:on("flow", { "source" }, print)]]
    local streams = memory [[
      capture:stream("tcp", function(client)
        client:read()
        client:read()
      end)]]
    local each = (streams - flows) / COUNT
    support.note("bytes of a coroutine that waits: %d", each // 1 | 0)
    assert.is_true(each < 1536, each)
  end)
end)
