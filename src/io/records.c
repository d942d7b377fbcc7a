/*
** records.c - inside a reader: what its formats share
*/
#include "records.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

/* --- faults --- */

int reader_refuse(Reader *reader, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  fault_set(&reader->fault, "file", "%s: %s", reader->name, text);
  return READER_FAULT;
}

int reader_memory(Reader *reader) {
  reader_refuse(reader, "not enough memory");
  reader->fault.code = "memory";
  reader->fault.error = ENOMEM;
  return READER_FAULT;
}

int reader_lack(Reader *reader, int n, const char *what, uint64_t number,
                size_t size) {
  const Input *input = &reader->input;
  size_t there = input_there(input);
  char which[32] = "";
  reader->hungry = n == INPUT_STARVED;
  if (n == INPUT_STARVED) return READER_STARVED;
  if (input->error == ENOMEM) return reader_memory(reader);
  if (input->error != 0) {
    reader_refuse(reader, "%s", strerror(input->error));
    reader->fault.error = input->error;
    if (fault_exhausted(&reader->fault)) reader->fault.code = "memory";
    return READER_FAULT;
  }
  if (input->problem != NULL) return reader_refuse(reader, "%s", input->problem);
  if (there == 0) return READER_END;
  if (number > 0)
    snprintf(which, sizeof which, " %llu", (unsigned long long)number);
  return reader_refuse(reader, "truncated: %s%s, at byte %llu, is cut short: "
                       "%zu bytes expected, %zu there", what, which,
                       (unsigned long long)input_place(input), size, there);
}

/* --- link types --- */

/* Those of which libpcap expects more than of others. */
uint32_t reader_most(int link) {
  switch (link) {
    case DLT_DBUS: case DLT_USBPCAP: return UINT32_C(128) << 20;
    case DLT_EBHSCR: return UINT32_C(8) << 20;
    case DLT_USB_LINUX: case DLT_USB_LINUX_MMAPPED: case DLT_USB_DARWIN:
      return UINT32_C(128) << 20;
    default: return UINT32_C(262144);
  }
}

/* Most are the same; these a file has in a way that no system shares. */
int reader_dlt(uint32_t number) {
  switch (number) {
    case 100: return DLT_ATM_RFC1483;
    case 101: return DLT_RAW;
    case 102: return DLT_SLIP_BSDOS;
    case 103: return DLT_PPP_BSDOS;
    case 106: return DLT_ATM_CLIP;
    case 246: return DLT_PFSYNC;
    case 258: return DLT_PKTAP;
    default: return (int)number;
  }
}

bool reader_room(Reader *reader, size_t size) {
  if (size <= reader->room && reader->scratch != NULL) return true;
  uint8_t *scratch = allocator_move(&reader->memory, reader->scratch,
                                    reader->room, size + 256);
  if (scratch == NULL) return false;
  reader->scratch = scratch;
  reader->room = size + 256;
  return true;
}
