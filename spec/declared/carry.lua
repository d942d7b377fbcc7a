--
-- carry.lua - pycap.carry: "decode as"
--
local pycap = require "pycap"
local support = require "spec.support"

local inner = support.wire "4500 0015 0001 0000 40 fd 0000 c0000201 c0000202 78"
local frame = support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 88b5" .. inner

local function names() return pycap.decode(frame, 1):table().protocols end

local function refused(...)
  local ok, problem = pcall(pycap.carry, ...)
  assert.is_false(ok)
  return (problem:gsub("^[^:]+:%d+: ", ""))
end

describe("pycap.carry", function()
  it("has a number lead to a protocol, until it is cancelled", function()
    local carry = pycap.carry("ethernet", 0x88b5, "ip")
    assert.same({ "ethernet", "ip" }, names())
    assert.equal("carry (ethernet 34997: ip)", tostring(carry))
    carry:cancel()
    assert.same({ "ethernet" }, names())
    assert.equal("carry (ethernet 34997: ip, cancelled)", tostring(carry))
    carry:cancel()
  end)

  it("holds when nothing refers to it any more", function()
    pycap.carry("ip", 253, "arp")
    collectgarbage()
    collectgarbage()
    assert.equal("arp: cut short, at byte 20",
      pycap.decode(inner, "ip").malformed)
  end)

  it("is the number that composing writes", function()
    local carry = pycap.carry("udp", 0, "vlan")
    assert.equal(0x88a8, pycap.packet(pycap.ethernet { type = 0x88a8 },
      pycap.vlan {}).ethernet.type)
    carry:cancel()
    pycap.protocol { name = "plain", fields = { { "a", 8 } } }
    assert.equal(0x9000, pycap.packet(pycap.ethernet(), pycap.plain())
      .ethernet.type)
    local first = pycap.carry("ethernet", 0x1234, "plain")
    local second = pycap.carry("ethernet", 0x1235, "plain")
    assert.equal(0x1234, pycap.packet(pycap.ethernet(), pycap.plain())
      .ethernet.type)
    first:cancel()
    assert.equal(0x1235, pycap.packet(pycap.ethernet(), pycap.plain())
      .ethernet.type)
    second:cancel()
  end)

  it("takes a number from another, and gives it back", function()
    local bytes = support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0800"
      .. inner
    local carry = pycap.carry("ethernet", 0x0800, "plain")
    assert.same({ "ethernet", "plain" },
      pycap.decode(bytes, 1):table().protocols)
    local later = pycap.carry("ethernet", 0x0800, "arp")
    carry:cancel()
    assert.equal("ethernet", pycap.decode(bytes, 1):table().protocols[1])
    assert.equal("arp", pycap.decode(bytes, 1):table().protocols[2])
    later:cancel()
    assert.same({ "ethernet", "ip" }, pycap.decode(bytes, 1):table().protocols)
    assert.equal(0x0800, pycap.packet(pycap.ethernet(), pycap.ip())
      .ethernet.type)
  end)

  it("gives way to a declaration that replaces it", function()
    local carry = pycap.carry("ethernet", 0x88b6, "ip")
    assert.error_matches(function()
      pycap.protocol { name = "late", fields = { { "a", 8 } },
        carriers = { "ethernet", 0x88b6 } }
    end, 'late: carried by "ethernet" under 34998, as "ip" is')
    pycap.protocol { name = "late", fields = { { "a", 8 } },
      carriers = { "ethernet", 0x88b6 }, replace = true }
    local bytes = frame:sub(1, 12) .. "\x88\xb6" .. inner
    assert.equal("late", pycap.decode(bytes, 1):table().protocols[2])
    carry:cancel()
    assert.equal("late", pycap.decode(bytes, 1):table().protocols[2])
  end)

  it("reaches handlers that are there", function()
    local seen = {}
    local capture <close> = pycap { filename = support.capture {
      frame, frame, frame } }
    local carry
    capture:on("packet", function(packet)
      seen[#seen + 1] = #packet
      if #seen == 1 then carry = pycap.carry("ethernet", 0x88b5, "ip") end
      if #seen > 2 then carry:cancel() end
    end)
    capture:on("ip", { "source" }, function(source)
      seen[#seen + 1] = source
    end)
    capture:loop()
    assert.equal(1, seen[1])
    assert.equal("192.0.2.1", seen[3])
    assert.equal(5, #seen)
    assert.same({ "ethernet" }, names())
  end)

  it("refuses what is no protocol or no number of the parent's", function()
    assert.equal('carry: unknown protocol "etehrnet"; did you mean ethernet?',
      refused("etehrnet", 1, "ip"))
    assert.equal('carry: unknown protocol "packet"',
      refused("ethernet", 1, "packet"))
    assert.equal("carry: name of a protocol expected, got nil",
      refused("ethernet", 1))
    assert.equal("carry: number of ethernet from 0 to 65535 expected, got -1",
      refused("ethernet", -1, "ip"))
    assert.equal("carry: number of udp from 0 to 65535 expected, got 65536",
      refused("udp", 65536, "ip"))
    assert.equal("carry: number of ip from 0 to 255 expected, got 256",
      refused("ip", 256, "ip"))
    assert.equal('carry: number of udp from 0 to 65535 expected, got "53"',
      refused("udp", "53", "ip"))
    assert.equal('carry: ip: carried by "plain" under 5, but that has no ' ..
      "field for it: 0 expected", refused("plain", 5, "ip"))
    assert.equal('carry: plain: carried by "vlan", whose numbers are those ' ..
      'of "ethernet": name that', refused("vlan", 5, "plain"))
  end)

  it("can be made and cancelled for ever", function()
    local kept = {}
    for i = 1, 2000 do
      kept[i % 7] = pycap.carry("ethernet", 0x2000 + i % 50, "plain")
      kept[i % 7]:cancel()
    end
    for i = 1, 2000 do
      local ok, problem = pcall(pycap.carry, "ethernet", 0x2000, "plain")
      if not ok then
        assert.is_true(i > 1000)
        assert.equal("carry: protocols: more than 1024 of them are carried " ..
          "otherwise", problem)
        break
      end
    end
    assert.same({ "ethernet" }, names())
  end)
end)
