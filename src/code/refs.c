/* References within a document; see refs.h. A pronoun takes the subject of
 * the clause above, else the subject of the sentence before (refs_meant.c).
 * Groups ("the two sides") take the last countries named (refs_groups.c), or
 * the sides of the last act (refs_sides.c). Here: one sentence after the
 * other, and what is no mention. */
#include <string.h>

#include "code/coder_impl.h"
#include "code/conjuncts.h"
#include "code/entry.h"
#include "code/era.h"
#include "code/formats.h"
#include "code/home.h"
#include "code/names.h"
#include "code/refs_int.h"
#include "code/sectors.h"

bool truce_refs__person(const struct truce_actor *actor)
{
    return actor->kind && !strcmp(actor->kind, "person");
}

static void remember(struct truce_recent *recent,
                     const struct truce_actor *actor)
{
    size_t i = 0;
    if (!actor->code)
        return;
    if (actor->kind && !strcmp(actor->kind, "group"))
        recent->group = *actor;
    if (actor->kind && !strcmp(actor->kind, "organisation")) {
        recent->body = *actor;
        memmove(recent->bodies + 1, recent->bodies,
                (TRUCE_REFS_GROUP - 1) * sizeof *recent->bodies);
        recent->bodies[0] = *actor;
    }
    while (i < recent->n && strcmp(recent->items[i].code, actor->code) != 0)
        i++;
    if (i == recent->n && recent->n < TRUCE_REFS_RECENT)
        recent->n++;
    if (i >= TRUCE_REFS_RECENT)
        i = TRUCE_REFS_RECENT - 1;
    memmove(recent->items + 1, recent->items, i * sizeof *recent->items);
    recent->items[0] = *actor;
}

static int by_place(const struct truce_mention *a,
                    const struct truce_mention *b)
{
    return a->first < b->first ? -1 : a->first > b->first;
}

/* Stable insertion sort: references were added behind the named mentions. */
static void sort_mentions(struct truce_growing *list)
{
    for (size_t i = 1; i < list->n; i++) {
        struct truce_mention held = list->items[i];
        size_t j = i;
        while (j > 0 && by_place(&list->items[j - 1], &held) > 0) {
            list->items[j] = list->items[j - 1];
            j--;
        }
        list->items[j] = held;
    }
}

/* True where a reference may stand: on no mention, or on one that only names
 * a role ("the leaders") and is then given up for the reference. */
static bool open_reference(const struct truce_mention *named, size_t *n_named,
                           struct truce_growing *list, int32_t token,
                           const struct truce_tree *tree,
                           const struct truce_recent *recent)
{
    const struct truce_mention *m = truce_refs__at(named, *n_named, token);
    size_t at, size;
    if (!m)
        return true;
    size = truce_refs__group(tree, token);
    if (m->actor.code || m->head != (size_t)token ||
        (!size && !truce_refs__named(tree, token, recent) &&
         !truce_refs__other(tree, token, recent, list)))
        return false;
    if (size && !truce_refs__known(recent, size) &&
        truce_refs__of_pair(tree, token)) {
        /* "leaders of the two countries in the Chad-Sudan dispute" */
        list->items[m - named].actor.abroad = true;
        return false;
    }
    at = (size_t)(m - named);
    memmove(&list->items[at], &list->items[at + 1],
            (list->n - at - 1) * sizeof *list->items);
    list->n--;
    (*n_named)--;
    return true;
}

/* "in Kabul": named as a place, not as a party. */
static bool only_where(const struct truce_tree *tree,
                       const struct truce_mention *m)
{
    return !truce_refs__person(&m->actor) &&
           truce_tree_word_in(truce_tree_prep(tree, (int32_t)m->head),
                              " in at near around outside ", 27);
}

/* "talks mediated by China", "at the invitation of France": not a side. */
static bool stands_between(const struct truce_tree *tree,
                           const struct truce_mention *m)
{
    int32_t head = truce_tree_token(tree, (int32_t)m->head)->head;
    struct truce_view prep = truce_tree_prep(tree, (int32_t)m->head);
    if (head < 0)
        return false;
    if (truce_view_eq_text(prep, "by"))
        return truce_tree_lemma_in(tree, head,
                                   " mediate broker host facilitate chair "
                                   "sponsor lead convene oversee moderate "
                                   "co-chair arrange negotiate supervise "
                                   "monitor observe back ");
    return truce_tree_lemma_in(tree, head,
                               " invitation auspices mediation mediator "
                               "facilitation presence supervision ");
}

/* "(Reuters) -- Russia and ...": the agency before the first word. */
static void drop_agency(const struct truce_sentence *s,
                        struct truce_growing *list)
{
    const struct truce_mention *m = list->items;
    if (list->n && m->first == 1 &&
        truce_view_eq_text(s->tokens[0].form, "(") &&
        m->last + 1 < s->n_tokens &&
        truce_view_eq_text(s->tokens[m->last + 1].form, ")")) {
        list->n--;
        memmove(list->items, list->items + 1, list->n * sizeof *list->items);
    }
}

/* "a state of emergency" is no state. */
static void drop_conditions(const struct truce_sentence *s,
                            struct truce_growing *list)
{
    static const char conditions[] =
        " emergency siege alert war disaster calamity public health martial "
        "exception affairs mind readiness ";
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        size_t last = list->items[i].last;
        bool state = last + 2 < s->n_tokens &&
                     truce_tree_word_in(s->tokens[last].lemma, " state ", 7) &&
                     truce_view_eq_text(s->tokens[last + 1].form, "of") &&
                     truce_tree_word_in(s->tokens[last + 2].lemma, conditions,
                                        sizeof conditions - 1);
        if (!state)
            list->items[n++] = list->items[i];
    }
    list->n = n;
}

/* `today`: that offices are looked up for. */
/* "Serbs in northern Mitrovica", "Georgians in Abkhazia": people of where they
 * live, not of the state whose name they bear. */
static void settle_people(const struct truce_tree *tree,
                          struct truce_growing *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct truce_mention *m = &list->items[i];
        const struct truce_mention *where = NULL;
        int32_t head = (int32_t)m->last;
        if (!m->actor.code || !m->actor.kind ||
            strcmp(m->actor.kind, "place") == 0 ||
            !truce_view_eq_text(truce_tree_token(tree, head)->xpos, "NNPS") ||
            !truce_view_ends(truce_tree_token(tree, head)->form, "s"))
            continue;
        for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
            if (c > head && truce_view_eq_text(truce_tree_prep(tree, c), "in"))
                where = truce_refs__at(list->items, list->n, c);
        if (!where || where == m || !where->actor.code ||
            !strcmp(where->actor.code, m->actor.code) ||
            truce_refs__person(&where->actor))
            continue;
        m->actor.code = where->actor.code;
        m->actor.why = "people of where they live";
    }
}

static int sentence_mentions(struct truce_context *context, size_t sentence,
                             struct truce_date today,
                             struct truce_recent *recent)
{
    const struct truce_sentence *s = &context->out->text.sentences[sentence];
    struct truce_growing list = {0};
    struct truce_tree tree;
    size_t n_named;
    struct truce_date day;
    int rc = truce_entry_date(s, today, context->arena, &day);
    if (rc == TRUCE_OK)
        rc = truce_lexicon_mentions(context->coder->lexicon, s, day,
                                    context->arena, &list.items, &list.n);
    for (size_t i = 0; rc == TRUCE_OK && i < list.n; i++)
        if (list.items[i].actor.told) /* the text may tell of that time */
            list.items[i].actor.sector = list.items[i].actor.told;
    drop_agency(s, &list);
    drop_conditions(s, &list);
    if (rc == TRUCE_OK && !context->coder->petrarch.n)
        rc = truce_names_settle(recent->names, s, context->arena, &list.items,
                                &list.n);
    if (rc == TRUCE_OK && !context->coder->petrarch.n)
        rc = truce_formats_expand(context->coder->lexicon, day, context->arena,
                                  &list.items, &list.n);
    list.cap = list.n;
    n_named = list.n;
    if (rc == TRUCE_OK)
        rc = truce_tree_init(&tree, s, context->arena);
    if (rc == TRUCE_OK && !context->coder->petrarch.n)
        truce_conjuncts_share(&tree, list.items, list.n);
    if (rc == TRUCE_OK && !context->coder->petrarch.n)
        settle_people(&tree, &list);
    if (rc == TRUCE_OK && !context->coder->petrarch.n)
        truce_voice_hear(&recent->voice, sentence, &tree, list.items, list.n);
    for (size_t i = 0, k = 0; rc == TRUCE_OK && i < s->n_tokens; i++) {
        size_t before = n_named;
        while (k < n_named && list.items[k].first <= i) {
            if (!only_where(&tree, &list.items[k]) &&
                !stands_between(&tree, &list.items[k]))
                remember(recent, &list.items[k].actor);
            k++;
        }
        bool open = open_reference(list.items, &n_named, &list, (int32_t)i,
                                   &tree, recent);
        k -= before - n_named;
        if (open)
            rc = truce_refs__add(context->arena, &tree, (int32_t)i, recent,
                                 &list);
    }
    if (rc != TRUCE_OK)
        return rc;
    truce_refs__subject(&tree, &list, recent);
    truce_refs__sides(&tree, &list, recent);
    sort_mentions(&list);
    context->mentions[sentence] = list.items;
    context->n_mentions[sentence] = list.n;
    return TRUCE_OK;
}

/* "Germany's chancellor": ends in no name. */
static bool ends_in_office(struct truce_view text)
{
    size_t i = text.len;
    while (i > 0 && text.ptr[i - 1] != ' ')
        i--;
    return i > 0 && i < text.len && text.ptr[i] >= 'a' && text.ptr[i] <= 'z';
}

/* Bytes of the letter at `p` when it is "o" or its like with an accent; a
 * letter outside ASCII stands for any. */
static size_t like(const char *p, const char *end, char letter)
{
    if (p >= end)
        return 0;
    if (*p == letter)
        return 1;
    return (unsigned char)*p >= 0xC3 && (unsigned char)*p < 0xE0 &&
                   p + 1 < end
               ? 2
               : 0;
}

/* "the Foreign Minister of Armenia", "Foreign Minister Lavrov": the office
 * that he held, not a namesake's name alone. */
static bool has_office(const struct truce_actor *actor)
{
    size_t len = actor->office ? strlen(actor->office) : 0;
    for (size_t i = 0; len && i + len <= actor->text.len; i++) {
        struct truce_view part = {actor->text.ptr + i, len};
        if (truce_view_eq_nocase(part, truce_view_of(actor->office)))
            return true;
    }
    return false;
}

/* The text has more of the name than its last word: its first, whatever the
 * accents ("António"). */
static bool is_full_name(const struct truce_actor *actor)
{
    const char *name = actor->name;
    const char *end = actor->text.ptr + actor->text.len;
    size_t len = name ? strcspn(name, " ") : 0;
    if (!len || !name[len] || ends_in_office(actor->text) ||
        has_office(actor))
        return true;
    for (const char *from = actor->text.ptr; from < end; from++) {
        const char *p = from;
        size_t i = 0;
        for (size_t step; i < len && (step = like(p, end, name[i])) > 0; i++)
            p += step;
        if (i == len)
            return true;
    }
    return false;
}

static bool is_named(const struct truce_context *context, const char *code,
                     const struct truce_actor *but)
{
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            if (actor != but && actor->code && !strcmp(actor->code, code) &&
                (!truce_refs__person(actor) || is_full_name(actor)))
                return true;
        }
    return false;
}

/* Whom readers know by the surname alone while he is in office. */
static bool leads_now(const struct truce_actor *actor)
{
    return actor->sector && !strcmp(actor->sector, "GOV") && actor->office &&
           (!strcmp(actor->office, "president") ||
            !strcmp(actor->office, "prime minister") ||
            !strcmp(actor->office, "chancellor"));
}

/* A surname stands for the known person only in a text that speaks of his
 * country, or for who leads one and has no namesake in the text; else of its
 * bearer nothing is known. */
static void doubt_surnames(struct truce_context *context,
                           const struct truce_names *names)
{
    if (context->out->text.n_sentences < 2)
        return;
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_actor *actor = &context->mentions[s][i].actor;
            if (truce_refs__person(actor) && actor->code &&
                !is_full_name(actor) &&
                !is_named(context, actor->code, actor) &&
                !(leads_now(actor) &&
                  !truce_names_stranger(names, actor->text)))
                actor->confidence = 0;
        }
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_actor *actor = &context->mentions[s][i].actor;
            if (!truce_refs__person(actor) || actor->confidence > 0)
                continue;
            actor->code = actor->party = NULL;
            if (!memchr(actor->text.ptr, ' ', actor->text.len))
                actor->office = actor->sector = NULL; /* no title either */
        }
}

static int find_all(struct truce_context *context, struct truce_date today)
{
    struct truce_recent *recent =
        truce_arena_zalloc(context->arena, 1, sizeof *recent);
    int rc = TRUCE_OK;
    if (recent)
        recent->names =
            truce_arena_zalloc(context->arena, 1, sizeof *recent->names);
    if (!recent || !recent->names)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < context->out->text.n_sentences && rc == TRUCE_OK;
         i++)
        rc = sentence_mentions(context, i, today, recent);
    if (rc == TRUCE_OK)
        doubt_surnames(context, recent->names);
    return rc;
}

int truce_refs_mentions(struct truce_context *context)
{
    size_t n = context->out->text.n_sentences;
    struct truce_date today = context->document->date, then;
    int rc;
    context->mentions =
        truce_arena_zalloc(context->arena, n + 1, sizeof *context->mentions);
    context->n_mentions =
        truce_arena_zalloc(context->arena, n + 1, sizeof *context->n_mentions);
    if (!context->mentions || !context->n_mentions)
        return TRUCE_ENOMEM;
    rc = find_all(context, today);
    then = rc == TRUCE_OK ? truce_era_told(context) : today;
    if (truce_date_cmp(then, today) != 0)
        rc = find_all(context, then);
    if (rc == TRUCE_OK) {
        context->home = truce_home_find(context);
        truce_home_bodies(context);
        truce_sectors_settle(context);
    }
    return rc;
}
