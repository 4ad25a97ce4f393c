/*
 * Which points of a became which of b. Each point is a bag of concepts with
 * tf-idf weights over both texts; similarity mixes the cosine with the share
 * of the smaller bag found in the larger, and a little order. Pairs are
 * taken best first; what is left may join a pair as the other half of a
 * split or merged point.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/compare_parts.h"

/* Below this two points have nothing to do with each other; a pair that no
 * rival comes near needs less. Tuned on tests/data/compare/built.txt. */
#define MIN_SIMILARITY 0.24
#define MIN_SIMILARITY_ALONE 0.17
#define MIN_JOIN 0.30
#define ORDER_WEIGHT 0.06
#define CALENDAR_WEIGHT 0.4
/* What a short point shares with a long one says less. */
#define FEW_WORDS 2
#define NAMED_POINT 0.3 /* "point 9 of the statement of <its day>" */

struct weight {
    uint32_t concept;
    double value;
};

struct bag {
    struct weight *items; /* [n], by concept */
    size_t n;
    double norm;
    double sum;
};

struct aligner {
    const struct truce_compare_text *a;
    const struct truce_compare_text *b;
    struct truce_arena *arena;
    double *idf; /* [n_concepts + 1] */
    struct bag *bags_a;
    struct bag *bags_b;
    double *sim;  /* [a->n_points][b->n_points] */
    size_t *of_a; /* partner or SIZE_MAX */
    size_t *of_b;
};

static int by_concept(const void *x, const void *y)
{
    const struct weight *a = x, *b = y;
    return a->concept < b->concept ? -1 : a->concept > b->concept;
}

/* Counts of concepts in words [first,last), not yet weighted. */
static int count_bag(struct aligner *al, const struct truce_compare_text *text,
                     const struct truce_compare_point *point, struct bag *bag)
{
    size_t n = 0, max = point->last_word - point->first_word;
    bag->items =
        truce_arena_alloc(al->arena, max ? max : 1, sizeof(*bag->items));
    if (!bag->items)
        return TRUCE_ENOMEM;
    for (size_t i = point->first_word; i < point->last_word; i++)
        if (text->words[i].concept)
            bag->items[n++] = (struct weight){text->words[i].concept, 1};
    qsort(bag->items, n, sizeof(*bag->items), by_concept);
    for (size_t i = 0; i < n; i++) {
        if (bag->n && bag->items[bag->n - 1].concept == bag->items[i].concept)
            bag->items[bag->n - 1].value += 1;
        else
            bag->items[bag->n++] = bag->items[i];
    }
    return TRUCE_OK;
}

static void weigh_bag(const double *idf, struct bag *bag)
{
    double square = 0;
    for (size_t i = 0; i < bag->n; i++) {
        struct weight *item = &bag->items[i];
        item->value = (1 + log(item->value)) * idf[item->concept];
        square += item->value * item->value;
        bag->sum += item->value;
    }
    bag->norm = sqrt(square);
}

/* Cosine and overlap of two bags, 0..1. */
static double similarity(const struct bag *x, const struct bag *y)
{
    double dot = 0, shared = 0, smaller = fmin(x->sum, y->sum);
    double few = (double)(x->n < y->n ? x->n : y->n);
    size_t i = 0, j = 0;
    if (!x->n || !y->n)
        return 0;
    while (i < x->n && j < y->n) {
        if (x->items[i].concept < y->items[j].concept) {
            i++;
        } else if (x->items[i].concept > y->items[j].concept) {
            j++;
        } else {
            dot += x->items[i].value * y->items[j].value;
            shared += fmin(x->items[i].value, y->items[j].value);
            i++;
            j++;
        }
    }
    return 0.6 * dot / (x->norm * y->norm) +
           0.4 * shared / smaller * few / (few + FEW_WORDS);
}

/* Months, years and other figures: two points that share but a date have
 * little to do with each other. */
static bool is_calendar(const struct truce_compare_word *word)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    if (word->lower.len && word->lower.ptr[0] >= '0' &&
        word->lower.ptr[0] <= '9')
        return true;
    for (size_t i = 0; word->capital && i < 12; i++)
        if (truce_view_eq_text(word->lower, months[i]))
            return true;
    return false;
}

static void weaken_calendar(struct aligner *al,
                            const struct truce_compare_text *text)
{
    for (size_t i = 0; i < text->n_words; i++) {
        double *idf = &al->idf[text->words[i].concept];
        if (*idf > 0 && is_calendar(&text->words[i]))
            *idf = -CALENDAR_WEIGHT * *idf; /* once a concept */
    }
}

static int make_bags(struct aligner *al, size_t n_concepts)
{
    size_t n = al->a->n_points, m = al->b->n_points;
    al->idf = truce_arena_zalloc(al->arena, n_concepts + 1, sizeof(double));
    al->bags_a = truce_arena_zalloc(al->arena, n, sizeof(struct bag));
    al->bags_b = truce_arena_zalloc(al->arena, m, sizeof(struct bag));
    al->sim = truce_arena_alloc(al->arena, n * m, sizeof(double));
    al->of_a = truce_arena_alloc(al->arena, n, sizeof(size_t));
    al->of_b = truce_arena_alloc(al->arena, m, sizeof(size_t));
    if (!al->idf || !al->bags_a || !al->bags_b || !al->sim || !al->of_a ||
        !al->of_b)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < n + m; i++) {
        struct bag *bag = i < n ? &al->bags_a[i] : &al->bags_b[i - n];
        const struct truce_compare_text *text = i < n ? al->a : al->b;
        if (count_bag(al, text, &text->points[i < n ? i : i - n], bag) < 0)
            return TRUCE_ENOMEM;
        for (size_t k = 0; k < bag->n; k++)
            al->idf[bag->items[k].concept] += 1;
    }
    for (size_t c = 0; c <= n_concepts; c++)
        al->idf[c] = log(1 + (double)(n + m) / (al->idf[c] + 0.5));
    weaken_calendar(al, al->a);
    weaken_calendar(al, al->b);
    for (size_t c = 0; c <= n_concepts; c++)
        al->idf[c] = fabs(al->idf[c]);
    for (size_t i = 0; i < n; i++)
        weigh_bag(al->idf, &al->bags_a[i]);
    for (size_t j = 0; j < m; j++)
        weigh_bag(al->idf, &al->bags_b[j]);
    return TRUCE_OK;
}

static bool identical(const struct aligner *al, size_t i, size_t j)
{
    const struct truce_compare_point *p = &al->a->points[i];
    const struct truce_compare_point *q = &al->b->points[j];
    size_t n = p->last_word - p->first_word;
    if (n != q->last_word - q->first_word)
        return false;
    for (size_t k = 0; k < n; k++)
        if (!truce_view_eq(al->a->words[p->first_word + k].lower,
                           al->b->words[q->first_word + k].lower))
            return false;
    return true;
}

static bool same_day(struct truce_date x, struct truce_date y)
{
    int32_t gap;
    if (!x.day || !y.day)
        return false;
    gap = truce_date_days(x) - truce_date_days(y);
    return gap >= -1 && gap <= 1;
}

/* "point 9 of the statement of November 9, 2020" in point q of b: the number,
 * when that is the day of a; 0: none. */
static long named_point(const struct aligner *al,
                        const struct truce_compare_point *q)
{
    const struct truce_compare_word *words = al->b->words;
    for (size_t k = q->first_word; k + 4 < q->last_word; k++) {
        long number;
        if (!truce_view_eq_text(words[k].lower, "point") &&
            !truce_view_eq_text(words[k].lower, "article") &&
            !truce_view_eq_text(words[k].lower, "paragraph") &&
            !truce_view_eq_text(words[k].lower, "clause"))
            continue;
        number = strtol(words[k + 1].lower.ptr, NULL, 10);
        for (size_t d = k + 2; number > 0 && d < k + 8 && d < q->last_word;
             d++) {
            struct truce_date date = {0, 0, 0};
            if (truce_compare_date_at(&words[d], q->last_word - d, &date) &&
                same_day(date, al->a->date))
                return number;
        }
    }
    return 0;
}

static void fill_similarities(struct aligner *al)
{
    size_t n = al->a->n_points, m = al->b->n_points;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < m; j++) {
            double at_a = n > 1 ? (double)i / (double)(n - 1) : 0;
            double at_b = m > 1 ? (double)j / (double)(m - 1) : 0;
            double sim = similarity(&al->bags_a[i], &al->bags_b[j]);
            if (sim > 0)
                sim += ORDER_WEIGHT * (1 - 2 * fabs(at_a - at_b));
            al->sim[i * m + j] = identical(al, i, j) ? 2 : sim;
        }
    }
    for (size_t j = 0; j < m; j++) {
        long number = named_point(al, &al->b->points[j]);
        for (size_t i = 0; number > 0 && i < n; i++)
            if (al->a->points[i].number == (size_t)number)
                al->sim[i * m + j] += NAMED_POINT;
    }
}

struct candidate {
    size_t i, j;
    double sim;
};

static int by_similarity(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    size_t skew_a = a->i > a->j ? a->i - a->j : a->j - a->i;
    size_t skew_b = b->i > b->j ? b->i - b->j : b->j - b->i;
    if (a->sim != b->sim)
        return a->sim > b->sim ? -1 : 1;
    if (skew_a != skew_b)
        return skew_a < skew_b ? -1 : 1;
    return a->i != b->i ? (a->i < b->i ? -1 : 1) : (a->j < b->j ? -1 : 1);
}

static int match_best_first(struct aligner *al)
{
    size_t n = al->a->n_points, m = al->b->n_points, count = 0, cap = 0;
    struct candidate *list = NULL;
    for (size_t i = 0; i < n; i++)
        al->of_a[i] = SIZE_MAX;
    for (size_t j = 0; j < m; j++)
        al->of_b[j] = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < m; j++) {
            if (al->sim[i * m + j] < MIN_SIMILARITY_ALONE)
                continue;
            if (truce_arena_grow(al->arena, &list, count, &cap, sizeof(*list)) <
                0)
                return TRUCE_ENOMEM;
            list[count++] = (struct candidate){i, j, al->sim[i * m + j]};
        }
    }
    if (count)
        qsort(list, count, sizeof(*list), by_similarity);
    for (size_t k = 0; k < count; k++) {
        if (al->of_a[list[k].i] != SIZE_MAX || al->of_b[list[k].j] != SIZE_MAX)
            continue;
        al->of_a[list[k].i] = list[k].j;
        al->of_b[list[k].j] = list[k].i;
    }
    return TRUCE_OK;
}

/* Best similarity of i or j to anything but each other. */
static double rival(const struct aligner *al, size_t i, size_t j)
{
    size_t n = al->a->n_points, m = al->b->n_points;
    double best = 0;
    for (size_t k = 0; k < m; k++)
        if (k != j)
            best = fmax(best, al->sim[i * m + k]);
    for (size_t k = 0; k < n; k++)
        if (k != i)
            best = fmax(best, al->sim[k * m + j]);
    return best;
}

/* A weak pair stays only where no rival comes near. */
static void drop_weak(struct aligner *al)
{
    size_t m = al->b->n_points;
    for (size_t i = 0; i < al->a->n_points; i++) {
        size_t j = al->of_a[i];
        double sim = j == SIZE_MAX ? 1 : al->sim[i * m + j];
        if (sim < MIN_SIMILARITY && sim < 1.6 * rival(al, i, j)) {
            al->of_a[i] = SIZE_MAX;
            al->of_b[j] = SIZE_MAX;
        }
    }
}

static struct bag *union_bag(struct aligner *al,
                             const struct truce_compare_text *text,
                             const size_t *points, size_t n)
{
    struct truce_compare_text joined = {0};
    struct truce_compare_point whole;
    struct bag *bag = truce_arena_zalloc(al->arena, 1, sizeof(*bag));
    size_t cap = 0;
    for (size_t k = 0; bag && k < n; k++) {
        const struct truce_compare_point *point = &text->points[points[k]];
        for (size_t w = point->first_word; w < point->last_word; w++) {
            if (truce_arena_grow(al->arena, &joined.words, joined.n_words, &cap,
                                 sizeof(*joined.words)) < 0)
                return NULL;
            joined.words[joined.n_words++] = text->words[w];
        }
    }
    whole = (struct truce_compare_point){.last_word = joined.n_words};
    if (!bag || count_bag(al, &joined, &whole, bag) < 0)
        return NULL;
    weigh_bag(al->idf, bag);
    return bag;
}

/* Share of x's weight that is found in y. */
static double contained(const struct bag *x, const struct bag *y)
{
    double shared = 0;
    size_t j = 0;
    for (size_t i = 0; i < x->n; i++) {
        while (j < y->n && y->items[j].concept < x->items[i].concept)
            j++;
        if (j < y->n && y->items[j].concept == x->items[i].concept)
            shared += fmin(x->items[i].value, y->items[j].value);
    }
    return x->sum > 0 ? shared / x->sum : 0;
}

static int push(struct truce_arena *arena, size_t **list, size_t *n,
                size_t value)
{
    size_t *grown = truce_arena_alloc(arena, *n + 1, sizeof(**list));
    size_t at = 0;
    if (!grown)
        return TRUCE_ENOMEM;
    while (at < *n && (*list)[at] < value)
        at++;
    if (*n)
        memcpy(grown, *list, at * sizeof(*grown));
    grown[at] = value;
    if (*n > at)
        memcpy(grown + at + 1, *list + at, (*n - at) * sizeof(*grown));
    *list = grown;
    ++*n;
    return TRUCE_OK;
}

static int make_pairs(struct aligner *al, struct truce_compare_step *out)
{
    size_t n = al->a->n_points, m = al->b->n_points, cap = 0;
    for (size_t i = 0; i < n; i++) {
        struct truce_compare_pair *pair;
        if (truce_arena_grow(al->arena, &out->pairs, out->n_pairs, &cap,
                             sizeof(*out->pairs)) < 0)
            return TRUCE_ENOMEM;
        pair = &out->pairs[out->n_pairs++];
        *pair = (struct truce_compare_pair){0};
        if (push(al->arena, &pair->a, &pair->n_a, i) < 0)
            return TRUCE_ENOMEM;
        if (al->of_a[i] == SIZE_MAX)
            continue;
        pair->similarity = fmin(1, al->sim[i * m + al->of_a[i]]);
        if (push(al->arena, &pair->b, &pair->n_b, al->of_a[i]) < 0)
            return TRUCE_ENOMEM;
    }
    for (size_t j = 0; j < m; j++) {
        if (al->of_b[j] != SIZE_MAX)
            continue;
        if (truce_arena_grow(al->arena, &out->pairs, out->n_pairs, &cap,
                             sizeof(*out->pairs)) < 0)
            return TRUCE_ENOMEM;
        out->pairs[out->n_pairs] = (struct truce_compare_pair){0};
        if (push(al->arena, &out->pairs[out->n_pairs].b,
                 &out->pairs[out->n_pairs].n_b, j) < 0)
            return TRUCE_ENOMEM;
        out->n_pairs++;
    }
    return TRUCE_OK;
}

/* How much the pair gains when a lone point joins its side; <= 0: none. The
 * other side must say what the lone point says, beyond what its partner
 * already says. */
static double join_gain(struct aligner *al,
                        const struct truce_compare_pair *pair, bool side_b,
                        size_t lone)
{
    const struct truce_compare_text *own = side_b ? al->b : al->a;
    const struct truce_compare_text *far = side_b ? al->a : al->b;
    const size_t *mine = side_b ? pair->b : pair->a;
    size_t n_mine = side_b ? pair->n_b : pair->n_a;
    struct bag *bag = side_b ? &al->bags_b[lone] : &al->bags_a[lone];
    struct bag *other, *before, *after;
    size_t joined[16];
    if (n_mine + 1 >= 16)
        return 0;
    other = union_bag(al, far, side_b ? pair->a : pair->b,
                      side_b ? pair->n_a : pair->n_b);
    before = union_bag(al, own, mine, n_mine);
    memcpy(joined, mine, n_mine * sizeof(*mine));
    joined[n_mine] = lone;
    after = union_bag(al, own, joined, n_mine + 1);
    if (!other || !before || !after || contained(bag, other) < 0.5)
        return 0;
    return contained(other, after) - contained(other, before) - 0.12;
}

/* The best partner for a lone pair, or SIZE_MAX. */
static size_t best_join(struct aligner *al, struct truce_compare_step *out,
                        bool side_b, size_t lone)
{
    double best = 0;
    size_t found = SIZE_MAX;
    for (size_t k = 0; k < out->n_pairs; k++) {
        struct truce_compare_pair *pair = &out->pairs[k];
        size_t m = al->b->n_points;
        double sim, gain;
        if (!pair->n_a || !pair->n_b)
            continue;
        sim = side_b ? al->sim[pair->a[0] * m + lone]
                     : al->sim[lone * m + pair->b[0]];
        if (sim < MIN_JOIN || pair->similarity >= 1)
            continue;
        gain = join_gain(al, pair, side_b, lone);
        if (gain > best) {
            best = gain;
            found = k;
        }
    }
    return found;
}

static int join_lone(struct aligner *al, struct truce_compare_step *out)
{
    for (size_t k = 0; k < out->n_pairs; k++) {
        struct truce_compare_pair *pair = &out->pairs[k], *into;
        bool side_b = pair->n_a == 0;
        size_t lone, at;
        if (pair->n_a && pair->n_b)
            continue;
        lone = side_b ? pair->b[0] : pair->a[0];
        at = best_join(al, out, side_b, lone);
        if (at == SIZE_MAX)
            continue;
        into = &out->pairs[at];
        if (push(al->arena, side_b ? &into->b : &into->a,
                 side_b ? &into->n_b : &into->n_a, lone) < 0)
            return TRUCE_ENOMEM;
        memmove(pair, pair + 1, (out->n_pairs - k - 1) * sizeof(*out->pairs));
        out->n_pairs--;
        k--;
    }
    return TRUCE_OK;
}

/* A pair has moved when it crosses another, longer chain of pairs: it is
 * outside the longest increasing run. Quadratic; points are few. */
static int mark_moved(struct truce_arena *arena, struct truce_compare_step *out)
{
    size_t *length, *back, best = SIZE_MAX;
    length = truce_arena_zalloc(arena, out->n_pairs + 1, sizeof(*length));
    back = truce_arena_alloc(arena, out->n_pairs + 1, sizeof(*back));
    if (!length || !back)
        return TRUCE_ENOMEM;
    for (size_t k = 0; k < out->n_pairs; k++) {
        struct truce_compare_pair *pair = &out->pairs[k];
        back[k] = SIZE_MAX;
        if (!pair->n_a || !pair->n_b)
            continue;
        pair->moved = true;
        length[k] = 1;
        for (size_t i = 0; i < k; i++) {
            if (length[i] && out->pairs[i].b[0] < pair->b[0] &&
                length[i] + 1 > length[k]) {
                length[k] = length[i] + 1;
                back[k] = i;
            }
        }
        if (best == SIZE_MAX || length[k] > length[best])
            best = k;
    }
    for (; best != SIZE_MAX; best = back[best])
        out->pairs[best].moved = false;
    return TRUCE_OK;
}

int truce_compare_align(const struct truce_compare_text *a,
                        const struct truce_compare_text *b, size_t n_concepts,
                        struct truce_arena *arena,
                        struct truce_compare_step *out)
{
    struct aligner al = {.a = a, .b = b, .arena = arena};
    int rc = make_bags(&al, n_concepts);
    if (rc < 0)
        return rc;
    fill_similarities(&al);
    rc = match_best_first(&al);
    if (rc < 0)
        return rc;
    drop_weak(&al);
    rc = make_pairs(&al, out);
    if (rc == TRUCE_OK)
        rc = join_lone(&al, out);
    if (rc == TRUCE_OK)
        rc = mark_moved(arena, out);
    return rc;
}
