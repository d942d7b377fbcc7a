/*
** ssh.c - Secure Shell: banner and key exchange (RFC 4253)
*/
#include <string.h>

#include "../core/protocol.h"

static const Field kexinit[] = {
  B("cookie", 128, "random bytes"),
  U("kexsize", 32, "bytes of the list"),
  T("kex", 0, "key exchange algorithms", SIZED("kexsize")),
  U("hostkeysize", 32, "bytes of the list"),
  T("hostkey", 0, "algorithms of the host key", SIZED("hostkeysize")),
  U("clientciphersize", 32, "bytes of the list"),
  T("clientcipher", 0, "ciphers, client to server", SIZED("clientciphersize")),
  U("serverciphersize", 32, "bytes of the list"),
  T("servercipher", 0, "ciphers, server to client", SIZED("serverciphersize")),
  U("clientmacsize", 32, "bytes of the list"),
  T("clientmac", 0, "MACs, client to server", SIZED("clientmacsize")),
  U("servermacsize", 32, "bytes of the list"),
  T("servermac", 0, "MACs, server to client", SIZED("servermacsize")),
  U("clientcompressionsize", 32, "bytes of the list"),
  T("clientcompression", 0, "compression, client to server",
    SIZED("clientcompressionsize")),
  U("servercompressionsize", 32, "bytes of the list"),
  T("servercompression", 0, "compression, server to client",
    SIZED("servercompressionsize")),
  U("clientlanguagesize", 32, "bytes of the list"),
  T("clientlanguage", 0, "languages, client to server",
    SIZED("clientlanguagesize")),
  U("serverlanguagesize", 32, "bytes of the list"),
  T("serverlanguage", 0, "languages, server to client",
    SIZED("serverlanguagesize")),
  U("guess", 8, "1: a guessed key exchange packet follows"),
  U("reserved", 32, "zero"),
  B("fill", 0, "padding"),
  {0}
};

#define PLAIN NULL, NULL, NULL

static const Item kinds[] = {
  {1, "disconnect", "end of the connection", PLAIN},
  {2, "ignore", "data to be ignored", PLAIN},
  {3, "unimplemented", "a message was not known", PLAIN},
  {4, "debug", "text for debugging", PLAIN},
  {5, "servicerequest", "request of a service", PLAIN},
  {6, "serviceaccept", "service that is accepted", PLAIN},
  {7, "extensions", "extensions (RFC 8308)", PLAIN},
  {20, "kexinit", "algorithms that one side offers", kexinit, NULL, NULL},
  {21, "newkeys", "other keys from now on", PLAIN},
  {30, "kex30", "key exchange, by its method", PLAIN},
  {31, "kex31", "key exchange, by its method", PLAIN},
  {32, "kex32", "key exchange, by its method", PLAIN},
  {33, "kex33", "key exchange, by its method", PLAIN},
  {34, "kex34", "key exchange, by its method", PLAIN},
  {0}
};

static const Field head[] = {
  U("zero", 8, "zero: no packet is so long"),
  U("length", 24, "bytes in the packet; on the wire without the first 4",
    PLUS(4), DEFAULT(6)),
  U("fillsize", 8, "bytes of padding at the end of the data"),
  U("kind", 8, "message number"),
  {0}
};

static const Items packets = { .head = head, .known = kinds, .whole = true };

#define PRINTABLE \
  " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`" \
  "abcdefghijklmnopqrstuvwxyz{|}~"

static const Field fields[] = {
  T("banner", 0, "version of the protocol, software, comments; or empty",
    SPAN(PRINTABLE), DEFAULT_LIST("SSH-2.0-none")),
  T("lineend", 0, "end of the banner's line", SPAN("\r\n"), DEFAULT_LIST("\r\n")),
  I("packets", &packets, "packets; what is encrypted, or not whole, is bytes"),
  {0}
};

static const Carrier carriers[] = { {"tcp", 22, {0}}, {0} };

static const Line lines[] = { {"{banner}, packets {packets}", {0}}, {0} };

/*
** An encrypted packet begins with any bytes, and a banner may be absent: no row
** in a fixed place tells them apart.
*/
static bool is(const uint8_t *bytes, uint32_t left) {
  if (left >= 4 && memcmp(bytes, "SSH-", 4) == 0) return true;
  if (left < 6 || bytes[0] || bytes[1]) return false;
  uint32_t length = (uint32_t)(bytes[2] << 8 | bytes[3]);
  return length >= 6 && length <= 35000 && bytes[4] >= 4 &&
         bytes[4] + 2u <= length && bytes[5] > 0 && bytes[5] < 50;
}

const Protocol protocol_ssh = {
  .name = "ssh", .title = "SSH", .meaning = "Secure Shell",
  .reference = "RFC 4253, sections 4.2, 6 and 7.1",
  .fields = fields, .carriers = carriers, .is = is,
  .text = "{banner}, {packets}",
  .lines = lines,
};
