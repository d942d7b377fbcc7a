--
-- outside.lua - frames that others made: our fields have the values that
-- tshark shows
--
-- The rows read both ways by the same code cannot show a wrong width. So each
-- protocol has a frame from outside, as a table of
--
--   source    where the bytes come from: the expression with which Scapy
--             makes them, a section of a standard
--   bytes     the frame, in hexadecimal (support.wire)
--   datalink  its link type, unless it is Ethernet; of one protocol, the same
--   fields    by name, each field of the protocol's (outermost) header: its
--             value, and the name under which tshark shows the same value,
--             or names with what it shows:
--             `operation = { 2, "arp.opcode" }`,
--             `messageage = { 768, ["stp.msg_age"] = 3 }`.
--             Of a list, the items; of an item, the keys that are stated.
--   document  the standard that gives the values, where tshark has no names
--
local assert = require "luassert"
local support = require "spec.support"

local JUDGE <const> = "tshark -n -r %s -o ip.defragment:FALSE " ..
  "-o tcp.relative_sequence_numbers:FALSE -T fields -E separator=/t " ..
  "-E occurrence=a -E 'aggregator=;' -e %s"

-- Fails where a value is not as stated; of lists, what is stated of it.
local function stated(expected, value, where)
  if type(expected) ~= "table" then
    return assert.equal(expected, value, where)
  end
  assert.is_table(value, where)
  if expected[1] ~= nil then assert.equal(#expected, #value, where) end
  for key, part in pairs(expected) do
    stated(part, value[key], where .. "." .. key)
  end
end

-- What tshark shows of fields in the packets of a file: a list of texts by the
-- fields' names; of a field that is there more than once all, with `;` between.
local function shown(file, names)
  local out, err, status = support.shell(JUDGE:format(support.quote(file),
    table.concat(names, " -e ")))
  assert(status == 0, err)
  local list = {}
  for line in out:gmatch("([^\n]*)\n") do
    local values, i = {}, 0
    for value in (line .. "\t"):gmatch("([^\t]*)\t") do
      i = i + 1
      values[names[i]] = value
    end
    list[#list + 1] = values
  end
  return list
end

-- True where a text of tshark's says that value: all of the text, or what
-- stands first in it.
local function says(text, value)
  local function is(part)
    return part == tostring(value) or
      math.type(value) == "integer" and tonumber(part) == value
  end
  return is(text) or is(text:match("^[^;]*"))
end

-- The values that tshark has to show in a frame, by its names, which are
-- added to `names`. Fails where there are none, and no document either.
local function judgements(frame, names)
  local values = {}
  for _, field in pairs(frame.fields) do
    for name, value in pairs(field) do
      if math.type(name) == nil then values[name] = value end
    end
    if field[2] then values[field[2]] = field[1] end
  end
  assert(next(values) or frame.document, "judged by nobody")
  for name in pairs(values) do names[#names + 1] = name end
  return values
end

-- The frame's fields are stated, each, and have these values.
local function reads(protocol, frame)
  local packet = support.decode(support.wire(frame.bytes),
    { datalink = frame.datalink })
  local header = packet[protocol.name]
  assert(header, tostring(packet))
  assert.is_nil(packet.malformed)
  for name in pairs(header) do
    assert(frame.fields[name], name .. " is not stated")
  end
  for name, field in pairs(frame.fields) do
    stated(field[1], header[name], name)
  end
end

-- Has tshark judge the frames, which are all of one link type.
local function judge(frames)
  local expected, names, bytes = {}, {}, {}
  for i, frame in ipairs(frames) do
    expected[i] = judgements(frame, names)
    bytes[i] = support.wire(frame.bytes)
  end
  if #names == 0 then return end
  support.needs("tshark")
  local list = shown(support.capture(bytes, { datalink = frames[1].datalink }),
    names)
  assert.equal(#frames, #list)
  for i, values in ipairs(expected) do
    for name, value in pairs(values) do
      assert(says(list[i][name], value), ("frame %d: %s: stated %s, tshark " ..
        "shows %s"):format(i, name, value, list[i][name]))
    end
  end
end

return function(it, protocol, frames)
  it("has a frame from outside", function()
    assert(#frames > 0, protocol.name .. ": no frame from outside")
    for _, frame in ipairs(frames) do assert.matches("%S", frame.source) end
  end)

  for i, frame in ipairs(frames) do
    it("reads the frame " .. i .. " from outside", function()
      reads(protocol, frame)
    end)
  end

  it("has tshark's values in frames from outside", function()
    for _, frame in ipairs(frames) do
      assert.equal(frames[1].datalink, frame.datalink)
    end
    judge(frames)
  end)
end
