/*
** user.c - another user, and no capability (capabilities(7))
*/
#define _GNU_SOURCE  /* setresuid */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"

#define CAPABILITIES 64  /* the kernel has room for no more */

Confined confine_newprivs(Refusal *refusal) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) return CONFINE_DONE;
  return confine_refuse(refusal, CONFINE_FAILED, "no_new_privs: %s",
                        strerror(errno));
}

/* Without the right to, the bounding set stays: no_new_privs makes it idle. */
static void drop_bounds(void) {
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  for (unsigned long i = 0; i < CAPABILITIES; i++)
    if (prctl(PR_CAPBSET_DROP, i, 0, 0, 0) < 0) return;
}

static Confined drop_capabilities(Refusal *refusal) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}};
  if (syscall(SYS_capset, &header, none) == 0) return CONFINE_DONE;
  return confine_refuse(refusal, CONFINE_FAILED, "cannot drop capabilities: %s",
                        strerror(errno));
}

Confined confine_account(const char *name, Account *account, Refusal *refusal) {
  errno = 0;
  const struct passwd *user = getpwnam(name);
  if (!user)
    return confine_refuse(refusal, CONFINE_FAILED, "%s: %s", name,
                          errno ? strerror(errno) : "no such user");
  account->name = name;
  account->user = user->pw_uid;
  account->group = user->pw_gid;
  account->count = ACCOUNT_GROUPS;
  if (getgrouplist(name, user->pw_gid, account->groups, &account->count) >= 0)
    return CONFINE_DONE;
  return confine_refuse(refusal, CONFINE_FAILED, "%s: at most %d groups "
                        "expected", name, ACCOUNT_GROUPS);
}

static Confined become(const Account *a, Refusal *refusal) {
  uid_t uid = a->user;
  gid_t gid = a->group;
  if (getuid() == uid && geteuid() == uid && uid != 0) return CONFINE_DONE;
  if (setgroups((size_t)a->count, a->groups) == 0 &&
      setresgid(gid, gid, gid) == 0 && setresuid(uid, uid, uid) == 0)
    return CONFINE_DONE;
  return confine_refuse(refusal, CONFINE_FAILED, "cannot become the user %s: "
                        "%s", a->name, strerror(errno));
}

Confined confine_user(const Account *account, Refusal *refusal) {
  drop_bounds();
  Confined result = account ? become(account, refusal) : CONFINE_DONE;
  if (result == CONFINE_DONE) result = drop_capabilities(refusal);
  return result == CONFINE_DONE ? confine_newprivs(refusal) : result;
}
