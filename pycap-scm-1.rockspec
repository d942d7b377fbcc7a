rockspec_format = "3.0"
package = "pycap"
version = "scm-1"
source = {
  url = "git+file://.",
}
description = {
  summary = "Packet scripts: capture, decode, count, edit and send packets",
  detailed = [[
    Captures packets with libpcap, from devices and from files, and hands them
    to Lua callbacks as headers that are tables laid over the packet's bytes:
    Ethernet to TCP, UDP and ICMP, tunnels and 802.11.
    Handlers by protocol, with fields, conditions and tallies that stay in C;
    timers and coroutines; headers and packets edited or made by hand, lengths
    and checksums filled in; frames sent with libnet; capture files written;
    questions asked and answers found (ARP, ping). The rock's folder
    addons is for editors with the Lua language server.]],
  license = "MIT",
  labels = { "network", "pcap", "packet", "libpcap", "libnet", "arp" },
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
  install_target = "install-rock",
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
    ADDONDIR = "$(PREFIX)/addons",
    DESTDIR = "",
  },
}
test_dependencies = { "busted" }
test = { type = "busted" }
