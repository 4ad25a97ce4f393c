/*
 * Trees mended before they are read: a few attachments that parsers get wrong
 * in reports, told by the form of the words alone.
 */
#ifndef TRUCE_CODE_MEND_H
#define TRUCE_CODE_MEND_H

#include "lang/sentence.h"

/* Mends the heads and relations of all sentences of `text` in place. */
void truce_mend_trees(struct truce_text *text);

/* Mends the object of the verb at `verb` where place and time stand before
 * it ("signed in Jeddah on 20 May an agreement"). */
void truce_mend_displaced(struct truce_sentence *s, int32_t verb);

/* Mends a name or title that was read as the verb at `verb`. */
void truce_mend_misread(struct truce_sentence *s, int32_t verb);

#endif
