/* Scores; formulas and sources in score.h and docs/forecast.md. */
#include "forecast/score.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double ign_edges[] = {0,    0.5,   2.5,   5.5,   10.5,  25.5,
                                   50.5, 100.5, 250.5, 500.5, 1000.5};
enum { IGN_BINS = sizeof ign_edges / sizeof ign_edges[0] };

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void truce_score_sort(double *draws, size_t n)
{
    qsort(draws, n, sizeof *draws, by_value);
}

double truce_score_crps(const double *draws, size_t n, double y)
{
    double off = 0, spread = 0, size = (double)n;
    for (size_t i = 0; i < n; i++) {
        off += fabs(draws[i] - y);
        /* the i-th smallest is the larger of a pair i times, the smaller
         * n-1-i times */
        spread += draws[i] * (2.0 * (double)i - (size - 1.0));
    }
    return off / size - spread / (size * size);
}

static size_t ign_bin(double value)
{
    size_t bin = 0;
    while (bin + 1 < IGN_BINS && value >= ign_edges[bin + 1])
        bin++;
    return bin;
}

double truce_score_ign(const double *draws, size_t n, double y)
{
    size_t hits = 1, bin = ign_bin(y);
    for (size_t i = 0; i < n; i++)
        hits += ign_bin(draws[i]) == bin;
    return -log2((double)hits / (double)(n + IGN_BINS));
}

double truce_score_quantile(const double *draws, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t low = (size_t)at;
    if (low + 1 >= n)
        return draws[n - 1];
    return draws[low] + (at - (double)low) * (draws[low + 1] - draws[low]);
}

/* GSL's own inverse does not always converge, and then ends the program. */
double truce_score_beta_quantile(double q, double a, double b)
{
    double low = 0, high = 1;
    for (int i = 0; i < 50; i++) {
        double middle = (low + high) / 2;
        if (gsl_cdf_beta_P(middle, a, b) < q)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

double truce_score_interval(const double *draws, size_t n, double alpha,
                            double y)
{
    double low = truce_score_quantile(draws, n, alpha / 2);
    double high = truce_score_quantile(draws, n, 1 - alpha / 2);
    double score = high - low;
    if (y < low)
        score += 2 / alpha * (low - y);
    if (y > high)
        score += 2 / alpha * (y - high);
    return score;
}

bool truce_score_covers(const double *draws, size_t n, double alpha, double y)
{
    return y >= truce_score_quantile(draws, n, alpha / 2) &&
           y <= truce_score_quantile(draws, n, 1 - alpha / 2);
}

double truce_score_pit(const double *draws, size_t n, double y, double u)
{
    double below = 0, within = 0;
    for (size_t i = 0; i < n && draws[i] <= y; i++) {
        below += draws[i] < y;
        within += 1;
    }
    below /= (double)n;
    within /= (double)n;
    if (u >= within)
        return 1;
    return u <= below ? 0 : (u - below) / (within - below);
}

double truce_score_share(const double *draws, size_t n, double limit)
{
    size_t hits = 0;
    for (size_t i = 0; i < n; i++)
        hits += draws[i] >= limit;
    return (double)hits / (double)n;
}

double truce_score_brier(const double *p, const int *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (p[i] - y[i]) * (p[i] - y[i]);
    return sum / (double)n;
}

double truce_score_log(const double *p, const int *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double q = fmin(fmax(p[i], 1e-6), 1 - 1e-6);
        sum -= log(y[i] ? q : 1 - q);
    }
    return sum / (double)n;
}

struct ranked {
    double p;
    int y;
};

static int by_p_down(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return (x->p < y->p) - (x->p > y->p);
}

/* Owned array sorted by falling p, or NULL; *events counts y = 1. */
static struct ranked *rank(const double *p, const int *y, size_t n,
                           size_t *events)
{
    struct ranked *all = truce_alloc(n, sizeof *all);
    *events = 0;
    if (!all)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        all[i] = (struct ranked){p[i], y[i]};
        *events += y[i] != 0;
    }
    qsort(all, n, sizeof *all, by_p_down);
    return all;
}

/* End of the run of equal p that starts at i; *hits: events in it. */
static size_t tie_end(const struct ranked *all, size_t i, size_t n,
                      size_t *hits)
{
    size_t j = i;
    *hits = 0;
    for (; j < n && all[j].p == all[i].p; j++)
        *hits += all[j].y != 0;
    return j;
}

double truce_score_auc(const double *p, const int *y, size_t n)
{
    size_t events, hits;
    struct ranked *all = rank(p, y, n, &events);
    double above = 0, sum = 0, result = NAN;
    if (all && events && events < n) {
        for (size_t i = 0, j; i < n; i = j) {
            j = tie_end(all, i, n, &hits);
            /* each non-event of the tie lies below the events before it */
            sum += (double)(j - i - hits) * (above + 0.5 * (double)hits);
            above += (double)hits;
        }
        result = sum / ((double)events * (double)(n - events));
    }
    truce_free(all);
    return result;
}

double truce_score_ap(const double *p, const int *y, size_t n)
{
    size_t events, hits;
    struct ranked *all = rank(p, y, n, &events);
    double found = 0, sum = 0, result = NAN;
    if (all && events) {
        for (size_t i = 0, j; i < n; i = j) {
            j = tie_end(all, i, n, &hits);
            found += (double)hits;
            sum += (double)hits * found / (double)j;
        }
        result = sum / (double)events;
    }
    truce_free(all);
    return result;
}

void truce_score_reliability(const double *p, const int *y, size_t n,
                             struct truce_reliability *out)
{
    *out = (struct truce_reliability){0};
    for (size_t i = 0; i < n; i++) {
        size_t bin = (size_t)(p[i] * TRUCE_RELIABILITY_BINS);
        if (bin >= TRUCE_RELIABILITY_BINS)
            bin = TRUCE_RELIABILITY_BINS - 1;
        out->n[bin]++;
        out->forecast[bin] += p[i];
        out->observed[bin] += y[i];
    }
    for (size_t b = 0; b < TRUCE_RELIABILITY_BINS; b++) {
        double size = out->n[b] ? (double)out->n[b] : NAN;
        out->forecast[b] /= size;
        out->observed[b] /= size;
    }
}

double truce_score_calibration(const struct truce_reliability *table,
                               size_t least)
{
    double worst = 0;
    for (size_t b = 0; b < TRUCE_RELIABILITY_BINS; b++)
        if (table->n[b] && table->n[b] >= least)
            worst = fmax(worst, fabs(table->forecast[b] - table->observed[b]));
    return worst;
}
