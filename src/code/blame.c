/*
 * Whom a word of stance is led to by the tree: who does it, whose it is, whom
 * it is felt for; and what is charged to a target, unless a feeling of the
 * speaker's above it says the contrary.
 */
#include <math.h>
#include <string.h>

#include "code/stance_int.h"
#include "code/words.h"

#define MAX_DEPTH 4 /* of pronouns that mean a subject with a pronoun */

/* Nouns whose "of" names the one that suffers. */
const char truce_stance__suffering[] = TRUCE_WORDS_SUFFERING;
/* Does a feeling of the other sign for target `k` stand above `token`? */
static bool overruled(const struct truce_stance *s,
                      const struct truce_sense *sense, int32_t token, size_t k,
                      double value)
{
    for (size_t i = 0; i < s->n_felt; i++) {
        const struct truce_felt *felt = &s->felt[i];
        if (felt->target == k && felt->value * value < 0 &&
            felt->sentence == sense->index &&
            truce_tree_within(&sense->tree, token, felt->verb))
            return true;
    }
    return false;
}

/* Gives each target among the actors the value of the word at `token`. */
void truce_stance__charge(struct truce_stance *s,
                          const struct truce_sense *sense, int32_t token,
                          const struct truce_actors *actors, double value)
{
    for (size_t i = 0; i < actors->n; i++)
        for (size_t k = 0; k < s->statement->n_targets; k++) {
            if (!truce_same_side(&s->statement->targets[k].actor,
                                 &actors->items[i]))
                continue;
            if (!s->feels && overruled(s, sense, token, k, value))
                continue;
            s->sums[k] += value;
            s->counts[k]++;
            if (s->feels && s->n_felt < TRUCE_STANCE_FELT)
                s->felt[s->n_felt++] =
                    (struct truce_felt){sense->index, token, k, value};
        }
}

/* The verb whose subject a pronoun before `noun` most likely means: the next
 * above, when it is not the one that reports; -1: none. */
static int32_t binding_verb(const struct truce_stance *s,
                            const struct truce_sense *sense, int32_t noun)
{
    for (int step = 0; step < 6 && noun >= 0; step++) {
        if (truce_tree_rel(&sense->tree, noun) == TRUCE_REL_nsubj)
            return -1;
        noun = sense->sentence->tokens[noun].head;
        if (noun < 0 ||
            (noun == s->said->verb && sense->index == s->said->sentence))
            return -1;
        if (sense->sentence->tokens[noun].upos == TRUCE_UPOS_VERB)
            return noun;
    }
    return -1;
}

/* "its provocations": those of the subject of the clause, else whoever the
 * pronoun was found to mean. */
static int find_possessor(struct truce_stance *s,
                          const struct truce_sense *sense, int32_t noun,
                          int32_t owner, struct truce_actors *out)
{
    int32_t verb = truce_sense_lemma(sense, owner, " its their his her ")
                       ? binding_verb(s, sense, noun)
                       : -1;
    struct truce_actors found = {0};
    int rc = TRUCE_OK;
    if (verb >= 0 && s->depth < MAX_DEPTH) {
        s->depth++;
        rc = truce_stance__subjects(s, sense, verb, &found);
        s->depth--;
    }
    if (rc < 0)
        return rc;
    if (!found.n)
        return truce_sense_actors(s->senses, sense, owner, out);
    for (size_t i = 0; i < found.n; i++)
        if (truce_actors_add(s->senses->context->arena, out, &found.items[i]) <
            0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* Does the phrase at `c` tell whose the thing is? */
static bool owns(const struct truce_sense *sense, int32_t c, bool of)
{
    enum truce_rel rel = truce_tree_rel(&sense->tree, c);
    struct truce_view prep = truce_sense_prep(sense, c);
    return truce_view_eq_text(prep, "by") || truce_view_eq_text(prep, "from") ||
           (of && truce_view_eq_text(prep, "of")) || rel == TRUCE_REL_amod ||
           rel == TRUCE_REL_compound;
}

/* Actors that own what the noun names, or do what the verb tells. */
int truce_stance__owners(struct truce_stance *s,
                         const struct truce_sense *sense, int32_t noun, bool of,
                         struct truce_actors *out)
{
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[noun]; rc == TRUCE_OK && c >= 0;
         c = sense->tree.next[c]) {
        if (sense->sentence->tokens[c].rel == TRUCE_REL_nmod_poss)
            rc = find_possessor(s, sense, noun, c, out);
        else if (owns(sense, c, of))
            rc = truce_sense_actors(s->senses, sense, c, out);
        /* "sanctions imposed by X" */
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_acl && c > noun &&
            truce_tree_passive(&sense->tree, c))
            rc = truce_stance__owners(s, sense, c, false, out);
    }
    return rc;
}

int truce_stance__named(struct truce_stance *s, const struct truce_sense *sense,
                        int32_t token, struct truce_actors *out)
{
    int rc = truce_sense_actors(s->senses, sense, token, out);
    bool of = !truce_sense_lemma(sense, token, truce_stance__suffering);
    int32_t owner = token;
    if (rc == TRUCE_OK && !out->n)
        rc = truce_stance__owners(s, sense, token, of, out);
    /* "the demands of the envoy of X", "the killing of civilians by X" */
    for (int step = 0; step < 2 && rc == TRUCE_OK && !out->n; step++) {
        owner = truce_tree_child(&sense->tree, owner, TRUCE_REL_nmod);
        if (owner < 0 ||
            !truce_view_eq_text(truce_sense_prep(sense, owner), "of"))
            break;
        rc = truce_stance__owners(s, sense, owner, of, out);
        if (!of)
            break;
    }
    return rc;
}

/* Those who suffer what the speaker is for: "supported the exclusion of X". */
int truce_stance__sufferers(struct truce_stance *s,
                            const struct truce_sense *sense, int32_t noun,
                            struct truce_actors *out)
{
    int32_t owner = truce_tree_child(&sense->tree, noun, TRUCE_REL_nmod);
    if (owner < 0 || !truce_sense_lemma(sense, noun, truce_stance__suffering) ||
        !truce_view_eq_text(truce_sense_prep(sense, owner), "of"))
        return TRUCE_OK;
    return truce_stance__named(s, sense, owner, out);
}

int truce_stance__subjects(struct truce_stance *s,
                           const struct truce_sense *sense, int32_t verb,
                           struct truce_actors *out)
{
    int32_t subjects[8];
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 8, NULL);
    int rc = TRUCE_OK;
    int32_t head = sense->sentence->tokens[verb].head;
    /* "the terrorists who attacked", "imposed by X" */
    if (sense->sentence->tokens[verb].rel == TRUCE_REL_acl_relcl && head >= 0 &&
        (!n || truce_sense_lemma(sense, subjects[0], " who which that ")))
        return truce_stance__named(s, sense, head, out);
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++)
        rc = truce_stance__named(s, sense, subjects[i], out);
    /* "accused X of breaking": X does it */
    if (rc == TRUCE_OK && !n && s->said->object >= 0 &&
        s->said->sentence == sense->index &&
        truce_tree_within(&sense->tree, verb, s->said->verb))
        rc = truce_sense_actors(s->senses, sense, s->said->object, out);
    return rc;
}

/* Passive, also as "felt cheated". */
bool truce_stance__passive(const struct truce_sense *sense, int32_t verb)
{
    return truce_tree_passive(&sense->tree, verb) ||
           (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_xcomp &&
            truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBN"));
}

int truce_stance__agents(struct truce_stance *s,
                         const struct truce_sense *sense, int32_t verb,
                         struct truce_actors *out)
{
    if (truce_stance__passive(sense, verb))
        return truce_stance__owners(s, sense, verb, false, out);
    return truce_stance__subjects(s, sense, verb, out);
}

/* "sit face to face with X", "give up an inch of its land to X": hung one
 * or two levels deeper. */
int truce_stance__with(struct truce_stance *s, const struct truce_sense *sense,
                       int32_t token, int depth, struct truce_actors *out)
{
    int rc = TRUCE_OK;
    for (int32_t c = sense->tree.first[token]; rc == TRUCE_OK && c >= 0;
         c = sense->tree.next[c]) {
        struct truce_view prep = truce_sense_prep(sense, c);
        if (truce_view_eq_text(prep, "with") || truce_view_eq_text(prep, "to"))
            rc = truce_sense_actors(s->senses, sense, c, out);
        if (rc == TRUCE_OK && depth > 0 &&
            truce_tree_rel(&sense->tree, c) == TRUCE_REL_nmod)
            rc = truce_stance__with(s, sense, c, depth - 1, out);
    }
    return rc;
}

/* "believe in X": the preposition is part of the cue. */
static bool is_own_prep(const struct truce_stance *s,
                        const struct truce_sense *sense, int32_t token)
{
    int32_t prep = truce_tree_child(&sense->tree, token, TRUCE_REL_case);
    return s->hit && prep > (int32_t)s->hit->first &&
           prep <= (int32_t)s->hit->last;
}

/* Objects and what follows with a preposition. */
int truce_stance__objects(struct truce_stance *s,
                          const struct truce_sense *sense, int32_t verb,
                          struct truce_actors *out)
{
    int rc = TRUCE_OK;
    if (truce_tree_passive(&sense->tree, verb))
        return truce_stance__subjects(s, sense, verb, out);
    for (int32_t c = sense->tree.first[verb]; rc == TRUCE_OK && c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        struct truce_view prep = truce_sense_prep(sense, c);
        if (rel == TRUCE_REL_obj || rel == TRUCE_REL_iobj ||
            (rel == TRUCE_REL_obl && is_own_prep(s, sense, c)))
            rc = truce_stance__named(s, sense, c, out);
        else if (rel == TRUCE_REL_obl && !truce_view_eq_text(prep, "in") &&
                 !truce_view_eq_text(prep, "at") &&
                 !truce_view_eq_text(prep, "against"))
            rc = truce_sense_actors(s->senses, sense, c, out);
        if (rc == TRUCE_OK &&
            (rel == TRUCE_REL_obl || rel == TRUCE_REL_advmod ||
             rel == TRUCE_REL_xcomp || rel == TRUCE_REL_obj))
            rc = truce_stance__with(s, sense, c, 1, out);
    }
    return rc;
}
