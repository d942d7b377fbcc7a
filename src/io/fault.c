/*
** fault.c - what the world did wrong: a stable code and a text
*/
#include "fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

unsigned fault_control(const char *text) {
  unsigned char c = (unsigned char)text[0], next = (unsigned char)text[c != 0];
  if (c == 0xc2 && next >= 0x80 && next < 0xa0) return 2;  /* C1, in UTF-8 */
  return c == 127 || (c < ' ' && c != '\0' && c != '\n' && c != '\t');
}

void fault_escape(char *text, size_t size) {
  char copy[sizeof ((Fault *)0)->text];
  size_t at = 0;
  snprintf(copy, sizeof copy, "%s", text);
  for (const char *c = copy; *c && at < size; ) {
    unsigned n = fault_control(c);
    if (n == 0) text[at++] = *c++;
    for (; n > 0 && at < size; n--, c++)
      at += (size_t)snprintf(text + at, size - at, "\\x%02x",
                             (unsigned char)*c);
  }
  text[at < size ? at : size - 1] = '\0';
}

int fault_set(Fault *fault, const char *code, const char *format, ...) {
  int saved = errno;
  va_list arguments;
  fault->code = code;
  fault->error = 0;
  va_start(arguments, format);
  vsnprintf(fault->text, sizeof fault->text, format, arguments);
  va_end(arguments);
  fault_escape(fault->text, sizeof fault->text);
  errno = saved;
  return -1;
}

int fault_memory(Fault *fault) {
  fault_set(fault, "memory", "not enough memory");
  fault->error = ENOMEM;
  return -1;
}

int fault_permission(Fault *fault, const char *device, const char *doing,
                     bool admin) {
  const char *needed = admin ? "cap_net_raw and cap_net_admin" : "cap_net_raw";
  const char *list = admin ? "cap_net_raw,cap_net_admin" : "cap_net_raw";
  if (geteuid() == 0)
    return fault_set(fault, "permission",
      "%s: not permitted: %s needs %s, which root does not have here; start "
      "the container with `--cap-add NET_RAW%s`", device,
      doing, needed, admin ? " --cap-add NET_ADMIN" : "");
  return fault_set(fault, "permission",
    "%s: not permitted: %s needs %s; run as root, or grant it once with `sudo "
    "setcap %s+ep $(command -v pcaplua)` (never to an interpreter such as "
    "lua5.4: every script would have it)", device, doing, needed, list);
}

bool fault_exhausted(const Fault *fault) {
  return fault->error == EMFILE || fault->error == ENFILE ||
         fault->error == ENOMEM;
}

void fault_list(char *list, size_t size, const char *name) {
  size_t used = strlen(list);
  if (name == NULL) return;
  snprintf(list + used, size - used, "%s%s", used > 0 ? ", " : "", name);
}
