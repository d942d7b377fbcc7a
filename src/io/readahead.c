/*
** readahead.c - a thread that decompresses, some blocks ahead
*/
#include "readahead.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define BLOCKS 4
#ifndef BLOCK  /* bytes of a block: the fuzzing of files has smaller ones */
#define BLOCK ((size_t)262144)
#endif
#define SOURCE (BLOCK / 2)       /* and of what is read at a time */

typedef struct Slab {
  size_t at, size;  /* what of its bytes was not taken */
  uint8_t *bytes;
} Slab;

/* A block that the thread does not need any more. */
typedef struct FreedBlock {
  struct FreedBlock *next;
  size_t size;
} FreedBlock;

struct ReadAhead {
  Allocator memory;    /* the reader's, for its thread alone, */
  Allocator lent;      /* and what the library gets of it, in either thread */
  size_t room;         /* bytes at `source` */
  int fd;
  bool stream;
  const Codec *codec;
  void *state;
  pthread_t thread;
  int quit;                /* written to end the thread, */
  int ready;               /* and by it, when there is something for a stream */
  _Atomic uint64_t place;  /* bytes read */
  /* the thread's */
  CodecStream flow;
  bool inside;             /* a member has begun, and not ended */
  bool exhausted;          /* the source is at its end */
  uint8_t *source;
  /* under the lock */
  pthread_mutex_t lock;
  pthread_cond_t changed;
  bool stopping;           /* the thread is to end */
  bool done;               /* it has: nothing more will come */
  bool threaded;           /* the thread may run */
  size_t wanted;           /* bytes that the thread waits for; 0: none */
  void *given;             /* those, or NULL */
  FreedBlock *freed;
  unsigned first, count;   /* slabs that are full */
  Slab slabs[BLOCKS];
  int error;
  char problem[200];       /* "": none */
};

/* --- the thread --- */

static void wake(int fd) {
  uint64_t one = 1;
  ssize_t written = write(fd, &one, sizeof one);
  (void)written;
}

/* Notes why nothing more will come. */
static void fail(ReadAhead *a, int error, const char *what, const char *why) {
  size_t left = (size_t)(a->flow.inend - a->flow.in);
  a->error = error;
  snprintf(a->problem, sizeof a->problem, "%s, at byte %llu of the %s data%s%s",
           what, (unsigned long long)(atomic_load(&a->place) - left),
           a->codec->name, why != NULL ? ": " : "", why != NULL ? why : "");
}

/* Waits until a stream can be read; false: the thread is to end. */
static bool await(ReadAhead *a) {
  struct pollfd polled[2] = {{a->fd, POLLIN, 0}, {a->quit, POLLIN, 0}};
  while (poll(polled, 2, -1) < 0 && errno == EINTR) continue;
  return polled[1].revents == 0;
}

/* True when nothing can be read just now without waiting. */
static bool is_silent(const ReadAhead *a) {
  struct pollfd polled = {a->fd, POLLIN, 0};
  return a->stream && poll(&polled, 1, 0) == 0;
}

/* --- memory for the library --- */

/* Gives the thread what it waits for, and takes what it does not need. In the
** reader's thread, under the lock. */
static void serve(ReadAhead *a) {
  while (a->freed != NULL) {
    FreedBlock *next = a->freed->next;
    allocator_move(&a->memory, a->freed, a->freed->size, 0);
    a->freed = next;
  }
  if (a->wanted == 0) return;
  a->given = allocator_move(&a->memory, NULL, 0, a->wanted);
  a->wanted = 0;
  pthread_cond_broadcast(&a->changed);
}

/* Waits until the reader serves the thread; NULL: no memory. */
static void *ask(ReadAhead *a, size_t size) {
  a->given = NULL;
  a->wanted = size;
  pthread_cond_broadcast(&a->changed);
  if (a->stream) wake(a->ready);
  while (a->wanted > 0 && !a->stopping)
    pthread_cond_wait(&a->changed, &a->lock);
  if (a->wanted == 0 && a->given == NULL) a->error = ENOMEM;
  a->wanted = 0;
  return a->given;
}

/* The library's allocator; it frees, or makes new blocks, alone. */
static void *lend(void *context, void *block, size_t old, size_t size) {
  ReadAhead *a = context;
  void *given = NULL;
  if (!a->threaded) return allocator_move(&a->memory, block, old, size);
  pthread_mutex_lock(&a->lock);
  if (size > 0) {
    given = ask(a, size);
  } else if (block != NULL) {
    FreedBlock *freed = block;
    *freed = (FreedBlock){a->freed, old};
    a->freed = freed;
  }
  pthread_mutex_unlock(&a->lock);
  return given;
}

/* --- decompressing --- */

/* Reads more of the source; false: no more comes. */
static bool refill(ReadAhead *a) {
  ssize_t got;
  do {
    if (a->stream && !await(a)) return false;
    got = read(a->fd, a->source, SOURCE);
  } while (got < 0 && (errno == EINTR || errno == EAGAIN));
  if (got < 0) fail(a, errno, "not readable", NULL);
  if (got <= 0) {
    a->exhausted = true;
    return false;
  }
  atomic_fetch_add(&a->place, (uint64_t)got);
  a->flow.in = a->source;
  a->flow.inend = a->source + got;
  return true;
}

/* Between members there may be zeros: padding. */
static bool pass_padding(CodecStream *flow) {
  while (flow->in < flow->inend && *flow->in == 0) flow->in++;
  return flow->in < flow->inend;
}

/*
** Fills a slab, as far as there is something: false when nothing more comes. A
** step that neither takes nor gives asks for more of the source; at its end,
** what the library still holds was given before.
*/
static bool fill(ReadAhead *a, Slab *slab) {
  CodecStream *flow = &a->flow;
  flow->out = slab->bytes;
  flow->outend = slab->bytes + BLOCK;
  while (flow->out < flow->outend) {
    if (flow->in == flow->inend && !a->exhausted) {
      if (flow->out > slab->bytes && is_silent(a)) return true;
      if (!refill(a) && !a->exhausted) return false;
    }
    if (!a->inside && !pass_padding(flow)) {
      if (a->exhausted) return false;
      continue;
    }
    const uint8_t *in = flow->in, *out = flow->out;
    a->inside = true;
    CodecStatus step = a->codec->step(a->state, flow);
    if (step == CODEC_MEMBER) {
      a->inside = false;
    } else if (step == CODEC_DAMAGED) {
      /* no memory is why, where there was none */
      fail(a, a->error, "damaged", flow->problem);
      return false;
    } else if (in == flow->in && out == flow->out &&
               (a->exhausted || in < flow->inend)) {
      if (a->error == 0) fail(a, 0, "truncated", "it ends within a member");
      return false;
    }
  }
  return true;
}

/* The next empty slab; NULL: the thread is to end. */
static Slab *next_slab(ReadAhead *a) {
  Slab *slab = NULL;
  pthread_mutex_lock(&a->lock);
  while (a->count == BLOCKS && !a->stopping)
    pthread_cond_wait(&a->changed, &a->lock);
  if (!a->stopping) slab = &a->slabs[(a->first + a->count) % BLOCKS];
  pthread_mutex_unlock(&a->lock);
  return slab;
}

static void publish(ReadAhead *a, Slab *slab, bool done) {
  pthread_mutex_lock(&a->lock);
  slab->at = 0;
  slab->size = (size_t)(a->flow.out - slab->bytes);
  if (slab->size > 0) a->count++;
  a->done = done;
  pthread_cond_broadcast(&a->changed);
  pthread_mutex_unlock(&a->lock);
  if (a->stream) wake(a->ready);
}

static void *run(void *context) {
  ReadAhead *a = context;
  Slab *slab;
  while ((slab = next_slab(a)) != NULL) {
    bool more = fill(a, slab);
    publish(a, slab, !more);
    if (!more) break;
  }
  return NULL;
}

/* --- the reader's side --- */

/* Starts the thread, in which no signal is handled; 0 or an errno. */
static int start(ReadAhead *a) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  a->threaded = true;
  int error = pthread_create(&a->thread, NULL, run, a);
  if (error != 0) a->threaded = false;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return error == EAGAIN ? ENOMEM : error;  /* too many threads */
}

static void release(ReadAhead *a) {
  if (a->state != NULL) a->codec->close(a->state);
  for (int i = 0; i < BLOCKS; i++)
    allocator_move(&a->memory, a->slabs[i].bytes, BLOCK, 0);
  allocator_move(&a->memory, a->source, a->room, 0);
  if (a->quit >= 0) close(a->quit);
  if (a->ready >= 0) close(a->ready);
  pthread_mutex_destroy(&a->lock);
  pthread_cond_destroy(&a->changed);
  free(a);
}

/* All that a thread needs; 0 or an errno. */
static int prepare(ReadAhead *a, const uint8_t *first, size_t size) {
  a->room = size > SOURCE ? size : SOURCE;
  a->source = allocator_move(&a->memory, NULL, 0, a->room);
  if (a->source == NULL) return ENOMEM;
  memcpy(a->source, first, size);
  a->flow.in = a->source;
  a->flow.inend = a->source + size;
  a->place = size;
  a->state = a->codec->open(&a->lent);
  if (a->state == NULL) return ENOMEM;
  for (int i = 0; i < BLOCKS; i++)
    if (!(a->slabs[i].bytes = allocator_move(&a->memory, NULL, 0, BLOCK)))
      return ENOMEM;
  if (!a->stream) return 0;
  a->quit = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  a->ready = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return a->quit < 0 || a->ready < 0 ? errno : 0;
}

ReadAhead *readahead_open(int fd, bool stream, const Codec *codec,
                  const Allocator *memory, const uint8_t *first, size_t size,
                  int *error) {
  ReadAhead *a = calloc(1, sizeof *a);
  *error = ENOMEM;
  if (a == NULL) return NULL;
  a->fd = fd;
  a->stream = stream;
  a->codec = codec;
  a->memory = *memory;
  a->lent = (Allocator){lend, a};
  a->quit = a->ready = -1;
  pthread_mutex_init(&a->lock, NULL);
  pthread_cond_init(&a->changed, NULL);
  *error = prepare(a, first, size);
  if (*error == 0) *error = start(a);
  if (*error == 0) return a;
  release(a);
  return NULL;
}

void readahead_close(ReadAhead *a) {
  if (a == NULL) return;
  pthread_mutex_lock(&a->lock);
  a->stopping = true;
  pthread_cond_broadcast(&a->changed);
  pthread_mutex_unlock(&a->lock);
  if (a->quit >= 0) wake(a->quit);
  pthread_join(a->thread, NULL);
  a->threaded = false;
  serve(a);
  release(a);
}

/* Gives back a slab that was taken whole. */
static void return_slab(ReadAhead *a) {
  a->first = (a->first + 1) % BLOCKS;
  a->count--;
  pthread_cond_broadcast(&a->changed);
}

/* What there is when there are no bytes. Under the lock. */
static long find_none(ReadAhead *a) {
  uint64_t count;
  if (a->done) return a->problem[0] != '\0' ? READAHEAD_FAILED : READAHEAD_END;
  ssize_t got = read(a->ready, &count, sizeof count);
  (void)got;
  return READAHEAD_NONE;
}

long readahead_read(ReadAhead *a, uint8_t *bytes, size_t size) {
  long result;
  pthread_mutex_lock(&a->lock);
  serve(a);
  while (a->count == 0 && !a->done && !a->stream) {
    pthread_cond_wait(&a->changed, &a->lock);
    serve(a);
  }
  Slab *slab = a->count > 0 ? &a->slabs[a->first] : NULL;
  if (slab == NULL) result = find_none(a);
  pthread_mutex_unlock(&a->lock);
  if (slab == NULL) return result;
  if (size > slab->size - slab->at) size = slab->size - slab->at;
  memcpy(bytes, slab->bytes + slab->at, size);
  slab->at += size;
  if (slab->at == slab->size) {
    pthread_mutex_lock(&a->lock);
    return_slab(a);
    pthread_mutex_unlock(&a->lock);
  }
  return (long)size;
}

int readahead_problem(const ReadAhead *a, const char **text) {
  *text = a->problem;
  return a->error;
}

int readahead_fd(const ReadAhead *a) { return a->ready; }

uint64_t readahead_place(const ReadAhead *a) { return atomic_load(&a->place); }
