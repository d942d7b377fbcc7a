rockspec_format = "3.0"
package = "pycap"
version = "scm-1"
source = {
  url = "git+file://.",
}
description = {
  summary = "Packet capture, decoding and injection for Lua",
  detailed = [[
    Captures packets with libpcap, from devices and from files, hands Ethernet,
    VLAN and ARP headers to Lua callbacks as tables laid over the packet's
    bytes, and sends frames, captured, edited or made by hand, with libnet.]],
  license = "MIT",
  labels = { "network", "pcap", "packet", "arp" },
}
supported_platforms = { "linux" }
dependencies = { "lua >= 5.4, < 5.6" }
external_dependencies = {
  PCAP = { header = "pcap/pcap.h", library = "pcap" },
  NET = { header = "libnet.h", library = "net" },
}
build = {
  type = "make",
  build_target = "module",
  install_target = "install-module",
  variables = {
    B = "build/rock",
    CC = "$(CC)",
    CFLAGS = "$(CFLAGS)",
    WARNINGS = "-Wall",
    LUA_INCDIR = "$(LUA_INCDIR)",
    PCAP_INCDIR = "$(PCAP_INCDIR)",
    PCAP_LIBDIR = "$(PCAP_LIBDIR)",
    NET_INCDIR = "$(NET_INCDIR)",
    NET_LIBDIR = "$(NET_LIBDIR)",
    LUA_CMODDIR = "$(LIBDIR)",
    DESTDIR = "",
  },
}
test_dependencies = { "busted" }
test = { type = "busted" }
