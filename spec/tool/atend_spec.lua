--
-- atend_spec.lua - pycap.atend: what is called once when the run ends
--
local support = require "spec.support"

local file = support.capture { ("\xa5"):rep(60), ("\xa5"):rep(60) }

-- Runs Lua text under pcaplua on a file of two packets.
local function run(text, words)
  local out, err, status = support.pcaplua(("--eval %s -r %s %s"):format(
    support.quote(text), file, words or ""))
  return out, err, status
end

describe("pycap.atend", function()
  it("calls in order, after all loops, what is added meanwhile last",
    function()
    local out, err, status = run [[
      pycap.atend(function()
        print("one", n)
        pycap.atend(function() print "three" end)
      end)
      pycap.atend(function() print "two" end)
      pycap.on("packet", function() n = (n or 0) + 1 end)
      print "text"]]
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("text\none\t2\ntwo\nthree\n", out)
  end)

  it("calls without handlers too, and after an error in one", function()
    local out, _, status = run "pycap.atend(function() print 'end' end)"
    assert.equal("end\n", out)
    assert.equal(0, status)
    local err
    out, err, status = run [[
      pycap.atend(function() print "end" end)
      pycap.on("packet", function() error "wrong" end)]]
    assert.equal("end\n", out)
    assert.equal(1, status)
    assert.matches("wrong", err)
  end)

  it("reports errors as the script's, and calls no more then", function()
    local out, err, status = run [[
      pycap.atend(function() error "wrong" end)
      pycap.atend(function() print "end" end)]]
    assert.equal("", out)
    assert.equal(1, status)
    assert.matches("eval:1: wrong", err)
  end)

  it("is not called when the script's text fails", function()
    local out = run "pycap.atend(function() print 'end' end) error 'wrong'"
    assert.equal("", out)
  end)

  it("calls in each worker, before result", function()
    local out, err, status = run([[
      local list = {}
      pycap.on("packet", function() end)
      pycap.atend(function() list[#list + 1] = "end" end)
      function result() return table.concat(list) .. "." end
      function merge(a, b) return a .. b end
      function report(all) print(all) end]], "--workers 1")
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("end.\n", out)
  end)

  it("is refused where no run ends, as pycap.on is where none feeds",
    function()
    local pycap = require "pycap"
    assert.error_matches(function() pycap.atend(print) end,
      "pycap.atend: no run ends here: run the script in pcaplua", 1, true)
    assert.error_matches(function() pycap.on("arp", print) end,
      "pycap.on: nothing feeds packets to it here: run the script in " ..
      "pcaplua, or open a capture and use capture:on and capture:loop", 1, true)
  end)

  it("takes a function alone", function()
    local _, err, status = run "pycap.atend(5)"
    assert.equal(1, status)
    assert.matches("function expected, got number", err, 1, true)
  end)
end)
