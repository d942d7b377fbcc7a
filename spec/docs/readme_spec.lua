--
-- readme_spec.lua - README.md and doc/guide: every block in them runs as
-- written
--
-- ```lua   run by pcaplua and by lua5.4; prints what its `-->` lines say
-- ```c     shown, and built in another place (host_spec.lua)
-- ```sh    run by bash, in a tree of links to the project; sudo does nothing
-- ```prompt typed at the prompt of pcaplua on the sample: each line behind
--          "> " or ">> ", which then prints what follows
-- ... live  the same where eth0 is one end of a wire, with ARP on it; a line
--          of sh is interrupted after a while, and has then printed something
--
local support = require "spec.support"
local netns = require "spec.support.netns"

local quote = support.quote
local needs = support.needs
local readme = support.read("README.md")

-- README.md and the pages of the guide: their names.
local pages = { "README.md" }
for name in support.shell("ls doc/guide/*.md"):gmatch("[^\n]+") do
  pages[#pages + 1] = name
end

-- The blocks of a page: `language`, `live`, `line`, `text`.
local function blocks(page)
  local list, block, number = {}, nil, 0
  for line in support.read(page):gmatch("([^\n]*)\n") do
    number = number + 1
    local info = line:match("^```(.*)$")
    if block and info then
      block.text = table.concat(block.lines, "\n") .. "\n"
      list[#list + 1], block = block, nil
    elseif info then
      block = {
        language = info:match("^%a+"),
        live = info:find("live", 1, true) ~= nil,
        line = number,
        lines = {},
      }
    elseif block then
      block.lines[#block.lines + 1] = line
    end
  end
  assert(not block, page .. ": a block has no end")
  return list
end

describe("README.md and the guide", function()
  local tree, clean

  local function run(command)
    return support.shell("cd " .. quote(tree) .. " && " .. clean ..
      " bash -e -c " .. quote(command))
  end

  local function write(name, text)
    local file = assert(io.open(tree .. "/" .. name, "wb"))
    file:write(text)
    file:close()
  end

  setup(function()
    tree = support.name(".tree")
    -- What `make test` and `make asan` say to their own is not for these.
    clean = ("env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES " ..
      "-u B -u SANITIZE -u CFLAGS -u LD_PRELOAD -u ASAN_OPTIONS " ..
      "-u LUA_INIT -u LUA_PATH -u LUA_CPATH " ..
      "HOME=%s DESTDIR=%s PATH=%s:\"$PATH\""):format(quote(tree .. "/home"),
      quote(tree .. "/root"), quote(tree .. "/bin"))
    local command = [[
      set -e
      env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES -u B \
        -u SANITIZE -u CFLAGS -u LD_PRELOAD make -s all build/sample.pcap \
        build/office.pcap B=build
      mkdir -p %s/bin %s/home
      for name in *; do ln -s "$PWD/$name" %s; done
      cp build/pcaplua %s/bin]]
    local _, err, status = support.shell((command:gsub("%%s", quote(tree))))
    assert.equal(0, status, err)
    write("bin/sudo", '#!/bin/sh\nexec "$@"\n')
    os.execute("chmod +x " .. quote(tree) .. "/bin/sudo")
  end)

  it("names two commands, of which the first shows the spoofer", function()
    assert.truthy(readme:find("\n    make demo\n    make test\n", 1, true))
    local out, err, status = run("make demo")
    assert.equal(0, status, err)
    assert.truthy(out:find("conflict   192.0.2.1 ", 1, true))
  end)

  local live

  local function wire()
    if live then return end
    live = netns.pair()
    live:exec(1, "ip link set wire1 down && ip link set wire1 name eth0 && " ..
      "ip link set eth0 up", true)
    live:spawn(2, "exec arping -i wire2 -S 192.0.2.2 -W 0.05 192.0.2.77")
  end

  teardown(function() if live then live:close() end end)

  local function inside(command)
    return support.shell(("cd %s && exec ip netns exec %s %s %s"):format(
      quote(tree), live[1].namespace, clean, command))
  end

  local expected = {}

  local function run_block(page, block)
    local place = page .. ":" .. block.line
    local name = ("runs the %s of %s"):format(block.language or "?", place)

    if block.language == "lua" and block.live then
      it(name, function()
        needs("netns", "arping")
        wire()
        write("script.lua", block.text)
        local _, err, status = inside("pcaplua script.lua")
        assert.equal(0, status, err)
        assert.equal("", err)
      end)

    elseif block.language == "lua" then
      local lines = {}
      for line in block.text:gmatch("%-%-> ([^\n]*)\n") do
        lines[#lines + 1] = line
      end
      expected[#expected + 1] = #lines
      for _, with in ipairs { "pcaplua", "lua5.4" } do
        it(name .. " with " .. with, function()
          write("script.lua", block.text)
          local out, err, status = run('eval "$(make env)"; ' .. with ..
            " script.lua")
          assert.equal("", err)
          assert.equal(0, status)
          assert.equal(table.concat(lines, "\n") .. "\n", out)
        end)
      end

    elseif block.language == "sh" and block.live then
      for _, line in ipairs(block.lines) do
        it("runs, of " .. place .. ", " .. line, function()
          needs("netns", "arping")
          wire()
          -- in the foreground: else the group gets a second signal
          local out, err, status = inside("timeout --foreground " ..
            "--preserve-status -s INT -k 5 2 bash -c " .. quote(line))
          assert.equal("", (err:gsub("^pcaplua: listening on eth0, [^\n]+\n"
            .. "pcaplua: %d+ packets captured, [^\n]+\n$", "")))
          assert.equal(130, status)
          assert.truthy(out:find("192.0.2", 1, true))
        end)
      end

    elseif block.language == "prompt" then
      it(name, function()
        local typed, printed = {}, {}
        for _, line in ipairs(block.lines) do
          local statement = line:match "^>>? (.*)$"
          local list = statement and typed or printed
          list[#list + 1] = (statement or line) .. "\n"
        end
        write("typed", table.concat(typed))
        local out = run("pcaplua -r build/sample.pcap --interactive " ..
          "<typed 2>&1")
        assert.equal(table.concat(printed), out)
      end)

    elseif block.language ~= "c" then
      it(name, function()
        assert.equal("sh", block.language)
        if block.text:find("sudo", 1, true) then needs("root") end
        if block.text:find("setcap", 1, true) then needs("setcap") end
        if block.text:find("luarocks", 1, true) then needs("luarocks") end
        local out, err, status = run(block.text)
        assert.equal(0, status, err)
        local silent = page:find "recipes" and not block.text:find "%-w "
        assert.is_true(not silent or out ~= "")
      end)
    end
  end

  for _, page in ipairs(pages) do
    for _, block in ipairs(blocks(page)) do run_block(page, block) end
  end

  it("says of every Lua block what it prints", function()
    assert.is_true(#expected > 0)
    for _, lines in ipairs(expected) do assert.is_true(lines > 0) end
  end)

  it("names every option of pcaplua", function()
    local page = support.read "doc/guide/pcaplua.md"
    for option in run("pcaplua -h"):gmatch("\n  %s*(%-%-?[%a-]+)") do
      assert.truthy(page:find("\n| `" .. option, 1, true) or
        page:find("`" .. option .. "`", 1, true), option)
    end
  end)

  it("names every code of pycap.error", function()
    local page = support.read "doc/guide/errors.md"
    for _, code in ipairs(require "doc.api".codes) do
      assert.truthy(page:find("\n| `" .. code .. "` |", 1, true), code)
    end
  end)

  it("is short, links every page, and no link leads nowhere", function()
    assert.is_true(select(2, readme:gsub("\n", "\n")) < 200)
    local index = support.read "doc/guide/README.md"
    for i, page in ipairs(pages) do
      local short = page:match "^doc/guide/(.*)$"
      if short and short ~= "README.md" then
        assert.truthy(readme:find("(" .. page .. ")", 1, true), page)
        assert.truthy(index:find("(" .. short .. ")", 1, true), page)
      end
      local folder = i == 1 and "" or "doc/guide/"
      for target in support.read(page):gmatch "%]%(([^)#]+)" do
        local _, _, status = support.shell("test -e " ..
          quote(folder .. target))
        assert.equal(0, status, page .. ": " .. target)
      end
    end
  end)

  it("names every script", function()
    local page = support.read "doc/guide/scripts.md"
    for name in support.shell("cd scripts && ls"):gmatch "[^\n]+" do
      assert.truthy(page:find("\n| `" .. name, 1, true), name)
    end
  end)
end)

describe("doc/dependencies.md", function()
  it("names every package that the Makefile installs, once", function()
    local list = support.read "doc/dependencies.md"
    local makefile = support.read("Makefile"):gsub("\\\n", " ")
    local named = {}
    for kind in makefile:gmatch("\n(%u+)_DEPS = ") do
      local packages = makefile:match("\n" .. kind .. "_DEPS = ([^\n]*)")
      for package in packages:gmatch("%S+") do
        local _, count = list:gsub(
          "`" .. package:gsub("%p", "%%%0") .. "`", "")
        assert.equal(1, count, package)
        named[package] = true
      end
    end
    for line in list:gmatch "\n| (`[^|]*) |" do
      for package in line:gmatch "`([^`]+)`" do
        assert.truthy(named[package], package)
      end
    end
  end)
end)
