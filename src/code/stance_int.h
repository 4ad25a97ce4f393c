/* What stance.c, attitude.c and illocution.c share. */
#ifndef TRUCE_CODE_STANCE_INT_H
#define TRUCE_CODE_STANCE_INT_H

#include "code/stance.h"

struct truce_stance {
    struct truce_senses *senses;
    const struct truce_said *said;
    struct truce_statement *statement;
    double *sums; /* [TRUCE_MAX_SLOT_ACTORS] of the values of a target */
    int *counts;
};

/* Cue inside the words; the reporting verb itself is none. *hit moves on as
 * in truce_sense_next. `verb` picks verbs, else the other classes of words;
 * *head is the word that counts. */
bool truce_stance_next(const struct truce_stance *s,
                       const struct truce_sense *sense,
                       enum truce_cue_section section, size_t *at,
                       struct truce_cue_hit *hit, int32_t *head);

/* "not", "never", "no", "cannot" over a word or its verb. */
bool truce_stance_negated(const struct truce_sense *sense, int32_t token);
/* Is it the speaker who does it: I, we, its own side, or nobody named? */
bool truce_stance_own(const struct truce_stance *s,
                      const struct truce_sense *sense, int32_t verb);
bool truce_stance_has_child(const struct truce_sense *sense, int32_t token,
                            const char *lemmas);
/* Sentences that the words touch: number of the first; *last behind. */
size_t truce_stance_first(const struct truce_stance *s, size_t *last);

/* Attitudes to actors; to issues. */
int truce_stance_actors(struct truce_stance *s);
int truce_stance_issues(struct truce_stance *s);
/* The act of words that a plain "said" reports. */
const char *truce_stance_act(const struct truce_stance *s);

#endif
