/*
** usage.c - pcaplua's options, told
*/
#include <stdio.h>
#include <string.h>

#include "table.h"

#define COLUMN 27  /* where texts begin */

static const char head[] =
  "usage: pcaplua [options] [filter]                    prints packets\n"
  "       pcaplua [options] script.lua [arguments]      runs a script\n"
  "       pcaplua [options] --each chunk [filter]       runs a line of Lua\n"
  "       pcaplua [options] --interactive [filter]      a prompt for Lua\n"
  "\n"
  "The filter is what tcpdump takes: "
  "pcaplua -r file net 192.0.2.0/24 and udp\n";

static const char tail[] =
  "\n"
  "The first word is a script if it ends in .lua, is - (standard input), is the\n"
  "name of an installed script (top), or contains a / and is a file. Otherwise\n"
  "all words are the filter. A first word that is a script beginning with\n"
  "#!/usr/bin/env pcaplua may be followed by the options of Reading\n"
  "(./top.lua -r file); its own arguments begin with the next word, or after --.\n"
  "The packets read feed the handlers of pycap.on; pycap() opens the same file or\n"
  "device.\n"
  "\n"
  "Ctrl-C, SIGTERM and SIGHUP end the loop, a second Ctrl-C ends the script; at\n"
  "the prompt Ctrl-C ends the statement.\n"
  "SIGUSR1 prints how many packets were captured. If NO_COLOR is set, terminals\n"
  "get no colour. Exit status: the script's own; 1: the script failed, the file\n"
  "is damaged or the disk is full; 2: wrong usage; 3: a file, device or filter\n"
  "could not be opened; 130: interrupted.\n";

const char *option_spelling(const OptionRow *row, char text[32]) {
  if (row->letter) snprintf(text, 32, "-%c", row->letter);
  else snprintf(text, 32, "--%s", row->name);
  return text;
}

/* "-r, --read file", and the text beside it, or below where it is too long. */
static void print_row(const OptionRow *row) {
  char left[96];
  const char *at = row->text;
  int size = snprintf(left, sizeof left, "  %s%c%s--%s%s%s",
                      row->letter ? "-" : " ", row->letter ? row->letter : ' ',
                      row->letter ? ", " : "  ", row->name,
                      row->argument ? " " : "",
                      row->argument ? row->argument : "");
  fputs(left, stdout);
  if (size > COLUMN - 2) {
    putchar('\n');
    size = 0;
  }
  while (*at) {
    int line = (int)strcspn(at, "\n");
    printf("%*s%.*s\n", COLUMN - size, "", line, at);
    size = 0;
    at += line + (at[line] == '\n');
  }
}

void options_usage(void) {
  fputs(head, stdout);
  for (int group = 0; group < GROUPS; group++) {
    printf("\n%s:\n", option_groups[group]);
    for (const OptionRow *row = option_rows; row->name; row++)
      if (row->group == (OptionGroup)group && !row->hidden) print_row(row);
  }
  fputs(tail, stdout);
}

void options_table(void) {
  for (const OptionRow *row = option_rows; row->name; row++) {
    if (row->hidden) continue;
    printf("%c\t%s\t%s\t%s\t", row->letter ? row->letter : '-', row->name,
           row->argument ? row->argument : "", option_groups[row->group]);
    for (const char *c = row->text; *c; c++) putchar(*c == '\n' ? ' ' : *c);
    putchar('\n');
  }
}
