/*
 * How a later text speaks of what an earlier one named: "the Nagorno-Karabakh
 * conflict zone" and then "the area of its deployment". A description is a
 * determiner, a generic head of the right kind (lexicon/paraphrase.tsv) and
 * what follows it; the best one of the aligned points is taken.
 */
#include <string.h>

#include "compare/compare_parts.h"

#define ENOUGH 1.4
#define ENOUGH_ACTOR 1.9

struct description {
    const struct truce_compare_text *text;
    size_t first, head, last; /* words, last exclusive */
    bool pointing;            /* its, their, this, these */
    bool completed;           /* "of its deployment", "where ..." */
    bool modified;
};

static const char *const determiners[] = {
    "the",  "this", "that", "these", "those", "its", "their",
    "both", "such", "his",  "her",   "our",   "two", NULL};
static const char *const pointers[] = {"this", "that",  "these", "those",
                                       "its",  "their", "such",  NULL};

static bool is_function(const struct truce_compare_tables *tables,
                        const struct truce_compare_word *word)
{
    uint64_t value;
    return truce_compare_match(&tables->stop, word, 1, &value) > 0;
}

/* "of its deployment", "where they stand": how far it goes. */
static size_t complement_end(const struct truce_compare_tables *tables,
                             const struct truce_compare_text *text, size_t at,
                             size_t end)
{
    static const char *const openers[] = {"of", "where", "concerned", NULL};
    size_t stop = at, content = 0;
    bool clause;
    if (at >= end || text->words[at].after_break ||
        !truce_compare__word_in(&text->words[at], openers))
        return at;
    if (truce_view_eq_text(text->words[at].lower, "concerned"))
        return at + 1;
    clause = truce_view_eq_text(text->words[at].lower, "where");
    stop = at + 1;
    while (stop < end && !text->words[stop].after_break && content < 4) {
        bool function = is_function(tables, &text->words[stop]);
        if (function && !clause && content)
            break;
        content += !function;
        stop++;
    }
    return content ? stop : at;
}

/* What holds a name does not go around one. */
static bool has_name(const struct description *d)
{
    for (size_t i = d->first; i < d->last; i++)
        if (d->text->words[i].capital && !d->text->words[i].starts)
            return true;
    return false;
}

/* A description whose head is words[head]. */
static bool describe(const struct truce_compare_tables *tables,
                     const struct truce_compare_text *text,
                     const struct truce_compare_point *point, size_t head,
                     struct description *out)
{
    size_t first = head;
    *out = (struct description){.text = text, .head = head};
    while (first > point->first_word && head - first < 4 &&
           !text->words[first].after_break) {
        const struct truce_compare_word *word = &text->words[first - 1];
        if (truce_compare__word_in(word, determiners)) {
            out->first = first - 1;
            out->pointing = truce_compare__word_in(word, pointers);
            out->last =
                complement_end(tables, text, head + 1, point->last_word);
            out->completed = out->last > head + 1;
            return !has_name(out);
        }
        if (is_function(tables, word) || word->capital)
            return false;
        out->modified = true;
        first--;
    }
    return false;
}

static bool said_before(const struct description *d,
                        const struct truce_compare_text *text,
                        const size_t *points, size_t n)
{
    size_t len = d->last - d->first;
    for (size_t k = 0; k < n; k++) {
        const struct truce_compare_point *p = &text->points[points[k]];
        for (size_t i = p->first_word; i + len <= p->last_word; i++) {
            size_t same = 0;
            while (same < len &&
                   truce_view_eq(text->words[i + same].stem,
                                 d->text->words[d->first + same].stem))
                same++;
            if (same == len)
                return true;
        }
    }
    return false;
}

/* Share of words around the name that stand around the description. */
static double context_overlap(const struct truce_compare_text *a, size_t first,
                              size_t last, const struct description *d)
{
    size_t from = first > 4 ? first - 4 : 0, n = 0, shared = 0;
    size_t low = d->first > 4 ? d->first - 4 : 0;
    size_t high =
        d->last + 4 < d->text->n_words ? d->last + 4 : d->text->n_words;
    for (size_t i = from; i < last + 4 && i < a->n_words; i++) {
        if (!a->words[i].concept || (i >= first && i < last))
            continue;
        n++;
        for (size_t j = low; j < high; j++) {
            if (d->text->words[j].concept == a->words[i].concept) {
                shared++;
                break;
            }
        }
    }
    return n ? (double)shared / (double)n : 0;
}

static double score(const struct truce_compare *compare,
                    const struct truce_naming *naming,
                    const struct description *d)
{
    const struct truce_compare_text *a = &compare->texts[naming->from];
    double sum = 0.7;
    size_t before = naming->first;
    if (before && truce_view_eq_text(a->words[before - 1].lower, "the"))
        before--;
    sum += d->completed ? 1 : 0;
    sum += d->pointing ? 0.5 : 0;
    sum += d->modified ? 0.2 : 0;
    if (before && d->first &&
        truce_view_eq(a->words[before - 1].lower,
                      d->text->words[d->first - 1].lower))
        sum += 0.5;
    return sum + context_overlap(a, naming->first, naming->last, d);
}

static struct truce_compare_pair *find_pair(const struct truce_compare *compare,
                                            const struct truce_naming *naming,
                                            bool *forward)
{
    const struct truce_compare_text *text = &compare->texts[naming->from];
    for (size_t s = 0; s < compare->n_steps; s++) {
        struct truce_compare_step *step = &compare->steps[s];
        *forward = step->a == naming->from;
        if (!(*forward && step->b == naming->to) &&
            !(step->b == naming->from && step->a == naming->to))
            continue;
        for (size_t i = 0; i < step->n_pairs; i++) {
            struct truce_compare_pair *pair = &step->pairs[i];
            const size_t *points = *forward ? pair->a : pair->b;
            size_t n = *forward ? pair->n_a : pair->n_b;
            for (size_t k = 0; k < n; k++)
                if (text->points[points[k]].first_word <= naming->first &&
                    naming->first < text->points[points[k]].last_word)
                    return pair->n_a && pair->n_b ? pair : NULL;
        }
    }
    return NULL;
}

/* The best description among the points [n] of the other text. */
static double best_of(const struct truce_compare_tables *tables,
                      const struct truce_compare *compare,
                      const struct truce_naming *naming,
                      const struct truce_compare_pair *pair, bool forward,
                      struct description *best)
{
    const struct truce_compare_text *text = &compare->texts[naming->to];
    const size_t *points = forward ? pair->b : pair->a;
    size_t n = forward ? pair->n_b : pair->n_a;
    double most = 0;
    for (size_t k = 0; k < n; k++) {
        const struct truce_compare_point *p = &text->points[points[k]];
        for (size_t i = p->first_word; i < p->last_word; i++) {
            struct description d;
            uint64_t kind;
            double sum;
            if (!truce_compare_match(&tables->heads, &text->words[i], 1,
                                     &kind) ||
                kind != (uint64_t)naming->kind ||
                !describe(tables, text, p, i, &d) ||
                said_before(&d, &compare->texts[naming->from],
                            forward ? pair->a : pair->b,
                            forward ? pair->n_a : pair->n_b))
                continue;
            sum = score(compare, naming, &d);
            if (sum > most) {
                most = sum;
                *best = d;
            }
        }
    }
    return most;
}

int truce_compare_paraphrase(const struct truce_compare_tables *tables,
                             const struct truce_compare *compare,
                             const struct truce_naming *naming,
                             struct truce_arena *arena, const char **out,
                             struct truce_compare_pair **pair)
{
    struct description best = {0};
    bool forward = true;
    double enough = naming->kind == TRUCE_COMPARE_ACTOR ? ENOUGH_ACTOR : ENOUGH;
    *out = NULL;
    *pair = find_pair(compare, naming, &forward);
    if (!*pair ||
        best_of(tables, compare, naming, *pair, forward, &best) < enough ||
        !best.text)
        return TRUCE_OK;
    *out = truce_arena_strndup(
        arena, best.text->text.ptr + best.text->words[best.first].begin,
        best.text->words[best.last - 1].end -
            best.text->words[best.first].begin);
    return *out ? TRUCE_OK : TRUCE_ENOMEM;
}
