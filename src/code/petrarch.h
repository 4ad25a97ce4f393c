/*
 * Verb dictionaries of PETRARCH (*.verbs.txt, versions 1 and 2), for people
 * who have them: loader and matcher. With such a dictionary events come from
 * it alone, with its codes as they stand (no rules of modality).
 */
#ifndef TRUCE_CODE_PETRARCH_H
#define TRUCE_CODE_PETRARCH_H

#include "base/err.h"
#include "base/map.h"
#include "code/tree.h"

struct truce_petrarch_pattern {
    struct truce_view *words; /* [n_words] upper case; "&SET" a synonym set */
    size_t n_words;
    const char *code; /* "050", NULL for '---' */
    const char *back; /* code of the reverse event, NULL none */
    bool mutual;      /* '%': subjects act on one another */
};

struct truce_petrarch_block {
    const char *code;
    const char *back;
    struct truce_petrarch_pattern *patterns; /* [n] */
    size_t n;
    size_t cap;
};

struct truce_petrarch {
    struct truce_arena arena;
    struct truce_map verbs; /* upper-case form -> block + 1 */
    struct truce_map sets;  /* "&SET\tWORD" -> 1 */
    struct truce_petrarch_block *blocks;
    size_t n;
    size_t cap;
};

/* Adds a file. TRUCE_OK, TRUCE_ENOENT, TRUCE_ENOMEM. Lines that are no
 * pattern are passed over, as PETRARCH itself does. */
int truce_petrarch_load(struct truce_petrarch *petrarch, const char *path,
                        struct truce_err *err);
void truce_petrarch_release(struct truce_petrarch *petrarch);

struct truce_petrarch_hit {
    const char *code;
    const char *back;
    bool mutual;
};

/* The code for the verb at `token`: its longest pattern whose words are all
 * below the verb, else the block's own. False when the dictionary does not
 * know the verb or gives it no code. */
bool truce_petrarch_match(const struct truce_petrarch *petrarch,
                          const struct truce_tree *tree, int32_t token,
                          struct truce_petrarch_hit *hit);

#endif
