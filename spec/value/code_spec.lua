--
-- code_spec.lua - pycap.code: the Lua source that makes a packet again
--
local pycap = require "pycap"
local support = require "spec.support"

local function run(code)
  return assert(load('local pycap = require "pycap" return ' .. code))()
end

local decode = support.decode

local function made()
  return pycap.packet(
    pycap.ethernet { source = "02:00:00:00:00:01" },
    pycap.ip { source = "192.0.2.1", destination = "198.51.100.1" },
    pycap.tcp { sourceport = 40000, destinationport = 80, flags = 2,
      options = { { name = "mss", size = 1460 }, { name = "nop" },
        { name = "windowscale", shift = 7 } } },
    'say "hi"\\\n\0\200')
end

local ROUNDS <const> = support.rounds(10000)

describe("code", function()
  it("lists what composing does not give", function()
    local code = [[
pycap.packet(
  pycap.ethernet { source = "02:00:00:00:00:01" },
  pycap.ip { source = "192.0.2.1", destination = "198.51.100.1" },
  pycap.tcp { sourceport = 40000, destinationport = 80, flags = "syn", ]] ..
      [[options = { { name = "mss", size = 1460 }, { name = "nop" }, ]] ..
      [[{ name = "windowscale", shift = 7 } } },
  "say \"hi\"\\\n\x00\xc8")]]
    assert.equal(code, pycap.code(made()))
    assert.equal(code, pycap.code(decode(made().bytes)))
    assert.equal(made().bytes, run(code).bytes)
  end)

  it("writes each kind of value as people do", function()
    for code, packet in pairs {
      ['pycap.arp { protocol = 0x1234 },\n  "}~\\x7f\\x00")'] =
        pycap.packet(pycap.ethernet(), pycap.arp { protocol = 0x1234 },
          "}~\127\0"),
      ['pycap.tcp { options = { { name = "nop" }, ' ..
        '{ kind = 250, data = "ab" } } })'] = pycap.packet(pycap.ip(),
          pycap.tcp { options = { { kind = "nop" },
            { kind = 250, data = "ab" } } }),
      ['pycap.igmp { type = "report3", groups = { { name = "include", ' ..
        'group = "233.252.0.1", auxiliarydata = "abcd" } } })'] =
        pycap.packet(pycap.ip(), pycap.igmp { type = "report3",
          groups = { { kind = "include", group = "233.252.0.1",
            auxiliarydata = "abcd" } } }),
    } do
      local got = pycap.code(packet)
      assert.equal(code, got:sub(-#code))
      assert.equal(packet.bytes, run(got).bytes)
    end
  end)

  it("keeps what is wrong", function()
    local packet = made()
    packet.ip.checksum, packet.tcp.headerlength = 1, 60
    local back = run(pycap.code(packet))
    assert.equal(packet.bytes, back.bytes)
    assert.equal(1, back.ip.checksum)
    assert.equal(60, back.tcp.headerlength)
  end)

  it("has what an edited packet has become", function()
    local packet = decode(made().bytes .. ("\0"):rep(9))
    packet.ip.source = "192.0.2.99"
    packet.payload = "other"
    assert.equal(packet.bytes, run(pycap.code(packet)).bytes)
    assert.matches('"other\\x00', pycap.code(packet), 1, true)
    assert.not_matches("checksum", pycap.code(packet))
  end)

  it("makes a packet without headers", function()
    assert.equal('pycap.packet(\n  "\\x00\\x01")',
      pycap.code(decode("\0\1", { datalink = 147 })))
    assert.equal("", run(pycap.code(decode("", { datalink = 147 }))).bytes)
  end)

  it("takes time by the bytes and headers, no more", function()
    local before = os.clock()
    local lists = pycap.packet(pycap.ethernet(), pycap.pppoe { code = "offer",
      tags = ("\1\1\0\0"):rep(2048) })
    local tags = { pycap.ethernet() }
    for i = 1, 250 do tags[#tags + 1] = pycap.vlan { id = i } end
    local stack = pycap.packet(table.unpack(tags))
    local padding = pycap.packet(pycap.ip6(), pycap.hopbyhop {
      options = ("\0"):rep(2046) }, ("\0"):rep(8192))
    for _, packet in ipairs { lists, stack, padding } do
      assert.equal(packet.bytes, run(pycap.code(packet)).bytes)
    end
    for _ = 1, ROUNDS do pycap.code(made()) end
    assert.is_true(os.clock() - before < 5)
  end)

  it("has no header that its fields do not tell, nor what follows", function()
    local bytes = made().bytes
    local packet = decode { bytes = bytes:sub(1, 60), length = #bytes }
    local code = pycap.code(packet)
    assert.equal(bytes:sub(1, 60), run(code).bytes)
    assert.matches("pycap.ip {", code, 1, true)
    assert.not_matches("pycap.tcp", code, 1, true)
  end)

  it("has records with what is behind them, and odd addresses", function()
    for _, packet in ipairs {
      pycap.packet(pycap.ip(), pycap.igmp { type = "report3", groups = {
        { kind = "include", group = "233.252.0.1", auxiliarydata = "aux.",
          sources = { { address = "192.0.2.1" } } },
        { kind = 77, data = "abcd" } } }),
      pycap.packet(pycap.ethernet(), pycap.arp { hardwarelength = 5,
        sourcehardware = "abcde", targethardware = "fghij" }),
      pycap.packet(pycap.ethernet(), pycap.arp { protocol = 0x1234,
        sourceprotocol = "\1\2\3\4" }),
    } do
      local code = pycap.code(packet)
      assert.equal(packet.bytes, run(code).bytes)
      assert.not_matches("^  \"", code)
      local _, headers = code:gsub("pycap%.raw", ""):gsub("pycap%.", "")
      assert.equal(3, headers)
    end
  end)

  it("refuses what is no packet", function()
    local _, text = pcall(function() pycap.code "x" end)
    assert.matches("code_spec.lua:%d+: code: packet expected, got string$",
      text)
    assert.error_matches(function() pycap.code() end,
      "code: packet expected, got nil")
  end)

  it("makes the packets of the corpus again, those that are malformed, too",
    function()
    support.needs("corpus")
    local count = 0
    local function check(file)
      local capture <close> = pycap { filename = file.path }
      for packet in capture:packets() do
        count = count + 1
        assert.equal(packet.bytes, run(pycap.code(packet)).bytes, file.file)
        if count % 3 == 0 then break end
      end
    end
    local files = support.corpus()
    for _, file in ipairs(files) do
      local ok, fault = pcall(check, file)
      -- files that are damaged, or not pcap, are in the corpus
      if not ok and getmetatable(fault) ~= pycap.error then error(fault, 0) end
    end
    assert.is_true(count > #files)
  end)
end)
