/*
 * Stems and tables of phrases. A light stem takes inflection off ("signed",
 * "signs" give "sign"); a deep one also what makes nouns of verbs. Phrases
 * are matched on light stems, longest first.
 */
#ifndef TRUCE_LEXICON_PHRASES_H
#define TRUCE_LEXICON_PHRASES_H

#include "base/map.h"

/* Stem of a lower-case word into buf of `size` bytes (not terminated).
 * Returns its length. */
size_t truce_stem(struct truce_view word, char *buf, size_t size);
size_t truce_stem_deep(struct truce_view word, char *buf, size_t size);

/* Phrases to 64-bit values. Zeroed: empty; release with
 * truce_phrases_release. */
struct truce_phrases {
    struct truce_map map; /* stems joined by a blank */
    size_t longest;       /* words of the longest phrase */
    uint64_t firsts[16];  /* a bit for the two letters a phrase begins with */
};

/* Adds "cessation of hostilities", or every part of "a|b|c" ("-" is none).
 * A phrase given again gets the new value. TRUCE_OK or TRUCE_ENOMEM. */
int truce_phrases_add(struct truce_phrases *phrases, const char *text,
                      uint64_t value);
int truce_phrases_add_all(struct truce_phrases *phrases, const char *field,
                          uint64_t value);

/* Light stem of word number i; {NULL,0} where a phrase must stop. */
typedef struct truce_view (*truce_stem_fn)(const void *words, size_t i);

/* Longest phrase that starts at word 0 of n; its value in *value. Returns
 * the words it takes, 0: none. */
size_t truce_phrases_match(const struct truce_phrases *phrases,
                           truce_stem_fn stem, const void *words, size_t n,
                           uint64_t *value);

/* Place of a word's first two letters in `firsts`, 0 to 1023. */
static inline unsigned truce_phrases_first(struct truce_view text)
{
    unsigned a = text.len ? (unsigned char)text.ptr[0] : 0;
    unsigned b = text.len > 1 ? (unsigned char)text.ptr[1] : ' ';
    return (a & 31) << 5 | (b & 31);
}
/* False: no phrase begins with such a word, which is so nearly always. */
static inline bool truce_phrases_begin(const struct truce_phrases *phrases,
                                       unsigned first)
{
    return phrases->firsts[first / 64] >> first % 64 & 1;
}

/* Frees what the table holds and leaves it empty. */
void truce_phrases_release(struct truce_phrases *phrases);

#endif
