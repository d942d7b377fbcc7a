--
-- declaring.lua - protocols that a script declares
--
return {
  {
    class = "pycap.Carry", name = "carry", title = "Carries",
    meaning = "A number that leads to another protocol than it did. It " ..
      "holds until it is cancelled.",
    calls = {
      { name = "cancel", meaning = "The number leads again where it did." },
    },
  },
  {
    class = "pycap.declaration", name = "declaration", options = true,
    title = "Declarations",
    meaning = "A protocol, as pycap.protocol takes and pycap.protocols " ..
      "returns it.",
    fields = {
      { "name", "string", "lowercase letters, then digits" },
      { "title", "string?", "how text begins", default = "the name" },
      { "meaning", "string?", "the name in full", default = "the title" },
      { "reference", "string?", "the document that defines it" },
      { "fields", "pycap.row[]", "its fields, in the order of the wire" },
      { "carriers", "table?", "who carries it: `{parent, number, when =}`, " ..
        "or a list of these" },
      { "aimed", "boolean?", "of ports only the receiver's says that it is " ..
        "this" },
      { "prefix", "table?", "`{parent, size}`: in that carrier its length " ..
        "stands before it, in so many bytes, 1 to 4" },
      { "next", "string?", "the field that says what follows" },
      { "space", "string?", "the protocol whose numbers that holds",
        default = "its own" },
      { "twin", "string?", "the field that, unset, holds the same as `next`" },
      { "length", "string?", "the field with the length of the header" },
      { "extent", "table?", "the field that counts the bytes to the end of " ..
        "the payload: `{field, header =, open =}`" },
      { "checksum", "table?", "`{field, kind =, covers =, optional =, " ..
        "when =, other =}`; `other` is that of headers where `when` does " ..
        "not hold" },
      { "text", "string?", "what is printed, with fields in braces",
        default = "all fields" },
      { "lines", "table?", "what a packet's line says where it is the last: " ..
        "`{text, when =}`, the first that holds" },
      { "brief", "string?", "what the line says where others follow" },
      { "datalinks", "integer[]?", "the link types whose frames begin with " ..
        "it" },
      { "ends", "boolean?", "what follows pads the packet" },
      { "lengths", "boolean?", "up to 1500, `next` is a length (IEEE 802.3)" },
      { "rules", "pycap.rule[]?", "what a header says of itself, or of what " ..
        "follows it" },
      { "otherwise", "string?", "the protocol that stands in its place " ..
        'where a rule "otherwise" holds' },
      { "native", "boolean?", "a hook in C says more: only of pycap's own" },
      { "replace", "boolean?", "numbers that others have become its own" },
    },
  },
  {
    class = "pycap.rule", name = "rule", options = true, title = "Rules",
    meaning = "What holds where a header meets some conditions. Effect, " ..
      "reason and conditions may stand at 1, 2, 3.",
    fields = {
      { "effect", '"otherwise"|"refuse"|"partial"|"quotes"|"bare"|"last"|' ..
        '"ends"|"own"', "what holds" },
      { "reason", "string", "why; of refuse, what `malformed` says" },
      { "when", "table?", "conditions on integers in a fixed place, all of " ..
        "which hold: as those of rows, or a list of them",
        default = "always" },
      { "number", "integer?", "of own: the number of what follows" },
      { "field", "string?", "of own: the field that has the number" },
      { "with", "string?", "of own: the field whose bits go before those " ..
        "of `next`, so that the number is that of both" },
    },
  },
  {
    class = "pycap.row", name = "row", options = true, title = "Rows",
    meaning = "A field of a declaration. Name, width or kind, and meaning " ..
      "may stand at 1, 2, 3.",
    fields = {
      { "name", "string?", "lowercase letters, then digits" },
      { "kind", '("integer"|"mac"|"ip4"|"ip6"|"bytes"|"text"|' ..
        '"name"|"items")?', "what it is; name: a domain name",
        default = '"integer"' },
      { "width", "integer?", "0: up to the end of the header", unit = "bits" },
      { "meaning", "string?", "what it says", default = "the name" },
      { "default", "(integer|string)?", "the value in a new header" },
      { "names", "table<integer, string>?", "values that have names" },
      { "constants", "table<integer, string>?", "those in pycap.constants" },
      { "printed", "integer[]?", "the values in the order in which text has " ..
        "their names" },
      { "bits", "boolean?", "the names are those of single bits" },
      { "hex", "boolean?", "printed in hexadecimal" },
      { "time", "boolean?", "NTP's 64 bits: seconds since 1900 and their " ..
        "fraction", source = "RFC 5905, section 6" },
      { "spelt", "boolean?", "a domain name that is never compressed" },
      { "alone", "boolean?", "and is none where it is (with `spelt`)" },
      { "ended", "string?", "the bytes behind its end, of text or a list" },
      { "orended", "string?", "those instead, of text of which `form` does " ..
        "not hold" },
      { "unless", "string?", "of text with an end: it is not there, and " ..
        "empty, where these bytes stand in its place" },
      { "span", "string?", "text goes on as long as its bytes are of these" },
      { "order", '("network"|"little"|"writer")?', "of the bytes; writer: " ..
        "either, the smaller number", default = '"network"' },
      { "scale", "integer?", "bytes that it counts as one", default = 1 },
      { "plus", "integer?", "it is so much more than it says", default = 0 },
      { "largest", "integer?", "what fits: it follows from the others" },
      { "sized", "string?", "the field with its length", unit = "bytes" },
      { "counted", "string?", "the field that counts its items or units" },
      { "unit", "integer?", "what that counts", unit = "bytes" },
      { "least", "integer?", "a list with a count is there only where so " ..
        "many are left for each of its items", unit = "bytes" },
      { "instead", "boolean?", "it is there only where the list behind it, " ..
        "of the same count, is not" },
      { "leaves", "integer?", "a list ends where so few are left behind it",
        unit = "bytes" },
      { "optional", "boolean?", "there where the header goes on so far" },
      { "when", "table?", "there where a field before it is so: `{field, " ..
        "from, to, mask =, among =}`" },
      { "form", "table?", "an address is text where a field before it is so" },
      { "items", "(pycap.list|pycap.row[])?", "what is in a list; rows: " ..
        "they repeat" },
    },
  },
  {
    class = "pycap.list", name = "list", options = true, title = "Lists",
    meaning = "What the items of a list are made of.",
    fields = {
      { "head", "pycap.row[]", 'rows, "kind" and "length" among them; ' ..
        "else they are all that an entry has" },
      { "plain", "boolean?", "there are no kinds: it follows from the head" },
      { "kinds", "table?", "kinds that are known: `{kind, name, meaning, " ..
        "fields =, group =, each =}`" },
      { "bare", "integer[]?", "kinds of one byte alone: of 0 to 63 and of " ..
        "192 to 255" },
      { "ends", "boolean?", "the kind `last` ends the list" },
      { "last", "integer?", "which that is", default = 0 },
      { "whole", "boolean?", "the length counts the head, too" },
      { "joins", "boolean?", "the data of several items of a kind are parts " ..
        "of one value (RFC 3396): in Lua, the first has that as `joined`" },
      { "tail", "string?", "the row of the head that counts bytes behind " ..
        "the data" },
      { "tailname", "string?", "what those are called" },
      { "align", "integer?", "where items begin", default = 1, unit = "bytes" },
      { "pad", "integer?", "the list is a multiple of it", default = 1,
        unit = "bytes" },
      { "lead", "integer?", "bytes of the header before it that this counts" },
    },
  },
}
