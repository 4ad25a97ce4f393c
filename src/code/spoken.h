/* What a verb of speaking tells and at whom; see extract_statements.c. */
#ifndef TRUCE_CODE_SPOKEN_H
#define TRUCE_CODE_SPOKEN_H

#include "code/facts.h"

/* Speech that is no quotation, by one verb. */
struct truce_spoken {
    const struct truce_speech *speech;
    int32_t object; /* token the act is aimed at, or -1 */
    int32_t named;  /* what the object is called, or -1 */
    int32_t inner;  /* verb of an act that the speaker says to do, or -1 */
    struct truce_evidence span; /* of the words */
};

/* What a verb says by itself or with its particle ("ruled out"); NULL: it is
 * no verb of speaking. */
const struct truce_speech *truce_spoken_verb(const struct truce_senses *senses,
                                             const struct truce_sense *sense,
                                             int32_t token);

/* Reads indirect speech by `verb` (token) whose entry is `speech`. False: it
 * is none: passive, negated, asked of another, without words or aim. */
bool truce_spoken_read(const struct truce_senses *senses,
                       const struct truce_sense *sense, int32_t verb,
                       const struct truce_speech *speech,
                       struct truce_spoken *out);

/* The verb of speaking over one in the past that the parser joined to an
 * infinitive of what it reports ("promised that troops would leave and
 * said"); -1: none. */
int32_t truce_spoken_outer(const struct truce_senses *senses,
                           const struct truce_sense *sense, int32_t verb);

/* What the verb is aimed at: its object, else what follows with a
 * preposition; -1: nothing. */
int32_t truce_spoken_object(const struct truce_sense *sense, int32_t verb);

#endif
