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
                               "skip sidestep avoid bypass evade delete "
                               "skirt ";
static const char touching[] = " mention include address tackle cite settle "
                               "discuss resolve agree reach raise cover name "
                               "solve touch ";
static const char settling[] = " settle resolve solve agree ";
static const char refusing[] = " refuse decline fail unable ";

static const char turning_down[] = " oppose reject rule veto block resist "
                                   "refuse ";
static const char broaching[] = " mention inclusion reference discussion talk "
                                "talks debate negotiation ";
static const char wanting[] = " insist demand request want ask ";

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
    if (truce_sense_lemma(sense, verb, " take remove strike cut keep ") &&
        has_below(sense, verb,
                  " agenda text statement agreement draft "
                  "communique declaration document "))
        return truce_sense_lemma(sense, verb, " keep ") &&
                       !has_below(sense, verb, " out off ")
                   ? NULL
                   : "left out";
    /* "refused to put it on the agenda" */
    if (truce_sense_lemma(sense, verb, " put place ") && denied(sense, verb) &&
        has_below(sense, verb, " agenda "))
        return "left out";
    /* "referred to a joint commission" */
    if (truce_sense_lemma(sense, verb, " refer entrust hand pass leave ") &&
        has_below(sense, verb, " commission committee expert experts panel "))
        return "put off";
    if (!truce_sense_lemma(sense, verb, " leave "))
        return NULL;
    if (has_below(sense, verb,
                  " future later next until generation phase "
                  "stage round "))
        return "put off";
    return has_below(sense, verb, " out unresolved open unsettled unmentioned ")
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
    /* "would be discussed at a later stage" */
    if (truce_sense_lemma(sense, verb, touching) &&
        has_below(sense, verb, " later ") &&
        truce_tree_child(&sense->tree, verb, TRUCE_REL_aux) >= 0)
        return "put off";
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

/* "opposed any mention of", "ruled out talks on"; "is silent on". */
static const char *turned_down(const struct truce_sense *sense, int32_t token,
                               bool broached)
{
    broached |= truce_sense_lemma(
        sense, truce_tree_child(&sense->tree, token, TRUCE_REL_obj), broaching);
    if (broached && truce_sense_lemma(sense, token, turning_down) &&
        sense->sentence->tokens[token].upos == TRUCE_UPOS_VERB &&
        !negated(sense, token))
        return "left out";
    return truce_sense_lemma(sense, token, " silent mute ") ? "left out" : NULL;
}

/* "agreed to leave it to later": what is agreed on is put off. */
static struct fate from_tree(const struct truce_sense *sense, int32_t token)
{
    struct fate fate = {NULL, -1};
    bool broached = false;
    int32_t at = token;
    int32_t below = token;
    for (int step = 0; step < 8 && at >= 0; step++) {
        const char *state = verdict(sense, at);
        broached |= truce_sense_lemma(sense, at, broaching);
        if (!state)
            state = turned_down(sense, at, broached);
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

/* "at the request of X", below the verb or one of its nouns. */
static int add_askers(struct taker *taker, const struct truce_sense *sense,
                      int32_t token, int depth, struct truce_actors *by)
{
    bool asks = truce_sense_lemma(sense, token,
                                  " request insistence demand wish "
                                  "proposal ");
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        if ((asks && truce_sense_actors(taker->senses, sense, c, by) < 0) ||
            (depth > 0 && add_askers(taker, sense, c, depth - 1, by) < 0))
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Agents of a passive, and those who asked for it. */
static int add_agents(struct taker *taker, const struct truce_sense *sense,
                      int32_t verb, struct truce_actors *by)
{
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "by") &&
            truce_sense_actors(taker->senses, sense, c, by) < 0)
            return TRUCE_ENOMEM;
    return add_askers(taker, sense, verb, 2, by);
}

/* Who left it out, put it off or agreed on it: the subject of that verb. */
static int fill_by(struct taker *taker, const struct truce_sense *sense,
                   int32_t verb, struct truce_actors *by)
{
    int32_t subjects[6];
    size_t n;
    if (verb < 0)
        return TRUCE_OK;
    if (truce_tree_passive(&sense->tree, verb)) {
        int32_t above = sense->sentence->tokens[verb].head;
        if (add_agents(taker, sense, verb, by) < 0)
            return TRUCE_ENOMEM;
        /* "insisted that it be taken off the agenda" */
        if (by->n || above < 0 ||
            truce_tree_rel(&sense->tree, verb) != TRUCE_REL_ccomp ||
            !truce_sense_lemma(sense, above, wanting))
            return TRUCE_OK;
        verb = above;
    }
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
