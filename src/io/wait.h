/*
** wait.h - waiting: a descriptor, a wake-up, a deadline, a signal
*/
#ifndef PYCAP_WAIT_H
#define PYCAP_WAIT_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "fault.h"

typedef enum Wait {
  WAIT_READY,    /* the descriptor can be read (or has an error to fetch) */
  WAIT_TIMEOUT,  /* the deadline has passed */
  WAIT_WOKEN,    /* waker_wake was called; the wake-up is consumed */
  WAIT_SIGNAL    /* a signal came, or `pending` said so */
} Wait;

#define NO_DEADLINE INT64_MAX

/*
** A test that is made right before a wait, with all signals blocked, so that no
** signal is lost between the two. True: the wait ends at once with WAIT_SIGNAL.
*/
typedef bool (*Pending)(void *context);

/* Nanoseconds of a clock that only goes forward (CLOCK_MONOTONIC). */
int64_t clock_now(void);

/* Nanoseconds since the epoch (CLOCK_REALTIME). */
int64_t clock_epoch(void);

/*
** Waits until `fd` can be read, `wakefd` (an eventfd; -1: none) is written, the
** deadline (of clock_now; NO_DEADLINE: none) has passed or a signal came.
** `fd` may be -1. Never returns WAIT_TIMEOUT before the deadline. A descriptor
** with an error, hung up or closed counts as ready. Signals are blocked only if
** there is a `pending` to ask.
*/
Wait wait_for(int fd, int wakefd, int64_t deadline, Pending pending,
               void *context);

/*
** The same over many descriptors, each as poll takes them; says in `revents`
** which are ready. Never returns WAIT_WOKEN: wakers are among the descriptors,
** and the caller drains them.
*/
Wait wait_poll(struct pollfd *polled, unsigned count, int64_t deadline,
               Pending pending, void *context);

/* What ends a wait early, besides signals. */
typedef struct Stopper {
  int wakefd;        /* -1: none */
  Pending pending;   /* asked when that is written, and before each wait */
  void *context;
} Stopper;

/*
** Waits until `fd` has one of poll's `events`: WAIT_READY; WAIT_TIMEOUT; or
** WAIT_SIGNAL: a signal came, or `stop` (NULL: nobody) says so.
*/
Wait wait_events(int fd, short events, int64_t deadline, const Stopper *stop);

/* A new eventfd (non-blocking, close on exec) or -1 and a fault. */
int waker_open(Fault *fault);

/* Ends a wait on `wakefd`, now or the next one. Async-signal-safe. */
void waker_wake(int wakefd);

/* Removes a wake-up that no wait has consumed. */
void waker_drain(int wakefd);

#endif
