/*
** wrong.h - error texts about rows, and checks of the names in them
*/
#ifndef PYCAP_WRONG_H
#define PYCAP_WRONG_H

#include "protocols.h"

#define NAME_MAX_BYTES 31     /* of protocols, fields, kinds and their groups */
#define WORDS_MAX 255         /* of titles, meanings, references, templates */

/*
** Names that no protocol may have; each list ends with a NULL. The first are
** Lua's keywords, which no field may have either. The others are names in
** `pycap`, and members of packets and handlers.
*/
extern const char *const reserved_keywords[];
extern const char *const reserved_names[];

#define WHERE_MAX 12

/* The place that is checked: the names of protocol, field, kind, row ..., up to
** a NULL; and where an error text goes. */
typedef struct Where {
  const char *names[WHERE_MAX + 1];
  Wrong *wrong;
} Where;

/* The place `name` inside a place. */
Where where_in(const Where *where, const char *name);

/* Writes an error text that begins with the place; refuse also is false. */
void wrong_write(const Where *where, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

#define refuse(...) (wrong_write(__VA_ARGS__), false)

/* Checks a name, a name that is a key in Lua, and a text; `what` says for the
** error text what it names. */
bool check_word(const Where *where, const char *what, const char *name);
bool check_key(const Where *where, const char *what, const char *name);
bool check_words(const Where *where, const char *what, const char *text);

/*
** Writes "; did you mean NAME?" to `out`, and returns that: how a refused name
** might be spelt, with `joint` in place of characters other than letters and
** digits (0: without these). "": there is no such spelling.
*/
#define HINT_BYTES (NAME_MAX_BYTES + 20)
const char *respell(const char *name, char joint, char out[HINT_BYTES]);

/* True when a list, up to a NULL, has that name. */
bool is_listed(const char *const *list, const char *name);

/* How many rows there are; `most` + 1 means more than `most`. */
unsigned rows_count(const Field *rows, unsigned most);

#endif
