---@meta pycap
--
-- pycap.lua - what editors know of pycap; generated from doc/api
--
assert(not ..., "for editors: the module is another file")

---What a handler wants. The list holds names of fields ("operation",
---"ethernet.source", "packet.length", "options[mss].size", "options[1].kind")
---and lists of names, each of which makes a key, or under `text` a format:
---then their text, as {"ip.source", "sourceport", text = "%s:%d"}; nil if one
---of them is absent. Other keys are conditions on the field of that name: a
---value, an address or prefix, a range `{from =, to =}`, or a list of these.
---Under a protocol's name, true or false says whether the packet has it. In a
---condition, `options[].name` is the name of any entry.
---@alias pycap.fields table<integer|string, string|string[]|number|boolean|table|pycap.Raw>

---An address as bytes, made by `pycap.raw`.
---@alias pycap.Raw userdata

---Packet capture, decoding and injection.
---@class pycap
---@field _VERSION string # the version
---@field constants pycap.constants # the constants of C headers: `pycap.constants.arp.ARPOP_REPLY`, `.dlt.EN10MB`; an unknown name raises an error
---@field error pycap.error # the metatable of errors that the script did not cause: of devices, files, the network, memory
---@overload fun(device?: string, filename?: string, snaplen?: integer, promisc?: boolean, timeout?: integer): pycap.Capture
---@overload fun(options: pycap.options): pycap.Capture
local pycap = {}

---Opens a capture; `pycap(...)` is the same. Without device and filename it
---takes the device that libpcap chooses, in pcaplua what -i or -r names.
---Raises code "device", "permission", "file", "filter", "unsupported",
---"memory".
---See pcap_create(3PCAP), pcap_open_offline(3PCAP).
---The same arguments by name, and more options.
---@overload fun(options: pycap.options): pycap.Capture
---@param device? string
---@param filename? string # a pcap or pcapng file, compressed or not; "-" is standard input
---@param snaplen? integer # how much is kept of a packet, in bytes (65535)
---@param promisc? boolean # whether the device is made promiscuous (false)
---@param timeout? integer # how long `next` waits on a device (0: for ever), in ms (255)
---@return pycap.Capture
function pycap.capture(device, filename, snaplen, promisc, timeout) end

---Adds a handler for the packets that pcaplua or a C host feeds.
---@overload fun(protocol: "ethernet", callback: fun(header: pycap.header.ethernet, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "vlan", callback: fun(header: pycap.header.vlan, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "arp", callback: fun(header: pycap.header.arp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ip", callback: fun(header: pycap.header.ip, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ip6", callback: fun(header: pycap.header.ip6, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "udp", callback: fun(header: pycap.header.udp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "tls", callback: fun(header: pycap.header.tls, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "http", callback: fun(header: pycap.header.http, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "tcp", callback: fun(header: pycap.header.tcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "icmp", callback: fun(header: pycap.header.icmp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "icmpextension", callback: fun(header: pycap.header.icmpextension, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "icmp6", callback: fun(header: pycap.header.icmp6, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "igmp", callback: fun(header: pycap.header.igmp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "sctp", callback: fun(header: pycap.header.sctp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "hopbyhop", callback: fun(header: pycap.header.hopbyhop, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "routing", callback: fun(header: pycap.header.routing, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "fragment", callback: fun(header: pycap.header.fragment, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "destinationoptions", callback: fun(header: pycap.header.destinationoptions, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "dns", callback: fun(header: pycap.header.dns, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "dhcp", callback: fun(header: pycap.header.dhcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "dhcp6", callback: fun(header: pycap.header.dhcp6, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ah", callback: fun(header: pycap.header.ah, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "mobility", callback: fun(header: pycap.header.mobility, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "gre", callback: fun(header: pycap.header.gre, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "vxlan", callback: fun(header: pycap.header.vxlan, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "geneve", callback: fun(header: pycap.header.geneve, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "vxlangpe", callback: fun(header: pycap.header.vxlangpe, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "nsh", callback: fun(header: pycap.header.nsh, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "teredo", callback: fun(header: pycap.header.teredo, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "gtp", callback: fun(header: pycap.header.gtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "erspan", callback: fun(header: pycap.header.erspan, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "l2tp", callback: fun(header: pycap.header.l2tp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "etherip", callback: fun(header: pycap.header.etherip, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "tzsp", callback: fun(header: pycap.header.tzsp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "esp", callback: fun(header: pycap.header.esp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ipcomp", callback: fun(header: pycap.header.ipcomp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ospf", callback: fun(header: pycap.header.ospf, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ospf3", callback: fun(header: pycap.header.ospf3, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pim", callback: fun(header: pycap.header.pim, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "eigrp", callback: fun(header: pycap.header.eigrp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "rsvp", callback: fun(header: pycap.header.rsvp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "isis", callback: fun(header: pycap.header.isis, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "hsrp", callback: fun(header: pycap.header.hsrp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "llc", callback: fun(header: pycap.header.llc, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "snap", callback: fun(header: pycap.header.snap, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "stp", callback: fun(header: pycap.header.stp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "lldp", callback: fun(header: pycap.header.lldp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "sll", callback: fun(header: pycap.header.sll, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "sll2", callback: fun(header: pycap.header.sll2, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "null", callback: fun(header: pycap.header.null, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "loopback", callback: fun(header: pycap.header.loopback, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "hdlc", callback: fun(header: pycap.header.hdlc, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "chdlc", callback: fun(header: pycap.header.chdlc, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ppp", callback: fun(header: pycap.header.ppp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pppcompressed", callback: fun(header: pycap.header.pppcompressed, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "lcp", callback: fun(header: pycap.header.lcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ipcp", callback: fun(header: pycap.header.ipcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ipv6cp", callback: fun(header: pycap.header.ipv6cp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ccp", callback: fun(header: pycap.header.ccp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pap", callback: fun(header: pycap.header.pap, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "chap", callback: fun(header: pycap.header.chap, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pppoe", callback: fun(header: pycap.header.pppoe, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "mpls", callback: fun(header: pycap.header.mpls, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pwethcw", callback: fun(header: pycap.header.pwethcw, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ieee8021ah", callback: fun(header: pycap.header.ieee8021ah, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "vntag", callback: fun(header: pycap.header.vntag, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "cfp", callback: fun(header: pycap.header.cfp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "cmd", callback: fun(header: pycap.header.cmd, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "fr", callback: fun(header: pycap.header.fr, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "fddi", callback: fun(header: pycap.header.fddi, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "slip", callback: fun(header: pycap.header.slip, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pppdirection", callback: fun(header: pycap.header.pppdirection, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ppi", callback: fun(header: pycap.header.ppi, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pflog", callback: fun(header: pycap.header.pflog, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "netlink", callback: fun(header: pycap.header.netlink, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "macsec", callback: fun(header: pycap.header.macsec, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ptp", callback: fun(header: pycap.header.ptp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ctp", callback: fun(header: pycap.header.ctp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "udld", callback: fun(header: pycap.header.udld, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "dtp", callback: fun(header: pycap.header.dtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ipx", callback: fun(header: pycap.header.ipx, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "netbios", callback: fun(header: pycap.header.netbios, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "wol", callback: fun(header: pycap.header.wol, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "radiotap", callback: fun(header: pycap.header.radiotap, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "wlan", callback: fun(header: pycap.header.wlan, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "eapol", callback: fun(header: pycap.header.eapol, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "eapolkey", callback: fun(header: pycap.header.eapolkey, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "bfd", callback: fun(header: pycap.header.bfd, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "lacp", callback: fun(header: pycap.header.lacp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "tftp", callback: fun(header: pycap.header.tftp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ntp", callback: fun(header: pycap.header.ntp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "nbns", callback: fun(header: pycap.header.nbns, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "nbdgm", callback: fun(header: pycap.header.nbdgm, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "nbss", callback: fun(header: pycap.header.nbss, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "smb", callback: fun(header: pycap.header.smb, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "smb2", callback: fun(header: pycap.header.smb2, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ssdp", callback: fun(header: pycap.header.ssdp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "sip", callback: fun(header: pycap.header.sip, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ssh", callback: fun(header: pycap.header.ssh, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ftp", callback: fun(header: pycap.header.ftp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "smtp", callback: fun(header: pycap.header.smtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "stun", callback: fun(header: pycap.header.stun, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "quic", callback: fun(header: pycap.header.quic, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "modbus", callback: fun(header: pycap.header.modbus, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "dnp3", callback: fun(header: pycap.header.dnp3, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "mqtt", callback: fun(header: pycap.header.mqtt, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "udpencap", callback: fun(header: pycap.header.udpencap, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ike", callback: fun(header: pycap.header.ike, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "wireguard", callback: fun(header: pycap.header.wireguard, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "rip", callback: fun(header: pycap.header.rip, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ripng", callback: fun(header: pycap.header.ripng, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "bgp", callback: fun(header: pycap.header.bgp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "radius", callback: fun(header: pycap.header.radius, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "snmp", callback: fun(header: pycap.header.snmp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "syslog", callback: fun(header: pycap.header.syslog, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "ntske", callback: fun(header: pycap.header.ntske, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "rtp", callback: fun(header: pycap.header.rtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "udplite", callback: fun(header: pycap.header.udplite, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "dccp", callback: fun(header: pycap.header.dccp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "pgm", callback: fun(header: pycap.header.pgm, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "vrrp", callback: fun(header: pycap.header.vrrp, packet: pycap.Packet)): pycap.Handler
---@overload fun(protocol: "cdp", callback: fun(header: pycap.header.cdp, packet: pycap.Packet)): pycap.Handler
---Calls the callback with every packet. In a table of fields, bare names are
---then members of the packet.
---@overload fun(protocol: "packet", callback: fun(packet: pycap.Packet)): pycap.Handler
---Calls the callback with the values of the listed fields, if the conditions
---hold; without listed fields, with the header and the packet.
---@overload fun(protocol: string, fields: pycap.fields, callback: fun(...: any)): pycap.Handler
---Counts the packets for which the conditions hold.
---@overload fun(protocol: string, fields: pycap.fields, tally: pycap.Tally): pycap.Handler
---The same for flows: fields and conditions are those of `pycap.flow`.
---@overload fun(protocol: "flow", fields: pycap.fields, callback: (fun(...: any))|pycap.Tally, options: pycap.flow.when?): pycap.Handler
---Counts the packets that have the protocol.
---@overload fun(protocol: string, tally: pycap.Tally): pycap.Handler
---@param protocol string
---@param callback fun(header: pycap.header, packet: pycap.Packet)
---@return pycap.Handler
function pycap.on(protocol, callback) end

---Has a function read what connections carry, in the packets that pcaplua or
---a C host feeds.
---The same without conditions.
---@overload fun(protocol: "tcp"|"udp", f: fun(client: pycap.side, server: pycap.side, flow: pycap.connection), options?: pycap.stream.options): pycap.follower
---Calls `f` with bytes as they come into order, without a coroutine.
---@overload fun(protocol: "tcp"|"udp", conditions: pycap.fields, f: fun(flow: pycap.connection, side: "client"|"server", offset: integer, bytes: string), options: pycap.stream.options): pycap.follower
---@param protocol "tcp"|"udp"
---@param conditions? pycap.fields # conditions on fields of the flow, as in `on("flow")`; default: none
---@param f fun(client: pycap.side, server: pycap.side, flow: pycap.connection) # runs as a coroutine for each connection
---@param options? pycap.stream.options
---@return pycap.follower
function pycap.stream(protocol, conditions, f, options) end

---Calls a function once when the run ends: in pcaplua after all loops, in
---each worker before `result`, in a C host at pycap_engine_finish.
---@param f fun()
function pycap.atend(f) end

---Runs the handlers of several captures, and timers and coroutines. Without
---captures, in pcaplua, it runs the handlers of `pycap.on` on what pcaplua
---reads; elsewhere it runs until all timers and coroutines are done.
---@param ... pycap.Capture # captures
---@return integer # how many packets passed the filters
function pycap.loop(...) end

---Ends the running loop.
function pycap.stop() end

---Calls a function every so many seconds while a loop runs. When only files
---are read, the packets' time counts.
---@param seconds number
---@param callback fun(time: number) # gets the time, in seconds since the epoch
---@return pycap.job
function pycap.every(seconds, callback) end

---Calls a function once, after so many seconds.
---@param seconds number
---@param callback fun(time: number) # gets the time
---@return pycap.job
function pycap.after(seconds, callback) end

---Starts a coroutine, which runs while a loop runs. While `next`, `packets`
---or `sleep` wait in it, the loop goes on.
---@param f fun(...)
---@param ... any # its arguments
---@return pycap.job
function pycap.spawn(f, ...) end

---Waits. In callbacks and in coroutines of `spawn` the loop goes on
---meanwhile; elsewhere it blocks.
---Raises code "interrupted".
---@param seconds number
function pycap.sleep(seconds) end

---Counts packets by key, in C. `on` takes it in place of a callback.
---@param options pycap.tally.options
---@return pycap.Tally
function pycap.tally(options) end

---A packet made by hand.
---@param ... pycap.header|string # headers, lowest first, then a payload
---@return pycap.Packet
function pycap.packet(...) end

---Opens a device for sending.
---Raises code "device", "permission", "down", "unsupported", "memory".
---See packet(7), raw(7).
---@param device string|pycap.inject.options
---@return pycap.Injector
function pycap.inject(device) end

---Creates a capture file. Its link type is that of the given capture, or the
---one in the options.
---Raises code "file", "write".
---See pcap-savefile(5).
---@param filename string # "-" is standard output; `tcp://host:port` and `tcp-listen:port` are connections
---@param like? (pycap.Capture|pycap.dump.options)
---@param options? pycap.dump.options # after a capture
---@return pycap.Dump
function pycap.dump(filename, like, options) end

---Sends a packet and waits for its answer. For a list or an iterator of
---packets, answers and times are lists by index.
---See RFC 826, RFC 792, RFC 4443.
---@param injector pycap.Injector
---@param capture pycap.Capture # of the same device
---@param packet pycap.Packet|string|table|fun(): pycap.Packet|string|nil
---@param options? pycap.ask.options
---@return pycap.Packet|table|nil # the answer, or the answers
---@return number|table|nil # seconds until the answer, or a list of them
---@return integer? # for a list or an iterator: how many were sent
function pycap.ask(injector, capture, packet, options) end

---Decodes a string of bytes as a packet. Bytes that cannot be decoded are
---payload, as in a capture.
---@param bytes string
---@param what string|integer # the name of the first header's protocol, or the number of a link type
---@param options? pycap.decode.options
---@return pycap.Packet
function pycap.decode(bytes, what, options) end

---A filter without a capture.
---Raises code "filter".
---See pcap-filter(7).
---@param expression string # in the tcpdump language
---@param datalink? (integer|string) # the link type (EN10MB)
---@return pycap.Filter
function pycap.filter(expression, datalink) end

---The supported file formats, as keys whose value is true: pcap, pcapng, and
---the compressions that pycap was built with.
---@return table<string, boolean>
function pycap.formats() end

---The devices.
---See pcap_findalldevs(3PCAP).
---@return pycap.device[]
function pycap.devices() end

---The protocols, their fields, lists and carriers, as data: what
---doc/protocols.md is made from.
---@return table[]
function pycap.protocols() end

---Declares a protocol, which from the next packet on works like a built-in
---one. `pycap.protocols` returns such declarations. A mistake in one raises
---an error that names protocol, field and fault.
---@param declaration pycap.declaration
---@return fun(fields?: table): pycap.header # `pycap.NAME`, which makes headers by hand
function pycap.protocol(declaration) end

---"Decode as": makes a number stand for a protocol, whatever it stood for
---before, from the next packet on.
---@param parent string # the protocol whose number it is
---@param number integer
---@param protocol string
---@return pycap.Carry
function pycap.carry(parent, number, protocol) end

---Returns whether a header's checksum is right; nil if it cannot be computed
---(a packet cut short, a fragment, a protocol without checksum).
---See RFC 1071.
---@param header pycap.header
---@return "good"|"bad"|"unset"|nil
function pycap.checksum(header) end

---The Lua source that makes a packet or a header again.
---@param packet pycap.Packet|pycap.header
---@return string
function pycap.code(packet) end

---The name of the number that a field has: `"reply"`, `"syn, ack"`; nil where
---it has none.
---@param header pycap.header
---@param field string
---@return string?
function pycap.name(header, field) end

---The name of a header's protocol.
---@param header pycap.header
---@return string
function pycap.protocolof(header) end

---An address given as bytes instead of text: in fields, entries of lists and
---conditions.
---@param bytes string # as many as the address has
---@return pycap.Raw
function pycap.raw(bytes) end

---A plain copy of a header or packet.
---@param header pycap.header|pycap.Packet
---@return table
function pycap.table(header) end

---All fields of a packet's headers, a line each, then payload and trailer; or
---those of one header. Control characters are escaped.
---@param packet pycap.Packet|pycap.header
---@return string
function pycap.tree(packet) end

---A value as JSON in one line (RFC 8259): a table with keys from 1 to n is an
---array, one with strings for keys an object, whose keys are sorted; an empty
---table is an array. A header is an object of its fields, a packet what
---`packet:json()` gives. Bytes that are not UTF-8 become `\u00XX`.
---@param value any
---@return string
function pycap.json(value) end

---A dump of sixteen bytes a line: offset, hexadecimal, characters.
---@param bytes string|pycap.Packet
---@return string
function pycap.hexdump(bytes) end

---The time and the length of the packet.
---@class pycap.decode.options
---@field time? number # the packet's time, since the epoch, in seconds (0)
---@field timestamp? integer # the same, in nanoseconds
---@field length? integer # the length on the wire, where `bytes` is only the beginning, in bytes

---The options with which a capture is opened.
---@class pycap.options
---@field device? string # a device
---@field filename? string # a pcap or pcapng file; "-" is standard input; `tcp://host:port` or `tcp-listen:port`
---@field snaplen? integer # how much is kept of a packet, in bytes (65535)
---@field promisc? boolean # whether the device is made promiscuous (false)
---@field timeout? integer # how long `next` waits on a device (0: for ever), in ms (255)
---@field filter? string # in the tcpdump language
---@field immediate? boolean # deliver each packet as it arrives (false)
---@field latency? integer # how long the kernel may hold packets back, in ms (10)
---@field buffer? integer # the size of the kernel's buffer, in bytes
---@field direction? ("in"|"out"|"inout") # the direction of the packets to capture (inout)
---@field monitor? boolean # monitor mode (false)
---@field datalink? (integer|string) # the link type
---@field reconnect? boolean # for `tcp://host:port` and `tcp-listen:port`: connect again when a stream ends (false)
---@field follow? boolean # wait for more data at the end of a file, as `tail -f` does; not for a compressed file (false)
---@field timestamps? string # the type of time stamp, by libpcap's name
---@field fragments? (boolean|pycap.fragments.options) # hand whole datagrams to handlers of what is above IP (false)
---@field flows? pycap.flows.options # bounds of the table of flows, for handlers of "flow"

---A device, as `pycap.devices` describes it.
---@class pycap.device
---@field name string # its name
---@field description string? # libpcap's description
---@field index integer? # its number, which no rename changes
---@field hardware string? # its hardware address
---@field mtu integer? # the longest packet that it carries, in bytes
---@field addresses {address: string, netmask: string?, broadcast: string?}[] # its addresses
---@field up boolean # whether it is up
---@field running boolean # whether it has a link
---@field loopback boolean # whether it is a loopback device
---@field wireless boolean # whether it is wireless

---An interface as a pcapng file describes it: an entry of
---`capture.interfaces`.
---@class pycap.interface
---@field datalink integer # the link type (DLT)
---@field snaplen integer # the largest number of bytes kept of a packet; 0: no limit, in bytes
---@field resolution number # the unit of its times, in s
---@field name string? # its name
---@field description string? # its description
---@field filter string? # the filter of the capture
---@field system string? # the operating system
---@field hardware string? # the hardware of the interface
---@field comment string? # the comment on it

---An error that the script did not cause: of a device, a file, the network,
---memory. `tostring` and `..` give the text. The page guide/errors.md says
---what to do.
---@class pycap.error
---@field code "timeout"|"interrupted"|"device"|"permission"|"file"|"filter"|"unsupported"|"busy"|"down"|"toolong"|"send"|"write"|"memory" # a word to compare with; it stays the same in later versions
---@field message string # what went wrong
---@field where string # the position in the script

---A device or a capture file that is read.
---@class pycap.Capture
---@field device string # the device
---@field filename string? # the file; nil when it reads from a device
---@field warning string? # libpcap's warning about an option that it could not grant
---@field interfaces pycap.interface[] # the interfaces of a pcapng file, as far as it was read; `packet.interface` is an index into this list
---@field comments string[] # the comments on the sections of a pcapng file, as far as it was read
---@field names table<string, string> # the names of addresses that a pcapng file holds, as far as it was read
local Capture = {}

---The next packet: its headers from the lowest to the highest, the bytes
---after them ("" too), the time in seconds. Nil at the end of a file. Runs no
---handlers.
---Raises code "timeout", "interrupted", "busy", "device", "file".
---See pcap_next_ex(3PCAP).
---@return any ...
function Capture:next() end

---Iterates over the packets, until the end of the file or `stop`. Runs no
---handlers.
---@return fun(capture: pycap.Capture): pycap.Packet?
---@return pycap.Capture
function Capture:packets() end

---Calls the callback, then the handlers, for each packet that passed the
---filter.
---Raises code "busy", "device", "file".
---See pcap_loop(3PCAP).
---@param callback? fun(packet: pycap.Packet)
---@param count? integer # at most so many packets
---@return integer # how many packets passed the filter
function Capture:loop(callback, count) end

---Like `loop`, but only for packets that have already arrived, without
---waiting. Ends with the first packet that came after the call.
---Raises code "busy", "device", "file".
---See pcap_dispatch(3PCAP).
---@param callback? fun(packet: pycap.Packet)
---@param max? integer # at most so many packets
---@return integer # how many packets passed the filter
function Capture:dispatch(callback, max) end

---Calls the callback for each packet that has the protocol.
---@overload fun(self: pycap.Capture, protocol: "ethernet", callback: fun(header: pycap.header.ethernet, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "vlan", callback: fun(header: pycap.header.vlan, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "arp", callback: fun(header: pycap.header.arp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ip", callback: fun(header: pycap.header.ip, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ip6", callback: fun(header: pycap.header.ip6, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "udp", callback: fun(header: pycap.header.udp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "tls", callback: fun(header: pycap.header.tls, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "http", callback: fun(header: pycap.header.http, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "tcp", callback: fun(header: pycap.header.tcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "icmp", callback: fun(header: pycap.header.icmp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "icmpextension", callback: fun(header: pycap.header.icmpextension, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "icmp6", callback: fun(header: pycap.header.icmp6, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "igmp", callback: fun(header: pycap.header.igmp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "sctp", callback: fun(header: pycap.header.sctp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "hopbyhop", callback: fun(header: pycap.header.hopbyhop, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "routing", callback: fun(header: pycap.header.routing, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "fragment", callback: fun(header: pycap.header.fragment, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "destinationoptions", callback: fun(header: pycap.header.destinationoptions, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "dns", callback: fun(header: pycap.header.dns, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "dhcp", callback: fun(header: pycap.header.dhcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "dhcp6", callback: fun(header: pycap.header.dhcp6, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ah", callback: fun(header: pycap.header.ah, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "mobility", callback: fun(header: pycap.header.mobility, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "gre", callback: fun(header: pycap.header.gre, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "vxlan", callback: fun(header: pycap.header.vxlan, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "geneve", callback: fun(header: pycap.header.geneve, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "vxlangpe", callback: fun(header: pycap.header.vxlangpe, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "nsh", callback: fun(header: pycap.header.nsh, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "teredo", callback: fun(header: pycap.header.teredo, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "gtp", callback: fun(header: pycap.header.gtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "erspan", callback: fun(header: pycap.header.erspan, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "l2tp", callback: fun(header: pycap.header.l2tp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "etherip", callback: fun(header: pycap.header.etherip, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "tzsp", callback: fun(header: pycap.header.tzsp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "esp", callback: fun(header: pycap.header.esp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ipcomp", callback: fun(header: pycap.header.ipcomp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ospf", callback: fun(header: pycap.header.ospf, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ospf3", callback: fun(header: pycap.header.ospf3, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pim", callback: fun(header: pycap.header.pim, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "eigrp", callback: fun(header: pycap.header.eigrp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "rsvp", callback: fun(header: pycap.header.rsvp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "isis", callback: fun(header: pycap.header.isis, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "hsrp", callback: fun(header: pycap.header.hsrp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "llc", callback: fun(header: pycap.header.llc, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "snap", callback: fun(header: pycap.header.snap, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "stp", callback: fun(header: pycap.header.stp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "lldp", callback: fun(header: pycap.header.lldp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "sll", callback: fun(header: pycap.header.sll, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "sll2", callback: fun(header: pycap.header.sll2, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "null", callback: fun(header: pycap.header.null, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "loopback", callback: fun(header: pycap.header.loopback, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "hdlc", callback: fun(header: pycap.header.hdlc, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "chdlc", callback: fun(header: pycap.header.chdlc, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ppp", callback: fun(header: pycap.header.ppp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pppcompressed", callback: fun(header: pycap.header.pppcompressed, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "lcp", callback: fun(header: pycap.header.lcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ipcp", callback: fun(header: pycap.header.ipcp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ipv6cp", callback: fun(header: pycap.header.ipv6cp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ccp", callback: fun(header: pycap.header.ccp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pap", callback: fun(header: pycap.header.pap, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "chap", callback: fun(header: pycap.header.chap, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pppoe", callback: fun(header: pycap.header.pppoe, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "mpls", callback: fun(header: pycap.header.mpls, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pwethcw", callback: fun(header: pycap.header.pwethcw, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ieee8021ah", callback: fun(header: pycap.header.ieee8021ah, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "vntag", callback: fun(header: pycap.header.vntag, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "cfp", callback: fun(header: pycap.header.cfp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "cmd", callback: fun(header: pycap.header.cmd, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "fr", callback: fun(header: pycap.header.fr, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "fddi", callback: fun(header: pycap.header.fddi, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "slip", callback: fun(header: pycap.header.slip, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pppdirection", callback: fun(header: pycap.header.pppdirection, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ppi", callback: fun(header: pycap.header.ppi, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pflog", callback: fun(header: pycap.header.pflog, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "netlink", callback: fun(header: pycap.header.netlink, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "macsec", callback: fun(header: pycap.header.macsec, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ptp", callback: fun(header: pycap.header.ptp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ctp", callback: fun(header: pycap.header.ctp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "udld", callback: fun(header: pycap.header.udld, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "dtp", callback: fun(header: pycap.header.dtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ipx", callback: fun(header: pycap.header.ipx, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "netbios", callback: fun(header: pycap.header.netbios, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "wol", callback: fun(header: pycap.header.wol, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "radiotap", callback: fun(header: pycap.header.radiotap, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "wlan", callback: fun(header: pycap.header.wlan, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "eapol", callback: fun(header: pycap.header.eapol, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "eapolkey", callback: fun(header: pycap.header.eapolkey, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "bfd", callback: fun(header: pycap.header.bfd, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "lacp", callback: fun(header: pycap.header.lacp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "tftp", callback: fun(header: pycap.header.tftp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ntp", callback: fun(header: pycap.header.ntp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "nbns", callback: fun(header: pycap.header.nbns, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "nbdgm", callback: fun(header: pycap.header.nbdgm, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "nbss", callback: fun(header: pycap.header.nbss, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "smb", callback: fun(header: pycap.header.smb, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "smb2", callback: fun(header: pycap.header.smb2, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ssdp", callback: fun(header: pycap.header.ssdp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "sip", callback: fun(header: pycap.header.sip, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ssh", callback: fun(header: pycap.header.ssh, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ftp", callback: fun(header: pycap.header.ftp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "smtp", callback: fun(header: pycap.header.smtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "stun", callback: fun(header: pycap.header.stun, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "quic", callback: fun(header: pycap.header.quic, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "modbus", callback: fun(header: pycap.header.modbus, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "dnp3", callback: fun(header: pycap.header.dnp3, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "mqtt", callback: fun(header: pycap.header.mqtt, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "udpencap", callback: fun(header: pycap.header.udpencap, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ike", callback: fun(header: pycap.header.ike, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "wireguard", callback: fun(header: pycap.header.wireguard, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "rip", callback: fun(header: pycap.header.rip, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ripng", callback: fun(header: pycap.header.ripng, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "bgp", callback: fun(header: pycap.header.bgp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "radius", callback: fun(header: pycap.header.radius, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "snmp", callback: fun(header: pycap.header.snmp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "syslog", callback: fun(header: pycap.header.syslog, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "ntske", callback: fun(header: pycap.header.ntske, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "rtp", callback: fun(header: pycap.header.rtp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "udplite", callback: fun(header: pycap.header.udplite, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "dccp", callback: fun(header: pycap.header.dccp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "pgm", callback: fun(header: pycap.header.pgm, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "vrrp", callback: fun(header: pycap.header.vrrp, packet: pycap.Packet)): pycap.Handler
---@overload fun(self: pycap.Capture, protocol: "cdp", callback: fun(header: pycap.header.cdp, packet: pycap.Packet)): pycap.Handler
---Calls the callback with every packet. In a table of fields, bare names are
---then members of the packet.
---@overload fun(self: pycap.Capture, protocol: "packet", callback: fun(packet: pycap.Packet)): pycap.Handler
---Calls the callback with the values of the listed fields, if the conditions
---hold; without listed fields, with the header and the packet.
---@overload fun(self: pycap.Capture, protocol: string, fields: pycap.fields, callback: fun(...: any)): pycap.Handler
---Counts the packets for which the conditions hold.
---@overload fun(self: pycap.Capture, protocol: string, fields: pycap.fields, tally: pycap.Tally): pycap.Handler
---The same for flows: fields and conditions are those of `pycap.flow`.
---@overload fun(self: pycap.Capture, protocol: "flow", fields: pycap.fields, callback: (fun(...: any))|pycap.Tally, options: pycap.flow.when?): pycap.Handler
---Counts the packets that have the protocol.
---@overload fun(self: pycap.Capture, protocol: string, tally: pycap.Tally): pycap.Handler
---@param protocol string
---@param callback fun(header: pycap.header, packet: pycap.Packet)
---@return pycap.Handler
function Capture:on(protocol, callback) end

---Iterates over the values of the listed fields, until the end of the file or
---`stop`. Gives false if the first value is absent. Runs no handlers.
---@param protocol string
---@param fields pycap.fields
---@return fun(capture: pycap.Capture): any ...
---@return pycap.Capture
function Capture:fields(protocol, fields) end

---Sets the filter, at any time. A bad expression raises an error, and the old
---filter stays in force.
---Raises code "filter".
---See pcap_setfilter(3PCAP).
---@param expression string # in the tcpdump language
function Capture:filter(expression) end

---Packets received, dropped, and dropped by the interface, as libpcap counts
---them. Devices only.
---Raises code "unsupported".
---See pcap_stats(3PCAP).
---@return integer received
---@return integer dropped
---@return integer interface
function Capture:stats() end

---The link type (DLT); in a pcapng file, that of the first interface.
---See pcap-linktype(7).
---@return integer
function Capture:datalink() end

---The descriptor to poll before `dispatch`. Devices only.
---Raises code "unsupported".
---See pcap_get_selectable_fd(3PCAP).
---@return integer
function Capture:fd() end

---Seconds after which another event loop has to call `dispatch` although the
---descriptor is not readable; nil: it need not. Call it again after each
---`dispatch`.
---See pcap_get_required_select_timeout(3PCAP).
---@return number?
function Capture:selecttimeout() end

---How many messages were cut from streams of TCP so far. Nil: no handler
---wanted any.
---@return pycap.messages.counts?
function Capture:messages() end

---How many datagrams were put together of fragments so far. Nil: that was not
---asked for.
---@return pycap.fragments.counts?
function Capture:fragments() end

---How many flows there are, and how many ended, by reason. Nil: no handler
---has asked for flows.
---@return pycap.flows.counts?
function Capture:flows() end

---Has a function read what connections carry, as from a socket. Connections
---whose first bytes come later are read.
---The same without conditions.
---@overload fun(self: pycap.Capture, protocol: "tcp"|"udp", f: fun(client: pycap.side, server: pycap.side, flow: pycap.connection), options?: pycap.stream.options): pycap.follower
---Calls `f` with bytes as they come into order, without a coroutine.
---@overload fun(self: pycap.Capture, protocol: "tcp"|"udp", conditions: pycap.fields, f: fun(flow: pycap.connection, side: "client"|"server", offset: integer, bytes: string), options: pycap.stream.options): pycap.follower
---@param protocol "tcp"|"udp"
---@param conditions? pycap.fields # conditions on fields of the flow, as in `on("flow")`; default: none
---@param f fun(client: pycap.side, server: pycap.side, flow: pycap.connection) # runs as a coroutine for each connection
---@param options? pycap.stream.options
---@return pycap.follower
function Capture:stream(protocol, conditions, f, options) end

---What there was of streams so far. Nil: none is read.
---@return pycap.streams.counts?
function Capture:streams() end

---Ends the loop.
function Capture:stop() end

---Closes the capture; `<close>` and the collector do so, too. Closing twice
---is harmless. Handlers first get what still waits for more packets:
---fragments, and the flows that are open. The collector hands over none of
---it.
function Capture:close() end

---What `on` returns.
---@class pycap.Handler
local Handler = {}

---Removes the handler.
function Handler:cancel() end

---The values from which a key was made; for a handler without keys, those of
---a flow: source, destination, protocol, ports.
---@param key string
---@param n? integer # which of the handler's keys it is (1)
---@return any ...
function Handler:values(key, n) end

---What `every`, `after` and `spawn` return.
---@class pycap.job
local job = {}

---Cancels the timer or ends the coroutine.
function job:cancel() end

---What `pycap.filter` returns.
---@class pycap.Filter
local Filter = {}

---Returns whether a packet passes the filter.
---See pcap_offline_filter(3PCAP).
---@param packet pycap.Packet|string
---@return boolean
function Filter:match(packet) end

---Packets counted by key. `#tally` is the number of keys; `pairs` gives each
---pycap.count, its count and its sum.
---@class pycap.Tally
---@operator len: integer
---@field refused integer # packets not counted, because `limit` or the memory did not allow another key
local Tally = {}

---The entries with the largest sums; without `sum`, with the most packets.
---@param n? integer # how many (10)
---@return pycap.count[]
function Tally:top(n) end

---Removes all entries.
function Tally:reset() end

---Adds what another tally has counted by the same fields.
---@param other pycap.Tally
---@return pycap.Tally # this one
function Tally:add(other) end

---An entry of a tally. The values of the key are at 1, 2, ...
---@class pycap.count
---@field [integer] any
---@field count integer # packets
---@field sum integer? # sum of the field that is added up

---How a tally counts.
---@class pycap.tally.options
---@field by string[] # the fields of the key
---@field sum? string # a field that is added up
---@field limit? integer # the largest number of keys (100000)

---A copy of a packet's bytes, and the headers found in them. `packet[i]` is
---the i-th header, `#packet` the number of headers, `packet["dns.id"]` a
---field of the outermost header of a protocol.
---@class pycap.Packet
---@field [integer] pycap.header
---@operator len: integer
---@field payload string # the bytes after the last header, up to the end that the IP header's length gives; can be assigned
---@field trailer string # the bytes after the payload
---@field bytes string # the whole packet, with its edits
---@field time number # time of capture, since the epoch, in seconds
---@field timestamp integer # the same, in nanoseconds
---@field length integer # length on the wire, in bytes
---@field caplen integer # number of bytes captured, in bytes
---@field interface integer? # the index of its interface in `capture.interfaces`, if a pcapng file has one
---@field comment string? # the comment in a pcapng file; several comments are joined, a line each
---@field direction "in"|"out"|nil # the direction, if a pcapng file says it
---@field reassembled integer? # how many frames the packet was put together of; nil: it is a frame. Such a packet is read-only
---@field malformed string? # why decoding stopped, and where
---@field quoted pycap.Packet? # the packet that an ICMP error quotes
---@field flow string? # a key made of addresses, protocol and ports, by the outermost IP header; nil without an IP header
---@field conversation string? # the same key for both directions
---@field source string? # address of the outermost IP header
---@field destination string? # address of the outermost IP header
---@field ethernet pycap.header.ethernet? # the outermost header of its kind, Ethernet frame
---@field vlan pycap.header.vlan? # the outermost header of its kind, VLAN tag
---@field arp pycap.header.arp? # the outermost header of its kind, Address Resolution Protocol
---@field ip pycap.header.ip? # the outermost header of its kind, Internet Protocol, version 4
---@field ip6 pycap.header.ip6? # the outermost header of its kind, Internet Protocol, version 6
---@field udp pycap.header.udp? # the outermost header of its kind, User Datagram Protocol
---@field tls pycap.header.tls? # the outermost header of its kind, Transport Layer Security
---@field http pycap.header.http? # the outermost header of its kind, Hypertext Transfer Protocol
---@field tcp pycap.header.tcp? # the outermost header of its kind, Transmission Control Protocol
---@field icmp pycap.header.icmp? # the outermost header of its kind, Internet Control Message Protocol
---@field icmpextension pycap.header.icmpextension? # the outermost header of its kind, Extension structure of ICMP
---@field icmp6 pycap.header.icmp6? # the outermost header of its kind, Internet Control Message Protocol for IPv6
---@field igmp pycap.header.igmp? # the outermost header of its kind, Internet Group Management Protocol
---@field sctp pycap.header.sctp? # the outermost header of its kind, Stream Control Transmission Protocol
---@field hopbyhop pycap.header.hopbyhop? # the outermost header of its kind, IPv6 Hop-by-Hop Options header
---@field routing pycap.header.routing? # the outermost header of its kind, IPv6 Routing header
---@field fragment pycap.header.fragment? # the outermost header of its kind, IPv6 Fragment header
---@field destinationoptions pycap.header.destinationoptions? # the outermost header of its kind, IPv6 Destination Options header
---@field dns pycap.header.dns? # the outermost header of its kind, Domain Name System
---@field dhcp pycap.header.dhcp? # the outermost header of its kind, Dynamic Host Configuration Protocol
---@field dhcp6 pycap.header.dhcp6? # the outermost header of its kind, Dynamic Host Configuration Protocol for IPv6
---@field ah pycap.header.ah? # the outermost header of its kind, Authentication Header
---@field mobility pycap.header.mobility? # the outermost header of its kind, IPv6 Mobility header
---@field gre pycap.header.gre? # the outermost header of its kind, Generic Routing Encapsulation
---@field vxlan pycap.header.vxlan? # the outermost header of its kind, Virtual eXtensible Local Area Network
---@field geneve pycap.header.geneve? # the outermost header of its kind, Generic Network Virtualization Encapsulation
---@field vxlangpe pycap.header.vxlangpe? # the outermost header of its kind, VXLAN with the Generic Protocol Extension
---@field nsh pycap.header.nsh? # the outermost header of its kind, Network Service Header
---@field teredo pycap.header.teredo? # the outermost header of its kind, Teredo: IPv6 through NAT, its indicators
---@field gtp pycap.header.gtp? # the outermost header of its kind, GPRS Tunnelling Protocol
---@field erspan pycap.header.erspan? # the outermost header of its kind, Encapsulated Remote Switched Port Analyzer
---@field l2tp pycap.header.l2tp? # the outermost header of its kind, Layer Two Tunneling Protocol
---@field etherip pycap.header.etherip? # the outermost header of its kind, Ethernet in IP datagrams
---@field tzsp pycap.header.tzsp? # the outermost header of its kind, TaZmen Sniffer Protocol
---@field esp pycap.header.esp? # the outermost header of its kind, Encapsulating Security Payload
---@field ipcomp pycap.header.ipcomp? # the outermost header of its kind, IP Payload Compression Protocol
---@field ospf pycap.header.ospf? # the outermost header of its kind, Open Shortest Path First
---@field ospf3 pycap.header.ospf3? # the outermost header of its kind, Open Shortest Path First, version 3
---@field pim pycap.header.pim? # the outermost header of its kind, Protocol Independent Multicast
---@field eigrp pycap.header.eigrp? # the outermost header of its kind, Enhanced Interior Gateway Routing Protocol
---@field rsvp pycap.header.rsvp? # the outermost header of its kind, Resource Reservation Protocol
---@field isis pycap.header.isis? # the outermost header of its kind, Intermediate System to Intermediate System
---@field hsrp pycap.header.hsrp? # the outermost header of its kind, Hot Standby Router Protocol
---@field llc pycap.header.llc? # the outermost header of its kind, Logical Link Control
---@field snap pycap.header.snap? # the outermost header of its kind, Subnetwork Access Protocol
---@field stp pycap.header.stp? # the outermost header of its kind, Spanning Tree Protocol
---@field lldp pycap.header.lldp? # the outermost header of its kind, Link Layer Discovery Protocol
---@field sll pycap.header.sll? # the outermost header of its kind, Linux cooked capture
---@field sll2 pycap.header.sll2? # the outermost header of its kind, Linux cooked capture, version 2
---@field null pycap.header.null? # the outermost header of its kind, BSD loopback capture
---@field loopback pycap.header.loopback? # the outermost header of its kind, OpenBSD loopback capture
---@field hdlc pycap.header.hdlc? # the outermost header of its kind, PPP in HDLC-like framing
---@field chdlc pycap.header.chdlc? # the outermost header of its kind, Cisco HDLC
---@field ppp pycap.header.ppp? # the outermost header of its kind, Point-to-Point Protocol
---@field pppcompressed pycap.header.pppcompressed? # the outermost header of its kind, Point-to-Point Protocol with a compressed protocol field
---@field lcp pycap.header.lcp? # the outermost header of its kind, Link Control Protocol of PPP
---@field ipcp pycap.header.ipcp? # the outermost header of its kind, IP Control Protocol of PPP
---@field ipv6cp pycap.header.ipv6cp? # the outermost header of its kind, IPv6 Control Protocol of PPP
---@field ccp pycap.header.ccp? # the outermost header of its kind, Compression Control Protocol of PPP
---@field pap pycap.header.pap? # the outermost header of its kind, Password Authentication Protocol
---@field chap pycap.header.chap? # the outermost header of its kind, Challenge Handshake Authentication Protocol
---@field pppoe pycap.header.pppoe? # the outermost header of its kind, PPP over Ethernet
---@field mpls pycap.header.mpls? # the outermost header of its kind, Multiprotocol Label Switching
---@field pwethcw pycap.header.pwethcw? # the outermost header of its kind, control word of an Ethernet pseudowire
---@field ieee8021ah pycap.header.ieee8021ah? # the outermost header of its kind, provider backbone bridge tag
---@field vntag pycap.header.vntag? # the outermost header of its kind, virtual NIC tag
---@field cfp pycap.header.cfp? # the outermost header of its kind, Cisco FabricPath tag
---@field cmd pycap.header.cmd? # the outermost header of its kind, Cisco metadata
---@field fr pycap.header.fr? # the outermost header of its kind, frame relay
---@field fddi pycap.header.fddi? # the outermost header of its kind, Fiber Distributed Data Interface
---@field slip pycap.header.slip? # the outermost header of its kind, Serial Line Internet Protocol
---@field pppdirection pycap.header.pppdirection? # the outermost header of its kind, direction of a PPP frame
---@field ppi pycap.header.ppi? # the outermost header of its kind, Per-Packet Information
---@field pflog pycap.header.pflog? # the outermost header of its kind, log of OpenBSD's packet filter
---@field netlink pycap.header.netlink? # the outermost header of its kind, netlink message
---@field macsec pycap.header.macsec? # the outermost header of its kind, MAC security tag
---@field ptp pycap.header.ptp? # the outermost header of its kind, Precision Time Protocol
---@field ctp pycap.header.ctp? # the outermost header of its kind, Configuration Testing Protocol
---@field udld pycap.header.udld? # the outermost header of its kind, Unidirectional Link Detection
---@field dtp pycap.header.dtp? # the outermost header of its kind, Dynamic Trunking Protocol
---@field ipx pycap.header.ipx? # the outermost header of its kind, Internetwork Packet Exchange
---@field netbios pycap.header.netbios? # the outermost header of its kind, NetBIOS frame
---@field wol pycap.header.wol? # the outermost header of its kind, Wake-on-LAN magic packet
---@field radiotap pycap.header.radiotap? # the outermost header of its kind, radiotap header
---@field wlan pycap.header.wlan? # the outermost header of its kind, wireless LAN frame
---@field eapol pycap.header.eapol? # the outermost header of its kind, Extensible Authentication Protocol over LAN
---@field eapolkey pycap.header.eapolkey? # the outermost header of its kind, Key descriptor of EAPOL
---@field bfd pycap.header.bfd? # the outermost header of its kind, Bidirectional Forwarding Detection
---@field lacp pycap.header.lacp? # the outermost header of its kind, Link Aggregation Control Protocol
---@field tftp pycap.header.tftp? # the outermost header of its kind, Trivial File Transfer Protocol
---@field ntp pycap.header.ntp? # the outermost header of its kind, Network Time Protocol
---@field nbns pycap.header.nbns? # the outermost header of its kind, NetBIOS Name Service
---@field nbdgm pycap.header.nbdgm? # the outermost header of its kind, NetBIOS Datagram Service
---@field nbss pycap.header.nbss? # the outermost header of its kind, NetBIOS Session Service
---@field smb pycap.header.smb? # the outermost header of its kind, Server Message Block, version 1
---@field smb2 pycap.header.smb2? # the outermost header of its kind, Server Message Block, version 2 and 3
---@field ssdp pycap.header.ssdp? # the outermost header of its kind, Simple Service Discovery Protocol
---@field sip pycap.header.sip? # the outermost header of its kind, Session Initiation Protocol
---@field ssh pycap.header.ssh? # the outermost header of its kind, Secure Shell
---@field ftp pycap.header.ftp? # the outermost header of its kind, File Transfer Protocol
---@field smtp pycap.header.smtp? # the outermost header of its kind, Simple Mail Transfer Protocol
---@field stun pycap.header.stun? # the outermost header of its kind, Session Traversal Utilities for NAT
---@field quic pycap.header.quic? # the outermost header of its kind, QUIC, the long header
---@field modbus pycap.header.modbus? # the outermost header of its kind, Modbus over TCP
---@field dnp3 pycap.header.dnp3? # the outermost header of its kind, Distributed Network Protocol
---@field mqtt pycap.header.mqtt? # the outermost header of its kind, MQTT, version 3.1.1
---@field udpencap pycap.header.udpencap? # the outermost header of its kind, UDP encapsulation of IPsec
---@field ike pycap.header.ike? # the outermost header of its kind, Internet Key Exchange
---@field wireguard pycap.header.wireguard? # the outermost header of its kind, WireGuard tunnel
---@field rip pycap.header.rip? # the outermost header of its kind, Routing Information Protocol
---@field ripng pycap.header.ripng? # the outermost header of its kind, Routing Information Protocol for IPv6
---@field bgp pycap.header.bgp? # the outermost header of its kind, Border Gateway Protocol
---@field radius pycap.header.radius? # the outermost header of its kind, Remote Authentication Dial In User Service
---@field snmp pycap.header.snmp? # the outermost header of its kind, Simple Network Management Protocol
---@field syslog pycap.header.syslog? # the outermost header of its kind, System log message
---@field ntske pycap.header.ntske? # the outermost header of its kind, Network Time Security Key Establishment
---@field rtp pycap.header.rtp? # the outermost header of its kind, Real-time Transport Protocol
---@field udplite pycap.header.udplite? # the outermost header of its kind, Lightweight User Datagram Protocol
---@field dccp pycap.header.dccp? # the outermost header of its kind, Datagram Congestion Control Protocol
---@field pgm pycap.header.pgm? # the outermost header of its kind, Pragmatic General Multicast
---@field vrrp pycap.header.vrrp? # the outermost header of its kind, Virtual Router Redundancy Protocol
---@field cdp pycap.header.cdp? # the outermost header of its kind, Cisco Discovery Protocol
local Packet = {}

---Returns what `capture:next` returns: headers, payload, time.
---@return any ...
function Packet:unpack() end

---A plain copy: the members, each protocol's outermost header under its name,
---all headers in the list `headers`, and their protocols in the list
---`protocols`.
---@return table
function Packet:table() end

---Prints `pycap.tree(packet)`: all fields of all headers, with the script's
---own `print`.
function Packet:show() end

---One flat JSON object in one line (RFC 8259): `packet.time` and the other
---members, then every field as `arp.operation`, the second header of a
---protocol as `ip[2].source`. Bytes are hexadecimal, `packet.timestamp` is a
---string, and absent members are left out.
---@return string
function Packet:json() end

---A copy of the packet with a header inserted. Types, lengths and checksums
---are updated; the time stays the same.
---@param i integer # its position in the copy; `#packet + 1`: the last
---@param header pycap.header
---@return pycap.Packet
function Packet:insert(i, header) end

---A copy of the packet without a header.
---@param i integer # its place
---@return pycap.Packet
function Packet:remove(i) end

---A table whose fields are read from the packet's bytes. `pairs` gives the
---fields in wire order, `==` compares them. Assigning nil undoes an
---assignment. Reading a key that is no field raises an error. A field inside
---a list is read by its name in full: `tcp["options[mss].size"]`.
---`pycap.arp{}` and the like make a header by hand.
---@class pycap.header
---@field packet string # the header's bytes

---A device that sends frames.
---@class pycap.Injector
---@field device string # the device
---@field hardware string? # the device's hardware address
---@field protocol string? # the device's IPv4 address
local Injector = {}

---Sends one frame.
---Raises code "busy", "down", "toolong", "send", "device".
---See packet(7).
---@param ... pycap.header|pycap.Packet|string|number # headers, lowest first, and a payload (a number at the end, the time of `next`, is ignored); a packet; or bytes
---@return integer # bytes sent
function Injector:inject(...) end

---Sends many frames, several with each system call.
---Raises code "down", "toolong", "send", "device".
---See sendmmsg(2).
---@param frames (string|pycap.Packet|table)[]|function # a list or an iterator
---@param ... any # the arguments of the iterator
---@return integer # frames sent
function Injector:batch(frames, ...) end

---Sends a capture file with the pauses between its packets.
---Raises code "down", "send", "device", "file".
---@param capture pycap.Capture
---@param options? pycap.replay.options
---@return pycap.replay.figures
function Injector:replay(capture, options) end

---How much was sent.
---@return integer frames
---@return integer bytes
---@return integer errors
function Injector:stats() end

---Closes the injector; `<close>` and the collector do so, too. Closing twice
---is harmless.
function Injector:close() end

---How a device is opened for sending.
---@class pycap.inject.options
---@field device string # the device
---@field level? ("link"|"ip") # the layer of the first header (link)
---@field pad? boolean # fills frames up to Ethernet's 60 bytes (false)
---@field truncated? "send" # also sends frames that the snapshot length cut off
---@field checksum? boolean # corrects wrong checksums of packets (false)

---How fast and how many times a capture file is sent.
---@class pycap.replay.options
---@field speed? number # a factor: 2 is twice as fast (1)
---@field pps? number # a fixed rate, in frames a second
---@field bps? number # a fixed rate, in bits a second
---@field top? boolean # as fast as possible
---@field loop? integer # how many times the file is sent (1)

---What `injector:replay` returns.
---@class pycap.replay.figures
---@field packets integer # sent
---@field bytes integer # sent
---@field seconds number # the duration
---@field failed integer # refused by the system
---@field skipped integer # cut off by the snapshot length

---Which packet is an answer, and how long to wait for it.
---@class pycap.ask.options
---@field match? (fun(packet: pycap.Packet, question: pycap.Packet|string): any) # returns whether a packet is the answer
---@field timeout? number # how long each try waits, in ms (1000)
---@field retry? integer # how many more times the packet is sent (0)
---@field rate? number # how fast many packets are sent, in packets a second (1000)

---What `pycap.dump` returns; `<close>` and the collector close it.
---@class pycap.Dump
local Dump = {}

---Adds a packet, with its edits, or a string of bytes.
---Raises code "write".
---@param packet pycap.Packet|string
---@param time? (number|pycap.dump.time) # the time to write, since the epoch; or a table of options, in seconds
function Dump:write(packet, time) end

---Writes the packets in the buffer.
---Raises code "write".
function Dump:flush() end

---The size in bytes of the file, or of its current part, with the buffer. In
---a compressed file, bytes that are not compressed yet do not count.
---@return bytes # integer
function Dump:size() end

---Writes the packets in the buffer and closes the file. Closing twice is
---harmless.
---Raises code "write".
function Dump:close() end

---The form of a capture file.
---@class pycap.dump.options
---@field datalink? (integer|string) # the link type (EN10MB)
---@field snaplen? integer # how much is kept of a packet, in bytes (262144)
---@field precision? ("micro"|"nano") # unit of times (nano)
---@field format? ("pcap"|"pcapng") # by default pcapng if the name ends in `.pcapng`, otherwise pcap
---@field compression? ("none"|"gzip"|"zstd"|"lz4"|"xz") # by default the one of the name's ending: `.gz`, `.zst`, `.lz4`, `.xz`; `pycap.formats` lists those supported
---@field fsync? boolean # flushing and closing wait until the data is on the disk (false)
---@field rotate? pycap.dump.rotate # when to begin a new file
---@field done? fun(name: string) # called with the name of each completed part
---@field reconnect? boolean # over TCP: when a reader has gone, wait for the next one, which gets the following packets (false)

---At least one of the first three is given. A name with `%` is a pattern for
---strftime(3), with the time of the part's first packet. Any other name gets
---a number: `x-00001.pcap`.
---@class pycap.dump.rotate
---@field bytes? integer # the largest size of a part, in bytes
---@field seconds? number # a new part begins when so much time has passed since the part's first packet, in seconds
---@field packets? integer # the number of packets in a part
---@field keep? integer # how many files are kept; older ones are removed

---The time to write instead of the packet's (`time` or `timestamp`), and a
---comment.
---@class pycap.dump.time
---@field time? number # since the epoch, in seconds
---@field timestamp? integer # the same, exactly, in ns
---@field comment? string # a comment in pcapng; by default the one that the packet has

---How fragments of IP are put together: the option `fragments` of a capture.
---@class pycap.fragments.options
---@field timeout? number # the time from a datagram's first fragment until it is given up, by the times of the packets, in seconds (30)
---@field datagrams? integer # how many datagrams may wait for fragments; then the oldest is given up (4096)
---@field bytes? integer # the memory they may take; then the oldest is given up, in bytes (16777216)
---@field overlap? ("first"|"last") # which bytes count where fragments of IPv4 overlap: those that came first or last. A datagram of IPv6 with such fragments is given up. (first)

---What `capture:fragments` returns.
---@class pycap.fragments.counts
---@field whole integer # datagrams that were put together
---@field dropped integer # datagrams that were given up: for what their fragments say, for want of room, or at the end
---@field timedout integer # datagrams whose fragments did not all come in time

---What a handler of "flow" lists, and has conditions on. Both directions are
---one flow.
---@class pycap.flow
---@field source string # who sent the first SYN, else the first packet
---@field destination string # the other end
---@field sourceport integer? # port of the source; nil: it has none
---@field destinationport integer? # port of the other end
---@field protocol integer # number of the protocol behind IP
---@field packets integer # packets from the source
---@field bytes integer # bytes of these frames, on the wire; a datagram put together of fragments counts as one frame
---@field backpackets integer # packets from the other end
---@field backbytes integer # bytes of these frames
---@field first number # seconds since 1970 of the first packet
---@field last number # seconds since 1970 of the last packet
---@field seconds number # seconds from the first packet to the last
---@field state string # "opening", "established", "midstream", "closing", "closed", "reset"; where it is not TCP, "unanswered", "answered"
---@field reason string? # why it ended: "fin", "rst", "idle", "new" (another connection between the same ends began), "full", "end"; nil: it did not
---@field handshake number? # seconds from the SYN to what completed the handshake; nil: not seen
---@field retransmissions integer # segments whose bytes had come before
---@field disorder integer # segments that came after later ones
---@field gaps integer # runs of bytes that did not come
---@field application string? # what it speaks, by its first bytes, such as "http"; nil: not known
---@field communityid string # Community ID, version 1
---@field vlans string? # VLANs of the first packet, "7" or "7,12"; nil: none
---@field key string # the bytes of `packet.conversation`

---When the handler is called.
---@class pycap.flow.when
---@field at? ("start"|"every"|"end") # with the first packet, from time to time, or when the flow has ended ("end")
---@field every? number # of `at = "every"`: the handler is called with the first packet after each multiple of this time from the flow's beginning, in seconds (60)

---The bounds of the table of flows: the option `flows` of a capture.
---@class pycap.flows.options
---@field limit? integer # how many flows there may be at once (1048576)
---@field bytes? integer # the memory they may take, in bytes (268435456)
---@field full? ("oldest"|"refuse") # what happens at these bounds: the flow that was silent for longest ends, or no new ones are followed ("oldest")
---@field idle? (number|pycap.flows.idle) # how long a flow may be silent before it ends: for all, or by kind, in seconds

---How long a flow may be silent before it ends, by the times of the packets;
---on devices also by the clock.
---@class pycap.flows.idle
---@field opening? number # TCP whose handshake is not done, in seconds (60)
---@field tcp? number # TCP, in seconds (600)
---@field closed? number # TCP that both sides have closed, or one has reset, in seconds (5)
---@field unanswered? number # UDP in one direction, in seconds (30)
---@field udp? number # UDP in both, in seconds (120)
---@field other? number # everything else, in seconds (60)

---What `capture:flows` returns.
---@class pycap.flows.counts
---@field open integer # flows there are now
---@field begun integer # flows that began
---@field fin integer # flows that ended because both sides had closed them,
---@field rst integer # because one had reset them,
---@field idle integer # because they were silent for too long,
---@field new integer # because another connection between the same ends began,
---@field full integer # to make room for others,
---@field end integer # and because no more packets come
---@field refused integer # packets of flows for which there was no room
---@field untold integer # records that no handler got for want of memory
---@field bytes integer # memory that the flows take, in bytes

---Options of `stream`. Sizes are integers or texts such as `"64k"`, with `k`,
---`m` or `g`.
---@class pycap.stream.options
---@field match string|string[]|nil # only for connections in which a side begins with these bytes, or one of a list of up to 16, on any port
---@field depth? integer|string # how many bytes of each side are read, in bytes
---@field buffer? integer|string # how many bytes of a side may wait to be read; those beyond become a gap, in bytes (262144)
---@field early? integer|string # memory of a side for bytes that come before those that belong in front of them; then what is missing becomes a gap, in bytes (65536)
---@field memory? integer|string # memory of all connections of this call, in bytes (268435456)
---@field gap? ("tell"|"skip") # whether reads tell of gaps or pass over them ("tell")
---@field overlap? ("first"|"last") # which bytes count where segments that wait for others overlap: those that came first or last ("first")
---@field pieces? boolean # calls the function with bytes as they come into order, without a coroutine (false)
---@field errors? ("warn"|"raise") # whether an error of the function ends its connection alone, with a warning, or comes out of the loop ("warn")

---What `stream` returns.
---@class pycap.follower
local follower = {}

---The function is called no more. Coroutines that wait are closed.
function follower:cancel() end

---What one side of a connection sends: `client` (who sent the first SYN, else
---the first packet) or `server`. Only the function that got it can read it. A
---read waits for packets. It never reaches over a gap or the end of a
---datagram: before these it gives fewer bytes. Then it gives nil, `"gap"`,
---the number of missing bytes and `"lost"` or `"buffer"`; or nil, `"end"` and
---a reason: `"fin"`, `"rst"`, `"depth"`, or that of the flow.
---@class pycap.side
local side = {}

---The next `n` bytes; without `n`, those that have come, at least one. Of
---UDP, a datagram.
---@param n? integer
---@return string?
---@return string? why
---@return integer|string|nil what
---@return string? of
function side:read(n) end

---The next `n` bytes, which stay to be read.
---@param n integer
---@return string?
---@return string? why
---@return integer|string|nil what
---@return string? of
function side:peek(n) end

---The next line, without its end. Without `stop`, lines end with `"\n"` or
---`"\r\n"`. A line longer than the buffer comes in parts.
---@param stop? string # what ends a line
---@return string?
---@return string? why
---@return integer|string|nil what
---@return string? of
function side:line(stop) end

---An iterator over lines, up to a gap or the end.
---@param stop? string # what ends a line
---@return fun(): string?
function side:lines(stop) end

---Passes over `n` bytes, those of gaps too, and returns `n`.
---@param n integer
---@return integer?
---@return string? why
---@return string? what
function side:skip(n) end

---What `string.unpack` makes of the next bytes, as many as the format takes.
---Where a gap or the end comes first, what is before it is dropped.
---@param format string
---@return any ...
function side:unpack(format) end

---All bytes up to the end or a gap, or as many as the buffer holds.
---@return string?
---@return string? why
---@return integer|string|nil what
---@return string? of
function side:rest() end

---The flow that a connection belongs to, with the fields of `on("flow")`:
---`flow.source`, `flow.bytes` ... They say what is known now; once the
---function has returned, what was known then.
---@class pycap.connection
local connection = {}

---`"client"` or `"server"`, and bytes of that side: of whichever speaks next.
---At a gap nil, `"gap"`, the number of missing bytes and the side; when both
---sides have ended nil, `"end"` and a reason.
---@return "client"|"server"|nil
---@return string bytes
---@return integer|string|nil what
---@return string? side
function connection:read() end

---What `capture:streams` returns.
---@class pycap.streams.counts
---@field connections integer # connections that a function was called for
---@field unmatched integer # connections that did not begin with `match`
---@field bytes integer # bytes that came into order
---@field gaps integer # times that bytes were missing
---@field missing integer # bytes that were missing
---@field repeated integer # bytes that had come before
---@field conflicts integer # segments that repeat bytes that wait for others, with other contents
---@field early integer # segments that came before those that belong in front of them
---@field full integer # bytes that were dropped because the buffer was full
---@field deep integer # bytes behind the depth
---@field refused integer # connections that there was no memory for
---@field errors integer # errors of functions

---What `capture:messages` returns.
---@class pycap.messages.counts
---@field whole integer # messages that were handed over
---@field dropped integer # messages that never got whole: bytes were missing, the stream ended, or there was no room

---What `pycap.carry` returns. The number stands for the protocol until
---`cancel`.
---@class pycap.Carry
local Carry = {}

---The number stands for the former protocol again.
function Carry:cancel() end

---A protocol as a table: what pycap.protocol takes and pycap.protocols
---returns.
---@class pycap.declaration
---@field name string # lowercase letters, then digits
---@field title? string # how text begins (the name)
---@field meaning? string # the name in full (the title)
---@field reference? string # the document that defines it
---@field fields pycap.row[] # its fields, in the order of the wire
---@field carriers? table # the protocols that carry it: `{parent, number, when =}`, or a list of these
---@field aimed? boolean # only the destination port stands for it, not the source port
---@field prefix? table # `{parent, size}`: in that carrier a length of 1 to 4 bytes precedes the header
---@field framing? table # how long a message is in a TCP stream: `{field, header =, joined =, upto =}`. `field` is the field with the length of what follows the rows of fixed width (`header`: of the whole message); or `list.length`, where the header begins with a list, and each item is a message; or the last field, text or a list that `ended` ends, always the same; the field before a list ends as its items do. `joined` is the kind of items that carry parts of messages, `upto` the kind behind which they do not
---@field next? string # the field with the number of the next protocol
---@field space? string # the protocol whose numbers `next` uses (its own)
---@field twin? string # a field that is filled in with the value of `next`
---@field length? string # the field with the length of the header
---@field extent? table # the field with the length up to the end of the payload: `{field, header =, open =}`
---@field checksum? table # `{field, kind =, covers =, optional =, when =, other =}`; `other` is the checksum of headers for which `when` does not hold
---@field text? string # the text of a header, with fields in braces (all fields)
---@field lines? table # the text in a packet's line if this header is the last: a list of `{text, when =}`, of which the first is taken whose condition holds
---@field brief? string # the text in a packet's line if other headers follow
---@field datalinks? integer[] # the link types whose frames begin with it
---@field ends? boolean # the bytes after this header only pad the packet
---@field lengths? boolean # up to 1500, `next` is a length (IEEE 802.3)
---@field rules? pycap.rule[] # what the values of a header decide about it and about what follows
---@field otherwise? string # the protocol that a header is instead, if a rule "otherwise" holds
---@field computed? table # members that are computed from a header: a list of `{name =, meaning =}`; only built-in protocols have them
---@field native? boolean # it has a function in C besides its rows; only built-in protocols do
---@field replace? boolean # takes over numbers that other protocols have

---What a header means if its fields meet some conditions. Effect, reason and
---conditions may stand at 1, 2, 3.
---@class pycap.rule
---@field effect "otherwise"|"refuse"|"partial"|"quotes"|"bare"|"last"|"ends"|"own" # the effect if the conditions hold
---@field reason string # why; for refuse, the text of `malformed`
---@field when? table # a condition in the form of a row's `when`, on an integer at a fixed position; or a list of these, all of which have to hold (always)
---@field number? integer # for own: the number of the next protocol
---@field field? string # for own: the field with the number of the next protocol
---@field with? string # for own: the field whose bits precede those of `next` in the number

---A field of a declaration. Name, width or kind, and meaning may stand at 1,
---2, 3.
---@class pycap.row
---@field name? string # lowercase letters, then digits
---@field kind? ("integer"|"mac"|"ip4"|"ip6"|"bytes"|"text"|"name"|"items") # the kind of the value; name: a domain name ("integer")
---@field width? integer # 0: up to the end of the header, in bits
---@field meaning? string # what the field means (the name)
---@field default? (integer|string) # the value in a new header
---@field names? table<integer, string> # names of values
---@field constants? table<integer, string> # names of values in pycap.constants
---@field printed? integer[] # the order in which text names the values
---@field bits? boolean # the names are those of single bits
---@field hex? boolean # printed in hexadecimal
---@field time? boolean # NTP's 64 bits: seconds since 1900 and their fraction
---@field spelt? boolean # a domain name that is never compressed
---@field alone? boolean # a domain name in which a compression pointer is an error (with `spelt`)
---@field ended? string # the bytes that end a text or a list
---@field orended? string # the bytes that end a text if `form` does not hold, instead of `ended`
---@field unless? string # a text with an end is absent, and empty, if these bytes stand in its place; otherwise it has at least one byte
---@field span? string # a text goes on as long as its bytes are among these
---@field order? ("network"|"little"|"writer") # the byte order; writer: the one that gives the smaller number ("network")
---@field scale? integer # bytes in one unit of the field (1)
---@field plus? integer # is added after `scale` (0)
---@field largest? integer # the largest value; it follows from the other keys
---@field sized? string # the field with its length, in bytes
---@field counted? string # the field with the number of items or units
---@field unit? integer # the size of a unit, in bytes
---@field inbits? boolean # `counted` is a number of bits; with `unit = 1`
---@field least? integer # a list with a count is present only if at least so many bytes are left for each item, in bytes
---@field instead? boolean # the list is present only if the next list, with the same count, is absent
---@field leaves? integer # a list ends before the last so many bytes, in bytes
---@field optional? boolean # present only if the header is long enough
---@field when? table # present only if an earlier field has one of these values: `{field, from, to, mask =, among =}`
---@field form? table # the address is text only if an earlier field has this value; otherwise bytes
---@field items? (pycap.list|pycap.row[]) # the form of a list's items; rows alone: each item has these fields

---The form of a list's items.
---@class pycap.list
---@field head pycap.row[] # rows, "kind" and "length" among them; without these two, the rows are the whole item
---@field plain? boolean # the items have no kinds; it follows from the head
---@field kinds? table # the known kinds: `{kind, name, meaning, fields =, group =, each =}`
---@field bare? integer[] # kinds that are a single byte, without length and data; possible from 0 to 63 and from 192 to 255
---@field ends? boolean # the kind `last` ends the list
---@field last? integer # the kind that ends the list (0)
---@field whole? boolean # the length counts the head, too
---@field joins? boolean # several items of a kind are parts of one value (RFC 3396): in Lua the first has the whole value as `joined`
---@field inward? boolean # compressed domain names in an item's data point into that data, not into the message
---@field tail? string # the row of the head with the length of the bytes after the data
---@field tailname? string # the name of those bytes
---@field align? integer # items begin at multiples of this, in bytes (1)
---@field pad? integer # zeros make the list's size a multiple of this, in bytes (1)
---@field lead? integer # bytes of the header before the list that `pad` counts, too

---@class pycap.constants
---@field dlt table<string, integer> # link types
---@field ethernet pycap.constants.ethernet
---@field vlan pycap.constants.vlan
---@field arp pycap.constants.arp
---@field ip pycap.constants.ip
---@field ip6 pycap.constants.ip6
---@field udp pycap.constants.udp
---@field tls pycap.constants.tls
---@field http pycap.constants.http
---@field tcp pycap.constants.tcp
---@field icmp pycap.constants.icmp
---@field icmpextension pycap.constants.icmpextension
---@field icmp6 pycap.constants.icmp6
---@field igmp pycap.constants.igmp
---@field sctp pycap.constants.sctp
---@field hopbyhop pycap.constants.hopbyhop
---@field routing pycap.constants.routing
---@field fragment pycap.constants.fragment
---@field destinationoptions pycap.constants.destinationoptions
---@field dns pycap.constants.dns
---@field dhcp pycap.constants.dhcp
---@field dhcp6 pycap.constants.dhcp6
---@field ah pycap.constants.ah
---@field mobility pycap.constants.mobility
---@field gre pycap.constants.gre
---@field vxlan pycap.constants.vxlan
---@field geneve pycap.constants.geneve
---@field vxlangpe pycap.constants.vxlangpe
---@field nsh pycap.constants.nsh
---@field teredo pycap.constants.teredo
---@field gtp pycap.constants.gtp
---@field erspan pycap.constants.erspan
---@field l2tp pycap.constants.l2tp
---@field etherip pycap.constants.etherip
---@field tzsp pycap.constants.tzsp
---@field esp pycap.constants.esp
---@field ipcomp pycap.constants.ipcomp
---@field ospf pycap.constants.ospf
---@field ospf3 pycap.constants.ospf3
---@field pim pycap.constants.pim
---@field eigrp pycap.constants.eigrp
---@field rsvp pycap.constants.rsvp
---@field isis pycap.constants.isis
---@field hsrp pycap.constants.hsrp
---@field llc pycap.constants.llc
---@field snap pycap.constants.snap
---@field stp pycap.constants.stp
---@field lldp pycap.constants.lldp
---@field sll pycap.constants.sll
---@field sll2 pycap.constants.sll2
---@field null pycap.constants.null
---@field loopback pycap.constants.loopback
---@field hdlc pycap.constants.hdlc
---@field chdlc pycap.constants.chdlc
---@field ppp pycap.constants.ppp
---@field pppcompressed pycap.constants.pppcompressed
---@field lcp pycap.constants.lcp
---@field ipcp pycap.constants.ipcp
---@field ipv6cp pycap.constants.ipv6cp
---@field ccp pycap.constants.ccp
---@field pap pycap.constants.pap
---@field chap pycap.constants.chap
---@field pppoe pycap.constants.pppoe
---@field mpls pycap.constants.mpls
---@field pwethcw pycap.constants.pwethcw
---@field ieee8021ah pycap.constants.ieee8021ah
---@field vntag pycap.constants.vntag
---@field cfp pycap.constants.cfp
---@field cmd pycap.constants.cmd
---@field fr pycap.constants.fr
---@field fddi pycap.constants.fddi
---@field slip pycap.constants.slip
---@field pppdirection pycap.constants.pppdirection
---@field ppi pycap.constants.ppi
---@field pflog pycap.constants.pflog
---@field netlink pycap.constants.netlink
---@field macsec pycap.constants.macsec
---@field ptp pycap.constants.ptp
---@field ctp pycap.constants.ctp
---@field udld pycap.constants.udld
---@field dtp pycap.constants.dtp
---@field ipx pycap.constants.ipx
---@field netbios pycap.constants.netbios
---@field wol pycap.constants.wol
---@field radiotap pycap.constants.radiotap
---@field wlan pycap.constants.wlan
---@field eapol pycap.constants.eapol
---@field eapolkey pycap.constants.eapolkey
---@field bfd pycap.constants.bfd
---@field lacp pycap.constants.lacp
---@field tftp pycap.constants.tftp
---@field ntp pycap.constants.ntp
---@field nbns pycap.constants.nbns
---@field nbdgm pycap.constants.nbdgm
---@field nbss pycap.constants.nbss
---@field smb pycap.constants.smb
---@field smb2 pycap.constants.smb2
---@field ssdp pycap.constants.ssdp
---@field sip pycap.constants.sip
---@field ssh pycap.constants.ssh
---@field ftp pycap.constants.ftp
---@field smtp pycap.constants.smtp
---@field stun pycap.constants.stun
---@field quic pycap.constants.quic
---@field modbus pycap.constants.modbus
---@field dnp3 pycap.constants.dnp3
---@field mqtt pycap.constants.mqtt
---@field udpencap pycap.constants.udpencap
---@field ike pycap.constants.ike
---@field wireguard pycap.constants.wireguard
---@field rip pycap.constants.rip
---@field ripng pycap.constants.ripng
---@field bgp pycap.constants.bgp
---@field radius pycap.constants.radius
---@field snmp pycap.constants.snmp
---@field syslog pycap.constants.syslog
---@field ntske pycap.constants.ntske
---@field rtp pycap.constants.rtp
---@field udplite pycap.constants.udplite
---@field dccp pycap.constants.dccp
---@field pgm pycap.constants.pgm
---@field vrrp pycap.constants.vrrp
---@field cdp pycap.constants.cdp

---@class pycap.header.ethernet: pycap.header
---@field destination string # destination address
---@field source string # source address
---@field type integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload; up to 1500 its length

---@class pycap.fields.ethernet
---@field destination? string|pycap.Raw
---@field source? string|pycap.Raw
---@field type? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"

---@class pycap.constants.ethernet
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Ethernet frame (IEEE 802.3)
---@param fields? pycap.fields.ethernet|pycap.header.ethernet
---@return pycap.header.ethernet
function pycap.ethernet(fields) end

---@class pycap.header.vlan: pycap.header
---@field priority integer # priority code point (PCP)
---@field dropeligible integer # drop eligible indicator (DEI)
---@field id integer # VLAN identifier (VID)
---@field type integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload; up to 1500 its length

---@class pycap.fields.vlan
---@field priority? integer
---@field dropeligible? integer
---@field id? integer
---@field type? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"

---@class pycap.constants.vlan
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---VLAN tag (IEEE 802.1Q)
---@param fields? pycap.fields.vlan|pycap.header.vlan
---@return pycap.header.vlan
function pycap.vlan(fields) end

---@class pycap.header.arp: pycap.header
---@field hardwareformat integer|"ethernet"|"ieee802"|"frame-relay"|"atm"|"ieee1394"|"hiparp"|"infiniband" # hardware type
---@field protocol integer # protocol type, an EtherType
---@field hardwarelength integer # bytes in a hardware address
---@field protocollength integer # bytes in a protocol address
---@field operation integer|"request"|"reply"|"rarp-request"|"rarp-reply"|"inarp-request"|"inarp-reply" # operation
---@field sourcehardware string # hardware address of the sender
---@field sourceprotocol string # protocol address of the sender
---@field targethardware string # hardware address of the target
---@field targetprotocol string # protocol address of the target

---@class pycap.fields.arp
---@field hardwareformat? integer|"ethernet"|"ieee802"|"frame-relay"|"atm"|"ieee1394"|"hiparp"|"infiniband"
---@field protocol? integer
---@field hardwarelength? integer
---@field protocollength? integer
---@field operation? integer|"request"|"reply"|"rarp-request"|"rarp-reply"|"inarp-request"|"inarp-reply"
---@field sourcehardware? string|pycap.Raw
---@field sourceprotocol? string|pycap.Raw
---@field targethardware? string|pycap.Raw
---@field targetprotocol? string|pycap.Raw

---@class pycap.constants.arp
---@field ARPHRD_ATM integer # 19
---@field ARPHRD_ETHER integer # 1
---@field ARPHRD_FRELAY integer # 15
---@field ARPHRD_IEEE1394 integer # 24
---@field ARPHRD_IEEE802 integer # 6
---@field ARPHRD_INFINIBAND integer # 32
---@field ARPOP_INVREPLY integer # 9
---@field ARPOP_INVREQUEST integer # 8
---@field ARPOP_REPLY integer # 2
---@field ARPOP_REQUEST integer # 1
---@field ARPOP_REVREPLY integer # 4
---@field ARPOP_REVREQUEST integer # 3

---Address Resolution Protocol (RFC 826, RFC 903, RFC 2390, RFC 5227)
---@param fields? pycap.fields.arp|pycap.header.arp
---@return pycap.header.arp
function pycap.arp(fields) end

---@alias pycap.kind.ip.options "end"|"nop"|"recordroute"|"mtuprobe"|"mtureply"|"quickstart"|"timestamp"|"traceroute"|"security"|"loosesource"|"extendedsecurity"|"cipso"|"stream"|"strictsource"|"routeralert"|"broadcast"

---@class pycap.item.ip.options
---@field kind? integer|pycap.kind.ip.options # copied flag, class and number of the option
---@field length? integer # bytes in the option, kind and length included
---@field name? pycap.kind.ip.options # of a known kind
---@field pointer? integer # position of the next address, counted from 1 at the kind
---@field route? pycap.item.ip.options.route[] # record route
---@field mtu? integer # smallest MTU of the path, in bytes
---@field function? integer # 0: rate request, 8: report of approved rate
---@field rate? integer # rate: 40 kbit/s times two to this power
---@field timetolive? integer # QS TTL, decremented by approving routers
---@field nonce? integer # QS nonce, returned by the receiver
---@field reserved? integer # zero
---@field overflow? integer # overflow: routers that found no room
---@field flag? integer # 0: timestamps, 1: addresses and timestamps, 3: given addresses
---@field id? integer # identifier of the trace
---@field outbound? integer # outbound hop count, 0xffff: a return packet
---@field back? integer # return hop count
---@field originator? string # address of the originator
---@field level? integer # classification level
---@field flags? string # protection authorities, 7 bits a byte
---@field format? integer # format code
---@field domain? integer # domain of interpretation
---@field tags? string # tags: type, length, information
---@field value? integer # 0: routers examine the packet
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.ip.options.route
---@field address string # address of a router

---@class pycap.header.ip: pycap.header
---@field version integer # version of the protocol
---@field headerlength integer # bytes in the header
---@field typeofservice integer # differentiated services and ECN (RFC 2474, RFC 3168)
---@field length integer # total length of header and payload in bytes, 0: not known (offload)
---@field id integer # identification, the same in all fragments
---@field flags integer|string # reserved, don't fragment, more fragments
---@field offset integer # fragment offset, in bytes
---@field timetolive integer # time to live, in hops
---@field protocol integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # protocol of the payload
---@field checksum integer # Internet checksum of the header
---@field source string # address of the sender
---@field destination string # address of the receiver
---@field options pycap.item.ip.options[] # options

---@class pycap.fields.ip
---@field version? integer
---@field headerlength? integer
---@field typeofservice? integer
---@field length? integer
---@field id? integer
---@field flags? integer|string
---@field offset? integer
---@field timetolive? integer
---@field protocol? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field checksum? integer
---@field source? string|pycap.Raw
---@field destination? string|pycap.Raw
---@field options? pycap.item.ip.options[]|string

---@class pycap.constants.ip
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---Internet Protocol, version 4 (RFC 791, RFC 2474, RFC 3168)
---@param fields? pycap.fields.ip|pycap.header.ip
---@return pycap.header.ip
function pycap.ip(fields) end

---@class pycap.header.ip6: pycap.header
---@field version integer # version of the protocol
---@field trafficclass integer # differentiated services and ECN (RFC 2474, RFC 3168)
---@field flowlabel integer # flow label (RFC 6437)
---@field length integer # payload length, in bytes, 0: not known (jumbograms)
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # next header
---@field hoplimit integer # hop limit
---@field source string # address of the sender
---@field destination string # address of the receiver

---@class pycap.fields.ip6
---@field version? integer
---@field trafficclass? integer
---@field flowlabel? integer
---@field length? integer
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field hoplimit? integer
---@field source? string|pycap.Raw
---@field destination? string|pycap.Raw

---@class pycap.constants.ip6
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---Internet Protocol, version 6 (RFC 8200, RFC 6437)
---@param fields? pycap.fields.ip6|pycap.header.ip6
---@return pycap.header.ip6
function pycap.ip6(fields) end

---@class pycap.header.udp: pycap.header
---@field sourceport integer # source port, 0: none
---@field destinationport integer # destination port
---@field length integer # bytes in header and payload, 0: not known (jumbograms)
---@field checksum integer # Internet checksum with the pseudo header, 0: none

---@class pycap.fields.udp
---@field sourceport? integer
---@field destinationport? integer
---@field length? integer
---@field checksum? integer

---@class pycap.constants.udp

---User Datagram Protocol (RFC 768, RFC 2675)
---@param fields? pycap.fields.udp|pycap.header.udp
---@return pycap.header.udp
function pycap.udp(fields) end

---@alias pycap.kind.tls.records "changecipherspec"|"alert"|"handshake"|"applicationdata"|"heartbeat"

---@class pycap.item.tls.records
---@field kind? integer|pycap.kind.tls.records # what the record holds
---@field version? integer # version of the record layer
---@field length? integer # bytes of its data
---@field name? pycap.kind.tls.records # of a known kind
---@field type? integer # 1: what follows is encrypted
---@field level? integer # how bad it is
---@field description? integer # what went wrong
---@field messages? pycap.item.tls.records.handshake.messages[] # messages; encrypted ones are bytes
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.tls.records.handshake.messages "hellorequest"|"clienthello"|"serverhello"|"newticket"|"endofearlydata"|"encryptedextensions"|"certificate"|"serverkey"|"certificaterequest"|"serverdone"|"certificateverify"|"clientkey"|"finished"|"certificatestatus"|"keyupdate"

---@class pycap.item.tls.records.handshake.messages
---@field kind? integer|pycap.kind.tls.records.handshake.messages # type of the message
---@field length? integer # bytes of its data
---@field name? pycap.kind.tls.records.handshake.messages # of a known kind
---@field version? integer # the highest version, up to 1.2
---@field random? string # random bytes
---@field sessionsize? integer # bytes of the session's id
---@field session? string # id of the session
---@field ciphersize? integer # bytes of the list
---@field ciphers? pycap.item.tls.records.handshake.messages.clienthello.ciphers[] # cipher suites, the first is liked best
---@field compressionsize? integer # bytes of the next
---@field compressions? string # ways of compression, 0: none
---@field extensionsize? integer # bytes of the extensions
---@field extensions? pycap.item.tls.records.handshake.messages.clienthello.extensions[]|pycap.item.tls.records.handshake.messages.serverhello.extensions[] # extensions
---@field cipher? integer # the cipher suite that was chosen
---@field compression? integer # way of compression, 0: none
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.tls.records.handshake.messages.clienthello.ciphers
---@field cipher? integer # a cipher suite
---@field data? string # bytes at the end that make none

---@alias pycap.kind.tls.records.handshake.messages.clienthello.extensions "servername"|"statusrequest"|"groups"|"pointformats"|"signatures"|"alpn"|"timestamps"|"fill"|"encryptthenmac"|"mastersecret"|"compressed"|"recordlimit"|"ticket"|"presharedkey"|"earlydata"|"cookie"|"keymodes"|"laterauth"|"certificatesignatures"|"quic"|"npn"|"settings"|"ech"|"renegotiation"|"versions"|"keyshare"

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions
---@field kind? integer|pycap.kind.tls.records.handshake.messages.clienthello.extensions # type of the extension
---@field length? integer # bytes of its data
---@field name? pycap.kind.tls.records.handshake.messages.clienthello.extensions # of a known kind
---@field size? integer # bytes of the list
---@field names? pycap.item.tls.records.handshake.messages.clienthello.extensions.servername.names[] # the server that the client wants (RFC 6066)
---@field groups? pycap.item.tls.records.handshake.messages.clienthello.extensions.groups.groups[] # groups for the exchange of keys (RFC 8422)
---@field algorithms? pycap.item.tls.records.handshake.messages.clienthello.extensions.signatures.algorithms[]|pycap.item.tls.records.handshake.messages.clienthello.extensions.certificatesignatures.algorithms[] # what signatures may be made with
---@field protocols? pycap.item.tls.records.handshake.messages.clienthello.extensions.alpn.protocols[] # protocols, the first is liked best (RFC 7301)
---@field versions? pycap.item.tls.records.handshake.messages.clienthello.extensions.versions.versions[] # versions, the first is liked best
---@field shares? pycap.item.tls.records.handshake.messages.clienthello.extensions.keyshare.shares[] # keys
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions.servername.names
---@field type? integer # kind of the name, 0: of a host
---@field size? integer # bytes of the name
---@field name? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions.groups.groups
---@field group? integer # a group
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions.signatures.algorithms
---@field algorithm? integer # hash and signature
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions.alpn.protocols
---@field size? integer # bytes of the name
---@field id? string # name of the protocol
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions.certificatesignatures.algorithms
---@field algorithm? integer # hash and signature
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions.versions.versions
---@field version? integer # a version
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.clienthello.extensions.keyshare.shares
---@field group? integer # group of the key
---@field size? integer # bytes of the key
---@field key? string # the key
---@field data? string # bytes at the end that make none

---@alias pycap.kind.tls.records.handshake.messages.serverhello.extensions "servername"|"statusrequest"|"groups"|"pointformats"|"signatures"|"alpn"|"timestamps"|"fill"|"encryptthenmac"|"mastersecret"|"compressed"|"recordlimit"|"ticket"|"presharedkey"|"earlydata"|"cookie"|"keymodes"|"laterauth"|"certificatesignatures"|"quic"|"npn"|"settings"|"ech"|"renegotiation"|"versions"|"keyshare"

---@class pycap.item.tls.records.handshake.messages.serverhello.extensions
---@field kind? integer|pycap.kind.tls.records.handshake.messages.serverhello.extensions # type of the extension
---@field length? integer # bytes of its data
---@field name? pycap.kind.tls.records.handshake.messages.serverhello.extensions # of a known kind
---@field size? integer # bytes of the list
---@field names? pycap.item.tls.records.handshake.messages.serverhello.extensions.servername.names[] # the server that the client wants (RFC 6066)
---@field groups? pycap.item.tls.records.handshake.messages.serverhello.extensions.groups.groups[] # groups for the exchange of keys (RFC 8422)
---@field algorithms? pycap.item.tls.records.handshake.messages.serverhello.extensions.signatures.algorithms[]|pycap.item.tls.records.handshake.messages.serverhello.extensions.certificatesignatures.algorithms[] # what signatures may be made with
---@field protocols? pycap.item.tls.records.handshake.messages.serverhello.extensions.alpn.protocols[] # protocols, the first is liked best (RFC 7301)
---@field version? integer # a version
---@field group? integer # group that was chosen
---@field key? string # the key
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.tls.records.handshake.messages.serverhello.extensions.servername.names
---@field type? integer # kind of the name, 0: of a host
---@field size? integer # bytes of the name
---@field name? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.serverhello.extensions.groups.groups
---@field group? integer # a group
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.serverhello.extensions.signatures.algorithms
---@field algorithm? integer # hash and signature
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.serverhello.extensions.alpn.protocols
---@field size? integer # bytes of the name
---@field id? string # name of the protocol
---@field data? string # bytes at the end that make none

---@class pycap.item.tls.records.handshake.messages.serverhello.extensions.certificatesignatures.algorithms
---@field algorithm? integer # hash and signature
---@field data? string # bytes at the end that make none

---@class pycap.header.tls: pycap.header
---@field records pycap.item.tls.records[] # records; one that is not whole is bytes
---@field hello string? # who says hello: client or server
---@field version string? # of a client the highest version, of a server the one it chose
---@field servername string? # the server that the client wants (SNI)
---@field alpn string? # protocols on top, with commas between (ALPN)
---@field ja3 string? # fingerprint of the client, JA3
---@field ja4 string? # fingerprint of the client, JA4

---@class pycap.fields.tls
---@field records? pycap.item.tls.records[]|string

---@class pycap.constants.tls

---Transport Layer Security (RFC 8446, RFC 5246)
---@param fields? pycap.fields.tls|pycap.header.tls
---@return pycap.header.tls
function pycap.tls(fields) end

---@class pycap.item.http.headers
---@field name? string # name of the header
---@field blank? string # blanks before the value
---@field value? string # its value
---@field data? string # bytes at the end that make none

---@class pycap.header.http: pycap.header
---@field method string # method; absent: a response
---@field target? string # target of the request
---@field version string # version of the protocol
---@field status? string # status code, three digits
---@field reason? string # the same in words
---@field headers pycap.item.http.headers[] # headers, up to an empty line

---@class pycap.fields.http
---@field method? string
---@field target? string
---@field version? string
---@field status? string
---@field reason? string
---@field headers? pycap.item.http.headers[]|string

---@class pycap.constants.http

---Hypertext Transfer Protocol (RFC 9112)
---@param fields? pycap.fields.http|pycap.header.http
---@return pycap.header.http
function pycap.http(fields) end

---@alias pycap.kind.tcp.options "end"|"nop"|"mss"|"windowscale"|"sackpermitted"|"sack"|"timestamps"|"md5"|"usertimeout"|"authentication"|"multipath"|"fastopen"|"experiment"|"experiment2"

---@class pycap.item.tcp.options
---@field kind? integer|pycap.kind.tcp.options # kind of the option
---@field length? integer # bytes in the option, kind and length included
---@field name? pycap.kind.tcp.options # of a known kind
---@field size? integer # maximum segment size, in bytes
---@field shift? integer # shift count of the window
---@field blocks? pycap.item.tcp.options.blocks[] # selective acknowledgement (RFC 2018)
---@field value? integer # timestamp value (TSval)
---@field echo? integer # timestamp echo reply (TSecr)
---@field digest? string # MD5 digest
---@field minutes? integer # granularity, 1: minutes, 0: seconds
---@field timeout? integer # user timeout
---@field key? integer # identifier of the key (KeyID)
---@field next? integer # identifier of the key to receive with (RNextKeyID)
---@field subtype? integer # message subtype
---@field flags? integer # version or flags, by the subtype
---@field cookie? string # Fast Open cookie, empty: cookie request
---@field experiment? integer # experiment identifier (ExID)
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.tcp.options.blocks
---@field left integer # left edge: first sequence number of the block
---@field right integer # right edge: sequence number after the block

---@class pycap.header.tcp: pycap.header
---@field sourceport integer # source port
---@field destinationport integer # destination port
---@field sequence integer # sequence number
---@field acknowledge integer # acknowledgment number
---@field headerlength integer # bytes in the header
---@field reserved integer # reserved
---@field flags integer|string # CWR, ECE, URG, ACK, PSH, RST, SYN, FIN (RFC 3168)
---@field window integer # receive window, unscaled
---@field checksum integer # Internet checksum with the pseudo header
---@field urgent integer # urgent pointer, as offset from the sequence number
---@field options pycap.item.tcp.options[] # options

---@class pycap.fields.tcp
---@field sourceport? integer
---@field destinationport? integer
---@field sequence? integer
---@field acknowledge? integer
---@field headerlength? integer
---@field reserved? integer
---@field flags? integer|string
---@field window? integer
---@field checksum? integer
---@field urgent? integer
---@field options? pycap.item.tcp.options[]|string

---@class pycap.constants.tcp
---@field TH_ACK integer # 16
---@field TH_CWR integer # 128
---@field TH_ECE integer # 64
---@field TH_FIN integer # 1
---@field TH_PUSH integer # 8
---@field TH_RST integer # 4
---@field TH_SYN integer # 2
---@field TH_URG integer # 32

---Transmission Control Protocol (RFC 9293, RFC 3168)
---@param fields? pycap.fields.tcp|pycap.header.tcp
---@return pycap.header.tcp
function pycap.tcp(fields) end

---@class pycap.item.icmp.routers
---@field address? string # address of the router
---@field preference? integer # preference level, signed, the highest first
---@field data? string # bytes at the end that make none

---@class pycap.header.icmp: pycap.header
---@field type integer|"echo-reply"|"unreachable"|"source-quench"|"redirect"|"echo-request"|"router-advertisement"|"router-solicitation"|"time-exceeded"|"parameter-problem"|"timestamp-request"|"timestamp-reply"|"information-request"|"information-reply"|"mask-request"|"mask-reply"|"extended-echo-request"|"extended-echo-reply" # message type
---@field code integer # code, by the type
---@field checksum integer # Internet checksum of header and payload
---@field id? integer # identifier, the same in request and reply
---@field sequence? integer # sequence number
---@field number? integer # sequence number of an extended echo
---@field state? integer # in a reply the state of the interface; in a request 1: it is local
---@field gateway? string # redirect: gateway to use
---@field pointer? integer # pointer to the wrong byte of the quoted packet
---@field unused? integer # zero
---@field length? integer # bytes in the quoted packet, 0: up to the end (RFC 4884)
---@field mtu? integer # MTU of the next hop (RFC 1191)
---@field reserved? integer # zero
---@field addresses? integer # number of router addresses
---@field entrysize? integer # bytes in an entry: address and preference
---@field lifetime? integer # lifetime of the addresses, in seconds
---@field routers? pycap.item.icmp.routers[] # router addresses
---@field entries? string # entries of another size
---@field rest? integer # zero
---@field originate? integer # originate timestamp, in ms since midnight UTC
---@field receive? integer # receive timestamp
---@field transmit? integer # transmit timestamp
---@field mask? string # address mask

---@class pycap.fields.icmp
---@field type? integer|"echo-reply"|"unreachable"|"source-quench"|"redirect"|"echo-request"|"router-advertisement"|"router-solicitation"|"time-exceeded"|"parameter-problem"|"timestamp-request"|"timestamp-reply"|"information-request"|"information-reply"|"mask-request"|"mask-reply"|"extended-echo-request"|"extended-echo-reply"
---@field code? integer
---@field checksum? integer
---@field id? integer
---@field sequence? integer
---@field number? integer
---@field state? integer
---@field gateway? string|pycap.Raw
---@field pointer? integer
---@field unused? integer
---@field length? integer
---@field mtu? integer
---@field reserved? integer
---@field addresses? integer
---@field entrysize? integer
---@field lifetime? integer
---@field routers? pycap.item.icmp.routers[]|string
---@field entries? string
---@field rest? integer
---@field originate? integer
---@field receive? integer
---@field transmit? integer
---@field mask? string|pycap.Raw

---@class pycap.constants.icmp
---@field ICMP_ECHO integer # 8
---@field ICMP_ECHOREPLY integer # 0
---@field ICMP_IREQ integer # 15
---@field ICMP_IREQREPLY integer # 16
---@field ICMP_MASKREPLY integer # 18
---@field ICMP_MASKREQ integer # 17
---@field ICMP_PARAMPROB integer # 12
---@field ICMP_REDIRECT integer # 5
---@field ICMP_ROUTERADVERT integer # 9
---@field ICMP_ROUTERSOLICIT integer # 10
---@field ICMP_SOURCEQUENCH integer # 4
---@field ICMP_TIMXCEED integer # 11
---@field ICMP_TSTAMP integer # 13
---@field ICMP_TSTAMPREPLY integer # 14
---@field ICMP_UNREACH integer # 3

---Internet Control Message Protocol (RFC 792, RFC 950, RFC 1191, RFC 1256, RFC 4884, RFC 8335)
---@param fields? pycap.fields.icmp|pycap.header.icmp
---@return pycap.header.icmp
function pycap.icmp(fields) end

---@alias pycap.kind.icmpextension.objects "mpls"|"interface"|"interfaceid"

---@class pycap.item.icmpextension.objects
---@field length? integer # bytes in the object
---@field kind? integer|pycap.kind.icmpextension.objects # class number
---@field role? integer # of an interface: its role
---@field unused? integer # zero
---@field hasindex? integer # of an interface: its index is there
---@field hasaddress? integer # of an interface: its address is there
---@field hasname? integer # of an interface: its name is there
---@field hasmtu? integer # of an interface: its MTU is there; of mpls: 1
---@field name? pycap.kind.icmpextension.objects # of a known kind
---@field labels? pycap.item.icmpextension.objects.mpls.labels[] # entries
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.icmpextension.objects.mpls.labels
---@field label? integer # label
---@field trafficclass? integer # traffic class
---@field bottom? integer # 1: the last entry of the stack
---@field timetolive? integer # time to live
---@field data? string # bytes at the end that make none

---@class pycap.header.icmpextension: pycap.header
---@field version integer # version of the structure
---@field reserved integer # zero
---@field checksum integer # Internet checksum of the structure, 0: none
---@field objects pycap.item.icmpextension.objects[] # objects

---@class pycap.fields.icmpextension
---@field version? integer
---@field reserved? integer
---@field checksum? integer
---@field objects? pycap.item.icmpextension.objects[]|string

---@class pycap.constants.icmpextension

---Extension structure of ICMP (RFC 4884, RFC 4950, RFC 5837)
---@param fields? pycap.fields.icmpextension|pycap.header.icmpextension
---@return pycap.header.icmpextension
function pycap.icmpextension(fields) end

---@class pycap.item.icmp6.sources
---@field address? string # source address
---@field data? string # bytes at the end that make none

---@alias pycap.kind.icmp6.options "sourcelinkaddress"|"targetlinkaddress"|"prefix"|"redirected"|"mtu"|"interval"|"nonce"|"route"|"servers"|"search"

---@class pycap.item.icmp6.options
---@field kind? integer|pycap.kind.icmp6.options # kind of the option
---@field length? integer # bytes in the option, kind and length included
---@field name? pycap.kind.icmp6.options # of a known kind
---@field address? string # hardware address
---@field prefixlength? integer # prefix length, in bits
---@field onlink? integer # on-link flag (L)
---@field autonomous? integer # autonomous address configuration flag (A, RFC 4862)
---@field router? integer # router address flag (R, RFC 6275)
---@field reserved? integer # zero
---@field valid? integer # valid lifetime, in seconds
---@field preferred? integer # preferred lifetime, in seconds
---@field reserved2? integer # zero
---@field prefix? string # prefix
---@field packet? string # beginning of the redirected packet
---@field mtu? integer # MTU of the link, in bytes
---@field interval? integer # maximum advertisement interval, in ms
---@field nonce? string # nonce, repeated in the answer
---@field flags? integer # route preference
---@field lifetime? integer # valid lifetime, in seconds
---@field addresses? pycap.item.icmp6.options.addresses[] # recursive DNS servers (RFC 8106)
---@field domains? string # domain names in DNS encoding
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.icmp6.options.addresses
---@field address string # address of the server

---@alias pycap.kind.icmp6.groups "include"|"exclude"|"toinclude"|"toexclude"|"allow"|"block"

---@class pycap.item.icmp6.groups
---@field kind? integer|pycap.kind.icmp6.groups # record type
---@field auxiliary? integer # bytes in the auxiliary data
---@field length? integer # bytes in the sources
---@field group? string # multicast address
---@field name? pycap.kind.icmp6.groups # of a known kind
---@field sources? pycap.item.icmp6.groups.sources[] # include mode: only these sources
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.icmp6.groups.sources
---@field address string # source address

---@class pycap.header.icmp6: pycap.header
---@field type integer|"unreachable"|"packet-too-big"|"time-exceeded"|"parameter-problem"|"echo-request"|"echo-reply"|"listener-query"|"listener-report"|"listener-done"|"router-solicitation"|"router-advertisement"|"neighbor-solicitation"|"neighbor-advertisement"|"redirect"|"listener-report2"|"extended-echo-request"|"extended-echo-reply" # message type
---@field code integer # code, by the type
---@field checksum integer # Internet checksum with the pseudo header
---@field id? integer # identifier, the same in request and reply
---@field sequence? integer # sequence number
---@field number? integer # sequence number of an extended echo
---@field state? integer # in a reply the state of the interface; in a request 1: it is local
---@field length? integer # bytes in the quoted packet, 0: up to the end (RFC 4884)
---@field unused? integer # zero
---@field mtu? integer # MTU of the next hop, in bytes
---@field pointer? integer # pointer to the wrong byte of the quoted packet
---@field delay? integer # maximum response delay, in ms
---@field spare? integer # zero
---@field group? string # multicast address
---@field suppress? integer # suppress router-side processing (S, version 2)
---@field robustness? integer # querier's robustness variable (QRV)
---@field interval? integer # querier's query interval code (QQIC), in seconds
---@field count? integer # number of sources
---@field sources? pycap.item.icmp6.sources[] # source addresses
---@field hoplimit? integer # current hop limit, 0: unspecified
---@field managed? integer # managed address configuration (M): addresses by DHCPv6
---@field other? integer # other configuration (O) by DHCPv6
---@field homeagent? integer # home agent flag (H, RFC 6275)
---@field preference? integer # default router preference: 0 medium, 1 high, 3 low (RFC 4191)
---@field flags? integer # further flags (RFC 5175)
---@field lifetime? integer # router lifetime, in seconds, 0: no default router
---@field reachable? integer # reachable time, in ms, 0: unspecified
---@field retransmit? integer # retransmission timer, in ms, 0: unspecified
---@field router? integer # router flag (R)
---@field solicited? integer # solicited flag (S)
---@field override? integer # override flag (O)
---@field rest? integer # zero
---@field reserved? integer # zero
---@field target? string # target address: the neighbour, or the next hop to use
---@field destination? string # redirect: destination address
---@field options? pycap.item.icmp6.options[] # options
---@field zero? integer # zero
---@field records? integer # number of group records
---@field groups? pycap.item.icmp6.groups[] # group records

---@class pycap.fields.icmp6
---@field type? integer|"unreachable"|"packet-too-big"|"time-exceeded"|"parameter-problem"|"echo-request"|"echo-reply"|"listener-query"|"listener-report"|"listener-done"|"router-solicitation"|"router-advertisement"|"neighbor-solicitation"|"neighbor-advertisement"|"redirect"|"listener-report2"|"extended-echo-request"|"extended-echo-reply"
---@field code? integer
---@field checksum? integer
---@field id? integer
---@field sequence? integer
---@field number? integer
---@field state? integer
---@field length? integer
---@field unused? integer
---@field mtu? integer
---@field pointer? integer
---@field delay? integer
---@field spare? integer
---@field group? string|pycap.Raw
---@field suppress? integer
---@field robustness? integer
---@field interval? integer
---@field count? integer
---@field sources? pycap.item.icmp6.sources[]|string
---@field hoplimit? integer
---@field managed? integer
---@field other? integer
---@field homeagent? integer
---@field preference? integer
---@field flags? integer
---@field lifetime? integer
---@field reachable? integer
---@field retransmit? integer
---@field router? integer
---@field solicited? integer
---@field override? integer
---@field rest? integer
---@field reserved? integer
---@field target? string|pycap.Raw
---@field destination? string|pycap.Raw
---@field options? pycap.item.icmp6.options[]|string
---@field zero? integer
---@field records? integer
---@field groups? pycap.item.icmp6.groups[]|string

---@class pycap.constants.icmp6
---@field ICMP6_DST_UNREACH integer # 1
---@field ICMP6_ECHO_REPLY integer # 129
---@field ICMP6_ECHO_REQUEST integer # 128
---@field ICMP6_PACKET_TOO_BIG integer # 2
---@field ICMP6_PARAM_PROB integer # 4
---@field ICMP6_TIME_EXCEEDED integer # 3
---@field MLDV2_LISTENER_REPORT integer # 143
---@field MLD_LISTENER_QUERY integer # 130
---@field MLD_LISTENER_REDUCTION integer # 132
---@field MLD_LISTENER_REPORT integer # 131
---@field ND_NEIGHBOR_ADVERT integer # 136
---@field ND_NEIGHBOR_SOLICIT integer # 135
---@field ND_REDIRECT integer # 137
---@field ND_ROUTER_ADVERT integer # 134
---@field ND_ROUTER_SOLICIT integer # 133

---Internet Control Message Protocol for IPv6 (RFC 4443, RFC 4861, RFC 2710, RFC 3810, RFC 4884, RFC 8335)
---@param fields? pycap.fields.icmp6|pycap.header.icmp6
---@return pycap.header.icmp6
function pycap.icmp6(fields) end

---@class pycap.item.igmp.sources
---@field address? string # source address
---@field data? string # bytes at the end that make none

---@alias pycap.kind.igmp.groups "include"|"exclude"|"toinclude"|"toexclude"|"allow"|"block"

---@class pycap.item.igmp.groups
---@field kind? integer|pycap.kind.igmp.groups # record type
---@field auxiliary? integer # bytes in the auxiliary data
---@field length? integer # bytes in the sources
---@field group? string # multicast address
---@field name? pycap.kind.igmp.groups # of a known kind
---@field sources? pycap.item.igmp.groups.sources[] # include mode: only these sources
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.igmp.groups.sources
---@field address string # source address

---@class pycap.header.igmp: pycap.header
---@field type integer|"query"|"report"|"report2"|"leave"|"report3" # message type
---@field delay integer # query: maximum response time, in tenths of a second
---@field checksum integer # Internet checksum of the message
---@field group? string # group address, 0.0.0.0: all groups
---@field suppress? integer # suppress router-side processing (S, version 3)
---@field robustness? integer # querier's robustness variable (QRV)
---@field interval? integer # querier's query interval code (QQIC), in seconds
---@field count? integer # number of sources
---@field sources? pycap.item.igmp.sources[] # source addresses
---@field reserved? integer # zero
---@field records? integer # number of group records
---@field groups? pycap.item.igmp.groups[] # group records

---@class pycap.fields.igmp
---@field type? integer|"query"|"report"|"report2"|"leave"|"report3"
---@field delay? integer
---@field checksum? integer
---@field group? string|pycap.Raw
---@field suppress? integer
---@field robustness? integer
---@field interval? integer
---@field count? integer
---@field sources? pycap.item.igmp.sources[]|string
---@field reserved? integer
---@field records? integer
---@field groups? pycap.item.igmp.groups[]|string

---@class pycap.constants.igmp
---@field IGMPV2_HOST_MEMBERSHIP_REPORT integer # 22
---@field IGMPV3_HOST_MEMBERSHIP_REPORT integer # 34
---@field IGMP_HOST_LEAVE_MESSAGE integer # 23
---@field IGMP_HOST_MEMBERSHIP_QUERY integer # 17
---@field IGMP_HOST_MEMBERSHIP_REPORT integer # 18

---Internet Group Management Protocol (RFC 3376, RFC 2236, RFC 1112)
---@param fields? pycap.fields.igmp|pycap.header.igmp
---@return pycap.header.igmp
function pycap.igmp(fields) end

---@alias pycap.kind.sctp.chunks "data"|"init"|"initack"|"sack"|"heartbeat"|"heartbeatack"|"abort"|"shutdown"|"shutdownack"|"error"|"cookieecho"|"cookieack"|"ecne"|"cwr"|"shutdowncomplete"|"authentication"|"idata"|"asconfack"|"forwardtsn"|"asconf"|"iforwardtsn"

---@class pycap.item.sctp.chunks
---@field kind? integer|pycap.kind.sctp.chunks # chunk type
---@field flags? integer # chunk flags, by the kind
---@field length? integer # chunk length, in bytes, kind, flags and length included
---@field name? pycap.kind.sctp.chunks # of a known kind
---@field tsn? integer # transmission sequence number (TSN)
---@field stream? integer # stream identifier
---@field sequence? integer # stream sequence number
---@field protocol? integer # payload protocol identifier, 0: unspecified
---@field tag? integer # initiate tag
---@field window? integer # advertised receiver window credit (a_rwnd), in bytes
---@field outbound? integer # number of outbound streams
---@field inbound? integer # maximum number of inbound streams
---@field parameters? string # parameters: type, length, value
---@field gaps? integer # number of gap ack blocks
---@field duplicates? integer # number of duplicate TSNs
---@field blocks? string # gap ack blocks (start and end, as offsets from tsn), duplicate TSNs
---@field causes? string # error causes: code, length, value
---@field cookie? string # state cookie of the INIT ACK
---@field key? integer # shared key identifier
---@field method? integer # HMAC identifier, 1: SHA-1, 3: SHA-256
---@field digest? string # HMAC of the chunks that follow
---@field reserved? integer # zero
---@field message? integer # message identifier
---@field serial? integer # serial number
---@field streams? string # stream identifier and sequence number of skipped chunks
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.sctp: pycap.header
---@field sourceport integer # source port
---@field destinationport integer # destination port
---@field tag integer # verification tag
---@field checksum integer # CRC32c of the whole packet
---@field chunks pycap.item.sctp.chunks[] # chunks

---@class pycap.fields.sctp
---@field sourceport? integer
---@field destinationport? integer
---@field tag? integer
---@field checksum? integer
---@field chunks? pycap.item.sctp.chunks[]|string

---@class pycap.constants.sctp

---Stream Control Transmission Protocol (RFC 9260, RFC 4895, RFC 5061, RFC 8260)
---@param fields? pycap.fields.sctp|pycap.header.sctp
---@return pycap.header.sctp
function pycap.sctp(fields) end

---@alias pycap.kind.hopbyhop.options "pad1"|"padn"|"tunnellimit"|"routeralert"|"calipso"|"smf"|"pdm"|"rpl"|"quickstart"|"pathmtu"|"rplold"|"mpl"|"ilnp"|"lineid"|"jumbo"|"homeaddress"

---@class pycap.item.hopbyhop.options
---@field kind? integer|pycap.kind.hopbyhop.options # option type: action if unknown, change flag, number
---@field length? integer # bytes in the data
---@field name? pycap.kind.hopbyhop.options # of a known kind
---@field limit? integer # tunnel encapsulation limit
---@field value? integer # router alert value, the kind of message
---@field scalereceived? integer # scale of delta time last received (a power of two)
---@field scalesent? integer # scale of delta time last sent (a power of two)
---@field sent? integer # packet sequence number, this packet
---@field received? integer # packet sequence number, last received
---@field deltareceived? integer # delta time last received, in scaled attoseconds
---@field deltasent? integer # delta time last sent, in scaled attoseconds
---@field flags? integer # down, rank error, forwarding error
---@field instance? integer # RPLInstanceID
---@field rank? integer # sender rank
---@field function? integer # 0: rate request, 8: report of approved rate
---@field rate? integer # rate: 40 kbit/s times two to this power
---@field timetolive? integer # QS TTL, decremented by approving routers
---@field nonce? integer # QS nonce, returned by the receiver
---@field reserved? integer # zero
---@field least? integer # Min-PMTU: smallest MTU of the path, in bytes
---@field returned? integer # Rtn-PMTU: smallest MTU of the way back, in units of two bytes
---@field wanted? integer # return requested (R)
---@field size? integer # jumbo payload length, in bytes
---@field address? string # home address of the sender
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.hopbyhop: pycap.header
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # next header
---@field headerlength integer # bytes in the header
---@field options pycap.item.hopbyhop.options[] # options

---@class pycap.fields.hopbyhop
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field headerlength? integer
---@field options? pycap.item.hopbyhop.options[]|string

---@class pycap.constants.hopbyhop
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---IPv6 Hop-by-Hop Options header (RFC 8200)
---@param fields? pycap.fields.hopbyhop|pycap.header.hopbyhop
---@return pycap.header.hopbyhop
function pycap.hopbyhop(fields) end

---@class pycap.item.routing.addresses
---@field address? string # address of a node
---@field data? string # bytes at the end that make none

---@class pycap.item.routing.segments
---@field address? string # address of a node
---@field data? string # bytes at the end that make none

---@alias pycap.kind.routing.options "pad"|"padding"|"hmac"

---@class pycap.item.routing.options
---@field kind? integer|pycap.kind.routing.options # kind of the option
---@field length? integer # bytes in the data
---@field name? pycap.kind.routing.options # of a known kind
---@field disjoint? integer # D flag: the destination is not verified as a segment
---@field reserved? integer # zero
---@field key? integer # HMAC key identifier
---@field digest? string # HMAC
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.routing: pycap.header
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # next header
---@field headerlength integer # bytes in the header
---@field type integer|"source"|"home"|"rpl"|"segment"|"crh16"|"crh32" # routing type
---@field segmentsleft integer # segments left
---@field lastentry? integer # last entry: index of the last segment, from 0
---@field flags? integer # flags
---@field tag? integer # tag of a class of packets
---@field reserved? integer # zero
---@field homeaddress? string # home address of the receiver
---@field addresses? pycap.item.routing.addresses[] # addresses of intermediate nodes
---@field segments? pycap.item.routing.segments[] # segment list, the last segment first
---@field options? pycap.item.routing.options[] # options (TLVs) after the segments
---@field data? string # data of other types

---@class pycap.fields.routing
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field headerlength? integer
---@field type? integer|"source"|"home"|"rpl"|"segment"|"crh16"|"crh32"
---@field segmentsleft? integer
---@field lastentry? integer
---@field flags? integer
---@field tag? integer
---@field reserved? integer
---@field homeaddress? string|pycap.Raw
---@field addresses? pycap.item.routing.addresses[]|string
---@field segments? pycap.item.routing.segments[]|string
---@field options? pycap.item.routing.options[]|string
---@field data? string

---@class pycap.constants.routing
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---IPv6 Routing header (RFC 8200, RFC 6275, RFC 8754)
---@param fields? pycap.fields.routing|pycap.header.routing
---@return pycap.header.routing
function pycap.routing(fields) end

---@class pycap.header.fragment: pycap.header
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # next header of the whole datagram
---@field reserved integer # zero
---@field offset integer # fragment offset, in bytes
---@field flags integer|string # two reserved, more fragments
---@field id integer # identification, the same in all fragments

---@class pycap.fields.fragment
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field reserved? integer
---@field offset? integer
---@field flags? integer|string
---@field id? integer

---@class pycap.constants.fragment
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---IPv6 Fragment header (RFC 8200, RFC 6946)
---@param fields? pycap.fields.fragment|pycap.header.fragment
---@return pycap.header.fragment
function pycap.fragment(fields) end

---@alias pycap.kind.destinationoptions.options "pad1"|"padn"|"tunnellimit"|"routeralert"|"calipso"|"smf"|"pdm"|"rpl"|"quickstart"|"pathmtu"|"rplold"|"mpl"|"ilnp"|"lineid"|"jumbo"|"homeaddress"

---@class pycap.item.destinationoptions.options
---@field kind? integer|pycap.kind.destinationoptions.options # option type: action if unknown, change flag, number
---@field length? integer # bytes in the data
---@field name? pycap.kind.destinationoptions.options # of a known kind
---@field limit? integer # tunnel encapsulation limit
---@field value? integer # router alert value, the kind of message
---@field scalereceived? integer # scale of delta time last received (a power of two)
---@field scalesent? integer # scale of delta time last sent (a power of two)
---@field sent? integer # packet sequence number, this packet
---@field received? integer # packet sequence number, last received
---@field deltareceived? integer # delta time last received, in scaled attoseconds
---@field deltasent? integer # delta time last sent, in scaled attoseconds
---@field flags? integer # down, rank error, forwarding error
---@field instance? integer # RPLInstanceID
---@field rank? integer # sender rank
---@field function? integer # 0: rate request, 8: report of approved rate
---@field rate? integer # rate: 40 kbit/s times two to this power
---@field timetolive? integer # QS TTL, decremented by approving routers
---@field nonce? integer # QS nonce, returned by the receiver
---@field reserved? integer # zero
---@field least? integer # Min-PMTU: smallest MTU of the path, in bytes
---@field returned? integer # Rtn-PMTU: smallest MTU of the way back, in units of two bytes
---@field wanted? integer # return requested (R)
---@field size? integer # jumbo payload length, in bytes
---@field address? string # home address of the sender
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.destinationoptions: pycap.header
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # next header
---@field headerlength integer # bytes in the header
---@field options pycap.item.destinationoptions.options[] # options

---@class pycap.fields.destinationoptions
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field headerlength? integer
---@field options? pycap.item.destinationoptions.options[]|string

---@class pycap.constants.destinationoptions
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---IPv6 Destination Options header (RFC 8200)
---@param fields? pycap.fields.destinationoptions|pycap.header.destinationoptions
---@return pycap.header.destinationoptions
function pycap.destinationoptions(fields) end

---@class pycap.item.dns.questions
---@field name? string # name of the question
---@field type? integer # type of the records asked for
---@field unicast? integer # unicast response requested (QU, RFC 6762)
---@field class? integer # class of the records asked for
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.answers "a"|"ns"|"cname"|"soa"|"ptr"|"mx"|"txt"|"aaaa"|"srv"|"dname"|"opt"|"svcb"|"https"|"caa"

---@class pycap.item.dns.answers
---@field owner? string # domain name that the record belongs to
---@field kind? integer|pycap.kind.dns.answers # type of the record
---@field flush? integer # cache flush (RFC 6762)
---@field class? integer # class of the record; in opt, the UDP payload size
---@field ttl? integer # time to live, in seconds; in opt, extended rcode, version and flags
---@field length? integer # bytes in the data
---@field name? pycap.kind.dns.answers # of a known kind
---@field address? string # address of the host
---@field host? string # name of the server
---@field target? string # domain name that it points to
---@field server? string # name of the primary name server (MNAME)
---@field mailbox? string # mailbox of the person responsible, with a dot for the @ (RNAME)
---@field serial? integer # serial number of the zone
---@field refresh? integer # refresh interval of secondaries, in seconds
---@field retry? integer # retry interval after a failed refresh, in seconds
---@field expire? integer # seconds after which an unrefreshed zone expires
---@field minimum? integer # time to live of negative answers, in seconds
---@field preference? integer # preference, the lowest first
---@field exchange? string # name of the mail server
---@field strings? pycap.item.dns.answers.txt.strings[] # character strings
---@field priority? integer # preference, the lowest first
---@field weight? integer # relative weight among records of equal priority
---@field port? integer # port of the service
---@field options? pycap.item.dns.answers.opt.options[] # options
---@field parameters? pycap.item.dns.answers.svcb.parameters[]|pycap.item.dns.answers.https.parameters[] # parameters
---@field flags? integer # 128: issuer critical
---@field tagsize? integer # bytes in the tag
---@field tag? string # property tag: issue, issuewild, iodef
---@field value? string # property value
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.answers.txt.strings
---@field size? integer # bytes in the text
---@field text? string # the text
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.answers.opt.options "nsid"|"subnet"|"cookie"|"keepalive"|"fill"|"error"

---@class pycap.item.dns.answers.opt.options
---@field kind? integer|pycap.kind.dns.answers.opt.options # code of the option
---@field length? integer # bytes in the data
---@field name? pycap.kind.dns.answers.opt.options # of a known kind
---@field family? integer # address family, 1: IPv4, 2: IPv6
---@field sourceprefix? integer # source prefix length, in bits
---@field scopeprefix? integer # scope prefix length, in bits
---@field address? string # prefix of the client's address
---@field code? integer # info code (RFC 8914)
---@field text? string # extra text
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dns.answers.svcb.parameters "mandatory"|"alpn"|"nodefaultalpn"|"port"|"ip4hint"|"ech"|"ip6hint"

---@class pycap.item.dns.answers.svcb.parameters
---@field kind? integer|pycap.kind.dns.answers.svcb.parameters # key of the parameter
---@field length? integer # bytes in the value
---@field name? pycap.kind.dns.answers.svcb.parameters # of a known kind
---@field keys? pycap.item.dns.answers.svcb.parameters.mandatory.keys[] # the keys
---@field ids? pycap.item.dns.answers.svcb.parameters.alpn.ids[] # the protocols
---@field port? integer # port of the service
---@field addresses? pycap.item.dns.answers.svcb.parameters.ip4hint.addresses[]|pycap.item.dns.answers.svcb.parameters.ip6hint.addresses[] # the addresses
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.answers.svcb.parameters.mandatory.keys
---@field key? integer # key of a parameter
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.answers.svcb.parameters.alpn.ids
---@field size? integer # bytes in the name
---@field id? string # protocol identifier (ALPN)
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.answers.svcb.parameters.ip4hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.answers.svcb.parameters.ip6hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.answers.https.parameters "mandatory"|"alpn"|"nodefaultalpn"|"port"|"ip4hint"|"ech"|"ip6hint"

---@class pycap.item.dns.answers.https.parameters
---@field kind? integer|pycap.kind.dns.answers.https.parameters # key of the parameter
---@field length? integer # bytes in the value
---@field name? pycap.kind.dns.answers.https.parameters # of a known kind
---@field keys? pycap.item.dns.answers.https.parameters.mandatory.keys[] # the keys
---@field ids? pycap.item.dns.answers.https.parameters.alpn.ids[] # the protocols
---@field port? integer # port of the service
---@field addresses? pycap.item.dns.answers.https.parameters.ip4hint.addresses[]|pycap.item.dns.answers.https.parameters.ip6hint.addresses[] # the addresses
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.answers.https.parameters.mandatory.keys
---@field key? integer # key of a parameter
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.answers.https.parameters.alpn.ids
---@field size? integer # bytes in the name
---@field id? string # protocol identifier (ALPN)
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.answers.https.parameters.ip4hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.answers.https.parameters.ip6hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.authorities "a"|"ns"|"cname"|"soa"|"ptr"|"mx"|"txt"|"aaaa"|"srv"|"dname"|"opt"|"svcb"|"https"|"caa"

---@class pycap.item.dns.authorities
---@field owner? string # domain name that the record belongs to
---@field kind? integer|pycap.kind.dns.authorities # type of the record
---@field flush? integer # cache flush (RFC 6762)
---@field class? integer # class of the record; in opt, the UDP payload size
---@field ttl? integer # time to live, in seconds; in opt, extended rcode, version and flags
---@field length? integer # bytes in the data
---@field name? pycap.kind.dns.authorities # of a known kind
---@field address? string # address of the host
---@field host? string # name of the server
---@field target? string # domain name that it points to
---@field server? string # name of the primary name server (MNAME)
---@field mailbox? string # mailbox of the person responsible, with a dot for the @ (RNAME)
---@field serial? integer # serial number of the zone
---@field refresh? integer # refresh interval of secondaries, in seconds
---@field retry? integer # retry interval after a failed refresh, in seconds
---@field expire? integer # seconds after which an unrefreshed zone expires
---@field minimum? integer # time to live of negative answers, in seconds
---@field preference? integer # preference, the lowest first
---@field exchange? string # name of the mail server
---@field strings? pycap.item.dns.authorities.txt.strings[] # character strings
---@field priority? integer # preference, the lowest first
---@field weight? integer # relative weight among records of equal priority
---@field port? integer # port of the service
---@field options? pycap.item.dns.authorities.opt.options[] # options
---@field parameters? pycap.item.dns.authorities.svcb.parameters[]|pycap.item.dns.authorities.https.parameters[] # parameters
---@field flags? integer # 128: issuer critical
---@field tagsize? integer # bytes in the tag
---@field tag? string # property tag: issue, issuewild, iodef
---@field value? string # property value
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.authorities.txt.strings
---@field size? integer # bytes in the text
---@field text? string # the text
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.authorities.opt.options "nsid"|"subnet"|"cookie"|"keepalive"|"fill"|"error"

---@class pycap.item.dns.authorities.opt.options
---@field kind? integer|pycap.kind.dns.authorities.opt.options # code of the option
---@field length? integer # bytes in the data
---@field name? pycap.kind.dns.authorities.opt.options # of a known kind
---@field family? integer # address family, 1: IPv4, 2: IPv6
---@field sourceprefix? integer # source prefix length, in bits
---@field scopeprefix? integer # scope prefix length, in bits
---@field address? string # prefix of the client's address
---@field code? integer # info code (RFC 8914)
---@field text? string # extra text
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dns.authorities.svcb.parameters "mandatory"|"alpn"|"nodefaultalpn"|"port"|"ip4hint"|"ech"|"ip6hint"

---@class pycap.item.dns.authorities.svcb.parameters
---@field kind? integer|pycap.kind.dns.authorities.svcb.parameters # key of the parameter
---@field length? integer # bytes in the value
---@field name? pycap.kind.dns.authorities.svcb.parameters # of a known kind
---@field keys? pycap.item.dns.authorities.svcb.parameters.mandatory.keys[] # the keys
---@field ids? pycap.item.dns.authorities.svcb.parameters.alpn.ids[] # the protocols
---@field port? integer # port of the service
---@field addresses? pycap.item.dns.authorities.svcb.parameters.ip4hint.addresses[]|pycap.item.dns.authorities.svcb.parameters.ip6hint.addresses[] # the addresses
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.authorities.svcb.parameters.mandatory.keys
---@field key? integer # key of a parameter
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.authorities.svcb.parameters.alpn.ids
---@field size? integer # bytes in the name
---@field id? string # protocol identifier (ALPN)
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.authorities.svcb.parameters.ip4hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.authorities.svcb.parameters.ip6hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.authorities.https.parameters "mandatory"|"alpn"|"nodefaultalpn"|"port"|"ip4hint"|"ech"|"ip6hint"

---@class pycap.item.dns.authorities.https.parameters
---@field kind? integer|pycap.kind.dns.authorities.https.parameters # key of the parameter
---@field length? integer # bytes in the value
---@field name? pycap.kind.dns.authorities.https.parameters # of a known kind
---@field keys? pycap.item.dns.authorities.https.parameters.mandatory.keys[] # the keys
---@field ids? pycap.item.dns.authorities.https.parameters.alpn.ids[] # the protocols
---@field port? integer # port of the service
---@field addresses? pycap.item.dns.authorities.https.parameters.ip4hint.addresses[]|pycap.item.dns.authorities.https.parameters.ip6hint.addresses[] # the addresses
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.authorities.https.parameters.mandatory.keys
---@field key? integer # key of a parameter
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.authorities.https.parameters.alpn.ids
---@field size? integer # bytes in the name
---@field id? string # protocol identifier (ALPN)
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.authorities.https.parameters.ip4hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.authorities.https.parameters.ip6hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.additionals "a"|"ns"|"cname"|"soa"|"ptr"|"mx"|"txt"|"aaaa"|"srv"|"dname"|"opt"|"svcb"|"https"|"caa"

---@class pycap.item.dns.additionals
---@field owner? string # domain name that the record belongs to
---@field kind? integer|pycap.kind.dns.additionals # type of the record
---@field flush? integer # cache flush (RFC 6762)
---@field class? integer # class of the record; in opt, the UDP payload size
---@field ttl? integer # time to live, in seconds; in opt, extended rcode, version and flags
---@field length? integer # bytes in the data
---@field name? pycap.kind.dns.additionals # of a known kind
---@field address? string # address of the host
---@field host? string # name of the server
---@field target? string # domain name that it points to
---@field server? string # name of the primary name server (MNAME)
---@field mailbox? string # mailbox of the person responsible, with a dot for the @ (RNAME)
---@field serial? integer # serial number of the zone
---@field refresh? integer # refresh interval of secondaries, in seconds
---@field retry? integer # retry interval after a failed refresh, in seconds
---@field expire? integer # seconds after which an unrefreshed zone expires
---@field minimum? integer # time to live of negative answers, in seconds
---@field preference? integer # preference, the lowest first
---@field exchange? string # name of the mail server
---@field strings? pycap.item.dns.additionals.txt.strings[] # character strings
---@field priority? integer # preference, the lowest first
---@field weight? integer # relative weight among records of equal priority
---@field port? integer # port of the service
---@field options? pycap.item.dns.additionals.opt.options[] # options
---@field parameters? pycap.item.dns.additionals.svcb.parameters[]|pycap.item.dns.additionals.https.parameters[] # parameters
---@field flags? integer # 128: issuer critical
---@field tagsize? integer # bytes in the tag
---@field tag? string # property tag: issue, issuewild, iodef
---@field value? string # property value
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.additionals.txt.strings
---@field size? integer # bytes in the text
---@field text? string # the text
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.additionals.opt.options "nsid"|"subnet"|"cookie"|"keepalive"|"fill"|"error"

---@class pycap.item.dns.additionals.opt.options
---@field kind? integer|pycap.kind.dns.additionals.opt.options # code of the option
---@field length? integer # bytes in the data
---@field name? pycap.kind.dns.additionals.opt.options # of a known kind
---@field family? integer # address family, 1: IPv4, 2: IPv6
---@field sourceprefix? integer # source prefix length, in bits
---@field scopeprefix? integer # scope prefix length, in bits
---@field address? string # prefix of the client's address
---@field code? integer # info code (RFC 8914)
---@field text? string # extra text
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dns.additionals.svcb.parameters "mandatory"|"alpn"|"nodefaultalpn"|"port"|"ip4hint"|"ech"|"ip6hint"

---@class pycap.item.dns.additionals.svcb.parameters
---@field kind? integer|pycap.kind.dns.additionals.svcb.parameters # key of the parameter
---@field length? integer # bytes in the value
---@field name? pycap.kind.dns.additionals.svcb.parameters # of a known kind
---@field keys? pycap.item.dns.additionals.svcb.parameters.mandatory.keys[] # the keys
---@field ids? pycap.item.dns.additionals.svcb.parameters.alpn.ids[] # the protocols
---@field port? integer # port of the service
---@field addresses? pycap.item.dns.additionals.svcb.parameters.ip4hint.addresses[]|pycap.item.dns.additionals.svcb.parameters.ip6hint.addresses[] # the addresses
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.additionals.svcb.parameters.mandatory.keys
---@field key? integer # key of a parameter
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.additionals.svcb.parameters.alpn.ids
---@field size? integer # bytes in the name
---@field id? string # protocol identifier (ALPN)
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.additionals.svcb.parameters.ip4hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.additionals.svcb.parameters.ip6hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dns.additionals.https.parameters "mandatory"|"alpn"|"nodefaultalpn"|"port"|"ip4hint"|"ech"|"ip6hint"

---@class pycap.item.dns.additionals.https.parameters
---@field kind? integer|pycap.kind.dns.additionals.https.parameters # key of the parameter
---@field length? integer # bytes in the value
---@field name? pycap.kind.dns.additionals.https.parameters # of a known kind
---@field keys? pycap.item.dns.additionals.https.parameters.mandatory.keys[] # the keys
---@field ids? pycap.item.dns.additionals.https.parameters.alpn.ids[] # the protocols
---@field port? integer # port of the service
---@field addresses? pycap.item.dns.additionals.https.parameters.ip4hint.addresses[]|pycap.item.dns.additionals.https.parameters.ip6hint.addresses[] # the addresses
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dns.additionals.https.parameters.mandatory.keys
---@field key? integer # key of a parameter
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.additionals.https.parameters.alpn.ids
---@field size? integer # bytes in the name
---@field id? string # protocol identifier (ALPN)
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.additionals.https.parameters.ip4hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@class pycap.item.dns.additionals.https.parameters.ip6hint.addresses
---@field address? string # address of the host
---@field data? string # bytes at the end that make none

---@class pycap.header.dns: pycap.header
---@field id integer # identifier, the same in query and response
---@field response integer # 0: a query, 1: a response
---@field opcode integer|"query"|"inverse-query"|"status"|"notify"|"update"|"stateful" # kind of query
---@field authoritative integer # authoritative answer (AA)
---@field truncated integer # truncation (TC): the message was cut
---@field recursiondesired integer # recursion desired (RD)
---@field recursionavailable integer # recursion available (RA)
---@field reserved integer # zero
---@field authenticated integer # authentic data (AD, RFC 4035)
---@field checkingdisabled integer # checking disabled (CD, RFC 4035)
---@field rcode integer|"no-error"|"format-error"|"server-failure"|"no-such-name"|"not-implemented"|"refused"|"name-exists"|"set-exists"|"no-such-set"|"not-authoritative"|"not-zone" # response code
---@field questioncount integer # number of questions
---@field answercount integer # number of answers
---@field authoritycount integer # number of authority records
---@field additionalcount integer # number of additional records
---@field questions pycap.item.dns.questions[] # questions
---@field answers pycap.item.dns.answers[] # answer records
---@field authorities pycap.item.dns.authorities[] # authority records
---@field additionals pycap.item.dns.additionals[] # additional records

---@class pycap.fields.dns
---@field id? integer
---@field response? integer
---@field opcode? integer|"query"|"inverse-query"|"status"|"notify"|"update"|"stateful"
---@field authoritative? integer
---@field truncated? integer
---@field recursiondesired? integer
---@field recursionavailable? integer
---@field reserved? integer
---@field authenticated? integer
---@field checkingdisabled? integer
---@field rcode? integer|"no-error"|"format-error"|"server-failure"|"no-such-name"|"not-implemented"|"refused"|"name-exists"|"set-exists"|"no-such-set"|"not-authoritative"|"not-zone"
---@field questioncount? integer
---@field answercount? integer
---@field authoritycount? integer
---@field additionalcount? integer
---@field questions? pycap.item.dns.questions[]|string
---@field answers? pycap.item.dns.answers[]|string
---@field authorities? pycap.item.dns.authorities[]|string
---@field additionals? pycap.item.dns.additionals[]|string

---@class pycap.constants.dns

---Domain Name System (RFC 1035, RFC 6762, RFC 6891)
---@param fields? pycap.fields.dns|pycap.header.dns
---@return pycap.header.dns
function pycap.dns(fields) end

---@alias pycap.kind.dhcp.options "pad"|"subnetmask"|"timeoffset"|"routers"|"timeservers"|"nameservers"|"dnsservers"|"logservers"|"cookieservers"|"lprservers"|"impressservers"|"locationservers"|"hostname"|"bootfilesize"|"dumpfile"|"domainname"|"swapserver"|"rootpath"|"extensions"|"forwarding"|"sourcerouting"|"policyfilter"|"reassemblysize"|"timetolive"|"mtutimeout"|"mtuplateaus"|"mtu"|"localsubnets"|"broadcast"|"maskdiscovery"|"masksupplier"|"routerdiscovery"|"solicitation"|"staticroutes"|"trailers"|"arptimeout"|"encapsulation"|"tcptimetolive"|"keepaliveinterval"|"keepalivegarbage"|"nisdomain"|"nisservers"|"ntpservers"|"vendor"|"wins"|"datagramservers"|"nodetype"|"netbiosscope"|"fontservers"|"displaymanagers"|"requestedaddress"|"leasetime"|"overload"|"messagetype"|"serverid"|"parameters"|"message"|"maximumsize"|"renewaltime"|"rebindingtime"|"vendorclass"|"clientid"|"nisplusdomain"|"nisplusservers"|"tftpserver"|"bootfile"|"homeagents"|"smtpservers"|"popservers"|"newsservers"|"webservers"|"fingerservers"|"ircservers"|"userclass"|"rapidcommit"|"fqdn"|"relayagent"|"authentication"|"lasttransaction"|"associated"|"architecture"|"interface"|"machine"|"timezone"|"timezonename"|"ipv6only"|"portal"|"autoconfigure"|"subnetselection"|"domainsearch"|"sipservers"|"classlessroutes"|"vendorclasses"|"vendors"|"capwap"|"tftpservers"|"microsoftroutes"|"proxy"|"end"

---@class pycap.item.dhcp.options
---@field kind? integer|pycap.kind.dhcp.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp.options # of a known kind
---@field mask? string # the mask
---@field seconds? integer # seconds
---@field addresses? pycap.item.dhcp.options.routers.addresses[]|pycap.item.dhcp.options.timeservers.addresses[]|pycap.item.dhcp.options.nameservers.addresses[]|pycap.item.dhcp.options.dnsservers.addresses[]|pycap.item.dhcp.options.logservers.addresses[]|pycap.item.dhcp.options.cookieservers.addresses[]|pycap.item.dhcp.options.lprservers.addresses[]|pycap.item.dhcp.options.impressservers.addresses[]|pycap.item.dhcp.options.locationservers.addresses[]|pycap.item.dhcp.options.nisservers.addresses[]|pycap.item.dhcp.options.ntpservers.addresses[]|pycap.item.dhcp.options.wins.addresses[]|pycap.item.dhcp.options.datagramservers.addresses[]|pycap.item.dhcp.options.fontservers.addresses[]|pycap.item.dhcp.options.displaymanagers.addresses[]|pycap.item.dhcp.options.nisplusservers.addresses[]|pycap.item.dhcp.options.homeagents.addresses[]|pycap.item.dhcp.options.smtpservers.addresses[]|pycap.item.dhcp.options.popservers.addresses[]|pycap.item.dhcp.options.newsservers.addresses[]|pycap.item.dhcp.options.webservers.addresses[]|pycap.item.dhcp.options.fingerservers.addresses[]|pycap.item.dhcp.options.ircservers.addresses[]|pycap.item.dhcp.options.associated.addresses[]|pycap.item.dhcp.options.sipservers.addresses[]|pycap.item.dhcp.options.capwap.addresses[]|pycap.item.dhcp.options.tftpservers.addresses[] # the addresses, the best one first
---@field text? string # the text
---@field blocks? integer # blocks of 512 bytes
---@field address? string # the address
---@field value? integer # 1: yes, 0: no
---@field filters? pycap.item.dhcp.options.policyfilter.filters[] # the filters
---@field bytes? integer # bytes
---@field hops? integer # time to live
---@field sizes? pycap.item.dhcp.options.mtuplateaus.sizes[] # the sizes
---@field routes? pycap.item.dhcp.options.staticroutes.routes[]|pycap.item.dhcp.options.classlessroutes.routes[]|pycap.item.dhcp.options.microsoftroutes.routes[] # the routes
---@field type? integer # how names are resolved
---@field fields? integer # what holds options, too
---@field codes? pycap.item.dhcp.options.parameters.codes[] # what the client asks for
---@field id? string # what the client is called
---@field flags? integer # 1: the server updates A, 2: it overrode that, 4: the name is as in the DNS, 8: it updates nothing
---@field rcode? integer # result of the update, 255: not known
---@field rcode2? integer # the same
---@field labels? pycap.item.dhcp.options.fqdn.labels[] # the name, or the beginning of one
---@field suboptions? pycap.item.dhcp.options.relayagent.suboptions[] # suboptions
---@field protocol? integer # how it is authenticated
---@field algorithm? integer # the algorithm in use
---@field method? integer # how replays are detected
---@field replay? string # what is against replays
---@field information? string # what the protocol has more
---@field types? pycap.item.dhcp.options.architecture.types[] # the architectures
---@field major? integer # version
---@field minor? integer # the same
---@field domains? pycap.item.dhcp.options.domainsearch.domains[]|pycap.item.dhcp.options.sipservers.domains[] # the names, the first one first
---@field encoding? integer # what they are given as
---@field classes? pycap.item.dhcp.options.vendorclasses.classes[] # by vendor
---@field vendors? pycap.item.dhcp.options.vendors.vendors[] # by vendor
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp.options.routers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.timeservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.nameservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.dnsservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.logservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.cookieservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.lprservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.impressservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.locationservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.policyfilter.filters
---@field address? string # where packets may go
---@field mask? string # its mask
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.mtuplateaus.sizes
---@field bytes? integer # bytes
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.staticroutes.routes
---@field destination? string # where the packet goes
---@field router? string # which way
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.nisservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.ntpservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.wins.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.datagramservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.fontservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.displaymanagers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.parameters.codes
---@field code? integer # kind of an option
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.nisplusservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.homeagents.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.smtpservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.popservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.newsservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.webservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.fingerservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.ircservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.fqdn.labels
---@field size? integer # bytes of the text, 0: the root, which ends a whole name
---@field text? string # a part of the name
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp.options.relayagent.suboptions "circuitid"|"remoteid"|"linkselection"|"subscriberid"|"flags"|"serverid"|"relayid"|"subnetselection"

---@class pycap.item.dhcp.options.relayagent.suboptions
---@field kind? integer|pycap.kind.dhcp.options.relayagent.suboptions # kind of the suboption
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp.options.relayagent.suboptions # of a known kind
---@field address? string # the address
---@field text? string # the text
---@field flags? integer # 128: the message was unicast
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp.options.associated.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.architecture.types
---@field type? integer # 0: PC BIOS, 7: EFI x64, ...
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.domainsearch.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.sipservers.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.sipservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.classlessroutes.routes
---@field octets? integer # whole octets of the prefix
---@field bits? integer # bits of it in one more octet
---@field destination? string # the whole octets
---@field partial? integer # the octet that those bits are in
---@field router? string # which way
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.vendorclasses.classes
---@field enterprise? integer # number of the vendor (IANA)
---@field size? integer # bytes of its class
---@field class? string # its class
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.vendors.vendors
---@field enterprise? integer # number of the vendor (IANA)
---@field size? integer # bytes of its suboptions
---@field suboptions? pycap.item.dhcp.options.vendors.vendors.suboptions[] # what it defines
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp.options.vendors.vendors.suboptions string

---@class pycap.item.dhcp.options.vendors.vendors.suboptions
---@field kind? integer|pycap.kind.dhcp.options.vendors.vendors.suboptions # kind of the suboption
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp.options.vendors.vendors.suboptions # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp.options.capwap.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.tftpservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp.options.microsoftroutes.routes
---@field octets? integer # whole octets of the prefix
---@field bits? integer # bits of it in one more octet
---@field destination? string # the whole octets
---@field partial? integer # the octet that those bits are in
---@field router? string # which way
---@field data? string # bytes at the end that make none

---@class pycap.header.dhcp: pycap.header
---@field operation integer|"request"|"reply" # who sends it
---@field hardwareformat integer # hardware address space
---@field hardwarelength integer # bytes in a hardware address
---@field hops integer # relays on the way
---@field transaction integer # which messages belong together
---@field seconds integer # seconds since the client began
---@field broadcast integer # the client takes broadcasts alone
---@field reserved integer # zero
---@field clientaddress string # the client's address, if it has one
---@field youraddress string # the address that the client is given
---@field serveraddress string # server of the next step
---@field relayaddress string # address of the relay
---@field hardware string # hardware address of the client
---@field hardwarerest string # the rest of a longer address, else zeros
---@field servername string # name of the server, or options: see overload
---@field file string # name of the boot file, or options: see overload
---@field cookie? integer # says what follows
---@field options? pycap.item.dhcp.options[] # options
---@field vendor? string # what the vendor defines (BOOTP)

---@class pycap.fields.dhcp
---@field operation? integer|"request"|"reply"
---@field hardwareformat? integer
---@field hardwarelength? integer
---@field hops? integer
---@field transaction? integer
---@field seconds? integer
---@field broadcast? integer
---@field reserved? integer
---@field clientaddress? string|pycap.Raw
---@field youraddress? string|pycap.Raw
---@field serveraddress? string|pycap.Raw
---@field relayaddress? string|pycap.Raw
---@field hardware? string|pycap.Raw
---@field hardwarerest? string
---@field servername? string
---@field file? string
---@field cookie? integer
---@field options? pycap.item.dhcp.options[]|string
---@field vendor? string

---@class pycap.constants.dhcp

---Dynamic Host Configuration Protocol (RFC 2131, RFC 2132, RFC 951)
---@param fields? pycap.fields.dhcp|pycap.header.dhcp
---@return pycap.header.dhcp
function pycap.dhcp(fields) end

---@alias pycap.kind.dhcp6.options "clientid"|"serverid"|"iana"|"iata"|"iaaddr"|"request"|"preference"|"elapsed"|"relaymessage"|"authentication"|"unicast"|"status"|"rapidcommit"|"userclass"|"vendorclass"|"vendor"|"interfaceid"|"reconfigure"|"reconfigureaccept"|"sipdomains"|"sipservers"|"dnsservers"|"domainsearch"|"iapd"|"iaprefix"|"nisservers"|"nisplusservers"|"nisdomains"|"nisplusdomains"|"sntpservers"|"refreshtime"|"remoteid"|"subscriberid"|"fqdn"|"timezone"|"timezonename"|"lasttransaction"|"relayid"|"timeservers"|"bootfile"|"bootparameters"|"architecture"|"interface"|"aftr"|"linkaddress"|"solicittime"|"informationtime"|"portal"

---@class pycap.item.dhcp6.options
---@field kind? integer|pycap.kind.dhcp6.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options # of a known kind
---@field type? integer # what it is made of
---@field hardwareformat? integer # hardware address space
---@field time? integer # seconds since 2000 when it was made
---@field hardware? string # a hardware address
---@field enterprise? integer # number of the vendor
---@field id? string # what another type has
---@field iaid? integer # number of the association at the client
---@field renew? integer # seconds until the client renews it (T1)
---@field rebind? integer # seconds until it asks any server to (T2)
---@field options? pycap.item.dhcp6.options.iana.options[]|pycap.item.dhcp6.options.iata.options[]|pycap.item.dhcp6.options.iaaddr.options[]|pycap.item.dhcp6.options.relaymessage.options[]|pycap.item.dhcp6.options.vendor.options[]|pycap.item.dhcp6.options.iapd.options[]|pycap.item.dhcp6.options.iaprefix.options[] # options
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field codes? pycap.item.dhcp6.options.request.codes[] # what the client asks for
---@field preference? integer # the highest server is taken
---@field hundredths? integer # hundredths of a second since the client began
---@field transaction? integer # which messages belong together
---@field hops? integer # relays before this one
---@field linkaddress? string # address on the client's link
---@field peeraddress? string # the client, or the relay before
---@field protocol? integer # how it is authenticated
---@field algorithm? integer # the algorithm in use
---@field method? integer # how replays are detected
---@field replay? string # what is against replays
---@field information? string # what the protocol has more
---@field code? integer # how it went
---@field text? string # the same for people
---@field classes? pycap.item.dhcp6.options.userclass.classes[]|pycap.item.dhcp6.options.vendorclass.classes[] # the classes
---@field domains? pycap.item.dhcp6.options.sipdomains.domains[]|pycap.item.dhcp6.options.domainsearch.domains[]|pycap.item.dhcp6.options.nisdomains.domains[]|pycap.item.dhcp6.options.nisplusdomains.domains[] # the names, the best one first
---@field addresses? pycap.item.dhcp6.options.sipservers.addresses[]|pycap.item.dhcp6.options.dnsservers.addresses[]|pycap.item.dhcp6.options.nisservers.addresses[]|pycap.item.dhcp6.options.nisplusservers.addresses[]|pycap.item.dhcp6.options.sntpservers.addresses[] # the addresses, the best one first
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field seconds? integer # seconds
---@field flags? integer # 1: the server updates AAAA, 2: it overrode that, 4: it updates nothing
---@field labels? pycap.item.dhcp6.options.fqdn.labels[] # the name, or the beginning of one
---@field servers? pycap.item.dhcp6.options.timeservers.servers[] # servers
---@field parameters? pycap.item.dhcp6.options.bootparameters.parameters[] # the parameters
---@field types? pycap.item.dhcp6.options.architecture.types[] # the architectures
---@field major? integer # version
---@field minor? integer # the same
---@field domain? string # the name
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iana.options "iaaddr"|"status"|"iaprefix"

---@class pycap.item.dhcp6.options.iana.options
---@field kind? integer|pycap.kind.dhcp6.options.iana.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iana.options # of a known kind
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field options? pycap.item.dhcp6.options.iana.options.iaaddr.options[]|pycap.item.dhcp6.options.iana.options.iaprefix.options[] # options
---@field code? integer # how it went
---@field text? string # the same for people
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iana.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iana.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.iana.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iana.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iana.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iana.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.iana.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iana.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iata.options "iaaddr"|"status"|"iaprefix"

---@class pycap.item.dhcp6.options.iata.options
---@field kind? integer|pycap.kind.dhcp6.options.iata.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iata.options # of a known kind
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field options? pycap.item.dhcp6.options.iata.options.iaaddr.options[]|pycap.item.dhcp6.options.iata.options.iaprefix.options[] # options
---@field code? integer # how it went
---@field text? string # the same for people
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iata.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iata.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.iata.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iata.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iata.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iata.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.iata.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iata.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.request.codes
---@field code? integer # kind of an option
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp6.options.relaymessage.options "clientid"|"serverid"|"iana"|"iata"|"iaaddr"|"request"|"preference"|"elapsed"|"relaymessage"|"authentication"|"unicast"|"status"|"rapidcommit"|"userclass"|"vendorclass"|"vendor"|"interfaceid"|"reconfigure"|"reconfigureaccept"|"sipdomains"|"sipservers"|"dnsservers"|"domainsearch"|"iapd"|"iaprefix"|"nisservers"|"nisplusservers"|"nisdomains"|"nisplusdomains"|"sntpservers"|"refreshtime"|"remoteid"|"subscriberid"|"fqdn"|"timezone"|"timezonename"|"lasttransaction"|"relayid"|"timeservers"|"bootfile"|"bootparameters"|"architecture"|"interface"|"aftr"|"linkaddress"|"solicittime"|"informationtime"|"portal"

---@class pycap.item.dhcp6.options.relaymessage.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options # of a known kind
---@field type? integer # what it is made of
---@field hardwareformat? integer # hardware address space
---@field time? integer # seconds since 2000 when it was made
---@field hardware? string # a hardware address
---@field enterprise? integer # number of the vendor
---@field id? string # what another type has
---@field iaid? integer # number of the association at the client
---@field renew? integer # seconds until the client renews it (T1)
---@field rebind? integer # seconds until it asks any server to (T2)
---@field options? pycap.item.dhcp6.options.relaymessage.options.iana.options[]|pycap.item.dhcp6.options.relaymessage.options.iata.options[]|pycap.item.dhcp6.options.relaymessage.options.iaaddr.options[]|pycap.item.dhcp6.options.relaymessage.options.vendor.options[]|pycap.item.dhcp6.options.relaymessage.options.iapd.options[]|pycap.item.dhcp6.options.relaymessage.options.iaprefix.options[] # options
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field codes? pycap.item.dhcp6.options.relaymessage.options.request.codes[] # what the client asks for
---@field preference? integer # the highest server is taken
---@field hundredths? integer # hundredths of a second since the client began
---@field protocol? integer # how it is authenticated
---@field algorithm? integer # the algorithm in use
---@field method? integer # how replays are detected
---@field replay? string # what is against replays
---@field information? string # what the protocol has more
---@field code? integer # how it went
---@field text? string # the same for people
---@field classes? pycap.item.dhcp6.options.relaymessage.options.userclass.classes[]|pycap.item.dhcp6.options.relaymessage.options.vendorclass.classes[] # the classes
---@field domains? pycap.item.dhcp6.options.relaymessage.options.sipdomains.domains[]|pycap.item.dhcp6.options.relaymessage.options.domainsearch.domains[]|pycap.item.dhcp6.options.relaymessage.options.nisdomains.domains[]|pycap.item.dhcp6.options.relaymessage.options.nisplusdomains.domains[] # the names, the best one first
---@field addresses? pycap.item.dhcp6.options.relaymessage.options.sipservers.addresses[]|pycap.item.dhcp6.options.relaymessage.options.dnsservers.addresses[]|pycap.item.dhcp6.options.relaymessage.options.nisservers.addresses[]|pycap.item.dhcp6.options.relaymessage.options.nisplusservers.addresses[]|pycap.item.dhcp6.options.relaymessage.options.sntpservers.addresses[] # the addresses, the best one first
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field seconds? integer # seconds
---@field flags? integer # 1: the server updates AAAA, 2: it overrode that, 4: it updates nothing
---@field labels? pycap.item.dhcp6.options.relaymessage.options.fqdn.labels[] # the name, or the beginning of one
---@field servers? pycap.item.dhcp6.options.relaymessage.options.timeservers.servers[] # servers
---@field parameters? pycap.item.dhcp6.options.relaymessage.options.bootparameters.parameters[] # the parameters
---@field types? pycap.item.dhcp6.options.relaymessage.options.architecture.types[] # the architectures
---@field major? integer # version
---@field minor? integer # the same
---@field domain? string # the name
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iana.options "iaaddr"|"status"|"iaprefix"

---@class pycap.item.dhcp6.options.relaymessage.options.iana.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iana.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iana.options # of a known kind
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field options? pycap.item.dhcp6.options.relaymessage.options.iana.options.iaaddr.options[]|pycap.item.dhcp6.options.relaymessage.options.iana.options.iaprefix.options[] # options
---@field code? integer # how it went
---@field text? string # the same for people
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iana.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iana.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iana.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iana.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iana.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iana.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iana.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iana.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iata.options "iaaddr"|"status"|"iaprefix"

---@class pycap.item.dhcp6.options.relaymessage.options.iata.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iata.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iata.options # of a known kind
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field options? pycap.item.dhcp6.options.relaymessage.options.iata.options.iaaddr.options[]|pycap.item.dhcp6.options.relaymessage.options.iata.options.iaprefix.options[] # options
---@field code? integer # how it went
---@field text? string # the same for people
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iata.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iata.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iata.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iata.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iata.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iata.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iata.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iata.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.relaymessage.options.request.codes
---@field code? integer # kind of an option
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.userclass.classes
---@field size? integer # bytes of the content
---@field content? string # the content
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.vendorclass.classes
---@field size? integer # bytes of the content
---@field content? string # the content
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp6.options.relaymessage.options.vendor.options string

---@class pycap.item.dhcp6.options.relaymessage.options.vendor.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.vendor.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.vendor.options # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.relaymessage.options.sipdomains.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.sipservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.dnsservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.domainsearch.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp6.options.relaymessage.options.iapd.options "iaaddr"|"status"|"iaprefix"

---@class pycap.item.dhcp6.options.relaymessage.options.iapd.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iapd.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iapd.options # of a known kind
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field options? pycap.item.dhcp6.options.relaymessage.options.iapd.options.iaaddr.options[]|pycap.item.dhcp6.options.relaymessage.options.iapd.options.iaprefix.options[] # options
---@field code? integer # how it went
---@field text? string # the same for people
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iapd.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iapd.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iapd.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iapd.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iapd.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iapd.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iapd.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iapd.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.relaymessage.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.relaymessage.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.relaymessage.options.nisservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.nisplusservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.nisdomains.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.nisplusdomains.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.sntpservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.fqdn.labels
---@field size? integer # bytes of the text, 0: the root, which ends a whole name
---@field text? string # a part of the name
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp6.options.relaymessage.options.timeservers.servers "server"|"group"|"name"

---@class pycap.item.dhcp6.options.relaymessage.options.timeservers.servers
---@field kind? integer|pycap.kind.dhcp6.options.relaymessage.options.timeservers.servers # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.relaymessage.options.timeservers.servers # of a known kind
---@field address? string # the address
---@field domain? string # the name
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.relaymessage.options.bootparameters.parameters
---@field size? integer # bytes of the content
---@field content? string # the content
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.relaymessage.options.architecture.types
---@field type? integer # 0: PC BIOS, 7: EFI x64, ...
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.userclass.classes
---@field size? integer # bytes of the content
---@field content? string # the content
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.vendorclass.classes
---@field size? integer # bytes of the content
---@field content? string # the content
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp6.options.vendor.options string

---@class pycap.item.dhcp6.options.vendor.options
---@field kind? integer|pycap.kind.dhcp6.options.vendor.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.vendor.options # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.sipdomains.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.sipservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.dnsservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.domainsearch.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp6.options.iapd.options "iaaddr"|"status"|"iaprefix"

---@class pycap.item.dhcp6.options.iapd.options
---@field kind? integer|pycap.kind.dhcp6.options.iapd.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iapd.options # of a known kind
---@field address? string # the address
---@field preferred? integer # seconds that it is preferred
---@field valid? integer # seconds that it is valid
---@field options? pycap.item.dhcp6.options.iapd.options.iaaddr.options[]|pycap.item.dhcp6.options.iapd.options.iaprefix.options[] # options
---@field code? integer # how it went
---@field text? string # the same for people
---@field prefixlength? integer # bits of the prefix that count
---@field prefix? string # the prefix
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iapd.options.iaaddr.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iapd.options.iaaddr.options
---@field kind? integer|pycap.kind.dhcp6.options.iapd.options.iaaddr.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iapd.options.iaaddr.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iapd.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iapd.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.iapd.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iapd.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.dhcp6.options.iaprefix.options "status"|"exclude"

---@class pycap.item.dhcp6.options.iaprefix.options
---@field kind? integer|pycap.kind.dhcp6.options.iaprefix.options # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.iaprefix.options # of a known kind
---@field code? integer # how it went
---@field text? string # the same for people
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.nisservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.nisplusservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.nisdomains.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.nisplusdomains.domains
---@field domain? string # the name
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.sntpservers.addresses
---@field address? string # the address
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.fqdn.labels
---@field size? integer # bytes of the text, 0: the root, which ends a whole name
---@field text? string # a part of the name
---@field data? string # bytes at the end that make none

---@alias pycap.kind.dhcp6.options.timeservers.servers "server"|"group"|"name"

---@class pycap.item.dhcp6.options.timeservers.servers
---@field kind? integer|pycap.kind.dhcp6.options.timeservers.servers # kind of the option
---@field length? integer # bytes of its data
---@field name? pycap.kind.dhcp6.options.timeservers.servers # of a known kind
---@field address? string # the address
---@field domain? string # the name
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.dhcp6.options.bootparameters.parameters
---@field size? integer # bytes of the content
---@field content? string # the content
---@field data? string # bytes at the end that make none

---@class pycap.item.dhcp6.options.architecture.types
---@field type? integer # 0: PC BIOS, 7: EFI x64, ...
---@field data? string # bytes at the end that make none

---@class pycap.header.dhcp6: pycap.header
---@field type integer|"solicit"|"advertise"|"request"|"confirm"|"renew"|"rebind"|"reply"|"release"|"decline"|"reconfigure"|"information-request"|"relay-forward"|"relay-reply"|"lease-query"|"lease-query-reply"|"lease-query-done"|"lease-query-data"|"reconfigure-request"|"reconfigure-reply"|"query"|"response" # what the message is
---@field transaction? integer # which messages belong together
---@field hops? integer # relays before this one
---@field linkaddress? string # address on the client's link
---@field peeraddress? string # the client, or the relay before
---@field options pycap.item.dhcp6.options[] # options

---@class pycap.fields.dhcp6
---@field type? integer|"solicit"|"advertise"|"request"|"confirm"|"renew"|"rebind"|"reply"|"release"|"decline"|"reconfigure"|"information-request"|"relay-forward"|"relay-reply"|"lease-query"|"lease-query-reply"|"lease-query-done"|"lease-query-data"|"reconfigure-request"|"reconfigure-reply"|"query"|"response"
---@field transaction? integer
---@field hops? integer
---@field linkaddress? string|pycap.Raw
---@field peeraddress? string|pycap.Raw
---@field options? pycap.item.dhcp6.options[]|string

---@class pycap.constants.dhcp6

---Dynamic Host Configuration Protocol for IPv6 (RFC 8415, RFC 3646, RFC 4704)
---@param fields? pycap.fields.dhcp6|pycap.header.dhcp6
---@return pycap.header.dhcp6
function pycap.dhcp6(fields) end

---@class pycap.header.ah: pycap.header
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # next header
---@field headerlength integer # bytes in the header
---@field reserved integer # zero
---@field index integer # security parameters index (SPI)
---@field sequence integer # sequence number
---@field check string # integrity check value (ICV)

---@class pycap.fields.ah
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field headerlength? integer
---@field reserved? integer
---@field index? integer
---@field sequence? integer
---@field check? string

---@class pycap.constants.ah
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---Authentication Header (RFC 4302)
---@param fields? pycap.fields.ah|pycap.header.ah
---@return pycap.header.ah
function pycap.ah(fields) end

---@class pycap.header.mobility: pycap.header
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # next header, 59 (none) by the standard
---@field headerlength integer # bytes in the header
---@field type integer|"refresh-request"|"home-test-init"|"care-of-test-init"|"home-test"|"care-of-test"|"update"|"acknowledge"|"error"|"fast-update"|"fast-acknowledge"|"fast-advertisement" # mobility header type
---@field reserved integer # zero
---@field checksum integer # Internet checksum of pseudo header and header
---@field data integer # reserved, or the first two bytes of the message
---@field more string # the rest of the message and its options

---@class pycap.fields.mobility
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field headerlength? integer
---@field type? integer|"refresh-request"|"home-test-init"|"care-of-test-init"|"home-test"|"care-of-test"|"update"|"acknowledge"|"error"|"fast-update"|"fast-acknowledge"|"fast-advertisement"
---@field reserved? integer
---@field checksum? integer
---@field data? integer
---@field more? string

---@class pycap.constants.mobility
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---IPv6 Mobility header (RFC 6275)
---@param fields? pycap.fields.mobility|pycap.header.mobility
---@return pycap.header.mobility
function pycap.mobility(fields) end

---@class pycap.header.gre: pycap.header
---@field flags integer|string # flags of the fields present; the last three bits are the version
---@field protocol integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload
---@field checksum? integer # Internet checksum of header and payload
---@field offset? integer # offset of the active source route entry
---@field key? integer # key of the flow (RFC 2890)
---@field length? integer # version 1: payload length, in bytes (RFC 2637)
---@field call? integer # version 1: call ID
---@field sequence? integer # sequence number
---@field acknowledge? integer # version 1: acknowledgment number
---@field routing? string # entries of a source route: family, offset, length, address

---@class pycap.fields.gre
---@field flags? integer|string
---@field protocol? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"
---@field checksum? integer
---@field offset? integer
---@field key? integer
---@field length? integer
---@field call? integer
---@field sequence? integer
---@field acknowledge? integer
---@field routing? string

---@class pycap.constants.gre
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Generic Routing Encapsulation (RFC 2784, RFC 2890, RFC 2637, RFC 1701)
---@param fields? pycap.fields.gre|pycap.header.gre
---@return pycap.header.gre
function pycap.gre(fields) end

---@class pycap.header.vxlan: pycap.header
---@field flags integer # flags, 0x08 (I): the VNI is valid
---@field reserved integer # zero
---@field id integer # VXLAN network identifier (VNI)
---@field reserved2 integer # zero

---@class pycap.fields.vxlan
---@field flags? integer
---@field reserved? integer
---@field id? integer
---@field reserved2? integer

---@class pycap.constants.vxlan

---Virtual eXtensible Local Area Network (RFC 7348)
---@param fields? pycap.fields.vxlan|pycap.header.vxlan
---@return pycap.header.vxlan
function pycap.vxlan(fields) end

---@alias pycap.kind.geneve.options string

---@class pycap.item.geneve.options
---@field class? integer # option class, the organisation that defines the kind
---@field kind? integer|pycap.kind.geneve.options # option type, the high bit: critical
---@field reserved? integer # zero
---@field length? integer # bytes in the data
---@field name? pycap.kind.geneve.options # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.geneve: pycap.header
---@field version integer # version of the protocol
---@field headerlength integer # bytes in the header
---@field control integer # control packet (O)
---@field critical integer # critical options present (C)
---@field reserved integer # zero
---@field protocol integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload
---@field id integer # virtual network identifier (VNI)
---@field reserved2 integer # zero
---@field options pycap.item.geneve.options[] # options

---@class pycap.fields.geneve
---@field version? integer
---@field headerlength? integer
---@field control? integer
---@field critical? integer
---@field reserved? integer
---@field protocol? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"
---@field id? integer
---@field reserved2? integer
---@field options? pycap.item.geneve.options[]|string

---@class pycap.constants.geneve
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Generic Network Virtualization Encapsulation (RFC 8926)
---@param fields? pycap.fields.geneve|pycap.header.geneve
---@return pycap.header.geneve
function pycap.geneve(fields) end

---@class pycap.header.vxlangpe: pycap.header
---@field flags integer|string # flags; two bits of them are the version
---@field reserved integer # zero
---@field protocol integer|"ip"|"ip6"|"ethernet"|"nsh"|"mpls" # protocol of the payload
---@field id integer # VXLAN network identifier (VNI)
---@field reserved2 integer # zero

---@class pycap.fields.vxlangpe
---@field flags? integer|string
---@field reserved? integer
---@field protocol? integer|"ip"|"ip6"|"ethernet"|"nsh"|"mpls"
---@field id? integer
---@field reserved2? integer

---@class pycap.constants.vxlangpe

---VXLAN with the Generic Protocol Extension (RFC 7348, draft-ietf-nvo3-vxlan-gpe)
---@param fields? pycap.fields.vxlangpe|pycap.header.vxlangpe
---@return pycap.header.vxlangpe
function pycap.vxlangpe(fields) end

---@class pycap.header.nsh: pycap.header
---@field version integer # version of the header
---@field oam integer # 1: an OAM packet (O)
---@field reserved integer # zero
---@field timetolive integer # time to live, in service hops
---@field headerlength integer # bytes in the header
---@field reserved2 integer # zero
---@field metadatatype integer # metadata (MD) type, 1: 16 bytes, 2: options
---@field protocol integer|"ip"|"ip6"|"ethernet"|"nsh"|"mpls" # protocol of the payload
---@field path integer # service path identifier (SPI)
---@field index integer # service index (SI)
---@field context string # context headers

---@class pycap.fields.nsh
---@field version? integer
---@field oam? integer
---@field reserved? integer
---@field timetolive? integer
---@field headerlength? integer
---@field reserved2? integer
---@field metadatatype? integer
---@field protocol? integer|"ip"|"ip6"|"ethernet"|"nsh"|"mpls"
---@field path? integer
---@field index? integer
---@field context? string

---@class pycap.constants.nsh

---Network Service Header (RFC 8300)
---@param fields? pycap.fields.nsh|pycap.header.nsh
---@return pycap.header.nsh
function pycap.nsh(fields) end

---@class pycap.header.teredo: pycap.header
---@field indicator integer|"origin"|"authentication" # what stands here
---@field port? integer # port of the origin, each bit inverted
---@field address? string # address of the origin, each bit inverted
---@field idlength? integer # bytes in the client identifier
---@field valuelength? integer # bytes in the authentication value
---@field id? string # client identifier
---@field value? string # authentication value
---@field nonce? string # nonce
---@field confirmation? integer # 0: the key is right

---@class pycap.fields.teredo
---@field indicator? integer|"origin"|"authentication"
---@field port? integer
---@field address? string
---@field idlength? integer
---@field valuelength? integer
---@field id? string
---@field value? string
---@field nonce? string
---@field confirmation? integer

---@class pycap.constants.teredo

---Teredo: IPv6 through NAT, its indicators (RFC 4380)
---@param fields? pycap.fields.teredo|pycap.header.teredo
---@return pycap.header.teredo
function pycap.teredo(fields) end

---@class pycap.header.gtp: pycap.header
---@field version integer # version of the protocol
---@field prime integer # 1: GTP, 0: GTP prime, for charging (PT)
---@field reserved integer # zero
---@field flags integer|string # fields that are present (E, S, PN)
---@field type integer|"echo-request"|"echo-response"|"create-context-request"|"create-context-response"|"update-context-request"|"update-context-response"|"delete-context-request"|"delete-context-response"|"error-indication"|"extension-headers"|"end-marker"|"packet" # message type
---@field length integer # bytes behind the first eight
---@field tunnel integer # tunnel endpoint identifier (TEID)
---@field sequence? integer # sequence number
---@field number? integer # N-PDU number
---@field nextextension? integer # type of the first extension header, 0: none
---@field extensions? string # extension headers: length in units of 4 bytes, content, next type

---@class pycap.fields.gtp
---@field version? integer
---@field prime? integer
---@field reserved? integer
---@field flags? integer|string
---@field type? integer|"echo-request"|"echo-response"|"create-context-request"|"create-context-response"|"update-context-request"|"update-context-response"|"delete-context-request"|"delete-context-response"|"error-indication"|"extension-headers"|"end-marker"|"packet"
---@field length? integer
---@field tunnel? integer
---@field sequence? integer
---@field number? integer
---@field nextextension? integer
---@field extensions? string

---@class pycap.constants.gtp

---GPRS Tunnelling Protocol (3GPP TS 29.281, TS 29.060)
---@param fields? pycap.fields.gtp|pycap.header.gtp
---@return pycap.header.gtp
function pycap.gtp(fields) end

---@class pycap.header.erspan: pycap.header
---@field version integer # 1: type II, in GRE with a sequence number; 2: type III
---@field vlan integer # VLAN of the mirrored frame
---@field priority integer # class of service (CoS) of the mirrored frame
---@field encapsulation integer # type II: kind of trunk; type III: condition (BSO)
---@field truncated integer # 1: the copy is shorter than the frame (T)
---@field session integer # session identifier
---@field reserved? integer # zero
---@field index? integer # port and direction
---@field timestamp? integer # time stamp, in units of granularity
---@field group? integer # security group tag (SGT)
---@field protocoldata? integer # 1: an Ethernet frame (P)
---@field frametype? integer # 0: an Ethernet frame, 2: an IP packet
---@field hardware? integer # identifier of the engine
---@field direction? integer # 0: received, 1: sent (D)
---@field granularity? integer # unit of time, 0: 100 us, 1: 100 ns, 2: IEEE 1588
---@field optional? integer # 1: a platform's own part follows (O)
---@field platform? string # what a platform adds

---@class pycap.fields.erspan
---@field version? integer
---@field vlan? integer
---@field priority? integer
---@field encapsulation? integer
---@field truncated? integer
---@field session? integer
---@field reserved? integer
---@field index? integer
---@field timestamp? integer
---@field group? integer
---@field protocoldata? integer
---@field frametype? integer
---@field hardware? integer
---@field direction? integer
---@field granularity? integer
---@field optional? integer
---@field platform? string

---@class pycap.constants.erspan

---Encapsulated Remote Switched Port Analyzer (RFC 2784, draft-foschiano-erspan)
---@param fields? pycap.fields.erspan|pycap.header.erspan
---@return pycap.header.erspan
function pycap.erspan(fields) end

---@alias pycap.kind.l2tp.pairs "message"|"result"|"version"|"framing"|"bearer"|"firmware"|"host"|"vendorname"|"tunnel"|"window"|"session"|"serial"|"called"|"calling"

---@class pycap.item.l2tp.pairs
---@field mandatory? integer # 1: who does not know it ends the session (M)
---@field hidden? integer # 1: the value is hidden (H)
---@field reserved? integer # zero
---@field length? integer # bytes in the pair, its head included
---@field vendor? integer # vendor's enterprise number, 0: IETF
---@field kind? integer|pycap.kind.l2tp.pairs # type of the attribute
---@field name? pycap.kind.l2tp.pairs # of a known kind
---@field type? integer # 1: SCCRQ, 2: SCCRP, 3: SCCCN, 4: StopCCN, 6: HELLO, 7: OCRQ, 10: ICRQ, 11: ICRP, 12: ICCN, 14: CDN, 15: WEN, 16: SLI
---@field text? string # text
---@field id? integer # identifier
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.l2tp: pycap.header
---@field flags integer|string # flags of the fields present; the last four bits are the version
---@field length? integer # bytes in the message
---@field tunnel integer # tunnel identifier
---@field session integer # session identifier
---@field sequence? integer # sequence number (Ns)
---@field expected? integer # sequence number that is expected next (Nr)
---@field offset? integer # bytes before the payload
---@field pad? string # bytes before the payload
---@field pairs? pycap.item.l2tp.pairs[] # attribute value pairs (AVPs)

---@class pycap.fields.l2tp
---@field flags? integer|string
---@field length? integer
---@field tunnel? integer
---@field session? integer
---@field sequence? integer
---@field expected? integer
---@field offset? integer
---@field pad? string
---@field pairs? pycap.item.l2tp.pairs[]|string

---@class pycap.constants.l2tp

---Layer Two Tunneling Protocol (RFC 2661)
---@param fields? pycap.fields.l2tp|pycap.header.l2tp
---@return pycap.header.l2tp
function pycap.l2tp(fields) end

---@class pycap.header.etherip: pycap.header
---@field version integer # version of the protocol
---@field reserved integer # zero

---@class pycap.fields.etherip
---@field version? integer
---@field reserved? integer

---@class pycap.constants.etherip

---Ethernet in IP datagrams (RFC 3378)
---@param fields? pycap.fields.etherip|pycap.header.etherip
---@return pycap.header.etherip
function pycap.etherip(fields) end

---@alias pycap.kind.tzsp.tags "padding"|"end"|"signal"|"channel"|"length"|"sensor"

---@class pycap.item.tzsp.tags
---@field kind? integer|pycap.kind.tzsp.tags # tag
---@field length? integer # bytes in the data
---@field name? pycap.kind.tzsp.tags # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.tzsp: pycap.header
---@field version integer # version of the protocol
---@field type integer|"received"|"transmit"|"configuration"|"keepalive"|"opener" # what the message is
---@field encapsulation integer|"ethernet"|"wlan"|"prism" # kind of the frame
---@field tags pycap.item.tzsp.tags[] # tags

---@class pycap.fields.tzsp
---@field version? integer
---@field type? integer|"received"|"transmit"|"configuration"|"keepalive"|"opener"
---@field encapsulation? integer|"ethernet"|"wlan"|"prism"
---@field tags? pycap.item.tzsp.tags[]|string

---@class pycap.constants.tzsp

---TaZmen Sniffer Protocol (UDP 37008)
---@param fields? pycap.fields.tzsp|pycap.header.tzsp
---@return pycap.header.tzsp
function pycap.tzsp(fields) end

---@class pycap.header.esp: pycap.header
---@field index integer # security parameters index (SPI)
---@field sequence integer # sequence number

---@class pycap.fields.esp
---@field index? integer
---@field sequence? integer

---@class pycap.constants.esp

---Encapsulating Security Payload (RFC 4303)
---@param fields? pycap.fields.esp|pycap.header.esp
---@return pycap.header.esp
function pycap.esp(fields) end

---@class pycap.header.ipcomp: pycap.header
---@field nextheader integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility" # protocol of what is compressed
---@field flags integer # zero
---@field index integer # compression parameter index (CPI), 2: DEFLATE

---@class pycap.fields.ipcomp
---@field nextheader? integer|"hopbyhop"|"icmp"|"igmp"|"ip"|"tcp"|"udp"|"ip6"|"routing"|"fragment"|"gre"|"esp"|"ah"|"icmp6"|"none"|"destinationoptions"|"eigrp"|"ospf"|"pim"|"vrrp"|"sctp"|"mobility"
---@field flags? integer
---@field index? integer

---@class pycap.constants.ipcomp
---@field IPPROTO_AH integer # 51
---@field IPPROTO_DSTOPTS integer # 60
---@field IPPROTO_ESP integer # 50
---@field IPPROTO_FRAGMENT integer # 44
---@field IPPROTO_GRE integer # 47
---@field IPPROTO_HOPOPTS integer # 0
---@field IPPROTO_ICMP integer # 1
---@field IPPROTO_ICMPV6 integer # 58
---@field IPPROTO_IGMP integer # 2
---@field IPPROTO_IPIP integer # 4
---@field IPPROTO_IPV6 integer # 41
---@field IPPROTO_MH integer # 135
---@field IPPROTO_NONE integer # 59
---@field IPPROTO_PIM integer # 103
---@field IPPROTO_ROUTING integer # 43
---@field IPPROTO_SCTP integer # 132
---@field IPPROTO_TCP integer # 6
---@field IPPROTO_UDP integer # 17

---IP Payload Compression Protocol (RFC 3173)
---@param fields? pycap.fields.ipcomp|pycap.header.ipcomp
---@return pycap.header.ipcomp
function pycap.ipcomp(fields) end

---@class pycap.item.ospf.neighbors
---@field router? string # identifier of the router
---@field data? string # bytes at the end that make none

---@class pycap.item.ospf.headers
---@field age? integer # age, in s
---@field options? integer # options of the router
---@field type? integer # type of the advertisement
---@field id? string # link state identifier
---@field router? string # advertising router
---@field sequence? integer # sequence number
---@field checksum? integer # Fletcher checksum
---@field length? integer # bytes in the advertisement, its header included
---@field data? string # bytes at the end that make none

---@class pycap.item.ospf.requests
---@field type? integer # type of the advertisement
---@field id? string # link state identifier
---@field router? string # advertising router
---@field data? string # bytes at the end that make none

---@alias pycap.kind.ospf.updates "router"|"network"|"summary"|"border"|"external"|"nssa"

---@class pycap.item.ospf.updates
---@field age? integer # age, in s
---@field options? integer # options of the router
---@field kind? integer|pycap.kind.ospf.updates # type of the advertisement
---@field id? string # link state identifier
---@field router? string # advertising router
---@field sequence? integer # sequence number
---@field checksum? integer # Fletcher checksum
---@field length? integer # bytes in the advertisement, its header included
---@field name? pycap.kind.ospf.updates # of a known kind
---@field flags? integer # 0x0100: border of areas, 0x0200: of the system
---@field count? integer # number of links
---@field links? pycap.item.ospf.updates.links[] # router-LSA
---@field mask? string # mask of the network
---@field routers? pycap.item.ospf.updates.routers[] # network-LSA
---@field metric? integer # cost
---@field second? integer # 1: the metric is of type 2
---@field forwarding? string # where to forward to
---@field tag? integer # tag of the route
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.ospf.updates.links
---@field id string # what the link leads to
---@field data string # address of the interface, or mask
---@field type integer # 1: a router, 2: a network, 3: a stub, 4: virtual
---@field metrics integer # number of other metrics
---@field metric integer # cost

---@class pycap.item.ospf.updates.routers
---@field router string # router on it

---@class pycap.item.ospf.acknowledged
---@field age? integer # age, in s
---@field options? integer # options of the router
---@field type? integer # type of the advertisement
---@field id? string # link state identifier
---@field router? string # advertising router
---@field sequence? integer # sequence number
---@field checksum? integer # Fletcher checksum
---@field length? integer # bytes in the advertisement, its header included
---@field data? string # bytes at the end that make none

---@class pycap.header.ospf: pycap.header
---@field version integer # version of the protocol
---@field type integer|"hello"|"description"|"request"|"update"|"acknowledgment" # what the message is
---@field length integer # bytes in the message
---@field router string # identifier of the sender
---@field area string # identifier of the area
---@field checksum integer # Internet checksum without the authentication
---@field authenticationtype integer # 0: none, 1: password, 2: cryptographic
---@field authentication string # password; key, length and sequence number
---@field mask? string # mask of the network
---@field interval? integer # time between messages, in s
---@field options? integer # options of the router
---@field priority? integer # priority of the router
---@field deadinterval? integer # time until a router is gone, in s
---@field designated? string # designated router
---@field backup? string # backup designated router
---@field neighbors? pycap.item.ospf.neighbors[] # routers that the sender hears
---@field mtu? integer # MTU of the interface, in bytes
---@field databaseoptions? integer # options of the router
---@field databaseflags? integer # 4: first, 2: more follow, 1: master
---@field sequence? integer # sequence number of the description
---@field headers? pycap.item.ospf.headers[] # headers of advertisements that the sender has
---@field requests? pycap.item.ospf.requests[] # advertisements that are asked for
---@field count? integer # number of advertisements
---@field updates? pycap.item.ospf.updates[] # advertisements
---@field acknowledged? pycap.item.ospf.acknowledged[] # headers of advertisements that were received
---@field trailing? string # what follows the updates
---@field rest? string # what follows

---@class pycap.fields.ospf
---@field version? integer
---@field type? integer|"hello"|"description"|"request"|"update"|"acknowledgment"
---@field length? integer
---@field router? string|pycap.Raw
---@field area? string|pycap.Raw
---@field checksum? integer
---@field authenticationtype? integer
---@field authentication? string
---@field mask? string|pycap.Raw
---@field interval? integer
---@field options? integer
---@field priority? integer
---@field deadinterval? integer
---@field designated? string|pycap.Raw
---@field backup? string|pycap.Raw
---@field neighbors? pycap.item.ospf.neighbors[]|string
---@field mtu? integer
---@field databaseoptions? integer
---@field databaseflags? integer
---@field sequence? integer
---@field headers? pycap.item.ospf.headers[]|string
---@field requests? pycap.item.ospf.requests[]|string
---@field count? integer
---@field updates? pycap.item.ospf.updates[]|string
---@field acknowledged? pycap.item.ospf.acknowledged[]|string
---@field trailing? string
---@field rest? string

---@class pycap.constants.ospf

---Open Shortest Path First (RFC 2328)
---@param fields? pycap.fields.ospf|pycap.header.ospf
---@return pycap.header.ospf
function pycap.ospf(fields) end

---@class pycap.item.ospf3.neighbors
---@field router? string # identifier of the router
---@field data? string # bytes at the end that make none

---@class pycap.item.ospf3.headers
---@field age? integer # age, in s
---@field type? integer # type of the advertisement, with its scope
---@field id? string # link state identifier
---@field router? string # advertising router
---@field sequence? integer # sequence number
---@field checksum? integer # Fletcher checksum
---@field length? integer # bytes in the advertisement, its header included
---@field data? string # bytes at the end that make none

---@class pycap.item.ospf3.requests
---@field reserved? integer # zero
---@field type? integer # type of the advertisement
---@field id? string # link state identifier
---@field router? string # advertising router
---@field data? string # bytes at the end that make none

---@alias pycap.kind.ospf3.updates "router"|"network"|"interprefix"|"interrouter"|"external"|"nssa"|"link"|"intraprefix"

---@class pycap.item.ospf3.updates
---@field age? integer # age, in s
---@field kind? integer|pycap.kind.ospf3.updates # type of the advertisement, with its scope
---@field id? string # link state identifier
---@field router? string # advertising router
---@field sequence? integer # sequence number
---@field checksum? integer # Fletcher checksum
---@field length? integer # bytes in the advertisement, its header included
---@field name? pycap.kind.ospf3.updates # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.ospf3.acknowledged
---@field age? integer # age, in s
---@field type? integer # type of the advertisement, with its scope
---@field id? string # link state identifier
---@field router? string # advertising router
---@field sequence? integer # sequence number
---@field checksum? integer # Fletcher checksum
---@field length? integer # bytes in the advertisement, its header included
---@field data? string # bytes at the end that make none

---@class pycap.header.ospf3: pycap.header
---@field version integer # version of the protocol
---@field type integer|"hello"|"description"|"request"|"update"|"acknowledgment" # what the message is
---@field length integer # bytes in the message
---@field router string # identifier of the sender
---@field area string # identifier of the area
---@field checksum integer # Internet checksum with the pseudo header
---@field instance integer # instance on the link
---@field reserved integer # zero
---@field interface? integer # identifier of the interface
---@field priority? integer # priority of the router
---@field options? integer # options of the router
---@field interval? integer # time between messages, in s
---@field deadinterval? integer # time until a router is gone, in s
---@field designated? string # designated router
---@field backup? string # backup designated router
---@field neighbors? pycap.item.ospf3.neighbors[] # routers that the sender hears
---@field reserved2? integer # zero
---@field databaseoptions? integer # options of the router
---@field mtu? integer # MTU of the interface, in bytes
---@field reserved3? integer # zero
---@field databaseflags? integer # 4: first, 2: more follow, 1: master
---@field sequence? integer # sequence number of the description
---@field headers? pycap.item.ospf3.headers[] # headers of advertisements that the sender has
---@field requests? pycap.item.ospf3.requests[] # advertisements that are asked for
---@field count? integer # number of advertisements
---@field updates? pycap.item.ospf3.updates[] # advertisements
---@field acknowledged? pycap.item.ospf3.acknowledged[] # headers of advertisements that were received
---@field trailing? string # what follows the updates
---@field rest? string # what follows

---@class pycap.fields.ospf3
---@field version? integer
---@field type? integer|"hello"|"description"|"request"|"update"|"acknowledgment"
---@field length? integer
---@field router? string|pycap.Raw
---@field area? string|pycap.Raw
---@field checksum? integer
---@field instance? integer
---@field reserved? integer
---@field interface? integer
---@field priority? integer
---@field options? integer
---@field interval? integer
---@field deadinterval? integer
---@field designated? string|pycap.Raw
---@field backup? string|pycap.Raw
---@field neighbors? pycap.item.ospf3.neighbors[]|string
---@field reserved2? integer
---@field databaseoptions? integer
---@field mtu? integer
---@field reserved3? integer
---@field databaseflags? integer
---@field sequence? integer
---@field headers? pycap.item.ospf3.headers[]|string
---@field requests? pycap.item.ospf3.requests[]|string
---@field count? integer
---@field updates? pycap.item.ospf3.updates[]|string
---@field acknowledged? pycap.item.ospf3.acknowledged[]|string
---@field trailing? string
---@field rest? string

---@class pycap.constants.ospf3

---Open Shortest Path First, version 3 (RFC 5340)
---@param fields? pycap.fields.ospf3|pycap.header.ospf3
---@return pycap.header.ospf3
function pycap.ospf3(fields) end

---@alias pycap.kind.pim.options "holdtime"|"prunedelay"|"priority"|"generation"|"addresses"

---@class pycap.item.pim.options
---@field kind? integer|pycap.kind.pim.options # option type
---@field length? integer # bytes in the data
---@field name? pycap.kind.pim.options # of a known kind
---@field seconds? integer # how long the sender is a neighbor, 65535: for good
---@field tracking? integer # 1: joins need not be suppressed (T)
---@field delay? integer # propagation delay, in ms
---@field interval? integer # override interval, in ms
---@field priority? integer # the highest is the designated router
---@field id? integer # generation identifier
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.pim: pycap.header
---@field version integer # version of the protocol
---@field type integer|"hello"|"register"|"register-stop"|"join-prune"|"bootstrap"|"assert"|"graft"|"graft-ack"|"candidate"|"state-refresh" # what the message is
---@field reserved integer # zero
---@field checksum integer # Internet checksum, without the data of a register
---@field options? pycap.item.pim.options[] # options
---@field border? integer # 1: from a border router (B)
---@field nullregister? integer # 1: without a packet (N)
---@field reserved2? integer # zero
---@field body? string # the rest of other messages

---@class pycap.fields.pim
---@field version? integer
---@field type? integer|"hello"|"register"|"register-stop"|"join-prune"|"bootstrap"|"assert"|"graft"|"graft-ack"|"candidate"|"state-refresh"
---@field reserved? integer
---@field checksum? integer
---@field options? pycap.item.pim.options[]|string
---@field border? integer
---@field nullregister? integer
---@field reserved2? integer
---@field body? string

---@class pycap.constants.pim

---Protocol Independent Multicast (RFC 7761)
---@param fields? pycap.fields.pim|pycap.header.pim
---@return pycap.header.pim
function pycap.pim(fields) end

---@alias pycap.kind.eigrp.elements "parameters"|"authentication"|"sequence"|"versions"|"multicast"|"stub"|"internal"|"external"|"internal6"|"external6"

---@class pycap.item.eigrp.elements
---@field kind? integer|pycap.kind.eigrp.elements # what the element is
---@field length? integer # bytes in the element, kind and length included
---@field name? pycap.kind.eigrp.elements # of a known kind
---@field bandwidth? integer # weight K1
---@field load? integer # weight K2
---@field delay? integer # weight K3
---@field reliability? integer # weight K4
---@field reliability2? integer # weight K5
---@field extended? integer # weight K6
---@field holdtime? integer # how long the sender is a neighbor, in s
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.eigrp: pycap.header
---@field version integer # version of the protocol
---@field operation integer|"update"|"request"|"query"|"reply"|"hello"|"sia-query"|"sia-reply" # what the message is
---@field checksum integer # Internet checksum
---@field flags integer|string # flags
---@field sequence integer # sequence number, 0: none
---@field acknowledge integer # sequence number that is acknowledged, 0: none
---@field router integer # virtual router identifier
---@field system integer # autonomous system number
---@field elements pycap.item.eigrp.elements[] # elements (TLVs)

---@class pycap.fields.eigrp
---@field version? integer
---@field operation? integer|"update"|"request"|"query"|"reply"|"hello"|"sia-query"|"sia-reply"
---@field checksum? integer
---@field flags? integer|string
---@field sequence? integer
---@field acknowledge? integer
---@field router? integer
---@field system? integer
---@field elements? pycap.item.eigrp.elements[]|string

---@class pycap.constants.eigrp

---Enhanced Interior Gateway Routing Protocol (RFC 7868)
---@param fields? pycap.fields.eigrp|pycap.header.eigrp
---@return pycap.header.eigrp
function pycap.eigrp(fields) end

---@alias pycap.kind.rsvp.objects "session"|"hop"|"time"|"error"|"style"|"flow"|"filter"|"sender"|"traffic"|"advertisement"|"label"|"labelrequest"|"explicitroute"|"recordroute"|"hello"|"message"|"attribute"

---@class pycap.item.rsvp.objects
---@field length? integer # bytes in the object, its head included
---@field kind? integer|pycap.kind.rsvp.objects # class of the object
---@field form? integer # type of the object within its class (C-Type)
---@field name? pycap.kind.rsvp.objects # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.rsvp: pycap.header
---@field version integer # version of the protocol
---@field flags integer # flags, 1: refresh reduction
---@field type integer|"path"|"reservation"|"path-error"|"reservation-error"|"path-tear"|"reservation-tear"|"confirmation"|"bundle"|"ack"|"refresh"|"hello" # what the message is
---@field checksum integer # Internet checksum
---@field timetolive integer # time to live that the message was sent with
---@field reserved integer # zero
---@field length integer # bytes in the message
---@field objects pycap.item.rsvp.objects[] # objects

---@class pycap.fields.rsvp
---@field version? integer
---@field flags? integer
---@field type? integer|"path"|"reservation"|"path-error"|"reservation-error"|"path-tear"|"reservation-tear"|"confirmation"|"bundle"|"ack"|"refresh"|"hello"
---@field checksum? integer
---@field timetolive? integer
---@field reserved? integer
---@field length? integer
---@field objects? pycap.item.rsvp.objects[]|string

---@class pycap.constants.rsvp

---Resource Reservation Protocol (RFC 2205, RFC 3209)
---@param fields? pycap.fields.rsvp|pycap.header.rsvp
---@return pycap.header.rsvp
function pycap.rsvp(fields) end

---@alias pycap.kind.isis.elements "areas"|"reachability"|"neighbors"|"padding"|"entries"|"authentication"|"extended"|"internal"|"protocols"|"external"|"addresses"|"routes"|"hostname"|"addresses6"|"routes6"|"threeway"

---@class pycap.item.isis.elements
---@field kind? integer|pycap.kind.isis.elements # what the element is
---@field length? integer # bytes in the data
---@field name? pycap.kind.isis.elements # of a known kind
---@field neighbors? pycap.item.isis.elements.neighbors[] # neighbors on the LAN
---@field addresses? pycap.item.isis.elements.addresses[] # addresses of the sender
---@field text? string # text
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.isis.elements.neighbors
---@field address string # address

---@class pycap.item.isis.elements.addresses
---@field address string # address

---@class pycap.header.isis: pycap.header
---@field discriminator integer # 0x83: IS-IS
---@field headerlength integer # bytes up to the elements
---@field version integer # version of the protocol
---@field idlength integer # bytes in the identifier of a system, 0: six
---@field reserved integer # zero
---@field type integer|"lan-hello-1"|"lan-hello-2"|"hello"|"state-1"|"state-2"|"complete-sequence-1"|"complete-sequence-2"|"partial-sequence-1"|"partial-sequence-2" # what the message is
---@field version2 integer # version of the protocol
---@field reserved2 integer # zero
---@field areas integer # most areas of a system, 0: three
---@field circuit? integer # level of the circuit: 1, 2, or 3: both
---@field system? string # identifier of the sender
---@field holdtime? integer # how long the sender is a neighbor, in s
---@field length integer # bytes in the message, which a script sets
---@field priority? integer # priority of the sender
---@field lan? string # identifier of the LAN
---@field localcircuit? integer # identifier of the circuit
---@field lifetime? integer # how long the state holds, in s
---@field state? string # identifier of the state (LSP)
---@field sequence? integer # sequence number
---@field checksum? integer # Fletcher checksum
---@field flags? integer # flags: partition, attached, overload, type of system
---@field source? string # identifier of the sender and its circuit
---@field first? string # first state that is described
---@field last? string # last state that is described
---@field elements pycap.item.isis.elements[] # elements (TLVs)

---@class pycap.fields.isis
---@field discriminator? integer
---@field headerlength? integer
---@field version? integer
---@field idlength? integer
---@field reserved? integer
---@field type? integer|"lan-hello-1"|"lan-hello-2"|"hello"|"state-1"|"state-2"|"complete-sequence-1"|"complete-sequence-2"|"partial-sequence-1"|"partial-sequence-2"
---@field version2? integer
---@field reserved2? integer
---@field areas? integer
---@field circuit? integer
---@field system? string
---@field holdtime? integer
---@field length? integer
---@field priority? integer
---@field lan? string
---@field localcircuit? integer
---@field lifetime? integer
---@field state? string
---@field sequence? integer
---@field checksum? integer
---@field flags? integer
---@field source? string
---@field first? string
---@field last? string
---@field elements? pycap.item.isis.elements[]|string

---@class pycap.constants.isis

---Intermediate System to Intermediate System (ISO/IEC 10589, RFC 1195, RFC 5305)
---@param fields? pycap.fields.isis|pycap.header.isis
---@return pycap.header.isis
function pycap.isis(fields) end

---@class pycap.header.hsrp: pycap.header
---@field version integer # version of the protocol
---@field operation integer|"hello"|"coup"|"resign"|"advertise" # what the message is
---@field state integer|"initial"|"learn"|"listen"|"speak"|"standby"|"active" # state of the sender
---@field hellotime integer # time between messages, in s
---@field holdtime integer # how long a message holds, in s
---@field priority integer # the highest is the router
---@field group integer # standby group
---@field reserved integer # zero
---@field password string # authentication data
---@field virtual string # address of the virtual router

---@class pycap.fields.hsrp
---@field version? integer
---@field operation? integer|"hello"|"coup"|"resign"|"advertise"
---@field state? integer|"initial"|"learn"|"listen"|"speak"|"standby"|"active"
---@field hellotime? integer
---@field holdtime? integer
---@field priority? integer
---@field group? integer
---@field reserved? integer
---@field password? string
---@field virtual? string|pycap.Raw

---@class pycap.constants.hsrp

---Hot Standby Router Protocol (RFC 2281)
---@param fields? pycap.fields.hsrp|pycap.header.hsrp
---@return pycap.header.hsrp
function pycap.hsrp(fields) end

---@class pycap.header.llc: pycap.header
---@field dsap integer|"null"|"ip"|"stp"|"snap"|"ipx"|"netbios"|"osi"|"global" # destination service access point
---@field ssap integer|"null"|"ip"|"stp"|"snap"|"ipx"|"netbios"|"osi"|"global" # source service access point, lowest bit: response
---@field control integer # control field: format and send sequence number
---@field receive? integer # receive sequence number, lowest bit: poll/final

---@class pycap.fields.llc
---@field dsap? integer|"null"|"ip"|"stp"|"snap"|"ipx"|"netbios"|"osi"|"global"
---@field ssap? integer|"null"|"ip"|"stp"|"snap"|"ipx"|"netbios"|"osi"|"global"
---@field control? integer
---@field receive? integer

---@class pycap.constants.llc

---Logical Link Control (IEEE 802.2)
---@param fields? pycap.fields.llc|pycap.header.llc
---@return pycap.header.llc
function pycap.llc(fields) end

---@class pycap.header.snap: pycap.header
---@field organisation integer|"ethernet"|"cisco"|"bridged"|"apple" # organizationally unique identifier (OUI)
---@field type integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload, or a number of the organisation's own

---@class pycap.fields.snap
---@field organisation? integer|"ethernet"|"cisco"|"bridged"|"apple"
---@field type? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"

---@class pycap.constants.snap
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Subnetwork Access Protocol (IEEE 802)
---@param fields? pycap.fields.snap|pycap.header.snap
---@return pycap.header.snap
function pycap.snap(fields) end

---@class pycap.header.stp: pycap.header
---@field protocol integer # protocol identifier
---@field version integer|"stp"|"rstp"|"mstp"|"spt" # protocol version identifier
---@field type integer|"configuration"|"rapid"|"topology-change" # BPDU type
---@field flags? integer # flags: topology change, proposal, role of the port, ...
---@field rootpriority? integer # priority of the root bridge
---@field rootextension? integer # system ID extension of the root bridge
---@field root? string # address of the root bridge
---@field rootpathcost? integer # root path cost
---@field bridgepriority? integer # priority of the sending bridge
---@field bridgeextension? integer # system ID extension of the sending bridge
---@field bridge? string # address of the sending bridge
---@field port? integer # port identifier, with its priority
---@field messageage? integer # message age, in 1/256 s
---@field maximumage? integer # maximum age, in 1/256 s
---@field hellotime? integer # hello time, in 1/256 s
---@field forwarddelay? integer # forward delay, in 1/256 s
---@field versiononelength? integer # version 1 length: 0
---@field mst? string # MSTP: version 3 length and the MST extension

---@class pycap.fields.stp
---@field protocol? integer
---@field version? integer|"stp"|"rstp"|"mstp"|"spt"
---@field type? integer|"configuration"|"rapid"|"topology-change"
---@field flags? integer
---@field rootpriority? integer
---@field rootextension? integer
---@field root? string|pycap.Raw
---@field rootpathcost? integer
---@field bridgepriority? integer
---@field bridgeextension? integer
---@field bridge? string|pycap.Raw
---@field port? integer
---@field messageage? integer
---@field maximumage? integer
---@field hellotime? integer
---@field forwarddelay? integer
---@field versiononelength? integer
---@field mst? string

---@class pycap.constants.stp

---Spanning Tree Protocol (IEEE 802.1D, IEEE 802.1Q)
---@param fields? pycap.fields.stp|pycap.header.stp
---@return pycap.header.stp
function pycap.stp(fields) end

---@alias pycap.kind.lldp.elements "end"|"chassis"|"port"|"timetolive"|"portdescription"|"systemname"|"systemdescription"|"capabilities"|"management"|"organisation"

---@class pycap.item.lldp.elements
---@field kind? integer|pycap.kind.lldp.elements # TLV type
---@field length? integer # bytes in the data
---@field name? pycap.kind.lldp.elements # of a known kind
---@field subtype? integer # what the identifier is
---@field id? string # chassis ID
---@field seconds? integer # time to live, in seconds, 0: discard
---@field text? string # text
---@field capabilities? integer # system capabilities, a bitmap
---@field enabled? integer # enabled capabilities, a bitmap
---@field organisation? integer # organizationally unique identifier (OUI)
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.lldp: pycap.header
---@field elements pycap.item.lldp.elements[] # elements (TLVs)

---@class pycap.fields.lldp
---@field elements? pycap.item.lldp.elements[]|string

---@class pycap.constants.lldp

---Link Layer Discovery Protocol (IEEE 802.1AB)
---@param fields? pycap.fields.lldp|pycap.header.lldp
---@return pycap.header.lldp
function pycap.lldp(fields) end

---@class pycap.header.sll: pycap.header
---@field packettype integer|"host"|"broadcast"|"multicast"|"otherhost"|"outgoing" # packet type, by its receiver
---@field hardwareformat integer # link-layer device type (ARPHRD)
---@field addresslength integer # bytes in the link-layer address
---@field address string # link-layer address of the sender
---@field addressrest string # bytes 7 and 8 of a longer address, otherwise unused
---@field protocol integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload, or a number of Linux's own

---@class pycap.fields.sll
---@field packettype? integer|"host"|"broadcast"|"multicast"|"otherhost"|"outgoing"
---@field hardwareformat? integer
---@field addresslength? integer
---@field address? string|pycap.Raw
---@field addressrest? string
---@field protocol? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"

---@class pycap.constants.sll
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Linux cooked capture (LINKTYPE 113)
---@param fields? pycap.fields.sll|pycap.header.sll
---@return pycap.header.sll
function pycap.sll(fields) end

---@class pycap.header.sll2: pycap.header
---@field protocol integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload, or a number of Linux's own
---@field reserved integer # zero
---@field interface integer # index of the interface
---@field hardwareformat integer # link-layer device type (ARPHRD)
---@field packettype integer|"host"|"broadcast"|"multicast"|"otherhost"|"outgoing" # packet type, by its receiver
---@field addresslength integer # bytes in the link-layer address
---@field address string # link-layer address of the sender
---@field addressrest string # bytes 7 and 8 of a longer address, otherwise unused

---@class pycap.fields.sll2
---@field protocol? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"
---@field reserved? integer
---@field interface? integer
---@field hardwareformat? integer
---@field packettype? integer|"host"|"broadcast"|"multicast"|"otherhost"|"outgoing"
---@field addresslength? integer
---@field address? string|pycap.Raw
---@field addressrest? string

---@class pycap.constants.sll2
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Linux cooked capture, version 2 (LINKTYPE 276)
---@param fields? pycap.fields.sll2|pycap.header.sll2
---@return pycap.header.sll2
function pycap.sll2(fields) end

---@class pycap.header.null: pycap.header
---@field family integer|"ip"|"ip6-netbsd"|"ip6-freebsd"|"ip6" # address family of the payload, in the writer's byte order

---@class pycap.fields.null
---@field family? integer|"ip"|"ip6-netbsd"|"ip6-freebsd"|"ip6"

---@class pycap.constants.null

---BSD loopback capture (LINKTYPE 0)
---@param fields? pycap.fields.null|pycap.header.null
---@return pycap.header.null
function pycap.null(fields) end

---@class pycap.header.loopback: pycap.header
---@field family integer|"ip"|"ip6-netbsd"|"ip6-freebsd"|"ip6" # address family of the payload

---@class pycap.fields.loopback
---@field family? integer|"ip"|"ip6-netbsd"|"ip6-freebsd"|"ip6"

---@class pycap.constants.loopback

---OpenBSD loopback capture (LINKTYPE 108)
---@param fields? pycap.fields.loopback|pycap.header.loopback
---@return pycap.header.loopback
function pycap.loopback(fields) end

---@class pycap.header.hdlc: pycap.header
---@field address integer # address, 0xff: all stations
---@field control integer # control field, 3: unnumbered information

---@class pycap.fields.hdlc
---@field address? integer
---@field control? integer

---@class pycap.constants.hdlc

---PPP in HDLC-like framing (RFC 1662)
---@param fields? pycap.fields.hdlc|pycap.header.hdlc
---@return pycap.header.hdlc
function pycap.hdlc(fields) end

---@class pycap.header.chdlc: pycap.header
---@field address integer|"unicast"|"multicast" # address, unicast or broadcast
---@field control integer # zero
---@field protocol integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload, or a number of Cisco's own

---@class pycap.fields.chdlc
---@field address? integer|"unicast"|"multicast"
---@field control? integer
---@field protocol? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"

---@class pycap.constants.chdlc
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Cisco HDLC (LINKTYPE 104)
---@param fields? pycap.fields.chdlc|pycap.header.chdlc
---@return pycap.header.chdlc
function pycap.chdlc(fields) end

---@class pycap.header.ppp: pycap.header
---@field protocol integer|"padding"|"ip"|"vj-compressed"|"vj-uncompressed"|"multilink"|"ip6"|"compressed"|"mpls"|"mpls-multicast"|"ipcp"|"ipv6cp"|"ccp"|"mplscp"|"lcp"|"pap"|"lqr"|"chap" # protocol of the payload

---@class pycap.fields.ppp
---@field protocol? integer|"padding"|"ip"|"vj-compressed"|"vj-uncompressed"|"multilink"|"ip6"|"compressed"|"mpls"|"mpls-multicast"|"ipcp"|"ipv6cp"|"ccp"|"mplscp"|"lcp"|"pap"|"lqr"|"chap"

---@class pycap.constants.ppp

---Point-to-Point Protocol (RFC 1661)
---@param fields? pycap.fields.ppp|pycap.header.ppp
---@return pycap.header.ppp
function pycap.ppp(fields) end

---@class pycap.header.pppcompressed: pycap.header
---@field protocol integer|"padding"|"ip"|"vj-compressed"|"vj-uncompressed"|"multilink"|"ip6"|"compressed" # protocol of the payload, an odd number

---@class pycap.fields.pppcompressed
---@field protocol? integer|"padding"|"ip"|"vj-compressed"|"vj-uncompressed"|"multilink"|"ip6"|"compressed"

---@class pycap.constants.pppcompressed

---Point-to-Point Protocol with a compressed protocol field (RFC 1661)
---@param fields? pycap.fields.pppcompressed|pycap.header.pppcompressed
---@return pycap.header.pppcompressed
function pycap.pppcompressed(fields) end

---@alias pycap.kind.lcp.options "vendor"|"mru"|"accm"|"authentication"|"quality"|"magic"|"protocolcompression"|"addresscompression"|"callback"|"mrru"|"shortsequence"|"endpoint"

---@class pycap.item.lcp.options
---@field kind? integer|pycap.kind.lcp.options # option type
---@field length? integer # bytes in the option, kind and length included
---@field name? pycap.kind.lcp.options # of a known kind
---@field organisation? integer # organizationally unique identifier (OUI)
---@field subtype? integer # kind that the vendor defines
---@field size? integer # largest packet the sender receives, in bytes
---@field map? integer # control characters that are escaped, a bit each
---@field protocol? integer # 0xc023: PAP, 0xc223: CHAP, 0xc227: EAP
---@field magic? integer # number that tells both ends apart
---@field class? integer # kind of address
---@field address? string # address of the sender
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.lcp: pycap.header
---@field code integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request" # what the message is
---@field id integer # number of the request, the same in its reply
---@field length integer # bytes in the message, from the code on
---@field options? pycap.item.lcp.options[] # options
---@field protocol? integer # protocol that is rejected
---@field magic? integer # magic number of the sender
---@field data? string # data of other messages

---@class pycap.fields.lcp
---@field code? integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request"
---@field id? integer
---@field length? integer
---@field options? pycap.item.lcp.options[]|string
---@field protocol? integer
---@field magic? integer
---@field data? string

---@class pycap.constants.lcp

---Link Control Protocol of PPP (RFC 1661, RFC 1570, RFC 1990)
---@param fields? pycap.fields.lcp|pycap.header.lcp
---@return pycap.header.lcp
function pycap.lcp(fields) end

---@alias pycap.kind.ipcp.options "addresses"|"compression"|"address"|"mobile"|"dns"|"nbns"|"dns2"|"nbns2"

---@class pycap.item.ipcp.options
---@field kind? integer|pycap.kind.ipcp.options # option type
---@field length? integer # bytes in the option, kind and length included
---@field name? pycap.kind.ipcp.options # of a known kind
---@field source? string # address of the sender
---@field destination? string # address of the receiver
---@field protocol? integer # 0x002d: Van Jacobson's
---@field address? string # address
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.ipcp: pycap.header
---@field code integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request" # what the message is
---@field id integer # number of the request, the same in its reply
---@field length integer # bytes in the message, from the code on
---@field options? pycap.item.ipcp.options[] # options
---@field data? string # data of other messages

---@class pycap.fields.ipcp
---@field code? integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request"
---@field id? integer
---@field length? integer
---@field options? pycap.item.ipcp.options[]|string
---@field data? string

---@class pycap.constants.ipcp

---IP Control Protocol of PPP (RFC 1332, RFC 1877)
---@param fields? pycap.fields.ipcp|pycap.header.ipcp
---@return pycap.header.ipcp
function pycap.ipcp(fields) end

---@alias pycap.kind.ipv6cp.options "interface"|"compression"

---@class pycap.item.ipv6cp.options
---@field kind? integer|pycap.kind.ipv6cp.options # option type
---@field length? integer # bytes in the option, kind and length included
---@field name? pycap.kind.ipv6cp.options # of a known kind
---@field id? string # identifier of the interface, the lower half of its address
---@field protocol? integer # protocol of the compression
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.ipv6cp: pycap.header
---@field code integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request" # what the message is
---@field id integer # number of the request, the same in its reply
---@field length integer # bytes in the message, from the code on
---@field options? pycap.item.ipv6cp.options[] # options
---@field data? string # data of other messages

---@class pycap.fields.ipv6cp
---@field code? integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request"
---@field id? integer
---@field length? integer
---@field options? pycap.item.ipv6cp.options[]|string
---@field data? string

---@class pycap.constants.ipv6cp

---IPv6 Control Protocol of PPP (RFC 5072)
---@param fields? pycap.fields.ipv6cp|pycap.header.ipv6cp
---@return pycap.header.ipv6cp
function pycap.ipv6cp(fields) end

---@alias pycap.kind.ccp.options "vendor"|"stac"|"mppc"|"bsd"|"deflate"

---@class pycap.item.ccp.options
---@field kind? integer|pycap.kind.ccp.options # option type
---@field length? integer # bytes in the option, kind and length included
---@field name? pycap.kind.ccp.options # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.ccp: pycap.header
---@field code integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request" # what the message is
---@field id integer # number of the request, the same in its reply
---@field length integer # bytes in the message, from the code on
---@field options? pycap.item.ccp.options[] # options
---@field data? string # data of other messages

---@class pycap.fields.ccp
---@field code? integer|"configure-request"|"configure-ack"|"configure-nak"|"configure-reject"|"terminate-request"|"terminate-ack"|"code-reject"|"protocol-reject"|"echo-request"|"echo-reply"|"discard-request"
---@field id? integer
---@field length? integer
---@field options? pycap.item.ccp.options[]|string
---@field data? string

---@class pycap.constants.ccp

---Compression Control Protocol of PPP (RFC 1962)
---@param fields? pycap.fields.ccp|pycap.header.ccp
---@return pycap.header.ccp
function pycap.ccp(fields) end

---@class pycap.header.pap: pycap.header
---@field code integer|"request"|"ack"|"nak" # what the message is
---@field id integer # number of the request, the same in its answer
---@field length integer # bytes in the message, from the code on
---@field peerlength? integer # bytes in the name
---@field peer? string # name of the peer
---@field passwordlength? integer # bytes in the password
---@field password? string # password
---@field messagelength? integer # bytes in the message
---@field message? string # message to the user
---@field rest string # what follows

---@class pycap.fields.pap
---@field code? integer|"request"|"ack"|"nak"
---@field id? integer
---@field length? integer
---@field peerlength? integer
---@field peer? string
---@field passwordlength? integer
---@field password? string
---@field messagelength? integer
---@field message? string
---@field rest? string

---@class pycap.constants.pap

---Password Authentication Protocol (RFC 1334)
---@param fields? pycap.fields.pap|pycap.header.pap
---@return pycap.header.pap
function pycap.pap(fields) end

---@class pycap.header.chap: pycap.header
---@field code integer|"challenge"|"response"|"success"|"failure" # what the message is
---@field id integer # number of the challenge, the same in its response
---@field length integer # bytes in the message, from the code on
---@field valuelength? integer # bytes in the value
---@field value? string # the challenge, or the response to it
---@field text string # name of the sender; in the other messages a text

---@class pycap.fields.chap
---@field code? integer|"challenge"|"response"|"success"|"failure"
---@field id? integer
---@field length? integer
---@field valuelength? integer
---@field value? string
---@field text? string

---@class pycap.constants.chap

---Challenge Handshake Authentication Protocol (RFC 1994)
---@param fields? pycap.fields.chap|pycap.header.chap
---@return pycap.header.chap
function pycap.chap(fields) end

---@alias pycap.kind.pppoe.tags "end"|"servicename"|"concentratorname"|"hostuniq"|"cookie"|"vendorspecific"|"relaysession"|"servicenameerror"|"systemerror"|"genericerror"

---@class pycap.item.pppoe.tags
---@field kind? integer|pycap.kind.pppoe.tags # tag type
---@field length? integer # bytes in the data
---@field name? pycap.kind.pppoe.tags # of a known kind
---@field text? string # text in UTF-8
---@field vendor? integer # vendor's enterprise number
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.pppoe: pycap.header
---@field version integer # version of the protocol
---@field type integer # type of the protocol
---@field code integer|"session"|"offer"|"initiation"|"request"|"confirmation"|"termination" # code of the packet, 0 in a session
---@field session integer # session identifier
---@field length integer # payload length, in bytes
---@field tags? pycap.item.pppoe.tags[] # tags

---@class pycap.fields.pppoe
---@field version? integer
---@field type? integer
---@field code? integer|"session"|"offer"|"initiation"|"request"|"confirmation"|"termination"
---@field session? integer
---@field length? integer
---@field tags? pycap.item.pppoe.tags[]|string

---@class pycap.constants.pppoe

---PPP over Ethernet (RFC 2516)
---@param fields? pycap.fields.pppoe|pycap.header.pppoe
---@return pycap.header.pppoe
function pycap.pppoe(fields) end

---@class pycap.header.mpls: pycap.header
---@field label integer # label value
---@field trafficclass integer # traffic class (RFC 5462)
---@field bottom integer # bottom of stack (S)
---@field timetolive integer # time to live

---@class pycap.fields.mpls
---@field label? integer
---@field trafficclass? integer
---@field bottom? integer
---@field timetolive? integer

---@class pycap.constants.mpls

---Multiprotocol Label Switching (RFC 3032, RFC 5462)
---@param fields? pycap.fields.mpls|pycap.header.mpls
---@return pycap.header.mpls
function pycap.mpls(fields) end

---@class pycap.header.pwethcw: pycap.header
---@field reserved integer # zero, which tells it from an address
---@field sequence integer # sequence number, 0: not used

---@class pycap.fields.pwethcw
---@field reserved? integer
---@field sequence? integer

---@class pycap.constants.pwethcw

---control word of an Ethernet pseudowire (RFC 4448, RFC 4385)
---@param fields? pycap.fields.pwethcw|pycap.header.pwethcw
---@return pycap.header.pwethcw
function pycap.pwethcw(fields) end

---@class pycap.header.ieee8021ah: pycap.header
---@field priority integer # priority code point (PCP)
---@field dropeligible integer # drop eligible indicator (DEI)
---@field useaddress integer # use the customer addresses (UCA)
---@field reserved integer # zero
---@field service integer # backbone service instance identifier (I-SID)

---@class pycap.fields.ieee8021ah
---@field priority? integer
---@field dropeligible? integer
---@field useaddress? integer
---@field reserved? integer
---@field service? integer

---@class pycap.constants.ieee8021ah

---provider backbone bridge tag (IEEE 802.1Q)
---@param fields? pycap.fields.ieee8021ah|pycap.header.ieee8021ah
---@return pycap.header.ieee8021ah
function pycap.ieee8021ah(fields) end

---@class pycap.header.vntag: pycap.header
---@field direction integer # 1: from the bridge to the extender
---@field pointer integer # 1: the destination is a list of interfaces
---@field destination integer # destination interface, or list of interfaces
---@field looped integer # 1: the frame came from the same port
---@field reserved integer # zero
---@field version integer # version of the tag
---@field source integer # source interface
---@field type integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload

---@class pycap.fields.vntag
---@field direction? integer
---@field pointer? integer
---@field destination? integer
---@field looped? integer
---@field reserved? integer
---@field version? integer
---@field source? integer
---@field type? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"

---@class pycap.constants.vntag
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---virtual NIC tag (IEEE 802 (EtherType 0x8926), Cisco VN-Tag)
---@param fields? pycap.fields.vntag|pycap.header.vntag
---@return pycap.header.vntag
function pycap.vntag(fields) end

---@class pycap.header.cfp: pycap.header
---@field tree integer # forwarding tag (FTag): the topology or tree
---@field timetolive integer # time to live, in hops

---@class pycap.fields.cfp
---@field tree? integer
---@field timetolive? integer

---@class pycap.constants.cfp

---Cisco FabricPath tag (IEEE 802 (EtherType 0x8903), Cisco FabricPath)
---@param fields? pycap.fields.cfp|pycap.header.cfp
---@return pycap.header.cfp
function pycap.cfp(fields) end

---@class pycap.header.cmd: pycap.header
---@field version integer # version of the header
---@field length integer # number of options
---@field optionlength integer # length of the option
---@field option integer # what the option is, 1: a group tag
---@field group integer # security group tag (SGT)
---@field type integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback" # EtherType of the payload

---@class pycap.fields.cmd
---@field version? integer
---@field length? integer
---@field optionlength? integer
---@field option? integer
---@field group? integer
---@field type? integer|"ip"|"arp"|"wake-on-lan"|"rarp"|"vlan"|"ip6"|"mpls"|"mpls-multicast"|"pppoe-discovery"|"pppoe"|"eapol"|"vlan-service"|"lldp"|"macsec"|"ptp"|"loopback"

---@class pycap.constants.cmd
---@field ETHERTYPE_8021AD integer # 34984
---@field ETHERTYPE_ARP integer # 2054
---@field ETHERTYPE_EAPOL integer # 34958
---@field ETHERTYPE_IP integer # 2048
---@field ETHERTYPE_IPV6 integer # 34525
---@field ETHERTYPE_LLDP integer # 35020
---@field ETHERTYPE_LOOPBACK integer # 36864
---@field ETHERTYPE_MACSEC integer # 35045
---@field ETHERTYPE_MPLS integer # 34887
---@field ETHERTYPE_MPLS_MULTI integer # 34888
---@field ETHERTYPE_PPPOED integer # 34915
---@field ETHERTYPE_PPPOES integer # 34916
---@field ETHERTYPE_PTP integer # 35063
---@field ETHERTYPE_REVARP integer # 32821
---@field ETHERTYPE_VLAN integer # 33024
---@field ETHERTYPE_WOL integer # 2114

---Cisco metadata (IEEE 802 (EtherType 0x8909), Cisco TrustSec)
---@param fields? pycap.fields.cmd|pycap.header.cmd
---@return pycap.header.cmd
function pycap.cmd(fields) end

---@class pycap.header.fr: pycap.header
---@field dlcihigh integer # data link connection identifier (DLCI): its upper bits
---@field command integer # command or response (C/R)
---@field extended integer # 1: the address ends here
---@field dlcilow integer # DLCI: its lower four bits
---@field forwardcongestion integer # forward explicit congestion (FECN)
---@field backwardcongestion integer # backward explicit congestion (BECN)
---@field discardeligible integer # discard eligibility (DE)
---@field ends integer # 1: the address ends here
---@field protocol integer|"padded"|"snap"|"ip6"|"ip" # control field 3 and NLPID; an EtherType where the frame is Cisco's
---@field nlpid? integer # network layer protocol identifier behind a pad byte

---@class pycap.fields.fr
---@field dlcihigh? integer
---@field command? integer
---@field extended? integer
---@field dlcilow? integer
---@field forwardcongestion? integer
---@field backwardcongestion? integer
---@field discardeligible? integer
---@field ends? integer
---@field protocol? integer|"padded"|"snap"|"ip6"|"ip"
---@field nlpid? integer

---@class pycap.constants.fr

---frame relay (ITU-T Q.922, RFC 2427)
---@param fields? pycap.fields.fr|pycap.header.fr
---@return pycap.header.fr
function pycap.fr(fields) end

---@class pycap.header.fddi: pycap.header
---@field framecontrol integer # frame control: class, size of addresses, format and priority
---@field destination string # destination address
---@field source string # source address

---@class pycap.fields.fddi
---@field framecontrol? integer
---@field destination? string|pycap.Raw
---@field source? string|pycap.Raw

---@class pycap.constants.fddi

---Fiber Distributed Data Interface (ISO 9314-2)
---@param fields? pycap.fields.fddi|pycap.header.fddi
---@return pycap.header.fddi
function pycap.fddi(fields) end

---@class pycap.header.slip: pycap.header
---@field direction integer|"received"|"sent" # direction
---@field type integer # 0x40: IP; 0x70, 0x80: TCP, of which the header is compressed (RFC 1144)
---@field compressed string # compressed header

---@class pycap.fields.slip
---@field direction? integer|"received"|"sent"
---@field type? integer
---@field compressed? string

---@class pycap.constants.slip

---Serial Line Internet Protocol (LINKTYPE 8, RFC 1055)
---@param fields? pycap.fields.slip|pycap.header.slip
---@return pycap.header.slip
function pycap.slip(fields) end

---@class pycap.header.pppdirection: pycap.header
---@field direction integer|"received"|"sent" # direction, 0: received

---@class pycap.fields.pppdirection
---@field direction? integer|"received"|"sent"

---@class pycap.constants.pppdirection

---direction of a PPP frame (LINKTYPE 204)
---@param fields? pycap.fields.pppdirection|pycap.header.pppdirection
---@return pycap.header.pppdirection
function pycap.pppdirection(fields) end

---@alias pycap.kind.ppi.items "common"|"mac"|"macphy"|"spectrum"

---@class pycap.item.ppi.items
---@field kind? integer|pycap.kind.ppi.items # what the field is
---@field length? integer # bytes in the data
---@field name? pycap.kind.ppi.items # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.ppi: pycap.header
---@field version integer # version of the header
---@field flags integer # flags, 1: fields are aligned
---@field length integer # bytes in the header
---@field datalink integer # link type of the frame
---@field items pycap.item.ppi.items[] # fields

---@class pycap.fields.ppi
---@field version? integer
---@field flags? integer
---@field length? integer
---@field datalink? integer
---@field items? pycap.item.ppi.items[]|string

---@class pycap.constants.ppi

---Per-Packet Information (LINKTYPE 192)
---@param fields? pycap.fields.ppi|pycap.header.ppi
---@return pycap.header.ppi
function pycap.ppi(fields) end

---@class pycap.header.pflog: pycap.header
---@field length integer # bytes in the header, without its padding
---@field family integer|"ip"|"ip6" # address family of the packet
---@field action integer|"pass"|"block"|"scrub"|"nat"|"bin"|"rdr" # what the filter did
---@field reason integer # why, 0: a rule matched
---@field interface string # name of the interface
---@field ruleset string # name of the set of rules
---@field rule integer # number of the rule
---@field subrule integer # number of the rule within the set
---@field user integer # user of the socket
---@field process integer # process of the socket
---@field ruleuser integer # user who loaded the rule
---@field ruleprocess integer # process that loaded the rule
---@field direction integer|"both"|"in"|"out" # direction
---@field padding string # zeros

---@class pycap.fields.pflog
---@field length? integer
---@field family? integer|"ip"|"ip6"
---@field action? integer|"pass"|"block"|"scrub"|"nat"|"bin"|"rdr"
---@field reason? integer
---@field interface? string
---@field ruleset? string
---@field rule? integer
---@field subrule? integer
---@field user? integer
---@field process? integer
---@field ruleuser? integer
---@field ruleprocess? integer
---@field direction? integer|"both"|"in"|"out"
---@field padding? string

---@class pycap.constants.pflog

---log of OpenBSD's packet filter (LINKTYPE 117)
---@param fields? pycap.fields.pflog|pycap.header.pflog
---@return pycap.header.pflog
function pycap.pflog(fields) end

---@class pycap.header.netlink: pycap.header
---@field packettype integer # packet type, 4: to the kernel
---@field hardwareformat integer # device type (ARPHRD), 824
---@field unused string # zeros
---@field family integer|"route"|"sock-diag"|"xfrm"|"audit"|"netfilter"|"kobject"|"generic" # netlink family

---@class pycap.fields.netlink
---@field packettype? integer
---@field hardwareformat? integer
---@field unused? string
---@field family? integer|"route"|"sock-diag"|"xfrm"|"audit"|"netfilter"|"kobject"|"generic"

---@class pycap.constants.netlink

---netlink message (LINKTYPE 253, RFC 3549)
---@param fields? pycap.fields.netlink|pycap.header.netlink
---@return pycap.header.netlink
function pycap.netlink(fields) end

---@class pycap.header.macsec: pycap.header
---@field version integer # version of the tag
---@field endstation integer # 1: the sender is an end station (ES)
---@field identified integer # 1: the channel is named (SC)
---@field broadcast integer # 1: a channel for copies (SCB)
---@field encrypted integer # 1: the data are encrypted (E)
---@field changed integer # 1: the data are changed (C)
---@field association integer # association number (AN)
---@field reserved integer # zero
---@field shortlength integer # bytes in the data where they are under 48
---@field number integer # packet number (PN)
---@field system? string # address of the sender, of the channel (SCI)
---@field port? integer # port of the sender, of the channel (SCI)

---@class pycap.fields.macsec
---@field version? integer
---@field endstation? integer
---@field identified? integer
---@field broadcast? integer
---@field encrypted? integer
---@field changed? integer
---@field association? integer
---@field reserved? integer
---@field shortlength? integer
---@field number? integer
---@field system? string|pycap.Raw
---@field port? integer

---@class pycap.constants.macsec

---MAC security tag (IEEE 802.1AE)
---@param fields? pycap.fields.macsec|pycap.header.macsec
---@return pycap.header.macsec
function pycap.macsec(fields) end

---@class pycap.header.ptp: pycap.header
---@field profile integer # who defines the profile (majorSdoId)
---@field type integer|"sync"|"delay-request"|"peer-delay-request"|"peer-delay-response"|"follow-up"|"delay-response"|"peer-delay-follow-up"|"announce"|"signaling"|"management" # what the message is
---@field minorversion integer # minor version of the protocol
---@field version integer # version of the protocol
---@field length integer # bytes in the message
---@field domain integer # domain
---@field minorprofile integer # minorSdoId
---@field flags integer # flags, 0x0200: two steps
---@field correction string # correction, in units of 1/65536 ns, signed
---@field specific string # depends on the type
---@field clock string # clock identity of the sender
---@field port integer # port of the sender
---@field sequence integer # sequence number
---@field control integer # depends on the type
---@field interval integer # time between messages, a power of two, in s, signed
---@field seconds? integer # timestamp: seconds
---@field nanoseconds? integer # timestamp: nanoseconds
---@field body string # what follows

---@class pycap.fields.ptp
---@field profile? integer
---@field type? integer|"sync"|"delay-request"|"peer-delay-request"|"peer-delay-response"|"follow-up"|"delay-response"|"peer-delay-follow-up"|"announce"|"signaling"|"management"
---@field minorversion? integer
---@field version? integer
---@field length? integer
---@field domain? integer
---@field minorprofile? integer
---@field flags? integer
---@field correction? string
---@field specific? string
---@field clock? string
---@field port? integer
---@field sequence? integer
---@field control? integer
---@field interval? integer
---@field seconds? integer
---@field nanoseconds? integer
---@field body? string

---@class pycap.constants.ptp

---Precision Time Protocol (IEEE 1588)
---@param fields? pycap.fields.ptp|pycap.header.ptp
---@return pycap.header.ptp
function pycap.ptp(fields) end

---@class pycap.header.ctp: pycap.header
---@field skip integer # bytes between here and the function
---@field skipped string # functions that are done
---@field operation integer|"reply"|"forward" # what the receiver does

---@class pycap.fields.ctp
---@field skip? integer
---@field skipped? string
---@field operation? integer|"reply"|"forward"

---@class pycap.constants.ctp

---Configuration Testing Protocol (DIX 2.0 (Ethernet), section 8)
---@param fields? pycap.fields.ctp|pycap.header.ctp
---@return pycap.header.ctp
function pycap.ctp(fields) end

---@alias pycap.kind.udld.elements "device"|"port"|"echo"|"interval"|"timeout"|"name"|"sequence"

---@class pycap.item.udld.elements
---@field kind? integer|pycap.kind.udld.elements # what the element is
---@field length? integer # bytes in the element, kind and length included
---@field name? pycap.kind.udld.elements # of a known kind
---@field text? string # text
---@field seconds? integer # seconds
---@field number? integer # sequence number
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.udld: pycap.header
---@field version integer # version of the protocol
---@field operation integer|"probe"|"echo"|"flush" # what the message is
---@field flags integer|string # flags
---@field checksum integer # Internet checksum, as CDP has it
---@field elements pycap.item.udld.elements[] # elements (TLVs)

---@class pycap.fields.udld
---@field version? integer
---@field operation? integer|"probe"|"echo"|"flush"
---@field flags? integer|string
---@field checksum? integer
---@field elements? pycap.item.udld.elements[]|string

---@class pycap.constants.udld

---Unidirectional Link Detection (RFC 5171)
---@param fields? pycap.fields.udld|pycap.header.udld
---@return pycap.header.udld
function pycap.udld(fields) end

---@alias pycap.kind.dtp.elements "domain"|"status"|"type"|"sender"

---@class pycap.item.dtp.elements
---@field kind? integer|pycap.kind.dtp.elements # what the element is
---@field length? integer # bytes in the element, kind and length included
---@field name? pycap.kind.dtp.elements # of a known kind
---@field text? string # text that zeros fill up
---@field status? integer # 0x80: a trunk; 3 lowest bits: what is wanted
---@field type? integer # kinds of trunks, in use and wanted
---@field address? string # address
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.dtp: pycap.header
---@field version integer # version of the protocol
---@field elements pycap.item.dtp.elements[] # elements (TLVs)

---@class pycap.fields.dtp
---@field version? integer
---@field elements? pycap.item.dtp.elements[]|string

---@class pycap.constants.dtp

---Dynamic Trunking Protocol (SNAP 00000C 2004 (Cisco))
---@param fields? pycap.fields.dtp|pycap.header.dtp
---@return pycap.header.dtp
function pycap.dtp(fields) end

---@class pycap.header.ipx: pycap.header
---@field checksum integer # 0xffff: none
---@field length integer # bytes in header and payload
---@field hops integer # routers that the packet went through
---@field type integer|"unknown"|"rip"|"exchange"|"spx"|"ncp"|"netbios" # type of the packet
---@field destinationnetwork integer # network of the receiver
---@field destination string # node of the receiver
---@field destinationsocket integer|"ncp"|"sap"|"rip"|"netbios"|"diagnostics"|"serialization" # socket of the receiver
---@field sourcenetwork integer # network of the sender
---@field source string # node of the sender
---@field sourcesocket integer|"ncp"|"sap"|"rip"|"netbios"|"diagnostics"|"serialization" # socket of the sender

---@class pycap.fields.ipx
---@field checksum? integer
---@field length? integer
---@field hops? integer
---@field type? integer|"unknown"|"rip"|"exchange"|"spx"|"ncp"|"netbios"
---@field destinationnetwork? integer
---@field destination? string|pycap.Raw
---@field destinationsocket? integer|"ncp"|"sap"|"rip"|"netbios"|"diagnostics"|"serialization"
---@field sourcenetwork? integer
---@field source? string|pycap.Raw
---@field sourcesocket? integer|"ncp"|"sap"|"rip"|"netbios"|"diagnostics"|"serialization"

---@class pycap.constants.ipx

---Internetwork Packet Exchange (IPX 1.30 (Novell's Router Specification))
---@param fields? pycap.fields.ipx|pycap.header.ipx
---@return pycap.header.ipx
function pycap.ipx(fields) end

---@class pycap.header.netbios: pycap.header
---@field length integer # bytes in the header
---@field delimiter integer # 0xefff: NetBIOS
---@field command integer|"add-group-name"|"add-name"|"name-in-conflict"|"status-query"|"terminate-trace"|"datagram"|"broadcast"|"name-query"|"add-name-response"|"name-recognized"|"status-response"|"data-ack"|"data-first-middle"|"data-only-last"|"session-confirm"|"session-end"|"session-initialize"|"no-receive"|"receive-outstanding"|"receive-continue"|"session-alive" # what the frame is
---@field data integer # depends on the command
---@field data2 integer # depends on the command
---@field transmit integer # transmit correlator
---@field response integer # response correlator
---@field destination? string # name of the receiver
---@field source? string # name of the sender
---@field destinationsession? integer # number of the session, of the receiver
---@field sourcesession? integer # number of the session, of the sender

---@class pycap.fields.netbios
---@field length? integer
---@field delimiter? integer
---@field command? integer|"add-group-name"|"add-name"|"name-in-conflict"|"status-query"|"terminate-trace"|"datagram"|"broadcast"|"name-query"|"add-name-response"|"name-recognized"|"status-response"|"data-ack"|"data-first-middle"|"data-only-last"|"session-confirm"|"session-end"|"session-initialize"|"no-receive"|"receive-outstanding"|"receive-continue"|"session-alive"
---@field data? integer
---@field data2? integer
---@field transmit? integer
---@field response? integer
---@field destination? string
---@field source? string
---@field destinationsession? integer
---@field sourcesession? integer

---@class pycap.constants.netbios

---NetBIOS frame (IBM SC30-3587, LAN Technical Reference)
---@param fields? pycap.fields.netbios|pycap.header.netbios
---@return pycap.header.netbios
function pycap.netbios(fields) end

---@class pycap.header.wol: pycap.header
---@field start string # the six bytes ff
---@field target string # address of who wakes up
---@field repeated string # the same fifteen times more
---@field password string # password, four or six bytes, or none

---@class pycap.fields.wol
---@field start? string|pycap.Raw
---@field target? string|pycap.Raw
---@field repeated? string
---@field password? string

---@class pycap.constants.wol

---Wake-on-LAN magic packet (AMD 20213, Magic Packet Technology)
---@param fields? pycap.fields.wol|pycap.header.wol
---@return pycap.header.wol
function pycap.wol(fields) end

---@class pycap.header.radiotap: pycap.header
---@field version integer # version of the header
---@field pad integer # zero
---@field length integer # bytes in the header
---@field present integer # bitmap of the fields present
---@field data string # further bitmaps, and the fields

---@class pycap.fields.radiotap
---@field version? integer
---@field pad? integer
---@field length? integer
---@field present? integer
---@field data? string

---@class pycap.constants.radiotap

---radiotap header (LINKTYPE 127)
---@param fields? pycap.fields.radiotap|pycap.header.radiotap
---@return pycap.header.radiotap
function pycap.radiotap(fields) end

---@class pycap.header.wlan: pycap.header
---@field type integer|"association-request"|"data"|"association-response"|"reassociation-request"|"reassociation-response"|"probe-request"|"null"|"probe-response"|"beacon"|"block-ack-request"|"qos-data"|"atim"|"block-ack"|"disassociation"|"ps-poll"|"authentication"|"rts"|"deauthentication"|"cts"|"qos-null"|"action"|"ack"|"action-no-ack"|"cf-end"|"cf-end-ack" # type (two low bits) and subtype (four high bits) of the frame
---@field version integer # version of the protocol
---@field flags integer|string # frame control flags
---@field duration integer # duration, in us; in PS-Poll the association identifier (AID)
---@field address1? string # receiver address
---@field address2? string # transmitter address
---@field address3? string # BSSID, source or destination, by the flags
---@field sequencecontrol? integer # fragment number (four low bits) and sequence number
---@field address4? string # source address, between distribution systems
---@field qoscontrol? integer # QoS control: the four low bits are the priority (TID)
---@field htcontrol? integer # HT control, in management and QoS data frames

---@class pycap.fields.wlan
---@field type? integer|"association-request"|"data"|"association-response"|"reassociation-request"|"reassociation-response"|"probe-request"|"null"|"probe-response"|"beacon"|"block-ack-request"|"qos-data"|"atim"|"block-ack"|"disassociation"|"ps-poll"|"authentication"|"rts"|"deauthentication"|"cts"|"qos-null"|"action"|"ack"|"action-no-ack"|"cf-end"|"cf-end-ack"
---@field version? integer
---@field flags? integer|string
---@field duration? integer
---@field address1? string|pycap.Raw
---@field address2? string|pycap.Raw
---@field address3? string|pycap.Raw
---@field sequencecontrol? integer
---@field address4? string|pycap.Raw
---@field qoscontrol? integer
---@field htcontrol? integer

---@class pycap.constants.wlan

---wireless LAN frame (IEEE 802.11)
---@param fields? pycap.fields.wlan|pycap.header.wlan
---@return pycap.header.wlan
function pycap.wlan(fields) end

---@class pycap.header.eapol: pycap.header
---@field version integer # version of the protocol
---@field type integer|"eap"|"start"|"logoff"|"key"|"alert"|"mka"|"announcement-generic"|"announcement-specific"|"announcement-request" # packet type
---@field length integer # bytes in the body

---@class pycap.fields.eapol
---@field version? integer
---@field type? integer|"eap"|"start"|"logoff"|"key"|"alert"|"mka"|"announcement-generic"|"announcement-specific"|"announcement-request"
---@field length? integer

---@class pycap.constants.eapol

---Extensible Authentication Protocol over LAN (IEEE 802.1X)
---@param fields? pycap.fields.eapol|pycap.header.eapol
---@return pycap.header.eapol
function pycap.eapol(fields) end

---@class pycap.header.eapolkey: pycap.header
---@field descriptor integer|"rc4"|"rsn"|"wpa" # descriptor type
---@field information? integer|string # key information; bits 0 to 2: descriptor version
---@field keylength? integer # length of the pairwise key, in bytes
---@field replaycounter? string # replay counter
---@field nonce? string # nonce of the sender
---@field iv? string # initialization vector (IV) of the key data
---@field rsc? string # receive sequence counter (RSC)
---@field reserved? string # zero
---@field mic? string # message integrity code (MIC)
---@field datalength? integer # bytes in the key data
---@field data? string # key data: elements and keys, possibly encrypted

---@class pycap.fields.eapolkey
---@field descriptor? integer|"rc4"|"rsn"|"wpa"
---@field information? integer|string
---@field keylength? integer
---@field replaycounter? string
---@field nonce? string
---@field iv? string
---@field rsc? string
---@field reserved? string
---@field mic? string
---@field datalength? integer
---@field data? string

---@class pycap.constants.eapolkey

---Key descriptor of EAPOL (IEEE 802.11, 12.7.2)
---@param fields? pycap.fields.eapolkey|pycap.header.eapolkey
---@return pycap.header.eapolkey
function pycap.eapolkey(fields) end

---@class pycap.header.bfd: pycap.header
---@field version integer # version of the protocol
---@field diagnostic integer|"none"|"detection-time-expired"|"echo-failed"|"neighbor-down"|"forwarding-reset"|"path-down"|"concatenated-path-down"|"administratively-down"|"reverse-concatenated-path-down" # diagnostic: why the session left the state up
---@field state integer|"admin-down"|"down"|"init"|"up" # state of the session, as the sender sees it
---@field flags integer|string # flags: poll, final, ...
---@field multiplier integer # detection time multiplier
---@field length integer # bytes in the packet
---@field mydiscriminator integer # my discriminator
---@field yourdiscriminator integer # your discriminator, 0: not known
---@field desiredminimum integer # desired minimum transmit interval, in us
---@field requiredminimum integer # required minimum receive interval, in us
---@field requiredminimumecho integer # required minimum echo receive interval, in us, 0: none
---@field authenticationtype? integer|"password"|"md5"|"meticulous-md5"|"sha1"|"meticulous-sha1" # authentication type
---@field authenticationlength? integer # authentication length, in bytes, type and length included
---@field keyid? integer # key ID of the key or password
---@field authentication string # password, or sequence number and digest

---@class pycap.fields.bfd
---@field version? integer
---@field diagnostic? integer|"none"|"detection-time-expired"|"echo-failed"|"neighbor-down"|"forwarding-reset"|"path-down"|"concatenated-path-down"|"administratively-down"|"reverse-concatenated-path-down"
---@field state? integer|"admin-down"|"down"|"init"|"up"
---@field flags? integer|string
---@field multiplier? integer
---@field length? integer
---@field mydiscriminator? integer
---@field yourdiscriminator? integer
---@field desiredminimum? integer
---@field requiredminimum? integer
---@field requiredminimumecho? integer
---@field authenticationtype? integer|"password"|"md5"|"meticulous-md5"|"sha1"|"meticulous-sha1"
---@field authenticationlength? integer
---@field keyid? integer
---@field authentication? string

---@class pycap.constants.bfd

---Bidirectional Forwarding Detection (RFC 5880, RFC 5881, RFC 5883, RFC 7130)
---@param fields? pycap.fields.bfd|pycap.header.bfd
---@return pycap.header.bfd
function pycap.bfd(fields) end

---@class pycap.header.lacp: pycap.header
---@field subtype integer # slow protocols subtype, 1: LACP
---@field version integer # version of the protocol
---@field actortype integer # TLV type of the actor
---@field actorlength integer # bytes in the TLV
---@field actorpriority integer # actor system priority
---@field actorsystem string # actor system ID
---@field actorkey integer # actor key
---@field actorportpriority integer # actor port priority
---@field actorport integer # actor port number
---@field actorstate integer|string # actor state
---@field actorreserved integer # zero
---@field partnertype integer # TLV type of the partner
---@field partnerlength integer # bytes in the TLV
---@field partnerpriority integer # partner system priority
---@field partnersystem string # partner system ID, as the actor knows it
---@field partnerkey integer # partner key
---@field partnerportpriority integer # partner port priority
---@field partnerport integer # partner port number
---@field partnerstate integer|string # partner state
---@field partnerreserved integer # zero
---@field collectortype integer # TLV type of the collector
---@field collectorlength integer # bytes in the TLV
---@field maximumdelay integer # collector maximum delay, in 10 us
---@field collectorreserved string # zeros
---@field elements string # further TLVs (version 2), terminator and padding

---@class pycap.fields.lacp
---@field subtype? integer
---@field version? integer
---@field actortype? integer
---@field actorlength? integer
---@field actorpriority? integer
---@field actorsystem? string|pycap.Raw
---@field actorkey? integer
---@field actorportpriority? integer
---@field actorport? integer
---@field actorstate? integer|string
---@field actorreserved? integer
---@field partnertype? integer
---@field partnerlength? integer
---@field partnerpriority? integer
---@field partnersystem? string|pycap.Raw
---@field partnerkey? integer
---@field partnerportpriority? integer
---@field partnerport? integer
---@field partnerstate? integer|string
---@field partnerreserved? integer
---@field collectortype? integer
---@field collectorlength? integer
---@field maximumdelay? integer
---@field collectorreserved? string
---@field elements? string

---@class pycap.constants.lacp

---Link Aggregation Control Protocol (IEEE 802.1AX)
---@param fields? pycap.fields.lacp|pycap.header.lacp
---@return pycap.header.lacp
function pycap.lacp(fields) end

---@class pycap.item.tftp.options
---@field name? string # name of the option
---@field value? string # value of the option
---@field data? string # bytes at the end that make none

---@class pycap.header.tftp: pycap.header
---@field operation integer|"read"|"write"|"data"|"ack"|"error"|"option-ack" # opcode
---@field filename? string # filename
---@field mode? string # transfer mode: octet or netascii
---@field block? integer # block number
---@field error? integer|"other"|"not-found"|"access"|"disk-full"|"illegal"|"unknown-transfer"|"exists"|"no-such-user"|"option" # error code
---@field message? string # error message
---@field options? pycap.item.tftp.options[] # options (RFC 2347)

---@class pycap.fields.tftp
---@field operation? integer|"read"|"write"|"data"|"ack"|"error"|"option-ack"
---@field filename? string
---@field mode? string
---@field block? integer
---@field error? integer|"other"|"not-found"|"access"|"disk-full"|"illegal"|"unknown-transfer"|"exists"|"no-such-user"|"option"
---@field message? string
---@field options? pycap.item.tftp.options[]|string

---@class pycap.constants.tftp

---Trivial File Transfer Protocol (RFC 1350, RFC 2347)
---@param fields? pycap.fields.tftp|pycap.header.tftp
---@return pycap.header.tftp
function pycap.tftp(fields) end

---@alias pycap.kind.ntp.extensions "uniqueid"|"cookie"|"placeholder"|"authenticator"|"complement"

---@class pycap.item.ntp.extensions
---@field kind? integer|pycap.kind.ntp.extensions # what the field is
---@field length? integer # bytes in the field
---@field name? pycap.kind.ntp.extensions # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.ntp: pycap.header
---@field leap integer|"none"|"longer"|"shorter"|"unsynchronized" # leap second to come; of private messages: response, and more
---@field version integer # version of the protocol
---@field mode integer|"symmetric-active"|"symmetric-passive"|"client"|"server"|"broadcast"|"control"|"private" # what the message is
---@field stratum? integer # servers up to the clock; 0: not known
---@field poll? integer # most time between messages: power of two of seconds
---@field precision? integer # the same of the clock's steps, a signed number
---@field rootdelay? integer # time to the clock and back, in 1/65536 s
---@field rootdispersion? integer # most error of all up to it, in 1/65536 s
---@field referenceid? string # the server's own one; up to stratum 1: four letters
---@field reference? integer # when the clock was last set
---@field origin? integer # when the request left the client, by its clock
---@field receive? integer # when it came to the server
---@field transmit? integer # when this message left
---@field extensions? pycap.item.ntp.extensions[] # extension fields
---@field keyid? integer # which key the message is signed with
---@field digest? string # digest of key and message
---@field response? integer # 0: a command, 1: a response
---@field failed? integer # the command was not done
---@field more? integer # more of the response follows
---@field operation? integer|"read-status"|"read-variables"|"write-variables"|"read-clock"|"write-clock"|"set-trap"|"trap"|"configure"|"export-configuration"|"read-clients"|"read-list"|"request-nonce"|"unset-trap" # what is to be done
---@field sequence? integer # which command and response belong together
---@field status? integer # state of what the command is about
---@field association? integer # what it is about, 0: the whole server
---@field offset? integer # bytes of the data before these
---@field count? integer # bytes of the data
---@field data? string # the data
---@field signed? integer # the message is signed
---@field number? integer # number of the message in the response
---@field implementation? integer # what the rest is a message of
---@field request? integer # what is asked, by the implementation
---@field error? integer # what went wrong
---@field items? integer # number of items that follow
---@field reserved? integer # zero
---@field itemsize? integer # bytes of an item

---@class pycap.fields.ntp
---@field leap? integer|"none"|"longer"|"shorter"|"unsynchronized"
---@field version? integer
---@field mode? integer|"symmetric-active"|"symmetric-passive"|"client"|"server"|"broadcast"|"control"|"private"
---@field stratum? integer
---@field poll? integer
---@field precision? integer
---@field rootdelay? integer
---@field rootdispersion? integer
---@field referenceid? string|pycap.Raw
---@field reference? integer
---@field origin? integer
---@field receive? integer
---@field transmit? integer
---@field extensions? pycap.item.ntp.extensions[]|string
---@field keyid? integer
---@field digest? string
---@field response? integer
---@field failed? integer
---@field more? integer
---@field operation? integer|"read-status"|"read-variables"|"write-variables"|"read-clock"|"write-clock"|"set-trap"|"trap"|"configure"|"export-configuration"|"read-clients"|"read-list"|"request-nonce"|"unset-trap"
---@field sequence? integer
---@field status? integer
---@field association? integer
---@field offset? integer
---@field count? integer
---@field data? string
---@field signed? integer
---@field number? integer
---@field implementation? integer
---@field request? integer
---@field error? integer
---@field items? integer
---@field reserved? integer
---@field itemsize? integer

---@class pycap.constants.ntp

---Network Time Protocol (RFC 5905, RFC 9327)
---@param fields? pycap.fields.ntp|pycap.header.ntp
---@return pycap.header.ntp
function pycap.ntp(fields) end

---@class pycap.item.nbns.questions
---@field name? string # name asked for, two letters for each byte (RFC 1001, 14.1)
---@field type? integer # type of the question
---@field class? integer # class of the question
---@field data? string # bytes at the end that make none

---@alias pycap.kind.nbns.answers "nb"|"nbstat"

---@class pycap.item.nbns.answers
---@field owner? string # name that the record is about, two letters for each byte
---@field kind? integer|pycap.kind.nbns.answers # type of the record
---@field class? integer # class of the record
---@field ttl? integer # time to live, in seconds
---@field length? integer # bytes in the data
---@field name? pycap.kind.nbns.answers # of a known kind
---@field addresses? pycap.item.nbns.answers.nb.addresses[] # addresses
---@field count? integer # number of names
---@field names? pycap.item.nbns.answers.nbstat.names[] # names of the node
---@field unit? string # hardware address of the node
---@field statistics? string # counters of the node
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.nbns.answers.nb.addresses
---@field group? integer # 0: a unique name, 1: a group name
---@field node? integer # type of the owner's node
---@field reserved? integer # zero
---@field address? string # address of the owner
---@field data? string # bytes at the end that make none

---@class pycap.item.nbns.answers.nbstat.names
---@field name? string # the name, filled up with blanks
---@field suffix? integer # what the name is for
---@field group? integer # 0: a unique name, 1: a group name
---@field node? integer # type of the owner's node
---@field deregistering? integer # the name is being deleted
---@field conflict? integer # the name is in conflict
---@field active? integer # the name is active
---@field permanent? integer # it is the node's permanent name
---@field reserved? integer # zero
---@field data? string # bytes at the end that make none

---@alias pycap.kind.nbns.authorities "nb"|"nbstat"

---@class pycap.item.nbns.authorities
---@field owner? string # name that the record is about, two letters for each byte
---@field kind? integer|pycap.kind.nbns.authorities # type of the record
---@field class? integer # class of the record
---@field ttl? integer # time to live, in seconds
---@field length? integer # bytes in the data
---@field name? pycap.kind.nbns.authorities # of a known kind
---@field addresses? pycap.item.nbns.authorities.nb.addresses[] # addresses
---@field count? integer # number of names
---@field names? pycap.item.nbns.authorities.nbstat.names[] # names of the node
---@field unit? string # hardware address of the node
---@field statistics? string # counters of the node
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.nbns.authorities.nb.addresses
---@field group? integer # 0: a unique name, 1: a group name
---@field node? integer # type of the owner's node
---@field reserved? integer # zero
---@field address? string # address of the owner
---@field data? string # bytes at the end that make none

---@class pycap.item.nbns.authorities.nbstat.names
---@field name? string # the name, filled up with blanks
---@field suffix? integer # what the name is for
---@field group? integer # 0: a unique name, 1: a group name
---@field node? integer # type of the owner's node
---@field deregistering? integer # the name is being deleted
---@field conflict? integer # the name is in conflict
---@field active? integer # the name is active
---@field permanent? integer # it is the node's permanent name
---@field reserved? integer # zero
---@field data? string # bytes at the end that make none

---@alias pycap.kind.nbns.additionals "nb"|"nbstat"

---@class pycap.item.nbns.additionals
---@field owner? string # name that the record is about, two letters for each byte
---@field kind? integer|pycap.kind.nbns.additionals # type of the record
---@field class? integer # class of the record
---@field ttl? integer # time to live, in seconds
---@field length? integer # bytes in the data
---@field name? pycap.kind.nbns.additionals # of a known kind
---@field addresses? pycap.item.nbns.additionals.nb.addresses[] # addresses
---@field count? integer # number of names
---@field names? pycap.item.nbns.additionals.nbstat.names[] # names of the node
---@field unit? string # hardware address of the node
---@field statistics? string # counters of the node
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.nbns.additionals.nb.addresses
---@field group? integer # 0: a unique name, 1: a group name
---@field node? integer # type of the owner's node
---@field reserved? integer # zero
---@field address? string # address of the owner
---@field data? string # bytes at the end that make none

---@class pycap.item.nbns.additionals.nbstat.names
---@field name? string # the name, filled up with blanks
---@field suffix? integer # what the name is for
---@field group? integer # 0: a unique name, 1: a group name
---@field node? integer # type of the owner's node
---@field deregistering? integer # the name is being deleted
---@field conflict? integer # the name is in conflict
---@field active? integer # the name is active
---@field permanent? integer # it is the node's permanent name
---@field reserved? integer # zero
---@field data? string # bytes at the end that make none

---@class pycap.header.nbns: pycap.header
---@field id integer # identifier, the same in request and response
---@field response integer # 0: a request, 1: a response
---@field opcode integer|"query"|"registration"|"release"|"wait"|"refresh"|"refresh-alternate"|"multihomed-registration" # operation
---@field authoritative integer # authoritative answer (AA)
---@field truncated integer # truncation (TC): the message was cut
---@field recursiondesired integer # recursion desired (RD)
---@field recursionavailable integer # recursion available (RA)
---@field reserved integer # zero
---@field broadcast integer # the message was broadcast or multicast
---@field rcode integer|"no-error"|"format-error"|"server-failure"|"no-such-name"|"unsupported"|"refused"|"active"|"conflict" # response code
---@field questioncount integer # number of questions
---@field answercount integer # number of answers
---@field authoritycount integer # number of authority records
---@field additionalcount integer # number of additional records
---@field questions pycap.item.nbns.questions[] # questions
---@field answers pycap.item.nbns.answers[] # answer records
---@field authorities pycap.item.nbns.authorities[] # authority records
---@field additionals pycap.item.nbns.additionals[] # additional records

---@class pycap.fields.nbns
---@field id? integer
---@field response? integer
---@field opcode? integer|"query"|"registration"|"release"|"wait"|"refresh"|"refresh-alternate"|"multihomed-registration"
---@field authoritative? integer
---@field truncated? integer
---@field recursiondesired? integer
---@field recursionavailable? integer
---@field reserved? integer
---@field broadcast? integer
---@field rcode? integer|"no-error"|"format-error"|"server-failure"|"no-such-name"|"unsupported"|"refused"|"active"|"conflict"
---@field questioncount? integer
---@field answercount? integer
---@field authoritycount? integer
---@field additionalcount? integer
---@field questions? pycap.item.nbns.questions[]|string
---@field answers? pycap.item.nbns.answers[]|string
---@field authorities? pycap.item.nbns.authorities[]|string
---@field additionals? pycap.item.nbns.additionals[]|string

---@class pycap.constants.nbns

---NetBIOS Name Service (RFC 1002, section 4.2)
---@param fields? pycap.fields.nbns|pycap.header.nbns
---@return pycap.header.nbns
function pycap.nbns(fields) end

---@class pycap.header.nbdgm: pycap.header
---@field type integer|"direct-unique"|"direct-group"|"broadcast"|"error"|"query"|"positive"|"negative" # message type
---@field reserved integer # zero
---@field node integer # type of the source's node: 0: B, 1: P, 2: M, 3: NBDD
---@field first integer # it is the first fragment
---@field more integer # more fragments follow
---@field id integer # identifier of the datagram
---@field source string # address of the source
---@field sourceport integer # port of the source
---@field length? integer # bytes in names and data
---@field offset? integer # offset of the fragment, in bytes
---@field sourcename? string # name of the source, two letters for each byte
---@field destinationname? string # name of the destination, likewise
---@field error? integer # error code
---@field queryname? string # name that is asked for, likewise

---@class pycap.fields.nbdgm
---@field type? integer|"direct-unique"|"direct-group"|"broadcast"|"error"|"query"|"positive"|"negative"
---@field reserved? integer
---@field node? integer
---@field first? integer
---@field more? integer
---@field id? integer
---@field source? string|pycap.Raw
---@field sourceport? integer
---@field length? integer
---@field offset? integer
---@field sourcename? string
---@field destinationname? string
---@field error? integer
---@field queryname? string

---@class pycap.constants.nbdgm

---NetBIOS Datagram Service (RFC 1002, section 4.4)
---@param fields? pycap.fields.nbdgm|pycap.header.nbdgm
---@return pycap.header.nbdgm
function pycap.nbdgm(fields) end

---@class pycap.header.nbss: pycap.header
---@field type integer|"message"|"request"|"positive"|"negative"|"retarget"|"keepalive" # message type
---@field length integer # bytes in the message; at port 139 at most 131071
---@field called? string # name of the called node, two letters for each byte
---@field calling? string # name of the calling node, likewise
---@field error? integer # error code
---@field address? string # address to call instead
---@field port? integer # port to call instead

---@class pycap.fields.nbss
---@field type? integer|"message"|"request"|"positive"|"negative"|"retarget"|"keepalive"
---@field length? integer
---@field called? string
---@field calling? string
---@field error? integer
---@field address? string|pycap.Raw
---@field port? integer

---@class pycap.constants.nbss

---NetBIOS Session Service (RFC 1002, section 4.3; MS-SMB2, section 2.1)
---@param fields? pycap.fields.nbss|pycap.header.nbss
---@return pycap.header.nbss
function pycap.nbss(fields) end

---@class pycap.header.smb: pycap.header
---@field magic integer # 0xff and SMB
---@field command integer|"close"|"delete"|"rename"|"query-information"|"check-directory"|"write-raw"|"locking"|"transaction"|"echo"|"open"|"read"|"write"|"transaction2"|"find-close2"|"tree-disconnect"|"negotiate"|"session-setup"|"logoff"|"tree-connect"|"query-disk"|"nt-transact"|"nt-create"|"nt-cancel" # command
---@field status integer # how it went, 0: no error
---@field response integer # 0: a request, 1: a response
---@field flags integer # flags
---@field flags2 integer # more flags; 0x8000: texts are Unicode
---@field processhigh integer # process identifier, high 16 bits
---@field signature string # signature of the message
---@field reserved integer # zero
---@field tree integer # tree identifier
---@field process integer # process identifier, low 16 bits
---@field user integer # user identifier
---@field multiplex integer # which request and response belong together
---@field words integer # 16-bit words of parameters that follow

---@class pycap.fields.smb
---@field magic? integer
---@field command? integer|"close"|"delete"|"rename"|"query-information"|"check-directory"|"write-raw"|"locking"|"transaction"|"echo"|"open"|"read"|"write"|"transaction2"|"find-close2"|"tree-disconnect"|"negotiate"|"session-setup"|"logoff"|"tree-connect"|"query-disk"|"nt-transact"|"nt-create"|"nt-cancel"
---@field status? integer
---@field response? integer
---@field flags? integer
---@field flags2? integer
---@field processhigh? integer
---@field signature? string
---@field reserved? integer
---@field tree? integer
---@field process? integer
---@field user? integer
---@field multiplex? integer
---@field words? integer

---@class pycap.constants.smb

---Server Message Block, version 1 (MS-CIFS, section 2.2.3.1; MS-SMB2)
---@param fields? pycap.fields.smb|pycap.header.smb
---@return pycap.header.smb
function pycap.smb(fields) end

---@class pycap.header.smb2: pycap.header
---@field magic integer # 0xfe and SMB
---@field headsize integer # bytes in the head, 64
---@field creditcharge integer # credits that the request costs
---@field status integer # how it went; in a request channel and zero
---@field command integer|"negotiate"|"session-setup"|"logoff"|"tree-connect"|"tree-disconnect"|"create"|"close"|"flush"|"read"|"write"|"lock"|"ioctl"|"cancel"|"echo"|"query-directory"|"change-notify"|"query-information"|"set-information"|"oplock-break" # command
---@field credits integer # credits asked for or granted
---@field flags integer|string # flags
---@field nextcommand integer # bytes to the next message, 0: it is the last
---@field message integer # message identifier
---@field messagehigh integer # its highest 16 bits
---@field asyncid? string # identifier of the asynchronous command
---@field process? integer # process identifier
---@field tree? integer # tree identifier
---@field session string # session identifier, in little-endian order
---@field signature string # signature of the message

---@class pycap.fields.smb2
---@field magic? integer
---@field headsize? integer
---@field creditcharge? integer
---@field status? integer
---@field command? integer|"negotiate"|"session-setup"|"logoff"|"tree-connect"|"tree-disconnect"|"create"|"close"|"flush"|"read"|"write"|"lock"|"ioctl"|"cancel"|"echo"|"query-directory"|"change-notify"|"query-information"|"set-information"|"oplock-break"
---@field credits? integer
---@field flags? integer|string
---@field nextcommand? integer
---@field message? integer
---@field messagehigh? integer
---@field asyncid? string
---@field process? integer
---@field tree? integer
---@field session? string
---@field signature? string

---@class pycap.constants.smb2

---Server Message Block, version 2 and 3 (MS-SMB2, section 2.2.1)
---@param fields? pycap.fields.smb2|pycap.header.smb2
---@return pycap.header.smb2
function pycap.smb2(fields) end

---@class pycap.item.ssdp.headers
---@field name? string # name of the header
---@field blank? string # blanks before the value
---@field value? string # its value
---@field data? string # bytes at the end that make none

---@class pycap.header.ssdp: pycap.header
---@field method string # method; absent: a response
---@field target? string # target of the request
---@field version string # version of the protocol
---@field status? string # status code, three digits
---@field reason? string # the same in words
---@field headers pycap.item.ssdp.headers[] # headers, up to an empty line

---@class pycap.fields.ssdp
---@field method? string
---@field target? string
---@field version? string
---@field status? string
---@field reason? string
---@field headers? pycap.item.ssdp.headers[]|string

---@class pycap.constants.ssdp

---Simple Service Discovery Protocol (UDA 2.0 (UPnP Device Architecture), section 1)
---@param fields? pycap.fields.ssdp|pycap.header.ssdp
---@return pycap.header.ssdp
function pycap.ssdp(fields) end

---@class pycap.item.sip.headers
---@field name? string # name of the header
---@field blank? string # blanks before the value
---@field value? string # its value
---@field data? string # bytes at the end that make none

---@class pycap.header.sip: pycap.header
---@field method string # method; absent: a response
---@field target? string # target of the request
---@field version string # version of the protocol
---@field status? string # status code, three digits
---@field reason? string # the same in words
---@field headers pycap.item.sip.headers[] # headers, up to an empty line

---@class pycap.fields.sip
---@field method? string
---@field target? string
---@field version? string
---@field status? string
---@field reason? string
---@field headers? pycap.item.sip.headers[]|string

---@class pycap.constants.sip

---Session Initiation Protocol (RFC 3261, section 7)
---@param fields? pycap.fields.sip|pycap.header.sip
---@return pycap.header.sip
function pycap.sip(fields) end

---@alias pycap.kind.ssh.packets "disconnect"|"ignore"|"unimplemented"|"debug"|"servicerequest"|"serviceaccept"|"extensions"|"kexinit"|"newkeys"|"kex30"|"kex31"|"kex32"|"kex33"|"kex34"

---@class pycap.item.ssh.packets
---@field zero? integer # zero: no packet is so long
---@field length? integer # bytes in the packet; on the wire without the first 4
---@field fillsize? integer # bytes of padding at the end of the data
---@field kind? integer|pycap.kind.ssh.packets # message number
---@field name? pycap.kind.ssh.packets # of a known kind
---@field cookie? string # random bytes
---@field kexsize? integer # bytes of the list
---@field kex? string # key exchange algorithms
---@field hostkeysize? integer # bytes of the list
---@field hostkey? string # algorithms of the host key
---@field clientciphersize? integer # bytes of the list
---@field clientcipher? string # ciphers, client to server
---@field serverciphersize? integer # bytes of the list
---@field servercipher? string # ciphers, server to client
---@field clientmacsize? integer # bytes of the list
---@field clientmac? string # MACs, client to server
---@field servermacsize? integer # bytes of the list
---@field servermac? string # MACs, server to client
---@field clientcompressionsize? integer # bytes of the list
---@field clientcompression? string # compression, client to server
---@field servercompressionsize? integer # bytes of the list
---@field servercompression? string # compression, server to client
---@field clientlanguagesize? integer # bytes of the list
---@field clientlanguage? string # languages, client to server
---@field serverlanguagesize? integer # bytes of the list
---@field serverlanguage? string # languages, server to client
---@field guess? integer # 1: a guessed key exchange packet follows
---@field reserved? integer # zero
---@field fill? string # padding
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.ssh: pycap.header
---@field banner string # version of the protocol, software, comments; or empty
---@field lineend string # end of the banner's line
---@field packets pycap.item.ssh.packets[] # packets; what is encrypted, or not whole, is bytes

---@class pycap.fields.ssh
---@field banner? string
---@field lineend? string
---@field packets? pycap.item.ssh.packets[]|string

---@class pycap.constants.ssh

---Secure Shell (RFC 4253, sections 4.2, 6 and 7.1)
---@param fields? pycap.fields.ssh|pycap.header.ssh
---@return pycap.header.ssh
function pycap.ssh(fields) end

---@class pycap.item.ftp.lines
---@field code? string # code of a reply, three digits; of a command: empty
---@field command? string # the command; of a reply: empty
---@field mark? string # a blank before the text; -: the reply goes on in lines
---@field text? string # argument of the command, or text of the reply
---@field data? string # bytes at the end that make none

---@class pycap.header.ftp: pycap.header
---@field code string # code of a reply, three digits; of a command: empty
---@field command string # the command; of a reply: empty
---@field mark string # a blank before the text; -: the reply goes on in lines
---@field text string # argument of the command, or text of the reply
---@field lines pycap.item.ftp.lines[] # further lines in the segment

---@class pycap.fields.ftp
---@field code? string
---@field command? string
---@field mark? string
---@field text? string
---@field lines? pycap.item.ftp.lines[]|string

---@class pycap.constants.ftp

---File Transfer Protocol (RFC 959, RFC 2389, RFC 2428, RFC 3659, RFC 4217)
---@param fields? pycap.fields.ftp|pycap.header.ftp
---@return pycap.header.ftp
function pycap.ftp(fields) end

---@class pycap.item.smtp.lines
---@field code? string # code of a reply, three digits; of a command: empty
---@field command? string # the command; of a reply: empty
---@field mark? string # a blank before the text; -: the reply goes on in lines
---@field text? string # argument of the command, or text of the reply
---@field data? string # bytes at the end that make none

---@class pycap.header.smtp: pycap.header
---@field code string # code of a reply, three digits; of a command: empty
---@field command string # the command; of a reply: empty
---@field mark string # a blank before the text; -: the reply goes on in lines
---@field text string # argument of the command, or text of the reply
---@field lines pycap.item.smtp.lines[] # further lines in the segment

---@class pycap.fields.smtp
---@field code? string
---@field command? string
---@field mark? string
---@field text? string
---@field lines? pycap.item.smtp.lines[]|string

---@class pycap.constants.smtp

---Simple Mail Transfer Protocol (RFC 5321)
---@param fields? pycap.fields.smtp|pycap.header.smtp
---@return pycap.header.smtp
function pycap.smtp(fields) end

---@alias pycap.kind.stun.attributes "mapped"|"changerequest"|"username"|"integrity"|"error"|"unknown"|"lifetime"|"peer"|"data"|"realm"|"nonce"|"relayed"|"transport"|"integrity256"|"xmapped"|"priority"|"usecandidate"|"software"|"alternate"|"fingerprint"|"controlled"|"controlling"|"responseorigin"|"otheraddress"

---@class pycap.item.stun.attributes
---@field kind? integer|pycap.kind.stun.attributes # type of the attribute
---@field length? integer # bytes in the value
---@field name? pycap.kind.stun.attributes # of a known kind
---@field zero? integer # zero
---@field family? integer # address family
---@field port? integer # port
---@field address? string # address
---@field address6? string # address
---@field number? integer # the number
---@field text? string # the text
---@field class? integer # hundreds of the error code
---@field reason? string # the same in words
---@field xport? integer # port, XOR the high half of the cookie
---@field xaddress? string # address, XOR cookie and transaction
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.stun: pycap.header
---@field type integer|"binding-request"|"allocate-request"|"refresh-request"|"permission-request"|"channel-request"|"binding-indication"|"send-indication"|"data-indication"|"binding-success"|"allocate-success"|"refresh-success"|"permission-success"|"channel-success"|"binding-error"|"allocate-error"|"refresh-error" # message type: method and class
---@field length integer # bytes in the attributes
---@field cookie integer # magic cookie, 0x2112a442
---@field transaction string # transaction identifier
---@field attributes pycap.item.stun.attributes[] # attributes

---@class pycap.fields.stun
---@field type? integer|"binding-request"|"allocate-request"|"refresh-request"|"permission-request"|"channel-request"|"binding-indication"|"send-indication"|"data-indication"|"binding-success"|"allocate-success"|"refresh-success"|"permission-success"|"channel-success"|"binding-error"|"allocate-error"|"refresh-error"
---@field length? integer
---@field cookie? integer
---@field transaction? string
---@field attributes? pycap.item.stun.attributes[]|string

---@class pycap.constants.stun

---Session Traversal Utilities for NAT (RFC 8489, RFC 8656, RFC 5780)
---@param fields? pycap.fields.stun|pycap.header.stun
---@return pycap.header.stun
function pycap.stun(fields) end

---@class pycap.item.quic.versions
---@field version? integer # a version
---@field data? string # bytes at the end that make none

---@class pycap.header.quic: pycap.header
---@field longheader integer # 1: a long header
---@field fixed integer # 1; any where versions are negotiated
---@field type integer|"initial"|"zero-rtt"|"handshake"|"retry" # packet type, of version 1
---@field protected integer # bits that are protected
---@field version integer # version, 0: versions are negotiated
---@field destinationsize integer # bytes of the identifier
---@field destination string # connection identifier of the destination
---@field sourcesize integer # bytes of the identifier
---@field source string # connection identifier of the source
---@field versions? pycap.item.quic.versions[] # versions that the server takes

---@class pycap.fields.quic
---@field longheader? integer
---@field fixed? integer
---@field type? integer|"initial"|"zero-rtt"|"handshake"|"retry"
---@field protected? integer
---@field version? integer
---@field destinationsize? integer
---@field destination? string
---@field sourcesize? integer
---@field source? string
---@field versions? pycap.item.quic.versions[]|string

---@class pycap.constants.quic

---QUIC, the long header (RFC 8999, RFC 9000, RFC 9369)
---@param fields? pycap.fields.quic|pycap.header.quic
---@return pycap.header.quic
function pycap.quic(fields) end

---@class pycap.header.modbus: pycap.header
---@field transaction integer # transaction identifier
---@field protocol integer # protocol identifier, 0: Modbus
---@field length integer # bytes in the message; on the wire without the first 6
---@field unit integer # unit identifier
---@field failed integer # an exception response
---@field code integer|"read-coils"|"read-discrete-inputs"|"read-holding-registers"|"read-input-registers"|"write-coil"|"write-register"|"read-exception-status"|"diagnostics"|"event-counter"|"event-log"|"write-coils"|"write-registers"|"server-id"|"read-file"|"write-file"|"mask-register"|"read-write-registers"|"read-fifo"|"encapsulated"|"unity" # function code
---@field exception? integer|"illegal-function"|"illegal-address"|"illegal-value"|"device-failure"|"acknowledge"|"device-busy"|"memory-parity"|"gateway-path"|"gateway-target" # exception code

---@class pycap.fields.modbus
---@field transaction? integer
---@field protocol? integer
---@field length? integer
---@field unit? integer
---@field failed? integer
---@field code? integer|"read-coils"|"read-discrete-inputs"|"read-holding-registers"|"read-input-registers"|"write-coil"|"write-register"|"read-exception-status"|"diagnostics"|"event-counter"|"event-log"|"write-coils"|"write-registers"|"server-id"|"read-file"|"write-file"|"mask-register"|"read-write-registers"|"read-fifo"|"encapsulated"|"unity"
---@field exception? integer|"illegal-function"|"illegal-address"|"illegal-value"|"device-failure"|"acknowledge"|"device-busy"|"memory-parity"|"gateway-path"|"gateway-target"

---@class pycap.constants.modbus

---Modbus over TCP (Modbus Messaging on TCP/IP V1.0b, section 3.1; Modbus Application Protocol V1.1b3)
---@param fields? pycap.fields.modbus|pycap.header.modbus
---@return pycap.header.modbus
function pycap.modbus(fields) end

---@class pycap.header.dnp3: pycap.header
---@field start integer # start bytes, 0x0564
---@field length integer # bytes that follow, without this one and check sums
---@field direction integer # 1: from the master
---@field primary integer # 1: from the station that began the exchange
---@field countbit integer # frame count bit
---@field countvalid integer # 1: the frame count bit is valid; from a secondary station: data flow control
---@field code integer # function code, by primary
---@field destination integer # address of the destination
---@field source integer # address of the source
---@field check integer # CRC of the header

---@class pycap.fields.dnp3
---@field start? integer
---@field length? integer
---@field direction? integer
---@field primary? integer
---@field countbit? integer
---@field countvalid? integer
---@field code? integer
---@field destination? integer
---@field source? integer
---@field check? integer

---@class pycap.constants.dnp3

---Distributed Network Protocol (IEEE 1815, clause 9)
---@param fields? pycap.fields.dnp3|pycap.header.dnp3
---@return pycap.header.dnp3
function pycap.dnp3(fields) end

---@class pycap.header.mqtt: pycap.header
---@field type integer|"connect"|"connack"|"publish"|"puback"|"pubrec"|"pubrel"|"pubcomp"|"subscribe"|"suback"|"unsubscribe"|"unsuback"|"pingreq"|"pingresp"|"disconnect" # packet type
---@field flags integer # flags; of publish: duplicate, quality (2 bits), retain
---@field more integer # 1: the length goes on
---@field size integer # bytes that follow, the lowest 7 bits of the number
---@field more2? integer # 1: the length goes on
---@field size2? integer # the next 7 bits
---@field more3? integer # 1: the length goes on
---@field size3? integer # the next 7 bits
---@field more4? integer # 0
---@field size4? integer # the next 7 bits
---@field namesize? integer # bytes of the name
---@field name? string # name of the protocol
---@field level? integer # level of the protocol, 4: 3.1.1, 5: 5.0
---@field connectflags? integer|string # flags of the connection
---@field keepalive? integer # most seconds between packets
---@field session? integer # 1: the server has a session of the client
---@field code? integer|"accepted"|"version"|"identifier"|"unavailable"|"credentials"|"not-authorized" # return code
---@field topicsize? integer # bytes of the topic
---@field topic? string # topic
---@field id? integer # packet identifier
---@field answered? integer # packet identifier that is answered

---@class pycap.fields.mqtt
---@field type? integer|"connect"|"connack"|"publish"|"puback"|"pubrec"|"pubrel"|"pubcomp"|"subscribe"|"suback"|"unsubscribe"|"unsuback"|"pingreq"|"pingresp"|"disconnect"
---@field flags? integer
---@field more? integer
---@field size? integer
---@field more2? integer
---@field size2? integer
---@field more3? integer
---@field size3? integer
---@field more4? integer
---@field size4? integer
---@field namesize? integer
---@field name? string
---@field level? integer
---@field connectflags? integer|string
---@field keepalive? integer
---@field session? integer
---@field code? integer|"accepted"|"version"|"identifier"|"unavailable"|"credentials"|"not-authorized"
---@field topicsize? integer
---@field topic? string
---@field id? integer
---@field answered? integer

---@class pycap.constants.mqtt

---MQTT, version 3.1.1 (OASIS MQTT 3.1.1, section 2 and 3 (ISO/IEC 20922))
---@param fields? pycap.fields.mqtt|pycap.header.mqtt
---@return pycap.header.mqtt
function pycap.mqtt(fields) end

---@class pycap.header.udpencap: pycap.header
---@field marker integer # zero: IKE follows; ESP begins with another number

---@class pycap.fields.udpencap
---@field marker? integer

---@class pycap.constants.udpencap

---UDP encapsulation of IPsec (RFC 3948)
---@param fields? pycap.fields.udpencap|pycap.header.udpencap
---@return pycap.header.udpencap
function pycap.udpencap(fields) end

---@alias pycap.kind.ike.payloads string

---@class pycap.item.ike.payloads
---@field kind? integer|pycap.kind.ike.payloads # type of the next payload, 0: none
---@field critical? integer # what does not know the payload has to refuse
---@field reserved? integer # zero
---@field length? integer # bytes in the payload
---@field name? pycap.kind.ike.payloads # of a known kind
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.ike: pycap.header
---@field initiator string # security parameter index of the initiator
---@field responder string # the same of the responder
---@field next integer|"none"|"sa1"|"ke1"|"id1"|"cert1"|"hash1"|"sig1"|"nonce1"|"notify1"|"delete1"|"vendor1"|"mode-config1"|"natd1"|"sa"|"ke"|"idi"|"idr"|"cert"|"certreq"|"auth"|"nonce"|"notify"|"delete"|"vendor"|"tsi"|"tsr"|"encrypted"|"config"|"eap"|"fragment" # type of the first payload
---@field version integer # major version
---@field minor integer # minor version
---@field exchange integer|"base"|"identity-protection"|"authentication-only"|"aggressive"|"informational1"|"transaction"|"quick"|"new-group"|"sa-init"|"auth"|"create-child"|"informational"|"intermediate" # exchange type
---@field flags integer|string # flags
---@field id integer # message identifier
---@field length integer # bytes in the message
---@field payloads? pycap.item.ike.payloads[] # payloads
---@field encrypted? string # payloads, encrypted (version 1)

---@class pycap.fields.ike
---@field initiator? string
---@field responder? string
---@field next? integer|"none"|"sa1"|"ke1"|"id1"|"cert1"|"hash1"|"sig1"|"nonce1"|"notify1"|"delete1"|"vendor1"|"mode-config1"|"natd1"|"sa"|"ke"|"idi"|"idr"|"cert"|"certreq"|"auth"|"nonce"|"notify"|"delete"|"vendor"|"tsi"|"tsr"|"encrypted"|"config"|"eap"|"fragment"
---@field version? integer
---@field minor? integer
---@field exchange? integer|"base"|"identity-protection"|"authentication-only"|"aggressive"|"informational1"|"transaction"|"quick"|"new-group"|"sa-init"|"auth"|"create-child"|"informational"|"intermediate"
---@field flags? integer|string
---@field id? integer
---@field length? integer
---@field payloads? pycap.item.ike.payloads[]|string
---@field encrypted? string

---@class pycap.constants.ike

---Internet Key Exchange (RFC 7296, section 3; RFC 2408, section 3)
---@param fields? pycap.fields.ike|pycap.header.ike
---@return pycap.header.ike
function pycap.ike(fields) end

---@class pycap.header.wireguard: pycap.header
---@field type integer|"initiation"|"response"|"cookie"|"data" # what the message is
---@field reserved integer # zero
---@field sender? integer # index that the sender chose
---@field receiver? integer # index that the receiver chose
---@field ephemeral? string # ephemeral public key
---@field static? string # static public key, encrypted
---@field timestamp? string # timestamp, encrypted
---@field empty? string # nothing, encrypted
---@field mac1? string # check of the message by the receiver's key
---@field mac2? string # check of the message by a cookie, or zero
---@field nonce? string # nonce of the cookie
---@field cookie? string # cookie, encrypted
---@field counter? integer # number of the packet
---@field counterhigh? integer # its highest 16 bits

---@class pycap.fields.wireguard
---@field type? integer|"initiation"|"response"|"cookie"|"data"
---@field reserved? integer
---@field sender? integer
---@field receiver? integer
---@field ephemeral? string
---@field static? string
---@field timestamp? string
---@field empty? string
---@field mac1? string
---@field mac2? string
---@field nonce? string
---@field cookie? string
---@field counter? integer
---@field counterhigh? integer

---@class pycap.constants.wireguard

---WireGuard tunnel (WireGuard: Next Generation Kernel Network Tunnel (NDSS 2017), section 5.4)
---@param fields? pycap.fields.wireguard|pycap.header.wireguard
---@return pycap.header.wireguard
function pycap.wireguard(fields) end

---@class pycap.item.rip.entries
---@field family? integer # address family
---@field tag? integer # route tag; of an authentication its type, 2: a password
---@field authentication? string # password, or what its type says
---@field address? string # address of the destination
---@field mask? string # subnet mask; zero in version 1
---@field nexthop? string # next hop; zero: the sender
---@field metric? integer # metric, 1 to 15; 16: unreachable
---@field data? string # bytes at the end that make none

---@class pycap.header.rip: pycap.header
---@field command integer|"request"|"response"|"update-request"|"update-response"|"update-acknowledge" # what the message is
---@field version integer # version of the protocol
---@field zero integer # zero; of some senders the routing domain
---@field entries pycap.item.rip.entries[] # entries

---@class pycap.fields.rip
---@field command? integer|"request"|"response"|"update-request"|"update-response"|"update-acknowledge"
---@field version? integer
---@field zero? integer
---@field entries? pycap.item.rip.entries[]|string

---@class pycap.constants.rip

---Routing Information Protocol (RFC 2453, RFC 1058)
---@param fields? pycap.fields.rip|pycap.header.rip
---@return pycap.header.rip
function pycap.rip(fields) end

---@class pycap.item.ripng.entries
---@field prefix? string # prefix, or next hop
---@field tag? integer # route tag
---@field prefixlength? integer # bits of the prefix
---@field metric? integer # metric, 1 to 15; 16: unreachable, 255: a next hop
---@field data? string # bytes at the end that make none

---@class pycap.header.ripng: pycap.header
---@field command integer|"request"|"response" # what the message is
---@field version integer # version of the protocol
---@field zero integer # zero
---@field entries pycap.item.ripng.entries[] # entries

---@class pycap.fields.ripng
---@field command? integer|"request"|"response"
---@field version? integer
---@field zero? integer
---@field entries? pycap.item.ripng.entries[]|string

---@class pycap.constants.ripng

---Routing Information Protocol for IPv6 (RFC 2080)
---@param fields? pycap.fields.ripng|pycap.header.ripng
---@return pycap.header.ripng
function pycap.ripng(fields) end

---@alias pycap.kind.bgp.parameters "capabilities"

---@class pycap.item.bgp.parameters
---@field kind? integer|pycap.kind.bgp.parameters # type
---@field length? integer # bytes in the value
---@field name? pycap.kind.bgp.parameters # of a known kind
---@field capabilities? pycap.item.bgp.parameters.capabilities.capabilities[] # capabilities
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@alias pycap.kind.bgp.parameters.capabilities.capabilities "multiprotocol"|"refresh"|"restart"|"longas"|"addpath"|"enhancedrefresh"|"hostname"

---@class pycap.item.bgp.parameters.capabilities.capabilities
---@field kind? integer|pycap.kind.bgp.parameters.capabilities.capabilities # type
---@field length? integer # bytes in the value
---@field name? pycap.kind.bgp.parameters.capabilities.capabilities # of a known kind
---@field family? integer # address family
---@field reserved? integer # zero
---@field subfamily? integer # subsequent address family
---@field as? integer # autonomous system
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.bgp.withdrawn
---@field bits? integer # bits of the prefix
---@field prefix? string # the prefix, in whole bytes
---@field data? string # bytes at the end that make none

---@class pycap.item.bgp.attributes
---@field flags? integer # flags; 0x10: the length has two bytes
---@field type? integer # type of the attribute
---@field size? integer # bytes in the value
---@field longsize? integer # bytes in the value
---@field value? string # the value
---@field longvalue? string # the value, where its length has two bytes
---@field data? string # bytes at the end that make none

---@class pycap.item.bgp.routes
---@field bits? integer # bits of the prefix
---@field prefix? string # the prefix, in whole bytes
---@field data? string # bytes at the end that make none

---@class pycap.header.bgp: pycap.header
---@field marker string # 16 bytes of 0xff
---@field length integer # bytes in the message
---@field type integer|"open"|"update"|"notification"|"keepalive"|"route-refresh" # what the message is
---@field version? integer # version of the protocol
---@field as? integer # autonomous system of the sender; 23456: see longas
---@field holdtime? integer # most seconds between messages
---@field id? string # identifier of the sender
---@field parametersize? integer # bytes of the parameters
---@field parameters? pycap.item.bgp.parameters[] # optional parameters
---@field withdrawnsize? integer # bytes of the withdrawn routes
---@field withdrawn? pycap.item.bgp.withdrawn[] # withdrawn routes
---@field attributesize? integer # bytes of the attributes
---@field attributes? pycap.item.bgp.attributes[] # path attributes
---@field routes? pycap.item.bgp.routes[] # routes that are announced
---@field error? integer|"header"|"open"|"update"|"hold-timer"|"state-machine"|"cease"|"route-refresh" # error code
---@field suberror? integer # error subcode
---@field data? string # data of the error
---@field family? integer # address family
---@field subtype? integer # 0: a request, 1: begin, 2: end (RFC 7313)
---@field subfamily? integer # subsequent address family

---@class pycap.fields.bgp
---@field marker? string
---@field length? integer
---@field type? integer|"open"|"update"|"notification"|"keepalive"|"route-refresh"
---@field version? integer
---@field as? integer
---@field holdtime? integer
---@field id? string|pycap.Raw
---@field parametersize? integer
---@field parameters? pycap.item.bgp.parameters[]|string
---@field withdrawnsize? integer
---@field withdrawn? pycap.item.bgp.withdrawn[]|string
---@field attributesize? integer
---@field attributes? pycap.item.bgp.attributes[]|string
---@field routes? pycap.item.bgp.routes[]|string
---@field error? integer|"header"|"open"|"update"|"hold-timer"|"state-machine"|"cease"|"route-refresh"
---@field suberror? integer
---@field data? string
---@field family? integer
---@field subtype? integer
---@field subfamily? integer

---@class pycap.constants.bgp

---Border Gateway Protocol (RFC 4271, RFC 5492, RFC 2918)
---@param fields? pycap.fields.bgp|pycap.header.bgp
---@return pycap.header.bgp
function pycap.bgp(fields) end

---@alias pycap.kind.radius.attributes "username"|"password"|"chappassword"|"nasaddress"|"nasport"|"service"|"protocol"|"framedaddress"|"framedmask"|"filter"|"mtu"|"reply"|"state"|"class"|"vendor"|"sessiontimeout"|"idletimeout"|"termination"|"calledstation"|"callingstation"|"nasid"|"proxystate"|"accountingstatus"|"delay"|"inputoctets"|"outputoctets"|"session"|"authentic"|"sessiontime"|"inputpackets"|"outputpackets"|"cause"|"eventtime"|"challenge"|"porttype"|"connectinfo"|"eap"|"authenticator"|"portid"

---@class pycap.item.radius.attributes
---@field kind? integer|pycap.kind.radius.attributes # type of the attribute
---@field length? integer # bytes in the attribute
---@field name? pycap.kind.radius.attributes # of a known kind
---@field text? string # the text
---@field address? string # the address
---@field number? integer # the number
---@field vendor? integer # enterprise number of the vendor
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.radius: pycap.header
---@field code integer|"access-request"|"access-accept"|"access-reject"|"accounting-request"|"accounting-response"|"access-challenge"|"status-server"|"status-client"|"disconnect-request"|"disconnect-ack"|"disconnect-nak"|"coa-request"|"coa-ack"|"coa-nak" # what the packet is
---@field id integer # identifier, the same in request and response
---@field length integer # bytes in the packet
---@field authenticator string # authenticator
---@field attributes pycap.item.radius.attributes[] # attributes

---@class pycap.fields.radius
---@field code? integer|"access-request"|"access-accept"|"access-reject"|"accounting-request"|"accounting-response"|"access-challenge"|"status-server"|"status-client"|"disconnect-request"|"disconnect-ack"|"disconnect-nak"|"coa-request"|"coa-ack"|"coa-nak"
---@field id? integer
---@field length? integer
---@field authenticator? string
---@field attributes? pycap.item.radius.attributes[]|string

---@class pycap.constants.radius

---Remote Authentication Dial In User Service (RFC 2865, RFC 2866, RFC 5176)
---@param fields? pycap.fields.radius|pycap.header.radius
---@return pycap.header.radius
function pycap.radius(fields) end

---@class pycap.header.snmp: pycap.header
---@field tag integer # tag of a sequence
---@field size integer # bytes of the message, or the form of this number
---@field size1? integer # bytes of the message
---@field size2? integer # bytes of the message
---@field versiontag integer # tag and length of an integer
---@field version integer|"v1"|"v2c"|"v3" # version of the protocol
---@field communitytag? integer # tag of a text
---@field communitysize? integer # bytes of the community, up to 127
---@field community? string # community
---@field pdutag? integer # 5: the tag of an operation
---@field operation? integer|"get"|"get-next"|"response"|"set"|"trap1"|"get-bulk"|"inform"|"trap"|"report" # operation
---@field pdusize? integer # bytes of the operation, or the form of this number
---@field pdusize1? integer # bytes of the operation
---@field pdusize2? integer # bytes of the operation
---@field idtag? integer # tag of an integer
---@field idsize? integer # bytes of the identifier
---@field id1? integer # identifier of the request, of one byte
---@field id2? integer # identifier of the request, of two bytes
---@field id3? integer # identifier of the request, of three bytes
---@field id? integer # identifier of the request, of four bytes
---@field errortag? integer # tag and length of an integer
---@field error? integer|"no-error"|"too-big"|"no-such-name"|"bad-value"|"read-only"|"other"|"no-access"|"authorization" # error status; of get-bulk: non-repeaters
---@field indextag? integer # tag and length of an integer
---@field index? integer # error index; of get-bulk: most repetitions

---@class pycap.fields.snmp
---@field tag? integer
---@field size? integer
---@field size1? integer
---@field size2? integer
---@field versiontag? integer
---@field version? integer|"v1"|"v2c"|"v3"
---@field communitytag? integer
---@field communitysize? integer
---@field community? string
---@field pdutag? integer
---@field operation? integer|"get"|"get-next"|"response"|"set"|"trap1"|"get-bulk"|"inform"|"trap"|"report"
---@field pdusize? integer
---@field pdusize1? integer
---@field pdusize2? integer
---@field idtag? integer
---@field idsize? integer
---@field id1? integer
---@field id2? integer
---@field id3? integer
---@field id? integer
---@field errortag? integer
---@field error? integer|"no-error"|"too-big"|"no-such-name"|"bad-value"|"read-only"|"other"|"no-access"|"authorization"
---@field indextag? integer
---@field index? integer

---@class pycap.constants.snmp

---Simple Network Management Protocol (RFC 1157, RFC 3416, RFC 3417)
---@param fields? pycap.fields.snmp|pycap.header.snmp
---@return pycap.header.snmp
function pycap.snmp(fields) end

---@class pycap.header.syslog: pycap.header
---@field open integer # <
---@field priority string # 8 times the facility, and the severity
---@field version string # version of the format; of RFC 3164: empty
---@field text string # the rest of the message

---@class pycap.fields.syslog
---@field open? integer
---@field priority? string
---@field version? string
---@field text? string

---@class pycap.constants.syslog

---System log message (RFC 5424, RFC 3164)
---@param fields? pycap.fields.syslog|pycap.header.syslog
---@return pycap.header.syslog
function pycap.syslog(fields) end

---@alias pycap.kind.ntske.records "end"|"protocols"|"error"|"warning"|"algorithms"|"cookie"|"server"|"port"

---@class pycap.item.ntske.records
---@field critical? integer # what does not know the record has to give up
---@field kind? integer|pycap.kind.ntske.records # type of the record
---@field length? integer # bytes in the body
---@field name? pycap.kind.ntske.records # of a known kind
---@field numbers? pycap.item.ntske.records.protocols.numbers[]|pycap.item.ntske.records.algorithms.numbers[] # numbers
---@field number? integer # the number
---@field server? string # name of the server
---@field port? integer # port of the server
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.ntske.records.protocols.numbers
---@field number? integer # the number
---@field data? string # bytes at the end that make none

---@class pycap.item.ntske.records.algorithms.numbers
---@field number? integer # the number
---@field data? string # bytes at the end that make none

---@class pycap.header.ntske: pycap.header
---@field records pycap.item.ntske.records[] # records

---@class pycap.fields.ntske
---@field records? pycap.item.ntske.records[]|string

---@class pycap.constants.ntske

---Network Time Security Key Establishment (RFC 8915, section 4)
---@param fields? pycap.fields.ntske|pycap.header.ntske
---@return pycap.header.ntske
function pycap.ntske(fields) end

---@class pycap.item.rtp.contributors
---@field source? integer # synchronization source of a contributor
---@field data? string # bytes at the end that make none

---@class pycap.header.rtp: pycap.header
---@field version integer # version of the protocol
---@field padding integer # 1: padding ends the packet; its last byte counts it
---@field extended integer # 1: a header extension follows
---@field sourcecount integer # number of contributing sources
---@field marker integer # marker, by the payload type
---@field type integer|"pcmu"|"gsm"|"g723"|"pcma"|"g722"|"comfort-noise"|"mpa"|"g729"|"jpeg"|"h261"|"mpv"|"mp2t"|"h263" # payload type
---@field sequence integer # sequence number
---@field timestamp integer # timestamp, in the units of the payload type
---@field source integer # synchronization source (SSRC)
---@field contributors pycap.item.rtp.contributors[] # contributing sources (CSRC)
---@field profile? integer # what the extension is
---@field extensionsize? integer # bytes in the extension
---@field extension? string # the extension

---@class pycap.fields.rtp
---@field version? integer
---@field padding? integer
---@field extended? integer
---@field sourcecount? integer
---@field marker? integer
---@field type? integer|"pcmu"|"gsm"|"g723"|"pcma"|"g722"|"comfort-noise"|"mpa"|"g729"|"jpeg"|"h261"|"mpv"|"mp2t"|"h263"
---@field sequence? integer
---@field timestamp? integer
---@field source? integer
---@field contributors? pycap.item.rtp.contributors[]|string
---@field profile? integer
---@field extensionsize? integer
---@field extension? string

---@class pycap.constants.rtp

---Real-time Transport Protocol (RFC 3550, section 5.1)
---@param fields? pycap.fields.rtp|pycap.header.rtp
---@return pycap.header.rtp
function pycap.rtp(fields) end

---@class pycap.header.udplite: pycap.header
---@field sourceport integer # source port, 0: none
---@field destinationport integer # destination port
---@field coverage integer # bytes that the checksum covers, 0: all
---@field checksum integer # Internet checksum with the pseudo header

---@class pycap.fields.udplite
---@field sourceport? integer
---@field destinationport? integer
---@field coverage? integer
---@field checksum? integer

---@class pycap.constants.udplite

---Lightweight User Datagram Protocol (RFC 3828)
---@param fields? pycap.fields.udplite|pycap.header.udplite
---@return pycap.header.udplite
function pycap.udplite(fields) end

---@alias pycap.kind.dccp.options "padding"|"mandatory"|"slowreceiver"|"changel"|"confirml"|"changer"|"confirmr"|"initcookie"|"ndpcount"|"ackvector0"|"ackvector1"|"datadropped"|"timestamp"|"timestampecho"|"elapsed"|"datachecksum"

---@class pycap.item.dccp.options
---@field kind? integer|pycap.kind.dccp.options # type of the option
---@field length? integer # bytes in the option
---@field name? pycap.kind.dccp.options # of a known kind
---@field feature? integer # number of the feature
---@field values? string # values, the first is preferred
---@field value? integer # timestamp, in units of 10 us
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.header.dccp: pycap.header
---@field sourceport integer # source port
---@field destinationport integer # destination port
---@field headerlength integer # bytes in the header
---@field ccval integer # value of the congestion control
---@field coverage integer # checksum coverage, 0: all
---@field checksum integer # Internet checksum with the pseudo header
---@field reserved integer # zero
---@field type integer|"request"|"response"|"short-data"|"data"|"short-ack"|"ack"|"short-data-ack"|"data-ack"|"close-request"|"close"|"reset"|"sync"|"sync-ack" # twice the packet type, and 1 if sequence numbers have 48 bits
---@field shortsequence? integer # sequence number, low 24 bits
---@field zero? integer # zero
---@field sequence? integer # sequence number
---@field shortackzero? integer # zero
---@field shortacknowledge? integer # acknowledged sequence number, low 24 bits
---@field ackzero? integer # zero
---@field acknowledge? integer # acknowledged sequence number
---@field service? integer # service code
---@field reset? integer|"unspecified"|"closed"|"aborted"|"no-connection"|"packet-error"|"option-error"|"mandatory-error"|"refused"|"bad-service"|"too-busy"|"bad-init-cookie"|"aggression" # reset code
---@field resetdata? string # data of the reset code
---@field options pycap.item.dccp.options[] # options

---@class pycap.fields.dccp
---@field sourceport? integer
---@field destinationport? integer
---@field headerlength? integer
---@field ccval? integer
---@field coverage? integer
---@field checksum? integer
---@field reserved? integer
---@field type? integer|"request"|"response"|"short-data"|"data"|"short-ack"|"ack"|"short-data-ack"|"data-ack"|"close-request"|"close"|"reset"|"sync"|"sync-ack"
---@field shortsequence? integer
---@field zero? integer
---@field sequence? integer
---@field shortackzero? integer
---@field shortacknowledge? integer
---@field ackzero? integer
---@field acknowledge? integer
---@field service? integer
---@field reset? integer|"unspecified"|"closed"|"aborted"|"no-connection"|"packet-error"|"option-error"|"mandatory-error"|"refused"|"bad-service"|"too-busy"|"bad-init-cookie"|"aggression"
---@field resetdata? string
---@field options? pycap.item.dccp.options[]|string

---@class pycap.constants.dccp

---Datagram Congestion Control Protocol (RFC 4340)
---@param fields? pycap.fields.dccp|pycap.header.dccp
---@return pycap.header.dccp
function pycap.dccp(fields) end

---@class pycap.header.pgm: pycap.header
---@field sourceport integer # source port
---@field destinationport integer # destination port
---@field type integer|"spm"|"poll"|"polr"|"odata"|"rdata"|"nak"|"nnak"|"ncf"|"spmr"|"ack" # packet type
---@field options integer|string # which options there are
---@field checksum integer # Internet checksum of the packet
---@field source string # global source identifier
---@field length integer # bytes of the data that the packet carries or asks for
---@field sequence? integer # sequence number
---@field trailing? integer # trailing edge of the transmit window
---@field leading? integer # leading edge of the transmit window
---@field pathfamily? integer # address family of the path, 1: IPv4, 2: IPv6
---@field pathreserved? integer # zero
---@field path? string # address of the last node on the path
---@field path6? string # address of the last node on the path
---@field datasequence? integer # sequence number of the data
---@field datatrailing? integer # trailing edge of the transmit window
---@field requested? integer # sequence number that is asked for
---@field sourcefamily? integer # address family of the source
---@field sourcereserved? integer # zero
---@field sourceaddress? string # address of the source
---@field sourceaddress6? string # address of the source
---@field groupfamily? integer # address family of the group
---@field groupreserved? integer # zero
---@field group? string # address of the group
---@field group6? string # address of the group

---@class pycap.fields.pgm
---@field sourceport? integer
---@field destinationport? integer
---@field type? integer|"spm"|"poll"|"polr"|"odata"|"rdata"|"nak"|"nnak"|"ncf"|"spmr"|"ack"
---@field options? integer|string
---@field checksum? integer
---@field source? string
---@field length? integer
---@field sequence? integer
---@field trailing? integer
---@field leading? integer
---@field pathfamily? integer
---@field pathreserved? integer
---@field path? string|pycap.Raw
---@field path6? string|pycap.Raw
---@field datasequence? integer
---@field datatrailing? integer
---@field requested? integer
---@field sourcefamily? integer
---@field sourcereserved? integer
---@field sourceaddress? string|pycap.Raw
---@field sourceaddress6? string|pycap.Raw
---@field groupfamily? integer
---@field groupreserved? integer
---@field group? string|pycap.Raw
---@field group6? string|pycap.Raw

---@class pycap.constants.pgm

---Pragmatic General Multicast (RFC 3208, section 8)
---@param fields? pycap.fields.pgm|pycap.header.pgm
---@return pycap.header.pgm
function pycap.pgm(fields) end

---@class pycap.item.vrrp.addresses
---@field address? string # address of the virtual router
---@field data? string # bytes at the end that make none

---@class pycap.item.vrrp.addresses6
---@field address? string # address of the virtual router
---@field data? string # bytes at the end that make none

---@class pycap.header.vrrp: pycap.header
---@field version integer # version of the protocol
---@field type integer|"advertisement" # what the message is
---@field id integer # number of the virtual router
---@field priority integer # the highest is the router; 0: it is no longer, 255: the addresses are its own
---@field count integer # number of addresses
---@field authenticationtype? integer|"none"|"password"|"ah" # how the message is authenticated
---@field seconds? integer # time between messages, in s
---@field reserved? integer # zero
---@field interval? integer # most time between messages, in 1/100 s
---@field checksum integer # Internet checksum, from version 3 on with the pseudo header
---@field addresses pycap.item.vrrp.addresses[] # IPv4 addresses
---@field addresses6? pycap.item.vrrp.addresses6[] # IPv6 addresses
---@field authentication? string # a password, or zeros

---@class pycap.fields.vrrp
---@field version? integer
---@field type? integer|"advertisement"
---@field id? integer
---@field priority? integer
---@field count? integer
---@field authenticationtype? integer|"none"|"password"|"ah"
---@field seconds? integer
---@field reserved? integer
---@field interval? integer
---@field checksum? integer
---@field addresses? pycap.item.vrrp.addresses[]|string
---@field addresses6? pycap.item.vrrp.addresses6[]|string
---@field authentication? string

---@class pycap.constants.vrrp

---Virtual Router Redundancy Protocol (RFC 9568, RFC 5798, RFC 3768)
---@param fields? pycap.fields.vrrp|pycap.header.vrrp
---@return pycap.header.vrrp
function pycap.vrrp(fields) end

---@alias pycap.kind.cdp.elements "device"|"addresses"|"port"|"capabilities"|"version"|"platform"|"prefixes"|"hello"|"vtpdomain"|"nativevlan"|"duplex"|"voicevlan"|"voicevlanquery"|"power"|"mtu"|"trust"|"untrusted"|"systemname"|"systemid"|"management"|"location"|"powerrequest"|"poweravailable"|"sparepair"

---@class pycap.item.cdp.elements
---@field kind? integer|pycap.kind.cdp.elements # what the element (TLV) is
---@field length? integer # bytes in the element
---@field name? pycap.kind.cdp.elements # of a known kind
---@field text? string # text
---@field count? integer # number of addresses
---@field addresses? pycap.item.cdp.elements.addresses.addresses[]|pycap.item.cdp.elements.management.addresses[] # the addresses
---@field capabilities? integer # what the sender is
---@field prefixes? pycap.item.cdp.elements.prefixes.prefixes[] # the networks
---@field organisation? integer # whose protocol it is (OUI)
---@field protocol? integer # the organisation's number of it
---@field hello? string # what that says
---@field vlan? integer # number of the VLAN
---@field duplex? integer # half or full
---@field appliance? integer # which device it is for
---@field milliwatts? integer # power that the sender takes
---@field mtu? integer # longest packet, in bytes
---@field trust? integer # whether priorities are trusted
---@field class? integer # priority of frames that are not trusted
---@field form? integer # form of the location
---@field location? string # where the sender is
---@field request? integer # which request this is about
---@field management? integer # number of the sender's power management
---@field levels? pycap.item.cdp.elements.powerrequest.levels[]|pycap.item.cdp.elements.poweravailable.levels[] # powers
---@field pairs? integer # what is known of power over the spare pairs
---@field data? string # the bytes of an unknown kind
---@field padding? string # behind it, if not the usual zeros

---@class pycap.item.cdp.elements.addresses.addresses
---@field protocoltype? integer # form of the protocol: 1: NLPID, 2: 802.2
---@field protocolsize? integer # bytes of the protocol
---@field protocol? string # whose address it is
---@field addresssize? integer # bytes of the address
---@field address? string # the address
---@field address6? string # the address
---@field other? string # an address of another size
---@field data? string # bytes at the end that make none

---@class pycap.item.cdp.elements.prefixes.prefixes
---@field prefix? string # network that is reached by the sender
---@field prefixlength? integer # bits of it
---@field data? string # bytes at the end that make none

---@class pycap.item.cdp.elements.management.addresses
---@field protocoltype? integer # form of the protocol: 1: NLPID, 2: 802.2
---@field protocolsize? integer # bytes of the protocol
---@field protocol? string # whose address it is
---@field addresssize? integer # bytes of the address
---@field address? string # the address
---@field address6? string # the address
---@field other? string # an address of another size
---@field data? string # bytes at the end that make none

---@class pycap.item.cdp.elements.powerrequest.levels
---@field milliwatts? integer # power
---@field data? string # bytes at the end that make none

---@class pycap.item.cdp.elements.poweravailable.levels
---@field milliwatts? integer # power
---@field data? string # bytes at the end that make none

---@class pycap.header.cdp: pycap.header
---@field version integer # version of the protocol
---@field timetolive integer # seconds for which all this holds
---@field checksum integer # checksum, of an odd size in Cisco's own way
---@field elements pycap.item.cdp.elements[] # elements (TLVs)

---@class pycap.fields.cdp
---@field version? integer
---@field timetolive? integer
---@field checksum? integer
---@field elements? pycap.item.cdp.elements[]|string

---@class pycap.constants.cdp

---Cisco Discovery Protocol (Cisco, document ID 12485)
---@param fields? pycap.fields.cdp|pycap.header.cdp
---@return pycap.header.cdp
function pycap.cdp(fields) end

return pycap
