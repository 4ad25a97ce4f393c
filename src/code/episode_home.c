/* Where an episode belongs: whether a sentence tells of a meeting at all, or
 * of a wish for one, and which sentence before tells the meeting that a role
 * was played in. */
#include <string.h>

#include "code/episode_words.h"
#include "code/episodes_int.h"
#include "code/third.h"

/* Not "doubts about the neutrality of X as a mediator": a noun under a noun,
 * and no word of a meeting. */
bool truce_episode__contact(const struct truce_gatherer *gatherer,
                            const struct truce_mediator *m)
{
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    const struct truce_token *t = &sense->sentence->tokens[m->anchor];
    return t->upos != TRUCE_UPOS_NOUN || t->head < 0 ||
           sense->sentence->tokens[t->head].upos == TRUCE_UPOS_VERB ||
           !truce_view_eq_nocase(truce_sense_prep(sense, m->anchor),
                                 TRUCE_VIEW("as")) ||
           truce_episode__has_joint(gatherer, m->sentence) ||
           truce_episode_names_meeting(sense);
}

/* "A truce brokered by X has held": another matter than the meeting. */
bool truce_episode__other_matter(const struct truce_sense *sense,
                                 int32_t anchor)
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

/* `agreed` too: "urged them to resume talks under X", "agreed to begin
 * negotiations under X", "are to exchange prisoners with the help of X": no
 * meeting yet. */
bool truce_episode__wished(const struct truce_sense *sense, int32_t token,
                           bool agreed)
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

/* "Ten days of talks broke up": the noun under a measure of time. */
static bool measured(const struct truce_sense *sense, int32_t token)
{
    int32_t head = sense->sentence->tokens[token].head;
    return head >= 0 && truce_tree_rel(&sense->tree, token) == TRUCE_REL_nmod &&
           truce_sense_lemma(sense, head, " day week month hour round year ") &&
           (truce_tree_rel(&sense->tree, head) == TRUCE_REL_nsubj ||
            truce_tree_rel(&sense->tree, head) == TRUCE_REL_obj);
}

/* The word that leads a meeting of two sides: "A meeting between A and B was
 * postponed", "talks to reunify X collapsed"; -1: none. */
static int32_t meeting_noun(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        int32_t token = (int32_t)k;
        enum truce_rel rel = truce_tree_rel(&sense->tree, token);
        if (sense->sentence->tokens[k].upos == TRUCE_UPOS_NOUN &&
            (rel == TRUCE_REL_nsubj || rel == TRUCE_REL_obj ||
             measured(sense, token)) &&
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
    return measured(sense, noun)
               ? sense->sentence->tokens[sense->sentence->tokens[noun].head].head
               : sense->sentence->tokens[noun].head;
}

/* The sentence before that tells the meeting without an event: its noun. */
static void bring_to_noun(const struct truce_gatherer *gatherer,
                          struct truce_mediator *m)
{
    for (size_t back = 1; back <= 2 && back <= m->sentence; back++) {
        const struct truce_sense *sense =
            &gatherer->senses->items[m->sentence - back];
        int32_t noun = meeting_noun(sense);
        int32_t verb = noun < 0 ? -1 : meeting_verb(sense, noun);
        if (verb < 0 || truce_episode_looks_back(sense))
            continue;
        m->sentence -= back;
        m->anchor = verb;
        return;
    }
}

/* Nobody takes part but those who stand between others there. */
static bool only_thirds(const struct truce_gatherer *gatherer,
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
static bool meets_there(const struct truce_gatherer *gatherer,
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
void truce_episode__bring_home(const struct truce_gatherer *gatherer,
                               struct truce_mediator *m)
{
    const struct truce_event *event;
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    bool same;
    if (m->offered || m->bare || !truce_episode__contact(gatherer, m) ||
        truce_episode__wished(sense, m->anchor, false) ||
        truce_episode__other_matter(sense, m->anchor))
        return;
    event = m->event < gatherer->out->n_events
                ? &gatherer->out->events[m->event]
                : NULL;
    same = event && event->span.sentence == m->sentence;
    /* "X, who had hosted the talks, praised A": not what X mediated */
    if (same && truce_episode__is_before(sense, m->anchor) &&
        (truce_actors_have(&event->source, m->actor.code) ||
         truce_actors_have(&event->target, m->actor.code))) {
        event = NULL;
        same = false;
    } else if (!same && meets_there(gatherer, m)) {
        return;
    }
    if (!same && truce_episode__own_day(gatherer, m))
        return;
    if (!event || (!same && !truce_third_joint(event))) {
        bring_to_noun(gatherer, m);
        return;
    }
    /* "X, who had brokered the deal in March, received the two" */
    if (!truce_third_joint(event) ||
        (same && !truce_episode__is_before(sense, m->anchor)) ||
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
