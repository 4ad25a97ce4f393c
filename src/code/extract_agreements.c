/*
 * Agreements that a document tells of: the noun (ceasefire, joint statement,
 * accord ...) with its parties, date and what happens to it; acts of agreeing
 * without a noun; and texts that are an agreement themselves, by their
 * numbered points. Mentions of one text within a document become one row.
 */
#include <stdlib.h>
#include <string.h>

#include "code/agreements_int.h"
#include "code/links.h"
#include "code/provisions.h"

/* The area that a text is said to name, in quotation marks. */
static struct truce_view find_named(const struct truce_agreement_maker *maker,
                                    const struct truce_agreement_phrase *p)
{
    const struct truce_senses *senses = maker->senses;
    const struct truce_sentence *s = p->sense->sentence;
    bool names = false;
    for (size_t k = 0; k < s->n_tokens; k++) {
        if (truce_sense_lemma(p->sense, (int32_t)k, " not n't "))
            return (struct truce_view){NULL, 0};
        names |= truce_sense_lemma(p->sense, (int32_t)k,
                                   " mention name cite refer specify speak ");
    }
    for (size_t i = 0; names && i < senses->n_quotes; i++)
        if (senses->quotes[i].begin >= s->begin &&
            senses->quotes[i].end <= s->end)
            return truce_senses_view(senses, senses->quotes[i].begin,
                                     senses->quotes[i].end);
    return (struct truce_view){NULL, 0};
}

static const char *lemma_of(const struct truce_agreement_maker *maker,
                            const struct truce_sense *sense, int32_t token)
{
    struct truce_view lemma = sense->sentence->tokens[token].lemma;
    return truce_arena_strndup(maker->arena, lemma.ptr, lemma.len);
}

/* "ten days after the ceasefire": ten; 0 where it is not said. */
static int days_since(const struct truce_agreement_phrase *p)
{
    const struct truce_sense *sense = p->sense;
    for (int32_t k = p->head - 1; k > 1 && k + 5 > p->head; k--) {
        double number = truce_sense_number(sense, (size_t)k - 2);
        if (!truce_sense_lemma(sense, k, " after since ") || number <= 0 ||
            number > 100)
            continue;
        return truce_sense_lemma(sense, k - 1, " day ")    ? (int)number
               : truce_sense_lemma(sense, k - 1, " week ") ? (int)number * 7
                                                           : 0;
    }
    return 0;
}

/* The day of signing: told in the phrase, at its verb, or by the meeting in
 * the sentence before. */
static struct truce_date date_of(const struct truce_agreement_maker *maker,
                                 const struct truce_agreement_phrase *p)
{
    struct truce_date date = {0, 0, 0};
    struct truce_view text = {NULL, 0};
    bool made = p->life && !strcmp(p->life, "signed") && !p->unreal;
    if (truce_date_known(p->inner))
        return p->inner;
    if (days_since(p) > 0) {
        truce_when_event(maker->senses->context, p->sense->index,
                         (size_t)(p->verb >= 0 ? p->verb : p->head), &date,
                         &text);
        return date.day ? truce_date_add_days(date, -days_since(p)) : date;
    }
    if (!made)
        return date;
    truce_when_event(maker->senses->context, p->sense->index,
                     (size_t)(p->verb >= 0 ? p->verb : p->head), &date, &text);
    if (!text.ptr && !p->definite) {
        struct truce_date before =
            truce_senses_date_before(maker->senses, p->sense->index, 6);
        if (before.day)
            date = before;
    }
    /* a date taken from the dateline says when it was told, not signed */
    if (!text.ptr && p->definite)
        date = (struct truce_date){0, 0, 0};
    return date;
}

/* "60-day ceasefire" from "day", "African Union roadmap" from "Union". */
static size_t name_begin(const struct truce_sense *sense, size_t first)
{
    const struct truce_sentence *s = sense->sentence;
    const struct truce_mention *m;
    while (first > 1 && truce_view_eq_text(s->tokens[first - 1].form, "-"))
        first -= 2;
    m = truce_sense_mention(sense, (int32_t)first);
    if (m && m->first < first && m->last >= first)
        first = m->first;
    while (first < (size_t)sense->sentence->n_tokens &&
           s->tokens[first].upos == TRUCE_UPOS_DET)
        first++;
    return first;
}

static int take_phrase(struct truce_agreement_maker *maker,
                       struct truce_agreement_phrase *p)
{
    const struct truce_sense *sense = p->sense;
    const struct truce_sentence *s = sense->sentence;
    struct truce_agreement a = {.event = p->life && !p->unreal ? p->life
                                                               : "mentioned"};
    size_t first = truce_agreements__first(sense, p->head);
    int rc;
    if (truce_agreements__tells_kind(maker, p))
        return TRUCE_OK;
    a.kind = truce_agreements__kind(maker->senses, sense, p->hit.code, p->head);
    if (p->verb >= 0 && truce_sense_lemma(sense, p->verb, TRUCE_SIGNING_VERBS))
        a.kind = truce_agreements__kind(maker->senses, sense, a.kind, p->verb);
    if (first > p->hit.first)
        first = p->hit.first;
    first = name_begin(sense, first);
    a.name = truce_arena_strndup(
        maker->arena, maker->senses->text.ptr + s->tokens[first].begin,
        s->tokens[p->head].end - s->tokens[first].begin);
    a.span = truce_sense_whole(sense);
    a.ended = truce_agreements__ended(maker, sense);
    a.named = find_named(maker, p);
    if (!p->unreal || !p->life) {
        rc = truce_agreements__parties(maker, p, &a.signatories);
        if (rc < 0)
            return rc;
    }
    /* "A and B signed a peace plan": more than a road to one */
    if (!strcmp(a.event, "signed") && !strcmp(a.kind, "roadmap") &&
        p->verb >= 0 && truce_sense_lemma(sense, p->verb, " sign ") &&
        truce_sense_lemma(sense, p->head, " plan "))
        a.kind = "peace treaty";
    a.kind = truce_agreements__by_parties(p, &a);
    a.initialled = !strcmp(a.event, "signed") && p->verb >= 0 &&
                   truce_sense_lemma(sense, p->verb, " initial initiall ");
    a.date = date_of(maker, p);
    if (strcmp(a.event, "signed") && p->life && p->verb >= 0) {
        struct truce_view text = {NULL, 0};
        truce_when_event(maker->senses->context, sense->index, (size_t)p->verb,
                         &a.event_date, &text);
        /* "violated the ceasefire of May 12": that day is the ceasefire's */
        if (truce_date_cmp(a.event_date, a.date) == 0)
            a.event_date = (struct truce_date){0, 0, 0};
    }
    /* "the deal takes effect on Monday": of the one told before */
    if (p->definite && !truce_date_known(p->inner) &&
        truce_agreements__told_before(maker, &a))
        a.date = (struct truce_date){0, 0, 0};
    if (p->verb >= 0)
        truce_where_event(maker->senses->context, sense->index, (size_t)p->verb,
                          &a.place);
    return truce_agreements__put(maker, &a, lemma_of(maker, sense, p->head),
                                 p->definite);
}

/* Only commas, "and", "of" and the noun again stand between two dates. */
static bool joined(const struct truce_sense *sense, size_t from, size_t to)
{
    for (size_t k = from; k < to; k++)
        if (!truce_sense_lemma(sense, (int32_t)k,
                               " , and of from the those statement agreement "
                               "declaration "))
            return false;
    return to > from;
}

/* "the statements of November 9, 2020, and January 11, 2021": one each. */
static int take_dates(struct truce_agreement_maker *maker,
                      struct truce_agreement_phrase *p, bool *taken)
{
    const struct truce_sense *sense = p->sense;
    size_t behind = 0; /* token after the last date taken */
    *taken = false;
    for (size_t i = 0; i < sense->n_dates; i++) {
        const struct truce_dated *d = &sense->dates[i];
        bool inside = d->first > (size_t)p->head &&
                      d->first <= (size_t)p->head + 3 &&
                      truce_sense_lemma(sense, p->head + 1, " of from date ");
        bool before = d->last + 1 >= p->hit.first && d->last < (size_t)p->head;
        bool listed = *taken && d->first > (size_t)p->head &&
                      joined(sense, behind, d->first);
        if (!inside && !before && !listed)
            continue;
        p->inner = d->date;
        *taken = true;
        behind = d->last + 1;
        if (take_phrase(maker, p) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* What an act without a noun of its own is called after the term that its
 * clause states; NULL: none that a text could hold. */
static const char *term_name(const struct truce_agreement_maker *maker,
                             const struct truce_sense *sense, int32_t verb)
{
    static const char *const names[][2] = {
        {"ceasefire", "ceasefire"},
        {"prisoners", "prisoner exchange"},
        {"withdrawal", "withdrawal agreement"},
        {"relations", "agreement on relations"}};
    struct truce_cue_hit hit;
    size_t at = 0;
    while (
        truce_sense_next(maker->senses, sense, TRUCE_FACT_PROVISION, &at, &hit))
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
            if (!strcmp(hit.code, names[i][0]) &&
                truce_tree_within(&sense->tree, (int32_t)hit.last, verb))
                return names[i][1];
    return NULL;
}

/* "agreed to restore diplomatic relations": an act without its noun. */
static int take_act(struct truce_agreement_maker *maker,
                    const struct truce_sense *sense, int32_t verb)
{
    struct truce_agreement a = {.event = "signed"};
    int32_t subjects[8];
    size_t n;
    struct truce_view text;
    if (truce_agreements__is_unreal(sense, verb) ||
        truce_tree_passive(&sense->tree, verb))
        return TRUCE_OK;
    n = truce_tree_subjects(&sense->tree, verb, subjects, 8, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_agreements__add(maker, sense, subjects[i], false,
                                  &a.signatories) < 0)
            return TRUCE_ENOMEM;
    a.name = term_name(maker, sense, verb);
    if (a.signatories.n < 2 || !a.name)
        return TRUCE_OK;
    a.kind = truce_agreements__kind(maker->senses, sense, "other", verb);
    a.span = truce_sense_whole(sense);
    truce_when_event(maker->senses->context, sense->index, (size_t)verb,
                     &a.date, &text);
    truce_where_event(maker->senses->context, sense->index, (size_t)verb,
                      &a.place);
    a.ended = truce_agreements__ended(maker, sense);
    return truce_agreements__put(maker, &a, "agreement", false);
}

static int scan_sentence(struct truce_agreement_maker *maker,
                         const struct truce_sense *sense)
{
    struct truce_cue_hit hit;
    size_t at = 0, found = 0;
    while (truce_sense_next(maker->senses, sense, TRUCE_FACT_AGREEMENT, &at,
                            &hit)) {
        struct truce_agreement_phrase p;
        bool taken;
        if (truce_senses_quote(maker->senses,
                               sense->sentence->tokens[hit.first].begin) ||
            !truce_agreements__phrase(maker->senses, sense, &hit, &p))
            continue;
        /* "agreed on a timetable in line with the accord of May" */
        found += !truce_links_over(maker->senses, sense, p.head);
        if (take_dates(maker, &p, &taken) < 0)
            return TRUCE_ENOMEM;
        if (!taken && take_phrase(maker, &p) < 0)
            return TRUCE_ENOMEM;
    }
    for (size_t k = 0; !found && k < sense->sentence->n_tokens; k++)
        if (sense->sentence->tokens[k].upos == TRUCE_UPOS_VERB &&
            truce_sense_lemma(sense, (int32_t)k, " agree exchange swap ") &&
            !truce_senses_quote(maker->senses,
                                sense->sentence->tokens[k].begin) &&
            take_act(maker, sense, (int32_t)k) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

/* Does somebody speak here, rather than the text? */
static bool is_spoken(const struct truce_senses *senses,
                      const struct truce_sense *sense)
{
    int32_t root = sense->tree.root;
    for (size_t i = 0; i < senses->n_quotes; i++)
        if (senses->quotes[i].begin < sense->sentence->end &&
            senses->quotes[i].end > sense->sentence->begin)
            return true;
    return root >= 0 &&
           truce_sense_lemma(sense, root,
                             " say tell add warn criticise criticize reject "
                             "accuse urge call demand welcome expect hope ");
}

/* Terms told in the sentence of an agreement and those after it, until
 * somebody speaks or another agreement is told. */
static int read_provisions(struct truce_agreement_maker *maker)
{
    for (size_t i = 0; i < maker->out->n_agreements; i++) {
        struct truce_agreement *a = &maker->out->agreements[i];
        size_t first = a->span.sentence;
        for (size_t k = first; k < first + 8 && k < maker->senses->n; k++) {
            if (k > first &&
                is_spoken(maker->senses, &maker->senses->items[k])) {
                if (k > first + 2)
                    break;
                continue;
            }
            if (k > first && i + 1 < maker->out->n_agreements &&
                maker->out->agreements[i + 1].span.sentence == k)
                break;
            if (truce_provisions_read(maker->senses, &maker->senses->items[k],
                                      false, a) < 0)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}

/* Byte where the first numbered point begins, when the text is laid out as
 * one ("1." and "2." at line starts); SIZE_MAX otherwise. */
static size_t points_begin(struct truce_view text)
{
    size_t first = SIZE_MAX;
    int next = 1;
    for (size_t at = 0; at + 2 < text.len; at++) {
        if (at && text.ptr[at - 1] != '\n')
            continue;
        if (text.ptr[at] == '0' + next && next < 9 &&
            (text.ptr[at + 1] == '.' || text.ptr[at + 1] == ')')) {
            first = first == SIZE_MAX ? at : first;
            next++;
        }
    }
    return next > 2 ? first : SIZE_MAX;
}

/* The document is itself a statement: its preamble names who and when. */
static int take_document(struct truce_agreement_maker *maker, size_t begin)
{
    struct truce_agreement a = {.kind = "joint statement", .event = "signed"};
    struct truce_senses *senses = maker->senses;
    const struct truce_document *document = senses->context->document;
    for (size_t i = 0; i < senses->n; i++) {
        const struct truce_sense *sense = &senses->items[i];
        if (sense->sentence->begin >= begin) {
            if (truce_sense_has(senses, sense, TRUCE_FACT_PROVISION,
                                "ceasefire") &&
                i < senses->n && sense->sentence->begin < begin + 40)
                a.kind = "ceasefire";
            if (truce_provisions_read(senses, sense, true, &a) < 0)
                return TRUCE_ENOMEM;
            continue;
        }
        for (size_t k = 0; k < sense->n_mentions; k++)
            if (truce_agreements__may_sign(&sense->mentions[k].actor) &&
                truce_actors_add(maker->arena, &a.signatories,
                                 &sense->mentions[k].actor) < 0)
                return TRUCE_ENOMEM;
        if (!truce_date_known(a.date) && sense->n_dates)
            a.date = sense->dates[0].date;
        a.span = truce_sense_whole(sense);
        truce_where_event(senses->context, i,
                          (size_t)(sense->tree.root < 0 ? 0 : sense->tree.root),
                          &a.place);
    }
    if (!truce_date_known(a.date))
        a.date = document->date;
    a.name = document->title.ptr
                 ? truce_arena_strndup(maker->arena, document->title.ptr,
                                       document->title.len)
                 : NULL;
    return a.signatories.n > 1
               ? truce_agreements__put(maker, &a, "statement", false)
               : TRUCE_OK;
}

int truce_extract_agreements(struct truce_context *context)
{
    struct truce_agreement_maker maker = {.arena = context->arena,
                                          .out = context->out};
    size_t begin;
    int rc = truce_senses_get(context, &maker.senses);
    if (rc < 0)
        return rc;
    begin = points_begin(maker.senses->text);
    if (begin != SIZE_MAX)
        rc = take_document(&maker, begin);
    for (size_t i = 0; rc == TRUCE_OK && i < maker.senses->n; i++) {
        rc = scan_sentence(&maker, &maker.senses->items[i]);
        if (rc == TRUCE_OK)
            rc = truce_links_read(maker.senses, &maker.senses->items[i]);
    }
    if (rc == TRUCE_OK && begin == SIZE_MAX)
        rc = read_provisions(&maker);
    return rc;
}
