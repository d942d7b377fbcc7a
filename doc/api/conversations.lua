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
      { "bytes", "integer", "bytes of these frames, on the wire" },
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
}
