--
-- raw_spec.lua - addresses: text is text, bytes are given as pycap.raw
--
local assert = require "luassert"
local pycap = require "pycap"
local support = require "spec.support"

describe("an address", function()
  it("is refused where it is no text of one, whatever its length", function()
    support.needs("cases")
    local lines = {}
    local env = setmetatable({ print = function(ok, text)
      assert.is_false(ok, text)
      lines[#lines + 1] = text
    end, pycap = pycap }, { __index = _G })
    assert(loadfile(support.shared("cases/address-text.lua"), "t", env))()
    assert.equal(6, #lines)
    for _, text in ipairs(lines) do
      assert.matches("address expected, got \"", text, 1, true)
    end
  end)

  it("is refused when it is bytes, and says how bytes are given", function()
    local ip, ethernet = pycap.ip(), pycap.ethernet()
    for _ = 1, 2 do
      assert.error_matches(function() ip.source = "\192\0\2\1" end,
        "ip.source: IPv4 address expected, got a string of 4 bytes; bytes " ..
        "are given as pycap.raw(bytes)", 1, true)
      assert.error_matches(function() ethernet.source = "router" end,
        'ethernet.source: hardware address expected, got "router"', 1, true)
    end
    assert.equal("0.0.0.0", ip.source)
    assert.error_matches(function()
      pycap.icmp6 { type = "neighbor-solicitation", options = {
        { name = "sourcelinkaddress", address = "router" } } }
    end, 'address: hardware address expected, got "router"', 1, true)
  end)

  it("is bytes where the header says that it has no text form", function()
    -- by the length, by the type; the order in the table does not matter
    assert.equal("abcdefgh", pycap.arp { sourcehardware = "abcdefgh",
      hardwarelength = 8 }.sourcehardware)
    assert.equal("16 bytes of IPv6", pycap.arp { protocol = 0x86dd,
      sourceprotocol = "16 bytes of IPv6" }.sourceprotocol)
    assert.equal("router", pycap.sll { addresslength = 8,
      address = "router" }.address)
    for _, fields in ipairs {
      { sourcehardware = "abcdefgh" },
      { sourcehardware = "router" },
      { sourcehardware = "abcdefgh", hardwarelength = 7 },
      { sourcehardware = "router", hardwarelength = 6 },
      { sourcehardware = "router", protocol = 0x86dd },
    } do
      assert.error_matches(function() pycap.arp(fields) end,
        "arp.sourcehardware: hardware address expected, got ", 1, true)
    end
    assert.error_matches(function() pycap.arp { sourceprotocol = "10.1" } end,
      "arp.sourceprotocol: IPv4 address expected, got ", 1, true)
    assert.error_matches(function() pycap.sll { address = "router" } end,
      "sll.address: hardware address expected, got ", 1, true)
    local arp = pycap.arp { hardwarelength = 8 }
    arp.sourcehardware = "abcdefgh"
    assert.equal("abcdefgh", arp.sourcehardware)
    arp.hardwarelength = nil
    assert.error_matches(function() arp.targethardware = "router" end,
      "arp.targethardware: hardware address expected, got ", 1, true)
  end)

  it("makes the same header again from a plain table", function()
    for _, arp in ipairs {
      pycap.arp { hardwarelength = 8, sourcehardware = "\1\2\3\4\5\6\7\8",
        targethardware = ("\9"):rep(8) },
      pycap.arp { sourcehardware = pycap.raw "abc" },
      pycap.arp { protocol = 0x86dd, sourceprotocol = "10.1" },
    } do
      local copy = pycap.table(pycap.packet(arp)[1])
      assert.equal(arp.packet, pycap.arp(copy).packet)
    end
  end)
end)

describe("pycap.raw", function()
  it("gives bytes where an address is taken", function()
    local own = pycap.raw "\2\0\0\0\0\1"
    assert.equal("02:00:00:00:00:01", pycap.ethernet { source = own }.source)
    assert.equal("49.48.46.48",
      pycap.ip { source = pycap.raw "10.0" }.source)
    local arp = pycap.arp { sourcehardware = pycap.raw "abcdefgh" }
    assert.equal(8, pycap.packet(arp).arp.hardwarelength)
    local message = pycap.icmp6 { type = "neighbor-solicitation",
      target = pycap.raw(("\1"):rep(16)),
      options = { { name = "sourcelinkaddress", address = own } } }
    assert.equal("02:00:00:00:00:01", message.options[1].address)
  end)

  it("is refused where the size cannot be, or no address is", function()
    local three = pycap.raw "\1\2\3"
    assert.error_matches(function() pycap.ip { source = three } end,
      "ip.source: raw bytes: 4 expected, got 3", 1, true)
    assert.error_matches(function()
      pycap.icmp6 { type = "neighbor-solicitation",
        options = { { name = "sourcelinkaddress", address = three } } }
    end, "address: raw bytes: 6 expected, got 3", 1, true)
    assert.error_matches(function() pycap.ip { id = three } end,
      "ip.id: integer from 0 to 65535 expected, got ", 1, true)
    assert.error_matches(function() pycap.raw(("\1"):rep(256)) end,
      "pycap.raw: at most 255 bytes expected, got 256", 1, true)
    for _, value in ipairs { 5, {}, true } do
      assert.error_matches(function() pycap.raw(value) end,
        "pycap.raw: string expected, got " .. type(value), 1, true)
    end
  end)

  it("is a value: equal by its bytes, with a text, unchanging", function()
    local raw = pycap.raw "\1\xff"
    assert.is_true(raw == pycap.raw "\1\xff")
    assert.is_false(raw == pycap.raw "\1")
    assert.equal("raw (01:ff)", tostring(raw))
    assert.is_false(pcall(function() raw.bytes = "" end))
    assert.equal("pycap.raw", getmetatable(raw))
  end)
end)
