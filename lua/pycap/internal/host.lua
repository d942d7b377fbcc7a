--
-- host.lua - what this host knows of its devices: addresses and routes
--
local pycap = require "pycap"
local base = require "pycap.internal.base"

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

--- Fails in the name of a function if its `device` is not a device's name.
function host.named(what, device)
  if type(device) ~= "string" then
    host.fail(what, ": name of a device expected, got ", type(device))
  end
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

-- Values that are neither integers nor numbers of a range.
local checks <const> = {
  ["function"] = function(value) return type(value) == "function" end,
  ["address"] = function(value) return host.bytes(value) ~= nil end,
  ["IPv4 address"] = function(value)
    return #(host.bytes(value) or "") == 4
  end,
}

--- The options that a call was given, over their presets. `rows` has those that
--- there are: name, and from and to of an integer, the largest of a number over
--- 0, or what another value is; `preset`.
function host.options(name, given, rows)
  local options = {}
  local function try(check, ...)
    local ok, problem = pcall(check, ...)
    if not ok then host.fail(problem) end
  end
  if given == nil then given = {} end
  local plain = {}
  for i, row in ipairs(rows) do
    plain[i] = checks[row[2]] and { row[1] } or row
  end
  try(base.options, name, given, plain)
  for _, row in ipairs(rows) do
    local key, check = row[1], checks[row[2]]
    local value = rawget(given, key)
    if value ~= nil and check and not check(value) then
      try(base.refuse, name, key, row[2], value)
    end
    if value == nil then value = row.preset end
    options[key] = value
  end
  return options
end

--- The text of an address of 4 or 16 bytes.
function host.text(bytes)
  local make = #bytes == 4 and pycap.ip or pycap.ip6
  return make { source = pycap.raw(bytes) }.source
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

local function bits_of(mask)
  local count = 0
  for i = 1, #mask do
    local byte = mask:byte(i)
    while byte & 0x80 ~= 0 do count, byte = count + 1, byte << 1 & 0xff end
  end
  return count
end

-- The addresses of the interface of an index, as bytes, with their masks.
local function addresses(index)
  local list = {}
  for _, each in ipairs(pycap.devices()) do
    for _, has in ipairs(each.index == index and each.addresses or {}) do
      local own = host.bytes(has.address)
      list[#list + 1] = own and
        { own = own, mask = has.netmask and host.bytes(has.netmask) }
    end
  end
  return list
end

--- The interface of any of its names: `index`, `name` (its own), `ethernet`
--- (whether it is one, with neighbours to ask), `own`, the set of its
--- addresses, as text; and `reach`, a function that gives the host's address
--- there from which to reach another, both as bytes: the one of the smallest
--- network that holds that, with true; else that of the alias it was called by,
--- or the first of the kind, with false; nil: there is none.
function host.interface(device)
  local link = base.link(device)
  local list = addresses(link.index)
  local alias = device:find ":" and link.address and host.bytes(link.address)
  link.own = {}
  for _, each in ipairs(list) do link.own[host.text(each.own)] = true end
  function link.reach(to)
    local first, near = alias and #alias == #to and alias or nil, nil
    for _, each in ipairs(list) do
      local mask = #each.own == #to and each.mask
      if #each.own == #to then first = first or each.own end
      if mask and masked(each.own, mask) == masked(to, mask)
        and (not near or mask > near.mask) then
        near = each
      end
    end
    return near and near.own or first, near ~= nil
  end
  return link
end

--- The loopback device, when an address (bytes) is one of this host's own.
function host.loopback(to)
  local name, own
  for _, each in ipairs(pycap.devices()) do
    if each.loopback then name = name or each.name end
    for _, has in ipairs(each.addresses) do
      own = own or host.bytes(has.address) == to
    end
  end
  if own or #to == 4 and to:byte() == 127 then return name end
end

--- The network of a device's address, as text; nil: it has none.
function host.network(device)
  local link = base.link(device)
  if not link.address then return nil end
  return link.address .. "/" .. bits_of(host.bytes(link.netmask))
end

local function unhex(digits)
  return (digits:gsub("%x%x", function(byte)
    return string.char(tonumber(byte, 16))
  end))
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
--- what may be an answer. What is sent begins with Ethernet, and a device of
--- another kind is refused; or with IP, at level "ip".
function host.open(device, filter, level)
  if level ~= "ip" and not base.link(device).ethernet then
    base.raise("unsupported", device .. ": the device has no hardware " ..
      "address, and so no neighbours to ask")
  end
  return pycap.inject { device = device, level = level,
    pad = level ~= "ip" or nil }, pycap { device = device, filter = filter,
    latency = 1, direction = "in" }
end

return host
