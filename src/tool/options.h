/*
** options.h - pcaplua's command line
*/
#ifndef PYCAP_TOOL_OPTIONS_H
#define PYCAP_TOOL_OPTIONS_H

#include <stdbool.h>

typedef struct Options {
  const char *device, *file, *filter, *script, *chunk;
  const char **files;  /* all of -r; `file` is the last */
  int file_count;
  long long count;   /* -1: no limit */
  int workers;       /* 0: no --workers */
  double merge_every;
  bool go_on, stop;  /* of --on-worker-error */
  int snaplen, buffer;
  bool promisc, immediate, devices;
  char **arguments;  /* argv from the script's first argument on */
  int before;        /* words before it, the script's name among them */
} Options;

/*
** Reads the line into *options, whose `files` has room for argc of them. 0: go
** on; else the exit status + 1, and what is to be said was said.
*/
int options_read(Options *options, int argc, char **argv);

#endif
