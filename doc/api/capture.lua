--
-- capture.lua - captures, and the handlers, filters and jobs of theirs
--
local on = require "doc.api.on"
local stream = require "doc.api.stream"

return {
  {
    class = "pycap.Capture", name = "capture", title = "Captures",
    meaning = "A device or a capture file that is read.",
    fields = {
      { "device", "string", "the device" },
      { "filename", "string?", "the file; nil when it reads from a device" },
      { "warning", "string?", "libpcap's warning about an option that it " ..
        "could not grant" },
      { "interfaces", "pycap.interface[]", "the interfaces of a pcapng " ..
        "file, as far as it was read; `packet.interface` is an index " ..
        "into this list" },
      { "comments", "string[]", "the comments on the sections of a pcapng " ..
        "file, as far as it was read" },
      { "names", "table<string, string>", "the names of addresses that a " ..
        "pcapng file holds, as far as it was read" },
    },
    calls = {
      { name = "next", meaning = "The next packet: its headers from the " ..
          "lowest to the highest, the bytes after them (\"\" too), the time " ..
          "in seconds. Nil at the end of a file. Runs no handlers.",
        gives = { { "any", name = "..." } },
        raises = { "timeout", "interrupted", "busy", "device", "file" },
        source = "pcap_next_ex(3PCAP)" },
      { name = "packets", meaning = "Iterates over the packets, until the " ..
          "end of the file or `stop`. Runs no handlers.",
        gives = {
          { "fun(capture: pycap.Capture): pycap.Packet?" },
          { "pycap.Capture" },
        } },
      { name = "loop", meaning = "Calls the callback, then the handlers, " ..
          "for each packet that passed the filter.",
        takes = {
          { "callback", "fun(packet: pycap.Packet)?" },
          { "count", "integer?", "at most so many packets" },
        },
        gives = { { "integer", "how many packets passed the filter" } },
        raises = { "busy", "device", "file" },
        source = "pcap_loop(3PCAP)" },
      { name = "dispatch", meaning = "Like `loop`, but only for packets " ..
          "that have already arrived, without waiting. Ends with the first " ..
          "packet that came after the call.",
        takes = {
          { "callback", "fun(packet: pycap.Packet)?" },
          { "max", "integer?", "at most so many packets" },
        },
        gives = { { "integer", "how many packets passed the filter" } },
        raises = { "busy", "device", "file" },
        source = "pcap_dispatch(3PCAP)" },
      on("pycap.Capture", "Calls the callback for each packet that has the " ..
        "protocol."),
      { name = "fields", meaning = "Iterates over the values of the listed " ..
          "fields, until the end of the file or `stop`. Gives false if the " ..
          "first value is absent. Runs no handlers.",
        takes = {
          { "protocol", "string" }, { "fields", "pycap.fields" },
        },
        gives = {
          { "fun(capture: pycap.Capture): any ..." }, { "pycap.Capture" },
        } },
      { name = "filter", meaning = "Sets the filter, at any time. A bad " ..
          "expression raises an error, and the old filter stays in force.",
        takes = { { "expression", "string", "in the tcpdump language" } },
        raises = { "filter" }, source = "pcap_setfilter(3PCAP)" },
      { name = "stats", meaning = "Packets received, dropped, and dropped " ..
          "by the interface, as libpcap counts them. Devices only.",
        gives = {
          { "integer", name = "received" }, { "integer", name = "dropped" },
          { "integer", name = "interface" },
        },
        raises = { "unsupported" }, source = "pcap_stats(3PCAP)" },
      { name = "datalink", meaning = "The link type (DLT); in a pcapng " ..
          "file, that of the first interface.",
        gives = { { "integer" } }, source = "pcap-linktype(7)" },
      { name = "fd", meaning = "The descriptor to poll before `dispatch`. " ..
          "Devices only.",
        gives = { { "integer" } }, raises = { "unsupported" },
        source = "pcap_get_selectable_fd(3PCAP)" },
      { name = "selecttimeout", meaning = "Seconds after which another " ..
          "event loop has to call `dispatch` although the descriptor is not " ..
          "readable; nil: it need not. Call it again after each `dispatch`.",
        gives = { { "number?" } },
        source = "pcap_get_required_select_timeout(3PCAP)" },
      { name = "fragments", meaning = "How many datagrams were put together " ..
          "of fragments so far. Nil: that was not asked for.",
        gives = { { "pycap.fragments.counts?" } } },
      { name = "flows", meaning = "How many flows there are, and how many " ..
          "ended, by reason. Nil: no handler has asked for flows.",
        gives = { { "pycap.flows.counts?" } } },
      stream("pycap.Capture", "Has a function read what connections carry, " ..
        "as from a socket. Connections whose first bytes come later are read."),
      { name = "streams", meaning = "What there was of streams so far. Nil: " ..
          "none is read.",
        gives = { { "pycap.streams.counts?" } } },
      { name = "stop", meaning = "Ends the loop." },
      { name = "close", meaning = "Closes the capture; `<close>` and the " ..
        "collector do so, too. Closing twice is harmless. Handlers first " ..
        "get what still waits for more packets: fragments, and the flows " ..
        "that are open. The collector hands over none of it." },
    },
  },
  {
    class = "pycap.Handler", name = "handler", title = "Handlers",
    meaning = "What `on` returns.",
    calls = {
      { name = "cancel", meaning = "Removes the handler." },
      { name = "values", meaning = "The values from which a key was made; " ..
          "for a handler without keys, those of a flow: source, " ..
          "destination, protocol, ports.",
        takes = {
          { "key", "string" }, { "n", "integer?", "which of the handler's " ..
            "keys it is", default = 1 },
        },
        gives = { { "any", name = "..." } } },
    },
  },
  {
    class = "pycap.job", name = "job", title = "Timers and coroutines",
    meaning = "What `every`, `after` and `spawn` return.",
    calls = { { name = "cancel", meaning = "Cancels the timer or ends the " ..
      "coroutine." } },
  },
  {
    class = "pycap.Filter", name = "filter", title = "Filters",
    meaning = "What `pycap.filter` returns.",
    calls = {
      { name = "match", meaning = "Returns whether a packet passes the filter.",
        takes = { { "packet", "pycap.Packet|string" } },
        gives = { { "boolean" } }, source = "pcap_offline_filter(3PCAP)" },
    },
  },
}
