--
-- status_spec.lua - pcaplua's exit statuses, and the errors it prints
--
local requests = require "spec.support.requests"
local support = require "spec.support"

local quote = support.quote
local program = support.program()

local file = support.capture(requests.frames(5))

local function script(text, suffix)
  return support.write(text, suffix or ".lua")
end

local counting <const> = [[
  local n = 0
  pycap.on("arp", function(arp) n = n + 1 print(n, arp.sourceprotocol) end)
]]

describe("pcaplua's exit status", function()
  local function status(words, stdin)
    local out, err, code = support.pcaplua(words, stdin)
    return code, err, out
  end

  it("is the script's own", function()
    assert.equal(7, (status { "--eval", "os.exit(7)" }))
    assert.equal(7, (status { "--eval", "os.exit(7, true)" }))
    assert.equal(1, (status { "--eval", "os.exit(false)" }))
    assert.equal(0, (status { "--eval", "os.exit(true, true)" }))
    assert.equal(7, (status { "-r", file, "--eval",
      "pycap.on('arp', function() os.exit(7) end)" }))
    assert.equal(7, (status { "-r", file, "--eval",
      "pycap.on('arp', function() os.exit(7, true) end)" }))
  end)

  it("is 1 with a traceback when the script fails", function()
    local name = script "local function f() error 'this' end\nf()"
    local code, err = status { name }
    assert.equal(1, code)
    assert.matches("^pcaplua: [^\n]*%.lua:1: this\nstack traceback:", err)
    assert.matches(".lua:2: in main chunk", err)
  end)

  it("is 1 when a handler fails", function()
    local code, err = status { "-r", file, "--eval",
      "pycap.on('arp', function() local x = nil; x() end)" }
    assert.equal(1, code)
    assert.matches("^pcaplua: %-%-eval:1: attempt to call a nil value", err)
    assert.matches("stack traceback:", err)
  end)

  it("is 1 for errors that are no strings, and for bad syntax", function()
    for text, chunk in pairs {
      ["shown"] = "error(setmetatable({}, {__tostring = " ..
        "function() return 'shown' end}))",
      ["table: 0x"] = "error {}",
      ["nil"] = "error(nil)",
      ["--eval:1: syntax error"] = "one two",
    } do
      local code, err = status { "--eval", chunk }
      assert.equal(1, code)
      assert.equal("pcaplua: " .. text, err:sub(1, 9 + #text))
    end
  end)

  it("is 1 when the file breaks off, after what it has", function()
    local cut = support.write(support.read(file):sub(1, -2))
    local code, err, out = status { "-r", cut, "--eval", counting }
    assert.equal(1, code)
    assert.matches("^pcaplua: " .. cut .. ": truncated: [^\n]+\n$", err)
    assert.equal(4, select(2, out:gsub("\n", "")))
  end)

  it("is 1, in one line, when a script cannot read a file", function()
    local cut = support.write(support.read(file):sub(1, -2))
    local opening = script "pycap { filename = arg[1] }:loop()"
    local inside = script [[pycap.on("arp", function()
      pycap { filename = arg[1] }
    end)]]
    for _, name in ipairs { cut, support.write "no capture", "/nonexistent" } do
      for _, text in ipairs { opening, name ~= cut and inside or nil } do
        local code, err = status { "-r", file, text, name }
        assert.equal(1, code)
        assert.matches("^pcaplua: " .. name .. ": [^\n]+\n$", err)
      end
    end
  end)

  for name in ([[arpwatch dhcplog dnslog flows follow handshake http portscan
    report tcpstat tlslog top]]):gmatch "%a+" do
    it("is 1, in one line, when the file of " .. name .. " breaks off",
      function()
        local cut = support.write(support.read(file):sub(1, -2))
        local code, err = status { "-r", cut, "scripts/" .. name .. ".lua" }
        assert.equal(1, code)
        assert.matches("^pcaplua: " .. cut .. ": truncated: [^\n]+\n$", err)
      end)
  end

  it("is 3, in one line, when the file cannot be opened", function()
    for _, name in ipairs { "/nonexistent", support.temporary(),
      support.write "", support.write(("no capture "):rep(9)) } do
      local code, err = status { "-r", name, "--eval", "print 'ran'" }
      assert.equal(3, code)
      assert.matches("^pcaplua: " .. name .. ": [^\n]+\n$", err)
    end
    for _, stdin in ipairs { "", ("no capture "):rep(9) } do
      local code, err = status({ "-r", "-", "--eval", counting }, stdin)
      assert.equal(3, code)
      assert.matches("^pcaplua: standard input: [^\n]+\n$", err)
    end
    local filtered, why = status { "-r", file, "-F", "/nonexistent" }
    assert.equal(3, filtered)
    assert.equal("pcaplua: cannot open /nonexistent: No such file or " ..
      "directory\n", why)
    for _, name in ipairs { "/nonexistent.lua", "/tmp/nonexistent/x.lua" } do
      for _, words in ipairs { { name }, { "--workers", "1", "-r", file,
        name } } do
        local code, err = status(words)
        assert.equal(3, code)
        assert.matches("^pcaplua: cannot open " .. name .. ": [^\n]+\n$", err)
      end
    end
  end)

  it("says which option reads what was named without one", function()
    local code, err = status { (file:gsub("^[^/]", "./%0")) }
    assert.equal(1, code)
    assert.equal("pcaplua: " .. file .. ": a capture or compressed file, " ..
      "and a script was expected: pcaplua -r reads captures\n", err)
    code, err = status { "README.md" }
    assert.equal(2, code)
    assert.matches("^pcaplua: README.md: this is a file, and a filter was " ..
      "expected: %-r reads it\n", err)
    code, err = status { "-r", "README.md" }
    assert.equal(3, code)
    assert.equal("pcaplua: README.md: unknown file format: pcap or pcapng " ..
      "expected\n", err)
  end)

  it("is 3 with the near name when there is no such device", function()
    support.needs "root"
    local code, err = status { "-i", "loo" }
    assert.equal(3, code)
    assert.equal("pcaplua: loo: no such device; did you mean lo?\n", err)
  end)

  it("is 1 when the script opens something else in vain", function()
    local code, err = status { "-r", file, "--eval",
      "pycap { filename = '/nonexistent' }" }
    assert.equal(1, code)
    assert.matches("^pcaplua: /nonexistent: No such file or directory\n$", err)
  end)

  it("forgets an opening that the script has caught", function()
    assert.equal(1, (status { "-i", "nosuch0", "--eval",
      "print(pcall(pycap)) error 'x'" }))
    assert.equal(3, (status { "-i", "nosuch0", "--eval",
      "pcall(pycap) pycap()" }))
    assert.equal(3, (status { "-i", "nosuch0", "--eval", counting }))
  end)

  it("is 1, and says why, when the output cannot be written", function()
    for _, words in ipairs { "--eval 'print(1)'", "-h", "--version",
      "--eval 'io.stdout:setvbuf(\"no\") print(1)'" } do
      local out, err, code = support.shell(("%s %s >/dev/full"):format(
        quote(program), words))
      assert.equal("", out)
      assert.matches("^pcaplua: standard output: [^\n]+\n$", err)
      assert.equal(1, code, words)
    end
  end)

  it("of a pipe that was closed is quiet", function()
    local out, err = support.shell(("%s --eval %s | head -n 1"):format(
      quote(program), quote "for i = 1, 1e6 do print(i) end"))
    assert.equal("1\n", out)
    assert.equal("", err)
  end)
end)
