--
-- init.lua - the interface as data: the editor stubs (doc/stubs.lua) and the
-- page doc/reference.md (doc/interface.lua) are made from it
--
-- A list of classes. A class has
--   class       its name in the stubs; `parent`, the class that it extends
--   name        what the reference calls a value of it: "capture"
--   title, meaning, source (an RFC's section, a man page)
--   fields      a list of { name, type, meaning, default =, unit =, source =,
--               each = }; with `each`, once for every protocol
--   calls       a list of
--     name, meaning, source
--     takes     a list of { name, type, meaning, default =, unit = }; a type
--               that ends in "?" need not be given
--     gives     a list of { type, meaning, name = }
--     forms     other ways to call it: { takes, stub, meaning, each = }, the
--               first as the reference has it, the second as the stubs do
--     raises    the codes of pycap.error that it is likely to raise
--   options     true: a table that calls take; false or nil: an object
--   module      what `require` is given, if the class is a module
-- `codes` are the words that a pycap.error has as its code.
--
local api = {
  codes = { "timeout", "interrupted", "device", "permission", "file", "filter",
    "unsupported", "busy", "down", "toolong", "send", "write", "memory" },
  aliases = {
    { "pycap.fields",
      "table<integer|string, string|string[]|number|boolean|table|pycap.Raw>",
      'What a handler wants. The list holds names of fields ("operation", ' ..
      '"ethernet.source", "packet.length", "options[mss].size", ' ..
      '"options[1].kind") and lists of names, each of which makes a key, or ' ..
      'under `text` a format: then their text, as {"ip.source", ' ..
      '"sourceport", text = "%s:%d"}; nil if one of them is absent. ' ..
      "Other keys are conditions on the field of that name: a value, an " ..
      "address or prefix, a range `{from =, to =}`, or a list of these. " ..
      "Under a protocol's name, true or false says whether the packet has " ..
      "it. In a condition, `options[].name` is the name of any entry." },
    { "pycap.Raw", "userdata", "An address as bytes, made by `pycap.raw`." },
  },
}

for _, part in ipairs { "module", "capture", "counting", "packet", "sending",
  "conversations", "declaring", "parts" } do
  for _, class in ipairs(require("doc.api." .. part)) do
    api[#api + 1] = class
  end
end

return api
