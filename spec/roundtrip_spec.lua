--
-- roundtrip_spec.lua - every packet of the corpus that decodes without fault,
-- taken apart into plain tables and composed anew from nothing but them
--
local pycap = require "pycap"
local support = require "spec.support"

-- No packet needs an exception; one that did would stand here, by file and
-- number, with its reason.
local exceptions = {}

-- What composing the tables gives, or the error that it raises.
local function anew(packet)
  local plain = packet:table()
  local parts = {}
  for i, name in ipairs(plain.protocols) do
    parts[i] = pycap[name](plain.headers[i])
  end
  parts[#parts + 1] = plain.payload .. plain.trailer
  return pycap.packet(table.unpack(parts)).bytes
end

-- Reads a file; what is damaged in it ends it. Adds to `count`.
local function check(file, count, wrong)
  local opened, capture = pcall(pycap, { filename = file.path })
  if not opened then return end
  local number = 0
  pcall(function()
    for packet in capture:packets() do
      number = number + 1
      if packet.malformed then
        count.malformed = count.malformed + 1
      else
        local ok, bytes = pcall(anew, packet)
        count.compared = count.compared + 1
        if (not ok or bytes ~= packet.bytes) and
            not exceptions[file.file .. " " .. number] then
          wrong[#wrong + 1] = ("%s %d: %s: %s"):format(file.file, number,
            packet, ok and "other bytes" or bytes)
        end
      end
    end
  end)
  capture:close()
end

describe("the round trip", function()
  setup(function() support.needs("corpus") end)

  it("gives the bytes of every packet of the corpus", function()
    local count = { compared = 0, malformed = 0 }
    local wrong = {}
    for _, file in ipairs(support.corpus()) do
      if file.path then check(file, count, wrong) end
    end
    support.note("round trip: %d packets composed anew, %d malformed passed by",
      count.compared, count.malformed)
    assert.equal("", table.concat(wrong, "\n", 1, math.min(#wrong, 20)))
    assert.is_true(count.compared > 50000)
  end)
end)
