/*
** table.h - the options of pcaplua: the one table that getopt_long, -h, the
** man page and the completions follow from
*/
#ifndef PYCAP_TOOL_TABLE_H
#define PYCAP_TOOL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum OptionGroup {
  GROUP_READ,    /* what is read; a script takes these behind its name, too */
  GROUP_PRINT,   /* how packets are printed: without a script */
  GROUP_WRITE,   /* files that are written: likewise */
  GROUP_LIST,    /* what is listed instead of reading */
  GROUP_SCRIPT,
  GROUP_OTHER,
  GROUPS
} OptionGroup;

/* What an option sets in Options, at `at`. */
typedef enum OptionKind {
  KIND_FLAG,     /* a bool: true */
  KIND_COUNT,    /* a long long: one more each time */
  KIND_TEXT,     /* a const char * */
  KIND_WORD,     /* likewise; one of the words of `argument`, apart by | */
  KIND_NUMBER,   /* a long long from `least` to `most` */
  KIND_SECONDS,  /* a double from `least` to `most` */
  KIND_SIZE,     /* a uint64_t: see size.h */
  KIND_FILE,     /* one more of options.files, */
  KIND_PROTOCOL, /* of options.protocols */
  KIND_REST,     /* KIND_TEXT, and all words behind it are the script's */
  KIND_HELP, KIND_VERSION
} OptionKind;

typedef struct OptionRow {
  char letter;           /* 0: it has none */
  const char *name;      /* the long one */
  const char *argument;  /* what it is called; NULL: it takes none */
  OptionGroup group;
  OptionKind kind;
  size_t at;
  const char *text;      /* of -h; a line feed where a new line begins */
  const char *takes;     /* what the argument has to be, of a number */
  double least, most;
  bool hidden;           /* in no paper: for those that make them */
} OptionRow;

extern const OptionRow option_rows[];  /* until `name` is NULL */
extern const char *const option_groups[GROUPS];  /* their titles */

enum { OPTION_ROWS_MAX = 96 };

/* "-r", or "--top" where there is no letter. */
const char *option_spelling(const OptionRow *row, char text[32]);

/* Prints -h; the same as a table, a row a line, parts apart by tabs. */
void options_usage(void);
void options_table(void);

#endif
