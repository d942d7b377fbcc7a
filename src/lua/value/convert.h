/*
** convert.h - numbers, names and addresses that scripts write
*/
#ifndef PYCAP_CONVERT_H
#define PYCAP_CONVERT_H

#include "place.h"

/* Raises what the field at a place expected, and what came at `arg`. */
int value_refuse(lua_State *L, const Place *place, const Field *field,
                 int arg);

/* Raises: raw bytes of this size are no value of the field at a place. */
int raw_refuse(lua_State *L, const Place *place, const Field *field,
               size_t size);

/* What to say beside of a string at `arg` that was to be an address: "", or
** that bytes are given otherwise. */
const char *raw_hint(lua_State *L, Kind kind, int arg);

/* Raises: no value of the field has the name that is the string at `arg`. */
int name_refuse(lua_State *L, const Place *place, const Field *field, int arg);

/* The integer at `arg`, or that of the name; raises. */
uint64_t value_number(lua_State *L, const Place *place, const Field *field,
                      int arg);

/* True for text that a field holds: it fits, and has not what ends it. */
bool text_takes(const Field *field, const char *text, size_t size);

/* The domain name at `arg`, in `plain`; raises. */
void value_domainof(lua_State *L, const Place *place, const Field *field,
                    int arg, Value *value, uint8_t plain[DOMAIN_MAX]);

/* An address from text. */
bool value_address(Kind kind, const char *text, size_t size, uint8_t out[16]);

#endif
