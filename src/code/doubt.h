/* Acts that look like events of the codebook and are none. */
#ifndef TRUCE_CODE_DOUBT_H
#define TRUCE_CODE_DOUBT_H

#include "code/slots.h"

/* Why candidate `c` with its slots is not to be told (a question, an act of
 * years ago, help for nobody), in words for a reader, static; NULL: tell it. */
const char *truce_doubt(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        const struct truce_slots *slots);

#endif
