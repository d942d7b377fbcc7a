--
-- dump_same_spec.lua - a dump onto the file that is being read
--
local pycap = require "pycap"
local support = require "spec.support"

local frames <const> = {}
for n = 1, 5 do
  frames[n] = "\2\0\0\0\0\2\2\0\0\0\0\1\x88\xb5" .. (">I4"):pack(n) ..
    ("\xa5"):rep(n)
end

local function fault(code, f, ...)
  local ok, raised = pcall(f, ...)
  assert.is_false(ok)
  assert.equal(pycap.error, getmetatable(raised))
  assert.equal(code, raised.code)
  return raised.message
end

describe("a dump onto the file that is being read", function()
  local function refused(name, ...)
    local before = support.read(name)
    local capture <close> = pycap { filename = name }
    local each = capture:packets()
    each(capture)
    for _, other in ipairs { name, ... } do
      assert.matches("this file is being read",
        fault("file", pycap.dump, other), 1, true)
    end
    assert.equal(before, support.read(name))
  end

  it("is refused, by any name that the file has", function()
    local name = support.capture(frames)
    local soft, hard = support.name ".pcap", support.name ".pcap"
    assert(os.execute(("ln -sf %s %s && ln -f %s %s"):format(name, soft, name,
      hard)))
    refused(name, soft, hard)
  end)

  it("is refused to every worker, before and while any reads", function()
    local name, other = support.capture(frames), support.capture(frames)
    local before = support.read(name)
    for _, text in ipairs { "pycap.dump(arg[1])",
        "pycap.on('packet', function() pycap.dump(arg[1]) end)" } do
      for _, by in ipairs { "file", "flow" } do
        local _, err, status = support.pcaplua { "--workers", "2", "--by", by,
          "-r", name, "-r", other, "--eval", text, name }
        assert.matches(name .. ": this file is being read", err, 1, true)
        assert.not_equal(0, status)
        assert.equal(before, support.read(name))
      end
    end
  end)

  it("is refused behind redirections, for what pcaplua reads", function()
    local name = support.capture(frames)
    local before = support.read(name)
    for _, redirection in ipairs { "-r %s 1<>%s", "-r - <%s 1<>%s" } do
      for _, target in ipairs { "/dev/stdout", "-" } do
        local command = (support.quote(support.program()) .. " --eval " ..
          support.quote("pycap.dump('" .. target .. "')") .. " " ..
          redirection):format(name, name)
        local ok = os.execute(command .. " 2>/dev/null")
        assert.is_falsy(ok)
        assert.equal(before, support.read(name))
      end
    end
  end)

  it("is not, once that is at its end, closed, or nobody has it", function()
    local name = support.capture(frames)
    for _ in pycap { filename = name }:packets() do end
    pycap.dump(name):close()
    name = support.capture(frames)
    local capture = pycap { filename = name }
    capture:close()
    pycap.dump(name):close()
    name = support.capture(frames)
    pycap({ filename = name }):next()
    pycap.dump(name):close()
  end)
end)
