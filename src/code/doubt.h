/* Acts that look like events of the codebook and are none. */
#ifndef TRUCE_CODE_DOUBT_H
#define TRUCE_CODE_DOUBT_H

#include "code/slots.h"

/* True when candidate `c` with its slots is not to be told: a question, an
 * act of years ago, news told to reporters, help for nobody. */
bool truce_doubt_drops(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       const struct truce_slots *slots);

#endif
