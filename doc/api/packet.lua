--
-- packet.lua - packets and headers
--
return {
  {
    class = "pycap.Packet", name = "packet", title = "Packets",
    meaning = "A copy of a packet's bytes, and the headers found in them. " ..
      "`packet[i]` is the i-th header, `#packet` the number of headers, " ..
      "`packet[\"dns.id\"]` a field of the outermost header of a protocol.",
    index = "pycap.header", len = "integer",
    fields = {
      { "payload", "string", "the bytes after the last header, up to the " ..
        "end that the IP header's length gives; can be assigned" },
      { "trailer", "string", "the bytes after the payload" },
      { "bytes", "string", "the whole packet, with its edits" },
      { "time", "number", "time of capture, since the epoch",
        unit = "seconds" },
      { "timestamp", "integer", "the same", unit = "nanoseconds" },
      { "length", "integer", "length on the wire", unit = "bytes" },
      { "caplen", "integer", "number of bytes captured", unit = "bytes" },
      { "interface", "integer?", "the index of its interface in " ..
        "`capture.interfaces`, if a pcapng file has one" },
      { "comment", "string?", "the comment in a pcapng file; several " ..
        "comments are joined, a line each" },
      { "direction", '"in"|"out"|nil', "the direction, if a pcapng file " ..
        "says it" },
      { "reassembled", "integer?", "how many frames the packet was put " ..
        "together of; nil: it is a frame. Such a packet is read-only" },
      { "malformed", "string?", "why decoding stopped, and where" },
      { "quoted", "pycap.Packet?", "the packet that an ICMP error quotes",
        source = "RFC 792, RFC 4443" },
      { "flow", "string?", "a key made of addresses, protocol and ports, by " ..
        "the outermost IP header; nil without an IP header" },
      { "conversation", "string?", "the same key for both directions" },
      { "source", "string?", "address of the outermost IP header" },
      { "destination", "string?", "address of the outermost IP header" },
      { "NAME", "pycap.header.NAME?", "the outermost header of its kind, " ..
        "MEANING", each = true },
    },
    calls = {
      { name = "unpack", meaning = "Returns what `capture:next` returns: " ..
          "headers, payload, time.",
        gives = { { "any", name = "..." } } },
      { name = "table", meaning = "A plain copy: the members, each " ..
          "protocol's outermost header under its name, all headers in the " ..
          "list `headers`, and their protocols in the list `protocols`.",
        gives = { { "table" } } },
      { name = "show", meaning = "Prints `pycap.tree(packet)`: all fields " ..
          "of all headers, with the script's own `print`." },
      { name = "json", meaning = "One flat JSON object in one line (RFC " ..
          "8259): `packet.time` and the other members, then every field as " ..
          "`arp.operation`, the second header of a protocol as " ..
          "`ip[2].source`. Bytes are hexadecimal, `packet.timestamp` is a " ..
          "string, and absent members are left out.",
        gives = { { "string" } } },
      { name = "insert", meaning = "A copy of the packet with a header " ..
          "inserted. Types, lengths and checksums are updated; the time " ..
          "stays the same.",
        takes = {
          { "i", "integer", "its position in the copy; `#packet + 1`: the " ..
            "last" },
          { "header", "pycap.header" },
        },
        gives = { { "pycap.Packet" } } },
      { name = "remove", meaning = "A copy of the packet without a header.",
        takes = { { "i", "integer", "its place" } },
        gives = { { "pycap.Packet" } } },
    },
  },
  {
    class = "pycap.header", name = "header", title = "Headers",
    meaning = "A table whose fields are read from the packet's bytes. " ..
      "`pairs` gives the fields in wire order, `==` compares them. " ..
      "Assigning nil undoes an assignment. Reading a key that is no field " ..
      "raises an error. A field inside a list is read by its name in full: " ..
      "`tcp[\"options[mss].size\"]`. `pycap.arp{}` and the like make a " ..
      "header by hand.",
    fields = { { "packet", "string", "the header's bytes" } },
  },
}
