/*
** hexdump.c - bytes as tcpdump -x and -X show them
*/
#include "printer.h"

#define ROW 16

static void add_row(Out *o, const uint8_t *bytes, size_t size, bool text) {
  for (size_t i = 0; i < ROW; i++) {
    if (i % 2 == 0 && (i < size || text)) out_char(o, ' ');
    if (i < size) out_bytes(o, bytes + i, 1);
    else if (text) out_text(o, "  ");
  }
  if (!text) return;
  out_text(o, "  ");
  for (size_t i = 0; i < size; i++)
    out_char(o, bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char)bytes[i] : '.');
}

void hexdump_add(Out *o, const uint8_t *bytes, size_t size, bool text) {
  for (size_t at = 0; at < size; at += ROW) {
    out_text(o, "\t0x");
    out_hex(o, at, 4);
    out_text(o, ": ");
    add_row(o, bytes + at, size - at < ROW ? size - at : ROW, text);
    out_char(o, '\n');
  }
}
