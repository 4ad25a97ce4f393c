/*
 * What a statement's words tell: whom they are about and how the speaker
 * sees each of them, which issues they touch and for or against, and what
 * kind of act they are. docs/stance.md gives the scale and its rules.
 */
#ifndef TRUCE_CODE_STANCE_H
#define TRUCE_CODE_STANCE_H

#include "code/facts.h"

/* The words of one statement and the verb that reports them. */
struct truce_said {
    size_t sentence;                   /* of the verb */
    int32_t verb;                      /* token, or -1 */
    const struct truce_speech *speech; /* NULL: "according to" */
    int32_t object;                    /* the act is aimed at, or -1 */
    int32_t named; /* what "called" calls it, token, or -1 */
    size_t begin;  /* bytes of the words, half-open */
    size_t end;
};

/*
 * Fills targets with stances, issues with stances, audience and, for a verb
 * that only says, the act. `statement` has its speaker; all else of it may be
 * empty. Lists live in the arena of the context. TRUCE_OK, TRUCE_ENOMEM.
 */
int truce_stance_read(struct truce_senses *senses,
                      const struct truce_said *said,
                      struct truce_statement *statement);

/* Two actors of one side: the same code, both or neither in arms against
 * their government or in opposition to it. */
bool truce_same_side(const struct truce_actor *a, const struct truce_actor *b);

#endif
