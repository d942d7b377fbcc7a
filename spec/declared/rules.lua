--
-- rules.lua - what a declared header says of itself, or of what follows it
--
local pycap = require "pycap"
local support = require "spec.support"

local ETHERNET <const> = ("\2"):rep(12)
local ARP <const> = pycap.arp().packet

-- The protocols of a frame that begins with `bytes` under a number, its
-- payload, and why it is malformed.
local function seen(number, bytes, length)
  local frame = ETHERNET .. string.pack(">I2", number) .. bytes
  local packet = pycap.decode(frame, "ethernet", { length = length })
  local names = packet:table().protocols
  return table.concat(names, " "), packet.payload, packet.malformed
end

local number = 0x9100

-- Declares a protocol of two bytes and an EtherType, with rules; returns its
-- number.
local function declare(name, rules, more)
  number = number + 1
  local p = { name = name, rules = rules, next = "type", space = "ethernet",
    carriers = { "ethernet", number }, fields = {
      { "first", 8 }, { "low", 4 }, { "words", 4, scale = 4, plus = 2 },
      { "type", 16, default = 0x9000 } } }
  for key, value in pairs(more or {}) do p[key] = value or nil end
  pycap.protocol(p)
  return number
end

describe("a rule of a declared protocol", function()
  it("refuses a header, and says why", function()
    local at = declare("refused", { { "refuse", "it is not first",
      { "first", 1, 255 } } })
    assert.equal("ethernet refused arp",
      (seen(at, "\0\0\8\6" .. ARP)))
    local names, payload, malformed = seen(at, "\1\0\8\6")
    assert.equal("ethernet", names)
    assert.equal("\1\0\8\6", payload)
    assert.equal("refused: it is not first, at byte 14", malformed)
  end)

  it("says why in any text", function()
    local at = declare("speaking", { { "refuse", 'it says "no\xff"',
      { "first", 1 } } })
    local frame = ETHERNET .. string.pack(">I2", at) .. "\1\0\8\6"
    local packet = pycap.decode(frame, "ethernet")
    assert.equal('speaking: it says "no\xff", at byte 14', packet.malformed)
    assert.matches('"packet.malformed":"speaking: it says \\"no\\u00ff\\", ' ..
      'at byte 14"', packet:json(), 1, true)
    local shown = 'speaking: it says "no\\xff", at byte 14'
    assert.matches("[" .. shown .. "]", tostring(packet), 1, true)
    assert.matches("malformed: " .. shown .. "\n", pycap.tree(packet), 1, true)
    local script = support.write(([[pycap.protocol { name = "speaking",
      fields = { { "first", 8 } }, carriers = { { "ethernet", %d } },
      rules = { { "refuse", "it says \xff", { "first", 1 } } } }]]):format(at))
    assert.equal("speaking: it says \\xff, at byte 14\n", (support.pcaplua {
      "--protocol", script, "-T", "fields", "-r", support.capture { frame },
      "--fields", "packet.malformed" }))
  end)

  it("leaves bytes to another protocol, or to nobody", function()
    local at = declare("another", { { "otherwise", "first is 7",
      { "first", 7 } } }, { otherwise = "arp" })
    assert.equal("ethernet another", (seen(at, "\6\0\x90\1")))
    assert.equal("ethernet arp",
      (seen(at, "\7" .. ARP:sub(2))))
    local alone = declare("nobody", { { "otherwise", "first is 7",
      { "first", 7 } } })
    local names, payload, malformed = seen(alone, "\7\0\8\6")
    assert.equal("ethernet", names)
    assert.equal("\7\0\8\6", payload)
    assert.is_nil(malformed)
  end)

  it("knows of a cut header what its bytes say", function()
    local at = declare("cutoff", { { "otherwise", "first is 7",
      { "first", 7 } } })
    assert.is_nil(select(3, seen(at, "\7", 60)))
    assert.equal("cutoff: cut off by the snapshot length, at byte 14",
      select(3, seen(at, "\6", 60)))
  end)

  it("ends headers, with payload or without", function()
    local at = declare("ended", {
      { "last", "the low bits say so", { "low", mask = 5 } },
      { "ends", "so do these", { "low", 8, 15 } } })
    local names, payload = seen(at, "\0\x10\8\6" .. ARP)
    assert.equal("ethernet ended", names)
    assert.equal(ARP, payload)
    names, payload = seen(at, "\0\x80\8\6" .. ARP)
    assert.equal("ethernet ended", names)
    assert.equal("", payload)
    assert.equal("ethernet ended arp", (seen(at, "\0\x20\8\6" .. ARP)))
  end)

  it("holds where all of its conditions do, in their own units", function()
    local at = declare("several", { { "last", "both say so", {
      { "words", 10, 14 }, { "first", among = { 0, 2 } } } } })
    local function ends(first, words)
      return seen(at, string.char(first, words, 8, 6) .. ARP)
        == "ethernet several"
    end
    assert.is_true(ends(0, 2))
    assert.is_true(ends(2, 3))
    assert.is_false(ends(1, 2))
    assert.is_false(ends(64, 2))
    assert.is_false(ends(2, 1))
    assert.is_false(ends(2, 4))
  end)

  it("lets nothing follow where nothing is left", function()
    local at = declare("bared", { { "bare", "it may carry nothing" } })
    local names, _, malformed = seen(at, "\0\0\8\6")
    assert.equal("ethernet bared", names)
    assert.is_nil(malformed)
    assert.equal("arp: cut short, at byte 18",
      select(3, seen(at, "\0\0\8\6\0")))
    local strict = declare("strict", {})
    assert.equal("arp: cut short, at byte 18",
      select(3, seen(strict, "\0\0\8\6")))
  end)

  it("carries a part of a datagram, or what an error quotes", function()
    local at = declare("parted", {
      { "partial", "the first says so", { "first", 1 } } })
    local ip = "\x45\0\1\0\0\1\0\0\x40\xfd\0\0\10\0\0\1\10\0\0\2"
    assert.equal("ip: its length exceeds the bytes available, at byte 18",
      select(3, seen(at, "\0\0\8\0" .. ip)))
    assert.is_nil(select(3, seen(at, "\1\0\8\0" .. ip)))
    at = declare("quoting", { { "quotes", "the first says so",
      { "first", 2 } } }, { next = false, space = false })
    local frame = ETHERNET .. string.pack(">I2", at)
    local packet = pycap.decode(frame .. "\2\0\8\0" .. ip, "ethernet")
    assert.equal("10.0.0.2", packet.quoted.ip.destination)
    packet = pycap.decode(frame .. "\1\0\8\0" .. ip, "ethernet")
    assert.is_nil(packet.quoted)
  end)

  it("looks up a number of its own, given or in a field", function()
    local at = declare("owner", {
      { "own", "a number", { "first", 1 }, number = 5 },
      { "own", "a field", { "first", 2, 3 }, field = "low" } })
    pycap.protocol { name = "owned", fields = { { "a", 8 } },
      carriers = { { "owner", 5 } } }
    assert.equal("ethernet owner owned", (seen(at, "\1\0\8\6\1")))
    assert.equal("ethernet owner owned", (seen(at, "\2\x50\8\6\1")))
    assert.equal("ethernet owner", (seen(at, "\3\x60\8\6\1")))
    assert.equal("ethernet owner arp", (seen(at, "\0\x50\8\6" .. ARP)))
  end)

  it("looks up a number of two fields", function()
    local at = declare("double", {
      { "own", "both", { "first", 1, 255 }, field = "type", with = "first" } })
    pycap.protocol { name = "doubled", fields = { { "a", 8 } },
      carriers = { { "double", 0x010806 }, { "double", 0x021234 } } }
    assert.equal("ethernet double doubled", (seen(at, "\1\0\8\6\1")))
    assert.equal("ethernet double doubled", (seen(at, "\2\0\x12\x34\1")))
    assert.equal("ethernet double", (seen(at, "\1\0\x12\x34\1")))
    assert.equal("ethernet double", (seen(at, "\3\0\8\6\1")))
    assert.equal("ethernet double arp", (seen(at, "\0\0\8\6" .. ARP)))
    local packet = pycap.packet(pycap.double(), pycap.doubled())
    assert.equal("\1\0\8\6\0", packet.bytes)
    local carry = pycap.carry("double", 0x030806, "doubled")
    assert.equal("ethernet double doubled", (seen(at, "\3\0\8\6\1")))
    carry:cancel()
    assert.equal("ethernet double", (seen(at, "\3\0\8\6\1")))
  end)

  local PORTS <const> = { { "sourceport", 16 }, { "destinationport", 16 } }

  it("ends a header that begins with ports, or refuses it", function()
    pycap.protocol { name = "ported", fields = PORTS, datalinks = { 150 },
      next = "destinationport", rules = {
        { "refuse", "the first port is 9", { "sourceport", 9 } },
        { "last", "the first port is low", { "sourceport", 1, 5 } },
        { "own", "the first port is 7", { "sourceport", 7 }, number = 2 } } }
    pycap.protocol { name = "behind", fields = { { "a", 8 } },
      carriers = { { "ported", 2 } } }
    local function names(bytes)
      return table.concat(pycap.decode(bytes, 150):table().protocols, " ")
    end
    assert.equal("ported behind", names "\0\6\0\2xxxx")
    assert.equal("ported", names "\0\1\0\2xxxx")
    assert.equal("ported behind", names "\0\7\0\3x")
    assert.equal("", names "\0\9\0\2xxxx")
    assert.matches("the first port is 9",
      pycap.decode("\0\9\0\2xxxx", 150).malformed)
  end)

  it("looks at a list's first item as far as that is there", function()
    local items = { head = { { "kind", 8 }, { "length", 8 }, { "more", 32 } },
      kinds = {} }
    pycap.protocol { name = "listed", datalinks = { 151 },
      fields = { { "records", "items", ended = "\0", items = items } },
      rules = { { "refuse", "more is low", { "records.more", 0, 99 } } } }
    assert.is_nil(pycap.decode("\0", 151).malformed)
    assert.matches("more is low", pycap.decode("\1\0\0\0\0\9\0", 151).malformed)
    pycap.protocol { name = "farlisted", datalinks = { 152 }, rules = {
      { "refuse", "more is low", { "records.more", 1, 5 } } }, fields = {
        { "records", leaves = 8, items = { kinds = {}, head = {
          { "kind", 8 }, { "length", 8 }, { "fill", "bytes", width = 32000 },
          { "more", 32 } } } }, { "last", "bytes", width = 64 } } }
    assert.equal(0, #pycap.decode(("x"):rep(20), 152))
  end)

  it("compares the bits of a mask alone", function()
    local at = declare("masked", {
      { "last", "never", { "type", 1, 5, mask = 0xff00 } },
      { "refuse", "a high byte", { "type", 0x1200, 0x12ff, mask = 0xff00 } } })
    assert.equal("ethernet masked arp", (seen(at, "\0\0\8\6" .. ARP)))
    assert.matches("a high byte", select(3, seen(at, "\0\0\x12\x34")))
    at = declare("amongst", { { "last", "no bits but low ones",
      { "type", among = { 0, 3 }, mask = 0xff00 } } })
    assert.equal("ethernet amongst", (seen(at, "\0\0\0\6" .. ARP)))
    assert.equal("ethernet amongst arp", (seen(at, "\0\0\8\6" .. ARP)))
  end)

  it("is told by pycap.protocols as it was declared", function()
    for _, p in ipairs(pycap.protocols()) do
      if p.name == "owner" then
        assert.same({
          { effect = "own", reason = "a number", number = 5,
            when = { { field = "first", from = 1, to = 1 } } },
          { effect = "own", reason = "a field", field = "low",
            when = { { field = "first", from = 2, to = 3 } } } }, p.rules)
        return
      end
    end
    error "not there"
  end)
end)
