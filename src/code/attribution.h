/* Who says so, told behind the sentence: ", the ministry told reporters". */
#ifndef TRUCE_CODE_ATTRIBUTION_H
#define TRUCE_CODE_ATTRIBUTION_H

#include "lang/lang.h"

/*
 * Mends the trees of sentences that end with their source ("A shelled B,
 * killing three, C told reporters"), which parsers tend to tangle: what is
 * told and who tells it are parsed apart and joined, the teller's verb on
 * top, what it tells as its ccomp. Other sentences stay as they are. `text`
 * is a parsed text; `arena` gives memory. TRUCE_OK, TRUCE_ENOMEM.
 */
int truce_attribution_mend(const struct truce_lang *lang,
                           struct truce_lang_scratch *scratch,
                           struct truce_arena *arena, struct truce_text *text,
                           struct truce_err *err);

#endif
