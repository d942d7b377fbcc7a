/*
** dhcplists.h - data of DHCP's options that are lists of more than addresses
*/
#ifndef PYCAP_DHCPLISTS_H
#define PYCAP_DHCPLISTS_H

#include "../core/protocol.h"

static const Field address[] = { A("address", IP4, "the address"), {0} };

static const Field domain[] = { N("domain", "the name", SPELT), {0} };

static const Field domains[] = {
  L("domains", domain, "the names, the first one first"), {0}
};

static const Name encodings[] = {
  {0, "names", NULL}, {1, "addresses", NULL}, {0, NULL, NULL}
};

static const Field sip[] = {
  U("encoding", 8, "what they are given as", NAMED(encodings), DEFAULT(1)),
  L("domains", domain, "the servers, the first one first",
    WHEN("encoding", 0, 0)),
  L("addresses", address, "the same", WHEN("encoding", 1, 1)),
  {0}
};

/* The width of a prefix is a byte: whole octets, and bits of one more. */
static const Field classless[] = {
  U("octets", 5, "whole octets of the prefix"),
  U("bits", 3, "bits of it in one more octet"),
  B("destination", 0, "the whole octets", SIZED("octets")),
  U("partial", 8, "the octet that those bits are in", HEX, WHEN("bits", 1, 7)),
  A("router", IP4, "which way"),
  {0}
};

static const Field classlessroutes[] = {
  L("routes", classless, "the routes"), {0}
};

static const Field class[] = {
  U("enterprise", 32, "number of the vendor (IANA)"),
  U("size", 8, "bytes of its class"),
  B("class", 0, "its class", SIZED("size")),
  {0}
};

static const Field classes[] = { L("classes", class, "by vendor"), {0} };

static const Field suboption_head[] = {
  U("kind", 8, "kind of the suboption"),
  U("length", 8, "bytes of its data"),
  {0}
};

static const Items suboptions = { .head = suboption_head };

static const Field vendor[] = {
  U("enterprise", 32, "number of the vendor (IANA)"),
  U("size", 8, "bytes of its suboptions"),
  I("suboptions", &suboptions, "what it defines", SIZED("size")),
  {0}
};

static const Field vendors[] = { L("vendors", vendor, "by vendor"), {0} };

#endif
