/*
** netboot.h - data of options that both DHCP and DHCPv6 have for booting over
** the network (RFC 4578, RFC 5970)
*/
#ifndef PYCAP_NETBOOT_H
#define PYCAP_NETBOOT_H

#include "../core/protocol.h"

static const Field architecture[] = {
  U("type", 16, "0: PC BIOS, 7: EFI x64, ..."), {0}
};

static const Field architectures[] = {
  L("types", architecture, "the architectures"), {0}
};

static const Field interface[] = {
  U("type", 8, "1: UNDI"),
  U("major", 8, "version"),
  U("minor", 8, "the same"),
  {0}
};

#endif
