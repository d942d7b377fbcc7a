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
}
