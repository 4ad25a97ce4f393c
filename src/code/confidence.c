/* Weights of features in a hash table; see confidence.h. Keys are hashes of
 * name and value, so that describing an event makes no strings. */
#include "code/confidence.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/mem.h"

enum { MAX_BYTES = 16 << 20, MAX_ROWS = 1 << 20 };

static void hash_names(struct truce_confidence *c)
{
    for (int i = 0; i < TRUCE_N_FEATURE_NAMES; i++) {
        const char *name = truce_feature_name((enum truce_feature_name)i);
        c->starts[i] = truce_hash(name, strlen(name) + 1);
    }
}

static uint64_t add_text(uint64_t hash, const char *mark,
                         struct truce_view text)
{
    if (!text.ptr)
        return hash;
    return truce_hash_more(truce_hash_more(hash, mark, 1), text.ptr, text.len);
}

static uint64_t key_of(const struct truce_confidence *c,
                       const struct truce_feature *f)
{
    uint64_t hash =
        truce_hash_more(c->starts[f->name], f->value.ptr, f->value.len);
    hash = add_text(hash, "|", f->more);
    hash = add_text(hash, "&", f->also);
    hash = add_text(hash, "|", f->also_more);
    return hash ? hash : 1;
}

static size_t slot_of(const struct truce_confidence *c, uint64_t key)
{
    size_t at = (size_t)(key ^ key >> 32) & (c->cap - 1);
    while (c->keys[at] && c->keys[at] != key)
        at = (at + 1) & (c->cap - 1);
    return at;
}

struct truce_weights
truce_confidence_weights(const struct truce_confidence *confidence,
                         const struct truce_feature *feature)
{
    static const struct truce_weights none = {0, 0};
    size_t at;
    if (!confidence->cap)
        return none;
    at = slot_of(confidence, key_of(confidence, feature));
    return confidence->keys[at] ? confidence->weights[at] : none;
}

struct truce_belief
truce_confidence_of(const struct truce_confidence *confidence,
                    const struct truce_features *features)
{
    struct truce_belief belief = {0, 0};
    double sum = 0;
    for (size_t i = 0; i < features->n; i++) {
        struct truce_weights w =
            truce_confidence_weights(confidence, &features->items[i]);
        sum += (double)w.chance * (double)features->items[i].x;
        belief.margin += (double)w.margin * (double)features->items[i].x;
    }
    belief.chance = 1 / (1 + exp(-sum));
    return belief;
}

uint64_t truce_confidence_sum(struct truce_view rows)
{
    return truce_hash(rows.ptr, rows.len);
}

static int reserve(struct truce_confidence *c, size_t rows)
{
    size_t cap = 16;
    while (cap < 2 * rows)
        cap *= 2;
    c->keys = truce_zalloc(cap, sizeof *c->keys);
    c->weights = truce_zalloc(cap, sizeof *c->weights);
    if (!c->keys || !c->weights)
        return TRUCE_ENOMEM;
    c->cap = cap;
    return TRUCE_OK;
}

static bool read_number(struct truce_view text, double *out)
{
    char buf[40], *end;
    if (!text.len || text.len >= sizeof buf)
        return false;
    memcpy(buf, text.ptr, text.len);
    buf[text.len] = '\0';
    *out = strtod(buf, &end);
    return !*end && isfinite(*out);
}

/* "truce-confidence <tab> 2 <tab> rows <tab> checksum" */
static int read_head(struct truce_confidence *c, struct truce_view line,
                     struct truce_view rows, struct truce_err *err)
{
    struct truce_view magic, version, count, sum;
    char expected[17];
    double n, number;
    if (!truce_view_split(&line, '\t', &magic) ||
        !truce_view_eq_text(magic, TRUCE_CONFIDENCE_MAGIC) ||
        !truce_view_split(&line, '\t', &version) ||
        !truce_view_split(&line, '\t', &count) ||
        !truce_view_split(&line, '\t', &sum) || !read_number(version, &number))
        return truce_err_set(err, TRUCE_EFORMAT, "no table of weights");
    if (number != TRUCE_CONFIDENCE_VERSION)
        return truce_err_set(err, TRUCE_EVERSION, "version %.*s, expected %d",
                             TRUCE_VIEW_ARG(version), TRUCE_CONFIDENCE_VERSION);
    c->checksum = truce_confidence_sum(rows);
    snprintf(expected, sizeof expected, "%016" PRIx64, c->checksum);
    if (!truce_view_eq_text(sum, expected))
        return truce_err_set(err, TRUCE_ECHECKSUM, "the checksum is wrong");
    if (!read_number(count, &n) || n < 1 || n > MAX_ROWS)
        return truce_err_set(err, TRUCE_EFORMAT, "bad number of rows");
    if (reserve(c, (size_t)n) != TRUCE_OK)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    c->n = (size_t)n;
    return TRUCE_OK;
}

static bool read_row(struct truce_confidence *c, struct truce_view line)
{
    struct truce_view name, chance, margin;
    struct truce_feature feature = {.value = {NULL, 0}};
    double numbers[2];
    uint64_t key;
    size_t at;
    int found;
    if (!truce_view_split(&line, '\t', &name) ||
        !truce_view_split(&line, '\t', &feature.value) ||
        !truce_view_split(&line, '\t', &chance) ||
        !truce_view_split(&line, '\t', &margin) || line.len)
        return false;
    found = truce_feature_find(name);
    if (found < 0 || !read_number(chance, &numbers[0]) ||
        !read_number(margin, &numbers[1]))
        return false;
    feature.name = (enum truce_feature_name)found;
    key = key_of(c, &feature);
    at = slot_of(c, key);
    if (c->keys[at])
        return false;
    c->keys[at] = key;
    c->weights[at] =
        (struct truce_weights){(float)numbers[0], (float)numbers[1]};
    return true;
}

static int read_rows(struct truce_confidence *c, struct truce_view rest,
                     size_t line, struct truce_err *err)
{
    struct truce_view row;
    size_t n = 0;
    for (; truce_view_split(&rest, '\n', &row); line++) {
        if (!row.len)
            continue;
        if (n == c->n || !read_row(c, row))
            return truce_err_set(err, TRUCE_EFORMAT,
                                 "line %zu is no weight of a feature", line);
        n++;
    }
    return n == c->n ? TRUCE_OK
                     : truce_err_set(err, TRUCE_EFORMAT, "rows are missing");
}

int truce_confidence_load(struct truce_confidence *out, const char *path,
                          struct truce_err *err)
{
    struct truce_str bytes = TRUCE_STR_INIT;
    struct truce_view rest, line = {NULL, 0};
    size_t at = 1;
    int rc;
    memset(out, 0, sizeof *out);
    hash_names(out);
    rc = truce_io_slurp(path, MAX_BYTES, &bytes, err);
    rest = truce_str_view(&bytes);
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line) && line.len &&
           line.ptr[0] == '#')
        at++;
    if (rc == TRUCE_OK) {
        rc = read_head(out, line, rest, err);
        if (rc == TRUCE_OK)
            rc = read_rows(out, rest, at + 1, err);
        if (rc < 0)
            truce_err_prefix(err, "cannot read weights '%s'", path);
    }
    truce_str_release(&bytes);
    if (rc < 0)
        truce_confidence_release(out);
    return rc;
}

void truce_confidence_release(struct truce_confidence *confidence)
{
    if (!confidence)
        return;
    truce_free(confidence->keys);
    truce_free(confidence->weights);
    memset(confidence, 0, sizeof *confidence);
}
