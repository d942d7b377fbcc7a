--
-- conversations.lua - what is put together of several packets
--
return {
  {
    class = "pycap.fragments.options", name = "options of fragments",
    title = "Options of fragments", options = true,
    meaning = "How fragments of IP are put together: the option `fragments` " ..
      "of a capture.",
    fields = {
      { "timeout", "number?", "the time from a datagram's first fragment " ..
        "until it is given up, by the times of the packets", default = "30",
        unit = "seconds" },
      { "datagrams", "integer?", "how many datagrams may wait for " ..
        "fragments; then the oldest is given up", default = 4096 },
      { "bytes", "integer?", "the memory they may take; then the oldest " ..
        "is given up", default = 16777216, unit = "bytes" },
      { "overlap", '("first"|"last")?', "which bytes count where fragments " ..
        "of IPv4 overlap: those that came first or last. A datagram of IPv6 " ..
        "with such fragments is given up.", default = "first",
        source = "RFC 791, RFC 5722" },
    },
  },
  {
    class = "pycap.fragments.counts", name = "counts of fragments",
    title = "Counts of fragments",
    meaning = "What `capture:fragments` returns.",
    fields = {
      { "whole", "integer", "datagrams that were put together" },
      { "dropped", "integer", "datagrams that were given up: for what " ..
        "their fragments say, for want of room, or at the end" },
      { "timedout", "integer", "datagrams whose fragments did not all come " ..
        "in time" },
    },
  },
  {
    class = "pycap.flow", name = "fields of flows", title = "Fields of flows",
    meaning = "What a handler of \"flow\" lists, and has conditions on. " ..
      "Both directions are one flow.",
    fields = {
      { "source", "string", "who sent the first SYN, else the first packet" },
      { "destination", "string", "the other end" },
      { "sourceport", "integer?", "port of the source; nil: it has none" },
      { "destinationport", "integer?", "port of the other end" },
      { "protocol", "integer", "number of the protocol behind IP" },
      { "packets", "integer", "packets from the source" },
      { "bytes", "integer", "bytes of these frames, on the wire; a datagram " ..
        "put together of fragments counts as one frame" },
      { "backpackets", "integer", "packets from the other end" },
      { "backbytes", "integer", "bytes of these frames" },
      { "first", "number", "seconds since 1970 of the first packet" },
      { "last", "number", "seconds since 1970 of the last packet" },
      { "seconds", "number", "seconds from the first packet to the last" },
      { "state", "string", "\"opening\", \"established\", \"midstream\", " ..
        "\"closing\", \"closed\", \"reset\"; where it is not TCP, " ..
        "\"unanswered\", \"answered\"" },
      { "reason", "string?", "why it ended: \"fin\", \"rst\", \"idle\", " ..
        "\"new\" (another connection between the same ends began), " ..
        "\"full\", \"end\"; nil: it did not" },
      { "handshake", "number?", "seconds from the SYN to what completed " ..
        "the handshake; nil: not seen" },
      { "retransmissions", "integer", "segments whose bytes had come before" },
      { "disorder", "integer", "segments that came after later ones" },
      { "gaps", "integer", "runs of bytes that did not come" },
      { "application", "string?", "what it speaks, by its first bytes, " ..
        "such as \"http\"; nil: not known" },
      { "communityid", "string", "Community ID, version 1" },
      { "vlans", "string?", "VLANs of the first packet, \"7\" or " ..
        "\"7,12\"; nil: none" },
      { "key", "string", "the bytes of `packet.conversation`" },
    },
  },
  {
    class = "pycap.flow.when", name = "options of a handler of flows",
    title = "Options of a handler of flows", options = true,
    meaning = "When the handler is called.",
    fields = {
      { "at", '("start"|"every"|"end")?', "with the first packet, from time " ..
        "to time, or when the flow has ended", default = '"end"' },
      { "every", "number?", "of `at = \"every\"`: the handler is called " ..
        "with the first packet after each multiple of this time from the " ..
        "flow's beginning", default = 60, unit = "seconds" },
    },
  },
  {
    class = "pycap.flows.options", name = "options of flows",
    title = "Options of flows", options = true,
    meaning = "The bounds of the table of flows: the option `flows` of a " ..
      "capture.",
    fields = {
      { "limit", "integer?", "how many flows there may be at once",
        default = 1048576 },
      { "bytes", "integer?", "the memory they may take", default = 268435456,
        unit = "bytes" },
      { "full", '("oldest"|"refuse")?', "what happens at these bounds: the " ..
        "flow that was silent for longest ends, or no new ones are followed",
        default = '"oldest"' },
      { "idle", "(number|pycap.flows.idle)?", "how long a flow may be " ..
        "silent before it ends: for all, or by kind", unit = "seconds" },
    },
  },
  {
    class = "pycap.flows.idle", name = "idle times of flows",
    title = "Idle times of flows", options = true,
    meaning = "How long a flow may be silent before it ends, by the " ..
      "times of the packets; on devices also by the clock.",
    fields = {
      { "opening", "number?", "TCP whose handshake is not done", default = 60,
        unit = "seconds" },
      { "tcp", "number?", "TCP", default = 600, unit = "seconds" },
      { "closed", "number?", "TCP that both sides have closed, or one has " ..
        "reset", default = 5, unit = "seconds" },
      { "unanswered", "number?", "UDP in one direction", default = 30,
        unit = "seconds" },
      { "udp", "number?", "UDP in both", default = 120, unit = "seconds" },
      { "other", "number?", "everything else", default = 60,
        unit = "seconds" },
    },
  },
  {
    class = "pycap.flows.counts", name = "counts of flows",
    title = "Counts of flows",
    meaning = "What `capture:flows` returns.",
    fields = {
      { "open", "integer", "flows there are now" },
      { "begun", "integer", "flows that began" },
      { "fin", "integer", "flows that ended because both sides had closed " ..
        "them," },
      { "rst", "integer", "because one had reset them," },
      { "idle", "integer", "because they were silent for too long," },
      { "new", "integer", "because another connection between the same ends " ..
        "began," },
      { "full", "integer", "to make room for others," },
      { "end", "integer", "and because no more packets come" },
      { "refused", "integer", "packets of flows for which there was no room" },
      { "untold", "integer", "records that no handler got for want of memory" },
      { "bytes", "integer", "memory that the flows take", unit = "bytes" },
    },
  },
  {
    class = "pycap.stream.options", name = "options of streams",
    title = "Options of streams", options = true,
    meaning = "Options of `stream`. Sizes are integers or texts such as " ..
      "`\"64k\"`, with `k`, `m` or `g`.",
    fields = {
      { "match", "string|string[]|nil", "only for connections in which a " ..
        "side begins with these bytes, or one of a list of up to 16, on any " ..
        "port" },
      { "depth", "integer|string?", "how many bytes of each side are read",
        unit = "bytes" },
      { "buffer", "integer|string?", "how many bytes of a side may wait to " ..
        "be read; those beyond become a gap", default = 262144,
        unit = "bytes" },
      { "early", "integer|string?", "memory of a side for bytes that come " ..
        "before those that belong in front of them; then what is missing " ..
        "becomes a gap", default = 65536, unit = "bytes" },
      { "memory", "integer|string?", "memory of all connections of this " ..
        "call", default = 268435456, unit = "bytes" },
      { "gap", '("tell"|"skip")?', "whether reads tell of gaps or pass over " ..
        "them", default = '"tell"' },
      { "overlap", '("first"|"last")?', "which bytes count where segments " ..
        "that wait for others overlap: those that came first or last",
        default = '"first"' },
      { "pieces", "boolean?", "calls the function with bytes as they come " ..
        "into order, without a coroutine", default = "false" },
      { "errors", '("warn"|"raise")?', "whether an error of the function " ..
        "ends its connection alone, with a warning, or comes out of the loop",
        default = '"warn"' },
    },
  },
  {
    class = "pycap.follower", name = "follower", title = "Streams",
    meaning = "What `stream` returns.",
    calls = {
      { name = "cancel", meaning = "The function is called no more. " ..
          "Coroutines that wait are closed." },
    },
  },
  {
    class = "pycap.side", name = "side", title = "Sides of a connection",
    meaning = "What one side of a connection sends: `client` (who sent the " ..
      "first SYN, else the first packet) or `server`. Only the function " ..
      "that got it can read it. A read waits for packets. It never reaches " ..
      "over a gap or the end of a datagram: before these it gives fewer " ..
      "bytes. Then it gives nil, `\"gap\"`, the number of missing bytes and " ..
      "`\"lost\"` or `\"buffer\"`; or nil, `\"end\"` and a reason: " ..
      "`\"fin\"`, `\"rst\"`, `\"depth\"`, or that of the flow.",
    calls = {
      { name = "read", meaning = "The next `n` bytes; without `n`, those " ..
          "that have come, at least one. Of UDP, a datagram.",
        takes = { { "n", "integer?" } },
        gives = { { "string?" }, { "string?", name = "why" },
          { "integer|string|nil", name = "what" },
          { "string?", name = "of" } } },
      { name = "peek", meaning = "The next `n` bytes, which stay to be read.",
        takes = { { "n", "integer" } },
        gives = { { "string?" }, { "string?", name = "why" },
          { "integer|string|nil", name = "what" },
          { "string?", name = "of" } } },
      { name = "line", meaning = "The next line, without its end. Without " ..
          "`stop`, lines end with `\"\\n\"` or `\"\\r\\n\"`. A line longer " ..
          "than the buffer comes in parts.",
        takes = { { "stop", "string?", "what ends a line" } },
        gives = { { "string?" }, { "string?", name = "why" },
          { "integer|string|nil", name = "what" },
          { "string?", name = "of" } } },
      { name = "lines", meaning = "An iterator over lines, up to a gap or " ..
          "the end.",
        takes = { { "stop", "string?", "what ends a line" } },
        gives = { { "fun(): string?" } } },
      { name = "skip", meaning = "Passes over `n` bytes, those of gaps too, " ..
          "and returns `n`.",
        takes = { { "n", "integer" } },
        gives = { { "integer?" }, { "string?", name = "why" },
          { "string?", name = "what" } } },
      { name = "unpack", meaning = "What `string.unpack` makes of the next " ..
          "bytes, as many as the format takes. Where a gap or the end comes " ..
          "first, what is before it is dropped.",
        takes = { { "format", "string" } },
        gives = { { "any", name = "..." } } },
      { name = "rest", meaning = "All bytes up to the end or a gap, or as " ..
          "many as the buffer holds.",
        gives = { { "string?" }, { "string?", name = "why" },
          { "integer|string|nil", name = "what" },
          { "string?", name = "of" } } },
    },
  },
  {
    class = "pycap.connection", parent = "pycap.flow", name = "flow",
    title = "Flows of connections",
    meaning = "The flow that a connection belongs to, with the fields of " ..
      "`on(\"flow\")`: `flow.source`, `flow.bytes` ... They say what is " ..
      "known now; once the function has returned, what was known then.",
    calls = {
      { name = "read", meaning = "`\"client\"` or `\"server\"`, and bytes " ..
          "of that side: of whichever speaks next. At a gap nil, `\"gap\"`, " ..
          "the number of missing bytes and the side; when both sides have " ..
          "ended nil, `\"end\"` and a reason.",
        gives = { { '"client"|"server"|nil' },
          { "string", name = "bytes" }, { "integer|string|nil",
            name = "what" }, { "string?", name = "side" } } },
    },
  },
  {
    class = "pycap.streams.counts", name = "counts of streams",
    title = "Counts of streams",
    meaning = "What `capture:streams` returns.",
    fields = {
      { "connections", "integer", "connections that a function was called " ..
        "for" },
      { "unmatched", "integer", "connections that did not begin with `match`" },
      { "bytes", "integer", "bytes that came into order" },
      { "gaps", "integer", "times that bytes were missing" },
      { "missing", "integer", "bytes that were missing" },
      { "repeated", "integer", "bytes that had come before" },
      { "conflicts", "integer", "segments that repeat bytes that wait for " ..
        "others, with other contents" },
      { "early", "integer", "segments that came before those that belong in " ..
        "front of them" },
      { "full", "integer", "bytes that were dropped because the buffer was " ..
        "full" },
      { "deep", "integer", "bytes behind the depth" },
      { "refused", "integer", "connections that there was no memory for" },
      { "errors", "integer", "errors of functions" },
    },
  },
  {
    class = "pycap.messages.counts", name = "counts of messages",
    title = "Counts of messages",
    meaning = "What `capture:messages` returns.",
    fields = {
      { "whole", "integer", "messages that were handed over" },
      { "dropped", "integer", "messages that never got whole: bytes were " ..
        "missing, the stream ended, or there was no room" },
    },
  },
}
