/*
 * Of what kind an agreement is where its noun leaves that open: by what it is
 * on, what it ends and who signs it. docs/codebook.md names the kinds.
 */
#include <string.h>

#include "code/agreements_int.h"

/* "an agreement on peace and national accord". */
static bool on_peace(const struct truce_sense *sense, int32_t top)
{
    for (int32_t c = sense->tree.first[top]; c >= 0; c = sense->tree.next[c])
        if (c > top && truce_tree_rel(&sense->tree, c) == TRUCE_REL_nmod &&
            truce_sense_lemma(sense, c, " peace reconciliation "))
            return true;
    return false;
}

/* A kind that the bare noun leaves open, from the words that go with it. */
const char *truce_agreements__kind(const struct truce_senses *senses,
                               const struct truce_sense *sense,
                               const char *kind, int32_t top)
{
    static const char *const by_provision[][2] = {
        {"ceasefire", "ceasefire"},
        {"prisoners", "exchange"},
        {"border commission", "demarcation"}};
    struct truce_cue_hit hit;
    size_t at = 0;
    if (strcmp(kind, "other"))
        return kind;
    while (truce_sense_next(senses, sense, TRUCE_FACT_AGREEMENT, &at, &hit))
        if (strcmp(hit.code, "other") &&
            truce_tree_within(&sense->tree, (int32_t)hit.last, top))
            return hit.code;
    if (on_peace(sense, top))
        return "peace treaty";
    at = 0;
    while (truce_sense_next(senses, sense, TRUCE_FACT_PROVISION, &at, &hit)) {
        if (!truce_tree_within(&sense->tree, (int32_t)hit.last, top))
            continue;
        for (size_t i = 0; i < 3; i++)
            if (!strcmp(hit.code, by_provision[i][0]))
                return by_provision[i][1];
    }
    for (size_t k = 0; k + 2 < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k, " end ") &&
            truce_tree_within(&sense->tree, (int32_t)k, top))
            for (size_t j = k + 1; j < k + 6 && j < sense->sentence->n_tokens;
                 j++)
                if (truce_sense_lemma(sense, (int32_t)j,
                                      " war conflict insurgency fighting "
                                      "bloodshed "))
                    return "peace treaty";
    return kind;
}

static bool is_strife(struct truce_view stem)
{
    static const char *const stems[] = {"war",       "conflict",   "fighting",
                                        "hostility", "insurgency", "violenc",
                                        "fight"};
    for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++)
        if (truce_view_eq_text(stem, stems[i]))
            return true;
    return false;
}

/* "put an end to the 2020 Artsakh War": the words for what ended. */
const char *truce_agreements__ended(const struct truce_agreement_maker *maker,
                              const struct truce_sense *sense)
{
    const struct truce_sentence *s = sense->sentence;
    for (size_t k = 0; k < s->n_tokens; k++) {
        if (!truce_sense_lemma(sense, (int32_t)k, " end halt stop "))
            continue;
        for (size_t j = k + 1; j < s->n_tokens && j < k + 9; j++) {
            struct truce_evidence span;
            size_t first;
            if (!is_strife(sense->stems[j]))
                continue;
            first = truce_agreements__first(sense, (int32_t)j);
            span = (struct truce_evidence){s->tokens[first].begin,
                                           s->tokens[j].end, 0};
            return truce_arena_strndup(maker->arena,
                                       maker->senses->text.ptr + span.begin,
                                       span.end - span.begin);
        }
    }
    return NULL;
}

/* "comprehensive agreement", "final accord". */
static bool is_whole(const struct truce_sense *sense, int32_t head)
{
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c])
        if (c < head && truce_sense_lemma(sense, c,
                                          " comprehensive Comprehensive final "
                                          "Final general lasting definitive "))
            return true;
    return false;
}

/* "partial agreement", "accord on aid": not on the whole war. */
static bool is_part(const struct truce_sense *sense, int32_t head)
{
    for (int32_t c = sense->tree.first[head]; c >= 0; c = sense->tree.next[c])
        if ((c > head && truce_tree_rel(&sense->tree, c) == TRUCE_REL_nmod) ||
            truce_sense_lemma(sense, c,
                              " partial interim preliminary preparatory "
                              "initial framework two several separate "
                              "political power "))
            return true;
    return false;
}

static bool has_sector(const struct truce_actors *actors, const char *code,
                       const char *sector)
{
    for (size_t i = 0; i < actors->n; i++)
        if (actors->items[i].code && !strcmp(actors->items[i].code, code) &&
            actors->items[i].sector &&
            !strcmp(actors->items[i].sector, sector))
            return true;
    return false;
}

/* A government and rebels of its country sign. */
static bool ends_revolt(const struct truce_actors *actors)
{
    for (size_t i = 0; i < actors->n; i++) {
        const char *code = actors->items[i].code;
        if (code && has_sector(actors, code, "REB") &&
            (has_sector(actors, code, "GOV") ||
             (!actors->items[i].sector)))
            return true;
    }
    return false;
}

static bool many_sides(const struct truce_actors *actors)
{
    for (size_t i = 1; i < actors->n; i++)
        if (actors->items[i].code && actors->items[0].code &&
            strcmp(actors->items[i].code, actors->items[0].code) != 0)
            return true;
    return false;
}

const char *truce_agreements__by_parties(const struct truce_agreement_phrase *p,
                                         const struct truce_agreement *a)
{
    const struct truce_sense *sense = p->sense;
    bool signs = p->verb >= 0 &&
                 truce_sense_lemma(sense, p->verb, " sign initial put ink ");
    if (strcmp(a->kind, "other") != 0 || strcmp(a->event, "signed") != 0)
        return a->kind;
    if (truce_sense_lemma(sense, p->head, " declaration ") &&
        many_sides(&a->signatories))
        return "joint statement";
    if (!signs || !truce_sense_lemma(sense, p->head,
                                     " agreement accord deal pact "))
        return a->kind;
    return is_whole(sense, p->head) ||
                   (ends_revolt(&a->signatories) && !is_part(sense, p->head))
               ? "peace treaty"
               : a->kind;
}
