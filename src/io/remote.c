/*
** remote.c - packets over TCP
*/
#define _GNU_SOURCE  /* accept4 */
#include "remote.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECT "tcp://"
#define LISTEN "tcp-listen:"
#define LOCAL "127.0.0.1"
#define HOST_MAX_BYTES 256
#define SOON 500  /* ms that an address has before the next is not tried */

bool remote_listens(const char *name) {
  return strncmp(name, LISTEN, strlen(LISTEN)) == 0;
}

bool remote_named(const char *name) {
  return remote_listens(name) || strncmp(name, CONNECT, strlen(CONNECT)) == 0;
}

/* Takes host and port apart; false: it is no such name. */
static bool take_apart(const char *name, char host[HOST_MAX_BYTES],
                       const char **port) {
  bool listens = remote_listens(name);
  const char *at = name + strlen(listens ? LISTEN : CONNECT);
  const char *colon = strrchr(at, ':');
  size_t size = colon ? (size_t)(colon - at) : 0;
  *port = colon ? colon + 1 : at;
  if (colon && size > 1 && at[0] == '[' && at[size - 1] == ']') {
    at++;
    size -= 2;
  }
  if (size >= HOST_MAX_BYTES || (!listens && size == 0) || **port == '\0')
    return false;
  snprintf(host, HOST_MAX_BYTES, "%.*s", (int)size, at);
  if (size == 0) snprintf(host, HOST_MAX_BYTES, "%s", LOCAL);
  return true;
}

static int refuse(const char *name, int error, Fault *fault) {
  bool full = error == EMFILE || error == ENFILE || error == ENOMEM;
  fault_set(fault, error == EINTR ? "interrupted" : full ? "memory" : "file",
            "%s: %s", name,
            error == EINTR ? "interrupted while waiting for a connection"
                           : strerror(error));
  fault->error = error;
  return -1;
}

/* A socket for one of the addresses; -1 and errno. */
static int socket_for(const struct addrinfo *a, bool listens) {
  const int on = 1;
  int fd = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                  a->ai_protocol);
  if (fd < 0) return -1;
  if (listens) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  int n = listens ? bind(fd, a->ai_addr, a->ai_addrlen)
                  : connect(fd, a->ai_addr, a->ai_addrlen);
  if (n == 0 && listens) n = listen(fd, 1);
  if (n == 0 || (!listens && errno == EINPROGRESS)) return fd;
  int error = errno;
  close(fd);
  errno = error;
  return -1;
}

/* An errno if it is known soon that nobody is there; else 0. */
static int fails_soon(int fd) {
  struct pollfd polled = {fd, POLLOUT, 0};
  int error = 0;
  socklen_t size = sizeof error;
  if (poll(&polled, 1, SOON) <= 0) return 0;
  if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return errno;
  return error;
}

int remote_open(const char *name, Fault *fault) {
  const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
  struct addrinfo *list = NULL;
  char host[HOST_MAX_BYTES];
  const char *port;
  if (!take_apart(name, host, &port))
    return fault_set(fault, "file", "%s: tcp://host:port or "
                     "tcp-listen:[address:]port expected", name);
  int status = getaddrinfo(host, port, &hints, &list);
  if (status == EAI_SERVICE)
    return fault_set(fault, "file", "%s: port expected, got %s", name, port);
  if (status == EAI_SYSTEM) return refuse(name, errno, fault);
  if (status != 0)
    return fault_set(fault, "file", "%s: %s", name, gai_strerror(status));
  int fd = -1, error = 0;
  for (const struct addrinfo *a = list; a && fd < 0; a = a->ai_next) {
    fd = socket_for(a, remote_listens(name));
    if (fd < 0) {
      error = errno;
    } else if (a->ai_next && !remote_listens(name) &&
               (error = fails_soon(fd)) != 0) {
      close(fd);
      fd = -1;
    }
  }
  freeaddrinfo(list);
  return fd >= 0 ? fd : refuse(name, error, fault);
}

int remote_accept(int listener) {
  int fd;
  do {
    fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  } while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
  return fd;
}

/* Waits until a connection is there; 0 or an errno. */
static int await_connected(int fd, const Stopper *stop) {
  int error = 0;
  socklen_t size = sizeof error;
  if (wait_events(fd, POLLOUT, NO_DEADLINE, stop) == WAIT_SIGNAL) return EINTR;
  if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return errno;
  return error;
}

static int await_accepted(const char *name, int listener, const Stopper *stop,
                          Fault *fault) {
  for (;;) {
    int fd = remote_accept(listener);
    if (fd >= 0) return fd;
    if (errno != EAGAIN) return refuse(name, errno, fault);
    if (wait_events(listener, POLLIN, NO_DEADLINE, stop) == WAIT_SIGNAL)
      return refuse(name, EINTR, fault);
  }
}

int remote_wait(const char *name, int *listener, const Stopper *stop,
                Fault *fault) {
  int fd = *listener;
  if (fd < 0) fd = remote_open(name, fault);
  if (fd < 0) return -1;
  if (remote_listens(name)) {
    *listener = fd;
    return await_accepted(name, fd, stop, fault);
  }
  int error = await_connected(fd, stop);
  if (error == 0) return fd;
  close(fd);
  return refuse(name, error, fault);
}
