/*
 * Third parties of events. Who stands between the parties is found once a
 * document (mediators.c); here it is told to the events: those of the same
 * sentence, else the act between parties that the sentence goes on about.
 */
#include "code/third.h"

#include <string.h>

#include "code/mediators.h"

/* How far a sentence that only names a role may stand from its event. */
enum { MAX_BACK = 5, MAX_AHEAD = 3 };

void truce_thirds_add(struct truce_thirds *thirds, const char *role,
                      const struct truce_actor *actor)
{
    for (size_t i = 0; i < thirds->n; i++)
        if (truce_slot_same(&thirds->items[i].actor, actor) ||
            (actor->code && thirds->items[i].actor.code &&
             !strcmp(actor->code, thirds->items[i].actor.code))) {
            if (!strcmp(role, "mediator"))
                thirds->items[i].role = role;
            return;
        }
    if (thirds->n < TRUCE_MAX_THIRD && actor->code)
        thirds->items[thirds->n++] = (struct truce_third){role, *actor};
}

int truce_thirds_seek(struct truce_context *context)
{
    struct truce_senses *senses;
    struct truce_mediators *all;
    int rc;
    truce_envoys_settle(context);
    rc = truce_senses_get(context, &senses);
    return rc == TRUCE_OK ? truce_mediators_get(senses, &all) : rc;
}

void truce_thirds_find(const struct truce_scan *scan,
                       struct truce_thirds *thirds)
{
    const struct truce_senses *senses = scan->context->senses;
    const struct truce_mediators *all = senses ? senses->mediators : NULL;
    thirds->n = 0;
    for (size_t i = 0; all && i < all->n; i++)
        if (all->items[i].sentence == scan->sentence && !all->items[i].bare &&
            !all->items[i].offered && !all->items[i].table)
            truce_thirds_add(thirds, all->items[i].role, &all->items[i].actor);
}

static bool is_real(const struct truce_event *event)
{
    return event->modality != TRUCE_NEGATED &&
           event->modality != TRUCE_CONDITIONAL &&
           event->modality != TRUCE_QUESTIONED;
}

bool truce_third_joint(const struct truce_event *event)
{
    return event->type == TRUCE_CONSULT || event->type == TRUCE_AGREE ||
           (event->type == TRUCE_SUPPORT &&
            (!event->cameo || strcmp(event->cameo, "051") != 0)) ||
           event->type == TRUCE_RETREAT || event->type == TRUCE_COOPERATE ||
           (event->type == TRUCE_REJECT && event->source.n >= 2);
}

static bool takes_part(const struct truce_event *event, const char *code)
{
    return truce_actors_have(&event->source, code) ||
           truce_actors_have(&event->target, code);
}

static const struct truce_mediator *
mediator_in(const struct truce_mediators *all, size_t sentence,
            const char *code)
{
    for (size_t i = 0; code && i < all->n; i++)
        if (all->items[i].sentence == sentence &&
            !strcmp(all->items[i].actor.code, code))
            return &all->items[i];
    return NULL;
}

/* "Norway mediated the talks": a meeting of nobody but the third party. */
static bool only_role(const struct truce_mediators *all,
                      const struct truce_event *event)
{
    if (event->type != TRUCE_CONSULT || event->target.n || !event->source.n)
        return false;
    for (size_t i = 0; i < event->source.n; i++)
        if (!mediator_in(all, event->span.sentence,
                         event->source.items[i].code))
            return false;
    return true;
}

/* Countries and bodies of an event besides one. */
static size_t others(const struct truce_event *event, const char *code)
{
    const struct truce_actors *lists[2] = {&event->source, &event->target};
    const char *seen[16];
    size_t n = 0;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->n; i++) {
            const char *own = lists[k]->items[i].code;
            bool known = !own || !strcmp(own, code);
            for (size_t j = 0; j < n && !known; j++)
                known = !strcmp(seen[j], own);
            if (!known && n < 16)
                seen[n++] = own;
        }
    return n;
}

/* "Biden called Sisi", who brokers the truce: a talk among those who stand
 * between others is not what the next one stands between. */
static bool among_thirds(const struct truce_mediators *all,
                         const struct truce_event *event)
{
    for (size_t i = 0; i < all->n; i++)
        if (!all->items[i].offered &&
            all->items[i].sentence != event->span.sentence &&
            takes_part(event, all->items[i].actor.code))
            return true;
    return false;
}

/* Firms, the press, parties and houses seldom stand between others; told in
 * another sentence they are its topic. */
static bool unlikely(const struct truce_actor *actor)
{
    static const char sectors[] =
        " BUS MED PTY OPP LEG MIL COP LAB EDU JUD CVL ";
    return actor->sector && truce_tree_word_in(truce_view_of(actor->sector),
                                               sectors, sizeof sectors - 1);
}

/* How well an event suits a third party named in `sentence`; 0: not. */
static int suits(const struct truce_mediators *all,
                 const struct truce_event *event,
                 const struct truce_mediator *m, struct truce_date today)
{
    size_t at = event->span.sentence;
    size_t away = at > m->sentence ? at - m->sentence : m->sentence - at;
    bool two = event->source.n + event->target.n >= 2;
    int near;
    if ((away && unlikely(&m->actor)) || !is_real(event) ||
        (at > m->sentence && away > MAX_AHEAD) || away > MAX_BACK ||
        only_role(all, event))
        return 0;
    /* before wins over after, and near over far */
    near = 20 - 2 * (int)away - (at > m->sentence ? 9 : 0);
    /* what is still to come has had no mediator yet */
    if (!m->planned && event->modality != TRUCE_PLANNED &&
        truce_date_known(event->date) && truce_date_known(today) &&
        truce_date_cmp(event->date, today) > 0)
        near -= 12;
    /* "under the 2020 statement, brokered by X": no later act */
    if (away && truce_date_known(m->paper) && truce_date_known(event->date) &&
        (m->paper.year != event->date.year ||
         (m->paper.month && event->date.month &&
          m->paper.month != event->date.month)))
        return 0;
    if (takes_part(event, m->actor.code)) {
        if (truce_third_joint(event) && !m->table &&
            others(event, m->actor.code) >= 2)
            return near + 50 + (away ? 0 : 40);
        /* each in turn with those who stand between: "talks with X and Y" */
        return event->type == TRUCE_CONSULT && away < 2 ? 10 - 5 * (int)away
               /* who agrees or praises alone stands between nobody */
               : truce_third_joint(event) && m->table ? !away
                                                      : 0;
    }
    /* "and will send monitors": a promise, no talks */
    if (event->type == TRUCE_AGREE && event->modality == TRUCE_PLANNED)
        return near + 10;
    if (truce_third_joint(event))
        return near + (two && !among_thirds(all, event) ? 60 : 30) +
               (away ? 0 : 40);
    if ((event->type == TRUCE_SANCTION && at <= m->sentence) ||
        event->type == TRUCE_REJECT ||
        (event->type == TRUCE_CONCEDE && (two || !away)))
        return near + 20;
    return two && away < 2 &&
                   (event->type == TRUCE_REQUEST ||
                    event->type == TRUCE_ACCUSE ||
                    event->type == TRUCE_THREATEN)
               ? near
               : 0;
}

static int give(struct truce_context *context, struct truce_event *event,
                const struct truce_mediator *m)
{
    struct truce_third *grown;
    for (size_t i = 0; i < event->n_third; i++)
        if (event->third[i].actor.code &&
            !strcmp(event->third[i].actor.code, m->actor.code)) {
            if (!strcmp(m->role, "mediator"))
                event->third[i].role = m->role;
            return TRUCE_OK;
        }
    grown =
        truce_arena_alloc(context->arena, event->n_third + 1, sizeof(*grown));
    if (!grown)
        return TRUCE_ENOMEM;
    if (event->n_third)
        memcpy(grown, event->third, event->n_third * sizeof(*grown));
    grown[event->n_third++] = (struct truce_third){m->role, m->actor};
    event->third = grown;
    return TRUCE_OK;
}

/* The date within the noun that the word of mediation hangs on. */
static struct truce_date paper_of(const struct truce_senses *senses,
                                  const struct truce_mediator *m)
{
    const struct truce_sense *sense = &senses->items[m->sentence];
    int32_t noun = sense->sentence->tokens[m->anchor].head;
    if (noun >= 0 && truce_tree_rel(&sense->tree, m->anchor) == TRUCE_REL_acl)
        for (size_t i = 0; i < sense->n_dates; i++) {
            int32_t first = (int32_t)sense->dates[i].first;
            if (truce_tree_within(&sense->tree, first, noun) &&
                !truce_tree_within(&sense->tree, first, m->anchor))
                return sense->dates[i].date;
        }
    return (struct truce_date){0, 0, 0};
}

/* "Refugees return under the supervision of X": a term, and no part in the
 * signing that another sentence tells. */
static bool only_here(const struct truce_context *context,
                      const struct truce_mediator *m)
{
    const struct truce_sentence *s = &context->out->text.sentences[m->sentence];
    struct truce_view lemma;
    if (m->anchor < 0 || (size_t)m->anchor >= s->n_tokens)
        return false;
    lemma = s->tokens[m->anchor].lemma;
    return truce_view_eq_text(lemma, "supervision") ||
           truce_view_eq_text(lemma, "oversight");
}

/* Who is said to mediate where no act fits stands between those of the
 * nearest joint act; m->event is set. 0: none. */
static int nearest_joint(const struct truce_coded *out,
                         struct truce_mediator *m)
{
    size_t nearest = SIZE_MAX;
    for (size_t i = 0; i < out->n_events; i++) {
        const struct truce_event *event = &out->events[i];
        size_t at = event->span.sentence;
        size_t away = at > m->sentence ? at - m->sentence : m->sentence - at;
        if (!is_real(event) || !truce_third_joint(event) ||
            takes_part(event, m->actor.code) || away >= nearest)
            continue;
        nearest = away;
        m->event = i;
    }
    return nearest != SIZE_MAX;
}

/* To the best event, and to every joint act of that sentence. */
static int attach_one(struct truce_context *context,
                      const struct truce_mediators *all,
                      struct truce_mediator *m)
{
    struct truce_coded *out = context->out;
    int best = 0, rc = TRUCE_OK;
    m->paper = paper_of(context->senses, m);
    /* in text unlike news who mediates elsewhere mediates something else */
    bool here = context->kind < 0 || only_here(context, m);
    for (size_t i = 0; i < out->n_events; i++) {
        int score;
        if (here && out->events[i].span.sentence != m->sentence)
            continue;
        score = suits(all, &out->events[i], m, context->document->date);
        if (score > best) {
            best = score;
            m->event = i;
        }
    }
    if (!best && !here && !unlikely(&m->actor))
        best = nearest_joint(out, m);
    if (!best)
        return TRUCE_OK;
    rc = give(context, &out->events[m->event], m);
    for (size_t i = 0; i < out->n_events && rc == TRUCE_OK; i++)
        if (out->events[i].span.sentence ==
                out->events[m->event].span.sentence &&
            suits(all, &out->events[i], m, context->document->date) > 29)
            rc = give(context, &out->events[i], m);
    return rc;
}

/* Is the meeting of a third party alone told by another event now? */
static bool told_elsewhere(const struct truce_mediators *all,
                           const struct truce_coded *out, size_t at)
{
    const struct truce_event *event = &out->events[at];
    if (!only_role(all, event))
        return false;
    for (size_t i = 0; i < event->source.n; i++) {
        const struct truce_mediator *m =
            mediator_in(all, event->span.sentence, event->source.items[i].code);
        if (m->event == SIZE_MAX || m->event == at)
            return false;
    }
    return true;
}

void truce_thirds_drop_event(struct truce_context *context, size_t at)
{
    struct truce_coded *out = context->out;
    struct truce_mediators *all = context->senses->mediators;
    memmove(&out->events[at], &out->events[at + 1],
            (out->n_events - at - 1) * sizeof(*out->events));
    out->n_events--;
    for (size_t i = 0; i < all->n; i++) {
        if (all->items[i].event == at)
            all->items[i].event = SIZE_MAX;
        else if (all->items[i].event != SIZE_MAX && all->items[i].event > at)
            all->items[i].event--;
    }
}

static bool mediates(const struct truce_event *event, const char *code)
{
    for (size_t i = 0; i < event->n_third; i++)
        if (event->third[i].actor.code &&
            !strcmp(event->third[i].role, "mediator") &&
            !strcmp(event->third[i].actor.code, code))
            return true;
    return false;
}

/* "The working group is led by the deputies of A, B and C", who met: with
 * every party among the mediators nobody stands between. */
static bool all_between(const struct truce_event *event)
{
    const struct truce_actors *lists[2] = {&event->source, &event->target};
    size_t n = 0;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->n; i++, n++)
            if (!lists[k]->items[i].code ||
                !mediates(event, lists[k]->items[i].code))
                return false;
    return n > 1;
}

static bool holds(const struct truce_actors *list,
                  const struct truce_actor *actor)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].begin == actor->begin &&
            list->items[i].end == actor->end)
            return true;
    return false;
}

/* "The two countries were negotiating": one word for all who meet. */
static bool one_group(const struct truce_actors *list)
{
    return list->n > 1 && list->items[0].begin == list->items[1].begin;
}

/* Told by the very words that tell whom one meets: no one stands between. */
static bool is_side(const struct truce_event *event,
                    const struct truce_third *third)
{
    if (strcmp(third->role, "mediator") != 0)
        return false;
    if (event->mode && !strcmp(event->mode, "third-party"))
        return holds(&event->source, &third->actor) &&
               one_group(&event->source);
    return event->source.n == 1 && event->target.n == 1 &&
           holds(&event->target, &third->actor);
}

/* Who is a party is third only where it mediates between others: a frame
 * that calls every chairman a mediator is not enough. */
static void drop_parties(const struct truce_mediators *all,
                         struct truce_coded *out, size_t at)
{
    struct truce_event *event = &out->events[at];
    bool nobody = all_between(event);
    size_t n = 0;
    for (size_t i = 0; i < event->n_third; i++) {
        const char *code = event->third[i].actor.code;
        bool keep = !code || !takes_part(event, code) ||
                    (event->mode && !strcmp(event->mode, "third-party"));
        /* "Lebanon, which negotiates with X", "X agreed to mediate": with one
         * side only, and of its own doing */
        bool alone =
            (nobody && !keep) ||
            (!keep && others(event, code) < 2 && event->source.n == 1 &&
             event->target.n == 1 && truce_actors_have(&event->source, code) &&
             !(event->type == TRUCE_CONSULT && event->third[i].actor.office));
        for (size_t k = 0; !keep && !alone && k < all->n; k++)
            keep = !strcmp(all->items[k].actor.code, code) &&
                   (all->items[k].sentence == event->span.sentence ||
                    all->items[k].event == at);
        if (keep && !is_side(event, &event->third[i]))
            event->third[n++] = event->third[i];
    }
    event->n_third = n;
}

int truce_thirds_attach(struct truce_context *context)
{
    struct truce_mediators *all = context->senses->mediators;
    struct truce_coded *out = context->out;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < all->n && rc == TRUCE_OK; i++)
        if (!all->items[i].bare && !all->items[i].offered)
            rc = attach_one(context, all, &all->items[i]);
    for (size_t i = out->n_events; rc == TRUCE_OK && i-- > 0;)
        if (told_elsewhere(all, out, i))
            truce_thirds_drop_event(context, i);
    for (size_t i = 0; i < out->n_events; i++)
        drop_parties(all, out, i);
    return rc;
}
