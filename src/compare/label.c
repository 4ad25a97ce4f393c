/*
 * What a change of words means for a point: harder or softer. Each side's
 * force is read off the words that differ: level of commitment, deadlines,
 * conditions, scope, numbers, duration, enforcement (lexicon/strength.tsv).
 * A pair is hardened or softened when the balance passes BALANCE.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/compare_parts.h"

#define BALANCE 0.45
#define INDICATIVE 7.5 /* level of a plain "is withdrawn" */
#define MAX_HITS 256

struct hit {
    size_t strength; /* index in the table */
    size_t word;     /* first word, in side->words */
    size_t n_words;
    bool matched; /* the other side has the same */
};

struct amount {
    size_t count;
    double value; /* days, or a sum of numbers */
    struct truce_date date;
    size_t word, n_words;
};

struct side {
    const struct truce_compare_text *text;
    struct truce_compare_word *words; /* [n], copies */
    size_t n;
    struct hit hits[MAX_HITS];
    size_t n_hits;
    struct amount deadline;
    struct amount extent; /* "until DATE" */
    struct amount duration;
    struct amount quantity;
};

struct judge {
    const struct truce_compare_tables *tables;
    struct truce_arena *arena;
    struct truce_compare_pair *pair;
    size_t cap; /* of pair->changes */
    struct side a, b;
    bool failed;
};

static struct truce_view words_of(const struct side *side, size_t first,
                                  size_t n)
{
    const struct truce_compare_word *w = &side->words[first];
    return (struct truce_view){side->text->text.ptr + w->begin,
                               side->words[first + n - 1].end - w->begin};
}

static void add_change(struct judge *judge, const char *dimension,
                       double weight, struct truce_view from,
                       struct truce_view to)
{
    struct truce_compare_pair *pair = judge->pair;
    /* sums may differ where the words shown do not */
    if (from.len && truce_view_eq_nocase(from, to))
        return;
    if (truce_arena_grow(judge->arena, &pair->changes, pair->n_changes,
                         &judge->cap, sizeof(*pair->changes)) < 0) {
        judge->failed = true;
        return;
    }
    pair->changes[pair->n_changes++] = (struct truce_compare_change){
        .dimension = dimension,
        .direction = weight > 0.05    ? 1
                     : weight < -0.05 ? -1
                                      : 0,
        .from = from,
        .to = to,
    };
    pair->strength += weight;
}

static bool is_commitment(const struct truce_strength *row)
{
    return !strcmp(row->dimension, "commitment");
}

static bool word_is(const struct side *side, size_t at, const char *word)
{
    return at < side->n && truce_view_eq_text(side->words[at].lower, word);
}

/* "May 9", "the order of", "in order to": not what the table means. */
static bool is_homonym(const struct side *side, size_t at)
{
    const struct truce_compare_word *word = &side->words[at];
    if (truce_view_eq_text(word->lower, "may"))
        return word->capital && !word->starts;
    if (truce_view_eq_text(word->lower, "will"))
        return at > 0 && (word_is(side, at - 1, "the") ||
                          word_is(side, at - 1, "political"));
    return false;
}

/* A weaker verb within three words of a modal replaces it. */
static void add_hit(struct judge *judge, struct side *side, struct hit hit)
{
    const struct truce_strength *rows = judge->tables->strengths;
    struct hit *last = side->n_hits ? &side->hits[side->n_hits - 1] : NULL;
    if (last && is_commitment(&rows[hit.strength]) &&
        is_commitment(&rows[last->strength]) &&
        hit.word - (last->word + last->n_words) <= 2 &&
        !side->words[hit.word].after_break) {
        if (rows[hit.strength].value < rows[last->strength].value)
            *last = hit;
        return;
    }
    if (side->n_hits < MAX_HITS)
        side->hits[side->n_hits++] = hit;
}

static void find_hits(struct judge *judge, struct side *side)
{
    for (size_t i = 0; i < side->n;) {
        uint64_t value;
        size_t n = truce_compare_match(&judge->tables->strength_phrases,
                                       &side->words[i], side->n - i, &value);
        if (n && !is_homonym(side, i))
            add_hit(judge, side, (struct hit){(size_t)value, i, n, false});
        i += n ? n : 1;
    }
}

static double unit_days(const struct side *side, size_t at)
{
    static const struct {
        const char *stem;
        double days;
    } units[] = {{"hour", 1.0 / 24}, {"day", 1},    {"week", 7},
                 {"month", 30},      {"year", 365}, {"decad", 3650}};
    if (at < side->n)
        for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
            if (truce_view_eq_text(side->words[at].stem, units[i].stem))
                return units[i].days;
    return 0;
}

static void note(struct amount *amount, double value, size_t word, size_t n)
{
    if (!amount->count++) {
        amount->word = word;
        amount->n_words = n;
    }
    amount->value += value;
}

/* The word before `at` that governs it, small words skipped. */
static const struct truce_compare_word *governor(const struct side *side,
                                                 size_t at)
{
    static const char *const skipped[] = {
        "a",        "the", "maximum", "period", "of",   "next",
        "midnight", "at",  "moscow",  "time",   "local"};
    while (at-- > 0) {
        bool skip = false;
        for (size_t i = 0; i < sizeof(skipped) / sizeof(skipped[0]); i++)
            skip |= truce_view_eq_text(side->words[at].lower, skipped[i]);
        if (!skip)
            return &side->words[at];
    }
    return NULL;
}

static bool governed_by(const struct side *side, size_t at,
                        const char *const *words)
{
    const struct truce_compare_word *word = governor(side, at);
    for (size_t i = 0; word && words[i]; i++)
        if (truce_view_eq_text(word->lower, words[i]))
            return true;
    return false;
}

static const char *const limits[] = {"within", "in", "by",    "before", "than",
                                     "from",   "on", "after", NULL};
static const char *const extents[] = {"until", "till", "to", "through", NULL};
static const char *const numbers_of[] = {"resolution", "article", "point",
                                         "paragraph",  "annex",   "chapter",
                                         "protocol",   "number",  NULL};

static size_t note_date(struct side *side, size_t i)
{
    static const char *const terms[] = {"by",      "before", "than", "from",
                                        "on",      "until",  "till", "to",
                                        "through", NULL};
    struct truce_date date;
    size_t n = truce_compare_date_at(&side->words[i], side->n - i, &date);
    struct amount *amount;
    if (!n || !governed_by(side, i, terms))
        return n;
    amount = governed_by(side, i, extents) ? &side->extent : &side->deadline;
    if (!amount->count)
        amount->date = date;
    note(amount, 0, i, n);
    return n;
}

static void note_number(struct side *side, size_t i, double value)
{
    double unit = unit_days(side, i + 1);
    if (unit > 0 && governed_by(side, i, limits) &&
        !governed_by(side, i, (const char *const[]){"after", NULL})) {
        note(&side->deadline, value * unit, i, 2);
    } else if (unit > 0) {
        note(&side->duration, value * unit, i, 2);
    } else if (!governed_by(side, i, numbers_of) &&
               !(side->words[i].lower.len == 4 && value >= 1900 &&
                 value <= 2100) &&
               !truce_view_eq_text(side->words[i].lower, "one") &&
               !(truce_view_eq_text(side->words[i].lower, "two") ||
                 truce_view_eq_text(side->words[i].lower, "three"))) {
        note(&side->quantity, value, i, 1);
    }
}

static void find_amounts(struct side *side)
{
    for (size_t i = 0; i < side->n;) {
        double value;
        size_t n = note_date(side, i);
        if (n) {
            i += n;
            continue;
        }
        if (truce_compare_number(&side->words[i], &value))
            note_number(side, i, value);
        else if ((word_is(side, i, "end") || word_is(side, i, "noon") ||
                  word_is(side, i, "midnight")) &&
                 i > 1 &&
                 governed_by(side, i,
                             (const char *const[]){"by", "before", "at", "from",
                                                   "effect", NULL}))
            note(&side->deadline, 0, i, 1);
        i++;
    }
}

static int fill_side(struct judge *judge, struct side *side,
                     const struct truce_compare_text *text,
                     const size_t *points, size_t n)
{
    size_t cap = 0;
    side->text = text;
    for (size_t k = 0; k < n; k++) {
        const struct truce_compare_point *point = &text->points[points[k]];
        for (size_t i = point->first_word; i < point->last_word; i++) {
            if (truce_arena_grow(judge->arena, &side->words, side->n, &cap,
                                 sizeof(*side->words)) < 0)
                return TRUCE_ENOMEM;
            side->words[side->n++] = text->words[i];
        }
    }
    find_hits(judge, side);
    find_amounts(side);
    return TRUCE_OK;
}

/* Hits of one phrase on both sides cancel out. */
static void cancel(struct judge *judge)
{
    for (size_t i = 0; i < judge->a.n_hits; i++) {
        struct hit *x = &judge->a.hits[i];
        for (size_t j = 0; j < judge->b.n_hits && !x->matched; j++) {
            struct hit *y = &judge->b.hits[j];
            const struct truce_strength *rows = judge->tables->strengths;
            if (!y->matched &&
                (x->strength == y->strength ||
                 (is_commitment(&rows[x->strength]) &&
                  is_commitment(&rows[y->strength]) &&
                  rows[x->strength].value == rows[y->strength].value)))
                x->matched = y->matched = true;
        }
    }
}

struct level {
    double all, rest; /* means */
    size_t n_all, n_rest;
    const struct hit *first; /* of the rest */
};

static struct level level_of(const struct judge *judge, const struct side *side)
{
    struct level level = {0};
    for (size_t i = 0; i < side->n_hits; i++) {
        const struct truce_strength *row =
            &judge->tables->strengths[side->hits[i].strength];
        if (!is_commitment(row))
            continue;
        level.all += row->value;
        level.n_all++;
        if (side->hits[i].matched)
            continue;
        level.rest += row->value;
        if (!level.n_rest++)
            level.first = &side->hits[i];
    }
    level.all = level.n_all ? level.all / (double)level.n_all : INDICATIVE;
    level.rest = level.n_rest ? level.rest / (double)level.n_rest : 0;
    return level;
}

static void judge_commitment(struct judge *judge)
{
    struct level a = level_of(judge, &judge->a);
    struct level b = level_of(judge, &judge->b);
    struct truce_view from = {NULL, 0}, to = {NULL, 0};
    double diff = 0;
    if (!a.n_rest && !b.n_rest)
        return;
    if (a.n_rest && b.n_rest)
        diff = b.rest - a.rest;
    else if (b.n_rest)
        diff = (b.rest - a.all) * (a.n_all ? 0.5 : 1);
    else
        diff = (b.all - a.rest) * (b.n_all ? 0.5 : 1);
    if (a.first)
        from = words_of(&judge->a, a.first->word, a.first->n_words);
    if (b.first)
        to = words_of(&judge->b, b.first->word, b.first->n_words);
    if (fabs(diff) < 0.5)
        diff = 0;
    add_change(judge, "commitment", fmax(-1.6, fmin(1.6, diff / 2.5)), from,
               to);
}

static void judge_modifiers(struct judge *judge, const struct side *side,
                            double sign)
{
    for (size_t i = 0; i < side->n_hits; i++) {
        const struct hit *hit = &side->hits[i];
        const struct truce_strength *row =
            &judge->tables->strengths[hit->strength];
        struct truce_view words, none = {NULL, 0};
        if (hit->matched || is_commitment(row))
            continue;
        words = words_of(side, hit->word, hit->n_words);
        add_change(judge, row->dimension, sign * row->value,
                   sign < 0 ? words : none, sign < 0 ? none : words);
    }
}

struct rule {
    const char *dimension;
    double appears, vanishes, grows;
};

static double compare_amounts(const struct amount *a, const struct amount *b,
                              const struct rule *rule)
{
    int order = 0;
    if (!a->count || !b->count)
        return a->count ? rule->vanishes : b->count ? rule->appears : 0;
    if (a->date.month && b->date.month && a->date.year && b->date.year)
        order = truce_date_cmp(b->date, a->date);
    else if (a->value > 0 && b->value > 0)
        order = b->value > a->value ? 1 : b->value < a->value ? -1 : 0;
    return order > 0 ? rule->grows : order < 0 ? -rule->grows : 0;
}

static void judge_amount(struct judge *judge, const struct amount *a,
                         const struct amount *b, const struct rule *rule)
{
    double weight = compare_amounts(a, b, rule);
    struct truce_view from = {NULL, 0}, to = {NULL, 0};
    if (weight == 0)
        return;
    if (a->count)
        from = words_of(&judge->a, a->word, a->n_words);
    if (b->count)
        to = words_of(&judge->b, b->word, b->n_words);
    add_change(judge, rule->dimension, weight, from, to);
}

/* Concepts of x that y lacks; the first such word in *first. */
static size_t extra(struct judge *judge, const struct side *x,
                    const struct side *y,
                    const struct truce_compare_word **first)
{
    size_t n = 0, most = 0;
    bool *has;
    for (size_t j = 0; j < y->n; j++)
    most = y->words[j].concept > most ? y->words[j].concept : most;
    has = truce_zalloc(most + 1, sizeof(*has));
    if (!has) {
        judge->failed = true;
        return 0;
    }
    for (size_t j = 0; j < y->n; j++)
        has[y->words[j].concept] = true;
    for (size_t i = 0; i < x->n; i++) {
        size_t concept = x->words[i].concept;
        if (concept && !(concept <= most && has[concept]) && !n++)
            *first = &x->words[i];
    }
    truce_free(has);
    return n;
}

static struct truce_view word_text(const struct side *side,
                                   const struct truce_compare_word *word)
{
    return (struct truce_view){side->text->text.ptr + word->begin,
                               word->end - word->begin};
}

/* Where one text only adds objects or details to the other, the longer one
 * binds more. A weak sign, used when no other speaks against it: one detail
 * then does where another word already leans its way. */
static void judge_detail(struct judge *judge)
{
    const struct truce_compare_word *only_a = NULL, *only_b = NULL;
    size_t a = extra(judge, &judge->a, &judge->b, &only_a);
    size_t b = extra(judge, &judge->b, &judge->a, &only_b);
    struct truce_view none = {NULL, 0};
    double lean = judge->pair->strength;
    if (fabs(lean) >= BALANCE)
        return;
    if (a == 0 && lean >= -0.25 && b >= (lean > 0.25 ? 1u : 2u))
        add_change(judge, "detail", 0.5, none, word_text(&judge->b, only_b));
    else if (b == 0 && lean <= 0.25 && a >= (lean < -0.25 ? 1u : 2u))
        add_change(judge, "detail", -0.5, word_text(&judge->a, only_a), none);
}

static bool same_words(const struct side *a, const struct side *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!truce_view_eq(a->words[i].lower, b->words[i].lower))
            return false;
    return true;
}

static void judge_all(struct judge *judge)
{
    static const struct rule deadline = {"deadline", 0.8, -0.8, -0.8};
    static const struct rule extent = {"duration", 0.3, -0.3, 0.7};
    static const struct rule duration = {"duration", -0.4, 0.3, 0.7};
    static const struct rule quantity = {"number", 0.5, -0.5, 0.7};
    cancel(judge);
    judge_commitment(judge);
    judge_modifiers(judge, &judge->a, -1);
    judge_modifiers(judge, &judge->b, 1);
    judge_amount(judge, &judge->a.deadline, &judge->b.deadline, &deadline);
    judge_amount(judge, &judge->a.extent, &judge->b.extent, &extent);
    judge_amount(judge, &judge->a.duration, &judge->b.duration, &duration);
    judge_amount(judge, &judge->a.quantity, &judge->b.quantity, &quantity);
    judge_detail(judge);
}

enum truce_compare_label truce_compare_label_of(double strength)
{
    return strength >= BALANCE    ? TRUCE_COMPARE_HARDENED
           : strength <= -BALANCE ? TRUCE_COMPARE_SOFTENED
                                  : TRUCE_COMPARE_REWORDED;
}

int truce_compare_judge(const struct truce_compare_tables *tables,
                        const struct truce_compare_text *a,
                        const struct truce_compare_text *b,
                        struct truce_arena *arena,
                        struct truce_compare_pair *pair)
{
    struct judge *judge;
    if (!pair->n_a || !pair->n_b) {
        pair->label = pair->n_a ? TRUCE_COMPARE_DROPPED : TRUCE_COMPARE_ADDED;
        return TRUCE_OK;
    }
    judge = truce_arena_zalloc(arena, 1, sizeof(*judge));
    if (!judge)
        return TRUCE_ENOMEM;
    judge->tables = tables;
    judge->arena = arena;
    judge->pair = pair;
    if (fill_side(judge, &judge->a, a, pair->a, pair->n_a) < 0 ||
        fill_side(judge, &judge->b, b, pair->b, pair->n_b) < 0)
        return TRUCE_ENOMEM;
    if (same_words(&judge->a, &judge->b)) {
        pair->label = TRUCE_COMPARE_SAME;
        return TRUCE_OK;
    }
    judge_all(judge);
    pair->label = truce_compare_label_of(pair->strength);
    return judge->failed ? TRUCE_ENOMEM : TRUCE_OK;
}
