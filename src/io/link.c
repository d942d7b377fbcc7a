/*
** link.c - a network interface: what the kernel says of it (rtnetlink)
*/
#include "link.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#define ANSWER 32768  /* bytes: what the kernel puts into one message */

typedef struct NetlinkRequest {
  struct nlmsghdr head;
  union {
    struct ifinfomsg link;
    struct ifaddrmsg address;
  } of;
  char attributes[sizeof(struct rtattr) + LINK_NAME];
} NetlinkRequest;

/* netlink's padding: its own macros convert signs. */
static size_t padded(size_t size) { return (size + 3) & ~(size_t)3; }

/* Takes one message of the answer; false: enough. */
typedef bool (*Taker)(void *context, const struct nlmsghdr *head);

/* Gives the messages of a datagram to a taker: 1: there are more; or as ask. */
static int take_all(const void *bytes, size_t size, bool list, Taker taker,
                    void *context) {
  size_t place = 0;
  while (size >= place + NLMSG_HDRLEN) {
    const struct nlmsghdr *head =
      (const void *)((const char *)bytes + place);
    if (head->nlmsg_len < NLMSG_HDRLEN || head->nlmsg_len > size - place)
      break;
    place += padded(head->nlmsg_len);
    if (head->nlmsg_type == NLMSG_DONE) return 0;
    if (head->nlmsg_type == NLMSG_ERROR) {
      const struct nlmsgerr *error = NLMSG_DATA(head);
      return -error->error;
    }
    if (!taker(context, head) || !list) return 0;
  }
  return 1;
}

/* Asks the kernel and takes what it answers: 0, or an errno. */
static int ask(NetlinkRequest *request, bool list, Taker taker, void *context) {
  union {
    struct nlmsghdr head;
    char bytes[ANSWER];
  } answer;
  int error = 1;
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (fd < 0) return errno;
  request->head.nlmsg_flags =
    (uint16_t)(NLM_F_REQUEST | (list ? NLM_F_DUMP : 0));
  if (send(fd, request, request->head.nlmsg_len, 0) < 0) error = -errno;
  while (error == 1) {
    ssize_t got = recv(fd, answer.bytes, sizeof answer, 0);
    if (got < 0 && errno == EINTR) continue;
    error = got < 0
      ? -errno : take_all(&answer, (size_t)got, list, taker, context);
    if (got < 0) break;
  }
  close(fd);
  return error < 0 ? -error : error;
}

/* --- interfaces --- */

/* The next attribute of a message, NULL: that was the last. */
static const struct rtattr *next_attribute(const struct nlmsghdr *head,
                                           size_t *place) {
  const struct rtattr *each = (const void *)((const char *)head + *place);
  if (*place + sizeof *each > head->nlmsg_len || each->rta_len < sizeof *each ||
      each->rta_len > head->nlmsg_len - *place) return NULL;
  *place += padded(each->rta_len);
  return each;
}

static void copy(void *to, size_t size, const struct rtattr *from) {
  size_t has = from->rta_len - sizeof *from;
  memcpy(to, from + 1, has < size ? has : size);
}

static bool take_link(void *context, const struct nlmsghdr *head) {
  Link *link = context;
  const struct ifinfomsg *info = NLMSG_DATA(head);
  const struct rtattr *each;
  size_t place = NLMSG_HDRLEN + padded(sizeof *info);
  struct rtnl_link_stats64 stats = {0};
  link->index = info->ifi_index;
  link->type = info->ifi_type;
  link->flags = info->ifi_flags;
  while ((each = next_attribute(head, &place)) != NULL) {
    switch (each->rta_type) {
      case IFLA_IFNAME:
        copy(link->name, sizeof link->name - 1, each);
        break;
      case IFLA_MTU:
        copy(&link->mtu, sizeof link->mtu, each);
        break;
      case IFLA_ADDRESS:
        link->hardwaresize = each->rta_len - (unsigned)sizeof *each;
        if (link->hardwaresize > LINK_HARDWARE)
          link->hardwaresize = LINK_HARDWARE;
        copy(link->hardware, LINK_HARDWARE, each);
        break;
      case IFLA_STATS64:
        copy(&stats, sizeof stats, each);
        link->missed = stats.rx_missed_errors + stats.rx_fifo_errors;
        break;
      default:
        break;
    }
  }
  return false;
}

/* The interface of an index, or with 0 of a name. */
static int read_link(int index, const char *name, Link *link) {
  NetlinkRequest request = {{0}, {{0}}, {0}};
  size_t size = name != NULL ? strlen(name) + 1 : 0;
  int error;
  memset(link, 0, sizeof *link);
  request.head.nlmsg_type = RTM_GETLINK;
  request.head.nlmsg_len = NLMSG_LENGTH(sizeof request.of.link);
  request.of.link.ifi_index = index;
  if (size > 0) {
    struct rtattr attribute = {0, IFLA_ALT_IFNAME};
    attribute.rta_len = (uint16_t)(sizeof attribute + size);
    memcpy(request.attributes, &attribute, sizeof attribute);
    memcpy(request.attributes + sizeof attribute, name, size);
    request.head.nlmsg_len += attribute.rta_len;
  }
  error = ask(&request, false, take_link, link);
  return error != 0 ? error : link->index > 0 ? 0 : ENODEV;
}

int link_read(int index, Link *link) {
  return index > 0 ? read_link(index, NULL, link) : ENODEV;
}

int link_find(const char *name, Link *link) {
  struct in_addr address, mask;
  char own[LINK_NAME];
  size_t size = strcspn(name, ":");  /* of an alias: the interface */
  bool alias = name[size] != '\0';
  int error;
  if (size == 0 || strlen(name) >= LINK_NAME) return ENODEV;
  memcpy(own, name, size);
  own[size] = '\0';
  error = read_link(0, own, link);
  if (error == EINVAL || error == EOPNOTSUPP)  /* Linux before 5.5 */
    error = link_read((int)if_nametoindex(own), link);
  if (error == 0 && alias)
    error = link_address(link->index, name, &address, &mask);
  return error;
}

char *link_text(const Link *link, char text[LINK_TEXT]) {
  char *to = text;
  *to = '\0';
  for (unsigned i = 0; i < link->hardwaresize; i++)
    to += sprintf(to, i > 0 ? ":%02x" : "%02x", link->hardware[i]);
  return text;
}

/* --- addresses --- */

typedef struct Search {
  int index;
  const char *label;  /* NULL: the first will do */
  bool found;
  struct in_addr address, mask;
} Search;

static bool take_address(void *context, const struct nlmsghdr *head) {
  Search *search = context;
  const struct ifaddrmsg *info = NLMSG_DATA(head);
  const struct rtattr *each;
  size_t place = NLMSG_HDRLEN + padded(sizeof *info);
  char label[IF_NAMESIZE + 1] = "";
  struct in_addr address = {0};
  if (head->nlmsg_type != RTM_NEWADDR || info->ifa_family != AF_INET ||
      (int)info->ifa_index != search->index) return true;
  while ((each = next_attribute(head, &place)) != NULL) {
    if (each->rta_type == IFA_LOCAL) copy(&address, sizeof address, each);
    if (each->rta_type == IFA_LABEL) copy(label, IF_NAMESIZE, each);
  }
  if (search->found ||
      (search->label != NULL && strcmp(label, search->label) != 0))
    return true;
  search->found = true;
  search->address = address;
  search->mask.s_addr = info->ifa_prefixlen > 0
    ? htonl(UINT32_MAX << (32 - info->ifa_prefixlen)) : 0;
  return true;
}

int link_address(int index, const char *name, struct in_addr *address,
                 struct in_addr *mask) {
  NetlinkRequest request = {{0}, {{0}}, {0}};
  Search search = {.index = index};
  int error;
  if (strchr(name, ':') != NULL) search.label = name;
  request.head.nlmsg_type = RTM_GETADDR;
  request.head.nlmsg_len = NLMSG_LENGTH(sizeof request.of.address);
  request.of.address.ifa_family = AF_INET;
  error = ask(&request, true, take_address, &search);
  if (error == 0 && !search.found) error = EADDRNOTAVAIL;
  *address = search.address;
  *mask = search.mask;
  return error;
}
