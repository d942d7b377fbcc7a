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
    local out, status = check "while true do end"
    assert.equal("", out)
    assert.equal(0, status)
  end)

  it("says when there is no such script", function()
    local _, err, status = support.pcaplua { "--check", "nosuch.lua" }
    assert.equal("pcaplua: cannot open nosuch.lua: No such file or directory\n",
      err)
    assert.equal(3, status)
  end)
end)
