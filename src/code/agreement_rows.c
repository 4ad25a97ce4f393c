/*
 * The agreements of a document, one row for each: a mention of a text that
 * was told before adds to its row.
 */
#include <stdlib.h>
#include <string.h>

#include "code/agreements_int.h"

static bool kinds_agree(const char *a, const char *b, bool same_noun)
{
    return !strcmp(a, b) || !strcmp(a, "other") || !strcmp(b, "other") ||
           same_noun;
}

static bool dates_agree(struct truce_date a, struct truce_date b)
{
    struct truce_date_span span = {truce_date_first(b), truce_date_last(b)};
    return !truce_date_known(a) || !truce_date_known(b) ||
           truce_date_overlaps(a, span);
}

static bool parties_agree(const struct truce_actors *a,
                          const struct truce_actors *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (truce_actors_have(b, a->items[i].code))
            return true;
    return !a->n || !b->n;
}

/* An earlier agreement of the document that this mention speaks of. */
static size_t find_earlier(const struct truce_agreement_maker *maker,
                           const struct truce_agreement *a, const char *head,
                           bool definite)
{
    size_t best = SIZE_MAX;
    int most = 0;
    for (size_t i = 0; i < maker->out->n_agreements; i++) {
        const struct truce_agreement *old = &maker->out->agreements[i];
        bool noun = maker->heads[i] && head && !strcmp(maker->heads[i], head);
        bool dated = truce_date_known(a->date) && truce_date_known(old->date);
        int score = 0;
        if (!dates_agree(a->date, old->date) ||
            !kinds_agree(a->kind, old->kind, noun) ||
            (!definite && !parties_agree(&a->signatories, &old->signatories)))
            continue;
        if (!dated && !definite && !(a->signatories.n && old->signatories.n))
            continue;
        score = 1 + 4 * dated + 2 * noun + 2 * !strcmp(a->kind, old->kind);
        if (a->name && old->name &&
            (strstr(old->name, a->name) || strstr(a->name, old->name)))
            score += 3;
        if (score >= most) {
            most = score;
            best = i;
        }
    }
    return best;
}

static int merge_into(const struct truce_agreement_maker *maker,
                      struct truce_agreement *old,
                      const struct truce_agreement *a)
{
    if (a->date.day && !old->date.day)
        old->date = a->date;
    else if (!truce_date_known(old->date))
        old->date = a->date;
    if (!strcmp(old->kind, "other"))
        old->kind = a->kind;
    if (!old->name)
        old->name = a->name;
    if (!old->ended)
        old->ended = a->ended;
    if (!old->named.ptr)
        old->named = a->named;
    if (!strcmp(old->event, "mentioned")) {
        old->event = a->event;
        old->event_date = a->event_date;
    }
    if (!old->place.name)
        old->place = a->place;
    if (!truce_date_known(old->follows)) {
        old->follows = a->follows;
        old->follows_text = a->follows_text;
    }
    for (size_t i = 0; i < a->signatories.n; i++)
        if (truce_actors_add(maker->arena, &old->signatories,
                             &a->signatories.items[i]) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

int truce_agreements__put(struct truce_agreement_maker *maker,
                          const struct truce_agreement *a, const char *head,
                          bool definite)
{
    size_t earlier = find_earlier(maker, a, head, definite);
    if (earlier != SIZE_MAX)
        return merge_into(maker, &maker->out->agreements[earlier], a);
    /* only what has a day or parties is worth a row */
    if (!truce_date_known(a->date) && !a->signatories.n)
        return TRUCE_OK;
    if (strcmp(a->event, "signed") && !truce_date_known(a->date) &&
        a->signatories.n < 2)
        return TRUCE_OK;
    if (truce_arena_grow(maker->arena, &maker->out->agreements,
                         maker->out->n_agreements, &maker->cap,
                         sizeof(*a)) < 0 ||
        truce_arena_grow(maker->arena, &maker->heads, maker->out->n_agreements,
                         &maker->heads_cap, sizeof(*maker->heads)) < 0)
        return TRUCE_ENOMEM;
    maker->heads[maker->out->n_agreements] = head;
    maker->out->agreements[maker->out->n_agreements++] = *a;
    return TRUCE_OK;
}

bool truce_agreements__told_before(const struct truce_agreement_maker *maker,
                                   const struct truce_agreement *a)
{
    for (size_t i = 0; i < maker->out->n_agreements; i++)
        if (kinds_agree(a->kind, maker->out->agreements[i].kind, false))
            return true;
    return false;
}

/* "It provides for an immediate ceasefire": what the text told before is. */
bool truce_agreements__tells_kind(struct truce_agreement_maker *maker,
                                  const struct truce_agreement_phrase *p)
{
    struct truce_agreement *last =
        maker->out->n_agreements
            ? &maker->out->agreements[maker->out->n_agreements - 1]
            : NULL;
    if (!last || p->verb < 0 || strcmp(p->hit.code, "ceasefire") != 0 ||
        p->sense->index > last->span.sentence + 2 ||
        !truce_sense_lemma(p->sense, p->verb,
                           " provide include foresee contain envisage "
                           "stipulate comprise "))
        return false;
    if (!strcmp(last->kind, "other"))
        last->kind = p->hit.code;
    return true;
}
