--
-- words_spec.lua - the fuzzers draw all that rows may be written with
--
-- declare.c takes its words from shapes.c; rows.c has to set each member.
--
local support = require "spec.support"

-- Members that follow from others, or that a fuzzer of C cannot have.
local OTHERS <const> = { Protocol = { inspect = true, computed = true } }

describe("the fuzzer of rows", function()
  local source = support.read("spec/fuzz/rows.c")

  it("sets each member that a declaration may have", function()
    local count = 0
    for struct, member in support.read("src/lua/value/shapes.c")
      :gmatch("%f[%w]M%((%u%l+), (%l+),") do
      if not (OTHERS[struct] and OTHERS[struct][member]) then
        assert.truthy(source:find("[.>]" .. member .. " |?=[^=]"),
          struct .. "." .. member .. " is not drawn")
        count = count + 1
      end
    end
    assert.is_true(count > 80)
  end)
end)

describe("the fuzzer of declarations", function()
  it("has no list of keys of its own", function()
    assert.truthy(support.read("spec/fuzz/declare.c")
      :find("collect_shape(&shape_protocol)", 1, true))
  end)
end)
