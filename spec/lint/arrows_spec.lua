-- The check of arrows (make lint) on small trees, each with one fault.
local support = require "spec.support"

describe("the check of arrows", function()
  -- Compiles a tree of {file = text} and checks it: its findings, status.
  local function check(files)
    local tree = support.name(".tree")
    for name, text in pairs(files) do
      local path = tree .. "/src/" .. name
      support.shell("mkdir -p $(dirname " .. path .. ")")
      local file <close> = assert(io.open(path, "w"))
      file:write(text)
    end
    local out, err, status = support.shell(([[
      cd %s/src && for f in $(find . -name '*.c'); do
        o=../build/${f%%.c}.o; mkdir -p $(dirname $o); gcc -c -o $o $f || exit 2
      done]]):format(tree))
    assert.equal("", out .. err)
    assert.equal(0, status)
    out, err, status = support.shell(
      ("lua5.4 spec/lint/arrows.lua %s/src %s/build gcc"):format(tree, tree))
    assert.equal("", err)
    return out, status
  end

  local function refuses(files, ...)
    local out, status = check(files)
    assert.equal(table.concat({...}, "\n") .. "\n", out)
    assert.equal(1, status)
  end

  it("passes arrows that go down", function()
    local out, status = check{
      ["core/a.h"] = "int a(void);\n",
      ["core/a.c"] = '#include "a.h"\nint a(void) { return 1; }\n',
      ["io/b.c"] = '#include "../core/a.h"\nint b(void) { return a(); }\n',
    }
    assert.equal("", out)
    assert.equal(0, status)
  end)

  it("finds a name of a folder above, also where nothing is included",
    function()
      refuses({
        ["core/a.c"] = "int b(void);\nint a(void) { return b(); }\n",
        ["io/b.c"] = "int b(void) { return 1; }\n",
      }, "core/a.c must not use b of io/b.c")
    end)

  it("finds an include that goes up, by way of another header too", function()
    refuses({
      ["core/a.c"] = '#include "a.h"\nint a;\n',
      ["core/a.h"] = '#include "../io/b.h"\n',
      ["core/c.c"] = "int c;\n", ["core/d.c"] = "int d;\n",
      ["io/b.h"] = "extern int b;\n",
    }, "core/a.c must not include io/b.h")
  end)

  it("finds a circle between folders", function()
    refuses({
      ["core/a.c"] = "int b(void);\nint a(void) { return b(); }\n",
      ["io/b.c"] = "int a(void);\nint b(void) { return a(); }\n",
    }, "a circle of files in several folders: core/a.c, io/b.c",
      "a circle of folders: core, io", "core/a.c must not use b of io/b.c")
  end)

  it("finds a circle within a folder that no header gives a reason for",
    function()
      local files = {
        ["core/a.c"] = "int b(void);\nint a(void) { return b(); }\n",
        ["core/b.c"] = "int a(void);\nint b(void) { return a(); }\n",
      }
      refuses(files, "a circle of files: core/a.c, core/b.c (no header of " ..
        "the folder has a line 'Circle: ... - why' of them)")
      files["core/a.h"] = "/*\n** Circle: a.c, b.c - each calls the other\n*/\n"
      assert.equal("", (check(files)))
      files["core/b.c"] = "int b(void) { return 1; }\n"
      refuses(files,
        "core/a.h tells of a circle that is none: core/a.c, core/b.c")
    end)

  it("lets those above src/lua use what host.h names, and that alone",
    function()
      refuses({
        ["lua/host.h"] = "int shown(void);\n",
        ["lua/base/a.c"] = "int shown(void) { return 1; }\n" ..
          "int hidden(void) { return 1; }\n",
        ["engine/b.c"] = "int shown(void), hidden(void);\n" ..
          "int b(void) { return shown() + hidden(); }\n",
      }, "engine/b.c must not use hidden of lua/base/a.c")
    end)

  it("finds libraries where they do not belong", function()
    local out = check{ ["core/a.c"] = "#include <pcap.h>\nint a;\n" }
    assert.matches("^core/a.c must not reach </usr/include/pcap.h>\n", out)
  end)

  it("finds headers that reach too many, long files, unknown folders",
    function()
      refuses({
        ["io/a.h"] = "extern int a;\n",
        ["io/a.c"] = '#include "a.h"\nint a;\n',
        ["io/b.c"] = ("\n"):rep(400) .. "int b;\n",
      }, "io/a.h reaches 1 of 2 sources", "io/b.c: 401 lines, more than 400")
      local out = check{ ["odd/a.c"] = "int a;\n" }
      assert.matches("^odd/a.c: the folder has no place in the order", out)
    end)
end)
