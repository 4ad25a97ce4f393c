/* train_confidence OUT LABELLED [HELD-OUT-SET...]: weights of a logistic curve
 * with a quadratic penalty over the features of judged events (the lines of
 * confidence_data.py label), to the table that src/code/confidence.c reads.
 * Before that it prints how well they predict: by cross-validation over
 * documents, and on sets left out altogether. OUT "-": nothing is written. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/map.h"
#include "base/mem.h"
#include "code/confidence.h"
#include "code/tree.h"

enum { FOLDS = 10, LEAST = 3, MAX_STEPS = 60, MAX_SOLVE = 400, BINS = 10,
       N_PLAIN = 4 };

/* Chosen by cross-validation; see models/CONFIDENCE-CARD.md. */
static const double penalty = 15;
/* Of events of plain news (PLOVER records, our own texts): the program is to
 * lose few of them, and they are few. */
static const double plain_weight = 2;

struct entry {
    uint32_t column;
    float x;
};

struct row {
    struct truce_view set, document;
    struct entry *entries; /* [n] */
    size_t n;
    double right; /* 0 or 1 */
    double z;      /* predicted log odds, without having seen it */
    double margin; /* the same of the margin, floor not yet off */
    unsigned fold;
};

struct table {
    struct row *rows; /* [n] */
    size_t n, cap;
    struct truce_map columns; /* "name<tab>value" -> column */
    struct truce_view *names; /* [n_columns] */
    size_t *seen;             /* [n_columns] */
    size_t n_columns, cap_columns;
    struct truce_arena arena;
    double slope, shift; /* of the log odds, to fit the late draws */
};

/* A part of the rows to learn from. */
struct choice {
    unsigned fold;         /* left out; FOLDS: none */
    struct truce_view set; /* left out; {NULL,0}: none */
    double contrast;       /* 0: all; else only what is right in plain news,
                              with this weight, and wrong in free text */
};

/* The margin: the chance's log odds and this much of the contrast's, less the
 * floor that `plain_kept` of the right events of plain news pass. Both shares were
 * chosen by cross-validation; see models/CONFIDENCE-CARD.md. */
static const double contrast_share = 0.75, plain_kept = 0.983;

/* Which plain set a row is of, or -1. */
static int plain_set(const struct row *row)
{
    static const char *const sets[] = {"gsr", "items", "news", "plain"};
    for (int i = 0; i < N_PLAIN; i++)
        if (truce_view_eq_text(row->set, sets[i]))
            return i;
    return -1;
}

static double weight_of(const struct row *row, const struct choice *choice)
{
    bool plain = plain_set(row) >= 0;
    if (row->fold == choice->fold ||
        (choice->set.ptr && truce_view_eq(row->set, choice->set)))
        return 0;
    if (choice->contrast > 0)
        return plain ? row->right * choice->contrast
               : truce_view_eq_text(row->set, "doubted") ? 0
                                                         : 1 - row->right;
    return plain ? plain_weight : 1;
}

static uint32_t column_of(struct table *t, struct truce_view name)
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
static void read_entry(struct table *t, struct row *row,
                       struct truce_view feature)
{
    size_t cut = feature.len;
    while (cut && feature.ptr[cut - 1] != '\t')
        cut--;
    if (!cut)
        return;
    row->entries[row->n].x = (float)atof(feature.ptr + cut);
    feature.len = cut - 1;
    row->entries[row->n].column = column_of(t, feature);
    row->n++;
}

static void read_row(struct table *t, struct truce_view line)
{
    struct truce_view field[5], feature;
    struct row *row;
    for (size_t i = 0; i < 5; i++)
        if (!truce_view_split(&line, '\t', &field[i]))
            return;
    truce_arena_grow(&t->arena, &t->rows, t->n, &t->cap, sizeof *t->rows);
    row = &t->rows[t->n++];
    memset(row, 0, sizeof *row);
    row->set = truce_arena_view(&t->arena, field[0]);
    row->document = truce_arena_view(&t->arena, field[1]);
    row->right = field[2].ptr[0] == '1';
    row->fold =
        (unsigned)(truce_hash(field[1].ptr, field[1].len) >> 20) % FOLDS;
    row->entries = truce_arena_alloc(&t->arena, TRUCE_MAX_FEATURES,
                                     sizeof *row->entries);
    while (row->n < TRUCE_MAX_FEATURES &&
           truce_view_split(&line, '\x1f', &feature))
        read_entry(t, row, feature);
}

static int read_table(struct table *t, const char *path)
{
    struct truce_str line = TRUCE_STR_INIT;
    FILE *file = fopen(path, "r");
    if (!file)
        return TRUCE_EIO;
    while (truce_io_line(file, 0, &line) > 0)
        read_row(t, truce_str_view(&line));
    truce_str_release(&line);
    fclose(file);
    return t->n ? TRUCE_OK : TRUCE_ENODATA;
}

static double dot(const struct table *t, const struct row *row,
                  const double *weights)
{
    double sum = 0;
    for (size_t i = 0; i < row->n; i++)
        if (t->seen[row->entries[i].column] >= LEAST)
            sum += weights[row->entries[i].column] * (double)row->entries[i].x;
    return sum;
}

static double chance(double z)
{
    return 1 / (1 + exp(-z));
}

/* out = (X' D X + penalty) v, D the curvature of each row. */
static void curve(const struct table *t, const double *bend, const double *v,
                  double *out)
{
    for (size_t j = 0; j < t->n_columns; j++)
        out[j] = penalty * v[j];
    for (size_t i = 0; i < t->n; i++) {
        const struct row *row = &t->rows[i];
        double a = bend[i] > 0 ? bend[i] * dot(t, row, v) : 0;
        for (size_t k = 0; k < row->n && a != 0; k++)
            if (t->seen[row->entries[k].column] >= LEAST)
                out[row->entries[k].column] += a * (double)row->entries[k].x;
    }
}

static double product(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Solves curve(step) = slope by conjugate gradients. */
static void solve(const struct table *t, const double *bend,
                  const double *slope, double *step)
{
    size_t n = t->n_columns;
    double *work = truce_zalloc(3 * n, sizeof *work);
    double *r = work, *d = work + n, *q = work + 2 * n;
    double rr;
    memset(step, 0, n * sizeof *step);
    memcpy(r, slope, n * sizeof *r);
    memcpy(d, slope, n * sizeof *d);
    rr = product(r, r, n);
    for (int i = 0; i < MAX_SOLVE && rr > 1e-14; i++) {
        double a, next;
        curve(t, bend, d, q);
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

/* Newton's method for the penalised likelihood of the chosen rows. */
static void fit(const struct table *t, const struct choice *choice,
                double *weights)
{
    size_t n = t->n_columns;
    double *slope = truce_zalloc(n, sizeof *slope);
    double *step = truce_zalloc(n, sizeof *step);
    double *bend = truce_zalloc(t->n, sizeof *bend);
    double most = 1;
    memset(weights, 0, n * sizeof *weights);
    for (int s = 0; s < MAX_STEPS && most > 1e-7; s++) {
        for (size_t j = 0; j < n; j++)
            slope[j] = -penalty * weights[j];
        for (size_t i = 0; i < t->n; i++) {
            const struct row *row = &t->rows[i];
            double p = chance(dot(t, row, weights));
            double w = weight_of(row, choice);
            bend[i] = w * p * (1 - p);
            for (size_t k = 0; k < row->n && w > 0; k++)
                if (t->seen[row->entries[k].column] >= LEAST)
                    slope[row->entries[k].column] +=
                        w * (row->right - p) * (double)row->entries[k].x;
        }
        solve(t, bend, slope, step);
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

static int by_z(const void *a, const void *b)
{
    double x = (*(const struct row *const *)a)->z;
    double y = (*(const struct row *const *)b)->z;
    return x < y ? -1 : x > y;
}

/* Draws that rules were hardly written from yet: what the curve promises is
 * to hold for text like theirs. */
static bool is_late(const struct row *row)
{
    struct truce_view set = row->set;
    return truce_view_starts(set, "fin2") || truce_view_starts(set, "src") ||
           (set.len > 1 && strchr("ait", set.ptr[0]) && set.ptr[1] >= '0' &&
            set.ptr[1] <= '9');
}

/* Rows of the set ("free": those drawn from free text), sorted by what was predicted. */
static size_t pick(const struct table *t, const char *set, struct row **out)
{
    static const char other[] = " gsr items plain news doubted klow ";
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool drawn = !truce_tree_word_in(t->rows[i].set, other, sizeof other - 1);
        if (!strcmp(set, "free")   ? drawn
            : !strcmp(set, "late") ? drawn && is_late(&t->rows[i])
                                   : truce_view_eq_text(t->rows[i].set, set))
            out[n++] = &t->rows[i];
    }
    qsort(out, n, sizeof *out, by_z);
    return n;
}

/* Area under the curve: the share of right-wrong pairs in right order. */
static double area(struct row **rows, size_t n)
{
    double wrong = 0, right = 0, pairs = 0;
    for (size_t i = 0; i < n; i++) {
        pairs += rows[i]->right * wrong;
        wrong += 1 - rows[i]->right;
        right += rows[i]->right;
    }
    return pairs / (wrong * right);
}

static void print_bins(struct row **rows, size_t n)
{
    double gap = 0;
    printf("  confidence  events  mean   right\n");
    for (size_t b = 0, i = 0; b < BINS; b++) {
        size_t from = i;
        double sum = 0, right = 0;
        for (; i < n && (chance(rows[i]->z) * BINS < (double)b + 1 ||
                         b == BINS - 1);
             i++) {
            sum += chance(rows[i]->z);
            right += rows[i]->right;
        }
        if (i == from)
            continue;
        gap += fabs(sum - right);
        printf("  %.1f to %.1f  %6zu  %.3f  %.3f\n", (double)b / BINS,
               (double)(b + 1) / BINS, i - from, sum / (double)(i - from),
               right / (double)(i - from));
    }
    printf("  expected calibration error %.3f\n", gap / (double)n);
}

static void print_curve(struct row **rows, size_t n)
{
    double right = 0;
    size_t told = 0, next = 1;
    printf("  told  from   precision\n");
    for (size_t i = n; i-- > 0;) {
        right += rows[i]->right;
        told++;
        if (told == n * next / 10) {
            printf("  %3zu%%  %.3f  %.3f\n", 10 * next, chance(rows[i]->z),
                   right / (double)told);
            next++;
        }
    }
}

static void report(const struct table *t, const char *set, const char *how)
{
    struct row **rows = truce_alloc(t->n, sizeof *rows);
    size_t n = pick(t, set, rows);
    double brier = 0, log_loss = 0, right = 0;
    for (size_t i = 0; i < n; i++) {
        double p = chance(rows[i]->z);
        right += rows[i]->right;
        brier += (p - rows[i]->right) * (p - rows[i]->right);
        log_loss -= log(rows[i]->right > 0 ? p : 1 - p);
    }
    if (n)
        printf("%s, %s: %zu events, %.1f%% right, area under the curve %.3f, "
               "Brier score %.4f, log loss %.4f\n",
               set, how, n, 100 * right / (double)n, area(rows, n),
               brier / (double)n, log_loss / (double)n);
    if (n) {
        print_bins(rows, n);
        print_curve(rows, n);
    }
    truce_free(rows);
}

/* As many wrong events of free text as right ones of plain news. */
static double balance(const struct table *t)
{
    double right = 0, wrong = 0;
    struct choice choice = {FOLDS, {NULL, 0}, 1};
    for (size_t i = 0; i < t->n; i++) {
        double w = weight_of(&t->rows[i], &choice);
        right += w * t->rows[i].right;
        wrong += w * (1 - t->rows[i].right);
    }
    return right > 0 ? wrong / right : 1;
}

/* Weights of the chance and, with the contrast's share, of the margin. */
static void fit_both(const struct table *t, const struct choice *choice,
                     double *weights, double *margin)
{
    struct choice other = *choice;
    fit(t, choice, weights);
    other.contrast = balance(t);
    fit(t, &other, margin);
    for (size_t j = 0; j < t->n_columns; j++)
        margin[j] = weights[j] + contrast_share * margin[j];
}

/* Fits slope and shift of the log odds to the late draws (Platt 1999), with
 * Newton's method; the order of events stays. */
static void calibrate(struct table *t)
{
    t->slope = 1;
    t->shift = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
        double g[2] = {0, 0}, h[3] = {1e-9, 0, 1e-9}, det;
        for (size_t i = 0; i < t->n; i++) {
            const struct row *row = &t->rows[i];
            double p, w;
            if (!is_late(row))
                continue;
            p = 1 / (1 + exp(-(t->slope * row->z + t->shift)));
            w = p * (1 - p);
            g[0] += (row->right - p) * row->z;
            g[1] += row->right - p;
            h[0] += w * row->z * row->z;
            h[1] += w * row->z;
            h[2] += w;
        }
        det = h[0] * h[2] - h[1] * h[1];
        if (det <= 1e-12)
            break;
        t->slope += (h[2] * g[0] - h[1] * g[1]) / det;
        t->shift += (h[0] * g[1] - h[1] * g[0]) / det;
    }
    printf("late draws: log odds times %.3f, %+.3f\n", t->slope, t->shift);
    for (size_t i = 0; i < t->n; i++)
        t->rows[i].z = t->slope * t->rows[i].z + t->shift;
}

static int by_margin(const void *a, const void *b)
{
    double x = (*(const struct row *const *)a)->margin;
    double y = (*(const struct row *const *)b)->margin;
    return x < y ? -1 : x > y;
}

/* The margin that `kept` of the right events of plain news reach, each set
 * counting the same. */
static double floor_of(const struct table *t, double kept)
{
    struct row **rows = truce_alloc(t->n, sizeof *rows);
    double size[N_PLAIN] = {0}, sum = 0, floor = 0;
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (plain_set(&t->rows[i]) >= 0 && t->rows[i].right > 0) {
            rows[n++] = &t->rows[i];
            size[plain_set(&t->rows[i])]++;
        }
    qsort(rows, n, sizeof *rows, by_margin);
    for (size_t i = 0; i < n && sum < (1 - kept) * N_PLAIN; i++) {
        sum += 1 / size[plain_set(rows[i])];
        floor = rows[i]->margin;
    }
    truce_free(rows);
    return floor;
}

/* Which events would be told by default, and how many of those are right. */
static void print_told(const struct table *t, const char *set, double floor)
{
    struct row **rows = truce_alloc(t->n, sizeof *rows);
    size_t n = pick(t, set, rows), told = 0;
    double all = 0, right = 0;
    for (size_t i = 0; i < n; i++) {
        all += rows[i]->right;
        told += rows[i]->margin >= floor;
        right += rows[i]->margin >= floor ? rows[i]->right : 0;
    }
    if (n)
        printf("%s: told by default %.3f, right among them %.3f (of all "
               "%.3f), right ones kept %.3f\n",
               set, (double)told / (double)n, right / (double)told,
               all / (double)n, right / all);
    truce_free(rows);
}

/* Returns the floor of the margin. */
static double cross_validate(struct table *t, double *weights, double *margin)
{
    static const char *const sets[] = {"free", "plain", "news", "items", "gsr",
                                       "late"};
    static const double shares[] = {0.95, 0.965, 0.975, 0.98, 0.985, 0.995};
    double floor;
    for (unsigned f = 0; f < FOLDS; f++) {
        struct choice choice = {f, {NULL, 0}, 0};
        fit_both(t, &choice, weights, margin);
        for (size_t i = 0; i < t->n; i++)
            if (t->rows[i].fold == f) {
                t->rows[i].z = dot(t, &t->rows[i], weights);
                t->rows[i].margin = dot(t, &t->rows[i], margin);
            }
    }
    calibrate(t);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        printf("keeping %.3f of plain news\n", shares[i]);
        for (size_t k = 0; k < sizeof sets / sizeof *sets; k++)
            print_told(t, sets[k], floor_of(t, shares[i]));
    }
    floor = floor_of(t, plain_kept);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        report(t, sets[i], "cross-validation over documents");
        print_told(t, sets[i], floor);
    }
    return floor;
}

static void hold_out(struct table *t, const char *set, double *weights)
{
    struct choice choice = {FOLDS, truce_view_of(set), 0};
    fit(t, &choice, weights);
    for (size_t i = 0; i < t->n; i++)
        t->rows[i].z =
            t->slope * dot(t, &t->rows[i], weights) + t->shift;
    report(t, set, "held out");
}

static int group_of(const struct table *t, uint32_t column)
{
    struct truce_view rest = t->names[column], name;
    truce_view_split(&rest, '\t', &name);
    return truce_feature_find(name);
}

/* Of features that every event has one value of, the mean weight goes to the
 * constant: predictions stay, and a weight says how the value differs from
 * the usual; a value too rare to have one counts as usual. The floor is taken
 * off the constant. */
static void centre(const struct table *t, double *weights, double floor)
{
    double mean[TRUCE_N_FEATURE_NAMES] = {0};
    bool single[TRUCE_N_FEATURE_NAMES];
    memset(single, 1, sizeof single);
    for (size_t i = 0; i < t->n; i++) {
        size_t seen[TRUCE_N_FEATURE_NAMES] = {0};
        for (size_t k = 0; k < t->rows[i].n; k++) {
            uint32_t column = t->rows[i].entries[k].column;
            int group = group_of(t, column);
            seen[group]++;
            mean[group] += weights[column] / (double)t->n;
        }
        for (int g = 0; g < TRUCE_N_FEATURE_NAMES; g++)
            single[g] = single[g] && seen[g] == 1;
    }
    single[TRUCE_FEATURE_bias] = single[TRUCE_FEATURE_rank_value] = false;
    for (size_t j = 0; j < t->n_columns; j++) {
        int group = group_of(t, (uint32_t)j);
        if (single[group])
            weights[j] -= mean[group];
    }
    for (size_t j = 0; j < t->n_columns; j++)
        if (group_of(t, (uint32_t)j) == TRUCE_FEATURE_bias) {
            weights[j] -= floor;
            for (int g = 0; g < TRUCE_N_FEATURE_NAMES; g++)
                weights[j] += single[g] ? mean[g] : 0;
        }
}

struct weight {
    struct truce_view name;
    double value, margin;
};

static int by_name(const void *a, const void *b)
{
    return truce_view_cmp(((const struct weight *)a)->name,
                          ((const struct weight *)b)->name);
}

static int save(const struct table *t, const double *weights,
                const double *margin, const char *path)
{
    struct weight *sorted = truce_alloc(t->n_columns, sizeof *sorted);
    struct truce_str rows = TRUCE_STR_INIT;
    size_t n = 0, written = 0;
    FILE *file = fopen(path, "w");
    if (!file || !sorted)
        return TRUCE_EIO;
    for (size_t j = 0; j < t->n_columns; j++)
        if (t->seen[j] >= LEAST)
            sorted[n++] = (struct weight){t->names[j], weights[j], margin[j]};
    qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0; i < n; i++) {
        if (fabs(sorted[i].value) < 0.0005 && fabs(sorted[i].margin) < 0.0005)
            continue;
        truce_str_printf(&rows, "%.*s\t%.3f\t%.3f\n",
                         TRUCE_VIEW_ARG(sorted[i].name), sorted[i].value,
                         sorted[i].margin);
        written++;
    }
    fprintf(file,
            "# Made by 'make -C train confidence'; not to be edited. See "
            "CONFIDENCE-CARD.md.\n"
            "%s\t%d\t%zu\t%016" PRIx64 "\n%s",
            TRUCE_CONFIDENCE_MAGIC, TRUCE_CONFIDENCE_VERSION, written,
            truce_confidence_sum(truce_str_view(&rows)), rows.ptr);
    truce_str_release(&rows);
    truce_free(sorted);
    return fclose(file) ? TRUCE_EIO : TRUCE_OK;
}

int main(int argc, char **argv)
{
    struct table t = {.arena = TRUCE_ARENA_INIT};
    struct choice all = {FOLDS, {NULL, 0}, 0};
    double *weights, *margin, floor;
    if (argc < 3 || read_table(&t, argv[2]) != TRUCE_OK) {
        fputs("usage: train_confidence OUT LABELLED [HELD-OUT-SET...]\n", stderr);
        return 2;
    }
    weights = truce_zalloc(t.n_columns, sizeof *weights);
    margin = truce_zalloc(t.n_columns, sizeof *margin);
    floor = cross_validate(&t, weights, margin);
    for (int i = 3; i < argc; i++)
        hold_out(&t, argv[i], weights);
    fit_both(&t, &all, weights, margin);
    for (size_t j = 0; j < t.n_columns; j++)
        weights[j] *= t.slope;
    centre(&t, weights, -t.shift);
    centre(&t, margin, floor);
    if (strcmp(argv[1], "-") != 0 &&
        save(&t, weights, margin, argv[1]) != TRUCE_OK) {
        fprintf(stderr, "train_confidence: cannot write '%s'\n", argv[1]);
        return 1;
    }
    truce_free(weights);
    truce_free(margin);
    truce_map_release(&t.columns);
    truce_arena_release(&t.arena);
    return 0;
}
