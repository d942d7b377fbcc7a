--
-- compose_spec.lua - the core alone, composing and decoding at random
--
local support = require "spec.support"

describe("the core, without Lua or libpcap,", function()
  it("forgets no byte and stays inside the bytes it is given", function()
    local program = support.name()
    local flags = "-std=c11 -Wall -Wextra -Werror -g -O1"
    local sources = "spec/core/compose.c src/core/*.c src/proto/*.c"
    local _, complaint, status = support.shell(("cc %s -fsanitize=address," ..
      "undefined -fno-sanitize-recover=all -o %s %s"):format(flags,
      support.quote(program), sources))
    assert.equal("", complaint)
    assert.equal(0, status)
    local out, err
    out, err, status = support.shell(support.quote(program) .. " 20000")
    assert.equal("", err)
    assert.equal(0, status)
    local counts = {}
    for what, n in out:gmatch("(%l+) (%d+)") do counts[what] = tonumber(n) end
    assert.is_true(counts.composed > 5000)
    assert.is_true(counts.refused > 1000)
    assert.is_true(counts.decoded == 20000 and counts.layers > 5000)
  end)
end)
