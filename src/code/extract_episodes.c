/*
 * Mediation episodes: contact of parties under a third one. They are read off
 * the events that have a mediator or host, and off nouns ("the mediation of
 * Brussels and Washington") that tell of a track without an event. Sentences
 * about one meeting become one episode.
 */
#include <math.h>
#include <string.h>

#include "code/mediators.h"

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

static bool names_meeting(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " meet meeting talk talks negotiation summit "
                              "mediation mediate negotiate host round "
                              "dialogue broker facilitate conference call "
                              "speak consultation discuss deal agreement "
                              "ceasefire accord sign truce "))
            return true;
    return false;
}

static void add_format(struct truce_episode *episode, const char *format)
{
    for (size_t i = 0; i < episode->n_formats; i++)
        if (!strcmp(episode->formats[i], format))
            return;
    if (episode->n_formats < 4)
        episode->formats[episode->n_formats++] = format;
}

/* Rank of an office: 3 leaders, 2 ministers, 1 envoys, 0 unknown. */
static int office_rank(const struct truce_actor *actor)
{
    static const struct {
        const char *word;
        int rank;
    } rows[] = {{"envoy", 1},
                {"ambassador", 1},
                {"deputy", 1},
                {"representative", 1},
                {"negotiator", 1},
                {"secretary-general", 3},
                {"secretary of state", 2},
                {"foreign secretary", 2},
                {"deputy prime", 2},
                {"prime minister", 3},
                {"minister", 2},
                {"vice", 2},
                {"president", 3},
                {"king", 3},
                {"emir", 3},
                {"chancellor", 3},
                {"leader", 3},
                {"premier", 3},
                {"crown prince", 3},
                {"high representative", 2},
                {"commander", 1}};
    for (size_t i = 0; actor->office && i < sizeof(rows) / sizeof(rows[0]); i++)
        if (strstr(actor->office, rows[i].word))
            return rows[i].rank;
    return 0;
}

static const char *level_of(const struct truce_senses *senses,
                            const struct truce_sense *sense,
                            const struct truce_episode *episode)
{
    static const char *const names[] = {NULL, "envoys", "ministers", "leaders"};
    struct truce_cue_hit hit;
    size_t at = 0;
    int rank = 0, lowest = 4;
    for (size_t i = 0; i < episode->parties.n; i++) {
        rank = office_rank(&episode->parties.items[i]);
        if (rank && rank < lowest)
            lowest = rank;
    }
    if (lowest < 4)
        return names[lowest];
    while (truce_sense_next(senses, sense, TRUCE_FACT_LEVEL, &at, &hit))
        return hit.code;
    for (size_t i = 0; i < episode->mediators.n; i++) {
        rank = office_rank(&episode->mediators.items[i]);
        if (rank)
            return names[rank];
    }
    return NULL;
}

/* "after four days of talks", "talks lasting several hours". */
static struct truce_view find_duration(const struct truce_senses *senses,
                                       const struct truce_sense *sense)
{
    const struct truce_sentence *s = sense->sentence;
    bool talks = false;
    for (size_t k = 0; k < s->n_tokens; k++)
        talks |= truce_sense_lemma(sense, (int32_t)k,
                                   " talk talks negotiation mediate meet "
                                   "meeting discussion last session ");
    for (size_t k = 0; talks && k + 1 < s->n_tokens; k++) {
        bool count = truce_sense_number(sense, k) > 0 ||
                     truce_sense_lemma(sense, (int32_t)k, " several many few ");
        bool bound =
            k > 0 && truce_sense_lemma(sense, (int32_t)k - 1,
                                       " within in next every to by from of ");
        size_t unit = k + 1;
        if (!count || bound)
            continue;
        if (unit + 1 < s->n_tokens &&
            (truce_view_eq_text(s->tokens[unit].form, "-") ||
             truce_sense_lemma(sense, (int32_t)unit, " straight long ")))
            unit++;
        if (truce_sense_lemma(sense, (int32_t)unit,
                              " hour day week month year ") &&
            !(unit + 1 < s->n_tokens &&
              truce_sense_lemma(sense, (int32_t)unit + 1,
                                " ago later earlier before old ")))
            return truce_senses_view(senses, s->tokens[k].begin,
                                     s->tokens[unit].end);
    }
    return (struct truce_view){NULL, 0};
}

/* "the first time Russia initiated ... since the invasion". */
static struct truce_view find_first(const struct truce_senses *senses,
                                    const struct truce_sense *sense)
{
    const struct truce_sentence *s = sense->sentence;
    for (size_t k = 0; k + 1 < s->n_tokens; k++) {
        if (!truce_sense_lemma(sense, (int32_t)k, " first "))
            continue;
        for (size_t j = k + 1; j < s->n_tokens; j++)
            if (truce_sense_lemma(sense, (int32_t)j, " since "))
                return truce_senses_view(senses, s->tokens[k].begin, s->end);
    }
    return (struct truce_view){NULL, 0};
}

static void read_outcome(const struct gatherer *gatherer,
                         const struct truce_sense *sense,
                         struct truce_episode *episode)
{
    static const char *const order[] = {"none", "cancelled", "joint statement",
                                        "agreement"};
    for (size_t i = 0; i < 4; i++) {
        if (!truce_sense_has(gatherer->senses, sense, TRUCE_FACT_OUTCOME,
                             order[i]))
            continue;
        if (!episode->outcome || i < 2)
            episode->outcome = order[i];
        return;
    }
}

static void read_sentence(const struct gatherer *gatherer,
                          const struct truce_sense *sense,
                          struct truce_episode *episode)
{
    struct truce_cue_hit hit;
    size_t at = 0;
    while (
        truce_sense_next(gatherer->senses, sense, TRUCE_FACT_FORMAT, &at, &hit))
        add_format(episode, hit.code);
    if (!episode->duration_text.ptr)
        episode->duration_text = find_duration(gatherer->senses, sense);
    if (!episode->first_since.ptr)
        episode->first_since = find_first(gatherer->senses, sense);
    read_outcome(gatherer, sense, episode);
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
    if (e->modality == TRUCE_ASSERTED)
        old->modality = e->modality;
    for (size_t i = 0; i < e->n_formats; i++)
        add_format(old, e->formats[i]);
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

static bool is_joint(const struct truce_event *event)
{
    return event->type == TRUCE_CONSULT || event->type == TRUCE_AGREE ||
           event->type == TRUCE_SUPPORT || event->type == TRUCE_RETREAT ||
           event->type == TRUCE_COOPERATE;
}

static bool has_joint(const struct gatherer *gatherer, size_t sentence)
{
    for (size_t i = 0; i < gatherer->out->n_events; i++)
        if (gatherer->out->events[i].span.sentence == sentence &&
            is_joint(&gatherer->out->events[i]))
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
        if (event->span.sentence != sentence || (joint && !is_joint(event)))
            continue;
        if (add_parties(gatherer, &event->source, episode) < 0 ||
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
            (actor.kind && !strcmp(actor.kind, "place")) ||
            (actor.sector && !strcmp(actor.sector, "IGO")))
            continue;
        if (add_parties(gatherer, &one, episode) < 0)
            return TRUCE_ENOMEM;
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
        if (at >= sense->index || at + 3 < sense->index || !is_joint(event) ||
            event->modality != TRUCE_ASSERTED || !truce_date_known(event->date))
            continue;
        if (shares(&event->source, &e->parties) ||
            shares(&event->target, &e->parties)) {
            e->date = event->date;
            return;
        }
    }
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
    if (rc == TRUCE_OK)
        rc =
            truce_where_event(context, sense->index, (size_t)anchor, &e->place);
    if (rc == TRUCE_OK && !e->place.name && sense->tree.root >= 0)
        rc = truce_where_event(context, sense->index, (size_t)sense->tree.root,
                               &e->place);
    /* "had mediated in the months before", "mediates", "is trying to": no day
     * of its own */
    if ((!sense->n_dates && is_before(sense, anchor)) ||
        (!text.ptr && goes_on(sense, anchor))) {
        e->date = (struct truce_date){0, 0, 0};
        return rc;
    }
    if (e->modality == TRUCE_ASSERTED)
        take_last_day(gatherer, sense, e);
    if (!text.ptr && sense->n_dates && sense->index)
        told = truce_sense_date(sense, (size_t)anchor);
    if (told.day)
        e->date = told;
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

/* "urged them to resume talks under X", "agreed to begin negotiations under
 * X", "are to exchange prisoners with the help of X": no meeting yet. */
static bool wished(const struct truce_sense *sense, int32_t token)
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
        if ((rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp ||
             rel == TRUCE_REL_advcl) &&
            ((truce_sense_lemma(sense, token,
                                " begin resume start continue return hold "
                                "negotiate meet ") &&
              truce_sense_lemma(sense, head,
                                " urge call ask demand appeal agree propose "
                                "want hope ")) ||
             (rel == TRUCE_REL_xcomp &&
              truce_sense_lemma(sense, head, " be "))))
            return sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB;
        token = head;
    }
    return false;
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
    if (wished(sense, m->anchor))
        e.modality = TRUCE_PLANNED;
    if (event_parties(gatherer, sense->index, &e) < 0 ||
        (e.parties.n < 2 && mention_parties(gatherer, sense, &e) < 0))
        return TRUCE_ENOMEM;
    read_sentence(gatherer, sense, &e);
    if (settle_where_when(gatherer, sense, m->anchor, &e) < 0)
        return TRUCE_ENOMEM;
    e.level = level_of(gatherer->senses, sense, &e);
    return truce_date_known(e.date) || e.place.name || e.mediators.n < 2
               ? add_episode(gatherer, &e)
               : add_tracks(gatherer, &e);
}

/* "the recent mediation of Brussels and Washington": a track each. */
static int take_bare(struct gatherer *gatherer, const struct truce_mediator *m)
{
    struct truce_episode e = {
        .span = truce_sense_whole(&gatherer->senses->items[m->sentence])};
    e.place.lat = e.place.lon = NAN;
    if (known_mediator(gatherer, m->actor.code))
        return TRUCE_OK;
    if (truce_actors_add(gatherer->arena, &e.mediators, &m->actor) < 0)
        return TRUCE_ENOMEM;
    return add_episode(gatherer, &e);
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
                event->modality == TRUCE_NEGATED || !names_meeting(sense))
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

/* The sentences after an episode's, in its paragraph or the next, go on
 * telling of it while they name no other day. */
static void read_on(struct gatherer *gatherer)
{
    for (size_t i = 0; i < gatherer->out->n_episodes; i++) {
        struct truce_episode *e = &gatherer->out->episodes[i];
        size_t last = e->span.sentence;
        if (!truce_date_known(e->date))
            continue;
        for (size_t k = last + 1; k < gatherer->senses->n && k < last + 8;
             k++) {
            const struct truce_sense *sense = &gatherer->senses->items[k];
            bool other = false;
            for (size_t d = 0; d < sense->n_dates; d++)
                other |= !dates_agree(sense->dates[d].date, e->date);
            for (size_t j = 0; j < gatherer->out->n_episodes; j++)
                other |= j != i &&
                         gatherer->out->episodes[j].span.sentence == k &&
                         truce_date_known(gatherer->out->episodes[j].date);
            if (other)
                break;
            if (names_meeting(sense))
                read_sentence(gatherer, sense, e);
        }
    }
}

static int32_t subject_of(const struct truce_sense *sense, const char *lemmas,
                          size_t *verb)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        int32_t subject[1];
        if (sense->sentence->tokens[k].upos == TRUCE_UPOS_VERB &&
            truce_sense_lemma(sense, (int32_t)k, lemmas) &&
            truce_tree_subjects(&sense->tree, (int32_t)k, subject, 1, NULL)) {
            *verb = k;
            return subject[0];
        }
    }
    return -1;
}

static int set_actor(struct gatherer *gatherer, const struct truce_sense *sense,
                     const char *lemmas, struct truce_actor **out)
{
    size_t verb;
    const struct truce_mention *m =
        truce_sense_mention(sense, subject_of(sense, lemmas, &verb));
    if (*out || !m || !m->actor.code)
        return TRUCE_OK;
    *out = truce_arena_alloc(gatherer->arena, 1, sizeof(**out));
    if (!*out)
        return TRUCE_ENOMEM;
    **out = m->actor;
    return TRUCE_OK;
}

/* Tracks, formats that the numbers of those present imply, initiators. */
static int finish(struct gatherer *gatherer)
{
    for (size_t i = 0; i < gatherer->out->n_episodes; i++) {
        struct truce_episode *e = &gatherer->out->episodes[i];
        const struct truce_sense *sense =
            &gatherer->senses->items[e->span.sentence];
        const struct truce_actors *lead;
        /* who hosts alone has brought them together */
        if (!e->mediators.n) {
            e->mediators = e->hosts;
            e->hosts.n = 0;
        }
        lead = &e->mediators;
        e->track =
            truce_cuebook_track(gatherer->senses->book, lead->items[0].code);
        if (!e->track)
            e->track = lead->items[0].name;
        if (set_actor(gatherer, sense,
                      " initiate propose offer convene invite ",
                      &e->initiator) < 0 ||
            set_actor(gatherer, sense, " decline refuse boycott skip ",
                      &e->declined) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* "had mediated", "had brokered in March": before the meeting told. */
static bool tells_own_day(const struct gatherer *gatherer,
                          const struct truce_mediator *m)
{
    struct truce_date date;
    struct truce_view text = {NULL, 0};
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    return !is_before(sense, m->anchor) &&
           truce_when_event(gatherer->senses->context, m->sentence,
                            (size_t)m->anchor, &date, &text) == TRUCE_OK &&
           text.ptr;
}

/* A sentence that only names a role belongs to the one that tells the
 * meeting: the mediator moves there, its anchor to what happened. */
static void bring_home(const struct gatherer *gatherer,
                       struct truce_mediator *m)
{
    const struct truce_event *event;
    const struct truce_sense *sense;
    if (m->event >= gatherer->out->n_events)
        return;
    event = &gatherer->out->events[m->event];
    if (!is_joint(event) || m->offered)
        return;
    if (event->span.sentence == m->sentence) {
        /* "X, who had brokered the deal in March, received the two" */
        sense = &gatherer->senses->items[m->sentence];
        if (!is_before(sense, m->anchor))
            return;
    } else if (has_joint(gatherer, m->sentence) ||
               tells_own_day(gatherer, m)) {
        return;
    }
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
    if (rc == TRUCE_OK) {
        read_on(&gatherer);
        rc = finish(&gatherer);
    }
    return rc;
}
