--
-- parts.lua - the modules beside pycap
--
local DEVICE <const> = { "device", "string" }
local SOURCE <const> = { "source", "string?", "the address that asks; the " ..
  "device's own in the target's network" }
local RETRY <const> = { "retry", "integer?", "how many more times a silent " ..
  "address is asked", default = 2 }

return {
  {
    class = "pycap.arp", name = "arp", title = 'require "pycap.arp"',
    module = "pycap.arp", meaning = "Who has an address.",
    source = "RFC 826, RFC 5227",
    calls = {
      { name = "resolve", meaning = "Asks who has an IPv4 address; of the " ..
          "device's own address the answer is its own. A device without an " ..
          "address sends a probe.",
        takes = { DEVICE, { "address", "string" },
          { "options", "pycap.arp.resolve.options?" } },
        gives = { { "string", "the hardware address" } },
        raises = { "timeout", "device", "permission" } },
      { name = "scan", meaning = "Asks for all addresses of an IPv4 " ..
          "network, at most a /16, and gives every host that answers. Each " ..
          "address is listened for as long as `timeout` says, answered or " ..
          "not. The device's own is not among the answers.",
        takes = { DEVICE, { "network", "string?", '"192.0.2.0/24"; nil: the ' ..
            "device's own" },
          { "options", "pycap.arp.scan.options?" },
          { "callback", "fun(host: pycap.arp.host)?", "gets each host as it " ..
            "answers" } },
        gives = { { "pycap.arp.hosts", "a list of hosts, by address" } },
        raises = { "device", "permission" } },
    },
  },
  {
    class = "pycap.arp.host", name = "host", title = "Hosts that a scan finds",
    part = "pycap.arp", meaning = "Who answers for an address.",
    fields = {
      { "address", "string", "the IPv4 address" },
      { "hardware", "string", "whose it is" },
      { "duplicate", "boolean?", "true: another host answers for it, too, " ..
        "or this host has it" },
    },
  },
  {
    class = "pycap.arp.hosts", name = "hosts", part = "pycap.arp",
    title = "What a scan finds", index = "pycap.arp.host",
    meaning = "What `arp.scan` returns: a list of hosts.",
    fields = {
      { "interrupted", "boolean?", "true: Ctrl-C ended the scan; these are " ..
        "the hosts up to then" },
    },
  },
  {
    class = "pycap.arp.resolve.options", name = "options of arp.resolve",
    title = "Options of arp.resolve", options = true, part = "pycap.arp",
    meaning = "How an address is asked for.",
    fields = {
      { "timeout", "number?", "how long each try waits", default = 1000,
        unit = "ms" },
      RETRY, SOURCE,
    },
  },
  {
    class = "pycap.arp.scan.options", name = "options of arp.scan",
    title = "Options of arp.scan", options = true, part = "pycap.arp",
    meaning = "How a network is asked.",
    fields = {
      { "timeout", "number?", "how long each try waits", default = 500,
        unit = "ms" },
      RETRY, SOURCE,
      { "rate", "number?", "how fast at most", default = 1000,
        unit = "requests a second" },
    },
  },
  {
    class = "pycap.icmp", name = "icmp", title = 'require "pycap.icmp"',
    module = "pycap.icmp", meaning = "Ping, over IPv4 and IPv6.",
    source = "RFC 792, RFC 4443",
    calls = {
      { name = "ping", meaning = "Sends echo requests, one after the other, " ..
          "and waits for the replies. The neighbour, a gateway where there " ..
          "is one, is found by ARP or IPv6's discovery; on a device without " ..
          "neighbours (loopback, tun) the system routes the packets.",
        takes = {
          { "device", "string?", "nil: the one that the host's routes lead " ..
            "to" },
          { "address", "string" },
          { "options", "pycap.icmp.options?" },
          { "callback", "fun(result: pycap.icmp.result)?", "gets each " ..
            "result as it comes" },
        },
        gives = { { "pycap.icmp.results", "a list of results; `sent`, " ..
          "`received`" } },
        raises = { "timeout", "device", "permission" } },
    },
  },
  {
    class = "pycap.icmp.options", name = "options of icmp.ping",
    title = "Options of icmp.ping", options = true, part = "pycap.icmp",
    meaning = "How a host is asked.",
    fields = {
      { "count", "integer?", "requests", default = 4 },
      { "interval", "integer?", "from one request to the next",
        default = 1000, unit = "ms" },
      { "timeout", "integer?", "how long a reply is waited for", default = 1000,
        unit = "ms" },
      { "size", "integer?", "payload", default = 56, unit = "bytes" },
      { "timetolive", "integer?", "hops that the packets live",
        default = 64 },
      { "source", "string?", "the address that asks; the device's own" },
      { "gateway", "string?", "the neighbour to send by; what the host's " ..
        "routes say" },
    },
  },
  {
    class = "pycap.icmp.result", name = "result", title = "Results of a ping",
    part = "pycap.icmp", meaning = "What became of one request.",
    fields = {
      { "sequence", "integer", "its number" },
      { "seconds", "number?", "to the reply; nil: there was none" },
      { "source", "string?", "who answered" },
      { "timetolive", "integer?", "of the answer" },
      { "problem", "string?", "an ICMP error, as text" },
      { "answer", "pycap.Packet?", "the answer" },
    },
  },
  {
    class = "pycap.icmp.results", name = "results", part = "pycap.icmp",
    title = "All results of a ping", index = "pycap.icmp.result",
    meaning = "What `icmp.ping` returns: a list of results.",
    fields = {
      { "sent", "integer", "requests" }, { "received", "integer", "replies" },
    },
  },
}
