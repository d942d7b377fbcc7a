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
      ": only without a script, which prints itself (options of the script "
      "stand behind its name)");
  if (o->interactive && o->printing)
    return options_complain(option_spelling(o->printing, spelling),
      ": not with --interactive, where statements print");
  const Rule rules[] = {
    {o->interactive && options_scripted(o),
     "--interactive and a script exclude each other; at the prompt, "
     "dofile \"script.lua\" runs one"},
    {o->interactive && o->sandbox,
     "--sandbox is for a script that nobody has read, and --interactive for "
     "what you type yourself: they exclude each other"},
    {o->interactive && o->source.filename &&
       strcmp(o->source.filename, "-") == 0,
     "-r - and --interactive both read standard input"},
    {o->script && o->chunk, "--eval and --script exclude each other"},
    {o->workers && !options_scripted(o), "--workers needs a script"},
    {o->workers && o->count >= 0, "-c and --workers exclude each other"},
    {!o->workers && o->file_count > 1,
     "several -r need --workers (with --workers 1 they are read one after the "
     "other)"},
    {o->profile && (o->workers || !options_scripted(o)),
     "--profile needs a script, and no --workers"},
    {o->watch && (o->workers || !o->script || strcmp(o->script, "-") == 0),
     "--watch needs a script in a file, and no --workers"},
    {o->update && !o->test, "--update needs --test"},
    {!o->workers && o->merge_every > 0, "--merge-every needs --workers"},
    {!o->workers && o->by, "--by needs --workers"},
    {!o->workers && o->failure, "--on-worker-error needs --workers"},
    {o->workers && (o->source.direction || o->source.monitor ||
                    o->source.datalink || o->source.timestamps),
     "--workers does not take -Q, -I, -y and -j"},
    {o->sandbox && !options_scripted(o), "--sandbox needs a script"},
    {!o->sandbox && (o->readable.count || o->writable.count ||
                     o->injected.count),
     "--allow-read, --allow-write and --inject need --sandbox"},
    {o->sandbox && o->source.reconnect,
     "--sandbox and --reconnect exclude each other: no connection can be made "
     "later"},
    {o->source.follow && !o->source.filename, "--follow needs -r"},
    {o->source.reconnect && !o->source.filename, "--reconnect needs -r"},
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
    {json && o->fields, "--fields needs -T fields or -T csv; JSON has all "
     "fields"},
    {(o->separator || o->header) && (!columns || json),
     "--separator and --header need -T fields or -T csv"},
    {csv && o->separator, "-T csv has commas; --separator needs -T fields"},
    {(o->format || o->fields) && (o->verbose || o->hex || o->hex_text),
     "-T does not take -v, -x and -X"},
    {(o->begin || o->end) && !o->each, "--begin and --end need --each"},
    {o->each && (o->write || o->top || o->tell || o->format || o->fields ||
                 o->verbose || o->hex || o->hex_text || o->quick || o->time),
     "--each prints by itself: it takes none of the options of printing and "
     "writing"},
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
    {!o->write && (o->file_size || o->rotate), "-C and -G need -w"},
    {o->file_count_limit && !o->file_size && !o->rotate,
     "-W needs -C or -G"},
    {o->write && (o->top || o->tell || o->format || o->fields),
     "-w writes instead of printing: it does not take -T, --fields, --top and "
     "--count"},
    {o->write && is_stream(o->write) && (o->file_size || o->rotate),
     "-C and -G need a file; -w - is standard output, -w tcp://... and "
     "tcp-listen:... are connections"},
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
