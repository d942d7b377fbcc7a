/*
** convert.h - from a script's numbers, names and addresses to values
*/
#ifndef PYCAP_CONVERT_H
#define PYCAP_CONVERT_H

#include "place.h"

/* Raises an error that says what the field at a place expects, and what is at
** `arg`. */
int value_refuse(lua_State *L, const Place *place, const Field *field,
                 int arg);

/* Raises: raw bytes of this size are no value of that field. */
int raw_refuse(lua_State *L, const Place *place, const Field *field,
               size_t size);

/* For the error about a string at `arg` that is no address: a hint at pycap.raw
** if the string seems to be bytes, else "". */
const char *raw_hint(lua_State *L, Kind kind, int arg);

/* Raises: the string at `arg` names no value of the field. */
int name_refuse(lua_State *L, const Place *place, const Field *field, int arg);

/* The integer at `arg`, or the one that the name there stands for; raises. */
uint64_t value_number(lua_State *L, const Place *place, const Field *field,
                      int arg);

/* True for text that a field can hold: it fits, and does not contain the bytes
** that end the field. */
bool text_takes(const Field *field, const char *text, size_t size);

/* Reads the domain name at `arg`, whose bytes go to `plain`; raises. */
void value_domainof(lua_State *L, const Place *place, const Field *field,
                    int arg, Value *value, uint8_t plain[DOMAIN_MAX]);

/* Reads an address from text; false: it is none. */
bool value_address(Kind kind, const char *text, size_t size, uint8_t out[16]);

#endif
