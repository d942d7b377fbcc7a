/*
** host.h - the module as the program around it sees it: all that anything
** outside of src/lua uses of it
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

/* What the module asks of the program. A function may be NULL. */
typedef struct Host {
  /* A turn of a thread begins: a packet's, a timer's, a coroutine's. */
  void (*begin)(lua_State *thread);
  /* A function in C does so many steps of work. It may raise. */
  void (*charge)(lua_State *L, uint64_t steps);
  /* A loop begins a turn. It may raise. */
  void (*turn)(void *context, lua_State *L);
  /* host_feed or host_advance fails: the error is on top of `thread`, where
  ** a value has to stay; `status` is Lua's. It must not raise. */
  void (*failed)(void *context, lua_State *thread, int status);
  /* The program is going to read the file of this name ("-": standard output),
  ** and has not opened it here; false: it is not. */
  bool (*reads)(void *context, const char *filename);
  void *context;
  lua_CFunction trace;          /* a message handler; not NULL where it feeds */
  const atomic_bool *stopping;  /* true: all loops end; or NULL */
  int wakefd;                   /* an eventfd that is written then; -1: none */
  bool feeds;                   /* packets come by host_feed: nothing blocks */
} Host;

/* require "pycap" */
PYCAP_EXPORT int luaopen_pycap(lua_State *L);

/*
** Opens the module, pushes it, and gives it a host, which has to live as long
** as the Lua state. Raises.
*/
State *host_open(lua_State *L, const Host *host);

/* The i-th form, from 0, that a capture file may have; NULL: no more. */
const char *host_format(int i);

/* --- the host's source (capture/source.c, host.c) --- */

/* Calls pycap.capture with the table of options on top, which it takes, and
** pushes the capture. Raises. */
void host_capture(lua_State *L);

typedef struct HostSource {
  long long count;     /* packets that it gives, -1: all */
  const char *filter;  /* what it was opened with, NULL: none. A packet has to
                          pass this one and what a script sets */
  const char *own;     /* what a script sets at once, NULL: nothing */
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

/* A device that the source has opened, and what it counted up to now. */
typedef struct HostDevice {
  const char *name;
  const char *link, *meaning;  /* its link type, and what that is; or NULL */
  int datalink;                /* the same as a number */
  int snaplen;
  uint64_t captured;           /* packets that passed the filter */
  uint64_t received, dropped;  /* packets; received holds the dropped ones */
  uint64_t ifdropped;          /* by the device itself */
} HostDevice;

/* Whoever wants to know of it. The functions must not raise. */
typedef struct HostWatch {
  void (*opened)(void *context, const HostDevice *device);
  void (*closed)(void *context, const HostDevice *device);
  void *context;
} HostWatch;

/* Has the device of a source that is opened from now on watched. */
void host_watch(lua_State *L, const HostWatch *watch);

/* How far the source has come. */
typedef struct HostProgress {
  uint64_t packets;     /* that it gave */
  uint64_t done, size;  /* bytes of a regular file; else 0 */
  HostDevice device;    /* name NULL: it is no device */
} HostProgress;

/* False: no source is open. */
bool host_progress(lua_State *L, HostProgress *progress);

/* Calls `closed` now, if the device that is watched is still open. */
void host_unwatch(State *state);

/*
** Finds the device that pycap.devices() has at a number ("1"), where none has
** that name: 1 and a copy of its name, which the caller frees; 0: `name` is no
** such number; -1: there is no device of that number, and a text.
*/
int host_numbered(const char *name, char **device, char *text, size_t size);

/*
** Of the source that is open, the packets of one of `count` shares alone come
** to handlers: share `number`, from 0 on (core/share.h). `share` is made ready,
** and used as long as the source is open.
*/
void host_share(lua_State *L, struct Share *share, unsigned count,
                unsigned number);

/* The source that is open, NULL: none is; of src/io. */
struct Capture *host_opened(lua_State *L);

/* Closes the source. Raises. */
void host_close(lua_State *L);

/*
** True when there are handlers for the source, and it was not read yet; or when
** timers or coroutines wait, and no loop has run: host_loop is to be called.
*/
bool host_waits(lua_State *L);

/* Calls pycap.loop(). Raises. */
void host_loop(lua_State *L);

/*
** Calls what pycap.atend was given, each once; to be called when the run ends.
** Raises the error of one that fails; those behind it are not called then.
*/
void host_end(lua_State *L);

/*
** True when the error at an index is one of ours and the source is a stream
** that turned out to be no capture: it could not be opened.
*/
bool host_refused(lua_State *L, int error);

/* How many bytes of a control character a text begins with, newlines and tabs
** excepted: 0, 1 or 2. No terminal is to get it. */
unsigned host_control(const char *text);

/* --- signals (capture/host.c): both are async-signal-safe --- */

/* Stops every loop that runs, and what waits. False: nothing does. */
bool host_interrupt(State *state);

/* Sets a hook on L and on every thread in which callbacks run. */
void host_hook(State *state, lua_State *L, lua_Hook hook);

/* --- feeding (capture/feed.c) --- */

#define HOST_BYTES_MAX (1u << 27)  /* of a frame */

typedef enum HostVerdict {
  HOST_FAILED = -1, HOST_ACCEPT, HOST_DROP, HOST_REPLACE
} HostVerdict;

/* How packets are fed into the handlers of pycap.on. */
typedef struct Feed Feed;

/* Readies a state, whose module has a host, for it. Raises. */
Feed *host_feeder(lua_State *L);

/*
** Runs the timers that are due by the time of a frame, and the handlers on it:
** what they want done with it. `caplen` is HOST_BYTES_MAX at most, and `length`
** no less. Counts it in *entered when handlers are called. Nothing raised comes
** out.
*/
HostVerdict host_feed(Feed *feed, int linktype, int64_t time, const void *bytes,
                  uint32_t caplen, uint32_t length,
                      uint64_t *entered);

/* Runs the timers that are due by a time of packets. */
HostVerdict host_advance(Feed *feed, int64_t time);

/* The bytes of the last HOST_REPLACE; they live until host_forget. */
const void *host_bytes(const Feed *feed, size_t *size);
void host_forget(Feed *feed);

/* --- tallies from one state to another (select/transfer.c) --- */

bool host_istally(lua_State *L, int index);

/* Pushes a table of what the tally at an index was made of. Raises when it is
** closed. */
void host_tallytable(lua_State *L, int index);

/* Hands what the tally counted to `put` in pieces, which may raise. */
void host_tallywrite(lua_State *L, int index,
                     void (*put)(void *context, const void *bytes, size_t size),
                     void *context);

/*
** Takes the table on top and pushes the tally that the bytes at `at`, written
** by host_tallywrite, are of. Returns where they end. Raises.
*/
const char *host_tallyread(lua_State *L, const char *at);

#endif
