/*
** lines.h - the file that keeps the lines of the prompt between two starts
*/
#ifndef PYCAP_TOOL_LINES_H
#define PYCAP_TOOL_LINES_H

enum { LINES_KEPT = 1000 };  /* that a start begins with, at most */

/*
** Calls `add` with each of the last lines that were kept. The file is history
** in the folder pycap of XDG_STATE_HOME, or else of ~/.local/state; it is made
** if it is not there. Without a home, or where it is another user's, nothing is
** kept.
*/
void lines_begin(void (*add)(const char *line));

/* Keeps a line, which has no end. */
void lines_keep(const char *line);

void lines_end(void);

#endif
