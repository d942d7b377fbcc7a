--
-- scapy_spec.lua - the same random packets made by Scapy: the same bytes
--
-- support/scapy.py says what Scapy has no header for, or makes in another way;
-- all else has to be the same.
--
local crafted = require "spec.support.crafted"
local json = require "dkjson"
local support = require "spec.support"

-- PYCAP_CRAFTED says how many (2,000; make prove: 10,000).
local COUNT <const> = tonumber(os.getenv("PYCAP_CRAFTED")) or
  support.rounds(2000)

-- Debian's package is one for its own interpreter.
local PYTHON <const> = "/usr/bin/python3"

local function hex(bytes)
  return (bytes:gsub(".", function(byte)
    return ("%02x"):format(byte:byte())
  end))
end

local function text_of(packet)
  local list = {}
  for i, header in ipairs(packet.headers) do list[i] = header[1] end
  return table.concat(list, ":")
end

describe("Scapy", function()
  it("makes the same bytes of the same descriptions", function()
    support.needs("scapy")
    local list, lines = crafted.list(COUNT), {}
    for i, packet in ipairs(list) do
      lines[i] = json.encode { headers = packet.headers,
        payload = hex(packet.payload) } .. "\n"
    end
    local out, err, status = support.shell(PYTHON .. " spec/support/scapy.py",
      { stdin = table.concat(lines), timeout = 300 })
    assert.equal("", err)
    assert.equal(0, status)
    local i, same, differences, unknown = 0, 0, {}, 0
    for line in out:gmatch("[^\n]+") do
      i = i + 1
      local ours = hex(crafted.make(list[i]).bytes)
      if line:sub(1, 1) == "-" then
        unknown = unknown + 1
      elseif line == ours then
        same = same + 1
      else
        differences[#differences + 1] = ("%s\nours  %s\nscapy %s"):format(
          text_of(list[i]), ours, line)
      end
    end
    support.note("Scapy: %d packets are the same, %d it does not make", same,
      unknown)
    assert.equal(COUNT, i)
    assert(#differences == 0, ("%d differences\n%s"):format(#differences,
      table.concat(differences, "\n", 1, math.min(#differences, 20))))
    assert.is_true(same > COUNT // 6)
  end)
end)
