/*
** lines.c - the file that keeps the lines of the prompt between two starts
*/
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_ROOM 4096

static FILE *file;  /* open for reading and appending, or NULL */

/* False: the folder is not there, or it is another user's, in which nothing is
** to be made and whose links are not to be followed. */
static bool is_own(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && status.st_uid == geteuid();
}

/* Makes the folder, and those around it. */
static bool make_folder(char *path) {
  for (char *c = path + 1; *c; c++) {
    if (*c != '/') continue;
    *c = '\0';
    mkdir(path, 0700);
    *c = '/';
  }
  if (mkdir(path, 0700) < 0 && errno != EEXIST) return false;
  return is_own(path);
}

/* Puts the file's name into `path`, and makes its folder. */
static bool find_file(char path[PATH_ROOM]) {
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  const char *below = "";
  if (!state || *state != '/') {
    state = home;
    below = "/.local/state";
    if (!state || *state != '/' || !is_own(state)) return false;
  }
  int size = snprintf(path, PATH_ROOM, "%s%s/pycap", state, below);
  if (size < 0 || size > PATH_ROOM - 32 || !make_folder(path)) return false;
  strcpy(path + size, "/history");
  return true;
}

static FILE *open_file(const char *path, int flags) {
  int fd = open(path, flags | O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW |
                      O_CLOEXEC | O_NONBLOCK, 0600);
  struct stat status;
  if (fd < 0) return NULL;
  FILE *opened = fstat(fd, &status) == 0 && S_ISREG(status.st_mode)
                   ? fdopen(fd, "a+") : NULL;
  if (!opened) close(fd);
  return opened;
}

/* The lines of the file, the last LINES_KEPT of them in a ring. */
typedef struct Ring {
  char *kept[LINES_KEPT];
  size_t count;  /* in the file */
} Ring;

static void read_lines(Ring *lines) {
  char *line = NULL;
  size_t room = 0;
  ssize_t size;
  rewind(file);
  while ((size = getline(&line, &room, file)) > 0) {
    if (line[size - 1] == '\n') line[size - 1] = '\0';
    char **place = &lines->kept[lines->count++ % LINES_KEPT];
    free(*place);
    *place = line;
    line = NULL;
    room = 0;
  }
  free(line);
}

/* Puts a file with these lines alone in the place of the open one. */
static void shorten(const char *path, const Ring *lines) {
  char other[PATH_ROOM + 8];
  snprintf(other, sizeof other, "%s.new", path);
  unlink(other);
  FILE *shorter = open_file(other, O_EXCL);
  if (!shorter) return;
  for (size_t i = 0; i < LINES_KEPT; i++)
    fprintf(shorter, "%s\n", lines->kept[(lines->count + i) % LINES_KEPT]);
  if (fflush(shorter) == 0 && !ferror(shorter) && rename(other, path) == 0) {
    fclose(file);
    file = shorter;
    return;
  }
  fclose(shorter);
  unlink(other);
}

void lines_begin(void (*add)(const char *line)) {
  char path[PATH_ROOM];
  Ring *lines = calloc(1, sizeof *lines);
  if (!lines) return;
  if (find_file(path)) file = open_file(path, 0);
  if (file) {
    read_lines(lines);
    if (lines->count > 2 * LINES_KEPT) shorten(path, lines);
    size_t first = lines->count > LINES_KEPT ? lines->count : 0;
    for (size_t i = 0; i < LINES_KEPT; i++) {
      const char *line = lines->kept[(first + i) % LINES_KEPT];
      if (line) add(line);
    }
  }
  for (size_t i = 0; i < LINES_KEPT; i++) free(lines->kept[i]);
  free(lines);
}

void lines_keep(const char *line) {
  if (!file) return;
  fprintf(file, "%s\n", line);
  fflush(file);
}

void lines_end(void) {
  if (file) fclose(file);
  file = NULL;
}
