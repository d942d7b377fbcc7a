--
-- arp.lua - require "pycap.arp": who has an address (RFC 826)
--
local pycap = require "pycap"
local host = require "pycap.host"
local inner = require "pycap.inner"

local arp = {}

local LARGEST <const> = 16 -- bits of the largest network that is scanned

-- The options that pycap.ask takes, of those that it does and ours.
local function read_options(name, given, presets)
  if given ~= nil and type(given) ~= "table" then
    host.fail(name, ": table of options expected, got ", type(given))
  end
  local options = {}
  for key, value in pairs(presets) do options[key] = value end
  for key, value in pairs(given or {}) do
    if presets[key] == nil and key ~= "source" then
      host.fail(name, ": unknown option \"", tostring(key), "\"")
    end
    options[key] = value
  end
  local source = options.source
  if source and #(host.bytes(source) or "") ~= 4 then
    host.fail(name, ": source: IPv4 address expected, got ",
      tostring(source))
  end
  options.source = nil
  return options, source and host.bytes(source)
end

-- The request for an address, both as bytes; from none it is a probe.
local function request(injector, own, target)
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
  local target = host.bytes(address)
  if not target or #target ~= 4 then
    host.fail("arp.resolve: IPv4 address expected, got ", tostring(address))
  end
  local o, own = read_options("arp.resolve", options,
    { timeout = 1000, retry = 2 })
  local injector <close>, capture = host.open(device, "arp[6:2] = 2")
  local _ <close> = capture
  own = own or host.address(device, target)
  if own == target then return injector.hardware end
  local answer = pycap.ask(injector, capture, request(injector, own, target),
    o)
  if answer then return answer.arp.sourcehardware end
  return inner.raise("timeout", ("%s: nobody on %s says that it has this " ..
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

--- Asks for all addresses of an IPv4 network.
---@param device string
---@param network string  # "192.0.2.0/24"; at most a /16
---@param options table?  # rate (packets a second: 1000), timeout (ms, of each
---  try: 500), retry (2), source as in resolve
---@return table  # a list of { address, hardware }, by address; the device's
---  own is not among them
function arp.scan(device, network, options)
  local first, last = range(network)
  local o, own = read_options("arp.scan", options,
    { rate = 1000, timeout = 500, retry = 2 })
  local injector <close>, capture = host.open(device, "arp[6:2] = 2")
  local _ <close> = capture
  local target = first - 1
  own = own or host.address(device, (">I4"):pack(first))
  local answers, _, count = pycap.ask(injector, capture, function()
    target = target + 1
    if target > last then return nil end
    return request(injector, own, (">I4"):pack(target))
  end, o)
  local found = {}
  for i = 1, count do
    local reply = answers[i] and answers[i].arp
    found[#found + 1] = reply and
      { address = reply.sourceprotocol, hardware = reply.sourcehardware }
  end
  return found
end

return arp
