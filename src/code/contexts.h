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

/* Told the name of each group in file order; a negative code ends the load. */
typedef int (*truce_word_bits_fn)(void *payload, struct truce_view name);

/* A file of groups of words, "NAME<TAB>word word": the nth group sets bit n
 * of its words in `words`. `named` may be NULL. TRUCE_OK, TRUCE_ENOENT,
 * TRUCE_EFORMAT (more than 64 groups), TRUCE_ENOMEM. */
int truce_word_bits_load(const char *path, struct truce_map *words,
                         truce_word_bits_fn named, void *payload,
                         struct truce_err *err);

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
