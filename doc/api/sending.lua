--
-- sending.lua - injectors and capture files that are written
--
return {
  {
    class = "pycap.Injector", name = "injector", title = "Injectors",
    meaning = "A device that frames are sent on.",
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
      { name = "batch", meaning = "Sends many frames, a lot of them with " ..
          "each system call.",
        takes = {
          { "frames", "(string|pycap.Packet|table)[]|function",
            "a list or an iterator" },
          { "...", "any", "what the iterator is called with" },
        },
        gives = { { "integer", "frames sent" } },
        raises = { "down", "toolong", "send", "device" },
        source = "sendmmsg(2)" },
      { name = "replay", meaning = "Sends a capture file, in its time.",
        takes = {
          { "capture", "pycap.Capture" },
          { "options", "pycap.replay.options?" },
        },
        gives = { { "pycap.replay.figures" } },
        raises = { "down", "send", "device", "file" } },
      { name = "stats", meaning = "What was sent.",
        gives = {
          { "integer", name = "frames" }, { "integer", name = "bytes" },
          { "integer", name = "errors" },
        } },
      { name = "close", meaning = "Closes; so do `<close>` and the " ..
          "collector. To do it twice is harmless." },
    },
  },
  {
    class = "pycap.inject.options", name = "options of pycap.inject",
    title = "Options of an injector", options = true,
    meaning = "How a device is opened for sending.",
    fields = {
      { "device", "string", "the device" },
      { "level", '("link"|"ip")?', "what the first header is of",
        default = "link" },
      { "pad", "boolean?", "fills frames up to Ethernet's 60 bytes",
        default = false },
      { "truncated", '"send"?', "sends frames that the snapshot length cut " ..
        "off, too" },
      { "checksum", "boolean?", "corrects bad checksums of packets",
        default = false },
    },
  },
  {
    class = "pycap.replay.options", name = "options of injector:replay",
    title = "Options of a replay", options = true,
    meaning = "How fast a capture file is sent, and how often.",
    fields = {
      { "speed", "number?", "a factor: 2 is twice as fast", default = 1 },
      { "pps", "number?", "a rate instead", unit = "frames a second" },
      { "bps", "number?", "a rate instead", unit = "bits a second" },
      { "top", "boolean?", "as fast as it goes" },
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
      { "seconds", "number", "that it took" },
      { "failed", "integer", "refused by the system" },
      { "skipped", "integer", "cut off by the snapshot length" },
    },
  },
  {
    class = "pycap.ask.options", name = "options of pycap.ask",
    title = "Options of pycap.ask", options = true,
    meaning = "What is an answer, and how long to wait for it.",
    fields = {
      { "match", "(fun(packet: pycap.Packet, " ..
        "question: pycap.Packet|string): any)?", "whether a packet is the " ..
        "answer" },
      { "timeout", "number?", "how long each try waits", default = 1000,
        unit = "ms" },
      { "retry", "integer?", "how many more times it is sent", default = 0 },
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
      { name = "write", meaning = "Adds a packet as it is now, or bytes.",
        takes = {
          { "packet", "pycap.Packet|string" },
          { "time", "(number|pycap.dump.time)?", "the time to write, " ..
            "since the epoch, or what else to say", unit = "seconds" },
        },
        raises = { "write" } },
      { name = "flush", meaning = "Writes what is kept back.",
        raises = { "write" } },
      { name = "size", meaning = "The bytes of the file, or of its part, " ..
          "with those that are kept back; where they are compressed, " ..
          "without those that are not yet.",
        gives = { { "bytes", "integer" } } },
      { name = "close", meaning = "The same, and closes; to do it twice is " ..
          "harmless.",
        raises = { "write" } },
    },
  },
  {
    class = "pycap.dump.options", name = "options of pycap.dump",
    title = "Options of a capture file", options = true,
    meaning = "What a capture file is like.",
    fields = {
      { "datalink", "(integer|string)?", "the link type",
        default = "EN10MB" },
      { "snaplen", "integer?", "how much is kept of a packet",
        default = 262144, unit = "bytes" },
      { "precision", '("micro"|"nano")?', "of times", default = "nano" },
      { "format", '("pcap"|"pcapng")?', "by default as the name ends: " ..
        "`.pcapng` or not" },
      { "compression", '("none"|"gzip"|"zstd"|"lz4"|"xz")?', "by default as " ..
        "the name ends: `.gz`, `.zst`, `.lz4`, `.xz`; `pycap.formats` says " ..
        "which there are" },
      { "fsync", "boolean?", "what is flushed or closed reaches the disk",
        default = false },
      { "rotate", "pycap.dump.rotate?", "the file goes on in others" },
      { "done", "fun(name: string)?", "called with the name of each part " ..
        "that is whole" },
      { "reconnect", "boolean?", "over TCP: where a reader goes, the next " ..
        "one is waited for, and gets what follows", default = false },
    },
  },
  {
    class = "pycap.dump.rotate", name = "rotate",
    title = "When a capture file goes on in another", options = true,
    meaning = "One of the first three, or more. A name with `%` is what " ..
      "strftime(3) makes of it for the time of the part's first packet; any " ..
      "other gets a number: `x-00001.pcap`.",
    fields = {
      { "bytes", "integer?", "a part has no more of them", unit = "bytes" },
      { "seconds", "number?", "between the first packet of a part and of " ..
        "the next, at least", unit = "seconds" },
      { "packets", "integer?", "a part has so many" },
      { "keep", "integer?", "so many files there are: the oldest are removed" },
    },
  },
  {
    class = "pycap.dump.time", name = "options of dump:write",
    title = "Options of a packet that is written", options = true,
    meaning = "The time to write instead of the packet's, by one of the " ..
      "first two; and a comment.",
    fields = {
      { "time", "number?", "since the epoch", unit = "seconds" },
      { "timestamp", "integer?", "the same, exactly", unit = "ns" },
      { "comment", "string?", "what pcapng says of the packet; one that " ..
        "was read has its own" },
    },
  },
}
