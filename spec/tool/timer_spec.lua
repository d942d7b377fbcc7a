--
-- timer_spec.lua - timers and coroutines in pcaplua
--
local support = require "spec.support"
local timed = require "spec.support.timed"

describe("pcaplua", function()
  local file = timed.file("a", { 0, 1, 2 })

  local function run(chunk, options)
    local words = { "-r", file, table.unpack(options or {}) }
    words[#words + 1] = "--eval"
    words[#words + 1] = chunk
    local out, err, status = support.pcaplua(words)
    assert.equal("", err)
    assert.equal(0, status)
    return (out:gsub("\n", " "))
  end

  it("runs timers and handlers when the script has ended", function()
    assert.equal("1 t 2 t 3 ", run [[
      local n = 0
      pycap.every(0.75, function() print "t" end)
      pycap.on("arp", function() n = n + 1 print(n) end)]])
    assert.equal("t t ", run [[
      pycap.every(0.75, function() print "t" end)]])
  end)

  it("runs coroutines when the script has ended", function()
    assert.equal("1000000000.0 1000000001.0 1000000002.0 ", run [[
      pycap.spawn(function()
        for p in pycap():packets() do print(p.time) end
      end)]])
  end)

  it("reads its source in pycap.loop()", function()
    assert.equal("t t 3 ", run [[
      pycap.every(1, function() print "t" end)
      pycap.on("arp", function() end)
      print(pycap.loop())]])
    assert.equal("2 ", run("print(pycap.loop())", { "-c", "2" }))
    assert.equal("1 ", run [[
      pycap.after(0.5, pycap.stop)
      print(pycap.loop())]])
  end)

  it("prints the same every time", function()
    local chunk = [[
      pycap.every(0.3, function(t) print(t) pycap.sleep(0.1) print "e" end)
      pycap.after(0.7, function(t) print(t) end)
      pycap.on("arp", function(_, p) print(p.time) end)]]
    local first = run(chunk)
    for _ = 1, 3 do assert.equal(first, run(chunk)) end
  end)
end)
