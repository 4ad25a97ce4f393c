/* Third parties from nouns, verbs and adjectives of mediation. */
#include "code/third.h"

#include <string.h>

/* Nouns of what a third party does, with the preposition they need. */
static const struct {
    const char *words;
    const char *preps;
    const char *role;
} nouns[] = {
    {" mediation mediator facilitation facilitator auspices brokerage aegis "
     "sponsorship patronage arbitration conciliation office ",
     " under with through via by thanks following amid at in ", "mediator"},
    {" mediation effort shuttle initiative ", " under with through ",
     "mediator"},
    {" supervision monitoring observation ", " under with ", "observer"},
    {" guarantee ", " under with ", "guarantor"},
    {" chairmanship ", " under ", "mediator"},
    {" invitation ", " at on ", "host"},
    {" presence participation attendance ", " in with ", "observer"},
};

/* Verbs whose subject is a third party to what they govern. */
static const struct {
    const char *words;
    const char *role;
} verbs[] = {
    {" mediate broker facilitate arbitrate sponsor moderate chair convene "
     "oversee negotiate ",
     "mediator"},
    {" host organize organise ", "host"},
    {" guarantee underwrite ", "guarantor"},
    {" witness monitor observe supervise attend ", "observer"},
};

/* Second halves of compounds: Norwegian-brokered. */
static const struct {
    const char *suffix;
    const char *role;
} compounds[] = {
    {"-mediated", "mediator"},    {"-brokered", "mediator"},
    {"-facilitated", "mediator"}, {"-sponsored", "mediator"},
    {"-led", "mediator"},         {"-hosted", "host"},
    {"-guaranteed", "guarantor"}, {"-monitored", "observer"},
    {"-supervised", "observer"},  {"-chaired", "mediator"},
};

void truce_thirds_add(struct truce_thirds *thirds, const char *role,
                      const struct truce_actor *actor)
{
    for (size_t i = 0; i < thirds->n; i++)
        if (truce_slot_same(&thirds->items[i].actor, actor) ||
            (actor->code && thirds->items[i].actor.code &&
             !strcmp(actor->code, thirds->items[i].actor.code))) {
            if (!strcmp(role, "mediator"))
                thirds->items[i].role = role;
            return;
        }
    if (thirds->n < TRUCE_MAX_THIRD && actor->code)
        thirds->items[thirds->n++] = (struct truce_third){role, *actor};
}

static void add_slot(struct truce_thirds *thirds, const char *role,
                     const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        truce_thirds_add(thirds, role, &slot->items[i]);
}

/* Owner of a noun of mediation: possessor, adjective, "of"/"by" phrase. */
static void owners(const struct truce_scan *scan, int32_t token,
                   struct truce_slot *slot)
{
    const struct truce_tree *tree = &scan->tree;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        struct truce_view prep = truce_tree_prep(tree, c);
        if (rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
            truce_tree_token(tree, c)->rel == TRUCE_REL_nmod_poss ||
            (rel == TRUCE_REL_nmod && (truce_view_eq_text(prep, "of") ||
                                       truce_view_eq_text(prep, "by") ||
                                       truce_view_eq_text(prep, "from"))))
            truce_slot_add(scan, slot, c);
    }
    /* the mention may cover adjective and noun: "Russian mediation" */
    if (!slot->n && scan->actors[token] == 2)
        truce_slot_add(scan, slot, token);
}

static bool word_in(struct truce_view word, const char *words)
{
    return truce_tree_word_in(word, words, strlen(words));
}

static void from_noun(const struct truce_scan *scan, int32_t token,
                      struct truce_thirds *thirds)
{
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        struct truce_slot slot = {.n = 0};
        if (!truce_tree_lemma_in(&scan->tree, token, nouns[i].words) ||
            !word_in(truce_tree_prep(&scan->tree, token), nouns[i].preps))
            continue;
        owners(scan, token, &slot);
        add_slot(thirds, nouns[i].role, &slot);
    }
}

/* "with Norway as the facilitator", "Cuba acted as a guarantor". */
static const struct {
    const char *words;
    const char *role;
} titles[] = {
    {" mediator facilitator broker intermediary go-between moderator chair "
     "co-chair ",
     "mediator"},
    {" host ", "host"},
    {" guarantor ", "guarantor"},
    {" observer witness ", "observer"},
};

static void from_title(const struct truce_scan *scan, int32_t token,
                       struct truce_thirds *thirds)
{
    const struct truce_tree *tree = &scan->tree;
    int32_t head = truce_tree_token(tree, token)->head;
    if (head < 0 || !truce_view_eq_text(truce_tree_prep(tree, token), "as"))
        return;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct truce_slot slot = {.n = 0};
        int32_t subjects[8];
        size_t n;
        if (!truce_tree_lemma_in(tree, token, titles[i].words))
            continue;
        if (scan->actors[head] == 2) {
            truce_slot_add(scan, &slot, head);
        } else if (truce_tree_lemma_in(tree, head, " act serve ")) {
            n = truce_tree_subjects(tree, head, subjects, 8, NULL);
            for (size_t k = 0; k < n; k++)
                truce_slot_add(scan, &slot, subjects[k]);
        } else {
            for (int32_t c = tree->first[head]; c >= 0; c = tree->next[c])
                if (c != token && c < token &&
                    truce_view_eq_text(truce_tree_prep(tree, c), "with"))
                    truce_slot_add(scan, &slot, c);
        }
        add_slot(thirds, titles[i].role, &slot);
    }
}

/* Passive or participle: "talks hosted by Egypt", "the deal, which Qatar
 * brokered". An active main verb is an act of its own; its frame says who. */
static void from_verb(const struct truce_scan *scan, int32_t token,
                      struct truce_thirds *thirds)
{
    struct truce_pred pred;
    bool below =
        truce_tree_rel(&scan->tree, token) == TRUCE_REL_acl &&
        !truce_view_eq_text(truce_tree_token(&scan->tree, token)->xpos, "VB");
    if (!truce_tree_passive(&scan->tree, token) && !below)
        return;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct truce_slot slot = {.n = 0};
        if (!truce_tree_lemma_in(&scan->tree, token, verbs[i].words))
            continue;
        truce_tree_pred(&scan->tree, token, &pred);
        for (size_t a = 0; a < pred.n; a++)
            if (pred.args[a].role == TRUCE_ROLE_SUBJ)
                truce_slot_add(scan, &slot, pred.args[a].head);
        add_slot(thirds, verbs[i].role, &slot);
    }
}

static void resolve_prefix(const struct truce_scan *scan,
                           struct truce_view name, size_t begin,
                           const char *role, struct truce_thirds *thirds)
{
    struct truce_actor actor;
    memset(&actor, 0, sizeof actor);
    if (truce_lexicon_resolve(scan->coder->lexicon, name,
                              scan->context->document->date, scan->arena,
                              &actor) != TRUCE_OK ||
        !actor.code)
        return;
    actor.text = name;
    actor.begin = begin;
    actor.end = begin + name.len;
    truce_thirds_add(thirds, role, &actor);
}

/* "US-led talks": who leads anything else mediates nothing. */
static bool leads_talks(const struct truce_scan *scan, int32_t token)
{
    int32_t head = truce_tree_token(&scan->tree, token)->head;
    return head >= 0 &&
           truce_tree_lemma_in(&scan->tree, head,
                               " talk negotiation mediation process effort "
                               "initiative peace ceasefire cease-fire truce "
                               "deal agreement dialogue meeting summit accord "
                               "conference group track round plan proposal "
                               "roadmap settlement ");
}

/* "Norwegian-brokered" as one token, or as three around a hyphen. */
static void from_compound(const struct truce_scan *scan, int32_t token,
                          struct truce_thirds *thirds)
{
    const struct truce_token *t = truce_tree_token(&scan->tree, token);
    if (!truce_view_ends(t->form, "ed"))
        return;
    for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++) {
        const char *suffix = compounds[i].suffix;
        struct truce_view name = t->form;
        size_t begin = t->begin;
        if (truce_view_ends(t->form, suffix)) {
            name.len -= strlen(suffix);
        } else if (token >= 2 && truce_view_eq_text(t->form, suffix + 1) &&
                   truce_view_eq_text(
                       truce_tree_token(&scan->tree, token - 1)->form, "-")) {
            name = truce_tree_token(&scan->tree, token - 2)->form;
            begin = truce_tree_token(&scan->tree, token - 2)->begin;
        } else {
            continue;
        }
        if (!strcmp(suffix, "-led") && !leads_talks(scan, token))
            continue;
        if (name.len)
            resolve_prefix(scan, name, begin, compounds[i].role, thirds);
    }
}

void truce_thirds_find(const struct truce_scan *scan,
                       struct truce_thirds *thirds)
{
    thirds->n = 0;
    for (size_t i = 0; i < scan->tree.sentence->n_tokens; i++) {
        if (truce_tree_child(&scan->tree, (int32_t)i, TRUCE_REL_case) >= 0) {
            from_noun(scan, (int32_t)i, thirds);
            from_title(scan, (int32_t)i, thirds);
        }
        if (truce_tree_token(&scan->tree, (int32_t)i)->upos == TRUCE_UPOS_VERB)
            from_verb(scan, (int32_t)i, thirds);
        from_compound(scan, (int32_t)i, thirds);
    }
}
