--
-- man pages: they render without a warning; make install puts them, and the
-- completions, where they are looked for
--
local support = require "spec.support"

local pages <const> = { "pcaplua.1", "pycap.3lua", "libpycap.3" }

describe("the man page", function()
  for _, page in ipairs(pages) do
    it(page .. " renders without a warning", function()
      support.needs("groff", "mandoc")
      local out, err = support.shell(
        "groff -man -Tutf8 -ww doc/man/" .. page)
      assert.equal("", err)
      assert.is_true(#out > 2000)
      assert.equal("", (support.shell(
        "mandoc -Tlint -W warning doc/man/" .. page)))
    end)
  end

  it("libpycap.3 has each function of pycap.h", function()
    local text = support.read "doc/man/libpycap.3"
    local count = 0
    for name in support.read("src/pycap.h"):gmatch
      "PYCAP_API [^;(]-%f[%w](pycap_[%w_]+)%(" do
      count = count + 1
      assert.is_truthy(text:find(name .. "(", 1, true), name)
    end
    assert.is_true(count > 15)
  end)
end)

describe("completions", function()
  it("are taken by their shells, as far as they are here", function()
    for shell, words in pairs { bash = "bash -n share/completions/pcaplua.bash",
      zsh = "zsh -n share/completions/_pcaplua",
      fish = "fish --no-execute share/completions/pcaplua.fish" } do
      local _, _, missing = support.shell("command -v " .. shell)
      if missing == 0 then
        local _, err, status = support.shell(words)
        assert.equal("", err)
        assert.equal(0, status, shell)
      end
    end
  end)

  it("of bash know devices, scripts, fields and words", function()
    support.needs "bash"
    local folder = io.popen("realpath " .. support.quote(support.program()))
      :read("l"):match "(.*)/"
    local function complete(words)
      local out = support.shell(("PATH=%s:$PATH bash -c %s"):format(
        support.quote(folder), support.quote(([[
        source share/completions/pcaplua.bash
        COMP_WORDS=(pcaplua %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _pcaplua; echo "${COMPREPLY[@]}"]]):format(words))))
      return out:match "^(.-)\n"
    end
    assert.equal("lo", complete "-i lo")
    assert.equal("top", complete "to")
    assert.equal("packet.time,arp.operation",
      complete "--fields packet.time,arp.op")
    assert.equal("json", complete "-T j")
    assert.equal("--filter --filter-file --fields --file-size --file-count",
      (complete "--fi"))
  end)
end)
