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
            "since the epoch", unit = "seconds" },
        },
        raises = { "write" } },
      { name = "size", meaning = "How long the file or its part is, with " ..
          "what is kept back; of a compressed one, what is compressed already.",
        gives = { { "integer", unit = "bytes" } } },
      { name = "flush", meaning = "Writes what is kept back.",
        raises = { "write" } },
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
      { "format", '("pcap"|"pcapng")?', "instead of what the name says" },
      { "compression", '("none"|"gzip"|"zstd"|"lz4"|"xz")?', "the same" },
      { "rotate", "pycap.dump.rotation?", "when to go on in another file" },
      { "done", "fun(name: string)?", "called with the name of each file " ..
        "that is closed and whole" },
      { "fsync", "boolean?", "what is flushed or closed reaches the disk",
        default = false },
      { "reconnect", "boolean?", "over TCP: where a reader goes, wait for " ..
        "the next, which gets a header and the packets that follow",
        default = false },
    },
  },
  {
    class = "pycap.dump.rotation", name = "rotate of pycap.dump",
    title = "Files in parts", options = true,
    meaning = "A new file begins with the packet that makes one of these " ..
      "too much. Its name is that of the file, with the time of its first " ..
      "packet in it as strftime(3) has it; one without a time, or that was " ..
      "given already, has a number before its ending.",
    fields = {
      { "bytes", "integer?", "of a file at most", unit = "bytes" },
      { "seconds", "number?", "from its first packet on", unit = "seconds" },
      { "packets", "integer?", "in a file at most" },
      { "keep", "integer?", "files that are kept; the oldest is removed" },
    },
  },
  {
    class = "pycap.dump.time", name = "options of dump:write",
    title = "Options of a packet that is written", options = true,
    meaning = "What is written instead of what the packet says; `time` " ..
      "and `timestamp` exclude each other.",
    fields = {
      { "time", "number?", "since the epoch", unit = "seconds" },
      { "timestamp", "integer?", "the same, exactly", unit = "ns" },
      { "comment", "string?", "of pcapng: up to 65535 bytes" },
    },
  },
}
