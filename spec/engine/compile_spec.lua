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

  it("says which bound was reached", function()
    assert.matches("stdin: the text takes more than 134217728 steps",
      complaint("x = " .. ("a or "):rep(40000) .. "1"), 1, true)
    assert.matches("functions nested up to 100 deep expected",
      complaint(("local f = function() "):rep(150) .. ("end "):rep(150)), 1,
      true)
    assert.matches("a text of up to 8388608 bytes expected, got 8388609",
      complaint((" "):rep(8388609)), 1, true)
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
