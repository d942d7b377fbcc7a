--
-- sending.lua - injectors and capture files that are written
--
return {
  {
    class = "pycap.Injector", name = "injector", title = "Injectors",
    meaning = "A device that sends frames.",
    fields = {
      { "device", "string", "the device" },
      { "hardware", "string?", "the device's hardware address" },
      { "protocol", "string?", "the device's IPv4 address" },
    },
    calls = {
      { name = "inject", meaning = "Sends one frame.",
        takes = { { "...", "pycap.header|pycap.Packet|string|number",
          "headers, lowest first, and a payload (a number at the end, the " ..
          "time of `next`, is ignored); a packet; or bytes" } },
        gives = { { "integer", "bytes sent" } },
        raises = { "busy", "down", "toolong", "send", "device" },
        source = "packet(7)" },
      { name = "batch", meaning = "Sends many frames, several with each " ..
          "system call.",
        takes = {
          { "frames", "(string|pycap.Packet|table)[]|function",
            "a list or an iterator" },
          { "...", "any", "the arguments of the iterator" },
        },
        gives = { { "integer", "frames sent" } },
        raises = { "down", "toolong", "send", "device" },
        source = "sendmmsg(2)" },
      { name = "replay", meaning = "Sends a capture file with the pauses " ..
          "between its packets.",
        takes = {
          { "capture", "pycap.Capture" },
          { "options", "pycap.replay.options?" },
        },
        gives = { { "pycap.replay.figures" } },
        raises = { "down", "send", "device", "file" } },
      { name = "stats", meaning = "How much was sent.",
        gives = {
          { "integer", name = "frames" }, { "integer", name = "bytes" },
          { "integer", name = "errors" },
        } },
      { name = "close", meaning = "Closes the injector; `<close>` and the " ..
        "collector do so, too. Closing twice is harmless." },
    },
  },
  {
    class = "pycap.inject.options", name = "options of pycap.inject",
    title = "Options of an injector", options = true,
    meaning = "How a device is opened for sending.",
    fields = {
      { "device", "string", "the device" },
      { "level", '("link"|"ip")?', "the layer of the first header",
        default = "link" },
      { "pad", "boolean?", "fills frames up to Ethernet's 60 bytes",
        default = false },
      { "truncated", '"send"?', "also sends frames that the snapshot length " ..
        "cut off" },
      { "checksum", "boolean?", "corrects wrong checksums of packets",
        default = false },
    },
  },
  {
    class = "pycap.replay.options", name = "options of injector:replay",
    title = "Options of a replay", options = true,
    meaning = "How fast and how many times a capture file is sent.",
    fields = {
      { "speed", "number?", "a factor: 2 is twice as fast", default = 1 },
      { "pps", "number?", "a fixed rate", unit = "frames a second" },
      { "bps", "number?", "a fixed rate", unit = "bits a second" },
      { "top", "boolean?", "as fast as possible" },
      { "loop", "integer?", "how many times the file is sent", default = 1 },
    },
  },
  {
    class = "pycap.replay.figures", name = "figures",
    title = "Figures of a replay",
    meaning = "What `injector:replay` returns.",
    fields = {
      { "packets", "integer", "sent" },
      { "bytes", "integer", "sent" },
      { "seconds", "number", "the duration" },
      { "failed", "integer", "refused by the system" },
      { "skipped", "integer", "cut off by the snapshot length" },
    },
  },
  {
    class = "pycap.ask.options", name = "options of pycap.ask",
    title = "Options of pycap.ask", options = true,
    meaning = "Which packet is an answer, and how long to wait for it.",
    fields = {
      { "match", "(fun(packet: pycap.Packet, " ..
        "question: pycap.Packet|string): any)?", "returns whether a packet " ..
        "is the answer" },
      { "timeout", "number?", "how long each try waits", default = 1000,
        unit = "ms" },
      { "retry", "integer?", "how many more times the packet is sent",
        default = 0 },
      { "rate", "number?", "how fast many packets are sent", default = 1000,
        unit = "packets a second" },
    },
  },
  {
    class = "pycap.Dump", name = "dump", title = "Capture files to write",
    meaning = "What `pycap.dump` returns; `<close>` and the collector close " ..
      "it.",
    source = "pcap-savefile(5)",
    calls = {
      { name = "write", meaning = "Adds a packet, with its edits, or a " ..
          "string of bytes.",
        takes = {
          { "packet", "pycap.Packet|string" },
          { "time", "(number|pycap.dump.time)?", "the time to write, since " ..
            "the epoch; or a table of options", unit = "seconds" },
        },
        raises = { "write" } },
      { name = "flush", meaning = "Writes the packets in the buffer.",
        raises = { "write" } },
      { name = "size", meaning = "The size in bytes of the file, or of its " ..
          "current part, with the buffer. In a compressed file, bytes that " ..
          "are not compressed yet do not count.",
        gives = { { "bytes", "integer" } } },
      { name = "close", meaning = "Writes the packets in the buffer and " ..
          "closes the file. Closing twice is harmless.",
        raises = { "write" } },
    },
  },
  {
    class = "pycap.dump.options", name = "options of pycap.dump",
    title = "Options of a capture file", options = true,
    meaning = "The form of a capture file.",
    fields = {
      { "datalink", "(integer|string)?", "the link type",
        default = "EN10MB" },
      { "snaplen", "integer?", "how much is kept of a packet",
        default = 262144, unit = "bytes" },
      { "precision", '("micro"|"nano")?', "unit of times", default = "nano" },
      { "format", '("pcap"|"pcapng")?', "by default pcapng if the name ends " ..
        "in `.pcapng`, otherwise pcap" },
      { "compression", '("none"|"gzip"|"zstd"|"lz4"|"xz")?', "by default " ..
        "the one of the name's ending: `.gz`, `.zst`, `.lz4`, `.xz`; " ..
        "`pycap.formats` lists those supported" },
      { "fsync", "boolean?", "flushing and closing wait until the data is " ..
        "on the disk",
        default = false },
      { "rotate", "pycap.dump.rotate?", "when to begin a new file" },
      { "done", "fun(name: string)?", "called with the name of each " ..
        "completed part" },
      { "reconnect", "boolean?", "over TCP: when a reader has gone, wait " ..
        "for the next one, which gets the following packets", default = false },
    },
  },
  {
    class = "pycap.dump.rotate", name = "rotate",
    title = "When a new part of a capture file begins", options = true,
    meaning = "At least one of the first three is given. A name with `%` is " ..
      "a pattern for strftime(3), with the time of the part's first packet. " ..
      "Any other name gets a number: `x-00001.pcap`.",
    fields = {
      { "bytes", "integer?", "the largest size of a part", unit = "bytes" },
      { "seconds", "number?", "a new part begins when so much time has " ..
        "passed since the part's first packet", unit = "seconds" },
      { "packets", "integer?", "the number of packets in a part" },
      { "keep", "integer?", "how many files are kept; older ones are removed" },
    },
  },
  {
    class = "pycap.dump.time", name = "options of dump:write",
    title = "Options of a packet that is written", options = true,
    meaning = "The time to write instead of the packet's (`time` or " ..
      "`timestamp`), and a comment.",
    fields = {
      { "time", "number?", "since the epoch", unit = "seconds" },
      { "timestamp", "integer?", "the same, exactly", unit = "ns" },
      { "comment", "string?", "a comment in pcapng; by default the one that " ..
        "the packet has" },
    },
  },
}
