/* Verbs that say different acts of different doers; see retype.h. */
#include "code/retype.h"

#include <string.h>

/* Sectors of people who take to the streets, and of those who hold captives
 * and arrest nobody. */
static const char crowd[] = "CVL EDU LAB REL REF AGR", captors[] = "UAF CRM",
                  forces[] = "COP MIL GOV";

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

/* "rioters looting shops", "protesters forced the authorities". */
static bool rioters(const struct truce_scan *scan,
                    const struct truce_candidate *c,
                    const struct truce_slots *slots)
{
    static const char words[] = " protester protestor demonstrator rioter "
                                "crowd mob ";
    const struct truce_match *match = c->is_cue ? &c->cue : &c->match;
    if (!all_in(&slots->source, crowd))
        return false;
    for (size_t i = 0; i < match->source.n; i++)
        if (truce_tree_lemma_in(&scan->tree, match->source.heads[i], words))
            return true;
    return false;
}

static bool speaks_of_protest(const struct truce_scan *scan)
{
    const struct truce_sentence *s = scan->tree.sentence;
    for (size_t i = 0; i < s->n_tokens; i++)
        if (truce_tree_lemma_in(&scan->tree, (int32_t)i,
                                " protest demonstration rally demonstrate "
                                "demand march slogan "))
            return true;
    return false;
}

/* Police that block a road or storm a square do not protest. */
static void no_protest(const struct truce_scan *scan, struct truce_candidate *c)
{
    if (truce_tree_lemma_is(&scan->tree, c->token, "block"))
        become(c, TRUCE_COERCE, "restrict", "191");
    else if (truce_tree_lemma_is(&scan->tree, c->token, "storm"))
        become(c, TRUCE_ASSAULT, NULL, "175");
}

static void crowds(const struct truce_scan *scan, struct truce_candidate *c)
{
    if (c->type == TRUCE_ACCUSE &&
        truce_tree_lemma_is(&scan->tree, c->token, "protest"))
        become(c, TRUCE_PROTEST, "demo", "141");
    else if (c->type == TRUCE_CONSULT && speaks_of_protest(scan) &&
             truce_tree_lemma_in(&scan->tree, c->token, " gather assemble "))
        become(c, TRUCE_PROTEST, "demo", "141");
}

/* Parties of one land, the government and those against it. */
static bool two_sides(const struct truce_slot *slot)
{
    for (size_t i = 1; i < slot->n; i++)
        if (slot->items[0].sector && slot->items[i].sector &&
            strcmp(slot->items[0].sector, slot->items[i].sector) != 0)
            return true;
    return two_countries(slot);
}

/* "The rebels and the government agreed to dissolve parliament": what both
 * sides agree on threatens neither. */
static bool joint_measure(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          const struct truce_slots *slots)
{
    return c->type == TRUCE_THREATEN && c->is_cue && two_sides(&slots->source) &&
           truce_tree_lemma_is(&scan->tree, c->token, "agree");
}

/* "Mali announced its withdrawal from ECOWAS": it leaves a body; who withdraws
 * troops, leaves a land. */
static bool leaves_body(const struct truce_candidate *c,
                        const struct truce_slots *slots)
{
    if (c->type != TRUCE_RETREAT || !c->mode || strcmp(c->mode, "withdraw") ||
        slots->target.n != 1 || all_in(&slots->source, "MIL REB PRM UAF"))
        return false;
    return slots->target.items[0].kind && slots->target.items[0].sector &&
           !strcmp(slots->target.items[0].kind, "organisation") &&
           !strcmp(slots->target.items[0].sector, "IGO");
}

/* "ordered all foreigners to leave": an order that binds, where a frame says
 * so. */
static bool binds(const struct truce_scan *scan,
                  const struct truce_candidate *c)
{
    return c->type == TRUCE_REQUEST && c->is_cue && c->match.frame &&
           c->match.frame->type == TRUCE_COERCE &&
           truce_tree_lemma_is(&scan->tree, c->token, "order");
}

void truce_retype(const struct truce_scan *scan, struct truce_candidate *c,
                  const struct truce_slots *slots)
{
    if (scan->coder->petrarch.n || c->negated)
        return;
    if (all_in(&slots->source, crowd))
        crowds(scan, c);
    if (binds(scan, c))
        become(c, TRUCE_COERCE, "coerce", "170");
    if (leaves_body(c, slots))
        become(c, TRUCE_SANCTION, NULL, "160");
    if (joint_measure(scan, c, slots))
        become(c, TRUCE_AGREE, NULL, "030");
    if (c->type == TRUCE_PROTEST && all_in(&slots->source, forces))
        no_protest(scan, c);
    else if (c->type == TRUCE_MOBILIZE && !c->is_cue &&
             two_countries(&slots->source) && exercise(scan, c))
        become(c, TRUCE_COOPERATE, NULL, "062");
    else if (c->type == TRUCE_COERCE && rioters(scan, c, slots) && c->mode &&
             (!strcmp(c->mode, "seize") || !strcmp(c->mode, "destroy")))
        become(c, TRUCE_PROTEST, "riot", "145");
    else if (c->type == TRUCE_COERCE && !c->is_cue && slots->target.n &&
             all_in(&slots->source, captors) && c->mode &&
             !strcmp(c->mode, "arrest") &&
             truce_tree_lemma_in(&scan->tree, c->token, " hold seize take "))
        become(c, TRUCE_ASSAULT, "abduct", "181");
}
