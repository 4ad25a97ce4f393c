/* References of agents and states to what was told of them before; see told.h.
 * An agent is looked for among those of its own sort, nearest first; a state
 * among the subjects, nearest first. */
#include "code/told.h"

#include <string.h>

#include "code/home.h"

static bool is_kind(const struct truce_actor *actor, const char *kind)
{
    return actor->kind && !strcmp(actor->kind, kind);
}

static bool same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

static bool in_list(const char *sector, const char *list)
{
    return sector && strlen(sector) == 3 && strstr(list, sector);
}

/* Rebels are rebels by whatever word; of others the word must be the same. */
static bool same_sort(const struct truce_actor *told,
                      const struct truce_actor *actor)
{
    if (!told->code || !is_kind(told, "agent") || told->abroad ||
        !same(told->sector, actor->sector))
        return false;
    return same(told->office, actor->office) ||
           (in_list(actor->sector, "REB OPP") && actor->office &&
            !strstr(actor->office, "group") &&
            !strstr(actor->office, "organi"));
}

static bool is_definite(const struct truce_scan *scan,
                        const struct truce_mention *m)
{
    const struct truce_tree *tree = &scan->tree;
    if (in_list(m->actor.sector, "COP MIL"))
        return true;
    for (int32_t c = tree->first[m->head]; c >= 0; c = tree->next[c])
        if (truce_tree_lemma_in(tree, c, " the this these that those "))
            return true;
    return false;
}

const char *truce_told_agent(const struct truce_scan *scan,
                             const struct truce_mention *m)
{
    const struct truce_context *context = scan->context;
    if (!m || !in_list(m->actor.sector, "COP MIL REB OPP UAF PTY LEG") ||
        !is_definite(scan, m))
        return NULL;
    for (size_t s = scan->sentence + 1; s-- > 0;) {
        const struct truce_mention *items = context->mentions[s];
        for (size_t i = context->n_mentions[s]; i-- > 0;)
            if ((s < scan->sentence || items[i].last < m->first) &&
                same_sort(&items[i].actor, &m->actor))
                return items[i].actor.code;
    }
    return NULL;
}

static const char states[] = " country nation state island kingdom republic "
                             "territory archipelago emirate sultanate enclave "
                             "colony monarchy dependency ";

/* "the country", "the tiny Pacific nation": not "the other country", "the
 * countries", "the state of emergency", "the island of Java". */
static bool names_state(const struct truce_tree *tree, int32_t noun)
{
    const struct truce_token *t = truce_tree_token(tree, noun);
    bool the = false;
    if (!truce_tree_lemma_in(tree, noun, states) ||
        truce_view_eq_text(t->xpos, "NNS") ||
        truce_tree_rel(tree, noun) == TRUCE_REL_compound)
        return false;
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        the = the || truce_tree_lemma_in(tree, c, " the this ");
        if (truce_tree_lemma_in(tree, c,
                                " other another neighboring neighbouring "
                                "neighbor neighbour host foreign third first "
                                "second latter only each every islamic jewish "
                                "same self-declared self-proclaimed ") ||
            truce_tree_rel(tree, c) == TRUCE_REL_nmod_poss ||
            (truce_tree_rel(tree, c) == TRUCE_REL_nmod &&
             truce_view_eq_text(truce_tree_prep(tree, c), "of")))
            return false;
    }
    return the;
}

/* A body whose members lie in the part of the world that the noun tells
 * ("the West African nation"), or NULL. */
static const char *region_body(const struct truce_tree *tree, int32_t noun)
{
    static const struct {
        const char *words;
        const char *body;
    } regions[] = {
        {" african ", "AFU"}, {" european ", "EUR"}, {" arab ", "ARL"},
        {" balkan ", "OSC"},  {" baltic ", "EUR"},
    };
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c])
        for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
            if (truce_tree_lemma_in(tree, c, regions[i].words) ||
                truce_view_eq_nocase(
                    truce_tree_token(tree, c)->form,
                    (struct truce_view){regions[i].words + 1,
                                        strlen(regions[i].words) - 2}))
                return regions[i].body;
    return NULL;
}

/* The state itself is on the other side; its courts and people may be. */
static bool has_state(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (same(slot->items[i].code, code) &&
            (!slot->items[i].sector ||
             in_list(slot->items[i].sector, "GOV ELI")))
            return true;
    return false;
}

static bool may_be_state(const struct truce_mention *m, bool speaks)
{
    const struct truce_actor *actor = &m->actor;
    if (!actor->code || actor->vague || truce_home_union(actor->code) ||
        is_kind(actor, "organisation") || is_kind(actor, "group"))
        return false;
    return (is_kind(actor, "country") && !actor->sector) ||
           (speaks && (!actor->sector || !strcmp(actor->sector, "GOV")));
}

static bool is_subject(const struct truce_sentence *s,
                       const struct truce_mention *m)
{
    enum truce_rel rel = truce_rel_base(s->tokens[m->head].rel);
    return rel == TRUCE_REL_nsubj;
}

struct search {
    const struct truce_scan *scan;
    const struct truce_mention *at;
    const struct truce_slot *other;
    const char *body; /* of the region told, or NULL */
};

/* The nearest state in a sentence before the words; `subjects`: who does
 * something there. */
static const char *state_in(const struct search *search, size_t s,
                            bool subjects)
{
    const struct truce_context *context = search->scan->context;
    const struct truce_sentence *sentence = &context->out->text.sentences[s];
    const struct truce_mention *m = context->mentions[s];
    for (size_t i = context->n_mentions[s]; i-- > 0;) {
        const char *code = m[i].actor.code;
        if (!may_be_state(&m[i], subjects) ||
            (subjects && !is_subject(sentence, &m[i])) ||
            (s == search->scan->sentence && m[i].last >= search->at->first) ||
            has_state(search->other, code))
            continue;
        if (search->body &&
            !truce_lexicon_member(context->coder->lexicon, search->body, code,
                                  context->document->date))
            continue;
        return code;
    }
    return NULL;
}

static const char *search_states(const struct search *search, bool described)
{
    size_t last = search->scan->sentence;
    size_t first = last > 2 ? last - 2 : 0;
    const char *code = NULL;
    for (size_t s = last + 1; s-- > first && !code;) {
        code = state_in(search, s, true);
        if (!code && described)
            code = state_in(search, s, false);
    }
    return code;
}

const char *truce_told_state(const struct truce_scan *scan,
                             const struct truce_mention *m,
                             const struct truce_slot *other)
{
    const struct truce_tree *tree = &scan->tree;
    struct search search = {scan, m, other, NULL};
    bool described = false;
    const char *code = NULL;
    if (!names_state(tree, (int32_t)m->head))
        return NULL;
    for (int32_t c = tree->first[m->head]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        described = described || rel == TRUCE_REL_amod ||
                    rel == TRUCE_REL_compound;
    }
    search.body = region_body(tree, (int32_t)m->head);
    code = search_states(&search, described);
    if (!code && search.body) {
        search.body = NULL;
        code = search_states(&search, described);
    }
    return code;
}
