/*
** device.h - the devices that there are
*/
#ifndef PYCAP_DEVICE_H
#define PYCAP_DEVICE_H

#include <stdbool.h>

#include "fault.h"
#include "link.h"

typedef struct DeviceAddress {
  char address[64], netmask[64], broadcast[64];  /* "" where there is none */
} DeviceAddress;

typedef struct Device {
  char *name, *description;  /* description may be NULL */
  int index;                 /* 0: it is no interface */
  int mtu;                   /* 0 likewise */
  char hardware[LINK_TEXT];  /* its address, "" where there is none */
  bool up, running, loopback, wireless;
  int count;
  DeviceAddress *addresses;
  struct Device *next;
} Device;

/* Devices in libpcap's order; NULL with fault->code NULL: there are none. */
Device *devices_list(Fault *fault);
void devices_free(Device *list);

/* Sets a fault: there is no device of that name, but one that is near. -1. */
int device_missing(Fault *fault, const char *name);

/* The name of libpcap's default device (the caller frees it), or NULL. */
char *device_default(Fault *fault);

#endif
