/*
 * Issues that a document touches and what became of them: open, left out,
 * put off, agreed; by whom, and who says so. The state is that of the verb
 * over the issue ("postponed the question of", "could not agree on"), or of
 * the nearest words of a state. One row an issue, state and doer, at its
 * first evidence.
 */
#include <string.h>

#include "code/facts.h"

struct taker {
    struct truce_senses *senses;
    struct truce_arena *arena;
    struct truce_coded *out;
    size_t cap;
};

/* What became of an issue, and the verb that tells it. */
struct fate {
    const char *state;
    int32_t verb; /* -1: none */
};

static const char put_off[] = " postpone delay defer shelve adjourn ";
static const char left_out[] = " omit exclude disagree sideline drop ignore "
                               "skip ";
static const char touching[] = " mention include address tackle cite settle "
                               "discuss resolve agree reach raise cover name "
                               "solve touch ";
static const char settling[] = " settle resolve solve agree ";
static const char refusing[] = " refuse decline fail unable ";

static bool negated(const struct truce_sense *sense, int32_t token)
{
    for (int32_t c = sense->tree.first[token]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " not n't never no neither cannot "))
            return true;
    return false;
}

/* A negation over the verb, its "refuse to", or its subject ("no agreement
 * was reached"). */
static bool denied(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    int32_t subject = truce_tree_child(&sense->tree, verb, TRUCE_REL_nsubj);
    if (negated(sense, verb) || (subject >= 0 && negated(sense, subject)))
        return true;
    return head >= 0 && truce_tree_rel(&sense->tree, verb) == TRUCE_REL_xcomp &&
           (truce_sense_lemma(sense, head, refusing) || negated(sense, head));
}

static bool has_below(const struct truce_sense *sense, int32_t top,
                      const char *lemmas)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k, lemmas) &&
            truce_tree_within(&sense->tree, (int32_t)k, top))
            return true;
    return false;
}

/* "left X out of", "left X to future talks", "set X aside". */
static const char *leaving(const struct truce_sense *sense, int32_t verb)
{
    if (truce_sense_lemma(sense, verb, " set put ") &&
        has_below(sense, verb, " aside off "))
        return "put off";
    if (!truce_sense_lemma(sense, verb, " leave "))
        return NULL;
    if (has_below(sense, verb, " future later next until generation "))
        return "put off";
    return has_below(sense, verb, " out unresolved open unsettled ")
               ? "left out"
               : NULL;
}

/* What a verb over the issue makes of it; NULL: nothing. */
static const char *verdict(const struct truce_sense *sense, int32_t verb)
{
    const char *left = leaving(sense, verb);
    if (left)
        return left;
    if (truce_sense_lemma(sense, verb, put_off))
        return negated(sense, verb) ||
                       truce_view_eq_text(truce_sense_prep(sense, verb),
                                          "without")
                   ? NULL
                   : "put off";
    if (truce_sense_lemma(sense, verb, left_out))
        return negated(sense, verb) ? NULL : "left out";
    if (truce_sense_lemma(sense, verb, touching) && denied(sense, verb))
        return "left out";
    if (truce_sense_lemma(sense, verb, " remain stay ") &&
        has_below(sense, verb, " open unresolved unsettled outstanding "))
        return "left out";
    if (truce_sense_lemma(sense, verb, settling) &&
        sense->sentence->tokens[verb].upos == TRUCE_UPOS_VERB &&
        (truce_tree_rel(&sense->tree, verb) != TRUCE_REL_xcomp ||
         (truce_sense_lemma(sense, verb, " agree ") &&
          !truce_tree_passive(&sense->tree, verb))) &&
        !negated(sense, verb))
        return "agreed";
    return NULL;
}

/* "agreed to leave it to later": what is agreed on is put off. */
static struct fate from_tree(const struct truce_sense *sense, int32_t token)
{
    struct fate fate = {NULL, -1};
    int32_t at = token;
    int32_t below = token;
    for (int step = 0; step < 8 && at >= 0; step++) {
        const char *state = verdict(sense, at);
        /* "agreed for humanitarian reasons" is not on them */
        if (state && !strcmp(state, "agreed") &&
            truce_view_eq_text(truce_sense_prep(sense, below), "for"))
            state = NULL;
        if (state && (!fate.state || strcmp(state, "agreed"))) {
            fate.state = state;
            fate.verb = at;
        }
        below = at;
        at = sense->sentence->tokens[at].head;
        /* a reporting verb is another's */
        if (at >= 0 && fate.state &&
            truce_sense_lemma(sense, at, " say tell add note insist stress "))
            break;
    }
    return fate;
}

/* Nearest words of a state; those under "without" and "no" tell nothing. */
static struct fate from_words(const struct truce_senses *senses,
                              const struct truce_sense *sense, size_t token)
{
    struct truce_cue_hit hit;
    struct fate fate = {"open", -1};
    size_t at = 0, least = 10;
    while (truce_sense_next(senses, sense, TRUCE_FACT_STATE, &at, &hit)) {
        size_t gap = hit.first > token ? hit.first - token : token - hit.last;
        if (gap >= least ||
            (hit.first && truce_sense_lemma(sense, (int32_t)hit.first - 1,
                                            " without no any ")))
            continue;
        /* "agreed to open", "agreed to meet": the verb between decides */
        if (!strcmp(hit.code, "agreed") && denied(sense, (int32_t)hit.first))
            continue;
        least = gap;
        fate.state = hit.code;
        fate.verb = (int32_t)hit.first;
    }
    return fate;
}

/* Agents of a passive, or "at the request of X". */
static int add_agents(struct taker *taker, const struct truce_sense *sense,
                      int32_t verb, struct truce_actors *by)
{
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c]) {
        bool asks = truce_sense_lemma(sense, c,
                                      " request insistence demand "
                                      "wish proposal ");
        if (truce_view_eq_text(truce_sense_prep(sense, c), "by") &&
            truce_sense_actors(taker->senses, sense, c, by) < 0)
            return TRUCE_ENOMEM;
        for (int32_t d = asks ? sense->tree.first[c] : -1; d >= 0;
             d = sense->tree.next[d])
            if (truce_sense_actors(taker->senses, sense, d, by) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Who left it out, put it off or agreed on it: the subject of that verb. */
static int fill_by(struct taker *taker, const struct truce_sense *sense,
                   int32_t verb, struct truce_actors *by)
{
    int32_t subjects[6];
    size_t n;
    if (verb < 0)
        return TRUCE_OK;
    if (truce_tree_passive(&sense->tree, verb))
        return add_agents(taker, sense, verb, by);
    n = truce_tree_subjects(&sense->tree, verb, subjects, 6, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_actors(taker->senses, sense, subjects[i], by) < 0)
            return TRUCE_ENOMEM;
    return by->n ? TRUCE_OK : add_agents(taker, sense, verb, by);
}

/* The speaker of the statement that the words stand in, or NULL. Words that
 * name him as the doer ("X refused to discuss it") are the text's own. */
static const struct truce_actor *teller(const struct taker *taker, size_t byte)
{
    for (size_t i = 0; i < taker->out->n_statements; i++) {
        const struct truce_statement *s = &taker->out->statements[i];
        if (s->span.begin <= byte && byte < s->span.end && s->speaker.code &&
            !(s->span.begin <= s->speaker.begin &&
              s->speaker.end <= s->span.end && !s->quote))
            return &s->speaker;
    }
    return NULL;
}

/* An open issue is its speaker's, or its sentence's subject's. */
static int fill_open(struct taker *taker, const struct truce_sense *sense,
                     struct truce_issue *issue)
{
    if (issue->said_by)
        return truce_actors_add(taker->arena, &issue->by, issue->said_by);
    return fill_by(taker, sense, sense->tree.root, &issue->by);
}

static bool told(const struct taker *taker, const struct truce_issue *issue)
{
    for (size_t i = 0; i < taker->out->n_issues; i++)
        if (!strcmp(taker->out->issues[i].issue, issue->issue) &&
            !strcmp(taker->out->issues[i].state, issue->state))
            return true;
    return false;
}

static int take_hit(struct taker *taker, const struct truce_sense *sense,
                    const struct truce_cue_hit *hit)
{
    struct truce_issue issue = {.issue = hit->code};
    struct fate fate = from_tree(sense, (int32_t)hit->last);
    size_t byte = sense->sentence->tokens[hit->first].begin;
    int rc;
    if (!fate.state)
        fate = from_words(taker->senses, sense, hit->first);
    issue.state = fate.state;
    if (told(taker, &issue))
        return TRUCE_OK;
    issue.span = truce_sense_whole(sense);
    issue.said_by = teller(taker, byte);
    rc = fate.verb >= 0 ? fill_by(taker, sense, fate.verb, &issue.by)
                        : fill_open(taker, sense, &issue);
    if (rc < 0 ||
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
