/* The type that an act takes from who does it. */
#ifndef TRUCE_CODE_RETYPE_H
#define TRUCE_CODE_RETYPE_H

#include "code/slots.h"

/* Changes type, mode and CAMEO code of candidate `c` where its parties say
 * another: a crowd's protest, an exercise of two armies, captives of
 * gunmen. */
void truce_retype(const struct truce_scan *scan, struct truce_candidate *c,
                  const struct truce_slots *slots);

#endif
