/* People outside the lexicon; see strangers.h. The words are those that
 * WordNet has for persons (lexicon/nouns.tsv) and some for bodies. */
#include "code/strangers.h"

#include <string.h>

#include "code/coder_impl.h"

static const char bodies[] =
    " organization organisation association institution commission committee "
    "patrol squad firm subsidiary regulator watchdog ";
static const char persons[] =
    " hostage detainee operator kidnapper arrestee convict deportee trafficker "
    "organizer organiser perpetrator bomber looter vendor ";
/* for persons, but mostly of things, and of those who count for nothing */
static const char others[] =
    " winner loser character star model carrier host guide agent observer "
    "producer supplier controller receiver developer ";

static bool is_person(const struct truce_scan *scan, int32_t token)
{
    const struct truce_usage *usage = &scan->coder->usage;
    const struct truce_token *t = truce_tree_token(&scan->tree, token);
    uint64_t sets;
    if (truce_tree_lemma_in(&scan->tree, token, others))
        return false;
    if (truce_tree_lemma_in(&scan->tree, token, persons) ||
        truce_view_ends(t->form, "-year-old") ||
        truce_view_ends(t->form, "-year-olds"))
        return true;
    sets = truce_usage_sets(usage, t->lemma);
    for (size_t i = 0; sets && i < usage->n_sets; i++)
        if (sets >> i & 1)
            return !strcmp(usage->sets[i], "person");
    return false;
}

/* The word before belongs to the phrase: "radical organizations". */
static bool is_part(const struct truce_scan *scan, int32_t token, int32_t head)
{
    enum truce_rel rel;
    if (token < 0 || truce_tree_token(&scan->tree, token)->head != head)
        return false;
    rel = truce_tree_rel(&scan->tree, token);
    if (truce_tree_lemma_in(&scan->tree, token, " several many few other "))
        return false;
    return rel == TRUCE_REL_amod || rel == TRUCE_REL_compound;
}

bool truce_stranger_find(const struct truce_scan *scan, int32_t token,
                         struct truce_actor *actor)
{
    const struct truce_token *t = truce_tree_token(&scan->tree, token);
    bool body = truce_tree_lemma_in(&scan->tree, token, bodies);
    bool those = truce_tree_lemma_in(&scan->tree, token, " those ") &&
                 truce_tree_child(&scan->tree, token, TRUCE_REL_acl) >= 0;
    int32_t first = token;
    if (scan->coder->petrarch.n || scan->actors[token] == 2 ||
        (!those &&
         (t->upos != TRUCE_UPOS_NOUN || (!body && !is_person(scan, token)))))
        return false;
    memset(actor, 0, sizeof *actor);
    while (!those && is_part(scan, first - 1, token))
        first--;
    actor->begin = truce_tree_token(&scan->tree, first)->begin;
    actor->end = t->end;
    actor->text =
        (struct truce_view){scan->context->document->text.ptr + actor->begin,
                            actor->end - actor->begin};
    actor->kind = "agent";
    actor->sector = body ? NULL : "CVL";
    actor->why = "a word for persons";
    actor->confidence = 0.5f;
    for (int32_t c = first; c < token; c++)
        actor->abroad =
            actor->abroad ||
            truce_tree_lemma_in(&scan->tree, c,
                                " foreign international western other global ");
    return true;
}
