--
-- --check: mistakes in scripts, each found at its line
--
local support = require "spec.support"

-- Output and status of --check of a script.
local function check(text, ...)
  local name = support.write(text, ".lua")
  local out, err, status = support.pcaplua { "--check", name, ... }
  assert.equal("", err)
  local pattern = name:gsub("%W", "%%%0")
  return out:gsub(pattern .. ":", ""), status
end

-- Each: the line of the mistake, how what is said of it begins, and the script.
local mistakes <const> = {
  { 1, "'end' expected near <eof>", "if arg then" },
  { 1, "unfinished string near", "print('x" },
  { 2, "'then' expected near '='", "local x = 1\nif x = 1 then end" },
  { 1, 'unknown protocol "arq"; did you mean arp?',
    "pycap.on('arq', print)" },
  { 2, "arp.sorceprotocol: no such field; did you mean sourceprotocol?",
    "\npycap.on('arp', {'sorceprotocol'}, print)" },
  { 1, 'arp.operation: no such name "replay"; did you mean "reply"?',
    "pycap.on('arp', {operation = 'replay'}, print)" },
  { 1, "tcp.sport: no such field",
    "pycap.on('ip', {['tcp.sport'] = 80}, print)" },
  { 1, "tcp.destinationport: integer from 0 to 65535 expected, got 70000",
    "pycap.on('tcp', {destinationport = 70000}, print)" },
  { 1, "ip.source: IPv4 address or prefix expected",
    "pycap.on('ip', {source = '192.0.2'}, print)" },
  { 1, "table of fields, tally or function expected, got nil",
    "pycap.on('ip')" },
  { 2, "udp.sourcport: no such field; did you mean sourceport?",
    "local function later(capture)\ncapture:on('udp', {'sourcport'}, print)" ..
    "\nend\nreturn later" },
  { 1, 'arp.operation == "reply" never holds: in a script it is 2; ' ..
    'pycap.name(arp, "operation") is its name',
    "pycap.on('arp', function(arp) print(arp.operation == \"reply\") end)" },
  { 2, 'tcp.flags == "syn" never holds',
    "pycap.on('tcp', function(tcp)\nif tcp.flags == \"syn\" then end end)" },
  { 1, "tcp.flags ~= 'syn, ack' always holds",
    "pycap.on('packet', function(packet) print(packet.tcp.flags ~= " ..
    "'syn, ack') end)" },
  { 1, 'ethernet.source == "02:00:00:00:00:0A" never holds: in a script it ' ..
    'is "02:00:00:00:00:0a"',
    'pycap.on("packet", function(packet) return ' ..
    'packet.ethernet.source == "02:00:00:00:00:0A" end)' },
  { 1, "ip.source: address expected",
    'pycap.on("ip", function(ip) return ip.source == "192.0.2.0/24" end)' },
  { 1, "arp.operation: integer from 0 to 65535",
    "pycap.on('arp', function(arp) return arp.operation == 70000 end)" },
  { 1, "ip.source: ",
    "pycap.on('ip', function(ip) return 5 == ip.source end)" },
  { 1, "arp.sourceprotcol: no such field; did you mean sourceprotocol?",
    "pycap.on('arp', function(arp) print(arp.sourceprotcol) end)" },
  { 1, "packet.lenght: no such protocol or member; did you mean length?",
    "pycap.on('packet', function(packet) print(packet.lenght) end)" },
  { 2, "dns.rcod: no such field; did you mean rcode?",
    "pycap.on('packet', function(p)\nlocal dns = p.dns print(dns.rcod) end)" },
  { 2, "arp.operaton: no such field; did you mean operation?",
    "pycap.on('arp', function(a, p)\nlocal b = p.arp print(b.operaton) end)" },
  { 1, "packet.arpp: no such",
    "pycap.on('packet', function(packet) print(packet.arpp) end)" },
  { 2, "pycap.onn: no such function; did you mean on?",
    "local function later()\npycap.onn('arp', print) end\nreturn later" },
  { 1, "prnt: nothing assigns this variable",
    "pycap.on('arp', function(arp) prnt(arp) end)" },
  { 1, "count: nothing assigns this variable",
    "pycap.on('arp', function() local n = count + 1 return n end)" },
  { 2, "capture.onn: no such member; did you mean on?",
    "local capture = pycap()\ncapture:onn('arp', print)" },
  { 1, "filname", "local capture = pycap{filname = 'x'} return capture" },
  { 1, "filter", "local capture = pycap{filter = 'arp and'} return capture" },
  { 1, "every' (number expected, got string)", "pycap.every('x', print)" },
  { 3, "ip.sorce: no such field; did you mean source?",
    "\nlocal tally = pycap.tally{by = {'ip.sorce'}}\n" ..
    "pycap.on('packet', tally)" },
  { 1, "attempt to call a nil value (field 'fromat')",
    "print(string.fromat('%d', 1))" },
  { 2, 'arp.operation: no such name "replay"; did you mean "reply"?',
    "pycap.on('arp', function()\nlocal a = pycap.arp{operation = 'replay'}" ..
    " return a end)" },
  { 1, 'dns.questions[1].type == "aaaa" never holds',
    "pycap.on('dns', function(dns) return dns.questions[1].type == " ..
    '"aaaa" end)' },
  { 1, "tcp.dport: no such field",
    "pycap.on('tcp', function(t) print(t.dport) end)" },
  { 1, 'tcp.flags == "syn" never holds: in a script it is 2; ' ..
    'pycap.name(header, "flags") is its name',
    "pycap.on('tcp', function(header) return header.flags == \"syn\" end)" },
  { 1, 'arp.operation == "reply" never holds: in a script it is 2',
    "pycap.on('arp', {'operation'}, function(what) return what == " ..
    '"reply" end)' },
  { 1, "arp.operaton: no such field; did you mean operation?",
    "pycap.on('packet', function(p) print(p.arp.operaton) end)" },
  { 2, "tcp.dport: no such field",
    "for p in pycap():packets() do\nif p.tcp then print(p.tcp.dport) end end" },
  { 1, "tcp.dport: no such field",
    "pycap.on('packet', function(packet) local t = packet.tcp " ..
    "print(t.dport) end)" },
  { 1, "packet.shw: no such protocol or member; did you mean show?",
    "pycap.on('arp', function(arp, packet) packet:shw() end)" },
  { 1, 'arp.operation: no such name "replay"; did you mean "reply"?',
    "pycap.on('arp', function(arp) arp.operation = 'replay' end)" },
  { 1, "ip.timetolive: integer from 0 to 255 expected, got 300",
    "pycap.on('ip', function(ip) ip.timetolive = 300 end)" },
  { 1, "arp.operaton: no such field; did you mean operation?",
    "pycap.on('arp', function(arp) print(pycap.name(arp, 'operaton')) end)" },
  { 1, "not applies to arp.operation alone here; " ..
    "write not (arp.operation == 2)",
    "pycap.on('arp', function(arp) return not arp.operation == 2 end)" },
  { 1, "tcp.flags & 'syn': a number expected",
    "pycap.on('tcp', function(tcp) return tcp.flags & 'syn' end)" },
  { 1, "dns.questions[1].nam: no such field; did you mean name?",
    "pycap.on('dns', function(dns) print(dns.questions[1].nam) end)" },
  { 1, "pycap.constants.arp.ARPOP_REPLAY: no such constant",
    "pycap.on('arp', function() return pycap.constants.arp.ARPOP_REPLAY end)" },
  { 1, "ip.sorce: no such field; did you mean source?",
    "pycap.on('arp', function(arp) " ..
    "return pycap.ip{sorce = arp.sourceprotocol} end)" },
  { 1, "string.fromat: no such function; did you mean format?",
    "pycap.on('arp', function() return string.fromat('%d', 1) end)" },
  { 1, "prnt: nothing assigns this variable, and it is no protocol; " ..
    "did you mean print?", "pycap.on('arp', function() prnt() end)" },
  { 1, "device and filename exclude each other",
    "local capture = pycap{device = 'eth0', filename = 'x'} return capture" },
  { 1, 'unknown option "rotat"; did you mean rotate?',
    "pycap.dump('x.pcap', {rotat = 5})" },
  { 1, 'unknown option "devise"; did you mean device?',
    "pycap.inject{devise = 'eth0'}" },
  { 2, "attempt to call a nil value (local 'f')",
    "pycap.atend(function() local f\nf() end)" },
  { 1, "bad argument #1 to 'atend' (function expected, got nil)",
    "pycap.atend(nil)" },
  { 1, "module 'nosuch' not found:", "require 'nosuch'" },
}

describe("--check", function()
  for i, mistake in ipairs(mistakes) do
    local line, text, script = table.unpack(mistake)
    it(("finds mistake %d: %s"):format(i, text), function()
      local out, status = check(script)
      local at, said = out:match "^(%d+): ([^\n]*)\n$"
      assert.equal(tostring(line), at, out)
      assert.is_number(said:find(text, 1, true), said)
      assert.equal(1, status)
    end)
  end

  it("tells all mistakes of a script, by line", function()
    local out = check "pycap.on('arp', {'x'}, print)\nprnt()\ny = pycap.z"
    assert.equal(3, select(2, out:gsub("%d+: [^\n]*\n", "")))
    assert.matches("^1: .*\n2: .*\n3: ", out)
  end)

  for name in io.popen "ls scripts/*.lua":lines() do
    it("says nothing about " .. name, function()
      for _, words in ipairs { {}, { "-h" }, { "a", "192.0.2.1" } } do
        local out, err, status = support.pcaplua { "--check", name,
          table.unpack(words) }
        assert.equal("", out .. err)
        assert.equal(0, status)
      end
    end)
  end

  it("says nothing about what may be right", function()
    local out, status = check([[#!/usr/bin/env pcaplua
      local arp <const> = { operation = "reply" }
      local function run(cmd) return cmd:gsub("x", "y"), cmd .. "" end
      pycap.protocol { name = "beacon", title = "Beacon", meaning = "x",
        reference = "x", fields = { { "state", 8, "x" } } }
      pycap.on("beacon", {"state"}, print)
      pycap.on("tcp", function(tcp, packet)
        local text = "x" .. tcp.flags == "xsyn"
        if tcp.flags & 2 == 2 and packet.source == "192.0.2.1" then
          print(text, arg[1], arp.operation == "reply", packet.comment)
        end
      end)
      function result() return 1 end
      pycap.on("tcp", {"flags", sourceport = 80}, function(flags)
        local names = {}
        table.sort(names, function(flags, t) return flags.x == t.y end)
        for i, flags in ipairs(names) do print(i, flags.x) end
        return flags & 18 == 18 and run("drop")
      end)
      pycap.on("ip", {operation = "x" and nil}, function(ip, packet)
        local tcp <const> = packet.tcp
        if tcp and tcp.options[1] then print(tcp.options[1].name) end
        print(packet.ip.source:match "^192", packet:json(), ip.options[i])
        ip.timetolive = ip.timetolive - 1
        ip.id = 5 + ip.id
        i = pycap.udp { sourceport = i, length = packet.length }
      end)
      function string.mine() return string.mine() end
      pycap.inject { device = "nosuch0" }
      ]], "x")
    assert.equal("", out)
    assert.equal(0, status)
  end)

  it("neither opens, sends, writes, prints nor exits", function()
    local victim = support.write "here"
    local out, status = check([[
      print "x" io.write "x" io.stdout:write "x" io.stderr:write "x"
      local name = ...
      for _, f in ipairs { function() pycap.inject "lo" end,
        function() pycap.dump(name, { datalink = 1 }) end,
        function() io.open(name, "w") end, function() os.remove(name) end,
        function() os.execute("rm " .. name) end,
        function() io.popen("rm " .. name) end, function() os.exit(5) end } do
        if pcall(f) then error "it went on" end
      end
      pycap { device = "nosuch0", direction = "in" }:loop()
      pycap.loop()
      os.exit(7)]], victim)
    assert.equal("", out)
    assert.equal(0, status)
    assert.equal("here", support.read(victim))
  end)

  it("ends a script that goes on for ever", function()
    for _, text in ipairs { "while true do end",
      "coroutine.wrap(function() while true do end end)()",
      "pycap.spawn(function() while true do end end)",
      "while true do pcall(function() while true do end end) end",
      "while true do local co = coroutine.create(function() " ..
        "while true do end end) coroutine.resume(co) end" } do
      local out, status = check(text)
      assert.equal("", out, text)
      assert.equal(0, status, text)
    end
  end)

  it("looks at texts that end or calculate oddly", function()
    for _, text in ipairs { "local s = string",
      "local c = pycap{filename = 'x'} local f = c.on",
      "if arg then return end pycap.on('arp', { -'x' }, print)",
      "if arg then return end pycap.on('arp', { 1 // 0 }, print)" } do
      local out, status = check(text)
      assert.equal("", out, text)
      assert.equal(0, status, text)
    end
  end)

  it("looks at texts that assign to what Lua has", function()
    local out, status = check("table, ipairs, pairs, type, tostring = nil\n" ..
      "pycap.on('arq', function() end)")
    assert.equal('2: unknown protocol "arq"; did you mean arp?\n', out)
    assert.equal(1, status)
  end)

  it("says when there is no such script", function()
    local _, err, status = support.pcaplua { "--check", "nosuch.lua" }
    assert.equal("pcaplua: cannot open nosuch.lua: No such file or directory\n",
      err)
    assert.equal(3, status)
  end)
end)
