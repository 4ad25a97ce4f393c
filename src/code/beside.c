/* Words beside an actor that name the same one again, or its partner:
 * appositions ("its neighbor, Monaco"; "Peru, a country in the Andes"), pairs
 * ("the Colombia-Ecuador conflict"), and nouns that say what somebody is to
 * another and are not that other ("Le Maire's successor"). */
#include <string.h>

#include "code/slots_int.h"

/* Whoever is this to a country or its people is of another country. */
static const char foreign_nouns[] =
    " neighbor neighbour ally rival enemy foe adversary counterpart creditor "
    "donor bloc partner benefactor patron backer opponent friend ";
static const char kin_nouns[] =
    " successor predecessor wife husband widow son daughter brother sister "
    "lawyer attorney critic killer attacker captor biographer heir deputy "
    "aide mother father cousin nephew bodyguard driver ";
static const char state_nouns[] =
    " country nation state neighbor neighbour ally power republic island "
    "kingdom partner member economy democracy ";

bool truce_slot__foreign(const struct truce_scan *scan, int32_t noun)
{
    return !scan->coder->petrarch.n &&
           truce_tree_lemma_in(&scan->tree, noun, foreign_nouns);
}

bool truce_slot__another(const struct truce_scan *scan, int32_t noun)
{
    return truce_slot__foreign(scan, noun) ||
           (!scan->coder->petrarch.n &&
            truce_tree_lemma_in(&scan->tree, noun, kin_nouns));
}

int32_t truce_slot__apposed(const struct truce_scan *scan, int32_t noun)
{
    const struct truce_tree *tree = &scan->tree;
    const struct truce_mention *m;
    if (scan->coder->petrarch.n || !truce_slot__another(scan, noun))
        return -1;
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        if (truce_tree_rel(tree, c) != TRUCE_REL_appos || c < noun)
            continue;
        m = truce_scan_mention(scan, c);
        if (m && (m->actor.code || m->actor.sector))
            return c;
    }
    return -1;
}

/* The first token of the phrase of a mention. */
static size_t phrase_begin(const struct truce_tree *tree,
                           const struct truce_mention *m)
{
    size_t at = m->first;
    while (at > 0 && truce_tree_token(tree, (int32_t)at - 1)->upos !=
                         TRUCE_UPOS_PUNCT &&
           truce_tree_within(tree, (int32_t)at - 1, (int32_t)m->head))
        at--;
    return at;
}

/* ", the world's newest countries,": says what those before it are. */
static bool is_description(const struct truce_scan *scan,
                           const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    size_t at;
    if (!m || actor->code ||
        !truce_tree_lemma_in(&scan->tree, (int32_t)m->head, state_nouns))
        return false;
    at = phrase_begin(&scan->tree, m);
    return at > 1 && truce_view_eq_text(
                         truce_tree_token(&scan->tree, (int32_t)at - 1)->form,
                         ",");
}

void truce_slot__drop_descriptions(const struct truce_scan *scan,
                                   struct truce_slot *slot)
{
    size_t n = 0;
    bool told = false;
    for (size_t i = 0; i < slot->n; i++)
        told = told || slot->items[i].code;
    if (!told || scan->coder->petrarch.n)
        return;
    for (size_t i = 0; i < slot->n; i++)
        if (!is_description(scan, &slot->items[i]))
            slot->items[n++] = slot->items[i];
    slot->n = n;
}

/* A hyphen or dash alone stands between the two. */
static bool is_tied(const struct truce_mention *a,
                    const struct truce_mention *b)
{
    size_t gap = b->actor.begin - a->actor.end;
    const char *between = a->actor.text.ptr + a->actor.text.len;
    return b->actor.begin > a->actor.end &&
           ((gap == 1 && *between == '-') ||
            (gap == 3 && !memcmp(between, "\xe2\x80\x93", 3)));
}

void truce_slot__put_pair(const struct truce_scan *scan,
                          struct truce_slot *slot,
                          const struct truce_actor *actor,
                          const struct truce_mention *whose)
{
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        struct truce_actor other = *actor;
        if (!m->actor.code || m->actor.sector ||
            (!is_tied(m, whose) && !is_tied(whose, m)))
            continue;
        other.code = m->actor.code;
        truce_slot__put(slot, &other);
    }
}

/* "South Africa said its troops had ..., and urged the Council": who speaks
 * once speaks again; troops that are only spoken of do not. */
int32_t truce_slot__speaks_again(const struct truce_scan *scan, int32_t verb,
                                 int32_t subject)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t told = truce_tree_token(tree, verb)->head, say, comma;
    bool own = false;
    if (scan->coder->petrarch.n || told < 0 ||
        truce_tree_rel(tree, verb) != TRUCE_REL_conj ||
        truce_tree_rel(tree, told) != TRUCE_REL_ccomp ||
        truce_tree_child(tree, verb, TRUCE_REL_nsubj) >= 0 ||
        truce_tree_token(tree, subject)->head != told)
        return -1;
    say = truce_tree_token(tree, told)->head;
    comma = truce_tree_child(tree, verb, TRUCE_REL_cc) - 1;
    if (!truce_clause_says(tree, say) || comma < 0 ||
        !truce_view_eq_text(truce_tree_token(tree, comma)->form, ","))
        return -1;
    for (int32_t c = tree->first[subject]; c >= 0; c = tree->next[c])
        own = own || truce_tree_lemma_in(tree, c, " its his her their ");
    return own ? truce_tree_child(tree, say, TRUCE_REL_nsubj) : -1;
}

/* The last token of a phrase. */
static int32_t phrase_end(const struct truce_tree *tree, int32_t head,
                          int32_t limit)
{
    int32_t last = head;
    for (int32_t t = head + 1; t < limit; t++)
        if (truce_tree_within(tree, t, head))
            last = t;
    return last;
}

int32_t truce_slot__joined_before(const struct truce_scan *scan, int32_t verb,
                                  int32_t subject)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t cc = truce_tree_child(tree, subject, TRUCE_REL_cc);
    if (cc < 0)
        cc = truce_tree_child(tree, verb, TRUCE_REL_cc);
    if (scan->coder->petrarch.n || cc < 2 ||
        !truce_tree_within(tree, cc + 1, subject) || cc > subject ||
        truce_tree_rel(tree, verb) != TRUCE_REL_conj ||
        truce_tree_token(tree, subject)->head != verb ||
        truce_tree_rel(tree, subject) != TRUCE_REL_nsubj)
        return -1;
    for (int32_t t = cc - 1; t > 0 && t > cc - 6; t--) {
        int32_t mark = truce_tree_child(tree, t, TRUCE_REL_case);
        uint8_t upos = truce_tree_token(tree, t)->upos;
        if (mark >= 0 && mark < t &&
            (upos == TRUCE_UPOS_NOUN || upos == TRUCE_UPOS_PROPN) &&
            truce_tree_lemma_in(tree, mark,
                                " after before since until as once ") &&
            phrase_end(tree, t, cc) == cc - 1)
            return t;
    }
    return -1;
}
