/*
 * Issues that a statement touches, for or against; and the act that words
 * perform where the verb only says that they were said: "We will never
 * accept it" refuses, whoever reports it with "said".
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "code/stance_int.h"

/* Nearest verb above `token` that favours or opposes; its value, or NaN. */
static double above(const struct truce_stance *s,
                    const struct truce_sense *sense, int32_t token,
                    const double *wants)
{
    int32_t head = token;
    for (int step = 0; step < 7 && head >= 0; step++) {
        double value = wants[head];
        if (!isnan(value))
            return truce_stance_negated(sense, head) ? -value : value;
        head = sense->sentence->tokens[head].head;
        /* "the ceasefire that A broke" stands under its own verb only */
        if (head >= 0 && sense->index == s->said->sentence &&
            head == s->said->verb)
            break;
    }
    if (head >= 0 && head == s->said->verb && s->said->speech &&
        !isnan(s->said->speech->stance) && fabs(s->said->speech->stance) > 0.5)
        return s->said->speech->stance > 0 ? 0.6 : -0.6;
    return NAN;
}

/* Verbs of the words that favour or oppose a matter, by token. A matter that
 * others spoil is one that the speaker wants. */
static double *read_wants(const struct truce_stance *s,
                          const struct truce_sense *sense)
{
    static const enum truce_cue_section sections[] = {
        TRUCE_FACT_WANT, TRUCE_FACT_SPOIL, TRUCE_FACT_DEAL};
    size_t n = sense->sentence->n_tokens;
    double *wants =
        truce_arena_alloc(s->senses->context->arena, n + 1, sizeof(*wants));
    for (size_t k = 0; wants && k < n; k++)
        wants[k] = NAN;
    for (size_t i = 0; wants && i < 3; i++) {
        struct truce_cue_hit hit;
        size_t at = 0;
        int32_t head;
        while (truce_stance_next(s, sense, sections[i], &at, &hit, &head)) {
            bool own = truce_stance_own(s, sense, head);
            /* what others do not keep is what the speaker wants kept */
            if (i == 0 && !own &&
                (!truce_stance_negated(sense, head) ||
                 !truce_sense_lemma(sense, head,
                                    " respect observe honour honor keep "
                                    "implement uphold ")))
                continue;
            if (i == 2 && (!truce_stance_negated(sense, head) || !own))
                continue;
            wants[head] = strtod(hit.code, NULL);
            if (i == 0 && !own)
                wants[head] = -wants[head];
            if (i == 1 && own &&
                truce_tree_child(&sense->tree, head, TRUCE_REL_nsubj) >= 0)
                wants[head] = -wants[head];
        }
    }
    return wants;
}

static int add_issue(struct truce_stance *s, const char *code, double stance)
{
    struct truce_statement *statement = s->statement;
    struct truce_arena *arena = s->senses->context->arena;
    size_t n = statement->n_issues;
    const char **issues;
    double *stances;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(statement->issues[i], code))
            continue;
        if (isnan(statement->issue_stances[i]))
            statement->issue_stances[i] = stance;
        return TRUCE_OK;
    }
    issues = truce_arena_alloc(arena, n + 1, sizeof(*issues));
    stances = truce_arena_alloc(arena, n + 1, sizeof(*stances));
    if (!issues || !stances)
        return TRUCE_ENOMEM;
    if (n) {
        memcpy(issues, statement->issues, n * sizeof(*issues));
        memcpy(stances, statement->issue_stances, n * sizeof(*stances));
    }
    issues[n] = code;
    stances[n] = stance;
    statement->issues = issues;
    statement->issue_stances = stances;
    statement->n_issues = n + 1;
    return TRUCE_OK;
}

int truce_stance_issues(struct truce_stance *s)
{
    size_t last, first = truce_stance_first(s, &last);
    for (size_t i = first; i < last; i++) {
        const struct truce_sense *sense = &s->senses->items[i];
        struct truce_cue_hit hit;
        size_t at = 0;
        double *wants = read_wants(s, sense);
        if (!wants)
            return TRUCE_ENOMEM;
        while (
            truce_sense_next(s->senses, sense, TRUCE_FACT_ISSUE, &at, &hit)) {
            size_t byte = sense->sentence->tokens[hit.first].begin;
            double stance = NAN;
            if (byte < s->said->begin || byte >= s->said->end)
                continue;
            if (strcmp(s->statement->act, "deny"))
                stance = above(s, sense, (int32_t)hit.last, wants);
            if (add_issue(s, hit.code, stance) < 0)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}

static bool inside(const struct truce_stance *s,
                   const struct truce_sense *sense, size_t token)
{
    size_t at = sense->sentence->tokens[token].begin;
    return at >= s->said->begin && at < s->said->end;
}

/* What one sentence of the words shows. */
struct signs {
    bool thanks;
    bool condition; /* an "if" clause */
    bool blow;      /* what the speaker would do is hostile */
    bool refuses;
    bool rejects;
    bool promises;
    bool proposes;
    bool demands;
    bool warns; /* "should not", "must not" to another */
    /* that is the main clause */
    bool refuses_first, promises_first, demands_first;
};

/* "We will not ...", "X would never ..." by the speaker. */
static void read_own_verb(const struct truce_sense *sense, int32_t verb,
                          bool top, struct signs *signs)
{
    bool future =
        truce_stance_has_child(sense, verb, " will would shall can could 'll ");
    bool no = truce_stance_has_child(sense, verb, " not n't never no cannot ");
    if (truce_sense_lemma(sense, verb, " refuse decline "))
        signs->refuses = true;
    if (truce_sense_lemma(sense, verb, " reject dismiss ") && !no)
        signs->rejects = true;
    if (!future)
        return;
    if (no && !truce_sense_lemma(sense, verb, " forget regret hesitate ")) {
        signs->refuses = true;
        signs->refuses_first |= top;
    } else if (truce_sense_lemma(sense, verb,
                                 " respond retaliate answer strike attack hit "
                                 "punish destroy crush bomb react avenge act "
                                 "shoot invade ")) {
        signs->blow = true;
    } else if (!truce_stance_has_child(sense, verb, " can could ") &&
               !truce_tree_passive(&sense->tree, verb) &&
               !truce_sense_lemma(sense, verb,
                                  " watch see consider study think look "
                                  "wait know like ")) {
        signs->promises = true;
        signs->promises_first |= top;
    }
}

static void read_token(const struct truce_stance *s,
                       const struct truce_sense *sense, int32_t token,
                       struct signs *signs)
{
    const struct truce_token *t = &sense->sentence->tokens[token];
    bool named = truce_tree_child(&sense->tree, token, TRUCE_REL_nsubj) >= 0 ||
                 truce_tree_rel(&sense->tree, token) == TRUCE_REL_conj;
    bool must = truce_stance_has_child(sense, token, " must should ought ");
    bool own = truce_stance_own(s, sense, token);
    bool top = t->head < 0 || !inside(s, sense, (size_t)t->head);
    signs->thanks |= truce_sense_lemma(sense, token,
                                       " thank grateful gratitude thankful "
                                       "appreciate thanks indebted ");
    signs->condition |= truce_sense_lemma(sense, token, " if unless ");
    signs->blow |=
        truce_sense_lemma(sense, token, " consequence retaliation ") ||
        (truce_sense_lemma(sense, token, " price ") &&
         truce_sense_lemma(sense, t->head, " pay "));
    if (t->upos == TRUCE_UPOS_VERB && own && named)
        read_own_verb(sense, token, top, signs);
    if (own && truce_sense_lemma(sense, token, " ready willing prepared "))
        signs->proposes = true;
    if (own && t->upos == TRUCE_UPOS_VERB &&
        truce_sense_lemma(sense, token, " commit pledge promise "))
        signs->promises = true;
    if (must && !own) {
        bool no = truce_stance_negated(sense, token);
        *(no ? &signs->warns : &signs->demands) = true;
        signs->demands_first |= top && !no;
    }
    if (own && t->upos == TRUCE_UPOS_VERB &&
        truce_sense_lemma(sense, token, " demand "))
        signs->demands = true;
}

static struct signs read_signs(const struct truce_stance *s)
{
    struct signs signs = {0};
    size_t last, first = truce_stance_first(s, &last);
    for (size_t i = first; i < last; i++) {
        const struct truce_sense *sense = &s->senses->items[i];
        for (size_t k = 0; k < sense->sentence->n_tokens; k++)
            if (inside(s, sense, k) &&
                !(i == s->said->sentence && (int32_t)k == s->said->verb))
                read_token(s, sense, (int32_t)k, &signs);
    }
    return signs;
}

static void extremes(const struct truce_statement *statement, double *least,
                     double *most)
{
    *least = *most = 0;
    for (size_t i = 0; i < statement->n_targets; i++) {
        double stance = statement->targets[i].stance;
        if (isnan(stance))
            continue;
        *least = fmin(*least, stance);
        *most = fmax(*most, stance);
    }
}

const char *truce_stance_act(const struct truce_stance *s)
{
    struct signs signs = read_signs(s);
    double least, most;
    extremes(s->statement, &least, &most);
    if (signs.thanks)
        return "thank";
    if (signs.blow || signs.warns)
        return "warn";
    if (signs.rejects)
        return "reject";
    if (signs.refuses && (signs.refuses_first || least > -0.5))
        return "refuse";
    if (signs.demands_first)
        return "demand";
    if (least < -0.5)
        return "accuse";
    if (signs.demands)
        return "demand";
    if (signs.promises_first || (signs.promises && most < 0.5))
        return "promise";
    if (most >= 0.5)
        return "praise";
    if (signs.proposes)
        return "promise";
    return least <= -0.35 ? "criticise" : s->statement->act;
}
