/* Rows of people in office or of countries up to the verb, of which parsers
 * make nests, appositions and calls. */
#include <string.h>

#include "code/slots_int.h"

/* Nothing but a comma and "and" stands between two mentions; *joined when
 * "and" does. */
static bool in_row(const struct truce_scan *scan, const struct truce_mention *a,
                   const struct truce_mention *b, bool *joined)
{
    for (size_t t = a->last + 1; t < b->first; t++) {
        const struct truce_token *word =
            truce_tree_token(&scan->tree, (int32_t)t);
        if (word->upos == TRUCE_UPOS_CCONJ)
            *joined = true;
        else if (!truce_view_eq_text(word->form, ","))
            return false;
    }
    return true;
}

/* The one in office right behind `m`, NULL: none. */
static const struct truce_mention *
next_in_row(const struct truce_scan *scan, const struct truce_mention *m,
            bool *joined)
{
    const struct truce_mention *next = NULL;
    for (size_t i = 0; i < scan->n_mentions; i++)
        if (scan->mentions[i].first > m->last &&
            (!next || scan->mentions[i].first < next->first))
            next = &scan->mentions[i];
    if (next && !in_row(scan, m, next, joined))
        return NULL;
    return next && next->actor.code && next->actor.office ? next : NULL;
}

static bool before_verb(const struct truce_scan *scan, size_t token)
{
    uint8_t upos;
    if (token >= scan->tree.sentence->n_tokens)
        return false;
    upos = truce_tree_token(&scan->tree, (int32_t)token)->upos;
    return upos == TRUCE_UPOS_VERB || upos == TRUCE_UPOS_AUX;
}

/* "President of A X, Prime Minister of B Y and President of C Z met": a row
 * of people in office up to the verb, of which parsers make a nest. */
static void put_row(const struct truce_scan *scan, struct truce_slot *slot,
                    int32_t token)
{
    enum { MAX_ROW = 16 };
    const struct truce_mention *row[MAX_ROW];
    const struct truce_mention *m = truce_scan_mention(scan, token);
    const struct truce_mention *next = m;
    bool joined = false;
    size_t n = 0;
    while (next && next->actor.office && n < MAX_ROW) {
        row[n++] = next;
        next = next_in_row(scan, next, &joined);
    }
    if (n < 3 || !joined || !before_verb(scan, row[n - 1]->last + 1))
        return;
    for (size_t i = 1; i < n; i++)
        truce_slot__put(slot, &row[i]->actor);
}

static bool is_country(const struct truce_mention *m)
{
    return m->actor.code && !m->actor.office && m->actor.kind &&
           !strcmp(m->actor.kind, "country");
}

/* Only a comma stands between the two. */
static bool comma_between(const struct truce_scan *scan,
                          const struct truce_mention *a,
                          const struct truce_mention *b)
{
    return a->last + 2 == b->first &&
           truce_view_eq_text(
               truce_tree_token(&scan->tree, (int32_t)a->last + 1)->form, ",");
}

/* The first of the countries that stand before `m` with commas. */
static const struct truce_mention *opens_row(const struct truce_scan *scan,
                                             const struct truce_mention *m)
{
    while (m > scan->mentions && is_country(m) && is_country(m - 1) &&
           comma_between(scan, m - 1, m))
        m--;
    return m;
}

/* The last of those behind it, and whether "and" stands before it. */
static const struct truce_mention *ends_row(const struct truce_scan *scan,
                                            const struct truce_mention *m,
                                            bool *joined)
{
    const char *office = m->actor.office; /* shared: "the presidents of A, B" */
    const struct truce_mention *last = scan->mentions + scan->n_mentions - 1;
    while (m < last && !*joined &&
           (is_country(m + 1) || (office && m[1].actor.office == office)) &&
           m[1].first > m->last + 1 && in_row(scan, m, m + 1, joined))
        m++;
    return m;
}

/* "the governments of A, B and C signed", "A, B, C agree": a row of countries
 * up to the verb, in which parsers see appositions and calls. Without "and"
 * it has to open the sentence. */
static void put_countries(const struct truce_scan *scan,
                          struct truce_slot *slot, int32_t token)
{
    const struct truce_mention *m = truce_scan_mention(scan, token), *from, *to;
    bool joined = false;
    if (!m || !m->actor.code)
        return;
    from = opens_row(scan, m);
    to = ends_row(scan, m, &joined);
    if (!before_verb(scan, to->last + 1) ||
        (joined ? from != m || to - from < 2 : from->first > 0 || from == to))
        return;
    for (; from <= to; from++) {
        struct truce_actor actor = from->actor;
        if (from > m && !actor.sector)
            actor.sector = m->actor.sector;
        truce_slot__put(slot, &actor);
    }
}

/* "EU members Poland and Hungary", "the allies A and B": they are these. */
bool truce_slot__members(const struct truce_scan *scan, struct truce_slot *slot,
                         int32_t token)
{
    const struct truce_tree *tree = &scan->tree;
    const struct truce_mention *m;
    if (scan->coder->petrarch.n ||
        (size_t)token + 1 >= tree->sentence->n_tokens ||
        !truce_tree_lemma_in(tree, token,
                             " member ally partner neighbour neighbor rival "
                             "foe power nation state country ") ||
        !truce_view_ends(truce_tree_token(tree, token)->form, "s"))
        return false;
    m = truce_scan_mention(scan, token + 1);
    if (!m || m->first != (size_t)token + 1 || !is_country(m) ||
        truce_slot__reference(scan, token + 1))
        return false;
    truce_slot__mentions(scan, slot, (int32_t)m->head);
    for (int32_t c = tree->first[m->head]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_conj)
            truce_slot__mentions(scan, slot, c);
    return true;
}

void truce_slot__row(const struct truce_scan *scan, struct truce_slot *slot,
                     int32_t token)
{
    if (scan->coder->petrarch.n)
        return;
    put_row(scan, slot, token);
    put_countries(scan, slot, token);
}
