/* Features of one word form: what the network sees of a word before context. */
#ifndef TRUCE_LANG_WORDFEAT_H
#define TRUCE_LANG_WORDFEAT_H

#include <stddef.h>
#include <stdint.h>

/* Table sizes are part of the model's format: changing one needs a new model
 * version. Buckets are powers of two. */
enum {
    TRUCE_WF_AFFIX_BUCKETS = 1 << 15,
    TRUCE_WF_NGRAM_BUCKETS = 1 << 15,
    TRUCE_WF_SHAPE_BUCKETS = 256,
    TRUCE_WF_SPACE_KINDS = 5,
    TRUCE_WF_MAX_AFFIX = 9,
    TRUCE_WF_MAX_NGRAM = 24,
    TRUCE_WF_MAX_CHARS = 64 /* characters looked at in a longer form */
};

struct truce_wordfeat {
    uint64_t key; /* of the normalised lower-case form, for the vocabulary */
    uint64_t digit_key;                 /* the same with every digit as '0' */
    uint16_t affix[TRUCE_WF_MAX_AFFIX]; /* prefixes of 1-4, suffixes of 1-5 */
    uint16_t ngram[TRUCE_WF_MAX_NGRAM]; /* character trigrams of "<form>" */
    uint8_t n_affix, n_ngram;
    uint8_t shape; /* hashed case and character-class pattern */
    uint8_t has_digit;
};

/* Fills `out` from the `len` bytes of UTF-8 at `form`; invalid bytes count as
 * U+FFFD. Typographic quotes, dashes and ellipses count as their ASCII forms.
 * Cannot fail; an empty form gives the features of "<>". */
void truce_wordfeat_init(struct truce_wordfeat *out, const char *form,
                         size_t len);

/* 64-bit FNV-1a with a final mix, as used by the vocabulary and the lemma
 * dictionary of the model file. */
uint64_t truce_wordfeat_hash(const void *bytes, size_t len);

#endif
