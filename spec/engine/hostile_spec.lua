--
-- hostile_spec.lua - scripts that pull the ground from under a call, and
-- streams that never begin
--
local attacks = require "spec.support.attacks"
local pycap = require "pycap"
local support = require "spec.support"

local frame = ("\xff"):rep(12) .. "\x08\x06" .. ("\0"):rep(46)

-- Runs a script under pcaplua in which the collector runs all the time.
local function run(script, stdin)
  return support.pcaplua({"--eval",
    'collectgarbage("incremental") collectgarbage("setpause", 0)\n' .. script},
    stdin)
end

describe("a finalizer that closes what is in use", function()
  local file = support.capture{frame, frame, frame}
  local calls = {
    loop = "pcall(o.loop, o)",
    dispatch = "pcall(o.dispatch, o, function() end)",
    next = "pcall(o.next, o)",
    packets = "pcall(function() for _ in o:packets() do end end)",
    filter = "pcall(o.filter, o, 15)",
    match = "pcall(o.match, o, 15)",
  }
  for name, call in pairs(calls) do
    it("raises at worst: " .. name, function()
      local open = name == "match" and 'pycap.filter "arp"'
        or ("pycap{filename = %q}"):format(file)
      local out, err, status = run(([[
        for i = 1, 500 do
          local o, t = %s, {}
          setmetatable({}, {__gc = function() local c <close> = o end})
          for j = 1, i %% 97 do t[j] = {} end
          %s
        end
        print "alive"
      ]]):format(open, call))
      assert.equal("", err)
      assert.equal("alive\n", out)
      assert.equal(0, status)
    end)
  end
end)

describe("a stop that an error overtook", function()
  it("does not end the next read", function()
    local capture <close> = pycap{filename = support.capture{frame, frame,
      frame}}
    assert.is_false(pcall(capture.loop, capture, function()
      capture:stop()
      error "no more"
    end))
    assert.equal(0x0806, capture:next().type)
    assert.equal(0x0806, capture:next().type)
    assert.is_nil(capture:next())
  end)
end)

describe("text for C", function()
  it("has no zeros in it", function()
    local name = support.capture{frame}
    assert.error_matches(function() pycap.filter "arp\0 and so on" end,
      "string contains zeros")
    local capture <close> = pycap{filename = name}
    assert.error_matches(function() capture:filter "arp\0" end,
      "string contains zeros")
    assert.error_matches(function() pycap{filename = name .. "\0x"} end,
      "zeros")
  end)
end)

describe("a pcapng stream without an interface", function()
  it("is refused before it fills the memory", function()
    local block = string.pack("<I4I4", 0x0bad, 65520) ..
      ("\0"):rep(65520 - 12) .. string.pack("<I4", 65520)
    local stream = string.pack("<I4I4I4I2I2i8I4", 0x0a0d0d0a, 28, 0x1a2b3c4d,
      1, 0, -1, 28) .. block:rep(64)
    local _, err, status = support.pcaplua({"-r", "-", "--eval",
      "pycap():loop()"}, stream)
    assert.matches("standard input: a pcapng file without an interface", err, 1,
      true)
    assert.equal(3, status)
  end)
end)

describe("pcaplua", function()
  it("joins a script's filter to the one of -f", function()
    local file = support.capture{frame}
    local out = support.pcaplua{"-r", file, "-f", "less 1", "--eval",
      'print(pycap{filter = "arp"}:loop())'}
    assert.equal("0\n", out)
    out = support.pcaplua{"-r", file, "-f", "arp", "--eval",
      'print(pycap{filter = "ether[0] = 255"}:loop())'}
    assert.equal("1\n", out)
  end)

  it("prints one traceback", function()
    local _, err = support.pcaplua{"-r", support.capture{frame}, "--eval",
      'pycap.on("arp", function() error "stumbled" end)'}
    assert.matches("stumbled", err, 1, true)
    assert.equal(1, select(2, err:gsub("stack traceback:", "")))
  end)
end)

describe("a header as the argument of its constructor", function()
  it("is copied", function()
    local arp = pycap.arp{operation = "reply", sourceprotocol = "192.0.2.1"}
    local copy = pycap.arp(arp)
    assert.is_true(copy == arp)
    copy.operation = 1
    assert.equal(2, arp.operation)
    assert.error_matches(function() pycap.ethernet(arp) end,
      "^.*ethernet%.%a+: no such field")
  end)
end)

describe("user values that debug has overwritten", function()
  local file = support.capture{frame, frame, frame}
  local calls = {
    loop = "o:loop()", dispatch = "o:dispatch()", on = 'o:on("arp", print)',
    cancel = "h:cancel()"
  }
  local forged = {
    ["the handlers of a capture"] = "debug.setuservalue(o, %s, 1)",
    ["those of a handler"] = "debug.setuservalue(h, %s, 1)",
    ["all that it shows"] = "for i = 1, 4 do " ..
      "local u = debug.getuservalue(o, i) or h " ..
      "if type(u) == 'userdata' then debug.setuservalue(u, %s, i) end end",
  }
  for what, overwrite in pairs(forged) do
    for name, call in pairs(calls) do
      it(("raise at worst: %s, %s"):format(what, name), function()
        for _, value in ipairs{"nil", "7", "{}", "io.stdout", "{h, h, h, h}"} do
          local out, err, status = run(([[
            local o = pycap{filename = %q}
            local h = o:on("arp", function() end)
            %s
            collectgarbage()
            pcall(function() %s end)
            print "alive"
          ]]):format(file, overwrite:format(value), call))
          assert.equal("", err)
          assert.equal("alive\n", out)
          assert.equal(0, status)
        end
      end)
    end
  end

  it("raise at worst, whichever they are, and whenever", function()
    local frames = {}
    for i = 1, 12 do
      frames[i] = pycap.packet(pycap.ethernet(), pycap.arp{
        operation = i % 3, sourceprotocol = "192.0.2." .. i }).bytes
    end
    local list = support.capture(frames)
    for seed = 1, 4 do
      local out, err, status = support.pcaplua{ "--script",
        "spec/embed/forge.lua", tostring(seed), "3", list }
      assert.equal("", err)
      assert.equal(0, status)
      assert.is_true(tonumber(out) > 100, out)
    end
  end)
end)

describe("an engine with limits", function()
  if os.getenv "ASAN_OPTIONS" then return end -- it has its own allocator
  it("keeps filters within its memory", function()
    local got = attacks.run { memory = 8 << 20, instructions = 1000000000,
      size = 60, count = 2, stop = 0, script = [[
        local t, n = {}, 0
        pycap.on("ethernet", function()
          n = n + 1
          while n == 1 do
            t[#t + 1] = pycap.filter("(tcp port 5 or udp portrange 6-9) " ..
              "and not net 192.0.2.0/24")
          end
          t = {}
        end)]] }
    assert.equal(-4, got.first)
    -- what libpcap itself takes is in it
    assert.is_true(got.more * 1024 < 1.5 * (8 << 20), got.more .. " KiB")
  end)

  for _, attack in ipairs(attacks.list) do
    it("holds out against " .. attack.name, function()
      local got = attacks.run(attack)
      assert.equal(0, got.loaded)
      assert.equal(attack.first, got.first)
      assert.equal(attack.last or 1, got.last)
      assert.is_true(got.worst < 10000, got.worst .. " ms")
      assert.is_true(got.late < 1000, got.late .. " ms late")
      assert.is_true(got.more * 1024 < 1.2 * attack.memory,
        got.more .. " KiB")
    end)
  end
end)
