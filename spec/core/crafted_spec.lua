--
-- crafted_spec.lua - random packets made by hand, over all protocols, as
-- tshark reads them: no checksum is bad, and no field another than was meant
--
-- PYCAP_CRAFTED says how many (2,000; make prove: 10,000).
--
local crafted = require "spec.support.crafted"
local judge = require "spec.support.judge"
local judged = require "spec.support.judged"
local oracle = require "spec.support.oracle"
local pycap = require "pycap"
local support = require "spec.support"

local COUNT <const> = tonumber(os.getenv("PYCAP_CRAFTED")) or
  support.rounds(2000)

-- tshark's protocols that say whether a checksum is right, by ours.
local sums = { ip = "ip", tcp = "tcp", udp = "udp", icmp = "icmp",
  icmp6 = "icmpv6", igmp = "igmp", sctp = "sctp", gre = "gre",
  vrrp = "vrrp", cdp = "cdp" }

local checking = " -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE " ..
  "-o udp.check_checksum:TRUE -o sctp.checksum:CRC-32c"

local names = table.move(judged.names, 1, #judged.names, 1, {})
for _, theirs in pairs(sums) do
  names[#names + 1] = theirs .. ".checksum.status"
end

-- The packets of each link type, in order.
local function by_datalink(list)
  local kinds, seen = {}, {}
  for _, packet in ipairs(list) do
    local kind = seen[packet.datalink]
    if not kind then
      kind = { datalink = packet.datalink, packets = {}, frames = {} }
      kinds[#kinds + 1], seen[packet.datalink] = kind, kind
    end
    table.insert(kind.packets, packet)
    table.insert(kind.frames, crafted.make(packet).bytes)
  end
  return kinds
end

local function text_of(packet)
  local list = {}
  for i, header in ipairs(packet.headers) do list[i] = header[1] end
  return table.concat(list, ":")
end

-- What we read is what was meant.
local function meant(packet, read, differ)
  for i, header in ipairs(packet.headers) do
    local back = read[i]
    if getmetatable(back) ~= "pycap." .. header[1] then
      return differ("header " .. i, tostring(back), header[1])
    end
    local again = pycap[header[1]](pycap.table(back))
    for name, value in pairs(header[2]) do
      again[name] = value
      if back[name] == nil or again.packet ~= back.packet then
        differ(header[1] .. "." .. name, back[name], value)
      end
    end
    if pycap.checksum(back) == "bad" then
      differ(header[1], pycap.checksum(back), "good")
    end
  end
  if #read ~= #packet.headers or read.malformed then
    differ("headers", #read, #packet.headers)
  end
end

-- The oracle has the fragment header of the outermost IPv6 header alone
-- (judged.lua has all).
local inner = "a fragment header behind an inner IPv6 header"
local fragment = { ["ipv6.frag_nxt"] = inner, ["ipv6.frag_offset"] = inner,
  ["ipv6.frag_more"] = inner, ["ipv6.frag_id"] = inner }

local function except_of(packet)
  local count = 0
  for _, header in ipairs(packet.headers) do
    if header[1] == "ip6" then count = count + 1 end
  end
  return count > 1 and fragment or {}
end

describe("crafted packets", function()
  local kinds, fields
  local done, good = 0, 0

  setup(function()
    support.needs("oracle")
    fields = oracle.fields(names, checking)
    kinds = by_datalink(crafted.list(COUNT))
    local paths = {}
    for i, kind in ipairs(kinds) do
      kind.path = support.capture(kind.frames, { datalink = kind.datalink })
      paths[i] = kind.path
    end
    oracle.start(paths)
    fields.start(paths)
  end)

  teardown(function()
    support.note("crafted: %d packets, %d checksums that tshark finds good, " ..
      "%d values of its fields", done, good, judged.done.values +
      judge.done.fields)
  end)

  local function compare(kind, differences)
    local expected, theirs = oracle.packets(kind.path),
      fields.packets(kind.path)
    local reader <close> = pycap { filename = kind.path }
    local number = 0
    for read in reader:packets() do
      number = number + 1
      local packet = kind.packets[number]
      local function differ(name, our, their)
        differences[#differences + 1] = ("%d: %s: %s: %s, tshark %s"):format(
          kind.datalink, text_of(packet), name, tostring(our), tostring(their))
      end
      local _, object = expected()
      local _, values = theirs()
      meant(packet, read, differ)
      judge.packet(read, object, except_of(packet), {}, differ)
      judged.compare(read, values, {}, differ)
      for _, name in pairs(sums) do
        for _, status in ipairs(values[name .. ".checksum.status"]) do
          if status == "0" then differ(name, "checksum", "bad") end
          if status == "1" then good = good + 1 end
        end
      end
      done = done + 1
    end
    assert.equal(#kind.packets, number)
  end

  it("are to tshark what was meant", function()
    local differences = {}
    for _, kind in ipairs(kinds) do compare(kind, differences) end
    assert(#differences == 0, ("%d differences\n%s"):format(#differences,
      table.concat(differences, "\n", 1, math.min(#differences, 40))))
    assert.equal(COUNT, done)
    assert.is_true(good > COUNT // 2)
  end)
end)
