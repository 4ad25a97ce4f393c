/* Acts and states that lie back or go on since long, and what somebody does
 * to things of his own: no events of the day. */
#ifndef TRUCE_CODE_BYGONE_H
#define TRUCE_CODE_BYGONE_H

#include "code/slots.h"

/* Is candidate `c` told as years old: "eight years since they lifted it",
 * "has occupied it for 27 years"? */
bool truce_bygone(const struct truce_scan *scan,
                  const struct truce_candidate *c);

/* Does candidate `c` only concern its doer: "suspended its rally", "they have
 * fled" of people, "assured B that C will not attack"? `slots` are its
 * parties. */
bool truce_bygone_own(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      const struct truce_slots *slots);

#endif
