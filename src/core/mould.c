/*
** mould.c - the common stacks of headers, each recognised by a few compares
*/
#include "mould.h"

/* From the outermost header on; those that begin alike are together. */
static const char *const stacks[][MOULD_LAYERS] = {
  {"ethernet", "ip", "tcp"}, {"ethernet", "ip", "udp"},
  {"ethernet", "arp"},
  {"ethernet", "ip6", "tcp"}, {"ethernet", "ip6", "udp"},
  {"ethernet", "vlan", "ip", "tcp"}, {"ethernet", "vlan", "ip", "udp"},
  {"ethernet", "vlan", "arp"},
  {"ethernet", "vlan", "ip6", "tcp"}, {"ethernet", "vlan", "ip6", "udp"},
};

enum { STACKS = sizeof stacks / sizeof *stacks };

_Static_assert(STACKS <= MOULDS_MAX, "there is no room for all");

/* --- making --- */

/* The bytes of a stack: those bits that a frame of its mould has to have. */
typedef struct Draft {
  uint8_t mask[MOULD_BYTES], value[MOULD_BYTES];
} Draft;

static void require(Draft *d, unsigned at, uint8_t mask, uint8_t value) {
  d->mask[at] |= mask;
  d->value[at] = (uint8_t)((d->value[at] & ~mask) | (value & mask));
}

/* The length of a usual header; 0: the protocol is one that moulds lack. */
static uint32_t usual_length(const Known *k) {
  if (k->prefix > 0 || k->lists || k->protocol->is ||
      (k->protocol->inspect && !k->protocol->rare))
    return 0;
  if (k->swift > 0) return k->swift;
  return k->brisk && !k->protocol->inspect ? k->layout.fixed : 0;
}

/*
** Requires of a header at `at`, whose values so far are in the draft, that no
** rule applies: one condition of each is not met there. False: one applies.
*/
static bool require_calm(Draft *d, const Known *k, unsigned at,
                         uint32_t length) {
  const Look *look = k->looks, *end = look + k->guards + k->tests;
  for (; look < end; look++) {
    const Look *unmet = NULL;
    for (;; look++) {
      if (look->at + look->size > length) return false;
      if (look->size > 0 && !look_met(look, d->value + at)) unmet = look;
      if (!look->more) break;
    }
    if (!unmet) return false;
    for (unsigned i = 0; i < unmet->size; i++) {
      uint8_t bits = (uint8_t)(unmet->mask >> (unmet->size - 1 - i) * 8);
      unsigned place = at + unmet->at + i;
      require(d, place, bits, d->value[place]);
    }
  }
  return true;
}

/* Requires the number of what follows. False: there is none. */
static bool require_next(Draft *d, const Protocols *all, const Known *k,
                         unsigned at, unsigned child) {
  const Known *c = all->known[child];
  uint64_t number;
  if (k->next_size == 0 || k->sides ||
      !protocols_number(all, k->index, child, c->preset, c->preset_length,
                        &number) ||
      number >> k->next_size * 8 != 0 ||
      (k->protocol->lengths && number <= LENGTHS_MAX) ||
      protocols_child(all, k->space, (uint32_t)number) != child)
    return false;
  for (unsigned i = 0; i < k->next_size; i++)
    require(d, at + k->next_at + i, UINT8_MAX,
            (uint8_t)(number >> (k->next_size - 1u - i) * 8));
  return true;
}

/* Requires the lengths in a header. */
static void require_length(Draft *d, const Known *k, unsigned at) {
  const Layout *l = &k->layout;
  if (k->length >= 0)
    require(d, at + k->length_at, k->length_mask, k->length_is);
  for (unsigned i = 0; l->dynamic < l->count && l->usual > 0 && i < 2; i++)
    require(d, at + l->lengths[i].at, UINT8_MAX, l->lengths[i].size);
}

/* Adds a layer to a mould; `child`: what follows, or PROTOCOL_NONE. */
static bool add_layer(Draft *d, const Protocols *all, Mould *mould,
                      const Known *k, unsigned child) {
  unsigned at = mould->size;
  uint32_t length = usual_length(k);
  bool last = child == PROTOCOL_NONE;
  if (length == 0 || at + length > MOULD_BYTES || k->preset_length < length ||
      (last && k->next >= 0 && !k->sides) || (!last && k->protocol->ends))
    return false;
  memcpy(d->value + at, k->preset, length);
  require_length(d, k, at);
  if ((!last && !require_next(d, all, k, at, child)) ||
      !require_calm(d, k, at, length))
    return false;
  if (k->extent >= 0)
    mould->extent[mould->extents++] = (MouldExtent){
      .at = (uint8_t)(at + k->extent_at), .layer = mould->count,
      .begin = (uint8_t)at, .length = (uint8_t)length,
      .more = k->protocol->extent.header ? 0 : (uint8_t)length,
      .open = k->protocol->extent.open
    };
  mould->layers[mould->count++] = (Layer){at, length, k->index, LAYER_LINKED};
  mould->size = (uint8_t)(at + length);
  return true;
}

/* Makes words of the bits that are required. False: there are too many. */
static bool make_words(Mould *mould, const Draft *d) {
  unsigned last = mould->size - (unsigned)sizeof(uint64_t);
  for (unsigned i = 0; i < mould->size; i++) {
    uint8_t mask[sizeof(uint64_t)], value[sizeof(uint64_t)];
    if (d->mask[i] == 0) continue;
    if (mould->words == MOULD_WORDS) return false;
    MouldWord *word = &mould->word[mould->words++];
    unsigned at = i < last ? i : last;
    for (unsigned b = 0; b < sizeof mask; b++) {
      mask[b] = d->mask[at + b];
      value[b] = d->value[at + b] & d->mask[at + b];
    }
    word->at = (uint8_t)at;
    memcpy(&word->mask, mask, sizeof mask);
    memcpy(&word->value, value, sizeof value);
    i = at + (unsigned)sizeof mask - 1;
  }
  return mould->words > 0;
}

/* Makes the mould of one stack. False: its protocols have none. */
static bool make_mould(Mould *mould, const Protocols *all,
                       const char *const *names) {
  static const Draft empty;
  Draft d = empty;
  memset(mould, 0, sizeof *mould);
  for (unsigned i = 0; i < MOULD_LAYERS && names[i]; i++) {
    const char *next = i + 1 < MOULD_LAYERS ? names[i + 1] : NULL;
    unsigned here = protocols_find(all, names[i]);
    unsigned child = protocols_find(all, next);
    if (here == PROTOCOL_NONE || (next && child == PROTOCOL_NONE) ||
        !add_layer(&d, all, mould, all->known[here], child))
      return false;
  }
  const Known *last =
      all->known[mould->layers[mould->count - 1].protocol];
  mould->ends = last->protocol->ends;
  mould->sides = last->sides;
  mould->next = last->only;
  return mould->size >= sizeof(uint64_t) && make_words(mould, &d);
}

static bool begin_alike(const Mould *a, const Mould *b) {
  return a->layers[0].protocol == b->layers[0].protocol &&
         a->word[0].at == b->word[0].at &&
         a->word[0].mask == b->word[0].mask &&
         a->word[0].value == b->word[0].value;
}

void moulds_make(Protocols *all) {
  all->moulds = 0;
  for (unsigned i = 0; i < STACKS; i++)
    all->moulds += make_mould(&all->mould[all->moulds], all, stacks[i]);
  for (unsigned i = all->moulds; i-- > 0;) {
    Mould *mould = &all->mould[i];
    bool alike = i + 1 < all->moulds && begin_alike(mould, mould + 1);
    mould->alike = (uint8_t)(1 + (alike ? mould[1].alike : 0));
  }
}

/* --- taking --- */

/* The mould of a frame that is whole up to `end`; NULL: it has none. */
static inline const Mould *find_mould(const Stack *s) {
  const Protocols *all = s->all;
  const uint8_t *bytes = s->frame.bytes;
  const Mould *mould = all->mould, *end = mould + all->moulds;
  while (mould < end) {
    if (mould->size > s->end) {
      mould++;
    } else if (!mould_word(&mould->word[0], bytes)) {
      mould += mould->alike;
    } else {
      unsigned i = 1;
      while (i < mould->words && mould_word(&mould->word[i], bytes)) i++;
      if (i == mould->words) return mould;
      mould++;
    }
  }
  return NULL;
}

/* The end of the payload by the extents of `count` headers; 0: there may be an
** error, which is to be found out. */
static inline uint32_t find_end(const Stack *s, const Mould *mould,
                                unsigned count) {
  uint32_t end = s->end;
  const MouldExtent *e = mould->extent, *last = e + mould->extents;
  for (; e < last && e->layer < count; e++) {
    const uint8_t *p = s->frame.bytes + e->at;
    uint32_t size = (uint32_t)(p[0] << 8 | p[1]);
    if (size == 0 && e->open) continue;
    size += e->more;
    if (size < e->length || size > end - e->begin) return 0;
    end = e->begin + size;
  }
  return end < mould->size ? 0 : end;
}

/* How many headers of a mould are of interest; what is wanted of them. */
static inline unsigned find_count(const Mould *mould, const uint8_t *interest,
                                  unsigned *found) {
  unsigned i = 0, here;
  if (!interest) return mould->count;
  for (; i < mould->count && (here = interest[mould->layers[i].protocol]); i++)
    *found |= here;
  return i;
}

void mould_take(Stack *s, const uint8_t *interest, unsigned *found) {
  const Mould *mould = find_mould(s);
  unsigned all = 0;
  if (!mould) return;
  unsigned count = find_count(mould, interest, &all);
  uint32_t end = find_end(s, mould, count);
  if (end == 0) return;
  *found = all;
  s->end = end;
  s->count = (uint16_t)count;
  memcpy(s->layers, mould->layers, sizeof mould->layers);
  if (count < mould->count) {
    s->offset = mould->layers[count].offset;
    s->next = mould->layers[count].protocol;
    return;
  }
  s->offset = mould->size;
  s->next = mould->next;
  s->sides = mould->sides;
  if (mould->ends) s->end = mould->size;
}
