/*
** table.h - the options of pcaplua: one table from which getopt_long, -h, the
** man page and the completions are made
*/
#ifndef PYCAP_TOOL_TABLE_H
#define PYCAP_TOOL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum OptionGroup {
  GROUP_READ,    /* the source; also allowed behind the name of a script */
  GROUP_PRINT,   /* how packets are printed; not with a script */
  GROUP_WRITE,   /* the files that are written; not with a script */
  GROUP_LINE,    /* one-liners in Lua; not with a script */
  GROUP_LIST,    /* list something instead of reading packets */
  GROUP_SCRIPT,
  GROUP_OTHER,
  GROUPS
} OptionGroup;

/* The member of Options that an option sets, at the offset `at`. */
typedef enum OptionKind {
  KIND_FLAG,     /* a bool, which becomes true */
  KIND_COUNT,    /* a long long: how often the option was given */
  KIND_TEXT,     /* a const char * */
  KIND_WORD,     /* a const char *: one of the words in `argument`, which are
                    separated by | */
  KIND_NUMBER,   /* a long long from `least` to `most` */
  KIND_SECONDS,  /* a double from `least` to `most` */
  KIND_SIZE,     /* a uint64_t: see size.h */
  KIND_LIST,     /* adds to a Names */
  KIND_FILE,     /* adds to Options.files */
  KIND_PROTOCOL, /* adds to Options.protocols */
  KIND_REST,     /* as KIND_TEXT; all words behind it go to the script */
  KIND_HELP, KIND_VERSION
} OptionKind;

typedef struct OptionRow {
  char letter;           /* 0: it has none */
  const char *name;      /* the long name */
  const char *argument;  /* the argument's name in -h; NULL: it takes none */
  OptionGroup group;
  OptionKind kind;
  size_t at;
  const char *text;      /* its text in -h; line feeds break the lines */
  const char *takes;     /* of a number: the allowed argument, in words */
  double least, most;
  bool hidden;           /* in no document: for the build of the documents */
} OptionRow;

extern const OptionRow option_rows[];  /* a NULL `name` ends the table */
extern const char *const option_groups[GROUPS];  /* their titles */

enum { OPTION_ROWS_MAX = 96 };

/* Returns "-r"; or, where there is no letter, "--top", written into `text`. */
const char *option_spelling(const OptionRow *row, char text[32]);

/* options_usage prints the text of -h. options_table prints the options as a
** table: one line for each row, with tabs between the columns. */
void options_usage(void);
void options_table(void);

#endif
