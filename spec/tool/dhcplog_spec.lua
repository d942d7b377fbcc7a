local pycap = require "pycap"
local scripttest = require "spec.support.scripttest"
local segments = require "spec.support.segments"
local support = require "spec.support"

local SCRIPT <const> = "scripts/dhcplog.lua"
local HARDWARE <const> = "02:00:00:00:00:01"

local function dhcp(seconds, set)
  set.hardware = HARDWARE
  return segments.udp(seconds, "192.0.2.9", 68, "192.0.2.1", 67,
    pycap.dhcp(set).packet)
end

local function dhcp6(seconds, set)
  return segments.udp(seconds, "fe80::9", 546, "ff02::1:2", 547,
    pycap.dhcp6(set).packet)
end

local client = { name = "clientid", type = 3, hardware = HARDWARE }
local server = { name = "serverid", type = 3, hardware = "02:00:00:00:00:02" }

describe("dhcplog", function()
  it("prints a line for each message", function()
    -- options in the fields that the option overload names
    local function overloaded(overload)
      return dhcp(0, { file = "\12\7printer\255", servername = "\53\1\1" ..
        "\50\4\192\0\2\99\54\9", options = {
          { name = "overload", fields = overload }, { name = "end" } } })
    end
    local reply = pycap.dhcp6 { type = "reply", options = { client, server,
      { name = "iana", options = {
        { name = "iaaddr", address = "2001:db8::77" } } },
      { name = "iapd", options = { { name = "iaprefix",
        prefix = "2001:db8:1::", prefixlength = 56 } } } } }.packet
    local function relay(bytes)
      return { type = "relay-reply", options = {
        { name = "relaymessage", data = bytes } } }
    end
    scripttest("dhcplog", {
      lease = {
        dhcp(0, { options = { { name = "messagetype", type = "discover" },
          { name = "hostname", text = "printer" } } }),
        dhcp(1, { operation = "reply", youraddress = "192.0.2.77",
          options = { { name = "messagetype", type = "offer" },
            { name = "serverid", address = "192.0.2.1" } } }),
        dhcp(2, { options = { { name = "messagetype", type = "request" },
          { name = "requestedaddress", address = "192.0.2.77" },
          { name = "serverid", address = "192.0.2.1" } } }),
        dhcp(3, { clientaddress = "192.0.2.78", options = {
          { name = "messagetype", type = "release" } } }),
      },
      ["bootp-and-odd-names"] = {
        dhcp(0, { cookie = 0 }),
        dhcp(1, { operation = 2, cookie = 0, youraddress = "192.0.2.77",
          serveraddress = "192.0.2.5" }),
        dhcp(2, { options = { { name = "messagetype", type = 99 },
          { name = "hostname", text = "a\27[2Jb" } } }),
      },
      overload = { overloaded "file", overloaded "servername",
        overloaded "both" },
      dhcp6 = {
        dhcp6(0, { options = { client, { name = "fqdn", labels = {
          { text = "printer" }, { text = "" } } } } }),
        dhcp6(1, relay(reply)),
        dhcp6(2, relay(pycap.dhcp6(relay(reply)).packet)),
        -- what relays send without a message
        dhcp6(3, { type = "relay-reply" }),
        dhcp6(4, { type = "relay-reply", options = {
          { name = "relaymessage", data = "" } } }),
      },
    })
  end)

  it("prints its usage", function()
    local out, err, status = support.pcaplua(SCRIPT .. " -h")
    assert.equal(0, status, err)
    assert.matches("^usage: pcaplua %-r file dhcplog.lua", out)
  end)
end)
