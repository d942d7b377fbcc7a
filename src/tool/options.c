/*
** options.c - pcaplua's command line
*/
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <lua.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lua/host.h"
#include "size.h"

enum {
  OPTION_SCRIPT = 256, OPTION_EVAL, OPTION_IMMEDIATE, OPTION_HELP,
  OPTION_VERSION, OPTION_WORKERS, OPTION_MERGE, OPTION_ONERROR,
  OPTION_MEMORY, OPTION_INSTRUCTIONS
};

static const char usage[] =
  "usage: pcaplua [options] script.lua [arguments]\n"
  "       pcaplua [options] --script file [arguments]\n"
  "       pcaplua [options] --eval 'chunk' [arguments]\n"
  "       pcaplua -D\n"
  "\n"
  "What is read feeds the handlers of pycap.on and is what pycap() opens.\n"
  "  -r file     read a capture file (pcap, pcapng; - is standard input)\n"
  "  -i device   capture from a device, by name or its number in -D\n"
  "              (default: the one libpcap chooses)\n"
  "  -f filter   only packets that match, in the tcpdump language\n"
  "  -c count    end after so many packets\n"
  "  -s snaplen  bytes kept of each packet (262144)\n"
  "  -p          do not make the device promiscuous\n"
  "  -B size     kernel buffer in KiB\n"
  "  --immediate-mode  hand packets over as they arrive\n"
  "  -D          list the devices\n"
  "  --workers n  run the script n times at once, on parts of the packets:\n"
  "              flows of the device, or files (then -r may be repeated);\n"
  "              result(), merge(a, b), report(result, last) join them\n"
  "  --merge-every seconds  join them so often, too, not at the end alone\n"
  "  --on-worker-error stop|go-on  what the others do when one fails (stop)\n"
  "  --memory bytes     what a script may have; k, m or g behind it\n"
  "  --instructions n   of Lua's machine that a packet may take; k, m or g\n"
  "  -h, --help  this text\n"
  "  --version   the version\n"
  "\n"
  "A script's name ends in .lua or holds a /; any other follows --script.\n"
  "Exit status: the script's own; 1 it failed or the file broke off, 2 usage,\n"
  "3 what was to be read could not be opened, 130 interrupted (Ctrl-C, SIGTERM,\n"
  "SIGHUP: the loop ends, and the script prints what it has).\n";

static int complain(const char *text, const char *what) {
  fprintf(stderr, "pcaplua: %s%s\n", what, text);
  fputs("Try 'pcaplua -h'.\n", stderr);
  return EXIT_USAGE;
}

/* A whole number from `least` on. */
static bool parse_number(const char *text, long long least, long long most,
                         long long *n) {
  char *end;
  errno = 0;
  *n = strtoll(text, &end, 10);
  return *text && !*end && errno != ERANGE && *n >= least && *n <= most;
}

static bool is_script(const char *word) {
  size_t size = strlen(word);
  return strchr(word, '/') ||
         (size > 4 && strcmp(word + size - 4, ".lua") == 0);
}

/* The options of --workers: 0, or an exit status. */
static int parse_workers(Options *o, int option) {
  long long n;
  char *end;
  if (option == OPTION_WORKERS) {
    if (!parse_number(optarg, 1, 1024, &n))
      return complain(": --workers takes a number up to 1024", optarg);
    o->workers = (int)n;
  } else if (option == OPTION_MERGE) {
    o->merge_every = strtod(optarg, &end);
    if (!*optarg || *end || !(o->merge_every >= 0.001 &&
                              o->merge_every <= 1e6))
      return complain(": --merge-every takes seconds, from 0.001 on", optarg);
  } else {
    o->go_on = strcmp(optarg, "go-on") == 0;
    o->stop = strcmp(optarg, "stop") == 0;
    if (!o->go_on && !o->stop)
      return complain(": --on-worker-error takes stop or go-on", optarg);
  }
  return 0;
}

/* What goes with --workers, and what does not: 0, or an exit status. */
static int check_workers(Options *o) {
  if (o->workers && o->source.count >= 0)
    return complain("-c and --workers exclude each other", "");
  if (o->workers) return 0;
  if (o->file_count > 1)
    return complain("several -r go with --workers alone (with --workers 1 they "
                    "are read one after the other)", "");
  if (o->merge_every > 0)
    return complain("--merge-every goes with --workers alone", "");
  if (o->go_on || o->stop)
    return complain("--on-worker-error goes with --workers alone", "");
  return 0;
}

/* Of letters in one word, optind is behind the word only after the last. */
static int refuse_option(int option, char **argv) {
  char letter[] = {'-', (char)optopt, '\0'};
  return complain(option == ':' ? ": it takes an argument" : ": no such option",
                  optopt > 0 && optopt < OPTION_SCRIPT ? letter
                                                       : argv[optind - 1]);
}

static int parse_option(Options *o, int option, char **argv) {
  long long n = 0;
  switch (option) {
    case 'r':
      o->source.filename = o->files[o->file_count++] = optarg;
      break;
    case 'i': o->source.device = optarg; break;
    case 'f': o->source.filter = optarg; break;
    case 'p': o->source.promiscuous = false; break;
    case 'D': o->devices = true; break;
    case OPTION_IMMEDIATE: o->source.immediate = true; break;
    case OPTION_EVAL: o->chunk = optarg; break;
    case OPTION_WORKERS: case OPTION_MERGE: case OPTION_ONERROR:
      return parse_workers(o, option);
    case OPTION_MEMORY:
      if (!size_read(optarg, &o->memory))
        return complain(": --memory takes bytes, with k, m or g behind them "
                        "or not", optarg);
      break;
    case OPTION_INSTRUCTIONS:
      if (!size_read(optarg, &o->instructions))
        return complain(": --instructions takes a number from 1 on", optarg);
      break;
    case 'c':
      if (!parse_number(optarg, 1, INT64_MAX, &n))
        return complain(": -c takes a number of packets", optarg);
      o->source.count = n;
      break;
    case 's':
      if (!parse_number(optarg, 0, SOURCE_SNAPLEN, &n))
        return complain(": -s takes a number of bytes up to 262144", optarg);
      o->source.snaplen = n ? (int)n : SOURCE_SNAPLEN;
      break;
    case 'B':
      if (!parse_number(optarg, 1, INT32_MAX / 1024, &n))
        return complain(": -B takes a number of KiB", optarg);
      o->source.buffer = (int)n * 1024;
      break;
    default:
      return refuse_option(option, argv);
  }
  return 0;
}

/* The words behind the options: 0, or an exit status. */
static int parse_words(Options *o, int argc, char **argv) {
  int first = optind;
  if (!o->script && !o->chunk) {
    if (first == argc) return complain("no script given", "");
    if (!is_script(argv[first]))
      return complain(": not a script (a script's name ends in .lua or holds "
                      "a /; any other follows --script)", argv[first]);
    o->script = argv[first++];
  }
  o->before = first;
  if (o->chunk && o->script)
    return complain("--eval and --script exclude each other", "");
  if (o->source.device && o->source.filename)
    return complain("-i and -r exclude each other", "");
  return check_workers(o);
}

/* -i 1: the first of -D. 0, or an exit status. */
static int find_device(Options *o) {
  char text[256], *name = NULL;
  int found = host_numbered(o->source.device, &name, text, sizeof text);
  if (found > 0) o->source.device = name;  /* for as long as we run */
  if (found >= 0) return 0;
  fprintf(stderr, "pcaplua: -i %s (-D lists them)\n", text);
  return EXIT_OPEN;
}

void options_misplaced(const Options *o) {
  for (int i = o->before; i < o->count; i++) {
    const char *word = o->words[i];
    if (strcmp(word, "-r") != 0 && strcmp(word, "-i") != 0) continue;
    fprintf(stderr, "pcaplua: %s stands behind the script, and so is the "
            "script's; what pcaplua is to read is said before it: pcaplua %s "
            "%s %s\n", word, word, i + 1 < o->count ? o->words[i + 1]
                                                    : "...",
            o->chunk ? "--eval ..." : o->script);
    return;
  }
}

int options_read(Options *o, int argc, char **argv) {
  static const struct option names[] = {
    {"script", required_argument, NULL, OPTION_SCRIPT},
    {"eval", required_argument, NULL, OPTION_EVAL},
    {"immediate-mode", no_argument, NULL, OPTION_IMMEDIATE},
    {"workers", required_argument, NULL, OPTION_WORKERS},
    {"merge-every", required_argument, NULL, OPTION_MERGE},
    {"on-worker-error", required_argument, NULL, OPTION_ONERROR},
    {"memory", required_argument, NULL, OPTION_MEMORY},
    {"instructions", required_argument, NULL, OPTION_INSTRUCTIONS},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0}
  };
  int option, status = 0;
  opterr = 0;
  o->words = (const char *const *)argv;
  o->count = argc;
  o->source.count = -1;
  o->source.snaplen = SOURCE_SNAPLEN;
  o->source.promiscuous = true;
  while (status == 0 && (option = getopt_long(argc, argv, "+:r:i:f:c:s:pB:Dh",
                                              names, NULL)) != -1) {
    if (option == 'h' || option == OPTION_HELP) {
      fputs(usage, stdout);
      return 1;
    }
    if (option == OPTION_VERSION) {
      puts("pcaplua " PYCAP_VERSION " (" LUA_RELEASE ")");
      return 1;
    }
    if (option == OPTION_SCRIPT) {  /* the rest of the line is the script's */
      o->script = optarg;
      break;
    }
    status = parse_option(o, option, argv);
  }
  if (status == 0 && !o->devices) status = parse_words(o, argc, argv);
  if (status == 0 && o->source.device) status = find_device(o);
  return status ? status + 1 : 0;
}
