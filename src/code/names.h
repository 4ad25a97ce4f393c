/* Names within a document: who is meant by a surname that stands alone after
 * the name was told in full. */
#ifndef TRUCE_CODE_NAMES_H
#define TRUCE_CODE_NAMES_H

#include "lexicon/lexicon.h"

enum { TRUCE_MAX_NAMES = 64 };

/* A name told in full. */
struct truce_named {
    struct truce_view surname; /* its last word, borrowed from the document */
    struct truce_actor actor; /* code NULL: somebody of whom no more is known */
};

/* Names of a document so far; zero at its start. */
struct truce_names {
    struct truce_named items[TRUCE_MAX_NAMES];
    size_t n;
};

/*
 * Settles the mentions of a sentence by the names told before and learns its
 * own. A known person whose surname another bears here is given up; a surname
 * without a mention gets one where its bearer's code or sector was told.
 * *items [*n] may be replaced by a longer copy in `arena`. TRUCE_OK,
 * TRUCE_ENOMEM.
 */
int truce_names_settle(struct truce_names *names,
                       const struct truce_sentence *sentence,
                       struct truce_arena *arena, struct truce_mention **items,
                       size_t *n);

/* Whether the document tells in full a name that ends in `surname` and is
 * borne by somebody of whom no more is known. */
bool truce_names_stranger(const struct truce_names *names,
                          struct truce_view surname);

#endif
