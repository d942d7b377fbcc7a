/*
** usage.c - bounds of memory and time (setrlimit(2))
*/
#include <errno.h>
#include <string.h>
#include <sys/resource.h>

#include "confine.h"

/* Lowers a limit to `most`, and what it can be raised to, to `more` beyond. */
static Confined lower(int which, const char *name, uint64_t most,
                      uint64_t more, Refusal *refusal) {
  struct rlimit limit;
  if (getrlimit(which, &limit) == 0) {
    if (limit.rlim_max > most + more) limit.rlim_max = (rlim_t)(most + more);
    if (limit.rlim_cur > most) limit.rlim_cur = (rlim_t)most;
    if (setrlimit(which, &limit) == 0) return CONFINE_DONE;
  }
  return confine_refuse(refusal, CONFINE_FAILED, "%s: %s", name,
                        strerror(errno));
}

Confined confine_usage(uint64_t memory, uint64_t seconds, Refusal *refusal) {
  Confined result = lower(RLIMIT_CORE, "RLIMIT_CORE", 0, 0, refusal);
  if (memory && result == CONFINE_DONE)
    result = lower(RLIMIT_AS, "RLIMIT_AS", memory, 0, refusal);
  if (seconds && result == CONFINE_DONE)  /* at the end of `more`: SIGKILL */
    result = lower(RLIMIT_CPU, "RLIMIT_CPU", seconds, 1, refusal);
  return result;
}
