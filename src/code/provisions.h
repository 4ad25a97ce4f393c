/* Terms of an agreement read off a sentence. */
#ifndef TRUCE_CODE_PROVISIONS_H
#define TRUCE_CODE_PROVISIONS_H

#include "code/facts.h"

/*
 * Appends the provisions that a sentence states to the agreement, one per
 * type at most. `loose`: the sentence is a point of the text itself, so that
 * no modal verb is asked for. TRUCE_OK or TRUCE_ENOMEM.
 */
int truce_provisions_read(struct truce_senses *senses,
                          const struct truce_sense *sense, bool loose,
                          struct truce_agreement *agreement);

#endif
