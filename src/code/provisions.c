/* Terms of an agreement: type, who must, until when, how strongly. */
#include "code/provisions.h"

#include <string.h>

/* The strongest word of obligation over the verb. */
static const char *strength_of(const struct truce_sense *sense, int32_t verb)
{
    static const struct {
        const char *lemmas;
        const char *strength;
    } rows[] = {{" shall ", "shall"},
                {" must ", "must"},
                {" will ", "will"},
                {" should ", "should"},
                {" may can could might ", "may"},
                {" ready willing readiness ", "ready to"},
                {" would ", "will"}};
    for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
        for (int32_t c = verb >= 0 ? sense->tree.first[verb] : -1; c >= 0;
             c = sense->tree.next[c])
            if (truce_sense_lemma(sense, c, rows[r].lemmas))
                return rows[r].strength;
        if (truce_sense_lemma(sense, verb, rows[r].lemmas))
            return rows[r].strength;
    }
    return NULL;
}

static int32_t verb_above(const struct truce_sense *sense, int32_t token)
{
    for (int step = 0; step < 8 && token >= 0; step++) {
        if (sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB)
            return token;
        token = sense->sentence->tokens[token].head;
    }
    return -1;
}

static bool has_word(const struct truce_sense *sense, size_t from, size_t token,
                     const char *words)
{
    for (size_t k = from; k < token; k++)
        if (truce_sense_lemma(sense, (int32_t)k, words))
            return true;
    return false;
}

/* "within 60 days", "by December 1", "for five years". */
static void read_terms(struct truce_senses *senses,
                       const struct truce_sense *sense, size_t first,
                       size_t last, struct truce_provision *out)
{
    size_t from = first > 14 ? first - 14 : 0, to = last + 16;
    (void)senses;
    for (size_t i = 0; i < sense->n_dates; i++) {
        const struct truce_dated *d = &sense->dates[i];
        if (d->first >= from && d->first <= to && d->first > 0 &&
            truce_sense_lemma(sense, (int32_t)d->first - 1,
                              " by until before within from "))
            out->deadline = d->date;
    }
    for (size_t k = from; k < to && k < sense->sentence->n_tokens; k++) {
        size_t end;
        int months = truce_sense_months(sense, k, &end);
        if (months > 0 &&
            has_word(sense, k > 3 ? k - 3 : 0, k, " within for every "))
            out->duration_months = months;
        k = months > 0 ? end : k;
    }
}

static int set_actor(struct truce_senses *senses,
                     const struct truce_sense *sense, int32_t verb,
                     struct truce_provision *out)
{
    int32_t subjects[4];
    size_t n = verb >= 0
                   ? truce_tree_subjects(&sense->tree, verb, subjects, 4, NULL)
                   : 0;
    for (size_t i = 0; i < n; i++) {
        const struct truce_mention *m = truce_sense_mention(sense, subjects[i]);
        if (!m || !m->actor.code)
            continue;
        out->actor =
            truce_arena_alloc(senses->context->arena, 1, sizeof(*out->actor));
        if (!out->actor)
            return TRUCE_ENOMEM;
        *out->actor = m->actor;
        return TRUCE_OK;
    }
    return TRUCE_OK;
}

static bool has_type(const struct truce_agreement *agreement, const char *type,
                     size_t sentence)
{
    for (size_t i = 0; i < agreement->n_provisions; i++)
        if (!strcmp(agreement->provisions[i].type, type) &&
            (agreement->provisions[i].span.sentence == sentence ||
             agreement->n_provisions > 24))
            return true;
    return false;
}

static int append(struct truce_senses *senses,
                  struct truce_agreement *agreement,
                  const struct truce_provision *provision)
{
    size_t n = agreement->n_provisions;
    struct truce_provision *grown =
        truce_arena_alloc(senses->context->arena, n + 1, sizeof(*grown));
    if (!grown)
        return TRUCE_ENOMEM;
    if (n)
        memcpy(grown, agreement->provisions, n * sizeof(*grown));
    grown[n] = *provision;
    agreement->provisions = grown;
    agreement->n_provisions = n + 1;
    return TRUCE_OK;
}

int truce_provisions_read(struct truce_senses *senses,
                          const struct truce_sense *sense, bool loose,
                          struct truce_agreement *agreement)
{
    struct truce_cue_hit hit;
    size_t at = 0;
    while (truce_sense_next(senses, sense, TRUCE_FACT_PROVISION, &at, &hit)) {
        struct truce_provision p = {.type = hit.code};
        int32_t verb = verb_above(sense, (int32_t)hit.first);
        if (truce_senses_quote(senses,
                               sense->sentence->tokens[hit.first].begin) ||
            has_type(agreement, hit.code, sense->index))
            continue;
        p.strength = strength_of(sense, verb);
        if (!loose && !p.strength &&
            !(verb >= 0 &&
              truce_tree_rel(&sense->tree, verb) == TRUCE_REL_xcomp))
            continue;
        p.span = truce_sense_whole(sense);
        if (verb >= 0 && !loose)
            p.span = truce_sense_span(sense, verb);
        p.text = truce_senses_view(senses, p.span.begin, p.span.end);
        p.object = truce_arena_strndup(
            senses->context->arena,
            senses->text.ptr + sense->sentence->tokens[hit.first].begin,
            sense->sentence->tokens[hit.last].end -
                sense->sentence->tokens[hit.first].begin);
        read_terms(senses, sense, hit.first, hit.last, &p);
        if (set_actor(senses, sense, verb, &p) < 0 ||
            append(senses, agreement, &p) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}
