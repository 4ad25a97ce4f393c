/*
 * Numbers and days of a mission. A bare number is its size only next to a
 * word of troops and not where they were lost; a stretch of time is its term
 * only where the sentence speaks of a mandate, an extension, a stay; "since"
 * with a verb of presence gives the start. See mission_terms.h.
 */
#include "code/mission_terms.h"

#include <string.h>

/* Sentences behind the one of the mission that are read with it. */
enum { MAX_ON = 3 };

static const char people[] =
    " troop troops soldier peacekeeper monitor observer personnel man men "
    "servicemen serviceman officer police staff policeman gendarme people ";

static bool near_lemma(const struct truce_sense *sense, size_t from, size_t to,
                       const char *lemmas)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t k = from; k < to && k < n; k++)
        if (truce_sense_lemma(sense, (int32_t)k, lemmas))
            return true;
    return false;
}

static size_t back(size_t token, size_t by)
{
    return token > by ? token - by : 0;
}

/* "killed 170 peacekeepers", "600 additional soldiers", "20 of its troops":
 * not the strength. */
static bool not_strength(const struct truce_sense *sense, size_t k, size_t noun)
{
    int32_t verb = sense->sentence->tokens[noun].head;
    return near_lemma(sense, k, noun,
                      " additional more another extra further other of ") ||
           near_lemma(sense, back(k, 2), k, " another additional extra ") ||
           (verb >= 0 &&
            truce_sense_lemma(sense, verb,
                              " kill lose die wound injure attack capture "
                              "abduct detain "));
}

/* "A 10,000-strong force", "a battalion of 500", "numbers about 4,500",
 * "the number of observers to 1,000". */
static bool counts_force(const struct truce_sense *sense, size_t k)
{
    size_t n = sense->sentence->n_tokens;
    if (near_lemma(sense, k + 1, k + 3, " strong "))
        return true;
    for (size_t j = back(k, 3); j < k; j++) {
        bool of = truce_sense_lemma(sense, (int32_t)j, " of ") && j > 0 &&
                  truce_sense_lemma(sense, (int32_t)j - 1,
                                    " force contingent mission battalion "
                                    "strength ceiling team total brigade ");
        bool counts =
            truce_sense_lemma(sense, (int32_t)j, " number total comprise ") &&
            sense->sentence->tokens[j].upos == TRUCE_UPOS_VERB;
        if (of || counts)
            return true;
    }
    return k > 1 && k < n && truce_sense_lemma(sense, (int32_t)k - 1, " to ") &&
           near_lemma(sense, back(k, 8), k, " number strength ceiling size ") &&
           near_lemma(sense, back(k, 14), k,
                      " raise increase cut reduce boost bring expand ");
}

/* 0 where none is told; `total` where it is said to be that of the whole. */
static long size_in(const struct truce_sense *sense, bool *total)
{
    size_t n = sense->sentence->n_tokens;
    long size = 0;
    *total = false;
    for (size_t k = 0; k + 1 < n; k++) {
        double number = truce_sense_number(sense, k);
        size_t j = k + 1;
        if (number < 10 || sense->sentence->tokens[k].form.len == 0 ||
            near_lemma(sense, j, j + 1,
                       " year month day week kilometre km "
                       "percent country "))
            continue;
        if (counts_force(sense, k)) {
            *total = true;
            return (long)number;
        }
        while (j < k + 4 && j + 1 < n &&
               (sense->sentence->tokens[j].upos == TRUCE_UPOS_ADJ ||
                sense->sentence->tokens[j].upos == TRUCE_UPOS_PROPN))
            j++;
        if (truce_sense_lemma(sense, (int32_t)j, people) && !size &&
            !near_lemma(sense, j + 1, j + 2, " carrier ") &&
            !not_strength(sense, k, j))
            size = (long)number;
    }
    return size;
}

/* Several contingents side by side: "French troops ... 200 soldiers", each
 * its own number near its noun. */
static long size_near(const struct truce_sense *sense,
                      const struct truce_cue_hit *hit)
{
    size_t to = hit->last + 12;
    for (size_t k = back(hit->first, 5);
         k < to && k + 1 < sense->sentence->n_tokens; k++) {
        double number = truce_sense_number(sense, k);
        size_t j = k + 1;
        if (number < 10 || sense->sentence->tokens[k].form.len == 0)
            continue;
        while (j < k + 3 && j + 1 < sense->sentence->n_tokens &&
               sense->sentence->tokens[j].upos == TRUCE_UPOS_ADJ)
            j++;
        if (truce_sense_lemma(sense, (int32_t)j, people) &&
            !near_lemma(sense, j + 1, j + 2, " carrier ") &&
            !not_strength(sense, k, j))
            return (long)number;
    }
    return 0;
}

static const char machines[] =
    " carrier vehicle tank helicopter aircraft drone truck gun ship boat jeep "
    "armour armor artillery ";

/* "90 armoured personnel carriers and 380 vehicles" as it stands; without a
 * number only behind "with". */
static struct truce_view find_equipment(const struct truce_senses *senses,
                                        const struct truce_sense *sense)
{
    size_t first = SIZE_MAX, last = 0, n = sense->sentence->n_tokens;
    for (size_t k = 0; k + 1 < n; k++) {
        bool with = truce_sense_lemma(sense, (int32_t)k, " with ");
        if (truce_sense_number(sense, k) < 1 && !(with && first == SIZE_MAX))
            continue;
        if (first != SIZE_MAX && k > last + 3)
            break;
        for (size_t j = k + 1; j < k + 5 && j < n; j++) {
            if (sense->sentence->tokens[j].upos == TRUCE_UPOS_ADP ||
                truce_sense_lemma(sense, (int32_t)j,
                                  " troop troops soldier man men observer "
                                  "monitor peacekeeper officer "))
                break;
            if (!truce_sense_lemma(sense, (int32_t)j, machines))
                continue;
            if (first == SIZE_MAX)
                first = with ? k + 1 : k;
            last = j;
            break;
        }
    }
    if (first == SIZE_MAX)
        return (struct truce_view){NULL, 0};
    return truce_senses_view(senses, sense->sentence->tokens[first].begin,
                             sense->sentence->tokens[last].end);
}

static struct truce_view until_end(const struct truce_senses *senses,
                                   const struct truce_sense *sense,
                                   size_t first)
{
    size_t end = sense->sentence->n_tokens;
    while (end > first + 1 &&
           sense->sentence->tokens[end - 1].upos == TRUCE_UPOS_PUNCT)
        end--;
    return truce_senses_view(senses, sense->sentence->tokens[first].begin,
                             sense->sentence->tokens[end - 1].end);
}

/* "extended automatically unless ...", "may be renewed by the Council",
 * "renewable": the rule as it stands, to the end of the sentence. */
static struct truce_view find_renewal(const struct truce_senses *senses,
                                      const struct truce_sense *sense)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t k = 0; k < n; k++) {
        size_t first = k;
        bool rule;
        if (truce_sense_lemma(sense, (int32_t)k, " renewable extendable "))
            return until_end(senses, sense, k);
        if (!truce_sense_lemma(sense, (int32_t)k, " extend renew prolong "))
            continue;
        rule = near_lemma(sense, k, n, " automatically unless tacitly ") ||
               near_lemma(sense, back(k, 2), k, " automatically tacitly ");
        for (size_t j = back(k, 4); j < k; j++)
            if (truce_sense_lemma(sense, (int32_t)j, " may can ")) {
                rule = true;
                first = j;
            }
        if (!rule)
            continue;
        if (first == k && k > 0 &&
            truce_sense_lemma(sense, (int32_t)k - 1, " automatically tacitly "))
            first--;
        return until_end(senses, sense, first);
    }
    return (struct truce_view){NULL, 0};
}

/* A bound without a year is the next such day after the telling; "by the end
 * of December" its last. */
static struct truce_date ahead(const struct truce_sense *sense,
                               const struct truce_dated *dated,
                               struct truce_date told)
{
    struct truce_date date = dated->date;
    bool year = false;
    for (size_t k = dated->first; k <= dated->last; k++)
        year |= truce_sense_number(sense, k) > 1000;
    if (!year && date.month && truce_date_known(told) &&
        truce_date_cmp(date, told) < 0)
        date = truce_date_add_months(date, 12);
    if (!date.day &&
        near_lemma(sense, back(dated->first, 3), dated->first + 1, " end "))
        date = truce_date_last(date);
    return date;
}

static bool bound_before(const struct truce_sense *sense, size_t first,
                         const char *words)
{
    for (size_t k = first; k > 0 && k + 4 > first; k--) {
        if (truce_sense_lemma(sense, (int32_t)k - 1, words))
            return true;
        if (!truce_sense_lemma(sense, (int32_t)k - 1, " the end of "))
            return false;
    }
    return false;
}

/* "The force must leave by December 31", "until 31 October", "expires in
 * 2025". */
static void find_end(const struct truce_sense *sense, struct truce_date told,
                     struct truce_mission *m)
{
    for (size_t i = 0; i < sense->n_dates; i++) {
        const struct truce_dated *d = &sense->dates[i];
        bool until = bound_before(sense, d->first, " until till through ");
        bool leaves =
            bound_before(sense, d->first, " by before ") &&
            near_lemma(sense, back(d->first, 12), d->first,
                       " leave withdraw withdrawal depart go exit pullout "
                       "drawdown end close ");
        bool ends =
            strcmp(m->event, "deployed") != 0 &&
            near_lemma(sense, back(d->first, 5), d->first, " end expire ");
        if ((until || leaves || ends) && truce_date_known(d->date) &&
            !(ends && !until && !leaves && d->date.day &&
              truce_date_cmp(d->date, told) <= 0))
            m->expires = ahead(sense, d, told);
    }
}

/* "another year", "a further year", "six months", "one-year": months. */
static int stretch(const struct truce_sense *sense, size_t k, size_t *last)
{
    int months = truce_sense_months(sense, k, last);
    size_t unit = k + 1;
    if (months > 0 || !truce_sense_lemma(sense, (int32_t)k, " a another "))
        return months;
    if (near_lemma(sense, unit, unit + 1, " further new additional second "))
        unit++;
    *last = unit;
    if (near_lemma(sense, unit, unit + 1, " year "))
        return 12;
    return near_lemma(sense, unit, unit + 1, " month ") ? 1 : 0;
}

/* "for two years", "by twelve months", "of one year", "lasts six months". */
static bool is_term(const struct truce_sense *sense, size_t k, size_t last,
                    bool own)
{
    bool led = near_lemma(sense, back(k, 2), k,
                          " for of by to further another initial next within "
                          "last run ");
    bool joined = last == k || truce_tree_rel(&sense->tree, (int32_t)last) ==
                                   TRUCE_REL_compound;
    bool mandate = near_lemma(sense, back(k, 6), last + 5,
                              " term mandate stay period renew extend prolong "
                              "renewal extension initial initially ");
    /* "a mission of one year", "a two-year force" */
    return (led || joined) && (own || mandate) &&
           !near_lemma(sense, last + 1, last + 3,
                       " ago later earlier before after old war conflict "
                       "prison ceasefire truce ") &&
           !near_lemma(sense, back(k, 2), k, " after than in ");
}

static void find_terms(const struct truce_sense *sense, bool own,
                       struct truce_mission *m)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        size_t last;
        int months = stretch(sense, k, &last);
        bool word, notice;
        if (!months)
            continue;
        word = near_lemma(sense, k, last + 7, " notice notify ");
        notice = word || near_lemma(sense, k, last + 7, " before ");
        if (notice && !m->notice_months && (word || m->term_months))
            m->notice_months = months;
        else if (!notice && !m->term_months && is_term(sense, k, last, own))
            m->term_months = months;
        k = last;
    }
}

static const char present[] =
    " deploy station patrol operate serve monitor be police guard watch "
    "present base observe supervise ";
static const char starts[] =
    " deploy station establish create launch begin start arrive send open "
    "authorise authorize set take enter come ";

/* "has patrolled X since March 1978", "was set up in April 2013", "began its
 * work on Thursday", "took over on Friday", "the mandate took effect". */
static bool starts_at(const struct truce_sense *sense, size_t k)
{
    if (sense->sentence->tokens[k].upos != TRUCE_UPOS_VERB ||
        !truce_sense_lemma(sense, (int32_t)k, starts))
        return false;
    if (truce_sense_lemma(sense, (int32_t)k, " set "))
        return near_lemma(sense, k + 1, k + 3, " up ");
    if (truce_sense_lemma(sense, (int32_t)k, " take "))
        return near_lemma(sense, k + 1, k + 3, " over effect ");
    if (truce_sense_lemma(sense, (int32_t)k, " enter come "))
        return near_lemma(sense, k + 1, k + 4, " force effect ");
    if (truce_sense_lemma(sense, (int32_t)k, " begin start "))
        return !near_lemma(sense, k + 1, k + 4,
                           " withdraw leave withdrawal pull pullout end ");
    return true;
}

/* Does the text stand in this sentence? */
static bool told_here(const struct truce_senses *senses,
                      const struct truce_sense *sense, struct truce_view text)
{
    return text.ptr && text.ptr >= senses->text.ptr + sense->sentence->begin &&
           text.ptr < senses->text.ptr + sense->sentence->end;
}

static void find_start(const struct truce_senses *senses,
                       const struct truce_sense *sense, struct truce_date told,
                       struct truce_mission *m)
{
    for (size_t i = 0; i < sense->n_dates; i++) {
        const struct truce_dated *d = &sense->dates[i];
        if (d->first > 0 && !truce_date_known(m->start) &&
            truce_sense_lemma(sense, (int32_t)d->first - 1, " since ") &&
            near_lemma(sense, 0, d->first, present))
            m->start = d->date;
    }
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        struct truce_date date = {0, 0, 0};
        struct truce_view text = {NULL, 0};
        if (truce_date_known(m->start) || !starts_at(sense, k) ||
            truce_when_future(sense->sentence, k) ||
            truce_when_event(senses->context, sense->index, k, &date, &text) <
                0 ||
            !told_here(senses, sense, text))
            continue;
        if (!truce_date_known(told) || truce_date_cmp(date, told) <= 0)
            m->start = date;
    }
}

/* "It ...", "Its mandate ...", "The force ...", or the mission's own name. */
static bool goes_on(const struct truce_sense *sense,
                    const struct truce_mission *m)
{
    struct truce_view first;
    if (!sense->sentence->n_tokens)
        return false;
    if (truce_sense_lemma(sense, 0, " it they its their he this each "))
        return true;
    if (truce_sense_lemma(sense, 0, " the ") &&
        near_lemma(sense, 1, 6,
                   " force mission mandate troop troops soldier contingent "
                   "peacekeeper observer monitor operation unit deployment "
                   "headquarters alliance bloc battalion personnel team "))
        return true;
    first = sense->sentence->tokens[0].form;
    return m->name && first.len > 3 &&
           truce_view_find(truce_view_of(m->name), first) != (size_t)-1;
}

static void read_sentence(const struct truce_senses *senses,
                          const struct truce_sense *sense, bool own,
                          struct truce_mission *m)
{
    struct truce_date told = senses->context->document->date;
    bool total = false;
    long size = size_in(sense, &total);
    if (size && (!m->size || total))
        m->size = size;
    if (!m->equipment.ptr)
        m->equipment = find_equipment(senses, sense);
    if (!m->renewal.ptr)
        m->renewal = find_renewal(senses, sense);
    if (!truce_date_known(m->expires))
        find_end(sense, told, m);
    if (!truce_date_known(m->start))
        find_start(senses, sense, told, m);
    find_terms(sense, own, m);
}

void truce_mission_read(const struct truce_senses *senses,
                        const struct truce_sense *sense,
                        const struct truce_cue_hit *hit,
                        struct truce_mission *m)
{
    m->size = size_near(sense, hit);
    read_sentence(senses, sense, true, m);
    for (size_t i = 1; i <= MAX_ON && sense->index + i < senses->n; i++) {
        const struct truce_sense *next = &senses->items[sense->index + i];
        if (!goes_on(next, m))
            break;
        read_sentence(senses, next, false, m);
    }
}

static int take_area(const struct truce_senses *senses,
                     const struct truce_sense *sense, size_t first, size_t last,
                     struct truce_mission *m)
{
    struct truce_place place = {0};
    bool found = false;
    if (truce_where_span(senses->context, sense->index, first, last, &place,
                         &found) < 0)
        return TRUCE_ENOMEM;
    if (!found)
        return TRUCE_OK;
    m->area = place;
    m->area.text =
        truce_senses_view(senses, sense->sentence->tokens[first].begin,
                          sense->sentence->tokens[last].end);
    m->area.name = truce_arena_strndup(senses->context->arena, m->area.text.ptr,
                                       m->area.text.len);
    return m->area.name ? TRUCE_OK : TRUCE_ENOMEM;
}

int truce_mission_area(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, struct truce_mission *m)
{
    size_t first = hit->first;
    while (first > 0 && hit->first - first < 4 &&
           sense->sentence->tokens[first - 1].upos == TRUCE_UPOS_PROPN)
        first--;
    for (size_t k = first; k < hit->first && !m->area.name; k++)
        if (take_area(senses, sense, k, k, m) < 0)
            return TRUCE_ENOMEM;
    for (size_t i = 1; i <= MAX_ON && sense->index + i < senses->n; i++) {
        const struct truce_sense *next = &senses->items[sense->index + i];
        if (!goes_on(next, m) || m->area.name)
            break;
        for (size_t k = 0; k < next->n_mentions && !m->area.name; k++) {
            const struct truce_mention *p = &next->mentions[k];
            struct truce_view prep = truce_sense_prep(next, (int32_t)p->head);
            int32_t verb = next->sentence->tokens[p->head].head;
            bool watched =
                verb >= 0 &&
                truce_tree_rel(&next->tree, (int32_t)p->head) ==
                    TRUCE_REL_obj &&
                truce_sense_lemma(next, verb, " patrol police guard secure ");
            if ((watched || truce_view_eq_text(prep, "in") ||
                 truce_view_eq_text(prep, "along")) &&
                p->actor.kind &&
                (!strcmp(p->actor.kind, "place") ||
                 !strcmp(p->actor.kind, "country")) &&
                take_area(senses, next, p->first, p->last, m) < 0)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}
