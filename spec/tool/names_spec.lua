--
-- pcaplua -N: names of addresses that a pcapng file holds
--
local support = require "spec.support"

describe("-N", function()
  local function block(order, kind, body)
    body = body .. ("\0"):rep(-#body % 4)
    return string.pack(order .. "I4I4", kind, #body + 12) .. body ..
      string.pack(order .. "I4", #body + 12)
  end

  -- A pcapng file of one frame, with names of its addresses.
  local function named(order)
    local frame = support.wire [[
      ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0800
      45 00 001c 0000 0000 40 fd 0000 c0000201 c6336402
    ]] .. ("\0"):rep(8)
    local function record(kind, value)
      return string.pack(order .. "I2I2", kind, #value) .. value ..
        ("\0"):rep(-#value % 4)
    end
    return support.write(
      block(order, 0x0a0d0d0a, string.pack(order .. "I4I2I2i8", 0x1a2b3c4d, 1,
        0, -1)) ..
      block(order, 1, string.pack(order .. "I2I2I4", 1, 0, 0)) ..
      block(order, 4, record(1, "\xc0\0\2\1gateway\27[2J\0other\0") ..
        record(9, "?") .. record(1, "\xc6\x33\x64\2server\0") ..
        record(0, "")) ..
      block(order, 6, string.pack(order .. "I4I4I4I4I4", 0, 0, 0, #frame,
        #frame) .. frame), ".pcapng")
  end

  it("gives the names that a pcapng file holds, escaped", function()
    for _, order in ipairs { "<", ">" } do
      local name = named(order)
      assert.matches([[IP gateway\x1b[2J > server: ]],
        (support.pcaplua("-t -N -r " .. name)), 1, true)
      assert.matches("IP 192.0.2.1 > 198.51.100.2: ",
        (support.pcaplua("-t -r " .. name)), 1, true)
    end
  end)

  it("reads a damaged file as far as it is whole", function()
    local bytes = support.read(named "<")
    for size = 0, #bytes do
      local _, err, status = support.pcaplua("-t -N -r " ..
        support.write(bytes:sub(1, size), ".pcapng"))
      assert.is_nil(err:find "stack traceback")
      assert.is_true(status == 0 or status == 1 or status == 3)
    end
  end)
end)
