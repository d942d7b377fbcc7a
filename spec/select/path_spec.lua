--
-- path_spec.lua - names of fields inside lists
--
local pycap = require "pycap"
local support = require "spec.support"

local link <const> = { source = "02:00:00:00:00:01",
  destination = "02:00:00:00:00:02" }
local ends <const> = { source = "192.0.2.1", destination = "198.51.100.2" }

local function tcp(options, more)
  local fields = { sourceport = 1, destinationport = 2, options = options }
  for name, value in pairs(more or {}) do fields[name] = value end
  return pycap.packet(pycap.ethernet(link), pycap.ip(ends),
    pycap.tcp(fields)).bytes
end

local function dns(fields)
  return pycap.packet(pycap.ethernet(link), pycap.ip(ends),
    pycap.udp { sourceport = 53, destinationport = 4000 },
    pycap.dns(fields)).bytes
end

local syn <const> = tcp { { kind = "mss", size = 1460 }, { kind = "nop" },
  { kind = "windowscale", shift = 7 }, { kind = "sackpermitted" },
  { kind = "timestamps", value = 11, echo = 22 } }
local sack <const> = tcp { { kind = "nop" }, { kind = "nop" },
  { kind = "sack", blocks = { { left = 1, right = 2 },
    { left = 30, right = 40 } } } }
local answer <const> = dns { id = 7, response = 1,
  questions = { { name = "www.example.org", type = "a" } },
  answers = {
    { name = "cname", owner = "www.example.org", target = "web.example.org" },
    { name = "a", owner = "web.example.org", address = "192.0.2.80" },
    { name = "a", owner = "web.example.org", address = "192.0.2.81" },
    { name = "aaaa", owner = "web.example.org", address = "2001:db8::80" },
    { name = "txt", owner = "example.org",
      strings = { { text = "one" }, { text = "two" } } },
    { name = "https", owner = "example.org", target = ".", parameters = {
      { name = "port", port = 8443 },
      { name = "ip4hint", addresses = { { address = "192.0.2.90" },
        { address = "192.0.2.91" } } } } },
  } }

local function open(...)
  return pycap { filename = support.capture { ... } }
end

-- What a handler with these names is called with, for one frame.
local function read(frame, protocol, names)
  local capture <close> = open(frame)
  local result
  capture:on(protocol, names, function(...) result = table.pack(...) end)
  capture:loop()
  return result
end

-- How many of the frames have what the conditions say.
local function count(protocol, conditions, ...)
  local capture <close> = open(...)
  local n = 0
  capture:on(protocol, conditions, function() n = n + 1 end)
  capture:loop()
  return n
end

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

describe("the IP header's addresses", function()
  local v6 <const> = pycap.packet(pycap.ethernet(link),
    pycap.ip6 { source = "2001:db8::1", destination = "2001:db8::2" },
    pycap.udp {}).bytes
  local arp <const> = pycap.packet(pycap.ethernet(link), pycap.arp {}).bytes

  it("are of whichever family, the outermost", function()
    local names <const> = { "packet.source", "packet.destination" }
    assert.same({ n = 2, "192.0.2.1", "198.51.100.2" },
      read(syn, "ethernet", names))
    assert.same({ n = 2, "2001:db8::1", "2001:db8::2" },
      read(v6, "packet", { "source", "destination" }))
    assert.same({ n = 2, nil, nil }, read(arp, "ethernet", names))
    local tunnel = pycap.packet(pycap.ethernet(link),
      pycap.ip6 { source = "2001:db8::5", destination = "2001:db8::6" },
      pycap.ip(ends), pycap.udp {}).bytes
    assert.same({ n = 2, "2001:db8::5", "2001:db8::6" },
      read(tunnel, "packet", names))
  end)

  it("are found behind other headers", function()
    local frame = pycap.packet(pycap.ethernet(link), pycap.vlan {},
      pycap.vlan {}, pycap.ip(ends), pycap.udp {}).bytes
    assert.same({ n = 1, "192.0.2.1" }, read(frame, "ethernet",
      { "packet.source" }))
    assert.same({ n = 1, "198.51.100.2" }, read(frame, "vlan",
      { "packet.destination" }))
  end)

  it("are found where nothing else is asked for below the link", function()
    local file = support.name()
    local dump <close> = pycap.dump(file, { datalink = 113 })
    dump:write(pycap.packet(pycap.sll {}, pycap.ip(ends), pycap.udp {}))
    dump:close()
    local capture <close> = pycap { filename = file }
    local source
    capture:on("sll", { "packet.source" }, function(text) source = text end)
    capture:loop()
    assert.equal("192.0.2.1", source)
  end)

  it("of one family are not taken for those of the other", function()
    local v4 = pycap.packet(pycap.ethernet(link),
      pycap.ip { source = "32.1.13.184" }, pycap.udp {}).bytes
    local many = { "32.1.13.0/24", "2001:db8::/32" }
    for i = 1, 12 do many[i + 2] = ("10.0.%d.0/24"):format(i) end
    assert.equal(0, count("packet", { source = "2001:db8::/32" }, v4))
    assert.equal(0, count("packet", { source = "32.1.13.0/24" }, v6))
    assert.equal(2, count("packet", { source = many }, v4, v6))
    many[1] = "10.0.0.0/24"
    assert.equal(1, count("packet", { source = many }, v4, v6))
  end)

  it("are conditions, addresses and prefixes of both together", function()
    local name <const> = "packet.source"
    assert.equal(1, count("packet", { [name] = "192.0.2.1" }, syn, v6, arp))
    assert.equal(2, count("packet", { [name] = { "192.0.2.0/24",
      "2001:db8::/32" } }, syn, v6, arp))
    assert.equal(0, count("packet", { ["packet.destination"] = "192.0.2.1" },
      syn, v6, arp))
  end)

  it("are counted apart", function()
    local capture <close> = open(syn, v6, arp, v6)
    local tally = pycap.tally { by = { "source" } }
    capture:on("packet", tally)
    capture:loop()
    assert.same({ { "2001:db8::1", count = 2 }, { "192.0.2.1", count = 1 },
      { count = 1 } }, tally:top())
  end)

  it("are members of packets", function()
    local function first(frame)
      local capture <close> = open(frame)
      return capture:packets()(capture)
    end
    local packet = first(syn)
    assert.equal("192.0.2.1", packet.source)
    assert.equal("198.51.100.2", packet.destination)
    packet.ip.source = "192.0.2.9"
    assert.equal("192.0.2.9", packet.source)
    assert.is_nil(first(arp).source)
    assert.equal("2001:db8::2", first(v6).destination)
    assert.error_matches(function() packet.source = "192.0.2.1" end,
      "packet.source: cannot be assigned", 1, true)
    assert.equal("0.0.0.0", pycap.packet(pycap.ip {}).source)
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

-- What scripts see at a name, by way of objects.
local function see(packet, protocol, path)
  local value = packet[protocol]
  for name, which in path:gmatch "([%w]+)%[?([%w]*)%]?" do
    if type(value) ~= "table" then return nil end
    value = value[name]
    if which ~= "" and type(value) == "table" then
      local list = value
      value = list[math.tointeger(which)]
      for _, entry in ipairs(tonumber(which) and {} or list) do
        if entry.name == which then
          value = entry
          break
        end
      end
    elseif which ~= "" then
      return nil
    end
  end
  if type(value) == "table" then return nil end
  return value
end

describe("values inside lists are those that headers show", function()
  local paths <const> = {
    tcp = { "options[1].kind", "options[1].name", "options[2].length",
      "options[1].data", "options[4].data", "options[6].kind",
      "options[mss].size", "options[sack].blocks[1].left",
      "options[3].blocks[2].right", "options[timestamps].echo",
      "options[md5].digest", "options[fastopen].cookie" },
    dns = { "questions[1].name", "questions[1].type", "questions[2].class",
      "answers[1].owner", "answers[1].kind", "answers[1].length",
      "answers[1].data", "answers[2].address", "answers[a].address",
      "answers[cname].target", "answers[txt].strings[2].text",
      "answers[txt].data", "answers[https].priority",
      "answers[https].parameters[port].port",
      "answers[6].parameters[2].addresses[1].address",
      "additionals[opt].options[subnet].sourceprefix" },
    ip = { "options[1].kind", "options[2].data", "options[1].length" },
    lldp = { "elements[1].kind", "elements[chassis].id", "elements[2].name",
      "elements[systemname].text", "elements[3].data", "elements[4].length",
      "elements[timetolive].seconds" },
    igmp = { "groups[1].kind", "groups[1].group", "groups[1].length",
      "groups[2].name", "groups[1].data", "groups[include].auxiliarydata",
      "groups[1].sources[2].address" },
    icmp6 = { "options[1].kind", "options[1].length", "options[2].name",
      "options[1].data", "options[mtu].mtu" },
  }
  local frames <const> = { syn, sack, answer }
  frames[#frames + 1] = pycap.packet(pycap.ethernet(link), pycap.lldp {
    elements = { { name = "chassis", subtype = 4, id = "abc" },
      { name = "port", subtype = 5, id = "eth0" },
      { name = "timetolive", seconds = 120 },
      { name = "systemname", text = "box" }, { name = "end" } } }).bytes
  frames[#frames + 1] = pycap.packet(pycap.ethernet(link), pycap.ip6 {},
    pycap.icmp6 { type = 134, options = { { name = "mtu", mtu = 1400 },
      { name = "prefix" } } }).bytes
  frames[#frames + 1] = pycap.packet(pycap.ethernet(link), pycap.ip(ends),
    pycap.igmp { type = "report3", groups = { { kind = 1,
      group = "233.252.0.1", sources = { { address = "192.0.2.7" },
        { address = "192.0.2.8" } }, auxiliarydata = "abcd" },
      { kind = 4, group = "233.252.0.2" } } }).bytes

  -- Compares all paths in frames; returns how many values were there.
  local function compare(list)
    local capture <close> = pycap { filename = support.capture(list) }
    local n, there, values = 0, 0, {}
    for protocol, names in pairs(paths) do
      capture:on(protocol, names, function(...)
        values[protocol] = table.pack(...)
      end)
    end
    capture:on("packet", function(packet)
      n = n + 1
      for protocol, found in pairs(values) do
        for i, path in ipairs(paths[protocol]) do
          local value = see(packet, protocol, path)
          if value ~= found[i] then
            assert.equal(value, found[i], path .. " of " ..
              pycap.hexdump(packet))
          end
          if value ~= nil then there = there + 1 end
        end
      end
      values = {}
    end)
    capture:loop()
    assert.equal(#list, n)
    return there
  end

  it("in whole packets", function()
    assert.equal(35, compare(frames))
  end)

  it("in packets cut anywhere", function()
    local cut = {}
    for _, frame in ipairs(frames) do
      for size = 1, #frame do
        cut[#cut + 1] = { bytes = frame:sub(1, size), length = #frame }
      end
    end
    assert.is_true(compare(cut) > 1000)
  end)

  it("in packets with wrong bytes", function()
    local wrong = {}
    math.randomseed(14)
    for i = 1, 6000 do
      local frame = frames[i % #frames + 1]
      for _ = 1, math.random(3) do
        local at = math.random(15, #frame)
        frame = frame:sub(1, at - 1) .. string.char(math.random(0, 255)) ..
          frame:sub(at + 1)
      end
      wrong[i] = frame
    end
    assert.is_true(compare(wrong) > 10000)
  end)
end)

describe("lists of 64 KiB", function()
  -- Records of one byte and less, names that lead back and back.
  local function flood(entry, n)
    local body = string.pack(">I2I2I2I2I2I2", 1, 0, n, 0, 0, 0) ..
      entry:rep((65000 - 12) // #entry)
    return pycap.packet(pycap.ethernet(link), pycap.ip(ends),
      pycap.udp { sourceport = 53, destinationport = 4000 }, body).bytes
  end

  it("are gone through once for each name", function()
    local start <const> = os.clock()
    local names, conditions = {}, {}
    for i = 1, 15 do
      names[i] = ("questions[%d].name"):format(65000 + i)
      conditions[("dns.questions[].%s"):format(i % 2 == 0 and "name" or
        "type")] = i % 2 == 0 and "x" or 77
    end
    local frames = { flood("\0\0\1\0\1", 12997), flood("\1a\0\0\1\0\1", 9000),
      flood("\xc0\x0c\0\1\0\1", 10831),
      flood(("\1a"):rep(120) .. "\0\0\1\0\1", 265) }
    local capture <close> = open(table.unpack(frames))
    local n = 0
    names[#names + 1] = "questions[9000].type"
    capture:on("dns", names, function(...) n = n + select("#", ...) end)
    capture:on("packet", conditions, error)
    capture:loop()
    assert.is_true(n > 0)
    assert.is_true(os.clock() - start < 5)
  end)

  it("are charged to a script with limits", function()
    local file = support.capture { flood("\0\0\1\0\1", 12997) }
    local function run(names)
      return support.pcaplua({ "--instructions", "100k", "--script", "-" },
        ([[local capture = pycap{filename = "%s"}
          local names = {}
          for i = 1, %d do names[i] = "questions[60000].name" end
          capture:on("dns", names, print)
          capture:on("dns", names, print)
          capture:loop() ]]):format(file, names))
    end
    local out, err, status = run(1)
    assert.same({ "nil\nnil\n", "", 0 }, { out, err, status })
    local _, charged = run(16)
    assert.matches("limit of 102400 instructions", charged)
  end)
end)
