/* Pronouns and definite references ("he", "the two leaders", "the minister",
 * "both sides") become mentions of the actors that they stand for. */
#ifndef TRUCE_CODE_REFS_H
#define TRUCE_CODE_REFS_H

#include "code/extract.h"

/* Fills context->mentions and n_mentions for the sentences in
 * context->out->text. TRUCE_OK or TRUCE_ENOMEM. */
int truce_refs_mentions(struct truce_context *context);

#endif
