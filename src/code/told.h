/* Whose agents are by what the document said before: "rebels in Djibouti ...
 * The rebels", "Hong Kong police ... Police", "Papua New Guinea ... the
 * Pacific nation". */
#ifndef TRUCE_CODE_TOLD_H
#define TRUCE_CODE_TOLD_H

#include "code/slots.h"

/* The code that the last mention of the same sort of agent before `m` had of
 * its own, or NULL. The string is the lexicon's. */
const char *truce_told_agent(const struct truce_scan *scan,
                             const struct truce_mention *m);

/* The state that the definite words at `m` stand for ("the country", "the
 * tiny island nation"), which is not in `other`; NULL: none, or they stand
 * for no single state. */
const char *truce_told_state(const struct truce_scan *scan,
                             const struct truce_mention *m,
                             const struct truce_slot *other);

#endif
