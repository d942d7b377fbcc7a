local pycap = require "pycap"
local segments = require "spec.support.segments"
local support = require "spec.support"

local CLIENT <const>, SERVER <const> = "198.51.100.9", "192.0.2.80"
local HEAD <const> = "CLIENT" .. (" "):rep(35) .. "COUNT NAME\n"

local function hello(name, extensions, more)
  local message = { name = name, random = ("r"):rep(32),
    extensions = extensions }
  for key, value in pairs(more or {}) do message[key] = value end
  return pycap.tls { records = { { name = "handshake",
    messages = { message } } } }.packet
end

local function named(name, ...)
  return hello("clienthello", { { name = "servername",
    names = { { name = name } } }, ... })
end

local function asks(seconds, payload, client, server, port)
  return segments.tcp(seconds, { client or CLIENT, 40000, server or SERVER,
    port or 443, "push, ack", 1, 1, payload })
end

local function answers(seconds, payload)
  return segments.tcp(seconds, { SERVER, 443, CLIENT, 40000, "push, ack", 1, 1,
    payload })
end

local function run(frames, words)
  local out, err, status = support.pcaplua("-r " .. support.capture(frames) ..
    " scripts/tlslog.lua " .. (words or ""))
  assert.equal(0, status, err)
  return out, err
end

describe("tlslog", function()
  it("prints a line for each hello, and what each client wanted", function()
    local out, err = run {
      asks(0, named("www.example.org",
        { name = "alpn", protocols = { { id = "h2" }, { id = "http/1.1" } } },
        { name = "versions", versions = { { version = 0x3a3a },
          { version = 0x0304 }, { version = 0x0303 } } })),
      answers(1, hello("serverhello", { { name = "versions",
        version = 0x0304 } })),
      asks(2, hello("clienthello", nil, { version = 0x0301 }), nil,
        "192.0.2.81"),
      asks(3, named "www.example.org", "2001:db8::9", "2001:db8::80"),
    }
    assert.equal("", err)
    assert.equal([[
2026-01-05 08:00:00.000000 wants 198.51.100.9:40000 -> 192.0.2.80:443 ]] ..
[[www.example.org h2,http/1.1 tls-1-3 JA
2026-01-05 08:00:01.000000 chose 192.0.2.80:443 -> 198.51.100.9:40000 ]] ..
[[- - tls-1-3 - -
2026-01-05 08:00:02.000000 wants 198.51.100.9:40000 -> 192.0.2.81:443 ]] ..
[[- - tls-1-0 JA
2026-01-05 08:00:03.000000 wants [2001:db8::9]:40000 -> [2001:db8::80]:443 ]] ..
[[www.example.org - tls-1-2 JA

]] .. HEAD .. [[
198.51.100.9                                 1 -
198.51.100.9                                 1 www.example.org
2001:db8::9                                  1 www.example.org
]], (out:gsub(" %x+ (t%w+_%w+_%w+)\n", " JA\n")))
    assert.matches("tls%-1%-0 %x+ t10i000000_000000000000_000000000000\n", out)
  end)

  it("escapes what is no text, and counts what is not whole", function()
    local whole = named "www.example.org"
    local out, err = run { asks(0, named "a b\27[2Jc"),
      asks(1, whole:sub(1, 30), nil, "192.0.2.81") }
    assert.matches(" a%?b%?%[2Jc %- ", out)
    assert.equal("tlslog: 1 messages were not whole\n", err)
  end)

  it("puts hellos together that several segments carry", function()
    local whole = named "www.example.org"
    local out, err = run { asks(0, whole:sub(1, 30)),
      segments.tcp(1.5, { CLIENT, 40000, SERVER, 443, "push, ack", 31, 1,
        whole:sub(31) }) }
    assert.equal("", err)
    assert.matches("^2026%-01%-05 08:00:01%.500000 wants [^\n]* " ..
      "www.example.org ", out)
  end)

  it("takes other ports", function()
    local frames = { asks(0, named "www.example.org", nil, nil, 4434) }
    assert.matches("wants .* www.example.org", (run(frames)))
    frames = { segments.tcp(0, { SERVER, 25, CLIENT, 40000, "push, ack", 1, 1,
      "220 ready" }), asks(1, named "www.example.org", nil, nil, 25) }
    assert.equal(HEAD, (run(frames)))
    assert.matches("wants .* www.example.org", (run(frames, "-p 25")))
  end)

  it("refuses words that it does not know", function()
    local file = support.capture { asks(0, "") }
    for words, text in pairs { ["-p 0"] = "-p: port from 1 to 65535 expected",
      ["-q 1"] = "'-q': no such option" } do
      local _, err, status = support.pcaplua("-r " .. file ..
        " scripts/tlslog.lua " .. words)
      assert.equal(2, status)
      assert.matches("tlslog: " .. text .. "\nusage: ", err, 1, true)
    end
  end)
end)
