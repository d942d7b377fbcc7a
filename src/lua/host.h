/*
** host.h - the module's interface for the program around it: all that code
** outside of src/lua uses of the module
*/
#ifndef PYCAP_HOST_H
#define PYCAP_HOST_H

#include <lua.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define PYCAP_EXPORT __attribute__((visibility("default")))
#else
#define PYCAP_EXPORT
#endif

struct Share;
typedef struct State State;  /* of the module, one for each Lua state */

/* What the program provides for the module. A function may be NULL. */
typedef struct Host {
  /* A thread is about to run for a packet, a timer or a coroutine. */
  void (*begin)(lua_State *thread);
  /* A thread runs, or goes on, in the same turn. */
  void (*resumed)(lua_State *thread);
  /* Something went wrong that ends nothing else. It must not raise. */
  void (*warned)(void *context, const char *text);
  /* A function in C does `steps` steps of work. It may raise. */
  void (*charge)(lua_State *L, uint64_t steps);
  /* A loop begins a turn. It may raise. */
  void (*turn)(void *context, lua_State *L);
  /* host_feed or host_advance fails. The error is on top of `thread`, and a
  ** value has to stay there; `status` is Lua's. It must not raise. */
  void (*failed)(void *context, lua_State *thread, int status);
  /* True: the program will read the file of this name ("-": standard output),
  ** although no capture of this state has opened it. */
  bool (*reads)(void *context, const char *filename);
  void *context;
  lua_CFunction trace;          /* a message handler; not NULL if `feeds` */
  const atomic_bool *stopping;  /* becomes true: all loops end; or NULL */
  int wakefd;                   /* an eventfd, written when it does; -1: none */
  bool feeds;                   /* packets come by host_feed: nothing blocks */
  size_t memory;                /* bytes that the script may take; 0: any */
} Host;

/* require "pycap" */
PYCAP_EXPORT int luaopen_pycap(lua_State *L);

/*
** Opens the module, pushes it, and gives it a host, which has to live as long
** as the Lua state. Raises.
*/
State *host_open(lua_State *L, const Host *host);

/* The name of the i-th format, from 0, of capture files; NULL: no more. */
const char *host_format(int i);

/* --- the host's source (capture/source.c, host.c) --- */

/* Calls pycap.capture with the table of options on top, which it takes, and
** pushes the capture. Raises. */
void host_capture(lua_State *L);

typedef struct HostSource {
  long long count;     /* packets that it gives, -1: all */
  const char *filter;  /* that it was opened with, NULL: none. A packet has to
                          match this one and the script's */
  const char *own;     /* the filter that the script asks for, NULL: none */
} HostSource;

/*
** Makes the capture at an index the host's source: what a bare pycap() opens
** and pycap.on handles. Raises, when `own` is no filter for instance.
*/
void host_source(lua_State *L, int capture, const HostSource *source);

/*
** The same, opened when first asked for: `open` gets the script's options (a
** table, or nil), calls host_source and returns the capture. NULL: no source.
*/
void host_opener(lua_State *L, lua_CFunction open);

/* A device that the source has opened, and its counts so far. */
typedef struct HostDevice {
  const char *name;
  const char *link, *meaning;  /* its link type, and what that is; or NULL */
  int datalink;                /* the same as a number */
  int snaplen;
  uint64_t captured;           /* packets that passed the filter */
  uint64_t received, dropped;  /* packets; received holds the dropped ones */
  uint64_t ifdropped;          /* by the device itself */
} HostDevice;

/* Functions that are told about the device. They must not raise. */
typedef struct HostWatch {
  void (*opened)(void *context, const HostDevice *device);
  void (*closed)(void *context, const HostDevice *device);
  void *context;
} HostWatch;

/* Has `watch` told about the device of a source that is opened from now on. */
void host_watch(lua_State *L, const HostWatch *watch);

/* How far the source has come. */
typedef struct HostProgress {
  uint64_t packets;     /* that it gave */
  uint64_t done, size;  /* bytes of a regular file; else 0 */
  HostDevice device;    /* name NULL: it is no device */
} HostProgress;

/* False: no source is open. */
bool host_progress(lua_State *L, HostProgress *progress);

/* Calls `closed` now, if the watched device is still open. */
void host_unwatch(State *state);

/*
** Finds a device by its number in pycap.devices() ("1"), if no device has that
** name. Returns 1 and a copy of the device's name, which the caller frees; 0:
** `name` is no number, or is a device's name; -1 and a text: there is no device
** of that number.
*/
int host_numbered(const char *name, char **device, char *text, size_t size);

/*
** Has handlers get only the packets of one share of the open source: share
** `number`, from 0 on, of `count` (core/share.h). It fills in `share`, which has
** to live as long as the source is open.
*/
void host_share(lua_State *L, struct Share *share, unsigned count,
                unsigned number);

/* Has the handlers of pycap.on get whole datagrams instead of fragments, also
** where packets are fed. Raises. */
void host_fragments(lua_State *L);

/* The source that is open, NULL: none is; of src/io. */
struct Capture *host_opened(lua_State *L);

/* Closes the source. Raises. */
void host_close(lua_State *L);

/*
** True when host_loop has to be called: the source has handlers and was not
** read yet, or timers or coroutines wait and no loop has run.
*/
bool host_waits(lua_State *L);

/* Calls pycap.loop(). Raises. */
void host_loop(lua_State *L);

/*
** Calls the functions that pycap.atend was given, each once. Call it when the
** run ends. It raises the error of the first that fails, and calls no further
** one.
*/
void host_end(lua_State *L);

/*
** True when the error at an index is a pycap.error and the source is a stream
** that turned out to be no capture.
*/
bool host_refused(lua_State *L, int error);

/* How many bytes of a control character a text begins with, newlines and tabs
** excepted: 0, 1 or 2. No terminal is to get it. */
unsigned host_control(const char *text);

/* --- signals (capture/host.c): both are async-signal-safe --- */

/* Stops every loop and every call that waits. False: there is none. */
bool host_interrupt(State *state);

/* Sets a hook on L and on every thread in which callbacks run. */
void host_hook(State *state, lua_State *L, lua_Hook hook);

/* --- feeding (capture/feed.c) --- */

#define HOST_BYTES_MAX (1u << 27)  /* of a frame */

typedef enum HostVerdict {
  HOST_FAILED = -1, HOST_ACCEPT, HOST_DROP, HOST_REPLACE
} HostVerdict;

/* Feeds packets to the handlers of pycap.on. */
typedef struct Feed Feed;

/* Makes the Feed of a state whose module has a host. Raises. */
Feed *host_feeder(lua_State *L);

/*
** Runs the timers that are due by the time of a frame, then the handlers on it,
** and returns their verdict. `caplen` is HOST_BYTES_MAX at most, and `length`
** is no less than that. Adds 1 to *entered when handlers are called. Never
** raises.
*/
HostVerdict host_feed(Feed *feed, int linktype, int64_t time, const void *bytes,
                  uint32_t caplen, uint32_t length,
                      uint64_t *entered);

/* Runs the timers that are due by a time of the packets' clock. */
HostVerdict host_advance(Feed *feed, int64_t time);

/* The bytes of the last HOST_REPLACE; they live until host_forget. */
const void *host_bytes(const Feed *feed, size_t *size);
void host_forget(Feed *feed);

/* --- tallies from one state to another (select/transfer.c) --- */

bool host_istally(lua_State *L, int index);

/* Pushes the table that the tally at an index was made of. Raises if the tally
** is closed. */
void host_tallytable(lua_State *L, int index);

/* Calls `put`, which may raise, with each piece of the tally's counts. */
void host_tallywrite(lua_State *L, int index,
                     void (*put)(void *context, const void *bytes, size_t size),
                     void *context);

/*
** Pops the table on top, and pushes a tally made of it with the counts at `at`,
** which host_tallywrite has written. Returns where these end. Raises.
*/
const char *host_tallyread(lua_State *L, const char *at);

#endif
