--
-- close_spec.lua - how captures are closed, and what is left then
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"

local lua, quote = support.lua, support.quote

local frames = requests.frames

-- How many descriptors are open that the collector cannot close.
local function descriptors()
  collectgarbage()
  collectgarbage()
  local name = support.name()
  os.execute("ls /proc/$PPID/fd | wc -l >" .. quote(name))
  return tonumber(support.read(name))
end

describe("close", function()
  local file = support.capture(frames(3))

  it("may be called again", function()
    local capture = pycap { filename = file }
    assert.is_nil(capture:close())
    assert.is_nil(capture:close())
    assert.equal("capture (closed)", tostring(capture))
  end)

  it("is what <close> does", function()
    local kept
    do
      local capture <close> = pycap { filename = file }
      kept = capture
    end
    assert.error_matches(function() kept:next() end, "capture is closed")
  end)

  it("shuts every method and member", function()
    local capture = pycap { filename = file }
    local step, state = capture:packets()
    capture:close()
    for name, arguments in pairs {
      next = {}, packets = {}, loop = {}, dispatch = {},
      on = { "arp", print }, stop = {}, filter = { "arp" }, datalink = {},
      stats = {}, fd = {},
    } do
      assert.error_matches(function()
        capture[name](capture, table.unpack(arguments))
      end, "capture is closed", nil, nil, name)
    end
    for _, name in ipairs { "device", "filename", "warning" } do
      assert.error_matches(function() return capture[name] end,
        "capture is closed", nil, nil, name)
    end
    assert.is_nil(step(state))
  end)

  it("leaves packets, headers and handlers as they are", function()
    local capture = pycap { filename = file }
    local handler = capture:on("arp", print)
    local packet = capture:packets()(capture)
    capture:close()
    handler:cancel()
    collectgarbage()
    assert.equal("192.0.2.1", packet.arp.sourceprotocol)
    assert.equal("handler (arp, cancelled)", tostring(handler))
  end)

  it("is not needed: 10,000 captures leave nothing behind", function()
    local out, err, status = support.shell("ulimit -n 1024; " .. lua([[
      local pycap = require "pycap"
      local function report() os.execute "ls /proc/$PPID/fd | wc -l" end
      report()
      for _ = 1, 10000 do pycap { filename = "]] .. file .. [[" } end
      collectgarbage()
      report()
    ]]))
    assert.equal("", err)
    local before, after = out:match "^(%d+)\n(%d+)\n$"
    assert.is_string(before, out)
    assert.equal(before, after)
    assert.equal(0, status)
  end)

  it("is not noticed where finalizers fail; then the file counts as read",
    function()
      -- what was freed is overwritten; what failed to end is never freed
      local out, _, status = support.shell("MALLOC_PERTURB_=165 " ..
        "ASAN_OPTIONS=detect_leaks=0 " .. lua([[
        local pycap = require "pycap"
        local function deep(n)
          if n == 0 then collectgarbage() else pcall(deep, n - 1) end
        end
        for n = 170, 200 do
          do local _ = pycap { filename = "]] .. file .. [[" } end
          deep(n)
        end
        collectgarbage()
        collectgarbage()
        print(pcall(pycap.dump, "]] .. file .. [["))
      ]]))
      assert.matches("^false\t.*read", out)
      assert.equal(0, status)
    end)

  it("leaves no descriptor of a capture that could not be opened", function()
    local names = { support.name(), support.temporary(), support.write "",
      support.write "nothing" }
    pcall(pycap, { filename = names[1] })
    local before = descriptors()
    for _, name in ipairs(names) do pcall(pycap, { filename = name }) end
    pcall(pycap, { filename = file, filter = "and" })
    assert.equal(before, descriptors())
  end)
end)
