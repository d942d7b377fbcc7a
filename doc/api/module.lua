--
-- module.lua - the functions of pycap, and the tables that they take
--
local on = require "doc.api.on"
local stream = require "doc.api.stream"

return {
  {
    class = "pycap", name = "pycap", title = "The module", module = "pycap",
    meaning = "Packet capture, decoding and injection.",
    overloads = {
      "fun(device?: string, filename?: string, snaplen?: integer, " ..
        "promisc?: boolean, timeout?: integer): pycap.Capture",
      "fun(options: pycap.options): pycap.Capture",
    },
    fields = {
      { "_VERSION", "string", "the version" },
      { "constants", "pycap.constants", "the constants of C headers: " ..
        "`pycap.constants.arp.ARPOP_REPLY`, `.dlt.EN10MB`; an unknown name " ..
        "raises an error" },
      { "error", "pycap.error", "the metatable of errors that the script " ..
        "did not cause: of devices, files, the network, memory" },
    },
    calls = {
      { name = "capture",
        meaning = "Opens a capture; `pycap(...)` is the same. Without " ..
          "device and filename it takes the device that libpcap chooses, in " ..
          "pcaplua what -i or -r names.",
        takes = {
          { "device", "string?" },
          { "filename", "string?", "a pcap or pcapng file, compressed or " ..
            "not; \"-\" is standard input" },
          { "snaplen", "integer?", "how much is kept of a packet",
            default = 65535, unit = "bytes" },
          { "promisc", "boolean?", "whether the device is made promiscuous",
            default = false },
          { "timeout", "integer?", "how long `next` waits on a device " ..
            "(0: for ever)", default = 255, unit = "ms" },
        },
        forms = {
          { "options", "fun(options: pycap.options): pycap.Capture",
            "The same arguments by name, and more options." },
        },
        gives = { { "pycap.Capture" } },
        raises = { "device", "permission", "file", "filter", "unsupported",
          "memory" },
        source = "pcap_create(3PCAP), pcap_open_offline(3PCAP)" },
      on(nil, "Adds a handler for the packets that pcaplua or a C host feeds."),
      stream(nil, "Has a function read what connections carry, in the " ..
        "packets that pcaplua or a C host feeds."),
      { name = "atend", meaning = "Calls a function once when the run ends: " ..
          "in pcaplua after all loops, in each worker before `result`, in a " ..
          "C host at pycap_engine_finish.",
        takes = { { "f", "fun()" } } },
      { name = "loop", meaning = "Runs the handlers of several captures, " ..
        "and timers and coroutines. Without captures, in pcaplua, it runs " ..
        "the handlers of `pycap.on` on what pcaplua reads; elsewhere it " ..
        "runs until all timers and coroutines are done.",
        takes = { { "...", "pycap.Capture", "captures" } },
        gives = { { "integer", "how many packets passed the filters" } } },
      { name = "stop", meaning = "Ends the running loop." },
      { name = "every", meaning = "Calls a function every so many seconds " ..
        "while a loop runs. When only files are read, the packets' time " ..
        "counts.",
        takes = {
          { "seconds", "number" },
          { "callback", "fun(time: number)", "gets the time, in seconds " ..
            "since the epoch" },
        },
        gives = { { "pycap.job" } } },
      { name = "after", meaning = "Calls a function once, after so many " ..
        "seconds.",
        takes = {
          { "seconds", "number" },
          { "callback", "fun(time: number)", "gets the time" },
        },
        gives = { { "pycap.job" } } },
      { name = "spawn", meaning = "Starts a coroutine, which runs while a " ..
        "loop runs. While `next`, `packets` or `sleep` wait in it, the loop " ..
        "goes on.",
        takes = { { "f", "fun(...)" }, { "...", "any", "its arguments" } },
        gives = { { "pycap.job" } } },
      { name = "sleep", meaning = "Waits. In callbacks and in coroutines of " ..
          "`spawn` the loop goes on meanwhile; elsewhere it blocks.",
        takes = { { "seconds", "number" } }, raises = { "interrupted" } },
      { name = "tally", meaning = "Counts packets by key, in C. `on` takes " ..
          "it in place of a callback.",
        takes = { { "options", "pycap.tally.options" } },
        gives = { { "pycap.Tally" } } },
      { name = "packet", meaning = "A packet made by hand.",
        takes = { { "...", "pycap.header|string", "headers, lowest first, " ..
          "then a payload" } },
        gives = { { "pycap.Packet" } } },
      { name = "inject", meaning = "Opens a device for sending.",
        takes = { { "device", "string|pycap.inject.options" } },
        gives = { { "pycap.Injector" } },
        raises = { "device", "permission", "down", "unsupported", "memory" },
        source = "packet(7), raw(7)" },
      { name = "dump", meaning = "Creates a capture file. Its link type is " ..
        "that of the given capture, or the one in the options.",
        takes = {
          { "filename", "string", "\"-\" is standard output; " ..
            "`tcp://host:port` and `tcp-listen:port` are connections" },
          { "like", "(pycap.Capture|pycap.dump.options)?" },
          { "options", "pycap.dump.options?", "after a capture" },
        },
        gives = { { "pycap.Dump" } }, raises = { "file", "write" },
        source = "pcap-savefile(5)" },
      { name = "ask", meaning = "Sends a packet and waits for its answer. " ..
          "For a list or an iterator of packets, answers and times are " ..
          "lists by index.",
        takes = {
          { "injector", "pycap.Injector" },
          { "capture", "pycap.Capture", "of the same device" },
          { "packet", "pycap.Packet|string|table|" ..
            "fun(): pycap.Packet|string|nil" },
          { "options", "pycap.ask.options?" },
        },
        gives = {
          { "pycap.Packet|table|nil", "the answer, or the answers" },
          { "number|table|nil", "seconds until the answer, or a list of them" },
          { "integer?", "for a list or an iterator: how many were sent" },
        },
        source = "RFC 826, RFC 792, RFC 4443" },
      { name = "decode", meaning = "Decodes a string of bytes as a packet. " ..
          "Bytes that cannot be decoded are payload, as in a capture.",
        takes = {
          { "bytes", "string" },
          { "what", "string|integer", "the name of the first header's " ..
            "protocol, or the number of a link type" },
          { "options", "pycap.decode.options?" },
        },
        gives = { { "pycap.Packet" } } },
      { name = "filter", meaning = "A filter without a capture.",
        takes = {
          { "expression", "string", "in the tcpdump language" },
          { "datalink", "(integer|string)?", "the link type",
            default = "EN10MB" },
        },
        gives = { { "pycap.Filter" } }, raises = { "filter" },
        source = "pcap-filter(7)" },
      { name = "formats", meaning = "The supported file formats, as keys " ..
          "whose value is true: pcap, pcapng, and the compressions that " ..
          "pycap was built with.",
        gives = { { "table<string, boolean>" } } },
      { name = "devices", meaning = "The devices.",
        gives = { { "pycap.device[]" } }, source = "pcap_findalldevs(3PCAP)" },
      { name = "protocols", meaning = "The protocols, their fields, lists " ..
          "and carriers, as data: what doc/protocols.md is made from.",
        gives = { { "table[]" } } },
      { name = "protocol", meaning = "Declares a protocol, which from the " ..
          "next packet on works like a built-in one. `pycap.protocols` " ..
          "returns such declarations. A mistake in one raises an error that " ..
          "names protocol, field and fault.",
        takes = { { "declaration", "pycap.declaration" } },
        gives = { { "fun(fields?: table): pycap.header",
          "`pycap.NAME`, which makes headers by hand" } } },
      { name = "carry", meaning = "\"Decode as\": makes a number stand for " ..
        "a protocol, whatever it stood for before, from the next packet on.",
        takes = {
          { "parent", "string", "the protocol whose number it is" },
          { "number", "integer" },
          { "protocol", "string" },
        },
        gives = { { "pycap.Carry" } } },
      { name = "checksum", meaning = "Returns whether a header's checksum " ..
          "is right; nil if it cannot be computed (a packet cut short, a " ..
          "fragment, a protocol without checksum).",
        takes = { { "header", "pycap.header" } },
        gives = { { '"good"|"bad"|"unset"|nil' } }, source = "RFC 1071" },
      { name = "code", meaning = "The Lua source that makes a packet or a " ..
          "header again.",
        takes = { { "packet", "pycap.Packet|pycap.header" } },
        gives = { { "string" } } },
      { name = "name", meaning = "The name of the number that a field has: " ..
          '`"reply"`, `"syn, ack"`; nil where it has none.',
        takes = { { "header", "pycap.header" }, { "field", "string" } },
        gives = { { "string?" } } },
      { name = "protocolof", meaning = "The name of a header's protocol.",
        takes = { { "header", "pycap.header" } },
        gives = { { "string" } } },
      { name = "raw", meaning = "An address given as bytes instead of text: " ..
        "in fields, entries of lists and conditions.",
        takes = { { "bytes", "string", "as many as the address has" } },
        gives = { { "pycap.Raw" } } },
      { name = "table", meaning = "A plain copy of a header or packet.",
        takes = { { "header", "pycap.header|pycap.Packet" } },
        gives = { { "table" } } },
      { name = "tree", meaning = "All fields of a packet's headers, a line " ..
          "each, then payload and trailer; or those of one header. Control " ..
          "characters are escaped.",
        takes = { { "packet", "pycap.Packet|pycap.header" } },
        gives = { { "string" } } },
      { name = "json", meaning = "A value as JSON in one line (RFC 8259): a " ..
          "table with keys from 1 to n is an array, one with strings for " ..
          "keys an object, whose keys are sorted; an empty table is an " ..
          "array. A header is an object of its fields, a packet what " ..
          "`packet:json()` gives. Bytes that are not UTF-8 become `\\u00XX`.",
        takes = { { "value", "any" } }, gives = { { "string" } } },
      { name = "hexdump", meaning = "A dump of sixteen bytes a line: " ..
          "offset, hexadecimal, characters.",
        takes = { { "bytes", "string|pycap.Packet" } },
        gives = { { "string" } } },
    },
  },
  {
    class = "pycap.decode.options", name = "options of decode",
    options = true, title = "Options of decode",
    meaning = "The time and the length of the packet.",
    fields = {
      { "time", "number?", "the packet's time, since the epoch",
        unit = "seconds", default = "0" },
      { "timestamp", "integer?", "the same", unit = "nanoseconds" },
      { "length", "integer?", "the length on the wire, where `bytes` is " ..
        "only the beginning", unit = "bytes" },
    },
  },
  {
    class = "pycap.options", name = "options of pycap", options = true,
    title = "Options of a capture",
    meaning = "The options with which a capture is opened.",
    fields = {
      { "device", "string?", "a device" },
      { "filename", "string?", "a pcap or pcapng file; \"-\" is standard " ..
        "input; `tcp://host:port` or `tcp-listen:port`" },
      { "snaplen", "integer?", "how much is kept of a packet",
        default = 65535, unit = "bytes", source = "pcap_set_snaplen(3PCAP)" },
      { "promisc", "boolean?", "whether the device is made promiscuous",
        default = false, source = "pcap_set_promisc(3PCAP)" },
      { "timeout", "integer?", "how long `next` waits on a device (0: for " ..
        "ever)", default = 255, unit = "ms" },
      { "filter", "string?", "in the tcpdump language",
        source = "pcap-filter(7)" },
      { "immediate", "boolean?", "deliver each packet as it arrives",
        default = false,
        source = "pcap_set_immediate_mode(3PCAP)" },
      { "latency", "integer?", "how long the kernel may hold packets back",
        default = 10, unit = "ms", source = "pcap_set_timeout(3PCAP)" },
      { "buffer", "integer?", "the size of the kernel's buffer", unit = "bytes",
        source = "pcap_set_buffer_size(3PCAP)" },
      { "direction", '("in"|"out"|"inout")?', "the direction of the packets " ..
        "to capture",
        default = "inout", source = "pcap_setdirection(3PCAP)" },
      { "monitor", "boolean?", "monitor mode", default = false,
        source = "pcap_set_rfmon(3PCAP)" },
      { "datalink", "(integer|string)?", "the link type",
        source = "pcap_set_datalink(3PCAP)" },
      { "reconnect", "boolean?", "for `tcp://host:port` and " ..
        "`tcp-listen:port`: connect again when a stream ends",
        default = false },
      { "follow", "boolean?", "wait for more data at the end of a file, as " ..
        "`tail -f` does; not for a compressed file", default = false },
      { "timestamps", "string?", "the type of time stamp, by libpcap's name",
        source = "pcap-tstamp(7)" },
      { "fragments", "(boolean|pycap.fragments.options)?", "hand whole " ..
        "datagrams to handlers of what is above IP",
        default = false, source = "RFC 791, RFC 8200" },
      { "flows", "pycap.flows.options?", "bounds of the table of flows, for " ..
        "handlers of \"flow\"" },
    },
  },
  {
    class = "pycap.device", name = "device", title = "Devices",
    meaning = "A device, as `pycap.devices` describes it.",
    source = "pcap_findalldevs(3PCAP)",
    fields = {
      { "name", "string", "its name" },
      { "description", "string?", "libpcap's description" },
      { "index", "integer?", "its number, which no rename changes" },
      { "hardware", "string?", "its hardware address" },
      { "mtu", "integer?", "the longest packet that it carries",
        unit = "bytes" },
      { "addresses", "{address: string, netmask: string?, " ..
        "broadcast: string?}[]", "its addresses" },
      { "up", "boolean", "whether it is up" },
      { "running", "boolean", "whether it has a link" },
      { "loopback", "boolean", "whether it is a loopback device" },
      { "wireless", "boolean", "whether it is wireless" },
    },
  },
  {
    class = "pycap.interface", name = "interface", title = "Interfaces",
    meaning = "An interface as a pcapng file describes it: an entry of " ..
      "`capture.interfaces`.",
    source = "draft-ietf-opsawg-pcapng",
    fields = {
      { "datalink", "integer", "the link type (DLT)" },
      { "snaplen", "integer", "the largest number of bytes kept of a " ..
        "packet; 0: no limit",
        unit = "bytes" },
      { "resolution", "number", "the unit of its times", unit = "s" },
      { "name", "string?", "its name" },
      { "description", "string?", "its description" },
      { "filter", "string?", "the filter of the capture" },
      { "system", "string?", "the operating system" },
      { "hardware", "string?", "the hardware of the interface" },
      { "comment", "string?", "the comment on it" },
    },
  },
  {
    class = "pycap.error", name = "error", title = "Errors",
    meaning = "An error that the script did not cause: of a device, a file, " ..
      "the network, memory. `tostring` and `..` give the text. The page " ..
      "guide/errors.md says what to do.",
    fields = {
      { "code", "CODES", "a word to compare with; it stays the same in " ..
        "later versions" },
      { "message", "string", "what went wrong" },
      { "where", "string", "the position in the script" },
    },
  },
}
