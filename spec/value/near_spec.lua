--
-- near_spec.lua - texts of errors: what was expected, what came, what is near
--
local pycap = require "pycap"
local support = require "spec.support"

-- As capture:on of a capture without packets.
local function on(...)
  local capture <close> = pycap { filename = support.capture {} }
  return capture:on(...)
end

local function refused(text, f, ...)
  local ok, problem = pcall(f, ...)
  assert.is_false(ok, text)
  local position = "^%S-near_spec.lua:%d+: "
  assert.equal(text, (tostring(problem):gsub(position, "")))
end

describe("a field that there is not", function()
  it("brings the near one: mistyped, shortened, or of the same letters",
    function()
      local near = {
        arp = { psrc = "sourceprotocol", hwsrc = "sourcehardware",
          operatoin = "operation", op = "operation", Operation = "operation" },
        ip = { src = "source", dst = "destination", ttl = "timetolive",
          proto = "protocol", chksum = "checksum" },
        tcp = { sport = "sourceport", dport = "destinationport",
          seq = "sequence", ack = "acknowledge", port = "sourceport" },
      }
      for protocol, names in pairs(near) do
        for name, meant in pairs(names) do
          local text = ("%s.%s: no such field; did you mean %s?"):format(
            protocol, name, meant)
          local header = pycap[protocol]()
          refused(text, function() return header[name] end)
          refused(text, function() header[name] = 1 end)
          refused(text, pycap[protocol], { [name] = 1 })
          refused(text, on, protocol, { name }, print)
          refused(text, on, protocol, { [name] = 1 }, print)
        end
      end
    end)

  it("brings none where none is near", function()
    for _, name in ipairs { "zzz", "q", "", ("operation"):rep(9) } do
      refused("arp." .. name .. ": no such field", pycap.arp, { [name] = 1 })
    end
  end)

  it("brings the near one of a list's element", function()
    refused("tcp.options[1].sise: no such field; did you mean size?",
      pycap.tcp, { options = { { kind = "mss", sise = 1 } } })
    refused("tcp.options[1].kind: no such kind: ms; did you mean mss?",
      pycap.tcp, { options = { { kind = "ms" } } })
  end)
end)

describe("a text that a field never has", function()
  it("brings the near one, or how one is written", function()
    for condition, text in pairs {
      application = "htpp", reason = "done", state = "opn" } do
      local meant = ({ application = '; did you mean "http"?',
        reason = '; a name is written "fin"',
        state = '; did you mean "opening"?' })[condition]
      local expected = ('flow.%s: no such name "%s"%s'):format(condition, text,
        meant)
      refused(expected, on, "flow", { [condition] = text }, print)
      refused(expected, on, "flow", { [condition] = { text } }, print)
    end
    refused('tls.hello: no such name "clinet"; did you mean "client"?',
      on, "tls", { hello = "clinet" }, print)
  end)

  it("is any other where a field may have any", function()
    assert.truthy(on("flow", { communityid = "htpp" }, print))
    assert.truthy(on("tls", { servername = "clinet", hello = true }, print))
  end)
end)

describe("what flows and streams cannot have", function()
  it("is named", function()
    local capture <close> = pycap { filename = support.capture {} }
    refused("flow.reason is not known before a flow has ended",
      on, "flow", { reason = "fin" }, print, { at = "start" })
    refused("flow.reason is not known before a flow has ended",
      on, "flow", { reason = "fin" }, print, { at = "every" })
    refused("capture:stream: the protocol of a stream is the first argument",
      capture.stream, capture, "tcp", { protocol = "udp" }, print)
    refused("flow.source: a flow's fields have bare names",
      on, "flow", { "flow.source" }, print)
    refused("packet.reassembled: read from a packet, and not listed",
      on, "udp", { "packet.reassembled" }, print)
    refused("bad argument #2 to '?' (unknown protocol \"flows\"; did you " ..
      "mean flow?)", capture.on, capture, "flows", print)
    refused("bad argument #2 to '?' (\"flow\" is for `on` alone: a flow is " ..
      "no packet)", capture.fields, capture, "flow", { "source" })
  end)

  it("leaves why a flow ended", function()
    assert.truthy(on("flow", { reason = "fin" }, print, { at = "end" }))
  end)
end)

describe("bytes of an option", function()
  it("are a number or a text, for each bound", function()
    local name = support.capture {}
    for _, option in ipairs { "flows", "fragments" } do
      pycap { filename = name, [option] = { bytes = "16m" } }:close()
      refused(("pycap: %s: bytes: bytes from 1 on (\"64k\") expected, got " ..
        "\"16x\""):format(option), pycap,
        { filename = name, [option] = { bytes = "16x" } })
      refused(("pycap: %s: bytes: integer from 1 on expected, got 0"):format(
        option), pycap, { filename = name, [option] = { bytes = 0 } })
    end
  end)
end)

describe("a name with control characters", function()
  it("is not repeated", function()
    local name = "a\27[31m"
    local arp, packet = pycap.arp(), pycap.packet(pycap.arp())
    for _, f in ipairs {
      function() return pycap.constants[name] end,
      function() return pycap.constants.arp[name] end,
      function() return arp[name] end,
      function() return packet[name] end,
      function() arp[name] = 1 end,
      function() arp.operation = name end,
      function() pycap.tcp { options = { { kind = name } } } end,
      function() pycap.tcp { options = { { kind = "mss", [name] = 1 } } } end,
      function() pycap.on(name, print) end,
      function() pycap.decode("", name) end,
      function() pycap.carry("udp", 1, name) end,
      function() pycap.tally { [name] = 1 } end,
      function() pycap.filter(name) end,
      function() pycap { filename = name } end,
      function() pycap { device = name } end,
      function() pycap.dump(name .. "/x") end,
      function() require "pycap.arp".resolve("lo", name) end,
      function() require "pycap.arp".scan("lo", name) end,
      function() require "pycap.icmp".ping(nil, name) end,
    } do
      local ok, problem = pcall(f)
      assert.is_false(ok)
      assert.is_nil(tostring(problem):find "%c", tostring(problem))
    end
  end)
end)

describe("a protocol or member that there is not", function()
  it("brings the near one", function()
    local packet = pycap.packet(pycap.arp())
    refused("packet.arpp: no such protocol or member; did you mean arp?",
      function() return packet.arpp end)
    refused("packet.(a name of 5 bytes): no such protocol or member",
      function() return packet["\27[31m"] end)
    refused("ethernt.source: no such protocol; did you mean ethernet?",
      on, "arp", { "ethernt.source" }, print)
    refused("packet.tme: no such member; did you mean time?",
      on, "arp", { "packet.tme" }, print)
    refused("tally.tpo: no such member; did you mean top?",
      function() return pycap.tally { by = { "source" } }.tpo end)
    local _, problem = pcall(on, "arq", print)
    assert.matches('unknown protocol "arq"; did you mean arp%?', problem)
  end)
end)

describe("a name of a value that there is not", function()
  it("brings the near one, or how names are written", function()
    refused('arp.operation: no such name "Reply"; did you mean "reply"?',
      pycap.arp, { operation = "Reply" })
    refused('arp.operation: no such name "x"; a name is written "request"',
      pycap.arp, { operation = "x" })
    local flags = 'tcp.flags: no such name "SYN"; names are written "syn", ' ..
      '"syn, fin"'
    refused(flags, pycap.tcp, { flags = "SYN" })
    refused(flags, on, "tcp", { flags = "SYN" }, print)
  end)
end)

describe("an option that there is not", function()
  it("brings the near one", function()
    refused('pycap: unknown option "filenam"; did you mean filename?',
      pycap, { filenam = "x.pcap" })
    refused('pycap.dump: unknown option "snaplenn"; did you mean snaplen?',
      pycap.dump, "/dev/null", { snaplenn = 1 })
    refused('pycap.inject: unknown option "devise"; did you mean device?',
      pycap.inject, { devise = "lo" })
    refused('pycap.tally: unknown option "lmit"; did you mean limit?',
      pycap.tally, { lmit = 1 })
  end)

  it("says what a value without a name is taken for", function()
    local text = "pycap: option names expected, got [1]"
    refused(text .. '; did you mean filename = "x.pcap"?', pycap, { "x.pcap" })
    refused(text .. '; did you mean device = "lo"?', pycap, { "lo" })
    refused(text, pycap, { 5 })
    refused(text, pycap, { "\1" })
    refused("pycap: option names expected, got [true]", pycap, { [true] = 1 })
    refused('pycap.inject: option names expected, got [1]; did you mean ' ..
      'device = "lo"?', pycap.inject, { "lo" })
  end)

  it("is not the one whose name it begins with, up to a zero", function()
    refused('pycap.dump: unknown option "snaplen"; did you mean snaplen?',
      pycap.dump, "/dev/null", { ["snaplen\0x"] = 1 })
  end)
end)

describe("a number that is out of range", function()
  it("is repeated", function()
    local tally = pycap.tally { by = { "source" } }
    local _, problem = pcall(tally.top, tally, -3)
    assert.matches("count must not be negative, got %-3", problem)
    _, problem = pcall(pycap.every, -1, print)
    assert.matches("seconds must be over 0, got %-1.0", problem)
    _, problem = pcall(pycap.after, -1, print)
    assert.matches("seconds must not be negative, got %-1.0", problem)
  end)

  it("says how many bytes do not fit", function()
    refused("udp.length: value too large: 65536 bytes do not fit in 16 bits " ..
      "(at most 65535)", pycap.packet, pycap.udp(), ("x"):rep(65528))
    refused("ip6.length: value too large: 65536 bytes do not fit in 16 bits " ..
      "(at most 65535)", pycap.packet, pycap.ip6(), ("x"):rep(65536))
  end)
end)

describe("arguments in the wrong place", function()
  it("are named: no protocol, options behind a device", function()
    refused('name of a protocol expected ("packet": every packet), got ' ..
      "function", on, print)
    refused("pycap.inject: options go into one table: " ..
      'pycap.inject{device = "NAME", ...}', pycap.inject, "lo", { pad = true })
  end)
end)
