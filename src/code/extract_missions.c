/*
 * Missions between or among parties: peacekeepers, monitors, forces, with
 * who sends them, where, how many, since when and for how long.
 */
#include <stdlib.h>
#include <string.h>

#include "code/mission_terms.h"
#include "code/senders.h"
#include "code/third.h"

struct finder {
    struct truce_senses *senses;
    struct truce_arena *arena;
    struct truce_coded *out;
    size_t cap;
    long size; /* told last, of another contributor maybe */
};

static int32_t verb_above(const struct truce_sense *sense, int32_t token)
{
    for (int step = 0; step < 8 && token >= 0; step++) {
        if (sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB)
            return token;
        token = sense->sentence->tokens[token].head;
    }
    return -1;
}

/* "no Turkish peacekeepers would be sent": there is none. */
static bool denied(const struct truce_sense *sense, int32_t head, int32_t verb)
{
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " no "))
            return true;
    for (int32_t c = verb >= 0 ? sense->tree.first[verb] : -1; c >= 0;
         c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " not never "))
            return true;
    return false;
}

/* What is told of the mission in this sentence. */
static const char *find_event(const struct truce_sense *sense, int32_t head,
                              int32_t verb)
{
    static const struct {
        const char *lemmas;
        const char *event;
    } rows[] = {
        {" withdraw withdrawal leave pull pullout exit depart departure end ",
         "withdrawn"},
        {" extend extension renew renewal prolong ", "extended"},
        {" deploy deployment send station arrive dispatch create establish "
         "police monitor patrol ",
         "deployed"}};
    /* its own verb before the others; "withdraw troops and deploy observers"
     * are two acts */
    bool joined =
        verb >= 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_conj;
    const int32_t words[] = {
        verb, sense->sentence->tokens[head].head,
        verb >= 0 && !joined ? sense->sentence->tokens[verb].head : -1};
    for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
        for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
            if (truce_sense_lemma(sense, words[w], rows[r].lemmas))
                return rows[r].event;
    for (int32_t c = verb >= 0 ? sense->tree.first[verb] : -1; c >= 0;
         c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_xcomp ||
            (truce_tree_rel(&sense->tree, c) == TRUCE_REL_obj && c != head &&
             truce_sense_lemma(sense, verb, " begin start ")))
            for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
                if (truce_sense_lemma(sense, c, rows[r].lemmas))
                    return rows[r].event;
    return "mentioned";
}

static bool is_place_prep(struct truce_view prep)
{
    static const char *const preps[] = {"in", "along",  "to",   "at",
                                        "on", "around", "into", "near"};
    for (size_t i = 0; i < sizeof(preps) / sizeof(preps[0]); i++)
        if (truce_view_eq_text(prep, preps[i]))
            return true;
    return false;
}

static bool is_date(const struct truce_sense *sense, int32_t token)
{
    for (size_t i = 0; i < sense->n_dates; i++)
        if (sense->dates[i].first <= (size_t)token &&
            (size_t)token <= sense->dates[i].last)
            return true;
    return false;
}

/* The object of a verb, "began patrols near X"; -1: none. */
static int32_t object_of(const struct truce_sense *sense, int32_t verb)
{
    for (int32_t c = verb >= 0 ? sense->tree.first[verb] : -1; c >= 0;
         c = sense->tree.next[c])
        if (truce_tree_rel(&sense->tree, c) == TRUCE_REL_obj)
            return c;
    return -1;
}

/* "patrols southern Lebanon", "left Kazakhstan": the object is the place. */
static int32_t place_object(const struct truce_sense *sense, int32_t verb)
{
    int32_t object = object_of(sense, verb);
    return object >= 0 && truce_sense_mention(sense, object) &&
                   truce_sense_lemma(sense, verb,
                                     " patrol leave quit secure guard exit "
                                     "enter police ")
               ? object
               : -1;
}

/* Any country or place behind "in" or "for" that sends nobody: "a mission
 * for Haiti led by Kenya". */
static int32_t other_place(const struct truce_sense *sense, int32_t near,
                           const struct truce_actor *sender)
{
    int32_t best = -1, least = 1000;
    for (size_t i = 0; i < sense->n_mentions; i++) {
        const struct truce_mention *m = &sense->mentions[i];
        struct truce_view prep = truce_sense_prep(sense, (int32_t)m->head);
        bool land = m->actor.kind && (!strcmp(m->actor.kind, "place") ||
                                      !strcmp(m->actor.kind, "country"));
        if (land && !is_date(sense, (int32_t)m->head) && m->actor.code &&
            sender->code && strcmp(sender->code, m->actor.code) &&
            abs((int)m->head - near) < least &&
            (truce_view_eq_text(prep, "in") ||
             truce_view_eq_text(prep, "for"))) {
            best = (int32_t)m->head;
            least = abs((int)m->head - near);
        }
    }
    return best;
}

/* The place phrase that hangs on the mission or its verb. */
static int32_t area_token(const struct truce_sense *sense, int32_t head,
                          int32_t verb)
{
    int32_t tops[4] = {head, object_of(sense, verb), verb,
                       sense->sentence->tokens[head].head};
    bool leaving = truce_sense_lemma(sense, verb, " withdraw pull remove ");
    for (int i = 0; i < 4; i++) {
        for (int32_t c = tops[i] >= 0 ? sense->tree.first[tops[i]] : -1; c >= 0;
             c = sense->tree.next[c]) {
            const struct truce_token *t = &sense->sentence->tokens[c];
            struct truce_view prep = truce_sense_prep(sense, c);
            if ((is_place_prep(prep) ||
                 (leaving && truce_view_eq_text(prep, "from"))) &&
                !is_date(sense, c) &&
                !truce_sense_lemma(sense, c, " country ") &&
                (t->upos == TRUCE_UPOS_PROPN || truce_sense_mention(sense, c) ||
                 truce_sense_lemma(sense, c,
                                   " line border corridor zone region area "
                                   "south north east west territory city "
                                   "district buffer ")) &&
                t->upos != TRUCE_UPOS_NUM)
                return c;
        }
    }
    return -1;
}

static void fill_area(struct finder *finder, const struct truce_sense *sense,
                      int32_t head, int32_t verb,
                      const struct truce_actor *sender,
                      struct truce_place *area)
{
    int32_t token = place_object(sense, verb);
    const struct truce_mention *m;
    struct truce_place place = {0};
    size_t first, last;
    if (token < 0)
        token = area_token(sense, head, verb);
    if (token < 0)
        token = other_place(sense, head, sender);
    if (token < 0)
        return;
    first = last = (size_t)token;
    m = truce_sense_mention(sense, token);
    if (m && m->first <= (size_t)head && (size_t)head <= m->last)
        m = NULL; /* "peacekeepers in X" as one mention */
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if ((rel == TRUCE_REL_compound || rel == TRUCE_REL_amod ||
             rel == TRUCE_REL_flat) &&
            (size_t)c < first)
            first = (size_t)c;
        if (rel == TRUCE_REL_flat && (size_t)c > last)
            last = (size_t)c;
    }
    if (last + 2 < sense->sentence->n_tokens &&
        truce_sense_lemma(sense, token, " line zone area ") &&
        truce_view_eq_text(sense->sentence->tokens[last + 1].form, "of"))
        last += 2; /* "line of contact" */
    if (m) {
        first = m->first < first ? m->first : first;
        last = m->last > last ? m->last : last;
    }
    area->text =
        truce_senses_view(finder->senses, sense->sentence->tokens[first].begin,
                          sense->sentence->tokens[last].end);
    area->name =
        truce_arena_strndup(finder->arena, area->text.ptr, area->text.len);
    for (size_t k = first; k <= last && !m; k++) {
        m = truce_sense_mention(sense, (int32_t)k);
        if (m && m->first <= (size_t)head && (size_t)head <= m->last)
            m = NULL;
    }
    if (m && m->actor.code && strlen(m->actor.code) == 3)
        area->country = m->actor.code;
    if (truce_where_event(finder->senses->context, sense->index, (size_t)token,
                          &place) == TRUCE_OK &&
        place.text.ptr && place.text.ptr >= area->text.ptr &&
        place.text.ptr < area->text.ptr + area->text.len) {
        area->country = place.country ? place.country : area->country;
        area->lat = place.lat;
        area->lon = place.lon;
    }
}

/* The agreement that made the mission: told in this sentence or the nearest
 * one before that was signed. */
static size_t find_agreement(const struct finder *finder,
                             const struct truce_sense *sense, bool deployed)
{
    size_t best = SIZE_MAX;
    bool links = false;
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        links |= truce_sense_lemma(sense, (int32_t)k,
                                   " statement agreement deal accord truce "
                                   "ceasefire it pact ");
    for (size_t i = 0; i < finder->out->n_agreements; i++) {
        const struct truce_agreement *a = &finder->out->agreements[i];
        if (a->span.sentence <= sense->index &&
            a->span.sentence + 1 >= sense->index &&
            (a->span.sentence == sense->index || links || deployed))
            best = i;
    }
    return best;
}

static bool same_mission(const struct truce_mission *a,
                         const struct truce_mission *b)
{
    return a->contributor.code && b->contributor.code &&
           !strcmp(a->contributor.code, b->contributor.code);
}

static void merge_into(struct truce_mission *old, const struct truce_mission *m)
{
    if (!old->area.name)
        old->area = m->area;
    if (!old->size)
        old->size = m->size;
    if (!old->equipment.ptr)
        old->equipment = m->equipment;
    if (!old->renewal.ptr)
        old->renewal = m->renewal;
    if (!old->term_months)
        old->term_months = m->term_months;
    if (!old->notice_months)
        old->notice_months = m->notice_months;
    if (!truce_date_known(old->start))
        old->start = m->start;
    if (!truce_date_known(old->expires))
        old->expires = m->expires;
    if (!truce_date_known(old->ended))
        old->ended = m->ended;
    if (old->agreement == SIZE_MAX)
        old->agreement = m->agreement;
    if (!strcmp(old->event, "mentioned"))
        old->event = m->event;
}

static int add_mission(struct finder *finder, const struct truce_mission *m)
{
    struct truce_coded *out = finder->out;
    for (size_t i = 0; i < out->n_missions; i++) {
        if (same_mission(&out->missions[i], m)) {
            merge_into(&out->missions[i], m);
            return TRUCE_OK;
        }
    }
    if (truce_arena_grow(finder->arena, &out->missions, out->n_missions,
                         &finder->cap, sizeof(*m)) < 0)
        return TRUCE_ENOMEM;
    out->missions[out->n_missions++] = *m;
    return TRUCE_OK;
}

static void fill_dates(struct finder *finder, const struct truce_sense *sense,
                       int32_t head, int32_t verb, struct truce_mission *m)
{
    struct truce_date date = {0, 0, 0};
    struct truce_view text = {NULL, 0};
    truce_when_event(finder->senses->context, sense->index,
                     (size_t)(verb >= 0 ? verb : head), &date, &text);
    if (!strcmp(m->event, "deployed") && text.ptr &&
        !truce_date_known(m->start))
        m->start = date;
    if (!strcmp(m->event, "withdrawn") && truce_date_known(date) &&
        !truce_when_future(sense->sentence,
                           (size_t)(verb >= 0 ? verb : head)) &&
        !truce_date_known(m->expires))
        m->ended = date;
}

static bool is_capitals(struct truce_view word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'A' || word.ptr[i] > 'Z')
            return false;
    return true;
}

/* "Russian peacekeeping contingent" as it stands, or sender and noun. */
static const char *name_of(const struct finder *finder,
                           const struct truce_sense *sense,
                           const struct truce_cue_hit *hit,
                           const struct truce_actor *sender)
{
    const char *text = finder->senses->text.ptr;
    size_t first = sense->sentence->tokens[hit->first].begin;
    size_t end = sense->sentence->tokens[hit->last].end;
    const struct truce_token *next =
        &sense->sentence
             ->tokens[hit->last + 1 < sense->sentence->n_tokens ? hit->last + 1
                                                                : hit->last];
    /* "peacekeeping mission MINUSMA" has a name of its own */
    if (next->form.len > 3 && next->upos == TRUCE_UPOS_PROPN &&
        is_capitals(next->form))
        return truce_arena_strndup(finder->arena, next->form.ptr,
                                   next->form.len);
    if (sender->begin <= first && sender->end + 1 >= first)
        return truce_arena_printf(finder->arena, "%.*s",
                                  (int)(end - sender->begin),
                                  text + sender->begin);
    /* "African Union observers", but "monitors from Angola" */
    if (sender->sector && !strcmp(sender->sector, "IGO") && sender->name &&
        !(sender->kind && !strcmp(sender->kind, "person")))
        return truce_arena_printf(finder->arena, "%s %.*s", sender->name,
                                  (int)(end - first), text + first);
    if (!sender->name || (sender->kind && strcmp(sender->kind, "country")))
        return truce_arena_strndup(finder->arena, text + first, end - first);
    return truce_arena_printf(finder->arena, "%.*s from %s", (int)(end - first),
                              text + first, sender->name);
}

/* What a mission makes of the events that told of it: to send one is no
 * build-up, and what is only announced is told by the mission alone
 * (docs/codebook.md). */
static void settle_events(struct finder *finder,
                          const struct truce_sense *sense, int32_t verb,
                          const struct truce_mission *m)
{
    struct truce_coded *out = finder->out;
    size_t at = verb >= 0 ? sense->sentence->tokens[verb].begin : SIZE_MAX;
    for (size_t i = out->n_events; i-- > 0;) {
        struct truce_event *event = &out->events[i];
        bool planned = event->modality == TRUCE_PLANNED ||
                       truce_when_future(sense->sentence, (size_t)verb);
        if (event->trigger_begin != at ||
            !truce_actors_have(&event->source, m->contributor.code))
            continue;
        if ((event->type == TRUCE_AGREE && planned) ||
            (event->type == TRUCE_MOBILIZE && planned))
            truce_thirds_drop_event(finder->senses->context, i);
    }
}

static bool sends_each(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k, " each apiece "))
            return true;
    return false;
}

/* One contributor of a mission told at `hit`. */
static int take_sender(struct finder *finder, const struct truce_sense *sense,
                       const struct truce_cue_hit *hit, int32_t verb,
                       const struct truce_actors *senders, size_t at)
{
    const struct truce_actor *sender = &senders->items[at];
    struct truce_mission m = {.agreement = SIZE_MAX, .contributor = *sender};
    int32_t head = (int32_t)hit->last;
    m.event = find_event(sense, head, verb);
    m.span = truce_sense_whole(sense);
    m.name = name_of(finder, sense, hit, &m.contributor);
    truce_mission_read(finder->senses, sense, hit, &m);
    /* one number for many is that of them all, unless each sends as many */
    if (senders->n > 1 && at > 0 && !sends_each(sense) && m.size &&
        m.size == finder->size)
        m.size = 0;
    finder->size = m.size ? m.size : finder->size;
    fill_area(finder, sense, head, verb, sender, &m.area);
    if (!m.area.name && truce_mission_area(finder->senses, sense, hit, &m) < 0)
        return TRUCE_ENOMEM;
    /* a country is not its own peacekeeper */
    if (m.area.country && !strcmp(m.area.country, m.contributor.code))
        return TRUCE_OK;
    fill_dates(finder, sense, head, verb, &m);
    m.agreement = find_agreement(finder, sense, !strcmp(m.event, "deployed"));
    settle_events(finder, sense, verb, &m);
    return m.name ? add_mission(finder, &m) : TRUCE_ENOMEM;
}

static int take_hit(struct finder *finder, const struct truce_sense *sense,
                    const struct truce_cue_hit *hit)
{
    struct truce_actors senders = {0};
    const struct truce_token *t = &sense->sentence->tokens[hit->last];
    int32_t head = (int32_t)hit->last, verb = verb_above(sense, head);
    int rc;
    if (t->upos != TRUCE_UPOS_NOUN && t->upos != TRUCE_UPOS_PROPN &&
        t->upos != TRUCE_UPOS_ADP)
        return TRUCE_OK;
    if (denied(sense, head, verb) ||
        !truce_senders_fit(finder->senses, sense, hit, verb))
        return TRUCE_OK;
    rc = truce_senders_find(finder->senses, sense, hit, verb, &senders);
    for (size_t i = 0; i < senders.n && rc == TRUCE_OK; i++)
        rc = take_sender(finder, sense, hit, verb, &senders, i);
    return rc;
}

/* A term counts from the start; a mission that an agreement made starts with
 * it. */
static void settle_terms(struct truce_coded *out)
{
    for (size_t i = 0; i < out->n_missions; i++) {
        struct truce_mission *m = &out->missions[i];
        if (!truce_date_known(m->start) && m->agreement != SIZE_MAX)
            m->start = out->agreements[m->agreement].date;
        /* the term of an extension counts from another day */
        if (!truce_date_known(m->expires) && m->term_months && m->start.month &&
            strcmp(m->event, "extended"))
            m->expires = truce_date_add_months(m->start, m->term_months);
    }
}

int truce_extract_missions(struct truce_context *context)
{
    struct finder finder = {.arena = context->arena, .out = context->out};
    int rc = truce_senses_get(context, &finder.senses);
    for (size_t i = 0; rc == TRUCE_OK && i < finder.senses->n; i++) {
        const struct truce_sense *sense = &finder.senses->items[i];
        struct truce_cue_hit hit;
        size_t at = 0;
        while (rc == TRUCE_OK &&
               truce_sense_next(finder.senses, sense, TRUCE_FACT_MISSION, &at,
                                &hit)) {
            /* "mission in": the noun is meant */
            if (hit.last > hit.first &&
                sense->sentence->tokens[hit.last].upos == TRUCE_UPOS_ADP)
                hit.last--;
            if (hit.last + 1 < sense->sentence->n_tokens &&
                sense->sentence->tokens[hit.last].head ==
                    (int32_t)hit.last + 1 &&
                truce_sense_lemma(sense, (int32_t)hit.last + 1,
                                  " group team contingent "))
                hit.last++; /* "a monitoring group" */
            rc = take_hit(&finder, sense, &hit);
        }
    }
    settle_terms(context->out);
    return rc;
}
