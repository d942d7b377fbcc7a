--
-- bytes.lua - what holds for every protocol's bytes: there and back, random
-- ones, cut ones
--
local assert = require "luassert"
local pycap = require "pycap"
local scatter = require "spec.support.every.scatter"
local values = require "spec.support.every.values"
local ways = require "spec.support.ways"

local frame, decode = ways.frame, scatter.decode

-- True for equal values; of tables, all that is in them.
local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

-- A header is read in the same way by pairs, by name and as a table, and it
-- has a line of text. How many fields it has.
local function readable(header)
  local text = tostring(header):gsub("[^%g ]", "?")
  assert(text:find("^%w+%(.*%)$"), text)
  local copy, fields = pycap.table(header), 0
  for name, value in pairs(header) do
    if not same(value, header[name]) or not same(value, copy[name]) then
      assert.same(value, header[name], name)
      assert.same(value, copy[name], name)
    end
    fields = fields + 1
  end
  for name in pairs(copy) do
    fields = fields - 1
    assert(header[name] ~= nil, name)
  end
  assert(fields == 0, "pairs and pycap.table have not the same fields")
  for _ in pairs(copy) do fields = fields + 1 end
  return fields
end

-- The bytes from which on a header that is cut is there: those of its fixed
-- part, or of its ports; of a list alone those of the first item.
local function least(protocol)
  local rows, bits = protocol.fields, 0
  if rows[1].name == "sourceport" then return 4 end
  if rows[1].kind == "items" then return 9 end -- lldp
  for _, row in ipairs(rows) do
    if row.sized or row.when or row.optional or row.width == 0 then break end
    bits = bits + row.width
  end
  return bits // 8
end

-- True where only a port says that the header of the protocol stands there.
local function by_port(packet, depth)
  local parent = packet[depth]
  return parent ~= nil and pycap.table(parent).sourceport ~= nil
end

-- A header that is cut: what `bytes` have of the header `made`. One that only
-- a port announces, and that is not whole though all is there, is payload.
local function cut_header(protocol, made, packet, depth, bytes, all)
  if #bytes < least(protocol) or (all and by_port(packet, depth)) then
    assert.equal(depth, #packet)
    assert.equal(bytes, packet.payload)
    return
  end
  local header = packet[depth + 1]
  assert.equal("pycap." .. protocol.name, getmetatable(header))
  assert.equal("", packet.payload)
  assert.equal(bytes, header.packet)
  local fields, whole = pycap.table(header), pycap.table(made)
  for _, row in ipairs(protocol.fields) do
    local value, name = fields[row.name], protocol.name .. "." .. row.name
    if value == nil then
      if whole[row.name] ~= nil then
        assert.error_matches(function() header[row.name] = whole[row.name] end,
          name .. ": cannot be assigned: the header is cut off before " ..
            "it", 1, true)
      end
    elseif row.kind == "items" then
      local list = whole[row.name]
      for i, item in ipairs(value) do
        assert.is_true(item.kind == nil and i == #value
          or list[i] == nil or item.kind == list[i].kind, name)
      end
    elseif row.span then  -- which goes as far as there are bytes
      assert.equal(whole[row.name]:sub(1, #value), value, name)
    elseif not values.follows(protocol, row) then
      assert.same(whole[row.name], value, name)
    end
  end
  assert.is_nil(pycap.checksum(header))
end

-- True where some bytes are another protocol's, without a word.
local function is_guarded(protocol)
  for _, rule in ipairs(protocol.rules or {}) do
    if rule.effect == "otherwise" then return true end
  end
  return false
end

-- True when nothing follows the ports of a datagram or segment.
local function is_empty(packet)
  return packet.payload == "" and by_port(packet, #packet)
end

return function(it, protocol)
  local make = pycap[protocol.name]
  local guarded = is_guarded(protocol) or protocol.native == true

  it("decodes what nothing set encodes to the defaults", function()
    local header = make()
    local whole, _, datalink = frame(protocol, header.packet)
    local packet = decode({ whole }, datalink)[1]
    local back = packet[protocol.name]
    assert.equal(header.packet, back.packet)
    assert.is_not.matches("^" .. protocol.name .. ":",
      packet.malformed or "")
    for _, field in ipairs(protocol.fields) do
      local sum = protocol.checksum and protocol.checksum.field == field.name
      if field.kind == "integer" and header[field.name] ~= nil and
          not sum then
        assert.equal(field.default, header[field.name], field.name)
      end
      -- in the packet it covers what is not there before
      if sum then header[field.name] = back[field.name] end
      assert.same(header[field.name], back[field.name], field.name)
    end
    assert.is_true(header == back)
  end)

  it("encodes what it decoded, byte for byte", function()
    scatter.headers(protocol, function(header)
      local copy = make(pycap.table(header))
      if not values.written_anyhow(protocol) then
        assert.equal(header.packet, copy.packet)
      end
      assert.is_true(copy == header)
    end)
  end)

  it("changes nothing by assigning what is there", function()
    scatter.headers(protocol, function(header, packet, i)
      local before = packet.bytes
      local field = protocol.fields[i % #protocol.fields + 1].name
      header[field] = header[field]
      assert.equal(before, packet.bytes)
    end)
  end)

  it("survives random bytes", function()
    local packets, depth = scatter.packets(protocol)
    local fields = 0
    for number, packet in ipairs(packets) do
      assert(not tostring(packet):find("[^\32-\126]"))
      assert(#packet >= depth or packet.malformed ~= nil
        or guarded or is_empty(packet))
      -- The headers before are the same in each packet.
      for i = number % 20 == 1 and 1 or depth, #packet do
        fields = fields + readable(packet[i])
      end
      assert(type(packet:table()) == "table")
    end
    assert.is_true(fields > scatter.rounds // 5)
  end)

  it("is cut at every length without an error", function()
    local made = make()
    local whole, depth, datalink = frame(protocol, made.packet)
    local before = #whole - #made.packet
    local frames = {}
    for n = 0, #whole - 1 do
      frames[#frames + 1] = whole:sub(1, n)
      frames[#frames + 1] = { bytes = whole:sub(1, n), length = #whole }
    end
    for i, packet in ipairs(decode(frames, datalink)) do
      local n = (i - 1) // 2
      local said = packet.malformed
      local there = not guarded or said ~= nil and not said:find "^ipx?: "
      -- an LLDP frame may end behind any element
      local ended = protocol.name == "lldp" and i % 2 == 1
        and ({ [9] = true, [18] = true, [22] = true })[n - before]
      local empty = i % 2 == 1 and is_empty(packet)
      if n >= before and there and not ended and not empty then
        local cut = i % 2 == 1 and "cut short"
          or "cut off by the snapshot length"
        -- Of an empty frame nobody knows with which header it begins, nor of
        -- bytes that are too few to tell two protocols apart.
        local sure = n > 0 and (#protocol.carriers > 0 or n >= before + 4)
        local name = sure and protocol.name
          or packet.malformed:match("^%w+")
        assert.equal(("%s: %s, at byte %d"):format(name, cut, before),
          packet.malformed)
        cut_header(protocol, made, packet, depth, whole:sub(before + 1, n),
          i % 2 == 1)
      end
      if ended then assert.is_nil(packet.malformed)
      elseif there then assert.is_string(packet.malformed) end
      assert.equal(whole:sub(1, n), packet.bytes)
    end
  end)
end
