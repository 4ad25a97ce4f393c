/*
 * Mediation episodes: contact of parties under a third one. They are read off
 * the events that have a mediator or host, and off nouns ("the mediation of
 * Brussels and Washington") that tell of a track without an event. A sentence
 * that only names a role goes to the one that tells the meeting
 * (episode_home.c); who sat there (episode_parties.c), day and place
 * (episode_when.c); sentences about one meeting become one episode
 * (episode_merge.c).
 */
#include <math.h>
#include <string.h>

#include "code/episode_words.h"
#include "code/episodes_int.h"

static bool is_mediator(const char *role)
{
    return !strcmp(role, "mediator") || !strcmp(role, "facilitator") ||
           !strcmp(role, "broker");
}

static int fill_thirds(struct truce_gatherer *gatherer, size_t first,
                       size_t last, struct truce_episode *e)
{
    for (size_t i = first; i < last; i++) {
        const struct truce_mediator *m = &gatherer->mediators.items[i];
        struct truce_actors *to = &e->mediators;
        if (!strcmp(m->role, "host"))
            to = &e->hosts;
        else if (!strcmp(m->role, "witness") || !strcmp(m->role, "observer"))
            continue;
        e->modality = m->planned ? TRUCE_PLANNED : e->modality;
        if (truce_actors_add(gatherer->arena, to, &m->actor) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Do two sides sign something in the sentence? */
static bool two_sign(const struct truce_gatherer *gatherer, size_t sentence)
{
    for (size_t i = 0; i < gatherer->out->n_events; i++) {
        const struct truce_event *event = &gatherer->out->events[i];
        if (event->span.sentence == sentence && event->type == TRUCE_SUPPORT &&
            event->source.n + event->target.n > 1 && event->cameo &&
            !strcmp(event->cameo, "057"))
            return true;
    }
    return false;
}

/* A witness at home has brought the parties there, and so have those in
 * whose presence two sides sign when nobody else did. */
static int fill_witnesses(struct truce_gatherer *gatherer,
                          const struct truce_sense *sense, size_t first,
                          size_t last, struct truce_episode *e)
{
    struct truce_place place = {0};
    if (sense->tree.root < 0 ||
        truce_where_event(gatherer->senses->context, sense->index,
                          (size_t)sense->tree.root, &place) < 0)
        return TRUCE_OK;
    for (size_t i = first; i < last; i++)
        if ((two_sign(gatherer, sense->index) ||
             (place.country &&
              !strcmp(gatherer->mediators.items[i].actor.code,
                      place.country))) &&
            truce_actors_add(gatherer->arena, &e->mediators,
                             &gatherer->mediators.items[i].actor) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

static bool known_mediator(const struct truce_gatherer *gatherer,
                           const char *code)
{
    for (size_t i = 0; i < gatherer->out->n_episodes; i++)
        if (truce_actors_have(&gatherer->out->episodes[i].mediators, code) ||
            truce_actors_have(&gatherer->out->episodes[i].hosts, code))
            return true;
    return false;
}

/* Mediators named together without a meeting: a track each. */
static int add_tracks(struct truce_gatherer *gatherer,
                      const struct truce_episode *e)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < e->mediators.n; i++) {
        struct truce_episode one = *e;
        one.mediators = (struct truce_actors){&e->mediators.items[i], 1};
        rc = truce_episode__add(gatherer, &one);
    }
    return rc;
}

/* "the recent mediation of Brussels and Washington": a track each. */
static int take_bare(struct truce_gatherer *gatherer,
                     const struct truce_mediator *m)
{
    struct truce_episode e = {
        .span = truce_sense_whole(&gatherer->senses->items[m->sentence])};
    e.place.lat = e.place.lon = NAN;
    if (known_mediator(gatherer, m->actor.code) ||
        (!is_mediator(m->role) && strcmp(m->role, "host")))
        return TRUCE_OK;
    if (truce_actors_add(gatherer->arena, &e.mediators, &m->actor) < 0)
        return TRUCE_ENOMEM;
    return truce_episode__add(gatherer, &e);
}

/* International bodies and nobody else. */
static bool only_bodies(const struct truce_actors *actors)
{
    for (size_t i = 0; i < actors->n; i++)
        if (!actors->items[i].sector || strcmp(actors->items[i].sector, "IGO"))
            return false;
    return actors->n > 0;
}

/* All who stand between are the parties of what they were found for: "the
 * group is led by the deputies of A, B and C", who met. */
static bool among_themselves(const struct truce_gatherer *gatherer,
                             size_t first, size_t last)
{
    const struct truce_mediator *items = gatherer->mediators.items;
    for (size_t i = first; i < last; i++) {
        const struct truce_event *event =
            items[i].event < gatherer->out->n_events
                ? &gatherer->out->events[items[i].event]
                : NULL;
        if (!event || !items[i].actor.code ||
            !(truce_actors_have(&event->source, items[i].actor.code) ||
              truce_actors_have(&event->target, items[i].actor.code)))
            return false;
    }
    return last > first + 1;
}

/* The mediators [first, last) of one sentence at one table. */
static int take_sentence(struct truce_gatherer *gatherer, size_t first,
                         size_t last)
{
    const struct truce_mediator *m = &gatherer->mediators.items[first];
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    struct truce_episode e = {.span = truce_sense_whole(sense)};
    e.place.lat = e.place.lon = NAN;
    if (fill_thirds(gatherer, first, last, &e) < 0)
        return TRUCE_ENOMEM;
    if (!e.mediators.n && !e.hosts.n &&
        fill_witnesses(gatherer, sense, first, last, &e) < 0)
        return TRUCE_ENOMEM;
    if (!e.mediators.n && !e.hosts.n)
        return TRUCE_OK;
    if (truce_episode__wished(sense, m->anchor, true))
        e.modality = TRUCE_PLANNED;
    if (truce_episode__event_parties(gatherer, sense->index, &e) < 0 ||
        (e.parties.n < 2 &&
         truce_episode__mention_parties(gatherer, sense, &e) < 0) ||
        (e.parties.n < 2 && !truce_episode__other_matter(sense, m->anchor) &&
         truce_episode__parties_around(gatherer, sense->index, &e) < 0))
        return TRUCE_ENOMEM;
    if (!e.parties.n && among_themselves(gatherer, first, last))
        return TRUCE_OK;
    /* "UN members backed the mediators": nobody met */
    if (only_bodies(&e.parties))
        return take_bare(gatherer, m);
    if (truce_episode_read(gatherer->senses, sense, &e) < 0)
        return TRUCE_ENOMEM;
    if (truce_episode__settle(gatherer, sense, m->anchor, &e) < 0)
        return TRUCE_ENOMEM;
    /* nobody, on no day: a role, no meeting */
    if (!e.parties.n && !(truce_date_known(e.date) &&
                          truce_episode_names_meeting(sense)))
        return TRUCE_OK;
    e.level = truce_episode_level(gatherer->senses, sense, &e);
    return truce_date_known(e.date) || e.place.name || e.mediators.n < 2
               ? truce_episode__add(gatherer, &e)
               : add_tracks(gatherer, &e);
}

static int take_mediators(struct truce_gatherer *gatherer)
{
    struct truce_mediators *all = &gatherer->mediators;
    size_t next;
    for (size_t i = 0; i < all->n; i = next) {
        bool bare = all->items[i].bare;
        next = i + 1;
        while (next < all->n &&
               all->items[next].sentence == all->items[i].sentence) {
            bare = bare && all->items[next].bare;
            next++;
        }
        /* "its neutrality as a mediator": no meeting is told */
        if (!bare && !truce_episode__contact(gatherer, &all->items[i])) {
            for (size_t k = i; k < next; k++)
                all->items[k].bare = true;
            bare = true;
        }
        if (!bare && take_sentence(gatherer, i, next) < 0)
            return TRUCE_ENOMEM;
    }
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].bare && take_bare(gatherer, &all->items[i]) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* Third parties that only the events know. */
static int take_events(struct truce_gatherer *gatherer)
{
    struct truce_mediators *all = &gatherer->mediators;
    for (size_t i = 0; i < gatherer->out->n_events; i++) {
        const struct truce_event *event = &gatherer->out->events[i];
        bool covered = event->type > TRUCE_SUPPORT;
        for (size_t k = 0; k < all->n; k++)
            covered |= all->items[k].sentence == event->span.sentence ||
                       all->items[k].event == i;
        for (size_t k = 0; k < event->n_third && !covered; k++) {
            struct truce_mediator m = {.role = event->third[k].role,
                                       .actor = event->third[k].actor,
                                       .sentence = event->span.sentence,
                                       .planned =
                                           event->modality == TRUCE_PLANNED,
                                       .event = i};
            const struct truce_sense *sense =
                &gatherer->senses->items[m.sentence];
            for (size_t t = 0; t < sense->sentence->n_tokens; t++)
                if (sense->sentence->tokens[t].begin == event->trigger_begin)
                    m.anchor = (int32_t)t;
            if (!m.actor.code ||
                (!is_mediator(m.role) && strcmp(m.role, "host")) ||
                event->modality == TRUCE_NEGATED ||
                (event->type != TRUCE_CONSULT &&
                 !truce_episode_names_meeting(sense)))
                continue;
            if (truce_arena_grow(gatherer->arena, &all->items, all->n,
                                 &all->cap, sizeof(m)) < 0)
                return TRUCE_ENOMEM;
            all->items[all->n++] = m;
            if (take_sentence(gatherer, all->n - 1, all->n) < 0)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}

/* Tracks; who hosts alone; what a party cannot be. */
static void finish(struct truce_gatherer *gatherer)
{
    for (size_t i = 0; i < gatherer->out->n_episodes; i++) {
        struct truce_episode *e = &gatherer->out->episodes[i];
        const struct truce_actors *lead;
        /* who hosts alone has brought them together */
        if (!e->mediators.n) {
            e->mediators = e->hosts;
            e->hosts.n = 0;
        }
        lead = &e->mediators;
        e->track =
            truce_cuebook_track(gatherer->senses->book, lead->items[0].code);
        if (!e->track &&
            !(lead->items[0].kind && !strcmp(lead->items[0].kind, "person")))
            e->track = lead->items[0].name;
        /* a person is no track: where they receive, else their country */
        if (!e->track)
            e->track = e->place.country &&
                               !strcmp(e->place.country, lead->items[0].code)
                           ? e->place.name
                           : lead->items[0].code;
    }
}

/* In order of the sentences where the meetings are told. */
static int copy_mediators(struct truce_gatherer *gatherer)
{
    struct truce_mediators *found, *all = &gatherer->mediators;
    int rc = truce_mediators_get(gatherer->senses, &found);
    for (size_t i = 0; rc == TRUCE_OK && i < found->n; i++) {
        struct truce_mediator m = found->items[i];
        size_t at;
        truce_episode__bring_home(gatherer, &m);
        rc = truce_arena_grow(gatherer->arena, &all->items, all->n, &all->cap,
                              sizeof(*all->items));
        if (rc != TRUCE_OK)
            break;
        for (at = all->n++; at > 0 && all->items[at - 1].sentence > m.sentence;
             at--)
            all->items[at] = all->items[at - 1];
        all->items[at] = m;
    }
    return rc;
}

int truce_extract_episodes(struct truce_context *context)
{
    struct truce_gatherer gatherer = {.arena = context->arena,
                                      .out = context->out};
    int rc = truce_senses_get(context, &gatherer.senses);
    if (rc == TRUCE_OK)
        rc = copy_mediators(&gatherer);
    if (rc == TRUCE_OK)
        rc = take_mediators(&gatherer);
    if (rc == TRUCE_OK)
        rc = take_events(&gatherer);
    if (rc == TRUCE_OK)
        rc = truce_episode__read_on(&gatherer);
    if (rc == TRUCE_OK)
        finish(&gatherer);
    return rc;
}
