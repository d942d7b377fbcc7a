/*
** options.c - pcaplua's command line
*/
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lua/host.h"
#include "../script/load.h"
#include "check.h"
#include "editor.h"
#include "say.h"
#include "size.h"
#include "words.h"

#define FIRST 256  /* getopt's value of the first row */

/* What getopt_long takes, of all rows. */
typedef struct Getopt {
  char letters[2 * OPTION_ROWS_MAX + 4];
  struct option names[OPTION_ROWS_MAX + 1];
} Getopt;

/* Words come in their order, as option 1. */
static void getopt_prepare(Getopt *g) {
  char *letter = g->letters;
  int i = 0;
  *letter++ = '-';
  *letter++ = ':';
  for (; option_rows[i].name; i++) {
    const OptionRow *row = &option_rows[i];
    g->names[i] = (struct option){
      row->name, row->argument ? required_argument : no_argument, NULL,
      FIRST + i
    };
    if (!row->letter) continue;
    *letter++ = row->letter;
    if (row->argument) *letter++ = ':';
  }
  *letter = '\0';
  g->names[i] = (struct option){NULL, 0, NULL, 0};
}

/* The row of what getopt_long returned, or NULL. */
static const OptionRow *row_of(int option) {
  if (option >= FIRST) return &option_rows[option - FIRST];
  for (const OptionRow *row = option_rows; row->name; row++)
    if (row->letter && row->letter == option) return row;
  return NULL;
}

/* The row that a word of the line names, or NULL. */
static const OptionRow *row_named(const char *word) {
  if (word[0] != '-' || word[1] == '\0') return NULL;
  if (word[1] != '-') return row_of((unsigned char)word[1]);
  size_t size = strcspn(word + 2, "=");
  for (const OptionRow *row = option_rows; row->name; row++)
    if (strlen(row->name) == size && memcmp(row->name, word + 2, size) == 0)
      return row;
  return NULL;
}

/* --- what options set --- */

static int refuse_value(const OptionRow *row, const char *text,
                        const char *takes) {
  char spelling[32], rest[160];
  snprintf(rest, sizeof rest, ": %s takes %s", option_spelling(row, spelling),
           takes);
  return options_complain(text, rest);
}

/* "json|fields|csv" as "json, fields or csv". */
static int refuse_word(const OptionRow *row, const char *text) {
  char list[128] = "";
  size_t at = 0;
  const char *last = strrchr(row->argument, '|');
  for (const char *c = row->argument; *c && at < sizeof list - 8; c++)
    if (*c != '|') list[at++] = *c;
    else at += (size_t)sprintf(list + at, c == last ? " or " : ", ");
  list[at] = '\0';
  return refuse_value(row, text, list);
}

static bool is_word(const char *words, const char *text) {
  size_t size = strlen(text);
  for (const char *at = words; size > 0; at++) {
    size_t length = strcspn(at, "|");
    if (length == size && memcmp(at, text, size) == 0) return true;
    at += length;
    if (!*at) break;
  }
  return false;
}

static int set_number(const OptionRow *row, void *place, const char *text) {
  char *end;
  errno = 0;
  long long n = strtoll(text, &end, 10);
  if (!*text || *end || errno == ERANGE || (double)n < row->least ||
      (double)n > row->most)
    return refuse_value(row, text, row->takes);
  *(long long *)place = n;
  return 0;
}

static int set_seconds(const OptionRow *row, void *place, const char *text) {
  char *end;
  double n = strtod(text, &end);
  if (!*text || *end || !(n >= row->least && n <= row->most))
    return refuse_value(row, text, row->takes);
  *(double *)place = n;
  return 0;
}

static void add_name(Names *list, const char *text) {
  size_t room = (size_t)list->count + 2;
  const char **names = realloc(list->names, room * sizeof *names);
  if (!names) abort();  /* at the start, of a few words */
  names[list->count++] = text;
  names[list->count] = NULL;
  list->names = names;
}

static void print_version(void) {
  const char *name;
  puts("pcaplua " PYCAP_VERSION " (" LUA_RELEASE ")");
  printf("reads");
  for (int i = 0; (name = host_format(i)) != NULL; i++)
    printf("%s %s", i > 0 ? "," : "", name);
  printf("\nprompt: %s\n", editor_describe());
}

static int refuse_again(const OptionRow *row) {
  char spelling[32];
  return options_complain(option_spelling(row, spelling),
                          ": given twice, one expected");
}

/* Sets what a row is for: 0, an exit status, or -1: the answer is printed. */
static int set_option(Options *o, const OptionRow *row, const char *text) {
  void *place = (char *)o + row->at;
  bool prints = row->group == GROUP_PRINT || row->group == GROUP_WRITE ||
                row->group == GROUP_LINE;
  if (prints && !o->printing) o->printing = row;
  switch (row->kind) {
    case KIND_FLAG: *(bool *)place = true; return 0;
    case KIND_COUNT: ++*(long long *)place; return 0;
    case KIND_WORD:
      if (!is_word(row->argument, text)) return refuse_word(row, text);
      *(const char **)place = text;
      return 0;
    case KIND_TEXT: case KIND_REST:
      if (row->group == GROUP_LINE && *(const char **)place)
        return refuse_again(row);
      *(const char **)place = text;
      return 0;
    case KIND_NUMBER: return set_number(row, place, text);
    case KIND_SECONDS: return set_seconds(row, place, text);
    case KIND_SIZE:
      return size_read(text, place) ? 0 : refuse_value(row, text, row->takes);
    case KIND_FILE:
      o->source.filename = o->files[o->file_count++] = text;
      return 0;
    case KIND_LIST: add_name(place, text); return 0;
    case KIND_PROTOCOL: o->protocols[o->protocol_count++] = text; return 0;
    case KIND_HELP: options_usage(); return -1;
    case KIND_VERSION: print_version(); return -1;
  }
  return 0;
}

void options_push(lua_State *L, const Options *o) {
  lua_newtable(L);
  for (const OptionRow *row = option_rows; row->name; row++) {
    const void *place = (const char *)o + row->at;
    switch (row->kind) {
      case KIND_FLAG: lua_pushboolean(L, *(const bool *)place); break;
      case KIND_COUNT: case KIND_NUMBER:
        lua_pushinteger(L, *(const long long *)place);
        break;
      case KIND_TEXT: case KIND_WORD: case KIND_REST:
        lua_pushstring(L, *(const char *const *)place);
        break;
      default: lua_pushnil(L); break;
    }
    lua_setfield(L, -2, row->name);
  }
}

/* --- the line --- */

/* Of letters in one word, optind is behind the word only after the last. */
static int refuse_option(int option, char **argv) {
  char letter[] = {'-', (char)optopt, '\0'};
  bool named = optopt == 0 || optopt >= FIRST;
  return options_complain(named ? argv[optind - 1] : letter,
                          option == ':' ? ": it needs an argument"
                                        : ": no such option");
}

/* True when options go on behind the script: see GROUP_READ. */
static bool goes_on(int argc, char **argv) {
  if (optind >= argc) return false;
  if (strcmp(argv[optind], "--") == 0) {
    optind++;
    return false;
  }
  const OptionRow *row = row_named(argv[optind]);
  return row && row->group == GROUP_READ;
}

/* Takes options until the words that are a script's, or the end: 0, an exit
** status, or -1. Words of a filter go to `words`. */
static int read_line(Options *o, int argc, char **argv, char **words,
                     int *count) {
  Getopt g;
  bool behind = false, ended = false;  /* ended: -- has come */
  getopt_prepare(&g);
  for (;;) {
    if (behind && !goes_on(argc, argv)) break;
    int option = ended ? -1 : getopt_long(argc, argv, g.letters, g.names, NULL);
    bool word = option == 1 || (option == -1 && optind < argc);
    if (option == -1) {
      if (!word) break;
      optarg = argv[optind++];
      ended = true;
    }
    if (word && o->chunk) {
      optind--;
      break;
    }
    if (word && *count == 0 && (o->script = words_script(optarg)) != NULL) {
      behind = optind == 2 && words_bare(o->script);
      if (!behind) break;
    } else if (word) {
      words[(*count)++] = optarg;
    } else {
      const OptionRow *row = row_of(option);
      if (!row) return refuse_option(option, argv);
      int status = set_option(o, row, optarg);
      if (status != 0 || row->kind == KIND_REST) return status;
    }
  }
  return 0;
}

/* Makes one filter of all that say one: 0, or an exit status. */
static int make_filter(Options *o, char **words, int count) {
  if (o->filter_file) {
    Text text;
    if (!text_read(&text, strcmp(o->filter_file, "-") == 0 ? NULL
                                                           : o->filter_file)) {
      say("cannot open %s: %s", o->filter_file, text_error(errno));
      return EXIT_OPEN;
    }
    char *copy = calloc(text.size + 1, 1);
    if (copy && text.size > 0) memcpy(copy, text.bytes, text.size);
    free(text.bytes);
    for (char *c = copy; c && (c = strchr(c, '#')) != NULL; )  /* remarks */
      while (*c && *c != '\n') *c++ = ' ';
    o->filter = copy ? words_join(o->filter, &copy, 1) : NULL;
    free(copy);
  }
  if (!o->filter && count > 0 && *words[0] != '\0' &&
      strchr(words[0] + 1, '.') != NULL &&
      access(words[0], F_OK) == 0)
    return options_complain(words[0], ": this is a file, and a filter was "
                            "expected: -r reads it");
  if (o->filter || count > 0)
    o->source.filter = words_join(o->filter, words, count);
  return 0;
}

/* -i 1: the first of -D. 0, or an exit status. */
static int find_device(Options *o) {
  char text[256], *name = NULL;
  int found = host_numbered(o->source.device, &name, text, sizeof text);
  if (found > 0) o->source.device = name;  /* for as long as we run */
  if (found >= 0) return 0;
  say("-i %s (-D lists them)", text);
  return EXIT_OPEN;
}

/* The source that the options describe. */
static void settle(Options *o) {
  Source *s = &o->source;
  s->count = o->count;
  s->snaplen = o->snaplen > 0 ? (int)o->snaplen : SOURCE_SNAPLEN;
  s->buffer = o->buffer > 0 ? (int)o->buffer * 1024 : 0;
  s->promiscuous = !o->modest;
  s->fragments = !o->frames;
  if (o->sandbox && !o->memory) o->memory = (uint64_t)256 << 20;
  if (o->sandbox && o->workers && !o->instructions)
    o->instructions = (uint64_t)1 << 20;
  if (o->line_buffered || o->unbuffered) setvbuf(stdout, NULL, _IOLBF, 0);
}

void options_misplaced(const Options *o) {
  for (int i = o->before; i < o->total; i++) {
    const char *word = o->words[i];
    if (strcmp(word, "-r") != 0 && strcmp(word, "-i") != 0) continue;
    say("%s stands behind the script, and so is the "
            "script's; what pcaplua is to read is said before it: pcaplua %s "
            "%s %s", word, word, i + 1 < o->total ? o->words[i + 1]
                                                    : "...",
            o->chunk ? "--eval ..." : o->script);
    return;
  }
}

int options_read(Options *o, int argc, char **argv) {
  char **words = calloc((size_t)argc + 1, sizeof *words);
  int count = 0;
  if (!words) return EXIT_SCRIPT + 1;
  opterr = 0;
  o->words = (const char *const *)argv;
  o->total = argc;
  o->count = o->snaplen = o->buffer = -1;
  o->interactive = argc == 1 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  int status = read_line(o, argc, argv, words, &count);
  o->before = optind;
  if (status == 0 && (o->table || o->scripts)) {
    if (o->table) options_table();
    else words_scripts();
    status = -1;
  }
  if (status == 0) status = options_check(o);
  if (status == 0) status = make_filter(o, words, count);
  if (status == 0 && o->source.device) status = find_device(o);
  if (status == 0) settle(o);
  free(words);
  return status == 0 ? 0 : status == -1 ? 1 : status + 1;
}
