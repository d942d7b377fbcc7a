--
-- counting.lua - tallies
--
return {
  {
    class = "pycap.Tally", name = "tally", title = "Tallies", len = "integer",
    meaning = "Packets counted by key. `#tally` is the number of keys; " ..
      "`pairs` gives each pycap.count, its count and its sum.",
    fields = {
      { "refused", "integer", "packets whose key was turned away: the " ..
        "limit, the memory" },
    },
    calls = {
      { name = "top", meaning = "The largest: by sum or else by packets.",
        takes = { { "n", "integer?", "how many", default = 10 } },
        gives = { { "pycap.count[]" } } },
      { name = "reset", meaning = "Forgets all." },
      { name = "add", meaning = "Adds what another tally has counted by the " ..
          "same fields.",
        takes = { { "other", "pycap.Tally" } },
        gives = { { "pycap.Tally", "this one" } } },
    },
  },
  {
    class = "pycap.count", name = "count", title = "Counts",
    meaning = "What was counted under a key. The values that the key was " ..
      "made of are at 1, 2, ...",
    index = "any",
    fields = {
      { "count", "integer", "packets" },
      { "sum", "integer?", "of the field that is added up" },
    },
  },
  {
    class = "pycap.tally.options", name = "options of pycap.tally",
    title = "Options of a tally", options = true,
    meaning = "How a tally counts.",
    fields = {
      { "by", "string[]", "the fields of the key" },
      { "sum", "string?", "a field that is added up" },
      { "limit", "integer?", "keys at most", default = 100000 },
    },
  },
}
