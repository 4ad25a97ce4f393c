/*
 * Links of agreements, from the text's own words only: "signed as
 * witnesses", "in the presence of X", "within the Astana process", "in line
 * with the statement of 9 November 2020". See links.h.
 */
#include "code/links.h"

#include <string.h>

/* Words that lead from a new text to the one that it follows. */
static const char *const leads[] = {
    "in line with",       "in accordance with", "building on",
    "built on",           "builds on",          "based on",
    "on the basis of",    "pursuant to",        "following",
    "to implement",       "implementing",       "implementation of",
    "to carry out",       "carried out",        "in continuation of",
    "as agreed in",       "under the terms of", "in pursuance of",
    "in fulfilment of",   "to follow up",       "follow-up to",
    "how the statements", "supplementing",      "in addition to",
    "provisions of"};

#define REACH 60 /* bytes from the lead to the noun */

static bool may_link(const struct truce_actor *actor)
{
    return actor->code && !(actor->kind && !strcmp(actor->kind, "place"));
}

/* The words before the noun that lead to it, or NULL. */
static const char *lead_before(const struct truce_senses *senses,
                               const struct truce_sense *sense, int32_t head)
{
    const struct truce_sentence *s = sense->sentence;
    size_t at = s->tokens[head].begin;
    size_t from = at - s->begin > REACH ? at - REACH : s->begin;
    struct truce_view before = truce_senses_view(senses, from, at);
    const char *found = NULL;
    for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
        if (truce_view_find(before, truce_view_of(leads[i])) != (size_t)-1)
            found = leads[i];
    return found;
}

bool truce_links_over(const struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t head)
{
    return lead_before(senses, sense, head) != NULL;
}

/* The agreement that this sentence or one before tells as made. */
static struct truce_agreement *made_here(struct truce_senses *senses,
                                         size_t sentence)
{
    struct truce_coded *out = senses->context->out;
    struct truce_agreement *found = NULL;
    for (size_t i = 0; i < out->n_agreements; i++)
        if (out->agreements[i].span.sentence == sentence &&
            !strcmp(out->agreements[i].event, "signed"))
            found = found ? found : &out->agreements[i];
    /* a document that is an agreement itself, or one told just before */
    for (size_t i = out->n_agreements; !found && i-- > 0;)
        if (!strcmp(out->agreements[i].event, "signed") &&
            (out->agreements[i].span.sentence + 2 >= sentence ||
             out->agreements[i].n_provisions > 2))
            found = &out->agreements[i];
    return found;
}

/* The latest earlier day that the sentence names behind a lead. */
static void read_follows(struct truce_senses *senses,
                         const struct truce_sense *sense)
{
    struct truce_agreement *a = made_here(senses, sense->index);
    struct truce_cue_hit hit;
    size_t at = 0;
    if (!a || !truce_date_known(a->date))
        return;
    while (truce_sense_next(senses, sense, TRUCE_FACT_AGREEMENT, &at, &hit)) {
        if (!lead_before(senses, sense, (int32_t)hit.last))
            continue;
        for (size_t i = 0; i < sense->n_dates; i++) {
            const struct truce_dated *d = &sense->dates[i];
            if (d->first + 8 < hit.first || d->first > hit.last + 12 ||
                truce_date_cmp(d->date, a->date) >= 0 ||
                truce_date_cmp(d->date, a->follows) <= 0)
                continue;
            a->follows = d->date;
            a->follows_text = truce_senses_view(
                senses, sense->sentence->tokens[hit.first].begin,
                sense->sentence->tokens[d->last].end);
            if (d->first < hit.first)
                a->follows_text = truce_senses_view(
                    senses, sense->sentence->tokens[d->first].begin,
                    sense->sentence->tokens[hit.last].end);
        }
    }
}

/* "the Astana process", "in the Normandy format". */
static int read_process(struct truce_senses *senses,
                        const struct truce_sense *sense)
{
    struct truce_agreement *a = made_here(senses, sense->index);
    const struct truce_sentence *s = sense->sentence;
    for (size_t k = 1; a && !a->process && k < s->n_tokens; k++) {
        size_t first = k;
        if (!truce_sense_lemma(sense, (int32_t)k, " process format track ") ||
            s->tokens[k].upos == TRUCE_UPOS_VERB)
            continue;
        while (first > 0 && (s->tokens[first - 1].upos == TRUCE_UPOS_PROPN))
            first--;
        if (first == k)
            continue;
        a->process = truce_arena_strndup(
            senses->context->arena, senses->text.ptr + s->tokens[first].begin,
            s->tokens[k].end - s->tokens[first].begin);
        if (!a->process)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Is the noun about the text's guard, and which kind of guard? */
static struct truce_actors *guard_list(const struct truce_sense *sense,
                                       struct truce_agreement *a, int32_t k)
{
    if (truce_sense_lemma(sense, k, " guarantor guarantee "))
        return &a->guarantors;
    if (truce_sense_lemma(sense, k, " witness "))
        return &a->witnesses;
    return truce_sense_lemma(sense, k, " presence ") &&
                   truce_view_eq_text(truce_sense_prep(sense, k), "in")
               ? &a->witnesses
               : NULL;
}

static int add_guards(struct truce_senses *senses, struct truce_agreement *a,
                      struct truce_actors *to, struct truce_actors *found)
{
    for (size_t i = 0; i < found->n; i++)
        if (may_link(&found->items[i]) &&
            !truce_actors_have(&a->signatories, found->items[i].code) &&
            truce_actors_add(senses->context->arena, to, &found->items[i]) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* Everyone of the sentence who is no signatory ("with Norway and Cuba as
 * guarantors"), or for "in the presence of" those behind it. */
static int read_guards(struct truce_senses *senses,
                       const struct truce_sense *sense)
{
    struct truce_coded *out = senses->context->out;
    struct truce_agreement *a;
    if (!out->n_agreements)
        return TRUCE_OK;
    a = &out->agreements[out->n_agreements - 1];
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        struct truce_actors *to = guard_list(sense, a, (int32_t)k);
        bool behind = truce_sense_lemma(sense, (int32_t)k, " presence ");
        struct truce_actors found = {0};
        if (!to)
            continue;
        /* "guarantees the safety of traffic" is a term of the text */
        if (sense->sentence->tokens[k].upos == TRUCE_UPOS_VERB &&
            !truce_sense_has(senses, sense, TRUCE_FACT_AGREEMENT, NULL))
            continue;
        for (size_t i = 0; i < sense->n_mentions; i++)
            if ((!behind || sense->mentions[i].first > k) &&
                truce_actors_add(senses->context->arena, &found,
                                 &sense->mentions[i].actor) < 0)
                return TRUCE_ENOMEM;
        if (add_guards(senses, a, to, &found) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

int truce_links_read(struct truce_senses *senses,
                     const struct truce_sense *sense)
{
    int rc;
    if (!sense->sentence->n_tokens)
        return TRUCE_OK;
    rc = read_guards(senses, sense);
    if (rc == TRUCE_OK)
        rc = read_process(senses, sense);
    if (rc == TRUCE_OK)
        read_follows(senses, sense);
    return rc;
}
