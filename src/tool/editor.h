/*
** editor.h - lines that a person types: edited, completed and kept, by libedit
** where the build has it
*/
#ifndef PYCAP_TOOL_EDITOR_H
#define PYCAP_TOOL_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#define EDITOR_LINE ((size_t)8 << 20)  /* bytes of a line, at most */

typedef enum Typed {
  TYPED_LINE,
  TYPED_NOTHING,  /* Ctrl-C */
  TYPED_TOOLONG,  /* a line of more than EDITOR_LINE */
  TYPED_END       /* Ctrl-D, the end of the input, or a signal that ends all */
} Typed;

/* What may follow a text. Both are valid until the next call. */
typedef struct Completion {
  const char *rest;   /* what all of them have in common */
  const char *words;  /* a line for each, if there are several; or NULL */
} Completion;

/* Completes the `size` bytes before the cursor. False: nothing follows. */
typedef bool (*Completer)(void *context, const char *text, size_t size,
                          Completion *completion);

/* Call editor_begin once, and editor_end when no more lines are read. */
void editor_begin(Completer complete, void *context);
void editor_end(void);

/* True when lines are typed at a terminal. */
bool editor_shown(void);

/* Reads a line, without its end. The line lives until the next call. */
Typed editor_read(const char *prompt, const char **line, size_t *size);

/* What the build has, in words. */
const char *editor_describe(void);

#endif
