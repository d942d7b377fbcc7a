/*
** pycap.h - the C interface of pycap: packet scripts in Lua inside a program
**
** Two ways in. A host that has a lua_State calls luaopen_pycap and gets the
** module `pycap` in it. A host that has none makes an engine. The engine loads
** a script, is fed packets from any source of the host's, and says what the
** script wants done with each.
**
** Errors: functions that return int return a negative one of the codes below
** and leave a text in the engine, which pycap_engine_error gives. Nothing is
** printed, nothing exits, nothing is static.
**
** Threads: an engine is used by one thread at a time, and it does not matter by
** which; engines share nothing, so that each thread may have its own.
** pycap_engine_stop alone may be called at any time, by any thread or signal
** handler. A function of the host that an engine calls runs in the thread that
** called the engine, and cannot call that engine (PYCAP_BUSY). A thread needs
** 512 KiB of stack; PYCAP_ARGUMENT: fewer than 448 KiB of its own are left.
**
** Ownership: strings and bytes given to a function are read during the call and
** copied where they are kept. What an engine hands out belongs to the engine;
** each function says for how long it is valid.
**
** Versions: a host built with an older pycap.h runs with a newer library of the
** same soname. Structs of options, sources and statistics begin with their
** size, which PYCAP_..._INIT sets, with zeros behind it: what a host does not
** know is zero. PYCAP_ARGUMENT: the size is 0 or makes no sense, or a member
** that this library does not know is not zero. pycap_value and pycap_frame,
** which stand in arrays, stay as they are.
*/
#ifndef PYCAP_H
#define PYCAP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PYCAP_API __attribute__((visibility("default")))
#else
#define PYCAP_API
#endif

/* Of this header: 0x000203 is 0.2.3. pycap_version is the library's. */
#define PYCAP_VERSION_NUMBER 0x000200

struct lua_State;

/* Opens the module in a state of the host's (a lua_CFunction, as luaL_requiref
** takes it): returns 1, the module is on top of the stack. The libraries base,
** string and table have to be open. Raises Lua errors, of memory for instance.
*/
PYCAP_API int luaopen_pycap(struct lua_State *L);

/* --- codes --- */

enum {
  PYCAP_OK = 0,
  PYCAP_ERROR = -1,         /* the script raised an error */
  PYCAP_SYNTAX = -2,        /* the script does not compile, or is bytecode */
  PYCAP_FILE = -3,          /* a script's file cannot be read */
  PYCAP_MEMORY = -4,        /* no memory, or the limit on it was reached */
  PYCAP_INSTRUCTIONS = -5,  /* the limit on instructions was reached */
  PYCAP_STOPPED = -6,       /* pycap_engine_stop ended a script */
  PYCAP_ARGUMENT = -7,      /* the host's mistake: an argument makes no sense */
  PYCAP_BUSY = -8,          /* the host's mistake: the engine is running */
  PYCAP_WORLD = -9          /* a device, a file, a filter: a pycap.error */
};

/* --- engines --- */

typedef struct pycap_engine pycap_engine;

/*
** What scripts may use besides the language: PYCAP_LIB_SAFE, or an OR of
** others. Safe: the basic functions (without dofile and loadfile; load takes
** text alone; setmetatable refuses __gc), coroutine, string, table, math, utf8,
** of os clock, date, difftime and time, require for pycap and its parts, and
** pycap without the functions that open captures, injectors and files. With any
** other library a script is no longer confined, and can evade the limits.
*/
enum {
  PYCAP_LIB_SAFE = 0,
  PYCAP_LIB_CAPTURE = 1,   /* pycap(), inject, devices, filter, loop ...; to
                              ask (arp, icmp) takes PYCAP_LIB_IO, too */
  PYCAP_LIB_IO = 2,        /* io, dofile, loadfile; print without a log */
  PYCAP_LIB_OS = 4,        /* all of os */
  PYCAP_LIB_PACKAGE = 8,   /* all of package: modules from files, C too */
  PYCAP_LIB_DEBUG = 16,    /* debug: it gets at what C relies on */
  PYCAP_LIB_ALL = 31
};

/* What print and warn say: text of `size` bytes, one line without its end. */
typedef void (*pycap_log)(void *context, const char *text, size_t size);

/* A lua_CFunction, for hosts with code of their own for Lua: called in each
** state that an engine makes, with the context as a light userdata at 1, before
** the script is loaded. It may raise: loading fails then. */
typedef int (*pycap_open)(struct lua_State *L);

/* What an engine is made with; PYCAP_OPTIONS_INIT is a good start. */
typedef struct pycap_options {
  size_t size;            /* sizeof(pycap_options) */
  size_t memory;          /* bytes that the script may have, with tallies and
                             timers, 0: any number; 300 KiB are the module's */
  uint64_t instructions;  /* of Lua's machine that each packet may take (timer,
                             turn of a coroutine, call), 0: any number; 700 ns
                             are one. Strings have 4 MiB then, tables 32 */
  uint64_t startup;       /* those that loading may take, 0: 100 times as many
                             as a packet */
  unsigned libraries;     /* PYCAP_LIB_... */
  pycap_log log;          /* NULL: what print says is dropped, or with
                             PYCAP_LIB_IO goes to standard output */
  pycap_open open;        /* NULL: nothing */
  void *context;          /* for both */
} pycap_options;

#define PYCAP_OPTIONS_INIT {sizeof(pycap_options), 0, 0, 0, 0, NULL, NULL, NULL}

/* Makes an engine in *engine, with options or NULL, which are copied. Returns
** PYCAP_OK; or PYCAP_MEMORY (no free descriptor, too: an engine takes one) or
** PYCAP_ARGUMENT, and then *engine is NULL. Free it with pycap_engine_free,
** which takes NULL, too. */
PYCAP_API int pycap_engine_new(pycap_engine **engine,
                               const pycap_options *options);

/* Ends an engine and its script (without pycap.atend on too small a stack). Not
** to be called by what the engine calls, nor while pycap_engine_stop may be. */
PYCAP_API void pycap_engine_free(pycap_engine *engine);

/* The text of the last error, a script's with its traceback; "" where there was
** none. Valid until the next call with the engine. Cut after 2,000 bytes. */
PYCAP_API const char *pycap_engine_error(const pycap_engine *engine);

/* --- values --- */

enum {
  PYCAP_NIL,      /* also what is none of the others, a table for instance */
  PYCAP_BOOLEAN,  /* .integer: 0 or 1 */
  PYCAP_INTEGER,
  PYCAP_NUMBER,
  PYCAP_STRING    /* any bytes; those an engine hands out end with a zero that
                     .size does not count */
};

typedef struct pycap_value {
  int type;
  int64_t integer;
  double number;
  const char *string;
  size_t size;        /* bytes of .string */
} pycap_value;

/* A function of the host that scripts call. The arguments are valid until it
** returns. It fills in *result (nil before) and returns 0; or returns a
** negative number, and a script's error with the text in *result is raised. A
** string in *result has to be valid until the function's next call, or until
** the engine is freed. It must return: no longjmp, no C++ exception. */
typedef int (*pycap_function)(void *context, const pycap_value *arguments,
                              int count, pycap_value *result);

/* Makes a function known to scripts as the global `name`: to those that are
** loaded later. The same name again replaces it. PYCAP_MEMORY or
** PYCAP_ARGUMENT. */
PYCAP_API int pycap_engine_register(pycap_engine *engine, const char *name,
                                    pycap_function function, void *context);

/* What scripts that are loaded later find in `arg` and `...`: strings.
** PYCAP_MEMORY, and then there are none. */
PYCAP_API int pycap_engine_arguments(pycap_engine *engine, int count,
                                     const char *const *arguments);

/* Loads a script, text and never bytecode, in a state of its own, and runs it:
** it adds handlers with pycap.on. If all goes well it replaces the script
** loaded before, whose data and timers are gone; if not, that one stays as it
** was. Loading again is reloading. Messages call the script `name`. No pipe is
** taken for a file. Returns PYCAP_OK or any negative code. */
PYCAP_API int pycap_engine_load(pycap_engine *engine, const char *name,
                                const void *text, size_t size);
PYCAP_API int pycap_engine_load_string(pycap_engine *engine, const char *name,
                                       const char *text);
PYCAP_API int pycap_engine_load_file(pycap_engine *engine,
                                     const char *filename);

/* Calls the script's global function `name` and returns how many results it
** gave, of which the first `room` are in `results`; or a negative code. Strings
** in them are valid until the next call with the engine. */
PYCAP_API int pycap_engine_call(pycap_engine *engine, const char *name,
                                const pycap_value *arguments, int count,
                                pycap_value *results, int room);

/* --- feeding --- */

/* What is to be done with a packet. */
enum {
  PYCAP_ACCEPT = 0,
  PYCAP_DROP = 1,     /* a handler returned "drop" */
  PYCAP_REPLACE = 2   /* a handler returned a packet that is another, or that
                         it edited: pycap_engine_bytes has it */
};

/*
** Runs the handlers of pycap.on on a packet and returns what to do with it, or
** a negative code: then the engine is fit for the next packet all the same. One
** "drop" drops; else the last packet returned counts; nil, "accept" and
** booleans accept; to return anything else is an error. `linktype` is a
** LINKTYPE_ or DLT_ number (1: Ethernet; no handler is called for one that is
** not known), the time in nanoseconds since the epoch, `caplen` the bytes that
** are there (2^27 at most), `length` those on the wire, no fewer. The bytes are
** not copied unless a handler wants the packet itself. Timers and coroutines of
** the script run on the packets' time: those that are due run before the
** packet, and share the instructions of one packet. If one of them fails, its
** code is returned and no handler is called for this packet. A handler that
** waits (pycap.sleep) has accepted, and so have the handlers after it. An
** engine without a script accepts.
*/
PYCAP_API int pycap_engine_feed(pycap_engine *engine, int linktype,
                                int64_t timestamp_ns, const void *bytes,
                                size_t caplen, size_t length);

/* The bytes of the last packet fed, when feeding said PYCAP_REPLACE; else NULL.
** Valid until the next call with the engine. */
PYCAP_API const void *pycap_engine_bytes(const pycap_engine *engine,
                                         size_t *size);

/* A packet of a batch: what pycap_engine_feed takes, then what it gives. */
typedef struct pycap_frame {
  int linktype;
  int64_t timestamp_ns;
  const void *bytes;
  size_t caplen, length;
  int verdict;          /* out: PYCAP_ACCEPT ... or a negative code */
  const void *replaced; /* out: the new bytes, else NULL; valid until the */
  size_t size;          /* next call with the engine */
} pycap_frame;

/* Feeds packets one after the other and returns how many: all of them, unless
** pycap_engine_stop was called. The error's text is that of the last which
** failed. Negative: nothing was fed. */
PYCAP_API int pycap_engine_feed_batch(pycap_engine *engine,
                                      pycap_frame *frames, int count);

/* Runs the timers and coroutines that are due by a time of packets. */
PYCAP_API int pycap_engine_tick(pycap_engine *engine, int64_t timestamp_ns);

/* --- captures of the engine's own --- */

/* What pycap_engine_run reads. PYCAP_SOURCE_INIT: libpcap's default device. */
typedef struct pycap_source {
  size_t size;           /* sizeof(pycap_source) */
  const char *device;    /* NULL with no filename: libpcap's default */
  const char *filename;  /* a capture file, "-": standard input; or NULL */
  const char *filter;    /* tcpdump's language, or NULL */
  int snaplen;           /* bytes kept of a packet, 0: 262144 */
  int promiscuous;       /* not 0: the device is made so */
  int immediate;         /* not 0: packets come as they arrive */
  int buffer;            /* bytes of the kernel's buffer, 0: the default */
} pycap_source;

#define PYCAP_SOURCE_INIT \
  {sizeof(pycap_source), NULL, NULL, NULL, 0, 0, 0, 0}

/* Names what pycap_engine_run reads for the handlers of pycap.on; NULL:
** nothing. That call opens it, anew for each script that is loaded.
** PYCAP_MEMORY, PYCAP_ARGUMENT. */
PYCAP_API int pycap_engine_source(pycap_engine *engine,
                                  const pycap_source *source);

/* Reads the source until its end, a stop, or an error, and runs handlers,
** timers and coroutines; without a source, until these have ended. Each packet
** has all instructions of the limit. A packet that fails ends the run; call it
** again to go on. Returns PYCAP_OK at the end and at a stop. */
PYCAP_API int pycap_engine_run(pycap_engine *engine);

/* The run is over: calls what the script gave to pycap.atend, once, limited by
** `startup`; one that fails is the last. If it was not done, another script
** does it, pycap_engine_free (faults go to the log), pycap_workers_run. */
PYCAP_API int pycap_engine_finish(pycap_engine *engine);

/* Ends the call that runs, or the next one: pycap_engine_run, wherever it
** waits; a batch, after the current packet; and, where instructions are
** limited, a script that is running, with PYCAP_STOPPED, within 100 ms. A stop
** ends one call. Async-signal-safe; from any thread. */
PYCAP_API void pycap_engine_stop(pycap_engine *engine);

/* --- statistics --- */

/* Counted since the engine was made; the memory is that of this script. */
typedef struct pycap_stats {
  size_t size;           /* sizeof(pycap_stats), set before the call */
  uint64_t packets;      /* fed */
  uint64_t entered;      /* those for which Lua was entered */
  uint64_t dropped, replaced, failed;  /* as the verdicts said */
  uint64_t limited;      /* those failed at a limit */
  uint64_t loaded;       /* scripts */
  uint64_t allocations;  /* new blocks that the script's state asked for */
  size_t memory, peak;   /* bytes it has, and the most it had */
} pycap_stats;

#define PYCAP_STATS_INIT {sizeof(pycap_stats), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}

/* Fills in as much as stats->size says; PYCAP_ARGUMENT. */
PYCAP_API int pycap_engine_stats(pycap_engine *engine, pycap_stats *stats);

/* --- several workers --- */

/*
** Engines that share the packets of a device, or capture files, each in a thread
** of its own. Of a device the kernel gives each flow, both ways, to one of them
** (PACKET_FANOUT_HASH: by addresses and ports; fragments and what has no ports
** by addresses; what is not IP all to one). Of files, each takes flows too, by
** the outermost IP header, or files as a whole.
**
** Functions of the script join what the engines found out:
**   result()            what this engine has: nil, boolean, number, string,
**                       tally, or a table of these, nested up to 64 deep; it is
**                       copied, 256 MiB at most
**   merge(a, b)         two such results in one; a first
**   report(result, last)  gets what merging all made; `last` is true at the end
**
** They are globals. merge and report run in the first engine. A script without
** result joins nothing; report may be missing.
**
** Threads: pycap_workers_stop may be called at any time, by any thread or
** signal handler; all else by one thread at a time, and while
** pycap_workers_run runs, not at all. The engines' threads block all signals,
** and have 896 KiB of stack, or more where the system's default is.
*/
typedef struct pycap_workers pycap_workers;

/* A worker, counted from 0, has failed with a code, and the text, which has the
** traceback, is valid during the call. PYCAP_FILE: a file, or the device, could
** not be opened. Called in one thread at a time, but not always the same; it
** must not call the workers or engines, pycap_workers_stop excepted. */
typedef void (*pycap_failed)(void *context, int worker, int code,
                             const char *text);

/* What workers are made with: PYCAP_WORKERS_OPTIONS_INIT, and a count. */
typedef struct pycap_workers_options {
  size_t size;                   /* sizeof(pycap_workers_options) */
  int count;                     /* of workers, 1 to 1024 */
  const pycap_options *engine;   /* of each engine, or NULL; `log` and `open`
                                    are called in the engines' threads, several
                                    at a time */
  double merge_every;            /* seconds between two merges, besides that at
                                    the end; 0: none */
  int go_on;                     /* not 0: when one fails the others go on, and
                                    it takes the next file; its results count.
                                    Else all stop, and nothing is merged */
  pycap_failed failed;           /* or NULL */
  void *context;                 /* for it */
  int by;                        /* of files; COUNT: by flow if they are fewer
                                    than the workers and none is a stream */
} pycap_workers_options;
enum { PYCAP_BY_COUNT, PYCAP_BY_FILE, PYCAP_BY_FLOW };

#define PYCAP_WORKERS_OPTIONS_INIT \
  {sizeof(pycap_workers_options), 0, NULL, 0, 0, NULL, NULL, 0}

/* Makes workers in *workers, each with an engine without a script. PYCAP_OK,
** PYCAP_MEMORY or PYCAP_ARGUMENT, and then *workers is NULL. To be freed by
** pycap_workers_free, which takes NULL, too, and frees the engines. */
PYCAP_API int pycap_workers_new(pycap_workers **workers,
                                const pycap_workers_options *options);
PYCAP_API void pycap_workers_free(pycap_workers *workers);

/* The engine of a worker, from 0 on; NULL: there is none. Load the script in
** each, the same way; call its functions once the run has ended. */
PYCAP_API pycap_engine *pycap_workers_engine(pycap_workers *workers,
                                             int worker);

/* Adds what is to be read: a capture file to the queue, or the device. Files
** and a device exclude each other, and two devices. PYCAP_MEMORY,
** PYCAP_ARGUMENT. What was added is forgotten at the end of a run. */
PYCAP_API int pycap_workers_source(pycap_workers *workers,
                                   const pycap_source *source);

/* Reads until all files have ended, a stop, or a failure; then merges. Packets
** that arrive before every worker has opened the device are discarded. A script
** that stops its loop (pycap.stop) on a device stops all; on a file it goes on
** to the next. Returns PYCAP_OK, at a stop too, or the code of the first
** failure. */
PYCAP_API int pycap_workers_run(pycap_workers *workers);

/* Ends the run, as pycap_engine_stop. Async-signal-safe; from any thread. */
PYCAP_API void pycap_workers_stop(pycap_workers *workers);

/* The text of the first failure, "" if there was none. Valid until the next
** call with the workers. */
PYCAP_API const char *pycap_workers_error(const pycap_workers *workers);

PYCAP_API const char *pycap_version(void);  /* the library's, "0.2.0" */
#ifdef __cplusplus
}
#endif
#endif
