--
-- limits_spec.lua - pcaplua: limits on scripts, and what it may do for others
--
local blocks = require "spec.support.blocks"
local formats = require "pycap".formats()
local support = require "spec.support"

local build = os.getenv "PYCAP_BUILD" or "build"
local frame = ("\xff"):rep(12) .. "\x08\x06" .. ("\0"):rep(46)

-- A copy of pcaplua that others may run, made ready by commands on "$P".
local function copy(commands)
  local folder = support.name()
  local program = folder .. "/pcaplua"
  local _, complaint, status = support.shell(("mkdir %s && chmod 755 %s %s " ..
    "&& P=%s && cp %s/pcaplua $P && %s"):format(folder, folder,
    support.temporary(), program, build, commands))
  assert(status == 0, complaint)
  return program
end

local function as_nobody(program, chunk)
  return support.shell(("cd / && setpriv --reuid=65534 --regid=65534 " ..
    "--clear-groups %s --eval %s"):format(program, support.quote(chunk)))
end

describe("--memory and --instructions", function()
  local fill = "local t = {} " ..
    'while true do t[#t + 1] = ("x"):rep(1000) .. #t end'
  local file = support.capture{frame, frame}

  -- Whether a script runs with so much memory; what else it says.
  local function fits(memory, script)
    local _, err, status = support.pcaplua{"--memory", memory, "--eval", script}
    if status == 0 then return true end
    assert.matches("not enough memory", err, 1, true)
    assert.is_nil(err:find "damaged", err)
    return false
  end

  it("bound what compressing and decompressing take", function()
    local write = [[
      local dump = pycap.dump(%q)
      for i = 1, 3000 do dump:write(("x"):rep(1000) .. i, 1) end
      dump:close()]]
    local read = [[
      local capture <close>, n = pycap{filename = %q}, 0
      for _ in capture:packets() do n = n + 1 end
      assert(n == 3000)]]
    local rows = { { "none", "", "4m", "4m" }, { "gzip", ".gz", "4m", "4m" },
      { "lz4", ".lz4", "4m", "4m" }, { "zstd", ".zst", "16m", "16m", "4m" },
      { "xz", ".xz", "128m", "16m", "64m", "4m" } }
    for _, row in ipairs(rows) do
      local kind, ending, writes, reads, less, lesser = table.unpack(row)
      if kind == "none" or formats[kind] then
        local name = support.name(".pcap" .. ending)
        local writer, reader = write:format(name), read:format(name)
        if less then assert.is_false(fits(less, writer), kind) end
        assert.is_true(fits(writes, writer), kind)
        if less then assert.is_false(fits(lesser or less, reader), kind) end
        assert.is_true(fits(reads, reader), kind)
      end
    end
  end)

  it("bound what pcapng says besides packets", function()
    local section = blocks.section()
    section:interface(1, 0, {})
    for _ = 1, 100 do section:block(0xbad, ("x"):rep(80000)) end
    local noted = support.write(section:bytes(), ".pcapng")
    local read = ([[
      local capture <close> = pycap{filename = %q}
      for _ in capture:packets() do end]]):format(noted)
    assert.is_false(fits("4m", read))
    assert.is_true(fits("16m", read))
  end)

  it("bound what a script's text takes", function()
    local _, err, status = support.pcaplua{"--memory", "4m", "--eval", fill}
    assert.matches("not enough memory", err, 1, true)
    assert.equal(1, status)
    _, err, status = support.pcaplua{"--instructions", "10k", "--eval",
      "while true do end"}
    assert.matches("startup limit of 1024000 instructions reached", err, 1,
      true)
    assert.equal(1, status)
  end)

  it("bound what a packet takes", function()
    local script = 'pycap.on("arp", function() while true do end end)'
    local _, err, status = support.pcaplua{"--instructions", "10000", "-r",
      file, "--eval", script}
    assert.matches("limit of 10000 instructions reached", err, 1, true)
    assert.equal(1, status)
  end)

  it("bound each worker", function()
    local script = 'pycap.on("arp", function() while true do end end)'
    local _, err, status = support.pcaplua{"--workers", "1",
      "--instructions", "10000", "-r", file, "--eval", script}
    assert.matches("limit of 10000 instructions reached", err, 1, true)
    assert.equal(1, status)
    _, err, status = support.pcaplua{"--workers", "1", "--memory", "4m", "-r",
      file, "--eval", fill}
    assert.matches("memory", err, 1, true)
    assert.equal(1, status)
  end)

  it("take whole numbers, with a unit or not", function()
    for _, wrong in ipairs{"", "0", "-1", "1.5", "10x", "1kk", "1kb",
        "99999999999999999999", "9999999999g"} do
      for _, option in ipairs{"--memory", "--instructions"} do
        local _, err, status = support.pcaplua{option, wrong, "--eval", ""}
        assert.matches(option .. " takes ", err, 1, true)
        assert.equal(2, status)
      end
    end
    for _, right in ipairs{"8388608", "8192k", "8M", "1g"} do
      local out = support.pcaplua{"--memory", right, "--eval", "print(1)"}
      assert.equal("1\n", out)
    end
  end)
end)

describe("-c", function()
  it("refuses what no counter holds", function()
    local _, err, status = support.pcaplua{"-c", "99999999999999999999",
      "--eval", ""}
    assert.matches("99999999999999999999: -c takes a number", err, 1, true)
    assert.equal(2, status)
  end)
end)

describe("a filter of the script", function()
  local file = support.capture{frame, frame}
  local ways = {
    open = 'print(pycap{filter = %q}:loop())',
    set = 'local c = pycap() c:filter(%q) print(c:loop())',
    again = 'local c = pycap{filter = "arp"} c:filter(%q) print(c:loop())',
    later = 'local c = pycap() print(pycap{filter = %q}:loop())',
  }
  for name, way in pairs(ways) do
    it("does not get round -f: " .. name, function()
      for _, filter in ipairs{"arp) or (arp", "ip) or (arp or ether[0] = 255",
          "arp)", "(arp", "((arp)))((arp)"} do
        local out, err, status = support.pcaplua{"-r", file, "-f", "less 1",
          "--eval", way:format(filter)}
        assert.equal("", out)
        assert.matches(('filter %q: '):format(filter), err, 1, true)
        assert.not_equal(0, status)
      end
      for _, filter in ipairs{"arp", "(arp) or (ip)", ""} do
        assert.equal("0\n", (support.pcaplua{"-r", file, "-f", "less 1",
          "--eval", way:format(filter)}))
        assert.equal("2\n",
          (support.pcaplua{"-r", file, "-f", "arp", "--eval",
            way:format(filter)}))
      end
    end)
  end
end)

describe("a filter of the script and that of -f", function()
  local pycap = require "pycap"
  local ip = pycap.packet(pycap.ip{ source = "192.0.2.1" },
    pycap.udp{ destinationport = 53 }, "x").bytes
  local arp = pycap.packet(pycap.arp{}).bytes
  local function on(type, rest)
    return "\2\0\0\0\0\1\2\0\0\0\0\2" .. (">I2"):pack(type) .. rest
  end
  local frames = { on(0x0806, arp), on(0x0800, ip) }
  for _, inner in ipairs{ { 0x0806, arp }, { 0x0800, ip } } do
    local tagged = (">I2 I2"):pack(5, inner[1]) .. inner[2]
    frames[#frames + 1] = on(0x8100, tagged)
    frames[#frames + 1] = on(0x88a8, (">I2 I2"):pack(7, 0x8100) .. tagged)
  end
  frames[#frames + 1] = on(0x8847, (">I4"):pack(0x1ff40) .. ip)
  frames[#frames + 1] = on(0x8864, "\x11\0\0\1" ..
    (">I2 I2"):pack(#ip + 2, 0x21) .. ip)
  local filters = { "", "arp", "ip", "not ip", "vlan", "vlan 5",
    "vlan and arp", "vlan and vlan", "vlan or arp", "not vlan", "mpls",
    "mpls and ip", "pppoes", "pppoes and udp", "udp port 53", "(arp)",
    "ether proto \\arp", "ip host 192.0.2.1 or\narp", "less 60",
    "len > 0", "less 1", "ether[12:2] = 0x8100", "ip proto \\udp" }
  local file = support.capture(frames)
  local passed = {}
  for i, filter in ipairs(filters) do
    passed[i] = {}
    local compiled = pycap.filter(filter)
    for n, bytes in ipairs(frames) do passed[i][n] = compiled:match(bytes) end
  end
  for _, i in ipairs{ 1, 4, 5, 9, 12, 14, 17, 20 } do
    it("both let a packet pass, each from its start: " .. filters[i], function()
      for k, filter in ipairs(filters) do
        local sizes = {}
        for n, bytes in ipairs(frames) do
          if passed[i][n] and passed[k][n] then
            sizes[#sizes + 1] = #bytes .. "\n"
          end
        end
        local out, err = support.pcaplua{"-r", file, "-f", filters[i], "--eval",
          ("for p in pycap{filter = %q}:packets() do print(#p.bytes) end")
          :format(filter)}
        assert.equal("", err)
        assert.equal(table.concat(sizes), out, filter)
      end
    end)
  end

  it("are both set before the header of a stream has come", function()
    local stream = assert(io.open(file, "rb"))
    local bytes = stream:read "a"
    stream:close()
    for _, case in ipairs{ { "arp", "vlan", 0 }, { "vlan", "vlan and arp", 1 },
        { "arp", nil, 1 }, { nil, "arp", 1 }, { "arp", "", 1 },
        { "", "arp", 1 } } do
      local arguments = { "-r", "-", "--eval",
        ("print(pycap{filter = %s}:loop())"):format(case[2] and
          ("%q"):format(case[2]) or "nil") }
      if case[1] then
        table.insert(arguments, 1, case[1])
        table.insert(arguments, 1, "-f")
      end
      assert.equal(case[3] .. "\n", (support.pcaplua(arguments, bytes)))
    end
  end)

  it("are refused each by its own text", function()
    local _, err = support.pcaplua{"-r", file, "-f", "arp) or (ip", "--eval",
      "pycap{filter = 'ip'}"}
    assert.matches('filter "arp) or (ip": ', err, 1, true)
    _, err = support.pcaplua{"-r", file, "-f", "arp", "--eval",
      "pycap{filter = 'nonsense'}"}
    assert.matches('filter "nonsense": ', err, 1, true)
    assert.is_nil(err:find("arp", 1, true))
  end)
end)

describe("control characters", function()
  local wrong = "\27[2J\x7f\194\155x"

  it("of names never reach the terminal", function()
    for _, arguments in ipairs{
      {"-r", wrong, "--eval", ""}, {"-i", wrong, "--eval", "pycap()"},
      {"-r", "x", "-f", wrong, "--eval", "pycap()"}, {"--" .. wrong},
      {"-c", wrong}, {"--script", wrong}, {wrong .. ".lua"},
      {"--workers", "1", "-r", wrong, "--eval", ""},
      {"--workers", "1", "--script", wrong},
      {"--eval", ("pycap{filename = %q}"):format(wrong)},
      {"--eval", ("pycap{[%q] = 1}"):format(wrong)},
      {"--eval", ("pycap.arp{[%q] = 1}"):format(wrong)},
      {"--eval", ("return pycap.arp{}[%q]"):format(wrong)},
      {"--eval", ("pycap.on('arp', {%q}, print)"):format(wrong)},
      {"--eval", ("pycap.on(%q, print)"):format(wrong)},
    } do
      local out, err, status = support.pcaplua(arguments)
      assert.equal("", out)
      assert.not_equal("", err)
      assert.is_nil(err:find "[^\n\t\32-\126]", err)
      assert.not_equal(0, status)
    end
  end)

  it("of names are in no error's text", function()
    local pycap = require "pycap"
    local capture <close> = pycap{filename = support.capture{("\0"):rep(60)}}
    for _, f in ipairs{
      function() pycap{filename = wrong} end,
      function() pycap{device = wrong} end,
      function() pycap{[wrong] = 1} end,
      function() pycap.filter(wrong) end,
      function() pycap.arp{[wrong] = 1} end,
      function() return pycap.arp{}[wrong] end,
      function() pycap.arp{}[wrong] = 1 end,
      function() pycap.arp{operation = wrong} end,
      function() pycap.dump("/nowhere/" .. wrong) end,
      function() capture:on(wrong, print) end,
      function() capture:on("arp", {wrong}, print) end,
      function() capture:on("arp", {[wrong] = 1}, print) end,
      function() return pycap[wrong]() end,
    } do
      local done, problem = pcall(f)
      assert.is_false(done)
      assert.is_nil(tostring(problem):find "[%c\127]", tostring(problem))
    end
  end)
end)

describe("a privileged pcaplua", function()
  if os.getenv "ASAN_OPTIONS" or support.shell "id -u" ~= "0\n" then
    return
  end

  for name, mode in pairs{user = "4755", group = "2755"} do
    it("does not run when it is set-" .. name .. "-ID", function()
      local program = copy("chown 0:0 $P && chmod " .. mode .. " $P")
      local out, err, status = as_nobody(program, 'print "ran"')
      assert.equal("", out)
      assert.matches("set-user-ID", err, 1, true)
      assert.matches("setcap", err, 1, true)
      assert.equal(2, status)
    end)
  end

  it("takes no modules from the directory it runs in", function()
    local program = copy "setcap cap_net_raw+ep $P"
    local out = as_nobody(program, [[
      for template in (package.path .. ";" .. package.cpath):gmatch "[^;]+" do
        assert(template:sub(1, 1) == "/", template)
      end
      assert(#package.path > 0 and #package.cpath > 0)
      print "ran"]])
    assert.equal("ran\n", out)
  end)
end)
