/*
** confine.c - hosts that confine themselves, and then call what is refused
**
** confine user NAME | files READ WRITE | calls ALLOWED | usage | refusals. Each
** line says what was tried, and how it went: "ok", or the error's name.
*/
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <pycap.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char text[256];

static void say(const char *what, long result) {
  int error = errno;
  printf("%s: %s\n", what, result >= 0 ? "ok" : strerrorname_np(error));
}

static int gave(int code) {
  if (code) printf("code %d: %s\n", code, text);
  return code;
}

static void *nothing(void *context) { return context; }

/* What Linux says of each thread: lines that begin with a name. */
static void *show(void *context) {
  char line[256];
  FILE *file = fopen("/proc/thread-self/status", "r");
  while (file && fgets(line, sizeof line, file))
    if (strncmp(line, "Cap", 3) == 0 || strncmp(line, "Uid", 3) == 0 ||
        strncmp(line, "Gid", 3) == 0 || strncmp(line, "NoNewPrivs", 10) == 0)
      fputs(line, stdout);
  if (file) fclose(file);
  return context;
}

static void run_thread(void *(*f)(void *), const char *what) {
  pthread_t thread;
  errno = pthread_create(&thread, NULL, f, NULL);
  if (what) say(what, errno ? -1 : 0);
  if (!errno) pthread_join(thread, NULL);
}

/* --- one way to confine, alone --- */

static int try_user(const char *user) {
  if (gave(pycap_confine_user(strcmp(user, "-") ? user : NULL, text,
                              sizeof text)))
    return 1;
  show(NULL);
  run_thread(show, NULL);
  say("setuid", setuid(0));
  say("raw socket", socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
  return 0;
}

static void try_name(const char *what, const char *folder, const char *name,
                     int flags) {
  char path[512], line[600];
  snprintf(path, sizeof path, "%s%s", folder, name);
  snprintf(line, sizeof line, "%s %s", what, name);
  int fd = open(path, flags, 0600);
  say(line, fd);
  if (fd >= 0) close(fd);
}

static int try_files(const char *readable, const char *writable) {
  const char *reads[] = {readable, NULL}, *writes[] = {writable, NULL};
  char path[512], other[512];
  pycap_paths paths = PYCAP_PATHS_INIT;
  paths.read = reads;
  paths.write = writes;
  int inherited = open("/etc/hostname", O_RDONLY);
  if (gave(pycap_confine_files(&paths, text, sizeof text))) return 1;
  try_name("read", readable, "/file", O_RDONLY);
  try_name("write", readable, "/file", O_WRONLY);
  try_name("make", readable, "/new", O_WRONLY | O_CREAT);
  try_name("make", writable, "/new", O_WRONLY | O_CREAT);
  try_name("truncate", writable, "/new", O_WRONLY | O_TRUNC);
  try_name("read", "/etc", "/passwd", O_RDONLY);
  try_name("up", readable, "/../../../../etc/passwd", O_RDONLY);
  try_name("list", "/", "", O_RDONLY | O_DIRECTORY);
  snprintf(path, sizeof path, "%s/new", writable);
  snprintf(other, sizeof other, "%s/moved", readable);
  say("move", rename(path, other));
  snprintf(other, sizeof other, "%s/link", writable);
  say("link to /etc/passwd", symlink("/etc/passwd", other));
  say("remove", unlink(path));
  snprintf(path, sizeof path, "%s/file", readable);
  say("remove what is read", unlink(path));
  say("truncate what is read", truncate(path, 0));
  say("pipe", mkfifo(other, 0600));
  char *const words[] = {"true", NULL};
  say("exec", execv("/bin/true", words));
  char byte;
  say("what was open", read(inherited, &byte, 1));
  return 0;
}

static void ask(long call, const char *what) {
  say(what, syscall(call, 0, 0, 0, 0, 0, 0));
}

static int try_calls(unsigned allowed) {
  if (gave(pycap_confine_calls(allowed, text, sizeof text))) return 1;
  char *const words[] = {"true", NULL};
  say("exec", execv("/bin/true", words));
  say("fork", syscall(SYS_fork));
  say("socket", socket(AF_UNIX, SOCK_STREAM, 0));
  say("ptrace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
  say("kill", kill(getppid(), 0));
  say("signal to itself",
      syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), 0));
  say("read", open("/etc/passwd", O_RDONLY));
  say("write", open("/dev/null", O_WRONLY));
  say("limit", setrlimit(RLIMIT_NOFILE, &(struct rlimit){9, 9}));
  ask(SYS_mount, "mount");
  ask(SYS_bpf, "bpf");
  ask(SYS_unshare, "unshare");
  ask(SYS_io_uring_setup, "io_uring");
  ask(SYS_memfd_create, "memfd");
  ask(SYS_process_vm_readv, "process_vm");
  ask(SYS_keyctl, "keyctl");
  ask(SYS_setuid, "setuid");
  ask(SYS_userfaultfd, "userfaultfd");
  ask(SYS_perf_event_open, "perf");
  ask(SYS_chmod, "chmod");
  say("code", mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0);
  say("terminal", prctl(PR_SET_DUMPABLE, 1));
  run_thread(nothing, "thread");
  say("memory", malloc(1 << 20) ? 0 : -1);
  return 0;
}

static int try_usage(void) {
  pid_t child;
  int status;
  fflush(stdout);
  child = fork();
  if (child == 0) {
    if (pycap_confine_usage(1 << 30, 1, NULL, 0)) _exit(1);
    if (malloc((size_t)2 << 30)) _exit(2);
    if (!malloc((size_t)1 << 20)) _exit(3);
    for (;;) {}
  }
  waitpid(child, &status, 0);
  printf("ended by %s\n", WIFSIGNALED(status)
         ? sigabbrev_np(WTERMSIG(status)) : "itself");
  return 0;
}

/* Engines go on where all is refused. */
static int try_engine(void) {
  static const unsigned char frame[60] = {[12] = 8};
  pycap_options options = PYCAP_OPTIONS_INIT;
  pycap_engine *engine;
  options.instructions = 100000;
  options.memory = 8 << 20;
  if (gave(pycap_confine_user(NULL, text, sizeof text)) ||
      gave(pycap_confine_files(NULL, text, sizeof text)) ||
      gave(pycap_confine_calls(0, text, sizeof text)))
    return 1;
  if (pycap_engine_new(&engine, &options)) return 2;
  int code = pycap_engine_load_string(engine, "script",
    "pycap.on('ethernet', function() return 'drop' end)");
  printf("load %d\n", code);
  printf("feed %d\n", pycap_engine_feed(engine, 1, 0, frame, 60, 60));
  pycap_engine_free(engine);
  return 0;
}

static int try_mistakes(void) {
  pycap_paths paths = PYCAP_PATHS_INIT;
  const char *names[] = {"/nowhere/at/all", NULL};
  paths.read = names;
  gave(pycap_confine_user("no-such-user", text, sizeof text));
  gave(pycap_confine_files(&paths, text, sizeof text));
  gave(pycap_confine_calls(1 << 20, text, sizeof text));
  paths.size = 3;
  gave(pycap_confine_files(&paths, text, sizeof text));
  return 0;
}

int main(int count, char **words) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  const char *how = count > 1 ? words[1] : "";
  if (strcmp(how, "user") == 0 && count > 2) return try_user(words[2]);
  if (strcmp(how, "files") == 0 && count > 3)
    return try_files(words[2], words[3]);
  if (strcmp(how, "calls") == 0 && count > 2)
    return try_calls((unsigned)strtoul(words[2], NULL, 0));
  if (strcmp(how, "usage") == 0) return try_usage();
  if (strcmp(how, "engine") == 0) return try_engine();
  if (strcmp(how, "mistakes") == 0) return try_mistakes();
  return 2;
}
