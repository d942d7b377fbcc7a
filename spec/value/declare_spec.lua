--
-- declare_spec.lua - pycap.protocol and pycap.carry: the files of
-- spec/declared, each in a process of its own, for what is declared holds as
-- long as the state
--
local support = require "spec.support"

describe("a protocol declared in Lua", function()
  for name in support.shell("ls spec/declared"):gmatch "(%l+)%.lua" do
    it("holds to spec/declared/" .. name .. ".lua", function()
      local out, err, status = support.shell("busted --lua=lua5.4 " ..
        "spec/declared/" .. name .. ".lua", { timeout = 600 })
      assert(status == 0, out .. err)
      assert.matches("%d+ passed, 0 failed", out)
    end)
  end
end)
