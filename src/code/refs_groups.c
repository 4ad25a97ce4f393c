/* Nouns that stand for those named before: "the two sides" for so many
 * countries, "the group", "the bloc", "the Council" for one body. */
#include <string.h>

#include "code/refs_int.h"
#include "code/words.h"

static const char group_nouns[] = TRUCE_WORDS_GROUP;

/* "The commanders of the two armies". */
static const char holders[] =
    TRUCE_WORDS_GROUP "commander general negotiator envoy diplomat "
                      "representative ambassador soldier troop force people "
                      "lawmaker parliament chief head team guard commission "
                      "committee expert aide ";

/* ... of these also without a number: "the leaders", not "the officials". */
static const char bare_nouns[] = TRUCE_WORDS_GROUP_BARE;

/* What may stand before such a noun without naming other parties. */
static const char group_marks[] = TRUCE_WORDS_GROUP_MARK;

/* The last body whose name has the word, but for its first letter. */
static const struct truce_actor *bearing(const struct truce_recent *recent,
                                         struct truce_view word)
{
    for (size_t i = 0; i < TRUCE_REFS_GROUP && word.len > 1; i++) {
        const struct truce_actor *actor = &recent->bodies[i];
        struct truce_view tail = {word.ptr + 1, word.len - 1};
        if ((actor->name &&
             truce_view_find(truce_view_of(actor->name), tail) != (size_t)-1) ||
            (actor->text.ptr &&
             truce_view_find(actor->text, tail) != (size_t)-1))
            return actor;
    }
    return NULL;
}

/* "the group", "the Council", "the bloc": which named one is meant, or NULL.
 * A noun that is part of a name needs that name. */
const struct truce_actor *truce_refs__named(const struct truce_tree *tree,
                                            int32_t token,
                                            const struct truce_recent *recent)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    const struct truce_actor *actor;
    bool group, any, the = false;
    if ((t->upos != TRUCE_UPOS_NOUN && t->upos != TRUCE_UPOS_PROPN) ||
        (!recent->group.code && !recent->body.code))
        return NULL;
    group = truce_tree_lemma_in(tree, token, " group movement militia ");
    any = truce_tree_lemma_in(tree, token,
                              " bloc organization organisation alliance body ");
    actor = group ? &recent->group : &recent->body;
    if (!actor->code ||
        (!group && !any &&
         !truce_tree_lemma_in(tree, token,
                              " council commission union court "
                              "league party front agency Council "
                              "Commission Union Court League "
                              "Front Agency ")))
        return NULL;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel rel = truce_tree_rel(tree, c);
        the = the || truce_tree_lemma_in(tree, c, " the ");
        if (rel == TRUCE_REL_amod || rel == TRUCE_REL_compound ||
            rel == TRUCE_REL_nmod || rel == TRUCE_REL_nummod ||
            rel == TRUCE_REL_flat ||
            (rel == TRUCE_REL_acl &&
             truce_tree_token(tree, c)->rel != TRUCE_REL_acl_relcl))
            return NULL;
    }
    if (!the || truce_view_eq_text(t->xpos, "NNS"))
        return NULL;
    if (group || any)
        return actor;
    return bearing(recent, t->lemma);
}

/* "talks between the two", "both had accepted", "the pair agreed". */
static bool bare_pair(const struct truce_tree *tree, int32_t token)
{
    enum truce_rel rel = truce_tree_rel(tree, token);
    bool the = false;
    if (rel != TRUCE_REL_nsubj && rel != TRUCE_REL_obj &&
        rel != TRUCE_REL_obl && rel != TRUCE_REL_nmod)
        return false;
    if (truce_tree_lemma_is(tree, token, "each"))
        return rel == TRUCE_REL_nsubj; /* "each accused the other" */
    if (!truce_tree_lemma_in(tree, token, " two both pair duo "))
        return false;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        enum truce_rel own = truce_tree_rel(tree, c);
        the = the || truce_tree_lemma_in(tree, c, " the these ");
        if (own == TRUCE_REL_nmod || own == TRUCE_REL_conj ||
            own == TRUCE_REL_amod || own == TRUCE_REL_compound)
            return false; /* "two of the rebels", "a pair of envoys" */
    }
    return the || truce_tree_lemma_is(tree, token, "both");
}

/* "the governments of the two countries", "of both territories". */
bool truce_refs__of_pair(const struct truce_tree *tree, int32_t noun)
{
    for (int32_t c = tree->first[noun]; c >= 0; c = tree->next[c]) {
        if (truce_tree_rel(tree, c) != TRUCE_REL_nmod ||
            !truce_view_eq_text(truce_tree_prep(tree, c), "of") ||
            !truce_tree_lemma_in(tree, c,
                                 " country nation state territory side party "
                                 "republic island neighbor neighbour army "
                                 "government "))
            continue;
        for (int32_t d = tree->first[c]; d >= 0; d = tree->next[d])
            if (truce_tree_lemma_in(tree, d, " two both each "))
                return true;
    }
    return false;
}

/* "praised both sides for their courage", "told both leaders on Monday": no
 * name of theirs. */
static bool only_about(const struct truce_tree *tree, int32_t nmod)
{
    return truce_tree_word_in(truce_tree_prep(tree, nmod),
                              " for on before after during about by with ", 42);
}

/* "the two sides", "both leaders", "the parties": how many are meant, 0 for
 * no group reference. */
size_t truce_refs__group(const struct truce_tree *tree, int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    bool definite = false, other = false;
    size_t number = 0;
    if (truce_tree_lemma_is(tree, token, "they") || bare_pair(tree, token))
        return 2;
    if (t->upos != TRUCE_UPOS_NOUN)
        return 0;
    if (truce_refs__of_pair(tree, token) &&
        truce_tree_lemma_in(tree, token, holders))
        return 2;
    if (!truce_tree_lemma_in(tree, token, group_nouns))
        return 0;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c]) {
        if (truce_tree_lemma_in(tree, c, " the both these "))
            definite = true;
        if (truce_tree_lemma_in(tree, c, " two both "))
            number = 2;
        if (truce_tree_lemma_is(tree, c, "each")) {
            definite = true; /* "each side accused the other" */
            number = 2;
        }
        if (truce_tree_lemma_in(tree, c, " three "))
            number = 3;
        else if (truce_tree_rel(tree, c) == TRUCE_REL_nummod &&
                 !truce_tree_lemma_in(tree, c, " two both "))
            other = true; /* "the five countries": who, is not known */
        if (truce_tree_token(tree, c)->rel == TRUCE_REL_acl && number == 0)
            other = true; /* "one of the countries supporting him" */
        if ((truce_tree_rel(tree, c) == TRUCE_REL_amod ||
             (truce_tree_rel(tree, c) == TRUCE_REL_nmod &&
              !only_about(tree, c)) ||
             truce_tree_rel(tree, c) == TRUCE_REL_compound) &&
            !truce_tree_lemma_in(tree, c, group_marks))
            other = true;
    }
    if (!definite || other)
        return 0;
    if (number == 0 && truce_view_eq_text(t->xpos, "NNS") &&
        truce_tree_lemma_in(tree, token, bare_nouns))
        number = 2;
    return number;
}

/* "Thailand accused its neighbour": of two that were told of before, the one
 * that is not the last named in front of the noun; NULL: no such noun, or
 * several may be meant. */
const struct truce_actor *truce_refs__other(const struct truce_tree *tree,
                                            int32_t token,
                                            const struct truce_recent *recent,
                                            const struct truce_growing *list)
{
    const struct truce_actor *items = recent->parties, *own = NULL;
    size_t n = recent->n_parties;
    int32_t owner;
    if (truce_tree_token(tree, token)->upos != TRUCE_UPOS_NOUN ||
        !truce_tree_lemma_in(tree, token,
                             " neighbour neighbor rival foe enemy adversary "
                             "opponent ") ||
        truce_refs__plural(tree, token))
        return NULL;
    owner = truce_tree_child(tree, token, TRUCE_REL_nmod);
    if (owner < 0 || !truce_tree_lemma_in(tree, owner, " its his their "))
        return NULL;
    for (int32_t c = tree->first[token]; c >= 0; c = tree->next[c])
        if (truce_tree_rel(tree, c) == TRUCE_REL_appos ||
            truce_tree_rel(tree, c) == TRUCE_REL_flat ||
            truce_tree_rel(tree, c) == TRUCE_REL_conj)
            return NULL; /* "its neighbour, Bhutan" */
    if (n != 2) {
        items = recent->items;
        n = recent->n;
    }
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].last < (size_t)token && list->items[i].actor.code)
            own = &list->items[i].actor;
    if (n != 2 || !own)
        return NULL;
    for (size_t i = 0; i < 2; i++)
        if (!strcmp(items[i].code, own->code) &&
            strcmp(items[1 - i].code, own->code) != 0)
            return &items[1 - i];
    return NULL;
}
