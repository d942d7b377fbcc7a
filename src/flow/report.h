/*
** report.h - a conversation as handlers see it
*/
#ifndef PYCAP_REPORT_H
#define PYCAP_REPORT_H

#include "../core/record.h"
#include "flows.h"

/* Fills in a record, of which `event` and `before` are the caller's. */
void report_fill(const Conversation *conversation, Record *record);

#endif
