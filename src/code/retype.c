/* Verbs that say different acts of different doers; see retype.h. */
#include "code/retype.h"

#include <string.h>

/* Sectors of people who take to the streets, and of those who hold captives
 * and arrest nobody. */
static const char crowd[] = "CVL EDU LAB REL REF AGR",
                  captors[] = "UAF CRM";

static bool all_in(const struct truce_slot *slot, const char *sectors)
{
    for (size_t i = 0; i < slot->n; i++)
        if (!slot->items[i].sector || !strstr(sectors, slot->items[i].sector))
            return false;
    return slot->n > 0;
}

static bool two_countries(const struct truce_slot *slot)
{
    for (size_t i = 1; i < slot->n; i++)
        if (slot->items[0].code && slot->items[i].code &&
            strcmp(slot->items[0].code, slot->items[i].code) != 0)
            return true;
    return false;
}

static void become(struct truce_candidate *c, int type, const char *mode,
                   const char *cameo)
{
    c->type = type;
    c->mode = mode;
    c->cameo = cameo;
}

/* "conducted the exercises together". */
static bool exercise(const struct truce_scan *scan,
                     const struct truce_candidate *c)
{
    static const char words[] = " exercise drill manoeuvre maneuver ";
    if (truce_tree_lemma_in(&scan->tree, c->token, words))
        return true;
    for (size_t i = 0; i < c->match.words.n; i++)
        if (truce_tree_lemma_in(&scan->tree, c->match.words.heads[i], words))
            return true;
    return false;
}

void truce_retype(const struct truce_scan *scan, struct truce_candidate *c,
                  const struct truce_slots *slots)
{
    if (scan->coder->petrarch.n || c->negated)
        return;
    if (c->type == TRUCE_ACCUSE && all_in(&slots->source, crowd) &&
        truce_tree_lemma_is(&scan->tree, c->token, "protest"))
        become(c, TRUCE_PROTEST, "demo", "141");
    else if (c->type == TRUCE_MOBILIZE && !c->is_cue &&
             two_countries(&slots->source) && exercise(scan, c))
        become(c, TRUCE_COOPERATE, NULL, "062");
    else if (c->type == TRUCE_COERCE && !c->is_cue &&
             all_in(&slots->source, captors) &&
             truce_tree_lemma_in(&scan->tree, c->token, " hold seize take "))
        if (slots->target.n && c->mode && !strcmp(c->mode, "arrest"))
            become(c, TRUCE_ASSAULT, "abduct", "181");
}
