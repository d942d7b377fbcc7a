--
-- parts.lua - the modules beside pycap
--
local DEVICE <const> = { "device", "string" }
local SOURCE <const> = { "source", "string?", "the sender's address; nil: " ..
  "the device's address in the target's network" }
local RETRY <const> = { "retry", "integer?", "how many more times a request " ..
  "is sent when there is no answer", default = 2 }

return {
  {
    class = "pycap.arp", name = "arp", title = 'require "pycap.arp"',
    module = "pycap.arp", meaning = "Finds the hosts that have an IPv4 " ..
      "address.",
    source = "RFC 826, RFC 5227",
    calls = {
      { name = "resolve", meaning = "Asks who has an IPv4 address. For the " ..
          "device's own address it returns the device's hardware address. " ..
          "If the device has no address, the request is a probe (RFC 5227).",
        takes = { DEVICE, { "address", "string" },
          { "options", "pycap.arp.resolve.options?" } },
        gives = { { "string", "the hardware address" } },
        raises = { "timeout", "device", "permission" } },
      { name = "scan", meaning = "Asks for all addresses of an IPv4 " ..
          "network, at most a /16, and returns every host that answers. It " ..
          "waits for `timeout` at each address, answered or not, to find " ..
          "duplicates. The device itself is not in the list.",
        takes = { DEVICE, { "network", "string?", '"192.0.2.0/24"; nil: the ' ..
            "device's own network" },
          { "options", "pycap.arp.scan.options?" },
          { "callback", "fun(host: pycap.arp.host)?", "gets each host as it " ..
            "answers" } },
        gives = { { "pycap.arp.hosts", "a list of hosts, by address" } },
        raises = { "device", "permission" } },
    },
  },
  {
    class = "pycap.arp.host", name = "host", title = "Hosts that a scan finds",
    part = "pycap.arp", meaning = "A host that answers for an address.",
    fields = {
      { "address", "string", "the IPv4 address" },
      { "hardware", "string", "its hardware address" },
      { "duplicate", "boolean?", "true: another host answers for the " ..
        "address, too, or it is an address of this machine" },
    },
  },
  {
    class = "pycap.arp.hosts", name = "hosts", part = "pycap.arp",
    title = "Results of a scan", index = "pycap.arp.host",
    meaning = "What `arp.scan` returns: a list of hosts.",
    fields = {
      { "interrupted", "boolean?", "true: Ctrl-C ended the scan; these are " ..
        "the hosts up to then" },
    },
  },
  {
    class = "pycap.arp.resolve.options", name = "options of arp.resolve",
    title = "Options of arp.resolve", options = true, part = "pycap.arp",
    meaning = "How a request is sent.",
    fields = {
      { "timeout", "number?", "how long each try waits", default = 1000,
        unit = "ms" },
      RETRY, SOURCE,
    },
  },
  {
    class = "pycap.arp.scan.options", name = "options of arp.scan",
    title = "Options of arp.scan", options = true, part = "pycap.arp",
    meaning = "How the requests are sent.",
    fields = {
      { "timeout", "number?", "how long each try waits", default = 500,
        unit = "ms" },
      RETRY, SOURCE,
      { "rate", "number?", "the highest rate", default = 1000,
        unit = "requests a second" },
    },
  },
  {
    class = "pycap.icmp", name = "icmp", title = 'require "pycap.icmp"',
    module = "pycap.icmp", meaning = "Ping, over IPv4 and IPv6.",
    source = "RFC 792, RFC 4443",
    calls = {
      { name = "ping", meaning = "Sends echo requests, one after the other, " ..
          "and waits for the replies. The hardware address of the host or " ..
          "of the gateway is found by ARP or IPv6's Neighbor Discovery. On " ..
          "a device without neighbours (loopback, tun) the system routes " ..
          "the packets.",
        takes = {
          { "device", "string?", "nil: the device in the host's routing " ..
            "table" },
          { "address", "string" },
          { "options", "pycap.icmp.options?" },
          { "callback", "fun(result: pycap.icmp.result)?", "gets each " ..
            "result as it comes" },
        },
        gives = { { "pycap.icmp.results", "a list of results, with `sent` " ..
          "and `received`" } },
        raises = { "timeout", "device", "permission" } },
    },
  },
  {
    class = "pycap.icmp.options", name = "options of icmp.ping",
    title = "Options of icmp.ping", options = true, part = "pycap.icmp",
    meaning = "How the requests are sent.",
    fields = {
      { "count", "integer?", "requests", default = 4 },
      { "interval", "integer?", "from one request to the next",
        default = 1000, unit = "ms" },
      { "timeout", "integer?", "how long to wait for a reply", default = 1000,
        unit = "ms" },
      { "size", "integer?", "size of the payload",
        default = 56, unit = "bytes" },
      { "timetolive", "integer?", "the time to live (IPv6: hop limit)",
        default = 64 },
      { "source", "string?", "the sender's address; nil: the device's " ..
        "address" },
      { "gateway", "string?", "the gateway; nil: the one in the host's " ..
        "routing table" },
    },
  },
  {
    class = "pycap.icmp.result", name = "result", title = "Results of a ping",
    part = "pycap.icmp", meaning = "The result of one request.",
    fields = {
      { "sequence", "integer", "its number" },
      { "seconds", "number?", "time until the reply; nil: there was none" },
      { "source", "string?", "the address that answered" },
      { "timetolive", "integer?", "the answer's time to live" },
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
