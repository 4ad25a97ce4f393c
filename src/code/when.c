/*
 * Date expressions. A small set of shapes is tried at every token, longest
 * first; a shape fills a struct truce_dated or refuses. Days and months
 * without a year are the latest ones not after the dateline, the next ones
 * where the verb is in the future.
 */
#include "code/when.h"

#include <string.h>

#include "base/err.h"
#include "code/when_int.h"

static struct truce_view form(const struct scan *s, size_t i)
{
    return i < s->n ? s->tokens[i].form : (struct truce_view){0};
}

/* The first letter tells nearly always; its case is bit 32. */
static inline bool is(const struct scan *s, size_t i, const char *word)
{
    struct truce_view v = form(s, i);
    return v.len && ((v.ptr[0] ^ word[0]) & ~32) == 0 &&
           truce_view_eq_nocase(v, truce_view_of(word));
}

static bool in(const struct scan *s, size_t i, const char *const *words)
{
    for (; *words; words++)
        if (is(s, i, *words))
            return true;
    return false;
}

/* Digits with an optional ordinal ending; -1: none. */
static int number_at(const struct scan *s, size_t i, size_t max_digits)
{
    struct truce_view v = form(s, i);
    size_t k = 0;
    int value = 0;
    while (k < v.len && v.ptr[k] >= '0' && v.ptr[k] <= '9' && k < 6)
        value = value * 10 + (v.ptr[k++] - '0');
    if (!k || k > max_digits)
        return -1;
    struct truce_view tail = {v.ptr + k, v.len - k};
    if (truce_view_eq_text(tail, "."))
        tail.len = 0; /* the sentence's full stop, not cut off */
    if (tail.len && !truce_view_eq_text(tail, "st") &&
        !truce_view_eq_text(tail, "nd") && !truce_view_eq_text(tail, "rd") &&
        !truce_view_eq_text(tail, "th"))
        return -1;
    return value;
}

static int year_at(const struct scan *s, size_t i)
{
    struct truce_view v = form(s, i);
    int year = v.len == 4 ? number_at(s, i, 4) : -1;
    return year >= 1800 && year <= 2099 ? year : -1;
}

static int day_at(const struct scan *s, size_t i)
{
    int day = number_at(s, i, 2);
    return day >= 1 && day <= 31 ? day : -1;
}

/* Number of the name in a table, from 1; abbreviations of three or four
 * letters with or without a full stop count when `abbreviated`. */
static int name_at(const struct scan *s, size_t i, const char *const *names,
                   size_t shortest)
{
    struct truce_view v = form(s, i);
    if (v.len && v.ptr[v.len - 1] == '.')
        v.len--;
    if (v.len < shortest || v.ptr[0] < 'A' || v.ptr[0] > 'Z')
        return 0;
    for (int k = 0; names[k]; k++) {
        if (names[k][0] != v.ptr[0])
            continue;
        struct truce_view name = truce_view_of(names[k]);
        bool cut = v.len <= 4 && v.len < name.len;
        if (cut)
            name.len = v.len;
        if (truce_view_eq_nocase(v, name))
            return k + 1;
    }
    return 0;
}

static int month_at(const struct scan *s, size_t i)
{
    return name_at(s, i, when_months, 3);
}

static int weekday_at(const struct scan *s, size_t i)
{
    return name_at(s, i, when_weekdays, 6);
}

/* "two", "a", "12"; -1: none. */
static int count_at(const struct scan *s, size_t i)
{
    for (int k = 0; when_numbers[k]; k++)
        if (is(s, i, when_numbers[k]))
            return k;
    if (is(s, i, "a") || is(s, i, "an"))
        return 1;
    for (int k = 0; when_ordinals[k]; k++)
        if (is(s, i, when_ordinals[k]))
            return k;
    return number_at(s, i, 3);
}

static struct truce_date date_of(int year, int month, int day)
{
    struct truce_date d = {(int16_t)year, (int8_t)month, (int8_t)day};
    return truce_date_valid(d) ? d : (struct truce_date){0};
}

/* The month or day without a year that the dateline suggests. */
static struct truce_date nearest(const struct scan *s, int month, int day,
                                 size_t at)
{
    struct truce_date line = s->dateline;
    if (!truce_date_known(line))
        return line;
    bool future = truce_when_future(s->sentence, at);
    struct truce_date d = date_of(line.year, month, day);
    int32_t ahead = truce_date_days(d) - truce_date_days(line);
    if (future && truce_date_cmp(truce_date_last(d), line) < 0)
        return date_of(line.year + 1, month, day);
    /* A few days ahead is a planned act or a slow dateline, not last year. */
    if (!future && ahead > (day ? 21 : 0) && ahead > 0 &&
        !(day == 0 && month == line.month))
        return date_of(line.year - 1, month, day);
    return d;
}

static bool set(struct truce_dated *d, size_t last, struct truce_date date)
{
    d->last = last;
    d->date = date;
    return truce_date_known(date);
}

/* ", 2022" or " 2022" behind token i: its index, 0: none. */
static size_t year_behind(const struct scan *s, size_t i)
{
    if (year_at(s, i + 1) > 0)
        return i + 1;
    if ((is(s, i + 1, ",") || is(s, i + 1, "of")) && year_at(s, i + 2) > 0)
        return i + 2;
    return 0;
}

/* Second day of "October 5-7" or "October 5 and 6" behind token i. */
static size_t second_day(const struct scan *s, size_t i, int day)
{
    bool joined = is(s, i + 1, "-") || is(s, i + 1, "\u2013") ||
                  is(s, i + 1, "and") || is(s, i + 1, "to");
    int other = joined ? day_at(s, i + 2) : -1;
    return other > day ? i + 2 : 0;
}

/* "October 31, 2022", "Oct. 31", "October 2022". */
static bool month_first(const struct scan *s, size_t i, struct truce_dated *d)
{
    int month = month_at(s, i);
    if (!month)
        return false;
    int day = year_at(s, i + 1) > 0 ? -1 : day_at(s, i + 1);
    size_t last = day > 0 ? i + 1 : i;
    size_t other = day > 0 ? second_day(s, last, day) : 0;
    size_t last_day = other ? other : last;
    size_t year = year_behind(s, last_day);
    int y = year ? year_at(s, year) : 0;
    if (!y && day < 0)
        return false; /* a month alone is judged elsewhere */
    d->last = year ? year : last_day;
    d->date =
        y ? date_of(y, month, day > 0 ? day : 0) : nearest(s, month, day, i);
    if (other)
        d->until = date_of(d->date.year, month, day_at(s, other));
    return truce_date_known(d->date);
}

/* "31 October 2022", "9th of November". */
static bool day_first(const struct scan *s, size_t i, struct truce_dated *d)
{
    int day = day_at(s, i);
    if (day < 0)
        return false;
    size_t m = is(s, i + 1, "of") ? i + 2 : i + 1;
    size_t other = second_day(s, i, day);
    if (other)
        m = other + 1;
    int month = month_at(s, m);
    if (!month)
        return false;
    size_t year = year_behind(s, m);
    int y = year ? year_at(s, year) : 0;
    d->last = year ? year : m;
    d->date = y ? date_of(y, month, day) : nearest(s, month, day, i);
    if (other)
        d->until = date_of(d->date.year, month, day_at(s, other));
    return truce_date_known(d->date);
}

/* "2022-10-31", "31.10.2022". */
static bool numeric(const struct scan *s, size_t i, struct truce_dated *d)
{
    struct truce_view v = form(s, i);
    struct truce_date date;
    if (v.len == 10 && v.ptr[4] == '-' && !truce_date_parse(v, &date))
        return set(d, i, date);
    if (v.len == 10 && v.ptr[2] == '.' && v.ptr[5] == '.') {
        char iso[11];
        memcpy(iso, v.ptr + 6, 4);
        iso[4] = iso[7] = '-';
        memcpy(iso + 5, v.ptr + 3, 2);
        memcpy(iso + 8, v.ptr, 2);
        if (!truce_date_parse((struct truce_view){iso, 10}, &date))
            return set(d, i, date);
    }
    /* The same cut at its hyphens. */
    if (year_at(s, i) > 0 && is(s, i + 1, "-") && is(s, i + 3, "-") &&
        number_at(s, i + 2, 2) > 0 && day_at(s, i + 4) > 0)
        return set(
            d, i + 4,
            date_of(year_at(s, i), number_at(s, i + 2, 2), day_at(s, i + 4)));
    return false;
}

/* "in October", "last May", "mid-November", "late September". */
static bool month_alone(const struct scan *s, size_t i, struct truce_dated *d)
{
    static const char *const before[] = {
        "in",   "since", "by",   "until",   "during",  "of",
        "for",  "from",  "last", "this",    "next",    "early",
        "late", "mid",   "-",    "through", "between", NULL};
    int month = month_at(s, i);
    if (!month || form(s, i).len < 3 || !i || !in(s, i - 1, before))
        return false;
    struct truce_date date = nearest(s, month, 0, i);
    if (is(s, i - 1, "next") && truce_date_known(date) &&
        truce_date_cmp(date, s->dateline) < 0)
        date = date_of(s->dateline.year + 1, month, 0);
    return set(d, i, date);
}

/* "in 2020", "since 1994", "the 2020 war". */
static bool year_alone(const struct scan *s, size_t i, struct truce_dated *d)
{
    static const char *const before[] = {
        "in",     "since", "by",      "until", "during", "of",
        "from",   "early", "late",    "the",   "mid",    "before",
        "after",  "to",    "between", "and",   "summer", "spring",
        "autumn", "fall",  "winter",  "year",  NULL};
    static const char *const units[] = {
        "people",       "troops",     "soldiers",   "percent", "%",
        "km",           "kilometers", "kilometres", "miles",   "refugees",
        "peacekeepers", "servicemen", "dollars",    "homes",   "civilians",
        "men",          NULL};
    int year = year_at(s, i);
    if (year < 0 || !i || !in(s, i - 1, before) || in(s, i + 1, units))
        return false;
    return set(d, i, date_of(year, 0, 0));
}

/* "effective 4 a.m. on Wednesday", "starting Monday": when it begins to hold,
 * not when it was agreed; but it "took effect" on a day that is past. */
static bool takes_effect(const struct scan *s, size_t i)
{
    static const char *const between[] = {
        "on",   "from", "at",   "as",       "of",  "with",
        "a.m.", "p.m.", "noon", "local",    "GMT", "time",
        "a.m",  "p.m",  ":",    "midnight", NULL};
    static const char *const words[] = {"effective", "starting", "beginning",
                                        "effect", NULL};
    for (size_t back = 1; back <= 6 && back <= i; back++) {
        if (in(s, i - back, words))
            return back == i || !is(s, i - back - 1, "took");
        if (!in(s, i - back, between) && number_at(s, i - back, 4) < 0)
            return false;
    }
    return false;
}

static bool weekday(const struct scan *s, size_t i, struct truce_dated *d)
{
    int day = weekday_at(s, i);
    struct truce_date line = s->dateline;
    if (!day || !line.day)
        return false;
    int back = (truce_date_weekday(line) - (day - 1) + 7) % 7;
    bool next = i && is(s, i - 1, "next");
    bool last = i && is(s, i - 1, "last");
    if (last && !back)
        back = 7;
    bool future = next || takes_effect(s, i) ||
                  (!last && truce_when_future(s->sentence, i));
    int move = future ? 7 - back : -back;
    if (future && !back && !next)
        move = 0;
    if (next || last)
        d->first = i - 1;
    return set(d, i, truce_date_add_days(line, move));
}

static bool relative_day(const struct scan *s, size_t i, struct truce_dated *d)
{
    if (!s->dateline.day)
        return false;
    if (is(s, i, "today") || is(s, i, "tonight"))
        return set(d, i, s->dateline);
    if (is(s, i, "yesterday"))
        return set(d, i, truce_date_add_days(s->dateline, -1));
    if (is(s, i, "tomorrow"))
        return set(d, i, truce_date_add_days(s->dateline, 1));
    if (is(s, i, "this") &&
        (is(s, i + 1, "morning") || is(s, i + 1, "afternoon") ||
         is(s, i + 1, "evening")))
        return set(d, i + 1, s->dateline);
    return false;
}

static struct truce_date to_month(struct truce_date d)
{
    d.day = 0;
    return d;
}

static struct truce_date to_year(struct truce_date d)
{
    d.day = d.month = 0;
    return d;
}

/* The month of a week, where it lies in one; else the year, else nothing. */
static struct truce_date week_of(struct truce_date day)
{
    struct truce_date a = truce_date_add_days(day, -truce_date_weekday(day));
    struct truce_date b = truce_date_add_days(a, 6);
    if (a.month == b.month)
        return to_month(a);
    return a.year == b.year ? to_year(a) : (struct truce_date){0};
}

/* "last month", "this year", "next week". */
static bool relative_unit(const struct scan *s, size_t i, struct truce_dated *d)
{
    int move = is(s, i, "last") ? -1 : is(s, i, "next") ? 1 : 0;
    struct truce_date line = s->dateline;
    if ((!move && !is(s, i, "this")) || !truce_date_known(line))
        return false;
    if (is(s, i + 1, "year"))
        return set(d, i + 1, date_of(line.year + move, 0, 0));
    if (is(s, i + 1, "month") && line.month)
        return set(d, i + 1, to_month(truce_date_add_months(line, move)));
    if (is(s, i + 1, "week") && line.day)
        return set(d, i + 1, week_of(truce_date_add_days(line, 7 * move)));
    return false;
}

enum unit { NO_UNIT, DAYS, WEEKS, MONTHS, YEARS };

static enum unit unit_at(const struct scan *s, size_t i)
{
    static const struct {
        const char *word;
        enum unit unit;
    } units[] = {{"day", DAYS},    {"days", DAYS},    {"week", WEEKS},
                 {"weeks", WEEKS}, {"month", MONTHS}, {"months", MONTHS},
                 {"year", YEARS},  {"years", YEARS},  {"decade", NO_UNIT}};
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (is(s, i, units[k].word))
            return units[k].unit;
    return NO_UNIT;
}

/* `n` units before `from`, at the precision that the unit allows. */
static struct truce_date before(struct truce_date from, int n, enum unit unit)
{
    switch (unit) {
    case DAYS:
        return from.day ? truce_date_add_days(from, -n)
                        : (struct truce_date){0};
    case WEEKS:
        return from.day ? to_month(truce_date_add_days(from, -7 * n))
                        : (struct truce_date){0};
    case MONTHS:
        return from.month ? to_month(truce_date_add_months(from, -n))
                          : (struct truce_date){0};
    case YEARS:
        return date_of(from.year - n, 0, 0);
    default:
        return (struct truce_date){0};
    }
}

/* "a year ago on Thursday", "two years ago today": the day itself. */
static bool ago_to_the_day(const struct scan *s, size_t i,
                           struct truce_dated *d)
{
    int n;
    if (unit_at(s, i + 1) != YEARS || !is(s, i + 2, "ago") || !s->dateline.day)
        return false;
    n = count_at(s, i);
    if (n <= 0)
        return false;
    if (is(s, i + 3, "today"))
        return set(d, i + 3, truce_date_add_months(s->dateline, -12 * n));
    size_t at = is(s, i + 3, "on") || is(s, i + 3, "this") ? i + 4 : i + 3;
    int day = weekday_at(s, at);
    if (!day)
        return false;
    int back = (truce_date_weekday(s->dateline) - (day - 1) + 7) % 7;
    return set(d, at,
               truce_date_add_months(truce_date_add_days(s->dateline, -back),
                                     -12 * n));
}

/* "the next day", "the same day": counted from the day named before. */
static bool next_day(const struct scan *s, size_t i, struct truce_dated *d)
{
    int move = is(s, i + 1, "next") || is(s, i + 1, "following") ? 1 : 0;
    if (!s->anchor.day || !is(s, i, "the") || !is(s, i + 2, "day") ||
        (!move && !is(s, i + 1, "same")))
        return false;
    return set(d, i + 2, truce_date_add_days(s->anchor, move));
}

/* "the evening before", "the previous day": one day before the day named
 * last, or before the dateline. */
static bool day_before(const struct scan *s, size_t i, struct truce_dated *d)
{
    static const char *const days[] = {"day", "evening", "night", "afternoon",
                                       NULL};
    struct truce_date from = s->anchor.day ? s->anchor : s->dateline;
    bool behind = in(s, i + 1, days) && is(s, i + 2, "before") &&
                  (i + 3 >= s->n || s->tokens[i + 3].upos == TRUCE_UPOS_PUNCT);
    bool ahead = in(s, i + 2, days) &&
                 (is(s, i + 1, "previous") || is(s, i + 1, "preceding"));
    if (!from.day || !is(s, i, "the") || (!behind && !ahead))
        return false;
    return set(d, i + 2, truce_date_add_days(from, -1));
}

/* "three days later", "two weeks earlier"; "[on Friday,] two days after it
 * shot": the clause behind is that much older. */
static bool from_anchor(const struct scan *s, size_t i, struct truce_dated *d)
{
    enum unit unit = unit_at(s, i + 1);
    int n = unit == NO_UNIT ? -1 : count_at(s, i);
    if (n < 0 || !s->anchor.day)
        return false;
    bool clause =
        i + 2 < s->n && truce_rel_base(s->tokens[i + 2].rel) == TRUCE_REL_mark;
    if (is(s, i + 2, "later") || (clause && is(s, i + 2, "before")))
        return set(d, i + 2, before(s->anchor, -n, unit));
    if (is(s, i + 2, "earlier") || (clause && is(s, i + 2, "after")))
        return set(d, i + 2, before(s->anchor, n, unit));
    return false;
}

/* "three days ago", "two years on". */
static bool ago(const struct scan *s, size_t i, struct truce_dated *d)
{
    enum unit unit = unit_at(s, i + 1);
    int n = unit == NO_UNIT ? -1 : count_at(s, i);
    if (n < 0 || !truce_date_known(s->dateline))
        return false;
    bool on = unit == YEARS && is(s, i + 2, "on") && !weekday_at(s, i + 3) &&
              !month_at(s, i + 3);
    if (!is(s, i + 2, "ago") && !on)
        return false;
    return set(d, i + 2, before(s->dateline, n, unit));
}

typedef bool (*shape_fn)(const struct scan *s, size_t i, struct truce_dated *d);

static const shape_fn shapes[] = {
    numeric,        month_first, day_first, relative_day, relative_unit,
    ago_to_the_day, ago,         next_day,  day_before,   from_anchor,
    weekday,        month_alone, year_alone};

/* "since the signing", "until Monday": bounds, not the day of the act. */
static bool bounds(const struct scan *s, size_t i)
{
    static const char *const words[] = {"since",  "until", "till", "after",
                                        "before", "by",    "from", "of",
                                        "the",    NULL};
    return i && in(s, i - 1, words) && !is(s, i - 1, "the") &&
           !is(s, i - 1, "of");
}

static void finish(const struct scan *s, struct truce_dated *d)
{
    const struct truce_token *a = &s->tokens[d->first];
    const struct truce_token *b = &s->tokens[d->last];
    d->begin = a->begin;
    d->end = b->end;
    d->text = a->form;
    if (b->form.ptr >= a->form.ptr &&
        (size_t)(b->form.ptr - a->form.ptr) + b->form.len == d->end - d->begin)
        d->text.len = d->end - d->begin;
    d->since = bounds(s, d->first) || takes_effect(s, d->first);
    d->future = truce_when_future(s->sentence, d->first);
}

/* "marks two years since", "the second anniversary of": years, 0: none. */
static int anniversary(const struct scan *s)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        bool day = is(s, i + 1, "anniversary");
        int n = day || unit_at(s, i + 1) == YEARS ? count_at(s, i) : 0;
        if (n <= 0)
            continue;
        if (day)
            return n;
        if (i &&
            (is(s, i - 1, "marks") || is(s, i - 1, "marked") ||
             is(s, i - 1, "mark") || is(s, i - 1, "marking")) &&
            (is(s, i + 2, "since") || is(s, i + 2, "of") ||
             is(s, i + 2, "after") || is(s, i + 2, "from")))
            return n;
    }
    return 0;
}

/* The day that is celebrated stands for the act it recalls. */
static void move_anniversary(const struct scan *s, struct truce_dated *d,
                             size_t n)
{
    int years = n ? anniversary(s) : 0;
    if (!years)
        return;
    for (size_t i = 0; i < n; i++) {
        if (!d[i].date.day || d[i].since)
            continue;
        d[i].said = d[i].date;
        d[i].date = truce_date_add_months(d[i].date, -12 * years);
        return;
    }
}

int truce_dates_find(const struct truce_sentence *sentence,
                     struct truce_date dateline, struct truce_arena *arena,
                     struct truce_dated **out, size_t *n)
{
    return truce_dates_find_from(sentence, dateline, (struct truce_date){0},
                                 arena, out, n);
}

/* Every shape begins with a figure, a name, "the", "this", "last", "next" or
 * a word for a day, or has a unit of time behind its first word. */
static bool may_begin(const struct scan *s, size_t i)
{
    struct truce_view v = form(s, i);
    char c = v.len ? v.ptr[0] : ' ';
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || strchr("tlny", c))
        return true;
    return unit_at(s, i + 1) != NO_UNIT;
}

int truce_dates_find_from(const struct truce_sentence *sentence,
                          struct truce_date dateline, struct truce_date anchor,
                          struct truce_arena *arena, struct truce_dated **out,
                          size_t *n)
{
    struct scan s = {.sentence = sentence,
                     .tokens = sentence->tokens,
                     .n = sentence->n_tokens,
                     .dateline = dateline,
                     .anchor = anchor};
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    for (size_t i = 0; i < s.n;) {
        struct truce_dated d = {.first = i};
        size_t k = may_begin(&s, i) ? 0 : sizeof shapes / sizeof *shapes;
        while (k < sizeof shapes / sizeof *shapes && !shapes[k](&s, i, &d))
            k++;
        if (k == sizeof shapes / sizeof *shapes) {
            i++;
            continue;
        }
        if (truce_arena_grow(arena, out, *n, &cap, sizeof **out))
            return TRUCE_ENOMEM;
        finish(&s, &d);
        (*out)[(*n)++] = d;
        if (d.date.day && !d.since)
            s.anchor = d.date;
        i = d.last + 1;
    }
    move_anniversary(&s, *out, *n);
    return TRUCE_OK;
}
