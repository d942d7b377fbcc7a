--
-- pycap.loop over several captures: files, merged by time
--
local pycap = require "pycap"
local support = require "spec.support"
local timed = require "spec.support.timed"

local list

local function note(word) list[#list + 1] = word end

local function noted(_, packet) note(timed.name(packet)) end

local function check(expected)
  assert.equal(expected, table.concat(list, " "))
  list = {}
end

before_each(function() list = {} end)

-- A capture whose packets are noted.
local function open(letter, ...)
  local capture = pycap { filename = timed.file(letter, { ... }) }
  capture:on("arp", noted)
  return capture
end

describe("pycap.loop", function()
  it("merges files by time; ties in the order given", function()
    local function run(order)
      local files = {
        a = open("a", 0, 1, 1, 4), b = open("b", 1, 2, 3), c = open("c", 1, 4),
      }
      local given = {}
      for letter in order:gmatch "%a" do given[#given + 1] = files[letter] end
      assert.equal(9, pycap.loop(table.unpack(given)))
    end
    run "abc"
    check "a1 a2 a3 b1 c1 b2 b3 a4 c2"
    run "cba"
    check "a1 c1 b1 a2 a3 b2 b3 c2 a4"
  end)

  it("takes one, and none", function()
    assert.equal(2, pycap.loop(open("a", 0, 1)))
    check "a1 a2"
    assert.equal(0, pycap.loop())
  end)

  it("takes many: hundreds of files", function()
    local captures = {}
    for i = 1, 300 do captures[i] = open("x", (i * 7) % 300, 300 + i) end
    assert.equal(600, pycap.loop(table.unpack(captures)))
    assert.equal("x1", list[300])
    assert.equal("x2", list[301])
  end)

  it("goes on with what is left after a part's end", function()
    local a, b = open("a", 0, 2, 4), open("b", 1, 3, 5)
    a:on("arp", function(_, packet)
      if timed.name(packet) == "a2" then a:stop() end
    end)
    assert.equal(5, pycap.loop(a, b))
    check "a1 b1 a2 b2 b3"
    assert.equal(1, pycap.loop(a, b))
    check "a3"
  end)

  it("is ended by pycap.stop, and loses nothing", function()
    local a, b = open("a", 0, 2, 4), open("b", 1, 3, 5)
    local handler = b:on("arp", pycap.stop)
    assert.equal(2, pycap.loop(a, b))
    check "a1 b1"
    handler:cancel()
    assert.equal(4, pycap.loop(b, a))
    check "a2 b2 a3 b3"
  end)

  it("lets callbacks close, and open others", function()
    local a, b, c = open("a", 0, 2, 4), open("b", 1, 3, 5), open("c", 0, 9)
    a:on("arp", function(_, packet)
      if timed.name(packet) == "a2" then
        a:close()
        b:close()
        open("d", 0):loop()
      end
    end)
    assert.equal(5, pycap.loop(a, b, c))
    check "a1 c1 b1 a2 d1 c2"
    assert.error_matches(function() pycap.loop(a) end, "capture is closed")
  end)

  it("lets a capture whose part has ended be used", function()
    local a, b = open("a", 0, 1, 2), open("b", 1.5, 3)
    a:on("arp", function() a:stop() end)
    b:on("arp", function() note(a:loop()) end)
    assert.equal(3, pycap.loop(a, b))
    check "a1 b1 a2 1 b2 a3 1"
  end)

  it("lets an error out; all captures stay usable", function()
    local a, b = open("a", 0, 2, 4), open("b", 1, 3, 5)
    local handler = b:on("arp", function() error "this" end)
    assert.error_matches(function() pycap.loop(a, b) end, "this\nstack")
    handler:cancel()
    assert.equal(2, a:loop())
    assert.equal(2, b:loop())
    check "a1 b1 a2 a3 b2 b3"
  end)

  it("lets the fault of a file out when it comes to it", function()
    local name = timed.file("a", { 0, 2, 4 })
    local broken = support.write(support.read(name):sub(1, -10), ".pcap")
    local a, b = pycap { filename = broken }, open("b", 1, 3, 5)
    a:on("arp", noted)
    local ok, problem = pcall(pycap.loop, a, b)
    assert.is_false(ok)
    assert.equal("file", problem.code)
    check "a1 b1 a2"
    assert.equal(2, b:loop())
  end)

  it("filters each by its own", function()
    local a, b = open("a", 0, 2, 4), open("b", 1, 3, 5)
    b:filter "ether[31] = 2"
    assert.equal(4, pycap.loop(a, b))
    check "a1 a2 b2 a3"
  end)

  it("refuses what is no capture, is closed, in use or given twice",
    function()
      local a, b = open("a", 0), open("b", 0)
      assert.error_matches(function() pycap.loop(a, 5) end,
        "pycap.capture expected")
      assert.error_matches(function() pycap.loop(a, b, a) end, "twice")
      b:close()
      assert.error_matches(function() pycap.loop(a, b) end, "is closed")
      local code
      a:on("arp", function()
        local _, problem = pcall(pycap.loop, open("c", 0), a)
        code = problem.code
      end)
      assert.equal(1, pycap.loop(a))
      assert.equal("busy", code)
    end)

  it("runs timers and coroutines between, the same every time", function()
    local function run()
      local a, b = open("a", 0, 1, 2.5, 7), open("b", 0.5, 1, 6)
      local every = pycap.every(0.75, function(time)
        note(("t%g"):format(timed.seconds(time)))
        pycap.sleep(0.1)
        note "e"
      end)
      local spawned = pycap.spawn(function()
        for _ = 1, 3 do
          pycap.sleep(0.6)
          note "s"
        end
      end)
      pycap.loop(a, b)
      every:cancel()
      spawned:cancel()
      local text = table.concat(list, " ")
      list = {}
      return text
    end
    local first = run()
    assert.equal("a1 b1 s t0.75 e a2 b2 s t1.5 e s t2.25 e a3 t3 e t3.75 e " ..
      "t4.5 e t5.25 e t6 b3 e t6.75 e a4", first)
    for _ = 1, 3 do assert.equal(first, run()) end
  end)

  it("counts what passed, wanted or not", function()
    local a = pycap { filename = timed.file("a", { 0, 1, 2 }) }
    local b = pycap { filename = timed.file("b", { 0, 1 }) }
    assert.equal(5, pycap.loop(a, b))
  end)
end)

describe("several files and standard input", function()
  it("are merged by time, however late a packet arrives", function()
    local file = timed.file("a", { 0, 1, 2, 3 })
    local late = support.read(timed.file("b", { 0.5, 2.5 }))
    local first, second = support.write(late:sub(1, 60), ""),
      support.write(late:sub(61), "")
    local out, err, status = support.shell((
      "(cat %s; sleep 0.2; cat %s) | %s -r - --eval '%s'"):format(
      first, second, support.program(), ([[
        local a, b = pycap{filename = "%s"}, pycap()
        for _, c in ipairs{a, b} do
          c:on("arp", function(_, p)
            io.write(p.bytes:sub(42, 42), p.bytes:byte(32), " ")
          end)
        end
        pycap.every(1, function() io.write "t " end)
        print(pycap.loop(a, b))]]):format(file)))
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("a1 b1 t a2 t a3 b2 t a4 6\n", out)
  end)
end)

describe("selecttimeout", function()
  it("of a file is no time at all", function()
    assert.equal(0, open("a", 0):selecttimeout())
  end)
end)
