/* Weights of features in a hash table, and trees; see confidence.h. Keys are hashes of
 * name and value, so that describing an event makes no strings. */
#include "code/confidence.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/mem.h"

enum { MAX_BYTES = 16 << 20, MAX_ROWS = 1 << 20, MAX_DEPTH = 12 };

/* Eight bytes at a time: describing an event hashes a hundred texts. */
static uint64_t mix(uint64_t hash, const char *ptr, size_t len)
{
    uint64_t word;
    for (; len >= 8; ptr += 8, len -= 8) {
        memcpy(&word, ptr, 8);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
        hash ^= hash >> 29;
    }
    word = len;
    for (size_t i = 0; i < len; i++)
        word = word << 8 | (unsigned char)ptr[i];
    hash = (hash ^ word) * 0xbf58476d1ce4e5b9ULL;
    return hash ^ hash >> 32;
}

static void hash_names(struct truce_confidence *c)
{
    for (int i = 0; i < TRUCE_N_FEATURE_NAMES; i++) {
        const char *name = truce_feature_name((enum truce_feature_name)i);
        c->starts[i] = mix(0, name, strlen(name));
    }
}

struct joined {
    char text[512]; /* longer ones are cut off */
    size_t len;
};

static void join(struct joined *to, char mark, struct truce_view text)
{
    size_t room = sizeof to->text - to->len;
    if (!text.ptr || !room)
        return;
    if (mark) {
        to->text[to->len++] = mark;
        room--;
    }
    if (text.len < room)
        room = text.len;
    memcpy(to->text + to->len, text.ptr, room);
    to->len += room;
}

static uint64_t key_of(const struct truce_confidence *c,
                       const struct truce_feature *f)
{
    struct joined whole;
    uint64_t hash;
    whole.len = 0;
    join(&whole, 0, f->value);
    join(&whole, '|', f->more);
    join(&whole, '&', f->also);
    join(&whole, '|', f->also_more);
    hash = mix(c->starts[f->name], whole.text, whole.len);
    return hash ? hash : 1;
}

static size_t slot_of(const struct truce_confidence *c, uint64_t key)
{
    size_t at = (size_t)(key ^ key >> 32) & (c->cap - 1);
    while (c->rows[at].key && c->rows[at].key != key)
        at = (at + 1) & (c->cap - 1);
    return at;
}

static const struct truce_feature_row *
row_of(const struct truce_confidence *c, const struct truce_feature *feature)
{
    size_t at;
    if (!c->cap)
        return NULL;
    at = slot_of(c, key_of(c, feature));
    return c->rows[at].key ? &c->rows[at] : NULL;
}

double truce_confidence_weight(const struct truce_confidence *confidence,
                               const struct truce_feature *feature)
{
    const struct truce_feature_row *row = row_of(confidence, feature);
    return row ? (double)row->weight : 0;
}

/* Features of the trees that hold, a bit each. */
struct held {
    uint64_t bits[TRUCE_MAX_SPLITS / 64];
};

static bool holds(const struct held *held, int32_t split)
{
    return held->bits[split / 64] >> (split % 64) & 1;
}

static double climb(const struct truce_confidence *c, const struct held *held)
{
    double sum = 0;
    for (size_t i = 0; i < c->n_trees; i++) {
        uint32_t at = c->roots[i];
        while (c->nodes[at].split >= 0)
            at = holds(held, c->nodes[at].split) ? c->nodes[at].held : at + 1;
        sum += (double)c->nodes[at].value;
    }
    return sum;
}

double truce_confidence_of(const struct truce_confidence *confidence,
                           const struct truce_features *features)
{
    struct held held;
    double sum = 0;
    memset(held.bits, 0, (confidence->n_splits + 63) / 64 * sizeof *held.bits);
    for (size_t i = 0; i < features->n; i++) {
        const struct truce_feature_row *row =
            row_of(confidence, &features->items[i]);
        if (!row)
            continue;
        sum += (double)row->weight * (double)features->items[i].x;
        if (row->split >= 0)
            held.bits[row->split / 64] |= (uint64_t)1 << (row->split % 64);
    }
    return 1 / (1 + exp(-sum - climb(confidence, &held)));
}

void truce_confidence_parts(const struct truce_confidence *confidence,
                            const struct truce_features *features,
                            double *parts)
{
    const struct truce_confidence *c = confidence;
    size_t *of = truce_zalloc(c->n_splits + 1, sizeof *of); /* feature + 1 */
    for (size_t i = 0; i < features->n; i++) {
        const struct truce_feature_row *row = row_of(c, &features->items[i]);
        parts[i] =
            row ? (double)row->weight * (double)features->items[i].x : 0;
        if (row && row->split >= 0 && of)
            of[row->split] = i + 1;
    }
    for (size_t i = 0; i < c->n_trees && of; i++) {
        uint32_t at = c->roots[i];
        while (c->nodes[at].split >= 0) {
            size_t feature = of[c->nodes[at].split];
            uint32_t next = feature ? c->nodes[at].held : at + 1;
            if (feature)
                parts[feature - 1] += (double)(c->nodes[next].value -
                                               c->nodes[at].value);
            at = next;
        }
    }
    truce_free(of);
}

uint64_t truce_confidence_sum(struct truce_view rows)
{
    return truce_hash(rows.ptr, rows.len);
}

/* Leaves name no feature, and take no place among them. */
static int reserve(struct truce_confidence *c, size_t n, struct truce_view rows)
{
    struct truce_view row;
    size_t cap = 16, named = 0;
    while (truce_view_split(&rows, '\n', &row))
        named += row.len && row.ptr[0] != '=';
    while (cap < 2 * named)
        cap *= 2;
    c->rows = truce_zalloc(cap, sizeof *c->rows);
    c->nodes = truce_zalloc(n, sizeof *c->nodes);
    c->roots = truce_zalloc(n, sizeof *c->roots);
    if (!c->rows || !c->nodes || !c->roots)
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

/* "truce-confidence <tab> 3 <tab> rows <tab> checksum <tab> floors" */
static int read_head(struct truce_confidence *c, struct truce_view line,
                     struct truce_view rows, struct truce_err *err)
{
    struct truce_view part[6];
    char expected[17];
    double n, number;
    for (size_t i = 0; i < 6; i++)
        if (!truce_view_split(&line, '\t', &part[i]))
            part[i] = (struct truce_view){"", 0};
    if (!truce_view_eq_text(part[0], TRUCE_CONFIDENCE_MAGIC) ||
        !read_number(part[1], &number))
        return truce_err_set(err, TRUCE_EFORMAT, "no table of weights");
    if (number != TRUCE_CONFIDENCE_VERSION)
        return truce_err_set(err, TRUCE_EVERSION, "version %.*s, expected %d",
                             TRUCE_VIEW_ARG(part[1]), TRUCE_CONFIDENCE_VERSION);
    c->checksum = truce_confidence_sum(rows);
    snprintf(expected, sizeof expected, "%016" PRIx64, c->checksum);
    if (!truce_view_eq_text(part[3], expected))
        return truce_err_set(err, TRUCE_ECHECKSUM, "the checksum is wrong");
    if (!read_number(part[2], &n) || n < 1 || n > MAX_ROWS)
        return truce_err_set(err, TRUCE_EFORMAT, "bad number of rows");
    if (!read_number(part[4], &c->floors[0]) ||
        !read_number(part[5], &c->floors[1]))
        return truce_err_set(err, TRUCE_EFORMAT, "no floors");
    if (reserve(c, (size_t)n, rows) != TRUCE_OK)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    c->n = (size_t)n;
    return TRUCE_OK;
}

/* The row of a feature, made where there is none; NULL for no feature. */
static struct truce_feature_row *put(struct truce_confidence *c,
                                     struct truce_view name,
                                     struct truce_view value, bool *fresh)
{
    int found = truce_feature_find(name);
    struct truce_feature feature = {.value = value};
    uint64_t key;
    size_t at;
    if (found < 0)
        return NULL;
    feature.name = (enum truce_feature_name)found;
    key = key_of(c, &feature);
    at = slot_of(c, key);
    *fresh = !c->rows[at].key;
    if (*fresh) {
        c->rows[at].key = key;
        c->rows[at].split = -1;
    }
    return &c->rows[at];
}

/* "feature <tab> value <tab> weight" */
static bool read_row(struct truce_confidence *c, struct truce_view line)
{
    struct truce_view name, value, weight;
    struct truce_feature_row *row;
    double number;
    bool fresh;
    if (!truce_view_split(&line, '\t', &name) ||
        !truce_view_split(&line, '\t', &value) ||
        !truce_view_split(&line, '\t', &weight) || line.len ||
        !read_number(weight, &number))
        return false;
    row = put(c, name, value, &fresh);
    if (!row || !fresh)
        return false;
    row->weight = (float)number;
    return true;
}

/* A tree, whose first line was read; rest and *line move behind it. */
static bool read_tree(struct truce_confidence *c, struct truce_view row,
                      struct truce_view *rest, size_t *line, int depth)
{
    struct truce_view mark, name, value = {NULL, 0}, number;
    struct truce_tree_node *node = &c->nodes[c->n_nodes];
    struct truce_feature_row *feature;
    double x;
    bool fresh, leaf;
    if (depth > MAX_DEPTH || c->n_nodes == c->n ||
        !truce_view_split(&row, '\t', &mark))
        return false;
    leaf = truce_view_eq_text(mark, "=");
    if (!leaf && (!truce_view_eq_text(mark, "?") ||
                  !truce_view_split(&row, '\t', &name) ||
                  !truce_view_split(&row, '\t', &value)))
        return false;
    if (!truce_view_split(&row, '\t', &number) || row.len ||
        !read_number(number, &x))
        return false;
    c->n_nodes++;
    node->value = (float)x;
    node->split = -1;
    if (leaf)
        return true;
    feature = put(c, name, value, &fresh);
    if (!feature || (feature->split < 0 && c->n_splits == TRUCE_MAX_SPLITS))
        return false;
    if (feature->split < 0)
        feature->split = (int32_t)c->n_splits++;
    node->split = feature->split;
    for (int side = 0; side < 2; side++) {
        if (side)
            node->held = (uint32_t)c->n_nodes;
        ++*line;
        if (!truce_view_split(rest, '\n', &row) ||
            !read_tree(c, row, rest, line, depth + 1))
            return false;
    }
    return true;
}

static int read_rows(struct truce_confidence *c, struct truce_view rest,
                     size_t line, struct truce_err *err)
{
    struct truce_view row;
    size_t n = 0, first = line;
    for (; truce_view_split(&rest, '\n', &row); line++) {
        bool tree = row.len && (row.ptr[0] == '?' || row.ptr[0] == '=');
        if (!row.len)
            continue;
        if (tree)
            c->roots[c->n_trees++] = (uint32_t)c->n_nodes;
        if (line - first >= c->n ||
            !(tree ? read_tree(c, row, &rest, &line, 0) : read_row(c, row)))
            return truce_err_set(err, TRUCE_EFORMAT,
                                 "line %zu is no weight of a feature", line);
        n += !tree;
    }
    return n + c->n_nodes == c->n
               ? TRUCE_OK
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
    truce_free(confidence->rows);
    truce_free(confidence->nodes);
    truce_free(confidence->roots);
    memset(confidence, 0, sizeof *confidence);
}
