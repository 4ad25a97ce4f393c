/*
 * Links of agreements, from the text's own words only: "signed as
 * witnesses", "in the presence of X", "within the Astana process", "in line
 * with the statement of 9 November 2020". See links.h.
 */
#include "code/links.h"

#include <string.h>

#include "code/mediators.h"

/* Words that lead from a new text to the one that it follows, in lower case
 * and by their stems. */
static const char *const leads[] = {"in line with",
                                    "in accordance with",
                                    "building on",
                                    "build on",
                                    "built on",
                                    "builds on",
                                    "based on",
                                    "on the basis of",
                                    "pursuant to",
                                    "following",
                                    "to implement",
                                    "implementing",
                                    "implementation of",
                                    "to carry out",
                                    "carried out",
                                    "in continuation of",
                                    "as agreed in",
                                    "under the terms of",
                                    "in pursuance of",
                                    "in fulfilment of",
                                    "in fulfillment of",
                                    "to follow up",
                                    "follow-up to",
                                    "follows up on",
                                    "how the",
                                    "commitment to",
                                    "supplement",
                                    "in addition to",
                                    "provisions of",
                                    "replac",
                                    "supersed",
                                    "succeed",
                                    "takes the place of",
                                    "take the place of",
                                    "amend",
                                    "revis",
                                    "reviv",
                                    "renew",
                                    "extend",
                                    "prolong",
                                    "complement",
                                    "updat",
                                    "as provided for in",
                                    "as foreseen in",
                                    "in conformity with",
                                    "in keeping with",
                                    "under the",
                                    "stems from",
                                    "grew out of",
                                    "adherence to"};

/* Bytes from the lead to the noun. */
enum { REACH = 70 };

static bool may_link(const struct truce_actor *actor)
{
    return actor->code && !(actor->kind && !strcmp(actor->kind, "place"));
}

/* The words before the noun that lead to it, or NULL; the nearest one. */
static const char *lead_before(const struct truce_senses *senses,
                               const struct truce_sense *sense, int32_t head)
{
    const struct truce_sentence *s = sense->sentence;
    size_t at = s->tokens[head].begin, n = 0;
    size_t from = at - s->begin > REACH ? at - REACH : s->begin;
    const char *found = NULL;
    char words[REACH + 1];
    for (size_t k = from; k < at && n < REACH; k++) {
        char c = senses->text.ptr[k];
        words[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
        if (truce_view_find((struct truce_view){words, n},
                            truce_view_of(leads[i])) != (size_t)-1)
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

/* Nouns of texts, also those too general to be an agreement by themselves. */
static bool is_text(const struct truce_sense *sense, size_t k)
{
    return truce_sense_lemma(sense, (int32_t)k,
                             " statement agreement accord deal declaration "
                             "protocol memorandum treaty document roadmap "
                             "ceasefire truce plan pact package communique "
                             "understanding framework annex ") &&
           sense->sentence->tokens[k].upos != TRUCE_UPOS_VERB;
}

/* Does the date belong to the text: "the statement of November 9, 2020,
 * January 11, 2021, and ...", "the May 1994 ceasefire"? */
static bool dates_text(const struct truce_sense *sense, size_t noun,
                       const struct truce_dated *d)
{
    if (d->last < noun)
        return d->last + 4 >= noun && d->first > 0 &&
               !truce_sense_lemma(sense, (int32_t)d->first - 1,
                                  " on since until by in ");
    for (size_t k = noun + 1; k < d->first; k++)
        if (sense->sentence->tokens[k].upos == TRUCE_UPOS_VERB &&
            !truce_sense_lemma(sense, (int32_t)k, " sign reach date conclude "))
            return false;
    return d->first < noun + 24;
}

/* The latest earlier day that the sentence names for a text behind a lead. */
static void read_follows(struct truce_senses *senses,
                         const struct truce_sense *sense)
{
    struct truce_agreement *a = made_here(senses, sense->index);
    if (!a || !truce_date_known(a->date))
        return;
    for (size_t k = 1; k < sense->sentence->n_tokens; k++) {
        if (!is_text(sense, k) || !lead_before(senses, sense, (int32_t)k))
            continue;
        for (size_t i = 0; i < sense->n_dates; i++) {
            const struct truce_dated *d = &sense->dates[i];
            size_t first = d->first < k ? d->first : k;
            size_t last = d->first < k ? k : d->last;
            if (!dates_text(sense, k, d) ||
                truce_date_cmp(d->date, a->date) >= 0 ||
                truce_date_cmp(d->date, a->follows) <= 0)
                continue;
            a->follows = d->date;
            a->follows_text =
                truce_senses_view(senses, sense->sentence->tokens[first].begin,
                                  sense->sentence->tokens[last].end);
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

/* "The signing was witnessed by X": of the text told before. */
static bool tells_signing(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " signing ceremony signature document text "))
            return true;
    return false;
}

/* Those whom the finder of third parties calls witness or guarantor here:
 * "signed as witnesses", "watched the ceremony", "countersigned by X". */
static int read_roles(struct truce_senses *senses,
                      const struct truce_sense *sense,
                      struct truce_agreement *a)
{
    struct truce_mediators *all;
    int rc = truce_mediators_get(senses, &all);
    for (size_t i = 0; rc == TRUCE_OK && i < all->n; i++) {
        const struct truce_mediator *m = &all->items[i];
        struct truce_actors one = {.n = 1};
        struct truce_actor actor = m->actor;
        one.items = &actor;
        if (m->sentence != sense->index || m->offered)
            continue;
        if (!strcmp(m->role, "witness"))
            rc = add_guards(senses, a, &a->witnesses, &one);
        else if (!strcmp(m->role, "guarantor"))
            rc = add_guards(senses, a, &a->guarantors, &one);
    }
    return rc;
}

/* Who stands with the word in the sentence: for "in the presence of" and
 * "witnessed by" those behind it, for "signed as witnesses" all who are no
 * signatories. */
static int read_guards(struct truce_senses *senses,
                       const struct truce_sense *sense)
{
    struct truce_coded *out = senses->context->out;
    struct truce_agreement *a = made_here(senses, sense->index);
    if (!out->n_agreements)
        return TRUCE_OK;
    if (!a)
        a = &out->agreements[out->n_agreements - 1];
    if (read_roles(senses, sense, a) < 0)
        return TRUCE_ENOMEM;
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        struct truce_actors *to = guard_list(sense, a, (int32_t)k);
        bool verb = sense->sentence->tokens[k].upos == TRUCE_UPOS_VERB;
        bool behind = truce_sense_lemma(sense, (int32_t)k, " presence ") ||
                      (verb && truce_tree_passive(&sense->tree, (int32_t)k));
        struct truce_actors found = {0};
        if (!to || to->n)
            continue;
        /* "guarantees the safety of traffic" is a term of the text */
        if (verb &&
            !truce_sense_has(senses, sense, TRUCE_FACT_AGREEMENT, NULL) &&
            !tells_signing(sense))
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
