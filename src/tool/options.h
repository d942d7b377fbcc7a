/*
** options.h - pcaplua's command line
*/
#ifndef PYCAP_TOOL_OPTIONS_H
#define PYCAP_TOOL_OPTIONS_H

#include <stdint.h>

#include "../script/source.h"

enum { EXIT_SCRIPT = 1, EXIT_USAGE = 2, EXIT_OPEN = 3, EXIT_INTERRUPT = 130 };

typedef struct Options {
  Source source;       /* its file is the last of -r */
  const char **files;  /* all of -r */
  int file_count;
  const char *script;  /* a file, "-": standard input; NULL: the chunk */
  const char *chunk;
  int workers;         /* 0: no --workers */
  double merge_every;
  bool go_on, stop;    /* of --on-worker-error */
  uint64_t memory, instructions;  /* of each script, 0: any number */
  bool devices;        /* list them */
  const char *const *words;  /* the whole line */
  int count, before;         /* of words; of those before the arguments */
} Options;

/*
** Reads the line into *options, whose `files` has room for argc of them. 0: go
** on; else the exit status + 1, and what is to be said was said.
*/
int options_read(Options *options, int argc, char **argv);

/*
** To be called when nothing was said of what to read: if the script has
** arguments that would have, standard error gets what was perhaps meant.
*/
void options_misplaced(const Options *options);

#endif
