/* People outside the lexicon; see strangers.h. The words are those that
 * WordNet has for persons (lexicon/nouns.tsv) and some for bodies. */
#include "code/strangers.h"

#include <string.h>

#include "code/coder_impl.h"
#include "code/slots_int.h"

static const char bodies[] =
    " organization organisation association institution commission committee "
    "patrol squad firm subsidiary regulator watchdog group bank provider "
    "coalition "
    "alliance ";
static const char states[] = " republic island kingdom emirate ";
static const char persons[] =
    " hostage detainee operator kidnapper arrestee convict deportee trafficker "
    "organizer organiser perpetrator bomber looter vendor "
    "passerby passersby bystander onlooker ";
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
        truce_view_ends(t->form, "-year-olds") ||
        (t->lemma.len > 6 && truce_view_ends(t->lemma, "ist")))
        return true;
    sets = truce_usage_sets(usage, t->lemma);
    for (size_t i = 0; sets && i < usage->n_sets; i++)
        if (sets >> i & 1)
            return !strcmp(usage->sets[i], "person");
    return false;
}

/* The word before belongs to the phrase: "radical organizations",
 * "African-led coalition". */
static bool is_part(const struct truce_scan *scan, int32_t token, int32_t head)
{
    enum truce_rel rel = TRUCE_REL_root;
    int32_t at = token;
    while (at >= 0 && at != head) {
        rel = truce_tree_rel(&scan->tree, at);
        at = truce_tree_token(&scan->tree, at)->head;
    }
    if (token < 0 || at != head ||
        truce_tree_lemma_in(&scan->tree, token, " several many few other "))
        return false;
    return rel == TRUCE_REL_amod || rel == TRUCE_REL_compound;
}

/* "arrested him", "dispersed them", "others were abducted": of whom the text
 * has told before. */
static bool is_told_by_pronoun(const struct truce_scan *scan, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(&scan->tree, token);
    if (truce_tree_token(&scan->tree, token)->rel == TRUCE_REL_nsubj_pass &&
        truce_tree_word_in(truce_tree_token(&scan->tree, token)->form,
                           " others Others ", 15))
        return true;
    return truce_tree_token(&scan->tree, token)->upos == TRUCE_UPOS_PRON &&
           (rel == TRUCE_REL_obj || rel == TRUCE_REL_iobj) &&
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
    bool them = truce_tree_word_in(truce_tree_token(tree, token)->form,
                                   " them others Others ", 20);
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

/* An agent without code or sector, of the tokens first..last. */
static void tell(const struct truce_scan *scan, int32_t first, int32_t last,
                 struct truce_actor *actor)
{
    *actor = (struct truce_actor){.kind = "agent", .confidence = 0.5f};
    actor->begin = truce_tree_token(&scan->tree, first)->begin;
    actor->end = truce_tree_token(&scan->tree, last)->end;
    actor->text =
        (struct truce_view){scan->context->document->text.ptr + actor->begin,
                            actor->end - actor->begin};
}

bool truce_stranger_find(const struct truce_scan *scan, int32_t token,
                         struct truce_actor *actor)
{
    const struct truce_token *t = truce_tree_token(&scan->tree, token);
    bool body = truce_tree_lemma_in(&scan->tree, token, bodies);
    bool those = truce_view_eq_text(t->form, "those") &&
                 truce_tree_child(&scan->tree, token, TRUCE_REL_acl) >= 0;
    enum truce_rel rel = truce_tree_rel(&scan->tree, token);
    bool state = truce_tree_lemma_in(&scan->tree, token, states) &&
                 (rel == TRUCE_REL_obj || t->rel == TRUCE_REL_nmod_poss);
    bool partner = state || truce_slot__foreign(scan, token);
    bool common = partner && truce_view_eq(t->form, t->lemma);
    int32_t first = token;
    if (!scan->coder->petrarch.n && scan->actors[token] != 2 &&
        is_told_by_pronoun(scan, token))
        return told_before(scan, token, actor);
    if (scan->coder->petrarch.n || scan->actors[token] == 2 ||
        (!those && ((t->upos != TRUCE_UPOS_NOUN && !common) ||
                    (!body && !partner && !is_person(scan, token)))))
        return false;
    while (!those && is_part(scan, first - 1, token))
        first--;
    if (body && first == token && truce_view_eq_text(t->lemma, "group") &&
        truce_tree_child(&scan->tree, token, TRUCE_REL_acl) < 0)
        return false; /* "members of the group" */
    tell(scan, first, token, actor);
    actor->sector = body || partner ? NULL : "CVL";
    actor->abroad = partner;
    actor->why = "a word for persons";
    for (int32_t c = first; c < token; c++)
        actor->abroad =
            actor->abroad ||
            truce_tree_lemma_in(&scan->tree, c,
                                " foreign international western other global ");
    return true;
}

bool truce_stranger_pronoun(const struct truce_scan *scan, int32_t token,
                            struct truce_actor *actor)
{
    return !scan->coder->petrarch.n && is_told_by_pronoun(scan, token) &&
           told_before(scan, token, actor);
}

static const struct {
    const char *words; /* lemmas, spaces around */
    const char *sector;
} things[] = {
    {" base barracks garrison outpost checkpoint convoy warship tank fort "
     "bunker ",
     "MIL"},
    {" bus train school hospital clinic mosque church market village home "
     "house restaurant hotel ferry ship boat airliner camp building apartment "
     "residence shop block truck vehicle car ambulance ",
     "CVL"},
    {" protest demonstration rally march gathering sit-in riot ", "CVL"},
};

/* "military complex", "police station", "opposition rally". */
static const struct {
    const char *words;
    const char *sector;
} owners[] = {
    {" military army ", "MIL"}, {" police ", "COP"},
    {" opposition ", "OPP"},    {" rebel militant insurgent ", "REB"},
    {" civilian ", "CVL"},      {" government ", "GOV"},
};

static bool is_site(const struct truce_scan *scan, int32_t token)
{
    return truce_tree_lemma_in(&scan->tree, token,
                               " station complex headquarters facility post "
                               "position compound building vehicle aircraft "
                               "helicopter academy ");
}

bool truce_stranger_thing(const struct truce_scan *scan, int32_t token,
                          struct truce_actor *actor)
{
    const struct truce_tree *tree = &scan->tree;
    const struct truce_token *t = truce_tree_token(tree, token);
    const char *sector = NULL;
    int32_t first = token;
    if (scan->coder->petrarch.n || scan->actors[token] == 2 ||
        t->upos != TRUCE_UPOS_NOUN)
        return false;
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (truce_tree_word_in(t->lemma, things[i].words,
                               strlen(things[i].words)))
            sector = things[i].sector;
    if (!sector && !is_site(scan, token))
        return false;
    while (is_part(scan, first - 1, token)) {
        first--;
        for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
            if (truce_tree_word_in(truce_tree_token(tree, first)->lemma,
                                   owners[i].words, strlen(owners[i].words)))
                sector = owners[i].sector;
    }
    if (!sector)
        return false;
    tell(scan, first, token, actor);
    actor->sector = sector;
    actor->why = "a thing of people";
    return true;
}
