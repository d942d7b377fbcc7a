/*
** workers.h - pcaplua --workers, and what its exit statuses are
*/
#ifndef PYCAP_TOOL_WORKERS_H
#define PYCAP_TOOL_WORKERS_H

#include "../pycap.h"

enum { EXIT_SCRIPT = 1, EXIT_USAGE = 2, EXIT_OPEN = 3, EXIT_INTERRUPT = 130 };

typedef struct Parts {
  pycap_workers_options workers;
  const char *script, *chunk;    /* one of them; "-" is standard input */
  const char *const *arguments;  /* up to a NULL */
  pycap_source source;           /* for each file, or the device */
  const char *const *files;
  int file_count;
} Parts;

/* Runs them to their end, or that of Ctrl-C. The exit status. */
int workers_run(Parts *parts);

#endif
