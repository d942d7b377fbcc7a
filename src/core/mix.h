/*
** mix.h - bytes of keys mixed, so that strings of them hash well
**
** Lua's hash of a string leaves keys that differ in few bits, such as addresses
** of one network, in few places of a table. What is mixed here differs in about
** half of its bits. Each result is of one key alone, of the same size, and the
** same in every build.
*/
#ifndef PYCAP_MIX_H
#define PYCAP_MIX_H

#include <stddef.h>
#include <stdint.h>

void key_mix(uint8_t *key, size_t size);
void key_unmix(uint8_t *key, size_t size);  /* makes it what it was */

#endif
