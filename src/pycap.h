/*
** pycap.h - the C interface of pycap: packet scripts in Lua inside a program
**
** There are two ways to use it. A host with a lua_State calls luaopen_pycap and
** gets the module `pycap`. A host without one makes an engine. It loads a
** script into the engine, feeds it packets from any source, and gets a verdict
** on each packet: what the script wants done with it.
**
** Errors: functions that return int return one of the negative codes below.
** pycap_engine_error then gives the text. The library prints nothing, never
** ends the process, and has no global state.
**
** Threads: any thread may use an engine, but only one at a time. Engines share
** nothing, so each thread may have its own. Only pycap_engine_stop may be
** called at any time, by any thread or signal handler. A function of the host
** that an engine calls runs in the thread that called the engine. It cannot
** call that engine (PYCAP_BUSY). A thread needs 512 KiB of stack. Where fewer
** than 448 KiB are left, calls return PYCAP_ARGUMENT.
**
** Ownership: strings and bytes that are given to a function are read during the
** call, and copied if they are kept. What an engine hands out belongs to the
** engine; each function says for how long it is valid.
**
** Versions: a host built with an older pycap.h runs with a newer library of the
** same soname. Structs of options, sources and statistics begin with their
** size, which PYCAP_..._INIT sets, with zeros behind it. Members that the
** host's pycap.h lacks are taken as zero. PYCAP_ARGUMENT: the size makes no
** sense, or the host has set a member that this library does not know.
** pycap_value and pycap_frame stand in arrays, and never change.
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

/* This header's version: 0x000203 is 0.2.3. pycap_version: the library's. */
#define PYCAP_VERSION_NUMBER 0x000200

struct lua_State;

/* A lua_CFunction, for luaL_requiref: opens the module in the host's state.
** Returns 1; the module is on top of the stack. The libraries base, string and
** table have to be open. Raises Lua errors, for example without memory. */
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
  PYCAP_WORLD = -9,         /* a device, file or filter failed: pycap.error */
  PYCAP_UNSUPPORTED = -10   /* this kernel or build cannot confine so */
};

/* --- engines --- */

typedef struct pycap_engine pycap_engine;

/*
** The libraries that scripts may use: PYCAP_LIB_SAFE, or an OR of the others.
** Safe are the basic functions (without dofile and loadfile; load takes
** text alone; setmetatable refuses __gc), coroutine, string, table, math, utf8,
** of os clock, date, difftime and time, require for pycap and its parts, and
** pycap without the functions that open captures, injectors and files. With any
** other library a script is no longer confined, and can evade the limits.
*/
enum {
  PYCAP_LIB_SAFE = 0,
  PYCAP_LIB_CAPTURE = 1,   /* pycap(), inject, devices, filter, loop ...;
                              arp and icmp requests need PYCAP_LIB_IO, too */
  PYCAP_LIB_IO = 2,        /* io, dofile, loadfile; print where log is NULL */
  PYCAP_LIB_OS = 4,        /* all of os */
  PYCAP_LIB_PACKAGE = 8,   /* all of package: modules in Lua and C files */
  PYCAP_LIB_DEBUG = 16,    /* debug: it can break what C code relies on */
  PYCAP_LIB_ALL = 31
};

/* Receives a line of print or warn: `size` bytes, without the line feed. */
typedef void (*pycap_log)(void *context, const char *text, size_t size);

/* A lua_CFunction, for hosts that add code of their own. It is called in each
** state that an engine makes, before the script is loaded; argument 1 is the
** context, a light userdata. If it raises, loading fails. */
typedef int (*pycap_open)(struct lua_State *L);

/* The options of an engine. Begin with PYCAP_OPTIONS_INIT. */
typedef struct pycap_options {
  size_t size;            /* sizeof(pycap_options) */
  size_t memory;          /* bytes for the script, its tallies and timers; 0: no
                             limit. The module itself takes 300 KiB of them */
  uint64_t instructions;  /* of Lua, for each packet, timer, turn of a coroutine
                             or call; 0: no limit. 700 ns count as one. With a
                             limit, strings have 4 MiB at most, tables 32 MiB */
  uint64_t startup;       /* instructions for loading; 0: 100 times
                             `instructions` */
  unsigned libraries;     /* PYCAP_LIB_... */
  pycap_log log;          /* NULL: the output of print is dropped; with
                             PYCAP_LIB_IO it goes to standard output */
  pycap_open open;        /* or NULL */
  void *context;          /* for `log` and `open` */
  int fragments;          /* not 0: whole datagrams for handlers above IP */
} pycap_options;

#define PYCAP_OPTIONS_INIT \
  {sizeof(pycap_options), 0, 0, 0, 0, NULL, NULL, NULL, 0}

/* Makes an engine in *engine. The options, which may be NULL, are copied.
** Returns PYCAP_OK; or PYCAP_MEMORY (also without a free descriptor: it needs
** one) or PYCAP_ARGUMENT; then *engine is NULL. Free it with pycap_engine_free,
** which also takes NULL. */
PYCAP_API int pycap_engine_new(pycap_engine **engine,
                               const pycap_options *options);

/* Frees an engine and its script. On too small a stack pycap.atend is left out.
** Do not call it from what the engine calls, or during pycap_engine_stop. */
PYCAP_API void pycap_engine_free(pycap_engine *engine);

/* The text of the last error; a script's has a traceback; "": no error. Valid
** until the next call with the engine. It is cut after 2,000 bytes. */
PYCAP_API const char *pycap_engine_error(const pycap_engine *engine);

/* --- values --- */

enum {
  PYCAP_NIL,      /* also a Lua value of another type, such as a table */
  PYCAP_BOOLEAN,  /* .integer: 0 or 1 */
  PYCAP_INTEGER,
  PYCAP_NUMBER,
  PYCAP_STRING    /* any bytes. A string that an engine hands out has a zero
                     behind it, which .size does not count */
};

typedef struct pycap_value {
  int type;
  int64_t integer;
  double number;
  const char *string;
  size_t size;        /* bytes of .string */
} pycap_value;

/* A function of the host that scripts call. The arguments are valid until it
** returns. *result is nil before. Return 0, with the result in it; or a
** negative number to raise an error in the script, with its text in *result. A
** string in *result has to be valid until the function's next call, or until
** the engine is freed. The function must return: no longjmp, no C++
** exception. */
typedef int (*pycap_function)(void *context, const pycap_value *arguments,
                              int count, pycap_value *result);

/* Gives a function to scripts that are loaded later, as the global `name`. The
** same name again replaces it. Returns PYCAP_OK, PYCAP_MEMORY or
** PYCAP_ARGUMENT. */
PYCAP_API int pycap_engine_register(pycap_engine *engine, const char *name,
                                    pycap_function function, void *context);

/* Sets the strings that scripts loaded later find in `arg` and `...`.
** PYCAP_MEMORY: there are none then. */
PYCAP_API int pycap_engine_arguments(pycap_engine *engine, int count,
                                     const char *const *arguments);

/* Loads a script, text and never bytecode, into a new Lua state, and runs it.
** The script adds handlers with pycap.on. If that succeeds, it replaces the
** script before, with its data and timers; if not, that one stays as it was. To
** reload a script, load it again. `name` is its name in messages. A file has to
** be a plain one, not a pipe. Returns PYCAP_OK or any negative code. */
PYCAP_API int pycap_engine_load(pycap_engine *engine, const char *name,
                                const void *text, size_t size);
PYCAP_API int pycap_engine_load_string(pycap_engine *engine, const char *name,
                                       const char *text);
PYCAP_API int pycap_engine_load_file(pycap_engine *engine,
                                     const char *filename);

/* Calls the script's global function `name`. Returns how many results it gave,
** or a negative code. The first `room` results are stored in `results`; strings
** there are valid until the next call with the engine. */
PYCAP_API int pycap_engine_call(pycap_engine *engine, const char *name,
                                const pycap_value *arguments, int count,
                                pycap_value *results, int room);

/* --- feeding --- */

/* The verdict: what to do with a packet. */
enum {
  PYCAP_ACCEPT = 0,
  PYCAP_DROP = 1,     /* a handler returned "drop" */
  PYCAP_REPLACE = 2   /* a handler returned another or an edited packet, which
                         pycap_engine_bytes gives */
};

/*
** Runs the handlers of pycap.on on a packet. Returns the verdict, or a negative
** code; the next packet can be fed all the same. If a handler returns "drop",
** the packet is dropped; else the last packet that was returned replaces it.
** Nil, "accept" and booleans accept; anything else is an error. `linktype` is a
** LINKTYPE_ or DLT_ number (1: Ethernet); for an unknown one no handler is
** called. The time is in nanoseconds since the epoch. `caplen` is the bytes
** that are there (2^27 at most), `length` those on the wire, no fewer. The
** bytes are copied only if a handler wants the packet itself. Timers and
** coroutines go by the packets' time. Those that are due run before the packet,
** and share the instructions of one packet. If one fails, its code is returned
** and no handler is called. A handler that waits (pycap.sleep) has accepted,
** and so have those after it. An engine without a script accepts.
*/
PYCAP_API int pycap_engine_feed(pycap_engine *engine, int linktype,
                                int64_t timestamp_ns, const void *bytes,
                                size_t caplen, size_t length);

/* The new bytes of the last packet, where its verdict is PYCAP_REPLACE; else
** NULL. Valid until the next call with the engine. */
PYCAP_API const void *pycap_engine_bytes(const pycap_engine *engine,
                                         size_t *size);

/* A packet of a batch: the arguments of pycap_engine_feed, and its results. */
typedef struct pycap_frame {
  int linktype;
  int64_t timestamp_ns;
  const void *bytes;
  size_t caplen, length;
  int verdict;          /* out: PYCAP_ACCEPT ... or a negative code */
  const void *replaced; /* out: the new bytes, else NULL; valid until the */
  size_t size;          /* next call with the engine */
} pycap_frame;

/* Feeds packets one after the other. Returns how many it fed: all, unless
** pycap_engine_stop was called. The error's text is that of the last packet
** that failed. A negative code: nothing was fed. */
PYCAP_API int pycap_engine_feed_batch(pycap_engine *engine,
                                      pycap_frame *frames, int count);

/* Runs the timers and coroutines that are due by a time of packets. */
PYCAP_API int pycap_engine_tick(pycap_engine *engine, int64_t timestamp_ns);

/* --- captures of the engine's own --- */

/* A device or file to read. PYCAP_SOURCE_INIT: libpcap's default device. */
typedef struct pycap_source {
  size_t size;           /* sizeof(pycap_source) */
  const char *device;    /* NULL with no filename: libpcap's default */
  const char *filename;  /* a capture file, "-": standard input; or NULL */
  const char *filter;    /* tcpdump's language, or NULL */
  int snaplen;           /* bytes kept of a packet, 0: 262144 */
  int promiscuous;       /* not 0: opens the device in promiscuous mode */
  int immediate;         /* not 0: packets come as they arrive */
  int buffer;            /* bytes of the kernel's buffer, 0: the default */
} pycap_source;

#define PYCAP_SOURCE_INIT \
  {sizeof(pycap_source), NULL, NULL, NULL, 0, 0, 0, 0}

/* Sets the source of pycap_engine_run for the handlers of pycap.on; NULL: none.
** It is opened by that call, once for each script that is loaded. Returns
** PYCAP_OK, PYCAP_MEMORY or PYCAP_ARGUMENT. */
PYCAP_API int pycap_engine_source(pycap_engine *engine,
                                  const pycap_source *source);

/* Reads the source until its end, a stop or an error, and runs handlers, timers
** and coroutines. Without a source it runs until the latter have ended. The
** limit on instructions holds for each packet. A packet that fails ends the
** run; call this again to go on. Returns PYCAP_OK at the end and at a stop. */
PYCAP_API int pycap_engine_run(pycap_engine *engine);

/* Call it after the run. Calls the functions of pycap.atend, once, limited by
** `startup`, up to one that fails. Without it, loading another script does so,
** or pycap_engine_free (errors go to the log), or pycap_workers_run. */
PYCAP_API int pycap_engine_finish(pycap_engine *engine);

/* Ends the call that is running, or the next one: pycap_engine_run, also while
** it waits; or a batch, after the current packet. Where instructions are
** limited it also ends a running script within 100 ms, with PYCAP_STOPPED. A
** stop ends one call. Async-signal-safe; from any thread. */
PYCAP_API void pycap_engine_stop(pycap_engine *engine);

/* --- statistics --- */

/* Counts since the engine was made. The memory is that of the loaded script. */
typedef struct pycap_stats {
  size_t size;           /* sizeof(pycap_stats), set before the call */
  uint64_t packets;      /* fed */
  uint64_t entered;      /* packets for which Lua code was called */
  uint64_t dropped, replaced, failed;  /* as the verdicts said */
  uint64_t limited;      /* packets that failed at a limit */
  uint64_t loaded;       /* scripts */
  uint64_t allocations;  /* new blocks of memory for scripts */
  size_t memory, peak;   /* bytes in use now, and at most */
} pycap_stats;

#define PYCAP_STATS_INIT {sizeof(pycap_stats), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}

/* Fills in stats->size bytes. Returns PYCAP_OK or PYCAP_ARGUMENT. */
PYCAP_API int pycap_engine_stats(pycap_engine *engine, pycap_stats *stats);

/* --- several workers --- */

/*
** Engines, each in its own thread, that share the packets of a device, or
** capture files. With a device, the kernel gives each flow, in both directions,
** to one engine (PACKET_FANOUT_HASH; with `fragments` it puts those of IPv4
** together first). Flows are told apart by addresses and ports, or addresses
** alone for fragments and packets without ports; all that is not IP goes to
** one. With files, each takes flows (outermost IP header), or whole files.
**
** Global functions of the script join the results of the engines:
**   result()            returns this engine's result: nil, boolean, number,
**                       string, tally, or a table of these, nested up to 64
**                       deep. It is copied, 256 MiB at most
**   merge(a, b)         returns two results merged; a is of the earlier worker
**   report(result, last)  gets the merged result; `last` is true at the end
**
** merge and report run in the first engine. Without result nothing is joined;
** report may be missing.
**
** Threads: pycap_workers_stop may be called at any time, by any thread or
** signal handler. The other functions are for one thread at a time, and not for
** the time that pycap_workers_run takes. The engines' threads block all
** signals, and have 896 KiB of stack, or the system's default if that is more.
*/
typedef struct pycap_workers pycap_workers;

/* Called when a worker, counted from 0, has failed. The text, with a traceback,
** is valid during the call. PYCAP_FILE: a file or the device cannot be opened.
** It is called in one thread at a time, but not always the same one. It must
** not call the workers or engines, except pycap_workers_stop. */
typedef void (*pycap_failed)(void *context, int worker, int code,
                             const char *text);

/* The options of workers: begin with PYCAP_WORKERS_OPTIONS_INIT, set
** `count`. */
typedef struct pycap_workers_options {
  size_t size;                   /* sizeof(pycap_workers_options) */
  int count;                     /* of workers, 1 to 1024 */
  const pycap_options *engine;   /* of each engine, or NULL; `log` and `open`
                                    are called in the engines' threads, several
                                    at a time */
  double merge_every;            /* seconds between merges before the end; 0:
                                    merge only at the end */
  int go_on;                     /* not 0: when one fails, the others go on. It
                                    takes the next file; its results count.
                                    0: all stop, and nothing is merged */
  pycap_failed failed;           /* or NULL */
  void *context;                 /* for `failed` */
  int by;                        /* PYCAP_BY_... for files. COUNT: by flow where
                                    files are fewer than workers, no streams */
  int (*ready)(void *context);   /* called when the device is open, before any
                                    thread starts: the place to confine the
                                    host. Not 0: nothing is run, the code is
                                    PYCAP_ERROR. NULL: none */
} pycap_workers_options;
enum { PYCAP_BY_COUNT, PYCAP_BY_FILE, PYCAP_BY_FLOW };

#define PYCAP_WORKERS_OPTIONS_INIT \
  {sizeof(pycap_workers_options), 0, NULL, 0, 0, NULL, NULL, 0, NULL}

/* Makes workers in *workers, each with an engine without a script. Returns
** PYCAP_OK; or PYCAP_MEMORY or PYCAP_ARGUMENT, then *workers is NULL. Free them
** with pycap_workers_free, which also takes NULL, and frees the engines. */
PYCAP_API int pycap_workers_new(pycap_workers **workers,
                                const pycap_workers_options *options);
PYCAP_API void pycap_workers_free(pycap_workers *workers);

/* The engine of a worker, counted from 0; NULL: no such worker. Load the same
** script in each. Its functions may be called after the run. */
PYCAP_API pycap_engine *pycap_workers_engine(pycap_workers *workers,
                                             int worker);

/* Adds a source for the next run: one of several capture files, or one device;
** not both. Returns PYCAP_OK, PYCAP_MEMORY or PYCAP_ARGUMENT. All sources are
** forgotten at the end of a run. */
PYCAP_API int pycap_workers_source(pycap_workers *workers,
                                   const pycap_source *source);

/* Reads until all files have ended, a stop, or a failure; then merges. Packets
** that arrive before every worker has opened the device are discarded. A script
** that calls pycap.stop ends the run on a device; on a file it goes on to the
** next. Returns PYCAP_OK, also at a stop, or the code of the first failure. */
PYCAP_API int pycap_workers_run(pycap_workers *workers);

/* Ends the run, as pycap_engine_stop does. Async-signal-safe; any thread. */
PYCAP_API void pycap_workers_stop(pycap_workers *workers);

/* The text of the first failure, "" if there was none. Valid until the next
** call with the workers. */
PYCAP_API const char *pycap_workers_error(const pycap_workers *workers);

/* --- confining the host --- */

/*
** What the host gives up, for good. Each call is separate, and nothing else is
** dropped. They hold for the calling thread and those that it starts later, and
** those marked for all threads. So call them before you start threads, and after
** you have opened what the host needs (devices, files, sockets): what is open
** stays usable.
**
** The whole process is confined, not an engine: an engine's script shares the
** address space, descriptors and signals of the host. Memory of the host is kept
** from a script by the engine (PYCAP_LIB_SAFE and limits); these calls bound the
** damage if that fails. Signal handlers of the host may only do what is still
** allowed.
**
** They return PYCAP_OK, PYCAP_UNSUPPORTED, PYCAP_WORLD (the system refused) or
** PYCAP_ARGUMENT. `error`, of `size` bytes, then holds the text; it may be NULL.
** A call that failed may have done a part.
*/

/* Takes the groups and the user of that name (all threads; NULL: keeps them).
** Then drops all capabilities, with the bounding set, and sets no_new_privs. */
PYCAP_API int pycap_confine_user(const char *user, char *error, size_t size);

/* The files that pycap_confine_files leaves; lists that NULL ends, or NULL. */
typedef struct pycap_paths {
  size_t size;               /* sizeof(pycap_paths) */
  const char *const *read;   /* files; folders with all that is in them */
  const char *const *write;  /* files, made if they are missing; in folders
                                files may be made, read and removed */
} pycap_paths;

#define PYCAP_PATHS_INIT {sizeof(pycap_paths), NULL, NULL}

/* No other file can be opened or executed (Landlock), and, if the kernel can, no
** TCP port bound or connected to. NULL: none at all. Sets no_new_privs. */
PYCAP_API int pycap_confine_files(const pycap_paths *paths, char *error,
                                  size_t size);

/* What pycap_confine_calls leaves besides. */
enum {
  PYCAP_CALLS_READ = 1,     /* open files to read */
  PYCAP_CALLS_WRITE = 2,    /* open files to write, make and remove them */
  PYCAP_CALLS_SOCKETS = 4,  /* make sockets: devices, connections */
  PYCAP_CALLS_THREADS = 8,  /* threads: workers, filters, compressed files */
  PYCAP_CALLS_ALL = 15
};

/* All threads: system calls fail with EPERM, but those that running engines,
** open captures and printing need, and what `allowed` adds (seccomp). No program
** can be started and no process traced; memory cannot become executable, so no
** library can be loaded. Sets no_new_privs. */
PYCAP_API int pycap_confine_calls(unsigned allowed, char *error, size_t size);

/* All threads: bounds the address space in bytes and the processor time in
** seconds (then SIGXCPU ends the process); 0: no bound. No core is dumped. */
PYCAP_API int pycap_confine_usage(uint64_t memory, uint64_t seconds,
                                  char *error, size_t size);

PYCAP_API const char *pycap_version(void);  /* the library's, "0.2.0" */
#ifdef __cplusplus
}
#endif
#endif
