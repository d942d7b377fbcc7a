--
-- path_spec.lua - names of fields inside lists
--
local lists = require "spec.support.lists"
local pycap = require "pycap"
local support = require "spec.support"

local tcp, dns, syn, sack = lists.tcp, lists.dns, lists.syn, lists.sack
local answer, open, read = lists.answer, lists.open, lists.read
local count = lists.count

local function refused(protocol, names, message)
  local capture <close> = open(syn)
  assert.error_matches(function() capture:on(protocol, names, print) end,
    message, 1, true)
end

describe("names inside lists", function()
  it("take an entry by its place", function()
    assert.same({ n = 6, 2, "mss", 1460, "nop", 7, 8 }, read(syn, "tcp",
      { "options[1].kind", "options[1].name", "options[1].size",
        "options[2].name", "options[3].shift", "options[5].kind" }))
  end)

  it("take the first entry of a kind", function()
    assert.same({ n = 4, 1460, 22, 1, 2 }, read(syn, "tcp",
      { "options[mss].size", "options[timestamps].echo", "sourceport",
        "options[sackpermitted].length" }))
    assert.same({ n = 2, "192.0.2.80", "web.example.org" }, read(answer, "dns",
      { "answers[a].address", "answers[cname].target" }))
  end)

  it("are nil where there is none", function()
    assert.same({ n = 5, nil, nil, nil, nil, 1 }, read(sack, "tcp",
      { "options[mss].size", "options[4].kind", "options[1].size",
        "options[65535].kind", "options[1].kind" }))
    local bare = tcp()
    assert.same({ n = 1, nil }, read(bare, "tcp", { "options[1].kind" }))
    assert.same({ n = 2, nil, nil }, read(bare, "ip",
      { "dns.questions[1].name", "options[1].kind" }))
  end)

  it("lead through lists in lists", function()
    assert.same({ n = 4, 1, 40, nil, nil }, read(sack, "tcp",
      { "options[sack].blocks[1].left", "options[3].blocks[2].right",
        "options[sack].blocks[3].left", "options[1].blocks[1].left" }))
    assert.same({ n = 5, "one", "two", 8443, "192.0.2.91", nil }, read(answer,
      "dns", { "answers[txt].strings[1].text", "answers[5].strings[2].text",
        "answers[https].parameters[port].port",
        "answers[https].parameters[ip4hint].addresses[2].address",
        "answers[https].parameters[ip6hint].addresses[1].address" }))
  end)

  it("of the first of a kind do not go on to the next", function()
    local frame = dns { answers = {
      { name = "txt", strings = { { text = "one" } } },
      { name = "txt", strings = { { text = "a" }, { text = "b" } } } } }
    assert.same({ n = 1, nil }, read(frame, "dns",
      { "answers[txt].strings[2].text" }))
  end)

  it("give addresses of several kinds as text", function()
    assert.same({ n = 5, nil, "192.0.2.80", "192.0.2.81", "2001:db8::80",
      nil }, read(answer, "dns", { "answers[1].address", "answers[2].address",
      "answers[3].address", "answers[4].address", "answers[5].address" }))
  end)

  it("begin with a protocol, where it is another", function()
    assert.same({ n = 2, 1460, "192.0.2.1" }, read(syn, "ip",
      { "tcp.options[mss].size", "source" }))
    assert.same({ n = 1, 1460 }, read(syn, "packet",
      { "tcp.options[mss].size" }))
  end)

  it("are asked for by capture:fields, too", function()
    local capture <close> = open(syn, sack)
    local list = {}
    for size, port in capture:fields("tcp",
      { "options[mss].size", "sourceport" }) do
      list[#list + 1] = ("%s/%s"):format(size, port)
    end
    assert.equal("1460/1 false/1", table.concat(list, " "))
  end)

  it("that are written by pcaplua --fields", function()
    local file = support.capture { syn, sack }
    local out = support.shell(("%s -n -r %s --fields %s"):format(
      support.program(), file,
      "'tcp.options[mss].size,tcp.options[1].name,packet.source'"))
    assert.equal("1460\tmss\t192.0.2.1\n\tnop\t192.0.2.1\n", out)
  end)
end)

describe("conditions inside lists", function()
  it("hold for the entry that is named", function()
    assert.equal(1, count("tcp", { ["options[mss].size"] = 1460 }, syn, sack))
    assert.equal(0, count("tcp", { ["options[mss].size"] = 1461 }, syn, sack))
    assert.equal(1, count("tcp", { ["options[mss].size"] = { from = 1000 } },
      syn, sack))
    assert.equal(1, count("tcp", { ["options[1].name"] = "nop" }, syn, sack))
    assert.equal(1, count("dns", { ["questions[1].type"] = "a" }, answer))
    assert.equal(0, count("dns", { ["questions[1].type"] = "aaaa" }, answer))
    assert.equal(1, count("dns", { ["questions[1].name"] = "www.example.org" },
      answer))
  end)

  it("with [] hold for any entry", function()
    assert.equal(1, count("tcp", { ["options[].kind"] = 3 }, syn, sack))
    assert.equal(2, count("tcp", { ["options[].kind"] = 1 }, syn, sack))
    assert.equal(0, count("tcp", { ["options[].kind"] = 30 }, syn, sack))
    assert.equal(1, count("tcp", { ["options[].blocks[].left"] = 30 },
      syn, sack))
    assert.equal(1, count("tcp", { ["options[sack].blocks[].right"] = 40 },
      syn, sack))
    assert.equal(0, count("tcp", { ["options[].blocks[1].left"] = 30 },
      syn, sack))
  end)

  it("try every entry, the lists in it too", function()
    local frame = dns { answers = {
      { name = "txt", strings = { { text = "one" } } },
      { name = "txt", strings = { { text = "a" }, { text = "b" } } } } }
    assert.equal(1, count("dns", { ["answers[].strings[2].text"] = "b" },
      frame))
    assert.equal(1, count("dns", { ["answers[].strings[].text"] = "b" },
      frame))
    assert.equal(0, count("dns", { ["answers[].strings[].text"] = "c" },
      frame))
  end)

  it("of addresses take prefixes of either family", function()
    local name <const> = "answers[].address"
    for prefix, n in pairs { ["192.0.2.81"] = 1, ["192.0.2.0/25"] = 1,
      ["2001:db8::/32"] = 1, ["192.0.2.82"] = 0, ["2001:db9::/32"] = 0 } do
      assert.equal(n, count("dns", { [name] = prefix }, answer), prefix)
    end
    assert.equal(1, count("dns", { [name] = { "10.0.0.1", "2001:db8::80" } },
      answer))
    local many = {}
    for i = 1, 20 do
      many[2 * i - 1] = ("10.0.%d.0/24"):format(i)
      many[2 * i] = ("2001:db8:%x::/48"):format(i)
    end
    assert.equal(0, count("dns", { [name] = many }, answer))
    many[#many + 1] = "2001:db8::/48"
    assert.equal(1, count("dns", { [name] = many }, answer))
    many[#many] = "192.0.2.0/24"
    assert.equal(1, count("dns", { [name] = many }, answer))
  end)

  it("hold for several names at a time", function()
    assert.equal(1, count("tcp", { ["options[mss].size"] = 1460,
      ["options[].kind"] = 3, sourceport = 1 }, syn, sack))
    assert.equal(0, count("tcp", { ["options[mss].size"] = 1460,
      ["options[].kind"] = 5 }, syn, sack))
  end)
end)

describe("keys and tallies of names inside lists", function()
  it("tell values apart and give them back", function()
    local capture <close> = open(syn, sack, answer)
    local keys = {}
    local handler = capture:on("ip", { { "tcp.options[mss].size",
      "dns.answers[2].address", "dns.answers[4].address",
      "dns.answers[cname].target", "packet.source" } },
      function(key) keys[#keys + 1] = key end)
    capture:loop()
    assert.same({ n = 5, 1460, nil, nil, nil, "192.0.2.1" },
      table.pack(handler:values(keys[1])))
    assert.same({ n = 5, nil, nil, nil, nil, "192.0.2.1" },
      table.pack(handler:values(keys[2])))
    assert.same({ n = 5, nil, "192.0.2.80", "2001:db8::80",
      "web.example.org", "192.0.2.1" }, table.pack(handler:values(keys[3])))
  end)

  it("count and add up", function()
    local capture <close> = open(syn, sack, syn)
    local tally = pycap.tally { by = { "packet.destination",
      "tcp.options[1].name" }, sum = "tcp.options[mss].size" }
    capture:on("ip", tally)
    capture:loop()
    local top = tally:top()
    assert.same({ "198.51.100.2", "mss", count = 2, sum = 2920 }, top[1])
    assert.same({ "198.51.100.2", "nop", count = 1, sum = 0 }, top[2])
  end)

  it("read no foreign key as one of theirs", function()
    local capture <close> = open(syn)
    local handler = capture:on("ip", { { "packet.source",
      "tcp.options[1].name" } }, print)
    for size = 0, 20 do
      for _, mark in ipairs { 0, 1, 2, 4, 16, 255 } do
        pcall(handler.values, handler,
          string.char(mark, size) .. ("\1"):rep(size))
      end
    end
  end)
end)

describe("a name inside a list that cannot be", function()
  it("is refused with the one that is near", function()
    refused("tcp", { "options[msss].size" },
      "tcp.options[msss]: no such kind; did you mean mss?")
    refused("ip", { "tcp.options[msss].size" },
      "tcp.options[msss]: no such kind; did you mean mss?")
    refused("tcp", { "options[mss].sise" },
      "tcp.options[mss].sise: no such field; did you mean size?")
    refused("tcp", { "option[mss].size" },
      "tcp.option: no such field; did you mean options?")
    refused("tcp", { ["options[timestamp].echo"] = 1 },
      "tcp.options[timestamp]: no such kind; did you mean timestamps?")
    refused("tcp", { { "options[sack].blocks[1].lefft" } },
      "tcp.options[sack].blocks[1].lefft: no such field; did you mean left?")
    refused("ip", { "tcq.options[mss].size" },
      "tcq.options[mss].size: no such protocol; did you mean tcp?")
    refused("dns", { "questions[a].name" },
      "dns.questions[a]: index expected: this list has no kinds")
    refused("tcp", { "options[mss].shift" },
      "tcp.options[mss].shift: no such field")
  end)

  it("is refused where the brackets are wrong", function()
    for name, message in pairs {
      ["window[1].x"] = "tcp.window: not a list",
      ["options[0].kind"] =
        "tcp.options[0]: index from 1 to 65535 expected",
      ["options[65536].kind"] =
        "tcp.options[65536]: index from 1 to 65535 expected",
      ["options[99999999999999999999].kind"] =
        "index from 1 to 65535 expected",
      ["options[18446744073709551617].kind"] =
        "index from 1 to 65535 expected",
      ["options[1]"] = "tcp.options[1]: a field expected, as [1].name",
      ["options[1"] = "tcp.options[1: ] expected",
      ["options["] = "tcp.options[: ] expected",
      ["options[1].kind[1].x"] = "tcp.options[1].kind: not a list",
      ["options[1].kind.x"] = "tcp.options[1].kind: not a list",
      ["options[sack].blocks"] = "tcp.options[sack].blocks: a list: a field " ..
        "of it expected, as [1].name",
      ["options[1]..kind"] = "no such field",
      ["[1].kind"] = "tcp.[1].kind: no such field",
      ["options[" .. ("x"):rep(100) .. "].size"] = "no such kind",
      ["options[1]." .. ("x"):rep(100)] = "no such field",
    } do
      refused("tcp", { name }, message)
    end
    local capture <close> = open(syn)
    local _, problem = pcall(capture.on, capture, "tcp", { "options[mss]" },
      print)
    assert.matches("%[mss%]: a field expected, as %[1%].name$", problem)
  end)

  it("is refused where [] has several values", function()
    refused("tcp", { "options[].kind" },
      "options[].kind: [] is for conditions: an index or a kind expected")
    refused("tcp", { { "options[].kind" } }, "[] is for conditions")
    local capture <close> = open(syn)
    assert.error_matches(function()
      capture:on("tcp", pycap.tally { by = { "options[].kind" } })
    end, "[] is for conditions", 1, true)
  end)

  it("is refused where there are too many", function()
    local names = {}
    for i = 1, 33 do names[i] = ("options[%d].kind"):format(i) end
    refused("tcp", names, "tcp.options: too many names inside lists")
  end)

  it("says what a condition's value has to be", function()
    refused("tcp", { ["options[mss].size"] = 65536 },
      "tcp.options[mss].size: integer from 0 to 65535 expected, got 65536")
    refused("tcp", { ["options[2].name"] = 5 },
      "tcp.options[2].name: string expected, got 5")
    refused("dns", { ["answers[].address"] = "x" },
      'dns.answers[].address: address or prefix expected, got "x"')
    refused("dns", { ["answers[a].address"] = "2001:db8::1" },
      "dns.answers[a].address: IPv4 address or prefix expected")
    refused("tcp", { ["packet.source"] = "192.0.2.1/33" },
      "packet.source: address or prefix expected")
    refused("dns", { ["questions[1].type"] = "aaab" },
      "dns.questions[1].type")
  end)
end)
