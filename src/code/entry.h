/* Entries of a chronology: "1994-05-12: Armenia and Azerbaijan sign ..." */
#ifndef TRUCE_CODE_ENTRY_H
#define TRUCE_CODE_ENTRY_H

#include "base/date.h"
#include "lang/sentence.h"

/* Tokens of the date and the colon or dash that a sentence opens with, 0 for
 * a sentence that is no entry. The date has a year. */
size_t truce_entry_tokens(const struct truce_sentence *sentence);

/* The day of an entry into *date, `else_date` for another sentence. `arena`
 * gives memory. TRUCE_OK, TRUCE_ENOMEM. */
int truce_entry_date(const struct truce_sentence *sentence,
                     struct truce_date else_date, struct truce_arena *arena,
                     struct truce_date *date);

/* Puts what follows the first `size` tokens on top of the tree, where it hangs
 * below them: they hang on it from now on, as `rel` (enum truce_rel). False:
 * the tree stays as it is. */
bool truce_entry_put(struct truce_sentence *s, size_t size, uint8_t rel);

/* Puts the act of each entry on top of its tree: parsers hang it below the
 * date. In place. */
void truce_entry_mend(struct truce_text *text);

#endif
