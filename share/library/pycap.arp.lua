---@meta pycap.arp
--
-- pycap.arp.lua - what editors know of pycap.arp; generated from doc/api
--
assert(not ..., "for editors: the module is another file")

---Who has an address.
---@class pycap.arp
local arp = {}

---Asks who has an IPv4 address; of the device's own address the answer is its
---own. A device without an address sends a probe.
---Raises code "timeout", "device", "permission".
---@param device string
---@param address string
---@param options? pycap.arp.resolve.options
---@return string # the hardware address
function arp.resolve(device, address, options) end

---Asks for all addresses of an IPv4 network, at most a /16, and gives every
---host that answers. Each address is listened for as long as `timeout` says,
---answered or not. The device's own is not among the answers.
---Raises code "device", "permission".
---@param device string
---@param network? string # "192.0.2.0/24"; nil: the device's own
---@param options? pycap.arp.scan.options
---@param callback? fun(host: pycap.arp.host) # gets each host as it answers
---@return pycap.arp.hosts # a list of hosts, by address
function arp.scan(device, network, options, callback) end

---Who answers for an address.
---@class pycap.arp.host
---@field address string # the IPv4 address
---@field hardware string # whose it is
---@field duplicate boolean? # true: another host answers for it, too, or this host has it

---What `arp.scan` returns: a list of hosts.
---@class pycap.arp.hosts
---@field [integer] pycap.arp.host
---@field interrupted boolean? # true: Ctrl-C ended the scan; these are the hosts up to then

---How an address is asked for.
---@class pycap.arp.resolve.options
---@field timeout? number # how long each try waits, in ms (1000)
---@field retry? integer # how many more times a silent address is asked (2)
---@field source? string # the address that asks; the device's own in the target's network

---How a network is asked.
---@class pycap.arp.scan.options
---@field timeout? number # how long each try waits, in ms (500)
---@field retry? integer # how many more times a silent address is asked (2)
---@field source? string # the address that asks; the device's own in the target's network
---@field rate? number # how fast at most, in requests a second (1000)

return arp
