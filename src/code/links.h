/*
 * What ties an agreement to others: guarantors and witnesses, the process
 * that it belongs to, and the earlier text that it says it follows.
 */
#ifndef TRUCE_CODE_LINKS_H
#define TRUCE_CODE_LINKS_H

#include "code/facts.h"

/* Reads them off a sentence into the agreements that the document has told
 * so far. TRUCE_OK or TRUCE_ENOMEM. */
int truce_links_read(struct truce_senses *senses,
                     const struct truce_sense *sense);

/* Is the agreement named by the noun at `head` one that another act only
 * follows ("in line with the accord", "building on the declaration")? */
bool truce_links_over(const struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t head);

#endif
