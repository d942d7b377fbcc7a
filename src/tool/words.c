/*
** words.c - the words behind the options: a script's, or a filter's
*/
#include "words.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_ROOM 4096

static bool is_file(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

/* Puts the folder that this program is in into `path`, "" if it is unknown. */
static void own_folder(char path[PATH_ROOM]) {
  ssize_t size = readlink("/proc/self/exe", path, PATH_ROOM - 1);
  path[size > 0 ? size : 0] = '\0';
  char *slash = strrchr(path, '/');
  if (slash) *slash = '\0';
}

/* Puts a place of installed scripts into `path`: three are beside this program,
** the last is where it was built for. False: there are no more. */
static bool script_folder(int i, char path[PATH_ROOM]) {
  static const char *const beside[] = {
    "/../share/pycap/scripts", "/../scripts", "/../../scripts"
  };
  enum { BESIDE = sizeof beside / sizeof *beside };
  path[0] = '\0';
  if (i < BESIDE) own_folder(path);
  if (i == BESIDE) strcpy(path, PYCAP_SCRIPTS);
  size_t size = strlen(path);
  if (i < BESIDE && size > 0)
    snprintf(path + size, PATH_ROOM - size, "%s", beside[i]);
  return i <= BESIDE;
}

/* The installed script of that name, or NULL. */
static char *find_installed(const char *name) {
  char folder[PATH_ROOM], path[2 * PATH_ROOM];
  for (int i = 0; script_folder(i, folder); i++) {
    snprintf(path, sizeof path, "%s/%s.lua", folder, name);
    if (*folder && is_file(path)) return strdup(path);
  }
  return NULL;
}

void words_scripts(void) {
  char folder[PATH_ROOM];
  for (int i = 0; script_folder(i, folder); i++) {
    struct dirent **list;
    int count = *folder ? scandir(folder, &list, NULL, alphasort) : -1;
    for (int k = 0; k < count; k++) {
      size_t size = strlen(list[k]->d_name);
      if (size > 4 && strcmp(list[k]->d_name + size - 4, ".lua") == 0)
        printf("%.*s\n", (int)size - 4, list[k]->d_name);
      free(list[k]);
    }
    if (count < 0) continue;
    free(list);
    break;  /* the others are of another pcaplua */
  }
}

char *words_script(const char *word) {
  size_t size = strlen(word);
  if (strcmp(word, "-") == 0) return strdup(word);
  if (size > 4 && strcmp(word + size - 4, ".lua") == 0) return strdup(word);
  if (strpbrk(word, " \t\n") || size == 0 || size > 255) return NULL;
  if (strchr(word, '/')) return is_file(word) ? strdup(word) : NULL;
  return find_installed(word);
}

bool words_bare(const char *script) {
  char line[256] = "";
  struct stat status;
  if (stat(script, &status) != 0 || !S_ISREG(status.st_mode))
    return false;  /* a pipe is read once */
  FILE *file = fopen(script, "rb");
  if (!file) return false;
  bool any = fgets(line, sizeof line, file) != NULL;
  fclose(file);
  size_t size = strcspn(line, "\r\n");
  while (size > 0 && line[size - 1] == ' ') size--;
  line[size] = '\0';
  return any && strncmp(line, "#!", 2) == 0 && size > 9 &&
         strcmp(line + size - 7, "pcaplua") == 0 &&
         strchr("/ !", line[size - 8]);
}

char *words_join(const char *filter, char **words, int count) {
  size_t room = filter ? strlen(filter) + 16 : 1, at = 0;
  for (int i = 0; i < count; i++) room += strlen(words[i]) + 1;
  char *text = malloc(room);
  if (!text) return NULL;
  if (filter) at = (size_t)sprintf(text, count ? "(%s) and (" : "%s", filter);
  for (int i = 0; i < count; i++)
    at += (size_t)sprintf(text + at, "%s%s", i ? " " : "", words[i]);
  if (filter && count) text[at++] = ')';
  text[at] = '\0';
  return text;
}
