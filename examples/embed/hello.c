/*
** hello.c - hello: what a script says of two frames
*/
#include <pycap.h>
#include <stdio.h>

static const char script[] =
  "pycap.on('arp', function(arp, packet)\n"
  "  if arp.operation == 2 then return 'drop' end\n"
  "  arp.targetprotocol = '192.0.2.9'\n"
  "  return packet\n"
  "end)";

int main(void) {
  static unsigned char frame[] = { /* who has 192.0.2.2? */
    255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 1, 8, 6,
    0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 192, 0, 2, 1,
    0, 0, 0, 0, 0, 0, 192, 0, 2, 2
  };
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *engine;
  options.memory = 8 << 20;       /* bytes that the script may have, */
  options.instructions = 100000;  /* and what a packet may take */
  if (pycap_engine_new(&engine, &options) != PYCAP_OK) return 1;
  if (pycap_engine_load_string(engine, "script", script) != PYCAP_OK) {
    fprintf(stderr, "%s\n", pycap_engine_error(engine));
    return 1;
  }
  for (int operation = 1; operation <= 2; operation++) {
    frame[21] = (unsigned char)operation;
    int verdict = pycap_engine_feed(engine, 1, 0, frame, sizeof frame,
                                    sizeof frame);
    size_t size;
    const unsigned char *bytes = pycap_engine_bytes(engine, &size);
    if (verdict == PYCAP_REPLACE)
      printf("replaced: %d bytes, ends in %d\n", (int)size, bytes[41]);
    else
      puts(verdict == PYCAP_DROP ? "dropped" : "as it was");
  }
  pycap_engine_free(engine);
  return 0;
}
