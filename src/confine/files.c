/*
** files.c - which files can be opened: Landlock (landlock(7))
**
** Rights and calls are written as numbers: the header of the system that builds
** may know fewer than the kernel that runs. The kernel says which it has (ABI).
*/
#define _GNU_SOURCE  /* O_PATH */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"

enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { RULE_BENEATH = 1, ASK_VERSION = 1 };

#define BIT(n) (UINT64_C(1) << (n))
enum {  /* bits of rights */
  EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE,
  MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM,
  REFER,      /* ABI 2 */
  TRUNCATE,   /* ABI 3 */
  IOCTL_DEV   /* ABI 5 */
};
#define NET_TCP (BIT(0) | BIT(1))  /* bind, connect: ABI 4 */
#define SCOPES (BIT(0) | BIT(1))   /* abstract sockets, signals: ABI 6 */

typedef struct Ruleset {
  uint64_t files, net, scoped;
} Ruleset;

typedef struct Beneath {
  uint64_t rights;
  int32_t folder;
} __attribute__((packed)) Beneath;

/* All rights to files that an ABI has. */
static uint64_t rights_of(long abi) {
  uint64_t rights = BIT(REFER) - 1;
  if (abi >= 2) rights |= BIT(REFER);
  if (abi >= 3) rights |= BIT(TRUNCATE);
  if (abi >= 5) rights |= BIT(IOCTL_DEV);
  return rights;
}

/* The ruleset's descriptor, -1: errno says why. */
static int create(long abi, bool connects) {
  Ruleset rules = {rights_of(abi), connects ? 0 : NET_TCP, SCOPES};
  size_t size = abi < 4 ? 8 : abi < 6 ? 16 : sizeof rules;
  return (int)syscall(CREATE_RULESET, &rules, size, 0);
}

/* The rights that a name gets, those that make sense for a file only. */
static uint64_t granted(bool write, bool folder) {
  uint64_t rights = BIT(READ_FILE) | (folder ? BIT(READ_DIR) : 0);
  if (!write) return rights;
  rights |= BIT(WRITE_FILE) | BIT(TRUNCATE);
  return folder ? rights | BIT(MAKE_REG) | BIT(REMOVE_FILE) : rights;
}

static Confined add(int rules, uint64_t rights, const char *name, bool write,
                    Refusal *refusal) {
  struct stat status;
  int fd = open(name, O_PATH | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT && write) {
    int made = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (made >= 0) close(made);
    fd = open(name, O_PATH | O_CLOEXEC);
  }
  if (fd < 0 || fstat(fd, &status) < 0) {
    confine_refuse(refusal, CONFINE_FAILED, "%s: %s", name, strerror(errno));
    if (fd >= 0) close(fd);
    return CONFINE_FAILED;
  }
  Beneath beneath = {rights & granted(write, S_ISDIR(status.st_mode)), fd};
  long added = syscall(ADD_RULE, rules, RULE_BENEATH, &beneath, 0);
  int error = errno;
  close(fd);
  if (added == 0) return CONFINE_DONE;
  return confine_refuse(refusal, CONFINE_FAILED, "%s: Landlock: %s", name,
                        strerror(error));
}

static Confined add_all(int rules, uint64_t rights, const char *const *names,
                        bool write, Refusal *refusal) {
  Confined result = CONFINE_DONE;
  for (; names && *names && result == CONFINE_DONE; names++)
    result = add(rules, rights, *names, write, refusal);
  return result;
}

static Confined restrict_self(int rules, Refusal *refusal) {
  if (syscall(RESTRICT_SELF, rules, 0) == 0) return CONFINE_DONE;
  return confine_refuse(refusal, CONFINE_FAILED, "Landlock: %s",
                        strerror(errno));
}

Confined confine_files(const Paths *paths, Refusal *refusal) {
  long abi = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
  if (abi < 1)
    return confine_refuse(refusal, CONFINE_ABSENT, "this kernel has no "
                          "Landlock (%s)", strerror(errno));
  int rules = create(abi, paths->connects);
  if (rules < 0)
    return confine_refuse(refusal, CONFINE_FAILED, "Landlock: %s",
                          strerror(errno));
  uint64_t rights = rights_of(abi);
  fcntl(rules, F_SETFD, FD_CLOEXEC);
  Confined result = add_all(rules, rights, paths->read, false, refusal);
  if (result == CONFINE_DONE)
    result = add_all(rules, rights, paths->write, true, refusal);
  if (result == CONFINE_DONE) result = confine_newprivs(refusal);
  if (result == CONFINE_DONE) result = restrict_self(rules, refusal);
  close(rules);
  return result;
}
