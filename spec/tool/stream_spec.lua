--
-- stream_spec.lua - pycap.stream in pcaplua: what it refuses
--
local support = require "spec.support"

local function refused(arguments)
  local out, err, status = support.pcaplua { "-r", support.capture { "x" },
    "--eval", "pycap.stream(" .. arguments .. ")" }
  assert.equal("", out)
  assert.equal(1, status)
  return err:match "^pcaplua: %-%-eval:1: ([^\n]*)" or err
end

describe("pycap.stream", function()
  it("counts its arguments from 1", function()
    for arguments, text in pairs {
      ['"tpc", print'] = "bad argument #1 to 'stream' (\"tcp\" or \"udp\" " ..
        'expected, got "tpc")',
      ["5, print"] = "bad argument #1 to 'stream' (\"tcp\" or \"udp\" " ..
        "expected, got number)",
      ['"tcp"'] = "bad argument #2 to 'stream' (table of conditions or " ..
        "function expected, got nil)",
      ['"tcp", {}, 1'] = "bad argument #3 to 'stream' (function expected, " ..
        "got number)",
      ['"tcp", print, 1'] = "bad argument #3 to 'stream' (table expected, " ..
        "got number)",
    } do
      assert.equal(text, refused(arguments))
    end
  end)

  it("has no conditions on what a connection's beginning does not know",
    function()
      for _, field in ipairs { "bytes", "packets", "handshake", "last" } do
        assert.equal("pycap.stream: flow." .. field .. " is not known when " ..
          "a connection begins", refused('"tcp", {' .. field .. "=1}, print"))
      end
    end)
end)
