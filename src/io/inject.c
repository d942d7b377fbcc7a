/*
** inject.c - frames onto a device (libnet)
*/
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <linux/filter.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netpacket/packet.h>

#include <libnet.h>

#include "inject.h"

#define PATIENCE 1  /* seconds that a send waits for room in the buffer */

struct Injector {
  libnet_t *net;
  int fd;     /* net's own */
  int index;  /* the device's */
  char device[IFNAMSIZ];
  char hardware[sizeof "00:00:00:00:00:00"];
  char protocol[INET_ADDRSTRLEN];
  InjectorStats stats;
};

/* --- faults --- */

static int permission(Fault *fault, const char *device) {
  return fault_set(fault, "permission",
                   "%s: not permitted: sending needs cap_net_raw; run as root, "
                   "or grant it once with `sudo setcap cap_net_raw+ep "
                   "$(command -v pcaplua)` (never to an interpreter such as "
                   "lua5.4: every script would have it)", device);
}

static int down(Fault *fault, const char *device) {
  return fault_set(fault, "down", "%s: the device is down: ip link set %s up",
                   device, device);
}

/*
** For what has no text of its own: the step that failed and the errno. Those
** that a collection of garbage may cure are "memory" (see Fault.error).
*/
static int failed(Fault *fault, const char *code, const char *device,
                  const char *step, int error) {
  if (error == EMFILE || error == ENFILE || error == ENOMEM)
    code = "memory";
  fault_set(fault, code, "%s: %s: %s", device, step, strerror(error));
  fault->error = error;
  return -1;
}

/* --- opening --- */

/* Asks the kernel one thing (SIOCGIF...) about a device: 0, or -1 and errno. */
static int ask(int fd, unsigned long what, const char *device,
               struct ifreq *request) {
  memset(request, 0, sizeof *request);
  snprintf(request->ifr_name, sizeof request->ifr_name, "%s", device);
  return ioctl(fd, what, request);
}

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

/*
** What libnet refuses without a reason that a program can read, told apart.
** Returns the kind of device (ARPHRD_...), or -1 and a fault.
*/
static int inspect(int fd, const char *device, Fault *fault) {
  struct ifreq request;
  bool fits = strlen(device) < IFNAMSIZ;
  if (!fits || ask(fd, SIOCGIFFLAGS, device, &request) < 0)
    return !fits || errno == ENODEV
      ? fault_set(fault, "device", "%s: no such device", device)
      : failed(fault, "device", device, "cannot ask for its state", errno);
  /* libnet might take it for the address, and so the name, of another one */
  if (*device >= '0' && *device <= '9')
    return fault_set(fault, "device", "%s: libnet takes no name that begins "
                     "with a digit; give the device another: ip link property "
                     "add dev %s altname NAME", device, device);
  if (!(request.ifr_flags & IFF_UP))
    return down(fault, device);
  if (ask(fd, SIOCGIFHWADDR, device, &request) < 0)
    return failed(fault, "device", device, "cannot ask for its kind", errno);
  int type = request.ifr_hwaddr.sa_family;
  /* not left to libnet: it would close its descriptor twice */
  if (!known(type))
    return fault_set(fault, "device", "%s: libnet does not send on a device of "
                     "this kind (hardware type %d%s)", device, type,
                     type == ARPHRD_NONE ? ", no link layer, as tun" : "");
  return type;
}

/* Looks for all that speaks against opening a device: its kind, or -1. */
static int probe(const char *device, Fault *fault) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return failed(fault, "device", device, "cannot open a socket", errno);
  int type = inspect(fd, device, fault);
  close(fd);
  if (type < 0)
    return -1;
  fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return errno == EPERM || errno == EACCES
      ? permission(fault, device)
      : failed(fault, "device", device, "cannot open a packet socket", errno);
  close(fd);
  return type;
}

/*
** Reads libnet's descriptor empty and sees to it that it stays so: binding to
** protocol 0 does not (the kernel keeps libnet's ETH_P_ALL then).
*/
static int deafen(int fd) {
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

/*
** Makes libnet's descriptor one that only sends, and only to its device. libnet
** leaves it receiving from every device, and looks the index up at each write.
*/
static int prepare(Injector *injector, Fault *fault) {
  const char *device = injector->device;
  int fd = injector->fd;
  struct timeval patience = {PATIENCE, 0};
  struct sockaddr_ll address = {.sll_family = AF_PACKET};
  struct ifreq request;
  if (ask(fd, SIOCGIFINDEX, device, &request) < 0)
    return failed(fault, "device", device, "cannot look up the device", errno);
  address.sll_ifindex = injector->index = request.ifr_ifindex;
  if (deafen(fd) < 0
      || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0
      || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
                    sizeof patience) < 0)
    return failed(fault, "device", device, "cannot prepare the socket", errno);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
    return failed(fault, "device", device, "cannot bind to the device", errno);
  return 0;
}

/* The device's own addresses; what it lacks stays "". */
static int identify(Injector *injector, int type, Fault *fault) {
  const struct libnet_ether_addr *hardware = NULL;
  struct in_addr protocol;
  if (addressed(type)) {
    hardware = libnet_get_hwaddr(injector->net);
    if (!hardware)
      return failed(fault, "device", injector->device,
                    "cannot ask for its hardware address", errno);
    const uint8_t *b = hardware->ether_addr_octet;
    snprintf(injector->hardware, sizeof injector->hardware,
             "%02x:%02x:%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3], b[4],
             b[5]);
  }
  protocol.s_addr = libnet_get_ipaddr4(injector->net);
  if (protocol.s_addr != UINT32_MAX)
    inet_ntop(AF_INET, &protocol, injector->protocol,
              sizeof injector->protocol);
  else if (errno != EADDRNOTAVAIL)
    return failed(fault, "device", injector->device,
                  "cannot ask for its IPv4 address", errno);
  return 0;
}

static int open_link(Injector *injector, const char *device, Fault *fault) {
  char reason[LIBNET_ERRBUF_SIZE] = "";
  int type = probe(device, fault);
  if (type < 0)
    return -1;
  snprintf(injector->device, sizeof injector->device, "%s", device);
  injector->net = libnet_init(LIBNET_LINK_ADV, device, reason);
  if (!injector->net) {
    /* errno is lost in libnet; what has changed meanwhile can be found again */
    if (probe(device, fault) < 0)
      return -1;
    reason[strcspn(reason, "\n")] = '\0';
    return fault_set(fault, "device", "%s: libnet: %s", device, reason);
  }
  injector->fd = libnet_getfd(injector->net);
  if (prepare(injector, fault) < 0)
    return -1;
  return identify(injector, type, fault);
}

Injector *injector_open(const char *device, Fault *fault) {
  Injector *injector = calloc(1, sizeof *injector);
  if (!injector) {
    fault_memory(fault);
    return NULL;
  }
  if (open_link(injector, device, fault) < 0) {
    injector_close(injector);
    return NULL;
  }
  return injector;
}

void injector_close(Injector *injector) {
  if (!injector)
    return;
  libnet_destroy(injector->net);  /* closes the descriptor; NULL is nothing */
  free(injector);
}

/* --- sending --- */

static int toolong(const Injector *injector, size_t size, Fault *fault) {
  struct ifreq request;
  int header = injector->net->link_offset;
  if (ask(injector->fd, SIOCGIFMTU, injector->device, &request) < 0)
    return fault_set(fault, "toolong", "%s: a frame of %zu bytes is too long",
                     injector->device, size);
  return fault_set(fault, "toolong", "%s: a frame of %zu bytes is too long: "
                   "the MTU is %d, with the header %d bytes",
                   injector->device, size, request.ifr_mtu,
                   request.ifr_mtu + header);
}

/* Whether the device is there, and not another one of that name. */
static bool exists(const Injector *injector) {
  struct ifreq request;
  return ask(injector->fd, SIOCGIFINDEX, injector->device, &request) == 0
    && request.ifr_ifindex == injector->index;
}

static int gone(Fault *fault, const char *device) {
  return fault_set(fault, "device", "%s: the device is gone", device);
}

static int unsent(const Injector *injector, size_t size, int error,
                  Fault *fault) {
  const char *device = injector->device;
  int header = injector->net->link_offset;
  switch (error) {
    case EMSGSIZE:
      return toolong(injector, size, fault);
    case ENETDOWN:
      if (exists(injector)) return down(fault, device);
      return gone(fault, device);
    case ENOBUFS: case EAGAIN:
      return fault_set(fault, "busy", "%s: the queue is full: send the frame "
                       "again", device);
    case EINTR:
      return fault_set(fault, "interrupted", "%s: a signal came while the "
                       "frame waited for room in the queue", device);
    case ENXIO: case ENODEV:
      return gone(fault, device);
    case EPERM: case EACCES:
      return fault_set(fault, "permission", "%s: the system forbids to send "
                       "this frame: %s", device, strerror(error));
    case EINVAL:
      if (size < (size_t)header)
        return fault_set(fault, "send", "%s: a frame of %zu bytes is too "
                         "short: the header alone has %d", device, size,
                         header);
      break;
    default:
      break;
  }
  return failed(fault, "send", device, "cannot send the frame", error);
}

int injector_send(Injector *injector, const uint8_t *bytes, size_t size,
                  Fault *fault) {
  ssize_t sent = send(injector->fd, bytes, size, 0);
  if (sent < 0 && errno == ENETDOWN)  /* left over from a down that is past */
    sent = send(injector->fd, bytes, size, 0);
  if (sent < 0) {
    int error = errno;
    injector->stats.errors++;
    unsent(injector, size, error, fault);
    fault->error = error;
    return -1;
  }
  injector->stats.packets++;
  injector->stats.bytes += (uint64_t)sent;
  return (int)sent;
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
