/*
 * Where: the place of one event, by the phrase that hangs on its predicate.
 * No place is forced where none is told.
 */
#ifndef TRUCE_CODE_WHERE_H
#define TRUCE_CODE_WHERE_H

#include "code/extract.h"

/*
 * Place of the event whose predicate is token `token` of sentence number
 * `sentence`. Without one, all of *place is NULL and NaN. A name that several
 * places bear goes to the country named behind it, then to countries that the
 * document speaks of, then to the largest. TRUCE_OK, TRUCE_ENOMEM.
 */
int truce_where_event(const struct truce_context *context, size_t sentence,
                      size_t token, struct truce_place *place);

/* The same for a span of tokens that is known to be a place ("in Sochi");
 * *found false where the lexicon has none there. */
int truce_where_span(const struct truce_context *context, size_t sentence,
                     size_t first, size_t last, struct truce_place *place,
                     bool *found);

#endif
