/*
 * Near-identical articles. Each text's distinct runs of three words get 48
 * minimum hashes (MinHash; Broder 1997), kept as 16 bands of 3: texts that
 * share a band are compared word by word. At a likeness of 0.6 a pair shares
 * some band with probability 1 - (1 - 0.6^3)^16 = 0.98. One changed word
 * takes three runs away, so that a short item edited twice is down at 0.55;
 * the daily reports of one mould are as alike as that, and are told apart by
 * their weekdays and figures.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "casefile/dedup.h"
#include "casefile/row.h"

#define BANDS 16
#define ROWS 3
#define LIKE_MIN 0.55
/* From here on figures may differ: they were put right. */
#define LIKE_SURE 0.8
#define SHINGLE 3
#define SHINGLES_MIN 8
/* A text that is printed again much later is news again. */
#define DAYS_MAX 7

struct shingles {
    uint64_t *items; /* [n], sorted, distinct; owned */
    size_t n;
    size_t cap;
    uint64_t figures;  /* one bit a hash of each number */
    unsigned weekdays; /* one bit a day named */
};

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* Next word's hash from *pos; false at the end. */
static bool next_word(struct truce_view text, size_t *pos, uint64_t *hash)
{
    size_t i = *pos;
    bool found;
    while (i < text.len && !is_word_byte((unsigned char)text.ptr[i]))
        i++;
    *hash = truce_hash("", 0);
    *pos = i;
    for (; i < text.len && is_word_byte((unsigned char)text.ptr[i]); i++) {
        char c = text.ptr[i];
        char lower = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        *hash = truce_hash_more(*hash, &lower, 1);
    }
    found = i > *pos;
    *pos = i;
    return found;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Marks the word that ends at `end` where it is a number or a weekday. */
static void mark_word(struct shingles *out, struct truce_view text, size_t end,
                      uint64_t hash)
{
    static const char *const days[] = {"monday",   "tuesday", "wednesday",
                                       "thursday", "friday",  "saturday",
                                       "sunday",   NULL};
    char last = text.ptr[end - 1];
    if (last >= '0' && last <= '9')
        out->figures |= (uint64_t)1 << (hash >> 58);
    if (last != 'y')
        return;
    for (unsigned i = 0; days[i]; i++)
        if (hash == truce_hash(days[i], strlen(days[i])))
            out->weekdays |= 1u << i;
}

static int find_shingles(struct truce_view text, struct shingles *out)
{
    uint64_t window[SHINGLE] = {0};
    uint64_t word;
    size_t pos = 0;
    size_t kept = 0;
    for (size_t n = 1; next_word(text, &pos, &word); n++) {
        mark_word(out, text, pos, word);
        memmove(window, window + 1, sizeof window - sizeof window[0]);
        window[SHINGLE - 1] = word;
        if (n < SHINGLE)
            continue;
        if (truce_grow(&out->items, &out->cap, out->n + 1, sizeof *out->items) <
            0)
            return TRUCE_ENOMEM;
        out->items[out->n++] = truce_hash(window, sizeof window);
    }
    if (out->n)
        qsort(out->items, out->n, sizeof *out->items, by_value);
    for (size_t i = 0; i < out->n; i++)
        if (i == 0 || out->items[i] != out->items[kept - 1])
            out->items[kept++] = out->items[i];
    out->n = kept;
    return TRUCE_OK;
}

static double likeness(const struct shingles *a, const struct shingles *b)
{
    size_t i = 0;
    size_t j = 0;
    size_t both = 0;
    if (a->n < SHINGLES_MIN || b->n < SHINGLES_MIN)
        return 0;
    while (i < a->n && j < b->n) {
        uint64_t x = a->items[i];
        uint64_t y = b->items[j];
        both += x == y;
        i += x <= y;
        j += y <= x;
    }
    return (double)both / (double)(a->n + b->n - both);
}

/* Neither text names anything that the other one replaced. */
static bool one_in_other(uint64_t a, uint64_t b)
{
    return (a & b) == a || (a & b) == b;
}

/* Whether the one text is the other one edited, rather than the next day's
 * report in the same words. */
static bool is_copy(const struct shingles *a, const struct shingles *b)
{
    double like = likeness(a, b);
    return like >= LIKE_MIN && one_in_other(a->weekdays, b->weekdays) &&
           (like >= LIKE_SURE || one_in_other(a->figures, b->figures));
}

double truce_near_likeness(struct truce_view a, struct truce_view b)
{
    struct shingles x = {.items = NULL};
    struct shingles y = {.items = NULL};
    double like = -1;
    if (find_shingles(a, &x) == TRUCE_OK && find_shingles(b, &y) == TRUCE_OK)
        like = likeness(&x, &y);
    truce_free(x.items);
    truce_free(y.items);
    return like;
}

/* The smallest hash of each of 48 hash functions, three to a band. */
static void find_bands(const struct shingles *shingles, uint64_t bands[BANDS])
{
    struct truce_rng rng;
    truce_rng_seed(&rng, 1);
    for (size_t b = 0; b < BANDS; b++) {
        bands[b] = truce_hash("", 0);
        for (size_t r = 0; r < ROWS; r++) {
            uint64_t factor = truce_rng_next(&rng) | 1;
            uint64_t least = UINT64_MAX;
            for (size_t i = 0; i < shingles->n; i++) {
                uint64_t mixed = shingles->items[i] * factor;
                mixed ^= mixed >> 32;
                if (mixed < least)
                    least = mixed;
            }
            bands[b] = truce_hash_more(bands[b], &least, sizeof least);
        }
    }
}

struct fresh {
    int64_t id;
    struct shingles shingles;
    struct truce_date date;
    uint64_t bands[BANDS];
};

static struct truce_view text_column(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    return (struct truce_view){
        text, text ? (size_t)sqlite3_column_bytes(stmt, column) : 0};
}

static struct truce_date date_column(sqlite3_stmt *stmt, int column)
{
    struct truce_date date = {0, 0, 0};
    truce_date_parse(text_column(stmt, column), &date);
    return date;
}

static bool is_late(struct truce_date a, struct truce_date b)
{
    return truce_date_known(a) && truce_date_known(b) &&
           abs(truce_date_days(a) - truce_date_days(b)) > DAYS_MAX;
}

/* The first document that is near-identical, into *found; else 0. */
static int find_original(struct truce_casefile *casefile,
                         const struct fresh *fresh, int64_t *found,
                         struct truce_err *err)
{
    int rc = 0;
    *found = 0;
    for (size_t b = 0; rc >= 0 && b < BANDS; b++) {
        struct truce_row row = truce_row_start(casefile, TRUCE_SQL_FIND_BAND);
        truce_row_int(&row, (int64_t)b);
        truce_row_int(&row, (int64_t)fresh->bands[b]);
        truce_row_int(&row, fresh->id);
        while ((rc = truce_row_step(&row, err)) > 0) {
            struct shingles other = {.items = NULL};
            int64_t id = sqlite3_column_int64(row.stmt, 0);
            rc = find_shingles(text_column(row.stmt, 1), &other);
            if (rc == TRUCE_OK && (!*found || id < *found) &&
                !is_late(date_column(row.stmt, 2), fresh->date) &&
                is_copy(&fresh->shingles, &other))
                *found = id;
            truce_free(other.items);
            if (rc < 0)
                break;
        }
        truce_row_end(&row);
    }
    return rc < 0 ? rc : TRUCE_OK;
}

static int keep_bands(struct truce_casefile *casefile,
                      const struct fresh *fresh, int64_t original,
                      struct truce_err *err)
{
    char near[BANDS * 16 + 1] = "";
    struct truce_row row;
    int rc = TRUCE_OK;
    for (size_t b = 0; b < BANDS && fresh->shingles.n >= SHINGLES_MIN; b++)
        snprintf(near + b * 16, 17, "%016llx",
                 (unsigned long long)fresh->bands[b]);
    /* only originals are looked for, so only they need to be found */
    for (size_t b = 0; rc == TRUCE_OK && b < BANDS && near[0] && !original;
         b++) {
        row = truce_row_start(casefile, TRUCE_SQL_ADD_BAND);
        truce_row_int(&row, (int64_t)b);
        truce_row_int(&row, (int64_t)fresh->bands[b]);
        truce_row_int(&row, fresh->id);
        rc = truce_row_run(&row, NULL, err);
    }
    if (rc < 0)
        return rc;
    row = truce_row_start(casefile, TRUCE_SQL_SET_NEAR);
    truce_row_text(&row, near);
    truce_row_id(&row, original);
    truce_row_int(&row, fresh->id);
    return truce_row_run(&row, NULL, err);
}

/* Next document without a signature: 1, 0 when there is none. */
static int next_fresh(struct truce_casefile *casefile, struct fresh *fresh,
                      struct truce_err *err)
{
    struct truce_row row = truce_row_start(casefile, TRUCE_SQL_NEXT_NEW);
    int rc;
    truce_row_int(&row, fresh->id);
    rc = truce_row_step(&row, err);
    if (rc > 0) {
        fresh->id = sqlite3_column_int64(row.stmt, 0);
        fresh->date = date_column(row.stmt, 2);
        fresh->shingles.n = 0;
        fresh->shingles.figures = 0;
        fresh->shingles.weekdays = 0;
        if (find_shingles(text_column(row.stmt, 1), &fresh->shingles) < 0)
            rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    truce_row_end(&row);
    return rc;
}

int truce_near_run(struct truce_casefile *casefile, struct truce_err *err)
{
    struct fresh fresh = {.id = 0};
    int rc;
    while ((rc = next_fresh(casefile, &fresh, err)) > 0) {
        int64_t original = 0;
        if (fresh.shingles.n >= SHINGLES_MIN) {
            find_bands(&fresh.shingles, fresh.bands);
            rc = find_original(casefile, &fresh, &original, err);
        }
        if (rc >= 0)
            rc = keep_bands(casefile, &fresh, original, err);
        if (rc < 0)
            break;
    }
    truce_free(fresh.shingles.items);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    return rc;
}
