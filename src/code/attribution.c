/*
 * Trailing attributions; see attribution.h. The tail is known by its words
 * alone: a comma, a noun phrase, a verb of speaking, and no more than where,
 * when and to whom it was said.
 */
#include "code/attribution.h"

#include <string.h>

#include "code/clause.h"

/* Words behind the verb of speaking: "told the state news agency in the
 * capital late on Monday". */
enum { MAX_BEHIND = 12, MAX_SUBJECT = 24 };

struct tail {
    size_t comma; /* what is told ends before it */
    size_t verb;  /* of speaking */
};

static bool in(struct truce_view word, const char *words)
{
    return truce_tree_word_in(word, words, strlen(words));
}

static bool is_comma(const struct truce_token *t)
{
    return truce_view_eq_text(t->form, ",");
}

/* Who recalls looks back: what is recalled has to stay under it. */
static bool tells(const struct truce_token *t)
{
    return in(t->xpos, " VBD VBZ VBP ") && truce_clause_speech(t->lemma) &&
           !truce_view_eq_text(t->lemma, "recall");
}

/* What may stand first behind the verb: its hearer only behind "told". */
static bool may_follow(const struct truce_token *verb,
                       const struct truce_token *next)
{
    if (next->upos == TRUCE_UPOS_PUNCT || next->upos == TRUCE_UPOS_ADV ||
        next->upos == TRUCE_UPOS_ADP)
        return true;
    if (truce_view_eq_text(verb->lemma, "tell"))
        return next->upos == TRUCE_UPOS_NOUN ||
               next->upos == TRUCE_UPOS_PROPN || next->upos == TRUCE_UPOS_DET ||
               next->upos == TRUCE_UPOS_ADJ || next->upos == TRUCE_UPOS_PRON;
    return in(next->form, " Monday Tuesday Wednesday Thursday Friday Saturday "
                          "Sunday yesterday today late early earlier ");
}

/* The last verb of the sentence, where it is one of speaking that nothing
 * more is said with. */
static bool find_verb(const struct truce_sentence *s, size_t *verb)
{
    for (size_t i = s->n_tokens; i-- > 3 && s->n_tokens - i <= MAX_BEHIND;) {
        const struct truce_token *t = &s->tokens[i];
        if (tells(t)) {
            *verb = i;
            return i + 1 < s->n_tokens && may_follow(t, &s->tokens[i + 1]);
        }
        if (truce_tree_finite(t) || in(t->xpos, " TO WP WDT WRB `` '' ") ||
            truce_view_eq_nocase(t->form, TRUCE_VIEW("that")))
            return false;
    }
    return false;
}

/* Tokens [first, last) can be the subject of the verb. */
static bool is_subject(const struct truce_sentence *s, size_t first,
                       size_t last)
{
    bool noun = false;
    if (first >= last || last - first > MAX_SUBJECT ||
        in(s->tokens[first].xpos, " CC IN WDT WP WRB TO ") ||
        s->tokens[first].upos == TRUCE_UPOS_SCONJ)
        return false;
    for (size_t i = first; i < last; i++) {
        const struct truce_token *t = &s->tokens[i];
        noun = noun || t->upos == TRUCE_UPOS_NOUN ||
               t->upos == TRUCE_UPOS_PROPN || t->upos == TRUCE_UPOS_PRON;
        if (truce_tree_finite(t))
            return false;
    }
    return noun;
}

static bool is_clause(const struct truce_sentence *s, size_t last)
{
    static const char openers[] = " as after when while if although because "
                                  "before since though once until unless ";
    bool finite = false, comma = false;
    for (size_t i = 0; i < last; i++) {
        finite = finite || truce_tree_finite(&s->tokens[i]);
        comma = comma || is_comma(&s->tokens[i]);
    }
    return finite && (comma || !in(s->tokens[0].lemma, openers));
}

static bool comma_before(const struct truce_sentence *s, size_t from,
                         size_t *comma)
{
    while (from-- > 1)
        if (is_comma(&s->tokens[from])) {
            *comma = from;
            return true;
        }
    return false;
}

static bool find_tail(const struct truce_sentence *s, struct tail *tail)
{
    size_t end;
    if (!find_verb(s, &tail->verb) ||
        !comma_before(s, tail->verb, &tail->comma))
        return false;
    end = tail->verb;
    if (tail->comma + 1 == tail->verb) { /* ", X, who led the team, told" */
        if (!comma_before(s, tail->comma, &end) ||
            !comma_before(s, end, &tail->comma))
            return false;
    }
    return is_subject(s, tail->comma + 1, end) && is_clause(s, tail->comma);
}

/* Links between both parts, punctuation aside. */
static size_t links_across(const struct truce_sentence *s, size_t comma)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_tokens; i++) {
        const struct truce_token *t = &s->tokens[i];
        n += t->head >= 0 && t->upos != TRUCE_UPOS_PUNCT &&
             (i < comma) != ((size_t)t->head < comma);
    }
    return n;
}

/* The token of [first, last) whose head lies outside it; -1: several. */
static int32_t top_of(const struct truce_sentence *s, size_t first, size_t last)
{
    int32_t top = -1;
    for (size_t i = first; i < last; i++) {
        const struct truce_token *t = &s->tokens[i];
        if ((t->head >= (int32_t)first && t->head < (int32_t)last) ||
            t->upos == TRUCE_UPOS_PUNCT)
            continue;
        if (top >= 0)
            return -1;
        top = (int32_t)i;
    }
    return top;
}

static void join(struct truce_sentence *s, const struct tail *tail,
                 int32_t told)
{
    struct truce_token *verb = &s->tokens[tail->verb];
    s->tokens[told].head = (int32_t)tail->verb;
    s->tokens[told].rel = TRUCE_REL_ccomp;
    verb->head = -1;
    verb->rel = TRUCE_REL_root;
    s->tokens[tail->comma].head = (int32_t)tail->verb;
    s->tokens[s->n_tokens - 1].head =
        s->tokens[s->n_tokens - 1].upos == TRUCE_UPOS_PUNCT
            ? (int32_t)tail->verb
            : s->tokens[s->n_tokens - 1].head;
}

/* Parses both parts anew; the tokens stay as they were where the tail's verb
 * does not come out on top. */
static int parse_apart(const struct truce_lang *lang,
                       struct truce_lang_scratch *scratch,
                       struct truce_arena *arena, struct truce_sentence *s,
                       const struct tail *tail, struct truce_err *err)
{
    struct truce_token *old =
        truce_arena_alloc(arena, s->n_tokens, sizeof *old);
    size_t from = tail->comma + 1;
    struct truce_sentence parts[2] = {*s, *s};
    int32_t told, teller;
    int rc;
    if (!old)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    memcpy(old, s->tokens, s->n_tokens * sizeof *old);
    parts[0].n_tokens = tail->comma;
    parts[1].tokens += from;
    parts[1].n_tokens -= from;
    rc = truce_lang_analyse(lang, scratch, arena, parts, 2, err);
    if (rc != TRUCE_OK)
        return rc;
    for (size_t i = from; i < s->n_tokens; i++)
        if (s->tokens[i].head >= 0)
            s->tokens[i].head += (int32_t)from;
    told = top_of(s, 0, tail->comma);
    teller = top_of(s, from, s->n_tokens);
    if (told < 0 || teller != (int32_t)tail->verb)
        memcpy(s->tokens, old, s->n_tokens * sizeof *old);
    else
        join(s, tail, told);
    return TRUCE_OK;
}

int truce_attribution_mend(const struct truce_lang *lang,
                           struct truce_lang_scratch *scratch,
                           struct truce_arena *arena, struct truce_text *text,
                           struct truce_err *err)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < text->n_sentences; i++) {
        struct truce_sentence *s = &text->sentences[i];
        struct tail tail;
        int32_t told;
        if (!find_tail(s, &tail))
            continue;
        told = top_of(s, 0, tail.comma);
        if (links_across(s, tail.comma) == 1 && told >= 0)
            join(s, &tail, told);
        else
            rc = parse_apart(lang, scratch, arena, s, &tail, err);
    }
    return rc;
}
