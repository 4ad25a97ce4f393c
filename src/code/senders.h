/* Who sends a mission: one or several contributors. */
#ifndef TRUCE_CODE_SENDERS_H
#define TRUCE_CODE_SENDERS_H

#include "code/facts.h"

/* True when the words at `hit` can be a mission between parties: bare troops
 * need a purpose ("to keep the foes apart"), and nobody's observers of an
 * election are one. */
bool truce_senders_fit(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, int32_t verb);

/* Contributors that the phrase names ("French and UN troops", "monitors from
 * A, B and C", "Norwegian-led"), else those that the verb does ("A and B will
 * send ..."). `verb` may be -1. TRUCE_OK or TRUCE_ENOMEM. */
int truce_senders_find(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, int32_t verb,
                       struct truce_actors *out);

#endif
