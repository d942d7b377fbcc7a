/*
** wait.c - waiting: a descriptor, a wake-up, a deadline, a signal
*/
#define _GNU_SOURCE /* ppoll */

#include "wait.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define SECOND INT64_C(1000000000)

static int64_t read_clock(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * SECOND + now.tv_nsec;
}

int64_t clock_now(void) { return read_clock(CLOCK_MONOTONIC); }

int64_t clock_epoch(void) { return read_clock(CLOCK_REALTIME); }

/* What is left until the deadline, in `left`; NULL (for ever) without one. */
static const struct timespec *remaining(int64_t deadline,
                                        struct timespec *left) {
  int64_t now;
  if (deadline == NO_DEADLINE) return NULL;
  now = clock_now();
  deadline = deadline > now ? deadline - now : 0;
  left->tv_sec = (time_t)(deadline / SECOND);
  left->tv_nsec = (long)(deadline % SECOND);
  return left;
}

/* The wait itself, with the signals of `mask` (NULL: those now) blocked. */
static Wait poll_until(struct pollfd *polled, unsigned count, int64_t deadline,
                       const sigset_t *mask) {
  struct timespec left;
  for (;;) {
    int ready = ppoll(polled, count, remaining(deadline, &left), mask);
    if (ready < 0) return errno == EINTR ? WAIT_SIGNAL : WAIT_READY;
    if (ready > 0) return WAIT_READY;
    if (clock_now() >= deadline) return WAIT_TIMEOUT;
  }
}

Wait wait_poll(struct pollfd *polled, unsigned count, int64_t deadline,
               Pending pending, void *context) {
  sigset_t all, before;
  Wait result;
  for (unsigned i = 0; i < count; i++) polled[i].revents = 0;
  if (pending == NULL) return poll_until(polled, count, deadline, NULL);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  if (pending(context)) result = WAIT_SIGNAL;
  else result = poll_until(polled, count, deadline, &before);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}

Wait wait_for(int fd, int wakefd, int64_t deadline, Pending pending,
               void *context) {
  struct pollfd polled[2] = {{fd, POLLIN, 0}, {wakefd, POLLIN, 0}};
  Wait result = wait_poll(polled, 2, deadline, pending, context);
  if (result != WAIT_READY || polled[1].revents == 0) return result;
  waker_drain(wakefd);
  return WAIT_WOKEN;
}

Wait wait_events(int fd, short events, int64_t deadline, const Stopper *stop) {
  struct pollfd polled[2] = {{fd, events, 0}, {-1, POLLIN, 0}};
  if (stop == NULL) return wait_poll(polled, 1, deadline, NULL, NULL);
  polled[1].fd = stop->wakefd;
  for (;;) {
    Wait result = wait_poll(polled, 2, deadline, stop->pending, stop->context);
    if (result != WAIT_READY || polled[0].revents != 0) return result;
    waker_drain(stop->wakefd);  /* for something else, if nothing is pending */
  }
}

int waker_open(Fault *fault) {
  int wakefd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wakefd < 0) {
    int error = errno;
    fault_set(fault, "memory", "cannot create a descriptor for waking up: %s",
              strerror(error));
    fault->error = error;
  }
  return wakefd;
}

void waker_wake(int wakefd) {
  int saved = errno;
  uint64_t one = 1;
  ssize_t written = write(wakefd, &one, sizeof one);
  (void)written;  /* EAGAIN: it is awake already */
  errno = saved;
}

void waker_drain(int wakefd) {
  int saved = errno;
  uint64_t count;
  ssize_t got = read(wakefd, &count, sizeof count);
  (void)got;  /* EAGAIN: nobody woke it */
  errno = saved;
}
