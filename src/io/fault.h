/*
** fault.h - a failure of a device, a file or the system: a stable code and a
** text
*/
#ifndef PYCAP_FAULT_H
#define PYCAP_FAULT_H

#include <stdbool.h>
#include <stddef.h>

/*
** Codes: "timeout" "interrupted" "device" "permission" "file" "filter"
** "unsupported" "busy" "down" "toolong" "send" "write" "memory".
*/
typedef struct Fault {
  const char *code;  /* one of the above, a string that lives for ever */
  char text[1024];   /* what happened and what to do, no final newline */
  int error;         /* the errno behind it, 0: none; set it after fault_set */
} Fault;

/*
** Fills in a fault (with no errno; a text too long is cut). Leaves errno alone.
** Always returns -1, so that callers can return it.
*/
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
int fault_set(Fault *fault, const char *code, const char *format, ...);

/* The size of the control character that a text begins with, 1 or 2 bytes; 0:
** it begins with none. Newlines and tabs do not count. */
unsigned fault_control(const char *text);

/* Replaces control characters of a text, except newlines and tabs, by \x1b and
** the like. The result is cut to `size`, which is that of .text at most. */
void fault_escape(char *text, size_t size);

/* Fills in "memory", with ENOMEM. Returns -1. */
int fault_memory(Fault *fault);

/*
** Fills in "permission": the text says that `doing` ("capturing") with a device
** needs capabilities, and how this process can get them. Returns -1.
*/
int fault_permission(Fault *fault, const char *device, const char *doing,
                     bool admin);

/* True for EMFILE, ENFILE and ENOMEM: collecting garbage may help; retry. */
bool fault_exhausted(const Fault *fault);

/* Appends a name (NULL: none) to a list of `size` bytes, for a fault's text. */
void fault_list(char *list, size_t size, const char *name);

#endif
