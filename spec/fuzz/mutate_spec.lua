--
-- mutate_spec.lua - mutated packets are read without a finding
--
-- PYCAP_MUTATIONS says how many (make asan, make prove: more); fuzz/mutate.lua
-- is what runs.
--
local support = require "spec.support"

local COUNT <const> = tonumber(os.getenv("PYCAP_MUTATIONS")) or
  support.rounds(2000)
local SEED <const> = 20240229

-- What the frame that a process did not survive was.
local function last(scratch)
  local bytes = support.read(scratch .. ".frame")
  if #bytes < 8 then return "no frame" end
  local kind, frame = string.unpack("<I4s4", bytes)
  return ("link type %d: %s"):format(kind, (frame:gsub(".", function(c)
    return ("%02x"):format(c:byte())
  end)))
end

describe("mutated packets", function()
  it("are read without a finding", function()
    support.needs("corpus")
    local words = { "--script", "spec/fuzz/mutate.lua", COUNT, SEED,
      support.name() }
    local scratch = words[5]
    for _, capture in ipairs(support.corpus()) do
      words[#words + 1] = capture.path
    end
    local out, err, status = support.pcaplua(words)
    assert(status == 0, ("status %d\n%s\n%s"):format(status, err,
      last(scratch)))
    assert.truthy(out:find("^" .. COUNT .. " mutations of %d+ frames"), out)
    support.note("%s", out:match("[^\n]*"))
  end)
end)
