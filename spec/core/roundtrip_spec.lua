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

-- Reads a file and adds to `count` and to `wrong`.
local function check(file, count, wrong)
  local capture <close> = pycap { filename = file.path }
  local number = 0
  for packet in capture:packets() do
    number = number + 1
    if packet.malformed then
      count.malformed = count.malformed + 1
    else
      local ok, bytes = pcall(anew, packet)
      count.compared = count.compared + 1
      -- names may be written otherwise, and say the same
      local same = ok and (bytes == packet.bytes or packet.dns and
        pycap.decode(pycap.dns(pycap.table(packet.dns)).packet, "dns").dns ==
          packet.dns)
      if not same and
          not exceptions[file.file .. " " .. number] then
        wrong[#wrong + 1] = ("%s %d: %s: %s"):format(file.file, number,
          packet, ok and "other bytes" or bytes)
      end
    end
  end
end

describe("the round trip", function()
  setup(function() support.needs("corpus") end)

  it("gives the bytes of every packet of the corpus", function()
    local count = { compared = 0, malformed = 0 }
    local wrong = {}
    local files = support.corpus()
    for _, file in ipairs(files) do
      local ok, fault = pcall(check, file, count, wrong)
      -- files that are damaged, or not pcap, are in the corpus
      if not ok and getmetatable(fault) ~= pycap.error then error(fault, 0) end
    end
    support.note("round trip: %d packets composed anew, %d malformed passed by",
      count.compared, count.malformed)
    assert.equal("", table.concat(wrong, "\n", 1, math.min(#wrong, 20)))
    assert.is_true(count.compared > files.packets * 3 // 4)
  end)
end)
