/* Text to sentences of words: two linear models over hashed features. */
#ifndef TRUCE_LANG_SPLITTER_H
#define TRUCE_LANG_SPLITTER_H

#include "lang/modelfile.h"
#include "lang/sentence.h"
#include "lang/splitfeat.h"

/* Weights, borrowed from the mapped model file. */
struct truce_splitter {
    const int16_t *gap; /* [SPLIT_CLASSES][SPLIT_GAP_BUCKETS] */
    const int16_t *end; /* [SPLIT_END_BUCKETS] */
};

/* Working memory of one thread. */
struct truce_splitter_scratch {
    struct truce_atoms atoms;
    struct truce_piece *pieces; /* words */
    uint8_t *starts;            /* SPLIT_* class of the gap before each word */
    bool *ends;                 /* a sentence ends after the word */
    size_t cap_pieces, cap_starts, cap_ends;
    size_t n;
};

/* TRUCE_OK or TRUCE_EFORMAT. */
int truce_splitter_open(const struct truce_modelfile *file,
                        struct truce_splitter *out, struct truce_err *err);
void truce_splitter_scratch_release(struct truce_splitter_scratch *scratch);

/*
 * Splits `text` into out->sentences, whose tokens have spans, forms, mwt and
 * space_after set and everything else zero. Memory from `arena`; forms borrow
 * from `text`. TRUCE_OK, TRUCE_ENOMEM, TRUCE_ELIMIT.
 */
int truce_splitter_run(const struct truce_splitter *splitter,
                       struct truce_splitter_scratch *scratch,
                       struct truce_view text, struct truce_arena *arena,
                       struct truce_text *out);

#endif
