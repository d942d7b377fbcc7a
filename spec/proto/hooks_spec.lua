--
-- hooks_spec.lua - functions in C of protocols: each says why no row can
--
local support = require "spec.support"

describe("a hook of a protocol", function()
  it("says before it why it is no row", function()
    local count = 0
    for name in support.shell("ls src/proto/*.c"):gmatch("%S+") do
      local before
      for line in support.read(name):gmatch("[^\n]*") do
        if line:find("^static.*%f[%w]inspect%(") or
          line:find("^static bool is%(") then
          assert.truthy(before:find("%*/$"), name)
          count = count + 1
        end
        before = line
      end
    end
    assert.is_true(count > 0 and count <= 10, count)
  end)
end)
