/*
** check.c - which options go together
*/
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "say.h"

int options_complain(const char *word, const char *text) {
  say("%s%s", word, text);
  fputs("Try 'pcaplua -h'.\n", stderr);
  return EXIT_USAGE;
}

/* Something that must not be, and what is said of it. */
typedef struct Rule {
  bool broken;
  const char *text;
} Rule;

static int check_rules(const Rule *rules) {
  for (; rules->text; rules++)
    if (rules->broken) return options_complain("", rules->text);
  return 0;
}

static int check_script(const Options *o) {
  char spelling[32];
  if (options_scripted(o) && o->printing)
    return options_complain(option_spelling(o->printing, spelling),
      ": it goes without a script (what a script prints is its own matter; its "
      "own options stand behind its name)");
  const Rule rules[] = {
    {o->script && o->chunk, "--eval and --script exclude each other"},
    {o->workers && !options_scripted(o), "--workers goes with a script alone"},
    {o->workers && o->count >= 0, "-c and --workers exclude each other"},
    {!o->workers && o->file_count > 1,
     "several -r go with --workers alone (with --workers 1 they are read one "
     "after the other)"},
    {!o->workers && o->merge_every > 0,
     "--merge-every goes with --workers alone"},
    {!o->workers && o->by, "--by goes with --workers alone"},
    {!o->workers && o->failure, "--on-worker-error goes with --workers alone"},
    {o->workers && (o->source.direction || o->source.monitor ||
                    o->source.datalink || o->source.timestamps),
     "-Q, -I, -y and -j do not go with --workers"},
    {o->source.follow && !o->source.filename, "--follow goes with -r"},
    {o->source.reconnect && !o->source.filename, "--reconnect goes with -r"},
    {false, NULL}
  };
  return check_rules(rules);
}

static int check_printing(const Options *o) {
  bool columns = o->top || o->fields;
  bool json = o->format && strcmp(o->format, "json") == 0;
  bool csv = o->format && strcmp(o->format, "csv") == 0;
  const Rule rules[] = {
    {o->nano && o->micro, "--nano and --micro exclude each other"},
    {o->top && o->tell, "--top and --count exclude each other"},
    {o->top && o->fields, "--top and --fields exclude each other"},
    {o->format && !json && !columns,
     "-T fields and -T csv take --fields, too: --fields packet.time,ip.source"},
    {json && o->fields, "--fields goes with -T fields and -T csv; JSON has all "
     "fields"},
    {(o->separator || o->header) && (!columns || json),
     "--separator and --header go with -T fields and -T csv"},
    {csv && o->separator, "-T csv has commas; --separator goes with -T fields"},
    {(o->format || o->fields) && (o->verbose || o->hex || o->hex_text),
     "-v, -x and -X do not go with -T"},
    {o->hex && o->hex_text, "-x and -X exclude each other"},
    {false, NULL}
  };
  return check_rules(rules);
}

/* True for what -w writes that is no file: see io/remote.h. */
static bool is_stream(const char *name) {
  return strcmp(name, "-") == 0 || strncmp(name, "tcp://", 6) == 0 ||
         strncmp(name, "tcp-listen:", 11) == 0;
}

static int check_writing(const Options *o) {
  const Rule rules[] = {
    {!o->write && (o->file_size || o->rotate), "-C and -G go with -w alone"},
    {o->file_count_limit && !o->file_size && !o->rotate,
     "-W goes with -C or -G"},
    {o->write && (o->top || o->tell || o->format || o->fields),
     "-w writes instead of printing: -T, --fields, --top and --count do not go "
     "with it"},
    {o->write && is_stream(o->write) && (o->file_size || o->rotate),
     "-C and -G take a file, and -w - is standard output, -w tcp://... and "
     "tcp-listen:... connections"},
    {false, NULL}
  };
  return check_rules(rules);
}

int options_check(const Options *o) {
  if (o->source.device && o->source.filename)
    return options_complain("", "-i and -r exclude each other");
  if (options_listing(o)) return 0;
  int status = check_script(o);
  if (status == 0) status = check_printing(o);
  return status == 0 ? check_writing(o) : status;
}
