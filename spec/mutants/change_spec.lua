--
-- change_spec.lua - the mutants of a line
--
local change = require "spec.mutants.change"

describe("the mutants of a line", function()
  local function all(line)
    local list = {}
    for i, mutant in ipairs(change(line)) do list[i] = mutant.line end
    return list
  end

  it("have one operator or constant that is another", function()
    assert.same({ "  if (a != 1 && b) return 0;",
      "  if (a == 1 || b) return 0;",
      "  if (a == 2 && b) return 0;", "  if (a == 1 && b) return 1;" },
      all "  if (a == 1 && b) return 0;")
    assert.same({ "a < b", "a <= b" }, { all("a <= b")[1], all("a < b")[1] })
    assert.same({ "return false" }, all "return true")
  end)

  it("say what is changed", function()
    assert.equal("== -> !=", change("a == b")[1].what)
    assert.equal("7 -> 8", change("x7 = 7;")[1].what)
  end)

  it("are none of what is no code", function()
    for _, line in ipairs { "/* a == 1 */", "** 1 and 2", "-- a == 1", "",
      "#define ONE 1", 'f("a == 1 && b");', "f(); /* 1 */" } do
      assert.same({}, all(line), line)
    end
  end)
end)
