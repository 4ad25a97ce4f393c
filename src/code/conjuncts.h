/* Countries joined under one noun: "the ministers of Russia and Turkey". */
#ifndef TRUCE_CODE_CONJUNCTS_H
#define TRUCE_CODE_CONJUNCTS_H

#include "code/tree.h"
#include "lexicon/lexicon.h"

/*
 * What a plural noun says of the first of several countries holds for the
 * others: each bare country among `mentions` [n] of the sentence takes sector
 * and office of the mention that it is joined to.
 */
void truce_conjuncts_share(const struct truce_tree *tree,
                           struct truce_mention *mentions, size_t n);

#endif
