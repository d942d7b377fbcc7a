/*
** source.c - what compiling a text may take, known before it is compiled
**
** Lua's compiler has no bound but its own recursion, and no hook sees it. This
** reads the text once as the lexer does (Lua 5.4 manual, 3.1). Where the two
** could disagree the text does not compile.
*/
#include "source.h"

#include <stdbool.h>
#include <string.h>

#include "limits.h"

#define LOCALS_MAX 200u    /* of a function, by Lua's own limit, */
#define UPVALUES_MAX 255u  /* and from around it */

/* A function whose text is being read. */
typedef struct Function {
  unsigned locals, upvalues, jumps;
  unsigned blocks;  /* that are open in it */
} Function;

typedef struct Reader {
  const char *at, *end;
  uint64_t steps;
  unsigned count, most;  /* of functions that are open */
  bool declaring;        /* names are those of variables */
  bool member;           /* the next name is a field's */
  Function functions[SOURCE_FUNCTIONS + 1];
} Reader;

static bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c >= '0' && c <= '9');
}

static char peek(const Reader *r, size_t n) {
  return (size_t)(r->end - r->at) > n ? r->at[n] : '\0';
}

/* Skips a long bracket that begins here. False: none does. */
static bool skip_long(Reader *r) {
  size_t level = 1;
  while (peek(r, level) == '=') level++;
  if (peek(r, 0) != '[' || peek(r, level) != '[') return false;
  const char *c = r->at + level + 1;
  for (; (c = memchr(c, ']', (size_t)(r->end - c))) != NULL; c++) {
    size_t n = 1;
    while (c + n < r->end && c[n] == '=') n++;
    if (n == level && c + n < r->end && c[n] == ']') {
      r->at = c + n + 1;
      return true;
    }
    c += n - 1;
  }
  r->at = r->end;
  return true;
}

static void skip_comment(Reader *r) {
  r->at += 2;
  if (skip_long(r)) return;
  while (r->at < r->end && *r->at != '\n' && *r->at != '\r') r->at++;
}

static void skip_string(Reader *r) {
  char quote = *r->at++;
  while (r->at < r->end && *r->at != quote) {
    if (*r->at != '\\') {
      if (*r->at == '\n' || *r->at == '\r') return;
      r->at++;
    } else if (peek(r, 1) == 'z') {
      r->at += 2;
      while (r->at < r->end && strchr(" \t\n\v\f\r", *r->at) && *r->at) r->at++;
    } else {
      char next = peek(r, 1), after = peek(r, 2);
      bool line = (next == '\r' && after == '\n') ||
                  (next == '\n' && after == '\r');
      r->at += (size_t)(r->end - r->at) > 1u + line ? 2 + line : 1;
    }
  }
  if (r->at < r->end) r->at++;
}

static void open_function(Reader *r) {
  unsigned around = 1;
  for (unsigned i = 0; i < r->count; i++) around += r->functions[i].locals;
  if (around > UPVALUES_MAX) around = UPVALUES_MAX;
  if (r->count > r->most) r->most = r->count;
  if (r->count > SOURCE_FUNCTIONS) {
    r->at = r->end;
    return;
  }
  r->functions[r->count++] = (Function){.upvalues = around, .blocks = 1};
}

static void close_block(Reader *r) {
  if (--r->functions[r->count - 1].blocks == 0 && r->count > 1) r->count--;
}

static void jump(Reader *r) {
  r->steps += ++r->functions[r->count - 1].jumps;
}

/* A name that is no keyword. */
static void use(Reader *r) {
  Function *f = &r->functions[r->count - 1];
  if (r->declaring && f->locals < LOCALS_MAX) f->locals++;
  for (unsigned i = 0; i < r->count; i++)
    r->steps += r->functions[i].locals + r->functions[i].upvalues;
}

static void read_word(Reader *r) {
  static const char jumps[] =
    " and or if elseif else while for repeat until goto break ";
  char word[10];
  const char *begin = r->at;
  while (r->at < r->end && is_name(*r->at)) r->at++;
  size_t size = (size_t)(r->at - begin);
  bool member = r->member;
  r->member = false;
  if (*begin >= '0' && *begin <= '9') return;
  if (size >= sizeof word - 1) {
    if (!member) use(r);
    return;
  }
  word[0] = ' ';
  memcpy(word + 1, begin, size);
  word[size + 1] = '\0';
  const char *name = word + 1;
  bool declares = strcmp(name, "local") == 0 || strcmp(name, "for") == 0;
  bool opens = strcmp(name, "if") == 0 || strcmp(name, "do") == 0 ||
               strcmp(name, "repeat") == 0;
  const char *found = strstr(jumps, word);
  if (found && found[size + 1] == ' ') jump(r);
  else if (strcmp(name, "function") == 0) open_function(r), declares = true;
  else if (strcmp(name, "end") == 0) close_block(r);
  else if (!declares && !opens && strcmp(name, "in") != 0 && !member) {
    use(r);
    return;
  }
  if (strcmp(name, "until") == 0) close_block(r);
  if (opens) r->functions[r->count - 1].blocks++;
  r->declaring = declares;
}

static void read_token(Reader *r) {
  char c = *r->at;
  if (is_name(c)) {
    read_word(r);
    return;
  }
  r->member = (c == '.' || c == ':') && peek(r, 1) != c;
  if (c == '"' || c == '\'') {
    skip_string(r);
  } else if (c == '-' && peek(r, 1) == '-') {
    skip_comment(r);
  } else if (c == '[' && skip_long(r)) {
    return;
  } else {
    if (c == ':' && peek(r, 1) == ':') jump(r);
    if (c == ')' || c == '=' || c == ';') r->declaring = false;
    r->at += (c == '.' || c == ':') && peek(r, 1) == c ? 2 : 1;
  }
}

uint64_t source_steps(const char *text, size_t size, unsigned *functions) {
  Reader r = {.at = text, .end = text + size, .count = 1};
  r.functions[0].upvalues = r.functions[0].blocks = 1;
  while (r.at < r.end && r.steps <= SOURCE_STEPS) read_token(&r);
  *functions = r.most;
  return r.steps;
}

int source_admit(lua_State *L, const char *text, size_t size) {
  unsigned functions = 0;
  if (size > SOURCE_BYTES) {
    lua_pushfstring(L, "a text of up to %I bytes expected, got %I",
                    (LUAI_UACINT)SOURCE_BYTES, (LUAI_UACINT)size);
    return false;
  }
  uint64_t steps = source_steps(text, size, &functions);
  bool fits = functions <= SOURCE_FUNCTIONS && steps <= SOURCE_STEPS;
  /* what is refused has been read all the same */
  if (!limits_admit(L, fits ? steps / 8 + size / 16 : size / 4)) return false;
  if (fits) return true;
  if (functions > SOURCE_FUNCTIONS)
    lua_pushfstring(L, "functions nested up to %d deep expected, got more",
                    SOURCE_FUNCTIONS);
  else
    lua_pushfstring(L, "the text takes more than %I steps to compile: fewer "
                    "conditions in one function, or variables in functions in "
                    "functions, expected", (LUAI_UACINT)SOURCE_STEPS);
  return false;
}
