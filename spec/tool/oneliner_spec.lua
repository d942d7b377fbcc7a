--
-- --where, --each, --begin and --end: expressions and statements over fields
--
local pycap = require "pycap"
local support = require "spec.support"

local quote = support.quote

local file = support.name ".pcap"
assert(os.execute("lua5.4 spec/support/sample.lua " .. quote(file)))

-- Output, errors and status of pcaplua with words on the sample.
local function run(...)
  local words = {}
  for i, word in ipairs { ... } do words[i] = quote(word) end
  return support.shell(("LUA_INIT= %s -r %s %s"):format(support.program(),
    quote(file), table.concat(words, " ")))
end

-- How many packets an expression leaves.
local function count(expression)
  local out, err = run("--where", expression, "--count")
  assert.equal("", err)
  return tonumber(out:match "^(%d+) packets?\n$")
end

-- How many packets of the sample a function wants.
local function counted(f)
  local capture <close> = pycap { filename = file }
  local n = 0
  for packet in capture:packets() do
    if f(packet, packet.arp, packet.ip, packet.icmp, packet.vlan) then
      n = n + 1
    end
  end
  return n
end

describe("--where", function()
  for expression, wants in pairs {
    ["arp"] = function(_, arp) return arp end,
    ["not arp"] = function(_, arp) return not arp end,
    ["arp and vlan"] = function(_, arp, _, _, vlan) return arp and vlan end,
    ["arp and not vlan"] = function(_, arp, _, _, vlan)
      return arp and not vlan
    end,
    ['arp.operation == "reply"'] = function(_, arp)
      return arp and arp.operation == 2
    end,
    ['"reply" ~= arp.operation'] = function(_, arp)
      return arp and arp.operation ~= 2
    end,
    ["packet.length > 60"] = function(packet) return packet.length > 60 end,
    ["60 >= packet.length"] = function(packet) return packet.length <= 60 end,
    ["packet.length > 42 and packet.length < 70"] = function(packet)
      return packet.length > 42 and packet.length < 70
    end,
    ["packet.time >= 1767600100.5"] = function(packet)
      return packet.time >= 1767600100.5
    end,
    ["packet.time < 1767600100.5"] = function(packet)
      return packet.time < 1767600100.5
    end,
    ['ethernet.source == "02:00:00:00:00:66"'] = function(packet)
      return packet.ethernet.source == "02:00:00:00:00:66"
    end,
    ['packet.source == "192.0.2.1" or vlan.id == 20'] =
      function(packet, _, _, _, vlan)
        return packet.source == "192.0.2.1" or vlan and vlan.id == 20
      end,
    ["ip.timetolive + icmp.type == 72"] = function(_, _, ip, icmp)
      return ip and icmp and ip.timetolive + icmp.type == 72
    end,
    ["(icmp.type or 8) == 8"] = function(_, _, _, icmp)
      return not icmp or icmp.type == 8
    end,
    ['arp.sourceprotocol:sub(-2) == ".1"'] = function(_, arp)
      return arp and arp.sourceprotocol:sub(-2) == ".1"
    end,
    ['arp.sourceprotocol:find "66$" and arp.operation == 2'] =
      function(_, arp)
        return arp and arp.sourceprotocol:find "66$" and arp.operation == 2
      end,
    ["arp.sourceprotocol == arp.targetprotocol"] = function(_, arp)
      return arp and arp.sourceprotocol == arp.targetprotocol
    end,
    ["arp.operation & 1 ~= 0"] = function(_, arp)
      return arp and arp.operation & 1 ~= 0
    end,
    ["packet.malformed"] = function(packet) return packet.malformed end,
  } do
    it("leaves the same packets as a script: " .. expression, function()
      local expected = counted(wants)
      assert.equal(expected, count(expression))
      -- the same in Lua alone
      assert.equal(expected, count("(" .. expression .. ") or false"))
    end)
  end

  it("holds for no packet that lacks what is compared", function()
    for _, operator in ipairs { "==", "~=", "<", "<=", ">", ">=" } do
      for _, form in ipairs { "tcp.window %s 5", "5 %s tcp.window",
        "tcp.window %s tcp.window", "tcp.window + 1 %s 5",
        "(tcp.window or tcp.urgent) %s 5", "#tcp.packet %s 5" } do
        local expression = form:format(operator)
        assert.equal(0, count(expression), expression)
        assert.equal(0, count("(" .. expression .. ") or false"))
        assert.equal(91, count("not (" .. expression .. ")"), expression)
      end
    end
    assert.equal(0, count 'dns.questions[1].name:find "x"')
    assert.equal(0, count "(-tcp.window)")
    assert.equal(0, count "arp and not arp")
    assert.equal(0, count "not arp and arp.operation == 1")
  end)

  it("reads fields inside lists", function()
    local options = support.capture { pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap.tcp { options = { { kind = "mss", size = 1400 } } }).bytes }
    for expression, n in pairs {
      ["tcp.options[mss].size == 1400"] = 1,
      ["tcp.options[mss].size % 1000 == 400"] = 1,
      ['tcp.options[].name == "mss"'] = 1,
      ["tcp.options[2].size == 1400"] = 0,
    } do
      local out = support.pcaplua { "-r", options, "--where", expression,
        "--count" }
      assert.matches("^" .. n .. " packet", out)
    end
  end)

  it("serves everything that prints, counts or writes", function()
    for _, expression in ipairs { "icmp.type == 8",
      "icmp.type == 8 or icmp.type == 99" } do
      local out = run("--where", expression)
      assert.equal(3, select(2, out:gsub("echo%-request", "")))
      assert.equal(3, select(2, out:gsub("\n", "")))
      assert.equal(3, select(2, run("--where", expression, "-T", "json")
        :gsub('"icmp.type":8', "")))
      assert.equal("1\t74\n2\t74\n3\t74\n", (run("--where", expression,
        "--fields", "icmp.sequence,length")))
      assert.matches("\n +222 +3  192.0.2.10\n$", (run("--where", expression,
        "--top", "ip.source,packet.length")))
      assert.matches("\n +3  74\n$", (run("--where", expression, "--top",
        "length")))
      for _, words in ipairs { {}, { "-U" }, { "-C", "1", "-Z", "root" } }
      do
        local written = support.name ".pcap"
        run("-Z", "root", "--where", expression, "-w", written,
          table.unpack(words))
        assert.equal("3 packets\n", (support.pcaplua { "-r", written,
          "--count" }))
      end
    end
  end)

  for expression, text in pairs {
    ["arp.operaton == 1"] = "arp.operaton: no such field; did you mean " ..
      "operation?",
    ["arq.operation == 1"] = "arq.operation: no such protocol; did you mean " ..
      "arp?",
    ["arq"] = 'unknown protocol "arq"; did you mean arp?',
    ["arp.operation == 'replay'"] = 'arp.operation: no such name "replay"; ' ..
      'did you mean "reply"?',
    ["arp.operation == 65536"] = "arp.operation: integer from 0 to 65535",
    ["arp.operation < 1.5"] = "arp.operation: integer from 0 to 65535",
    ["ip.source == '192.0.2.0/24'"] = "ip.source: address expected",
    ["ip.source == '192.0.2'"] = "ip.source: IPv4 address or prefix expected",
    ["ip.source < 5"] = "ip.source: ",
    ["packet.nosuch == 1"] = "packet.nosuch: no such member",
    ["packet"] = "packet: every packet is one",
    ["print(1)"] = 'unknown protocol "print"',
    ["arp.operation == nil"] = "arp.operation == nil never holds",
    ["arp.operation == true"] = "arp.operation == true never holds",
    ["tcp.options[].name == 'mss' or arp"] = "tcp.options[].name: [] is for ",
    ["arp.operation = 1"] = "<eof> expected near '='; == compares",
    ["arp.operation != 1"] = "<eof> expected near '!'; not equal is ~=",
    ["arp && ip"] = "unexpected symbol near '&'; && is and",
    ["ip.source == 192.0.2.1"] = "malformed number near '192.0.2.1'; an " ..
      'address is written in quotes: "192.0.2.1"',
    ["ethernet.source == 02:00:00:00:00:01"] = "<eof> expected near ':'; an " ..
      "address is written in quotes",
    ["arp.operation == reply"] = 'unknown protocol "reply"; the name of a ' ..
      "value is written in quotes",
    ["length > 60"] = 'unknown protocol "length"; did you mean packet.length?',
    ["targetprotocol == '192.0.2.1'"] = 'unknown protocol "targetprotocol"; ' ..
      "did you mean arp.targetprotocol?",
    ["tcp.flags.syn"] = "tcp.flags.syn: no such field; did you mean " ..
      "tcp.flags & 2 ~= 0?",
    ["arp.operation.reply"] = "arp.operation.reply: no such field; did you " ..
      'mean arp.operation == "reply"?',
    ["dns.questions.name == 'x'"] = "dns.questions.name: no such field; did " ..
      "you mean dns.questions[1].name?",
    ["arp, ip"] = "an expression expected, got more from , on",
    ["function() end"] = "function: the name of a header or field",
    ["{}"] = "{: the name of a header or field",
    [""] = "an expression expected",
  } do
    it("is refused before the first packet: " .. expression, function()
      local out, err, status = run("--where", expression, "--count")
      assert.equal("", out)
      assert.equal("pcaplua: --where: " .. text, err:sub(1, 18 + #text))
      assert.equal(2, status)
    end)
  end

  it("is not blamed for names of other options", function()
    for option, name in pairs { ["--top"] = "tcp.sport",
      ["--fields"] = "tcp.sport" } do
      local _, err = run("--where", "tcp", option, name)
      assert.equal("pcaplua: " .. option .. ": tcp.sport: no such field; " ..
        "did you mean sourceport?\n", err)
    end
  end)

  it("is blamed beside --each", function()
    for expression, text in pairs {
      ["ip.src == '1.2.3.4'"] = "ip.src: no such field",
      ["tcp.options[].name == 'mss' or arp"] = "tcp.options[].name: [] is for",
      ["arp ("] = "",
    } do
      local _, err, status = run("--where", expression, "--each", "print(1)")
      text = "pcaplua: --where: " .. text
      assert.equal(text, err:sub(1, #text))
      assert.equal(2, status)
    end
  end)

  it("is meant where its expression stands as a filter", function()
    for expression, hint in pairs {
      ["dns"] = "; did you mean --where 'dns'?",
      ["dns.rcode == 3"] = "; did you mean --where 'dns.rcode == 3'?",
      ["ip.source == '192.0.2.1'"] = "; did you mean --where " ..
        [['ip.source == '\''192.0.2.1'\'''?]],
      ["dns.rcod == 3"] = "",
      ["tcp port"] = "",
    } do
      local out, err, status = run(expression)
      assert.equal("", out)
      assert.matches('^pcaplua: filter "', err)
      assert.equal(hint, err:match "(; did you mean .*)\n$" or "")
      assert.equal(3, status)
    end
    local _, err = run("-f", "dns", "--eval", "pycap.on('arp', print)")
    assert.is_nil(err:find("did you mean", 1, true))
  end)

  it("tests more conditions than C takes", function()
    local list = {}
    for i = 1, 30 do list[i] = "packet.length ~= " .. i end
    assert.equal(91, count(table.concat(list, " and ")))
  end)
end)

describe("--each", function()
  it("gets fields, and nil for what is absent", function()
    local out = run("--each", "print(icmp.sequence, arp.operation)", "-c", "3",
      "-f", "icmp or arp")
    assert.matches("nil\t%d\n", out)
    assert.equal("1\n1\n2\n2\n3\n3\n", (run("--where", "icmp", "--each",
      "print(icmp.sequence)")))
  end)

  it("has globals that --begin and --end share", function()
    assert.equal("91\t5544\n", (run("--begin", "n, sum = 0, 0", "--each",
      "n = n + 1; sum = sum + packet.length", "--end", "print(n, sum)")))
  end)

  it("translates names of values and addresses", function()
    local out = run("--where", "arp", "--begin", "n = 0", "--each", [[
      if arp.operation == "reply" then n = n + 1 end
      if "request" ~= arp.operation then n = n + 100 end
      if arp.sourcehardware == "02:00:00:00:00:6A" or
        ("x" .. arp.operation) == "x" then n = n + 10000 end
    ]], "--end", "print(n)")
    assert.equal("5151\n", out)
  end)

  it("gets the packet and its headers where they are named alone", function()
    assert.equal("1\tICMP\n2\tICMP\n3\tICMP\n", (run("--where",
      "icmp.type == 8 or icmp.type == 9", "--each",
      "print(icmp.sequence, tostring(icmp):match '%a+')")))
    assert.matches("^IP 192.0.2.10 > 192.0.2.1: ICMP", (run("--where", "icmp",
      "--each", "print(packet)")))
    assert.equal("nil\n", (run("--each", "print(packet.comment)", "-c", "1")))
  end)

  it("leaves keys, methods and strings alone", function()
    assert.equal("1 2 arp.operation\n", (run("-c", "1", "--each", [[
      -- arp.nosuch
      local t = { arp = 1, ip = 2 }
      function t:udp() return t.arp .. " " .. self.ip end
      print(t:udp() .. " arp.operation")]])))
  end)

  for text, wrong in pairs {
    ["print(ip.sorce)"] = "--each: ip.sorce: no such field; did you mean " ..
      "source?",
    ["print(ipp.source)"] = "--each: ipp: nothing assigns this variable, " ..
      "and it is no protocol; did you mean ip?",
    ["print(nosuch)"] = "--each: nosuch: nothing assigns this variable",
    ["print(packet.nosuch)"] = "--each: packet.nosuch: no such member",
    ["x = arp.operation == 'replay'"] = '--each: arp.operation: no such name',
    ["print(packet:shw())"] = "--each: packet.shw: no such protocol or " ..
      "member; did you mean show?",
    ["x = packet.arp.operation == 'replay'"] = "--each: arp.operation: no " ..
      "such name",
    ["print(packet.arp.operaton)"] = "--each: arp.operaton: no such field",
    ["print(sourceprotocol)"] = "--each: sourceprotocol: nothing assigns " ..
      "this variable, and it is no protocol; did you mean arp.sourceprotocol?",
    ["x += 1"] = "--each:1: syntax error near '+'; n += 1 is n = n + 1",
    ["local arp = 1"] = "--each: arp: the name of a header; another one",
    ["arp = 1"] = "--each: arp: the name of a header; another one",
    ["for ip in pairs {} do end"] = "--each: ip: the name of a header",
    ["arp.operation = 1"] = "--each: arp.operation: --each reads fields",
    ["print("] = "--each:1: unexpected symbol near <eof>",
  } do
    it("is refused before the first packet: " .. text, function()
      local out, err, status = run("--begin", "print 'begin'", "--each", text)
      assert.equal("", out)
      assert.equal("pcaplua: " .. wrong, err:sub(1, 9 + #wrong))
      assert.equal(2, status)
    end)
  end

  it("says where an error is", function()
    local out, err, status = run("--each", "x = 1\ny = arp.operation + 1",
      "--end", "print 'end'", "icmp")
    assert.equal("", out)
    assert.matches("^pcaplua: %-%-each:2: attempt to perform arithmetic on " ..
      "a nil value %(local 'arp_operation'%); this packet has no " ..
      "arp%.operation; %-%-where chooses those that do\n", err)
    assert.equal(1, status)
  end)

  it("says how a variable gets its first value", function()
    local _, err = run("--each", "n = n + 1")
    assert.matches("^pcaplua: %-%-each:1: [^\n]*%(global 'n'%); " ..
      "%-%-begin 'n = 0' gives it a value\nstack traceback:", err)
  end)

  it("reads the packet's headers as fields, and assigns to them", function()
    assert.equal("2\n2\n", (run("-c", "8", "--where",
      "packet.arp and packet.arp.operation == 'reply'", "--each",
      "if packet.arp.operation == 'reply' then print(arp.operation) end")))
    assert.equal("9\n", (run("-c", "1", "--each",
      "packet.ethernet.type = 9 print(packet.ethernet.type)")))
  end)

  it("is given once", function()
    local _, err, status = run("--where", "arp", "--where", "ip")
    assert.matches("^pcaplua: %-%-where: given twice, one expected\n", err)
    assert.equal(2, status)
  end)

  it("has no packet in --begin and --end", function()
    for _, option in ipairs { "--begin", "--end" } do
      local _, err = run("--each", "x = 1", option, "print(arp.operation)")
      assert.matches("arp: there is no packet in " .. option, err, 1, true)
    end
  end)
end)
