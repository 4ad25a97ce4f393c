/*
 * Features are cut into at most 255 bins first, so that a row is a few bytes
 * and a cut is one comparison. Each tree has its own random stream, so that
 * the forest does not depend on how many threads grew it.
 */
#include "forecast/forest.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "base/threads.h"

#define MAX_DEPTH 40
#define MAX_TRIES 32
#define MAX_EDGES 254
#define EVEN_EDGES 200
#define UPPER_EDGES 55
#define LEAF (-1)

/* Inner node: cut, children a and b. Leaf: rows[a..b). */
struct node {
    int16_t feature; /* LEAF: none */
    uint8_t cut;     /* bins <= cut go to a */
    uint32_t a, b;
};

struct tree {
    struct node *nodes; /* [n_nodes], root first */
    uint32_t *rows;     /* [n_rows] training rows, leaf by leaf */
    uint32_t n_nodes, n_rows;
};

struct edges {
    double *cuts; /* [n] ascending */
    size_t n;
};

struct truce_forest {
    size_t n_features, n_rows, n_trees;
    struct edges *edges; /* [n_features] */
    struct tree *trees;  /* [n_trees] */
};

/* ---- bins ---- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Bin of a value: 0 unknown or below the first edge, else edges <= value. */
static uint8_t bin_of(const struct edges *edges, double value)
{
    size_t lo = 0, hi = edges->n;
    if (isnan(value))
        return 0;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (edges->cuts[mid] <= value)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (uint8_t)lo;
}

/* Quantile p of sorted values, between two of them by interpolation. */
static double between(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t low = (size_t)at;
    if (low + 1 >= n)
        return sorted[n - 1];
    return sorted[low] + (at - (double)low) * (sorted[low + 1] - sorted[low]);
}

/* Edges at even quantiles, with more of them in the upper fifth, where the
 * wars are: two rising lists merged. */
static int find_edges(const struct truce_forest_data *data, size_t feature,
                      double *sorted, struct edges *out)
{
    size_t n = 0, i = 0, j = 0;
    out->n = 0;
    out->cuts = truce_alloc(MAX_EDGES, sizeof *out->cuts);
    if (!out->cuts)
        return TRUCE_ENOMEM;
    for (size_t r = 0; r < data->n; r++)
        if (!isnan(data->x[r * data->n_features + feature]))
            sorted[n++] = data->x[r * data->n_features + feature];
    if (n == 0)
        return TRUCE_OK;
    qsort(sorted, n, sizeof *sorted, by_value);
    while (out->n < MAX_EDGES && (i < EVEN_EDGES || j < UPPER_EDGES)) {
        double p = i < EVEN_EDGES ? (double)i / (EVEN_EDGES - 1) : 2;
        double q =
            j < UPPER_EDGES ? 0.8 + 0.2 * (double)j / (UPPER_EDGES - 1) : 2;
        double cut = between(sorted, n, fmin(1, fmin(p, q)));
        if (p <= q)
            i++;
        else
            j++;
        if (out->n == 0 || cut > out->cuts[out->n - 1])
            out->cuts[out->n++] = cut;
    }
    return TRUCE_OK;
}

static int find_all_edges(struct truce_forest *forest,
                          const struct truce_forest_data *data)
{
    double *sorted = truce_alloc(data->n, sizeof *sorted);
    int rc = sorted ? TRUCE_OK : TRUCE_ENOMEM;
    for (size_t f = 0; rc == TRUCE_OK && f < data->n_features; f++)
        rc = find_edges(data, f, sorted, &forest->edges[f]);
    truce_free(sorted);
    return rc;
}

/* ---- growing ---- */

struct grower {
    const struct truce_forest_data *data;
    const struct truce_forest_options *options;
    const uint8_t *bins; /* [n][n_features] */
    struct truce_rng rng;
    struct tree *tree;
    size_t node_cap;
};

/* Weighted sums of the targets over some rows. */
struct sums {
    double weight;
    double target[TRUCE_FOREST_TARGETS];
    size_t n;
};

static void sums_add(struct sums *s, const struct truce_forest_data *data,
                     uint32_t row)
{
    double w = (double)data->weights[row];
    const float *target = data->targets + (size_t)row * data->n_targets;
    s->n++;
    s->weight += w;
    for (size_t k = 0; k < data->n_targets; k++)
        s->target[k] += w * (double)target[k];
}

/* Sum over targets of (weighted sum)^2 / weight: what a split raises. */
static double merit(const struct sums *s, size_t n_targets)
{
    double sum = 0;
    for (size_t k = 0; k < n_targets; k++)
        sum += s->target[k] * s->target[k];
    return sum / s->weight;
}

struct cut {
    size_t feature;
    uint8_t at;
    double gain;
};

/* The random cuts tried at a node. Rows are gone through twice for all of
 * them together: memory is read once a row instead of once a row and cut. */
struct tries {
    struct cut cuts[MAX_TRIES];
    uint8_t low[MAX_TRIES], high[MAX_TRIES]; /* bins seen */
    struct sums left[MAX_TRIES];
    size_t n;
};

static void choose_features(struct grower *g, size_t begin, size_t end,
                            struct tries *t)
{
    size_t width = g->data->n_features;
    t->n = g->options->n_try < MAX_TRIES ? g->options->n_try : MAX_TRIES;
    for (size_t m = 0; m < t->n; m++) {
        t->cuts[m] = (struct cut){truce_rng_below(&g->rng, width), 0, 0};
        t->low[m] = UINT8_MAX;
        t->high[m] = 0;
    }
    for (size_t i = begin; i < end; i++) {
        const uint8_t *bins = g->bins + (size_t)g->tree->rows[i] * width;
        for (size_t m = 0; m < t->n; m++) {
            uint8_t bin = bins[t->cuts[m].feature];
            t->low[m] = bin < t->low[m] ? bin : t->low[m];
            t->high[m] = bin > t->high[m] ? bin : t->high[m];
        }
    }
}

/* Keeps the features that vary, with a random cut each. */
static void choose_cuts(struct grower *g, struct tries *t)
{
    size_t kept = 0;
    for (size_t m = 0; m < t->n; m++) {
        if (t->low[m] == t->high[m])
            continue;
        t->cuts[kept] = t->cuts[m];
        t->cuts[kept].at =
            (uint8_t)(t->low[m] +
                      truce_rng_below(&g->rng,
                                      (size_t)(t->high[m] - t->low[m])));
        t->left[kept++] = (struct sums){0};
    }
    t->n = kept;
}

static void sum_left(struct grower *g, size_t begin, size_t end,
                     struct tries *t)
{
    const struct truce_forest_data *data = g->data;
    for (size_t i = begin; i < end; i++) {
        uint32_t row = g->tree->rows[i];
        const uint8_t *bins = g->bins + (size_t)row * data->n_features;
        for (size_t m = 0; m < t->n; m++)
            if (bins[t->cuts[m].feature] <= t->cuts[m].at)
                sums_add(&t->left[m], data, row);
    }
}

/* What a cut gains; 0 when it leaves too few rows on a side. */
static double gain_of(const struct grower *g, const struct sums *all,
                      const struct sums *left)
{
    size_t k = g->data->n_targets, least = g->options->min_leaf;
    struct sums right = *all;
    right.n -= left->n;
    right.weight -= left->weight;
    for (size_t q = 0; q < k; q++)
        right.target[q] -= left->target[q];
    if (left->n < least || right.n < least)
        return 0;
    return merit(left, k) + merit(&right, k) - merit(all, k);
}

static struct cut best_cut(struct grower *g, size_t begin, size_t end)
{
    struct cut best = {0};
    struct sums all = {0};
    struct tries tries;
    for (size_t i = begin; i < end; i++)
        sums_add(&all, g->data, g->tree->rows[i]);
    choose_features(g, begin, end, &tries);
    choose_cuts(g, &tries);
    sum_left(g, begin, end, &tries);
    for (size_t m = 0; m < tries.n; m++) {
        tries.cuts[m].gain = gain_of(g, &all, &tries.left[m]);
        if (tries.cuts[m].gain > best.gain)
            best = tries.cuts[m];
    }
    return best;
}

/* Moves rows that go left to the front; returns where the right begins. */
static size_t partition(struct grower *g, size_t begin, size_t end,
                        const struct cut *cut)
{
    uint32_t *rows = g->tree->rows;
    size_t width = g->data->n_features, i = begin, j = end;
    while (i < j) {
        if (g->bins[(size_t)rows[i] * width + cut->feature] <= cut->at) {
            i++;
        } else {
            uint32_t row = rows[i];
            rows[i] = rows[--j];
            rows[j] = row;
        }
    }
    return i;
}

/* Grows the node of rows[begin..end) and all below; *index is its place. */
static int grow(struct grower *g, size_t begin, size_t end, int depth,
                uint32_t *index)
{
    struct tree *tree = g->tree;
    struct node node = {LEAF, 0, (uint32_t)begin, (uint32_t)end};
    struct cut cut = {0};
    uint32_t at = tree->n_nodes;
    int rc =
        truce_grow(&tree->nodes, &g->node_cap, at + 1, sizeof *tree->nodes);
    if (rc < 0)
        return rc;
    tree->n_nodes++;
    *index = at;
    if (depth < MAX_DEPTH && end - begin >= 2 * g->options->min_leaf)
        cut = best_cut(g, begin, end);
    if (cut.gain > 0) {
        size_t middle = partition(g, begin, end, &cut);
        node.feature = (int16_t)cut.feature;
        node.cut = cut.at;
        rc = grow(g, begin, middle, depth + 1, &node.a);
        if (rc == TRUCE_OK)
            rc = grow(g, middle, end, depth + 1, &node.b);
    }
    tree->nodes[at] = node;
    return rc;
}

struct crew {
    struct truce_forest *forest;
    const struct truce_forest_data *data;
    const struct truce_forest_options *options;
    const uint8_t *bins;
};

static int grow_tree(void *payload, size_t item, size_t worker)
{
    struct crew *crew = payload;
    struct grower g = {.data = crew->data,
                       .options = crew->options,
                       .bins = crew->bins,
                       .tree = &crew->forest->trees[item]};
    uint32_t root;
    (void)worker;
    truce_rng_seed(&g.rng, crew->options->seed + item * 7919u);
    g.tree->rows = truce_alloc(crew->data->n, sizeof *g.tree->rows);
    if (!g.tree->rows)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < crew->data->n; i++)
        if (truce_rng_unit(&g.rng) < crew->options->share)
            g.tree->rows[g.tree->n_rows++] = (uint32_t)i;
    if (g.tree->n_rows == 0) /* few rows and an unlucky stream */
        g.tree->rows[g.tree->n_rows++] =
            (uint32_t)truce_rng_below(&g.rng, crew->data->n);
    return grow(&g, 0, g.tree->n_rows, 0, &root);
}

static int forest_new(size_t n_features, size_t n_trees, size_t n_rows,
                      struct truce_forest **out)
{
    struct truce_forest *forest = truce_zalloc(1, sizeof *forest);
    *out = forest;
    if (!forest)
        return TRUCE_ENOMEM;
    forest->n_rows = n_rows;
    forest->edges = truce_zalloc(n_features, sizeof *forest->edges);
    forest->trees = truce_zalloc(n_trees, sizeof *forest->trees);
    if (!forest->edges || !forest->trees)
        return TRUCE_ENOMEM;
    forest->n_features = n_features;
    forest->n_trees = n_trees;
    return TRUCE_OK;
}

static void fill_bins(const struct truce_forest *forest,
                      const struct truce_forest_data *data, uint8_t *bins)
{
    for (size_t i = 0; i < data->n; i++)
        for (size_t f = 0; f < data->n_features; f++)
            bins[i * data->n_features + f] =
                bin_of(&forest->edges[f], data->x[i * data->n_features + f]);
}

int truce_forest_train(const struct truce_forest_data *data,
                       const struct truce_forest_options *options,
                       struct truce_forest **out, struct truce_err *err)
{
    struct truce_forest *forest = NULL;
    uint8_t *bins = NULL;
    int rc;
    *out = NULL;
    if (data->n == 0 || options->n_trees == 0)
        return truce_err_set(err, TRUCE_ENODATA, "no cases to learn from");
    rc = forest_new(data->n_features, options->n_trees, data->n, &forest);
    if (rc == TRUCE_OK)
        rc = find_all_edges(forest, data);
    if (rc == TRUCE_OK) {
        bins = truce_alloc(data->n, data->n_features);
        rc = bins ? TRUCE_OK : TRUCE_ENOMEM;
    }
    if (rc == TRUCE_OK) {
        struct crew crew = {forest, data, options, bins};
        fill_bins(forest, data, bins);
        rc = truce_threads_run(options->threads, options->n_trees, grow_tree,
                               &crew);
    }
    truce_free(bins);
    if (rc < 0) {
        truce_forest_free(forest);
        return truce_err_set(err, rc, "out of memory growing a forest");
    }
    *out = forest;
    return TRUCE_OK;
}

void truce_forest_free(struct truce_forest *forest)
{
    if (!forest)
        return;
    for (size_t f = 0; forest->edges && f < forest->n_features; f++)
        truce_free(forest->edges[f].cuts);
    for (size_t t = 0; forest->trees && t < forest->n_trees; t++) {
        truce_free(forest->trees[t].nodes);
        truce_free(forest->trees[t].rows);
    }
    truce_free(forest->edges);
    truce_free(forest->trees);
    truce_free(forest);
}

/* ---- using ---- */

size_t truce_forest_columns(const struct truce_forest *forest)
{
    return forest->n_features;
}

size_t truce_forest_rows(const struct truce_forest *forest)
{
    return forest->n_rows;
}

static const struct node *find_leaf(const struct truce_forest *forest,
                                    const struct tree *tree, const double *x)
{
    const struct node *node = tree->nodes;
    while (node->feature != LEAF) {
        size_t f = (size_t)node->feature;
        uint8_t bin = bin_of(&forest->edges[f], x[f]);
        node = tree->nodes + (bin <= node->cut ? node->a : node->b);
    }
    return node;
}

void truce_forest_weigh(const struct truce_forest *forest, const double *x,
                        const float *row_weights, float *weights)
{
    memset(weights, 0, forest->n_rows * sizeof *weights);
    for (size_t t = 0; t < forest->n_trees; t++) {
        const struct tree *tree = &forest->trees[t];
        const struct node *leaf = find_leaf(forest, tree, x);
        double sum = 0;
        for (uint32_t i = leaf->a; i < leaf->b; i++)
            sum += (double)row_weights[tree->rows[i]];
        sum *= (double)forest->n_trees;
        for (uint32_t i = leaf->a; i < leaf->b; i++)
            weights[tree->rows[i]] +=
                (float)((double)row_weights[tree->rows[i]] / sum);
    }
}

/* ---- model file ---- */

/* Row numbers take two bytes where they fit. */
#define SHORT_ROWS 65536u

static void save_tree(const struct truce_forest *forest,
                      const struct tree *tree, struct truce_pack *pack)
{
    truce_pack_u32(pack, tree->n_nodes);
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        const struct node *node = &tree->nodes[i];
        truce_pack_u8(pack, (uint8_t)(node->feature + 1));
        truce_pack_u8(pack, node->cut);
        truce_pack_u32(pack, node->a);
        truce_pack_u32(pack, node->b);
    }
    truce_pack_u32(pack, tree->n_rows);
    for (uint32_t i = 0; i < tree->n_rows; i++) {
        if (forest->n_rows <= SHORT_ROWS)
            truce_pack_u16(pack, (uint16_t)tree->rows[i]);
        else
            truce_pack_u32(pack, tree->rows[i]);
    }
}

int truce_forest_save(const struct truce_forest *forest,
                      struct truce_pack *pack)
{
    truce_pack_u32(pack, (uint32_t)forest->n_features);
    truce_pack_u32(pack, (uint32_t)forest->n_rows);
    truce_pack_u32(pack, (uint32_t)forest->n_trees);
    for (size_t f = 0; f < forest->n_features; f++) {
        truce_pack_u32(pack, (uint32_t)forest->edges[f].n);
        for (size_t k = 0; k < forest->edges[f].n; k++)
            truce_pack_f64(pack, forest->edges[f].cuts[k]);
    }
    for (size_t t = 0; t < forest->n_trees; t++)
        save_tree(forest, &forest->trees[t], pack);
    return pack->bytes.failed ? TRUCE_ENOMEM : TRUCE_OK;
}

static int load_edges(struct truce_packed *in, struct edges *out)
{
    size_t n = truce_packed_count(in, 8);
    if (n > MAX_EDGES)
        in->bad = true;
    if (in->bad)
        return TRUCE_EFORMAT;
    out->cuts = truce_alloc(n + 1, sizeof *out->cuts);
    if (!out->cuts)
        return TRUCE_ENOMEM;
    for (out->n = 0; out->n < n; out->n++)
        out->cuts[out->n] = truce_packed_f64(in);
    return TRUCE_OK;
}

/* Children lie behind their parent (so walking ends) and inside the tree;
 * leaves name rows of the tree. */
static bool node_good(const struct truce_forest *forest,
                      const struct tree *tree, uint32_t at)
{
    const struct node *node = &tree->nodes[at];
    if (node->feature == LEAF)
        return node->a < node->b && node->b <= tree->n_rows;
    return (size_t)node->feature < forest->n_features && node->a > at &&
           node->b > at && node->a < tree->n_nodes && node->b < tree->n_nodes;
}

static int load_tree(struct truce_packed *in, const struct truce_forest *forest,
                     struct tree *tree)
{
    tree->n_nodes = (uint32_t)truce_packed_count(in, 10);
    tree->nodes = truce_alloc(tree->n_nodes + 1u, sizeof *tree->nodes);
    if (!tree->nodes)
        return TRUCE_ENOMEM;
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        struct node *node = &tree->nodes[i];
        node->feature = (int16_t)(truce_packed_u8(in) - 1);
        node->cut = truce_packed_u8(in);
        node->a = truce_packed_u32(in);
        node->b = truce_packed_u32(in);
    }
    tree->n_rows = (uint32_t)truce_packed_count(in, 2);
    tree->rows = truce_alloc(tree->n_rows + 1u, sizeof *tree->rows);
    if (!tree->rows)
        return TRUCE_ENOMEM;
    for (uint32_t i = 0; i < tree->n_rows; i++) {
        tree->rows[i] = forest->n_rows <= SHORT_ROWS ? truce_packed_u16(in)
                                                     : truce_packed_u32(in);
        in->bad |= tree->rows[i] >= forest->n_rows;
    }
    in->bad |= tree->n_nodes == 0;
    for (uint32_t i = 0; i < tree->n_nodes && !in->bad; i++)
        in->bad |= !node_good(forest, tree, i);
    return in->bad ? TRUCE_EFORMAT : TRUCE_OK;
}

int truce_forest_load(struct truce_packed *in, struct truce_forest **out,
                      struct truce_err *err)
{
    struct truce_forest *forest = NULL;
    size_t n_features = truce_packed_count(in, 4);
    size_t n_rows = truce_packed_u32(in);
    size_t n_trees = truce_packed_count(in, 8);
    int rc = in->bad || !n_features || n_features > INT16_MAX || !n_trees
                 ? TRUCE_EFORMAT
                 : forest_new(n_features, n_trees, n_rows, &forest);
    for (size_t f = 0; rc == TRUCE_OK && f < n_features; f++)
        rc = load_edges(in, &forest->edges[f]);
    for (size_t t = 0; rc == TRUCE_OK && t < n_trees; t++)
        rc = load_tree(in, forest, &forest->trees[t]);
    if (rc < 0) {
        truce_forest_free(forest);
        forest = NULL;
        truce_err_set(err, rc,
                      rc == TRUCE_ENOMEM ? "out of memory"
                                         : "forest is damaged");
    }
    *out = forest;
    return rc;
}
