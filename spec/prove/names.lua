--
-- names.lua - attacks on names and lists of DNS: four times the bytes take
-- about four times as long, and 64 KiB under a tenth of a second
--
local pycap = require "pycap"
local report = require "spec.prove.report"

local function message(questions, answers, rest)
  return string.pack(">I2I2I2I2I2I2", 7, 0x8180, questions, answers, 0, 0) ..
    rest
end

-- What is in a message of about so many bytes.
local attacks = {
  { "pointers in a circle", function(size)
    return message(65535, 0, ("\xc0\12\0\1\0\1"):rep(size // 6))
  end },
  { "pointers forward", function(size)
    return message(65535, 0, ("\xff\xff\0\1\0\1"):rep(size // 6))
  end },
  { "a chain of pointers", function(size)
    local list = { "\1a\0\0\1\0\1" }
    for i = 1, size // 6 do
      local back = i == 1 and 12 or 19 + (i - 2) * 6
      list[#list + 1] = string.pack(">I2I2I2",
        0xc000 | math.min(back, 0x3fff), 1, 1)
    end
    return message(65535, 0, table.concat(list))
  end },
  { "labels of one byte", function(size)
    return message(65535, 0, ("\1a"):rep(size // 2))
  end },
  { "counts of 65535", function(size)
    return message(65535, 65535, ("\0\0\1\0\1"):rep(size // 5))
  end },
}

local function seconds(bytes)
  local best = math.huge
  for _ = 1, 5 do
    local start = os.clock()
    local packet = pycap.decode(bytes, "dns")
    if packet.dns then
      local _, _ = packet.dns.questions, packet.dns.answers
    end
    best = math.min(best, os.clock() - start)
  end
  return best
end

report.say("", "aim", "figure", "")
for _, attack in ipairs(attacks) do
  local name, make = attack[1], attack[2]
  report.claim(name .. ", 16 and 64 KiB", "< 8 x, < 100 ms", function()
    local few, many = seconds(make(16000)), seconds(make(64000))
    local figure = ("%.1f x, %.2f ms"):format(many / few, many * 1000)
    assert((many < 8 * few or many < 0.001) and many < 0.1, figure)
    return figure
  end)
end

os.exit(not report.failed)
