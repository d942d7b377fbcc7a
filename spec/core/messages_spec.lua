--
-- messages_spec.lua - messages of streams in the corpus, judged by tshark
--
local pycap = require "pycap"
local support = require "spec.support"

-- The files in which tshark knows DNS, HTTP or hellos of TLS.
local FILES <const> = {
  "arp/joy-firefox58.pcap", "arp/sanders-arppoison.pcapng",
  "arp/tcpreplay-test.rewrite_efcs.pcap", "ethernet/libtrace-8021x.pcap",
  "ethernet/mercury-pppoe_double_vlan_tagging.pcap",
  "ethernet/suricata-ethernet-eve-test.pcap",
  "ethernet/zeek-mixed-vlan-mpls.pcap", "ethernet/zeek-ncp.pcap",
  "ethernet/zeek-snap-tcp.pcap", "formats/pcpp-many_interfaces-1.pcapng",
  "formats/pcpp-nanosecs_big_endian.pcap", "ipv4/libpcap-AH-IPcomp-IPv4.pcap",
  "ipv4/pcpp-IgmpPackets.pcap", "ipv6/libpcap-AH-IPcomp-IPv6.pcap",
  "ipv6/zeek-Teredo.pcap", "linktypes/pcpp-SllPacket.pcap",
  "linktypes/pcpp-raw_ip.pcap", "linktypes/pcpp-sll.pcap",
  "linktypes/suricata-hdlc-http_1tx.pcap",
  "malformed/maltrail-mixed_soup.pcap", "mixed/arkime-arkime_synthetic.pcap",
  "mixed/arkime-single-packets.pcap", "mixed/mercury-emix.pcap",
  "mixed/sanders-http_espn.pcapng", "tcp/pcpp-TcpPacketNoOptionsAccEcn.pcap",
  "tcp/suricata-drop-protocol-change.pcap",
  "tcp/suricata-tcp-urgent-2byte-XY.pcap",
  "tcp/suricata-tlpw-tcp-tfo-data-on-syn-nack.pcap",
  "tcp/suricata-transform-base64-7296.pcap", "tcp/zeek-tcp-fast-open.pcap",
  "tcp/zeek-tcp-http-with-padding.pcap", "tcp/zeek-tcp-options.pcap",
  "udp/tcpreplay-test.rewrite_l7fuzzing.pcap",
  "udp/zeek-geneve-many-options.pcap",
  "vlan/tcpreplay-test.rewrite_vlan802.1ad.pcap",
  "vlan/zeek-http-qinq-0.pcap", "vlan/zeek-mpls-in-vlan.pcap",
  "vlan/zeek-pppoe-over-qinq.pcap", "vlan/zeek-vlan-qinqinq.pcap",
}

local FIELDS <const> = { "frame.number", "dns.id", "dns.flags.response",
  "tls.handshake.type", "tls.handshake.random", "tls.handshake.ja3",
  "tls.handshake.extensions_server_name", "http.request.method",
  "http.request.uri", "http.response.code" }

local COMMAND <const> = "tshark -n -r %s -o tcp.desegment_tcp_streams:TRUE " ..
  "-o http.desegment_body:FALSE -Y 'tcp && (dns || http.request || " ..
  "http.response || tls.handshake.type == 1 || tls.handshake.type == 2)' " ..
  "-T fields -E separator=/t -E occurrence=a -E 'aggregator=\7' -e " ..
  table.concat(FIELDS, " -e ")

-- How many messages only one of the two has, and why.
local APART <const> = {
  ["ethernet/zeek-mixed-vlan-mpls.pcap"] = { 1, "HTTP/0.9" },
  ["ipv4/libpcap-AH-IPcomp-IPv4.pcap"] = { 2, "IPComp" },
  ["ipv6/libpcap-AH-IPcomp-IPv6.pcap"] = { 2, "IPComp" },
  ["ipv6/zeek-Teredo.pcap"] = { 1, "Teredo" },
  ["linktypes/pcpp-SllPacket.pcap"] = { 1, "the snapshot length cuts a head" },
  ["mixed/mercury-emix.pcap"] = { 8, "SOCKS" },
  ["mixed/sanders-http_espn.pcapng"] = { 2, "a head told with its body" },
  ["tcp/suricata-tcp-urgent-2byte-XY.pcap"] = { 1, "urgent data" },
  ["tcp/suricata-transform-base64-7296.pcap"] = { 2,
    "a status line without blanks; segments sent anew behind an RST" },
}

local function hex(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

-- A text for each message of ours, with its frame's number.
local function ours(path)
  local list, number = {}, 0
  local capture <close> = pycap { filename = path }
  local function put(...)
    list[#list + 1] = number .. " " .. table.concat({ ... }, " ")
  end
  capture:on("packet", function() number = number + 1 end)
  capture:on("dns", { "id", "response", tcp = true }, function(id, response)
    put("dns", id, response)
  end)
  capture:on("tls", { "hello", "records[handshake].messages[1].random", "ja3",
    "servername", hello = true }, function(side, random, ja3, name)
    put("tls", side, hex(random), ja3 or "-", name or "-")
  end)
  capture:on("http", { "method", "target", "status" }, function(...)
    local method, target, status = ...
    put("http", method or status, target or "-")
  end)
  capture:loop()
  return list
end

local function split(text, ending)
  local list = {}
  for value in (text .. ending):gmatch("([^" .. ending .. "]*)" .. ending) do
    list[#list + 1] = value
  end
  return list
end

-- The values of a field of tshark's: none where there is none.
local function several(text)
  return text == "" and {} or split(text, "\7")
end

-- The same of tshark's.
local function theirs(path)
  local list = {}
  local out, err, status = support.shell(COMMAND:format(support.quote(path)))
  assert(status == 0, err)
  for line in out:gmatch "[^\n]+" do
    local v = split(line, "\t")
    local randoms, names = several(v[5]), several(v[7])
    local prints, uris = several(v[6]), several(v[9])
    local function put(...)
      list[#list + 1] = v[1] .. " " .. table.concat({ ... }, " ")
    end
    for i, id in ipairs(several(v[2])) do
      local response = several(v[3])[i]
      put("dns", math.tointeger(tonumber(id)),
        (response == "1" or response == "True") and 1 or 0)
    end
    for _, kind in ipairs(several(v[4])) do
      if kind == "1" then
        put("tls client", table.remove(randoms, 1), table.remove(prints, 1),
          table.remove(names, 1) or "-")
      elseif kind == "2" then
        put("tls server", table.remove(randoms, 1), "- -")
      end
    end
    for i, method in ipairs(several(v[8])) do put("http", method, uris[i]) end
    for _, code in ipairs(several(v[10])) do put("http", code, "-") end
  end
  return list
end

describe("messages of streams", function()
  it("are tshark's over the corpus, at the same frames", function()
    support.needs("corpus")
    support.needs("tshark")
    local all = 0
    for _, name in ipairs(FILES) do
      local path = support.shared("corpus/" .. name)
      local count, apart = {}, {}
      for _, text in ipairs(ours(path)) do
        count[text] = (count[text] or 0) + 1
      end
      for _, text in ipairs(theirs(path)) do
        all = all + 1
        count[text] = (count[text] or 0) - 1
      end
      for text, n in pairs(count) do
        for _ = 1, math.abs(n) do
          apart[#apart + 1] = (n > 0 and "ours " or "theirs ") .. text
        end
      end
      local known = APART[name] and APART[name][1] or 0
      assert.equal(known, #apart, name .. "\n" .. table.concat(apart, "\n"))
    end
    assert.is_true(all > 400)
    print(("\nmessages: %d in %d files as tshark has them"):format(all,
      #FILES))
  end)
end)
