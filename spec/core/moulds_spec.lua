--
-- moulds_spec.lua - stacks of headers that are taken at once are what decoding
-- header by header finds
--
local pycap = require "pycap"
local support = require "spec.support"

local BUILD <const> = os.getenv "PYCAP_BUILD" or "build"
local FLAGS <const> = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror " ..
  "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"

describe("moulds", function()
  local program

  setup(function()
    program = support.name()
    local _, complaint, status = support.shell(("cc %s -o %s " ..
      "spec/core/moulds.c src/core/mould.c %s/proto/*.o " ..
      "$(ls %s/core/*.o | grep -v /mould.o)")
      :format(FLAGS, support.quote(program), BUILD, BUILD))
    assert.equal("", complaint)
    assert.equal(0, status)
  end)

  it("say of random frames what decoding header by header does", function()
    local out, complaint, status = support.shell(support.quote(program) ..
      " 200000")
    assert.equal("", complaint)
    assert.equal(0, status, out)
    local count = 0
    for taken in out:gmatch "%d+" do
      count = count + 1
      assert.is_true(tonumber(taken) > 2000, out)
      assert.is_true(tonumber(taken) < 18000, out)
    end
    assert.equal(10, count)
  end)

  it("give way to what a script carries", function()
    local bytes = pycap.packet(pycap.ethernet{}, pycap.ip{}, pycap.udp{}).bytes
    local function third()
      return pycap.protocolof(pycap.decode(bytes, "ethernet")[3])
    end
    assert.equal("udp", third())
    local carried = pycap.carry("ip", 17, "icmp")
    assert.equal("icmp", third())
    carried:cancel()
    assert.equal("udp", third())
  end)
end)
