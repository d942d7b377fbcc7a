--
-- capture.lua - captures, and the handlers, filters and jobs of theirs
--
local on = require "doc.api.on"

return {
  {
    class = "pycap.Capture", name = "capture", title = "Captures",
    meaning = "A device or a capture file that is read.",
    fields = {
      { "device", "string", "the device" },
      { "filename", "string?", "the file; nil when it reads from a device" },
      { "warning", "string?", "what libpcap could not grant" },
      { "interfaces", "pycap.interface[]", "those that a pcapng file has " ..
        "described so far; `packet.interface` is a place in this list" },
      { "comments", "string[]", "those on the sections of a pcapng file " ..
        "that were read so far" },
      { "names", "table<string, string>", "the names of addresses that a " ..
        "pcapng file holds, as far as it was read" },
    },
    calls = {
      { name = "next", meaning = "The next packet: its headers from the " ..
          "lowest to the highest, the data that follows (\"\" too), the " ..
          "time in seconds. Nil at the end of a file. Runs no handlers.",
        gives = { { "any", name = "..." } },
        raises = { "timeout", "interrupted", "busy", "device", "file" },
        source = "pcap_next_ex(3PCAP)" },
      { name = "packets", meaning = "Iterates over the packets, until the " ..
          "end of the file or `stop`. Runs no handlers.",
        gives = {
          { "fun(capture: pycap.Capture): pycap.Packet?" },
          { "pycap.Capture" },
        } },
      { name = "loop", meaning = "Calls back for each packet that passed " ..
          "the filter, then the handlers.",
        takes = {
          { "callback", "fun(packet: pycap.Packet)?" },
          { "count", "integer?", "at most so many packets" },
        },
        gives = { { "integer", "how many packets passed the filter" } },
        raises = { "busy", "device", "file" },
        source = "pcap_loop(3PCAP)" },
      { name = "dispatch", meaning = "The same for the packets that are " ..
          "there now, without waiting: it ends with the first that came " ..
          "after the call.",
        takes = {
          { "callback", "fun(packet: pycap.Packet)?" },
          { "max", "integer?", "at most so many packets" },
        },
        gives = { { "integer", "how many packets passed the filter" } },
        raises = { "busy", "device", "file" },
        source = "pcap_dispatch(3PCAP)" },
      on("pycap.Capture", "Calls back for each packet that has the protocol."),
      { name = "fields", meaning = "Iterates over the values of the fields " ..
          "that are listed, until the end of the file or `stop`; false " ..
          "where the first is absent. Runs no handlers.",
        takes = {
          { "protocol", "string" }, { "fields", "pycap.fields" },
        },
        gives = {
          { "fun(capture: pycap.Capture): any ..." }, { "pycap.Capture" },
        } },
      { name = "filter", meaning = "Sets the filter, at any time; a bad one " ..
          "raises and leaves the old one in force.",
        takes = { { "expression", "string", "in the tcpdump language" } },
        raises = { "filter" }, source = "pcap_setfilter(3PCAP)" },
      { name = "stats", meaning = "Packets received, dropped, and dropped " ..
          "by the interface, as libpcap counts them. Devices only.",
        gives = {
          { "integer", name = "received" }, { "integer", name = "dropped" },
          { "integer", name = "interface" },
        },
        raises = { "unsupported" }, source = "pcap_stats(3PCAP)" },
      { name = "datalink", meaning = "The link type (DLT); of pcapng, " ..
          "that of the first interface.",
        gives = { { "integer" } }, source = "pcap-linktype(7)" },
      { name = "fd", meaning = "The descriptor to poll before `dispatch`. " ..
          "Devices only.",
        gives = { { "integer" } }, raises = { "unsupported" },
        source = "pcap_get_selectable_fd(3PCAP)" },
      { name = "selecttimeout", meaning = "Seconds after which another " ..
          "event loop has to `dispatch` though nothing is readable; nil: " ..
          "there is no need. It changes: ask again after each dispatch.",
        gives = { { "number?" } },
        source = "pcap_get_required_select_timeout(3PCAP)" },
      { name = "stop", meaning = "Ends the loop." },
      { name = "close", meaning = "Closes; so do `<close>` and the " ..
          "collector. To do it twice is harmless." },
    },
  },
  {
    class = "pycap.Handler", name = "handler", title = "Handlers",
    meaning = "What `on` returns.",
    calls = {
      { name = "cancel", meaning = "It is not called any more." },
      { name = "values", meaning = "The values that a key was made of; for " ..
          "a handler that lists no keys, those of a flow: source, " ..
          "destination, protocol, ports.",
        takes = {
          { "key", "string" }, { "n", "integer?", "its n-th key", default = 1 },
        },
        gives = { { "any", name = "..." } } },
    },
  },
  {
    class = "pycap.job", name = "job", title = "Timers and coroutines",
    meaning = "What `every`, `after` and `spawn` return.",
    calls = { { name = "cancel", meaning = "Ends it." } },
  },
  {
    class = "pycap.Filter", name = "filter", title = "Filters",
    meaning = "What `pycap.filter` returns.",
    calls = {
      { name = "match", meaning = "Whether a packet passes.",
        takes = { { "packet", "pycap.Packet|string" } },
        gives = { { "boolean" } }, source = "pcap_offline_filter(3PCAP)" },
    },
  },
}
