/*
** bridge.c - bridge device device script.lua: joins two devices, and asks a
** script about each frame
**
** The script's handlers drop, pass or edit what goes either way. SIGHUP loads
** it again; SIGINT and SIGTERM end the bridge, which then says what it did.
*/
#include <inttypes.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <pycap.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ETHERNET 1      /* the link type */
#define EVERYTHING 3    /* ETH_P_ALL */

static volatile sig_atomic_t ended, again;

static void on_signal(int number) {
  if (number == SIGHUP) again = 1;
  else ended = 1;
}

static void print_log(void *context, const char *text, size_t size) {
  (void)context;
  printf("%.*s\n", (int)size, text);
}

/* A socket that has each frame of a device, or -1. */
static int open_device(const char *name) {
  struct sockaddr_ll address = {0};
  struct packet_mreq all = {0};
  int fd = socket(AF_PACKET, SOCK_RAW, 0);
  address.sll_family = AF_PACKET;
  address.sll_protocol = (unsigned short)(EVERYTHING << 8);
  address.sll_ifindex = all.mr_ifindex = (int)if_nametoindex(name);
  all.mr_type = PACKET_MR_PROMISC;
  if (fd < 0 || address.sll_ifindex == 0 ||
      bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
      setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof all) < 0) {
    perror(name);
    return -1;
  }
  return fd;
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Takes a frame from one device to the other, if the script lets it pass. */
static void forward(pycap_engine *engine, int from, int to) {
  unsigned char frame[65536];
  struct sockaddr_ll source;
  socklen_t length = sizeof source;
  ssize_t got = recvfrom(from, frame, sizeof frame, MSG_DONTWAIT,
                         (struct sockaddr *)&source, &length);
  if (got <= 0 || source.sll_pkttype == PACKET_OUTGOING) return;
  const void *bytes = frame;
  size_t size = (size_t)got;
  int verdict = pycap_engine_feed(engine, ETHERNET, now(), frame, size, size);
  if (verdict < 0) fprintf(stderr, "%s\n", pycap_engine_error(engine));
  if (verdict == PYCAP_REPLACE) bytes = pycap_engine_bytes(engine, &size);
  if (verdict == PYCAP_ACCEPT || verdict == PYCAP_REPLACE)
    if (send(to, bytes, size, 0) < 0) perror("send");
}

static int bridge(pycap_engine *engine, const char *script, int left,
                  int right) {
  struct pollfd polled[2] = {{left, POLLIN, 0}, {right, POLLIN, 0}};
  puts("ready");
  while (!ended) {
    if (again && pycap_engine_load_file(engine, script) != PYCAP_OK)
      fprintf(stderr, "%s\n", pycap_engine_error(engine));
    again = 0;
    if (poll(polled, 2, 100) <= 0) {
      pycap_engine_tick(engine, now());
      continue;
    }
    if (polled[0].revents) forward(engine, left, right);
    if (polled[1].revents) forward(engine, right, left);
  }
  return 0;
}

int main(int argc, char **argv) {
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *engine;
  pycap_stats stats = PYCAP_STATS_INIT;
  int status = 1;
  if (argc != 4) return 2;
  signal(SIGINT, on_signal);
  signal(SIGTERM, on_signal);
  signal(SIGHUP, on_signal);
  setvbuf(stdout, NULL, _IOLBF, 0);
  options.memory = 16 << 20;
  options.instructions = 1000000;
  options.log = print_log;
  if (pycap_engine_new(&engine, &options) != PYCAP_OK) return 1;
  int left = open_device(argv[1]), right = open_device(argv[2]);
  if (pycap_engine_load_file(engine, argv[3]) != PYCAP_OK)
    fprintf(stderr, "%s\n", pycap_engine_error(engine));
  else if (left >= 0 && right >= 0)
    status = bridge(engine, argv[3], left, right);
  pycap_engine_stats(engine, &stats);
  printf("%" PRIu64 " frames, %" PRIu64 " dropped, %" PRIu64 " replaced\n",
         stats.packets, stats.dropped, stats.replaced);
  pycap_engine_free(engine);
  return status;
}
