--
-- madeby.lua - frames that a script in Python makes, ten of each kind: tshark's
-- values, and the same bytes when they are made anew from tables
--
local assert = require "luassert"
local judged = require "spec.support.judged"
local oracle = require "spec.support.oracle"
local pycap = require "pycap"
local support = require "spec.support"

local madeby = {}

-- What a script prints, which are lines of a kind and a frame: lists of frames
-- by their kinds, and the kinds in order. Debian's Scapy is one for Debian's
-- interpreter.
function madeby.frames(script)
  local out, err, status = support.shell("/usr/bin/python3 " .. script,
    { timeout = 60 })
  assert.equal("", err)
  assert.equal(0, status)
  local frames, kinds = {}, {}
  for kind, hex in out:gmatch("(%S+) (%x+)\n") do
    if not frames[kind] then frames[kind], kinds[#kinds + 1] = {}, kind end
    table.insert(frames[kind], support.wire(hex))
  end
  return frames, kinds
end

-- What differs from tshark's values, as a text; tshark is called once.
function madeby.differences(frames, kinds)
  local all, differences = {}, {}
  for _, kind in ipairs(kinds) do
    table.move(frames[kind], 1, #frames[kind], #all + 1, all)
  end
  local theirs = oracle.fields(judged.names).packets(support.capture(all))
  for i, bytes in ipairs(all) do
    local number, values = theirs()
    assert.equal(i, number)
    local packet = pycap.decode(bytes, 1)
    assert.is_nil(packet.malformed)
    judged.compare(packet, values, {}, function(name, our, their)
      differences[#differences + 1] = ("frame %d: %s: %s, tshark %s"):format(
        i, name, our, their)
    end)
  end
  return table.concat(differences, "\n")
end

-- The bytes of a packet that is made from plain tables of its headers.
function madeby.anew(bytes)
  local plain = pycap.decode(bytes, 1):table()
  local parts = {}
  for i, name in ipairs(plain.protocols) do
    parts[i] = pycap[name](plain.headers[i])
  end
  parts[#parts + 1] = plain.payload .. plain.trailer
  return pycap.packet(table.unpack(parts)).bytes
end

return madeby
