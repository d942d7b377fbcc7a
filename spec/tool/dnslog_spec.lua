local pycap = require "pycap"
local scripttest = require "spec.support.scripttest"
local support = require "spec.support"

local SCRIPT <const> = "scripts/dnslog.lua"
local HEAD <const> = "TIME CLIENT SERVER NAME TYPE RCODE MS ANSWERS\n"
local START <const> = 1767600000 -- 2026-01-05 08:00:00 UTC
local CLIENT <const>, SERVER <const> = "192.0.2.10", "192.0.2.53"

-- A frame with a message, after so many seconds; `from` and `to` are an address
-- and a port.
local function frame(seconds, from, to, dns)
  local v6 = from[1]:find(":", 1, true)
  local ip = {source = from[1], destination = to[1]}
  return {time = START * 1000000000 + math.floor(seconds * 1000000) * 1000,
    bytes = pycap.packet(pycap.ethernet(), v6 and pycap.ip6(ip) or pycap.ip(ip),
      pycap.udp{sourceport = from[2], destinationport = to[2]},
      pycap.dns(dns)).bytes}
end

local function question(name, type) return {{name = name, type = type}} end

local function ask(seconds, name, options)
  options = options or {}
  return frame(seconds, {options.client or CLIENT, options.port or 40000},
    {SERVER, 53}, {id = options.id or 7,
      questions = question(name, options.type or 1)})
end

local function answer(seconds, name, answers, options)
  options = options or {}
  return frame(seconds, {SERVER, 53}, {options.client or CLIENT, 40000},
    {id = options.id or 7, response = 1, rcode = options.rcode or 0,
      truncated = options.truncated, questions = question(name,
        options.type or 1), answers = answers,
      additionals = options.additionals})
end

local function log(frames, ...)
  local out, err, status = support.pcaplua{"-r", support.capture(frames),
    SCRIPT, ...}
  assert.equal("", err)
  assert.equal(0, status)
  assert.equal(HEAD, out:sub(1, #HEAD))
  return out:sub(#HEAD + 1)
end

describe("dnslog", function()
  it("prints a line for each question", function()
    local owner, group = "example.org", { "224.0.0.251", 5353 }
    local asked = {id = 1, questions = question("host", 28)}
    local late = {ask(0, "a.example.org"), ask(4, "b.example.org"),
      answer(9.5, "b.example.org", {})}
    scripttest("dnslog", {
      answer = {ask(0, "www.example.org"), answer(0.0125, "www.example.org", {
        {name = "cname", owner = "www.example.org", target = "cpu.example.org"},
        {name = "a", owner = "cpu.example.org", address = "192.0.2.1"}})},
      data = {ask(0, owner, {type = 255}), answer(1, owner, {
        {name = "mx", owner = owner, preference = 5,
          exchange = "mx.example.org"},
        {name = "txt", owner = owner,
          strings = {{text = 'a"\n\xff'}, {text = ""}}},
        {name = "srv", owner = owner, priority = 1, weight = 2, port = 53,
          target = "ns.example.org"},
        {name = "aaaa", owner = owner, address = "2001:db8::1"},
        {kind = 99, owner = owner, data = "abc"}}, {type = 255})},
      codes = {ask(0, "a.example.org"),
        answer(1, "a.example.org", {}, {rcode = 3}), ask(2, "b.example.org"),
        answer(3, "b.example.org", {}, {truncated = 1, additionals = {
          {name = "opt", owner = ".", ttl = 1 << 24}}})},
      late = late,
      ["late-but-in-time"] = {frames = late, words = {"-t", "6"}},
      ["never-answered"] = {ask(0, "a.example.org")},
      ["sent-again"] = {ask(0, owner), ask(1, owner), answer(1.5, owner, {})},
      llmnr = {
        frame(0, {"2001:db8::1", 50000}, {"ff02::1:3", 5355}, asked),
        frame(0.25, {"2001:db8::2", 5355}, {"2001:db8::1", 50000},
          {id = 1, response = 1, questions = asked.questions, answers = {
            {name = "aaaa", owner = "host", address = "2001:db8::2"}}})},
      mdns = {
        frame(0, {CLIENT, 5353}, group, {questions = question("a.local", 1)}),
        frame(1, {SERVER, 5353}, group, {response = 1, answers = {
          {name = "a", owner = "a.local", address = SERVER}}})},
    })
  end)

  it("tells questions apart by client, id, name and type", function()
    local out = log{ask(0, "example.org"), ask(0, "example.org", {id = 8}),
      ask(0, "example.org", {client = "192.0.2.11"}),
      ask(0, "example.org", {type = 28}), ask(0, "EXAMPLE.com"),
      answer(1, "example.com", {})}
    local _, timeouts = out:gsub(" TIMEOUT ", "")
    assert.equal(4, timeouts)
    assert.matches(" EXAMPLE.com A NOERROR 1000.000 %-\n", out)
  end)

  it("keeps 65,536 questions in memory, the latest", function()
    local frames = {}
    support.calm(function()
      for i = 0, 65536 do
        frames[i + 1] = ask(0, "example.org", {id = i & 0xffff,
          port = 40000 + (i >> 16)})
      end
    end)
    frames[#frames + 1] = answer(1, "example.org", {}, {id = 1})
    local out = log(frames)
    local _, timeouts = out:gsub(" TIMEOUT ", "")
    assert.equal(65536, timeouts)
    assert.matches(" NOERROR 1000.000 %-\n", out)
  end)

  it("is quiet when nobody reads on", function()
    local frames = {}
    for i = 1, support.rounds(5000) do
      frames[i] = answer(i / 1000, "example.org", {})
    end
    local out, err = support.shell(("%s -r %s %s | head -n 1"):format(
      support.program(), support.capture(frames), SCRIPT))
    assert.equal(HEAD, out)
    assert.equal("", err)
  end)

  it("explains itself, and refuses what it does not know", function()
    local out, err, status = support.pcaplua{SCRIPT, "-h"}
    assert.matches("^usage: pcaplua %-r file dnslog.lua", out)
    assert.equal("", err)
    assert.equal(0, status)
    for _, words in ipairs{{"-x"}, {"-t"}, {"-t", "0"}, {"-t", "1", "2"}} do
      _, err, status = support.pcaplua{SCRIPT, table.unpack(words)}
      assert.matches("^dnslog: ", err)
      assert.equal(2, status)
    end
  end)
end)
