/*
** confine.c - libpycap's calls by which a host confines itself
*/
#include "../confine/confine.h"

#include <stdio.h>

#include "../pycap.h"
#include "sized.h"

/* The code of a result, and its text for the host. */
static int code_of(Confined result, const Refusal *refusal, char *error,
                   size_t size) {
  if (error && size > 0)
    snprintf(error, size, "%s", result == CONFINE_DONE ? "" : refusal->text);
  return result == CONFINE_DONE ? PYCAP_OK
         : result == CONFINE_ABSENT ? PYCAP_UNSUPPORTED : PYCAP_WORLD;
}

PYCAP_API int pycap_confine_user(const char *user, char *error, size_t size) {
  Refusal refusal;
  Account account;
  Confined result = user ? confine_account(user, &account, &refusal)
                         : CONFINE_DONE;
  if (result == CONFINE_DONE)
    result = confine_user(user ? &account : NULL, &refusal);
  return code_of(result, &refusal, error, size);
}

PYCAP_API int pycap_confine_files(const pycap_paths *paths, char *error,
                                  size_t size) {
  pycap_paths own = PYCAP_PATHS_INIT;
  Refusal refusal;
  if (paths && !sized_read(&own, sizeof own, paths)) {
    if (error && size > 0)
      snprintf(error, size, SIZED_WRONG(pycap_paths, paths));
    return PYCAP_ARGUMENT;
  }
  Paths names = {own.read, own.write, false};
  return code_of(confine_files(&names, &refusal), &refusal, error, size);
}

PYCAP_API int pycap_confine_calls(unsigned allowed, char *error, size_t size) {
  Refusal refusal;
  if (allowed & ~(unsigned)PYCAP_CALLS_ALL) {
    if (error && size > 0)
      snprintf(error, size, "calls: PYCAP_CALLS_... expected, got %#x", allowed);
    return PYCAP_ARGUMENT;
  }
  return code_of(confine_calls(allowed, &refusal), &refusal, error, size);
}

PYCAP_API int pycap_confine_usage(uint64_t memory, uint64_t seconds,
                                  char *error, size_t size) {
  Refusal refusal;
  return code_of(confine_usage(memory, seconds, &refusal), &refusal, error,
                 size);
}
