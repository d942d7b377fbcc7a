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

/* What an option that may be repeated was given; NULL ends the names. */
typedef struct Names {
  const char **names;  /* NULL: none */
  int count;
} Names;

/* The members that the rows of the table set, and a few derived ones. */
typedef struct Options {
  Source source;       /* its filename is that of the last -r */
  const char **files;  /* the files of all -r */
  int file_count;
  const char **protocols;  /* the files of all --protocol */
  int protocol_count;
  const char *filter, *filter_file;
  long long count, snaplen, buffer;  /* -1: not given */
  bool modest;         /* -p */
  bool frames;         /* --no-fragments */

  long long verbose, time, numeric, hex, hex_text;
  bool quick, link, nano, micro, names, header, tell;
  const char *format, *fields, *separator, *top;

  const char *write;
  long long file_size, rotate, file_count_limit;  /* 0: not given */
  bool unbuffered;

  const char *where, *each, *begin, *end;

  bool devices, links, stamps, scripts, table;
  long long program;

  const char *script;  /* a file, "-": standard input; NULL: see `chunk` */
  const char *chunk;
  const char *check;   /* a script that is checked, not run */
  const char *test;    /* a folder of scripts with what comes of them */
  bool update, profile, watch;
  bool interactive;    /* the prompt */
  const char *sent;    /* a file for what the script sends */
  long long workers;   /* 0: no --workers */
  double merge_every;
  const char *by;
  const char *failure;
  uint64_t memory, instructions;  /* of each script, 0: any number */

  bool sandbox;
  Names readable, writable, injected;  /* --allow-read ... of the sandbox */

  const char *user;    /* -Z; NULL: see privilege.h */
  bool line_buffered;

  const OptionRow *printing;  /* the first option given that no script allows */
  const char *const *words;   /* the whole command line */
  int total, before;          /* its words; those before the arguments */
} Options;

/* True when there is a script to run; otherwise packets are printed or
** written. */
static inline bool options_scripted(const Options *options) {
  return options->script || options->chunk;
}

/* True when pcaplua is to list or check something, and reads no packets. */
static inline bool options_listing(const Options *options) {
  return options->devices || options->links || options->stamps ||
         options->program > 0 || options->check || options->test;
}

/*
** Reads the command line into *options. The caller gives `files` and
** `protocols` room for argc entries each. Returns 0 to go on; otherwise the
** exit status + 1, after it has printed a message.
*/
int options_read(Options *options, int argc, char **argv);

/* Pushes a table of the given options; the keys are their long names. */
void options_push(lua_State *L, const Options *options);

/*
** Call it when no option says what to read. Where an argument of the script
** looks like such an option, it prints a hint on standard error.
*/
void options_misplaced(const Options *options);

#endif
