/* Formats of diplomacy ("the Normandy Four") stand for their members. */
#ifndef TRUCE_CODE_FORMATS_H
#define TRUCE_CODE_FORMATS_H

#include "lexicon/lexicon.h"

/* Puts the members of each format in the place of its mention among the *n
 * of *items, which moves into `arena` when it grows. `date` is the
 * document's. TRUCE_OK, TRUCE_ENOMEM. */
int truce_formats_expand(const struct truce_lexicon *lexicon,
                         struct truce_date date, struct truce_arena *arena,
                         struct truce_mention **items, size_t *n);

#endif
