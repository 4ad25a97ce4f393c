/* What lies years back or goes on since then, and acts that concern only who
 * does them; see bygone.h. The rules come from judging free news text. */
#include "code/bygone.h"

#include <string.h>

#include "code/slots_int.h"

static const char habits[] =
    " long previously traditionally historically always ";
static const char spans[] = " decade century generation ";

/* "27 years", "several years", "decades"; not "a year", "two years". */
static bool many_years(const struct truce_tree *tree, int32_t noun)
{
    if (truce_tree_lemma_in(tree, noun, spans))
        return true;
    if (!truce_tree_lemma_is(tree, noun, "year"))
        return false;
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        if (truce_tree_lemma_in(tree, c, " a one two last past next first "))
            return false;
    return truce_view_eq_text(truce_tree_token(tree, noun)->xpos, "NNS");
}

/* "has occupied the territory for 27 years", "has long accused": a state. */
static bool goes_on(const struct truce_tree *tree, int32_t verb)
{
    int32_t aux = truce_tree_child(tree, verb, TRUCE_REL_aux);
    if (aux < 0 || !truce_tree_lemma_is(tree, aux, "have") ||
        truce_view_eq_text(truce_tree_token(tree, aux)->form, "had"))
        return false;
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c])
        if ((truce_tree_rel(tree, c) == TRUCE_REL_obl &&
             truce_view_eq_text(truce_tree_prep(tree, c), "for") &&
             many_years(tree, c)) ||
            (truce_tree_rel(tree, c) == TRUCE_REL_advmod && c < verb &&
             truce_tree_lemma_in(tree, c, habits)))
            return true;
    return false;
}

/* "it has been eight years since they lifted sanctions". */
static bool years_since(const struct truce_tree *tree, int32_t verb)
{
    int32_t head = truce_tree_token(tree, verb)->head;
    int32_t mark = truce_tree_child(tree, verb, TRUCE_REL_mark);
    return head >= 0 && mark >= 0 &&
           truce_tree_lemma_is(tree, mark, "since") && many_years(tree, head);
}

/* "a decade later they captured it": later than something old. */
static bool years_later(const struct truce_tree *tree, int32_t verb)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        int32_t span = tree->first[c];
        if (truce_tree_lemma_in(tree, c, " later afterwards ") && span >= 0 &&
            span < c &&
            (many_years(tree, span) || truce_tree_lemma_in(tree, span, spans)))
            return true;
    }
    return false;
}

bool truce_bygone(const struct truce_scan *scan,
                  const struct truce_candidate *c)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t verb = c->clause.top;
    return goes_on(tree, verb) || years_since(tree, verb) ||
           years_later(tree, verb);
}

/* "its rally": a pronoun owns it. */
static bool owned_by_doer(const struct truce_tree *tree, int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        const struct truce_token *t = truce_tree_token(tree, c);
        if (t->rel == TRUCE_REL_nmod_poss && t->upos == TRUCE_UPOS_PRON)
            return true;
    }
    return false;
}

/* "suspended its rally", "defended his decision". */
static bool own_thing(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      const struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t object = truce_tree_child(tree, c->token, TRUCE_REL_obj);
    if (c->is_cue || c->passive || slots->target.n || object < 0 ||
        !owned_by_doer(tree, object))
        return false;
    return (c->type == TRUCE_COERCE &&
            truce_tree_lemma_in(tree, c->token, " suspend cancel postpone ")) ||
           (c->type == TRUCE_SUPPORT &&
            truce_tree_lemma_in(tree, c->token, " defend justify "));
}

static bool all_people(const struct truce_slot *slot)
{
    static const char people[] = "CVL REF MED EDU LAB";
    for (size_t i = 0; i < slot->n; i++)
        if (!slot->items[i].sector || !strstr(people, slot->items[i].sector))
            return false;
    return slot->n > 0;
}

/* "assured Beijing that the allies would not attack": no promise of one's
 * own. */
static bool for_others(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       const struct truce_slots *slots)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t clause = truce_tree_child(tree, c->token, TRUCE_REL_ccomp);
    int32_t subject =
        clause < 0 ? -1 : truce_tree_child(tree, clause, TRUCE_REL_nsubj);
    const struct truce_token *t;
    if (!c->is_cue || subject < 0 || !slots->source.n ||
        !truce_tree_lemma_in(tree, c->token, " assure reassure "))
        return false;
    t = truce_tree_token(tree, subject);
    for (size_t i = 0; i < scan->n_mentions && t->upos == TRUCE_UPOS_PROPN; i++)
        if (scan->mentions[i].head == (size_t)subject)
            return !scan->mentions[i].actor.code ||
                   !slots->source.items[0].code ||
                   strcmp(scan->mentions[i].actor.code,
                          slots->source.items[0].code) != 0;
    return false;
}

bool truce_bygone_own(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      const struct truce_slots *slots)
{
    return own_thing(scan, c, slots) || for_others(scan, c, slots) ||
           (c->type == TRUCE_RETREAT && all_people(&slots->source) &&
            truce_tree_lemma_in(&scan->tree, c->token, " flee escape "));
}
