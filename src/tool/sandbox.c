/*
** sandbox.c - what the kernel refuses a script in the sandbox
*/
#include "sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "../confine/confine.h"
#include "privilege.h"
#include "say.h"

#define MARGIN ((uint64_t)1 << 30)  /* bytes besides those of scripts */

#define INTERVAL 300000  /* us of processor time between two looks */

static Limits *volatile watched;

static void look(int number) {
  int saved = errno;
  (void)number;
  if (watched) limits_overdue(watched);
  errno = saved;
}

void sandbox_watch(Limits *limits) {
  struct itimerval timer = {{0, limits ? INTERVAL : 0},
                            {0, limits ? INTERVAL : 0}};
  struct sigaction action = {.sa_handler = look, .sa_flags = SA_RESTART};
  watched = limits;
  if (limits) sigaction(SIGPROF, &action, NULL);
  setitimer(ITIMER_PROF, &timer, NULL);
}

static int refuse(const Refusal *refusal) {
  say("--sandbox: %s", refusal->text);
  return EXIT_OPEN;
}

/* What is opened after the call: the files of -r and --protocol, too. */
static const char **reads_of(const Options *o) {
  size_t count = (size_t)(o->readable.count + o->file_count +
                          o->protocol_count);
  const char **list = calloc(count + 1, sizeof *list), **at = list;
  if (!list) return NULL;
  for (int i = 0; i < o->readable.count; i++) *at++ = o->readable.names[i];
  for (int i = 0; i < o->protocol_count; i++) *at++ = o->protocols[i];
  for (int i = 0; i < o->file_count; i++)
    if (access(o->files[i], F_OK) == 0) *at++ = o->files[i];
  return list;
}

int sandbox_files(const Options *o) {
  Refusal refusal = {"not enough memory"};
  const char **reads = reads_of(o);
  Paths paths = {reads, o->writable.names,
                 o->source.filename && strstr(o->source.filename, "://")};
  tzset();  /* reads a file */
  Confined result = reads ? confine_files(&paths, &refusal) : CONFINE_FAILED;
  free(reads);
  if (result == CONFINE_FAILED) return refuse(&refusal);
  if (result == CONFINE_ABSENT)
    say("--sandbox: %s: only Lua and the other measures keep the script from "
        "files", refusal.text);
  return 0;
}

/* The address space that the process has, in bytes. */
static uint64_t taken(void) {
  unsigned long long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file && fscanf(file, "%llu", &pages) != 1) pages = 0;
  if (file) fclose(file);
  return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* True when all files of a list can be used so by the user that scripts run
** as; else says which cannot. */
static bool suits(const Names *list, int how, const char *option) {
  for (int i = 0; i < list->count; i++) {
    if (access(list->names[i], how) == 0) continue;
    say("%s %s: %s, for the user that the script runs as (-Z names another)",
        option, list->names[i], strerror(errno));
    return false;
  }
  return true;
}

int sandbox_calls(const Options *o) {
  Refusal refusal;
  if (!suits(&o->readable, R_OK, "--allow-read") ||
      !suits(&o->writable, W_OK, "--allow-write")) return EXIT_OPEN;
  bool reads = o->readable.count || o->protocol_count || o->file_count;
  unsigned allowed = CONFINE_THREADS | (reads ? CONFINE_READ : 0) |
                     (o->writable.count ? CONFINE_READ | CONFINE_WRITE : 0);
  uint64_t scripts = o->workers ? (uint64_t)o->workers : 1;
  uint64_t space = taken();
  if (space > 0) space += scripts * (o->memory + MARGIN / 8) + MARGIN;
  Confined result = confine_usage(space, 0, &refusal);
  if (result != CONFINE_FAILED) result = confine_calls(allowed, &refusal);
  if (result == CONFINE_FAILED) return refuse(&refusal);
  if (result == CONFINE_ABSENT)
    say("--sandbox: %s: no system call is refused", refusal.text);
  return 0;
}
