/* The country of agents that name none: "the government", "police",
 * "gunmen". Their own phrase was read before (slots.c); here the clause, the
 * sentence and the document decide. */
#ifndef TRUCE_CODE_HOME_H
#define TRUCE_CODE_HOME_H

#include "code/slots.h"

/* The country that a document speaks of most, or NULL where none stands out.
 * Needs context->mentions. The string is the lexicon's. */
const char *truce_home_find(const struct truce_context *context);

/* True for the code of an organisation of states. */
bool truce_home_union(const char *code);

/* Gives bodies of a common name ("Ministry of Defence") to the document's
 * country where it does not speak of theirs. Needs context->home. */
void truce_home_bodies(struct truce_context *context);

/* Fills codes of agents in both slots of candidate `c`; marks
 * slots->domestic where it did. */
void truce_home_settle(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       struct truce_slots *slots);

#endif
