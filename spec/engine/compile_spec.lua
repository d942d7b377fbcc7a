--
-- compile_spec.lua - compiling is bounded, by load and in handlers
--
local support = require "spec.support"
local fed = require "spec.support.fed"
local host = require "spec.support.host"

describe("compiling", function()
  setup(function() support.needs("gcc", "pkg-config") end)

  it("ends soon, whatever the text, and the next packet is handled", function()
    local out, err, status = support.shell(host "compile")
    assert.equal("", err)
    assert.equal(0, status)
    local results = fed.lines(out)
    assert.equal(30, #results)
    for _, line in ipairs(results) do
      local codes, seconds = line:match "^%d+ %a+: (.+) ([%d.]+) s$"
      assert.is_true(tonumber(seconds) < 10, line)
      for code in codes:gmatch "%S+" do
        assert.is_true(code == "0" or code == "-2" or code == "-5", line)
      end
      if line:find "limited" then assert.matches(" 0$", codes) end
    end
  end)

  local function complaint(chunk)
    local _, err = support.pcaplua({"--instructions", "1g", "--script",
      "-"}, chunk)
    return err
  end

  it("is bounded for files, too, by whatever loads them", function()
    local folder = support.name()
    os.execute("mkdir " .. folder)
    local function write(name, text)
      local file <close> = assert(io.open(folder .. "/" .. name, "wb"))
      file:write(text)
    end
    write("good.lua", "return ...")
    write("slow.lua", "x = " .. ("a or "):rep(150000) .. "1")
    write("byte.lua", string.dump(function() end))
    os.execute("mkfifo " .. folder .. "/pipe.lua")
    local out, err, status = support.pcaplua({ "--instructions", "1g",
      "--script", "-" }, ([[
        local folder = %q
        package.path = folder .. "/?.lua"
        print(loadfile(folder .. "/good.lua")(7), dofile(folder ..
          "/good.lua"), require "good")
        for _, name in ipairs { "slow", "byte" } do
          local file = folder .. "/" .. name .. ".lua"
          print(loadfile(file))
          print(pcall(dofile, file))
          print(pcall(require, name))
        end
        print(loadfile(folder .. "/nonesuch.lua"))
        print(loadfile(folder))
        print(loadfile(folder .. "/pipe.lua"))
        print(pcall(dofile, folder .. "/pipe.lua"))
      ]]):format(folder))
    assert.equal("", err)
    assert.equal(0, status)
    local results = fed.lines(out)
    assert.matches("^7\tnil\tgood\t", results[1])
    for i = 2, 4 do assert.matches("takes more than 134217728", results[i]) end
    for i = 5, 7 do assert.matches("a text expected, got byte", results[i]) end
    assert.matches("cannot open .*nonesuch.lua", results[8])
    assert.equal(11, #results)
    for i = 9, 11 do
      assert.matches("a plain file expected", results[i])
    end
  end)

  it("takes plain files alone for modules, with limits or without", function()
    local folder = support.name()
    os.execute(("mkdir -p %s/folder.lua && mkfifo %s/pipe.lua %s/pipe.so && " ..
      "ln -s /dev/zero %s/zero.lua"):format(folder, folder, folder, folder))
    local file <close> = assert(io.open(folder .. "/good.lua", "wb"))
    file:write("return 'good'"):close()
    for _, limits in ipairs { {}, { "--instructions", "1g" },
      { "--memory", "16m" } } do
      table.move({ "--script", "-" }, 1, 2, #limits + 1, limits)
      local out, err, status = support.pcaplua(limits, ([[
        local folder = %q
        package.path, package.cpath = folder .. "/?.lua", folder .. "/?.so"
        print(require "good")
        print(package.searchpath("good", package.path))
        print(package.searchpath("none", package.path))
        print(package.searchpath("a-b", "?-?", "-", "+"))
        print((pcall(require, "none")))
        for _, name in ipairs { "pipe", "zero", "folder" } do
          print(pcall(require, name))
          print(pcall(package.searchpath, name, package.path))
        end
        package.path = ""
        print(pcall(require, "pipe"))
        print(pcall(require, "pipe.within"))
        print(pcall(package.loadlib, folder .. "/pipe.so", "*"))
      ]]):format(folder))
      assert.equal("", err)
      assert.equal(0, status)
      local results = fed.lines(out)
      assert.equal("good\t" .. folder .. "/good.lua", results[1])
      assert.equal(folder .. "/good.lua", results[2])
      assert.equal("nil\tno file '" .. folder .. "/none.lua'", results[3])
      assert.equal("nil\tno file 'a+b-a+b'", results[4])
      assert.equal("false", results[5])
      assert.equal(14, #results)
      for i = 6, 14 do
        assert.matches("^false\t.*%.%l+: a plain file expected$", results[i])
      end
    end
  end)

  it("takes plain files alone for an engine's scripts", function()
    local pipe = support.fifo()
    assert.matches("^run %-3 " .. pipe .. ": a plain file expected\n",
      (support.shell(table.concat({ host "run", pipe, "none.pcap", "whole" },
        " "))))
    for _, limit in ipairs { "-l 2", "-l 2 -i 1000000" } do
      local out = fed.feed(("print(pcall(loadfile, %q)) " ..
        "print(pcall(dofile, %q))"):format(pipe, pipe), 1, limit)
      for i = 1, 2 do
        assert.matches("a plain file expected", out[i], 1, true)
      end
    end
  end)

  it("says which bound was reached", function()
    assert.matches("stdin: the text takes more than 134217728 steps",
      complaint("x = " .. ("a or "):rep(40000) .. "1"), 1, true)
    assert.matches("functions nested up to 100 deep expected",
      complaint(("local f = function() "):rep(150) .. ("end "):rep(150)), 1,
      true)
    assert.equal("pcaplua: cannot open -: a text of up to 8 MiB expected\n",
      complaint((" "):rep(8388609)))
    for _, words in ipairs { { "/dev/zero" }, { "--workers", "2", "/dev/zero" },
      { "-F", "/dev/zero" }, { "--protocol", "/dev/zero", "--eval", "" } } do
      local _, err = support.pcaplua(words)
      assert.matches("cannot open /dev/zero: a text of up to 8 MiB expected",
        err, 1, true)
    end
  end)

  it("reads strings and comments as Lua does", function()
    local words = ("and "):rep(40000)
    for _, text in ipairs{
      "local s = '%s'", 'local s = "\\"%s"', "local s = [[%s]]",
      "local s = [==[ ]] ]=] %s]==]", "-- %s", "--[[ %s ]]",
      "--[==[ ]] %s ]==]",
      "local s = '\\z  \n %s'", "local s = '\\\n%s'", "local s = '\\\r\n%s'",
      "local s = '\\\\' -- %s", "local s = {['a'] = [[%s]]}"
    } do
      assert.equal("", complaint(text:format(words)))
    end
    for _, text in ipairs{
      "local s = 'a' .. x %s y", "--[==[ ]==] return x %s y",
      "local s = [[ ]] return x %s y", "local s = '\\\\' return x %s y",
      "local a = t[t[1]] return x %s y"
    } do
      local chain = ("and y "):rep(40000)
      assert.matches("steps to compile", complaint(text:format(chain)), 1, true)
    end
  end)
end)
