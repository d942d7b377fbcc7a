/*
** hello.h - what is computed from the hellos of TLS: names, version, JA3, JA4
**
** JA3: a client's numbers in their order, MD5. JA4: the same in another form,
** SHA-256 (FoxIO, "JA4: TLS Client Fingerprinting"). Neither counts the numbers
** that clients make up (RFC 8701). No row can say them, so they are C.
*/
#ifndef PYCAP_HELLO_H
#define PYCAP_HELLO_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/digest.h"
#include "../core/field.h"
#include "../core/protocol.h"

static const Name versions[] = {
  {0x0300, "ssl-3-0", NULL}, {0x0301, "tls-1-0", NULL},
  {0x0302, "tls-1-1", NULL}, {0x0303, "tls-1-2", NULL},
  {0x0304, "tls-1-3", NULL}, {0, NULL, NULL}
};

enum { RECORD_HANDSHAKE = 22 };

enum { CLIENT_HELLO = 1, SERVER_HELLO = 2 };

enum {
  EXTENSION_SERVERNAME = 0, EXTENSION_GROUPS = 10, EXTENSION_FORMATS = 11,
  EXTENSION_ALGORITHMS = 13, EXTENSION_ALPN = 16, EXTENSION_VERSIONS = 43
};

/* Bytes that are taken from the front. */
typedef struct Rest {
  const uint8_t *bytes;
  uint32_t size;
} Rest;

typedef struct Hello {
  bool client;
  uint16_t version;
  Rest ciphers;     /* of a client: two bytes each */
  Rest extensions;
} Hello;

/* Takes `size` bytes; false: so many are not there. */
static bool take(Rest *rest, uint32_t size, Rest *taken) {
  if (size > rest->size) return false;
  *taken = (Rest){rest->bytes, size};
  rest->bytes += size;
  rest->size -= size;
  return true;
}

/* Takes an integer of `size` bytes. */
static bool take_number(Rest *rest, uint32_t size, uint32_t *number) {
  Rest taken;
  if (!take(rest, size, &taken)) return false;
  *number = 0;
  for (uint32_t i = 0; i < size; i++) *number = *number << 8 | taken.bytes[i];
  return true;
}

/* Takes what an integer of `width` bytes in front of it counts. */
static bool take_counted(Rest *rest, uint32_t width, Rest *taken) {
  uint32_t size;
  return take_number(rest, width, &size) && take(rest, size, taken);
}

/* The list in an extension's data: what is there of it. */
static Rest list_in(Rest data, uint32_t width) {
  uint32_t size;
  Rest list = {data.bytes, 0};
  if (take_number(&data, width, &size))
    take(&data, size < data.size ? size : data.size, &list);
  return list;
}

static bool read_hello(Rest body, bool client, Hello *hello) {
  uint32_t version;
  Rest skipped;
  *hello = (Hello){.client = client};
  if (!take_number(&body, 2, &version) || !take(&body, 32, &skipped) ||
      !take_counted(&body, 1, &skipped))
    return false;
  hello->version = (uint16_t)version;
  if (client ? !take_counted(&body, 2, &hello->ciphers) ||
               !take_counted(&body, 1, &skipped)
             : !take(&body, 3, &skipped))
    return false;
  hello->extensions = list_in(body, 2);
  return true;
}

/* Finds the first hello in the records of a header. */
static bool find_hello(const uint8_t *header, uint32_t length, Hello *hello) {
  Rest records = {header, length}, data, body;
  uint32_t kind, version;
  while (take_number(&records, 1, &kind) &&
         take_number(&records, 2, &version) &&
         take_counted(&records, 2, &data)) {
    uint32_t type;
    while (kind == RECORD_HANDSHAKE && take_number(&data, 1, &type) &&
           take_counted(&data, 3, &body))
      if (type == CLIENT_HELLO || type == SERVER_HELLO)
        return read_hello(body, type == CLIENT_HELLO, hello);
  }
  return false;
}

/* --- extensions --- */

static bool next_extension(Rest *rest, uint32_t *kind, Rest *data) {
  return take_number(rest, 2, kind) && take_counted(rest, 2, data);
}

static bool find_extension(const Hello *hello, uint32_t wanted, Rest *data) {
  Rest rest = hello->extensions;
  uint32_t kind;
  while (next_extension(&rest, &kind, data))
    if (kind == wanted) return true;
  return false;
}

/* The list in a client's extension; an empty one where that is not there. */
static Rest find_list(const Hello *hello, uint32_t wanted, uint32_t width) {
  Rest data;
  return find_extension(hello, wanted, &data) ? list_in(data, width)
                                              : (Rest){NULL, 0};
}

/* A number that a client made up (RFC 8701). */
static bool is_grease(uint32_t n) {
  return (n & 0x0f0f) == 0x0a0a && n >> 8 == (n & 0xff);
}

/* The highest version that a client offers, or the one a server chose. */
static uint32_t best_version(const Hello *hello) {
  uint32_t best = 0, n;
  Rest data;
  if (!find_extension(hello, EXTENSION_VERSIONS, &data)) return hello->version;
  if (hello->client) data = list_in(data, 1);
  while (take_number(&data, 2, &n))
    if (!is_grease(n) && n > best) best = n;
  return best ? best : hello->version;
}

/* --- numbers into digests --- */

/* Numbers of two bytes: those of a list, or the kinds of extensions. */
typedef struct Walk {
  Rest rest;
  bool kinds;
  bool fewer;  /* without those of the server's name and of ALPN */
} Walk;

/* The next number that nobody made up. */
static bool next_number(Walk *w, uint32_t *n) {
  Rest data;
  while (w->kinds ? next_extension(&w->rest, n, &data)
                  : take_number(&w->rest, 2, n))
    if (!is_grease(*n) && !(w->fewer && (*n == EXTENSION_SERVERNAME ||
                                         *n == EXTENSION_ALPN)))
      return true;
  return false;
}

static uint32_t count_numbers(Walk w) {
  uint32_t n, count = 0;
  while (next_number(&w, &n)) count++;
  return count;
}

static void add_numbers(Digest *d, Walk w, const char *form, char between) {
  char text[16];
  uint32_t n;
  for (bool first = true; next_number(&w, &n); first = false) {
    if (!first) digest_add(d, &between, 1);
    digest_add(d, text, (size_t)snprintf(text, sizeof text, form, n));
  }
}

static int compare_numbers(const void *a, const void *b) {
  return *(const uint16_t *)a - *(const uint16_t *)b;
}

/* The same in hexadecimal, the smallest number first. */
static void add_sorted(Digest *d, Walk w) {
  uint16_t numbers[1 << 15];  /* two bytes each, of a list up to 65,535 */
  char text[8];
  size_t count = 0;
  for (uint32_t n; next_number(&w, &n);) numbers[count++] = (uint16_t)n;
  qsort(numbers, count, sizeof *numbers, compare_numbers);
  for (size_t i = 0; i < count; i++)
    digest_add(d, text, (size_t)snprintf(text, sizeof text, "%s%04x",
                                         i > 0 ? "," : "", numbers[i]));
}

/* Ends a digest, of which it writes `size` hexadecimal digits. */
static void write_digest(Digest *d, char *text, unsigned size) {
  uint8_t bytes[DIGEST_MAX];
  digest_end(d, bytes);
  for (unsigned i = 0; i < size; i++)
    text[i] = "0123456789abcdef"[bytes[i / 2] >> (i % 2 ? 0 : 4) & 15];
}

/* --- members --- */

static bool give(Value *v, const void *bytes, size_t size) {
  *v = (Value){.bytes = bytes, .size = size};
  return true;
}

static bool read_side(const uint8_t *header, uint32_t length, char *text,
                      Value *v) {
  Hello hello;
  (void)text;
  if (!find_hello(header, length, &hello)) return false;
  return give(v, hello.client ? "client" : "server", 6);
}

static bool read_servername(const uint8_t *header, uint32_t length, char *text,
                            Value *v) {
  Hello hello;
  Rest names, name;
  uint32_t type;
  (void)text;
  if (!find_hello(header, length, &hello)) return false;
  names = find_list(&hello, EXTENSION_SERVERNAME, 2);
  return take_number(&names, 1, &type) && take_counted(&names, 2, &name) &&
         give(v, name.bytes, name.size);
}

static bool read_alpn(const uint8_t *header, uint32_t length, char *text,
                      Value *v) {
  Hello hello;
  Rest names, name;
  size_t size = 0;
  if (!find_hello(header, length, &hello)) return false;
  names = find_list(&hello, EXTENSION_ALPN, 2);
  if (names.size == 0) return false;
  while (take_counted(&names, 1, &name) &&
         size + 1 + name.size <= COMPUTED_MAX) {
    if (size > 0) text[size++] = ',';
    memcpy(text + size, name.bytes, name.size);
    size += name.size;
  }
  return give(v, text, size);
}

static bool read_version(const uint8_t *header, uint32_t length, char *text,
                         Value *v) {
  Hello hello;
  if (!find_hello(header, length, &hello)) return false;
  uint32_t version = best_version(&hello);
  for (const Name *n = versions; n->name; n++)
    if (n->value == version) return give(v, n->name, strlen(n->name));
  return give(v, text, (size_t)sprintf(text, "0x%04x", version));
}

static bool read_ja3(const uint8_t *header, uint32_t length, char *text,
                     Value *v) {
  Digest d;
  Hello hello;
  if (!find_hello(header, length, &hello) || !hello.client) return false;
  digest_begin(&d, DIGEST_MD5);
  digest_add(&d, text, (size_t)sprintf(text, "%u,", hello.version));
  add_numbers(&d, (Walk){hello.ciphers, false, false}, "%u", '-');
  digest_add(&d, ",", 1);
  add_numbers(&d, (Walk){hello.extensions, true, false}, "%u", '-');
  digest_add(&d, ",", 1);
  add_numbers(&d, (Walk){find_list(&hello, EXTENSION_GROUPS, 2), false, false},
              "%u", '-');
  digest_add(&d, ",", 1);
  Rest formats = find_list(&hello, EXTENSION_FORMATS, 1);
  for (uint32_t i = 0; i < formats.size; i++)
    digest_add(&d, text, (size_t)sprintf(text, "%s%u", i > 0 ? "-" : "",
                                         formats.bytes[i]));
  write_digest(&d, text, 32);
  return give(v, text, 32);
}

static bool is_letter(uint8_t c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The first and the last character of the first protocol on top. */
static void write_ends(const Hello *hello, char ends[2]) {
  Rest names = find_list(hello, EXTENSION_ALPN, 2), name;
  ends[0] = ends[1] = '0';
  if (!take_counted(&names, 1, &name) || name.size == 0) return;
  uint8_t first = name.bytes[0], last = name.bytes[name.size - 1];
  bool letters = is_letter(first) && is_letter(last);
  ends[0] = letters ? (char)first : "0123456789abcdef"[first >> 4];
  ends[1] = letters ? (char)last : "0123456789abcdef"[last & 15];
}

static const char *ja4_version(uint32_t version) {
  static const char *const known[] = {"s3", "10", "11", "12", "13"};
  if (version == 0x0002) return "s2";
  return version >= 0x0300 && version <= 0x0304 ? known[version - 0x0300]
                                                : "00";
}

static bool read_ja4(const uint8_t *header, uint32_t length, char *text,
                     Value *v) {
  static const char none[] = "000000000000";
  Digest d;
  Hello hello;
  Rest data;
  if (!find_hello(header, length, &hello) || !hello.client) return false;
  const Walk ciphers = {hello.ciphers, false, false},
             kinds = {hello.extensions, true, false},
             fewer = {hello.extensions, true, true},
             algorithms = {find_list(&hello, EXTENSION_ALGORITHMS, 2), false,
                           false};
  uint32_t count = count_numbers(ciphers), more = count_numbers(kinds);
  sprintf(text, "t%s%c%02u%02u", ja4_version(best_version(&hello)),
          find_extension(&hello, EXTENSION_SERVERNAME, &data) ? 'd' : 'i',
          count < 99 ? count : 99, more < 99 ? more : 99);
  write_ends(&hello, text + 8);
  text[10] = text[23] = '_';
  memcpy(text + 11, none, 12);
  memcpy(text + 24, none, 12);
  digest_begin(&d, DIGEST_SHA256);
  add_sorted(&d, ciphers);
  if (count > 0) write_digest(&d, text + 11, 12);
  digest_begin(&d, DIGEST_SHA256);
  add_sorted(&d, fewer);
  if (count_numbers(algorithms) > 0) digest_add(&d, "_", 1);
  add_numbers(&d, algorithms, "%04x", ',');
  if (count_numbers(fewer) > 0) write_digest(&d, text + 24, 12);
  return give(v, text, 36);
}

static const Name sides[] = {
  {0, "client", NULL}, {0, "server", NULL}, {0, NULL, NULL}
};

static const Computed computed[] = {
  {"hello", "who says hello: client or server", read_side,
   sides},
  {"version", "of a client the highest version, of a server the one it chose",
   read_version, NULL},
  {"servername", "the server that the client wants (SNI)", read_servername, NULL},
  {"alpn", "protocols on top, with commas between (ALPN)", read_alpn, NULL},
  {"ja3", "fingerprint of the client, JA3", read_ja3, NULL},
  {"ja4", "fingerprint of the client, JA4", read_ja4, NULL},
  {NULL, NULL, NULL, NULL}
};

#endif
