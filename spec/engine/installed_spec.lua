--
-- installed_spec.lua - the interface of libpycap, and a host built with what
-- `make install` installs
--
local support = require "spec.support"

local build = os.getenv "PYCAP_BUILD" or "build"
local sanitized = os.getenv "ASAN_OPTIONS"
local quote = support.quote

-- make check-abi over an interface as src/pycap.abi would then describe it.
local function check_abi(pattern, replacement)
  support.needs("abidw", "gcc")
  local tree = support.name ".abi"
  os.execute(([[mkdir %s; for name in *; do ln -s "$PWD/$name" %s; done
    rm %s/src; mkdir %s/src; for name in src/*; do
    ln -s "$PWD/$name" %s/src; done; rm %s/src/pycap.abi]])
    :gsub("%%s", quote(tree)))
  local file = assert(io.open(tree .. "/src/pycap.abi", "w"))
  local text, count = support.read "src/pycap.abi":gsub(pattern, replacement)
  assert.truthy(count > 0)
  file:write(text)
  file:close()
  local out, err, status = support.shell(
    "cd " .. quote(tree) .. " && env -u MAKEFLAGS -u MFLAGS " ..
    "make -s check-abi B=" .. build)
  return status, out .. err
end

if not sanitized then
  describe("libpycap's interface", function()
    setup(function() support.needs("gcc", "pkg-config") end)

    it("has the symbols and types of src/pycap.abi", function()
      local status, printed = check_abi("", "")
      assert.equal(0, status, printed)
    end)

    it("is refused with a type that is not there", function()
      local status, printed = check_abi("name='snaplen'", "name='snap'")
      assert.equal(2, status)
      assert.matches("pycap_source", printed, 1, true)
    end)

    it("is refused with a symbol that is not there", function()
      local status, printed = check_abi(
        "<elf%-symbol name='pycap_version'[^\n]*", "")
      assert.equal(2, status)
      assert.matches("pycap_version", printed, 1, true)
    end)
  end)
end

if not sanitized then
  describe("what is installed", function()
    local tree = support.name ".installed"
    local plain = "env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u DESTDIR "

    setup(function()
      support.needs("gcc", "pkg-config")
      local _, err, status = support.shell(("%smake -s install B=%s PREFIX=%s")
        :format(plain, build, quote(tree)))
      assert.equal(0, status, err)
      os.execute(("mkdir %s/empty && cp examples/embed/hello.c %s/empty")
        :format(tree, tree))
    end)

    local function run(command)
      local out, err, status = support.shell(("cd %s/empty && export " ..
        "PKG_CONFIG_PATH=%s/lib/pkgconfig && %s && " ..
        "LD_LIBRARY_PATH=%s/lib ./a.out"):format(tree, tree, command, tree))
      assert.equal(0, status, err)
      assert.equal("replaced: 42 bytes, ends in 9\ndropped\n", out)
    end

    it("builds a host, and runs it", function()
      run "cc -Wall -Werror hello.c $(pkg-config --cflags --libs pycap)"
    end)

    it("builds it with the static libraries, the rest shared", function()
      run(("cc hello.c $(pkg-config --cflags pycap) -Wl,-Bstatic " ..
        "$(pkg-config --libs pycap) -Wl,-Bdynamic " ..
          "$(pkg-config --variable=needs pycap) && " ..
        "! ldd a.out | grep -E 'pycap|liblua'"):format())
    end)

    it("builds all of examples/embed by pkg-config alone", function()
      local _, err, status = support.shell(("cp -r examples/embed %s/hosts " ..
        "&& cd %s/hosts && PKG_CONFIG_PATH=%s/lib/pkgconfig " ..
        "%smake -s && LD_LIBRARY_PATH=%s/lib ./hello"):format(tree, tree, tree,
        plain, tree))
      assert.equal(0, status, err)
      assert.equal("", err)
    end)

    it("goes as it came", function()
      local _, err, status = support.shell(("%smake -s uninstall PREFIX=%s")
        :format(plain, quote(tree)))
      assert.equal(0, status, err)
      assert.equal("", (support.shell("find " .. tree ..
        " -name '*pycap*' ! -type d")))
    end)
  end)
end
