---@meta pycap.arp
--
-- pycap.arp.lua - what editors know of pycap.arp; generated from doc/api
--
assert(not ..., "for editors: the module is another file")

---Finds the hosts that have an IPv4 address.
---@class pycap.arp
local arp = {}

---Asks who has an IPv4 address. For the device's own address it returns the
---device's hardware address. If the device has no address, the request is a
---probe (RFC 5227).
---Raises code "timeout", "device", "permission".
---@param device string
---@param address string
---@param options? pycap.arp.resolve.options
---@return string # the hardware address
function arp.resolve(device, address, options) end

---Asks for all addresses of an IPv4 network, at most a /16, and returns every
---host that answers. It waits for `timeout` at each address, answered or not,
---to find duplicates. The device itself is not in the list.
---Raises code "device", "permission".
---@param device string
---@param network? string # "192.0.2.0/24"; nil: the device's own network
---@param options? pycap.arp.scan.options
---@param callback? fun(host: pycap.arp.host) # gets each host as it answers
---@return pycap.arp.hosts # a list of hosts, by address
function arp.scan(device, network, options, callback) end

---A host that answers for an address.
---@class pycap.arp.host
---@field address string # the IPv4 address
---@field hardware string # its hardware address
---@field duplicate boolean? # true: another host answers for the address, too, or it is an address of this machine

---What `arp.scan` returns: a list of hosts.
---@class pycap.arp.hosts
---@field [integer] pycap.arp.host
---@field interrupted boolean? # true: Ctrl-C ended the scan; these are the hosts up to then

---How a request is sent.
---@class pycap.arp.resolve.options
---@field timeout? number # how long each try waits, in ms (1000)
---@field retry? integer # how many more times a request is sent when there is no answer (2)
---@field source? string # the sender's address; nil: the device's address in the target's network

---How the requests are sent.
---@class pycap.arp.scan.options
---@field timeout? number # how long each try waits, in ms (500)
---@field retry? integer # how many more times a request is sent when there is no answer (2)
---@field source? string # the sender's address; nil: the device's address in the target's network
---@field rate? number # the highest rate, in requests a second (1000)

return arp
