---@meta pycap
--
-- meta.lua - what editors know of pycap; generated, see doc/api.lua
--
assert(not ..., "pycap.meta is for editors: require \"pycap\" instead")

---Packet capture, decoding and injection.
---@class pycap
---@field _VERSION string
---@field constants pycap.constants # values by the names that C headers have
---@field error pycap.error # the metatable of what the world did wrong
---@overload fun(device?: string, filename?: string, snaplen?: integer, promisc?: boolean, timeout?: integer): pycap.Capture
---@overload fun(options: pycap.options): pycap.Capture
local pycap = {}

---What the world did wrong; `tostring` and `..` give the text.
---@class pycap.error
---@field code "timeout"|"interrupted"|"device"|"permission"|"file"|"filter"|"unsupported"|"busy"|"down"|"toolong"|"send"|"write"|"memory"
---@field message string
---@field where string # the position in the script

---What a capture is opened with. Neither device nor filename: the device that
---libpcap chooses, in pcaplua what -i or -r names.
---@class pycap.options
---@field device? string
---@field filename? string # a pcap or pcapng file, "-": standard input
---@field snaplen? integer # bytes kept of each packet (65535)
---@field promisc? boolean
---@field timeout? integer # of next, in ms (255; 0: none)
---@field filter? string # in the tcpdump language
---@field immediate? boolean # packets as they arrive
---@field latency? integer # ms that the kernel may hold packets back (10)
---@field buffer? integer # bytes of the kernel's buffer
---@field direction? "in"|"out"|"inout"
---@field monitor? boolean
---@field datalink? integer|string # the link type
---@field timestamps? string # libpcap's name of a type

---Names of fields ("operation", "ethernet.source", "packet.length") and lists of
---names, keys; conditions under names: a value, an address or prefix, a range
---`{from =, to =}`, or a list of these.
---@alias pycap.fields table<integer|string, string|string[]|integer|number|table>

---@class pycap.Capture
---@field device string
---@field filename string? # nil when it reads from a device
---@field warning string? # what libpcap could not grant
local Capture = {}

---The next packet: its headers from the lowest to the highest, the data that
---follows, the time in seconds. Nil at the end of a file.
---Raises code "timeout" when `timeout` ms have passed.
---@return any ...
function Capture:next() end

---The packets, until the end of the file or `stop`. Runs no handlers.
---@return fun(capture: pycap.Capture): pycap.Packet?
---@return pycap.Capture
function Capture:packets() end

---Calls back for each packet, then the handlers.
---@param callback? fun(packet: pycap.Packet)
---@param count? integer # at most so many
---@return integer # how many packets passed the filter
function Capture:loop(callback, count) end

---The same for what is there now, without waiting.
---@param callback? fun(packet: pycap.Packet)
---@param max? integer
---@return integer
function Capture:dispatch(callback, max) end

---Calls back for each packet that has the protocol.
--@EACH ---@overload fun(self: pycap.Capture, protocol: "NAME", callback: fun(header: pycap.header.NAME, packet: pycap.Packet)): pycap.Handler
---With a table of names and conditions: with the values of those fields.
---With a tally: counts.
---@overload fun(self: pycap.Capture, protocol: string, fields: pycap.fields, callback: fun(...: any)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: string, fields: pycap.fields, tally: pycap.Tally): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: string, tally: pycap.Tally): pycap.Handler
---@param protocol string
---@param callback fun(header: pycap.header, packet: pycap.Packet)
---@return pycap.Handler
function Capture:on(protocol, callback) end

---The values of the fields that are listed, packet by packet, until the end of
---the file or `stop`; false where the first is absent. Runs no handlers.
---@param protocol string
---@param fields pycap.fields
---@return fun(capture: pycap.Capture): any ...
---@return pycap.Capture
function Capture:fields(protocol, fields) end

---Sets the filter; a bad one raises and leaves the old in force.
---@param expression string # in the tcpdump language
function Capture:filter(expression) end

---Packets received, dropped, dropped by the interface (devices only).
---@return integer received
---@return integer dropped
---@return integer interface
function Capture:stats() end

---The link type (DLT).
---@return integer
function Capture:datalink() end

---The descriptor to poll before `dispatch` (devices only).
---@return integer
function Capture:fd() end

---Seconds after which another event loop has to `dispatch` though nothing is
---readable; nil: there is no need. It changes: ask again after each dispatch.
---@return number?
function Capture:selecttimeout() end

---Ends the loop.
function Capture:stop() end

---Closes; so do `<close>` and the collector.
function Capture:close() end

---@class pycap.Handler
local Handler = {}

---It is not called any more.
function Handler:cancel() end

---The values that its n-th key was made of; where it lists none, those of a
---flow: source, destination, protocol, ports.
---@param key string
---@param n? integer # 1
---@return any ...
function Handler:values(key, n) end

---What was counted under a key: the values that it was made of at 1, 2, ...
---@class pycap.count
---@field [integer] any
---@field count integer # packets
---@field sum integer? # of the field that is added up

---Packets counted by key. `pairs` gives each pycap.count, count, sum.
---@class pycap.Tally
---@field refused integer # packets turned away: the limit, the memory
---@operator len: integer
local Tally = {}

---The n largest: by sum or else by packets.
---@param n? integer # 10
---@return pycap.count[]
function Tally:top(n) end

---Forgets all.
function Tally:reset() end

---Adds what another has counted, by the same fields.
---@param other pycap.Tally
---@return pycap.Tally # this one
function Tally:add(other) end

---A packet: a copy of its bytes, and the headers found in them.
---`packet[i]` is the header at a place, `#packet` the number of them.
---@class pycap.Packet
---@field [integer] pycap.header
---@operator len: integer
---@field payload string # what follows the last header; can be assigned
---@field trailer string # what lies beyond the payload
---@field bytes string # the whole, with what was assigned
---@field time number # seconds since the epoch
---@field timestamp integer # nanoseconds since the epoch
---@field length integer # bytes on the wire
---@field caplen integer # bytes that are here
---@field malformed string? # why decoding stopped, and where
---@field quoted pycap.Packet? # the packet that an ICMP error quotes
---@field flow string? # a key: addresses, protocol, ports; nil without IP
---@field conversation string? # the same for both directions
--@EACH ---@field NAME pycap.header.NAME? # the outermost, MEANING
local Packet = {}

---What `next` returns.
---@return any ...
function Packet:unpack() end

---A plain copy.
---@return table
function Packet:table() end

---A table laid over the wire: `pairs` gives the fields in wire order, `==`
---compares them, nil assigned goes back to what was there. Reading a key that
---is no field raises.
---@class pycap.header
---@field packet string # the header's bytes

---A capture; all arguments are optional.
---@param device? string|pycap.options
---@param filename? string
---@param snaplen? integer
---@param promisc? boolean
---@param timeout? integer
---@return pycap.Capture
function pycap.capture(device, filename, snaplen, promisc, timeout) end

---@class pycap.Injector
---@field device string
---@field hardware string? # the device's hardware address
---@field protocol string? # the device's IPv4 address
local Injector = {}

---Sends one frame: headers, lowest first, and a payload; a packet; or bytes.
---@param ... pycap.header|pycap.Packet|string|number
---@return integer # bytes sent
function Injector:inject(...) end

---Sends many frames, a lot of them with each system call.
---@param frames (string|pycap.Packet|table)[]|function # a list or an iterator
---@param ... any # what the iterator is called with
---@return integer # frames sent
function Injector:batch(frames, ...) end

---@class pycap.replay.options
---@field speed? number # so many times as fast
---@field pps? number # frames a second
---@field bps? number # bits a second
---@field top? boolean # as fast as it goes
---@field loop? integer # the file so many times over

---@class pycap.replay.figures
---@field packets integer # sent
---@field bytes integer
---@field seconds number
---@field failed integer # refused by the system
---@field skipped integer # cut off by the snapshot length

---Sends a capture file, in its time.
---@param capture pycap.Capture
---@param options? pycap.replay.options
---@return pycap.replay.figures
function Injector:replay(capture, options) end

---@return integer frames
---@return integer bytes
---@return integer errors
function Injector:stats() end

function Injector:close() end

---@class pycap.inject.options
---@field device string
---@field level? "link"|"ip" # what the first header is of
---@field pad? boolean # up to Ethernet's 60 bytes
---@field truncated? "send" # frames that the snapshot length cut off, too
---@field checksum? boolean # completes partial checksums

---@param device string|pycap.inject.options
---@return pycap.Injector
function pycap.inject(device) end

---A capture file that is written; `<close>` and the collector close it.
---@class pycap.Dump
local Dump = {}

---Adds a packet as it is now, or bytes.
---@param packet pycap.Packet|string
---@param time? number # seconds since the epoch; else the packet's, else now
function Dump:write(packet, time) end

---Writes what is kept back; raises code "write".
function Dump:flush() end

---The same, and closes; to do it twice is harmless.
function Dump:close() end

---@class pycap.dump.options
---@field datalink? integer|string # the link type (EN10MB)
---@field snaplen? integer # bytes kept of each packet (262144)
---@field precision? "micro"|"nano" # of times (nano)

---Creates a capture file, of the link type of a capture or as the options say.
---@param filename string # "-": standard output
---@param like? pycap.Capture|pycap.dump.options
---@return pycap.Dump
function pycap.dump(filename, like) end

---@class pycap.ask.options
---@field match? fun(packet: pycap.Packet, question: pycap.Packet|string): any
---@field timeout? number # ms that each try waits (1000)
---@field retry? integer # times that it is sent again (0)
---@field rate? number # packets a second (1000)

---Sends a packet and waits for its answer; many, at a bounded rate: then all
---that comes back is by index.
---@param injector pycap.Injector
---@param capture pycap.Capture # of the same device
---@param packet pycap.Packet|string|table|fun(): pycap.Packet|string|nil
---@param options? pycap.ask.options
---@return pycap.Packet|table|nil # the answer, or the answers
---@return number|table|nil # seconds from the question to it
---@return integer? # of many, how many were sent
function pycap.ask(injector, capture, packet, options) end

---A packet made by hand: headers, lowest first, and a payload.
---@param ... pycap.header|string
---@return pycap.Packet
function pycap.packet(...) end

---A handler on what pcaplua reads.
--@EACH ---@overload fun(protocol: "NAME", callback: fun(header: pycap.header.NAME, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: string, fields: pycap.fields, callback: fun(...: any)): pycap.Handler
---@overload fun(protocol: string, fields: pycap.fields, tally: pycap.Tally): pycap.Handler
---@overload fun(protocol: string, tally: pycap.Tally): pycap.Handler
---@param protocol string
---@param callback fun(header: pycap.header, packet: pycap.Packet)
---@return pycap.Handler
function pycap.on(protocol, callback) end

---@class pycap.tally.options
---@field by string[] # the fields of the key
---@field sum? string # a field that is added up
---@field limit? integer # keys (100000)

---Counts packets by key, in C: for `on`, in place of a callback.
---@param options pycap.tally.options
---@return pycap.Tally
function pycap.tally(options) end

---Runs the handlers of several captures, timers and coroutines. Without
---captures: of what pcaplua reads; else until timers and coroutines are done.
---@param ... pycap.Capture
---@return integer # how many packets passed the filters
function pycap.loop(...) end

---Ends the loop that runs.
function pycap.stop() end

---A timer or a coroutine.
---@class pycap.job
local Job = {}

function Job:cancel() end

---Calls again and again while a loop runs; with files alone by packets' time.
---@param seconds number
---@param callback fun(time: number) # in seconds since the epoch
---@return pycap.job
function pycap.every(seconds, callback) end

---Calls once.
---@param seconds number
---@param callback fun(time: number)
---@return pycap.job
function pycap.after(seconds, callback) end

---A coroutine that loops run: `next`, `packets` and `sleep` wait in it without
---holding them up.
---@param f fun(...)
---@param ... any
---@return pycap.job
function pycap.spawn(f, ...) end

---Waits, while the loop runs; where none can it blocks.
---@param seconds number
function pycap.sleep(seconds) end

---@class pycap.Filter
local Filter = {}

---@param packet pycap.Packet|string
---@return boolean
function Filter:match(packet) end

---@param expression string # in the tcpdump language
---@param datalink? integer|string # EN10MB
---@return pycap.Filter
function pycap.filter(expression, datalink) end

---@class pycap.device
---@field name string
---@field description string?
---@field addresses {address: string, netmask: string?, broadcast: string?}[]
---@field up boolean
---@field running boolean
---@field loopback boolean
---@field wireless boolean

---@return pycap.device[]
function pycap.devices() end

---The protocols and their fields, as data (doc/protocols.md).
---@return table[]
function pycap.protocols() end

---A plain copy of a header or packet.
---@param header pycap.header|pycap.Packet
---@return table
function pycap.table(header) end

---Whether a header's checksum is right; nil where that cannot be told.
---@param header pycap.header
---@return "good"|"bad"|"unset"|nil
function pycap.checksum(header) end

---The Lua source that makes a packet or header again.
---@param packet pycap.Packet|pycap.header
---@return string
function pycap.code(packet) end

---Offset, hexadecimal, characters: sixteen bytes a line.
---@param bytes string
---@return string
function pycap.hexdump(bytes) end

--@PROTOCOLS
return pycap
