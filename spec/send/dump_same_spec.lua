--
-- dump_same_spec.lua - a dump onto the file that is being read
--
local dumps = require "spec.support.dumps"
local pycap = require "pycap"
local support = require "spec.support"

local frames <const> = dumps.frames
local fault <const> = dumps.fault

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

describe("a dump in parts", function()
  it("leaves a file of a part's name that is being read", function()
    local folder = support.name()
    assert(os.execute("mkdir " .. folder))
    local name = folder .. "/x-00002.pcap"
    assert(os.execute(("cp %s %s"):format(support.capture(frames), name)))
    local before = support.read(name)
    local capture <close> = pycap{ filename = name }
    local dump <close> = pycap.dump(folder .. "/x.pcap",
      { rotate = { packets = 1 } })
    local each = capture:packets()
    dump:write(each(capture))
    assert.matches("x%-00002.pcap: this file is being read",
      fault("file", dump.write, dump, each(capture)))
    capture:on("packet", dump)
    assert.equal(3, capture:loop())  -- goes on in the third part
    assert.equal(before, support.read(name))
  end)
end)

describe("two dumps on one file", function()
  it("are refused, by any name, until the first is closed", function()
    local name, soft = support.name ".pcap", support.name ".pcap"
    assert(os.execute(("ln -s %s %s"):format(name, soft)))
    local dump = pycap.dump(name)
    dump:write(frames[1], 1)
    dump:flush()
    local before = support.read(name)
    for _, other in ipairs { name, soft } do
      assert.matches("another dump, of this program or of another, writes",
        fault("file", pycap.dump, other), 1, true)
    end
    local _, err, status = support.pcaplua { "-r", support.capture(frames),
      "-w", name }
    assert.matches("another dump, of this program or of another, writes", err,
      1, true)
    assert.not_equal(0, status)
    assert.equal(before, support.read(name))
    dump:close()
    pycap.dump(name):close()
  end)

  it("are one where nobody has the first any more", function()
    local name = support.name ".pcap"
    pycap.dump(name)
    pycap.dump(name):close()
  end)
end)
