/*
** calls.c - which system calls work: seccomp(2), by libseccomp
*/
#define _GNU_SOURCE  /* CLONE_THREAD */
#include "confine.h"

#ifndef HAVE_LIBSECCOMP

Confined confine_calls(unsigned allowed, Refusal *refusal) {
  (void)allowed;
  return confine_refuse(refusal, CONFINE_ABSENT, "this build has no "
                        "libseccomp");
}

#else

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

/* What reading, waiting, memory and printing take. */
static const char *const always[] = {
  "read", "readv", "pread64", "preadv", "write", "writev", "pwrite64",
  "pwritev", "lseek", "_llseek", "close", "fstat", "fstat64", "newfstatat",
  "fstatat64", "statx", "stat", "lstat", "stat64", "lstat64", "access",
  "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd", "dup",
  "fcntl", "fcntl64", "fsync", "fdatasync", "ftruncate", "ftruncate64",
  "poll", "ppoll", "ppoll_time64", "select", "_newselect", "pselect6",
  "pselect6_time64", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait",
  "eventfd2", "timerfd_create", "timerfd_settime", "timerfd_gettime",
  "brk", "munmap", "mremap", "madvise", "futex", "futex_time64", "rseq",
  "set_robust_list", "get_robust_list", "sched_yield", "sched_getaffinity",
  "membarrier", "restart_syscall", "exit", "exit_group", "getpid", "gettid",
  "getuid", "geteuid", "getgid", "getegid", "getrandom", "getrusage", "times",
  "uname", "sysinfo", "clock_gettime", "clock_gettime64", "clock_getres",
  "clock_nanosleep", "clock_nanosleep_time64", "nanosleep", "gettimeofday",
  "time", "setitimer", "getitimer", "alarm", "rt_sigaction", "rt_sigprocmask",
  "rt_sigreturn", "sigreturn", "rt_sigtimedwait", "sigaltstack",
  "recvfrom", "recvmsg", "recvmmsg", "sendto", "sendmsg", "sendmmsg",
  "getsockopt", "setsockopt", "getsockname", "getpeername", "shutdown",
  "set_tid_address", "getrlimit", "ugetrlimit", NULL
};

static const char *const reading[] = {"getdents64", "getdents", NULL};
static const char *const writing[] = {
  "open", "openat", "creat", "unlink", "unlinkat", "rename", "renameat",
  "renameat2", "mkdir", "mkdirat", "truncate", "truncate64", "fallocate",
  "chmod", "fchmod", "fchmodat", "umask", NULL
};
static const char *const sockets[] = {
  "socket", "bind", "connect", "listen", "accept", "accept4", NULL
};

/* 0, or an errno below 0. An architecture may lack a call. */
static int allow(scmp_filter_ctx filter, const char *name,
                 const struct scmp_arg_cmp *test) {
  int call = seccomp_syscall_resolve_name(name);
  if (call == __NR_SCMP_ERROR) return 0;
  int code = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call,
                                    test ? 1 : 0, test);
  return code == -EDOM ? 0 : code;
}

static int allow_all(scmp_filter_ctx filter, const char *const *names) {
  int code = 0;
  for (; *names && code == 0; names++) code = allow(filter, *names, NULL);
  return code;
}

/* The call, where of that argument the bits of `mask` are `bits`. */
static int allow_bits(scmp_filter_ctx filter, const char *name, unsigned arg,
                      uint64_t mask, uint64_t bits) {
  struct scmp_arg_cmp test = SCMP_CMP(arg, SCMP_CMP_MASKED_EQ, mask, bits);
  return allow(filter, name, &test);
}

/* The call, where that argument is `value`. */
static int allow_value(scmp_filter_ctx filter, const char *name, unsigned arg,
                       uint64_t value) {
  struct scmp_arg_cmp test = SCMP_CMP(arg, SCMP_CMP_EQ, value, 0);
  return allow(filter, name, &test);
}

/* Memory that holds no code, signals to the process itself, what is asked of
** terminals and devices, limits that are only read. */
static int allow_some(scmp_filter_ctx filter) {
  static const uint64_t requests[] = {
    TCGETS, FIONREAD, FIONBIO, TIOCGWINSZ, 0x8913 /* SIOCGIFFLAGS */
  };
  uint64_t self = (uint64_t)getpid();
  int code = allow_bits(filter, "mmap", 2, PROT_EXEC, 0);
  if (!code) code = allow_bits(filter, "mmap2", 2, PROT_EXEC, 0);
  if (!code) code = allow_bits(filter, "mprotect", 2, PROT_EXEC, 0);
  if (!code) code = allow_value(filter, "tgkill", 0, self);
  if (!code) code = allow_value(filter, "prlimit64", 2, 0);
  for (size_t i = 0; i < sizeof requests / sizeof *requests && !code; i++)
    code = allow_value(filter, "ioctl", 1, requests[i]);
  return code;
}

static int allow_reading(scmp_filter_ctx filter) {
  uint64_t changes = O_ACCMODE | O_CREAT | O_TRUNC;
  int code = allow_all(filter, reading);
  if (!code) code = allow_bits(filter, "open", 1, changes, O_RDONLY);
  return code ? code : allow_bits(filter, "openat", 2, changes, O_RDONLY);
}

/* clone3 has its flags in memory, which no filter sees: the C library takes
** clone where the system has no clone3. */
static int allow_threads(scmp_filter_ctx filter) {
  int call = seccomp_syscall_resolve_name("clone3");
  int code = allow_bits(filter, "clone", 0, CLONE_THREAD, CLONE_THREAD);
  if (code || call == __NR_SCMP_ERROR) return code;
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0);
}

static int fill(scmp_filter_ctx filter, unsigned allowed) {
  int code = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
  if (!code) code = allow_all(filter, always);
  if (!code) code = allow_some(filter);
  if (!code && allowed & (CONFINE_READ | CONFINE_WRITE))
    code = allow_reading(filter);
  if (!code && allowed & CONFINE_WRITE) code = allow_all(filter, writing);
  if (!code && allowed & CONFINE_SOCKETS) code = allow_all(filter, sockets);
  if (!code && allowed & CONFINE_THREADS) code = allow_threads(filter);
  return code ? code : seccomp_load(filter);
}

Confined confine_calls(unsigned allowed, Refusal *refusal) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  int code = filter ? fill(filter, allowed) : -ENOMEM;
  seccomp_release(filter);
  if (!code) return CONFINE_DONE;
  return confine_refuse(refusal, CONFINE_FAILED, "seccomp: %s",
                        strerror(-code));
}

#endif
