/*
** reader.h - the frames of a capture file or stream, pcap and pcapng
**
** What neither is, is libpcap's to read, or to refuse. Nothing waits: a stream
** that has not got the next frame yet is "starved".
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

/* What reader_ready and reader_take return: those of capture.h. */
enum {
  READER_FRAME = 1, READER_STARVED = 0, READER_FAULT = -1, READER_END = -2
};

/*
** A reader of a descriptor, which it closes if it owns it, as it does when it
** cannot be made. `name`: borrowed, with which faults begin. `stream`: it is no
** regular file. `memory`: as of input_open. NULL: no memory.
*/
Reader *reader_open(int fd, bool owned, bool stream, const char *name,
                    const Allocator *memory);

/* Has it wait for more where a regular file of that name ends; 0, or an errno.
** To be called first. */
int reader_follow(Reader *reader, const char *filename);

/* Has it read over TCP: see input_remote. To be called first. */
void reader_remote(Reader *reader, const char *name, bool again);

void reader_close(Reader *reader);

/*
** READER_FRAME: the header has come, and an interface, if it is pcapng; frames
** can be taken. READER_STARVED; or READER_FAULT: it is no capture.
*/
int reader_ready(Reader *reader);

/*
** Takes the next frame. Its bytes are valid until the next call. READER_FAULT:
** what there is, is damaged from here on: for good, see reader_fault.
*/
int reader_take(Reader *reader, Frame *frame);

/* The fault that ended it. */
const Fault *reader_fault(const Reader *reader);

/* Looks at a stream again when reader_take is called next. */
void reader_wake(Reader *reader);

/* True when there may be more without waiting. */
bool reader_fed(const Reader *reader);

/* To the beginning of a regular file again: 0, or -1 and its fault. */
int reader_rewind(Reader *reader);

/* What a pcapng file has said so far; of others, they are empty. */
const Interfaces *reader_interfaces(const Reader *reader);
const Blocks *reader_blocks(const Reader *reader);

int reader_fd(const Reader *reader);          /* what it reads, */
int reader_pollfd(const Reader *reader);      /* and what to poll for more */
uint64_t reader_place(const Reader *reader);  /* bytes of it that were taken */
int reader_link(const Reader *reader);        /* the first interface's (DLT) */
int reader_snaplen(const Reader *reader);     /* likewise, 262144: no limit */

#endif
