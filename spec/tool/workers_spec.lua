--
-- pcaplua --workers: files, merging, errors; the options
--
local support = require "spec.support"
local workload = require "spec.support.workload"

local files, total, pcaplua = workload.files, workload.total, workload.pcaplua
local COUNTING <const> = workload.COUNTING

-- Values that are carried: result() of one worker is what report() gets.
local function carried(value, show)
  return pcaplua({ "--workers", "1" }, ([[
    pycap.on("ip", function() end)
    function result() return %s end
    function report(r) print(%s) end]]):format(value, show), { files[1] })
end

describe("--workers", function()
  it("sums up over files to what one worker has", function()
    local one, err, status = pcaplua({ "--workers", "1" }, COUNTING)
    assert.equal("", err)
    assert.equal(0, status)
    assert.matches("^" .. total .. "\ttrue\t192", one)
    for _, n in ipairs { "2", "5", "64" } do
      local out
      out, err, status = pcaplua({ "--workers", n }, COUNTING)
      assert.equal("", err)
      assert.equal(0, status)
      assert.equal(one, out)
    end
  end)

  it("runs no more workers than there are files", function()
    assert.equal("loaded\nloaded\n", (pcaplua({ "--workers", "9", "--by",
      "file" }, "print 'loaded'", { files[1], files[2] })))
  end)

  it("gives a worker's thread 896 KiB of stack where others have less",
    function()
    local out, err = support.shell(("ulimit -s 600; %s --workers 2 -r %s -r " ..
      "%s --script -"):format(support.program(), files[1], files[2]), {
      stdin = [[
      pycap.atend(function() end)
      function result()
        local guard, sizes = nil, {}
        for line in io.lines "/proc/self/maps" do
          local from, to, how = line:match "^(%x+)%-(%x+) (%S+)"
          from, to = tonumber(from, 16), tonumber(to, 16)
          if guard and guard.to == from and how == "rw-p" then
            sizes[#sizes + 1] = (to - guard.from) // 1024
          end
          guard = how == "---p" and { from = from, to = to } or nil
        end
        return math.min(table.unpack(sizes))
      end
      function merge(a, b) return math.min(a, b) end
      function report(least, last) if last then print(least >= 896) end end
    ]] })
    assert.equal("", err)
    assert.equal("true\n", out)
  end)

  it("gives the script its arguments", function()
    assert.equal("--eval\tx\tx\n", (support.pcaplua { "--workers", "1", "-r",
      files[1], "--eval", "print(arg[0], arg[1], ...)", "x" }))
  end)

  it("filters", function()
    assert.matches("^5\ttrue\t192.0.2.15,", (pcaplua({ "--workers", "2",
      "-f", "src host 192.0.2.1" }, COUNTING)))
  end)

  it("carries plain values and tables", function()
    local out, err = carried([[{1, 2.5, "a\0b", true, {false,
      x = {y = 1 << 62}}, [2.25] = "z", [true] = math.huge}]],
      "math.type(r[1]), r[2], #r[3], r[4], r[5][1], r[5].x.y, r[2.25], r[true]")
    assert.equal("", err)
    assert.equal("integer\t2.5\t3\ttrue\tfalse\t4611686018427387904\tz\tinf\n",
      out)
    assert.equal("nil\n", (carried("nil", "r")))
    assert.equal("7\n", (carried("7", "r")))
  end)

  it("ends with the status of the script's own os.exit", function()
    for _, text in ipairs { "os.exit(7)",
      "pycap.on('ip', function() os.exit(7) end)" } do
      local _, err, status = pcaplua({ "--workers", "2" }, text)
      assert.equal("", err)
      assert.equal(7, status)
    end
  end)

  it("refuses what cannot be carried, and says where it is", function()
    for value, message in pairs {
      ["{a = {f = print}}"] = 'function at "f" cannot be passed',
      ["print"] = "result: function cannot be passed",
      ["{[{}] = 1}"] = "table as a key cannot be passed",
      ["setmetatable({}, {})"] = "a table with a metatable cannot be passed",
      ["(function() local t = {} t.t = t return t end)()"] =
        "more than 64 tables in each other",
    } do
      local out, err, status = carried(value, "1")
      assert.equal("", out)
      assert.matches("worker 1: .*" .. message, err)
      assert.equal(1, status)
    end
  end)

  it("prints whole lines", function()
    local out = pcaplua({ "--workers", "5" }, [[
      pycap.on("ip", function(ip) print(ip.source, ("y"):rep(3000), "end") end)
    ]])
    local count = 0
    for line in out:gmatch "([^\n]*)\n" do
      count = count + 1
      assert.matches("^192%.0%.2%.%d\ty+\tend$", line)
      assert.equal(3000 + #"192.0.2.1" + #"end" + 2, #line)
    end
    assert.equal(total, count)
  end)

  it("needs a merge for a result", function()
    local _, err, status = pcaplua({ "--workers", "2" },
      "function result() return 1 end")
    assert.matches("worker 1: the script has result%(%) but no merge", err)
    assert.equal(1, status)
    _, err = pcaplua({ "--workers", "2" }, "report = 1")
    assert.matches("report: function expected, got number", err)
  end)

  it("leaves packets to the handlers", function()
    local _, err, status = pcaplua({ "--workers", "2" }, "pycap():loop()")
    assert.matches("packets come to the handlers of pycap.on", err)
    assert.equal(1, status)
  end)
end)

describe("an error in one worker", function()
  local FAILING <const> = COUNTING .. [[
    local seen = 0
    pycap.on("ip", function(ip)
      if ip.source == "192.0.2.1" then error "that one" end
    end)
  ]]

  it("is told with its traceback, and stops all", function()
    local out, err, status = pcaplua({ "--workers", "2" }, FAILING)
    assert.equal("", out)
    assert.matches("pcaplua: worker %d: .*that one.*stack traceback", err)
    assert.equal(1, status)
  end)

  it("lets the others go on, if asked", function()
    local out, err, status = pcaplua({ "--workers", "2", "--on-worker-error",
      "go-on" }, FAILING)
    -- of the first file one or two packets were counted before the error
    local count = tonumber(out:match "^(%d+)\ttrue")
    assert.is_true(count == total - 10 + 1 or count == total - 10 + 2, out)
    assert.matches("pcaplua: worker %d: .*that one", err)
    assert.equal(1, status)
  end)

  it("that has no file to open ends with status 3", function()
    local list = { "/nonesuch.pcap", files[1], files[2] }
    local out, err, status = pcaplua({ "--workers", "2" }, COUNTING, list)
    assert.equal("", out)
    assert.matches("worker %d: /nonesuch.pcap: No such file", err)
    assert.equal(3, status)
    out, err, status = pcaplua({ "--workers", "2", "--on-worker-error",
      "go-on" }, COUNTING, list)
    assert.matches("/nonesuch.pcap: No such file", err)
    assert.matches("^30\ttrue", out)
    assert.equal(3, status)
  end)

  it("in result, merge or report is told, too", function()
    for _, name in ipairs { "result", "merge", "report" } do
      local _, err, status = pcaplua({ "--workers", "2" }, COUNTING ..
        "function " .. name .. "() error 'oh' end")
      assert.matches("worker %d: .*oh\nstack traceback", err)
      assert.equal(1, status)
    end
  end)

  it("of the script's text ends it before anything is read", function()
    local out, err, status = pcaplua({ "--workers", "2" }, "error 'no'")
    assert.equal("", out)
    assert.matches("no\nstack traceback", err)
    assert.equal(1, status)
  end)
end)

describe("the options of --workers", function()
  local function refused(...)
    local out, err, status = support.pcaplua(...)
    assert.equal("", out)
    assert.equal(2, status)
    return err
  end

  it("are in the usage", function()
    local out = support.pcaplua { "-h" }
    for _, option in ipairs { "--workers n", "--merge-every seconds",
      "--by file|flow", "--on-worker-error stop|go-on" } do
      assert.truthy(out:find(option, 1, true))
    end
  end)

  it("are checked", function()
    for _, n in ipairs { "0", "1025", "x", "" } do
      assert.matches("takes a number from 1 to 1024",
        refused { "--workers", n, "--eval", "" })
    end
    assert.matches("takes seconds",
      refused { "--workers", "1", "--merge-every", "0", "--eval", "" })
    assert.matches("takes file or flow",
      refused { "--workers", "1", "--by", "x", "--eval", "" })
    assert.matches("takes stop or go%-on",
      refused { "--workers", "1", "--on-worker-error", "x", "--eval", "" })
  end)

  it("need it, as several files do", function()
    assert.matches("%-%-merge%-every needs %-%-workers",
      refused { "--merge-every", "1", "--eval", "" })
    assert.matches("%-%-by needs %-%-workers",
      refused { "--by", "file", "--eval", "" })
    assert.matches("%-%-on%-worker%-error needs %-%-workers",
      refused { "--on-worker-error", "stop", "--eval", "" })
    assert.matches("several %-r",
      refused { "-r", files[1], "-r", files[2], "--eval", "" })
    assert.matches("%-c and %-%-workers",
      refused { "--workers", "1", "-c", "1", "--eval", "" })
  end)
end)
