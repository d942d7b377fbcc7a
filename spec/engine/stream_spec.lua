--
-- stream_spec.lua - streams in an engine that is fed
--
local fed = require "spec.support.fed"
local support = require "spec.support"
local talk = require "spec.support.talk".talk

-- What the host prints for the frames of a conversation.
local function feed(script, conversation, options)
  return fed.feed(script, support.capture(conversation.frames()),
    options or " ")
end

describe("streams in an engine", function()
  local print_lines = [[
    pycap.stream("tcp", {destinationport = 80}, function(client, server)
      for line in client:lines() do print(line, server:line()) end
      print(select(2, client:read()))
    end)]]

  it("are read as they come", function()
    local t = talk().open().client "one\r\nt".server "1\n".client "wo\n"
      .server "2\n".close()
    for _, options in ipairs { " ", "-b", "-i 20000 -m 4000000" } do
      local logs = {}
      for _, line in ipairs(feed(print_lines, t, options)) do
        logs[#logs + 1] = line:match "^log (.*)"
      end
      assert.same({ "one\t1", "two\t2", "end\tfin" }, logs)
    end
  end)

  it("decide on no packet", function()
    local out = feed([[
      pycap.stream("tcp", function(client)
        client:read()
        return "drop"
      end)
      pycap.on("tcp", function() return "accept" end)]],
      talk().open().client "x")
    assert.same({ "1 accept", "2 accept", "3 accept", "4 accept" },
      table.move(out, 1, 4, 1, {}))
  end)

  it("log an error, which ends one alone", function()
    local t = talk().open().client "bad"
    t.add(talk { from = 40001 }.open().client "good")
    local out = table.concat(feed([[
      pycap.stream("tcp", function(client)
        local word = client:read()
        if word == "bad" then error "oh no" end
        print(word)
      end)]], t), "\n")
    assert.matches("log stream of tcp 192.0.2.1:40000 %-> 192.0.2.2:80: " ..
      ".-oh no", out)
    assert.matches("log good", out)
    assert.matches("failed 0", out)
  end)

  it("share the instructions of their packet", function()
    local script = [[
      for _ = 1, %d do
        pycap.stream("tcp", function(client)
          while client:read() do
            for i = 1, 2000 do end
          end
        end)
      end]]
    local t = talk().open().client "a".client "b"
    local function failed(count)
      local out = feed(script:format(count), t, "-i 50000")
      return tonumber(out[#out]:match "failed (%d+)"), out
    end
    assert.equal(0, failed(4))
    local n, out = failed(40)
    assert.equal(1, n)
    assert.matches("4 error %-5 .*limit of 50000 instructions", out[4])
  end)

  it("cannot loop for ever", function()
    for _, body in ipairs {
      "while true do end", "pcall(function() while true do end end)",
      "local _ <close> = setmetatable({}, {__close = function() " ..
        "while true do end end}) error 'x'",
    } do
      local out = feed(([[
        pycap.stream("tcp", function(client)
          client:read()
          %s
          client:read()
        end)]]):format(body), talk().open().client "a".client "b",
        "-i 50000 -m 4000000")
      assert.matches("4 error %-5 ", out[4])
      assert.matches("5 accept", out[5])
    end
  end)

  it("are charged to the engine's memory", function()
    local t = talk().open()
    for i = 1, 3000 do
      t.client(("x"):rep(1000))
      if i % 2 == 0 then t.server("y") end
    end
    local out = feed([[
      pycap.stream("tcp", function(client)
        client:rest()
      end, {buffer = "64m"})]], t, "-m 2000000")
    local limited = 0
    for _, line in ipairs(out) do
      if line:find "^%d+ error %-4 .*limit" then limited = limited + 1 end
    end
    assert.is_true(limited > 0)
  end)
end)
