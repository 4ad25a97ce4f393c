/* One meeting told in several sentences: later ones fill in what the first
 * left open, or tell it again. */
#include <string.h>

#include "code/episode_words.h"
#include "code/episodes_int.h"

static bool dates_agree(struct truce_date a, struct truce_date b)
{
    return !truce_date_known(a) || !truce_date_known(b) ||
           truce_date_cmp(a, b) == 0 ||
           truce_date_overlaps(a, (struct truce_date_span){truce_date_first(b),
                                                           truce_date_last(b)});
}

bool truce_episode__shares(const struct truce_actors *a,
                           const struct truce_actors *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (truce_actors_have(b, a->items[i].code))
            return true;
    return false;
}

/* An episode of the document that this one tells again. */
static struct truce_episode *find_same(const struct truce_gatherer *gatherer,
                                       const struct truce_episode *e)
{
    for (size_t i = gatherer->out->n_episodes; i-- > 0;) {
        struct truce_episode *old = &gatherer->out->episodes[i];
        bool thirds = truce_episode__shares(&old->mediators, &e->mediators) ||
                      truce_episode__shares(&old->hosts, &e->mediators) ||
                      truce_episode__shares(&old->mediators, &e->hosts) ||
                      truce_episode__shares(&old->hosts, &e->hosts);
        bool parties = truce_episode__shares(&old->parties, &e->parties) ||
                       !old->parties.n || !e->parties.n;
        bool places = !old->place.name || !e->place.name ||
                      !strcmp(old->place.name, e->place.name);
        bool near = old->span.sentence + 2 >= e->span.sentence;
        if (!dates_agree(old->date, e->date) || !parties || !places)
            continue;
        if (thirds || (near && truce_date_known(old->date) &&
                       truce_date_cmp(old->date, e->date) == 0 &&
                       old->modality == e->modality &&
                       (!old->mediators.n || !e->mediators.n)))
            return old;
    }
    return NULL;
}

static int add_all(struct truce_arena *arena, struct truce_actors *to,
                   const struct truce_actors *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (truce_actors_add(arena, to, &from->items[i]) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

static int merge_into(const struct truce_gatherer *gatherer,
                      struct truce_episode *old, const struct truce_episode *e)
{
    if (!truce_date_known(old->date) || (e->date.day && !old->date.day))
        old->date = e->date;
    if (!old->place.name)
        old->place = e->place;
    if (!old->outcome)
        old->outcome = e->outcome;
    if (!old->duration_text.ptr)
        old->duration_text = e->duration_text;
    if (!old->first_since.ptr)
        old->first_since = e->first_since;
    if (!old->level)
        old->level = e->level;
    if (!old->initiator)
        old->initiator = e->initiator;
    if (!old->declined)
        old->declined = e->declined;
    if (e->modality == TRUCE_ASSERTED)
        old->modality = e->modality;
    for (size_t i = 0; i < e->n_formats; i++)
        truce_episode_add_format(old, e->formats[i]);
    if (add_all(gatherer->arena, &old->mediators, &e->mediators) < 0 ||
        add_all(gatherer->arena, &old->hosts, &e->hosts) < 0)
        return TRUCE_ENOMEM;
    return add_all(gatherer->arena, &old->parties, &e->parties);
}

int truce_episode__add(struct truce_gatherer *gatherer,
                       const struct truce_episode *e)
{
    struct truce_episode *same = find_same(gatherer, e);
    if (same)
        return merge_into(gatherer, same, e);
    if (truce_arena_grow(gatherer->arena, &gatherer->out->episodes,
                         gatherer->out->n_episodes, &gatherer->cap,
                         sizeof(*e)) < 0)
        return TRUCE_ENOMEM;
    gatherer->out->episodes[gatherer->out->n_episodes++] = *e;
    return TRUCE_OK;
}

/* "by Friday", "since May": bounds that do not date what is told. */
static bool bounds(const struct truce_sense *sense, const struct truce_dated *d)
{
    return d->since || d->future ||
           (d->first > 0 &&
            truce_sense_lemma(sense, (int32_t)d->first - 1,
                              " by until before within from to ")) ||
           (d->first > 1 &&
            truce_sense_lemma(sense, (int32_t)d->first - 1, " the of early ") &&
            truce_sense_lemma(sense, (int32_t)d->first - 2,
                              " by until before end start ")) ||
           (d->first > 0 &&
            truce_sense_lemma(sense, (int32_t)d->first, " end start middle "));
}

/* Does the sentence tell of another day, or of another meeting? */
static bool tells_other(const struct truce_gatherer *gatherer, size_t episode,
                        const struct truce_sense *sense)
{
    const struct truce_episode *e = &gatherer->out->episodes[episode];
    for (size_t d = 0; d < sense->n_dates; d++)
        if (!bounds(sense, &sense->dates[d]) &&
            !dates_agree(sense->dates[d].date, e->date))
            return true;
    for (size_t j = 0; j < gatherer->out->n_episodes; j++)
        if (j != episode &&
            gatherer->out->episodes[j].span.sentence == sense->index &&
            truce_date_known(gatherer->out->episodes[j].date))
            return true;
    return false;
}

static void take_result(const struct truce_gatherer *gatherer, size_t sentence,
                        struct truce_episode *e)
{
    for (size_t i = 0; i < gatherer->out->n_agreements; i++) {
        const struct truce_agreement *a = &gatherer->out->agreements[i];
        if (a->span.sentence != sentence || strcmp(a->event, "signed") ||
            e->outcome || e->modality != TRUCE_ASSERTED ||
            !dates_agree(a->date, e->date))
            continue;
        e->outcome = strcmp(a->kind, "joint statement") ? "agreement"
                                                        : "joint statement";
        if (!e->place.name)
            e->place = a->place;
    }
}

/* The sentences after an episode's, in its paragraph or the next, go on
 * telling of it while they name no other day. What looks back at other
 * meetings only says who asked or stayed away. */
int truce_episode__read_on(struct truce_gatherer *gatherer)
{
    for (size_t i = 0; i < gatherer->out->n_episodes; i++) {
        struct truce_episode *e = &gatherer->out->episodes[i];
        size_t last = e->span.sentence;
        take_result(gatherer, last, e);
        if (!truce_date_known(e->date))
            continue;
        for (size_t k = last + 1; k < gatherer->senses->n && k < last + 8;
             k++) {
            const struct truce_sense *sense = &gatherer->senses->items[k];
            if (tells_other(gatherer, i, sense))
                break;
            if (truce_episode_looks_back(sense))
                continue;
            if (truce_episode_read(gatherer->senses, sense, e) < 0)
                return TRUCE_ENOMEM;
            take_result(gatherer, k, e);
        }
    }
    return TRUCE_OK;
}
