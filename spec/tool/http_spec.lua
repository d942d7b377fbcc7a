--
-- http_spec.lua - scripts/http.lua: requests with their answers
--
local scripttest = require "spec.support.scripttest"
local segments = require "spec.support.segments"
local support = require "spec.support"

local CLIENT <const>, SERVER <const> = "192.0.2.1", "192.0.2.80"

local function run(path)
  local out, err, status = support.pcaplua(("-r %s scripts/http.lua"):format(
    support.quote(path)))
  assert.equal("", err)
  assert.equal(0, status)
  return out
end

describe("http", function()
  it("prints a line for each request with its answer", function()
    local frames, at, numbers = {}, 0, { [CLIENT] = 1, [SERVER] = 1 }
    local function say(from, bytes, lost)
      local to = from == CLIENT and SERVER or CLIENT
      at = at + 1
      if not lost then
        frames[#frames + 1] = segments.tcp(at, { from, from == CLIENT and 4000
          or 8888, to, to == CLIENT and 4000 or 8888, 16, numbers[from],
          numbers[to], bytes })
      end
      numbers[from] = numbers[from] + #bytes
    end
    say(CLIENT, "POST /form HTTP/1.1\r\nHost: a.example\r\n" ..
      "Content-Length: 4\r\n\r\nx=")
    say(CLIENT, "1&")
    say(SERVER, "HTTP/1.1 100 Continue\r\n\r\n")
    say(SERVER, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" ..
      "Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n")
    say(SERVER, "0\r\n\r\n")
    say(CLIENT, "HEAD /big HTTP/1.1\r\nhost: b.example\r\n\r\n")
    say(SERVER, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    say(CLIENT, "GET /big HTTP/1.1\r\nhost: b.example\r\n\r\n")
    say(SERVER, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nab")
    say(SERVER, ("x"):rep(40), true)
    say(SERVER, ("y"):rep(8))
    say(CLIENT, "GET / HTTP/1.0\r\n\r\n")
    say(SERVER, "HTTP/1.0 404 Not Found\r\n\r\nnothing")
    scripttest("http", { requests = frames })
  end)

  it("bears sizes that are none, and escapes what a terminal would obey",
    function()
      local ask = "GET /\27[2J HTTP/1.1\r\nHost: \200\r\n\r\n"
      local sizes = { "Content-Length: 1.5", "Content-Length: 1e99",
        "Content-Length: \27[0m", "Transfer-Encoding: chunked\r\n\r\nzz",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff0" }
      for _, size in ipairs(sizes) do
        local answer = ("HTTP/1.1 200 OK\r\n%s\r\n\r\nab\r\n"):format(size)
        local out = run(support.capture {
          segments.tcp(1, { CLIENT, 4000, SERVER, 80, 16, 1, 1, ask }),
          segments.tcp(2, { SERVER, 80, CLIENT, 4000, 16, 1, 1 + #ask,
            answer }) })
        local shown = size:match "^Content%-Length: (.*)" or "-"
        local line = "%s\t%s\tGET\t\\xc8/\\x1b[2J\t200\t%s\t-\n"
        assert.equal(line:format(CLIENT, SERVER,
          (shown:gsub("\27", "\\x1b"))), out)
      end
    end)

  it("goes on behind an answer that cannot be read, with any method", function()
    local ask = "PROPFIND /a HTTP/1.1\r\n\r\nX-OWN /b HTTP/1.1\r\n\r\n"
    local answer = "H}TP/1.1 200 OK\r\nContent-Type: text/plain\r\n" ..
      "Content-Length: 2\r\n\r\nok" ..
      "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    local asks = segments.tcp(1, { CLIENT, 4000, SERVER, 80, 16, 1, 1, ask })
    local ends = CLIENT .. "\t" .. SERVER
    assert.equal(ends .. "\tPROPFIND\t/a\t-\t-\t-\n" .. ends ..
      "\tX-OWN\t/b\t404\t0\t-\n", run(support.capture { asks,
        segments.tcp(2, { SERVER, 80, CLIENT, 4000, 16, 1, 1 + #ask,
          answer }) }))
    assert.equal(ends .. "\tPROPFIND\t/a\t-\t-\t-\n" .. ends ..
      "\tX-OWN\t/b\t-\t-\t-\n", run(support.capture { asks }))
  end)

  it("has the requests that tshark has, in a capture", function()
    support.needs("corpus", "oracle")
    local path = assert(support.shared "corpus/mixed/sanders-http_espn.pcapng")
    local theirs, ours = {}, {}
    for line in support.shell("tshark -n -r " .. support.quote(path) ..
      " -Y http.request -T fields -e http.request.method -e http.host" ..
      " -e http.request.uri -E separator=' '"):gmatch "[^\n]+" do
      theirs[#theirs + 1] = line:gsub(" (%S+) (%S+)$", " %1%2")
    end
    for line in run(path):gmatch "[^\n]+" do
      local method, url = line:match "^%S+\t%S+\t(%S+)\t(%S+)"
      ours[#ours + 1] = method .. " " .. url
    end
    table.sort(theirs)
    table.sort(ours)
    assert.same(theirs, ours)
  end)
end)
