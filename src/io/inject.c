/*
** inject.c - frames and IP packets onto a device (libnet): opening
*/
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/time.h>

#include <linux/filter.h>
#include <net/if_arp.h>
#include <netpacket/packet.h>

#include "device.h"
#include "injector.h"

#define PATIENCE 1  /* seconds that a send waits for room in the buffer */

/* --- faults --- */

int injector_down(Fault *fault, const char *device) {
  return fault_set(fault, "down", "%s: the device is down: ip link set %s up",
                   device, device);
}

int injector_failed(Fault *fault, const char *code, const char *device,
                const char *step, int error) {
  if (error == EMFILE || error == ENFILE || error == ENOMEM)
    code = "memory";
  fault_set(fault, code, "%s: %s: %s", device, step, strerror(error));
  fault->error = error;
  return -1;
}

/* --- opening --- */

/* The kinds of device libnet 1.1.6 sends on. */
static bool known(int type) {
  switch (type) {
    case ARPHRD_ETHER: case ARPHRD_LOOPBACK: case ARPHRD_METRICOM:
    case ARPHRD_SLIP: case ARPHRD_CSLIP: case ARPHRD_SLIP6:
    case ARPHRD_CSLIP6: case ARPHRD_PPP: case ARPHRD_FDDI:
    case ARPHRD_IEEE802: case ARPHRD_IEEE802_TR: case ARPHRD_PRONET:
      return true;
    default:
      return false;
  }
}

/* Whether an address of six bytes belongs to that kind of device. */
static bool addressed(int type) {
  switch (type) {
    case ARPHRD_SLIP: case ARPHRD_CSLIP: case ARPHRD_SLIP6:
    case ARPHRD_CSLIP6: case ARPHRD_PPP: case ARPHRD_PRONET:
      return false;
    default:
      return true;
  }
}

/* libnet takes such a name for the address, and so the name, of another. */
static bool is_numeric(const char *name) {
  return name[0] >= '0' && name[0] <= '9';
}

/*
** The name that libnet gets: the interface's own, or else the one given. NULL:
** it takes neither.
*/
static const char *libnet_name(const Link *link, const char *device) {
  if (!is_numeric(link->name)) return link->name;
  return is_numeric(device) || strlen(device) >= IFNAMSIZ ? NULL : device;
}

/*
** What libnet refuses without a reason that a program can read, told apart.
** 0, or -1 and a fault.
*/
static int inspect(const char *device, Level level, Link *link, Fault *fault) {
  int error;
  if (strcmp(device, "any") == 0)
    return fault_set(fault, "device", "any: a frame leaves by one device: "
                     "name it");
  error = link_find(device, link);
  if (error == ENODEV || error == EADDRNOTAVAIL)
    return device_missing(fault, device);
  if (error != 0)
    return injector_failed(fault, "device", device, "cannot get its state",
                           error);
  if (libnet_name(link, device) == NULL)
    return fault_set(fault, "device", "%s: libnet takes no name that begins "
                     "with a digit; give the device another: ip link property "
                     "add dev %s altname NAME", device, device);
  if (!(link->flags & IFF_UP)) return injector_down(fault, device);
  /* not left to libnet: it would close its descriptor twice */
  if (level == LEVEL_LINK && !known(link->type))
    return fault_set(fault, "device", "%s: libnet does not send on a device of "
                     "this kind (hardware type %d%s)", device, link->type,
                     link->type == ARPHRD_NONE
                       ? ", no link layer, as tun: level = \"ip\" can" : "");
  return 0;
}

/* Looks for all that speaks against opening a device: 0, or -1. */
static int probe(const char *device, Level level, Link *link, Fault *fault) {
  int fd;
  if (inspect(device, level, link, fault) < 0) return -1;
  fd = level == LEVEL_IP
    ? socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW)
    : socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return errno == EPERM || errno == EACCES
      ? fault_permission(fault, device, "sending", false)
      : injector_failed(fault, "device", device, "cannot open a raw socket",
                        errno);
  close(fd);
  return 0;
}

/*
** Reads libnet's descriptor empty and sees to it that it stays so: binding to
** protocol 0 does not (the kernel keeps libnet's ETH_P_ALL then).
*/
static int stop_receiving(int fd) {
  int on = 1;
  struct sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
  struct sock_fprog program = {1, &nothing};
  char byte;
  if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program,
                 sizeof program) < 0)
    return -1;
  while (recv(fd, &byte, 1, MSG_DONTWAIT | MSG_TRUNC) >= 0) {}
  /* spares others on the device a copy of each frame; before Linux 4.20: no */
  setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
  return 0;
}

/* Makes a descriptor of libnet's one that only sends. */
static int prepare(Injector *injector, int fd, Fault *fault) {
  struct timeval patience = {PATIENCE, 0};
  if (stop_receiving(fd) < 0
      || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0
      || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
                    sizeof patience) < 0)
    return injector_failed(fault, "device", injector->device,
                       "cannot prepare the socket", errno);
  return 0;
}

/*
** And only to its device: libnet leaves it receiving from every one, and looks
** the index up, by a name, at each write.
*/
static int bind_link(Injector *injector, Fault *fault) {
  struct sockaddr_ll address = {.sll_family = AF_PACKET,
                                .sll_ifindex = injector->index};
  if (bind(injector->fd, (struct sockaddr *)&address, sizeof address) < 0)
    return injector_failed(fault, "device", injector->device,
                       "cannot bind to the device", errno);
  return 0;
}

/* The same of raw IP. */
static int bind_ip(Injector *injector, int fd, Fault *fault) {
  const char *device = injector->device;
  int index = injector->index;
  if (setsockopt(fd, SOL_SOCKET, SO_BINDTOIFINDEX, &index, sizeof index) < 0)
    return injector_failed(fault, "device", device,
                           "cannot bind to the device", errno);
  return prepare(injector, fd, fault);
}

/* The device's own addresses; what it lacks stays "". */
static int identify(Injector *injector, const Link *link, Fault *fault) {
  struct in_addr protocol, mask;
  int error;
  if (known(injector->type) && addressed(injector->type) &&
      link->hardwaresize == 6)
    link_text(link, injector->hardware);
  error = link_address(link->index, injector->device, &protocol, &mask);
  if (error == 0)
    inet_ntop(AF_INET, &protocol, injector->protocol,
              sizeof injector->protocol);
  else if (error != EADDRNOTAVAIL)
    return injector_failed(fault, "device", injector->device,
                           "cannot get its IPv4 address", error);
  return 0;
}

/* libnet's side of it; what has changed since probe() can be found again. */
static int open_libnet(Injector *injector, Link *link, Fault *fault) {
  char reason[LIBNET_ERRBUF_SIZE] = "";
  const char *device = injector->device, *name = libnet_name(link, device);
  bool ip = injector->level == LEVEL_IP;
  injector->net = libnet_init(ip ? LIBNET_RAW4_ADV : LIBNET_LINK_ADV, name,
                              reason);
  if (!injector->net) {
    /* errno is lost in libnet */
    if (probe(device, injector->level, link, fault) < 0) return -1;
    reason[strcspn(reason, "\n")] = '\0';
    return fault_set(fault, "device", "%s: libnet: %s", device, reason);
  }
  injector->fd = libnet_getfd(injector->net);
  if (ip) injector->net6 = libnet_init(LIBNET_RAW6_ADV, name, reason);
  if (injector->net6) injector->fd6 = libnet_getfd(injector->net6);
  return 0;
}

static int open_device(Injector *injector, const char *device, Fault *fault) {
  Link link = {0};
  if (probe(device, injector->level, &link, fault) < 0) return -1;
  injector->index = link.index;
  injector->type = link.type;
  snprintf(injector->device, sizeof injector->device, "%s", device);
  if (open_libnet(injector, &link, fault) < 0) return -1;
  if (injector->level == LEVEL_LINK) {
    if (prepare(injector, injector->fd, fault) < 0
        || bind_link(injector, fault) < 0)
      return -1;
  } else {
    if (bind_ip(injector, injector->fd, fault) < 0
        || (injector->net6 && bind_ip(injector, injector->fd6, fault) < 0))
      return -1;
  }
  return identify(injector, &link, fault);
}

Injector *injector_open(const char *device, Level level, Fault *fault) {
  Injector *injector = calloc(1, sizeof *injector);
  if (!injector) {
    fault_memory(fault);
    return NULL;
  }
  injector->level = level;
  injector->fd = injector->fd6 = -1;
  if (open_device(injector, device, fault) < 0) {
    injector_close(injector);
    return NULL;
  }
  return injector;
}

void injector_close(Injector *injector) {
  if (!injector)
    return;
  libnet_destroy(injector->net);  /* closes the descriptor; NULL is nothing */
  libnet_destroy(injector->net6);
  free(injector);
}

/* --- what it is --- */

const char *injector_device(const Injector *injector) {
  return injector->device;
}

const char *injector_hardware(const Injector *injector) {
  return *injector->hardware ? injector->hardware : NULL;
}

const char *injector_protocol(const Injector *injector) {
  return *injector->protocol ? injector->protocol : NULL;
}

InjectorStats injector_stats(const Injector *injector) {
  return injector->stats;
}

int injector_datalink(const Injector *injector) {
  if (injector->level == LEVEL_IP) return DATALINK_RAW;
  if (injector->type == ARPHRD_ETHER || injector->type == ARPHRD_LOOPBACK)
    return DATALINK_ETHERNET;
  return -1;
}
