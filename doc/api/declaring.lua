--
-- declaring.lua - protocols that a script declares
--
return {
  {
    class = "pycap.Carry", name = "carry", title = "Carries",
    meaning = "What `pycap.carry` returns. The number stands for the " ..
      "protocol until `cancel`.",
    calls = {
      { name = "cancel", meaning = "The number stands for the former " ..
          "protocol again." },
    },
  },
  {
    class = "pycap.declaration", name = "declaration", options = true,
    title = "Declarations",
    meaning = "A protocol as a table: what pycap.protocol takes and " ..
      "pycap.protocols returns.",
    fields = {
      { "name", "string", "lowercase letters, then digits" },
      { "title", "string?", "how text begins", default = "the name" },
      { "meaning", "string?", "the name in full", default = "the title" },
      { "reference", "string?", "the document that defines it" },
      { "fields", "pycap.row[]", "its fields, in the order of the wire" },
      { "carriers", "table?", "the protocols that carry it: `{parent, " ..
        "number, when =}`, or a list of these" },
      { "aimed", "boolean?", "only the destination port stands for it, not " ..
        "the source port" },
      { "prefix", "table?", "`{parent, size}`: in that carrier a length of " ..
        "1 to 4 bytes precedes the header" },
      { "framing", "table?", "how long a message is in a TCP stream: " ..
        "`{field, header =, joined =, upto =}`. `field` is the field with " ..
        "the length of what follows the rows of fixed width (`header`: of " ..
        "the whole message); or `list.length`, where the header begins with " ..
        "a list, and each item is a message; or the last field, text or a " ..
        "list that `ended` ends, always the same; the field before a list " ..
        "ends as its items do. `joined` is the kind of items that carry " ..
        "parts of messages, `upto` the kind behind which they do not" },
      { "next", "string?", "the field with the number of the next protocol" },
      { "space", "string?", "the protocol whose numbers `next` uses",
        default = "its own" },
      { "twin", "string?", "a field that is filled in with the value of " ..
        "`next`" },
      { "length", "string?", "the field with the length of the header" },
      { "extent", "table?", "the field with the length up to the end of the " ..
        "payload: `{field, header =, open =}`" },
      { "checksum", "table?", "`{field, kind =, covers =, optional =, when " ..
        "=, other =}`; `other` is the checksum of headers for which `when` " ..
        "does not hold" },
      { "text", "string?", "the text of a header, with fields in braces",
        default = "all fields" },
      { "lines", "table?", "the text in a packet's line if this header is " ..
        "the last: a list of `{text, when =}`, of which the first is taken " ..
        "whose condition holds" },
      { "brief", "string?", "the text in a packet's line if other headers " ..
        "follow" },
      { "datalinks", "integer[]?", "the link types whose frames begin with " ..
        "it" },
      { "ends", "boolean?", "the bytes after this header only pad the packet" },
      { "lengths", "boolean?", "up to 1500, `next` is a length (IEEE 802.3)" },
      { "rules", "pycap.rule[]?", "what the values of a header decide about " ..
        "it and about what follows" },
      { "otherwise", "string?", "the protocol that a header is instead, " ..
        'if a rule "otherwise" holds' },
      { "computed", "table?", "members that are computed from a header: a " ..
        "list of `{name =, meaning =}`; only built-in protocols have them" },
      { "native", "boolean?", "it has a function in C besides its rows; " ..
        "only built-in protocols do" },
      { "replace", "boolean?", "takes over numbers that other protocols have" },
    },
  },
  {
    class = "pycap.rule", name = "rule", options = true, title = "Rules",
    meaning = "What a header means if its fields meet some conditions. " ..
      "Effect, reason and conditions may stand at 1, 2, 3.",
    fields = {
      { "effect", '"otherwise"|"refuse"|"partial"|"quotes"|"bare"|"last"|' ..
        '"ends"|"own"', "the effect if the conditions hold" },
      { "reason", "string", "why; for refuse, the text of `malformed`" },
      { "when", "table?", "a condition in the form of a row's `when`, on an " ..
        "integer at a fixed position; or a list of these, all of which have " ..
        "to hold",
        default = "always" },
      { "number", "integer?", "for own: the number of the next protocol" },
      { "field", "string?", "for own: the field with the number of the next " ..
        "protocol" },
      { "with", "string?", "for own: the field whose bits precede those of " ..
        "`next` in the number" },
    },
  },
  {
    class = "pycap.row", name = "row", options = true, title = "Rows",
    meaning = "A field of a declaration. Name, width or kind, and meaning " ..
      "may stand at 1, 2, 3.",
    fields = {
      { "name", "string?", "lowercase letters, then digits" },
      { "kind", '("integer"|"mac"|"ip4"|"ip6"|"bytes"|"text"|' ..
        '"name"|"items")?', "the kind of the value; name: a domain name",
        default = '"integer"' },
      { "width", "integer?", "0: up to the end of the header", unit = "bits" },
      { "meaning", "string?", "what the field means", default = "the name" },
      { "default", "(integer|string)?", "the value in a new header" },
      { "names", "table<integer, string>?", "names of values" },
      { "constants", "table<integer, string>?", "names of values in " ..
        "pycap.constants" },
      { "printed", "integer[]?", "the order in which text names the values" },
      { "bits", "boolean?", "the names are those of single bits" },
      { "hex", "boolean?", "printed in hexadecimal" },
      { "time", "boolean?", "NTP's 64 bits: seconds since 1900 and their " ..
        "fraction", source = "RFC 5905, section 6" },
      { "spelt", "boolean?", "a domain name that is never compressed" },
      { "alone", "boolean?", "a domain name in which a compression " ..
        "pointer is an error (with `spelt`)" },
      { "ended", "string?", "the bytes that end a text or a list" },
      { "orended", "string?", "the bytes that end a text if `form` does not " ..
        "hold, instead of `ended`" },
      { "unless", "string?", "a text with an end is absent, and empty, if " ..
        "these bytes stand in its place; otherwise it has at least one byte" },
      { "span", "string?", "a text goes on as long as its bytes are among " ..
        "these" },
      { "order", '("network"|"little"|"writer")?', "the byte order; writer: " ..
        "the one that gives the smaller number", default = '"network"' },
      { "scale", "integer?", "bytes in one unit of the field", default = 1 },
      { "plus", "integer?", "is added after `scale`", default = 0 },
      { "largest", "integer?", "the largest value; it follows from the " ..
        "other keys" },
      { "sized", "string?", "the field with its length", unit = "bytes" },
      { "counted", "string?", "the field with the number of items or units" },
      { "unit", "integer?", "the size of a unit", unit = "bytes" },
      { "inbits", "boolean?", "`counted` is a number of bits; with " ..
        "`unit = 1`" },
      { "least", "integer?", "a list with a count is present only if at " ..
        "least so many bytes are left for each item", unit = "bytes" },
      { "instead", "boolean?", "the list is present only if the next list, " ..
        "with the same count, is absent" },
      { "leaves", "integer?", "a list ends before the last so many bytes",
        unit = "bytes" },
      { "optional", "boolean?", "present only if the header is long enough" },
      { "when", "table?", "present only if an earlier field has one of " ..
        "these values: `{field, from, to, mask =, among =}`" },
      { "form", "table?", "the address is text only if an earlier field has " ..
        "this value; otherwise bytes" },
      { "items", "(pycap.list|pycap.row[])?", "the form of a list's items; " ..
        "rows alone: each item has these fields" },
    },
  },
  {
    class = "pycap.list", name = "list", options = true, title = "Lists",
    meaning = "The form of a list's items.",
    fields = {
      { "head", "pycap.row[]", 'rows, "kind" and "length" among them; ' ..
        "without these two, the rows are the whole item" },
      { "plain", "boolean?", "the items have no kinds; it follows from the " ..
        "head" },
      { "kinds", "table?", "the known kinds: `{kind, name, meaning, fields " ..
        "=, group =, each =}`" },
      { "bare", "integer[]?", "kinds that are a single byte, without length " ..
        "and data; possible from 0 to 63 and from 192 to 255" },
      { "ends", "boolean?", "the kind `last` ends the list" },
      { "last", "integer?", "the kind that ends the list", default = 0 },
      { "whole", "boolean?", "the length counts the head, too" },
      { "joins", "boolean?", "several items of a kind are parts of one " ..
        "value (RFC 3396): in Lua the first has the whole value as `joined`" },
      { "inward", "boolean?", "compressed domain names in an item's data " ..
        "point into that data, not into the message" },
      { "tail", "string?", "the row of the head with the length of the " ..
        "bytes after the data" },
      { "tailname", "string?", "the name of those bytes" },
      { "align", "integer?", "items begin at multiples of this",
        default = 1, unit = "bytes" },
      { "pad", "integer?", "zeros make the list's size a multiple of " ..
        "this", default = 1, unit = "bytes" },
      { "lead", "integer?", "bytes of the header before the list that `pad` " ..
        "counts, too" },
    },
  },
}
