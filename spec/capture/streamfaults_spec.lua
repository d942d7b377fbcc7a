--
-- streamfaults_spec.lua - capture:stream where memory is short, coroutines are
-- misused, packets are cut and handlers fail
--
local pycap = require "pycap"
local support = require "spec.support"
local segments = require "spec.support.segments"
local talks = require "spec.support.talk"
local talk, CLIENT <const>, SERVER <const> = talks.talk, talks.CLIENT,
  talks.SERVER

local run = talks.run

describe("capture:stream holds where", function()
  it("a finalizer reads what is being read", function()
    local t, got = talk().open(), 0
    for i = 1, 60 do t.client(("%d "):rep(10):format(table.unpack(
      table.pack(i, i, i, i, i, i, i, i, i, i))) .. "\n\0\5") end
    t.lose(true, 9).client "x\n".close()
    collectgarbage "incremental"
    collectgarbage("setpause", 1)
    run(t, function(client)
      local function late()
        for _ = 1, 20 do
          setmetatable({}, { __gc = function() pcall(client.read, client) end })
        end
      end
      for _ = 1, 300 do
        late()
        local line, why = client:line()
        got = got + #(line or "")
        if why == "end" then break end
        late()
        client:unpack "z"
        late()
        client:read(3)
      end
    end)
    collectgarbage("setpause", 200)
    assert.is_true(got > 0 and got < 60 * 40, got)
  end)

  it("its capture has gone, and the handler is shown or cancelled", function()
    local handler, other
    do
      local capture <close> = pycap {
        filename = support.capture(talk().open().frames()) }
      handler = capture:stream("udp", print)
      other = capture:stream("udp", print)
      other:cancel()
    end
    collectgarbage()
    collectgarbage()
    assert.equal("stream (udp)", tostring(handler))
    handler:cancel()
    other:cancel()
    assert.equal("stream (udp, cancelled)", tostring(handler))
  end)

  it("one of several is cancelled, twice", function()
    local capture <close> = pycap { filename = support.capture(
      talk().open().client "one".client "two".close().frames()) }
    local got, handlers = {}, {}
    for i = 1, 3 do
      handlers[i] = capture:stream("tcp", function(client)
        got[#got + 1] = i .. client:read()
      end)
    end
    handlers[2]:cancel()
    handlers[2]:cancel()
    capture:loop()
    table.sort(got)
    assert.same({ "1one", "3one" }, got)
  end)

  it("a datagram was cut by the snapshot length", function()
    local frame = segments.udp(1, CLIENT, 5000, SERVER, 53, "abcdefgh")
    local bytes, got = frame.bytes, {}
    local capture <close> = pycap { filename = support.capture {
      { bytes = bytes:sub(1, #bytes - 5), length = #bytes,
        time = frame.time },
      segments.udp(2, CLIENT, 5000, SERVER, 53, "next") } }
    capture:stream("udp", function(client)
      for _ = 1, 3 do got[#got + 1] = table.pack(client:read()) end
    end)
    capture:loop()
    assert.same({ { n = 1, "abc" }, { n = 4, nil, "gap", 5, "lost" },
      { n = 1, "next" } }, got)
  end)

  it("a script resumes its coroutine, which then loops", function()
    local got, running = {}, nil
    local capture <close> = pycap { filename = support.capture(talk().open()
      .client "a".client "b".client "c".client "d".close().frames()) }
    capture:stream("tcp", function(client)
      running = coroutine.running()
      got[1] = client:read()
      pcall(client.read, client)
      capture:loop()
      got[2] = select(2, pcall(client.read, client))
    end)
    capture:dispatch(nil, 4)
    coroutine.resume(running, "x")
    assert.equal("a", got[1])
    assert.matches("the function of this stream has returned", got[2])
    assert.equal(1, capture:streams().errors)
    assert.equal("dead", coroutine.status(running))
  end)

  it("there is no memory for the mark of a gap", function()
    local name = support.capture(talk().open().client(("a"):rep(200))
      .client(("b"):rep(100)).server "go".client(("c"):rep(50)).close()
      .frames())
    local short = 0
    for memory = 300, 1200, 4 do
      local capture <close> = pycap { filename = name }
      local at, read = 0, 0
      capture:stream("tcp", function(client, server)
        server:read()
        while true do
          local bytes, what, size = client:read()
          if what == "end" then break end
          if bytes then
            -- each byte is where it was sent
            for i = 1, #bytes do
              local n = at + i
              assert.equal(n <= 200 and "a" or n <= 300 and "b" or "c",
                bytes:sub(i, i), memory)
            end
            read = read + #bytes
          end
          at = at + (bytes and #bytes or size)
        end
      end, { memory = memory, errors = "raise" })
      capture:loop()
      if read > 0 and read < 350 then short = short + 1 end
    end
    assert.is_true(short > 0)
  end)

  it("there is no memory for the mark of a datagram's end", function()
    local frames, sent = {}, { [""] = true }
    for i = 1, 12 do
      local bytes = ("%02d"):format(i):rep(i % 3)
      sent[bytes] = true
      frames[i] = segments.udp(i, CLIENT, 5000, SERVER, 53, bytes)
    end
    frames[13] = segments.udp(13, SERVER, 53, CLIENT, 5000, "go")
    local name, short = support.capture(frames), 0
    for memory = 300, 2500, 4 do
      local capture <close> = pycap { filename = name }
      local read, missing
      capture:stream("udp", function(client, server)
        server:read()
        read, missing = 0, 0
        while true do
          local bytes, what, size = client:read()
          if what == "end" then break end
          assert.is_true(sent[bytes or ""], bytes)
          read = read + #(bytes or "")
          missing = missing + (size or 0)
        end
      end, { memory = memory, errors = "raise" })
      capture:loop()
      capture:close()
      if read then
        assert.equal(24, read + missing, memory)
        if read > 0 and missing > 0 then short = short + 1 end
      end
    end
    assert.is_true(short > 0)
  end)

  it("there is little memory, and a byte is never read", function()
    local t, got = talk().open().client "x", 0
    for _ = 1, 500 do t.client(("y"):rep(100)) end
    run(t.close(), function(client)
      for _ = 1, 500 do got = got + #client:read(100) end
    end, { memory = 2048 })
    assert.equal(50000, got)
  end)

  it("the end of a line is cut by a segment, anywhere", function()
    for at = 1, 7 do
      local got
      local text = "ab;;;c;"
      run(talk().open().client(text:sub(1, at)).client(text:sub(at + 1) .. ";d")
        .close(), function(client)
        got = { client:line ";;", client:line ";;", client:line ";;" }
      end)
      assert.same({ "ab", ";c", "d" }, got)
    end
    local got
    run(talk().open().client "ab;".lose(true, 9).client ";c".server "go"
      .close(), function(client, server)
        server:read()
        got = { client:line ";;", (client:line ";;"), client:line ";;" }
      end)
    assert.same({ "ab;", ";c" }, { got[1], got[3] })
  end)

  it("an empty datagram finds the buffer full", function()
    local frames, got = {}, {}
    for i, bytes in ipairs { "abcdef", "", "", "gh" } do
      frames[i] = segments.udp(i, CLIENT, 5000, SERVER, 53, bytes)
    end
    frames[5] = segments.udp(5, SERVER, 53, CLIENT, 5000, "go")
    frames[6] = segments.udp(6, CLIENT, 5000, SERVER, 53, "")
    local capture <close> = pycap { filename = support.capture(frames) }
    capture:stream("udp", function(client, server)
      server:read()
      for _ = 1, 3 do got[#got + 1] = table.pack(client:read()) end
    end, { buffer = 30 })
    capture:loop()
    assert.same({ { n = 1, "abcdef" }, { n = 4, nil, "gap", 2, "buffer" },
      { n = 1, "" } }, got)
  end)

  it("pieces waited for what they begin with", function()
    local frames, got = {}, {}
    for i, bytes in ipairs { "one", "", "two" } do
      frames[i] = segments.udp(i, CLIENT, 5000, SERVER, 53, bytes)
    end
    frames[4] = segments.udp(4, SERVER, 53, CLIENT, 5000, "ok")
    local function pieces(list, options)
      local capture <close> = pycap { filename = support.capture(list) }
      options.pieces, options.match, got = true, "ok", {}
      local function take(_, from, offset, bytes)
        got[#got + 1] = from .. offset .. bytes
      end
      capture:stream("udp", take, options)
      capture:stream("tcp", take, options)
      capture:loop()
    end
    pieces(frames, {})
    assert.same({ "client0one", "client3", "client3two", "server0ok" }, got)
    pieces(talk().open().client "G".lose(true, 10).client "ET".server "ok"
      .client "x".frames(), { gap = "skip" })
    assert.same({ "client0G", "client11ET", "server0ok", "client13x" }, got)
  end)

  it("a function of pieces cancels its handler", function()
    local frames = talk().open().segment(true, talks.ACK, "cc", 4)
      .segment(true, talks.ACK, "bb", 2).segment(true, talks.ACK, "aa")
      .server "ok".frames()
    for _, options in ipairs { { pieces = true },
      { pieces = true, match = "ok" } } do
      local capture <close> = pycap { filename = support.capture(frames) }
      local handler
      local got = {}
      handler = capture:stream("tcp", function(_, _, _, bytes)
        got[#got + 1] = bytes
        handler:cancel()
      end, options)
      capture:loop()
      assert.same({ options.match and "aabbcc" or "aa" }, got)
    end
  end)

  it("a format is longer than what a full buffer, or a datagram, has",
    function()
      local got = {}
      run(talk().open().client "\0\0\0\100abcdefghijkl".client "more".close(),
        function(client)
          got[1] = table.pack(client:unpack(">s4"))
          got[2] = client:rest()
        end, { buffer = 16 })
      assert.same({ { n = 4, nil, "gap", 16, "buffer" }, "more" }, got)
      local frames = {}
      for i, bytes in ipairs { "ab", "cdef", "gh" } do
        frames[i] = segments.udp(i, CLIENT, 5000, SERVER, 53, bytes)
      end
      got = {}
      local capture <close> = pycap { filename = support.capture(frames) }
      capture:stream("udp", function(client)
        got[1] = select(2, client:unpack ">I4")
        got[2], got[3] = client:read(), client:read()
      end)
      capture:loop()
      assert.same({ "gap", "cdef", "gh" }, got)
    end)

  it("what is unpacked is long: no byte is copied with each segment",
    function()
      local t, size = talk().open(), 0
      for _ = 1, 240 do t.client(("x"):rep(1000)) end
      t.client "\0\0\3\xa9\x80"
      for _ = 1, 240 do t.client(("y"):rep(1000)) end
      t.close()
      collectgarbage()
      collectgarbage "stop"
      local before = collectgarbage "count"
      run(t, function(client)
        size = #client:unpack "z" + #client:unpack ">s4"
      end)
      local grown = collectgarbage "count" - before
      collectgarbage "restart"
      assert.equal(480000, size)
      assert.is_true(grown < 6000, grown)
    end)

  it("formats are any, cut anywhere", function()
    local options = { "b", "B", "h", "H", "i", "I", "l", "L", "j", "J", "T",
      "i3", "I5", "i16", "I7", "s", "s1", "s2", "s3", "z", "x", "Xi4", "Xd",
      "X!4", "f", "d", "n", "c0", "c3", "c20", "<", ">", "=", "!", "!2", "!4",
      "!8", "!16", " " }
    local random, done = math.random, 0
    for _ = 1, support.rounds(400) do
      local format, values = "", {}
      for _ = 1, random(9) do
        local option = options[random(#options)]
        format = format .. option
        if option:find "^[bBhHiIlLjJT]" then values[#values + 1] = random(100)
        elseif option:find "^[fdn]" then values[#values + 1] = 0.5
        elseif option:find "^[sz]" then
          values[#values + 1] = ("y"):rep(random(0, random(200)))
        elseif option:find "^c" then values[#values + 1] = "" end
      end
      local fits, bytes = pcall(string.pack, format, table.unpack(values))
      if fits then
        local t, at, got, rest = talk().open(), 1, nil, nil
        local sent = bytes .. "rest"
        while at <= #sent do
          local n = random(random(30))
          t.client(sent:sub(at, at + n - 1))
          at = at + n
        end
        run(t.close(), function(client)
          got = table.pack(client:unpack(format))
          rest = client:rest()
        end, { errors = "raise" })
        local want = table.pack(string.unpack(format, bytes))
        want[want.n], want.n = nil, want.n - 1
        assert.same(want, got, format)
        assert.equal("rest", rest, format)
        done = done + 1
      end
    end
    assert.is_true(done > 0)
  end)

  it("a format is none", function()
    for _, format in ipairs { "I4y", "c", "i17", "X", "!3i4", ">s9" } do
      local problem
      local t = talk().open()
      for _ = 1, 9 do t.client "\xff\xff" end
      run(t.close(), function(client)
        problem = select(2, pcall(client.unpack, client, format))
      end)
      assert.equal(select(2, pcall(string.unpack, format, ("\xff"):rep(20))),
        problem)
    end
  end)

  it("an error's __tostring fails", function()
    local counts = run(talk().open().client "a".close(), function()
      error(setmetatable({}, { __tostring = function() error "no" end }))
    end)
    assert.equal(1, counts.errors)
  end)

  it("bytes lie behind the depth", function()
    local counts = run(talk().open().client "abcdef".client "ghi".close(),
      function(client, server) server:rest() client:rest() end, { depth = 4 })
    assert.equal(5, counts.deep)
  end)

  it("a handler fails behind it, and another flow goes on", function()
    local frames = talk().open().client "one".client(("x"):rep(900)).frames()
    for i = 1, 3 do
      frames[#frames + 1] = segments.udp(1 + i, CLIENT, 1000, SERVER, 53, "y")
    end
    frames[#frames + 1] = segments.udp(500, CLIENT, 9, SERVER, 9, "z")
    local capture <close> = pycap { filename = support.capture(frames) }
    local got, fails = 0, 0
    capture:stream("tcp", function(client)
      for bytes in client.read, client do got = got + #bytes end
    end)
    capture:on("tcp", { "packet.payload" }, function(payload)
      if #payload == 900 then fails = fails + 1 error "no" end
    end)
    pcall(capture.loop, capture)
    capture:loop()
    assert.equal(1, fails)
    assert.is_true(got == 3 or got == 903, got)
  end)

  it("a script closes its coroutine, and finalizers fail", function()
    support.needs("valgrind")
    local name = support.capture(talk().open().client "a".client "b".client "c"
      .close().frames())
    local script = support.write(([[
      package.cpath = %q
      local pycap = require "pycap"
      local function deep(n)
        if n == 0 then collectgarbage() else pcall(deep, n - 1) end
      end
      for n = 180, 200 do
        local capture <close> = pycap { filename = %q }
        local running
        capture:stream("tcp", function(client)
          running = coroutine.running()
          client:read()
          client:read()
        end)
        capture:loop(function()
          if not running then return end
          coroutine.close(running)
          running = nil
          deep(n)
          collectgarbage()
          collectgarbage()
        end)
      end
      print("done")
    ]]):format(package.cpath, name), ".lua")
    -- what failed to end is never freed
    local out, _, status = support.shell("ASAN_OPTIONS=detect_leaks=0 " ..
      "valgrind -q --error-exitcode=9 lua5.4 " .. support.quote(script))
    assert.equal("done\n", out)
    assert.equal(0, status)
  end)

  it("a format is larger than the buffer", function()
    local problem
    run(talk().open().client(("x"):rep(50)).close(), function(client)
      problem = select(2, pcall(client.unpack, client, "c100"))
    end, { buffer = 60 })
    assert.matches("a format of at most 60 bytes expected %(the option " ..
      "buffer%), got 100", problem)
  end)
end)
