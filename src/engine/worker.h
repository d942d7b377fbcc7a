/*
** worker.h - a worker: an engine in a thread of its own
**
** A worker's thread runs its engine. The thread that called pycap_workers_run
** sets `asked`, and the worker does what is asked in its next turn. If the
** worker has ended, the calling thread does it instead.
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
  int next;          /* by flow: index of the file that it reads next */
  Share share;       /* by flow: the flows that it takes of each file */
  atomic_int asked;  /* ASK_... */
  Result result;     /* what result() returned; valid if `given` */
  /* the lock of pycap_workers guards these three */
  bool given;        /* `result` is of this round */
  bool reported;     /* the merged result of this round was reported */
  bool ended;        /* the thread has nothing more to do */
} Worker;

struct pycap_workers {
  pycap_workers_options options;
  Worker *workers;
  int count;              /* workers that have an engine */
  pycap_source *sources;  /* the queue of files, or one device; owned */
  int source_count, next; /* `next`: index of the next file in the queue */
  bool device;            /* the source is a device */
  bool by_flow;           /* each worker reads all files, for its own flows */
  bool joins;             /* the script has result() */
  bool last;              /* this is the merge at the end */
  bool running;
  atomic_bool stopping;
  pthread_mutex_t lock;   /* guards `next`, `code`, `error`, and in a Worker
                             `given`, `reported`, `ended` */
  pthread_cond_t changed; /* one of those three was set */
  int code;               /* of the first failure; 0: none */
  char error[ERROR_MAX + 32];
};

/* Notes that a worker has failed, with the text of its engine's error. Call it
** in any thread, without the lock. */
void worker_fail(Worker *worker, int code);

/* Sets *what, one of `given`, `reported`, `ended`, and wakes those who wait. */
void worker_tell(Worker *worker, bool *what);

/* True when a file of that name is one of the files that the workers read. */
bool worker_shares(const Worker *worker, const char *filename);

/* Opens a source in the worker's engine: 0 or a code. */
int worker_open(const Worker *worker, const pycap_source *source);

/* The function that a worker's thread runs; the argument is the Worker. */
void *worker_work(void *worker);

#endif
