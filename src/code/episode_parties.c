/* Who met in an episode: those of the events told in its sentence, else who
 * is named there, else who acts together in a sentence near by. */
#include <string.h>

#include "code/episodes_int.h"
#include "code/third.h"

int truce_episode__add_parties(const struct truce_gatherer *gatherer,
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

bool truce_episode__has_joint(const struct truce_gatherer *gatherer,
                              size_t sentence)
{
    for (size_t i = 0; i < gatherer->out->n_events; i++)
        if (gatherer->out->events[i].span.sentence == sentence &&
            truce_third_joint(&gatherer->out->events[i]))
            return true;
    return false;
}

/* Parties of the events that the sentence tells, mediators left out; of what
 * they do together where it tells that. */
int truce_episode__event_parties(const struct truce_gatherer *gatherer,
                                 size_t sentence, struct truce_episode *episode)
{
    bool joint = truce_episode__has_joint(gatherer, sentence);
    for (size_t i = 0; i < gatherer->out->n_events; i++) {
        const struct truce_event *event = &gatherer->out->events[i];
        if (event->span.sentence != sentence ||
            (joint && !truce_third_joint(event)))
            continue;
        /* who asks others to talk is not at their table */
        if ((event->type != TRUCE_REQUEST &&
             truce_episode__add_parties(gatherer, &event->source, episode) <
                 0) ||
            truce_episode__add_parties(gatherer, &event->target, episode) < 0)
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

int truce_episode__mention_parties(const struct truce_gatherer *gatherer,
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
        if (truce_episode__add_parties(gatherer, &one, episode) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Who stands between the parties there is no party here. */
static void drop_thirds(const struct truce_gatherer *gatherer, size_t sentence,
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
int truce_episode__parties_around(const struct truce_gatherer *gatherer,
                                  size_t sentence,
                                  struct truce_episode *episode)
{
    static const int steps[] = {-1, -2, 1, -3};
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct truce_episode near = *episode;
        size_t at = sentence + (size_t)steps[i];
        near.parties.n = 0;
        near.parties.items = NULL;
        if ((steps[i] < 0 && sentence < (size_t)-steps[i]) ||
            at >= gatherer->senses->n ||
            !truce_episode__has_joint(gatherer, at))
            continue;
        if (truce_episode__event_parties(gatherer, at, &near) < 0)
            return TRUCE_ENOMEM;
        drop_thirds(gatherer, at, &near.parties);
        if (near.parties.n > 1)
            return truce_episode__add_parties(gatherer, &near.parties, episode);
    }
    return TRUCE_OK;
}
