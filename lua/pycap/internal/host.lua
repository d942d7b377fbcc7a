--
-- host.lua - what this host knows of its devices: addresses and routes
--
local pycap = require "pycap"
local inner = require "pycap.inner"

local host = {}

--- Raises an error for what the caller's caller did wrong.
function host.fail(...)
  local level, info = 1
  repeat
    level = level + 1
    info = debug.getinfo(level, "S")
  until not (info and info.source:find "^=pycap%.")
  error(table.concat { ... }, level)
end

--- The bytes of an address given as text, 4 or 16 of them, or nil.
function host.bytes(text)
  if type(text) ~= "string" then return nil end
  local four = text:find "^%d+%.%d+%.%d+%.%d+$" ~= nil
  if not (four or text:find "^[%x:.]+$" and text:find ":") then return nil end
  local protocol = four and pycap.ip or pycap.ip6
  local ok, header = pcall(protocol, { source = text })
  if not ok then return nil end
  return four and header.packet:sub(13, 16) or header.packet:sub(9, 24)
end

--- The text of an address of 4 or 16 bytes.
function host.text(bytes)
  return (#bytes == 4 and pycap.ip or pycap.ip6) { source = bytes }.source
end

--- The first `length` bits of an address, the others zero.
function host.prefix(bytes, length)
  local kept = {}
  for i = 1, #bytes do
    local bits = math.max(0, math.min(8, length - 8 * (i - 1)))
    kept[i] = string.char(bytes:byte(i) & (0xff00 >> bits) & 0xff)
  end
  return table.concat(kept)
end

local function masked(bytes, mask)
  local kept = {}
  for i = 1, #bytes do kept[i] = bytes:byte(i) & mask:byte(i) end
  return table.concat(kept, ".")
end

--- The host's own address on a device from which to reach another, both as
--- bytes: the one of whose network that is, with true; else the first of the
--- kind, with false; nil when there is none.
function host.address(device, to)
  local first
  for _, each in ipairs(pycap.devices()) do
    for _, has in ipairs(each.name == device and each.addresses or {}) do
      local own = host.bytes(has.address)
      local mask = has.netmask and host.bytes(has.netmask)
      if own and #own == #to then
        if mask and masked(own, mask) == masked(to, mask) then
          return own, true
        end
        first = first or own
      end
    end
  end
  return first, false
end

local function unhex(digits)
  return (digits:gsub("%x%x", function(byte)
    return string.char(tonumber(byte, 16))
  end))
end

local function bits_of(mask)
  local count = 0
  for i = 1, #mask do
    local byte = mask:byte(i)
    while byte & 0x80 ~= 0 do count, byte = count + 1, byte << 1 & 0xff end
  end
  return count
end

local UP <const>, REJECT <const> = 1, 0x200

-- The routes for addresses of 4 or 16 bytes: device, network, its length in
-- bits, gateway, metric; as the kernel writes them (in its own byte order).
local function routes(size)
  local list = {}
  local name = size == 4 and "/proc/net/route" or "/proc/net/ipv6_route"
  local file <close> = io.open(name)
  for line in file and file:lines() or function() end do
    local word = {}
    for each in line:gmatch "%S+" do word[#word + 1] = each end
    local flags = tonumber(word[size == 4 and 4 or 9], 16)
    if flags and flags & UP ~= 0 and flags & REJECT == 0 then
      local function address(at)
        return ("=I4"):pack(tonumber(word[at], 16))
      end
      list[#list + 1] = size == 4
        and { device = word[1], network = address(2), gateway = address(3),
          metric = tonumber(word[7]), bits = bits_of(address(8)) }
        or { device = word[10], network = unhex(word[1]),
          gateway = unhex(word[5]), metric = tonumber(word[6], 16),
          bits = tonumber(word[2], 16) }
    end
  end
  return list
end

--- The way to an address (bytes), by a device or by any: the device, and the
--- bytes of the gateway, nil when it is on the device's own network.
function host.route(to, device)
  local best
  for _, route in ipairs(routes(#to)) do
    if (route.device == device or not device and route.device ~= "lo")
      and host.prefix(to, route.bits) == route.network
      and (not best or route.bits > best.bits or route.bits == best.bits
        and route.metric < best.metric) then
      best = route
    end
  end
  if not best then return nil end
  local zero = ("\0"):rep(#to)
  return best.device, best.gateway ~= zero and best.gateway or nil
end

--- An injector and a capture for short questions on a device; `filter` says
--- what may be an answer. A device without hardware addresses is refused.
function host.open(device, filter)
  local injector = pycap.inject { device = device, pad = true }
  if not injector.hardware or injector.hardware == "00:00:00:00:00:00" then
    inner.raise("unsupported", device .. ": the device has no hardware " ..
      "address, and so no neighbours to ask")
  end
  return injector, pycap { device = device, filter = filter, latency = 1,
    direction = "in" }
end

return host
