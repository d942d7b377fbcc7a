--
-- host_spec.lua - libpycap as the hosts of examples/embed and spec/embed use it
--
local fed = require "spec.support.fed"
local host = require "spec.support.host"
local link = require "spec.support.link"
local pycap = require "pycap"
local support = require "spec.support"

local build = os.getenv "PYCAP_BUILD" or "build"
local sanitized = os.getenv "ASAN_OPTIONS"

local lines, requests = fed.lines, fed.requests

describe("libpycap", function()
  setup(function() support.needs("gcc", "pkg-config") end)

  it("takes C++ hosts", function()
    support.needs "g++"
    local out, err = support.shell(host "header.cc")
    assert.matches("^%d+%.%d+%.%d+\n$", out, err)
  end)

  it("allocates nothing for handlers of fields", function()
    local out, err, status = support.shell(host "allocate")
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("fields 0 objects 3000\n", out)
  end)

  if not sanitized then
    it("survives every allocation that fails", function()
      local cut = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp())
      local out, err, status = support.shell(host "memory" ..
        " spec/embed/memory.lua " ..
        requests(4, { bytes = cut.bytes:sub(1, 40), length = 42 }))
      assert.equal("", err)
      assert.equal(0, status)
      local walks = lines(out)
      assert.equal(3, #walks)
      -- Where the last blocks are refused, collecting may give enough.
      assert.matches("went well [0-3] times", walks[2])
    end)
  end

  it("has engines in threads", function()
    local out, err, status = support.shell(host "threads" ..
      " 8 20000 examples/embed/count.lua")
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("160000\n", out)
  end)

  it("runs captures of its own, and stops", function()
    local program = host "run"
    local script = support.write([[
      local n = 0
      pycap.on("arp", function() n = n + 1 end)
      function done() return n end]], ".lua")
    local endless = support.write([[
      function done() return 7 end
      pycap.on("arp", function() while true do end end)]], ".lua")
    local function run(...)
      return (support.shell(table.concat({ program, ... }, " ")))
    end
    assert.equal("run 0 \ndone 1 9\n", run(script, requests(9), "whole"))
    assert.matches("^run %-5 .*\ndone 1 7\n$", run(endless, requests(9),
      "whole"))
    assert.matches("^run %-9 .*nonesuch.*\n", run(script, "nonesuch0",
      "whole"))
  end)

  it("is stopped once by a stop, and takes what is not known", function()
    assert.equal("batch 1 -6\nbatch 1 1\nlog timer\nfeed -6 run 0 asleep\n" ..
      "batch 0 then 1\nunknown 0\nnothing -7\nunknown 0\n" ..
      "call -1 no global function 'none'\nfinish -6 then 0\n" ..
      "log raw (6c:61:74:65)\nload 0 ''\n", (support.shell(host "stop")))
  end)

  it("says what it expected of a host, and what came", function()
    assert.equal([[
-7
-7
-7 no script is loaded
-7 register: a name expected, got NULL
-7 register: a function expected, got NULL
-7 arguments: 0 or more strings expected, got -1
-7 arguments: a list of 1 strings expected, got NULL
-7 arguments: a string expected at 1, got NULL
-7 source: a device or a file expected, got both, eth0 and x.pcap
-7 load: a name expected, got NULL
-7 load: a text expected, got NULL
-7 load_file: a file's name expected, got NULL
-7 call: a name expected, got NULL
-7 call: a list of 1 arguments expected, got NULL
-7 call: 0 or more results expected, got -1
-7 feed: 1 bytes expected, got NULL
-7 feed: a length of 2 or more expected, which is the caplen, got 1
-7 feed: a caplen up to 134217728 expected, got 134217729
-7 feed: a length up to 4294967295 expected, got 4294967296
-7 feed_batch: a list of 3 frames expected, got NULL
-7 source: a snaplen of 0 or more bytes expected, got -1
-7 source: a buffer of 0 or more bytes expected, got -2
-7 call: a string of 3 bytes expected as argument 0, got NULL
-7 stats: a pycap_stats expected, got NULL
-8 the engine is running: it cannot be called by what it calls
0]].." "..[[

-8 the engine is running: it cannot be called by what it calls
0]].." "..[[

-1 host: its result is a string of 3 bytes at NULL
stack traceback:
	[C]: in function 'host'
	[C]: in ?
	[C]: in ?
]], (support.shell(host "mistakes")))
  end)

  it("finishes a script once", function()
    assert.equal([[
no script -7 'no script is loaded'
nothing to do 0 ''
log 1
log 2
log ]].."\n"..[[
each once 0 ''
then what they added 0 ''
then none 0 ''
log ]].."\n"..[[
fails -1 'no more'
which is the last 0 ''
again -8 'the engine is running: it cannot be called by what it calls'
from within 0 ''
memory -4 'not enough memory'
time -5 's:1: startup limit of 5000000 instructions reached'
log replaced
log freed
st
log freed
]], (support.shell(host "finish")))
  end)

  it("says of every lack of memory that it is one", function()
    local out, err, status = support.shell(host "exhaust")
    assert.equal("", err)
    assert.equal("", out)
    assert.equal(0, status)
  end)

  if not sanitized then
    it("takes no thread whose stack a script can overflow", function()
      local out, err, status = support.shell(host "stack" ..
        " 128 192 256 384 512 1024 8192")
      assert.equal("", err)
      assert.equal(0, status)
      for _, line in ipairs(lines(out)) do
        local size, what = line:match "^(%d+) %a+: (.*)$"
        if line:find "ends:" then
          local refused = what:find("a thread with 448 KiB", 1, true)
          assert.equal(tonumber(size) < 512, refused ~= nil, line)
          assert.equal(tonumber(size) >= 512, what:find "ended" ~= nil, line)
          assert.matches("freed$", what)
        elseif tonumber(size) >= 512 then assert.equal("well", what)
        else
          assert.matches("a thread with 448 KiB of stack left expected, got",
            what, 1, true)
        end
      end
      assert.equal(21, #lines(out))
    end)
  end

  it("stops a loop that waits", function()
    support.needs "netns"
    local wire = link.new()
    finally(function() wire:close() end)
    local program = host "run"
    local script = support.write([[
      pycap.spawn(function() while true do pycap.sleep(100) end end)
      function done() return 7 end]], ".lua")
    for _, how in ipairs { "signal", "thread" } do
      local out, err, status = wire.pair:exec(1, ("timeout 20 %s %s wire1 %s")
        :format(program, script, how))
      assert.equal("run 0 \ndone 1 7\n", out, err)
      assert.equal(0, status)
    end
  end)

  it("takes structs of older hosts, and of newer that want nothing new",
    function()
      assert.equal("", (support.shell(host "sized")))
    end)
end)

describe("doc/guide/embedding.md", function()
  it("shows examples/embed/hello.c, and what it prints", function()
    local page = support.read "doc/guide/embedding.md"
    assert.truthy(page:find("\n```c\n" ..
      support.read("examples/embed/hello.c") .. "```\n", 1, true))
    local out = support.shell(host "hello")
    for line in out:gmatch "[^\n]+" do
      assert.truthy(page:find("`" .. line .. "`", 1, true), line)
    end
  end)

  it("shows code that compiles", function()
    support.needs("gcc", "pkg-config")
    local blocks = {}
    for block in support.read "doc/guide/embedding.md":gmatch
      "\n```c\n(.-)```\n" do
      blocks[#blocks + 1] = block
    end
    assert.equal(4, #blocks)
    local source = support.write("#include <lauxlib.h>\n#include <pycap.h>\n" ..
      "#include <stdio.h>\n" ..
      "static void open(lua_State *L) {\n" .. blocks[2] .. "}\n" ..
      blocks[3] .. blocks[4] .. "int main(int n, char **words) {\n" ..
      "if (n < 3) open(NULL);\n" ..
      "return confine() ? 1 : run(words[1], words[2]);\n}\n", ".c")
    local _, complaint, status = support.shell(("gcc -std=c11 -Wall " ..
      "-Wextra -Werror -fsyntax-only %s " ..
      "$(PKG_CONFIG_PATH=%s pkg-config --cflags pycap)"):format(source, build))
    assert.equal(0, status, complaint)
  end)
end)
