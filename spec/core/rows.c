/*
** rows.c - row tables that are wrong, each with the text that says why
**
** Prints each text as it comes; exits with 1 where one differs. With an
** argument, prints the names that are reserved instead.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

static unsigned failed;

void judge(const char *expected, const char *text) {
  if (text && strchr(text, ':')) puts(text);
  if (!text && !expected) return;
  if (text && expected && strcmp(text, expected) == 0) return;
  failed++;
  fprintf(stderr, "expected: %s\ngot:      %s\n",
          expected ? expected : "nothing", text ? text : "nothing");
}

void expect(const char *expected, const Protocol *const *list) {
  static Protocols all;
  void *room = malloc(protocols_room(list) + 1);
  const char *text = room ? protocols_init(&all, list, room) : "no memory";
  judge(expected, text);
  free(room);
}

static void judge_cases(const Case *c) {
  for (; c->text || c->list[0].name; c++) {
    const Protocol *list[4] = {NULL};
    for (size_t k = 0; k < 3; k++)
      if (k == 0 || c->list[k].name) list[k] = &c->list[k];
    expect(c->text, list);
  }
}

int main(int argc, char **argv) {
  (void)argv;
  for (const char *const *n = reserved_names; argc > 1 && *n; n++) puts(*n);
  if (argc > 1) return 0;
  judge_cases(field_cases);
  judge_cases(protocol_cases);
  judge_many();
  if (failed) fprintf(stderr, "%u differ\n", failed);
  return failed > 0;
}
