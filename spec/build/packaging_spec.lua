--
-- packaging_spec.lua - what is built reaches its places: make env, install and
-- uninstall, the rock, missing packages
--
local support = require "spec.support"

local quote = support.quote

-- What `make test` and `make asan` say to their own is not for these.
local clean = "env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES " ..
  "-u B -u SANITIZE -u CFLAGS -u LD_PRELOAD -u ASAN_OPTIONS " ..
  "-u LUA_INIT -u LUA_PATH -u LUA_CPATH -u DESTDIR -u PREFIX "

local function run(command, options)
  local out, err, status = support.shell(clean .. "bash -e -c " ..
    quote(command), options)
  return status, out, err
end

local function must(command, options)
  local status, out, err = run(command, options)
  assert.equal(0, status, err)
  return out, err
end

local function files(directory, kind)
  return must(("cd %s && find . %s | sort"):format(quote(directory),
    kind or "-type f"))
end

-- Each part of lua/pycap is required first, in a state of its own, where
-- LUA_CPATH names the module alone; then the module, which is the same again.
local function opens_by_parts(cpath)
  for part in must("cd lua/pycap && ls *.lua"):gmatch("(%w+)%.lua") do
    local out = must(("cd / && LUA_CPATH=%s lua5.4 -e %s"):format(
      quote(cpath), quote(('local part = require "pycap.%s" ' ..
        'local pycap = require "pycap" ' ..
        'assert(part == require "pycap.%s") ' ..
        'assert(require "pycap.arp".resolve and pycap.ethernet) ' ..
        'print(select(2, require "pycap"), type(part))'):format(part, part))))
    assert.matches("^[^\t]*\t%l+\n$", out)
  end
end

-- The files of the add-ons for editors in that folder.
local function addons(folder)
  local names = ""
  for _, name in ipairs { "pcaplua-each/config.json",
    "pcaplua-each/library/pcaplua-each.lua", "pycap/config.json",
    "pycap/library/pcaplua.lua", "pycap/library/pycap.arp.lua",
    "pycap/library/pycap.icmp.lua", "pycap/library/pycap.lua" } do
    names = names .. folder .. name .. "\n"
  end
  return names
end

-- A folder of links to what is in the project, without `build`.
local function links()
  local tree = support.name(".tree")
  must(([[
    mkdir %s
    for name in * .busted; do
      test "$name" = build || ln -s "$PWD/$name" %s
    done]]):format(quote(tree), quote(tree)))
  return tree
end

describe("packaging", function()
  setup(function() must("make -s all B=build") end)

  it("make env makes lua5.4 find the module, and keeps what was set", function()
    local script = [[cd /; lua5.4 -e 'print(require "pycap"._VERSION)
      print(require "other", package.searchpath("pycap", package.cpath))']]
    local other = support.name()
    must("mkdir " .. quote(other) .. "; echo 'return 7' >" ..
      quote(other .. "/other.lua"))
    local out = must(("export LUA_PATH=%s; eval \"$(make env)\"; %s"):format(
      quote(other .. "/?.lua"), script))
    local here = must("pwd"):match("[^\n]+")
    assert.truthy(out:find("^pycap %d+%.%d+%.%d+\n7\t"), out)
    assert.truthy(out:find(here .. "/build/pycap.so", 1, true), out)
    assert.equal(1, select(2, must("make env"):gsub("\n", "")))
  end)

  it("make help names every target that is for use", function()
    local help = must("make help")
    for _, target in ipairs { "all", "demo", "test", "install", "uninstall",
      "env", "clean", "help", "deps", "testdeps" } do
      assert.truthy(help:find("make " .. target .. " ", 1, true), target)
    end
  end)

  it("installs what works, and uninstall leaves nothing behind", function()
    local root = support.name(".root")
    must("make -s install B=build PREFIX=/usr DESTDIR=" .. quote(root))
    local scripts = must("cd scripts && ls *.lua"):gsub("([^\n]+)",
      "./usr/share/pycap/scripts/%1")
    assert.equal("./usr/bin/pcaplua\n./usr/include/pycap.h\n" ..
      "./usr/lib/libpycap.a\n./usr/lib/libpycap.so.0\n" ..
      "./usr/lib/lua/5.4/pycap.so\n./usr/lib/pkgconfig/pycap.pc\n" ..
      "./usr/share/bash-completion/completions/pcaplua\n" ..
      "./usr/share/fish/vendor_completions.d/pcaplua.fish\n" ..
      "./usr/share/man/man1/pcaplua.1\n./usr/share/man/man3/libpycap.3\n" ..
      "./usr/share/man/man3/pycap.3lua\n" ..
      addons("./usr/share/pycap/addons/") .. scripts ..
      "./usr/share/zsh/site-functions/_pcaplua\n", files(root))
    local program = quote(root .. "/usr/bin/pcaplua")
    assert.truthy(must(program .. " --version"):find("^pcaplua %d"))
    opens_by_parts(root .. "/usr/lib/lua/5.4/?.so")
    assert.truthy(must("PATH=" .. quote(root .. "/usr/bin") .. ":$PATH; " ..
      quote(root .. "/usr/share/pycap/scripts/arpwatch.lua") .. " -h")
      :find("^usage"))
    must("make -s uninstall B=build PREFIX=/usr DESTDIR=" .. quote(root))
    assert.equal(".\n./usr\n./usr/bin\n./usr/include\n./usr/lib\n" ..
      "./usr/share\n", files(root, ""))
    -- and once more does no harm
    must("make -s uninstall B=build PREFIX=/usr DESTDIR=" .. quote(root))
  end)

  it("links the module with libpcap and libnet, not with liblua", function()
    local needed = must("readelf -d build/pycap.so")
    assert.truthy(needed:find("libpcap.so", 1, true))
    assert.truthy(needed:find("libnet.so", 1, true))
    assert.falsy(needed:find("liblua", 1, true))
  end)

  it("exports luaopen_pycap, that of each part, and nothing else", function()
    local parts = must("cd lua/pycap && ls *.lua"):gsub("(%w+)%.lua",
      "luaopen_pycap_%1")
    assert.equal("luaopen_pycap\n" .. parts, must(
      "nm -D --defined-only build/pycap.so | sed 's/.* //'"))
  end)

  it("is opened by any of its parts, from the tree", function()
    opens_by_parts(must("pwd"):match("[^\n]+") .. "/build/?.so")
  end)

  it("is opened by any of its parts in pcaplua", function()
    assert.equal("true\ttrue\n", must([[env -u LUA_PATH -u LUA_CPATH \
      build/pcaplua --eval 'local arp = require "pycap.arp"
      print(arp.scan ~= nil, require "pycap" == pycap)']]))
  end)

  it("builds and installs as a rock, offline", function()
    support.needs("luarocks", "offline")
    local tree, target = links(), support.name(".rocks")
    must(("cd %s && HOME=$PWD unshare -n luarocks --lua-version 5.4 " ..
      "--tree %s make"):format(quote(tree), quote(target)))
    local module = target .. "/lib/lua/5.4/pycap.so"
    assert.falsy(must("readelf -d " .. quote(module)):find("liblua", 1, true))
    opens_by_parts(target .. "/lib/lua/5.4/?.so")
    assert.equal(addons "addons/", must(("cd %s/lib/luarocks/rocks-5.4/" ..
      "pycap/*-1 && find addons -type f | sort"):format(quote(target))))
    local out = must(("cd / && eval \"$(luarocks --lua-version 5.4 " ..
      "--tree %s path)\" && lua5.4 -e 'print(package.searchpath(\"pycap\", " ..
      "package.cpath), require \"pycap\"._VERSION)'"):format(quote(target)))
    assert.truthy(out:find(module, 1, true), out)
    must(("HOME=/nonexistent luarocks --lua-version 5.4 --tree %s remove " ..
      "pycap"):format(quote(target)))
    assert.falsy(io.open(module))
  end)

  describe("make deps", function()
    local bin

    before_each(function()
      bin = support.name(".bin")
      must(([[mkdir %s; for p in make sh bash env; do
        ln -s "$(command -v $p)" %s; done]]):format(quote(bin), quote(bin)))
    end)

    local function shim(name, text)
      local file = assert(io.open(bin .. "/" .. name, "w"))
      file:write("#!/bin/sh\n", text, "\n")
      file:close()
      must("chmod +x " .. quote(bin .. "/" .. name))
    end

    local function deps()
      return run("PATH=" .. quote(bin) .. " make deps")
    end

    it("installs what is missing, and that only", function()
      shim("dpkg-query", '[ "$4" = gcc ] || echo install ok installed')
      shim("grep", "read line && [ \"$line\" = 'install ok installed' ]")
      shim("id", "echo 0")
      shim("apt-get", 'echo "apt-get $*"')
      local status, out = deps()
      assert.equal(0, status)
      assert.equal("apt-get -q update\n" ..
        "apt-get -qy install --no-install-recommends gcc\n", out)
    end)

    it("fails when apt-get does", function()
      shim("dpkg-query", "exit 1")
      shim("grep", "exit 1")
      shim("id", "echo 0")
      shim("apt-get", "exit 100")
      assert.not_equal(0, (deps()))
    end)

    it("says nothing when all is there", function()
      shim("dpkg-query", "exit 0")
      shim("grep", "exit 0")
      local status, out, err = deps()
      assert.equal("0", status .. out .. err)
    end)

    -- As someone else than root, where nothing is installed.
    local function missing_all()
      shim("dpkg-query", "exit 1")
      shim("grep", "exit 1")
      shim("id", "echo 1000")
      shim("apt-get", "echo called")
    end

    for _, target in ipairs { "deps", "demo", "test" } do
      it("names what is missing when it is not root, and ends make " .. target,
        function()
          missing_all()
          local status, out, err = run("PATH=" .. quote(bin) .. " make -s " ..
            target)
          assert.equal("2", status .. out)
          assert.matches("^make deps: missing: gcc .*libnet1%-dev; " ..
            "as root: apt%-get install gcc .*libnet1%-dev\n" ..
            "make: %*%*%* %[[^\n]*\n$", err)
        end)
    end

    it("goes on without root when only packages of the specs are missing",
      function()
        missing_all()
        shim("dpkg-query", 'test "$4" = valgrind || echo install ok installed')
        shim("grep", "read line")
        local status, out, err = run("PATH=" .. quote(bin) ..
          " make -s testdeps")
        assert.equal("0", status .. out)
        assert.equal("make testdeps: missing: valgrind; as root: apt-get " ..
          "install valgrind\n", err)
      end)

    it("names what is needed where there is no apt-get, and goes on", function()
      local status, out, err = deps()
      assert.equal("0", status .. out)
      assert.truthy(err:find("no apt-get here; in Debian it is called: gcc",
        1, true), err)
    end)
  end)

  it("makes the README's sample capture", function()
    support.needs "tcpdump"
    must "rm -f build/sample.pcap && make -s build/sample.pcap"
    assert.equal("91\n", must "tcpdump -nr build/sample.pcap 2>&- | wc -l")
  end)

  it("make dist gives the same bytes in another clone, later", function()
    support.needs "repository"
    local clone, name = support.name ".clone", "build/pycap-*.tar.gz"
    must "make -s dist"
    must(("git clone -q . %s; cd %s; umask 077; TZ=Asia/Tokyo make -s dist")
      :format(quote(clone), quote(clone)))
    must(("cmp %s %s/%s"):format(name, quote(clone), name))
    local list = must("tar -tzf " .. name)
    for _, file in ipairs { "Makefile", "debian/rules", "src/pycap.h" } do
      assert.matches("\npycap%-%d[%d.]*/" .. file .. "\n", list)
    end
    assert.falsy(list:find "\npycap[^/]*/build/")
  end)

  describe("debian", function()
    it("lists the symbols of src/pycap.map", function()
      local map, listed = {}, {}
      for name in support.read "src/pycap.map":gmatch "\n    ([%w_]+);" do
        map[#map + 1] = name .. "@PYCAP_0.2"
      end
      for name in support.read "debian/libpycap0.symbols":gmatch
        "\n ([%l][%w_]+@%S+) %d" do
        listed[#listed + 1] = name
      end
      assert.same(map, listed)
    end)

    it("builds with all that the Makefile takes", function()
      local text = support.read "Makefile":gsub("\\\n", " ")
      local needed = support.read "debian/control":match
        "\nBuild%-Depends:(.-)\n%S" .. ", gcc, make, libc6-dev,"
      for _, list in ipairs { "BUILD_DEPS", "OPTIONAL_DEPS" } do
        for name in text:match("\n" .. list .. " = ([^\n]*)"):gmatch "%S+" do
          assert.truthy(needed:find(" " .. name .. ",", 1, true), name)
        end
      end
    end)
  end)

  it("has one version, in the Makefile", function()
    local version = support.read("Makefile"):match "\nVERSION = (%S+)\n"
    local major, minor, patch = version:match "^(%d+)%.(%d+)%.(%d+)$"
    local header = support.read "src/pycap.h"
    assert.equal(("0x%02x%02x%02x"):format(major, minor, patch),
      header:match "#define PYCAP_VERSION_NUMBER (%S+)")
    assert.equal(version, header:match 'the library\'s, "([^"]+)"')
    assert.equal("pycap " .. version, require "pycap"._VERSION)
    assert.matches("pcaplua " .. version, must "build/pcaplua --version", 1,
      true)
    assert.matches("\nPYCAP_" .. major .. "." .. minor .. " {",
      support.read "src/pycap.map", 1, true)
    -- released, or what comes next
    local changes = support.read "CHANGELOG.md"
    assert.equal(1, select(2, changes:gsub("\n## %[Unreleased%]", "")))
    local first = changes:match "\n## %[(%d[^%]]*)%] %- %d%d%d%d%-%d%d%-%d%d\n"
    assert.truthy(first == version or
      changes:find("Becomes " .. version, 1, true), first)
    assert.matches("^pycap %(" .. version:gsub("%.", "%%.") .. "%) ",
      support.read "debian/changelog")
    -- of the source as it is: no number of its own
    assert.matches('version = "scm-1"',
      support.read "pycap-scm-1.rockspec", 1, true)
  end)
end)

-- Debian 12 has no Lua 5.5: what differs for what is used here is that
-- lua_newstate takes a seed, and the version in names.
describe("under Lua 5.5", function()
  it("compiles", function()
    local shim = support.name ".lua55"
    must("mkdir " .. quote(shim))
    local file = assert(io.open(shim .. "/lua.h", "w"))
    file:write [[
#include_next <lua.h>
#ifndef SHIM
#define SHIM
#undef LUA_VERSION_NUM
#define LUA_VERSION_NUM 505
lua_State *newstate_with_seed(lua_Alloc f, void *context, unsigned seed);
unsigned luaL_makeseed(lua_State *L);
#define lua_newstate newstate_with_seed
#endif
]]
    file:close()
    must(([[make -s build/parts.inc build/entries.inc
      find src/lua src/limits src/script src/engine src/tool -name '*.c' |
      xargs -n 8 -P 2 gcc -std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror \
        -DPYCAP_VERSION='"x"' -DPYCAP_SCRIPTS='"x"' -fsyntax-only -I%s \
        -I/usr/include/lua5.4 -Ibuild]]):format(quote(shim)))
  end)

  it("has no loop in Lua that assigns its own variable", function()
    local function check(text, name)
      for at, indent, names in text:gmatch "()\n( *)for ([%w_, ]-) [i=]" do
        local body = text:match("(.-)\n" .. indent .. "end", at)
          or ""  -- a line is the whole loop
        for variable in names:gmatch "[%w_]+" do
          assert.falsy(body:find("\n%s*" .. variable .. " = "),
            name .. ": " .. variable)
        end
      end
    end
    for name in must "find lua scripts -name '*.lua'":gmatch "%S+" do
      check(support.read(name), name)
    end
    assert.error(function() check("\n  for i = 1, 2 do\n    i = 3\n  end\n", "")
    end)
  end)
end)
