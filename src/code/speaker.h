/* Who speaks, and for which country or body; see extract_statements.c. */
#ifndef TRUCE_CODE_SPEAKER_H
#define TRUCE_CODE_SPEAKER_H

#include "code/facts.h"

/* True when `text` has `word` as a whole word besides others. */
bool truce_speaker_holds(struct truce_view text, struct truce_view word);

/* Where speakers are sought; last: who spoke before, NULL nobody. */
struct truce_speakers {
    const struct truce_senses *senses;
    const struct truce_actor *last;
};

/* Finds who speaks by `verb` (token): its subject, for "was quoted as saying"
 * the one quoted, else the mention next to it. False: nobody is named. */
bool truce_speaker_find(const struct truce_speakers *speakers,
                        const struct truce_sense *sense, int32_t verb,
                        struct truce_actor *out);

enum { TRUCE_MAX_JOINT = 6 };

/* Those of other countries or bodies who say it with `first`, the subject
 * found by truce_speaker_find ("A, B and C said"): at most `max` into `out`.
 * Returns how many. */
size_t truce_speaker_joint(const struct truce_sense *sense, int32_t verb,
                           const struct truce_actor *first,
                           struct truce_actor *out, size_t max);

/* Gives a speaker without a code the code of who explains him ("the
 * Polisario's representative"), of the same name before, or of the
 * document's own country where his office is domestic. */
void truce_speaker_settle(const struct truce_senses *senses,
                          const struct truce_sense *sense,
                          struct truce_actor *speaker);

#endif
