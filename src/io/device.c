/*
** device.c - the devices that there are (libpcap)
*/
#include "device.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "../core/near.h"

/* libpcap's list; NULL with fault->code NULL when it is empty. */
static pcap_if_t *find_all(Fault *fault) {
  char words[PCAP_ERRBUF_SIZE] = "";
  pcap_if_t *all = NULL;
  fault->code = NULL;
  errno = 0;
  if (pcap_findalldevs(&all, words) < 0) {
    int error = errno;
    fault_set(fault, "device", "%s", words);
    fault->error = error;
    if (fault_exhausted(fault)) fault->code = "memory";
  }
  return all;
}

char *device_default(Fault *fault) {
  pcap_if_t *all = find_all(fault);
  char *name = NULL;
  if (all != NULL) {
    name = strdup(all->name);
    if (name == NULL) fault_memory(fault);
    pcap_freealldevs(all);
  } else if (fault->code == NULL) {
    fault_set(fault, "device", "there is no device to capture from");
  }
  return name;
}

/* Writes an IPv4 or IPv6 address as text; false for all others. */
static bool address_text(char *text, size_t size, const struct sockaddr *from) {
  if (from == NULL) return false;
  if (from->sa_family == AF_INET) {
    struct sockaddr_in in;
    memcpy(&in, from, sizeof in);
    return inet_ntop(AF_INET, &in.sin_addr, text, (socklen_t)size) != NULL;
  }
  if (from->sa_family == AF_INET6) {
    struct sockaddr_in6 in;
    memcpy(&in, from, sizeof in);
    return inet_ntop(AF_INET6, &in.sin6_addr, text, (socklen_t)size) != NULL;
  }
  return false;
}

static bool copy_addresses(Device *device, const pcap_addr_t *from) {
  size_t count = 0;
  for (const pcap_addr_t *a = from; a != NULL; a = a->next) count++;
  if (count == 0) return true;
  device->addresses = calloc(count, sizeof *device->addresses);
  if (device->addresses == NULL) return false;
  for (; from != NULL; from = from->next) {
    DeviceAddress *to = &device->addresses[device->count];
    if (!address_text(to->address, sizeof to->address, from->addr)) continue;
    address_text(to->netmask, sizeof to->netmask, from->netmask);
    address_text(to->broadcast, sizeof to->broadcast, from->broadaddr);
    device->count++;
  }
  return true;
}

/* What libpcap does not say. */
static void look_up(Device *device) {
  Link link;
  if (link_find(device->name, &link) != 0) return;
  device->index = link.index;
  device->mtu = link.mtu;
  link_text(&link, device->hardware);
}

/* A copy of one entry, or NULL: no memory. */
static Device *copy_device(const pcap_if_t *from) {
  Device *device = calloc(1, sizeof *device);
  bool copied;
  if (device == NULL) return NULL;
  device->up = (from->flags & PCAP_IF_UP) != 0;
  device->running = (from->flags & PCAP_IF_RUNNING) != 0;
  device->loopback = (from->flags & PCAP_IF_LOOPBACK) != 0;
  device->wireless = (from->flags & PCAP_IF_WIRELESS) != 0;
  device->name = strdup(from->name);
  copied = device->name != NULL && copy_addresses(device, from->addresses);
  if (copied && from->description != NULL) {
    device->description = strdup(from->description);
    copied = device->description != NULL;
  }
  if (copied) look_up(device);
  if (copied) return device;
  devices_free(device);
  return NULL;
}

Device *devices_list(Fault *fault) {
  pcap_if_t *all = find_all(fault);
  Device *list = NULL;
  Device **last = &list;
  for (const pcap_if_t *from = all; from != NULL; from = from->next) {
    *last = copy_device(from);
    if (*last == NULL) {
      fault_memory(fault);
      devices_free(list);
      list = NULL;
      break;
    }
    last = &(*last)->next;
  }
  if (all != NULL) pcap_freealldevs(all);
  return list;
}

void devices_free(Device *list) {
  while (list != NULL) {
    Device *next = list->next;
    free(list->name);
    free(list->description);
    free(list->addresses);
    free(list);
    list = next;
  }
}

int device_missing(Fault *fault, const char *name) {
  Fault ignored = {0};
  Near near;
  Device *list = devices_list(&ignored);
  near_begin(&near, name);
  for (const Device *d = list; d != NULL; d = d->next)
    near_offer(&near, d->name);
  if (near.name == NULL) fault_set(fault, "device", "%s: no such device", name);
  else fault_set(fault, "device", "%s: no such device; did you mean %s?", name,
                 near.name);
  devices_free(list);
  return -1;
}
