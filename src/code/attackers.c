/* Who did it, where the verb does not say: "were killed in an attack by
 * rebels", "were wounded when soldiers opened fire". */
#include <string.h>

#include "code/slots_int.h"

static const char attacks[] =
    " attack assault raid strike airstrike ambush shelling bombardment bombing "
    "shooting offensive operation gunfire fire ";
static const char deeds[] =
    " attack storm ambush shell bomb bombard raid strike hit fire open launch "
    "target shoot assault throw hurl ";

/* The phrase behind "by" of an attack that the verb names. */
static int32_t attacker_of(const struct truce_tree *tree, int32_t verb)
{
    for (int32_t c = tree->first[verb]; c >= 0; c = tree->next[c]) {
        if (!truce_tree_lemma_in(tree, c, attacks) ||
            !truce_tree_word_in(truce_tree_prep(tree, c),
                                " in during by after amid ", 25))
            continue;
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (d > c && truce_view_eq_text(truce_tree_prep(tree, d), "by"))
                return d;
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

void truce_slot__attacker(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t top = c->clause.top, doer;
    if (slot->n || scan->coder->petrarch.n || c->type != TRUCE_ASSAULT ||
        !truce_tree_lemma_in(tree, c->token, " kill wound injure die hurt "))
        return;
    if (!c->passive && !truce_tree_lemma_in(tree, c->token, " die "))
        return;
    doer = attacker_of(tree, c->token);
    if (doer < 0)
        doer = attacker_when(tree, top);
    if (doer < 0 || scan->actors[doer] != 2 ||
        truce_slot__reference(scan, doer) ||
        truce_tree_lemma_in(tree, doer, " drone missile rocket bomb shell "))
        return;
    truce_slot__phrase(scan, slot, doer, false);
    if (slot->n)
        slot->from = "whose attack it was";
}
