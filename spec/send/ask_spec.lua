local pycap = require "pycap"
local support = require "spec.support"

-- What needs no device: arguments, and what asks for them.
describe("pycap.ask, pycap.arp, pycap.icmp", function()
  local arp, icmp = require "pycap.arp", require "pycap.icmp"

  local function fails(text, f, ...)
    local ok, message = pcall(f, ...)
    assert.is_false(ok)
    assert.equal("string", type(message))
    assert.equal(text, (message:gsub("^%S+:%d+: ", "")))
  end

  it("name what is wrong with their arguments", function()
    fails("ask: packet, or list or iterator of packets, expected, got nil",
      pycap.ask)
    fails("ask: injector expected, got nil", pycap.ask, nil, nil, "")
    fails("arp.scan: name of a device expected, got table", arp.scan,
      { timeout = 1 })
    fails("arp.resolve: name of a device expected, got nil", arp.resolve, nil,
      "192.0.2.1")
    fails("icmp.ping: name of a device expected, got table", icmp.ping,
      { timeout = 1 })
    fails("arp.resolve: IPv4 address expected, got \"192.0.2\"", arp.resolve,
      "lo", "192.0.2")
    fails("arp.resolve: IPv4 address expected, got \"2001:db8::1\"",
      arp.resolve,
      "lo", "2001:db8::1")
    fails("arp.resolve: unknown option \"wait\"; there are timeout, " ..
      "retry, source", arp.resolve, "lo", "192.0.2.1", { wait = 5 })
    fails("arp.resolve: option names expected, got [1]", arp.resolve, "lo",
      "192.0.2.1", { 5 })
    fails("arp.scan: unknown option \"(a name of 1 bytes)\"; there are " ..
      "timeout, retry, source, rate", arp.scan, "lo", "192.0.2.0/24",
      { ["\27"] = 1 })
    fails("arp.scan: rate: number over 0, up to 1000000000, expected, got " ..
      "10000000000.0", arp.scan, "lo", "192.0.2.0/24", { rate = 1e10 })
    fails("arp.resolve: source: IPv4 address expected, got boolean",
      arp.resolve, "lo", "192.0.2.1", { source = true })
    fails("arp.scan: 192.0.0.0/15: too large (at most a /16)", arp.scan,
      "lo", "192.0.0.0/15")
    for _, network in ipairs { "192.0.2.0/33", "192.0.2/24", "x", "/24",
      "2001:db8::/120" } do
      fails("arp.scan: IPv4 network such as \"192.0.2.0/24\" expected, " ..
        "got \"" ..
        network .. "\"", arp.scan, "lo", network)
    end
    fails("icmp.ping: device (or nil) and address expected, got nil for " ..
      "the address", icmp.ping, "lo")
    fails("icmp.ping: device (or nil) and address expected, got table for " ..
      "the address", icmp.ping, "192.0.2.1", {})
    fails("icmp.ping: device (or nil) and address expected, got a string " ..
      "of 5 bytes for the address", icmp.ping, "lo", "a\27[1m")
    fails("icmp.ping: count: integer from 1 to 2147483648 expected, got 0",
      icmp.ping, "lo", "192.0.2.1", { count = 0 })
    fails("icmp.ping: size: integer from 0 to 65000 expected, got -1",
      icmp.ping, "lo", "192.0.2.1", { size = -1 })
    fails("icmp.ping: gateway: address expected, got \"x\"", icmp.ping, "lo",
      "192.0.2.1", { gateway = "x" })
    fails("icmp.ping: unknown option \"sauce\"; did you mean source?",
      icmp.ping, "lo", "192.0.2.1", { sauce = 1 })
  end)

  it("miss a device that is not there, if the address is this host's",
    function()
      local ok, problem = pcall(icmp.ping, "nosuch", "127.0.0.1")
      assert.is_false(ok)
      assert.equal("device", problem.code)
      assert.equal("nosuch: no such device", problem.message)
    end)

  it("name the caller's line", function()
    local file = support.write([[
      local arp = require "pycap.arp"
      arp.resolve("lo", "here")]], ".lua")
    local _, err = support.pcaplua(file)
    assert.matches(file:gsub("%p", "%%%0") ..
      ":2: arp.resolve: IPv4 address expected, got \"here\"", err)
  end)
end)

describe("pycap.internal.host", function()
  local host = require "pycap.internal.host"

  it("reads addresses", function()
    for text, bytes in pairs { ["192.0.2.1"] = "\xc0\0\2\1",
      ["2001:db8::1"] = "\x20\1\13\xb8" .. ("\0"):rep(11) .. "\1" } do
      assert.equal(bytes, host.bytes(text))
      assert.equal(text, host.text(bytes))
    end
    for _, text in ipairs { "", "192.0.2", "192.0.2.256", "abcd", "::g",
      "1:2", false } do
      assert.is_nil(host.bytes(text))
    end
  end)

  it("keeps the bits of a prefix", function()
    local address = "\xff\xff\xff\xff"
    for length = 0, 32 do
      assert.equal((">I4"):pack(0xffffffff << (32 - length) & 0xffffffff),
        host.prefix(address, length))
    end
  end)
end)
