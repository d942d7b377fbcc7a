--
-- crafted.lua - random packets over all protocols, as descriptions: plain data
-- from which pycap and others make them
--
-- Who follows whom is read off the carriers; what is set of a header is said
-- here, and of a protocol that is not here, nothing.
--
local pycap = require "pycap"

local crafted = {}

-- Applications are in apps_spec.lua.
local apps = {}
for _, entry in ipairs(require "spec.support.judgedapps") do
  apps[entry[2]] = entry.app
end

-- Those of which spec/support/frames has frames, by Scapy, are judged there.
local function framed(name)
  local file <close> = io.open("spec/support/frames/" .. name .. ".hex")
  return file ~= nil
end

local protocols, by_name = {}, {}
for _, protocol in ipairs(pycap.protocols()) do
  if not framed(protocol.name) and not apps[protocol.name] then
    protocols[#protocols + 1] = protocol
    by_name[protocol.name] = protocol
  end
end

local seed = 5

-- The same numbers in every run; below n.
local function chance(n)
  seed = seed * 6364136223846793005 + 1442695040888963407
  return (seed >> 33) % n
end

local function pick(list) return list[chance(#list) + 1] end

local function bytes(size)
  local list = {}
  for i = 1, size do list[i] = string.char(chance(256)) end
  return table.concat(list)
end

local function mac()
  return ("02:00:00:%02x:%02x:%02x"):format(chance(256), chance(256),
    chance(256))
end

local function ip4()
  return pick { "192.0.2.", "198.51.100." } .. chance(256)
end

local function ip6()
  return ("2001:db8:%x::%x"):format(chance(65535) + 1, chance(65535) + 1)
end

-- Ports behind which tshark looks for nothing.
local function port() return 40000 + chance(7000) end

-- What is set of a header ---------------------------------------------------

local options = {}

function options.ip()
  return pick { {}, { { name = "routeralert" } }, { { name = "nop" },
    { name = "nop" }, { name = "nop" }, { name = "nop" } } }
end

function options.tcp()
  return pick { {},
    { { name = "mss", size = 536 + chance(9000) } },
    { { name = "nop" }, { name = "nop" }, { name = "timestamps",
      value = chance(1 << 31), echo = chance(1 << 31) } },
    { { name = "mss", size = 1460 }, { name = "sackpermitted" },
      { name = "timestamps", value = chance(1 << 31), echo = 0 },
      { name = "nop" }, { name = "windowscale", shift = chance(15) } },
    { { name = "nop" }, { name = "nop" }, { name = "sack", blocks = {
      { left = chance(1 << 31), right = chance(1 << 31) } } } } }
end

local fields = {}

function fields.ethernet() return { source = mac(), destination = mac() } end

function fields.vlan()
  return { priority = chance(8), dropeligible = chance(2), id = chance(4096) }
end

function fields.arp()
  return { operation = pick { 1, 2 }, sourcehardware = mac(),
    sourceprotocol = ip4(), targethardware = mac(), targetprotocol = ip4() }
end

function fields.ip()
  return { typeofservice = chance(256), id = chance(65536),
    flags = pick { 0, 2 }, timetolive = chance(255) + 1, source = ip4(),
    destination = ip4(), options = options.ip() }
end

function fields.ip6()
  return { trafficclass = chance(256), flowlabel = chance(1 << 20),
    hoplimit = chance(255) + 1, source = ip6(), destination = ip6() }
end

-- Behind a request all would be options.
function fields.tftp()
  return { operation = 3, block = chance(65536) }
end

function fields.udp()
  return { sourceport = port(), destinationport = port() }
end

fields.udplite = fields.udp

function fields.tcp()
  return { sourceport = port(), destinationport = port(),
    sequence = chance(1 << 32), acknowledge = chance(1 << 32),
    flags = pick { 2, 16, 18, 24 }, window = chance(65536),
    options = options.tcp() }
end

function fields.icmp()
  return { type = pick { 0, 8 }, id = chance(65536),
    sequence = chance(65536) }
end

function fields.icmp6()
  return pick {
    { type = pick { 128, 129 }, id = chance(65536), sequence = chance(65536) },
    { type = 135, target = ip6(), options = {
      { name = "sourcelinkaddress", address = mac() } } },
    { type = 136, solicited = chance(2), override = 1, target = ip6(),
      options = { { name = "targetlinkaddress", address = mac() } } },
    { type = 134, hoplimit = chance(256), lifetime = chance(9000),
      reachable = chance(1 << 20), retransmit = chance(1 << 20), options = {
        { name = "prefix", prefixlength = 64, valid = chance(1 << 20),
          preferred = chance(1 << 20), prefix = "2001:db8:1::" },
        { name = "mtu", mtu = 1280 + chance(9000) } } },
  }
end

function fields.igmp()
  return { type = pick { 0x16, 0x17 }, group = "233.252.0." .. chance(256) }
end

function fields.sctp()
  return { sourceport = port(), destinationport = port(),
    tag = chance(1 << 32), chunks = {
      { name = "cookieack", flags = 0 } } }
end

function fields.hopbyhop()
  return { options = pick { {}, { { name = "routeralert",
    value = chance(3) } } } }
end

function fields.routing()
  return { type = 4, segmentsleft = 0, lastentry = 0, tag = chance(65536),
    segments = { { address = "2001:db8::7" } } }
end

function fields.fragment() return { id = chance(1 << 32) } end

function fields.ah()
  return { index = chance(1 << 31) + 256, sequence = chance(1 << 31),
    check = ("\xa5"):rep(12) }
end

function fields.gre()
  return pick { {}, { flags = 0x8000 },
    { flags = 0x2000, key = chance(1 << 32) },
    { flags = 0x1000, sequence = chance(1 << 32) },
    { flags = 0xb000, key = chance(1 << 32), sequence = chance(1 << 32) } }
end

function fields.vxlan() return { id = chance(1 << 24) } end

function fields.geneve() return { id = chance(1 << 24) } end

function fields.vrrp()
  local list = {}
  for i = 1, chance(4) do list[i] = { address = ip4() } end
  return { version = pick { 2, 3 }, id = chance(256), priority = chance(256),
    addresses = list }
end

function fields.cdp()
  return { timetolive = chance(256), elements = {
    { name = "device", text = ("s"):rep(chance(9) + 1) },
    { name = "addresses", addresses = { { address = ip4() } } },
    { name = "nativevlan", vlan = chance(4096) },
    { name = "duplex", duplex = chance(2) } } }
end

function fields.stp()
  return { flags = chance(256), rootpriority = chance(16) << 12,
    rootextension = chance(4096), root = mac(), bridge = mac(),
    rootpathcost = chance(1 << 20), port = chance(65536) }
end

function fields.lldp()
  return { elements = { { name = "chassis", subtype = 4, id = "\2\0\0\0\0\1" },
    { name = "port", subtype = 7, id = "7" },
    { name = "timetolive", seconds = chance(65536) }, { name = "end" } } }
end

function fields.sll()
  return { packettype = chance(5), hardwareformat = 1, addresslength = 6,
    address = mac() }
end

function fields.sll2()
  return { packettype = chance(5), hardwareformat = 1, addresslength = 6,
    address = mac(), interface = chance(100) }
end

function fields.mpls()
  return { label = 16 + chance(1 << 19), trafficclass = chance(8),
    timetolive = chance(256) }
end

function fields.pppoe() return { session = chance(65536) } end

function fields.wlan()
  return { type = "data", duration = chance(32768), address1 = mac(),
    address2 = mac(), address3 = mac(), sequencecontrol = chance(4096) << 4 }
end

-- What stands behind the last header where that is not any bytes -------------

local payloads = {}

function payloads.igmp() return "" end
function payloads.sctp() return "" end
function payloads.stp() return "" end
function payloads.wlan() return "" end
function payloads.lldp() return "" end
function payloads.ntp() return "" end
function payloads.vrrp() return "" end
function payloads.cdp() return "" end
function payloads.tls() return "" end
function payloads.http() return "" end
function payloads.arp() return "" end
function payloads.mobility() return "" end
function payloads.icmp6(header)
  return header.type > 129 and "" or bytes(chance(60))
end

-- Who follows whom ------------------------------------------------------------

local extensions = { hopbyhop = true, routing = true, fragment = true,
  destinationoptions = true, mobility = true, ah = true }

-- What a protocol wants of the last IP header before it.
local below = { icmp = "ip", igmp = "ip", vrrp = "ip", icmp6 = "ip6",
  hopbyhop = "ip6", routing = "ip6", fragment = "ip6",
  destinationoptions = "ip6", mobility = "ip6" }

-- Who alone precedes a protocol, of those that can: tshark knows the others'
-- numbers for it elsewhere, or not.
local strange = {
  ethernet = { gre = true, vxlan = true, geneve = true },
  gre = { ip = true, ip6 = true },
  mpls = { ethernet = true, vlan = true, sll = true, sll2 = true, chdlc = true,
    ppp = true, mpls = true, gre = true, geneve = true, snap = true },
  hdlc = { gre = true },
  vlan = { ethernet = true, vlan = true, sll = true, sll2 = true },
  lldp = { ethernet = true, vlan = true },
  pppoe = { ethernet = true, vlan = true },
  radiotap = {},
}

local function holds(list, what)
  for _, one in ipairs(list) do
    if one == what then return true end
  end
  return false
end

-- The names of those that can carry a protocol.
local function carriers(protocol)
  local list = {}
  for _, parent in ipairs(protocols) do
    for _, carrier in ipairs(protocol.carriers) do
      local own = carrier.parent == parent.name
      -- without a length there is no number for what has none
      local known = by_name[carrier.parent]
      local counts = known and parent.lengths == known.lengths
      -- (udplite has the ports of udp: few packets are enough)
      local shared = carrier.parent == parent.space and
        parent.name ~= "udplite" and
        (carrier.number > 0 or counts)
      if (own or shared) and not holds(list, parent.name) then
        list[#list + 1] = parent.name
      end
    end
  end
  return list
end

local parents, children = {}, {}
for _, protocol in ipairs(protocols) do
  parents[protocol.name] = carriers(protocol)
  for _, parent in ipairs(parents[protocol.name]) do
    children[parent] = children[parent] or {}
    table.insert(children[parent], protocol.name)
  end
end

-- True when a way (names, outermost first) is one that is meant to be read.
local function sound(way)
  local net, tags = nil, 0
  for i, name in ipairs(way) do
    local before = way[i - 1]
    if name == "ip" or name == "ip6" then net = name end
    if below[name] and below[name] ~= net then return false end
    if extensions[name] and name ~= "ah" and before ~= "ip6" and
        not extensions[before] then
      return false
    end
    if name == "hopbyhop" and before ~= "ip6" then return false end
    if before == "mobility" then return false end
    tags = name == "vlan" and tags + 1 or tags
    for k = 1, i - 1 do
      -- once each, but for tunnels
      if way[k] == name and (extensions[name] or name == "llc" or
          name == "ppp" or name == "mpls" and k < i - 1) then
        return false
      end
    end
    if strange[name] and before and not strange[name][before] then
      return false
    end
  end
  return tags < 3 and #way < 10
end

-- Goes up from a protocol to one that frames begin with.
local function up(name)
  local way = { name }
  while not by_name[way[1]].datalinks or (chance(3) > 0 and
      #parents[way[1]] > 0 and #way < 5) do
    if #parents[way[1]] == 0 then return nil end
    local list = parents[way[1]]
    -- half of all that can begin with it
    local usual = holds(list, "ethernet") and chance(2) == 0
    table.insert(way, 1, usual and "ethernet" or pick(list))
    if #way > 9 then return nil end
  end
  return way
end

local function down(way)
  local last = way[#way]
  while children[last] and last ~= "udp" and last ~= "tcp" and
      last ~= "mobility" do
    last = pick(children[last])
    way[#way + 1] = last
    if #way > 9 then return nil end
  end
  return way
end

local function way_with(name)
  for _ = 1, 2000 do
    local way = up(name)
    way = way and down(way)
    if way and sound(way) then return way end
  end
  error("no way with " .. name)
end

-- A header of PPP whose number fits in one byte is one of those.
local function compress(way)
  for i, name in ipairs(way) do
    local after = way[i + 1]
    if name == "ppp" and (after == "ip" or after == "ip6") then
      way[i] = "pppcompressed"
    end
  end
end

-- `count` descriptions: `headers`, a list of {name, fields}, `payload`, and
-- `datalink`; each protocol in turn is in them.
function crafted.list(count)
  local list = {}
  for i = 1, count do
    local name = protocols[i % #protocols + 1].name
    local way = way_with(name == "pppcompressed" and "ppp" or name)
    if name == "pppcompressed" then compress(way) end
    local packet = { headers = {},
      datalink = by_name[way[1]].datalinks[1] }
    for k, step in ipairs(way) do
      local values = fields[step] and fields[step]() or {}
      -- what says what follows
      if (step == "udp" or step == "tcp") and way[k + 1] then
        values.destinationport = nil
      end
      packet.headers[k] = { step, values }
    end
    if way[1] == "ip" then packet.datalink = 101 end
    local last = packet.headers[#way]
    local payload = payloads[last[1]]
    packet.payload = payload and payload(last[2]) or bytes(chance(60))
    list[i] = packet
  end
  return list
end

function crafted.make(packet)
  local parts = {}
  for i, header in ipairs(packet.headers) do
    parts[i] = pycap[header[1]](header[2])
  end
  parts[#parts + 1] = packet.payload
  return pycap.packet(table.unpack(parts))
end

return crafted
