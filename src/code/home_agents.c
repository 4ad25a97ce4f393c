/* What sort of agent the words name that say no country: servants of a
 * state, armed people, anybody, people from abroad; see home_int.h. */
#include "code/home_int.h"

#include <string.h>

#include "code/slots_int.h"

/* A word before the head of the agent's noun phrase, or below it. */
static bool described(const struct truce_scan *scan,
                      const struct truce_mention *m, const char *words)
{
    for (size_t t = m->first; t < m->head; t++)
        if (truce_tree_lemma_in(&scan->tree, (int32_t)t, words))
            return true;
    for (int32_t c = scan->tree.first[m->head]; c >= 0; c = scan->tree.next[c])
        if (truce_tree_lemma_in(&scan->tree, c, words) && c < (int32_t)m->head)
            return true;
    return false;
}

/* "foreign fighters", "the international community", "coalition aircraft",
 * "other governments": of no single country. */
static bool from_abroad(const struct truce_scan *scan,
                        const struct truce_actor *actor)
{
    static const char word[] = "oalition";
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    for (size_t i = 0; i + sizeof word <= actor->text.len + 1; i++)
        if (!memcmp(actor->text.ptr + i, word, sizeof word - 1))
            return true;
    return m && !described(scan, m, " local ") &&
           described(scan, m,
                     " foreign international western global regional "
                     "neighboring neighbouring multinational other "
                     "african european asian arab allied worldwide "
                     "International Global World ");
}

bool truce_home__is_gov(const struct truce_actor *actor)
{
    return actor->sector && !strcmp(actor->sector, "GOV");
}

/* "the government", "authorities", "Defence Minister Roca": not "a
 * government", "ministers". */
bool truce_home__is_definite(const struct truce_scan *scan,
                             const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m &&
           (described(scan, m, " the ") ||
            (actor->kind && !strcmp(actor->kind, "person")) ||
            truce_tree_lemma_in(&scan->tree, (int32_t)m->head, " authority "));
}

/* "the West African nation", "countries": some other state. */
static bool other_state(const struct truce_scan *scan,
                        const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m &&
           truce_tree_lemma_in(&scan->tree, (int32_t)m->head,
                               " nation country state territory ") &&
           (!described(scan, m, " the ") ||
            truce_tree_child(&scan->tree, (int32_t)m->head, TRUCE_REL_amod) >=
                0 ||
            truce_view_ends(actor->text, "s"));
}

/* Airstrikes and drones are means, of whatever army. */
static bool is_weapon(const struct truce_actor *actor)
{
    static const char *const words[] = {"strike",     "drone",   "missile",
                                        "aircraft",   "plane",   "raid",
                                        "helicopter", "warship", "tank"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (actor->office && strstr(actor->office, words[i]))
            return true;
    return false;
}

/* "representatives from 16 other nations": of many, and not of its
 * companion's. */
static bool of_others(const struct truce_scan *scan,
                      const struct truce_actor *actor)
{
    const struct truce_tree *tree = &scan->tree;
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    for (int32_t c = m ? tree->first[m->head] : -1; c >= 0; c = tree->next[c])
        if ((size_t)c > m->head &&
            truce_tree_lemma_in(tree, c, " nation country state government ") &&
            truce_view_eq_text(truce_tree_token(tree, c)->xpos, "NNS"))
            return true;
    return false;
}

bool truce_home__is_open(const struct truce_scan *scan,
                         const struct truce_actor *actor)
{
    return !actor->code && !actor->abroad && actor->kind &&
           (!strcmp(actor->kind, "agent") ||
            (!strcmp(actor->kind, "person") && actor->office)) &&
           !is_weapon(actor) &&
           !(actor->sector && !strcmp(actor->sector, "IGO")) &&
           !from_abroad(scan, actor) && !other_state(scan, actor) &&
           !of_others(scan, actor);
}

/* "the army", "the police": ordered about by their own government. */
bool truce_home__is_servant(const struct truce_actor *actor)
{
    return actor->sector &&
           (!strcmp(actor->sector, "MIL") || !strcmp(actor->sector, "COP"));
}

bool truce_home__is_anybody(const struct truce_actor *actor)
{
    return !actor->sector || !strcmp(actor->sector, "CVL");
}

bool truce_home__is_kind(const struct truce_actor *actor, const char *kind)
{
    return actor->kind && !strcmp(actor->kind, kind);
}

bool truce_home__is_armed(const struct truce_actor *actor)
{
    struct truce_view sector = truce_view_of(actor->sector);
    return actor->sector && truce_tree_word_in(sector, " REB UAF PRM CRM ", 17);
}

/* Police, gunmen and people are of where they act; an opposition or a lawyer
 * may act abroad. */
bool truce_home__is_at_place(const struct truce_actor *actor)
{
    return truce_home__is_servant(actor) || truce_home__is_armed(actor) ||
           truce_home__is_anybody(actor);
}

/* "local men", "its own people": as much at home as who deals with them. */
bool truce_home__is_local(const struct truce_scan *scan,
                          const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m && described(scan, m, " local own fellow domestic ");
}

bool truce_home__is_single(const struct truce_actor *actor)
{
    return actor->office && (!strcmp(actor->office, "prime minister") ||
                             !strcmp(actor->office, "president") ||
                             !strcmp(actor->office, "foreign minister") ||
                             !strcmp(actor->office, "chancellor") ||
                             !strcmp(actor->office, "king"));
}

/* "all parties": sides of a matter (sectors.c), which are of the country only
 * where its own rulers speak to them. */
bool truce_home__is_side(const struct truce_actor *actor)
{
    return !actor->sector && actor->office && !strcmp(actor->office, "party");
}

/* "ethnic Korean residents": of where they live. */
bool truce_home__is_ethnic(const struct truce_scan *scan,
                           const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m && actor->sector && !scan->coder->petrarch.n &&
           truce_home__is_kind(&m->actor, "agent") &&
           described(scan, m, " ethnic ");
}
