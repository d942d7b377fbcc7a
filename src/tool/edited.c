/*
** edited.c - lines that libedit edits
*/
#define _GNU_SOURCE  /* ppoll */
#include "edited.h"

#ifdef HAVE_LIBEDIT

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "lines.h"
#include "signals.h"

const bool edited_present = true;

static EditLine *editor;
static History *past;
static Completer completer;
static void *completer_context;
static char shown_prompt[16];

/* What signals that come while a line is edited have asked for. */
static volatile sig_atomic_t resized, suspended;

static void note(int number) {
  if (number == SIGWINCH) resized = 1;
  else suspended = 1;
}

/* The terminal is as it was for as long as the program is stopped. */
static void suspend(void) {
  suspended = 0;
  el_set(editor, EL_PREP_TERM, 0);
  raise(SIGSTOP);
  el_set(editor, EL_PREP_TERM, 1);
  el_set(editor, EL_REFRESH);
}

/* Waits for a key. False: a signal has come that ends the line. No signal slips
** in between the look and the wait. */
static bool await_key(void) {
  struct pollfd input = {STDIN_FILENO, POLLIN, 0};
  sigset_t all, before;
  bool any = false;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  while (!any && signals_count() == 0) {
    if (resized) el_resize(editor);
    resized = 0;
    int ready = suspended ? 0 : ppoll(&input, 1, NULL, &before);
    any = ready > 0 || (ready < 0 && errno != EINTR);
    if (!suspended) continue;
    sigprocmask(SIG_SETMASK, &before, NULL);
    suspend();
    sigprocmask(SIG_BLOCK, &all, NULL);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  return any;
}

/* The next character: 1; 0: there is none; -1: a signal */
static int next_character(EditLine *el, wchar_t *character) {
  mbstate_t state;
  char byte;
  (void)el;
  memset(&state, 0, sizeof state);
  for (;;) {
    if (!await_key()) {
      errno = EINTR;
      return -1;
    }
    if (read(STDIN_FILENO, &byte, 1) != 1) return 0;
    size_t taken = mbrtowc(character, &byte, 1, &state);
    if (taken == (size_t)-1) memset(&state, 0, sizeof state);  /* is none */
    else if (taken != (size_t)-2) return 1;
  }
}

static char *prompt_of(EditLine *el) {
  (void)el;
  return shown_prompt;
}

/* Prints the lines of `words` in columns. */
static void print_words(const char *words) {
  int widest = 0, columns = 80, column = 0;
  el_get(editor, EL_GETTC, "co", &columns, NULL);
  for (const char *w = words; *w; w += strcspn(w, "\n") + 1)
    if ((int)strcspn(w, "\n") > widest) widest = (int)strcspn(w, "\n");
  int across = columns / (widest + 2) > 0 ? columns / (widest + 2) : 1;
  for (const char *w = words; *w; w += strcspn(w, "\n") + 1) {
    int size = (int)strcspn(w, "\n");
    bool last = ++column % across == 0;
    printf("%s%.*s%*s", column % across == 1 || across == 1 ? "\n" : "", size,
           w, last ? 0 : widest + 2 - size, "");
  }
  putchar('\n');
  fflush(stdout);
}

/* What Tab does. */
static unsigned char complete(EditLine *el, int key) {
  const LineInfo *line = el_line(el);
  size_t size = (size_t)(line->cursor - line->buffer);
  Completion completion = {"", NULL};
  (void)key;
  if (strspn(line->buffer, " ") >= size)  /* indentation */
    return el_insertstr(el, "  ") == 0 ? CC_REFRESH : CC_ERROR;
  if (!completer(completer_context, line->buffer, size, &completion))
    return CC_REFRESH_BEEP;
  if (*completion.rest)
    return el_insertstr(el, completion.rest) == 0 ? CC_REFRESH : CC_ERROR;
  if (!completion.words) return CC_REFRESH_BEEP;
  print_words(completion.words);
  return CC_REDISPLAY;
}

static void add_line(const char *line) {
  HistEvent event;
  history(past, &event, H_ENTER, line);
}

/* A line of blanks is not kept. */
static void keep_line(const char *line, size_t size) {
  char *copy = strndup(line, size);
  if (copy && strspn(copy, " ") < size) {
    add_line(copy);
    lines_keep(copy);
  }
  free(copy);
}

bool edited_begin(Completer complete_, void *context) {
  HistEvent event;
  setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");  /* as texts are */
  editor = el_init("pcaplua", stdin, stdout, stderr);
  past = history_init();
  if (!editor || !past) return false;
  completer = complete_;
  completer_context = context;
  history(past, &event, H_SETSIZE, LINES_KEPT);
  history(past, &event, H_SETUNIQUE, 1);
  lines_begin(add_line);
  el_set(editor, EL_PROMPT, prompt_of);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_HIST, history, past);
  el_set(editor, EL_GETCFN, next_character);
  /* of narrow texts it would make copies that nothing frees */
  el_wset(editor, EL_ADDFN, L"pcaplua-complete", L"Completes a name", complete);
  el_set(editor, EL_BIND, "^I", "pcaplua-complete", NULL);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_source(editor, NULL);
  return true;
}

void edited_end(void) {
  lines_end();
  el_end(editor);
  history_end(past);
}

Typed edited_read(const char *prompt, const char **line, size_t *size) {
  struct sigaction noting = {.sa_handler = note}, before[2];
  int count = 0;
  snprintf(shown_prompt, sizeof shown_prompt, "%s", prompt);
  suspended = resized = 0;
  sigaction(SIGWINCH, &noting, &before[0]);
  sigaction(SIGTSTP, &noting, &before[1]);
  const char *text = el_gets(editor, &count);
  sigaction(SIGWINCH, &before[0], NULL);
  sigaction(SIGTSTP, &before[1], NULL);
  if (!text || count <= 0) {
    putchar('\n');
    return signals_count() == 0 || signals_ending() ? TYPED_END
                                                    : TYPED_NOTHING;
  }
  if ((size_t)count > EDITOR_LINE) return TYPED_TOOLONG;
  *size = (size_t)count - (text[count - 1] == '\n');
  keep_line(text, *size);
  *line = text;
  return TYPED_LINE;
}

#else

const bool edited_present = false;

bool edited_begin(Completer complete, void *context) {
  (void)complete;
  (void)context;
  return false;
}

void edited_end(void) {}

Typed edited_read(const char *prompt, const char **line, size_t *size) {
  (void)prompt;
  (void)line;
  (void)size;
  return TYPED_END;
}

#endif
