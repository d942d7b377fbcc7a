--
-- output_spec.lua - the closing line holds: what counts, and what .ci/run
-- makes of a run that has none
--
local support = require "spec.support"

local here = support.shell("pwd"):gsub("\n$", "")

-- A folder with these files, by name.
local function folder(files)
  local name = support.name()
  assert(os.execute("mkdir -p " .. support.quote(name .. "/.ci")))
  for file, text in pairs(files) do
    local handle = assert(io.open(name .. "/" .. file, "w"))
    handle:write(text)
    handle:close()
  end
  return name
end

-- Runs busted on spec files, by name, and gives what it prints, its last
-- line, and the exit status.
local function run(files, environment)
  local where = folder(files)
  local out, err, status = support.shell(("cd %s && %s busted " ..
    "--lua=lua5.4 -o %s/spec/support/output.lua ."):format(support.quote(where),
    environment or "CI=false", support.quote(here)))
  return out .. err, out:match("([^\n]*)\n$"), status
end

-- One spec file of this text: the same.
local function run_text(text, environment)
  return run({ ["one_spec.lua"] = text }, environment)
end

local function gives(line, text)
  local printed, last, status = run_text(text)
  assert.equal(line, last, printed)
  assert.equal(line:find(" 0 failed", 1, true) and 0 or 1, status)
  return printed
end

describe("the output of the specs", function()
  it("is that of Lua 5.4", function()
    assert.equal("Lua 5.4", _VERSION)
  end)

  it("counts what passes", function()
    gives("2 passed, 0 failed",
      'it("a", function() end) describe("b", function() ' ..
      'it("c", function() end) end)')
  end)

  it("shows a failure with its name, place and message", function()
    local printed = gives("1 passed, 1 failed", [[
      describe("a sum", function()
        it("is right", function() end)
        it("is wrong", function() assert.equal(4, 5, "sums") end)
      end)]])
    assert.matches("FAILED a sum is wrong", printed, 1, true)
    assert.matches("one_spec.lua:3: sums", printed, 1, true)
    assert.matches("Expected:\n  (number) 4", printed, 1, true)
  end)

  it("shows where an error comes from, and nothing of busted", function()
    local printed = gives("0 passed, 1 failed", [[
      local function deep() error("too deep") end
      it("dives", function() deep() return 1 end)]])
    assert.matches("one_spec.lua:1: too deep", printed, 1, true)
    assert.matches("one_spec.lua:2: in function", printed, 1, true)
    assert.not_matches("busted/", printed, 1, true)
    assert.not_matches("[C]", printed, 1, true)
  end)

  it("shows an error that is a table", function()
    local printed = gives("0 passed, 1 failed",
      'it("throws", function() error({ code = "odd" }) end)')
    assert.matches('code = "odd"', printed, 1, true)
  end)

  for _, block in ipairs { "setup", "lazy_setup", "before_each",
                           "after_each", "teardown", "lazy_teardown" } do
    it("counts an error in " .. block, function()
      local printed, last, status = run_text(([[
        describe("outside", function()
          %s(function() error("not in a test") end)
          it("passes", function() end)
        end)]]):format(block))
      local after = block:find("after") or block:find("teardown")
      assert.equal((after and 1 or 0) .. " passed, 1 failed", last, printed)
      assert.equal(1, status)
      assert.matches("outside " .. block, printed, 1, true)
      assert.matches("one_spec.lua:2: not in a test", printed, 1, true)
    end)
  end

  it("counts an error in finally once", function()
    gives("0 passed, 1 failed", [[
      it("ends", function()
        finally(function() error("at the end") end)
        error("before")
      end)]])
  end)

  it("counts an error in describe", function()
    gives("1 passed, 1 failed", [[
      it("passes", function() end)
      describe("broken", function() error("early") end)]])
  end)

  it("counts an error at load, and goes on", function()
    local printed, last, status = run {
      ["a_spec.lua"] = 'error("at load")',
      ["b_spec.lua"] = 'it("is no Lua',
      ["c_spec.lua"] = 'it("passes", function() end)',
    }
    assert.equal("1 passed, 2 failed", last)
    assert.equal(1, status)
    assert.matches("a_spec.lua:1: at load", printed, 1, true)
    assert.matches("b_spec.lua:1: unfinished string", printed, 1, true)
  end)

  it("fails where there is no spec", function()
    local _, last, status = run {}
    assert.equal("0 passed, 1 failed", last)
    assert.equal(1, status)
  end)

  it("does not take 256 failures for none", function()
    gives("0 passed, 256 failed",
      'for i = 1, 256 do it("n" .. i, function() error("x") end) end')
  end)

  describe("of what is pending", function()
    local text = [[
      it("passes", function() end)
      it("waits", function() pending("no such thing") end)
      pending("is to come")]]

    it("is counted apart, with the reason", function()
      local printed = gives("1 passed, 0 failed, 2 skipped", text)
      assert.matches("PENDING waits\n  ./one_spec.lua:2\n  no such thing",
        printed, 1, true)
      assert.matches("PENDING is to come", printed, 1, true)
    end)

    it("is a failure with CI=true", function()
      local printed, last, status = run_text(text, "CI=true")
      assert.equal("1 passed, 2 failed", last, printed)
      assert.equal(1, status)
      assert.matches("counts as failed with CI=true", printed, 1, true)
      assert.matches("no such thing", printed, 1, true)
    end)

    -- needs() with something that is not there, wherever it stands
    local needing = ([[
      package.path = %q .. "/?.lua;" .. %q .. "/?/init.lua;" .. package.path
      local needs = require("spec.support").needs
      describe("a", function()
        setup(function() needs("no-such-program") end)
        it("b", function() error("runs") end)
      end)
      describe("c", function()
        before_each(function() needs("no-such-program") end)
        it("d", function() error("runs") end)
      end)
      describe("e", function() needs("no-such-program") end)
      it("f", function() needs("no-such-program") end)
      it("g", function() needs("sh") end)]]):format(here, here)

    it("takes in what needs() misses", function()
      local printed = gives("1 passed, 0 failed, 4 skipped", needing)
      assert.matches("no-such-program is not installed", printed, 1, true)
    end)

    it("is a failure of needs() with CI=true", function()
      local printed, last, status = run_text(needing, "CI=true")
      assert.equal("1 passed, 4 failed", last, printed)
      assert.equal(1, status)
    end)
  end)
end)

describe(".ci/run", function()
  -- What it prints, its last line and its status over a make test that does
  -- this; of the other targets those fail that are named.
  local function over(recipe, files, failing)
    files = files or {}
    files.Makefile = "test:\n\t@" .. recipe .. "\n"
    for _, target in ipairs { "lint", "check-docs", "check-abi" } do
      files.Makefile = files.Makefile .. ("%s:\n\t@echo did %s\n\t@%s\n")
        :format(target, target, target == failing and "false" or "true")
    end
    files[".ci/run"] = support.read(".ci/run")
    local where = folder(files)
    local out, err, status = support.shell(
      ("CI=true bash %s/.ci/run"):format(support.quote(where)))
    return out .. err, (out .. err):match("([^\n]*)\n*$"), status
  end

  local function busted(text)
    return over(("busted --lua=lua5.4 -o %s/spec/support/output.lua .")
      :format(support.quote(here)), { ["one_spec.lua"] = text })
  end

  it("ends in the closing line when all is well", function()
    local printed, last, status = busted('it("a", function() end)')
    assert.equal("1 passed, 0 failed", last, printed)
    assert.equal(0, status)
  end)

  it("ends in the closing line when something failed", function()
    local printed, last, status = busted('it("a", function() error("b") end)')
    assert.equal("0 passed, 1 failed", last, printed)
    assert.equal(1, status)
  end)

  it("fails where a spec leaves by os.exit(0)", function()
    local printed, last, status = busted([[
      it("a", function() end)
      it("b", function() os.exit(0) end)]])
    assert.equal(1, status)
    assert.matches("no closing line", last, 1, true)
    assert.not_matches("%d passed", printed)
  end)

  it("reads the sources after the specs, and ends in the specs' line",
    function()
      local printed, last, status = over("echo 2 passed, 0 failed, 1 skipped")
      assert.matches("skipped\ndid lint\ndid check%-docs\ndid check%-abi\n",
        printed)
      assert.equal("2 passed, 0 failed, 1 skipped", last)
      assert.equal(0, status)
    end)

  for _, target in ipairs { "lint", "check-docs", "check-abi" } do
    it("fails where make " .. target .. " does, and names it", function()
      local printed, last, status = over("echo 2 passed, 0 failed", nil,
        target)
      assert.matches("run: failed: make " .. target .. "\n2 passed, 0 failed\n",
        printed, 1, true)
      assert.equal("2 passed, 0 failed", last)
      assert.equal(1, status)
      assert.matches("did check-abi", printed, 1, true)
    end)
  end

  it("fails where nothing ran", function()
    local printed, last, status = over("echo 0 passed, 0 failed")
    assert.equal(1, status)
    assert.matches("run: failed: make test: no spec ran", printed, 1, true)
    assert.equal("0 passed, 0 failed", last)
  end)

  it("fails where make did, whatever the specs say", function()
    local _, last, status = over("echo 2 passed, 0 failed; exit 3")
    assert.equal(1, status)
    assert.equal("2 passed, 0 failed", last)
  end)

  it("fails where the specs did, whatever make says", function()
    local _, last, status = over("echo 2 passed, 1 failed, 4 skipped")
    assert.equal(1, status)
    assert.equal("2 passed, 1 failed, 4 skipped", last)
  end)

  it("fails where something follows the closing line", function()
    local _, last, status = over("echo 2 passed, 0 failed; echo and more")
    assert.equal(1, status)
    assert.matches("no closing line", last, 1, true)
  end)
end)
