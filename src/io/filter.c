/*
** filter.c - filters, compiled (libpcap)
*/
#include "filter.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

#define LONG 2048              /* bytes of an expression */
#define FILTER_SNAPLEN 262144  /* what a filter for packets here accepts */

/*
** libpcap's documents have the mask in the network's byte order, as
** pcap_lookupnet gives it; 1.10 takes it for a number of this machine, and then
** "ip broadcast" knows no broadcast address. So it is asked which way it is.
*/
static bpf_u_int32 ordered(bpf_u_int32 netmask) {
  u_char frame[34] = {[12] = 8, [14] = 0x45, [30] = 192, 0, 2, 255};
  struct pcap_pkthdr header = {{0, 0}, sizeof frame, sizeof frame};
  struct bpf_program program;
  pcap_t *dead = pcap_open_dead(DLT_EN10MB, FILTER_SNAPLEN);
  bool taken = true;
  if (dead != NULL &&
      pcap_compile(dead, &program, "ip broadcast", 1, htonl(0xffffff00)) == 0) {
    taken = pcap_offline_filter(&program, &header, frame) != 0;
    pcap_freecode(&program);
  }
  if (dead != NULL) pcap_close(dead);
  return taken ? netmask : ntohl(netmask);
}

/* A call of pcap_compile, and what it returned. */
typedef struct Call {
  const Target *target;
  const char *expression;
  struct bpf_program *program;
  bool optimize;
  bpf_u_int32 netmask;
  int result;
} Call;

static void *make(void *context) {
  Call *c = context;
  c->result = pcap_compile(c->target->pcap, c->program, c->expression,
                           c->optimize, c->netmask);
  return NULL;
}

/*
** libpcap goes as deep as an expression is long, 20 to 30 bytes of stack for
** one of text: long ones are compiled in a thread with a stack for that, in
** which no signal is handled. False: there is no such thread.
*/
static bool make_apart(Call *call) {
  enum { LEAST = 1 << 20, DEEP = 256 };
  sigset_t all, before;
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  int error = pthread_attr_setstacksize(&attributes,
                                        LEAST + DEEP * strlen(call->expression));
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  if (!error) error = pthread_create(&thread, &attributes, make, call);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return !error && pthread_join(thread, NULL) == 0;
}

/*
** On Linux a device's `vlan` asks for the tag that the kernel has taken off the
** frame. libpcap's optimizer takes two such questions for one: then `ip or
** (vlan and ip)` lets tagged ARP pass. So it is left out.
*/
static int compile(const Target *target, const char *expression,
                   struct bpf_program *program, Fault *fault) {
  bool optimize = !target->live || strstr(expression, "vlan") == NULL;
  bpf_u_int32 netmask = target->netmask;
  if (netmask != PCAP_NETMASK_UNKNOWN &&
      strstr(expression, "broadcast") != NULL)
    netmask = ordered(netmask);
  Call call = {target, expression, program, optimize, netmask, -1};
  if (strlen(expression) < LONG) make(&call);
  else if (!make_apart(&call)) {
    fault_memory(fault);
    return -1;
  }
  if (call.result == 0) return 0;
  fault_set(fault, "filter", "filter \"%.400s\": %s", expression,
            pcap_geterr(target->pcap));
  return -1;
}

/* A program of one instruction lets all pass, or nothing. */
static bool passes_all(const struct bpf_program *program) {
  return program->bf_len == 1 && program->bf_insns[0].k != 0;
}

/* Has frames that `first` accepts go on to `second`, which becomes both. */
static int join(const struct bpf_program *first, struct bpf_program *second,
                Fault *fault) {
  u_int count = first->bf_len;
  struct bpf_insn *both = malloc((count + second->bf_len) * sizeof *both);
  if (both == NULL) return fault_memory(fault);
  memcpy(both, first->bf_insns, count * sizeof *both);
  memcpy(both + count, second->bf_insns, second->bf_len * sizeof *both);
  for (u_int i = 0; i < count; i++)
    if (both[i].code == (BPF_RET | BPF_K) && both[i].k != 0)
      both[i] = (struct bpf_insn)BPF_STMT(BPF_JMP | BPF_JA, count - i - 1);
  free(second->bf_insns);
  second->bf_insns = both;
  second->bf_len += count;
  return 0;
}

int filter_program(const Target *target, const char *expression,
                   struct bpf_program *program, Fault *fault) {
  struct bpf_program bound;
  int status = 0;
  if (compile(target, expression, program, fault) < 0) return -1;
  if (target->bound == NULL || strcmp(target->bound, expression) == 0)
    return 0;
  if (compile(target, target->bound, &bound, fault) < 0) {
    pcap_freecode(program);
    return -1;
  }
  if (passes_all(program)) {
    const struct bpf_program own = *program;
    *program = bound;
    bound = own;
  } else if (!passes_all(&bound)) {
    status = join(&bound, program, fault);
  }
  pcap_freecode(&bound);
  if (status < 0) pcap_freecode(program);
  return status;
}

struct Filter {
  Allocator memory;
  struct bpf_program program;
  struct bpf_insn instructions[];
};

static size_t size_of(u_int instructions) {
  return sizeof(Filter) + instructions * sizeof(struct bpf_insn);
}

/* A copy of a program, or NULL. */
static Filter *keep(const struct bpf_program *program,
                    const Allocator *memory) {
  const Allocator own = memory ? *memory : (Allocator){allocator_plain, NULL};
  Filter *filter = allocator_move(&own, NULL, 0, size_of(program->bf_len));
  if (filter == NULL) return NULL;
  filter->memory = own;
  filter->program = (struct bpf_program){program->bf_len,
                                         filter->instructions};
  memcpy(filter->instructions, program->bf_insns,
         program->bf_len * sizeof *program->bf_insns);
  return filter;
}

Filter *filter_compile(const char *bound, const char *expression, int datalink,
                       const Allocator *memory, Fault *fault) {
  struct bpf_program program;
  pcap_t *pcap = pcap_open_dead(datalink, FILTER_SNAPLEN);
  const Target target = {pcap, bound, false, PCAP_NETMASK_UNKNOWN};
  Filter *filter = NULL;
  if (pcap == NULL) {
    fault_memory(fault);
  } else if (filter_program(&target, expression, &program, fault) == 0) {
    filter = keep(&program, memory);
    if (filter == NULL) fault_memory(fault);
    pcap_freecode(&program);
  }
  if (pcap != NULL) pcap_close(pcap);
  return filter;
}

bool filter_match(const Filter *filter, const Frame *frame) {
  struct pcap_pkthdr header = {{0, 0}, frame->caplen, frame->length};
  return pcap_offline_filter(&filter->program, &header, frame->bytes) != 0;
}

void filter_free(Filter *filter) {
  if (filter == NULL) return;
  const Allocator memory = filter->memory;
  allocator_move(&memory, filter, size_of(filter->program.bf_len), 0);
}
