/*
** workers.h - pcaplua --workers: the script in several engines at once
*/
#ifndef PYCAP_TOOL_WORKERS_H
#define PYCAP_TOOL_WORKERS_H

#include "options.h"

/* Runs them to their end, or that of Ctrl-C. The exit status. */
int workers_run(const Options *options);

#endif
