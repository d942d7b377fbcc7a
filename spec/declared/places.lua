--
-- places.lua - names of fields inside the lists of a declared protocol
--
local lists = require "spec.support.lists"
local pycap = require "pycap"

local link, open, read, count = lists.link, lists.open, lists.read, lists.count

local function refused(protocol, names, message)
  local capture <close> = open("")
  assert.error_matches(function() capture:on(protocol, names, print) end,
    message, 1, true)
end

describe("lists of a declared protocol", function()
  local function items(kinds)
    return { head = { { "kind", 8 }, { "length", 8 } }, kinds = kinds }
  end

  -- Lists in lists, so many.
  local function nested(n)
    local rows = { { "v", 8 } }
    if n == 0 then return items { { 1, "a", "end", fields = rows } } end
    return items { { 1, "a", "more", fields = { { "sub", "items", "more",
      items = nested(n - 1) } } } }
  end

  local function x(kind)
    return { kind, "x", "the same name", fields = { { "v", 8, "value" } } }
  end

  local wide = {}
  for i = 1, 17 do
    wide[i] = { i, "k" .. ("a"):rep(i), "one of many", fields = {
      { "sub", "items", "a list", items = items { x(i) } } } }
  end

  pycap.protocol {
    name = "nestings", title = "Nestings", meaning = "lists in lists",
    fields = { { "size", 8, "bytes of the entries" },
      { "entries", "items", "entries", sized = "size", items = items {
      { 1, "one", "a kind", fields = { { "value", 8, "number" },
        { "mixed", 16, "number" },
        { "subs", "items", "a list", items = items { x(7) } } } },
      { 2, "two", "a kind", fields = { { "value", 16, "number" },
        { "mixed", "bytes", "bytes", width = 16 },
        { "subs", "items", "a list", items = items { x(8) } } } },
      { 3, "three", "a kind", fields = {}, group = "subs",
        each = { { "v", 8, "value" } } },
      { 4, "sized", "a kind", fields = { { "n", 8, "bytes of the host",
        default = 4 }, { "host", "ip4", "an address", sized = "n" } } },
      { 5, "number", "a kind", fields = { { "data", 8, "a number" } } },
    } }, { "deepsize", 8, "bytes of the next" },
      { "deep", "items", "lists in lists", sized = "deepsize",
      items = nested(2) },
      { "wide", "items", "many lists", items = items(wide) } },
    carriers = { "ethernet", 0x88b5 },
  }

  local frame <const> = pycap.packet(pycap.ethernet(link),
    pycap.nestings { entries = {
      { name = "one", value = 5, mixed = 3,
        subs = { { name = "x", v = 11 } } },
      { name = "two", value = 40000, mixed = "ab",
        subs = { { name = "x", v = 22 } } },
      { name = "three", subs = { { v = 33 }, { v = 44 } } },
      { name = "sized", host = "192.0.2.1" },
      { name = "sized", host = pycap.raw "abc" },
      { name = "number", data = "\7" }, { kind = 9, data = "zz" } } }).bytes

  it("are gone through by the names of kinds, whichever list it is", function()
    assert.same({ n = 7, 11, 22, nil, 44, 22, 3, "ab" },
      read(frame, "nestings", { "entries[1].subs[x].v",
        "entries[2].subs[x].v", "entries[3].subs[x].v",
        "entries[3].subs[2].v", "entries[two].subs[1].v",
        "entries[one].mixed", "entries[two].mixed" }))
  end)

  it("have numbers of several widths", function()
    assert.same({ n = 2, 5, 40000 }, read(frame, "nestings",
      { "entries[1].value", "entries[2].value" }))
    assert.equal(1, count("nestings", { ["entries[].value"] = 40000 }, frame))
    local capture <close> = open(frame)
    local keys = {}
    local handler = capture:on("nestings", { { "entries[1].value",
      "entries[2].value", "entries[4].host", "entries[5].host" } },
      function(key) keys[1] = key end)
    capture:loop()
    assert.same({ 5, 40000, "192.0.2.1", "abc" },
      { handler:values(keys[1]) })
  end)

  it("have addresses that are bytes where their size is another", function()
    assert.same({ n = 2, "192.0.2.1", "abc" }, read(frame, "nestings",
      { "entries[4].host", "entries[5].host" }))
    assert.equal(1, count("nestings", { ["entries[].host"] = "192.0.2.0/24" },
      frame))
    assert.equal(0, count("nestings", { ["entries[].host"] = "97.98.99.0/24" },
      frame))
  end)

  it("have no bytes where a number is asked for", function()
    assert.same({ n = 3, 7, nil, 7 }, read(frame, "nestings",
      { "entries[6].data", "entries[7].data", "entries[number].data" }))
  end)

  it("have no name for what is of another type each time", function()
    refused("nestings", { "entries[1].mixed" }, "nestings.entries[1].mixed: " ..
      "of another type in some kinds: the kind expected")
  end)

  it("are refused where they are too many", function()
    local deep <const> = "deep" .. ("[a].sub"):rep(4) .. "[a].v"
    refused("nestings", { deep }, "[a].sub: no such field")
    refused("nestings", { "wide[1].sub[1].v" }, "no such field")
    assert.equal(0, count("nestings", { ["wide[ka].sub[1].v"] = 1,
      ["deep[a].sub[a].sub[a].v"] = 1 }, frame))
  end)
end)
