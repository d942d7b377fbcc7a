/*
** options.h - pcaplua's command line
*/
#ifndef PYCAP_TOOL_OPTIONS_H
#define PYCAP_TOOL_OPTIONS_H

#include <lua.h>
#include <stdint.h>

#include "../script/source.h"
#include "table.h"

enum { EXIT_SCRIPT = 1, EXIT_USAGE = 2, EXIT_OPEN = 3, EXIT_INTERRUPT = 130 };

/* What the table's rows set, and what follows from it. */
typedef struct Options {
  Source source;       /* its file is the last of -r */
  const char **files;  /* all of -r */
  int file_count;
  const char **protocols;  /* all of --protocol */
  int protocol_count;
  const char *filter, *filter_file;
  long long count, snaplen, buffer;  /* -1: not given */
  bool modest;         /* -p */

  long long verbose, time, numeric, hex, hex_text;
  bool quick, link, nano, micro, names, header, tell;
  const char *format, *fields, *separator, *top;

  const char *write;
  long long file_size, rotate, file_count_limit;  /* 0: not given */
  bool unbuffered;

  bool devices, links, stamps, scripts, table;
  long long program;

  const char *script;  /* a file, "-": standard input; NULL: the chunk */
  const char *chunk;
  long long workers;   /* 0: no --workers */
  double merge_every;
  const char *by;
  const char *failure;
  uint64_t memory, instructions;  /* of each script, 0: any number */

  bool line_buffered;

  const OptionRow *printing;  /* the first that goes without a script */
  const char *const *words;   /* the whole line */
  int total, before;          /* of words; of those before the arguments */
} Options;

/* True when there is a script to run; else packets are printed, or written. */
static inline bool options_scripted(const Options *options) {
  return options->script || options->chunk;
}

/* True when something is to be listed, and nothing read. */
static inline bool options_listing(const Options *options) {
  return options->devices || options->links || options->stamps ||
         options->program > 0;
}

/*
** Reads the line into *options, whose `files` and `protocols` have room for argc
** of them. 0: go on; else the exit status + 1, and the message is printed.
*/
int options_read(Options *options, int argc, char **argv);

/* Pushes a table of the options that were given, by their long names. */
void options_push(lua_State *L, const Options *options);

/*
** To be called when no option says what to read: where the script has arguments
** that look like such options, prints on standard error what may be meant.
*/
void options_misplaced(const Options *options);

#endif
