/* train_confidence OUT LABELLED KINDS [HELD-OUT-SET...]: what
 * src/code/confidence.c reads, from judged events and texts of a known kind
 * (the lines of confidence_data.py label and kinds): a logistic curve and
 * boosted trees over the features of events, stacked and calibrated on the
 * fresh draws, a curve over the words of texts, and two floors. Before that it
 * prints how well they predict: by cross-validation over documents, and on
 * sets left out altogether. OUT "-": nothing is written. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/mem.h"
#include "code/confidence.h"
#include "code/tree.h"
#include "grove.h"
#include "rows.h"

enum { FOLDS = TRUCE_ROWS_FOLDS, LEAST = 3, MAX_STEPS = 60, BINS = 10,
       N_PLAIN = 4, MIXED = 3 };

/* Chosen by cross-validation; see models/CONFIDENCE-CARD.md. */
static const struct truce_fit curve_how = {20, LEAST, FOLDS};
static const struct truce_fit kind_how = {20, 6, FOLDS};
static const struct truce_grove_how trees_how = {
    150, 4, 0.06, 5, 3, 0.6, 0.4, 8, FOLDS, NULL};
/* How much events of each set of plain news count (plain_set()), the others 1. */
static const double plain_weights[N_PLAIN] = {3, 0.7, 0.7, 0.7};
/* And the fresh draws. */
static const double fresh_weight = 2;
/* How much texts of each set count: those of news are few. */
static const struct {
    const char *set;
    double weight;
} kind_counts[] = {{"story", 1}, {"prose", 4}, {"news", 40}, {"re3d", 40},
                   {"web", 12}, {"items", 12}, {"gsr", 6}, {"essay", 200},
                   {NULL, 4}};
/* In text like news, chosen by the scores of news items (tests/data/news),
 * which lose next to nothing, and in other text: from there on, and by the slope
 * of src/code/kind.c, 85% of what is told of free text is expected to be right. */
static const double floors[2] = {0.25, 0.8};

/* A curve, trees, and how they are put together. */
struct model {
    struct truce_rows *rows;
    double *weights; /* [n_columns] */
    struct truce_grove trees;
    bool *asked, *held; /* [n_columns] */
    double mix[MIXED];  /* log odds: of curve, of trees, constant */
};

/* Which plain set a row is of, or -1. */
static int plain_set(const struct truce_row *row)
{
    static const char *const sets[] = {"gsr", "items", "news", "plain"};
    for (int i = 0; i < N_PLAIN; i++)
        if (truce_view_eq_text(row->set, sets[i]))
            return i;
    return -1;
}

static bool is_number(struct truce_view set, const char *starts)
{
    return set.len > 1 && strchr(starts, set.ptr[0]) && set.ptr[1] >= '0' &&
           set.ptr[1] <= '9';
}

/* Draws that no rule was written from when they were coded: what the curve
 * promises is to hold for text like theirs. */
static bool is_fresh(const struct truce_row *row)
{
    return truce_view_starts(row->set, "fin3") || is_number(row->set, "pqu");
}

static bool is_late(const struct truce_row *row)
{
    return is_fresh(row) || truce_view_starts(row->set, "fin2") ||
           truce_view_starts(row->set, "src") || is_number(row->set, "ait");
}

static double chance(double z)
{
    return 1 / (1 + exp(-z));
}

static int by_z(const void *a, const void *b)
{
    double x = (*(const struct truce_row *const *)a)->z;
    double y = (*(const struct truce_row *const *)b)->z;
    return x < y ? -1 : x > y;
}

/* Rows of the set ("free": those drawn from free text), by what was predicted.
 */
static size_t pick(const struct truce_rows *t, const char *set,
                   struct truce_row **out)
{
    static const char other[] = " gsr items plain news doubted klow ";
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        struct truce_row *row = &t->items[i];
        bool drawn = !truce_tree_word_in(row->set, other, sizeof other - 1);
        if (!strcmp(set, "free")    ? drawn
            : !strcmp(set, "late")  ? drawn && is_late(row)
            : !strcmp(set, "fresh") ? drawn && is_fresh(row)
                                    : truce_view_eq_text(row->set, set))
            out[n++] = row;
    }
    qsort(out, n, sizeof *out, by_z);
    return n;
}

/* Area under the curve: the share of right-wrong pairs in right order. */
static double area(struct truce_row **rows, size_t n)
{
    double wrong = 0, right = 0, pairs = 0;
    for (size_t i = 0; i < n; i++) {
        pairs += rows[i]->right * wrong;
        wrong += 1 - rows[i]->right;
        right += rows[i]->right;
    }
    return pairs / (wrong * right);
}

static void print_bins(struct truce_row **rows, size_t n)
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

static void print_curve(struct truce_row **rows, size_t n)
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

static void report(const struct truce_rows *t, const char *set, const char *how)
{
    struct truce_row **rows = truce_alloc(t->n, sizeof *rows);
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

/* Curve and trees of the rows outside `fold`. */
static int fit(struct model *m, unsigned fold)
{
    struct truce_fit curve = curve_how;
    struct truce_grove_how trees = trees_how;
    curve.fold = trees.fold = fold;
    trees.asked = m->asked;
    truce_grove_release(&m->trees);
    truce_rows_fit(m->rows, &curve, m->weights);
    return truce_grove_fit(m->rows, &trees, &m->trees);
}

/* What curve, trees and the constant say of a row. */
static void say(const struct model *m, const struct truce_row *row,
                double said[MIXED])
{
    said[0] = truce_rows_dot(row, m->weights);
    said[1] = truce_grove_of(&m->trees, row, m->held);
    said[2] = 1;
}

static double mixed(const struct model *m, const double said[MIXED])
{
    return m->mix[0] * said[0] + m->mix[1] * said[1] + m->mix[2];
}

/* Solves a (symmetric) x = b in place. */
static void solve(double a[MIXED][MIXED], double b[MIXED])
{
    for (int i = 0; i < MIXED; i++)
        for (int j = i + 1; j < MIXED; j++) {
            double f = a[j][i] / a[i][i];
            for (int k = i; k < MIXED; k++)
                a[j][k] -= f * a[i][k];
            b[j] -= f * b[i];
        }
    for (int i = MIXED - 1; i >= 0; i--) {
        for (int k = i + 1; k < MIXED; k++)
            b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
}

/* Fits how curve and trees are put together, and so the calibration, to the
 * fresh draws (Platt 1999, Wolpert 1992), with Newton's method. */
static void stack(struct model *m, double (*said)[MIXED])
{
    double *mix = m->mix;
    mix[0] = mix[1] = 0.5;
    mix[2] = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
        double g[MIXED] = {0}, h[MIXED][MIXED] = {{0}};
        for (int j = 0; j < MIXED; j++)
            h[j][j] = 1;
        g[0] = 0.5 - mix[0];
        g[1] = 0.5 - mix[1];
        for (size_t i = 0; i < m->rows->n; i++) {
            const struct truce_row *row = &m->rows->items[i];
            double p = chance(mixed(m, said[i])), w = p * (1 - p);
            if (!is_fresh(row))
                continue;
            for (int j = 0; j < MIXED; j++) {
                g[j] += (row->right - p) * said[i][j];
                for (int k = 0; k < MIXED; k++)
                    h[j][k] += w * said[i][j] * said[i][k];
            }
        }
        solve(h, g);
        for (int j = 0; j < MIXED; j++)
            mix[j] += g[j];
    }
    printf("fresh draws: curve times %.3f, trees times %.3f, %+.3f\n", mix[0],
           mix[1], mix[2]);
    for (size_t i = 0; i < m->rows->n; i++)
        m->rows->items[i].z = mixed(m, said[i]);
}

/* Prints the least chance from which on a share `right` of the set is right,
 * and what it costs. */
static void print_aim(const struct truce_rows *t, const char *set,
                           double right)
{
    struct truce_row **rows = truce_alloc(t->n, sizeof *rows);
    size_t n = pick(t, set, rows), told = 0;
    double all = 0, sum = 0, kept = 0, floor = 1;
    for (size_t i = 0; i < n; i++)
        all += rows[i]->right;
    for (size_t i = n; i-- > 0;) {
        sum += rows[i]->right;
        if (n - i >= 20 && sum >= right * (double)(n - i)) {
            told = n - i;
            kept = sum;
            floor = chance(rows[i]->z);
        }
    }
    if (n)
        printf("%s: %.0f%% right from %.3f on: told %.3f, of the right ones "
               "%.3f\n",
               set, 100 * right, floor, (double)told / (double)n, kept / all);
    truce_free(rows);
}

static void print_told(const struct truce_rows *t, const char *set,
                       double floor)
{
    struct truce_row **rows = truce_alloc(t->n, sizeof *rows);
    size_t n = pick(t, set, rows), told = 0;
    double all = 0, right = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_told = chance(rows[i]->z) >= floor;
        all += rows[i]->right;
        told += is_told;
        right += is_told ? rows[i]->right : 0;
    }
    if (n)
        printf("%s: told from %.3f on %.3f, right among them %.3f (of all "
               "%.3f), right ones kept %.3f\n",
               set, floor, (double)told / (double)n, right / (double)told,
               all / (double)n, right / all);
    truce_free(rows);
}

static int cross_validate(struct model *m)
{
    static const char *const sets[] = {"free", "plain", "news", "items", "gsr",
                                       "late", "fresh"};
    static const double aims[] = {0.8, 0.85, 0.88, 0.9};
    double(*said)[MIXED] = truce_zalloc(m->rows->n, sizeof *said);
    int rc = said ? TRUCE_OK : TRUCE_ENOMEM;
    for (unsigned f = 0; f < FOLDS && rc == TRUCE_OK; f++) {
        rc = fit(m, f);
        for (size_t i = 0; i < m->rows->n; i++)
            if (m->rows->items[i].fold == f)
                say(m, &m->rows->items[i], said[i]);
    }
    if (rc == TRUCE_OK) {
        stack(m, said);
        for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
            report(m->rows, sets[i], "cross-validation over documents");
        for (size_t i = 0; i < sizeof aims / sizeof *aims; i++)
            print_aim(m->rows, "fresh", aims[i]);
        for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
            for (int k = 0; k < 2; k++)
                print_told(m->rows, sets[i], floors[k]);
    }
    truce_free(said);
    return rc;
}

static int hold_out(struct model *m, const char *set)
{
    int rc;
    for (size_t i = 0; i < m->rows->n; i++)
        if (truce_view_eq_text(m->rows->items[i].set, set))
            m->rows->items[i].weight = -m->rows->items[i].weight;
    rc = fit(m, FOLDS);
    for (size_t i = 0; i < m->rows->n && rc == TRUCE_OK; i++) {
        double said[MIXED];
        say(m, &m->rows->items[i], said);
        m->rows->items[i].z = mixed(m, said);
        m->rows->items[i].weight = fabs(m->rows->items[i].weight);
    }
    report(m->rows, set, "held out");
    return rc;
}

/* How many texts of each set are taken for news, without having seen them. */
static void try_kinds(struct truce_rows *kinds, double *weights)
{
    for (unsigned f = 0; f < FOLDS; f++) {
        struct truce_fit how = kind_how;
        how.fold = f;
        truce_rows_fit(kinds, &how, weights);
        for (size_t i = 0; i < kinds->n; i++)
            if (kinds->items[i].fold == f)
                kinds->items[i].z = truce_rows_dot(&kinds->items[i], weights);
    }
    for (size_t i = 0; i < kinds->n; i++) {
        struct truce_view set = kinds->items[i].set;
        size_t n = 0, news = 0;
        bool first = true;
        for (size_t k = 0; k < kinds->n; k++) {
            if (!truce_view_eq(kinds->items[k].set, set))
                continue;
            first = first && k >= i;
            news += kinds->items[k].z >= 0;
            n++;
        }
        if (first)
            printf("texts of %.*s: %zu, like news %.3f\n", TRUCE_VIEW_ARG(set),
                   n, (double)news / (double)n);
    }
}

static int group_of(const struct truce_rows *t, uint32_t column)
{
    struct truce_view rest = t->names[column], name;
    truce_view_split(&rest, '\t', &name);
    return truce_feature_find(name);
}

/* Of features that every event has one value of, the mean weight goes to the
 * constant: predictions stay, and a weight says how the value differs from
 * the usual; a value too rare to have one counts as usual. */
static void centre(const struct truce_rows *t, double *weights, double shift)
{
    double mean[TRUCE_N_FEATURE_NAMES] = {0};
    bool single[TRUCE_N_FEATURE_NAMES];
    memset(single, 1, sizeof single);
    for (size_t i = 0; i < t->n; i++) {
        size_t seen[TRUCE_N_FEATURE_NAMES] = {0};
        for (size_t k = 0; k < t->items[i].n; k++) {
            uint32_t column = t->items[i].entries[k].column;
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
            weights[j] += shift;
            for (int g = 0; g < TRUCE_N_FEATURE_NAMES; g++)
                weights[j] += single[g] ? mean[g] : 0;
        }
}

struct weight {
    struct truce_view name;
    double value;
};

static int by_name(const void *a, const void *b)
{
    return truce_view_cmp(((const struct weight *)a)->name,
                          ((const struct weight *)b)->name);
}

static size_t write_weights(const struct truce_rows *t, const double *weights,
                            size_t least, struct truce_str *out)
{
    struct weight *sorted = truce_alloc(t->n_columns, sizeof *sorted);
    size_t n = 0, written = 0;
    for (size_t j = 0; j < t->n_columns; j++)
        if (t->seen[j] >= least)
            sorted[n++] = (struct weight){t->names[j], weights[j]};
    qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0; i < n; i++) {
        if (fabs(sorted[i].value) < 0.0005)
            continue;
        truce_str_printf(out, "%.*s\t%.3f\n", TRUCE_VIEW_ARG(sorted[i].name),
                         sorted[i].value);
        written++;
    }
    truce_free(sorted);
    return written;
}

static size_t write_trees(const struct model *m, struct truce_str *out)
{
    for (size_t i = 0; i < m->trees.n; i++) {
        const struct truce_grove_node *node = &m->trees.nodes[i];
        double value = m->mix[1] * node->value;
        if (node->column < 0)
            truce_str_printf(out, "=\t%.4f\n", value);
        else
            truce_str_printf(out, "?\t%.*s\t%.4f\n",
                             TRUCE_VIEW_ARG(m->rows->names[node->column]),
                             value);
    }
    return m->trees.n;
}

static int save(const struct model *m, const struct truce_rows *kinds,
                const double *kind_weights, const char *path)
{
    struct truce_str rows = TRUCE_STR_INIT;
    FILE *file = fopen(path, "w");
    size_t n;
    if (!file)
        return TRUCE_EIO;
    n = write_weights(m->rows, m->weights, LEAST, &rows);
    n += write_weights(kinds, kind_weights, kind_how.least, &rows);
    n += write_trees(m, &rows);
    fprintf(file,
            "# Made by 'make -C train confidence'; not to be edited. See "
            "CONFIDENCE-CARD.md.\n"
            "%s\t%d\t%zu\t%016" PRIx64 "\t%.3f\t%.3f\n%s",
            TRUCE_CONFIDENCE_MAGIC, TRUCE_CONFIDENCE_VERSION, n,
            truce_confidence_sum(truce_str_view(&rows)), floors[0],
            floors[1], rows.ptr);
    truce_str_release(&rows);
    return fclose(file) ? TRUCE_EIO : TRUCE_OK;
}

/* Weights of rows; what trees may ask for: no numbers. */
static int set_up(struct model *m)
{
    struct truce_rows *t = m->rows;
    m->weights = truce_zalloc(t->n_columns, sizeof *m->weights);
    m->asked = truce_zalloc(2 * t->n_columns, sizeof *m->asked);
    if (!m->weights || !m->asked)
        return TRUCE_ENOMEM;
    m->held = m->asked + t->n_columns;
    for (size_t i = 0; i < t->n; i++) {
        int set = plain_set(&t->items[i]);
        t->items[i].weight = set >= 0              ? plain_weights[set]
                             : is_fresh(&t->items[i]) ? fresh_weight
                                                      : 1;
    }
    for (size_t j = 0; j < t->n_columns; j++) {
        int group = group_of(t, (uint32_t)j);
        m->asked[j] = group >= 0 && group != TRUCE_FEATURE_rank_value;
    }
    return TRUCE_OK;
}

static int work(struct model *m, struct truce_rows *kinds, int argc,
                char **argv)
{
    double *weights = truce_zalloc(kinds->n_columns, sizeof *weights);
    int rc = weights ? set_up(m) : TRUCE_ENOMEM;
    for (size_t i = 0; i < kinds->n; i++) {
        int k = 0;
        while (kind_counts[k].set &&
               !truce_view_eq_text(kinds->items[i].set, kind_counts[k].set))
            k++;
        kinds->items[i].weight = kind_counts[k].weight;
    }
    if (rc == TRUCE_OK) {
        try_kinds(kinds, weights);
        rc = cross_validate(m);
    }
    for (int i = 4; i < argc && rc == TRUCE_OK; i++)
        rc = hold_out(m, argv[i]);
    if (rc == TRUCE_OK)
        rc = fit(m, FOLDS);
    if (rc == TRUCE_OK) {
        truce_rows_fit(kinds, &kind_how, weights);
        for (size_t j = 0; j < m->rows->n_columns; j++)
            m->weights[j] *= m->mix[0];
        centre(m->rows, m->weights, m->mix[2]);
        if (strcmp(argv[1], "-") != 0)
            rc = save(m, kinds, weights, argv[1]);
    }
    truce_free(weights);
    return rc;
}

int main(int argc, char **argv)
{
    struct truce_rows rows = {.arena = TRUCE_ARENA_INIT};
    struct truce_rows kinds = {.arena = TRUCE_ARENA_INIT};
    struct model model = {.rows = &rows};
    int rc;
    if (argc < 4 || truce_rows_read(&rows, argv[2]) != TRUCE_OK ||
        truce_rows_read(&kinds, argv[3]) != TRUCE_OK) {
        fputs("usage: train_confidence OUT LABELLED KINDS [HELD-OUT-SET...]\n",
              stderr);
        return 2;
    }
    rc = work(&model, &kinds, argc, argv);
    if (rc != TRUCE_OK)
        fprintf(stderr, "train_confidence: no '%s'\n", argv[1]);
    truce_grove_release(&model.trees);
    truce_free(model.weights);
    truce_free(model.asked);
    truce_rows_release(&rows);
    truce_rows_release(&kinds);
    return rc == TRUCE_OK ? 0 : 1;
}
