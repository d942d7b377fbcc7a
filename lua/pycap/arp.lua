--
-- arp.lua - require "pycap.arp": who has an address (RFC 826)
--
local pycap = require "pycap"
local asker = require "pycap.internal.asker"
local base = require "pycap.internal.base"
local host = require "pycap.internal.host"

local arp = {}

local REPLIES <const> = "arp[6:2] = 2"
local LARGEST <const> = 16 -- bits of the largest network that is scanned

local SOURCE <const> = { "source", "IPv4 address" }
local RETRY <const> = { "retry", 0, 1000000000, preset = 2 }
local RESOLVE <const> = { { "timeout", 1000000000, preset = 1000 }, RETRY,
  SOURCE }
local SCAN <const> = { { "timeout", 1000000000, preset = 500 }, RETRY, SOURCE,
  { "rate", 1000000000, preset = 1000 } }

-- The request for an address, both as bytes; from none it is a probe.
local function request(injector, own, target)
  own, target = own and pycap.raw(own), pycap.raw(target)
  return pycap.packet(pycap.ethernet { source = injector.hardware },
    pycap.arp { operation = "request", sourcehardware = injector.hardware,
      sourceprotocol = own or "0.0.0.0", targetprotocol = target })
end

--- Asks who has an IPv4 address.
---@param device string
---@param address string
---@param options table?  # timeout (ms, of each try: 1000), retry (2), source
---  (this host's address: the device's own; where it has none, a probe)
---@return string  # the hardware address; of the device's own address its own.
---  Nobody answers: an error, code "timeout"
function arp.resolve(device, address, options)
  host.named("arp.resolve", device)
  local target = host.bytes(address)
  if not target or #target ~= 4 then
    host.fail("arp.resolve: IPv4 address expected, got ",
      type(address) == "string" and address or type(address))
  end
  local o = host.options("arp.resolve", options, RESOLVE)
  local injector <close>, capture = host.open(device, REPLIES)
  local _ <close> = capture
  local own = o.source and host.bytes(o.source)
    or host.interface(device).reach(target)
  if own == target then return injector.hardware end
  local answer = pycap.ask(injector, capture, request(injector, own, target),
    { timeout = o.timeout, retry = o.retry })
  if answer then return answer.arp.sourcehardware end
  return base.raise("timeout", ("%s: nobody on %s says that it has this " ..
    "address (asked %d times)"):format(address, device, o.retry + 1))
end

-- The first and the last address to ask in a network, as integers.
local function range(network)
  local text, length = tostring(network):match "^([%d.]+)/(%d+)$"
  local bytes = host.bytes(text or network)
  length = tonumber(length or 32)
  if not bytes or #bytes ~= 4 or length > 32 then
    host.fail("arp.scan: IPv4 network such as \"192.0.2.0/24\" expected, ",
      "got ", tostring(network))
  elseif length < LARGEST then
    host.fail("arp.scan: ", network, ": too large (at most a /", LARGEST, ")")
  end
  local first = (">I4"):unpack(host.prefix(bytes, length))
  local last = first + (1 << 32 - length) - 1
  if length < 31 then return first + 1, last - 1 end -- not the broadcast
  return first, last
end

-- Takes the replies to a scan: each host once for each address that it claims.
-- `own` is what this host has there.
local function collector(own, callback)
  local found, claims = {}, {}
  return found, function(packet)
    local reply = packet.arp
    local address, hardware = reply.sourceprotocol, reply.sourcehardware
    local claimed = claims[address] or {}
    claims[address] = claimed
    for _, other in ipairs(claimed) do
      if other.hardware == hardware then return end
    end
    local entry = { address = address, hardware = hardware }
    claimed[#claimed + 1], found[#found + 1] = entry, entry
    if #claimed > 1 or own[address] then
      for _, other in ipairs(claimed) do other.duplicate = true end
    end
    if callback then callback(entry) end
  end
end

-- By address; who answered first is first.
local function sort(found)
  local place = {}
  for i, entry in ipairs(found) do
    place[entry] = (">s1I4"):pack(host.bytes(entry.address), i)
  end
  table.sort(found, function(a, b) return place[a] < place[b] end)
  return found
end

--- Asks for all addresses of an IPv4 network. Each is listened for all of its
--- time: there may be others who answer for it.
---@param device string
---@param network string?  # "192.0.2.0/24", at most a /16; nil: the device's
---@param options table?  # rate (packets a second: 1000), timeout (ms, of each
---  try: 500), retry (of what nobody answers for: 2), source as in resolve
---@param callback function?  # gets each entry as it comes
---@return table  # a list of { address, hardware, duplicate }, by address;
---  `duplicate` is true where others answer for it too, or this host has it
---  itself. In pcaplua Ctrl-C ends it: what came so far, with `interrupted`
function arp.scan(device, network, options, callback)
  host.named("arp.scan", device)
  network = network or host.network(device)
    or base.raise("device", device .. ": the device has no IPv4 address: " ..
      "name the network")
  local first, last = range(network)
  local o = host.options("arp.scan", options, SCAN)
  local injector <close>, capture = host.open(device, REPLIES)
  local _ <close> = capture
  local link, target = host.interface(device), first - 1
  local found, take = collector(link.own, callback)
  local given = o.source and host.bytes(o.source)
  local scan = asker.new(injector, capture, function()
    target = target + 1
    if target > last then return nil end
    local bytes = (">I4"):pack(target)
    return request(injector, given or link.reach(bytes), bytes)
  end, o, take)
  local ok, fault = pcall(scan.run, scan)
  if not ok then
    if getmetatable(fault) ~= pycap.error or fault.code ~= "interrupted" then
      error(fault, 0)
    end
    found.interrupted = true
  end
  return sort(found)
end

return arp
