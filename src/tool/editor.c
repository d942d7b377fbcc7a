/*
** editor.c - lines that a person types, or that come from a pipe
*/
#include "editor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "edited.h"
#include "signals.h"

static bool edits;  /* libedit does */

/* --- without it, and where no person types --- */

static char *plain;  /* the line */
static size_t plain_room;

static bool add_byte(size_t size, int byte) {
  if (size == plain_room) {
    char *more = realloc(plain, plain_room ? plain_room * 2 : 256);
    if (!more) return false;
    plain = more;
    plain_room = plain_room ? plain_room * 2 : 256;
  }
  plain[size] = (char)byte;
  return true;
}

static Typed read_plain(const char *prompt, const char **line, size_t *size) {
  int byte;
  *size = 0;
  errno = 0;
  if (editor_shown()) {
    fputs(prompt, stdout);
    fflush(stdout);
  }
  bool fits = true;
  while ((byte = getc(stdin)) != EOF && byte != '\n')
    if (fits) fits = *size < EDITOR_LINE && add_byte((*size)++, byte);
  *line = plain ? plain : "";
  if (!fits) return TYPED_TOOLONG;
  if (byte == '\n') return TYPED_LINE;
  bool stopped = ferror(stdin) && errno == EINTR;
  clearerr(stdin);
  if (editor_shown()) putchar('\n');
  if (signals_ending()) return TYPED_END;
  if (stopped && signals_count() > 0) return TYPED_NOTHING;
  return *size > 0 ? TYPED_LINE : TYPED_END;
}

/* --- both --- */

bool editor_shown(void) {
  return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

void editor_begin(Completer complete, void *context) {
  edits = editor_shown() && edited_begin(complete, context);
}

Typed editor_read(const char *prompt, const char **line, size_t *size) {
  return edits ? edited_read(prompt, line, size)
               : read_plain(prompt, line, size);
}

void editor_end(void) {
  if (edits) edited_end();
  edits = false;
  free(plain);
  plain = NULL;
  plain_room = 0;
}

const char *editor_describe(void) {
  return edited_present ? "lines are edited by libedit"
                        : "lines are not edited: built without libedit";
}
