/*
 * What whole clauses tell of a target, without a word of the lexicon: whom
 * the reporting verb is aimed at, who must do something, who is warned by an
 * "if", without whom it would not be, who will not be abandoned.
 */
#include <math.h>
#include <string.h>

#include "code/stance_int.h"

#define ASKED (-0.3)   /* "must", "should": a demand */
#define WARNED (-0.4)  /* "should not" */
#define CREDITED (0.6) /* nothing would have come of it without him */
#define LOYAL (0.5)    /* "will not abandon" */

/* "must withdraw", "had to withdraw". */
static bool is_due(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    return truce_stance_has_child(sense, verb, " must should ought ") ||
           (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_xcomp &&
            truce_stance_has_child(sense, verb, " to ") &&
            truce_sense_lemma(sense, head, " have need ") &&
            truce_tree_child(&sense->tree, head, TRUCE_REL_obj) < 0 &&
            truce_tree_child(&sense->tree, head, TRUCE_REL_aux) < 0);
}

/* "X must withdraw": one side is asked for something. */
int truce_stance__demands(struct truce_stance *s,
                          const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        const struct truce_token *t = &sense->sentence->tokens[k];
        struct truce_actors found = {0};
        if (t->begin < s->said->begin || t->begin >= s->said->end ||
            (t->upos != TRUCE_UPOS_VERB && t->upos != TRUCE_UPOS_ADJ) ||
            !is_due(sense, (int32_t)k) ||
            truce_stance_own(s, sense, (int32_t)k))
            continue;
        if (truce_stance__subjects(s, sense, (int32_t)k, &found) < 0)
            return TRUCE_ENOMEM;
        if (found.n == 1)
            truce_stance__charge(
                s, sense, (int32_t)k, &found,
                truce_stance_negated(sense, (int32_t)k) ? WARNED : ASKED);
    }
    return TRUCE_OK;
}

/* "will strike if X attacks", "threatened to leave unless X signed": a warning
 * to X. */
int truce_stance__conditions(struct truce_stance *s,
                             const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        const struct truce_token *t = &sense->sentence->tokens[k];
        int32_t verb = (int32_t)k;
        int32_t under = t->begin >= s->said->begin && t->begin < s->said->end
                            ? truce_stance_condition(sense, verb)
                            : -1;
        bool threatens = !strcmp(s->statement->act, "threaten") ||
                         !strcmp(s->statement->act, "warn");
        struct truce_actors found = {0};
        if (under < 0 || truce_stance_own(s, sense, under) ||
            !(threatens ||
              (truce_stance_own(s, sense, verb) &&
               (truce_sense_lemma(sense, verb, truce_stance_blows) ||
                truce_sense_lemma(sense, verb, truce_stance_blows_if)))))
            continue;
        if (truce_stance__subjects(s, sense, under, &found) < 0)
            return TRUCE_ENOMEM;
        truce_stance__charge(s, sense, verb, &found, WARNED);
    }
    return TRUCE_OK;
}

/* "without X there would be no deal" credits X; "no talks with X". */
int truce_stance__without(struct truce_stance *s,
                          const struct truce_sense *sense)
{
    static const char dealings[] =
        " negotiation talk talks dialogue compromise peace deal contact ";
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        const struct truce_token *t = &sense->sentence->tokens[k];
        int32_t token = (int32_t)k;
        struct truce_actors found = {0};
        double value = 0;
        if (t->begin < s->said->begin || t->begin >= s->said->end ||
            t->head < 0)
            continue;
        if (truce_stance_has_child(sense, token, " without ") &&
            truce_stance_has_child(sense, t->head, " would could can not ") &&
            (truce_stance_negated(sense, t->head) ||
             truce_stance_negated(sense, truce_tree_child(&sense->tree, t->head,
                                                          TRUCE_REL_nsubj)))) {
            value = CREDITED;
            if (truce_stance__named(s, sense, token, &found) < 0)
                return TRUCE_ENOMEM;
        } else if (truce_sense_lemma(sense, token, dealings) &&
                   truce_stance_has_child(sense, token, " no ")) {
            value = WARNED;
            if (truce_stance__with(s, sense, token, 1, &found) < 0)
                return TRUCE_ENOMEM;
        }
        s->feels = true;
        truce_stance__charge(s, sense, t->head, &found, value);
        s->feels = false;
    }
    return TRUCE_OK;
}

/* "will not abandon X" is for X; "lives were lost because of X" is not. */
int truce_stance__loyalty(struct truce_stance *s,
                          const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        const struct truce_token *t = &sense->sentence->tokens[k];
        int32_t token = (int32_t)k;
        struct truce_actors found = {0};
        double value = LOYAL;
        if (t->begin < s->said->begin || t->begin >= s->said->end)
            continue;
        if (truce_sense_lemma(sense, token,
                              " abandon leave betray forget desert forsake "
                              "fail ") &&
            t->upos == TRUCE_UPOS_VERB && truce_stance_own(s, sense, token) &&
            truce_stance_negated(sense, token)) {
            int32_t object =
                truce_tree_child(&sense->tree, token, TRUCE_REL_obj);
            if (truce_sense_actors(s->senses, sense, object, &found) < 0)
                return TRUCE_ENOMEM;
        } else if (t->head >= 0 &&
                   truce_stance_has_child(sense, token, " because ") &&
                   truce_tree_rel(&sense->tree, token) == TRUCE_REL_obl) {
            value = WARNED;
            if (truce_stance__named(s, sense, token, &found) < 0)
                return TRUCE_ENOMEM;
        }
        truce_stance__charge(s, sense, token, &found, value);
    }
    return TRUCE_OK;
}

/* The one that the reporting verb is aimed at, or who is to do what it
 * demands. */
/* "that X recognise it": a verb that does not agree with one actor. */
static bool is_bare(const struct truce_sense *sense, int32_t verb)
{
    struct truce_view xpos = sense->sentence->tokens[verb].xpos;
    return truce_view_eq_text(xpos, "VB") || truce_view_eq_text(xpos, "VBP");
}

/* "demanded that X leave", "insisted that X recognise it". */
static int read_charge(struct truce_stance *s, const struct truce_sense *sense)
{
    const struct truce_said *said = s->said;
    struct truce_actors found = {0};
    int32_t clause =
        truce_tree_child(&sense->tree, said->verb, TRUCE_REL_ccomp);
    bool bare = clause >= 0 && is_bare(sense, clause) &&
                truce_tree_child(&sense->tree, clause, TRUCE_REL_aux) < 0;
    bool demands = !strcmp(said->speech->act, "demand") ||
                   (bare && !strcmp(said->speech->act, "insist"));
    /* "regretted that X had left" */
    bool feels = said->speech->kind == TRUCE_SPEECH_ACT &&
                 fabs(said->speech->stance) >= 0.5;
    if (clause < 0 || (!demands && !feels) ||
        (feels && truce_tree_passive(&sense->tree, clause)))
        return TRUCE_OK;
    if (truce_stance__subjects(s, sense, clause, &found) < 0)
        return TRUCE_ENOMEM;
    if (found.n == 1 || feels)
        truce_stance__charge(s, sense, said->verb, &found,
                             demands ? ASKED : said->speech->stance);
    return TRUCE_OK;
}

int truce_stance__aim(struct truce_stance *s)
{
    const struct truce_said *said = s->said;
    const struct truce_sense *sense = &s->senses->items[said->sentence];
    struct truce_actors found = {0}, sufferers = {0};
    int32_t act;
    if (said->verb < 0 || !said->speech)
        return TRUCE_OK;
    if (said->object < 0 || isnan(said->speech->stance))
        return read_charge(s, sense);
    /* "said it condemned the killing by X": hung on the verb by some trees */
    act = sense->sentence->tokens[said->object].head;
    if (truce_stance__named(s, sense, said->object, &found) < 0 ||
        (!found.n && said->speech->stance < 0 &&
         truce_stance__with(s, sense, said->object, 1, &found) < 0) ||
        (!found.n && act >= 0 &&
         truce_stance__owners(s, sense, act, false, &found) < 0))
        return TRUCE_ENOMEM;
    truce_stance__charge(s, sense, said->verb, &found, said->speech->stance);
    if (said->speech->stance > 0) {
        if (truce_stance__sufferers(s, sense, said->object, &sufferers) < 0)
            return TRUCE_ENOMEM;
        truce_stance__charge(s, sense, said->verb, &sufferers,
                             -said->speech->stance);
    }
    return found.n ? TRUCE_OK : read_charge(s, sense);
}
