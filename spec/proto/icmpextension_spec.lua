--
-- icmpextension_spec.lua - the structure behind the packet that an ICMP message
-- quotes; tshark reads ten messages
--
local pycap = require "pycap"
local support = require "spec.support"

-- (nothing else in the specs stands behind this port)
pycap.carry("udp", 4884, "icmpextension")

local NAMES <const> = { "icmp.ext.version", "icmp.ext.checksum",
  "icmp.ext.checksum.status", "icmp.ext.class", "icmp.ext.ctype",
  "icmp.ext.length", "icmp.mpls.label", "icmp.mpls.exp", "icmp.mpls.s",
  "icmp.mpls.ttl" }

-- The structure of a message: so many objects with labels.
local function structure(i)
  local objects = {}
  for n = 1, i % 3 do
    local labels = {}
    for k = 1, n do
      labels[k] = { label = 1000 * i + k, trafficclass = k % 8,
        bottom = k == n and 1 or 0, timetolive = i + 1 }
    end
    objects[n] = { name = "mpls", hasmtu = 1, labels = labels }
  end
  objects[#objects + 1] = { name = "interface", role = i % 4, hasindex = 1,
    data = (">I4"):pack(i) }
  return pycap.icmpextension { objects = objects }
end

-- A message whose quoted packet has 128 bytes, the fewest (RFC 4884, 4.5).
local function message(i)
  local quoted = pycap.packet(pycap.ip { source = "192.0.2.9",
    destination = "198.51.100." .. i }, pycap.udp(), ("\0"):rep(100)).bytes
  return pycap.packet(pycap.ethernet(), pycap.ip { source = "192.0.2.1",
    destination = "192.0.2.9" }, pycap.icmp { type = ({ 3, 11, 12 })[i % 3 + 1],
    length = 128 }, quoted .. structure(i).packet)
end

-- The structure behind what a message quotes, as a script reads it.
local function behind(packet)
  return pycap.decode(packet.payload:sub(packet.icmp.length + 1),
    "icmpextension").icmpextension
end

-- The values that tshark shows, by our fields.
local function values_of(extension)
  local values = { tostring(extension.version),
    ("0x%04x"):format(extension.checksum), "1" }
  local lists = {}
  for i = 4, #NAMES do lists[i] = {} end
  local function add(i, value) table.insert(lists[i], value) end
  for _, object in ipairs(extension.objects) do
    add(4, object.kind)
    add(5, object.role << 6 | object.hasindex << 3 | object.hasmtu)
    add(6, object.length)
    for _, row in ipairs(object.labels or {}) do
      add(7, row.label)
      add(8, row.trafficclass)
      add(9, row.bottom)
      add(10, row.timetolive)
    end
  end
  for i = 4, #NAMES do values[i] = table.concat(lists[i], ",") end
  return values
end

describe("icmpextension", function()
  it("has tshark's values in ten messages", function()
    support.needs("tshark")
    local frames, expected = {}, {}
    for i = 1, 10 do
      frames[i] = message(i).bytes
      expected[i] = values_of(behind(pycap.decode(frames[i], 1)))
    end
    local out, err, status = support.shell(("tshark -n -r %s -T fields " ..
      "-E separator=/t -E occurrence=a -e %s"):format(support.quote(
      support.capture(frames)), table.concat(NAMES, " -e ")))
    assert(status == 0, err)
    local number = 0
    for line in out:gmatch("([^\n]*)\n") do
      number = number + 1
      local texts = {}
      for text in (line .. "\t"):gmatch("([^\t]*)\t") do
        texts[#texts + 1] = text:gsub("0x0*(%x+)$", function(digits)
          return #texts ~= 1 and tostring(tonumber(digits, 16)) or nil
        end)
      end
      assert.same(expected[number], texts, "message " .. number)
    end
    assert.equal(10, number)
  end)

  it("does not reach into the packet that is quoted", function()
    local packet = pycap.decode(message(4).bytes, 1)
    assert.equal(128, #packet.quoted.bytes)
    assert.equal("198.51.100.4", packet.quoted.ip.destination)
    assert.equal(4001, behind(packet).objects[1].labels[1].label)
  end)

  it("says whether its checksum is right", function()
    local bytes = structure(4).packet
    assert.equal("good", pycap.checksum(pycap.decode(bytes,
      "icmpextension").icmpextension))
    bytes = bytes:sub(1, -2) .. "\xff"
    assert.equal("bad", pycap.checksum(pycap.decode(bytes,
      "icmpextension").icmpextension))
  end)
end)

require "spec.support.every" (_ENV, "icmpextension", {
  source = "RFC 4884, 7, and RFC 4950, 4: a stack of two labels",
  document = "RFC 4884, RFC 4950",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 0800
    4500 002c 0001 0000 4011 f6bc c0000201 c0000202
    c000 1314 0018 0000
    2000 0000 000c 0101 003e8240 00fa1b07
  ]],
  fields = {
    version = { 2 }, reserved = { 0 }, checksum = { 0 },
    objects = { { { name = "mpls", kind = 1, length = 12, role = 0, unused = 0,
      hasindex = 0, hasaddress = 0, hasname = 0, hasmtu = 1, labels = {
        { label = 1000, trafficclass = 1, bottom = 0, timetolive = 64 },
        { label = 4001, trafficclass = 5, bottom = 1, timetolive = 7 },
      } } } },
  },
})
