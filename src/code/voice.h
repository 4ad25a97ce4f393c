/* Who "I" and "we" are outside quotations: whose turn it is in a transcript
 * ("SPOKESPERSON: We have asked ..."), or who signs the text ("Report of the
 * Secretary-General"). */
#ifndef TRUCE_CODE_VOICE_H
#define TRUCE_CODE_VOICE_H

#include "code/tree.h"
#include "lexicon/lexicon.h"

/* What of it a document has told so far; starts zeroed. */
struct truce_voice {
    struct truce_actor actor;  /* borrowed texts; valid while known */
    struct truce_actor answer; /* whose turn it was before a question */
    bool known, answered;
    bool turn;   /* known by a label, not by a title */
    bool quoted; /* a quotation is open */
};

/* Tokens of the label and its colon that the sentence opens with ("PRESIDENT
 * X:", "Q:"), 0 for a sentence without one. */
size_t truce_voice_label(const struct truce_sentence *sentence);

/* Puts what is said behind a label on top of its tree: parsers hang it below
 * the name. In place. */
void truce_voice_mend(struct truce_text *text);

/* Takes note of the next sentence, the `index`th, with its n mentions. */
void truce_voice_hear(struct truce_voice *voice, size_t index,
                      const struct truce_tree *tree,
                      const struct truce_mention *mentions, size_t n);

/* Who is meant by a pronoun of the first person at `token`, NULL: no such
 * pronoun, or nobody knows. Tokens are asked for in order of the text, each
 * once, since quotation marks are counted. */
const struct truce_actor *truce_voice_meant(struct truce_voice *voice,
                                            const struct truce_tree *tree,
                                            int32_t token);

#endif
