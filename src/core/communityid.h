/*
** communityid.h - Community ID, version 1: a text that tools of different kinds
** have alike for a conversation (github.com/corelight/community-id-spec)
*/
#ifndef PYCAP_COMMUNITYID_H
#define PYCAP_COMMUNITYID_H

#include "record.h"

/* Writes "1:", and the SHA-1 in base 64; returns the length, 30. */
size_t communityid_text(const Record *record, char out[RECORD_TEXT_MAX]);

#endif
