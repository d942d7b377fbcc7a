/*
** confine.h - what a process gives up for good: its user, capabilities, files,
** system calls, memory and time
**
** Each call holds for the calling thread and the threads that it starts later,
** unless it says otherwise. None of them can be undone.
*/
#ifndef PYCAP_CONFINE_H
#define PYCAP_CONFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum Confined {
  CONFINE_FAILED = -1,  /* the system refused: the text says why */
  CONFINE_DONE,
  CONFINE_ABSENT        /* this kernel or this build cannot do it */
} Confined;

/* Why a call failed, as text. */
typedef struct Refusal {
  char text[256];
} Refusal;

/* Sets the text and returns `result`. */
Confined confine_refuse(Refusal *refusal, Confined result, const char *format,
                        ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* No program that is started from now on gains a privilege (no_new_privs). */
Confined confine_newprivs(Refusal *refusal);

enum { ACCOUNT_GROUPS = 128 };

/* A user of the user database. */
typedef struct Account {
  const char *name;  /* borrowed */
  unsigned user, group, groups[ACCOUNT_GROUPS];
  int count;         /* of the groups */
} Account;

/* Finds a user by name; files that confine_files refuses are read for it. */
Confined confine_account(const char *name, Account *account, Refusal *refusal);

/*
** Takes the groups, the group and the user of an account; NULL: keeps those that
** the process has. Then drops all capabilities, those of the bounding set too,
** and sets no_new_privs. The user is that of all threads; the rest is the
** calling thread's.
*/
Confined confine_user(const Account *account, Refusal *refusal);

/* Lists of names, which NULL ends. A NULL list is empty. */
typedef struct Paths {
  const char *const *read;   /* files, and folders with all that is in them */
  const char *const *write;  /* files, which are made if they are not there; in
                                folders: files may be made, read and removed */
  bool connects;             /* TCP stays as it is */
} Paths;

/*
** No other file can be opened, and none executed, moved or removed (Landlock).
** Files that are open stay so. Where the kernel can, TCP ports cannot be bound
** or connected to, nor can processes outside be signalled.
*/
Confined confine_files(const Paths *paths, Refusal *refusal);

enum {
  CONFINE_READ = 1,     /* open files to read them */
  CONFINE_WRITE = 2,    /* open, make and remove files */
  CONFINE_SOCKETS = 4,  /* make sockets */
  CONFINE_THREADS = 8   /* start threads */
};

/*
** No system call works but those that a running script needs, and what
** `allowed` adds: others fail with EPERM (seccomp). Holds for all threads.
*/
Confined confine_calls(unsigned allowed, Refusal *refusal);

/* Bounds the address space (bytes) and the processor time (seconds) of the
** process, 0: no bound. At the latter's end SIGXCPU ends the process. No core is
** dumped. */
Confined confine_usage(uint64_t memory, uint64_t seconds, Refusal *refusal);

#endif
