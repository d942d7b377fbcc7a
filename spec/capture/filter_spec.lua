--
-- filter_spec.lua - filters of captures, and pycap.filter
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"

local arp, frames = requests.frame, requests.frames
local senders = requests.senders

local fault = support.fault

describe("filter", function()
  local mixed = support.capture { arp(1), requests.other,
    arp(2), requests.other, arp(3) }

  it("can be set at any time", function()
    local capture = pycap { filename = mixed }
    capture:next()
    capture:filter "arp"
    local _, header = capture:next()
    assert.equal("192.0.2.2", header.sourceprotocol)
    capture:filter "not arp"
    assert.same({ "other" }, senders(capture))
  end)

  it("stays when the next one is bad", function()
    local capture = pycap { filename = mixed, filter = "arp" }
    local problem = fault(capture.filter, capture, "arp or or")
    assert.equal("filter", problem.code)
    assert.matches("syntax error", problem.message)
    assert.same({ 1, 2, 3 }, senders(capture))
  end)

  it("is emptied by the empty one", function()
    local capture = pycap { filename = mixed, filter = "tcp" }
    capture:filter ""
    assert.same({ 1, "other", 2, "other", 3 }, senders(capture))
    assert.error_matches(function() capture:filter() end, "string expected")
  end)

  it("applies within a callback to what comes after", function()
    local capture = pycap { filename = mixed }
    local passed = capture:loop(function() capture:filter "arp" end)
    assert.equal(3, passed)
  end)
end)

describe("pycap.filter", function()
  it("matches packets and strings", function()
    local filter = pycap.filter "arp and src host 192.0.2.1"
    assert.is_true(filter:match(arp(1)))
    assert.is_false(filter:match(arp(2)))
    assert.is_false(filter:match "")
    local seen = {}
    local capture = pycap { filename = support.capture(frames(2)) }
    for packet in capture:packets() do
      seen[#seen + 1] = filter:match(packet)
    end
    assert.same({ true, false }, seen)
  end)

  it("knows a packet's length on the wire", function()
    local capture = pycap { filename = support.capture {
      { bytes = arp(1), length = 1000 } } }
    local packet = capture:packets()(capture)
    assert.is_true(pycap.filter("greater 1000"):match(packet))
    assert.is_false(pycap.filter("greater 1000"):match(arp(1)))
  end)

  it("matches what was assigned and what was made", function()
    local capture = pycap { filename = support.capture(frames(1)) }
    local packet = capture:packets()(capture)
    packet.arp.operation = 2
    assert.is_true(pycap.filter("arp[7] == 2"):match(packet))
    assert.is_true(pycap.filter("arp[7] == 1"):match(pycap.packet(
      pycap.ethernet {}, pycap.arp {})))
  end)

  it("takes a link type, by number or name", function()
    local ip = "\x45" .. ("\0"):rep(19)
    assert.is_true(pycap.filter("ip", 12):match(ip))
    assert.is_true(pycap.filter("ip", "RAW"):match(ip))
    assert.is_false(pycap.filter("ip"):match(ip))
    for _, bad in ipairs { -1, "NOSUCH", 1 << 32 | 1 } do
      assert.error_matches(function() pycap.filter("ip", bad) end,
        "link type expected, got ")
    end
  end)

  it("refuses a bad expression, and what is no packet", function()
    assert.equal("filter", fault(pycap.filter, "arp and").code)
    local filter <close> = pycap.filter "arp"
    assert.has_error(function() filter:match(nil) end)
    assert.has_error(function() filter:match {} end)
    assert.has_error(function() pycap.filter() end)
  end)
end)
