/*
** pcapout.h - the bytes of pcap files, in this machine's order
** (pcap-savefile(5))
*/
#ifndef PYCAP_PCAPOUT_H
#define PYCAP_PCAPOUT_H

#include "../core/frame.h"
#include "fault.h"
#include "buffer.h"

#define PCAP_RECORD ((size_t)16)  /* bytes before each frame */

/*
** The number that files have for a link type (DLT); -1 and "unsupported": they
** have none; or "memory". `name`: of the file, for the text.
*/
int64_t pcapout_link(int datalink, const char *name, Fault *fault);

/* Adds a file's header; `link`: such a number. False: no memory. */
bool pcapout_header(Buffer *out, uint32_t link, uint32_t snaplen, bool micro);

/* Writes a frame of which so many bytes are kept. */
void pcapout_record(uint8_t *at, const Frame *frame, uint32_t caplen,
                    bool micro);

/* The bytes of the whole record that begins there; 0: it is cut. */
size_t pcapout_size(const uint8_t *bytes, size_t left);

#endif
