--
-- icmp.lua - require "pycap.icmp": ping (RFC 792, RFC 4443)
--
local pycap = require "pycap"
local base = require "pycap.internal.base"
local host = require "pycap.internal.host"

local icmp = {}

local MILLISECOND <const> = 1000000
local OPTIONS <const> = {
  { "count", 1, 1 << 31, preset = 4 },
  { "interval", 1, 1000000000, preset = 1000 },
  { "timeout", 1, 1000000000, preset = 1000 },
  { "size", 0, 65000, preset = 56 }, { "timetolive", 1, 255, preset = 64 },
  { "source", "address" }, { "gateway", "address" },
}

local function read_options(given)
  local o = host.options("icmp.ping", given, OPTIONS)
  o.source, o.gateway = host.bytes(o.source), host.bytes(o.gateway)
  return o
end

-- The hardware address of an IPv6 neighbour (RFC 4861 section 7.2).
local function neighbour6(device, own, target)
  local injector <close>, capture = host.open(device, "icmp6")
  local _ <close> = capture
  local answer = pycap.ask(injector, capture, pycap.packet(
    pycap.ethernet { source = injector.hardware,
      destination = pycap.raw("\x33\x33\xff" .. target:sub(14)) },
    pycap.ip6 { source = pycap.raw(own), hoplimit = 255,
      destination = pycap.raw(host.bytes "ff02::1:ff00:0":sub(1, 13) ..
        target:sub(14)) },
    pycap.icmp6 { type = "neighbor-solicitation", target = pycap.raw(target),
      options = {
      { name = "sourcelinkaddress", address = injector.hardware } } }),
    { retry = 2 })
  for _, option in ipairs(answer and answer.icmp6.options or {}) do
    if option.name == "targetlinkaddress" then return option.address end
  end
  if answer then return answer.ethernet.source end
  return base.raise("timeout", ("%s: nobody on %s says that it has this " ..
    "address (asked 3 times)"):format(host.text(target), device))
end

-- The hardware address of the neighbour on the way to an address.
local function neighbour(device, own, to)
  if #to == 16 then return neighbour6(device, own, to) end
  return require "pycap.arp".resolve(device, host.text(to),
    { source = host.text(own) })
end

local function no_route(device, to)
  return base.raise("device", host.text(to) .. ": no route" .. (device
    and " by " .. device or "") .. ": name the device and a gateway")
end

-- The way to an address: the device, the source, and the hardware address of
-- the neighbour; nil where the system makes the frames, as there are none.
local function find_way(device, to, o)
  if device then host.interface(device) end -- raises: there is none
  local loopback = not o.gateway and host.loopback(to)
  if loopback then return loopback, o.source or to, nil end
  local link = device and host.interface(device)
  local on, gateway = host.route(to, link and link.name)
  if not (link or on) then return no_route(device, to) end
  device, link = device or on, link or host.interface(on)
  local own, near = link.reach(to)
  if o.gateway then gateway = o.gateway elseif near then gateway = nil end
  if not (on or near or o.gateway) then return no_route(device, to) end
  own = o.source or own
  if not own or #own ~= #to or gateway and #gateway ~= #to then
    base.raise("device", device .. ": no address from which to reach " ..
      host.text(to) .. ": give it one, or name the source")
  end
  return device, own, link.ethernet and neighbour(device, own, gateway or to)
    or nil
end

-- The request, as the level that it is sent at has it: `ethernet` is nil at
-- "ip".
local function question(number, id, o, to, own, ethernet)
  local values = { type = "echo-request", id = id, sequence = number & 0xffff }
  local payload = ("pycap."):rep(o.size // 6 + 1):sub(1, o.size)
  local source, destination = pycap.raw(own), pycap.raw(to)
  local ip, message
  if #to == 16 then
    ip = pycap.ip6 { source = source, destination = destination,
      hoplimit = o.timetolive }
    message = pycap.icmp6(values)
  else
    ip = pycap.ip { source = source, destination = destination,
      id = number & 0xffff, timetolive = o.timetolive }
    message = pycap.icmp(values)
  end
  if not ethernet then return pycap.packet(ip, message, payload) end
  return pycap.packet(ethernet, ip, message, payload)
end

-- What came of one request.
local function result_of(number, answer, seconds)
  if not answer then return { sequence = number } end
  local ip, message = answer.ip or answer.ip6, answer.icmp or answer.icmp6
  return {
    sequence = number, answer = answer, source = ip.source,
    timetolive = answer.ip and ip.timetolive or answer.ip6.hoplimit,
    seconds = not answer.quoted and seconds or nil,
    problem = answer.quoted and
      ("type %d, code %d"):format(message.type, message.code) or nil,
  }
end

--- Sends echo requests, one after the other, and waits for the replies. The
--- neighbour, a gateway where there is one, is found by ARP or IPv6's
--- discovery; of devices that are no Ethernet (loopback, tun) the system's
--- routes decide.
---@param device string?  # nil: the one that the host's routes lead to
---@param address string  # IPv4 or IPv6
---@param options table?  # count (4), interval and timeout (ms: 1000), size
---  (bytes of payload: 56), timetolive (64), source, gateway (addresses)
---@param callback function?  # gets each result as it comes
---@return table  # of each request { sequence, seconds (to the reply, nil:
---  there was none), source, timetolive, answer (a packet), problem (an ICMP
---  error, as text) }; and `sent`, `received`
function icmp.ping(device, address, options, callback)
  if device ~= nil then host.named("icmp.ping", device) end
  local to = host.bytes(address)
  if not to then
    host.fail("icmp.ping: device (or nil) and address expected, got ",
      type(address) == "string" and address or type(address),
      " for the address")
  end
  local o = read_options(options)
  local on, own, hardware = find_way(device, to, o)
  local injector <close>, capture =
    host.open(on, #to == 4 and "icmp" or "icmp6", not hardware and "ip" or nil)
  local _ <close> = capture
  local ethernet = hardware and pycap.ethernet { source = injector.hardware,
    destination = hardware }
  local results, begun = { sent = 0, received = 0 }, base.now()
  local id = begun // 1000 & 0xffff
  for number = 1, o.count do
    local due = begun + (number - 1) * o.interval * MILLISECOND
    while base.now() < due do
      base.receive(capture, due - base.now()) -- too late to count
    end
    results[number] = result_of(number, pycap.ask(injector, capture,
      question(number, id, o, to, own, ethernet), { timeout = o.timeout }))
    results.sent = number
    if results[number].seconds then
      results.received = results.received + 1
    end
    if callback then callback(results[number]) end
  end
  return results
end

return icmp
