--
-- judgelists.lua - which headers a packet has: ours, and those of tshark's list
-- of protocols by our names, up to the first one that is not ours
--
local lists = {}

-- tshark's protocols by our names; false: says nothing about headers.
local ours = {
  ethertype = false, raw = false, wlan_radio = false, slow = false,
  eth = "ethernet", vlan = "vlan", ieee8021ad = "vlan", arp = "arp",
  llc = "llc", stp = "stp", lldp = "lldp", sll = "sll", null = "null",
  ppp = "ppp", chdlc = "chdlc", pppoed = "pppoe", pppoes = "pppoe",
  mpls = "mpls", radiotap = "radiotap", wlan = "wlan", ip = "ip", ipv6 = "ip6",
  ["ipv6.hopopts"] = "hopbyhop", ["ipv6.routing"] = "routing",
  ["ipv6.fraghdr"] = "fragment", ["ipv6.dstopts"] = "destinationoptions",
  mipv6 = "mobility", ah = "ah", tcp = "tcp", udp = "udp", icmp = "icmp",
  icmpv6 = "icmp6", igmp = "igmp", sctp = "sctp", udplite = "udplite",
  udpencap = "udpencap", dccp = "dccp", pgm = "pgm", quic = "quic",
  snmp = "snmp", gre = "gre",
  vxlan = "vxlan", geneve = "geneve", dns = "dns", mdns = "dns",
  llmnr = "dns", eapol = "eapol",
  bfd = "bfd", lacp = "lacp", tftp = "tftp", ntp = "ntp",
  vrrp = "vrrp", cdp = "cdp", dhcp = "dhcp", dhcpv6 = "dhcp6",
  pwethheuristic = false, pwethnocw = false, pwethcw = "pwethcw",
  fr = "fr", fddi = "fddi", cfp = "cfp", ieee8021ah = "ieee8021ah",
  vntag = "vntag", nsh = "nsh", cmd = "cmd", erspan = "erspan", gtp = "gtp",
  teredo = "teredo", esp = "esp", ipcomp = "ipcomp",
  lcp = "lcp", ipcp = "ipcp", ipv6cp = "ipv6cp", ccp = "ccp", pap = "pap",
  chap = "chap", ospf = "ospf", pim = "pim", eigrp = "eigrp", rsvp = "rsvp",
  osi = false, isis = "isis", hsrp = "hsrp", l2tp = "l2tp",
  etherip = "etherip", tzsp = "tzsp", macsec = "macsec", ptp = "ptp",
  loop = "ctp", udld = "udld", dtp = "dtp", ipx = "ipx", netbios = "netbios",
  netlink = "netlink", wol = "wol", pflog = "pflog", ppi = "ppi",
  nbns = "nbns", nbdgm = "nbdgm", smb = "smb", ssdp = "ssdp", sip = "sip",
  stun = "stun", isakmp = "ike", rip = "rip", ripng = "ripng",
  radius = "radius", syslog = "syslog", wg = "wireguard", dnp3 = "dnp3",
}

-- Applications over UDP that tshark recognises at other ports, too: behind
-- these, or of one that is cut within its fixed part, we have payload.
local apps = { nbns = true, nbdgm = true, ssdp = true, sip = true,
               stun = true, ike = true, rip = true, ripng = true,
               radius = true, syslog = true, wireguard = true, dnp3 = true,
               quic = true, snmp = true }

-- What stands behind these is no header of the packet.
local last = { icmp = true, icmp6 = true, igmp = true,
               stp = true, lldp = true, dns = true, eapol = true,
               bfd = true, lacp = true, tftp = true, ntp = true,
               vrrp = true, cdp = true, dhcp = true, dhcp6 = true, esp = true,
               ipcomp = true, lcp = true, ipcp = true, ipv6cp = true,
               ccp = true, pap = true, chap = true, ospf = true, eigrp = true,
               rsvp = true, isis = true, hsrp = true, ptp = true, udld = true,
               dtp = true, ipx = true, netbios = true, ctp = true,
               netlink = true, wol = true }
for name in pairs(apps) do last[name] = name ~= "nbdgm" or nil end

-- What we know to be carried by UDP.
local over_udp = { vxlan = true, geneve = true, dns = true, ntp = true,
                    bfd = true, tftp = true, dhcp = true, dhcp6 = true,
                    gtp = true, teredo = true, ip6 = true, hsrp = true,
                    l2tp = true, tzsp = true, ptp = true }
for name in pairs(apps) do over_udp[name] = true end
over_udp.udpencap, over_udp.esp = true, true

function lists.name_of(header)
  return getmetatable(header):match("^pycap%.(.*)")
end

-- What is one protocol to tshark, where we have a header for each part: the
-- labels of MPLS, the indicators of Teredo.
local runs = { mpls = true, teredo = true }

-- Our headers by name, of those that are one protocol to tshark one.
function lists.ours(packet)
  local list = {}
  for i = 1, #packet do
    local name = lists.name_of(packet[i])
    -- tshark has no protocol for the key in EAPOL, nor EAPOL or LACP in GRE
    if not (runs[name] and list[#list] == name) and name ~= "eapolkey" and
        (name ~= "eapol" and name ~= "lacp" or list[#list] ~= "gre") then
      list[#list + 1] = name
    end
    -- what is in a segment the specs of those protocols compare
    if name == "tcp" then break end
  end
  return list
end

-- What tshark's list makes of it: a list of our names, up to what we do not
-- decode; whether the frame is one that tshark reads as another's (FabricPath).
function lists.theirs(expected, packet)
  local list, tagged = {}, false
  local named = lists.ours(packet)
  local first = named[1]
  for name in expected.protocols:gmatch("[^:]+") do
    local ours_ = ours[name]
    -- what is not spanning tree is GARP to tshark, too
    if ours_ == "stp" and expected.protocols:find("stp:g", 1, true) then
      return list, false
    end
    -- over TCP, and where it does not fit, it is payload
    if ours_ == "dns" and (list[#list] ~= "udp" or not packet.dns) then
      return list, false
    end
    -- of one that is cut within its fixed part we show nothing
    if (ours_ == "dhcp" or ours_ == "dhcp6" or apps[ours_]) and
        not packet[ours_] or apps[ours_] and list[#list] == "tcp" then
      return list, false
    end
    -- a transfer goes on between ports that only its request tells
    local before = packet[#list]
    if ours_ == "tftp" and list[#list] == "udp" and
        before.sourceport ~= 69 and before.destinationport ~= 69 then
      return list, false
    end
    -- to tshark all at that port is encapsulated, ESP and keepalives, too
    if ours_ == "udpencap" and not packet.udpencap then
      if packet.esp then goto continue end
      return list, false
    end
    if ours_ == nil or list[#list] == "udp" and not over_udp[ours_] then
      return list, list[2] == "cfp"
    elseif ours_ == "vlan" and not tagged then
      -- Two 802.1ad tags are one protocol to tshark, and only of the first
      -- run of tags does the oracle know how many there are.
      tagged = true
      for _ = 1, #expected["vlan.id"] do list[#list + 1] = "vlan" end
    elseif ours_ == "vlan" and list[#list] == "vlan" then
      tagged = true
    elseif ours_ == "ieee8021ah" then
      -- tshark has no protocol for the customer's addresses and type
      list[#list + 1] = ours_
      list[#list + 1] = "ethernet"
    elseif ours_ == "ospf" then
      list[#list + 1] = packet.ospf3 and "ospf3" or ours_
    elseif ours_ == "teredo" then
      -- to us there is none where IPv6 stands behind UDP at once
      if packet.teredo then list[#list + 1] = ours_ end
    elseif ours_ == "sll" then
      list[#list + 1] = expected["sll.ifindex"] and "sll2" or "sll"
    elseif ours_ == "null" then
      list[#list + 1] = first == "loopback" and first or "null"
    elseif ours_ == "ppp" then
      -- tshark has one protocol for the frame (hdlc) and both its forms.
      local here = named[#list + 1]
      if here == "chdlc" then goto continue end
      if here == "hdlc" then
        list[#list + 1] = here
        here = named[#list + 1]
      end
      list[#list + 1] = here == "pppcompressed" and here or "ppp"
    elseif ours_ == "llc" then
      list[#list + 1] = "llc"
      if expected["llc.oui"] then list[#list + 1] = "snap" end
    elseif ours_ == "ip" and expected["ip.version"] == 6 and
           not expected["ip.src"] then
      -- IPv6 under the number of IPv4: tshark shows an empty one of these
      list.six = true
    elseif ours_ and not (ours_ == "mpls" and list[#list] == "mpls") then
      list[#list + 1] = ours_
    end
    if last[ours_] then break end
    ::continue::
  end
  return list, list[2] == "cfp"
end

return lists
