/*
** workers.h - pcaplua --workers: the script in several engines at once
*/
#ifndef PYCAP_TOOL_WORKERS_H
#define PYCAP_TOOL_WORKERS_H

#include "options.h"

/* Runs the workers until they end, or until Ctrl-C. Returns the exit status. */
int workers_run(const Options *options);

#endif
