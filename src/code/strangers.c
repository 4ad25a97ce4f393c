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

/* "arrested him", "dispersed them": of whom the text has told before. */
static bool is_told_by_pronoun(const struct truce_scan *scan, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(&scan->tree, token);
    return truce_tree_token(&scan->tree, token)->upos == TRUCE_UPOS_PRON &&
           (rel == TRUCE_REL_obj || rel == TRUCE_REL_iobj) &&
           scan->actors[token] != 2 &&
           truce_tree_word_in(truce_tree_token(&scan->tree, token)->form,
                              " him her them ", 14);
}

static bool is_many(const struct truce_token *token)
{
    return truce_view_eq_text(token->xpos, "NNS") ||
           truce_tree_word_in(token->lemma, " they people police ", 20);
}

/* Whether a mention at `noun` may be meant by the pronoun. */
static bool may_be(const struct truce_mention *m,
                   const struct truce_token *noun, bool them)
{
    return m->actor.kind &&
           (!strcmp(m->actor.kind, "agent") ||
            !strcmp(m->actor.kind, "person")) &&
           is_many(noun) == them;
}

/* The last mention before the pronoun that agrees with it and does nothing in
 * its clause, in this sentence or the one before. */
static bool told_before(const struct truce_scan *scan, int32_t token,
                        struct truce_actor *actor)
{
    const struct truce_context *context = scan->context;
    const struct truce_tree *tree = &scan->tree;
    bool them =
        truce_view_eq_text(truce_tree_token(tree, token)->form, "them");
    int32_t doers[4];
    size_t n = truce_tree_subjects(tree, truce_tree_token(tree, token)->head,
                                   doers, 4, NULL);
    const struct truce_mention *found = NULL, *doer = NULL;
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        bool does = false;
        for (size_t k = 0; k < n; k++)
            does = does || (size_t)doers[k] == m->head;
        doer = does ? m : doer;
        if (!does && m->last < (size_t)token &&
            may_be(m, truce_tree_token(tree, (int32_t)m->head), them))
            found = m;
    }
    if (!found && scan->sentence) {
        const struct truce_sentence *s = tree->sentence - 1;
        const struct truce_mention *old = context->mentions[scan->sentence - 1];
        for (size_t i = 0; i < context->n_mentions[scan->sentence - 1]; i++)
            if (may_be(&old[i], &s->tokens[old[i].head], them) &&
                !(doer && doer->actor.sector && old[i].actor.sector &&
                  !strcmp(doer->actor.sector, old[i].actor.sector)))
                found = &old[i];
    }
    if (found)
        *actor = found->actor;
    return found != NULL;
}

bool truce_stranger_find(const struct truce_scan *scan, int32_t token,
                         struct truce_actor *actor)
{
    const struct truce_token *t = truce_tree_token(&scan->tree, token);
    bool body = truce_tree_lemma_in(&scan->tree, token, bodies);
    bool those = truce_view_eq_text(t->form, "those") &&
                 truce_tree_child(&scan->tree, token, TRUCE_REL_acl) >= 0;
    int32_t first = token;
    if (!scan->coder->petrarch.n && is_told_by_pronoun(scan, token))
        return told_before(scan, token, actor);
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
