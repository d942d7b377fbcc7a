/*
** communityid.c - Community ID, version 1
*/
#include "communityid.h"

#define BLOCK 64         /* bytes that SHA-1 (FIPS 180-4) takes at once */
#define DIGEST 20
#define MESSAGE_MAX 40   /* so that one block has room for it */

static uint32_t left(uint32_t n, unsigned bits) {
  return n << bits | n >> (32 - bits);
}

/* The SHA-1 of a message that has room in one block. */
static void sha1(const uint8_t *message, size_t size, uint8_t out[DIGEST]) {
  static const uint32_t add[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc,
                                 0xca62c1d6};
  static const uint32_t begin[] = {0x67452301, 0xefcdab89, 0x98badcfe,
                                   0x10325476, 0xc3d2e1f0};
  uint8_t block[BLOCK] = {0};
  uint32_t w[80], s[5];
  memcpy(block, message, size);
  block[size] = 0x80;
  block[BLOCK - 2] = (uint8_t)(size >> 5);
  block[BLOCK - 1] = (uint8_t)(size << 3);
  for (unsigned i = 0; i < 16; i++)
    w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
           (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
  for (unsigned i = 16; i < 80; i++)
    w[i] = left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  memcpy(s, begin, sizeof s);
  for (unsigned i = 0; i < 80; i++) {
    uint32_t f = i / 20 == 0   ? (s[1] & s[2]) | (~s[1] & s[3])
                 : i / 20 == 2 ? (s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3])
                               : s[1] ^ s[2] ^ s[3];
    uint32_t first = left(s[0], 5) + f + s[4] + add[i / 20] + w[i];
    memmove(s + 1, s, 4 * sizeof *s);
    s[2] = left(s[2], 30);
    s[0] = first;
  }
  for (unsigned i = 0; i < DIGEST; i++)
    out[i] = (uint8_t)((begin[i / 4] + s[i / 4]) >> (24 - 8 * (i % 4)));
}

static size_t base64(const uint8_t *bytes, size_t size, char *out) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                               "uvwxyz0123456789+/";
  size_t n = 0;
  for (size_t i = 0; i < size; i += 3) {
    uint32_t three = (uint32_t)bytes[i] << 16;
    if (i + 1 < size) three |= (uint32_t)bytes[i + 1] << 8;
    if (i + 2 < size) three |= bytes[i + 2];
    for (unsigned k = 0; k < 4; k++)
      out[n++] = i + k > size ? '=' : digits[three >> (18 - 6 * k) & 63];
  }
  return n;
}

/* The type of the answer to a message of ICMP, or what it answers; -1: there
** is none. */
static int counterpart(bool six, uint8_t type) {
  static const uint8_t pairs[2][8][2] = {
    {{8, 0}, {13, 14}, {15, 16}, {10, 9}, {17, 18}, {8, 0}, {8, 0}, {8, 0}},
    {{128, 129}, {133, 134}, {135, 136}, {130, 131}, {139, 140}, {144, 145},
     {128, 129}, {128, 129}}
  };
  for (unsigned i = 0; i < 8; i++) {
    if (pairs[six][i][0] == type) return pairs[six][i][1];
    if (pairs[six][i][1] == type) return pairs[six][i][0];
  }
  return -1;
}

/* Writes what stands for the ports in messages of ICMP; `same`: both ends are.
** True: the source comes first, whatever the addresses are. */
static bool write_icmp(const Record *r, bool six, bool same,
                       uint8_t out[PORTS_SIZE]) {
  uint8_t type = (uint8_t)(r->icmp >> 8), code = (uint8_t)r->icmp;
  int other = counterpart(six, type);
  uint8_t first = type, second = other < 0 ? code : (uint8_t)other;
  if (other >= 0 && (same ? first > second : r->back)) {
    first = second;
    second = type;
  }
  memset(out, 0, PORTS_SIZE);
  out[1] = first;
  out[3] = second;
  return other < 0;
}

size_t communityid_text(const Record *r, char out[RECORD_TEXT_MAX]) {
  uint8_t message[MESSAGE_MAX] = {0}, digest[DIGEST];
  size_t address = r->key_size < 32 ? 4 : 16, at = 2 + 2 * address;
  const uint8_t *ends[2] = {r->key, r->key + address};
  uint8_t protocol = r->key[2 * address];
  bool six = address == 16, turned = false;
  message[at] = protocol;
  size_t ports = r->key_size - (2 * address + 1);
  memcpy(message + at + 2, r->key + 2 * address + 1, ports);
  if (r->known_icmp) {
    bool same = memcmp(ends[0], ends[1], address) == 0;
    turned = write_icmp(r, six, same, message + at + 2) && r->back;
    ports = PORTS_SIZE;
  }
  memcpy(message + 2, ends[turned], address);
  memcpy(message + 2 + address, ends[!turned], address);
  sha1(message, at + 2 + ports, digest);
  memcpy(out, "1:", 2);
  return 2 + base64(digest, sizeof digest, out + 2);
}
