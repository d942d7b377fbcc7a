/*
** worker.h - one of several engines, each in a thread, and what they share
**
** A worker's thread runs its engine. The thread that called pycap_workers_run
** tells a worker what to do (`asked`), and the worker does it in its next turn;
** for one that has ended it does so itself.
*/
#ifndef PYCAP_WORKER_H
#define PYCAP_WORKER_H

#include <pthread.h>

#include "../core/share.h"
#include "engine.h"
#include "result.h"

enum { ASK_NOTHING, ASK_RESULT, ASK_REPORT };

typedef struct Worker {
  pycap_workers *all;
  pycap_engine *engine;
  pthread_t thread;
  int number;        /* from 0 on */
  int next;          /* by flow: the file that it reads next, */
  Share share;       /* and what it takes of each */
  atomic_int asked;
  Result result;     /* what result() gave, if it was ... */
  bool given;        /* ... given in this round; under the lock, as */
  bool reported;     /* what it was asked last is done, */
  bool ended;        /* and the thread has nothing more to do */
} Worker;

struct pycap_workers {
  pycap_workers_options options;
  Worker *workers;
  int count;              /* those that have an engine */
  pycap_source *sources;  /* the queue, or one device; strings are ours */
  int source_count, next;
  bool device;
  bool by_flow;           /* each reads all files, and takes its own flows */
  bool joins;             /* the script has result() */
  bool last;              /* this is the merge at the end */
  bool running;
  atomic_bool stopping;
  pthread_mutex_t lock;   /* for `next`, `code`, `error`, and .given ... */
  pthread_cond_t changed; /* of which it tells */
  int code;               /* of what failed first */
  char error[ERROR_MAX + 32];
};

/* A worker has failed; its engine has the text. In any thread, unlocked. */
void worker_fail(Worker *worker, int code);

/* Sets something that others wait for. */
void worker_tell(Worker *worker, bool *what);

/* True when the file of that name is one of those that all read. */
bool worker_shares(const Worker *worker, const char *filename);

/* Opens what its engine is to read: 0 or a code. */
int worker_open(const Worker *worker, const pycap_source *source);

/* The function of its thread. */
void *worker_work(void *worker);

#endif
