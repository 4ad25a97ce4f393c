/* Standings, ranks under uncertain weights, effects and notes; inside
 * assess/ only. */
#ifndef TRUCE_ASSESS_RANK_H
#define TRUCE_ASSESS_RANK_H

#include "assess/components.h"

/* Fills standings, ranks and their intervals and sorts the mediators, best
 * first. TRUCE_OK or TRUCE_ENOMEM. */
int truce_assess_rank(struct truce_assess_context *context);

/* Fills mediator->effect from monthly deaths (days of coded violence where
 * none are imported). TRUCE_OK, TRUCE_EDB, TRUCE_ENOMEM. */
int truce_assess_effects(sqlite3 *db, struct truce_assess_context *context,
                         struct truce_err *err);

/* Fills assessment->notes. TRUCE_OK or TRUCE_ENOMEM. */
int truce_assess_notes(struct truce_assess_context *context);

#endif
