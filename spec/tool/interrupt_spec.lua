--
-- interrupt_spec.lua - Ctrl-C in pcaplua
--
local requests = require "spec.support.requests"
local support = require "spec.support"

local quote = support.quote
local program = support.program()

local file = support.capture(requests.frames(5))

local function script(text, suffix)
  return support.write(text, suffix or ".lua")
end

local fifo = support.fifo

describe("Ctrl-C in pcaplua", function()
  -- Runs a chunk on a FIFO in which nothing comes, and interrupts it each
  -- time it has printed "ready" and then waits, or computes, if it is `busy`:
  -- status, output, errors.
  local function interrupt(chunk, times, busy)
    local process = support.spawn(("exec %s -r %s %s"):format(quote(program),
      quote(fifo()), quote(script("io.stdout:setvbuf 'no'\n" .. chunk))))
    for i = 1, times or 1 do
      assert.is_string(process:await("ready" .. i), (process:output()))
      if not busy then assert.is_true(process:sleeps()) end
      process:kill "INT"
    end
    local status = process:wait(20)
    local out, err = process:output()
    process:close()
    return status, out, err
  end

  it("ends the loop, and the script goes on", function()
    local status, out, err = interrupt [[
      print "ready1"
      print(pycap():loop(), "after")
    ]]
    assert.equal("ready1\n0\tafter\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("ends the handlers' loop", function()
    local status, out, err = interrupt [[
      pycap.on("arp", print)
      print "ready1"
    ]]
    assert.equal("ready1\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("ends packets", function()
    local status, out, err = interrupt [[
      print "ready1"
      for _ in pycap():packets() do end
      print "after"
    ]]
    assert.equal("ready1\nafter\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("raises interrupted from next", function()
    local status, out, err = interrupt [[
      print "ready1"
      pycap():next()
      print "after"
    ]]
    assert.equal("ready1\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("raises in the script the second time", function()
    local status, out, err = interrupt([[
      print "ready1"
      pycap():loop()
      print "ready2"
      pycap():loop()
      print "after"
    ]], 2)
    assert.equal("ready1\nready2\n", out)
    assert.equal("", err)
    assert.equal(130, status)
  end)

  it("ends at once a script that only computes", function()
    local status, out = interrupt([[
      print "ready1"
      while true do end
    ]], 1, true)
    assert.equal("ready1\n", out)
    assert.equal(130, status)
  end)

  it("ends an endless callback the second time", function()
    local capture = ("pycap { filename = %q }"):format(file)
    local status, out = interrupt(([[
      %s:loop(function()
        print "ready1"
        local from = os.clock()
        while os.clock() < from + 0.3 do end
        print "ready2"
        while true do end
      end)
      print "after"
    ]]):format(capture), 2, true)
    assert.equal("ready1\nready2\n", out)
    assert.equal(130, status)
  end)

  it("ends loops within loops", function()
    local status, out, err = interrupt(([[
      local outer = pycap { filename = %q }
      print("outer", outer:loop(function()
        print "ready1"
        print("inner", pycap():loop())
      end))
    ]]):format(file))
    assert.equal("ready1\ninner\t0\nouter\t1\n", out, err)
    assert.equal(130, status)
  end)

  it("does not hide what goes wrong after it", function()
    local status, out, err = interrupt [[
      print "ready1"
      pycap():loop()
      error "a mistake"
    ]]
    assert.equal("ready1\n", out)
    assert.matches("a mistake\nstack traceback:", err)
    assert.equal(1, status)
  end)

  it("leaves the script's own status", function()
    assert.equal(7, (interrupt [[
      print "ready1"
      pycap():loop()
      os.exit(7)
    ]]))
  end)
end)
