--
-- counting.lua - tallies
--
return {
  {
    class = "pycap.Tally", name = "tally", title = "Tallies", len = "integer",
    meaning = "Packets counted by key. `#tally` is the number of keys; " ..
      "`pairs` gives each pycap.count, its count and its sum.",
    fields = {
      { "refused", "integer", "packets not counted, because `limit` or the " ..
        "memory did not allow another key" },
    },
    calls = {
      { name = "top", meaning = "The entries with the largest sums; without " ..
          "`sum`, with the most packets.",
        takes = { { "n", "integer?", "how many", default = 10 } },
        gives = { { "pycap.count[]" } } },
      { name = "reset", meaning = "Removes all entries." },
      { name = "add", meaning = "Adds what another tally has counted by the " ..
          "same fields.",
        takes = { { "other", "pycap.Tally" } },
        gives = { { "pycap.Tally", "this one" } } },
    },
  },
  {
    class = "pycap.count", name = "count", title = "Counts",
    meaning = "An entry of a tally. The values of the key are at 1, 2, ...",
    index = "any",
    fields = {
      { "count", "integer", "packets" },
      { "sum", "integer?", "sum of the field that is added up" },
    },
  },
  {
    class = "pycap.tally.options", name = "options of pycap.tally",
    title = "Options of a tally", options = true,
    meaning = "How a tally counts.",
    fields = {
      { "by", "string[]", "the fields of the key" },
      { "sum", "string?", "a field that is added up" },
      { "limit", "integer?", "the largest number of keys", default = 100000 },
    },
  },
}
