/*
 * Base forms of regular verb forms. The network's lemma scripts guess whether
 * "blockaded" loses "d" or "ed"; a list of English verbs knows.
 */
#ifndef TRUCE_LANG_VERBLEMMA_H
#define TRUCE_LANG_VERBLEMMA_H

#include "base/arena.h"

/*
 * The base form of `form` (a verb's, as written) when its Penn tag `xpos` is
 * VBD, VBN, VBG or VBZ, `lemma` (what was guessed) is no verb of the list and
 * one regular spelling of the base is: a copy in `arena`. Otherwise `lemma`
 * itself. {NULL, 0} when memory is spent.
 */
struct truce_view truce_verblemma(struct truce_view form,
                                  struct truce_view xpos,
                                  struct truce_view lemma,
                                  struct truce_arena *arena);

#endif
