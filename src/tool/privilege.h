/*
** privilege.h - the user that pcaplua becomes once its devices are open
*/
#ifndef PYCAP_TOOL_PRIVILEGE_H
#define PYCAP_TOOL_PRIVILEGE_H

#include "options.h"

/* True, with a message, where the file is set-user-ID or set-group-ID: whoever
** may run it would act as another with a script of his own. */
bool privilege_borrowed(void);

/*
** The user of -Z; without it, where root runs no script or one in the sandbox,
** the user behind sudo, else nobody. NULL: the user stays, with all rights (-Z root).
*/
const char *privilege_user(const Options *options);

/* Call it before any thread starts: finds the user. What is started from now on
** gains no privilege if one will be dropped. 0, or the exit status. */
int privilege_begin(const Options *options);

/* Becomes that user, without capabilities, which the sandbox drops in any case.
** 0; or, with a message, the exit status. */
int privilege_drop(const Options *options);

/* True when that user can make files beside those of -w, as rotation and SIGHUP
** need it. */
bool privilege_rewrites(const Options *options);

#endif
