/*
 * Issues that a statement touches, for or against; and the act that words
 * perform where the verb only says that they were said: "We will never
 * accept it" refuses, whoever reports it with "said".
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "code/stance_int.h"

/* Nouns that undo the matter behind them: "the violation of the truce". */
static const char undoing[] =
    " withdrawal lifting removal end ending abolition cancellation suspension "
    "rejection refusal breach violation departure postponement collapse "
    "closure obstruction veto sabotage blocking exclusion ";

static bool is_act(const struct truce_stance *s, const char *acts)
{
    return truce_tree_word_in(truce_view_of(s->statement->act), acts,
                              strlen(acts));
}

/* What the reporting verb itself is for: its stance where it is aimed at the
 * matter; one that blames tells only of what it blames for. */
static double reported(const struct truce_stance *s, bool undone)
{
    const struct truce_speech *speech = s->said->speech;
    if (!speech)
        return NAN;
    if (!strcmp(speech->act, "urge") || !strcmp(speech->act, "demand") ||
        !strcmp(speech->act, "insist") || !strcmp(speech->act, "propose") ||
        !strcmp(speech->act, "announce"))
        return 0.6;
    if (is_act(s, " accuse criticise "))
        return undone ? -0.6 : NAN;
    if (isnan(speech->stance) || fabs(speech->stance) < 0.5)
        return NAN;
    return speech->stance > 0 ? 0.6 : -0.6;
}

/* Nearest verb above `token` that favours or opposes; its value, or NaN. */
static double above(const struct truce_stance *s,
                    const struct truce_sense *sense, int32_t token,
                    const double *wants)
{
    int32_t head = token;
    bool undone = false;
    double value = NAN;
    for (int step = 0; step < 8 && head >= 0; step++) {
        const struct truce_token *t = &sense->sentence->tokens[head];
        bool own = sense->index == s->said->sentence && head == s->said->verb;
        if (own) {
            value = reported(s, undone);
            break;
        }
        if (!isnan(wants[head])) {
            value =
                truce_stance_negated(sense, head) ? -wants[head] : wants[head];
            break;
        }
        if (t->upos == TRUCE_UPOS_NOUN && head != token &&
            truce_sense_lemma(sense, head, undoing))
            undone = !undone;
        head = t->head;
    }
    return undone ? -value : value;
}

/* What the verb favours (> 0) or opposes, seen by the speaker: what others
 * do not keep or turn down, when blamed for it, is what he wants; what he
 * asks of them too. NaN: it tells nothing of him. */
static double want(const struct truce_stance *s,
                   const struct truce_sense *sense, int32_t verb, double value)
{
    bool keeps = truce_sense_lemma(sense, verb,
                                   " respect observe honour honor keep "
                                   "implement uphold ");
    if (truce_stance_own(s, sense, verb) || truce_stance_asked(sense, verb))
        return value;
    if ((keeps && truce_stance_negated(sense, verb)) ||
        (value < 0 && is_act(s, " accuse criticise condemn ")))
        return -value;
    return NAN;
}

/* Verbs of the words that favour or oppose a matter, by token. A matter that
 * others spoil is one that the speaker wants. */
static double *read_wants(const struct truce_stance *s,
                          const struct truce_sense *sense)
{
    static const enum truce_cue_section sections[] = {
        TRUCE_FACT_WANT, TRUCE_FACT_SPOIL, TRUCE_FACT_DEAL};
    size_t n = sense->sentence->n_tokens;
    double *wants =
        truce_arena_alloc(s->senses->context->arena, n + 1, sizeof(*wants));
    for (size_t k = 0; wants && k < n; k++)
        wants[k] = NAN;
    for (size_t i = 0; wants && i < 3; i++) {
        struct truce_cue_hit hit;
        size_t at = 0;
        int32_t head;
        while (truce_stance_next(s, sense, sections[i], &at, &hit, &head)) {
            double value = strtod(hit.code, NULL);
            bool own = truce_stance_own(s, sense, head);
            if (i == 0)
                value = want(s, sense, head, value);
            else if (i == 1 && own &&
                     truce_tree_child(&sense->tree, head, TRUCE_REL_nsubj) >= 0)
                value = -value;
            else if (i == 2 && (!truce_stance_negated(sense, head) || !own))
                value = NAN;
            if (!isnan(value))
                wants[head] = value;
        }
    }
    return wants;
}

static int add_issue(struct truce_stance *s, const char *code, double stance)
{
    struct truce_statement *statement = s->statement;
    struct truce_arena *arena = s->senses->context->arena;
    size_t n = statement->n_issues;
    const char **issues;
    double *stances;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(statement->issues[i], code))
            continue;
        if (isnan(statement->issue_stances[i]))
            statement->issue_stances[i] = stance;
        return TRUCE_OK;
    }
    issues = truce_arena_alloc(arena, n + 1, sizeof(*issues));
    stances = truce_arena_alloc(arena, n + 1, sizeof(*stances));
    if (!issues || !stances)
        return TRUCE_ENOMEM;
    if (n) {
        memcpy(issues, statement->issues, n * sizeof(*issues));
        memcpy(stances, statement->issue_stances, n * sizeof(*stances));
    }
    issues[n] = code;
    stances[n] = stance;
    statement->issues = issues;
    statement->issue_stances = stances;
    statement->n_issues = n + 1;
    return TRUCE_OK;
}

int truce_stance_issues(struct truce_stance *s)
{
    size_t last, first = truce_stance_first(s, &last);
    for (size_t i = first; i < last; i++) {
        const struct truce_sense *sense = &s->senses->items[i];
        struct truce_cue_hit hit;
        size_t at = 0;
        double *wants = read_wants(s, sense);
        if (!wants)
            return TRUCE_ENOMEM;
        while (
            truce_sense_next(s->senses, sense, TRUCE_FACT_ISSUE, &at, &hit)) {
            size_t byte = sense->sentence->tokens[hit.first].begin;
            double stance = NAN;
            if (byte < s->said->begin || byte >= s->said->end)
                continue;
            if (strcmp(s->statement->act, "deny"))
                stance = above(s, sense, (int32_t)hit.last, wants);
            if (add_issue(s, hit.code, stance) < 0)
                return TRUCE_ENOMEM;
        }
    }
    return TRUCE_OK;
}

static bool inside(const struct truce_stance *s,
                   const struct truce_sense *sense, size_t token)
{
    size_t at = sense->sentence->tokens[token].begin;
    return at >= s->said->begin && at < s->said->end;
}

/* What one sentence of the words shows. */
struct signs {
    bool thanks;
    bool blow; /* what the speaker would do is hostile */
    bool refuses;
    bool rejects;
    bool promises;
    bool proposes;
    bool demands;
    bool warns; /* "should not", "must not" to another */
    /* that is the main clause */
    bool refuses_first, promises_first, demands_first;
};

/* "is going to": the future of the verb below it. */
static bool is_going(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    return truce_tree_rel(&sense->tree, verb) == TRUCE_REL_xcomp &&
           truce_sense_lemma(sense, head, " go ") &&
           truce_view_eq_text(sense->sentence->tokens[head].xpos, "VBG");
}

static const char nots[] = " not n't never no cannot ";

/* "We will not ...", "X would never ...", "we do not accept". */
static bool refuses(const struct truce_sense *sense, int32_t verb, bool future)
{
    static const char dealing[] =
        " accept recognise recognize negotiate tolerate intend ";
    int32_t head = sense->sentence->tokens[verb].head;
    int32_t object = truce_tree_child(&sense->tree, verb, TRUCE_REL_obj);
    bool no =
        truce_stance_has_child(sense, verb, nots) ||
        (is_going(sense, verb) && truce_stance_has_child(sense, head, nots));
    if (truce_sense_lemma(sense, verb, " have see ") &&
        truce_sense_lemma(sense, object, " intention plan ") &&
        truce_stance_has_child(sense, object, " no "))
        return true;
    return no &&
           (future ? !truce_sense_lemma(sense, verb, " forget regret hesitate ")
                   : truce_sense_lemma(sense, verb, dealing));
}

/* What the speaker says that he does or will do. */
static void read_own_verb(const struct truce_sense *sense, int32_t verb,
                          bool top, struct signs *signs)
{
    bool future =
        is_going(sense, verb) ||
        truce_stance_has_child(sense, verb, " will would shall can could 'll ");
    bool no = truce_stance_has_child(sense, verb, nots);
    if (truce_sense_lemma(sense, verb, " refuse decline "))
        signs->refuses = true;
    if (truce_sense_lemma(sense, verb, " reject dismiss ") && !no)
        signs->rejects = true;
    if (refuses(sense, verb, future)) {
        signs->refuses = true;
        signs->refuses_first |= top;
        return;
    }
    if (!future || no)
        return;
    if (truce_sense_lemma(sense, verb, truce_stance_blows) ||
        (truce_sense_lemma(sense, verb, truce_stance_blows_if) &&
         truce_stance_condition(sense, verb) >= 0)) {
        signs->blow = true;
    } else if (!truce_stance_has_child(sense, verb, " can could ") &&
               !truce_tree_passive(&sense->tree, verb) &&
               !truce_sense_lemma(sense, verb,
                                  " watch see consider study think look "
                                  "wait know like ")) {
        signs->promises = true;
        signs->promises_first |= top;
    }
}

static void read_token(const struct truce_stance *s,
                       const struct truce_sense *sense, int32_t token,
                       struct signs *signs)
{
    const struct truce_token *t = &sense->sentence->tokens[token];
    bool named = truce_tree_child(&sense->tree, token, TRUCE_REL_nsubj) >= 0 ||
                 truce_tree_rel(&sense->tree, token) == TRUCE_REL_conj ||
                 is_going(sense, token);
    bool must = truce_stance_has_child(sense, token, " must should ought ");
    bool own = truce_stance_own(s, sense, token);
    int32_t above = is_going(sense, token)
                        ? sense->sentence->tokens[t->head].head
                        : t->head;
    bool top = above < 0 || !inside(s, sense, (size_t)above);
    signs->thanks |= truce_sense_lemma(sense, token,
                                       " thank grateful gratitude thankful "
                                       "appreciate thanks indebted ");
    signs->blow |=
        truce_sense_lemma(sense, token, " consequence retaliation ") ||
        (truce_sense_lemma(sense, token, " price ") &&
         truce_sense_lemma(sense, t->head, " pay "));
    if (t->upos == TRUCE_UPOS_VERB && own && named)
        read_own_verb(sense, token, top, signs);
    if (own && truce_sense_lemma(sense, token, " ready willing prepared ")) {
        int32_t deed = truce_tree_child(&sense->tree, token, TRUCE_REL_xcomp);
        *(truce_sense_lemma(sense, deed, truce_stance_blows)
              ? &signs->blow
              : &signs->proposes) = true;
    }
    if (own && t->upos == TRUCE_UPOS_VERB &&
        truce_sense_lemma(sense, token, " commit pledge promise "))
        signs->promises = true;
    if (must && !own) {
        bool no = truce_stance_negated(sense, token);
        *(no ? &signs->warns : &signs->demands) = true;
        signs->demands_first |= top && !no;
    }
    if (own && t->upos == TRUCE_UPOS_VERB &&
        truce_sense_lemma(sense, token, " demand "))
        signs->demands = true;
}

static struct signs read_signs(const struct truce_stance *s)
{
    struct signs signs = {0};
    size_t last, first = truce_stance_first(s, &last);
    for (size_t i = first; i < last; i++) {
        const struct truce_sense *sense = &s->senses->items[i];
        for (size_t k = 0; k < sense->sentence->n_tokens; k++)
            if (inside(s, sense, k) &&
                !(i == s->said->sentence && (int32_t)k == s->said->verb))
                read_token(s, sense, (int32_t)k, &signs);
    }
    return signs;
}

static void extremes(const struct truce_statement *statement, double *least,
                     double *most)
{
    *least = *most = 0;
    for (size_t i = 0; i < statement->n_targets; i++) {
        double stance = statement->targets[i].stance;
        if (isnan(stance))
            continue;
        *least = fmin(*least, stance);
        *most = fmax(*most, stance);
    }
}

const char *truce_stance_act(const struct truce_stance *s)
{
    struct signs signs = read_signs(s);
    double least, most;
    extremes(s->statement, &least, &most);
    if (signs.thanks)
        return "thank";
    if (signs.blow || signs.warns)
        return "warn";
    if (signs.rejects)
        return "reject";
    if (signs.refuses && (signs.refuses_first || least > -0.5))
        return "refuse";
    if (signs.demands_first)
        return "demand";
    if (least < -0.5)
        return "accuse";
    if (signs.demands)
        return "demand";
    if (signs.promises_first || (signs.promises && most < 0.5))
        return "promise";
    if (most >= 0.5)
        return "praise";
    if (signs.proposes)
        return "promise";
    return least <= -0.35 ? "criticise" : s->statement->act;
}
