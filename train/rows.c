/* Rows and the logistic curve; see rows.h. */
#include "rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/mem.h"

enum { MAX_ENTRIES = 4000, MAX_STEPS = 60, MAX_SOLVE = 400 };

static uint32_t column_of(struct truce_rows *t, struct truce_view name)
{
    bool fresh;
    uint64_t *at = truce_map_put(&t->columns, name, t->n_columns, &fresh);
    if (fresh) {
        size_t cap = t->cap_columns;
        truce_arena_grow(&t->arena, &t->names, t->n_columns, &t->cap_columns,
                         sizeof *t->names);
        truce_arena_grow(&t->arena, &t->seen, t->n_columns, &cap,
                         sizeof *t->seen);
        t->names[t->n_columns] = truce_arena_view(&t->arena, name);
        t->seen[t->n_columns++] = 0;
    }
    t->seen[*at]++;
    return (uint32_t)*at;
}

/* "name<tab>value<tab>number" */
static bool read_entry(struct truce_rows *t, struct truce_view feature,
                       struct truce_entry *out)
{
    size_t cut = feature.len;
    while (cut && feature.ptr[cut - 1] != '\t')
        cut--;
    if (!cut)
        return false;
    out->x = strtof(feature.ptr + cut, NULL);
    feature.len = cut - 1;
    out->column = column_of(t, feature);
    return true;
}

static void read_row(struct truce_rows *t, struct truce_view line)
{
    static struct truce_entry entries[MAX_ENTRIES];
    struct truce_view field[5], feature;
    struct truce_row *row;
    for (size_t i = 0; i < 5; i++)
        if (!truce_view_split(&line, '\t', &field[i]))
            return;
    truce_arena_grow(&t->arena, &t->items, t->n, &t->cap, sizeof *t->items);
    row = &t->items[t->n++];
    memset(row, 0, sizeof *row);
    row->set = truce_arena_view(&t->arena, field[0]);
    row->document = truce_arena_view(&t->arena, field[1]);
    row->right = field[2].ptr[0] == '1';
    row->weight = 1;
    row->fold = (unsigned)(truce_hash(field[1].ptr, field[1].len) >> 20) %
                TRUCE_ROWS_FOLDS;
    while (row->n < MAX_ENTRIES && truce_view_split(&line, '\x1f', &feature))
        row->n += read_entry(t, feature, &entries[row->n]);
    row->entries =
        truce_arena_alloc(&t->arena, row->n + 1, sizeof *row->entries);
    memcpy(row->entries, entries, row->n * sizeof *entries);
}

int truce_rows_read(struct truce_rows *rows, const char *path)
{
    struct truce_str line = TRUCE_STR_INIT;
    FILE *file = fopen(path, "r");
    if (!file)
        return TRUCE_EIO;
    while (truce_io_line(file, 0, &line) > 0)
        read_row(rows, truce_str_view(&line));
    truce_str_release(&line);
    fclose(file);
    return rows->n ? TRUCE_OK : TRUCE_ENODATA;
}

void truce_rows_release(struct truce_rows *rows)
{
    truce_map_release(&rows->columns);
    truce_arena_release(&rows->arena);
}

double truce_rows_dot(const struct truce_row *row, const double *weights)
{
    double sum = 0;
    for (size_t i = 0; i < row->n; i++)
        sum += weights[row->entries[i].column] * (double)row->entries[i].x;
    return sum;
}

static double weight_of(const struct truce_row *row,
                        const struct truce_fit *how)
{
    return row->fold == how->fold || row->weight < 0 ? 0 : row->weight;
}

/* out += a * the row's features, those seen too rarely left out */
static void spread(const struct truce_rows *t, const struct truce_row *row,
                   const struct truce_fit *how, double a, double *out)
{
    for (size_t k = 0; k < row->n && a != 0; k++)
        if (t->seen[row->entries[k].column] >= how->least)
            out[row->entries[k].column] += a * (double)row->entries[k].x;
}

/* out = (X' D X + penalty) v, D the curvature of each row. */
static void curve(const struct truce_rows *t, const struct truce_fit *how,
                  const double *bend, const double *v, double *out)
{
    for (size_t j = 0; j < t->n_columns; j++)
        out[j] = how->penalty * v[j];
    for (size_t i = 0; i < t->n; i++)
        if (bend[i] > 0)
            spread(t, &t->items[i], how,
                   bend[i] * truce_rows_dot(&t->items[i], v), out);
}

static double product(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Solves curve(step) = slope by conjugate gradients. */
static void solve(const struct truce_rows *t, const struct truce_fit *how,
                  const double *bend, const double *slope, double *step)
{
    size_t n = t->n_columns;
    double *work = truce_zalloc(3 * n, sizeof *work);
    double *r = work, *d = work + n, *q = work + 2 * n;
    double rr;
    memset(step, 0, n * sizeof *step);
    memcpy(r, slope, n * sizeof *r);
    memcpy(d, slope, n * sizeof *d);
    rr = product(r, r, n);
    for (int i = 0; i < MAX_SOLVE && rr > 1e-10; i++) {
        double a, next;
        curve(t, how, bend, d, q);
        a = rr / product(d, q, n);
        for (size_t j = 0; j < n; j++) {
            step[j] += a * d[j];
            r[j] -= a * q[j];
        }
        next = product(r, r, n);
        for (size_t j = 0; j < n; j++)
            d[j] = r[j] + next / rr * d[j];
        rr = next;
    }
    truce_free(work);
}

void truce_rows_fit(const struct truce_rows *t, const struct truce_fit *how,
                    double *weights)
{
    size_t n = t->n_columns;
    double *slope = truce_zalloc(n, sizeof *slope);
    double *step = truce_zalloc(n, sizeof *step);
    double *bend = truce_zalloc(t->n, sizeof *bend);
    double most = 1;
    memset(weights, 0, n * sizeof *weights);
    for (int s = 0; s < MAX_STEPS && most > 1e-5; s++) {
        for (size_t j = 0; j < n; j++)
            slope[j] = -how->penalty * weights[j];
        for (size_t i = 0; i < t->n; i++) {
            const struct truce_row *row = &t->items[i];
            double w = weight_of(row, how);
            double p = 1 / (1 + exp(-truce_rows_dot(row, weights)));
            bend[i] = w * p * (1 - p);
            spread(t, row, how, w * (row->right - p), slope);
        }
        solve(t, how, bend, slope, step);
        most = 0;
        for (size_t j = 0; j < n; j++) {
            weights[j] += step[j];
            most = fmax(most, fabs(step[j]));
        }
    }
    truce_free(slope);
    truce_free(step);
    truce_free(bend);
}
