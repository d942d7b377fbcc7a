/*
** streams.c - libFuzzer on one direction of TCP, beside a model that knows of
** each byte whether it came
**
** Input: how bytes count that repeat others, the memory for early ones, and the
** first sequence number; then four bytes for each segment. With -DRUNS it is a
** program that draws segments itself: streams RUNS SEED.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/flow/stream.h"

#define HEAD 4
#define STEP 5
#define SPACE (65536 + 8192)  /* positions of bytes */
#define ROOMY (1u << 20)      /* memory that is enough for all of them */

enum {  /* what is special of a segment */
  OP_FIN = 1, OP_SYN = 2, OP_RST = 4,
  OP_ACK = 8,    /* it is of the other direction, and acknowledges */
  OP_CUT = 16,   /* only half of its bytes were captured */
  OP_OTHER = 32  /* its bytes are not those that were sent there */
};

typedef struct Model {
  bool there[SPACE];    /* the byte came, */
  uint8_t value[SPACE]; /* and what counts of it */
  bool cut[SPACE];      /* it was known not to come, before it came */
  uint32_t base;        /* the position of offset 0 */
  uint32_t at;          /* of the next byte */
  uint64_t given, missing;
  bool begun, vague, finished, closed, ended;
  uint32_t acknowledged;
} Model;

static Model model;
static size_t taken, limit;  /* memory that is taken, and that there is */

static void must(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "streams: %s\n", what);
  abort();
}

static void *purse_move(void *context, void *block, size_t old, size_t size) {
  (void)context;
  if (size > old && taken + size - old > limit) return NULL;
  taken += size - old;
  if (size > 0) return realloc(block, size);
  free(block);
  return NULL;
}

/* The byte that is sent at a position. */
static uint8_t sent(uint32_t at) {
  return (uint8_t)(at * 7 + (at >> 8));
}

static bool is_first_left(const Model *m) {
  for (uint32_t i = m->at; i < SPACE; i++)
    if (m->there[i] || m->cut[i]) return false;
  return true;
}

/* What a segment is for the model, before the stream takes it. */
static void model_take(Model *m, const Segment *g, uint32_t at, bool last) {
  bool syn = g->flags & SEGMENT_SYN, bytes = g->size + g->cut > 0;
  if (m->ended) return;
  if (!m->begun || (m->at == m->base && !m->closed && is_first_left(m) &&
                    (syn || (m->vague && at == m->base + 1)))) {
    m->base = m->at = at;
    m->begun = !(g->flags & SEGMENT_RST);
    m->vague = !syn && !bytes;
  }
  for (uint32_t i = 0; i < g->size + g->cut; i++) {
    uint32_t p = at + i;
    if (p < m->at) continue;
    if (i >= g->size) {
      if (!m->there[p]) m->cut[p] = true;
    } else if (!m->there[p] || last) {
      m->there[p] = true;
      m->value[p] = g->bytes[i];
    }
  }
  if (g->flags & (SEGMENT_FIN | SEGMENT_RST)) m->closed = true;
}

static void check_gap(Model *m, const StreamEvent *e, bool roomy) {
  bool known = true;
  must(m->at + e->size <= SPACE, "a gap beyond all that was sent");
  for (uint64_t i = 0; i < e->size; i++) {
    /* Bytes that came behind such a part of a segment may be dropped. */
    must(!m->there[m->at + i] || m->cut[m->at + i], "a gap where bytes came");
    known = known && m->cut[m->at + i];
  }
  must(known || m->acknowledged > m->at + e->size || m->finished ||
           m->closed || !roomy, "a gap without need");
  m->missing += e->size;
}

static void drain(Stream *s, const StreamRules *rules, Arrival *a) {
  Model *m = &model;
  StreamEvent e;
  while (stream_next(s, rules, a, &e)) {
    must(!m->ended, "more behind the end");
    must(e.offset + m->base == m->at, "a wrong offset");
    must(s->early <= rules->early, "more early bytes than allowed");
    must(e.kind == STREAM_END || e.size > 0, "nothing was handed over");
    if (e.kind == STREAM_END) {
      must(m->finished || m->closed, "an end without need");
      m->ended = true;
    } else if (e.kind == STREAM_GAP) {
      check_gap(m, &e, rules->early == ROOMY && limit == SIZE_MAX);
    } else {
      for (uint64_t i = 0; i < e.size; i++) {
        must(m->there[m->at + i], "bytes that did not come");
        must(e.bytes[i] == m->value[m->at + i], "other bytes");
      }
      m->given += e.size;
    }
    m->at += (uint32_t)e.size;
  }
}

static void step(Stream *s, const StreamRules *rules, uint32_t isn,
                 const uint8_t *d) {
  static uint8_t bytes[8192];
  Arrival arrival = {0};
  uint32_t at = (uint32_t)d[1] << 8 | d[2], size = (uint32_t)d[3] * 8 + d[4];
  Segment g = {.bytes = bytes, .sequence = isn + at,
               .flags = d[0] & (OP_FIN | OP_SYN | OP_RST)};
  if (d[0] & OP_ACK) {
    g.flags = SEGMENT_ACK;
    g.acknowledge = isn + at;
    if (model.begun && at > model.acknowledged) model.acknowledged = at;
    stream_acknowledge(s, &g);
    drain(s, rules, &arrival);
    return;
  }
  if (d[0] & OP_SYN) g.sequence--;
  g.size = size;
  if (d[0] & OP_CUT) g.size /= 2;
  g.cut = size - g.size;
  for (uint32_t i = 0; i < size; i++)
    bytes[i] = (uint8_t)(sent(at + i) + (d[0] & OP_OTHER ? d[4] + 1 : 0));
  model_take(&model, &g, at, rules->overlap == OVERLAP_LAST);
  stream_take(s, rules, &g, &arrival);
  drain(s, rules, &arrival);
}

static void run(const uint8_t *data, size_t size, StreamCounts *counts) {
  StreamRules rules = {
    {purse_move, NULL}, data[1] & 1 ? ROOMY : (uint32_t)data[1] << 5,
    data[0] & 1 ? OVERLAP_LAST : OVERLAP_FIRST, counts
  };
  uint32_t isn = (uint32_t)data[2] << 24 | (uint32_t)data[3] << 14;
  Stream s;
  Arrival none = {0};
  limit = data[0] & 2 ? (size_t)data[1] << 4 : SIZE_MAX;
  memset(&model, 0, sizeof model);
  stream_begin(&s);
  for (size_t at = HEAD; at + STEP <= size; at += STEP)
    step(&s, &rules, isn, data + at);
  stream_finish(&s);
  model.finished = true;
  drain(&s, &rules, &none);
  must(model.ended, "no end");
  stream_free(&s, &rules);
  must(taken == 0 && s.early == 0, "memory was kept");
  must(counts->bytes == model.given && counts->missing == model.missing,
       "bytes are miscounted");
}

#ifdef RUNS

static uint64_t state;

/* A number below n (Marsaglia's xorshift). */
static uint32_t draw(uint32_t n) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)((state >> 32) % n);
}

typedef struct Drawn {
  uint8_t steps[HEAD + 4096 * STEP];
  size_t size;
} Drawn;

static void add(Drawn *d, unsigned flags, uint32_t at, uint32_t size) {
  uint8_t *p = d->steps + d->size;
  if (d->size + STEP > sizeof d->steps) return;
  p[0] = (uint8_t)flags;
  p[1] = (uint8_t)(at >> 8);
  p[2] = (uint8_t)at;
  p[3] = (uint8_t)(size / 8 > 255 ? 255 : size / 8);
  p[4] = (uint8_t)(size - p[3] * 8u);
  d->size += STEP;
}

/* Lets segments change places with some of the `reach` behind them. */
static void disorder(Drawn *d, uint32_t from, uint32_t reach) {
  uint8_t spare[STEP];
  uint32_t n = (uint32_t)((d->size - HEAD) / STEP);
  for (uint32_t i = from; i + 1 < n; i++) {
    uint32_t k = i + draw(reach < n - i ? reach : n - i);
    uint8_t *a = d->steps + HEAD + i * STEP, *b = d->steps + HEAD + k * STEP;
    memcpy(spare, a, STEP);
    memcpy(a, b, STEP);
    memcpy(b, spare, STEP);
  }
}

/* One connection: what is sent, in segments, of which some get lost, come again
** as they are or cut otherwise, or with other contents. Returns its bytes. */
static uint32_t draw_stream(Drawn *d, bool *loses) {
  uint32_t total = draw(draw(4) ? 6000 : 60000), at = 0;
  uint32_t most = 1 + draw(draw(2) ? 1460 : 60);
  uint32_t loss = draw(3) ? 0 : draw(20), again = draw(30);
  uint32_t other = draw(2) ? 0 : draw(10);
  if (total / most > 1000) most = total / 1000 + 1;
  d->size = HEAD;
  for (unsigned i = 0; i < HEAD; i++) d->steps[i] = (uint8_t)draw(256);
  if (draw(4)) d->steps[1] |= 1;
  if (draw(2)) d->steps[2] = d->steps[3] = 0xff;
  add(d, OP_SYN, 0, draw(8) ? 0 : draw(9));
  *loses = false;
  while (at < total) {
    uint32_t size = 1 + draw(most);
    if (size > total - at) size = total - at;
    if (loss > 0) *loses = true;
    if (draw(100) >= loss) add(d, draw(200) < loss ? OP_CUT : 0, at, size);
    if (draw(100) < again) {
      uint32_t back = draw(2 * most);
      add(d, draw(100) < 10 * other ? OP_OTHER : 0, at < back ? 0 : at - back,
          draw(most));
    }
    if (draw(100) < loss) add(d, OP_ACK, at + size, 0);
    at += size;
  }
  add(d, OP_FIN, total, 0);
  disorder(d, 1, 1 + draw(draw(2) ? 4 : 60));
  return total;
}

int main(int argc, char **argv) {
  static Drawn drawn;
  long runs = argc > 1 ? atol(argv[1]) : 1000;
  uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  StreamCounts all = {0};
  for (long i = 0; i < runs; i++) {
    bool loses;
    StreamCounts counts = {0};
    state = (seed + (uint64_t)i) * UINT64_C(0x9e3779b97f4a7c15) | 1;
    for (unsigned k = 0; k < 8; k++) draw(2);
    uint32_t total = draw_stream(&drawn, &loses);
    run(drawn.steps, drawn.size, &counts);
    must(counts.bytes + counts.missing >= total, "bytes without a trace");
    if (!loses && drawn.steps[1] & 1 && limit == SIZE_MAX)
      must(counts.bytes >= total && counts.gaps == 0, "a gap without a loss");
    all.bytes += counts.bytes;
    all.gaps += counts.gaps;
    all.missing += counts.missing;
    all.conflicts += counts.conflicts;
    all.early += counts.early;
  }
  printf("%ld runs from seed %llu: %llu bytes, %llu gaps, %llu missing, "
         "%llu conflicts, %llu early\n", runs, (unsigned long long)seed,
         (unsigned long long)all.bytes, (unsigned long long)all.gaps,
         (unsigned long long)all.missing, (unsigned long long)all.conflicts,
         (unsigned long long)all.early);
  return 0;
}

#else

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  StreamCounts counts = {0};
  if (size >= HEAD) run(data, size, &counts);
  return 0;
}

#endif
