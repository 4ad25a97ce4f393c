/* What stance.c, attitude.c and illocution.c share. */
#ifndef TRUCE_CODE_STANCE_INT_H
#define TRUCE_CODE_STANCE_INT_H

#include "code/stance.h"

/* What the speaker feels of a target, by the verb that tells it. */
struct truce_felt {
    size_t sentence;
    int32_t verb;
    size_t target;
    double value;
};

#define TRUCE_STANCE_FELT 16

struct truce_stance {
    struct truce_senses *senses;
    const struct truce_said *said;
    struct truce_statement *statement;
    double *sums; /* [TRUCE_MAX_SLOT_ACTORS] of the values of a target */
    int *counts;
    const struct truce_cue_hit *hit; /* the cue being read, or NULL */
    int depth;                       /* of pronouns followed */
    bool feels;                      /* it tells what the speaker feels */
    struct truce_felt felt[TRUCE_STANCE_FELT];
    size_t n_felt;
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
/* Only wished for or asked: "urged X to respect", "should respect". */
bool truce_stance_asked(const struct truce_sense *sense, int32_t verb);
/* The clause under "if" or "unless" that hangs on the verb, or -1. */
int32_t truce_stance_condition(const struct truce_sense *sense, int32_t verb);
/* What one does to an enemy; what is a blow when it hangs on a condition. */
extern const char truce_stance_blows[];
extern const char truce_stance_blows_if[];
/* Sentences that the words touch: number of the first; *last behind. */
size_t truce_stance_first(const struct truce_stance *s, size_t *last);

/* Charges each target among the actors with the value of the word at token;
 * a feeling of the other sign above it overrules what is none itself. */
void truce_stance__charge(struct truce_stance *s,
                          const struct truce_sense *sense, int32_t token,
                          const struct truce_actors *actors, double value);
/* Append to *out; TRUCE_OK or TRUCE_ENOMEM. Owners of a noun (`of`: those
 * under "of" too) or agents of a passive verb; actors of a noun phrase, else
 * its owners; who does a verb, on the surface and in truth; those under
 * "with" and "to"; whom a verb is felt for; who suffers what a noun names. */
int truce_stance__owners(struct truce_stance *s,
                         const struct truce_sense *sense, int32_t noun, bool of,
                         struct truce_actors *out);
int truce_stance__named(struct truce_stance *s, const struct truce_sense *sense,
                        int32_t token, struct truce_actors *out);
int truce_stance__subjects(struct truce_stance *s,
                           const struct truce_sense *sense, int32_t verb,
                           struct truce_actors *out);
int truce_stance__agents(struct truce_stance *s,
                         const struct truce_sense *sense, int32_t verb,
                         struct truce_actors *out);
int truce_stance__with(struct truce_stance *s, const struct truce_sense *sense,
                       int32_t token, int depth, struct truce_actors *out);
int truce_stance__objects(struct truce_stance *s,
                          const struct truce_sense *sense, int32_t verb,
                          struct truce_actors *out);
int truce_stance__sufferers(struct truce_stance *s,
                            const struct truce_sense *sense, int32_t noun,
                            struct truce_actors *out);
/* Passive, also as "felt cheated". */
bool truce_stance__passive(const struct truce_sense *sense, int32_t verb);
/* Nouns whose "of" names the one that suffers. */
extern const char truce_stance__suffering[];

/* What clauses tell (regards.c); TRUCE_OK or TRUCE_ENOMEM. */
int truce_stance__aim(struct truce_stance *s);
int truce_stance__demands(struct truce_stance *s,
                          const struct truce_sense *sense);
int truce_stance__conditions(struct truce_stance *s,
                             const struct truce_sense *sense);
int truce_stance__without(struct truce_stance *s,
                          const struct truce_sense *sense);
int truce_stance__loyalty(struct truce_stance *s,
                          const struct truce_sense *sense);

/* Attitudes to actors; to issues. */
int truce_stance_actors(struct truce_stance *s);
int truce_stance_issues(struct truce_stance *s);
/* The act of words that a plain "said" reports. */
const char *truce_stance_act(const struct truce_stance *s);

#endif
