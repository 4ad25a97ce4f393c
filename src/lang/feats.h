/*
 * Morphological features (UD FEATS) from tags, form and tree: English shows
 * most of them in the Penn tag, the rest in the neighbourhood (a subject's
 * person, "to" before a verb, the role of a pronoun). A table learned from
 * the treebanks (train/train_feats.c, lang/feats.def) says which.
 */
#ifndef TRUCE_LANG_FEATS_H
#define TRUCE_LANG_FEATS_H

#include "lang/sentence.h"

enum { TRUCE_FEATS_CONTEXT = 32 }; /* bytes of a context's name, NUL incl. */

/* What the children of a word say of it. */
struct truce_feats_fact {
    int32_t subject; /* index of its subject, -1 for none */
    uint32_t flags;
};

/*
 * Fills `facts` ([n]) for the words `tokens` ([n], tags and tree set; heads
 * outside 0..n-1 count as roots).
 */
void truce_feats_facts(const struct truce_token *tokens, size_t n,
                       struct truce_feats_fact *facts);

/*
 * Writes the context of word `i` (below n) into `out`, a name of the
 * neighbourhood such as "3p" or "aux/root", empty where it does not matter.
 */
void truce_feats_context(const struct truce_token *tokens, size_t n,
                         const struct truce_feats_fact *facts, size_t i,
                         char out[TRUCE_FEATS_CONTEXT]);

/* Sets `feats` of all `n` words: static strings, {NULL, 0} for none. */
void truce_feats_assign(struct truce_token *tokens, size_t n,
                        const struct truce_feats_fact *facts);

#endif
