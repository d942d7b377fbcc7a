/*
** reader.h - reads the frames of a capture file or stream, pcap or pcapng
**
** Regular files of other formats are left to libpcap, which reads or refuses
** them. Nothing waits: a stream that does not have the next frame yet is
** "starved".
*/
#ifndef PYCAP_READER_H
#define PYCAP_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "../core/allocator.h"
#include "../core/frame.h"
#include "blocks.h"
#include "fault.h"
#include "interfaces.h"

typedef struct Reader Reader;

/* Returned by reader_ready and reader_take; the numbers are those of
** capture.h. */
enum {
  READER_FRAME = 1, READER_STARVED = 0, READER_FAULT = -1, READER_END = -2
};

/*
** Makes a reader of a descriptor. NULL: no memory. If `owned`, reader_close
** closes the descriptor; this function closes it, too, where it fails. `name`
** is borrowed and begins the texts of faults. `stream`: it is not a regular
** file. `memory`: as for input_open.
*/
Reader *reader_open(int fd, bool owned, bool stream, const char *name,
                    const Allocator *memory);

/* At the end of a regular file of that name, waits until it grows. Returns 0 or
** an errno. Call it before anything else. */
int reader_follow(Reader *reader, const char *filename);

/* Reads over TCP: see input_remote. Call it before anything else. */
void reader_remote(Reader *reader, const char *name, bool again);

void reader_close(Reader *reader);

/*
** READER_FRAME: frames can be taken, for the header has come, in pcapng also an
** interface. READER_STARVED: it has not come yet. READER_FAULT: it is not a
** capture file.
*/
int reader_ready(Reader *reader);

/*
** Takes the next frame, whose bytes are valid until the next call.
** READER_FAULT: the file is damaged from here on, and each later call fails,
** too; reader_fault says why.
*/
int reader_take(Reader *reader, Frame *frame);

/* The fault that ended the reading. */
const Fault *reader_fault(const Reader *reader);

/* Makes the next reader_take look for new bytes of a starved stream. */
void reader_wake(Reader *reader);

/* True when there may be another frame without waiting. */
bool reader_fed(const Reader *reader);

/* Goes back to the beginning of a regular file: 0, or -1; see reader_fault. */
int reader_rewind(Reader *reader);

/* The interfaces and other blocks of a pcapng file that were read so far; empty
** for other formats. */
const Interfaces *reader_interfaces(const Reader *reader);
const Blocks *reader_blocks(const Reader *reader);

int reader_fd(const Reader *reader);          /* the descriptor that it reads */
int reader_pollfd(const Reader *reader);      /* the one to poll for more */
uint64_t reader_place(const Reader *reader);  /* bytes that were taken */
int reader_link(const Reader *reader);        /* DLT of the first interface */
int reader_snaplen(const Reader *reader);     /* its snapshot length in bytes;
                                                 262144 where it has no limit */

#endif
