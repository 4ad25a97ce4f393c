/* PLOVER contexts (diplomatic, military, ...) as tags from cue words. */
#ifndef TRUCE_CODE_CONTEXTS_H
#define TRUCE_CODE_CONTEXTS_H

#include "base/err.h"
#include "base/map.h"
#include "code/tree.h"

enum { TRUCE_MAX_CONTEXTS = 64 };

struct truce_contexts {
    struct truce_arena arena;
    const char *names[TRUCE_MAX_CONTEXTS];
    size_t n;
    struct truce_map lemmas; /* lemma -> bits */
};

/* lexicon/contexts.tsv: a context and its lemmas separated by spaces.
 * TRUCE_OK, TRUCE_ENOENT, TRUCE_EFORMAT, TRUCE_ENOMEM. */
int truce_contexts_load(struct truce_contexts *contexts, const char *path,
                        struct truce_err *err);
void truce_contexts_release(struct truce_contexts *contexts);

/* Bit of a context by name, 0 if unknown. */
uint64_t truce_contexts_bit(const struct truce_contexts *contexts,
                            const char *name);
/* Bits of the words of the subtree at `top`. */
uint64_t truce_contexts_of(const struct truce_contexts *contexts,
                           const struct truce_tree *tree, int32_t top);
/* Names of the bits as an array in `arena` (count in *n), in file order. */
const char *const *truce_contexts_names(const struct truce_contexts *contexts,
                                        uint64_t bits,
                                        struct truce_arena *arena, size_t *n);

#endif
