---@meta pycap.icmp
--
-- pycap.icmp.lua - what editors know of pycap.icmp; generated from doc/api
--
assert(not ..., "for editors: the module is another file")

---Ping, over IPv4 and IPv6.
---@class pycap.icmp
local icmp = {}

---Sends echo requests, one after the other, and waits for the replies. The
---neighbour, a gateway where there is one, is found by ARP or IPv6's
---discovery; on a device without neighbours (loopback, tun) the system routes
---the packets.
---Raises code "timeout", "device", "permission".
---@param device? string # nil: the one that the host's routes lead to
---@param address string
---@param options? pycap.icmp.options
---@param callback? fun(result: pycap.icmp.result) # gets each result as it comes
---@return pycap.icmp.results # a list of results; `sent`, `received`
function icmp.ping(device, address, options, callback) end

---How a host is asked.
---@class pycap.icmp.options
---@field count? integer # requests (4)
---@field interval? integer # from one request to the next, in ms (1000)
---@field timeout? integer # how long a reply is waited for, in ms (1000)
---@field size? integer # payload, in bytes (56)
---@field timetolive? integer # hops that the packets live (64)
---@field source? string # the address that asks; the device's own
---@field gateway? string # the neighbour to send by; what the host's routes say

---What became of one request.
---@class pycap.icmp.result
---@field sequence integer # its number
---@field seconds number? # to the reply; nil: there was none
---@field source string? # who answered
---@field timetolive integer? # of the answer
---@field problem string? # an ICMP error, as text
---@field answer pycap.Packet? # the answer

---What `icmp.ping` returns: a list of results.
---@class pycap.icmp.results
---@field [integer] pycap.icmp.result
---@field sent integer # requests
---@field received integer # replies

return icmp
