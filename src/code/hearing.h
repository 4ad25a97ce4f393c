/* To whom and on what occasion something is said. */
#ifndef TRUCE_CODE_HEARING_H
#define TRUCE_CODE_HEARING_H

#include "code/stance.h"

/* Fills the audience ("told parliament", "in a letter to X") and the occasion
 * of a statement whose speaker is known; both stay unknown where nothing
 * tells. TRUCE_OK or TRUCE_ENOMEM. */
int truce_hearing_read(struct truce_senses *senses,
                       const struct truce_said *said,
                       struct truce_statement *statement);

#endif
