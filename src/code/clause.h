/* What stands around a predicate: how prominent its clause is, who says it,
 * negation, modal verbs, conditions. */
#ifndef TRUCE_CODE_CLAUSE_H
#define TRUCE_CODE_CLAUSE_H

#include "code/tree.h"

struct truce_clause {
    float depth; /* 0 main clause; the more, the less prominent */
    bool conditional;
    bool depends; /* on a condition below it: "will leave only if ..." */
    bool questioned;
    bool negated;
    bool purpose; /* infinitive of purpose or of an attitude */
    bool beside; /* "when he met X", told as in a clause of its own */
    bool will;    /* will, would, shall, "be to", "be about to" */
    bool would;
    bool must;
    bool may;
    bool can;
    bool never;   /* never, always, often: a habit, no single act */
    bool hoped;   /* below a verb or noun of hope, fear, ability, history */
    bool perfect; /* has, have, had + participle */
    int32_t say;  /* verb of saying above, or -1 */
    int32_t by;   /* who is named by "according to", or -1 */
    int32_t top;  /* highest token that still is this act: the light verb
                     or the noun's governing verb */
};

/* Describes the clause of the predicate at `token`; `light` is its light
 * verb or -1. */
void truce_clause_read(const struct truce_tree *tree, int32_t token,
                       int32_t light, struct truce_clause *clause);

/* The lemma is a verb of telling (lexicon/words.tsv, speech). */
bool truce_clause_speech(struct truce_view lemma);
bool truce_clause_says(const struct truce_tree *tree, int32_t token);

#endif
