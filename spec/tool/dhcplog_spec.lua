local pycap = require "pycap"
local segments = require "spec.support.segments"
local support = require "spec.support"

local SCRIPT <const> = "scripts/dhcplog.lua"
local HARDWARE <const> = "02:00:00:00:00:01"
local DAY <const> = "2026-01-05 08:00:0"

local function dhcp(seconds, set)
  set.hardware = HARDWARE
  return segments.udp(seconds, "192.0.2.9", 68, "192.0.2.1", 67,
    pycap.dhcp(set).packet)
end

local function dhcp6(seconds, set)
  return segments.udp(seconds, "fe80::9", 546, "ff02::1:2", 547,
    pycap.dhcp6(set).packet)
end

local function run(...)
  local out, err, status = support.pcaplua("-r " ..
    support.capture { ... } .. " " .. SCRIPT)
  assert.equal(0, status, err)
  assert.equal("", err)
  return out
end

local client = { name = "clientid", type = 3, hardware = HARDWARE }
local server = { name = "serverid", type = 3, hardware = "02:00:00:00:00:02" }

describe("dhcplog", function()
  it("tells how an address is leased, with the name that the client gave",
  function()
    assert.equal(
      DAY .. "0 discover    " .. HARDWARE .. " -               printer" ..
        "              -\n" ..
      DAY .. "1 offer       " .. HARDWARE .. " 192.0.2.77      printer" ..
        "              192.0.2.1\n" ..
      DAY .. "2 request     " .. HARDWARE .. " 192.0.2.77      printer" ..
        "              192.0.2.1\n" ..
      DAY .. "3 release     " .. HARDWARE .. " 192.0.2.78      printer" ..
        "              -\n",
      run(dhcp(0, { options = { { name = "messagetype", type = "discover" },
          { name = "hostname", text = "printer" } } }),
        dhcp(1, { operation = "reply", youraddress = "192.0.2.77",
          options = { { name = "messagetype", type = "offer" },
            { name = "serverid", address = "192.0.2.1" } } }),
        dhcp(2, { options = { { name = "messagetype", type = "request" },
          { name = "requestedaddress", address = "192.0.2.77" },
          { name = "serverid", address = "192.0.2.1" } } }),
        dhcp(3, { clientaddress = "192.0.2.78", options = {
          { name = "messagetype", type = "release" } } })))
  end)

  it("knows BOOTP, types without a name, and names that are none", function()
    assert.equal(
      DAY .. "0 bootp       " .. HARDWARE .. " -               -" ..
        "                    -\n" ..
      DAY .. "1 bootp-reply " .. HARDWARE .. " 192.0.2.77      -" ..
        "                    192.0.2.5\n" ..
      DAY .. "2 type 99     " .. HARDWARE .. " -               a??2Jb" ..
        "               -\n",
      run(dhcp(0, { cookie = 0 }),
        dhcp(1, { operation = 2, cookie = 0, youraddress = "192.0.2.77",
          serveraddress = "192.0.2.5" }),
        dhcp(2, { options = { { name = "messagetype", type = 99 },
          { name = "hostname", text = "a\27[2Jb" } } })))
  end)

  it("reads options in the fields that the option overload names", function()
    local function message(overload)
      return dhcp(0, { file = "\12\7printer\255", servername = "\53\1\1" ..
        "\50\4\192\0\2\99\54\9", options = {
          { name = "overload", fields = overload }, { name = "end" } } })
    end
    assert.equal(
      DAY .. "0 bootp       " .. HARDWARE .. " -               printer" ..
        "              -\n" ..
      DAY .. "0 discover    " .. HARDWARE .. " 192.0.2.99      printer" ..
        "              -\n" ..
      DAY .. "0 discover    " .. HARDWARE .. " 192.0.2.99      printer" ..
        "              -\n",
      run(message "file", message "servername", message "both"))
  end)

  it("tells what DHCPv6 leases, relayed or not", function()
    local reply = pycap.dhcp6 { type = "reply", options = { client, server,
      { name = "iana", options = {
        { name = "iaaddr", address = "2001:db8::77" } } },
      { name = "iapd", options = { { name = "iaprefix",
        prefix = "2001:db8:1::", prefixlength = 56 } } } } }.packet
    local function relay(bytes)
      return { type = "relay-reply", options = {
        { name = "relaymessage", data = bytes } } }
    end
    local line = "reply       " .. HARDWARE ..
      " 2001:db8::77,2001:db8:1::/56 printer              " ..
      "02:00:00:00:00:02\n"
    assert.equal(
      DAY .. "0 solicit     " .. HARDWARE .. " -               printer" ..
        "              -\n" .. DAY .. "1 " .. line .. DAY .. "2 " .. line,
      run(dhcp6(0, { options = { client, { name = "fqdn", labels = {
          { text = "printer" }, { text = "" } } } } }),
        dhcp6(1, relay(reply)),
        dhcp6(2, relay(pycap.dhcp6(relay(reply)).packet))))
  end)

  it("passes by what relays send without a message", function()
    assert.equal("", run(dhcp6(0, { type = "relay-reply" }),
      dhcp6(0, { type = "relay-reply", options = {
        { name = "relaymessage", data = "" } } })))
  end)

  it("prints its usage", function()
    local out, err, status = support.pcaplua(SCRIPT .. " -h")
    assert.equal(0, status, err)
    assert.matches("^usage: pcaplua %-r file dhcplog.lua", out)
  end)
end)
