/*
** stack.c - whether the thread that calls has the stack that scripts take
*/
#define _GNU_SOURCE  /* pthread_getattr_np */
#include "stack.h"

#include <pthread.h>
#include <stdint.h>

/* The thread's stack, asked for once: from low to high; 0 to 0: unknown. */
static _Thread_local struct {
  bool asked;
  uintptr_t low, high;
} stack;

static void ask(void) {
  pthread_attr_t attributes;
  void *low;
  size_t size;
  stack.asked = true;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
    stack.low = (uintptr_t)low;
    stack.high = stack.low + size;
  }
  pthread_attr_destroy(&attributes);
}

bool stack_suffices(size_t *left) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  if (!stack.asked) ask();
  if (here < stack.low || here >= stack.high) return true;
  *left = here - stack.low;
  return *left >= STACK_NEEDED;
}
