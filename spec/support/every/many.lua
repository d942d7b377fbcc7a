--
-- many.lua - frames that another program made, as many as a file holds: our
-- fields have the values that tshark shows, and composing the headers from
-- tables gives the same bytes
--
-- The file is spec/support/frames/NAME.hex, a frame a line, made by
-- spec/support/frames.py. The spec states
--
--   names     for each field of the protocol, tshark's name for it;
--             or { name, f }: f(value) is what tshark shows
--   datalink  the link type of the frames, unless it is Ethernet
--   options   options of tshark's
--   also      fields that tshark has no name for
--
local assert = require "luassert"
local pycap = require "pycap"
local support = require "spec.support"

local LEAST <const> = 10

local JUDGE <const> = "tshark -n -r %s %s -o ip.defragment:FALSE " ..
  "-T fields -E separator=/t -E occurrence=f -e %s"

local function frames_of(name)
  local list, seen = {}, {}
  for line in io.lines("spec/support/frames/" .. name .. ".hex") do
    assert.is_nil(seen[line], "a frame twice")
    seen[line] = true
    if line:sub(1, 1) ~= "#" then list[#list + 1] = support.wire(line) end
  end
  assert(#list >= LEAST, "frames: " .. #list)
  return list
end

local function hex(value)
  return (value:gsub(".", function(byte)
    return ("%02x"):format(byte:byte())
  end))
end

-- True where a text of tshark's says that value.
local function says(text, value)
  if value == nil or value == "" then return text == "" end
  if math.type(value) == "integer" then return tonumber(text) == value end
  return text == value or text:gsub(":", "") == hex(value)
end

-- What tshark shows of the fields: for each frame a list of texts.
local function shown(frames, theirs, group)
  local file = support.capture(frames, { datalink = group.datalink })
  local out, err, status = support.shell(JUDGE:format(support.quote(file),
    group.options or "", table.concat(theirs, " -e ")))
  assert(status == 0, err)
  local list = {}
  for line in out:gmatch("([^\n]*)\n") do
    local texts = {}
    for text in (line .. "\t"):gmatch("([^\t]*)\t") do
      texts[#texts + 1] = text
    end
    list[#list + 1] = texts
  end
  assert.equal(#frames, #list)
  return list
end

local function decode(bytes, group)
  return support.decode(bytes, { datalink = group.datalink })
end

-- The packet's headers, each made anew from a table of its fields.
local function composed(packet)
  local parts = {}
  for i = 1, #packet do
    local name = getmetatable(packet[i]):match("^pycap%.(.*)")
    parts[i] = pycap[name](pycap.table(packet[i]))
  end
  parts[#parts + 1] = packet.payload .. packet.trailer
  return pycap.packet(table.unpack(parts)).bytes
end

return function(it, protocol, group)
  it("has tshark's values in many frames", function()
    support.needs("tshark")
    local frames, ours, theirs = frames_of(protocol.name), {}, {}
    for name, their in pairs(group.names) do
      ours[#ours + 1] = name
      theirs[#theirs + 1] = type(their) == "table" and their[1] or their
    end
    local present = {}
    for number, texts in ipairs(shown(frames, theirs, group)) do
      local header = decode(frames[number], group)[protocol.name]
      assert(header, "frame " .. number)
      for i, name in ipairs(ours) do
        local value, their = header[name], group.names[name]
        if value ~= nil then present[name] = true end
        if type(their) == "table" and value ~= nil then
          value = their[2](value, header)
        end
        assert(says(texts[i], value), ("frame %d: %s: %s, tshark %q"):format(
          number, name, tostring(value), texts[i]))
      end
    end
    for _, name in ipairs(ours) do assert(present[name], name) end
    for _, name in ipairs(group.also or {}) do present[name] = true end
    for _, field in ipairs(protocol.fields) do
      assert(present[field.name], field.name .. " is judged by nobody")
    end
  end)

  it("is composed from tables to the same bytes", function()
    for number, bytes in ipairs(frames_of(protocol.name)) do
      local packet = decode(bytes, group)
      assert(packet[protocol.name] and not packet.malformed,
        ("frame %d: %s"):format(number, tostring(packet)))
      assert.equal(hex(bytes), hex(composed(packet)), "frame " .. number)
    end
  end)
end
