/*
 * Issues that a document touches and what became of them: open, left out,
 * put off, agreed. One row per issue and state, at its first evidence.
 */
#include <string.h>

#include "code/facts.h"

struct taker {
    struct truce_senses *senses;
    struct truce_arena *arena;
    struct truce_coded *out;
    size_t cap;
};

/* What the sentence says became of the issue at `token`. */
static const char *state_of(const struct truce_senses *senses,
                            const struct truce_sense *sense, size_t token)
{
    struct truce_cue_hit hit;
    const char *state = "open";
    size_t at = 0, least = 14;
    while (truce_sense_next(senses, sense, TRUCE_FACT_STATE, &at, &hit)) {
        size_t gap = hit.first > token ? hit.first - token : token - hit.last;
        if (gap < least) {
            least = gap;
            state = hit.code;
        }
    }
    return state;
}

/* Who said or decided so: the subject of the sentence, else the speaker of
 * the statement that the words are in. */
static int fill_by(struct taker *taker, const struct truce_sense *sense,
                   size_t byte, struct truce_actors *by)
{
    for (size_t i = 0; i < taker->out->n_statements; i++) {
        const struct truce_statement *s = &taker->out->statements[i];
        if (s->span.begin <= byte && byte < s->span.end && s->speaker.code)
            return truce_actors_add(taker->arena, by, &s->speaker);
    }
    if (sense->tree.root >= 0) {
        int32_t subjects[4];
        size_t n = truce_tree_subjects(&sense->tree, sense->tree.root, subjects,
                                       4, NULL);
        for (size_t i = 0; i < n; i++)
            if (truce_sense_actors(taker->senses, sense, subjects[i], by) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

static int take_hit(struct taker *taker, const struct truce_sense *sense,
                    const struct truce_cue_hit *hit)
{
    struct truce_issue issue = {.issue = hit->code};
    const struct truce_token *t = &sense->sentence->tokens[hit->first];
    issue.state = state_of(taker->senses, sense, hit->first);
    for (size_t i = 0; i < taker->out->n_issues; i++)
        if (!strcmp(taker->out->issues[i].issue, issue.issue) &&
            !strcmp(taker->out->issues[i].state, issue.state))
            return TRUCE_OK;
    issue.span = truce_sense_whole(sense);
    if (fill_by(taker, sense, t->begin, &issue.by) < 0 ||
        truce_arena_grow(taker->arena, &taker->out->issues,
                         taker->out->n_issues, &taker->cap, sizeof(issue)) < 0)
        return TRUCE_ENOMEM;
    taker->out->issues[taker->out->n_issues++] = issue;
    return TRUCE_OK;
}

int truce_extract_issues(struct truce_context *context)
{
    struct taker taker = {.arena = context->arena, .out = context->out};
    int rc = truce_senses_get(context, &taker.senses);
    for (size_t i = 0; rc == TRUCE_OK && i < taker.senses->n; i++) {
        const struct truce_sense *sense = &taker.senses->items[i];
        struct truce_cue_hit hit;
        size_t at = 0;
        while (rc == TRUCE_OK && truce_sense_next(taker.senses, sense,
                                                  TRUCE_FACT_ISSUE, &at, &hit))
            rc = take_hit(&taker, sense, &hit);
    }
    return rc;
}
