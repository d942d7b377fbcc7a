--
-- packet.lua - packets and headers
--
return {
  {
    class = "pycap.Packet", name = "packet", title = "Packets",
    meaning = "A copy of a packet's bytes, and the headers found in them. " ..
      "`packet[i]` is the header at a place, `#packet` their number.",
    index = "pycap.header", len = "integer",
    fields = {
      { "payload", "string", "what follows the last header, as far as the " ..
        "IP header says; can be assigned" },
      { "trailer", "string", "what lies beyond the payload" },
      { "bytes", "string", "the whole, with what was assigned" },
      { "time", "number", "of capture, since the epoch", unit = "seconds" },
      { "timestamp", "integer", "the same", unit = "nanoseconds" },
      { "length", "integer", "length on the wire", unit = "bytes" },
      { "caplen", "integer", "length of what is here", unit = "bytes" },
      { "interface", "integer?", "the place of its interface in " ..
        "`capture.interfaces`, where a pcapng file says it" },
      { "comment", "string?", "what a pcapng file says of it; several " ..
        "comments are lines" },
      { "direction", '"in"|"out"|nil', "where a pcapng file says it" },
      { "malformed", "string?", "why decoding stopped, and where" },
      { "quoted", "pycap.Packet?", "the packet that an ICMP error quotes",
        source = "RFC 792, RFC 4443" },
      { "flow", "string?", "a key: addresses, protocol, ports of the " ..
        "outermost IP header; nil without one" },
      { "conversation", "string?", "the same for both directions" },
      { "source", "string?", "address of the outermost IP header" },
      { "destination", "string?", "address of the outermost IP header" },
      { "NAME", "pycap.header.NAME?", "the outermost, MEANING", each = true },
    },
    calls = {
      { name = "unpack", meaning = "What `capture:next` returns.",
        gives = { { "any", name = "..." } } },
      { name = "table", meaning = "A plain copy: the members, each " ..
          "protocol's outermost header under its name, all of them in " ..
          "`headers`, named in `protocols`.",
        gives = { { "table" } } },
      { name = "show", meaning = "Prints `pycap.tree(packet)`: all fields " ..
          "of all headers, with the script's own `print`." },
      { name = "json", meaning = "One flat JSON object in one line (RFC " ..
          "8259): `packet.time` and the other members, then every field as " ..
          "`arp.operation`, the second header of a protocol as " ..
          "`ip[2].source`. Bytes are hexadecimal, `packet.timestamp` is a " ..
          "string, and what a packet does not have is left out.",
        gives = { { "string" } } },
      { name = "insert", meaning = "A packet like this one with a header " ..
          "put in; links, lengths and checksums follow, the time stays.",
        takes = {
          { "i", "integer", "its place then; `#packet + 1`: the last" },
          { "header", "pycap.header" },
        },
        gives = { { "pycap.Packet" } } },
      { name = "remove", meaning = "A packet like this one without a header.",
        takes = { { "i", "integer", "its place" } },
        gives = { { "pycap.Packet" } } },
    },
  },
  {
    class = "pycap.header", name = "header", title = "Headers",
    meaning = "A table laid over the packet's bytes. `pairs` gives the " ..
      "fields in wire order, `==` compares them. Assigning nil restores the " ..
      "value that was there. Reading a key that is no field raises an " ..
      "error. `pycap.arp{}` and the like make a header by hand.",
    fields = { { "packet", "string", "the header's bytes" } },
  },
}
