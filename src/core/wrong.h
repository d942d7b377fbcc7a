/*
** wrong.h - saying what is wrong with rows, and with the names in them
*/
#ifndef PYCAP_WRONG_H
#define PYCAP_WRONG_H

#include "protocols.h"

#define NAME_MAX_BYTES 31     /* of protocols, fields, kinds and their groups */
#define WORDS_MAX 255         /* of titles, meanings, references, templates */

/*
** Names that no protocol may have, each list up to a NULL: Lua's keywords,
** which fields may not have either, and what a name in `pycap`, a member of a
** packet, or one of handlers means.
*/
extern const char *const reserved_keywords[];
extern const char *const reserved_names[];

#define WHERE_MAX 12

/* Where in the rows: protocol, field, kind, row; a NULL ends it. */
typedef struct Where {
  const char *names[WHERE_MAX + 1];
  Wrong *wrong;
} Where;

Where where_in(const Where *where, const char *name);

/* Writes what is wrong there; refuse is false besides. */
void wrong_write(const Where *where, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

#define refuse(...) (wrong_write(__VA_ARGS__), false)

/* Names, names that are keys in Lua, and texts; `what` says of what. */
bool check_word(const Where *where, const char *what, const char *name);
bool check_key(const Where *where, const char *what, const char *name);
bool check_words(const Where *where, const char *what, const char *text);

/*
** "; did you mean NAME?", in `out`: how a refused name might be spelt, `joint`
** in place of what is no letter or digit (0: left out). "": there is no way.
*/
#define HINT_BYTES (NAME_MAX_BYTES + 20)
const char *respell(const char *name, char joint, char out[HINT_BYTES]);

bool is_listed(const char *const *list, const char *name);

/* How many rows there are, `most` + 1 where there are more. */
unsigned rows_count(const Field *rows, unsigned most);

#endif
