--
-- hardening_spec.lua - what was built is hardened: readelf says so
--
local support = require "spec.support"

local build = os.getenv "PYCAP_BUILD" or "build"

describe("what is built", function()
  for _, name in ipairs { "pycap.so", "libpycap.so.0", "pcaplua" } do
    it("is hardened: " .. name, function()
      support.needs "readelf"
      local out, err, status = support.shell(("readelf -hlWd %s"):format(
        support.quote(build .. "/" .. name)))
      assert.equal(0, status, err)
      assert.matches("Type:%s+DYN", out)
      assert.matches("\n  GNU_RELRO ", out, 1, true)
      assert.matches("%(FLAGS%)%s+BIND_NOW", out)
      assert.matches("\n  GNU_STACK %s*0x%x+ 0x%x+ 0x%x+ 0x%x+ 0x%x+ RW ", out)
      assert.is_nil(out:find "\n  LOAD [^\n]* RWE ")
      assert.is_nil(out:find "TEXTREL")
    end)
  end
end)
