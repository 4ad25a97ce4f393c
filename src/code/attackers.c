/* Who did it, where the verb does not say: "were killed in an attack by
 * rebels", "in clashes with rebels", "were wounded when soldiers opened
 * fire". */
#include <string.h>

#include "code/slots_int.h"

static const char attacks[] =
    " attack assault raid strike airstrike ambush shelling bombardment bombing "
    "shooting offensive operation gunfire fire ";
static const char fights[] =
    " battle gunbattle fight fighting firefight gunfight shootout shoot-out "
    "clash skirmish combat confrontation ";
static const char harms[] = " kill wound injure die hurt ";
static const char ways[] = " in during by after amid ";
static const char deeds[] =
    " attack storm ambush shell bomb bombard raid strike hit fire open launch "
    "target shoot assault throw hurl ";

/* Behind `from`, a child of `of` that stands after one of these prepositions. */
static int32_t behind(const struct truce_tree *tree, int32_t of, int32_t from,
                      const char *preps, size_t len)
{
    for (int32_t d = tree->first[of]; d >= 0; d = tree->next[d])
        if (d > from &&
            truce_tree_word_in(truce_tree_prep(tree, d), preps, len))
            return d;
    return -1;
}

/* The phrase behind "by" of an attack that the verb names, or behind "with"
 * of a fight. */
static int32_t attacker_of(const struct truce_tree *tree, int32_t verb)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        int32_t doer = -1, mark = truce_tree_child(tree, c, TRUCE_REL_mark);
        if (!truce_tree_word_in(truce_tree_prep(tree, c), ways, 25) &&
            !(mark >= 0 && truce_tree_lemma_in(tree, mark, ways)))
            continue;
        if (truce_tree_lemma_in(tree, c, attacks))
            doer = behind(tree, c, c, " by ", 4);
        else if (truce_tree_lemma_in(tree, c, fights))
            doer = behind(tree, c, c, " with against ", 14);
        if (doer < 0 && truce_tree_lemma_in(tree, c, fights))
            doer = behind(tree, verb, c, " with against ", 14);
        if (doer >= 0)
            return doer;
    }
    return -1;
}

/* The subject of a clause with "when" that tells the attack. */
static int32_t attacker_when(const struct truce_tree *tree, int32_t verb)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        int32_t mark = truce_tree_child(tree, c, TRUCE_REL_mark);
        if (mark < 0)
            mark = truce_tree_child(tree, c, TRUCE_REL_advmod);
        if (truce_tree_rel(tree, c) == TRUCE_REL_advcl && mark >= 0 &&
            truce_tree_lemma_in(tree, mark, " when as ") &&
            truce_tree_lemma_in(tree, c, deeds) && !truce_tree_passive(tree, c))
            return truce_tree_child(tree, c, TRUCE_REL_nsubj);
    }
    return -1;
}

/* Whose the attack is that did it: "when an Israeli strike hit a home". */
static int32_t owner_of(const struct truce_scan *scan, int32_t doer)
{
    const struct truce_tree *tree = &scan->tree;
    if (doer < 0 || !truce_tree_lemma_in(tree, doer, attacks))
        return doer;
    for (int32_t c = tree->first[doer]; c >= 0; c = tree->next[c])
        if (scan->actors[c] == 2 &&
            (c < doer || truce_view_eq_text(truce_tree_prep(tree, c), "by")))
            return c;
    return doer;
}

/* "Police were hurt in a clash with police": no other. */
static bool is_victim(const struct truce_tree *tree, int32_t verb,
                      int32_t doer)
{
    int32_t dead = truce_tree_child(tree, verb, TRUCE_REL_nsubj);
    return doer >= 0 && dead >= 0 &&
           truce_view_eq(truce_tree_token(tree, doer)->lemma,
                         truce_tree_token(tree, dead)->lemma);
}

void truce_slot__attacker(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t top = c->clause.top, doer, n = (int32_t)tree->sentence->n_tokens;
    if (slot->n || scan->coder->petrarch.n || c->type != TRUCE_ASSAULT ||
        !truce_tree_lemma_in(tree, c->token, harms))
        return;
    if (!c->passive && !truce_tree_lemma_in(tree, c->token, " die "))
        return;
    doer = attacker_of(tree, c->token);
    for (int32_t d = c->token + 1; doer < 0 && d < n; d++)
        if (truce_tree_lemma_in(tree, d, harms) &&
            truce_tree_within(tree, d, c->token))
            doer = attacker_of(tree, d); /* "and dozens wounded in ..." */
    if (doer < 0)
        doer = owner_of(scan, attacker_when(tree, top));
    if (doer < 0 || scan->actors[doer] != 2 ||
        truce_slot__reference(scan, doer) ||
        is_victim(tree, c->token, doer) ||
        truce_tree_lemma_in(tree, doer, " drone missile rocket bomb shell "))
        return;
    truce_slot__phrase(scan, slot, doer, false);
    if (slot->n)
        slot->from = "whose attack it was";
}
