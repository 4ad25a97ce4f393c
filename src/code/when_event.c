/*
 * Which date is the event's: the one that hangs on its predicate, else on a
 * verb above ("said on Monday that"), else that of the sentence before in the
 * same paragraph, else the dateline. Tense comes from auxiliaries and from
 * verbs that look ahead.
 */
#include <string.h>

#include "code/extract.h"
#include "code/when.h"
#include "code/when_int.h"

const char *const when_months[] = {
    "January", "February",  "March",   "April",    "May",      "June", "July",
    "August",  "September", "October", "November", "December", NULL};
const char *const when_weekdays[] = {"Monday",   "Tuesday", "Wednesday",
                                     "Thursday", "Friday",  "Saturday",
                                     "Sunday",   NULL};
const char *const when_numbers[] = {
    "zero",     "one",      "two",      "three",   "four",    "five",
    "six",      "seven",    "eight",    "nine",    "ten",     "eleven",
    "twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen", "twenty",   NULL};
const char *const when_ordinals[] = {
    "zeroth",    "first",     "second",      "third",      "fourth",
    "fifth",     "sixth",     "seventh",     "eighth",     "ninth",
    "tenth",     "eleventh",  "twelfth",     "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", NULL};

/* Verbs and adjectives whose infinitive is still to come. A day behind
 * "agreed to" is mostly that of the agreeing, so such verbs are not here. */
static const char *const ahead[] = {
    "plan", "schedule", "expect", "due",   "set", "intend", "prepare", "hope",
    "want", "propose",  "likely", "ready", "go",  "be",     "slate",   NULL};

static bool one_of(struct truce_view v, const char *const *words)
{
    for (; *words; words++)
        if (truce_view_eq_nocase(v, truce_view_of(*words)))
            return true;
    return false;
}

static bool is_verb(const struct truce_token *t)
{
    return t->upos == TRUCE_UPOS_VERB;
}

/* "would" in what someone said, told, announced: its future. */
static bool says_ahead(const struct truce_sentence *s, size_t verb,
                       size_t aux)
{
    static const char *const says[] = {"say",     "tell", "announce", "add",
                                       "promise", "note", "confirm",  NULL};
    int32_t head = s->tokens[verb].head;
    return truce_view_eq_nocase(s->tokens[aux].form, TRUCE_VIEW("would")) &&
           truce_rel_base(s->tokens[verb].rel) == TRUCE_REL_ccomp &&
           head >= 0 && one_of(s->tokens[head].lemma, says);
}

/* "will" or "shall" among the auxiliaries of a verb, "due to" before it. */
static bool has_will(const struct truce_sentence *s, size_t verb)
{
    static const char *const wills[] = {"will",     "shall", "'ll",
                                        "\u2019ll", "wo",    NULL};
    bool is = false;
    for (size_t i = 0; i < s->n_tokens; i++) {
        enum truce_rel rel = truce_rel_base(s->tokens[i].rel);
        if (s->tokens[i].head != (int32_t)verb)
            continue;
        /* "is to elect", which parsers give with the infinitive on top */
        is = is || ((rel == TRUCE_REL_aux || rel == TRUCE_REL_cop) &&
                    (truce_view_eq_text(s->tokens[i].form, "is") ||
                     truce_view_eq_text(s->tokens[i].form, "are")));
        if (is && i + 1 == verb && is_verb(&s->tokens[verb]) &&
            truce_view_eq_text(s->tokens[i].form, "to"))
            return true;
        if (rel == TRUCE_REL_aux && one_of(s->tokens[i].form, wills))
            return true;
        /* "said that he would host them": still to come when it was said */
        if (rel == TRUCE_REL_aux && says_ahead(s, verb, i))
            return true;
        /* "are due to meet" is sometimes parsed as if due were a mark */
        if (rel == TRUCE_REL_mark && i + 2 == verb &&
            truce_view_eq_nocase(s->tokens[i].form, TRUCE_VIEW("due")))
            return true;
    }
    return false;
}

bool truce_when_future(const struct truce_sentence *sentence, size_t token)
{
    int32_t at = (int32_t)token;
    for (int steps = 0; at >= 0 && steps < 8; steps++) {
        const struct truce_token *t = &sentence->tokens[at];
        if (has_will(sentence, (size_t)at))
            return true;
        enum truce_rel rel = truce_rel_base(t->rel);
        if (t->head < 0)
            return false;
        const struct truce_token *up = &sentence->tokens[t->head];
        if (rel == TRUCE_REL_xcomp && is_verb(t))
            return one_of(up->lemma, ahead);
        if (t->upos == TRUCE_UPOS_ADJ && one_of(t->lemma, ahead))
            return true;
        if (is_verb(t) && rel != TRUCE_REL_conj)
            return one_of(t->lemma, ahead) && t->feats.len &&
                   truce_view_find(t->feats, TRUCE_VIEW("VerbForm=Part")) !=
                       (size_t)-1;
        at = t->head;
    }
    return false;
}

/* Steps from the date up to `node` without another verb between; -1: none. */
static int hangs_on(const struct truce_sentence *s, const struct truce_dated *d,
                    size_t node)
{
    for (size_t i = d->first; i <= d->last; i++) {
        int32_t head = s->tokens[i].head;
        if (head >= (int32_t)d->first && head <= (int32_t)d->last)
            continue;
        for (int steps = 1; head >= 0 && steps < 8; steps++) {
            if ((size_t)head == node)
                return steps;
            /* "agreed to stop fighting on Wednesday": the agreeing's day */
            if (is_verb(&s->tokens[head]) &&
                truce_rel_base(s->tokens[head].rel) != TRUCE_REL_xcomp)
                return -1;
            head = s->tokens[head].head;
        }
    }
    return -1;
}

/* "the 1942 Rio Protocol", "their 2012 accord": whose year it is, is the
 * paper's, not the act's. */
static bool of_paper(const struct truce_sentence *s,
                     const struct truce_dated *d)
{
    static const char *const owners[] = {"the", "a",   "their", "its",
                                         "his", "her", "this",  NULL};
    return d->first == d->last && d->first > 0 && d->first + 1 < s->n_tokens &&
           !d->date.month && d->date.year &&
           one_of(s->tokens[d->first - 1].form, owners) &&
           (s->tokens[d->first + 1].upos == TRUCE_UPOS_PROPN ||
            s->tokens[d->first + 1].upos == TRUCE_UPOS_NOUN ||
            s->tokens[d->first + 1].upos == TRUCE_UPOS_ADJ);
}

/* Best date of the event's own sentence, NULL: none. */
static const struct truce_dated *choose(const struct truce_sentence *s,
                                        const struct truce_dated *dates,
                                        size_t n, size_t token)
{
    const struct truce_dated *best = NULL;
    int top = 1000;
    int32_t node = (int32_t)token;
    for (int level = 0; node >= 0 && level < 6; level++) {
        for (size_t i = 0; i < n; i++) {
            int steps = hangs_on(s, &dates[i], (size_t)node);
            if (steps < 0 || of_paper(s, &dates[i]))
                continue;
            int cost = level * 20 + steps + (dates[i].since ? 70 : 0) -
                       (dates[i].date.day ? 4 : 0);
            if (cost < top) {
                top = cost;
                best = &dates[i];
            }
        }
        node = s->tokens[node].head;
    }
    return top < 60 ? best : NULL;
}

/* A day that has not yet come when the document is written: "agreed to open
 * the crossing on Nov. 12". */
static bool ahead_of(const struct truce_context *context,
                     struct truce_date date)
{
    struct truce_date now = context->document->date;
    return truce_date_known(now) &&
           truce_date_cmp(truce_date_first(date), truce_date_last(now)) > 0;
}

static bool had(const struct truce_sentence *s, int32_t verb)
{
    for (size_t i = 0; i < s->n_tokens; i++)
        if (s->tokens[i].head == verb &&
            truce_rel_base(s->tokens[i].rel) == TRUCE_REL_aux &&
            truce_view_eq_nocase(s->tokens[i].form, TRUCE_VIEW("had")))
            return true;
    return false;
}

/* The day is of something told by the way: "shops that closed on Monday",
 * "protesters had attacked it on Tuesday". */
static bool aside(const struct truce_sentence *s, const struct truce_dated *d)
{
    int32_t at = (int32_t)d->first;
    for (int steps = 0; at >= 0 && steps < 12; steps++) {
        enum truce_rel rel = truce_rel_base(s->tokens[at].rel);
        if (is_verb(&s->tokens[at]) &&
            (rel == TRUCE_REL_acl || rel == TRUCE_REL_advcl || had(s, at)))
            return true;
        at = s->tokens[at].head;
    }
    return false;
}

/* Last day named in the sentence before, of the same paragraph and past. */
static int carried(const struct truce_context *context, size_t sentence,
                   const struct truce_dated **out)
{
    const struct truce_text *text = &context->out->text;
    const struct truce_sentence *here = &text->sentences[sentence];
    *out = NULL;
    for (size_t back = 1; back <= 2 && back <= sentence; back++) {
        const struct truce_sentence *s = &text->sentences[sentence - back];
        struct truce_dated *dates;
        size_t n;
        if (s->paragraph != here->paragraph)
            return TRUCE_OK;
        if (truce_dates_find(s, context->document->date, context->arena, &dates,
                             &n))
            return TRUCE_ENOMEM;
        for (size_t i = n; i-- > 0;) {
            if (dates[i].date.day && !dates[i].since && !dates[i].future &&
                !truce_date_known(dates[i].said) &&
                !ahead_of(context, dates[i].date) && !aside(s, &dates[i])) {
                *out = &dates[i];
                return TRUCE_OK;
            }
        }
        if (n)
            return TRUCE_OK;
    }
    return TRUCE_OK;
}

enum { RECENT_DAYS = 60 };

/* The year that the text writes out, 0: none. */
static int written_year(struct truce_view text)
{
    for (size_t i = 0; i + 4 <= text.len; i++) {
        int year = 0;
        bool digits = (i == 0 || text.ptr[i - 1] < '0' ||
                       text.ptr[i - 1] > '9') &&
                      (i + 4 == text.len || text.ptr[i + 4] < '0' ||
                       text.ptr[i + 4] > '9');
        for (size_t k = 0; k < 4 && digits; k++) {
            digits = text.ptr[i + k] >= '0' && text.ptr[i + k] <= '9';
            year = year * 10 + (text.ptr[i + k] - '0');
        }
        if (digits && year > 1900)
            return year;
    }
    return 0;
}

/* "In September 1978 A and B met. On September 17 they signed": a day long
 * before the document, without a year, is of the year that the story has
 * reached. */
static int story_year(const struct truce_context *context, size_t sentence,
                      const struct truce_dated *day, struct truce_date *date)
{
    const struct truce_text *text = &context->out->text;
    struct truce_date now = context->document->date;
    if (!date->month || !date->day || written_year(day->text) || !now.day ||
        truce_date_cmp(truce_date_add_days(*date, RECENT_DAYS), now) > 0)
        return TRUCE_OK;
    for (size_t back = 0; back <= 2 && back <= sentence; back++) {
        const struct truce_sentence *s = &text->sentences[sentence - back];
        struct truce_dated *dates;
        size_t n;
        if (s->paragraph != text->sentences[sentence].paragraph)
            return TRUCE_OK;
        if (truce_dates_find(s, now, context->arena, &dates, &n))
            return TRUCE_ENOMEM;
        for (size_t i = n; i-- > 0;) {
            int year = written_year(dates[i].text);
            if (!year || year >= date->year || aside(s, &dates[i]) ||
                dates[i].since || (back == 0 && dates[i].first >= day->first))
                continue;
            date->year = (int16_t)year;
            return TRUCE_OK;
        }
    }
    return TRUCE_OK;
}

/* "five days after he had signed": how many days before the verb above the
 * act lies; 0: it does not say. */
static int days_before(const struct truce_sentence *s, size_t token)
{
    int32_t verb = s->tokens[token].head;
    bool after = false;
    if (truce_rel_base(s->tokens[token].rel) != TRUCE_REL_advcl || verb < 0)
        return 0;
    for (size_t i = 2; i < s->n_tokens; i++) {
        int number = 0;
        if (s->tokens[i].head != (int32_t)token ||
            !truce_view_eq_nocase(s->tokens[i].form, TRUCE_VIEW("after")) ||
            (!truce_view_eq_text(s->tokens[i - 1].lemma, "day") &&
             !truce_view_eq_text(s->tokens[i - 1].lemma, "week")))
            continue;
        for (; when_numbers[number]; number++)
            if (truce_view_eq_nocase(s->tokens[i - 2].form,
                                     truce_view_of(when_numbers[number])))
                break;
        after = when_numbers[number] != NULL;
        if (!after && truce_view_eq_nocase(s->tokens[i - 2].form,
                                           TRUCE_VIEW("a"))) {
            number = 1;
            after = true;
        }
        if (after)
            return truce_view_eq_text(s->tokens[i - 1].lemma, "day")
                       ? number
                       : 7 * number;
    }
    return 0;
}

int truce_when_event(const struct truce_context *context, size_t sentence,
                     size_t token, struct truce_date *date,
                     struct truce_view *text)
{
    const struct truce_sentence *s = &context->out->text.sentences[sentence];
    struct truce_dated *dates;
    const struct truce_dated *found;
    const struct truce_dated *earlier;
    struct truce_date anchor = {0};
    size_t n;
    *date = (struct truce_date){0};
    *text = (struct truce_view){0};
    if (days_before(s, token) > 0) {
        int rc = truce_when_event(context, sentence,
                                  (size_t)s->tokens[token].head, date, text);
        if (rc == TRUCE_OK && date->day)
            *date = truce_date_add_days(*date, -days_before(s, token));
        return rc;
    }
    if (carried(context, sentence, &earlier))
        return TRUCE_ENOMEM;
    if (earlier)
        anchor = earlier->date;
    if (truce_dates_find_from(s, context->document->date, anchor,
                              context->arena, &dates, &n))
        return TRUCE_ENOMEM;
    found = choose(s, dates, n, token);
    /* The only day of a sentence dates it, wherever the parser hung it. */
    if (!found && n == 1 && !dates[0].since && dates[0].date.day)
        found = &dates[0];
    if (!found && truce_when_future(s, token))
        return TRUCE_OK;
    if (!found)
        found = earlier;
    if (found) {
        *date = found->date;
        *text = found->text;
        if (found != earlier)
            return story_year(context, sentence, found, date);
    } else {
        *date = context->document->date;
    }
    return TRUCE_OK;
}
