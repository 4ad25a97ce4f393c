/*
 * Mediation episodes: contact of parties under a third one. They are read off
 * the events that have a mediator or host, and off nouns ("the mediation of
 * Brussels and Washington") that tell of a track without an event. Sentences
 * about one meeting become one episode.
 */
#include <math.h>
#include <string.h>

#include "code/episode_words.h"
#include "code/mediators.h"
#include "code/third.h"

struct gatherer {
    struct truce_senses *senses;
    struct truce_arena *arena;
    struct truce_coded *out;
    struct truce_mediators mediators; /* a copy that grows; sentence is
                                         where their meeting is told */
    size_t cap;
};

static bool is_mediator(const char *role)
{
    return !strcmp(role, "mediator") || !strcmp(role, "facilitator") ||
           !strcmp(role, "broker");
}

static bool dates_agree(struct truce_date a, struct truce_date b)
{
    return !truce_date_known(a) || !truce_date_known(b) ||
           truce_date_cmp(a, b) == 0 ||
           truce_date_overlaps(a, (struct truce_date_span){truce_date_first(b),
                                                           truce_date_last(b)});
}

static bool shares(const struct truce_actors *a, const struct truce_actors *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (truce_actors_have(b, a->items[i].code))
            return true;
    return false;
}

/* An episode of the document that this one tells again. */
static struct truce_episode *find_same(const struct gatherer *gatherer,
                                       const struct truce_episode *e)
{
    for (size_t i = gatherer->out->n_episodes; i-- > 0;) {
        struct truce_episode *old = &gatherer->out->episodes[i];
        bool thirds = shares(&old->mediators, &e->mediators) ||
                      shares(&old->hosts, &e->mediators) ||
                      shares(&old->mediators, &e->hosts) ||
                      shares(&old->hosts, &e->hosts);
        bool parties = shares(&old->parties, &e->parties) || !old->parties.n ||
                       !e->parties.n;
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

static int merge_into(const struct gatherer *gatherer,
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

static int add_episode(struct gatherer *gatherer, const struct truce_episode *e)
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

static int add_parties(const struct gatherer *gatherer,
                       const struct truce_actors *from,
                       struct truce_episode *episode)
{
    for (size_t i = 0; i < from->n; i++) {
        const struct truce_actor *actor = &from->items[i];
        if (!actor->code ||
            truce_actors_have(&episode->mediators, actor->code) ||
            truce_actors_have(&episode->hosts, actor->code) ||
            (actor->sector &&
             (!strcmp(actor->sector, "MED") || !strcmp(actor->sector, "CVL"))))
            continue;
        if (truce_actors_add(gatherer->arena, &episode->parties, actor) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static bool has_joint(const struct gatherer *gatherer, size_t sentence)
{
    for (size_t i = 0; i < gatherer->out->n_events; i++)
        if (gatherer->out->events[i].span.sentence == sentence &&
            truce_third_joint(&gatherer->out->events[i]))
            return true;
    return false;
}

/* Parties of the events that the sentence tells, mediators left out; of what
 * they do together where it tells that. */
static int event_parties(const struct gatherer *gatherer, size_t sentence,
                         struct truce_episode *episode)
{
    bool joint = has_joint(gatherer, sentence);
    for (size_t i = 0; i < gatherer->out->n_events; i++) {
        const struct truce_event *event = &gatherer->out->events[i];
        if (event->span.sentence != sentence || (joint && !truce_third_joint(event)))
            continue;
        /* who asks others to talk is not at their table */
        if ((event->type != TRUCE_REQUEST &&
             add_parties(gatherer, &event->source, episode) < 0) ||
            add_parties(gatherer, &event->target, episode) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* "the agreement of Pretoria", "the Doha talks": a place, no party. */
static bool of_matter(const struct truce_sense *sense, size_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 &&
           truce_view_eq_text(truce_sense_prep(sense, (int32_t)token), "of") &&
           truce_sense_lemma(sense, head,
                             " agreement accord deal treaty talk statement "
                             "declaration protocol summit conference ");
}

/* "..., X's ministry said": who tells it, no party. */
static bool only_says(const struct truce_sense *sense, size_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 &&
           truce_tree_rel(&sense->tree, (int32_t)token) == TRUCE_REL_nsubj &&
           truce_sense_lemma(sense, head,
                             " say tell announce add urge call appeal ");
}

static int mention_parties(const struct gatherer *gatherer,
                           const struct truce_sense *sense,
                           struct truce_episode *episode)
{
    for (size_t i = 0; i < sense->n_mentions; i++) {
        struct truce_actor actor = sense->mentions[i].actor;
        struct truce_actors one = {&actor, 1};
        bool quoted = truce_senses_quote(gatherer->senses, actor.begin);
        struct truce_view prep =
            truce_sense_prep(sense, (int32_t)sense->mentions[i].head);
        if (quoted || truce_view_eq_text(prep, "in") ||
            truce_view_eq_text(prep, "at") ||
            truce_view_eq_text(prep, "from") ||
            truce_view_eq_text(prep, "under") ||
            of_matter(sense, sense->mentions[i].head) ||
            only_says(sense, sense->mentions[i].head) ||
            (actor.kind && !strcmp(actor.kind, "place")) ||
            (actor.sector && !strcmp(actor.sector, "IGO")))
            continue;
        if (add_parties(gatherer, &one, episode) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Not "doubts about the neutrality of X as a mediator": a noun under a noun,
 * and no word of a meeting. */
static bool tells_contact(const struct gatherer *gatherer,
                          const struct truce_mediator *m)
{
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    const struct truce_token *t = &sense->sentence->tokens[m->anchor];
    return t->upos != TRUCE_UPOS_NOUN || t->head < 0 ||
           sense->sentence->tokens[t->head].upos == TRUCE_UPOS_VERB ||
           !truce_view_eq_nocase(truce_sense_prep(sense, m->anchor),
                                 TRUCE_VIEW("as")) ||
           has_joint(gatherer, m->sentence) ||
           truce_episode_names_meeting(sense);
}

/* "A truce brokered by X has held": another matter than the meeting. */
static bool other_matter(const struct truce_sense *sense, int32_t anchor)
{
    int32_t noun = sense->sentence->tokens[anchor].head;
    if (noun < 0 || truce_tree_rel(&sense->tree, anchor) != TRUCE_REL_acl ||
        !truce_sense_lemma(sense, noun,
                           " truce ceasefire cease-fire agreement deal accord "
                           "round swap exchange pause "))
        return false;
    for (int32_t c = sense->tree.first[noun]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " a an another earlier previous "))
            return true;
    return false;
}

/* Who stands between the parties there is no party here. */
static void drop_thirds(const struct gatherer *gatherer, size_t sentence,
                        struct truce_actors *parties)
{
    size_t n = 0;
    for (size_t i = 0; i < parties->n; i++) {
        bool third = false;
        for (size_t k = 0; k < gatherer->mediators.n; k++)
            third |= gatherer->mediators.items[k].sentence == sentence &&
                     !strcmp(gatherer->mediators.items[k].actor.code,
                             parties->items[i].code);
        if (!third)
            parties->items[n++] = parties->items[i];
    }
    parties->n = n;
}

/* Where a sentence names fewer than two sides: those who act together in
 * one before it, or the next. */
static int parties_around(const struct gatherer *gatherer, size_t sentence,
                          struct truce_episode *episode)
{
    static const int steps[] = {-1, -2, 1, -3};
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct truce_episode near = *episode;
        size_t at = sentence + (size_t)steps[i];
        near.parties.n = 0;
        near.parties.items = NULL;
        if ((steps[i] < 0 && sentence < (size_t)-steps[i]) ||
            at >= gatherer->senses->n || !has_joint(gatherer, at))
            continue;
        if (event_parties(gatherer, at, &near) < 0)
            return TRUCE_ENOMEM;
        drop_thirds(gatherer, at, &near.parties);
        if (near.parties.n > 1)
            return add_parties(gatherer, &near.parties, episode);
    }
    return TRUCE_OK;
}

/* An agreement told in this sentence or up to two before, with its day. */
static const struct truce_agreement *
agreement_near(const struct gatherer *gatherer, size_t sentence)
{
    const struct truce_agreement *found = NULL;
    for (size_t i = 0; i < gatherer->out->n_agreements; i++) {
        const struct truce_agreement *a = &gatherer->out->agreements[i];
        if (a->span.sentence <= sentence && a->span.sentence + 2 >= sentence &&
            truce_date_known(a->date) && !strcmp(a->event, "signed") &&
            (!found || truce_date_cmp(found->date, a->date) <= 0))
            found = a;
    }
    return found;
}

static bool is_before(const struct truce_sense *sense, int32_t verb)
{
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_nocase(sense->sentence->tokens[c].form,
                                 TRUCE_VIEW("had")))
            return true;
    return false;
}

static bool goes_on(const struct truce_sense *sense, int32_t verb)
{
    struct truce_view tag = sense->sentence->tokens[verb].xpos;
    int32_t head = sense->sentence->tokens[verb].head;
    if (head >= 0 && truce_sense_lemma(sense, head, " try seek attempt "))
        tag = sense->sentence->tokens[head].xpos;
    return truce_view_eq_text(tag, "VBZ") || truce_view_eq_text(tag, "VBP") ||
           (truce_view_eq_text(tag, "VBG") && head >= 0 &&
            truce_sense_lemma(sense, head, " try seek attempt "));
}

/* "A and B signed it on Friday. Norway had mediated between the two": the day
 * of what its parties did last before. */
static void take_last_day(const struct gatherer *gatherer,
                          const struct truce_sense *sense,
                          struct truce_episode *e)
{
    for (size_t i = gatherer->out->n_events; i-- > 0 && !sense->n_dates;) {
        const struct truce_event *event = &gatherer->out->events[i];
        size_t at = event->span.sentence;
        if (at >= sense->index || at + 3 < sense->index || !truce_third_joint(event) ||
            event->modality != TRUCE_ASSERTED || !truce_date_known(event->date))
            continue;
        if (shares(&event->source, &e->parties) ||
            shares(&event->target, &e->parties)) {
            e->date = event->date;
            return;
        }
    }
}

/* Does the text stand in the sentence, not carried over from another? */
static bool told_here(const struct gatherer *gatherer,
                      const struct truce_sense *sense, struct truce_view text)
{
    const char *from = gatherer->senses->text.ptr;
    return text.ptr && text.ptr >= from + sense->sentence->begin &&
           text.ptr < from + sense->sentence->end;
}

/* The first day that the sentence tells and that is no mere bound. */
static struct truce_date own_day(const struct truce_sense *sense)
{
    for (size_t i = 0; i < sense->n_dates; i++)
        if (!sense->dates[i].since && sense->dates[i].date.day)
            return sense->dates[i].date;
    return (struct truce_date){0, 0, 0};
}

/* "agreed to a truce, Qatar announced in Doha": a place at a mediator's
 * home, whatever verb it hangs on. */
static int place_of_thirds(const struct gatherer *gatherer,
                           const struct truce_sense *sense,
                           struct truce_episode *e)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        struct truce_place place = {.lat = NAN, .lon = NAN};
        if (sense->sentence->tokens[k].upos != TRUCE_UPOS_VERB)
            continue;
        if (truce_where_event(gatherer->senses->context, sense->index, k,
                              &place) < 0)
            return TRUCE_ENOMEM;
        if (place.country && (truce_actors_have(&e->mediators, place.country) ||
                              truce_actors_have(&e->hosts, place.country))) {
            e->place = place;
            return TRUCE_OK;
        }
    }
    return TRUCE_OK;
}

/* Day and place: told with the act, or those of the agreement near by. */
static int settle_where_when(const struct gatherer *gatherer,
                             const struct truce_sense *sense, int32_t anchor,
                             struct truce_episode *e)
{
    const struct truce_agreement *a = agreement_near(gatherer, sense->index);
    struct truce_view text = {NULL, 0};
    struct truce_date told = {0, 0, 0};
    struct truce_context *context = gatherer->senses->context;
    int rc = truce_when_event(context, sense->index, (size_t)anchor, &e->date,
                              &text);
    bool own = told_here(gatherer, sense, text);
    if (rc == TRUCE_OK)
        rc =
            truce_where_event(context, sense->index, (size_t)anchor, &e->place);
    if (rc == TRUCE_OK && !e->place.name && sense->tree.root >= 0)
        rc = truce_where_event(context, sense->index, (size_t)sense->tree.root,
                               &e->place);
    /* "had mediated in the months before", "mediates", "is trying to": no day
     * of its own */
    if ((!sense->n_dates && is_before(sense, anchor)) ||
        (!own && goes_on(sense, anchor))) {
        e->date = (struct truce_date){0, 0, 0};
        return rc;
    }
    if (e->modality == TRUCE_ASSERTED)
        take_last_day(gatherer, sense, e);
    if (!own && other_matter(sense, anchor)) {
        e->date = (struct truce_date){0, 0, 0};
        return rc;
    }
    if (!text.ptr && sense->index)
        told = own_day(sense);
    if (told.day)
        e->date = told;
    if (rc == TRUCE_OK && !e->place.name)
        rc = place_of_thirds(gatherer, sense, e);
    if (rc < 0 || e->modality != TRUCE_ASSERTED || !a)
        return rc;
    if ((!text.ptr && !told.day) || a->span.sentence == sense->index) {
        if ((!text.ptr && !told.day) || !e->date.day)
            e->date = a->date;
        if (!e->outcome)
            e->outcome = strcmp(a->kind, "joint statement") ? "agreement"
                                                            : "joint statement";
        if (!e->place.name)
            e->place = a->place;
    }
    return e->parties.n < 2 ? add_parties(gatherer, &a->signatories, e)
                            : TRUCE_OK;
}

static int fill_thirds(struct gatherer *gatherer, size_t first, size_t last,
                       struct truce_episode *e)
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

/* A witness at home has brought the parties there. */
static int fill_witnesses(struct gatherer *gatherer,
                          const struct truce_sense *sense, size_t first,
                          size_t last, struct truce_episode *e)
{
    struct truce_place place = {0};
    if (sense->tree.root < 0 ||
        truce_where_event(gatherer->senses->context, sense->index,
                          (size_t)sense->tree.root, &place) < 0)
        return TRUCE_OK;
    for (size_t i = first; place.country && i < last; i++)
        if (!strcmp(gatherer->mediators.items[i].actor.code, place.country) &&
            truce_actors_add(gatherer->arena, &e->mediators,
                             &gatherer->mediators.items[i].actor) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

static bool known_mediator(const struct gatherer *gatherer, const char *code)
{
    for (size_t i = 0; i < gatherer->out->n_episodes; i++)
        if (truce_actors_have(&gatherer->out->episodes[i].mediators, code) ||
            truce_actors_have(&gatherer->out->episodes[i].hosts, code))
            return true;
    return false;
}

/* Mediators named together without a meeting: a track each. */
static int add_tracks(struct gatherer *gatherer, const struct truce_episode *e)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < e->mediators.n; i++) {
        struct truce_episode one = *e;
        one.mediators = (struct truce_actors){&e->mediators.items[i], 1};
        rc = add_episode(gatherer, &one);
    }
    return rc;
}

/* `agreed` too: "urged them to resume talks under X", "agreed to begin
 * negotiations under X", "are to exchange prisoners with the help of X": no
 * meeting yet. */
static bool wished(const struct truce_sense *sense, int32_t token, bool agreed)
{
    for (int step = 0; step < 6 && token >= 0; step++) {
        int32_t head = sense->sentence->tokens[token].head;
        enum truce_rel rel = truce_tree_rel(&sense->tree, token);
        struct truce_view prep = truce_sense_prep(sense, token);
        /* "agreed to meet weekly after talks chaired by X" */
        if (rel == TRUCE_REL_obl && (truce_view_eq_text(prep, "after") ||
                                     truce_view_eq_text(prep, "at") ||
                                     truce_view_eq_text(prep, "following") ||
                                     truce_view_eq_text(prep, "during")))
            return false;
        /* "asked the mediators to organise talks" */
        if (rel == TRUCE_REL_obj &&
            truce_sense_lemma(sense, head, " ask urge request appeal "))
            return true;
        if ((rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp ||
             rel == TRUCE_REL_advcl) &&
            ((truce_sense_lemma(sense, token,
                                " begin resume start continue return hold "
                                "negotiate meet enter engage join pursue "
                                "restart ") &&
              (truce_sense_lemma(sense, head,
                                 " urge call ask demand appeal propose want "
                                 "hope ") ||
               (agreed && truce_sense_lemma(sense, head, " agree ")))) ||
             (rel == TRUCE_REL_xcomp &&
              truce_sense_lemma(sense, head, " be "))))
            return sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB;
        token = head;
    }
    return false;
}

/* "the recent mediation of Brussels and Washington": a track each. */
static int take_bare(struct gatherer *gatherer, const struct truce_mediator *m)
{
    struct truce_episode e = {
        .span = truce_sense_whole(&gatherer->senses->items[m->sentence])};
    e.place.lat = e.place.lon = NAN;
    if (known_mediator(gatherer, m->actor.code) ||
        (!is_mediator(m->role) && strcmp(m->role, "host")))
        return TRUCE_OK;
    if (truce_actors_add(gatherer->arena, &e.mediators, &m->actor) < 0)
        return TRUCE_ENOMEM;
    return add_episode(gatherer, &e);
}

/* International bodies and nobody else. */
static bool only_bodies(const struct truce_actors *actors)
{
    for (size_t i = 0; i < actors->n; i++)
        if (!actors->items[i].sector || strcmp(actors->items[i].sector, "IGO"))
            return false;
    return actors->n > 0;
}

/* The mediators [first, last) of one sentence at one table. */
static int take_sentence(struct gatherer *gatherer, size_t first, size_t last)
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
    if (wished(sense, m->anchor, true))
        e.modality = TRUCE_PLANNED;
    if (event_parties(gatherer, sense->index, &e) < 0 ||
        (e.parties.n < 2 && mention_parties(gatherer, sense, &e) < 0) ||
        (e.parties.n < 2 && !other_matter(sense, m->anchor) &&
         parties_around(gatherer, sense->index, &e) < 0))
        return TRUCE_ENOMEM;
    /* "UN members backed the mediators": nobody met */
    if (only_bodies(&e.parties))
        return take_bare(gatherer, m);
    if (truce_episode_read(gatherer->senses, sense, &e) < 0)
        return TRUCE_ENOMEM;
    if (settle_where_when(gatherer, sense, m->anchor, &e) < 0)
        return TRUCE_ENOMEM;
    e.level = truce_episode_level(gatherer->senses, sense, &e);
    return truce_date_known(e.date) || e.place.name || e.mediators.n < 2
               ? add_episode(gatherer, &e)
               : add_tracks(gatherer, &e);
}

static int take_mediators(struct gatherer *gatherer)
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
        if (!bare && !tells_contact(gatherer, &all->items[i])) {
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
static int take_events(struct gatherer *gatherer)
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
                !truce_episode_names_meeting(sense))
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
static bool tells_other(const struct gatherer *gatherer, size_t episode,
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

static void take_result(const struct gatherer *gatherer, size_t sentence,
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
static int read_on(struct gatherer *gatherer)
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

/* Tracks; who hosts alone; what a party cannot be. */
static void finish(struct gatherer *gatherer)
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

/* "The talks, which opened on May 3, were hosted by X": the day when they
 * began is no other meeting's. */
static bool tells_beginning(const struct truce_sense *sense)
{
    for (size_t i = 0; i < sense->n_dates; i++) {
        int32_t verb = sense->sentence->tokens[sense->dates[i].first].head;
        if (sense->dates[i].since)
            continue;
        for (int step = 0;
             step < 4 && verb >= 0 &&
             sense->sentence->tokens[verb].upos != TRUCE_UPOS_VERB;
             step++)
            verb = sense->sentence->tokens[verb].head;
        if (verb < 0 || truce_tree_rel(&sense->tree, verb) != TRUCE_REL_acl ||
            !truce_sense_lemma(sense, verb, " open begin start resume launch "))
            return false;
    }
    return sense->n_dates > 0;
}

/* "had mediated", "had brokered in March": before the meeting told. */
static bool tells_own_day(const struct gatherer *gatherer,
                          const struct truce_mediator *m)
{
    struct truce_date date;
    struct truce_view text = {NULL, 0};
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    return truce_when_event(gatherer->senses->context, m->sentence,
                            (size_t)m->anchor, &date, &text) == TRUCE_OK &&
           told_here(gatherer, sense, text) && !tells_beginning(sense);
}

/* The word that leads a meeting of two sides: "A meeting between A and B was
 * postponed", "talks to reunify X collapsed"; -1: none. */
static int32_t meeting_noun(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        int32_t token = (int32_t)k;
        enum truce_rel rel = truce_tree_rel(&sense->tree, token);
        if (sense->sentence->tokens[k].upos == TRUCE_UPOS_NOUN &&
            (rel == TRUCE_REL_nsubj || rel == TRUCE_REL_obj) &&
            truce_sense_lemma(sense, token,
                              " meeting talk talks summit round negotiation "
                              "dialogue conference session "))
            return token;
    }
    return -1;
}

/* The verb that says when a meeting is or was to be: "planned for Thursday",
 * else the one that it is subject or object of. */
static int32_t meeting_verb(const struct truce_sense *sense, int32_t noun)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t k = (size_t)noun + 1; k < n && k < (size_t)noun + 24; k++)
        if (truce_tree_rel(&sense->tree, (int32_t)k) == TRUCE_REL_acl &&
            truce_sense_lemma(sense, (int32_t)k,
                              " plan schedule due set expect slate "))
            return (int32_t)k;
    return sense->sentence->tokens[noun].head;
}

/* The sentence before that tells the meeting without an event: its noun. */
static void bring_to_noun(const struct gatherer *gatherer,
                          struct truce_mediator *m)
{
    for (size_t back = 1; back <= 2 && back <= m->sentence; back++) {
        const struct truce_sense *sense =
            &gatherer->senses->items[m->sentence - back];
        int32_t noun = meeting_noun(sense);
        if (noun < 0 || truce_episode_looks_back(sense))
            continue;
        m->sentence -= back;
        m->anchor = meeting_verb(sense, noun);
        return;
    }
}

/* Nobody takes part but those who stand between others there. */
static bool only_thirds(const struct gatherer *gatherer,
                        const struct truce_event *event)
{
    const struct truce_actors *lists[2] = {&event->source, &event->target};
    const struct truce_mediators *all = gatherer->senses->mediators;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->n; i++) {
            bool third = !lists[k]->items[i].code;
            for (size_t j = 0; all && !third && j < all->n; j++)
                third =
                    all->items[j].sentence == event->span.sentence &&
                    !strcmp(all->items[j].actor.code, lists[k]->items[i].code);
            if (!third)
                return false;
        }
    return true;
}

/* Something joint happens in the sentence, besides the mediator's praise. */
static bool meets_there(const struct gatherer *gatherer,
                        const struct truce_mediator *m)
{
    for (size_t i = 0; i < gatherer->out->n_events; i++) {
        const struct truce_event *event = &gatherer->out->events[i];
        if (event->span.sentence == m->sentence && truce_third_joint(event) &&
            !only_thirds(gatherer, event) &&
            !(event->type == TRUCE_SUPPORT &&
              truce_actors_have(&event->source, m->actor.code)))
            return true;
    }
    return false;
}

/* A sentence that only names a role belongs to the one that tells the
 * meeting: the mediator moves there, its anchor to what happened. */
static void bring_home(const struct gatherer *gatherer,
                       struct truce_mediator *m)
{
    const struct truce_event *event;
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    bool same;
    if (m->offered || m->bare || !tells_contact(gatherer, m) ||
        wished(sense, m->anchor, false) || other_matter(sense, m->anchor))
        return;
    event = m->event < gatherer->out->n_events
                ? &gatherer->out->events[m->event]
                : NULL;
    same = event && event->span.sentence == m->sentence;
    /* "X, who had hosted the talks, praised A": not what X mediated */
    if (same && is_before(sense, m->anchor) &&
        (truce_actors_have(&event->source, m->actor.code) ||
         truce_actors_have(&event->target, m->actor.code))) {
        event = NULL;
        same = false;
    } else if (!same && meets_there(gatherer, m)) {
        return;
    }
    if (!same && tells_own_day(gatherer, m))
        return;
    if (!event) {
        bring_to_noun(gatherer, m);
        return;
    }
    /* "X, who had brokered the deal in March, received the two" */
    if (!truce_third_joint(event) || (same && !is_before(sense, m->anchor)) ||
        (event->type >= TRUCE_SUPPORT &&
         !truce_episode_names_meeting(
             &gatherer->senses->items[event->span.sentence])))
        return;
    m->sentence = event->span.sentence;
    m->planned = event->modality == TRUCE_PLANNED;
    sense = &gatherer->senses->items[m->sentence];
    for (size_t t = 0; t < sense->sentence->n_tokens; t++)
        if (sense->sentence->tokens[t].begin == event->trigger_begin)
            m->anchor = (int32_t)t;
}

/* In order of the sentences where the meetings are told. */
static int copy_mediators(struct gatherer *gatherer)
{
    struct truce_mediators *found, *all = &gatherer->mediators;
    int rc = truce_mediators_get(gatherer->senses, &found);
    for (size_t i = 0; rc == TRUCE_OK && i < found->n; i++) {
        struct truce_mediator m = found->items[i];
        size_t at;
        bring_home(gatherer, &m);
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
    struct gatherer gatherer = {.arena = context->arena, .out = context->out};
    int rc = truce_senses_get(context, &gatherer.senses);
    if (rc == TRUCE_OK)
        rc = copy_mediators(&gatherer);
    if (rc == TRUCE_OK)
        rc = take_mediators(&gatherer);
    if (rc == TRUCE_OK)
        rc = take_events(&gatherer);
    if (rc == TRUCE_OK)
        rc = read_on(&gatherer);
    if (rc == TRUCE_OK)
        finish(&gatherer);
    return rc;
}
