/* Day and place of an episode: told with the act, carried over from what its
 * parties did last, or those of the agreement near by. */
#include <math.h>
#include <string.h>

#include "code/episodes_int.h"
#include "code/third.h"

/* An agreement told in this sentence or up to two before, with its day. */
static const struct truce_agreement *
agreement_near(const struct truce_gatherer *gatherer, size_t sentence)
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

bool truce_episode__is_before(const struct truce_sense *sense, int32_t verb)
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
static void take_last_day(const struct truce_gatherer *gatherer,
                          const struct truce_sense *sense,
                          struct truce_episode *e)
{
    for (size_t i = gatherer->out->n_events; i-- > 0 && !sense->n_dates;) {
        const struct truce_event *event = &gatherer->out->events[i];
        size_t at = event->span.sentence;
        if (at >= sense->index || at + 3 < sense->index ||
            !truce_third_joint(event) || event->modality != TRUCE_ASSERTED ||
            !truce_date_known(event->date))
            continue;
        if (truce_episode__shares(&event->source, &e->parties) ||
            truce_episode__shares(&event->target, &e->parties)) {
            e->date = event->date;
            return;
        }
    }
}

/* Does the text stand in the sentence, not carried over from another? */
static bool told_here(const struct truce_gatherer *gatherer,
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
static int place_of_thirds(const struct truce_gatherer *gatherer,
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

/* "the guarantors of the protocol of 1942", "under the November 2020
 * statement, brokered by X": the date is part of a paper's name. */
static bool dates_paper(const struct truce_sense *sense,
                        struct truce_view text, const char *from)
{
    static const char papers[] =
        " agreement accord treaty protocol statement declaration memorandum "
        "deal truce ceasefire armistice convention pact framework charter ";
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        int32_t head = sense->sentence->tokens[k].head;
        if (from + sense->sentence->tokens[k].begin != text.ptr)
            continue;
        while (head >= 0 && head > (int32_t)k &&
               sense->sentence->tokens[head].upos != TRUCE_UPOS_VERB &&
               !truce_sense_lemma(sense, head, papers))
            head = sense->sentence->tokens[head].head;
        return head >= 0 && truce_sense_lemma(sense, head, papers) &&
               (truce_tree_rel(&sense->tree, (int32_t)k) == TRUCE_REL_nmod ||
                truce_tree_rel(&sense->tree, (int32_t)k) == TRUCE_REL_compound);
    }
    return false;
}

/* "A year of mediation by X": no day of its own. */
static bool lasts(const struct truce_sense *sense, int32_t anchor)
{
    int32_t head = sense->sentence->tokens[anchor].head;
    return head >= 0 && truce_tree_rel(&sense->tree, anchor) == TRUCE_REL_nmod &&
           truce_sense_lemma(sense, head, " week month year decade ");
}

/* "in the months before": no matter of one day. */
static bool is_long(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " week month year decade before earlier "
                              "previous ago since "))
            return true;
    return false;
}

/* "Austria has hosted such talks before". */
static bool has_before(const struct truce_sense *sense, int32_t anchor)
{
    bool has = false;
    for (int32_t c = sense->tree.first[anchor]; c >= 0; c = sense->tree.next[c])
        has |= truce_view_eq_nocase(sense->sentence->tokens[c].form,
                                    TRUCE_VIEW("has")) ||
               truce_view_eq_nocase(sense->sentence->tokens[c].form,
                                    TRUCE_VIEW("have"));
    for (size_t k = 0; has && k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " before repeatedly already often past "))
            return true;
    return false;
}

/* Day and place: told with the act, or those of the agreement near by. */
int truce_episode__settle(const struct truce_gatherer *gatherer,
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
    if (own && !e->date.month && dates_paper(sense, text, gatherer->senses->text.ptr)) {
        own = false;
        text.ptr = NULL;
        e->date = (struct truce_date){0, 0, 0};
    }
    if (rc == TRUCE_OK)
        rc =
            truce_where_event(context, sense->index, (size_t)anchor, &e->place);
    if (rc == TRUCE_OK && !e->place.name && sense->tree.root >= 0)
        rc = truce_where_event(context, sense->index, (size_t)sense->tree.root,
                               &e->place);
    /* "had mediated in the months before", "mediates", "is trying to": no day
     * of its own */
    if ((!sense->n_dates && truce_episode__is_before(sense, anchor)) ||
        (!own && (goes_on(sense, anchor) || has_before(sense, anchor)))) {
        e->date = (struct truce_date){0, 0, 0};
        /* "A and B have signed. X had sat with them for five hours" */
        if (!goes_on(sense, anchor) && e->parties.n > 1 &&
            truce_episode__has_joint(gatherer, sense->index) &&
            !is_long(sense))
            take_last_day(gatherer, sense, e);
        return rc;
    }
    if (e->modality == TRUCE_ASSERTED)
        take_last_day(gatherer, sense, e);
    if (!own && (lasts(sense, anchor) ||
                 truce_episode__other_matter(sense, anchor))) {
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
    return e->parties.n < 2
               ? truce_episode__add_parties(gatherer, &a->signatories, e)
               : TRUCE_OK;
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
bool truce_episode__own_day(const struct truce_gatherer *gatherer,
                            const struct truce_mediator *m)
{
    struct truce_date date;
    struct truce_view text = {NULL, 0};
    const struct truce_sense *sense = &gatherer->senses->items[m->sentence];
    return truce_when_event(gatherer->senses->context, m->sentence,
                            (size_t)m->anchor, &date, &text) == TRUCE_OK &&
           told_here(gatherer, sense, text) && !tells_beginning(sense) &&
           !dates_paper(sense, text, gatherer->senses->text.ptr);
}
