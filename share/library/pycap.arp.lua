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

---Asks for all addresses of an IPv4 network, at most a /16. The device's own
---is not among the answers.
---Raises code "device", "permission".
---@param device string
---@param network string # "192.0.2.0/24"
---@param options? pycap.arp.scan.options
---@return {address: string, hardware: string}[] # by address
function arp.scan(device, network, options) end

---How an address is asked for.
---@class pycap.arp.resolve.options
---@field timeout? number # how long each try waits, in ms (1000)
---@field retry? integer # how many more times a silent address is asked (2)
---@field source? string # the address that asks; the device's own

---How a network is asked.
---@class pycap.arp.scan.options
---@field timeout? number # how long each try waits, in ms (500)
---@field retry? integer # how many more times a silent address is asked (2)
---@field source? string # the address that asks; the device's own
---@field rate? number # how fast at most, in requests a second (1000)

return arp
