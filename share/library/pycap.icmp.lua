---@meta pycap.icmp
--
-- pycap.icmp.lua - what editors know of pycap.icmp; generated from doc/api
--
assert(not ..., "for editors: the module is another file")

---Ping, over IPv4 and IPv6.
---@class pycap.icmp
local icmp = {}

---Sends echo requests, one after the other, and waits for the replies. The
---hardware address of the host or of the gateway is found by ARP or IPv6's
---Neighbor Discovery. On a device without neighbours (loopback, tun) the
---system routes the packets.
---Raises code "timeout", "device", "permission".
---@param device? string # nil: the device in the host's routing table
---@param address string
---@param options? pycap.icmp.options
---@param callback? fun(result: pycap.icmp.result) # gets each result as it comes
---@return pycap.icmp.results # a list of results, with `sent` and `received`
function icmp.ping(device, address, options, callback) end

---How the requests are sent.
---@class pycap.icmp.options
---@field count? integer # requests (4)
---@field interval? integer # from one request to the next, in ms (1000)
---@field timeout? integer # how long to wait for a reply, in ms (1000)
---@field size? integer # size of the payload, in bytes (56)
---@field timetolive? integer # the time to live (IPv6: hop limit) (64)
---@field source? string # the sender's address; nil: the device's address
---@field gateway? string # the gateway; nil: the one in the host's routing table

---The result of one request.
---@class pycap.icmp.result
---@field sequence integer # its number
---@field seconds number? # time until the reply; nil: there was none
---@field source string? # the address that answered
---@field timetolive integer? # the answer's time to live
---@field problem string? # an ICMP error, as text
---@field answer pycap.Packet? # the answer

---What `icmp.ping` returns: a list of results.
---@class pycap.icmp.results
---@field [integer] pycap.icmp.result
---@field sent integer # requests
---@field received integer # replies

return icmp
