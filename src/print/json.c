/*
** json.c - a packet as a flat JSON object (RFC 8259)
**
** {"packet.time":1.5, ..., "arp.operation":1, ...}. The second header of a
** protocol is "ip[2].source" and so on; bytes are hexadecimal.
*/
#include "../core/problem.h"
#include "printer.h"
#include "texts.h"
#include "walk.h"

typedef struct Json {
  Out *out;
  const char *protocol;  /* of the header whose fields come, at depth 0; */
  const ProtocolTexts *texts;  /* its keys, where it is the first of its kind */
  const Field *fields;   /* and its rows */
  unsigned number;       /* which of its kind */
  unsigned depth;
  bool comma;            /* something stands before */
} Json;

/* A comma, and where names stand a name. */
static void begin(Json *j, const char *name) {
  Out *o = j->out;
  if (j->comma) out_char(o, ',');
  j->comma = true;
  if (!name) return;
  out_char(o, '"');
  if (j->depth == 0) {
    out_text(o, j->protocol);
    if (j->number > 1) {
      out_char(o, '[');
      out_number(o, j->number, 1);
      out_char(o, ']');
    }
    out_char(o, '.');
  }
  out_text(o, name);
  out_text(o, "\":");
}

static void add_hex(Out *o, const uint8_t *bytes, size_t size) {
  out_char(o, '"');
  out_bytes(o, bytes, size);
  out_char(o, '"');
}

/* The same of a field of the protocol's own, whose key is ready. */
static void begin_field(Json *j, const char *name, const Field *field) {
  if (!field || j->number > 1) {
    begin(j, name);
    return;
  }
  const Key *key = &j->texts->key[field - j->fields];
  out_add(j->out, j->texts->keys.data + key->at, key->size);
}

/* A value that is text, but no address, with quotes. */
static void add_text(Json *j, const Field *f, const Value *v) {
  Out text = {0};
  value_add(&text, f, v);
  out_quoted(j->out, text.data, text.size);
  j->out->failed |= text.failed;
  out_free(&text);
}

static void json_value(void *context, const char *name, const Field *field,
                       const Field *f, const Value *v, bool text) {
  Json *j = context;
  char address[FIELD_TEXT_MAX];
  begin_field(j, name, field);
  if (f->kind == KIND_NAME || (f->kind == KIND_UINT && f->time)) {
    add_text(j, f, v);
  } else if (f->kind == KIND_TEXT) {
    out_quoted(j->out, (const char *)v->bytes, v->size);
  } else if (f->kind == KIND_UINT) {
    out_number(j->out, v->number, 1);
  } else if (text && f->kind < KIND_BYTES && v->size == field_size(f)) {
    out_char(j->out, '"');
    out_add(j->out, address, field_text(f, v, address));
    out_char(j->out, '"');
  } else {
    add_hex(j->out, v->bytes, v->size);
  }
}

static void json_word(void *context, const char *name, const char *text) {
  Json *j = context;
  begin(j, name);
  out_quoted(j->out, text, strlen(text));
}

static void json_open(void *context, const char *name, const Field *field,
                      bool list) {
  Json *j = context;
  begin_field(j, name, field);
  out_char(j->out, list ? '[' : '{');
  j->depth++;
  j->comma = false;
}

static void json_close(void *context, bool list) {
  Json *j = context;
  out_char(j->out, list ? ']' : '}');
  j->depth--;
  j->comma = true;
}

static void add_time(Json *j, int64_t time) {
  Out *o = j->out;
  uint64_t size = time < 0 ? 0 - (uint64_t)time : (uint64_t)time;
  begin(j, "time");
  if (time < 0) out_char(o, '-');
  out_number(o, size / 1000000000, 1);
  out_char(o, '.');
  out_number(o, size % 1000000000, 9);
  begin(j, "timestamp");
  out_char(o, '"');
  if (time < 0) out_char(o, '-');
  out_number(o, size, 1);
  out_char(o, '"');
}

static void add_number(Json *j, const char *name, uint64_t number) {
  begin(j, name);
  out_number(j->out, number, 1);
}

static void add_malformed(Json *j, const Stack *s) {
  char text[PROBLEM_MAX];
  if (!s->problem) return;
  begin(j, "malformed");
  out_quoted(j->out, text, problem_text(s->all, s->culprit, s->problem,
                                        s->where, text));
}

void json_add(Printer *p, Out *o, const Stack *s) {
  Json j = {.out = o, .protocol = "packet"};
  Visitor visitor = {json_value, json_word, json_open, json_close, &j};
  const uint8_t *bytes = s->frame.bytes;
  uint8_t seen[PROTOCOLS_MAX + 1] = {0};
  if (!printer_ready(p)) {
    o->failed = true;
    return;
  }
  out_char(o, '{');
  add_time(&j, s->frame.time);
  add_number(&j, "length", s->frame.length);
  add_number(&j, "caplen", s->frame.caplen);
  begin(&j, "protocols");
  out_char(o, '[');
  for (unsigned i = 0; i < s->count; i++) {
    if (i > 0) out_char(o, ',');
    out_char(o, '"');
    out_text(o, s->all->known[s->layers[i].protocol]->protocol->name);
    out_char(o, '"');
  }
  out_char(o, ']');
  add_malformed(&j, s);
  if (s->end > s->offset) {
    begin(&j, "payload");
    add_hex(o, bytes + s->offset, s->end - s->offset);
  }
  if (s->frame.caplen > s->end) {
    begin(&j, "trailer");
    add_hex(o, bytes + s->end, s->frame.caplen - s->end);
  }
  for (unsigned i = 0; i < s->count; i++) {
    unsigned protocol = s->layers[i].protocol;
    j.protocol = s->all->known[protocol]->protocol->name;
    j.texts = &p->texts[protocol];
    j.fields = s->all->known[protocol]->layout.fields;
    j.number = ++seen[protocol];
    walk_layer(s, i, &visitor);
  }
  out_char(o, '}');
}
