--
-- workers_spec.lua - pycap_workers in a C program
--
local host = require "spec.support.host"
local support = require "spec.support"
local workload = require "spec.support.workload"

local files, total = workload.files, workload.total

describe("pycap_workers in a C program", function()
  local program
  setup(function()
    support.needs("gcc", "pkg-config")
    program = host "workers"
  end)

  local function run(count, script, how, ...)
    local out, err, status = support.shell(table.concat({ program, count,
      support.write(script, ".lua"), how, ... }, " "))
    assert.equal("", err)
    assert.equal(0, status)
    return out
  end

  local TELLING <const> = [[
    local count = 0
    pycap.on("ip", function(ip) count = count + 1 BEFORE end)
    function result() return count end
    function merge(a, b) return a + b end
    function report(all, last) told(all, last) end
  ]]

  local function telling(before)
    return (TELLING:gsub("BEFORE", before or ""))
  end

  it("sum up, and are to be told anew what to read", function()
    assert.equal("told " .. total .. " 1\nrun 0 \nagain -7\n",
      run(3, telling(), "stop", table.unpack(files)))
  end)

  it("that have nothing to do are merged, too", function()
    assert.equal("told 10 1\nrun 0 \nagain -7\n",
      run(4, telling(), "stop", files[1]))
  end)

  it("have the stack that scripts take, however little others have", function()
    local DEEP <const> = [[
      local function f(s) return (s:gsub(".", f)) end
      local function g(s)
        return ("%s"):format(setmetatable({}, { __tostring = function()
          return g(s)
        end }))
      end
      local function h(s) return load(function() return h(s) end)() end
      for _, deep in ipairs { f, g, h } do assert(not pcall(deep, "x")) end
    ]]
    local whole = program
    finally(function() program = whole end)
    program = "ulimit -s 600; " .. whole
    assert.equal("told " .. total .. " 1\nrun 0 \nagain -7\n",
      run(3, telling((DEEP:gsub("%%", "%%%%"))), "stop", table.unpack(files)))
  end)

  it("stop at a limit, which binds the functions that join, too", function()
    assert.equal("failed -5", run(2, telling "while true do end", "limits",
      table.unpack(files)):match "^failed %-5")
    for _, name in ipairs { "result", "merge", "report" } do
      local out = run(2, telling() .. "function " .. name ..
        "() while true do end end", "limits", table.unpack(files))
      assert.matches("^failed %-5 .*startup limit of 10000000 instr", out)
      assert.matches("run %-5 worker %d", out)
    end
    assert.matches("^failed %-4 ", run(2, telling() .. [[
      function result()
        local t = {}
        for i = 1, math.huge do t[i] = i .. "" end
      end]], "limits", files[1], files[2]))
  end)

  it("tell a file that cannot be opened from a script's error", function()
    assert.matches("^failed %-3 /nonesuch.pcap: .*\nrun %-3 worker %d: /none",
      run(2, telling(), "stop", "/nonesuch.pcap", files[1]))
    assert.matches("^failed %-3 [^\n]+\ntold 10 1\nrun %-3",
      run(1, telling(), "go-on", "/nonesuch.pcap", files[1]))
    assert.matches("^failed %-1 .*: oh\nrun %-1 worker %d: ",
      run(2, telling "error 'oh'", "stop", files[1]))
  end)

  it("are stopped from another thread while they wait", function()
    local fifos = {}
    for i = 1, 3 do
      fifos[i] = support.name ".fifo"
      assert(os.execute("mkfifo " .. support.quote(fifos[i])))
    end
    assert.equal("told 10 1\nrun 0 \nagain -7\n",
      run(2, telling(), "thread", files[1], table.unpack(fifos)))
  end)

  it("refuse counts and sources that make no sense", function()
    assert.equal("new -7 1\n", run(0, "", "stop"))
    assert.equal("new -7 1\n", run(2000, "", "stop"))
    assert.matches("^source %-7 source: files, or one device\n",
      run(2, telling(), "stop", files[1], "eth0"))
    assert.matches("^run %-7 run: there is no source", run(1, "", "stop"))
    assert.matches("^load %-2 ", run(1, "(", "stop"))
  end)
end)
