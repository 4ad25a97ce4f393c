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

static bool cue_at(const struct truce_senses *senses,
                   const struct truce_sense *sense,
                   enum truce_cue_section section, int32_t token,
                   struct truce_cue_hit *hit)
{
    size_t at = (size_t)token;
    return token >= 0 && truce_sense_next(senses, sense, section, &at, hit) &&
           hit->first == (size_t)token;
}

static bool unreal(const struct truce_sense *sense, int32_t verb)
{
    enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
    int32_t head;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c,
                              " not never will would could should may might "
                              "must shall without once if unless until "))
            return true;
    head = sense->sentence->tokens[verb].head;
    if (head >= 0 &&
        (rel == TRUCE_REL_xcomp || rel == TRUCE_REL_ccomp ||
         rel == TRUCE_REL_advcl) &&
        truce_sense_lemma(sense, head,
                          " avoid delay postpone defer suspend stop hold "
                          "halt "))
        return truce_view_eq_text(sense->sentence->tokens[verb].xpos, "VBG");
    return head >= 0 && rel == TRUCE_REL_xcomp &&
           truce_sense_lemma(sense, head,
                             " refuse want hope seek try plan urge call fail "
                             "decline ask ready expect intend aim offer "
                             "discuss demand threaten ");
}

/* "agreed that a ceasefire would begin": the verb of agreeing, or -1. */
static int32_t agreed_clause(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    return head >= 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_ccomp &&
                   truce_sense_lemma(sense, head, " agree ") &&
                   !unreal(sense, head)
               ? head
               : -1;
}

/* "A joint statement said": it is out. */
static bool speaks(const struct truce_sense *sense, int32_t head)
{
    int32_t verb = sense->sentence->tokens[head].head;
    return verb >= 0 && truce_tree_rel(&sense->tree, head) == TRUCE_REL_nsubj &&
           truce_sense_lemma(sense, verb,
                             " say state leave call declare note affirm "
                             "reaffirm read omit mention list commit name ") &&
           !unreal(sense, verb);
}

/* Nouns that only speak of a text to come. */
static const char wishes[] =
    " proposal plan offer call demand appeal hope draft negotiation prospect "
    "talk talks preparation prepare search step progress obstacle work ";

/* The governing verb: up through nouns ("the signing of the statement"). */
static int32_t governor(const struct truce_sense *sense, int32_t head)
{
    int32_t token = head;
    for (int step = 0; step < 5 && token >= 0; step++) {
        /* "accepted a proposal for a truce" */
        if (token != head && truce_sense_lemma(sense, token, wishes) &&
            !truce_sense_lemma(sense, sense->sentence->tokens[token].head,
                               " accept endorse "))
            return -1;
        if (token != head &&
            (sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB ||
             truce_sense_lemma(sense, token,
                               " signing conclusion adoption signature ")))
            return token;
        token = sense->sentence->tokens[token].head;
    }
    return -1;
}

/* "The ceasefire began" is life; "started work on a treaty" is none. */
static bool only_starts(const struct truce_agreement_phrase *p)
{
    return truce_sense_lemma(p->sense, p->verb, " start begin ") &&
           truce_tree_rel(&p->sense->tree, p->head) != TRUCE_REL_nsubj;
}

/* "said in a joint communique", "guaranteed in a joint declaration". */
static bool on_paper(const struct truce_agreement_phrase *p)
{
    const struct truce_sense *sense = p->sense;
    return p->verb >= 0 && !strcmp(p->hit.code, "joint statement") &&
           sense->sentence->tokens[p->head].head == p->verb &&
           truce_tree_rel(&sense->tree, p->head) == TRUCE_REL_obl &&
           truce_view_eq_text(truce_sense_prep(sense, p->head), "in") &&
           !unreal(sense, p->verb);
}

static void read_life(const struct truce_senses *senses,
                      struct truce_agreement_phrase *p)
{
    struct truce_cue_hit hit;
    int32_t acl = truce_tree_child(&p->sense->tree, p->head, TRUCE_REL_acl);
    if (p->verb >= 0 &&
        truce_sense_lemma(p->sense, p->verb,
                          " signing conclusion adoption signature ")) {
        p->life = "signed";
    } else if (p->verb >= 0 &&
               cue_at(senses, p->sense, TRUCE_FACT_LIFE, p->verb, &hit) &&
               !only_starts(p)) {
        p->life = hit.code;
        p->unreal = unreal(p->sense, p->verb);
    }
    if (p->verb >= 0 && (!p->life || p->unreal) &&
        agreed_clause(p->sense, p->verb) >= 0) {
        p->verb = agreed_clause(p->sense, p->verb);
        p->life = "signed";
        p->unreal = false;
    }
    if (!p->life && !strcmp(p->hit.code, "joint statement") &&
        speaks(p->sense, p->head))
        p->life = "signed";
    if (on_paper(p)) {
        p->on_paper = true;
        p->life = "signed";
    }
    /* "without signing a text to which X had put his signature" */
    if (p->unreal && acl >= 0 && truce_sense_lemma(p->sense, acl, " put ") &&
        truce_sense_lemma(p->sense,
                          truce_tree_child(&p->sense->tree, acl, TRUCE_REL_obj),
                          " signature name ")) {
        p->verb = acl;
        p->unreal = false;
    }
    if (!p->life && acl >= 0 &&
        truce_sense_lemma(p->sense, acl,
                          " sign reach conclude agree broker mediate "
                          "negotiate adopt initial initiall ")) {
        p->life = "signed";
        p->verb = acl;
    }
}

size_t truce_agreements__first(const struct truce_sense *sense, int32_t head)
{
    size_t first = (size_t)head;
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (c < head &&
            (rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
             rel == TRUCE_REL_nummod) &&
            (size_t)c < first)
            first = (size_t)c;
    }
    return first;
}

/* A pledge, a settlement, a constitution: a text of several only where they
 * sign it or agree on it. */
static bool is_loose(const struct truce_agreement_phrase *p)
{
    const struct truce_sense *sense = p->sense;
    return truce_sense_lemma(sense, p->head,
                             " pledge charter Charter constitution "
                             "Constitution undertaking compact conduct bargain "
                             "settlement ") &&
           p->hit.first == p->hit.last &&
           !(p->verb >= 0 &&
             sense->sentence->tokens[p->head].head == p->verb &&
             truce_sense_lemma(sense, p->verb,
                               " sign initial ink seal strike clinch conclude "
                               "agree reach "));
}

static bool make_phrase(const struct truce_senses *senses,
                        const struct truce_sense *sense,
                        const struct truce_cue_hit *hit,
                        struct truce_agreement_phrase *p)
{
    const struct truce_token *t = &sense->sentence->tokens[hit->last];
    *p = (struct truce_agreement_phrase){
        .sense = sense, .hit = *hit, .head = (int32_t)hit->last};
    if (t->upos != TRUCE_UPOS_NOUN && t->upos != TRUCE_UPOS_PROPN)
        return false;
    /* "ceasefire talks", "truce monitors": not the text itself */
    if (truce_tree_rel(&sense->tree, p->head) == TRUCE_REL_compound &&
        t->head > p->head) {
        if (!truce_sense_lemma(sense, t->head,
                               " agreement deal statement accord pact plan "
                               "declaration document text proposal treaty "
                               "violation "))
            return false;
        p->head = t->head;
    }
    for (int32_t c = sense->tree.first[p->head]; c >= 0;
         c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " no neither any without "))
            return false;
    p->verb = governor(sense, p->head);
    read_life(senses, p);
    if (is_loose(p))
        return false;
    for (int32_t c = sense->tree.first[p->head]; c >= 0;
         c = sense->tree.next[c])
        p->definite |=
            truce_sense_lemma(sense, c, " the this that these its their ");
    return true;
}

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

static bool kinds_agree(const char *a, const char *b, bool same_noun)
{
    return !strcmp(a, b) || !strcmp(a, "other") || !strcmp(b, "other") ||
           same_noun;
}

static bool dates_agree(struct truce_date a, struct truce_date b)
{
    struct truce_date_span span = {truce_date_first(b), truce_date_last(b)};
    return !truce_date_known(a) || !truce_date_known(b) ||
           truce_date_overlaps(a, span);
}

static bool parties_agree(const struct truce_actors *a,
                          const struct truce_actors *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (truce_actors_have(b, a->items[i].code))
            return true;
    return !a->n || !b->n;
}

/* An earlier agreement of the document that this mention speaks of. */
static size_t find_earlier(const struct truce_agreement_maker *maker,
                           const struct truce_agreement *a, const char *head,
                           bool definite)
{
    size_t best = SIZE_MAX;
    int most = 0;
    for (size_t i = 0; i < maker->out->n_agreements; i++) {
        const struct truce_agreement *old = &maker->out->agreements[i];
        bool noun = maker->heads[i] && head && !strcmp(maker->heads[i], head);
        bool dated = truce_date_known(a->date) && truce_date_known(old->date);
        int score = 0;
        if (!dates_agree(a->date, old->date) ||
            !kinds_agree(a->kind, old->kind, noun) ||
            (!definite && !parties_agree(&a->signatories, &old->signatories)))
            continue;
        if (!dated && !definite && !(a->signatories.n && old->signatories.n))
            continue;
        score = 1 + 4 * dated + 2 * noun + 2 * !strcmp(a->kind, old->kind);
        if (a->name && old->name &&
            (strstr(old->name, a->name) || strstr(a->name, old->name)))
            score += 3;
        if (score >= most) {
            most = score;
            best = i;
        }
    }
    return best;
}

static int merge_into(const struct truce_agreement_maker *maker,
                      struct truce_agreement *old,
                      const struct truce_agreement *a)
{
    if (a->date.day && !old->date.day)
        old->date = a->date;
    else if (!truce_date_known(old->date))
        old->date = a->date;
    if (!strcmp(old->kind, "other"))
        old->kind = a->kind;
    if (!old->name)
        old->name = a->name;
    if (!old->ended)
        old->ended = a->ended;
    if (!old->named.ptr)
        old->named = a->named;
    if (!strcmp(old->event, "mentioned")) {
        old->event = a->event;
        old->event_date = a->event_date;
    }
    if (!old->place.name)
        old->place = a->place;
    if (!truce_date_known(old->follows)) {
        old->follows = a->follows;
        old->follows_text = a->follows_text;
    }
    for (size_t i = 0; i < a->signatories.n; i++)
        if (truce_actors_add(maker->arena, &old->signatories,
                             &a->signatories.items[i]) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

static int add_agreement(struct truce_agreement_maker *maker,
                         const struct truce_agreement *a, const char *head,
                         bool definite)
{
    size_t earlier = find_earlier(maker, a, head, definite);
    if (earlier != SIZE_MAX)
        return merge_into(maker, &maker->out->agreements[earlier], a);
    /* only what has a day or parties is worth a row */
    if (!truce_date_known(a->date) && !a->signatories.n)
        return TRUCE_OK;
    if (strcmp(a->event, "signed") && !truce_date_known(a->date) &&
        a->signatories.n < 2)
        return TRUCE_OK;
    if (truce_arena_grow(maker->arena, &maker->out->agreements,
                         maker->out->n_agreements, &maker->cap,
                         sizeof(*a)) < 0 ||
        truce_arena_grow(maker->arena, &maker->heads, maker->out->n_agreements,
                         &maker->heads_cap, sizeof(*maker->heads)) < 0)
        return TRUCE_ENOMEM;
    maker->heads[maker->out->n_agreements] = head;
    maker->out->agreements[maker->out->n_agreements++] = *a;
    return TRUCE_OK;
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

static bool told_before(const struct truce_agreement_maker *maker,
                        const struct truce_agreement *a)
{
    for (size_t i = 0; i < maker->out->n_agreements; i++)
        if (kinds_agree(a->kind, maker->out->agreements[i].kind, false))
            return true;
    return false;
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

/* "It provides for an immediate ceasefire": what the text told before is. */
static bool tells_kind(struct truce_agreement_maker *maker,
                       const struct truce_agreement_phrase *p)
{
    struct truce_agreement *last =
        maker->out->n_agreements
            ? &maker->out->agreements[maker->out->n_agreements - 1]
            : NULL;
    if (!last || p->verb < 0 || strcmp(p->hit.code, "ceasefire") != 0 ||
        p->sense->index > last->span.sentence + 2 ||
        !truce_sense_lemma(p->sense, p->verb,
                           " provide include foresee contain envisage "
                           "stipulate comprise "))
        return false;
    if (!strcmp(last->kind, "other"))
        last->kind = p->hit.code;
    return true;
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
    if (tells_kind(maker, p))
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
    if (p->definite && !truce_date_known(p->inner) && told_before(maker, &a))
        a.date = (struct truce_date){0, 0, 0};
    if (p->verb >= 0)
        truce_where_event(maker->senses->context, sense->index, (size_t)p->verb,
                          &a.place);
    return add_agreement(maker, &a, lemma_of(maker, sense, p->head),
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
    if (unreal(sense, verb) || truce_tree_passive(&sense->tree, verb))
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
    return add_agreement(maker, &a, "agreement", false);
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
            !make_phrase(maker->senses, sense, &hit, &p))
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
    return a.signatories.n > 1 ? add_agreement(maker, &a, "statement", false)
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
