/*
** privilege.c - the user that pcaplua becomes once its devices are open
*/
#include "privilege.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../confine/confine.h"
#include "../script/state.h"
#include "say.h"

#define GROUPS_MAX 256  /* of a user, that are looked at */
#define FOLDER 4096

static Account account;  /* of privilege_user, once privilege_begin found it */

const char *privilege_user(const Options *o) {
  if (o->user) return strcmp(o->user, "root") == 0 ? NULL : o->user;
  bool trusted = (options_scripted(o) || o->interactive) && !o->sandbox;
  if (geteuid() != 0 || trusted) return NULL;
  const char *behind = getenv("SUDO_USER");
  return behind && *behind && strcmp(behind, "root") != 0 ? behind : "nobody";
}

int privilege_begin(const Options *o) {
  const char *user = privilege_user(o);
  Refusal refusal;
  Confined result = user ? confine_account(user, &account, &refusal)
                         : CONFINE_DONE;
  if (result == CONFINE_DONE && (user || o->sandbox))
    result = confine_newprivs(&refusal);
  if (result == CONFINE_DONE) return 0;
  say("-Z %s", refusal.text);
  return EXIT_OPEN;
}

bool privilege_borrowed(void) {
  if (!script_privileged() || (getuid() == geteuid() && getgid() == getegid()))
    return false;
  fputs("pcaplua: it is set-user-ID or set-group-ID, and does not run so: "
        "any script would read and write another's files; capabilities of the "
        "file give what capturing needs: `chmod ug-s`, then `sudo setcap "
        "cap_net_raw,cap_net_admin+ep` on it\n", stderr);
  return true;
}

/* --- where files are made --- */

/* The folder of -w; false: it is not known yet, or -w is no file. */
static bool find_folder(const Options *o, char *folder) {
  const char *slash = o->write ? strrchr(o->write, '/') : NULL;
  if (!o->write || strcmp(o->write, "-") == 0 || strstr(o->write, "://") ||
      strncmp(o->write, "tcp-listen:", 11) == 0) return false;
  int size = slash ? (int)(slash - o->write) + 1 : 0;
  snprintf(folder, FOLDER, "%.*s", size, size ? o->write : "");
  if (!*folder) strcpy(folder, ".");
  return !(o->rotate && strchr(folder, '%'));
}

static bool is_member(const struct passwd *user, gid_t group) {
  gid_t groups[GROUPS_MAX];
  int count = GROUPS_MAX;
  if (getgrouplist(user->pw_name, user->pw_gid, groups, &count) < 0)
    count = GROUPS_MAX;
  for (int i = 0; i < count; i++)
    if (groups[i] == group) return true;
  return false;
}

/* True when the mode of a folder lets a user make files in it. */
static bool is_open_to(const struct passwd *user, const struct stat *folder) {
  mode_t bits = S_IWOTH | S_IXOTH;
  if (folder->st_uid == user->pw_uid) bits = S_IWUSR | S_IXUSR;
  else if (is_member(user, folder->st_gid)) bits = S_IWGRP | S_IXGRP;
  return (folder->st_mode & bits) == bits;
}

bool privilege_rewrites(const Options *o) {
  char folder[FOLDER];
  struct stat status;
  const char *name = privilege_user(o);
  const struct passwd *user = name ? getpwnam(name) : NULL;
  if (!user || !find_folder(o, folder) || stat(folder, &status) < 0)
    return true;
  return is_open_to(user, &status);
}

/* Says it at the start, and not when the first file is full. 0, or a status. */
static int check_folder(const Options *o, const char *user) {
  char folder[FOLDER];
  bool rotates = o->file_size || o->rotate;
  if (!find_folder(o, folder) || (!rotates && !o->user)) return 0;
  if (access(folder, W_OK | X_OK) == 0) return 0;
  say("-w %s: the user %s cannot make files in %s (%s), as %s needs it: give "
      "that folder to the user, or stay root with -Z root", o->write, user,
      folder, strerror(errno), rotates ? "a new file" : "SIGHUP");
  return EXIT_OPEN;
}

int privilege_drop(const Options *o) {
  const char *user = privilege_user(o);
  Refusal refusal;
  if (!user && !o->sandbox) return 0;
  if (confine_user(user ? &account : NULL, &refusal) == CONFINE_DONE)
    return user ? check_folder(o, user) : 0;
  say("-Z %s", refusal.text);
  return EXIT_OPEN;
}
