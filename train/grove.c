/* Boosted trees; see grove.h. */
#include "grove.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

struct sums {
    double g, h; /* gradient and curvature */
};

struct grower {
    const struct truce_rows *rows;
    const struct truce_grove_how *how;
    struct truce_grove *out;
    uint64_t tree;
    double *z, *g, *h;   /* [n] of the rows */
    uint32_t *order;     /* [n] rows of the tree, by node */
    uint32_t *spare;     /* [n] */
    struct sums *column; /* [n_columns] */
    uint32_t *touched;   /* [n_columns] */
    uint32_t *last;      /* [n_columns] row + 1 that was counted last */
    bool *ask;           /* [n_columns] drawn for this tree */
    int rc;
};

static double draw(uint64_t seed, uint64_t n)
{
    uint64_t x = (seed + 1) * 0x9e3779b97f4a7c15ULL + n;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
    return (double)((x ^ x >> 31) >> 11) / 9007199254740992.0;
}

static double gain_of(double g, double h, double penalty)
{
    return g * g / (h + penalty);
}

static void draw_columns(struct grower *w)
{
    for (size_t c = 0; c < w->rows->n_columns; c++)
        w->ask[c] = w->how->asked[c] &&
                    w->rows->seen[c] >= w->how->least_seen &&
                    draw(w->tree * 2 + 1, c) < w->how->part_columns;
}

/* Sums of each feature over the rows from..to where it holds. */
static size_t add_up(struct grower *w, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        const struct truce_row *row = &w->rows->items[w->order[i]];
        for (size_t k = 0; k < row->n; k++) {
            uint32_t c = row->entries[k].column;
            if (!w->ask[c] || w->last[c] == w->order[i] + 1)
                continue; /* a feature may stand there twice */
            w->last[c] = w->order[i] + 1;
            if (w->column[c].h == 0)
                w->touched[n++] = c;
            w->column[c].g += w->g[w->order[i]];
            w->column[c].h += w->h[w->order[i]];
        }
    }
    for (size_t i = from; i < to; i++) {
        const struct truce_row *row = &w->rows->items[w->order[i]];
        for (size_t k = 0; k < row->n; k++)
            w->last[row->entries[k].column] = 0;
    }
    return n;
}

/* The feature whose question gains most, or -1. */
static int64_t best_of(struct grower *w, size_t from, size_t to,
                       struct sums all)
{
    const struct truce_grove_how *how = w->how;
    size_t n = add_up(w, from, to);
    double most = 1e-9, none = gain_of(all.g, all.h, how->penalty);
    int64_t best = -1;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = w->touched[i];
        struct sums yes = w->column[c];
        double gain = gain_of(yes.g, yes.h, how->penalty) +
                      gain_of(all.g - yes.g, all.h - yes.h, how->penalty) -
                      none;
        if (yes.h >= how->least && all.h - yes.h >= how->least &&
            (gain > most || (gain == most && c < best))) {
            most = gain;
            best = c;
        }
        w->column[c] = (struct sums){0, 0};
    }
    return best;
}

static bool has(const struct truce_row *row, int64_t column)
{
    for (size_t k = 0; k < row->n; k++)
        if (row->entries[k].column == column)
            return true;
    return false;
}

/* Rows without the feature to the front; returns how many. */
static size_t part(struct grower *w, size_t from, size_t to, int64_t column)
{
    size_t front = from, back = 0;
    for (size_t i = from; i < to; i++)
        if (has(&w->rows->items[w->order[i]], column))
            w->spare[back++] = w->order[i];
        else
            w->order[front++] = w->order[i];
    memcpy(w->order + front, w->spare, back * sizeof *w->spare);
    return front;
}

static void grow(struct grower *w, size_t from, size_t to, unsigned depth)
{
    struct sums all = {0, 0};
    size_t at = w->out->n, cut;
    int64_t column;
    if (w->out->n == w->out->cap) {
        size_t cap = w->out->cap ? 2 * w->out->cap : 1024;
        void *more =
            truce_realloc(w->out->nodes, cap, sizeof *w->out->nodes);
        if (!more) {
            w->rc = TRUCE_ENOMEM;
            return;
        }
        w->out->nodes = more;
        w->out->cap = cap;
    }
    for (size_t i = from; i < to; i++) {
        all.g += w->g[w->order[i]];
        all.h += w->h[w->order[i]];
    }
    w->out->nodes[w->out->n++] = (struct truce_grove_node){
        -1, 0, w->how->rate * all.g / (all.h + w->how->penalty)};
    column = depth < w->how->depth ? best_of(w, from, to, all) : -1;
    if (column < 0)
        return;
    cut = part(w, from, to, column);
    w->out->nodes[at].column = (int32_t)column;
    grow(w, from, cut, depth + 1);
    w->out->nodes[at].held = (uint32_t)w->out->n;
    grow(w, cut, to, depth + 1);
}

static double climb(const struct truce_grove *grove, uint32_t at,
                    const bool *held)
{
    while (grove->nodes[at].column >= 0)
        at = held[grove->nodes[at].column] ? grove->nodes[at].held : at + 1;
    return grove->nodes[at].value;
}

static void hold(const struct truce_row *row, bool *held, bool what)
{
    for (size_t k = 0; k < row->n; k++)
        held[row->entries[k].column] = what;
}

double truce_grove_of(const struct truce_grove *grove,
                      const struct truce_row *row, bool *held)
{
    double sum = 0;
    hold(row, held, true);
    for (unsigned i = 0; i < grove->n_trees; i++)
        sum += climb(grove, grove->roots[i], held);
    hold(row, held, false);
    return sum;
}

/* One tree more, on the documents drawn for it. */
static void grow_one(struct grower *w, bool *held)
{
    size_t n = 0;
    draw_columns(w);
    for (size_t i = 0; i < w->rows->n; i++) {
        const struct truce_row *row = &w->rows->items[i];
        double p = 1 / (1 + exp(-w->z[i]));
        w->g[i] = row->weight * (row->right - p);
        w->h[i] = row->weight * p * (1 - p);
        if (row->weight > 0 && row->fold != w->how->fold &&
            draw(w->tree * 2, truce_hash(row->document.ptr,
                                         row->document.len)) <
                w->how->part_rows)
            w->order[n++] = (uint32_t)i;
    }
    w->out->roots[w->out->n_trees] = (uint32_t)w->out->n;
    grow(w, 0, n, 0);
    for (size_t i = 0; i < w->rows->n && w->rc == TRUCE_OK; i++) {
        hold(&w->rows->items[i], held, true);
        w->z[i] += climb(w->out, w->out->roots[w->out->n_trees], held);
        hold(&w->rows->items[i], held, false);
    }
    w->out->n_trees++;
}

int truce_grove_fit(const struct truce_rows *rows,
                    const struct truce_grove_how *how, struct truce_grove *out)
{
    struct grower w = {.rows = rows, .how = how, .out = out};
    bool *held = truce_zalloc(2 * rows->n_columns, sizeof *held);
    memset(out, 0, sizeof *out);
    out->roots = truce_zalloc(how->n_trees, sizeof *out->roots);
    w.z = truce_zalloc(3 * rows->n, sizeof *w.z);
    w.order = truce_zalloc(2 * rows->n, sizeof *w.order);
    w.column = truce_zalloc(rows->n_columns, sizeof *w.column);
    w.touched = truce_zalloc(2 * rows->n_columns, sizeof *w.touched);
    if (!held || !out->roots || !w.z || !w.order || !w.column || !w.touched) {
        w.rc = TRUCE_ENOMEM;
    } else {
        w.g = w.z + rows->n;
        w.h = w.g + rows->n;
        w.spare = w.order + rows->n;
        w.last = w.touched + rows->n_columns;
        w.ask = held + rows->n_columns;
        for (w.tree = 0; w.tree < how->n_trees && w.rc == TRUCE_OK; w.tree++)
            grow_one(&w, held);
    }
    truce_free(held);
    truce_free(w.z);
    truce_free(w.order);
    truce_free(w.column);
    truce_free(w.touched);
    return w.rc;
}

void truce_grove_release(struct truce_grove *grove)
{
    truce_free(grove->nodes);
    truce_free(grove->roots);
    memset(grove, 0, sizeof *grove);
}
