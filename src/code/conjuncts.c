/* Countries joined under one noun; see conjuncts.h. Behind the noun they hang
 * on its first country ("the presidents of Serbia, Croatia and Bosnia"),
 * before it on each other ("French and German ministers"). */
#include "code/conjuncts.h"

#include <string.h>

/* A bearer of a role told of several: "ministers", "leaders", "troops". */
static bool is_bearer(const struct truce_tree *tree,
                      const struct truce_mention *m)
{
    const struct truce_token *head = truce_tree_token(tree, (int32_t)m->head);
    /* de facto authorities are so by their land, not by their role */
    return m->actor.sector && strcmp(m->actor.sector, "PRE") != 0 &&
           m->actor.code && m->first < m->last &&
           truce_view_eq_text(head->xpos, "NNS");
}

static bool is_bare_country(const struct truce_mention *m)
{
    return m->actor.code && !m->actor.sector && m->actor.kind &&
           !strcmp(m->actor.kind, "country") && !m->actor.office;
}

/* The word stands in the bearer's phrase, but for its noun, or is an
 * adjective of that noun. */
static bool joins(const struct truce_tree *tree,
                  const struct truce_mention *bearer, int32_t token)
{
    const struct truce_token *word = truce_tree_token(tree, token);
    int32_t noun = (int32_t)bearer->head;
    if (word->rel == TRUCE_REL_conj)
        return word->head >= 0 && word->head != noun &&
               (size_t)word->head >= bearer->first &&
               (size_t)word->head <= bearer->last;
    return (word->rel == TRUCE_REL_amod || word->rel == TRUCE_REL_compound) &&
           word->head == noun && token < noun;
}

static bool is_joined(const struct truce_tree *tree,
                      const struct truce_mention *bearer,
                      const struct truce_mention *country)
{
    int32_t at = (int32_t)country->head;
    /* the first adjective of "French and German ministers" */
    return joins(tree, bearer, at) ||
           (truce_tree_token(tree, at)->rel == TRUCE_REL_conj &&
            joins(tree, bearer, truce_tree_token(tree, at)->head));
}

void truce_conjuncts_share(const struct truce_tree *tree,
                           struct truce_mention *mentions, size_t n)
{
    for (size_t b = 0; b < n; b++) {
        if (!is_bearer(tree, &mentions[b]))
            continue;
        for (size_t i = 0; i < n; i++) {
            struct truce_actor *actor = &mentions[i].actor;
            if (i == b || !is_bare_country(&mentions[i]) ||
                !is_joined(tree, &mentions[b], &mentions[i]))
                continue;
            actor->sector = mentions[b].actor.sector;
            actor->office = mentions[b].actor.office;
        }
    }
}
