/*
** edited.h - lines that libedit edits; a part of editor.h
*/
#ifndef PYCAP_TOOL_EDITED_H
#define PYCAP_TOOL_EDITED_H

#include "editor.h"

extern const bool edited_present;  /* the build has libedit */

/* As the functions of editor.h. False: no line can be edited. */
bool edited_begin(Completer complete, void *context);
void edited_end(void);
Typed edited_read(const char *prompt, const char **line, size_t *size);

#endif
