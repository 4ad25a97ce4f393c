/*
 * Reading of a statement: targets are the actors that its words name, and
 * attitude.c gives each what the words around it tell; what nothing tells of
 * stays unknown.
 */
#include "code/stance_int.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "code/hearing.h"

/* In arms against its government, or in opposition to it. */
static bool in_arms(const struct truce_actor *actor)
{
    return actor->sector &&
           (!strcmp(actor->sector, "REB") || !strcmp(actor->sector, "PRE") ||
            !strcmp(actor->sector, "OPP"));
}

bool truce_same_side(const struct truce_actor *a, const struct truce_actor *b)
{
    return a->code && b->code && !strcmp(a->code, b->code) &&
           in_arms(a) == in_arms(b);
}

bool truce_stance_has_child(const struct truce_sense *sense, int32_t token,
                            const char *lemmas)
{
    for (int32_t c = token >= 0 ? sense->tree.first[token] : -1; c >= 0;
         c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, lemmas))
            return true;
    return false;
}

bool truce_stance_negated(const struct truce_sense *sense, int32_t token)
{
    int32_t head = token;
    static const char no[] = " not n't never no neither nor hardly cannot ";
    for (int step = 0; step < 2 && head >= 0; step++) {
        if (truce_stance_has_child(sense, head, no))
            return true;
        /* "no longer trusts" */
        for (int32_t c = sense->tree.first[head]; c >= 0;
             c = sense->tree.next[c])
            if (truce_sense_lemma(sense, c, " long longer ") &&
                truce_stance_has_child(sense, c, " no "))
                return true;
        /* "does nothing to protect" */
        if (truce_sense_lemma(sense, sense->sentence->tokens[head].head,
                              " nothing little ") &&
            truce_tree_rel(&sense->tree, head) == TRUCE_REL_acl)
            return true;
        if (truce_tree_rel(&sense->tree, head) != TRUCE_REL_xcomp)
            return false;
        head = sense->sentence->tokens[head].head;
        if (truce_sense_lemma(sense, head,
                              " fail refuse stop cease decline unable "
                              "deny unwilling "))
            return true;
    }
    return false;
}

/* "accused X of backing Y", "thanked X for hosting": X does it. */
static bool is_blamed_for(const struct truce_stance *s,
                          const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    return s->said->object >= 0 && head == s->said->verb &&
           sense->index == s->said->sentence &&
           truce_tree_rel(&sense->tree, verb) == TRUCE_REL_advcl &&
           truce_stance_has_child(sense, verb, " of for from over ");
}

bool truce_stance_own(const struct truce_stance *s,
                      const struct truce_sense *sense, int32_t verb)
{
    int32_t subjects[4];
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects, 4, NULL);
    if (is_blamed_for(s, sense, verb))
        return false;
    /* "the decision of X to end it" */
    if (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_acl &&
        truce_stance_has_child(sense, verb, " to ")) {
        int32_t owner = truce_tree_child(
            &sense->tree, sense->sentence->tokens[verb].head, TRUCE_REL_nmod);
        const struct truce_mention *m =
            owner >= 0 ? truce_sense_mention(sense, owner) : NULL;
        if (m && m->actor.code)
            return truce_same_side(&m->actor, &s->statement->speaker);
    }
    for (size_t i = 0; i < n; i++) {
        const struct truce_mention *m = truce_sense_mention(sense, subjects[i]);
        if (truce_sense_lemma(sense, subjects[i], " I we "))
            return true;
        if (m && m->actor.code)
            return truce_same_side(&m->actor, &s->statement->speaker);
        /* "his men would turn back" */
        if (truce_sense_lemma(
                sense,
                truce_tree_child(&sense->tree, subjects[i], TRUCE_REL_nmod),
                " my our his her its their "))
            return true;
        if (truce_sense_lemma(sense, subjects[i],
                              " he she it they kingdom country republic "
                              "nation government authority leadership "))
            return true;
        return false;
    }
    return true;
}

size_t truce_stance_first(const struct truce_stance *s, size_t *last)
{
    size_t first = 0;
    while (first < s->senses->n &&
           s->senses->items[first].sentence->end <= s->said->begin)
        first++;
    *last = first;
    while (*last < s->senses->n &&
           s->senses->items[*last].sentence->begin < s->said->end)
        ++*last;
    return first;
}

static bool is_verb(const struct truce_sense *sense, size_t token)
{
    enum truce_upos upos = (enum truce_upos)sense->sentence->tokens[token].upos;
    return upos == TRUCE_UPOS_VERB || upos == TRUCE_UPOS_AUX;
}

static bool wants_verb(enum truce_cue_section section)
{
    return section == TRUCE_FACT_DOER || section == TRUCE_FACT_DONE ||
           section == TRUCE_FACT_DEAL || section == TRUCE_FACT_WANT ||
           section == TRUCE_FACT_SPOIL;
}

/* "had massacred civilians" parsed as having massacred civilians: the verb is
 * the "had" right before; -1: it is none of that. */
static int32_t misread(const struct truce_sense *sense, size_t token)
{
    int32_t noun = sense->sentence->tokens[token].head;
    int32_t have = noun >= 0 ? sense->sentence->tokens[noun].head : -1;
    return have >= 0 && (size_t)have + 1 == token &&
                   truce_sense_lemma(sense, have, " have ")
               ? have
               : -1;
}

/* The word of the cue that counts, or -1 where its class is another. */
static int32_t head_of(const struct truce_sense *sense,
                       const struct truce_cue_hit *hit,
                       enum truce_cue_section section)
{
    if (wants_verb(section)) {
        for (size_t k = hit->first; k <= hit->last; k++) {
            bool amod =
                truce_tree_rel(&sense->tree, (int32_t)k) == TRUCE_REL_amod;
            if (amod && misread(sense, k) >= 0)
                return misread(sense, k);
            if (is_verb(sense, k) && !amod)
                return (int32_t)k;
        }
        return -1;
    }
    for (size_t k = hit->first; k <= hit->last; k++) {
        int32_t up = sense->sentence->tokens[k].head;
        bool top = up < (int32_t)hit->first || up > (int32_t)hit->last;
        bool acts =
            is_verb(sense, k) && section == TRUCE_FACT_IS &&
            truce_tree_rel(&sense->tree, (int32_t)k) != TRUCE_REL_amod &&
            !(truce_tree_rel(&sense->tree, (int32_t)k) == TRUCE_REL_xcomp &&
              truce_sense_lemma(sense, up,
                                " call consider regard brand label deem ")) &&
            truce_tree_child(&sense->tree, (int32_t)k, TRUCE_REL_cop) < 0;
        if (top && !acts &&
            (section != TRUCE_FACT_OWN ||
             sense->sentence->tokens[k].upos == TRUCE_UPOS_NOUN))
            return (int32_t)k;
    }
    return -1;
}

bool truce_stance_next(const struct truce_stance *s,
                       const struct truce_sense *sense,
                       enum truce_cue_section section, size_t *at,
                       struct truce_cue_hit *hit, int32_t *head)
{
    while (truce_sense_next(s->senses, sense, section, at, hit)) {
        const struct truce_token *t = &sense->sentence->tokens[hit->first];
        *head = head_of(sense, hit, section);
        if (*head < 0 || t->begin < s->said->begin || t->begin >= s->said->end)
            continue;
        if (sense->index == s->said->sentence && *head == s->said->verb)
            continue;
        return true;
    }
    return false;
}

/* "X and Y said": Y speaks too. */
static bool speaks_too(const struct truce_stance *s,
                       const struct truce_actor *actor)
{
    const struct truce_sense *sense = &s->senses->items[s->said->sentence];
    int32_t subjects[6];
    size_t n = s->said->verb < 0
                   ? 0
                   : truce_tree_subjects(&sense->tree, s->said->verb, subjects,
                                         6, NULL);
    for (size_t i = 0; n > 1 && i < n; i++) {
        const struct truce_mention *m = truce_sense_mention(sense, subjects[i]);
        if (m && truce_same_side(&m->actor, actor))
            return true;
    }
    return false;
}

static int add_target(struct truce_stance *s, const struct truce_actor *actor)
{
    struct truce_statement *statement = s->statement;
    struct truce_target *grown;
    if (!actor->code || truce_same_side(actor, &statement->speaker) ||
        speaks_too(s, actor))
        return TRUCE_OK;
    for (size_t i = 0; i < statement->n_targets; i++)
        if (truce_same_side(&statement->targets[i].actor, actor))
            return TRUCE_OK;
    if (statement->n_targets >= TRUCE_MAX_SLOT_ACTORS)
        return TRUCE_OK;
    grown = truce_arena_alloc(s->senses->context->arena,
                              statement->n_targets + 1, sizeof(*grown));
    if (!grown)
        return TRUCE_ENOMEM;
    if (statement->n_targets)
        memcpy(grown, statement->targets,
               statement->n_targets * sizeof(*grown));
    grown[statement->n_targets++] = (struct truce_target){*actor, NAN};
    statement->targets = grown;
    return TRUCE_OK;
}

/* Whom the act is aimed at comes first, then in the order of the words. */
static int find_targets(struct truce_stance *s)
{
    const struct truce_said *said = s->said;
    size_t last, first = truce_stance_first(s, &last);
    if (said->object >= 0) {
        struct truce_actors object = {0};
        if (truce_sense_actors(s->senses, &s->senses->items[said->sentence],
                               said->object, &object) < 0)
            return TRUCE_ENOMEM;
        for (size_t i = 0; i < object.n; i++)
            if (add_target(s, &object.items[i]) < 0)
                return TRUCE_ENOMEM;
    }
    for (size_t i = first; i < last; i++) {
        const struct truce_sense *sense = &s->senses->items[i];
        for (size_t k = 0; k < sense->n_mentions; k++) {
            const struct truce_actor *actor = &sense->mentions[k].actor;
            if (actor->begin >= said->begin && actor->end <= said->end &&
                !(actor->kind && !strcmp(actor->kind, "place")) &&
                add_target(s, actor) < 0)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}

/* Acts that a person's words may tell better than "said". */
static bool is_plain(const char *act)
{
    static const char *const plain[] = {"state", "announce", "stress", "insist",
                                        "concede"};
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
        if (!strcmp(act, plain[i]))
            return true;
    return false;
}

int truce_stance_read(struct truce_senses *senses,
                      const struct truce_said *said,
                      struct truce_statement *statement)
{
    double sums[TRUCE_MAX_SLOT_ACTORS] = {0};
    int counts[TRUCE_MAX_SLOT_ACTORS] = {0};
    struct truce_stance s = {.senses = senses,
                             .said = said,
                             .statement = statement,
                             .sums = sums,
                             .counts = counts};
    int rc = find_targets(&s);
    if (rc == TRUCE_OK)
        rc = truce_hearing_read(senses, said, statement);
    if (rc == TRUCE_OK)
        rc = truce_stance_actors(&s);
    for (size_t i = 0; i < statement->n_targets; i++)
        if (counts[i])
            statement->targets[i].stance =
                fmax(-1, fmin(1, sums[i] / counts[i]));
    if (rc == TRUCE_OK)
        rc = truce_stance_issues(&s);
    if (rc == TRUCE_OK && is_plain(statement->act))
        statement->act = truce_stance_act(&s);
    return rc;
}
